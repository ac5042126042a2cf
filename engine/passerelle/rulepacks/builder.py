"""Typed rules with their stages in; a `Ruleset` with the program that the kernel runs out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from passerelle.decision import Condition, Fact, Truth
from passerelle.rulepacks.drafts import Draft
from passerelle.rulepacks.kernel_facts import KernelFacts
from passerelle.rulepacks.pack import ConditionText, Pack
from passerelle.rulepacks.program import Program
from passerelle.rulepacks.ruleset import (
    Defined,
    Held,
    Join,
    MemberFacts,
    RuleCompiled,
    Ruleset,
    Settled,
    Stage,
    Written,
    ruleset_key,
)
from passerelle.rulepacks.schema import Schema
from passerelle.rulepacks.scope import Compiled, Run, Scope
from passerelle.rulepacks.shape import ASKED

_TRUTHS = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}


class Builder:
    """Stages from typed rules."""

    def __init__(
        self, packs: tuple[Pack, ...], schema: Schema, scope: Scope, rules: list[Draft],
        defines: Mapping[str, tuple[Compiled, int]],
    ) -> None:  # fmt: skip
        self.packs, self.facts, self.scope, self.rules = packs, schema, scope, rules
        self.defines = {name: compiled for name, (compiled, _) in defines.items()}
        self.defined_stage = {name: stage for name, (_, stage) in defines.items()}
        self.kernel = KernelFacts()

    def build(self) -> Ruleset:
        for name in (*sorted(self.scope.conclusions), *self.defines):
            collection = name.rpartition(".")[0]
            if collection in self.facts.members:
                self.scope.column(collection, name.rpartition(".")[2])
            else:
                self.scope.slot(name)
        for collection in self.facts.members:
            self.scope.slot(collection)
        last = max([rule.stage for rule in self.rules] + list(self.defined_stage.values()), default=0)
        stages = tuple(self.stage(number) for number in range(last + 1))
        rules = tuple(sorted((r for stage in stages for r in stage.rules), key=lambda r: r.order))
        concluded: dict[str, list[RuleCompiled]] = {name: [] for name in sorted(self.scope.conclusions)}
        for rule in rules:
            for name in rule.concludes:
                concluded[name].append(rule)
        stages = self.settling(stages, concluded)
        facts = self.facts.facts
        simple = tuple(
            (n, slot) for n, slot in self.scope.slots.items() if n in facts and facts[n].type != "collection"
        )
        collections = tuple(
            (name, self.scope.slots[name], tuple(self.scope.columns.get(name, {}).items()))
            for name in self.facts.members
        )
        names = {name for rule in rules for name in (*rule.reads, *rule.shown)}
        traced = tuple(
            Fact(name, facts[name].type, None)
            for name in sorted(names)
            if name in facts and facts[name].type != "collection" and name.rpartition(".")[0] not in self.scope.columns
        )
        packs = self.packs
        written = [step for pack in packs for step in pack.steps]
        order = [step.id for step in written]
        steps = tuple((step, tuple(rule for rule in rules if rule.text.step == step.id)) for step in written)
        outcomes = [rule for rule in rules if rule.text.then and rule.text.then.outcome]
        # Within a step what one host says in particular goes before what the procedure says in general.
        outcomes.sort(key=lambda rule: (order.index(rule.text.step or ""), rule.pack.kind != "policy", rule.order))
        key = ruleset_key(packs, self.facts.sha256)
        types = {name: fact.type for name, fact in self.facts.facts.items()}
        types |= {name: compiled.type for name, compiled in self.defines.items()}
        return Ruleset(
            packs=packs, key=key, size=max(self.scope.slots.values(), default=3) + 1, slots=dict(self.scope.slots),
            columns={name: dict(columns) for name, columns in self.scope.columns.items()}, types=types,
            fact_slots=simple, collection_slots=collections, stages=stages, rules=rules, fired=self.kernel.fired,
            concluded_by={name: tuple(makers) for name, makers in concluded.items()},
            read=frozenset(name for stage in stages for held in stage.conditions for name in held.conclusions),
            steps=steps,
            outcome_rules=tuple(outcomes),
            traced=traced,
            program=Program(tuple(self.kernel.program), self.kernel.schema, key),
        )  # fmt: skip

    def settling(self, stages: tuple[Stage, ...], concluded: Mapping[str, list[RuleCompiled]]) -> tuple[Stage, ...]:
        """Each conclusion in the stage of its last rule; one that no rule establishes is false from the first stage."""
        at: list[list[Settled]] = [[] for _ in stages]
        for name, makers in concluded.items():
            collection, _, short = name.rpartition(".")
            last = max((rule.stage for rule in makers), default=0)
            if collection in self.facts.members:
                settled = Settled(name, collection, self.scope.column(collection, short), tuple(makers))
            else:
                settled = Settled(name, None, self.scope.slot(name), tuple(makers))
            at[last].append(settled)
        return tuple(replace(stage, settles=tuple(settled)) for stage, settled in zip(stages, at, strict=True))

    def stage(self, number: int) -> Stage:
        conditions: list[Held] = []
        by_text: dict[tuple[str, tuple[str, ...]], int] = {}

        def held(condition: ConditionText, compiled: Compiled, subjects: tuple[str, ...]) -> Written:
            key = (condition.text, subjects)
            if key not in by_text:
                by_text[key] = len(conditions)
                self.kernel.schema[f"c{len(conditions)}"] = "int"
                conclusions = tuple(sorted(compiled.conclusions))
                conditions.append(Held(compiled, compiled.run, condition.text, conclusions))
            told = {value: Condition(condition.text, truth, condition.line) for value, truth in _TRUTHS.items()}
            return Written(by_text[key], condition.line, told)

        compiled_rules: list[RuleCompiled] = []
        on_case: set[int] = set()
        for rule in self.rules:
            if rule.stage != number:
                continue
            groups: dict[str, tuple[Written, ...]] = {}
            per_subject: list[list[int]] = [[] for _ in rule.text.subjects]
            per_case: list[int] = []
            names = [name for name, _ in rule.text.subjects]
            for group, typed in rule.groups.items():
                written = []
                for condition, compiled in typed:
                    about = tuple(f"{name}:{dict(rule.text.subjects)[name]}" for name in sorted(compiled.subjects))
                    # The slot of a subject is part of a compiled condition, so it is part of its identity.
                    about = tuple(f"{names.index(entry.partition(':')[0])}:{entry}" for entry in about)
                    entry = held(condition, compiled, about)
                    written.append(entry)
                    if compiled.subjects:
                        per_subject[names.index(next(iter(compiled.subjects)))].append(entry.index)
                    else:
                        per_case.append(entry.index)
                        on_case.add(entry.index)
                groups[group] = tuple(written)
            join = self.join(rule, held, groups)
            asked = [*per_case, *((rule.order, name, wanted) for name in groups for wanted in ("false", "not true"))]
            reads = sorted(
                frozenset().union(*(part.facts for part in rule.parts()))
                | frozenset(f for part in rule.parts() for name in part.defined for f in self.defines[name].facts)
            )
            compiled_rules.append(
                RuleCompiled(
                    name=rule.name,
                    order=rule.order,
                    pack=rule.pack,
                    text=rule.text,
                    stage=number,
                    groups=groups,
                    written=tuple(entry for group in groups.values() for entry in group),
                    indexes=tuple(entry.index for group in groups.values() for entry in group),
                    variants=self.variants(rule),
                    reads=tuple(reads),
                    shown=self.shown(rule),
                    concludes=rule.concludes,
                    book=tuple((name, part.run) for name, part in rule.book),
                    join=join,
                    subject_conditions=tuple(tuple(dict.fromkeys(part)) for part in per_subject),
                    case_conditions=tuple(dict.fromkeys(per_case)),
                    member_kinds=tuple(
                        self.kernel.member_kind(
                            number, place, collection, [*per_subject[place], *(() if place else asked)]
                        )
                        for place, (_, collection) in enumerate(rule.text.subjects)
                    ),
                )
            )
        chunks, members, values = self.kernel.of_stage(number, compiled_rules)
        defines = tuple(
            Defined(name, self.scope.slot(name), compiled.run, compiled.type)
            for name, compiled in self.defines.items()
            if self.defined_stage[name] == number
        )
        members = tuple(replace(member, own=tuple(sorted(_read_of(member) - on_case))) for member in members)
        at_once = {w.index for rule in compiled_rules if rule.text.subjects or not rule.text.then for w in rule.written}

        def runs(indexes: Iterable[int]) -> tuple[tuple[int, Run], ...]:
            return tuple((index, conditions[index].run) for index in indexes)

        return Stage(
            defines, tuple(conditions), tuple(compiled_rules), chunks, members, values, (),
            about_case=tuple(
                (rule.name, runs(w.index for w in rule.groups["when"]) if rule.text.then else None)
                for rule in compiled_rules if not rule.text.subjects
            ),
            about_members=tuple(rule for rule in compiled_rules if rule.text.subjects),
            case_runs=runs(sorted(on_case)),
            at_once=runs(sorted(on_case & at_once)),
        )  # fmt: skip

    def variants(self, rule: Draft) -> tuple[str, ...]:
        if rule.text.then:
            return ("fired",)
        return tuple(
            name
            for name in ("not applicable", *ASKED[1:])
            if (name == "not applicable" and "applies" in rule.groups) or name in rule.groups
        )

    def shown(self, rule: Draft) -> tuple[str, ...]:
        """The facts that the rule's texts name: they belong in the trace even where no condition reads them."""
        found = dict.fromkeys([*rule.text.found, *rule.placeholders()])
        for name in list(found):
            if name in self.scope.facts:
                self.scope.slot(name)
        return tuple(found)

    def join(self, rule: Draft, held: object, groups: dict[str, tuple[Written, ...]]) -> Join | None:
        if rule.join is None:
            return None
        condition, left, right, compiled = rule.join
        names = [name for name, _ in rule.text.subjects]
        collections = dict(rule.text.subjects)

        def place(text: str) -> tuple[int, int]:
            head, _, rest = text.partition(".")
            return names.index(head), self.scope.column(collections[head], rest)

        (left_subject, left_column), (right_subject, right_column) = place(left), place(right)
        assert callable(held)
        written: Written = held(condition, compiled, ("join", *collections.values()))
        groups["when"] = (*groups.get("when", ()), written)
        return Join(
            left_subject, left_column, right_subject, right_column, written.index, tuple(sorted(compiled.facts))
        )


def _read_of(member: MemberFacts) -> set[int]:
    """The conditions that a member's kernel fact tells of."""
    return {index for _, index in member.attributes} | {index for _, indexes, _ in member.groups for index in indexes}
