"""Decisions to be kept enter as values and leave as rows; rows enter and leave as lines of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeAlias

import orjson
from sqlmodel import Session, and_, col, or_, select

from passerelle.decision import (
    NOTHING,
    Award,
    Consulted,
    Decision,
    Kind,
    LanguageText,
    Outcome,
    Purpose,
    Target,
    canonical_json,
    decision_id,
)
from passerelle.store.precedents import issuer_of
from passerelle.store.tables import DecisionRow, InputsRow, SourceRow, SourceUsedRow


@dataclass(frozen=True, slots=True)
class ToKeep:
    """A decision and all that it rests on: `sources` are the bytes of every pack and of the vocabulary by sha256."""

    decision: Decision
    award: Award
    target: Target | None
    sources: Mapping[str, bytes]
    consulted: Consulted = NOTHING


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision as it was kept: `canonical` its canonical JSON, `sources` the bytes of every pack and of the
    vocabulary by sha256, `kept_at` when it was kept (UTC; no part of the decision)."""

    id: str
    decision: Decision
    canonical: bytes
    award: Award
    target: Target | None
    sources: Mapping[str, bytes]
    kept_at: datetime
    consulted: Consulted = NOTHING


@dataclass(frozen=True, slots=True)
class Entry:
    """A line in a list of kept decisions."""

    id: str
    kind: Kind
    host: str | None
    purpose: Purpose | None
    target: str | None
    outcome: Outcome
    as_of: date
    award_title: LanguageText
    kept_at: datetime


#: The rows of a decision and of its inputs, and the sha256 of every source that it rests on.
Rows: TypeAlias = tuple[DecisionRow, InputsRow, tuple[str, ...]]


def rows_of(each: ToKeep, kept_at: datetime) -> Rows:
    """What is written of a decision that is to be kept."""
    decision, target = each.decision, each.target
    id = decision_id(decision)
    row = DecisionRow(
        id=id,
        schema_name=decision.schema,
        kind=decision.question.kind,
        host=decision.question.host,
        purpose=decision.question.purpose,
        target=decision.question.target,
        outcome=decision.outcome,
        as_of=decision.question.as_of.isoformat(),
        award=decision.receipt.award,
        document=decision.receipt.document,
        award_title=canonical_json(decision.award_title).decode(),
        specification=each.award.specification.value if each.award.specification else None,
        issuer=issuer_of(each.award),
        canonical=canonical_json(decision),
        kept_at=kept_at,
    )
    inputs = InputsRow(
        decision_id=id,
        award=canonical_json(each.award),
        target=None if target is None else canonical_json(target),
        consulted=None if each.consulted == NOTHING else canonical_json(each.consulted),
    )
    return row, inputs, tuple(each.sources)


def keep_rows(session: Session, row: DecisionRow, inputs: InputsRow, sources: Mapping[str, bytes]) -> None:
    """Write a decision with all that it rests on; nothing where it is there already."""
    if session.get(DecisionRow, row.id) is not None:
        return
    # Rows are copied, so that a second attempt does not meet those of the first; flushed in the order of their keys.
    session.add(DecisionRow(**row.model_dump()))
    session.flush()
    session.add(InputsRow(**inputs.model_dump()))
    for digest, content in sources.items():
        if session.get(SourceRow, digest) is None:
            session.add(SourceRow(sha256=digest, content=content))
    session.flush()
    session.add_all(SourceUsedRow(decision_id=row.id, sha256=digest) for digest in sources)


def entry_of(row: DecisionRow) -> Entry:
    """The line in a list that a row is."""
    return Entry(
        id=row.id,
        kind=Kind(row.kind),
        host=row.host,
        purpose=None if row.purpose is None else Purpose(row.purpose),
        target=row.target,
        outcome=Outcome(row.outcome),
        as_of=date.fromisoformat(row.as_of),
        award_title=orjson.loads(row.award_title),
        kept_at=utc(row.kept_at),
    )


def resting_on(session: Session, decision: Decision) -> tuple[Entry, ...]:
    """Other decisions that recognised the same award, in whatever file it came, by any host and for any purpose."""
    row, used = DecisionRow, decision.receipt
    title = canonical_json(decision.award_title).decode()
    same = or_(col(row.award) == used.award, and_(col(row.document) == used.document, col(row.award_title) == title))
    recognised = [outcome.value for outcome in Outcome if outcome.positive]
    asked = (same, col(row.kind) == Kind.RECOGNITION.value, col(row.outcome).in_(recognised))
    newest = select(row).where(*asked, col(row.id) != decision_id(decision))
    return tuple(map(entry_of, session.exec(newest.order_by(col(row.kept_at).desc(), col(row.id)))))


def utc(moment: datetime) -> datetime:
    """A moment of the database with its zone: SQLite gives back what was put in, without it."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
