"""Rows of the ledger enter, its lines leave; and the words of the ledger: booked, used, reviewed, forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

import orjson

from passerelle.decision import Award
from passerelle.decision.stacking import Use, UseKind
from passerelle.store.decisions import utc
from passerelle.store.tables import LedgerRow


class EntryState(StrEnum):
    """How an entry stands: `active`, `given_back` (the unit is free again), or `review` (the unit was revoked, and
    somebody has to look at the award again)."""

    ACTIVE = "active"
    GIVEN_BACK = "given_back"
    REVIEW = "review"


class Consume(StrEnum):
    """What a policy says becomes of a unit that was used (`consume` of its award): used up for good, until it is given
    back, or not at all. In the last case the ledger only knows that the award rests on the unit."""

    IRREVOCABLE = "irrevocable"
    REVOCABLE = "revocable"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """What a person books: the units of a kept answer, for its award or the exit award that it reached, since a day.

    `awards` are by the ids that the answer gives its units the copies of each, the one first that was its evidence.
    `conferred` is whether the award was conferred (None: not said), `conditions_met` whether a person has seen that the
    conditions of a conditional answer are met."""

    awards: Mapping[str, Sequence[Award]]
    on: date
    conferred: bool | None = None
    use: UseKind = UseKind.CREDIT
    conditions_met: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """A line of the ledger. `use.unit` is the unit's id, `called` its id in the answer that it was booked from;
    `changed` the day of the latest change of its state, with the `reason`."""

    use: Use
    state: EntryState
    consume: Consume
    called: str
    booked_at: datetime
    changed: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """An award that somebody has to look at again, because it rests on units that were revoked: the answer that it was
    booked from, and those units with the day and the reason."""

    decision: str
    host: str
    award: str
    award_title: Mapping[str, str]
    units: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was erased."""

    decisions: int
    entries: int


def listed(rows: Iterable[LedgerRow]) -> tuple[LedgerEntry, ...]:
    """Rows as lines of a list, by unit."""
    return tuple(entry_of(row) for row in sorted(rows, key=order))


def order(row: LedgerRow) -> tuple[str, str, str, str, str]:
    """By what rows are ordered, so that the order in which they were booked does not show."""
    return row.called, row.since, row.host, row.award, row.stack_id


def entry_of(row: LedgerRow) -> LedgerEntry:
    """The line that a row is."""
    return LedgerEntry(
        use=use_of(row, row.unit),
        state=EntryState(row.state),
        consume=Consume(row.consume),
        called=row.called,
        booked_at=utc(row.booked_at),
        changed=None if row.changed is None else date.fromisoformat(row.changed),
        reason=row.reason,
    )


def use_of(row: LedgerRow, unit: str) -> Use:
    """The use that a row is, of a unit under an id."""
    return Use(
        unit=unit,
        award=row.award,
        host=row.host,
        award_title=orjson.loads(row.award_title),
        award_kind=row.award_kind,
        award_level=row.award_level,
        use=UseKind(row.use),
        conferred=row.conferred,
        irrevocable=row.consume == Consume.IRREVOCABLE.value,
        credits=Fraction(row.credits),
        credit_unit=row.credit_unit,
        since=date.fromisoformat(row.since),
        decision=row.stack_id,
        review=(row.reason or "revoked") if row.state == EntryState.REVIEW.value else "",
    )
