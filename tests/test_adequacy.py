"""Profile, assessment, identity and currency: small tables over all that they depend on, against plain Python."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from awards import AS_OF
from by_facts import answered
from passerelle.decision import Outcome
from passerelle.recognition.answering import Answer

FULL, CONDITIONAL = Outcome.RECOGNISED_FULL, Outcome.RECOGNISED_CONDITIONAL
ASKED, REFUSED = Outcome.FURTHER_INFORMATION_NEEDED, Outcome.REFUSED
LEAST = ("none", "weak", "substantial", "strong")
ORDER = {"unsupervised_no_id": 0, "supervised_no_id": 1, "supervised_online_with_id": 2, "supervised_onsite_with_id": 3}


def told(answer: Answer) -> tuple[Outcome, str]:
    """The outcome and the rule that decided, or those that are open."""
    decided = answer.decided
    return answer.outcome, decided.text.id if decided else " ".join(rule.text.id for rule in answer.open)


# Identity ---------------------------------------------------------------------------------------------------------


def short(least: str, supervision: Any, participation: Any) -> bool | None:
    """Whether less is known of the identity of the person than a host asks for; None where it is not known."""
    if least == "none" or participation == ("onsite",):
        return False
    if supervision is not None:
        below = ORDER[supervision] < LEAST.index(least)
        return below if participation is not None or not below else None
    return None


@pytest.mark.parametrize("purpose", ["exemption", "credit_elective"])
def test_identity_is_asked_for_as_the_host_says_and_for_what_it_says(purpose: str) -> None:
    for compulsory, least, elective_least, supervision, participation in product(
        (True, False), LEAST, ("none", "weak"), (*ORDER, None), (("online",), ("onsite",), ("onsite", "online"), None)
    ):
        facts = {
            "target.compulsory": compulsory,
            "policy.identity_least": least,
            "policy.elective_identity_least": elective_least,
            "award.supervision": supervision,
            "award.participation": participation,
        }
        asked = least if purpose == "exemption" and compulsory else elective_least
        expected = {True: CONDITIONAL, False: FULL, None: ASKED}[short(asked, supervision, participation)]
        assert answered(purpose, facts).outcome is expected, facts


def test_whether_a_component_is_compulsory_is_asked_only_where_it_matters() -> None:
    unchecked = {"award.supervision": "unsupervised_no_id", "award.participation": ("online",)}
    answer = answered("exemption", {"target.compulsory": None, **unchecked})
    assert answer.outcome is ASKED
    assert answered("exemption", {"target.compulsory": None}).outcome is FULL


@pytest.mark.parametrize("purpose", ["admission", "employment_nonregulated"])
def test_for_work_and_admission_nobody_asks_who_was_supervised(purpose: str) -> None:
    for supervision in (*ORDER, None):
        facts = {
            "award.supervision": supervision,
            "award.participation": ("online",),
            "policy.identity_least": "strong",
        }
        assert answered(purpose, facts).outcome is FULL, facts


def test_a_level_that_is_too_low_is_no_matter_of_identity() -> None:
    facts = {
        "award.level.eqf": 5, "award.supervision": "unsupervised_no_id", "award.participation": ("online",),
        "policy.elective_credits_most": None,
    }  # fmt: skip
    assert answered("exemption", facts).outcome is not CONDITIONAL


@pytest.mark.parametrize("purpose", ["exemption", "credit_elective"])
def test_testing_is_asked_for_as_the_host_says(purpose: str) -> None:
    strength = {
        ("peer_assessed",): 1,
        ("quiz_auto_marked",): 2,
        ("other",): 2,
        ("project",): 3,
        ("oral_exam", "peer_assessed"): 3,
    }
    for least, (types, rank) in product(LEAST, strength.items()):
        facts = {"policy.testing_least": least, "award.assessment.types": types}
        expected = CONDITIONAL if rank < LEAST.index(least) else FULL
        assert answered(purpose, facts).outcome is expected, facts


# Currency ---------------------------------------------------------------------------------------------------------

LONG_AGO, LATELY = date(2010, 3, 1), date(2025, 3, 1)


def currency(limit: Any, achieved: Any, practice: Any, revalidation: str) -> Outcome:
    if limit is None or LATELY in (achieved, practice):
        return FULL
    if achieved is None:
        return ASKED
    if revalidation == "exam":
        return CONDITIONAL
    return REFUSED if practice == LONG_AGO else ASKED


@pytest.mark.parametrize("purpose", ["exemption", "credit_elective"])
def test_currency_runs_from_the_day_of_achievement_and_stops_for_practice(purpose: str) -> None:
    days = (LONG_AGO, LATELY, None)
    for limit, achieved, practice, revalidation in product(((8, 0, 0), None), days, days, ("exam", "not_offered")):
        facts = {
            "policy.currency": limit, "award.achieved": achieved, "evidence.recent_practice": practice,
            "policy.revalidation": revalidation,
        }  # fmt: skip
        outcome, rule = told(answered(purpose, facts))
        assert outcome is currency(limit, achieved, practice, revalidation), (facts, rule)


@pytest.mark.parametrize(("years", "outcome"), [(8, FULL), (7, CONDITIONAL)])
def test_on_its_last_day_learning_is_still_current(years: int, outcome: Outcome) -> None:
    achieved = AS_OF.replace(year=AS_OF.year - 8)
    assert answered("exemption", {"policy.currency": (years, 0, 0), "award.achieved": achieved}).outcome is outcome


@pytest.mark.parametrize("purpose", ["admission", "employment_nonregulated"])
def test_for_work_and_admission_no_currency_is_asked(purpose: str) -> None:
    facts = {"policy.currency": (1, 0, 0), "award.achieved": LONG_AGO, "policy.revalidation": "not_offered"}
    assert answered(purpose, facts).outcome is FULL


@pytest.mark.parametrize("purpose", ["exemption", "credit_elective", "employment_nonregulated"])
@pytest.mark.parametrize("says", ["ask", "revalidate", "learning"])
@pytest.mark.parametrize("until", [LATELY, date(2027, 1, 1), None])
def test_an_expired_certificate_is_what_the_host_says_it_is_and_never_refused(
    purpose: str, says: str, until: date | None
) -> None:
    outcome, rule = told(answered(purpose, {"award.valid_until": until, "policy.expired_certificate": says}))
    expired = until == LATELY
    if not expired or says == "learning":
        assert outcome is FULL
    elif says == "revalidate" and purpose != "employment_nonregulated":
        assert (outcome, rule[:10]) == (CONDITIONAL, "revalidate")
    else:
        assert (outcome, rule) == (ASKED, "expired")


# Profile ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", ["exemption", "admission"])
@pytest.mark.parametrize("bridging", [True, False])
def test_research_training_matters_for_research_alone(purpose: str, bridging: bool) -> None:
    orientations = ("scholarly", "professional", "research", None)
    for target, award, research in product(orientations, orientations, (True, False, None)):
        facts = {
            "target.orientation": target, "award.orientation": award, "award.research_training": research,
            "policy.bridging": bridging, "policy.elective_credits_most": 0,
        }  # fmt: skip
        outcome, rule = told(answered(purpose, facts))
        if target != "research" or research is True or award in ("scholarly", "research"):
            expected = FULL
        elif award is None or research is None:
            expected = ASKED
        elif bridging:
            expected = CONDITIONAL
        else:
            expected = Outcome.RECOGNISED_ALTERNATIVE if purpose == "admission" else REFUSED
        assert outcome is expected, (facts, rule)
