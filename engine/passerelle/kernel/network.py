"""A checked program enters; the rulesets that the engine is to compile leave, split where its limits ask for it.

Conditions stand in the one order in which the engine is right: equalities, the other tests, joins, and in a joined
pattern last a condition that is always true (it reads past a buffer otherwise). An absent pattern becomes a join
with a marker, a fact asserted for each fact that misses nothing (see `passerelle.kernel.absence`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from passerelle.errors import ProgramError
from passerelle.kernel import limits
from passerelle.kernel.naming import ALWAYS, END, Names, check_collisions
from passerelle.rulepacks.program import Join, Program, ProgramRule, Test

_ENGINE_OPERATORS = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
_ORDER = {"==": 0, "contains": 1, "has": 2, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition in the engine's words.

    `shared` identifies conditions for which the engine makes one node (None: it never shares this one); of those
    with the same `exclusive`, a fact can satisfy only one. `reads` is the attribute it needs.
    """

    json: dict[str, Any]
    shared: object
    exclusive: object
    reads: str


@dataclass(frozen=True, slots=True)
class Needs:
    """What the program needs to know of facts of one kind: names of the engine by attribute.

    `values` for the number (of a text: its code), `texts` and `members` for "equals" and "contains this constant",
    `present` for "has this list". `serial` where absent patterns ask which fact it is, `joined` where it joins.
    """

    flag: str
    values: dict[str, str]
    texts: dict[str, dict[str, str]]
    members: dict[str, dict[str, str]]
    present: dict[str, str]
    serial: list[str]
    joined: list[str]


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One ruleset of the engine. `kinds` are the kinds its rules read, `attributes` the names it reads."""

    json: dict[str, Any]
    kinds: frozenset[str]
    attributes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Network:
    """The whole program in the engine's words. `markers` maps (rule, pattern) of absent patterns to a marker's
    attribute, `codes` text constants to the numbers that stand for them. `wide` where a fact with all attributes
    that some rule reads would be too much for one ruleset, and each gets only its own."""

    rulesets: tuple[Ruleset, ...]
    wide: bool
    needs: dict[str, Needs]
    markers: dict[tuple[int, int], str]
    codes: dict[str, int]


#: Which fact this is, and which fact a marker marks.
SERIAL, MARKS = "n", "m"
#: Fires on the last frame of a batch.
END_RULE = "end"


class _Builder:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.types: dict[str, str] = {**program.schema, "kind": "str"}
        self.names = Names("f")
        self.needs: dict[str, Needs] = {}
        self.markers: dict[tuple[int, int], str] = {}
        self.codes: dict[str, int] = {}

    def kind(self, kind: str) -> Needs:
        if kind not in self.needs:
            self.needs[kind] = Needs(self.names("kind", kind), {}, {}, {}, {}, [], [])
        return self.needs[kind]

    def value(self, kind: str, attribute: str) -> str:
        return self.kind(kind).values.setdefault(attribute, self.names("value", attribute))

    def code(self, text: str) -> int:
        return self.codes.setdefault(text, len(self.codes))

    def has(self, kind: str, attribute: str) -> Condition:
        if self.types[attribute] == "strs":
            name = self.kind(kind).present.setdefault(attribute, self.names("present", attribute))
        else:
            name = self.value(kind, attribute)
        return Condition({"$ex": {name: 1}}, ("has", name), None, name)

    def test(self, kind: str, test: Test) -> Condition:
        attribute, value = test.attribute, test.value
        text = self.types[attribute] == "str"
        if test.operator == "has":
            return self.has(kind, attribute)
        if test.operator == "contains" or (text and test.operator == "=="):
            asked = self.kind(kind).members if test.operator == "contains" else self.kind(kind).texts
            name = asked.setdefault(attribute, {}).setdefault(str(value), self.names(test.operator, attribute, value))
            exclusive = ("==", attribute) if text else None
            return Condition({name: 1}, ("is", name), exclusive, name)
        name = self.value(kind, attribute)
        number = self.code(str(value)) if text else value
        if test.operator == "==":
            return Condition({name: number}, ("==", name, number), ("==", attribute), name)
        return Condition({_ENGINE_OPERATORS[test.operator]: {name: number}}, (test.operator, name, number), None, name)

    def join(self, operator: str, here: str, pattern: int, there: str) -> Condition:
        compared = {here: {f"p{pattern}": there}}
        json = compared if operator == "==" else {_ENGINE_OPERATORS[operator]: compared}
        return Condition(json, None, None, here)

    def always(self, pattern: int) -> Condition:
        return self.join(">=", ALWAYS, pattern, ALWAYS)

    def conditions(self, at: int, rule: ProgramRule) -> list[list[Condition]]:
        return [
            self.absent(at, place, rule) if pattern.absent else self.present(place, rule)
            for place, pattern in enumerate(rule.patterns)
        ]

    def present(self, place: int, rule: ProgramRule) -> list[Condition]:
        pattern = rule.patterns[place]
        needs = self.kind(pattern.kind)
        conditions = [Condition({needs.flag: 1}, ("is", needs.flag), "kind", needs.flag)]
        tests = sorted(
            set(pattern.tests), key=lambda test: (_ORDER[test.operator], test.attribute, test.operator, str(test.value))
        )
        conditions.extend(self.test(pattern.kind, test) for test in tests)
        joined = {join.attribute for join in pattern.joins} | {
            join.other for other in rule.patterns if not other.absent for join in other.joins if join.pattern == place
        }
        tested = {test.attribute for test in tests if test.operator == "has"}
        conditions.extend(self.has(pattern.kind, attribute) for attribute in sorted(joined - tested))
        for join in sorted(pattern.joins, key=lambda join: join.operator != "=="):
            conditions.append(self.joined(pattern.kind, rule.patterns[join.pattern].kind, join))
        if pattern.joins:
            conditions.append(self.always(pattern.joins[0].pattern))
        if len(rule.patterns) > 1 and not needs.joined:
            needs.joined.append(ALWAYS)
        return conditions

    def joined(self, kind: str, other: str, join: Join) -> Condition:
        return self.join(join.operator, self.value(kind, join.attribute), join.pattern, self.value(other, join.other))

    def absent(self, at: int, place: int, rule: ProgramRule) -> list[Condition]:
        anchor = rule.patterns[place].joins[0].pattern if rule.patterns[place].joins else 0
        needs = self.kind(rule.patterns[anchor].kind)
        if not needs.serial:
            needs.serial.append(SERIAL)
        marker = self.markers[at, place] = self.names("marker", at, place)
        return [
            Condition({marker: 1}, ("is", marker), "kind", marker),
            self.join("==", MARKS, anchor, SERIAL),
            self.always(anchor),
        ]


def build(program: Program) -> Network:
    """Raises `ProgramError` where a rule does not fit the engine even alone."""
    builder = _Builder(program)
    conditions = [builder.conditions(at, rule) for at, rule in enumerate(program.rules)]
    groups = _split(program, conditions)
    rulesets = tuple(_ruleset(program, group, conditions, builder.markers) for group in groups)
    check_collisions({name for ruleset in rulesets for name in ruleset.attributes})
    wide = any(_width(needs) > limits.SENT_ATTRIBUTES for needs in builder.needs.values())
    return Network(rulesets, wide, builder.needs, builder.markers, builder.codes)


def _width(needs: Needs) -> int:
    """The most attributes that a fact of one kind is sent with; of the constants of a text it equals one."""
    return (
        len(needs.values)
        + len(needs.texts)
        + sum(len(members) for members in needs.members.values())
        + len(needs.present)
        + 5
    )


def _ruleset(
    program: Program,
    group: list[int],
    conditions: list[list[list[Condition]]],
    markers: dict[tuple[int, int], str],
) -> Ruleset:
    json: dict[str, Any] = {}
    for at in group:
        patterns = [
            {f"p{place}": {"$and": [condition.json for condition in pattern]}}
            for place, pattern in enumerate(conditions[at])
        ]
        json[f"r{at}"] = {"all": patterns, "cap": 65_535}
    json[END_RULE] = {"all": [{"p0": {END: 1}}]}
    kinds = {pattern.kind for at in group for pattern in program.rules[at].patterns if not pattern.absent}
    kinds |= {marker for (at, _), marker in markers.items() if at in group}
    reads = {condition.reads for at in group for pattern in conditions[at] for condition in pattern}
    # What a join compares with is tested for existence too, so `reads` has it; but for these.
    return Ruleset(json, frozenset(kinds), frozenset(reads | {"id", "sid", SERIAL, ALWAYS, MARKS}))


def _split(program: Program, conditions: list[list[list[Condition]]]) -> list[list[int]]:
    """Rules of the same kinds stay together, so that a ruleset is fed few facts."""
    order = sorted(
        range(len(program.rules)), key=lambda at: ([pattern.kind for pattern in program.rules[at].patterns], at)
    )
    groups: list[list[int]] = []
    load = Load()
    for at in order:
        if not groups or not load.take(conditions[at]):
            groups.append([])
            load = Load()
            if not load.take(conditions[at]):
                raise ProgramError(f"rule {program.rules[at].name!r} does not fit the engine: too many conditions")
        groups[-1].append(at)
    return groups or [[]]


class _Node:
    """A node of the engine's network, with the most conditions that can wait in line below it for one fact."""

    __slots__ = ("children", "deepest", "exclusive", "free", "lists", "unshared")

    def __init__(self) -> None:
        self.children: dict[object, _Node] = {}
        self.unshared = 0
        self.exclusive: set[object] = set()
        self.free = 0
        self.deepest = 0
        self.lists = 0

    @property
    def waiting(self) -> int:
        at_once = len(self.exclusive) + self.free
        return max(at_once, at_once - 1 + self.deepest)


