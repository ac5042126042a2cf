"""Answers about stacking and the ledger, as the store keeps them: what `Store` can do with both."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import overload

from passerelle.decision import Award, sha256
from passerelle.decision.canonical import stack_id
from passerelle.decision.stacking import StackDecision, Use
from passerelle.decision.unit_identity import unit_id
from passerelle.errors import StoreError
from passerelle.store import ledger
from passerelle.store.database import Database
from passerelle.store.inputs import StackInputs
from passerelle.store.ledger_entries import Booking, Forgotten, LedgerEntry, Review
from passerelle.store.stacks import KeptStack, StackEntry, find_stack, keep_stack, recent_stacks


class StackStore:
    """Keeps answers about stacking, and what was used for which award. Nothing is booked by an answer: a person books.

    Every method raises `StoreError` where the database cannot be used. Those that change the ledger write all or
    nothing, and what they check still holds when they write: of two who book one unit at once one is refused.
    """

    _database: Database

    def keep_stack(
        self, decision: StackDecision, inputs: StackInputs, sources: Mapping[str, bytes],
        *, kept_at: datetime | None = None,
    ) -> str:  # fmt: skip
        """Keep an answer about stacking with all that it rests on, or nothing of it; returns its id. `sources` are the
        bytes of the policy's file and of the vocabulary by sha256. Keeping it again changes nothing."""
        for digest, content in sources.items():
            if sha256(content) != digest:
                raise StoreError(f"the source {digest[:80]!r} has another sha256; nothing is kept")
        if decision.id and decision.id != stack_id(decision):
            raise StoreError(f"the decision {decision.id[:80]!r} is not what its id says; nothing is kept")
        with self._database.writing() as session:
            return keep_stack(session, decision, inputs, sources, _moment(kept_at))

    def stack_decision(self, id: str) -> KeptStack:
        """The answer of this id, as it was kept. Raises `DecisionNotFound` where there is none."""
        with self._database.reading() as session:
            return find_stack(session, _text(id), self._database.where)

    def recent_stacks(self, limit: int = 20) -> tuple[StackEntry, ...]:
        """The answers about stacking that were kept last, newest first."""
        with self._database.reading() as session:
            return recent_stacks(session, limit)

    def book_stack(
        self, decision: StackDecision, booking: Booking, *, booked_at: datetime | None = None, only_try: bool = False
    ) -> tuple[LedgerEntry, ...]:
        """Book the units of a kept answer for its award. Booking the same answer again changes nothing, save
        whether the award was conferred, where that is said. With `only_try` nothing is written.

        Raises:
            LedgerRefused: the answer gives no award; a unit is used up for good, was revoked, or is in use in a way
                that the answer does not rest on.
            DecisionNotFound: the answer is not kept here.
        """
        with self._database.writing(alone=True) as session:
            booked = ledger.book(session, stack_id(decision), decision, booking, _moment(booked_at))
            if only_try:
                session.rollback()
            return booked

    def uses_of(self, awards: Mapping[str, Award | Sequence[Award]] | Sequence[Award]) -> tuple[Use, ...]:
        """What the ledger knows of awards, in whatever format they come: by the ids under which they are given (each
        with its copies, where it has some), or under the ids that `decision.unit_identity` gives them."""
        given = awards if isinstance(awards, Mapping) else {unit_id(award): award for award in awards}
        by_id = {id: (each,) if isinstance(each, Award) else each for id, each in given.items()}
        with self._database.reading() as session:
            return ledger.uses(session, by_id)

    def in_use(self, award: Award) -> tuple[LedgerEntry, ...]:
        """The lines of the ledger about a unit on which awards rest, in whatever format it came then or comes now."""
        with self._database.reading() as session:
            return ledger.in_use(session, award)

    def give_back(self, id: str, *, on: date, reason: str = "") -> tuple[LedgerEntry, ...]:
        """Free the units that were booked from an answer, by its id.

        Raises:
            LedgerRefused: nothing is booked from it, or a unit is used up for good.
        """
        with self._database.writing(alone=True) as session:
            return ledger.give_back(session, _text(id), on, _text(reason))

    def revoked(self, unit: str, *, on: date, reason: str) -> tuple[Review, ...]:
        """Flag every award that rests on a unit that was revoked (by its id, or the identifier of its credential), and
        return them. No award is taken away: that is for the host to decide. Awards flagged before are returned too,
        unchanged."""
        with self._database.writing(alone=True) as session:
            return ledger.revoked(session, _text(unit), on, _text(reason))

    def reviewed(self, id: str, *, on: date, reason: str) -> tuple[LedgerEntry, ...]:
        """Take the flags from an award that its host has looked at again and lets stand.

        Raises:
            LedgerRefused: it is not flagged.
        """
        with self._database.writing(alone=True) as session:
            return ledger.reviewed(session, _text(id), on, _text(reason))

    def reviews(self, host: str | None = None) -> tuple[Review, ...]:
        """The awards that are to be looked at again, of one host or of all."""
        with self._database.reading() as session:
            return ledger.reviews(session, _text(host))

    def ledger_entries(
        self, *, host: str | None = None, unit: str | None = None, review: bool = False, limit: int = 100
    ) -> tuple[LedgerEntry, ...]:
        """Lines of the ledger, those booked last first: of a host; of a unit (by its id, the identifier of its
        credential, or the answer it was booked from); or only those to be looked at again."""
        with self._database.reading() as session:
            return ledger.entries(session, host=_text(host), unit=_text(unit), review=review, limit=limit)

    def forget(self, persons: Collection[str], *, only_try: bool = False) -> Forgotten:
        """Erase what is kept of a person (by the keys of `decision.unit_identity`): the answers about portfolios of
        theirs, what those rest on, and what was booked from them. Whether a unit of theirs was used is not known
        afterwards. With `only_try` nothing is erased."""
        with self._database.writing(alone=True) as session:
            forgotten = ledger.forget(session, persons)
            if only_try:
                session.rollback()
            return forgotten


@overload
def _text(given: str) -> str: ...
@overload
def _text(given: str | None) -> str | None: ...
def _text(given: str | None) -> str | None:
    """A text that a database can be asked for: what is no Unicode is in none."""
    return None if given is None else given.encode(errors="replace").decode()


def _moment(given: datetime | None) -> datetime:
    return (given or datetime.now(UTC)).astimezone(UTC)
