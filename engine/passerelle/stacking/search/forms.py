"""Every form of rule as constraints of a model: one function a form.

`sure` asks that the rule is true whatever the unknowns are; else only that it is not false. `when` are literals that
must all be true for the rule to be asked for. `deny` asks for the opposite: that it is false for sure, or not true.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from passerelle.rulepacks.stacks.policy import (
    Act,
    AtLeast,
    AtMost,
    Average,
    Block,
    Choose,
    Component,
    Group,
    Last,
    OfCase,
    Once,
    OneSet,
    Order,
    Outcomes,
    Overlap,
    Prerequisite,
    Requirement,
    Total,
    Within,
)
from passerelle.stacking.choosing import ConditionTaken
from passerelle.stacking.search import measures, pairs
from passerelle.stacking.search.draft import no, plus, scaled
from passerelle.stacking.search.model import Model, Slot
from passerelle.stacking.search.reading import FALSE, TRUE, UNKNOWN, Fit, Needed, either, later, opposite
from passerelle.stacking.search.thresholds import below, least, most

When = tuple[int, ...]


def enforce(model: Model, rule: Total | Requirement, *, sure: bool, when: When = ()) -> None:
    """The rule holds."""
    guard = model.reading.guard(rule)
    if guard is FALSE or (guard is UNKNOWN and not sure):
        return
    FORMS[type(rule)](model, rule, sure, when)


def deny(model: Model, rule: Requirement, *, sure: bool, when: When = ()) -> None:
    """The rule does not hold (of those forms that can stand under "not")."""
    guard = model.reading.guard(rule)
    if guard is FALSE or (guard is UNKNOWN and sure):
        model.draft.clause((), when)
    elif isinstance(rule, AtLeast):
        needed = model.reading.needed(rule.amount)
        below(model, *model.sums(model.reading.fit(rule.among), needed, sure), when)
    elif isinstance(rule, AtMost):
        limit(model, rule, sure, when, exceeded=True)
    elif isinstance(rule, OfCase):
        truth = model.reading.table.case.get(rule.id, UNKNOWN)
        if truth is TRUE or (truth is UNKNOWN and sure):
            model.draft.clause((), when)
    elif isinstance(rule, Group):
        if rule.kind == "not":
            enforce(model, rule.members[0], sure=sure, when=when)
        else:
            so_many(model, rule, len(rule.members) - wanted(rule) + 1, deny, sure, when)
    else:
        raise AssertionError(f"a rule of the form {rule.form} cannot be denied")


# -- sums held against thresholds ------------------------------------------------------------------------------------


def total(model: Model, rule: Total, sure: bool, when: When) -> None:
    least(model, model.all_counted(not sure), rule.least * model.scale, when)
    if rule.most is not None:
        most(model, model.all_counted(sure), rule.most * model.scale, when)


def at_least(model: Model, rule: AtLeast, sure: bool, when: When) -> None:
    needed = model.reading.needed(rule.amount)
    least(model, *model.sums(model.reading.fit(rule.among), needed, not sure), when)


def at_most(model: Model, rule: AtMost, sure: bool, when: When) -> None:
    if rule.counting != "clip":
        limit(model, rule, sure, when, exceeded=False)


def limit(model: Model, rule: AtMost, sure: bool, when: When, *, exceeded: bool) -> None:
    """The units of a limit have at most what it allows, or (`exceeded`) more."""
    needed = model.reading.needed(rule.amount)
    reads_high = sure != exceeded
    terms, threshold = model.sums(model.reading.limited(rule), needed, reads_high)
    if not needed.share:
        amount, more = model.leaves(rule, not reads_high)
        terms, threshold = plus(terms, scaled(more, -1)), Fraction(amount)
    if exceeded:
        model.draft.linear(terms, math.floor(threshold) + 1, None, when)
    else:
        most(model, terms, threshold, when)


# -- booking ---------------------------------------------------------------------------------------------------------


def not_waived(model: Model, rule: Choose | Component, sure: bool, when: When) -> When:
    """`when`, and that no chosen unit waives the rule."""
    if rule.waived is None:
        return when
    fit = model.reading.fit(rule.waived)
    waiving = [slot.chosen for slot in model.slots if likely(fit, slot, sure)]
    if not waiving:
        return when
    waived = model.draft.yes()
    model.draft.clause(waiving, (waived,))
    return (*when, no(waived))


def likely(fit: Fit, slot: Slot, sure: bool) -> bool:
    """Whether a unit fits for sure, or else may fit."""
    truth = fit(slot.row)
    return truth is TRUE or (not sure and truth is UNKNOWN)


def booked_sum(model: Model, rule: Choose | Component, needed: Needed, high: bool) -> tuple[dict[int, int], Fraction]:
    """What is booked on a rule, read low or high, and the threshold."""
    fit = model.reading.fit(rule.among)
    here = [slot for slot in model.slots if (slot.id, rule.id) in model.booking and likely(fit, slot, sure=not high)]
    if needed.units:
        return {model.booking[slot.id, rule.id]: 1 for slot in here}, needed.value
    booked = model.counting.high_booked if high else model.counting.low_booked
    inside = plus(*(booked[slot.id, rule.id] for slot in here))
    if not needed.share:
        return inside, needed.value * model.scale
    p, q = needed.value.numerator, needed.value.denominator
    everything = scaled(model.all_counted(not high), -p)
    return plus(scaled(inside, q), everything), Fraction(0)


def choose(model: Model, rule: Choose, sure: bool, when: When) -> None:
    enough = not_waived(model, rule, sure, when)
    least(model, *booked_sum(model, rule, model.reading.needed(rule.least), not sure), enough)
    if rule.most is not None:
        most(model, *booked_sum(model, rule, model.reading.needed(rule.most), sure), when)


def component(model: Model, rule: Component, sure: bool, when: When) -> None:
    if rule.credit_form == "partial_allowed":
        return
    when = not_waived(model, rule, sure, when)
    needed = Needed(rule.credits * (1 - rule.tolerance))
    least(model, *booked_sum(model, rule, needed, not sure), when)
    if needed.value <= 0:
        model.draft.clause(model.booked_on(rule), when)


# -- days ------------------------------------------------------------------------------------------------------------


def last(model: Model, rule: Last, sure: bool, when: When) -> None:
    fit = model.reading.fit(rule.among)
    needed = model.reading.needed(rule.credits)
    for slot in model.slots:
        truth = fit(slot.row)
        if truth is TRUE or (truth is UNKNOWN and not sure):
            continue

        def after(row: Any, slot: Slot = slot) -> Any:
            return later(row, slot.row)

        least(model, *model.sums(after, needed, not sure), (*when, slot.chosen))


# -- acts, the case, groups --------------------------------------------------------------------------------


def act(model: Model, rule: Act, sure: bool, when: When) -> None:
    done = model.reading.table.acts.get(rule.act)
    if done:
        return
    if rule.if_missing == "condition":
        model.draft.clause((model.condition(ConditionTaken(rule.id, "act")),), when)
    elif sure or done is False:
        model.draft.clause((), when)


def of_case(model: Model, rule: OfCase, sure: bool, when: When) -> None:
    truth = model.reading.table.case.get(rule.id, UNKNOWN)
    if truth is FALSE or (truth is UNKNOWN and sure):
        model.draft.clause((), when)


def wanted(group: Group) -> int:
    """How many members of a group must hold."""
    return {"all_of": len(group.members), "any_of": 1}.get(group.kind, group.n)


def group(model: Model, rule: Group, sure: bool, when: When) -> None:
    if rule.kind == "not":
        deny(model, rule.members[0], sure=sure, when=when)
    else:
        so_many(model, rule, wanted(rule), enforce, sure, when)


def so_many(model: Model, rule: Group, n: int, ask: Callable[..., None], sure: bool, when: When) -> None:
    """At least n of the members are as `ask` wants them."""
    members = rule.members
    if n <= 0:
        return
    if n >= len(members):
        for member in members:
            ask(model, member, sure=sure, when=when)
        if n > len(members):
            model.draft.clause((), when)
        return
    holds = [model.draft.yes() for _ in members]
    for literal, member in zip(holds, members, strict=True):
        ask(model, member, sure=sure, when=(literal,))
    model.draft.linear(dict.fromkeys(holds, 1), n, None, when)


def one_set(model: Model, rule: OneSet, sure: bool, when: When) -> None:
    fit = model.reading.fit(rule.among)
    holds = []
    for selector in rule.sets:
        here = model.draft.yes()
        holds.append(here)
        inside = model.reading.fit(selector)
        for slot in model.slots:
            fits = either((opposite(fit(slot.row)), inside(slot.row)))
            if fits is FALSE or (fits is UNKNOWN and sure):
                model.draft.clause((no(slot.chosen),), (here,))
    model.draft.clause(holds, when)


FORMS: dict[type, Callable[[Model, Any, bool, When], None]] = {
    Total: total,
    AtLeast: at_least,
    AtMost: at_most,
    Choose: choose,
    Component: component,
    Last: last,
    Average: measures.average,
    Outcomes: measures.outcomes,
    Act: act,
    OfCase: of_case,
    Group: group,
    OneSet: one_set,
    Within: pairs.within,
    Overlap: pairs.overlap,
    Once: pairs.once,
    Prerequisite: pairs.prerequisite,
    Order: pairs.order,
    Block: pairs.block,
}
