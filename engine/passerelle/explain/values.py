"""Facts enter, words leave: their labels, and their values by type and language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from passerelle.decision import Fact, LanguageText
from passerelle.explain.language import FALLBACK, Language
from passerelle.explain.safe_text import LONGEST, safe

_INDEX = re.compile(r"\[(\d+)\]")
_EQF = re.compile(r"EQF[ -]?(\d)")


def picked(text: LanguageText | None, lang: str) -> str:
    """The tag of the text that is shown in a language: its own, that of its base language, English, or any (the first
    by tag); "" for no text."""
    if not text:
        return ""
    return next((tag for tag in (lang, lang.partition("-")[0], FALLBACK) if tag in text), min(text))


def pick(text: LanguageText | None, lang: str) -> str:
    """The text in a language, else in its base language, in English, in any (the first by tag); "" for no text."""
    return text[picked(text, lang)] if text else ""


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def label(name: str, language: Language) -> str:
    """What a fact is called: "award.outcomes[1].statement" is the "wording of the learning outcome (no. 2)".

    Members count from 0 in names and from 1 in sentences. A name that no language file knows, such as one that a
    pack defines, is shown with spaces for its underscores.
    """
    known = f"fact.{name}"
    if language.has(known):
        return language.say(known)
    kind, _, element = name.partition(".")
    if language.has(f"conclusion.{kind}_{element}"):
        return language.say(f"conclusion.{kind}_{element}")
    criterion, _, rating = element.partition(".")
    if kind == "criterion" and language.has(f"criterion.{criterion}") and language.has(f"term.rating.{rating}"):
        named = {"criterion": language.say(f"criterion.{criterion}"), "rating": language.say(f"term.rating.{rating}")}
        return language.say("conclusion.criterion", **named)
    if language.has(f"element.{element}") and language.has(f"conclusion.{kind}"):
        return language.say(f"conclusion.{kind}", element=language.say(f"element.{element}"))
    numbers = [str(int(found[:12]) + 1) for found in _INDEX.findall(name)]
    base = _INDEX.sub("", name)
    last = base.rpartition(".")[2]
    words = language.word(f"fact.{base}", language.word(f"defined.{last}", base.replace("_", " ")))
    if numbers and language.has(f"subject.{base}"):
        return language.say(f"subject.{base}", n="/".join(numbers))
    return language.say("sentence.fact_numbered", label=words, n="/".join(numbers)) if numbers else words


def subject(path: str, language: Language) -> str:
    """What a finding is about, from the path of its subject."""
    parts = [part.strip() for part in path.split("&") if part.strip()]
    return " – ".join(
        (
            language.say(f"subject.{part}")
            if part in ("award", "target", "provider", "host", "system")
            else label(part, language)
        )
        for part in parts
    )


def value_of(fact: Fact, language: Language, *, bare: bool = False, longest: int = LONGEST) -> str:
    """A fact's value in words. `bare` leaves out the unit ("5", not "5 ECTS credits"), for sentences that bring
    their own. Never empty."""
    shown = _Values(language, bare).shown(fact.value, _BY_NAME.get(fact.name, fact.type))
    return safe(shown, longest) or language.quoted("")


@dataclass(frozen=True, slots=True)
class _Values:
    language: Language
    bare: bool

    def shown(self, value: Any, kind: str) -> str:
        if value is None:
            return self.language.say("value.unknown")
        if isinstance(value, list | tuple):
            return self.listed(value, kind)
        if isinstance(value, Mapping):
            return pick(value, self.language.tag)
        if isinstance(value, bool):
            return self.language.say(f"value.{str(value).lower()}")
        if kind == "collection":
            return self.language.say("value.members", n=value)
        base = kind.removeprefix("set:")
        if base.startswith("term:"):
            term = base.removeprefix("term:")
            section = "" if term == "purpose" else "term."
            return self.language.word(f"{section}{term}.{value}", str(value))
        by_type = _BY_TYPE.get(base)
        return by_type(self, str(value)) if by_type else str(value)

    def listed(self, values: list[Any] | tuple[Any, ...], kind: str) -> str:
        if not values:
            return self.language.say("value.none")
        return "; ".join(safe(self.shown(value, kind)) for value in values)

    def amount(self, text: str, unit: str | None = None) -> str:
        low, dots, high = text.partition("..")
        language = self.language
        if dots and not high:
            return language.say("value.at_least", amount=self.amount(low, unit))
        bare = unit is None or self.without(unit)
        if dots:
            key = "value.range" if bare else f"value.{unit}_range"
            return language.say(key, low=language.amount(low), high=language.amount(high))
        if bare:
            return language.amount(text)
        words = language.words[f"value.{unit}"]
        form = words if isinstance(words, str) else words.get(language.plural(text), words["other"])
        return form.replace("{n}", language.amount(text))

    def without(self, unit: str) -> bool:
        """A percentage is none without its sign; other units are left to the sentence around a bare value."""
        return self.bare and unit != "percentage"

    def credits(self, text: str) -> str:
        return self.amount(text, "credits")

    def hours(self, text: str) -> str:
        return self.amount(text, "hours")

    def percentage(self, text: str) -> str:
        return self.amount(text.removesuffix("%").strip(), "percentage")

    def workload(self, text: str) -> str:
        """What documents state: "6 ECTS · 162 hours"."""
        return " · ".join(map(self._stated, text.split(" · ")))

    def _stated(self, text: str) -> str:
        amount, _, unit = text.partition(" ")
        language = self.language
        shown = language.amount(amount)
        words = language.words.get(f"unit.{unit}")
        if words is None or isinstance(words, str):
            return f"{shown} {unit}".strip()
        return words.get(language.plural(amount), words["other"]).replace("{n}", shown)

    def unit(self, text: str) -> str:
        return self.language.word(f"unit_name.{text}", text)

    def contradicted(self, text: str) -> str:
        return self.language.word(f"field.{text}", text)

    def day(self, text: str) -> str:
        try:
            return self.language.date(date.fromisoformat(text))
        except ValueError:
            return text

    def duration(self, text: str) -> str:
        """A length of time: "8 years"."""
        amount, _, unit = text.partition(" ")
        words = self.language.words.get(f"value.{unit.removesuffix('s')}s")
        if words is None or isinstance(words, str):
            return text
        return words.get(self.language.plural(amount), words["other"]).replace("{n}", amount)

    def eqf(self, text: str) -> str:
        number = text.removeprefix("EQF").strip(" -")
        return number if self.bare else self.language.say("value.eqf", level=number)

    def level(self, text: str) -> str:
        found = _EQF.fullmatch(text)
        return self.language.say("value.eqf", level=found.group(1)) if found else text

    def country(self, text: str) -> str:
        return str(self.language.locale.territories.get(text.upper(), text))

    def tongue(self, text: str) -> str:
        names = self.language.locale.languages
        return str(names.get(text.replace("-", "_")) or names.get(text.partition("-")[0].lower()) or text)


#: Facts whose text is made of words that the engine knows.
_BY_NAME: Mapping[str, str] = {
    "award.workload.stated": "workload",
    "award.workload.unit": "unit",
    "award.contradictions": "set:contradicted",
}
_BY_TYPE: Mapping[str, Callable[[_Values, str], str]] = {
    "credits": _Values.credits,
    "amount": _Values.credits,
    "hours": _Values.hours,
    "percentage": _Values.percentage,
    "integer": _Values.amount,
    "number": _Values.amount,
    "date": _Values.day,
    "duration": _Values.duration,
    "eqf": _Values.eqf,
    "level": _Values.level,
    "country": _Values.country,
    "language": _Values.tongue,
    "workload": _Values.workload,
    "unit": _Values.unit,
    "contradicted": _Values.contradicted,
}


def credits_text(amount: str, language: Language) -> str:
    """An exact amount of ECTS credits with its unit."""
    return safe(_Values(language, bare=False).credits(amount))


def stated_workload(text: str, language: Language) -> str:
    """An amount of learning as documents state it: "3 US-SCH"."""
    return safe(_Values(language, bare=False).workload(text))


def level_text(level: str, language: Language) -> str:
    """A level as a decision books it: "6" is a level of the EQF."""
    values = _Values(language, bare=False)
    return safe(values.eqf(level) if level.isdigit() else values.level(level))
