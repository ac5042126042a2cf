"""`cycles.yaml` enters; the cycles of the QF-EHEA leave, by EQF level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from passerelle.decision.values import Eqf
from passerelle.vocabulary.reading import Row, read_sources


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle of higher education. `id` is "short", "first", "second" or "third"; `ects_from` and `ects_to` are the
    ECTS credits of a whole qualification, None where the framework does not fix them. An award at the level of a
    cycle is not the qualification of that cycle."""

    id: str
    eqf: Eqf
    name: str
    ects_from: Fraction | None
    ects_to: Fraction | None
    evidence: str
    source: str


def read_cycles(table: Row) -> Mapping[Eqf, Cycle]:
    """The cycles of a table. Raises `VocabularyError` at the first mistake."""
    sources = read_sources(table)
    found: dict[Eqf, Cycle] = {}
    for row in table.rows("cycles"):
        level = Eqf(int(row.choice("eqf", ("5", "6", "7", "8"))))
        if level in found:
            row.cell("eqf").fail(f"EQF {level.number} stands twice")
        ects = row.span("ects")
        found[level] = Cycle(
            id=row.choice("id", ("short", "first", "second", "third")),
            eqf=level,
            name=row.text("name"),
            ects_from=ects[0] if ects else None,
            ects_to=ects[1] if ects else None,
            evidence=row.evidence(),
            source=row.source(sources),
        )
        row.done()
    table.done()
    return found
