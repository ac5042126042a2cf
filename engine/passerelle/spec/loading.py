"""Sentences files (`sentences.yaml`) enter, the `Language` of scenarios leaves, with a diagnostic for every mistake.

A sentence is data: `en` and `sl` say it, with typed placeholders such as `{title:text}`; `do` says what it means
(`passerelle.spec.verbs`). A later file adds to an earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.spec.sentences import LANGUAGES, Field, Language, Pattern, Sentence
from passerelle.spec.values import TYPES, nearest
from passerelle.spec.verbs import STEPS, VERBS

_PARTS = ("sentences", "words", "fields", "report")
_FILLED = re.compile(r"\{(\w+)\}")
_TABLES = tuple(name for name, verb in VERBS.items() if verb.table and verb.form == "fields")


def built_in() -> Path:
    """The sentences that come with the project: packaged, or `features/sentences.yaml` of the source tree."""
    packaged = Path(__file__).parents[1] / "_features" / "sentences.yaml"
    return packaged if packaged.exists() else Path(__file__).parents[3] / "features" / "sentences.yaml"


def load(paths: Sequence[Path]) -> Language:
    """The language of these files, each adding to those before it. Mistakes are in its `diagnostics`."""
    return _language(tuple((str(path), path.read_bytes() if path.is_file() else None) for path in paths))


@lru_cache(maxsize=8)
def _language(files: tuple[tuple[str, bytes | None], ...]) -> Language:
    language = Language()
    readers = [_Reader(language, path, tree) for path, content in files for tree in _trees(path, content, language)]
    for reader in readers:
        reader.words()
        reader.report()
    for reader in readers:
        reader.fields()
    for reader in readers:
        reader.sentences()
    return language


def _trees(path: str, content: bytes | None, language: Language) -> Iterator[CommentedMap]:
    """The file's mapping; nothing where it is empty or cannot be read."""

    def wrong(message: str, line: int = 1, column: int = 1) -> None:
        language.diagnostics.append(Diagnostic(path, line, column, "F201", message))

    if content is None:
        wrong("there is no such file")
        return
    try:
        tree = YAML(typ="rt").load(content.decode("utf-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        wrong(error.problem or "not YAML", *((mark.line + 1, mark.column + 1) if mark else ()))
        return
    except (UnicodeDecodeError, YAMLError) as error:
        wrong(f"not YAML: {error}")
        return
    if isinstance(tree, CommentedMap):
        yield tree
    elif tree is not None:
        wrong(f"a sentences file has the keys {', '.join(_PARTS)}")


class _Reader:
    """Reads one file into a language and reports what is wrong with it."""

    def __init__(self, language: Language, path: str, tree: CommentedMap) -> None:
        self.language, self.path, self.tree = language, path, tree
        for key in tree:
            if key not in _PARTS:
                self.wrong("F202", f"unknown key '{key}'", tree, key, nearest(str(key), list(_PARTS)))

    def wrong(self, code: str, message: str, where: Any, key: Any = None, hint: str = "") -> None:
        """Report a mistake at a key of a mapping, an item of a list, or where the mapping or list itself begins."""
        line, column = where.lc.line, where.lc.col
        if key is not None:
            line, column = where.lc.key(key) if isinstance(where, CommentedMap) else where.lc.item(key)
        self.language.diagnostics.append(Diagnostic(self.path, line + 1, column + 1, code, message, hint))

    def maps(self, where: CommentedMap, key: str) -> Iterator[tuple[CommentedMap, str, CommentedMap]]:
        """The entries of the mapping below a key, themselves mappings; others are reported."""
        inside = where.get(key)
        if inside is not None and not isinstance(inside, CommentedMap):
            self.wrong("F209", f"'{key}' is written as keys and values", where, key)
        elif inside is not None:
            for name, entry in inside.items():
                if isinstance(entry, CommentedMap):
                    yield inside, name, entry
                else:
                    self.wrong("F209", f"'{name}' is written as keys and values", inside, name)

    def said(self, forms: Mapping[str, Any], where: CommentedMap, key: str) -> dict[str, tuple[str, ...]]:
        """How something is said in every language."""
        said = {tag: _texts(forms.get(tag)) for tag in LANGUAGES}
        for tag in LANGUAGES:
            if not said[tag]:
                self.wrong("F203", f"'{key}' is not said in the language '{tag}'", where, key)
        return said

    def words(self) -> None:
        """Words with a fixed meaning."""
        for _, kind, _ in self.maps(self.tree, "words"):
            for where, word, forms in self.maps(self.tree["words"], kind):
                self.language.words.setdefault(kind, {})[str(word)] = self.said(forms, where, word)

    def report(self) -> None:
        """Phrases of the report."""
        for where, key, phrases in self.maps(self.tree, "report"):
            said = self.said(phrases, where, key)
            self.language.report[key] = {tag: texts[0] for tag, texts in said.items() if texts}

    def fields(self) -> None:
        """Rows of tables."""
        for above, table, _ in self.maps(self.tree, "fields"):
            if table not in _TABLES:
                self.wrong("F202", f"no table is called '{table}'", above, table, f"tables: {', '.join(_TABLES)}")
                continue
            for where, key, entry in self.maps(self.tree["fields"], table):
                names, kind = self.said(entry, where, key), str(entry.get("type"))
                if kind in TYPES or kind in self.language.words:
                    one = Field(str(key), kind, names, bool(entry.get("many", False)))
                    self.language.fields.setdefault(table, {})[str(key)] = one
                else:
                    hint = nearest(kind, [*TYPES, *self.language.words])
                    self.wrong("F206", f"unknown type '{kind}' of the field '{key}'", where, key, hint)

    def sentences(self) -> None:
        """The sentences themselves."""
        entries = self.tree.get("sentences")
        if not isinstance(entries, CommentedSeq):
            if entries is not None:
                self.wrong("F209", "'sentences' is written as a list", self.tree, "sentences")
            return
        seen = {sentence.id for sentence in self.language.sentences}
        for number, entry in enumerate(entries):
            identifier = str(entry.get("id", "")) if isinstance(entry, CommentedMap) else ""
            if not identifier or identifier in seen:
                self.wrong("F204", f"a sentence needs an id of its own, not '{identifier}'", entries, number)
                continue
            seen.add(identifier)
            sentence = self.sentence(identifier, entry)
            if sentence is not None:
                self.language.sentences.append(sentence)

    def sentence(self, identifier: str, entry: CommentedMap) -> Sentence | None:
        """One sentence; None where something is wrong with it."""
        before = len(self.language.diagnostics)
        actions = tuple(self.actions(identifier, entry))
        patterns: dict[str, tuple[Pattern, ...]] = {}
        for tag in LANGUAGES:
            texts = _texts(entry.get(tag))
            if not texts:
                self.wrong("F203", f"'{identifier}' is not said in the language '{tag}'", entry)
            try:
                patterns[tag] = tuple(self.language.pattern(text, tag) for text in texts)
            except (ValueError, re.error) as error:
                self.wrong("F206", str(error), entry, tag)
        placeholders = [(tag, dict(pattern.placeholders)) for tag, said in patterns.items() for pattern in said]
        for tag, found in placeholders:
            if found != placeholders[0][1]:
                self.wrong("F207", f"'{identifier}' has other placeholders here than elsewhere", entry, tag)
        said = set(placeholders[0][1]) if placeholders else set()
        whole = [argument for _, argument in actions] if len(patterns) == len(LANGUAGES) else []
        for message, hint in _unfilled(whole, said):
            self.wrong("F207", f"'{identifier}': {message}", entry, "do", hint)
        steps = {VERBS[verb].step for verb, _ in actions}
        if len(self.language.diagnostics) > before:
            return None
        return Sentence(identifier, steps.pop(), patterns, actions, self.path, entry.lc.line + 1)

    def actions(self, identifier: str, entry: CommentedMap) -> Iterator[tuple[str, Any]]:
        """What the sentence does, all of one step."""
        do = entry.get("do")
        if not isinstance(do, CommentedMap) or not do:
            self.wrong("F205", f"'{identifier}' must do something: its key 'do' has verbs", entry)
            return
        steps = set()
        for verb, argument in do.items():
            if verb not in VERBS:
                self.wrong("F205", f"unknown verb '{verb}'", do, verb, nearest(str(verb), list(VERBS)))
                continue
            mistake = VERBS[verb].wrong(_plain(argument))
            if mistake:
                self.wrong("F205", f"'{verb}': {mistake}", do, verb)
            steps.add(VERBS[verb].step)
            yield str(verb), _plain(argument)
        if len(steps) > 1:
            told = " and ".join(step for step in STEPS if step in steps)
            self.wrong("F205", f"'{identifier}' does things of several steps: {told}", entry)


def _unfilled(value: Any, said: set[str]) -> Iterator[tuple[str, str]]:
    """What in the meaning of a sentence no placeholder will fill: message and hint."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if each is None and key in said:
                yield f"'{{{key}}}' is no text", f'put it between quotes: "{{{key}}}"'
            yield from _unfilled(each, said)
    elif isinstance(value, list):
        for each in value:
            yield from _unfilled(each, said)
    elif isinstance(value, str):
        for name in _FILLED.findall(value):
            if name not in said | {"docstring"}:
                hint = nearest(name, sorted(said)) or f"it has {', '.join(sorted(said)) or 'none'}"
                yield f"'do' names a placeholder '{name}' that the sentence does not have", hint


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(each) for each in value) if isinstance(value, list) else (str(value),)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
