"""A judgement held against plain loops: every rule tried on every combination of members, every condition read off its
tree with three truth values, stage after stage of conclusions, on random packs and random facts."""

from __future__ import annotations

import functools
import itertools
import os
import random
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelle.decision import Evidence, Truth
from passerelle.facts import Gathered, Known
from passerelle.judgement import Judgement, judge, rules_tried
from passerelle.rulepacks import Pack, Range, RuleCompiled, Ruleset, parse_pack
from passerelle.rulepacks.compile import compile_packs
from passerelle.rulepacks.expression import Binary, Literal, Name, Node, Quantifier, Unary
from passerelle.rulepacks.pack import RuleText
from passerelle.rulepacks.schema import read_schema

CASES = int(os.environ.get("PASSERELLE_ORACLE_CASES", "300"))
COLLECTIONS = ("case.xs", "case.ys")
MEMBER_TYPES = {"b": "boolean", "c": "boolean", "k": "text", "t": "set:text", "w": "credits"}
SCHEMA = read_schema(
    "\n".join(
        [
            *(f"case.{name}: {{type: boolean, by: host}}" for name in "pqr"),
            "case.n: {type: integer, by: host}",
            *(f"{name}: {{type: collection, by: host}}" for name in COLLECTIONS),
            *(
                f"{name}.{short}: {{type: '{kind}', by: host}}"
                for name in COLLECTIONS
                for short, kind in MEMBER_TYPES.items()
            ),
        ]
    ).encode()
)
TEXTS = ("u", "v", "w")


# The oracle ---------------------------------------------------------------------------------------------------------

UNKNOWN_MEMBER = -1  # stands for the members of a collection that is unknown


def conj(truths: Iterable[bool | None]) -> bool | None:
    values = list(truths)
    return False if False in values else None if None in values else True


def disj(truths: Iterable[bool | None]) -> bool | None:
    values = list(truths)
    return True if True in values else None if None in values else False


