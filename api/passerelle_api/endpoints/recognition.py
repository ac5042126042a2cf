"""`POST /v1/recognition`: credentials, a host and a purpose enter, one recognition decision for each award leaves."""

from __future__ import annotations

from fastapi import APIRouter, Response

from passerelle.decision import Kind
from passerelle_api.answers import decisions_json
from passerelle_api.asked import asked
from passerelle_api.deciding import decide
from passerelle_api.dependencies import CurrentDep
from passerelle_api.openapi import decisions_answer, problems_of, recognition_body
from passerelle_api.received import Body

router = APIRouter(tags=["decide"])


@router.post(
    "/v1/recognition",
    operation_id="recognise",
    openapi_extra=recognition_body(),
    responses=decisions_answer() | problems_of(400, 413, 415, 422, 503),
    response_class=Response,
)
def recognise(body: Body, current: CurrentDep) -> Response:
    """Ask a host whether it recognises credentials for a purpose, and for which of its components.

    Every award of every file gets its own decision. None is kept unless all could be made.
    """
    question = asked(body, Kind.RECOGNITION)
    return decisions_json(decide(current, question), question.lang)
