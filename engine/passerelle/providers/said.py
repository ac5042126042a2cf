"""Rows and records that speak of one provider enter; that provider leaves, the same in whatever order they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from passerelle.decision import Identifier, Provider, Review
from passerelle.providers.identifiers import scheme_of
from passerelle.providers.mistakes import Mistakes, shown

#: The schemes that name an organisation best, first: the record of a provider that has none is called by them.
_BEST = ("DEQAR", "ETER", "ROR", "EUID", "LEI", "PIC", "VAT", "ERASMUS", "SCHAC", "NATIONAL")


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says of one provider of a register: its `particulars` (name, identifiers, status), its `reviews`, or
    both. What a file does not speak of stays as it was."""

    provider: Provider
    particulars: bool = True
    reviews: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one row or record says of a provider; `place` is where it stands."""

    place: str
    legal_name: str | None = None
    names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    formal_status: str | None = None
    sector: str | None = None
    country: str | None = None
    review: Review | None = None


#: Where a row's cell stands: the row's place and the name of the column.
Where = Callable[[str, str], str]


def provider(
    register: str, record: str, statements: Sequence[Statement], retrieved: date | None, mistakes: Mistakes,
    where: Where | None,
) -> Provider:  # fmt: skip
    """The provider of which all these statements are. With `where`, statements that contradict each other are mistakes;
    without it, a register's own list, the first in the order of the alphabet counts as its legal name and what is
    contradicted stays unknown."""
    names = sorted({s.legal_name for s in statements if s.legal_name})
    if where is not None:
        for field in ("legal_name", "formal_status", "sector", "country"):
            _compare(field, statements, mistakes, where)
    legal_name = names[0] if names else record
    others = {name for s in statements for name in s.names} | set(names)
    return Provider(
        register=register,
        record=record,
        legal_name=legal_name,
        names=tuple(sorted(others - {legal_name})),
        identifiers=tuple(sorted({i for s in statements for i in s.identifiers}, key=_order)),
        formal_status=_one(s.formal_status for s in statements),
        sector=_one(s.sector for s in statements),
        country=_one(s.country for s in statements),
        reviews=tuple(sorted({s.review for s in statements if s.review}, key=_by_date)),
        retrieved=retrieved,
    )


def rank(identifier: Identifier) -> int:
    """How well an identifier names an organisation, 0 for best."""
    scheme = scheme_of(identifier.scheme)
    return _BEST.index(scheme) if scheme in _BEST else len(_BEST)


def _order(identifier: Identifier) -> tuple[int, str, str]:
    return (rank(identifier), identifier.scheme, identifier.value)


def _by_date(review: Review) -> tuple[str, ...]:
    """The oldest first; the rest only makes the order one."""
    days = (review.valid_from, review.valid_until)
    texts = (review.agency, review.report, review.standard, review.level, review.scope, review.outcome)
    return (*(day.isoformat() if day else "" for day in days), *(text or "" for text in texts))


def _one(values: Iterable[str | None]) -> str | None:
    """The value where there is one only."""
    found = {value for value in values if value}
    return found.pop() if len(found) == 1 else None


def _compare(field: str, statements: Sequence[Statement], mistakes: Mistakes, where: Where) -> None:
    first: Statement | None = None
    for statement in statements:
        value = getattr(statement, field)
        if not value:
            continue
        if first is None:
            first = statement
        elif value != getattr(first, field):
            said = f"{shown(value)} is not what {first.place} says of the same provider, {shown(getattr(first, field))}"
            mistakes.add(where(statement.place, field), f"{said}; correct one of them", "contradiction")
