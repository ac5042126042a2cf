"""What holds of every decision, whatever is asked: invariants (i), (ii) and (iii), constitution 3.

Where each article of the constitution and each invariant is held as a property:

| what | held in |
|---|---|
| 1 no answer without a named policy version | here: the receipt names it |
| 2 unknown is not false; (ii) | `test_refusal_properties`, `test_evidence_properties`, `test_constitution` |
| 3 reason, basis and remedy; (i), (iii) | here |
| 4 more evidence never worsens; (iv) | `test_evidence_properties`, its exceptions in `defects` |
| 5 purpose and host are part of the question; (vi) | `test_sameness_properties`, `test_precedents` |
| 6 amounts are exact | here: what is booked; `test_vocabulary_credits`, `test_grading_tables` |
| 7 nothing is read from clock, network or environment; (v) | `test_sameness_properties`, `test_replay` |
| 8 order changes nothing; (v) | `test_sameness_properties`, `test_constitution` |
| 9 what a credential says is data | here: hostile texts are rendered; `test_explain_properties`, tests of documents |
| 10 a person decides | here: a PENDING decision says who decides what |
"""

from __future__ import annotations

import functools
import json
import random
import zlib
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import jsonschema
from hypothesis import event, given

from passerelle.decision import Decision, Outcome, canonical_json
from passerelle.explain import report
from passerelle.rulebook import rules_of
from passerelle.rulepacks import Pack
from passerelle.store.codec import decision_schema
from questions import HOST, Asked, at_random, drawing, questions

#: Of so many decisions one is also rendered, replayed and held against the schema and the second evaluator.
SAMPLED = 12
#: What a refusal may rest on beside a substantial difference (recognition.md, 8.2), by the rule that says so.
DEFECTS = {
    "revoked": "award.status",
    "not-authentic": "award.authentic",
    "granted-without-learning": "award.granted_without_learning",
    "assessment-failed": "award.grade.passed",
    "mill": "award.issuer.formal_status",
    "spent": "award.redeemed_for",  # a rule of a host: credit counts once (overlap)
}
#: The answers to a question of recognition.
RECOGNITION = tuple(Outcome)[:9]
#: Elements in which a difference can be substantial.
SUBSTANTIAL = {"level", "outcomes", "profile", "grade", "currency"}


@drawing()
@given(questions())
def test_a_decision_keeps_what_the_house_promises(asked: Asked) -> None:
    decision = asked.decide()
    event(decision.outcome.value)
    says_all_that_its_outcome_needs(decision)
    if decision.outcome is Outcome.REFUSED:
        refuses_for_a_shown_difference_or_a_named_defect(decision)
    names_only_what_is_traced(asked, decision)
    assert any(pack.id == f"hosts/{HOST}/recognition" for pack in decision.receipt.packs)
    if decision.booking is not None:
        assert decision.booking.credits is not None
        assert Fraction(decision.booking.credits) >= 0
    answered = asked.answer()
    assert answered.outcome is decision.outcome
    if zlib.crc32(repr(asked).encode()) % SAMPLED == 0:
        renders_replays_and_agrees(asked, decision)


def says_all_that_its_outcome_needs(decision: Decision) -> None:
    """Invariant (iii), constitution 3."""
    assert decision.reasons
    for reason in decision.reasons:
        assert all((reason.rule, reason.basis, reason.required)), reason
        assert reason.message or reason.missing
    if decision.outcome is not Outcome.RECOGNISED_FULL:
        assert decision.remedies
        assert decision.appeal
    if decision.outcome.positive:
        assert decision.booking or decision.rights or decision.proviso
    else:
        assert decision.booking is None
        assert decision.rights is None
    assert (decision.pending is not None) == (decision.outcome is Outcome.PENDING)
    assert (decision.proviso is not None) == (decision.outcome is Outcome.RECOGNISED_CONDITIONAL)
    if decision.outcome is Outcome.FURTHER_INFORMATION_NEEDED:
        assert all(remedy.by and (remedy.text or remedy.fact) for remedy in decision.remedies)


def refuses_for_a_shown_difference_or_a_named_defect(decision: Decision) -> None:
    """Invariants (i) and (ii), as far as they show in the decision itself."""
    values = {fact.name: fact.value for fact in decision.trace.facts}
    assert not any(reason.missing for reason in decision.reasons)
    decided = decision.reasons[0].rule.partition("#")[2]
    if decided in DEFECTS:
        assert values[DEFECTS[decided]] is not None
        return
    assert decided == "substantial-difference"
    weighty = [reason for reason in decision.reasons if reason.weight == "substantial"]
    assert weighty
    assert {reason.element for reason in weighty} <= SUBSTANTIAL
    assert all("{question.purpose}" in text for text in decision.reasons[0].message.values())
    for reason in weighty:
        # What was required and found is known: of the award and of what it was held against.
        shown = [name for name in reason.facts if values.get(name) is not None]
        assert any(name.startswith(("award.", "target.outcomes", "evidence.")) for name in shown), reason


def names_only_what_is_traced(asked: Asked, decision: Decision) -> None:
    traced = {fact.name for fact in decision.trace.facts}
    known = {name for pack in asked.desk.packs for name in names_in(pack)}
    for finding in (*decision.reasons, *decision.findings):
        assert set(finding.facts) <= traced, finding
        assert finding.rule in known
    assert {rule.rule for rule in decision.trace.rules} <= known


def names_in(pack: Pack) -> tuple[str, ...]:
    if pack.name not in _NAMES or pack.kind == "policy":
        _NAMES[pack.name] = rules_of(pack)
    return _NAMES[pack.name]


_NAMES: dict[str, tuple[str, ...]] = {}


def renders_replays_and_agrees(asked: Asked, decision: Decision) -> None:
    for language in ("en", "sl"):
        told = report(decision, language, strict=True)
        assert told.outcome
        assert told.reasons
    document = json.loads(canonical_json(decision))
    validator().validate(document)
    shadowed = replace(asked.desk, shadow=True).recognise(asked.award, **asked.about)
    assert canonical_json(shadowed) == canonical_json(decision)


@functools.cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(decision_schema())


def test_the_questions_lead_to_every_outcome_by_many_rules() -> None:
    """Else the properties would hold of nothing."""
    answers = [at_random(random.Random(seed)).answer() for seed in range(600)]
    outcomes = Counter(answer.outcome for answer in answers)
    assert set(outcomes) == set(RECOGNITION)
    assert min(outcomes.values()) >= 6, outcomes
    assert len({answer.rule for answer in answers}) >= 50
