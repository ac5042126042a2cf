"""What registers list of an award's bodies in; their status, who they are and how they were reviewed, out.

A register goes before the issuer's own word; what it does not list stays as it was. Where the identifiers of one body
lead to different providers, registers say nothing of it but that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from passerelle.decision import Award, BodyFound, Evidence, Notice, Organisation, Provider, Stated
from passerelle.facts.gathered import Gathered, Known, weakest
from passerelle.facts.reviews import entry, review_facts, reviewed_on
from passerelle.providers import contradict, is_legal


def register_facts(found: Sequence[BodyFound], award: Award, as_of: date, gathered: Gathered) -> None:
    """Enter what registers say of the awarding bodies and of their reviews."""
    agreed = {}
    for body in _by_body(found):
        if body.body >= len(award.awarding_bodies):
            continue
        if contradict(body.providers):
            _conflict(body, award.awarding_bodies[body.body], gathered)
        elif body.providers:
            agreed[body.body] = body.providers
    issued = award.issued.value if award.issued else None
    for number, providers in agreed.items():
        _body(number, award.awarding_bodies[number], providers, gathered)
        held = reviewed_on(providers, issued) if issued else None
        if held is not None and number < len(gathered.members.get("award.bodies", ())):
            gathered.members["award.bodies"][number]["reviewed"] = held
    if agreed:
        _status_of_all(gathered)
    reviewed = [agreed[number] for number in range(len(award.awarding_bodies)) if number in agreed]
    if reviewed and len(reviewed) == len(award.awarding_bodies):
        review_facts(reviewed, award, as_of, gathered)


def _by_body(found: Sequence[BodyFound]) -> list[BodyFound]:
    """What was found of each body, together: a body may have been found more than once, in any order."""
    several: dict[int, list[BodyFound]] = {}
    for each in found:
        several.setdefault(each.body, []).append(each)
    merged = []
    for entries in several.values():
        first, *others = sorted(entries, key=repr)
        providers = dict.fromkeys(provider for each in (first, *others) for provider in each.providers)
        merged.append(replace(first, providers=tuple(providers)))
    return merged


def _conflict(found: BodyFound, body: Organisation, gathered: Gathered) -> None:
    records = " · ".join(f"{each.legal_name} ({each.register} {each.record})" for each in found.providers)
    gathered.notices.append(Notice(code="register_conflict", place=_place(body), values=(found.by, records)))
    if found.body == 0:
        gathered.facts["award.issuer.register_conflict"] = Known(True, Evidence.REGISTER, None, records)


def _body(number: int, body: Organisation, providers: tuple[Provider, ...], gathered: Gathered) -> None:
    """The facts of one body; the first is also the issuer."""
    members = gathered.members.get("award.bodies", [])
    member = members[number] if number < len(members) else {}
    source = " · ".join(entry(each) for each in providers)
    listed: dict[str, Known] = {"registered": Known(True, Evidence.REGISTER, None, source)}
    silent: dict[str, Known] = {}
    legal = [one for each in providers for one in each.identifiers if is_legal(one)]
    for field, stated in (("formal_status", body.formal_status), ("country", body.country), ("sector", body.sector)):
        said = [(value, each) for each in providers if (value := getattr(each, field))]
        values = {value for value, _ in said}
        if len(values) > 1:
            _differ(field, said, body, gathered)
            if field == "formal_status":
                member.pop(field, None)
        elif values:
            value, provider = said[0]
            known = Known(value, Evidence.REGISTER, None, entry(provider))
            if field == "formal_status":
                listed[field] = known
            elif stated is None:
                silent[field] = known
            if stated is not None and stated.value != value:
                _contradicts(field, stated, value, provider, gathered)
    silent["legal_name"] = Known({"und": providers[0].legal_name}, Evidence.REGISTER, None, source)
    if legal:
        silent["legal_identifier"] = Known(legal[0].value, Evidence.REGISTER, None, source)
    of_member = ("registered", "formal_status", "country", "legal_name", "legal_identifier")
    member.update({name: known for name, known in listed.items() if name in of_member})
    for name, known in silent.items():
        if name in of_member:
            member.setdefault(name, known)
    if number == 0:
        _issuer(providers, listed, silent, gathered)


def _issuer(
    providers: tuple[Provider, ...], listed: Mapping[str, Known], silent: Mapping[str, Known], gathered: Gathered
) -> None:
    facts = gathered.facts
    facts["award.issuer.registered"] = listed["registered"]
    names = " · ".join(dict.fromkeys(each.register for each in providers))
    facts["award.issuer.register"] = listed["registered"]._replace(value=names)
    for name, known in silent.items():
        facts.setdefault(f"award.issuer.{name}", known)


def _status_of_all(gathered: Gathered) -> None:
    """The issuer's status: known where all bodies have the same."""
    statuses = [member.get("formal_status") for member in gathered.members.get("award.bodies", ())]
    given = [status for status in statuses if status is not None]
    if given and len(given) == len(statuses) and len({status.value for status in given}) == 1:
        evidence = weakest([status.evidence for status in given])
        gathered.facts["award.issuer.formal_status"] = given[0]._replace(evidence=evidence)
    else:
        gathered.facts.pop("award.issuer.formal_status", None)


def _contradicts(field: str, stated: Stated[Any], value: str, provider: Provider, gathered: Gathered) -> None:
    said = (field, str(stated.value), stated.place, value, entry(provider))
    gathered.notices.append(Notice(code="register_differs", place=stated.place, values=said))


def _differ(field: str, said: Sequence[tuple[str, Provider]], body: Organisation, gathered: Gathered) -> None:
    (first, one), (second, other) = said[0], next(pair for pair in said if pair[0] != said[0][0])
    gathered.notices.append(
        Notice(code="registers_differ", place=_place(body), values=(field, first, entry(one), second, entry(other)))
    )


def _place(body: Organisation) -> str:
    """Where the document identifies a body."""
    identifiers = (*body.legal_identifiers, *body.other_identifiers)
    return identifiers[0].place if identifiers else ""
