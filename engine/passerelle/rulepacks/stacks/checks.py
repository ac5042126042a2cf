"""A policy that could be read in; what cannot work in it out."""

from __future__ import annotations

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.stacks.policy import StackingPolicy


def check_policy(policy: StackingPolicy) -> list[Diagnostic]:
    """Mistakes and warnings."""
    return []
