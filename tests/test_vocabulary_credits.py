"""Amounts are exact; what is not known stays unknown; ECTS stay what they are."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.decision.values import Workload
from vocabulary_tables import VOCABULARY

AMOUNTS = st.fractions(min_value=Fraction(1, 100), max_value=5000, max_denominator=1000)
RATIOS = st.fractions(min_value=Fraction(1, 100), max_value=10, max_denominator=100)
SYSTEMS = VOCABULARY.credit_systems
FIXED = [system for system in SYSTEMS if system.way in {"same", "ratio"}]
COUNTRIES = "AT IT MT HU DE BA EE FI DK NL PT SE LT RO PL CZ SK SI HR BG FR LU LV TR NO RS BE CY GR IE ES CH GB".split()  # noqa: SIM905


def learner(hours: Fraction | int) -> Workload:
    return Workload(Fraction(hours), "hours", hours_kind="learner")


def test_every_credit_system_and_country_has_a_source() -> None:
    assert len(SYSTEMS) == 25
    assert all(system.source and system.evidence in {"S", "K", "K?"} for system in SYSTEMS)
    for country in COUNTRIES:
        hours = VOCABULARY.hours_per_ects(country)
        assert hours is not None
        assert hours.source
        assert 20 <= hours.low <= hours.high <= 30


@pytest.mark.parametrize(
    ("amount", "unit", "ects"),
    [("5", "ECTS", "5"), ("15", "CATS", "7.5"), ("40", "NZ credits", "20"), ("20", "SCQF points", "10"),
     ("6", "CFU", "6"), ("2", "KP", "3"), ("30", "SAQA credits", "15"), ("10", "NCrF", "15")],
)  # fmt: skip
def test_credits_convert_exactly(amount: str, unit: str, ects: str) -> None:
    found = VOCABULARY.to_ects(Workload(Fraction(amount), unit), None)
    assert (found.ects, found.up_to) == (Fraction(ects), None)
    assert found.source


@pytest.mark.parametrize(
    ("amount", "unit", "how"),
    [("3", "US-SCH", "needs_ratio"), ("3", "US-QCH", "needs_ratio"), ("3", "US-ACE", "needs_ratio"),
     ("1.5", "CEU", "not_convertible"), ("15", "PDH", "not_convertible"), ("3", "ECVET", "not_convertible"),
     ("3", "SG-SUTD", "not_convertible"), ("6", "weeks", "unknown_unit"), ("6", "unspecified", "unknown_unit"),
     ("6", "credits", "unknown_unit"), ("6", "", "unknown_unit"), ("3", "JP-TANI", "needs_ratio")],
)  # fmt: skip
def test_what_a_table_does_not_decide_stays_unknown(amount: str, unit: str, how: str) -> None:
    found = VOCABULARY.to_ects(Workload(Fraction(amount), unit), "SI")
    assert (found.ects, found.up_to, found.ratio, found.how) == (None, None, None, how)


def test_us_hours_convert_by_the_ratio_of_the_host() -> None:
    for ratio, semester, quarter in (("2", "6", "4"), ("167/100", "5.01", "3.34")):
        ratios = {"US-SCH": Fraction(ratio)}
        assert VOCABULARY.to_ects(Workload(Fraction(3), "US-SCH"), "US", ratios).ects == Fraction(semester)
        found = VOCABULARY.to_ects(Workload(Fraction(3), "US-QCH"), "US", ratios)
        assert (found.ects, found.how, found.evidence) == (Fraction(quarter), "ratio", "host")


def test_us_ratios_in_use_are_kept_with_their_sources() -> None:
    system = VOCABULARY.credit_system("semester hours")
    assert system is not None
    assert {(choice.low, choice.high) for choice in system.alternatives} == {
        (Fraction(2), Fraction(2)),
        (Fraction(167, 100), Fraction(167, 100)),
        (Fraction(9, 5), Fraction(23, 10)),
    }


def test_hours_are_a_range_where_the_country_has_a_range() -> None:
    found = VOCABULARY.to_ects(learner(150), "SI")
    assert (found.ects, found.up_to, found.how, found.ratio) == (5, 6, "hours_range", None)
    found = VOCABULARY.to_ects(learner(150), "AT")
    assert (found.ects, found.up_to, found.how) == (6, None, "hours")
    assert VOCABULARY.to_ects(learner(150), "UK").ects == Fraction(15, 2)
    assert VOCABULARY.to_ects(learner(150), "GB-SCT").ects == Fraction(15, 2)
    assert VOCABULARY.to_ects(learner(80), "SE").ects == 3


def test_hours_convert_only_where_a_country_or_the_host_says_how() -> None:
    assert VOCABULARY.to_ects(learner(150), None).how == "needs_ratio"
    assert VOCABULARY.to_ects(learner(150), "US").how == "needs_ratio"
    assert VOCABULARY.to_ects(learner(150), "US", {"hours": Fraction(1, 25)}).ects == 6


@pytest.mark.parametrize("kind", ["contact", "unspecified", "", "anything"])
def test_hours_that_are_not_the_learners_stay_unknown(kind: str) -> None:
    workload = Workload(Fraction(150), "hours", hours_kind=kind)
    assert VOCABULARY.to_ects(workload, "SI").how == "contact_hours"
    assert VOCABULARY.to_ects(workload, "SI").ects is None
    assert VOCABULARY.hours(workload, "SI") is None


def test_a_stated_range_of_hours_stays_a_range() -> None:
    workload = Workload(Fraction(30), "hours", Fraction(50), "learner")
    found = VOCABULARY.to_ects(workload, "AT")
    assert (found.ects, found.up_to) == (Fraction(6, 5), 2)
    found = VOCABULARY.to_ects(workload, "SI")
    assert (found.ects, found.up_to) == (1, 2)


def test_five_ects_in_forty_hours_are_not_plausible() -> None:
    plausible = VOCABULARY.plausible_hours
    assert not plausible.low <= Fraction(40, 5) <= plausible.high
    assert plausible.low <= Fraction(140, 5) <= plausible.high


def test_a_ratio_is_above_zero() -> None:
    for unit, ratios in (("US-SCH", {"US-SCH": Fraction(0)}), ("US-QCH", {"US-SCH": Fraction(-1)})):
        with pytest.raises(ValueError, match="above 0"):
            VOCABULARY.to_ects(Workload(Fraction(3), unit), None, ratios)
    with pytest.raises(ValueError, match="above 0"):
        VOCABULARY.to_ects(learner(3), None, {"hours": Fraction(0)})


@given(AMOUNTS, st.sampled_from([*COUNTRIES, "US", "nowhere", None]), RATIOS)
def test_ects_are_never_rescaled(amount: Fraction, country: str | None, ratio: Fraction) -> None:
    ratios = {"ECTS": ratio, "hours": ratio, "contact_hours": ratio}
    found = VOCABULARY.to_ects(Workload(amount, "ECTS"), country, ratios)
    assert (found.ects, found.up_to, found.how) == (amount, None, "same")


@given(AMOUNTS, AMOUNTS, st.sampled_from(FIXED))
def test_conversion_is_exact_additive_and_monotone(first: Fraction, second: Fraction, system) -> None:
    one = VOCABULARY.to_ects(Workload(first, system.id), None).ects
    other = VOCABULARY.to_ects(Workload(second, system.id), None).ects
    both = VOCABULARY.to_ects(Workload(first + second, system.id), None).ects
    assert isinstance(one, Fraction)
    assert isinstance(other, Fraction)
    assert one + other == both
    assert (first < second) == (one < other)
    assert one / (system.ratio or 1) == first


@given(AMOUNTS, AMOUNTS, st.sampled_from(COUNTRIES))
def test_hours_convert_exactly_and_monotonely(first: Fraction, second: Fraction, country: str) -> None:
    low, high = sorted((first, second))
    less, more = VOCABULARY.to_ects(learner(low), country), VOCABULARY.to_ects(learner(high), country)
    assert less.ects is not None
    assert more.ects is not None
    assert less.ects <= more.ects
    assert (less.up_to or less.ects) <= (more.up_to or more.ects)
    assert less.ects <= (less.up_to or less.ects)


@given(AMOUNTS, st.sampled_from(COUNTRIES))
def test_ects_to_hours_and_back_holds_the_same_ects(amount: Fraction, country: str) -> None:
    hours = VOCABULARY.hours(Workload(amount, "ECTS"), country)
    assert hours is not None
    for there in (hours.low, hours.high):
        back = VOCABULARY.to_ects(learner(there), country)
        assert back.ects is not None
        assert back.ects <= amount <= (back.up_to or back.ects)


@given(AMOUNTS, st.text(max_size=30))
def test_an_unknown_unit_gives_an_unknown_amount(amount: Fraction, unit: str) -> None:
    if VOCABULARY.credit_system(unit) is None and unit != "hours":
        found = VOCABULARY.to_ects(Workload(amount, unit), "SI", {unit: Fraction(2)})
        assert (found.ects, found.how) == (None, "unknown_unit")
        assert VOCABULARY.hours(Workload(amount, unit), "SI") is None


@given(AMOUNTS, st.sampled_from([system.id for system in SYSTEMS if system.way == "not_convertible"]), RATIOS)
def test_no_ratio_makes_credit_of_what_is_none(amount: Fraction, unit: str, ratio: Fraction) -> None:
    assert VOCABULARY.to_ects(Workload(amount, unit), "US", {unit: ratio}).ects is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ects credits", "ECTS"), ("http://data.europa.eu/snb/education-credit/6fcec5c5af", "ECTS"), ("CEUs", "CEU"),
     ("kreditnih točk po ECTS", "ECTS"), ("UK credits", "CATS"), ("credits", None), ("credit", None), ("points", None),
     ("KT", None), ("hours", None), ("", None), ("x" * 9999, None)],
)  # fmt: skip
def test_a_credit_system_is_named_or_unknown(text: str, expected: str | None) -> None:
    found = VOCABULARY.credit_system(text)
    assert (found.id if found else None) == expected


def test_hours_of_credits_come_from_the_table() -> None:
    hours = VOCABULARY.hours(Workload(Fraction(15), "CATS"), None)
    assert hours is not None
    assert (hours.low, hours.high) == (150, 150)
    assert VOCABULARY.hours(Workload(Fraction(15), "AU-CREDIT"), "AU") is None
    assert VOCABULARY.hours(Workload(Fraction(5), "ECTS"), None) is None
    said = VOCABULARY.hours(learner(150), None)
    assert said is not None
    assert (said.low, said.high) == (150, 150)
