"""A stacking policy's file as a value: each form of rule, what is left to a default, and the rules of the kernel."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from passerelle.desk import Desk
from passerelle.errors import QuestionError
from passerelle.rulepacks import Library, read_library
from passerelle.rulepacks.stacks.policy import (
    Act,
    Amount,
    AtLeast,
    AtMost,
    Chosen,
    Clock,
    CreditUnit,
    Currency,
    Group,
    LeastGrade,
    OfCase,
    Only,
    Rounding,
    Severity,
    StackingPolicy,
    Total,
    UsedFor,
)
from passerelle.rulepacks.stacks.reading import is_stacking, read_policy
from passerelle.rulepacks.stacks.selecting import case_name, guard_name

PLACE = "rules/hosts/example/stack/2026-01-01.yaml"
HEAD = """pack: hosts/example/stack
kind: stacking
host: {id: example, en: Example, identifiers: [XX-1]}
award: {title: {en: Certificate}, level: EQF 7}
in_force: {from: 2026-01-01}
"""
TOTAL = "total: {exactly: 30 ECTS}\n"


@functools.cache
def house() -> Library:
    return Desk.open().library


def policy(rules: str, total: str = TOTAL) -> StackingPolicy:
    return read_policy(f"{HEAD}{total}{rules}".encode(), PLACE, house().unit_schema, house().terms)


def only(rules: str, total: str = TOTAL) -> Any:
    """The one rule under `units`, `requires` or `limits`."""
    read = policy(rules, total)
    (rule,) = (*read.units, *read.requires, *read.limits)
    return rule


def amount(text: str, total: str = TOTAL, more: str = "") -> Amount:
    rule = only(f"requires: [{{at_least: {text}{more}}}]", total)
    assert isinstance(rule, AtLeast)
    return rule.amount


# Amounts -------------------------------------------------------------------------------------------------------------

CATS = "credits: {unit: CATS, one: 0.5 ECTS}\ntotal: {exactly: 60 CATS}\n"
SUBJECTS = "credits: {unit: subject credits}\ntotal: {at_least: 72 subject credits}\n"


@pytest.mark.parametrize(
    ("text", "total", "expected"),
    [
        ("12 ECTS", TOTAL, Amount(credits=Fraction(12))),
        ("7.5 credits", TOTAL, Amount(credits=Fraction(15, 2))),
        ("1 unit", TOTAL, Amount(units=1)),
        ("50 % of total", TOTAL, Amount(share=Fraction(1, 2), base="total")),
        ("2/3 of exit_award", TOTAL, Amount(share=Fraction(2, 3), base="exit_award")),
        ("40 CATS", CATS, Amount(credits=Fraction(40))),
        ("20 ECTS", CATS, Amount(credits=Fraction(40))),
        ("12 subject credits", SUBJECTS, Amount(credits=Fraction(12))),
        (
            "33.3 % of coursework",
            f"bases: {{coursework: 24 ECTS}}\n{TOTAL}",
            Amount(share=Fraction(333, 1000), base="coursework"),
        ),
    ],
)
def test_an_amount_is_exact_and_in_the_unit_of_the_policy(text: str, total: str, expected: Amount) -> None:
    assert amount(text, total) == expected


def test_a_share_is_rounded_only_where_the_policy_says_so() -> None:
    assert amount("75 % of total").rounding == Rounding("none")
    found = amount("75 % of total", more=", rounding: {mode: up, step: 0.5}")
    assert found.rounding == Rounding("up", Fraction(1, 2))
    assert amount("24 ECTS", more=", printed: 75 % of total").printed == "75 % of total"


def test_units_of_a_policy_say_what_they_are_in_ects() -> None:
    assert policy("").unit == CreditUnit("ECTS", Fraction(1))
    assert policy("", CATS).unit == CreditUnit("CATS", Fraction(1, 2))
    assert policy("", SUBJECTS).unit == CreditUnit("subject credits", None)


def test_a_total_is_exact_or_open_above() -> None:
    assert (policy("").total.least, policy("").total.most, policy("").total.surplus) == (30, 30, "forbidden")
    opened = policy("", "total: {at_least: 60 ECTS, at_most: 70 ECTS}\n").total
    assert (opened.least, opened.most, opened.surplus) == (60, 70, "recorded")
    assert policy("", "total: {at_least: 60 ECTS}\n").total.most is None


# Selectors and the rules of the kernel -------------------------------------------------------------------------------


def test_equal_selectors_have_one_name_and_one_rule() -> None:
    read = policy(
        "units: [own]\nrequires: [{at_least: 5 ECTS, where: own}, {at_least: 5 ECTS, where: [own, assessed]}]"
    )
    names = [selector.name for selector in read.selectors]
    assert names == ["fits-1", "fits-2"]
    assert [rule.id for rule in read.pack.rules] == names
    assert read.selectors[1].text == "own and assessed"


def test_texts_that_differ_only_in_spaces_between_quotes_are_two_selectors() -> None:
    ones = "{at_least: 1 ECTS, where: specification = 'a b'}, {at_least: 1 ECTS, where: specification = 'a  b'}"
    assert len(policy(f"requires: [{ones}]").selectors) == 2


def test_the_rules_of_the_kernel_compile_and_chain() -> None:
    read = policy(
        "define: {higher: sector is higher_education, high: higher and level >= EQF 6}\n"
        "units: [{only: passed, where: not high, applies: stack.enrolled >= 2026-09-01}]\n"
        "requires: [{id: in-time, case: stack.applied <= stack.enrolled + 1 year, applies: any(units where own)}]\n"
    )
    ruleset = house().unit_ruleset(read)
    stages = {rule.text.id: rule.stage for rule in ruleset.rules}
    assert stages["higher"] < stages["high"] < stages["fits-2"]
    assert {guard_name("only-1"), guard_name("in-time"), case_name("in-time"), "units.fits-1", "units.high"} <= set(
        ruleset.concluded_by
    )
    assert house().unit_ruleset(read) is ruleset


def test_a_condition_keeps_its_place_and_its_text() -> None:
    read = policy("units:\n  - level >= EQF 6\n")
    (rule,) = read.pack.rules
    (condition,) = rule.group("when")
    assert (condition.text, condition.line, condition.column) == ("level >= EQF 6", 8, 5)
    assert read.units[0].line == 8


# Forms of rules ------------------------------------------------------------------------------------------------------


def test_currency_makes_its_condition() -> None:
    rule = only("units: [{currency: 5 years, from: awarded, to: as_of}]")
    assert isinstance(rule, Currency)
    assert (rule.most, rule.since, rule.until, rule.if_older) == ((5, 0, 0), Clock.AWARDED, Clock.AS_OF, "exclude")
    assert rule.fresh.text == "awarded + 5 years >= question.as_of"
    evidence = only("units: [{currency: 18 months, from: achieved, to: award, if_older: evidence}]")
    assert evidence.fresh.text == "achieved + 18 months >= stack.award_on"
    assert evidence.evidence.text == "practice"


def test_revalidation_has_its_own_age() -> None:
    rule = only(
        "units: [{currency: 7 years, from: achieved, to: enrolment, if_older: revalidate, revalidation: "
        "{by: {en: Examination}, at_most: 9 ECTS, oldest: 10 years, where: own, within: 1 year, once: yes, "
        "grade: none}}]"
    )
    renewal = rule.revalidation
    assert rule.not_too_old.text == "achieved + 10 years >= stack.enrolled"
    assert (renewal.most.credits, renewal.within, renewal.once, renewal.grade) == (9, (1, 0, 0), True, "none")


def test_a_grade_is_one_of_the_scale_of_the_policy() -> None:
    scale = f"grades: {{scale: us-letters, points: {{A: 4, C+: 2.3}}}}\n{TOTAL}"
    rule = only("units: [{grade: C+}]", scale)
    assert isinstance(rule, LeastGrade)
    assert (rule.points, rule.written) == (Fraction(23, 10), "C+")


def test_use_for_other_awards() -> None:
    rule = only("units: [{used_for: 2 awards, scope: conferred, except: [degree], admission: yes}]")
    assert isinstance(rule, UsedFor)
    assert (rule.most, rule.scope, rule.exempt, rule.admission) == (2, "conferred", ("degree",), True)


def test_what_holds_only_in_some_cases_is_a_group_with_a_guard() -> None:
    rule = only(
        "requires: [{when: stack.enrolled >= 2026-09-01, then: [{at_least: 5 ECTS}, {case: stack.applied is known}]}]"
    )
    assert isinstance(rule, Group)
    assert rule.guard is not None
    assert rule.guard.text == "stack.enrolled >= 2026-09-01"
    assert (rule.kind, [type(member) for member in rule.members]) == ("all_of", [AtLeast, OfCase])


def test_a_person_decides_is_an_act_of_which_the_host_is_asked() -> None:
    rule = only("requires: [{person: coherent, en: Is it coherent?, sl: Je skladno?, by: host}]")
    assert isinstance(rule, Act)
    assert (rule.act, rule.if_missing, rule.form, rule.text["sl"]) == ("coherent", "ask", "R37", "Je skladno?")


@pytest.mark.parametrize(
    ("rules", "form"),
    [
        ("units: [level >= EQF 6]", "R04"),
        ("units: [not part_of_conferred]", "R15"),
        ("units: [assessed]", "R28"),
        ("units: [{only: validated, where: route is not course}]", "R29"),
        ("requires: [{at_least: 5 ECTS, where: level >= EQF 7}]", "R03"),
        ("requires: [{at_least: 5 ECTS, where: own}]", "R07"),
        ("requires: [{at_least: 5 ECTS, where: \"fields overlaps ['061']\"}]", "R16"),
        ("requires: [{choose: 5 ECTS, from: kind is capstone}]", "R23"),
        ("requires: [{act: exam, en: An examination, by: host, form: R24}]", "R24"),
    ],
)
def test_a_rule_knows_its_form_in_the_catalogue(rules: str, form: str) -> None:
    assert only(rules).form == form


def test_exits_sharing_and_notes_are_read() -> None:
    read = policy(
        "requires: [{id: high, at_least: 20 ECTS, where: level >= EQF 7}]\n"
        "exits: [{award: {id: small, title: {en: Small}}, total: {exactly: 12 ECTS}, keeps: []}]\n"
        "sharing: [{with: [degree], at_most: 12 ECTS}, {at_most: any}]\n"
        "notes: [{id: quota, en: A quota, form: R34}]\n"
    )
    (leaving,) = read.exits
    assert (leaving.award.id, leaving.total.least, leaving.total.id, leaving.keeps) == ("small", 12, "total-small", ())
    assert [(each.awards, each.most and each.most.credits) for each in read.sharing] == [(("degree",), 12), ((), None)]
    assert [(note.id, note.severity) for note in read.notes] == [("quota", Severity.NOTE)]
    ids = [rule.id for rule in read.rules()]
    assert len(ids) == len(set(ids))


# What is left to a default -------------------------------------------------------------------------------------------


def chosen(read: StackingPolicy) -> Mapping[tuple[str, str], tuple[str, bool]]:
    return {(each.rule, each.parameter): (each.value, each.default) for each in read.semantics}


def test_every_choice_is_told_also_where_the_default_holds() -> None:
    silent = chosen(policy("limits: [{id: outside, at_most: 50 % of total, where: not own}]"))
    said = chosen(policy("limits: [{id: outside, at_most: 50 % of total, where: not own, counting: whole_units}]"))
    assert silent["outside", "counting"] == ("whole_units", True)
    assert said["outside", "counting"] == ("whole_units", False)
    assert silent["outside", "base"] == ("total", False)
    assert silent["outside", "rounding"] == ("none", True)
    assert silent["outside", "dropped"] == ("free", True)
    assert silent["total", "surplus"] == ("forbidden", True)
    assert silent["policy", "applies_by"] == ("as_of", True)
    assert silent["policy", "may_decline"] == ("yes", True)
    assert silent["policy", "consume"] == ("revocable", True)


def test_a_choice_of_the_exit_award_is_not_one_of_the_policy() -> None:
    exits = "exits: [{award: {id: small, title: {en: S}, consume: irrevocable}, total: {exactly: 12 ECTS}}]"
    assert chosen(policy(exits))["policy", "consume"] == ("revocable", True)


def test_choices_are_in_the_order_of_the_rules() -> None:
    read = policy("limits: [{id: b, overlap: 40 %}, {id: a, overlap: 50 %}]")
    assert [each for each in read.semantics if each.parameter == "if_more"] == [
        Chosen("b", "if_more", "drop_one", True), Chosen("a", "if_more", "drop_one", True),
    ]  # fmt: skip


# The library ---------------------------------------------------------------------------------------------------------


def library(files: Mapping[str, str]) -> Library:
    facts = {
        "rules/vocabulary/facts.yaml": house().schema_content,
        "rules/vocabulary/unit-facts.yaml": house().unit_schema_content,
    }
    return read_library({**facts, **{path: text.encode() for path, text in files.items()}}, house().terms)


def version(begins: str, more: str = "", name: str = "stack", host: str = "example") -> dict[str, str]:
    text = (HEAD + TOTAL).replace("2026-01-01", begins).replace("hosts/example/stack", f"hosts/{host}/{name}")
    return {f"rules/hosts/{host}/{name}/{begins}.yaml": text.replace("id: example,", f"id: {host},") + more}


def test_the_newest_version_that_has_begun_applies_by_its_own_clock() -> None:
    both = {**version("2020-08-01", "applies_by: enrolment\n"), **version("2026-01-01", "applies_by: enrolment\n")}
    here = library(both)
    assert here.shelf.broken == ()
    assert here.packs == ()
    days = {"as_of": date(2026, 6, 1), "enrolment": date(2021, 9, 1)}
    assert here.stacking_policy("stack", days).pack.version == date(2020, 8, 1)
    assert here.stacking_policy("hosts/example/stack", {**days, "enrolment": date(2026, 1, 1)}).pack.version == date(
        2026, 1, 1
    )
    with pytest.raises(QuestionError, match="hangs on the day of enrolment, which is not said"):
        here.stacking_policy("stack", {"as_of": date(2026, 6, 1)})
    with pytest.raises(QuestionError, match=r"the first begins on 2020-08-01"):
        here.stacking_policy("stack", {**days, "enrolment": date(2019, 9, 1)})


def test_a_version_that_has_ended_or_is_broken_is_not_fallen_back_from() -> None:
    ended = version("2025-01-01")
    path, text = next(iter(ended.items()))
    ended = {path: text.replace("{from: 2025-01-01}", "{from: 2025-01-01, until: 2025-12-31}")}
    days = {"as_of": date(2026, 6, 1)}
    with pytest.raises(QuestionError, match="the last ended on 2025-12-31"):
        library({**version("2020-01-01"), **ended}).stacking_policy("stack", days)
    broken = library({**version("2020-01-01"), **version("2026-01-01", "units: [levl]\n")})
    with pytest.raises(QuestionError, match="the version of 'hosts/example/stack' from 2026-01-01 has mistakes"):
        broken.stacking_policy("stack", days)
    assert broken.stacking_policy("stack", {"as_of": date(2025, 6, 1)}).pack.version == date(2020, 1, 1)


def test_versions_that_overlap_and_two_policies_of_one_award_are_told() -> None:
    early = version("2025-01-01")
    path, text = next(iter(early.items()))
    early = {path: text.replace("{from: 2025-01-01}", "{from: 2025-01-01, until: 2026-12-31}")}
    assert [each.code for each in library({**early, **version("2026-01-01")}).shelf.broken] == ["E405"]
    twice = {**version("2026-01-01"), **version("2026-01-01", name="other")}
    twice = {path: text.replace("level: EQF 7", "level: EQF 7, id: same") for path, text in twice.items()}
    assert [each.code for each in library(twice).shelf.broken] == ["E406"]


def test_an_award_of_two_hosts_asks_for_the_host() -> None:
    here = library({**version("2026-01-01"), **version("2026-01-01", host="another")})
    days = {"as_of": date(2026, 6, 1)}
    with pytest.raises(QuestionError, match="several hosts have an award 'stack'"):
        here.stacking_policy("stack", days)
    assert here.stacking_policy("stack", days, "another").host == "another"
    with pytest.raises(QuestionError, match="did you mean"):
        here.stacking_policy("stak", days)


def test_broken_policies_leave_the_others_alone() -> None:
    here = library({**version("2026-01-01"), **version("2026-01-01", "units: [levl]\n", name="bad")})
    assert [each.id for each in here.stacking] == ["hosts/example/stack"]
    assert [each.code for each in here.shelf.broken] == ["E202"]
    assert here.broken == ()


def test_without_the_facts_of_units_a_policy_says_so() -> None:
    files = {"rules/vocabulary/facts.yaml": house().schema_content, PLACE: (HEAD + TOTAL).encode()}
    (found,) = read_library(files, house().terms).shelf.broken
    assert found.code == "E404"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"kind: stacking\n", True),
        (b"pack: x\nkind: 'stacking'  # of units\r\n", True),
        (b"kind: recognition\nnote: kind is stacking\n", False),
        (b"a:\n  kind: stacking\n", False),
    ],
)
def test_a_file_says_whether_it_is_a_stacking_policy(content: bytes, expected: bool) -> None:
    assert is_stacking(content) is expected


def test_the_policies_of_the_house_can_be_used() -> None:
    assert house().shelf.broken == ()
    assert len(house().stacking) >= 24
    for each in house().stacking:
        assert isinstance(each.total, Total)
        assert all(isinstance(rule, Only | Currency) or rule.id for rule in each.units)
        house().unit_ruleset(each)
    assert any(isinstance(rule, AtMost) for each in house().stacking for rule in each.limits)
