"""Versions of stacking policies in; those that can stand beside each other, and the one that applies on a day, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from passerelle.errors import QuestionError
from passerelle.rulepacks.checking import without_clashes
from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.stacks.policy import StackingPolicy


def without_doubles(policies: Iterable[StackingPolicy]) -> tuple[tuple[StackingPolicy, ...], list[Diagnostic]]:
    """The policies, by path, without those that contradict another: a version that begins before the last one ends, one
    that changes its host, and a second policy for one award. What stood there before stays."""
    every = sorted(policies, key=lambda policy: policy.pack.path)
    kept, mistakes = without_clashes(policy.pack for policy in every)
    left = [policy for policy in every if policy.pack in kept]
    awards: dict[tuple[str, str], str] = {}
    single = []
    for policy in sorted(left, key=lambda each: (each.id, each.pack.version)):
        first = awards.setdefault((policy.host, policy.award.id), policy.id)
        if first == policy.id:
            single.append(policy)
            continue
        message = f"the award '{policy.award.id}' has a policy already: {first}"
        hint = "an award has one policy, with a version for each change; give this award another id"
        mistakes.append(Diagnostic(policy.pack.path, 1, 1, "E406", message, hint))
    return tuple(sorted(single, key=lambda policy: policy.pack.path)), mistakes


def applies_on(
    policy_id: str, versions: Sequence[StackingPolicy], days: Mapping[str, date]
) -> tuple[StackingPolicy | None, date]:
    """The newest version that has begun on the day of the case by which it applies (it may have ended), and that day.
    Raises `QuestionError` where nothing says the day."""
    day = days["as_of"]
    for policy in sorted(versions, key=lambda each: each.pack.version, reverse=True):
        clock = str(policy.applies_by)
        if clock not in days:
            said = f"the day of {clock.replace('_', ' ')}, which is not said"
            message = f"which version of '{policy_id}' applies hangs on {said}"
            raise QuestionError(clock, message, "say the day")
        day = days[clock]
        if policy.pack.version <= day:
            return policy, day
    return None, day
