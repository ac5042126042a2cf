"""A policy in; the same policy with every semantic choice that it makes, also those left to their default, out.

What differs between hosts and can be read in more than one way is a parameter with a default. An answer shows all that
it rests on, so nobody has to know the defaults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from passerelle.rulepacks.stacks.amounts import span_text
from passerelle.rulepacks.stacks.policy import (
    Act,
    Amount,
    AtLeast,
    AtMost,
    Average,
    Choose,
    Chosen,
    Component,
    Currency,
    Experience,
    LeastGrade,
    Outcomes,
    Overlap,
    Prerequisite,
    Rule,
    Sharing,
    StackingPolicy,
    Total,
    UsedFor,
    Within,
)

#: A parameter, its value, and the key of the file that says it ("" where it is always said).
_Choice = tuple[str, str, str]


def semantics(policy: StackingPolicy, written: set[tuple[str, str]]) -> StackingPolicy:
    """The policy with its `semantics`. `written` are the (rule, key) that the file says itself."""
    found = [
        Chosen("policy", name, value, bool(key) and ("policy", key) not in written)
        for name, value, key in _of_all(policy)
    ]
    for rule in policy.rules():
        for name, value, key in _of(rule):
            found.append(Chosen(rule.id, name, value, bool(key) and (rule.id, key) not in written))
    return replace(policy, semantics=tuple(found))


def _of_all(policy: StackingPolicy) -> Iterator[_Choice]:
    ects = policy.unit.ects
    yield "unit", policy.unit.id, "credits"
    yield "conversion", "none" if ects is None else f"1 {policy.unit.id} = {ects} ECTS", "credits"
    yield "applies_by", str(policy.applies_by), "applies_by"
    yield "consume", policy.award.consume, "consume"
    yield "credit_form", policy.credit_form, "credit_form"
    yield "objectives", ", ".join(policy.objectives), "objectives"
    yield "may_decline", _yes(policy.may_decline), "may_decline"
    if policy.grades:
        yield "better", "less" if policy.grades.less_is_better else "more", "better"
        yield "grade_treatment", policy.grades.treatment, "treatment"
        classified = policy.grades.in_classification
        yield "in_classification", "not said" if classified is None else _yes(classified), "in_classification"


def _of(rule: Rule) -> Iterator[_Choice]:
    if isinstance(rule, Total):
        yield "surplus", rule.surplus, "surplus"
    elif isinstance(rule, AtLeast):
        yield from _amount(rule.amount)
    elif isinstance(rule, AtMost):
        yield from _amount(rule.amount)
        yield "counting", rule.counting, "counting"
        yield "dropped", rule.dropped, "dropped"
    elif isinstance(rule, Choose):
        yield from _amount(rule.least)
    elif isinstance(rule, Component):
        yield "credit_form", rule.credit_form, "credit_form"
        yield "tolerance", f"{_shown(rule.tolerance * 100)} %", "tolerance"
        yield "combine", _yes(rule.combine), "combine"
    elif isinstance(rule, Currency):
        yield "from", str(rule.since), ""
        yield "to", str(rule.until), ""
        yield "if_older", rule.if_older, "if_older"
        if rule.revalidation:
            yield "once", _yes(rule.revalidation.once), "revalidation"
            yield "grade", rule.revalidation.grade, "revalidation"
            within = rule.revalidation.within
            yield "within", span_text(within) if within else "not said", "revalidation"
    elif isinstance(rule, UsedFor):
        yield "scope", rule.scope, "scope"
        yield "except", ", ".join(rule.exempt) or "nothing", "except"
        yield "admission", _yes(rule.admission), "admission"
    elif isinstance(rule, Experience):
        yield "at_least", f"{rule.least_months} months", "at_least"
    elif isinstance(rule, LeastGrade):
        yield "per", "unit", ""
    elif isinstance(rule, Average):
        yield "per", "average", ""
        yield "weighted", rule.weighted, "weighted"
        yield "ungraded", rule.ungraded, "ungraded"
    elif isinstance(rule, Within):
        yield "from", str(rule.since), ""
        yield "to", str(rule.until), ""
    elif isinstance(rule, Overlap):
        yield "measure", rule.measure, "of"
        yield "if_more", rule.if_more, "if_more"
    elif isinstance(rule, Prerequisite):
        yield "timing", rule.timing, "timing"
        yield "by", rule.by, "by"
    elif isinstance(rule, Outcomes):
        yield "add_up", _yes(rule.add_up), "add_up"
    elif isinstance(rule, Act):
        yield "if_missing", rule.if_missing, "if_missing" if rule.form != "R37" else ""
    elif isinstance(rule, Sharing):
        yield "at_most", "any" if rule.most is None else _amount_text(rule.most), ""


def _amount(amount: Amount) -> Iterator[_Choice]:
    """Of what a share is, and how it is rounded; whether a printed figure goes before what the share comes to."""
    if amount.base is not None:
        yield "base", amount.base, ""
        if amount.base != "counted":
            yield "rounding", amount.rounding.mode, "rounding"
            if amount.rounding.mode != "none":
                yield "rounding_step", _shown(amount.rounding.step), ""
    if amount.printed:
        yield "printed", amount.printed, ""


def _amount_text(amount: Amount) -> str:
    if amount.units is not None:
        return f"{amount.units} units"
    if amount.share is not None:
        return f"{_shown(amount.share * 100)} % of {amount.base}"
    return _shown(amount.credits or 0)


def _shown(number: object) -> str:
    return str(number)


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
