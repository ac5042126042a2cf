"""The registered claims of a JWT enter with the awards of the credential inside; the same awards leave, completed.

In a JWT of version 1.1 of the data model the issuer, the dates and the identifier may stand in `iss`, `nbf`, `exp` and
`jti` instead of in the credential. A claim that differs from what the credential says is a contradiction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from passerelle.decision.award import Award, Identifier, Organisation
from passerelle.decision.values import Stated
from passerelle.documents.json_text import shown
from passerelle.documents.notes import Notes
from passerelle.errors import DocumentError


def completed(awards: tuple[Award, ...], claims: Mapping[str, object]) -> tuple[Award, ...]:
    """The awards with what only the claims say.

    Raises:
        DocumentError: `impossible_date`.
    """
    issued, until = _day(claims, "nbf"), _day(claims, "exp")
    issuer = claims.get("iss")
    identifier = claims.get("jti")
    found = []
    for award in awards:
        notes = Notes(*award.notices)
        sealed_by, bodies = award.sealed_by, award.awarding_bodies
        if sealed_by is None and isinstance(issuer, str) and issuer.strip():
            scheme = "did" if issuer.startswith("did:") else "iri"
            sealed_by = Organisation(other_identifiers=(Stated(Identifier(value=issuer, scheme=scheme), "/iss"),))
            bodies = bodies or (sealed_by,)
        found.append(
            replace(
                award,
                issued=_agreed("issued", award.issued, issued, notes),
                valid_until=_agreed("valid_until", award.valid_until, until, notes),
                identifier=award.identifier
                or (Stated(identifier, "/jti") if isinstance(identifier, str) and identifier else None),
                sealed_by=sealed_by,
                awarding_bodies=bodies,
                notices=notes.taken(),
            )
        )
    return tuple(found)


def _agreed(field: str, said: Stated[date] | None, claimed: Stated[date] | None, notes: Notes) -> Stated[date] | None:
    if said is None or claimed is None:
        return said or claimed
    if said.value != claimed.value:
        notes.contradiction(field, said.value.isoformat(), said.place, claimed.value.isoformat(), claimed.place)
    return said


def _day(claims: Mapping[str, object], name: str) -> Stated[date] | None:
    """A NumericDate (seconds since 1970, UTC) as a day in UTC."""
    seconds = claims.get(name)
    if seconds is None:
        return None
    try:
        if isinstance(seconds, bool) or not isinstance(seconds, int):
            raise ValueError
        return Stated(datetime.fromtimestamp(seconds, UTC).date(), f"/{name}")
    except (ValueError, OverflowError, OSError):
        raise DocumentError(
            "impossible_date", f"the claim {name} {shown(str(seconds))} is no time; get the file again", f"/{name}"
        ) from None
