"""A library enters, and perhaps the name of a stacking policy; the policies that there are, or one as a reader looks it
up, rule by rule with its lines in the file, leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from passerelle.decision import exact
from passerelle.decision.policybook import AmountSaid, PolicyGroup, PolicyInForce, PolicyListed, PolicyRule
from passerelle.decision.stacking import SemanticChoice
from passerelle.decision.values import LanguageText
from passerelle.errors import PolicyNotFound, QuestionError
from passerelle.rulepacks import Library, did_you_mean
from passerelle.rulepacks.pack import ConditionText
from passerelle.rulepacks.stacks.policy import (
    Act,
    Amount,
    Clock,
    Component,
    Experience,
    Group,
    OneSet,
    Order,
    Outcomes,
    Rule,
    Selector,
    Sharing,
    Size,
    StackingPolicy,
    Total,
)

_SMALL = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: Rules whose thresholds are credits where they are plain numbers.
_IN_CREDITS = (Total, Size, Experience, Component)
#: Members that every rule has, or that are said in their own way.
_COMMON = ("id", "form", "line", "column", "title", "severity", "guard", "basis", "remedies", "note", "members", "kind")


def policies_listed(library: Library, host: str | None = None) -> tuple[PolicyListed, ...]:
    """Every version of every stacking policy, or of those of one host, by id and version.

    Raises:
        QuestionError: no stacking policy is of this host.
    """
    hosts = {policy.host for policy in library.stacking}
    if host is not None and host not in hosts:
        hint = did_you_mean(host, hosts) or f"known: {', '.join(sorted(hosts)) or 'none'}"
        raise QuestionError("host", f"there is no stacking policy of a host '{host}'", hint)
    found = [
        PolicyListed(
            id=policy.id, version=policy.pack.version, until=policy.pack.until, host=policy.host,
            host_name=policy.pack.host.name if policy.pack.host else {}, award=policy.award.id,
            title=policy.award.title, level=policy.award.level, credit_unit=policy.unit.id,
            least=policy.total.least, most=policy.total.most,
        )
        for policy in library.stacking
        if host in (None, policy.host)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.id, each.version)))


def find_policy(library: Library, name: str, on: date, host: str | None = None) -> PolicyInForce:
    """The version of a stacking policy (by its id, or that of its award) for a case all of whose days are one.

    Raises:
        PolicyNotFound: there is none.
        QuestionError: there is none for that day, or several hosts have one.
    """
    try:
        policy = library.stacking_policy(name, {clock.value: on for clock in Clock}, host)
    except QuestionError as error:
        if library.stacking_versions(name, host):
            raise
        raise PolicyNotFound(error.field, error.message, error.hint) from None
    later = (each.pack.version for each in library.stacking_versions(policy.id))
    return policy_in_force(policy, min((day for day in later if day > policy.pack.version), default=None))


def policy_in_force(policy: StackingPolicy, newer: date | None = None) -> PolicyInForce:
    """The policy as a reader looks it up; `newer` is the day of the next version."""
    pack, award = policy.pack, policy.award
    lines = pack.content.decode("utf-8-sig", "replace").splitlines()

    def told(part: str, rules: Iterable[Rule], title: LanguageText | None = None) -> PolicyGroup:
        return PolicyGroup(part=part, rules=tuple(_rule(rule, lines) for rule in rules), title=title)

    groups = [
        told("total", (policy.total,)),
        told("units", policy.units),
        told("requires", policy.requires),
        told("limits", policy.limits),
        told("sharing", policy.sharing),
        *(told("exit", (way.total, *way.requires, *way.limits), way.award.title) for way in policy.exits),
        told("notes", policy.notes),
    ]
    return PolicyInForce(
        id=policy.id, name=pack.name, version=pack.version, until=pack.until, newer=newer,
        applies_by=str(policy.applies_by), title=pack.title, authority=pack.authority, host=policy.host,
        host_name=pack.host.name if pack.host else {}, award=award.id, award_title=award.title, award_kind=award.kind,
        level=award.level, credit_unit=policy.unit.id, ects=policy.unit.ects,
        groups=tuple(group for group in groups if group.rules),
        defines=tuple((name, condition.text) for name, condition in pack.defines),
        semantics=tuple(
            SemanticChoice(rule=each.rule, parameter=each.parameter, value=each.value, default=each.default)
            for each in policy.semantics
        ),
        sources=pack.sources, path=pack.path, sha256=pack.sha256,
    )  # fmt: skip


def kind_of(rule: Rule) -> str:
    """What kind of rule it is, as answers call it."""
    return rule.kind if isinstance(rule, Group) else _SMALL.sub("_", type(rule).__name__).lower()


def _rule(rule: Rule, lines: list[str]) -> PolicyRule:
    said = list(_said(rule))
    return PolicyRule(
        rule=rule.id,
        form=rule.form,
        kind="note" if type(rule) is Rule else kind_of(rule),
        title=rule.title,
        severity=str(rule.severity),
        line=rule.line,
        source=_source(rule, lines),
        amounts=tuple((name, value) for name, value in said if isinstance(value, AmountSaid)),
        conditions=tuple((name, value.text) for name, value in said if isinstance(value, Selector | ConditionText)),
        words=tuple((name, value) for name, value in said if isinstance(value, str)),
        texts=tuple((name, value) for name, value in said if isinstance(value, dict)),
        parts=tuple(_rule(member, lines) for member in rule.members) if isinstance(rule, Group) else (),
        basis=rule.basis,
        remedies=rule.remedies,
        note=rule.note,
    )


def _said(rule: Rule) -> Iterator[tuple[str, AmountSaid | Selector | ConditionText | str | LanguageText]]:
    if rule.guard is not None:
        yield "guard", rule.guard
    match rule:
        case Group(n=n):
            yield "n", str(n)
        case Order(steps=steps):
            yield from (("step", step) for step in steps)
        case OneSet(sets=sets):
            yield from (("set", each) for each in sets)
        case Sharing(awards=awards):
            yield from (("award", award) for award in awards)
        case Outcomes(wanted=wanted):
            yield from (("outcome", dict(each.text)) for each in wanted)
        case Act(act=act, text=text):
            yield "act", act
            yield "text", dict(text)
    for name in (name for kind in type(rule).__mro__ for name in getattr(kind, "__slots__", ())):
        value = getattr(rule, name)
        if name in _COMMON or value is None:
            continue
        if isinstance(value, Selector | ConditionText):
            yield name, value
        elif isinstance(value, Amount):
            yield name, AmountSaid(value.credits, value.units, value.share, value.base or "")
        elif isinstance(value, Fraction):
            yield (
                name,
                AmountSaid(credits=value) if isinstance(rule, _IN_CREDITS) and name != "tolerance" else exact(value),
            )
        elif isinstance(value, tuple) and value and all(type(each) is int for each in value):
            yield "span", _span(value)
        elif isinstance(value, tuple) and all(isinstance(each, str) for each in value) and name != "awards":
            yield from ((name, each) for each in value)
        elif isinstance(value, bool):
            yield name, "yes" if value else "no"
        elif isinstance(value, str | int) and name not in ("act", "n"):
            yield name, str(value)


def _source(rule: Rule, lines: list[str]) -> tuple[str, ...]:
    """The lines of the file that a rule takes up, without what they are indented by together."""
    if not 0 < rule.line <= len(lines):
        return ()
    end = rule.line
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) >= rule.column - 1:
        end += 1
    own = lines[rule.line - 1 : end]
    shared = min(map(_indent, own))
    return tuple(line[shared:].rstrip() for line in own)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _span(span: tuple[int, ...]) -> str:
    """A length of time: "5 years", "1 years 6 months"."""
    named = zip(span, ("years", "months", "days"), strict=False)
    return " ".join(f"{count} {unit}" for count, unit in named if count) or "0 days"
