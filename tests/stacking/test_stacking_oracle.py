"""The search for a choice of units against the oracle that walks every choice: 500 cases, or as many as
PASSERELLE_STACKING_CASES says."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import combinations_with_replacement, islice, product

import pytest
from generate import DAY, LARGE, SMALL, Size, StackCase, case_of, stack_cases
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from oracle import MUCH, Choice, Oracle, Relaxed

from passerelle.decision import Truth
from passerelle.decision.stacking import Objective
from passerelle.rulepacks.stacks import policy as p
from passerelle.stacking.choosing import Archetype, AwardToReach, Solved, award_of
from passerelle.stacking.search.additions import nearest
from passerelle.stacking.search.conflict import conflict
from passerelle.stacking.search.solving import solve
from passerelle.stacking.table import UnitRow

CASES = int(os.environ.get("PASSERELLE_STACKING_CASES", "500"))
POSITIVE = ("ELIGIBLE", "ELIGIBLE_CONDITIONAL")
#: Best first; a POLICY_ERROR has no place among them.
RANKS = {"ELIGIBLE": 3, "ELIGIBLE_CONDITIONAL": 2, "UNDETERMINED": 1, "NOT_ELIGIBLE": 0}
TIES = 40


def cases(share: int = 1, least: int = 30) -> settings:
    """So many cases, in the share that a property takes of them."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(max_examples=max(least, CASES // share), deadline=None, suppress_health_check=checks, database=None)


def award(case: StackCase) -> AwardToReach:
    """The award that the case asks for."""
    return award_of(case.policy, case.policy.exits[0] if case.award else None)


def oracle(case: StackCase, relaxed: Relaxed | None = None) -> Oracle:
    """The oracle for the case."""
    return Oracle(case.policy, case.table, case.award or None, relaxed or Relaxed())


def solved(case: StackCase, ties: int = 0) -> Solved:
    """The answer of the search."""
    objectives = tuple(Objective(name) for name in case.objectives)
    return solve(case.policy, case.table, award=award(case), objectives=objectives, keep_free=case.keep_free, ties=ties)


def outcome(found: Solved) -> str:
    """What the answer of the search comes to."""
    if found.status == "certain":
        return "ELIGIBLE_CONDITIONAL" if found.choice.conditions else "ELIGIBLE"
    return {"possible": "UNDETERMINED", "none": "NOT_ELIGIBLE", "policy_error": "POLICY_ERROR"}[found.status]


@cases()
@given(stack_cases())
def test_the_search_finds_what_the_oracle_finds(case: StackCase) -> None:
    expected = oracle(case).answer(case.objectives, case.keep_free)
    found = solved(case, TIES)
    assert outcome(found) == expected.outcome
    assert found.proven
    if expected.worth is None:
        return
    assert found.choice.units == expected.first
    assert {found.choice.units, *found.ties} <= expected.sets
    assert len({found.choice.units, *found.ties}) == 1 + len(found.ties)
    assert found.ties_complete == (len(found.ties) + 1 == len(expected.sets))
    assert list(found.ties) == sorted(found.ties, key=lambda ids: (len(ids), ids))
    assert all(value == bound for _, value, bound in found.objectives)
    values = {name: value for name, value, _ in found.objectives}
    more = {"should", "most_credit"} | (set() if case.policy.grades.less_is_better else {"best_grades"})
    names = ("conditions", "should", *oracle(case).asked_for(case.objectives))
    for name, worth in zip(names, expected.worth, strict=True):
        if name != "best_grades" or worth < MUCH:
            assert values[name] == (-worth if name in more else worth), name
        else:
            assert name not in values


@cases(5)
@given(stack_cases(SMALL))
def test_the_choice_that_is_shown_keeps_every_rule(case: StackCase) -> None:
    found = solved(case)
    assume(found.choice is not None)
    judge = oracle(case)
    rows = tuple(unit for unit in case.table.units if unit.id in found.choice.units)
    booked = {unit: rule for unit, rule in found.choice.booked.items() if rule}
    shown = Choice(rows, booked)
    least = {unit.id: found.choice.counted[unit.id] for unit in rows}
    ways = [way for way in judge.counts(shown) if way.least == least]
    assert ways, "credits are thrown away, or counted where a limit clips them"
    taken = frozenset(condition.rule for condition in found.choice.conditions if condition.kind in ("act", "overlap"))
    kept = {judge.held(replace(way, taken=taken)) for way in ways}
    assert Truth.TRUE in kept if found.status == "certain" else kept != {Truth.FALSE}


