"""Scenarios about stacking: their tables, the policies that they write, and expectations that do not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from passerelle.desk import Desk
from passerelle.errors import QuestionError
from passerelle.spec.checking import check
from passerelle.spec.expect import Unmet
from passerelle.spec.loading import built_in, load
from passerelle.spec.scene import AS_OF
from passerelle.spec.stacking import Stacking

LANGUAGE = load([built_in()])
DESK = Desk.open()
ROWS = [
    {"id": "A", "credits": "20", "issuer": "host"},
    {"id": "B", "credits": "20", "issuer": "external"},
    {"id": "C", "credits": "5", "issuer": "external", "achieved": None},
]


def said(*acts: tuple[str, object]) -> Stacking:
    """A scenario in which this was said."""
    stacking = Stacking(LANGUAGE, "en")
    for verb, what in acts:
        stacking.perform(verb, what, DESK, None, AS_OF)
    return stacking


def answered() -> Stacking:
    """Twenty credits of the host and twenty of others, of which fifteen may count; thirty are asked for."""
    limit = "{id: external, at_most: 50 % of total, where: not own}"
    fresh = "{id: fresh, currency: 5 years, from: achieved, to: award}"
    return said(
        ("stack_policy", {"title": "Stack", "total": "{exactly: 30 ECTS}"}),
        ("stack_rules", {"limits": limit}),
        ("stack_rules", {"units": fresh}),
        ("holds", ROWS),
        ("stack", {"title": "Stack"}),
    )


@pytest.mark.parametrize(
    ("verb", "what"),
    [
        ("stack_is", {"is_": "NOT_ELIGIBLE"}),
        ("counts", {"units": "A"}),
        ("counts", {"credits": "20"}),
        ("left_over", {"unit": "B", "rule": "external"}),
        ("lacks", {"rule": "total", "amount": "10"}),
        ("stack_met", {"rule": "external", "is_": "true"}),
        ("conflict", {"rules": "total"}),
        ("semantics", {"rule": "external", "parameter": "counting", "value": "whole_units"}),
        ("gap", {"credits": "10", "units": "1", "of": "ECTS"}),
    ],
)  # fmt: skip
def test_what_is_so_can_be_said(verb: str, what: dict[str, str]) -> None:
    refused = said(
        ("stack_policy", {"title": "Stack", "total": "{exactly: 30 ECTS}"}),
        ("stack_rules", {"limits": "{id: external, at_most: 50 % of total, where: not own}"}),
        ("holds", ROWS[:2]),
        ("stack", {"title": "Stack"}),
    )
    refused.perform(verb, what, DESK, None, AS_OF)


@pytest.mark.parametrize(
    ("verb", "what"),
    [
        ("stack_is", {"is_": "ELIGIBLE"}),
        ("counts", {"units": "A, B"}),
        ("counts", {"units": ""}),
        ("counts", {"credits": "30"}),
        ("counts", {"credits": "0", "of": "CATS"}),
        ("counts_unit", {"unit": "A", "credits": "19"}),
        ("counts_unit", {"unit": "X", "credits": "1"}),
        ("left_over", {"unit": "A", "rule": "external"}),
        ("left_over", {"unit": "B", "rule": "fresh"}),
        ("left_over", {"unit": "B", "kind": "kept_free"}),
        ("booked", {"unit": "A", "rule": "external"}),
        ("lacks", {"rule": "total", "amount": "1"}),
        ("lacks", {"rule": "nothing", "amount": "1"}),
        ("stack_met", {"rule": "external", "is_": "false"}),
        ("gap", {"credits": "1000"}),
        ("gap", {"fact": "grade", "unit": "A"}),
        ("decides", {"fact": "level", "unit": "A"}),
        ("conflict", {"rules": "at-level"}),
        ("conflict", {"unit": "X"}),
        ("called", {"text": "Degree"}),
        ("exit", {"award": "pgcert", "is_": "ELIGIBLE"}),
        ("reaches", {"award": "pgcert"}),
        ("condition", {"rule": "external"}),
        ("tie", {"units": "A, C"}),
        ("stack_surplus", {"credits": "3"}),
        ("semantics", {"rule": "external", "parameter": "counting", "value": "clip"}),
        ("stack_wrong", {"text": "35"}),
        ("stack_review", {"award": "stack", "unit": "A"}),
    ],
)  # fmt: skip
def test_what_is_not_so_does_not_hold(verb: str, what: dict[str, str]) -> None:
    stacking = answered()
    with pytest.raises(Unmet):
        stacking.perform(verb, what, DESK, None, AS_OF)


def test_without_a_question_there_is_no_answer() -> None:
    with pytest.raises(Unmet):
        said(("holds", ROWS), ("stack_is", {"is_": "ELIGIBLE"}))


def test_an_act_that_the_policy_does_not_ask_for_is_a_mistake() -> None:
    plan = "{act: study-plan, en: A study plan is agreed., by: learner}"
    acts = [("stack_policy", {"title": "Stack", "total": "{exactly: 30 ECTS}"}), ("stack_rules", {"requires": plan})]
    with pytest.raises(QuestionError, match="asks for no act 'studyplan'"):
        said(*acts, ("holds", ROWS), ("stack_act", {"act": "studyplan", "done": "yes"}), ("stack", {"title": "Stack"}))


def test_the_day_that_is_missing_is_named_where_no_version_has_begun() -> None:
    policy = "hosts/example-university/pgcert-data-practice"
    with pytest.raises(QuestionError, match="hangs on the day of enrolment, which is not said"):
        said(("holds", ROWS), ("stack", {"policy": policy}))


def test_a_share_that_no_percentage_ends_is_shown_as_it_is_written() -> None:
    limit = "{id: external, at_most: 1/3 of total, where: not own}"
    total = ("stack_policy", {"title": "Stack", "total": "{exactly: 30 ECTS}"})
    answer = said(total, ("stack_rules", {"limits": limit}), ("holds", ROWS[:2]), ("stack", {"title": "Stack"})).answer
    assert answer is not None
    assert [rule.computed for rule in answer.requirements if rule.rule == "external"] == ["1/3 × 30 = 10"]


def test_what_was_found_is_told_in_words_with_one_way() -> None:
    stacking = answered()
    with pytest.raises(Unmet) as caught:
        stacking.perform("stack_is", {"is_": "ELIGIBLE"}, DESK, None, AS_OF)
    assert "; 5 missing for total; " in caught.value.found
    assert caught.value.found.count("the first: ") == 1


def test_a_policy_of_the_scenario_is_asked_for_by_its_title() -> None:
    with pytest.raises(QuestionError, match="the scenario has no policy for 'Other'"):
        said(("stack_policy", {"title": "Stack"}), ("stack", {"title": "Other"}))


def test_a_key_is_said_in_a_text_block_or_in_a_sentence() -> None:
    with pytest.raises(QuestionError, match="'limits' is said twice"):
        said(
            ("stack_text", "limits:\n  - {at_most: 5 ECTS}\n"),
            ("stack_rules", {"limits": "{at_most: 6 ECTS}"}),
            ("stack", {"title": "Award"}),
        )


@pytest.mark.parametrize(
    ("table", "code", "says"),
    [
        ("| id | credit |\n      | A | 5 |", "F307", "did you mean 'credits'"),
        ("| id | id |\n      | A | B |", "F308", "given twice"),
        ("| credits |\n      | 5 |", "F306", "needs a column 'id'"),
        ("| id | credits |\n      | A | many |", "F304", "credits: 'many'"),
        ("| id | level |\n      | A | nine |", "F304", "level: 'nine'"),
        ("| id | achieved |\n      | A | 2025-13-01 |", "F304", "dates are written"),
    ],
)
def test_a_mistake_in_the_table_of_units_is_named(tmp_path: Path, table: str, code: str, says: str) -> None:
    text = f"""Feature: Stacks
  Scenario: One
    Given the learner holds the units
      {table}
    When the stack is evaluated for hosts/keele/pgcert
    Then the stack is eligible
"""
    (tmp_path / "a.feature").write_text(text, encoding="utf-8")
    found = check([tmp_path])
    assert [each.code for each in found] == [code]
    assert says in str(found[0])
