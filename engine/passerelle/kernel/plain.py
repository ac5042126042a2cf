"""A program and facts enter; firings and facts leave, computed in a few lines of plain Python.

It is the oracle of the kernel's tests, its shadow where a run is to be checked twice, and its stand-in where
durable-rules cannot be imported. It has the interface of `passerelle.kernel`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import TracebackType

from passerelle.errors import KernelError
from passerelle.kernel import limits
from passerelle.kernel.answers import PLAIN, Evaluation, Fact, Firing
from passerelle.kernel.candidates import CandidateBound
from passerelle.kernel.check import check_program
from passerelle.kernel.deriving import Derivation
from passerelle.kernel.guard import check_number, checked_fact
from passerelle.kernel.matching import by_kind, matches
from passerelle.rulepacks.program import Program

ENGINE = PLAIN


class Compiled:
    """A program that has been checked, and the stratum of each of its rules."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.strata = check_program(program)
        self.negates = [any(pattern.absent for pattern in rule.patterns) for rule in program.rules]
        self.order = sorted(range(len(program.rules)), key=lambda at: (program.rules[at].priority, at))
        self.derivations = [Derivation.of(rule) for rule in program.rules]
        self.bound = CandidateBound(program)


class Case:
    """Facts that stay together until the context is left. Each `add` runs the rules to their fixpoint."""

    engine = ENGINE

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._facts: list[Fact] = []
        self._counts: Counter[str] = Counter()
        self._given = 0
        self._round = 0
        self._fired = 0
        self._derived: set[tuple[object, ...]] = set()
        self._used = False

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._facts = []

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(self._facts)

    def add(self, facts: Iterable[Mapping[str, object]]) -> tuple[Firing, ...]:
        compiled = self._compiled
        if self._used and any(compiled.negates):
            raise KernelError("a program with absent patterns takes its facts in a single add")
        batch = [
            checked_fact(fact, index, compiled.program.schema)
            for index, fact in enumerate(check_number(self._given, facts))
        ]
        counts = self._counts + Counter(str(fact["kind"]) for fact in batch)
        compiled.bound.check(counts, [*self._facts, *batch])
        self._used = True
        self._given += len(batch)
        self._counts = counts
        fresh = len(self._facts)
        self._facts.extend(batch)
        firings: list[Firing] = []
        for stratum in range(max(compiled.strata, default=0) + 1):
            opening = True
            while hits := self._hits(stratum, opening, fresh):
                opening, fresh = False, len(self._facts)
                firings.extend(self._fire(hits))
            fresh = len(self._facts)
        return tuple(firings)

    def _hits(self, stratum: int, opening: bool, fresh: int) -> list[tuple[int, tuple[int, ...]]]:
        """(rule, facts) of all matches with at least one fact that was not there in the round before. A rule with
        absent patterns opens with its stratum; then all facts are new to it."""
        compiled = self._compiled
        kinds = by_kind(self._facts)
        hits: list[tuple[int, tuple[int, ...]]] = []
        for at in compiled.order:
            opens = compiled.negates[at] and compiled.strata[at] == stratum and opening
            if compiled.negates[at] and compiled.strata[at] > stratum:
                continue
            rule = compiled.program.rules[at]
            found = matches(rule, self._facts, kinds)
            hits.extend((at, match) for match in sorted(found) if opens or max(match) >= fresh)
        return hits

    def _fire(self, hits: list[tuple[int, tuple[int, ...]]]) -> list[Firing]:
        self._round += 1
        self._fired += len(hits)
        if self._round > limits.ROUNDS or self._fired > limits.FIRINGS:
            raise KernelError("the rules do not come to rest: too many rounds or firings")
        firings = []
        for at, match in hits:
            firings.append(Firing(self._round, self._compiled.program.rules[at].name, match))
            derivation = self._compiled.derivations[at]
            if derivation and (fact := derivation.new_fact(match, self._facts, self._derived)):
                self._facts.append(fact)
                self._counts[str(fact["kind"])] += 1
        if len(self._facts) > limits.FACTS:
            raise KernelError(f"the rules derive too many facts: more than {limits.FACTS} in all")
        return firings


def compile_program(program: Program) -> Compiled:
    """Raises `ProgramError`."""
    return Compiled(program)


def open_case(program: Program) -> Case:
    """A context in which facts are added. Raises `ProgramError`."""
    return Case(compile_program(program))


def evaluate(program: Program, facts: Iterable[Mapping[str, object]], *, shadow: bool = False) -> Evaluation:
    """All firings for a set of facts. `shadow` changes nothing here. Raises `ProgramError`, `FactError`,
    `KernelError`."""
    with open_case(program) as case:
        return Evaluation(case.add(facts), case.facts, ENGINE)
