"""A person's decision to use units for an award enters the ledger; what a unit was used for leaves it.

Reading and writing happen in the session of the caller: what is read before a booking still holds when it is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import orjson
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, or_, select

from passerelle.decision import Award, canonical_json, exact
from passerelle.decision.stacking import ExitReached, StackDecision, StackOutcome, UnitCounted, Use
from passerelle.decision.unit_identity import UnitIdentity, credential_key, identity_of_copies
from passerelle.errors import DecisionNotFound, LedgerRefused
from passerelle.store.ledger_entries import (
    Booking,
    Consume,
    EntryState,
    Forgotten,
    LedgerEntry,
    Review,
    entry_of,
    listed,
    order,
    use_of,
)
from passerelle.store.tables import LedgerKeyRow, LedgerRow, StackPersonRow, StackRow

#: Texts in one question to the database.
_AT_ONCE = 500
#: States in which a unit is in use.
_IN_USE = (EntryState.ACTIVE.value, EntryState.REVIEW.value)


def book(
    session: Session, id: str, decision: StackDecision, booking: Booking, booked_at: datetime
) -> tuple[LedgerEntry, ...]:
    """Write that units are used for an award. What is booked from the same answer already stays as it is, but becomes
    conferred where it is said now.

    Raises:
        LedgerRefused: the answer is not positive; a unit is used up, revoked, or in use in a way that the answer
            did not know of.
        DecisionNotFound: the answer is not kept here.
    """
    if session.get(StackRow, id) is None:
        raise DecisionNotFound(id, "this store")
    award, units = _what(id, decision, booking)
    there = {row.called: row for row in session.exec(select(LedgerRow).where(*_booked_from(id)))}
    missing = sorted(unit.id for unit in units if not booking.awards.get(unit.id))
    if missing:
        raise LedgerRefused(f"the unit {missing[0][:80]!r} is not in the portfolio of {id}; nothing is booked")
    fresh = [unit for unit in units if unit.id not in there]
    identities = {unit.id: identity_of_copies(booking.awards[unit.id]) for unit in fresh}
    found = _in_use(session, identities)
    for unit in fresh:
        for row in found[unit.id]:
            _must_allow(row, unit, identities[unit.id], award.award, decision)
    for row in there.values():
        if booking.conferred is not None:
            row.conferred = booking.conferred
            session.add(row)
    rows = [
        LedgerRow(
            stack_id=id,
            unit=identities[unit.id].id,
            called=unit.id,
            specification=identities[unit.id].specification,
            host=decision.host,
            award=award.award,
            award_title=canonical_json(dict(award.title)).decode(),
            award_kind=award.kind,
            award_level=award.level,
            use=booking.use.value,
            consume=Consume(award.consume).value,
            conferred=booking.conferred,
            credits=exact(unit.counted),
            credit_unit=decision.credit_unit,
            since=booking.on.isoformat(),
            state=EntryState.ACTIVE.value,
            changed=None,
            reason="",
            booked_at=booked_at,
        )
        for unit in fresh
    ]
    session.add_all(rows)
    session.flush()
    for row in rows:
        assert row.id is not None
        known = identities[row.called]
        session.add_all(LedgerKeyRow(entry_id=row.id, key=key, kind="unit") for key in known.keys)
        session.add_all(LedgerKeyRow(entry_id=row.id, key=key, kind="credential") for key in known.credentials)
    session.flush()
    return listed([*there.values(), *rows])


def uses(session: Session, awards: Mapping[str, Sequence[Award]]) -> tuple[Use, ...]:
    """What the ledger knows of units with their copies: their uses, each under the id that the unit has here."""
    identities = {id: identity_of_copies(copies) for id, copies in awards.items()}
    found = _in_use(session, identities)
    return tuple(
        use_of(row, id)
        for id in sorted(identities)
        for row in sorted(found[id], key=order)
        if row.consume != Consume.NO.value or row.state == EntryState.REVIEW.value
    )


def in_use(session: Session, award: Award) -> tuple[LedgerEntry, ...]:
    """The lines of a unit that is in use, or on which an award rests."""
    return listed(_in_use(session, {"": identity_of_copies((award,))})[""])


def give_back(session: Session, id: str, on: date, reason: str) -> tuple[LedgerEntry, ...]:
    """Free the units of an award again.

    Raises:
        LedgerRefused: nothing is booked from this answer, or a unit is used up for good.
    """
    rows = list(session.exec(select(LedgerRow).where(*_booked_from(id))))
    if not rows:
        raise LedgerRefused(
            f"nothing that is in use was booked from {id[:80]!r}; see what is with: passerelle ledger list"
        )
    for row in sorted(rows, key=order):
        if row.consume == Consume.IRREVOCABLE.value:
            raise LedgerRefused(
                f"the unit {row.called!r} was used up for good for {row.award!r} of {row.host}; "
                "that cannot be given back, and nothing of this award is"
            )
    return _changed(session, rows, EntryState.GIVEN_BACK, on, reason)


def revoked(session: Session, unit: str, on: date, reason: str) -> tuple[Review, ...]:
    """Flag every award that rests on a unit, given by its id in the ledger or by the identifier of its credential."""
    first = list(session.exec(select(LedgerRow).where(_of_unit(unit), col(LedgerRow.state).in_(_IN_USE))))
    # The same unit may be booked elsewhere from a document of another format.
    of_these = select(LedgerKeyRow.key).where(
        LedgerKeyRow.kind == "unit", col(LedgerKeyRow.entry_id).in_([row.id for row in first])
    )
    rows = {row.id: row for row in first}
    for _, row in _with_keys(session, sorted(set(session.exec(of_these)))):
        if not _of_others(row, {each.specification for each in first}):
            rows[row.id] = row
    flagged = [row for row in rows.values() if row.state == EntryState.ACTIVE.value]
    _changed(session, flagged, EntryState.REVIEW, on, reason)
    return _reviews(rows.values())


def reviewed(session: Session, id: str, on: date, reason: str) -> tuple[LedgerEntry, ...]:
    """Take the flags from an award after somebody has looked at it and lets it stand.

    Raises:
        LedgerRefused: no award of this answer is flagged.
    """
    rows = session.exec(select(LedgerRow).where(*_booked_from(id)))
    flagged = [row for row in rows if row.state == EntryState.REVIEW.value]
    if not flagged:
        raise LedgerRefused(f"no award that was booked from {id[:80]!r} is to be looked at again")
    return _changed(session, flagged, EntryState.ACTIVE, on, reason)


def reviews(session: Session, host: str | None) -> tuple[Review, ...]:
    """The awards that somebody has to look at again, of one host or of all."""
    wanted = [col(LedgerRow.state) == EntryState.REVIEW.value]
    if host is not None:
        wanted.append(col(LedgerRow.host) == host)
    return _reviews(session.exec(select(LedgerRow).where(*wanted)))


def entries(
    session: Session, *, host: str | None, unit: str | None, review: bool, limit: int
) -> tuple[LedgerEntry, ...]:
    """Lines of the ledger, those booked last first: of a host, of a unit, or only those to be looked at again."""
    wanted: list[ColumnElement[bool]] = []
    if host is not None:
        wanted.append(col(LedgerRow.host) == host)
    if unit is not None:
        wanted.append(or_(_of_unit(unit), col(LedgerRow.stack_id) == unit))
    if review:
        wanted.append(col(LedgerRow.state) == EntryState.REVIEW.value)
    newest = select(LedgerRow).where(*wanted).order_by(col(LedgerRow.booked_at).desc(), col(LedgerRow.id))
    return tuple(entry_of(row) for row in session.exec(newest.limit(limit)))


def forget(session: Session, persons: Collection[str]) -> Forgotten:
    """Erase the kept answers about a person's portfolio, with their inputs and everything that was booked from them."""
    ids = sorted({id for key in sorted(persons) for id in _of_person(session, key)})
    booked = 0
    for id in ids:
        # The database takes away what hangs on it.
        booked += len(session.exec(select(LedgerRow.id).where(LedgerRow.stack_id == id)).all())
        session.exec(delete(StackRow).where(col(StackRow.id) == id))
    return Forgotten(len(ids), booked)


