"""Packs at the limits of what an institution may write: long chains, many rules, long texts."""

from __future__ import annotations

import functools

import pytest

from awards import AS_OF, COMPLETE, CONFIRMED
from passerelle.decision import Outcome
from passerelle.desk import Desk
from passerelle.rulepacks import Diagnostic, Library, read_folder, read_library

POLICY = """\
pack: hosts/example-university/recognition
kind: policy
host: {id: example-university, en: Example University, sl: Univerza Zgled}
in_force: {from: 2026-01-01}
policy:
  purposes: [exemption, credit_elective]
  level_tolerance: 0
  outcome_coverage: 80 %
  partial_coverage: 40 %
  quality_evidence: external
  elective_level: EQF 6
  elective_credits_most: 10 ECTS
"""
PLACE = "rules/hosts/example-university/recognition/2026-01-01.yaml"


@functools.cache
def house() -> Desk:
    return Desk.open()


def library(rules: str) -> Library:
    """The library of the house in which the host has these rules of its own."""
    folder = house().folder
    assert folder is not None
    content = (POLICY + "rules:\n" + rules).encode()
    return read_library({**read_folder(folder), PLACE: content}, house().library.terms)


def mistakes(rules: str) -> tuple[Diagnostic, ...]:
    return library(rules).broken


def rule(name: str, when: str, then: str, *, step: str = "S1") -> str:
    lines = [f"  - id: {name}", f"    when: {when}", f"    then: {then}", "    basis: Study rules, section 1"]
    if "outcome" in then:
        lines += [f"    step: {step}", "    reason: {en: A reason., sl: Razlog.}"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("told", ["", "    reason: {en: A step., sl: Korak.}\n"], ids=["silent", "told"])
def test_what_a_long_chain_waits_for_is_told_without_walking_every_way_through_it(told: str) -> None:
    """Two rules a step and forty steps: there are 2^40 ways through the chain, and one fact that it waits for."""
    chain = ""
    for number in range(40):
        before = f"c{number - 1}" if number else "award.offer = 'A'"
        for twin in ("a", "b"):
            asked = "question.purpose = exemption" if twin == "b" else "target.given"
            chain += rule(f"c{number}-{twin}", f"[{before}, {asked}]", f"{{establish: c{number}}}") + told
    broken = mistakes(chain + rule("end", "c39", "{outcome: PENDING}"))
    assert broken == ()
    desk = Desk(house().vocabulary, library(chain + rule("end", "c39", "{outcome: PENDING}")), None)
    decision = desk.recognise(
        COMPLETE, host="example-university", purpose="exemption", target="data-ethics", as_of=AS_OF,
        confirmations=CONFIRMED,
    )  # fmt: skip
    assert decision.outcome is Outcome.FURTHER_INFORMATION_NEEDED
    assert decision.remedies[0].fact == "award.offer"
    assert decision.reasons[0].missing == ("award.offer",)
