"""YAML text in, a tree of nodes that know their line and column out.

Every scalar stays the text that was written: `NO` is a country and `2026-01-01` a text until somebody says otherwise.
Equal keys, anchors, tags and several documents in one file are mistakes. ruamel.yaml does the reading.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode

from passerelle.rulepacks.diagnostics import Diagnostic, PackError

_DEEPEST = 30
LARGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written; `plain` when it stood without quotes on one line, so that columns inside it are exact."""

    value: str
    line: int
    column: int
    plain: bool = True


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


def read_located(content: bytes, path: str) -> Located:
    """The tree of a YAML file. Raises `PackError` with every mistake that keeps it from being a tree."""

    def fail(code: str, message: str, line: int = 1, column: int = 1, hint: str = "") -> PackError:
        return PackError([Diagnostic(path, line, column, code, message, hint)])

    if len(content) > LARGEST:
        raise fail("E101", f"the file has {len(content):,} bytes, more than {LARGEST:,}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise fail("E101", "the file is not UTF-8", line, 1, "save it as UTF-8") from None
    reader = YAML(typ="safe", pure=True)
    try:
        root = reader.compose(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(error.problem or error.context or "this is no YAML").split())
        raise fail(
            "E102", f"this is no YAML: {problem}", mark.line + 1 if mark else 1, mark.column + 1 if mark else 1
        ) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise fail("E102", f"this is no YAML: {' '.join(str(error).split()) or type(error).__name__}") from None
    if root is None:
        raise fail("E101", "the file is empty")
    mistakes: list[Diagnostic] = []
    tree = _tree(root, path, mistakes, set(), 0)
    if mistakes:
        raise PackError(mistakes)
    return tree


def _tree(node: YamlNode, path: str, mistakes: list[Diagnostic], seen: set[int], depth: int) -> Located:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    empty = Text("", line, column)
    if id(node) in seen:
        mistakes.append(Diagnostic(path, line, column, "E104", "anchors and aliases are not used here", "write it out"))
        return empty
    seen.add(id(node))
    if depth > _DEEPEST:
        mistakes.append(Diagnostic(path, line, column, "E104", f"nested more than {_DEEPEST} deep"))
        return empty
    if isinstance(node, ScalarNode):
        plain = node.style is None and node.start_mark.line == node.end_mark.line
        return Text(str(node.value), line, column, plain)
    if isinstance(node, SequenceNode):
        return Items(tuple(_tree(item, path, mistakes, seen, depth + 1) for item in node.value), line, column)
    assert isinstance(node, MappingNode)
    pairs: list[tuple[Text, Located]] = []
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        key = _tree(key_node, path, mistakes, seen, depth + 1)
        value = _tree(value_node, path, mistakes, seen, depth + 1)
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
