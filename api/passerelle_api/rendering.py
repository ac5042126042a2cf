"""A template's name, a language and values enter; a page leaves. Everything is escaped; fixed words are phrases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from passerelle.explain import languages, phrase, place_in_words
from passerelle_api.dependencies import COOKIE

_YEAR = 365 * 24 * 3600

_environment = Environment(
    loader=PackageLoader("passerelle_api"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def in_language(text: Mapping[str, str], lang: str) -> str:
    """A text in a language, else in English, else in the first it has."""
    return text.get(lang) or text.get("en") or next((text[tag] for tag in sorted(text)), "")


def _tagged(text: Mapping[str, str], lang: str) -> Markup:
    """The same, marked with its language where that is not the page's, so that it is read aloud rightly."""
    shown = in_language(text, lang)
    tag = next((tag for tag in (lang, "en", *sorted(text)) if text.get(tag)), lang)
    if tag in (lang, "und"):
        return Markup("{}").format(shown)
    return Markup('<span lang="{}">{}</span>').format(tag, shown)


def render(request: Request, template: str, lang: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. When the address names the language, a cookie remembers it."""
    content = _environment.get_template(template).render(
        lang=lang,
        t=partial(_phrase, lang),
        say=partial(_say, lang),
        known=partial(_known, lang),
        place=partial(place_in_words, lang=lang),
        opened=_opened,
        language_name=partial(phrase, "language.name"),
        text=partial(_tagged, lang=lang),
        switches=[(other, _here(request, other)) for other in languages()],
        **values,
    )
    response = HTMLResponse(content, status_code=status, headers={"Content-Language": lang})
    response.headers["Vary"] = "Cookie, Accept-Language"
    if request.query_params.get("lang") == lang:
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, lang, max_age=_YEAR, httponly=True, samesite="lax", secure=secure)
    return response


def _here(request: Request, lang: str) -> str:
    """This address in another language, relative, so that a forged Host header leads nowhere."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return "?" + urlencode([*kept, ("lang", lang)])


def _say(lang: str, key: str, **values: object) -> str:
    return phrase(key, lang, **values)


def _known(lang: str, key: str) -> bool:
    try:
        phrase(f"page.{key}", lang)
    except KeyError:
        return False
    return True


def _opened(text: str) -> str:
    """With a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def _phrase(lang: str, key: str, **values: object) -> str:
    return phrase(f"page.{key}", lang, **values)
