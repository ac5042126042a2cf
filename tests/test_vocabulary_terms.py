"""A text means one term or none; a country and a language are codes or unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.decision.question import Purpose
from vocabulary_tables import VOCABULARY

KINDS = VOCABULARY.term_kinds
ALIASES = [(term, text) for kind in KINDS for term in VOCABULARY.described(kind) for text in (term.id, *term.aliases)]


def test_every_term_has_a_source() -> None:
    assert all(term.source for kind in KINDS for term in VOCABULARY.described(kind))


@given(st.sampled_from(ALIASES))
def test_every_text_of_a_term_means_it(pair) -> None:
    term, text = pair
    assert VOCABULARY.term(term.kind, text) == term.id
    assert VOCABULARY.term(term.kind, f"  {text.upper() if '://' not in text else text} ") == term.id


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("assessment", "http://data.europa.eu/snb/assessment/6e6cb2cc78", "written_exam"),
        ("assessment", "Level of attendance", "attendance_only"),
        ("assessment", "ustni izpit", "oral_exam"),
        ("assessment", "completed", None),
        ("assessment", "exam", None),
        ("participation", "http://data.europa.eu/snb/learning-assessment/9191af2ed9", "onsite"),
        ("participation", "Presential", "onsite"),
        ("participation", "na daljavo", "online"),
        ("participation", "onsite or blended", None),
        ("participation", "http://data.europa.eu/snb/learning-assessment/7813801c77", None),
        ("supervision", "onsite with identity verification", "supervised_onsite_with_id"),
        ("supervision", "ID Verification", None),
        ("quality_standard", "ESG", "ESG"),
        ("quality_level", "Program Quality Assurance", "programme"),
        ("quality_level", "http://data.europa.eu/snb/accreditation/003293d2ce", "institution"),
        ("quality_outcome", "conditional", None),
        ("stackability", "stand-alone", "stand_alone"),
        ("formal_status", "Non-formal learning", "non_formal"),
        ("route", "RPL", "validation"),
    ],
)
def test_a_text_means_a_term_or_nothing(kind: str, text: str, expected: str | None) -> None:
    assert VOCABULARY.term(kind, text) == expected


def test_a_text_that_does_not_decide_keeps_its_candidates() -> None:
    assert VOCABULARY.candidates("participation", "onsite or blended") == ("onsite", "blended")
    assert VOCABULARY.candidates("participation", "by owl") == ()


def test_the_enumerations_of_awards_are_there() -> None:
    assert VOCABULARY.terms("participation") == ("online", "onsite", "blended", "work_based", "volunteering", "none")
    assert VOCABULARY.terms("supervision") == (
        "unsupervised_no_id", "supervised_no_id", "supervised_online_with_id", "supervised_onsite_with_id"
    )  # fmt: skip
    assert VOCABULARY.terms("validation_stage") == ("identified", "documented", "assessed", "certified")
    assert VOCABULARY.terms("route") == ("course", "validation")
    assert VOCABULARY.terms("purpose") == tuple(Purpose)


def test_an_unknown_kind_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError, match="no enumeration 'colour'"):
        VOCABULARY.term("colour", "blue")


@given(st.sampled_from(KINDS), st.text(max_size=40))
def test_a_term_is_of_its_enumeration_or_unknown(kind: str, text: str) -> None:
    assert VOCABULARY.term(kind, text) in {None, *VOCABULARY.terms(kind)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("SI", "SI"), ("si", "SI"), ("SVN", "SI"), ("Slovenia", "SI"), ("EL", "GR"), ("UK", "GB"), ("1A0", "XK"),
     ("XK", "XK"), ("Kosovo", "XK"), ("http://publications.europa.eu/resource/authority/country/DEU", "DE"),
     ("http://publications.europa.eu/resource/authority/country/1A0", "XK"), ("Turkey", "TR"), ("Czechia", "CZ"),
     ("Moldova", "MD"), ("United States", "US"), ("EUR", None), ("QQ", None), ("Atlantis", None), ("", None),
     ("http://example.org/SI", None), ("1", None)],
)  # fmt: skip
def test_a_country_is_an_alpha_2_code_or_unknown(text: str, expected: str | None) -> None:
    assert VOCABULARY.country(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("sl", "sl"), ("en-GB", "en-GB"), ("EN_us", "en-US"), ("en-EN", "en"), ("slv", "sl"), ("ger", "de"),
     ("http://publications.europa.eu/resource/authority/language/POL", "pl"), ("Slovenian", "sl"), ("mul", None),
     ("zxx", None), ("qqqq", None), ("", None), ("@none", None), ("http://example.org/sl", None), ("x" * 500, None)],
)  # fmt: skip
def test_a_language_is_a_tag_or_unknown(text: str, expected: str | None) -> None:
    assert VOCABULARY.language(text) == expected


@given(st.text(max_size=60))
def test_a_language_found_is_found_again(text: str) -> None:
    found = VOCABULARY.language(text)
    assert found is None or VOCABULARY.language(found) == found
    place = VOCABULARY.country(text)
    assert place is None or VOCABULARY.country(place) == place
