"""Which outcomes of a component an award covers, and how the decision says it."""

from __future__ import annotations

import functools
import time
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import AS_OF, BODY, COMPLETE, CONFIRMED, stated
from esco_zips import complete, package, uri
from passerelle.decision import (
    NOTHING,
    AcceptedOutcome,
    Award,
    Confirmation,
    Consulted,
    Decision,
    Evidence,
    LearningOutcome,
    Outcome,
    SkillConcept,
    SkillLink,
    Target,
    TargetOutcome,
)
from passerelle.desk import Desk
from passerelle.errors import DocumentError, QuestionError
from passerelle.explain import as_text
from passerelle.skills import read_esco
from passerelle.store import Store

COMPARED = (*CONFIRMED, Confirmation(fact="award.outcomes_compared", value="true"))
NARROWER = {"skill_match": "narrower"}


@functools.cache
def desk(*policy: tuple[str, str]) -> Desk:
    return Desk.open().with_policy("example-university", dict(policy)) if policy else Desk.open()


def held(*identifiers: str, text: str = "learned") -> LearningOutcome:
    return LearningOutcome(statement=stated({"en": text}), identifiers=tuple(map(stated, identifiers)))


def wanted(name: str, *identifiers: str, accepts: tuple[AcceptedOutcome, ...] = ()) -> TargetOutcome:
    return TargetOutcome(
        id=name, statement={"en": f"wants {name}"}, identifiers=(name, *identifiers), essential=True, place="line 9",
        accepts=accepts,
    )  # fmt: skip


def award(*outcomes: LearningOutcome) -> Award:
    return replace(COMPLETE, outcomes=outcomes)


def component(*outcomes: TargetOutcome) -> Target:
    return replace(desk().target("example-university", "data-ethics"), outcomes=outcomes)


def decide(
    held: Award, target: Target, consulted: Consulted = NOTHING,
    confirmed: tuple[Confirmation, ...] = CONFIRMED, **policy: str,
) -> Decision:  # fmt: skip
    return desk(*sorted(policy.items())).recognise(
        held, host="example-university", purpose="exemption", target=target, as_of=AS_OF, confirmations=confirmed,
        consulted=consulted,
    )  # fmt: skip


def covered(decision: Decision) -> list[bool | None]:
    facts = {fact.name: fact.value for fact in decision.trace.facts}
    found = [facts.get(f"target.outcomes[{number}].covered") for number in range(len(facts))]
    count = facts["target.outcomes"]
    assert isinstance(count, int)
    return [value if isinstance(value, bool) else None for value in found[:count]]


def ways(decision: Decision) -> list[tuple[str, str]]:
    """How each outcome is said to be covered: the rule, and what it is about."""
    return [
        (finding.rule.partition("#")[2], finding.subject)
        for finding in decision.findings
        if finding.kind == "conclusion" and finding.element == "covered"
    ]


def consulted(held: Award, target: Target, *, whole: bool = True) -> Consulted:
    """What the small classification of the tests says, through the store as in a real case."""
    store = Store.open("sqlite:///:memory:")
    try:
        store.keep_classification(read_esco(complete() if whole else package()))
        return desk().consult(held, host="example-university", target=target, registers=store)
    finally:
        store.close()


class TestIdentifiers:
    def test_one_concept_of_esco_covers_however_it_is_written(self) -> None:
        mine = held(uri("haskell").replace("http", "https") + "/")
        decision = decide(award(mine), component(wanted("a", uri("haskell"))))
        assert (covered(decision), ways(decision)) == (
            [True], [("outcome-covered", "target.outcomes[0] & award.outcomes[0]")],
        )  # fmt: skip

    def test_addresses_of_others_are_compared_letter_by_letter(self) -> None:
        decision = decide(award(held("https://x.example/1")), component(wanted("a", "http://x.example/1")))
        assert covered(decision) == [False]

    def test_the_id_that_a_host_gives_its_outcome_is_no_identifier_elsewhere(self) -> None:
        assert covered(decide(award(held("1")), component(wanted("1")))) == [False]
        assert covered(decide(award(held("urn:own:1")), component(wanted("urn:own:1")))) == [True]

    def test_an_outcome_that_several_cover_is_told_once_for_each_way(self) -> None:
        accepted = AcceptedOutcome(identifier="urn:b", issuer="", statement={}, place="line 3")
        decision = decide(
            award(held("urn:a"), held("urn:a", "urn:b")), component(wanted("o", "urn:a", accepts=(accepted,)))
        )
        assert ways(decision) == [
            ("outcome-covered", "target.outcomes[0] & award.outcomes[0]"),
            ("outcome-accepted", "target.outcomes[0] & award.outcomes[1]"),
        ]


