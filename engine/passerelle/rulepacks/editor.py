"""What packs of every kind look like in; one JSON Schema (2020-12) out, by which editors complete and check them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from passerelle.rulepacks.shape import PACK, rules_shape
from passerelle.rulepacks.stacks.editor import policy_shape


def pack_schema(
    parameters: Mapping[str, str] | None = None, terms: Mapping[str, frozenset[str]] | None = None
) -> dict[str, Any]:
    """The schema of a pack. `parameters` are the names and types of what a host sets, `terms` the ids of each kind of
    term."""
    rules, forms = rules_shape(parameters, terms)
    stacking, definitions = policy_shape(forms)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:passerelle:pack:1",
        "title": "Passerelle rule pack",
        "type": "object",
        "properties": {"kind": {"enum": [*PACK["kind"].choices, "stacking"], "description": PACK["kind"].doc}},
        "required": ["kind"],
        "if": {"properties": {"kind": {"const": "stacking"}}, "required": ["kind"]},
        "then": stacking,
        "else": rules,
        "$defs": definitions,
    }
