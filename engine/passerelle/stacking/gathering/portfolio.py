"""Documents of one person in; the units that they hold out, each once, with the facts that hold whatever is asked.

The same award in two formats is one unit: the copy with the better evidence counts, what only the other one says is
taken from it, and the other is reported. Ids are the learner's own where the portfolio gives them, else "u1", "u2", …
in an order that follows from the units and not from the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from passerelle.decision import Award, Evidence, Stated, canonical_json, exact, sha256
from passerelle.decision.stacking import Use, UseKind
from passerelle.decision.unit_identity import identity_of, plain, same_in_portfolio
from passerelle.decision.unit_notes import NO_NOTES, UnitNotes
from passerelle.documents import Document
from passerelle.errors import QuestionError
from passerelle.facts import Known
from passerelle.facts.identity import same_person
from passerelle.stacking.gathering.units import HeldUnit, compared_names, source_of, stated_credits, unit_facts
from passerelle.vocabulary import Vocabulary

#: Units of one portfolio. No learner has so many: what is above is another kind of file, and pairs of units that must
#: not overlap grow with the square of their number.
MOST_UNITS = 1_000
#: Files that may have the same unit.
_MOST_ALIKE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An award that is a unit already, in another format: its own id in an answer, and that of the unit."""

    id: str
    unit: str
    award: Award


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """The units by id, sorted; awards that are among them already; the uses that the portfolio itself tells of."""

    units: tuple[HeldUnit, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    uses: tuple[Use, ...] = ()
    sha256: str = field(default=sha256(b"[]"))

    def unit(self, unit_id: str) -> HeldUnit | None:
        """The unit of an id, or None."""
        return next((unit for unit in self.units if unit.id == unit_id), None)

    def with_units(self, added: Iterable[HeldUnit]) -> Portfolio:
        """The portfolio with further units: to see what would follow."""
        units = tuple(sorted((*self.units, *added), key=lambda unit: unit.id))
        return replace(self, units=units, sha256=_digest(units))


def portfolio_of(documents: Iterable[Document | Award], vocabulary: Vocabulary, as_of: date) -> Portfolio:
    """The portfolio of documents, of awards, or of both.

    Raises:
        QuestionError: two holders, two units of one id, credits below 0, or too many units.
    """
    given_units = list(_held(documents))
    if len(given_units) > MOST_UNITS:
        message = f"the portfolio has {len(given_units):,} units and at most {MOST_UNITS:,} are looked at"
        raise QuestionError("portfolio", message, "give those that the award is about")
    held = sorted(given_units, key=lambda each: _order(*each))
    _one_person([award for award, _ in held])
    groups = _same(held)
    given = Counter(stated.value for group in groups for _, notes in group[:1] if (stated := notes.id) is not None)
    for name, count in sorted(given.items()):
        if count > 1:
            raise QuestionError("portfolio", f"{count} different units have the id '{name}'", "give each its own")
    numbers = iter(f"u{number}" for number in range(1, 2 * len(groups) + 1))
    units: list[HeldUnit] = []
    duplicates: list[Duplicate] = []
    uses: list[Use] = []
    for group in groups:
        (award, notes), *others = group
        own = notes.id.value if notes.id else next(name for name in numbers if name not in given)
        unit = _unit(own, award, notes, [other for other, _ in others], vocabulary, as_of)
        units.append(unit)
        uses += _uses(unit)
        for number, (other, _) in enumerate(others, 2):
            duplicates.append(Duplicate(id=f"{own}~{number}", unit=own, award=other))
    units.sort(key=lambda unit: unit.id)
    return Portfolio(
        units=tuple(units), duplicates=tuple(sorted(duplicates, key=lambda each: each.id)), uses=tuple(uses),
        sha256=_digest(units),
    )  # fmt: skip


def _held(documents: Iterable[Document | Award]) -> Iterable[tuple[Award, UnitNotes]]:
    for document in documents:
        if isinstance(document, Award):
            yield document, NO_NOTES
        else:
            notes: Sequence[UnitNotes] = document.notes or (NO_NOTES,) * len(document.awards)
            yield from zip(document.awards, notes, strict=True)


def _order(award: Award, notes: UnitNotes) -> tuple[str, ...]:
    """What a person would order by, then what tells any two apart."""
    title = min(map(plain, award.title.value.values()), default="") if award.title else ""
    day = award.achieved or award.issued
    content = canonical_json(replace(award, document="", part=""))
    return (
        notes.id.value if notes.id else "", title, source_of(award), day.value.isoformat() if day else "",
        sha256(content + canonical_json(notes)), award.document, award.part,
    )  # fmt: skip


def _one_person(awards: list[Award]) -> None:
    """Raises `QuestionError` where two documents name two people."""
    known: dict[tuple[str | None, date | None], Award] = {}
    for award in awards:
        holder = award.holder
        born = holder.date_of_birth.value if holder.date_of_birth else None
        known.setdefault((plain(holder.name.value) if holder.name else None, born), award)
    people = sorted(known, key=lambda each: (each[0] or "", each[1] or date.min))
    for index, one in enumerate(people):
        for other in people[index + 1 :]:
            if same_person(*one, *other) is False:
                first, second = (_person(known[each]) for each in (one, other))
                message = f"the documents are of two people: {first}, and {second}"
                raise QuestionError("portfolio", message, "ask for each of them alone, or have the wrong one corrected")


def _person(award: Award) -> str:
    holder = award.holder
    name = holder.name.value if holder.name else "somebody"
    born = f" born on {holder.date_of_birth.value}" if holder.date_of_birth else ""
    title = next(iter(award.title.value.values()), "") if award.title else ""
    return f"{name}{born} ('{title}')"


Held = tuple[Award, UnitNotes]


def _same(held: list[Held]) -> list[list[Held]]:
    """The awards in groups of one unit each, the best evidence first."""
    groups: list[list[Held]] = []
    by_key: dict[str, list[tuple[str, int]]] = {}
    for award, notes in held:
        keys = _keys(award, notes)
        near = {n for key in keys for document, n in by_key.get(key, ()) if document != award.document or key[0] == "="}
        if len(near) > _MOST_ALIKE:
            message = f"more than {_MOST_ALIKE} files have a unit of the same title and day"
            raise QuestionError("portfolio", message, "give each document once")
        for number in sorted(near):
            if all(_one_unit(award, other) for other, _ in groups[number]):
                groups[number].append((award, notes))
                break
        else:
            number = len(groups)
            groups.append([(award, notes)])
        for key in keys:
            by_key.setdefault(key, []).append((award.document, number))
    for group in groups:
        if len(group) == 1:
            continue
        group.sort(key=lambda each: (_evidence(each[0]).rank, each[0].proof is None, -_said(each[0])))
        noted = [notes for _, notes in group if notes != NO_NOTES]
        if noted and group[0][1] == NO_NOTES:
            group[0] = (group[0][0], noted[0])
    return groups


def _one_unit(one: Award, other: Award) -> bool:
    # In one file only what is written twice word for word is one unit: the rest was told apart by who wrote it.
    return same_in_portfolio(one, other) if one.document != other.document else True


def _values(value: Any) -> Iterable[object]:
    """Every value that is stated, without where and by whom."""
    if isinstance(value, tuple):
        for each in value:
            yield from _values(each)
    elif isinstance(value, Stated):
        yield value.value
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            if name not in ("document", "part", "notices"):
                yield from ((name, each) for each in _values(getattr(value, name)))


def _keys(award: Award, notes: UnitNotes) -> list[str]:
    """Rough keys: awards that share none are not compared. One that begins with "=" is of a line word for word."""
    keys = [f"identifier {award.identifier.value}"] if award.identifier else []
    learned = [plain(award.specification.value)] if award.specification else []
    learned += [plain(text) for text in award.title.value.values()] if award.title else []
    days = {stated.value for stated in (award.achieved, award.issued) if stated is not None}
    keys += [f"{what} {day}" for what in learned for day in days]
    if notes.id is None:
        said = repr((sorted(_values(award), key=repr), sorted(_values(notes), key=repr)))
        keys.append(f"={award.document} {sha256(said.encode())}")
    return keys


def _evidence(award: Award) -> Evidence:
    stated = award.title or award.identifier or award.issued
    return stated.evidence if stated else Evidence.LEARNER


def _said(award: Award) -> int:
    """How much an award says."""
    return sum(1 for _ in _values(award))


def _unit(
    unit_id: str, award: Award, notes: UnitNotes, others: list[Award], vocabulary: Vocabulary, as_of: date
) -> HeldUnit:
    for stated in award.workloads:
        if stated.value.amount < 0:
            amount = f"{exact(stated.value.amount)} {stated.value.unit}"
            message = f"the unit '{unit_id}' has {amount} ({stated.place})"
            raise QuestionError("portfolio", message, "no credits are below 0: have it corrected")
    facts = unit_facts(award, notes, vocabulary, as_of)
    stated_in = stated_credits(award, notes, vocabulary)
    for other in others:
        # What only another copy says is said by it, with its own evidence.
        for name, known in unit_facts(other, NO_NOTES, vocabulary, as_of).items():
            facts.setdefault(name, known)
        for unit, amounts in stated_credits(other, NO_NOTES, vocabulary).items():
            stated_in.setdefault(unit, amounts)
    facts["id"] = id_fact(unit_id, notes)
    keys = {key for known in map(identity_of, (award, *others)) for key in (known.id, *known.keys)}
    return HeldUnit(
        id=unit_id, award=award, notes=notes, facts=facts, stated=stated_in, names=compared_names(award),
        source=source_of(award), covers={outcome: share.value for outcome, share in notes.covers},
        keys=frozenset(keys),
    )  # fmt: skip


def id_fact(unit_id: str, notes: UnitNotes) -> Known:
    """The fact of a unit's id."""
    return Known(unit_id, Evidence.LEARNER if notes.id else Evidence.INFERRED, notes.id.place if notes.id else None)


def _uses(unit: HeldUnit) -> list[Use]:
    """The uses that a learner notes of a unit."""
    return [
        Use(
            unit=unit.id, award=each.award, award_kind=each.kind, award_level=each.level, use=UseKind(each.use),
            conferred=each.conferred, irrevocable=each.irrevocable, credits=each.credits,
            credit_unit=each.credit_unit, source="portfolio",
        )
        for each in (stated.value for stated in unit.notes.used_for)
    ]  # fmt: skip


def _digest(units: Iterable[HeldUnit]) -> str:
    """What the units are, whatever files they came in."""
    said = [[unit.id, unit.award, unit.notes] for unit in units]
    return sha256(canonical_json(said))
