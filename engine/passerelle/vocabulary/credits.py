"""`credit-systems.yaml` and `hours-per-ects.yaml` enter; amounts of learning in ECTS and in hours leave, exactly.

Five ECTS issued are five ECTS received: hours per credit convert raw hours and check what a document says, and never
re-scale ECTS between countries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from passerelle.decision.values import Workload
from passerelle.vocabulary.reading import Row, read_amount, read_sources
from passerelle.vocabulary.wording import name_key

WAYS = ("same", "ratio", "needs_ratio", "not_convertible")


@dataclass(frozen=True, slots=True)
class Alternative:
    """A ratio in use, `low` to `high` ECTS per credit, of which the host chooses."""

    low: Fraction
    high: Fraction
    evidence: str
    source: str


@dataclass(frozen=True, slots=True)
class CreditSystem:
    """A unit in which documents state workload.

    `way` says how it becomes ECTS: "same" (it is ECTS), "ratio" (× `ratio`), "needs_ratio" (the host says which; see
    `alternatives`) or "not_convertible" (see `reason`). `via` names a system whose ratio, times `factor`, is this
    one's. `hours` are learner hours per credit (low, high), `contact_hours` taught hours per credit, `smallest` the
    smallest part of a credit that is given, `year` the credits of a full-time year; None where unknown.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    areas: tuple[str, ...]
    hours: tuple[Fraction, Fraction] | None
    contact_hours: tuple[Fraction, Fraction] | None
    smallest: Fraction | None
    year: Fraction | None
    way: str
    ratio: Fraction | None
    via: str | None
    factor: Fraction | None
    reason: str
    alternatives: tuple[Alternative, ...]
    evidence: str
    source: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Learner hours from `low` to `high`; equal where one number is known."""

    low: Fraction
    high: Fraction
    evidence: str
    source: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """An amount of learning in ECTS.

    `ects` is None where it cannot be known; `up_to` is the upper end where only a range is known, and None where
    `ects` is the amount. `how`: "same", "ratio", "hours" (one number of hours per ECTS), "hours_range",
    "not_convertible" (the unit is no academic credit), "needs_ratio" (the host's policy has to say), "unknown_unit"
    (no unit, weeks, or a unit that no table knows), "contact_hours" (taught hours, or hours of which the document
    does not say whose they are). `ratio` is ECTS per unit; None where there is none or a range. `evidence` is `S`,
    `K`, `K?`, or "host" for a ratio that the host gave; "" where nothing was converted.
    """

    ects: Fraction | None
    up_to: Fraction | None
    how: str
    ratio: Fraction | None
    evidence: str
    source: str


class Credits:
    """All credit systems and the hours per ECTS of countries."""

    __slots__ = ("_by_name", "hours_per_ects", "plausible", "systems")

    def __init__(self, systems: Iterable[CreditSystem], hours_per_ects: Mapping[str, Hours], plausible: Hours) -> None:
        self.systems = {system.id: system for system in systems}
        self.hours_per_ects = hours_per_ects
        self.plausible = plausible
        self._by_name = {
            name_key(name): system
            for system in self.systems.values()
            for name in (system.id, system.name, *system.aliases)
        }

    def find(self, text: str) -> CreditSystem | None:
        """The system that a text names."""
        return self._by_name.get(name_key(text))

    def to_ects(self, workload: Workload, area: str | None, ratios: Mapping[str, Fraction]) -> Conversion:
        """A workload in ECTS; `area` is where the hours were set, `ratios` what the host gives, in ECTS per unit."""
        if workload.unit == "hours":
            return self._hours_to_ects(workload, area, ratios)
        system = self.find(workload.unit)
        if system is None:
            return _unknown("unknown_unit")
        if system.way == "same":
            return _times(workload, Fraction(1), "same", system.evidence, system.source)
        if system.way == "not_convertible":
            return Conversion(None, None, "not_convertible", None, system.evidence, system.source)
        given = self._given(system, ratios)
        if given is not None:
            return _times(workload, given, "ratio", "host", "the host's policy")
        if system.ratio is not None:
            return _times(workload, system.ratio, "ratio", system.evidence, system.source)
        return _unknown("needs_ratio")

    def hours(self, workload: Workload, area: str | None) -> Hours | None:
        """The learner hours of a workload, or None where no table says."""
        if workload.unit == "hours":
            known = workload.hours_kind == "learner"
            one = Fraction(1)
            return _spread(workload, Hours(one, one, "S", "stated in the document")) if known else None
        system = self.find(workload.unit)
        if system is None:
            return None
        if system.way == "same":
            per = self.per_ects(area)
            return _spread(workload, per) if per else None
        if system.hours is None:
            return None
        return _spread(workload, Hours(*system.hours, system.evidence, system.source))

    def per_ects(self, area: str | None) -> Hours | None:
        """Learner hours per ECTS in a country or a part of it."""
        if area is None:
            return None
        return self.hours_per_ects.get(area) or self.hours_per_ects.get(area.split("-")[0])

    def _hours_to_ects(self, workload: Workload, area: str | None, ratios: Mapping[str, Fraction]) -> Conversion:
        if workload.hours_kind != "learner":
            given = ratios.get("contact_hours") if workload.hours_kind == "contact" else None
            if given is None:
                return _unknown("contact_hours")
            return _times(workload, _positive(given), "ratio", "host", "the host's policy")
        if "hours" in ratios:
            return _times(workload, _positive(ratios["hours"]), "ratio", "host", "the host's policy")
        per = self.per_ects(area)
        if per is None:
            return _unknown("needs_ratio")
        if per.low == per.high:
            return _times(workload, 1 / per.low, "hours", per.evidence, per.source)
        most = workload.amount if workload.up_to is None else workload.up_to
        return Conversion(workload.amount / per.high, most / per.low, "hours_range", None, per.evidence, per.source)

    def taught(self, system_id: str, contact_hours: Fraction) -> Fraction | None:
        """The credits of a system for taught hours, where it has one number of them a credit: in steps of the smallest
        part that is given, a half step upwards, and never less than one step for some learning."""
        system = self.systems.get(system_id)
        per = system.contact_hours if system else None
        if system is None or per is None or per[0] != per[1]:
            return None
        credits = contact_hours / per[0]
        if system.smallest is None:
            return credits
        steps = credits / system.smallest + Fraction(1, 2)
        whole = steps.numerator // steps.denominator
        return max(whole, 1 if credits > 0 else 0) * system.smallest

    def _given(self, system: CreditSystem, ratios: Mapping[str, Fraction]) -> Fraction | None:
        if system.id in ratios:
            return _positive(ratios[system.id])
        if system.via is not None and system.via in ratios and system.factor is not None:
            return _positive(ratios[system.via]) * system.factor
        return None


def _unknown(how: str) -> Conversion:
    return Conversion(None, None, how, None, "", "")


def _times(workload: Workload, ratio: Fraction, how: str, evidence: str, source: str) -> Conversion:
    up_to = None if workload.up_to is None else workload.up_to * ratio
    return Conversion(workload.amount * ratio, up_to, how, ratio, evidence, source)


def _spread(workload: Workload, per: Hours) -> Hours:
    most = workload.amount if workload.up_to is None else workload.up_to
    return Hours(workload.amount * per.low, most * per.high, per.evidence, per.source)


def _positive(ratio: Fraction) -> Fraction:
    if ratio <= 0:
        raise ValueError(f"a ratio is above 0, not {ratio}")
    return ratio


def read_credits(systems: Row, hours: Row) -> Credits:
    """The credit systems and hours per ECTS of two tables. Raises `VocabularyError` at the first mistake."""
    sources = read_sources(systems)
    found: dict[str, CreditSystem] = {}
    names: dict[str, str] = {}
    rows = systems.rows("systems")
    for row in rows:
        system = _system(row, sources)
        for name in (system.id, system.name, *system.aliases):
            owner = names.setdefault(name_key(name), system.id)
            if owner != system.id or system.id in found:
                row.cell("id").fail(f"'{name}' already names {owner}")
        found[system.id] = system
    for row in rows:
        via = row.get("via")
        if via is not None and via.text not in found:
            via.fail(f"no credit system is called '{via.text}'")
    systems.done()
    return Credits(found.values(), *_hours(hours))


def _system(row: Row, sources: Mapping[str, str]) -> CreditSystem:
    way_cell = row.cell("to_ects")
    way = way_cell.text if way_cell.text in WAYS else "ratio"
    ratio = read_amount(way_cell) if way_cell.text not in WAYS else None
    if way_cell.text == "ratio":
        way_cell.fail("write the ratio itself, such as 1/2")
    alternatives = []
    for choice in row.rows("alternatives"):
        span = choice.span("ratio")
        if span is None:
            choice.place.fail("'ratio' is missing")
        alternatives.append(Alternative(*span, choice.evidence(), choice.source(sources)))
        choice.done()
    reason = row.get("reason")
    if way == "not_convertible" and reason is None:
        row.place.fail("'reason' is missing: why is it not convertible?")
    via = row.get("via")
    factor = row.amount("factor")
    if (via is None) != (factor is None):
        row.place.fail("'via' and 'factor' stand together")
    system = CreditSystem(
        id=row.text("id"),
        name=row.text("name"),
        aliases=tuple(cell.text for cell in row.texts("aliases")),
        areas=tuple(cell.text for cell in row.texts("areas")),
        hours=row.span("hours"),
        contact_hours=row.span("contact_hours"),
        smallest=row.amount("smallest"),
        year=row.amount("year"),
        way=way,
        ratio=ratio,
        via=via.text if via else None,
        factor=factor,
        reason=reason.text if reason else "",
        alternatives=tuple(alternatives),
        evidence=row.evidence(),
        source=row.source(sources),
    )
    row.done()
    return system


def _hours(table: Row) -> tuple[Mapping[str, Hours], Hours]:
    sources = read_sources(table)
    found: dict[str, Hours] = {}
    for row in table.rows("countries"):
        countries = row.texts("areas")
        hours = _hours_row(row, sources)
        for country in countries:
            if country.text in found:
                country.fail(f"'{country.text}' stands twice")
            found[country.text] = hours
    plausible = _hours_row(table.row("plausible"), sources)
    table.done()
    return found, plausible


def _hours_row(row: Row, sources: Mapping[str, str]) -> Hours:
    span = row.span("hours")
    if span is None:
        row.place.fail("'hours' is missing")
    hours = Hours(*span, row.evidence(), row.source(sources))
    row.done()
    return hours
