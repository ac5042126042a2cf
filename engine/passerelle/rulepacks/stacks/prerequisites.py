"""A policy in; the circles among its prerequisites out: units that wait for each other, so that none of them can be
first.

Alternatives are no circle: rules inside `any_of` are not followed. Units that are to be taken together are written with
`timing: with` in every rule of the circle.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.stacks.policy import Group, Prerequisite, Requirement, Severity, StackingPolicy
from passerelle.rulepacks.stacks.relations import implies


def circles(policy: StackingPolicy) -> Iterator[Diagnostic]:
    """Each circle once, at the first of its rules."""
    rules = [rule for each in (*policy.requires, *policy.limits) for rule in _prerequisites(each)]
    follows = {rule.id: [other for other in rules if implies(rule.needs, other.of)] for rule in rules}
    done: set[str] = set()
    for start in rules:
        if start.id in done:
            continue
        found = _circle(start, follows)
        if found is None or done & {rule.id for rule in found}:
            continue
        done |= {rule.id for rule in found}
        if all(rule.timing == "with" for rule in found):
            continue
        shown = " -> ".join(rule.of.text for rule in (*found, found[0]))
        message = f"units wait for each other: {shown}"
        hint = f"break the circle ({', '.join(rule.id for rule in found)}), or write timing: with in each"
        yield Diagnostic(policy.pack.path, start.line, start.column, "S613", message, hint)


def _prerequisites(rule: Requirement) -> Iterator[Prerequisite]:
    if rule.severity is not Severity.MUST or rule.guard is not None:
        return
    if isinstance(rule, Prerequisite):
        yield rule
    elif isinstance(rule, Group) and rule.kind == "all_of":
        for member in rule.members:
            yield from _prerequisites(member)


def _circle(start: Prerequisite, follows: dict[str, list[Prerequisite]]) -> list[Prerequisite] | None:
    """The shortest way from a rule back to itself."""
    ways: list[list[Prerequisite]] = [[start]]
    seen: set[str] = set()
    for way in ways:  # grows while it is walked
        for following in follows[way[-1].id]:
            if following.id == start.id:
                return way
            if following.id not in seen:
                seen.add(following.id)
                ways.append([*way, following])
    return None
