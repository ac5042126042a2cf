"""A rule on its way from text to ruleset: its conditions typed, its stage not yet turned into kernel facts."""

from __future__ import annotations

from dataclasses import dataclass, field

from passerelle.rulepacks.pack import ConditionText, Pack, RuleText
from passerelle.rulepacks.scope import Compiled
from passerelle.rulepacks.shape import PLACEHOLDER


@dataclass(slots=True)
class Draft:
    """A rule on its way: the typed conditions by group. `ties` tells that a condition names two subjects, right or
    wrong."""

    pack: Pack
    text: RuleText
    order: int
    groups: dict[str, list[tuple[ConditionText, Compiled]]] = field(default_factory=dict)
    join: tuple[ConditionText, str, str, Compiled] | None = None
    book: list[tuple[str, Compiled]] = field(default_factory=list)
    ties: bool = False
    concludes: tuple[str, ...] = ()
    stage: int = 0

    @property
    def name(self) -> str:
        return f"{self.pack.name}#{self.text.id}"

    def parts(self) -> list[Compiled]:
        parts = [compiled for conditions in self.groups.values() for _, compiled in conditions]
        if self.join:
            parts.append(self.join[3])
        return parts + [compiled for _, compiled in self.book]

    def placeholders(self) -> tuple[str, ...]:
        """The names that the rule's sentences and remedies mention, each once."""
        texts = [text for _, message in self.text.messages for text in message.values()]
        texts += [text for remedy in self.text.remedies if remedy.text for text in remedy.text.values()]
        return tuple(dict.fromkeys(name for text in texts for name in PLACEHOLDER.findall(text)))
