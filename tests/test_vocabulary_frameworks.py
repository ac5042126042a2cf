"""Levels are compared through tables, never by their digits."""

import operator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.decision.values import Eqf, Level
from vocabulary_tables import VOCABULARY

TODAY = date(2026, 9, 1)
NATIONAL = [framework for framework in VOCABULARY.frameworks if framework.kind == "national"]
LEVELS = [(framework, level) for framework in VOCABULARY.frameworks for level in framework.levels.values()]


def eqf(framework: str, label: str, on: date = TODAY) -> tuple[int, ...] | None:
    mapping = VOCABULARY.eqf(Level(framework, label), on)
    return None if mapping is None else tuple(level.number for level in mapping.eqf)


def test_there_are_49_national_frameworks_with_ids_of_their_own() -> None:
    assert len(NATIONAL) == 49
    assert len({framework.id for framework in VOCABULARY.frameworks}) == len(VOCABULARY.frameworks)


@pytest.mark.parametrize("framework", VOCABULARY.frameworks, ids=lambda framework: framework.id)
def test_every_level_has_a_source_and_a_mark_of_evidence(framework) -> None:
    assert framework.source
    assert framework.levels
    for level in framework.levels.values():
        if level.mapping is not None:
            assert level.mapping.source
            assert level.mapping.evidence in {"S", "K", "K?"}
            assert bool(level.mapping.eqf) != level.mapping.below


@pytest.mark.parametrize("framework", VOCABULARY.frameworks, ids=lambda framework: framework.id)
def test_an_unknown_date_is_marked_as_unverified(framework) -> None:
    assert framework.unverified or (framework.valid_from and framework.valid_until)


@pytest.mark.parametrize(
    ("framework", "label", "expected"),
    [
        ("IE-NFQ", "8", (6,)),
        ("UK-RQF", "6", (6,)),
        ("UK-RQF", "E1", ()),
        ("UK-RQF", "Entry 3", (1,)),
        ("UK-SCQF", "7", (5,)),
        ("UK-SCQF", "8", (5,)),
        ("UK-SCQF", "10", (6,)),
        ("UK-CQFW", "7", (7,)),
        ("SI-SOK", "7", (6,)),
        ("SI-SOK", "4", (4,)),
        ("SI-SOK", "5", (4,)),
        ("SI-SOK", "10", (8,)),
        ("IS-ISQF", "1", (1, 2)),
        ("IS-ISQF", "5", (6,)),
        ("IS-ISQF", "5.2", (6,)),
        ("IS-ISQF", "7", (8,)),
        ("NO-NKR", "4A", (4,)),
        ("NO-NKR", "6.1", (6,)),
        ("ES-MECES", "3", (7,)),
        ("ES-MECU", "3", (3,)),
        ("HR-CROQF", "8.1", (8,)),
        ("MT-MQF", "A", ()),
        ("NL-NLQF", "entry", ()),
        ("NL-NLQF", "4+", (4,)),
        ("BG-NQF", "0", ()),
        ("AU-AQF", "8", (6,)),
        ("ZA-NQF", "8", (6,)),
        ("ZA-NQF", "2", None),
        ("MY-MQF", "4", (4, 5)),
        ("EQF", "6", (6,)),
        ("QF-EHEA", "second cycle", (7,)),
    ],
)
def test_a_level_is_what_its_table_says(framework: str, label: str, expected: tuple[int, ...] | None) -> None:
    assert eqf(framework, label) == expected


def test_irish_8_and_english_6_are_one_level_of_the_eqf() -> None:
    assert VOCABULARY.eqf(Level("IE-NFQ", "8"), TODAY).eqf == VOCABULARY.eqf(Level("UK-RQF", "6"), TODAY).eqf  # type: ignore[union-attr]


def test_a_level_below_the_eqf_is_said_to_be_below() -> None:
    mapping = VOCABULARY.eqf(Level("UK-SCQF", "1"), TODAY)
    assert mapping is not None
    assert mapping.below


def test_old_french_levels_hold_before_2019_only() -> None:
    assert eqf("FR-1969", "I", date(2010, 6, 30)) == (7, 8)
    assert eqf("FR-1969", "III", date(2018, 12, 31)) == (5,)
    assert eqf("FR-1969", "III", date(2019, 1, 1)) is None
    assert eqf("FR-RNCP", "6", date(2019, 1, 1)) == (6,)
    assert eqf("FR-RNCP", "6", date(2018, 12, 31)) is None
    assert eqf("LV-LQF", "6", date(2016, 1, 1)) is None


def test_a_name_of_old_and_new_french_levels_is_decided_by_the_label() -> None:
    assert VOCABULARY.framework("RNCP") is None
    assert VOCABULARY.read_level("RNCP", "III") == Level("FR-1969", "III")
    assert VOCABULARY.read_level("RNCP", "6") == Level("FR-RNCP", "6")


