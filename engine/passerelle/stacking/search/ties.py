"""Other choices that are as good as the best one."""

from __future__ import annotations

from collections.abc import Sequence

from passerelle.stacking.search.draft import no
from passerelle.stacking.search.model import Model
from passerelle.stacking.search.running import Runner

#: So many solutions are gone through in one run, for each choice that is looked for.
LISTED = 8


def equals(model: Model, runner: Runner, chosen: Sequence[str], limit: int) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Other sets of units that the model (which holds all that must be equal) allows, smallest first, at most `limit`
    of them, and whether these are all. Nothing is looked for where the limit is 0.

    First the solver lists its solutions in one run. Where the same units come again and again with other bookings that
    takes long: then each choice is ruled out once it is found.
    """
    if limit <= 0:
        return (), False
    variables = [slot.chosen for slot in model.slots]
    _other(model, [int(slot.id in set(chosen)) for slot in model.slots])
    found: dict[tuple[int, ...], None] = {}

    def enough(values: tuple[int, ...]) -> bool:
        found[values] = None
        return len(found) > limit

    complete = runner.listed(variables, enough, LISTED * (limit + 1))
    for values in found:
        _other(model, values)
    while not complete and len(found) <= limit:
        answer = runner.best()
        if answer is None:
            complete = True
            break
        values = tuple(answer.values[variable] for variable in variables)
        found[values] = None
        _other(model, values)
    sets = [
        tuple(slot.id for slot, value in zip(model.slots, values, strict=True) if value)
        for values in list(found)[:limit]
    ]
    return tuple(sorted(sets, key=lambda ids: (len(ids), ids))), complete


def _other(model: Model, values: Sequence[int]) -> None:
    """From here on another set of units."""
    model.draft.clause(
        [no(slot.chosen) if value else slot.chosen for slot, value in zip(model.slots, values, strict=True)]
    )
