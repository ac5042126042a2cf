"""A question and its facts in, the time limit of the decision out."""

from __future__ import annotations

from passerelle.decision import Question, Timing
from passerelle.facts.gathered import Gathered


def timing(question: Question, gathered: Gathered) -> Timing | None:
    """Until when the decision is due, or None where no application says since when it is awaited."""
    return None
