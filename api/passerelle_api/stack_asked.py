"""A `Received` body enters, one typed `StackAsked` leaves: the documents of one person, and what is asked about them.

Both forms of body give the same question. All mistakes of a request are reported at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from passerelle.decision import Confirmation
from passerelle.decision.stack_asking import (
    read_acts,
    read_budget,
    read_objectives,
    read_ties,
    read_unit_confirmations,
)
from passerelle.decision.stacking import Objective, StackQuestion
from passerelle.documents.json_text import parse_json
from passerelle.errors import DocumentError
from passerelle_api.asked import Document, Mistakes, date_of, elements_of, language_of, sources_of
from passerelle_api.errors import InvalidRequestError, UnreadableBodyError
from passerelle_api.received import Received

_Value = TypeVar("_Value")

DAYS = ("as_of", "enrolled", "applied", "programme_start", "award_on")
FIELDS = ("policy", "host", "objective", *DAYS, "act", "confirm", "budget", "ties", "lang")
MEMBERS = (
    "portfolio", "policy", "policies", "host", "objectives", *DAYS, "acts", "confirmations", "budget", "ties", "lang",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StackAsked:
    """What a request asks. `policies` are ids of policies or of their awards, `offers` the documents of units on offer;
    `budget` None means that the server's holds. `days` are those that are said, "as_of" among them or not."""

    documents: tuple[Document, ...]
    offers: tuple[Document, ...] = ()
    policies: tuple[str, ...] = ()
    host: str | None = None
    days: dict[str, date] = field(default_factory=dict)
    acts: tuple[tuple[str, bool], ...] = ()
    objectives: tuple[Objective, ...] = ()
    keep_free: tuple[str, ...] = ()
    confirmations: tuple[tuple[str, Confirmation], ...] = ()
    budget: float | None = None
    ties: int = 10
    lang: str | None = None

    def questions(self, today: date, longest: float) -> tuple[StackQuestion, ...]:
        """One question for each policy. The search of each may take as long as was asked for, and never longer than the
        server lets it."""
        budget = longest if self.budget is None else min(self.budget, longest)
        return tuple(
            StackQuestion(
                policy=policy, **{"as_of": today, **self.days}, acts=self.acts, objectives=self.objectives,
                keep_free=self.keep_free, confirmations=self.confirmations, budget=budget, ties=self.ties,
            )
            for policy in self.policies
        )  # fmt: skip


def stack_asked(received: Received, *, planning: bool = False) -> StackAsked:
    """Read the question out of a body; with `planning` it has units on offer, and one policy.

    Raises:
        UnreadableBodyError: the JSON is broken, nested too deep or says one key twice.
        InvalidRequestError: with every mistake of the request.
    """
    return _from_form(received, planning) if received.json is None else _from_json(received.json, planning)


def _from_form(received: Received, planning: bool) -> StackAsked:
    mistakes = Mistakes()
    file_fields = ("file", "offers") if planning else ("file",)
    for name in dict.fromkeys(name for name, _ in received.fields if name not in FIELDS):
        if name in file_fields:
            mistakes.add(name, "is a text; send it as a file, with a file name")
        else:
            mistakes.unknown(name[:80], name, FIELDS + file_fields)
    for name in dict.fromkeys(file.field for file in received.files if file.field not in file_fields):
        mistakes.unknown(name[:80], name, file_fields)

    def many(name: str) -> list[str]:
        return [value.strip() for field, value in received.fields if field == name and value.strip()]

    def one(name: str) -> str:
        values = many(name)
        if len(values) > 1:
            mistakes.add(name, "is given more than once")
        return values[0] if values else ""

    files = {name: _files(received, name) for name in file_fields}
    return _checked(
        mistakes, planning, "", files["file"], files.get("offers", ()), many("policy"),
        {
            "host": one("host"), "objective": many("objective"), "act": many("act"), "confirm": many("confirm"),
            "budget": one("budget"), "ties": one("ties"), "lang": one("lang"), **{day: one(day) for day in DAYS},
        },
    )  # fmt: skip


def _files(received: Received, name: str) -> tuple[Document, ...]:
    return tuple(Document(file.content, file.name) for file in received.files if file.field == name)


