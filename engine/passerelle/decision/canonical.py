"""Values in, canonical bytes out: the one JSON text of a value, and the identifier that follows from it.

For the values of this room (ASCII keys, no floats, integers below 2**53) the bytes are those of RFC 8785; a test
holds them against an implementation of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import orjson

from passerelle.decision.decision import Decision
from passerelle.decision.stacking import StackDecision
from passerelle.decision.values import exact


def _other(value: Any) -> Any:
    if isinstance(value, Fraction):
        return exact(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no canonical JSON")


def canonical_json(value: Any) -> bytes:
    """The canonical JSON of a value of this room. Raises `TypeError` for anything that has none."""
    return orjson.dumps(value, default=_other, option=orjson.OPT_SORT_KEYS)


def sha256(content: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(content).hexdigest()


def decision_id(decision: Decision) -> str:
    """The identifier of a decision: "d" and the first 24 hexadecimal digits of the sha256 of its canonical JSON.

    Equal decisions have equal identifiers, on any machine.
    """
    return "d" + sha256(canonical_json(decision))[:24]


def stack_id(decision: StackDecision) -> str:
    """The identifier of an answer about stacking: "s" and 24 hexadecimal digits, made as `decision_id` makes its own.
    The id that the answer itself holds is left out."""
    return "s" + sha256(canonical_json(replace(decision, id="")))[:24]
