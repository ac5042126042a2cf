"""Packs that belong together in; a `Ruleset` out, or every wrong name, type, cycle and clash at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from passerelle.decision import Condition, Truth
from passerelle.rulepacks.conditions import (
    SUBJECTS,
    Compiled,
    Scope,
    compile_condition,
    compile_expression,
)
from passerelle.rulepacks.diagnostics import Diagnostic, PackError, did_you_mean
from passerelle.rulepacks.expression import Binary, ExpressionError, Name
from passerelle.rulepacks.pack import ConditionText, Pack, RuleText
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
from passerelle.rulepacks.shape import ELEMENTS, NEGATIVE

#: Attributes of one kernel fact: below the kernel's limit of conditions that are true at once.
_CHUNK = 48
_TRUTHS = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}
_PLACEHOLDER = re.compile(r"(?<!\{)\{([^{}]+)\}(?!\})")


@dataclass(slots=True)
class _Rule:
    """A rule on its way: the typed conditions by group."""

    pack: Pack
    text: RuleText
    order: int
    groups: dict[str, list[tuple[ConditionText, Compiled]]] = field(default_factory=dict)
    join: tuple[ConditionText, str, str, Compiled] | None = None
    book: list[tuple[str, Compiled]] = field(default_factory=list)
    concludes: tuple[str, ...] = ()
    stage: int = 0

    @property
    def name(self) -> str:
        return f"{self.pack.name}#{self.text.id}"

    def parts(self) -> list[Compiled]:
        parts = [compiled for conditions in self.groups.values() for _, compiled in conditions]
        if self.join:
            parts.append(self.join[3])
        return parts + [compiled for _, compiled in self.book]


def compile_packs(packs: tuple[Pack, ...], schema: Schema, terms: Mapping[str, frozenset[str]]) -> Ruleset:
    """The ruleset of packs, in the order given (the base procedure first, a host's own rules after it).

    Raises `PackError` with every mistake.
    """
    return _Compiler(packs, schema, terms).ruleset()


class _Compiler:
    def __init__(self, packs: tuple[Pack, ...], schema: Schema, terms: Mapping[str, frozenset[str]]) -> None:
        self.packs, self.schema, self.terms = packs, schema, terms
        self.mistakes: list[Diagnostic] = []
        self.conclusions = self._conclusions()
        members = {
            collection: {short: fact.type for short, fact in facts.items()}
            for collection, facts in schema.members.items()
        }
        for name in self.conclusions:
            collection, _, short = name.rpartition(".")
            if collection in members:
                members[collection][short] = "boolean"
        self.scope = Scope(
            {name: fact.type for name, fact in schema.facts.items()}, members, terms, frozenset(self.conclusions)
        )
        self.defined_stage: dict[str, int] = {}

    def wrong(self, pack: Pack, line: int, column: int, code: str, message: str, hint: str = "") -> None:
        self.mistakes.append(Diagnostic(pack.path, line, column, code, message, hint))

    def _conclusions(self) -> dict[str, str]:
        """Every name that a rule may establish, with the kind of thing it is established of."""
        names = {f"{kind}.{element}": "" for kind in ("difference", "substantial") for element in (*ELEMENTS, "any")}
        for pack in self.packs:
            for rule in pack.rules:
                if rule.then and rule.then.establish:
                    of = dict(rule.subjects).get(rule.then.of or "", "")
                    names[f"{of}.{rule.then.establish}" if of else rule.then.establish] = of
        return names

    # -- names, types and stages ----------------------------------------------------------------------------------

    def ruleset(self) -> Ruleset:
        defines = self._defines()
        rules = self._rules()
        self._steps()
        if self.mistakes:
            raise PackError(self.mistakes)
        self._assign_stages(rules, defines)
        if self.mistakes:
            raise PackError(self.mistakes)
        return _Builder(self, rules, defines).build()

    def _typed(self, pack: Pack, condition: ConditionText, scope: Scope, boolean: bool = True) -> Compiled | None:
        try:
            return (compile_condition if boolean else compile_expression)(condition.node, scope)
        except ExpressionError as error:
            column = condition.column + error.column if condition.exact else condition.column
            code = "E202" if error.message.startswith("unknown fact") else "E206"
            self.wrong(pack, condition.line, column, code, error.message, error.hint)
            return None

    def _defines(self) -> dict[str, Compiled]:
        """Defined names may use one another in any order; a circle is a mistake."""
        waiting = {name: (pack, condition) for pack in self.packs for name, condition in pack.defines}
        written = [(name, pack, condition) for pack in self.packs for name, condition in pack.defines]
        for name, pack, condition in written:
            if waiting[name] != (pack, condition) or name in self.conclusions:
                self.wrong(pack, condition.line, condition.column, "E302", f"'{name}' has a meaning already")
        done: dict[str, Compiled] = {}
        active: list[str] = []
        names = set(waiting)

        def visit(name: str) -> None:
            if name in done or name not in waiting:
                return
            pack, condition = waiting[name]
            if name in active:
                circle = " -> ".join([*active[active.index(name) :], name])
                self.wrong(pack, condition.line, condition.column, "E401", f"names define each other: {circle}")
                waiting.pop(name)
                return
            active.append(name)
            for other in sorted(_words(condition.node) & names):
                visit(other)
            active.pop()
            if name in waiting:
                self.scope.defined = done
                compiled = self._typed(pack, condition, self.scope, boolean=False)
                if compiled:
                    done[name] = compiled
                else:
                    waiting.pop(name)

        for name, _, _ in written:
            visit(name)
        self.scope.defined = done
        return done

    def _rules(self) -> list[_Rule]:
        rules: list[_Rule] = []
        for pack in self.packs:
            for text in pack.rules:
                rule = _Rule(pack, text, len(rules))
                scope = self._rule_scope(text)
                for name, conditions in text.groups:
                    typed = rule.groups.setdefault(name, [])
                    for condition in conditions:
                        compiled = self._typed(pack, condition, scope)
                        if compiled and len(compiled.subjects) > 1:
                            self._join(rule, condition, compiled)
                        elif compiled:
                            typed.append((condition, compiled))
                for name, condition in text.book:
                    compiled = self._typed(pack, condition, self.scope, boolean=False)
                    wanted = "eqf" if name == "level" else "credits"
                    if compiled and compiled.type != wanted:
                        shown = "an EQF level" if wanted == "eqf" else "an amount of ECTS"
                        self.wrong(pack, condition.line, condition.column, "E206", f"'{name}' books {shown}")
                    elif compiled:
                        rule.book.append((name, compiled))
                self._consequence(rule)
                self._texts(rule)
                rules.append(rule)
        return rules

    def _rule_scope(self, text: RuleText) -> Scope:
        scope = self.scope
        return Scope(
            scope.facts, scope.members, scope.terms, scope.conclusions, scope.defined, dict(text.subjects), None,
            scope.slots, scope.columns,
        )  # fmt: skip

    def _join(self, rule: _Rule, condition: ConditionText, compiled: Compiled) -> None:
        node = condition.node
        fits = (
            isinstance(node, Binary)
            and node.operator in ("=", "overlaps")
            and isinstance(node.left, Name)
            and isinstance(node.right, Name)
        )
        if not fits:
            self.wrong(
                rule.pack, condition.line, condition.column, "E306",
                "two subjects are compared by = or overlaps alone", "put other conditions on a line of their own",
            )  # fmt: skip
        elif rule.join is not None:
            message = "a rule compares two subjects once"
            self.wrong(
                rule.pack,
                condition.line,
                condition.column,
                "E306",
                message,
                "establish a name, use it in a second rule",
            )
        else:
            assert isinstance(node, Binary)
            assert isinstance(node.left, Name)
            assert isinstance(node.right, Name)
            rule.join = (condition, node.left.text, node.right.text, compiled)

    def _consequence(self, rule: _Rule) -> None:
        text, then = rule.text, rule.text.then
        if len(text.subjects) > 1 and rule.join is None:
            self.wrong(
                rule.pack,
                text.line,
                text.column,
                "E306",
                "nothing ties the subjects together",
                "compare them by = or overlaps",
            )
        if len(text.subjects) > 2:
            self.wrong(rule.pack, text.line, text.column, "E305", "a rule ties at most two subjects")
        if then is None:
            return
        subjects = dict(text.subjects)
        if then.of and then.of not in subjects:
            self.wrong(
                rule.pack,
                text.line,
                text.column,
                "E304",
                f"'{then.of}' is not named in for_each",
                did_you_mean(then.of, subjects),
            )
        if then.outcome and subjects:
            self.wrong(
                rule.pack, text.line, text.column, "E304", "an outcome is about the whole case, not about each subject"
            )
        negative = (then.outcome in NEGATIVE) or then.weight == "substantial"
        if negative and not text.ask_when_unknown:
            message = "what speaks against the learner may not be skipped when a fact is unknown"
            self.wrong(rule.pack, text.line, text.column, "P501", message, "leave out 'if_unknown: skip'")
        if then.establish:
            of = subjects.get(then.of or "", "")
            rule.concludes = (f"{of}.{then.establish}" if of else then.establish,)
        elif then.difference:
            kinds = ("difference", "substantial") if then.weight == "substantial" else ("difference",)
            rule.concludes = tuple(f"{kind}.{element}" for kind in kinds for element in (then.difference, "any"))

    def _texts(self, rule: _Rule) -> None:
        known = {*self.scope.facts, *self.scope.defined}
        for subject, collection in rule.text.subjects:
            known |= {f"{subject}.{name}" for name in self.scope.members[collection]}
        texts = [text for _, message in rule.text.messages for text in message.values()]
        texts += [text for remedy in rule.text.remedies if remedy.text for text in remedy.text.values()]
        names = [name for text in texts for name in _PLACEHOLDER.findall(text)]
        for name in dict.fromkeys([*names, *rule.text.found]):
            if name not in known:
                message = f"the text names an unknown fact '{name}'"
                self.wrong(rule.pack, rule.text.line, rule.text.column, "E207", message, did_you_mean(name, known))

    def _steps(self) -> None:
        steps = [step.id for pack in self.packs for step in pack.steps]
        for pack in self.packs:
            for rule in pack.rules:
                if rule.step and rule.step not in steps:
                    hint = did_you_mean(rule.step, steps) or f"one of {', '.join(steps)}"
                    self.wrong(pack, rule.line, rule.column, "E307", f"no step '{rule.step}'", hint)

    def _assign_stages(self, rules: list[_Rule], defines: dict[str, Compiled]) -> None:
        """Longest path over "reads what … concludes"; a circle is named rule by rule."""
        makers: dict[str, list[_Rule]] = {}
        for rule in rules:
            for name in rule.concludes:
                makers.setdefault(name, []).append(rule)
        stages: dict[int, int] = {}
        active: list[_Rule] = []
        reported: set[str] = set()

        def after(names: frozenset[str]) -> int:
            return max((visit(maker) + 1 for name in sorted(names) for maker in makers.get(name, [])), default=0)

        def visit(rule: _Rule) -> int:
            if rule.order in stages:
                return stages[rule.order]
            if rule in active:
                circle = [r.text.id for r in active[active.index(rule) :]]
                key = " ".join(sorted(circle))
                if key not in reported:
                    reported.add(key)
                    shown = " -> ".join([*circle, rule.text.id])
                    message = f"rules wait for each other: {shown}"
                    self.wrong(rule.pack, rule.text.line, rule.text.column, "E402", message, "break the circle")
                return 0
            active.append(rule)
            names = frozenset().union(*(part.conclusions for part in rule.parts())) if rule.parts() else frozenset()
            stage = after(names)
            active.pop()
            stages[rule.order] = stage
            return stage

        for rule in rules:
            rule.stage = visit(rule)
        for name, compiled in defines.items():
            self.defined_stage[name] = after(compiled.conclusions)


def _words(node: object) -> set[str]:
    """Every name in a tree."""
    if isinstance(node, Name):
        return {node.text}
    found: set[str] = set()
    for slot in getattr(node, "__slots__", ()):
        value = getattr(node, slot)
        for part in value if isinstance(value, tuple) else (value,):
            if hasattr(part, "__slots__"):
                found |= _words(part)
    return found


class _Builder:
    """Stages, kernel facts and the kernel's program from typed rules."""

    def __init__(self, compiler: _Compiler, rules: list[_Rule], defines: dict[str, Compiled]) -> None:
        self.compiler, self.rules, self.defines = compiler, rules, defines
        self.scope = compiler.scope
        self.program: list[ProgramRule] = []
        self.schema: dict[str, AttributeType] = {"n": "int", "v": "int"}
        self.fired: dict[str, tuple[RuleCompiled, str]] = {}

    def build(self) -> Ruleset:
        for name in (*self.compiler.conclusions, *self.defines):
            collection = name.rpartition(".")[0]
            if collection in self.compiler.schema.members:
                self.scope.column(collection, name.rpartition(".")[2])
            else:
                self.scope.slot(name)
        for collection in self.compiler.schema.members:
            self.scope.slot(collection)
        last = max([rule.stage for rule in self.rules] + list(self.compiler.defined_stage.values()), default=0)
        stages = tuple(self.stage(number) for number in range(last + 1))
        rules = tuple(sorted((r for stage in stages for r in stage.rules), key=lambda r: r.order))
        concluded: dict[str, list[RuleCompiled]] = {name: [] for name in self.compiler.conclusions}
        for rule in rules:
            for name in rule.concludes:
                concluded[name].append(rule)
        stages = self.settling(stages, concluded)
        facts = self.compiler.schema.facts
        simple = tuple((n, slot) for n, slot in self.scope.slots.items() if n in facts and facts[n].type != "collection")
        collections = tuple(
            (name, self.scope.slots[name], tuple(self.scope.columns.get(name, {}).items()))
            for name in self.compiler.schema.members
        )
        names = {name for rule in rules for name in (*rule.reads, *rule.shown)}
        traced = tuple(
            (name, facts[name].type)
            for name in sorted(names)
            if name in facts and facts[name].type != "collection" and name.rpartition(".")[0] not in self.scope.columns
        )
        packs = self.compiler.packs
        steps = [step.id for pack in packs for step in pack.steps]
        outcomes = [rule for rule in rules if rule.text.then and rule.text.then.outcome]
        outcomes.sort(key=lambda rule: (steps.index(rule.text.step or ""), rule.order))
        key = ruleset_key(packs, self.compiler.schema.sha256)
        types = {name: fact.type for name, fact in self.compiler.schema.facts.items()}
        types |= {name: compiled.type for name, compiled in self.defines.items()}
        return Ruleset(
            packs=packs, key=key, size=max(self.scope.slots.values(), default=3) + 1, slots=dict(self.scope.slots),
            columns={name: dict(columns) for name, columns in self.scope.columns.items()}, types=types,
            fact_slots=simple, collection_slots=collections, stages=stages, rules=rules, fired=self.fired,
            concluded_by={name: tuple(makers) for name, makers in concluded.items()},
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
            if collection in self.compiler.schema.members:
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
                attribute = f"c{len(conditions)}"
                self.schema[attribute] = "int"
                conclusions = tuple(sorted(compiled.conclusions))
                conditions.append(Held(attribute, compiled, compiled.run, condition.text, conclusions))
            told = {value: Condition(condition.text, truth, condition.line) for value, truth in _TRUTHS.items()}
            return Written(by_text[key], condition.line, told)

        compiled_rules: list[RuleCompiled] = []
        on_case: set[int] = set()
        for rule in self.rules:
            if rule.stage != number:
                continue
            collections = tuple(collection for _, collection in rule.text.subjects)
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
                    variants=self.variants(rule),
                    reads=tuple(reads),
                    shown=self.shown(rule),
                    concludes=rule.concludes,
                    book=tuple((name, part.run) for name, part in rule.book),
                    join=join,
                    subject_conditions=tuple(tuple(dict.fromkeys(part)) for part in per_subject),
                    case_conditions=tuple(dict.fromkeys(per_case)),
                )  # fmt: skip
            )
            del collections
        chunks, members, values = self.kernel_facts(number, compiled_rules)
        defines = tuple(
            Defined(name, self.scope.slot(name), compiled.run, compiled.type)
            for name, compiled in self.defines.items()
            if self.compiler.defined_stage[name] == number
        )
        return Stage(
            defines, tuple(conditions), tuple(sorted(on_case)), tuple(compiled_rules), chunks, members, values, ()
        )  # fmt: skip

    def variants(self, rule: _Rule) -> tuple[str, ...]:
        if rule.text.then:
            return ("fired",)
        return tuple(
            name
            for name in ("not applicable", "fail", "pass", "declared")
            if (name == "not applicable" and "applies" in rule.groups) or name in rule.groups
        )

    def shown(self, rule: _Rule) -> tuple[str, ...]:
        """The facts that the rule's texts name: they belong in the trace even where no condition reads them."""
        texts = [text for _, message in rule.text.messages for text in message.values()]
        texts += [text for remedy in rule.text.remedies if remedy.text for text in remedy.text.values()]
        names = [name for text in texts for name in _PLACEHOLDER.findall(text)]
        found = dict.fromkeys([*rule.text.found, *names])
        for name in list(found):
            if name in self.scope.facts:
                self.scope.slot(name)
        return tuple(found)

    def join(self, rule: _Rule, held: object, groups: dict[str, tuple[Written, ...]]) -> Join | None:
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
                    self.subject_rule(number, rule, variant, name, members, values)
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
            before = {"fail": (), "pass": ("fail",), "declared": ("fail", "pass")}[variant]
            group = ("applies", variant)
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
        self, number: int, rule: RuleCompiled, variant: str, name: str, members: dict[str, MemberFacts],
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
            kind = f"{collection}.{number}.{place}.{rule.order}"
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
