"""A rule held against a choice, in three truth values and exact amounts: one function a form, no solver."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from passerelle.decision import Truth
from passerelle.rulepacks.stacks.policy import (
    Act,
    AtLeast,
    AtMost,
    Average,
    Choose,
    Component,
    Group,
    Last,
    OfCase,
    OneSet,
    Outcomes,
    Requirement,
    Total,
)
from passerelle.stacking.choosing import Choice, ConditionTaken
from passerelle.stacking.proof.held_pairs import PAIRS
from passerelle.stacking.search.reading import FALSE, TRUE, UNKNOWN, Fit, Needed, Reading, both, either, later, opposite
from passerelle.stacking.table import UnitRow

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Held:
    """How a rule stands, see `passerelle.decision.stacking.RequirementMet`."""

    met: Truth
    measure: str = ""
    needed: Fraction | None = None
    most: Fraction | None = None
    have: Fraction | None = None
    may_have: Fraction | None = None
    units: tuple[str, ...] = ()


class Chosen:
    """A choice with its rows and the least and the most with which each unit counts."""

    def __init__(self, reading: Reading, choice: Choice) -> None:
        self.reading, self.choice = reading, choice
        there = set(choice.units)
        self.rows = [row for row in reading.rows if row.id in there]
        self.low: dict[str, Fraction] = {row.id: choice.counted.get(row.id, ZERO) for row in self.rows}
        self.high: dict[str, Fraction] = {}
        for row in self.rows:
            may = choice.may_count.get(row.id, self.low[row.id])
            self.high[row.id] = reading.unbounded if may is None else may
        self.conditions = frozenset(choice.conditions)

    def fitting(self, fit: Fit) -> tuple[str, ...]:
        """The chosen units that fit, or may."""
        return tuple(row.id for row in self.rows if fit(row) is not FALSE)

    def sums(self, fit: Fit, needed: Needed) -> tuple[Fraction, Fraction]:
        """What the units that fit have, at least and at most; of a share, that less the share of all."""
        low = high = ZERO
        for row in self.rows:
            truth = fit(row)
            if needed.units:
                low += truth is TRUE
                high += truth is not FALSE
            elif not needed.share:
                low += self.low[row.id] if truth is TRUE else ZERO
                high += self.high[row.id] if truth is not FALSE else ZERO
            else:
                least, most = self._difference(row, truth, needed.value)
                low, high = low + least, high + most
        return low, high

    def _difference(self, row: UnitRow, truth: Truth, share: Fraction) -> tuple[Fraction, Fraction]:
        amounts = self.low[row.id], self.high[row.id]
        factors = {TRUE: (1 - share,), FALSE: (-share,), UNKNOWN: (1 - share, -share)}[truth]
        found = [factor * amount for factor in factors for amount in amounts]
        return min(found), max(found)


def not_below(low: Fraction, high: Fraction, threshold: Fraction) -> Truth:
    """Whether something between low and high is at least a threshold."""
    return TRUE if low >= threshold else FALSE if high < threshold else UNKNOWN


def not_above(low: Fraction, high: Fraction, least: Fraction, most: Fraction) -> Truth:
    """Whether something between low and high is at most a threshold that is between least and most."""
    return TRUE if high <= least else FALSE if low > most else UNKNOWN


def held(chosen: Chosen, rule: Total | Requirement) -> Held:
    """How a rule stands; one that does not apply is true, one that may not is true or unknown."""
    guard = chosen.reading.guard(rule)
    stands = HELD[type(rule)](chosen, rule)
    if guard is FALSE or (guard is UNKNOWN and stands.met is FALSE):
        met = TRUE if guard is FALSE else UNKNOWN
        return Held(met, stands.measure, stands.needed, stands.most, stands.have, stands.may_have, stands.units)
    return stands


def total(chosen: Chosen, rule: Total) -> Held:
    low, high = sum(chosen.low.values(), ZERO), sum(chosen.high.values(), ZERO)
    met = not_below(low, high, rule.least)
    if rule.most is not None:
        met = both(met, not_above(low, high, rule.most, rule.most))
    return Held(met, "credits", rule.least, rule.most, low, high, tuple(row.id for row in chosen.rows))


def measure_of(needed: Needed) -> str:
    return "units" if needed.units else "share" if needed.share else "credits"


def _shown(chosen: Chosen, fit: Fit, needed: Needed) -> tuple[Fraction, Fraction]:
    """What is shown as had: for a share of all that counts the share, else the sums."""
    if not needed.share:
        return chosen.sums(fit, needed)
    low, high = chosen.sums(fit, Needed(ZERO))
    all_low, all_high = sum(chosen.low.values(), ZERO), sum(chosen.high.values(), ZERO)
    return (low / all_high if all_high else ZERO), (min(high / all_low, Fraction(1)) if all_low else ZERO)


def at_least(chosen: Chosen, rule: AtLeast) -> Held:
    needed, fit = chosen.reading.needed(rule.amount), chosen.reading.fit(rule.among)
    met = not_below(*chosen.sums(fit, needed), ZERO if needed.share else needed.value)
    have, may_have = _shown(chosen, fit, needed)
    return Held(met, measure_of(needed), needed.value, None, have, may_have, chosen.fitting(fit))


def at_most(chosen: Chosen, rule: AtMost) -> Held:
    needed, fit = chosen.reading.needed(rule.amount), chosen.reading.limited(rule)
    have, may_have = _shown(chosen, fit, needed)
    if needed.share:
        met = not_above(*chosen.sums(fit, needed), ZERO, ZERO)
        return Held(met, "share", None, needed.value, have, may_have, chosen.fitting(fit))
    least, most = allowed(chosen, rule, needed)
    met = TRUE if rule.counting == "clip" else not_above(*chosen.sums(fit, needed), least, most)
    return Held(met, measure_of(needed), None, least, have, may_have, chosen.fitting(fit))


def allowed(chosen: Chosen, rule: AtMost, needed: Needed) -> tuple[Fraction, Fraction]:
    """What a limit allows at least and at most, less what units that are kept out take from it."""
    least = most = needed.value
    if rule.dropped == "use_the_cap":
        fit = chosen.reading.limited(rule)
        for row in chosen.reading.rows:
            barred, truth = chosen.reading.barred(row), fit(row)
            if barred is FALSE or truth is FALSE or row.id in chosen.low:
                continue
            least -= Fraction(1) if needed.units else chosen.reading.unbounded if row.most is None else row.most
            if barred is TRUE and truth is TRUE:
                most -= Fraction(1) if needed.units else row.least
    return max(ZERO, least), max(ZERO, most)


def choose(chosen: Chosen, rule: Choose) -> Held:
    fit = _booked(chosen, rule)
    needed = chosen.reading.needed(rule.least)
    enough = not_below(*chosen.sums(fit, needed), ZERO if needed.share else needed.value)
    met = either((enough, _waived(chosen, rule)))
    most = chosen.reading.needed(rule.most) if rule.most is not None else None
    if most is not None:
        threshold = ZERO if most.share else most.value
        met = both(met, not_above(*chosen.sums(fit, most), threshold, threshold))
    have, may_have = _shown(chosen, fit, needed)
    shown = most.value if most is not None and measure_of(most) == measure_of(needed) else None
    return Held(met, measure_of(needed), needed.value, shown, have, may_have, chosen.fitting(fit))


def _booked(chosen: Chosen, rule: Choose | Component) -> Fit:
    fit, booked = chosen.reading.fit(rule.among), chosen.choice.booked
    return lambda row: fit(row) if booked.get(row.id) == rule.id else FALSE


def _waived(chosen: Chosen, rule: Choose | Component) -> Truth:
    if rule.waived is None:
        return FALSE
    fit = chosen.reading.fit(rule.waived)
    return either(fit(row) for row in chosen.rows)


def component(chosen: Chosen, rule: Component) -> Held:
    fit = _booked(chosen, rule)
    least = rule.credits * (1 - rule.tolerance)
    low, high = chosen.sums(fit, Needed(ZERO))
    there = either(fit(row) for row in chosen.rows)
    met = TRUE if rule.credit_form == "partial_allowed" else both(there, not_below(low, high, least))
    met = either((met, _waived(chosen, rule)))
    return Held(met, "credits", least, rule.credits, low, high, chosen.fitting(fit))


def last(chosen: Chosen, rule: Last) -> Held:
    needed, fit = chosen.reading.needed(rule.credits), chosen.reading.fit(rule.among)
    met, have, may_have = TRUE, None, None
    for row in chosen.rows:
        if fit(row) is TRUE:
            continue

        def after(other: UnitRow, row: UnitRow = row) -> Truth:
            return later(other, row)

        low, high = chosen.sums(after, needed)
        met = both(met, either((fit(row), not_below(low, high, ZERO if needed.share else needed.value))))
        have = low if have is None else min(have, low)
        may_have = high if may_have is None else min(may_have, high)
    if needed.share:
        return Held(met, units=chosen.fitting(fit))
    return Held(met, measure_of(needed), needed.value, None, have, may_have, chosen.fitting(fit))


def outcomes(chosen: Chosen, rule: Outcomes) -> Held:
    met, sums = TRUE, (ZERO, ZERO)
    for outcome in rule.wanted:
        bounds = []
        for unknown in (ZERO, Fraction(1)):
            shares = [row.covers.get((rule.id, outcome.id), ZERO) for row in chosen.rows]
            known = [unknown if share is None else share for share in shares]
            bounds.append(min(Fraction(1), sum(known, ZERO) if rule.add_up else max(known, default=ZERO)))
        low, high = bounds
        sums = sums[0] + low, sums[1] + high
        for floor in (rule.each, rule.essential if outcome.essential else None):
            if floor is not None:
                met = both(met, not_below(low, high, floor))
    if not rule.wanted:
        return Held(met)
    mean = sums[0] / len(rule.wanted), sums[1] / len(rule.wanted)
    if rule.overall is not None:
        met = both(met, not_below(*mean, rule.overall))
    units = tuple(row.id for row in chosen.rows if any(key[0] == rule.id for key in row.covers))
    return Held(met, "share", rule.overall, None, *mean, units)


def average(chosen: Chosen, rule: Average) -> Held:
    fit = chosen.reading.fit(rule.among)
    grades = chosen.reading.policy.grades
    sign = -1 if grades is not None and grades.less_is_better else 1
    low = high = weight = points = ZERO
    open_ = False
    for row in chosen.rows:
        truth = fit(row)
        if truth is FALSE or (row.points is None and row.graded is False and rule.ungraded == "left_out"):
            continue
        weights = (chosen.low[row.id], chosen.high[row.id]) if rule.weighted == "credits" else (Fraction(1),) * 2
        if row.points is None:
            open_ = open_ or weights[1] > 0
            continue
        gain = sign * (row.points - rule.points)
        gains = [gain * by for by in weights] + ([ZERO] if truth is UNKNOWN else [])
        low, high = low + min(gains), high + max(gains)
        weight, points = weight + weights[0], points + weights[0] * row.points
    met = UNKNOWN if open_ else not_below(low, high, ZERO)
    have = points / weight if weight else None
    return Held(met, "points", rule.points, None, have, have, chosen.fitting(fit))


def act(chosen: Chosen, rule: Act) -> Held:
    done = chosen.reading.table.acts.get(rule.act)
    if done or ConditionTaken(rule.id, "act") in chosen.conditions:
        return Held(TRUE)
    return Held(FALSE if done is False else UNKNOWN)


def of_case(chosen: Chosen, rule: OfCase) -> Held:
    return Held(chosen.reading.table.case.get(rule.id, UNKNOWN))


def group(chosen: Chosen, rule: Group) -> Held:
    truths = [held(chosen, member).met for member in rule.members]
    if rule.kind == "not":
        return Held(opposite(truths[0]))
    n = {"all_of": len(truths), "any_of": 1}.get(rule.kind, rule.n)
    low, high = truths.count(TRUE), len(truths) - truths.count(FALSE)
    return Held(not_below(Fraction(low), Fraction(high), Fraction(n)))


def one_set(chosen: Chosen, rule: OneSet) -> Held:
    fit = chosen.reading.fit(rule.among)

    def inside(selector: Any) -> Truth:
        truth = TRUE
        for row in chosen.rows:
            truth = both(truth, either((opposite(fit(row)), chosen.reading.fit(selector)(row))))
        return truth

    return Held(either([inside(selector) for selector in rule.sets]), units=chosen.fitting(fit))


def _of_pairs(ask: Callable[[Chosen, Any], Iterable[Truth]]) -> Callable[[Chosen, Any], Held]:
    """A form of which each of these must hold."""
    return lambda chosen, rule: Held(opposite(either(opposite(truth) for truth in ask(chosen, rule))))


HELD: dict[type, Callable[[Chosen, Any], Held]] = {
    Total: total,
    AtLeast: at_least,
    AtMost: at_most,
    Choose: choose,
    Component: component,
    Last: last,
    Outcomes: outcomes,
    Average: average,
    Act: act,
    OfCase: of_case,
    Group: group,
    OneSet: one_set,
    **{form: _of_pairs(ask) for form, ask in PAIRS.items()},
}
