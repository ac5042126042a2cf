"""What is missing: the cheapest units to add so that an award is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.choosing import Archetype, AwardToReach, Choice, WayThere
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
    archetype helps."""
    raise NotImplementedError


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
    raise NotImplementedError


def closest(policy: StackingPolicy, table: Table, award: AwardToReach | None = None) -> Choice:
    """The choice that comes nearest where none fits: limits and rules of units hold, and the sum of what is missing
    (in credits; a rule that cannot be measured so weighs as the whole award) is least."""
    raise NotImplementedError
