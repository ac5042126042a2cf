"""What was looked up for a case in, its facts out: registers, statements of the host, the classification of skills."""

from __future__ import annotations

from passerelle.decision import Award, Consulted, Question, Target
from passerelle.facts.gathered import Gathered
from passerelle.facts.outcomes import outcome_facts
from passerelle.facts.registers import register_facts
from passerelle.facts.statements import statement_facts


def consulted_facts(
    consulted: Consulted, award: Award, question: Question, target: Target | None, gathered: Gathered
) -> None:
    """Enter what registers, the host's statements and the classification of skills say."""
    register_facts(consulted.bodies, award, question.as_of, gathered)
    outcome_facts(consulted, award, target, gathered)
    statement_facts(consulted.statements, award, question, target, gathered)
