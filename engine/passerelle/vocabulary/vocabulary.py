"""A folder of dated tables enters; one frozen `Vocabulary` leaves, which answers what levels, credits, hours, terms,
countries and languages mean. What it does not know is None, never a default."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from passerelle.decision.values import Eqf, Level, Workload
from passerelle.errors import VocabularyError
from passerelle.vocabulary import places
from passerelle.vocabulary.credits import Conversion, Credits, CreditSystem, Hours, read_credits
from passerelle.vocabulary.cycles import Cycle, read_cycles
from passerelle.vocabulary.frameworks import EqfMapping, Framework, Frameworks, read_frameworks
from passerelle.vocabulary.grades import Grades, GradeScale, read_grades
from passerelle.vocabulary.reading import read_table, read_text
from passerelle.vocabulary.terms import Term, TermKind, read_terms
from passerelle.vocabulary.wording import name_key

FILES = (
    "frameworks.yaml", "cycles.yaml", "credit-systems.yaml", "hours-per-ects.yaml", "terms.yaml", "grade-scales.yaml",
)  # fmt: skip
#: Tables that a vocabulary kept with an older decision may lack.
_LATER = {"grade-scales.yaml": "sources: {}\nscales: []"}
#: Kept with the tables, so that a vocabulary's sha256 also says which facts rules could read.
SCHEMA_FILE = "facts.yaml"
_NO_RATIOS: Mapping[str, Fraction] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tables of `rules/vocabulary`. `source` is one JSON object of all their files' texts by name, from which
    `parse` makes the same vocabulary anywhere; `sha256` (hex) is over its bytes."""

    sha256: str
    source: bytes = field(repr=False, compare=False)
    _frameworks: Frameworks = field(repr=False, compare=False)
    _cycles: Mapping[Eqf, Cycle] = field(repr=False, compare=False)
    _credits: Credits = field(repr=False, compare=False)
    _terms: Mapping[str, TermKind] = field(repr=False, compare=False)
    _grades: Grades = field(repr=False, compare=False)

    @property
    def frameworks(self) -> tuple[Framework, ...]:
        """All frameworks, in the order of the file."""
        return self._frameworks.all

    @property
    def credit_systems(self) -> tuple[CreditSystem, ...]:
        """All credit systems, in the order of the file."""
        return tuple(self._credits.systems.values())

    @property
    def term_kinds(self) -> tuple[str, ...]:
        """The names of the enumerations."""
        return tuple(self._terms)

    @property
    def plausible_hours(self) -> Hours:
        """The learner hours per ECTS outside of which a document contradicts itself."""
        return self._credits.plausible

    def framework(self, text: str, country: str | None = None) -> Framework | None:
        """The framework that a text names: its id, name, abbreviation or IRI. None where no framework is called so,
        and where several are and `country` (as for `country()`, or ISO 3166-2 such as "GB-SCT") does not decide."""
        found = self._frameworks.find(text, _area(country))
        return found[0] if len(found) == 1 else None

    def national_frameworks(self, country: str, on: date) -> tuple[Framework, ...]:
        """The national frameworks of a country (alpha-2) or of its parts that hold on a day."""
        return self._frameworks.national(country, on)

    def read_level(self, framework_text: str, label: str, country: str | None = None) -> Level | None:
        """The level that a document states, from what it calls the framework ("" where the label is an IRI that says
        it) and the label ("7", "Level 7", an IRI). None where the framework is unknown or has no such level."""
        return self._frameworks.read_level(framework_text, label, _area(country))

    def level_exists(self, level: Level) -> bool | None:
        """Whether a framework has a level; None where the framework is unknown."""
        framework = self.framework(level.framework)
        return None if framework is None else framework.level(level.label) is not None

    def eqf(self, level: Level, on: date) -> EqfMapping | None:
        """What a level is on the EQF by the table that holds on a day (for an award, its date of issue).

        None is "comparability unknown", and no ground to refuse: the framework is unknown, its table does not hold
        on that day, the level is not compared, or the level does not exist (see `level_exists`).
        """
        framework = self.framework(level.framework)
        if framework is None or not framework.applies(on):
            return None
        found = framework.level(level.label)
        return found.mapping if found else None

    def cycle(self, eqf: Eqf) -> Cycle | None:
        """The cycle of higher education at an EQF level; None below level 5."""
        return self._cycles.get(eqf)

    def credit_system(self, text: str) -> CreditSystem | None:
        """The credit system that a text names: its id, name, abbreviation or IRI. "credits" alone names none."""
        return self._credits.find(text)

    def to_ects(
        self, workload: Workload, country: str | None, ratios: Mapping[str, Fraction] = _NO_RATIOS
    ) -> Conversion:
        """A workload in ECTS, exactly and unrounded.

        `country` is where the hours were set; it matters for raw hours only. `ratios` is what the host's policy
        gives: ECTS per unit, by the id of the credit system, or under "hours" (learner hours) or "contact_hours".
        ECTS are never re-scaled, whatever `ratios` says.

        Raises:
            ValueError: a ratio is not above 0.
        """
        return self._credits.to_ects(workload, _area(country), ratios)

    def hours(self, workload: Workload, country: str | None) -> Hours | None:
        """The learner hours of a workload; None where no table says, and for hours that are not the learner's."""
        return self._credits.hours(workload, _area(country))

    def taught_credits(self, system: str, contact_hours: Fraction) -> Fraction | None:
        """The credits of a system (by its id) for taught hours, in the steps in which they are given; None where the
        system has no one number of taught hours a credit."""
        return self._credits.taught(system, contact_hours)

    def hours_per_ects(self, country: str | None) -> Hours | None:
        """Learner hours behind one ECTS in a country; None where no table says."""
        return self._credits.per_ects(_area(country))

    @property
    def grade_scales(self) -> tuple[GradeScale, ...]:
        """All grade scales, in the order of the file."""
        return tuple(self._grades.scales.values())

    def grade_scale(self, text: str) -> GradeScale | None:
        """The grade scale of an id or a name; None where none is called so."""
        return self._grades.find(text)

    def term(self, kind: str, text: str) -> str | None:
        """The id of an enumeration that a text means; None where the text is unknown or may mean several.

        Raises:
            KeyError: no enumeration of that kind.
        """
        found = self.candidates(kind, text)
        return found[0] if len(found) == 1 else None

    def candidates(self, kind: str, text: str) -> tuple[str, ...]:
        """The ids that a text may mean: "onsite or blended" may mean either. Empty where it is unknown.

        Raises:
            KeyError: no enumeration of that kind.
        """
        return self._kind(kind).meanings.get(name_key(text), ())

    def terms(self, kind: str) -> tuple[str, ...]:
        """The ids of an enumeration, in the order of the file.

        Raises:
            KeyError: no enumeration of that kind.
        """
        return tuple(self._kind(kind).terms)

    def described(self, kind: str) -> tuple[Term, ...]:
        """The terms of an enumeration with their aliases and sources.

        Raises:
            KeyError: no enumeration of that kind.
        """
        return tuple(self._kind(kind).terms.values())

    def country(self, text: str) -> str | None:
        """ISO 3166-1 alpha-2 from alpha-2, alpha-3, an EU authority IRI or an English name."""
        return places.country(text)

    def language(self, text: str) -> str | None:
        """A BCP 47 tag from a tag, an ISO 639 code, an EU authority IRI or an English name."""
        return places.language(text)

    def _kind(self, kind: str) -> TermKind:
        if kind not in self._terms:
            raise KeyError(f"no enumeration '{kind}'; there are {', '.join(self._terms)}")
        return self._terms[kind]


