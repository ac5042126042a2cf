"""A typed text of a scenario enters ("EQF 7", "Finland", "7,5"), a plain value leaves, or why there is none.

The types are few: `text` (in quotation marks), `id`, `ids` (with commas), `amount`, `count`, `percentage`, `date`,
`duration`, `level`, `country`, `workload`, `clause`, and every kind of word that a sentences file declares (outcomes,
purposes, …). A plain value is what the files of the project hold: amounts stay exact texts, dates ISO texts, words
their ids.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import pycountry
from babel import Locale

#: Quotation marks of the two languages, opening and closing.
_QUOTED = '"[^"]*"|“[^”]*”|„[^“”]*[“”]|»[^«]*«'
_NUMBER = r"\d+(?:[.,]\d+)?(?:/\d+)?"

#: How a value of a type looks inside a sentence.
TYPES: Mapping[str, str] = {
    "text": _QUOTED,
    "id": r"[\w/@#.:-]*\w",
    "ids": r"[\w-]+(?:, ?[\w-]+)*",
    "amount": _NUMBER,
    "count": r"\d+",
    "percentage": rf"{_NUMBER} ?%",
    "date": r"\d{4}-\d{2}-\d{2}",
    "level": r"[A-Z][\w-]* \w+",
    "country": r"[^\W\d_][\w .'()-]*",
    "workload": r"\d.*",
    "credits_held": rf"{_NUMBER}(?: \D.*)?",
    "level_held": r"[1-8]|[A-Z][\w-]* \w+",
    "duration": r"\d+ \w+",
    "clause": r"[A-Z]{0,2}\d+(?:\.\d+)*[a-z]?",
}

_NAMES = {"amount": "an amount", "count": "a whole number", "percentage": "a percentage such as 80 %"}

#: The name that a language gives to the European Qualifications Framework.
_FRAMEWORKS = {"EOK": "EQF"}

#: Slovenian words for units of workload, in every number and case that stands after an amount.
_UNITS = {
    **dict.fromkeys(("ura", "uri", "ure", "ur"), "hours"),
    **dict.fromkeys(("teden", "tedna", "tedni", "tedne", "tednov"), "weeks"),
    "učenja": "of learning",
    "kontaktnih": "contact",
}
#: The same for units of time.
_TIMES = {
    **dict.fromkeys(("leto", "leti", "leta", "let"), "years"),
    **dict.fromkeys(("mesec", "meseca", "mesece", "meseci", "mesecev"), "months"),
    **dict.fromkeys(("dan", "dneva", "dni"), "days"),
}


@dataclass(frozen=True, slots=True)
class Misread(Exception):  # noqa: N818 (a finding about a text, turned into a diagnostic)
    """A text that is not of its type: what was expected, and the nearest known words."""

    text: str
    expected: str
    hint: str = ""

    def __str__(self) -> str:
        return f"'{self.text}' is not {self.expected}" + (f" ({self.hint})" if self.hint else "")


#: Kind of word -> id -> language -> how the word is said there; the first is how it is printed.
Words = Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]


def nearest(text: str, known: list[str], count: int = 1) -> str:
    """The known texts most like `text`, asked as "did you mean 'a' or 'b'?"; "" where none is like it."""
    found = difflib.get_close_matches(text, known, n=count, cutoff=0.5)
    return f"did you mean {' or '.join(repr(each) for each in found)}?" if found else ""


def unquoted(text: str) -> str:
    """A text without its quotation marks, where it has any."""
    return text[1:-1] if re.fullmatch(_QUOTED, text) else text


@cache
def _countries(language: str) -> Mapping[str, str]:
    names = Locale.parse(language).territories
    codes = {country.alpha_2 for country in pycountry.countries}
    return {names[code]: code for code in codes if code in names} | {code: code for code in codes}


def _country(text: str, language: str) -> str:
    known = _countries(language)
    if text not in known:
        raise Misread(text, "a country", nearest(text, list(known)))
    return known[text]


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Misread(text, "a date", "dates are written 2026-01-15") from None


def _level(text: str) -> str:
    framework, _, label = text.partition(" ")
    if not re.fullmatch(TYPES["level"], text):
        raise Misread(text, "a level", "a level names its framework: EQF 7")
    return f"{_FRAMEWORKS.get(framework, framework)} {label}"


def _workload(text: str) -> str:
    if not re.fullmatch(TYPES["workload"], text):
        raise Misread(text, "a workload", "an amount and its unit: 5 ECTS, 12 hours")
    return re.sub(r"[^\W\d_]+", lambda word: _UNITS.get(word[0], word[0]), text)


def _duration(text: str) -> str:
    if not re.fullmatch(TYPES["duration"], text):
        raise Misread(text, "a length of time", "a number and its unit: 5 years, 6 months")
    amount, _, unit = text.partition(" ")
    return f"{amount} {_TIMES.get(unit, unit)}"


def _word(text: str, kind: str, language: str, words: Words) -> str:
    said = {form: word for word, forms in words[kind].items() for form in forms.get(language, ())}
    if text in said:
        return said[text]
    raise Misread(text, f"a known {kind.replace('_', ' ')}", nearest(text, list(said)))


def read_value(text: str, type_: str, language: str, words: Words) -> str:
    """The plain value of a text of a type. Raises `Misread`."""
    text = unquoted(text.strip())
    match type_:
        case "text":
            return text
        case "amount":
            value = text.replace(",", ".")
        case "percentage":
            value = text.replace(",", ".").replace("%", "").strip() + " %"
        case "date":
            return _date(text)
        case "level":
            return _level(text)
        case "level_held" if not text.isdigit():
            return _level(text)
        case "credits_held":
            value = text.replace(",", ".")
        case "country":
            return _country(text, language)
        case "workload":
            return _workload(text)
        case "duration":
            return _duration(text)
        case _ if type_ in words:
            return _word(text, type_, language, words)
        case _:
            value = text
    if not re.fullmatch(TYPES[type_], text):
        raise Misread(text, _NAMES.get(type_, f"of the type {type_}"))
    return value


def shape(type_: str, language: str, words: Words) -> str:
    """The regular expression of a type in a language."""
    if type_ in TYPES:
        return TYPES[type_]
    forms = [form for word in words[type_].values() for form in word.get(language, ())]
    # the longest first: no word may hide one that begins with it
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def said(value: str, kind: str, language: str, words: Words) -> str:
    """How a word is said in a language; its id where it has no word there."""
    forms = words.get(kind, {}).get(value, {})
    return next(iter(forms.get(language) or forms.get("en") or (value,)))
