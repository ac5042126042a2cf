"""`frameworks.yaml` enters; frameworks of qualifications leave, and what each of their levels is on the EQF.

A framework's levels are compared with the EQF through its own table and never by their digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from passerelle.decision.values import Eqf, Level
from passerelle.vocabulary.reading import Cell, Row, read_sources
from passerelle.vocabulary.wording import label_key, name_key

KINDS = ("overarching", "national", "further")
_EQF = frozenset("12345678")


@dataclass(frozen=True, slots=True)
class EqfMapping:
    """What a level is on the EQF.

    `eqf` holds one level, or several where the framework's level may stand for any of them (old French level I is 7
    or 8). `below` is true, and `eqf` empty, where the level is below EQF 1. `evidence` is `S` (read in the source),
    `K` (general knowledge, unverified) or `K?` (doubtful).
    """

    eqf: tuple[Eqf, ...]
    below: bool
    evidence: str
    source: str


@dataclass(frozen=True, slots=True)
class NationalLevel:
    """A level of a framework. `mapping` is None where no comparison with the EQF is known. A sublevel (4A, 5.1) has
    a label of its own."""

    label: str
    sublevel: bool
    mapping: EqfMapping | None


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework of qualifications.

    `kind`: "national" (referenced to the EQF or on the way to it), "further" (only compared), "overarching" (EQF,
    QF-EHEA). `areas` are ISO 3166-1 alpha-2 codes, or ISO 3166-2 codes for a part of a country. The table holds from
    `valid_from` to `valid_until`, both included; None where the date is unknown. `unverified` says that those dates
    were not read in a source.
    """

    id: str
    kind: str
    areas: tuple[str, ...]
    name: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None
    unverified: bool
    source: str
    levels: Mapping[str, NationalLevel]
    labels: Mapping[str, str]

    def level(self, label: str) -> NationalLevel | None:
        """The level that a label names ("7", "Level 7", the IRI of the level), or None: it does not exist."""
        return self.levels.get(self.labels.get(label_key(label), ""))

    def applies(self, on: date) -> bool:
        """Whether the table holds on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )

    def covers(self, area: str) -> bool:
        """Whether the framework belongs to an area: "GB-SCT" is of "GB", and what holds in "GB" holds in "GB-SCT"."""
        return any(own == area or own.startswith(f"{area}-") or area.startswith(f"{own}-") for own in self.areas)


class Frameworks:
    """All frameworks, found by what documents call them."""

    __slots__ = ("_by_id", "_by_level_iri", "_by_name", "_national", "all")

    def __init__(self, frameworks: Iterable[Framework], generic: Iterable[str]) -> None:
        self.all = tuple(frameworks)
        self._by_id = {framework.id: framework for framework in self.all}
        generic = tuple(generic)
        names: dict[str, list[Framework]] = {}
        self._by_level_iri: dict[str, Level] = {}
        for framework in self.all:
            shared = generic if framework.kind != "overarching" else ()
            for name in dict.fromkeys(name_key(name) for name in (framework.name, *framework.aliases, *shared)):
                names.setdefault(name, []).append(framework)
            for key, label in framework.labels.items():
                if "/" in key:
                    self._by_level_iri[key] = Level(framework.id, label)
        self._by_name = {name: tuple(found) for name, found in names.items()}
        self._national: dict[str, list[Framework]] = {}
        for framework in self.all:
            if framework.kind == "national":
                for country in dict.fromkeys(area.partition("-")[0] for area in framework.areas):
                    self._national.setdefault(country, []).append(framework)

    def national(self, country: str, on: date) -> tuple[Framework, ...]:
        """The frameworks of a country or of its parts that hold on a day."""
        return tuple(framework for framework in self._national.get(country, ()) if framework.applies(on))

    def find(self, text: str, area: str | None) -> tuple[Framework, ...]:
        """The frameworks that a text may mean. `area` (ISO 3166) only chooses between several."""
        if text in self._by_id:
            return (self._by_id[text],)
        key = name_key(text)
        found = self._by_name.get(key) or self._by_name.get(_without_level(key), ())
        if not found:
            found = tuple(framework for framework in self.all if name_key(framework.id) == key)
        if len(found) > 1 and area is not None:
            return tuple(framework for framework in found if framework.covers(area))
        return found

    def by_level_iri(self, text: str) -> Level | None:
        """The level that an IRI names by itself, such as http://data.europa.eu/snb/eqf/6."""
        return self._by_level_iri.get(name_key(text)) if "://" in text else None

    def read_level(self, text: str, label: str, area: str | None) -> Level | None:
        """The level that a document states, or None: no framework, no such level, or more than one possible."""
        named = self.by_level_iri(label)
        if named is not None:
            alien = text and self.find(text, area) and named.framework not in {f.id for f in self.find(text, area)}
            return None if alien else named
        found: list[Level] = []
        for framework in self.find(text, area):
            level = framework.level(label) or framework.level(self._unprefixed(framework, label))
            if level is not None:
                found.append(Level(framework.id, level.label))
        return found[0] if len(found) == 1 else None

    def _unprefixed(self, framework: Framework, label: str) -> str:
        """The label without the framework's own name before it: "SCQF Level 10" is "10" for the SCQF only."""
        words = label.split()
        for count in range(len(words) - 1, 0, -1):
            if framework in self.find(" ".join(words[:count]), None):
                return " ".join(words[count:])
        return label


