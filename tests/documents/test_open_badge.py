"""Open Badges 3.0: as JSON and as JWT, with the Dutch extensions and their traps."""

from __future__ import annotations

import base64
import json
from datetime import date
from fractions import Fraction

import pytest
from noticing import noticed

from passerelle.decision.values import Level, Workload

PLACE = "/credentialSubject/achievement"


def _jwt(*parts: object) -> str:
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)


def test_the_example_badge_has_credits_of_no_known_system(reader, badge) -> None:
    award = reader.award(badge)
    assert award.format == "open-badge-3"
    assert award.title.value == {"en": "Facilitating Online Workshops"}
    assert [one.value for one in award.workloads] == [Workload(Fraction(3), "unspecified")]
    assert award.workloads[0].place == f"{PLACE}/creditsAvailable"
    assert award.holder.name.value == "Ana Zgled"
    assert award.awarding_bodies[0].country.value == "IE"
    assert award.awarding_bodies[0].locality.value == "Galway"
    assert (award.issued.value, award.achieved.value) == (date(2025, 6, 2), date(2025, 5, 30))
    assert award.grade.value.value == "Merit"
    assert len(award.outcomes) == 2
    assert award.levels == ()
    assert award.assessments == ()
    assert award.proof is None


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_badge_in_a_jwt_reads_like_the_badge_inside(reader, badge, wrapped) -> None:
    award = reader.award(_jwt({"alg": "RS256"}, {"vc": badge} if wrapped else badge) + ".AAAA")
    assert award.proof.value == "vc-jwt"
    assert award.title.place == ("/vc" if wrapped else "") + f"{PLACE}/name"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (_jwt({"alg": "RS256", "typ": "JWT", "jwk": {"kty": "RSA"}}), "jwt_incomplete"),
        (_jwt({"alg": "RS256"}, {"a": 1}), "jwt_incomplete"),
        (_jwt({"alg": "RS256"}) + "..AAAA", "jwt_incomplete"),
        (_jwt({"alg": "RS256"}, {"a": 1}) + ".AAAA", "unknown_format"),
        (_jwt({"alg": "RSA-OAEP"}) + ".A.A.A.A", "jwt_encrypted"),
        (_jwt({"alg": "RS256"}) + "._w.AAAA", "jwt_damaged"),
        (_jwt({"alg": "RS256"}, {"a": 1}) + ".AAAA~WyJzYWx0Il0~", "not_supported"),
    ],
)
def test_a_jwt_that_is_not_whole_is_refused(reader, text, code) -> None:
    assert reader.refusal(text).code == code


