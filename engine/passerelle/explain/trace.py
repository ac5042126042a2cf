"""The steps and the rules of a decision enter; how each ended leaves, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.explain.report import ConditionLine, RuleLine, StepLine
from passerelle.explain.safe_text import safe
from passerelle.explain.values import pick

if TYPE_CHECKING:
    from passerelle.explain.writing import Writer


def steps(writer: Writer) -> tuple[StepLine, ...]:
    """Every step of the procedure."""
    language = writer.language
    return tuple(
        StepLine(
            step.id, safe(pick(step.title, language.tag)) or step.id, step.result,
            language.word(f"step_result.{step.result}", step.result),
        )
        for step in writer.decision.steps
    )  # fmt: skip


def rules(writer: Writer) -> tuple[RuleLine, ...]:
    """Every rule that was tried."""
    say, word = writer.language.say, writer.language.word
    return tuple(
        RuleLine(
            safe(rule.rule), safe(rule.subject), rule.result, word(f"rule_result.{rule.result}", rule.result),
            say("trace.round", n=rule.round) if rule.round is not None else "",
            tuple(
                ConditionLine(
                    safe(condition.text), writer.aloud(condition.text), condition.truth.value,
                    say(f"truth.{condition.truth}"), say("trace.line", n=condition.line),
                )
                for condition in rule.conditions
            ),
        )
        for rule in writer.decision.trace.rules
    )  # fmt: skip
