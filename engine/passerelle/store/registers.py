"""Identifiers and registers in, the providers that registers list out.

`passerelle.providers.matching` says who is meant; here it is looked up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import TypeVar

import orjson
from sqlalchemy import bindparam, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from passerelle.decision import Identifier, Provider, RegisterAsked, Review
from passerelle.providers import Held, Ref, keys
from passerelle.store.tables import ProviderIdentifierRow, ProviderReviewRow, ProviderRow, RegisterRow

T = TypeVar("T")

#: Values in one question to the database.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterKept:
    """A register of providers that is kept, and as of which day it was imported last."""

    name: str
    as_of: date | None
    imported_at: datetime
    providers: int
    reviews: int


def registers(session: Session) -> tuple[RegisterAsked, ...]:
    """The registers that can be asked, by name."""
    rows = session.exec(select(RegisterRow).order_by(col(RegisterRow.name)))
    return tuple(RegisterAsked(name=row.name, as_of=_day(row.as_of)) for row in rows)


def registers_kept(session: Session) -> tuple[RegisterKept, ...]:
    """The registers with how much they hold, by name."""
    counted = select(ProviderRow.register_name, func.count()).group_by(ProviderRow.register_name)
    providers = dict(session.exec(counted).all())
    reviewed = counted.join(ProviderReviewRow, col(ProviderReviewRow.provider_id) == col(ProviderRow.id))
    reviews = dict(session.exec(reviewed).all())
    return tuple(
        RegisterKept(
            name=row.name,
            as_of=_day(row.as_of),
            imported_at=row.imported_at.replace(tzinfo=UTC) if row.imported_at.tzinfo is None else row.imported_at,
            providers=providers.get(row.name, 0),
            reviews=reviews.get(row.name, 0),
        )
        for row in session.exec(select(RegisterRow).order_by(col(RegisterRow.name)))
    )


def providers_of(session: Session, register: str, limit: int) -> tuple[Provider, ...]:
    """Providers of a register, by record, without their reviews."""
    rows = select(ProviderRow).where(ProviderRow.register_name == register).order_by(col(ProviderRow.record))
    found = session.exec(rows.limit(limit)).all()
    return tuple(_providers(session, found, reviews={}))


def providers_called(session: Session, text: str, scheme: str) -> tuple[Provider, ...]:
    """The providers with an identifier, in whatever writing, or with a record of this name; with all their reviews."""
    asked = keys(Identifier(value=text, scheme=scheme), None)
    same = [col(ProviderRow.record) == text]
    if asked.usable:
        named = or_(
            col(ProviderIdentifierRow.exact).in_(asked.exact),
            col(ProviderIdentifierRow.bare) == (asked.bare or None),
        )
        same.append(col(ProviderRow.id).in_(select(ProviderIdentifierRow.provider_id).where(named)))
    order = (col(ProviderRow.register_name), col(ProviderRow.record))
    found = session.exec(select(ProviderRow).where(or_(*same)).order_by(*order)).all()
    return tuple(_providers(session, found, _reviews(session, [row.id for row in found if row.id is not None], None)))


_PROVIDERS, _IDENTIFIERS = (ProviderRow.metadata.tables[name] for name in ("provider", "provider_identifier"))
#: Who holds an identifier, asked by one of its two columns. Made once: it is asked for every award.
_HOLDERS = {
    column: sa_select(
        _IDENTIFIERS.c.exact, _IDENTIFIERS.c.bare, _PROVIDERS.c.register_name, _PROVIDERS.c.record,
        _PROVIDERS.c.country, _PROVIDERS.c.id,
    )
    .join(_PROVIDERS, _PROVIDERS.c.id == _IDENTIFIERS.c.provider_id)
    .where(_IDENTIFIERS.c[column].in_(bindparam("some", expanding=True)))
    for column in ("exact", "bare")
}  # fmt: skip


class RegisterSource:
    """The registers of an open session, as `passerelle.providers.matching` asks them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._asked = session.connection()
        self._numbers: dict[Ref, int] = {}

    def holders(self, exact: Collection[str], bare: Collection[str]) -> Iterator[Held]:
        """As `Source` says."""
        for column, values in (("exact", exact), ("bare", bare)):
            for some in chunks(sorted(values)):
                for key, value, register, record, country, number in self._asked.execute(
                    _HOLDERS[column], {"some": some}
                ):
                    ref = Ref(register, record)
                    self._numbers[ref] = number
                    yield Held(key, value, ref, country)

    def providers(self, refs: Collection[Ref], scopes: Collection[str]) -> Mapping[Ref, Provider]:
        """As `Source` says; `refs` are some that `holders` gave."""
        numbers = [self._numbers[ref] for ref in refs]
        rows: list[ProviderRow] = []
        for some in chunks(numbers):
            rows += self._session.exec(select(ProviderRow).where(col(ProviderRow.id).in_(some)))
        found = _providers(self._session, rows, _reviews(self._session, numbers, scopes))
        return {Ref(each.register, each.record): each for each in found}


def chunks(values: Iterable[T], size: int = _AT_ONCE) -> Iterator[list[T]]:
    """The values in lists of a size that one question to the database may have."""
    waiting = iter(values)
    while some := list(islice(waiting, size)):
        yield some


def _providers(
    session: Session, rows: Iterable[ProviderRow], reviews: Mapping[int, tuple[Review, ...]]
) -> list[Provider]:
    listed = list(rows)
    identifiers: dict[int, dict[int, Identifier]] = {}
    for some in chunks([row.id for row in listed]):
        named = (
            select(
                ProviderIdentifierRow.provider_id, ProviderIdentifierRow.number, ProviderIdentifierRow.scheme,
                ProviderIdentifierRow.value,
            )
            .where(col(ProviderIdentifierRow.provider_id).in_(some))
            .order_by(col(ProviderIdentifierRow.provider_id), col(ProviderIdentifierRow.number))
        )  # fmt: skip
        for number, place, scheme, value in session.exec(named):
            identifiers.setdefault(number, {})[place] = Identifier(value=value, scheme=scheme)
    return [
        Provider(
            register=row.register_name,
            record=row.record,
            legal_name=row.legal_name,
            names=tuple(orjson.loads(row.names)),
            identifiers=tuple(identifiers.get(row.id or 0, {}).values()),
            formal_status=row.formal_status,
            sector=row.sector,
            country=row.country,
            reviews=reviews.get(row.id or 0, ()),
            retrieved=_day(row.retrieved),
        )
        for row in listed
    ]


def _reviews(
    session: Session, numbers: Sequence[int], scopes: Collection[str] | None
) -> Mapping[int, tuple[Review, ...]]:
    """The reviews of some providers: all, or those of the whole institution and of these scopes."""
    found: dict[int, list[Review]] = {}
    for some in chunks(numbers):
        rows = select(ProviderReviewRow).where(col(ProviderReviewRow.provider_id).in_(some))
        if scopes is not None:
            level = col(ProviderReviewRow.level)
            rows = rows.where(
                or_(level.is_(None), level == "institution", col(ProviderReviewRow.scope_key).in_(sorted(scopes)))
            )
        for row in session.exec(rows.order_by(col(ProviderReviewRow.provider_id), col(ProviderReviewRow.number))):
            found.setdefault(row.provider_id, []).append(
                Review(
                    agency=row.agency, report=row.report, standard=row.standard, level=row.level, scope=row.scope,
                    outcome=row.outcome, valid_from=_day(row.valid_from), valid_until=_day(row.valid_until),
                )
            )  # fmt: skip
    return {number: tuple(reviews) for number, reviews in found.items()}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
