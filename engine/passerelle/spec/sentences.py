"""Sentences files (`sentences.yaml`) enter, a `Language` of scenarios leaves: its sentences, words and fields by
language, with a diagnostic for every mistake in the files.

A sentence is data. `en` and `sl` say it, with typed placeholders such as `{title:text}`; `do` says what it means
(`passerelle.spec.scene` and `passerelle.spec.expect` know the verbs). A later file adds to an earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.spec import values
from passerelle.spec.verbs import STEPS, VERBS

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
    """All sentences, words and fields that scenarios may use."""

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


def built_in() -> Path:
    """The sentences that come with the project: packaged, or `features/sentences.yaml` of the source tree."""
    packaged = Path(__file__).parents[1] / "_features" / "sentences.yaml"
    return packaged if packaged.exists() else Path(__file__).parents[3] / "features" / "sentences.yaml"


def load(paths: Sequence[Path]) -> Language:
    """The language of these files, each adding to those before it. Mistakes are in its `diagnostics`."""
    language = Language()
    trees: list[tuple[str, CommentedMap]] = []
    for path in paths:
        tree = _tree(path, language)
        if tree is not None:
            trees.append((str(path), tree))
    for path_text, tree in trees:
        _Reader(language, path_text).vocabulary(tree)
    for path_text, tree in trees:
        _Reader(language, path_text).sentences(tree)
    return language


def _tree(path: Path, language: Language) -> CommentedMap | None:
    try:
        tree = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        language.diagnostics.append(Diagnostic(str(path), line, column, "F201", error.problem or "not YAML"))
        return None
    except (OSError, UnicodeDecodeError) as error:
        language.diagnostics.append(Diagnostic(str(path), 1, 1, "F201", f"cannot be read: {error}"))
        return None
    if tree is None:
        return None
    if not isinstance(tree, CommentedMap):
        message = "a sentences file has the keys sentences, words, fields"
        language.diagnostics.append(Diagnostic(str(path), 1, 1, "F201", message))
        return None
    return tree


class _Reader:
    """Reads one tree into a language and reports what is wrong with it."""

    def __init__(self, language: Language, path: str) -> None:
        self.language = language
        self.path = path

    def wrong(self, code: str, message: str, where: Any, key: Any = None, hint: str = "") -> None:
        line, column = where.lc.line, where.lc.col
        if key is not None:
            line, column = where.lc.key(key) if isinstance(where, CommentedMap) else where.lc.item(key)
        self.language.diagnostics.append(Diagnostic(self.path, line + 1, column + 1, code, message, hint))

    def vocabulary(self, tree: CommentedMap) -> None:
        """Words, fields and phrases of the report."""
        known = ["sentences", "words", "fields", "report"]
        for key in tree:
            if key not in known:
                self.wrong("F202", f"unknown key '{key}'", tree, key, values.nearest(str(key), known))
        for kind, entries in (tree.get("words") or {}).items():
            for word, forms in entries.items():
                said = self._said(forms, entries, word)
                self.language.words.setdefault(kind, {})[str(word)] = said
        for table, entries in (tree.get("fields") or {}).items():
            for key, entry in entries.items():
                names = self._said({tag: entry.get(tag) for tag in LANGUAGES}, entries, key)
                one = Field(str(key), str(entry["type"]), names, bool(entry.get("many", False)))
                self.language.fields.setdefault(table, {})[str(key)] = one
        for key, phrases in (tree.get("report") or {}).items():
            self.language.report[key] = dict(phrases)

    def _said(self, forms: Mapping[str, Any], where: CommentedMap, key: Any) -> dict[str, tuple[str, ...]]:
        said = {tag: _texts(forms.get(tag)) for tag in LANGUAGES}
        for tag in LANGUAGES:
            if not said[tag]:
                self.wrong("F203", f"'{key}' is not said in the language '{tag}'", where, key)
        return said

    def sentences(self, tree: CommentedMap) -> None:
        """The sentences themselves."""
        seen = {sentence.id for sentence in self.language.sentences}
        for entry in tree.get("sentences") or ():
            identifier = str(entry.get("id", ""))
            if not identifier or identifier in seen:
                self.wrong("F204", f"a sentence needs an id of its own, not '{identifier}'", entry)
                continue
            seen.add(identifier)
            sentence = self._sentence(identifier, entry)
            if sentence is not None:
                self.language.sentences.append(sentence)

    def _sentence(self, identifier: str, entry: CommentedMap) -> Sentence | None:
        actions = tuple((str(verb), _plain(argument)) for verb, argument in (entry.get("do") or {}).items())
        before = len(self.language.diagnostics)
        for verb, _ in actions:
            if verb not in VERBS:
                self.wrong("F205", f"unknown verb '{verb}'", entry["do"], verb, values.nearest(verb, list(VERBS)))
        steps = {VERBS[verb] for verb, _ in actions if verb in VERBS}
        step = str(entry.get("step") or (next(iter(steps)) if len(steps) == 1 else ""))
        if step not in STEPS or steps - {step}:
            self.wrong("F205", f"'{identifier}' must do something of one step: given, when or then", entry)
        patterns: dict[str, tuple[Pattern, ...]] = {}
        for tag in LANGUAGES:
            texts = _texts(entry.get(tag))
            if not texts:
                self.wrong("F203", f"'{identifier}' is not said in the language '{tag}'", entry)
            try:
                patterns[tag] = tuple(self.language.pattern(text, tag) for text in texts)
            except (ValueError, re.error) as error:
                self.wrong("F206", str(error), entry, tag)
        for tag, said in patterns.items():
            for pattern in said:
                if dict(pattern.placeholders) != dict(next(iter(patterns.values()))[0].placeholders):
                    self.wrong("F207", f"'{identifier}' has other placeholders here than elsewhere", entry, tag)
        if len(self.language.diagnostics) > before:
            return None
        return Sentence(identifier, step, patterns, actions, self.path, entry.lc.line + 1)


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(each) for each in value)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value
