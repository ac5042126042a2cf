"""Decisions made by hand, for tests that need one without the engine that makes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from passerelle.decision import (
    SCHEMA,
    AgreedComponent,
    Amount,
    Applicant,
    Application,
    Basis,
    Booking,
    Condition,
    Confirmation,
    Decision,
    Evidence,
    Fact,
    Finding,
    Kind,
    LearningAgreement,
    Notice,
    Outcome,
    PackUsed,
    Pending,
    Proviso,
    Purpose,
    Question,
    Receipt,
    Remedy,
    RuleTried,
    Severity,
    Step,
    Timing,
    Trace,
    Truth,
)

RECOGNITION = "lisbon/recognition@2010-06-23"
CRITERIA = "lisbon/criteria@2010-06-23"
ANNEX = "eu/annex-1@2022-06-16"
POLICY = "hosts/example-university/recognition@2026-01-01"
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


def _outcomes(*covered: bool | None) -> tuple[Fact, ...]:
    """Outcomes of the component and whether the award covers them; the last one is not essential."""
    statements = (
        ("Identifies who is affected by data", "Prepozna, koga podatki zadevajo"),
        ("Assesses fairness", "Presodi poštenost"),
        ("Knows the history of privacy", "Pozna zgodovino zasebnosti"),
    )
    found: list[Fact] = []
    for number, (state, (english, slovenian)) in enumerate(zip(covered, statements, strict=True)):
        name = f"target.outcomes[{number}]"
        text = {"en": english, "sl": slovenian}
        found += [
            Fact(f"{name}.statement", "langtext", text, Evidence.HOST, f"line {12 + number}"),
            Fact(f"{name}.essential", "boolean", number < 2, Evidence.HOST, f"line {12 + number}"),
            Fact(f"{name}.covered", "boolean", state, Evidence.INFERRED),
        ]
    return tuple(found)


def _rated(criterion: str, rating: str, en: str, sl: str) -> Finding:
    return finding(
        f"{CRITERIA}#{criterion}-{rating}", "criterion", element=criterion, result=rating,
        title={"en": f"{criterion}", "sl": f"{criterion}"}, message={"en": en, "sl": sl},
        basis=(Basis("ENIC-NARIC: Micro-credentials"),), facts=("award.workload.credits",),
    )  # fmt: skip


RATINGS = (
    _rated("quality", "strong", "An external review covered it.", "Zajela jo je zunanja presoja."),
    _rated("verification", "limited", "Only the holder's copy was seen.", "Predložen je le imetnikov izvod."),
    _rated("level", "strong", "The level is in a register.", "Raven je vpisana v register."),
    _rated("outcomes", "substantial", "The outcomes are stated.", "Učni izidi so navedeni."),
    _rated("testing", "none", "How they were assessed is not stated.", "Kako so bili ocenjeni, ni navedeno."),
    _rated("identification", "not_asked", "It was taught on site.", "Izobraževanje je potekalo na kraju samem."),
    _rated("advice", "recognisable_with_flexibility", "Recognise in part.", "Priznajte delno."),
)  # fmt: skip


def partial() -> Decision:
    """Recognised in part, late, for somebody with a learning agreement: everything that a decision can say."""
    covering = finding(
        f"{RECOGNITION}#outcome-covered", "conclusion", subject="target.outcomes[0] & award.outcomes[0]",
        element="covered", title={"en": "Covered by the same outcome", "sl": "Pokrito z istim učnim izidom"},
        message={"en": "Covered.", "sl": "Pokrito."},
    )  # fmt: skip
    facts = known(
        *_outcomes(True, False, None),
        Fact("award.holder.name", "text", "Mila Novak", Evidence.ISSUER, "/credentialSubject/name"),
        Fact("award.issuer.name", "langtext", {"en": "University of the North"}, Evidence.ISSUER, "/issuer/name"),
        Fact("award.quality.external_at_issue", "boolean", True, Evidence.REGISTER, None, "DEQAR"),
        Fact("award.quality.external_today", "boolean", None),
        Fact("policy.grade_choice", "term:grade_choice", "largest_overlap", Evidence.HOST, "line 22", RECOGNITION),
        Fact("policy.partial_coverage", "percentage", "40", Evidence.HOST, "line 10", POLICY),
    )
    remedies = (
        Remedy("learner", {"en": "Complete the module on fairness.", "sl": "Opravite modul o poštenosti."}),
        Remedy("host", {"en": "Accept further outcomes for your own.", "sl": "Sprejmite še druge učne izide."}),
    )
    return decision(
        Outcome.RECOGNISED_PARTIAL,
        question=Question(
            kind=Kind.RECOGNITION, as_of=AS_OF, host="example-university", purpose=Purpose.EXEMPTION, target="DE-501",
            application=Application(
                id="2026/117", received=date(2025, 11, 20), complete=date(2025, 12, 1),
                applicant=Applicant(name="Mila Novak", situation="refugee_like"),
                agreement=LearningAgreement(
                    host="example-university", signed=True, signed_on=date(2025, 9, 1),
                    components=(AgreedComponent(component="DE-501", title="Data Ethics in Practice", passed=True),),
                ),
                facts=(("evidence.recent_practice", "2026-01-01"),),
            ),
        ),
        host_name={"en": "Example University", "sl": "Univerza Zgled"},
        booking=Booking(
            "DE-501", TARGET_TITLE, "3", "6", "3", "distribution",
            amounts=(
                ("credits", Amount("6", "ECTS", "3 US-SCH", "2", "the host's policy")),
                ("level", Amount("6", "EQF", "IE-NFQ 8", None, "IE-NFQ 8 = EQF 6 (Europass, Compare qualifications)")),
                ("grade", Amount("26-27", "IT", "14 FR", None, None, None)),
            ),
        ),
        rights={"en": "You need not attend the covered part.", "sl": "Pokritega dela vam ni treba obiskovati."},
        timing=Timing("2025-11-20", "2025-12-01", "2026-04-01", True, "4 months", "Revised Recommendation 2010"),
        reasons=(
            finding(
                f"{RECOGNITION}#part-of-component", "outcome", step="S8", result="RECOGNISED_PARTIAL",
                title={"en": "Part of the component", "sl": "Del predmeta"},
                message={"en": "{target.title} is covered in part.", "sl": "{target.title} je pokrit delno."},
                basis=(Basis("ECTS Users' Guide 2015"),), required=("policy.partial_coverage <= 50 %",),
                facts=("policy.partial_coverage", "target.outcomes[0].covered"), remedies=remedies,
            ),
        ),
        findings=(*RATINGS, covering),
        remedies=remedies,
        trace=Trace(facts, _TRIED),
    )  # fmt: skip


def conditional() -> Decision:
    """Recognised on a condition; the host's policy sets the limit, and it has some days left."""
    remedies = (Remedy("learner", {"en": "Come to the interview.", "sl": "Pridite na pogovor."}),)
    return decision(
        Outcome.RECOGNISED_CONDITIONAL,
        question=Question(
            kind=Kind.RECOGNITION, as_of=AS_OF, host="example-university", purpose=Purpose.EXEMPTION, target="DE-501",
            application=Application(received=date(2026, 4, 20), complete=date(2026, 4, 20)),
        ),
        booking=Booking("DE-501", TARGET_TITLE, "6", "6", "0", "as_issued"),
        proviso=Proviso(
            act={"en": "Pass an interview about {award.title}.", "sl": "Opravite pogovor o »{award.title}«."},
            deadline={"en": "Within a month.", "sl": "V enem mesecu."},
            success={"en": "The component is replaced.", "sl": "Predmet je nadomeščen."},
            failure={"en": "You may still take the examination.", "sl": "Še vedno lahko opravljate izpit."},
        ),
        rights={"en": "You are exempt once you have passed.", "sl": "Oproščeni ste, ko opravite pogovor."},
        timing=Timing("2026-04-20", "2026-04-20", "2026-06-20", False, "2 months", POLICY),
        reasons=(
            finding(
                f"{RECOGNITION}#learned-long-ago", "outcome", step="S7", result="RECOGNISED_CONDITIONAL",
                title={"en": "Learned long ago", "sl": "Pridobljeno pred dolgim časom"},
                message={"en": "It was issued on {award.issued}.", "sl": "Izdana je bila {award.issued}."},
                basis=(Basis("EAR 10"),), required=("award.issued + 5 years < question.as_of",),
                facts=("award.issued",), remedies=remedies,
            ),
        ),
        remedies=remedies,
    )  # fmt: skip


