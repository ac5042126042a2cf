"""The worked cases of stacking, from a portfolio's text to the answer."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from stack_asked import AS_OF, against, ask, chosen, desk_with

from passerelle.decision.stacking import Objective, Use

FIX_A = """
total: {exactly: 30 ECTS}
units:
  - level >= EQF 6
  - {id: fresh, currency: 5 years, from: achieved, to: award, if_older: exclude}
  - {id: unused, used_for: one award}
requires:
  - {id: at-level, at_least: 25 ECTS, where: level >= EQF 7}
  - {id: capstone, choose: 5 ECTS, from: [kind is capstone, own]}
limits:
  - {id: external, at_most: 50 % of total, where: not own}
  - {id: overlap, overlap: 40 %, of: smaller, if_more: drop_one}
"""
NEW = "achieved: 2025-06-01"


def unit(name: str, credits: str, level: int, own: bool, more: str = "") -> str:
    outcomes = f"outcomes: [{name}-one, {name}-two]"
    return f"{name}, workload: {credits}, level: EQF {level}, own: {'yes' if own else 'no'}, {outcomes}, {more or NEW}"


def test_d01_a_certificate_of_own_and_external_units() -> None:
    answer = ask(FIX_A, unit("i", "10 ECTS", 7, True), unit("cap", "5 ECTS", 7, True, f"{NEW}, kind: capstone"),
                 unit("e1", "10 ECTS", 7, False), unit("e2", "5 ECTS", 6, False))  # fmt: skip
    assert answer.outcome == "ELIGIBLE"
    assert (answer.total, chosen(answer)) == (30, {"i", "cap", "e1", "e2"})
    assert answer.certificate.kind == "optimal"
    by_rule = {each.rule: each for each in answer.requirements}
    assert (by_rule["external"].have, by_rule["at-level"].have) == (15, 25)


D03 = """
total: {exactly: 60 ECTS}
requires: [{at_least: 40 ECTS, where: level >= EQF 7}]
limits: [{id: external, at_most: 50 % of total, where: not own, counting: COUNTING}]
"""
D03_UNITS = (
    unit("I1", "15 ECTS", 7, True), unit("I2", "10 ECTS", 7, True), unit("I3", "5 ECTS", 6, True),
    unit("E1", "20 ECTS", 7, False), unit("E2", "15 ECTS", 7, False), unit("E3", "15 ECTS", 6, False),
)  # fmt: skip


def test_d03_the_only_choice_below_a_cap_is_found() -> None:
    answer = ask(D03.replace("COUNTING", "whole_units"), *D03_UNITS)
    assert (answer.outcome, chosen(answer)) == ("ELIGIBLE", {"I1", "I2", "I3", "E2", "E3"})
    assert not answer.ties
    assert against(answer, "E1")[0][0] == "limit"


def test_d04_clipped_credits_are_shown() -> None:
    answer = ask(D03.replace("COUNTING", "clip"), *D03_UNITS)
    assert (answer.outcome, answer.total) == ("ELIGIBLE", 60)
    external = [each for each in answer.units if each.chosen and each.id.startswith("E")]
    assert sum(each.counted for each in external) == 30
    clipped = [each for each in external if each.counted < (each.offered[0] or 0)]
    assert {each.against[0].rule for each in clipped} == {"external"}


def test_d06_caps_over_caps_leave_two_thirds() -> None:
    policy = """
    total: {at_least: 120 ECTS}
    limits:
      - {id: he, at_most: 90 ECTS, where: "themes overlaps ['he']", counting: clip}
      - {id: other, at_most: 60 ECTS, where: "themes overlaps ['other']", counting: clip}
      - {id: work, at_most: 60 ECTS, where: "themes overlaps ['work']", counting: clip}
      - {id: all, at_most: 2/3 of degree, limits: [he, other, work], counting: clip}
    bases: {degree: 180 ECTS}
    """
    rows = [
        f"{name}, workload: {credits} ECTS, themes: [{name}]"
        for name, credits in (("he", 90), ("other", 60), ("work", 60))
    ]
    answer = ask(policy, *rows)
    assert (answer.outcome, answer.total) == ("ELIGIBLE", 120)


D07 = """
total: {at_least: 30 ECTS}
requires:
  - {id: theme, at_least: 24 ECTS, where: "themes overlaps ['data']"}
  - {at_least: 24 ECTS, where: level >= EQF 5}
