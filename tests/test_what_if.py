"""What would change an outcome: against a search of everything, on packs of its own, and on the packs in force."""

from __future__ import annotations

import functools
import itertools
import os
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import AS_OF, COMPLETE, CONFIRMED, awards, confirmations, stated
from passerelle.decision import (
    ORDER,
    SUPPLIERS,
    Award,
    ChangeSet,
    Confirmation,
    Kind,
    Level,
    Outcome,
    Purpose,
    Question,
    Supposition,
    WhatWouldChange,
    Workload,
    better,
    confirmed,
)
from passerelle.desk import Desk
from passerelle.errors import QuestionError, StoreError
from passerelle.recognition import Case, answer
from passerelle.rulepacks import Ruleset, parse_pack
from passerelle.rulepacks.compile import compile_packs
from passerelle.store import Store
from passerelle.whatif import what_would_change

#: Facts that an unknown can become, or that can become another.
FACTS = (
    "award.holder_matches",
    "award.original_seen",
    "award.outcomes_compared",
    "evidence.certified_practice",
    "evidence.portfolio_sufficient",
)
#: Facts that stay as they are once they are known.
FIXED = ("award.authentic", "award.research_training")
#: Random packs that are held against trying everything.
CASES = int(os.environ.get("PASSERELLE_ORACLE_CASES", "300")) // 12
PURPOSES = ("exemption", "credit_elective", "employment_nonregulated")


@functools.cache
def desk() -> Desk:
    return Desk.open()


@functools.cache
def another() -> Desk:
    return Desk.open()


def pack(rules: str, steps: Iterable[str] = ("S1",)) -> Ruleset:
    listed = "\n".join(f"  - {{id: {step}, title: {{en: Step, sl: Korak}}}}" for step in steps)
    text = "pack: tests/ways\nkind: recognition\ntitle: {en: Ways, sl: Poti}\nin_force: {from: 2020-01-01}\n"
    library = desk().library
    parsed = parse_pack(
        f"{text}steps:\n{listed}\nrules:\n{rules}".encode(), "rules/tests/ways/2020-01-01.yaml", library.schema,
        library.terms,
    )  # fmt: skip
    return compile_packs((parsed,), library.schema, library.terms)


def rule(id: str, when: Iterable[str], then: str, step: str = "S1") -> str:
    lines = [f"  - id: {id}", f"    step: {step}", "    when:", *(f"      - {each}" for each in when)]
    lines += [f"    then: {{{then}}}", "    basis: Study rules", "    reason: {en: So it is., sl: Tako je.}"]
    if "PENDING" in then:
        lines += ["    pending: {by: host, en: Is it so?, sl: Ali je tako?}"]
    if "RECOGNISED_CONDITIONAL" in then:
        texts = ", ".join(
            f"{key}: {{en: Do it., sl: Storite to.}}" for key in ("act", "deadline", "success", "failure")
        )
        lines += [f"    proviso: {{{texts}}}"]
    if "RECOGNISED_FULL" not in then:
        lines += ["    remedy: {by: learner, en: Try again., sl: Poskusite znova.}"]
    return "\n".join(lines) + "\n"


def case(ruleset: Ruleset, known: Mapping[str, str], award: Award = COMPLETE) -> Case:
    bench = desk()
    question = Question(
        kind=Kind.RECOGNITION, as_of=AS_OF, host="example-university", purpose=Purpose.EXEMPTION,
        confirmations=tuple(Confirmation(fact=fact, value=value) for fact, value in sorted(known.items())),
    )  # fmt: skip
    return Case(
        question=question, award=award, target=bench.target("example-university", "data-ethics"), ruleset=ruleset,
        policy=bench.library.policy("example-university", AS_OF), library=bench.library, vocabulary=bench.vocabulary,
    )  # fmt: skip


def outcome(asked: Case, facts: Mapping[str, str]) -> Outcome:
    """What the engine says if these facts were so: the whole way, and nothing of the search."""
    supposed = tuple(Supposition(fact=fact, value=value) for fact, value in sorted(facts.items()))
    return answer(replace(asked, question=replace(asked.question, supposed=supposed))).outcome


def told(found: WhatWouldChange) -> set[tuple[frozenset[str], Outcome]]:
    return {(frozenset(each.fact for each in way.changes), way.outcome) for way in found.ways}


def facts_of(way: ChangeSet) -> dict[str, str]:
    return {each.supposition.fact: each.supposition.value for each in way.changes}


