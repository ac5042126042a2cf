"""`GET /v1/schemas/…`: the published JSON Schemas leave."""

from __future__ import annotations

from fastapi import APIRouter, Response

from passerelle.rulepacks import pack_schema
from passerelle.store.codec import decision_schema, stack_schema
from passerelle_api.answers import json_bytes

router = APIRouter(tags=["schemas"])
SCHEMA_TYPE = "application/schema+json"


@router.get("/v1/schemas/decision/1", operation_id="decisionSchema", response_class=Response)
def decision() -> Response:
    """The JSON Schema of a decision, version 1."""
    return json_bytes(decision_schema(), media_type=SCHEMA_TYPE)


@router.get("/v1/schemas/stack-decision/1", operation_id="stackDecisionSchema", response_class=Response)
def stack_decision() -> Response:
    """The JSON Schema of an answer about stacking, version 1."""
    return json_bytes(stack_schema(), media_type=SCHEMA_TYPE)


@router.get("/v1/schemas/pack", operation_id="packSchema", response_class=Response)
def pack() -> Response:
    """The JSON Schema of a rule pack, for editors."""
    return json_bytes(pack_schema(), media_type=SCHEMA_TYPE)
