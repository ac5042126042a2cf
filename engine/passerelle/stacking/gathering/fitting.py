"""A policy, a portfolio and a question in; the `Table` that the search works on out, and which unknown facts keep what
open.

What a unit fits is decided by the policy's rules in the kernel: every selector is a conclusion that a rule establishes
of a unit. Amounts (credits, grade points, uses, experience) are computed here, exactly and with three truth values.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from threading import Lock
from typing import Any

from passerelle.decision import Confirmation, Evidence, Truth
from passerelle.decision.stacking import StackQuestion, Use
from passerelle.errors import QuestionError
from passerelle.facts import Gathered, Known
from passerelle.judgement import Judgement, judge
from passerelle.rulepacks import Library, RuleCompiled, Ruleset, Schema, did_you_mean, read_values
from passerelle.rulepacks.expression import ExpressionError
from passerelle.rulepacks.stacks.policy import (
    Clock,
    LeastGrade,
    OfCase,
    Outcomes,
    Rule,
    Size,
    StackingPolicy,
    UnitRule,
    UsedFor,
)
from passerelle.rulepacks.stacks.selecting import case_name, guard_name
from passerelle.skills import normal
from passerelle.stacking.gathering.policy_facts import (
    Credits,
    PolicyView,
    credits_of,
    grade_points,
    own,
    shared_with,
    uses_by_unit,
    uses_counted,
)
from passerelle.stacking.gathering.portfolio import Portfolio
from passerelle.stacking.gathering.truths import truth
from passerelle.stacking.gathering.unit_rules import Verdicts
from passerelle.stacking.gathering.units import HeldUnit
from passerelle.stacking.table import Table, UnitRow
from passerelle.vocabulary import Vocabulary

#: The collection in which the units stand.
UNITS = "units"
#: Units that are judged together: the kernel holds so many members of a case with ease.
TOGETHER = 400
_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Selecting:
    """A policy's compiled rules with what is looked up in them for every case."""

    policy: StackingPolicy
    view: PolicyView
    ruleset: Ruleset
    rules: Mapping[str, RuleCompiled]
    outcomes: tuple[tuple[Outcomes, tuple[tuple[str, frozenset[str]], ...]], ...]
    guarded: tuple[Rule, ...]
    of_case: tuple[OfCase, ...]


_selecting: OrderedDict[str, Selecting] = OrderedDict()
_lock = Lock()


