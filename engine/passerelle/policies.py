"""A host's policy in; how it stands with each clause of the principles that binds hosts, with line and column, out.

No credential takes part: the same checks as for one, on the facts of the policy alone. A policy may be tried with rules
that are not in use.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from passerelle.conformance import host_checks
from passerelle.decision import Fact, Finding, Kind, LanguageText, Question, Result, sha256
from passerelle.facts import Gathered, policy_facts, question_facts
from passerelle.findings import trace
from passerelle.judgement import judge
from passerelle.rulepacks import Diagnostic, Library, Pack, parse_pack


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChecked:
    """How a policy stands with the principles. `policy` is "pack@version", `path` its file; `checks` the clauses that
    bind hosts, `facts` what they were held against, `said` what was found in the policy, with its places."""

    host: str
    host_name: LanguageText
    policy: str
    path: str
    as_of: date
    checks: tuple[Finding, ...]
    facts: tuple[Fact, ...]
    said: tuple[Diagnostic, ...]

    @property
    def against(self) -> tuple[str, ...]:
        """The clauses ("5.2") that the policy goes against, whether or not a check of its own is about each."""
        failed = {(check.clause or "").rpartition(" ")[2] for check in self.checks if check.result == Result.FAIL}
        told = {clause for each in self.said if each.severity != "note" for clause in each.clauses}
        return tuple(sorted(failed | told))


def check_policy(policy: Pack, library: Library, on: date) -> PolicyChecked:
    """Hold a policy against the principles as of a day. Raises `QuestionError` where no principles are in force."""
    gathered = Gathered()
    host = policy.host.id if policy.host else ""
    question_facts(Question(kind=Kind.CONFORMANCE, as_of=on, host=host), None, policy, gathered)
    said = library.said_of(policy, on)
    policy_facts(policy, said, gathered)
    judgement = judge(library.conformance(on), gathered)
    return PolicyChecked(
        host=host,
        host_name=dict(policy.host.name) if policy.host else {},
        policy=policy.name,
        path=policy.path,
        as_of=on,
        checks=host_checks(judgement, library.schema.suppliers),
        facts=trace(judgement).facts,
        said=said,
    )


def with_rules(library: Library, host: str, text: str) -> Library:
    """A library in which a host's policy has rules of its own besides: `text` holds `rules:`, and `define:` and
    `policy:` where they are wanted. Rules that the principles do not allow bar the policy from use.

    Raises `QuestionError` for an unknown host, `PackError` for mistakes.
    """
    versions = [pack for pack in library.packs if pack.kind == "policy" and pack.host and pack.host.id == host]
    base = library.policy(host, max((pack.version for pack in versions), default=date.min))
    # What every policy begins with stands at the end, so that lines are counted as in the text.
    head = f"\npack: {base.id}\nkind: policy\nhost: {{id: {host}, en: Host}}\nin_force: {{from: 2000-01-01}}\n"
    added = parse_pack((text.rstrip() + head).encode(), "policy", library.schema, library.terms)
    values = {parameter.name: parameter for parameter in (*base.parameters, *added.parameters)}
    tried = replace(
        base, version=date.min, until=None, parameters=tuple(values.values()), path="policy",
        defines=(*base.defines, *added.defines), rules=(*base.rules, *added.rules),
        sha256=sha256(f"{base.sha256} {text}".encode()),
    )  # fmt: skip
    others = replace(library, packs=tuple(pack for pack in library.packs if pack not in versions))
    others.ruleset((*others.beside(date.max), tried))
    if any(found.severity == "error" for found in others.said_of(tried, date.max)):
        return replace(others, barred=(tried,))
    return replace(others, packs=(*others.packs, tried))
