"""Awards for tests: one that is complete, and a strategy of many that are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from passerelle.decision import (
    Award,
    Confirmation,
    Evidence,
    Grade,
    Holder,
    Identifier,
    LearningOutcome,
    Level,
    Organisation,
    Quality,
    Stated,
    Workload,
)

AS_OF = date(2026, 1, 15)
ISSUED = date(2025, 11, 20)
OUTCOMES = ["map-stakeholders", "assess-fairness", "apply-gdpr", "write-impact-assessment", "defend-decision"]


def stated(value: Any, place: str = "/x") -> Stated[Any]:
    return Stated(value, place, Evidence.ISSUER)


def outcome(name: str) -> LearningOutcome:
    return LearningOutcome(
        statement=stated({"en": name}), identifiers=(stated(f"https://data.example.fi/outcomes/{name}"),)
    )


BODY = Organisation(
    name=stated({"en": "Example University of Data"}),
    legal_name=stated({"en": "Example University of Data"}),
    legal_identifiers=(stated(Identifier(value="1234567-8", scheme="national")),),
    country=stated("FI"),
    locality=stated("Turku"),
    formal_status=stated("formal"),
    sector=stated("higher_education"),
)

QUALITY = Quality(
    kind=stated("external"),
    standard=stated("ESG"),
    level=stated("institution"),
    body=stated("FINEEC"),
    outcome=stated("positive"),
    valid_from=stated(date(2022, 1, 1)),
    valid_until=stated(date(2028, 1, 1)),
)

COMPLETE = Award(
    document="0" * 64,
    format="elm-3",
    part="/credentialSubject/hasClaim",
    identifier=stated("urn:credential:1"),
    title=stated({"en": "Data Ethics in Practice", "sl": "Podatkovna etika v praksi"}),
    holder=Holder(
        name=stated("Mila Novak"),
        date_of_birth=stated(date(1999, 5, 4)),
        identifiers=(stated(Identifier(value="x-1", scheme="")),),
    ),
    awarding_bodies=(BODY,),
    issued=stated(ISSUED),
    achieved=stated(date(2025, 11, 1)),
    outcomes=tuple(outcome(name) for name in OUTCOMES),
    workloads=(stated(Workload(Fraction(6), "ECTS")),),
    levels=(stated(Level("EQF", "7")),),
    assessments=(stated("written_exam"),),
    assessment_criteria=stated("https://example.fi/criteria"),
    participation=(stated("online"),),
    quality=(QUALITY,),
    supervision=stated("supervised_online_with_id"),
    grade=Grade(value=stated("4"), passed=stated(True)),
    route=stated("course"),
    languages=(stated("en"),),
)

CONFIRMED = (
    Confirmation(fact="award.authentic", value="true"),
    Confirmation(fact="award.holder_matches", value="true"),
)


@st.composite
def confirmations(draw: st.DrawFn) -> tuple[Confirmation, ...]:
    """What an officer may have established, good and bad."""
    chosen = []
    for fact, values in (
        ("award.authentic", ["true", "true", "true", "false", None]),
        ("award.holder_matches", ["true", "true", "true", "false", None]),
        ("award.status", ["active", None, None, "revoked", "suspended"]),
        ("award.quality.absent", [None, None, None, "true", "false"]),
    ):
        value = draw(st.sampled_from(values))
        if value is not None:
            chosen.append(Confirmation(fact=fact, value=value))
    return tuple(chosen)


@st.composite
def awards(draw: st.DrawFn) -> Award:
    """Awards around the complete one: each part as it is, missing, or otherwise."""

    def pick(*values: Any) -> Any:
        return draw(st.sampled_from(values))

    statuses = [stated(s) if s else None for s in ("formal", "formal", None, "non_formal", "unrecognised", "mill")]
    body = replace(
        BODY,
        name=pick(BODY.name, BODY.name, None),
        legal_name=pick(BODY.legal_name, None),
        country=pick(BODY.country, stated("SI"), None),
        formal_status=pick(*statuses),
    )
    valid_until = pick(stated(date(2028, 1, 1)), stated(date(2023, 1, 1)), None)
    qualities = ((), (replace(QUALITY, valid_until=valid_until),), (Quality(kind=stated("internal")),))
    workloads = [
        (stated(Workload(Fraction(amount), unit, hours_kind=kind)),)
        for amount, unit, kind in (
            (6, "ECTS", "unspecified"),
            (5, "ECTS", "unspecified"),
            (3, "ECTS", "unspecified"),
            (12, "ECTS", "unspecified"),
            (100, "hours", "learner"),
            (15, "hours", "contact"),
            (4, "unspecified", "unspecified"),
        )
    ]
    level = pick("EQF 7", "EQF 7", "EQF 6", "EQF 5", "IE-NFQ 9", "IE-NFQ 8", None)
    framework, _, label = (level or "").partition(" ")
    return replace(
        COMPLETE,
        title=pick(COMPLETE.title, COMPLETE.title, None),
        holder=pick(COMPLETE.holder, COMPLETE.holder, Holder()),
        awarding_bodies=pick((body,), (body,), ()),
        issued=pick(COMPLETE.issued, COMPLETE.issued, stated(date(2999, 1, 1)), None),
        valid_until=pick(None, stated(date(2025, 12, 1)), stated(date(2030, 1, 1))),
        outcomes=tuple(outcome(name) for name in OUTCOMES[: pick(5, 5, 4, 3, 1, 0)])
        + pick((), (LearningOutcome(statement=stated({"en": "something else"})),)),
        workloads=pick(*workloads, ()),
        levels=(stated(Level(framework, label)),) if level else (),
        assessments=pick(COMPLETE.assessments, COMPLETE.assessments, (stated("attendance_only"),), ()),
        quality=pick(qualities[1], *qualities),
        validation_stage=pick(None, None, stated("documented"), stated("certified")),
        route=pick(stated("course"), stated("validation"), None),
        participation=pick((stated("online"),), (stated("onsite"),), ()),
    )
