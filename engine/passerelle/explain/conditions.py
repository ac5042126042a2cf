"""A condition as a rule's author wrote it enters; the same condition read aloud in a language leaves.

It reads word by word, so it needs no grammar, and what it does not know it leaves as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from passerelle.explain.language import Language
from passerelle.explain.safe_text import safe
from passerelle.explain.values import label

_TOKEN = re.compile(
    r"""(?P<text>'[^']*'|"[^"]*")
      | (?P<date>\d{4}-\d{2}-\d{2})
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<words>is\s+not\s+one\s+of|is\s+one\s+of|is\s+not\s+known|is\s+known|is\s+unknown|is\s+not|one\s+of)\b
      | (?P<operator><=|>=|!=|==|[<>=+\-*/])
      | (?P<name>[^\W\d]\w*(?:\[\d+\])?(?:[-.][^\W\d]\w*(?:\[\d+\])?|[-.]\d+)*)
      | (?P<space>\s+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


#: The kind of a fact whose value is a day: it lies before or after another.
DATE = "date"


@lru_cache(maxsize=4096)
def _read_aloud(text: str, tag: str, language: Language, kinds: tuple[tuple[str, str], ...]) -> str:
    parts: list[str] = []
    known, kind_of_terms = dict(kinds), ""
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup, match.group()
        if kind == "operator" and kind_of_terms == DATE and language.has(f"condition.dated {found}"):
            parts.append(language.say(f"condition.dated {found}"))
        elif kind in ("words", "operator"):
            parts.append(language.word(f"condition.{' '.join(found.split())}", found))
        elif kind == "name":
            kind_of_terms = known.get(found, kind_of_terms)
            called = text.startswith("(", match.end())
            parts.append(_name(found, language, "" if called else kind_of_terms))
        elif kind == "number":
            parts.append(language.amount(found))
        elif kind == "text":
            parts.append(language.quoted(found[1:-1]))
        else:
            parts.append(found)
    return safe("".join(parts))


def read_aloud(text: str, language: Language, kinds: Mapping[str, str] | None = None) -> str:
    """The condition with labels for facts and words for operators.

    `kinds` tells of what kind of term a fact's value is, or that it is a date: what `other` and `>` mean depends on
    the fact before them.
    """
    if not kinds:
        return _read_aloud(text, language.tag, language, ())
    named = dict.fromkeys(match.group() for match in _TOKEN.finditer(text) if match.lastgroup == "name")
    return _read_aloud(text, language.tag, language, tuple((name, kinds[name]) for name in named if name in kinds))


def words_of(text: str) -> Iterator[tuple[str, bool]]:
    """The words and signs of a condition as written, each with whether it is a name that stands for a value."""
    for match in _TOKEN.finditer(text):
        yield match.group(), match.lastgroup == "name" and not text.startswith("(", match.end())


def _name(name: str, language: Language, kind: str) -> str:
    term = f"purpose.{name}" if kind == "purpose" else f"term.{kind}.{name}"
    if kind and language.has(term):
        return language.say(term)
    if language.has(f"condition.{name}"):
        return language.say(f"condition.{name}")
    if "." in name or language.has(f"defined.{name}"):
        return language.say("condition.name", label=label(name, language))
    for key in _terms_of(language.tag, language).get(name, ()):
        return language.say(key)
    return name.replace("_", " ")


@lru_cache(maxsize=32)
def _terms_of(tag: str, language: Language) -> dict[str, tuple[str, ...]]:
    """Keys of the words for a term's id, whatever its kind."""
    found: dict[str, tuple[str, ...]] = {}
    for key in sorted(language.words):
        if key.startswith(("term.", "purpose.")):
            found.setdefault(key.removeprefix("term.").partition(".")[2], (key,))
    return found
