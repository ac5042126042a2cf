"""`GET /v1/policies`: the stacking policies leave; one of them rule by rule, with its lines and its defaults."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from passerelle.decision import canonical_json
from passerelle.explain.stacking_policy import policy_page
from passerelle.policybook import find_policy, policies_listed
from passerelle_api.answers import json_bytes
from passerelle_api.asked import Mistakes, date_of
from passerelle_api.dependencies import AskedLanguage, CurrentDep
from passerelle_api.openapi import problems_of

router = APIRouter(tags=["stack"])
_HOST = Query(description="Only those of this host.")


@router.get("/v1/policies", operation_id="listPolicies", responses=problems_of(422, 503), response_class=Response)
def policies(current: CurrentDep, host: Annotated[str | None, _HOST] = None) -> Response:
    """Every version of every stacking policy: whose it is, for which award, and how many credits that has."""
    return json_bytes(b'{"policies":' + canonical_json(policies_listed(current.desk().library, host or None)) + b"}")


@router.get(
    "/v1/policies/{id:path}",
    operation_id="readPolicy",
    responses=problems_of(404, 422, 503),
    response_class=Response,
)
def policy(
    id: str,
    current: CurrentDep,
    lang: AskedLanguage = None,
    host: Annotated[str | None, Query(description="Whose, where several hosts have such an award.")] = None,
    as_of: Annotated[str | None, Query(description="The day of the case; today if not given.")] = None,
) -> Response:
    """One policy, by its id or that of its award, in the version that applies on a day; with `?lang=` also in words."""
    mistakes = Mistakes()
    on = date_of(as_of or "", "as_of", mistakes) or current.settings.today()
    mistakes.raise_if_any()
    found = find_policy(current.desk().library, id, on, host or None)
    if not lang:
        return json_bytes(canonical_json(found))
    page = canonical_json(policy_page(found, lang))
    return json_bytes(b'{"policy":' + canonical_json(found) + b',"explanation":' + page + b"}")
