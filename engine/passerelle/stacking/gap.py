"""What is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.decision.stacking import StackDecision, Way
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.fitting import Fitted

if TYPE_CHECKING:
    from passerelle.stacking.deciding import Answered, StackCase


def ways_to(
    case: StackCase, policy: StackingPolicy, fitted: Fitted, main: Answered, decision: StackDecision
) -> tuple[Way, ...]:
    """Ways."""
    return ()
