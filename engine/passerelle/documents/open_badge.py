"""An Open Badge 3.0 enters, as JSON or as the payload of a JWT; its award leaves.

Reads the extensions of the Dutch edubadges too: `ECTS`, `SBU` (*studiebelastingsuren*, hours of study load),
`participationType`, `assessmentType`, `supervisionType`, `identityChecked`, `educationProgramIdentifier`.
"""

from __future__ import annotations

from passerelle.decision.award import Award
from passerelle.decision.values import Stated, Workload
from passerelle.documents.graph import Node, graph_of, types
from passerelle.documents.json_text import pointer
from passerelle.documents.notes import Notes
from passerelle.documents.open_badge_nodes import alignments, grade, holder, organisations
from passerelle.documents.stating import Stating
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
    bodies, sealed_by = organisations(root, achievement, stating)
    workloads = _workloads(subject, achievement, stating)
    levels, outcomes, quality = alignments(achievement, bodies, language, stating)
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
        holder=holder(subject, stating),
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
        grade=grade(subject, achievement, stating),
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
