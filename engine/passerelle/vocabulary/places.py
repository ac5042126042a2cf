"""Texts that name a country or a language enter; ISO 3166-1 alpha-2 codes and BCP 47 tags leave, or None.

The tables are those of pycountry and langcodes; only what the EU's authority tables and frameworks say differently
stands here. Both libraries are imported on the first text that needs them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from passerelle.vocabulary.wording import name_key

#: Codes that are not of ISO 3166-1, or are reserved: Publications Office of the EU (EL, UK, 1A0), user-assigned (XK).
_EU_CODES = {"EL": "GR", "UK": "GB", "1A0": "XK", "XK": "XK", "XKX": "XK", "RKS": "XK"}
#: English names in the EU's country authority table that ISO 3166 does not use (Publications Office of the EU).
_EU_NAMES = {
    "kosovo": "XK", "turkey": "TR", "türkiye": "TR", "russia": "RU", "faroes": "FO", "vatican city state": "VA",
    "brunei": "BN", "cape verde": "CV", "côte d ivoire": "CI", "ivory coast": "CI", "palestine": "PS", "macau": "MO",
    "democratic republic of the congo": "CD", "the gambia": "GM", "micronesia": "FM", "myanmar burma": "MM",
    "us virgin islands": "VI", "british virgin islands": "VG", "pitcairn islands": "PN", "saint martin": "MF",
    "sint maarten": "SX", "falkland islands": "FK", "scotland": "GB", "wales": "GB", "england": "GB",
    "northern ireland": "GB", "slovenija": "SI", "netherlands the": "NL", "the netherlands": "NL", "holland": "NL",
    "great britain": "GB", "united states of america": "US", "macedonia": "MK", "swaziland": "SZ",
    "czech republic": "CZ",
}  # fmt: skip
_COUNTRY = "/authority/country/"
_LANGUAGE = "/authority/language/"
#: EU authority codes that are no language: multilingual, undetermined, no linguistic content.
_NO_LANGUAGES = frozenset({"mul", "und", "zxx", "mis", "op_datpro"})
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


@lru_cache(maxsize=1024)
def country(text: str) -> str | None:
    """ISO 3166-1 alpha-2 from alpha-2, alpha-3, an EU authority IRI or an English name; Kosovo is XK. The EU itself
    (authority code EUR) is no country."""
    text = _tail(text, _COUNTRY)
    if len(text) > 100 or "://" in text:
        return None
    code = text.upper()
    if code in _EU_CODES:
        return _EU_CODES[code]
    named = _EU_NAMES.get(name_key(text))
    if named is not None:
        return named
    if len(text) == 2:
        return _alpha_2(_countries().get(alpha_2=code))
    if len(text) == 3 and text.isascii() and text.isalpha():
        return _alpha_2(_countries().get(alpha_3=code))
    for field in ("name", "common_name", "official_name"):
        found = _alpha_2(_countries().get(**{field: text}))
        if found is not None:
            return found
    return None


def area(text: str) -> str | None:
    """A country, or a part of one as ISO 3166-2 ("GB-SCT", "BE-VLG"): `UK-SCT` is GB-SCT."""
    text = text.strip()
    head, dash, part = text.partition("-")
    if dash and len(head) == 2 and part.isalnum() and len(part) <= 3:
        found = country(head)
        return f"{found}-{part.upper()}" if found else None
    return country(text)


@lru_cache(maxsize=1024)
def language(text: str) -> str | None:
    """A normalised BCP 47 tag from a tag ("sl", "en-GB"), an ISO 639 code, an EU authority IRI or an English name of
    a language. A tag with a region that does not exist ("en-EN") is its language."""
    text = _tail(text, _LANGUAGE)
    if not text or len(text) > 100 or "://" in text or text.casefold() in _NO_LANGUAGES:
        return None
    import langcodes

    if _TAG.fullmatch(text):
        for candidate in (text, text.replace("_", "-").split("-")[0]):
            if langcodes.tag_is_valid(candidate):
                return str(langcodes.standardize_tag(candidate))
    return _language_named(text)


def _language_named(text: str) -> str | None:
    """English names of ISO 639: langcodes needs a large data package for names, pycountry has them."""
    import langcodes
    import pycountry

    found = pycountry.languages.get(name=text)
    if found is None:
        return None
    return str(langcodes.standardize_tag(found.alpha_3))


def _tail(text: str, authority: str) -> str:
    text = text.strip()
    return text.rstrip("/").rsplit(authority, 1)[1] if authority in text else text


def _countries() -> Any:
    import pycountry

    return pycountry.countries


def _alpha_2(found: Any) -> str | None:
    return str(found.alpha_2) if found is not None else None
