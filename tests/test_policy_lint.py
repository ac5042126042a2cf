"""What the principles say of policies: what a rule may rest on, whatever it is called and however it says it."""

from __future__ import annotations

import functools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import COMPLETE
from passerelle.desk import Desk
from passerelle.errors import QuestionError
from passerelle.policies import PolicyChecked
from passerelle.rulepacks import Diagnostic, PackError, parse_pack
from passerelle.rulepacks.lint import lint

AS_OF = date(2026, 1, 15)
HOST = "example-university"

#: Conditions that tell no quality of an award, with the clause that a rule on nothing else goes against.
BARE = {
    "award.issuer.country != SI": "5.2",
    "award.issuer.country = FI": "5.2",
    "award.issuer.region = 'BE-VLG'": "5.2",
    "award.issuer.name is known and award.issuer.sector = employer": "5.2",
    "award.format = open-badge-3": "5.2",
    "not (award.languages overlaps [sl, en])": "5.2",
    "any(award.bodies where country != SI)": "5.2",
    "award.route = validation": "5.7",
    "award.assessment.types contains rpl_assessment": "5.7",
    "award.participation contains online": "5.7",
    "award.workload.credits < target.credits": "6.4",
    "award.workload.hours < 100 hours": "6.4",
    "award.issuer.register != 'DEQAR'": "6.4",
    "not award.issuer.registered": "6.4",
}
#: Conditions that say what an award lacks.
LACKING = [
    "award.level.eqf < target.level",
    "target.level > award.level.eqf",
    "award.quality.external_at_issue = false",
    "not award.quality.external_at_issue",
    "award.quality.absent",
    "award.assessed = false",
    "award.assessment.types contains attendance_only",
    "award.issuer.formal_status = mill",
    "award.status = revoked",
    "essential_covered < policy.outcome_coverage * essential_outcomes",
    "substantial.level",
    "award.achieved + 5 years < question.as_of",
    "none(award.outcomes where statement is known)",
]
#: Conditions that say something good of an award, or nothing of it.
FAVOURABLE = [
    "award.assessed",
    "award.assessed = true",
    "award.authentic",
    "award.level.eqf >= EQF 6",
    "EQF 6 <= award.level.eqf",
    "not (award.level.eqf < EQF 6)",
    "not substantial.any",
    "not difference.quality",
    "not award.quality.absent",
    "award.level.stated is known",
    "not (award.outcomes is unknown)",
    "award.issuer.formal_status = formal",
    "award.status != revoked or award.status = active",
    "essential_covered >= essential_outcomes",
    "question.purpose = exemption",
    "target.compulsory",
    "policy.level_tolerance = 0",
    "true",
]


@functools.cache
def desk() -> Desk:
    return Desk.open()


def rules(*conditions: str, then: str = "{outcome: REFERRED_TO_RPL}", define: str = "", extra: str = "") -> str:
    listed = "\n".join(f'      - "{condition}"' for condition in conditions)
    return (
        f"{define}rules:\n  - id: tried\n    step: S13\n    when:\n{listed}\n    then: {then}\n"
        f"    basis: Study rules, section 12\n    reason: {{en: A reason.}}\n{extra}"
    )


def checked(text: str) -> PolicyChecked:
    return desk().with_rules(HOST, text).check_policy(HOST, as_of=AS_OF)


HEAD = f"""
pack: hosts/{HOST}/recognition
kind: policy
host: {{id: {HOST}, en: Host}}
in_force: {{from: 2026-01-01}}
policy: {{purposes: [exemption, employment_nonregulated], appeal: {{en: The dean.}}}}
"""


def told(text: str) -> list[Diagnostic]:
    """What the principles say of rules beside the procedure."""
    library = desk().library
    pack = parse_pack((text + HEAD).encode(), "policy", library.schema, library.terms)
    return list(lint(pack, library.procedure(AS_OF), library.schema))


# What a rule may rest on ------------------------------------------------------------------------------------------


def test_the_conditions_of_these_tests_are_true_to_the_rule_language() -> None:
    everything = (*BARE, *LACKING, *FAVOURABLE)
    assert desk().with_rules(HOST, rules(*(f"({condition}) or award.authentic" for condition in everything)))


