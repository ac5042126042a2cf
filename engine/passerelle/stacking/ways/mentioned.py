"""A policy in; the facts of units that its conditions name, each with the values that they compare it with, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from passerelle.rulepacks.expression import Binary, Call, ListOf, Literal, Name, Node, Unary
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.rulepacks.stacks.selecting import SUBJECT


def mentioned(policy: StackingPolicy) -> dict[str, tuple[Any, ...]]:
    """The values by the short names of the facts, in the order of the file; a fact that stands alone has none."""
    found: dict[str, dict[Any, None]] = {}
    for rule in policy.pack.rules:
        if not rule.subjects:
            continue
        for _, conditions in rule.groups:
            for condition in conditions:
                for name, value in _pairs(condition.node):
                    values = found.setdefault(name, {})
                    if value is not None:
                        values[value] = None
    return {name: tuple(values) for name, values in found.items()}


def _pairs(node: Node) -> Iterator[tuple[str, Any]]:
    if isinstance(node, Binary):
        if node.operator in ("and", "or"):
            yield from _pairs(node.left)
            yield from _pairs(node.right)
            return
        for side, other in ((node.left, node.right), (node.right, node.left)):
            name = _fact(side)
            if name is not None:
                yield name, None
                yield from ((name, value) for value in _values(other))
            elif isinstance(side, Binary):
                yield from _pairs(side)
    elif isinstance(node, Unary):
        yield from _pairs(node.operand)
    elif isinstance(node, Name):
        name = _fact(node)
        if name is not None:
            yield name, None
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from _pairs(argument)


def _fact(node: Node) -> str | None:
    """The fact of the unit that a name is."""
    if isinstance(node, Name) and node.text.startswith(f"{SUBJECT}."):
        return node.text.removeprefix(f"{SUBJECT}.")
    return None


def _values(node: Node) -> Iterator[Any]:
    if isinstance(node, Literal):
        yield node.value
    elif isinstance(node, ListOf):
        for item in node.items:
            yield from _values(item)
    elif isinstance(node, Name) and "." not in node.text:
        yield node.text
