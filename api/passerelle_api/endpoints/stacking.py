"""`POST /v1/stacking` and `POST /v1/stacking/plan`: the files of one person and a policy enter; whether the units add
up to the award, with its proof, or what to take next, leaves."""

from __future__ import annotations

import orjson
from fastapi import APIRouter, Response

from passerelle.decision import canonical_json
from passerelle.explain.stacking import stack_report
from passerelle.explain.stacking_plan import plan_report
from passerelle_api.answers import json_bytes
from passerelle_api.dependencies import AskedLanguage, CurrentDep
from passerelle_api.openapi import problems_of
from passerelle_api.openapi_stacking import plan_answer, plan_body, stack_answer, stack_body, stacks_answer
from passerelle_api.received import Body
from passerelle_api.stack_asked import stack_asked
from passerelle_api.stacking import decide_stack, make_plan

router = APIRouter(tags=["stack"])


@router.post(
    "/v1/stacking",
    operation_id="stack",
    openapi_extra=stack_body(),
    responses=stacks_answer() | problems_of(400, 413, 415, 422, 503),
    response_class=Response,
)
def stack(body: Body, current: CurrentDep) -> Response:
    """Ask whether the units of one person add up to an award, or to several at once.

    The answer has the best choice of units, or the proof that there is none. The search stops after the time that the
    question names, or the server's; `question.budget` of the answer says which, and its certificate whether it was
    enough.
    """
    asked = stack_asked(body)
    items = [
        _item(answer.decision.id, canonical_json(answer.decision),
              stack_report(answer.decision, asked.lang) if asked.lang else None)
        for answer in decide_stack(current, asked)
    ]  # fmt: skip
    return json_bytes(b'{"decisions":[' + b",".join(items) + b"]}")


@router.post(
    "/v1/stacking/plan",
    operation_id="planStack",
    openapi_extra=plan_body(),
    responses=plan_answer() | problems_of(400, 413, 415, 422, 503),
    response_class=Response,
)
def plan(body: Body, current: CurrentDep) -> Response:
    """Ask which units on offer to take so that an award is reached. Nothing is kept."""
    asked = stack_asked(body, planning=True)
    found = make_plan(current, asked)
    told = plan_report(found.decision, found.ways, found.costs, asked.lang) if asked.lang else None
    explained = b',"explanation":' + _dumped(told) if told else b""
    return json_bytes(b'{"plan":' + canonical_json(found) + explained + b"}")


@router.get(
    "/v1/stacking/{id}",
    operation_id="readStack",
    responses=stack_answer() | problems_of(404, 422, 503),
    response_class=Response,
)
def read_stack(id: str, current: CurrentDep, lang: AskedLanguage = None) -> Response:
    """Read an answer that was kept: its canonical JSON; with `?lang=` id, decision and explanation."""
    kept = current.store().stack_decision(id)
    if not lang:
        return json_bytes(kept.canonical)
    return json_bytes(_item(kept.id, kept.canonical, stack_report(kept.decision, lang)))


def _item(id: str, canonical: bytes, explained: object | None) -> bytes:
    more = b',"explanation":' + _dumped(explained) if explained else b""
    return b'{"id":' + orjson.dumps(id) + b',"decision":' + canonical + more + b"}"


def _dumped(value: object) -> bytes:
    """An explanation; shares of a bar are exact texts, as amounts are everywhere."""
    return canonical_json(value)
