"""The answer about a stack enters, with what a scenario expects of it; nothing leaves where it is met, else `Unmet`.

Each function below is a verb of step "then", as those of `passerelle.spec.expect`. Amounts are in the unit in which
the policy counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from passerelle.decision.stacking import Addition, RequirementMet, StackDecision, UnitCounted, Way
from passerelle.spec.expect import Unmet
from passerelle.spec.sentences import Language
from passerelle.spec.values import said

#: What makes an answer final, by outcome: a scenario never takes another certificate for one.
_CERTIFICATES = {
    "ELIGIBLE": {"optimal"},
    "ELIGIBLE_CONDITIONAL": {"optimal"},
    "NOT_ELIGIBLE": {"impossible"},
    "UNDETERMINED": {"unknown_decides", "best_found"},
    "POLICY_ERROR": {"policy"},
}


@dataclass(frozen=True, slots=True)
class StackAnswer:
    """The answer of a scenario and the language that it is talked about in."""

    decision: StackDecision
    language: Language
    tag: str

    def said(self, value: str, kind: str) -> str:
        return said(value, kind, self.tag, self.language.words)

    def say(self, key: str, **what: object) -> str:
        return self.language.say(key, self.tag, **what)

    def listed(self, texts: Iterable[str]) -> str:
        return ", ".join(sorted(set(texts))) or self.say("nothing")

    @property
    def chosen(self) -> set[str]:
        return {unit.id for unit in self.decision.units if unit.chosen}

    @property
    def summary(self) -> str:
        """The answer in a line, for whoever sees that it is another one."""
        answer = self.decision
        parts = [self.said(answer.outcome, "stack_outcome"), f"{self.listed(self.chosen)}: {answer.total}"]
        rules = every(answer.requirements)
        parts += [self.say("left", rule=each.rule, amount=each.left) for each in rules if each.left]
        parts += [f"{unit.id}: {_against(unit)}" for unit in answer.units if unit.against]
        if answer.conflict:
            parts.append(self.listed((*answer.conflict.rules, *(unit for unit, _ in answer.conflict.units))))
        for each in answer.unknown:
            fact = self.said(each.fact.removeprefix("units."), "unit_fact")
            parts.append(self.say("undecided", what=f"{each.unit} {fact}".strip()))
        parts += [self.say("open", what=" ".join((each.rule, *each.units))) for each in answer.conditions]
        if answer.ways:
            parts.append(self.say("way", n=len(answer.ways), what=_way(answer.ways[0])))
        return "; ".join([*parts, *answer.errors])

    def unit(self, name: str) -> UnitCounted:
        """A unit of the answer. Raises `Unmet`."""
        for unit in self.decision.units:
            if unit.id == name:
                return unit
        raise Unmet(name, self.listed(unit.id for unit in self.decision.units))

    def rule(self, name: str) -> RequirementMet:
        """How a rule stands. Raises `Unmet`."""
        for rule in every(self.decision.requirements):
            if rule.rule == name:
                return rule
        raise Unmet(name, self.listed(rule.rule for rule in every(self.decision.requirements)))


def every(requirements: Iterable[RequirementMet]) -> Iterable[RequirementMet]:
    """Rules, and those inside them."""
    for rule in requirements:
        yield rule
        yield from every(rule.parts)


def _against(unit: UnitCounted) -> str:
    return ", ".join(f"{each.kind} {each.rule}".strip() for each in unit.against)


def _way(way: Way) -> str:
    added = [f"{each.count} x {each.credits} [{'; '.join(each.conditions)}]" for each in way.additions]
    changed = [f"{each.unit} {each.fact}: {each.now} → {each.then}" for each in way.changes]
    return " + ".join([*added, *changed])


def _in(answer: StackAnswer, of: str | None) -> None:
    """The policy counts in this unit; "credits" and "units" are said of any policy."""
    if of not in (None, "credits", "units", "points", answer.decision.credit_unit):
        raise Unmet(of or "", answer.decision.credit_unit)


def _ids(text: str) -> set[str]:
    return {part.strip() for part in text.split(",")}


def stack_is(answer: StackAnswer, *, is_: str) -> None:
    """The outcome, and that it is final."""
    found = answer.decision
    if found.outcome != is_:
        raise Unmet(answer.said(is_, "stack_outcome"), answer.summary)
    if found.certificate.kind not in _CERTIFICATES[is_]:
        raise Unmet(answer.listed(_CERTIFICATES[is_]), found.certificate.kind)


def counts(answer: StackAnswer, *, units: str | None = None, credits: str | None = None, of: str | None = None) -> None:
    """These units and no others are counted ("" none); they come to so many credits."""
    _in(answer, of)
    if units is not None and answer.chosen != (_ids(units) if units else set()):
        raise Unmet(units or answer.say("nothing"), answer.summary)
    if credits is not None and answer.decision.total != Fraction(credits):
        raise Unmet(credits, answer.summary)


def counts_unit(answer: StackAnswer, *, unit: str, credits: str, of: str | None = None) -> None:
    """A unit counts with so many credits."""
    _in(answer, of)
    found = answer.unit(unit).counted
    if found != Fraction(credits):
        raise Unmet(f"{unit}: {credits}", f"{unit}: {found}")


def left_over(answer: StackAnswer, *, unit: str, rule: str | None = None, kind: str | None = None) -> None:
    """A unit is not counted, because of a rule, or for a reason of a kind."""
    found = answer.unit(unit)
    told = [each for each in found.against if rule in (None, each.rule) and kind in (None, each.kind)]
    if found.chosen or not told:
        raise Unmet(f"{unit}: {rule or kind or answer.say('nothing')}", answer.summary)


def booked(answer: StackAnswer, *, unit: str, rule: str) -> None:
    """A unit is booked on a requirement."""
    found = answer.unit(unit).booked
    if found != rule:
        raise Unmet(rule, found or answer.say("nothing"))


def lacks(answer: StackAnswer, *, rule: str, amount: str, of: str | None = None) -> None:
    """So much is missing for a rule."""
    _in(answer, of)
    found = answer.rule(rule).left or Fraction(0)
    if found != Fraction(amount):
        raise Unmet(f"{rule}: {amount}", f"{rule}: {found}; {answer.summary}")


def stack_met(answer: StackAnswer, *, rule: str, is_: str) -> None:
    """A rule is met, not met, or open."""
    found = answer.rule(rule).met
    if found.value != is_:
        raise Unmet(answer.said(is_, "met"), f"{answer.said(found.value, 'met')}; {answer.summary}")


def gap(
    answer: StackAnswer, *, credits: str | None = None, units: str | None = None, of: str | None = None,
    having: str | None = None, fact: str | None = None, unit: str | None = None,
) -> None:  # fmt: skip
    """A smallest way adds so many units with so many credits in all, one of them having what is written; or it changes
    a fact of a unit."""
    _in(answer, of)

    def having_it(added: Addition) -> bool:
        told = [*added.conditions, *(f"{name} {value}" for name, value in added.facts)]
        return having is None or any(having in each for each in told)

    for way in answer.decision.ways:
        if (
            (credits is None or way.credits == Fraction(credits))
            and (units is None or way.units == int(units))
            and (having is None or any(map(having_it, way.additions)))
            and (fact is None or any(each.fact.endswith(fact) and unit in (None, each.unit) for each in way.changes))
        ):
            return
    raise Unmet(" ".join(filter(None, (units, credits, having, unit, fact))), answer.summary)


def decides(answer: StackAnswer, *, fact: str, unit: str | None = None) -> None:
    """An unknown fact (of a unit) decides."""
    if not any(each.fact.endswith(fact) and unit in (None, each.unit) for each in answer.decision.unknown):
        raise Unmet(f"{unit or ''} {answer.said(fact, 'unit_fact')}".strip(), answer.summary)


def conflict(answer: StackAnswer, *, rules: str | None = None, unit: str | None = None) -> None:
    """What cannot be had together has these rules, or this unit."""
    found = answer.decision.conflict
    named = {*found.rules, *(rule for _, rule in found.units)} if found else set()
    held = {name for name, _ in found.units} if found else set()
    if (rules is not None and not _ids(rules) <= named) or (unit is not None and unit not in held):
        raise Unmet(rules or unit or "", answer.listed(named | held))


def called(answer: StackAnswer, *, text: str) -> None:
    """What the award is called."""
    found = answer.decision.called.get(answer.tag, "")
    if found != text:
        raise Unmet(text, found or answer.say("nothing"))


def exit(answer: StackAnswer, *, award: str, is_: str) -> None:
    """How an exit award stands."""
    found = {each.award: each.outcome for each in answer.decision.exits}
    if found.get(award) != is_:
        told = (f"{name}: {answer.said(outcome, 'stack_outcome')}" for name, outcome in found.items())
        raise Unmet(f"{award}: {answer.said(is_, 'stack_outcome')}", answer.listed(told))


def reaches(answer: StackAnswer, *, award: str) -> None:
    """This exit award is reached in the place of the award ("": none)."""
    if answer.decision.reached != award:
        raise Unmet(award or answer.say("nothing"), answer.decision.reached or answer.say("nothing"))


def condition(answer: StackAnswer, *, rule: str, unit: str | None = None) -> None:
    """The answer hangs on a condition of a rule."""
    found = answer.decision.conditions
    if not any(each.rule == rule and (unit is None or unit in each.units) for each in found):
        raise Unmet(
            f"{rule} {unit or ''}".strip(), answer.listed(f"{each.rule} {' '.join(each.units)}" for each in found)
        )


def tie(answer: StackAnswer, *, units: str) -> None:
    """Another choice is as good."""
    if _ids(units) not in [set(each) for each in answer.decision.ties]:
        raise Unmet(units, answer.listed(" ".join(each) for each in answer.decision.ties))


def stack_surplus(answer: StackAnswer, *, credits: str, of: str | None = None) -> None:
    """So much is more than the award asks for."""
    _in(answer, of)
    if answer.decision.surplus != Fraction(credits):
        raise Unmet(credits, str(answer.decision.surplus))


def semantics(answer: StackAnswer, *, rule: str, parameter: str, value: str) -> None:
    """A semantic choice of the policy is shown."""
    if not any((e.rule, e.parameter, e.value) == (rule, parameter, value) for e in answer.decision.semantics):
        told = (f"{each.rule} {each.parameter} {each.value}" for each in answer.decision.semantics)
        raise Unmet(f"{rule} {parameter} {value}", answer.listed(told))


#: Verb -> what holds an answer about a stack against it.
STACKED: Mapping[str, Callable[..., None]] = {
    "stack_is": stack_is,
    "counts": counts,
    "counts_unit": counts_unit,
    "left_over": left_over,
    "booked": booked,
    "lacks": lacks,
    "stack_met": stack_met,
    "gap": gap,
    "decides": decides,
    "conflict": conflict,
    "called": called,
    "exit": exit,
    "reaches": reaches,
    "condition": condition,
    "tie": tie,
    "stack_surplus": stack_surplus,
    "semantics": semantics,
}
