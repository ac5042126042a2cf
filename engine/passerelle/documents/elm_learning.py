"""The specification of an achievement, its activities and its assessments enter; what was learnt, how much of it, on
which level and with what grade leave."""

from __future__ import annotations

import re
from collections.abc import Iterable

from passerelle.decision.award import Grade, LearningOutcome
from passerelle.decision.values import Level, Stated, Workload
from passerelle.documents.elm_nodes import concept, concept_candidates
from passerelle.documents.graph import Node, Value
from passerelle.documents.stating import Stating, amount_text, local_id, tail

_ISCED = re.compile(r"\d{2,4}")
_DIGITS = re.compile(r"\d+")


def workloads(
    claim: Node,
    specification: Node | None,
    activities: tuple[Node, ...],
    activity_specs: tuple[Node, ...],
    stating: Stating,
) -> tuple[Stated[Workload], ...]:
    """The amounts of an achievement: credit points, its hours (or those of its activities), contact hours.

    Raises:
        DocumentError: `impossible_workload`.
    """
    found: list[Stated[Workload]] = []
    for node, name in ((specification, "creditPoint"), (claim, "creditReceived")):
        for credit in node.nodes(name) if node else ():
            found.extend(_credit(credit, stating))
    for value in specification.scalars("volumeOfLearning") if specification else ():
        stated = stating.duration(value, "volume of learning", hours_kind="learner")
        if stated:
            found.append(stated)
    # The hours of the activity are part of the learning: they stand for the workload only where the achievement
    # states no hours of its own, and contradict it only where they are more than it.
    own = [stated for stated in found if stated.value.unit == "hours"]
    taught: list[Stated[Workload]] = []
    activity_specs = tuple(
        spec for spec in activity_specs if specification is None or spec.place != specification.place
    )
    for spec in activity_specs:
        for value in spec.scalars("volumeOfLearning"):
            stated = stating.duration(value, "volume of learning of the activity", hours_kind="learner")
            if stated:
                taught.append(stated)
    for activity in activities:
        for value in activity.scalars("workload"):
            stated = stating.duration(value, "workload of the activity", hours_kind="learner")
            if stated:
                taught.append(stated)
    if not own:
        found.extend(taught)
    for stated in taught if own else ():
        if stated.value.unit == "hours" and stated.value.amount > own[0].value.amount:
            stating.notes.contradiction(
                "workload", amount_text(own[0].value), own[0].place, amount_text(stated.value), stated.place
            )
    for spec in (*((specification,) if specification else ()), *activity_specs):
        for value in spec.scalars("contactHour"):
            if value.value != "":
                found.append(stating.workload(value, "hours", "contact hours", hours_kind="contact"))
    return tuple(found)


def levels(specification: Node | None, country: str | None, stating: Stating) -> tuple[Stated[Level], ...]:
    """The EQF level and the level in a national framework of the awarding body's `country`.

    Raises:
        DocumentError: `impossible_level`.
    """
    if specification is None:
        return ()
    found: list[Stated[Level]] = []
    for level in specification.nodes("eqfLevel"):
        labels = []
        for candidate in concept_candidates(level):
            said = str(candidate.value)
            if "://" in said and "/eqf/" not in said:
                continue
            digits = _DIGITS.findall(tail(said))
            if len(digits) == 1:
                labels.append(Value(digits[0], candidate.place))
        if not labels:
            stating.notes.unmapped(level.place, "level", str(level.id or ""))
        for label in labels[:1]:
            found.append(stating.level("EQF", str(label.value), label.place))
        for label in labels[1:]:
            if label.value != labels[0].value:
                stating.notes.contradiction(
                    "level", f"EQF {labels[0].value}", labels[0].place, f"EQF {label.value}", label.place
                )
    for level in specification.nodes("nqfLevel"):
        stated = _national(level, country, stating)
        if stated:
            found.append(stated)
    return tuple(found)


def _credit(credit: Node, stating: Stating) -> Iterable[Stated[Workload]]:
    unit = "unspecified"
    named: tuple[Value, ...] = ()
    for framework in credit.nodes("framework"):
        named = concept_candidates(framework)
        for candidate in named:
            system = stating.credit_system(str(candidate.value))
            if system:
                unit = system
                break
    if named and unit == "unspecified":
        stating.notes.unmapped(named[-1].place, "credit system", str(named[-1].value)[:300])
    for value in credit.scalars("point"):
        if value.value != "":
            yield stating.workload(value, unit, "credit points")


def _national(level: Node, country: str | None, stating: Stating) -> Stated[Level] | None:
    candidates = concept_candidates(level)
    for candidate in candidates:
        text = str(candidate.value)
        named = stating.vocabulary.read_level("", text, country) if "://" in text else None
        if named is not None:
            return Stated(named, candidate.place, stating.evidence)
        if "://" in text:
            continue
        framework, label = stating.framework_and_label(text, country)
        scheme = level.node("inScheme")
        if not framework and scheme is not None:
            for title in reversed(concept_candidates(scheme)):
                framework = framework or str(title.value)
        return stating.level(framework or "NQF", label, candidate.place, country)
    stating.notes.unmapped(level.place, "level", str(level.id or ""))
    return None


