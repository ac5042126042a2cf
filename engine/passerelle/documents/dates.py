"""Texts of dates enter; the date that is written leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s*(Z|z|[+-]\d\d:?\d\d)?|Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)


class DateError(ValueError):
    """A text that is no date. Its message completes the sentence "the date …"."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """The date part as written, and whether a time of day other than midnight stands behind it."""

    day: date
    has_time: bool


def written_date(text: str) -> WrittenDate:
    """The date part of an ISO 8601 date or date-time. It is not moved into any time zone.

    Raises:
        DateError: not ISO 8601, or a day or time that does not exist.
    """
    match = _ISO.fullmatch(text.strip())
    if not match:
        raise DateError("is not written as year-month-day, such as 2026-02-28")
    year, month, day, hour, minute, second, _ = match.groups()
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise DateError("does not exist in the calendar") from None
    # 24:00:00 is the end of a day and 60 a leap second: both are real times of day.
    if (hour and int(hour) > 24) or (minute and int(minute) > 59) or (second and int(second) > 60):
        raise DateError("has a time of day that does not exist")
    return WrittenDate(found, bool(hour) and (hour, minute, second or "00") != ("00", "00", "00"))