class Load:
    """What the engine's limits are spent on in one ruleset. After a refusal it is of no further use."""

    def __init__(self) -> None:
        self._root = _Node()
        self._rules = 0
        self._names: dict[object, set[str]] = {}

    def take(self, patterns: Iterable[list[Condition]]) -> bool:
        """Whether the ruleset still fits with one more rule."""
        self._rules += 1
        return all(self._take(pattern) for pattern in patterns) and self._rules <= limits.RULES_PER_RULESET

    def _take(self, pattern: list[Condition]) -> bool:
        path = [self._root]
        fits = True
        for condition in pattern:
            node = path[-1]
            if condition.shared is not None and condition.shared in node.children:
                path.append(node.children[condition.shared])
                continue
            child = _Node()
            if condition.shared is None:
                node.unshared += 1
            else:
                node.children[condition.shared] = child
            if condition.exclusive is None:
                node.free += 1
            else:
                node.exclusive.add(condition.exclusive)
            fits = fits and len(node.children) + node.unshared <= limits.CHILDREN
            path.append(child)
        path[-1].lists += 1
        for parent, child in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
            parent.deepest = max(parent.deepest, child.waiting)
        names = self._names.setdefault(pattern[0].shared, set())
        names.update(condition.reads for condition in pattern)
        return (
            fits
            and self._root.waiting <= limits.AT_ONCE
            and path[-1].lists <= limits.SAME_CONDITIONS
            and len(names) <= limits.SENT_ATTRIBUTES
        )
