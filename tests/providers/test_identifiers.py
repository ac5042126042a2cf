"""Two writings of one identifier are one, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listed import SCHEMES, VALUES, ror, writings, written
from passerelle.decision import Identifier
from passerelle.providers import is_legal, keys, scheme_of
from passerelle.providers.identifiers import bare

NUMBERS = st.integers(min_value=1, max_value=98)


def exact(value: str, scheme: str = "", country: str | None = "FI", *, legal: bool = False) -> tuple[str, ...]:
    return keys(Identifier(value=value, scheme=scheme), country, legal=legal).exact


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_writing_of_an_identifier_has_its_key(scheme: str) -> None:
    value = VALUES[scheme](7)
    found = {exact(text, named) for named, text in writings(scheme, value)}
    assert len(found) == 1
    assert found != {()}


@given(written(NUMBERS), written(NUMBERS))
def test_identifiers_share_a_key_where_they_are_one_and_only_there(
    one: tuple[str, int, Identifier], other: tuple[str, int, Identifier]
) -> None:
    mine, theirs = (set(keys(each[2], "FI").exact) for each in (one, other))
    assert bool(mine & theirs) == (one[:2] == other[:2])


@given(written(NUMBERS))
def test_the_key_of_a_key_is_the_key(one: tuple[str, int, Identifier]) -> None:
    for key in keys(one[2], "FI").exact:
        scheme, _, value = key.partition(":")
        country = None
        if scheme == "NATIONAL":
            country, _, value = value.partition(":")
        assert keys(Identifier(value=value, scheme=scheme), country).exact == (key,)
        assert bare(bare(one[2].value)) == bare(one[2].value)


@given(st.text(max_size=60), st.text(max_size=20), st.sampled_from([None, "FI", "SI"]), st.booleans())
def test_any_text_has_keys_or_none(value: str, scheme: str, country: str | None, legal: bool) -> None:
    found = keys(Identifier(value=value, scheme=scheme), country, legal=legal)
    assert all(":" in key for key in found.exact)
    assert keys(Identifier(value=f"  {value} ", scheme=scheme), country, legal=legal).exact == found.exact


@pytest.mark.parametrize(
    ("value", "scheme"),
    [
        ("040af2s03", "ROR"),  # the checksum of 040af2s02 is 02
        ("04OAF2S02", "ROR"),  # the letter O is in no ROR id
        ("99900000", "PIC"),
        ("9990000001", "PIC"),
        ("HELSINKI", "ERASMUS"),
        ("https://www.helsinki.fi/en", "SCHAC"),
        ("FI", "VAT"),
        ("Helsinki", "ETER"),
        ("DEQARINST", "DEQAR"),
        ("5493001KJTIIGC8Y1R13", "LEI"),
        ("web:university.example", "DID"),
        ("1234", "national"),
        ("00000", "national"),
        ("", "ROR"),
        ("9" * 400, "national"),
    ],
)
def test_what_is_not_of_its_form_has_no_key(value: str, scheme: str) -> None:
    assert exact(value, scheme) == ()


def test_known_identifiers_are_of_their_form() -> None:
    for value in ("040af2s02", "03yrm5c26", "02jbv0t02", "05njb9z20"):
        assert exact(value, "ROR") == (f"ROR:{value}",)
    assert exact("5493001KJTIIGC8Y1R12", "LEI") == ("LEI:5493001KJTIIGC8Y1R12",)
    assert exact("E  TARRAGO01", "Erasmus") == exact("ETARRAGO01", "Erasmus") == ("ERASMUS:ETARRAGO01",)
    assert exact("UK LONDON097", "Erasmus") == ("ERASMUS:UKLONDON097",)
    assert exact("did:ebsi:ziBBPgHRMxmPaKmW1TCm9Cj", "DID-EBSI") == ("DID:did:ebsi:ziBBPgHRMxmPaKmW1TCm9Cj",)
    assert exact("IAU-019335", "WHED") == ("WHED:IAU-019335",)
    assert exact("ESQ9350003A", "EU-VAT", None) == ("VAT:ESQ9350003A",)
    assert exact("EL123456789", "VAT", None) == exact("123456789", "VAT", "GR") == ("VAT:GR123456789",)


class TestWithoutAScheme:
    @pytest.mark.parametrize(
        "value",
        ["SFHELSINK01", "FI0001", "999880560", "helsinki.fi", "https://www.helsinki.fi", "012345678", "urv.cat"],
    )
    def test_a_form_that_many_things_have_says_nothing(self, value: str) -> None:
        assert exact(value) == ()
        assert keys(Identifier(value=value), "FI").bare

    def test_a_ror_id_of_digits_alone_could_be_any_number(self) -> None:
        digits = next(ror(n) for n in range(10**6) if ror(n).isdecimal() and ror(n) != "000000098")
        assert exact(digits) == ()
        assert exact(f"https://ror.org/{digits}") == exact(digits, "ROR") != ()

    def test_a_legal_identifier_is_a_number_of_its_country(self) -> None:
        assert exact("FI12345671", legal=True) == ("VAT:FI12345671", "NATIONAL:FI:12345671")
        assert exact("1234567-1", legal=True) == ("NATIONAL:FI:12345671",)
        assert exact("1234567-1", country=None, legal=True) == ()
        assert exact("SI12345671", legal=True) == ("NATIONAL:FI:SI12345671",)

    @pytest.mark.parametrize(
        ("value", "key"),
        [
            ("VATES-B00000000", "VAT:ESB00000000"),
            ("NTREL-1234567", "NATIONAL:GR:1234567"),
            ("ES/AT/02635542Y", "NATIONAL:ES:02635542Y"),
            ("17207834", "NATIONAL:FI:17207834"),
        ],
    )
    def test_an_eidas_identifier_says_its_country(self, value: str, key: str) -> None:
        assert exact(value, "eIDAS") == (key,)


def test_the_same_number_in_two_countries_is_two_numbers() -> None:
    assert exact("1234567", "national", "FI") != exact("1234567", "national", "SI")
    assert exact("1234567", "national", None) == ()
    assert exact("1234567", "FI-national", "SI") == exact("1234567", "national", "FI")


def test_a_scheme_that_nobody_knows_is_one_of_its_own() -> None:
    assert scheme_of(" DE-HRK ") == "DE-HRK"
    assert exact("1234", "DE-HRK") == exact("1234", "de-hrk") == ("DE-HRK:1234",)
    assert exact("1234", "HR-Mozvag") == ("HR-MOZVAG:1234",)


@pytest.mark.parametrize(
    ("scheme", "legal"),
    [
        ("VAT", True),
        ("EUID", True),
        ("registration", True),
        ("LEI", True),
        ("ROR", False),
        ("FI-ETER.BAS.NATID", False),
    ],
)
def test_legal_is_what_a_register_of_companies_or_taxes_gives(scheme: str, legal: bool) -> None:
    assert is_legal(Identifier(value="x", scheme=scheme)) is legal
