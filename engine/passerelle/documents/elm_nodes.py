"""Nodes of the European Learning Model enter (concepts, organisations, persons, accreditations); their values leave."""

from __future__ import annotations

from passerelle.decision.award import Holder, Identifier, Organisation, Quality
from passerelle.decision.values import LanguageText, Stated
from passerelle.documents.graph import Node, Value
from passerelle.documents.json_text import pointer
from passerelle.documents.stating import Stating, local_id, one_language, tail

# The published 3.0 context and one of its samples spell this term with a Greek capital iota.
_GREEK_EIDAS = "eIDASΙdentifier"
_LEGAL = (
    ("registration", "registration"),
    ("vatIdentifier", "VAT"),
    ("taxIdentifier", "tax"),
    ("eIDASIdentifier", "eIDAS"),
    (_GREEK_EIDAS, "eIDAS"),
)


def concept(node: Node, *names: str) -> tuple[tuple[Value, ...], ...]:
    """For each concept under these members its candidates for a vocabulary: the IRI, then a label."""
    return tuple(candidates for found in node.nodes(*names) if (candidates := concept_candidates(found)))


def concept_candidates(node: Node) -> tuple[Value, ...]:
    """The IRI of a concept (unless it means something in this document only), then its label, English first."""
    found: list[Value] = []
    identifier = node.id
    if identifier and not local_id(identifier):
        found.append(Value(identifier, node.id_place))
    for name in ("prefLabel", "title", "altLabel"):
        labels = node.members.get(name)
        place = node.at(name)
        if isinstance(labels, str) and labels.strip():
            return (*found, Value(labels, place))
        if isinstance(labels, dict):
            texts = {tag: text for tag, text in labels.items() if isinstance(text, str) and text.strip()}
            if texts:
                tag = "en" if "en" in texts else next(iter(texts))
                return (*found, Value(texts[tag], pointer(place, tag)))
    return tuple(found)


def terms(stating: Stating, kind: str, field: str, *concepts: tuple[Value, ...]) -> tuple[Stated[str], ...]:
    """The vocabulary ids of several concepts, each id once."""
    found: dict[str, Stated[str]] = {}
    for candidates in concepts:
        stated = stating.term(kind, candidates, field)
        if stated is not None:
            found.setdefault(stated.value, stated)
    return tuple(found.values())


def organisation(node: Node, stating: Stating) -> Organisation:
    """An organisation: names, identifiers, and where it is."""
    legal_name = stating.words(node, "legal name", "legalName")
    country, region, locality = _whereabouts(node, stating)
    if node.has(_GREEK_EIDAS):
        stating.notes.suspicious(node.at(_GREEK_EIDAS), "eIDASIdentifier", "spelt with a Greek letter")
    other = list(_identifiers(node, "identifier", "", stating))
    if node.id and not local_id(node.id):
        scheme = "did" if node.id.startswith("did:") else "iri"
        other.append(Stated(Identifier(value=node.id, scheme=scheme), node.at("id"), stating.evidence))
    return Organisation(
        name=legal_name or stating.words(node, "name", "prefLabel", "altLabel"),
        legal_name=legal_name,
        legal_identifiers=tuple(
            stated for member, scheme in _LEGAL for stated in _identifiers(node, member, scheme, stating)
        ),
        other_identifiers=tuple(other),
        country=country,
        region=region,
        locality=locality,
    )


def person(node: Node | None, stating: Stating) -> Holder:
    """The holder: full name (or given and family name), date of birth, identifiers."""
    if node is None:
        return Holder()
    name = stating.words(node, "name", "fullName")
    if name is None:
        parts = [
            one_language(part.value)
            for part in (stating.words(node, "name", member) for member in ("givenName", "familyName"))
            if part is not None
        ]
        spoken = Stated(" ".join(parts), node.at("familyName"), stating.evidence) if parts else None
    else:
        spoken = Stated(one_language(name.value), name.place, name.evidence)
    identifiers = [
        *_identifiers(node, "nationalID", "national-id", stating),
        *_identifiers(node, "identifier", "", stating),
    ]
    if node.id and node.id.startswith("did:"):
        identifiers.append(Stated(Identifier(value=node.id, scheme="did"), node.at("id"), stating.evidence))
    return Holder(name=spoken, date_of_birth=stating.birth(node, "dateOfBirth"), identifiers=tuple(identifiers))