def selecting(policy: StackingPolicy, library: Library) -> Selecting:
    """What is the same for every portfolio, made once for a policy. Raises `PackError`."""
    ruleset = library.unit_ruleset(policy)
    key = f"{ruleset.key} {policy.pack.name}"
    with _lock:
        if key in _selecting:
            _selecting.move_to_end(key)
            return _selecting[key]
    rules = tuple(policy.rules())
    outcomes = tuple(
        (rule, tuple((wanted.id, frozenset(map(normal, (wanted.id, *wanted.identifiers)))) for wanted in rule.wanted))
        for rule in rules
        if isinstance(rule, Outcomes)
    )
    made = Selecting(
        policy,
        PolicyView.of(policy),
        ruleset,
        {rule.text.id: rule for rule in ruleset.rules},
        outcomes,
        tuple(rule for rule in rules if rule.guard is not None),
        tuple(rule for rule in rules if isinstance(rule, OfCase)),
    )
    with _lock:
        _selecting[key] = made
        while len(_selecting) > _MOST_KEPT:
            _selecting.popitem(last=False)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A table with what it was made from: for each unit its facts, its credits and its uses."""

    selecting: Selecting
    table: Table
    facts: Mapping[str, Mapping[str, Known]]
    credits: Mapping[str, Credits]
    uses: Mapping[str, tuple[Use, ...]]
    case: Gathered
    judged: tuple[tuple[tuple[str, ...], Judgement], ...]
    engine: str
    schema: Schema
    days: Mapping[str, date] = field(default_factory=dict)

    def missing(self, unit_id: str, name: str) -> tuple[str, ...]:
        """The unknown facts of a unit (by their short names) and of the case that keep a conclusion open."""
        rule = self.selecting.rules.get(name)
        if rule is None:
            return ()
        for ids, judgement in self.judged:
            if not rule.text.subjects:
                return judgement.missing(rule)
            if unit_id in ids:
                found = judgement.missing(rule, (ids.index(unit_id),))
                held = self.facts[unit_id]
                short = (each.removeprefix(f"{UNITS}.") for each in found)
                return tuple(each for each in short if each not in held)
        return ()


def case_days(question: StackQuestion) -> dict[str, date]:
    """The days of the case by clock. The award is given on the day of the question where nothing else is said."""
    days = {
        Clock.ENROLMENT: question.enrolled, Clock.APPLICATION: question.applied,
        Clock.PROGRAMME_START: question.programme_start, Clock.AWARD: question.award_on or question.as_of,
        Clock.AS_OF: question.as_of,
    }  # fmt: skip
    return {clock.value: day for clock, day in days.items() if day is not None}


def fit(
    policy: StackingPolicy,
    portfolio: Portfolio,
    question: StackQuestion,
    uses: Iterable[Use],
    library: Library,
    vocabulary: Vocabulary,
    *,
    shadow: bool = False,
) -> Fitted:
    """The table of a portfolio for a policy.

    Raises:
        QuestionError: a confirmation names no unit or no fact, or its value does not fit.
    """
    known = selecting(policy, library)
    days = case_days(question)
    case = _case_facts(question, portfolio, days)
    by_unit = uses_by_unit(portfolio.units, (*portfolio.uses, *uses), policy)
    confirmed = _confirmed(question, portfolio, library)
    facts: dict[str, dict[str, Known]] = {}
    amounts: dict[str, Credits] = {}
    graded: dict[str, bool | None] = {}
    for unit in portfolio.units:
        mine = dict(unit.facts)
        if unit.id in confirmed:
            mine.update(confirmed[unit.id])
        amounts[unit.id], graded[unit.id] = _complete(mine, unit, by_unit.get(unit.id, ()), known, vocabulary)
        facts[unit.id] = mine
    judged = tuple(_judged(known.ruleset, case, facts, shadow))
    rows: list[UnitRow] = []
    held = {unit.id: unit for unit in portfolio.units}
    names = [(selector.name, known.rules[selector.name].name) for selector in policy.selectors]
    guards = {rule.id: _of_case(judged, known, guard_name(rule.id)) for rule in known.guarded}
    for ids, judgement in judged:
        fired = [(name, judgement.tried[rule].fired, frozenset(judgement.tried[rule].open)) for name, rule in names]
        for number, unit_id in enumerate(ids):
            subject = (number,)
            fits = {
                name: True if subject in held else None if subject in open_ else False for name, held, open_ in fired
            }
            verdicts = Verdicts(fits, guards, facts[unit_id], by_unit.get(unit_id, ()), policy)
            rows.append(_row(held[unit_id], known, verdicts, amounts, graded[unit_id], by_unit.get(unit_id, ())))
    unit_rules = {rule.id for rule in policy.units}
    table = Table(
        units=tuple(rows),
        case={rule.id: truth(_of_case(judged, known, case_name(rule.id))) for rule in known.of_case},
        guards={rule_id: truth(value) for rule_id, value in guards.items() if rule_id not in unit_rules},
        acts=dict(question.acts),
        days=days,
    )
    return Fitted(
        selecting=known, table=table, facts=facts, credits=amounts, uses=by_unit, case=case, judged=judged,
        engine=judged[0][1].engine, schema=library.unit_schema, days=days,
    )  # fmt: skip


def _case_facts(question: StackQuestion, portfolio: Portfolio, days: Mapping[str, date]) -> Gathered:
    """The facts of the case: its days, and those on which the first and the last unit were achieved."""
    gathered = Gathered()
    facts = gathered.facts
    host = Evidence.HOST
    facts["question.as_of"] = Known(question.as_of, host)
    for name, clock in (
        ("stack.enrolled", Clock.ENROLMENT), ("stack.applied", Clock.APPLICATION),
        ("stack.programme_start", Clock.PROGRAMME_START), ("stack.award_on", Clock.AWARD),
    ):  # fmt: skip
        if clock.value in days:
            facts[name] = Known(days[clock.value], host)
    achieved = [unit.facts.get("achieved") for unit in portfolio.units]
    if achieved and all(known is not None for known in achieved):
        held = [known.value for known in achieved if known is not None]
        facts["stack.first_unit"] = Known(min(held), Evidence.INFERRED)
        facts["stack.last_unit"] = Known(max(held), Evidence.INFERRED)
    return gathered


def _complete(
    facts: dict[str, Known], unit: HeldUnit, uses: tuple[Use, ...], known: Selecting, vocabulary: Vocabulary
) -> tuple[Credits, bool | None]:
    """Enter what depends on the policy; the credits, and whether the unit is graded."""
    view = known.view
    mine = facts.get("own") or own(unit, view)
    if mine is not None:
        facts["own"] = mine
    amount = credits_of(unit, known.policy.unit, vocabulary, facts)
    if "credits" not in facts and amount.most is not None and known.policy.unit.ects is not None:
        ratio = known.policy.unit.ects
        if amount.least == amount.most:
            facts["credits"] = Known(amount.least * ratio, Evidence.INFERRED, None, amount.how)
    points, graded = grade_points(unit, view, vocabulary, facts)
    if points is not None:
        facts["grade_points"] = points
    credit = [use for use in uses if use.use.value == "credit"]
    facts["in_use"] = Known(bool(credit), Evidence.HOST, None, ", ".join(use.award for use in credit) or None)
    if "part_of_conferred" not in facts and any(use.conferred for use in credit):
        facts["part_of_conferred"] = Known(True, Evidence.HOST, None, "in use for a conferred award")
    return amount, graded


def _confirmed(question: StackQuestion, portfolio: Portfolio, library: Library) -> dict[str, dict[str, Known]]:
    """What an officer has established of units. Raises `QuestionError`."""
    found: dict[str, dict[str, Known]] = {}
    columns = library.unit_schema.members.get(UNITS, {})
    held = {unit.id for unit in portfolio.units}
    for unit_id, confirmation in question.confirmations:
        if unit_id not in held:
            hint = did_you_mean(unit_id, held) or f"known: {', '.join(sorted(held)) or 'none'}"
            raise QuestionError("confirmations", f"the portfolio has no unit '{unit_id}'", hint)
        name, value = fact_written(confirmation, columns, library)
        note = confirmation.note or "confirmed by the officer"
        found.setdefault(unit_id, {})[name] = Known(value, Evidence.HOST, None, note)
    return found


def fact_written(confirmation: Confirmation, columns: Mapping[str, Any], library: Library) -> tuple[str, Any]:
    """The short name of a unit's fact and its typed value, as an officer writes them. Raises `QuestionError`."""
    name = confirmation.fact
    for prefix in ("award.", f"{UNITS}.", "unit."):
        name = name.removeprefix(prefix)
    if name not in columns:
        raise QuestionError("confirmations", f"no fact '{name}' of a unit", did_you_mean(name, columns))
    if name == "id":
        raise QuestionError("confirmations", "the id of a unit cannot be confirmed", "confirm what is known of it")
    kind = columns[name].type
    try:
        return name, read_values(confirmation.value, "text" if kind == "langtext" else kind, library.terms)
    except ExpressionError as error:
        raise QuestionError("confirmations", f"{name}: {error.message}", error.hint) from None


