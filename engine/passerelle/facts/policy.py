"""What the principles say of a host's policy in, the facts of it out, with the line and column of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from passerelle.decision import Evidence
from passerelle.facts.gathered import Gathered, Known
from passerelle.rulepacks import Diagnostic, Pack

#: The clause of Annex II that each fact is about.
_ABOUT: Mapping[str, str] = {
    "host.policy.by_origin": "5.2",
    "host.policy.by_issuer": "5.4",
    "host.policy.by_route": "5.7",
    "host.policy.own_way": "6.4",
}


def policy_facts(policy: Pack, said: Iterable[Diagnostic], gathered: Gathered) -> None:
    """Enter on what the rules of a policy were found to rest on; a note speaks against nothing."""
    found = [diagnostic for diagnostic in said if diagnostic.severity != "note"]
    for name, clause in _ABOUT.items():
        against = [diagnostic for diagnostic in found if clause in diagnostic.clauses]
        place = f"line {against[0].line}, column {against[0].column}" if against else None
        codes = ", ".join(f"{each.code} {each.line}:{each.column}" for each in against)
        source = f"{policy.name} {codes}" if codes else policy.name
        gathered.facts[name] = Known(bool(against), Evidence.HOST, place, source)
