"""How every rule of an award stands for a given choice: plain sums of exact amounts, without the solver."""

from __future__ import annotations

from passerelle.decision.stacking import RequirementMet
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.choosing import AwardToReach, Choice
from passerelle.stacking.table import Table


def standing(
    policy: StackingPolicy, table: Table, choice: Choice, award: AwardToReach | None = None
) -> tuple[RequirementMet, ...]:
    """One entry for each rule: the total, the rules of units, what is required, the limits, sharing, in that order."""
    raise NotImplementedError
