"""What a scenario says that registers would say enters; registers that say it leave."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from passerelle.decision import NO_SKILLS, Award, BodyFound, RegisterAsked, SkillConcept, SkillLink, SkillsFound
from passerelle.skills import more_general


@dataclass(frozen=True, slots=True)
class Told:
    """The registers of a scenario. `skills` are steps from a narrower to a broader concept, by their identifiers, and
    `labels` what the concepts are called."""

    skills: Sequence[tuple[str, str]]
    labels: dict[str, str]
    language: str

    def bodies(self, award: Award) -> tuple[BodyFound, ...]:
        """Nobody: scenarios say themselves who an issuer is."""
        return ()

    def registers(self) -> tuple[RegisterAsked, ...]:
        """None of providers."""
        return ()

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
