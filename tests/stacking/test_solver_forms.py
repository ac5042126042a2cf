"""The search for a choice, form by form: small policies with answers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from building import policy, rule, selector, table, unit

from passerelle.decision import Truth
from passerelle.decision.stacking import Objective
from passerelle.errors import StackingError
from passerelle.rulepacks.stacks import policy as p
from passerelle.stacking.choosing import ConditionTaken, award_of
from passerelle.stacking.proof.standing import confirm
from passerelle.stacking.search.reading import Reading
from passerelle.stacking.search.solving import solve

FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


def answer(of: p.StackingPolicy, *units: Any, **case: Any) -> tuple[str, tuple[str, ...]]:
    """The status, and the units that are chosen."""
    solved = solve(of, table(*units, **case))
    return solved.status, solved.choice.units if solved.choice else ()


def test_the_total_is_met_or_cannot_be() -> None:
    of = policy(total=20)
    assert answer(of, unit("a", 10), unit("b", 10)) == ("certain", ("a", "b"))
    assert answer(of, unit("a", 10), unit("b", 9)) == ("none", ())
    assert answer(of, unit("a", 10), unit("b", None)) == ("possible", ("a", "b"))


def test_an_exact_total_leaves_units_out() -> None:
    assert answer(policy(total=15, most=15), unit("a", 10), unit("b", 7), unit("c", 5)) == ("certain", ("a", "c"))


def test_fractions_of_credits_are_exact() -> None:
    third = Fraction(1, 3)
    assert answer(policy(total=1, most=1), *(unit(id, third) for id in "abcd")) == ("certain", ("a", "b", "c"))
    assert answer(policy(total=1, most=1), unit("a", third), unit("b", "0.6666")) == ("none", ())


def test_at_least_reads_what_fits_for_certain() -> None:
    of = policy(requires=[rule(p.AtLeast, "at-level", amount=10, among="l7")])
    assert answer(of, unit("a", 10, "l7"))[0] == "certain"
    assert answer(of, unit("a", 10, maybe=("l7",)))[0] == "possible"
    assert answer(of, unit("a", 10))[0] == "none"


def test_at_most_reads_what_may_fit() -> None:
    of = policy(total=20, limits=[rule(p.AtMost, "outside", amount=10, among="external")])
    a, b = unit("a", 10, "external"), unit("b", 10)
    assert answer(of, a, b)[0] == "certain"
    assert answer(of, a, unit("b", 10, maybe=("external",)))[0] == "possible"
    assert answer(of, a, unit("b", 10, "external"))[0] == "none"


def test_a_share_of_what_counts() -> None:
    share = p.Amount(share=Fraction(1, 2), base="counted")
    of = policy(total=10, requires=[rule(p.AtLeast, "half", amount=share, among="own")])
    assert answer(of, unit("a", 5, "own"), unit("b", 5), unit("c", 1)) == ("certain", ("a", "b"))
    assert answer(of, unit("a", 4, "own"), unit("b", 6)) == ("none", ())


def test_shares_are_rounded_as_the_rule_says() -> None:
    up = p.Amount(share=Fraction(1, 2), base="total", rounding=p.Rounding("up"))
    of = policy(total=9, requires=[rule(p.AtLeast, "here", amount=up, among="own")])
    assert answer(of, unit("a", "4.5", "own"), unit("b", 5))[0] == "none"
    assert answer(of, unit("a", 5, "own"), unit("b", 5))[0] == "certain"


def test_whole_units_under_a_cap_are_a_knapsack() -> None:
    """D03: the only choice leaves out the largest unit from outside."""
    of = policy(
        total=60,
        most=60,
        requires=[rule(p.AtLeast, "at-level", amount=40, among="l7")],
        limits=[rule(p.AtMost, "outside", amount=p.Amount(share=Fraction(1, 2), base="total"), among="external")],
    )
    units = [
        unit("I1", 15, "l7"), unit("I2", 10, "l7"), unit("I3", 5), unit("E1", 20, "l7", "external"),
        unit("E2", 15, "l7", "external"), unit("E3", 15, "external"),
    ]  # fmt: skip
    solved = solve(of, table(*units))
    assert (solved.status, solved.ties, solved.ties_complete) == ("certain", (), True)
    assert solved.choice is not None
    assert solved.choice.units == ("E2", "E3", "I1", "I2", "I3")


def test_a_clipping_cap_counts_less_than_is_chosen() -> None:
    """D04: of 35 credits from outside 30 count."""
    clip = rule(p.AtMost, "outside", amount=30, among="external", counting="clip")
    of = policy(total=60, most=60, requires=[rule(p.AtLeast, "at-level", amount=40, among="l7")], limits=[clip])
    units = [
        unit("I1", 15, "l7"), unit("I2", 10, "l7"), unit("I3", 5), unit("E1", 20, "l7", "external"),
        unit("E2", 15, "l7", "external"),
    ]  # fmt: skip
    solved = solve(of, table(*units))
    assert solved.status == "certain"
    assert solved.choice is not None
    assert solved.choice.units == ("E1", "E2", "I1", "I2", "I3")
    assert solved.choice.counted["E1"] + solved.choice.counted["E2"] == 30


def test_caps_over_caps() -> None:
    """D06: 90, 60 and 60 allowed, and two thirds of 180 together: of 210 credits 120 count."""
    limits = [
        rule(p.AtMost, "non-degree", amount=90, among="first", counting="clip"),
        rule(p.AtMost, "training", amount=60, among="second", counting="clip"),
        rule(p.AtMost, "work", amount=60, among="recent", counting="clip"),
        rule(
            p.AtMost,
            "together",
            amount=p.Amount(share=Fraction(2, 3), base="total"),
            limits=("non-degree", "training", "work"),
            counting="clip",
        ),
    ]
    units = [unit("a", 90, "first"), unit("b", 60, "second"), unit("c", 60, "recent"), unit("d", 60, "own")]
    solved = solve(policy(total=180, limits=limits), table(*units))
    assert solved.status == "certain"
    assert solved.choice is not None
    assert solved.choice.credits == 180
    assert sum(credits for id, credits in solved.choice.counted.items() if id != "d") == 120


def test_nothing_is_thrown_away_to_reach_an_exact_total() -> None:
    clip = rule(p.AtMost, "outside", amount=20, among="external", counting="clip")
    assert answer(policy(total=15, most=15, limits=[clip]), unit("a", 16, "external")) == ("none", ())


def test_clips_that_cross_are_an_error_of_the_policy() -> None:
    limits = [
        rule(p.AtMost, "one", amount=1, among="first", counting="clip"),
        rule(p.AtMost, "two", amount=1, among="second", counting="clip"),
    ]
    solved = solve(
        policy(limits=limits), table(unit("a", 2, "first", "second"), unit("b", 2, "first"), unit("c", 2, "second"))
    )
    assert solved.status == "policy_error"
    assert "one and two" in solved.errors[0]


def test_what_is_excluded_can_use_up_a_cap() -> None:
    cap = rule(p.AtMost, "outside", amount=10, among="external", dropped="use_the_cap")
    stale = rule(p.Only, "recent", fits="recent")
    of = policy(total=5, units=[stale], limits=[cap])
    old = unit("old", 6, "external", barred={"recent": FALSE})
    assert answer(of, old, unit("a", 5, "external")) == ("none", ())
    assert answer(of, unit("old", 5, "external", barred={"recent": FALSE}), unit("a", 5, "external"))[0] == "certain"


def test_a_unit_is_booked_once() -> None:
    of = policy(
        requires=[
            rule(p.Choose, "core", least=p.Amount(units=1), among=selector("core")),
            rule(p.Choose, "capstone", least=p.Amount(units=1), among=selector("capstone")),
        ]
    )
    a = unit("a", 5, "core", "capstone")
    assert answer(of, a) == ("none", ())
    solved = solve(of, table(a, unit("b", 5, "core")))
    assert solved.choice is not None
    assert solved.choice.booked == {"a": "capstone", "b": "core"}


def test_a_requirement_is_waived_by_a_unit() -> None:
    core = rule(p.Choose, "core", least=p.Amount(units=1), among=selector("core"), waived="own")
    assert answer(policy(requires=[core]), unit("a", 5, "own")) == ("certain", ("a",))
    assert answer(policy(requires=[core]), unit("a", 5, maybe=("own",)))[0] == "possible"
    assert answer(policy(requires=[core]), unit("a", 5)) == ("none", ())


def test_a_component_counts_no_more_than_it_has() -> None:
    ethics = rule(p.Component, "ethics", component="Ethics", credits=Fraction(5), among=selector("core"))
    of = policy(requires=[ethics])
    solved = solve(of, table(unit("a", 8, "core")))
    assert solved.choice is not None
    assert (solved.choice.booked, solved.choice.credits) == ({"a": "ethics"}, 5)
    assert answer(of, unit("a", 4, "core")) == ("none", ())
    assert answer(of, unit("a", None, "core"))[0] == "possible"


def test_several_units_make_a_component_where_it_says_so() -> None:
    given = {"component": "Ethics", "credits": Fraction(5), "among": selector("core")}
    units = [unit("a", 3, "core"), unit("b", 4, "core")]
    assert answer(policy(requires=[rule(p.Component, "c", **given)]), *units) == ("none", ())
    solved = solve(policy(requires=[rule(p.Component, "c", combine=True, **given)]), table(*units))
    assert solved.choice is not None
    assert solved.choice.credits == 5


def test_the_last_credits_are_own() -> None:
    of = policy(total=20, requires=[rule(p.Last, "last", credits=p.Amount(credits=Fraction(10)), among="own")])
    early, late = date(2024, 1, 1), date(2025, 6, 1)
    assert answer(of, unit("a", 10, achieved=early), unit("b", 10, "own", achieved=late))[0] == "certain"
    assert answer(of, unit("a", 10, achieved=late), unit("b", 10, "own", achieved=late))[0] == "none"
    assert answer(of, unit("a", 10, achieved=None), unit("b", 10, "own", achieved=late))[0] == "possible"


def test_the_average_is_weighted_by_credits() -> None:
    of = policy(total=20, requires=[rule(p.Average, "mean", points=Fraction(3), written="B")])
    good, weak = unit("a", 15, points=Fraction(7, 2), graded=True), unit("b", 5, points=Fraction(3, 2), graded=True)
    assert answer(of, good, weak)[0] == "certain"
    assert answer(
        of, unit("a", 14, points=Fraction(7, 2), graded=True), unit("b", 6, points=Fraction(3, 2), graded=True)
    ) == (
        "none",
        (),
    )
    assert answer(of, good, unit("c", 5, graded=True))[0] == "possible"
    assert answer(of, good, unit("c", 5))[0] == "certain"


def test_units_were_taken_within_a_time() -> None:
    within = rule(p.Within, "soon", span=(1, 0, 0), since=p.Clock.FIRST_UNIT, until=p.Clock.LAST_UNIT)
    of = policy(total=10, requires=[within])
    a = unit("a", 5, achieved=date(2024, 2, 29))
    assert answer(of, a, unit("b", 5, achieved=date(2025, 2, 28)))[0] == "certain"
    assert answer(of, a, unit("b", 5, achieved=date(2025, 3, 1)))[0] == "none"
    assert answer(of, a, unit("b", 5, achieved=None))[0] == "possible"


@pytest.mark.parametrize(("measure", "credits"), [("smaller", 5), ("union", 10)])
def test_overlap_is_measured_as_the_rule_says(measure: str, credits: int) -> None:
    """D16: three of four outcomes are shared, or three of six."""
    overlap = rule(p.Overlap, "overlap", most=Fraction(1, 2), measure=measure)
    solved = solve(
        policy(limits=[overlap]),
        table(unit("a", 5, outcomes=frozenset("abcde")), unit("b", 5, outcomes=frozenset("cdef"))),
    )
    assert solved.choice is not None
    assert solved.choice.credits == credits


def test_of_overlapping_units_one_counts() -> None:
    once = rule(p.Overlap, "overlap", most=Fraction(1, 2), if_more="count_once")
    a, b = unit("a", 5, outcomes=frozenset("ab")), unit("b", 6, outcomes=frozenset("ab"))
    solved = solve(policy(total=6, limits=[once], requires=[rule(p.AtLeast, "two", amount="2 units")]), table(a, b))
    assert solved.choice is not None
    assert solved.choice.counted == {"a": 0, "b": 6}


def test_a_person_may_allow_an_overlap() -> None:
    ask = rule(p.Overlap, "overlap", most=Fraction(1, 2), if_more="ask")
    solved = solve(
        policy(total=10, limits=[ask]), table(unit("a", 5, outcomes=frozenset("a")), unit("b", 5, outcomes=None))
    )
    assert solved.choice is not None
    assert solved.choice.conditions == (ConditionTaken("overlap", "overlap", ("a", "b")),)


def test_one_of_each_specification() -> None:
    """D17: two versions of one micro-credential."""
    of = policy(limits=[rule(p.Once, "once")])
    solved = solve(of, table(unit("v1", 5, specification="s"), unit("v2", 5, specification="s"), unit("x", 5)))
    assert solved.choice is not None
    assert solved.choice.units == ("v1", "x")
    assert solved.ties == (("v2", "x"),)


@pytest.mark.parametrize(
    ("by", "timing", "day", "status"),
    [
        ("counted", "any", date(2025, 1, 1), "none"),
        ("held", "any", date(2025, 1, 1), "certain"),
        ("held", "before", date(2025, 1, 1), "none"),
        ("held", "with", date(2025, 1, 1), "certain"),
        ("held", "before", date(2024, 1, 1), "certain"),
        ("held", "before", None, "possible"),
    ],
)
def test_a_prerequisite_is_held_or_counted(by: str, timing: str, day: date | None, status: str) -> None:
    needs = rule(p.Prerequisite, "first", of="second", needs="first", by=by, timing=timing)
    of = policy(total=5, units=[rule(p.Only, "own", fits="own")], requires=[needs])
    given = unit("a", 5, "first", achieved=day, barred={"own": FALSE})
    assert answer(of, given, unit("b", 5, "second"))[0] == status


def test_order_of_steps() -> None:
    of = policy(total=10, requires=[rule(p.Order, "order", steps=["first", "second"])])
    a = unit("a", 5, "first", achieved=date(2025, 2, 1))
    assert answer(of, a, unit("b", 5, "second", achieved=date(2025, 2, 1)))[0] == "certain"
    assert answer(of, a, unit("b", 5, "second", achieved=date(2025, 1, 1)))[0] == "none"
    assert answer(of, a, unit("b", 5, "second", achieved=None))[0] == "possible"


def test_all_units_are_of_one_set() -> None:
    of = policy(total=10, requires=[rule(p.OneSet, "set", sets=["first", "second"])])
    assert answer(of, unit("a", 5, "first"), unit("b", 5, "first", "second"))[0] == "certain"
    assert answer(of, unit("a", 5, "first"), unit("b", 5, "second"))[0] == "none"
    assert answer(of, unit("a", 5, "first"), unit("b", 5, maybe=("first",)))[0] == "possible"


def test_a_block_is_taken_whole() -> None:
    of = policy(total=5, most=5, limits=[rule(p.Block, "block", among="external")])
    assert answer(of, unit("a", 5, "external"), unit("b", 5, "external")) == ("none", ())
    assert answer(of, unit("a", 5, "external"), unit("b", 5, "external", source="there"))[0] == "certain"
    assert answer(of, unit("a", 5, "external"), unit("b", 5, "external", source=""))[0] == "possible"


def test_outcomes_are_covered_once_or_together() -> None:
    wanted = tuple(p.OutcomeWanted(id=id, text={}, identifiers=()) for id in ("x", "y"))
    half = Fraction(1, 2)
    units = [
        unit("a", 5, covers={("lo", "x"): half, ("lo", "y"): Fraction(1)}),
        unit("b", 5, covers={("lo", "x"): half}),
    ]
    greatest = rule(p.Outcomes, "lo", wanted=wanted, overall=Fraction(1))
    assert answer(policy(requires=[greatest]), *units) == ("none", ())
    together = rule(p.Outcomes, "lo", wanted=wanted, overall=Fraction(1), add_up=True)
    assert answer(policy(requires=[together]), *units) == ("certain", ("a", "b"))
    each = rule(p.Outcomes, "lo", wanted=wanted, each=half)
    assert answer(policy(requires=[each]), units[1], unit("c", 5, covers={("lo", "y"): None}))[0] == "possible"


def test_an_act_is_done_missing_or_refused() -> None:
    given = {"act": "apply", "text": {}, "by": "learner"}
    needed = policy(requires=[rule(p.Act, "apply", **given)])
    assert solve(needed, table(acts={"apply": True})).choice is not None
    missing = solve(needed, table())
    assert missing.choice is not None
    assert missing.choice.conditions == (ConditionTaken("apply", "act"),)
    refuse = policy(requires=[rule(p.Act, "apply", if_missing="refuse", **given)])
    assert answer(refuse)[0] == "possible"
    assert answer(refuse, acts={"apply": False})[0] == "none"


@pytest.mark.parametrize(("truth", "status"), [(TRUE, "certain"), (UNKNOWN, "possible"), (FALSE, "none")])
def test_a_condition_of_the_case(truth: Truth, status: str) -> None:
    of = policy(requires=[rule(p.OfCase, "in-time", condition=None)])
    assert answer(of, case={"in-time": truth})[0] == status


@pytest.mark.parametrize(("truth", "status"), [(TRUE, "none"), (UNKNOWN, "possible"), (FALSE, "certain")])
def test_a_guard_says_whether_a_rule_applies(truth: Truth, status: str) -> None:
    of = policy(requires=[rule(p.AtLeast, "own", amount=5, among="own")])
    assert answer(of, unit("a", 5), guards={"own": truth})[0] == status


def test_groups_are_three_valued() -> None:
    own = rule(p.AtLeast, "own", amount=5, among="own")
    core = rule(p.AtLeast, "core", amount=5, among="core")
    for kind, n, both, one, maybe in (
        ("all_of", 2, "certain", "none", "possible"),
        ("any_of", 1, "certain", "certain", "certain"),
        ("n_of", 2, "certain", "none", "possible"),
    ):
        of = policy(requires=[rule(p.Group, "group", kind=kind, n=n, members=(own, core))])
        assert answer(of, unit("a", 5, "own", "core"))[0] == both
        assert answer(of, unit("a", 5, "own"))[0] == one
        assert answer(of, unit("a", 5, "own", maybe=("core",)))[0] == maybe


def test_not_is_false_only_for_certain() -> None:
    inner = rule(p.AtLeast, "own", amount=5, among="own")
    of = policy(total=5, requires=[rule(p.Group, "group", kind="not", n=0, members=(inner,))])
    assert answer(of, unit("a", 5))[0] == "certain"
    assert answer(of, unit("a", 5, maybe=("own",)))[0] == "possible"
    assert answer(of, unit("a", 5, "own"))[0] == "none"


def test_stale_units_count_under_conditions_within_a_limit() -> None:
    again = p.Revalidation(by={"en": "Examination"}, most=p.Amount(credits=Fraction(12)))
    currency = rule(
        p.Currency, "fresh", most=(6, 0, 0), since=p.Clock.ACHIEVED, until=p.Clock.AWARD, fresh="recent",
        if_older="revalidate", revalidation=again,
    )  # fmt: skip
    of = policy(units=[currency])
    stale = {"fresh": (("revalidation",), TRUE)}
    units = [unit(f"s{n}", 6, under=stale) for n in range(3)]
    fresh = unit("f", 6)
    solved = solve(policy(total=18, units=[currency]), table(fresh, *units))
    assert solved.choice is not None
    assert solved.choice.units == ("f", "s0", "s1")
    assert [taken.kind for taken in solved.choice.conditions] == ["revalidation"] * 2
    assert answer(policy(total=24, units=[currency]), fresh, *units) == ("none", ())
    assert answer(of, fresh, *units) == ("certain", ("f",))


def test_sharing_with_an_award_that_has_the_units_already() -> None:
    share = rule(p.Sharing, "share", awards=("degree",), most=p.Amount(credits=Fraction(6)))
    of = policy(sharing=(share,))
    used = {"degree": Fraction(5)}
    assert answer(of, unit("a", 5, shared_with=used), unit("b", 5, shared_with=used), unit("c", 5)) == (
        "certain",
        ("a", "c"),
    )


def test_an_exit_award_has_a_base_of_its_own() -> None:
    """D18: two thirds of the exit award: 60 of 120, 30 of 60."""
    two_thirds = p.Amount(share=Fraction(2, 3), base="exit_award")
    small = p.Exit(
        award=p.AwardText(id="pgcert", title={}),
        total=rule(p.Total, "pgcert-total", least=Fraction(60), most=Fraction(60)),
    )
    of = policy(
        total=120, most=120, limits=[rule(p.AtMost, "rpl", amount=two_thirds, among="external")], exits=(small,)
    )
    units = [unit("r1", 30, "external"), unit("r2", 30, "external"), unit("o1", 30), unit("o2", 30)]
    for award, held, usable in ((award_of(of), units, 60), (award_of(of, small), units[:3], 30)):
        solved = solve(of, table(*held), award=award)
        assert solved.choice is not None
        assert sum(credits for id, credits in solved.choice.counted.items() if id.startswith("r")) == usable


def test_a_unit_is_kept_free() -> None:
    """D33: of two choices the one without x; with equal choices the first ids."""
    of = policy(total=10, most=10)
    units = [unit("m", 5), unit("x", 5), unit("y", 5)]
    assert answer(of, *units) == ("certain", ("m", "x"))
    solved = solve(of, table(*units), objectives=[Objective.KEEP_FREE], keep_free=["x"])
    assert solved.choice is not None
    assert solved.choice.units == ("m", "y")
    assert solved.ties == ()


def test_the_best_grades_are_an_exact_mean() -> None:
    units = [
        unit("a", 10, points=Fraction(3), graded=True),
        unit("b", 5, points=Fraction(4), graded=True),
        unit("c", 5, points=Fraction(10, 3), graded=True),
    ]
    solved = solve(policy(total=10), table(*units), objectives=[Objective.BEST_GRADES])
    assert solved.choice is not None
    assert solved.choice.units == ("b", "c")
    assert {name: value for name, value, _ in solved.objectives}["best_grades"] == Fraction(11, 3)


def test_should_is_preferred_and_not_required() -> None:
    wish = rule(p.AtLeast, "own", amount=5, among="own", severity=p.Severity.SHOULD)
    of = policy(total=5, most=5, requires=[wish])
    assert answer(of, unit("a", 5), unit("b", 5, "own")) == ("certain", ("b",))
    assert answer(of, unit("a", 5)) == ("certain", ("a",))


@pytest.mark.parametrize("severity", [p.Severity.MUST, p.Severity.SHOULD])
def test_a_certain_choice_books_nothing_that_only_may_fit(severity: p.Severity) -> None:
    """Booked on the component the 6 credits count with 4, which makes the total come out."""
    component = rule(
        p.Component,
        "component",
        component="Ethics",
        credits=Fraction(4),
        among="own",
        credit_form="partial_allowed",
        severity=severity,
    )
    of = policy(total=4, most=4, requires=[component])
    assert answer(of, unit("a", 6, "own")) == ("certain", ("a",))
    assert answer(of, unit("a", 6, maybe=("own",))) == ("possible", ("a",))
    assert answer(of, unit("a", 6)) == ("none", ())


def test_of_a_pair_that_overlaps_both_readings_leave_out_the_same_unit() -> None:
    """If `a` left `b` out of the least and `b` left `a` out of the most, 0 to 5 credits would count."""
    a, b = unit("a", None, outcomes=frozenset("xy")), unit("b", 5, outcomes=frozenset("xy"))
    once = rule(p.Overlap, "overlap", most=Fraction(0), if_more="count_once")
    of = policy(requires=[once, rule(p.AtLeast, "both", amount="2 units")])
    found = solve(of, table(a, b)).choice
    assert found is not None
    assert (found.counted, found.may_count) == ({"a": 0, "b": 5}, {"a": 0, "b": 5})
    split = replace(found, counted={"a": Fraction(0), "b": Fraction(0)})
    with pytest.raises(StackingError, match="credits of the unit b are thrown away"):
        confirm(Reading(of, table(a, b), award_of(of)), split, certain=True)
    exactly = policy(total=0, most=4, requires=of.requires)
    assert answer(exactly, a, b) == ("possible", ("a", "b"))
