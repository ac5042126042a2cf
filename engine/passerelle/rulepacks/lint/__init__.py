"""A pack and those it is used with in; what the principles say of its rules out, with line and column.

That a refusal rests on what no refusal may rest on alone is an error, and so is a policy without a way to appeal: no
host can switch that off. The rest are warnings about a host's policy, and notes: the Recommendation binds no host, so
the policy is used, and its host is told. One lint a file; each says why it asks.
"""

from __future__ import annotations

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.lint import (
    appeal,
    discounts,
    nothing_shown,
    origin,
    purposes,
    refusals,
    routes,
    sizes_and_registers,
    stacking,
    statuses,
)
from passerelle.rulepacks.lint.case import Case
from passerelle.rulepacks.lint.grounds import Grounds
from passerelle.rulepacks.pack import Pack
from passerelle.rulepacks.schema import Schema

#: The lint that holds for every procedure, and those of a host's policy.
_ALWAYS = (refusals.lint,)
_OF_POLICIES = (
    origin.lint, routes.lint, stacking.lint, sizes_and_registers.lint, statuses.lint, nothing_shown.lint,
    discounts.lint, purposes.lint, appeal.lint,
)  # fmt: skip


def lint(pack: Pack, others: tuple[Pack, ...], schema: Schema) -> tuple[Diagnostic, ...]:
    """What the principles say of a procedure or a policy. `others` are the packs that it is used with."""
    grounds = Grounds((*others, pack), schema)
    cases = tuple(Case(pack, rule, grounds.of(pack, rule), grounds.names(rule)) for rule in pack.rules if rule.then)
    lints = (*_ALWAYS, *_OF_POLICIES) if pack.kind == "policy" else _ALWAYS
    return tuple(sorted({found for one in lints for found in one(pack, cases)}))
