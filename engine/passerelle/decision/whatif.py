"""What would change an outcome, as plain values: sets of facts that, supplied or made different, lead to a better one.

Which of two outcomes is better is said here once (`better`), with the reasons in `docs/what-if.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

from passerelle.decision.decision import FactValue, Outcome

#: Who can supply facts, in the order in which ways are told: what learners can do themselves comes first.
SUPPLIERS = ("learner", "issuer", "provider", "host", "authority")

#: Outcomes from the best for the learner to the worst. What is recognised stands in the order in which the procedure
#: tries alternatives. Two that leave the question open are neither better nor worse than one another.
_RANKS = {
    Outcome.RECOGNISED_FULL: 6,
    Outcome.RECOGNISED_PARTIAL: 5,
    Outcome.RECOGNISED_CONDITIONAL: 4,
    Outcome.RECOGNISED_ALTERNATIVE: 3,
    Outcome.PENDING: 2,
    Outcome.FURTHER_INFORMATION_NEEDED: 2,
    Outcome.REFERRED_TO_RPL: 1,
    Outcome.REFUSED: 0,
}
_RECOGNISED = 3


def better(outcome: Outcome, than: Outcome) -> bool:
    """Whether an outcome is worth a learner's effort, compared with the one there is: it recognises something (more),
    or opens the way of validation where there was a refusal. An open question is no improvement."""
    if outcome not in _RANKS or than not in _RANKS:
        return False
    rank, now = _RANKS[outcome], _RANKS[than]
    return rank > now and (rank >= _RECOGNISED or outcome is Outcome.REFERRED_TO_RPL)


def worse(outcome: Outcome, than: Outcome) -> bool:
    """Whether an outcome is worse for the learner than the one there is."""
    return outcome in _RANKS and than in _RANKS and _RANKS[outcome] < _RANKS[than]


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that would have to be so. `type` is the fact's, `value` as rules and officers write it, None where it
    has only to be stated, whatever it says; `current` what is known now (None: nothing), `by` who can supply it.

    `target.outcomes[2].covered` is no fact of a document: it says that a further achievement of the learner covers this
    outcome of the component.
    """

    fact: str
    type: str
    value: str | None
    current: FactValue
    by: str


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that together lead to `outcome`, decided by `rule`; none of them can be left out."""

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

    `runs` counts how often the engine was run, of at most `budget`. `stopped_short` says why not everything was tried:
    "runs" (the budget was used up) or "ways" (so many ways were found that the rest was not looked for); None where
    there are no others.
    """

    outcome: Outcome
    ways: tuple[ChangeSet, ...]
    runs: int
    budget: int
    stopped_short: str | None = None
