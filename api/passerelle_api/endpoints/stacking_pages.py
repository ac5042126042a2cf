"""`/stacking`: the files of one person and a policy enter; a page of the answer leaves, with a bar for each
requirement, to bookmark and to print."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from passerelle.errors import PasserelleError
from passerelle.explain.stacking import stack_report
from passerelle.explain.stacking_policy import policy_page
from passerelle.policybook import find_policy, policies_listed
from passerelle_api.dependencies import CurrentDep, PageLanguage
from passerelle_api.errors import RequestError
from passerelle_api.problems import Problem, problem
from passerelle_api.received import Form, Received
from passerelle_api.rendering import render
from passerelle_api.stack_asked import DAYS, stack_asked
from passerelle_api.stacking import decide_stack

router = APIRouter(include_in_schema=False)

_SHOWN = ("policy", *DAYS)


@router.get("/stacking")
def ask(request: Request, current: CurrentDep, lang: PageLanguage) -> Response:
    """The empty form; `?policy=` chooses one."""
    filled = {name: request.query_params.get(name, "") for name in _SHOWN}
    filled["as_of"] = filled["as_of"] or current.settings.today().isoformat()
    return _form(request, current, lang, filled)


@router.post("/stacking")
def decide_form(request: Request, current: CurrentDep, lang: PageLanguage, form: Form) -> Response:
    """Answer and go to the answer; or show the form again, with what is wrong."""
    # A browser sends the fields that were left empty as well.
    given = Received(form.files, tuple((name, value) for name, value in form.fields if value.strip()))
    try:
        answers = decide_stack(current, stack_asked(given))
    except (PasserelleError, RequestError) as error:
        return _form(request, current, lang, {name: form.field(name) for name in _SHOWN}, problem(error))
    return RedirectResponse(f"/stacking/{answers[0].decision.id}?" + urlencode({"lang": lang}), status_code=303)


@router.get("/stacking/{id}")
def answer(id: str, request: Request, current: CurrentDep, lang: PageLanguage) -> Response:
    """One answer about stacking as a statement."""
    kept = current.store().stack_decision(id)
    return render(request, "stacking.html", lang, id=kept.id, report=stack_report(kept.decision, lang))


@router.get("/policies")
def policies(request: Request, current: CurrentDep, lang: PageLanguage) -> Response:
    """All stacking policies."""
    return render(request, "policies.html", lang, policies=policies_listed(current.desk().library))


@router.get("/policies/{id:path}")
def policy(id: str, request: Request, current: CurrentDep, lang: PageLanguage) -> Response:
    """One policy in words."""
    found = find_policy(current.desk().library, id, current.settings.today())
    return render(request, "policy.html", lang, policy=policy_page(found, lang))


def _form(
    request: Request, current: CurrentDep, lang: str, filled: dict[str, str], failed: Problem | None = None
) -> Response:
    newest = {each.id: each for each in policies_listed(current.desk().library)}
    status = failed.type.status if failed else 200
    known = sorted(newest.values(), key=lambda each: (each.host, each.id))
    return render(
        request, "stacking-form.html", lang, status=status, policies=known, filled=filled, problem=failed, days=DAYS
    )
