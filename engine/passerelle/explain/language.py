"""A language file enters, its sentences leave: filled in, with plural forms, dates and decimals of the language.

A language is a file in `languages/`, and nothing else; `docs/languages.md` says how to write one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from passerelle.decision import exact
from passerelle.errors import PasserelleError
from passerelle.explain.safe_text import safe
from passerelle.yaml_nodes import compose_yaml

#: The language in which a text is shown that has none of the reader's.
FALLBACK = "en"

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})
_FOLDER = files("passerelle.explain") / "languages"
#: Mappings inside each other.
_DEEPEST = 20

#: One sentence, or its plural forms by CLDR category.
Words: TypeAlias = str | Mapping[str, str]


class LanguageError(PasserelleError):
    """There is no such language. Its text names those there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language: its tag, its words by key ("outcome.REFUSED"), and the rule texts that it brings along."""

    tag: str
    words: Mapping[str, Words]
    locale: Locale = field(repr=False)
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict, repr=False)

    def say(self, key: str, **values: object) -> str:
        """The sentence of a key. `n` among the values chooses the plural form. Raises `KeyError`."""
        words = self.words[key]
        if not isinstance(words, str):
            words = words.get(self.plural(values.get("n", 0)), words["other"])
        return fill(words, lambda name: self.shown(values[name]))

    def has(self, key: str) -> bool:
        """Whether there are words for a key."""
        return key in self.words

    def word(self, key: str, default: str) -> str:
        """The words of a key, or the default, made safe, where there are none."""
        words = self.words.get(key)
        return words if isinstance(words, str) else safe(default)

    def shown(self, value: object) -> str:
        """A value inside a sentence."""
        if isinstance(value, str):
            return safe(value)
        if isinstance(value, bool):
            return self.say(f"value.{str(value).lower()}")
        if isinstance(value, Fraction | int):
            return self.amount(exact(Fraction(value)))
        if isinstance(value, date):
            return self.date(value)
        return safe(str(value))

    def amount(self, text: str) -> str:
        """An exact amount in the language: "7.5" as "7,5", "10/3" as it is."""
        return safe(text.replace(".", self.word("language.decimal", ".")))

    def date(self, value: date) -> str:
        """A date in the language, written so that it fits every place in a sentence."""
        return format_date(value, format=self.word("language.date", "long"), locale=self.locale)

    def plural(self, number: object) -> str:
        """The CLDR plural category of a number or of its exact text. A fraction without a finite decimal counts as
        a number with decimals."""
        try:
            amount = Fraction(str(number))
        except (ValueError, ZeroDivisionError):
            return "other"
        if amount.denominator == 1:
            return str(self.locale.plural_form(abs(amount.numerator)))
        text = exact(abs(amount))
        return str(self.locale.plural_form(Decimal(text) if "/" not in text else Decimal("0.3")))

    def quoted(self, text: str) -> str:
        """A text in the quotation marks of the language."""
        return f"{self.word('language.opening', '')}{text}{self.word('language.closing', '')}"


def fill(template: str, value: Callable[[str], str]) -> str:
    """The template with the value of every `{name}`; `{{` and `}}` are braces. Values are never filled again."""
    if "{" not in template and "}" not in template:
        return template

    def one(match: re.Match[str]) -> str:
        found = match.group()
        return found[0] if found in ("{{", "}}") else value(match.group(1).strip())

    return _PLACEHOLDER.sub(one, template)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The tags of all languages that there are files for, sorted."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def language(tag: str) -> Language:
    """The language of a tag: "sl", and also "sl-SI" or "SL". Raises `LanguageError`."""
    wanted = tag.strip().replace("_", "-").lower()
    for known in languages():
        if known.lower() == wanted:
            return _read(known)
    base = wanted.partition("-")[0]
    if base in languages():
        return _read(base)
    near = get_close_matches(wanted, languages(), n=1, cutoff=0.5)
    hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(languages())}"
    raise LanguageError(f"there is no language '{safe(tag, 40)}' ({hint})")


def phrase(key: str, lang: str, **values: object) -> str:
    """The fixed words of a page or of the command line: `phrase("page.decide", "sl")`.

    `n` chooses the plural form. Raises `LanguageError` for an unknown language and `KeyError` for an unknown key.
    """
    return language(lang).say(key, **values)


@lru_cache(maxsize=32)
def _read(tag: str) -> Language:
    return read_language(tag, (_FOLDER / f"{tag}.yaml").read_text(encoding="utf-8"))


def read_language(tag: str, text: str) -> Language:
    """The language that a file's text describes. Raises `LanguageError` where the file is no language file."""
    try:
        root = _plain(compose_yaml(text, deepest=_DEEPEST))
        if not isinstance(root, dict):
            raise ValueError("it is no mapping")
        sections = dict(root)
        rules = sections.pop("rules", None) or {}
        words = dict(_flat(sections, ""))
        locale = Locale.parse(str(words.get("language.locale", tag)))
        return Language(tag, words, locale, {str(key): dict(value) for key, value in rules.items()})
    except (YAMLError, UnknownLocaleError, ValueError, TypeError, AttributeError, LookupError) as error:
        problem = " ".join(str(error).split())
        raise LanguageError(f"languages/{tag}.yaml is no language file: {problem}") from None


def _plain(node: Node | None) -> object:
    """Mappings, lists and texts; every scalar is the text that stands there. Raises `ValueError` for a key that stands
    twice, and for an empty file."""
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    if not isinstance(node, MappingNode):
        raise ValueError("it is empty")
    found: dict[str, object] = {}
    for key, value in node.value:
        name = str(_plain(key))
        if name in found:
            raise ValueError(f"'{name}' stands twice")
        found[name] = _plain(value)
    return found


def _flat(tree: Mapping[str, object], prefix: str) -> Iterator[tuple[str, Words]]:
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, Mapping) and "other" in value and value.keys() <= _CATEGORIES:
            yield name, {str(category): str(words) for category, words in value.items()}
        elif isinstance(value, Mapping):
            yield from _flat(value, f"{name}.")
        else:
            raise ValueError(f"'{name}' is no text")
