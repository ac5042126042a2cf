"""What holds of every decision, whatever the facts: drawn at random from the schema, all kinds, known and unknown."""

from __future__ import annotations

import functools
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import AS_OF, BODY, COMPLETE, CONFIRMED, QUALITY, awards, confirmations, stated
from defects import SILENT
from passerelle import recognition
from passerelle.decision import Award, Confirmation, Decision, Evidence, Grade, Kind, Level, Outcome, Purpose, Question
from passerelle.decision import Workload as Amount
from passerelle.desk import Desk
from passerelle.facts import Gathered, Known, award_facts, confirm, question_facts
from passerelle.judgement import Judgement, judge
from passerelle.rulepacks import Range, Ruleset
from passerelle.rulepacks.compile import compile_packs

#: More examples in the long run: PASSERELLE_ORACLE_CASES=10000 pytest tests/test_constitution.py
CASES = int(os.environ.get("PASSERELLE_ORACLE_CASES", "300"))
ROOT = Path(__file__).parent.parent
PURPOSES = ("exemption", "credit_elective", "employment_nonregulated")
NO = {
    Outcome.REFUSED,
    Outcome.REFERRED_TO_RPL,
    Outcome.NOT_IN_SCOPE,
    Outcome.FURTHER_INFORMATION_NEEDED,
    Outcome.PENDING,
}
SAME_AS = ("a", "b", "c", "d")

#: What lets the procedure go on to its later steps; drawn so most of the time.
SOUND: dict[str, Any] = {
    "award.authentic": True,
    "award.holder_matches": True,
    "award.status": "active",
    "award.format": "elm-3",
    "award.issued": date(2025, 1, 1),
    "award.achieved": date(2025, 1, 1),
    "award.valid_until": date(2027, 1, 1),
    "award.assessed": True,
    "award.grade.passed": True,
    "award.issuer.formal_status": "formal",
    "award.quality.external_at_issue": True,
    "award.quality.stated": True,
    "award.quality.negative": False,
    "award.workload.conversion": "same",
    "award.level.basis": "framework",
    "award.supervision": "supervised_onsite_with_id",
    "applicant.situation": "normal",
    "target.kind": "component",
}


@functools.cache
def desk() -> Desk:
    return Desk.open()


