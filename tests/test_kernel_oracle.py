"""durable-rules and plain Python must say the same of any program and any facts.

`PASSERELLE_ORACLE_CASES` sets how many cases are run (default 2,000); a case is one set of facts that both evaluate,
and that durable-rules evaluates once more in another order.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelle import kernel
from passerelle.errors import FactError, ProgramError
from passerelle.kernel import limits, plain
from passerelle.rulepacks.program import Copy, Derived, Join, Pattern, Program, ProgramRule
from passerelle.rulepacks.program import Test as Asked

WANTED = int(os.environ.get("PASSERELLE_ORACLE_CASES", "2000"))
SETS = 20
SCHEMA = {"s1": "str", "s2": "str", "i1": "int", "i2": "int", "l1": "strs", "l2": "strs"}
GIVEN, MADE = ("award", "goal", "d0"), ("d0", "d1", "d2")
TEXTS = (
    "a",
    "b",
    "5",
    "",
    "A",
    "é",
    "true",
    "a b",
    "a!",
    "q\\",
    '"',
    '","id":"1',
    "{",
    "}",
    "]",
    "日本",
    "🎓",
    "\x00",
    "n\n",
)
NUMBERS = (0, 1, 2, 3, -1, -2, 5, 2**53, -(2**53), 2**31)
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")

pytestmark = pytest.mark.skipif(not kernel.available(), reason="durable-rules cannot be imported")


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    form = draw(st.integers(0, 9))
    text = draw(st.sampled_from(TEXTS[:6] if form % 2 else TEXTS))
    if form < 3:
        return Asked(draw(st.sampled_from(("s1", "s2"))), draw(st.sampled_from(("==", "==", "!="))), text)
    if form < 5:
        return Asked(draw(st.sampled_from(("l1", "l2"))), "contains", text)
    if form < 6:
        return Asked(draw(st.sampled_from(tuple(SCHEMA))), "has")
    number = draw(st.sampled_from(NUMBERS[:5] if form % 2 else NUMBERS))
    return Asked(draw(st.sampled_from(("i1", "i2"))), draw(st.sampled_from(COMPARISONS)), number)


@st.composite
def joins(draw: st.DrawFn, pattern: int) -> Join:
    type_ = draw(st.sampled_from(("s", "s", "i")))
    here, there = draw(st.sampled_from("12")), draw(st.sampled_from("12"))
    operators = ("==", "==", "!=") if type_ == "s" else ("==", *COMPARISONS)
    return Join(type_ + here, draw(st.sampled_from(operators)), pattern, type_ + there)


@st.composite
def rules(draw: st.DrawFn, name: str) -> ProgramRule:
    """What a rule derives is never of a lower kind than what it asks for, so no kind depends on its own absence."""
    level = draw(st.sampled_from((None, 0, 0, 1, 2)))
    kinds = GIVEN if level == 0 else (*GIVEN, *MADE[: 3 if level is None else level + 1])
    lower = GIVEN[:2] if level == 0 else (*GIVEN[:2], *MADE[: 3 if level is None else level])
    patterns: list[Pattern] = []
    for place in range(draw(st.sampled_from((1, 1, 2, 2, 3)))):
        asked = tuple(draw(st.lists(questions(), max_size=2)))
        present = [at for at, pattern in enumerate(patterns) if not pattern.absent]
        if place and draw(st.integers(0, 3)) == 0:
            anchor = draw(st.sampled_from(present))
            joined = tuple(draw(st.lists(joins(anchor), max_size=2)))
            patterns.append(Pattern(draw(st.sampled_from(lower)), asked, joined, absent=True))
        else:
            count = draw(st.integers(1, 2)) if place else 0
            joined = tuple(draw(joins(draw(st.sampled_from(present)))) for _ in range(count))
            patterns.append(Pattern(draw(st.sampled_from(kinds)), asked, joined))
    derives = None
    if level is not None:
        present = [at for at, pattern in enumerate(patterns) if not pattern.absent]
        source = draw(st.sampled_from(present))
        values: tuple[tuple[str, Any], ...] = (
            ("s1", draw(st.sampled_from((TEXTS[0], Copy(source, "s2"), Copy(0, "kind"))))),
            ("i1", draw(st.sampled_from((3, Copy(source, "i1"))))),
            ("l1", Copy(0, "l1")),
        )
        derives = Derived(MADE[level], tuple(draw(st.permutations(values)))[: draw(st.integers(0, 3))])
    return ProgramRule(name, tuple(patterns), derives, draw(st.integers(0, 2)))


@st.composite
def programs(draw: st.DrawFn) -> Program:
    made = tuple(draw(rules(f"rule {number}")) for number in range(draw(st.integers(3, 9))))
    return Program(made, SCHEMA, hashlib.sha256(repr(made).encode()).hexdigest())


def random_facts(chance: random.Random) -> list[dict[str, object]]:
    texts = TEXTS if chance.random() < 0.3 else TEXTS[:5]
    numbers = NUMBERS if chance.random() < 0.3 else NUMBERS[:5]
    facts = []
    for _ in range(chance.randint(0, 12)):
        fact: dict[str, object] = {"kind": chance.choice((*GIVEN, "nobody asks"))}
        for name, type_ in SCHEMA.items():
            if chance.random() < 0.25:
                if chance.random() < 0.3:
                    fact[name] = None
            elif type_ == "str":
                fact[name] = chance.choice(texts)
            elif type_ == "int":
                fact[name] = chance.choice(numbers)
            else:
                fact[name] = [chance.choice(texts) for _ in range(chance.randint(0, 3))]
        facts.append(fact)
    return facts


class Limits:
    """The engine's limits, lowered so that small programs have to be split."""

    usual = (limits.RULES_PER_RULESET, limits.AT_ONCE, limits.SENT_ATTRIBUTES)

    @staticmethod
    def set(values: tuple[int, int, int]) -> None:
        limits.RULES_PER_RULESET, limits.AT_ONCE, limits.SENT_ATTRIBUTES = values