# The oracle ---------------------------------------------------------------------------------------------------------


def everything(asked: Case, values: Mapping[str, tuple[str, ...]]) -> set[tuple[frozenset[str], Outcome]]:
    """Every set of facts that can lead to a better outcome, of which no part leads as far: all values are tried."""
    now = outcome(asked, {})
    best: dict[frozenset[str], Outcome] = {}
    for chosen in itertools.product(*((None, *each) for each in values.values())):
        facts = {fact: value for fact, value in zip(values, chosen, strict=True) if value is not None}
        reached = outcome(asked, facts)
        if better(reached, best.get(frozenset(facts), now)):
            best[frozenset(facts)] = reached
    return {
        (each, reached)
        for each, reached in best.items()
        if not any(other < each and not better(reached, least) for other, least in best.items())
    }


class Packs:
    """Random packs over a few yes-or-no facts: rules in steps, some of which build on others."""

    def __init__(self, seed: int, outcomes: tuple[str, ...]) -> None:
        self.dice, self.outcomes = random.Random(seed), outcomes

    def condition(self, names: tuple[str, ...], depth: int = 2) -> str:
        kind = self.dice.random()
        if depth and kind < 0.35:
            word = self.dice.choice(("and", "or"))
            return f"({self.condition(names, depth - 1)} {word} {self.condition(names, depth - 1)})"
        name = self.dice.choice(names)
        if kind < 0.6:
            return f"not {name}"
        return name if kind < 0.85 or "." not in name else f"{name} = {self.dice.choice(('true', 'false'))}"

    def ruleset(self) -> Ruleset:
        facts = (*FACTS, *FIXED)
        made = [f"made_{number}" for number in range(self.dice.randrange(3))]
        rules = [
            rule(f"{name.replace('_', '-')}-{number}", [self.condition(facts)], f"establish: {name}")
            for name in made
            for number in range(self.dice.choice((1, 2)))
        ]
        steps = ("S1", "S2", "S3")
        for number in range(self.dice.randrange(2, 7)):
            step = steps[number % 3]
            asked = [self.condition((*facts, *made)) for _ in range(self.dice.choice((1, 2, 3)))]
            rules.append(rule(f"rule-{number}", asked, f"outcome: {self.dice.choice(self.outcomes)}", step))
        return pack("".join(rules), steps)

    def known(self, names: Iterable[str], chance: float) -> dict[str, str]:
        return {name: self.dice.choice(("true", "false")) for name in names if self.dice.random() < chance}


OPEN = ("FURTHER_INFORMATION_NEEDED", "PENDING")


@settings(max_examples=CASES, deadline=None)
@given(st.integers(0, 2**40))
def test_what_is_found_among_unknown_facts_is_what_trying_everything_finds(seed: int) -> None:
    packs = Packs(seed, (*ORDER, *OPEN))
    asked = case(packs.ruleset(), packs.known(FIXED, 0.7), replace(COMPLETE, format="portfolio"))
    found = what_would_change(asked, budget=5_000)
    if found.stopped_short == "ways":
        return
    assert found.stopped_short is None
    free = [*FACTS, *(name for name in FIXED if name not in dict_of(asked))]
    assert told(found) == everything(asked, dict.fromkeys(free, ("true", "false")))
    assert all(outcome(asked, facts_of(way)) is way.outcome for way in found.ways)


def dict_of(asked: Case) -> dict[str, str]:
    return {each.fact: each.value for each in asked.question.confirmations}


@settings(max_examples=CASES, deadline=None)
@given(st.integers(0, 2**40))
def test_what_is_found_among_known_facts_too_leads_where_it_says_and_holds_nothing_needless(seed: int) -> None:
    packs = Packs(seed, (*ORDER, *OPEN, "REFUSED", "REFERRED_TO_RPL"))
    asked = case(packs.ruleset(), packs.known((*FACTS, *FIXED), 0.5))
    now, known = outcome(asked, {}), dict_of(asked)
    for way in what_would_change(asked, budget=5_000).ways:
        facts = facts_of(way)
        assert all(value != known.get(fact) for fact, value in facts.items())
        assert not any(fact in known for fact in facts if fact in FIXED)
        assert better(way.outcome, now)
        assert outcome(asked, facts) is way.outcome
        for left_out in facts:
            fewer = outcome(asked, {fact: value for fact, value in facts.items() if fact != left_out})
            assert not better(fewer, now) or better(way.outcome, fewer)


# Single packs -------------------------------------------------------------------------------------------------------


