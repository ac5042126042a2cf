"""What leaves this room: a `Document`, the awards that one file holds, tied to the file by its digest."""

from __future__ import annotations

from dataclasses import dataclass

from passerelle.decision.award import Award
from passerelle.decision.unit_notes import UnitNotes


@dataclass(frozen=True, slots=True)
class Document:
    """A credential file that was read.

    `sha256` is the digest (hex) of the file's bytes, `format` the id of the reader ("elm-3", "open-badge-3",
    "portfolio"), `awards` what the file holds, in its own order; never empty. `notes` are what a portfolio says beside
    each award; other formats have none.
    """

    sha256: str
    format: str
    awards: tuple[Award, ...]
    notes: tuple[UnitNotes, ...] = ()
