"""Reviews that registers list for an award's bodies in; external quality assurance as of issue and as of today, out.

A review of the register goes before the issuer's word on the same review. What the issuer says of another one stands
beside it: that a register does not list it is no proof that there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from passerelle.decision import Award, Evidence, Provider, Quality, Review
from passerelle.facts.gathered import Gathered, Known
from passerelle.facts.quality import covers, quality_facts
from passerelle.providers.deqar import REGISTER as DEQAR
from passerelle.vocabulary.wording import name_key

#: Reviews with the provider for which the register lists them.
_Listed = list[tuple[Review, Provider]]


def review_facts(bodies: Sequence[tuple[Provider, ...]], award: Award, as_of: date, gathered: Gathered) -> None:
    """Enter what the reviews of all awarding bodies say. Of several bodies each has to be covered by itself."""
    listed: list[_Listed] = [[(review, each) for each in providers for review in each.reviews] for providers in bodies]
    every = [pair for one in listed for pair in one]
    if not every:
        return
    issued = award.issued.value if award.issued else None
    stated = tuple(each for each in award.quality if not _listed_as(each, every))
    if stated != award.quality:
        for name in [name for name in gathered.facts if name.startswith("award.quality.")]:
            del gathered.facts[name]
        quality_facts(stated, gathered, issued, as_of)
    gathered.facts["award.quality.register"] = _register(every, issued or as_of)
    positive = [[pair for pair in one if pair[0].outcome != "negative"] for one in listed]
    others = [each for each in stated if each.kind and each.kind.value == "external" and not _negative(each)]
    if any(positive):
        every_positive = [pair for one in positive for pair in one]
        for name in ("stated", "external"):
            gathered.facts[f"award.quality.{name}"] = _known(True, every_positive)
    for name, day in (("at_issue", issued), ("today", as_of)):
        if day is not None:
            _enter(name, day, positive, bool(others), gathered)
    _describe(positive, issued or as_of, gathered)
    if _refused(listed, issued or as_of):
        refused = [pair for one in listed for pair in one if pair[0].outcome == "negative"]
        gathered.facts["award.quality.negative"] = _known(True, refused)


def reviewed_on(providers: Sequence[Provider], day: date) -> Known | None:
    """Whether a body was under external quality assurance on a day, as its registers list it; None where they do not
    tell."""
    positive = [(review, each) for each in providers for review in each.reviews if review.outcome != "negative"]
    held = [covers(review.valid_from, review.valid_until, day) for review, _ in positive]
    if True in held:
        return _known(True, [pair for pair in positive if _covering(pair[0], day)])
    return _known(False, positive) if held and None not in held else None


def entry(provider: Provider) -> str:
    """Where in which register something stands, and since when it is known: "DEQAR DEQARINST0382, 2026-01-10"."""
    day = f", {provider.retrieved.isoformat()}" if provider.retrieved else ""
    return f"{provider.register} {provider.record}{day}"


def _enter(name: str, day: date, positive: Sequence[_Listed], others: bool, gathered: Gathered) -> None:
    """Whether external quality assurance covered a day. `others` whether the document states a review besides."""
    held = [[covers(review.valid_from, review.valid_until, day) for review, _ in one] for one in positive]
    facts = gathered.facts
    if all(True in one for one in held):
        covering = [pair for one in positive for pair in one if _covering(pair[0], day)]
        facts[f"award.quality.registered_{name}"] = facts[f"award.quality.external_{name}"] = _known(True, covering)
    elif len(held) == 1 and held[0] and None not in held[0]:
        facts[f"award.quality.registered_{name}"] = _known(False, positive[0])
        if not others:
            facts[f"award.quality.external_{name}"] = _known(False, positive[0])


def _describe(positive: Sequence[_Listed], day: date, gathered: Gathered) -> None:
    """Who reviewed by what standard and at what level: of what covered the day, or, where nothing is stated, of the
    newest."""
    facts = gathered.facts
    every = [pair for one in positive for pair in one]
    covering = [pair for pair in every if _covering(pair[0], day)]
    newest = sorted(every, key=lambda pair: pair[0].valid_from or date.min)[-1:]
    for name, field in (("body", "agency"), ("report", "report")):
        said = [pair for pair in covering or newest if getattr(pair[0], field)]
        if said and (covering or f"award.quality.{name}" not in facts):
            facts[f"award.quality.{name}"] = _known(getattr(said[0][0], field), said[:1])
    for name, field in (("standards", "standard"), ("levels", "level")):
        values = tuple(dict.fromkeys(value for review, _ in covering or newest if (value := getattr(review, field))))
        before = facts.get(f"award.quality.{name}")
        if before is None and values:
            facts[f"award.quality.{name}"] = _known(values, covering or newest)
        elif before is not None and covering and values:
            more = tuple(value for value in before.value if value not in values)
            known = _known(values, covering) if not more else before._replace(value=(*values, *more))
            facts[f"award.quality.{name}"] = known


def _register(listed: _Listed, day: date) -> Known:
    """The register whose reviews count: one that lists a review of the day before one that does not, and DEQAR, which
    principle 2.9 names, before others."""
    covering = [pair for pair in listed if _covering(pair[0], day)]
    names = {provider.register for _, provider in covering or listed}
    name = DEQAR if DEQAR in names else min(names)
    return _known(name, [pair for pair in listed if pair[1].register == name])


def _refused(listed: Sequence[_Listed], day: date) -> bool:
    """Whether a negative result may bear on the day, and no later positive one covers it."""
    for one in listed:
        positive = [review for review, _ in one if review.outcome != "negative" and _covering(review, day)]
        for review, _ in one:
            if review.outcome == "negative" and covers(review.valid_from, review.valid_until, day) is not False:
                since = review.valid_from or date.min
                if not any((other.valid_from or date.min) >= since for other in positive):
                    return True
    return False


def _covering(review: Review, day: date) -> bool:
    return covers(review.valid_from, review.valid_until, day) is True


def _listed_as(stated: Quality, listed: _Listed) -> bool:
    """Whether a register lists the review that an entry of the document speaks of: the same report; or one by the same
    agency from the same day, or of which the document gives no day."""
    if stated.kind is None or stated.kind.value != "external":
        return False
    report = stated.report.value if stated.report else None
    for review, _ in listed:
        if report and review.report and name_key(report) == name_key(review.report):
            return True
        if stated.body is None or name_key(stated.body.value) not in _names_of(review.agency):
            continue
        if stated.valid_from is None and stated.valid_until is None:
            return True
        if stated.valid_from is not None and stated.valid_from.value == review.valid_from:
            return True
    return False


def _names_of(agency: str) -> set[str]:
    """An agency by its whole name, by its name and by its acronym: DEQAR's are "Name (ACRONYM)"."""
    name, _, acronym = agency.removesuffix(")").partition(" (")
    return {name_key(each) for each in (agency, name, acronym) if each}


def _negative(stated: Quality) -> bool:
    return stated.outcome is not None and stated.outcome.value == "negative"


def _known(value: object, listed: _Listed) -> Known:
    """A fact on the register's word."""
    sources = dict.fromkeys(entry(provider) for _, provider in listed)
    return Known(value, Evidence.REGISTER, None, " · ".join(sources))