def pending() -> Decision:
    """Suspended by the issuer: the time limit does not run."""
    remedies = (Remedy("issuer", {"en": "Lift the suspension.", "sl": "Odpravite začasno razveljavitev."}),)
    return decision(
        Outcome.PENDING,
        pending=Pending("issuer", {"en": "Is {award.title} still valid?", "sl": "Ali »{award.title}« še velja?"}),
        timing=Timing("2026-04-20", "2026-04-20", None, None, "4 months", RECOGNITION),
        reasons=(
            finding(
                f"{RECOGNITION}#suspended", "outcome", step="S1", result="PENDING",
                title={"en": "Suspended", "sl": "Začasno razveljavljena"},
                message={"en": "The issuer has suspended it.", "sl": "Izdajatelj jo je začasno razveljavil."},
                basis=(Basis("Annex II 7.7"),), required=("award.status = suspended",),
                facts=("award.status",), remedies=remedies,
            ),
        ),
        remedies=remedies,
        trace=Trace(known(Fact("award.status", "term:status", "suspended", Evidence.ISSUER, "/status")), _TRIED),
    )  # fmt: skip


def _short(outcome: Outcome, rule: str, en: str, sl: str, by: str, **changed: Any) -> Decision:
    """A decision with one reason and one remedy."""
    remedies = (Remedy(by, {"en": f"Next: {en}", "sl": f"Naprej: {sl}"}),)
    reason = finding(
        f"{RECOGNITION}#{rule}", "outcome", step="S7", result=outcome.value, title={"en": en, "sl": sl},
        message={"en": f"{en}: {{award.title}}.", "sl": f"{sl}: {{award.title}}."}, basis=(Basis("EAR 11"),),
        required=("award.level.eqf >= EQF 5",), facts=("award.level.eqf",), remedies=remedies,
    )  # fmt: skip
    return decision(outcome, reasons=(reason,), remedies=remedies, **changed)


