"""Facts enter before the engine sees them; nothing leaves, or an error if their joins would cost too much.

The engine keeps every partial match in memory and cannot be stopped: three kinds with 200 facts each in one loose
join held a process for 11 seconds and took 3.6 GB.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from passerelle.errors import FactError
from passerelle.kernel import limits
from passerelle.kernel.answers import Fact
from passerelle.kernel.matching import by_kind, matches
from passerelle.rulepacks.program import Program, ProgramRule


class CandidateBound:
    """Bounds the pairings of facts that the joins of one program look at."""

    def __init__(self, program: Program) -> None:
        joining = [rule for rule in program.rules if len(_present(rule)) > 1]
        self._rules = joining
        self._shapes = tuple(Counter(_present(rule) for rule in joining).items())

    @property
    def needed(self) -> bool:
        """Whether any rule joins at all."""
        return bool(self._shapes)

    def check(self, counts: Mapping[str, int], facts: Sequence[Fact]) -> None:
        """Raises `FactError`. First a product of counts, which is cheap and too high; then, seldom, the joins
        themselves up to the bound."""
        total = 0
        for kinds, times in self._shapes:
            product = times
            for kind in kinds:
                product *= counts.get(kind, 0) or 1
            total += product
        if total > limits.CANDIDATES:
            self._check_exactly(facts)

    def _check_exactly(self, facts: Sequence[Fact]) -> None:
        kinds = by_kind(facts)
        looked_at = [0]
        for rule in self._rules:
            for _ in matches(rule, facts, kinds, looked_at):
                if looked_at[0] > limits.CANDIDATES:
                    break
            if looked_at[0] > limits.CANDIDATES:
                raise FactError(f"rule {rule.name!r} would pair too many facts: more than {limits.CANDIDATES} pairings")


def _present(rule: ProgramRule) -> tuple[str, ...]:
    return tuple(pattern.kind for pattern in rule.patterns if not pattern.absent)
