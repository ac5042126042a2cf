"""What makes one choice better than another, level by level, as sums that are to be small."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from passerelle.decision.stacking import Objective
from passerelle.stacking.search.draft import Terms, plus, scaled
from passerelle.stacking.search.model import Model
from passerelle.stacking.search.running import OutOfTime, Runner

#: Levels are merged into one sum as long as it stays below this.
MERGED = 2**45


@dataclass(frozen=True, slots=True)
class Level:
    """A sum that is to be as small as can be; `sign` and `scale` make of it what it measures. With `grades` it is the
    best mean instead."""

    name: str
    terms: dict[int, int]
    sign: int = 1
    scale: int = 1
    grades: bool = False

    def measured(self, value: int) -> Fraction:
        """What a value of the sum says."""
        return Fraction(self.sign * value, self.scale)


def levels(model: Model, objectives: Sequence[Objective], keep_free: Sequence[str]) -> tuple[list[Level], int]:
    """All levels in their order, and how many of them decide what a tie is (the rest only pick one of equals)."""
    asked = [
        Level("conditions", plus(*({variable: 1} for variable in model.conditions.values()))),
        Level("should", dict.fromkeys(model.should, -1), -1),
    ]
    units = {slot.chosen: 1 for slot in model.slots}
    credit = Level("most_credit", scaled(model.all_counted(False), -1), -1, model.scale)
    fewest = Level("fewest_units", units)
    kept = {slot.chosen: 1 for slot in model.slots if slot.id in set(keep_free)}
    for objective in dict.fromkeys(objectives):
        asked.append(
            {
                Objective.MOST_CREDIT: credit,
                Objective.FEWEST_UNITS: fewest,
                Objective.KEEP_FREE: Level("keep_free", kept),
                Objective.BEST_GRADES: Level("best_grades", {}, grades=True),
            }[objective]
        )
    names = {level.name for level in asked}
    return [*asked, *(level for level in (credit, fewest) if level.name not in names)], len(asked)


class Ladder:
    """Levels made as good as they can be, one after the other. `found` are the levels with value and bound, `values`
    the best solution so far, `held` what holds of every solution that is as good, by level."""

    def __init__(self, model: Model, runner: Runner, steps: Sequence[Level]) -> None:
        self.model, self.runner = model, runner
        self.steps = list(steps)
        self.found: list[tuple[str, Fraction, Fraction]] = []
        self.values: list[int] | None = None
        self.final: int | None = None

    def climb(self, deciding: int) -> bool:
        """Whether there is a solution at all. What holds of all solutions that are as good by the first `deciding`
        levels is added to the model, the rest under the literal `final`, which is bound to 1."""
        group: list[tuple[int, Level]] = []
        weight = 1
        for index, level in enumerate(self.steps):
            span = 0
            if not level.grades:
                low, high = self.model.draft.range(level.terms)
                span = high - low + 1
            if group and (level.grades or weight * span > MERGED):
                if not self._merged(group, deciding):
                    return False
                group, weight = [], 1
            if level.grades:
                if not self._grades(index, deciding):
                    return False
            else:
                group.append((index, level))
                weight *= span
        return self._merged(group, deciding) if group else True

    def _merged(self, group: list[tuple[int, Level]], deciding: int) -> bool:
        objective: dict[int, int] = {}
        weights: list[int] = []
        weight = 1
        for _, level in reversed(group):
            low, high = self.model.draft.range(level.terms)
            objective = plus(objective, scaled(level.terms, weight))
            weights.insert(0, weight)
            weight *= high - low + 1
        try:
            answer = self.runner.best(objective)
        except OutOfTime as ran_out:
            self._open(group, weights, ran_out)
            raise
        if answer is None:
            return False
        self.values = answer.values
        for index, level in group:
            value = self._value(level.terms)
            self.found.append((level.name, level.measured(value), level.measured(value)))
            self._hold(index, deciding, level.terms, value)
        return True

    def _open(self, group: list[tuple[int, Level]], weights: list[int], ran_out: OutOfTime) -> None:
        """What is known of levels that were not proved."""
        if ran_out.values is None:
            return
        self.values = ran_out.values
        rest = ran_out.bound
        for (_, level), weight in zip(group, weights, strict=True):
            low, high = self.model.draft.range(level.terms)
            bound = low
            if rest is not None:
                others = sum(
                    w * self.model.draft.range(other.terms)[1]
                    for (_, other), w in zip(group, weights, strict=True)
                    if w < weight
                )
                bound = max(low, min(high, math.ceil(Fraction(rest - others, weight))))
                rest = None
            self.found.append((level.name, level.measured(self._value(level.terms)), level.measured(bound)))

    def _value(self, terms: Terms) -> int:
        assert self.values is not None
        return sum(self.values[variable] * times for variable, times in terms.items())

    def _hold(self, index: int, deciding: int, terms: Terms, value: int | None) -> None:
        """Every solution from here on has this value, or (None) at most 0; of a level that only picks, if `final`."""
        draft = self.model.draft
        if index >= deciding and self.final is None:
            self.final = draft.yes()
            draft.bind(self.final, 1)
        when = (self.final,) if index >= deciding and self.final is not None else ()
        draft.linear(terms, value, 0 if value is None else value, when)

    def _grades(self, index: int, deciding: int) -> bool:
        """The best mean: raised from one solution to the next until none is better (Dinkelbach's method)."""
        model, draft = self.model, self.model.draft
        grades = model.policy.grades
        sign = -1 if grades is not None and grades.less_is_better else 1
        graded = [slot for slot in model.slots if slot.row.points is not None]
        weight = plus(*(model.counting.low[slot.id] for slot in graded))
        scale = math.lcm(1, *(slot.row.points.denominator for slot in graded if slot.row.points is not None))
        gain = plus(
            *(
                scaled(model.counting.low[slot.id], int(sign * slot.row.points * scale))
                for slot in graded
                if slot.row.points is not None
            )
        )
        some = draft.yes()
        draft.linear(weight, 1, None, (some,))
        answer = self.runner.best({some: -1})
        if answer is None:
            return False
        self.values = answer.values
        if not answer.values[some]:
            draft.linear(weight, None, 0)
            return True
        draft.clause((some,))
        while True:
            mean = Fraction(self._value(gain), self._value(weight))
            worse = plus(scaled(weight, mean.numerator), scaled(gain, -mean.denominator))
            answer = self.runner.best(worse)
            assert answer is not None
            self.values = answer.values
            if self._value(worse) >= 0:
                break
        self.found.append(("best_grades", sign * mean / scale, sign * mean / scale))
        self._hold(index, deciding, worse, None)
        return True
