"""The ten principles and Annex I as packs: every clause once, as strictly as the Recommendation says, about whom it is,
and what each says of awards that are made for it."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings

from awards import AS_OF, BODY, COMPLETE, CONFIRMED, QUALITY, awards, stated
from passerelle.clauses import Clause
from passerelle.decision import (
    Award,
    BodyFound,
    Confirmation,
    Consulted,
    Decision,
    LearningOutcome,
    Level,
    Outcome,
    Provider,
    Quality,
    Review,
    Workload,
    canonical_json,
)
from passerelle.desk import Desk
from passerelle.explain import as_text

#: The 62 clauses: how strictly each binds (mandatory, conditional, advisory), whom it is about, where it can be seen.
CLAUSES = {
    "1.1": "m provider: provider credential", "1.2": "m provider: declaration provider", "1.3": "m provider: provider",
    "1.4": "m provider: declaration", "1.5": "m provider: provider", "1.6": "m provider: provider",
    "1.7a": "m provider: provider declaration", "1.7b": "c provider: offer provider",
    "1.7c": "m provider: declaration provider", "1.7d": "m provider: declaration provider",
    "1.8a": "c provider: system provider", "1.8b": "c provider: provider", "1.8c": "c provider: provider",
    "1.8d": "c provider: provider",
    "2.1": "m credential: credential offer", "2.2a": "m credential: credential", "2.2b": "c credential: credential",
    "2.2c": "c credential: offer", "2.2d": "c credential: credential", "2.2e": "c credential: offer",
    "2.3": "c credential: credential", "2.4": "c credential: credential", "2.5": "a credential: system",
    "2.6": "a credential: system", "2.7": "a system: system declaration", "2.8": "a provider: issuer provider",
    "2.9": "c provider: provider", "2.10": "a credential: offer system",
    "3.1": "a credential: offer", "3.2": "c credential: offer", "3.3": "a provider: declaration",
    "4.1": "m credential: credential", "4.2": "m credential: offer declaration",
    "5.1": "m credential: offer", "5.2": "m host: host system", "5.3": "m credential: offer", "5.4": "m host: host",
    "5.5": "a host: host", "5.6": "m credential: credential", "5.7": "m credential: credential host",
    "6.1": "a system: declaration", "6.2": "a credential: credential offer system", "6.3": "m host: host",
    "6.4": "m host: host", "6.5": "c provider: issuer provider",
    "7.1": "m credential: system credential", "7.2": "m credential: credential", "7.3": "m credential: credential",
    "7.4": "m system: system host", "7.5": "m credential: credential system", "7.6": "m credential: system",
    "7.7": "m credential: credential",
    "8.1": "m credential: offer declaration", "8.2": "m provider: provider declaration",
    "8.3": "m provider: declaration",
    "9.1": "m credential: credential", "9.2": "m credential: credential issuer", "9.3": "m credential: credential",
    "9.4": "m credential: credential",
    "10.1": "a system: system declaration", "10.2": "a system: declaration", "10.3": "a system: declaration",
}  # fmt: skip

#: What sums up others, and the one clause that binds a host beside the credential.
SUMS = {"1.7", "1.8"}
OF_HOST_TOO = {"5.7"}

FULL = replace(
    COMPLETE,
    quality=(Quality(kind=stated("internal")), replace(QUALITY, report=stated("https://quality.example/1"))),
    target_group=stated("Analysts in public administration"),
)
OUTCOME = LearningOutcome(statement=stated({"en": "Names who is affected by a decision."}))


@functools.cache
def desk() -> Desk:
    return Desk.open()


@functools.cache
def principles() -> dict[str, list[Clause]]:
    found: dict[str, list[Clause]] = {}
    for clause in desk().clauses(AS_OF):
        if clause.principle is not None:
            found.setdefault(clause.clause.removeprefix("Annex II, "), []).append(clause)
    return found


def check(award: Award, *confirmed: tuple[str, str], host: str | None = None, on: Desk | None = None) -> Decision:
    confirmations = (*CONFIRMED[:1], *(Confirmation(fact=fact, value=value) for fact, value in confirmed))
    return (on or desk()).check(award, as_of=AS_OF, host=host, confirmations=confirmations)


def result(decision: Decision, rule: str) -> str:
    found = {f.rule.partition("#")[2]: f.result for f in (*decision.reasons, *decision.findings)}
    return str(found[rule])


# The clauses ------------------------------------------------------------------------------------------------------


def test_there_are_62_clauses_each_once() -> None:
    assert len(CLAUSES) == 62
    assert set(principles()) == CLAUSES.keys() | SUMS
    for clause, checks in principles().items():
        assert len(checks) == 2 if clause in OF_HOST_TOO else len(checks) == 1, clause
        assert len({check.subject for check in checks}) == len(checks)


def test_each_binds_as_strictly_as_the_recommendation_says() -> None:
    letters = {"m": "mandatory", "c": "conditional", "a": "advisory"}
    for clause, said in CLAUSES.items():
        binding, _, seen = said.partition(": ")
        severity, subject = binding.split()
        first = principles()[clause][0]
        assert (first.severity, first.subject, " ".join(first.seen_on)) == (letters[severity], subject, seen), clause
    assert Counter(said[0] for said in CLAUSES.values()) == {"m": 35, "c": 14, "a": 13}


def test_what_only_a_declaration_shows_never_passes() -> None:
    for clause, checks in principles().items():
        if checks[0].seen_on == ("declaration",):
            assert not {"PASS", "PASS_WITH_NOTE", "FAIL"} & set(checks[0].results), clause


def test_a_conditional_clause_never_fails_for_want_of_a_fact() -> None:
    """2.2b and 2.3 fail where no workload is stated at all: Annex I makes that mandatory."""
    failing = {clause for clause, found in principles().items() if "FAIL" in found[0].results}
    assert {clause for clause in failing if CLAUSES.get(clause, "m")[0] == "c"} == {"2.2b", "2.3"}
    assert not {clause for clause in failing if CLAUSES.get(clause, "m")[0] == "a"}


def test_clauses_are_listed_in_order_with_both_languages() -> None:
    numbers = [clause.principle for clause in desk().clauses(AS_OF) if clause.principle]
    assert numbers == sorted(numbers)
    for clause in desk().clauses(AS_OF):
        assert set(clause.title) == {"en", "sl"}
        assert clause.seen_on
        assert "UNKNOWN" in clause.results
        assert clause.rule.partition("#")[0] in {"eu/annex-1@2022-06-16", "eu/principles@2022-06-16"}
        assert clause.basis


# Whom they are about ----------------------------------------------------------------------------------------------

SHUT = """\
rules:
  - id: validated-elsewhere
    step: S13
    when: award.route = validation or award.issuer.country != SI
    then: {outcome: RECOGNISED_ALTERNATIVE}
    basis: Study rules, section 14
    reason: {en: Not the way that is usual here.}
