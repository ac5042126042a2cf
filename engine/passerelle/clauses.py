"""Conformance packs in; every clause that they check out: how strictly it binds, whom, where it can be seen, by which
rule, and to which results it can come."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from passerelle.decision import Basis, LanguageText, Result, Severity
from passerelle.rulepacks import Pack, RuleText

_PRINCIPLE = re.compile(r"Annex II, (\d+)\.\d")
_RESULTS = {
    "fail": Result.FAIL,
    "warn": Result.WARN,
    "noted": Result.PASS_WITH_NOTE,
    "pass": Result.PASS,
    "declared": Result.DECLARED,
    "applies": Result.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause as one check holds it. `clause` is as people cite it ("Annex II, 2.9"), `principle` the number of its
    principle, `rule` "pack@version#id". `subject` is "credential", "provider", "host" or "system"; `seen_on` where it
    can be seen ("credential", "offer", "issuer", "provider", "host", "system", "declaration"); `results` what the check
    can come to. `note` is what its author tells other authors, in English."""

    clause: str
    principle: int | None
    title: LanguageText
    severity: Severity | None
    subject: str
    seen_on: tuple[str, ...]
    rule: str
    results: tuple[Result, ...]
    basis: tuple[Basis, ...]
    note: str | None


def clauses_of(packs: Iterable[Pack]) -> tuple[Clause, ...]:
    """The clauses of packs, in the order of their files."""
    return tuple(_clause(pack, rule) for pack in packs for rule in pack.rules if rule.clause)


def _clause(pack: Pack, rule: RuleText) -> Clause:
    clause = rule.clause or ""
    principle = _PRINCIPLE.match(clause)
    known = {_RESULTS[name] for name, _ in rule.groups}
    return Clause(
        clause=clause,
        principle=int(principle[1]) if principle else None,
        title=rule.title,
        severity=rule.severity,
        subject=rule.subject,
        seen_on=rule.seen_on,
        rule=f"{pack.name}#{rule.id}",
        results=tuple(result for result in Result if result in known or result is Result.UNKNOWN),
        basis=rule.basis,
        note=rule.note,
    )
