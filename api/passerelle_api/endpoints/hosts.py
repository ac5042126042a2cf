"""`GET /v1/hosts`: the organisations that decide leave, with the purposes that each decides for."""

from __future__ import annotations

from fastapi import APIRouter, Response

from passerelle_api.answers import json_bytes
from passerelle_api.dependencies import CurrentDep
from passerelle_api.openapi import problems_of

router = APIRouter(tags=["rules"])


@router.get("/v1/hosts", operation_id="listHosts", responses=problems_of(503), response_class=Response)
def hosts(current: CurrentDep) -> Response:
    """Every host that has a policy here."""
    listed = [{"id": host.id, "name": host.name, "purposes": host.purposes} for host in current.desk().hosts()]
    return json_bytes({"hosts": listed})
