"""A `Question`: what is asked, of whom, for what purpose, as of which day. Purpose and host are part of it: an answer
for one never answers for another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from passerelle.decision.application import Application
from passerelle.decision.values import Eqf, LanguageText


class Kind(StrEnum):
    """What a question asks."""

    RECOGNITION = "recognition"
    CONFORMANCE = "conformance"


class Purpose(StrEnum):
    """What recognition is for."""

    ADMISSION = "admission"
    EXEMPTION = "exemption"
    CREDIT_ELECTIVE = "credit_elective"
    STACKING = "stacking"
    EMPLOYMENT_NONREGULATED = "employment_nonregulated"
    EMPLOYMENT_REGULATED = "employment_regulated"
    TITLE_USE = "title_use"


class TargetKind(StrEnum):
    """What a target is: a component of a programme, a programme that is applied for, or a post."""

    COMPONENT = "component"
    PROGRAMME = "programme"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedOutcome:
    """An outcome of others that a host accepts for its own without calling them the same: by its `identifier`, or by
    its words (`statement`) where an awarding body has the identifier or the name `issuer`. What is not used is empty.
    """

    identifier: str
    issuer: str
    statement: LanguageText
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetOutcome:
    """An outcome of the target. `identifiers` are those under which awards state the same outcome, `accepts` other
    outcomes that the host takes for it."""

    id: str
    statement: LanguageText
    identifiers: tuple[str, ...]
    essential: bool
    place: str
    accepts: tuple[AcceptedOutcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What recognition is asked for, as its host describes it. `orientation` is "scholarly" (academic), "professional"
    or "research"; `sha256` that of its file."""

    id: str
    host: str
    title: LanguageText
    sha256: str
    kind: TargetKind = TargetKind.COMPONENT
    compulsory: bool | None = None
    credits: Fraction | None = None
    level: Eqf | None = None
    orientation: str | None = None
    outcomes: tuple[TargetOutcome, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A fact that the host's officer has established by other means than the document, with a note on how.

    It enters the facts with evidence `host` and stands in the trace under the officer's note.
    """

    fact: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """A fact that is supposed to be so, to see what would follow. `value` as an officer would write it."""

    fact: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about one award. `host` is the id of the host whose policy decides, `target` the target's id.

    A question that supposes something asks "what if?": its answer decides nothing, and is never kept.
    """

    kind: Kind
    as_of: date
    host: str | None = None
    purpose: Purpose | None = None
    target: str | None = None
    confirmations: tuple[Confirmation, ...] = ()
    application: Application | None = None
    supposed: tuple[Supposition, ...] = ()