"""


def _themed(name: str, theme: str, level: int) -> str:
    return f"{name}, workload: 6 ECTS, themes: [{theme}], level: EQF {level}"


def test_d07_theme_and_level_are_counted_apart() -> None:
    rows = [_themed("a", "data", 5), _themed("b", "data", 5), _themed("c", "data", 5), _themed("d", "data", 4),
            _themed("e", "law", 5)]  # fmt: skip
    assert ask(D07, *rows).outcome == "ELIGIBLE"
    rows[3] = _themed("d", "law", 4)
    answer = ask(D07, *rows, ways=1)
    assert answer.outcome == "NOT_ELIGIBLE"
    assert next(each.left for each in answer.requirements if each.rule == "theme") == 6
    assert answer.ways[0].credits == 6
    assert ("themes", "data") in answer.ways[0].additions[0].facts


def test_d08_two_credits_at_the_level_are_missing() -> None:
    policy = "total: {at_least: 60 ECTS}\nrequires: [{id: at-7, at_least: 40 ECTS, where: level >= EQF 7}]"
    answer = ask(policy, "a, workload: 38 ECTS, level: EQF 7", "b, workload: 30 ECTS, level: EQF 6", ways=1)
    assert answer.outcome == "NOT_ELIGIBLE"
    assert next(each.left for each in answer.requirements if each.rule == "at-7") == 2
    assert answer.ways[0].credits == 2
    assert ("level", "EQF 7") in answer.ways[0].additions[0].facts


def test_d09_below_the_size_it_may_not_be_called_a_certificate() -> None:
    desk = desk_with(
        ("award", "2018-01-01", "", "total: {at_least: 1 ECTS}"),
    )
    text = "total: {at_least: 1 ECTS}"
    keys = "protected: {Award: 30 ECTS}, otherwise: {en: Credits at level 7, sl: Točke na ravni 7}"
    desk = desk_with(("award", "2018-01-01", keys, text))
    short = ask(desk, "a, workload: 27 ECTS, level: EQF 7")
    assert (short.outcome, short.called["en"]) == ("ELIGIBLE", "Credits at level 7")
    assert ask(desk, "a, workload: 30 ECTS, level: EQF 7").called["en"] == "Award"


SUTD = "credits: {unit: subject credits}\ntotal: {at_least: TOTAL subject credits}\napplies_by: enrolment"


def _sutd() -> object:
    return desk_with(
        ("award", "2017-01-01", "", SUTD.replace("TOTAL", "60")),
        ("award", "2020-08-01", "", SUTD.replace("TOTAL", "72")),
    )


def test_d11_the_cohort_decides_which_version_applies() -> None:
    desk, rows = _sutd(), ("a, workload: 62 subject credits",)
    old = ask(desk, *rows, enrolled=date(2020, 7, 1))
    assert (old.outcome, old.policy) == ("ELIGIBLE", "hosts/harbour/award@2017-01-01")
    new = ask(desk, *rows, enrolled=date(2020, 8, 2))
    assert (new.outcome, new.policy) == ("NOT_ELIGIBLE", "hosts/harbour/award@2020-08-01")
    assert new.requirements[0].left == 10


def test_d11_without_the_day_the_cohort_is_asked_for() -> None:
    answer = ask(_sutd(), "a, workload: 62 subject credits")
    assert answer.outcome == "UNDETERMINED"
    assert [(each.unit, each.fact) for each in answer.unknown] == [("", "stack.enrolled")]
    same = ask(_sutd(), "a, workload: 80 subject credits")
    assert same.outcome == "ELIGIBLE"


def test_d12_a_unit_that_is_no_academic_credit_is_unknown() -> None:
    answer = ask("total: {at_least: 12 ECTS}", "a, workload: 12 SUTD subject credits")
    assert answer.outcome == "UNDETERMINED"
    assert [(each.unit, each.fact) for each in answer.unknown] == [("a", "credits")]
    assert "no conversion" in answer.units[0].conversion


D13 = "total: {at_least: 10 ECTS}\nunits: [{id: unused, used_for: one award}]"


def test_d13_a_unit_of_another_award_is_left_out() -> None:
    row = "a, workload: 10 ECTS, used_for: [{award: pgcert-a, kind: certificate, conferred: yes}]"
    answer = ask(D13, row)
    assert answer.outcome == "NOT_ELIGIBLE"
    assert against(answer, "a") == [("excluded", "unused")]
    assert answer.units[0].against[0].found == (("in_use", "pgcert-a"),)
    admitted = ask(D13, "a, workload: 10 ECTS, used_for: [{award: pgcert-a, use: admission}]")
    assert admitted.outcome == "ELIGIBLE"


def test_d13_the_ledger_knows_a_use_too() -> None:
    use = Use(unit="a", award="pgcert-a", host="elsewhere")
    answer = ask(D13, "a, workload: 10 ECTS", uses=(use,), ways=1)
    assert (answer.outcome, answer.uses) == ("NOT_ELIGIBLE", (use,))
    back = answer.ways[0].changes[0]
    assert (back.unit, back.fact, back.then) == ("a", "in_use", "false")
    spent = ask(D13, "a, workload: 10 ECTS", uses=(Use(unit="a", award="x", host="y", irrevocable=True),), ways=1)
    assert not any(way.changes for way in spent.ways)


def test_d14_a_use_that_the_policy_exempts_does_not_count() -> None:
    policy = D13.replace("one award}", "one award, except: [degree]}")
    row = "a, workload: 10 ECTS, used_for: [{award: ba, kind: degree}]"
    assert ask(policy, row).outcome == "ELIGIBLE"
    assert ask(D13, row).outcome == "NOT_ELIGIBLE"


@pytest.mark.parametrize(("measure", "outcome"), [("smaller", "NOT_ELIGIBLE"), ("union", "ELIGIBLE")])
def test_d16_overlap_depends_on_its_measure(measure: str, outcome: str) -> None:
    policy = f"total: {{at_least: 10 ECTS}}\nlimits: [{{overlap: 50 %, of: {measure}, if_more: drop_one}}]"
    answer = ask(
        policy, "A, workload: 5 ECTS, outcomes: [a, b, c, d, e]", "B, workload: 5 ECTS, outcomes: [c, d, e, f]"
    )
    assert answer.outcome == outcome


def test_d17_of_two_versions_one_counts() -> None:
    policy = "total: {at_least: 10 ECTS}\nlimits: [{id: once, once: specification}]"
    rows = ["v1, workload: 10 ECTS, specification: mc, version: 1, achieved: 2019-01-01",
            "v2, workload: 10 ECTS, specification: mc, version: 2, achieved: 2024-01-01"]  # fmt: skip
    answer = ask(policy, *rows)
    assert (answer.total, len(chosen(answer))) == (10, 1)
    assert answer.ties


def test_d18_a_cap_follows_the_exit_award() -> None:
    policy = """
    credits: {unit: CATS, one: 0.5 ECTS}
    total: {exactly: 120 CATS}
    limits: [{id: rpl, at_most: 2/3 of exit_award, where: not own}]
    exits: [{award: {id: pgcert, title: {en: PGCert, sl: PGCert}}, total: {exactly: 60 CATS}}]
    """
    rows = ["e1, workload: 30 CATS, own: no", "e2, workload: 30 CATS, own: no"]
    whole = ask(policy, *rows, "i, workload: 60 CATS, own: yes")
    assert (whole.outcome, whole.total) == ("ELIGIBLE", 120)
    part = ask(policy, *rows, "i, workload: 30 CATS, own: yes")
    assert (part.outcome, part.reached) == ("NOT_ELIGIBLE", "pgcert")
    exit_award = next(each for each in part.exits if each.award == "pgcert")
    assert exit_award.outcome == "ELIGIBLE"
    assert len(exit_award.chosen) == 2
    assert ask(policy, *rows).reached == ""


@pytest.mark.parametrize(("to", "outcome"), [("application", "ELIGIBLE"), ("award", "NOT_ELIGIBLE")])
def test_d20_the_policy_names_the_clock(to: str, outcome: str) -> None:
    policy = f"total: {{at_least: 5 ECTS}}\nunits: [{{currency: 5 years, from: achieved, to: {to}}}]"
    days = {"applied": date(2025, 6, 1), "award_on": date(2025, 9, 15)}
    assert ask(policy, "a, workload: 5 ECTS, achieved: 2020-06-30", **days).outcome == outcome


def test_d21_a_new_paper_makes_no_new_learning() -> None:
    policy = "total: {at_least: 5 ECTS}\nunits: [{id: fresh, currency: 5 years, from: achieved, to: award}]"
    assert ask(policy, "a, workload: 5 ECTS, achieved: 2016-05-01, issued: 2025-05-01").outcome == "NOT_ELIGIBLE"
    unknown = ask(policy, "a, workload: 5 ECTS, issued: 2025-05-01")
    assert unknown.outcome == "UNDETERMINED"
    assert [(each.unit, each.fact, each.by) for each in unknown.unknown] == [("a", "achieved", "issuer")]
    assert unknown.certificate.kind == "unknown_decides"


D23 = """
total: {at_least: 36 ECTS}
units:
  - id: fresh
    currency: 7 years
    from: achieved
    to: award
    if_older: revalidate
    revalidation: {by: {en: An examination, sl: Izpit}, at_most: 12 ECTS, oldest: 10 years, where: own, within: 1 year}