def _of_person(session: Session, key: str) -> Sequence[str]:
    return session.exec(select(StackPersonRow.stack_id).where(StackPersonRow.key == key)).all()


def _what(id: str, decision: StackDecision, booking: Booking) -> tuple[ExitReached, tuple[UnitCounted, ...]]:
    """The award that is booked for and its units; refused where the answer does not give one."""
    award = ExitReached(
        award=decision.award, title=decision.title, outcome=decision.outcome, level=decision.level,
        kind=decision.kind, consume=decision.consume, chosen=tuple(unit.id for unit in decision.units if unit.chosen),
    )  # fmt: skip
    if decision.reached and decision.reached != decision.award:
        award = next((each for each in decision.exits if each.award == decision.reached), award)
    if award.outcome is StackOutcome.ELIGIBLE_CONDITIONAL and not booking.conditions_met:
        raise LedgerRefused(
            f"the answer {id} hangs on conditions; say that they are met, or decide again once they are"
        )
    if award.outcome not in (StackOutcome.ELIGIBLE, StackOutcome.ELIGIBLE_CONDITIONAL):
        raise LedgerRefused(f"the answer {id} is {award.outcome.value}: there is no award to book units for")
    units = tuple(unit for unit in decision.units if unit.id in award.chosen)
    if award.award != decision.award:
        # What the answer counts is counted for its own award; an exit award has all that a unit offers.
        units = tuple(replace(unit, counted=unit.offered[0] or Fraction(0)) for unit in units)
    return award, units


