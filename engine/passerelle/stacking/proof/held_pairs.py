"""Rules that speak of two units at a time, held against a choice (see `passerelle.stacking.proof.held`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, permutations
from typing import Any

from passerelle.decision import Truth
from passerelle.rulepacks.stacks.policy import Block, Clock, Once, Order, Overlap, Prerequisite, Within
from passerelle.stacking.choosing import ConditionTaken
from passerelle.stacking.search.pairs import in_order, in_time
from passerelle.stacking.search.reading import (
    both,
    either,
    later,
    of,
    of_one_source,
    opposite,
    overlapping,
    too_far,
)


def within(chosen: Any, rule: Within) -> Iterator[Truth]:
    fit, days = chosen.reading.fit(rule.among), chosen.reading.table.days
    if rule.since is not Clock.FIRST_UNIT and rule.until is not Clock.LAST_UNIT:
        yield in_time(rule, days.get(rule.since), days.get(rule.until))
    elif rule.since is Clock.FIRST_UNIT and rule.until is Clock.LAST_UNIT:
        for a, b in combinations(chosen.rows, 2):
            yield opposite(both(both(fit(a), fit(b)), too_far(rule.span, a, b)))
    else:
        for row in chosen.rows:
            since = row.achieved if rule.since is Clock.FIRST_UNIT else days.get(rule.since)
            until = row.achieved if rule.until is Clock.LAST_UNIT else days.get(rule.until)
            yield either((opposite(fit(row)), in_time(rule, since, until)))


def overlap(chosen: Any, rule: Overlap) -> Iterator[Truth]:
    if rule.if_more == "count_once":
        return
    for a, b, truth in overlapping(rule, chosen.rows):
        taken = rule.if_more == "ask" and ConditionTaken(rule.id, "overlap", (a.id, b.id)) in chosen.conditions
        yield either((of(taken), opposite(truth)))


def once(chosen: Any, rule: Once) -> Iterator[Truth]:
    for a, b in combinations(chosen.rows, 2):
        yield of(not a.specification or a.specification != b.specification)


def prerequisite(chosen: Any, rule: Prerequisite) -> Iterator[Truth]:
    asks, needs = chosen.reading.fit(rule.of), chosen.reading.fit(rule.needs)
    there = chosen.rows if rule.by == "counted" else chosen.reading.rows
    for row in chosen.rows:
        met = either(both(needs(other), in_order(rule, other, row)) for other in there if other is not row)
        yield either((opposite(asks(row)), met))


def order(chosen: Any, rule: Order) -> Iterator[Truth]:
    fits = [chosen.reading.fit(step) for step in rule.steps]
    for first, then in permutations(chosen.rows, 2):
        for i, j in combinations(range(len(fits)), 2):
            yield opposite(both(both(fits[i](first), fits[j](then)), later(first, then)))


def block(chosen: Any, rule: Block) -> Iterator[Truth]:
    fit, there = chosen.reading.fit(rule.among), {row.id for row in chosen.rows}
    for a, b in combinations(chosen.reading.rows, 2):
        if (a.id in there) != (b.id in there):
            yield opposite(both(both(fit(a), fit(b)), of_one_source(a, b)))


PAIRS: dict[type, Callable[[Any, Any], Iterator[Truth]]] = {
    Within: within,
    Overlap: overlap,
    Once: once,
    Prerequisite: prerequisite,
    Order: order,
    Block: block,
}
