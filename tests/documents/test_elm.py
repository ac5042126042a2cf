"""European Digital Credentials: what is read, from where, and what is noticed or refused."""

from __future__ import annotations

import base64
import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from noticing import noticed

from passerelle.decision.values import Evidence, Level, Workload

Json = dict[str, Any]
SPEC = "/credentialSubject/hasClaim/specifiedBy"


def test_the_example_says_every_mandatory_element(reader, elm) -> None:
    award = reader.award(elm)
    assert award.format == "elm-3"
    assert award.part == "/credentialSubject/hasClaim"
    assert award.title.value == {"en": "Data Ethics in Practice", "sl": "Podatkovna etika v praksi"}
    assert award.title.place == "/credentialSubject/hasClaim/title"
    assert award.holder.name.value == "Ana Zgled"
    assert award.holder.date_of_birth.value == date(1994, 4, 12)
    assert award.issued.value == date(2025, 11, 20)
    assert award.achieved.value == date(2025, 11, 14)
    assert [stated.value for stated in award.workloads] == [
        Workload(Fraction(6), "ECTS"),
        Workload(Fraction(162), "hours", hours_kind="learner"),
    ]
    assert award.workloads[0].place == f"{SPEC}/creditPoint/point"
    assert [stated.value for stated in award.levels] == [Level("EQF", "7")]
    assert len(award.outcomes) == 5
    assert award.outcomes[0].identifiers[0].value == "https://data.example.fi/outcomes/map-stakeholders"
    assert [stated.value for stated in award.assessments] == ["written_exam", "project"]
    assert [stated.value for stated in award.participation] == ["online"]
    assert award.supervision.value == "supervised_online_with_id"
    assert award.grade.value.value == "4"
    assert award.fields[0].value == "0223"
    assert award.languages[0].value == "en"
    assert award.proof is None
    assert not noticed(award, "contradiction")
    assert not noticed(award, "suspicious")


def test_the_awarding_body_is_read_where_it_is_described(reader, elm) -> None:
    award = reader.award(elm)
    (body,) = award.awarding_bodies
    assert body.legal_name.value["en"] == "Northern Lakes University"
    assert body.legal_name.place == "/issuer/legalName"
    assert body.country.value == "FI"
    assert body.locality.value == "Kuopio"
    assert body.legal_identifiers[0].value.value == "FI-0000001-9"
    assert award.sealed_by.legal_name == body.legal_name


def test_the_target_group_is_read_by_its_label_or_its_iri(reader, elm) -> None:
    spec = elm["credentialSubject"]["hasClaim"]["specifiedBy"]
    concept: Json = {"id": "http://example.eu/groups/7", "type": "Concept"}
    spec["targetGroup"] = concept
    assert reader.award(elm).target_group.value == "http://example.eu/groups/7"
    concept["prefLabel"] = {"sl": "Zaposleni", "en": "Employees"}
    award = reader.award(elm)
    assert (award.target_group.value, award.target_group.place) == ("Employees", f"{SPEC}/targetGroup/prefLabel/en")
    assert not noticed(award, "ignored")


def test_the_accreditation_of_the_body_is_quality_assurance(reader, elm) -> None:
    (quality,) = reader.award(elm).quality
    assert quality.kind.value == "external"
    assert quality.standard.value == "ESG"
    assert quality.level.value == "institution"
    assert quality.outcome.value == "positive"
    assert quality.valid_from.value == date(2022, 3, 1)
    assert quality.valid_until.value == date(2028, 2, 29)


def test_every_value_of_a_credential_is_the_issuers_word_and_knows_its_place(reader, elm) -> None:
    award = reader.award(elm)
    stated = [award.title, award.issued, *award.workloads, *award.levels, *award.assessments]
    assert {one.evidence for one in stated} == {Evidence.ISSUER}
    for one in stated:
        value: Any = elm
        for token in one.place.split("/")[1:]:
            value = value[int(token)] if isinstance(value, list) else value[token]
        assert value is not None


