"""Kept decisions enter, bodies of answers leave. The canonical JSON of a decision goes in as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import orjson
from fastapi import Response

from passerelle.decision import canonical_json
from passerelle.explain import Report, report
from passerelle_api.deciding import Answer


def json_bytes(
    content: object, *, media_type: str = "application/json", headers: Mapping[str, str] | None = None
) -> Response:
    """A JSON answer: bytes as they are, any other value in the order of its members."""
    if not isinstance(content, bytes):
        content = orjson.dumps(content, default=_plain)
    return Response(content, media_type=media_type, headers=headers)


def item_json(
    id: str, canonical: bytes, explained: Report | None, beside: Mapping[str, object] = MappingProxyType({})
) -> bytes:
    """One decision as a member of an answer: `{"id", "decision", "explanation"?}`, and what was asked for beside it.
    What is only supposed has no id."""
    head = b'{"id":' + orjson.dumps(id) if id else b'{"hypothetical":true'
    head += b',"decision":' + canonical
    if explained:
        head += b',"explanation":' + orjson.dumps(explained)
    more = (b"," + orjson.dumps(name) + b":" + orjson.dumps(value, default=_plain) for name, value in beside.items())
    return head + b"".join(more) + b"}"


def decisions_json(answers: Iterable[Answer], lang: str | None) -> Response:
    """`{"decisions": […]}`, each with its explanation where a language is given."""
    items = (
        item_json(answer.id, answer.canonical, report(answer.decision, lang) if lang else None, answer.beside)
        for answer in answers
    )
    return json_bytes(b'{"decisions":[' + b",".join(items) + b"]}")


def prefers_text(accept: str) -> bool:
    """Whether a reader wants plain text rather than JSON. Without a word from the reader, JSON."""
    best: dict[str, float] = {}
    for choice in accept.split(","):
        media, *parameters = (part.strip().lower() for part in choice.split(";"))
        weight = next((value[2:] for value in parameters if value.startswith("q=")), "1")
        try:
            best[media] = float(weight)
        except ValueError:
            best[media] = 0.0
    anything = best.get("*/*", 0.0)
    return best.get("text/plain", best.get("text/*", 0.0)) > best.get("application/json", anything)


def _plain(value: object) -> object:
    return orjson.Fragment(canonical_json(value))
