"""What a scenario says that registers would say enters; registers that say it leave."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from passerelle.decision import NO_SKILLS, Award, BodyFound, RegisterAsked, SkillConcept, SkillLink, SkillsFound
from passerelle.providers import Listing
from passerelle.skills import more_general


@dataclass(frozen=True, slots=True)
class Told:
    """The registers of a scenario. `skills` are steps from a narrower to a broader concept, by their identifiers,
    `labels` what the concepts are called, `listing` the providers that registers list."""

    skills: Sequence[tuple[str, str]]
    labels: dict[str, str]
    language: str
    listing: Listing

    def bodies(self, award: Award) -> tuple[BodyFound, ...]:
        """The awarding bodies that the scenario's registers list."""
        return self.listing.bodies(award)

    def registers(self) -> tuple[RegisterAsked, ...]:
        """The registers of providers in the scenario."""
        return self.listing.registers()

    def links(self, held: Collection[str], wanted: Collection[str]) -> SkillsFound:
        """What the classification of the scenario says of some identifiers."""
        found = {*more_general(self.skills, held, wanted), *more_general(self.skills, wanted, held)}
        if not self.skills:
            return NO_SKILLS
        return SkillsFound(
            skills="scenario",
            concepts=tuple(
                SkillConcept(uri=uri, label={self.language: self.labels[uri]}, placed=True)
                for uri in sorted({*held, *wanted} & self.labels.keys())
            ),
            links=tuple(SkillLink(narrower=below, broader=above) for below, above in sorted(found)),
        )
