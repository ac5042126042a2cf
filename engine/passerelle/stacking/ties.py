"""Other choices that are as good as the best one."""

from __future__ import annotations

from collections.abc import Sequence

from passerelle.stacking.draft import no
from passerelle.stacking.model import Model
from passerelle.stacking.running import Runner


def equals(model: Model, runner: Runner, chosen: Sequence[str], limit: int) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Other sets of units that the model (which holds all that must be equal) allows, smallest first, at most `limit`
    of them, and whether these are all. Nothing is looked for where the limit is 0.

    Each choice is ruled out once it is found: to let the solver list its solutions in one run takes longer, as the same
    units come again with other bookings.
    """
    if limit <= 0:
        return (), False
    others: list[tuple[str, ...]] = []
    last = tuple(chosen)
    complete = False
    while True:
        there = set(last)
        model.draft.clause([no(slot.chosen) if slot.id in there else slot.chosen for slot in model.slots])
        answer = runner.best()
        if answer is None:
            complete = True
            break
        if len(others) == limit:
            break
        last = tuple(slot.id for slot in model.slots if answer.values[slot.chosen])
        others.append(last)
    return tuple(sorted(others, key=lambda ids: (len(ids), ids))), complete
