"""What a rule reads of a table: truths of selectors and guards, thresholds, days, shared outcomes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from passerelle.decision import Truth
from passerelle.rulepacks.amounts import shift
from passerelle.rulepacks.stacks.policy import (
    Act,
    Amount,
    AtMost,
    Average,
    Clock,
    Currency,
    Group,
    OfCase,
    Overlap,
    Requirement,
    Selector,
    Severity,
    Span,
    StackingPolicy,
    Total,
    Within,
    within,
)
from passerelle.stacking.choosing import AwardToReach
from passerelle.stacking.table import Table, UnitRow

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

#: Of which units a rule speaks, and how surely.
Fit = Callable[[UnitRow], Truth]


def both(a: Truth, b: Truth) -> Truth:
    """Three-valued "and"."""
    if a is FALSE or b is FALSE:
        return FALSE
    return TRUE if a is TRUE and b is TRUE else UNKNOWN


def either(truths: Iterable[Truth]) -> Truth:
    """Three-valued "or"."""
    answer = FALSE
    for truth in truths:
        if truth is TRUE:
            return TRUE
        if truth is UNKNOWN:
            answer = UNKNOWN
    return answer


def opposite(truth: Truth) -> Truth:
    """Three-valued "not"."""
    return FALSE if truth is TRUE else TRUE if truth is FALSE else UNKNOWN


def of(condition: bool | None) -> Truth:
    """A truth of a condition; None is unknown."""
    return UNKNOWN if condition is None else TRUE if condition else FALSE


@dataclass(frozen=True, slots=True)
class Needed:
    """A threshold: so many credits or units; or, where `share`, that share of all counted credits."""

    value: Fraction
    units: bool = False
    share: bool = False


class Reading:
    """One award of a policy on one table; `without` are ids of rules of the top level that are left out, `freed` units
    with a rule that is not to keep them out. What a rule that is left out does to credits may be done or not
    (`loosened`): leaving one out never takes a choice away. Units that are only on offer (`offered`, ids) are held
    where they are chosen, else not."""

    def __init__(
        self,
        policy: StackingPolicy,
        table: Table,
        award: AwardToReach,
        *,
        without: frozenset[str] = frozenset(),
        freed: frozenset[tuple[str, str]] = frozenset(),
        offered: frozenset[str] = frozenset(),
    ) -> None:
        self.policy, self.table, self.award = policy, table, award
        self.without, self.freed, self.offered = without, freed, offered
        self.loosened = {inner.id for rule in award.requirements if rule.id in without for inner in within(rule)}
        self.rows = tuple(sorted(table.units, key=lambda row: row.id))
        self.soft = {rule.id: rule.severity for rule in award.units if rule.severity is not Severity.MUST}

    def barred(self, row: UnitRow) -> Truth:
        """Whether a rule of units keeps it out: TRUE (it cannot be chosen), UNKNOWN, or FALSE."""
        if not row.barred:
            return FALSE
        answer = FALSE
        for rule, truth in row.barred.items():
            if rule in self.soft or (row.id, rule) in self.freed:
                continue
            if truth is FALSE:
                return TRUE
            answer = UNKNOWN
        return answer

    def under(self, row: UnitRow) -> Iterator[tuple[str, tuple[str, ...], Truth]]:
        """The rules on whose conditions it counts, with the ways that are open and whether a condition is needed."""
        for rule in sorted(row.under):
            if rule not in self.soft:
                yield rule, *row.under[rule]

    def guard(self, rule: object) -> Truth:
        """Whether a rule applies."""
        return self.table.guards.get(rule.id, TRUE)  # type: ignore[attr-defined]

    def fit(self, selector: Selector | None) -> Fit:
        """Whether a unit fits a selector; None is every unit."""
        if selector is None:
            return lambda row: TRUE
        name = selector.name
        return lambda row: row.fits.get(name, UNKNOWN)

    def limited(self, rule: AtMost) -> Fit:
        """Whether a unit is among those that a limit speaks of."""
        if not rule.limits:
            return self.fit(rule.among)
        fits = [self.fit(rule.among)] if rule.among is not None else []
        for id in rule.limits:
            named = self._by_id.get(id)
            if isinstance(named, AtMost):
                fits.append(self.limited(named))
            elif named is not None:
                fits.append(self.fit(getattr(named, "among", None)))
        return lambda row: either(fit(row) for fit in fits)

    @cached_property
    def unbounded(self) -> Fraction:
        """More credits than any rule could tell from any number: stands for "no bound is known"."""
        known = sum((row.most or row.least for row in self.rows), Fraction(0))
        return Fraction(math.ceil(1000 * (known + self.award.total.least + (self.award.total.most or 0) + 1000)))

    @cached_property
    def _by_id(self) -> dict[str, object]:
        return {rule.id: rule for rule in self.policy.rules()}

    def needed(self, amount: Amount) -> Needed:
        """A threshold in credits, units or as a share of what is counted."""
        if amount.share is not None:
            if amount.base == "counted":
                return Needed(amount.share, share=True)
            return Needed(amount.rounding.of(amount.share * self.award.bases[amount.base or "total"]))
        if amount.units is not None:
            return Needed(Fraction(amount.units), units=True)
        return Needed(amount.credits or Fraction(0))

    def active(self) -> tuple[tuple[Requirement, Truth], ...]:
        """Every requirement and limit that may apply, also within groups, with whether it does; notes are left out."""
        return self._all_active

    @cached_property
    def _all_active(self) -> tuple[tuple[Requirement, Truth], ...]:
        return tuple(
            each
            for requirement in self.award.requirements
            if requirement.severity is not Severity.NOTE
            for each in self._active(requirement, TRUE)
        )

    def _active(self, requirement: Requirement, outer: Truth) -> Iterator[tuple[Requirement, Truth]]:
        applies = both(outer, self.guard(requirement))
        if applies is FALSE:
            return
        yield requirement, applies
        if isinstance(requirement, Group):
            for member in requirement.members:
                yield from self._active(member, applies)

    def asked(self, severity: Severity) -> Iterator[Total | Requirement]:
        """The total, the requirements and the limits of a severity."""
        for rule in (self.award.total, *self.award.requirements):
            if rule.severity is severity and rule.id not in self.without:
                yield rule

    @cached_property
    def revalidations(self) -> tuple[tuple[str, Needed], ...]:
        """By rule the most that may be revalidated, for rules that have such a limit."""
        return tuple(
            (rule.id, self.needed(rule.revalidation.most))
            for rule in self.award.units
            if isinstance(rule, Currency)
            and rule.severity is Severity.MUST
            and rule.id not in self.without
            and rule.revalidation is not None
            and rule.revalidation.most is not None
        )

    def unsaid(self) -> bool:
        """Whether something that a rule asks for is not said: of the case, or a grade where there is none."""
        for rule, _ in self.active():
            if isinstance(rule, Average) and rule.ungraded == "unknown":
                return True
            if isinstance(rule, Act) and rule.act not in self.table.acts:
                return True
            if isinstance(rule, OfCase) and rule.id not in self.table.case:
                return True
            if isinstance(rule, Within):
                days = {rule.since, rule.until} - {Clock.FIRST_UNIT, Clock.LAST_UNIT}
                if any(day not in self.table.days for day in days):
                    return True
        return False


def shares_more(rule: Overlap, a: UnitRow, b: UnitRow) -> Truth:
    """Whether two units share more of their outcomes than a rule lets them."""
    if a.outcomes is None or b.outcomes is None:
        return UNKNOWN if rule.most < 1 else FALSE
    shared = len(a.outcomes & b.outcomes)
    whole = min(len(a.outcomes), len(b.outcomes)) if rule.measure == "smaller" else len(a.outcomes | b.outcomes)
    return TRUE if shared and shared * rule.most.denominator > rule.most.numerator * whole else FALSE


def overlapping(rule: Overlap, rows: Sequence[UnitRow]) -> Iterator[tuple[UnitRow, UnitRow, Truth]]:
    """The pairs of units, in their order, that share more than a rule lets them, or may."""
    teaching: dict[str, list[int]] = {}
    untold: list[int] = []
    for number, row in enumerate(rows):
        if row.outcomes is None:
            untold.append(number)
        for outcome in row.outcomes or ():
            teaching.setdefault(outcome, []).append(number)
    for number, row in enumerate(rows):
        if row.outcomes is None:
            others = set(range(number + 1, len(rows)))
        else:
            others = {other for outcome in row.outcomes for other in teaching[outcome] if other > number}
            others.update(other for other in untold if other > number)
        for other in sorted(others):
            truth = shares_more(rule, row, rows[other])
            if truth is not FALSE:
                yield row, rows[other], truth


def later(a: UnitRow, b: UnitRow) -> Truth:
    """Whether a was achieved on a later day than b."""
    if a is b:
        return FALSE
    return UNKNOWN if a.achieved is None or b.achieved is None else of(a.achieved > b.achieved)


def too_far(span: Span, a: UnitRow, b: UnitRow) -> Truth:
    """Whether more than a span lies between the days of two units."""
    if a.achieved is None or b.achieved is None:
        return UNKNOWN
    first, last = sorted((a.achieved, b.achieved))
    end = shift(first, *span)
    return of(end is not None and last > end)


def of_one_source(a: UnitRow, b: UnitRow) -> Truth:
    """Whether two units have the same issuer."""
    return of(a.source == b.source) if a.source and b.source else UNKNOWN
