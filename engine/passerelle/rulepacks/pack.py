"""A rule pack as a value: one dated version of declarative rules by one authority, parsed but not yet compiled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from passerelle.decision import Basis, LanguageText, Pending, Proviso, Remedy, Severity
from passerelle.rulepacks.expression import Node
from passerelle.rulepacks.located import Text


@dataclass(frozen=True, slots=True)
class ConditionText:
    """One condition as written, its tree, and what stands for it in the file."""

    text: str
    node: Node
    written: Text

    @property
    def line(self) -> int:
        return self.written.line

    @property
    def column(self) -> int:
        return self.written.column

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of the condition."""
        return self.written.at(offset + len(self.written.value) - len(self.written.value.lstrip()))


@dataclass(frozen=True, slots=True)
class Then:
    """What follows: exactly one of an outcome, a difference with its weight, a criterion with its rating, or a
    conclusion (of a subject)."""

    outcome: str | None = None
    difference: str | None = None
    weight: str | None = None
    establish: str | None = None
    of: str | None = None
    criterion: str | None = None
    rating: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """A rule or a check as written. A rule has the group "when"; a check "applies", "fail", "warn", "noted", "pass",
    "declared", and says whom it is about.

    `placeholders` are the names that its texts mention and `found` lists, each with line and column; `step_at` is where
    the step is named.
    """

    id: str
    line: int
    column: int
    title: LanguageText
    groups: tuple[tuple[str, tuple[ConditionText, ...]], ...]
    subjects: tuple[tuple[str, str], ...] = ()
    step: str | None = None
    step_at: tuple[int, int] = (1, 1)
    then: Then | None = None
    ask_when_unknown: bool = True
    book: tuple[tuple[str, ConditionText], ...] = ()
    messages: tuple[tuple[str, LanguageText], ...] = ()
    remedies: tuple[Remedy, ...] = ()
    basis: tuple[Basis, ...] = ()
    clause: str | None = None
    severity: Severity | None = None
    subject: str = "credential"
    seen_on: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    note: str | None = None
    pending: Pending | None = None
    proviso: Proviso | None = None
    rights: LanguageText | None = None
    placeholders: tuple[tuple[str, int, int], ...] = ()

    def group(self, name: str) -> tuple[ConditionText, ...]:
        """The conditions of a group; none where the group is not written."""
        for key, conditions in self.groups:
            if key == name:
                return conditions
        return ()

    def message(self, result: str) -> LanguageText:
        """The sentence for a result, or none."""
        for key, text in self.messages:
            if key == result:
                return text
        return {}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a policy sets, typed, and where it says so; `place` is "line 12"."""

    name: str
    value: Any
    place: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Included:
    """A pack whose rules belong to the same procedure, and where it is named."""

    pack: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class StepText:
    """A step of the procedure."""

    id: str
    title: LanguageText


@dataclass(frozen=True, slots=True)
class HostText:
    """Whose policy it is."""

    id: str
    name: LanguageText


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One version of a pack. `version` is the day from which it is in force, `until` the last day; `unread` are names
    whose definition has a mistake (in what is left of a pack that has mistakes)."""

    id: str
    kind: str
    version: date
    until: date | None
    title: LanguageText
    authority: str
    path: str
    sha256: str
    content: bytes
    sources: tuple[str, ...] = ()
    includes: tuple[Included, ...] = ()
    host: HostText | None = None
    parameters: tuple[Parameter, ...] = ()
    steps: tuple[StepText, ...] = ()
    defines: tuple[tuple[str, ConditionText], ...] = ()
    rules: tuple[RuleText, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`id@version`, as decisions cite it."""
        return f"{self.id}@{self.version.isoformat()}"

    def in_force(self, on: date) -> bool:
        """Whether this version is in force on a day."""
        return self.version <= on and (self.until is None or on <= self.until)
