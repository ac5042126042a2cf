"""Typed rules with their stages in; the stages of a `Ruleset` and the program that the kernel runs out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace

from passerelle.decision import Condition, Fact, Truth
from passerelle.rulepacks.drafts import Draft
from passerelle.rulepacks.pack import ConditionText, Pack
from passerelle.rulepacks.program import AttributeType, Pattern, Program, ProgramRule, Test
from passerelle.rulepacks.program import Join as ProgramJoin
from passerelle.rulepacks.ruleset import (
    Chunk,
    Defined,
    Held,
    Join,
    MemberFacts,
    RuleCompiled,
    Ruleset,
    Settled,
    Stage,
    ValueFacts,
    Written,
    ruleset_key,
)
from passerelle.rulepacks.schema import Schema
from passerelle.rulepacks.scope import SUBJECTS, Compiled, Run, Scope
from passerelle.rulepacks.shape import ASKED

#: Attributes of one kernel fact: below the kernel's limit of conditions that are true at once.
_CHUNK = 48
_TRUTHS = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}


class Builder:
    """Stages, kernel facts and the kernel's program from typed rules."""

    def __init__(
        self, packs: tuple[Pack, ...], schema: Schema, scope: Scope, rules: list[Draft],
        defines: Mapping[str, tuple[Compiled, int]],
    ) -> None:  # fmt: skip
        self.packs, self.facts, self.scope, self.rules = packs, schema, scope, rules
        self.defines = {name: compiled for name, (compiled, _) in defines.items()}
        self.defined_stage = {name: stage for name, (_, stage) in defines.items()}
        self.program: list[ProgramRule] = []
        self.schema: dict[str, AttributeType] = {"n": "int", "v": "int"}
        self.fired: dict[str, tuple[RuleCompiled, str]] = {}
        # By stage, place and collection: what is asked of the members in each of the kernel's facts about them.
        self.member_chunks: dict[tuple[int, int, str], list[set[Hashable]]] = {}

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
            fact_slots=simple, collection_slots=collections, stages=stages, rules=rules, fired=self.fired,
            concluded_by={name: tuple(makers) for name, makers in concluded.items()},
            read=frozenset(name for stage in stages for held in stage.conditions for name in held.conclusions),
            steps=steps,
            outcome_rules=tuple(outcomes),
            traced=traced,
            program=Program(tuple(self.program), self.schema, key),
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
                self.schema[f"c{len(conditions)}"] = "int"
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
                    variants=self.variants(rule),
                    reads=tuple(reads),
                    shown=self.shown(rule),
                    concludes=rule.concludes,
                    book=tuple((name, part.run) for name, part in rule.book),
                    join=join,
                    subject_conditions=tuple(tuple(dict.fromkeys(part)) for part in per_subject),
                    case_conditions=tuple(dict.fromkeys(per_case)),
                    member_kinds=tuple(
                        self.member_kind(number, place, collection, [*per_subject[place], *(() if place else asked)])
                        for place, (_, collection) in enumerate(rule.text.subjects)
                    ),
                )
            )
        chunks, members, values = self.kernel_facts(number, compiled_rules)
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

    def member_kind(self, number: int, place: int, collection: str, asked: list[Hashable]) -> str:
        """The kind of the kernel's facts about members as one subject of a rule: rules of a stage share it as long as
        all that they ask fits one fact."""
        chunks = self.member_chunks.setdefault((number, place, collection), [set()])
        if chunks[-1] and len(chunks[-1].union(asked)) > _CHUNK:
            chunks.append(set())
        chunks[-1].update(asked)
        return f"{collection}.{number}.{place}.{len(chunks) - 1}"

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

    def kernel_facts(
        self, number: int, rules: list[RuleCompiled]
    ) -> tuple[tuple[Chunk, ...], tuple[MemberFacts, ...], tuple[ValueFacts, ...]]:
        chunks: list[Chunk] = []
        members: dict[str, MemberFacts] = {}
        values: dict[str, ValueFacts] = {}
        attributes: dict[str, int] = {}
        groups: dict[str, tuple[tuple[int, ...], str]] = {}
        kind = f"case.{number}.0"

        def close() -> None:
            nonlocal kind
            if attributes or groups:
                chunks.append(Chunk(kind, tuple(attributes.items()), tuple((n, *g) for n, g in groups.items())))
            attributes.clear()
            groups.clear()
            kind = f"case.{number}.{len(chunks)}"

        for rule in rules:
            for variant in rule.variants:
                tests, negations = self.tests(rule, variant)
                name = f"{rule.name}:{variant}"
                if rule.text.subjects:
                    self.subject_rule(rule, variant, name, members, values)
                    continue
                if len(attributes | tests) + len(groups | negations) > _CHUNK:
                    close()
                attributes.update(tests)
                groups.update(negations)
                ones = tuple(Test(attribute, "==", 1) for attribute in sorted([*tests, *negations]))
                self.add(rule, variant, name, (Pattern(kind, ones),))
        close()
        return tuple(chunks), tuple(members.values()), tuple(values.values())

    def add(self, rule: RuleCompiled, variant: str, name: str, patterns: tuple[Pattern, ...]) -> None:
        self.program.append(ProgramRule(name, patterns))
        self.fired[name] = (rule, variant)

    def tests(self, rule: RuleCompiled, variant: str) -> tuple[dict[str, int], dict[str, tuple[tuple[int, ...], str]]]:
        """What must hold for a variant: conditions that are true, groups that are false or not true."""
        if variant == "fired":
            group: tuple[str, ...] = ("when",)
            negated: tuple[tuple[str, str], ...] = ()
        elif variant == "not applicable":
            group, negated = (), (("applies", "false"),)
        else:
            before = [name for name in ASKED[1 : ASKED.index(variant)] if (name, variant) != ("noted", "declared")]
            group = ("applies", "pass", "noted") if variant == "noted" else ("applies", variant)
            negated = tuple((name, "not true") for name in before)
        join = rule.join.condition if rule.join else None
        indexes = [w.index for name in group for w in rule.groups.get(name, ()) if w.index != join]
        negations: dict[str, tuple[tuple[int, ...], str]] = {}
        for name, wanted in negated:
            if name in rule.groups:
                members = tuple(w.index for w in rule.groups[name])
                attribute = f"g{rule.order}{name[0]}{wanted[0]}"
                self.schema[attribute] = "int"
                negations[attribute] = (members, wanted)
        return {f"c{index}": index for index in indexes}, negations

    def subject_rule(
        self, rule: RuleCompiled, variant: str, name: str, members: dict[str, MemberFacts],
        values: dict[str, ValueFacts],
    ) -> None:  # fmt: skip
        """Patterns over members of collections: each subject's own conditions, and the values that tie two subjects."""
        tests, negations = self.tests(rule, variant)
        patterns: list[Pattern] = []
        kinds = []
        for place, (_, collection) in enumerate(rule.text.subjects):
            mine = set(rule.subject_conditions[place])
            if place == 0:
                mine |= set(rule.case_conditions)
            kind = rule.member_kinds[place]
            own = {attribute: index for attribute, index in tests.items() if index in mine}
            groups = negations if place == 0 else {}
            known = members.get(kind)
            attributes = {**dict(known.attributes if known else ()), **own}
            all_groups = {**{n: (i, w) for n, i, w in (known.groups if known else ())}, **groups}
            members[kind] = MemberFacts(
                kind,
                collection,
                SUBJECTS[place],
                tuple(attributes.items()),
                tuple((n, *g) for n, g in all_groups.items()),
            )
            kinds.append((kind, tuple(Test(attribute, "==", 1) for attribute in sorted([*own, *groups]))))
        if rule.join is None:
            self.add(rule, variant, name, (Pattern(kinds[0][0], (*kinds[0][1], Test("n", "has"))),))
            return
        join = rule.join
        first, second = join.left_subject, join.right_subject
        columns = {first: join.left, second: join.right}
        value_kinds = {}
        for subject in (first, second):
            collection = rule.text.subjects[subject][1]
            kind = f"{collection}.{columns[subject]}"
            values[kind] = ValueFacts(kind, collection, columns[subject])
            value_kinds[subject] = kind
        patterns = [
            Pattern(*kinds[first]),
            Pattern(value_kinds[first], (), (ProgramJoin("n", "==", 0, "n"),)),
            Pattern(value_kinds[second], (), (ProgramJoin("v", "==", 1, "v"),)),
            Pattern(kinds[second][0], kinds[second][1], (ProgramJoin("n", "==", 2, "n"),)),
        ]
        self.add(rule, variant, name, tuple(patterns))


def _read_of(member: MemberFacts) -> set[int]:
    """The conditions that a member's kernel fact tells of."""
    return {index for _, index in member.attributes} | {index for _, indexes, _ in member.groups for index in indexes}
