"""Texts of numbers, durations and workloads enter; exact amounts leave, or the reason why they cannot be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_PLAIN = re.compile(r"([+-]?)(\d{1,12})(?:[.,](\d{1,12}))?")
_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<years>\d+(?:\.\d+)?)Y)?(?:(?P<months>\d+(?:\.\d+)?)M)?(?:(?P<weeks>\d+(?:\.\d+)?)W)?"
    r"(?:(?P<days>\d+(?:\.\d+)?)D)?"
    r"(?P<time>T(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)
_CALENDAR = ("years", "months", "weeks", "days")


class AmountError(ValueError):
    """A text that is no amount. Its message completes the sentence "the workload …"."""


@dataclass(frozen=True, slots=True)
class Duration:
    """An ISO 8601 duration: hours where it consists of hours, minutes and seconds; weeks where of weeks; otherwise
    only `calendar`, a description of what it says ("60 months"), which is no amount of learning."""

    hours: Fraction | None = None
    weeks: Fraction | None = None
    calendar: str = ""


def amount(value: object) -> Fraction:
    """An exact number above 0 from a JSON number or a text ("3.0" is 3, "7,5" is 7.5).

    Raises:
        AmountError: not a number, or not above 0.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise AmountError("is not a number")
    if isinstance(value, str):
        match = _PLAIN.fullmatch(value.strip())
        if not match or not value.isascii():
            raise AmountError("is not a plain number")
        sign, whole, rest = match.groups()
        number = Fraction(int(whole + (rest or "")), 10 ** len(rest or ""))
        number = -number if sign == "-" else number
    else:
        number = Fraction(value)
    if number <= 0:
        raise AmountError("has to be above 0")
    return number


def duration(text: str) -> Duration:
    """An ISO 8601 duration: `PT60H` is 60 hours, `P60M` is 60 months and not hours.

    Raises:
        AmountError: not a duration, or not above 0.
    """
    match = _DURATION.fullmatch(text.strip())
    if not match or len(text) > 60 or text.strip().endswith(("P", "T")):
        raise AmountError("is not an ISO 8601 duration such as PT150H")
    found = {name: Fraction(digits) for name, digits in match.groupdict().items()
             if digits is not None and name not in {"sign", "time"}}  # fmt: skip
    if match["sign"] or not any(found.values()):
        raise AmountError("has to be above 0")
    hours = found.get("hours", Fraction(0)) + found.get("minutes", Fraction(0)) / 60
    hours += found.get("seconds", Fraction(0)) / 3600
    calendar = [name for name in _CALENDAR if found.get(name)]
    if not calendar:
        return Duration(hours=hours)
    if calendar == ["weeks"] and not hours:
        return Duration(weeks=found["weeks"])
    return Duration(calendar=", ".join(f"{match[name]} {name}" for name in (*_CALENDAR, "hours") if found.get(name)))


@dataclass(frozen=True, slots=True)
class WorkloadText:
    """A workload as a person writes it: an amount or a range, and the words that name the unit."""

    amount: Fraction
    up_to: Fraction | None
    unit: str


_NUMBER = r"[+-]?(?:\d{1,12}(?:[.,]\d{1,12})?|nan|inf(?:inity)?)"
_RANGE = rf"(?P<low{{0}}>{_NUMBER})(?:\s*(?:-|–|to)\s*(?P<high{{0}}>{_NUMBER}))?"
_WEEKLY = re.compile(
    _RANGE.replace("{0}", "_weeks") + r"\s*weeks?\s*(?:,|at|of|x|×)?\s*" + _RANGE.replace("{0}", "_hours")
    + r"\s*(?:h|hours?)\s*(?:/|per|a|each)\s*w(?:ee)?k",
    re.IGNORECASE | re.ASCII,
)  # fmt: skip
_AMOUNT = re.compile(_RANGE.replace("{0}", "") + r"\s*(?P<unit>[^\d\s]\D*)?", re.IGNORECASE)


def workload_text(text: str) -> WorkloadText:
    """Parse "5 ECTS", "150 hours", "20-25 hours", "6 weeks, 5-8 h/week" (30 to 48 hours) or "6 weeks".

    Raises:
        AmountError: no number, not above 0, or a range that runs backwards.
    """
    text = " ".join(text.split())
    weekly = _WEEKLY.fullmatch(text)
    if weekly:
        weeks = _bounds(weekly["low_weeks"], weekly["high_weeks"])
        hours = _bounds(weekly["low_hours"], weekly["high_hours"])
        low, high = weeks[0] * hours[0], weeks[1] * hours[1]
        return WorkloadText(low, high if high != low else None, "hours")
    plain = _AMOUNT.fullmatch(text)
    if not plain:
        raise AmountError('is not a number with a unit, such as "5 ECTS" or "150 hours"')
    low, high = _bounds(plain["low"], plain["high"])
    return WorkloadText(low, high if high != low else None, (plain["unit"] or "").strip())


def _bounds(low: str, high: str | None) -> tuple[Fraction, Fraction]:
    first = amount(low)
    second = amount(high) if high is not None else first
    if second < first:
        raise AmountError("is a range that runs backwards")
    return first, second
