"""The conditions that a choice takes in; what has to be done for them, by whom and until when, out."""

from __future__ import annotations

from passerelle.decision.stacking import StackCondition
from passerelle.rulepacks.amounts import shift
from passerelle.rulepacks.stacks.policy import Act, Currency, StackingPolicy, within
from passerelle.stacking.choosing import AwardToReach, Choice
from passerelle.stacking.gathering.fitting import Fitted


def conditions(
    policy: StackingPolicy, award: AwardToReach, choice: Choice, fitted: Fitted
) -> tuple[StackCondition, ...]:
    """What the choice hangs on, in the order of the rules; one entry for all units of one rule and kind."""
    units: dict[tuple[str, str], list[str]] = {}
    pairs: list[StackCondition] = []
    for taken in choice.conditions:
        if taken.kind == "overlap":
            pairs.append(StackCondition(rule=taken.rule, kind="overlap", by="host", text={}, units=taken.units))
        else:
            units.setdefault((taken.rule, taken.kind), []).extend(taken.units)
    rules = {rule.id: rule for rule in policy.units}
    acts = {rule.id: rule for top in award.requirements for rule in within(top) if isinstance(rule, Act)}
    found: list[StackCondition] = []
    for (rule_id, kind), ids in units.items():
        rule = rules.get(rule_id)
        if rule_id in acts:
            act = acts[rule_id]
            person = act.by == "host" and act.if_missing == "ask"
            found.append(
                StackCondition(
                    rule=rule_id, kind="person" if person else "act", by=act.by, text=act.text,
                    deadline=act.deadline or {},
                )
            )  # fmt: skip
        elif kind == "revalidation" and isinstance(rule, Currency) and rule.revalidation is not None:
            span = rule.revalidation.within
            award_on = fitted.days.get("award")
            until = shift(award_on, *span) if span is not None and award_on is not None else None
            found.append(
                StackCondition(
                    rule=rule_id, kind=kind, by="learner", text=rule.revalidation.by, units=tuple(sorted(ids)),
                    until=until,
                )
            )  # fmt: skip
        else:
            found.append(StackCondition(rule=rule_id, kind=kind, by="learner", text={}, units=tuple(sorted(ids))))
    order = {rule.id: number for number, rule in enumerate(policy.rules())}
    return tuple(sorted((*found, *pairs), key=lambda each: (order.get(each.rule, 0), each.kind, each.units)))
