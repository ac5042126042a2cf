"""Nodes of an Open Badge enter (alignments, profiles, the holder, results); their values leave."""

from __future__ import annotations

from passerelle.decision.award import Grade, Holder, Identifier, LearningOutcome, Organisation, Quality
from passerelle.decision.values import Level, Stated
from passerelle.documents.graph import Node, Value
from passerelle.documents.stating import Stating, local_id

_LEGAL = {"ext:eidasidentifier": "eIDAS", "ext:vat": "VAT", "ext:lei": "LEI", "ext:registration": "registration"}
#: Alignment targets that are a credential, a course list or a rubric, not something that a person has learnt.
_NO_OUTCOME = frozenset({"CTDL", "CFPackage", "CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel",
                         "ceterms:Credential"})  # fmt: skip
_NOT_COMPLETED = frozenset({"Enrolled", "InProgress", "OnHold", "Provisional", "Withdrew"})


def alignments(
    achievement: Node, bodies: tuple[Organisation, ...], language: str, stating: Stating
) -> tuple[tuple[Stated[Level], ...], tuple[LearningOutcome, ...], tuple[Quality, ...]]:
    """What an achievement is aligned to: levels, learning outcomes, quality assurance.

    Raises:
        DocumentError: `impossible_level`.
    """
    levels: list[Stated[Level]] = []
    outcomes: list[LearningOutcome] = []
    quality: list[Quality] = []
    country = next((body.country.value for body in bodies if body.country), None)
    for alignment in achievement.nodes("alignment", "alignments"):
        kind = str(next(iter(alignment.scalars("targetType")), Value("", "")).value)
        extension = kind.removeprefix("ext:") if kind.startswith("ext:") else ""
        if extension == "QualityAssurance":
            quality.append(
                Quality(
                    standard=_standard(alignment, stating),
                    report=stating.first_text(alignment, "report", "targetUrl", "targetCode"),
                )
            )
        elif extension and (extension == "EQF" or stating.vocabulary.framework(extension, country) is not None):
            stated = _level(alignment, extension, country, stating)
            if stated:
                levels.append(stated)
        elif kind not in _NO_OUTCOME:
            statement = stating.words(alignment, "learning outcome", "targetName", language=language)
            target = stating.first_text(alignment, "learning outcome", "targetUrl")
            if statement or target:
                outcomes.append(LearningOutcome(statement=statement, identifiers=(target,) if target else ()))
    return tuple(levels), tuple(outcomes), tuple(quality)


def _level(alignment: Node, framework: str, country: str | None, stating: Stating) -> Stated[Level] | None:
    code = stating.first_text(alignment, "level", "targetCode")
    name = stating.first_text(alignment, "level", "targetName")
    if code is None and name is None:
        return None
    named = stating.framework_and_label(name.value, country)[1] if name else ""
    stated = stating.level(framework, code.value if code else named, (code or name or _NOWHERE).place, country)
    if code and name and named.isdigit() and code.value.isdigit() and int(named) != int(code.value):
        stating.notes.contradiction(
            "level", f"{framework} {code.value}", code.place, f"{framework} {named}", name.place
        )
    return stated


_NOWHERE: Stated[str] = Stated("", "")


def _standard(alignment: Node, stating: Stating) -> Stated[str] | None:
    for value in alignment.scalars("targetFramework", "targetName"):
        found = stating.vocabulary.term("quality_standard", str(value.value))
        if found:
            return Stated(found, value.place, stating.evidence)
    return None


def organisations(
    root: Node, achievement: Node, stating: Stating
) -> tuple[tuple[Organisation, ...], Organisation | None]:
    """The awarding bodies and the body that sealed: a creator that is not the issuer is the awarding body."""
    issuer = root.node("issuer")
    creator = achievement.node("creator")
    sealed_by = _organisation(issuer, stating) if issuer else None
    if creator is None or (issuer is not None and creator.id == issuer.id):
        return (sealed_by,) if sealed_by else (), sealed_by
    if issuer is not None:
        stating.notes.suspicious(creator.place, "creator", "is not the issuer of the badge")
    return (_organisation(creator, stating),), sealed_by


