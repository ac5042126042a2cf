"""`GET /v1/openapi.json`: the description of all addresses leaves, with examples of real answers."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from passerelle_api.answers import json_bytes
from passerelle_api.dependencies import CurrentDep
from passerelle_api.examples import with_examples

router = APIRouter()


@router.get("/v1/openapi.json", include_in_schema=False)
def description(request: Request, current: CurrentDep) -> Response:
    """OpenAPI 3.1."""
    return json_bytes(with_examples(request.app.openapi(), current))