def _judged(
    ruleset: Ruleset, case: Gathered, facts: Mapping[str, Mapping[str, Known]], shadow: bool
) -> Iterable[tuple[tuple[str, ...], Judgement]]:
    """The units judged, many at a time; without units the case alone."""
    ids = sorted(facts)
    for start in range(0, max(len(ids), 1), TOGETHER):
        some = tuple(ids[start : start + TOGETHER])
        members = {UNITS: [dict(facts[unit_id]) for unit_id in some]}
        yield some, judge(ruleset, Gathered(case.facts, members), shadow=shadow)


def _of_case(judged: tuple[tuple[tuple[str, ...], Judgement], ...], known: Selecting, name: str) -> bool | None:
    """The truth of a conclusion about the case."""
    tried = judged[0][1].tried[known.rules[name].name]
    return True if tried.fired else None if tried.open else False


def _row(
    unit: HeldUnit, known: Selecting, verdicts: Verdicts, amounts: dict[str, Credits], graded: bool | None,
    uses: tuple[Use, ...],
) -> UnitRow:  # fmt: skip
    policy, facts = known.policy, verdicts.facts
    amount = amounts[unit.id] = verdicts.credits(amounts[unit.id])
    barred, under = verdicts.of(amount)
    outcomes = facts.get("outcomes")
    told = None if outcomes is None else frozenset(outcomes.value)
    points, specification, achieved = facts.get("grade_points"), facts.get("specification"), facts.get("achieved")
    return UnitRow(
        id=unit.id,
        least=amount.least,
        most=amount.most,
        fits={name: truth(value) for name, value in verdicts.fits.items()},
        barred=barred,
        under=under,
        points=None if points is None else points.value,
        graded=graded,
        achieved=None if achieved is None else achieved.value,
        source=unit.source,
        specification="" if specification is None else specification.value,
        outcomes=told,
        covers=_covers(unit, known, told),
        shared_with=shared_with(uses, amount.most, policy.unit) if policy.sharing else {},
        in_use={
            rule.id: uses_counted(rule, uses, policy)[1] for rule in policy.units if uses and isinstance(rule, UsedFor)
        },
    )


