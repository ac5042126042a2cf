"""One rule with the grounds that it may rest on, as the lints look at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.lint.grounds import Ground, Seen, Ways
from passerelle.rulepacks.pack import Pack, RuleText

#: Outcomes that give a learner less than was asked for, and ratings that count against an award.
LESS = frozenset(
    ["REFUSED", "REFERRED_TO_RPL", "NOT_IN_SCOPE", "RECOGNISED_PARTIAL", "RECOGNISED_ALTERNATIVE",
     "RECOGNISED_CONDITIONAL"]
)  # fmt: skip
_LOW = frozenset(["none", "weak", "limited", "not_recognisable"])


@dataclass(frozen=True, slots=True)
class Case:
    """A rule and the ways in which it applies without anything that the award lacks; `names` is what it
    writes, also through defined names."""

    pack: Pack
    rule: RuleText
    ways: Ways
    names: frozenset[str]

    @property
    def refuses(self) -> bool:
        """Whether the rule refuses, or finds a substantial difference."""
        then = self.rule.then
        return then is not None and (then.outcome == "REFUSED" or then.weight == "substantial")

    @property
    def gives_less(self) -> bool:
        """Whether the rule gives less than was asked for, or rates the award low."""
        then = self.rule.then
        return then is not None and (then.outcome in LESS or then.weight == "substantial" or then.rating in _LOW)

    @property
    def gives(self) -> bool:
        """Whether the rule recognises."""
        then = self.rule.then
        return then is not None and (then.outcome or "").startswith("RECOGNISED")

    def resting_on(self, *grounds: Ground) -> tuple[Seen, ...]:
        """The conditions of the first way in which the rule rests on one of these grounds."""
        return next((seen for way, seen in self.ways.items() if way & set(grounds)), ())

    @property
    def on_nothing(self) -> bool:
        """Whether the rule can apply though nothing that it looks at speaks against the award."""
        return frozenset() in self.ways

    def what(self) -> str:
        """What the rule does, for a message."""
        then = self.rule.then
        if then is None:
            return ""
        name = f"'{self.rule.id}'"
        if then.outcome == "REFUSED":
            return f"the refusal {name}"
        if then.weight == "substantial":
            return f"the substantial difference {name}"
        return f"the low rating {name}" if then.rating else f"{name} gives less than was asked for ({then.outcome}) and"

    def told(
        self, code: str, seen: Iterable[Seen], message: str, hint: str, clauses: tuple[str, ...],
        severity: str = "warning",
    ) -> Diagnostic:  # fmt: skip
        """A finding at the first condition that is in this pack, else at the rule."""
        here = next(((one.line, one.column) for one in seen if one.path == self.pack.path), None)
        line, column = here or (self.rule.line, self.rule.column)
        return Diagnostic(self.pack.path, line, column, code, message, hint, severity, clauses)


def named(seen: Iterable[Seen]) -> str:
    """The facts of conditions, each once; of a collection the facts of its members say enough."""
    names = dict.fromkeys(name for one in seen for name in one.facts)
    return ", ".join(name for name in names if not any(other.startswith(f"{name}.") for other in names))
