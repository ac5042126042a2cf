"""Several awards at once over the same units: which can be reached together, and with which units each."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from itertools import permutations

from passerelle.rulepacks.stacks.policy import Severity, Sharing, StackingPolicy, UsedFor
from passerelle.stacking.choosing import AwardToReach, Reached, ReachedTogether
from passerelle.stacking.proof.standing import confirm
from passerelle.stacking.search.building import build
from passerelle.stacking.search.draft import Draft, plus, scaled
from passerelle.stacking.search.levels import Ladder, Level
from passerelle.stacking.search.model import scale_of
from passerelle.stacking.search.reading import FALSE, Reading
from passerelle.stacking.search.running import OutOfTime, Runner
from passerelle.stacking.search.thresholds import most
from passerelle.stacking.table import Table


def solve_several(
    awards: Sequence[tuple[StackingPolicy, Table, AwardToReach]], *, budget: float | None = None
) -> ReachedTogether:
    """As many of the awards as can be reached together for certain, those named first before the others; of the plans
    that do so the one with fewest conditions, most credit, fewest units, and the first ids."""
    together = Together(awards)
    runner = Runner(together.draft, None if budget is None else time.monotonic() + budget)
    ladder = Ladder(together.models[0], runner, together.steps())
    try:
        ladder.climb(len(ladder.steps))
        answer = runner.first([slot.chosen for model in together.models for slot in model.slots])
    except OutOfTime:
        status, values = "timeout", ladder.values
    else:
        assert answer is not None
        status, values = "certain", answer.values
    return ReachedTogether(
        status=status,
        awards=tuple(together.reached(values)),
        objectives=tuple(ladder.found),
        runs=runner.runs,
    )


class Together:
    """One model of several awards. `goals` are literals that say whether each is reached."""

    def __init__(self, awards: Sequence[tuple[StackingPolicy, Table, AwardToReach]]) -> None:
        self.draft = Draft()
        readings = [Reading(policy, table, award) for policy, table, award in awards]
        scale = math.lcm(*(scale_of(reading, {}) for reading in readings))
        self.goals = [self.draft.yes() for _ in readings]
        self.models = [
            build(reading, certain=True, draft=self.draft, when=(goal,), scale=scale)
            for reading, goal in zip(readings, self.goals, strict=True)
        ]
        self.both: dict[tuple[int, int, str], int] = {}
        for one, other in permutations(range(len(self.models)), 2):
            self._share(one, other)
        for index in range(len(self.models)):
            self._used(index)

    def _in_both(self, one: int, other: int, unit: str) -> int:
        """The literal that is true if a unit counts for both awards."""
        key = min(one, other), max(one, other), unit
        if key not in self.both:
            used = self.draft.yes()
            pair = [self.models[index].slot[unit].chosen for index in key[:2]]
            self.draft.clause((used,), pair)
            for chosen in pair:
                self.draft.clause((chosen,), (used,))
            self.both[key] = used
        return self.both[key]

    def _common(self, one: int, other: int) -> list[str]:
        """The units that both awards could count."""
        return sorted(self.models[one].slot.keys() & self.models[other].slot.keys())

    def _names(self, index: int) -> set[str]:
        """By what names rules of other awards speak of this one."""
        model = self.models[index]
        return {model.reading.award.id, model.policy.award.id, model.policy.award.kind} - {""}

    def _sharing(self, one: int, other: int) -> list[Sharing]:
        """The rules of an award about sharing with another."""
        model = self.models[one]
        return [
            rule
            for rule in model.policy.sharing
            if rule.severity is Severity.MUST
            and model.reading.guard(rule) is not FALSE
            and (not rule.awards or set(rule.awards) & self._names(other))
        ]

    def _share(self, one: int, other: int) -> None:
        """No more is shared with the other award than the rules of this one let, what it shares already included."""
        model = self.models[one]
        for rule in self._sharing(one, other):
            if rule.most is None:
                continue
            needed = model.reading.needed(rule.most)
            terms: dict[int, int] = {}
            for unit in self._common(one, other):
                slot, used = model.slot[unit], self._in_both(one, other, unit)
                terms[used] = 1 if needed.units else slot.most
            most(model, terms, needed.value * (1 if needed.units else model.scale), model.when)

    def _used(self, index: int) -> None:
        """A unit counts for no more awards than the rules of this one let, where none about sharing speaks of them."""
        model = self.models[index]
        rules = [
            rule
            for rule in model.reading.award.units
            if isinstance(rule, UsedFor) and rule.severity is Severity.MUST and rule.scope != "conferred"
        ]
        for rule in rules:
            others = [other for other in range(len(self.models)) if other != index and self._counts(rule, index, other)]
            fit = model.reading.fit(rule.among)
            for slot in model.slots:
                if fit(slot.row) is FALSE:
                    continue
                elsewhere = [
                    self.models[other].slot[slot.id].chosen for other in others if slot.id in self.models[other].slot
                ]
                room = max(0, rule.most - 1 - slot.row.in_use.get(rule.id, 0))
                if len(elsewhere) > room:
                    self.draft.linear(dict.fromkeys(elsewhere, 1), None, room, (slot.chosen,))

    def _counts(self, rule: UsedFor, index: int, other: int) -> bool:
        """Whether a use for the other award counts for a rule of this one."""
        if self._sharing(index, other) or set(rule.exempt) & self._names(other):
            return False
        levels = self.models[index].policy.award.level, self.models[other].policy.award.level
        return rule.scope != "same_level" or levels[0] == levels[1]

    def steps(self) -> list[Level]:
        """What makes a plan better than another."""
        models = self.models
        conditions = [{variable: 1} for model in models for variable in model.conditions.values()]
        return [
            *(
                Level(f"reached {model.reading.award.id}", {goal: -1}, -1)
                for model, goal in zip(models, self.goals, strict=True)
            ),
            Level("conditions", plus(*conditions)),
            Level("should", dict.fromkeys((held for model in models for held in model.should), -1), -1),
            Level("most_credit", scaled(plus(*(m.all_counted(False) for m in models)), -1), -1, models[0].scale),
            Level("fewest_units", {slot.chosen: 1 for model in models for slot in model.slots}),
        ]

    def reached(self, values: Sequence[int] | None) -> list[Reached]:
        """How each award stands in a solution."""
        told = []
        for model, goal in zip(self.models, self.goals, strict=True):
            award = model.reading.award.id
            if values is None or not values[goal]:
                told.append(Reached(award=award, reached=False))
                continue
            choice = model.choice(values)
            confirm(model.reading, choice, certain=True)
            told.append(Reached(award=award, reached=True, choice=choice))
        return told
