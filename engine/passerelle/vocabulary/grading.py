"""A grade of one scale enters, what it is on another leaves, by a method that a host has chosen; or None, where the
method cannot say.

`bavarian` is the modified Bavarian formula (KMK). `by_distribution` is the comparison of grade distributions that the
ECTS Users' Guide 2015 recommends: passing grades only, cumulated from the top, both of a reference group.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from passerelle.decision.consulted import GradingTable, TableGrade
from passerelle.decision.values import exact
from passerelle.vocabulary.grades import GradeScale

ROUNDINGS = ("truncate", "round")
CHOICES = ("min", "average", "max", "largest_overlap")


@dataclass(frozen=True, slots=True)
class Converted:
    """A converted grade: `number` is the number before rounding where there is one, `working` the sum in figures,
    `rounding` what was done to it."""

    grade: str
    working: str
    number: Fraction | None = None
    rounding: str | None = None


def bavarian(text: str, scale: GradeScale, rounding: str) -> Converted | None:
    """A grade on the German scale: x = 1 + 3·(Nmax − Nd)/(Nmax − Nmin), Nmax the best grade and Nmin the least pass; of
    a scale of labels the ranks of those that pass. A grade that is no pass is 5.0.

    KMK and Passau cut every digit after the first ("truncate"), published calculators round ("round", half up). None
    where the scale does not say what passes, or the grade is none of it.
    """
    passed = scale.passes(text)
    if passed is None:
        return None
    if not passed:
        return Converted("5.0", "no pass")
    if scale.counts:
        best, least, mine = scale.best, scale.least_pass, scale.number(text)
    else:
        place = scale.place(text)
        best, least = Fraction(1), Fraction(len(scale.grades))
        mine = None if place is None else place + 1
    if best is None or least is None or mine is None or best == least:
        return None
    number = 1 + 3 * (best - mine) / (best - least)
    tenths = number * 10
    cut = tenths.numerator // tenths.denominator
    if rounding == "round" and tenths - cut >= Fraction(1, 2):
        cut += 1
    shown = [exact(each) for each in (best, mine, best, least)]
    working = "1 + 3 × ({} − {}) / ({} − {})".format(*shown)
    return Converted(f"{cut // 10}.{cut % 10}", working, number, rounding if tenths != cut else None)


def by_distribution(
    text: str, scale: GradeScale, source: GradingTable, home: GradingTable, choice: str
) -> Converted | None:
    """The home grade whose part of the distribution a grade falls into. Of several that it overlaps `choice` takes the
    lowest ("min"), the highest ("max"), the one with most of it ("largest_overlap"; of equal ones the higher) or the
    one in which its middle lies ("average"). None for a grade that the source table does not list."""
    place = _interval(source, text, scale)
    if place is None:
        return None
    low, high = place
    overlaps: list[tuple[TableGrade, Fraction, Fraction, Fraction]] = []
    start = Fraction(0)
    for grade in home.grades:
        end = start + grade.share
        common = min(high, end) - max(low, start)
        if common > 0:
            overlaps.append((grade, common, start, end))
        start = end
    if not overlaps:
        return None
    middle = (low + high) / 2
    if choice == "min":
        taken = overlaps[-1][0]
    elif choice == "max":
        taken = overlaps[0][0]
    elif choice == "largest_overlap":
        taken = max(overlaps, key=lambda each: each[1])[0]
    else:
        taken = next((grade for grade, _, start, end in overlaps if start < middle <= end), overlaps[-1][0])
    working = f"{_percent(low)}–{_percent(high)}: " + ", ".join(grade.label for grade, *_ in overlaps)
    return Converted(taken.label, working)


def _interval(table: GradingTable, text: str, scale: GradeScale) -> tuple[Fraction, Fraction] | None:
    """From where to where a grade stands in the cumulated distribution, 0 being the best; None for a grade that the
    table does not list."""
    start = Fraction(0)
    number = scale.number(text)
    for grade in table.grades:
        listed = grade.label.strip().casefold() == text.strip().casefold()
        if not listed and number is not None and grade.low is not None and grade.high is not None:
            listed = grade.low <= number <= grade.high
        if listed:
            return start, start + grade.share
        start += grade.share
    return None


def _percent(part: Fraction) -> str:
    return f"{exact(part * 100)} %"
