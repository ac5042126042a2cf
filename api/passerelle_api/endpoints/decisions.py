"""`GET /v1/decisions/{id}` and its replay: an id enters; the kept decision, its explanation or a comparison leaves."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from passerelle.explain import as_text, report
from passerelle.explain.statement import statement
from passerelle.explain.whatif import ways_in_words
from passerelle.replay import replay
from passerelle_api.answers import item_json, json_bytes, prefers_text
from passerelle_api.deciding import ways_of
from passerelle_api.dependencies import AskedLanguage, CurrentDep
from passerelle_api.guards import alone
from passerelle_api.openapi import decision_answer, problems_of, replay_answer

router = APIRouter(tags=["decisions"])


@router.get(
    "/v1/decisions/{id}",
    operation_id="readDecision",
    responses=decision_answer() | problems_of(404, 422, 503),
    response_class=Response,
)
def read(id: str, lang: AskedLanguage, current: CurrentDep, request: Request) -> Response:
    """The canonical JSON of a decision, byte for byte as it was made.

    With `Accept: text/plain` the explanation as text; with `?lang=` the decision and its explanation as JSON.
    """
    kept = current.store().find(id)
    if prefers_text(request.headers.get("accept", "")):
        text = as_text(kept.decision, lang or current.settings.language)
        return Response(text, media_type="text/plain", headers={"Vary": "Accept"})
    content = item_json(kept.id, kept.canonical, report(kept.decision, lang)) if lang else kept.canonical
    return json_bytes(content, headers={"Vary": "Accept"})


@router.get(
    "/v1/decisions/{id}/statement",
    operation_id="readStatement",
    responses=problems_of(404, 422, 503),
    response_class=HTMLResponse,
)
def handed_over(id: str, lang: AskedLanguage, current: CurrentDep) -> Response:
    """The decision as a document to hand over: one HTML page that stands alone and prints well."""
    kept = current.store().find(id)
    spoken = lang or current.settings.language
    page = statement(kept.decision, spoken)
    return HTMLResponse(page, headers={"Content-Language": spoken, "Content-Security-Policy": alone(page)})


@router.get(
    "/v1/decisions/{id}/what-would-change",
    operation_id="whatWouldChange",
    responses=problems_of(404, 422, 503),
    response_class=Response,
)
def changes(id: str, lang: AskedLanguage, current: CurrentDep) -> Response:
    """The smallest sets of additional or different facts that lead to a better outcome, each confirmed by the engine,
    under the rules by which the decision was made. With `?lang=` also in words."""
    kept = current.store().find(id)
    ways = ways_of(current, kept)
    told = {"explanation": ways_in_words(ways, kept.decision, lang)} if lang else {}
    return json_bytes({"id": id, "what_would_change": ways} | told)


@router.get(
    "/v1/decisions/{id}/replay",
    operation_id="replayDecision",
    responses=replay_answer() | problems_of(404, 503),
    response_class=Response,
)
def replayed(id: str, current: CurrentDep) -> Response:
    """Make the decision again from what was kept with it, and compare the bytes.

    `same` allows for another engine or evaluator having answered, `identical` does not."""
    again = replay(current.store().find(id))
    return json_bytes({"id": id, "same": again.same, "identical": again.identical, "differences": again.differences})
