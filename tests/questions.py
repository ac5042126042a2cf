"""Whole questions for properties: a good one for each purpose, and changes by name to everything that is read.

A question is a purpose and a list of changes, so that a failing one shrinks to the few changes that make it fail. Every
change is a plain function of a question; drawing names with a seeded generator makes the same questions anywhere.
"""

from __future__ import annotations

import functools
import os
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from awards import AS_OF, BODY, COMPLETE, OUTCOMES, QUALITY, outcome, stated
from passerelle.decision import (
    AgreedComponent,
    Appeal,
    Applicant,
    Application,
    Award,
    BodyFound,
    Confirmation,
    Consulted,
    Decision,
    Eqf,
    Grade,
    GradingTable,
    Holder,
    Identifier,
    Kind,
    LearningAgreement,
    LearningOutcome,
    Level,
    Notice,
    Organisation,
    Provider,
    Purpose,
    Quality,
    Question,
    RegisterAsked,
    Review,
    SkillLink,
    StatementOfEquivalence,
    TableGrade,
    Target,
    TargetKind,
    Workload,
)
from passerelle.desk import Desk
from passerelle.recognition import Answered, Case
from passerelle.rulepacks import read_values

#: Cases of each property. In the long run: PASSERELLE_PROPERTY_CASES=20000 pytest tests/properties
CASES = int(os.environ.get("PASSERELLE_PROPERTY_CASES", "1000"))
HOST = "example-university"
SPECIFICATION = "urn:example:mc:data-ethics@2"
ISSUER = "1234567-8"
ESCO = "http://data.europa.eu/esco/skill/"