def accreditations(node: Node | None, owner: Node | None, stating: Stating) -> tuple[Quality, ...]:
    """The accreditations of an organisation or of a qualification.

    An accreditation is external where it names an accrediting agent other than `owner`.
    """
    return tuple(_accreditation(found, owner, stating) for found in node.nodes("accreditation")) if node else ()


def _accreditation(node: Node, owner: Node | None, stating: Stating) -> Quality:
    body: Stated[str] | None = None
    kind: Stated[str] | None = None
    agent = node.node("accreditingAgent")
    if agent is not None:
        body = stating.plain(agent, "accrediting agent", "legalName", "prefLabel", "altLabel") or stating.iri(agent)
        if agent.id is None or owner is None or agent.id != owner.id:
            kind = Stated("external", node.at("accreditingAgent"), stating.evidence)
    report = node.node("report")
    of_type = concept(node, "dcType")
    return Quality(
        kind=kind,
        standard=_standard(stating.words(node, "accreditation", "title"), stating)
        or _standard(stating.words(node, "accreditation", "description"), stating),
        level=stating.term("quality_level", of_type[0], "quality level") if of_type else None,
        body=body,
        report=(stating.first_text(report, "report", "contentURL", "contentUrl") or stating.iri(report))
        if report
        else None,
        outcome=_outcome(node, stating),
        valid_from=stating.day(node, "accreditation date", "dateIssued", "issued"),
        valid_until=stating.day(node, "accreditation expiry", "expiryDate"),
    )


def _standard(words: Stated[LanguageText] | None, stating: Stating) -> Stated[str] | None:
    for text in words.value.values() if words else ():
        for candidate in (text, *text.replace("(", " ").replace(")", " ").replace(",", " ").split()):
            found = stating.vocabulary.term("quality_standard", candidate)
            if found is not None and words is not None:
                return Stated(found, words.place, words.evidence)
    return None


def _outcome(node: Node, stating: Stating) -> Stated[str] | None:
    for value in node.scalars("decision"):
        return stating.term("quality_outcome", (value,), "accreditation decision")
    decisions = concept(node, "decision")
    return stating.term("quality_outcome", decisions[0], "accreditation decision") if decisions else None


def _identifiers(node: Node, member: str, scheme: str, stating: Stating) -> tuple[Stated[Identifier], ...]:
    found: list[Stated[Identifier]] = []
    for value, place in node.raw(member):
        if isinstance(value, str) and value in {"", "[]"}:
            continue
        described = node.graph.node(value, place)
        notation = stating.first_text(described, "identifier", "notation") if described else None
        if notation is None and isinstance(value, str):
            notation = stating.text(value, place, "identifier")
        if notation is None:
            continue
        named = stating.first_text(described, "identifier scheme", "schemeName", "schemeId", "schemeAgency")
        found.append(
            Stated(
                Identifier(value=notation.value, scheme=scheme or (named.value if named else "")),
                notation.place,
                notation.evidence,
            )
        )
    return tuple(found)


def _whereabouts(node: Node, stating: Stating) -> tuple[Stated[str] | None, Stated[str] | None, Stated[str] | None]:
    countries: list[Value] = []
    region: Stated[str] | None = None
    locality: Stated[str] | None = None
    for location in node.nodes("location"):
        for address in location.nodes("address"):
            for code in address.nodes("countryCode"):
                countries.extend(concept_candidates(code))
        for spatial in location.nodes("spatialCode"):
            if spatial.id and "/nuts/" in spatial.id and region is None:
                region = Stated(tail(spatial.id), spatial.at("id"), stating.evidence)
        locality = locality or stating.first_text(location, "place", "geographicName")
        named = stating.words(location, "place", "geographicName")
        if locality is None and named is not None:
            locality = Stated(one_language(named.value), named.place, named.evidence)
    return stating.country(countries), region, locality