def _from_json(text: str, planning: bool) -> StackAsked:
    try:
        body = parse_json(text)
    except DocumentError as error:
        raise UnreadableBodyError(
            f"The body cannot be read: {error.message}.", place=error.place or "", hint="The body is one JSON object."
        ) from None
    if not isinstance(body, dict):
        raise InvalidRequestError("The body is not a JSON object.", place="")
    mistakes = Mistakes()
    members = (*MEMBERS, "offers") if planning else MEMBERS
    for name in body:
        if name not in members:
            mistakes.unknown("/" + name[:80], name, members)

    def text_of(name: str) -> str:
        value = body.get(name)
        if value is None or isinstance(value, str):
            return (value or "").strip()
        mistakes.add(f"/{name}", "must be a text")
        return ""

    def texts_of(name: str) -> list[str]:
        value = body.get(name)
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return value
        mistakes.add(f"/{name}", "must be a list of texts")
        return []

    sources = sources_of(text)
    documents = _documents(body, sources, "portfolio", mistakes)
    offers = _documents(body, sources, "offers", mistakes)
    policies = [*([text_of("policy")] if text_of("policy") else []), *texts_of("policies")]
    number = {name: "" if body.get(name) is None else str(body[name]) for name in ("budget", "ties")}
    return _checked(
        mistakes, planning, "/", documents, offers, policies,
        {
            "host": text_of("host"), "objective": texts_of("objectives"), "act": _acts(body.get("acts"), mistakes),
            "confirm": texts_of("confirmations"), **number, "lang": text_of("lang"),
            **{day: text_of(day) for day in DAYS},
        },
    )  # fmt: skip


def _acts(value: object, mistakes: Mistakes) -> list[str]:
    if value is None:
        return []
    if isinstance(value, dict) and all(isinstance(each, bool) for each in value.values()):
        return [f"{name}={'yes' if done else 'no'}" for name, done in value.items()]
    mistakes.add("/acts", 'must be an object of true or false by the name of an act, as in {"profile-statement": true}')
    return []


def _documents(
    body: dict[str, Any], sources: dict[str, str], name: str, mistakes: Mistakes
) -> tuple[Document, ...]:  # fmt: skip
    """Documents as objects or as texts, in a list or one alone. An object keeps the very characters that were sent, so
    that its digest is that of a file with the same ones."""
    value = body.get(name)
    if value is None or value == "":
        return ()
    listed = isinstance(value, list)
    texts = elements_of(sources[name]) if listed else [sources[name]]
    found = []
    for index, (each, source) in enumerate(zip(value if listed else [value], texts, strict=True)):
        if isinstance(each, dict):
            found.append(Document(source.encode()))
        elif isinstance(each, str) and each.strip():
            found.append(Document(each.encode()))
        else:
            mistakes.add(f"/{name}/{index}" if listed else f"/{name}", "must be an object, a compact JWT or a text")
    return tuple(found)


def _checked(
    mistakes: Mistakes, planning: bool, prefix: str, documents: tuple[Document, ...], offers: tuple[Document, ...],
    policies: list[str], given: dict[str, Any],
) -> StackAsked:  # fmt: skip
    """The parts of either form of body as values."""

    def read(name: str, place: str, reader: Callable[[Any], _Value], otherwise: _Value) -> _Value:
        if given[name] in ("", []):
            return otherwise
        try:
            return reader(given[name])
        except ValueError as error:
            mistakes.add(f"{prefix}{place}", str(error))
            return otherwise

    plural = bool(prefix)
    if not documents:
        mistakes.add("/portfolio" if plural else "file", "is missing; send the files of one person")
    if planning and not offers:
        mistakes.add(f"{prefix}offers", "is missing; send the units that can be taken, as a portfolio")
    if not policies:
        mistakes.add(f"{prefix}policy", "is missing; GET /v1/policies lists them")
    if planning and len(policies) > 1:
        mistakes.add(f"{prefix}policy", "is given more than once; a plan is made for one award")
    no_objectives: tuple[tuple[Objective, ...], tuple[str, ...]] = ((), ())
    no_acts: tuple[tuple[str, bool], ...] = ()
    none: tuple[tuple[str, Confirmation], ...] = ()
    objectives, keep_free = read("objective", "objectives" if plural else "objective", read_objectives, no_objectives)
    acts = read("act", "acts" if plural else "act", read_acts, no_acts)
    confirmations = read("confirm", "confirmations" if plural else "confirm", read_unit_confirmations, none)
    budget = read("budget", "budget", _budget, None)
    ties = read("ties", "ties", read_ties, 10)
    days = {name: date_of(given[name], f"{prefix}{name}", mistakes) for name in DAYS}
    lang = language_of(given["lang"], f"{prefix}lang", mistakes)
    mistakes.raise_if_any()
    return StackAsked(
        documents=documents, offers=offers, policies=tuple(policies), host=given["host"] or None,
        days={name: day for name, day in days.items() if day is not None}, acts=acts, objectives=objectives,
        keep_free=keep_free, confirmations=confirmations, budget=budget, ties=ties, lang=lang,
    )  # fmt: skip


def _budget(text: str) -> float | None:
    return read_budget(text)
