"""A `StackAsked` enters; kept answers about stacking, or a plan, leave. All answers are made before the first is
kept."""

from __future__ import annotations

from datetime import date

from passerelle.desk import Desk
from passerelle.documents import Document as Read
from passerelle.errors import DocumentError
from passerelle.stack_asked import StackAnswer, answer_stack, plan_stack
from passerelle.stacking.planning import StackPlan
from passerelle_api.asked import Document
from passerelle_api.current import Current
from passerelle_api.errors import InvalidRequestError, Mistake, WrongFileError
from passerelle_api.stack_asked import StackAsked

#: Units of one request, those on offer among them.
MOST_UNITS = 500


def decide_stack(current: Current, asked: StackAsked) -> tuple[StackAnswer, ...]:
    """Answer for every policy, and keep the answers.

    Raises:
        DocumentError, WrongFileError: a file cannot be read.
        QuestionError: the policy, a unit, an act or a fact does not exist.
        StoreError: the answers could not be kept.
    """
    desk, store, today = current.desk(), current.store(), current.settings.today()
    questions = asked.questions(today, current.settings.longest_search)
    documents = _read(desk, asked.documents, questions[0].as_of)
    _not_too_many(documents)
    answers = answer_stack(desk, documents, questions, host=asked.host, ledger=store)
    for answer in answers:
        store.keep_stack(answer.decision, answer.inputs, answer.sources)
    return answers


def make_plan(current: Current, asked: StackAsked) -> StackPlan:
    """What to take next. Nothing is kept. Raises as `decide_stack` does."""
    desk, store, today = current.desk(), current.store(), current.settings.today()
    (question,) = asked.questions(today, current.settings.longest_search)
    documents = _read(desk, asked.documents, question.as_of)
    offers = _read(desk, asked.offers, question.as_of)
    _not_too_many([*documents, *offers])
    return plan_stack(desk, documents, offers, question, host=asked.host, ledger=store)


def _not_too_many(documents: list[Read]) -> None:
    count = sum(len(document.awards) for document in documents)
    if count > MOST_UNITS:
        said = f"holds {count:,} units and at most {MOST_UNITS:,} are looked at in one request"
        raise InvalidRequestError("One thing in the request is wrong.", mistakes=(Mistake("file", said),))


def _read(desk: Desk, documents: tuple[Document, ...], on: date) -> list[Read]:
    found = []
    for document in documents:
        try:
            found.append(desk.read(document.content, on=on))
        except DocumentError as error:
            if not document.name:
                raise
            raise WrongFileError(document.name, error.message) from error
    return found
