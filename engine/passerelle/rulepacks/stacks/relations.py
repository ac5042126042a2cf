"""Two selectors in; whether whatever fits the one fits the other, and whether nothing fits both, out.

Only what is certain from how the conditions are written is said: "yes", or that it cannot be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from passerelle.rulepacks.expression import Binary, ListOf, Literal, Name, Node, Quantifier, Unary
from passerelle.rulepacks.stacks.policy import Selector

_Ordered: TypeAlias = Fraction | int | date
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


@dataclass(frozen=True, slots=True)
class _Atom:
    """What one condition says of one fact: that it is (`holds`) or is not one of `words`, or lies between bounds (each
    with whether it is included). What is not understood further is a name of its own."""

    name: str
    words: frozenset[object] | None = None
    holds: bool = True
    low: tuple[_Ordered, bool] | None = None
    high: tuple[_Ordered, bool] | None = None


def facts_of(node: Node, defined: Mapping[str, Node]) -> frozenset[str]:
    """The facts that a condition asks, also through defined names."""
    if isinstance(node, Name):
        if node.text in defined:
            rest = {name: tree for name, tree in defined.items() if name != node.text}
            return facts_of(defined[node.text], rest)
        return frozenset((node.text,))
    found: frozenset[str] = frozenset()
    if isinstance(node, Unary):
        return facts_of(node.operand, defined)
    if isinstance(node, Binary):
        if node.operator in ("=", "!=", "one of", "contains", "overlaps"):
            # The other side may be a word of the fact's kind, which is no fact.
            sides = [side for side in (node.left, node.right) if not isinstance(side, Literal | ListOf)]
            named = [side for side in sides if isinstance(side, Name)]
            return facts_of(sides[0], defined) if len(named) == len(sides) and sides else found
        return facts_of(node.left, defined) | facts_of(node.right, defined)
    if isinstance(node, Quantifier):
        return frozenset((node.collection.text,))
    return found


def implies(one: Selector | None, other: Selector | None) -> bool:
    """Whether every unit that fits `one` fits `other`, as far as can be seen; None stands for all units."""
    if other is None:
        return True
    if one is None:
        return False
    if one.name == other.name:
        return True
    have = list(_atoms(one))
    return all(any(_within(atom, wanted) for atom in have) for wanted in _atoms(other))


def disjoint(one: Selector | None, other: Selector | None) -> bool:
    """Whether surely no unit fits both."""
    if one is None or other is None:
        return False
    return any(_apart(a, b) for a in _atoms(one) for b in _atoms(other))


def complementary(one: Selector | None, other: Selector | None) -> bool:
    """Whether every unit surely fits one of the two and none fits both."""
    if one is None or other is None:
        return False
    first, second = list(_atoms(one)), list(_atoms(other))
    if len(first) != 1 or len(second) != 1 or first[0].name != second[0].name:
        return False
    a, b = first[0], second[0]
    return a.words is not None and a.words == b.words and a.holds is not b.holds


def _atoms(selector: Selector) -> Iterator[_Atom]:
    for condition in selector.conditions:
        yield from _of(condition.node, True)


def _of(node: Node, holds: bool) -> Iterator[_Atom]:
    """The atoms that all must hold; what cannot be taken apart stands for itself."""
    if isinstance(node, Unary) and node.operator == "not":
        yield from _of(node.operand, not holds)
    elif isinstance(node, Binary) and node.operator == ("and" if holds else "or"):
        yield from _of(node.left, holds)
        yield from _of(node.right, holds)
    elif isinstance(node, Name):
        yield _Atom(node.text, frozenset((True,)), holds)
    elif isinstance(node, Binary) and (atom := _compared(node, holds)):
        yield atom
    else:
        yield _Atom(_shown(node), frozenset((True,)), holds)


def _compared(node: Binary, holds: bool) -> _Atom | None:
    left, right, operator = node.left, node.right, node.operator
    if not isinstance(left, Name) and isinstance(right, Name) and operator in _TURNED:
        left, right, operator = right, left, _TURNED[operator]
    if not isinstance(left, Name):
        return None
    if operator == "one of" and isinstance(right, ListOf):
        words = [_word(item) for item in right.items]
        return _Atom(left.text, frozenset(words), holds) if None not in words else None
    if operator not in _TURNED:
        return None
    if not holds:
        operator = _OPPOSITE[operator]
    value = _word(right)
    if value is None:
        return None
    if operator in ("=", "!="):
        positive = operator == "="
        if isinstance(value, bool):
            return _Atom(left.text, frozenset((True,)), value is positive)
        if isinstance(value, Fraction | int | date) and positive:
            return _Atom(left.text, low=(value, True), high=(value, True))
        return _Atom(left.text, frozenset((value,)), positive)
    if isinstance(value, bool) or not isinstance(value, Fraction | int | date):
        return None
    bound = (value, operator in ("<=", ">="))
    return _Atom(left.text, low=bound) if operator in (">", ">=") else _Atom(left.text, high=bound)


def _word(node: Node) -> object | None:
    """A constant as written: a value, or a word of a kind."""
    if isinstance(node, Name):
        return None if "." in node.text else f"word {node.text}"
    if isinstance(node, Literal) and not isinstance(node.value, tuple):
        return node.value
    return None


def _within(one: _Atom, other: _Atom) -> bool:
    """Whether what `one` says makes sure of what `other` says."""
    if one.name != other.name:
        return False
    if one.words is not None and other.words is not None:
        if one.holds and other.holds:
            return one.words <= other.words
        if not one.holds and not other.holds:
            return one.words >= other.words
        return one.holds and one.words.isdisjoint(other.words)
    if one.words is not None or other.words is not None:
        return False
    low = other.low is None or (one.low is not None and _key(one.low, 1) >= _key(other.low, 1))
    high = other.high is None or (one.high is not None and _key(one.high, -1) <= _key(other.high, -1))
    return low and high


def _apart(one: _Atom, other: _Atom) -> bool:
    """Whether both cannot hold of one unit."""
    if one.name != other.name:
        return False
    if one.words is not None and other.words is not None:
        if one.holds and other.holds:
            return one.words.isdisjoint(other.words)
        if one.holds is not other.holds:
            yes, no = (one, other) if one.holds else (other, one)
            return (yes.words or frozenset()) <= (no.words or frozenset())
        return False
    if one.words is not None or other.words is not None:
        return False
    for a, b in ((one, other), (other, one)):
        if a.low and b.high:
            same_kind = isinstance(a.low[0], date) is isinstance(b.high[0], date)
            if same_kind and (a.low[0] > b.high[0] or (a.low[0] == b.high[0] and not (a.low[1] and b.high[1]))):  # type: ignore[operator]
                return True
    return False


def _key(bound: tuple[_Ordered, bool], side: int) -> tuple[Fraction | int, int]:
    """A bound as something that has an order: days by their number, and an excluded bound further in."""
    value, included = bound
    number = value.toordinal() if isinstance(value, date) else value
    return number, 0 if included else side


def _shown(node: Node) -> str:
    """A tree as a text that is the same for the same condition wherever it stands."""
    if isinstance(node, Name):
        return node.text
    if isinstance(node, Literal):
        return repr((node.type, node.value))
    parts: list[str] = [type(node).__name__]
    for slot in node.__slots__:
        value = getattr(node, slot)
        if slot == "column":
            continue
        for part in value if isinstance(value, tuple) else (value,):
            parts.append(_shown(part) if hasattr(part, "__slots__") else str(part))
    return f"({' '.join(parts)})"
