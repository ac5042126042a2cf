"""A value as rules compute with it in, the same value as a decision keeps it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from passerelle.decision import FactValue, exact
from passerelle.rulepacks import Range


def shown_value(value: Any, kind: str) -> FactValue:
    """Text, truth, number or texts; amounts exact, percentages in percent, ranges as "5..6", times as "8 years"."""
    if value is None or type(value) in (bool, str):
        shown: FactValue = value
        return shown
    if kind == "duration":
        unit, count = next(((u, n) for u, n in zip(("year", "month", "day"), value, strict=True) if n), ("day", 0))
        return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    if isinstance(value, Range):
        high = "" if value.high is None else shown_value(value.high, kind)
        return f"{shown_value(value.low, kind)}..{high}"
    if isinstance(value, Fraction):
        return exact(value * 100 if kind == "percentage" else value)
    if isinstance(value, int):
        return value if kind == "integer" else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return tuple([str(item) for item in value])
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)
