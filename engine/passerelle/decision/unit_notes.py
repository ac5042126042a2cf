"""What a portfolio says of a unit beside what an award can say: what a host's stacking policy may ask of it.

An `Award` is what somebody awarded; this is what its holder notes of it. All of it is the learner's own word. What is
not noted is `None` or an empty tuple: unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from passerelle.decision.stacking import UseKind
from passerelle.decision.values import Stated


@dataclass(frozen=True, slots=True)
class CreditsWritten:
    """Credits in a unit that no table of credit systems knows, as written: 12 of "AU"."""

    amount: Fraction
    unit: str
    up_to: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedFor:
    """Another award for which the unit is used: its id, kind (a word, as "degree") and EQF level where they are noted,
    for what, whether it was conferred, and how many credits (of `credit_unit`) where not all were used."""

    award: str
    kind: str = ""
    level: int | None = None
    use: UseKind = UseKind.CREDIT
    conferred: bool | None = None
    credits: Fraction | None = None
    credit_unit: str = "ECTS"
    irrevocable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNotes:
    """The notes on one unit. `id` is the learner's own name for it, `kind` a term `unit_kind`, `experience` months,
    `covers` the share in which it covers outcomes of an award by their ids, as a person has found, `credits` what is
    stated in units that no table knows, `cost` what a unit on offer costs (in whatever money the offers are in)."""

    id: Stated[str] | None = None
    kind: Stated[str] | None = None
    version: Stated[str] | None = None
    awarded: Stated[date] | None = None
    part_of_conferred: Stated[bool] | None = None
    within_programme: Stated[bool] | None = None
    used_for: tuple[Stated[UsedFor], ...] = ()
    themes: tuple[Stated[str], ...] = ()
    experience: Stated[int] | None = None
    practice: Stated[bool] | None = None
    credit_bearing: Stated[bool] | None = None
    accredited: Stated[bool] | None = None
    own: Stated[bool] | None = None
    covers: tuple[tuple[str, Stated[Fraction]], ...] = ()
    credits: tuple[Stated[CreditsWritten], ...] = ()
    cost: Stated[Fraction] | None = None


NO_NOTES = UnitNotes()