class Facts:
    """Random facts, typed by the schema."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def pick(self, *options: Any) -> Any:
        return self.dice.choice(options)

    def value(self, name: str, kind: str) -> Any:
        terms = desk().library.terms
        if kind.startswith("set:"):
            return tuple(dict.fromkeys(self.value(name, kind[4:]) for _ in range(self.pick(0, 1, 2))))
        if kind.startswith("term:"):
            return self.pick(*sorted(terms[kind[5:]]))
        amount = Fraction(self.pick(0, 3, 5, 6, 12))
        values = {
            "boolean": self.dice.random() < 0.7,
            "integer": self.pick(0, 0, 1),
            "credits": self.pick(amount, amount, Range(Fraction(4), Fraction(7)))
            if name.startswith("award.")
            else amount,
            "hours": self.pick(Fraction(25), Fraction(100)),
            "percentage": self.pick(Fraction(0), Fraction(2, 5), Fraction(4, 5), Fraction(1)),
            "date": self.pick(date(2025, 1, 1), AS_OF, date(2027, 1, 1)),
            "eqf": self.pick(5, 6, 7, 8),
            "duration": self.pick((1, 0, 0), (8, 0, 0), (0, 6, 0)),
            "country": "FI",
            "language": "en",
            "langtext": {"en": name},
        }
        return values.get(kind, "x")

    def gathered(self, purpose: str, unknown: float) -> Gathered:
        gathered = Gathered()
        schema = desk().library.schema
        members = {f"{collection}.{short}" for collection, facts in schema.members.items() for short in facts}
        for name, fact in sorted(schema.facts.items()):
            sure = not name.startswith("award.")
            if fact.type == "collection":
                if self.dice.random() < (0.02 if sure else unknown):
                    continue
                shorts = schema.members[name]
                gathered.members[name] = [
                    self.member(shorts, unknown / 2)
                    for _ in range(self.pick(1, 2, 3) if sure else self.pick(1, 2, 3, 4))
                ]
            elif name not in members and self.dice.random() > (0.02 if sure else unknown):
                gathered.facts[name] = Known(self.value(name, fact.type), Evidence.ISSUER)
        host = Evidence.HOST
        gathered.facts |= {
            "question.purpose": Known(purpose, host),
            "question.as_of": Known(AS_OF, host),
            "host.id": Known("h", host),
            "target.host": Known("h", host),
            "target.given": Known(purpose == "exemption", host),
            "policy.purposes": Known(PURPOSES, host),
        }
        for name, value in SOUND.items():
            if name in gathered.facts and self.dice.random() < 0.93:
                gathered.facts[name] = Known(value, host)
        if self.dice.random() < 0.9:
            gathered.facts.pop("award.validation_stage", None)
        return gathered

    def member(self, shorts: Any, unknown: float) -> dict[str, Known]:
        member = {}
        for short, fact in shorts.items():
            if self.dice.random() > unknown:
                value = self.value(short, fact.type)
                if short == "identifiers":
                    value = tuple(each for each in SAME_AS if self.dice.random() < 0.5)
                member[short] = Known(value, Evidence.ISSUER)
        return member


@functools.cache
def rules() -> Ruleset:
    return desk().library.recognition("example-university", AS_OF)[0]


def answered(gathered: Gathered, ruleset: Ruleset | None = None) -> tuple[recognition.Answer, Judgement]:
    judgement = judge(ruleset or rules(), gathered)
    return recognition.read_answer(judgement), judgement


def known(gathered: Gathered, name: str) -> Any:
    fact = gathered.facts.get(name)
    return fact.value if fact else None


def displaced(gathered: Gathered) -> bool:
    """Whether documents are not to be had: what an award would show is then shown in other ways."""
    situation, documents = known(gathered, "applicant.situation"), known(gathered, "applicant.documentation")
    return situation == "refugee_like" and documents == "unavailable_for_cause"


facts = st.tuples(st.integers(0, 2**40), st.sampled_from(PURPOSES), st.sampled_from([0.0, 0.03, 0.15, 0.4]))


def drawn(drawing: tuple[int, str, float]) -> tuple[str, Gathered]:
    seed, purpose, unknown = drawing
    gathered = Facts(seed).gathered(purpose, unknown)
    confirm((), desk().library.schema, desk().library.terms, gathered)
    return purpose, gathered


@settings(max_examples=CASES, deadline=None)
@given(facts)
def test_a_yes_has_everything_that_it_needs(drawing: tuple[int, str, float]) -> None:
    purpose, gathered = drawn(drawing)
    answer, judgement = answered(gathered)
    if not answer.outcome.positive:
        return

    def fact(name: str) -> Any:
        return known(gathered, name)

    assert answer.decided is not None
    expired_counts = fact("policy.expired_certificate") != "ask"
    for name, ends in (("award.issued", False), ("award.achieved", False), ("award.valid_until", True)):
        assert fact(name) is None or (fact(name) >= AS_OF or expired_counts if ends else fact(name) <= AS_OF)
    if displaced(gathered):
        shown = fact("evidence.portfolio_sufficient") is True or fact("evidence.staff_assessment") == "passed"
        assert shown or fact("award.authentic") is True
        assert fact("award.authentic") is not False
        assert fact("award.holder_matches") is not False
        assert fact("award.status") not in ("revoked", "suspended")
        return
    assert fact("award.authentic") is True
    assert fact("award.holder_matches") is True
    assert fact("award.status") == "active"
    assert fact("award.assessed") is True
    assert fact("award.validation_stage") in (None, "assessed", "certified")
    assert fact("award.grade.passed") is not False
    assert fact("award.format") != "portfolio" or fact("award.original_seen") is True
    assert fact("award.issuer.formal_status") in ("formal", "unrecognised", "non_formal")
    if purpose == "employment_nonregulated" or answer.decided.text.step == "S4":
        return
    assert fact("award.issuer.formal_status") != "non_formal"
    assert fact("award.quality.negative") is not True
    assert fact("award.quality.stated") or fact("award.quality.external_at_issue")
    assert fact("award.level.eqf") is not None
    booked = {name: run(judgement.frame) for name, run in answer.decided.book}
    assert isinstance(booked["credits"], Fraction)
    assert booked["credits"] > 0 or fact("target.credits") == 0
    if purpose == "credit_elective" or answer.outcome is Outcome.RECOGNISED_ALTERNATIVE:
        assert fact("award.level.eqf") >= fact("policy.elective_level")
        assert booked["credits"] <= fact("policy.elective_credits_most")
        assert booked["credits"] <= fact("award.workload.credits")
        return
    assert fact("award.level.eqf") >= fact("target.level") - fact("policy.level_tolerance")
    ways = [("identifiers", "identifiers"), ("id", "accepted")]
    ways += [("identifiers", "broader")] if fact("policy.skill_match") == "narrower" else []
    essential = [o for o in gathered.members["target.outcomes"] if "essential" in o and o["essential"].value]
    covered = [
        outcome
        for outcome in essential
        if any(
            mine in outcome and theirs in held and set(outcome[mine].value) & set(held[theirs].value)
            for mine, theirs in ways
            for held in gathered.members["award.outcomes"]
        )
    ]
    shares = [fact("policy.outcome_coverage")]
    shares += [] if answer.outcome is Outcome.RECOGNISED_FULL else [fact("policy.partial_coverage")]
    assert covered
    assert len(covered) >= min(shares) * len(essential)
    if (
        answer.outcome is Outcome.RECOGNISED_FULL
        and fact("policy.identity_least") == "weak"
        and fact("target.compulsory")
    ):
        on_site = "onsite" in fact("award.participation") if fact("award.participation") else False
        assert on_site or fact("award.supervision") not in (None, "unsupervised_no_id")


@settings(max_examples=CASES, deadline=None)
@given(facts)
def test_a_refusal_is_shown_and_rests_on_nothing_unknown(drawing: tuple[int, str, float]) -> None:
    _, gathered = drawn(drawing)
    answer, _ = answered(gathered)
    if answer.outcome is not Outcome.REFUSED:
        return
    assert answer.decided is not None

    def fact(name: str) -> Any:
        return known(gathered, name)

    assert {
        "revoked": fact("award.status") == "revoked",
        "not-authentic": fact("award.authentic") is False,
        "assessment-failed": fact("award.grade.passed") is False,
        "mill": fact("award.issuer.formal_status") == "mill",
        "granted-without-learning": fact("award.granted_without_learning") is True,
        "substantial-difference": fact("award.outcomes_compared") is True
        or (fact("award.level.eqf") or 9) < (fact("target.level") or fact("policy.elective_level") or 0)
        or (fact("award.level.eqf") or 9) < (fact("policy.elective_level") or 0)
        or (fact("award.grade.least_asked") is True and fact("award.grade.reaches_least") is False)
        or (fact("award.orientation") == "professional" and fact("award.research_training") is False)
        or (fact("policy.revalidation") == "not_offered" and fact("evidence.recent_practice") is not None),
    }[answer.decided.text.id]


@settings(max_examples=max(1, CASES // 6), deadline=None)
@given(facts)
def test_no_fact_that_is_taken_away_turns_a_no_into_a_yes(drawing: tuple[int, str, float]) -> None:
    """Every fact in turn; the exceptions are defects by name, what a policy need not say, and what a document shows of
    somebody from whom none may be asked."""
    schema = desk().library.schema
    _, gathered = drawn(drawing)
    before, _ = answered(gathered)
    if before.outcome.positive:
        return
    for name in (*gathered.facts, *gathered.members):
        if name in SILENT or name.startswith("question.") or schema.facts[name].optional:
            continue
        if displaced(gathered) and name in ("award.authentic", "award.holder_matches"):
            continue
        less = Gathered(dict(gathered.facts), dict(gathered.members))
        less.facts.pop(name, None)
        less.members.pop(name, None)
        confirm((), desk().library.schema, desk().library.terms, less)
        after, _ = answered(less)
        assert not after.outcome.positive, (name, before.outcome, after.outcome)


@settings(max_examples=max(1, CASES // 6), deadline=None)
@given(facts)
def test_no_fact_that_is_taken_away_turns_a_question_into_a_refusal(drawing: tuple[int, str, float]) -> None:
    """Nor a yes into a refusal: the unknown is no ground. What an award reveals may stop it before the refusal."""
    _, gathered = drawn(drawing)
    before, _ = answered(gathered)
    if not before.outcome.positive:
        return
    for name in (*gathered.facts, *gathered.members):
        if displaced(gathered) and name in ("award.authentic", "award.original_seen"):
            continue  # what stands in for the document is then all there is
        less = Gathered(dict(gathered.facts), dict(gathered.members))
        less.facts.pop(name, None)
        less.members.pop(name, None)
        confirm((), desk().library.schema, desk().library.terms, less)
        after, _ = answered(less)
        assert after.outcome not in (Outcome.REFUSED, Outcome.REFERRED_TO_RPL), name


@settings(max_examples=max(1, CASES // 6), deadline=None)
@given(facts, st.integers(0, 2**40))
def test_the_order_of_rules_in_a_file_changes_nothing_that_fires(drawing: tuple[int, str, float], seed: int) -> None:
    _, gathered = drawn(drawing)
    _, one = answered(gathered)
    _, other = answered(gathered, shuffled(seed % 8))
    for name, tried in one.tried.items():
        again = other.tried[name]
        assert {subjects: variant for subjects, (variant, _) in tried.fired.items()} == {
            subjects: variant for subjects, (variant, _) in again.fired.items()
        }
        assert sorted(tried.open) == sorted(again.open)


@functools.cache
def shuffled(seed: int) -> Ruleset:
    dice = random.Random(seed)
    library = desk().library
    packs = tuple(
        replace(
            pack,
            sha256=f"{seed}{pack.sha256}"[:64],
            rules=tuple(dice.sample(pack.rules, len(pack.rules))),
            defines=tuple(dice.sample(pack.defines, len(pack.defines))),
        )
        for pack in rules().packs
    )
    return compile_packs(packs, library.schema, library.terms)


@settings(max_examples=max(1, CASES // 6), deadline=None)
@given(awards(), st.integers(0, 2**40))
def test_the_order_of_what_an_award_lists_changes_no_answer(award: Award, seed: int) -> None:
    dice = random.Random(seed)
    many = replace(
        award,
        awarding_bodies=(*award.awarding_bodies, replace(BODY, formal_status=dice.choice([BODY.formal_status, None]))),
        workloads=(*award.workloads, stated(Amount(Fraction(dice.choice([5, 6])), "ECTS"), "/second")),
        levels=(*award.levels, stated(Level("EQF", dice.choice("67")), "/second")),
        quality=(*award.quality, QUALITY, replace(QUALITY, outcome=stated(dice.choice(["positive", "negative"])))),
        grade=Grade(passed=dice.choice([None, stated(True), stated(False)])),
    )
    turned = replace(
        many,
        **{
            name: tuple(reversed(getattr(many, name)))
            for name in ("workloads", "levels", "quality", "outcomes", "assessments", "participation")
        },
    )
    for purpose in PURPOSES:
        one, other = decide(many, purpose), decide(turned, purpose)
        assert (one.outcome, booked(one)) == (other.outcome, booked(other))


def booked(decision: Decision) -> object:
    """What is booked, without how the document states it: that is quoted in the document's order."""
    booking = decision.booking
    return booking and replace(booking, amounts=tuple((name, amount.value) for name, amount in booking.amounts))


