"""What the search says besides the choice: conflicts, what is missing, several awards, time, order, numbers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from building import amount, policy, rule, selector, table, unit

from passerelle.decision import Truth
from passerelle.decision.stacking import Addition, StackOutcome, Way
from passerelle.errors import StackingError
from passerelle.rulepacks.stacks import policy as p
from passerelle.stacking.choosing import Added, Archetype, Choice, award_of
from passerelle.stacking.proof.standing import confirm, standing
from passerelle.stacking.search.additions import closest, nearest, plan
from passerelle.stacking.search.conflict import conflict
from passerelle.stacking.search.reading import Reading, overlapping, shares_more
from passerelle.stacking.search.several import solve_several
from passerelle.stacking.search.solving import solve
from passerelle.stacking.ways.gap import asks_no_less

EXACT = [unit("a", 15), unit("b", 15), unit("c", 15), unit("d", 10), unit("e", "7.5")]


def archetype(id: str, *fits: str, **more: object) -> Archetype:
    """A kind of unit in steps of 2.5 credits."""
    given = {"step": Fraction(5, 2), "least": Fraction(5, 2), "most": Fraction(60), **more}
    return Archetype(id=id, fits=unit("x", 1, *fits).fits, **given)  # type: ignore[arg-type]


def test_nothing_of_these_adds_up_exactly() -> None:
    """D26: 62.5 credits, 60 needed; 5 more go with 55, or 7.5 with 52.5."""
    of = policy(total=60, most=60)
    assert solve(of, table(*EXACT)).status == "none"
    ways = nearest(of, table(*EXACT), [archetype("any")])
    assert [way.added for way in ways[:2]] == [(Added("any", Fraction(5)),), (Added("any", Fraction(15, 2)),)]
    assert ways[0].choice.units == ("a", "any#1", "b", "c", "d")
    assert solve(policy(total=60), table(*EXACT)).status == "certain"


def test_what_is_missing_is_what_the_rule_asks_for() -> None:
    of = policy(total=20, requires=[rule(p.AtLeast, "at-level", amount=15, among="l7")])
    ways = nearest(of, table(unit("a", 10, "l7"), unit("b", 10)), [archetype("plain"), archetype("at-level", "l7")])
    assert ways[0].added == (Added("at-level", Fraction(5)),)
    assert nearest(of, table(unit("a", 10)), [archetype("plain")]) == ()


def test_units_on_offer_are_taken_as_cheaply_as_can_be() -> None:
    of = policy(total=20)
    offered = [unit("x", 10), unit("y", 12), unit("z", 5)]
    (way, *_) = plan(of, table(unit("a", 10)), offered)
    assert way.added == (Added("x", Fraction(10)),)
    (way, *_) = plan(of, table(unit("a", 10)), offered, costs={"x": 100, "y": 20, "z": 10})
    assert (way.added, way.cost) == ((Added("y", Fraction(12)),), 20)


def test_what_is_not_taken_of_an_offer_is_not_held() -> None:
    """A block takes in what is held, and of what is on offer only what is taken."""
    of = policy(total=1, requires=[rule(p.Block, "block", among="own")])
    (way, *_) = nearest(of, table(), [archetype("north", "own", least=Fraction(1), step=Fraction(1), source="north")])
    assert way.added == (Added("north", Fraction(1)),)
    (way, *_) = plan(of, table(), [unit("x", 1, "own"), unit("y", 1, "own")])
    assert way.added == (Added("x", Fraction(1)),)
    torn = table(unit("a", 1, "own", barred={"size": Truth.FALSE}))
    barring = policy(total=1, requires=of.requires, units=[rule(p.Size, "size", least=Fraction(2))])
    assert plan(barring, torn, [unit("x", 1, "own")]) == ()


@pytest.mark.parametrize("by", ["held", "counted"])
def test_a_prerequisite_that_is_only_on_offer_has_to_be_taken(by: str) -> None:
    of = policy(total=5, requires=[rule(p.Prerequisite, "first", of="second", needs="first", by=by)])
    mine, offered = unit("a", 5, "second"), [unit("x", 1, "first"), unit("y", 2, "first")]
    (way, *_) = plan(of, table(mine), offered)
    assert way.added == (Added("x", Fraction(1)),)
    assert solve(of, table(mine)).status == "none"


def test_what_cannot_be_chosen_of_an_offer_uses_up_no_limit() -> None:
    limit = rule(p.AtMost, "limit", amount=5, dropped="use_the_cap")
    of = policy(total=5, limits=[limit], units=[rule(p.Size, "size", least=Fraction(4))])
    (way, *_) = plan(of, table(), [unit("x", 3, barred={"size": Truth.FALSE}), unit("y", 5)])
    assert way.added == (Added("y", Fraction(5)),)
    assert plan(of, table(unit("x", 3, barred={"size": Truth.FALSE})), [unit("y", 5)]) == ()


def test_the_closest_choice_keeps_the_limits() -> None:
    limits = [rule(p.AtMost, "outside", amount=10, among="external")]
    of = policy(total=30, limits=limits)
    choice = closest(of, table(unit("a", 10, "external"), unit("b", 5, "external"), unit("c", 10)))
    assert choice.units == ("a", "c")


def test_a_conflict_names_the_rules_and_nothing_else() -> None:
    of = policy(
        total=20,
        requires=[rule(p.AtLeast, "own", amount=5, among="own"), rule(p.AtLeast, "at-level", amount=5, among="l7")],
        limits=[rule(p.AtMost, "outside", amount=10, among="external")],
    )
    found = conflict(of, table(unit("a", 15, "external"), unit("b", 20, "external"), unit("c", 5, "own", "l7")))
    assert found is not None
    assert (found.rules, found.units) == (("total", "outside"), ())
    assert conflict(policy(total=5), table(unit("a", 5))) is None


def test_a_conflict_names_what_keeps_a_unit_out() -> None:
    of = policy(total=10, units=[rule(p.Only, "recent", fits="recent")])
    barred = {"recent": Truth.FALSE}
    found = conflict(of, table(unit("a", 10, barred=barred), unit("b", 4, barred=barred)))
    assert found is not None
    assert (found.rules, found.units) == (("total",), (("a", "recent"),))


@pytest.mark.parametrize("units", [10, 20, 40])
def test_rules_that_share_a_pool_are_proved_impossible(units: int) -> None:
    k = units // 3 + 1
    pools = [rule(p.Choose, f"pool-{n}", least=amount(f"{k} units"), among=selector("core")) for n in range(3)]
    of = policy(requires=pools)
    held = table(*(unit(f"u{n:02}", 5, "core") for n in range(units)))
    assert solve(of, held).status == "none"
    found = conflict(of, held)
    assert found is not None
    assert found.rules == ("pool-0", "pool-1", "pool-2")


def test_the_order_of_units_makes_no_difference() -> None:
    units = [unit(f"u{n}", 5 + n % 3, points=Fraction(n % 4), graded=True) for n in range(9)]
    of = policy(total=24, most=24)
    answers = [solve(of, table(*given)) for given in (units, units[::-1], [*units[4:], *units[:4]])]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0].status == "certain"


def test_no_time_is_no_answer() -> None:
    solved = solve(policy(total=20), table(unit("a", 20)), budget=0)
    assert (solved.status, solved.proven, solved.choice) == ("timeout", False, None)


def test_ties_are_listed_up_to_the_limit() -> None:
    solved = solve(policy(total=10, most=10), table(*(unit(f"u{n}", 5) for n in range(5))), ties=3)
    assert (len(solved.ties), solved.ties_complete) == (3, False)
    assert solve(policy(total=10, most=10), table(unit("a", 5), unit("b", 5)), ties=3).ties_complete


def test_numbers_that_cannot_be_counted_exactly_are_refused() -> None:
    with pytest.raises(StackingError, match="too large or too finely divided"):
        solve(policy(total=1), table(unit("a", 10**19)))
    primes = (1009, 1013, 1019, 1021, 1031, 1033, 1039)
    with pytest.raises(StackingError, match="too large or too finely divided"):
        solve(policy(total=1), table(*(unit(f"u{n}", Fraction(n - 1, n)) for n in primes)))


def test_an_answer_that_does_not_stand_is_never_given() -> None:
    reading = Reading(of := policy(total=10, most=10), table(unit("a", 10), unit("b", 5)), award_of(of))
    confirm(reading, Choice(units=("a",), counted={"a": Fraction(10)}), certain=True)
    for wrong in (
        Choice(units=("b",), counted={"b": Fraction(5)}),
        Choice(units=("a",), counted={"a": Fraction(9)}),
        Choice(units=("b",), counted={"b": Fraction(10)}),
        Choice(units=("a", "b"), counted={"a": Fraction(10), "b": Fraction(0)}),
    ):
        with pytest.raises(StackingError, match="does not stand"):
            confirm(reading, wrong, certain=True)


def test_how_each_rule_stands() -> None:
    share = p.Amount(share=Fraction(1, 2), base="total")
    of = policy(
        total=20,
        requires=[rule(p.AtLeast, "own", amount=10, among="own")],
        limits=[rule(p.AtMost, "outside", amount=share, among="external")],
    )
    held = table(unit("a", 6, "own"), unit("b", 10, "external"), unit("c", 5, "external"))
    total, own, outside = standing(of, held, closest(of, held))
    assert (total.met, total.have, total.left) == (Truth.FALSE, 16, 4)
    assert (own.kind, own.met, own.have, own.left, own.units) == ("at_least", Truth.FALSE, 6, 4, ("a",))
    assert (outside.met, outside.have, outside.most, outside.binding) == (Truth.TRUE, 10, 10, True)
    assert outside.computed == "50 % × 20 = 10"


def awards(first: p.StackingPolicy, second: p.StackingPolicy, *units: object) -> list[tuple[str, ...]]:
    """The units of each award that is reached."""
    held = table(*units)  # type: ignore[arg-type]
    found = solve_several([(first, held, award_of(first)), (second, held, award_of(second))])
    return [each.choice.units if each.choice else ("none",) for each in found.awards]


def test_several_awards_share_what_their_rules_let_them() -> None:
    """D14: a micro-credential counts within a degree and for itself where a rule allows it."""
    once = rule(p.UsedFor, "once")
    degree = p.AwardText(id="degree-1", title={}, kind="degree")
    units = [unit("a", 5), unit("b", 5)]
    alone, other = policy(total=10, units=[once]), policy(total=5, award=degree)
    assert awards(alone, other, *units) == [("a", "b"), ("none",)]
    assert awards(replace(alone, units=()), other, *units) == [("a", "b"), ("a", "b")]
    let = rule(p.Sharing, "let", awards=("degree",), most=p.Amount(credits=Fraction(5)))
    first, second = awards(replace(alone, sharing=(let,)), other, *units)
    assert (first, len(second)) == (("a", "b"), 1)


def test_what_one_award_leaves_free_reaches_the_other() -> None:
    """D33, planned together: the first award does without x, which only the second can use."""
    once = rule(p.UsedFor, "once")
    second = policy(
        total=5, units=[once], award=p.AwardText(id="other", title={}),
        requires=[rule(p.AtLeast, "core", amount=5, among="core")],
    )  # fmt: skip
    units = [unit("m", 5), unit("x", 5, "core"), unit("y", 5)]
    assert awards(policy(total=10, most=10, units=[once]), second, *units) == [("m", "y"), ("x",)]


def test_a_use_is_counted_once_though_its_award_has_an_id_and_a_kind() -> None:
    """A unit that one degree uses, where it may count for two other awards: there is room for the second one."""
    twice = rule(p.UsedFor, "twice", most=2)
    first, second = (policy(total=5, units=[twice], award=p.AwardText(id=id, title={"en": id})) for id in ("a", "b"))
    used = {"ba": Fraction(5), "degree": Fraction(5)}
    assert awards(first, second, unit("u", 5, shared_with=used)) == [("u",), ("u",)]
    assert awards(first, second, unit("u", 5, shared_with=used, in_use={"twice": 1}))[1] == ("none",)


def test_no_figure_stands_for_credits_without_a_bound() -> None:
    """A unit whose credits nobody knows has no most, nor has the total with it."""
    of, held = policy(total=20), table(unit("a", 10), unit("b", None))
    choice = solve(of, held).choice
    assert choice is not None
    (total,) = standing(of, held, choice)
    assert (total.have, total.may_have, total.met) == (10, None, Truth.UNKNOWN)


def test_pairs_that_overlap_are_those_that_share_more() -> None:
    """Looked up by what units teach: no pair more and none less than by holding every two units against each other."""
    told = [frozenset("ab"), frozenset("bc"), None, frozenset("c"), frozenset(), frozenset("ab")]
    rows = [unit(f"u{number}", 5, outcomes=outcomes) for number, outcomes in enumerate(told)]
    for most in (Fraction(0), Fraction(1, 3), Fraction(1)):
        overlap = rule(p.Overlap, "overlap", most=most)
        every = [(a, b, shares_more(overlap, a, b)) for a, b in combinations(rows, 2)]
        assert list(overlapping(overlap, rows)) == [each for each in every if each[2] is not Truth.FALSE]


def test_a_way_that_asks_for_more_of_the_same_is_none() -> None:
    """Ten credits beside five of the same unit, unless the total has to be exact."""
    five, ten = (
        Way(
            additions=(Addition(credits=Fraction(credits), facts=(("level", "EQF 7"),)),),
            changes=(), outcome=StackOutcome.ELIGIBLE,
        )
        for credits in (5, 10)
    )  # fmt: skip
    assert asks_no_less(ten, five, False)
    assert not asks_no_less(five, ten, False)
    assert not asks_no_less(ten, five, True)
    assert asks_no_less(five, five, True)
