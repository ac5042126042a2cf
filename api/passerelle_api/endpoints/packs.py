"""`GET /v1/packs`: the rule packs in use leave, and the mistakes for which newer ones on disk are not in use."""

from __future__ import annotations

from fastapi import APIRouter, Response

from passerelle_api.answers import json_bytes
from passerelle_api.dependencies import CurrentDep
from passerelle_api.openapi import problems_of

router = APIRouter(tags=["rules"])


@router.get("/v1/packs", operation_id="listPacks", responses=problems_of(503), response_class=Response)
def packs(current: CurrentDep) -> Response:
    """Every version of every pack, with the sha256 that receipts name."""
    listed = [
        {
            "id": pack.id,
            "version": pack.version,
            "sha256": pack.sha256,
            "kind": pack.kind,
            "title": pack.title,
            "authority": pack.authority,
        }
        for pack in sorted(current.desk().packs, key=lambda pack: (pack.id, pack.version))
    ]
    return json_bytes({"packs": listed, "mistakes": current.mistakes()})
