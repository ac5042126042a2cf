"""Other choices that are as good as the best one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from passerelle.stacking.draft import no
from passerelle.stacking.model import Model
from passerelle.stacking.running import Runner


def equals(model: Model, runner: Runner, chosen: Sequence[str], limit: int) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Other sets of units that the model (which holds all that must be equal) allows, smallest first, at most `limit`
    of them, and whether these are all. Nothing is looked for where the limit is 0."""
    if limit <= 0:
        return (), False
    order = [slot.chosen for slot in model.slots]
    others: list[tuple[str, ...]] = []
    if len(model.draft.lows) - len(order) <= 1:
        complete = _in_one_run(model, runner, order, tuple(chosen), others, limit)
    else:
        complete = _one_by_one(model, runner, tuple(chosen), others, limit)
    return tuple(sorted(others, key=lambda ids: (len(ids), ids))), complete


def _in_one_run(
    model: Model,
    runner: Runner,
    order: Sequence[int],
    chosen: tuple[str, ...],
    others: list[tuple[str, ...]],
    limit: int,
) -> bool:
    """Where units are all that varies, the solver lists the choices in one run."""

    def seen(value: Callable[[int], int]) -> bool:
        ids = tuple(slot.id for slot in model.slots if value(slot.chosen))
        if ids != chosen:
            if len(others) == limit:
                return False
            others.append(ids)
        return True

    return runner.each(order, seen)


def _one_by_one(
    model: Model,
    runner: Runner,
    chosen: tuple[str, ...],
    others: list[tuple[str, ...]],
    limit: int,
) -> bool:
    """Where other things vary as well, each choice is ruled out once it is found."""
    last = chosen
    while True:
        there = set(last)
        model.draft.clause([no(slot.chosen) if slot.id in there else slot.chosen for slot in model.slots])
        answer = runner.best()
        if answer is None:
            return True
        if len(others) == limit:
            return False
        last = tuple(slot.id for slot in model.slots if answer.values[slot.chosen])
        others.append(last)
