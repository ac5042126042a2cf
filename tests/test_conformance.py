"""Conformance: what each clause says of the examples and of the worked cases A, and what holds of every award."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import AS_OF, BODY, COMPLETE, CONFIRMED, QUALITY, awards, confirmations, stated
from passerelle.decision import (
    Award,
    Confirmation,
    Decision,
    Finding,
    Kind,
    Level,
    Outcome,
    Quality,
    Question,
    Workload,
)
from passerelle.desk import Desk
from passerelle.facts import Known, award_facts, confirm, question_facts
from passerelle.facts.gathered import Gathered
from passerelle.judgement import judge

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
PACKS = ("eu/annex-1", "eu/principles")

#: An internal and an external entry: what a fully described credential of a university names.
FULL = replace(
    COMPLETE, quality=(Quality(kind=stated("internal")), replace(QUALITY, report=stated("https://r.example")))
)

#: Checks that FAIL where a fact is absent: the Recommendation asks that it be stated.
PRESENCE = {
    "annex1.m1", "annex1.m2", "annex1.m3", "annex1.m4", "annex1.m5", "annex1.m6", "annex1.m7",
    "p2.2a", "p2.2b", "p2.3", "p9.1", "p9.2", "p9.3", "p9.4",
}  # fmt: skip

#: Checks that two statements can pull two ways. The worse one counts; without it the better one is left.
CONTRADICTABLE = {"annex1.m11", "annex1.m5", "p1.1", "p1.7", "p4.1", "p5.6", "p5.7"}

#: Checks that are always decided, or do not apply.
DECIDED = {
    "annex1.m1", "annex1.m2", "annex1.m3", "annex1.m4", "annex1.m5", "annex1.consistency.workload",
    "annex1.consistency.dates",
    "annex1.consistency.level", "p2.5", "p7.1", "p7.2", "p7.3", "p7.5", "p9.1", "p9.3",
    "p9.4",
}  # fmt: skip

#: Checks of what this system answers for itself.
OWN_WORD = {"p2.7", "p6.1", "p7.4", "p10.3"}

#: Checks of a host's policy; decided where a host is asked, and p5.5 rests on its word.
OF_HOSTS = {"p5.2", "p5.4", "p5.5", "p5.7.host", "p6.4"}


@functools.cache
def desk() -> Desk:
    return Desk.open()


def check(award: Award, confirmed: tuple[Confirmation, ...] = CONFIRMED[:1], host: str | None = None) -> Decision:
    return desk().check(award, as_of=AS_OF, host=host, confirmations=confirmed)


def findings(decision: Decision) -> tuple[Finding, ...]:
    return (*decision.reasons, *decision.findings)


def results(decision: Decision) -> dict[str, str]:
    """The result by rule; for a joint award's bodies that of the last."""
    return {finding.rule.partition("#")[2]: str(finding.result) for finding in findings(decision)}


def grouped(decision: Decision) -> dict[str, str]:
    """The rules by result, as one text each."""
    by_result: dict[str, list[str]] = {}
    for rule, result in results(decision).items():
        by_result.setdefault(result, []).append(rule.removeprefix("annex1."))
    return {result: " ".join(sorted(rules, key=_order)) for result, rules in by_result.items()}


def _order(rule: str) -> list[tuple[int, str]]:
    return [(int(part) if part.isdigit() else -1, part) for part in re.findall(r"\d+|\D+", rule)]


# The examples, clause by clause -----------------------------------------------------------------------------------


def example(name: str, unit: int = 0) -> Decision:
    award = desk().read((EXAMPLES / name).read_bytes(), on=AS_OF).awards[unit]
    return desk().check(award, as_of=AS_OF)


