"""A host, a purpose, a target and some learning enter; earlier decisions on the same leave, newest first.

A precedent is shown beside a decision and never goes into one: what was decided for another purpose, by another host or
for another target is no precedent at all (EAR manual, chapters 5 and 13).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import orjson
from sqlmodel import Session, and_, col, or_, select

from passerelle.decision import Award, LanguageText, Outcome, Purpose, canonical_json
from passerelle.store.tables import DecisionRow

#: Outcomes that answer a question; the others only say that it is open, or whose it is.
SETTLED = (
    Outcome.RECOGNISED_FULL, Outcome.RECOGNISED_PARTIAL, Outcome.RECOGNISED_CONDITIONAL, Outcome.RECOGNISED_ALTERNATIVE,
    Outcome.REFERRED_TO_RPL, Outcome.REFUSED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier decision: nothing of it says whose it was."""

    id: str
    outcome: Outcome
    as_of: date
    kept_at: datetime
    target: str | None
    award_title: LanguageText


@dataclass(frozen=True, slots=True)
class Learning:
    """What tells that two awards certify the same learning: the specification that both name or, where the award names
    none, issuer and title."""

    specification: str | None = None
    issuer: str | None = None
    title: LanguageText | None = None

    @classmethod
    def of(cls, award: Award) -> Learning:
        """The learning of an award."""
        specification = award.specification.value if award.specification else None
        return cls(specification, issuer_of(award), award.title.value if award.title else None)


def issuer_of(award: Award) -> str | None:
    """The awarding bodies as one text: of each a legal identifier, else a name."""
    bodies = []
    for body in award.awarding_bodies:
        names = body.legal_name or body.name
        if body.legal_identifiers:
            bodies.append(body.legal_identifiers[0].value.value)
        elif names is not None:
            bodies.append(names.value.get("en") or names.value[min(names.value)])
    return " · ".join(sorted(bodies)) or None


def precedents(
    session: Session, *, host: str, purpose: Purpose, target: str | None, every_target: bool,
    learning: Learning | None, but: str | None, limit: int,
) -> tuple[Precedent, ...]:  # fmt: skip
    """Decisions of a host for a purpose and a target (`None`: those without one), or for any with `every_target`;
    those on some learning, or on any; `but` one."""
    row = DecisionRow
    wanted = [
        col(row.host) == host,
        col(row.purpose) == purpose.value,
        col(row.outcome).in_([outcome.value for outcome in SETTLED]),
    ]
    if not every_target:
        wanted.append(col(row.target).is_(None) if target is None else col(row.target) == target)
    if but is not None:
        wanted.append(col(row.id) != but)
    if learning is not None:
        same = []
        if learning.specification is not None:
            same.append(col(row.specification) == learning.specification)
        if learning.issuer is not None and learning.title is not None:
            titled = canonical_json(dict(learning.title)).decode()
            by_title = and_(col(row.issuer) == learning.issuer, col(row.award_title) == titled)
            # Two specifications are two kinds of learning, whatever their titles.
            same.append(
                by_title if learning.specification is None else and_(by_title, col(row.specification).is_(None))
            )
        if not same:
            return ()
        wanted.append(or_(*same))
    newest = select(row).where(*wanted).order_by(col(row.kept_at).desc(), col(row.id)).limit(limit)
    return tuple(_precedent(found) for found in session.exec(newest))


def _precedent(row: DecisionRow) -> Precedent:
    moment = row.kept_at
    return Precedent(
        id=row.id,
        outcome=Outcome(row.outcome),
        as_of=date.fromisoformat(row.as_of),
        kept_at=moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC),
        target=row.target,
        award_title=orjson.loads(row.award_title),
    )
