"""Providers of registers enter, kept in memory; the awarding bodies of an award that are among them leave.

What scenarios ask, and what the store is compared with: the store does the same in SQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from passerelle.decision import (
    NO_SKILLS,
    Award,
    BodyFound,
    Identifier,
    Provider,
    RegisterAsked,
    Review,
    SkillsFound,
)
from passerelle.providers.identifiers import keys
from passerelle.providers.matching import Held, Ref, bodies_of
from passerelle.vocabulary.wording import name_key


class Listing:
    """Providers of any number of registers."""

    def __init__(self, providers: Iterable[Provider]) -> None:
        self._providers = {Ref(each.register, each.record): each for each in providers}
        self._held: dict[str, list[Held]] = defaultdict(list)
        for ref, each in self._providers.items():
            for identifier in each.identifiers:
                for held in held_by(ref, each.country, identifier):
                    for key in {held.exact, f"={held.bare}"}:
                        self._held[key].append(held)

    def bodies(self, award: Award) -> tuple[BodyFound, ...]:
        """The awarding bodies of an award that registers list."""
        return bodies_of(award, self)

    def registers(self) -> tuple[RegisterAsked, ...]:
        """The registers, by name."""
        days: dict[str, date | None] = {}
        for ref, each in sorted(self._providers.items()):
            days[ref.register] = max(filter(None, (days.get(ref.register), each.retrieved)), default=None)
        return tuple(RegisterAsked(name=name, as_of=day) for name, day in days.items())

    def links(self, held: Collection[str], wanted: Collection[str]) -> SkillsFound:
        """Nothing: registers of providers know no skills."""
        return NO_SKILLS

    def holders(self, exact: Collection[str], bare: Collection[str]) -> Iterable[Held]:
        """As `Source` says."""
        wanted = [*exact, *(f"={value}" for value in bare)]
        return {held for key in wanted for held in self._held.get(key, ())}

    def providers(self, refs: Collection[Ref], scopes: Collection[str]) -> Mapping[Ref, Provider]:
        """As `Source` says."""
        found = {ref: self._providers[ref] for ref in refs if ref in self._providers}
        return {
            ref: replace(each, reviews=tuple(review for review in each.reviews if concerns(review, scopes)))
            for ref, each in found.items()
        }


def held_by(ref: Ref, country: str | None, identifier: Identifier) -> Iterator[Held]:
    """What an identifier of a provider is found by."""
    one = keys(identifier, country)
    for exact in one.exact or ("",):
        if exact or one.bare:
            yield Held(exact, one.bare, ref, country)


def concerns(review: Review, scopes: Collection[str]) -> bool:
    """Whether a review is of the whole institution, or of what is called by one of these names."""
    return review.level in (None, "institution") or scope_key(review) in scopes


def scope_key(review: Review) -> str:
    """The scope of a review in the form in which it is compared."""
    return name_key(review.scope or "")