def _covers(unit: HeldUnit, known: Selecting, told: frozenset[str] | None) -> dict[tuple[str, str], Fraction | None]:
    """How much of each outcome it covers: all of one that it states, what a person has found of another; where nobody
    knows what it teaches, and nobody has compared it, it may cover anything."""
    found: dict[tuple[str, str], Fraction | None] = {}
    for rule, wanted in known.outcomes:
        for outcome, identifiers in wanted:
            if told is not None and not told.isdisjoint(identifiers):
                found[rule.id, outcome] = Fraction(1)
            elif outcome in unit.covers:
                found[rule.id, outcome] = unit.covers[outcome]
            elif told is None and not unit.covers:
                found[rule.id, outcome] = None
    return found


def unit_rule_facts(rule: UnitRule, fitted: Fitted, row: UnitRow) -> tuple[str, ...]:
    """The unknown facts of a unit that keep a rule of `units` open for it."""
    found: dict[str, None] = {}
    renewed = getattr(rule, "revalidation", None)
    selectors = [getattr(rule, name, None) for name in ("among", "fits", "fresh", "not_too_old")]
    for selector in (*selectors, renewed.among if renewed is not None else None):
        if selector is not None and row.fits[selector.name] is Truth.UNKNOWN:
            found |= dict.fromkeys(fitted.missing(row.id, selector.name))
    if rule.guard is not None:
        found |= dict.fromkeys(fitted.missing(row.id, guard_name(rule.id)))
    facts = fitted.facts[row.id]
    if isinstance(rule, LeastGrade) and "grade_points" not in facts:
        found["grade_points" if "grade" in facts else "grade"] = None
    if isinstance(rule, Size) and not row.known:
        found["credits"] = None
    if isinstance(rule, UsedFor) and not found:
        found["in_use"] = None
    return tuple(found)
