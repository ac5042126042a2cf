"""A notice of a reader enters (a contradiction, something not read); a sentence in a language leaves."""

from __future__ import annotations

import re
from functools import lru_cache

from passerelle.decision import Notice
from passerelle.explain.language import Language
from passerelle.explain.language import language as language_of
from passerelle.explain.safe_text import LONGEST_IN_TABLE, safe
from passerelle.explain.values import stated_workload

#: The names of a notice's values, in their order.
VALUES = {
    "contradiction": ("field", "first", "first_place", "second", "second_place"),
    "ignored": ("field", "why"),
    "suspicious": ("field", "why"),
    "unmapped": ("field", "text"),
    "parts": ("n",),
    "register_differs": ("field", "first", "first_place", "second", "second_place"),
    "registers_differ": ("field", "first", "first_place", "second", "second_place"),
    "register_conflict": ("identifiers", "providers"),
}
_LINE = re.compile(r"line (\d{1,9})")
_COLUMN = re.compile(r"line (\d{1,9}), column (\d{1,9})")
#: What a word in braces stands for, where that is not any text.
_NARROW = {"workload": r"\d[\d./–]* \S+", "n": r"\d+", "article": r"[IVX]+[.\d]*", "clause": r"\d[.\w]*"}
_SLOT = re.compile(r"\\\{(\w+)\\\}")


def notice(met: Notice, language: Language) -> str:
    """The sentence of a notice; its code and values where no language file knows them."""
    names = VALUES.get(met.code)
    if names is None or len(names) != len(met.values):
        return safe(f"{met.code}: {', '.join(met.values)} ({met.place})")
    values = dict(zip(names, met.values, strict=True))
    if "field" in values:
        values["field"] = language.word(f"field.{values['field']}", language.quoted(safe(values["field"], 200)))
    if "why" in values:
        values["why"] = said_in_code(values["why"], "notice_text", language) or language.quoted(safe(values["why"]))
    for name in ("first", "second"):
        if name in values:
            values[name] = language.word(f"term.{met.values[0]}.{values[name]}", values[name])
            if met.values[0] == "country":
                values[name] = str(language.locale.territories.get(values[name], values[name]))
    for name in ("first_place", "second_place"):
        if name in values:
            values[name] = place(values[name], language)
    return language.say(f"notice.{met.code}", place=place(met.place, language), **values)


def place_in_words(text: str, lang: str) -> str:
    """Where something stands in a file, in the words of a language. Raises `LanguageError`."""
    return place(text, language_of(lang))


def place(text: str, language: Language) -> str:
    """Where something stands: a line in the words of the language, a pointer as it is."""
    if found := _COLUMN.fullmatch(text):
        return language.say("trace.column", n=int(found[1]), column=int(found[2]))
    if found := _LINE.fullmatch(text):
        return language.say("trace.line", n=int(found[1]))
    return safe(text, LONGEST_IN_TABLE)


def said_in_code(text: str, section: str, language: Language) -> str:
    """What another room says in English, in the language: a section of the language file knows its sentences. ""
    where it does not. What stands for {source} is such a sentence again."""
    for pattern, key in _patterns(section, language):
        found = pattern.fullmatch(text)
        if found:
            values = found.groupdict()
            if "source" in values:
                values["source"] = said_in_code(values["source"], section, language) or values["source"]
            if "workload" in values:
                values["workload"] = stated_workload(values["workload"], language)
            return language.say(key, **values)
    return ""


def _slot(found: re.Match[str]) -> str:
    return f"(?P<{found[1]}>{_NARROW.get(found[1], '.*')})"


@lru_cache(maxsize=64)
def _patterns(section: str, language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    start = f"{section}."
    return tuple(
        (re.compile(_SLOT.sub(_slot, re.escape(key.removeprefix(start))), re.DOTALL), key)
        for key in language.words
        if key.startswith(start)
    )
