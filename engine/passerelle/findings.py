"""A judgement in; findings, trace and receipt of a decision out. What recognition and conformance have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from operator import attrgetter

from passerelle import __version__
from passerelle.decision import (
    NOTHING,
    Award,
    Consulted,
    Evidence,
    Fact,
    Finding,
    LanguageText,
    PackUsed,
    Receipt,
    Remedy,
    Target,
    Trace,
    canonical_json,
    sha256,
)
from passerelle.facts import Known, shown_value
from passerelle.judgement import Judgement, Subjects, rules_tried, subject_name
from passerelle.rulepacks import Pack, RuleCompiled
from passerelle.rulepacks.shape import PLACEHOLDER


class Findings:
    """Findings of one judgement. `by` tells who can supply each fact."""

    def __init__(self, judgement: Judgement, by: Mapping[str, str]) -> None:
        self.judgement, self.by = judgement, by

    def of(
        self,
        rule: RuleCompiled,
        kind: str,
        message: LanguageText,
        subjects: Subjects = (),
        *,
        result: str | None = None,
        missing: tuple[str, ...] = (),
        with_remedies: bool = True,
    ) -> Finding:
        """What a rule established about its subjects. About the whole case, and with nothing missing, it is the same
        every time."""
        if subjects or missing:
            return self._made(rule, kind, message, subjects, result, missing, with_remedies)
        key = (kind, bool(message), result, with_remedies)
        made: Finding | None = rule.made.get(key)
        if made is None:
            made = rule.made[key] = self._made(rule, kind, message, subjects, result, missing, with_remedies)
        return made

    def _made(
        self, rule: RuleCompiled, kind: str, message: LanguageText, subjects: Subjects, result: str | None,
        missing: tuple[str, ...], with_remedies: bool,
    ) -> Finding:  # fmt: skip
        text, then = rule.text, rule.text.then
        remedies: tuple[Remedy, ...] = ()
        if with_remedies:
            own = tuple(self._remedy(rule, remedy, subjects) for remedy in text.remedies)
            asked = tuple(Remedy(self.by.get(name, "host"), None, name) for name in missing)
            remedies = _distinct((*own, *asked))
        group = {"not applicable": "applies"}.get(kind, kind)
        written = text.group(group) or text.group("when") or text.group("pass") or text.group("fail")
        return Finding(
            rule=rule.name,
            kind="check" if then is None else kind,
            subject=subject_name(rule, subjects),
            title=text.title,
            message=self._named(rule, message, subjects),
            basis=text.basis,
            step=text.step,
            result=result,
            clause=text.clause,
            severity=text.severity,
            element=(then.difference or then.criterion or then.establish) if then else None,
            weight=then.weight if then else None,
            required=tuple(condition.text for condition in written),
            facts=self._facts(rule, subjects),
            missing=missing,
            remedies=remedies,
            note=text.note,
        )

    def _facts(self, rule: RuleCompiled, subjects: Subjects) -> tuple[str, ...]:
        """The names in the trace of what the rule was held against: its subjects' facts, and of a collection that it
        reads as a whole the collection."""
        whole = self.judgement.ruleset.columns
        names = []
        collections = [collection for _, collection in rule.text.subjects]
        for name in dict.fromkeys((*rule.text.found, *rule.reads)):
            head = next((c for c in collections if name.startswith(f"{c}.")), None)
            if head is None:
                collection = name.rpartition(".")[0]
                names.append(collection if collection in whole else name)
            else:
                short = name.removeprefix(f"{head}.")
                names += [f"{head}[{n}].{short}" for c, n in zip(collections, subjects, strict=False) if c == head]
        return tuple(dict.fromkeys(names))

    def _named(self, rule: RuleCompiled, message: LanguageText, subjects: Subjects) -> LanguageText:
        """A template whose subject names ("{wanted.statement}") are the names of facts in the trace."""
        if not subjects:
            return dict(message)
        of = {
            name: f"{collection}[{number}]"
            for (name, collection), number in zip(rule.text.subjects, subjects, strict=True)
        }

        def rename(match: re.Match[str]) -> str:
            head, _, rest = match.group(1).partition(".")
            return f"{{{of[head]}.{rest}}}" if head in of else match.group()

        return {language: PLACEHOLDER.sub(rename, text) for language, text in message.items()}

    def _remedy(self, rule: RuleCompiled, remedy: Remedy, subjects: Subjects) -> Remedy:
        return remedy if remedy.text is None else Remedy(remedy.by, self._named(rule, remedy.text, subjects), None)


def _distinct(remedies: Iterable[Remedy]) -> tuple[Remedy, ...]:
    seen: list[Remedy] = []
    for remedy in remedies:
        if remedy not in seen:
            seen.append(remedy)
    return tuple(seen)


def all_remedies(findings: Iterable[Finding]) -> tuple[Remedy, ...]:
    """The remedies of findings, each once, in their order."""
    return _distinct(remedy for finding in findings for remedy in finding.remedies)


def trace(judgement: Judgement) -> Trace:
    """Every fact that a rule read or a text names, known or unknown, and every rule tried."""
    ruleset, gathered = judgement.ruleset, judgement.gathered
    known_facts = gathered.facts
    facts = [
        _fact(unknown.name, unknown.type, known_facts[unknown.name]) if unknown.name in known_facts else unknown
        for unknown in ruleset.traced
    ]
    for stage in ruleset.stages:
        for defined in stage.defines:
            value = judgement.frame[defined.slot]
            facts.append(Fact(defined.name, defined.type, shown_value(value, defined.type), Evidence.INFERRED))
    for collection, columns in ruleset.columns.items():
        rows = judgement.frame[ruleset.slots[collection]]
        facts.append(Fact(collection, "collection", None if rows is None else len(rows), None))
        for row, member in zip(rows or (), gathered.members.get(collection, ()), strict=False):
            for short, known in member.items():
                kind = ruleset.types[f"{collection}.{short}"]
                facts.append(_fact(f"{row[1]}.{short}", kind, known))
            for short, column in columns.items():
                if f"{collection}.{short}" not in ruleset.types:
                    facts.append(Fact(f"{row[1]}.{short}", "boolean", row[column], Evidence.INFERRED))
                elif short not in member:
                    facts.append(Fact(f"{row[1]}.{short}", ruleset.types[f"{collection}.{short}"], None))
    facts.sort(key=attrgetter("name"))
    return Trace(tuple(facts), rules_tried(judgement))


def _fact(name: str, kind: str, known: Known | None) -> Fact:
    if known is None:
        return Fact(name, kind, None)
    return Fact(name, kind, shown_value(known.value, kind), known.evidence, known.place, known.source)


def receipt(
    judgement: Judgement, packs: Iterable[Pack], vocabulary_sha256: str, award: Award, target: Target | None,
    as_of: str, consulted: Consulted,
) -> Receipt:  # fmt: skip
    """What lets anyone replay the decision."""
    return Receipt(
        engine=f"passerelle {__version__}",
        kernel=judgement.engine,
        as_of=as_of,
        packs=tuple(PackUsed(p.id, p.version.isoformat(), p.sha256) for p in packs),
        vocabulary=vocabulary_sha256,
        document=award.document,
        format=award.format,
        award=sha256(canonical_json(award)),
        target=sha256(canonical_json(target)) if target is not None else None,
        consulted=sha256(canonical_json(consulted)) if consulted != NOTHING else None,
    )
