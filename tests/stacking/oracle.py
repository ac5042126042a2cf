"""What a stacking policy means, slow and obvious: every choice is enumerated and every rule held against it, as the
docstrings of `passerelle.rulepacks.stacks.policy` say. A policy, a table of units and the award that is asked for go
in; outcome, the best choices and whether rules can be had together come out. Nothing of the solver is used.

What is left out early is only what no rule can mend: units that a rule excludes, sets of units that break a rule which
looks at the set alone, and sets without enough credits for the total.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, product
from math import lcm

from passerelle.decision import Truth
from passerelle.rulepacks.stacks import policy as p
from passerelle.stacking.table import Table, UnitRow

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
#: Stands for credits without a bound; larger than anything that a generated policy asks for, by far.
MUCH = Fraction(10**6)
#: Rules that look at the set of chosen units alone, never at bookings, counted credits or conditions.
OF_THE_SET = (p.Within, p.Once, p.Prerequisite, p.Order, p.OneSet, p.Block, p.Outcomes, p.OfCase)


def every(truths: Iterator[Truth] | list[Truth]) -> Truth:
    """All of them."""
    found = set(truths)
    return FALSE if FALSE in found else UNKNOWN if UNKNOWN in found else TRUE


def some(truths: Iterator[Truth] | list[Truth]) -> Truth:
    """At least one of them."""
    found = set(truths)
    return TRUE if TRUE in found else UNKNOWN if UNKNOWN in found else FALSE


def negated(truth: Truth) -> Truth:
    """Not."""
    return {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}[truth]


def later(day: date, span: tuple[int, int, int]) -> date:
    """A day, so many years, months and days later; the last day of the month where there is no such day."""
    years, months, days = span
    count = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1])) + timedelta(days=days)


def day_before(one: date | None, other: date | None) -> Truth:
    """Whether one day is before the other; unknown where one is not known."""
    return UNKNOWN if one is None or other is None else TRUE if one < other else FALSE


@dataclass(frozen=True)
class Asked:
    """The rules of the award that is asked for: of the policy, or of one of its exits."""

    policy: p.StackingPolicy
    total: p.Total
    rules: tuple[p.Requirement, ...]

    @classmethod
    def of(cls, policy: p.StackingPolicy, award: str | None = None) -> Asked:
        """The award by its id; the policy's own if none is named."""
        if award is None or award == policy.award.id:
            return cls(policy, policy.total, (*policy.requires, *policy.limits))
        (leaving,) = (leaving for leaving in policy.exits if leaving.award.id == award)
        kept = [
            rule for rule in (*policy.requires, *policy.limits) if leaving.keeps is None or rule.id in leaving.keeps
        ]
        return cls(policy, leaving.total, (*kept, *leaving.requires, *leaving.limits))

    def everywhere(self) -> list[p.Requirement]:
        """Every requirement, also within groups."""
        return [inner for rule in self.rules for inner in p.within(rule)]

    def booking(self, table: Table) -> list[p.Requirement]:
        """Every requirement that may apply and is more than a note, also within groups."""

        def walk(rules: tuple[p.Requirement, ...]) -> Iterator[p.Requirement]:
            for rule in rules:
                if rule.severity is not p.Severity.NOTE and table.guards.get(rule.id, TRUE) is not FALSE:
                    yield rule
                    yield from walk(rule.members if isinstance(rule, p.Group) else ())

        return list(walk(self.rules))

    def amount(self, amount: p.Amount) -> Fraction:
        """Credits or units that an amount comes to. Not for shares of what is counted."""
        if amount.credits is not None:
            return amount.credits
        if amount.units is not None:
            return Fraction(amount.units)
        bases = {"total": self.policy.total.least, "exit_award": self.total.least, **dict(self.policy.bases)}
        return amount.rounding.of(amount.share * bases[amount.base])

    def clips(self, table: Table) -> list[tuple[p.AtMost, Truth]]:
        """The clipping limits, with whether they apply."""

        def walk(rules: tuple[p.Requirement, ...], applies: Truth) -> Iterator[tuple[p.AtMost, Truth]]:
            for rule in rules:
                now = every([applies, table.guards.get(rule.id, TRUE)])
                if isinstance(rule, p.AtMost) and rule.counting == "clip":
                    yield rule, now
                elif isinstance(rule, p.Group) and rule.kind == "all_of":
                    yield from walk(rule.members, now)

        return list(walk(self.rules, TRUE))