def alternative() -> Decision:
    """Elective credit in place of the component."""
    return _short(
        Outcome.RECOGNISED_ALTERNATIVE, "elective-instead", "Elective credit", "Izbirne kreditne točke", "learner",
        booking=Booking(None, {}, "7.5", "6", None, "none"),
        rights={"en": "The credit counts.", "sl": "Kreditne točke se upoštevajo."},
    )  # fmt: skip


def referred() -> Decision:
    """To the validation of prior learning; the information is not complete."""
    return _short(
        Outcome.REFERRED_TO_RPL, "participation-only", "Participation only", "Samo udeležba", "learner",
        timing=Timing("2026-04-20", None, None, None, "4 months", RECOGNITION),
    )  # fmt: skip


def not_in_scope() -> Decision:
    """A regulated profession; the host's policy says nothing of an appeal."""
    return _short(
        Outcome.NOT_IN_SCOPE, "regulated-profession", "Regulated profession", "Reguliran poklic", "authority",
        appeal=None,
    )  # fmt: skip


EXAMPLES = {
    "full": full,
    "partial": partial,
    "conditional": conditional,
    "alternative": alternative,
    "further-information": further_information,
    "referred": referred,
    "refused": refused,
    "not-in-scope": not_in_scope,
    "pending": pending,
    "conformance": conformance,
}
#: One decision for each of the nine answers to a question of recognition.
NINE = {name: make for name, make in EXAMPLES.items() if name != "conformance"}

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
    packs = (ANNEX,) if kind is Kind.CONFORMANCE else (RECOGNITION, CRITERIA, POLICY)
    named = [pack.partition("@") for pack in packs]
    return Receipt(
        engine="passerelle 0.1.0",
        kernel="durable-rules 2.0.28",
        as_of=AS_OF.isoformat(),
        packs=tuple(PackUsed(name, version, "3f" * 32) for name, _, version in named),
        vocabulary="a1" * 32,
        document="0d" * 32,
        format="elm-3",
        award="b2" * 32,
        target="c3" * 32 if kind is Kind.RECOGNITION else None,
    )
