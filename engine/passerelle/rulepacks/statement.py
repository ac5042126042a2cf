"""A host's statement on some learning and its own component in; a `StatementOfEquivalence` out, or every mistake of the
file with line and column. And of many statements those that a case is about."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date

from passerelle.decision import Purpose, StatementOfEquivalence, sha256
from passerelle.rulepacks.diagnostics import PackError
from passerelle.rulepacks.host_file import HostFile
from passerelle.rulepacks.located import Located, Map, read_located

_FIELDS = (
    "statement", "host", "kind", "strength", "accepted", "from", "to", "purposes", "authority", "made", "valid",
    "title", "source", "note",
)  # fmt: skip
_NEEDED = ("statement", "host", "kind", "strength", "accepted", "from", "to", "authority", "made")
_FROM = ("specifications", "issuers")
_VALID = ("from", "until")
KINDS = ("agreement", "equivalence", "own_award")
STRENGTHS = ("binding", "precedent", "lead")
#: What a statement is about where that is no component of the host.
ELECTIVE = "elective"
_DECIDED = tuple(p.value for p in Purpose if p not in (Purpose.EMPLOYMENT_REGULATED, Purpose.TITLE_USE))
MOST = 1_000


def read_statement(content: bytes, path: str) -> StatementOfEquivalence:
    """The statement that a file makes. Raises `PackError` with every mistake."""
    reader = _Reader(path)
    statement = reader.statement(read_located(content, path), content)
    if reader.mistakes or statement is None:
        raise PackError(reader.mistakes)
    return statement


def apt_statements(
    statements: Iterable[StatementOfEquivalence], *, host: str, target: str | None, specification: str | None,
    bodies: Iterable[Set[str]],
) -> tuple[StatementOfEquivalence, ...]:  # fmt: skip
    """The statements of a host on an award and a target, by id, whatever their day and purpose. `bodies` are the
    identifiers of each awarding body: an issuer's statement is on what it awards alone, or with others that it names.
    """
    every = tuple(bodies)

    def fits(statement: StatementOfEquivalence) -> bool:
        if statement.host != host or statement.component not in ("", target):
            return False
        if statement.specifications and specification not in statement.specifications:
            return False
        issuers = set(statement.issuers)
        return not issuers or (bool(every) and all(not issuers.isdisjoint(body) for body in every))

    return tuple(sorted(filter(fits, statements), key=lambda each: each.id))


class _Reader(HostFile):
    what = "statement"
    folder = "statements"

    def statement(self, root: Located, content: bytes) -> StatementOfEquivalence | None:
        if not isinstance(root, Map):
            self.wrong(root, "E110", "a statement is written as a mapping of keys")
            return None
        self.fields(root, _FIELDS, _NEEDED, "a statement")
        statement_id, host = self.named(root, "statement")
        kind, strength = self.choice(root, "kind", KINDS), self.choice(root, "strength", STRENGTHS)
        accepted = self.value(root, "accepted", "boolean")
        learning = self.part(root, "from", _FROM)
        specifications, issuers = self.texts(learning, "specifications"), self.texts(learning, "issuers")
        named = isinstance(root.get("from"), Map)
        if named and not specifications and not issuers:
            self.wrong(learning, "E121", "'from' names neither specifications nor issuers", "issuers: [FI12345671]")
        elif named and accepted and strength == "binding" and not issuers:
            message = "a binding statement that accepts learning names its issuers"
            hint = "the identifier of a course can be written into any document"
            self.wrong(learning, "E121", message, hint)
        for node, listed in ((learning, specifications), (learning, issuers)):
            if len(listed) > MOST:
                self.wrong(node, "E101", f"a statement has {len(listed):,} identifiers, more than {MOST:,}", "split it")
        valid = self.part(root, "valid", _VALID)
        starts, until = self.value(valid, "from", "date"), self.value(valid, "until", "date")
        if isinstance(starts, date) and isinstance(until, date) and until < starts:
            self.wrong(valid, "E128", "the statement ends before it begins")
        to = self.text(root, "to")
        purposes = self.purposes(root, to)
        made = self.value(root, "made", "date")
        title = self.langtext(root.get("title"), "the title")
        if self.mistakes:
            return None
        return StatementOfEquivalence(
            id=statement_id, host=host, authority=self.text(root, "authority"), kind=kind, strength=strength,
            accepted=accepted is True, component="" if to == ELECTIVE else to, title=title,
            specifications=specifications, issuers=issuers, purposes=purposes, made=made, valid_from=starts,
            valid_until=until, source=self.text(root, "source") or None, place=self.path, sha256=sha256(content),
        )  # fmt: skip

    def part(self, root: Map, name: str, known: tuple[str, ...]) -> Map:
        """The mapping under a key; an empty one where there is none."""
        node = root.get(name)
        if not isinstance(node, Map):
            if node is not None:
                self.wrong(node, "E110", f"'{name}' is written {{{': …, '.join(known)}: …}}")
            return Map((), root.line, root.column)
        self.fields(node, known, (), f"'{name}'")
        return node

    def purposes(self, root: Map, to: str) -> tuple[str, ...]:
        """The purposes that a statement holds for. Elective credit replaces no component, so it stands alone."""
        found, node = self.texts(root, "purposes"), root.get("purposes")
        if node is None:
            return ()
        for purpose in found:
            if purpose not in _DECIDED:
                self.wrong(node, "E123", f"'{purpose}' is no purpose of a statement", f"one of {', '.join(_DECIDED)}")
        elective = Purpose.CREDIT_ELECTIVE.value
        if to and (to == ELECTIVE) != (elective in found) and found:
            hint = f"write to: {ELECTIVE} for {elective} alone, a component for other purposes"
            self.wrong(node, "E304", f"what '{to}' stands for is not recognised for these purposes", hint)
        return found
