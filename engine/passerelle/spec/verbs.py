"""The verbs that the `do` of a sentence may use: after which step, and how what stands behind them is written.

What a verb means stands where it is done: given and when in `passerelle.spec.scene` and
`passerelle.spec.stacking`, then in `passerelle.spec.expect` and `passerelle.spec.stacked`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: The steps of a scenario, in order.
STEPS = ("given", "when", "then")


@dataclass(frozen=True, slots=True)
class Verb:
    """`form`: "text" one text · "texts" a list · "fields" keys and values of one's own · "keys" these `keys`, `needed`
    of them always · "flag" nothing (true). `table`: whether "table" may stand there for the data table below the
    sentence."""

    step: str
    form: str
    table: bool = False
    keys: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    def wrong(self, argument: Any) -> str:
        """What is wrong with an argument, or ""."""
        if argument == "table" and self.table:
            return ""
        if self.form == "flag":
            return "" if argument is True else "it takes nothing: write true"
        if self.form == "text":
            return "" if isinstance(argument, str) else "it takes a text"
        if self.form == "texts":
            return "" if isinstance(argument, list) else "it takes a list of texts"
        if not isinstance(argument, dict):
            return "it takes keys and values"
        unknown = [key for key in argument if self.keys and key not in self.keys]
        missing = [key for key in self.needed if key not in argument]
        if unknown:
            return f"it knows no '{unknown[0]}', only {', '.join(self.keys)}"
        return f"it needs '{missing[0]}'" if missing else ""


def _keys(*needed: str, also: tuple[str, ...] = (), step: str = "then") -> Verb:
    return Verb(step, "keys", keys=(*needed, *also), needed=needed)


VERBS: Mapping[str, Verb] = {
    # what the learner holds
    "unit": Verb("given", "fields", table=True),  # fields of the micro-credential
    "outcomes": Verb("given", "texts", table=True),  # its learning outcomes, a table of one column
    "outcome_language": Verb("given", "text"),  # the language in which they are stated, if not that of the scenario
    "covers": Verb("given", "text"),  # how many of the module's essential outcomes it has
    "credential": Verb("given", "text"),  # a credential file beside the features, instead of a portfolio
    "change": Verb("given", "fields"),  # JSON pointers into that file, with what stands there instead
    "body": Verb("given", "fields", table=True),  # another body that awards it jointly
    "studied_at": Verb("given", "text"),  # one of the bodies at which the applicant studied
    # what came with it, and what the host had laid down or decided before
    "application": Verb("given", "fields", table=True),  # fields of the application
    "agreement": Verb("given", "fields", table=True),  # fields of the learning agreement and of its one component
    "statement": Verb("given", "fields", table=True),  # fields of a statement of the host, each time another one
    "decided": _keys("purpose", "host", step="given"),  # what has been said so far was decided on before
    "appeal": Verb("given", "text"),  # an argument against that decision
    # what is asked of whom
    "target": Verb("given", "fields", table=True),  # fields of the host's module
    "essential": Verb("given", "text", table=True),  # its essential outcomes: their number, or a table of one column
    "accepts": _keys("theirs", "own", step="given"),  # an outcome of others that the host takes for one of the module
    "listed": Verb("given", "fields"),  # an entry in a register of providers: its register, and who it is of
    "entry": Verb("given", "fields", table=True),  # more fields of that entry
    "more_specific": _keys("narrower", "broader", step="given"),  # what a classification of skills says of two outcomes
    "host": Verb("given", "text"),  # the host, by its id
    "policy": Verb("given", "fields", table=True),  # parameters of the host's policy, for this scenario
    "policy_rules": Verb("given", "text"),  # rules that the host's policy has beside its parameters, for this scenario
    "confirm": Verb("given", "fields", table=True),  # facts that the host has established
    "as_of": Verb("given", "text"),  # the day of the question
    # units that are to add up to an award
    "holds": Verb("given", "fields", table=True),  # units that the learner holds, a row each
    "holds_none": Verb("given", "flag"),  # the learner holds none
    "stack_day": Verb("given", "fields"),  # days of the case: enrolled, applied, programme_start, award_on
    "stack_act": _keys("act", "done", step="given"),  # something that is no unit is done, or not
    "prefer": _keys(also=("objective", "keep_free"), step="given"),  # what the learner prefers
    "stack_policy": Verb("given", "fields"),  # keys of a stacking policy of the scenario, as in its file
    "stack_rules": Verb("given", "fields"),  # a rule of such a policy, by its section
    "stack_given": _keys("policy", "on", step="given"),  # the award was given for the units said so far
    "unit_revoked": _keys("unit", "on", step="given"),  # a unit of it was revoked
    "stack_text": Verb("given", "text"),  # such a policy, or parts of it, as in its file
    # the questions
    "stack": _keys(also=("policy", "title", "on"), step="when"),  # whether the units add up to an award
    "read_stacking": Verb("when", "flag"),  # whether the stacking policy of the scenario can be used at all
    "recognise": Verb("when", "text"),  # recognition for a purpose
    "check": Verb("when", "flag"),  # conformance
    "check_policy": Verb("when", "flag"),  # how the host's policy stands with the principles
    # what the decision must say
    "outcome": _keys("is_"),
    "not_outcome": _keys("is_"),
    "clause": _keys("id", "result"),
    "reason": _keys("rule"),
    "no_reason": _keys("rule"),
    "difference": _keys("element", also=("weight",)),
    "no_difference": _keys(also=("element", "weight")),
    "books": _keys(also=("credits", "surplus")),
    "missing": _keys("fact"),
    "remedy": _keys("by"),
    "cites": _keys("text"),
    "explains": _keys("text"),
    "fact": _keys("name", "value"),
    "finding": _keys("rule"),
    "criterion": _keys("name", "rating"),
    "pending": _keys("by"),
    "due": _keys("day"),
    "timely": _keys("is_"),
    "way": _keys("outcome", also=("fact", "value", "by", "covers")),
    "no_way": Verb("then", "flag"),
    "precedents": _keys("count"),
    "to_review": _keys("count"),
    "covered": _keys("outcome", "is_"),
    "suggests": _keys("theirs", "own"),
    "unreadable": Verb("then", "flag"),
    # what the answer about a stack must say
    "stack_is": _keys("is_"),
    "counts": _keys(also=("units", "credits", "of")),
    "counts_unit": _keys("unit", "credits", also=("of",)),
    "left_over": _keys("unit", also=("rule", "kind")),
    "booked": _keys("unit", "rule"),
    "lacks": _keys("rule", "amount", also=("of",)),
    "stack_met": _keys("rule", "is_"),
    "gap": _keys(also=("credits", "units", "of", "having", "fact", "unit")),
    "decides": _keys("fact", also=("unit",)),
    "conflict": _keys(also=("rules", "unit")),
    "called": _keys("text"),
    "exit": _keys("award", "is_"),
    "reaches": _keys("award"),
    "condition": _keys("rule", also=("unit",)),
    "tie": _keys("units"),
    "stack_surplus": _keys("credits", also=("of",)),
    "stack_wrong": _keys("text"),
    "stack_review": _keys("award", "unit"),
    "semantics": _keys("rule", "parameter", "value"),
    # what the check of a policy must say
    "violates": _keys("clause", also=("line",)),
    "keeps": _keys("clause"),
}