def _must_allow(row: LedgerRow, unit: UnitCounted, known: UnitIdentity, award: str, decision: StackDecision) -> None:
    """Whether a unit may be booked beside one of its uses: only where the answer rests on that use too. The policy has
    then been held against it; what it allows is not asked a second time."""
    title = next(iter(unit.title.values()), unit.id)
    used = f"the unit {unit.id!r} ({title[:80]}) "
    where = f"for {row.award!r} of {row.host} since {row.since} (booked from {row.stack_id})"
    if row.state == EntryState.REVIEW.value:
        raise LedgerRefused(f"{used}was revoked: {row.reason}; decide again without it")
    if row.consume == Consume.NO.value:
        return
    if row.consume == Consume.IRREVOCABLE.value:
        raise LedgerRefused(f"{used}is used up for good {where}; decide again without it")
    if (row.host, row.award) == (decision.host, award):
        raise LedgerRefused(f"{used}is booked already {where}; give that back first, or leave it as it is")
    names = {unit.id, known.id, *known.keys}
    heeded = {(use.host, use.award, use.decision) for use in decision.uses if use.unit in names}
    if (row.host, row.award, row.stack_id) not in heeded:
        raise LedgerRefused(
            f"{used}is in use {where}, which this answer does not know of; decide again with the ledger"
        )


def _booked_from(id: str) -> tuple[ColumnElement[bool], ...]:
    return col(LedgerRow.stack_id) == id, col(LedgerRow.state).in_(_IN_USE)


def _of_unit(unit: str) -> ColumnElement[bool]:
    """Entries of a unit, by its id or by the identifier of its credential."""
    of_credential = select(LedgerKeyRow.entry_id).where(
        LedgerKeyRow.key == credential_key(unit), LedgerKeyRow.kind == "credential"
    )
    return or_(col(LedgerRow.unit) == unit, col(LedgerRow.id).in_(of_credential))


def _in_use(session: Session, identities: Mapping[str, UnitIdentity]) -> Mapping[str, list[LedgerRow]]:
    """The entries of units that are in use, by the ids under which the units are given."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for id, known in identities.items():
        for key in known.keys:
            wanted[key].append(id)
    found: dict[str, dict[int | None, LedgerRow]] = defaultdict(dict)
    for key, row in _with_keys(session, sorted(wanted)):
        for id in wanted[key]:
            if not _of_others(row, {identities[id].specification}):
                found[id][row.id] = row
    return defaultdict(list, {id: list(rows.values()) for id, rows in found.items()})


def _of_others(row: LedgerRow, specifications: Collection[str]) -> bool:
    """Whether an entry names a specification, and units do that it may be about, but none the same."""
    named = {each for each in specifications if each}
    return bool(row.specification and named and row.specification not in named)


def _with_keys(session: Session, keys: Sequence[str]) -> Iterator[tuple[str, LedgerRow]]:
    """The entries in use that have one of the keys, with it."""
    for start in range(0, len(keys), _AT_ONCE):
        yield from session.exec(
            select(LedgerKeyRow.key, LedgerRow)
            .join(LedgerRow, col(LedgerRow.id) == LedgerKeyRow.entry_id)
            .where(col(LedgerKeyRow.key).in_(keys[start : start + _AT_ONCE]), col(LedgerRow.state).in_(_IN_USE))
        )


def _changed(
    session: Session, rows: Iterable[LedgerRow], state: EntryState, on: date, reason: str
) -> tuple[LedgerEntry, ...]:
    rows = list(rows)
    for row in rows:
        row.state, row.changed, row.reason = state.value, on.isoformat(), reason
        session.add(row)
    session.flush()
    return listed(rows)


def _reviews(rows: Iterable[LedgerRow]) -> tuple[Review, ...]:
    awards: dict[tuple[str, str, str], list[LedgerRow]] = defaultdict(list)
    for row in rows:
        awards[row.host, row.award, row.stack_id].append(row)
    return tuple(
        Review(
            decision=decision,
            host=host,
            award=award,
            award_title=orjson.loads(found[0].award_title),
            units=listed(found),
        )
        for (host, award, decision), found in sorted(awards.items())
    )
