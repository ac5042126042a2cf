"""A `PolicyInForce`: one version of a stacking policy, as a reader looks it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from passerelle.decision.decision import Basis, Remedy
from passerelle.decision.stacking import SemanticChoice
from passerelle.decision.values import LanguageText


@dataclass(frozen=True, slots=True)
class AmountSaid:
    """A threshold as a policy says it: `credits` in the policy's unit, a number of `units`, or a `share` of `base`."""

    credits: Fraction | None = None
    units: int | None = None
    share: Fraction | None = None
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRule:
    """One rule of a policy. `kind` as in `passerelle.decision.stacking.RequirementMet`; what it says stands in
    `amounts` ("least", "most"), `conditions` (about units, or for "guard" and "condition" about the case), `words`
    ("span", "since", "scope", …) and `texts`, each by its part in the rule. `parts` are the members of a group,
    `source` its lines in the file, from `line`."""

    rule: str
    form: str
    kind: str
    title: LanguageText
    severity: str
    line: int
    source: tuple[str, ...]
    amounts: tuple[tuple[str, AmountSaid], ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, LanguageText], ...] = ()
    parts: tuple[PolicyRule, ...] = ()
    basis: tuple[Basis, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyGroup:
    """Rules of one part of a policy: "total", "units", "requires", "limits", "sharing", "notes", or "exit" with the
    `title` of the award that is given where the larger one is not reached."""

    part: str
    rules: tuple[PolicyRule, ...]
    title: LanguageText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyInForce:
    """A version of a policy. `name` is "id@version" as receipts cite it, `newer` the next version if there is one,
    `until` the last day of this one; `applies_by` is the day of the case that says which version applies, `defines` the
    names that conditions use, with what they stand for."""

    id: str
    name: str
    version: date
    until: date | None
    newer: date | None
    applies_by: str
    title: LanguageText
    authority: str
    host: str
    host_name: LanguageText
    award: str
    award_title: LanguageText
    award_kind: str
    level: int | None
    credit_unit: str
    ects: Fraction | None
    groups: tuple[PolicyGroup, ...]
    defines: tuple[tuple[str, str], ...]
    semantics: tuple[SemanticChoice, ...]
    sources: tuple[str, ...]
    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyListed:
    """A version of a policy in a list: whose it is, for which award, and how many credits that has."""

    id: str
    version: date
    until: date | None
    host: str
    host_name: LanguageText
    award: str
    title: LanguageText
    level: int | None
    credit_unit: str
    least: Fraction
    most: Fraction | None