def _sealed(value: Json, *, raw: bool, general: bool) -> Json:
    text = json.dumps(value)
    header = {"alg": "RS256", "b64": False, "sigT": "2025-11-20T09:00:00Z"} if raw else {"alg": "RS256"}
    protected = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    payload = text if raw else base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    signature = {"protected": protected, "signature": "AAAA"}
    return {"payload": payload, "signatures": [signature]} if general else {"payload": payload, **signature}


@pytest.mark.parametrize("raw", [True, False])
@pytest.mark.parametrize("general", [True, False])
def test_a_sealed_credential_reads_like_the_credential_inside(reader, elm, raw, general) -> None:
    sealed = reader.award(_sealed(elm, raw=raw, general=general))
    plain = reader.award(elm)
    assert sealed.proof.value == "jades"
    assert sealed.title == plain.title
    assert sealed.workloads == plain.workloads
    assert sealed.issued.evidence is Evidence.ISSUER


def test_a_seal_in_compact_form_is_opened(reader, elm) -> None:
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in ({"alg": "RS256"}, elm)
    ]
    assert reader.award(".".join([*parts, "AAAA"])).proof.value == "jades"


def test_the_upload_form_keeps_its_own_pointers(reader, elm) -> None:
    award = reader.award({"credential": elm, "deliveryDetails": {}})
    assert award.title.place == "/credential/credentialSubject/hasClaim/title"


def test_a_flat_graph_reads_like_a_nested_credential(reader, elm) -> None:
    nodes: list[Json] = []

    def flatten(value: Any) -> Any:
        if isinstance(value, list):
            return [flatten(member) for member in value]
        if isinstance(value, dict) and "id" in value:
            nodes.append({key: flatten(member) for key, member in value.items() if key != "@context"})
            return value["id"]
        if isinstance(value, dict):
            return {key: flatten(member) for key, member in value.items()}
        return value

    flatten(elm)
    flat, nested = reader.award({"@context": elm["@context"], "@graph": nodes}), reader.award(elm)
    assert flat.title.value == nested.title.value
    assert [one.value for one in flat.workloads] == [one.value for one in nested.workloads]
    assert flat.awarding_bodies[0].country.value == "FI"
    assert flat.title.place.startswith("/@graph/")


def test_circles_of_references_end(reader, elm, claim) -> None:
    claim["hasPart"] = {"id": claim["id"]}
    claim["specifiedBy"]["hasPart"] = {"id": claim["specifiedBy"]["id"]}
    claim["awardedBy"]["awardingBody"] = {"id": claim["awardedBy"]["id"]}
    assert reader.award(elm).title.value["en"] == "Data Ethics in Practice"


# The traps of the Commission's "MC-Annex1" sample


def test_sixty_months_are_not_sixty_hours(reader, elm, claim) -> None:
    claim["specifiedBy"]["volumeOfLearning"] = "PT60H"
    claim["influencedBy"]["specifiedBy"]["volumeOfLearning"] = "P60M"
    award = reader.award(elm)
    assert [one.value.amount for one in award.workloads if one.value.unit == "hours"] == [60]
    (notice,) = noticed(award, "suspicious")
    assert notice.place == "/credentialSubject/hasClaim/influencedBy/specifiedBy/volumeOfLearning"
    assert "60 months" in notice.values[1]


def test_months_alone_leave_the_workload_unknown(reader, elm, claim) -> None:
    del claim["specifiedBy"]["creditPoint"]
    claim["specifiedBy"]["volumeOfLearning"] = "P2M"
    assert reader.award(elm).workloads == ()


def test_a_birth_date_shifted_by_a_time_zone_is_kept_as_written_and_noticed(reader, elm) -> None:
    elm["credentialSubject"]["dateOfBirth"] = "1999-10-01T22:00:00Z"
    award = reader.award(elm)
    assert award.holder.date_of_birth.value == date(1999, 10, 1)
    assert noticed(award, "suspicious")[0].place == "/credentialSubject/dateOfBirth"


def test_no_accreditation_and_no_awarding_date_are_unknown(reader, elm, claim) -> None:
    del elm["issuer"]["accreditation"]
    del claim["awardedBy"]["awardingDate"]
    award = reader.award(elm)
    assert award.quality == ()
    assert award.achieved is None


