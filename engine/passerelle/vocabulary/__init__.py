"""Dated tables in `rules/vocabulary/` enter; levels, credits, hours, terms, countries and languages leave.

>>> from pathlib import Path
>>> vocabulary = load(Path("rules/vocabulary"))
>>> vocabulary.read_level("NFQ", "8")
Level(framework='IE-NFQ', label='8')
"""

from passerelle.vocabulary.credits import Alternative, Conversion, CreditSystem, Hours
from passerelle.vocabulary.cycles import Cycle
from passerelle.vocabulary.frameworks import EqfMapping, Framework, NationalLevel
from passerelle.vocabulary.terms import Term
from passerelle.vocabulary.vocabulary import FILES, Vocabulary, load, parse

__all__ = [
    "FILES",
    "Alternative",
    "Conversion",
    "CreditSystem",
    "Cycle",
    "EqfMapping",
    "Framework",
    "Hours",
    "NationalLevel",
    "Term",
    "Vocabulary",
    "load",
    "parse",
]
