"""The grade of an award, the host's treatment of grades and its tables in; the grade on the host's scale out, and
whether it reaches the least that the host asks for. Where no conversion is given, both are unknown."""

from __future__ import annotations

from passerelle.decision import Consulted, Evidence, GradingTable
from passerelle.facts.gathered import Gathered, Known
from passerelle.vocabulary import Vocabulary
from passerelle.vocabulary.grades import GradeScale
from passerelle.vocabulary.grading import Converted, bavarian, by_distribution

#: What a policy writes as the least grade where any pass will do.
ANY_PASS = "pass"
_BAVARIAN = "modified Bavarian formula (KMK)"
_DISTRIBUTION = "comparison of grade distributions (ECTS Users' Guide 2015)"


def grade_facts(consulted: Consulted, vocabulary: Vocabulary, gathered: Gathered) -> None:
    """Enter `award.grade.converted`, `award.grade.least_asked` and `award.grade.reaches_least`."""
    facts = gathered.facts
    least = _policy(gathered, "grade_least")
    facts["award.grade.least_asked"] = Known(least is not None, Evidence.HOST)
    scale = _scale(gathered, vocabulary, "award.grade.scale")
    home = _scale(gathered, vocabulary, "policy.grade_scale")
    _passed(scale, gathered)
    converted = _converted(consulted, scale, home, gathered)
    if converted is not None and home is not None:
        grade = facts["award.grade.value"]
        method = _BAVARIAN if _policy(gathered, "grade") == "bavarian" else _DISTRIBUTION
        source = f"{method}: {converted.working}"
        facts["award.grade.converted"] = Known(converted.grade, grade.evidence, grade.place, source)
    if least is None:
        return
    passed = facts.get("award.grade.passed")
    if least == ANY_PASS:
        if passed is not None:
            facts["award.grade.reaches_least"] = passed
        return
    reaches = _reaches(least, scale, home, converted, gathered)
    if reaches is not None:
        grade = facts["award.grade.value"]
        facts["award.grade.reaches_least"] = Known(reaches, grade.evidence, grade.place)


def _passed(scale: GradeScale | None, gathered: Gathered) -> None:
    """Whether the grade is a pass where the document does not say: only by a scale that was read in its source."""
    grade = gathered.facts.get("award.grade.value")
    if grade is None or scale is None or scale.evidence != "S" or "award.grade.passed" in gathered.facts:
        return
    passed = scale.passes(str(grade.value))
    if passed is not None:
        gathered.facts["award.grade.passed"] = Known(passed, Evidence.INFERRED, grade.place, scale.source)


def _policy(gathered: Gathered, name: str) -> str | None:
    known = gathered.facts.get(f"policy.{name}")
    return None if known is None else str(known.value)


def _scale(gathered: Gathered, vocabulary: Vocabulary, name: str) -> GradeScale | None:
    known = gathered.facts.get(name)
    return None if known is None else vocabulary.grade_scale(str(known.value))


def _converted(
    consulted: Consulted, scale: GradeScale | None, home: GradeScale | None, gathered: Gathered
) -> Converted | None:
    grade = gathered.facts.get("award.grade.value")
    method = _policy(gathered, "grade")
    if grade is None or scale is None or home is None or scale.id == home.id:
        return None
    if method == "bavarian" and home.id == "DE":
        return bavarian(str(grade.value), scale, _policy(gathered, "grade_rounding") or "truncate")
    if method == "distribution":
        theirs = _table(consulted, scale, gathered, own=False)
        ours = _table(consulted, home, gathered, own=True)
        choice = _policy(gathered, "grade_choice")
        if theirs is not None and ours is not None and choice is not None:
            return by_distribution(str(grade.value), scale, theirs, ours, choice)
    return None


def _table(consulted: Consulted, scale: GradeScale, gathered: Gathered, *, own: bool) -> GradingTable | None:
    """The table of the reference group nearest to the award's field: one of its field, then a broader one, then one of
    all fields; of equal ones the first by its id."""
    fields = gathered.facts.get("award.fields")
    mine = tuple(fields.value) if fields is not None else ()
    found: list[tuple[int, str, GradingTable]] = []
    for table in consulted.grading:
        if table.scale != scale.id or bool(table.issuers) is own:
            continue
        near = [len(code) for code in table.fields for field in mine if field.startswith(code)]
        if near or not table.fields:
            found.append((-max(near, default=0), table.id, table))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _reaches(
    least: str, scale: GradeScale | None, home: GradeScale | None, converted: Converted | None, gathered: Gathered
) -> bool | None:
    """Compared on the scale of the least grade, the host's; a grade of another scale only through a conversion
    or through the thresholds of the host's scale."""
    grade = gathered.facts.get("award.grade.value")
    if grade is None or scale is None or home is None:
        return None
    if scale.id == home.id:
        return home.at_least(str(grade.value), least)
    if converted is not None:
        if home.counts and converted.number is not None:
            place = home.place(least)
            # What the formula gives is compared before it is rounded for display.
            return None if place is None else (converted.number <= place if home.downwards else None)
        return home.at_least(converted.grade, least)
    if home.thresholds and home.thresholds[0] == scale.id:
        number = scale.number(str(grade.value))
        label = None if number is None else home.label(number)
        return None if number is None else label is not None and home.at_least(label, least) is True
    return None
