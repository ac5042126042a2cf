"""A decision enters, sentences in a language leave: a report of finished strings, a text, a tree for the terminal, and
a document to hand over.

`phrase` gives the fixed words of pages and of the command line. A language is one file in `languages/`.
"""

from passerelle.explain.language import LanguageError, languages, phrase
from passerelle.explain.notices import place_in_words
from passerelle.explain.report import (
    CheckGroup,
    CheckText,
    ComparisonLine,
    ConditionLine,
    CriterionLine,
    FactLine,
    Line,
    ReasonText,
    RemedyLine,
    Report,
    RequiredLine,
    RuleLine,
    StepLine,
)
from passerelle.explain.statement import statement
from passerelle.explain.text import as_text, text_of
from passerelle.explain.tree import as_tree
from passerelle.explain.whatif import ChangeText, WaysText, WayText, ways_as_text, ways_in_words
from passerelle.explain.writing import PlaceholderError, report

__all__ = [
    "ChangeText",
    "CheckGroup",
    "CheckText",
    "ComparisonLine",
    "ConditionLine",
    "CriterionLine",
    "FactLine",
    "LanguageError",
    "Line",
    "PlaceholderError",
    "ReasonText",
    "RemedyLine",
    "Report",
    "RequiredLine",
    "RuleLine",
    "StepLine",
    "WayText",
    "WaysText",
    "as_text",
    "as_tree",
    "languages",
    "phrase",
    "place_in_words",
    "report",
    "statement",
    "text_of",
    "ways_as_text",
    "ways_in_words",
]
