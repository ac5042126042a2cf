"""`GET /v1/rules/{name}` and `/rules/{name}`: the name of a rule as decisions cite it enters; the rule leaves, as JSON
or as a page to read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from passerelle.decision import canonical_json
from passerelle.explain.rulebook import rule_page
from passerelle_api.answers import json_bytes
from passerelle_api.dependencies import AskedLanguage, CurrentDep, PageLanguage
from passerelle_api.openapi import problems_of
from passerelle_api.rendering import render

router = APIRouter(tags=["rules"])


@router.get("/v1/rules", operation_id="listRules", responses=problems_of(422, 503), response_class=Response)
def rules(
    current: CurrentDep,
    pack: Annotated[str | None, Query(description="Only the rules of this pack, all its versions")] = None,
) -> Response:
    """The names of all rules and checks, in the order of their files."""
    return json_bytes({"rules": current.desk().rules(pack)})


@router.get(
    "/v1/rules/{name:path}", operation_id="readRule", responses=problems_of(404, 422, 503), response_class=Response
)
def rule(name: str, lang: AskedLanguage, current: CurrentDep) -> Response:
    """One rule of one version of a pack: its conditions as written, what follows, its texts, its basis and its source.

    The name is `pack@version#rule`, with the `#` written `%23` or as a slash. With `?lang=` also in words.
    """
    found = current.desk().rule(_cited(name))
    if lang is None:
        return json_bytes(canonical_json(found))
    return json_bytes({"rule": found, "explanation": rule_page(found, lang)})


@router.get("/rules/{name:path}", include_in_schema=False)
def page(name: str, lang: PageLanguage, current: CurrentDep, request: Request) -> Response:
    """A rule as a page."""
    return render(request, "rule.html", lang, rule=rule_page(current.desk().rule(_cited(name)), lang))


def _cited(name: str) -> str:
    """The name as decisions cite it: in an address a slash may stand for the `#`."""
    if "#" in name:
        return name
    head, _, rule = name.rpartition("/")
    return f"{head}#{rule}"
