"""Several awards over the same units in; one answer for each out, as they can be reached together."""

from __future__ import annotations

from collections.abc import Sequence

from passerelle.decision.stacking import StackDecision
from passerelle.stacking.deciding import StackCase, stack


def stack_together(cases: Sequence[StackCase]) -> tuple[StackDecision, ...]:
    """The answers, in the order of the questions."""
    return tuple(stack(case) for case in cases)
