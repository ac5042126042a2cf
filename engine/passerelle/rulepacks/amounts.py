"""Exact amounts and ranges of them: comparing, adding, multiplying, and shifting days, with three truth values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Range:
    """An amount of which only the bounds are known, both included; `high` None is no bound."""

    low: Fraction
    high: Fraction | None


def bounds(value: Any) -> tuple[Fraction, Fraction | None]:
    """The lowest and the highest that a value may be; None is no bound."""
    return (value.low, value.high) if type(value) is Range else (value, value)


def compare_ranges(operator: str, a: Any, b: Any) -> bool | None:
    """True when every choice within the bounds makes it true, False when none does, else None."""
    if operator in (">", ">="):
        return compare_ranges("<" if operator == ">" else "<=", b, a)
    a_low, a_high = bounds(a)
    b_low, b_high = bounds(b)
    if operator in ("=", "!="):
        apart = (a_high is not None and a_high < b_low) or (b_high is not None and b_high < a_low)
        same = a_low == a_high == b_low == b_high
        equal = True if same else False if apart else None
        return equal if operator == "=" or equal is None else not equal
    strict = operator == "<"
    if a_high is not None and (a_high < b_low if strict else a_high <= b_low):
        return True
    if b_high is not None and (a_low >= b_high if strict else a_low > b_high):
        return False
    return None


def plus(a: Any, b: Any) -> Any:
    """The sum of two amounts or ranges."""
    if type(a) is Range or type(b) is Range:
        a_low, a_high = bounds(a)
        b_low, b_high = bounds(b)
        return Range(a_low + b_low, None if a_high is None or b_high is None else a_high + b_high)
    return a + b


def times(a: Any, b: Any) -> Any:
    """Product of an amount or range with an exact number. An unbounded range times a negative is not needed and is
    unknown."""
    if type(b) is Range:
        a, b = b, a
    if type(b) is Range:
        return None
    if type(a) is Range:
        if a.high is None:
            return Range(a.low * b, None) if b > 0 else None
        low, high = sorted((a.low * b, a.high * b))
        return Range(low, high)
    return a * b


def shift(day: date, years: int, months: int, days: int) -> date | None:
    """A day plus a length of time; the last day of the month where the month is shorter. None outside the calendar."""
    month_index = day.year * 12 + (day.month - 1) + years * 12 + months
    year, month = divmod(month_index, 12)
    if not 1 <= year <= 9999:
        return None
    for last in (day.day, 30, 29, 28):
        if last > day.day:
            continue
        try:
            return date(year, month + 1, last) + timedelta(days=days)
        except ValueError:
            continue
        except OverflowError:
            return None
    return None