def ways(rules: str, known: Mapping[str, str] = {}, award: Award = COMPLETE, steps: Iterable[str] = ("S1",)) -> object:
    found = what_would_change(case(pack(rules, steps), known, award))
    return [({each.fact: each.value for each in way.changes}, way.outcome.value) for way in found.ways]


def test_an_amount_a_level_and_a_day_are_proposed_at_the_threshold() -> None:
    rules = rule("enough", ["award.workload.credits >= 50 % * 17 ECTS"], "outcome: RECOGNISED_FULL")
    assert ways(rules) == [({"award.workload.credits": "8.5 ECTS"}, "RECOGNISED_FULL")]
    rules = rule("more", ["award.workload.credits > target.credits + 2 ECTS"], "outcome: RECOGNISED_FULL")
    assert ways(rules) == [({"award.workload.credits": "8 ECTS"}, "RECOGNISED_FULL")]
    rules = rule("high", ["award.level.eqf >= target.level + 1"], "outcome: RECOGNISED_FULL")
    assert ways(rules) == [({"award.level.eqf": "EQF 8"}, "RECOGNISED_FULL")]
    rules = rule("practised", ["evidence.recent_practice + 18 months >= question.as_of"], "outcome: RECOGNISED_FULL")
    assert ways(rules) == [({"evidence.recent_practice": "2024-07-15"}, "RECOGNISED_FULL")]
    rules = rule("practised", ["evidence.recent_practice + 1 month > 2024-03-30"], "outcome: RECOGNISED_FULL")
    assert ways(rules) == [({"evidence.recent_practice": "2024-02-29"}, "RECOGNISED_FULL")] or ways(rules) == [
        ({"evidence.recent_practice": "2024-03-01"}, "RECOGNISED_FULL")
    ]


def test_a_known_amount_is_never_lowered() -> None:
    rules = rule("little", ["award.workload.credits <= 2 ECTS"], "outcome: RECOGNISED_FULL")
    assert ways(rules) == []
    assert ways(rules, award=replace(COMPLETE, workloads=())) == [
        ({"award.workload.credits": "2 ECTS"}, "RECOGNISED_FULL")
    ]


def test_a_term_and_a_member_of_a_set_are_proposed_as_rules_name_them() -> None:
    rules = rule("lifted", ["award.status is not one of [revoked, suspended]"], "outcome: RECOGNISED_FULL")
    assert ways(rules, {"award.status": "suspended"}) == [({"award.status": "active"}, "RECOGNISED_FULL")]
    rules = rule("settled", ["not (award.contradictions contains 'issued')"], "outcome: RECOGNISED_FULL")
    assert ways(rules, {"award.contradictions": "issued, title"}) == [
        ({"award.contradictions": "title"}, "RECOGNISED_FULL")
    ]
    rules = rule("examined", ["award.assessment.types contains oral_exam"], "outcome: RECOGNISED_FULL")
    assert ways(rules, {"award.assessment.types": "project"}) == [
        ({"award.assessment.types": "project, oral_exam"}, "RECOGNISED_FULL")
    ]


def test_what_has_only_to_be_stated_is_not_given_a_content() -> None:
    rules = rule("told", ["award.prerequisites is known"], "outcome: RECOGNISED_FULL")
    assert ways(rules) == [({"award.prerequisites": None}, "RECOGNISED_FULL")]


def test_who_held_gave_and_said_what_stays_as_it_is() -> None:
    fixed = (
        "award.issuer.country = SI",
        "award.holder.name = 'Another'",
        "award.issued < 2020-01-01",
        "award.issuer.formal_status = non_formal",
        "question.purpose = admission",
        "policy.level_tolerance = 5",
    )
    for each in fixed:
        assert ways(rule("other", [each], "outcome: RECOGNISED_FULL")) == [], each


def test_nobody_is_advised_to_what_a_rule_holds_against_them() -> None:
    rules = rule("part", ["award.assessed = false"], "outcome: RECOGNISED_PARTIAL")
    rules += rule("against", ["award.assessed = false"], "outcome: REFUSED")
    assert ways(rules, award=replace(COMPLETE, assessments=())) == []
    rules = rule("part", ["award.assessed = false"], "outcome: RECOGNISED_PARTIAL")
    assert ways(rules, award=replace(COMPLETE, assessments=())) == [({"award.assessed": "false"}, "RECOGNISED_PARTIAL")]


