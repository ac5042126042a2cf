"""A policy, an award and a table in; the solver's model of every choice that fits, out. Nothing is solved here.

A model is of one of two modes: "certain" (every rule is true) or "possible" (no rule is false).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from passerelle.rulepacks.stacks.policy import (
    AtMost,
    Choose,
    Component,
)
from passerelle.stacking.choosing import Choice, ConditionTaken
from passerelle.stacking.search.counting import Counting
from passerelle.stacking.search.draft import Draft, plus
from passerelle.stacking.search.reading import FALSE, TRUE, UNKNOWN, Fit, Needed, Reading
from passerelle.stacking.table import UnitRow


@dataclass(frozen=True, slots=True)
class Sizes:
    """The credits that a unit that is not held may have: from `least` to `most` in steps."""

    least: Fraction
    most: Fraction
    step: Fraction


@dataclass(frozen=True, slots=True)
class Slot:
    """A unit that can be chosen: its row, the variable that says whether it is, and its credits in scaled whole
    numbers. `sized` is the sum of variables that is its size where that is free."""

    row: UnitRow
    chosen: int
    least: int
    most: int
    sized: dict[int, int] | None = None

    @property
    def id(self) -> str:
        return self.row.id

    def upper(self, high: bool) -> int:
        """The most that it can have."""
        return self.most if high or self.sized is not None else self.least

    def has(self, high: bool) -> dict[int, int]:
        """What it has if it is chosen, as a sum."""
        if self.sized is not None:
            return self.sized
        credits = self.most if high else self.least
        return {self.chosen: credits} if credits else {}


class Model:
    """The choices of an award on a table. `when` are literals without which nothing is asked (and nothing chosen)."""

    def __init__(
        self,
        reading: Reading,
        *,
        certain: bool,
        draft: Draft | None = None,
        when: tuple[int, ...] = (),
        sizes: Mapping[str, Sizes] | None = None,
        scale: int | None = None,
    ) -> None:
        self.policy, self.reading, self.certain, self.when = reading.policy, reading, certain, when
        self.draft = draft or Draft()
        self.sizes = sizes or {}
        self.scale = scale or scale_of(reading, self.sizes)
        self.slots = tuple(self._slots())
        self.slot = {slot.id: slot for slot in self.slots}
        self.booking: dict[tuple[str, str], int] = {}
        self._book()
        self.conditions: dict[ConditionTaken, int] = {}
        self.should: list[int] = []
        self._leaves: dict[tuple[str, bool], tuple[int, dict[int, int]]] = {}
        self.counting = Counting(self)
        for slot in self.slots:
            for rule, ways, needed in self.reading.under(slot.row):
                if needed is TRUE or (certain and needed is UNKNOWN):
                    kind = "evidence" if "evidence" in ways or not ways else ways[0]
                    self.conditions[ConditionTaken(rule, kind, (slot.id,))] = slot.chosen

    def _slots(self) -> list[Slot]:
        slots = []
        for row in self.reading.rows:
            barred = self.reading.barred(row)
            if barred is TRUE or (barred is UNKNOWN and self.certain):
                continue
            chosen = self.draft.yes()
            for literal in self.when:
                self.draft.clause((literal,), (chosen,))
            sizes = self.sizes.get(row.id)
            if sizes is None:
                least = self.scaled(row.least)
                most = least if row.known else self.scaled(self.reading.unbounded if row.most is None else row.most)
                slots.append(Slot(row, chosen, least, most))
                continue
            step = self.scaled(sizes.step)
            first, last = math.ceil(sizes.least / sizes.step), math.floor(sizes.most / sizes.step)
            steps = self.draft.whole(0, last)
            self.draft.linear({steps: 1, chosen: -first}, 0, None)
            self.draft.linear({steps: 1, chosen: -last}, None, 0)
            slots.append(Slot(row, chosen, last * step, last * step, {steps: step}))
        return slots

    def _book(self) -> None:
        """The variables that say on what a unit is booked. One that can be booked on nothing but one `Choose` without a
        most is booked there whenever it is chosen: that takes nothing from anything."""
        rules = [rule for rule, _ in self.reading.active() if isinstance(rule, Choose | Component)]
        fits = [(rule, self.reading.fit(rule.among)) for rule in rules]
        for slot in self.slots:
            here = [
                rule
                for rule, fit in fits
                if (truth := fit(slot.row)) is TRUE or (truth is UNKNOWN and not self.certain)
            ]
            if len(here) == 1 and isinstance(here[0], Choose) and here[0].most is None:
                self.booking[slot.id, here[0].id] = slot.chosen
                continue
            for rule in here:
                booked = self.booking[slot.id, rule.id] = self.draft.yes()
                self.draft.clause((slot.chosen,), (booked,))
            self.draft.at_most_one([self.booking[slot.id, rule.id] for rule in here])
        for rule in rules:
            if isinstance(rule, Component) and not rule.combine:
                self.draft.at_most_one(self.booked_on(rule))

    def booked_on(self, rule: Choose | Component) -> list[int]:
        """The variables of the bookings on a rule."""
        return [variable for (_, id), variable in self.booking.items() if id == rule.id]

    def scaled(self, credits: Fraction) -> int:
        """Credits as a scaled whole number. (Only for amounts of which the scale is a multiple.)"""
        return credits.numerator * self.scale // credits.denominator

    def times(self, terms: dict[int, int], literal: int, upper: int) -> dict[int, int]:
        """A sum that is not negative if a variable is 1, else 0."""
        if not terms:
            return {}
        draft = self.draft
        product = {draft.whole(0, upper): 1}
        draft.linear(plus(terms, {next(iter(product)): -1}), 0, None)
        draft.linear(plus(product, {literal: -upper}), None, 0)
        draft.linear(plus(terms, {next(iter(product)): -1}), None, 0, (literal,))
        return product

    def leaves(self, rule: AtMost, high: bool) -> tuple[int, dict[int, int]]:
        """The most credits (scaled) or units that a limit allows, and variables that are added: less what units that
        cannot be chosen take from it. `high` reads it as it allows most."""
        key = rule.id, high
        if key not in self._leaves:
            self._leaves[key] = self._left(rule, high)
        return self._leaves[key]

    def _left(self, rule: AtMost, high: bool) -> tuple[int, dict[int, int]]:
        needed = self.reading.needed(rule.amount)
        scale = 1 if needed.units else self.scale
        amount = needed.value
        back: dict[int, int] = {}
        if rule.dropped == "use_the_cap":
            fit = self.reading.limited(rule)
            for row in self.reading.rows:
                truth, barred = fit(row), self.reading.barred(row)
                if row.id in self.reading.offered or barred is FALSE or truth is FALSE:
                    continue
                if high and (barred is UNKNOWN or truth is UNKNOWN):
                    continue
                most = self.reading.unbounded if row.most is None else row.most
                takes = Fraction(1) if needed.units else row.least if high else most
                amount -= takes
                if row.id in self.slot:
                    back[self.slot[row.id].chosen] = math.floor(takes * scale)
        whole = math.floor(amount * scale)
        if not back:
            return max(whole, 0), {}
        return 0, {self.draft.greatest(0, back, whole): 1}

    def sums(self, fit: Fit, needed: Needed, high: bool) -> tuple[dict[int, int], Fraction]:
        """The left side and the threshold of a comparison: what is counted of the units that fit (or for a share, that
        less the share of all), read low or high."""
        counting = self.counting
        if needed.units:
            return {
                slot.chosen: 1 for slot in self.slots if (t := fit(slot.row)) is TRUE or (high and t is UNKNOWN)
            }, needed.value
        low_sums, high_sums = counting.low, counting.high
        if not needed.share:
            wanted = (
                (high_sums if high else low_sums)[slot.id]
                for slot in self.slots
                if (t := fit(slot.row)) is TRUE or (high and t is UNKNOWN)
            )
            return plus(*wanted), needed.value * self.scale
        p, q = needed.value.numerator, needed.value.denominator
        parts = []
        for slot in self.slots:
            truth = fit(slot.row)
            inside = truth is TRUE or (high and truth is UNKNOWN)
            factor = q - p if inside else -p
            reads = high_sums if (factor > 0) == high else low_sums
            parts.append({v: times * factor for v, times in reads[slot.id].items()})
        return plus(*parts), Fraction(0)

    def all_counted(self, high: bool) -> dict[int, int]:
        """All counted credits, scaled."""
        reads = self.counting.high if high else self.counting.low
        return plus(*(reads[slot.id] for slot in self.slots))

    def condition(self, taken: ConditionTaken) -> int:
        """The variable that says that a condition is taken."""
        if taken not in self.conditions:
            self.conditions[taken] = self.draft.yes()
        return self.conditions[taken]

    def choice(self, values: Sequence[int]) -> Choice:
        """What a solution says."""
        chosen = [slot for slot in self.slots if values[slot.chosen]]

        def amount(terms: dict[int, int]) -> Fraction:
            return Fraction(sum(values[v] * times for v, times in terms.items()), self.scale)

        return Choice(
            units=tuple(slot.id for slot in chosen),
            counted={slot.id: amount(self.counting.low[slot.id]) for slot in chosen},
            may_count={slot.id: self._may(slot, amount(self.counting.high[slot.id])) for slot in chosen},
            booked={id: rule for (id, rule), variable in sorted(self.booking.items()) if values[variable]},
            conditions=tuple(sorted(taken for taken, variable in self.conditions.items() if values[variable])),
        )

    def _may(self, slot: Slot, high: Fraction) -> Fraction | None:
        return None if slot.row.most is None and high >= self.reading.unbounded else high


def scale_of(reading: Reading, sizes: Mapping[str, Sizes]) -> int:
    """The least number that makes whole numbers of all amounts that count."""
    amounts = [row.least for row in reading.rows] + [row.most for row in reading.rows if row.most is not None]
    for size in sizes.values():
        amounts += [size.least, size.step]
    for rule, _ in reading.active():
        if isinstance(rule, Component):
            amounts.append(rule.credits)
        elif isinstance(rule, AtMost) and rule.counting == "clip":
            amounts.append(reading.needed(rule.amount).value)
    return math.lcm(1, *(amount.denominator for amount in amounts))
