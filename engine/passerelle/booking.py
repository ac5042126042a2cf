"""A judgement and the rule that decided in; what is booked out, with where every figure comes from."""

from __future__ import annotations

from passerelle.decision import Amount, Booking, Outcome, Question, Target
from passerelle.facts import Known, shown_value
from passerelle.judgement import Judgement
from passerelle.rulepacks import RuleCompiled

#: What is booked is the component that was asked for, or a part of it.
_OF_THE_TARGET = (Outcome.RECOGNISED_FULL, Outcome.RECOGNISED_PARTIAL, Outcome.RECOGNISED_CONDITIONAL)


def booking(
    judgement: Judgement, decided: RuleCompiled | None, outcome: Outcome, question: Question, target: Target | None
) -> Booking | None:
    """What a positive outcome books; None where its rule books nothing."""
    if decided is None or not decided.book:
        return None
    values = {name: run(judgement.frame) for name, run in decided.book}
    named = outcome in _OF_THE_TARGET and target is not None
    # A rule that books the award's own credits books them beside the component, also where a condition goes with it.
    instead = not any("target." in amount.text for name, amount in decided.text.book if name == "credits")
    exempts = named and not instead and question.purpose is not None and question.purpose.value == "exemption"
    grade = judgement.gathered.facts.get("policy.grade")
    return Booking(
        component=target.id if exempts and target else None,
        title=dict(target.title) if exempts and target else {},
        credits=_text(values.get("credits"), "credits"),
        level=_text(values.get("level"), "eqf"),
        surplus=_text(values.get("surplus"), "credits"),
        grade=str(grade.value) if grade else None,
        amounts=tuple(_amounts(judgement)),
    )


def _amounts(judgement: Judgement) -> list[tuple[str, Amount]]:
    """What the award brings, as it counts and as its document states it."""
    facts = judgement.gathered.facts
    found: list[tuple[str, Amount]] = []
    credits, stated = facts.get("award.workload.credits"), facts.get("award.workload.stated")
    if credits is not None and stated is not None:
        ratio, way = facts.get("award.workload.ratio"), facts.get("award.workload.conversion")
        found.append(("credits", _amount(credits, "credits", "ECTS", stated, ratio, way.source if way else None)))
    level, said = facts.get("award.level.eqf"), facts.get("award.level.stated")
    if level is not None and said is not None:
        found.append(("level", _amount(level, "eqf", "EQF", said, None, level.source)))
    grade, converted = facts.get("award.grade.value"), facts.get("award.grade.converted")
    if grade is not None and converted is not None:
        # An officer may have confirmed a grade of the host where no scale is known.
        scale, home = facts.get("award.grade.scale"), facts.get("policy.grade_scale")
        rounding, method = facts.get("policy.grade_rounding"), facts.get("policy.grade")
        bavarian = method is not None and method.value == "bavarian"
        amount = Amount(
            value=str(converted.value), unit=str(home.value) if home else "",
            original=f"{grade.value} {scale.value}" if scale else str(grade.value), ratio=None,
            source=converted.source, rounding=str(rounding.value) if rounding and bavarian else None,
        )  # fmt: skip
        found.append(("grade", amount))
    return found


def _amount(
    known: Known, kind: str, unit: str, stated: Known, ratio: Known | None, source: str | None
) -> Amount:  # fmt: skip
    return Amount(
        value=_text(known.value, kind) or "", unit=unit, original=str(stated.value),
        ratio=str(ratio.value) if ratio is not None else None, source=source,
    )  # fmt: skip


def _text(value: object, kind: str) -> str | None:
    shown = shown_value(value, kind)
    return None if shown is None else str(shown)