def test_any_of_the_rules_that_establish_a_name_is_a_way() -> None:
    rules = rule("here", ["award.issuer.country = SI"], "establish: near")
    rules += rule("seen", ["award.original_seen"], "establish: near")
    rules += rule("compared", ["award.outcomes_compared"], "establish: near")
    rules += rule("good", ["near"], "outcome: RECOGNISED_FULL")
    assert ways(rules, dict.fromkeys(("award.original_seen", "award.outcomes_compared"), "false")) == [
        ({"award.original_seen": "true"}, "RECOGNISED_FULL"),
        ({"award.outcomes_compared": "true"}, "RECOGNISED_FULL"),
    ]
    rules += rule("bad", ["near"], "outcome: REFUSED", "S0")
    assert ways(rules, {"award.original_seen": "true"}, steps=("S0", "S1")) == []


def test_less_that_leads_as_far_goes_before_more_and_a_better_outcome_is_told_beside_it() -> None:
    rules = rule("all", ["award.level.eqf >= EQF 8", "award.original_seen"], "outcome: RECOGNISED_FULL")
    rules += rule("part", ["award.level.eqf >= EQF 8"], "outcome: RECOGNISED_PARTIAL")
    assert ways(rules, {"award.original_seen": "false"}) == [
        ({"award.level.eqf": "EQF 8"}, "RECOGNISED_PARTIAL"),
        ({"award.level.eqf": "EQF 8", "award.original_seen": "true"}, "RECOGNISED_FULL"),
    ]


def test_what_the_learner_can_do_alone_is_told_first() -> None:
    rules = rule(
        "any", ["award.authentic or evidence.certified_practice or award.prerequisites is known"],
        "outcome: RECOGNISED_FULL",
    )  # fmt: skip
    found = what_would_change(case(pack(rules), {}))
    assert [way.by for way in found.ways] == ["learner", "issuer", "host"]


def test_outcomes_are_covered_by_name_and_only_as_many_as_it_takes() -> None:
    covers = """\
  - id: covered
    for_each: {wanted: target.outcomes, held: award.outcomes}
    when: wanted.identifiers overlaps held.identifiers
    then: {establish: covered, of: wanted}
    basis: Study rules
"""
    rules = covers + rule(
        "enough", ["count(target.outcomes where essential and covered) >= 3"], "outcome: RECOGNISED_FULL"
    )
    one = replace(COMPLETE, outcomes=COMPLETE.outcomes[:1])
    (way,) = what_would_change(case(pack(rules), {}, one)).ways
    assert {each.by for each in way.changes} == {"learner"}
    assert len(way.changes) == 2
    none = replace(COMPLETE, outcomes=())
    (way,) = what_would_change(case(pack(rules), {}, none)).ways
    assert ({each.by for each in way.changes}, len(way.changes)) == ({"issuer"}, 3)


def test_facts_that_come_together_are_proposed_as_one() -> None:
    rules = rule("stated", ["award.workload.stated is known", "award.workload.conversion = same"],
                 "outcome: RECOGNISED_FULL")  # fmt: skip
    rules += rule("much", ["award.workload.credits > 3 ECTS"], "outcome: PENDING")
    found = what_would_change(case(pack(rules), {}, replace(COMPLETE, workloads=())))
    assert [[each.fact for each in way.changes] for way in found.ways] == [["award.workload.credits"]]
    assert found.ways[0].changes[0].example


def test_the_search_says_when_it_stopped_short_and_never_runs_more_than_it_may() -> None:
    names = (*FACTS, "award.prerequisites is known", "award.authentic")
    rules = rule("all", names, "outcome: RECOGNISED_FULL")
    asked = case(pack(rules), {}, COMPLETE)
    whole = what_would_change(asked)
    assert (whole.stopped_short, len(whole.ways)) == (None, 1)
    for budget in range(1, whole.runs):
        short = what_would_change(asked, budget)
        assert (short.stopped_short, short.budget) == ("runs", budget)
        assert short.runs <= budget
        assert told(short) <= told(whole)
    many = (*FACTS, "agreement.passed")
    pairs = itertools.combinations(range(len(many)), 2)
    rules = "".join(rule(f"any-{a}-{b}", [many[a], many[b]], "outcome: RECOGNISED_FULL") for a, b in pairs)
    found = what_would_change(case(pack(rules), dict.fromkeys(many, "false")), 1_000)
    assert (found.stopped_short, len(found.ways)) == ("ways", 12)


# The packs in force -------------------------------------------------------------------------------------------------


