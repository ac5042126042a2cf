"""What files say of the providers of registers in, to be kept: whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import bindparam, delete, func, insert, update
from sqlmodel import Session, select

from passerelle.decision import Provider
from passerelle.providers import Held, Read, Ref, Said
from passerelle.providers.listing import held_by, scope_key
from passerelle.store.registers import chunks
from passerelle.store.tables import ProviderIdentifierRow, ProviderReviewRow, ProviderRow, RegisterRow

#: Providers that are written at once.
_AT_ONCE = 500

#: Called with the number of providers written so far and their number.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvidersImported:
    """What an import did to a register: how many providers are new, were there already, went, and are there now."""

    register: str
    shape: str
    added: int
    updated: int
    removed: int
    providers: int


def keep_providers(
    session: Session, read: Read, moment: datetime, *, replace: bool, progress: Progress | None
) -> ProvidersImported:
    """Keep what a file says. What was known of the same records and the file speaks of is replaced; with `replace`,
    what the register said before and the file does not say is no longer there."""
    retrieved = max((said.provider.retrieved for said in read.said if said.provider.retrieved), default=None)
    _keep_register(session, read.register, retrieved, moment)
    rows = select(ProviderRow.record, ProviderRow.id).where(ProviderRow.register_name == read.register)
    known = {record: number for record, number in session.exec(rows) if number is not None}
    removed = _remove_others(session, read.said, known) if replace else 0
    first = (session.exec(select(func.max(ProviderRow.id))).one() or 0) + 1
    new = [said for said in read.said if said.provider.record not in known]
    numbers = {**known, **{said.provider.record: number for number, said in enumerate(new, first)}}
    done = 0
    for some in chunks(read.said, _AT_ONCE):
        _keep_some(session, some, numbers, known.keys())
        done += len(some)
        if progress is not None:
            progress(done, len(read.said))
    return ProvidersImported(
        register=read.register, shape=read.shape, added=len(new), updated=len(read.said) - len(new), removed=removed,
        providers=len(numbers) - removed,
    )  # fmt: skip


def forget_register(session: Session, name: str) -> int | None:
    """Take away a register with all that it said; how many providers that were, None where there is no such one."""
    if session.get(RegisterRow, name) is None:
        return None
    numbers = [
        number for number in session.exec(select(ProviderRow.id).where(ProviderRow.register_name == name)) if number
    ]
    for column in (ProviderReviewRow.provider_id, ProviderIdentifierRow.provider_id, ProviderRow.id):
        _delete(session, column, numbers)
    _delete(session, RegisterRow.name, [name])
    return len(numbers)


def _keep_register(session: Session, name: str, retrieved: date | None, moment: datetime) -> None:
    row = session.get(RegisterRow, name)
    if row is None:
        row = RegisterRow(name=name, as_of=None, imported_at=moment)
        session.add(row)
    row.imported_at = moment
    if retrieved is not None:
        row.as_of = max(filter(None, (row.as_of, retrieved.isoformat())))
    session.flush()


def _remove_others(session: Session, said: Sequence[Said], known: Mapping[str, int]) -> int:
    """Take away what a register said and a file that speaks of all of it does not: providers where the file says who
    there is, reviews where it says which."""
    records = {one.provider.record for one in said}
    others = [number for record, number in known.items() if record not in records]
    particulars = any(one.particulars for one in said)
    if any(one.reviews for one in said):
        _delete(session, ProviderReviewRow.provider_id, others)
    if not particulars:
        return 0
    for column in (ProviderReviewRow.provider_id, ProviderIdentifierRow.provider_id, ProviderRow.id):
        _delete(session, column, others)
    return len(others)


def _keep_some(session: Session, some: Sequence[Said], numbers: Mapping[str, int], known: Collection[str]) -> None:
    added = [one for one in some if one.provider.record not in known]
    there = [one for one in some if one.provider.record in known]
    described = [one for one in there if one.particulars]
    _delete(session, ProviderIdentifierRow.provider_id, [numbers[one.provider.record] for one in described])
    _delete(session, ProviderReviewRow.provider_id, [numbers[one.provider.record] for one in there if one.reviews])
    _insert(session, ProviderRow, [_row(one.provider, numbers) for one in added])
    if described:
        rows = [_row(one.provider, numbers) for one in described]
        _update(session, rows, ("legal_name", "names", "formal_status", "sector", "country", "retrieved"))
    if reviewed := [one for one in there if not one.particulars]:
        rows = [_row(one.provider, numbers) for one in reviewed]
        _update(session, rows, ("retrieved",))
    _insert(
        session, ProviderIdentifierRow,
        [row for one in (*added, *described) for row in _identifier_rows(one.provider, numbers[one.provider.record])],
    )  # fmt: skip
    _insert(
        session, ProviderReviewRow,
        [row for one in some if one.reviews for row in _review_rows(one.provider, numbers[one.provider.record])],
    )  # fmt: skip


def _row(provider: Provider, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": numbers[provider.record],
        "register_name": provider.register,
        "record": provider.record,
        "legal_name": provider.legal_name,
        "names": orjson.dumps(provider.names).decode(),
        "formal_status": provider.formal_status,
        "sector": provider.sector,
        "country": provider.country,
        "retrieved": _text(provider.retrieved),
    }


def _identifier_rows(provider: Provider, number: int) -> Iterator[dict[str, Any]]:
    ref = Ref(provider.register, provider.record)
    for place, identifier in enumerate(provider.identifiers):
        held = list(held_by(ref, provider.country, identifier)) or [Held("", "", ref, None)]
        for one in held:
            yield {
                "provider_id": number,
                "number": place,
                "exact": one.exact,
                "bare": one.bare,
                "scheme": identifier.scheme,
                "value": identifier.value,
            }


def _review_rows(provider: Provider, number: int) -> Iterator[dict[str, Any]]:
    for place, review in enumerate(provider.reviews):
        yield {
            "provider_id": number,
            "number": place,
            "agency": review.agency,
            "report": review.report,
            "standard": review.standard,
            "level": review.level,
            "scope": review.scope,
            "scope_key": scope_key(review),
            "outcome": review.outcome,
            "valid_from": _text(review.valid_from),
            "valid_until": _text(review.valid_until),
        }


def _insert(session: Session, table: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _update(session: Session, rows: list[dict[str, Any]], columns: tuple[str, ...]) -> None:
    # On the table itself: the rows of a session are not asked for one by one.
    table = ProviderRow.metadata.tables["provider"]
    change = update(table).where(table.c.id == bindparam("number"))
    values = [{"number": row["id"], **{f"new_{name}": row[name] for name in columns}} for row in rows]
    session.connection().execute(change.values({name: bindparam(f"new_{name}") for name in columns}), values)


def _delete(session: Session, column: Any, values: Sequence[int | str]) -> None:
    for some in chunks(values, _AT_ONCE):
        session.execute(delete(column.class_).where(column.in_(some)).execution_options(synchronize_session=False))


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