"""


def test_d23_only_so_much_may_be_revalidated() -> None:
    old = "achieved: 2018-01-01"
    own = [f"o{n}, workload: 3 ECTS, own: yes, {old}" for n in range(5)]
    rows = [*own, f"t, workload: 3 ECTS, own: no, {old}", "n, workload: 24 ECTS, own: yes, achieved: 2024-01-01"]
    answer = ask(D23, *rows)
    assert (answer.outcome, answer.total) == ("ELIGIBLE_CONDITIONAL", 36)
    assert "t" not in chosen(answer)
    condition = answer.conditions[0]
    assert (condition.kind, condition.text["en"], condition.until) == (
        "revalidation",
        "An examination",
        date(2027, 1, 15),
    )
    assert len(condition.units) == 4


def test_d24_never_after_the_absolute_age() -> None:
    nine = ask(
        D23,
        "n, workload: 33 ECTS, own: yes, achieved: 2024-01-01",
        "o, workload: 3 ECTS, own: yes, achieved: 2017-01-20",
    )
    eleven = ask(
        D23,
        "n, workload: 33 ECTS, own: yes, achieved: 2024-01-01",
        "o, workload: 3 ECTS, own: yes, achieved: 2015-01-01",
    )
    assert (nine.outcome, eleven.outcome) == ("ELIGIBLE_CONDITIONAL", "NOT_ELIGIBLE")


def test_d25_an_external_thesis_is_an_elective_at_most() -> None:
    policy = "total: {at_least: 40 ECTS}\nrequires: [{id: capstone, choose: 20 ECTS, from: [kind is thesis, own]}]"
    answer = ask(
        policy, "x, workload: 20 ECTS, kind: thesis, own: no", "y, workload: 20 ECTS, own: yes, kind: module", ways=1
    )
    assert answer.outcome == "NOT_ELIGIBLE"
    assert answer.conflict is not None
    assert answer.conflict.rules == ("capstone",)
    assert {("kind", "thesis"), ("own", "true")} <= set(answer.ways[0].additions[0].facts)


def test_d26_an_exact_degree_and_its_gap() -> None:
    rows = [f"u{n}, workload: {credits} ECTS" for n, credits in enumerate(("15", "15", "15", "10", "7.5"))]
    answer = ask("total: {exactly: 60 ECTS}", *rows, ways=3)
    assert answer.outcome == "NOT_ELIGIBLE"
    assert [way.credits for way in answer.ways][:2] == [5, Fraction(15, 2)]
    assert all(way.outcome == "ELIGIBLE" for way in answer.ways)
    more = ask("total: {at_least: 60 ECTS}", *rows)
    assert (more.outcome, more.total, more.surplus) == ("ELIGIBLE", Fraction(125, 2), Fraction(5, 2))


@pytest.mark.parametrize(("sign", "outcome"), [(">=", "ELIGIBLE"), ("=", "NOT_ELIGIBLE")])
def test_d27_above_the_level_counts_where_the_policy_says_so(sign: str, outcome: str) -> None:
    policy = f"total: {{at_least: 5 ECTS}}\nrequires: [{{at_least: 5 ECTS, where: level {sign} EQF 7}}]"
    assert ask(policy, "a, workload: 5 ECTS, level: EQF 8").outcome == outcome


GRADES = """
grades: {scale: us-letters, points: {A: 4, B: 3, C+: 2.3}}
total: {at_least: 5 ECTS}
units: [{id: grade, grade: B}]
"""


def test_d31_a_grade_of_another_scale_is_unknown_without_a_table() -> None:
    german = "a, workload: 5 ECTS, grade: {value: '2,7', scale: German}"
    answer = ask(GRADES, german)
    assert answer.outcome == "UNDETERMINED"
    assert [(each.unit, each.fact) for each in answer.unknown] == [("a", "grade_points")]
    assert ask(GRADES, "a, workload: 5 ECTS, grade: A").outcome == "ELIGIBLE"
    assert ask(GRADES, "a, workload: 5 ECTS, grade: C+").outcome == "NOT_ELIGIBLE"
    with_table = GRADES.replace("C+: 2.3}}", "C+: 2.3}, others: {german: {'2.7': 2.7}}}")
    assert ask(with_table, german).outcome == "NOT_ELIGIBLE"


def test_d33_a_unit_is_kept_free() -> None:
    rows = ["x, workload: 10 ECTS", "y, workload: 10 ECTS"]
    policy = "total: {exactly: 10 ECTS}"
    free = ask(policy, *rows, objectives=(Objective.KEEP_FREE,), keep_free=("x",))
    assert chosen(free) == {"y"}
    both = ask(policy, *rows)
    assert (chosen(both), both.ties) == ({"x"}, (("y",),))


def test_d34_credit_for_the_second_course_is_none_for_the_first() -> None:
    policy = """
    total: {at_least: 5 ECTS}
    limits: [{id: first, for: specification = 'acc-2', needs: specification = 'acc-1', timing: before}]
    """
    second = "b, workload: 5 ECTS, specification: acc-2, achieved: 2024-01-01"
    assert ask(policy, second).outcome == "NOT_ELIGIBLE"
    assert ask(policy, second, "a, workload: 1 ECTS, specification: acc-1, achieved: 2023-01-01").outcome == "ELIGIBLE"


@pytest.mark.parametrize(("combine", "rows", "outcome"), [
    ("no", ("a, workload: 4 ECTS, outcomes: [de]",), "NOT_ELIGIBLE"),
    ("no", ("a, workload: 4 ECTS, outcomes: [de]", "b, workload: 4 ECTS, outcomes: [de]"), "NOT_ELIGIBLE"),
    ("yes", ("a, workload: 4 ECTS, outcomes: [de]", "b, workload: 4 ECTS, outcomes: [de]"), "ELIGIBLE"),
])  # fmt: skip
def test_d36_a_component_needs_its_own_weight(combine: str, rows: tuple[str, ...], outcome: str) -> None:
    policy = f"""
    total: {{at_least: 4 ECTS}}
    requires:
      - {{id: de, component: Data Ethics, credits: 5 ECTS, from: "outcomes overlaps ['de']", combine: {combine}}}
    """
    assert ask(policy, *rows).outcome == outcome


def test_d39_nothing_held_is_no_error() -> None:
    answer = ask(FIX_A, ways=1)
    assert (answer.outcome, answer.units, answer.total) == ("NOT_ELIGIBLE", (), 0)
    assert answer.ways[0].credits == 30
    assert answer.ways[0].outcome == "ELIGIBLE"


def test_d40_a_badge_without_credit_can_still_be_a_prerequisite() -> None:
    policy = """
    total: {exactly: 5 ECTS}
    limits: [{for: specification = 'b', needs: specification = 'badge'}]
    """
    rows = ["b, workload: 5 ECTS, specification: b", "badge, specification: badge, kind: badge, credit_bearing: no"]
    answer = ask(policy, *rows)
    assert (answer.outcome, answer.total, chosen(answer)) == ("ELIGIBLE", 5, {"b", "badge"})


def test_d42_an_unknown_fact_makes_no_award() -> None:
    known = ask(FIX_A, unit("i", "30 ECTS", 5, True, f"{NEW}, kind: capstone"))
    unknown = ask(FIX_A, f"i, workload: 30 ECTS, own: yes, kind: capstone, {NEW}")
    assert (known.outcome, unknown.outcome) == ("NOT_ELIGIBLE", "UNDETERMINED")
    assert ("i", "level") in {(each.unit, each.fact) for each in unknown.unknown}


def test_d43_a_company_stacks_badges_by_number() -> None:
    policy = "credits: {unit: points}\ntotal: {at_least: 0 points}\nrequires: [{choose: 3 units, from: kind is badge}]"
    rows = [f"b{n}, kind: badge, credit_bearing: no" for n in range(3)]
    assert ask(policy, *rows).outcome == "ELIGIBLE"
    assert ask(policy, *rows[:2]).outcome == "NOT_ELIGIBLE"


def test_the_answer_does_not_hang_on_the_order_of_the_units() -> None:
    first, last = ask(FIX_A, *D03_UNITS, ways=2), ask(FIX_A, *reversed(D03_UNITS), ways=2)
    assert first.receipt is not None
    assert last.receipt is not None
    assert [each.id for each in first.units] == [each.id for each in last.units]
    assert (first.outcome, first.ways, first.conflict) == (last.outcome, last.ways, last.conflict)
    assert first.question.as_of == AS_OF


EXPERIENCE = """
total: {at_least: 2 ECTS}
units: [{experience: 0.5 ECTS, per: 3 months, at_least: 3 months, where: kind is experience}]
"""


@pytest.mark.parametrize(("months", "credits"), [("14 months", 2), ("11 months", Fraction(3, 2)), ("2 months", 0)])
def test_experience_gives_credit_for_whole_spans(months: str, credits: Fraction) -> None:
    answer = ask(EXPERIENCE, f"w, kind: experience, experience: {months}")
    assert answer.total == credits
    assert answer.units[0].conversion == f"{months} of experience"


@pytest.mark.parametrize(
    ("row", "fact"), [("w, kind: experience", "experience_months"), ("a, workload: 2 ECTS", "kind")]
)
def test_what_is_unknown_of_experience_is_named(row: str, fact: str) -> None:
    answer = ask(EXPERIENCE, row)
    assert (answer.outcome, [each.fact for each in answer.unknown]) == ("UNDETERMINED", [fact])


def test_the_guard_and_the_condition_of_a_rule_about_the_case_are_two_things() -> None:
    policy = """
    total: {at_least: 5 ECTS}
    requires:
      - {id: soon, case: stack.applied <= stack.enrolled + 1 year, applies: stack.enrolled >= 2020-01-01}
    """
    late = {"applied": date(2026, 1, 1)}
    assert ask(policy, "a, workload: 5 ECTS", enrolled=date(2024, 1, 1), **late).outcome == "NOT_ELIGIBLE"
    assert ask(policy, "a, workload: 5 ECTS", enrolled=date(2025, 6, 1), **late).outcome == "ELIGIBLE"
    assert ask(policy, "a, workload: 5 ECTS", enrolled=date(2019, 1, 1), **late).outcome == "ELIGIBLE"


@pytest.mark.parametrize(("shared", "outcome"), [("", "NOT_ELIGIBLE"), (", credits: 4 ECTS", "ELIGIBLE")])
def test_sharing_limits_what_a_use_elsewhere_would_forbid(shared: str, outcome: str) -> None:
    policy = """
    total: {at_least: 10 ECTS}
    units: [{used_for: one award}]
    sharing: [{with: [degree], at_most: 5 ECTS}]
    """
    row = f"a, workload: 10 ECTS, used_for: [{{award: ba, kind: degree{shared}}}]"
    assert ask(policy, row).outcome == outcome


def test_of_many_unknown_facts_only_the_one_that_decides_is_named() -> None:
    policy = "total: {exactly: 10 ECTS}\nrequires: [{at_least: 5 ECTS, where: level >= EQF 7}]"
    rows = ["a, workload: 5 ECTS", "b, workload: 5 ECTS, level: EQF 6"]
    assert [(each.unit, each.fact) for each in ask(policy, *rows).unknown] == [("a", "level")]
    more = ask(policy, *rows[:1], "c, workload: 5 ECTS")
    assert len(more.unknown) == 1


def test_to_say_what_is_unknown_comes_before_earning_again_what_is_held() -> None:
    rows = ("e, workload: 12 ECTS, level: EQF 7, own: no, kind: module", "i, workload: 6 ECTS, own: yes, kind: module")
    answer = ask(FIX_A, *(f"{row}, {NEW}" for row in rows), ways=2)
    first, second = answer.ways
    assert (first.credits, second.credits) == (12, 30)
    assert {(each.unit, each.fact) for each in first.changes} == {("e", "outcomes"), ("i", "outcomes"), ("i", "level")}
    assert not second.changes


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_a_day(day: str) -> None:
    answer = ask(FIX_A, unit("far", "10 ECTS", 7, True, f"achieved: {day}"), unit("near", "10 ECTS", 7, True), ways=1)
    assert answer.outcome == "NOT_ELIGIBLE"


def test_a_way_that_changes_nothing_is_none() -> None:
    """Where the time is short, the ways are looked for although nothing is missing."""
    policy = "total: {exactly: 10 ECTS}\nlimits: [{overlap: 40 %, of: smaller, if_more: drop_one}]"
    unsaid = "two, workload: 5 ECTS, level: EQF 7, own: yes"
    answer = ask(policy, unit("one", "10 ECTS", 7, True), unsaid, budget=0.0, ways=1)
    assert answer.certificate.kind == "best_found"
    assert all(way.additions or way.changes for way in answer.ways)
