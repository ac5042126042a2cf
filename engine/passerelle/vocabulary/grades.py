"""`grade-scales.yaml` enters; scales leave, each of which knows the order of its own grades and what passes.

Grades of two scales are never compared here: how they compare is for a host's tables and its method of conversion
(`passerelle.vocabulary.grading`), and where there is none it is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from passerelle.vocabulary.reading import Row, read_amount, read_sources
from passerelle.vocabulary.wording import name_key

_NUMBER = re.compile(r"(?P<number>-?\d{1,4}(?:[.,]\d{1,4})?)\s*(?:%|/\s*(?P<of>\d{1,4}(?:[.,]\d{1,4})?))?")


@dataclass(frozen=True, slots=True)
class GradeScale:
    """A scale. One that counts has `best` and `least_pass` (None where not known) and `fail`, the best grade that is no
    pass, where one is known; it may run upwards or downwards. Others have `grades` and `fails`, labels from the best
    down. `thresholds` names another scale and the number of it from which each label begins."""

    id: str
    name: str
    areas: tuple[str, ...]
    best: Fraction | None
    least_pass: Fraction | None
    fail: Fraction | None
    grades: tuple[str, ...]
    fails: tuple[str, ...]
    thresholds: tuple[str, tuple[Fraction, ...]] | None
    obsolete: date | None
    evidence: str
    source: str

    @property
    def counts(self) -> bool:
        """Whether its grades are numbers."""
        return self.best is not None

    @property
    def downwards(self) -> bool:
        """Whether a smaller number is the better grade."""
        return self.best is not None and self.least_pass is not None and self.best < self.least_pass

    def number(self, text: str) -> Fraction | None:
        """The number of a grade of a scale that counts: "2,7", "82 %" of 100, "14/20" of a scale whose best is 20. None
        for what is no grade of it."""
        found = _NUMBER.fullmatch(text.strip())
        if found is None or self.best is None:
            return None
        number = Fraction(found["number"].replace(",", "."))
        if found["of"] and Fraction(found["of"].replace(",", ".")) != self.best:
            return None
        if "%" in text and self.best != 100:
            return None
        beyond = number < self.best if self.downwards else number > self.best
        if beyond or number < 0 or (self.downwards and self.fail is not None and number > self.fail):
            return None
        return number

    def place(self, text: str) -> Fraction | None:
        """Where a grade stands on the scale, the smaller the better: comparable within this scale only."""
        if self.counts:
            number = self.number(text)
            return None if number is None else (number if self.downwards else -number)
        labels = [label.casefold() for label in (*self.grades, *self.fails)]
        label = text.strip().casefold()
        return Fraction(labels.index(label)) if label in labels else None

    def passes(self, text: str) -> bool | None:
        """Whether a grade is a pass; None where that is not known."""
        place = self.place(text)
        if place is None:
            return None
        if not self.counts:
            return place < len(self.grades)
        if self.least_pass is None:
            return None
        return place <= (self.least_pass if self.downwards else -self.least_pass)

    def at_least(self, text: str, least: str) -> bool | None:
        """Whether a grade is as good as another of this scale; None for what is no grade of it."""
        place, other = self.place(text), self.place(least)
        return None if place is None or other is None else place <= other

    def label(self, number: Fraction) -> str | None:
        """The label whose threshold a number of the other scale reaches; None below the last."""
        if self.thresholds is None:
            return None
        for label, least in zip(self.grades, self.thresholds[1], strict=True):
            if number >= least:
                return label
        return None


class Grades:
    """All grade scales."""

    __slots__ = ("_by_name", "scales")

    def __init__(self, scales: Mapping[str, GradeScale]) -> None:
        self.scales = scales
        self._by_name = {name_key(name): scale for scale in scales.values() for name in (scale.id, scale.name)}

    def find(self, text: str) -> GradeScale | None:
        """The scale of an id or a name; a country alone names none: it may have several."""
        return self.scales.get(text) or self._by_name.get(name_key(text))


def read_grades(table: Row) -> Grades:
    """The scales of a table. Raises `VocabularyError` at the first mistake."""
    sources = read_sources(table)
    found: dict[str, GradeScale] = {}
    rows = table.rows("scales")
    for row in rows:
        scale = _scale(row, sources)
        if scale.id in found:
            row.cell("id").fail(f"'{scale.id}' stands twice")
        found[scale.id] = scale
    table.done()
    for scale in found.values():
        other = found.get(scale.thresholds[0]) if scale.thresholds else None
        if scale.thresholds and (other is None or not other.counts or other.downwards):
            table.place.fail(f"the thresholds of '{scale.id}' are not of a scale that counts upwards")
    return Grades(found)


def _scale(row: Row, sources: Mapping[str, str]) -> GradeScale:
    grades = tuple(cell.text for cell in row.texts("grades"))
    best = row.amount("best")
    if (best is None) == (not grades):
        row.place.fail("a scale has 'best' or 'grades', not both")
    thresholds = None
    if "thresholds" in row.names():
        inside = row.row("thresholds")
        cells = inside.texts("from")
        if len(cells) != len(grades):
            inside.place.fail(f"{len(grades)} grades have as many thresholds")
        thresholds = (inside.text("of"), tuple(read_amount(cell) for cell in cells))
        inside.done()
    scale = GradeScale(
        id=row.text("id"),
        name=row.text("name"),
        areas=tuple(cell.text for cell in row.texts("areas")),
        best=best,
        least_pass=row.amount("pass"),
        fail=row.amount("fail"),
        grades=grades,
        fails=tuple(cell.text for cell in row.texts("fails")),
        thresholds=thresholds,
        obsolete=row.day("obsolete"),
        evidence=row.evidence(),
        source=row.source(sources),
    )
    row.done()
    return scale
