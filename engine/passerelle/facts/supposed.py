"""Suppositions in; the facts of the case as they would be, out. Nothing is changed that others hold: a copy is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from passerelle.decision import Evidence, Supposition
from passerelle.errors import QuestionError
from passerelle.facts.following import follow
from passerelle.facts.gathered import Gathered, Known
from passerelle.rulepacks import Schema, did_you_mean, read_values
from passerelle.rulepacks.expression import ExpressionError

#: On whose word a fact would stand, by who can supply it.
_EVIDENCE = {
    "learner": Evidence.LEARNER,
    "issuer": Evidence.ISSUER,
    "provider": Evidence.ISSUER,
    "host": Evidence.HOST,
    "authority": Evidence.REGISTER,
}
#: What belongs to the question: whoever would have it otherwise asks another one.
ASKED = ("question.", "host.", "target.given", "target.id", "target.host", "target.kind")
#: Stands behind an outcome of the target: a further achievement of the learner covers it.
COVERED = "covered"
_MEMBER = re.compile(r"([a-z_.]+)\[(\d{1,6})\]\.([a-z_]+)", re.ASCII)
_SOURCE = "supposed"


def suppose(
    supposed: Sequence[Supposition], schema: Schema, terms: Mapping[str, frozenset[str]], gathered: Gathered
) -> Gathered:
    """The facts with suppositions in place of what is known, and with what follows from them.

    Raises `QuestionError` for a fact that does not exist, belongs to the question, or does not fit its type.
    """
    if not supposed:
        return gathered
    changed = gathered.copy()
    for each in supposed:
        found = _MEMBER.fullmatch(each.fact)
        if found:
            _member(each, found.group(1), int(found.group(2)), found.group(3), schema, terms, changed)
        else:
            _enter(each, schema, terms, changed)
    follow({each.fact for each in supposed}, changed)
    return changed


def _enter(each: Supposition, schema: Schema, terms: Mapping[str, frozenset[str]], gathered: Gathered) -> None:
    fact = schema.facts.get(each.fact)
    if fact is None or each.fact.startswith(ASKED) or each.fact.rpartition(".")[0] in schema.members:
        known = [name for name in schema.facts if not name.startswith(ASKED)]
        raise QuestionError("supposed", f"no fact '{each.fact}' that can be supposed", did_you_mean(each.fact, known))
    evidence = _EVIDENCE[fact.by]
    if fact.type == "collection":
        if "statement" not in schema.members[each.fact]:
            hint = f"suppose a fact of one of its members, as in {each.fact}[0].{next(iter(schema.members[each.fact]))}"
            raise QuestionError("supposed", f"'{each.fact}' is no single fact", hint)
        statement = Known({"und": each.value}, evidence, None, _SOURCE)
        gathered.members.setdefault(each.fact, []).append({"statement": statement})
        return
    gathered.facts[each.fact] = Known(_read(each, fact.type, terms), evidence, None, _SOURCE)


def _member(
    each: Supposition, collection: str, number: int, short: str, schema: Schema,
    terms: Mapping[str, frozenset[str]], gathered: Gathered,
) -> None:  # fmt: skip
    fact = schema.members.get(collection, {}).get(short)
    covers = collection == "target.outcomes" and short == COVERED
    if fact is None and not covers:
        known = [f"{name}[{number}].{one}" for name, members in schema.members.items() for one in members]
        raise QuestionError("supposed", f"no fact '{each.fact}' that can be supposed", did_you_mean(each.fact, known))
    members = gathered.members.get(collection, [])
    if number >= len(members):
        hint = f"the last is {collection}[{len(members) - 1}]" if members else "none is known"
        raise QuestionError("supposed", f"there is no '{collection}[{number}]'", hint)
    if fact is not None:
        members[number][short] = Known(_read(each, fact.type, terms), _EVIDENCE[fact.by], None, _SOURCE)
        return
    if each.value != "true":
        hint = "suppose that it is true; what the award covers by itself is not taken away"
        raise QuestionError("supposed", f"{each.fact}: '{each.value}' does not fit", hint)
    _cover(number, members[number], gathered)


def _cover(number: int, wanted: dict[str, Known], gathered: Gathered) -> None:
    """Add to the award an outcome that is stated under the same identifiers and in the same words as the target's."""
    own = wanted.get("identifiers")
    shared = tuple(own.value) if own else ()
    if not shared:
        shared = (f"target.outcomes[{number}]",)
        wanted["identifiers"] = Known(shared, Evidence.HOST, None, _SOURCE)
    held = {"identifiers": Known(shared, Evidence.LEARNER, None, _SOURCE)}
    if "statement" in wanted:
        held["statement"] = Known(wanted["statement"].value, Evidence.LEARNER, None, _SOURCE)
    gathered.members.setdefault("award.outcomes", []).append(held)


def _read(each: Supposition, kind: str, terms: Mapping[str, frozenset[str]]) -> Any:
    if kind == "langtext":
        return {"und": each.value}
    if kind == "level":
        return each.value
    try:
        return read_values(each.value, kind, terms)
    except ExpressionError as error:
        raise QuestionError("supposed", f"{each.fact}: {error.message}", error.hint) from None
