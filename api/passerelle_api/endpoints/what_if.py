"""`POST /v1/what-if`: a question and facts that it supposes enter; what would be decided then leaves, and is not
kept."""

from __future__ import annotations

from fastapi import APIRouter, Response

from passerelle.decision import Kind
from passerelle_api.answers import decisions_json
from passerelle_api.asked import asked
from passerelle_api.deciding import suppose
from passerelle_api.dependencies import CurrentDep
from passerelle_api.openapi import problems_of, supposed_answer, what_if_body
from passerelle_api.received import Body

router = APIRouter(tags=["decide"])


@router.post(
    "/v1/what-if",
    operation_id="whatIf",
    openapi_extra=what_if_body(),
    responses=supposed_answer() | problems_of(400, 413, 415, 422, 503),
    response_class=Response,
)
def what_if(body: Body, current: CurrentDep) -> Response:
    """Ask what a host would decide if some facts were so.

    Each decision says what it supposes; it decides nothing, has no id and is not kept.
    """
    question = asked(body, Kind.RECOGNITION, supposing=True)
    return decisions_json(suppose(current, question), question.lang)
