"""Settings enter, the whole FastAPI application leaves. Nothing is opened until the first request, or the server's
start, needs it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

import passerelle
from passerelle.errors import PasserelleError
from passerelle_api.current import Current
from passerelle_api.endpoints import (
    clauses,
    conformance,
    decisions,
    description,
    health,
    hosts,
    packs,
    pages,
    policies,
    precedents,
    problem_pages,
    recognition,
    rules,
    schemas,
    stacking,
    stacking_pages,
    targets,
    what_if,
)
from passerelle_api.errors import InvalidRequestError, Mistake, NotReadyError, RequestError
from passerelle_api.guards import SECURITY_HEADERS, BodyLimit, HeadAsGet, SecurityHeaders
from passerelle_api.origins import from_here
from passerelle_api.problems import answer, problem
from passerelle_api.settings import Settings

log = logging.getLogger(__name__)

#: Addresses for programs; everything else is for people and answers in HTML.
_FOR_PROGRAMS = ("/v1/", "/healthz", "/readyz")


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application.

    Raises:
        ValueError: a variable of the environment holds what it cannot hold (only without `settings`).
    """
    current = Current(settings or Settings.from_environment())
    app = FastAPI(
        title="Passerelle",
        summary="Decides how micro-credentials are recognised, and says why.",
        version=passerelle.__version__,
        # The usual documentation pages load scripts from elsewhere; the description itself is an endpoint of its own.
        openapi_url=None,
        # A redirection would name the host that the request names.
        redirect_slashes=False,
        dependencies=[Depends(from_here)],
        lifespan=_opened,
    )
    app.state.current = current
    app.add_middleware(BodyLimit, largest=current.settings.largest_body, longest=current.settings.longest_body)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(HeadAsGet)
    for kind in (PasserelleError, RequestError, NotReadyError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, _answer)
    for room in (
        conformance,
        recognition,
        what_if,
        stacking,
        policies,
        precedents,
        clauses,
        decisions,
        packs,
        hosts,
        targets,
        rules,
        schemas,
        health,
        description,
        pages,
        stacking_pages,
        problem_pages,
    ):
        app.include_router(room.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    return app


@asynccontextmanager
async def _opened(app: FastAPI) -> AsyncIterator[None]:
    """Open desk and store when the server starts, so that the first reader does not wait. A server that cannot is
    started all the same, and says at /readyz why it is not ready."""
    for opened in (app.state.current.desk, app.state.current.store):
        try:
            await run_in_threadpool(opened)
        except (PasserelleError, NotReadyError) as error:
            log.error("Not ready: %s", error)
    yield


async def _answer(request: Request, error: Exception) -> Response:
    """Every exception ends here: a problem for programs, a page for people."""
    if isinstance(error, RequestValidationError):
        error = _invalid(error)
    failed = problem(error)
    if request.url.path.startswith(_FOR_PROGRAMS) or "text/html" not in request.headers.get("accept", ""):
        response = answer(failed, request.url.path)
    else:
        response = await run_in_threadpool(problem_pages.page, request, failed)
    # The answer to an unexpected exception is sent from outside the middleware that adds these.
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _invalid(error: RequestValidationError) -> InvalidRequestError:
    mistakes = tuple(
        Mistake(".".join(str(part) for part in item["loc"][1:]), item["msg"][:1].lower() + item["msg"][1:])
        for item in error.errors()
    )
    return InvalidRequestError("The address is not complete.", mistakes=mistakes)