def test_the_example_credential_clause_by_clause() -> None:
    decision = example("credential.json")
    assert grouped(decision) == {
        "PASS": "consistency.dates consistency.topics consistency.volume consistency.workload m1 m2 m3 m4 m5 m6 m7 "
        "m8 m9 "
        "m10 m11 o1 o2 o3 p1.1 p1.3 p1.5 p1.6 p1.7 p1.8 p1.8b p2.1 p2.2a p2.2b p2.2c p2.2d p2.8 p3.1 p4.1 p4.2 "
        "p5.1 p5.3 "
        "p7.1 p7.2 p7.3 p7.5 p7.6 p9.1 p9.2 p9.3 p9.4",
        "PASS_WITH_NOTE": "p5.6",
        "DECLARED": "p1.2 p1.4 p1.7a p1.7c p1.7d p2.6 p2.7 p6.1 p7.4 p8.1 p8.2 p8.3 p10.3",
        "UNKNOWN": "o4 o5 p1.7b p1.8c p1.8d p2.2e p2.3 p2.9 p2.10 p3.2 p3.3 p6.2 p6.5 p7.7 p10.1 p10.2",
        "NOT_APPLICABLE": "consistency.bodies consistency.joint-quality consistency.level p1.8a p2.4 p2.5 p5.2 "
        "p5.4 p5.5 "
        "p5.7 p5.7.host p6.3 p6.4",
    }
    assert decision.outcome is Outcome.CONFORMITY_UNKNOWN
    assert [finding.clause for finding in decision.reasons] == ["Annex II, 7.7"]


def test_the_example_badge_clause_by_clause() -> None:
    decision = example("open-badge.json")
    assert grouped(decision) == {
        "PASS": "consistency.dates consistency.topics m1 m2 m3 m4 m5 m6 o3 p2.2a p4.2 p7.1 p7.2 p7.3 p7.5 p9.1 "
        "p9.3 p9.4",
        "FAIL": "p9.2",
        "DECLARED": "p2.7 p4.1 p6.1 p7.4 p10.3",
        "UNKNOWN": "m7 m8 m9 m10 m11 o1 o2 o4 o5 p1.1 p1.2 p1.3 p1.4 p1.5 p1.6 p1.7 p1.7a p1.7b p1.7c p1.7d p1.8 p1.8a "
        "p1.8b p1.8c p1.8d p2.1 p2.2b p2.2c p2.2d p2.2e p2.3 p2.4 p2.6 p2.8 p2.9 p2.10 p3.1 p3.2 p3.3 p5.1 p5.3 p5.6 "
        "p6.2 p6.5 p7.6 p7.7 p8.1 p8.2 p8.3 p10.1 p10.2",
        "NOT_APPLICABLE": "consistency.bodies consistency.joint-quality consistency.level consistency.volume "
        "consistency.workload p2.5 p5.2 p5.4 p5.5 p5.7 p5.7.host p6.3 p6.4",
    }
    assert decision.outcome is Outcome.NOT_CONFORMANT
    assert [finding.clause for finding in decision.reasons] == ["Annex II, 9.2"]


def test_the_example_portfolio_clause_by_clause() -> None:
    decision = example("portfolio.yaml")
    assert grouped(decision) == {
        "PASS": "consistency.dates consistency.topics consistency.volume m1 m2 m3 m4 m5 m6 m7 m8 m9 m10 m11 o3 "
        "p1.1 p1.5 "
        "p1.6 p1.7 p1.8 p1.8b p2.1 p2.2a p2.2b p2.2c p2.2d p2.3 p2.8 p3.1 p4.1 p5.1 p5.3 p5.6 p6.5 p7.1 p7.6 p9.1 p9.2 "
        "p9.3 p9.4",
        "PASS_WITH_NOTE": "p7.3",
        "DECLARED": "p1.2 p1.4 p1.7a p1.7b p1.7c p1.7d p2.6 p2.7 p2.9 p6.1 p7.4 p8.1 p8.2 p8.3 p10.3",
        "UNKNOWN": "o1 o2 o4 o5 p1.3 p1.8d p2.2e p2.10 p3.2 p3.3 p4.2 p6.2 p7.7 p10.1 p10.2",
        "NOT_APPLICABLE": "consistency.bodies consistency.joint-quality consistency.level consistency.workload "
        "p1.8a p1.8c "
        "p2.4 p2.5 p5.2 p5.4 p5.5 p5.7 p5.7.host p6.3 p6.4 p7.2 p7.5",
    }
    assert decision.outcome is Outcome.CONFORMITY_UNKNOWN
    assert [finding.clause for finding in decision.reasons] == ["Annex II, 1.3", "Annex II, 4.2", "Annex II, 7.7"]


