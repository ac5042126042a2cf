"""A condition as a rule's author wrote it enters; the same condition read aloud in a language leaves.

It reads word by word, so it needs no grammar, and what it does not know it leaves as written.
"""

from __future__ import annotations

import re
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


@lru_cache(maxsize=4096)
def _read_aloud(text: str, tag: str, language: Language) -> str:
    parts: list[str] = []
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup, match.group()
        if kind in ("words", "operator"):
            parts.append(language.word(f"condition.{' '.join(found.split())}", found))
        elif kind == "name":
            parts.append(_name(found, language))
        elif kind == "number":
            parts.append(language.amount(found))
        elif kind == "text":
            parts.append(language.quoted(found[1:-1]))
        else:
            parts.append(found)
    return safe("".join(parts))


def read_aloud(text: str, language: Language) -> str:
    """The condition with labels for facts and words for operators."""
    return _read_aloud(text, language.tag, language)


def _name(name: str, language: Language) -> str:
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
