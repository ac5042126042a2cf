"""What the DEQAR readers share: DEQAR's words enter, ours leave.

DEQAR is the Database of External Quality Assurance Results of EQAR. Where each shape that is read here comes from, and
what of it could not be checked, stands in docs/providers.md.
"""

from __future__ import annotations

import re
from datetime import date

from passerelle.decision import Identifier, Review
from passerelle.vocabulary import Vocabulary

REGISTER = "DEQAR"
#: Years for which DEQAR counts a report that names no last day as valid (VALIDITY_YEARS in its published code).
_YEARS = 6
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII | re.DOTALL)
#: A part of a country, which DEQAR adds to its name or its code: "Belgium (Flemish Community)", "BE-fl".
_PART_OF_COUNTRY = re.compile(r"\s*\([^()]*\)$|(?<=^[A-Z]{2})-[A-Za-z]{2,3}$")
_OUTCOMES = {
    "positive": "positive",
    "positive with conditions or restrictions": "positive",
    "negative": "negative",
    "no, negative": "negative",
}
_LEVELS = {
    "institutional": "institution",
    "programme": "programme",
    "joint programme": "programme",
    "institutional/programme": "programme",
}


def record_of(number: object) -> str | None:
    """The DEQARINST ID of a provider from its number in DEQAR (382, "382"), or from itself."""
    text = str(number).strip().upper().removeprefix("DEQARINST")
    return f"DEQARINST{int(text):04d}" if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def day(text: str) -> date | None:
    """The day of a date, or of a moment such as "2018-01-01T00:00:00Z".

    Raises:
        ValueError: it is neither.
    """
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return date.fromisoformat(found[1])


def valid_until(valid_from: date | None, valid_to: date | None) -> date | None:
    """The last day of a report as DEQAR counts it: the stated one, or six years after the first."""
    if valid_to is not None or valid_from is None:
        return valid_to
    try:
        return valid_from.replace(year=valid_from.year + _YEARS)
    except ValueError:
        # 29 February, six years on: the last day of that month.
        return valid_from.replace(year=valid_from.year + _YEARS, day=28)


def review(
    *, agency: str, report: str | None, types: tuple[str, ...], activity: str | None, programme: str | None,
    decision: str | None, valid_from: date | None, valid_to: date | None,
) -> Review:  # fmt: skip
    """A report of DEQAR as a review: every one follows the ESG. `scope` is the programme where one was reviewed."""
    known = {_LEVELS[one] for one in types if one in _LEVELS}
    level = "institution" if "institution" in known else ("programme" if known or programme else None)
    return Review(
        agency=agency,
        report=report,
        standard="ESG",
        level=level,
        scope=programme if level == "programme" and programme else activity,
        outcome=_OUTCOMES.get((decision or "").strip().lower()),
        valid_from=valid_from,
        valid_until=valid_until(valid_from, valid_to),
    )


def country(vocabulary: Vocabulary, name: str) -> str | None:
    """The country of a name or code."""
    return vocabulary.country(name) or vocabulary.country(_PART_OF_COUNTRY.sub("", name))


def status(other_provider: bool | None, eter: str | None) -> tuple[str | None, str | None]:
    """Formal status and sector. DEQAR and ETER list as higher education institutions those whose right to award
    degrees a national authority recognises; what an "other provider" is in its system, DEQAR does not say."""
    if other_provider is False or (other_provider is None and eter):
        return "formal", "higher_education"
    return None, None


def eter_id(text: str) -> str | None:
    """The ETER ID in "ES0022" or, as earlier versions wrote it, in "ES0022 - Universitat Rovira i Virgili"."""
    return text.split(" - ", 1)[0].strip() or None


def identifier(scheme: str, value: str) -> Identifier | None:
    """An identifier that everybody may use. What an agency uses for itself names nobody outside it."""
    scheme, value = " ".join(scheme.split()), " ".join(value.split())
    if not value or scheme.lower() in ("", "local identifier"):
        return None
    return Identifier(value=value, scheme=scheme)


def report_page(number: str) -> str | None:
    """The public page of a report."""
    return f"https://data.deqar.eu/report/{number}" if number.isascii() and number.isdecimal() else None
