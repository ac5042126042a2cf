"""A stacking decision and a language enter; the names of its rules and units, and its amounts, in words leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from passerelle.decision import Basis, Remedy
from passerelle.decision.stacking import RequirementMet, StackDecision, UnitCounted
from passerelle.explain.conditions import DATE, read_aloud, words_of
from passerelle.explain.language import Language
from passerelle.explain.notices import said_in_code
from passerelle.explain.report import RemedyLine
from passerelle.explain.safe_text import LONGEST_IN_TABLE, safe
from passerelle.explain.stacking_values import amount_text, unit_fact_label
from passerelle.explain.values import capital, pick

#: Rules that every unit has to meet by itself.
UNIT_RULES = frozenset({"only", "size", "currency", "used_for", "experience", "least_grade"})
#: What kind of term the facts of units have as values, or that they are days, for conditions that are read aloud.
_KINDS = {
    "units.kind": "unit_kind", "units.route": "route", "units.status": "status", "units.sector": "sector",
    "units.formal_status": "formal_status", "units.assessment": "assessment", "units.supervision": "supervision",
    "units.participation": "participation", "units.orientation": "orientation", "units.achieved": DATE,
    "units.issued": DATE, "units.awarded": DATE, "units.valid_until": DATE, "stack.enrolled": DATE,
    "stack.applied": DATE, "stack.programme_start": DATE, "stack.award_on": DATE, "stack.first_unit": DATE,
    "stack.last_unit": DATE, "question.as_of": DATE,
}  # fmt: skip


class Context:
    """What all parts of an explanation stand on."""

    def __init__(self, decision: StackDecision, language: Language) -> None:
        self.decision, self.language, self.say = decision, language, language.say
        self.rules = {rule.rule: rule for rule in flat(decision.requirements)}
        self.units = {unit.id: unit for unit in decision.units}
        self._called = Counter(self._title(unit) for unit in decision.units)

    def unit(self, id: str) -> str:
        """What a unit is called; with its id where another one is called the same."""
        unit = self.units.get(id)
        if unit is None:
            return safe(id, LONGEST_IN_TABLE)
        title = self._title(unit)
        return f"{title} ({safe(id, 60)})" if self._called[title] > 1 else title

    def unmeasured(self, unit: UnitCounted) -> bool:
        """Whether nothing is known of a unit's credits: no amount is stated that the policy counts in its unit."""
        low, high = unit.offered
        return high is None and not low and not any(each.kind == "duplicate" for each in unit.against)

    def rule(self, id: str) -> str:
        """What a rule is called: its title, else what it asks for."""
        rule = self.rules.get(id)
        return safe(id, LONGEST_IN_TABLE) if rule is None else self.title(rule)

    def title(self, rule: RequirementMet) -> str:
        """The title of a rule; where it has none, its kind with what it asks for."""
        own = safe(pick(rule.title, self.language.tag), LONGEST_IN_TABLE)
        if own:
            return own
        kind = self.language.word(f"stacking.kind.{rule.kind}", rule.kind.replace("_", " "))
        asked = self.asked(rule)
        return f"{kind} {asked}" if asked and rule.kind in ("at_least", "at_most", "total", "choose", "last") else kind

    def asked(self, rule: RequirementMet) -> str:
        """The thresholds of a rule: "25 ECTS", or "12 to 20 ECTS"; "" where nothing is counted."""
        if rule.needed is not None and rule.most is not None and rule.needed != rule.most:
            low = self.language.shown(rule.needed)
            return self.say("value.range", low=low, high=self.amount(rule.most, rule.measure, of=True))
        only = rule.needed if rule.needed is not None else rule.most
        return "" if only is None else self.amount(only, rule.measure, of=True)

    def amount(self, amount: Fraction, measure: str = "credits", *, of: bool = False) -> str:
        """An amount, by default of credits in the policy's unit."""
        return amount_text(amount, measure, self.decision.credit_unit, self.language, of=of)

    def aloud(self, condition: str) -> str:
        """A condition about a unit, read aloud."""
        return aloud(condition, self.language)

    def place(self, line: int) -> str:
        """Where a rule stands in the policy's file."""
        return self.say("trace.line", n=line) if line else ""

    def cited(self, basis: Iterable[Basis]) -> tuple[str, ...]:
        """Sources, marked where nobody has checked them."""
        return tuple(dict.fromkeys(cited(each, self.language) for each in basis))

    def remedies(self, remedies: Iterable[Remedy]) -> tuple[RemedyLine, ...]:
        """What would help and who can do it, each once."""
        return tuple(dict.fromkeys(filter(None, (remedy_line(each, self.language) for each in remedies))))

    def who(self, by: str) -> str:
        """Who can do or supply something."""
        return self.language.word(f"by.{by}", by)

    def _title(self, unit: UnitCounted) -> str:
        return safe(pick(unit.title, self.language.tag), LONGEST_IN_TABLE) or safe(unit.id, LONGEST_IN_TABLE)


def flat(rules: Iterable[RequirementMet]) -> Iterator[RequirementMet]:
    """Rules and their parts."""
    for rule in rules:
        yield rule
        yield from flat(rule.parts)


def aloud(condition: str, language: Language) -> str:
    """A condition about a unit, in which its facts are named without "units.", read aloud."""
    named = "".join(
        f"units.{word}" if is_name and language.has(f"fact.units.{word}") else word
        for word, is_name in words_of(condition)
    )
    return read_aloud(named, language, _KINDS)


def cited(basis: Basis, language: Language) -> str:
    """A source, marked where nobody has checked it."""
    cite = said_in_code(basis.cite, "citation", language) or safe(basis.cite)
    return f"{cite} ({language.say('sentence.unverified')})" if basis.unverified else cite


def remedy_line(remedy: Remedy, language: Language) -> RemedyLine | None:
    """A remedy in words; None where it says nothing."""
    who = language.word(f"by.{remedy.by}", remedy.by)
    if remedy.fact is not None:
        text = language.say("sentence.provide", fact=unit_fact_label(remedy.fact, language))
    else:
        text = safe(pick(remedy.text, language.tag))
    return RemedyLine(safe(remedy.by), who, capital(text), safe(remedy.fact or "")) if text else None
