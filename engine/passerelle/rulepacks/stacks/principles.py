"""A policy in; what the principles of the Recommendation say of it out, as warnings: they bind no host, so the policy
is used, and its host is told.

P511: units are excluded for nothing but where they come from (5.2). P512, P517: validated learning is excluded, or
counts for less, for nothing but the route by which it was earned (5.7). A cap on credit from elsewhere is neither: what
an award of the host's own needs is for the host to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.expression import Binary, ListOf, Literal, Name, Node, Unary
from passerelle.rulepacks.stacks.policy import (
    AtLeast,
    AtMost,
    Group,
    Only,
    Requirement,
    Rule,
    Selector,
    Severity,
    StackingPolicy,
)
from passerelle.rulepacks.stacks.relations import facts_of

_ORIGIN = frozenset(("own", "country", "issuer", "sector"))
_ROUTE = frozenset(("route", "validated"))
#: A unit from elsewhere, and one whose learning was validated.
_FOREIGN: Mapping[str, object] = {"own": False, "country": None, "issuer": None, "sector": None}
_VALIDATED: Mapping[str, object] = {"validated": True, "route": "validation"}


def principles(policy: StackingPolicy) -> Iterator[Diagnostic]:
    """The rules that the principles speak against, each once."""
    for only in policy.units:
        if isinstance(only, Only) and only.severity is Severity.MUST:
            if _rests_on(policy, only.fits, only.among, _ORIGIN) and _truth(policy, only.fits, _FOREIGN) is not True:
                yield _origin(policy, only, only.fits, "excludes units")
            if _rests_on(policy, only.fits, only.among, _ROUTE) and _truth(policy, only.fits, _VALIDATED) is False:
                yield _route(policy, only, only.fits, "P512", "excludes validated learning")
    for rule in _together(policy):
        if rule.severity is not Severity.MUST:
            continue
        if isinstance(rule, AtLeast) and rule.among and _whole(policy, rule):
            if _rests_on(policy, rule.among, None, _ORIGIN) and _truth(policy, rule.among, _FOREIGN) is not True:
                yield _origin(policy, rule, rule.among, "leaves no room for units")
        elif isinstance(rule, AtMost) and rule.among:
            nothing = 0 in (rule.amount.credits, rule.amount.units, rule.amount.share)
            foreign = _truth(policy, rule.among, _FOREIGN) is not False
            if nothing and foreign and _rests_on(policy, rule.among, None, _ORIGIN):
                yield _origin(policy, rule, rule.among, "excludes units")
            if _rests_on(policy, rule.among, None, _ROUTE) and _truth(policy, rule.among, _VALIDATED) is True:
                code, what = ("P512", "excludes") if nothing else ("P517", "lets less count of")
                yield _route(policy, rule, rule.among, code, f"{what} validated learning")


def _together(policy: StackingPolicy) -> Iterator[Requirement]:
    for rule in (*policy.requires, *policy.limits):
        yield from _binding(rule)
    for leaving in policy.exits:
        for rule in (*leaving.requires, *leaving.limits):
            yield from _binding(rule)


def _binding(rule: Requirement) -> Iterator[Requirement]:
    """A rule and those inside it, but for groups that leave another way: "nothing from elsewhere, or an application for
    it" excludes nothing, as long as one of its ways is no such amount."""
    members = rule.members if isinstance(rule, Group) else ()
    if isinstance(rule, Group) and rule.kind == "any_of" and not all(isinstance(m, AtLeast | AtMost) for m in members):
        return
    yield rule
    for member in members:
        yield from _binding(member)


def _whole(policy: StackingPolicy, rule: AtLeast) -> bool:
    """Whether the whole award is asked for."""
    amount = rule.amount
    if amount.share is not None:
        return amount.share == 1 and amount.base in ("total", "counted", "exit_award")
    return amount.credits is not None and policy.total.most is not None and amount.credits >= policy.total.most


def _defined(policy: StackingPolicy) -> Mapping[str, Node]:
    """The trees of the policy's own names, as they stand in the rules that establish them."""
    return {
        rule.id: rule.group("when")[0].node
        for rule in policy.pack.rules
        if rule.subjects and "-" not in rule.id and len(rule.group("when")) == 1
    }


def _rests_on(policy: StackingPolicy, fits: Selector, among: Selector | None, grounds: frozenset[str]) -> bool:
    """Whether conditions ask nothing but these facts."""
    defined = _defined(policy)
    facts: set[str] = set()
    for selector in (fits, among):
        for condition in selector.conditions if selector else ():
            facts |= {name.removeprefix("unit.") for name in facts_of(condition.node, defined)}
    return bool(facts) and facts <= grounds


def _truth(policy: StackingPolicy, selector: Selector, unit: Mapping[str, object]) -> bool | None:
    """Whether a unit of which some facts are told fits a selector; None where it cannot be seen."""
    defined = _defined(policy)
    truths = [_holds(condition.node, unit, defined) for condition in selector.conditions]
    return False if False in truths else None if None in truths else True


def _holds(node: Node, unit: Mapping[str, object], defined: Mapping[str, Node]) -> bool | None:
    if isinstance(node, Name):
        name = node.text.removeprefix("unit.")
        if name in defined:
            return _holds(defined[name], unit, {key: tree for key, tree in defined.items() if key != name})
        value = unit.get(name)
        return value if isinstance(value, bool) else None
    if isinstance(node, Unary) and node.operator == "not":
        inner = _holds(node.operand, unit, defined)
        return None if inner is None else not inner
    if isinstance(node, Binary) and node.operator in ("and", "or"):
        truths = [_holds(node.left, unit, defined), _holds(node.right, unit, defined)]
        decisive = node.operator == "or"
        return decisive if decisive in truths else None if None in truths else not decisive
    if isinstance(node, Binary) and node.operator in ("=", "!=", "one of") and isinstance(node.left, Name):
        value = unit.get(node.left.text.removeprefix("unit."))
        words = [_word(item) for item in (node.right.items if isinstance(node.right, ListOf) else (node.right,))]
        if value is None or None in words:
            return None
        return (value in words) is not (node.operator == "!=")
    return None


def _word(node: Node) -> object | None:
    if isinstance(node, Name):
        return node.text
    return node.value if isinstance(node, Literal) and isinstance(node.value, bool) else None


def _origin(policy: StackingPolicy, rule: Rule, selector: Selector, what: str) -> Diagnostic:
    message = f"'{rule.id}' {what} for nothing but where they come from: {selector.text}"
    hint = (
        "against 5.2: ask every unit for the level, quality or outcomes that you need; a cap on others' units is fine"
    )
    return Diagnostic(policy.pack.path, rule.line, rule.column, "P511", message, hint, "warning", ("5.2",))


def _route(policy: StackingPolicy, rule: Rule, selector: Selector, code: str, what: str) -> Diagnostic:
    message = f"'{rule.id}' {what} for nothing but the route by which it was earned: {selector.text}"
    basis = "; ".join(each.cite for each in rule.basis)
    said = (
        f"it rests on {basis}, which may bind you"
        if basis
        else "say what it rests on under 'basis' where a law asks it"
    )
    hint = f"against 5.7: ask how the outcomes were assessed; {said}"
    return Diagnostic(policy.pack.path, rule.line, rule.column, code, message, hint, "warning", ("5.7",))