# The worked cases -------------------------------------------------------------------------------------------------


def test_a01_a_full_description_conforms_with_declarations_and_never_plainly() -> None:
    decision = check(FULL)
    assert decision.outcome is Outcome.CONFORMANT_WITH_DECLARATIONS
    mandatory = [f for f in findings(decision) if f.severity == "mandatory" and f.subject not in ("host", "system")]
    assert {f.result for f in mandatory if f.result != "NOT_APPLICABLE"} == {"PASS", "PASS_WITH_NOTE", "DECLARED"}
    assert [f.clause for f in mandatory if f.result == "NOT_APPLICABLE"] == ["Annex II, 5.7"]
    declared = {f.clause for f in mandatory if f.result == "DECLARED"}
    clauses = ("1.2", "1.4", "1.7a", "1.7c", "1.7d", "8.1", "8.2", "8.3")
    assert declared == {f"Annex II, {clause}" for clause in clauses}
    described = check(replace(FULL, target_group=stated("Analysts in public administration")))
    assert results(described)["p8.1"] == "PASS"


def test_a02_a_certificate_of_attendance_is_no_micro_credential() -> None:
    attended = replace(
        FULL,
        title=stated({"en": "Webinar"}),
        workloads=(stated(Workload(Fraction(12), "hours")),),
        assessments=(stated("attendance_only"),),
    )
    decision = check(attended)
    assert decision.outcome is Outcome.NOT_CONFORMANT
    assert results(decision)["p4.1"] == results(decision)["annex1.m9"] == "FAIL"
    remedies = next(f for f in decision.reasons if f.clause == "Annex II, 4.1").remedies
    assert any(r.by == "learner" and r.text and "validation" in r.text["en"] for r in remedies)


def test_a04_a_brand_is_not_the_legal_identity_of_an_issuer() -> None:
    brand = replace(BODY, name=stated({"en": "LearnFast Academy™"}), legal_name=None, legal_identifiers=())
    decision = check(replace(FULL, awarding_bodies=(brand,)))
    assert (results(decision)["p9.2"], results(decision)["p2.8"]) == ("FAIL", "UNKNOWN")
    asked = [r.text["en"] for r in decision.remedies if r.by == "issuer" and r.text]
    assert "Give the legal name and the registration number (national register, VAT or EUID)." in asked


def test_a05_a_firm_that_is_not_in_deqar_is_not_failed_for_it() -> None:
    firm = replace(BODY, name=stated({"en": "Beispiel Training"}), country=stated("AT"), sector=stated("vocational"))
    for quality in ((), (replace(QUALITY, standard=stated("EQAVET")),), (replace(QUALITY, standard=stated("label")),)):
        found = results(check(replace(FULL, awarding_bodies=(firm,), quality=quality)))
        assert found["p2.9"] == "UNKNOWN"
        assert found["p1.8b"] == ("NOT_APPLICABLE" if quality else "UNKNOWN")
        assert "FAIL" not in found.values()
    assert found["p1.8d"] == "PASS"


def test_a07_a_country_is_place_enough_unless_the_host_asks_for_the_locality() -> None:
    placeless = replace(FULL, awarding_bodies=(replace(BODY, country=stated("SI"), locality=None),))
    decision = check(placeless)
    assert {result for rule, result in results(decision).items() if rule.startswith("annex1.m")} == {"PASS"}
    assert results(decision)["p9.4"] == "PASS_WITH_NOTE"
    assert results(check(FULL))["p9.4"] == "PASS"
    for granularity, expected in (("country", "PASS_WITH_NOTE"), ("locality", "FAIL")):
        strict = desk().with_policy("example-university", {"place_granularity": granularity})
        found = strict.check(placeless, as_of=AS_OF, host="example-university", confirmations=CONFIRMED)
        assert results(found)["p9.4"] == expected