class TestClassification:
    def test_a_narrower_skill_covers_where_the_host_says_so_and_the_decision_shows_how(self) -> None:
        mine, target = award(held(uri("haskell"), text="Writes Haskell")), component(wanted("a", uri("group")))
        found = consulted(mine, target)
        assert covered(decide(mine, target, found)) == [False]
        decision = decide(mine, target, found, **NARROWER)
        assert (covered(decision), decision.outcome) == ([True], Outcome.RECOGNISED_FULL)
        assert ways(decision) == [("outcome-covered-by-narrower", "target.outcomes[0] & award.outcomes[0]")]
        facts = {fact.name: fact for fact in decision.trace.facts}
        broader = facts["award.outcomes[0].broader"]
        assert (broader.value, broader.evidence, broader.source) == ((uri("group"),), Evidence.REGISTER, found.skills)
        assert facts["award.outcomes[0].skills"].value == {"en": "label of haskell"}
        assert facts["target.outcomes[0].skills"].value == {"en": "label of group"}

    def test_a_broader_skill_covers_nothing(self) -> None:
        mine, target = award(held(uri("group"))), component(wanted("a", uri("haskell")))
        assert consulted(mine, target).links == (SkillLink(narrower=uri("haskell"), broader=uri("group")),)
        assert covered(decide(mine, target, consulted(mine, target), **NARROWER)) == [False]

    def test_without_a_classification_it_is_not_known_and_the_host_is_asked(self) -> None:
        mine, target = award(held(uri("haskell"))), component(wanted("a", uri("group")))
        decision = decide(mine, target, **NARROWER)
        assert (covered(decision), decision.outcome) == ([None], Outcome.FURTHER_INFORMATION_NEEDED)
        asked = {remedy.fact: remedy.by for remedy in decision.remedies}
        assert (asked["award.outcomes.broader"], asked["award.outcomes_compared"]) == ("host", "host")

    def test_a_package_without_all_relations_leaves_open_what_it_does_not_say(self) -> None:
        mine, target = award(held(uri("lost"))), component(wanted("a", uri("group")))
        assert covered(decide(mine, target, consulted(mine, target, whole=False), **NARROWER)) == [None]
        assert covered(decide(mine, target, consulted(mine, target), **NARROWER)) == [True]

    def test_where_one_side_names_no_skill_no_classification_is_missed(self) -> None:
        assert covered(decide(award(held("urn:x")), component(wanted("a", uri("group"))), **NARROWER)) == [False]
        assert covered(decide(award(held(uri("haskell"))), component(wanted("a", "urn:y")), **NARROWER)) == [False]

    def test_when_somebody_has_compared_the_outcomes_nothing_more_is_asked(self) -> None:
        mine, target = award(held(uri("haskell")), held()), component(wanted("a", uri("group")))
        assert covered(decide(mine, target, **NARROWER)) == [None]
        decision = decide(mine, target, NOTHING, COMPARED, **NARROWER)
        assert covered(decision) == [False]
        assert decision.outcome is not Outcome.FURTHER_INFORMATION_NEEDED