def drawing(share: int = 1) -> settings:
    """Settings of a property with a part of the cases: the same cases in every run."""
    return settings(
        max_examples=max(1, CASES // share), deadline=None, derandomize=True, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that it is decided on. `rules` is the number of the rules that the host has of its own, 0 for
    none; such a host's policy is not changed besides."""

    purpose: str
    target: Target | None
    award: Award
    confirmed: Mapping[str, str]
    policy: Mapping[str, str]
    application: Application | None = None
    consulted: Consulted = Consulted()  # noqa: RUF009 - a frozen value
    as_of: date = AS_OF
    rules: int = 0
    changes: tuple[str, ...] = ()

    @property
    def confirmations(self) -> tuple[Confirmation, ...]:
        return tuple(Confirmation(fact=fact, value=value) for fact, value in self.confirmed.items())

    @property
    def about(self) -> dict[str, Any]:
        return {
            "host": HOST, "purpose": self.purpose, "target": self.target, "as_of": self.as_of,
            "confirmations": self.confirmations, "application": self.application, "consulted": self.consulted,
        }  # fmt: skip

    @property
    def desk(self) -> Desk:
        return own(self.rules) if self.rules else with_policy(tuple(sorted(self.policy.items())))

    def answer(self) -> Answered:
        """The outcome alone."""
        return self.desk.answer(self.award, **self.about)

    def decide(self) -> Decision:
        """The whole decision."""
        return self.desk.recognise(self.award, **self.about)

    def case(self) -> Case:
        """What the engine is given."""
        bench = self.desk
        ruleset, policy = bench.library.recognition(HOST, self.as_of)
        question = Question(
            kind=Kind.RECOGNITION, as_of=self.as_of, host=HOST, purpose=Purpose(self.purpose),
            target=self.target.id if self.target else None, confirmations=self.confirmations,
            application=self.application,
        )  # fmt: skip
        return Case(
            question=question, award=self.award, target=self.target, ruleset=ruleset, policy=policy,
            library=bench.library, vocabulary=bench.vocabulary, consulted=self.consulted,
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"asked({self.purpose!r}, {list(self.changes)!r})"


Change = Callable[[Asked], Asked]


# Hosts ----------------------------------------------------------------------------------------------------------------


@functools.cache
def desk() -> Desk:
    return Desk.open()


@functools.lru_cache(maxsize=64)
def with_policy(policy: tuple[tuple[str, str], ...]) -> Desk:
    return desk().with_policy(HOST, dict(policy))


def _rule(id: str, step: str, when: str, then: str, more: str = "", remedy: bool = True) -> str:
    text = (
        f"  - id: {id}\n    step: {step}\n    title: {{en: {id}, sl: {id}}}\n    when: {when}\n    then: {{{then}}}\n"
        "    basis: Study rules\n    reason: {en: 'It is {award.title}.', sl: 'To je {award.title}.'}\n"
    )
    return text + more + ("    remedy: {by: learner, en: Ask., sl: Vprašajte.}\n" if remedy else "")


_PROVISO = "    proviso:\n" + "".join(
    f"      {part}: {{en: Do it., sl: Storite to.}}\n" for part in ("act", "deadline", "success", "failure")
)
_PENDING = "    pending: {by: host, en: Is it so?, sl: Ali je tako?}\n"
#: Rules that a host may have: each asks, notes, adds a way to a yes, or has a ground that the principles allow.
GOOD_RULES = (
    _rule("field-asked", "S10", "question.purpose = exemption and award.fields is unknown",
          "outcome: FURTHER_INFORMATION_NEEDED"),
    _rule("profile-noted", "S10", "award.orientation is known and award.orientation = professional",
          "difference: profile, weight: minor", remedy=False),
    _rule("spent", "S2", "award.redeemed_for is known", "outcome: REFUSED"),
    _rule("too-low", "S7", "award.level.eqf < EQF 5", "difference: level, weight: substantial"),
    _rule("spoken-with", "S11", "question.purpose = exemption and award.supervision is unknown and not substantial.any",
          "outcome: RECOGNISED_CONDITIONAL",
          "    book: {credits: target.credits, level: target.level}\n" + _PROVISO),
    _rule("looked-at", "S9", "award.workload.credits > 30 ECTS", "outcome: PENDING", _PENDING),
    _rule("old-by-our-rule", "S12", "award.achieved + 9 years < question.as_of and "
          "(evidence.recent_practice is unknown or evidence.recent_practice + 9 years < question.as_of)",
          "difference: currency, weight: minor", remedy=False),
    _rule("counted-here", "S13", "question.purpose = credit_elective and not substantial.any and "
          "award.workload.credits <= 2 ECTS", "outcome: RECOGNISED_FULL",
          "    book: {credits: award.workload.credits, level: award.level.eqf}\n", remedy=False),
)  # fmt: skip
_EVERY = "[admission, exemption, credit_elective, stacking, employment_nonregulated, employment_regulated, title_use]"
_OWN = (
    {},
    {"grade_least": "pass", "testing_least": "substantial"},
    {"currency": "5 years", "revalidation": "not_offered", "languages": "en, sl"},
    {"quality_evidence": "stated", "bridging": "false", "level_tolerance": "1"},
)


@functools.cache
def own(number: int) -> Desk:
    """A host with some of the rules above and some parameters, by a number from 1 to `HOSTS`."""
    some = [rule for place, rule in enumerate(GOOD_RULES) if (place * 7 + number * 3) % 8 < 4]
    bench = desk().with_policy(HOST, {"purposes": _EVERY, **_OWN[number % len(_OWN)]})
    return bench.with_rules(HOST, "rules:\n" + "".join(some))


HOSTS = 8

# Values by their type -------------------------------------------------------------------------------------------------

HOSTILE = ("\x1b[31mred", "{award.title}", "[red]x", "\u202eback", "<script>x</script>", "'; --", "y" * 1500)
_BY_TYPE: dict[str, tuple[str, ...]] = {
    "boolean": ("true", "false"),
    "text": ("x", *HOSTILE[:4]),
    "date": ("2015-05-05", "2025-06-01", AS_OF.isoformat(), "2026-01-16", "2030-01-01"),
    "credits": ("0 ECTS", "2 ECTS", "5 ECTS", "6 ECTS", "40 ECTS"),
    "hours": ("25 hours", "150 hours"),
    "percentage": ("1 %", "50 %", "100 %"),
    "integer": ("0", "1", "3"),
    "eqf": ("EQF 3", "EQF 5", "EQF 6", "EQF 7", "EQF 8"),
    "country": ("FI", "US"),
    "language": ("en", "sl"),
    "duration": ("1 year", "30 months", "10 years"),
}


def values_of(name: str, kind: str) -> tuple[str, ...]:
    """Values of a fact, as officers and policies write them."""
    if kind.startswith("term:"):
        return tuple(sorted(desk().library.terms[kind[5:]]))
    if kind.startswith("set:"):
        return values_of(name, kind[4:])
    return _BY_TYPE.get(kind, ())


# Changes --------------------------------------------------------------------------------------------------------------


def _award(**parts: Any) -> Change:
    return lambda asked: replace(asked, award=replace(asked.award, **parts))


def _body(**parts: Any) -> Change:
    def change(asked: Asked) -> Asked:
        bodies = asked.award.awarding_bodies or (Organisation(),)
        return replace(asked, award=replace(asked.award, awarding_bodies=(replace(bodies[0], **parts), *bodies[1:])))

    return change


def _add_to_award(name: str, more: Any) -> Change:
    return lambda asked: replace(asked, award=replace(asked.award, **{name: (*getattr(asked.award, name), more)}))


def _target(**parts: Any) -> Change:
    return lambda asked: replace(asked, target=replace(asked.target, **parts) if asked.target else None)


def _confirm(fact: str, value: str) -> Change:
    return lambda asked: replace(asked, confirmed={**asked.confirmed, fact: value})


def _unconfirm(fact: str) -> Change:
    return lambda asked: replace(asked, confirmed={f: v for f, v in asked.confirmed.items() if f != fact})


def _policy(name: str, value: str) -> Change:
    return lambda asked: replace(asked, policy={**asked.policy, name: value})


def _application(**parts: Any) -> Change:
    return lambda asked: replace(asked, application=replace(asked.application or Application(), **parts))


def _agreement(**parts: Any) -> Change:
    def change(asked: Asked) -> Asked:
        application = asked.application or Application(applicant=PERSON)
        agreement = application.agreement or agreement_for(asked)
        return replace(asked, application=replace(application, agreement=replace(agreement, **parts)))

    return change


def _consulted(name: str, more: Any) -> Change:
    def change(asked: Asked) -> Asked:
        found = more(asked) if callable(more) else more
        consulted = replace(asked.consulted, **{name: (*getattr(asked.consulted, name), found)})
        return replace(asked, consulted=consulted)

    return change


PERSON = Applicant(name="Mila Novak", date_of_birth=date(1999, 5, 4))


def agreement_for(asked: Asked) -> LearningAgreement:
    """A learning agreement that promises what is asked."""
    component = asked.target.id if asked.target and asked.purpose != "credit_elective" else ""
    line = AgreedComponent(component=component, title="Data Ethics in Practice", passed=True, place="line 12")
    return LearningAgreement(
        learner="Mila Novak", date_of_birth=date(1999, 5, 4), host=HOST, sending=ISSUER, signed=True, components=(line,)
    )


def statement(id: str, **parts: Any) -> Callable[[Asked], StatementOfEquivalence]:
    """A statement of the host on what is asked."""

    def make(asked: Asked) -> StatementOfEquivalence:
        component = asked.target.id if asked.target and asked.purpose != "credit_elective" else ""
        values = {
            "authority": "Programme board", "kind": "equivalence", "strength": "binding", "accepted": True,
            "component": component, "title": {}, "specifications": (SPECIFICATION,), "issuers": (ISSUER,),
            "made": date(2025, 10, 1), **parts,
        }  # fmt: skip
        return StatementOfEquivalence(id=id, host=HOST, **values)

    return make


REVIEW = Review(
    agency="FINEEC", standard="ESG", level="institution", outcome="positive", valid_from=date(2022, 1, 1),
    valid_until=date(2028, 1, 1),
)  # fmt: skip
PROVIDER = Provider(
    register="DEQAR", record="INST1", legal_name="Example University of Data", formal_status="formal", country="FI",
    identifiers=(Identifier(value=ISSUER, scheme="national"),), reviews=(REVIEW,), retrieved=date(2026, 1, 10),
)  # fmt: skip


def _found(*providers: Provider, body: int = 0) -> Change:
    return _consulted("bodies", BodyFound(body=body, providers=providers, by=ISSUER))


def _amount(number: str, unit: str, kind: str = "unspecified", up_to: str | None = None) -> Any:
    return stated(Workload(Fraction(number), unit, Fraction(up_to) if up_to else None, kind))


def _table(id: str, scale: str, issuers: tuple[str, ...], labels: Iterable[str]) -> GradingTable:
    grades = tuple(TableGrade(label=label, share=Fraction(1, 4)) for label in labels)
    return GradingTable(id=id, host=HOST, scale=scale, grades=grades, issuers=issuers)


_LEVELS = ("EQF 8", "EQF 6", "EQF 5", "EQF 3", "FI-FiNQF 7", "IE-NFQ 9", "SQF 8", "QF-EHEA second", "Coursera advanced")
_SIMPLE: dict[str, tuple[Any, ...]] = {
    "identifier": (None,),
    "title": (None, *(stated({"en": text}) for text in HOSTILE)),
    "holder": (Holder(), Holder(name=stated("Mila Kovač")), Holder(name=stated(HOSTILE[0]))),
    "awarding_bodies": ((),),
    "specification": (stated(SPECIFICATION), stated("urn:other")),
    "issued": (None, stated(date(2015, 1, 1)), stated(date(2027, 1, 1))),
    "achieved": (None, stated(date(2015, 1, 1)), stated(date(2027, 1, 1))),
    "valid_until": (stated(date(2025, 12, 1)), stated(date(2030, 1, 1))),
    "outcomes": (
        *(tuple(outcome(name) for name in OUTCOMES[:count]) for count in (0, 1, 3, 4)),
        (LearningOutcome(statement=stated({"en": "Ethics"})),),
        (LearningOutcome(statement=stated({"de": "Bewertet die Fairness eines Modells"})),),
        (LearningOutcome(identifiers=(stated(f"{ESCO}narrow"),)),),
    ),
    "workloads": (
        (), (_amount("0", "ECTS"),), (_amount("1/2", "ECTS"),), (_amount("3", "ECTS"),), (_amount("60", "ECTS"),),
        (_amount("5", "ECTS", up_to="7"),), (_amount("4", "US-SCH"),), (_amount("20", "CATS"),),
        (_amount("100", "hours", "learner"),), (_amount("15", "hours", "contact"),), (_amount("4", "unspecified"),),
        (_amount("6", "weeks"),), (_amount("1", "CEU"),), (_amount("6", "ECTS"), _amount("5", "ECTS")),
    ),
    "levels": ((), *((stated(Level(*text.split(" ", 1))),) for text in _LEVELS)),
    "assessments": ((), *((stated(kind),) for kind in ("attendance_only", "quiz_auto_marked", "oral_exam", "other"))),
    "assessment_criteria": (None,),
    "participation": ((), *((stated(kind),) for kind in ("onsite", "blended", "work_based", "volunteering", "none"))),
    "quality": (
        (), (Quality(kind=stated("internal")),), (Quality(kind=stated("external")),), (Quality(),),
        (replace(QUALITY, valid_until=stated(date(2023, 1, 1))),), (replace(QUALITY, outcome=stated("negative")),),
    ),
    "supervision": (None, *map(stated, ("unsupervised_no_id", "supervised_no_id", "supervised_onsite_with_id"))),
    "grade": (
        Grade(), Grade(passed=stated(False)), Grade(value=stated("8"), scale=stated("SI")),
        Grade(value=stated("5"), scale=stated("SI")), Grade(value=stated("2.3"), scale=stated("DE")),
        Grade(value=stated("C"), scale=stated("US-LETTER"), passed=stated(True)),
        Grade(value=stated(HOSTILE[1]), scale=stated("FR")),
    ),
    "stackability": (stated("stand_alone"),),
    "route": (None, stated("validation")),
    "validation_stage": tuple(map(stated, ("identified", "documented", "assessed", "certified"))),
    "orientation": tuple(map(stated, ("scholarly", "professional", "research"))),
    "research_training": (stated(True), stated(False)),
    "fields": ((stated("0611"),),),
    "languages": ((), (stated("de"),)),
    "format": ("open-badge-3", "portfolio"),
    "status_reference": (stated("https://example.fi/status#1"),),
    "studied_at": ((stated("Example University of Data"),), (stated("Second School"),), (stated("nowhere"),)),
    "prerequisites": ((stated(HOSTILE[4]),),),
    "notices": (
        (Notice(code="contradiction", place="/i", values=("issued", "2025-01-01", "/a", "2024-01-01", "/b")),),
        (Notice(code="suspicious", place="/i", values=("title", HOSTILE[0])),),
    ),
}  # fmt: skip
_BODIES: dict[str, tuple[Any, ...]] = {
    "name": (None, stated({"en": HOSTILE[2]})),
    "legal_name": (None,),
    "legal_identifiers": ((),),
    "country": (None, *map(stated, ("SI", "US", "NG"))),
    "locality": (None, stated("Lagos")),
    "region": (stated("FI-19"),),
    "formal_status": (None, *map(stated, ("non_formal", "unrecognised", "mill"))),
    "sector": (None, stated("employer")),
}
_SECOND = Organisation(name=stated({"en": "Second School"}), country=stated("SI"))

_ABOUT_AWARD: dict[str, Change] = {
    **{
        f"award.{name}[{place}]": _award(**{name: value})
        for name, values in _SIMPLE.items()
        for place, value in enumerate(values)
    },
    "award.quality+negative": _add_to_award("quality", replace(QUALITY, outcome=stated("negative"))),
    "award.quality+internal": _add_to_award("quality", Quality(kind=stated("internal"))),
    "award.outcomes+": _add_to_award("outcomes", outcome("something-else")),
    "award.outcomes+german": _add_to_award("outcomes", LearningOutcome(statement=stated({"de": "Prüft Daten"}))),
    "award.assessments+": _add_to_award("assessments", stated("written_exam")),
    "award.participation+": _add_to_award("participation", stated("onsite")),
}
_ABOUT_BODIES: dict[str, Change] = {
    **{
        f"body.{name}[{place}]": _body(**{name: value})
        for name, values in _BODIES.items()
        for place, value in enumerate(values)
    },
    **{
        f"bodies+{status}": _add_to_award(
            "awarding_bodies", replace(_SECOND, formal_status=stated(status) if status else None)
        )
        for status in ("formal", "non_formal", "unrecognised", "mill", None)
    },
}
_ABOUT_TARGET: dict[str, Change] = {
    "target none": lambda asked: replace(asked, target=None),
    "target of another host": _target(host="example-works"),
    **{f"target is a {kind.value}": _target(kind=kind) for kind in TargetKind},
    "target compulsory unknown": _target(compulsory=None),
    "target elective": _target(compulsory=False),
    **{f"target credits {n}": _target(credits=n) for n in (None, Fraction(0), Fraction(1, 2), Fraction(30))},
    **{f"target level {n}": _target(level=Eqf(n) if n else None) for n in (0, 1, 5, 6, 8)},
    **{f"target {each}": _target(orientation=each) for each in ("scholarly", "professional", "research")},
    "target without outcomes": _target(outcomes=()),
    "target with one outcome": lambda asked: replace(
        asked, target=asked.target and replace(asked.target, outcomes=asked.target.outcomes[:1])
    ),
    "target with nothing essential": lambda asked: replace(
        asked,
        target=asked.target
        and replace(asked.target, outcomes=tuple(replace(each, essential=False) for each in asked.target.outcomes)),
    ),
    "target asks what nobody teaches": lambda asked: replace(
        asked,
        target=asked.target
        and replace(asked.target, outcomes=tuple(replace(o, identifiers=("urn:none",)) for o in asked.target.outcomes)),
    ),
    "target asks a skill": lambda asked: replace(
        asked,
        target=asked.target
        and replace(asked.target, outcomes=tuple(replace(o, identifiers=(f"{ESCO}a",)) for o in asked.target.outcomes)),
    ),
    "target with outcomes of the module": lambda asked: replace(
        asked, target=asked.target and replace(asked.target, outcomes=module().outcomes)
    ),
}
_ABOUT_APPLICATION: dict[str, Change] = {
    "application": _application(applicant=PERSON),
    "application complete": _application(received=date(2026, 1, 5), complete=date(2026, 1, 12), applicant=PERSON),
    "application late": _application(received=date(2025, 1, 5), complete=date(2025, 1, 12), applicant=PERSON),
    "application incomplete": _application(received=date(2026, 1, 5), applicant=PERSON),
    "application of another": _application(applicant=Applicant(name="Ana Kos", date_of_birth=date(1980, 1, 1))),
    "application with hostile name": _application(applicant=replace(PERSON, name=HOSTILE[0])),
    "displaced": _application(
        applicant=replace(PERSON, situation="refugee_like", documentation="unavailable_for_cause")
    ),
    "displaced with documents": _application(
        applicant=replace(PERSON, situation="refugee_like", documentation="available")
    ),
    "displaced, documents unknown": _application(applicant=replace(PERSON, situation="refugee_like")),
    "appeal": _application(appeal=Appeal(against="d1", arguments=("It is the same.", HOSTILE[3]))),
    **{
        f"practice {day}": _application(facts=(("evidence.recent_practice", day),))
        for day in ("2015-01-01", "2025-06-01", "2030-01-01")
    },
    "passport": _application(facts=(("evidence.qualifications_passport", "2023-01-01"),)),
    "passport expired": _application(facts=(("evidence.qualifications_passport", "2015-01-01"),)),
    "certified practice": _application(facts=(("evidence.certified_practice", "true"),)),
    "agreement": _agreement(),
    "agreement unsigned": _agreement(signed=False),
    "agreement signed?": _agreement(signed=None),
    "agreement of another": _agreement(learner="Ana Kos", date_of_birth=date(1980, 1, 1)),
    "agreement with another host": _agreement(host="example-works"),
    "agreement with another sender": _agreement(sending="urn:other"),
    "agreement on something else": _agreement(
        components=(AgreedComponent(component="other", title="Other", passed=True),)
    ),
    "agreement on nothing": _agreement(components=()),
    "agreement, not passed": lambda asked: _agreement(
        components=tuple(replace(line, passed=False) for line in agreement_for(asked).components)
    )(asked),
    "agreement, passed?": lambda asked: _agreement(
        components=tuple(replace(line, passed=None) for line in agreement_for(asked).components)
    )(asked),
}
_ABOUT_CONSULTED: dict[str, Change] = {
    "register": _found(PROVIDER),
    "register asked in vain": _consulted("registers", RegisterAsked(name="DEQAR", as_of=date(2026, 1, 10))),
    "register of the second body": _found(replace(PROVIDER, record="INST2"), body=1),
    **{
        f"register says {status}": _found(replace(PROVIDER, formal_status=status))
        for status in ("non_formal", "unrecognised", "mill", None)
    },
    "register says another country": _found(replace(PROVIDER, country="SI")),
    "register says negative": _found(replace(PROVIDER, reviews=(replace(REVIEW, outcome="negative"),))),
    "register says lapsed": _found(replace(PROVIDER, reviews=(replace(REVIEW, valid_until=date(2023, 1, 1)),))),
    "register without reviews": _found(replace(PROVIDER, reviews=())),
    "registers differ": _found(PROVIDER, replace(PROVIDER, register="N", record="9", formal_status="non_formal")),
    "registers conflict": _found(
        PROVIDER, replace(PROVIDER, record="INST7", legal_name="Other", identifiers=(), country="US")
    ),
    "statement": _consulted("statements", statement("s1")),
    "statement that denies": _consulted("statements", statement("s2", accepted=False)),
    "statement expired": _consulted("statements", statement("s3", valid_until=date(2025, 12, 1))),
    "statement not begun": _consulted("statements", statement("s4", valid_from=date(2027, 1, 1))),
    "statement of no day": _consulted("statements", statement("s5", made=None)),
    "statement of another": _consulted("statements", statement("s6", authority="Senate", made=date(2024, 1, 1))),
    "precedent": _consulted("statements", statement("s7", strength="precedent")),
    "lead": _consulted("statements", statement("s8", strength="lead", accepted=False)),
    "statement for another purpose": _consulted("statements", statement("s9", purposes=("title_use",))),
    "statement for employment": _consulted("statements", statement("sa", purposes=("employment_nonregulated",))),
    "link": _consulted("links", SkillLink(narrower=f"{ESCO}narrow", broader=f"{ESCO}a")),
    "grading of the host": _consulted("grading", _table("a", "US-LETTER", (), "ABCD")),
    "grading of the issuer": _consulted("grading", _table("b", "SE-A-E", (ISSUER,), "ABCD")),
}
#: Changes that matter together, for what a single one seldom leads to.
_TOGETHER: dict[str, tuple[str, ...]] = {
    "professional for research": ("target research", "award.orientation[1]", "award.research_training[1]"),
    "out of date": ("award.achieved[1]", "policy.currency=1 year"),
    "lapsed": (
        "award.achieved[1]", "policy.currency=1 year", "policy.revalidation=not_offered", "practice 2015-01-01"
    ),
    "part covered": ("award.outcomes[2]", "target with outcomes of the module"),
    "not covered": ("award.outcomes[1]", "confirm award.outcomes_compared=true"),
    "not covered and no elective": (
        "award.outcomes[1]", "confirm award.outcomes_compared=true", "policy.elective_credits_most=0 ECTS"
    ),
    "nobody checked": ("award.supervision[1]", "target with outcomes of the module"),
    "grade too low": ("award.grade[2]", "policy.grade_scale=SI", "policy.grade_least=B"),
    "displaced without documents": ("displaced", "do not confirm award.authentic"),
    "displaced, shown otherwise": (
        "displaced", "do not confirm award.authentic", "confirm evidence.portfolio_sufficient=true"
    ),
}  # fmt: skip


def _together(names: tuple[str, ...]) -> Change:
    return lambda asked: functools.reduce(lambda done, name: changes()[name](done), names, asked)


_ABOUT_DAY: dict[str, Change] = {
    f"as of {day}": functools.partial(lambda asked, day: replace(asked, as_of=day), day=day)
    for day in (date(2026, 1, 1), date(2026, 7, 1), date(2031, 3, 1))
}


@functools.cache
def module() -> Target:
    return desk().target(HOST, "data-ethics")


@functools.cache
def programme() -> Target:
    return desk().target(HOST, "msc-data-science")


@functools.cache
def confirmations() -> Mapping[str, Change]:
    """Everything that an officer can confirm, with values of its type; and what is not confirmed after all."""
    schema = desk().library.schema
    made: dict[str, Change] = {}
    for fact in sorted(schema.confirmable):
        for value in values_of(fact, schema.facts[fact].type):
            made[f"confirm {fact}={value}"] = _confirm(fact, value)
    return made | {f"do not confirm {fact}": _unconfirm(fact) for fact in GOOD_CONFIRMED}


@functools.cache
def policies() -> Mapping[str, Change]:
    """Every parameter of a policy with values of its type; and hosts with rules of their own."""
    made: dict[str, Change] = {}
    for name, fact in desk().library.schema.parameters().items():
        if name == "purposes":
            values: tuple[str, ...] = ("[exemption]", "[credit_elective, admission]")
        elif name == "grade_least":
            values = ("pass", "B", "8")
        else:
            values = values_of(name, fact.type)
        for value in values:
            if not fact.bound_passed(read_values(value, fact.type, desk().library.terms), {}):
                made[f"policy.{name}={value}"] = _policy(name, value)
    own_rules = {f"rules {number}": functools.partial(_with_rules, number=number) for number in range(1, HOSTS + 1)}
    return made | own_rules


def _with_rules(asked: Asked, number: int) -> Asked:
    return replace(asked, rules=number)


#: What the officer has confirmed in a good question.
GOOD_CONFIRMED = {"award.authentic": "true", "award.holder_matches": "true"}
#: Purposes as they are drawn.
PURPOSES = (
    *5 * ("exemption",), *4 * ("credit_elective",), *4 * ("admission",), *2 * ("employment_nonregulated",),
    "employment_regulated", "stacking", "title_use",
)  # fmt: skip
#: Changes that lead into the later steps of the procedure; drawn as often as those of a room.
DECISIVE = (
    "award.outcomes[0]", "award.outcomes[1]", "award.outcomes[2]", "award.outcomes[4]", "award.levels[2]",
    "award.levels[3]", "award.levels[4]", "award.supervision[1]", "award.assessments[2]", "award.achieved[1]",
    "award.grade[3]", "award.orientation[1]", "award.research_training[1]", "award.workloads[4]", "award.workloads[5]",
    "confirm award.outcomes_compared=true", "confirm evidence.portfolio_sufficient=true",
    "confirm evidence.portfolio_sufficient=false", "confirm evidence.staff_assessment=passed",
    "do not confirm award.authentic", "displaced", "practice 2015-01-01", "practice 2025-06-01",
    "policy.currency=1 year", "policy.revalidation=not_offered", "policy.elective_credits_most=0 ECTS",
    "policy.elective_credits_most=5 ECTS", "policy.bridging=false", "policy.languages=sl", "policy.grade_least=8",
    "policy.grade_scale=SI", "policy.expired_certificate=learning", "policy.expired_certificate=revalidate",
    "policy.skill_match=narrower", "target research", "target asks a skill", "target with outcomes of the module",
    "agreement", "statement", "statement that denies", "register", "bodies+unrecognised", "award.studied_at[0]",
)  # fmt: skip


@functools.cache
def rooms() -> Mapping[str, Mapping[str, Change]]:
    """All changes, by what they are about."""
    return {
        "award": _ABOUT_AWARD,
        "bodies": _ABOUT_BODIES,
        "confirmed": confirmations(),
        "application": _ABOUT_APPLICATION,
        "consulted": _ABOUT_CONSULTED,
        "target": _ABOUT_TARGET,
        "policy": policies(),
        "day": _ABOUT_DAY,
        "together": {name: _together(names) for name, names in _TOGETHER.items()},
    }


#: What is never a ground for a refusal: what is unknown, duration, form of study, route, foreignness, absence from a
#: register, absence of a grade.
NO_GROUNDS = (
    *(
        f"award.{name}[{place}]"
        for name, values in _SIMPLE.items()
        for place, value in enumerate(values)
        if value in (None, (), Grade(), Holder()) or name in ("workloads", "participation", "route", "languages")
    ),
    *(
        f"body.{name}[{place}]"
        for name, values in _BODIES.items()
        for place, value in enumerate(values)
        if value in (None, ()) or name in ("country", "locality", "region")
    ),
    *(f"do not confirm {fact}" for fact in GOOD_CONFIRMED),
    "register asked in vain", "register without reviews", "bodies+None", "award.outcomes[5]", "award.outcomes+german",
    "award.format[0]", "award.format[1]", "award.status_reference[0]",
)  # fmt: skip
#: Rooms of what is known of a case; the others are about what is asked of it.
OF_THE_CASE = ("award", "bodies", "confirmed", "application", "consulted")


@functools.cache
def changes() -> Mapping[str, Change]:
    return {name: change for room in rooms().values() for name, change in room.items()}


def good(purpose: str) -> Asked:
    """A question with everything that it needs."""
    target = {"exemption": module, "admission": programme}.get(purpose, lambda: None)()
    return Asked(
        purpose=purpose, target=target, award=replace(COMPLETE, awarding_bodies=(BODY,)), confirmed=GOOD_CONFIRMED,
        policy={"purposes": _EVERY},
    )  # fmt: skip


def changed(asked: Asked, names: Iterable[str]) -> Asked:
    """The question with more changes."""
    for name in names:
        asked = changes()[name](asked)
    return replace(asked, changes=(*asked.changes, *names))


def asked(purpose: str, names: Iterable[str]) -> Asked:
    return changed(good(purpose), names)


def names_of(*wanted: str) -> st.SearchStrategy[str]:
    """Names of changes; every room is as likely as another, and `DECISIVE` ones of the rooms as likely as two."""
    here = {name for room in wanted for name in rooms()[room]}
    decisive = [name for name in DECISIVE if name in here]
    return st.sampled_from([decisive, decisive, *(sorted(rooms()[room]) for room in wanted)]).flatmap(st.sampled_from)


def questions(most: int = 8) -> st.SearchStrategy[Asked]:
    """Whole questions."""
    names = st.lists(names_of(*rooms()), max_size=most, unique=True)
    return st.builds(asked, st.sampled_from(PURPOSES), names)


def at_random(dice: random.Random) -> Asked:
    """A whole question from a seeded generator: the same one in any process."""
    listed = [sorted(DECISIVE), sorted(DECISIVE), *(sorted(room) for room in rooms().values())]
    names = [dice.choice(dice.choice(listed)) for _ in range(dice.choice((0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8)))]
    return asked(dice.choice(PURPOSES), tuple(dict.fromkeys(names)))
