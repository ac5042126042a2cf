"""A notice of a reader enters (a contradiction, something not read); a sentence in a language leaves."""

from __future__ import annotations

import re
from functools import lru_cache

from passerelle.decision import Notice
from passerelle.explain.language import Language
from passerelle.explain.safe_text import safe

#: The names of a notice's values, in their order.
VALUES = {
    "contradiction": ("field", "first", "first_place", "second", "second_place"),
    "ignored": ("field", "why"),
    "suspicious": ("field", "why"),
    "unmapped": ("field", "text"),
    "parts": ("n",),
}
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
        values["why"] = _why(values["why"], language)
    return language.say(f"notice.{met.code}", place=met.place, **values)


def _why(text: str, language: Language) -> str:
    """What a reader says, in the language: readers speak English, and the language file knows their sentences."""
    for pattern, key in _patterns(language):
        found = pattern.fullmatch(text)
        if found:
            return language.say(key, **found.groupdict())
    return language.quoted(safe(text))


@lru_cache(maxsize=32)
def _patterns(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    keys = [key for key in language.words if key.startswith("notice_text.")]
    return tuple(
        (re.compile(_SLOT.sub(r"(?P<\1>.*)", re.escape(key.removeprefix("notice_text."))), re.DOTALL), key)
        for key in keys
    )
