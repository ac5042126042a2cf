"""Nothing enters but names; the parts of the OpenAPI description leave that FastAPI cannot see, because bodies are read
and answers written by hand. The examples are put in by `passerelle_api.examples`, from real answers."""

from __future__ import annotations

from typing import Any

from passerelle.decision import Purpose
from passerelle.store.codec import decision_schema, stack_schema
from passerelle_api.asked import BESIDE
from passerelle_api.problems import MEDIA_TYPE, TYPES

_TEXT = {"type": "string"}
_DATE = {"type": "string", "format": "date", "description": "The day as of which is decided; today if not given."}
_LANG = {"type": "string", "description": "Asks for an explanation in this language beside each decision."}
_HOST = {"type": "string", "description": "The id of the host that decides, as GET /v1/hosts lists it."}
_PURPOSE = {"type": "string", "enum": [purpose.value for purpose in Purpose]}
_TARGET = {"type": "string", "description": "The id of a component of the host, as GET /v1/targets lists it."}
_FILES = {
    "type": "array",
    "items": {"type": "string", "format": "binary"},
    "minItems": 1,
    "description": "Credential files; the part may be repeated.",
}
_CREDENTIAL = {
    "oneOf": [{"type": "object"}, {"type": "string"}],
    "description": "A credential as an object, or a compact JWT or the text of a portfolio as a string.",
}
_CONFIRMED = {"type": "string", "pattern": "^[a-z_]+([.][a-z_]+)*(=[^:]+)?(:.*)?$"}
_CONFIRM = {
    "type": "array",
    "items": _CONFIRMED,
    "description": "What the host has checked, as fact, fact=value or fact=value:note; the part may be repeated.",
}
_NOTE = {"type": "string", "description": "How the host has checked it; one note for all."}
_CONFIRMATIONS = {
    "type": "array",
    "items": {
        "oneOf": [
            _CONFIRMED,
            {
                "type": "object",
                "properties": {"fact": _TEXT, "value": _TEXT, "note": _TEXT},
                "required": ["fact"],
                "additionalProperties": False,
            },
        ]
    },
}
_INCLUDE = {
    "type": "array",
    "items": {"type": "string", "enum": list(BESIDE)},
    "description": "What is wanted beside each decision: ways to a better outcome, outcomes of award and component "
    "that read alike (for a person, never counted), earlier decisions of the host for the purpose.",
}
DECISION = {"$ref": "#/components/schemas/Decision"}
_ITEM = {
    "type": "object",
    "properties": {"id": _TEXT, "decision": DECISION, "explanation": {"type": "object"}},
    "required": ["id", "decision"],
}
PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "instance": _TEXT,
        "code": _TEXT,
        "file": _TEXT,
        "place": _TEXT,
        "hint": _TEXT,
        "mistakes": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"place": _TEXT, "message": _TEXT},
                "required": ["place", "message"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "instance"],
}

Responses = dict[int | str, dict[str, Any]]


