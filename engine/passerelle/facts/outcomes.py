"""The outcomes of an award and of a target in, with what a classification of skills and the host say of them; the facts
by which they are compared out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from passerelle.decision import Award, Consulted, Evidence, LanguageText, LearningOutcome, Target, TargetOutcome
from passerelle.errors import QuestionError
from passerelle.facts.gathered import Gathered, Known
from passerelle.skills import classified, normal

#: Outcomes of an award that are compared, and ways in which they and a target's may be tied together. No file that is
#: read has more than 300 outcomes; what the kernel can hold lies above both.
MOST_OUTCOMES = 500
MOST_TIES = 20_000
#: Pairs of outcomes that cannot be tied in too many ways, however many identifiers they have.
_FEW = 100

_NONE_ACCEPTED = Known((), Evidence.HOST)


def outcome_facts(consulted: Consulted, award: Award, target: Target | None, gathered: Gathered) -> None:
    """Enter, for the outcomes of both, their identifiers in one form and the skills that they name; and for those of
    the award what is more general than they are and what the host accepts them for.

    Raises `QuestionError` where there is more than can be compared.
    """
    if len(award.outcomes) > MOST_OUTCOMES:
        raise QuestionError(
            "award",
            f"the award has {len(award.outcomes):,} learning outcomes and at most {MOST_OUTCOMES:,} are compared",
            "ask about its parts",
        )
    if target is None:
        return
    labels = {concept.uri: concept.label for concept in consulted.concepts}
    placed = frozenset(concept.uri for concept in consulted.concepts if concept.placed)
    above: dict[str, list[str]] = {}
    for link in consulted.links:
        above.setdefault(link.narrower, []).append(link.broader)
    wanted: set[str] = set()
    for member, mine in zip(gathered.members.get("target.outcomes", ()), target.outcomes, strict=False):
        uris = _identifiers(mine)
        wanted.update(uris)
        member["identifiers"] = member["identifiers"]._replace(value=uris)
        member["id"] = Known((mine.id,), Evidence.HOST, mine.place)
        _skills(member, uris, labels, consulted)
    skills_wanted = any(map(classified, wanted))
    accepting = _accepting(award, target)
    for member, theirs in zip(gathered.members.get("award.outcomes", ()), award.outcomes, strict=False):
        uris = _normal(identifier.value for identifier in theirs.identifiers)
        if uris:
            member["identifiers"] = member["identifiers"]._replace(value=uris)
        _skills(member, uris, labels, consulted)
        member["accepted"] = _accepted(theirs, uris, accepting) if accepting else _NONE_ACCEPTED
        broader = tuple(sorted({uri for each in uris for uri in above.get(each, ())})) if above else ()
        unplaced = skills_wanted and any(classified(uri) and uri not in placed for uri in uris)
        if broader or not unplaced:
            evidence = Evidence.REGISTER if consulted.skills else Evidence.INFERRED
            member["broader"] = Known(broader, evidence, None, consulted.skills)
    _refuse_tangles(gathered)


def stated_alike(award: Award, target: Target) -> frozenset[str]:
    """The ids of the target's outcomes that an award states under one identifier, or that the host accepts one of the
    award's outcomes for."""
    accepting = _accepting(award, target)
    named: set[str] = set()
    accepted: set[str] = set()
    for outcome in award.outcomes:
        uris = _normal(identifier.value for identifier in outcome.identifiers)
        named.update(uris)
        accepted.update(_accepted(outcome, uris, accepting).value)
    same = {outcome.id for outcome in target.outcomes if not named.isdisjoint(_identifiers(outcome))}
    return frozenset(accepted | same)


def _identifiers(outcome: TargetOutcome) -> tuple[str, ...]:
    """The identifiers of an outcome of a target. The id that a host gives it means something to the host alone, unless
    it is a URI: "1" of one list is not "1" of another."""
    return _normal(text for text in outcome.identifiers if text != outcome.id or ":" in text)


def _refuse_tangles(gathered: Gathered) -> None:
    """Raise `QuestionError` where outcomes that are nearly all alike are tied together in more ways than are tried."""
    mine, theirs = gathered.members.get("target.outcomes", ()), gathered.members.get("award.outcomes", ())
    if len(mine) * len(theirs) < _FEW:
        return
    ties = 0
    for ours, other in (("identifiers", "identifiers"), ("identifiers", "broader"), ("id", "accepted")):
        often = Counter(text for member in mine if ours in member for text in member[ours].value)
        ties += sum(often[text] for member in theirs if other in member for text in member[other].value)
    if ties > MOST_TIES:
        raise QuestionError(
            "target", f"its outcomes and those of the award are tied in {ties:,} ways, more than {MOST_TIES:,}",
            "state in the component which outcome stands for which",
        )  # fmt: skip


def _normal(identifiers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(normal, identifiers)))


def _skills(
    member: dict[str, Known], uris: tuple[str, ...], labels: Mapping[str, LanguageText], consulted: Consulted
) -> None:
    """What the skills that an outcome names are called, in each language in which one has a label."""
    if not labels:
        return
    named = [labels[uri] for uri in uris if uri in labels]
    languages = sorted({language for label in named for language in label})
    texts = {tag: "; ".join(label.get(tag) or next(iter(label.values())) for label in named) for tag in languages}
    if texts:
        member["skills"] = Known(texts, Evidence.REGISTER, None, consulted.skills)


@dataclass(frozen=True, slots=True)
class _Accepting:
    """An outcome of others that the host accepts: for which of its own, where it says so, and the identifier or the
    words by which it is known among those of one award."""

    wanted: str
    place: str
    identifier: str
    words: frozenset[str]


def _accepting(award: Award, target: Target) -> tuple[_Accepting, ...]:
    """What the host accepts that may be among the outcomes of an award."""
    if not any(outcome.accepts for outcome in target.outcomes):
        return ()
    known_as = _known_as(award)
    return tuple(
        _Accepting(outcome.id, each.place, normal(each.identifier), frozenset(map(_plain, each.statement.values())))
        for outcome in target.outcomes
        for each in outcome.accepts
        if each.identifier or _plain(each.issuer) in known_as
    )


def _accepted(theirs: LearningOutcome, uris: tuple[str, ...], accepting: tuple[_Accepting, ...]) -> Known:
    """The ids of the target's outcomes for which the host accepts one of an award."""
    words = frozenset(map(_plain, theirs.statement.value.values())) if theirs.statement else frozenset()
    found: dict[str, str] = {}
    for each in accepting:
        if (each.identifier and each.identifier in uris) or not words.isdisjoint(each.words):
            found.setdefault(each.wanted, each.place)
    return Known(tuple(found), Evidence.HOST, next(iter(found.values()), None))


def _known_as(award: Award) -> frozenset[str]:
    """The identifiers and names of an award's awarding bodies."""
    names = [
        text
        for body in award.awarding_bodies
        for name in (body.name, body.legal_name)
        if name is not None
        for text in name.value.values()
    ]
    identifiers = [
        identifier.value.value
        for body in award.awarding_bodies
        for identifier in (*body.legal_identifiers, *body.other_identifiers)
    ]
    return frozenset(map(_plain, (*names, *identifiers))) - {""}


def _plain(text: str) -> str:
    """A text without what makes no difference to its reader: capitals, spaces, a full stop at its end."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold().rstrip(".;")