class Oracle:
    """What a pack makes of facts, by trying everything."""

    def __init__(self, pack: Pack, gathered: Gathered) -> None:
        self.pack, self.gathered = pack, gathered
        self.defines = {name: condition.node for name, condition in pack.defines}
        self.established: dict[str, bool | None] = {}
        self.fired: dict[str, dict[tuple[int, ...], str]] = {}
        self.open: dict[str, set[tuple[int, ...]]] = {}

    def numbers(self, collection: str) -> list[int]:
        members = self.gathered.members.get(collection)
        return [UNKNOWN_MEMBER] if members is None else list(range(len(members)))

    # -- conditions

    def value(self, node: Node, about: dict[str, tuple[str, int]], inside: tuple[str, int] | None) -> Any:
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Name):
            return self.name(node.text, about, inside)
        if isinstance(node, Unary):
            value = self.value(node.operand, about, inside)
            if node.operator == "is known":
                return value is not None
            if node.operator == "is unknown":
                return value is None
            return None if value is None else not value
        if isinstance(node, Quantifier):
            return self.quantified(node, about)
        assert isinstance(node, Binary)
        left, right = self.value(node.left, about, inside), self.value(node.right, about, inside)
        if node.operator == "and":
            return conj((left, right))
        if node.operator == "or":
            return disj((left, right))
        if left is None or right is None:
            return None
        if node.operator == "contains":
            return right in left
        if node.operator == "overlaps":
            return any(one in right for one in left)
        return self.compared(node.operator, left, right)

    def compared(self, operator: str, left: Any, right: Any) -> bool | None:
        """Every amount that the bounds allow, one by one."""
        answers = {
            {"=": a == b, "<": a < b, ">=": a >= b}[operator] for a in self.possible(left) for b in self.possible(right)
        }
        return None if len(answers) > 1 else answers.pop()

    def possible(self, value: Any) -> list[Any]:
        if not isinstance(value, Range):
            return [value]
        assert value.high is not None
        halves = range(int(value.low * 2), int(value.high * 2) + 1)
        return [Fraction(number, 2) for number in halves]

    def name(self, text: str, about: dict[str, tuple[str, int]], inside: tuple[str, int] | None) -> Any:
        if inside is not None and "." not in text and not text.startswith(("e", "d")):
            return self.of_member(*inside, text)
        head, _, rest = text.partition(".")
        if head in about:
            return self.of_member(*about[head], rest)
        if text in self.defines:
            return self.value(self.defines[text], {}, None)
        if text in self.established:
            return self.established[text]
        known = self.gathered.facts.get(text)
        return known.value if known else None

    def of_member(self, collection: str, number: int, short: str) -> Any:
        if short not in MEMBER_TYPES:
            return self.established[f"{collection}[{number}].{short}"]
        known = self.gathered.members[collection][number].get(short)
        return known.value if known else None

    def quantified(self, node: Quantifier, about: dict[str, tuple[str, int]]) -> Any:
        collection = node.collection.text
        if collection not in self.gathered.members:
            return None
        truths = []
        for number in self.numbers(collection):
            chosen = True if node.where is None else self.value(node.where, about, (collection, number))
            if node.have is not None:
                chosen = disj(
                    (None if chosen is None else not chosen, self.value(node.have, about, (collection, number)))
                )
            truths.append(chosen)
        if node.kind == "count":
            certain, possible = truths.count(True), len(truths) - truths.count(False)
            return certain if certain == possible else Range(Fraction(certain), Fraction(possible))
        if node.kind == "all":
            return conj(truths)
        some = disj(truths)
        return some if node.kind == "any" else None if some is None else not some

    # -- rules

    def group(self, rule: RuleText, name: str, about: dict[str, tuple[str, int]]) -> bool | None:
        truths = []
        for condition in rule.group(name):
            unknown = {subject for subject, (_, number) in about.items() if number == UNKNOWN_MEMBER}
            if unknown & {word.partition(".")[0] for word in words(condition.node)}:
                truths.append(None)
            else:
                truths.append(self.value(condition.node, about, None))
        return conj(truths)

    def variant(self, rule: RuleText, about: dict[str, tuple[str, int]]) -> tuple[str | None, bool]:
        """Which result a rule or check has for its subjects, and whether it is open."""
        if rule.then is not None:
            truth = self.group(rule, "when", about)
            return ("fired" if truth else None), truth is None
        applies = self.group(rule, "applies", about)
        if applies is False:
            return "not applicable", False
        if applies is True:
            for result in ("fail", "pass", "declared"):
                if rule.group(result) and self.group(rule, result, about):
                    return result, False
        return None, True

    def run(self, layers: list[list[RuleText]], concluded: dict[str, list[RuleText]]) -> None:
        """Rules by layer; a conclusion is settled when all rules of the layers below were tried."""
        for layer in layers:
            self.settle(concluded)
            for rule in layer:
                fired = self.fired[rule.id] = {}
                opened = self.open[rule.id] = set()
                for numbers in itertools.product(*(self.numbers(collection) for _, collection in rule.subjects)):
                    collections = [collection for _, collection in rule.subjects]
                    if len(set(collections)) < len(collections) and len(set(numbers)) == 1 and numbers[0] >= 0:
                        continue  # two subjects of one collection are two members
                    about = {
                        name: (collection, number)
                        for (name, collection), number in zip(rule.subjects, numbers, strict=True)
                    }
                    result, is_open = self.variant(rule, about)
                    if result is not None and UNKNOWN_MEMBER not in numbers:
                        fired[numbers] = result
                    elif is_open or result is not None:
                        opened.add(numbers)
        self.settle(concluded)

    def settle(self, concluded: dict[str, list[RuleText]]) -> None:
        for name, makers in concluded.items():
            collection, _, short = name.rpartition(".")
            if collection not in COLLECTIONS:
                self.established[name] = disj(
                    truth for maker in makers for truth in self.truths(maker, lambda numbers: True)
                )
                continue
            for number in range(len(self.gathered.members.get(collection, []))):
                truths: list[bool | None] = []
                for maker in makers:
                    place = [subject for subject, _ in maker.subjects].index(maker.then.of or "") if maker.then else 0

                    def mine(numbers: tuple[int, ...], place: int = place, number: int = number) -> bool:
                        return numbers[place] == number

                    truths += self.truths(maker, mine)
                self.established[f"{collection}[{number}].{short}"] = disj(truths)

    def truths(self, rule: RuleText, mine: Callable[[tuple[int, ...]], bool]) -> list[bool | None]:
        truths: list[bool | None] = [True for numbers in self.fired.get(rule.id, {}) if mine(numbers)]
        return truths + [None for numbers in self.open.get(rule.id, ()) if mine(numbers)]