class TestAccepted:
    WORDS = AcceptedOutcome(
        identifier="", issuer="EXAMPLE university of data", statement={"sl": "Zna  programirati."}, place="line 3"
    )

    def mapped(self, accepted: AcceptedOutcome, *mine: LearningOutcome, **body: object) -> list[bool | None]:
        given = replace(award(*mine), awarding_bodies=(replace(BODY, **body),)) if body else award(*mine)
        return covered(decide(given, component(wanted("a", accepts=(accepted,))), NOTHING, COMPARED))

    def test_by_an_identifier(self) -> None:
        accepted = replace(self.WORDS, identifier=uri("haskell"), issuer="", statement={})
        assert self.mapped(accepted, held(uri("haskell") + "/")) == [True]
        assert self.mapped(accepted, held(uri("python"))) == [False]

    def test_by_the_words_at_an_issuer_of_this_name_or_identifier(self) -> None:
        mine = held(text="zna programirati")
        assert self.mapped(self.WORDS, mine) == [True]
        assert self.mapped(replace(self.WORDS, issuer="1234567-8"), mine) == [True]
        assert self.mapped(self.WORDS, held(text="ne zna programirati")) == [False]
        assert self.mapped(replace(self.WORDS, issuer="Example University"), mine) == [False]
        assert self.mapped(self.WORDS, mine, name=None, legal_name=None) == [False]

    def test_one_outcome_may_stand_for_several_and_each_is_told(self) -> None:
        both = component(wanted("a", accepts=(self.WORDS,)), wanted("b", accepts=(self.WORDS,)), wanted("c"))
        decision = decide(award(held(text="zna programirati")), both, NOTHING, COMPARED)
        assert covered(decision) == [True, True, False]
        accepted = next(fact for fact in decision.trace.facts if fact.name == "award.outcomes[0].accepted")
        assert (accepted.value, accepted.evidence, accepted.place) == (("a", "b"), Evidence.HOST, "line 3")


@pytest.mark.parametrize("lang", ["en", "sl"])
def test_the_explanation_lists_what_is_covered_how_and_what_is_missing(lang: str) -> None:
    mine = award(held("urn:a", text="First thing"), held(uri("haskell"), text="Writes Haskell"), held(text="Codes"))
    accepted = replace(TestAccepted.WORDS, statement={"en": "Codes"})
    target = component(
        wanted("same", "urn:a"), wanted("narrower", uri("programming")), wanted("accepted", accepts=(accepted,)),
        wanted("missing"), wanted("missing-too"),
    )  # fmt: skip
    told = as_text(decide(mine, target, consulted(mine, target), COMPARED, **NARROWER), lang)
    for text in ("First thing", "Writes Haskell (label of haskell)", "Codes", "wants missing", "wants missing-too"):
        assert text in told


# Against a slow oracle ---------------------------------------------------------------------------------------------

