"""Facts that follow from others, once all that is known of an award has been entered."""

from __future__ import annotations

from collections.abc import Set

from passerelle.decision import Evidence
from passerelle.facts.gathered import Gathered, Known
from passerelle.rulepacks import Range


def follow(confirmed: Set[str], gathered: Gathered) -> None:
    """Enter whether the workload is one exact amount and that what was learned is stated as outcomes; and, where an
    officer has confirmed a fact by itself, what goes with it: that learning was assessed, that a level was judged, that
    a contradiction is settled."""
    facts = gathered.facts
    outcomes = gathered.members.get("award.outcomes", ())
    if "award.outcomes_form" not in facts and any("statement" in outcome for outcome in outcomes):
        facts["award.outcomes_form"] = Known("stated", Evidence.INFERRED)
    facts.pop("award.workload.exact", None)
    credits = facts.get("award.workload.credits")
    if credits is not None:
        facts["award.workload.exact"] = Known(not isinstance(credits.value, Range), Evidence.INFERRED, credits.place)
    if "award.assessment.types" in confirmed and "award.assessed" not in confirmed:
        types = facts["award.assessment.types"]
        facts["award.assessed"] = types._replace(value=assessed(types.value))
    if "award.level.eqf" in confirmed and "award.level.basis" not in confirmed:
        facts["award.level.basis"] = facts["award.level.eqf"]._replace(value="judged")
    contradicted = facts.get("award.contradictions")
    if contradicted is not None and confirmed:
        left = tuple(field for field in contradicted.value if f"award.{field}" not in confirmed)
        facts["award.contradictions"] = contradicted._replace(value=left)


def assessed(types: tuple[str, ...]) -> bool:
    """Whether learning outcomes were assessed: to be present is not enough."""
    return any(kind != "attendance_only" for kind in types)
