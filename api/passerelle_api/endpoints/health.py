"""`GET /healthz` and `/readyz`: whether the process lives, and whether it can decide and keep what it decides."""

from __future__ import annotations

import logging

from fastapi import APIRouter, Response

from passerelle.store import StoreError
from passerelle_api.answers import json_bytes
from passerelle_api.current import Current
from passerelle_api.dependencies import CurrentDep
from passerelle_api.errors import Mistake, NotReadyError
from passerelle_api.openapi import problems_of

log = logging.getLogger(__name__)
router = APIRouter(tags=["health"])


@router.get("/healthz", operation_id="isAlive", response_class=Response)
async def alive() -> Response:
    """The process answers."""
    return json_bytes({"status": "ok"})


@router.get("/readyz", operation_id="isReady", responses=problems_of(503), response_class=Response)
def ready(current: CurrentDep) -> Response:
    """`ready`, or `degraded` while mistakes in packs on disk keep older ones in use, or 503 with the reason."""
    reasons = _without_packs(current) + _without_store(current)
    if reasons:
        raise NotReadyError(reasons)
    mistakes = current.mistakes()
    return json_bytes({"status": "degraded" if mistakes else "ready", "mistakes": mistakes})


def _without_packs(current: Current) -> tuple[Mistake, ...]:
    try:
        current.desk()
    except NotReadyError as error:
        return error.mistakes
    return ()


def _without_store(current: Current) -> tuple[Mistake, ...]:
    try:
        current.store().recent(1)
    except StoreError as error:
        log.error("The store cannot be used: %s", error)
        return (Mistake("store", "the database cannot be used; the log of the server says why"),)
    return ()
