"""An `Application`: who asks, since when, and what came with the credential, as the host received it.

All of it is part of the question. What is not said is `None` or an empty tuple: unknown, never a default.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who asks. `situation` and `documentation` are terms of `rules/vocabulary/terms.yaml`: "normal" or
    "refugee_like"; "available" or "unavailable_for_cause"."""

    name: str | None = None
    date_of_birth: date | None = None
    identifiers: tuple[str, ...] = ()
    situation: str | None = None
    documentation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedComponent:
    """A line of a learning agreement with what the transcript says of it.

    The learning elsewhere is named by the `specification` that the award instantiates, or by its `title`; `component`
    is the host's component that it replaces ("" for elective credit); `passed` what the transcript shows.
    """

    component: str
    specification: str | None = None
    title: str | None = None
    passed: bool | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningAgreement:
    """What the learner, the sending and the receiving institution agreed before the learning began. `host` is the id of
    the host that promised to recognise, `sending` an identifier or the name of the institution that teaches; `signed`
    whether all three have signed."""

    learner: str | None = None
    date_of_birth: date | None = None
    host: str | None = None
    sending: str | None = None
    signed: bool | None = None
    signed_on: date | None = None
    components: tuple[AgreedComponent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """What an applicant says against an earlier decision; `against` is its id."""

    against: str | None = None
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What a host received. `complete` is the day on which everything that the decision needs was there: from then on
    the time limit runs. `facts` are further facts that the applicant states, by name ("evidence.recent_practice"),
    sorted; they stand on the learner's word."""

    id: str | None = None
    received: date | None = None
    complete: date | None = None
    applicant: Applicant = Applicant()
    agreement: LearningAgreement | None = None
    appeal: Appeal | None = None
    facts: tuple[tuple[str, str], ...] = ()
