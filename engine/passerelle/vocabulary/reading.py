"""A YAML table enters; rows leave whose every cell knows its line and column.

Scalars stay texts: `NO` is a country and `2019-01-01` a text until somebody reads it as a date. Keys that stand twice,
keys that nobody reads, anchors and tags are errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NoReturn

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from passerelle.errors import VocabularyError
from passerelle.yaml_nodes import compose_yaml

EVIDENCE = ("S", "K", "K?")
#: Mappings and lists inside each other.
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """A scalar as written, with its place; `shift` moves the place to a word inside it."""

    text: str
    path: str
    line: int
    column: int

    def fail(self, message: str, shift: int = 0) -> NoReturn:
        """Raise `VocabularyError` at this cell."""
        raise VocabularyError(self.path, self.line, self.column + shift, message)

    def pieces(self) -> tuple[Cell, ...]:
        """The parts between commas of "1>1, 2>1", each with its own column."""
        found: list[Cell] = []
        start = 0
        for piece in self.text.split(","):
            inset = len(piece) - len(piece.lstrip())
            found.append(Cell(piece.strip(), self.path, self.line, self.column + start + inset))
            start += len(piece) + 1
        return tuple(found)


class Row:
    """A mapping of a table. Reading a key marks it as read, so that `done` can name the keys that nobody reads."""

    __slots__ = ("_cells", "_read", "place")

    def __init__(self, path: str, node: Node, *, what: str = "a mapping") -> None:
        self.place = _cell(path, node)
        if not isinstance(node, MappingNode):
            self.place.fail(f"{what} belongs here")
        self._cells: dict[str, Node] = {}
        self._read: set[str] = set()
        first: dict[str, int] = {}
        for key_node, value in node.value:
            key = _cell(path, key_node)
            if not isinstance(key_node, ScalarNode):
                key.fail("a key is a text")
            if key.text in first:
                key.fail(f"'{key.text}' stands twice, first in line {first[key.text]}")
            first[key.text] = key.line
            self._cells[key.text] = value

    def names(self) -> tuple[str, ...]:
        """The keys in the order of the file."""
        return tuple(self._cells)

    def get(self, key: str) -> Cell | None:
        """The text under a key; None where it is absent, empty or `null`."""
        node = self._node(key)
        if node is None:
            return None
        cell = _cell(self.place.path, node)
        if not isinstance(node, ScalarNode):
            cell.fail(f"'{key}' is one text")
        if node.style is None and cell.text in {"", "null", "~"}:
            return None
        return cell

    def is_text(self, key: str) -> bool:
        """Whether one text stands under a key, and not a list or a mapping."""
        return isinstance(self._cells.get(key), ScalarNode)

    def cell(self, key: str) -> Cell:
        """The text under a key that has to be there."""
        found = self.get(key)
        if found is None:
            self.place.fail(f"'{key}' is missing")
        return found

    def text(self, key: str) -> str:
        """The text under a key that has to be there."""
        return self.cell(key).text

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """A text out of a fixed set."""
        cell = self.cell(key)
        allowed = tuple(allowed)
        if cell.text not in allowed:
            cell.fail(f"'{cell.text}' is not one of {', '.join(allowed)}")
        return cell.text

    def flag(self, key: str) -> bool:
        """`true`, or absent for false."""
        return self.get(key) is not None and self.choice(key, ("true", "false")) == "true"

    def day(self, key: str) -> date | None:
        """An ISO 8601 date or nothing."""
        cell = self.get(key)
        if cell is None:
            return None
        try:
            return date.fromisoformat(cell.text)
        except ValueError:
            cell.fail(f"'{cell.text}' is no date like 2019-01-31")

    def amount(self, key: str) -> Fraction | None:
        """An exact number above 0 ("1/2", "60", "26.5") or nothing."""
        cell = self.get(key)
        return None if cell is None else read_amount(cell)

    def span(self, key: str) -> tuple[Fraction, Fraction] | None:
        """One number, or a range such as "25-30", or nothing."""
        cell = self.get(key)
        if cell is None:
            return None
        low, dash, high = cell.text.partition("-")
        first = read_amount(Cell(low.strip(), cell.path, cell.line, cell.column))
        last = read_amount(Cell(high.strip(), cell.path, cell.line, cell.column + len(low) + 1)) if dash else first
        if last < first:
            cell.fail(f"'{cell.text}' runs backwards")
        return first, last

    def texts(self, key: str) -> tuple[Cell, ...]:
        """A list of texts; absent is empty."""
        return tuple(_scalar(self.place.path, item) for item in self._items(key))

    def rows(self, key: str) -> tuple[Row, ...]:
        """A list of mappings; absent is empty."""
        return tuple(Row(self.place.path, item) for item in self._items(key))

    def row(self, key: str) -> Row:
        """A mapping that has to be there."""
        node = self._node(key)
        if node is None:
            self.place.fail(f"'{key}' is missing")
        return Row(self.place.path, node)

    def evidence(self) -> str:
        """`S` read in the source, `K` general knowledge, `K?` doubtful."""
        return self.choice("evidence", EVIDENCE)

    def source(self, sources: Mapping[str, str]) -> str:
        """The full text of the source that the row names by its short name."""
        cell = self.cell("source")
        if cell.text not in sources:
            cell.fail(f"no source is called '{cell.text}'; name it under sources")
        return sources[cell.text]

    def done(self) -> None:
        """Fail on the first key that nobody has read."""
        for key, node in self._cells.items():
            if key not in self._read:
                _cell(self.place.path, node).fail(f"nothing reads '{key}'")

    def _node(self, key: str) -> Node | None:
        self._read.add(key)
        return self._cells.get(key)

    def _items(self, key: str) -> list[Node]:
        node = self._node(key)
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            _cell(self.place.path, node).fail(f"'{key}' is a list")
        items: list[Node] = node.value
        return items


def read_text(content: bytes, path: str) -> str:
    """The text of a file.

    Raises:
        VocabularyError: it is not UTF-8.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise VocabularyError(path, content[: error.start].count(b"\n") + 1, 1, "is not UTF-8") from None


