"""The text of a value in, as a policy or an officer writes it; the typed value out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from passerelle.rulepacks.diagnostics import did_you_mean
from passerelle.rulepacks.expression import ExpressionError, Literal, Name, parse_expression


def read_values(text: str, kind: str, terms: Mapping[str, frozenset[str]]) -> Any:
    """Like `read_value`; a set is written with commas between its members. Raises `ExpressionError`."""
    if not kind.startswith("set:"):
        return read_value(text, kind, terms)
    members = [member.strip() for member in text.strip("[] ").split(",") if member.strip()]
    return tuple(read_value(member, kind.removeprefix("set:"), terms) for member in members)


def read_value(text: str, kind: str, terms: Mapping[str, frozenset[str]]) -> Any:
    """A typed value from its text, as a policy or an officer writes it. Raises `ExpressionError`."""
    if kind == "text":
        return text
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind in ("country", "language"):
        return text
    if kind.startswith("term:"):
        known = terms.get(kind.removeprefix("term:"), frozenset())
        if text not in known:
            hint = did_you_mean(text, known) or f"one of {', '.join(sorted(known))}"
            raise ExpressionError(f"'{text}' is no {kind.removeprefix('term:').replace('_', ' ')}", 0, hint)
        return text
    examples = {
        "boolean": "true or false", "integer": "2", "credits": "5 ECTS", "hours": "150 hours", "percentage": "80 %",
        "date": "2026-09-01", "duration": "5 years", "eqf": "EQF 6", "level": "", "number": "2.5",
    }  # fmt: skip
    node = parse_expression(text)
    if isinstance(node, Literal):
        if kind == node.type == "percentage" and isinstance(node.value, Fraction) and node.value > 1:
            raise ExpressionError(f"'{text}' is more than the whole", 0, "write 80 %")
        if node.type == kind:
            return node.value
        if (
            kind == "integer"
            and node.type == "number"
            and isinstance(node.value, Fraction)
            and node.value.denominator == 1
        ):
            return int(node.value)
    if isinstance(node, Literal) and node.type == "number" and isinstance(node.value, Fraction):
        share = node.value * 100 if node.value < 1 else node.value
        units = {"credits": f"{text} ECTS", "hours": f"{text} hours", "percentage": f"{float(share):g} %"}
        examples |= units
        if kind == "eqf" and text in tuple("12345678"):
            examples["eqf"] = f"EQF {text}"
    if isinstance(node, Name) and re.fullmatch("EQF-?[1-8]", node.text):
        examples["eqf"] = f"EQF {node.text[-1]}"
    shown = node.text if isinstance(node, Name) else text
    raise ExpressionError(f"'{shown}' does not fit", 0, f"write {examples.get(kind, kind)}")
