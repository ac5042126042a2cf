"""What an answer about stacking rests on, as one value: the portfolio and the uses that the ledger had."""

from __future__ import annotations

from dataclasses import dataclass

from passerelle.decision import NOTHING, Award, Consulted
from passerelle.decision.stacking import Use


@dataclass(frozen=True, slots=True)
class StackInputs:
    """The awards of the portfolio in the order in which they were given, the uses that were known of them, and what was
    consulted."""

    awards: tuple[Award, ...]
    uses: tuple[Use, ...] = ()
    consulted: Consulted = NOTHING
