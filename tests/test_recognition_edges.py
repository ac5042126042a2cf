"""Recognition at its edges: what contradicts itself, what is nothing, what only the learner says."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from awards import AS_OF, BODY, COMPLETE, CONFIRMED, QUALITY, stated
from passerelle.decision import (
    Award,
    Confirmation,
    Decision,
    Evidence,
    Grade,
    LearningOutcome,
    Level,
    Notice,
    Organisation,
    Outcome,
    Stated,
    Target,
    Workload,
)
from passerelle.desk import Desk

FURTHER = Outcome.FURTHER_INFORMATION_NEEDED


@functools.cache
def desk(**policy: str) -> Desk:
    return Desk.open().with_policy("example-university", policy) if policy else Desk.open()


def component(**changed: Any) -> Target:
    return replace(desk().target("example-university", "data-ethics"), **changed)


def ask(
    award: Award, purpose: str = "exemption", *confirmed: tuple[str, str], target: Target | None = None, **policy: str
) -> Decision:
    host = "example-works" if purpose.startswith("employment") else "example-university"
    if purpose == "exemption" and target is None:
        target = component()
    confirmations = (*CONFIRMED, *(Confirmation(fact=fact, value=value) for fact, value in confirmed))
    return desk(**policy).recognise(
        award, host=host, purpose=purpose, target=target, as_of=AS_OF, confirmations=confirmations
    )


def decided(decision: Decision) -> set[str]:
    return {reason.rule.partition("#")[2] for reason in decision.reasons}


def workload(*amounts: int) -> dict[str, Any]:
    return {"workloads": tuple(stated(Workload(Fraction(amount), "ECTS"), f"/{amount}") for amount in amounts)}


def test_contradicting_workloads_are_never_booked_as_elective_credit_until_one_is_confirmed() -> None:
    award = replace(COMPLETE, **workload(5, 8))
    decision = ask(award, "credit_elective")
    assert (decision.outcome, decided(decision)) == (FURTHER, {"credit-only-a-range"})
    assert decision.booking is None
    settled = ask(award, "credit_elective", ("award.workload.credits", "5 ECTS"))
    assert settled.booking is not None
    assert (settled.outcome, settled.booking.credits) == (Outcome.RECOGNISED_FULL, "5")


def test_hours_without_a_fixed_ratio_become_credit_when_the_officer_confirms_the_amount() -> None:
    hours = stated(Workload(Fraction(120), "hours", hours_kind="learner"))
    award = replace(COMPLETE, awarding_bodies=(replace(BODY, country=stated("DE")),), workloads=(hours,))
    assert decided(ask(award, "credit_elective")) == {"credit-only-a-range"}
    settled = ask(award, "credit_elective", ("award.workload.credits", "4 ECTS"))
    assert settled.outcome is Outcome.RECOGNISED_FULL


@pytest.mark.parametrize("purpose", ["exemption", "credit_elective", "employment_nonregulated"])
def test_a_failed_assessment_is_recognised_for_nothing_and_no_grade_is_no_failure(purpose: str) -> None:
    failed = ask(replace(COMPLETE, grade=Grade(value=stated("F"), passed=stated(False))), purpose)
    assert (failed.outcome, decided(failed)) == (Outcome.REFUSED, {"assessment-failed"})
    assert ask(replace(COMPLETE, grade=Grade()), purpose).outcome is Outcome.RECOGNISED_FULL


def test_a_portfolio_is_the_learners_word_until_the_document_behind_it_was_seen() -> None:
    award = replace(COMPLETE, format="portfolio")
    decision = ask(award)
    assert (decision.outcome, decided(decision)) == (FURTHER, {"only-the-learners-word"})
    assert {"award.original_seen"} <= {remedy.fact for remedy in decision.remedies}
    assert ask(award, "exemption", ("award.original_seen", "false")).outcome is FURTHER
    assert ask(award, "exemption", ("award.original_seen", "true")).outcome is Outcome.RECOGNISED_FULL


def test_a_portfolio_that_nobody_has_assessed_goes_to_validation_without_a_document() -> None:
    award = replace(COMPLETE, format="portfolio", validation_stage=stated("documented"), assessments=())
    assert ask(award).outcome is Outcome.REFERRED_TO_RPL


def test_bodies_of_different_status_leave_the_status_open_in_any_order() -> None:
    other = Organisation(name=stated({"en": "Quick Degrees"}), country=stated("FI"), formal_status=stated("mill"))
    for bodies in ((BODY, other), (other, BODY)):
        decision = ask(replace(COMPLETE, awarding_bodies=bodies))
        assert decision.outcome is FURTHER
        assert {"award.issuer.formal_status"} <= {remedy.fact for remedy in decision.remedies}


def test_a_negative_review_is_for_a_person_to_judge_beside_a_positive_one() -> None:
    negative = replace(QUALITY, outcome=stated("negative"))
    for qualities in ((negative,), (QUALITY, negative)):
        decision = ask(replace(COMPLETE, quality=qualities))
        assert (decision.outcome, decided(decision)) == (Outcome.PENDING, {"quality-negative"})
    assert ask(replace(COMPLETE, quality=(negative,)), quality_evidence="stated").outcome is Outcome.PENDING


def test_what_is_said_to_be_achieved_in_the_future_is_not_achieved() -> None:
    decision = ask(replace(COMPLETE, achieved=stated(date(2026, 6, 1))))
    assert (decision.outcome, decided(decision)) == (FURTHER, {"achieved-in-the-future"})


@pytest.mark.parametrize("field", ["issued", "achieved", "valid_until"])
def test_of_two_dates_the_officer_says_which_is_right(field: str) -> None:
    notice = Notice(code="contradiction", place="/b", values=(field, "2025-11-01", "/a", "2026-11-01", "/b"))
    award = replace(COMPLETE, notices=(notice,))
    assert decided(ask(award)) == {"dates-contradict"}
    day = "2028-01-01" if field == "valid_until" else "2025-11-01"
    assert ask(award, "exemption", (f"award.{field}", day)).outcome is Outcome.RECOGNISED_FULL


@pytest.mark.parametrize("day", [date(2026, 1, 15), date(2026, 1, 14)])
def test_the_last_day_of_validity_counts(day: date) -> None:
    decision = ask(replace(COMPLETE, valid_until=stated(day)))
    assert decision.outcome is (Outcome.RECOGNISED_FULL if day == AS_OF else FURTHER)


# Targets and policies of nothing -------------------------------------------------------------------------------------


def test_a_component_without_an_essential_outcome_is_not_replaced() -> None:
    plain = tuple(replace(outcome, essential=False) for outcome in component().outcomes)
    decision = ask(COMPLETE, target=component(outcomes=plain))
    assert (decision.outcome, decided(decision)) == (FURTHER, {"no-essential-outcome"})
    assert ask(COMPLETE, target=component(outcomes=())).outcome is FURTHER


@pytest.mark.parametrize("missing", ["credits", "level"])
def test_a_component_without_credits_or_level_asks_its_host(missing: str) -> None:
    decision = ask(COMPLETE, target=component(**{missing: None}))
    assert decision.outcome is FURTHER
    assert {f"target.{missing}"} <= {remedy.fact for remedy in decision.remedies}


@pytest.mark.parametrize(
    ("policy", "covered", "outcome"),
    [
        ({"outcome_coverage": "1 %"}, 0, Outcome.RECOGNISED_ALTERNATIVE),
        ({"outcome_coverage": "1 %"}, 1, Outcome.RECOGNISED_FULL),
        ({"outcome_coverage": "100 %"}, 4, Outcome.RECOGNISED_PARTIAL),
        ({"outcome_coverage": "100 %"}, 5, Outcome.RECOGNISED_FULL),
        ({"partial_coverage": "0 %"}, 0, Outcome.RECOGNISED_ALTERNATIVE),
        ({"partial_coverage": "0 %"}, 1, Outcome.RECOGNISED_PARTIAL),
    ],
)
def test_at_the_ends_of_the_scale_nothing_covered_is_nothing_recognised(
    policy: dict[str, str], covered: int, outcome: Outcome
) -> None:
    other = LearningOutcome(statement=stated({"en": "Something else"}), identifiers=(stated("https://x.example/1"),))
    decision = ask(replace(COMPLETE, outcomes=(other, *COMPLETE.outcomes[:covered])), **policy)
    assert decision.outcome is outcome
    assert decision.booking is not None
    assert decision.booking.credits != "0"


def test_no_elective_credit_is_booked_where_the_host_takes_none() -> None:
    none: dict[str, str] = {"elective_credits_most": "0 ECTS"}
    assert ask(COMPLETE, "credit_elective", **none).outcome is Outcome.NOT_IN_SCOPE
    assert not ask(replace(COMPLETE, outcomes=COMPLETE.outcomes[:1]), **none).outcome.positive


def test_nobody_is_asked_for_what_only_follows() -> None:
    award = replace(COMPLETE, workloads=(stated(Workload(Fraction(3), "US-SCH")),))
    assert {remedy.fact for remedy in ask(award, "credit_elective").remedies if remedy.fact} == {
        "award.workload.credits"
    }
    booked = ask(award, "credit_elective", us_semester_credit="2 ECTS").booking
    assert booked is not None
    assert booked.credits == "6"


def test_an_award_of_no_credit_earns_none() -> None:
    assert ask(replace(COMPLETE, **workload(0)), "credit_elective").outcome is FURTHER


def test_the_alternative_of_elective_credit_needs_one_amount() -> None:
    award = replace(COMPLETE, outcomes=COMPLETE.outcomes[:1], **workload(5, 8))
    decision = ask(award)
    assert (decision.outcome, decided(decision) & {"elective-amount-open"}) == (FURTHER, {"elective-amount-open"})
    assert ask(award, "exemption", ("award.workload.credits", "5 ECTS")).outcome is Outcome.RECOGNISED_ALTERNATIVE


# Levels ---------------------------------------------------------------------------------------------------------------


def unrecognised(level: Level, country: str) -> Award:
    body = replace(BODY, formal_status=stated("unrecognised"), country=stated(country))
    return replace(COMPLETE, awarding_bodies=(body,), levels=(stated(level),))


@pytest.mark.parametrize(
    ("level", "country"),
    [(Level("EQF", "7"), "US"), (Level("QF-EHEA", "second"), "US"), (Level("IE-NFQ", "9"), "US")],
)
def test_no_framework_stands_behind_a_level_that_its_issuer_cannot_have(level: Level, country: str) -> None:
    decision = ask(unrecognised(level, country))
    assert (decision.outcome, decided(decision)) == (FURTHER, {"level-only-declared"})
    judged = ask(unrecognised(level, country), "exemption", ("award.level.eqf", "EQF 7"))
    assert judged.outcome is Outcome.RECOGNISED_FULL
    assert {fact.value for fact in judged.trace.facts if fact.name == "award.level.basis"} == {"judged"}


def test_a_level_in_the_framework_of_the_issuers_country_stands() -> None:
    assert ask(unrecognised(Level("IE-NFQ", "9"), "IE")).outcome is Outcome.RECOGNISED_FULL


@pytest.mark.parametrize("level", ["7", "8"])
def test_a_level_above_the_components_is_no_difference(level: str) -> None:
    assert ask(replace(COMPLETE, levels=(stated(Level("EQF", level)),))).outcome is Outcome.RECOGNISED_FULL


@pytest.mark.parametrize("labels", [("6", "7"), ("7", "6")])
def test_contradicting_levels_are_unknown(labels: tuple[str, str]) -> None:
    decision = ask(replace(COMPLETE, levels=tuple(stated(Level("EQF", label), f"/{label}") for label in labels)))
    assert decision.outcome is FURTHER
    assert {"award.level.eqf"} <= {remedy.fact for remedy in decision.remedies}


# Outcomes -------------------------------------------------------------------------------------------------------------


def test_outcomes_without_identifiers_are_asked_about_and_never_missing() -> None:
    bare = tuple(LearningOutcome(statement=outcome.statement) for outcome in COMPLETE.outcomes)
    decision = ask(replace(COMPLETE, outcomes=bare), purposes="[exemption]")
    assert decision.outcome is FURTHER
    assert {"award.outcomes.identifiers"} <= {remedy.fact for remedy in decision.remedies}


def test_other_identifiers_alone_are_no_ground_for_refusal() -> None:
    award = replace(COMPLETE, outcomes=COMPLETE.outcomes[:1])
    decision = ask(award, purposes="[exemption]")
    assert decision.outcome is FURTHER
    assert "outcomes-not-compared" in decided(decision)
    read = ask(award, "exemption", ("award.outcomes_compared", "true"), purposes="[exemption]")
    assert read.outcome is Outcome.REFUSED


def test_an_officer_who_states_the_assessment_has_stated_that_there_was_one() -> None:
    award = replace(COMPLETE, assessments=())
    assert ask(award).outcome is FURTHER
    assert ask(award, "exemption", ("award.assessment.types", "oral_exam")).outcome is Outcome.RECOGNISED_FULL
    absent = ask(award, "exemption", ("award.assessment.types", "attendance_only"))
    assert absent.outcome is Outcome.REFERRED_TO_RPL


def test_attendance_is_no_statement_for_an_employer() -> None:
    award = replace(COMPLETE, assessments=(stated("attendance_only"),))
    assert ask(award, "employment_nonregulated").outcome is Outcome.REFERRED_TO_RPL


def test_evidence_of_the_learner_stays_the_learners_in_the_trace() -> None:
    award = replace(COMPLETE, title=Stated({"en": "Data"}, "line 3", Evidence.LEARNER))
    assert {fact.evidence for fact in ask(award).trace.facts if fact.name == "award.title"} == {Evidence.LEARNER}
