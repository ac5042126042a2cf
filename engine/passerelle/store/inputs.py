"""What an answer about stacking rests on, as one value: what the person holds, and the uses that the ledger had."""

from __future__ import annotations

from dataclasses import dataclass

from passerelle.decision import Award
from passerelle.decision.stacking import Use
from passerelle.decision.unit_notes import UnitNotes


@dataclass(frozen=True, slots=True)
class StackInputs:
    """The awards that were given, each with what its holder notes of it, and the uses that were known of them."""

    held: tuple[tuple[Award, UnitNotes], ...]
    uses: tuple[Use, ...] = ()
