"""Nothing enters but names; the parts of the OpenAPI description leave that are about stacking."""

from __future__ import annotations

from typing import Any

from passerelle.decision.stacking import Objective
from passerelle_api.openapi import Responses, body_of, json_answer, object_of

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_DAY = {"type": "string", "format": "date"}
_FILES = {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1}
_DOCUMENT = {"oneOf": [{"type": "object"}, _TEXT]}
_DOCUMENTS = {"oneOf": [{"type": "array", "items": _DOCUMENT, "minItems": 1}, *_DOCUMENT["oneOf"]]}
_OBJECTIVE = {
    "type": "string",
    "pattern": f"^({'|'.join(Objective)})(=.+)?$",
    "description": "Preferred among choices that fit, first first; keep_free=ID names a unit.",
}
_CONFIRM = {"type": "string", "pattern": "^.+:[a-z_.]+=[^:]+(:.*)?$", "description": "UNIT:FACT=VALUE:note"}
_COMMON: dict[str, Any] = {
    "host": {"type": "string", "description": "Whose policy, where several hosts have one of the name."},
    "as_of": {**_DAY, "description": "The day as of which is decided; today if not given."},
    "enrolled": _DAY,
    "applied": _DAY,
    "programme_start": _DAY,
    "award_on": {**_DAY, "description": "The day on which the award is to be given."},
    "ties": {"type": "integer", "minimum": 0, "maximum": 1000, "description": "Equally good choices to list at most."},
    "budget": {"type": "number", "minimum": 0, "description": "Seconds for the search; at most those of the server."},
    "lang": {"type": "string", "description": "Asks for an explanation in this language."},
}
_POLICY = {"type": "string", "description": "The id of a policy, or of its award, as GET /v1/policies lists them."}
DECISION = {"$ref": "#/components/schemas/StackDecision"}
_ITEM = {
    "type": "object",
    "properties": {"id": _TEXT, "decision": DECISION, "explanation": {"type": "object"}},
    "required": ["id", "decision"],
}


def _form(*, planning: bool) -> dict[str, Any]:
    files = {"file": {**_FILES, "description": "Credential and portfolio files of one person."}}
    if planning:
        files["offers"] = {**_FILES, "description": "Portfolio files of units that can be taken."}
    own = {
        "policy": _POLICY if planning else {"type": "array", "items": _POLICY, "minItems": 1},
        "objective": {"type": "array", "items": _OBJECTIVE},
        "act": {"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9._-]+=(yes|no)$"}},
        "confirm": {"type": "array", "items": _CONFIRM},
    }
    return object_of({**files, **own, **_COMMON}, [*files, "policy"])


def _json(*, planning: bool) -> dict[str, Any]:
    files = {"portfolio": _DOCUMENTS, **({"offers": _DOCUMENTS} if planning else {})}
    own = {
        "policy": _POLICY,
        "policies": {**_TEXTS, "description": "Several awards at once, beside policy or instead of it."},
        "objectives": {"type": "array", "items": _OBJECTIVE},
        "acts": {"type": "object", "additionalProperties": {"type": "boolean"}},
        "confirmations": {"type": "array", "items": _CONFIRM},
    }
    return object_of({**files, **own, **_COMMON}, [*files])


def stack_body() -> dict[str, Any]:
    """The two forms of body of a question about stacking."""
    return body_of(_form(planning=False), _json(planning=False))


def plan_body() -> dict[str, Any]:
    """The same with units on offer."""
    return body_of(_form(planning=True), _json(planning=True))


def stacks_answer() -> Responses:
    """The answers to a question about stacking, one for each award."""
    schema = object_of({"decisions": {"type": "array", "items": _ITEM}}, ["decisions"])
    return json_answer("One answer for each policy, kept under its id.", schema)


def stack_answer() -> Responses:
    """The answer of the address that reads one."""
    return json_answer("The canonical JSON; with `?lang=` id, decision and explanation.", {"oneOf": [DECISION, _ITEM]})


def plan_answer() -> Responses:
    """How the person stands, and the ways to the award."""
    plan = object_of(
        {
            "decision": DECISION,
            "ways": {"type": "array", "items": {"$ref": "#/components/schemas/Way"}},
            "costs": {"type": "array", "items": {"type": "string", "format": "fraction"}},
        },
        ["decision", "ways", "costs"],
    )
    return json_answer(
        "How the person stands, and the ways to the award. Nothing is kept.",
        object_of({"plan": plan, "explanation": {"type": "object"}}, ["plan"]),
    )