def _without_level(key: str) -> str:
    head, _, last = key.rpartition(" ")
    return head if last in {"level", "levels"} else key


def read_frameworks(table: Row) -> Frameworks:
    """The frameworks of a table. Raises `VocabularyError` at the first mistake."""
    sources = read_sources(table)
    generic = [cell.text for cell in table.texts("generic")]
    prefix = table.text("iri_prefix")
    found: dict[str, Framework] = {}
    level_iris: dict[str, str] = {}
    for kind, row in [(section, row) for section in KINDS for row in table.rows(section)]:
        framework = _framework(row, kind, sources, prefix)
        if framework.id in found:
            row.cell("id").fail(f"'{framework.id}' stands twice")
        for key in framework.labels:
            if "/" in key and level_iris.setdefault(key, framework.id) != framework.id:
                row.cell("level_iris").fail(f"'{key}' is also a level of {level_iris[key]}")
        found[framework.id] = framework
    table.done()
    return Frameworks(found.values(), generic)


def _framework(row: Row, kind: str, sources: Mapping[str, str], prefix: str) -> Framework:
    levels: dict[str, NationalLevel] = {}
    for group in row.rows("levels"):
        evidence, source, sublevel = group.evidence(), group.source(sources), group.flag("sublevels")
        for piece in group.cell("map").pieces():
            label, mapping = _mapped(piece, evidence, source)
            if label in levels:
                piece.fail(f"level '{label}' stands twice")
            levels[label] = NationalLevel(label, sublevel, mapping)
        group.done()
    if not levels:
        row.place.fail("'levels' is missing")
    labels = {label_key(label): label for label in levels}
    for key, before in (("label_aliases", ""), ("level_iris", prefix)):
        cell = row.get(key)
        for piece in cell.pieces() if cell else ():
            label, equals, alias = (part.strip() for part in piece.text.partition("="))
            if not equals or label not in levels:
                piece.fail(f"'{piece.text}' is not a level of this framework, '=' and another name for it")
            alias_key = label_key(alias if "://" in alias else before + alias)
            if labels.setdefault(alias_key, label) != label:
                piece.fail(f"'{alias}' is already level '{labels[alias_key]}'")
    aliases = tuple(cell.text for cell in row.texts("aliases"))
    iri = row.get("iri")
    if iri is not None:
        aliases = (*aliases, iri.text if "://" in iri.text else prefix + iri.text)
    valid_from, valid_until, unverified = _validity(row)
    framework = Framework(
        id=row.text("id"),
        kind=kind,
        areas=tuple(cell.text for cell in row.texts("areas")),
        name=row.text("name"),
        aliases=aliases,
        valid_from=valid_from,
        valid_until=valid_until,
        unverified=unverified,
        source=row.source(sources),
        levels=levels,
        labels=labels,
    )
    row.done()
    return framework


def _validity(row: Row) -> tuple[date | None, date | None, bool]:
    """First day, last day, and whether they stand without a source. `unknown` is short for two unknown days."""
    if row.is_text("valid"):
        row.choice("valid", ("unknown",))
        return None, None, True
    valid = row.row("valid")
    first, last, unverified = valid.day("from"), valid.day("until"), valid.flag("unverified")
    if (first is None or last is None) and not unverified:
        valid.place.fail("a date is unknown, so 'unverified: true' is missing")
    if first is not None and last is not None and last < first:
        valid.place.fail("the table ends before it begins")
    valid.done()
    return first, last, unverified


def _mapped(piece: Cell, evidence: str, source: str) -> tuple[str, EqfMapping | None]:
    """Read "6>5", "I>7|8", "A>none" (below EQF 1) or "1>?" (exists, not compared)."""
    label, arrow, target = (part.strip() for part in piece.text.partition(">"))
    if not label or not arrow:
        piece.fail(f"'{piece.text}' is not a level, '>' and its EQF level")
    if target == "?":
        return label, None
    if target == "none":
        return label, EqfMapping((), True, evidence, source)
    numbers = target.split("|")
    if not set(numbers) <= _EQF or numbers != sorted(set(numbers)):
        message = f"'{target}' is neither EQF levels 1 to 8 such as 7 or 7|8, nor none, nor ?"
        piece.fail(message, len(piece.text) - len(target))
    return label, EqfMapping(tuple(Eqf(int(number)) for number in numbers), False, evidence, source)
