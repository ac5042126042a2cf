"""Awards, targets, policies and confirmations in; typed facts, each known with its evidence or unknown, out."""

from passerelle.facts.application import application_facts, wrong_statement
from passerelle.facts.award import award_facts
from passerelle.facts.consulted import consulted_facts
from passerelle.facts.gathered import Gathered, Known
from passerelle.facts.grades import grade_facts
from passerelle.facts.joint import joint_facts
from passerelle.facts.outcomes import stated_alike
from passerelle.facts.policy import policy_facts
from passerelle.facts.question import confirm, question_facts
from passerelle.facts.shown import shown_value
from passerelle.facts.supposed import suppose
from passerelle.facts.timing import answer_by, time_facts, timing

__all__ = [
    "Gathered",
    "Known",
    "answer_by",
    "application_facts",
    "award_facts",
    "confirm",
    "consulted_facts",
    "grade_facts",
    "joint_facts",
    "policy_facts",
    "question_facts",
    "shown_value",
    "stated_alike",
    "suppose",
    "time_facts",
    "timing",
    "wrong_statement",
]
