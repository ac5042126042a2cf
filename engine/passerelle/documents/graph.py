"""A credential as decoded JSON enters; a cursor over its nodes leaves, with the pointer of every value.

JSON-LD may describe a node where it is used, or once and refer to it by `id` from everywhere else (relative,
cyclic, or in one flat `@graph`). The cursor follows a reference when it is read, one step at a time, so a circle of
references costs nothing and nothing recurses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from passerelle.documents.json_text import pointer
from passerelle.documents.notes import Notes
from passerelle.errors import DocumentError

Scalar = str | int | Decimal | bool

_ID = ("id", "@id")
_TYPE = ("type", "@type")
#: Members that hold pictures and layout only.
_SHOWN = frozenset({"displayParameter", "logo"})
#: Values and references that are followed. No credential seen so far takes more than 200.
_MOST_STEPS = 30_000
_IDENTITY = frozenset((*_ID, *_TYPE))


@dataclass(frozen=True, slots=True)
class Value:
    """One scalar and its pointer."""

    value: Scalar
    place: str


@dataclass(frozen=True, slots=True)
class Node:
    """One described node: its members, the pointer of its description, and the graph that it belongs to."""

    members: dict[str, object]
    place: str
    graph: Graph

    @property
    def id(self) -> str | None:
        """The node's identifier."""
        return _id(self.members)

    @property
    def id_place(self) -> str:
        """The pointer of the node's identifier."""
        return self.at("@id" if "@id" in self.members and "id" not in self.members else "id")

    @property
    def types(self) -> frozenset[str]:
        """The node's types."""
        return types(self.members)

    def at(self, name: str) -> str:
        """The pointer of a member."""
        return pointer(self.place, name)

    def has(self, *names: str) -> bool:
        """Whether any of the members says something."""
        return any(self.members.get(name) not in (None, "", [], {}) for name in names)

    def nodes(self, *names: str) -> tuple[Node, ...]:
        """The nodes under these members, references followed, in document order."""
        found: list[Node] = []
        for value, place in self._values(names):
            node = self.graph.node(value, place)
            if node is not None:
                found.append(node)
        return tuple(found)

    def node(self, *names: str) -> Node | None:
        """The first node under these members."""
        found = self.nodes(*names)
        return found[0] if found else None

    def scalars(self, *names: str) -> tuple[Value, ...]:
        """The texts, numbers and truth values under these members; a `{"@value": …}` is opened."""
        found: list[Value] = []
        for value, place in self._values(names):
            if isinstance(value, dict) and "@value" in value:
                value, place = value["@value"], pointer(place, "@value")
            if isinstance(value, str | int | Decimal):
                found.append(Value(value, place))
        return tuple(found)

    def raw(self, *names: str) -> Iterator[tuple[object, str]]:
        """What stands under these members, lists opened, with pointers."""
        return self._values(names)

    def _values(self, names: Iterable[str]) -> Iterator[tuple[object, str]]:
        for name in names:
            value = self.members.get(name)
            if value is None:
                continue
            place = pointer(self.place, name)
            if isinstance(value, list):
                for index, member in enumerate(value):
                    self.graph.step(place)
                    if member is not None:
                        yield member, f"{place}/{index}"
            else:
                self.graph.step(place)
                yield value, place


@dataclass(slots=True)
class Graph:
    """All nodes of a credential. `notes` receives what looks wrong about the document as a whole."""

    root: Node
    _described: dict[str, tuple[dict[str, object], str]]
    _steps: int = 0

    def step(self, place: str) -> None:
        """Count a value that is looked at. A few references can lead along far more ways than a file has bytes.

        Raises:
            DocumentError: `too_large`.
        """
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise DocumentError(
                "too_large", "the credential refers to its parts far more often than any credential does", place
            )

    def node(self, value: object, place: str) -> Node | None:
        """The node that a value is, or refers to; a reference to something not described is a node with an id."""
        if isinstance(value, str):
            known = self._described.get(value)
            return Node(*known, self) if known else Node({"id": value}, place, self) if value else None
        if not isinstance(value, dict):
            return None
        if not value.keys() - _IDENTITY:
            identifier = _id(value)
            known = self._described.get(identifier) if identifier else None
            if known:
                return Node(*known, self)
        return Node(value, place, self)

    def of_type(self, wanted: str) -> tuple[Node, ...]:
        """All described nodes of a type, in document order."""
        return tuple(Node(*described, self) for described in self._described.values() if wanted in types(described[0]))


