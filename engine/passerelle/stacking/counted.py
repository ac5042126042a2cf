"""What the units of a portfolio fit and the choice that was made in; every unit with what it counts, or why it does not
count, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from passerelle.decision import Truth
from passerelle.decision.stacking import Against, RequirementMet, StackQuestion, UnitCounted
from passerelle.facts import shown_value
from passerelle.rulepacks.stacks.policy import (
    AtMost,
    Average,
    Block,
    Currency,
    Group,
    Last,
    LeastGrade,
    Once,
    OneSet,
    Only,
    Order,
    Overlap,
    Prerequisite,
    Rule,
    Selector,
    Severity,
    Size,
    StackingPolicy,
    UnitRule,
    UsedFor,
    Within,
)
from passerelle.stacking.choosing import AwardToReach, Choice
from passerelle.stacking.gathering.fitting import UNITS, Fitted, unit_rule_facts
from passerelle.stacking.gathering.policy_facts import amount_text
from passerelle.stacking.gathering.portfolio import Portfolio
from passerelle.stacking.gathering.unit_rules import BEYOND_RULES, NOT_AUTHENTIC, REVOKED
from passerelle.stacking.proof.standing import Standing
from passerelle.stacking.search.reading import Reading, shares_more
from passerelle.stacking.table import UnitRow

#: Units for which it is looked whether the rules would allow them besides the choice: more than anybody reads.
_MOST_TRIED = 4
#: Forms of rules of which it has to be tried whether they hold with one unit more.
_TRYING = (Group, Within, Prerequisite, Order, OneSet, Block, Last, Average)


def counted(
    policy: StackingPolicy,
    fitted: Fitted,
    portfolio: Portfolio,
    choice: Choice,
    award: AwardToReach,
    requirements: tuple[RequirementMet, ...],
    question: StackQuestion,
) -> tuple[UnitCounted, ...]:
    """Every held unit and every duplicate, by id."""
    conditions: dict[str, list[str]] = {}
    for taken in choice.conditions:
        for unit_id in taken.units:
            conditions.setdefault(unit_id, []).append(taken.rule)
    rows = {row.id: row for row in fitted.table.units}
    units: list[UnitCounted] = []
    besides = Besides(Reading(policy, fitted.table, award), choice, requirements, question)
    for unit in portfolio.units:
        row, facts = rows[unit.id], fitted.facts[unit.id]
        chosen = unit.id in choice.counted or unit.id in choice.units
        against = _against_all(policy, fitted, row) if not chosen else ()
        if not chosen and not against:
            against = besides.against(row)
        amount = choice.counted.get(unit.id, Fraction(0))
        if chosen and row.least > amount:
            against = (Against(kind="limit", rule=_clipping(award, row, choice)),)
        title = facts.get("title")
        issuer = unit.award.awarding_bodies[0].name if unit.award.awarding_bodies else None
        points, grade = facts.get("grade_points"), facts.get("grade")
        units.append(
            UnitCounted(
                id=unit.id,
                title=dict(title.value) if title and isinstance(title.value, Mapping) else {},
                issuer=dict(issuer.value) if issuer else {},
                document=unit.award.document,
                chosen=chosen,
                offered=(row.least, row.most),
                conversion=fitted.credits[unit.id].how,
                counted=amount,
                booked=choice.booked.get(unit.id, ""),
                conditions=tuple(dict.fromkeys(conditions.get(unit.id, ()))),
                grade="" if grade is None else str(grade.value),
                grade_points=None if points is None else points.value,
                against=against,
            )
        )
    return tuple(sorted((*units, *_duplicates(portfolio)), key=lambda each: each.id))


def _duplicates(portfolio: Portfolio) -> Iterable[UnitCounted]:
    for other in portfolio.duplicates:
        award = other.award
        issuer = award.awarding_bodies[0].name if award.awarding_bodies else None
        yield UnitCounted(
            id=other.id,
            title=dict(award.title.value) if award.title else {},
            issuer=dict(issuer.value) if issuer else {},
            document=award.document,
            against=(Against(kind="duplicate", other=other.unit),),
        )


def _against_all(policy: StackingPolicy, fitted: Fitted, row: UnitRow) -> tuple[Against, ...]:
    """The rules of `units` that keep a unit out: those that do for certain, else those that may."""
    rules = {rule.id: rule for rule in policy.units}
    decisive = {
        rule_id: value
        for rule_id, value in row.barred.items()
        if rule_id in BEYOND_RULES or rules[rule_id].severity is Severity.MUST
    }
    certain = [rule_id for rule_id, value in decisive.items() if value is Truth.FALSE]
    if certain:
        return tuple(_excluded(rules.get(rule_id), rule_id, fitted, row) for rule_id in certain)
    return tuple(
        Against(kind="unknown", rule=rule_id, facts=unit_rule_facts(rules[rule_id], fitted, row))
        for rule_id in decisive
        if rule_id in rules
    )


def _excluded(rule: UnitRule | None, rule_id: str, fitted: Fitted, row: UnitRow) -> Against:
    facts = fitted.facts[row.id]
    beyond = {REVOKED: "status", NOT_AUTHENTIC: "authentic"}.get(rule_id)
    if beyond is not None:
        shown = _shown(facts[beyond].value, fitted.schema.members[UNITS][beyond].type)
        return Against(kind="excluded", rule=rule_id, facts=(beyond,), found=((beyond, shown),))
    if rule is None:
        used = ", ".join(use.award for use in fitted.uses.get(row.id, ()) if use.irrevocable)
        return Against(kind="excluded", rule=rule_id, facts=("in_use",), found=(("in_use", used),))
    names = _names(rule, fitted)
    types = fitted.schema.members[UNITS]
    found = []
    for name in names:
        known = facts.get(name)
        if name == "in_use":
            found.append((name, ", ".join(use.award for use in fitted.uses.get(row.id, ()))))
        elif name == "credits" and isinstance(rule, Size):
            found.append((name, f"{amount_text(fitted.credits[row.id])} {fitted.selecting.policy.unit.id}"))
        elif known is not None and name in types:
            found.append((name, _shown(known.value, types[name].type)))
    return Against(
        kind="excluded", rule=rule_id, facts=names, required=rule_text(rule), found=tuple(found),
        remedies=rule.remedies,
    )  # fmt: skip


def _shown(value: object, kind: str) -> str:
    shown = shown_value(value, kind)
    if isinstance(shown, bool):
        return "true" if shown else "false"
    if isinstance(shown, tuple):
        return ", ".join(shown)
    if isinstance(shown, Mapping):
        return next(iter(shown.values()), "")
    return f"EQF {shown}" if kind == "eqf" else str(shown)


def _names(rule: UnitRule, fitted: Fitted) -> tuple[str, ...]:
    """The facts of a unit that a rule reads, by their short names."""
    if isinstance(rule, Size):
        return ("credits",)
    if isinstance(rule, UsedFor):
        return ("in_use",)
    if isinstance(rule, LeastGrade):
        return ("grade", "grade_points")
    selectors: list[Selector | None] = [rule.among]
    if isinstance(rule, Only):
        selectors = [rule.fits]
    elif isinstance(rule, Currency):
        selectors = [rule.fresh]
    names = [name for selector in selectors if selector for name in fitted.selecting.rules[selector.name].reads]
    columns = fitted.schema.members[UNITS]
    short = (name.removeprefix(f"{UNITS}.").removeprefix("unit.") for name in names)
    return tuple(dict.fromkeys(name for name in short if name in columns))


def rule_text(rule: Rule) -> str:
    """What a rule of `units` asks for, as it is written."""
    if isinstance(rule, Only):
        return rule.fits.text
    if isinstance(rule, Currency):
        return rule.fresh.text
    if isinstance(rule, LeastGrade):
        return f"grade >= {rule.written}"
    return ""


@dataclass(slots=True)
class Besides:
    """Why a unit that may be chosen is not: a rule would be broken by it, it is kept free, or nothing is gained."""

    reading: Reading
    choice: Choice
    requirements: tuple[RequirementMet, ...]
    question: StackQuestion
    tried: int = 0

    def against(self, row: UnitRow) -> tuple[Against, ...]:
        """Why this unit is not chosen: the limits that are full, else a rule that it would break."""
        rules = self.full(row) or tuple(filter(None, (self.apart(row) or self.broken(row),)))
        if rules:
            return tuple(Against(kind="limit", rule=rule) for rule in rules)
        return (Against(kind="kept_free" if row.id in self.question.keep_free else "not_needed"),)

    def full(self, row: UnitRow) -> tuple[str, ...]:
        """The limits in which there is no room for the unit, the total last: a limit says more."""
        total: list[str] = []
        found: list[str] = []
        limits = {rule.id: rule for rule in self.reading.award.requirements if isinstance(rule, AtMost)}
        for met in self.requirements:
            if met.most is None or met.have is None or met.severity != Severity.MUST or met.applies is Truth.FALSE:
                continue
            rule = limits.get(met.rule)
            if met.kind == "total" and met.have + row.least > met.most:
                total.append(met.rule)
            if rule is None or rule.counting != "whole_units" or met.measure not in ("credits", "units"):
                continue
            more = Fraction(1) if met.measure == "units" else row.least
            if self.reading.limited(rule)(row) is Truth.TRUE and met.have + more > met.most:
                found.append(met.rule)
        return (*found, *total)

    def apart(self, row: UnitRow) -> str:
        """A rule by which the unit and a chosen one cannot both be chosen."""
        chosen = [other for other in self.reading.rows if other.id in self.choice.units]
        for rule in self.reading.award.requirements:
            if rule.severity is not Severity.MUST or rule.guard is not None:
                continue
            if isinstance(rule, Overlap):
                shares = (shares_more(rule, row, other) is Truth.TRUE for other in chosen)
                if rule.if_more == "drop_one" and any(shares):
                    return rule.id
            same = (other.specification == row.specification for other in chosen)
            if isinstance(rule, Once) and row.specification and any(same):
                return rule.id
        return ""

    def broken(self, row: UnitRow) -> str:
        """A rule that would not hold with the unit, by trying; not for more units than anybody reads about."""
        self.tried += 1
        if self.tried > _MOST_TRIED or not any(isinstance(rule, _TRYING) for rule in self.reading.award.requirements):
            return ""
        more = replace(
            self.choice,
            units=tuple(sorted((*self.choice.units, row.id))),
            counted={**self.choice.counted, row.id: row.least},
            may_count={**self.choice.may_count, row.id: row.most},
        )
        before = {each.rule: each.met for each in self.requirements}
        for met in Standing(self.reading, more).all():
            wrong = met.met is Truth.FALSE and before.get(met.rule) is not Truth.FALSE
            if wrong and met.severity == Severity.MUST and met.applies is not Truth.FALSE:
                return met.rule
        return ""


def _clipping(award: AwardToReach, row: UnitRow, choice: Choice) -> str:
    """The rule that lets a unit count with less than it has."""
    if row.id in choice.booked:
        booked = choice.booked[row.id]
        if any(rule.id == booked and type(rule).__name__ == "Component" for rule in award.requirements):
            return booked
    limits = {rule.id: rule for rule in award.requirements if isinstance(rule, AtMost) and rule.counting == "clip"}
    for rule in limits.values():
        selectors = [rule.among, *(limits[name].among for name in rule.limits if name in limits)]
        if any(_fits(selector, row) for selector in selectors if selector is not None) or rule.among is None:
            return rule.id
    return next((rule.id for rule in award.requirements if type(rule).__name__ == "Overlap"), "")


def _fits(selector: Selector, row: UnitRow) -> bool:
    return row.fits[selector.name] is not Truth.FALSE
