"""`GET /problems/{slug}`: what a problem's `type` stands for leaves as a page; and the page of a problem itself."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from passerelle_api.dependencies import PageLanguage, page_language_of
from passerelle_api.problems import TYPES, Problem
from passerelle_api.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/problems")
def all_problems(lang: PageLanguage, request: Request) -> Response:
    """All kinds of problems that an answer may have."""
    return render(request, "problem-types.html", lang, types=tuple(TYPES.values()))


@router.get("/problems/{slug}")
def one_problem(slug: str, lang: PageLanguage, request: Request) -> Response:
    """One kind of problem."""
    kind = TYPES.get(slug)
    if kind is None:
        return page(request, Problem(type=TYPES["not-found"], detail="There is no problem of this name."))
    return render(request, "problem-types.html", lang, types=(kind,))


def page(request: Request, failed: Problem) -> Response:
    """A problem as a page for people."""
    return render(request, "problem.html", page_language_of(request), status=failed.type.status, problem=failed)
