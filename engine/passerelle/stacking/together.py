"""Several awards over the same units in; one answer for each out, as they can be reached together.

As many awards as can be had together are reached, those named first before the others. An award that is not reached
with them is answered for as things then stand: with the units in use that the others have taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from passerelle.decision.stacking import PLANNED, StackDecision, Use
from passerelle.errors import QuestionError
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.choosing import ReachedTogether, Solved, award_of
from passerelle.stacking.deciding import StackCase, days_of, decide, stack
from passerelle.stacking.gathering.fitting import fit
from passerelle.stacking.search.several import solve_several


def stack_together(cases: Sequence[StackCase]) -> tuple[StackDecision, ...]:
    """The answers, in the order of the questions, all about one portfolio.

    Raises:
        QuestionError: as `passerelle.stacking.deciding.stack`; one award is asked for twice.
    """
    if len(cases) < 2:
        return tuple(map(stack, cases))
    policies = [
        case.library.stacking_policy(case.question.policy, days_of(case.question, case.portfolio), case.host)
        for case in cases
    ]
    for index, policy in enumerate(policies):
        if policy.id in [other.id for other in policies[:index]]:
            raise QuestionError("policy", f"'{policy.id}' is asked for twice", "name each award once")
    tables = [
        fit(policy, case.portfolio, case.question, case.uses, case.library, case.vocabulary, shadow=case.shadow).table
        for policy, case in zip(policies, cases, strict=True)
    ]
    awards = [(policy, table, award_of(policy)) for policy, table in zip(policies, tables, strict=True)]
    found = solve_several(awards, budget=cases[0].question.budget)
    taken = [use for index, policy in enumerate(policies) for use in _uses(found, index, policy)]
    return tuple(
        _answered(case, policy, found, index, taken)
        for index, (case, policy) in enumerate(zip(cases, policies, strict=True))
    )


def _uses(found: ReachedTogether, index: int, policy: StackingPolicy) -> list[Use]:
    """The uses that an award makes of units in the plan."""
    choice = found.awards[index].choice
    if not found.awards[index].reached or choice is None:
        return []
    return [
        Use(
            unit=unit, award=policy.award.id, host=policy.host, award_title=dict(policy.award.title),
            award_kind=policy.award.kind, award_level=policy.award.level, credits=choice.counted.get(unit),
            credit_unit=policy.unit.id, source=PLANNED,
        )
        for unit in choice.units
    ]  # fmt: skip


def _answered(
    case: StackCase, policy: StackingPolicy, found: ReachedTogether, index: int, taken: list[Use]
) -> StackDecision:
    reached = found.awards[index]
    if reached.reached and reached.choice is not None:
        solved = Solved(
            status=found.status, choice=reached.choice, objectives=found.objectives,
            proven=found.status == "certain", runs=found.runs,
        )  # fmt: skip
        return decide(case, policy, solved)
    others = tuple(use for use in taken if (use.award, use.host) != (policy.award.id, policy.host))
    return decide(replace(case, uses=(*case.uses, *others)), policy)
