"""The bytes of a credential file enter; a `Document` leaves. What kind of file it is, is told from its content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date

from passerelle.decision.award import Award
from passerelle.decision.unit_notes import UnitNotes
from passerelle.decision.values import Stated
from passerelle.documents import containers, elm, jose, jwt_claims, open_badge, portfolio, portfolio_csv
from passerelle.documents.document import Document
from passerelle.documents.graph import types
from passerelle.documents.json_text import parse_json, shown
from passerelle.errors import DocumentError
from passerelle.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: its id in `Award.format`, and its name for people."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class _JsonReader:
    id: str
    title: str
    recognises: Callable[[dict[str, object]], bool]
    read: Callable[[dict[str, object], str, str, Stated[str] | None, Vocabulary], tuple[Award, ...]]


_JSON = (
    _JsonReader(elm.FORMAT, elm.TITLE, elm.recognises, elm.read),
    _JsonReader(open_badge.FORMAT, open_badge.TITLE, open_badge.recognises, open_badge.read),
)

_MOST_AWARDS = 2_000
#: Of one kind, as learning outcomes; no award seen so far has more than 100.
_MOST_VALUES = 300


def formats() -> tuple[Format, ...]:
    """The formats that are read."""
    return (*(Format(reader.id, reader.title) for reader in _JSON), Format(portfolio.FORMAT, portfolio.TITLE))


def read_document(content: bytes, vocabulary: Vocabulary, *, on: date, largest: int = containers.LARGEST) -> Document:
    """Read a credential file.

    `on` is the day for which the document is read. A document is taken as it was written, so `on` moves no value; it
    is asked for so that a reader of a dated format can be added without a change to its callers.

    Raises:
        DocumentError: the file cannot be read, with one line that says what, where and what to do.
    """
    digest = hashlib.sha256(content).hexdigest()
    text = containers.text_of(content, largest=largest)
    start = text.lstrip()
    notes: tuple[UnitNotes, ...] = ()
    if start.startswith(("{", "[")):
        name, awards = _json(parse_json(text), digest, vocabulary)
    elif jose.looks_compact(text):
        name, awards = _enveloped(jose.open_compact(text), digest, vocabulary)
    elif portfolio_csv.looks_like_portfolio(text):
        name, (awards, notes) = portfolio.FORMAT, portfolio.read_csv(text, digest, vocabulary)
    else:
        found = portfolio.read_yaml(text, digest, vocabulary)
        if found is None:
            raise DocumentError("unknown_format", f"this is no known credential; known are: {_known()}")
        name, (awards, notes) = portfolio.FORMAT, found
    _refuse_crowds(awards)
    return Document(digest, name, awards, notes)


def _refuse_crowds(awards: tuple[Award, ...]) -> None:
    """What a person could never look through is refused before it is decided on."""
    if len(awards) > _MOST_AWARDS:
        raise DocumentError(
            "too_large", f"the file has {len(awards):,} awards and at most {_MOST_AWARDS:,} are read; split it"
        )
    for award in awards:
        identifiers = sum(len(outcome.identifiers) for outcome in award.outcomes)
        counts = {"identifiers of outcomes": identifiers} | {
            field.name.replace("_", " "): len(getattr(award, field.name))
            for field in fields(award)
            if field.name != "notices" and isinstance(getattr(award, field.name), tuple)
        }
        for what, count in counts.items():
            if count > _MOST_VALUES:
                raise DocumentError(
                    "too_large", f"an award has {count:,} {what} and at most {_MOST_VALUES:,} are read", award.part
                )


def _json(value: object, digest: str, vocabulary: Vocabulary) -> tuple[str, tuple[Award, ...]]:
    if isinstance(value, dict) and jose.is_json_envelope(value):
        envelope = jose.open_json(value)
        return _credential(_inside(envelope), "", digest, Stated("jades", "/signatures"), vocabulary)
    return _credential(value, "", digest, None, vocabulary)


def _enveloped(envelope: jose.Envelope, digest: str, vocabulary: Vocabulary) -> tuple[str, tuple[Award, ...]]:
    value = _inside(envelope)
    kind = "jades" if "sigT" in envelope.header or (isinstance(value, dict) and elm.recognises(value)) else "vc-jwt"
    return _credential(value, "", digest, Stated(kind, ""), vocabulary)


def _inside(envelope: jose.Envelope) -> object:
    try:
        return parse_json(envelope.payload)
    except DocumentError as error:
        raise DocumentError(error.code, f"inside the signature: {error.message}", error.place) from None


def _credential(
    value: object, place: str, digest: str, proof: Stated[str] | None, vocabulary: Vocabulary
) -> tuple[str, tuple[Award, ...]]:
    if isinstance(value, dict):
        for reader in _JSON:
            if reader.recognises(value):
                return reader.id, reader.read(value, place, digest, proof, vocabulary)
        # VCDM 1.1 puts the credential under "vc" in a JWT; the upload form of EDC puts it under "credential".
        for wrapper in ("vc", "credential"):
            inner = value.get(wrapper)
            if not place and isinstance(inner, dict):
                name, awards = _credential(inner, f"/{wrapper}", digest, proof, vocabulary)
                return name, jwt_claims.completed(awards, value) if wrapper == "vc" else awards
    raise DocumentError("unknown_format", f"{_what(value)}; known are: {_known()}", place)


def _what(value: object) -> str:
    if not isinstance(value, dict):
        return "this JSON is no credential"
    said = sorted(types(value) - {"VerifiableCredential"})
    if any(name.endswith("Presentation") for name in said):
        return "this is a presentation; give each credential inside it as a file of its own"
    if "EndorsementCredential" in said:
        return "this is an endorsement, which is no achievement"
    if "Assertion" in said:
        return "this is an Open Badge 2, which is not read"
    if said:
        return f"this JSON describes {shown(', '.join(said))}, which is not read"
    return "this JSON is no known credential"


def _known() -> str:
    return "; ".join(known.title for known in formats())