def object_of(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """A JSON object with these members and no others."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def body_of(form: dict[str, Any], json: dict[str, Any]) -> dict[str, Any]:
    """The two forms in which a body may be sent."""
    content = {"multipart/form-data": {"schema": form}, "application/json": {"schema": json}}
    return {"requestBody": {"required": True, "content": content}}


def conformance_body() -> dict[str, Any]:
    """The two forms of body of a conformance check."""
    common = {"host": _HOST, "as_of": _DATE, "lang": _LANG}
    return body_of(
        object_of({"file": _FILES} | common | {"confirm": _CONFIRM, "note": _NOTE}, ["file"]),
        object_of({"credential": _CREDENTIAL} | common | {"confirmations": _CONFIRMATIONS}, ["credential"]),
    )


def recognition_body(*, form: dict[str, Any] | None = None, json: dict[str, Any] | None = None) -> dict[str, Any]:
    """The two forms of body of a recognition question, with what else either needs."""
    more_form, more_json = form or {}, json or {}
    common = {"host": _HOST, "purpose": _PURPOSE, "as_of": _DATE, "lang": _LANG}
    binary = {"type": "string", "format": "binary", "description": "A component file, instead of target."}
    target = {"oneOf": [_TARGET, {"type": "object", "description": "A component, as its file would say it."}]}
    received = {"type": "string", "format": "binary", "description": "An application file."}
    application = {"oneOf": [{"type": "object"}, _TEXT], "description": "An application, as its file would say it."}
    by_form = {"target": _TARGET, "target_file": binary, "application": received, "confirm": _CONFIRM, "note": _NOTE}
    by_json = {"target": target, "application": application, "confirmations": _CONFIRMATIONS}
    return body_of(
        object_of(
            {"file": _FILES} | common | by_form | {"include": _INCLUDE} | more_form,
            ["file", "host", "purpose", *more_form],
        ),
        object_of(
            {"credential": _CREDENTIAL} | common | by_json | {"include": _INCLUDE} | more_json,
            ["credential", "host", "purpose", *more_json],
        ),
    )


def what_if_body() -> dict[str, Any]:
    """The two forms of body of a question that supposes facts."""
    fact = {"type": "string", "pattern": "^[a-z_.]+=", "description": "A fact that is supposed, as NAME=VALUE."}
    facts = {"type": "object", "additionalProperties": _TEXT, "minProperties": 1, "description": "What is supposed."}
    form = {"fact": {"type": "array", "items": fact, "minItems": 1}}
    return recognition_body(form=form, json={"facts": facts})


def components() -> dict[str, Any]:
    """The schemas of decisions, so that the description can be understood without asking for anything else."""
    found: dict[str, Any] = {}
    for called, schema in (("Decision", decision_schema()), ("StackDecision", stack_schema())):
        definitions = schema.pop("$defs")
        for name in ("$schema", "$id"):
            del schema[name]
        found |= {called: schema, **definitions}
    return {"schemas": _moved(found)}


def _moved(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _moved(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_moved(member) for member in value]
    return value.replace("#/$defs/", "#/components/schemas/") if isinstance(value, str) else value


def json_answer(description: str, schema: dict[str, Any]) -> Responses:
    """An answer of one JSON document."""
    return {200: {"description": description, "content": {"application/json": {"schema": schema}}}}


def decisions_answer() -> Responses:
    """The answer of the two addresses that decide."""
    schema = object_of({"decisions": {"type": "array", "items": _ITEM}}, ["decisions"])
    return json_answer("One decision for each award, kept under its id.", schema)


def supposed_answer() -> Responses:
    """The answer of the address that supposes."""
    item = {
        "type": "object",
        "properties": {"hypothetical": {"const": True}, "decision": DECISION, "explanation": {"type": "object"}},
        "required": ["hypothetical", "decision"],
    }
    schema = object_of({"decisions": {"type": "array", "items": item}}, ["decisions"])
    return json_answer("What would be decided for each award. Nothing is kept.", schema)


def decision_answer() -> Responses:
    """The answer of the address that reads a decision."""
    answer = json_answer(
        "The canonical JSON; with `?lang=` id, decision and explanation.", {"oneOf": [DECISION, _ITEM]}
    )
    answer[200]["content"]["text/plain"] = {"schema": _TEXT}
    return answer


def replay_answer() -> Responses:
    """The answer of the address that replays a decision."""
    truth = {"type": "boolean"}
    properties = {"id": _TEXT, "same": truth, "identical": truth, "differences": {"type": "array", "items": _TEXT}}
    return json_answer(
        "Whether the same bytes came out again, and what differs.", object_of(properties, list(properties))
    )


def problems_of(*statuses: int) -> Responses:
    """The problems that an address may answer with."""
    found: Responses = {}
    for status in (*statuses, 500):
        titles = sorted(kind.title for kind in TYPES.values() if kind.status == status)
        found[status] = {"description": " · ".join(titles), "content": {MEDIA_TYPE: {"schema": PROBLEM}}}
    return found