def read_table(text: str, path: str) -> Row:
    """The mapping that the text of a file holds.

    Raises:
        VocabularyError: it is not YAML, or not one mapping.
    """
    try:
        root = compose_yaml(text, deepest=_DEEPEST)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = " ".join(str(error.problem or error.context).split())
        raise VocabularyError(path, line, column, f"is no YAML: {problem}") from None
    except YAMLError as error:
        raise VocabularyError(path, 1, 1, f"is no YAML: {' '.join(str(error).split())}") from None
    if root is None:
        raise VocabularyError(path, 1, 1, "is empty")
    return Row(path, root)


def read_sources(table: Row) -> dict[str, str]:
    """The short names of a file's sources with their full texts."""
    row = table.row("sources")
    return {name: row.text(name) for name in row.names()}


def read_amount(cell: Cell) -> Fraction:
    """An exact number above 0 from "1/2", "60" or "26.5"."""
    try:
        number = Fraction(cell.text)
    except (ValueError, ZeroDivisionError):
        cell.fail(f"'{cell.text}' is no exact number such as 1/2 or 26.5")
    if number <= 0:
        cell.fail(f"'{cell.text}' has to be above 0")
    return number


def _cell(path: str, node: Node) -> Cell:
    mark = node.start_mark
    inset = 1 if isinstance(node, ScalarNode) and node.style in {"'", '"'} else 0
    text = node.value if isinstance(node, ScalarNode) else ""
    return Cell(text, path, mark.line + 1, mark.column + 1 + inset)


def _scalar(path: str, node: Node) -> Cell:
    cell = _cell(path, node)
    if not isinstance(node, ScalarNode):
        cell.fail("one text belongs here")
    return cell