def graph_of(root: dict[str, object], place: str, terms: Collection[str], notes: Notes) -> Graph:
    """Index a document's nodes, and note inline contexts that redefine the reader's `terms`, and nodes that are
    described twice in different words."""
    described: dict[str, tuple[dict[str, object], str]] = {}
    waiting: list[tuple[dict[str, object] | list[object], str]] = [(root, place)]
    while waiting:
        current, here = waiting.pop()
        children: list[tuple[dict[str, object] | list[object], str]] = []
        if isinstance(current, dict):
            identifier = _id(current)
            if identifier:
                _describe(described, identifier, current, here, notes)
            for key, member in current.items():
                if isinstance(member, dict | list):
                    if key == "@context":
                        _inspect_context(member, pointer(here, key), terms, notes)
                    elif key not in _SHOWN:
                        children.append((member, pointer(here, key)))
        else:
            for index, member in enumerate(current):
                if isinstance(member, dict | list):
                    children.append((member, f"{here}/{index}"))
        waiting.extend(reversed(children))
    graph = Graph(Node(root, place, None), described)  # type: ignore[arg-type]
    graph.root = Node(root, place, graph)
    return graph


def types(members: dict[str, object]) -> frozenset[str]:
    """The types of a described node."""
    for name in _TYPE:
        value = members.get(name)
        if isinstance(value, str):
            return frozenset((value,))
        if isinstance(value, list):
            return frozenset(member for member in value if isinstance(member, str))
    return frozenset()


def _id(members: dict[str, object]) -> str | None:
    for name in _ID:
        value = members.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _describe(
    described: dict[str, tuple[dict[str, object], str]],
    identifier: str,
    members: dict[str, object],
    place: str,
    notes: Notes,
) -> None:
    known = described.get(identifier)
    if known is None:
        described[identifier] = (members, place)
        return
    if members == known[0]:
        return
    for name in members.keys() & known[0].keys() - _IDENTITY - {"inScheme"}:
        first, second = known[0][name], members[name]
        if _differ(first, second):
            notes.contradiction(
                name, _beginning(first), pointer(known[1], name), _beginning(second), pointer(place, name)
            )
    if len(members) > len(known[0]):
        described[identifier] = (members, place)


def _beginning(value: object) -> str:
    if isinstance(value, dict):
        value = {tag: value[tag] for tag in islice(value, 5)}
    return str(value)[:200]


def _differ(first: object, second: object) -> bool:
    if isinstance(first, str | int | Decimal) and isinstance(second, str | int | Decimal):
        return first != second
    if (
        isinstance(first, dict)
        and isinstance(second, dict)
        and not (first.keys() & _IDENTITY or second.keys() & _IDENTITY)
    ):
        return any(first[tag] != second[tag] for tag in first.keys() & second.keys())
    return False


def _inspect_context(context: object, place: str, terms: Collection[str], notes: Notes) -> None:
    for index, member in enumerate(context if isinstance(context, list) else [context]):
        if not isinstance(member, dict):
            continue
        here = f"{place}/{index}" if isinstance(context, list) else place
        redefined = sorted(term for term in member if term in terms or term in {"id", "type", "@vocab"})
        if redefined:
            shown = ", ".join(redefined[:5]) + (", …" if len(redefined) > 5 else "")
            notes.suspicious(here, "@context", f"gives terms a meaning of its own: {shown}")
