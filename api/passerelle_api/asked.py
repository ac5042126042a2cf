"""A `Received` body enters, one typed `Asked` leaves: the documents, and what is asked about them.

Both forms of body give the same question. All mistakes of a request are reported at once.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from passerelle.decision import Confirmation, Kind, confirmed, read_confirmation
from passerelle.documents.json_text import parse_json
from passerelle.errors import DocumentError
from passerelle.explain.language import LanguageError, language
from passerelle_api.errors import InvalidRequestError, Mistake, UnreadableBodyError
from passerelle_api.received import Received

#: What each question takes, as fields of a form and as members of a JSON body. A conformance check has no purpose and
#: no component, so one that is given is a mistake and not ignored.
FIELDS = {
    Kind.CONFORMANCE: ("host", "as_of", "lang", "confirm", "note"),
    Kind.RECOGNITION: ("host", "purpose", "target", "as_of", "lang", "confirm", "note", "include"),
}
FILE_FIELDS = {Kind.CONFORMANCE: ("file",), Kind.RECOGNITION: ("file", "target_file", "application")}
MEMBERS = {
    Kind.CONFORMANCE: ("credential", "host", "as_of", "lang", "confirmations"),
    Kind.RECOGNITION: (
        "credential", "host", "purpose", "target", "application", "as_of", "lang", "confirmations", "include",
    ),
}  # fmt: skip
#: What may stand beside a decision, where it is asked for. None of it is part of the decision.
BESIDE = ("what_would_change", "suggestions", "precedents")
#: Facts that a question may suppose.
_MOST_SUPPOSED = 50
_MOST = 100
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one credential file and its name as the sender gave it ("" where there is none)."""

    content: bytes
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request asks. Of `target` (an id) and `target_file` (the bytes of a component file) at most one is
    given; `application` are the bytes of an application file. `include` names what is wanted beside the decision (of
    `BESIDE`), `facts` what the question supposes (a what-if). `as_of` None means today; `lang` None means that no
    explanation is wanted with the answer."""

    kind: Kind
    documents: tuple[Document, ...]
    host: str = ""
    purpose: str = ""
    target: str | None = None
    target_file: bytes | None = None
    application: bytes | None = None
    as_of: date | None = None
    lang: str | None = None
    confirmations: tuple[Confirmation, ...] = ()
    include: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


def asked(received: Received, kind: Kind, *, supposing: bool = False) -> Asked:
    """Read the question out of a body; with `supposing` it names facts that it supposes.

    Raises:
        UnreadableBodyError: the JSON is broken, nested too deep or says one key twice.
        InvalidRequestError: with every mistake of the request.
    """
    if received.json is not None:
        return _from_json(received.json, kind, supposing)
    return _from_form(received, kind, supposing)


class Mistakes:
    """Collects what is wrong, so that a sender learns all of it at once; after the first hundred the rest is not worth
    reading."""

    def __init__(self) -> None:
        self._found: list[Mistake] = []

    def add(self, place: str, message: str) -> None:
        if len(self._found) < _MOST:
            self._found.append(Mistake(place, message))

    def unknown(self, place: str, name: str, known: tuple[str, ...]) -> None:
        if len(self._found) >= _MOST:
            return
        name = name[:80]
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
        self.add(place, f"is not asked here; {hint}")

    def raise_if_any(self) -> None:
        if self._found:
            count = len(self._found)
            raise InvalidRequestError(
                "One thing in the request is wrong." if count == 1 else f"{count} things in the request are wrong.",
                mistakes=tuple(self._found),
            )


def _from_form(received: Received, kind: Kind, supposing: bool) -> Asked:
    mistakes = Mistakes()
    fields, file_fields = FIELDS[kind] + (("fact",) if supposing else ()), FILE_FIELDS[kind]
    for name in dict.fromkeys(name for name, _ in received.fields if name not in fields):
        if name in file_fields:
            mistakes.add(name, "is a text; send it as a file, with a file name")
        else:
            mistakes.unknown(name[:80], name, fields + file_fields)
    for name in dict.fromkeys(file.field for file in received.files if file.field not in file_fields):
        mistakes.unknown(name[:80], name, file_fields)

    def one(name: str) -> str:
        values = [value.strip() for field, value in received.fields if field == name]
        if len(values) > 1:
            mistakes.add(name, "is given more than once")
        return values[0] if values else ""

    documents = tuple(Document(file.content, file.name) for file in received.files if file.field == "file")
    if not documents:
        mistakes.add("file", "is missing; send one credential file or more")
    targets = [file.content for file in received.files if file.field == "target_file"]
    applications = [file.content for file in received.files if file.field == "application"]
    for name, given in (("target_file", targets), ("application", applications)):
        if len(given) > 1:
            mistakes.add(name, "is given more than once")
    target = one("target") or None
    if target and targets:
        mistakes.add("target", "is given beside target_file; give one of the two")
    note = one("note")
    checked = [text for name, text in received.fields if name == "confirm"]
    if note and not checked:
        mistakes.add("note", "is given without confirm, so there is nothing that it explains")
    confirmations = _once([_confirmation(text, "confirm", mistakes, note) for text in checked], "confirm", mistakes)
    include = _include([text for name, text in received.fields if name == "include"], "include", mistakes)
    facts = _facts_of_form([text for name, text in received.fields if name == "fact"], supposing, mistakes)
    host, purpose = one("host"), one("purpose")
    _needed(kind, host, purpose, "", mistakes)
    as_of, lang = date_of(one("as_of"), "as_of", mistakes), language_of(one("lang"), "lang", mistakes)
    mistakes.raise_if_any()
    return Asked(
        kind=kind,
        documents=documents,
        host=host,
        purpose=purpose,
        target=target,
        target_file=targets[0] if targets else None,
        application=applications[0] if applications else None,
        include=include,
        facts=facts,
        as_of=as_of,
        lang=lang,
        confirmations=confirmations,
    )


def _from_json(text: str, kind: Kind, supposing: bool) -> Asked:
    try:
        body = parse_json(text)
    except DocumentError as error:
        raise UnreadableBodyError(
            f"The body cannot be read: {error.message}.", place=error.place or "", hint="The body is one JSON object."
        ) from None
    mistakes = Mistakes()
    if not isinstance(body, dict):
        raise InvalidRequestError("The body is not a JSON object.", place="")
    members = MEMBERS[kind] + (("facts",) if supposing else ())
    for name in body:
        if name not in members:
            mistakes.unknown("/" + name[:80], name, members)

    def string(name: str) -> str:
        value = body.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            mistakes.add(f"/{name}", "must be a string")
            return ""
        return value.strip()

    source = sources_of(text)
    documents = _credential(body.get("credential"), source.get("credential", ""), mistakes)
    target, target_file = body.get("target"), None
    if isinstance(target, dict):
        target, target_file = None, source["target"].encode()
    elif not (target is None or isinstance(target, str)):
        target = None
        mistakes.add("/target", "must be the id of a component or an object that describes one")
    included = body.get("include")
    if included is not None and not (isinstance(included, list) and all(isinstance(each, str) for each in included)):
        mistakes.add("/include", "must be a list of texts")
        included = None
    include = _include(included or [], "/include", mistakes)
    facts = _facts(body.get("facts"), supposing, mistakes)
    application = _application(body.get("application"), source.get("application", ""), mistakes)
    host, purpose = string("host"), string("purpose")
    _needed(kind, host, purpose, "/", mistakes)
    as_of, lang = date_of(string("as_of"), "/as_of", mistakes), language_of(string("lang"), "/lang", mistakes)
    confirmations = _confirmations(body.get("confirmations"), mistakes)
    mistakes.raise_if_any()
    return Asked(
        kind=kind,
        documents=documents,
        host=host,
        purpose=purpose,
        target=target or None,
        target_file=target_file,
        application=application,
        include=include,
        facts=facts,
        as_of=as_of,
        lang=lang,
        confirmations=confirmations,
    )


def _include(names: Sequence[str], place: str, mistakes: Mistakes) -> tuple[str, ...]:
    for name in names:
        if name not in BESIDE:
            mistakes.unknown(place, name, BESIDE)
    return tuple(dict.fromkeys(name for name in names if name in BESIDE))


def _facts(value: object, supposing: bool, mistakes: Mistakes) -> Mapping[str, str]:
    """Facts that are supposed, by name, each as an officer writes it."""
    if value is None or not supposing:
        if supposing:
            mistakes.add("/facts", 'is missing; name what is supposed, as in {"award.authentic": "true"}')
        return {}
    fits = isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    if not fits or not isinstance(value, dict) or not 0 < len(value) <= _MOST_SUPPOSED:
        mistakes.add("/facts", f"must be an object of 1 to {_MOST_SUPPOSED} texts by the name of a fact")
        return {}
    return value


def _facts_of_form(texts: Sequence[str], supposing: bool, mistakes: Mistakes) -> Mapping[str, str]:
    if not supposing:
        return {}
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or name.strip() in found:
            mistakes.add("fact", "must read NAME=VALUE, each name once, as in award.authentic=true")
        found[name.strip()] = value.strip()
    if not 0 < len(found) <= _MOST_SUPPOSED:
        mistakes.add("fact", f"is given {len(found)} times; suppose 1 to {_MOST_SUPPOSED} facts")
    return found


def _application(value: object, source: str, mistakes: Mistakes) -> bytes | None:
    """An application as an object, or the text of an application file."""
    if value is None or value == "":
        return None
    if isinstance(value, dict):
        return source.encode()
    if isinstance(value, str):
        return value.encode()
    mistakes.add("/application", "must be an object or the text of an application file")
    return None


def _credential(value: object, source: str, mistakes: Mistakes) -> tuple[Document, ...]:
    """An object keeps the very characters that were sent, so that its digest is that of a file with the same ones."""
    if isinstance(value, dict):
        return (Document(source.encode()),)
    if isinstance(value, str) and value.strip():
        return (Document(value.encode()),)
    if value is None or value == "":
        mistakes.add("/credential", "is missing; give the credential as an object, a compact JWT or a portfolio's text")
    else:
        mistakes.add("/credential", "must be an object, a compact JWT or the text of a portfolio")
    return ()


def sources_of(text: str) -> dict[str, str]:
    """The members of a JSON object that is known to be well formed, each as the text that was sent."""
    decoder = json.JSONDecoder()
    blank = re.compile(r"[ \t\r\n]*")

    def skip(at: int) -> int:
        found = blank.match(text, at)
        return found.end() if found else at

    members: dict[str, str] = {}
    at = skip(skip(0) + 1)
    while text[at] != "}":
        name, at = decoder.raw_decode(text, at)
        start = skip(skip(at) + 1)
        _, end = decoder.raw_decode(text, start)
        members[name] = text[start:end]
        at = skip(end)
        if text[at] == ",":
            at = skip(at + 1)
    return members


def elements_of(text: str) -> list[str]:
    """The elements of a JSON list that is known to be well formed, each as the text that was sent."""
    decoder, found, blank = json.JSONDecoder(), [], " \t\r\n,"
    at = text.index("[") + 1
    while text[at:].lstrip(blank)[:1] != "]":
        at += len(text[at:]) - len(text[at:].lstrip(blank))
        _, end = decoder.raw_decode(text, at)
        found.append(text[at:end])
        at = end
    return found


def _needed(kind: Kind, host: str, purpose: str, prefix: str, mistakes: Mistakes) -> None:
    if kind is Kind.RECOGNITION:
        if not host:
            mistakes.add(f"{prefix}host", "is missing; whether a credential is recognised is a host's to say")
        if not purpose:
            mistakes.add(f"{prefix}purpose", "is missing; a decision for one purpose never answers for another")


def date_of(text: str, place: str, mistakes: Mistakes) -> date | None:
    if not text:
        return None
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    mistakes.add(place, "must be a date such as 2026-09-01")
    return None


def language_of(text: str, place: str, mistakes: Mistakes) -> str | None:
    if not text:
        return None
    try:
        return language(text).tag
    except LanguageError as error:
        mistakes.add(place, str(error))
        return None


def _confirmation(text: str, place: str, mistakes: Mistakes, note: str = "") -> Confirmation | None:
    try:
        return read_confirmation(text, note)
    except ValueError as error:
        mistakes.add(place, str(error))
        return None


def _confirmations(value: object, mistakes: Mistakes) -> tuple[Confirmation, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        mistakes.add("/confirmations", "must be a list")
        return ()
    found: list[Confirmation | None] = []
    for index, item in enumerate(value):
        place = f"/confirmations/{index}"
        if isinstance(item, str):
            found.append(_confirmation(item, place, mistakes))
        elif (
            isinstance(item, dict)
            and {"fact"} <= item.keys() <= {"fact", "value", "note"}
            and all(isinstance(part, str) for part in item.values())
        ):
            try:
                found.append(confirmed(**item))
            except ValueError as error:
                mistakes.add(place, str(error))
        else:
            mistakes.add(place, 'must be "fact=value:note", or an object with fact, value and note')
    return _once(found, "/confirmations", mistakes)


def _once(found: list[Confirmation | None], place: str, mistakes: Mistakes) -> tuple[Confirmation, ...]:
    facts = Counter(confirmation.fact for confirmation in found if confirmation)
    for fact in (fact for fact, times in facts.items() if times > 1):
        mistakes.add(place, f"says {fact} more than once; say it once")
    return tuple(filter(None, found))
