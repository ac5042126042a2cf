"""An identifier in, its normal form out; and what a classification of skills holds, as values.

Two texts name one ESCO concept where only the way of writing differs: with http or https, with a slash at the end, as
the address of a page of the ESCO portal, or with the prefix `esco:`. That is known of ESCO alone, so every other
identifier stays as it is written: whether two addresses of somebody else are one thing is for a host to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

#: Where the concepts of ESCO have their names.
ESCO = "http://data.europa.eu/esco/"

_WRITTEN = re.compile(r"https?://data\.europa\.eu/esco/([A-Za-z0-9./_-]+?)/?", re.IGNORECASE)
_PREFIXED = re.compile(r"esco:((?:skill|isced-f)/[A-Za-z0-9.-]+)")
_PORTAL = re.compile(r"https?://(?:esco\.ec\.europa\.eu|ec\.europa\.eu/esco)/", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PILLAR = re.compile(re.escape(ESCO) + r"(?:skill|isced-f)/[A-Za-z0-9.-]+")


@lru_cache(maxsize=10_000)
def normal(identifier: str) -> str:
    """The normal form of an identifier; one that is not of ESCO comes back as it is.

    >>> normal("https://data.europa.eu/esco/skill/S4.8.1/")
    'http://data.europa.eu/esco/skill/S4.8.1'
    >>> normal("https://example.org/skill/1/")
    'https://example.org/skill/1/'
    """
    text = identifier.strip()
    if _PORTAL.match(text):
        try:
            named = parse_qs(urlsplit(text).query).get("uri", [])
        except ValueError:
            return identifier
        text = named[0].strip() if len(named) == 1 else ""
    path = _WRITTEN.fullmatch(text) or _PREFIXED.fullmatch(text)
    if path is None:
        return identifier
    return ESCO + _UUID.sub(lambda found: found.group().lower(), path.group(1))


def classified(identifier: str) -> bool:
    """Whether an identifier in its normal form names a concept of ESCO's pillar of skills: a skill, some knowledge, or
    a group of them."""
    return _PILLAR.fullmatch(identifier) is not None


@dataclass(frozen=True, slots=True, order=True)
class Concept:
    """A concept of a classification and what it is called; "" where the classification gives no label."""

    uri: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """One version of a classification in one language.

    `sha256` is that of the file it was read from; of several files, that of their sha256 in order, a line each.
    `links` are pairs (narrower, broader), one step each. `unplaced` are the concepts for which the files name no
    broader one although the classification has some.
    """

    name: str
    version: str
    language: str
    sha256: str
    concepts: tuple[Concept, ...]
    links: tuple[tuple[str, str], ...]
    unplaced: frozenset[str] = frozenset()
