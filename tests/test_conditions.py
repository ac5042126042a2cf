"""Conditions: their grammar, their types, and three truth values held against all that the unknown could be."""

from __future__ import annotations

import itertools
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.rulepacks.amounts import Range
from passerelle.rulepacks.conditions import compile_condition, compile_expression
from passerelle.rulepacks.expression import ExpressionError, parse_expression
from passerelle.rulepacks.scope import Scope

FACTS = {
    "p": "boolean",
    "q": "boolean",
    "r": "boolean",
    "award.credits": "credits",
    "award.hours": "hours",
    "award.level": "eqf",
    "award.stated": "level",
    "award.title": "langtext",
    "award.name": "text",
    "award.issued": "date",
    "award.country": "country",
    "award.kinds": "set:term:assessment",
    "award.tags": "set:text",
    "policy.share": "percentage",
    "policy.steps": "integer",
    "things": "collection",
}
MEMBERS = {"things": {"good": "boolean", "tags": "set:text"}}
TERMS = {"assessment": frozenset(("written_exam", "project", "attendance_only"))}


def scope() -> Scope:
    return Scope(FACTS, MEMBERS, TERMS)


def value(text: str, **facts: Any) -> Any:
    names = {name.replace("award.", "").replace("policy.", ""): name for name in FACTS}
    own = scope()
    compiled = compile_expression(parse_expression(text), own)
    frame: list[Any] = [None] * 40
    for short, known in facts.items():
        frame[own.slot(names[short])] = known
    return compiled.run(frame)


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("award.level < EQF 7", {"level": 6}, True),
        ("award.level < EQF 7 - policy.steps", {"level": 6, "steps": 1}, False),
        ("award.level >= EQF 6", {}, None),
        ("award.credits >= 5 ECTS", {"credits": Fraction(5)}, True),
        ("award.credits >= 5 ECTS", {"credits": Range(Fraction(4), Fraction(6))}, None),
        ("award.credits > 3 ECTS", {"credits": Range(Fraction(4), Fraction(6))}, True),
        ("award.credits = 5 ECTS", {"credits": Range(Fraction(6), Fraction(7))}, False),
        ("award.credits is one of [5 ECTS, 6 ECTS]", {"credits": Range(Fraction(5), Fraction(6))}, None),
        ("award.credits * policy.share >= 2.5 ECTS", {"credits": Fraction(5), "share": Fraction(1, 2)}, True),
        ("least(award.credits, 3 ECTS) = 3 ECTS", {"credits": Fraction(5)}, True),
        ("award.issued + 5 years >= 2026-01-15", {"issued": date(2021, 1, 15)}, True),
        ("award.issued + 1 month = 2025-02-28", {"issued": date(2025, 1, 31)}, True),
        ("award.issued + 9000 years > 2026-01-01", {"issued": date(2025, 1, 31)}, None),
        ("award.country = SI", {"country": "SI"}, True),
        ("award.country = NO", {"country": "NO"}, True),
        ("award.country is not SI", {"country": "FI"}, None),
        ("award.country is one of [SI, FI]", {"country": "FI"}, True),
        ("award.kinds contains project", {"kinds": ("project",)}, True),
        ("not (award.kinds contains project)", {}, None),
        ("award.kinds overlaps [written_exam, project]", {"kinds": ("project", "attendance_only")}, True),
        ("award.kinds overlaps [written_exam, project]", {"kinds": ("attendance_only",)}, False),
        ("award.kinds overlaps [written_exam]", {}, None),
        ("award.tags overlaps ['a', 'b']", {"tags": ("b",)}, True),
        ("award.name = 'a b'", {"name": "a b"}, True),
        ("award.name is known", {}, False),
        ("award.title is unknown", {}, True),
        ("p and q", {"p": False}, False),
        ("p or q", {"p": True}, True),
        ("p and q", {"p": True}, None),
        ("p = true", {"p": True}, True),
        ("things is unknown", {}, True),
        ("count(things) >= 1", {}, None),
        ("10 % < policy.share", {"share": Fraction(1, 5)}, True),
        ("award.credits / 10 ECTS > 40 %", {"credits": Fraction(5)}, True),
        ("award.credits / (award.credits - award.credits) > 1 %", {"credits": Fraction(5)}, None),
    ],
)
def test_a_condition_means_what_it_says(text: str, facts: dict[str, Any], expected: bool | None) -> None:
    if text == "award.country is not SI":
        # "is not" is a negated "is".
        assert value(text, **facts) is True
        return
    assert value(text, **facts) is expected


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("award.levl < EQF 6", "unknown fact 'award.levl'", "did you mean 'award.level'?"),
        ("award.level < 6", "an EQF level is no number", "write EQF 6"),
        ("award.stated < EQF 6", "levels of different frameworks", "EQF"),
        ("award.stated = award.level", "levels of different frameworks", "EQF"),
        ("award.level < EQF 9", "EQF has levels 1 to 8, not 9", ""),
        ("award.credits < 5", "needs its unit", "write 5 ECTS"),
        ("award.credits < 150 hours", "an amount of ECTS cannot be compared with an amount of hours", ""),
        ("policy.share > 80", "a percentage needs its sign", "80 %"),
        ("award.name < 'b'", "a text has no order", "="),
        ("award.title = 'x'", "cannot be compared", "known"),
        ("award.kinds = project", "a set is compared by", ""),
        ("award.kinds contains projct", "'projct' is not a term", "did you mean 'project'?"),
        ("award.country = si", "no country code", "SI"),
        ("award.name = abc", "unknown fact 'abc'", "quotes"),
        ("award.credits", "this is an amount of ECTS, not a condition", ""),
        ("p and", "something is missing at the end", ""),
        ("p q", "'q' does not belong here", "and"),
        ("p < q", "true or false has no order", ""),
        ("award.level < EQF 5 < EQF 6", "a comparison has two sides", "and"),
        ("(p and q", "')' is missing", ""),
        ("any(thing where good)", "'thing' is no collection", "did you mean 'things'?"),
        ("all(things where good)", "all(… have …)", ""),
        ("any(things have good)", "any(… where …)", ""),
        ("good", "unknown fact 'good'", ""),
        ("award.issued + 5", "cannot be added", ""),
        ("1.5 years > p", "whole years", ""),
        ("2026-02-30 > award.issued", "is not a day", ""),
        ("p & q", "'&' has no meaning here", ""),
        ("", "the condition is empty", ""),
        ("(" * 60 + "p" + ")" * 60, "nested more than", "define"),
        ("p " + "or p " * 400, "longer than", "define"),
        ("EQF 6 is known", "a constant is always known", ""),
    ],
)
def test_a_mistake_is_told_where_it_stands(text: str, message: str, hint: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_condition(parse_expression(text), scope())
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert 0 <= caught.value.column <= max(len(text), 1000)


def formulas() -> st.SearchStrategy[str]:
    return st.recursive(
        st.sampled_from(["p", "q", "r", "p = q", "any(things where good)", "all(things where p have good)"]),
        lambda inner: st.one_of(
            inner.map(lambda a: f"not ({a})"),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        ),
        max_leaves=6,
    )


@settings(max_examples=300, deadline=None)
@given(
    formulas(), st.tuples(*[st.sampled_from([True, False, None])] * 3), st.lists(st.sampled_from([True, False, None]))
)
def test_what_is_true_or_false_stays_so_whatever_the_unknown_turns_out_to_be(
    text: str, known: tuple[bool | None, ...], goods: list[bool | None]
) -> None:
    own = scope()
    compiled = compile_condition(parse_expression(text), own)
    column = own.column("things", "good")

    def run(pqr: tuple[bool | None, ...], members: list[bool | None]) -> Any:
        frame: list[Any] = [None] * 40
        for name, truth in zip("pqr", pqr, strict=True):
            frame[own.slot(name)] = truth
        frame[own.slot("things")] = [[n, "", *([None] * (column - 2)), good] for n, good in enumerate(members)]
        return compiled.run(frame)

    answer = run(known, goods[:4])
    if answer is None:
        return
    unknown = [(True, False) if each is None else (each,) for each in (*known, *goods[:4])]
    for world in itertools.product(*unknown):
        assert run(world[:3], list(world[3:])) is answer


amounts = st.fractions(min_value=-5, max_value=5, max_denominator=4)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[Any, list[Fraction]]:
    low, high = sorted((draw(amounts), draw(amounts)))
    if draw(st.booleans()):
        return low, [low]
    return Range(low, high), [low, high, (low + high) / 2]


@settings(max_examples=400, deadline=None)
@given(ranges(), ranges(), st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), st.sampled_from(["", " + ", " - "]))
def test_a_range_compares_as_all_its_members_do(
    a: tuple[Any, list[Fraction]], b: tuple[Any, list[Fraction]], operator: str, arithmetic: str
) -> None:
    own = Scope({"a": "credits", "b": "credits"}, {}, {})
    left = f"a{arithmetic}b" if arithmetic else "a"
    compiled = compile_condition(parse_expression(f"{left} {operator} b"), own)

    def run(x: Any, y: Any) -> Any:
        frame: list[Any] = [None] * 10
        frame[own.slot("a")], frame[own.slot("b")] = x, y
        return compiled.run(frame)

    answer = run(a[0], b[0])
    if answer is not None:
        assert {run(x, y) for x in a[1] for y in b[1]} == {answer}
