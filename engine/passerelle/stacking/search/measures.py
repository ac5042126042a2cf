"""Rules about the mean of grades and about outcomes, as constraints (see `.forms`)."""

from __future__ import annotations

import math
from fractions import Fraction

from passerelle.rulepacks.stacks.policy import Average, Outcomes
from passerelle.stacking.search.draft import no, plus, scaled
from passerelle.stacking.search.model import Model, Slot
from passerelle.stacking.search.reading import FALSE, UNKNOWN
from passerelle.stacking.search.thresholds import least

When = tuple[int, ...]


def average(model: Model, rule: Average, sure: bool, when: When) -> None:
    fit = model.reading.fit(rule.among)
    sign = -1 if model.policy.grades is not None and model.policy.grades.less_is_better else 1
    by_credits = rule.weighted == "credits"
    open_: list[int] = []
    parts: list[tuple[Fraction, dict[int, int]]] = []
    for slot in model.slots:
        truth = fit(slot.row)
        if truth is FALSE or (slot.row.points is None and slot.row.graded is False and rule.ungraded == "left_out"):
            continue
        if slot.row.points is None:
            if not by_credits:
                open_.append(slot.chosen)
            elif slot.most > 0:
                open_.append(weighs(model, slot))
            continue
        gain = sign * (slot.row.points - rule.points)
        if truth is UNKNOWN and (gain > 0) == sure:
            continue
        if not by_credits:
            parts.append((gain, {slot.chosen: 1}))
        else:
            reads = model.counting.low if (gain > 0) == sure else model.counting.high
            parts.append((gain, reads[slot.id]))
    scale = math.lcm(1, *(gain.denominator for gain, _ in parts))
    terms = plus(*(scaled(terms, int(gain * scale)) for gain, terms in parts))
    if sure:
        for literal in open_:
            model.draft.clause((no(literal),), when)
    elif open_:
        some = model.draft.yes()
        model.draft.clause(open_, (some,))
        when = (*when, no(some))
    model.draft.linear(terms, 0, None, when)


def weighs(model: Model, slot: Slot) -> int:
    """A literal that is true if a credit of the unit may count."""
    counts = model.counting.high[slot.id]
    if counts == {slot.chosen: slot.most}:
        return slot.chosen
    does = model.draft.yes()
    model.draft.linear(counts, None, 0, (no(does),))
    model.draft.linear(counts, 1, None, (does,))
    return does


def outcomes(model: Model, rule: Outcomes, sure: bool, when: When) -> None:
    covered = []
    overall = rule.overall is not None and rule.overall > 0
    for outcome in rule.wanted:
        shares: list[tuple[Fraction, int]] = []
        for slot in model.slots:
            share = slot.row.covers.get((rule.id, outcome.id), Fraction(0))
            share = (Fraction(0) if sure else Fraction(1)) if share is None else share
            if share > 0:
                shares.append((share, slot.chosen))
        scale = math.lcm(1, *(share.denominator for share, _ in shares))
        floor = max(rule.each or Fraction(0), (rule.essential or Fraction(0)) if outcome.essential else Fraction(0))
        summed = {chosen: int(share * scale) for share, chosen in shares}
        if floor > 0:
            if rule.add_up:
                least(model, summed, floor * scale, when)
            else:
                model.draft.clause([chosen for share, chosen in shares if share >= floor], when)
        if overall and shares:
            covered.append((scale, covering(model, rule, scale, shares, summed)))
    if overall:
        assert rule.overall is not None
        scale = math.lcm(1, *(s for s, _ in covered))
        terms = plus(*(scaled(terms, scale // s) for s, terms in covered))
        least(model, terms, rule.overall * len(rule.wanted) * scale, when)


def covering(
    model: Model, rule: Outcomes, scale: int, shares: list[tuple[Fraction, int]], summed: dict[int, int]
) -> dict[int, int]:
    """How much of an outcome is covered (or less), as a sum of scaled whole numbers."""
    draft = model.draft
    if rule.add_up:
        cover = draft.whole(0, scale)
        draft.linear(plus(summed, {cover: -1}), 0, None)
        return {cover: 1}
    terms = {}
    by_share: dict[Fraction, list[int]] = {}
    for share, chosen in shares:
        by_share.setdefault(min(share, Fraction(1)), []).append(chosen)
    steps = []
    for share in sorted(by_share, reverse=True):
        reached = draft.yes()
        draft.clause(by_share[share], (reached,))
        terms[reached] = int(share * scale)
        steps.append(reached)
    draft.at_most_one(steps)
    return terms
