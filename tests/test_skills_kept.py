"""A classification is kept whole, and says of the concepts of a case how they stand to each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from esco_zips import complete, package, uri
from passerelle.decision import NO_SKILLS, SkillLink
from passerelle.errors import StoreError
from passerelle.skills import Classification, Concept, more_general, read_esco
from passerelle.store import Store

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
def store() -> Iterator[Store]:
    opened = Store.open("sqlite:///:memory:")
    yield opened
    opened.close()


def small(*links: tuple[str, str], version: str = "1.2", language: str = "en", unplaced: str = "") -> Classification:
    names = sorted({name for pair in links for name in pair} | set(unplaced))
    return Classification(
        name="ESCO", version=version, language=language, sha256=f"{version}{language}".ljust(64, "0"),
        concepts=tuple(Concept(uri(name), f"{name} in {language}") for name in names),
        links=tuple(sorted({(uri(below), uri(above)) for below, above in links})),
        unplaced=frozenset(map(uri, unplaced)),
    )  # fmt: skip


def pairs(links: tuple[SkillLink, ...]) -> list[tuple[str, str]]:
    return [(link.narrower.rpartition("/")[2], link.broader.rpartition("/")[2]) for link in links]


def test_links_reach_over_any_distance_and_both_ways(store: Store) -> None:
    store.keep_classification(read_esco(complete()))
    found = store.links([uri("haskell"), uri("group")], [uri("programming"), uri("top"), uri("haskell")])
    assert pairs(found.links) == [
        ("group", "top"), ("haskell", "group"), ("haskell", "programming"), ("haskell", "top"),
        ("programming", "group"),
    ]  # fmt: skip
    assert {concept.uri: concept.label for concept in found.concepts}[uri("top")] == {"en": "label of top"}
    assert (found.skills or "").startswith("ESCO 1.1.1 (en ")


def test_an_identifier_may_be_written_as_awards_write_it(store: Store) -> None:
    store.keep_classification(read_esco(complete()))
    found = store.links([uri("haskell").replace("http:", "https:") + "/", "urn:x"], [f"esco:skill/{'top'}", "de-1"])
    assert pairs(found.links) == [("haskell", "top")]


def test_where_no_concept_is_named_on_both_sides_nobody_is_asked(store: Store) -> None:
    assert store.links([uri("haskell")], [uri("top")]) == NO_SKILLS
    store.keep_classification(read_esco(complete()))
    assert store.links(["urn:x"], [uri("top")]) == NO_SKILLS
    assert store.links([uri("haskell")], []) == NO_SKILLS


def test_a_concept_that_is_not_in_the_classification_is_not_said_to_be(store: Store) -> None:
    store.keep_classification(read_esco(complete()))
    found = store.links([uri("unheard-of")], [uri("top")])
    assert [concept.uri for concept in found.concepts] == [uri("top")]


def test_without_all_relations_a_concept_below_an_open_one_is_open(store: Store) -> None:
    store.keep_classification(small(("a", "b"), ("b", "c"), ("d", "e"), unplaced="c"))
    placed = {c.uri.rpartition("/")[2]: c.placed for c in store.links(map(uri, "acd"), map(uri, "be")).concepts}
    assert placed == {"a": False, "b": False, "c": False, "d": True, "e": True}


def test_importing_again_replaces_and_another_language_or_version_stands_beside(store: Store) -> None:
    store.keep_classification(read_esco(package()), imported_at=NOON)
    store.keep_classification(read_esco(complete()), imported_at=NOON)
    (kept,) = store.classifications()
    assert (kept.version, kept.concepts, kept.links, kept.unplaced, kept.imported_at) == ("1.1.1", 7, 7, 0, NOON)
    store.keep_classification(small(("a", "b"), version="1.10"))
    store.keep_classification(small(("a", "b"), version="1.9"))
    store.keep_classification(small(("a", "b"), version="1.10", language="sl"))
    assert [(each.version, each.language) for each in store.classifications()] == [
        ("1.10", "en"), ("1.10", "sl"), ("1.9", "en"), ("1.1.1", "en"),
    ]  # fmt: skip


def test_the_newest_version_answers_with_labels_of_all_its_languages(store: Store) -> None:
    for language, unplaced in (("de", "b"), ("en", ""), ("sl", "b")):
        store.keep_classification(small(("a", "b"), version="1.10", language=language, unplaced=unplaced))
    store.keep_classification(small(("b", "a"), version="1.9"))
    found = store.links([uri("a")], [uri("b")])
    assert pairs(found.links) == [("a", "b")]
    assert found.concepts[0].label == {"de": "a in de", "en": "a in en", "sl": "a in sl"}
    assert found.concepts[0].placed
    assert found.skills == "ESCO 1.10 (de 1.10de000000, en 1.10en000000, sl 1.10sl000000)"


def test_a_classification_that_cannot_be_kept_leaves_the_old_one(store: Store) -> None:
    store.keep_classification(read_esco(complete()), imported_at=NOON)
    twice = Classification(
        name="ESCO", version="1.1.1", language="en", sha256="0" * 64,
        concepts=(Concept(uri("a"), "a"), Concept(uri("a"), "a")), links=(),
    )  # fmt: skip
    with pytest.raises(StoreError):
        store.keep_classification(twice)
    assert [each.concepts for each in store.classifications()] == [7]
    assert pairs(store.links([uri("haskell")], [uri("top")]).links) == [("haskell", "top")]


names = st.sampled_from("abcdefgh")
steps = st.lists(st.tuples(names, names), max_size=16)
sides = st.sets(names, max_size=5)


def slowly(found: list[tuple[str, str]], narrower: set[str], broader: set[str]) -> list[tuple[str, str]]:
    """Every pair that follows, by adding what follows from two until nothing is new."""
    closed = set(found)
    while more := {(a, d) for a, b in closed for c, d in closed if b == c} - closed:
        closed |= more
    return sorted((a, b) for a, b in closed if a != b and a in narrower and b in broader)


@given(steps, sides, sides)
def test_the_closure_is_that_of_a_slow_one(found: list[tuple[str, str]], narrower: set[str], broader: set[str]) -> None:
    assert list(more_general(found, narrower, broader)) == slowly(found, narrower, broader)
    assert more_general(reversed(found), narrower, broader) == more_general(found, narrower, broader)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, held=sides, wanted=sides)
def test_what_is_kept_links_as_a_slow_closure_does(
    store: Store, steps: list[tuple[str, str]], held: set[str], wanted: set[str]
) -> None:
    store.keep_classification(small(*(pair for pair in steps if pair[0] != pair[1]), ("y", "z")))
    known = {name for pair in steps if pair[0] != pair[1] for name in pair}
    expected = {*slowly(steps, held & known, wanted & known), *slowly(steps, wanted & known, held & known)}
    links = store.links(map(uri, sorted(held)), map(uri, sorted(wanted))).links
    assert pairs(links) == (sorted(expected) if held and wanted else [])


def test_very_many_concepts_are_asked_for_in_parts(store: Store) -> None:
    chain = [(f"n{number}", f"n{number + 1}") for number in range(1_200)]
    store.keep_classification(small(*chain))
    found = store.links([uri(below) for below, _ in chain], [uri("n1200")])
    assert len(found.links) == 1_200
