"""Answers about stacking enter with all that they rest on and leave again as they were, by their id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from passerelle.decision import canonical_json, sha256
from passerelle.decision.canonical import stack_id
from passerelle.decision.stacking import StackDecision, StackOutcome
from passerelle.decision.unit_identity import holder_keys
from passerelle.errors import DecisionNotFound, StoreError
from passerelle.store.codec import decode_stack, decode_stack_inputs
from passerelle.store.decisions import utc
from passerelle.store.inputs import StackInputs
from passerelle.store.tables import SourceRow, StackInputsRow, StackPersonRow, StackRow, StackSourceRow

__all__ = ["KeptStack", "StackEntry", "StackInputs"]


@dataclass(frozen=True, slots=True)
class KeptStack:
    """An answer as it was kept: `canonical` its canonical JSON, `sources` the bytes of the policy's file and of the
    vocabulary by sha256, `kept_at` when it was kept (UTC; no part of the answer)."""

    id: str
    decision: StackDecision
    canonical: bytes
    inputs: StackInputs
    sources: Mapping[str, bytes]
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class StackEntry:
    """A line in a list of kept answers about stacking."""

    id: str
    host: str
    policy: str
    award: str
    outcome: StackOutcome
    as_of: date
    kept_at: datetime


def keep_stack(
    session: Session, decision: StackDecision, inputs: StackInputs, sources: Mapping[str, bytes], kept_at: datetime
) -> str:
    """Write an answer with all that it rests on; nothing where it is there already."""
    id = stack_id(decision)
    if session.get(StackRow, id) is not None:
        return id
    session.add(
        StackRow(
            id=id,
            host=decision.host,
            policy=decision.policy,
            award=decision.award,
            outcome=decision.outcome.value,
            as_of=decision.question.as_of.isoformat(),
            canonical=canonical_json(decision),
            kept_at=kept_at,
        )
    )
    session.flush()
    session.add(StackInputsRow(stack_id=id, inputs=canonical_json(inputs)))
    for digest, content in sources.items():
        if session.get(SourceRow, digest) is None:
            session.add(SourceRow(sha256=digest, content=content))
    session.flush()
    session.add_all(StackSourceRow(stack_id=id, sha256=digest) for digest in sources)
    persons = {key for award, _ in inputs.held for key in holder_keys(award.holder)}
    session.add_all(StackPersonRow(stack_id=id, key=key) for key in sorted(persons))
    return id


def find_stack(session: Session, id: str, where: str) -> KeptStack:
    """The answer of this id. Raises `DecisionNotFound`, and `StoreError` for what is not as it was kept."""
    row = session.get(StackRow, id)
    if row is None:
        raise DecisionNotFound(id, where)
    inputs = session.get(StackInputsRow, id)
    if inputs is None:
        raise StoreError(f"the inputs of the decision {id} are no longer in {where}")
    used = select(SourceRow).join(StackSourceRow).where(StackSourceRow.stack_id == id)
    sources = {source.sha256: source.content for source in session.exec(used.order_by(col(SourceRow.sha256)))}
    decision = decode_stack(row.canonical)
    if stack_id(decision) != id or any(sha256(content) != digest for digest, content in sources.items()):
        raise StoreError(f"the decision {id} in {where} was changed after it was kept; restore a copy")
    return KeptStack(
        id=id,
        decision=decision,
        canonical=row.canonical,
        inputs=decode_stack_inputs(inputs.inputs),
        sources=sources,
        kept_at=utc(row.kept_at),
    )


def recent_stacks(session: Session, limit: int) -> tuple[StackEntry, ...]:
    """The answers that were kept last, newest first."""
    newest = select(StackRow).order_by(col(StackRow.kept_at).desc(), col(StackRow.id)).limit(limit)
    return tuple(
        StackEntry(
            id=row.id,
            host=row.host,
            policy=row.policy,
            award=row.award,
            outcome=StackOutcome(row.outcome),
            as_of=date.fromisoformat(row.as_of),
            kept_at=utc(row.kept_at),
        )
        for row in session.exec(newest)
    )
