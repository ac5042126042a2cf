"""Compiled rules in, stage by stage; what the kernel is told of a case, and the program that it runs on that, out.

The kernel sees a small fact about the case, or about a member of a collection, with a 1 for each condition that holds.
"""

from __future__ import annotations

from collections.abc import Hashable

from passerelle.rulepacks.program import AttributeType, Pattern, ProgramRule, Test
from passerelle.rulepacks.program import Join as ProgramJoin
from passerelle.rulepacks.ruleset import Chunk, MemberFacts, RuleCompiled, ValueFacts
from passerelle.rulepacks.scope import SUBJECTS
from passerelle.rulepacks.shape import ASKED

#: Attributes of one kernel fact: below the kernel's limit of conditions that are true at once.
_CHUNK = 48


class KernelFacts:
    """The program so far: its rules, the types of its attributes, and what each of its rules stands for."""

    def __init__(self) -> None:
        self.program: list[ProgramRule] = []
        self.schema: dict[str, AttributeType] = {"n": "int", "v": "int"}
        self.fired: dict[str, tuple[RuleCompiled, str]] = {}
        # By stage, place and collection: what is asked of the members in each of the kernel's facts about them.
        self.member_chunks: dict[tuple[int, int, str], list[set[Hashable]]] = {}

    def member_kind(self, number: int, place: int, collection: str, asked: list[Hashable]) -> str:
        """The kind of the kernel's facts about members as one subject of a rule: rules of a stage share it as long as
        all that they ask fits one fact."""
        chunks = self.member_chunks.setdefault((number, place, collection), [set()])
        if chunks[-1] and len(chunks[-1].union(asked)) > _CHUNK:
            chunks.append(set())
        chunks[-1].update(asked)
        return f"{collection}.{number}.{place}.{len(chunks) - 1}"

    def of_stage(
        self, number: int, rules: list[RuleCompiled]
    ) -> tuple[tuple[Chunk, ...], tuple[MemberFacts, ...], tuple[ValueFacts, ...]]:
        """The facts about the case, about members and about their values that the rules of a stage ask for; the rules
        join the program."""
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
