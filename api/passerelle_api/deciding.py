"""An `Asked` enters, one kept `Answer` for each award leaves. All documents are read and all decisions made before
the first is kept, so that a bad file leaves nothing behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from passerelle.decision import (
    Application,
    Award,
    Consulted,
    Decision,
    Kind,
    Target,
    WhatWouldChange,
    canonical_json,
    decision_id,
)
from passerelle.desk import Desk, Registers
from passerelle.documents import Document as Read
from passerelle.errors import DocumentError, QuestionError
from passerelle.explain.whatif import ways_in_words
from passerelle.rulepacks import PackError
from passerelle.store import Kept, Learning, Store, ToKeep
from passerelle_api.asked import Asked, Document
from passerelle_api.current import Current
from passerelle_api.errors import InvalidRequestError, Mistake, WrongFileError, diagnosed

#: Decided in one request: some seconds of work, and as many as the page of several decisions shows.
MOST_AWARDS = 200
#: Of all awards together: each is compared with each outcome of the component.
MOST_OUTCOMES = 3_000


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what it was made from, and what was consulted for it."""

    award: Award
    target: Target | None
    decision: Decision
    consulted: Consulted


@dataclass(frozen=True, slots=True)
class Answer:
    """A decision that is kept, with its id and its canonical JSON."""

    id: str
    decision: Decision
    canonical: bytes
    beside: Mapping[str, Any] = field(default_factory=dict)


def decide(current: Current, asked: Asked) -> tuple[Answer, ...]:
    """Decide on every award of every document with one desk, and keep the decisions.

    Raises:
        DocumentError, WrongFileError: a file cannot be read.
        QuestionError: the host, purpose, target or a confirmed fact does not exist.
        StoreError: the decisions could not be kept.
    """
    desk = current.desk()
    store = current.store()
    decided = decisions_of(desk, asked, current.settings.today(), store)
    ids = store.keep_all(
        [
            ToKeep(each.decision, each.award, each.target, desk.sources(each.decision), each.consulted)
            for each in decided
        ]
    )
    return tuple(
        Answer(id, each.decision, canonical_json(each.decision), beside(desk, store, asked, each))
        for id, each in zip(ids, decided, strict=True)
    )


def suppose(current: Current, asked: Asked) -> tuple[Answer, ...]:
    """What would be decided if the facts that are supposed were so. Nothing is kept. Raises as `decide` does."""
    desk, store = current.desk(), current.store()
    decided = decisions_of(desk, asked, current.settings.today(), store)
    return tuple(
        Answer("", each.decision, canonical_json(each.decision), beside(desk, store, asked, each)) for each in decided
    )


def ways_of(current: Current, kept: Kept) -> WhatWouldChange:
    """The ways to a better outcome than that of a kept decision, under the rules by which it was made.

    Raises:
        PasserelleError: the kept sources can no longer be read by this version.
    """
    decision, question = kept.decision, kept.decision.question
    if question.host is None or question.purpose is None:
        raise QuestionError("decision", "the decision is none on recognition", "ask of a decision on recognition")
    desk = current.desk()
    used = {pack.sha256 for pack in decision.receipt.packs} | {decision.receipt.vocabulary}
    if not used <= {desk.vocabulary.sha256, *(pack.sha256 for pack in desk.packs)}:
        desk = Desk.from_sources(decision, kept.sources)
    return desk.what_would_change(
        kept.award, consulted=kept.consulted, host=question.host, purpose=question.purpose.value, target=kept.target,
        as_of=question.as_of, confirmations=question.confirmations, application=question.application,
    )  # fmt: skip


def beside(desk: Desk, store: Store, asked: Asked, decided: Decided) -> Mapping[str, Any]:
    """What was asked for beside a decision: ways to a better outcome, outcomes that read alike, earlier decisions."""
    found: dict[str, Any] = {}
    decision, award = decided.decision, decided.award
    question = decision.question
    if "what_would_change" in asked.include and question.host and question.purpose and not question.supposed:
        ways = desk.what_would_change(
            award, consulted=decided.consulted, host=question.host, purpose=question.purpose.value,
            target=decided.target, as_of=question.as_of, confirmations=question.confirmations,
            application=question.application,
        )  # fmt: skip
        found["what_would_change"] = ways
        if asked.lang:
            found["what_would_change_explained"] = ways_in_words(ways, decision, asked.lang)
    if "suggestions" in asked.include and decided.target is not None:
        found["suggestions"] = desk.suggest(award, decided.target)
    if "precedents" in asked.include and question.host and question.purpose:
        found["precedents"] = store.precedents(
            host=question.host, purpose=question.purpose, target=question.target, learning=Learning.of(award),
            but=decision_id(decision),
        )  # fmt: skip
    return found


def decisions_of(desk: Desk, asked: Asked, today: date, registers: Registers | None = None) -> list[Decided]:
    """Decide and keep nothing. Raises as `decide` does."""
    as_of = asked.as_of or today
    target = _target(desk, asked)
    kept_target = target if isinstance(target, Target) else None
    awards = [award for document in asked.documents for award in _read(desk, document, as_of).awards]
    outcomes = sum(len(award.outcomes) for award in awards)
    for count, most, what in ((len(awards), MOST_AWARDS, "awards"), (outcomes, MOST_OUTCOMES, "learning outcomes")):
        if count > most:
            said = f"holds {count:,} {what} and at most {most:,} are decided on at once; send them in parts"
            raise InvalidRequestError("One thing in the request is wrong.", mistakes=(Mistake("file", said),))
    application = None if asked.application is None else _application(desk, asked.application)
    decided = []
    for award in awards:
        consulted = desk.consult(award, host=asked.host or None, target=target, registers=registers)
        if asked.kind is Kind.CONFORMANCE:
            decision = desk.check(
                award, as_of=as_of, host=asked.host or None, confirmations=asked.confirmations, consulted=consulted
            )
        elif asked.facts:
            decision = desk.what_if(
                award, facts=asked.facts, host=asked.host, purpose=asked.purpose, target=target, as_of=as_of,
                confirmations=asked.confirmations, application=application, consulted=consulted,
            )  # fmt: skip
        else:
            decision = desk.recognise(
                award, host=asked.host, purpose=asked.purpose, target=target, as_of=as_of,
                confirmations=asked.confirmations, application=application, consulted=consulted,
            )  # fmt: skip
        decided.append(Decided(award, kept_target, decision, consulted))
    return decided


def _application(desk: Desk, content: bytes) -> Application:
    try:
        return desk.read_application(content)
    except DocumentError as error:
        raise WrongFileError("application", error.message) from error


def _read(desk: Desk, document: Document, as_of: date) -> Read:
    try:
        return desk.read(document.content, on=as_of)
    except DocumentError as error:
        if not document.name:
            raise
        raise WrongFileError(document.name, error.message) from error


def _target(desk: Desk, asked: Asked) -> Target | str | None:
    if asked.target_file is not None:
        try:
            return desk.read_target(asked.target_file)
        except PackError as error:
            raise InvalidRequestError(
                "The component's file has mistakes.", mistakes=diagnosed(error.diagnostics)
            ) from None
    if asked.target is None:
        return None
    known = (target for target in desk.targets(asked.host) if target.id == asked.target)
    # An unknown id goes to the desk as it is: the desk says what it is near to.
    return next(known, asked.target)
