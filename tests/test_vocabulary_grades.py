"""Grade scales and their conversion: exact, within one scale or by a method that a host has chosen."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.decision import GradingTable, TableGrade
from passerelle.errors import VocabularyError
from passerelle.vocabulary import load
from passerelle.vocabulary.grades import read_grades
from passerelle.vocabulary.grading import CHOICES, bavarian, by_distribution
from passerelle.vocabulary.reading import read_table

VOCABULARY = load(Path(__file__).parent.parent / "rules" / "vocabulary")
SCALES = {scale.id: scale for scale in VOCABULARY.grade_scales}


def table(scale: str, *grades: tuple[str, int]) -> GradingTable:
    lines = tuple(TableGrade(label=label, share=Fraction(share, 100)) for label, share in grades)
    return GradingTable(id="t", host="h", scale=scale, grades=lines)


FRENCH = table("FR", ("17", 5), ("16", 10), ("15", 15), ("14", 20), ("13", 50))
ITALIAN = table("IT", ("30", 20), ("28–29", 15), ("26–27", 20), ("24–25", 20), ("18–23", 25))


@pytest.mark.parametrize(
    ("scale", "grade", "cut", "rounded"),
    [
        ("UK-100-PG", "82", "2.0", "2.1"),  # KMK and Passau cut, published calculators round
        ("UK-100", "75", "2.2", "2.3"),
        ("UK-100-PG", "49", "5.0", "5.0"),
        ("DE", "1,0", "1.0", "1.0"),
        ("SI", "10", "1.0", "1.0"),
        ("SI", "6", "4.0", "4.0"),
        ("AT", "2", "2.0", "2.0"),
        ("DK", "02", "4.0", "4.0"),
    ],
)
def test_the_bavarian_formula(scale: str, grade: str, cut: str, rounded: str) -> None:
    first, second = bavarian(grade, SCALES[scale], "truncate"), bavarian(grade, SCALES[scale], "round")
    assert first is not None
    assert second is not None
    assert (first.grade, second.grade) == (cut, rounded)


def test_labels_are_converted_by_their_ranks() -> None:
    # Giessen: A+ 1, A 2, B 3, C 4, D 5 (a pass): B is 2.5.
    row = "{id: G, name: G, grades: [A+, A, B, C, D], fails: [F], evidence: S, source: x}"
    text = f"sources: {{x: y}}\nscales:\n- {row}\n"
    scale = read_grades(read_table(text, "t.yaml")).scales["G"]
    converted = bavarian("b", scale, "truncate")
    assert converted is not None
    assert converted.number == Fraction(5, 2)


@given(number=st.integers(0, 1000), rounding=st.sampled_from(["truncate", "round"]))
def test_a_better_grade_never_becomes_a_worse_one(number: int, rounding: str) -> None:
    scale = SCALES["UK-100"]
    worse, better = (bavarian(f"{n // 10}.{n % 10}", scale, rounding) for n in (number, min(number + 1, 1000)))
    assert worse is not None
    assert better is not None
    assert Fraction(better.grade) <= Fraction(worse.grade) <= 5


@pytest.mark.parametrize(
    ("choice", "grade"), [("max", "28–29"), ("min", "26–27"), ("largest_overlap", "26–27"), ("average", "26–27")]
)
def test_the_distributions_of_two_places_are_compared(choice: str, grade: str) -> None:
    converted = by_distribution("14", SCALES["FR"], FRENCH, ITALIAN, choice)
    assert converted is not None
    assert converted.grade == grade


def test_a_grade_that_the_table_does_not_list_is_not_converted() -> None:
    assert by_distribution("9", SCALES["FR"], FRENCH, ITALIAN, "max") is None


_SHARES = st.lists(st.integers(1, 30), min_size=1, max_size=8)


@given(theirs=_SHARES, ours=_SHARES, data=st.data())
def test_every_choice_is_a_grade_that_overlaps_as_counted_point_by_point(
    theirs: list[int], ours: list[int], data: st.DataObject
) -> None:
    """Against a comparison of every point of the two distributions, cut so finely that each border is one of them."""
    scale = SCALES["PASS"]

    def made(shares: list[int]) -> GradingTable:
        whole = sum(shares)
        lines = tuple(TableGrade(label=str(n), share=Fraction(s, whole)) for n, s in enumerate(shares))
        return GradingTable(id="t", host="h", scale="PASS", grades=lines)

    source, home = made(theirs), made(ours)
    mine = data.draw(st.integers(0, len(theirs) - 1))
    fine = sum(theirs) * sum(ours)
    grade_of = {"source": [], "home": []}  # type: dict[str, list[int]]
    for name, shares in (("source", theirs), ("home", ours)):
        for n, share in enumerate(shares):
            grade_of[name] += [n] * (share * fine // sum(shares))
    met = [home for source, home in zip(grade_of["source"], grade_of["home"], strict=True) if source == mine]
    expected = {
        "max": min(met),
        "min": max(met),
        "largest_overlap": max(sorted(set(met)), key=met.count),
    }
    found = {choice: by_distribution(str(mine), scale, source, home, choice) for choice in CHOICES}
    for choice, grade in expected.items():
        assert found[choice] is not None
        assert found[choice].grade == str(grade)  # type: ignore[union-attr]
    assert found["average"] is not None
    assert int(found["average"].grade) in set(met)


def test_a_grade_is_read_on_its_own_scale_only() -> None:
    assert SCALES["UK-100"].number("82 %") == 82
    assert SCALES["FR"].number("14/20") == 14
    assert SCALES["FR"].number("14/30") is None
    assert SCALES["DE"].number("0.7") is None
    assert SCALES["FR"].number("21") is None
    assert SCALES["DE"].passes("4.3") is False
    assert SCALES["KR-4.5"].passes("2.0") is None  # what passes is not known there
    assert SCALES["US-LETTER"].at_least("b+", "B") is True
    assert SCALES["US-LETTER"].at_least("2.7", "B") is None


def test_classes_have_thresholds() -> None:
    classes = SCALES["UK-CLASS"]
    assert [classes.label(Fraction(n)) for n in (70, 69, 50, 40, 39)] == ["First", "2:1", "2:2", "Third", None]


@pytest.mark.parametrize(
    "row",
    [
        "{id: X, name: X, evidence: S, source: x}",
        "{id: X, name: X, best: 5, grades: [A], evidence: S, source: x}",
        "{id: X, name: X, grades: [A], thresholds: {of: Y, from: [1]}, evidence: S, source: x}",
        "{id: X, name: X, grades: [A, B], thresholds: {of: X, from: [1]}, evidence: S, source: x}",
    ],
)
def test_a_wrong_scale_is_refused(row: str) -> None:
    with pytest.raises(VocabularyError):
        read_grades(read_table(f"sources: {{x: y}}\nscales:\n- {row}\n", "t.yaml"))
