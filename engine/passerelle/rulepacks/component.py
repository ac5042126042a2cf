"""A component file of a host in; a `Target` out, or every mistake of the file with line and column."""

from __future__ import annotations

from fractions import Fraction

from passerelle.decision import Eqf, Target, TargetKind, TargetOutcome, sha256
from passerelle.rulepacks.diagnostics import PackError, did_you_mean
from passerelle.rulepacks.host_file import HostFile
from passerelle.rulepacks.located import Items, Located, Map, Text, read_located

_FIELDS = ("component", "host", "kind", "title", "compulsory", "credits", "level", "orientation", "outcomes",
           "source", "note")  # fmt: skip
#: Terms of the kind `orientation`.
_ORIENTATIONS = ("scholarly", "professional", "research")
_OUTCOME_FIELDS = ("id", "essential", "same_as")

#: What one component may be compared by.
MOST_OUTCOMES = 300
MOST_IDENTIFIERS = 1_000


def read_component(content: bytes, path: str) -> Target:
    """The component that a file describes. Raises `PackError` with every mistake."""
    root = read_located(content, path)
    reader = _Reader(path)
    target = reader.target(root, content)
    if target is not None:
        identifiers = sum(len(outcome.identifiers) for outcome in target.outcomes)
        for count, most, what in (
            (len(target.outcomes), MOST_OUTCOMES, "outcomes"),
            (identifiers, MOST_IDENTIFIERS, "identifiers of outcomes"),
        ):
            if count > most:
                reader.wrong(root, "E101", f"a component has {count:,} {what}, more than {most:,}", "split it")
    if reader.mistakes or target is None:
        raise PackError(reader.mistakes)
    return target


class _Reader(HostFile):
    what = "component"
    folder = "components"

    def target(self, root: Located, content: bytes) -> Target | None:
        if not isinstance(root, Map):
            self.wrong(root, "E110", "a component is written as a mapping of keys")
            return None
        self.fields(root, _FIELDS, ("component", "host", "title"), "a component")
        component, host = self.named(root, "component")
        title = self.langtext(root.get("title"), "the title")
        kind = self.choice(root, "kind", tuple(TargetKind)) or TargetKind.COMPONENT
        compulsory = self.value(root, "compulsory", "boolean")
        credits, level = self.value(root, "credits", "credits"), self.value(root, "level", "eqf")
        orientation = self.choice(root, "orientation", _ORIENTATIONS) or None
        outcomes = self.outcomes(root.get("outcomes"))
        self.places += [("id", self._line(root, "component")), ("title", self._line(root, "title"))]
        if self.mistakes:
            return None
        return Target(
            id=component, host=host, kind=TargetKind(kind), title=title, sha256=sha256(content),
            compulsory=compulsory if isinstance(compulsory, bool) else None,
            credits=credits if isinstance(credits, Fraction) else None,
            level=Eqf(level) if isinstance(level, int) else None, orientation=orientation, outcomes=outcomes,
            places=tuple(self.places),
        )  # fmt: skip

    def _line(self, root: Map, name: str) -> str:
        node = root.get(name)
        return f"line {node.line}" if node is not None else "line 1"

    def outcomes(self, node: Located | None) -> tuple[TargetOutcome, ...]:
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.wrong(node, "E110", "the outcomes are a list")
            return ()
        outcomes: list[TargetOutcome] = []
        for item in node.value:
            if not isinstance(item, Map):
                self.wrong(item, "E110", "an outcome is written {id: …, en: …, essential: true}")
                continue
            outcome_id = self.value(item, "id", "text")
            if outcome_id is None:
                self.wrong(item, "E121", "'id' is missing in an outcome")
            essential = self.value(item, "essential", "boolean")
            if item.get("essential") is None:
                self.wrong(item, "E121", "'essential' is missing in an outcome", "essential: true or false")
            same = item.get("same_as")
            entries = same.value if isinstance(same, Items) else (same,) if same is not None else ()
            identifiers = tuple(entry.value for entry in entries if isinstance(entry, Text))
            others = [key for key, _ in item if key.value not in _OUTCOME_FIELDS and "_" in key.value]
            for key in others:
                hint = did_you_mean(key.value, _OUTCOME_FIELDS) or f"it has {', '.join(_OUTCOME_FIELDS)} and a text"
                self.wrong(key, "E120", f"unknown field '{key.value}' in an outcome", hint)
            statement = Map(
                tuple((key, value) for key, value in item if key.value not in _OUTCOME_FIELDS and key not in others),
                item.line,
                item.column,
            )
            texts = self.langtext(statement, "an outcome")
            if not texts:
                self.wrong(item, "E121", "the outcome is not stated", "en: …")
            if any(outcome.id == outcome_id for outcome in outcomes):
                self.wrong(item, "E301", f"two outcomes are called '{outcome_id}'")
            own = (str(outcome_id), *identifiers)
            outcomes.append(
                TargetOutcome(
                    id=str(outcome_id), statement=texts, identifiers=tuple(dict.fromkeys(own)),
                    essential=essential is True, place=f"line {item.line}",
                )
            )  # fmt: skip
        return tuple(outcomes)
