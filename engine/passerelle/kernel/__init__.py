"""Runs a `Program` on facts: both enter; firings and facts leave. durable-rules does the matching.

Where its C module cannot be imported, `passerelle.kernel.plain` answers instead, and `engine` says so.

    with kernel.open_case(program) as case:
        firings = case.add([{"kind": "award", "level": 6}])

Or for one set of facts, `kernel.evaluate(program, facts)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import TracebackType

from passerelle.errors import KernelError
from passerelle.kernel import case as _case
from passerelle.kernel import rulesets as _rulesets
from passerelle.kernel.answers import PLAIN, Evaluation, Fact, Firing, Value
from passerelle.kernel.case import Case
from passerelle.kernel.compiled import Compiled
from passerelle.rulepacks.program import Program

# After the modules above: `passerelle.kernel.plain` is built from them.
from passerelle.kernel import plain  # isort: skip

__all__ = [
    "ENGINE",
    "Case",
    "Compiled",
    "Evaluation",
    "Fact",
    "Firing",
    "Value",
    "available",
    "compile_program",
    "evaluate",
    "open_case",
]

#: Which engine answers here: "durable-rules 2.0.28", or "plain" where it cannot be imported.
ENGINE = _rulesets.ENGINE if _rulesets.available() else PLAIN


def available() -> bool:
    """Whether durable-rules answers; if not, `passerelle.kernel.plain` does."""
    return _rulesets.available()


def compile_program(program: Program) -> Compiled | plain.Compiled:
    """Check and compile a program, or find it compiled by its key.

    Raises `ProgramError`.
    """
    return _case.compile_program(program) if available() else plain.compile_program(program)


def open_case(program: Program, *, shadow: bool = False) -> Case:
    """A context in which facts are added, batch by batch. One is open at a time; another thread waits for it, and
    the same thread gets a `KernelError`.

    With `shadow`, `passerelle.kernel.plain` runs beside it, and a difference is a `KernelError`. Raises `ProgramError`
    when opened or entered.
    """
    if not available():
        return plain.open_case(program)
    return _ShadowedCase(program) if shadow else _case.LiveCase(program)


def evaluate(program: Program, facts: Iterable[Mapping[str, object]], *, shadow: bool = False) -> Evaluation:
    """All firings for one set of facts. Raises `ProgramError`, `FactError`, `KernelError`."""
    with open_case(program, shadow=shadow) as case:
        firings = case.add(facts)
        return Evaluation(firings, case.facts, case.engine)


class _ShadowedCase:
    """Two cases that must agree."""

    def __init__(self, program: Program) -> None:
        self._live = _case.LiveCase(program)
        self._plain = plain.open_case(program)
        self.engine = self._live.engine

    def __enter__(self) -> _ShadowedCase:
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.__exit__(kind, error, trace)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self._live.facts

    def add(self, facts: Iterable[Mapping[str, object]]) -> tuple[Firing, ...]:
        batch = list(facts)
        firings = self._live.add(batch)
        expected = self._plain.add(batch)
        if firings != expected or self._live.facts != self._plain.facts:
            differing = min(set(firings) ^ set(expected), key=repr, default="the derived facts")
            raise KernelError(f"{self._live.engine} and {self._plain.engine} disagree, first on {differing}")
        return firings