@pytest.mark.parametrize(("condition", "clause"), BARE.items())
def test_a_ground_alone_is_reported(condition: str, clause: str) -> None:
    (found,) = told(rules(condition))
    assert (found.severity, found.path, found.line) == ("warning", "policy", 5)
    assert clause in found.clauses
    assert clause in checked(rules(condition)).against


@pytest.mark.parametrize(("condition", "clause"), BARE.items())
def test_no_refusal_may_rest_on_it(condition: str, clause: str) -> None:
    (found,) = told(rules(condition, then="{outcome: REFUSED}"))
    assert (found.code, found.severity) == ("P502", "error")
    assert clause in found.clauses
    (found,) = told(rules(condition, then="{difference: profile, weight: substantial}"))
    assert (found.code, found.severity) == ("P502", "error")
    assert told(rules(condition, then="{difference: profile, weight: minor}")) == []


@pytest.mark.parametrize("lacking", LACKING)
@pytest.mark.parametrize(
    "condition", ["award.issuer.country != SI", "award.route = validation", "award.workload.credits < 5 ECTS"]
)
def test_what_an_award_lacks_clears_it(condition: str, lacking: str) -> None:
    for text in (
        rules(condition, lacking),
        rules(lacking, condition),
        rules(lacking),
        rules(f"({lacking}) and {condition}"),
    ):
        assert told(text) == []
    assert told(rules(condition, lacking, then="{outcome: REFUSED}")) == []
    assert len(told(rules(f"({lacking}) or {condition}"))) == 1


@pytest.mark.parametrize("favourable", FAVOURABLE)
def test_what_speaks_for_an_award_clears_nothing(favourable: str) -> None:
    (found,) = told(rules("award.issuer.country != SI", favourable))
    assert found.code == "P511"
    (found,) = told(rules(favourable, then="{outcome: RECOGNISED_ALTERNATIVE}"))
    assert (found.code, "6.4" in found.clauses) == ("P516", True)
    assert ("6.3" in found.clauses) is favourable.startswith("question.purpose")


def test_that_something_is_not_known_refuses_nobody() -> None:
    for condition in ("award.quality.stated is unknown", "not (award.grade.value is known)"):
        (found,) = told(rules(condition, then="{outcome: REFUSED}"))
        assert (found.code, found.clauses) == ("P502", ("6.4",))
        assert told(rules(condition)) == []


def test_which_purposes_and_components_a_host_decides_on_is_its_to_say() -> None:
    assert told(rules("target.compulsory", then="{outcome: NOT_IN_SCOPE}")) == []
    assert told(rules("award.workload.credits < 2 ECTS", then="{outcome: NOT_IN_SCOPE}")) == []
    assert [found.code for found in told(rules("award.issuer.country != SI", then="{outcome: NOT_IN_SCOPE}"))] == [
        "P511"
    ]


def test_how_much_a_host_takes_is_its_to_say() -> None:
    for condition in ("award.workload.credits > 20 ECTS", "not (award.workload.credits <= 20 ECTS)"):
        assert told(rules(condition, "not substantial.any", then="{outcome: RECOGNISED_PARTIAL}")) == []


def test_what_is_a_defect_once_it_is_known_may_be_a_reason() -> None:
    assert told(rules("award.redeemed_for is known", then="{outcome: REFUSED}")) == []
    (found,) = told(rules("award.redeemed_for is unknown", then="{outcome: REFUSED}"))
    assert found.code == "P502"


def test_what_asks_a_person_or_the_learner_takes_nothing_away() -> None:
    pending = "    pending: {by: host, en: Is it good enough?}\n"
    for then, extra in (("{outcome: PENDING}", pending), ("{outcome: FURTHER_INFORMATION_NEEDED}", "")):
        assert told(rules("not (award.languages overlaps [sl, en])", then=then, extra=extra)) == []
    assert told(rules("award.issuer.country = SI", then="{outcome: RECOGNISED_FULL}")) == []


