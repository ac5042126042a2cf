"""The OpenAPI description and the current desk enter; the description with examples leaves. Every example is the real
answer of this server, with its rules, to the example question, so it cannot grow old."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson

from passerelle.decision import Kind, Purpose, canonical_json, decision_id
from passerelle.desk import Desk
from passerelle.errors import PasserelleError
from passerelle.explain import as_text
from passerelle.stack_asked import answer_stack
from passerelle_api.asked import asked
from passerelle_api.current import Current
from passerelle_api.deciding import decisions_of
from passerelle_api.errors import InvalidRequestError, NotReadyError
from passerelle_api.openapi import components
from passerelle_api.problems import MEDIA_TYPE, problem
from passerelle_api.received import Received
from passerelle_api.settings import Settings
from passerelle_api.stack_asked import stack_asked

#: A portfolio with one unit: the shortest credential that there is.
PORTFOLIO = (Path(__file__).parent / "example.yaml").read_text(encoding="utf-8")

_PATHS = {"/v1/conformance": Kind.CONFORMANCE, "/v1/recognition": Kind.RECOGNITION}


def example_question(desk: Desk, settings: Settings, kind: Kind) -> dict[str, Any]:
    """A JSON body that the server answers: for recognition, the first host, with one of
    its components where it exempts from them."""
    question: dict[str, Any] = {"credential": PORTFOLIO, "as_of": settings.today().isoformat()}
    if kind is Kind.CONFORMANCE:
        return question
    host = desk.hosts()[0]
    targets = desk.targets(host.id)
    component = next((target for target in targets if target.kind == "component"), None)
    exempts = component is not None and Purpose.EXEMPTION in host.purposes
    question |= {"host": host.id, "purpose": (Purpose.EXEMPTION if exempts else host.purposes[0]).value}
    if component is not None:
        question["target"] = component.id
    return question | {"confirmations": ["award.authentic=true", "award.holder_matches=true"]}


def with_examples(description: dict[str, Any], current: Current) -> dict[str, Any]:
    """The description with examples; without those for which these rules give no answer."""
    described = deepcopy(description)
    # FastAPI describes a validation error of its own wherever an address has a parameter; here it is a problem.
    described["components"] = components()
    for operations in described["paths"].values():
        for operation in operations.values():
            _problems(operation["responses"])
    try:
        for path, kind in _PATHS.items():
            _decisions(described["paths"], path, kind, current)
        _stacking(described["paths"], current)
    except (PasserelleError, NotReadyError, IndexError):
        # No host has a policy here, or the rules are broken. /readyz says so; the description stays readable.
        pass
    return described


def _decisions(paths: dict[str, Any], path: str, kind: Kind, current: Current) -> None:
    desk, settings = current.desk(), current.settings
    question = example_question(desk, settings, kind)
    body = Received(json=orjson.dumps(question).decode())
    decision = decisions_of(desk, asked(body, kind), settings.today())[0].decision
    shown = orjson.loads(canonical_json(decision))
    post = paths[path]["post"]
    post["requestBody"]["content"]["application/json"]["example"] = question
    answer = {"decisions": [{"id": decision_id(decision), "decision": shown}]}
    post["responses"]["200"]["content"]["application/json"]["example"] = answer
    if kind is Kind.RECOGNITION:
        content = paths["/v1/decisions/{id}"]["get"]["responses"]["200"]["content"]
        content["application/json"]["example"] = shown
        content["text/plain"]["example"] = as_text(decision, settings.language)
        replayed = paths["/v1/decisions/{id}/replay"]["get"]["responses"]["200"]["content"]["application/json"]
        replayed["example"] = {"id": decision_id(decision), "same": True, "identical": True, "differences": []}


def _stacking(paths: dict[str, Any], current: Current) -> None:
    desk = current.desk()
    today = current.settings.today()
    known = sorted(policy.id for policy in desk.library.stacking if policy.pack.in_force(today))
    question = {"portfolio": [PORTFOLIO], "policy": known[0], "as_of": today.isoformat()}
    asked_for = stack_asked(Received(json=orjson.dumps(question).decode()))
    documents = [desk.read(document.content, on=today) for document in asked_for.documents]
    questions = asked_for.questions(today, current.settings.longest_search)
    decision = answer_stack(desk, documents, questions)[0].decision
    shown = orjson.loads(canonical_json(decision))
    post = paths["/v1/stacking"]["post"]
    post["requestBody"]["content"]["application/json"]["example"] = question
    answer = {"decisions": [{"id": decision.id, "decision": shown}]}
    post["responses"]["200"]["content"]["application/json"]["example"] = answer
    paths["/v1/stacking/{id}"]["get"]["responses"]["200"]["content"]["application/json"]["example"] = shown


def _problems(responses: dict[str, Any]) -> None:
    """One example of each problem that a request can bring about by itself."""
    shown: dict[str, Exception] = {"503": NotReadyError(())}
    try:
        asked(Received(json='{"credential": "", "as_of": "1 September"}'), Kind.CONFORMANCE)
    except InvalidRequestError as error:
        shown["422"] = error
    if MEDIA_TYPE not in responses.get("422", {}).get("content", {}):
        responses.pop("422", None)
    for status, failure in shown.items():
        if status in responses:
            responses[status]["content"][MEDIA_TYPE]["example"] = problem(failure).members("/v1/conformance")