@pytest.fixture(autouse=True)
def _usual_limits() -> Iterator[None]:
    yield
    Limits.set(Limits.usual)


def compiled(program: Program, lowered: tuple[int, int, int]) -> Program:
    """The program under a key of its own, compiled with these limits, or with the usual ones if it cannot be."""
    program = Program(program.rules, program.schema, f"{program.key} {lowered}")
    Limits.set(lowered)
    try:
        kernel.compile_program(program)
    except ProgramError:  # a single rule needs more
        Limits.set(Limits.usual)
        kernel.compile_program(program)
    finally:
        Limits.set(Limits.usual)
    return program


def without_numbers(answer: kernel.Evaluation, order: list[int]) -> set[tuple[object, ...]]:
    """The firings with each fact named by its place in the first order, or, if derived, by its content."""
    names: list[object] = [*order]
    names += [tuple(sorted(fact.items())) for fact in answer.facts[len(order) :]]
    return {(f.round, f.rule, tuple(names[index] for index in f.facts)) for f in answer.firings}


def check_case(program: Program, facts: list[dict[str, object]], chance: random.Random) -> kernel.Evaluation:
    ours, expected = kernel.evaluate(program, facts), plain.evaluate(program, facts)
    assert set(ours.firings) == set(expected.firings), (program, facts)
    assert ours.firings == expected.firings
    assert ours.facts == expected.facts
    order = list(range(len(facts)))
    chance.shuffle(order)
    shuffled = kernel.evaluate(program, [facts[index] for index in order])
    assert without_numbers(shuffled, order) == without_numbers(ours, list(range(len(facts)))), (program, facts)
    if not any(pattern.absent for rule in program.rules for pattern in rule.patterns):
        cut = chance.randint(0, len(facts))
        with kernel.open_case(program) as case, plain.open_case(program) as other:
            for batch in (facts[:cut], facts[cut:]):
                assert case.add(batch) == other.add(batch), (program, facts, cut)
            assert case.facts == other.facts
    return ours


def test_durable_rules_and_plain_python_agree_on_every_case() -> None:
    run = {"cases": 0, "programs": 0, "split": 0, "wide": 0, "chained": 0, "negating": 0, "firings": 0, "refused": 0}

    @settings(
        max_examples=-(-WANTED // SETS),
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        programs(),
        st.sampled_from((2_000, 1, 2, 3)),
        st.sampled_from((60, 60, 6)),
        st.sampled_from((200, 8)),
        st.integers(0, 2**32),
    )
    def agree(program: Program, rules_: int, at_once: int, attributes: int, seed: int) -> None:
        chance = random.Random(seed)
        program = compiled(program, (rules_, at_once, attributes))
        run["programs"] += 1
        run["split"] += len(kernel.compile_program(program).rulesets) > 1  # type: ignore[union-attr]
        run["wide"] += kernel.compile_program(program).wide  # type: ignore[union-attr]
        run["negating"] += any(pattern.absent for rule in program.rules for pattern in rule.patterns)
        for _ in range(SETS):
            facts = random_facts(chance)
            answer = check_case(program, facts, chance)
            run["cases"] += 1
            run["firings"] += len(answer.firings)
            run["chained"] += any(firing.round > 1 for firing in answer.firings)
            if chance.random() < 0.05:
                wrong = [*facts, {"kind": "award", chance.choice(("i1", "s1", "l1")): chance.choice((0.5, True, {}))}]
                with pytest.raises(FactError):
                    kernel.evaluate(program, wrong)
                run["refused"] += 1

    while run["cases"] < WANTED:
        agree()
    print(f"\noracle: {run}")
    assert run["cases"] >= WANTED
    assert min(run["split"], run["wide"], run["chained"], run["negating"], run["firings"]) > 0
