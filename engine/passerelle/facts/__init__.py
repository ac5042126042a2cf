"""Awards, targets, policies and confirmations in; typed facts, each known with its evidence or unknown, out."""

from passerelle.facts.award import award_facts
from passerelle.facts.gathered import Gathered, Known
from passerelle.facts.question import confirm, question_facts
from passerelle.facts.shown import shown_value

__all__ = ["Gathered", "Known", "award_facts", "confirm", "question_facts", "shown_value"]
