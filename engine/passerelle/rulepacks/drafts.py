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
        """The names that the rule's sentences mention, and those beside its outcome, each once."""
        said = [message for _, message in self.text.messages]
        said += [remedy.text for remedy in self.text.remedies if remedy.text]
        said += [self.text.rights] if self.text.rights else []
        said += [self.text.pending.question] if self.text.pending else []
        if self.text.proviso:
            proviso = self.text.proviso
            said += [proviso.act, proviso.deadline, proviso.success, proviso.failure]
        texts = [text for message in said for text in message.values()]
        return tuple(dict.fromkeys(name for text in texts for name in PLACEHOLDER.findall(text)))
