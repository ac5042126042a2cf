"""The awarding bodies of an award enter, with a way to ask who holds an identifier; the providers that they are leave.

A name never makes a match. An identifier does, in whatever writing; one without a scheme only where its form leaves no
doubt, or where one provider of a register has it and no other. What one register says of a provider leads to the same
provider in another by the identifiers that it lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, Protocol

from passerelle.decision import Award, BodyFound, Organisation, Provider
from passerelle.providers.identifiers import Keys, keys, scheme_of
from passerelle.vocabulary.wording import name_key

#: Registers that lead on to others, one after another.
_ROUNDS = 3
#: Schemes of which an organisation has one identifier: two providers with different ones are two organisations.
_EXCLUSIVE = ("DEQAR", "ETER", "ROR", "PIC", "EUID", "LEI")


class Ref(NamedTuple):
    """A provider by its register and its record there."""

    register: str
    record: str


class Held(NamedTuple):
    """An identifier that a register lists: its key ("" without a scheme), its bare value, whose it is and in which
    country that is."""

    exact: str
    bare: str
    ref: Ref
    country: str | None


class Source(Protocol):
    """Where registers are kept."""

    def holders(self, exact: Collection[str], bare: Collection[str]) -> Iterable[Held]:
        """The identifiers that registers list under any of these keys or bare values."""

    def providers(self, refs: Collection[Ref], scopes: Collection[str]) -> Mapping[Ref, Provider]:
        """The providers, each with its reviews of the whole institution and those whose scope is one of `scopes`."""


@dataclass(frozen=True, slots=True)
class _Written:
    """An identifier as the document gives it, and what it is found by."""

    shown: str
    keys: Keys


def bodies_of(award: Award, source: Source) -> tuple[BodyFound, ...]:
    """The awarding bodies that registers list."""
    written = [_written(body) for body in award.awarding_bodies]
    asked = [one.keys for each in written for one in each]
    if not asked:
        return ()
    held = _Index(source.holders({key for one in asked for key in one.exact}, {one.bare for one in asked if one.bare}))
    scopes = scopes_of(award)
    found = []
    for number, (body, identifiers) in enumerate(zip(award.awarding_bodies, written, strict=True)):
        country = body.country.value if body.country else None
        refs, by = _named(identifiers, held, country)
        if refs:
            providers = _with_others(source.providers(refs, scopes), source, scopes)
            found.append(BodyFound(body=number, providers=providers, by=" · ".join(by)))
    return tuple(found)


def scopes_of(award: Award) -> frozenset[str]:
    """What a review of a part of an institution may be called for it to be about this award: its titles."""
    titles = award.title.value.values() if award.title else ()
    return frozenset(key for title in titles if (key := name_key(title)))


def contradict(providers: Collection[Provider]) -> bool:
    """Whether these cannot all be one organisation: one register lists two of them, or they differ in an identifier of
    which an organisation has one."""
    if len({provider.register for provider in providers}) < len(providers):
        return True
    listed = [_by_scheme(provider) for provider in providers]
    return any(
        one[scheme].isdisjoint(other[scheme])
        for one, other in combinations(listed, 2)
        for scheme in _EXCLUSIVE
        if one[scheme] and other[scheme]
    )


def keys_of(provider: Provider) -> frozenset[str]:
    """The keys of all identifiers of a provider that have a scheme."""
    return frozenset(key for one in provider.identifiers for key in keys(one, provider.country).exact)


class _Index:
    """Held identifiers by key and by bare value."""

    def __init__(self, held: Iterable[Held]) -> None:
        self.exact: dict[str, list[Held]] = defaultdict(list)
        self.bare: dict[str, list[Held]] = defaultdict(list)
        for one in held:
            self.exact[one.exact].append(one)
            self.bare[one.bare].append(one)

    def holders(self, one: Keys, country: str | None) -> dict[str, set[Ref]]:
        """Who holds an identifier, by register."""
        found: dict[str, set[Ref]] = defaultdict(set)
        for key in one.exact:
            for held in self.exact.get(key, ()):
                found[held.ref.register].add(held.ref)
        alone: dict[str, set[Ref]] = defaultdict(set)
        for held in self.bare.get(one.bare, ()) if one.bare else ():
            # Where both sides name a scheme, the schemes have been compared already.
            unsaid = not (one.exact and one.sure) or not held.exact
            elsewhere = country is not None and held.country is not None and country != held.country
            if unsaid and not elsewhere:
                alone[held.ref.register].add(held.ref)
        for register, refs in alone.items():
            if len(refs) == 1 and register not in found:
                found[register] = refs
        return found


def _written(body: Organisation) -> list[_Written]:
    country = body.country.value if body.country else None
    found = []
    for identifiers, legal in ((body.legal_identifiers, True), (body.other_identifiers, False)):
        for stated in identifiers:
            one = keys(stated.value, country, legal=legal)
            if one.usable:
                scheme = stated.value.scheme if scheme_of(stated.value.scheme) else ""
                found.append(_Written(f"{scheme} {stated.value.value}".strip(), one))
    return found


def _named(identifiers: list[_Written], held: _Index, country: str | None) -> tuple[set[Ref], list[str]]:
    """The providers that a body's identifiers name, one a register where they agree on one; and by which they do."""
    candidates: dict[str, list[set[Ref]]] = defaultdict(list)
    by: dict[str, None] = {}
    for one in identifiers:
        for register, refs in held.holders(one.keys, country).items():
            candidates[register].append(refs)
            by[one.shown] = None
    named: set[Ref] = set()
    for sets in candidates.values():
        # A faculty may share a number with its university: what all identifiers have in common is meant.
        named |= set.intersection(*sets) or set.union(*sets)
    return named, list(by)


def _with_others(found: Mapping[Ref, Provider], source: Source, scopes: Collection[str]) -> tuple[Provider, ...]:
    """The providers, and those of other registers that have their identifiers; nothing is added to a contradiction."""
    known = dict(found)
    for _ in range(_ROUNDS):
        if contradict(known.values()):
            break
        wanted = {key: provider for provider in known.values() for key in keys_of(provider)}
        registers = {ref.register for ref in known}
        sets: dict[str, dict[str, set[Ref]]] = defaultdict(lambda: defaultdict(set))
        for held in source.holders(wanted.keys(), ()):
            if held.ref.register not in registers:
                sets[held.ref.register][held.exact].add(held.ref)
        more = {ref for each in sets.values() if len(same := set.intersection(*each.values())) == 1 for ref in same}
        added = source.providers(more, scopes) if more else {}
        if not added or contradict([*known.values(), *added.values()]):
            break
        known.update(added)
    return tuple(known[ref] for ref in sorted(known))


def _by_scheme(provider: Provider) -> dict[str, frozenset[str]]:
    every = keys_of(provider)
    return {scheme: frozenset(key for key in every if key.startswith(f"{scheme}:")) for scheme in _EXCLUSIVE}
