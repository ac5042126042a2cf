"""Packs that belong together in; a `Ruleset` out, or every wrong name, type, cycle and clash at once."""

from __future__ import annotations

from collections.abc import Mapping

from passerelle.rulepacks.builder import Builder
from passerelle.rulepacks.conditions import compile_condition, compile_expression
from passerelle.rulepacks.diagnostics import Diagnostic, PackError, did_you_mean
from passerelle.rulepacks.drafts import Draft
from passerelle.rulepacks.expression import Binary, ExpressionError, Name
from passerelle.rulepacks.pack import ConditionText, Pack, RuleText
from passerelle.rulepacks.ruleset import Ruleset
from passerelle.rulepacks.schema import Schema
from passerelle.rulepacks.scope import Compiled, Scope
from passerelle.rulepacks.shape import ELEMENTS, NEGATIVE

#: So many rules or names may build on one another in a row.
_DEEPEST = 100


def compile_packs(packs: tuple[Pack, ...], schema: Schema, terms: Mapping[str, frozenset[str]]) -> Ruleset:
    """The ruleset of packs, in the order given (the base procedure first, a host's own rules after it).

    Raises `PackError` with every mistake.
    """
    return _Compiler(packs, schema, terms).ruleset()


def compile_mistakes(
    packs: tuple[Pack, ...], schema: Schema, terms: Mapping[str, frozenset[str]]
) -> tuple[Diagnostic, ...]:
    """The mistakes that compiling finds, also in what is left of a pack that could not be parsed in full."""
    compiler = _Compiler(packs, schema, terms)
    try:
        compiler.drafts()
    except PackError as error:
        return error.diagnostics
    return ()


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
        self.rated: dict[tuple[str | None, frozenset[str]], Draft] = {}
        # Names that a mistake of their own keeps from being defined: their uses are no second mistake.
        self.unusable = {name for pack in packs for name in pack.unread}

    def wrong(self, pack: Pack, line: int, column: int, code: str, message: str, hint: str = "") -> None:
        self.mistakes.append(Diagnostic(pack.path, line, column, code, message, hint))

    def _conclusions(self) -> dict[str, str]:
        """Every name that a rule may establish, with the kind of thing it is established of."""
        names = {f"{kind}.{element}": "" for kind in ("difference", "substantial") for element in (*ELEMENTS, "any")}
        for pack in self.packs:
            for rule in pack.rules:
                if rule.then and rule.then.criterion:
                    names[f"criterion.{rule.then.criterion}.{rule.then.rating}"] = ""
                if rule.then and rule.then.establish:
                    of = dict(rule.subjects).get(rule.then.of or "", "")
                    names[f"{of}.{rule.then.establish}" if of else rule.then.establish] = of
        return names

    # -- names, types and stages ----------------------------------------------------------------------------------

    def ruleset(self) -> Ruleset:
        rules, staged = self.drafts()
        return Builder(self.packs, self.schema, self.scope, rules, staged).build()

    def drafts(self) -> tuple[list[Draft], dict[str, tuple[Compiled, int]]]:
        """The typed rules with their stages, and the defined names with theirs. Raises `PackError`."""
        defines = self._defines()
        rules = self._rules()
        self._steps()
        if self.mistakes:
            raise PackError(self.mistakes)
        self._assign_stages(rules, defines)
        if self.mistakes:
            raise PackError(self.mistakes)
        return rules, {name: (compiled, self.defined_stage[name]) for name, compiled in defines.items()}

    def _typed(self, pack: Pack, condition: ConditionText, scope: Scope, boolean: bool = True) -> Compiled | None:
        try:
            return (compile_condition if boolean else compile_expression)(condition.node, scope)
        except ExpressionError as error:
            if not self._excused(error.message.removeprefix("unknown fact '").rstrip("'")):
                code = "E202" if error.message.startswith("unknown fact") else "E206"
                self.wrong(pack, *condition.at(error.column), code, error.message, error.hint)
            return None

    def _excused(self, name: str) -> bool:
        """Whether a name is unknown only because of a mistake where it is defined."""
        return name in self.unusable or name.partition(".")[0] in self.unusable

    def _defines(self) -> dict[str, Compiled]:
        """Defined names may use one another in any order; a circle is a mistake."""
        waiting = {name: (pack, condition) for pack in self.packs for name, condition in pack.defines}
        written = [(name, pack, condition) for pack in self.packs for name, condition in pack.defines]
        first: dict[str, ConditionText] = {}
        for name, pack, condition in written:
            if first.setdefault(name, condition) is not condition:
                self.wrong(pack, condition.line, condition.column, "E302", f"'{name}' has a meaning already")
        for pack in self.packs:
            for rule in pack.rules:
                name = (rule.then.establish if rule.then else None) or ""
                if name in first and not dict(rule.subjects).get((rule.then.of if rule.then else None) or ""):
                    message = f"'{name}' has a meaning already"
                    self.wrong(pack, rule.line, rule.column, "E302", message, "establish another name")
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
                self.unusable.update(active[active.index(name) :])
                waiting.pop(name)
                return
            if len(active) > _DEEPEST:
                if not any(mistake.code == "E403" for mistake in self.mistakes):
                    message = f"more than {_DEEPEST} names build on one another in a row"
                    self.wrong(pack, condition.line, condition.column, "E403", message, "shorten the chain")
                self.unusable.add(name)
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
                    self.unusable.add(name)

        for name, _, _ in written:
            visit(name)
        self.scope.defined = done
        return done

    def _rules(self) -> list[Draft]:
        rules: list[Draft] = []
        for pack in self.packs:
            for text in pack.rules:
                rule = Draft(pack, text, len(rules))
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

    def _join(self, rule: Draft, condition: ConditionText, compiled: Compiled) -> None:
        rule.ties = True
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

    def _consequence(self, rule: Draft) -> None:
        text, then = rule.text, rule.text.then
        if len(text.subjects) > 1 and not rule.ties:
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
            if len(text.subjects) > 1:
                message, hint = "a check is of one collection at a time", "establish a name in a rule, and check that"
                self.wrong(rule.pack, text.line, text.column, "E305", message, hint)
            return
        subjects = dict(text.subjects)
        if then.of and then.of not in subjects and not self._excused(then.of):
            self.wrong(
                rule.pack,
                text.line,
                text.column,
                "E304",
                f"'{then.of}' is not named in for_each",
                did_you_mean(then.of, subjects),
            )
        if (then.outcome or then.criterion) and subjects:
            message = f"{'an outcome' if then.outcome else 'a rating'} is about the whole case, not about each subject"
            self.wrong(rule.pack, text.line, text.column, "E304", message)
        if then.criterion:
            self._rated(rule)
        negative = (then.outcome in NEGATIVE) or then.weight == "substantial"
        if negative and not text.ask_when_unknown:
            message = "what speaks against the learner may not be skipped when a fact is unknown"
            self.wrong(rule.pack, text.line, text.column, "P501", message, "leave out 'if_unknown: skip'")
        if then.establish:
            of = subjects.get(then.of or "", "")
            rule.concludes = (f"{of}.{then.establish}" if of else then.establish,)
        elif then.criterion:
            rule.concludes = (f"criterion.{then.criterion}.{then.rating}",)
        elif then.difference:
            kinds = ("difference", "substantial") if then.weight == "substantial" else ("difference",)
            rule.concludes = tuple(f"{kind}.{element}" for kind in kinds for element in (then.difference, "any"))

    def _rated(self, rule: Draft) -> None:
        """A criterion is rated once: the same conditions do not call for two ratings."""
        then = rule.text.then
        assert then is not None
        conditions = frozenset(condition.text for condition in rule.text.group("when"))
        first = self.rated.setdefault((then.criterion, conditions), rule)
        if first.text.then and first.text.then.rating != then.rating:
            message = f"'{first.name}' rates {then.criterion} {first.text.then.rating} under the same conditions"
            self.wrong(rule.pack, rule.text.line, rule.text.column, "E304", message, "a criterion has one rating")

    def _texts(self, rule: Draft) -> None:
        collections = [collection for _, collection in rule.text.subjects]
        known = {name for name in self.scope.facts if self.scope.owner(name) in (None, *collections)}
        known |= {*self.scope.defined}
        for subject, collection in rule.text.subjects:
            known |= {f"{subject}.{name}" for name in self.scope.members[collection]}
        for name, line, column in rule.text.placeholders:
            if name not in known and not self._excused(name):
                message = f"the text names an unknown fact '{name}'"
                self.wrong(rule.pack, line, column, "E207", message, did_you_mean(name, known))

    def _steps(self) -> None:
        steps = [step.id for pack in self.packs for step in pack.steps]
        for pack in self.packs:
            for rule in pack.rules:
                if rule.step and rule.step not in steps:
                    hint = did_you_mean(rule.step, steps) or f"one of {', '.join(steps)}"
                    if not steps:
                        hint = "the pack has no 'steps', and no pack with steps includes it"
                    self.wrong(pack, *rule.step_at, "E307", f"no step '{rule.step}'", hint)

    def _assign_stages(self, rules: list[Draft], defines: dict[str, Compiled]) -> None:
        """Longest path over "reads what … concludes"; a circle is named rule by rule."""
        makers: dict[str, list[Draft]] = {}
        for rule in rules:
            for name in rule.concludes:
                makers.setdefault(name, []).append(rule)
        stages: dict[int, int] = {}
        active: list[Draft] = []
        reported: set[str] = set()

        def after(names: frozenset[str]) -> int:
            return max((visit(maker) + 1 for name in sorted(names) for maker in makers.get(name, [])), default=0)

        def visit(rule: Draft) -> int:
            if rule.order in stages:
                return stages[rule.order]
            if len(active) > _DEEPEST:
                return _DEEPEST + 1
            if rule in active:
                waiting = active[active.index(rule) :]
                # A circle through two packs is told in the one that was added last.
                start = next((n for n, r in enumerate(waiting) if r.pack is self.packs[-1]), 0)
                waiting = waiting[start:] + waiting[:start]
                circle = [r.text.id for r in waiting]
                key = " ".join(sorted(circle))
                if key not in reported:
                    reported.add(key)
                    shown = " -> ".join([*circle, circle[0]])
                    message = f"rules wait for each other: {shown}"
                    told = waiting[0]
                    self.wrong(told.pack, told.text.line, told.text.column, "E402", message, "break the circle")
                return 0
            active.append(rule)
            names = frozenset().union(*(part.conclusions for part in rule.parts())) if rule.parts() else frozenset()
            stage = after(names)
            if stage > _DEEPEST:
                if not any(mistake.code == "E403" for mistake in self.mistakes):
                    message = f"more than {_DEEPEST} rules build on one another in a row"
                    self.wrong(rule.pack, rule.text.line, rule.text.column, "E403", message, "shorten the chain")
                stage = 0
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
