"""A condition, a fact that it reads and the truth wanted of it in; the values of the fact that bring it about, out.

Values come from the conditions themselves: the thresholds, terms and days that rules compare with. Nothing is tried
that no rule mentions, but for one term beside those that rules name, and "whatever it says" where a fact has only to
be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import islice
from math import ceil
from typing import Any

from passerelle.decision import ANY_TEXT, exact
from passerelle.rulepacks import Range, RuleCompiled, Ruleset, Schema, read_values
from passerelle.rulepacks.amounts import bounds
from passerelle.rulepacks.scope import Compiled
from passerelle.vocabulary import Vocabulary

_TEXTS = frozenset(["text", "langtext", "level"])
_AMOUNTS = frozenset(["credits", "hours", "percentage", "integer"])
#: Outcomes that say no.
NEGATIVE = frozenset(["REFUSED", "REFERRED_TO_RPL"])
#: Types of values that are more or less.
ORDERED = _AMOUNTS | {"date", "eqf"}
#: The smallest step over a threshold that is proposed.
_STEP = {"percentage": Fraction(1, 100)}


@dataclass(frozen=True)
class Values:
    """What can be proposed for facts under the rules of one ruleset."""

    ruleset: Ruleset
    schema: Schema
    terms: Mapping[str, frozenset[str]]
    vocabulary: Vocabulary

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The places of the rules with an outcome in the order of the procedure."""
        return {rule.name: place for place, rule in enumerate(self.ruleset.outcome_rules)}

    @cached_property
    def negative(self) -> Mapping[str, tuple[RuleCompiled, ...]]:
        """For each fact the rules that may speak against the learner and read it."""
        found: dict[str, list[RuleCompiled]] = {}
        for rule in self.ruleset.outcome_rules:
            if rule.text.then and rule.text.then.outcome in NEGATIVE:
                for fact in rule.reads:
                    found.setdefault(fact, []).append(rule)
        return {fact: tuple(rules) for fact, rules in found.items()}

    @cached_property
    def _scalars(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.ruleset.fact_slots)

    @cached_property
    def _comparisons(self) -> Mapping[str, tuple[Compiled, ...]]:
        """For each fact the comparisons in which rules read it."""
        found: dict[str, list[Compiled]] = {}
        for stage in self.ruleset.stages:
            for held in stage.conditions:
                for leaf in _leaves(held.compiled):
                    for fact in leaf.facts if leaf.sides else ():
                        found.setdefault(fact, []).append(leaf)
        return {fact: tuple(leaves) for fact, leaves in found.items()}

    def read(self, fact: str, text: str) -> Any:
        """The value that a text means for a fact."""
        kind = self.schema.facts[fact].type
        return text if kind in _TEXTS else read_values(text, kind, self.terms)

    def ordered(self, fact: str) -> bool:
        """Whether the values of a fact are more or less."""
        return fact in self.schema.facts and self.schema.facts[fact].type in ORDERED

    def free(self, fact: str, frame: list[Any]) -> bool:
        """Whether the fact may be proposed to be another than it is."""
        if fact not in self._scalars:
            return False
        change = self.schema.facts[fact].change
        return change == "always" or (change == "unknown" and frame[self.ruleset.slots[fact]] is None)

    def that_make(self, leaf: Compiled, wanted: bool, fact: str, frame: list[Any]) -> list[str | None]:
        """The values of a fact, as texts, with which a condition is as wanted; None for a text that says anything.
        The first that do of those that the condition itself compares with, or one that other rules compare with where
        it asks only whether the fact is known."""
        kind = self.schema.facts[fact].type
        current = frame[self.ruleset.slots[fact]]
        compared = compares(leaf)
        found: list[str | None] = []
        for value in self._mentioned(leaf, fact, frame) if compared else self._elsewhere(fact, frame):
            if value == current or _lowered(value, current, kind):
                continue
            if leaf.run(self.supposing(leaf, frame, {self.ruleset.slots[fact]: value})) is not wanted:
                continue
            text = written(value, kind)
            if text not in found:
                found.append(text)
            if kind in ORDERED or not compared:
                break
        return found

    def samples(self, fact: str, frame: list[Any]) -> list[str | None]:
        """One value of a fact that has only to be known: the first that rules compare it with and that is something."""
        kind = self.schema.facts[fact].type
        return [written(value, kind) for value in islice((v for v in self._elsewhere(fact, frame) if v != 0), 1)]

    def supposing(self, leaf: Compiled, frame: list[Any], values: Mapping[int, Any]) -> list[Any]:
        """A frame with other values in some slots, and what is defined by them for one condition."""
        trial = list(frame)
        for slot, value in values.items():
            trial[slot] = value
        if leaf.defined:
            for stage in self.ruleset.stages:
                for defined in stage.defines:
                    if defined.name in leaf.defined:
                        trial[defined.slot] = defined.run(trial)
        return trial

    def _elsewhere(self, fact: str, frame: list[Any]) -> Iterator[Any]:
        """What other rules compare the fact with, then any value of its type."""
        for leaf in self._comparisons.get(fact, ()):
            if not leaf.subjects:
                yield from self._mentioned(leaf, fact, frame)
        kind = self.schema.facts[fact].type
        if kind.startswith("term:"):
            yield from self.vocabulary.terms(kind.removeprefix("term:"))
        elif kind.startswith("set:term:"):
            yield from ((term,) for term in self.vocabulary.terms(kind.removeprefix("set:term:")))
        elif kind == "boolean":
            yield from (True, False)
        elif kind in _TEXTS:
            yield ANY_TEXT

    def _mentioned(self, leaf: Compiled, fact: str, frame: list[Any]) -> list[Any]:
        """The values of a fact at which a comparison may change."""
        kind = self.schema.facts[fact].type
        slot = self.ruleset.slots[fact]
        if kind == "boolean":
            return [True, False]
        if kind == "eqf":
            return list(range(1, 9))
        if kind in _AMOUNTS:
            return self._amounts(leaf, slot, frame, _STEP.get(kind, Fraction(1)))
        if kind == "date":
            return self._days(leaf, slot, frame)
        others = [side for side in leaf.sides if fact not in side.facts]
        named = [value for side in others for value in _flat(side.run(frame))]
        if kind.startswith("set:"):
            return _sets(frame[slot], named)
        if kind.startswith("term:"):
            rest = [term for term in self.vocabulary.terms(kind.removeprefix("term:")) if term not in named]
            return named + rest[:1]
        return named

    def _gap(self, leaf: Compiled, frame: list[Any], slot: int, value: Any) -> Any:
        """How far apart the two sides of a comparison are with a value of the fact; None where one is unknown."""
        trial = self.supposing(leaf, frame, {slot: value})
        left, right = (side.run(trial) for side in leaf.sides)
        if left is None or right is None or isinstance(left, tuple) or isinstance(right, tuple):
            return None
        if isinstance(left, date):
            return (left - right).days
        left, right = bounds(left)[0], bounds(right)[0]
        return Fraction(left) - Fraction(right)

    def _amounts(self, leaf: Compiled, slot: int, frame: list[Any], step: Fraction) -> list[Any]:
        """Where the two sides meet, and one step to either side: both sides are linear in the fact."""
        if isinstance(leaf.sides[1].run(frame) if leaf.sides[1].constant else None, tuple):
            return list(leaf.sides[1].run(frame))
        at, beyond = (self._gap(leaf, frame, slot, Fraction(x)) for x in (1, 2))
        if at is None or beyond is None or at == beyond:
            return []
        meet = 1 - at / (beyond - at)
        meet = meet if "/" not in exact(meet * 100) else Fraction(ceil(meet * 100), 100)
        return [value for value in (meet, meet + step, meet - step) if value >= 0]

    def _days(self, leaf: Compiled, slot: int, frame: list[Any]) -> list[Any]:
        """The day on which the two sides meet and the days beside it; months of different lengths make it three."""
        start = date(2000, 6, 15)
        gap = self._gap(leaf, frame, slot, start)
        if gap is None:
            return []
        day = start - timedelta(days=gap)
        for _ in range(3):
            gap = self._gap(leaf, frame, slot, day)
            if not gap:
                break
            day -= timedelta(days=gap)
        return [day + timedelta(days=days) for days in (0, 1, -1, 2, -2, 3, -3)]


