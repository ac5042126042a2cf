"""A judgement in; what the procedure comes to out: the outcome, and the rule that decided or the rules that are open.

The rules say which outcome each step calls for; here they are only read in the order of the procedure. The first
rule that fires decides. A rule that cannot be decided before it stops the procedure: further information is needed.
"""

from __future__ import annotations

from dataclasses import dataclass

from passerelle.decision import Outcome
from passerelle.judgement import Judgement
from passerelle.rulepacks import RuleCompiled


@dataclass(frozen=True, slots=True)
class Answer:
    """What the procedure came to: the outcome, the rule that decided (fired) or the rules that are open."""

    outcome: Outcome
    decided: RuleCompiled | None
    open: tuple[RuleCompiled, ...]
    step: str | None


@dataclass(frozen=True, slots=True)
class Answered:
    """An outcome with the id of the rule that decided, or the ids of the rules that are open and the unknown facts
    that keep them so."""

    outcome: Outcome
    rule: str | None
    open: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def told(judgement: Judgement, answer: Answer) -> Answered:
    """An answer without what it was read from."""
    missing = {name for rule in answer.open for name in judgement.missing(rule)}
    return Answered(
        answer.outcome,
        answer.decided.name if answer.decided else None,
        tuple(rule.name for rule in answer.open),
        tuple(sorted(missing)),
    )


def read_answer(judgement: Judgement) -> Answer:
    """Read the outcome rules in the order of the procedure."""
    rules = judgement.ruleset.outcome_rules
    for rule in rules:
        tried = judgement.tried[rule.name]
        if tried.fired:
            assert rule.text.then is not None
            return Answer(Outcome(rule.text.then.outcome or ""), rule, (), rule.text.step)
        if tried.open and rule.text.ask_when_unknown:
            same = tuple(
                other
                for other in rules
                if other.text.step == rule.text.step
                and judgement.tried[other.name].open
                and other.text.ask_when_unknown
            )
            return Answer(Outcome.FURTHER_INFORMATION_NEEDED, None, same, rule.text.step)
    return Answer(Outcome.PENDING, None, (), None)