def test_the_kind_of_proof_is_named_and_nothing_counts_as_signed(reader, badge) -> None:
    badge["proof"] = [{"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}]
    award = reader.award(badge)
    assert award.proof.value == "data-integrity eddsa-rdfc-2022"
    assert award.title.evidence == "issuer"


def test_the_claims_of_a_jwt_complete_the_badge(reader, badge) -> None:
    for name in ("issuer", "validFrom", "id"):
        del badge[name]
    claims = {"iss": "did:example:1", "nbf": 1748822400, "exp": 1780358400, "jti": "urn:uuid:1", "vc": badge}
    award = reader.award(_jwt({"alg": "RS256"}, claims) + ".AAAA")
    assert (award.issued.value, award.issued.place) == (date(2025, 6, 2), "/nbf")
    assert (award.valid_until.value, award.valid_until.place) == (date(2026, 6, 2), "/exp")
    assert award.identifier.value == "urn:uuid:1"
    assert award.awarding_bodies[0].other_identifiers[0].value.value == "did:example:1"


def test_a_claim_that_differs_from_the_badge_is_a_contradiction(reader, badge) -> None:
    award = reader.award(_jwt({"alg": "RS256"}, {"nbf": 0, "vc": badge}) + ".AAAA")
    assert award.issued.value == date(2025, 6, 2)
    assert noticed(award, "contradiction")[0].values[3:] == ("1970-01-01", "/nbf")


def test_a_claim_that_is_no_time_is_an_error(reader, badge) -> None:
    assert reader.refusal(_jwt({"alg": "RS256"}, {"exp": 10**30, "vc": badge}) + ".AAAA").place == "/exp"


# The Dutch extensions


@pytest.fixture
def dutch(badge, achievement):
    del achievement["creditsAvailable"]
    achievement.update(
        {
            "inLanguage": "nl-NL",
            "SBU": 240,
            "educationProgramIdentifier": 20121343,
            "alignment": [{"type": ["Alignment"], "targetType": "ext:EQF", "targetName": "EQF level 4",
                           "targetCode": "4", "targetUrl": "https://badges.example.org/eqf"}],
            "supervisionType": "onsite with identity verification",
            "identityChecked": True,
        }
    )  # fmt: skip
    return badge


def test_sbu_are_hours_of_study(reader, dutch) -> None:
    award = reader.award(dutch)
    assert [one.value for one in award.workloads] == [Workload(Fraction(240), "hours", hours_kind="learner")]
    assert [one.value for one in award.levels] == [Level("EQF", "4")]
    assert award.supervision.value == "supervised_onsite_with_id"
    assert award.title.value == {"nl-NL": "Facilitating Online Workshops"}
    assert award.further_information[0].value == "20121343"


def test_ects_written_as_a_decimal_is_exact(reader, dutch, achievement) -> None:
    del achievement["SBU"]
    text = json.dumps(dutch).replace('"alignment"', '"ECTS": 3.0, "alignment"', 1)
    assert [one.value for one in reader.award(text).workloads] == [Workload(Fraction(3), "ECTS")]


def test_an_unchecked_identity_contradicts_verified_supervision(reader, dutch, achievement) -> None:
    achievement["identityChecked"] = False
    assert noticed(reader.award(dutch), "contradiction")[0].values[0] == "supervision"


def test_context_for_at_context_is_read_and_suspicious(reader, dutch) -> None:
    dutch["context"] = dutch.pop("@context")
    assert noticed(reader.award(dutch), "suspicious")[0].place == "/context"


def test_ects_outside_the_achievement_is_not_believed(reader, badge) -> None:
    badge["credentialSubject"]["ECTS"] = 30
    award = reader.award(badge)
    assert [one.value.unit for one in award.workloads] == ["unspecified"]
    assert noticed(award, "ignored")[0].place == "/credentialSubject/ECTS"


def test_a_quality_alignment_is_quality_and_no_outcome(reader, dutch, achievement) -> None:
    achievement["alignment"].append(
        {"type": ["Alignment"], "targetType": "ext:QualityAssurance", "targetName": "Decision 7",
         "targetUrl": "https://data.example.org/decisions/7"}
    )  # fmt: skip
    award = reader.award(dutch)
    assert award.quality[0].report.value == "https://data.example.org/decisions/7"
    assert award.outcomes == ()


# Contradictions and what cannot be


@pytest.mark.parametrize("value", [-3, 0, "NaN", "many"])
@pytest.mark.parametrize("name", ["ECTS", "SBU", "creditsAvailable"])
def test_an_impossible_workload_is_an_error_with_its_place(reader, badge, achievement, name, value) -> None:
    achievement[name] = value
    assert reader.refusal(badge).place == f"{PLACE}/{name}"


def test_a_level_that_does_not_exist_is_an_error(reader, dutch, achievement) -> None:
    achievement["alignment"][0]["targetCode"] = "9"
    assert reader.refusal(dutch).place == f"{PLACE}/alignment/0/targetCode"


def test_a_name_and_a_code_of_two_levels_are_a_contradiction(reader, dutch, achievement) -> None:
    achievement["alignment"][0]["targetCode"] = "5"
    award = reader.award(dutch)
    assert award.levels[0].value.label == "5"
    assert noticed(award, "contradiction")


def test_credits_earned_that_differ_from_those_available_are_a_contradiction(reader, badge) -> None:
    badge["credentialSubject"]["creditsEarned"] = 2
    award = reader.award(badge)
    assert [one.value.amount for one in award.workloads] == [3, 2]
    assert noticed(award, "contradiction")


def test_a_creator_other_than_the_issuer_is_the_awarding_body_and_noticed(reader, badge, achievement) -> None:
    achievement["creator"] = {"id": "https://other.example.org", "type": ["Profile"], "name": "Other"}
    award = reader.award(badge)
    assert award.awarding_bodies[0].name.value == {"und": "Other"}
    assert award.sealed_by.name.value == {"und": "Open Learning Collective"}
    assert noticed(award, "suspicious")[0].values[0] == "creator"


def test_an_unknown_country_is_unknown(reader, badge) -> None:
    badge["issuer"]["address"] = {"addressCountryCode": "XX", "addressCountry": "Naboo"}
    award = reader.award(badge)
    assert award.awarding_bodies[0].country is None
    assert noticed(award, "unmapped")[0].values == ("country", "XX")


def test_a_result_that_failed_is_no_pass(reader, badge) -> None:
    badge["credentialSubject"]["result"] = [{"type": ["Result"], "status": "Failed", "value": "Fail"}]
    assert reader.award(badge).grade.passed.value is False


def test_a_badge_without_achievement_is_refused(reader, badge) -> None:
    del badge["credentialSubject"]["achievement"]
    assert reader.refusal(badge).code == "no_award"
