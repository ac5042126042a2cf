"""Documents of one person, a desk and perhaps a ledger enter; answers about stacking, each with what is kept of it, or
a plan of what to take next, leave. What the command line, the API and its pages have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from passerelle.decision import Award
from passerelle.decision.stacking import StackDecision, StackQuestion, Use
from passerelle.desk import Desk
from passerelle.documents import Document
from passerelle.errors import QuestionError
from passerelle.rulepacks import did_you_mean
from passerelle.rulepacks.stacks.policy import Act
from passerelle.stack_records import copies_in, inputs_of, sources_of
from passerelle.stacking.gathering.portfolio import Portfolio
from passerelle.stacking.planning import StackPlan
from passerelle.store import StackInputs

#: Awards that may be asked for at once.
MOST_POLICIES = 10


class Ledger(Protocol):
    """What knows which units were used for which award: the store."""

    def uses_of(self, awards: Mapping[str, Award | Sequence[Award]]) -> tuple[Use, ...]:
        """The uses of awards with their copies, under the ids under which they are given."""


@dataclass(frozen=True, slots=True)
class StackAnswer:
    """An answer with what it rests on: the awards as they were given, the uses that the ledger had, and the bytes of
    the policy and the vocabulary by sha256."""

    decision: StackDecision
    inputs: StackInputs
    sources: Mapping[str, bytes]


def answer_stack(
    desk: Desk, documents: Sequence[Document], questions: Sequence[StackQuestion], *, host: str | None = None,
    ledger: Ledger | None = None,
) -> tuple[StackAnswer, ...]:  # fmt: skip
    """The answers to questions about the same documents, in the order of the questions; where there are several, as the
    awards can be reached together.

    Raises:
        QuestionError: a policy, unit, act or fact that does not exist, or documents of two persons.
    """
    if len(questions) > MOST_POLICIES:
        message = f"{len(questions)} awards are asked for and at most {MOST_POLICIES} can be asked for at once"
        raise QuestionError("policy", message, "ask for some of them")
    named = [question.policy for question in questions]
    for name in named:
        if named.count(name) > 1:
            raise QuestionError("policy", f"the policy '{name[:80]}' is named twice", "name it once")
    known_acts(desk, questions, host)
    held = desk.portfolio(documents, questions[0].as_of)
    uses = _uses(held, ledger)
    if len(questions) == 1:
        decisions: tuple[StackDecision, ...] = (desk.stack(held, questions[0], uses=uses, host=host),)
    else:
        decisions = desk.stack_together(held, questions, uses=uses, host=host)
    inputs = inputs_of(documents, uses)
    return tuple(StackAnswer(decision, inputs, sources_of(desk, decision)) for decision in decisions)


def plan_stack(
    desk: Desk, documents: Sequence[Document], offers: Sequence[Document], question: StackQuestion, *,
    host: str | None = None, ledger: Ledger | None = None,
) -> StackPlan:  # fmt: skip
    """Which of the units on offer to take so that the award is reached. Raises as `answer_stack` does."""
    known_acts(desk, (question,), host)
    held = desk.portfolio(documents, question.as_of)
    return desk.plan(held, offers, question, uses=_uses(held, ledger), host=host)


def _uses(held: Portfolio, ledger: Ledger | None) -> tuple[Use, ...]:
    return () if ledger is None else ledger.uses_of(copies_in(held))


def known_acts(desk: Desk, questions: Sequence[StackQuestion], host: str | None) -> None:
    """An act that no policy asks for is a slip of the pen: taken for one, it would change nothing in silence."""
    named = sorted({question.policy for question in questions})
    asked = [policy for name in named for policy in desk.library.stacking_versions(name, host)]
    known = {rule.act for policy in asked for rule in policy.rules() if isinstance(rule, Act)}
    for act, _ in questions[0].acts:
        if asked and act not in known:
            hint = did_you_mean(act, known) or f"it asks for {', '.join(sorted(known)) or 'none'}"
            raise QuestionError("acts", f"the policy asks for no act '{act}'", hint)
