"""`GET /v1/clauses`: the clauses that credentials, providers and hosts are held against leave, each with its rule."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from passerelle_api.answers import json_bytes
from passerelle_api.dependencies import CurrentDep
from passerelle_api.openapi import problems_of

router = APIRouter(tags=["rules"])


@router.get("/v1/clauses", operation_id="listClauses", responses=problems_of(422, 503), response_class=Response)
def clauses(
    current: CurrentDep,
    principle: Annotated[int | None, Query(ge=1, le=10, description="Only those of this principle")] = None,
    subject: Annotated[str | None, Query(description="credential, provider, host or system")] = None,
    as_of: Annotated[date | None, Query(description="In force on this day; today if not given")] = None,
) -> Response:
    """Every clause of Annex I and of the ten principles: how strictly it binds, whom, where it can be seen, by which
    rule it is checked (GET /v1/rules/{name}) and what the check can come to."""
    known = current.desk().clauses(as_of or current.settings.today())
    wanted = [each for each in known if principle in (None, each.principle) and subject in (None, each.subject)]
    return json_bytes({"clauses": wanted})
