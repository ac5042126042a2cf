"""Identifiers and registers in, the providers that registers list out.

`passerelle.providers.matching` says who is meant; here it is looked up. It is asked for every award, so the questions
are made once, and rows are read as they come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, TypeVar

import orjson
from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, func, or_, select
from sqlmodel import Session

from passerelle.decision import Identifier, Provider, RegisterAsked, Review
from passerelle.providers import Held, Ref, keys
from passerelle.store.tables import METADATA

T = TypeVar("T")

#: Values in one question to the database.
_AT_ONCE = 500

_REGISTER, _PROVIDER, _IDENTIFIER, _REVIEW = (
    METADATA.tables[name] for name in ("provider_register", "provider", "provider_identifier", "provider_review")
)
_SOME: BindParameter[Any] = bindparam("some", expanding=True)
#: Who holds an identifier, asked by one of its two columns.
_HOLDERS = {
    column: select(
        _IDENTIFIER.c.exact, _IDENTIFIER.c.bare, _PROVIDER.c.register_name, _PROVIDER.c.record, _PROVIDER.c.country,
        _PROVIDER.c.id,
    )
    .join(_PROVIDER, _PROVIDER.c.id == _IDENTIFIER.c.provider_id)
    .where(_IDENTIFIER.c[column].in_(_SOME))
    for column in ("exact", "bare")
}  # fmt: skip
_PROVIDERS = select(_PROVIDER).where(_PROVIDER.c.id.in_(_SOME))
_IDENTIFIERS = (
    select(_IDENTIFIER.c.provider_id, _IDENTIFIER.c.number, _IDENTIFIER.c.value, _IDENTIFIER.c.scheme)
    .where(_IDENTIFIER.c.provider_id.in_(_SOME))
    .order_by(_IDENTIFIER.c.provider_id, _IDENTIFIER.c.number)
)
_REVIEWS = select(_REVIEW).where(_REVIEW.c.provider_id.in_(_SOME)).order_by(_REVIEW.c.provider_id, _REVIEW.c.number)
_REVIEWS_THAT_CONCERN = _REVIEWS.where(
    or_(
        _REVIEW.c.level.is_(None),
        _REVIEW.c.level == "institution",
        _REVIEW.c.scope_key.in_(bindparam("scopes", expanding=True)),
    )
)
_REGISTERS = select(_REGISTER).order_by(_REGISTER.c.name)


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
    return tuple(
        RegisterAsked(name=row.name, as_of=_day(row.as_of)) for row in session.connection().execute(_REGISTERS)
    )


def registers_kept(session: Session) -> tuple[RegisterKept, ...]:
    """The registers with how much they hold, by name."""
    asked = session.connection()
    counted = select(_PROVIDER.c.register_name, func.count()).group_by(_PROVIDER.c.register_name)
    providers: dict[str, int] = {row[0]: row[1] for row in asked.execute(counted)}
    reviewed = counted.join(_REVIEW, _REVIEW.c.provider_id == _PROVIDER.c.id)
    reviews: dict[str, int] = {row[0]: row[1] for row in asked.execute(reviewed)}
    return tuple(
        RegisterKept(
            name=row.name,
            as_of=_day(row.as_of),
            imported_at=row.imported_at.replace(tzinfo=UTC) if row.imported_at.tzinfo is None else row.imported_at,
            providers=providers.get(row.name, 0),
            reviews=reviews.get(row.name, 0),
        )
        for row in asked.execute(_REGISTERS)
    )


def providers_of(session: Session, register: str, limit: int) -> tuple[Provider, ...]:
    """Providers of a register, by record, without their reviews."""
    asked = session.connection()
    listed = select(_PROVIDER).where(_PROVIDER.c.register_name == register).order_by(_PROVIDER.c.record).limit(limit)
    return tuple(_read(asked, asked.execute(listed).all(), {}))


def providers_called(session: Session, text: str, scheme: str) -> tuple[Provider, ...]:
    """The providers with an identifier, in whatever writing, or with a record of this name; with all their reviews."""
    asked = session.connection()
    called = keys(Identifier(value=text, scheme=scheme), None)
    same = [_PROVIDER.c.record == text]
    if called.usable:
        named = or_(_IDENTIFIER.c.exact.in_(called.exact), _IDENTIFIER.c.bare.in_([called.bare] if called.bare else []))
        same.append(_PROVIDER.c.id.in_(select(_IDENTIFIER.c.provider_id).where(named)))
    listed = select(_PROVIDER).where(or_(*same)).order_by(_PROVIDER.c.register_name, _PROVIDER.c.record)
    rows = asked.execute(listed).all()
    return tuple(_read(asked, rows, _reviews(asked, _REVIEWS, [row.id for row in rows])))


class RegisterSource:
    """The registers of an open session, as `passerelle.providers.matching` asks them."""

    def __init__(self, session: Session) -> None:
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
        rows = [row for some in chunks(numbers) for row in self._asked.execute(_PROVIDERS, {"some": some})]
        reviews = _reviews(self._asked, _REVIEWS_THAT_CONCERN, numbers, scopes=sorted(scopes))
        return {Ref(each.register, each.record): each for each in _read(self._asked, rows, reviews)}


def chunks(values: Iterable[T], size: int = _AT_ONCE) -> Iterator[list[T]]:
    """The values in lists of a size that one question to the database may have."""
    waiting = iter(values)
    while some := list(islice(waiting, size)):
        yield some


def _read(asked: Connection, rows: Sequence[Row[Any]], reviews: Mapping[int, tuple[Review, ...]]) -> Iterator[Provider]:
    identifiers: dict[int, dict[int, Identifier]] = {}
    for some in chunks(row.id for row in rows):
        for number, place, value, scheme in asked.execute(_IDENTIFIERS, {"some": some}):
            # An identifier with two keys has two rows.
            identifiers.setdefault(number, {})[place] = Identifier(value=value, scheme=scheme)
    for row in rows:
        yield Provider(
            register=row.register_name,
            record=row.record,
            legal_name=row.legal_name,
            names=tuple(orjson.loads(row.names)),
            identifiers=tuple(identifiers.get(row.id, {}).values()),
            formal_status=row.formal_status,
            sector=row.sector,
            country=row.country,
            reviews=reviews.get(row.id, ()),
            retrieved=_day(row.retrieved),
        )


def _reviews(
    asked: Connection, question: Select[Any], numbers: Sequence[int], **more: list[str]
) -> Mapping[int, tuple[Review, ...]]:
    found: dict[int, list[Review]] = {}
    for some in chunks(numbers):
        for row in asked.execute(question, {"some": some, **more}):
            found.setdefault(row.provider_id, []).append(
                Review(
                    agency=row.agency, report=row.report, standard=row.standard, level=row.level, scope=row.scope,
                    outcome=row.outcome, valid_from=_day(row.valid_from), valid_until=_day(row.valid_until),
                )
            )  # fmt: skip
    return {number: tuple(reviews) for number, reviews in found.items()}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
