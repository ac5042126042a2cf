"""What a scenario says enters as plain keys and values; the bytes of a portfolio document, a component, an application
or a statement of the host leave, as a person would have written them."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from ruamel.yaml import YAML

from passerelle.errors import QuestionError


def portfolio(
    unit: Mapping[str, Any], outcomes: Sequence[str], language: str, bodies: Sequence[Mapping[str, Any]] = (),
    studied_at: Sequence[str] = (), stated_in: str | None = None,
) -> bytes:  # fmt: skip
    """A portfolio document with one unit. Keys with dots are keys inside keys; None leaves a key out. `bodies` award it
    with its issuer; its outcomes are stated in a language of their own where one is given."""
    tree = nested(unit)
    if bodies:
        tree["issuer"] = [tree.get("issuer", {}), *map(nested, bodies)]
    if studied_at:
        tree["studied_at"] = list(studied_at)
    holder = tree.pop("holder", None)
    if "title" in tree:
        tree["title"] = {language: tree["title"]}
    if outcomes:
        tree["outcomes"] = [
            {"text": {stated_in or language: text}, "identifiers": [identifier(text)]} for text in outcomes
        ]
    return written({"portfolio": 1, **({"holder": holder} if holder else {}), "units": [tree]})


def changed(path: Path, changes: Mapping[str, str]) -> bytes:
    """A credential file, with other texts at some JSON pointers. Raises `QuestionError` for a file or a place that is
    not there."""
    try:
        content = path.read_bytes()
        if not changes:
            return content
        tree = orjson.loads(content)
        for pointer, text in changes.items():
            *outer, last = (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
            inside = tree
            for part in outer:
                inside = inside[int(part) if isinstance(inside, list) else part]
            inside[int(last) if isinstance(inside, list) else last] = text
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise QuestionError(
            "file", f"{path}: {error}", "check the file and the places that the scenario names"
        ) from error
    return orjson.dumps(tree)


def component(
    target: Mapping[str, Any], essential: Sequence[str], host: str, language: str,
    accepts: Sequence[tuple[str, str]] = (),
) -> bytes:  # fmt: skip
    """A component file of a host; its title and outcomes are in the language of the scenario. `accepts` are pairs of an
    outcome of somebody else and the component's own for which the host takes it."""
    tree = nested({"component": "module", "host": host, **target})
    tree["title"] = {language: tree.get("title", "–")}
    if "credits" in tree:
        tree["credits"] = f"{tree['credits']} ECTS"
    if essential:
        tree["outcomes"] = [
            {
                "id": f"outcome-{number}", language: text, "essential": True, "same_as": [identifier(text)],
                "accepts": [identifier(theirs) for theirs, own in accepts if own == text],
            }
            for number, text in enumerate(essential, 1)
        ]  # fmt: skip
    return written(tree)


def application(
    fields: Mapping[str, Any], agreement: Mapping[str, Any], against: str | None, arguments: Sequence[str]
) -> bytes:
    """An application file; the agreement has one component, `against` is the id of the decision appealed against."""
    tree = nested(fields)
    if agreement:
        line = ("specification", "title", "replaces", "passed")
        tree["agreement"] = nested({key: value for key, value in agreement.items() if key not in line})
        named = {key: agreement[key] for key in line if agreement.get(key) is not None}
        tree["agreement"] |= {"components": [named]} if named else {}
    if arguments:
        tree["appeal"] = {"against": against, "arguments": list(arguments)}
    return written(tree)


def statement(fields: Mapping[str, Any]) -> bytes:
    """A file with a statement of a host."""
    return written(nested(fields))


def identifier(text: str) -> str:
    """Outcomes that are stated in the same words have the same identifier."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return "urn:outcome:" + re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Keys with dots as keys inside keys; None leaves a key out."""
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


def written(tree: Mapping[str, Any]) -> bytes:
    """A tree as a YAML file."""
    stream = io.BytesIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.dump(dict(tree), stream)
    return stream.getvalue()