def decide(award: Award, purpose: str, confirmed: tuple[Confirmation, ...] = CONFIRMED) -> Decision:
    host = "example-works" if purpose.startswith("employment") else "example-university"
    target = "data-ethics" if purpose == "exemption" else None
    return desk().recognise(award, host=host, purpose=purpose, target=target, as_of=AS_OF, confirmations=confirmed)


@settings(max_examples=max(1, CASES // 6), deadline=None)
@given(awards(), confirmations())
def test_kernel_and_plain_evaluator_agree_on_conformance(award: Award, confirmed: tuple[Confirmation, ...]) -> None:
    bench = desk()
    gathered = award_facts(award, bench.vocabulary, AS_OF, {})
    question_facts(Question(kind=Kind.CONFORMANCE, as_of=AS_OF), None, None, gathered)
    confirm(confirmed, bench.library.schema, bench.library.terms, gathered)
    judge(bench.library.conformance(AS_OF), gathered, shadow=True)


_PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from passerelle.decision import Confirmation, canonical_json, sha256
from passerelle.desk import Desk
desk, on = Desk.open(), date(2026, 1, 15)
confirmed = tuple(Confirmation(fact="award." + name, value="true") for name in ("authentic", "holder_matches"))
for file in sorted(Path(sys.argv[1]).iterdir()):
    if file.stem in ("credential", "open-badge", "portfolio"):
        for award in desk.read(file.read_bytes(), on=on).awards:
            print(sha256(canonical_json(desk.check(award, as_of=on))))
            for purpose, target in (("exemption", "data-ethics"), ("credit_elective", None)):
                print(sha256(canonical_json(desk.recognise(award, host="example-university", purpose=purpose,
                    target=target, as_of=on, confirmations=confirmed))))
"""


def test_two_processes_with_different_hashes_write_the_same_bytes() -> None:
    told = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", _PROGRAM, str(ROOT / "docs" / "examples")]
        told.add(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
    assert len(told) == 1
    assert len(told.pop().splitlines()) >= 9


@pytest.mark.parametrize("purpose", ["admission", "stacking", "employment_regulated", "title_use"])
def test_a_purpose_for_which_there_are_no_rules_is_never_a_yes(purpose: str) -> None:
    policy = {"purposes": "[admission, stacking, employment_regulated, title_use]"}
    decision = (
        desk()
        .with_policy("example-university", policy)
        .recognise(
            COMPLETE, host="example-university", purpose=Purpose(purpose).value, as_of=AS_OF, confirmations=CONFIRMED
        )
    )
    assert decision.outcome in (Outcome.PENDING, Outcome.NOT_IN_SCOPE)