def asked_of(purpose: str, confirmed: tuple[Confirmation, ...]) -> dict[str, object]:
    host = "example-works" if purpose.startswith("employment") else "example-university"
    target = "data-ethics" if purpose == "exemption" else None
    return {"host": host, "purpose": purpose, "target": target, "as_of": AS_OF, "confirmations": confirmed}


@settings(max_examples=60, deadline=None)
@given(awards(), st.sampled_from(PURPOSES), confirmations())
def test_an_answer_without_trace_is_the_answer_with_it(
    award: Award, purpose: str, confirmed: tuple[Confirmation, ...]
) -> None:
    question = asked_of(purpose, confirmed)
    decision, brief = desk().recognise(award, **question), desk().answer(award, **question)
    step = next((step for step in decision.steps if step.result in ("decided", "open") and step.rules
                 and set(step.rules) <= {brief.rule, *brief.open}), None)  # fmt: skip
    assert brief.outcome is decision.outcome
    if brief.rule is not None:
        assert brief.rule in {reason.rule for reason in decision.reasons}
        assert step is not None
    if brief.open:
        assert set(brief.missing) <= {remedy.fact for remedy in decision.remedies}


@settings(max_examples=40, deadline=None)
@given(awards(), st.sampled_from(PURPOSES), confirmations())
def test_every_way_leads_where_it_says_and_nothing_of_it_can_be_left_out(
    award: Award, purpose: str, confirmed: tuple[Confirmation, ...]
) -> None:
    question = asked_of(purpose, confirmed)
    now = desk().recognise(award, **question).outcome
    found = desk().what_would_change(award, **question)
    assert found.outcome is now
    assert found.runs <= found.budget
    for way in found.ways:
        facts = facts_of(way)
        decision = desk().what_if(award, facts=facts, **question)
        assert (decision.outcome, way.rule in {reason.rule for reason in decision.reasons}) == (way.outcome, True)
        assert better(way.outcome, now)
        for left_out in facts if found.stopped_short is None else ():
            rest = {fact: value for fact, value in facts.items() if fact != left_out}
            fewer = desk().what_if(award, facts=rest, **question).outcome
            assert not better(fewer, now) or better(way.outcome, fewer), (left_out, facts)
    assert [SUPPLIERS.index(way.by) for way in found.ways] == sorted(SUPPLIERS.index(way.by) for way in found.ways)


@settings(max_examples=20, deadline=None)
@given(awards(), st.sampled_from(PURPOSES), confirmations())
def test_the_same_question_is_answered_in_the_same_way(
    award: Award, purpose: str, confirmed: tuple[Confirmation, ...]
) -> None:
    question = asked_of(purpose, confirmed)
    assert desk().what_would_change(award, **question) == another().what_would_change(award, **question)


def test_a_level_that_is_too_low_is_the_only_thing_in_the_way() -> None:
    low = replace(COMPLETE, levels=(stated(Level("EQF", "5")),))
    question = asked_of("exemption", CONFIRMED)
    found = desk().what_would_change(low, **question)
    full = [way for way in found.ways if way.outcome is Outcome.RECOGNISED_FULL]
    assert [[(each.fact, each.value, each.current) for each in way.changes] for way in full] == [
        [("award.level.eqf", "EQF 7", "5")]
    ]


def test_nothing_is_looked_for_where_nothing_is_better_or_another_question_has_to_be_asked() -> None:
    full = desk().what_would_change(COMPLETE, **asked_of("exemption", CONFIRMED))
    assert (full.outcome, full.ways, full.runs, full.stopped_short) == (Outcome.RECOGNISED_FULL, (), 1, None)
    elsewhere = desk().what_would_change(COMPLETE, **asked_of("title_use", CONFIRMED))
    assert (elsewhere.outcome, elsewhere.ways, elsewhere.stopped_short) == (Outcome.NOT_IN_SCOPE, (), None)


# Suppositions -------------------------------------------------------------------------------------------------------


def test_a_supposition_stands_in_the_question_and_in_the_trace_and_takes_nothing_from_what_is_known() -> None:
    question = asked_of("exemption", CONFIRMED)
    before = desk().recognise(COMPLETE, **question)
    decision = desk().what_if(COMPLETE, facts={"level.eqf": "EQF 5"}, **question)
    assert decision.question.supposed == (Supposition(fact="award.level.eqf", value="EQF 5"),)
    fact = next(fact for fact in decision.trace.facts if fact.name == "award.level.eqf")
    assert (fact.value, fact.source) == ("5", "supposed")
    assert desk().recognise(COMPLETE, **question) == before
    assert desk().what_if(COMPLETE, facts={}, **question) == before
    target = desk().target("example-university", "data-ethics")
    assert desk().again(decision, COMPLETE, target) == decision


