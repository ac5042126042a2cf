"""Several awards at once over the same units: which can be reached together, and with which units each."""

from __future__ import annotations

from collections.abc import Sequence

from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.choosing import AwardToReach, ReachedTogether
from passerelle.stacking.table import Table


def solve_several(
    awards: Sequence[tuple[StackingPolicy, Table, AwardToReach]], *, budget: float | None = None
) -> ReachedTogether:
    """As many of the awards as can be reached together for certain, those named first before the others; of the plans
    that do so the one with fewest conditions, most credit, fewest units, and the first ids."""
    raise NotImplementedError
