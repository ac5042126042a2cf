"""A judged case and a rule that should decide in; the facts of which one must change before it can, out.

Whatever leads to a better outcome, some rule decides there. If another rule decides before it now, what that one rests
on has to change; if not, one of its own conditions has to. Every set of changes that lets the rule decide contains
one of the changes that are named here, so that the search can go on from each of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from passerelle.facts.following import COMES_WITH
from passerelle.facts.supposed import COVERED
from passerelle.judgement import Judgement, Subjects
from passerelle.recognition import Answer
from passerelle.rulepacks import SUBJECTS, RuleCompiled
from passerelle.rulepacks.ruleset import Held
from passerelle.rulepacks.scope import Compiled
from passerelle.whatif.values import Values, compares


class Step(NamedTuple):
    """A fact with the value that it should have; `sample` where any other value might do as well."""

    fact: str
    value: str | None
    sample: bool = False


#: Facts that change together.
Move: TypeAlias = tuple[Step, ...]

_AWARD_OUTCOMES, _TARGET_OUTCOMES = "award.outcomes", "target.outcomes"
_TARGET_COVERED = f"{_TARGET_OUTCOMES}.{COVERED}"
_DIFFERENCES = ("difference.", "substantial.")
_MOST_COVERED = 25


@dataclass(frozen=True, slots=True)
class Ways:
    """What could change in one judged case. `fired` and `stopped` keep what was found for a rule."""

    values: Values
    judgement: Judgement
    answer: Answer
    fired: dict[str, list[Move]] = field(default_factory=dict)
    stopped: dict[str, list[Move]] = field(default_factory=dict)

    def towards(self, goal: RuleCompiled) -> tuple[Move, ...]:
        """The changes of which one at least is part of every set that lets `goal` decide; none where nothing can."""
        first = self.answer.decided or next(iter(self.answer.open), None)
        before = first is not None and self.values.places[first.name] < self.values.places[goal.name]
        moves = self._stop(first) if first is not None and before else self._fire(goal)
        return tuple(move for move in dict.fromkeys(moves) if not any(map(self._against, move)))

    def possible(self, goal: RuleCompiled) -> bool:
        """Whether a rule fires, or something could be changed that its conditions wait for."""
        return bool(self.judgement.tried[goal.name].fired or self._fire(goal))

    def _against(self, step: Step) -> bool:
        """Whether a rule would speak against the learner because of what a step says: nobody is advised to that. An
        amount, a level or a day that is not enough yet is another matter."""
        slot = self.judgement.ruleset.slots.get(step.fact)
        if slot is None or step.value is None or self.values.ordered(step.fact):
            return False
        frame, value = self.judgement.frame, self.values.read(step.fact, step.value)
        for rule in self.values.negative.get(step.fact, ()):
            if not self.judgement.tried[rule.name].fired:
                conditions = [held.compiled for held in self._conditions(rule)]
                if all(each.run(self.values.supposing(each, frame, {slot: value})) is True for each in conditions):
                    return True
        return False

    def _fire(self, rule: RuleCompiled) -> list[Move]:
        """What could make a rule without subjects fire: all its conditions have to hold."""
        if rule.text.subjects:
            return []
        if rule.name not in self.fired:
            conditions = [held.compiled for held in self._conditions(rule)]
            self.fired[rule.name] = self._all(conditions, True, self.judgement.frame)
        return self.fired[rule.name]

    def _stop(self, rule: RuleCompiled) -> list[Move]:
        """What could keep a rule from firing, or settle what keeps it open: one of its conditions has to fail."""
        if rule.name not in self.stopped:
            self.stopped[rule.name] = self._stops(rule)
        return self.stopped[rule.name]

    def _stops(self, rule: RuleCompiled) -> list[Move]:
        tried = self.judgement.tried[rule.name]
        subjects: Subjects = next(iter((*sorted(tried.fired), *tried.open)), ())
        frame = self.judgement.about(rule, subjects)
        conditions = [held.compiled for held in self._conditions(rule)]
        if not tried.fired:
            # Of a rule that waits for facts, only what it waits for is asked.
            conditions = [each for each in conditions if each.run(frame) is None]
        return [move for each in conditions for move in self._make(each, False, frame)]

    def _conditions(self, rule: RuleCompiled) -> list[Held]:
        stage = self.judgement.ruleset.stages[rule.stage]
        join = rule.join.condition if rule.join else None
        return [stage.conditions[each.index] for each in rule.written if each.index != join]

    def _all(self, parts: Iterable[Compiled], wanted: bool, frame: list[Any]) -> list[Move]:
        """Every part has to become so: where one of them cannot, nothing helps; the one with the fewest ways is as
        good a beginning as any."""
        least: list[Move] | None = None
        for part in parts:
            if part.run(frame) is wanted:
                continue
            moves = self._make(part, wanted, frame)
            if not moves:
                return []
            if least is None or len(moves) < len(least):
                least = moves
        return least or []

    def _make(self, condition: Compiled, wanted: bool, frame: list[Any]) -> list[Move]:
        """What could make a condition true, or false."""
        if condition.parts:
            if condition.word == "not":
                return self._make(condition.parts[0], not wanted, frame)
            if len(condition.parts) == 1 or (condition.word == "and") is wanted:
                return self._all(condition.parts, wanted, frame)
            return [move for part in condition.parts for move in self._make(part, wanted, frame)]
        if len(condition.conclusions) == 1 and not condition.facts and not condition.sides:
            (name,) = condition.conclusions
            return self._conclude(name, wanted, frame)
        moves = self._cover(condition, wanted, frame) if _TARGET_COVERED in condition.conclusions else []
        for fact in sorted(condition.facts):
            source = COMES_WITH.get(fact, "")
            if fact == _AWARD_OUTCOMES:
                moves += self._outcomes(condition, wanted, frame)
            elif self.values.free(source, frame):
                moves += [(Step(source, value, True),) for value in self.values.samples(source, frame)]
            elif source == _AWARD_OUTCOMES and fact not in self.judgement.gathered.facts:
                continue
            elif self.values.free(fact, frame):
                any_ = self.values.ordered(fact) and not compares(condition)
                made = self.values.that_make(condition, wanted, fact, frame)
                moves += [(Step(fact, value, any_),) for value in made]
        return moves

    def _conclude(self, name: str, wanted: bool, frame: list[Any]) -> list[Move]:
        """What could make rules establish a name, or keep all of them from it."""
        if name == _TARGET_COVERED:
            return [(Step(f"{self._subject(frame)}.{COVERED}", "true"),)] if wanted else []
        makers = self.judgement.ruleset.concluded_by.get(name, ())
        if wanted and name.startswith(_DIFFERENCES):
            return []  # to differ is nothing to aim at
        if wanted:
            return [move for maker in makers for move in self._fire(maker)]
        stops = [self._stop(maker) for maker in makers if self._stands(maker)]
        return min(stops, key=len, default=[])

    def _stands(self, rule: RuleCompiled) -> bool:
        tried = self.judgement.tried[rule.name]
        return bool(tried.fired or tried.open)

    def _subject(self, frame: list[Any]) -> str:
        """The member of the target's outcomes that a rule is about."""
        names = (row[1] for row in (frame[slot] for slot in SUBJECTS) if row is not None)
        return str(next(name for name in names if name.startswith(_TARGET_OUTCOMES)))

    def _cover(self, condition: Compiled, wanted: bool, frame: list[Any]) -> list[Move]:
        """The fewest outcomes of the target, essential ones first, that an award would have to cover in addition.
        Nobody is sent to learn very many."""
        ruleset = self.judgement.ruleset
        slot, columns = ruleset.slots[_TARGET_OUTCOMES], ruleset.columns[_TARGET_OUTCOMES]
        rows = frame[slot] or []
        essential, covered = columns.get("essential"), columns[COVERED]
        missing = [row for row in rows if row[covered] is not True]
        missing.sort(key=lambda row: essential is not None and row[essential] is not True)
        for count in range(1, min(len(missing), _MOST_COVERED) + 1):
            chosen = {row[0] for row in missing[:count]}
            now = [[*row[:covered], True, *row[covered + 1 :]] if row[0] in chosen else row for row in rows]
            if condition.run(self.values.supposing(condition, frame, {slot: now})) is wanted:
                return [tuple(Step(f"{row[1]}.{COVERED}", "true") for row in missing[:count])]
        return []

    def _outcomes(self, condition: Compiled, wanted: bool, frame: list[Any]) -> list[Move]:
        """That the award states its outcomes, where it states none, in any words."""
        ruleset = self.judgement.ruleset
        slot = ruleset.slots[_AWARD_OUTCOMES]
        if frame[slot] is not None:
            return []
        row = [0, f"{_AWARD_OUTCOMES}[0]"] + [None] * len(ruleset.columns.get(_AWARD_OUTCOMES, ()))
        if condition.run(self.values.supposing(condition, frame, {slot: [row]})) is not wanted:
            return []
        return [(Step(_AWARD_OUTCOMES, None),)]
