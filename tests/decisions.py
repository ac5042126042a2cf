"""Decisions made by hand, for tests that need one without the engine that makes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from passerelle.decision import (
    SCHEMA,
    Basis,
    Booking,
    Condition,
    Confirmation,
    Decision,
    Evidence,
    Fact,
    Finding,
    Kind,
    Notice,
    Outcome,
    PackUsed,
    Purpose,
    Question,
    Receipt,
    Remedy,
    RuleTried,
    Severity,
    Step,
    Trace,
    Truth,
)

RECOGNITION = "lisbon/recognition@2010-06-23"
ANNEX = "eu/annex-1@2022-06-16"
POLICY = "hosts/example-university@2026-01-01"
AS_OF = date(2026, 5, 1)

TITLE = {"en": "Data Ethics in Practice", "sl": "Etika podatkov v praksi"}
TARGET_TITLE = {"en": "Ethics of Data and Algorithms", "sl": "Etika podatkov in algoritmov"}
APPEAL = {
    "en": "You may appeal to the Commission for Study Matters within 15 days of receiving this decision.",
    "sl": "Pritožite se lahko na Komisijo za študijske zadeve v 15 dneh po prejemu te odločitve.",
}

_CALL = "telephone call with the registrar"

FACTS = (
    Fact("award.assessed", "boolean", True, Evidence.ISSUER, "/credentialSubject/hasClaim/0/provenBy"),
    Fact("award.issued", "date", "2026-02-14", Evidence.ISSUER, "/issuanceDate"),
    Fact("award.issuer.country", "country", "FI", Evidence.ISSUER, "/issuer/location"),
    Fact("award.issuer.formal_status", "term:formal_status", "formal", Evidence.REGISTER, None, "ETER 2025"),
    Fact("award.languages", "set:language", ("en", "sl"), Evidence.ISSUER, "/credentialSubject/hasClaim/0/language"),
    Fact("award.level.eqf", "eqf", "6", Evidence.ISSUER, "/credentialSubject/hasClaim/0/specifiedBy/eqfLevel"),
    Fact("award.outcomes", "collection", 2),
    Fact("award.outcomes[0].statement", "langtext", {"en": "Explains bias in data"}, Evidence.ISSUER, "/o/0"),
    Fact("award.title", "langtext", TITLE, Evidence.ISSUER, "/credentialSubject/hasClaim/0/title"),
    Fact("award.workload.credits", "credits", "7.5", Evidence.ISSUER, "/credentialSubject/hasClaim/0/creditPoint"),
    Fact("policy.outcome_coverage", "percentage", "80", Evidence.HOST, "line 9", POLICY),
    Fact("target.credits", "credits", "6", Evidence.HOST, "line 5"),
    Fact("target.level", "eqf", "6", Evidence.HOST, "line 6"),
    Fact("target.title", "langtext", TARGET_TITLE, Evidence.HOST, "line 3"),
)
STEPS = (
    Step("S1", {"en": "Complete", "sl": "Popolnost"}, "passed"),
    Step("S7", {"en": "Level", "sl": "Raven"}, "passed", (f"{RECOGNITION}#level-below-target",)),
    Step("S8", {"en": "Learning outcomes", "sl": "Učni izidi"}, "not reached"),
)


def known(*changed: Fact) -> tuple[Fact, ...]:
    """The facts, with some changed or added."""
    by_name = {fact.name: fact for fact in (*FACTS, *changed)}
    return tuple(by_name[name] for name in sorted(by_name))


def finding(rule: str, kind: str, **changed: Any) -> Finding:
    """A finding about the award, without a title and without a message unless they are given."""
    return Finding(**{"rule": rule, "kind": kind, "subject": "award", "title": {}, "message": {}, **changed})


def decision(outcome: Outcome, **changed: Any) -> Decision:
    """A decision on an exemption, with the facts above."""
    kind = Kind.CONFORMANCE if "CONFORM" in outcome else Kind.RECOGNITION
    question = Question(kind=kind, as_of=AS_OF)
    if kind is Kind.RECOGNITION:
        question = Question(
            kind=kind, as_of=AS_OF, host="example-university", purpose=Purpose.EXEMPTION, target="DE-501"
        )
    values: dict[str, Any] = {
        "schema": SCHEMA,
        "question": question,
        "award_title": TITLE,
        "host_name": {},
        "outcome": outcome,
        "steps": STEPS if kind is Kind.RECOGNITION else (),
        "booking": None,
        "reasons": (),
        "findings": (),
        "remedies": (),
        "notices": (),
        "appeal": APPEAL if kind is Kind.RECOGNITION else None,
        "trace": Trace(known(), _TRIED),
        "receipt": _receipt(kind),
    }
    return Decision(**{**values, **changed})


def with_facts(made: Decision, facts: Iterable[Fact]) -> Decision:
    """The decision with other facts in its trace."""
    return decision(
        made.outcome,
        question=made.question, reasons=made.reasons, findings=made.findings, remedies=made.remedies,
        notices=made.notices, booking=made.booking,
        trace=Trace(tuple(sorted(facts, key=lambda fact: fact.name)), made.trace.rules),
    )  # fmt: skip


def full() -> Decision:
    """Recognised in full: 6 of 7.5 credits are booked, and one difference is not substantial."""
    return decision(
        Outcome.RECOGNISED_FULL,
        booking=Booking("DE-501", TARGET_TITLE, "6", "6", "1.5", "none"),
        reasons=(
            finding(
                f"{RECOGNITION}#no-substantial-difference", "outcome", step="S13", result="RECOGNISED_FULL",
                title={"en": "No substantial difference", "sl": "Ni bistvene razlike"},
                message={
                    "en": "{award.title} covers what {target.title} asks for.",
                    "sl": "Mikrokvalifikacija »{award.title}« pokriva zahteve učne enote »{target.title}«.",
                },
                basis=(Basis("LRC VI.1", unverified=True), Basis("EAR manual, chapter 10")),
                required=("not substantial.difference",),
                facts=("award.level.eqf", "target.level"),
            ),
        ),
        findings=(
            finding(
                f"{RECOGNITION}#workload-larger", "difference", element="workload", weight="minor", step="S9",
                message={
                    "en": "{award.title} has {award.workload.credits} ECTS, {target.title} {target.credits} ECTS.",
                    "sl": "{award.title} ima {award.workload.credits} ECTS, {target.title} {target.credits} ECTS.",
                },
                basis=(Basis("Revised Recommendation 2010"),),
                facts=("award.workload.credits", "target.credits"),
            ),
        ),
        notices=(Notice(code="parts", place="/credentialSubject/hasClaim/0/hasPart", values=("2",)),),
    )  # fmt: skip


def refused() -> Decision:
    """Refused: four levels too low."""
    facts = known(
        Fact("award.level.eqf", "eqf", "4", Evidence.SIGNED, "/credentialSubject/hasClaim/0/specifiedBy/eqfLevel"),
        Fact("policy.level_tolerance", "integer", 1, Evidence.HOST, "line 8", POLICY),
    )
    remedies = (
        Remedy("learner", {"en": "Ask for elective credit.", "sl": "Zaprosite za izbirne kreditne točke."}),
        Remedy("issuer", None, "award.level.stated"),
    )
    return decision(
        Outcome.REFUSED,
        reasons=(
            finding(
                f"{RECOGNITION}#level-below-target", "difference", element="level", weight="substantial", step="S7",
                title={"en": "The level is too low", "sl": "Raven je prenizka"},
                message={
                    "en": "{award.title} is at EQF level {award.level.eqf}, {target.title} needs level {target.level}.",
                    "sl": "{award.title} je na ravni EOK {award.level.eqf}, {target.title} terja raven {target.level}.",
                },
                basis=(Basis("LRC VI.1", unverified=True), Basis("EAR manual, chapter 10")),
                required=("award.level.eqf < target.level - policy.level_tolerance",),
                facts=("award.level.eqf", "target.level", "policy.level_tolerance"),
                remedies=remedies,
            ),
        ),
        remedies=remedies,
        trace=Trace(facts, _TRIED),
    )  # fmt: skip


def further_information() -> Decision:
    """Two facts are missing, and the officer has confirmed one other; the document contradicts itself."""
    missing = ("award.level.eqf", "award.workload.credits")
    remedies = tuple(Remedy("issuer", None, name) for name in missing)
    facts = known(
        Fact("award.authentic", "boolean", True, Evidence.HOST, None, _CALL),
        *(Fact(fact.name, fact.type, None) for fact in FACTS if fact.name in missing),
    )
    return decision(
        Outcome.FURTHER_INFORMATION_NEEDED,
        question=Question(
            kind=Kind.RECOGNITION, as_of=AS_OF, host="example-university", purpose=Purpose.CREDIT_ELECTIVE,
            confirmations=(Confirmation(fact="award.authentic", value="true", note=_CALL),),
        ),
        reasons=(
            finding(
                f"{RECOGNITION}#level-and-workload", "unknown", step="S1", missing=missing,
                title={"en": "The award is described completely", "sl": "Mikrokvalifikacija je popolno opisana"},
                message={"en": "Said only where the rule applies.", "sl": "Velja le, če se pravilo uporabi."},
                basis=(Basis("Revised Recommendation 2010"),),
                remedies=remedies, facts=missing,
            ),
        ),
        remedies=remedies,
        notices=(
            Notice(
                code="contradiction", place="/b",
                values=("workload", "5 ECTS", "/a", "6 ECTS", "/b"),
            ),
            Notice(code="ignored", place="/x/ECTS", values=("ECTS", "is not a term of the format")),
        ),
        trace=Trace(facts, _TRIED),
    )  # fmt: skip


def conformance() -> Decision:
    """Not conformant: one clause of each result."""

    def check(clause: str, result: str, severity: Severity, en: str, sl: str, **changed: Any) -> Finding:
        return finding(
            f"{ANNEX}#{clause}", "check", clause=clause, result=result, severity=severity,
            title={"en": en, "sl": sl}, basis=(Basis(f"2022/C 243/02, Annex I, {clause}"),), **changed,
        )  # fmt: skip

    remedies = (
        Remedy("issuer", {"en": "State the learning outcomes.", "sl": "Navedite učne izide."}),
        Remedy("issuer", None, "award.participation"),
    )
    return decision(
        Outcome.NOT_CONFORMANT,
        reasons=(
            check(
                "M6", "FAIL", Severity.MANDATORY, "Learning outcomes are stated", "Učni izidi so navedeni",
                message={"en": "{award.title} has no learning outcomes.", "sl": "{award.title} nima učnih izidov."},
                facts=("award.outcomes",), remedies=remedies[:1],
            ),
            check(
                "M10", "UNKNOWN", Severity.MANDATORY, "Form of participation", "Oblika udeležbe",
                missing=("award.participation",), remedies=remedies[1:],
            ),
        ),
        findings=(
            check("M11", "DECLARED", Severity.CONDITIONAL, "Quality assurance", "Zagotavljanje kakovosti"),
            check("M2", "PASS", Severity.MANDATORY, "Title", "Naziv", facts=("award.title",)),
            check("M1", "PASS", Severity.MANDATORY, "Identification of the learner", "Identifikacija učečega se"),
            check("O1", "NOT_APPLICABLE", Severity.ADVISORY, "Prerequisites", "Vpisni pogoji"),
        ),
        remedies=remedies,
    )  # fmt: skip


EXAMPLES = {
    "full": full,
    "refused": refused,
    "further-information": further_information,
    "conformance": conformance,
}

_TRIED = (
    RuleTried(
        f"{RECOGNITION}#level-below-target",
        "award",
        "not fired",
        (Condition("award.level.eqf < target.level - policy.level_tolerance", Truth.FALSE, 14),),
    ),
    RuleTried(
        f"{RECOGNITION}#workload-larger",
        "award",
        "fired",
        (Condition("award.workload.credits > target.credits", Truth.TRUE, 31),),
        1,
    ),
)


def _receipt(kind: Kind) -> Receipt:
    pack = ANNEX if kind is Kind.CONFORMANCE else RECOGNITION
    name, _, version = pack.partition("@")
    return Receipt(
        engine="passerelle 0.1.0",
        kernel="durable-rules 2.0.28",
        as_of=AS_OF.isoformat(),
        packs=(PackUsed(name, version, "3f" * 32),),
        vocabulary="a1" * 32,
        document="0d" * 32,
        format="elm-3",
        award="b2" * 32,
        target="c3" * 32 if kind is Kind.RECOGNITION else None,
    )
