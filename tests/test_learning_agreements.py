"""A learning agreement with a transcript: recognised in full without a comparison, or set aside and never held against
anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import BODY, COMPLETE, CONFIRMED, awards, stated
from passerelle.decision import AgreedComponent, Applicant, Confirmation, Grade, Outcome, Workload
from passerelle.facts.identity import same_person, same_text
from promises import APPLICATION, BORN, LINE, SPECIFICATION, agreed, ask, missing, module, rules, told, value

FULL, FURTHER = Outcome.RECOGNISED_FULL, Outcome.FURTHER_INFORMATION_NEEDED
NOTHING_TO_COMPARE = replace(COMPLETE, outcomes=(), workloads=())


def test_what_was_agreed_is_recognised_though_nothing_can_be_compared() -> None:
    decision = ask(NOTHING_TO_COMPARE, application=APPLICATION)
    assert (decision.outcome, rules(decision)) == (FULL, {"component-as-agreed"})
    assert decision.booking is not None
    assert (decision.booking.component, decision.booking.credits, decision.booking.level) == ("data-ethics", "5", "7")
    assert decision.rights is not None
    reached = [step.id for step in decision.steps if step.result != "not reached"]
    assert reached[-1] == "S4"


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"learner": "Mila Kovač"}, "agreement-of-another-person"),
        ({"date_of_birth": date(1999, 5, 5)}, "agreement-of-another-person"),
        ({"host": "other-college"}, "agreement-with-another-host"),
        ({"signed": False}, "agreement-not-signed"),
        ({"components": (replace(LINE, title="Data Law"),)}, "agreement-without-this-award"),
        ({"components": (replace(LINE, component="data-law"),)}, "agreement-without-this-award"),
        ({"components": (replace(LINE, component=""),)}, "agreement-without-this-award"),
        ({"sending": "University of Nowhere"}, "agreement-without-this-award"),
        ({"components": (replace(LINE, passed=False),)}, "agreed-and-not-passed"),
    ],
)
def test_what_keeps_an_agreement_from_counting_is_told_and_changes_nothing_else(
    changed: dict[str, Any], rule: str
) -> None:
    award = replace(COMPLETE, grade=Grade())
    without, decision = ask(award), ask(award, application=agreed(**changed))
    assert decision.outcome is without.outcome is FULL
    assert rules(decision) == rules(without) == {"component-replaced"}
    assert rule in told(decision)
    (found,) = (each for each in decision.findings if each.rule.endswith(f"#{rule}"))
    assert (found.kind, bool(found.message["sl"]), bool(found.remedies)) == ("record", True, True)


@pytest.mark.parametrize(
    ("changed", "fact"),
    [
        ({"date_of_birth": None}, "agreement.names_applicant"),
        ({"learner": None}, "agreement.names_applicant"),
        ({"signed": None}, "agreement.signed"),
        ({"host": None}, "agreement.for_this_host"),
        ({"sending": None}, "agreement.lists_award"),
        ({"components": ()}, "agreement.lists_award"),
        ({"components": (replace(LINE, passed=None),)}, "agreement.passed"),
        ({"components": (AgreedComponent(component="data-ethics", specification=SPECIFICATION, passed=True),)},
         "agreement.lists_award"),
    ],
)  # fmt: skip
def test_what_an_agreement_leaves_unsaid_is_asked_for_and_may_be_confirmed(changed: dict[str, Any], fact: str) -> None:
    decision = ask(application=agreed(**changed))
    assert decision.outcome is FURTHER
    assert fact in missing(decision)
    names = ("signed", "for_this_host", "names_applicant", "lists_award", "passed")
    confirmed = (*CONFIRMED, *(Confirmation(fact=f"agreement.{name}", value="true") for name in names))
    assert rules(ask(application=agreed(**changed), confirmed=confirmed)) == {"component-as-agreed"}


def test_an_application_without_the_applicant_does_not_name_anybody() -> None:
    decision = ask(application=replace(APPLICATION, applicant=Applicant()))
    assert "agreement.names_applicant" in missing(decision)


def test_a_specification_goes_before_a_title() -> None:
    award = replace(COMPLETE, specification=stated(SPECIFICATION))
    same = (replace(LINE, specification=SPECIFICATION, title="Another title"),)
    other = (replace(LINE, specification="urn:example:mc:data-law"),)
    assert rules(ask(award, application=agreed(components=same))) == {"component-as-agreed"}
    assert "agreement-without-this-award" in told(ask(award, application=agreed(components=other)))


def test_the_sending_institution_may_be_named_in_any_language_and_case() -> None:
    assert rules(ask(application=agreed(sending="example  UNIVERSITY of data"))) == {"component-as-agreed"}


def test_the_title_of_another_institution_s_award_is_not_what_was_agreed() -> None:
    body = replace(BODY, legal_identifiers=(), name=stated({"en": "Quick Degrees"}), legal_name=None)
    mill = replace(COMPLETE, awarding_bodies=(replace(body, formal_status=stated("mill")),))
    decision = ask(mill, application=APPLICATION)
    assert (decision.outcome, rules(decision)) == (Outcome.REFUSED, {"mill"})


@pytest.mark.parametrize("fact", ["award.authentic", "award.holder_matches"])
def test_an_agreement_does_not_make_up_for_authenticity_or_identity(fact: str) -> None:
    confirmed = tuple(replace(each, value="false") if each.fact == fact else each for each in CONFIRMED)
    decision = ask(application=APPLICATION, confirmed=confirmed)
    assert decision.outcome in (Outcome.REFUSED, FURTHER)
    assert "component-as-agreed" not in rules(decision)


def test_agreed_elective_credit_has_no_limit_and_needs_an_exact_amount() -> None:
    line = (replace(LINE, component=""),)
    large = replace(COMPLETE, workloads=(stated(Workload(Fraction(15), "ECTS")),))
    decision = ask(large, purpose="credit_elective", application=agreed(components=line))
    assert decision.booking is not None
    assert (decision.outcome, decision.booking.credits) == (FULL, "15")
    contradicting = (stated(Workload(Fraction(5), "ECTS")), stated(Workload(Fraction(6), "ECTS")))
    for workloads in (contradicting, (stated(Workload(Fraction(1), "CEU")),)):
        award = replace(COMPLETE, workloads=workloads)
        decision = ask(award, purpose="credit_elective", application=agreed(components=line))
        assert decision.outcome is FURTHER
        assert "agreed-credit-not-known" in rules(decision)


def test_a_transcript_against_the_award_is_for_the_issuer_to_settle() -> None:
    decision = ask(application=agreed(components=(replace(LINE, passed=False),)))
    assert (decision.outcome, rules(decision)) == (Outcome.PENDING, {"transcript-contradicts-award"})
    assert decision.pending is not None
    assert decision.pending.by == "issuer"


def test_an_agreement_says_nothing_of_other_purposes() -> None:
    decision = ask(purpose="employment_nonregulated", host="example-works", application=agreed(host="example-works"))
    assert rules(decision) == {"comparability-statement"}


# Who is who ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "born", "confirmed", "matches"),
    [
        ("Mila Novak", BORN, (), True),
        ("mila   NOVAK", BORN, (), True),
        ("Mila Kovač", BORN, (), None),
        ("Mila Novak", date(1999, 5, 5), (), False),
        ("Mila Novak", None, (), None),
        (None, BORN, (), None),
        ("Mila Kovač", date(1999, 5, 5), (Confirmation(fact="award.holder_matches", value="true"),), True),
    ],
)
def test_the_holder_is_the_applicant_where_name_and_birth_agree(
    name: str | None, born: date | None, confirmed: tuple[Confirmation, ...], matches: bool | None
) -> None:
    application = replace(APPLICATION, agreement=None, applicant=Applicant(name=name, date_of_birth=born))
    decision = ask(application=application, confirmed=(CONFIRMED[0], *confirmed))
    assert value(decision, "award.holder_matches") is matches


names = st.sampled_from(
    [None, "Mila Novak", "mila novak", "MILA  NOVAK ", "Mila Nóvak", "Novak Mila", "Müller", "Müller"]
)
days = st.sampled_from([None, BORN, date(2000, 2, 29)])


@given(names, days, names, days)
def test_a_person_is_the_same_by_name_and_birth_and_never_by_resemblance(
    name: str | None, born: date | None, other: str | None, other_born: date | None
) -> None:
    found = same_person(name, born, other, other_born)
    assert found == same_person(other, other_born, name, born)
    if found is True:
        assert name is not None
        assert other is not None
        assert born == other_born is not None
        assert same_text(name, other)
    if found is None:
        assert None in (name, other, born, other_born)
    for missing_name in (None, name):
        less = same_person(missing_name, None, other, other_born)
        assert less in (None, found) or (less is False and found is False)


@settings(max_examples=60, deadline=None)
@given(awards(), st.sampled_from(["agreed", "another", "unsigned"]))
def test_an_agreement_never_makes_an_answer_worse(award: Any, kind: str) -> None:
    """But for asking what it leaves unsaid, which nothing in these does."""
    award = replace(award, holder=COMPLETE.holder, title=COMPLETE.title, awarding_bodies=(BODY,), grade=Grade())
    changed: dict[str, dict[str, Any]] = {
        "agreed": {},
        "another": {"learner": "Somebody Else"},
        "unsigned": {"signed": False},
    }
    without, decision = ask(award, target=module()), ask(award, application=agreed(**changed[kind]))
    if kind == "agreed":
        assert decision.outcome is FULL or decision.outcome is without.outcome
    else:
        assert decision.outcome is without.outcome
        assert decision.booking == without.booking
