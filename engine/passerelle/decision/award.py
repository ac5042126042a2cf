"""An `Award`: one achievement that somebody holds, normalised from a document of any format.

Readers in `passerelle.documents` make awards; everything after them reads only these. What a document does not say is
`None` or an empty tuple: unknown, never a default.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelle.decision.values import LanguageText, Level, Stated, Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier with the scheme that it belongs to ("national-id", "ETER", "VAT", "did", …; "" if unsaid)."""

    value: str
    scheme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The person who holds the award."""

    name: Stated[str] | None = None
    date_of_birth: Stated[date] | None = None
    identifiers: tuple[Stated[Identifier], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An awarding body or a sealing body.

    `name` is whatever name the document shows; `legal_name` only what the format declares to be the legal name.
    `country` is ISO 3166-1 alpha-2, `region` ISO 3166-2 or NUTS, `locality` a place name. `formal_status` is one of
    "formal", "non_formal", "unrecognised", "mill"; `sector` one of "higher_education", "vocational",
    "adult_education", "employer", "other".
    """

    name: Stated[LanguageText] | None = None
    legal_name: Stated[LanguageText] | None = None
    legal_identifiers: tuple[Stated[Identifier], ...] = ()
    other_identifiers: tuple[Stated[Identifier], ...] = ()
    country: Stated[str] | None = None
    region: Stated[str] | None = None
    locality: Stated[str] | None = None
    formal_status: Stated[str] | None = None
    sector: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningOutcome:
    """One learning outcome. `identifiers` are the URIs under which the same outcome may be stated elsewhere
    (its own id, ESCO skills, alignments)."""

    statement: Stated[LanguageText] | None = None
    identifiers: tuple[Stated[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """One entry of quality assurance.

    `kind` "internal" or "external"; `standard` "ESG", "EQAVET", "EQF-Annex-IV", "label" or "other"; `level`
    "institution", "programme" or "course"; `outcome` "positive" or "negative".
    """

    kind: Stated[str] | None = None
    standard: Stated[str] | None = None
    level: Stated[str] | None = None
    body: Stated[str] | None = None
    report: Stated[str] | None = None
    outcome: Stated[str] | None = None
    valid_from: Stated[date] | None = None
    valid_until: Stated[date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The grade achieved, as text, and whether it is a pass where the document says so."""

    value: Stated[str] | None = None
    scale: Stated[str] | None = None
    passed: Stated[bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that a reader met and the officer should know: `code` (stable, for translation and rules), the
    `place`, and the `values` that the sentence about it names (in the order of the sentence).

    Codes: `contradiction` (values: field, first, its place, second, its place) · `ignored` (values: field, why) ·
    `suspicious` (values: field, what is odd) · `unmapped` (values: field, text that no vocabulary knows) ·
    `parts` (values: how many parts of the award are described inside it and not counted again) · `register_differs`
    (values: field, what the document says, its place, what a register says, the entry) · `registers_differ` (values:
    field, first, its entry, second, its entry) · `register_conflict` (values: identifiers of one body, the different
    providers that registers list under them).
    """

    code: str
    place: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One achievement.

    `document` is the sha256 (hex) of the document's bytes, `part` the pointer of the achievement inside it, `format`
    the id of the reader ("elm-3", "open-badge-3", "portfolio"). Enumerated texts are the ids of
    `rules/vocabulary/terms.yaml`: assessment, participation, supervision, route, orientation. Several statements of
    one thing (workload, level) are all kept, in document order. `studied_at` names those of several awarding bodies at
    which the learner studied, each by an identifier or a name.
    """

    document: str
    format: str
    part: str
    identifier: Stated[str] | None = None
    title: Stated[LanguageText] | None = None
    description: Stated[LanguageText] | None = None
    holder: Holder = Holder()
    awarding_bodies: tuple[Organisation, ...] = ()
    studied_at: tuple[Stated[str], ...] = ()
    sealed_by: Organisation | None = None
    specification: Stated[str] | None = None
    issued: Stated[date] | None = None
    achieved: Stated[date] | None = None
    valid_until: Stated[date] | None = None
    outcomes: tuple[LearningOutcome, ...] = ()
    workloads: tuple[Stated[Workload], ...] = ()
    levels: tuple[Stated[Level], ...] = ()
    assessments: tuple[Stated[str], ...] = ()
    assessment_criteria: Stated[str] | None = None
    participation: tuple[Stated[str], ...] = ()
    quality: tuple[Quality, ...] = ()
    supervision: Stated[str] | None = None
    prerequisites: tuple[Stated[str], ...] = ()
    target_group: Stated[str] | None = None
    grade: Grade = Grade()
    stackability: Stated[str] | None = None
    further_information: tuple[Stated[str], ...] = ()
    route: Stated[str] | None = None
    validation_stage: Stated[str] | None = None
    orientation: Stated[str] | None = None
    research_training: Stated[bool] | None = None
    fields: tuple[Stated[str], ...] = ()
    languages: tuple[Stated[str], ...] = ()
    offer: Stated[str] | None = None
    proof: Stated[str] | None = None
    status_reference: Stated[str] | None = None
    notices: tuple[Notice, ...] = ()
