"""Names of people and of institutions in, whether they are the same out: written alike, and never by resemblance."""

from __future__ import annotations

import unicodedata
from datetime import date

from passerelle.decision import Organisation


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same letters, whatever their case and the spaces between words."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def same_person(name: str | None, born: date | None, other_name: str | None, other_born: date | None) -> bool | None:
    """Whether two descriptions are of one person: true where name and date of birth both agree, false where either is
    known of both and differs, else unknown."""
    names = None if name is None or other_name is None else same_text(name, other_name)
    births = None if born is None or other_born is None else born == other_born
    if names is False or births is False:
        return False
    return True if names and births else None


def is_called(body: Organisation, text: str) -> bool:
    """Whether a text is an identifier or a name of an organisation."""
    if text in identifiers_of(body):
        return True
    names = [stated.value for stated in (body.name, body.legal_name) if stated is not None]
    return any(same_text(text, name) for texts in names for name in texts.values())


def identifiers_of(body: Organisation) -> frozenset[str]:
    """Every identifier that a document gives of an organisation, whatever its scheme."""
    return frozenset(stated.value.value for stated in (*body.legal_identifiers, *body.other_identifiers))
