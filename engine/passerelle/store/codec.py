"""Canonical JSON enters, the value that it was made of leaves; and the JSON Schema of a decision.

Reading is exact: what does not give back the very same bytes is refused, so nothing is coerced, dropped or filled in.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from passerelle.decision import SCHEMA, Award, Consulted, Decision, Target, canonical_json
from passerelle.decision.stacking import StackDecision
from passerelle.errors import StoreError
from passerelle.store.inputs import StackInputs

T = TypeVar("T")

#: The name of the form in which answers about stacking are published.
STACK_SCHEMA = "passerelle/stack-decision/1"


# Made when first needed: making one takes tens of milliseconds.
_adapters: dict[str, TypeAdapter[Any]] = {}


def _adapter(shape: type[T]) -> TypeAdapter[T]:
    if shape.__name__ not in _adapters:
        _adapters[shape.__name__] = TypeAdapter(shape)
    return _adapters[shape.__name__]


def _decode(shape: type[T], content: bytes) -> T:
    name = shape.__name__.lower()
    try:
        value = _adapter(shape).validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = "/".join(map(str, first["loc"])) or "its beginning"
        raise StoreError(f"this is not the JSON of {name} in this version: {first['msg']} at {place[:200]}") from None
    except ValueError as error:
        # A dataclass may refuse a value of the right type, and so may Fraction ("1/0").
        raise StoreError(f"this is not the JSON of {name} in this version: {error}") from None
    if canonical_json(value) != content:
        raise StoreError(f"this is not the canonical JSON of {name} in this version; was it changed by hand?")
    return value


def decode_award(content: bytes) -> Award:
    """The award of which these bytes are the canonical JSON.

    Raises:
        StoreError: they are not the canonical JSON of an award.
    """
    return _decode(Award, content)


def decode_target(content: bytes) -> Target:
    """The target of which these bytes are the canonical JSON.

    Raises:
        StoreError: they are not the canonical JSON of a target.
    """
    return _decode(Target, content)


def decode_consulted(content: bytes) -> Consulted:
    """What was consulted for a decision, of which these bytes are the canonical JSON.

    Raises:
        StoreError: they are not its canonical JSON.
    """
    return _decode(Consulted, content)


def decode_decision(content: bytes) -> Decision:
    """The decision of which these bytes are the canonical JSON.

    Raises:
        StoreError: they are not the canonical JSON of a decision.
    """
    return _decode(Decision, content)


def decode_stack(content: bytes) -> StackDecision:
    """The answer about stacking of which these bytes are the canonical JSON.

    Raises:
        StoreError: they are not the canonical JSON of one.
    """
    return _decode(StackDecision, content)


def decode_stack_inputs(content: bytes) -> StackInputs:
    """What an answer about stacking rests on, of which these bytes are the canonical JSON.

    Raises:
        StoreError: they are not its canonical JSON.
    """
    return _decode(StackInputs, content)


def decision_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a decision's canonical JSON: every member is always there, and no other.

    It is published as `docs/schema/decision-1.schema.json`.
    """
    return _published(Decision, SCHEMA, {"schema": {"const": SCHEMA}})


def stack_schema() -> dict[str, Any]:
    """The JSON Schema of the canonical JSON of an answer about stacking, made alike. Amounts are exact texts ("7.5",
    "10/3").

    It is published as `docs/schema/stack-decision-1.schema.json`.
    """
    return _published(StackDecision, STACK_SCHEMA, {})


def _published(shape: type[Any], name: str, fixed: dict[str, Any]) -> dict[str, Any]:
    schema = _adapter(shape).json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    for part in (schema, *definitions.values()):
        if "properties" in part:
            part["additionalProperties"] = False
            part["required"] = list(part["properties"])
            for member in part["properties"].values():
                member.pop("title", None)
                member.pop("default", None)
    schema["properties"] |= fixed
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{name.replace('/', ':')}",
        **schema,
        "$defs": definitions,
    }
