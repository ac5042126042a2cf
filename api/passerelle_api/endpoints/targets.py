"""`GET /v1/targets`: a host enters, the components that recognition can be asked for leave."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from passerelle.errors import QuestionError
from passerelle.rulepacks import did_you_mean
from passerelle_api.answers import json_bytes
from passerelle_api.dependencies import CurrentDep
from passerelle_api.openapi import problems_of

router = APIRouter(tags=["rules"])


@router.get("/v1/targets", operation_id="listTargets", responses=problems_of(422, 503), response_class=Response)
def targets(current: CurrentDep, host: Annotated[str, Query(description="The id of a host")]) -> Response:
    """The components of a host."""
    desk = current.desk()
    known = [each.id for each in desk.hosts()]
    if host not in known:
        raise QuestionError("host", "there is no such host", did_you_mean(host, known))
    return json_bytes({"targets": desk.targets(host)})
