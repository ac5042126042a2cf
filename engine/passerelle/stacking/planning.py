"""What a person holds and units on offer in; which of them to take so that an award is reached out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from passerelle.decision.stacking import Addition, StackDecision, Use, Way
from passerelle.errors import QuestionError
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.choosing import award_of
from passerelle.stacking.deciding import POSITIVE, StackCase, days_of, decide, stack, with_portfolio
from passerelle.stacking.gathering.fitting import fit
from passerelle.stacking.gathering.portfolio import Portfolio
from passerelle.stacking.gathering.units import HeldUnit
from passerelle.stacking.search.additions import plan as search


@dataclass(frozen=True, slots=True, kw_only=True)
class StackPlan:
    """How a person stands now, and the cheapest ways to the award with units on offer, best first. `ways` are empty
    where the award is reached already (`decision` says so) or cannot be reached with what is on offer. `costs` is what
    each way costs, where the offers say it."""

    decision: StackDecision
    ways: tuple[Way, ...] = ()
    costs: tuple[Fraction, ...] = ()


def plan(case: StackCase, offers: Portfolio) -> StackPlan:
    """Which units on offer to take. Each way is decided on by the whole engine before it is shown.

    Raises:
        QuestionError: as `passerelle.stacking.deciding.stack`, and for a unit on offer that has the id of a held one.
    """
    now = stack(replace(case, ways=0))
    if now.outcome in POSITIVE:
        return StackPlan(decision=now)
    held = {unit.id for unit in case.portfolio.units}
    named = replace(offers, units=tuple(_offer(unit, held) for unit in offers.units))
    policy = case.library.stacking_policy(case.question.policy, days_of(case.question, case.portfolio), case.host)
    ways, costs = _found(case, policy, named)
    return StackPlan(decision=now, ways=ways, costs=costs)


def _offer(unit: HeldUnit, held: set[str]) -> HeldUnit:
    if unit.id not in held:
        return unit
    if unit.notes.id is not None:
        raise QuestionError("offers", f"the unit '{unit.id}' on offer has the id of a held one", "give it another id")
    return replace(
        unit, id=f"offer-{unit.id}", facts={**unit.facts, "id": unit.facts["id"]._replace(value=f"offer-{unit.id}")}
    )


def _found(case: StackCase, policy: StackingPolicy, offers: Portfolio) -> tuple[tuple[Way, ...], tuple[Fraction, ...]]:
    both = case.portfolio.with_units(offers.units)
    question = case.question
    fitted = fit(policy, both, question, case.uses, case.library, case.vocabulary, shadow=case.shadow)
    on_offer = {unit.id: unit for unit in offers.units}
    rows = [row for row in fitted.table.units if row.id in on_offer]
    table = replace(fitted.table, units=tuple(row for row in fitted.table.units if row.id not in on_offer))
    costs = _costs(on_offer)
    scale = _whole(costs)
    found = search(
        policy, table, rows, costs={name: int(cost * scale) for name, cost in costs.items()} or None,
        award=award_of(policy), ways=case.ways, budget=question.budget,
    )  # fmt: skip
    ways: list[Way] = []
    sums: list[Fraction] = []
    for way in found:
        taken = [each.archetype for each in way.added]
        uses: tuple[Use, ...] = case.uses
        then = decide(with_portfolio(case, case.portfolio.with_units(on_offer[name] for name in taken), uses), policy)
        if then.outcome not in POSITIVE:
            continue
        credits = {unit.id: unit.offered[0] or Fraction(0) for unit in then.units}
        additions = tuple(
            Addition(
                credits=credits[name], facts=(), offer=name,
                title=dict(title.value) if (title := on_offer[name].award.title) else {},
            )
            for name in sorted(taken)
        )  # fmt: skip
        credits_in_all = sum((each.credits for each in additions), Fraction(0))
        chosen = tuple(unit.id for unit in then.units if unit.chosen)
        ways.append(
            Way(
                additions=additions,
                changes=(),
                outcome=then.outcome,
                credits=credits_in_all,
                units=len(additions),
                chosen=chosen,
            )
        )
        sums.append(sum((costs.get(name, Fraction(0)) for name in taken), Fraction(0)))
    return tuple(ways), tuple(sums) if costs else ()


def _costs(on_offer: Mapping[str, HeldUnit]) -> dict[str, Fraction]:
    """What each unit costs; where some say it and others do not, those that do not say it are no bargain: they cost as
    much as the dearest."""
    said = {name: unit.notes.cost.value for name, unit in on_offer.items() if unit.notes.cost is not None}
    dearest = max(said.values(), default=Fraction(0))
    return {name: said.get(name, dearest) for name in on_offer} if said else {}


def _whole(costs: Mapping[str, Fraction]) -> int:
    """By what costs are multiplied to be whole numbers."""
    scale = 1
    for cost in costs.values():
        scale = scale * (cost * scale).denominator
    return scale
