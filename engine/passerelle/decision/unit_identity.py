"""Awards enter, the keys leave by which one and the same unit is met again, in whatever format it comes.

A credential has an identifier, but not the same one in every format of it, and a transcript has none. So a unit has
several keys, and two awards are the same unit where they share one:

- the identifier that the document gives, with what was learned (one credential may certify several units);
- awarding body, what was learned, day and holder, in each way in which the document says them;
- where neither can be said, the document and the place in it.

Two awards that name two specifications are two units, whatever else they share. Keys are hashes: who has one cannot
read from it whose unit it is, but can find it again where the same is stated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passerelle.decision.award import Award, Holder
from passerelle.decision.canonical import canonical_json, sha256

#: An identifier that is unique in the world, and not only among those of one body.
_GLOBAL = re.compile(r"(?:urn|did|https?|ipfs|cid|doi):\S{5,}", re.IGNORECASE | re.ASCII)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitIdentity:
    """By what a unit is known. `id` is short and the same for the same award on any machine; `keys` are sorted.

    `specification` is the key of what the award names as its specification ("" where it names none), `credentials`
    those of the identifier alone (shared by all units of one credential), `holders` those of the person.
    """

    id: str
    keys: tuple[str, ...]
    specification: str = ""
    credentials: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()

    def same(self, other: UnitIdentity) -> bool:
        """Whether two awards are one unit."""
        if self.specification and other.specification and self.specification != other.specification:
            return False
        return not set(self.keys).isdisjoint(other.keys)


def identity_of(award: Award, holder: Holder | None = None) -> UnitIdentity:
    """The identity of a unit. `holder` is whose it is, where the document does not say it and somebody knows."""
    holders = tuple(sorted({*holder_keys(award.holder), *(holder_keys(holder) if holder is not None else ())}))
    strong = sorted(set(_by_identifier(award)))
    described = sorted({_key("described", *parts, person) for parts in _descriptions(award) for person in holders})
    alone = _key("document", award.document, award.part)
    specification = award.specification
    return UnitIdentity(
        id=f"u{(strong or described or [alone])[0][:16]}",
        keys=tuple(sorted({*strong, *described, alone})),
        specification=_key("specification", plain(specification.value)) if specification else "",
        credentials=(credential_key(award.identifier.value),) if award.identifier else (),
        holders=holders,
    )


def identity_of_copies(copies: Sequence[Award]) -> UnitIdentity:
    """The identity of a unit that came in several formats: its id is that of the first, its keys are those of all."""
    first, *others = map(identity_of, copies)
    return UnitIdentity(
        id=first.id,
        keys=tuple(sorted({*first.keys, *(key for other in others for key in other.keys)})),
        specification=next((each.specification for each in (first, *others) if each.specification), ""),
        credentials=tuple(sorted({*first.credentials, *(key for other in others for key in other.credentials)})),
        holders=tuple(sorted({*first.holders, *(key for other in others for key in other.holders)})),
    )


def unit_id(award: Award) -> str:
    """The id of a unit: "u" and 16 hexadecimal digits."""
    return identity_of(award).id


def same_in_portfolio(one: Award, other: Award) -> bool:
    """Whether two awards of one person's portfolio are one unit in two formats. Whose they are need not be said, only
    not be contradicted: within a portfolio the holder is the same person."""
    if one.document == other.document and one.part != other.part:
        return False
    known, also = identity_of(one), identity_of(other)
    if known.specification and also.specification and known.specification != also.specification:
        return False
    if _other_person(one.holder, other.holder):
        return False
    return known.same(also) or not set(_descriptions(one)).isdisjoint(_descriptions(other))


def credential_key(identifier: str) -> str:
    """The key of what a document gives as its own identifier."""
    return _key("credential", identifier.strip())


def holder_keys(holder: Holder) -> tuple[str, ...]:
    """The keys of a person: of each identifier, and of name and date of birth together; a name alone is nobody's."""
    keys = {_key("person", _letters(stated.value.value)) for stated in holder.identifiers}
    if holder.name is not None and holder.date_of_birth is not None:
        keys.add(person_key(holder.name.value, holder.date_of_birth.value.isoformat()))
    return tuple(sorted(keys))


def person_key(name: str, born: str) -> str:
    """The key of a person by name and date of birth ("1999-05-04")."""
    return _key("person", plain(name), born)


def identified_person_key(identifier: str) -> str:
    """The key of a person by an identifier."""
    return _key("person", _letters(identifier))


def plain(text: str) -> str:
    """A text as it is compared: the same letters, whatever their case and the spaces between words."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()


def _by_identifier(award: Award) -> Iterator[str]:
    if award.identifier is None or not award.identifier.value.strip():
        return
    identifier = award.identifier.value.strip()
    # What is numbered by its issuer is told by the issuer: "certificate 17" is not one of a kind.
    scopes = [""] if _GLOBAL.fullmatch(identifier) else sorted(set(_issuers(award)))
    for scope in scopes:
        for learned in set(_learned(award)) or {f"part {award.part}"}:
            yield _key("identifier", identifier, scope, learned)


def _descriptions(award: Award) -> Iterator[tuple[str, str, str]]:
    days = {stated.value.isoformat() for stated in (award.achieved, award.issued) if stated is not None}
    learned, issuers = set(_learned(award)), set(_issuers(award))
    for issuer in issuers:
        for what in learned:
            for day in days:
                yield issuer, what, day


def _learned(award: Award) -> Iterator[str]:
    if award.specification is not None:
        yield f"specification {plain(award.specification.value)}"
    if award.title is not None:
        for text in award.title.value.values():
            if plain(text):
                yield f"title {plain(text)}"


def _issuers(award: Award) -> Iterator[str]:
    bodies = award.awarding_bodies or ((award.sealed_by,) if award.sealed_by is not None else ())
    for body in bodies:
        for stated in (*body.legal_identifiers, *body.other_identifiers):
            yield f"identifier {_letters(stated.value.value)}"
        for names in (body.name, body.legal_name):
            if names is not None:
                yield from (f"name {plain(text)}" for text in names.value.values() if plain(text))


def _other_person(one: Holder, other: Holder) -> bool:
    if one.date_of_birth is not None and other.date_of_birth is not None:
        return one.date_of_birth.value != other.date_of_birth.value
    return False


def _letters(text: str) -> str:
    """An identifier without what is only written for the eye."""
    return "".join(character for character in plain(text) if character.isalnum()) or plain(text)


def _key(*parts: str) -> str:
    return sha256(canonical_json(list(parts)))
