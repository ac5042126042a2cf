"""A case that is not decided positively in; what could honestly be another of it out: facts of held units that are
unknown or that may change, uses that can be given back, and acts that can still be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from passerelle.decision import Confirmation, Truth
from passerelle.decision.stacking import ITS_OWN, PLANNED, StackDecision, Use
from passerelle.facts import Known, shown_value
from passerelle.rulepacks.stacks.policy import Act, Currency, Overlap, Severity, StackingPolicy, UsedFor, within
from passerelle.stacking.choosing import AwardToReach
from passerelle.stacking.gathering.fitting import UNITS, Fitted
from passerelle.stacking.table import UnitRow
from passerelle.stacking.ways.mentioned import mentioned

if TYPE_CHECKING:
    from passerelle.stacking.deciding import StackCase

#: Changes that are tried together.
_MOST = 60
_GIVEN_BACK = "in_use"
_OUTCOMES = "outcomes"
#: What is good of a fact that is true or false, where it is not to be true.
_BETTER_FALSE = frozenset(["part_of_conferred", "in_use"])


@dataclass(frozen=True, slots=True)
class Possible:
    """One change: a fact of a unit ("" for the case), what it is now and would be, and who can supply it."""

    unit: str
    fact: str
    now: str
    then: str
    by: str


def possible_changes(
    case: StackCase, policy: StackingPolicy, award: AwardToReach, fitted: Fitted, decision: StackDecision
) -> tuple[Possible, ...]:
    """The changes that may matter, by unit and fact."""
    found: dict[tuple[str, str], Possible] = {}
    values = mentioned(policy)
    for change in (*_of_acts(case, award), *_of_units(policy, fitted, values, decision, case)):
        found.setdefault((change.unit, change.fact), change)
    return tuple(found[key] for key in sorted(found))[:_MOST]


def changed(case: StackCase, changes: Iterable[Possible]) -> StackCase:
    """The case as it would be: what is changed of a unit is confirmed, what is given back is no longer used."""
    confirmations = list(case.question.confirmations)
    acts = dict(case.question.acts)
    freed: set[str] = set()
    for change in changes:
        if not change.unit:
            acts[change.fact] = True
        elif change.fact == _GIVEN_BACK:
            freed.add(change.unit)
        else:
            confirmations.append((change.unit, Confirmation(fact=change.fact, value=change.then)))
    question = replace(case.question, confirmations=tuple(confirmations), acts=tuple(sorted(acts.items())))
    if not freed:
        return replace(case, question=question)
    keys = {name for unit in case.portfolio.units if unit.id in freed for name in (unit.id, *unit.keys)}
    kept = tuple(use for use in case.uses if use.unit not in keys or not _revocable(use))
    noted = tuple(use for use in case.portfolio.uses if use.unit not in keys or not _revocable(use))
    return replace(case, question=question, uses=kept, portfolio=replace(case.portfolio, uses=noted))


def _revocable(use: Use) -> bool:
    """Whether a use can be given back: not what is used up, nor what is part of an award that somebody has. What is
    only planned is nobody's to give back."""
    return not use.irrevocable and use.conferred is not True and use.source != PLANNED


def _of_acts(case: StackCase, award: AwardToReach) -> Iterator[Possible]:
    done = dict(case.question.acts)
    for top in award.requirements:
        for rule in within(top):
            if isinstance(rule, Act) and rule.if_missing != "condition" and done.get(rule.act) is not True:
                now = "false" if rule.act in done else "unknown"
                yield Possible("", rule.act, now, "true", rule.by)


def _of_units(
    policy: StackingPolicy, fitted: Fitted, values: Mapping[str, tuple[Any, ...]], decision: StackDecision,
    case: StackCase,
) -> Iterator[Possible]:  # fmt: skip
    columns = fitted.schema.members[UNITS]
    rules = {rule.id: rule for rule in policy.units}
    compared = any(isinstance(part, Overlap) for top in policy.limits for part in within(top))
    compared |= any(isinstance(part, Overlap) for top in policy.requires for part in within(top))
    deciding = {(each.unit, each.fact) for each in decision.unknown}
    for row in fitted.table.units:
        facts = fitted.facts[row.id]
        asked = _asked_of(row, rules, fitted)
        asked |= {fact for unit, fact in deciding if unit == row.id}
        if compared and row.outcomes is None:
            # Two units of which one says nothing may teach the same.
            asked.discard(_OUTCOMES)
            yield Possible(row.id, _OUTCOMES, "unknown", f"{ITS_OWN}{row.id}", columns[_OUTCOMES].by)
        for name in sorted(asked & columns.keys()):
            fact, known = columns[name], facts.get(name)
            if name == _GIVEN_BACK:
                uses = fitted.uses.get(row.id, ())
                if uses and any(map(_revocable, uses)):
                    yield Possible(row.id, name, "true", "false", fact.by)
                continue
            if fact.change == "never" or (known is not None and fact.change != "always"):
                continue
            then = _good(name, fact.type, values, case, policy)
            now = "unknown" if known is None else _written(known, fact.type)
            if then is not None and then != now:
                yield Possible(row.id, name, now, then, fact.by)


def _asked_of(row: UnitRow, rules: Mapping[str, Any], fitted: Fitted) -> set[str]:
    """The facts that keep a unit out, or that are unknown and asked."""
    found: set[str] = set()
    for rule_id in row.barred:
        rule = rules.get(rule_id)
        if rule is None or rule.severity is not Severity.MUST:
            continue
        if isinstance(rule, UsedFor):
            found.add(_GIVEN_BACK)
        for part in ("fits", "among", "fresh", "evidence"):
            selector = getattr(rule, part, None)
            if selector is not None:
                reads = fitted.selecting.rules[selector.name].reads
                found |= {name.removeprefix(f"{UNITS}.").removeprefix("unit.") for name in reads}
        if isinstance(rule, Currency) and rule.if_older == "exclude":
            found -= {"practice"}
    for name, value in row.fits.items():
        if value is Truth.UNKNOWN:
            found |= set(fitted.missing(row.id, name))
    return found


def _good(
    name: str, kind: str, values: Mapping[str, tuple[Any, ...]], case: StackCase, policy: StackingPolicy
) -> str | None:
    """A value with which more would hold, as an officer writes it; None where nobody can guess one."""
    if kind == "boolean":
        return "false" if name in _BETTER_FALSE else "true"
    said = values.get(name, ())
    if name == "status":
        return "active"
    if kind == "date":
        return case.question.as_of.isoformat() if name in ("achieved", "issued", "awarded") else None
    if kind == "eqf":
        levels = [value for value in said if isinstance(value, int)]
        level = max(levels, default=policy.award.level)
        return None if level is None else f"EQF {level}"
    if kind.startswith(("term:", "set:")) and said:
        return str(said[0])
    if name == "grade_points":
        points = [value for _, value in policy.grades.points] if policy.grades else []
        best = min(points) if policy.grades and policy.grades.less_is_better and points else max(points, default=None)
        return None if best is None else str(shown_value(best, "number"))
    return None


def _written(known: Known, kind: str) -> str:
    shown = shown_value(known.value, kind)
    if isinstance(shown, bool):
        return "true" if shown else "false"
    if isinstance(shown, tuple):
        return ", ".join(shown)
    return f"EQF {shown}" if kind == "eqf" else str(shown)
