"""The awarding bodies of a joint award in, at which of them the learner studied and what status counts, out.

An award of several bodies is judged by those where the learner studied, whatever the others are (EAR manual, chapter
15). Where nobody has said where that was, their status counts only as far as all have the same.
"""

from __future__ import annotations

from collections.abc import Set

from passerelle.decision import Award
from passerelle.facts.gathered import Gathered, Known, weakest
from passerelle.facts.identity import is_called


def joint_facts(award: Award, confirmed: Set[str], gathered: Gathered) -> None:
    """Enter for each body whether the learner studied there, and the status that follows for the issuer. `confirmed`
    are the facts that an officer has established: they stay."""
    members = gathered.members.get("award.bodies", [])
    if len(members) < 2 or len(members) != len(award.awarding_bodies):
        return
    facts = gathered.facts
    studied = facts.get("award.studied_at")
    if studied is not None:
        there = [any(is_called(body, text) for text in studied.value) for body in award.awarding_bodies]
        known = all(any(is_called(body, text) for body in award.awarding_bodies) for text in studied.value)
        for member, was in zip(members, there, strict=True):
            # A place that is none of the bodies may be another name of one: those not named are then unknown.
            if was or known:
                member["studied_at"] = studied._replace(value=was)
    if "award.issuer.formal_status" in confirmed:
        return
    counted = [member for member in members if "studied_at" not in member or member["studied_at"].value]
    statuses = [member.get("formal_status") for member in counted]
    given = [status for status in statuses if status is not None]
    if len(given) == len(statuses) and len({status.value for status in given}) == 1:
        evidence = weakest([status.evidence for status in given])
        source = None if studied is None else "where the learner studied"
        facts["award.issuer.formal_status"] = Known(given[0].value, evidence, given[0].place, source)
    else:
        facts.pop("award.issuer.formal_status", None)