"""


@settings(max_examples=60, deadline=None)
@given(awards())
def test_no_credential_is_less_conformant_for_what_its_host_does(award: Award) -> None:
    shut = desk().with_rules("example-university", SHUT)
    alone, asked, barred = (
        check(award),
        check(award, host="example-university"),
        check(award, host="example-university", on=shut),
    )
    assert alone.outcome == asked.outcome == barred.outcome
    assert result(barred, "p5.2") == result(barred, "p5.7.host") == "FAIL"
    assert {finding.subject for finding in alone.reasons} <= {"award", "provider"}
    for rule in ("p5.2", "p5.4", "p5.7.host", "p6.3"):
        assert result(alone, rule) == "NOT_APPLICABLE"
        assert result(asked, rule) in ("PASS", "PASS_WITH_NOTE")


def test_what_a_host_does_is_told_with_its_line() -> None:
    shut = desk().with_rules("example-university", SHUT)
    decision = check(FULL, host="example-university", on=shut)
    found = next(f for f in decision.trace.facts if f.name == "host.policy.by_origin")
    assert (found.value, found.place) == (True, "line 4, column 39")
    assert "hosts/example-university/recognition" in str(found.source)
    assert "Host: Not met (3)" in as_text(decision, "en")


def test_a_check_beside_a_host_with_rules_of_its_own_is_made_again_from_what_was_kept() -> None:
    with_rules = [pack.host.id for pack in desk().packs if pack.kind == "policy" and pack.host and pack.rules]
    assert with_rules
    for host in with_rules:
        decision = check(FULL, host=host)
        kept = Desk.from_sources(decision, desk().sources(decision))
        assert canonical_json(kept.again(decision, FULL, None)) == canonical_json(decision)


def test_a_report_tells_the_credential_from_its_provider_and_shows_both_days() -> None:
    expired = replace(FULL, quality=(FULL.quality[0], replace(QUALITY, valid_until=stated(date(2025, 12, 31)))))
    text = as_text(check(expired), "en")
    assert "valid on the day of issue: yes · today: no" in text
    assert "Provider: On somebody's word only" in text
    assert "Credential: Met (" in text


# Quality ----------------------------------------------------------------------------------------------------------


def test_quality_counts_on_the_day_of_issue_and_what_expired_since_is_noted() -> None:
    assert [result(check(FULL), rule) for rule in ("p1.1", "p1.5")] == ["PASS", "PASS"]
    expired = replace(FULL, quality=(FULL.quality[0], replace(QUALITY, valid_until=stated(date(2025, 12, 31)))))
    decision = check(expired)
    assert [result(decision, rule) for rule in ("p1.1", "p1.5")] == ["PASS_WITH_NOTE", "PASS_WITH_NOTE"]
    too_early = replace(FULL, quality=(FULL.quality[0], replace(QUALITY, valid_until=stated(date(2025, 1, 1)))))
    assert [result(check(too_early), rule) for rule in ("p1.1", "p1.5")] == ["DECLARED", "UNKNOWN"]


def test_no_review_of_the_single_course_is_asked_for_and_one_is_enough() -> None:
    course = replace(FULL, quality=(FULL.quality[0], replace(QUALITY, level=stated("course"))))
    assert (result(check(FULL), "p1.5"), result(check(course), "p1.5")) == ("PASS", "PASS_WITH_NOTE")


def test_a_review_that_names_micro_credentials_shows_that_it_fits_them() -> None:
    assert result(check(FULL), "p1.2") == "DECLARED"
    assert result(check(FULL, ("award.quality.covers_micro_credentials", "true")), "p1.2") == "PASS"


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (None, "UNKNOWN"),
        ("micro_credential, course, learner_feedback, peer_feedback", "PASS"),
        ("micro_credential, course, learner_feedback", "FAIL"),
        ("micro_credential, learner_feedback, peer_feedback", "FAIL"),
    ],
)
def test_what_internal_quality_assurance_covers_is_a_whole(listed: str | None, expected: str) -> None:
    bare = replace(FULL, quality=())
    said = [("award.quality.internal_covers", listed)] if listed else []
    assert result(check(bare, *said), "p1.7") == expected


def test_validation_alone_has_no_course_to_cover() -> None:
    said = ("award.quality.internal_covers", "micro_credential, learner_feedback, peer_feedback")
    validated = replace(FULL, quality=(), route=stated("validation"))
    assert result(check(validated, said), "p1.7") == "PASS"
    assert result(check(replace(validated, route=None), said), "p1.7") == "UNKNOWN"


def test_a_register_speaks_for_a_provider_and_never_against_one() -> None:
    listed = ("award.quality.register", "DEQAR")
    assert result(check(FULL), "p2.9") == "DECLARED"
    assert result(check(replace(FULL, quality=())), "p2.9") == "UNKNOWN"
    for issue, today, expected in (
        ("true", "true", "PASS"),
        ("true", "false", "PASS_WITH_NOTE"),
        ("false", "false", "PASS_WITH_NOTE"),
    ):
        days = (("award.quality.registered_at_issue", issue), ("award.quality.registered_today", today))
        assert result(check(replace(FULL, quality=()), listed, *days), "p2.9") == expected


@settings(max_examples=60, deadline=None)
@given(awards())
def test_what_is_not_in_a_register_fails_nowhere(award: Award) -> None:
    before = check(award)
    after = check(award, ("award.issuer.registered", "false"))
    assert {f.rule for f in before.reasons if f.result == "FAIL"} == {
        f.rule for f in after.reasons if f.result == "FAIL"
    }
    assert result(after, "p2.9") != "FAIL"
    assert result(after, "p2.8") in ("PASS", "UNKNOWN")


# The other new clauses --------------------------------------------------------------------------------------------


def test_where_the_route_is_not_stated_assessed_outcomes_meet_one_of_two_clauses() -> None:
    for route, expected in (
        ("course", ("PASS", "NOT_APPLICABLE")),
        ("validation", ("NOT_APPLICABLE", "PASS")),
        (None, ("PASS_WITH_NOTE", "NOT_APPLICABLE")),
    ):
        decision = check(replace(FULL, route=stated(route) if route else None))
        assert (result(decision, "p5.6"), result(decision, "p5.7")) == expected
        assert decision.outcome is Outcome.CONFORMANT_WITH_DECLARATIONS


@pytest.mark.parametrize(
    ("rule", "fact", "value", "expected"),
    [
        ("p3.2", "award.review_due", "2027-01-01", "PASS"),
        ("p3.2", "award.review_due", "2025-01-01", "PASS_WITH_NOTE"),
        ("p3.3", "award.partners", "Chamber of Commerce", "DECLARED"),
        ("p10.1", "award.guidance", "National guidance portal", "DECLARED"),
        ("p10.2", "award.guidance_inclusive", "true", "DECLARED"),
        ("p8.1", "award.target_group", "Nurses", "PASS"),
    ],
)
def test_what_an_officer_has_found_out_decides_a_clause(rule: str, fact: str, value: str, expected: str) -> None:
    bare = replace(FULL, quality=(), target_group=None)
    assert result(check(bare), rule) == "UNKNOWN"
    assert result(check(bare, (fact, value)), rule) == expected


def test_a_level_in_a_national_framework_is_declared_until_its_register_says_so() -> None:
    irish = replace(BODY, country=stated("IE"))
    award = replace(FULL, awarding_bodies=(irish,), levels=(stated(Level("IE-NFQ", "9")),))
    bare = replace(FULL, levels=(stated(Level("EQF", "7")),))
    assert [result(check(bare), rule) for rule in ("p2.5", "p2.6", "p6.2")] == ["NOT_APPLICABLE", "DECLARED", "UNKNOWN"]
    assert [result(check(award), rule) for rule in ("p2.5", "p2.6", "p6.2")] == ["DECLARED", "PASS", "PASS"]
    assert result(check(award, ("award.level.basis", "registered")), "p2.5") == "PASS"


def test_a_large_volume_is_noted_from_where_the_host_says() -> None:
    twenty = replace(FULL, workloads=(stated(Workload(Fraction(20), "ECTS")),))
    strict = desk().with_policy("example-university", {"largest_volume": "15 ECTS"})
    assert result(check(twenty), "p3.1") == "PASS"
    assert result(check(twenty, host="example-university", on=strict), "p3.1") == "PASS_WITH_NOTE"
    assert result(check(replace(FULL, workloads=(stated(Workload(Fraction(60), "ECTS")),))), "p3.1") == "PASS_WITH_NOTE"


# How the elements of Annex I fit together -------------------------------------------------------------------------


def test_what_was_revoked_before_it_was_issued_is_a_mistake() -> None:
    assert result(check(FULL, ("award.revoked_on", "2026-01-02")), "annex1.m5") == "PASS"
    decision = check(FULL, ("award.revoked_on", "2025-01-02"))
    assert result(decision, "annex1.m5") == "FAIL"
    assert decision.outcome is Outcome.NOT_CONFORMANT


@pytest.mark.parametrize(
    ("level", "credits", "expected"),
    [
        ("7", 59, "PASS"), ("7", 60, "WARN"), ("6", 179, "PASS"), ("6", 180, "WARN"), ("5", 119, "PASS"),
        ("5", 120, "WARN"), ("4", 300, "PASS"), (None, 300, "NOT_APPLICABLE"),
    ],
)  # fmt: skip
def test_the_volume_of_a_full_qualification_is_worth_a_look(level: str | None, credits: int, expected: str) -> None:
    award = replace(
        FULL,
        levels=(stated(Level("EQF", level)),) if level else (),
        workloads=(stated(Workload(Fraction(credits), "ECTS")),),
    )
    decision = check(award)
    assert result(decision, "annex1.consistency.volume") == expected
    assert decision.outcome is check(FULL).outcome


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([{"en": "Privacy"}, {"en": "Ethics"}], "WARN"),
        ([{"en": "Privacy"}, {"en": "Explains what privacy is."}], "PASS"),
        ([{"en": "Privacy", "sl": "Pojasni, kaj je zasebnost."}], "PASS"),
        ([{"el": "Ηθική"}], "WARN"),
        ([{"ja": "データ倫理を説明できる"}], "UNKNOWN"),  # no spaces: whether this is one word cannot be told
        ([], "NOT_APPLICABLE"),
    ],
)
def test_single_words_are_topics_and_nothing_else_is_called_one(
    statements: list[dict[str, str]], expected: str
) -> None:
    outcomes = tuple(LearningOutcome(statement=stated(statement)) for statement in statements)
    assert result(check(replace(FULL, outcomes=outcomes)), "annex1.consistency.topics") == expected


def test_an_officer_may_call_outcomes_topics() -> None:
    said = ("award.outcomes_form", "topics")
    assert result(check(replace(FULL, outcomes=(OUTCOME,)), said), "annex1.consistency.topics") == "WARN"


def test_of_several_bodies_the_one_that_was_studied_at_must_be_under_quality_assurance() -> None:
    other = replace(BODY, name=stated({"en": "Partner"}), legal_name=stated({"en": "Partner"}))
    joint = replace(FULL, awarding_bodies=(BODY, other), studied_at=(stated("Partner"),))
    found = {
        f.subject: f.result
        for f in (*check(joint).reasons, *check(joint).findings)
        if f.rule.endswith("#annex1.consistency.joint-quality")
    }
    assert found == {"award.bodies[0]": "NOT_APPLICABLE", "award.bodies[1]": "UNKNOWN"}


@pytest.mark.parametrize(
    ("until", "expected"), [(date(2027, 1, 1), "PASS"), (date(2024, 1, 1), "WARN"), (None, "UNKNOWN")]
)
def test_a_register_tells_whether_the_body_that_was_studied_at_was_reviewed(until: date | None, expected: str) -> None:
    other = replace(BODY, name=stated({"en": "Partner"}), legal_name=stated({"en": "Partner"}))
    joint = replace(FULL, awarding_bodies=(BODY, other), studied_at=(stated("Partner"),))
    review = Review(agency="Agency", standard="ESG", outcome="positive", valid_from=date(2020, 1, 1), valid_until=until)
    listed = Provider(register="DEQAR", record="I-1", legal_name="Partner", reviews=(review,))
    consulted = Consulted(bodies=(BodyFound(body=1, providers=(listed,), by="ETER 1"),))
    decision = desk().check(joint, as_of=AS_OF, confirmations=CONFIRMED[:1], consulted=consulted)
    found = {
        f.subject: f.result
        for f in (*decision.reasons, *decision.findings)
        if f.rule.endswith("#annex1.consistency.joint-quality")
    }
    assert found["award.bodies[1]"] == expected


def test_that_an_issuer_calls_an_award_stackable_is_noted_as_evidence() -> None:
    assert result(check(replace(FULL, stackability=stated("stand_alone"))), "annex1.o4") == "PASS"
    assert result(check(replace(FULL, stackability=stated("integrated"))), "annex1.o4") == "PASS_WITH_NOTE"


@settings(max_examples=60, deadline=None)
@given(awards())
def test_a_warning_fails_nothing(award: Award) -> None:
    decision = check(award)
    for finding in (*decision.reasons, *decision.findings):
        if finding.rule.rpartition("#")[2].startswith("annex1.consistency."):
            assert finding.severity == "advisory"
            assert finding.result != "FAIL"
            assert finding not in decision.reasons
