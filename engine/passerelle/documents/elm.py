"""A European Digital Credential (European Learning Model 3, JSON-LD) enters; its awards leave.

One achievement that stands directly under the holder is one award. Its parts are described inside it and are not
counted again. An activity that leads to an achievement, and an assessment that proves one, belong to that award; an
activity that stands alone is evidence of participation only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from passerelle.decision.award import Award, Grade, LearningOutcome, Notice, Organisation, Quality
from passerelle.decision.values import Evidence, Level, Stated, Workload
from passerelle.documents.elm_nodes import (
    accreditations,
    concept,
    concept_candidates,
    organisation,
    person,
    terms,
)
from passerelle.documents.graph import Graph, Node, Value, graph_of, types
from passerelle.documents.json_text import pointer, shown
from passerelle.documents.notes import Notes
from passerelle.documents.stating import Stating, amount_text, local_id, tail
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
    "reusabilityLevel", "score", "shortenedGrading", "specifiedBy", "title", "validFrom", "validUntil",
    "volumeOfLearning", "workload",
})  # fmt: skip
_OF_SPECIFICATION = frozenset({"creditPoint", "volumeOfLearning", "eqfLevel", "nqfLevel", "learningOutcome"})
_SPECIFICATIONS = ("Specification", "Qualification", "LearningOpportunity", "Accreditation", "LearningOutcome")
_ISCED = re.compile(r"\d{2,4}")
_DIGITS = re.compile(r"\d+")


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
    subject = credential.node("credentialSubject")
    claims = subject.nodes("hasClaim") if subject else ()
    reader = _Reader(digest, credential, subject, proof or stating.embedded_proof(credential), stating)
    return reader.awards(claims)


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
        issuer = credential.node("issuer")
        self._sealed_by = organisation(issuer, stating) if issuer else None
        self._identifier = stating.iri(credential)
        self._issued = stating.day(credential, "issued", "issued", "issuanceDate")
        self._valid_until = stating.day(credential, "valid_until", "validUntil", "expirationDate")
        self._status = self._status_reference()

    def awards(self, claims: Iterable[Node]) -> tuple[Award, ...]:
        """One award for each achievement; for an assessment or activity only where no achievement uses it."""
        claims = tuple({claim.place: claim for claim in claims}.values())
        achievements = [claim for claim in claims if "LearningAchievement" in claim.types]
        used = {
            part.place
            for achievement in achievements
            for part in achievement.nodes("provenBy", "influencedBy", "hasPart")
        }
        heads: list[tuple[str, Node]] = []
        for claim in claims:
            if claim in achievements:
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
        return tuple(_with_notices(award, common + stating.notes.taken()) for award, stating in read)

    def _award(self, kind: str, claim: Node, stating: Stating) -> Award:
        specification = claim.node("specifiedBy")
        activities = (claim,) if kind == "activity" else claim.nodes("influencedBy")
        assessments = (claim,) if kind == "assessment" else claim.nodes("provenBy")
        activity_specs = tuple(spec for activity in activities for spec in activity.nodes("specifiedBy"))
        assessment_specs = tuple(spec for assessment in assessments for spec in assessment.nodes("specifiedBy"))
        processes = claim.nodes("awardedBy")
        owners = tuple(body for process in processes for body in process.nodes("awardingBody"))
        bodies = tuple(organisation(body, stating) for body in owners)
        workloads = self._workloads(claim, specification, activities, activity_specs, stating)
        levels = self._levels(specification, bodies, stating)
        stating.compare_workloads(workloads)
        stating.compare_levels(levels)
        parts = {part.place for part in claim.nodes("hasPart")}
        if parts:
            stating.notes.parts(claim.at("hasPart"), len(parts))
        quality: list[Quality] = []
        owner = owners[0] if owners else None
        quality.extend(accreditations(specification, owner, stating))
        for body in owners:
            quality.extend(accreditations(body, body, stating))
        kinds = tuple(
            found for assessment in (*assessments, *assessment_specs) for found in concept(assessment, "dcType")
        )
        assessed = terms(stating, "assessment", "assessment", *kinds)
        if kind == "activity" and not assessments and not assessed:
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
            outcomes=_outcomes(specification, stating),
            workloads=workloads,
            levels=levels,
            assessments=assessed,
            assessment_criteria=_note(assessment_specs, stating, "description"),
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
            prerequisites=_all_notes(specs, stating, "entryRequirement"),
            grade=_grade(assessments, stating),
            stackability=Stated("integrated", claim.at("isPartOf"), stating.evidence)
            if claim.has("isPartOf")
            else None,
            further_information=_all_notes((claim, *specs), stating, "additionalNote", "supplementaryDocument"),
            route=None,
            fields=_fields(specification, stating),
            languages=_languages((*specs, *activity_specs, *assessment_specs), stating),
            proof=self._proof,
            status_reference=self._status,
        )  # fmt: skip

    def _achieved(self, processes: tuple[Node, ...], stating: Stating) -> Stated[date] | None:
        days = [day for process in processes if (day := stating.day(process, "achieved", "awardingDate"))]
        for other in days[1:]:
            if other.value != days[0].value:
                stating.notes.contradiction(
                    "achieved", days[0].value.isoformat(), days[0].place, other.value.isoformat(), other.place
                )
        return days[0] if days else None

    def _workloads(
        self,
        claim: Node,
        specification: Node | None,
        activities: tuple[Node, ...],
        activity_specs: tuple[Node, ...],
        stating: Stating,
    ) -> tuple[Stated[Workload], ...]:
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

    def _levels(
        self, specification: Node | None, bodies: tuple[Organisation, ...], stating: Stating
    ) -> tuple[Stated[Level], ...]:
        if specification is None:
            return ()
        country = next((body.country.value for body in bodies if body.country), None)
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

    def _status_reference(self) -> Stated[str] | None:
        for status in self._credential.nodes("credentialStatus", "status"):
            for name in ("statusListCredential", "id"):
                stated = self._document.first_text(status, "status", name)
                index = self._document.first_text(status, "status", "statusListIndex")
                if stated:
                    fragment = f"#{index.value}" if index and name == "statusListCredential" else ""
                    return Stated(stated.value + fragment, stated.place, stated.evidence)
        return None


def _with_notices(award: Award, notices: tuple[Notice, ...]) -> Award:
    values = {name: getattr(award, name) for name in Award.__dataclass_fields__}
    return Award(**{**values, "notices": tuple(dict.fromkeys(notices))})


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


def _outcomes(specification: Node | None, stating: Stating) -> tuple[LearningOutcome, ...]:
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


def _grade(assessments: tuple[Node, ...], stating: Stating) -> Grade:
    graded = []
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
        shown_grades = ", ".join(sorted(text for text in different if text))
        if first is not None:
            stating.notes.ignored(first.place, "grade", f"several assessments with different grades ({shown_grades})")
        return Grade()
    return graded[0] if graded else Grade()


def _note(nodes: Iterable[Node], stating: Stating, *names: str) -> Stated[str] | None:
    return next((stated for node in nodes if (stated := stating.plain(node, "note", *names))), None)


def _all_notes(nodes: Iterable[Node], stating: Stating, *names: str) -> tuple[Stated[str], ...]:
    found: dict[str, Stated[str]] = {}
    for node in nodes:
        for note in node.nodes(*names):
            stated = stating.plain(note, "note", "noteLiteral", "title", "contentURL", "contentUrl")
            if stated is None and note.id and not local_id(note.id):
                stated = Stated(note.id, note.at("id"), stating.evidence)
            if stated:
                found.setdefault(stated.place, stated)
    return tuple(found.values())


def _fields(specification: Node | None, stating: Stating) -> tuple[Stated[str], ...]:
    found: list[Stated[str]] = []
    for subject in specification.nodes("educationSubject") if specification else ():
        code = tail(subject.id or "")
        if "isced-f" in (subject.id or "") and _ISCED.fullmatch(code):
            found.append(Stated(code, subject.at("id"), stating.evidence))
        else:
            for candidate in concept_candidates(subject)[-1:]:
                stating.notes.unmapped(candidate.place, "field", str(candidate.value)[:300])
    return tuple(found)


def _languages(nodes: Iterable[Node], stating: Stating) -> tuple[Stated[str], ...]:
    found: dict[str, Stated[str]] = {}
    for node in nodes:
        for language in node.nodes("language"):
            for candidate in concept_candidates(language):
                tag = stating.vocabulary.language(str(candidate.value))
                if tag:
                    found.setdefault(tag, Stated(tag, candidate.place, stating.evidence))
                    break
    return tuple(found.values())
