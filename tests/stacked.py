"""Hand-made answers about stacking with their portfolio, for tests of the ledger that need no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from passerelle.decision import Award, Holder, Identifier, Organisation, Stated, Workload, sha256
from passerelle.decision.canonical import stack_id
from passerelle.decision.stacking import (
    Certificate,
    RequirementMet,
    StackDecision,
    StackOutcome,
    StackQuestion,
    UnitCounted,
)
from passerelle.decision.unit_notes import NO_NOTES, UnitNotes
from passerelle.decision.values import Truth

POLICY = b"pack: hosts/harbour-college/pgcert-data\n"
SOURCES = {sha256(POLICY): POLICY, sha256(b"words"): b"words"}
TODAY = date(2026, 9, 1)
MILA = Holder(name=Stated("Mila Novak", "/name"), date_of_birth=Stated(date(1999, 5, 4), "/born"))
JAN = Holder(
    name=Stated("Jan Kos", "/name"), identifiers=(Stated(Identifier(value="fi-77-123", scheme="student"), "/id"),)
)


def unit(title: str, *, holder: Holder = MILA, format: str = "elm-3", identifier: bool = True, **more: Any) -> Award:
    """An award of a unit, in one of its formats."""
    name = f"{title}.{format}" + (".jan" if holder is JAN else "")
    award = Award(
        document=sha256(name.encode()),
        format=format,
        part="/credentialSubject/hasClaim",
        identifier=Stated(f"urn:credential:{name.replace(' ', '-')}", "/id") if identifier else None,
        title=Stated({"en": title}, "/title"),
        holder=holder,
        awarding_bodies=(Organisation(name=Stated({"en": "Harbour College"}, "/issuer")),),
        achieved=Stated(date(2026, 1, 20), "/achieved"),
        workloads=(Stated(Workload(Fraction(10, 3), "ECTS"), "/workload"),),
    )
    return replace(award, **more)


def portfolio(*titles: str, holder: Holder = MILA) -> Mapping[str, Award]:
    """Units by the ids that an answer gives them."""
    return {title.lower(): unit(title, holder=holder) for title in titles}


def copies(awards: Mapping[str, Award]) -> Mapping[str, tuple[Award, ...]]:
    """The same as one copy of each."""
    return {id: (award,) for id, award in awards.items()}


def noted(awards: Mapping[str, Award]) -> tuple[tuple[Award, UnitNotes], ...]:
    """The same as they are kept, with notes that say nothing."""
    return tuple((award, NO_NOTES) for award in awards.values())


def answer(awards: Mapping[str, Award], award: str = "pgcert-data", **more: Any) -> StackDecision:
    """An answer that chooses every unit."""
    decision = StackDecision(
        id="",
        question=StackQuestion(policy=award, as_of=TODAY, budget=1.5, acts=(("statement", True),)),
        host="harbour-college",
        host_name={"en": "Harbour College"},
        policy=f"hosts/harbour-college/{award}",
        award=award,
        title={"en": f"The award {award}", "sl": f"Kvalifikacija {award}"},
        level=7,
        kind="certificate",
        credit_unit="ECTS",
        outcome=StackOutcome.ELIGIBLE,
        certificate=Certificate(kind="optimal", objectives=(("most_credit", Fraction(10, 3), Fraction(10, 3)),)),
        units=tuple(
            UnitCounted(
                id=id, title={"en": id}, document=awards[id].document, chosen=True,
                offered=(Fraction(10, 3), None), counted=Fraction(10, 3),
            )
            for id in sorted(awards)
        ),
        requirements=(
            RequirementMet(
                rule="both", form="R22", kind="group", title={}, severity="must", met=Truth.TRUE,
                parts=(RequirementMet(rule="one", form="R03", kind="at_least", title={}, severity="must",
                                      met=Truth.UNKNOWN, left=Fraction(1, 3)),),
            ),
        ),
    )  # fmt: skip
    decision = replace(decision, **more)
    return replace(decision, id=stack_id(decision))
