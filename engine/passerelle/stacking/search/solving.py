"""A policy, an award of it and a table of units in; the best choice of units out, or the proof that there is none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from passerelle.decision.stacking import Objective
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.choosing import AwardToReach, Choice, Solved, award_of
from passerelle.stacking.proof.standing import confirm
from passerelle.stacking.search.building import build
from passerelle.stacking.search.counting import clips, crossing
from passerelle.stacking.search.levels import Ladder, levels
from passerelle.stacking.search.reading import TRUE, UNKNOWN, Reading
from passerelle.stacking.search.running import OutOfTime, Runner
from passerelle.stacking.search.ties import equals
from passerelle.stacking.table import Table


def solve(
    policy: StackingPolicy,
    table: Table,
    *,
    award: AwardToReach | None = None,
    objectives: Sequence[Objective] = (),
    keep_free: Sequence[str] = (),
    ties: int = 10,
    budget: float | None = None,
) -> Solved:
    """The best choice of units for an award (the policy's main one where none is given).

    Better is, in this order: a certain choice before a possible one, fewer conditions, more rules met that "should"
    be, the objectives asked for (else the policy's), most credit, fewest units, the ids. `budget` is in seconds.
    """
    reading = Reading(policy, table, award or award_of(policy))
    errors = mistakes(reading)
    if errors:
        return Solved(status="policy_error", errors=errors)
    wanted = [Objective(name) for name in (objectives or policy.objectives)]
    if not policy.may_decline:
        wanted.insert(0, Objective.MOST_CREDIT)
    deadline = None if budget is None else time.monotonic() + budget
    runs = 0
    for certain in (True, False):
        if not certain and not open_facts(reading):
            break
        search = Search(reading, certain, wanted, keep_free, deadline)
        solved = search.solved(ties)
        runs += search.runner.runs
        if solved is not None:
            return replace(solved, runs=runs)
    return Solved(status="none", runs=runs)


class Search:
    """One search for the best choice in one of the two modes."""

    def __init__(
        self,
        reading: Reading,
        certain: bool,
        objectives: Sequence[Objective],
        keep_free: Sequence[str],
        deadline: float | None,
    ) -> None:
        self.reading, self.certain = reading, certain
        self.model = build(reading, certain=certain)
        self.runner = Runner(self.model.draft, deadline)
        steps, self.deciding = levels(self.model, objectives, keep_free)
        self.ladder = Ladder(self.model, self.runner, steps)

    def solved(self, ties: int) -> Solved | None:
        """The best choice with its ties; None where there is none."""
        mode = "certain" if self.certain else "possible"
        try:
            if not self.ladder.climb(self.deciding):
                return None
            values = self._first()
            choice = self._confirmed(values)
            others, complete = equals(self.model, self.runner, choice.units, ties)
        except OutOfTime:
            found = self.ladder.values
            return Solved(
                status="timeout",
                mode=mode,
                choice=None if found is None else self._confirmed(found),
                objectives=tuple(self.ladder.found),
                proven=False,
                ties_complete=False,
            )
        return Solved(
            status=mode,
            mode=mode,
            choice=choice,
            objectives=tuple(self.ladder.found),
            ties=others,
            ties_complete=complete,
        )

    def _first(self) -> list[int]:
        """Of all choices that are best the one with the first ids."""
        draft = self.model.draft
        final = self.ladder.final
        answer = self.runner.first([slot.chosen for slot in self.model.slots])
        assert answer is not None
        self.ladder.values = answer.values
        if final is not None:
            draft.bind(final, 0)
        return answer.values

    def _confirmed(self, values: Sequence[int]) -> Choice:
        choice = self.model.choice(values)
        confirm(self.reading, choice, certain=self.certain)
        return choice


def mistakes(reading: Reading) -> tuple[str, ...]:
    """What is wrong with a policy on these units."""
    for possible in (False, True):
        barred = [row for row in reading.rows if reading.barred(row) is not TRUE]
        rows = barred if possible else [row for row in barred if reading.barred(row) is not UNKNOWN]
        crossed = crossing(clips(reading, rows))
        if crossed:
            return (
                f"the limits {crossed[0]} and {crossed[1]} both clip, and of the units at hand some fit both and some"
                " only one: make one part of the other, or let them count whole units",
            )
    return ()


def open_facts(reading: Reading) -> bool:
    """Whether anything is unknown, so that a choice could be possible that is not certain."""
    table = reading.table
    if any(truth is UNKNOWN for truth in (*table.guards.values(), *table.case.values())):
        return True
    for row in reading.rows:
        if (
            not row.known
            or row.achieved is None
            or row.outcomes is None
            or not row.source
            or (row.points is None and row.graded is not False)
            or UNKNOWN in row.fits.values()
            or UNKNOWN in row.barred.values()
            or None in row.covers.values()
            or any(truth is UNKNOWN for _, truth in row.under.values())
        ):
            return True
    return bool(reading.unsaid())
