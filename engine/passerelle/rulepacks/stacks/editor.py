"""The shape of a stacking policy in; its JSON Schema for editors out, one definition for each form of rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from passerelle.rulepacks.shape import Field
from passerelle.rulepacks.stacks.forms import (
    AWARD,
    CHOICE,
    COMMON,
    EXIT,
    GRADES,
    OBJECTIVES,
    POLICY,
    REVALIDATION,
    ROUNDING,
    SET_FORMS,
    SHARING,
    SPOKEN,
    TOTAL,
    UNIT_FORMS,
)

_NUMBER = {"type": ["number", "string"], "pattern": r"^\d+(\.\d+)?$"}
_AMOUNT = {"type": "string", "examples": ["12 ECTS", "2 units", "50 % of total"]}
_BY_NAME = {"type": "object", "additionalProperties": _NUMBER}


def policy_shape(known: Mapping[str, dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of a policy, and the definitions that it refers to. `known` are the forms of values that other packs
    have too."""
    conditions = {"$ref": "#/$defs/conditions"}
    forms: dict[str, dict[str, Any]] = {
        **known,
        "conditions": conditions,
        "text": {"type": ["string", "number", "boolean"]},
        "amount": _AMOUNT,
        "number": _NUMBER,
        "count": {"type": ["integer", "string"], "pattern": r"^\d+$"},
        "share": {"type": "string", "examples": ["40 %", "2/3"]},
        "span": {"type": "string", "pattern": r"^\d+ (year|month|day)s?$", "examples": ["5 years"]},
        "uses": {"type": "string", "pattern": r"^(one|\d+) awards?$", "examples": ["one award"]},
        "level": {"enum": [f"EQF {level}" for level in range(1, 9)]},
        "form": {"type": "string", "pattern": r"^R\d\d$"},
        "steps": {"type": "array", "items": conditions, "minItems": 2},
        "members": {"type": "array", "items": {"$ref": "#/$defs/requirement"}},
        "member": {"$ref": "#/$defs/requirement"},
        "units": {"type": "array", "items": {"$ref": "#/$defs/unit_rule"}},
        "award": {"$ref": "#/$defs/award"},
        "total": {"$ref": "#/$defs/total"},
        "host": {
            "type": "object",
            "properties": {"id": {"type": "string"}, "identifiers": known["texts"]},
            "required": ["id"],
            "additionalProperties": {"type": "string"},
        },
        "protected": {"type": "object", "additionalProperties": _AMOUNT},
        "bases": {"type": "object", "additionalProperties": _AMOUNT},
        "points": _BY_NAME,
        "scales": {"type": "object", "additionalProperties": _BY_NAME},
        "credits": {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"unit": {"type": "string"}, "one": _AMOUNT},
                    "required": ["unit"],
                    "additionalProperties": False,
                },
            ]
        },
        "size": {
            "type": "object", "properties": {"at_least": _AMOUNT, "at_most": _AMOUNT}, "additionalProperties": False,
        },
        "wanted": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string"},
                    "same_as": known["texts"],
                    "essential": {"type": ["string", "boolean"]},
                },
                "required": ["id"],
                "additionalProperties": {"type": "string"},
            },
        },
        "objectives": {
            "anyOf": [{"enum": list(OBJECTIVES)}, {"type": "array", "items": {"enum": list(OBJECTIVES)}}]
        },
        "notes": {
            "type": "array",
            "items": {"type": "object", "additionalProperties": {"type": ["string", "object", "array"]}},
        },
    }  # fmt: skip

    def described(field: Field) -> dict[str, Any]:
        if field.form == "choice":
            words: list[str | bool] = list(field.choices)
            truths = [True, False] if "yes" in field.choices else []
            return {"enum": [*words, *truths], "description": field.doc}
        return {**forms[field.form], "description": field.doc}

    def table(fields: Mapping[str, Field], more: dict[str, Any] | bool = False) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                name: {"$ref": f"#/$defs/every_rule/properties/{name}"}
                if field is COMMON.get(name)
                else described(field)
                for name, field in fields.items()
            },
            "required": [name for name, field in fields.items() if field.required],
            "additionalProperties": more,
        }

    forms["rounding"] = table(ROUNDING)
    forms["revalidation"] = table(REVALIDATION)
    forms["grades"] = table(GRADES)
    forms["choosing"] = table(CHOICE)
    forms["sharing"] = {"type": "array", "items": table(SHARING)}
    forms["exits"] = {"type": "array", "items": table(EXIT)}

    def rules(of: Mapping[str, Mapping[str, Field]]) -> list[dict[str, Any]]:
        by_language: dict[str, Any] = {"type": "string"}
        return [table({**COMMON, **fields}, by_language if name in SPOKEN else False) for name, fields in of.items()]

    shape = table({**POLICY, "units": Field("units", POLICY["units"].doc)})
    definitions = {
        "conditions": known["conditions"],
        "every_rule": {"properties": {name: described(field) for name, field in COMMON.items()}},
        "award": table(AWARD),
        "total": table(TOTAL),
        "unit_rule": {"anyOf": [conditions, *rules(UNIT_FORMS)]},
        "requirement": {"anyOf": rules(SET_FORMS)},
    }
    return shape, definitions