def load(folder: Path) -> Vocabulary:
    """The vocabulary of a folder. Reads its files once for as long as they do not change.

    Raises:
        VocabularyError: a file is missing or wrong, with its line and column.
    """
    stamps = []
    for name in (*FILES, SCHEMA_FILE):
        try:
            status = (folder / name).stat()
        except OSError:
            raise VocabularyError(name, 1, 1, f"is missing in {folder}") from None
        stamps.append((status.st_mtime_ns, status.st_size))
    return _load(folder.absolute(), tuple(stamps))


@lru_cache(maxsize=8)
def _load(folder: Path, stamps: tuple[tuple[int, int], ...]) -> Vocabulary:
    texts = {name: read_text((folder / name).read_bytes(), name) for name in (*FILES, SCHEMA_FILE)}
    return parse(json.dumps(texts, ensure_ascii=False, sort_keys=True).encode())


@lru_cache(maxsize=8)
def parse(source: bytes) -> Vocabulary:
    """The vocabulary of a `source`.

    Raises:
        VocabularyError: a table is wrong, with its line and column.
    """
    contents = {**_LATER, **json.loads(source)}
    tables = (read_table(contents[name], name) for name in FILES)
    frameworks, cycles, systems, hours, terms, grades = tables
    return Vocabulary(
        sha256=hashlib.sha256(source).hexdigest(),
        source=source,
        _frameworks=read_frameworks(frameworks),
        _cycles=read_cycles(cycles),
        _credits=read_credits(systems, hours),
        _terms=read_terms(terms),
        _grades=read_grades(grades),
    )


def _area(country: str | None) -> str | None:
    return None if country is None else places.area(country)