@cases(5)
@given(stack_cases(), st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(case: StackCase, chance: random.Random) -> None:
    units = list(case.table.units)
    chance.shuffle(units)
    assert solved(case, TIES) == solved(replace(case, table=replace(case.table, units=tuple(units))), TIES)


@cases(5)
@given(stack_cases(Size(units=(1, 5), rules=(1, 4), work=400)))
def test_a_conflict_cannot_be_met_and_holds_nothing_that_could_be_left_out(case: StackCase) -> None:
    whole = oracle(case)
    assume(not whole.crossing())
    found = conflict(case.policy, case.table, award(case))
    if found is None:
        assert whole.possible()
        return
    rules, bars = frozenset(found.rules), frozenset(found.units)
    assert not oracle(case, Relaxed(rules, bars)).possible()
    for rule in rules:
        assert oracle(case, Relaxed(rules - {rule}, bars)).possible(), f"{rule} is not needed"
    for bar in bars:
        assert oracle(case, Relaxed(rules, bars - {bar})).possible(), f"{bar} is not needed"


def added(case: StackCase, archetype: Archetype, credits: tuple[Fraction, ...]) -> list[UnitRow]:
    """Units of an archetype, of these credits: achieved after all others, teaching nothing that others teach."""
    day = max(case.table.days["award"], DAY + timedelta(days=1))
    return [
        UnitRow(
            id=f"{archetype.id}#{number}", least=amount, most=amount, fits=archetype.fits, points=archetype.points,
            graded=archetype.points is not None, achieved=day, source=archetype.source, covers=archetype.covers,
        )
        for number, amount in enumerate(credits, 1)
    ]  # fmt: skip


@cases(40, 10)
@given(stack_cases(Size(units=(0, 2), rules=(1, 3), unknown=10, uneven=0, work=30)), st.data())
def test_the_cheapest_way_works_and_nothing_cheaper_does(case: StackCase, data: st.DataObject) -> None:
    """What is added has 1 credit or 2, two units of each of two kinds at most."""
    assume(not oracle(case).crossing() and oracle(case).answer().outcome not in POSITIVE)
    truth = st.sampled_from([Truth.TRUE, Truth.FALSE])
    archetypes = [
        Archetype(
            id=f"kind-{number}", count=2, most=Fraction(2), points=Fraction(4), source="west",
            fits={selector.name: data.draw(truth) for selector in case.policy.selectors},
        )
        for number in (1, 2)
    ]  # fmt: skip
    sizes = [sizes for count in (0, 1, 2) for sizes in combinations_with_replacement((1, 2), count)]

    def reaches(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
        more = [
            row
            for archetype, credits in zip(archetypes, (first, second), strict=True)
            for row in added(case, archetype, tuple(Fraction(amount) for amount in credits))
        ]
        then = case.with_units((*case.table.units, *more))
        return oracle(then).answer().outcome in POSITIVE

    pairs = sorted(product(sizes, sizes), key=lambda pair: (sum(map(sum, pair)), sum(map(len, pair))))
    cheapest = next((pair for pair in pairs if reaches(*pair)), None)
    found = nearest(case.policy, case.table, archetypes, award=award(case), ways=1)
    assert bool(found) == (cheapest is not None)
    if found and cheapest:
        assert (found[0].credits, len(found[0].added)) == (sum(map(sum, cheapest)), sum(map(len, cheapest)))


# -- what holds of every answer ----------------------------------------------------------------------------------------


def unknown_facts(case: StackCase) -> list[StackCase]:
    """The case with one fact replaced by "unknown", for each fact. A specification is left: one that is not stated is
    not compared, by the rule itself."""
    found = []

    def row(unit: UnitRow, **changes: object) -> None:
        rest = [replace(unit, **changes) if held.id == unit.id else held for held in case.table.units]
        found.append(case.with_units(tuple(rest)))

    for unit in case.table.units:
        row(unit, least=Fraction(0), most=None)
        row(unit, achieved=None)
        row(unit, source="")
        row(unit, outcomes=None)
        row(unit, points=None, graded=None)
        for name in unit.fits:
            row(unit, fits={**unit.fits, name: Truth.UNKNOWN})
        for name in unit.barred:
            row(unit, barred={**unit.barred, name: Truth.UNKNOWN})
        for name in unit.covers:
            row(unit, covers={**unit.covers, name: None})
        for name, (ways, _) in unit.under.items():
            row(unit, under={**unit.under, name: (ways, Truth.UNKNOWN)})
    table = case.table
    found += [replace(case, table=replace(table, case={**table.case, name: Truth.UNKNOWN})) for name in table.case]
    found += [
        replace(case, table=replace(table, guards={**table.guards, name: Truth.UNKNOWN})) for name in table.guards
    ]
    for name in table.acts:
        found.append(replace(case, table=replace(table, acts={k: v for k, v in table.acts.items() if k != name})))
    for name in table.days:
        found.append(replace(case, table=replace(table, days={k: v for k, v in table.days.items() if k != name})))
    return found


@cases(4)
@given(stack_cases(), st.data())
def test_not_knowing_a_fact_never_makes_a_refusal_a_yes(case: StackCase, data: st.DataObject) -> None:
    """D42; and the other way round: nor does it make a yes a refusal."""
    others = unknown_facts(case)
    assume(others)
    other = data.draw(st.sampled_from(others))
    before, after = outcome(solved(case)), outcome(solved(other))
    if before == "NOT_ELIGIBLE":
        assert after not in POSITIVE
    if before in POSITIVE:
        assert after != "NOT_ELIGIBLE"


def looks_at_unchosen(case: StackCase) -> bool:
    """Whether a unit that is held and not chosen can hinder: it is one of a block, or uses up a limit."""
    rules = [*case.policy.rules()]
    return any(isinstance(rule, p.Block) or (isinstance(rule, p.AtMost) and rule.dropped != "free") for rule in rules)


@cases(4)
@given(stack_cases())
def test_one_more_unit_never_makes_it_worse(case: StackCase) -> None:
    """A choice stays a choice when more is held, for every form but two that look at units which are not chosen: a
    block of one source, and a limit that dropped units use up."""
    assume(case.table.units and not looks_at_unchosen(case))
    fewer, more = outcome(solved(case.with_units(case.table.units[:-1]))), outcome(solved(case))
    assume("POLICY_ERROR" not in (fewer, more))
    assert RANKS[more] >= RANKS[fewer]


def cuts(rule: p.Requirement) -> bool:
    """Whether a rule lets credits count for less, which a limit or an exact total may want."""
    return any(
        (isinstance(inner, p.AtMost) and inner.counting == "clip")
        or isinstance(inner, p.Component)
        or (isinstance(inner, p.Overlap) and inner.if_more == "count_once")
        for inner in p.within(rule)
    )


@cases(4)
@given(stack_cases(), st.data())
def test_a_rule_less_never_makes_it_worse(case: StackCase, data: st.DataObject) -> None:
    """For every form but those that cut credits down, which can be what makes an exact total come out."""
    policy = replace(case.policy, exits=())
    case = replace(case, policy=policy, award="")
    rules = [*policy.requires, *policy.limits]
    named = {name for rule in policy.rules() if isinstance(rule, p.AtMost) for name in rule.limits}
    free = [rule for rule in rules if not cuts(rule) and not named & {inner.id for inner in p.within(rule)}]
    assume(free)
    gone = data.draw(st.sampled_from(free))
    less = replace(
        policy,
        requires=tuple(rule for rule in policy.requires if rule is not gone),
        limits=tuple(rule for rule in policy.limits if rule is not gone),
    )
    before, after = outcome(solved(case)), outcome(solved(replace(case, policy=less)))
    assume("POLICY_ERROR" not in (before, after))
    assert RANKS[after] >= RANKS[before]


# -- that the cases are worth it ---------------------------------------------------------------------------------------


def test_every_outcome_occurs_often_among_the_cases() -> None:
    found: Counter[str] = Counter()
    for number in range(300):
        case = case_of(random.Random(number), SMALL)
        found[outcome(solved(case))] += 1
    assert found["ELIGIBLE"] >= 75
    assert found["NOT_ELIGIBLE"] >= 75
    assert found["UNDETERMINED"] >= 15
    assert found["ELIGIBLE_CONDITIONAL"] >= 9
    assert found["POLICY_ERROR"] >= 1


def test_every_form_occurs_among_the_cases_with_either_truth() -> None:
    forms, decided = Counter[str](), Counter[str]()
    for number in range(300):
        case = case_of(random.Random(number), replace(SMALL, unknown=100 if number % 2 else 0))
        judge = oracle(case, Relaxed(frozenset()))  # all that can be enumerated, kept or not
        forms.update(type(rule).__name__ for rule in case.policy.rules())
        if len(case.table.units) > 4:
            continue
        for choice in islice(judge.choices(), 25):
            decided.update(
                f"{type(rule).__name__} {judge.truth(rule, choice).value}"
                for rule in (*case.policy.requires, *case.policy.limits)
            )
    every = {
        "Total", "Only", "Size", "Currency", "UsedFor", "LeastGrade", "AtLeast", "AtMost", "Choose", "Component",
        "Last", "Average", "Within", "Overlap", "Once", "Prerequisite", "Order", "OneSet", "Block", "Outcomes", "Act",
        "OfCase", "Group", "Sharing",
    }  # fmt: skip
    assert not every - forms.keys()
    for form in sorted(every - {"Total", "Only", "Size", "Currency", "UsedFor", "LeastGrade", "Sharing"}):
        assert decided[f"{form} true"], form
        assert decided[f"{form} false"], form
        assert decided[f"{form} unknown"] or form == "Once", form
    assert LARGE.units[1] == 12


# -- exceptions, so that nobody takes them for rules -------------------------------------------------------------------


def small(rule: p.Requirement | None, units: tuple[UnitRow, ...], total: p.Total) -> StackCase:
    """A case with one rule."""
    case = case_of(random.Random(1), Size(units=(0, 0), rules=(0, 0), unknown=0, uneven=0))
    limits = () if rule is None else (rule,)
    policy = replace(
        case.policy, total=total, units=(), requires=(), limits=limits, sharing=(), exits=(), may_decline=True
    )
    return replace(case, policy=policy, award="", objectives=(), keep_free=()).with_units(units)


def unit(name: str, credits: int, **known: object) -> UnitRow:
    """A unit of which all is known."""
    return UnitRow(
        id=name, least=Fraction(credits), most=Fraction(credits), fits={"fits-1": Truth.TRUE}, source="north", **known
    )


def what(name: str) -> dict[str, object]:
    return {"id": name, "form": "R00", "line": 1, "column": 1, "title": {"en": name}}


EXACTLY_5 = p.Total(**what("total"), least=Fraction(5), most=Fraction(5))
FIVE, FOUR = p.Amount(credits=Fraction(5)), p.Amount(credits=Fraction(4))


@pytest.mark.parametrize(
    ("rule", "other", "barred"),
    [
        (p.Block(**what("block")), unit("u2", 3), False),
        (
            p.AtMost(**what("limit"), amount=FIVE, dropped="use_the_cap"),
            unit("u2", 3, barred={"size": Truth.FALSE}),
            True,
        ),
    ],
)
def test_two_forms_let_a_unit_that_is_only_held_hinder(rule: p.Requirement, other: UnitRow, barred: bool) -> None:
    case = small(rule, (unit("u1", 5),), EXACTLY_5)
    case = replace(case, policy=replace(case.policy, units=(p.Size(**what("size")),) if barred else ()))
    assert outcome(solved(case)) == "ELIGIBLE"
    assert outcome(solved(case.with_units((unit("u1", 5), other)))) == "NOT_ELIGIBLE"


def test_a_limit_that_clips_can_be_what_makes_an_exact_total_come_out() -> None:
    clips = p.AtMost(**what("clip"), amount=FIVE, counting="clip")
    assert outcome(solved(small(clips, (unit("u1", 7),), EXACTLY_5))) == "ELIGIBLE"
    assert outcome(solved(small(None, (unit("u1", 7),), EXACTLY_5))) == "NOT_ELIGIBLE"
    whole = p.AtMost(**what("whole"), amount=FOUR)
    assert outcome(solved(small(whole, (unit("u1", 7),), EXACTLY_5))) == "NOT_ELIGIBLE"