@pytest.mark.parametrize("unit", ["weeks", "hours"])
def test_a09_weeks_alone_are_no_workload(unit: str) -> None:
    stated_workload = (
        Workload(Fraction(6), "weeks") if unit == "weeks" else Workload(Fraction(30), "hours", Fraction(48))
    )
    decision = check(replace(FULL, workloads=(stated(stated_workload),)))
    assert results(decision)["p2.4"] == results(decision)["annex1.m7"] == "UNKNOWN"
    assert decision.outcome is Outcome.CONFORMITY_UNKNOWN
    credits = next(fact for fact in decision.trace.facts if fact.name == "award.workload.credits")
    assert credits.value is None


def test_a10_hours_that_do_not_fit_the_credits_are_a_warning() -> None:
    def with_hours(hours: int) -> Decision:
        both = (Workload(Fraction(5), "ECTS"), Workload(Fraction(hours), "hours", hours_kind="learner"))
        return check(replace(FULL, workloads=tuple(map(stated, both))))

    warned = with_hours(40)
    assert results(warned)["annex1.consistency.workload"] == "WARN"
    assert warned.outcome is Outcome.CONFORMANT_WITH_DECLARATIONS
    for hours, expected in ((99, "WARN"), (100, "PASS"), (150, "PASS"), (151, "WARN")):
        assert results(with_hours(hours))["annex1.consistency.workload"] == expected


def test_a14_a_date_in_the_future_fails() -> None:
    decision = check(replace(FULL, issued=stated(date(2027, 3, 1)), achieved=None))
    assert results(decision)["p9.3"] == "FAIL"
    assert decision.outcome is Outcome.NOT_CONFORMANT


def test_learning_achieved_after_the_date_of_issue_is_a_warning() -> None:
    decision = check(replace(FULL, achieved=stated(date(2025, 12, 1))))
    assert results(decision)["annex1.consistency.dates"] == "WARN"
    assert decision.outcome is Outcome.CONFORMANT_WITH_DECLARATIONS


def test_each_body_of_a_joint_award_is_looked_at() -> None:
    other = replace(BODY, name=stated({"en": "Partner"}), legal_identifiers=())
    decision = check(replace(FULL, awarding_bodies=(BODY, other)))
    found = {f.subject: f.result for f in findings(decision) if f.rule.endswith("#annex1.consistency.bodies")}
    assert found == {"award.bodies[0]": "PASS", "award.bodies[1]": "WARN"}
    assert decision.outcome is Outcome.CONFORMANT_WITH_DECLARATIONS


def test_what_was_learned_on_site_is_not_asked_who_watched_it_online() -> None:
    on_site = replace(FULL, participation=(stated("onsite"),), supervision=None)
    assert results(check(on_site))["annex1.o2"] == "NOT_APPLICABLE"
    assert results(check(replace(on_site, participation=(stated("online"),))))["annex1.o2"] == "UNKNOWN"


@pytest.mark.parametrize("status", ["revoked", "authentic"])
def test_what_is_revoked_or_not_authentic_fails(status: str) -> None:
    bad = {"revoked": ("award.status", "revoked"), "authentic": ("award.authentic", "false")}[status]
    decision = check(FULL, (Confirmation(fact=bad[0], value=bad[1]),))
    assert results(decision)["p7.7"] == "FAIL"


def test_a_seal_that_nobody_has_verified_is_a_declaration() -> None:
    assert results(check(replace(FULL, proof=stated("JAdES")), ()))["p7.7"] == "DECLARED"
    assert results(check(FULL, ()))["p7.7"] == "UNKNOWN"


