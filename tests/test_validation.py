"""Validation of prior learning: which stage is reached, and that every referral says so; and that a certificate by
validation is an award like any other."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import AS_OF, awards, confirmations, stated
from by_facts import PURPOSES, answered, desk, judged
from passerelle.decision import Award, Confirmation, Decision, Outcome

STAGES = ("at_identified", "at_documented", "at_assessed")


def stage(said: Any, staff: Any, enough: Any, practice: Any, form: Any, assessed: Any) -> str:
    """The highest stage that is shown."""
    if said == "assessed" or staff == "passed":
        return "at_assessed"
    shown_by_award = said in (None, "certified") and form == "stated" and assessed is True
    if said == "documented" or enough is True or practice is True or shown_by_award:
        return "at_documented"
    return "at_identified"


def test_the_stage_is_the_highest_that_is_shown() -> None:
    values = (
        (None, "identified", "documented", "assessed", "certified"), (None, "passed"), (None, True, False),
        (None, True), (None, "stated", "topics"), (None, True, False),
    )  # fmt: skip
    names = (
        "award.validation_stage", "evidence.staff_assessment", "evidence.portfolio_sufficient",
        "evidence.certified_practice", "award.outcomes_form", "award.assessed",
    )  # fmt: skip
    for chosen in product(*values):
        judgement = judged("exemption", dict(zip(names, chosen, strict=True)))
        reached = [name for name in STAGES if judgement.value(name) is True]
        assert reached == [stage(*chosen)], chosen
        assert not any(judgement.value(name) is None for name in STAGES), chosen


def ask(award: Award, purpose: str, confirmed: tuple[Confirmation, ...]) -> Decision:
    host = "example-works" if purpose == "employment_nonregulated" else "example-university"
    target = "data-ethics" if purpose == "exemption" else None
    return desk().recognise(award, host=host, purpose=purpose, target=target, as_of=AS_OF, confirmations=confirmed)


@settings(max_examples=150, deadline=None)
@given(awards(), st.sampled_from(PURPOSES[:3]), confirmations())
def test_every_referral_says_the_stage_and_what_the_next_one_needs(
    award: Award, purpose: str, confirmed: tuple[Confirmation, ...]
) -> None:
    decision = ask(award, purpose, confirmed)
    if decision.outcome is not Outcome.REFERRED_TO_RPL:
        return
    told = [reason for reason in decision.reasons if reason.rule.partition("#")[2].startswith("stage-")]
    assert len(told) == 1
    assert told[0].kind == "conclusion"
    assert told[0].remedies[0] in decision.remedies
    assert told[0].remedies[0].by == "learner"


@settings(max_examples=150, deadline=None)
@given(awards(), st.sampled_from(PURPOSES[:3]), confirmations())
def test_a_certificate_by_validation_is_never_worse_than_one_by_a_course(
    award: Award, purpose: str, confirmed: tuple[Confirmation, ...]
) -> None:
    course = replace(award, route=stated("course"), validation_stage=None)
    validated = replace(course, route=stated("validation"), validation_stage=stated("certified"))
    one, other = ask(course, purpose, confirmed), ask(validated, purpose, confirmed)
    assert (one.outcome, one.booking) == (other.outcome, other.booking)


@pytest.mark.parametrize("purpose", ["exemption", "employment_nonregulated", "admission"])
def test_what_is_known_not_to_be_described_is_not_asked_for_again(purpose: str) -> None:
    facts = {"award.outcomes": None, "award.outcomes_form": "absent"}
    outcome = answered(purpose, facts).outcome
    assert outcome is Outcome.REFERRED_TO_RPL
    unknown = answered(purpose, {"award.outcomes": None, "award.outcomes_form": None}).outcome
    assert unknown is Outcome.FURTHER_INFORMATION_NEEDED


def test_credit_without_any_stated_workload_comes_by_validation() -> None:
    unstated = {"award.workload.stated": None, "award.workload.credits": None, "award.workload.exact": None}
    absent = {**unstated, "award.workload.conversion": "absent"}
    outcomes = [answered(purpose, absent).outcome for purpose in ("credit_elective", "exemption")]
    assert outcomes == [Outcome.REFERRED_TO_RPL, Outcome.RECOGNISED_FULL]
    outcome = answered("credit_elective", {**unstated, "award.workload.conversion": None}).outcome
    assert outcome is Outcome.FURTHER_INFORMATION_NEEDED
