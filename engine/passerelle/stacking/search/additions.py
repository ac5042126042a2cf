"""What is missing: the cheapest units to add so that an award is reached."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.choosing import Added, Archetype, AwardToReach, Choice, WayThere, award_of
from passerelle.stacking.proof.standing import confirm
from passerelle.stacking.search.building import build
from passerelle.stacking.search.closest import closest_choice
from passerelle.stacking.search.draft import no, plus, scaled
from passerelle.stacking.search.levels import Ladder, Level
from passerelle.stacking.search.model import Sizes, Slot
from passerelle.stacking.search.reading import Reading
from passerelle.stacking.search.running import OutOfTime, Runner
from passerelle.stacking.table import Table, UnitRow


def nearest(
    policy: StackingPolicy,
    table: Table,
    archetypes: Sequence[Archetype],
    *,
    award: AwardToReach | None = None,
    ways: int = 3,
    budget: float | None = None,
) -> tuple[WayThere, ...]:
    """The cheapest additions (fewest credits, then fewest units, then least weight), best first; none where no
    archetype helps.

    Other ways have no more units than the first, or less weight. Where the total is exact, they may differ in amounts
    alone; else they differ in what is added.
    """
    day = _after(table)
    rows, sizes, cost = [], {}, {}
    of: dict[str, str] = {}
    for archetype in archetypes:
        for number in range(1, archetype.count + 1):
            row = _row(archetype, number, day)
            rows.append(row)
            of[row.id] = archetype.id
            sizes[row.id] = Sizes(archetype.least, archetype.most, archetype.step)
            cost[row.id] = archetype.weight
    award = award or award_of(policy)
    exact = award.total.most == award.total.least
    search = Additions(policy, table, award, rows, sizes, cost, budget)
    return search.ways(of, ways, by_cost=False, amounts=exact)


def plan(
    policy: StackingPolicy,
    table: Table,
    offered: Sequence[UnitRow],
    *,
    costs: Mapping[str, int] | None = None,
    award: AwardToReach | None = None,
    ways: int = 3,
    budget: float | None = None,
) -> tuple[WayThere, ...]:
    """Which of the units on offer to take so that the award is reached: least cost (where `costs` are given, by id),
    then fewest credits, then fewest units. `Added.archetype` is the id of the unit."""
    rows = sorted(offered, key=lambda row: row.id)
    cost = {row.id: (costs or {}).get(row.id, 0) for row in rows}
    search = Additions(policy, table, award or award_of(policy), rows, {}, cost, budget)
    return search.ways({row.id: row.id for row in rows}, ways, by_cost=True, amounts=False)


def closest(policy: StackingPolicy, table: Table, award: AwardToReach | None = None) -> Choice:
    """The choice that comes nearest where none fits: limits and rules of units hold, and the sum of what is missing
    (in credits; a missing unit weighs as five, a rule that cannot be measured so as the whole award) is least."""
    return closest_choice(Reading(policy, table, award or award_of(policy)))


def _after(table: Table) -> date | None:
    """A day on which a unit that is still to be earned is achieved: the last day of the case, and after all units."""
    days = [row.achieved for row in table.units if row.achieved is not None]
    latest = min(max(days), date.max - timedelta(days=1)) + timedelta(days=1) if days else None
    known = [day for clock, day in table.days.items() if clock in ("award", "as_of")]
    return max([*known, *([latest] if latest else [])], default=None)


def _row(archetype: Archetype, number: int, day: date | None) -> UnitRow:
    return UnitRow(
        id=f"{archetype.id}#{number}",
        least=archetype.least,
        most=archetype.most,
        fits=archetype.fits,
        under=archetype.under,
        points=archetype.points,
        graded=archetype.points is not None,
        achieved=day,
        source=archetype.source or f"{archetype.id}#{number}",
        covers=archetype.covers,
    )


class Additions:
    """The search for units to add to those of a table."""

    def __init__(
        self,
        policy: StackingPolicy,
        table: Table,
        award: AwardToReach,
        rows: Sequence[UnitRow],
        sizes: Mapping[str, Sizes],
        cost: Mapping[str, int],
        budget: float | None,
    ) -> None:
        new = {row.id for row in rows}
        self.reading = Reading(policy, replace(table, units=(*table.units, *rows)), award, offered=frozenset(new))
        self.model = build(self.reading, certain=True, sizes=sizes)
        self.sizes, self.cost = sizes, cost
        self.new = [slot for slot in self.model.slots if slot.id in new]
        self.runner = Runner(self.model.draft, None if budget is None else time.monotonic() + budget)
        self._in_order()

    def _in_order(self) -> None:
        """Of units of one archetype the first are taken first, and are the largest."""
        by_kind: dict[str, list[Slot]] = {}
        for slot in self.new:
            if slot.sized is not None:
                by_kind.setdefault(slot.id.rpartition("#")[0], []).append(slot)
        for slots in by_kind.values():
            slots.sort(key=lambda slot: int(slot.id.rpartition("#")[2]))
            for first, then in pairwise(slots):
                self.model.draft.clause((first.chosen,), (then.chosen,))
                self.model.draft.linear(plus(first.has(False), scaled(then.has(False), -1)), 0, None)

    def ways(self, of: Mapping[str, str], limit: int, *, by_cost: bool, amounts: bool) -> tuple[WayThere, ...]:
        """The best ways, at most `limit`; `of` says of what each new unit is."""
        credits = Level("credits", plus(*(slot.has(False) for slot in self.new)))
        units = Level("units", {slot.chosen: 1 for slot in self.new})
        cost = Level("cost", {slot.chosen: self.cost[slot.id] for slot in self.new if self.cost[slot.id]})
        found: list[WayThere] = []
        while len(found) < limit:
            first = [cost, credits, units] if by_cost else [credits, units, cost]
            steps = [*first, *self._rest()]
            ladder = Ladder(self.model, self.runner, steps)
            try:
                # Everything after the first is only asked for under a literal, so that the next way is free again.
                if not ladder.climb(0):
                    break
                answer = self.runner.first([slot.chosen for slot in self.model.slots])
            except OutOfTime:
                break
            assert answer is not None
            if ladder.final is not None:
                self.model.draft.bind(ladder.final, 0)
            found.append(self._way(answer.values, of))
            if not found[-1].added:
                break
            if len(found) == 1 and not by_cost:
                self._no_worse(answer.values, units, cost)
            self._differ(answer.values, amounts)
        return tuple(found)

    def _rest(self) -> list[Level]:
        model = self.model
        return [
            Level("conditions", plus(*({variable: 1} for variable in model.conditions.values()))),
            Level("most_credit", scaled(model.all_counted(False), -1)),
            Level("fewest_units", {slot.chosen: 1 for slot in model.slots}),
        ]

    def _way(self, values: Sequence[int], of: Mapping[str, str]) -> WayThere:
        choice = self.model.choice(values)
        added = [slot for slot in self.new if values[slot.chosen]]
        sizes = {slot.id: Fraction(_value(slot.has(False), values), self.model.scale) for slot in added}
        confirm(self._with(sizes), choice, certain=True)
        return WayThere(
            added=tuple(
                sorted(
                    (Added(archetype=of[slot.id], credits=sizes[slot.id]) for slot in added),
                    key=lambda a: (a.archetype, -a.credits),
                )
            ),
            choice=choice,
            credits=sum(sizes.values(), Fraction(0)),
            cost=sum(self.cost[slot.id] for slot in added),
        )

    def _with(self, sizes: Mapping[str, Fraction]) -> Reading:
        """The units that are held then: with the added ones, as large as they are, and nothing else of the offer."""
        reading = self.reading
        rows = tuple(
            replace(row, least=sizes[row.id], most=sizes[row.id]) if row.id in self.sizes else row
            for row in reading.rows
            if row.id in sizes or row.id not in reading.offered
        )
        return Reading(reading.policy, replace(reading.table, units=rows), reading.award)

    def _no_worse(self, values: Sequence[int], units: Level, cost: Level) -> None:
        """Another way has no more units than the first, or less weight."""
        draft = self.model.draft
        fewer, cheaper = draft.yes(), draft.yes()
        draft.clause((fewer, cheaper))
        draft.linear(units.terms, None, _value(units.terms, values), (fewer,))
        draft.linear(cost.terms, None, _value(cost.terms, values) - 1, (cheaper,))

    def _differ(self, values: Sequence[int], amounts: bool) -> None:
        """Another way does not take all of these; or (`amounts`) it takes others or other amounts."""
        draft = self.model.draft
        literals = [no(slot.chosen) for slot in self.new if values[slot.chosen]]
        if amounts:
            literals += [slot.chosen for slot in self.new if not values[slot.chosen]]
            for slot in self.new:
                if values[slot.chosen] and slot.sized is not None:
                    size = _value(slot.sized, values)
                    less, more = draft.yes(), draft.yes()
                    draft.linear(slot.sized, None, size - 1, (less,))
                    draft.linear(slot.sized, size + 1, None, (more,))
                    literals += [less, more]
        draft.clause(literals)


def _value(terms: Mapping[int, int], values: Sequence[int]) -> int:
    return sum(values[variable] * times for variable, times in terms.items())