def test_what_is_authentic_and_may_be_revoked_is_not_verified() -> None:
    listed = replace(FULL, status_reference=stated("https://status.example/1"))
    assert results(check(listed))["p7.7"] == "UNKNOWN"
    assert results(check(replace(listed, proof=stated("JAdES"))))["p7.7"] == "DECLARED"
    active = (*CONFIRMED[:1], Confirmation(fact="award.status", value="active"))
    assert results(check(listed, active))["p7.7"] == "PASS_WITH_NOTE"
    assert results(check(replace(listed, proof=stated("JAdES")), active))["p7.7"] == "PASS"


@pytest.mark.parametrize(("digit", "result"), [("6", "PASS"), ("7", "WARN")])
def test_an_eqf_level_beside_a_national_one_must_agree_with_it(digit: str, result: str) -> None:
    irish = replace(FULL.awarding_bodies[0], country=stated("IE"))
    levels = (stated(Level("IE-NFQ", "8")), stated(Level("EQF", digit)))
    decision = check(replace(FULL, awarding_bodies=(irish,), levels=levels))
    assert results(decision)["annex1.consistency.level"] == result
    assert decision.outcome is check(FULL).outcome
    assert results(check(FULL))["annex1.consistency.level"] == "NOT_APPLICABLE"


def test_validation_has_the_value_of_a_course() -> None:
    validated = replace(FULL, route=stated("validation"), participation=())
    decision = check(validated)
    assert (results(decision)["p5.6"], results(decision)["p5.7"]) == ("NOT_APPLICABLE", "PASS")
    assert results(decision)["p1.7b"] == "NOT_APPLICABLE"
    assert decision.outcome is check(FULL).outcome


# What holds of the packs ------------------------------------------------------------------------------------------


@functools.cache
def rules() -> dict[str, object]:
    return {rule.id: rule for pack in desk().packs if pack.id in PACKS for rule in pack.rules}


def test_all_sixteen_elements_and_every_principle_are_there() -> None:
    elements = [f"annex1.m{n}" for n in range(1, 12)] + [f"annex1.o{n}" for n in range(1, 6)]
    assert not set(elements) - set(rules())
    principles = {rule.partition(".")[0] for rule in rules() if rule.startswith("p")}
    assert principles == {f"p{n}" for n in range(1, 11)}
    for pack in desk().packs:
        for rule in pack.rules if pack.id in PACKS else ():
            annex = "Annex I" if pack.id == "eu/annex-1" else "Annex II"
            assert (rule.clause or "").startswith(f"{annex}, "), rule.id
            assert rule.basis[0].cite.startswith(f"Council Recommendation 2022/C 243/02, {annex}, "), rule.id
            if rule.id.startswith("annex1.o"):
                assert rule.severity == "advisory"


@pytest.mark.parametrize("language", ["en", "sl"])
def test_every_reason_that_can_occur_is_said(language: str) -> None:
    for pack in desk().packs:
        for rule in pack.rules if pack.id in PACKS else ():
            needed = {name for name, _ in rule.groups if name != "applies"}
            needed |= set() if rule.id in DECIDED | OWN_WORD | OF_HOSTS else {"unknown"}
            said = {result for result, text in rule.messages if text.get(language)}
            assert said == needed, rule.id
            assert rule.title[language]
            helped = [remedy for remedy in rule.remedies if remedy.fact or (remedy.text and remedy.text.get(language))]
            assert helped == list(rule.remedies)
            assert helped or rule.id in OWN_WORD | {"p5.5", "p7.1", "p7.2", "p7.3", "p7.5"}, rule.id


def test_both_languages_name_the_same_facts() -> None:
    for pack in desk().packs:
        for rule in pack.rules if pack.id in PACKS else ():
            for _, text in rule.messages:
                named = {language: sorted(re.findall(r"\{[^}]+\}", text[language])) for language in ("en", "sl")}
                assert named["en"] == named["sl"], rule.id


def test_no_register_can_make_a_clause_fail() -> None:
    for pack in desk().packs:
        for rule in pack.rules if pack.id == "eu/principles" else ():
            if rule.id.startswith(("p1.8", "p2.8", "p2.9")):
                assert not rule.group("fail")


