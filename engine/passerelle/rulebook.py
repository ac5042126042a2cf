"""The name of a rule and a library in; the rule as a reader looks it up out."""

from __future__ import annotations

import re
from datetime import date

from passerelle.decision.rulebook import RuleInForce
from passerelle.errors import RuleNotFound
from passerelle.rulepacks import Library, Pack, did_you_mean
from passerelle.rulepacks.pack import RuleText, Then

_NAME = re.compile(r"(?P<pack>[^@#]{1,200})@(?P<version>\d{4}-\d{2}-\d{2})#(?P<rule>[^@#]{1,200})")
_WORD = re.compile(r"[a-z][a-z0-9_]*")


def find_rule(library: Library, name: str) -> RuleInForce:
    """The rule that decisions cite as "pack@version#id".

    Raises `RuleNotFound` for a name of another form, an unknown pack, version or rule.
    """
    found = _NAME.fullmatch(name)
    if found is None:
        raise RuleNotFound("rule", "a rule is named pack@version#rule", "lisbon/recognition@2010-06-23#revoked")
    versions = sorted((pack for pack in library.packs if pack.id == found["pack"]), key=lambda pack: pack.version)
    if not versions:
        hint = did_you_mean(found["pack"], {pack.id for pack in library.packs})
        raise RuleNotFound("rule", f"no pack '{found['pack']}'", hint)
    pack = next((pack for pack in versions if pack.version.isoformat() == found["version"]), None)
    if pack is None:
        known = ", ".join(each.version.isoformat() for each in versions)
        raise RuleNotFound("rule", f"'{found['pack']}' has no version {found['version']}", f"there is {known}")
    rule = next((rule for rule in pack.rules if rule.id == found["rule"]), None)
    if rule is None:
        hint = did_you_mean(found["rule"], {rule.id for rule in pack.rules})
        raise RuleNotFound("rule", f"'{pack.name}' has no rule '{found['rule']}'", hint)
    newer = next((each.version for each in versions if each.version > pack.version), None)
    return _shown(library, pack, rule, newer)


def rules_of(pack: Pack) -> tuple[str, ...]:
    """The names of a pack's rules and checks, in the order of its file."""
    return tuple(f"{pack.name}#{rule.id}" for rule in pack.rules)


def _shown(library: Library, pack: Pack, rule: RuleText, newer: date | None) -> RuleInForce:
    steps = {step.id: step.title for each in library.packs for step in each.steps}
    return RuleInForce(
        name=f"{pack.name}#{rule.id}",
        pack=pack.id,
        version=pack.version,
        rule=rule.id,
        title=rule.title,
        pack_title=pack.title,
        authority=pack.authority,
        in_force_until=pack.until,
        newer=newer,
        sha256=pack.sha256,
        path=pack.path,
        line=rule.line,
        source=_source(pack, rule),
        step=rule.step,
        step_title=steps.get(rule.step or "", {}),
        subjects=rule.subjects,
        groups=tuple((name, tuple(condition.text for condition in group)) for name, group in rule.groups),
        defines=_defines(library, pack, rule),
        then=_then(rule.then),
        asks_when_unknown=rule.ask_when_unknown,
        messages=rule.messages,
        remedies=rule.remedies,
        basis=rule.basis,
        pending=rule.pending,
        proviso=rule.proviso,
        rights=rule.rights,
        clause=rule.clause,
        severity=rule.severity.value if rule.severity else None,
        note=rule.note,
    )


def _then(then: Then | None) -> str:
    if then is None:
        return ""
    said = ((name, getattr(then, name)) for name in Then.__dataclass_fields__)
    return ", ".join(f"{name}: {value}" for name, value in said if value)


def _defines(library: Library, pack: Pack, rule: RuleText) -> tuple[tuple[str, str], ...]:
    """The defined names that the conditions use, those that they use in turn among them, in the order of use."""
    known: dict[str, str] = {}
    for each in (*(p for p in library.packs if p.kind == pack.kind or p.kind == "recognition"), pack):
        known |= {name: condition.text for name, condition in each.defines}
    found: dict[str, str] = {}
    waiting = [condition.text for _, group in rule.groups for condition in group]
    while waiting:
        for word in _WORD.findall(waiting.pop(0)):
            if word in known and word not in found:
                found[word] = known[word]
                waiting.append(known[word])
    return tuple(found.items())


def _source(pack: Pack, rule: RuleText) -> tuple[str, ...]:
    """The lines of the file that the rule takes up, without what stands between it and the next."""
    lines = pack.content.decode("utf-8-sig").splitlines()
    starts = sorted(other.line for other in pack.rules if other.line > rule.line)
    end = starts[0] - 1 if starts else len(lines)
    own = lines[rule.line - 1 : end]
    while len(own) > 1 and (not own[-1].strip() or own[-1].lstrip().startswith("#") or own[-1][:1].strip()):
        own.pop()
    return tuple(own)