def words(node: Any) -> set[str]:
    if isinstance(node, Name):
        return {node.text}
    parts = [getattr(node, slot) for slot in getattr(node, "__slots__", ())]
    return set().union(*(words(part) for part in parts if hasattr(part, "__slots__")))


# Random packs and facts -----------------------------------------------------------------------------------------------


class Author:
    """Writes random packs. Names "e…" are established of the case, "f…" of members, "d…" are defined."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.case_names: list[str] = []
        self.member_names: dict[str, list[str]] = {name: [] for name in COLLECTIONS}
        self.defines: dict[str, str] = {}

    def pick(self, *options: Any) -> Any:
        return self.dice.choice(options)

    def member(self, collection: str, head: str) -> str:
        """A condition on a member; `head` is "" inside a quantifier and "x." for a subject."""
        names = [*self.member_names[collection], "b", "c"]
        return str(
            self.pick(
                f"{head}{self.pick(*names)}",
                f"{head}{self.pick(*names)}",
                f"not {head}{self.pick(*names)}",
                f"{head}{self.pick('b', 'k', 't')} is {self.pick('known', 'unknown')}",
                f"{head}k = '{self.pick(*TEXTS)}'",
                f"{head}t contains '{self.pick(*TEXTS)}'",
                f"{head}w {self.pick('<', '>=')} {self.pick(2, 3)} ECTS",
            )
        )

    def case(self, subject: str | None = None) -> str:
        names = [f"case.{self.pick(*'pqr')}", *self.case_names[-4:], *self.defines]
        collection = self.pick(*COLLECTIONS)
        inside = self.member(collection, "")
        if subject and self.dice.random() < 0.3:
            inside = f"k = {subject}.k"
        kind = self.pick("any", "none", "all", "count")
        quantified = {
            "all": f"all({collection} where {self.member(collection, '')} have {inside})",
            "count": f"count({collection} where {inside}) {self.pick('<', '>=', '=')} {self.pick(0, 1, 2)}",
        }.get(kind, f"{kind}({collection} where {inside})")
        return str(
            self.pick(
                self.pick(*names),
                self.pick(*names),
                f"not {self.pick(*names)}",
                f"{self.pick(*names)} is {self.pick('known', 'unknown')}",
                f"case.n {self.pick('<', '>=', '=')} {self.pick(1, 2)}",
                quantified,
            )
        )

    def condition(self, subjects: dict[str, str], depth: int = 2) -> str:
        """About one subject at most: two are tied by a join alone."""
        subject = self.pick(*subjects) if subjects and self.dice.random() < 0.7 else None
        parts = []
        for _ in range(self.pick(*[1, 1, 2, 3][: depth + 1])):
            if subject and self.dice.random() < 0.7:
                parts.append(self.member(subjects[subject], f"{subject}."))
            else:
                parts.append(self.case(subject))
        text = parts[0]
        for part in parts[1:]:
            text = f"{self.pick('', 'not ')}({text}) {self.pick('and', 'or')} {part}"
        return text

    def subjects(self, most: int) -> dict[str, str]:
        names = ("x", "y")[: self.pick(*range(most + 1))]
        return {name: self.pick(*COLLECTIONS) for name in names}

    def conditions(self, subjects: dict[str, str], least: int) -> list[str]:
        return [self.condition(subjects) for _ in range(self.pick(least, 1, 2))]

    def rule(self, layer: int, number: int) -> tuple[dict[str, Any], str]:
        subjects = self.subjects(2)
        when = self.conditions(subjects, 0 if len(subjects) == 2 else 1)
        if len(subjects) == 2:
            when.insert(
                self.pick(0, len(when)),
                self.pick("x.k = y.k", "y.k = x.k", "x.t overlaps y.t", "y.t overlaps x.t", "x.w = y.w", "x.b = y.c"),
            )
        then: dict[str, str]
        if subjects and self.dice.random() < 0.6:
            of = self.pick(*subjects)
            short = f"f{layer}{self.pick('a', 'b')}"
            then, name = {"establish": short, "of": of}, f"{subjects[of]}.{short}"
        elif self.dice.random() < 0.3 and layer == 0:
            then, name = {"difference": "level", "weight": self.pick("minor", "substantial")}, "difference.level"
        else:
            short = f"e{layer}{self.pick('a', 'b')}"
            then, name = {"establish": short}, short
        return {"id": f"r{layer}{number}", "for_each": subjects, "when": when, "then": then}, name

    def check(self, layer: int, number: int) -> dict[str, Any]:
        subjects = self.subjects(1)
        groups = {
            name: self.conditions(subjects, 1)
            for name in ("applies", "fail", "pass", "declared")
            if self.dice.random() < 0.6
        }
        if not groups.keys() - {"applies"}:
            groups["pass"] = self.conditions(subjects, 1)
        return {"id": f"k{layer}{number}", "for_each": subjects, **groups}

    def pack(self) -> tuple[str, list[list[str]], dict[str, list[str]]]:
        """The text of a pack, the ids of its rules by layer, and the rules of each conclusion."""
        rules: list[dict[str, Any]] = []
        checks: list[dict[str, Any]] = []
        layers: list[list[str]] = []
        concluded: dict[str, list[str]] = {}
        for layer in range(self.pick(1, 2, 3, 4)):
            ids: list[str] = []
            new: list[str] = []
            for number in range(self.pick(1, 2, 3)):
                rule, name = self.rule(layer, number)
                rules.append(rule)
                ids.append(rule["id"])
                names = [name, "difference.any"] if name == "difference.level" else [name]
                if rule["then"].get("weight") == "substantial":
                    names += ["substantial.level", "substantial.any"]
                for each in names:
                    new.append(each)
                    concluded.setdefault(each, []).append(rule["id"])
            if self.dice.random() < 0.5:
                check = self.check(layer, len(ids))
                checks.append(check)
                ids.append(check["id"])
            layers.append(ids)
            for name in sorted(set(new)):
                collection, _, short = name.rpartition(".")
                if collection in COLLECTIONS:
                    self.member_names[collection].append(short)
                else:
                    self.case_names.append(name)
            if self.dice.random() < 0.4:
                text = self.condition({}, 1)
                self.defines[f"d{layer}"] = text
        return self.text(rules, checks), layers, concluded

    def text(self, rules: list[dict[str, Any]], checks: list[dict[str, Any]]) -> str:
        lines = ["pack: random", "kind: conformance", "title: {en: Random}", "in_force: {from: 2026-01-01}"]
        if self.defines:
            lines += ["define:", *(f'  {name}: "{text}"' for name, text in self.defines.items())]
        for title, entries in (("rules", rules), ("checks", checks)):
            lines += [f"{title}:"] if entries else []
            for entry in self.dice.sample(entries, len(entries)):
                lines += [f"  - id: {entry['id']}", "    basis: Chance", "    title: {en: Random}"]
                if title == "checks":
                    lines += ["    clause: Chance", "    severity: advisory"]
                if entry["for_each"]:
                    named = ", ".join(f"{name}: {collection}" for name, collection in entry["for_each"].items())
                    lines.append(f"    for_each: {{{named}}}")
                for group in ("when", "applies", "fail", "pass", "declared"):
                    if group in entry:
                        lines += [f"    {group}:", *(f'      - "{condition}"' for condition in entry[group])]
                if "then" in entry:
                    lines.append(
                        f"    then: {{{', '.join(f'{key}: {value}' for key, value in entry['then'].items())}}}"
                    )
        return "\n".join(lines) + "\n"

    def facts(self) -> Gathered:
        def known(value: Any) -> Known:
            return Known(value, Evidence.ISSUER)

        gathered = Gathered()
        for name in "pqr":
            value = self.pick(True, False, None)
            if value is not None:
                gathered.facts[f"case.{name}"] = known(value)
        number = self.pick(None, 0, 1, 2)
        if number is not None:
            gathered.facts["case.n"] = known(number)
        for collection in COLLECTIONS:
            if self.dice.random() < 0.2:
                continue
            members = []
            for _ in range(self.pick(0, 1, 2, 3)):
                amounts = (Fraction(2), Fraction(3), Range(Fraction(2), Fraction(3)))
                texts = [text for text in TEXTS if self.dice.random() < 0.4]
                values = {
                    "b": self.pick(True, False, None),
                    "c": self.pick(True, False, None),
                    "k": self.pick(*TEXTS, None),
                    "t": self.pick(tuple(texts), tuple(texts), None),
                    "w": self.pick(*amounts, None),
                }
                members.append({name: known(value) for name, value in values.items() if value is not None})
            gathered.members[collection] = members
        return gathered


def by_target(rule: RuleCompiled, numbers: Iterable[tuple[int, ...]]) -> set[int]:
    """The members that a rule of two subjects is about."""
    of = rule.text.then.of if rule.text.then else None
    place = 1 if of == rule.text.subjects[1][0] else 0
    return {each[place] for each in numbers}


def same(judgement: Judgement, oracle: Oracle, ruleset: Ruleset, concluded: Iterable[str]) -> None:
    for rule in ruleset.rules:
        tried, text = judgement.tried[rule.name], rule.text
        fired = {numbers: variant for numbers, (variant, _) in tried.fired.items()}
        assert fired == oracle.fired[text.id], f"{text.id} fired"
        opened = oracle.open[text.id]
        blind = {numbers for numbers in opened if UNKNOWN_MEMBER in numbers}
        if blind:
            assert tried.open, f"{text.id} is open"
        elif rule.join is None:
            assert set(tried.open) == opened, f"{text.id} is open"
        else:
            still = by_target(rule, opened) - by_target(rule, fired)
            assert by_target(rule, tried.open) == still, f"{text.id} is open"
    for name in concluded:
        collection, _, short = name.rpartition(".")
        if collection not in COLLECTIONS:
            assert judgement.value(name) is oracle.established[name], name
            continue
        for number, row in enumerate(judgement.value(collection) or ()):
            got = row[ruleset.columns[collection][short]]
            assert got is oracle.established[f"{collection}[{number}].{short}"], f"{name} of {number}"


def told(judgement: Judgement, oracle: Oracle, ruleset: Ruleset) -> None:
    """A trace says of every condition about the case what it comes to, also of those that made no difference."""
    rules = {rule.name: rule.text for rule in ruleset.rules if not rule.text.subjects}
    words = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}
    for tried in rules_tried(judgement):
        if tried.rule in rules:
            conditions = [condition for _, group in rules[tried.rule].groups for condition in group]
            truths = [words[oracle.value(condition.node, {}, None)] for condition in conditions]
            assert [each.truth for each in tried.conditions] == truths, tried.rule


@functools.lru_cache(maxsize=64)
def written(seed: int) -> tuple[str, Pack, Ruleset, list[list[str]], dict[str, list[str]]]:
    text, layers, concluded = Author(random.Random(seed)).pack()
    pack = parse_pack(text.encode(), "random.yaml", SCHEMA, {})
    return text, pack, compile_packs((pack,), SCHEMA, {}), layers, concluded


def compare(pack_seed: int, fact_seed: int) -> None:
    pack, ruleset, layers, concluded = written(pack_seed)[1:]
    gathered = Author(random.Random(fact_seed)).facts()
    rules = {rule.id: rule for rule in pack.rules}
    oracle = Oracle(pack, gathered)
    makers = {name: [rules[id_] for id_ in ids] for name, ids in concluded.items()}
    oracle.run([[rules[id_] for id_ in ids] for ids in layers], makers)
    judgement = judge(ruleset, gathered, shadow=True)
    same(judgement, oracle, ruleset, concluded)
    told(judgement, oracle, ruleset)


@settings(max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**40), st.lists(st.integers(0, 2**40), min_size=1, max_size=4))
def test_a_judgement_is_what_plain_loops_make_of_the_pack(pack_seed: int, fact_seeds: list[int]) -> None:
    for fact_seed in fact_seeds:
        compare(pack_seed, fact_seed)


def test_a_rule_over_an_unknown_collection_is_open_for_want_of_it() -> None:
    text = """
pack: one
kind: conformance
title: {en: One}
in_force: {from: 2026-01-01}
rules:
  - {id: tie, basis: B, for_each: {x: case.xs, y: case.ys}, when: [case.p, x.b, x.k = y.k], then: {establish: e}}
  - {id: next, basis: B, when: e, then: {establish: f}}
"""
    pack = parse_pack(text.encode(), "one.yaml", SCHEMA, {})
    ruleset = compile_packs((pack,), SCHEMA, {})

    def tried(p: bool, b: bool | None) -> Judgement:
        gathered = Gathered({"case.p": Known(p, Evidence.ISSUER)})
        gathered.members["case.xs"] = [{} if b is None else {"b": Known(b, Evidence.ISSUER)}]
        return judge(ruleset, gathered, shadow=True)

    rule = ruleset.rules[1]
    assert tried(True, True).missing(rule) == ("case.ys",)
    assert tried(True, None).value("e") is None
    assert tried(True, False).value("e") is False
    assert tried(False, True).value("e") is False
