"""The choice that comes nearest to an award that cannot be reached."""

from __future__ import annotations

import math
from fractions import Fraction

from passerelle.rulepacks.stacks.policy import AtLeast, Choose, Severity, Total
from passerelle.stacking.choosing import Choice
from passerelle.stacking.search.building import revalidated, share
from passerelle.stacking.search.draft import plus, scaled
from passerelle.stacking.search.forms import booked_sum, enforce
from passerelle.stacking.search.levels import Ladder, Level
from passerelle.stacking.search.model import Model
from passerelle.stacking.search.reading import FALSE, UNKNOWN, Needed, Reading
from passerelle.stacking.search.running import Runner
from passerelle.stacking.search.thresholds import least, most

#: How many credits a missing unit weighs.
OF_A_UNIT = 5


def closest_choice(reading: Reading) -> Choice:
    """The choice for which the sum of what is missing is least; then of most credit, of fewest units, of first ids."""
    for hard in (True, False):
        near = Near(reading, hard)
        runner = Runner(near.model.draft, None)
        slots = near.model.slots
        steps = [
            Level("missing", near.missing),
            Level("most_credit", scaled(near.model.all_counted(False), -1)),
            Level("fewest_units", {slot.chosen: 1 for slot in slots}),
        ]
        if Ladder(near.model, runner, steps).climb(len(steps)):
            answer = runner.first([slot.chosen for slot in slots])
            assert answer is not None
            return near.model.choice(answer.values)
    return Choice()


class Near:
    """A model in which what is required may be missing, at a price (`missing`, a sum that is to be small). Limits hold
    if `hard`; where they cannot, they have a price too."""

    def __init__(self, reading: Reading, hard: bool) -> None:
        self.model = Model(reading, certain=False)
        self.missing: dict[int, int] = {}
        self.fine = 60
        total = reading.award.total
        self.whole = self.fine * max(self.model.scaled(total.least), self.model.scale)
        limits = {rule.id for rule in reading.award.limits}
        for rule in reading.asked(Severity.MUST):
            guard = reading.guard(rule)
            if guard is FALSE or guard is UNKNOWN:
                continue
            if isinstance(rule, Total):
                self._short(self.model.all_counted(True), Needed(rule.least), rule.least * self.model.scale)
                if rule.most is not None:
                    most(self.model, self.model.all_counted(False), rule.most * self.model.scale, ())
            elif isinstance(rule, AtLeast):
                needed = reading.needed(rule.amount)
                terms, threshold = self.model.sums(reading.fit(rule.among), needed, True)
                self._short(terms, needed, threshold)
            elif isinstance(rule, Choose) and rule.waived is None and rule.most is None:
                needed = reading.needed(rule.least)
                terms, threshold = booked_sum(self.model, rule, needed, True)
                self._short(terms, needed, threshold)
            elif rule.id in limits and hard:
                enforce(self.model, rule, sure=False)
            else:
                self._broken(rule)
        revalidated(self.model)
        for sharing in reading.policy.sharing:
            if sharing.severity is Severity.MUST:
                share(self.model, sharing, False, ())

    def _short(self, terms: dict[int, int], needed: Needed, threshold: Fraction) -> None:
        """sum >= threshold, or what is missing has its price."""
        low, _ = self.model.draft.range(terms)
        short = self.model.draft.whole(0, max(0, math.ceil(threshold) - low))
        least(self.model, plus(terms, {short: 1}), threshold, ())
        price = self.fine * (self.model.scale * OF_A_UNIT if needed.units else 1)
        if needed.share:
            price = max(1, price // needed.value.denominator)
        self.missing[short] = price

    def _broken(self, rule: object) -> None:
        """The rule holds, or has the price of the whole award."""
        draft = self.model.draft
        holds, broken = draft.yes(), draft.yes()
        draft.clause((holds, broken))
        enforce(self.model, rule, sure=False, when=(holds,))  # type: ignore[arg-type]
        self.missing[broken] = self.whole
