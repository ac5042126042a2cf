"""Exact amounts enter; the bar of a requirement leaves, as cells of a terminal or as lengths of a picture.

A bar never flatters: it reaches its mark only where the requirement is reached, and is empty only where there is
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

#: Cells of a bar in the terminal.
CELLS = 24
#: What stands for what is certain, what may be, what is missing, and the mark of what is asked for.
BLOCKS = ("█", "▒", "░", "│")
ASCII = ("#", "?", ".", "|")


@dataclass(frozen=True, slots=True)
class Bar:
    """`have` is certain, `may` what it comes to with what is not known, `mark` what is asked for or allowed, all of
    them as shares of the bar's length, 0 to 1. `text` says the same in words."""

    have: Fraction
    may: Fraction
    mark: Fraction | None
    text: str

    def lengths(self, whole: int) -> tuple[int, int, int | None]:
        """The bar in so many steps: those that are certain, those that may be added, and the step of the mark (None
        where it is the end of the bar)."""
        have, both = _steps(self.have, whole), _steps(self.may, whole)
        mark = None
        if self.mark is not None:
            end = max(_steps(self.mark, whole), 2)
            have, both = _before(have, self.have, self.mark, end), _before(both, self.may, self.mark, end)
            mark = end if end < whole else None
        return have, max(both - have, 0), mark

    def drawn(self, *, blocks: bool = True, cells: int = CELLS) -> str:
        """The bar as text, one cell a character and one more for the mark."""
        certain, possible, empty, line = BLOCKS if blocks else ASCII
        have, may, mark = self.lengths(cells)
        drawn = certain * have + possible * may + empty * (cells - have - may)
        drawn = drawn if mark is None else drawn[:mark] + line + drawn[mark:]
        return drawn if blocks else f"[{drawn}]"


def bar(have: Fraction, may: Fraction | None, needed: Fraction | None, most: Fraction | None, text: str) -> Bar | None:
    """The bar of an amount against what is needed, or allowed at most; None where there is nothing to measure by."""
    mark = needed if needed else most
    may = have if may is None else max(may, have)
    length = max(have, may, mark or Fraction(0), (most if needed else None) or Fraction(0))
    if mark is None or length <= 0 or have < 0:
        return None
    return Bar(have / length, may / length, mark / length, text)


def _steps(share: Fraction, whole: int) -> int:
    steps = share * whole
    down = steps.numerator // steps.denominator
    return max(down, 1) if share > 0 else 0


def _before(steps: int, share: Fraction, mark: Fraction, end: int) -> int:
    """Steps that stay before the mark where it is not reached, and reach it where it is."""
    return max(steps, end) if share >= mark else min(steps, end - 1)
