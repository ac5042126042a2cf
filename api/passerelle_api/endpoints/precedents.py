"""`GET /v1/precedents`: a host, a purpose and learning enter; what the host has decided on it before leaves."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from passerelle.decision import Purpose
from passerelle.store import Learning
from passerelle_api.answers import json_bytes
from passerelle_api.dependencies import CurrentDep
from passerelle_api.openapi import problems_of

router = APIRouter(tags=["decisions"])

_MOST = 100


@router.get("/v1/precedents", operation_id="listPrecedents", responses=problems_of(422, 503), response_class=Response)
def precedents(
    current: CurrentDep,
    host: Annotated[str, Query(description="The id of the host that decided")],
    purpose: Annotated[Purpose, Query(description="What it was for: a decision for one purpose is none for another")],
    target: Annotated[str | None, Query(description="For which component; for any if not given")] = None,
    specification: Annotated[str | None, Query(description="On which learning: its specification")] = None,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 20,
) -> Response:
    """Settled decisions of a host for a purpose, newest first. They say nothing of whose they were, and bind nobody."""
    found = current.store().precedents(
        host=host,
        purpose=purpose,
        target=target,
        every_target=target is None,
        learning=None if specification is None else Learning(specification),
        limit=limit,
    )
    return json_bytes({"precedents": found})
