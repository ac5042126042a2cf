"""A policy, an award of it and a table of units in; the best choice of units out, or the proof that there is none."""

from __future__ import annotations

from collections.abc import Sequence

from passerelle.decision import Objective
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.choosing import AwardToReach, Solved
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
    raise NotImplementedError
