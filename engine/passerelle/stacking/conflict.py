"""Why no choice fits: rules and exclusions that cannot be had together, none of which can be left out."""

from __future__ import annotations

from passerelle.decision.stacking import Conflict
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.choosing import AwardToReach
from passerelle.stacking.table import Table


def conflict(policy: StackingPolicy, table: Table, award: AwardToReach | None = None) -> Conflict | None:
    """A smallest set of rules (of the top level) and of exclusions of units that no choice satisfies together; without
    any one of them there is a choice. None where a choice is possible."""
    raise NotImplementedError