def test_a_status_leads_to_validation_and_not_to_a_refusal() -> None:
    assert told(rules("award.issuer.formal_status = non_formal")) == []
    (found,) = told(rules("award.issuer.formal_status != formal", then="{outcome: REFUSED}"))
    assert (found.code, found.clauses) == ("P515", ("6.5",))


@pytest.mark.parametrize("then", ["{outcome: RECOGNISED_FULL}", "{outcome: REFUSED}", "{outcome: REFERRED_TO_RPL}"])
def test_what_an_issuer_says_of_stacking_decides_nothing(then: str) -> None:
    assert "P513" in [found.code for found in told(rules("award.stackability = integrated", then=then))]
    assert told(rules("award.stackability = integrated", "award.level.eqf < EQF 5", then=then)) == []


@pytest.mark.parametrize(
    ("credits", "codes"),
    [
        ("target.credits * 50 %", ["P517"]), ("80 % * target.credits", ["P517"]), ("target.credits / 2", ["P517"]),
        ("target.credits - 1 ECTS", ["P517"]), ("least(award.workload.credits, target.credits)", []),
        ("target.credits", []), ("target.credits * 100 %", []),
    ],
)  # fmt: skip
def test_validated_learning_is_booked_in_full(credits: str, codes: list[str]) -> None:
    book = f"    book: {{credits: '{credits}'}}\n"
    positive = "{outcome: RECOGNISED_FULL}"
    found = told(rules("award.route = validation", "not substantial.any", then=positive, extra=book))
    assert [each.code for each in found] == codes
    assert told(rules("not substantial.any", then=positive, extra=book)) == []
    assert told(rules("award.route = validation", "award.level.eqf < EQF 6", then=positive, extra=book)) == []


# Through names ----------------------------------------------------------------------------------------------------


def test_a_defined_name_hides_nothing() -> None:
    define = "define:\n  home: award.issuer.country is one of [SI, AT]\n  foreign: not home\n"
    (found,) = told(rules("foreign", define=define))
    assert (found.code, found.line, found.column) == ("P511", 2, 9)
    assert "award.issuer.country" in found.message
    assert told(rules("foreign and award.level.eqf < EQF 6", define=define)) == []


def test_a_name_that_another_rule_establishes_hides_nothing() -> None:
    text = rules("foreign") + (
        "  - id: foreign-by-country\n    when: award.issuer.country != SI\n    then: {establish: foreign}\n"
        "    basis: Study rules\n"
    )
    assert [found.code for found in told(text)] == ["P511"]
    weak = text.replace(
        "    when: award.issuer.country != SI\n", "    when: [award.issuer.country != SI, award.quality.absent]\n"
    )
    assert told(weak) == []
    both = (
        weak
        + "  - id: foreign-by-sector\n    when: award.issuer.sector = employer\n    then: {establish: foreign}\n"
        + "    basis: Study rules\n"
    )
    assert [found.code for found in told(both)] == ["P511"]
    assert told(rules("not foreign", define="") + both.partition("    reason: {en: A reason.}\n")[2])


def test_what_is_established_of_members_is_seen_through() -> None:
    text = rules("any(award.bodies where abroad)") + (
        "  - id: body-abroad\n    for_each: {body: award.bodies}\n    when: body.country != SI\n"
        "    then: {establish: abroad, of: body}\n    basis: Study rules\n"
    )
    assert [found.code for found in told(text)] == ["P511"]


def test_a_difference_of_ones_own_is_no_way_round() -> None:
    text = rules("award.issuer.country != SI", then="{difference: profile, weight: substantial}")
    assert [found.code for found in told(text)] == ["P502"]


# What holds of every rule -----------------------------------------------------------------------------------------

NEUTRAL = {"award.issuer.country": "award.quality.body", "SI": "'Agency'", "FI": "'Council'"}
atoms = st.sampled_from([*BARE, *LACKING, *FAVOURABLE[:-1]])
trees = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) and ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) or ({pair[1]})"),
        inner.map(lambda one: f"not ({one})"),
    ),
    max_leaves=5,
)


def _codes(*conditions: str) -> set[tuple[str, tuple[str, ...]]]:
    return {(found.code, found.clauses) for found in told(rules(*conditions))}


