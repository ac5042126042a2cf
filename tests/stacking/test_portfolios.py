"""What becomes of a portfolio before it is stacked: ids, duplicates, contradictions, what cannot be; several awards at
once; and what to take next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from stack_asked import AS_OF, ask, chosen, desk_of, desk_with, held, plain_desk

from passerelle.decision import Award, Evidence, Stated, Workload
from passerelle.decision.award import Holder, Organisation
from passerelle.decision.confirming import confirmed
from passerelle.decision.stacking import StackOutcome, StackQuestion
from passerelle.errors import DocumentError, QuestionError
from passerelle.stacking.gathering.portfolio import MOST_UNITS, portfolio_of

TEN = "total: {at_least: 10 ECTS}"


def award(title: str = "Data", document: str = "d1", evidence: Evidence = Evidence.ISSUER, **more: object) -> Award:
    stated = Stated({"en": title}, "/title", evidence)
    facts = {
        "title": stated,
        "achieved": Stated(date(2025, 5, 1), "/achieved", evidence),
        "awarding_bodies": (Organisation(name=Stated({"en": "Academy"}, "/issuer", evidence)),),
        "workloads": (Stated(Workload(Fraction(10), "ECTS"), "/workload", evidence),),
        **more,
    }
    return Award(document=document, format="elm-3", part="/0", **facts)  # type: ignore[arg-type]


def units(*awards: Award):  # type: ignore[no-untyped-def]
    return portfolio_of(awards, plain_desk().vocabulary, AS_OF)


def test_an_award_in_two_formats_is_one_unit_and_the_signed_copy_counts() -> None:
    signed = award(document="signed", evidence=Evidence.SIGNED, proof=Stated("jades", "/", Evidence.SIGNED))
    plain = award(document="plain")
    for order in ((signed, plain), (plain, signed)):
        portfolio = units(*order)
        assert [unit.award.document for unit in portfolio.units] == ["signed"]
        assert [(each.unit, each.award.document) for each in portfolio.duplicates] == [("u1", "plain")]


def test_what_only_the_weaker_copy_says_keeps_its_own_evidence() -> None:
    signed = award(document="signed", evidence=Evidence.SIGNED)
    plain = award(document="plain", orientation=Stated("research", "/orientation", Evidence.LEARNER))
    facts = units(signed, plain).units[0].facts
    assert (facts["orientation"].value, facts["orientation"].evidence) == ("research", Evidence.LEARNER)
    assert facts["title"].evidence is Evidence.SIGNED


def test_the_duplicate_is_told_in_the_answer_and_counts_once() -> None:
    answer = desk_of("total: {at_least: 20 ECTS}").stack(
        [award(document="one"), award(document="two")], StackQuestion(policy="award", as_of=AS_OF), ways=0
    )
    assert answer.outcome is StackOutcome.NOT_ELIGIBLE
    assert [(each.id, each.against[0].kind, each.against[0].other) for each in answer.units if not each.chosen] == [
        ("u1~2", "duplicate", "u1")
    ]


def test_units_on_other_days_are_other_units() -> None:
    later = award(document="d2", achieved=Stated(date(2025, 6, 1), "/achieved"))
    assert len(units(award(), later).units) == 2


def test_a_line_that_stands_twice_in_one_file_is_one_unit() -> None:
    text = "title;issuer;workload\nData;Academy;10 ECTS\nData;Academy;10 ECTS\nData;Academy;5 ECTS\n"
    desk = plain_desk()
    portfolio = desk.portfolio([desk.read(text.encode(), on=AS_OF)], AS_OF)
    assert (len(portfolio.units), len(portfolio.duplicates)) == (2, 1)


def test_ids_follow_from_the_units_and_not_from_the_order_of_files() -> None:
    one, other = award("Art"), award("Botany", "d2")
    first, last = units(one, other), units(other, one)
    assert [(unit.id, unit.award.title) for unit in first.units] == [("u1", one.title), ("u2", other.title)]
    assert first.sha256 == last.sha256
    assert [unit.id for unit in first.units] == [unit.id for unit in last.units]


def test_documents_of_two_people_are_refused() -> None:
    ana, eva = (
        award(title, title, holder=Holder(name=Stated(name, "/holder"))) for title, name in (("A", "Ana"), ("B", "Eva"))
    )
    with pytest.raises(QuestionError, match=r"of two people: Ana .* and Eva"):
        units(ana, eva)


def test_one_id_for_two_units_is_refused() -> None:
    desk = plain_desk()
    files = [
        desk.read(f"portfolio: 1\nunits: [{{id: a, title: {title}}}]".encode(), on=AS_OF) for title in ("One", "Two")
    ]
    with pytest.raises(QuestionError, match="different units have the id 'a'"):
        desk.portfolio(files, AS_OF)
    with pytest.raises(DocumentError, match="is that of line 2"):
        desk.read(b"portfolio: 1\nunits: [{id: a, title: One}, {id: a, title: Two}]", on=AS_OF)


def test_credits_below_zero_are_refused() -> None:
    below = award(workloads=(Stated(Workload(Fraction(-5), "ECTS"), "/workload"),))
    with pytest.raises(QuestionError, match="-5 ECTS"):
        units(below)
    with pytest.raises(DocumentError, match="above 0"):
        held(plain_desk(), "a, workload: -5 ECTS")


def test_no_credits_at_all_are_nothing_and_not_unknown() -> None:
    nothing = award(workloads=(Stated(Workload(Fraction(0), "ECTS"), "/workload"),))
    answer = desk_of(TEN).stack([nothing], StackQuestion(policy="award", as_of=AS_OF), ways=0)
    assert (answer.outcome, answer.units[0].offered) == ("NOT_ELIGIBLE", (0, 0))


def test_too_many_units_are_refused_with_the_limit() -> None:
    many = [award(f"Unit {number}", f"d{number}") for number in range(MOST_UNITS + 1)]
    with pytest.raises(QuestionError, match="at most 1,000"):
        units(*many)


def test_credits_say_where_they_come_from() -> None:
    policy = "credits: {unit: CATS, one: 0.5 ECTS}\ntotal: {at_least: 20 CATS}"
    stated = ask(policy, "a, workload: 20 CATS")
    assert (stated.outcome, stated.units[0].conversion) == ("ELIGIBLE", "20 CATS as stated")
    converted = ask(policy, "a, workload: 10 ECTS")
    assert (converted.outcome, converted.units[0].offered) == ("ELIGIBLE", (20, 20))
    assert "/ 0.5 = 20 CATS" in converted.units[0].conversion


def test_credits_in_a_unit_of_the_host_need_no_conversion() -> None:
    policy = "credits: {unit: AU}\ntotal: {at_least: 12 AU}"
    assert ask(policy, "a, workload: 12 AU").outcome == "ELIGIBLE"
    assert ask(policy, "a, workload: 12 ECTS").outcome == "UNDETERMINED"


def test_an_officer_confirms_what_a_unit_is() -> None:
    policy = "total: {at_least: 5 ECTS}\nunits: [level >= EQF 6]"
    rows = ("a, workload: 5 ECTS",)
    assert ask(policy, *rows).outcome == "UNDETERMINED"
    seen = ask(policy, *rows, confirmations=(("a", confirmed("level", "EQF 6", "asked the issuer")),))
    assert seen.outcome == "ELIGIBLE"
    with pytest.raises(QuestionError, match="no fact 'levle'"):
        ask(policy, *rows, confirmations=(("a", confirmed("levle", "EQF 6")),))
    with pytest.raises(QuestionError, match="no unit 'b'"):
        ask(policy, *rows, confirmations=(("b", confirmed("level", "EQF 6")),))


@pytest.mark.parametrize(("asked", "said"), [
    ({"policy": "awrad"}, "no stacking policy 'awrad'"),
    ({"as_of": date(2017, 1, 1)}, "no version"),
    ({"keep_free": ("z",)}, "no unit 'z'"),
    ({"budget": -1.0}, "no meaning"),
])  # fmt: skip
def test_what_cannot_be_asked_is_said(asked: dict[str, object], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        ask(TEN, "a, workload: 10 ECTS", **asked)  # type: ignore[arg-type]


def test_a_budget_of_no_time_is_never_passed_off_as_final() -> None:
    answer = ask("total: {exactly: 40 ECTS}", *(f"u{n}, workload: {3 + n} ECTS" for n in range(12)), budget=0.0)
    assert answer.certificate.kind in ("best_found", "optimal")
    assert answer.outcome is not StackOutcome.NOT_ELIGIBLE


SHARED = (
    ("one", "2018-01-01", "kind: certificate", "total: {exactly: 10 ECTS}\nunits: [{used_for: one award}]"),
    ("two", "2018-01-01", "kind: certificate", "total: {exactly: 15 ECTS}\nunits: [{used_for: one award}]"),
)


def test_the_first_award_does_not_take_what_only_the_second_can_use() -> None:
    desk = desk_with(*SHARED)
    portfolio = desk.portfolio(held(desk, "a, workload: 10 ECTS", "b, workload: 5 ECTS", "c, workload: 10 ECTS"), AS_OF)
    questions = [StackQuestion(policy=name, as_of=AS_OF) for name in ("one", "two")]
    first, second = desk.stack_together(portfolio, questions)
    assert (first.outcome, second.outcome) == ("ELIGIBLE", "ELIGIBLE")
    assert chosen(first).isdisjoint(chosen(second))
    with pytest.raises(QuestionError, match="asked for twice"):
        desk.stack_together(portfolio, [questions[0], questions[0]])


def test_an_award_that_cannot_be_had_as_well_says_who_has_the_units() -> None:
    desk = desk_with(*SHARED)
    portfolio = desk.portfolio(held(desk, "a, workload: 10 ECTS", "b, workload: 5 ECTS"), AS_OF)
    first, second = desk.stack_together(portfolio, [StackQuestion(policy=n, as_of=AS_OF) for n in ("one", "two")])
    assert (first.outcome, second.outcome) == ("ELIGIBLE", "NOT_ELIGIBLE")
    assert [(use.unit, use.award, use.source) for use in second.uses] == [("a", "one", "plan")]


def test_what_to_take_next_is_the_cheapest_that_reaches_the_award() -> None:
    desk = desk_of("total: {at_least: 20 ECTS}\nrequires: [{at_least: 5 ECTS, where: level >= EQF 7}]")
    offers = held(
        desk,
        "dear, workload: 10 ECTS, level: EQF 7, cost: 900",
        "cheap, workload: 10 ECTS, level: EQF 7, cost: 250.50",
        "low, workload: 10 ECTS, level: EQF 6, cost: 10",
    )
    plan = desk.plan(
        held(desk, "a, workload: 10 ECTS, level: EQF 6"), offers, StackQuestion(policy="award", as_of=AS_OF)
    )
    assert plan.decision.outcome is StackOutcome.NOT_ELIGIBLE
    assert [each.offer for each in plan.ways[0].additions] == ["cheap"]
    assert plan.costs[0] == Fraction(501, 2)
    assert all(way.outcome is StackOutcome.ELIGIBLE for way in plan.ways)
    reached = desk.plan(held(desk, "a, workload: 20 ECTS, level: EQF 7"), offers, replace(plan.decision.question))
    assert (reached.decision.outcome, reached.ways) == ("ELIGIBLE", ())
