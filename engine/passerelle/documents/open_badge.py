"""An Open Badge 3.0 enters, as JSON or as the payload of a JWT; its award leaves.

Reads the extensions of the Dutch edubadges too: `ECTS`, `SBU` (*studiebelastingsuren*, hours of study load),
`participationType`, `assessmentType`, `supervisionType`, `identityChecked`, `educationProgramIdentifier`.
"""

from __future__ import annotations

from passerelle.decision.award import Award, Grade, Holder, Identifier, LearningOutcome, Organisation, Quality
from passerelle.decision.values import Level, Stated, Workload
from passerelle.documents.graph import Node, Value, graph_of, types
from passerelle.documents.json_text import pointer
from passerelle.documents.notes import Notes
from passerelle.documents.stating import Stating, local_id
from passerelle.documents.terms_seen import note_ignored
from passerelle.errors import DocumentError
from passerelle.vocabulary import Vocabulary

FORMAT = "open-badge-3"
TITLE = "Open Badge 3.0 (JSON or VC-JWT), with the Dutch edubadges extensions"

_CREDENTIAL = frozenset({"OpenBadgeCredential", "AchievementCredential"})
_TERMS = frozenset({
    "ECTS", "SBU", "achievedLevel", "achievement", "achievementType", "alignment", "assessmentType",
    "awardedDate", "creator", "creditsAvailable", "creditsEarned", "criteria", "educationProgramIdentifier",
    "endorsement", "evidence", "expirationDate", "fieldOfStudy", "hasPart", "identityChecked", "identifier",
    "inLanguage", "issuanceDate", "issuer", "level", "name", "participationType", "requiredLevel",
    "requiredValue", "result", "resultDescription", "resultType", "rubricCriterionLevel", "supervisionType",
    "targetCode", "targetFramework", "targetName", "targetType", "targetUrl", "validFrom", "validUntil",
    "value", "valueMax", "valueMin",
})  # fmt: skip
_OF_ACHIEVEMENT = frozenset({"ECTS", "SBU", "creditsAvailable", "participationType", "assessmentType"})
_LEGAL = {"ext:eidasidentifier": "eIDAS", "ext:vat": "VAT", "ext:lei": "LEI", "ext:registration": "registration"}
#: Alignment targets that are a credential, a course list or a rubric, not something that a person has learnt.
_NO_OUTCOME = frozenset({"CTDL", "CFPackage", "CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel",
                         "ceterms:Credential"})  # fmt: skip
_NOT_COMPLETED = frozenset({"Enrolled", "InProgress", "OnHold", "Provisional", "Withdrew"})


def recognises(value: dict[str, object]) -> bool:
    """Whether a JSON object is an Open Badge 3.0."""
    return any(kind.rsplit("#", 1)[-1].rsplit(":", 1)[-1] in _CREDENTIAL for kind in types(value))


def read(
    value: dict[str, object], place: str, digest: str, proof: Stated[str] | None, vocabulary: Vocabulary
) -> tuple[Award, ...]:
    """The awards of a badge: one for each achievement.

    Raises:
        DocumentError: `no_award`, or a value that cannot be, with its place.
    """
    notes = Notes()
    graph = graph_of(value, place, _TERMS, notes)
    root = graph.root
    if "@context" not in root.members and "context" in root.members:
        notes.suspicious(root.at("context"), "@context", 'is written "context", so its terms are undefined')
    note_ignored(root, _TERMS, notes, misplaced=_misplaced)
    stating = Stating(vocabulary, notes)
    heads = [
        (subject, achievement)
        for subject in root.nodes("credentialSubject")
        for achievement in subject.nodes("achievement")
    ]
    if not heads:
        raise DocumentError(
            "no_award",
            "the badge describes no achievement; ask the issuer for a badge that does",
            root.at("credentialSubject"),
        )
    return tuple(
        _award(root, subject, achievement, digest, proof or stating.embedded_proof(root), stating)
        for subject, achievement in heads
    )


def _misplaced(node: Node, name: str) -> bool:
    kinds = node.types
    return name in _OF_ACHIEVEMENT and bool(kinds) and not any(kind.endswith("Achievement") for kind in kinds)


