"""Sums of a model held against exact thresholds."""

from __future__ import annotations

import math
from fractions import Fraction

from passerelle.stacking.search.model import Model

When = tuple[int, ...]


def least(model: Model, terms: dict[int, int], threshold: Fraction, when: When) -> None:
    """sum >= threshold."""
    model.draft.linear(terms, math.ceil(threshold), None, when)


def most(model: Model, terms: dict[int, int], threshold: Fraction, when: When) -> None:
    """sum <= threshold."""
    model.draft.linear(terms, None, math.floor(threshold), when)


def below(model: Model, terms: dict[int, int], threshold: Fraction, when: When) -> None:
    """sum < threshold."""
    model.draft.linear(terms, None, math.ceil(threshold) - 1, when)
