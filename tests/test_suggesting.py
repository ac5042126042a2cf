"""Suggestions point a person to outcomes that read alike, in one language, and count for nothing."""

from __future__ import annotations

import functools
import inspect
import time
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import AS_OF, COMPLETE, CONFIRMED, stated
from passerelle.decision import (
    AcceptedOutcome,
    Award,
    Consulted,
    Decision,
    LearningOutcome,
    Question,
    Target,
    TargetOutcome,
)
from passerelle.desk import Desk
from passerelle.errors import QuestionError
from passerelle.skills import suggesting
from passerelle.skills.suggesting import suggest

TEXTS = (
    "Applies data protection law in a project", "Applies the law of data protection", "Writes an impact assessment",
    "Defends a decision", "", "Data",
)  # fmt: skip


@functools.cache
def desk() -> Desk:
    return Desk.open()


def award(*texts: dict[str, str] | None) -> Award:
    return replace(
        COMPLETE, outcomes=tuple(LearningOutcome(statement=stated(text) if text else None) for text in texts)
    )


def component(*texts: dict[str, str]) -> Target:
    outcomes = tuple(
        TargetOutcome(id=f"o-{number}", statement=text, identifiers=(f"o-{number}",), essential=True, place="line 1")
        for number, text in enumerate(texts)
    )
    return replace(desk().target("example-university", "data-ethics"), outcomes=outcomes)


def named(made: suggesting.Suggestions) -> list[tuple[str, int, int]]:
    return [(each.wanted, each.held, each.rank) for each in made.found]


def test_the_most_alike_come_first_and_the_unlike_not_at_all() -> None:
    held = award({"en": "Paints in oil"}, {"en": TEXTS[1]}, {"en": TEXTS[0] + "."})
    made = suggest(held, component({"en": TEXTS[0]}))
    assert named(made) == [("o-0", 2, 1), ("o-0", 1, 2)]
    assert made.found[0].score == 100 > made.found[1].score >= made.threshold == suggesting.THRESHOLD
    assert (made.found[0].held_text, made.found[0].wanted_text) == (TEXTS[0] + ".", TEXTS[0])


def test_a_text_that_is_contained_in_another_is_alike_and_not_the_same() -> None:
    (only,) = suggest(award({"en": "Uses spreadsheets"}), component({"en": "Uses spreadsheets to plan work"})).found
    assert suggesting.THRESHOLD <= only.score < 100


def test_threshold_limit_and_what_is_covered_are_the_askers_to_say() -> None:
    held = award(*({"en": f"{TEXTS[0]} {word}"} for word in ("a", "b", "c", "d", "e")))
    wanted = component({"en": TEXTS[0]}, {"en": TEXTS[0]})
    assert [len(named(suggest(held, wanted, limit=limit))) for limit in (1, 3, 10)] == [2, 6, 10]
    assert suggest(held, wanted, threshold=100).found == ()
    assert {each.wanted for each in suggest(held, wanted, covered=["o-0"]).found} == {"o-1"}


def test_texts_of_different_languages_are_not_compared_and_it_is_said() -> None:
    wanted = component({"sl": "Piše programe"}, {"en": "Writes programs", "sl": "Piše programe"})
    made = suggest(award({"en": "Piše programe"}, None), wanted)
    assert (made.found, made.other_language) == ((), ("o-0",))
    assert suggest(award({"en": "x"}), component({"en-GB": "y"})).other_language == ()
    assert named(suggest(award({"sl-SI": "Piše programe"}), wanted)) == [("o-0", 0, 1), ("o-1", 0, 1)]


def test_a_text_of_an_unsaid_language_may_be_of_any() -> None:
    assert named(suggest(award({"und": "Piše programe"}), component({"sl": "Piše programe"}))) == [("o-0", 0, 1)]
    assert named(suggest(award({"sl": "Piše programe"}), component({"und": "Piše programe"}))) == [("o-0", 0, 1)]


def test_the_best_language_of_an_outcome_speaks_for_it() -> None:
    held = award({"en": "Something else", "sl": "Piše programe"})
    (only,) = suggest(held, component({"en": "Writes programs", "sl": "Piše programe"})).found
    assert (only.language, only.held_text) == ("sl", "Piše programe")


