"""Displaced persons without documents: every combination of what stands in for documents, against plain Python; and
what is promised to them."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from by_facts import PURPOSES, answered, judged
from passerelle.decision import Outcome
from passerelle.judgement import judge
from passerelle.recognition.answering import read_answer
from test_constitution import CASES, Facts, displaced, rules

DISPLACED = {"applicant.situation": "refugee_like", "applicant.documentation": "unavailable_for_cause"}
#: All that the applicant can say of what they learned.
SAID = {
    "award.holder.name": "Ada Example", "award.title": {"en": "Computer Science"}, "award.status": "active",
    "award.format": "portfolio", "award.contradictions": (),
}  # fmt: skip
VALID, EXPIRED = date(2022, 1, 15), date(2020, 1, 15)


def expected(purpose: str, paper: Any, passport: Any, enough: Any, staff: Any) -> str:
    """The rule that decides where nothing else is known."""
    study = purpose != "employment_nonregulated"
    if enough is False:
        if not study:
            return "practice-to-validate"
        if staff == "failed":
            return "not-passed-before-staff"
        if staff is None:
            return "staff-to-assess"
    elif enough is None and not (study and staff == "passed"):
        if paper == "compiled":
            return "portfolio-to-judge"
        if passport is None:
            return "background-paper-to-compile"
        return "passport-is-no-recognition" if passport == VALID else "passport-expired"
    if study and staff == "passed" and purpose == "exemption":
        return "component-shown-before-staff"
    return "portfolio-to-weigh"


@pytest.mark.parametrize("purpose", PURPOSES)
def test_what_stands_in_for_documents_leads_where_the_table_says(purpose: str) -> None:
    for paper, passport, enough, staff, practice in product(
        (None, "begun", "compiled"),
        (None, VALID, EXPIRED),
        (None, True, False),
        (None, "passed", "failed"),
        (None, True),
    ):
        facts = {
            **DISPLACED, **SAID, "evidence.background_paper": paper, "evidence.qualifications_passport": passport,
            "evidence.portfolio_sufficient": enough, "evidence.staff_assessment": staff,
            "evidence.certified_practice": practice,
        }  # fmt: skip
        answer = answered(purpose, facts, nothing_else=True)
        assert answer.decided is not None, (facts, [rule.text.id for rule in answer.open])
        assert answer.decided.text.id == expected(purpose, paper, passport, enough, staff), facts


def test_a_passport_is_valid_for_five_years_to_the_day() -> None:
    for day, rule in ((date(2021, 1, 15), "passport-is-no-recognition"), (date(2021, 1, 14), "passport-expired")):
        facts = {**DISPLACED, **SAID, "evidence.qualifications_passport": day}
        answer = answered("exemption", facts, nothing_else=True)
        assert answer.decided is not None
        assert answer.decided.text.id == rule


def test_nobody_else_is_spared_the_documents() -> None:
    for situation, documents in (("normal", "unavailable_for_cause"), ("refugee_like", "available"), (None, None)):
        facts = {**SAID, "applicant.situation": situation, "applicant.documentation": documents}
        answer = answered("exemption", {**facts, "evidence.portfolio_sufficient": True}, nothing_else=True)
        assert answer.outcome is Outcome.FURTHER_INFORMATION_NEEDED


def test_whether_documents_can_be_had_is_asked_of_a_refugee() -> None:
    judgement = judged("exemption", {**SAID, "applicant.situation": "refugee_like"}, nothing_else=True)
    answer = read_answer(judgement)
    assert answer.outcome is Outcome.FURTHER_INFORMATION_NEEDED
    assert "applicant.documentation" in {name for rule in answer.open for name in judgement.missing(rule)}


@settings(max_examples=CASES, deadline=None)
@given(st.integers(0, 2**40), st.sampled_from(PURPOSES[:3]), st.sampled_from([0.03, 0.15, 0.4]))
def test_no_displaced_person_is_refused_because_of_documents(seed: int, purpose: str, unknown: float) -> None:
    gathered = Facts(seed).gathered(purpose, unknown)
    for name, value in DISPLACED.items():
        gathered.facts[name] = gathered.facts["question.purpose"]._replace(value=value)
    assert displaced(gathered)
    answer = read_answer(judge(rules(), gathered))
    known = {name: fact.value for name, fact in gathered.facts.items()}
    if answer.outcome is Outcome.REFUSED:
        assert answer.decided is not None
        about = {
            "revoked": known.get("award.status") == "revoked",
            "not-authentic": known.get("award.authentic") is False,
            "mill": known.get("award.issuer.formal_status") == "mill",
        }
        assert about.get(answer.decided.text.id, True)
    if answer.outcome is Outcome.FURTHER_INFORMATION_NEEDED and answer.decided is None:
        documents = {
            "award.authentic", "award.holder_matches", "award.original_seen", "award.issued", "award.issuer.name",
            "award.issuer.country", "award.workload.stated", "award.assessment.types", "award.supervision",
        }  # fmt: skip
        judgement = judge(rules(), gathered)
        missing = {name for rule in answer.open for name in judgement.missing(rule)}
        assert not missing & documents, (missing, [rule.text.id for rule in answer.open])
