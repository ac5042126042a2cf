"""Forms of rules on two units at a time, as constraints of a model (see `passerelle.stacking.search.forms`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from passerelle.decision import Truth
from passerelle.rulepacks.amounts import shift
from passerelle.rulepacks.stacks.policy import Block, Clock, Once, Order, Overlap, Prerequisite, Within
from passerelle.stacking.choosing import ConditionTaken
from passerelle.stacking.search.draft import no
from passerelle.stacking.search.model import Model, Slot
from passerelle.stacking.search.reading import (
    FALSE,
    TRUE,
    UNKNOWN,
    both,
    either,
    later,
    of,
    of_one_source,
    opposite,
    overlapping,
    too_far,
)
from passerelle.stacking.table import UnitRow

When = tuple[int, ...]


def apart(model: Model, bad: Callable[[UnitRow, UnitRow], Truth], slots: list[Slot], sure: bool, when: When) -> None:
    """No two units of which `bad` holds (or `sure`: may hold) are both chosen."""
    for i, a in enumerate(slots):
        others = []
        for b in slots[i + 1 :]:
            truth = bad(a.row, b.row)
            if truth is TRUE or (sure and truth is UNKNOWN):
                others.append(b)
        if not others:
            continue
        model.draft.none_of([b.chosen for b in others], (*when, a.chosen))


def within(model: Model, rule: Within, sure: bool, when: When) -> None:
    fit = model.reading.fit(rule.among)
    truths = {slot.id: fit(slot.row) for slot in model.slots}
    slots = [slot for slot in model.slots if truths[slot.id] is not FALSE]
    pair = rule.since is Clock.FIRST_UNIT and rule.until is Clock.LAST_UNIT
    if pair:

        def bad(a: UnitRow, b: UnitRow) -> Truth:
            return both(both(truths[a.id], truths[b.id]), too_far(rule.span, a, b))

        apart(model, bad, slots, sure, when)
        return
    if rule.since is not Clock.FIRST_UNIT and rule.until is not Clock.LAST_UNIT:
        held = in_time(rule, model.reading.table.days.get(rule.since), model.reading.table.days.get(rule.until))
        if held is FALSE or (sure and held is UNKNOWN):
            model.draft.clause((), when)
        return
    for slot in slots:
        late = both(truths[slot.id], opposite(unit_in_time(rule, model, slot.row)))
        if late is TRUE or (sure and late is UNKNOWN):
            model.draft.clause((no(slot.chosen),), when)


def in_time(rule: Within, since: date | None, until: date | None) -> Truth:
    """Whether the one day and the span reach to the other."""
    if since is None or until is None:
        return UNKNOWN
    end = shift(since, *rule.span)
    return of(end is None or end >= until)


def unit_in_time(rule: Within, model: Model, row: UnitRow) -> Truth:
    """Whether one unit was achieved in the time between it and a day of the case."""
    days = model.reading.table.days
    since = row.achieved if rule.since is Clock.FIRST_UNIT else days.get(rule.since)
    until = row.achieved if rule.until is Clock.LAST_UNIT else days.get(rule.until)
    return in_time(rule, since, until)


def overlap(model: Model, rule: Overlap, sure: bool, when: When) -> None:
    if rule.if_more == "count_once":
        return
    shared: dict[str, list[int]] = {}
    for a, b, truth in overlapping(rule, [slot.row for slot in model.slots]):
        if truth is not TRUE and not sure:
            continue
        one, other = model.slot[a.id].chosen, model.slot[b.id].chosen
        if rule.if_more == "drop_one":
            shared.setdefault(a.id, []).append(other)
            continue
        taken = model.condition(ConditionTaken(rule.id, "overlap", (a.id, b.id)))
        model.draft.clause((no(one), no(other), taken), when)
    for id, others in shared.items():
        model.draft.none_of(others, (*when, model.slot[id].chosen))


def once(model: Model, rule: Once, sure: bool, when: When) -> None:
    named: dict[str, list[int]] = {}
    for slot in model.slots:
        if slot.row.specification:
            named.setdefault(slot.row.specification, []).append(slot.chosen)
    for chosen in named.values():
        if len(chosen) > 1 and when:
            model.draft.linear(dict.fromkeys(chosen, 1), None, 1, when)
        else:
            model.draft.at_most_one(chosen)


def prerequisite(model: Model, rule: Prerequisite, sure: bool, when: When) -> None:
    asks, needs = model.reading.fit(rule.of), model.reading.fit(rule.needs)
    rows = [slot.row for slot in model.slots] if rule.by == "counted" else list(model.reading.rows)
    for slot in model.slots:
        truth = asks(slot.row)
        if truth is FALSE or (truth is UNKNOWN and not sure):
            continue
        there = [
            row
            for row in rows
            if row is not slot.row
            and ((t := both(needs(row), in_order(rule, row, slot.row))) is TRUE or (t is UNKNOWN and not sure))
        ]
        if rule.by == "held" and any(row.id not in model.reading.offered for row in there):
            continue
        others = [model.slot[row.id].chosen for row in there if row.id in model.slot]
        model.draft.clause((no(slot.chosen), *others), when)


def in_order(rule: Prerequisite, first: UnitRow, then: UnitRow) -> Truth:
    """Whether the one was achieved as a prerequisite of the other has to be."""
    if rule.timing == "before":
        return later(then, first)
    return opposite(later(first, then)) if rule.timing == "with" else TRUE


def order(model: Model, rule: Order, sure: bool, when: When) -> None:
    fits = [model.reading.fit(step) for step in rule.steps]
    truths = {slot.id: [fit(slot.row) for fit in fits] for slot in model.slots}

    def bad(a: UnitRow, b: UnitRow) -> Truth:
        return either((_against(truths, a, b), _against(truths, b, a)))

    apart(model, bad, list(model.slots), sure, when)


def _against(truths: dict[str, list[Truth]], early: UnitRow, late: UnitRow) -> Truth:
    """Whether the first unit fits a later step than the second, and was achieved before it."""
    steps = either(
        both(truths[early.id][j], truths[late.id][i]) for j in range(len(truths[early.id])) for i in range(j)
    )
    return FALSE if steps is FALSE else both(steps, later(late, early))


def block(model: Model, rule: Block, sure: bool, when: When) -> None:
    fit = model.reading.fit(rule.among)
    rows = [row for row in model.reading.rows if fit(row) is not FALSE]
    for i, a in enumerate(rows):
        for b in rows[i + 1 :]:
            truth = both(both(fit(a), fit(b)), of_one_source(a, b))
            if truth is TRUE or (sure and truth is UNKNOWN):
                together(model, a, b, when)


def together(model: Model, a: UnitRow, b: UnitRow, when: When) -> None:
    """Both units are chosen or neither; a unit on offer that is not chosen is not held."""
    for row, other in ((a, b), (b, a)):
        if row.id in model.slot and other.id not in model.reading.offered:
            needed = [model.slot[other.id].chosen] if other.id in model.slot else []
            model.draft.clause((no(model.slot[row.id].chosen), *needed), when)
