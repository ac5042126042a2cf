"""The seven criteria: every combination of what they are rated by, against the table of the literature in plain Python;
and the advice that follows from the ratings for each purpose."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from by_facts import PURPOSES, judged, ratings
from passerelle.judgement import Judgement, judge
from test_constitution import CASES, Facts, rules

UNKNOWN = None
TRUTHS = (True, False, UNKNOWN)
ONLINE, ON_SITE, BLENDED = ("online",), ("onsite",), ("onsite", "blended")
FORMS = (ONLINE, ON_SITE, BLENDED, UNKNOWN)


def quality(external_at_issue: Any, internal: Any, external: Any, stated: Any, absent: Any) -> str | None:
    if external_at_issue:
        return "strong" if internal else "substantial"
    lapsed = external_at_issue is False
    if stated:
        return "weak" if lapsed or not external else None
    return "none" if absent else None


def verification(participation: Any, authentic: Any, means: Any) -> str | None:
    if participation is UNKNOWN:
        return None
    if participation == ON_SITE:
        return "not_asked"
    if authentic is False or (authentic is UNKNOWN and means == "impossible"):
        return "none"
    if authentic is UNKNOWN:
        return None
    by_means = {"details": "some", "copy": "limited", "impossible": "limited"}
    return by_means.get(means, "secure")


def level(basis: Any, status: Any, frameworks: Any) -> str | None:
    table = {
        "registered": "strong", "judged": "strong", "framework": "substantial", "implied": "weak", "absent": "none",
    }  # fmt: skip
    if basis != "declared":
        return table.get(basis)
    if frameworks is UNKNOWN:
        return "weak"
    if status is UNKNOWN:
        return None
    return "substantial" if status == "formal" else "weak"


def outcomes(form: Any, assessed: Any) -> str | None:
    if form == "stated":
        return {True: "strong", False: "substantial", UNKNOWN: None}[assessed]
    return {"topics": "weak", "absent": "none", UNKNOWN: None}[form]


def workload(conversion: Any) -> str | None:
    if conversion is UNKNOWN:
        return None
    if conversion == "same":
        return "strong"
    if conversion == "absent":
        return "none"
    return "weak" if conversion in ("contact_hours", "unknown_unit", "not_convertible") else "substantial"


def by_testing(types: Any, assessed: Any) -> str | None:
    if assessed is not True:
        return "none" if assessed is False else None
    if types is UNKNOWN:
        return None
    if set(types) & {
        "written_exam", "oral_exam", "practical_demonstration", "project", "portfolio", "continuous", "rpl_assessment",
    }:  # fmt: skip
        return "strong"
    return "substantial" if set(types) & {"quiz_auto_marked", "other"} else "weak"


def identification(participation: Any, supervision: Any) -> str | None:
    if participation == ON_SITE:
        return "not_asked"
    if participation is UNKNOWN:
        return None
    return {
        "supervised_onsite_with_id": "strong",
        "supervised_online_with_id": "substantial",
        "supervised_no_id": "weak",
        "unsupervised_no_id": "none",
        UNKNOWN: None,
    }[supervision]


KINDS = (
    "written_exam", "oral_exam", "practical_demonstration", "project", "portfolio", "continuous", "rpl_assessment",
    "quiz_auto_marked", "other", "peer_assessed",
)  # fmt: skip
TYPES = (*((kind,) for kind in KINDS), ("peer_assessed", "quiz_auto_marked"), ("peer_assessed", "project"), UNKNOWN)
CONVERSIONS = (
    "same", "ratio", "hours", "hours_range", "not_convertible", "needs_ratio", "unknown_unit", "contact_hours",
    "absent", UNKNOWN,
)  # fmt: skip
BASES = ("registered", "framework", "declared", "implied", "judged", "absent", UNKNOWN)
MEANS = ("seal", "issuer", "details", "copy", "impossible", UNKNOWN)
SUPERVISION = (
    "unsupervised_no_id", "supervised_no_id", "supervised_online_with_id", "supervised_onsite_with_id", UNKNOWN,
)  # fmt: skip
#: Criterion -> the oracle, and the facts that it is rated by with all their values.
TABLES: dict[str, tuple[Any, dict[str, tuple[Any, ...]]]] = {
    "quality": (
        quality,
        {f"award.quality.{name}": TRUTHS for name in ("external_at_issue", "internal", "external", "stated", "absent")},
    ),
    "verification": (
        verification,
        {"award.participation": FORMS, "award.authentic": TRUTHS, "award.verification": MEANS},
    ),
    "level": (
        level,
        {
            "award.level.basis": BASES,
            "award.issuer.formal_status": ("formal", "non_formal", "unrecognised", UNKNOWN),
            "award.issuer.frameworks": ("FiNQF", UNKNOWN),
        },
    ),
    "outcomes": (
        outcomes,
        {"award.outcomes_form": ("stated", "topics", "absent", UNKNOWN), "award.assessed": TRUTHS},
    ),
    "workload": (workload, {"award.workload.conversion": CONVERSIONS}),
    "testing": (by_testing, {"award.assessment.types": TYPES, "award.assessed": TRUTHS}),
    "identification": (identification, {"award.participation": FORMS, "award.supervision": SUPERVISION}),
}


@pytest.mark.parametrize("criterion", TABLES)
def test_every_combination_is_rated_as_the_table_says(criterion: str) -> None:
    oracle, indicators = TABLES[criterion]
    for values in product(*indicators.values()):
        facts = dict(zip(indicators, values, strict=True))
        found = ratings(judged("exemption", facts, nothing_else=True))[criterion]
        assert found == oracle(*values), (facts, found)


@pytest.mark.parametrize("criterion", [name for name in TABLES if name != "quality"])
def test_a_criterion_has_a_rating_where_everything_is_known(criterion: str) -> None:
    """Quality is not among them: nothing shown and nothing shown to be absent says nothing."""
    oracle, indicators = TABLES[criterion]
    for values in product(*([value for value in each if value is not UNKNOWN] for each in indicators.values())):
        assert oracle(*values) is not None, values


@pytest.mark.parametrize("criterion", TABLES)
def test_more_that_speaks_for_an_award_never_lowers_a_rating(criterion: str) -> None:
    """Where a fact becomes known as one that speaks for the award."""
    order = ["none", "limited", "weak", "some", "substantial", "secure", "strong", "not_asked"]
    good = {
        "award.quality.external_at_issue": True, "award.quality.internal": True, "award.authentic": True,
        "award.verification": "seal", "award.assessed": True, "award.outcomes_form": "stated",
    }  # fmt: skip
    oracle, indicators = TABLES[criterion]
    names = list(indicators)
    for values in product(*indicators.values()):
        before = oracle(*values)
        for place, name in enumerate(names):
            if values[place] is UNKNOWN and name in good and before is not None:
                after = oracle(*values[:place], good[name], *values[place + 1 :])
                assert after is None or order.index(after) >= order.index(before), (values, name)


# Advice -----------------------------------------------------------------------------------------------------------

ASKED = {
    "compulsory": ("quality", "verification", "level", "outcomes", "workload", "testing", "identification"),
    "elective": ("quality", "verification", "level", "workload", "testing"),
    "admission": ("quality", "verification", "level", "outcomes"),
    "employment_nonregulated": ("verification", "outcomes"),
}
#: Red in these leads to validation; in the others the host makes up for it.
TO_VALIDATION = ("quality", "outcomes", "workload", "testing")
GREEN = ("strong", "substantial", "secure", "some", "not_asked")


def advice(judgement: Judgement, purpose: str) -> str:
    """The table of the purposes, in plain Python."""

    def value(name: str) -> Any:
        known = judgement.gathered.facts.get(name)
        return known.value if known else None

    reading = purpose
    if purpose in ("exemption", "credit_elective"):
        elective = purpose == "credit_elective" or value("target.compulsory") is False
        reading = "elective" if elective else "compulsory"
    rated = ratings(judgement)
    if value("award.authentic") is False or value("award.issuer.formal_status") == "mill":
        return "not_recognisable"
    needed = {criterion: rated[criterion] for criterion in ASKED[reading]}
    by_validation = reading in ("compulsory", "elective") and value("award.issuer.formal_status") == "non_formal"
    if by_validation or any(needed.get(criterion) == "none" for criterion in TO_VALIDATION):
        return "treat_via_rpl"
    displaced = value("applicant.situation") == "refugee_like" and (
        value("applicant.documentation") == "unavailable_for_cause"
    )
    enough = value("evidence.portfolio_sufficient") is True or (
        value("evidence.staff_assessment") == "passed" and purpose != "employment_nonregulated"
    )
    if displaced and enough:
        needed = {name: rating for name, rating in needed.items() if name not in ("verification", "identification")}
    if None in needed.values():
        return "insufficient_information"
    met = all(rating in GREEN for rating in needed.values()) and not (displaced and enough)
    return "recognisable_as_credit" if met else "recognisable_with_flexibility"


@settings(max_examples=CASES, deadline=None)
@given(st.integers(0, 2**40), st.sampled_from(PURPOSES), st.sampled_from([0.0, 0.03, 0.15, 0.4]))
def test_the_advice_is_what_the_ratings_say_for_the_purpose(seed: int, purpose: str, unknown: float) -> None:
    gathered = Facts(seed).gathered(purpose, unknown)
    situation = gathered.facts.get("applicant.situation")
    if situation is not None and situation.value == "refugee_like":
        gathered.facts.setdefault("applicant.documentation", situation._replace(value="available"))
    judgement = judge(rules(), gathered)
    assert ratings(judgement)["advice"] == advice(judgement, purpose)


@pytest.mark.parametrize("purpose", ["employment_regulated", "title_use", "stacking"])
def test_for_purposes_without_a_reading_nothing_is_advised(purpose: str) -> None:
    assert ratings(judged("exemption", {"question.purpose": purpose}))["advice"] is None
