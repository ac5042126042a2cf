"""Plain values that every room shares: evidence, truth, what a document states and where, amounts, levels.

Nothing here knows a table or a rule. An amount is a `Fraction`; a level names its framework, and two levels can be
ordered only when both are `Eqf`: digits of different frameworks never meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

T = TypeVar("T")

#: A text by BCP 47 language tag; the tag `und` where a document does not say the language.
LanguageText = Mapping[str, str]


class Evidence(StrEnum):
    """On whose word a fact stands, strongest first.

    `register` a public register · `host` the deciding host itself (its policy, its target, what its officer has
    checked) · `signed` stated under a proof that was verified · `issuer` stated in the issuer's document, proof not
    verified · `learner` the learner's own word · `inferred` computed from other facts.
    """

    REGISTER = "register"
    HOST = "host"
    SIGNED = "signed"
    ISSUER = "issuer"
    LEARNER = "learner"
    INFERRED = "inferred"

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return _EVIDENCE_ORDER[self]


_EVIDENCE_ORDER = {evidence: rank for rank, evidence in enumerate(Evidence)}


class Truth(StrEnum):
    """Three truth values. Unknown is not false."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value as a document states it.

    `place` is an RFC 6901 JSON pointer ("/credentialSubject/hasClaim/title") or "line 12" in the document.
    """

    value: T
    place: str
    evidence: Evidence = Evidence.ISSUER


@dataclass(frozen=True, slots=True)
class Level:
    """A level as stated: the framework's id in `rules/vocabulary/frameworks.yaml` (or "EQF", or the text that the
    document used, where no framework of that name is known) and its label. Has equality and no order."""

    framework: str
    label: str


@dataclass(frozen=True, slots=True, order=True)
class Eqf:
    """A level of the European Qualifications Framework, 1 to 8; ordered among its own kind only."""

    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 8:
            raise ValueError(f"EQF has levels 1 to 8, not {self.number}")


@dataclass(frozen=True, slots=True)
class Workload:
    """An amount of learning as stated: `amount` (and `up_to` for a range) in a `unit`.

    `unit` is a credit system's id in `rules/vocabulary/credit-systems.yaml` ("ECTS", "CATS", …), "hours", "weeks",
    or "unspecified" when the document gives a number without a unit. `hours_kind` says whose hours they are:
    "learner" (all notional learning), "contact" (taught) or "unspecified".
    """

    amount: Fraction
    unit: str
    up_to: Fraction | None = None
    hours_kind: str = "unspecified"


def exact(amount: Fraction) -> str:
    """The shortest exact text of an amount: "5", "7.5", or "10/3" where no finite decimal exists."""
    if amount.denominator == 1:
        return str(amount.numerator)
    rest = amount.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{amount.numerator}/{amount.denominator}"
    digits = 0
    scaled = amount
    while scaled.denominator != 1:
        scaled *= 10
        digits += 1
    sign = "-" if scaled < 0 else ""
    text = str(abs(scaled.numerator)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}"
