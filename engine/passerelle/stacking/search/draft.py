"""A model for the solver while it is written: variables, linear constraints and clauses in; CP-SAT's own form out.

Variables are numbers from 0; the literal of a variable v of 0 and 1 is v, its negation -v - 1. All numbers are whole.
Constraints that always hold are left out, those that never can are noticed at once, and no sum can pass the solver's 64
bits: `StackingError` says so instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from passerelle.errors import StackingError

#: A sum of variables times whole numbers.
Terms = Mapping[int, int]

#: Sums beyond this are refused; CP-SAT needs some room below 2**63.
LARGEST = 2**60


def no(literal: int) -> int:
    """The negation of a literal."""
    return -literal - 1


class Draft:
    """Variables with their bounds, and the constraints so far. `impossible` once a constraint can never hold."""

    def __init__(self) -> None:
        from ortools.sat.python import cp_model_helper

        self.proto: Any = cp_model_helper.CpModelProto()
        self.lows: list[int] = []
        self.highs: list[int] = []
        self.impossible = False

    def whole(self, low: int, high: int) -> int:
        """A new whole number from low to high."""
        if high > LARGEST:
            raise StackingError("the credits are too large or too finely divided to be counted exactly; check them")
        self.proto.variables.add().domain.extend((low, high))
        self.lows.append(low)
        self.highs.append(high)
        return len(self.lows) - 1

    def yes(self) -> int:
        """A new variable that is 0 or 1."""
        return self.whole(0, 1)

    def bind(self, variable: int, value: int) -> None:
        """The variable has this value, until it is bound to another."""
        domain = self.proto.variables[variable].domain
        domain.clear()
        domain.extend((value, value))

    def range(self, terms: Terms) -> tuple[int, int]:
        """The least and the most that a sum can be by the bounds of its variables."""
        low = high = 0
        lows, highs = self.lows, self.highs
        for variable, times in terms.items():
            if times > 0:
                low += times * lows[variable]
                high += times * highs[variable]
            else:
                low += times * highs[variable]
                high += times * lows[variable]
        return low, high

    def linear(self, terms: Terms, low: int | None, high: int | None, when: Sequence[int] = ()) -> None:
        """low <= sum <= high, where all literals of `when` are true; None is no bound."""
        least, most = self.range(terms)
        if (low is None or least >= low) and (high is None or most <= high):
            return
        if (low is not None and most < low) or (high is not None and least > high):
            self.clause((), when)
            return
        if least < -LARGEST or most > LARGEST:
            raise StackingError("the credits are too large or too finely divided to be summed exactly; check them")
        constraint = self.proto.constraints.add()
        if when:
            constraint.enforcement_literal.extend(when)
        linear = constraint.linear
        linear.vars.extend(terms.keys())
        linear.coeffs.extend(terms.values())
        linear.domain.extend((least if low is None else low, most if high is None else high))

    def clause(self, literals: Sequence[int], when: Sequence[int] = ()) -> None:
        """At least one of the literals is true, where all of `when` are."""
        if not literals and not when:
            self.impossible = True
            return
        self.proto.constraints.add().bool_or.literals.extend((*literals, *(no(literal) for literal in when)))

    def none_of(self, literals: Sequence[int], when: Sequence[int]) -> None:
        """None of the literals is true, where all of `when` are."""
        constraint = self.proto.constraints.add()
        constraint.enforcement_literal.extend(when)
        constraint.bool_and.literals.extend(no(literal) for literal in literals)

    def at_most_one(self, literals: Sequence[int]) -> None:
        """At most one of the literals is true."""
        if len(literals) > 1:
            self.proto.constraints.add().at_most_one.literals.extend(literals)

    def greatest(self, least: int, terms: Terms, constant: int) -> int:
        """A new whole number: the sum and the constant together, but not below `least`."""
        low, high = self.range(terms)
        target = self.whole(max(least, low + constant), max(least, high + constant))
        linear = self.proto.constraints.add().lin_max
        linear.target.vars.append(target)
        linear.target.coeffs.append(1)
        linear.exprs.add().offset = least
        other = linear.exprs.add()
        other.vars.extend(terms.keys())
        other.coeffs.extend(terms.values())
        other.offset = constant
        return target


def plus(*sums: Terms) -> dict[int, int]:
    """The sum of sums."""
    total: dict[int, int] = {}
    for terms in sums:
        for variable, times in terms.items():
            total[variable] = total.get(variable, 0) + times
    return {variable: times for variable, times in total.items() if times}


def scaled(terms: Terms, by: int) -> dict[int, int]:
    """A sum times a whole number."""
    return {variable: times * by for variable, times in terms.items()}
