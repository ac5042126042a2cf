"""A classification of skills in, to be kept; identifiers of outcomes in, what the classification says of them out.

Of several versions the newest is asked; of its languages, one in which the fewest concepts are without their broader
ones, and all for what a concept is called.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import delete, func, insert
from sqlmodel import Session, col, select

from passerelle.decision import NO_SKILLS, LanguageText, SkillConcept, SkillLink, SkillsFound
from passerelle.skills import Classification, classified, more_general, normal
from passerelle.store.tables import BroaderRow, ClassificationRow, SkillRow

T = TypeVar("T")

#: Values in one question to the database.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A classification that is kept: how many concepts and relations it has, and of how many concepts the broader ones
    are not known."""

    name: str
    version: str
    language: str
    sha256: str
    concepts: int
    links: int
    unplaced: int
    imported_at: datetime


def keep_classification(session: Session, classification: Classification, imported_at: datetime) -> None:
    """Keep a classification; one of the same name, version and language is replaced."""
    same = select(ClassificationRow).where(
        ClassificationRow.name == classification.name,
        ClassificationRow.version == classification.version,
        ClassificationRow.language == classification.language,
    )
    for row in session.exec(same).all():
        _remove(session, row)
    row = ClassificationRow(
        name=classification.name, version=classification.version, language=classification.language,
        sha256=classification.sha256, imported_at=imported_at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    first = (session.exec(select(func.max(SkillRow.id))).one() or 0) + 1
    numbers = {concept.uri: number for number, concept in enumerate(classification.concepts, first)}
    skills = [
        {
            "id": numbers[concept.uri], "classification_id": row.id, "uri": concept.uri, "label": concept.label,
            "placed": concept.uri not in classification.unplaced,
        }
        for concept in classification.concepts
    ]  # fmt: skip
    broader = [{"narrower": numbers[below], "broader": numbers[above]} for below, above in classification.links]
    for table, values in ((SkillRow, skills), (BroaderRow, broader)):
        if values:
            session.execute(insert(table), values)


def _remove(session: Session, row: ClassificationRow) -> None:
    ours = select(SkillRow.id).where(SkillRow.classification_id == row.id)
    session.execute(delete(BroaderRow).where(col(BroaderRow.narrower).in_(ours)))
    session.execute(delete(SkillRow).where(col(SkillRow.classification_id) == row.id))
    session.delete(row)
    session.flush()


def classifications(session: Session) -> tuple[Imported, ...]:
    """Every classification that is kept, the newest version first."""
    found = []
    for row in session.exec(select(ClassificationRow)):
        ours = select(func.count()).select_from(SkillRow).where(SkillRow.classification_id == row.id)
        steps = (
            select(func.count())
            .select_from(BroaderRow)
            .join(SkillRow, col(SkillRow.id) == col(BroaderRow.narrower))
            .where(SkillRow.classification_id == row.id)
        )
        moment = row.imported_at
        found.append(
            Imported(
                name=row.name, version=row.version, language=row.language, sha256=row.sha256,
                concepts=session.exec(ours).one(), links=session.exec(steps).one(),
                unplaced=session.exec(ours.where(col(SkillRow.placed).is_(False))).one(),
                imported_at=moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (*(-n for n in _numbers(each.version)), each.name, each.language)))


def skills_found(session: Session, held: Collection[str], wanted: Collection[str]) -> SkillsFound:
    """What the classification says of the outcomes of an award (`held`) and of a target (`wanted`), given by their
    identifiers: the concepts that they name, and which of those held is narrower than which of those wanted or the
    other way round. `NO_SKILLS` where no classification is kept or no concept is named on both sides."""
    mine, theirs = ({uri for uri in map(normal, side) if classified(uri)} for side in (held, wanted))
    if not (mine and theirs):
        return NO_SKILLS
    rows = session.exec(select(ClassificationRow)).all()
    if not rows:
        return NO_SKILLS
    newest = max(_numbers(row.version) for row in rows)
    asked = sorted((row for row in rows if _numbers(row.version) == newest), key=lambda row: row.language)
    labels: dict[str, dict[str, str]] = {}
    best: _Steps | None = None
    for row in asked:
        named = _named(session, row, mine | theirs)
        for skill in named:
            labels.setdefault(skill.uri, {})[row.language] = skill.label
        steps = _upwards(session, named)
        if best is None or len(steps.unplaced) < len(best.unplaced):
            best = steps
    assert best is not None
    open_ended = {below for below, _ in more_general(best.steps, mine | theirs, best.unplaced)} | best.unplaced
    links = {*more_general(best.steps, mine, theirs), *more_general(best.steps, theirs, mine)}
    digests = ", ".join(f"{row.language} {row.sha256[:12]}" for row in asked)
    return SkillsFound(
        skills=f"{asked[0].name} {asked[0].version} ({digests})",
        concepts=tuple(
            SkillConcept(uri=uri, label=_text(labels[uri]), placed=uri not in open_ended) for uri in sorted(labels)
        ),
        links=tuple(SkillLink(narrower=below, broader=above) for below, above in sorted(links)),
    )


@dataclass(frozen=True, slots=True)
class _Steps:
    """The steps that lead up from some concepts, and those of the concepts reached whose broader ones are not known."""

    steps: tuple[tuple[str, str], ...]
    unplaced: frozenset[str]


def _named(session: Session, row: ClassificationRow, uris: Collection[str]) -> list[SkillRow]:
    return [
        skill
        for some in _chunks(sorted(uris))
        for skill in session.exec(
            select(SkillRow).where(SkillRow.classification_id == row.id, col(SkillRow.uri).in_(some))
        )
    ]


def _upwards(session: Session, start: Collection[SkillRow]) -> _Steps:
    """Every step above some concepts. A concept is asked for once, so that it ends whatever the table holds."""
    known = {skill.id: skill for skill in start}
    steps: list[tuple[str, str]] = []
    waiting = sorted(number for number in known if number is not None)
    while waiting:
        pairs = [
            (step.narrower, step.broader)
            for some in _chunks(waiting)
            for step in session.exec(select(BroaderRow).where(col(BroaderRow.narrower).in_(some)))
        ]
        waiting = sorted({above for _, above in pairs} - known.keys())
        for some in _chunks(waiting):
            above = session.exec(select(SkillRow).where(col(SkillRow.id).in_(some)))
            known.update((skill.id, skill) for skill in above)
        steps += [(known[below].uri, known[above].uri) for below, above in pairs]
    return _Steps(tuple(sorted(steps)), frozenset(skill.uri for skill in known.values() if not skill.placed))


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


def _numbers(version: str) -> tuple[int, ...]:
    return (*(int(part) for part in version.split(".")), 0, 0)[:3]


def _text(labels: dict[str, str]) -> LanguageText:
    return dict(sorted(labels.items()))
