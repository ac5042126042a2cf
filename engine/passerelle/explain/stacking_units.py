"""The held units of a stacking decision enter; in words leave those that count, and those that do not with the reason,
its source and what would help."""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.decision.stacking import PLANNED, Against, UnitCounted, Use
from passerelle.explain.report import Line
from passerelle.explain.safe_text import LONGEST_IN_TABLE, safe
from passerelle.explain.stacking_context import Context
from passerelle.explain.stacking_report import AgainstText, UnitText
from passerelle.explain.stacking_values import derived, unit_fact_label, unit_fact_value
from passerelle.explain.values import capital, pick

#: The rule by which a unit that is used up for good cannot be chosen; it stands in no policy.
USED_UP = "used-up"
#: What else bars a unit whatever a policy says, and the sentence that says so.
BEYOND_RULES = {"revoked": "revoked", "not-authentic": "not_authentic"}


def unit(held: UnitCounted, context: Context) -> UnitText:
    """A held unit in words."""
    low, high = held.offered
    say, language = context.say, context.language
    unmeasured = context.unmeasured(held)
    if unmeasured:
        offered = say("stacking.unmeasured", unit=context.decision.credit_unit)
    elif low is None and high is None:
        offered = say("value.unknown")
    elif low == high and low is not None:
        offered = context.amount(low)
    elif low is not None and high is not None:
        offered = say("value.range", low=language.shown(low), high=context.amount(high, of=True))
    else:
        offered = say("value.at_least", amount=context.amount(low or high or held.counted, of=True))
    return UnitText(
        id=safe(held.id),
        title=context.unit(held.id),
        issuer=safe(pick(held.issuer, language.tag), LONGEST_IN_TABLE),
        counted=offered if unmeasured and not held.counted else context.amount(held.counted),
        offered=offered,
        conversion=derived(held.conversion, language),
        booked=context.rule(held.booked) if held.booked else "",
        grade=safe(held.grade, LONGEST_IN_TABLE),
        hangs_on=tuple(context.rule(rule) for rule in held.conditions),
        used=tuple(_use(use, context) for use in context.decision.uses if use.unit == held.id),
        against=tuple(_against(each, held, context) for each in held.against),
    )


def _against(reason: Against, held: UnitCounted, context: Context) -> AgainstText:
    say = context.say
    facts = "; ".join(unit_fact_label(fact, context.language) for fact in reason.facts)
    rule = context.language.quoted(context.rule(reason.rule)) if reason.rule else ""
    match reason.kind:
        case "unknown" if rule:
            said = say("stacking.against.unknown", rule=rule, facts=facts or say("value.unknown"))
        case "unknown":
            said = say("stacking.against.unknown_bare", facts=facts or say("value.unknown"))
        case "limit" if held.chosen:
            offered = context.amount(held.offered[0] if held.offered[0] is not None else held.counted)
            said = say("stacking.against.clipped", rule=rule, counted=context.amount(held.counted), offered=offered)
        case "duplicate":
            said = say("stacking.against.duplicate", other=context.unit(reason.other))
        case "excluded" if reason.rule == USED_UP:
            said = say("stacking.against.used_up", awards="; ".join(value for _, value in reason.found))
        case "excluded" if reason.rule in BEYOND_RULES:
            said = say(f"stacking.against.{BEYOND_RULES[reason.rule]}")
        case "excluded" | "limit":
            said = say(f"stacking.against.{reason.kind}", rule=rule)
        case "not_needed" if context.decision.certificate.kind == "best_found":
            said = say("stacking.against.not_tried")
        case "kept_free" | "not_needed":
            said = say(f"stacking.against.{reason.kind}")
        case other:
            said = capital(safe(other.replace("_", " ")))
    known = context.rules.get(reason.rule)
    return AgainstText(
        kind=safe(reason.kind),
        sentence=said,
        behind=tuple(_behind(reason, context)),
        remedies=context.remedies(reason.remedies or (known.remedies if known and reason.kind == "excluded" else ())),
    )


def _behind(reason: Against, context: Context) -> Iterator[Line]:
    say, language = context.say, context.language
    if reason.required:
        yield Line(say("stacking.heading.required"), context.aloud(reason.required))
    for fact, value in reason.found if reason.rule != USED_UP else ():
        told = f"{capital(unit_fact_label(fact, language))}: {unit_fact_value(fact, value, language)}"
        yield Line(say("stacking.heading.found"), told)
    known = context.rules.get(reason.rule)
    if known is not None:
        where = ", ".join(filter(None, (safe(known.rule), context.place(known.line))))
        yield Line(say("stacking.heading.rule"), where)
        for cite in context.cited(known.basis):
            yield Line(say("stacking.heading.source"), cite)


def _use(use: Use, context: Context) -> str:
    say = context.say
    award = safe(pick(use.award_title, context.language.tag), LONGEST_IN_TABLE) or safe(use.award, LONGEST_IN_TABLE)
    if use.source == PLANNED:
        return say("stacking.use.planned", award=award)
    told = [say(f"stacking.use.{use.use}", award=award)]
    if use.host:
        told.append(say("stacking.use.host", host=use.host))
    if use.since is not None:
        told.append(say("stacking.use.since", date=use.since))
    if use.conferred is not None:
        told.append(say("stacking.use.conferred" if use.conferred else "stacking.use.not_conferred"))
    if use.irrevocable:
        told.append(say("stacking.use.irrevocable"))
    if use.review:
        told.append(say("stacking.use.review", why=use.review))
    return "; ".join(told)
