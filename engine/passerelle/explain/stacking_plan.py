"""How a person stands and the ways to an award with units on offer enter; what to take next, in sentences, leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from passerelle.decision.stacking import StackDecision, StackOutcome, Way
from passerelle.explain.language import language
from passerelle.explain.sheet import Sheet
from passerelle.explain.stacking import stack_report
from passerelle.explain.stacking_report import StackReport, StackWayText


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport:
    """What to take next, in words. `now` is how the person stands; `ways` what leads to the award, the cheapest first,
    each with its `costs` ("" where the offers do not say any); `note` says why there are none."""

    heading: str
    now: StackReport
    ways: tuple[StackWayText, ...]
    costs: tuple[str, ...]
    note: str


def plan_report(decision: StackDecision, ways: Sequence[Way], costs: Sequence[Fraction], lang: str) -> PlanReport:
    """A plan in words. Raises `LanguageError`."""
    spoken = language(lang)
    now = stack_report(replace(decision, ways=tuple(ways)), lang)
    told = [spoken.say("stacking.cost", amount=cost) for cost in costs] or [""] * len(now.ways)
    note = ""
    if not now.ways:
        reached = decision.outcome in (StackOutcome.ELIGIBLE, StackOutcome.ELIGIBLE_CONDITIONAL)
        note = spoken.say("stacking.plan_reached" if reached else "stacking.plan_none")
    return PlanReport(
        heading=spoken.say("stacking.plan"), now=replace(now, ways=()), ways=now.ways, costs=tuple(told), note=note
    )


def plan_text(told: PlanReport, *, blocks: bool = True) -> str:
    """The plan as plain text of at most 88 columns; without `blocks` bars are drawn in ASCII."""
    from passerelle.explain.stacking_text import stack_text_of

    sheet = Sheet()
    sheet.write(told.heading)
    sheet.lines.append("=" * len(told.heading))
    for number, (way, cost) in enumerate(zip(told.ways, told.costs, strict=True), 1):
        mark = f"  {number}. "
        for index, step in enumerate(way.steps):
            sheet.write(step, f"{mark if not index else ' ' * len(mark)}- ")
        sheet.write("; ".join(filter(None, (way.then, cost))), " " * len(mark))
    if told.note:
        sheet.write(told.note, "  ")
    return f"{sheet.text()}\n{stack_text_of(told.now, blocks=blocks)}"
