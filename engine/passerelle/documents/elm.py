"""A European Digital Credential (European Learning Model 3, JSON-LD) enters; its awards leave.

One achievement that stands directly under the holder is one award. Its parts are described inside it and are not
counted again. An activity that leads to an achievement, and an assessment that proves one, belong to that award; an
activity that stands alone is evidence of participation only.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from passerelle.decision.award import Award, Quality
from passerelle.decision.values import Evidence, Stated
from passerelle.documents import elm_learning
from passerelle.documents.elm_nodes import (
    accreditations,
    concept,
    organisation,
    person,
    terms,
)
from passerelle.documents.graph import Graph, Node, graph_of, types
from passerelle.documents.json_text import pointer, shown
from passerelle.documents.notes import Notes
from passerelle.documents.stating import Stating
from passerelle.documents.terms_seen import note_ignored
from passerelle.errors import DocumentError
from passerelle.vocabulary import Vocabulary

FORMAT = "elm-3"
TITLE = "European Digital Credential (ELM 3, JSON-LD, sealed or not)"

_CREDENTIAL = frozenset({"EuropeanDigitalCredential"})
#: The terms of the model that carry what decisions are made of; anything else that looks like one is noted.
_TERMS = frozenset({
    "accreditation", "accreditingAgent", "additionalNote", "awardedBy", "awardingBody", "awardingDate",
    "contactHour", "creditPoint", "creditReceived", "credentialSubject", "dateIssued", "dateOfBirth", "dcType",
    "decision", "educationLevel", "educationSubject", "entitlesTo", "entitlementStatus", "entryRequirement",
    "eqfLevel", "expiryDate", "framework", "fullName", "grade", "gradeStatus", "gradingScheme", "hasClaim",
    "hasPart", "idVerification", "influencedBy", "isPartOf", "isPartialQualification", "issued", "issuer",
    "learningOutcome", "learningOutcomeSummary", "learningSetting", "legalName", "levelOfCompletion",
    "limitEQFLevel", "maximumDuration", "mode", "nqfLevel", "point", "provenBy", "registration",
    "reusabilityLevel", "score", "shortenedGrading", "specifiedBy", "targetGroup", "title", "validFrom", "validUntil",
    "volumeOfLearning", "workload",
})  # fmt: skip
_OF_SPECIFICATION = frozenset({"creditPoint", "volumeOfLearning", "eqfLevel", "nqfLevel", "learningOutcome"})
_SPECIFICATIONS = ("Specification", "Qualification", "LearningOpportunity", "Accreditation", "LearningOutcome")


def recognises(value: dict[str, object]) -> bool:
    """Whether a JSON object is a European Digital Credential, described in place or in a flat `@graph`."""
    if types(value) & _CREDENTIAL:
        return True
    nodes = value.get("@graph")
    return isinstance(nodes, list) and any(isinstance(node, dict) and types(node) & _CREDENTIAL for node in nodes)


def read(
    value: dict[str, object], place: str, digest: str, proof: Stated[str] | None, vocabulary: Vocabulary
) -> tuple[Award, ...]:
    """The awards of a credential.

    Raises:
        DocumentError: `no_award`, or a value that cannot be, with its place.
    """
    notes = Notes()
    graph = graph_of(value, place, _TERMS, notes)
    note_ignored(graph.root, _TERMS, notes, misplaced=_misplaced)
    credential = _credential(graph)
    stating = Stating(vocabulary, notes)
    subjects = credential.nodes("credentialSubject")
    for other in subjects[1:]:
        notes.suspicious(other.place, "credentialSubject", "a second holder, whose claims are not read")
    proof = proof or stating.embedded_proof(credential)
    return _Reader(digest, credential, subjects[0] if subjects else None, proof, stating).awards()


def _credential(graph: Graph) -> Node:
    if graph.root.types & _CREDENTIAL:
        return graph.root
    found = graph.of_type("EuropeanDigitalCredential")
    if len(found) == 1:
        return found[0]
    raise DocumentError(
        "no_award",
        f"the graph describes {len(found)} European Digital Credentials with an id; give a file with one",
        pointer(graph.root.place, "@graph"),
    )


def _misplaced(node: Node, name: str) -> bool:
    kinds = node.types
    return name in _OF_SPECIFICATION and bool(kinds) and not any(kind.endswith(_SPECIFICATIONS) for kind in kinds)


class _Reader:
    """Reads the claims of one credential into awards."""

    def __init__(
        self, digest: str, credential: Node, subject: Node | None, proof: Stated[str] | None, stating: Stating
    ) -> None:
        self._digest = digest
        self._credential = credential
        self._proof = proof
        self._document = stating
        self._holder = person(subject, stating)
        claims = subject.nodes("hasClaim") if subject else ()
        self._claims = tuple({claim.place: claim for claim in claims}.values())
        self._leading: dict[str, list[Node]] = {}
        for claim in self._claims:
            for target in claim.nodes("proves", "influences"):
                self._leading.setdefault(target.place, []).append(claim)
        issuer = credential.node("issuer")
        self._sealed_by = organisation(issuer, stating) if issuer else None
        self._identifier = stating.iri(credential)
        self._issued = stating.day(credential, "issued", "issued", "issuanceDate")
        self._valid_until = stating.day(credential, "valid_until", "validUntil", "expirationDate")
        self._status = self._status_reference()

    def awards(self) -> tuple[Award, ...]:
        """One award for each achievement; for an assessment or activity only where no achievement uses it."""
        claims = self._claims
        achievements = [claim for claim in claims if "LearningAchievement" in claim.types]
        used = {
            part.place
            for achievement in achievements
            for part in (*achievement.nodes("provenBy", "influencedBy", "hasPart"), *self._leading_to(achievement))
        }
        heads: list[tuple[str, Node]] = []
        for claim in claims:
            if "LearningAchievement" in claim.types:
                heads.append(("achievement", claim))
            elif claim.place in used:
                continue
            elif "LearningAssessment" in claim.types:
                heads.append(("assessment", claim))
            elif "LearningActivity" in claim.types:
                heads.append(("activity", claim))
            else:
                kind = ", ".join(sorted(claim.types)) or "a claim without a type"
                self._document.notes.ignored(claim.place, shown(kind), "is no achievement, assessment or activity")
        if not heads:
            raise DocumentError(
                "no_award",
                "the credential claims no achievement, assessment or activity (an entitlement is none of them); "
                "ask the issuer what it certifies",
                pointer(self._credential.place, "credentialSubject"),
            )
        drafts = [(kind, claim, Stating(self._document.vocabulary, Notes())) for kind, claim in heads]
        read = [(self._award(kind, claim, stating), stating) for kind, claim, stating in drafts]
        common = self._document.notes.taken()
        return tuple(
            replace(award, notices=tuple(dict.fromkeys(common + stating.notes.taken()))) for award, stating in read
        )

    def _award(self, kind: str, claim: Node, stating: Stating) -> Award:
        specification = claim.node("specifiedBy")
        activities = (
            (claim,)
            if kind == "activity"
            else (
                *claim.nodes("influencedBy"),
                *self._leading_to(claim, "LearningActivity"),
            )
        )
        assessments = (
            (claim,)
            if kind == "assessment"
            else (
                *claim.nodes("provenBy"),
                *self._leading_to(claim, "LearningAssessment"),
            )
        )
        activity_specs = tuple(spec for activity in activities for spec in activity.nodes("specifiedBy"))
        assessment_specs = tuple(spec for assessment in assessments for spec in assessment.nodes("specifiedBy"))
        processes = claim.nodes("awardedBy")
        owners = tuple(body for process in processes for body in process.nodes("awardingBody"))
        bodies = tuple(organisation(body, stating) for body in owners)
        country = next((body.country.value for body in bodies if body.country), None)
        workloads = elm_learning.workloads(claim, specification, activities, activity_specs, stating)
        levels = elm_learning.levels(specification, country, stating)
        # Points of systems that nobody knows may be points of two systems.
        stating.compare_workloads(stated for stated in workloads if stated.value.unit != "unspecified")
        stating.compare_levels(levels)
        for whole in (claim, *claim.nodes("specifiedBy")):
            parts = {part.place for part in whole.nodes("hasPart")}
            if parts:
                stating.notes.parts(whole.at("hasPart"), len(parts))
                break
        if len(claim.nodes("specifiedBy")) > 1:
            stating.notes.ignored(claim.at("specifiedBy"), "specifiedBy", "only the first specification is read")
        quality: list[Quality] = []
        owner = owners[0] if owners else None
        quality.extend(accreditations(specification, owner, stating))
        for body in owners:
            quality.extend(accreditations(body, body, stating))
        kinds = tuple(
            found for assessment in (*assessments, *assessment_specs) for found in concept(assessment, "dcType")
        )
        assessed = terms(stating, "assessment", "assessment", *kinds)
        if kind == "activity" and not assessments and not claim.has("influences"):
            # The document says that the person took part; that nothing was assessed is concluded from its silence.
            assessed = (Stated("attendance_only", claim.place, Evidence.INFERRED),)
        specs = (specification,) if specification else ()
        return Award(
            document=self._digest,
            format=FORMAT,
            part=claim.place,
            identifier=self._identifier,
            title=stating.words(claim, "title", "title") or stating.words(specification, "title", "title"),
            description=stating.words(claim, "description", "description", "descriptionHtml")
            or stating.words(specification, "description", "description", "descriptionHtml"),
            holder=self._holder,
            awarding_bodies=bodies,
            sealed_by=self._sealed_by,
            specification=stating.iri(specification),
            issued=self._issued,
            achieved=self._achieved(processes, stating),
            valid_until=self._valid_until,
            outcomes=elm_learning.outcomes(specification, stating),
            workloads=workloads,
            levels=levels,
            assessments=assessed,
            assessment_criteria=elm_learning.note(assessment_specs, stating, "description"),
            participation=terms(
                stating, "participation", "participation",
                *(found for spec in (*specs, *activity_specs) for found in concept(spec, "mode")),
            ),
            quality=tuple(quality),
            supervision=next(
                iter(
                    terms(
                        stating, "supervision", "supervision",
                        *(found for assessment in assessments for found in concept(assessment, "idVerification")),
                    )
                ),
                None,
            ),
            prerequisites=elm_learning.all_notes(specs, stating, "entryRequirement"),
            target_group=elm_learning.target_group(specs, stating),
            grade=elm_learning.grade(assessments, stating),
            stackability=Stated("integrated", claim.at("isPartOf"), stating.evidence)
            if claim.has("isPartOf")
            else None,
            further_information=elm_learning.all_notes(
                (claim, *specs), stating, "additionalNote", "supplementaryDocument"
            ),
            fields=elm_learning.fields(specification, stating),
            languages=elm_learning.languages((*specs, *activity_specs, *assessment_specs), stating),
            proof=self._proof,
            status_reference=self._status,
        )  # fmt: skip

    def _leading_to(self, achievement: Node, kind: str = "") -> tuple[Node, ...]:
        """The claims (of a type) that say of themselves that they prove, or influence, an achievement."""
        return tuple(claim for claim in self._leading.get(achievement.place, ()) if not kind or kind in claim.types)

    def _achieved(self, processes: tuple[Node, ...], stating: Stating) -> Stated[date] | None:
        days = [day for process in processes if (day := stating.day(process, "achieved", "awardingDate"))]
        for other in days[1:]:
            if other.value != days[0].value:
                stating.notes.contradiction(
                    "achieved", days[0].value.isoformat(), days[0].place, other.value.isoformat(), other.place
                )
        return days[0] if days else None

    def _status_reference(self) -> Stated[str] | None:
        for status in self._credential.nodes("credentialStatus", "status"):
            for name in ("statusListCredential", "id"):
                stated = self._document.first_text(status, "status", name)
                index = self._document.first_text(status, "status", "statusListIndex")
                if stated:
                    fragment = f"#{index.value}" if index and name == "statusListCredential" else ""
                    return Stated(stated.value + fragment, stated.place, stated.evidence)
        return None
