"""A policy that could be read in; what can never be met in it out: for its award, and for each of its exit awards.

Only what is certain from the policy alone is told. What hangs on the units at hand is for the search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.stacks.policy import (
    Amount,
    AtLeast,
    AtMost,
    AwardText,
    Choose,
    Component,
    Group,
    Only,
    Requirement,
    Rule,
    Selector,
    Severity,
    Size,
    StackingPolicy,
    Total,
)
from passerelle.rulepacks.stacks.relations import complementary, disjoint, implies


def never_met(policy: StackingPolicy) -> Iterator[Diagnostic]:
    """What no choice of units can meet, each at the rule that is to be changed; and a title that says too much."""
    for award in _awards(policy):
        yield from award.nobody()
        yield from award.totals()
        yield from award.pairs()
        yield from award.larger()
        yield from award.title()


def told_at(
    policy: StackingPolicy, rule: Rule, code: str, message: str, hint: str, severity: str = "error"
) -> Diagnostic:
    """A finding at a rule."""
    return Diagnostic(policy.pack.path, rule.line, rule.column, code, message, hint, severity)


def _binding(rules: Iterable[Requirement]) -> Iterator[Requirement]:
    """The rules that must hold in every case: also those inside groups of which all must."""
    for rule in rules:
        if rule.severity is not Severity.MUST or rule.guard is not None:
            continue
        if isinstance(rule, Group):
            if rule.kind == "all_of" or (rule.kind == "n_of" and rule.n == len(rule.members)):
                yield from _binding(rule.members)
        else:
            yield rule


def _awards(policy: StackingPolicy) -> Iterator[_Award]:
    yield _Award(policy, policy.award, policy.total, tuple(_binding((*policy.requires, *policy.limits))))
    for leaving in policy.exits:
        shared = (*policy.requires, *policy.limits)
        kept = [rule for rule in shared if leaving.keeps is None or rule.id in leaving.keeps]
        own = (*leaving.requires, *leaving.limits)
        yield _Award(policy, leaving.award, leaving.total, tuple(_binding((*kept, *own))))


@dataclass(frozen=True, slots=True)
class _Award:
    """One award of a policy with the rules that bind it."""

    policy: StackingPolicy
    award: AwardText
    total: Total
    rules: Sequence[Requirement]

    @property
    def room(self) -> Fraction | None:
        """The most credits that may count."""
        return self.total.most

    def fixed(self, amount: Amount) -> Fraction | None:
        """A threshold in credits, where it does not hang on the choice."""
        if amount.credits is not None:
            return amount.credits
        if amount.share is None or amount.base in (None, "counted"):
            return None
        bases = {"total": self.policy.total.least, "exit_award": self.total.least, **dict(self.policy.bases)}
        return amount.rounding.of(amount.share * bases[amount.base or ""])

    def shown(self, credits: Fraction) -> str:
        number = str(credits.numerator) if credits.denominator == 1 else f"{float(credits):g}"
        return f"{number} {self.policy.unit.id}"

    def told(self, rule: Rule, code: str, message: str, hint: str) -> Diagnostic:
        exit_award = "" if self.award is self.policy.award else f" for the exit award '{self.award.id}'"
        return told_at(self.policy, rule, code, message + exit_award, hint)

    @property
    def smallest(self) -> Fraction:
        """The least credits of any unit that may count."""
        sizes = [r.least for r in self.policy.units if isinstance(r, Size) and _always(r) and r.least is not None]
        return max(sizes, default=Fraction(0))

    def every(self) -> list[Selector]:
        """What every unit that counts must fit."""
        return [rule.fits for rule in self.policy.units if isinstance(rule, Only) and _always(rule)]

    # -- nothing can count ----------------------------------------------------------------------------------------

    def nobody(self) -> Iterator[Diagnostic]:
        """Conditions on every unit that no unit can fit together; told once, for the policy's own award."""
        if self.award is not self.policy.award:
            return
        rules = [rule for rule in self.policy.units if isinstance(rule, Only) and _always(rule)]
        for number, rule in enumerate(rules):
            for other in rules[:number]:
                if disjoint(rule.fits, other.fits):
                    message = f"no unit can count: '{rule.fits.text}' and '{other.fits.text}' exclude each other"
                    yield self.told(rule, "S611", message, "say of which units each is asked with 'where'")

    # -- totals ---------------------------------------------------------------------------------------------------

    def totals(self) -> Iterator[Diagnostic]:
        """What is required, held against what may count at most."""
        room = self.room
        if room is not None:
            if self.smallest > room:
                message = (
                    f"every unit has at least {self.shown(self.smallest)}, and at most {self.shown(room)} may count"
                )
                yield self.told(self.total, "S610", message, "lower the least size of a unit")
            yield from self._booked(room)
            yield from self._asked(room)
        for rule in self.rules:
            if isinstance(rule, AtMost) and not rule.limits and (most := self.fixed(rule.amount)) is not None:
                covered = rule.among is None or any(implies(each, rule.among) for each in self.every())
                if covered and most < self.total.least:
                    asked = self.shown(self.total.least)
                    message = f"'{rule.id}' lets {self.shown(most)} count, and the total asks for {asked}"
                    yield self.told(rule, "S611", message, "every unit that may count falls under this limit")

    def _booked(self, room: Fraction) -> Iterator[Diagnostic]:
        """Units are booked once, so what is booked adds up."""
        summed, parts = Fraction(0), []
        for rule in self.rules:
            needed = self._needed(rule)
            if needed is None or needed == 0:
                continue
            summed += needed
            parts.append(f"{rule.id} {self.shown(needed)}")
            if summed > room:
                message = f"what is required adds up to {self.shown(summed)}, and at most {self.shown(room)} may count"
                yield self.told(rule, "S610", message, "; ".join(parts))
                return

    def _needed(self, rule: Requirement) -> Fraction | None:
        """The least credits that are booked on a rule."""
        if isinstance(rule, Choose) and rule.waived is None:
            if rule.least.units is not None:
                return rule.least.units * self.smallest
            return self.fixed(rule.least)
        if isinstance(rule, Component) and rule.waived is None and rule.credit_form == "whole_units":
            return rule.credits * (1 - rule.tolerance)
        return None

    def _asked(self, room: Fraction) -> Iterator[Diagnostic]:
        """Least amounts, one by one and of what has no unit in common."""
        apart: list[tuple[AtLeast, Fraction]] = []
        for rule in self.rules:
            if not isinstance(rule, AtLeast):
                continue
            least = self.fixed(rule.amount)
            if rule.amount.units is not None:
                least = rule.amount.units * self.smallest
            if least is None:
                continue
            if least > room:
                message = f"'{rule.id}' asks for {self.shown(least)}, and at most {self.shown(room)} may count"
                yield self.told(rule, "S610", message, "lower it, or raise the total")
            elif all(disjoint(rule.among, other.among) for other, _ in apart):
                apart.append((rule, least))
        summed = sum((least for _, least in apart), Fraction(0))
        if len(apart) > 1 and summed > room:
            message = f"what is required adds up to {self.shown(summed)}, and at most {self.shown(room)} may count"
            parts = "; ".join(f"{rule.id} {self.shown(least)}" for rule, least in apart)
            yield self.told(apart[-1][0], "S610", message, f"no unit can fit two of them: {parts}")

    # -- two rules ------------------------------------------------------------------------------------------------

    def pairs(self) -> Iterator[Diagnostic]:
        """Least amounts against limits, and against what every unit must be."""
        limits = [rule for rule in self.rules if isinstance(rule, AtMost)]
        for rule in self.rules:
            if isinstance(rule, Choose) and rule.most is not None and _below(self, rule.most, rule.least):
                yield self.told(
                    rule, "S612", f"'{rule.id}' lets at most less be chosen than at least", "at_most is the larger"
                )
            if not isinstance(rule, AtLeast | Choose) or (isinstance(rule, Choose) and rule.waived is not None):
                continue
            least = rule.amount if isinstance(rule, AtLeast) else rule.least
            if not _more_than_nothing(least):
                continue
            for each in self.every():
                if disjoint(rule.among, each):
                    message = f"'{rule.id}' asks for units that cannot count: every unit is '{each.text}'"
                    yield self.told(rule, "S611", message, "ask for units that may count, or say 'where' under 'units'")
            for limit in limits:
                selectors = self._limited(limit)
                if not any(implies(rule.among, selector) for selector in selectors) or not _below(
                    self, limit.amount, least
                ):
                    continue
                same = isinstance(rule, AtLeast) and selectors == [rule.among]
                code = "S612" if same else "S611"
                wanted = f"'{rule.id}' asks for {self._text(least)}"
                message = f"'{limit.id}' lets at most {self._text(limit.amount)} count, and {wanted}"
                first, second = (
                    (rule, limit) if (rule.line, rule.column) < (limit.line, limit.column) else (limit, rule)
                )
                yield self.told(second, code, message, f"change this or '{first.id}' in line {first.line}")
        yield from self._two_caps(limits)

    def _limited(self, limit: AtMost) -> list[Selector | None]:
        if not limit.limits:
            return [limit.among]
        named = [rule for rule in self.policy.rules() if isinstance(rule, AtMost) and rule.id in limit.limits]
        return [*(rule.among for rule in named), *([limit.among] if limit.among else [])]

    def _two_caps(self, limits: Sequence[AtMost]) -> Iterator[Diagnostic]:
        for number, one in enumerate(limits):
            for other in limits[:number]:
                first, second = self.fixed(other.amount), self.fixed(one.amount)
                if first is None or second is None or one.limits or other.limits:
                    continue
                if complementary(one.among, other.among) and first + second < self.total.least:
                    both = f"'{other.id}' and '{one.id}' together let {self.shown(first + second)} count"
                    message = f"{both}, and the total asks for {self.shown(self.total.least)}"
                    yield self.told(one, "S611", message, "every unit falls under one of the two")

    def _text(self, amount: Amount) -> str:
        if amount.units is not None:
            return f"{amount.units} units"
        fixed = self.fixed(amount)
        if amount.share is not None:
            share = f"{float(amount.share * 100):g} % of {amount.base}"
            return share if fixed is None else f"{share} ({self.shown(fixed)})"
        return self.shown(fixed or Fraction(0))

    # -- an exit award --------------------------------------------------------------------------------------------

    def larger(self) -> Iterator[Diagnostic]:
        """An exit award is given where the award is not reached, so it asks for no more credits."""
        whole = self.policy.total.least
        if self.total.least > whole:
            message = f"the exit award '{self.award.id}' asks for {self.shown(self.total.least)}"
            message += f", more than the award itself ({self.shown(whole)})"
            hint = "an exit award is smaller: lower its total, or write a policy of its own"
            yield told_at(self.policy, self.total, "S604", message, hint)

    # -- the title ------------------------------------------------------------------------------------------------

    def title(self) -> Iterator[Diagnostic]:
        """A protected word in the title of an award that may be smaller than the word allows."""
        words = dict((*self.policy.award.protected, *self.award.protected))
        for word, least in words.items():
            titled = any(word.lower() in text.lower() for text in self.award.title.values())
            if titled and self.total.least < least and not self.award.otherwise:
                total = self.shown(self.total.least)
                message = (
                    f"the title has the protected word '{word}', which needs {self.shown(least)}; the total is {total}"
                )
                hint = "choose another title, say under 'otherwise' what it is called below that, or raise the total"
                yield told_at(self.policy, self.total, "S614", message, hint, "warning")


def _always(rule: Only | Size) -> bool:
    return rule.severity is Severity.MUST and rule.guard is None and rule.among is None


def _more_than_nothing(amount: Amount) -> bool:
    return bool(amount.credits or amount.units or amount.share)


def _below(award: _Award, most: Amount, least: Amount) -> bool:
    """Whether a limit is below what is asked for, both measured alike."""
    if most.units is not None and least.units is not None:
        return most.units < least.units
    one, other = award.fixed(most), award.fixed(least)
    if one is not None and other is not None:
        return one < other
    if most.base == least.base == "counted" and most.share is not None and least.share is not None:
        return most.share < least.share
    return False
