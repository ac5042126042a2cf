"""Rules that each unit has to meet, and what is shared with other awards, held against a choice."""

from __future__ import annotations

from fractions import Fraction

from passerelle.decision import Truth
from passerelle.rulepacks.stacks.policy import Currency, Sharing, UnitRule
from passerelle.stacking.proof.held import ZERO, Chosen, Held, measure_of, not_above
from passerelle.stacking.search.building import only_revalidation, shared_with
from passerelle.stacking.search.reading import FALSE, TRUE, UNKNOWN, Needed, both, either, opposite
from passerelle.stacking.table import UnitRow


def of_units(chosen: Chosen, rule: UnitRule) -> Held:
    """A rule that each unit has to meet."""
    truths = [row.barred.get(rule.id, TRUE) for row in chosen.rows]
    met = opposite(either(opposite(truth) for truth in truths))
    if isinstance(rule, Currency):
        return _current(chosen, rule, met)
    return Held(met, units=tuple(row.id for row in chosen.rows if row.barred.get(rule.id, TRUE) is not TRUE))


def _current(chosen: Chosen, rule: Currency, met: Truth) -> Held:
    stale = {row.id: row.under[rule.id] for row in chosen.rows if rule.id in row.under}
    units = tuple(id for id in stale)
    if rule.revalidation is None or rule.revalidation.most is None:
        return Held(met, units=units)
    needed = chosen.reading.needed(rule.revalidation.most)

    def fit(row: UnitRow) -> Truth:
        ways, truth = stale.get(row.id, ((), FALSE))
        return truth if only_revalidation(ways) else FALSE

    if needed.share:
        return Held(both(met, not_above(*chosen.sums(fit, needed), ZERO, ZERO)), units=units)
    low, high = chosen.sums(fit, needed)
    met = both(met, not_above(low, high, needed.value, needed.value))
    return Held(met, measure_of(needed), None, needed.value, low, high, units)


def sharing(chosen: Chosen, rule: Sharing) -> Held:
    """What is shared with other awards that use the units already."""
    guard = chosen.reading.guard(rule)
    units = tuple(row.id for row in chosen.rows if set(row.shared_with) & set(rule.awards or row.shared_with))
    if rule.most is None or guard is FALSE:
        return Held(TRUE, units=units)
    needed = chosen.reading.needed(rule.most)
    used = [
        sum((_used(row, award, needed) for row in chosen.rows), ZERO)
        for award in shared_with(rule, tuple(row.shared_with for row in chosen.rows))
    ]
    have = max(used, default=ZERO)
    met = TRUE if needed.share or have <= needed.value else UNKNOWN if guard is UNKNOWN else FALSE
    return Held(met, measure_of(needed), None, needed.value, have, have, units)


def _used(row: UnitRow, award: str, needed: Needed) -> Fraction:
    if award not in row.shared_with:
        return ZERO
    return Fraction(1) if needed.units else row.shared_with[award]
