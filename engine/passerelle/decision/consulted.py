"""`Consulted`: what registers, the host's own statements and a skills classification say of one case.

It is looked up before the decision and goes into it as a value, so that a decision depends on nothing but its
arguments, and can be made again from what was kept with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from passerelle.decision.award import Identifier
from passerelle.decision.values import LanguageText


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One result of external quality assurance as a register lists it.

    `standard`, `level` and `outcome` as in `Quality`: "ESG", "EQAVET", …; "institution", "programme", "course";
    "positive", "negative". `scope` names the activity that was reviewed, as the register words it.
    """

    agency: str
    report: str | None = None
    standard: str | None = None
    level: str | None = None
    scope: str | None = None
    outcome: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider as a register lists it. `register` names the register ("DEQAR", or the name given at import), `record`
    is its id there. `formal_status` and `sector` are terms; `country` is ISO 3166-1 alpha-2."""

    register: str
    record: str
    legal_name: str
    names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    formal_status: str | None = None
    sector: str | None = None
    country: str | None = None
    reviews: tuple[Review, ...] = ()
    retrieved: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFound:
    """An awarding body of the award (by its number, from 0) and the providers of registers that it is, each with those
    of its reviews that concern the award. Two of one register, or two that cannot be one organisation, are a
    contradiction. `by` names the identifiers of the document that led there."""

    body: int
    providers: tuple[Provider, ...]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAsked:
    """A register that was asked, whether it lists the award's bodies or not, and the day on which it was as it was
    asked. That it does not list somebody says nothing against them."""

    name: str
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillConcept:
    """A concept of the classification that an outcome of the case names, and its label by language. `placed` says
    whether the classification is known to name every concept that is broader."""

    uri: str
    label: LanguageText
    placed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLink:
    """`narrower` is a more specific concept than `broader`, at any distance, in the classification."""

    narrower: str
    broader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsFound:
    """What a classification says of one case. `skills` is its name, version and sha256, None where none was asked."""

    skills: str | None = None
    concepts: tuple[SkillConcept, ...] = ()
    links: tuple[SkillLink, ...] = ()


#: No classification was asked.
NO_SKILLS = SkillsFound()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOfEquivalence:
    """What a host has laid down on some learning and its own component: a published agreement, an equivalence, its own
    embedded award. Directed, scoped and dated.

    `kind` is "agreement", "equivalence" or "own_award"; `strength` "binding", "precedent" or "lead"; `component` the
    host's component ("" for elective credit); `purposes` those it holds for (all academic ones where empty); `accepted`
    false for a statement that it does not count; `made` the day on which it was made.
    """

    id: str
    host: str
    authority: str
    kind: str
    strength: str
    accepted: bool
    component: str
    title: LanguageText
    specifications: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    made: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    source: str | None = None
    place: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableGrade:
    """A line of a grading table: a label, or the numbers from `low` to `high` of a scale that counts. `share` is the
    part of the passing grades, exact; all shares of a table together are 1."""

    label: str
    share: Fraction
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingTable:
    """How often each passing grade was given to a reference group (ECTS Users' Guide 2015), the best grade first.

    `scale` is the id of a grade scale. `issuers` are the identifiers of those whose grades these are; a table without
    them is of the host's own. `fields` are the ISCED-F codes of the reference group, all where empty.
    """

    id: str
    host: str
    scale: str
    grades: tuple[TableGrade, ...]
    issuers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    years: str | None = None
    source: str | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """Everything that was looked up for one award, one host and one target. `skills` is the name, version and sha256
    of the classification that gave `concepts` and `links`; `grading` are the tables of the award's issuer and of the
    host."""

    bodies: tuple[BodyFound, ...] = ()
    registers: tuple[RegisterAsked, ...] = ()
    statements: tuple[StatementOfEquivalence, ...] = ()
    skills: str | None = None
    concepts: tuple[SkillConcept, ...] = ()
    links: tuple[SkillLink, ...] = ()
    grading: tuple[GradingTable, ...] = ()


#: Nobody was asked anything.
NOTHING = Consulted()
