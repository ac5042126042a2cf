"""YAML text in, a tree of nodes that know their line and column out.

Every scalar stays the text that was written: `NO` is a country and `2026-01-01` a text until somebody says otherwise.
Equal keys, anchors, tags and several documents in one file are mistakes. ruamel.yaml does the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode

from passerelle.rulepacks.diagnostics import Diagnostic, PackError
from passerelle.yaml_nodes import MOST, TooDeepError, TooManyError, compose_yaml

_DEEPEST = 30
LARGEST = 500_000


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar and what stands in the file for it, quotes and line breaks included ("" where they are the same)."""

    value: str
    line: int
    column: int
    raw: str = ""

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of the value; of the value itself where quoting hides the character."""
        if not self.raw:
            return self.line, self.column + offset
        place = 0
        for number, character in enumerate(self.value):
            if character.isspace():
                while place < len(self.raw) and not self.raw[place].isspace():
                    place += 1
            else:
                while place < len(self.raw) and self.raw[place] != character:
                    place += 1
            if place >= len(self.raw):
                break
            if number == offset:
                before = self.raw[:place]
                if "\n" not in before:
                    return self.line, self.column + place
                return self.line + before.count("\n"), place - before.rindex("\n")
            place += 1
        return self.line, self.column


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    value: tuple[Located, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Map:
    """A mapping, in the order of the file."""

    value: tuple[tuple[Text, Located], ...]
    line: int
    column: int

    def get(self, name: str) -> Located | None:
        """The value under a key, or None."""
        for key, value in self.value:
            if key.value == name:
                return value
        return None

    def __iter__(self) -> Iterator[tuple[Text, Located]]:
        return iter(self.value)


Located: TypeAlias = Text | Items | Map


@lru_cache(maxsize=64)
def read_located(content: bytes, path: str) -> Located:
    """The tree of a YAML file. Raises `PackError` with every mistake that keeps it from being a tree.

    Reading YAML takes most of the time that a start takes, so the files that were read last are not read again when
    another has changed.
    """

    def fail(code: str, message: str, line: int = 1, column: int = 1, hint: str = "") -> PackError:
        return PackError([Diagnostic(path, line, column, code, message, hint)])

    if len(content) > LARGEST:
        raise fail("E101", f"the file has {len(content):,} bytes, more than {LARGEST:,}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise fail("E101", "the file is not UTF-8", line, column, "save it as UTF-8") from None
    try:
        root = compose_yaml(text, deepest=_DEEPEST)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(error.problem or error.context or "this is no YAML").split())
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if isinstance(error, TooDeepError):
            raise fail("E104", f"nested more than {_DEEPEST} deep", line, column) from None
        if isinstance(error, TooManyError):
            raise fail("E101", f"the file has more than {MOST:,} keys and values", line, column, "split it") from None
        opened = error.context_mark.line + 1 if error.context_mark else line
        raise fail("E102", f"this is no YAML: {problem}", line, column, _yaml_hint(problem, opened)) from None
    except (YAMLError, ValueError, AttributeError, TypeError, IndexError) as error:
        raise fail("E102", f"this is no YAML: {' '.join(str(error).split()) or type(error).__name__}") from None
    if root is None:
        raise fail("E101", "the file is empty")
    mistakes: list[Diagnostic] = []
    tree = _tree(root, text, path, mistakes, set(), 0)
    if mistakes:
        raise PackError(mistakes)
    return tree


def _yaml_hint(problem: str, opened: int) -> str:
    """What most often stands behind a problem that YAML reports."""
    if "\\t" in problem:
        return "indent with spaces"
    if "got ':'" in problem or "mapping values are not allowed" in problem:
        return "put a text with a colon between quotes"
    if "end of stream" in problem or "<stream end>" in problem:
        return f"a quote or bracket of line {opened} is not closed"
    if "got '<scalar>'" in problem:
        return f"a quote is not closed, or a comma is missing, from line {opened} on"
    if "expected <block end>" in problem:
        return f"keys of one mapping, and dashes of one list, begin in the same column, from line {opened} on"
    return ""


def _tree(node: YamlNode, text: str, path: str, mistakes: list[Diagnostic], seen: set[int], depth: int) -> Located:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    empty = Text("", line, column)
    if id(node) in seen:
        return empty  # an alias: its anchor is a mistake already
    seen.add(id(node))
    if node.anchor:
        mistakes.append(Diagnostic(path, line, column, "E104", "anchors and aliases are not used here", "write it out"))
    if not str(node.tag).startswith("tag:yaml.org,2002:"):
        mistakes.append(Diagnostic(path, line, column, "E104", f"the tag {node.tag} is not used here", "leave it out"))
    if depth > _DEEPEST:
        mistakes.append(Diagnostic(path, line, column, "E104", f"nested more than {_DEEPEST} deep"))
        return empty
    if isinstance(node, ScalarNode):
        raw = text[node.start_mark.index : node.end_mark.index]
        return Text(str(node.value), line, column, "" if raw == node.value else raw)
    if isinstance(node, SequenceNode):
        return Items(tuple(_tree(item, text, path, mistakes, seen, depth + 1) for item in node.value), line, column)
    assert isinstance(node, MappingNode)
    pairs: list[tuple[Text, Located]] = []
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        key = _tree(key_node, text, path, mistakes, seen, depth + 1)
        value = _tree(value_node, text, path, mistakes, seen, depth + 1)
        if not isinstance(key, Text):
            mistakes.append(Diagnostic(path, key.line, key.column, "E104", "a key is a text"))
            continue
        if key.value in first:
            message = f"'{key.value}' stands twice, first in line {first[key.value]}"
            mistakes.append(Diagnostic(path, key.line, key.column, "E103", message))
            continue
        first[key.value] = key.line
        pairs.append((key, value))
    return Map(tuple(pairs), line, column)
