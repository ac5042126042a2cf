"""The rules of a stacking decision enter; how each stands, in words and as a bar, leaves."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from passerelle.decision import Truth
from passerelle.decision.stacking import RequirementMet, UnitCounted
from passerelle.explain.safe_text import safe
from passerelle.explain.stacking_bars import Bar, bar
from passerelle.explain.stacking_context import Context
from passerelle.explain.stacking_report import RequirementText
from passerelle.explain.stacking_values import derived
from passerelle.explain.values import capital

_STATES = {Truth.TRUE: "met", Truth.FALSE: "not_met", Truth.UNKNOWN: "open"}
#: Rules on which units are booked; of the others, units are only looked at.
_BOOKS = ("choose", "component")
_ASKS_FOR_MORE = ("total", "at_least", "all_of", "any_of", "n_of", "last", "outcomes")


def requirement(rule: RequirementMet, context: Context) -> RequirementText:
    """One rule in words, its parts with it."""
    state = "not_applicable" if rule.applies is Truth.FALSE else _STATES[rule.met]
    amount, say = measured(rule, context), context.say
    left = ""
    if rule.left is not None and rule.left > 0 and state != "not_applicable":
        left = say("stacking.left", amount=context.amount(rule.left, rule.measure))
    units = tuple(_unit(id, rule, context) for id in rule.units)
    return RequirementText(
        rule=safe(rule.rule),
        title=context.title(rule),
        kind=rule.kind,
        state=state,
        state_label=say(f"stacking.state.{'on_condition' if state == 'met' and _hangs(rule, context) else state}"),
        severity="" if rule.severity == "must" else context.language.word(
            f"stacking.severity.{rule.severity}", rule.severity
        ),
        amount=amount,
        left=left,
        bar=_bar(rule, amount, left, unbounded=_unbounded(rule, context)) if state != "not_applicable" else None,
        by_label=say(f"stacking.{_by(rule, state)}"),
        by=units,
        notes=tuple(_notes(rule, context)),
        written=safe(rule.written),
        place=context.place(rule.line),
        basis=context.cited(rule.basis),
        remedies=context.remedies(rule.remedies) if state in ("not_met", "open") else (),
        parts=tuple(requirement(part, context) for part in rule.parts),
    )  # fmt: skip


def _hangs(rule: RequirementMet, context: Context) -> bool:
    """Whether a rule holds only under a condition."""
    return any(condition.rule == rule.rule for condition in context.decision.conditions)


def measured(rule: RequirementMet, context: Context) -> str:
    """What there is of what is asked for: "20 of at least 25 ECTS"; "" where nothing is counted."""
    if rule.have is None:
        return ""
    have = _bare(rule.have, rule.measure, context)
    if _unbounded(rule, context):
        have = context.say("stacking.or_more", have=have)
    elif rule.may_have is not None and rule.may_have != rule.have:
        have = context.say("value.range", low=have, high=_bare(rule.may_have, rule.measure, context))
    if rule.needed is not None and rule.needed == rule.most:
        asked = context.amount(rule.needed, rule.measure, of=True)
        return context.say("stacking.measured.exactly", have=have, asked=asked)
    if rule.needed is not None and rule.most is not None:
        return context.say("stacking.measured.between", have=have, asked=context.asked(rule))
    if rule.needed is not None or rule.most is not None:
        way = "at_least" if rule.needed is not None else "at_most"
        return context.say(f"stacking.measured.{way}", have=have, asked=context.asked(rule))
    return context.amount(rule.have, rule.measure)


def _unbounded(rule: RequirementMet, context: Context) -> bool:
    """Whether it is not known how much there may be at most: a unit's credits have no upper bound."""
    if rule.measure != "credits" or rule.may_have == rule.have:
        return False
    held = (context.units.get(id) for id in rule.units)
    return any(unit is not None and unit.offered[1] is None for unit in held)


def _bare(amount: Fraction, measure: str, context: Context) -> str:
    """An amount without its unit, which stands behind the threshold; a percentage keeps its sign."""
    return context.amount(amount, measure) if measure == "share" else context.language.shown(amount)


def _bar(rule: RequirementMet, amount: str, left: str, *, unbounded: bool) -> Bar | None:
    if rule.have is None:
        return None
    may = max(rule.have, rule.needed or Fraction(0), rule.most or Fraction(0)) if unbounded else rule.may_have
    return bar(rule.have, may, rule.needed, rule.most, f"{amount}, {left}" if left else amount)


def _by(rule: RequirementMet, state: str) -> str:
    if rule.kind in _BOOKS:
        return "booked"
    return "met_by" if rule.kind in _ASKS_FOR_MORE and state == "met" else "looks_at"


def _unit(id: str, rule: RequirementMet, context: Context) -> str:
    held: UnitCounted | None = context.units.get(id)
    if held is None or not held.chosen or rule.measure not in ("credits", "share"):
        return context.unit(id)
    if context.unmeasured(held) and not held.counted:
        return f"{context.unit(id)} ({context.say('value.unknown')})"
    return f"{context.unit(id)} ({context.amount(held.counted)})"


def _notes(rule: RequirementMet, context: Context) -> Iterator[str]:
    """What else there is to say: that nothing more can be had, how a threshold was computed, the author's note."""
    if rule.applies is Truth.UNKNOWN:
        yield context.say("stacking.applies_unknown")
    if rule.binding and rule.kind == "at_most" and rule.met is not Truth.UNKNOWN:
        yield context.say("stacking.used_up")
    if rule.computed:
        yield context.say("stacking.computed", how=derived(rule.computed, context.language))
    if rule.note:
        yield capital(safe(rule.note))