@pytest.mark.parametrize(
    ("text", "label", "country", "expected"),
    [
        ("NFQ", "Level 8", None, Level("IE-NFQ", "8")),
        ("SCQF", "SCQF Level 10", None, Level("UK-SCQF", "10")),
        ("SOK", "7. raven", None, Level("SI-SOK", "7")),
        ("NQF", "7", "SI", Level("SI-SOK", "7")),
        ("NQF", "7", "http://publications.europa.eu/resource/authority/country/SVN", Level("SI-SOK", "7")),
        ("AQF", "7", "AU", Level("AU-AQF", "7")),
        ("AQF", "7", "AL", Level("AL-AQF", "7")),
        ("QNQ", "6", "PT", Level("PT-QNQ", "6")),
        ("NQF", "9", "UK-SCT", Level("UK-SCQF", "9")),
        ("NQF", "6", "BE-VLG", Level("BE-VLG-VKS", "6")),
        ("RQF", "6 (bachelor)", "DE", Level("UK-RQF", "6")),
        ("eqf", "http://data.europa.eu/snb/eqf/6", None, Level("EQF", "6")),
        ("", "https://data.europa.eu/snb/eqf/6/", None, Level("EQF", "6")),
        ("", "http://data.europa.eu/snb/qdr/c_3f2a609e", None, Level("SI-SOK", "7")),
        ("http://data.europa.eu/snb/qdr/c_01169e3f", "8", None, Level("IE-NFQ", "8")),
        ("MQF", "VIA", "MK", Level("MK-MQF", "6A")),
    ],
)
def test_a_level_is_read_as_documents_write_it(text: str, label: str, country: str | None, expected: Level) -> None:
    assert VOCABULARY.read_level(text, label, country) == expected


@pytest.mark.parametrize(
    ("text", "label", "country"),
    [
        ("AQF", "7", None),
        ("NQF", "7", None),
        ("NQF", "7", "UK"),
        ("NQF", "3", "ES"),
        ("AQF", "7", "SI"),
        ("QNQ", "6", None),
        ("RQF", "EQF 6", None),
        ("RQF", "9", None),
        ("NFQ", "http://data.europa.eu/snb/eqf/6", None),
        ("Klingon Qualifications Framework", "6", None),
        ("", "6", None),
        ("EQF", "", None),
        ("EQF", "9" * 5000, None),
    ],
)
def test_a_level_that_is_not_certain_is_not_read(text: str, label: str, country: str | None) -> None:
    assert VOCABULARY.read_level(text, label, country) is None


def test_a_level_that_does_not_exist_is_told_from_one_that_is_not_compared() -> None:
    assert VOCABULARY.level_exists(Level("UK-RQF", "9")) is False
    assert VOCABULARY.level_exists(Level("ZA-NQF", "2")) is True
    assert VOCABULARY.eqf(Level("ZA-NQF", "2"), TODAY) is None
    assert VOCABULARY.level_exists(Level("Klingon", "2")) is None


@given(st.sampled_from(LEVELS), st.dates())
def test_every_level_is_read_back_by_the_id_of_its_framework(pair, on: date) -> None:
    framework, level = pair
    assert VOCABULARY.read_level(framework.id, level.label) == Level(framework.id, level.label)
    mapping = VOCABULARY.eqf(Level(framework.id, level.label), on)
    assert mapping == (level.mapping if framework.applies(on) else None)


@given(st.sampled_from(NATIONAL))
def test_levels_of_a_framework_never_fall_on_the_eqf_as_they_rise(framework) -> None:
    numbered = [(float(label), level) for label, level in framework.levels.items() if label.isdigit()]
    rising = [level.mapping.eqf for _, level in sorted(numbered) if level.mapping and level.mapping.eqf]
    if framework.id != "FR-1969":
        assert rising == sorted(rising)


@given(st.text(max_size=40), st.text(max_size=10))
def test_an_unknown_framework_gives_an_unknown_level(name: str, label: str) -> None:
    if VOCABULARY.framework(name) is None and VOCABULARY.framework(name, "SI") is None:
        assert VOCABULARY.level_exists(Level(name, label)) is None
        assert VOCABULARY.eqf(Level(name, label), TODAY) is None


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_digits_of_two_frameworks_cannot_be_compared(compare) -> None:
    with pytest.raises(TypeError):
        compare(Level("IE-NFQ", "8"), Level("UK-RQF", "6"))
    with pytest.raises(TypeError):
        compare(Eqf(6), Level("EQF", "6"))
    with pytest.raises(TypeError):
        compare(Eqf(6), 6)
    assert compare(Eqf(6), Eqf(7)) is compare(6, 7)


@given(st.integers(1, 8))
def test_a_level_of_the_eqf_is_itself(number: int) -> None:
    assert eqf("EQF", str(number)) == (number,)
    cycle = VOCABULARY.cycle(Eqf(number))
    assert (cycle is None) == (number < 5)
    if cycle is not None:
        assert cycle.eqf == Eqf(number)
        assert cycle.source
        assert eqf("QF-EHEA", cycle.id) == (number,)


def test_a_table_holds_on_its_first_and_last_day() -> None:
    framework = VOCABULARY.framework("FR-1969")
    assert framework is not None
    assert framework.valid_until is not None
    assert framework.applies(framework.valid_until)
    assert not framework.applies(framework.valid_until + timedelta(days=1))
