"""The words of a stacking decision as frozen values: finished strings, and the codes that a page needs beside them."""

from __future__ import annotations

from dataclasses import dataclass

from passerelle.explain.report import Line, RemedyLine
from passerelle.explain.stacking_bars import Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementText:
    """How one rule stands. `state` is "met", "not_met", "open" or "not_applicable", `state_label` the word for it;
    `amount` what there is of what is asked for, `left` what is missing ("" where nothing is). `by` are the units that
    it looks at or that are booked on it, under `by_label`. `place` says where the rule stands."""

    rule: str
    title: str
    kind: str
    state: str
    state_label: str
    severity: str
    amount: str
    left: str
    bar: Bar | None
    by_label: str
    by: tuple[str, ...]
    notes: tuple[str, ...]
    written: str
    place: str
    basis: tuple[str, ...]
    remedies: tuple[RemedyLine, ...]
    parts: tuple[RequirementText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstText:
    """One reason why a unit is not counted, or not with all its credits: a sentence, what was asked and found, the rule
    with its source, and what would help."""

    kind: str
    sentence: str
    behind: tuple[Line, ...]
    remedies: tuple[RemedyLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitText:
    """A held unit. `counted` are the credits that count, `offered` those that it has, `booked` the requirement on which
    it is booked, `hangs_on` the conditions under which it counts."""

    id: str
    title: str
    issuer: str
    counted: str
    offered: str
    conversion: str
    booked: str
    grade: str
    hangs_on: tuple[str, ...]
    used: tuple[str, ...]
    against: tuple[AgainstText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StackConditionText:
    """What a conditional answer hangs on: who does what, until when, for which units, and which rule asks for it."""

    who: str
    text: str
    until: str
    units: tuple[str, ...]
    rule: str

    def __str__(self) -> str:
        return f"{self.who}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StackWayText:
    """One smallest way to the award: what to add and to change, and what follows. `sentence` is all of it in one."""

    steps: tuple[str, ...]
    then: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StackReport:
    """A stacking decision in words.

    `total` is the requirement of the whole award; `requirements` all others that concern the choice as a whole,
    `unit_rules` those that every unit has to meet. `conflict` is the sentence before the rules and units that cannot be
    had together (`conflicting`). `tone` is "good", "open" or "bad". `semantics` are pairs of what was chosen and how,
    with those that hold by default marked; `headings` the words above the parts.
    """

    lang: str
    id: str
    title: str
    award: str
    host: str
    question: tuple[Line, ...]
    outcome_code: str
    tone: str
    outcome: str
    why: str
    certificate: tuple[str, ...]
    errors: tuple[str, ...]
    total: RequirementText | None
    notice: str
    conditions: tuple[StackConditionText, ...]
    conflict: str
    conflicting: tuple[str, ...]
    ways: tuple[StackWayText, ...]
    unknown: tuple[str, ...]
    requirements: tuple[RequirementText, ...]
    unit_rules: tuple[RequirementText, ...]
    counted: tuple[UnitText, ...]
    left_out: tuple[UnitText, ...]
    ties: str
    tied: tuple[str, ...]
    exits: tuple[Line, ...]
    notes: tuple[str, ...]
    semantics: tuple[Line, ...]
    sources: tuple[str, ...]
    receipt: tuple[Line, ...]
    receipt_line: str
    headings: dict[str, str]
