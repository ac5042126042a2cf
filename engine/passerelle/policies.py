"""A host's policy in; how it stands with each clause of the principles that binds hosts, with line and column, out.

No credential takes part: the same checks as for one, on the facts of the policy alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelle.conformance import host_checks
from passerelle.decision import Fact, Finding, Kind, LanguageText, Question, Result
from passerelle.facts import Gathered, policy_facts, question_facts
from passerelle.findings import trace
from passerelle.judgement import judge
from passerelle.rulepacks import Diagnostic, Library, Pack


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