def test_a_mode_under_learning_assessment_is_participation(reader, elm, claim) -> None:
    mode = claim["influencedBy"]["specifiedBy"]["mode"]
    assert "/learning-assessment/" in mode["id"]
    del mode["prefLabel"]
    assert [one.value for one in reader.award(elm).participation] == ["online"]


# Contradictions


def test_hours_of_the_activity_above_those_of_the_achievement_are_a_contradiction(reader, elm, claim) -> None:
    claim["influencedBy"]["specifiedBy"]["volumeOfLearning"] = "PT300H"
    (notice,) = noticed(reader.award(elm), "contradiction")
    assert notice.values == (
        "workload", "162 hours", f"{SPEC}/volumeOfLearning",
        "300 hours", "/credentialSubject/hasClaim/influencedBy/specifiedBy/volumeOfLearning",
    )  # fmt: skip


def test_two_credit_points_that_differ_are_both_kept(reader, elm, claim) -> None:
    first = claim["specifiedBy"]["creditPoint"]
    claim["specifiedBy"]["creditPoint"] = [first, {**first, "id": "urn:epass:creditPoint:2", "point": "8"}]
    award = reader.award(elm)
    assert [one.value.amount for one in award.workloads if one.value.unit == "ECTS"] == [6, 8]
    assert noticed(award, "contradiction")[0].values[1:4:2] == ("6 ECTS", "8 ECTS")


def test_two_levels_of_one_framework_are_both_kept(reader, elm, claim) -> None:
    first = claim["specifiedBy"]["eqfLevel"]
    claim["specifiedBy"]["eqfLevel"] = [first, {**first, "id": "http://data.europa.eu/snb/eqf/6",
                                                "prefLabel": {"en": "Level 6"}}]  # fmt: skip
    award = reader.award(elm)
    assert [one.value.label for one in award.levels] == ["7", "6"]
    assert noticed(award, "contradiction")


def test_an_iri_and_a_label_that_name_two_levels_are_a_contradiction(reader, elm, claim) -> None:
    claim["specifiedBy"]["eqfLevel"]["prefLabel"] = {"en": "Level 5"}
    award = reader.award(elm)
    assert award.levels[0].value.label == "7"
    assert noticed(award, "contradiction")[0].values[1] == "EQF 7"


def test_two_dates_of_issue_are_a_contradiction(reader, elm) -> None:
    elm["issuanceDate"] = "2024-01-01T00:00:00Z"
    award = reader.award(elm)
    assert award.issued.value == date(2025, 11, 20)
    assert noticed(award, "contradiction")[0].values == (
        "issued",
        "2025-11-20",
        "/issued",
        "2024-01-01",
        "/issuanceDate",
    )


def test_a_node_described_twice_in_different_words_is_a_contradiction(reader, elm, claim) -> None:
    claim["provenBy"][0]["specifiedBy"]["related"] = {**claim["specifiedBy"]["creditPoint"], "point": "60"}
    assert noticed(reader.award(elm), "contradiction")[0].values[0] == "point"


# What cannot be


@pytest.mark.parametrize("point", ["-3", "0", "NaN", "a lot", -3, 0, "1e3", "6 ECTS"])
def test_an_impossible_workload_is_an_error_with_its_place(reader, elm, claim, point) -> None:
    claim["specifiedBy"]["creditPoint"]["point"] = point
    error = reader.refusal(elm)
    assert (error.code, error.place) == ("impossible_workload", f"{SPEC}/creditPoint/point")


@pytest.mark.parametrize("volume", ["PT0H", "-PT60H", "60", "PT", "P", "60 hours"])
def test_an_impossible_duration_is_an_error_with_its_place(reader, elm, claim, volume) -> None:
    claim["specifiedBy"]["volumeOfLearning"] = volume
    assert reader.refusal(elm).place == f"{SPEC}/volumeOfLearning"


