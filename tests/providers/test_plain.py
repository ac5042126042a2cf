"""A plain CSV of providers: every column, every mistake, all or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listed import DAY, ROOT, VALUES, table, vocabulary
from passerelle.decision import Identifier, Provider
from passerelle.errors import DocumentError
from passerelle.providers import Read, keys, read_providers
from passerelle.providers.plain import COLUMNS

ROW = {
    "legal_name": "University 7",
    "ror": VALUES["ROR"](7),
    "country": "FI",
    "formal_status": "formal",
    "sector": "higher education",
    "agency": "Example Evaluation Agency",
    "report": "https://quality.example/7",
    "standard": "ESG",
    "level": "institution",
    "scope": "the whole institution",
    "outcome": "positive",
    "valid_from": "2021-01-01",
    "valid_until": "2027-12-31",
}


def read(content: bytes, register: str | None = "Ministry") -> Read:
    return read_providers(content, vocabulary(), register=register, retrieved=DAY)


def one(*rows: dict[str, str]) -> Provider:
    (said,) = read(table(rows)).said
    return said.provider


def mistakes(content: bytes, register: str | None = "Ministry") -> list[str]:
    with pytest.raises(DocumentError) as caught:
        read(content, register)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_a_row_says_who_a_provider_is_and_how_it_was_reviewed() -> None:
    found = one(ROW)
    assert (found.register, found.legal_name, found.country, found.retrieved) == ("Ministry", "University 7", "FI", DAY)
    assert (found.formal_status, found.sector) == ("formal", "higher_education")
    assert found.identifiers == (Identifier(value=ROW["ror"], scheme="ROR"),)
    (review,) = found.reviews
    assert (review.agency, review.standard, review.level, review.outcome) == (
        "Example Evaluation Agency",
        "ESG",
        "institution",
        "positive",
    )
    assert (review.valid_from, review.valid_until) == (date(2021, 1, 1), date(2027, 12, 31))
    assert (review.report, review.scope) == ("https://quality.example/7", "the whole institution")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_table_may_be_saved_in_several_ways(separator: str, mark: bytes) -> None:
    content = mark + table([ROW], separator).replace(b"\n", b"\r\n")
    assert read(content).said == read(table([ROW])).said


def test_columns_may_be_named_as_people_name_them() -> None:
    named = {
        "Legal Name": "legal_name",
        "ROR": "ror",
        "COUNTRY": "country",
        "valid-to": "valid_until",
        "Agency": "agency",
    }
    row = {written: ROW[name] for written, name in named.items()}
    assert one(row).reviews[0].valid_until == date(2027, 12, 31)
    assert read(b"\n" + table([row])).said == read(table([row])).said


def test_further_rows_add_reviews_and_identifiers() -> None:
    second = {**ROW, "valid_from": "2015-01-01", "valid_until": "2020-12-31", "pic": VALUES["PIC"](7)}
    third = {"legal_name": "University 7", "ror": "", "pic": VALUES["PIC"](7), "etc": ""}
    del third["etc"]
    found = one(ROW, second, third)
    assert [review.valid_from for review in found.reviews] == [date(2015, 1, 1), date(2021, 1, 1)]
    assert {one.scheme for one in found.identifiers} == {"ROR", "PIC"}


def test_the_register_s_own_id_keeps_rows_together() -> None:
    rows = [
        {"record": "A", **ROW},
        {"record": "A", "pic": VALUES["PIC"](7)},
        {"record": "B", **ROW, "ror": VALUES["ROR"](8)},
    ]
    first, second = (said.provider for said in read(table(rows)).said)
    assert (first.record, second.record) == ("A", "B")
    assert len(first.identifiers) == 2


def test_several_values_stand_in_one_cell() -> None:
    row = {
        **ROW,
        "names": "Uni Seven | U7",
        "identifiers": f"ETER: FI0007 | https://ror.org/{ROW['ror']} | did:web:seven.example",
    }
    found = one(row)
    assert found.names == ("U7", "Uni Seven")
    assert {key for each in found.identifiers for key in keys(each, "FI").exact} == {
        "ETER:FI0007",
        f"ROR:{ROW['ror']}",
        "DID:did:web:seven.example",
    }


def test_nothing_moves_a_cursor_where_it_is_shown() -> None:
    assert one({**ROW, "legal_name": "Uni\x1b[31m\u202eversity\n 7\x00"}).legal_name == "Uni [31m versity 7"


def test_a_table_without_reviews_does_not_speak_of_reviews() -> None:
    (said,) = read(table([{"legal_name": "University 7", "ror": ROW["ror"]}])).said
    assert (said.particulars, said.reviews) == (True, False)


def test_what_is_left_empty_is_unknown() -> None:
    found = one({name: ROW[name] if name in ("legal_name", "ror") else "" for name in ROW})
    assert (found.country, found.formal_status, found.sector, found.reviews) == (None, None, None, ())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ror": "040af2s03"}, "line 2, column ror: “040af2s03” is no ROR: it reads 040af2s02"),
        ({"country": "Atlantis"}, "line 2, column country: “Atlantis” is no country; write its two letters"),
        ({"formal_status": "fromal"}, "line 2, column formal_status: “fromal” is not known; write one of formal, non_"),
        ({"level": "faculty"}, "line 2, column level: “faculty” is not known; write one of institution, programme"),
        ({"outcome": "conditional"}, "line 2, column outcome: “conditional” is not known; write one of positive, neg"),
        ({"valid_from": "1.1.2021"}, "line 2, column valid_from: “1.1.2021” is no day; write it as 2026-09-01"),
        ({"valid_from": "2021-02-30"}, "line 2, column valid_from: “2021-02-30” is no day"),
        ({"valid_until": "2019-12-31"}, "line 2, column valid_until: 2019-12-31 is before 2021-01-01"),
        ({"agency": ""}, "line 2, column agency: who reviewed is missing, though the report is given; name the agency"),
        ({"legal_name": ""}, "line 2, column legal_name: the provider has no legal name; write it in one of its rows"),
        ({"ror": ""}, "line 2: the provider has no identifier, so no award could ever be found to be its; give one"),
        ({"ror": "", "national": "1234567-1", "country": ""}, "line 2, column national: a number of a country says"),
        ({"national": "12"}, "line 2, column national: “12” is no NATIONAL: it is too short to be told from others"),
        ({"identifiers": "abc"}, "line 2, column identifiers: “abc” is no identifier: it is too short"),
        ({"pic": "1 | 2"}, "line 2, column pic: “1” is no PIC: it has nine digits"),
    ],
)  # fmt: skip
def test_every_mistake_says_what_where_and_what_to_do(changes: dict[str, str], expected: str) -> None:
    said = mistakes(table([{**ROW, **changes}]))
    assert any(line.startswith(expected) for line in said), said


def test_rows_of_one_provider_agree() -> None:
    said = mistakes(table([ROW, {**ROW, "country": "SI", "legal_name": "Univerza 7"}]))
    assert said == [
        "line 3, column legal_name: “Univerza 7” is not what line 2 says of the same provider, “University 7”; "
        "correct one of them",
        "line 3, column country: “SI” is not what line 2 says of the same provider, “FI”; correct one of them",
    ]


def test_two_providers_never_share_an_identifier_that_is_one_s_own() -> None:
    (said,) = mistakes(table([{"record": "A", **ROW}, {"record": "B", **ROW, "legal_name": "University 8"}]))
    assert "is also the ROR identifier of “A” (line 2); leave it with the one that it belongs to" in said


def test_a_faculty_may_have_its_university_s_number() -> None:
    rows = [
        {"record": record, **ROW, "ror": VALUES["ROR"](number), "vat": VALUES["VAT"](1)}
        for number, record in enumerate("AB")
    ]
    assert len(read(table(rows)).said) == 2


class TestWrongColumns:
    def test_every_wrong_column_is_named_with_what_it_may_have_meant(self) -> None:
        assert mistakes(b"legal nam;ror;valid til;budget\na;b;c;d") == [
            "line 1: there is no column “legal nam” in a table of providers; did you mean legal_name?",
            "line 1: there is no column “valid til” in a table of providers; did you mean valid_until?",
            "line 1: there is no column “budget” in a table of providers; leave it out",
            "line 1: the column legal_name is missing; the first line names the columns",
        ]

    def test_a_column_stands_there_once(self) -> None:
        (said,) = mistakes(b"legal_name;name;ror\na;b;040af2s02")
        assert said == "line 1: “name” and “legal_name” are one column; keep one"

    @pytest.mark.parametrize("content", [b"a;b\n1;2", b"title;issuer\nx;y", b"just some text", b"\n\n1,2\n"])
    def test_what_is_no_table_of_providers_is_said_to_be_none(self, content: bytes) -> None:
        (said,) = mistakes(content)
        assert said.startswith("line 1: this is no table of providers")

    def test_a_row_with_too_many_cells(self) -> None:
        said = mistakes(b"legal_name,ror\nUniversity of Science, Art and Music,040af2s02\n")
        assert said[0].startswith("line 2: the row has 3 cells and the header 2; put texts with a separator in quotes")

    def test_a_plain_table_needs_the_name_of_its_register(self) -> None:
        (said,) = mistakes(table([ROW]), None)
        assert said.endswith("say --register NAME")
        assert "a register has a name" in mistakes(table([ROW]), " ")[0]

    def test_where_a_register_gives_ids_every_row_has_one(self) -> None:
        said = mistakes(table([{"record": "A", **ROW}, {"record": "", **ROW, "ror": VALUES["ROR"](8)}]))
        assert said[0].startswith("line 3, column record: every row needs the id")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"legal_name;ror\n", "there is no provider in the file"),
        ("legal_name;ror\n".encode("utf-16"), "the file is in UTF-16; save it as UTF-8"),
        ("legal_name;ror\nUniversité;040af2s02\n".encode("latin-1"), "line 2: the file is not in UTF-8; save it"),
        (b'legal_name;ror\n"a;b', "this is not valid CSV"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(content: bytes, expected: str) -> None:
    assert expected in mistakes(content)[0]


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("passerelle.providers.reading.LARGEST", 100)
    assert "more than 100 bytes" in mistakes(table([ROW]))[0]
    monkeypatch.setattr("passerelle.providers.reading.LARGEST", 10**6)
    monkeypatch.setattr("passerelle.providers.table.MOST_ROWS", 1)
    assert mistakes(table([ROW, ROW]))[0].startswith("line 3: the table has more than 1 rows; split it")


def test_how_far_one_has_come_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("passerelle.providers.table.STRIDE", 2)
    told: list[int] = []
    rows = [{**ROW, "ror": VALUES["ROR"](number)} for number in range(5)]
    read_providers(table(rows), vocabulary(), register="x", progress=told.append)
    assert told == [2, 4]


# Half of a file is broken ------------------------------------------------------------------------------------------

GOOD = st.integers(min_value=1, max_value=60).map(
    lambda number: {**ROW, "legal_name": f"University {number}", "ror": VALUES["ROR"](number)}
)
BROKEN = st.builds(
    lambda row, change: {**row, **change},
    GOOD,
    st.sampled_from(
        [{"ror": "040af2s03"}, {"country": "Narnia"}, {"valid_from": "soon"}, {"agency": ""}, {"level": "x"}]
    ),
)


@given(st.lists(GOOD, max_size=8), st.lists(BROKEN, min_size=1, max_size=8), st.randoms())
def test_good_rows_are_never_taken_beside_a_bad_one(
    good: list[dict[str, str]], broken: list[dict[str, str]], random: object
) -> None:
    rows = [*((row, True) for row in good), *((row, False) for row in broken)]
    random.shuffle(rows)  # type: ignore[attr-defined]
    with pytest.raises(DocumentError) as caught:
        read(table([row for row, _ in rows]))
    told = {mistake.place.partition(",")[0] for mistake in caught.value.mistakes}
    assert {f"line {line}" for line, (_, fine) in enumerate(rows, 2) if not fine} <= told


@settings(deadline=None)
@given(st.lists(GOOD, min_size=1, max_size=12), st.randoms())
def test_the_order_of_rows_says_nothing(rows: list[dict[str, str]], random: object) -> None:
    first = read(table(rows)).said
    random.shuffle(rows)  # type: ignore[attr-defined]
    assert read(table(rows)).said == first


def test_the_documented_columns_are_these() -> None:
    page = (ROOT / "docs" / "providers.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"`{column}`" in page
