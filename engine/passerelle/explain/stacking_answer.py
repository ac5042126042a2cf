"""A stacking decision enters; in words leave its outcome, its certificate, what it hangs on, what cannot be had
together and the ways to the award."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from passerelle.decision.stacking import (
    ITS_OWN,
    PLANNED,
    Addition,
    Change,
    StackCondition,
    StackOutcome,
    UnknownFact,
    Way,
)
from passerelle.explain.report import Line
from passerelle.explain.safe_text import LONGEST_IN_TABLE, safe
from passerelle.explain.stacking_context import Context, flat
from passerelle.explain.stacking_report import StackConditionText, StackWayText
from passerelle.explain.stacking_values import sentence, unit_fact_label, unit_fact_text, unit_fact_value
from passerelle.explain.values import capital, pick

#: Up to so many units the number of choices is said.
_COUNTABLE = 16
#: What comes before every objective: said only where there is any.
_UNASKED = ("conditions", "should")
#: Of awards at once, how the figure begins that says whether one is reached.
_REACHED = "reached "
TONES = {
    StackOutcome.ELIGIBLE: "good",
    StackOutcome.ELIGIBLE_CONDITIONAL: "good",
    StackOutcome.UNDETERMINED: "open",
    StackOutcome.NOT_ELIGIBLE: "bad",
    StackOutcome.POLICY_ERROR: "bad",
}


def why(context: Context) -> str:
    """The outcome in one sentence."""
    decision, say = context.decision, context.say
    held = [unit for unit in decision.units if not any(each.kind == "duplicate" for each in unit.against)]
    chosen = [unit for unit in decision.units if unit.chosen]
    counted = context.amount(sum((unit.counted for unit in chosen), Fraction(0)))
    match decision.outcome:
        case StackOutcome.ELIGIBLE:
            return say("stacking.why.eligible", n=len(chosen), held=len(held), credits=counted)
        case StackOutcome.ELIGIBLE_CONDITIONAL:
            return say("stacking.why.conditional", n=len(chosen), held=len(held), credits=counted)
        case StackOutcome.NOT_ELIGIBLE if not held:
            return say("stacking.why.no_units")
        case StackOutcome.NOT_ELIGIBLE:
            planned = any(use.source == PLANNED for use in decision.uses)
            return say("stacking.why.not_with_others" if planned else "stacking.why.not_eligible", n=len(held))
        case StackOutcome.UNDETERMINED if decision.certificate.kind == "best_found":
            return say("stacking.why.time_ran_out")
        case StackOutcome.UNDETERMINED if not decision.unknown:
            return say("stacking.why.undetermined_bare")
        case StackOutcome.UNDETERMINED:
            return say("stacking.why.undetermined", n=len(decision.unknown))
    return say("stacking.why.policy_error")


def certificate(context: Context) -> Iterator[str]:
    """Why the answer is final, or that it is not."""
    decision, say = context.decision, context.say
    proof = decision.certificate
    # Awards at once have their figures in common, whatever unit each policy counts in, so that no award states them.
    together = any(name.startswith(_REACHED) for name, _, _ in proof.objectives)
    held = sum(not any(each.kind == "duplicate" for each in unit.against) for unit in decision.units)
    if proof.kind in ("optimal", "impossible"):
        key = f"stacking.certificate.{proof.kind}"
        yield say(f"{key}_counted", n=2**held) if 0 < held <= _COUNTABLE and not together else say(key)
    elif context.language.has(f"stacking.certificate.{proof.kind}"):
        yield say(f"stacking.certificate.{proof.kind}")
    else:
        yield capital(safe(proof.kind.replace("_", " ")))
    if together:
        yield say("stacking.together")
    for name, value, bound in proof.objectives if not together else ():
        if name in _UNASKED and not value and not bound:
            continue
        measure = {"most_credit": "credits", "fewest_units": "units", "keep_free": "units"}.get(name, "points")
        label = context.language.word(f"stacking.objective.{name}", name.replace("_", " "))
        if value == bound:
            yield say("stacking.objective_best", objective=capital(label), value=context.amount(value, measure))
        else:
            told = {"value": context.amount(value, measure), "bound": context.amount(bound, measure)}
            yield say("stacking.objective_bound", objective=capital(label), **told)


def conditions(context: Context) -> Iterator[StackConditionText]:
    """What a conditional answer hangs on."""
    return (_condition(each, context) for each in context.decision.conditions)


def _condition(asked: StackCondition, context: Context) -> StackConditionText:
    tag, say = context.language.tag, context.say
    key = f"stacking.condition.{asked.kind}"
    text = safe(pick(asked.text, tag)) or context.language.word(key, asked.kind)
    until = safe(pick(asked.deadline, tag))
    if asked.until is not None:
        by = say("stacking.until", date=asked.until)
        until = f"{until}; {by}" if until else by
    return StackConditionText(
        who=capital(context.who(asked.by)),
        text=text,
        until=until,
        units=tuple(map(context.unit, asked.units)),
        rule=context.rule(asked.rule) if asked.rule else "",
    )


def conflicting(context: Context) -> Iterator[str]:
    """The rules, and the units with the rule that keeps each out, that cannot be had together."""
    conflict = context.decision.conflict
    if conflict is None:
        return
    for id in conflict.rules:
        rule = context.rules.get(id)
        where = ", ".join(filter(None, (safe(id, 60), context.place(rule.line) if rule else "")))
        yield context.say("stacking.conflict_rule", rule=context.rule(id), where=where)
    for unit, id in conflict.units:
        rule_text = context.language.quoted(context.rule(id))
        yield context.say("stacking.conflict_unit", unit=context.unit(unit), rule=rule_text)


def ways(context: Context) -> Iterator[StackWayText]:
    """The smallest ways to the award, each confirmed by the engine."""
    return (_way(each, context) for each in context.decision.ways)


def _way(way: Way, context: Context) -> StackWayText:
    steps = (*(_addition(each, context) for each in way.additions), *(_change(each, context) for each in way.changes))
    outcome = context.say(f"stacking.outcome.{way.outcome}")
    then = context.say("stacking.then", outcome=outcome[:1].lower() + outcome[1:])
    return StackWayText(steps=steps, then=then, sentence=f"{'; '.join(steps)}. {sentence(then)}")


def _addition(missing: Addition, context: Context) -> str:
    language, credits = context.language, context.amount(missing.credits, of=True)
    if missing.offer:
        title = safe(pick(missing.title, language.tag), LONGEST_IN_TABLE) or safe(missing.offer, LONGEST_IN_TABLE)
        said = context.say("stacking.take", title=language.quoted(title), credits=context.amount(missing.credits))
    else:
        # More than was tried may be too much, where the award has an exact total.
        exact = any(rule.kind == "total" and rule.needed == rule.most for rule in context.decision.requirements)
        credits = context.amount(missing.credits) if exact else credits
        said = context.say("stacking.add_exactly" if exact else "stacking.add", n=missing.count, credits=credits)
    told = [
        unit_fact_text(fact, value, language) for fact, value in missing.facts if fact.rpartition(".")[2] != "credits"
    ]
    told += [context.aloud(condition) for condition in missing.conditions] if not missing.facts else []
    return ", ".join((said, *dict.fromkeys(told)))


def _change(change: Change, context: Context) -> str:
    language = context.language
    values = {
        "fact": _called(change.fact, context),
        "now": unit_fact_value(change.fact, change.now, language),
        "then": unit_fact_value(change.fact, change.then, language),
        "who": context.who(change.by),
    }
    if not change.unit:
        return context.say("stacking.change_case", **values)
    values["fact"] = unit_fact_label(change.fact, language)
    if change.then.startswith(ITS_OWN):
        values["then"] = context.say("stacking.change_own")
    return context.say("stacking.change", unit=language.quoted(context.unit(change.unit)), **values)


def _called(fact: str, context: Context) -> str:
    """What a fact is called; an act by the title of the rule that asks for it."""
    return context.rule(fact) if fact in context.rules else unit_fact_label(fact, context.language)


def unknown(context: Context) -> Iterator[str]:
    """The facts that decide, and who can supply them."""
    return (_unknown(each, context) for each in context.decision.unknown)


def _unknown(open_fact: UnknownFact, context: Context) -> str:
    fact = _called(open_fact.fact, context)
    about = f"{context.unit(open_fact.unit)}: {fact}" if open_fact.unit else capital(fact)
    told = context.say("stacking.unknown_fact", fact=about, who=context.who(open_fact.by))
    if open_fact.rules:
        rules = "; ".join(context.language.quoted(context.rule(rule)) for rule in open_fact.rules)
        told = f"{told} {context.say('stacking.unknown_rules', rules=rules)}"
    return told


def exits(context: Context) -> Iterator[Line]:
    """How the awards stand that are given where the larger one is not reached."""
    for leaving in context.decision.exits:
        title = safe(pick(leaving.title, context.language.tag), LONGEST_IN_TABLE) or safe(
            leaving.award, LONGEST_IN_TABLE
        )
        told = context.say(f"stacking.outcome.{leaving.outcome}")
        if leaving.left:
            told = f"{told}; {context.say('stacking.left', amount=context.amount(leaving.left))}"
        if leaving.chosen:
            told = f"{told}: {', '.join(map(context.unit, leaving.chosen))}"
        yield Line(title, told)


def sources(context: Context) -> tuple[str, ...]:
    """What the policy and its rules rest on, marked where nobody has checked it."""
    named = [safe(source) for source in context.decision.sources]
    every = (basis for rule in flat(context.decision.requirements) for basis in rule.basis)
    return tuple(dict.fromkeys((*named, *context.cited(every))))
