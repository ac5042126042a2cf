"""The intermediate form: what a compiled pack becomes before a kernel runs it.

A `Program` is a set of rules over small, flat, typed facts. It says nothing of packs, languages or three truth
values; those live above it. Two evaluators run it and must agree: `passerelle.kernel` (durable-rules) and
`passerelle.kernel.plain` (a few lines of Python).

A fact is a mapping with the text attribute `kind` and any number of attributes typed by `Program.schema`:
`int` (|n| <= 2**53, no bool, no float), `str` (NFC, at most 4,000 bytes) or `strs` (a sequence of `str`).
An attribute that is absent or `None` is missing: every test and join on it is false.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

AttributeType = Literal["int", "str", "strs"]
Operator = Literal["==", "!=", "<", "<=", ">", ">=", "has", "contains"]


@dataclass(frozen=True, slots=True)
class Test:
    """One attribute against a constant. `has` ignores `value`; `contains` asks a `strs` for one member;
    text knows only `==`, `!=` and `has`."""

    attribute: str
    operator: Operator
    value: int | str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """`attribute` of this pattern, compared with `other` of an earlier pattern (its index in the rule)."""

    attribute: str
    operator: Operator
    pattern: int
    other: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One fact of a kind. Every pattern but the first has at least one join.

    `absent` asks that no such fact exists. Its joins then all name one earlier pattern, the rules that derive its
    kind are in earlier strata, and it is not counted among the facts of a firing.
    """

    kind: str
    tests: tuple[Test, ...] = ()
    joins: tuple[Join, ...] = ()
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """In what a rule derives: the value that the fact matched by a pattern has in an attribute."""

    pattern: int
    attribute: str


@dataclass(frozen=True, slots=True)
class Derived:
    """The fact that a rule derives; equal facts are derived once."""

    kind: str
    attributes: tuple[tuple[str, int | str | Copy], ...] = ()


@dataclass(frozen=True, slots=True)
class ProgramRule:
    """Fires once for every combination of distinct facts that matches its patterns (1 to 4)."""

    name: str
    patterns: tuple[Pattern, ...]
    derives: Derived | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Program:
    """Rules with distinct names, the types of all attributes, and a key that identifies the content."""

    rules: tuple[ProgramRule, ...]
    schema: Mapping[str, AttributeType]
    key: str
