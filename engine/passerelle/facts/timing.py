"""An application and its host's time limit in; until when the decision is due, and whether it is late, out.

The time runs from the day on which the information was complete: days before it do not count, and while the issuer has
suspended the award nothing is complete.
"""

from __future__ import annotations

from passerelle.decision import Evidence, Question, Timing
from passerelle.facts.gathered import Gathered, Known
from passerelle.facts.shown import shown_value
from passerelle.rulepacks.amounts import shift
from passerelle.rulepacks.versions import RECOGNITION

#: What sets the limit that holds where a policy is silent, and that for mobility which was agreed.
GENERAL = "Revised Recommendation 2010"
AGREED = "Council Recommendation 2018/C 444/01"
#: What an agreement must have so that its credits are recognised without delay.
_PROMISED = ("given", "signed", "for_this_host", "names_applicant", "lists_award", "passed")


def time_facts(gathered: Gathered) -> None:
    """Enter the last day for the decision, and whether the day of the question is after it."""
    facts = gathered.facts
    for name in ("application.due", "application.overdue"):
        facts.pop(name, None)
    complete, limit = facts.get("application.complete"), facts.get("policy.decision_within")
    if complete is None or limit is None or _suspended(gathered):
        return
    due = shift(complete.value, *limit.value)
    if due is None:
        return
    facts["application.due"] = Known(due, Evidence.INFERRED, limit.place, limit.source)
    facts["application.overdue"] = Known(facts["question.as_of"].value > due, Evidence.INFERRED)


def timing(question: Question, gathered: Gathered) -> Timing | None:
    """The time limit of a decision, or None where no application says since when it is awaited."""
    application, facts = question.application, gathered.facts
    limit = facts.get("policy.decision_within")
    if application is None or limit is None or not (application.received or application.complete):
        return None
    due, overdue, complete = (facts.get(f"application.{name}") for name in ("due", "overdue", "complete"))
    agreed = all(name in facts and facts[name].value is True for name in (f"agreement.{each}" for each in _PROMISED))
    own = not (limit.source or "").startswith(f"{RECOGNITION}@")
    return Timing(
        received=application.received.isoformat() if application.received else None,
        complete=complete.value.isoformat() if complete else None,
        due=due.value.isoformat() if due else None,
        breached=overdue.value if overdue else None,
        limit="without delay" if agreed else str(shown_value(limit.value, "duration")),
        source=AGREED if agreed else limit.source if own and limit.source else GENERAL,
    )


def answer_by(gathered: Gathered) -> str | None:
    """The last day for supplying what a decision asks for, or None where the policy sets no time."""
    wait, as_of = gathered.facts.get("policy.information_within"), gathered.facts["question.as_of"].value
    day = None if wait is None else shift(as_of, *wait.value)
    return None if day is None else day.isoformat()


def _suspended(gathered: Gathered) -> bool:
    status = gathered.facts.get("award.status")
    return status is not None and status.value == "suspended"
