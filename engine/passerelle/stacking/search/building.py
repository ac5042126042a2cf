"""The whole model of an award: every rule asked for as its severity wants it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from passerelle.rulepacks.stacks.policy import Severity, Sharing
from passerelle.stacking.search.draft import Draft, no
from passerelle.stacking.search.forms import enforce
from passerelle.stacking.search.model import Model, Sizes
from passerelle.stacking.search.reading import FALSE, TRUE, UNKNOWN, Reading
from passerelle.stacking.search.thresholds import most


def build(
    reading: Reading,
    *,
    certain: bool,
    draft: Draft | None = None,
    when: tuple[int, ...] = (),
    sizes: Mapping[str, Sizes] | None = None,
    scale: int | None = None,
) -> Model:
    """A model whose solutions are the choices that fit for certain, or those that are possible."""
    model = Model(reading, certain=certain, draft=draft, when=when, sizes=sizes, scale=scale)
    for rule in reading.asked(Severity.MUST):
        enforce(model, rule, sure=certain, when=when)
    revalidated(model)
    for sharing in reading.policy.sharing:
        if sharing.severity is Severity.MUST and sharing.id not in reading.without:
            share(model, sharing, certain, when)
    prefer(model)
    return model


def prefer(model: Model) -> None:
    """A literal for each rule that should hold: where it is true, so is the rule."""
    reading = model.reading
    for rule in reading.asked(Severity.SHOULD):
        held = model.draft.yes()
        enforce(model, rule, sure=True, when=(*model.when, held))
        model.should.append(held)
    for id, severity in sorted(reading.soft.items()):
        if severity is Severity.SHOULD:
            held = model.draft.yes()
            for slot in model.slots:
                if id in slot.row.barred:
                    model.draft.clause((no(slot.chosen),), (held,))
            model.should.append(held)
    for sharing in reading.policy.sharing:
        if sharing.severity is Severity.SHOULD:
            held = model.draft.yes()
            share(model, sharing, True, (*model.when, held))
            model.should.append(held)


def revalidated(model: Model) -> None:
    """No more is revalidated than a rule lets."""
    for id, needed in model.reading.revalidations:
        stale = {
            slot.id
            for slot in model.slots
            for rule, ways, truth in model.reading.under(slot.row)
            if rule == id and only_revalidation(ways) and (truth is TRUE or (truth is UNKNOWN and model.certain))
        }
        if stale:
            terms, threshold = model.sums(
                lambda row, stale=stale: TRUE if row.id in stale else FALSE,  # type: ignore[misc]
                needed,
                model.certain,
            )
            most(model, terms, threshold, model.when)


def only_revalidation(ways: tuple[str, ...]) -> bool:
    """Whether a stale unit counts by revalidation and by nothing else."""
    return "revalidation" in ways and "evidence" not in ways


def shared_with(rule: Sharing, rows: tuple[Mapping[str, object], ...]) -> list[str]:
    """The other awards (ids or kinds) that a sharing rule speaks of."""
    return sorted(rule.awards) if rule.awards else sorted({award for uses in rows for award in uses})


def share(model: Model, rule: Sharing, sure: bool, when: tuple[int, ...]) -> None:
    """The units that are chosen share no more with another award than the rule lets."""
    guard = model.reading.guard(rule)
    if rule.most is None or guard is FALSE or (guard is UNKNOWN and not sure):
        return
    needed = model.reading.needed(rule.most)
    for award in shared_with(rule, tuple(slot.row.shared_with for slot in model.slots)):
        using = [slot for slot in model.slots if award in slot.row.shared_with]
        amounts = {slot.chosen: 1 if needed.units else slot.row.shared_with[award] for slot in using}
        if needed.share:
            continue
        scale = math.lcm(1, *(amount.denominator for amount in amounts.values()))
        terms = {chosen: int(amount * scale) for chosen, amount in amounts.items()}
        most(model, terms, needed.value * scale, when)
