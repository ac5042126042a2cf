"""What would change an outcome, as plain values: sets of facts that, supplied or made different, lead to a better one.

Which of two outcomes is better is said here once (`better`), with the reasons in `docs/what-if.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

from passerelle.decision.decision import FactValue, Outcome
from passerelle.decision.question import Supposition

#: What is supposed of a text that has only to be there.
ANY_TEXT = "…"
#: Who can supply facts, in the order in which ways are told: what learners can do themselves comes first.
SUPPLIERS = ("learner", "issuer", "provider", "host", "authority")

#: Outcomes that recognise something, from the best for the learner on: in the order in which the procedure itself tries
#: alternatives. All others give nothing yet, and none of them is an aim.
ORDER = (
    Outcome.RECOGNISED_FULL,
    Outcome.RECOGNISED_PARTIAL,
    Outcome.RECOGNISED_CONDITIONAL,
    Outcome.RECOGNISED_ALTERNATIVE,
)


def better(outcome: Outcome, than: Outcome) -> bool:
    """Whether an outcome is worth a learner's effort, compared with the one there is: it recognises something, or
    more."""
    return outcome in ORDER and (than not in ORDER or ORDER.index(outcome) < ORDER.index(than))


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that would have to be so. `type` is the fact's, `value` as rules and officers write it, None where it
    has only to be stated, whatever it says; `current` what is known now (None: nothing), `by` who can supply it. Where
    `value` is an `example`, no rule compared it on the way: it has to be known, and another value may do as well.

    `target.outcomes[2].covered` is no fact of a document: it says that a further achievement of the learner covers this
    outcome of the component.
    """

    fact: str
    type: str
    value: str | None
    current: FactValue
    by: str
    example: bool = False

    @property
    def supposition(self) -> Supposition:
        """The change as a question supposes it."""
        return Supposition(fact=self.fact, value=ANY_TEXT if self.value is None else self.value)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that together lead to `outcome`, decided by `rule`; none of them can be left out, unless the search
    stopped before it had tried that."""

    changes: tuple[Change, ...]
    outcome: Outcome
    rule: str

    @property
    def by(self) -> str:
        """Whoever of those who must act comes last in the order of `SUPPLIERS`."""
        return max((change.by for change in self.changes), key=SUPPLIERS.index)


@dataclass(frozen=True, slots=True)
class WhatWouldChange:
    """The ways to a better outcome than `outcome`, those that a learner can go alone first.

    `facts` counts the different facts that were tried, `runs` how often the engine was run for it, of at most `budget`.
    `stopped_short` says why not everything was tried: "runs" (the budget was used up) or "ways" (so many ways were
    found that the rest was not looked for); None where there are no others.
    """

    outcome: Outcome
    ways: tuple[ChangeSet, ...]
    facts: int
    runs: int
    budget: int
    stopped_short: str | None = None