def test_a_level_that_its_framework_does_not_have_is_an_error(reader, elm, claim) -> None:
    claim["specifiedBy"]["eqfLevel"]["id"] = "http://data.europa.eu/snb/eqf/9"
    error = reader.refusal(elm)
    assert (error.code, error.place) == ("impossible_level", f"{SPEC}/eqfLevel/id")


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "yesterday", "2026-02-01T25:00:00Z", "01.02.2026"])
def test_an_impossible_date_is_an_error(reader, elm, day) -> None:
    elm["issued"] = day
    error = reader.refusal(elm)
    assert (error.code, error.place) == ("impossible_date", "/issued")


def test_a_date_far_away_is_read(reader, elm) -> None:
    elm["validUntil"] = "2999-12-31T00:00:00Z"
    assert reader.award(elm).valid_until.value == date(2999, 12, 31)


def test_a_point_written_with_a_zero_is_exact(reader, elm, claim) -> None:
    claim["specifiedBy"]["creditPoint"]["point"] = "3.0"
    assert reader.award(elm).workloads[0].value.amount == 3
    text = json.dumps(elm).replace('"point": "3.0"', '"point": 0.1')
    assert reader.award(text).workloads[0].value.amount == Fraction(1, 10)


# Activities, assessments, entitlements, parts


def test_an_activity_alone_is_attendance_and_the_conclusion_is_marked(reader, elm, claim) -> None:
    elm["credentialSubject"]["hasClaim"] = {**claim["influencedBy"], "workload": "PT2H"}
    award = reader.award(elm)
    assert [(one.value, one.evidence) for one in award.assessments] == [("attendance_only", Evidence.INFERRED)]
    assert [one.value.amount for one in award.workloads] == [2]
    assert award.outcomes == ()


def test_an_assessed_activity_is_not_attendance_only(reader, elm, claim) -> None:
    elm["credentialSubject"]["hasClaim"] = {**claim["influencedBy"], "provenBy": claim["provenBy"]}
    assert "attendance_only" not in [one.value for one in reader.award(elm).assessments]


def test_an_assessment_alone_is_assessed(reader, elm, claim) -> None:
    elm["credentialSubject"]["hasClaim"] = claim["provenBy"][0]
    award = reader.award(elm)
    assert [one.value for one in award.assessments] == ["written_exam"]
    assert award.grade.value.value == "4"


def test_claims_that_name_the_achievement_themselves_belong_to_it(reader, elm, claim) -> None:
    assessment, activity = claim["provenBy"][0], claim.pop("influencedBy")
    del claim["provenBy"]
    elm["credentialSubject"]["hasClaim"] = [
        claim, {**assessment, "proves": claim["id"]}, {**activity, "influences": {"id": claim["id"]}}
    ]  # fmt: skip
    award = reader.award(elm)
    assert [one.value for one in award.assessments] == ["written_exam"]
    assert [one.value for one in award.participation] == ["online"]


def test_a_second_holder_is_noticed_and_not_read(reader, elm) -> None:
    elm["credentialSubject"] = [elm["credentialSubject"], {"type": "Person", "fullName": {"en": "Somebody Else"}}]
    assert noticed(reader.award(elm), "suspicious")[0].place == "/credentialSubject/1"


def test_an_achievement_without_assessment_says_nothing_about_assessment(reader, elm, claim) -> None:
    del claim["provenBy"]
    assert reader.award(elm).assessments == ()


def test_an_entitlement_alone_is_no_award(reader, elm) -> None:
    elm["credentialSubject"]["hasClaim"] = {"id": "urn:epass:entitlement:1", "type": "LearningEntitlement"}
    assert reader.refusal(elm).code == "no_award"


def test_an_entitlement_beside_an_achievement_is_noticed(reader, elm, claim) -> None:
    elm["credentialSubject"]["hasClaim"] = [claim, {"id": "urn:epass:entitlement:1", "type": "LearningEntitlement"}]
    assert noticed(reader.award(elm), "ignored")[0].place == "/credentialSubject/hasClaim/1"


def test_several_achievements_are_several_awards_and_used_claims_are_not_counted_again(reader, elm, claim) -> None:
    second = {**claim, "id": "urn:epass:learningAchievement:2", "title": {"en": "Second"}}
    elm["credentialSubject"]["hasClaim"] = [claim, second, {"id": claim["provenBy"][0]["id"]}]
    awards = reader.awards(elm)
    assert [award.part for award in awards] == ["/credentialSubject/hasClaim/0", "/credentialSubject/hasClaim/1"]


