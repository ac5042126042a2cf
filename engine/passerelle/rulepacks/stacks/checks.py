"""A policy that could be read in; what can never work in it, and what its host should know of it, out."""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.stacks.infeasible import never_met, told_at
from passerelle.rulepacks.stacks.policy import (
    AtMost,
    Average,
    Group,
    LeastGrade,
    Requirement,
    Severity,
    StackingPolicy,
)
from passerelle.rulepacks.stacks.prerequisites import circles
from passerelle.rulepacks.stacks.principles import principles


def check_policy(policy: StackingPolicy) -> list[Diagnostic]:
    """Mistakes and warnings."""
    return [
        *_limits(policy), *_clipped(policy), *_scales(policy), *circles(policy), *never_met(policy),
        *principles(policy),
    ]  # fmt: skip


def _limits(policy: StackingPolicy) -> Iterator[Diagnostic]:
    """Limits over other limits name limits that say which units they are about."""
    named = {rule.id: rule for rule in policy.rules()}
    for rule in policy.rules():
        for name in rule.limits if isinstance(rule, AtMost) else ():
            other = named.get(name)
            if name == rule.id:
                yield told_at(policy, rule, "S605", f"the limit '{name}' names itself", "leave it out")
            elif other is not None and not (isinstance(other, AtMost) and other.among):
                yield told_at(
                    policy, rule, "S605", f"'{name}' is no limit on some units", "name rules with at_most and where"
                )


def _clipped(policy: StackingPolicy) -> Iterator[Diagnostic]:
    """A limit that clips is always true, so nothing can hang on it."""
    groups = [rule for rule in policy.rules() if isinstance(rule, Group) and rule.kind != "all_of"]
    inside = {member.id for group in groups for member in _inside(group)}
    for rule in policy.rules():
        if isinstance(rule, AtMost) and rule.counting == "clip":
            if rule.severity is not Severity.MUST:
                yield told_at(policy, rule, "S604", "a limit that clips is always 'must'", "leave 'severity' out")
            if rule.id in inside and not any(g.kind == "not" and rule in g.members for g in groups):
                message = "a limit that clips stands in no group but 'all_of'"
                yield told_at(policy, rule, "S604", message, "it cuts credits off and is never false")


def _inside(group: Group) -> Iterator[Requirement]:
    for member in group.members:
        yield member
        if isinstance(member, Group):
            yield from _inside(member)


def _scales(policy: StackingPolicy) -> Iterator[Diagnostic]:
    """Grades that nobody can have."""
    if policy.grades is None or not policy.grades.points:
        return
    points = [value for _, value in policy.grades.points]
    less = policy.grades.less_is_better
    best = min(points) if less else max(points)
    for rule in policy.rules():
        asked = rule.points if isinstance(rule, Average | LeastGrade) else None
        if asked is not None and (asked < best if less else asked > best):
            best_grade = f"the best grade of {policy.grades.id} has {float(best):g}"
            message = f"'{rule.id}' asks for {float(asked):g} points, and {best_grade}"
            yield told_at(policy, rule, "S611", message, "write points of the policy's scale")
