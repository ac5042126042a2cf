"""Amounts of a policy, and facts of units as they are written, enter; words leave."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from passerelle.decision import exact
from passerelle.explain.language import Language
from passerelle.explain.notices import said_in_code
from passerelle.explain.safe_text import LONGEST_IN_TABLE, safe
from passerelle.explain.values import capital, label, level_text

#: Facts whose value is a term of the vocabulary, and the kind of the term where it has another name.
_TERMS = {
    "kind": "unit_kind", "route": "route", "status": "status", "sector": "sector", "formal_status": "formal_status",
    "assessment": "assessment", "supervision": "supervision", "participation": "participation",
    "orientation": "orientation",
}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LEVEL = re.compile(r"EQF[ -]?\d|\d")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_AMOUNT = re.compile(r"(\d+(?:[./]\d+)?)(?: ECTS)?")


def amount_text(amount: Fraction, measure: str, unit: str, language: Language, *, of: bool = False) -> str:
    """An amount with what it is measured in: "7.5 ECTS", "2 units", "75%", or a number of grade points. `of` where the
    words before it ask for the genitive ("at least …")."""
    if measure == "credits":
        return language.say("stacking.credits", amount=amount, unit=safe(unit, 60))
    if measure == "units":
        return language.say("stacking.of_units" if of else "stacking.units", n=amount)
    if measure == "share":
        percentage = amount * 100
        return language.say("stacking.share", n=percentage) if "/" not in exact(percentage) else language.shown(amount)
    return language.shown(amount)


def unit_fact_label(fact: str, language: Language) -> str:
    """What a fact of a unit or of the case is called, whether it is named with "units." in front or not."""
    full = fact if fact.partition(".")[0] in ("units", "stack", "question") else f"units.{fact}"
    return safe(label(full if language.has(f"fact.{full}") else fact, language))


def unit_fact_value(fact: str, text: str, language: Language) -> str:
    """The value of a fact as an officer writes it, in words: "EQF 7", "2024-05-01", "true", "module"."""
    name = fact.rpartition(".")[2]
    written = text.strip()
    if written in ("", "unknown"):
        return language.say("value.unknown")
    if written in ("true", "false"):
        return language.say(f"value.{written}")
    if _DAY.fullmatch(written):
        try:
            return language.date(date.fromisoformat(written))
        except ValueError:
            return safe(written)
    if name == "level" and _LEVEL.fullmatch(written):
        return level_text(written, language)
    if name == "credits" and (found := _AMOUNT.fullmatch(written)):
        return amount_text(Fraction(found[1]), "credits", "ECTS", language)
    if name in _TERMS:
        members = (part.strip() for part in written.split(","))
        return ", ".join(language.word(f"term.{_TERMS[name]}.{part}", part) for part in members)
    return safe(written, LONGEST_IN_TABLE)


def unit_fact_text(fact: str, text: str, language: Language) -> str:
    """A fact with its value, as one says it of a unit: "at EQF 7", "from the host", else its label and value."""
    name = fact.rpartition(".")[2]
    key = f"stacking.having.{name}_{text.strip()}"
    if language.has(key):
        return language.say(key)
    value = unit_fact_value(fact, text, language)
    if language.has(f"stacking.having.{name}"):
        return language.say(f"stacking.having.{name}", value=value)
    return f"{unit_fact_label(fact, language)}: {value}"


def derived(text: str, language: Language) -> str:
    """How an amount comes about, as the engine notes it ("20 CATS as stated", "50 % × 30 = 15"), in words and with the
    decimal mark of the language."""
    told = said_in_code(text, "stacking_text", language) or safe(text)
    return _DECIMAL.sub(language.word("language.decimal", "."), told)


def sentence(text: str) -> str:
    """A text with a capital at its start and a full stop at its end."""
    text = capital(text)
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