# What holds of every award ----------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(awards(), confirmations())
def test_every_award_is_answered(award: Award, confirmed: tuple[Confirmation, ...]) -> None:
    decision = check(award, confirmed)
    mandatory = {
        f.result for f in findings(decision) if f.severity == "mandatory" and f.subject not in ("host", "system")
    }
    if decision.outcome is Outcome.NOT_CONFORMANT:
        assert "FAIL" in mandatory
    elif decision.outcome is Outcome.CONFORMITY_UNKNOWN:
        assert "UNKNOWN" in mandatory
        assert "FAIL" not in mandatory
    else:
        assert decision.outcome is Outcome.CONFORMANT_WITH_DECLARATIONS  # never plainly conformant
        assert not mandatory & {"FAIL", "UNKNOWN"}
    for finding in findings(decision):
        if finding.result in ("FAIL", "UNKNOWN"):
            assert finding.remedies, finding.rule
        if finding.result != "NOT_APPLICABLE":
            assert set(finding.message) == {"en", "sl"}, (finding.rule, finding.result)
        if finding.rule.partition("#")[2] in DECIDED:
            assert finding.result != "UNKNOWN"


def gathered(award: Award, confirmed: tuple[Confirmation, ...]) -> Gathered:
    facts = award_facts(award, desk().vocabulary, AS_OF, {})
    question_facts(Question(kind=Kind.CONFORMANCE, as_of=AS_OF), None, None, facts)
    confirm(confirmed, desk().library.schema, desk().library.terms, facts)
    return facts


def judged(facts: Gathered) -> dict[str, str]:
    judgement = judge(desk().library.conformance(AS_OF), facts)
    found = {}
    for rule, tried in judgement.tried.items():
        for subject in {*tried.fired, *tried.open}:
            short = rule.partition("#")[2]
            found[short if not subject else f"{short} {subject}"] = tried.fired.get(subject, ("unknown", 0))[0]
    return found


@settings(max_examples=200, deadline=None)
@given(awards(), confirmations(), st.data())
def test_what_is_taken_away_proves_nothing(
    award: Award, confirmed: tuple[Confirmation, ...], data: st.DataObject
) -> None:
    """Of facts taken away from an award:

    - no check comes to PASS or DECLARED that did not hold before (a PASS may become DECLARED), except where two
      statements contradict each other and the worse one was taken away;
    - no check comes to FAIL, except those that ask whether something is stated.
    """
    facts = gathered(award, confirmed)
    before = judged(facts)
    document = sorted(name for name in (*facts.facts, *facts.members) if name.startswith("award."))
    gone = data.draw(st.sets(st.sampled_from([n for n in document if n != "award.format"])))
    fewer = Gathered(
        {name: known for name, known in facts.facts.items() if name not in gone},
        {name: members for name, members in facts.members.items() if name not in gone},
    )
    for rule, result in judged(fewer).items():
        was = before.get(rule, "unknown")
        if rule == "p5.6" and was == "not applicable":
            was = before["p5.7"]  # alternatives: where the route is not stated, 5.6 answers for both
        if result in ("pass", "noted"):
            assert was in ("pass", "noted") or (was == "fail" and rule in CONTRADICTABLE), rule
        if result == "declared":
            assert was in ("pass", "noted", "declared") or (was == "fail" and rule in CONTRADICTABLE), rule
        if result == "fail":
            assert was == "fail" or rule in PRESENCE, rule


def test_without_any_fact_only_presence_fails() -> None:
    empty = Gathered({"question.as_of": Known(AS_OF, stated(0).evidence)}, {})
    found = judged(empty)
    # A clause about higher education does not apply to whom nobody has said to belong to it.
    assert {rule for rule, result in found.items() if result == "fail"} == PRESENCE - {"p2.3"}
    assert not set(found.values()) & {"pass", "noted", "warn"}
    assert {rule for rule, result in found.items() if result == "declared"} == OWN_WORD
