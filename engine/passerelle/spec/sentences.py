"""The language of scenarios as values: a text with placeholders enters `Language.pattern`, a `Pattern` that lines are
held against leaves.

`passerelle.spec.load` makes a `Language` from sentences files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.spec import values

#: The languages that every sentence is said in.
LANGUAGES = ("en", "sl")

_PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of saying a sentence in one language. `placeholders` gives the type of each by its name."""

    text: str
    placeholders: Mapping[str, str]
    strict: re.Pattern[str]
    loose: re.Pattern[str]

    @property
    def words(self) -> str:
        """The text without its placeholders, for comparing it with what somebody wrote."""
        return " ".join(_PLACEHOLDER.sub("…", self.text).split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: after which keyword it stands ("given", "when", "then"), how it is said, what it does."""

    id: str
    step: str
    patterns: Mapping[str, tuple[Pattern, ...]]
    actions: tuple[tuple[str, Any], ...]
    path: str
    line: int

    @property
    def table(self) -> str | None:
        """The verb that reads the sentence's data table, or None where it has no table."""
        return next((verb for verb, argument in self.actions if argument == "table"), None)

    @property
    def docstring(self) -> bool:
        """Whether the sentence takes a text block."""
        return any("{docstring}" in str(argument) for _, argument in self.actions)


@dataclass(frozen=True, slots=True)
class Field:
    """A row of a table: the key in the file that the value goes to (dots for keys inside keys), the type of the
    value, what the field is called by language, and whether it takes several values."""

    key: str
    type: str
    names: Mapping[str, tuple[str, ...]]
    many: bool = False


@dataclass(slots=True)
class Language:
    """All sentences, words and fields that scenarios may use. Shared once it is loaded: read it only."""

    sentences: list[Sentence] = field(default_factory=list)
    words: dict[str, dict[str, dict[str, tuple[str, ...]]]] = field(default_factory=dict)
    fields: dict[str, dict[str, Field]] = field(default_factory=dict)
    report: dict[str, dict[str, str]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def of(self, step: str, language: str) -> Iterator[tuple[Sentence, Pattern]]:
        """The sentences of a step in a language."""
        for sentence in self.sentences:
            if sentence.step == step:
                for pattern in sentence.patterns.get(language, ()):
                    yield sentence, pattern

    def say(self, key: str, language: str, **what: object) -> str:
        """A fixed phrase of the report in a language."""
        phrases = self.report[key]
        return (phrases.get(language) or phrases["en"]).format(**what)

    def pattern(self, text: str, language: str) -> Pattern:
        """Compile one way of saying a sentence. Raises `ValueError` for a placeholder of unknown type."""
        placeholders = {name: type_ or name for name, type_ in _PLACEHOLDER.findall(text)}
        for name, type_ in placeholders.items():
            if type_ not in values.TYPES and type_ not in self.words:
                hint = values.nearest(type_, [*values.TYPES, *self.words])
                raise ValueError(f"unknown type '{type_}' of the placeholder '{name}'" + (f" ({hint})" if hint else ""))
        strict, loose, at = "", "", 0
        for match in _PLACEHOLDER.finditer(text):
            literal = re.escape(text[at : match.start()])
            shape = values.shape(placeholders[match[1]], language, self.words)
            strict += f"{literal}(?P<{match[1]}>{shape})"
            loose += f"{literal}(?P<{match[1]}>.+?)"
            at = match.end()
        rest = re.escape(text[at:])
        return Pattern(text, placeholders, re.compile(strict + rest), re.compile(loose + rest))
