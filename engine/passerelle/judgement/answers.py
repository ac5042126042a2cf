"""What a judgement holds: how each rule ended, and which unknown facts keep one open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from passerelle.facts import Gathered
from passerelle.rulepacks import SUBJECTS, RuleCompiled, Ruleset

Subjects = tuple[int, ...]


class Tried:
    """How one rule ended. `fired` are the subjects it fired for with the variant ("fired", "pass", "fail",
    "declared", "not applicable") and the kernel's round; `open` those it is undetermined for. A rule without
    subjects has the one subject ().

    A rule whose collection is unknown is open for (): nobody knows for whom. `perhaps` are then the members of its
    other collection that it may be about."""

    # Most rules neither fire nor stay open: what they share is not stored for each.
    fired: Mapping[Subjects, tuple[str, int]] = MappingProxyType({})
    open: Sequence[Subjects] = ()
    perhaps: tuple[int, ...] = ()
    truths: Mapping[Subjects, list[bool | None]] = MappingProxyType({})

    def __init__(self, rule: RuleCompiled) -> None:
        self.rule = rule


@dataclass(slots=True)
class Judgement:
    """Everything that was computed. `tried` is in the order of the rules; `asked` are for each stage the truths of its
    conditions, and which of those about the case were asked: a condition after one that fails is not."""

    ruleset: Ruleset
    gathered: Gathered
    frame: list[Any]
    tried: dict[str, Tried]
    engine: str
    asked: list[tuple[list[bool | None], bytearray]]
    #: What rules have answered of what keeps them open, by rule and subjects.
    told: dict[tuple[str, Subjects], set[str]] = field(default_factory=dict)

    def ask_all(self) -> None:
        """Compute also the conditions that made no difference, for a trace."""
        self.told.clear()
        for stage, (truths, asked) in zip(self.ruleset.stages, self.asked, strict=True):
            for index, compute in stage.case_runs:
                if not asked[index]:
                    truths[index] = compute(self.frame)
                    asked[index] = 1

    def missing(self, rule: RuleCompiled, subjects: Subjects = ()) -> tuple[str, ...]:
        """The unknown facts that keep a rule open, also through what other rules have not established."""
        return tuple(sorted(self._missing(rule, subjects, self.told)))

    def _missing(self, rule: RuleCompiled, subjects: Subjects, told: dict[tuple[str, Subjects], set[str]]) -> set[str]:
        """`told` are the rules that have answered already: rules wait for each other in no circle, but often twice."""
        if (rule.name, subjects) in told:
            return told[rule.name, subjects]
        stage = self.ruleset.stages[rule.stage]
        truths = self.tried[rule.name].truths.get(subjects)
        found = told[rule.name, subjects] = set()
        blind = bool(rule.text.subjects) and not subjects
        if blind:
            found |= {name for _, name in rule.text.subjects if name not in self.gathered.members}
        for written in rule.written:
            if blind and written.index not in rule.case_conditions:
                continue
            held = stage.conditions[written.index]
            if truths is not None and truths[written.index] is not None:
                continue
            facts, conclusions = held.compiled.blame(self.about(rule, subjects))
            found |= {name for name in facts if self._unknown(name)}
            for name in conclusions:
                for maker in self.ruleset.concluded_by.get(name, ()):
                    for open_subjects in self.tried[maker.name].open:
                        found |= self._missing(maker, open_subjects, told)
        return found

    def about(self, rule: RuleCompiled, subjects: Subjects) -> list[Any]:
        """The frame with a rule's subjects in their slots."""
        if not subjects:
            return self.frame
        frame = list(self.frame)
        for place, number in enumerate(subjects):
            rows = frame[self.ruleset.slots[rule.text.subjects[place][1]]]
            frame[SUBJECTS[place]] = rows[number] if rows else None
        return frame

    def _unknown(self, name: str) -> bool:
        if name in self.gathered.facts or name in self.gathered.members:
            return False
        collection, _, short = name.rpartition(".")
        members = self.gathered.members.get(collection)
        if collection in self.ruleset.columns and members is None:
            return False  # the collection itself is what is missing
        return members is None or any(short not in member for member in members)

    def value(self, name: str) -> Any:
        """The value of a fact, conclusion or defined name; None when unknown or not read by any rule."""
        slot = self.ruleset.slots.get(name)
        return None if slot is None else self.frame[slot]
