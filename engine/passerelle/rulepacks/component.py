"""A component file of a host in; a `Target` out, or every mistake of the file with line and column."""

from __future__ import annotations

from fractions import Fraction

from passerelle.decision import Eqf, Target, TargetKind, sha256
from passerelle.rulepacks.component_outcomes import read_outcomes
from passerelle.rulepacks.diagnostics import PackError
from passerelle.rulepacks.host_file import HostFile
from passerelle.rulepacks.located import Located, Map, read_located

_FIELDS = ("component", "host", "kind", "title", "compulsory", "credits", "level", "orientation", "outcomes",
           "source", "note")  # fmt: skip
#: Terms of the kind `orientation`.
_ORIENTATIONS = ("scholarly", "professional", "research")

#: What one component may be compared by.
MOST_OUTCOMES = 300
MOST_IDENTIFIERS = 1_000


def read_component(content: bytes, path: str) -> Target:
    """The component that a file describes. Raises `PackError` with every mistake."""
    root = read_located(content, path)
    reader = _Reader(path)
    target = reader.target(root, content)
    if target is not None:
        identifiers = sum(len(outcome.identifiers) + len(outcome.accepts) for outcome in target.outcomes)
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
        if credits is not None and credits <= 0:
            at = root.get("credits") or root
            self.wrong(at, "E208", "a component has more than 0 ECTS", "write how many, or leave it out")
        orientation = self.choice(root, "orientation", _ORIENTATIONS) or None
        outcomes = read_outcomes(self, root.get("outcomes"))
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
