"""Facts that follow from others, once all that is known of an award has been entered."""

from __future__ import annotations

from collections.abc import Set

from passerelle.decision import Evidence, exact
from passerelle.facts.gathered import Gathered, Known
from passerelle.rulepacks import Range

#: Facts that nobody states by themselves: they come with another one.
COMES_WITH = {
    "award.workload.stated": "award.workload.credits",
    "award.workload.conversion": "award.workload.credits",
    "award.level.stated": "award.level.eqf",
    "award.outcomes_form": "award.outcomes",
    "award.quality.stated": "award.quality.external_at_issue",
    "award.quality.external": "award.quality.external_at_issue",
}


def follow(confirmed: Set[str], gathered: Gathered) -> None:
    """Enter whether the workload is one exact amount and that what was learned is stated as outcomes; and, where an
    officer has confirmed a fact by itself, what goes with it: that learning was assessed, that a level was judged, how
    a workload counts, that quality was assured at all, that a contradiction is settled."""
    facts = gathered.facts
    outcomes = gathered.members.get("award.outcomes", ())
    if "award.outcomes_form" not in confirmed and any("statement" in outcome for outcome in outcomes):
        facts["award.outcomes_form"] = Known("stated", Evidence.INFERRED)
    facts.pop("award.workload.exact", None)
    credits = facts.get("award.workload.credits")
    if credits is not None:
        facts["award.workload.exact"] = Known(not isinstance(credits.value, Range), Evidence.INFERRED, credits.place)
    if "award.assessment.types" in confirmed and "award.assessed" not in confirmed:
        types = facts["award.assessment.types"]
        facts["award.assessed"] = types._replace(value=assessed(types.value))
    if "award.level.eqf" in confirmed:
        level = facts["award.level.eqf"]
        facts.setdefault("award.level.stated", level._replace(value=f"EQF {level.value}"))
        if "award.level.basis" not in confirmed:
            facts["award.level.basis"] = level._replace(value="judged")
    if "award.workload.credits" in confirmed:
        amount = facts["award.workload.credits"]
        facts.setdefault("award.workload.stated", amount._replace(value=f"{exact(amount.value)} ECTS"))
        if "award.workload.conversion" not in confirmed:
            facts["award.workload.conversion"] = amount._replace(value="same")
    assured = facts.get("award.quality.external_at_issue")
    if "award.quality.external_at_issue" in confirmed and assured is not None and assured.value:
        facts.setdefault("award.quality.external", assured)
        facts.setdefault("award.quality.stated", assured)
    if "award.quality.absent" in confirmed and facts["award.quality.absent"].value:
        for name in ("stated", "external", "external_at_issue"):
            facts.setdefault(f"award.quality.{name}", facts["award.quality.absent"]._replace(value=False))
    contradicted = facts.get("award.contradictions")
    if contradicted is not None and confirmed:
        left = tuple(field for field in contradicted.value if f"award.{field}" not in confirmed)
        facts["award.contradictions"] = contradicted._replace(value=left)


def assessed(types: tuple[str, ...]) -> bool:
    """Whether learning outcomes were assessed: to be present is not enough."""
    return any(kind != "attendance_only" for kind in types)
