"""The statements of a host that were found for a case in, the facts of each out.

Statements are directed, scoped and dated: each is about some learning, one component and some purposes, from a day on
and until a day. A later one of the same authority replaces an earlier one, and one on this learning in particular
stands before one on everything that an issuer awards. What was replaced does not come back when its successor ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from passerelle.decision import Award, Evidence, Purpose, Question, StatementOfEquivalence, Target
from passerelle.facts.gathered import Gathered, Known

#: The purposes of a statement that names none.
ACADEMIC = frozenset([Purpose.ADMISSION, Purpose.EXEMPTION, Purpose.CREDIT_ELECTIVE, Purpose.STACKING])
_STRONGER = {"binding": 2, "precedent": 1, "lead": 0}


def statement_facts(
    statements: Sequence[StatementOfEquivalence], award: Award, question: Question, target: Target | None,
    gathered: Gathered,
) -> None:  # fmt: skip
    """Enter the statements, also where there are none: then it is known that there is none."""
    own = award.specification.value if award.specification else None
    ordered = sorted(statements, key=lambda each: each.id)
    apt = [each for each in ordered if _for_purpose(each, question, target) and _begun(each, question.as_of)]
    gathered.members["statements"] = [_member(each, apt, own, question, target) for each in ordered]


def _member(
    statement: StatementOfEquivalence, apt: Sequence[StatementOfEquivalence], own: str | None, question: Question,
    target: Target | None,
) -> dict[str, Known]:  # fmt: skip
    as_of, until = question.as_of, statement.valid_until
    by = next((each for each in apt if each is not statement and _replaces(each, statement, own, as_of)), None)
    values: dict[str, Any] = {
        "id": statement.id,
        "kind": statement.kind,
        "strength": statement.strength,
        "authority": statement.authority,
        "accepted": statement.accepted,
        "made": statement.made,
        "valid_until": until,
        "begun": _begun(statement, as_of),
        "expired": until is not None and until < as_of,
        "superseded": by is not None,
        "for_purpose": _for_purpose(statement, question, target),
        "specific": _specific(statement, own),
    }
    sources = {"superseded": by.id if by else None}
    return {
        name: Known(value, Evidence.HOST, statement.place or None, sources.get(name))
        for name, value in values.items()
        if value is not None
    }


def _begun(statement: StatementOfEquivalence, as_of: date) -> bool | None:
    days = [day for day in (statement.made, statement.valid_from) if day is not None]
    return max(days) <= as_of if days else None


def _specific(statement: StatementOfEquivalence, own: str | None) -> bool:
    return own is not None and own in statement.specifications


def _for_purpose(statement: StatementOfEquivalence, question: Question, target: Target | None) -> bool:
    """Elective credit replaces no component, so a statement is about one of the two."""
    if question.purpose is None or question.purpose not in (statement.purposes or ACADEMIC):
        return False
    if question.purpose is Purpose.CREDIT_ELECTIVE:
        return statement.component == ""
    return target is not None and statement.component == target.id


def _replaces(one: StatementOfEquivalence, other: StatementOfEquivalence, own: str | None, as_of: date) -> bool:
    """Whether a statement that has begun stands in the place of another one on the same."""
    if _STRONGER[one.strength] < _STRONGER[other.strength]:
        return False
    ended = one.valid_until is not None and one.valid_until < as_of
    if _specific(one, own) and not _specific(other, own):
        return not ended
    if _specific(one, own) != _specific(other, own) or one.authority != other.authority:
        return False
    return one.made is not None and other.made is not None and one.made > other.made
