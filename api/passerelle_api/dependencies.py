"""A request enters; what its endpoint stands on leaves: the current desk and store, and the reader's language."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Query, Request

from passerelle.explain import languages
from passerelle.explain.language import LanguageError, language
from passerelle_api.current import Current
from passerelle_api.errors import InvalidRequestError, Mistake

COOKIE = "lang"


# These are `async` only to run where the request is: a plain function would be sent to a worker thread each time.
async def current(request: Request) -> Current:
    """What the application was made with."""
    return cast(Current, request.app.state.current)


async def asked_language(
    lang: Annotated[str | None, Query(description="Language of the explanation", examples=["en", "sl"])] = None,
) -> str | None:
    """The language in the address, if there is one.

    Raises:
        InvalidRequestError: no explanation can be had in this language.
    """
    return known_language(lang) if lang else None


def known_language(lang: str) -> str:
    """The tag of the language that a tag such as "sl-SI" leads to.

    Raises:
        InvalidRequestError: no explanation can be had in it.
    """
    try:
        return language(lang).tag
    except LanguageError as error:
        mistake = Mistake("lang", str(error))
        raise InvalidRequestError("One thing in the request is wrong.", mistakes=(mistake,)) from None


async def page_language(request: Request) -> str:
    """The language of a page."""
    return page_language_of(request)


def page_language_of(request: Request) -> str:
    """The language of a page: the address says it, else the cookie, else the browser, else the settings."""
    known = languages()
    preferred = request.headers.get("accept-language", "").split(",")
    browser = [tag.partition(";")[0].strip().partition("-")[0].lower() for tag in preferred]
    for lang in (request.query_params.get("lang"), request.cookies.get(COOKIE), *browser):
        if lang in known:
            return str(lang)
    settings = cast(Current, request.app.state.current).settings
    return settings.language if settings.language in known else known[0]


CurrentDep = Annotated[Current, Depends(current)]
AskedLanguage = Annotated[str | None, Depends(asked_language)]
PageLanguage = Annotated[str, Depends(page_language)]
