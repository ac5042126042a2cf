"""What DEQAR publishes, as its documentation and its code describe it: institutions and reports, JSON and CSV."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listed import DAY, table, vocabulary
from passerelle.decision import Identifier, Provider
from passerelle.errors import DocumentError
from passerelle.providers import Read, Said, read_providers
from passerelle.providers.deqar import valid_until

DETAIL: dict[str, Any] = {
    "id": 9001,
    "eter_id": "XX0001",
    "identifiers": [
        {"agency": None, "identifier": "E  EXAMPLE01", "resource": "Erasmus", "identifier_valid_to": None},
        {"agency": None, "identifier": "example.org", "resource": "SCHAC", "identifier_valid_to": "2020-01-01"},
        {"agency": "An agency", "identifier": "17", "resource": "local identifier"},
        {"agency": None, "identifier": "", "resource": "EU-PIC"},
    ],
    "names": [
        {"name_official": "Stara univerza", "name_english": "Old University", "name_valid_to": "2010-01-01"},
        {
            "name_official": "Univerza v Zgledu",
            "name_english": "University of Example",
            "acronym": "UE",
            "name_versions": [{"name": "Universitas Exempli", "transliteration": ""}],
            "name_valid_to": None,
        },
    ],
    "countries": [
        {"city": "Zgled", "country": {"iso_3166_alpha2": "SI", "name_english": "Slovenia"}, "country_valid_to": None},
        {"city": "Old", "country": {"iso_3166_alpha2": "IT"}, "country_valid_to": "2000-01-01"},
    ],
    "is_other_provider": False,
    "closure_date": None,
    "website_link": "https://example.org",
}
REPORT: dict[str, Any] = {
    "id": 70001,
    "agency_name": "Example Evaluation Agency",
    "agency_acronym": "EEA",
    "agency_esg_activity": "Institutional audit",
    "agency_esg_activity_type": "institutional",
    "institutions": [{"id": 9001, "deqar_id": "DEQARINST9001", "name_primary": "University of Example"}],
    "programmes": [],
    "report_valid": True,
    "valid_from": "2018-09-14",
    "valid_to": "2024-09-30",
    "status": "part of obligatory EQA system",
    "decision": "positive",
    "report_links": [],
}
INSTITUTION_ROW = {
    "deqar_id": "DEQARINST9001",
    "deqar_url": "https://data.deqar.eu/institution/9001",
    "eter_id": "XX0001",
    "identifiers_all": "ROR: https://ror.org/040af2s02, EU-PIC: 999900001, Erasmus: SI EXAMPLE01",
    "name_primary": "University of Example",
    "name_official": "Univerza v Zgledu",
    "name_versions": "Universitas Exempli",
    "country": "Slovenia",
    "city": "Zgled",
    "website_link": "https://example.org",
    "report_count": "2",
}
REPORT_ROW = {
    "report_id": "70001",
    "report_url": "https://data.deqar.eu/report/70001",
    "report_agency": "EEA",
    "report_type": "institutional",
    "report_esg_activity_short": "Institutional audit",
    "report_decision": "positive with conditions or restrictions",
    "report_valid_from": "2018-09-14",
    "report_valid_to": "2024-09-30",
    "hei_deqar_id": "DEQARINST9001",
    "hei_name": "University of Example",
    "programme_name": "",
}


def read(content: object) -> Read:
    coded = content if isinstance(content, bytes) else json.dumps(content).encode()
    return read_providers(coded, vocabulary(), retrieved=DAY)


def said(content: object) -> Said:
    (found,) = read(content).said
    return found


def provider(content: object) -> Provider:
    return said(content).provider


class TestInstitutionsAsJson:
    def test_one_record(self) -> None:
        found = provider(DETAIL)
        assert (found.register, found.record, found.legal_name) == ("DEQAR", "DEQARINST9001", "Univerza v Zgledu")
        assert found.names == ("Old University", "Stara univerza", "UE", "Universitas Exempli", "University of Example")
        assert found.identifiers == (
            Identifier(value="DEQARINST9001", scheme="DEQAR"),
            Identifier(value="XX0001", scheme="ETER"),
            Identifier(value="E EXAMPLE01", scheme="Erasmus"),
            Identifier(value="example.org", scheme="SCHAC"),
        )
        assert (found.country, found.formal_status, found.sector) == ("SI", "formal", "higher_education")
        assert (said(DETAIL).particulars, said(DETAIL).reviews) == (True, False)

    @pytest.mark.parametrize("shape", [[DETAIL], {"count": 1, "next": None, "results": [DETAIL]}])
    def test_a_list_or_a_page_of_results(self, shape: object) -> None:
        assert provider(shape) == provider(DETAIL)

    def test_the_record_of_a_search(self) -> None:
        found = provider(
            {
                "id": "9001", "deqar_id": "DEQARINST9001", "eter_id": "XX0001", "country": ["Slovenia"],
                "name_primary": "University of Example", "name_official_display": "Univerza v Zgledu",
            }
        )  # fmt: skip
        assert (found.legal_name, found.names) == ("Univerza v Zgledu", ("University of Example",))
        assert (found.country, found.formal_status) == ("SI", "formal")

    def test_the_record_of_the_connect_api(self) -> None:
        found = provider(
            {"id": 9001, "deqar_id": "DEQARINST9001", "eter_id": None, "name_primary": "X", "country": ["Chad"]}
        )
        assert (found.legal_name, found.country) == ("X", "TD")
        assert (found.formal_status, found.sector) == (None, None)

    def test_an_earlier_version_named_the_eter_id_with_the_name(self) -> None:
        earlier = {**DETAIL, "eter": "XX0001 - University of Example"}
        del earlier["eter_id"]
        assert provider(earlier).identifiers == provider(DETAIL).identifiers

    def test_what_an_other_provider_is_in_its_system_is_not_said(self) -> None:
        assert provider({**DETAIL, "is_other_provider": True, "eter_id": None}).formal_status is None
        assert provider({**DETAIL, "is_orgreg_alliance": True}).formal_status is None

    def test_of_several_countries_none_is_the_country(self) -> None:
        countries = [{"country": {"iso_3166_alpha2": code}, "country_valid_to": None} for code in ("SI", "HR")]
        assert provider({**DETAIL, "countries": countries}).country is None

    @pytest.mark.parametrize(("code", "country"), [("BE-fl", "BE"), ("UK-SCT", "GB"), ("XK", "XK"), ("??", None)])
    def test_a_part_of_a_country_is_in_that_country(self, code: str, country: str | None) -> None:
        entry = {"country": {"iso_3166_alpha2": code}, "country_valid_to": None}
        assert provider({**DETAIL, "countries": [entry]}).country == country


class TestReportsAsJson:
    def test_one_report(self) -> None:
        found = said(REPORT)
        assert (found.particulars, found.reviews) == (False, True)
        assert (found.provider.record, found.provider.legal_name) == ("DEQARINST9001", "University of Example")
        (review,) = found.provider.reviews
        assert review.agency == "Example Evaluation Agency (EEA)"
        assert (review.standard, review.level, review.outcome) == ("ESG", "institution", "positive")
        assert (review.report, review.scope) == ("https://data.deqar.eu/report/70001", "Institutional audit")
        assert (review.valid_from, review.valid_until) == (date(2018, 9, 14), date(2024, 9, 30))

    def test_a_report_of_a_search_has_moments_and_a_calculated_end(self) -> None:
        found = provider({**REPORT, "valid_from": "2018-01-01T00:00:00Z", "valid_to": None,
                          "valid_to_calculated": "2023-01-01T00:00:00Z"})  # fmt: skip
        assert (found.reviews[0].valid_from, found.reviews[0].valid_until) == (date(2018, 1, 1), date(2023, 1, 1))

    def test_a_report_without_an_end_is_valid_for_six_years(self) -> None:
        assert provider({**REPORT, "valid_to": None}).reviews[0].valid_until == date(2024, 9, 14)
        assert valid_until(date(2016, 2, 29), None) == date(2022, 2, 28)
        assert valid_until(None, None) is None

    @pytest.mark.parametrize(
        ("decision", "outcome"),
        [("positive with conditions or restrictions", "positive"), ("negative", "negative"), ("not applicable", None)],
    )
    def test_decisions(self, decision: str, outcome: str | None) -> None:
        assert provider({**REPORT, "decision": decision}).reviews[0].outcome == outcome

    def test_a_report_on_programmes_is_a_review_of_each(self) -> None:
        programmes = [{"name_primary": "Data Ethics"}, {"name_primary": "History"}]
        found = provider({**REPORT, "programmes": programmes, "agency_esg_activity_type": "programme"})
        assert [(review.level, review.scope) for review in found.reviews] == [
            ("programme", "Data Ethics"),
            ("programme", "History"),
        ]

    def test_a_joint_report_is_one_of_every_institution(self) -> None:
        other = {"id": 9002, "deqar_id": "DEQARINST9002", "name_primary": "Another"}
        found = read({**REPORT, "institutions": [*REPORT["institutions"], other]}).said
        assert [one.provider.record for one in found] == ["DEQARINST9001", "DEQARINST9002"]
        assert found[0].provider.reviews == found[1].provider.reviews

    def test_a_programme_with_its_report_inside(self) -> None:
        item = {
            "name_primary": "Data Ethics",
            "institutions": [9001],
            "report": {
                "id": 70002, "agency": {"id": 1, "acronym_primary": "EEA"}, "decision": "positive",
                "agency_esg_activities": [{"id": 1, "type": "programme"}],
                "valid_from": "2022-01-01T00:00:00Z", "valid_to": None, "valid_to_calculated": "2028-01-01T00:00:00Z",
            },
        }  # fmt: skip
        (review,) = provider({"results": [item]}).reviews
        assert (review.agency, review.level, review.scope, review.valid_until) == (
            "EEA", "programme", "Data Ethics", date(2028, 1, 1),
        )  # fmt: skip

    def test_institutions_and_reports_may_stand_together(self) -> None:
        found = said([DETAIL, REPORT])
        assert (found.particulars, found.reviews) == (True, True)
        assert (found.provider.legal_name, len(found.provider.reviews)) == ("Univerza v Zgledu", 1)


class TestBadJson:
    @pytest.mark.parametrize(
        ("content", "place", "said"),
        [
            (b'{"results": [', "line 1, column 14", "not valid JSON"),
            (b"[" * 100_000, "line 1, column 1026", "not valid JSON"),
            (b'{"id": 9001, "name_primary": "\\ud800"}', "line 1, column 31", "not valid JSON"),
            ({"results": [DETAIL, 7]}, "/results/1", "a record of DEQAR is an object"),
            ([{"a": 1}], "/0", "neither an institution nor a report of DEQAR"),
            ({**DETAIL, "names": []}, "/names", "the institution has no name"),
            ([{**DETAIL, "id": "x"}], "/0/deqar_id", "the DEQARINST ID is missing"),
            ([{**REPORT, "valid_from": "soon"}], "/0/valid_from", "“soon” is no day"),
            ([{**REPORT, "agency_name": "", "agency_acronym": None}], "/0/agency_name", "names no agency"),
            ([{**REPORT, "institutions": []}], "/0/institutions", "names no institution"),
        ],
    )
    def test_every_mistake_has_its_place(self, content: object, place: str, said: str) -> None:
        with pytest.raises(DocumentError) as caught:
            read(content)
        (mistake,) = caught.value.mistakes
        assert mistake.place == place
        assert said in mistake.message

    def test_a_bad_record_is_not_passed_over(self) -> None:
        with pytest.raises(DocumentError) as caught:
            read([DETAIL, {"a": 1}, REPORT, {"b": 2}])
        assert [mistake.place for mistake in caught.value.mistakes] == ["/1", "/3"]

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from([*DETAIL, *REPORT, "results", "country", "report"]), inner, max_size=4
                )
            ),
            max_leaves=12,
        )
    )
    def test_whatever_the_json_is_it_is_read_or_refused(self, content: Any) -> None:
        try:
            found = read(content)
        except DocumentError:
            return
        assert all(one.provider.record.startswith("DEQARINST") for one in found.said)


class TestCsv:
    def test_institutions(self) -> None:
        found = said(table([INSTITUTION_ROW], ","))
        assert (found.particulars, found.reviews) == (True, False)
        assert (found.provider.record, found.provider.legal_name) == ("DEQARINST9001", "Univerza v Zgledu")
        assert found.provider.names == ("Universitas Exempli", "University of Example")
        assert [(one.scheme, one.value) for one in found.provider.identifiers] == [
            ("DEQAR", "DEQARINST9001"),
            ("ETER", "XX0001"),
            ("ROR", "https://ror.org/040af2s02"),
            ("EU-PIC", "999900001"),
            ("Erasmus", "SI EXAMPLE01"),
        ]
        assert (found.provider.country, found.provider.formal_status) == ("SI", "formal")

    def test_an_institution_has_a_row_for_each_location(self) -> None:
        rows = [INSTITUTION_ROW, {**INSTITUTION_ROW, "city": "Other"}]
        assert provider(table(rows, ",")) == provider(table([INSTITUTION_ROW], ","))
        assert provider(table([INSTITUTION_ROW, {**INSTITUTION_ROW, "country": "Croatia"}], ",")).country is None

    def test_a_country_may_name_its_part(self) -> None:
        row = {**INSTITUTION_ROW, "country": "Belgium (Flemish Community)"}
        assert provider(table([row], ",")).country == "BE"

    def test_reports(self) -> None:
        later = {**REPORT_ROW, "report_id": "70002", "report_url": "", "report_valid_from": "2024-10-01"}
        found = said(table([{**later, "report_valid_to": ""}, REPORT_ROW], ","))
        assert (found.particulars, found.reviews) == (False, True)
        first, second = found.provider.reviews
        assert (first.agency, first.level, first.outcome) == ("EEA", "institution", "positive")
        assert (first.report, second.report) == tuple(f"https://data.deqar.eu/report/{n}" for n in (70001, 70002))
        assert (first.valid_until, second.valid_until) == (date(2024, 9, 30), date(2030, 10, 1))

    def test_bad_rows_are_told_and_nothing_is_taken(self) -> None:
        rows = [REPORT_ROW, {**REPORT_ROW, "hei_deqar_id": "?"}, {**REPORT_ROW, "report_valid_to": "never"},
                {**REPORT_ROW, "report_agency": ""}]  # fmt: skip
        with pytest.raises(DocumentError) as caught:
            read(table(rows, ","))
        assert [mistake.place for mistake in caught.value.mistakes] == [
            "line 3, column hei_deqar_id",
            "line 4, column report_valid_to",
            "line 5, column report_agency",
        ]

    def test_an_institution_without_an_id_or_a_name(self) -> None:
        rows = [{**INSTITUTION_ROW, "deqar_id": ""}, {**INSTITUTION_ROW, "name_primary": "", "name_official": ""}]
        with pytest.raises(DocumentError) as caught:
            read(table(rows, ","))
        assert [mistake.place for mistake in caught.value.mistakes] == [
            "line 2, column deqar_id",
            "line 3, column name_primary",
        ]
