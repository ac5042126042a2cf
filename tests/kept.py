"""One hand-made decision with its inputs, for tests of the store that need no rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from passerelle.decision import (
    SCHEMA,
    Award,
    Decision,
    Eqf,
    Evidence,
    Fact,
    Finding,
    Kind,
    Outcome,
    PackUsed,
    Purpose,
    Question,
    Receipt,
    Remedy,
    Stated,
    Target,
    Trace,
    Workload,
    canonical_json,
    sha256,
)

PACK = b"id: example\n"
SOURCES = {sha256(PACK): PACK, sha256(b"words"): b"words"}

AWARD = Award(
    document=sha256(b"a document"),
    format="elm-3",
    part="/credentialSubject/hasClaim",
    title=Stated({"en": "Data Ethics", "sl": "Etika podatkov"}, "/title"),
    issued=Stated(date(2025, 6, 30), "/issued"),
    workloads=(Stated(Workload(Fraction(10, 3), "ECTS"), "/workload", Evidence.ISSUER),),
)
TARGET = Target(
    id="ethics-101", host="example", title={"en": "Ethics"}, sha256="0" * 64, credits=Fraction(15, 2), level=Eqf(6)
)
DECISION = Decision(
    schema=SCHEMA,
    question=Question(
        kind=Kind.RECOGNITION,
        as_of=date(2026, 9, 1),
        host="example",
        purpose=Purpose.EXEMPTION,
        target="ethics-101",
    ),
    award_title={"en": "Data Ethics", "sl": "Etika podatkov"},
    host_name={"en": "Example University"},
    outcome=Outcome.REFUSED,
    steps=(),
    booking=None,
    reasons=(
        Finding(
            rule="example@2026-09-01#level",
            kind="outcome",
            subject="award",
            title={"en": "Level"},
            message={"en": "The level is {award.level}."},
            remedies=(Remedy(by="learner", text={"en": "Appeal."}),),
        ),
    ),
    findings=(),
    remedies=(),
    notices=(),
    appeal=None,
    trace=Trace(facts=(Fact("award.level", "eqf", "5", Evidence.ISSUER, "/level"),), rules=()),
    receipt=Receipt(
        engine="0.1.0",
        kernel="durable-rules 2.0.28",
        as_of="2026-09-01",
        packs=(PackUsed("example", "2026-09-01", sha256(PACK)),),
        vocabulary=sha256(b"words"),
        document=AWARD.document,
        format=AWARD.format,
        award=sha256(canonical_json(AWARD)),
        target=sha256(canonical_json(TARGET)),
    ),
)


def decided(**changes: Any) -> Decision:
    """The decision with other members."""
    return replace(DECISION, **changes)