@dataclass(frozen=True)
class Choice:
    """Chosen units, the rule on which each is booked, the least and the most of its credits that count, and what is
    taken as a condition: acts and rules about overlaps, by rule."""

    chosen: tuple[UnitRow, ...]
    booked: Mapping[str, str] = field(default_factory=dict)
    least: Mapping[str, Fraction] = field(default_factory=dict)
    most: Mapping[str, Fraction] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Relaxed:
    """A policy of which only some rules are held, and only some exclusions; what a dropped rule does to counted credits
    may be done or not. `rules` None: all; `bars` None: all."""

    rules: frozenset[str] | None = None
    bars: frozenset[tuple[str, str]] | None = None

    def holds(self, rule: str) -> bool:
        """Whether this rule is held."""
        return self.rules is None or rule in self.rules

    def bars_unit(self, unit: str, rule: str) -> bool:
        """Whether this rule is held against this unit."""
        return self.bars is None or (unit, rule) in self.bars


ALL = Relaxed()


class Oracle:
    """One award of one policy and one table."""

    def __init__(
        self, policy: p.StackingPolicy, table: Table, award: str | None = None, relaxed: Relaxed = ALL
    ) -> None:
        self.policy, self.table, self.relaxed = policy, table, relaxed
        self.asked = Asked.of(policy, award)
        self.severity = {rule.id: rule.severity for rule in policy.units}
        self.clips = [(rule, applies) for rule, applies in self.asked.clips(table) if applies is not FALSE]
        #: The rule of the top level in which a rule stands.
        self.top = {inner.id: rule.id for rule in self.asked.rules for inner in p.within(rule)}

    # -- what units and rules say of each other ----------------------------------------------------------------------

    def bars(self, unit: UnitRow) -> Truth:
        """Whether the unit can be chosen, as far as the rules about units go."""
        return every(
            [
                truth
                for rule, truth in unit.barred.items()
                if self.severity[rule] is p.Severity.MUST and self.relaxed.bars_unit(unit.id, rule)
            ]
        )

    def fits(self, unit: UnitRow, selector: p.Selector | None) -> Truth:
        """Whether the unit fits; every unit fits no selector."""
        return TRUE if selector is None else unit.fits[selector.name]

    def meant(self, rule: p.AtLeast | p.AtMost | p.Average, unit: UnitRow) -> Truth:
        """Whether a rule that sums looks at the unit."""
        if isinstance(rule, p.AtMost) and rule.limits:
            named = [other for other in self.policy.rules() if other.id in rule.limits]
            mine = [] if rule.among is None else [self.fits(unit, rule.among)]
            return some([*mine, *(self.meant(other, unit) for other in named)])
        return self.fits(unit, rule.among)

    def overlap(self, rule: p.Overlap, one: UnitRow, other: UnitRow) -> Truth:
        """Whether two units share more than they may."""
        if one.outcomes is None or other.outcomes is None:
            return UNKNOWN if rule.most < 1 else FALSE
        sizes = len(one.outcomes | other.outcomes), min(len(one.outcomes), len(other.outcomes))
        whole = sizes[0] if rule.measure == "union" else sizes[1]
        return TRUE if whole and Fraction(len(one.outcomes & other.outcomes), whole) > rule.most else FALSE

    def cap(self, rule: p.AtMost, chosen: tuple[UnitRow, ...]) -> tuple[Fraction, Fraction]:
        """The least and the most that a limit leaves, after what excluded units take from it."""
        whole = self.asked.amount(rule.amount)
        if rule.dropped == "free":
            return whole, whole
        certainly, perhaps = Fraction(0), Fraction(0)
        for unit in self.table.units:
            meant, barred = self.meant(rule, unit), negated(self.bars(unit))
            if unit in chosen or every([meant, barred]) is FALSE:
                continue
            counting = rule.amount.units is not None
            perhaps += 1 if counting else MUCH if unit.most is None else unit.most
            if every([meant, barred]) is TRUE:
                certainly += 1 if counting else unit.least
        return max(Fraction(0), whole - perhaps), max(Fraction(0), whole - certainly)

    # -- every choice ------------------------------------------------------------------------------------------------

    def crossing(self) -> bool:
        """Whether clipping limits neither nest nor are disjoint."""
        free = [unit for unit in self.table.units if self.bars(unit) is not FALSE]
        for reading in ((TRUE,), (TRUE, UNKNOWN)):
            sets = [
                {unit.id for unit in free if self.meant(rule, unit) in reading}
                for rule, applies in self.clips
                if applies in reading
            ]
            for one, other in combinations(sets, 2):
                if one & other and not one <= other and not other <= one:
                    return True
        return False

    def sets(self) -> Iterator[tuple[UnitRow, ...]]:
        """Every set of units that can be chosen and breaks no rule that looks at the set alone."""
        free = [unit for unit in self.table.units if self.bars(unit) is not FALSE]
        alone = [rule for rule in self.asked.rules if isinstance(rule, OF_THE_SET) and self.decides(rule)]
        for size in range(len(free) + 1):
            for chosen in combinations(free, size):
                enough = sum((MUCH if unit.most is None else unit.most for unit in chosen), Fraction(0))
                if self.decides(self.asked.total) and enough < self.asked.total.least:
                    continue
                choice = Choice(chosen)
                if all(self.truth(rule, choice) is not FALSE for rule in alone):
                    yield chosen

    def bookings(self, chosen: tuple[UnitRow, ...]) -> Iterator[dict[str, str]]:
        """Every way to book them: each on one requirement that it may fit, or on none."""
        places = [rule for rule in self.asked.booking(self.table) if isinstance(rule, p.Choose | p.Component)]
        open_to = [[None, *(rule.id for rule in places if self.fits(unit, rule.among) is not FALSE)] for unit in chosen]
        single = {rule.id for rule in places if isinstance(rule, p.Component) and not rule.combine}
        for picked in product(*open_to):
            if all(picked.count(rule) <= 1 for rule in single):
                yield {unit.id: rule for unit, rule in zip(chosen, picked, strict=True) if rule is not None}

    def counts(self, choice: Choice) -> Iterator[Choice]:
        """Every way in which credits may count: a least and a most of each unit, nothing thrown away."""
        seen = set()
        cutting = [*(rule.id for rule, _ in self.clips), *(rule.id for rule in self.once_counted())]
        dropped = [rule for rule in cutting if not self.relaxed.holds(self.top[rule])]
        for keeps in product((True, False), repeat=len(dropped)):
            without = {rule for rule, keep in zip(dropped, keeps, strict=True) if not keep}
            mosts = self.reading(choice, without, (TRUE,))
            leasts = self.reading(choice, without, (TRUE, UNKNOWN))
            for out, most in mosts:
                # Where both readings are the same nothing is thrown away by either, so that they can only be equal.
                for out_of_least, least in [(out, most)] if leasts == mosts else leasts:
                    if out <= out_of_least and all(least[unit] <= most[unit] for unit in least):
                        key = (tuple(least.items()), tuple(most.items()))
                        if key not in seen:
                            seen.add(key)
                            yield replace(choice, least=least, most=most)

    def reading(
        self, choice: Choice, without: set[str], reading: tuple[Truth, ...]
    ) -> list[tuple[frozenset[str], dict[str, Fraction]]]:
        """Every way to spread credits with one reading of what is unknown: the most (what fits for certain clips), or
        the least (so does what may fit); with the units that are left out because they overlap others."""
        high = UNKNOWN not in reading
        stated = {
            unit.id: unit.least if not high else MUCH if unit.most is None else unit.most for unit in choice.chosen
        }
        full = [
            (
                {unit.id for unit in choice.chosen if self.meant(rule, unit) in reading},
                self.cap(rule, choice.chosen)[high],
            )
            for rule, applies in self.clips
            if applies in reading and rule.id not in without
        ]
        full += [
            ({unit for unit, place in choice.booked.items() if place == rule.id}, rule.credits)
            for rule in self.asked.everywhere()
            if isinstance(rule, p.Component)
        ]
        found = []
        for zero in self.uncounted(choice, without, reading):
            credits = {unit: Fraction(0) if unit in zero else amount for unit, amount in stated.items()}
            if all(sum((credits[unit] for unit in units), Fraction(0)) <= amount for units, amount in full):
                found.append((zero, credits))
                continue
            found += [(zero, spread) for spread in self.spreads(credits, full)]
        return found

    def spreads(
        self, credits: dict[str, Fraction], full: list[tuple[set[str], Fraction]]
    ) -> Iterator[dict[str, Fraction]]:
        """Every way to count credits under limits, in steps of the greatest common measure of what is there."""
        step = Fraction(1, lcm(*(amount.denominator for amount in (*credits.values(), *(most for _, most in full)))))
        names = list(credits)

        def rest(place: int, spread: dict[str, Fraction], left: list[Fraction]) -> Iterator[dict[str, Fraction]]:
            if place == len(names):
                tight = {unit for (units, _), room in zip(full, left, strict=True) if room == 0 for unit in units}
                if all(spread[unit] == amount or unit in tight for unit, amount in credits.items()):
                    yield spread
                return
            unit = names[place]
            rooms = [room for (units, _), room in zip(full, left, strict=True) if unit in units]
            greatest = min(credits[unit], *rooms) if rooms else credits[unit]
            for number in range(int(greatest / step), -1, -1) if rooms else (int(greatest / step),):
                counted = step * number
                now = [room - counted if unit in units else room for (units, _), room in zip(full, left, strict=True)]
                yield from rest(place + 1, {**spread, unit: counted}, now)

        yield from rest(0, {}, [most for _, most in full])

    def once_counted(self) -> list[p.Overlap]:
        """The rules that let one of two overlapping units count nothing."""
        return [
            rule
            for rule in self.asked.everywhere()
            if isinstance(rule, p.Overlap) and rule.if_more == "count_once" and rule.severity is p.Severity.MUST
        ]

    def uncounted(self, choice: Choice, without: set[str], reading: tuple[Truth, ...]) -> list[frozenset[str]]:
        """Every set of units of which no credit counts, because they overlap ones that count."""
        pairs = set()
        for rule in self.once_counted():
            if rule.id in without or self.table.guards.get(rule.id, TRUE) not in reading:
                continue
            for one, other in combinations(choice.chosen, 2):
                if self.overlap(rule, one, other) in reading:
                    pairs.add((one.id, other.id))
        if not pairs:
            return [frozenset()]
        touched = sorted({unit for pair in pairs for unit in pair})
        return [
            frozenset(zero)
            for size in range(len(touched) + 1)
            for zero in combinations(touched, size)
            if all(one in zero or other in zero for one, other in pairs)
            and all(any(unit in pair and not set(pair) <= set(zero) for pair in pairs) for unit in zero)
        ]

    def takings(self) -> list[frozenset[str]]:
        """Every set of what could be taken as a condition: acts that are missing, and overlaps that a person allows."""
        open_ = [
            rule.id
            for top in self.asked.rules
            if top.severity is p.Severity.MUST
            for rule in p.within(top)
            if (isinstance(rule, p.Act) and rule.if_missing == "condition" and not self.table.acts.get(rule.act, False))
            or (isinstance(rule, p.Overlap) and rule.if_more == "ask")
        ]
        return [frozenset(taken) for size in range(len(open_) + 1) for taken in combinations(open_, size)]

    # -- a choice against the rules ----------------------------------------------------------------------------------

    def decides(self, rule: p.Rule) -> bool:
        """Whether a choice must keep the rule."""
        return rule.severity is p.Severity.MUST and self.relaxed.holds(rule.id)

    def bounds(self, choice: Choice, weight: Callable[[UnitRow], tuple[Truth, Fraction]]) -> tuple[Fraction, Fraction]:
        """The least and the most of a weighted sum of counted credits; `weight` says whether a unit is meant, and by
        what its credits are taken."""
        low = high = Fraction(0)
        for unit in choice.chosen:
            meant, times = weight(unit)
            ends = [times * choice.least[unit.id], times * choice.most[unit.id]]
            if meant is not TRUE:
                ends.append(Fraction(0))
            if meant is not FALSE:
                low, high = low + min(ends), high + max(ends)
        return low, high

    def summed(self, choice: Choice, meant: Mapping[str, Truth], amount: p.Amount) -> tuple[Fraction, Fraction]:
        """The least and the most that units have: credits, units, or the difference from a share of all that counts."""
        if amount.units is not None:
            certain = sum(truth is TRUE for truth in meant.values())
            return Fraction(certain), Fraction(sum(truth is not FALSE for truth in meant.values()))
        if amount.base == "counted":
            low = high = Fraction(0)
            for unit in choice.chosen:
                times = {TRUE: [1 - amount.share], FALSE: [-amount.share], UNKNOWN: [1 - amount.share, -amount.share]}
                ends = [
                    factor * credits
                    for factor in times[meant[unit.id]]
                    for credits in (choice.least[unit.id], choice.most[unit.id])
                ]
                low, high = low + min(ends), high + max(ends)
            return low, high
        return self.bounds(choice, lambda unit: (meant[unit.id], Fraction(1)))

    def at_least(self, low: Fraction, high: Fraction, needed: Fraction) -> Truth:
        return TRUE if low >= needed else FALSE if high < needed else UNKNOWN

    def at_most(self, low: Fraction, high: Fraction, allowed: tuple[Fraction, Fraction]) -> Truth:
        return TRUE if high <= allowed[0] else FALSE if low > allowed[1] else UNKNOWN

    def threshold(self, amount: p.Amount) -> Fraction:
        return Fraction(0) if amount.base == "counted" else self.asked.amount(amount)

    def truth(self, rule: p.Rule, choice: Choice) -> Truth:
        """Whether a rule holds for a choice, with its guard."""
        guard = self.table.guards.get(rule.id, TRUE)
        if guard is FALSE:
            return TRUE
        held = getattr(self, "_" + re.sub(r"\B([A-Z])", r"_\1", type(rule).__name__).lower())(rule, choice)
        return held if guard is TRUE or held is TRUE else UNKNOWN

    def _total(self, rule: p.Total, choice: Choice) -> Truth:
        low, high = sum(choice.least.values(), Fraction(0)), sum(choice.most.values(), Fraction(0))
        most = MUCH * MUCH if rule.most is None else rule.most
        return every([self.at_least(low, high, rule.least), self.at_most(low, high, (most, most))])

    def _at_least(self, rule: p.AtLeast, choice: Choice) -> Truth:
        meant = {unit.id: self.meant(rule, unit) for unit in choice.chosen}
        return self.at_least(*self.summed(choice, meant, rule.amount), self.threshold(rule.amount))

    def _at_most(self, rule: p.AtMost, choice: Choice) -> Truth:
        if rule.counting == "clip":
            return TRUE
        meant = {unit.id: self.meant(rule, unit) for unit in choice.chosen}
        low, high = self.summed(choice, meant, rule.amount)
        if rule.amount.base == "counted":
            return self.at_most(low, high, (Fraction(0), Fraction(0)))
        return self.at_most(low, high, self.cap(rule, choice.chosen))

    def booked(self, rule: p.Choose | p.Component, choice: Choice) -> list[UnitRow]:
        return [unit for unit in choice.chosen if choice.booked.get(unit.id) == rule.id]

    def waived(self, rule: p.Choose | p.Component, choice: Choice) -> Truth:
        return FALSE if rule.waived is None else some([self.fits(unit, rule.waived) for unit in choice.chosen])

    def _choose(self, rule: p.Choose, choice: Choice) -> Truth:
        here = self.booked(rule, choice)
        meant = {unit.id: self.fits(unit, rule.among) if unit in here else FALSE for unit in choice.chosen}
        enough = self.at_least(*self.summed(choice, meant, rule.least), self.threshold(rule.least))
        most = TRUE
        if rule.most is not None:
            least_allowed = self.threshold(rule.most)
            most = self.at_most(*self.summed(choice, meant, rule.most), (least_allowed, least_allowed))
        waived = self.waived(rule, choice)
        # A waiver stands in for what is missing; a booking beyond the most stays what it is.
        return every([some([enough, waived]), most])

    def _component(self, rule: p.Component, choice: Choice) -> Truth:
        here = self.booked(rule, choice)
        low = sum((choice.least[unit.id] for unit in here), Fraction(0))
        high = sum((choice.most[unit.id] for unit in here), Fraction(0))
        enough = self.at_least(low, high, rule.credits * (1 - rule.tolerance)) if here else FALSE
        if rule.credit_form == "partial_allowed":
            enough = TRUE
        return some([enough, self.waived(rule, choice)])

    def _last(self, rule: p.Last, choice: Choice) -> Truth:
        found = []
        for unit in choice.chosen:
            after = {
                other.id: day_before(unit.achieved, other.achieved) if other is not unit else FALSE
                for other in choice.chosen
            }
            enough = self.at_least(*self.summed(choice, after, rule.credits), self.threshold(rule.credits))
            found.append(some([self.fits(unit, rule.among), enough]))
        return every(found)

    def _average(self, rule: p.Average, choice: Choice) -> Truth:
        less = self.policy.grades is not None and self.policy.grades.less_is_better
        low = high = Fraction(0)
        for unit in choice.chosen:
            meant = self.fits(unit, rule.among)
            weights = [Fraction(1)] if rule.weighted == "units" else [choice.least[unit.id], choice.most[unit.id]]
            if meant is FALSE or max(weights) == 0:
                continue
            if unit.points is None:
                if not (unit.graded is False and rule.ungraded == "left_out"):
                    low, high = low - MUCH, high + MUCH
                continue
            better = (rule.points - unit.points) if less else (unit.points - rule.points)
            ends = [better * weight for weight in weights] + ([Fraction(0)] if meant is UNKNOWN else [])
            low, high = low + min(ends), high + max(ends)
        return self.at_least(low, high, Fraction(0))

    def _within(self, rule: p.Within, choice: Choice) -> Truth:
        if rule.since is p.Clock.FIRST_UNIT:
            found = []
            for one, other in combinations(choice.chosen, 2):
                near = UNKNOWN
                if one.achieved is not None and other.achieved is not None:
                    first, second = sorted((one.achieved, other.achieved))
                    near = TRUE if later(first, rule.span) >= second else FALSE
                found.append(some([near, *(negated(self.fits(unit, rule.among)) for unit in (one, other))]))
            return every(found)
        start = self.table.days.get(rule.since.value)
        end = None if start is None else later(start, rule.span)
        if rule.until is p.Clock.AWARD:
            return negated(day_before(end, self.table.days.get("award")))
        return every(
            [
                some([negated(day_before(end, unit.achieved)), negated(self.fits(unit, rule.among))])
                for unit in choice.chosen
            ]
        )

    def _overlap(self, rule: p.Overlap, choice: Choice) -> Truth:
        if rule.if_more == "count_once" or (rule.if_more == "ask" and rule.id in choice.taken):
            return TRUE
        return every([negated(self.overlap(rule, one, other)) for one, other in combinations(choice.chosen, 2)])

    def _once(self, rule: p.Once, choice: Choice) -> Truth:
        named = [unit.specification for unit in choice.chosen if unit.specification]
        return TRUE if len(named) == len(set(named)) else FALSE

    def _prerequisite(self, rule: p.Prerequisite, choice: Choice) -> Truth:
        given = choice.chosen if rule.by == "counted" else self.table.units
        found = []
        for unit in choice.chosen:
            served = []
            for other in given:
                if other.id == unit.id:
                    continue
                in_time = {
                    "any": TRUE,
                    "before": day_before(other.achieved, unit.achieved),
                    "with": negated(day_before(unit.achieved, other.achieved)),
                }[rule.timing]
                served.append(every([self.fits(other, rule.needs), in_time]))
            found.append(some([negated(self.fits(unit, rule.of)), *served]))
        return every(found)

    def _order(self, rule: p.Order, choice: Choice) -> Truth:
        broken = [
            every([self.fits(one, first), self.fits(other, second), day_before(other.achieved, one.achieved)])
            for first, second in combinations(rule.steps, 2)
            for one in choice.chosen
            for other in choice.chosen
            if one is not other
        ]
        return negated(some(broken))

    def _one_set(self, rule: p.OneSet, choice: Choice) -> Truth:
        return some(
            [
                every([some([negated(self.fits(unit, rule.among)), self.fits(unit, one)]) for unit in choice.chosen])
                for one in rule.sets
            ]
        )

    def _block(self, rule: p.Block, choice: Choice) -> Truth:
        torn = []
        for unit in choice.chosen:
            for other in self.table.units:
                if other not in choice.chosen:
                    known = unit.source and other.source
                    same = UNKNOWN if not known else TRUE if unit.source == other.source else FALSE
                    torn.append(every([same, self.fits(unit, rule.among), self.fits(other, rule.among)]))
        return negated(some(torn))

    def _outcomes(self, rule: p.Outcomes, choice: Choice) -> Truth:
        ends = []
        for unknown in (Fraction(0), Fraction(1)):
            covered = {}
            for wanted in rule.wanted:
                found = [unit.covers.get((rule.id, wanted.id), Fraction(0)) for unit in choice.chosen]
                shares = [unknown if share is None else share for share in found]
                covered[wanted.id] = (
                    min(Fraction(1), sum(shares, Fraction(0))) if rule.add_up else max(shares, default=Fraction(0))
                )
            ends.append(covered)
        low, high = ends
        parts = []
        for wanted in rule.wanted:
            if rule.each is not None:
                parts.append(self.at_least(low[wanted.id], high[wanted.id], rule.each))
            if rule.essential is not None and wanted.essential:
                parts.append(self.at_least(low[wanted.id], high[wanted.id], rule.essential))
        if rule.overall is not None:
            needed = rule.overall * len(rule.wanted)
            parts.append(self.at_least(sum(low.values(), Fraction(0)), sum(high.values(), Fraction(0)), needed))
        return every(parts)

    def _act(self, rule: p.Act, choice: Choice) -> Truth:
        done = self.table.acts.get(rule.act)
        if done or rule.id in choice.taken:
            return TRUE
        return UNKNOWN if done is None else FALSE

    def _of_case(self, rule: p.OfCase, choice: Choice) -> Truth:
        return self.table.case[rule.id]

    def _group(self, rule: p.Group, choice: Choice) -> Truth:
        found = [self.truth(member, choice) for member in rule.members]
        if rule.kind == "not":
            return negated(found[0])
        if rule.kind == "all_of":
            return every(found)
        needed = 1 if rule.kind == "any_of" else rule.n
        certain = sum(truth is TRUE for truth in found)
        return TRUE if certain >= needed else UNKNOWN if certain + found.count(UNKNOWN) >= needed else FALSE

    def _sharing(self, rule: p.Sharing, choice: Choice) -> Truth:
        if rule.most is None:
            return TRUE
        allowed = self.asked.amount(rule.most)
        for award in rule.awards or {award for unit in choice.chosen for award in unit.shared_with}:
            shared = [unit.shared_with[award] for unit in choice.chosen if award in unit.shared_with]
            used = Fraction(len(shared)) if rule.most.units is not None else sum(shared, Fraction(0))
            if used > allowed:
                return FALSE
        return TRUE

    def unit_rule(self, rule: p.UnitRule, choice: Choice) -> Truth:
        """A rule about units: none of the chosen is excluded by it, and revalidation keeps within its limit."""
        found = [
            negated_bar(unit.barred.get(rule.id)) for unit in choice.chosen if self.relaxed.bars_unit(unit.id, rule.id)
        ]
        if isinstance(rule, p.Currency) and rule.revalidation is not None and rule.revalidation.most is not None:
            allowed = self.asked.amount(rule.revalidation.most)
            open_to = {unit.id: unit.under[rule.id] for unit in choice.chosen if rule.id in unit.under}
            only = {unit: needed for unit, (ways, needed) in open_to.items() if "evidence" not in ways}
            low = sum((choice.least[unit] for unit, needed in only.items() if needed is TRUE), Fraction(0))
            high = sum((choice.most[unit] for unit in only), Fraction(0))
            if self.relaxed.holds(rule.id):
                found.append(self.at_most(low, high, (allowed, allowed)))
        return every(found)

    def verdicts(self, choice: Choice) -> dict[str, Truth]:
        """What each rule on its own says of a choice (members of groups: their group)."""
        found = {rule.id: self.unit_rule(rule, choice) for rule in self.policy.units}
        for rule in (self.asked.total, *self.asked.rules, *self.policy.sharing):
            found[rule.id] = self.truth(rule, choice)
        return found

    def booked_for_certain(self, choice: Choice) -> Truth:
        """Whether every booked unit fits where it is booked, whatever the rule is that it is booked on."""
        places = {rule.id: rule for rule in self.asked.everywhere() if isinstance(rule, p.Choose | p.Component)}
        units = {unit.id: unit for unit in choice.chosen}
        return every([self.fits(units[unit], places[rule].among) for unit, rule in choice.booked.items()])

    def held(self, choice: Choice) -> Truth:
        """Whether a choice keeps every rule that decides, and books nothing that only may fit."""
        found = [self.booked_for_certain(choice)]
        for rule in self.policy.units:
            if rule.severity is p.Severity.MUST:
                found.append(self.unit_rule(rule, choice))
        for rule in (self.asked.total, *self.asked.rules, *self.policy.sharing):
            if self.decides(rule):
                found.append(self.truth(rule, choice))
                if found[-1] is FALSE:
                    break
        return every(found)

    # -- answers -----------------------------------------------------------------------------------------------------

    def conditions(self, choice: Choice) -> int:
        """How many conditions a choice hangs on."""
        number = sum(self.severity[rule] is p.Severity.MUST for unit in choice.chosen for rule in unit.under)
        for rule in self.asked.everywhere():
            if rule.id in choice.taken:
                if isinstance(rule, p.Overlap):
                    pairs = combinations(choice.chosen, 2)
                    number += sum(self.overlap(rule, one, other) is not FALSE for one, other in pairs)
                else:
                    number += 1
        return number

    def choices(self) -> Iterator[Choice]:
        """Every choice, without conditions taken."""
        for chosen in self.sets():
            for booked in self.bookings(chosen):
                yield from self.counts(Choice(chosen, booked))

    def possible(self) -> bool:
        """Whether some choice breaks no rule."""
        taken = max(self.takings(), key=len)
        return any(self.held(replace(choice, taken=taken)) is not FALSE for choice in self.choices())

    def answer(self, objectives: tuple[str, ...] = (), keep_free: tuple[str, ...] = ()) -> Answer:
        """The outcome, what the best choices are worth, and which they are."""
        if self.crossing():
            return Answer("POLICY_ERROR")
        best: tuple[Fraction, ...] | None = None
        sets: dict[tuple[str, ...], Fraction] = {}
        possible = False
        takings = self.takings()
        for choice in self.choices():
            most = replace(choice, taken=takings[-1])
            held = self.held(most)
            possible = possible or held is not FALSE
            if held is not TRUE:
                continue
            for taken in takings:
                now = replace(choice, taken=taken)
                if taken != takings[-1] and self.held(now) is not TRUE:
                    continue
                worth = self.worth(now, objectives, keep_free)
                if best is None or worth < best:
                    best, sets = worth, {}
                if worth == best:
                    ids = tuple(sorted(unit.id for unit in now.chosen))
                    sets[ids] = max(sets.get(ids, Fraction(0)), sum(now.least.values(), Fraction(0)))
        if best is None:
            return Answer("UNDETERMINED" if possible else "NOT_ELIGIBLE")
        first = min(sets, key=lambda ids: (-sets[ids], len(ids), ids))
        return Answer("ELIGIBLE_CONDITIONAL" if best[0] else "ELIGIBLE", best, first, frozenset(sets))

    def asked_for(self, objectives: tuple[str, ...]) -> list[str]:
        """The objectives in their order: those of the learner, else of the policy."""
        first = () if self.policy.may_decline else ("most_credit",)
        return list(dict.fromkeys([*first, *(objectives or self.policy.objectives)]))

    def worth(self, choice: Choice, objectives: tuple[str, ...], keep_free: tuple[str, ...]) -> tuple[Fraction, ...]:
        """What a choice is worth: fewest conditions, most "should", then the objectives; less is better."""
        verdicts = self.verdicts(choice)
        shoulds = [
            rule.id
            for rule in (*self.policy.units, self.asked.total, *self.asked.rules, *self.policy.sharing)
            if rule.severity is p.Severity.SHOULD
        ]
        values = [Fraction(self.conditions(choice)), -Fraction(sum(verdicts[rule] is TRUE for rule in shoulds))]
        for objective in self.asked_for(objectives):
            values.append(self.value(objective, choice, keep_free))
        return tuple(values)

    def value(self, objective: str, choice: Choice, keep_free: tuple[str, ...]) -> Fraction:
        """What a choice is worth by one objective; less is better."""
        if objective == "most_credit":
            return -sum(choice.least.values(), Fraction(0))
        if objective == "fewest_units":
            return Fraction(len(choice.chosen))
        if objective == "keep_free":
            return Fraction(sum(unit.id in keep_free for unit in choice.chosen))
        graded = [(choice.least[unit.id], unit.points) for unit in choice.chosen if unit.points is not None]
        weight = sum((credits for credits, _ in graded), Fraction(0))
        if weight == 0:
            return MUCH
        less = self.policy.grades is not None and self.policy.grades.less_is_better
        mean = sum((credits * points for credits, points in graded), Fraction(0)) / weight
        return mean if less else -mean


def negated_bar(barred: Truth | None) -> Truth:
    """Whether a rule that is noted against a unit holds for it (`barred` gives FALSE where it does not)."""
    return TRUE if barred is None else barred


@dataclass(frozen=True)
class Answer:
    """The outcome; where it is positive what the best choices are worth by all that was asked for (less is better),
    which sets of units they are, and which of them comes first by most credit, fewest units and ids."""

    outcome: str
    worth: tuple[Fraction, ...] | None = None
    first: tuple[str, ...] = ()
    sets: frozenset[tuple[str, ...]] = frozenset()
