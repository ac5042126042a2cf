"""`POST /v1/conformance`: credentials enter, one conformance decision for each award leaves."""

from __future__ import annotations

from fastapi import APIRouter, Response

from passerelle.decision import Kind
from passerelle_api.answers import decisions_json
from passerelle_api.asked import asked
from passerelle_api.deciding import decide
from passerelle_api.dependencies import CurrentDep
from passerelle_api.openapi import conformance_body, decisions_answer, problems_of
from passerelle_api.received import Body

router = APIRouter(tags=["decide"])


@router.post(
    "/v1/conformance",
    operation_id="checkConformance",
    openapi_extra=conformance_body(),
    responses=decisions_answer() | problems_of(400, 413, 415, 422, 503),
    response_class=Response,
)
def check(body: Body, current: CurrentDep) -> Response:
    """Check credentials against Annex I and the principles of Council Recommendation 2022/C 243/02.

    Every award of every file gets its own decision. None is kept unless all could be made.
    """
    question = asked(body, Kind.CONFORMANCE)
    return decisions_json(decide(current, question), question.lang)