def test_outcomes_that_share_an_identifier_or_are_accepted_need_no_suggestion() -> None:
    target = desk().target("example-university", "data-ethics")
    assert desk().suggest(COMPLETE, target, threshold=0).found != ()
    assert {each.wanted for each in desk().suggest(COMPLETE, target, threshold=0).found} == {"de-6"}
    accepted = AcceptedOutcome(
        identifier="", issuer="Example University of Data", statement={"en": "map-stakeholders"}, place="line 3"
    )
    outcomes = (*target.outcomes[:-1], replace(target.outcomes[-1], accepts=(accepted,)))
    assert desk().suggest(COMPLETE, replace(target, outcomes=outcomes), threshold=0).found == ()


def test_as_much_as_files_can_hold_is_compared_in_seconds_and_more_is_refused() -> None:
    words = [{"en": f"{number} outcome of {number % 7} kinds {'word ' * 60}"} for number in range(300)]
    started = time.monotonic()
    assert suggest(award(*words), component(*words)).found
    assert time.monotonic() - started < 20
    with pytest.raises(QuestionError, match="3,000,000 pairs of outcomes are more than 300,000"):
        suggest(award(*[words[0]] * 10_000), component(*words))


texts = st.lists(st.dictionaries(st.sampled_from(["en", "sl", "und"]), st.sampled_from(TEXTS), max_size=2), max_size=5)


@settings(max_examples=80, deadline=None)
@given(texts, texts, st.integers(0, 100), st.integers(1, 4))
def test_suggestions_are_ranked_within_bounds_and_the_same_each_time(
    held: list[dict[str, str]], wanted: list[dict[str, str]], threshold: int, limit: int
) -> None:
    made = suggest(award(*held), component(*wanted), threshold=threshold, limit=limit)
    assert made == suggest(award(*held), component(*wanted), threshold=threshold, limit=limit)
    for outcome in {each.wanted for each in made.found}:
        these = [each for each in made.found if each.wanted == outcome]
        assert [each.rank for each in these] == list(range(1, len(these) + 1))
        assert [each.score for each in these] == sorted((each.score for each in these), reverse=True)
        assert len(these) <= limit
        assert len({each.held for each in these}) == len(these)
    for each in made.found:
        assert threshold <= each.score + 1
        shared = {"und", *held[each.held]} & {"und", *wanted[int(each.wanted[2:])]}
        assert shared - {"und"} or "und" in {*held[each.held], *wanted[int(each.wanted[2:])]}


# They count for nothing ------------------------------------------------------------------------------------------


def decide(held: Award, target: Target) -> Decision:
    return desk().recognise(
        held, host="example-university", purpose="exemption", target=target, as_of=AS_OF, confirmations=CONFIRMED
    )


def coverage(decision: Decision) -> dict[str, object]:
    return {fact.name: fact.value for fact in decision.trace.facts if fact.name.endswith(".covered")}


def test_a_decision_has_no_place_where_a_suggestion_could_enter() -> None:
    for shape in (Question, Consulted, Award, Target):
        assert not any("suggest" in field.name for field in fields(shape))
    assert not any("suggest" in name for name in inspect.signature(Desk.recognise).parameters)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["own words", "those of the component", "of another"]), min_size=5, max_size=5))
def test_words_alone_cover_nothing_and_uncover_nothing(wordings: list[str]) -> None:
    target = desk().target("example-university", "data-ethics")
    said = {"own words": {"en": "x"}, "of another": target.outcomes[5].statement}
    outcomes = tuple(
        replace(outcome, statement=stated(said.get(wording, target.outcomes[number].statement)))
        for number, (outcome, wording) in enumerate(zip(COMPLETE.outcomes, wordings, strict=True))
    )
    before, after = decide(COMPLETE, target), decide(replace(COMPLETE, outcomes=outcomes), target)
    assert coverage(before) == coverage(after)
    assert (before.outcome, before.booking, before.steps) == (after.outcome, after.booking, after.steps)


def test_an_award_in_the_words_of_the_component_is_suggested_in_full_and_not_recognised() -> None:
    target = desk().target("example-university", "data-ethics")
    parrot = replace(
        COMPLETE,
        outcomes=tuple(
            LearningOutcome(statement=stated(outcome.statement), identifiers=(stated(f"urn:other:{outcome.id}"),))
            for outcome in target.outcomes
        ),
    )
    assert [each.score for each in desk().suggest(parrot, target).found if each.rank == 1] == [100] * 6
    assert set(coverage(decide(parrot, target)).values()) == {False}
    assert not decide(parrot, target).outcome.value.startswith("RECOGNISED_FULL")