def _award(
    root: Node, subject: Node, achievement: Node, digest: str, proof: Stated[str] | None, document: Stating
) -> Award:
    stating = Stating(document.vocabulary, Notes(*document.notes.taken()))
    languages = _languages(achievement, stating)
    language = languages[0].value if languages else "und"
    bodies, sealed_by = _organisations(root, achievement, stating)
    workloads = _workloads(subject, achievement, stating)
    levels, outcomes, quality = _alignments(achievement, bodies, language, stating)
    stating.compare_workloads(workloads)
    stating.compare_levels(levels)
    parts = achievement.nodes("hasPart")
    if parts:
        stating.notes.parts(achievement.at("hasPart"), len(parts))
    criteria = achievement.node("criteria")
    return Award(
        document=digest,
        format=FORMAT,
        part=achievement.place,
        identifier=stating.iri(root),
        title=stating.words(achievement, "title", "name", language=language)
        or stating.words(root, "title", "name", language=language),
        description=stating.words(achievement, "description", "description", language=language),
        holder=_holder(subject, stating),
        awarding_bodies=bodies,
        sealed_by=sealed_by,
        specification=stating.iri(achievement),
        issued=stating.day(root, "issued", "validFrom") or stating.day(root, "issued", "issuanceDate"),
        achieved=stating.day(root, "achieved", "awardedDate"),
        valid_until=stating.day(root, "valid_until", "validUntil", "expirationDate"),
        outcomes=outcomes,
        workloads=workloads,
        levels=levels,
        assessments=_terms(stating, "assessment", achievement, "assessmentType"),
        assessment_criteria=stating.plain(criteria, "criteria", "narrative") if criteria else None,
        participation=_terms(stating, "participation", achievement, "participationType"),
        quality=quality,
        supervision=_supervision(achievement, stating),
        grade=_grade(subject, achievement, stating),
        further_information=_further(subject, achievement, stating),
        languages=languages,
        proof=proof,
        status_reference=_status(root, stating),
        notices=stating.notes.taken(),
    )


def _workloads(subject: Node, achievement: Node, stating: Stating) -> tuple[Stated[Workload], ...]:
    found: list[Stated[Workload]] = []
    for name, unit, kind in (("ECTS", stating.credit_system("ECTS") or "ECTS", "unspecified"),
                             ("SBU", "hours", "learner"),
                             ("creditsAvailable", "unspecified", "unspecified")):  # fmt: skip
        for value in achievement.scalars(name):
            if value.value != "":
                found.append(stating.workload(value, unit, name, hours_kind=kind))
    earned = [
        stating.workload(value, "unspecified", "creditsEarned")
        for value in subject.scalars("creditsEarned")
        if value.value != ""
    ]
    available = [stated for stated in found if stated.value.unit == "unspecified"]
    if not available:
        found.extend(earned)
    for stated in earned if available else ():
        if stated.value.amount != available[0].value.amount:
            found.append(stated)
    return tuple(found)


def _alignments(
    achievement: Node, bodies: tuple[Organisation, ...], language: str, stating: Stating
) -> tuple[tuple[Stated[Level], ...], tuple[LearningOutcome, ...], tuple[Quality, ...]]:
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


def _terms(stating: Stating, kind: str, node: Node, name: str) -> tuple[Stated[str], ...]:
    found: dict[str, Stated[str]] = {}
    for value in node.scalars(name):
        stated = stating.term(kind, (value,), kind)
        if stated:
            found.setdefault(stated.value, stated)
    return tuple(found.values())


def _supervision(achievement: Node, stating: Stating) -> Stated[str] | None:
    stated = next(iter(_terms(stating, "supervision", achievement, "supervisionType")), None)
    for checked in achievement.scalars("identityChecked"):
        if not isinstance(checked.value, bool):
            continue
        said = stated.value if stated else ""
        if (said.endswith("_with_id") and not checked.value) or (said.endswith("_no_id") and checked.value):
            assert stated is not None
            stating.notes.contradiction(
                "supervision", said, stated.place, f"identity checked: {str(checked.value).lower()}", checked.place
            )
    return stated


def _organisations(
    root: Node, achievement: Node, stating: Stating
) -> tuple[tuple[Organisation, ...], Organisation | None]:
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


def _holder(subject: Node, stating: Stating) -> Holder:
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


def _grade(subject: Node, achievement: Node, stating: Stating) -> Grade:
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


def _further(subject: Node, achievement: Node, stating: Stating) -> tuple[Stated[str], ...]:
    found = []
    for node, name in ((achievement, "educationProgramIdentifier"), (subject, "narrative")):
        stated = stating.first_text(node, name, name)
        if stated:
            found.append(stated)
    return tuple(found)


def _languages(achievement: Node, stating: Stating) -> tuple[Stated[str], ...]:
    found: dict[str, Stated[str]] = {}
    for value in achievement.scalars("inLanguage"):
        tag = stating.vocabulary.language(str(value.value).strip())
        if tag:
            found.setdefault(tag, Stated(tag, value.place, stating.evidence))
        elif value.value:
            stating.notes.unmapped(value.place, "language", str(value.value)[:100])
    return tuple(found.values())


def _status(root: Node, stating: Stating) -> Stated[str] | None:
    status = root.node("credentialStatus")
    if status is None:
        return None
    listed = stating.first_text(status, "status", "statusListCredential", "revocationListCredential")
    index = stating.first_text(status, "status", "statusListIndex")
    if listed and index:
        return Stated(f"{listed.value}#{index.value}", pointer(status.place, "statusListCredential"), listed.evidence)
    return listed or stating.first_text(status, "status", "id")
