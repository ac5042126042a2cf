"""What a scenario says of a micro-credential or of a host's module enters as plain keys and values, the bytes of a
portfolio document or of a component file leave, as a person would have written them."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML


def outcome_named(text: str) -> dict[str, Any]:
    """A learning outcome by its words: outcomes said in the same words have the same identifier."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return {"text": text, "identifiers": ["urn:outcome:" + re.sub(r"[^a-z0-9]+", "-", plain).strip("-")]}


def portfolio(unit: Mapping[str, Any]) -> bytes:
    """A portfolio document with one unit. Keys with dots are keys inside keys; None leaves a key out."""
    tree = _nested(unit)
    holder = tree.pop("holder", None)
    return _yaml({"portfolio": 1, **({"holder": holder} if holder else {}), "units": [tree]})


def component(target: Mapping[str, Any], host: str) -> bytes:
    """A component file of a host."""
    return _yaml(_nested({"host": host, **target}))


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for key, value in flat.items():
        if value is None:
            continue
        *outer, last = key.split(".")
        inside = tree
        for name in outer:
            inside = inside.setdefault(name, {})
        inside[last] = value
    return tree


def _yaml(tree: Mapping[str, Any]) -> bytes:
    stream = io.BytesIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.dump(dict(tree), stream)
    return stream.getvalue()