def compares(leaf: Compiled) -> bool:
    """Whether a condition asks for certain values of its facts, and not only whether they are known."""
    return bool(leaf.sides) or leaf.slot is not None


def _leaves(compiled: Compiled) -> Iterator[Compiled]:
    """The conditions that "and", "or" and "not" join."""
    if not compiled.parts:
        yield compiled
    for part in compiled.parts:
        yield from _leaves(part)


def _flat(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, tuple) else [value]


def _sets(current: tuple[Any, ...] | None, named: Iterable[Any]) -> list[Any]:
    """Sets with one of the named members more, and the set without any of them."""
    named = tuple(named)
    held = current or ()
    more = [(*held, value) for value in named if value not in held]
    return [*more, tuple(value for value in held if value not in named)] if current is not None else more


def _lowered(value: Any, current: Any, kind: str) -> bool:
    """Whether a known amount, level or day would be less than it is: that is no achievement."""
    if current is None or kind not in ORDERED:
        return False
    high = bounds(current)[1] if isinstance(current, Range) else current
    return high is not None and bool(value < high)


def written(value: Any, kind: str) -> str | None:
    """A value as an officer writes it; None where it may be any text."""
    if value == ANY_TEXT:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    if isinstance(value, date):
        return value.isoformat()
    if kind == "eqf":
        return f"EQF {value}"
    units = {"credits": " ECTS", "hours": " hours", "percentage": " %"}
    if kind in _AMOUNTS:
        return exact(Fraction(value) * (100 if kind == "percentage" else 1)) + units.get(kind, "")
    return str(value)
