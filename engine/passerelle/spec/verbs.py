"""The verbs that the `do` of a sentence may use, and the step that each belongs to.

What a verb means stands where it is done: given and when in `passerelle.spec.scene`, then in `passerelle.spec.expect`.
"""

from __future__ import annotations

from collections.abc import Mapping

#: The steps of a scenario, in order.
STEPS = ("given", "when", "then")

#: Verb -> step. Values are texts, placeholders ("{title}") or "table" for the data table below the sentence.
VERBS: Mapping[str, str] = {
    # what the learner holds
    "unit": "given",  # fields of the unit, or a table of them
    "outcomes": "given",  # the unit's learning outcomes, a table of one column
    "covers": "given",  # how many of the target's essential outcomes the unit has
    "credential": "given",  # a credential file beside the features, instead of a portfolio
    "change": "given",  # JSON pointers into that file, with what stands there instead
    # what is asked of whom
    "target": "given",  # fields of the host's component, or a table of them
    "essential": "given",  # the target's essential outcomes: their number, or a table
    "host": "given",  # the host, by its id
    "policy": "given",  # parameters of the host's policy for this scenario, or a table of them
    "confirm": "given",  # facts that the host's officer has established
    "as_of": "given",  # the day of the question
    "recognise": "when",  # recognition for a purpose
    "check": "when",  # conformance
    # what the decision must say
    "outcome": "then",
    "not_outcome": "then",
    "clause": "then",
    "reason": "then",
    "no_reason": "then",
    "difference": "then",
    "no_difference": "then",
    "books": "then",
    "missing": "then",
    "remedy": "then",
    "cites": "then",
    "explains": "then",
    "fact": "then",
    "unreadable": "then",
}