def outcomes(specification: Node | None, stating: Stating) -> tuple[LearningOutcome, ...]:
    """The learning outcomes; where none is listed, their summary as one."""
    if specification is None:
        return ()
    found: list[LearningOutcome] = []
    for node in specification.nodes("learningOutcome"):
        statement = stating.words(node, "learning outcome", "title", "prefLabel", "description")
        identifiers = []
        if node.id and not local_id(node.id):
            identifiers.append(Stated(node.id, node.at("id"), stating.evidence))
        for skill in node.nodes("relatedESCOSkill", "relatedSkill"):
            if skill.id and not local_id(skill.id):
                identifiers.append(Stated(skill.id, skill.at("id"), stating.evidence))
        if statement or identifiers:
            found.append(LearningOutcome(statement=statement, identifiers=tuple(identifiers)))
    if not found:
        for node in specification.nodes("learningOutcomeSummary"):
            statement = stating.words(node, "learning outcomes", "noteLiteral")
            if statement:
                found.append(LearningOutcome(statement=statement))
    return tuple(found)


def grade(assessments: tuple[Node, ...], stating: Stating) -> Grade:
    """The grade of the assessments; unknown, with a notice, where they have different ones."""
    graded: list[Grade] = []
    for assessment in assessments:
        note = assessment.node("grade")
        value = stating.plain(note, "grade", "noteLiteral") if note else None
        value = value or stating.first_text(assessment, "grade", "grade")
        status = concept(assessment, "gradeStatus")
        passed = stating.passed(status[0]) if status else None
        if value or passed:
            scheme = next(iter(assessment.nodes("gradingScheme")), None) or next(
                (scheme for spec in assessment.nodes("specifiedBy") for scheme in spec.nodes("gradingScheme")), None
            )
            graded.append(Grade(value=value, scale=stating.plain(scheme, "scale", "title"), passed=passed))
    different = {(grade.value.value if grade.value else None) for grade in graded}
    if len(different) > 1:
        first = graded[0].value or graded[0].passed
        listed = ", ".join(sorted(text for text in different if text))
        if first is not None:
            stating.notes.ignored(first.place, "grade", f"several assessments with different grades ({listed})")
        return Grade()
    return graded[0] if graded else Grade()


def note(nodes: Iterable[Node], stating: Stating, *names: str) -> Stated[str] | None:
    """The first note under these members, in one language."""
    return next((stated for node in nodes if (stated := stating.plain(node, "note", *names))), None)


def all_notes(nodes: Iterable[Node], stating: Stating, *names: str) -> tuple[Stated[str], ...]:
    """All notes and documents under these members."""
    found: dict[str, Stated[str]] = {}
    for node in nodes:
        for note in node.nodes(*names):
            stated = stating.plain(note, "note", "noteLiteral", "title", "contentURL", "contentUrl")
            if stated is None and note.id and not local_id(note.id):
                stated = Stated(note.id, note.at("id"), stating.evidence)
            if stated:
                found.setdefault(stated.place, stated)
    return tuple(found.values())


def target_group(specifications: Iterable[Node], stating: Stating) -> Stated[str] | None:
    """For whom the learning was designed: the label of the first concept that has one, else its IRI."""
    for specification in specifications:
        for group in specification.nodes("targetGroup"):
            for candidate in concept_candidates(group)[-1:]:
                return Stated(str(candidate.value)[:300], candidate.place, stating.evidence)
    return None


def fields(specification: Node | None, stating: Stating) -> tuple[Stated[str], ...]:
    """ISCED-F codes of two to four digits."""
    found: list[Stated[str]] = []
    for subject in specification.nodes("educationSubject") if specification else ():
        code = tail(subject.id or "")
        if "isced-f" in (subject.id or "") and _ISCED.fullmatch(code):
            found.append(Stated(code, subject.at("id"), stating.evidence))
        else:
            for candidate in concept_candidates(subject)[-1:]:
                stating.notes.unmapped(candidate.place, "field", str(candidate.value)[:300])
    return tuple(found)


def languages(nodes: Iterable[Node], stating: Stating) -> tuple[Stated[str], ...]:
    """BCP 47 tags of the languages."""
    found: dict[str, Stated[str]] = {}
    for node in nodes:
        for language in node.nodes("language"):
            for candidate in concept_candidates(language):
                tag = stating.vocabulary.language(str(candidate.value))
                if tag:
                    found.setdefault(tag, Stated(tag, candidate.place, stating.evidence))
                    break
    return tuple(found.values())