def test_what_is_supposed_is_never_kept() -> None:
    question = asked_of("exemption", CONFIRMED)
    decision = desk().what_if(COMPLETE, facts={"level.eqf": "EQF 5"}, **question)
    store = Store.open("sqlite://")
    with pytest.raises(StoreError, match="supposes"):
        store.keep(decision, COMPLETE, None, desk().sources(decision))


def test_outcomes_workload_and_texts_can_be_supposed() -> None:
    bare = replace(COMPLETE, outcomes=(), workloads=(), prerequisites=())
    facts = {"award.outcomes": "Reads data", "workload.credits": "3 ECTS", "award.level.stated": "X 1"}
    decision = desk().what_if(bare, facts=facts, **asked_of("exemption", CONFIRMED))
    known = {fact.name: fact.value for fact in decision.trace.facts}
    assert known["award.outcomes"] == 1
    assert known["award.workload.credits"] == "3"
    assert known["award.workload.stated"] == "3 ECTS"
    more = desk().what_if(bare, facts={"target.outcomes[0].covered": "true"}, **asked_of("exemption", CONFIRMED))
    assert {fact.name: fact.value for fact in more.trace.facts}["target.outcomes[0].covered"] is True


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"award.levels.eqf": "EQF 5"},
            "no fact 'award.levels.eqf' that can be supposed .did you mean 'award.level.eqf'",
        ),
        ({"award.level.eqf": "7"}, "award.level.eqf: '7' does not fit .write EQF 7"),
        ({"question.purpose": "exemption"}, "no fact 'question.purpose' that can be supposed"),
        ({"target.outcomes[99].covered": "true"}, "there is no 'target.outcomes.99.'.*last is target.outcomes.5."),
        ({"target.outcomes[0].covered": "false"}, "'false' does not fit"),
        ({"target.outcomes[0].colour": "red"}, "no fact 'target.outcomes.0..colour'"),
        ({"award.bodies": "x"}, "'award.bodies' is no single fact"),
        ({"award.outcomes.statement": "x"}, "no fact 'award.outcomes.statement'"),
        ({"Level": "x"}, "a supposition must read"),
        ({"level.eqf": "EQF 5", "award.level.eqf": "EQF 6"}, "award.level.eqf is supposed twice"),
        ({"award.title": "x" * 3_000}, "may have 2,000 characters"),
    ],
)
def test_what_cannot_be_supposed_is_said_with_what_to_do(facts: dict[str, str], words: str) -> None:
    with pytest.raises(QuestionError, match=words) as error:
        desk().what_if(COMPLETE, facts=facts, **asked_of("exemption", CONFIRMED))
    assert error.value.field == "supposed"


def test_confirming_credits_settles_how_the_workload_counts() -> None:
    award = replace(COMPLETE, workloads=(stated(Workload(Fraction(3), "weeks")),))
    settled = desk().recognise(
        award, **asked_of("credit_elective", (*CONFIRMED, confirmed("workload.credits", "4 ECTS")))
    )
    assert settled.booking is not None
    assert (settled.outcome, settled.booking.credits) == (Outcome.RECOGNISED_FULL, "4")


def test_facts_of_who_where_and_when_are_never_proposed_to_be_others() -> None:
    facts = desk().library.schema.facts
    heads = ("award.holder.", "award.issuer.", "award.bodies", "award.issued")
    happened = [name for name in facts if name.startswith(heads)]
    assert {facts[name].change for name in happened} <= {"unknown", "never"}
    assert {facts[name].change for name in facts if name.startswith(("question.", "host.", "policy."))} == {"never"}


def test_the_best_outcome_is_no_better_than_itself_and_an_open_one_is_no_aim() -> None:
    for one, other in itertools.product(Outcome, repeat=2):
        assert not (better(one, other) and better(other, one))
        if better(one, other):
            assert one.positive
    assert better(Outcome.RECOGNISED_PARTIAL, Outcome.RECOGNISED_CONDITIONAL)
    assert better(Outcome.RECOGNISED_ALTERNATIVE, Outcome.PENDING)
    assert not better(Outcome.REFERRED_TO_RPL, Outcome.REFUSED)
    assert date(2026, 1, 15) == AS_OF