@settings(max_examples=40, deadline=None)
@given(st.lists(trees, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_conditions_makes_no_difference(conditions: list[str], random: st.DataObject) -> None:
    shuffled = list(conditions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _codes(*conditions) == _codes(*shuffled)
    assert _codes(*conditions) == _codes(" and ".join(f"({condition})" for condition in conditions))


@settings(max_examples=40, deadline=None)
@given(trees)
def test_a_name_for_a_condition_and_two_negations_make_no_difference(condition: str) -> None:
    named = {(f.code, f.clauses) for f in told(rules("tried_out", define=f'define:\n  tried_out: "{condition}"\n'))}
    assert named == _codes(condition) == _codes(f"not (not ({condition}))")


@settings(max_examples=40, deadline=None)
@given(trees, trees)
def test_two_negations_are_moved_inwards_as_logic_does(left: str, right: str) -> None:
    assert _codes(f"not (({left}) and ({right}))") == _codes(f"not ({left}) or not ({right})")
    assert _codes(f"not (({left}) or ({right}))") == _codes(f"not ({left}) and not ({right})")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([c for c in BARE if "country" in c and "bodies" not in c]), min_size=1, max_size=3))
def test_the_same_rule_about_something_else_is_in_order(conditions: list[str]) -> None:
    assert _codes(*conditions)
    neutral = conditions
    for old, new in NEUTRAL.items():
        neutral = [condition.replace(old, new) for condition in neutral]
    assert _codes(*neutral) == set()


def test_many_alternatives_take_no_time() -> None:
    choices = [f"({bare}) or ({lacking})" for bare in BARE for lacking in LACKING[:2]]
    assert told(rules(*choices))


# Policies ---------------------------------------------------------------------------------------------------------


def test_the_policies_and_procedures_of_the_house_are_in_order() -> None:
    assert [found for found in desk().warnings if found.severity != "note"] == []
    procedure = desk().library.procedure(AS_OF)
    for pack in procedure:
        assert lint(pack, tuple(other for other in procedure if other is not pack), desk().library.schema) == ()


def test_a_policy_that_refuses_for_the_origin_is_not_used_and_can_still_be_checked() -> None:
    barred = desk().with_rules(HOST, rules("award.issuer.country != SI", then="{outcome: REFUSED}"))
    found = barred.check_policy(HOST, as_of=AS_OF)
    assert found.against == ("5.2", "6.4")
    results = {check.clause: check.result for check in found.checks}
    assert results == {
        "Annex II, 5.2": "FAIL", "Annex II, 5.4": "PASS", "Annex II, 5.5": "DECLARED", "Annex II, 5.7": "PASS",
        "Annex II, 6.3": "PASS_WITH_NOTE", "Annex II, 6.4": "FAIL",
    }  # fmt: skip
    award = COMPLETE
    with pytest.raises(QuestionError, match="no policy of a host"):
        barred.recognise(award, host=HOST, purpose="credit_elective", as_of=AS_OF)


def test_a_policy_with_a_warning_is_used() -> None:
    warned = desk().with_rules(HOST, rules("award.issuer.country != SI"))
    assert warned.check_policy(HOST, as_of=AS_OF).against == ("5.2", "6.4")
    assert HOST in {host.id for host in warned.hosts()}


def test_a_policy_that_names_both_kinds_of_purpose_and_an_appeal_keeps_every_clause() -> None:
    both = desk().with_policy(HOST, {"purposes": "exemption, employment_nonregulated"})
    found = both.check_policy(HOST, as_of=AS_OF)
    assert (found.said, found.against) == ((), ())
    assert {check.result for check in found.checks} == {"PASS", "DECLARED"}


def test_a_mistake_in_the_rules_is_told_as_a_mistake() -> None:
    with pytest.raises(PackError, match=r"policy:5:10 E202 unknown fact 'award.levl.eqf'"):
        desk().with_rules(HOST, rules("award.levl.eqf < EQF 6"))
    with pytest.raises(QuestionError, match="no policy of a host 'nobody'"):
        desk().with_rules("nobody", rules("award.assessed"))
