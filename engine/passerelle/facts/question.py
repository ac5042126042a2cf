"""A question, its target and its host's policy in, their facts out; and what an officer has confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from passerelle.decision import Confirmation, Evidence, Question, Target
from passerelle.errors import QuestionError
from passerelle.facts.following import follow
from passerelle.facts.gathered import Gathered, Known
from passerelle.rulepacks import Pack, Schema, did_you_mean, read_values
from passerelle.rulepacks.expression import ExpressionError


def question_facts(
    question: Question, target: Target | None, policy: Pack | None, gathered: Gathered, procedure: Iterable[Pack] = ()
) -> None:
    """Enter the facts of the question, the target and the policy. What the policy does not set holds as the packs of
    the procedure set it."""
    facts = gathered.facts
    host = Evidence.HOST
    facts["question.as_of"] = Known(question.as_of, host)
    if question.purpose:
        facts["question.purpose"] = Known(question.purpose.value, host)
    if question.host:
        facts["host.id"] = Known(question.host, host)
    facts["target.given"] = Known(target is not None, host)
    if target is not None:
        _target(target, gathered)
    for pack in (*(pack for pack in procedure if pack.kind != "policy"), *([policy] if policy else [])):
        for parameter in pack.parameters:
            facts[f"policy.{parameter.name}"] = Known(parameter.value, host, parameter.place or None, pack.name)


def _target(target: Target, gathered: Gathered) -> None:
    places = dict(target.places)
    for name, value in (
        ("id", target.id),
        ("host", target.host),
        ("kind", target.kind.value),
        ("title", target.title),
        ("compulsory", target.compulsory),
        ("credits", target.credits),
        ("level", target.level.number if target.level else None),
        ("orientation", target.orientation),
    ):
        if value is not None:
            gathered.facts[f"target.{name}"] = Known(value, Evidence.HOST, places.get(name))
    if target.outcomes:
        gathered.members["target.outcomes"] = [
            {
                "statement": Known(outcome.statement, Evidence.HOST, outcome.place),
                "identifiers": Known(outcome.identifiers, Evidence.HOST, outcome.place),
                "essential": Known(outcome.essential, Evidence.HOST, outcome.place),
            }
            for outcome in target.outcomes
        ]


def confirm(
    confirmations: tuple[Confirmation, ...], schema: Schema, terms: Mapping[str, frozenset[str]], gathered: Gathered
) -> None:
    """Enter what the officer has established, and what follows from it. It replaces what the document states: the host
    answers for it.

    Raises `QuestionError` for a fact that does not exist, cannot be confirmed one by one, or does not fit its type.
    """
    for confirmation in confirmations:
        name = confirmation.fact
        if name not in schema.confirmable:
            hint = did_you_mean(name, schema.confirmable)
            raise QuestionError("confirmations", f"no fact '{name}' that can be confirmed", hint)
        kind = schema.facts[name].type
        try:
            value = read_values(confirmation.value, kind, terms)
        except ExpressionError as error:
            raise QuestionError("confirmations", f"{name}: {error.message}", error.hint) from None
        source = confirmation.note or "confirmed by the officer"
        gathered.facts[name] = Known(value, Evidence.HOST, None, source)
    follow({confirmation.fact for confirmation in confirmations}, gathered)
