"""The packages of a classification of skills in, the classification out; an award and a component in, suggestions of
outcomes that somebody may compare out.

`passerelle.skills.suggesting` is imported where suggestions are made: its library is not needed for a decision.
"""

from passerelle.skills.closure import more_general
from passerelle.skills.concepts import Classification, Concept, classified, normal
from passerelle.skills.esco import read_esco

__all__ = ["Classification", "Concept", "classified", "more_general", "normal", "read_esco"]
