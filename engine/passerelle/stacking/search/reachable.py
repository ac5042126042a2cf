"""A policy, an award and a table in; whether any choice of the units is certain out, without looking for the best."""

from __future__ import annotations

from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.choosing import AwardToReach
from passerelle.stacking.search.building import build
from passerelle.stacking.search.reading import Reading
from passerelle.stacking.search.running import Runner
from passerelle.stacking.search.solving import mistakes
from passerelle.stacking.table import Table


def reachable(policy: StackingPolicy, table: Table, award: AwardToReach) -> bool:
    """Whether the award is reached for certain, be it under conditions."""
    reading = Reading(policy, table, award)
    return not mistakes(reading) and Runner(build(reading, certain=True).draft, None).best() is not None
