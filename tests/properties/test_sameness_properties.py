"""The same question has the same answer, in any order and in any process, and another question has another: invariants
(v) and (vi), constitution 5 to 8."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.decision import Consulted, Decision, Purpose, canonical_json, decision_id, sha256
from passerelle.desk import Desk
from passerelle.errors import QuestionError
from passerelle.explain import report
from passerelle.replay import replay
from passerelle.store import Store
from questions import CASES, HOSTILE, Asked, asked, at_random, desk, drawing, names_of, questions

TESTS = Path(__file__).parents[1]
#: Questions that other processes are asked as well.
ELSEWHERE = min(400, CASES // 20)


def mixed(listed: tuple[Any, ...], dice: random.Random) -> tuple[Any, ...]:
    return tuple(dice.sample(listed, len(listed)))


@drawing(4)
@given(questions(12), st.integers(0, 2**32))
def test_the_order_of_what_was_looked_up_and_confirmed_changes_no_byte(asked: Asked, seed: int) -> None:
    dice, found = random.Random(seed), asked.consulted
    consulted = replace(
        found, statements=mixed(found.statements, dice), links=mixed(found.links, dice),
        registers=mixed(found.registers, dice), grading=mixed(found.grading, dice),
    )  # fmt: skip
    confirmed = dict(mixed(tuple(asked.confirmed.items()), dice))
    turned = replace(asked, consulted=consulted, confirmed=confirmed)
    assert without_hash_of_consulted(turned.decide()) == without_hash_of_consulted(asked.decide())


def without_hash_of_consulted(decision: Decision) -> bytes:
    """A receipt names the bytes that were looked up, in their order."""
    return canonical_json(replace(decision, receipt=replace(decision.receipt, consulted=None)))


@drawing(4)
@given(questions(12), st.integers(0, 2**32))
def test_the_order_of_what_an_award_and_a_register_list_changes_no_answer(asked: Asked, seed: int) -> None:
    dice, award = random.Random(seed), asked.award
    lists = ("outcomes", "workloads", "levels", "assessments", "participation", "quality", "fields", "languages")
    outcomes = tuple(replace(each, identifiers=mixed(each.identifiers, dice)) for each in award.outcomes)
    turned = replace(award, outcomes=outcomes)
    turned = replace(turned, **{name: mixed(getattr(turned, name), dice) for name in lists})
    bodies = tuple(replace(each, providers=mixed(each.providers, dice)) for each in asked.consulted.bodies)
    consulted: Consulted = replace(asked.consulted, bodies=mixed(bodies, dice))
    assert replace(asked, award=turned, consulted=consulted).answer() == asked.answer()


_PROGRAM = """
import random, sys
from passerelle.decision import canonical_json, sha256
from questions import at_random
for seed in range(int(sys.argv[1])):
    print(sha256(canonical_json(at_random(random.Random(seed)).decide())))
"""


@pytest.mark.parametrize("hashes", ["0", "4242"])
def test_another_process_with_other_hashes_writes_the_same_bytes(hashes: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": hashes, "PYTHONPATH": str(TESTS)}
    command = [sys.executable, "-c", _PROGRAM, str(ELSEWHERE)]
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.split()
    here = [sha256(canonical_json(at_random(random.Random(seed)).decide())) for seed in range(ELSEWHERE)]
    assert told == here


@drawing(10)
@given(questions(), st.sampled_from(Purpose))
def test_another_purpose_and_another_host_are_another_question(asked: Asked, purpose: Purpose) -> None:
    decision = asked.decide()
    other = replace(asked, purpose=purpose.value).decide()
    assert (decision_id(other) == decision_id(decision)) == (purpose.value == asked.purpose)
    elsewhere = asked.desk.with_policy("another-host", {"purposes": f"[{asked.purpose}]"})
    there = elsewhere.recognise(asked.award, **{**asked.about, "host": "another-host"})
    assert there.question.host == "another-host"
    assert decision_id(there) != decision_id(decision)


@drawing(40)
@given(
    st.builds(
        asked,
        st.sampled_from(["exemption", "credit_elective", "admission"]),
        st.lists(names_of("award", "bodies", "confirmed", "application", "consulted", "target"), max_size=8),
    )
)
def test_a_kept_decision_is_made_again_byte_for_byte(asked: Asked) -> None:
    decision = desk().recognise(asked.award, **asked.about)
    store = Store.open("sqlite://")
    id = store.keep(decision, asked.award, asked.target, desk().sources(decision), consulted=asked.consulted)
    kept = store.find(id)
    store.close()
    assert kept.decision == decision
    assert replay(kept).identical


@drawing(10)
@given(st.data())
def test_whatever_an_officer_writes_is_taken_in_or_refused_with_what_to_do(data: st.DataObject) -> None:
    fact = data.draw(st.sampled_from(sorted({*desk().library.schema.facts, "award.nothing", "x"})))
    value = data.draw(st.sampled_from([*HOSTILE, "", "true", "1e999", "..", "5..", "EQF 99", "-1 ECTS", "2026-02-30"]))
    question = asked("exemption", ())
    question = replace(question, confirmed={**question.confirmed, fact: value})
    bench: Desk = question.desk
    try:
        decision = bench.recognise(question.award, **question.about)
    except QuestionError as error:
        told = error.field, fact in error.message
    else:
        assert report(decision, "sl", strict=True).outcome
        told = "confirmations", True
    assert told == ("confirmations", True)