def test_parts_are_named_and_not_counted_again(reader, elm, claim) -> None:
    part = {"id": "urn:epass:learningAchievement:2", "type": "LearningAchievement", "title": {"en": "Part"},
            "specifiedBy": {"type": "Qualification", "creditPoint": {"type": "CreditPoint", "point": "2"}}}  # fmt: skip
    claim["hasPart"] = [part, {**part, "id": "urn:epass:learningAchievement:3"}]
    award = reader.award(elm)
    assert noticed(award, "parts")[0].values == ("2",)
    assert [one.value.amount for one in award.workloads] == [6, 162]


def test_different_grades_leave_the_grade_unknown(reader, elm, claim) -> None:
    claim["provenBy"][1]["grade"] = {"type": "Note", "noteLiteral": {"en": "0"}}
    award = reader.award(elm)
    assert award.grade.value is None
    assert noticed(award, "ignored")[0].values[0] == "grade"


# Terms that nobody signed, and terms that mean something else


@pytest.mark.parametrize("term", ["ECTS", "creditPoint", "eqfLevel", "ectsCredits", "levelEQF", "workloadHours"])
def test_a_term_that_looks_decisive_at_the_top_is_noticed_and_not_read(reader, elm, term) -> None:
    elm[term] = "30"
    award = reader.award(elm)
    assert award.workloads == reader.award({key: value for key, value in elm.items() if key != term}).workloads
    assert noticed(award, "ignored")[0].place == f"/{term}"


def test_a_decisive_term_deep_inside_is_noticed(reader, elm, claim) -> None:
    claim["specifiedBy"]["extra"] = {"ECTS": "30"}
    assert noticed(reader.award(elm), "ignored")[0].place == f"{SPEC}/extra/ECTS"


def test_a_context_that_redefines_terms_is_suspicious(reader, elm) -> None:
    elm["@context"].append({"creditPoint": "https://evil.example/other", "title": None})
    (notice,) = noticed(reader.award(elm), "suspicious")
    assert notice.place == "/@context/2"
    assert "creditPoint, title" in notice.values[1]


def test_a_context_inside_a_node_is_suspicious_too(reader, elm, claim) -> None:
    claim["@context"] = {"id": "https://evil.example/id"}
    assert noticed(reader.award(elm), "suspicious")[0].place == "/credentialSubject/hasClaim/@context"


# Words


def test_language_tags_are_normalised_and_missing_ones_are_und(reader, elm, claim) -> None:
    claim["title"] = {"EN": "A", "sl-si ": "B", "@none": "C"}
    assert reader.award(elm).title.value == {"en": "A", "sl-SI": "B", "und": "C"}
    claim["title"] = "A"
    assert reader.award(elm).title.value == {"und": "A"}
    claim["title"] = [{"@value": "A", "@language": "fi"}, {"@value": "B"}]
    assert reader.award(elm).title.value == {"fi": "A", "und": "B"}


def test_an_over_long_title_is_refused_with_its_place(reader, elm, claim) -> None:
    claim["title"] = {"en": "x" * 100_000}
    error = reader.refusal(elm)
    assert (error.code, error.place) == ("too_long", "/credentialSubject/hasClaim/title/en")


def test_control_characters_are_shown_and_noticed(reader, elm, claim) -> None:
    claim["title"] = {"en": "Data\x1b[31m \u202eEthics"}
    award = reader.award(elm)
    assert award.title.value["en"] == "Data\ufffd[31m \ufffdEthics"
    assert noticed(award, "suspicious")


def test_values_of_odd_types_are_not_believed(reader, elm, claim) -> None:
    for name in list(claim):
        if name not in {"id", "type"}:
            for odd in ([], {}, None, True, 5, "x", [[]], [{"id": 5}]):
                reader_input = {
                    **elm,
                    "credentialSubject": {**elm["credentialSubject"], "hasClaim": {**claim, name: odd}},
                }
                assert reader.award(reader_input).part == "/credentialSubject/hasClaim"