NAMES = ("a", "b", "c", "d")
identifiers = st.lists(st.sampled_from([*map(uri, NAMES), "urn:x", "urn:y"]), max_size=3, unique=True)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case: identifiers of the outcomes on both sides, and what a classification says."""

    held: list[list[str]]
    wanted: list[list[str]]
    accepts: list[list[str]]
    steps: list[tuple[str, str]]
    placed: set[str]
    match: str
    compared: bool | None


drawn = st.builds(
    Drawn,
    st.lists(identifiers, min_size=1, max_size=4),
    st.lists(identifiers, min_size=3, max_size=3),
    st.lists(st.lists(st.sampled_from(["urn:x", uri("a")]), max_size=1), min_size=3, max_size=3),
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=4),
    st.sets(st.sampled_from(NAMES)),
    st.sampled_from(["same", "narrower"]),
    st.sampled_from([True, False, None]),
)


def slowly(case: Drawn, number: int) -> bool | None:
    """Whether an outcome of the component is covered, written down as the rules are told."""
    steps = {(uri(below), uri(above)) for below, above in case.steps}
    while more := {(a, d) for a, b in steps for c, d in steps if b == c} - steps:
        steps |= more
    mine = case.wanted[number]
    theirs = [each for outcome in case.held for each in outcome]
    if set(mine) & set(theirs) or set(case.accepts[number]) & set(theirs):
        return True
    if case.match == "narrower" and any((a, b) in steps and a != b for a in theirs for b in mine):
        return True
    if case.compared:
        return False
    if any(not outcome for outcome in case.held):
        return None  # nobody knows which identifiers it has
    skills_wanted = any(each.startswith("http") for outcome in case.wanted for each in outcome)
    for outcome in case.held if case.match == "narrower" and skills_wanted else ():
        above = {b for a, b in steps for each in outcome if a == each and b != a} & {i for w in case.wanted for i in w}
        open_ended = any(each.startswith("http") and each[len(uri("")) :] not in case.placed for each in outcome)
        if open_ended and not above:
            return None
    return False


@settings(max_examples=120, deadline=None)
@given(drawn)
def test_coverage_is_that_of_a_slow_oracle(case: Drawn) -> None:
    target = component(
        *(
            wanted(
                f"o{number}", *mine,
                accepts=tuple(
                    AcceptedOutcome(identifier=each, issuer="", statement={}, place="line 3")
                    for each in case.accepts[number]
                ),
            )
            for number, mine in enumerate(case.wanted)
        )
    )  # fmt: skip
    steps = {(uri(below), uri(above)) for below, above in case.steps}
    while more := {(a, d) for a, b in steps for c, d in steps if b == c} - steps:
        steps |= more
    found = Consulted(
        skills="ESCO 1 (en 0)",
        concepts=tuple(SkillConcept(uri=uri(n), label={"en": n}, placed=n in case.placed) for n in NAMES),
        links=tuple(
            SkillLink(narrower=a, broader=b)
            for a, b in sorted(steps)
            if a != b and b in {each for mine in case.wanted for each in mine}
        ),
    )
    confirmed = CONFIRMED
    if case.compared is not None:
        confirmed = (*CONFIRMED, Confirmation(fact="award.outcomes_compared", value=str(case.compared).lower()))
    decision = decide(award(*(held(*each) for each in case.held)), target, found, confirmed, skill_match=case.match)
    assert covered(decision) == [slowly(case, number) for number in range(3)]


# Very many ---------------------------------------------------------------------------------------------------------


def test_as_many_outcomes_as_files_can_hold_are_decided_in_seconds() -> None:
    mine = award(*(held(f"urn:o:{number}") for number in range(300)))
    target = component(*(wanted(f"o{number}", f"urn:o:{number}") for number in range(300)))
    started = time.monotonic()
    decision = decide(mine, target)
    assert time.monotonic() - started < 20
    assert (decision.outcome, covered(decision)) == (Outcome.RECOGNISED_FULL, [True] * 300)
    assert len(ways(decision)) == 300


def test_more_than_can_be_compared_is_refused_in_one_sentence_and_at_once() -> None:
    many = award(*(held(f"urn:o:{number}") for number in range(10_000)))
    target = component(*(wanted(f"o{number}", f"urn:o:{number}") for number in range(300)))
    started = time.monotonic()
    with pytest.raises(QuestionError, match="has 10,000 learning outcomes and at most 500 are compared"):
        decide(many, target)
    with pytest.raises(QuestionError, match="has 10,000 learning outcomes"):
        desk().check(many, as_of=AS_OF)
    assert time.monotonic() - started < 5
    assert decide(award(*many.outcomes[:500]), target).outcome is Outcome.RECOGNISED_FULL


def test_outcomes_that_are_all_alike_are_refused_before_they_are_tried_one_by_one() -> None:
    accepted = AcceptedOutcome(identifier="urn:same", issuer="", statement={}, place="line 3")
    target = component(*(wanted(f"o{number}", accepts=(accepted,)) for number in range(300)))
    with pytest.raises(QuestionError, match="tied in 90,000 ways, more than 20,000"):
        decide(award(*[held("urn:same")] * 300), target)
    with pytest.raises(QuestionError, match="more to compare than one decision can hold"):
        decide(award(*[held("urn:same")] * 60), target)
    assert decide(award(*[held("urn:same")] * 5), target).outcome is Outcome.RECOGNISED_FULL


@pytest.mark.parametrize("count", [301, 10_000])
def test_a_file_with_too_many_outcomes_is_refused_when_it_is_read(count: int) -> None:
    lines = "".join(f"      - Outcome {number}\n" for number in range(count))
    content = f"portfolio: 1\nunits:\n  - title: Much\n    outcomes:\n{lines}".encode()
    started = time.monotonic()
    with pytest.raises(DocumentError, match=f"has {count:,} outcomes and at most 300|split it"):
        desk().read(content, on=AS_OF)
    assert time.monotonic() - started < 10


def test_an_outcome_of_ten_thousand_characters_is_decided_on() -> None:
    content = f"portfolio: 1\nunits:\n  - title: Long\n    outcomes: [{'word ' * 2_000}]\n".encode()
    long = desk().read(content, on=AS_OF).awards[0]
    decision = decide(replace(COMPLETE, outcomes=long.outcomes), component(wanted("a", "urn:x")))
    assert covered(decision) == [None]
    assert max(map(len, as_text(decision, "en").splitlines())) <= 200
