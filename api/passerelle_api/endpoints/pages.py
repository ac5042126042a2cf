"""`/` and `/decisions/…`: an officer's form enters, a kept decision leaves as a page to bookmark and to print."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from passerelle.decision import Kind, Outcome
from passerelle.errors import PasserelleError
from passerelle.explain import report
from passerelle.explain.whatif import ways_in_words
from passerelle_api.asked import asked
from passerelle_api.deciding import MOST_AWARDS, decide, ways_of
from passerelle_api.dependencies import CurrentDep, PageLanguage
from passerelle_api.errors import RequestError
from passerelle_api.forms import Entered, blank, entered, question_of, sheet
from passerelle_api.problems import Problem, problem
from passerelle_api.received import Form
from passerelle_api.rendering import render

router = APIRouter(include_in_schema=False)

#: Outcomes that go against the learner; everything else that is not positive is open.
_AGAINST = (Outcome.REFUSED, Outcome.NOT_CONFORMANT)


@router.get("/")
def ask(request: Request, current: CurrentDep, lang: PageLanguage) -> Response:
    """The empty form; `?host=`, `?purpose=` and `?target=` fill it in."""
    return _form(request, current, lang, blank(request.query_params, current.settings.today()))


@router.post("/")
def decide_form(request: Request, current: CurrentDep, lang: PageLanguage, form: Form) -> Response:
    """Decide and go to the decision; or show the form again, with what is wrong."""
    filled = entered(form)
    try:
        kind = Kind.CONFORMANCE if filled.action == "check" else Kind.RECOGNITION
        answers = decide(current, asked(question_of(form, kind), kind))
    except (PasserelleError, RequestError) as error:
        return _form(request, current, lang, filled, problem(error))
    if len(answers) == 1:
        place = f"/decisions/{answers[0].id}?" + urlencode({"lang": lang})
    else:
        place = "/decisions?" + urlencode([*(("id", answer.id) for answer in answers), ("lang", lang)])
    return RedirectResponse(place, status_code=303)


@router.get("/decisions")
def several(
    request: Request,
    current: CurrentDep,
    lang: PageLanguage,
    id: Annotated[list[str], Query(max_length=MOST_AWARDS)],
) -> Response:
    """What one upload with several awards led to."""
    store = current.store()
    kept = [store.find(each) for each in dict.fromkeys(id)]
    return render(request, "decisions.html", lang, reports=[(each.id, report(each.decision, lang)) for each in kept])


@router.get("/decisions/{id}")
def decision(id: str, request: Request, current: CurrentDep, lang: PageLanguage) -> Response:
    """One decision as a statement."""
    kept = current.store().find(id)
    outcome = kept.decision.outcome
    tone = "good" if outcome.positive else "bad" if outcome in _AGAINST else "open"
    told = report(kept.decision, lang)
    recognition = kept.decision.question.kind is Kind.RECOGNITION
    return render(request, "decision.html", lang, id=kept.id, tone=tone, report=told, recognition=recognition)


@router.get("/decisions/{id}/changes")
def changes(id: str, request: Request, current: CurrentDep, lang: PageLanguage) -> Response:
    """What would change one decision."""
    kept = current.store().find(id)
    told = ways_in_words(ways_of(current, kept), kept.decision, lang)
    award = report(kept.decision, lang, trace=False).award
    return render(request, "changes.html", lang, id=kept.id, award=award, told=told)


def _form(request: Request, current: CurrentDep, lang: str, filled: Entered, failed: Problem | None = None) -> Response:
    status = failed.type.status if failed else 200
    shown = sheet(current.desk(), filled)
    return render(request, "form.html", lang, status=status, form=shown, filled=filled, problem=failed)
