"""Documents of one person, a desk and perhaps a ledger enter; answers about stacking, each with what is kept of it,
leave. What the command line, the API and its pages have in common."""

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
from passerelle.stack_records import inputs_of, sources_of
from passerelle.stacking.deciding import StackCase, stack
from passerelle.stacking.portfolio import Portfolio, portfolio_of
from passerelle.store import StackInputs

#: Awards that may be asked for at once.
MOST_POLICIES = 10


class Ledger(Protocol):
    """What knows which units were used for which award: the store."""

    def uses_of(self, awards: Mapping[str, Award]) -> tuple[Use, ...]:
        """The uses of awards, under the ids under which they are given."""


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
    """The answers to questions about the same documents, in the order of the questions.

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
    _known_acts(desk, questions, host)
    portfolio = portfolio_of(documents, desk.vocabulary, questions[0].as_of)
    uses = () if ledger is None else ledger.uses_of({unit.id: unit.award for unit in portfolio.units})
    return tuple(_answer(desk, documents, portfolio, uses, question, host) for question in questions)


def _known_acts(desk: Desk, questions: Sequence[StackQuestion], host: str | None) -> None:
    """An act that no policy asks for is a slip of the pen: taken for one, it would change nothing in silence."""
    named = {question.policy for question in questions}
    asked = [
        policy
        for policy in desk.library.stacking
        if named & {policy.id, policy.award.id} and host in (None, policy.host)
    ]
    known = {rule.act for policy in asked for rule in policy.rules() if isinstance(rule, Act)}
    for act, _ in questions[0].acts:
        if asked and act not in known:
            hint = did_you_mean(act, known) or f"it asks for {', '.join(sorted(known)) or 'none'}"
            raise QuestionError("acts", f"the policy asks for no act '{act}'", hint)


def _answer(
    desk: Desk, documents: Sequence[Document], portfolio: Portfolio, uses: tuple[Use, ...], question: StackQuestion,
    host: str | None,
) -> StackAnswer:  # fmt: skip
    case = StackCase(
        question=question, portfolio=portfolio, uses=uses, library=desk.library, vocabulary=desk.vocabulary, host=host,
        shadow=desk.shadow,
    )  # fmt: skip
    decision = stack(case)
    return StackAnswer(decision, inputs_of(documents, uses), sources_of(desk, decision))