def _organisation(node: Node, stating: Stating) -> Organisation:
    address = node.node("address")
    legal: list[Stated[Identifier]] = []
    other: list[Stated[Identifier]] = []
    if node.id and not local_id(node.id):
        scheme = "did" if node.id.startswith("did:") else "iri"
        other.append(Stated(Identifier(value=node.id, scheme=scheme), node.at("id"), stating.evidence))
    for entry in node.nodes("otherIdentifier"):
        value = stating.first_text(entry, "identifier", "identifier")
        kind = stating.first_text(entry, "identifier", "identifierType")
        if value is None:
            continue
        scheme = kind.value if kind else ""
        known = _LEGAL.get(scheme.lower())
        stated = Stated(
            Identifier(value=value.value, scheme=known or scheme.removeprefix("ext:")), value.place, value.evidence
        )
        (legal if known else other).append(stated)
    return Organisation(
        name=stating.words(node, "name", "name"),
        legal_identifiers=tuple(legal),
        other_identifiers=tuple(other),
        country=stating.country(address.scalars("addressCountryCode", "addressCountry")) if address else None,
        region=stating.first_text(address, "region", "addressRegion"),
        locality=stating.first_text(address, "place", "addressLocality"),
    )


def holder(subject: Node, stating: Stating) -> Holder:
    """The holder: a name that is not hashed, and identifiers."""
    name = stating.first_text(subject, "name", "name")
    identifiers: list[Stated[Identifier]] = []
    if subject.id and not local_id(subject.id):
        scheme = "did" if subject.id.startswith("did:") else "iri"
        identifiers.append(Stated(Identifier(value=subject.id, scheme=scheme), subject.at("id"), stating.evidence))
    for entry in subject.nodes("identifier"):
        value = stating.first_text(entry, "identifier", "identityHash")
        kind = stating.first_text(entry, "identifier", "identityType")
        if value is None:
            continue
        hashed = any(flag.value is True for flag in entry.scalars("hashed"))
        scheme = kind.value if kind else ""
        if scheme.removeprefix("ext:") == "name" and not hashed:
            name = name or value
            continue
        identifiers.append(
            Stated(
                Identifier(value=value.value, scheme=f"{scheme} (hashed)" if hashed else scheme),
                value.place,
                value.evidence,
            )
        )
    return Holder(name=name, identifiers=tuple(identifiers))


def grade(subject: Node, achievement: Node, stating: Stating) -> Grade:
    """The grade of the results; unknown, with a notice, where they differ."""
    graded: list[Grade] = []
    for result in subject.nodes("result"):
        for status in result.scalars("status"):
            if str(status.value) in _NOT_COMPLETED:
                stating.notes.suspicious(status.place, "status", f"the result is {status.value}, not completed")
        failed = next((status for status in result.scalars("status") if status.value == "Failed"), None)
        value = stating.first_text(result, "grade", "value")
        if value is None and failed is None:
            continue
        scale: Stated[str] | None = None
        reference = result.node("resultDescription")
        for description in achievement.nodes("resultDescription"):
            if reference is not None and description.id == reference.id:
                scale = stating.first_text(description, "scale", "resultType")
        graded.append(
            Grade(
                value=value,
                scale=scale,
                passed=Stated(False, failed.place, stating.evidence) if failed else None,
            )
        )
    different = {grade.value.value if grade.value else None for grade in graded}
    if len(different) > 1:
        stating.notes.ignored(
            subject.at("result"), "grade",
            f"several results ({', '.join(sorted(text for text in different if text))})",
        )  # fmt: skip
        return Grade()
    return graded[0] if graded else Grade()
