"""How long a case takes: numbers of facts and rules enter, a table of microseconds leaves.

    python benchmarks/kernel.py [--quick]

Every row is measured in one run on one machine, and each ratio is the median over interleaved pairs, so that load on
the machine falls on both sides. The facts are awards of a learner (kind, field, level, credits, language, provider,
year, quality, skills) and requirements of a target; the rules have two to four tests, every fifth joins an award with a
requirement, every tenth derives a fact, and some rules ask for what others derive. About a tenth of the rules fire.

bare     The C module of durable-rules with the same rules and the same facts: one framed batch, asserted, drained and
         deleted, orjson in both directions, no guard and no second round. The rules are written down as one would for
         it: attributes and texts under their own names, in as many rulesets as the kernel makes of them.
kernel   `passerelle.kernel.evaluate`: guards, all rounds, sorted firings.
plain    `passerelle.kernel.plain.evaluate`, the same in plain Python.
single   The kernel with rules of one pattern that derive nothing, for the comparison with zen only.
zen      zen-engine (Rust) on those single-pattern rules: it joins no facts and chains no rules. Each kind is a decision
         table with the hit policy "collect" and one column for each attribute, one row for each rule; the table is
         compiled once and evaluated once for each fact, which is how zen sees several facts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import durable_rules_engine as engine
import orjson

from passerelle import kernel
from passerelle.kernel import check, network, plain
from passerelle.rulepacks.program import Copy, Derived, Join, Pattern, Program, ProgramRule, Test

FACTS, RULES = (10, 50, 200), (20, 50, 500)
SCHEMA = {
    "field": "str", "language": "str", "provider": "str", "level": "int", "credits": "int", "year": "int",
    "quality": "int", "skills": "strs", "number": "int",
}  # fmt: skip
FIELDS = [f"{number:04}" for number in range(110, 1042, 37)]
LANGUAGES = ["en", "fr", "de", "it", "es", "nl", "pl", "sl"]
PROVIDERS = [f"https://university-{number}.example/about" for number in range(12)]
SKILLS = [f"http://data.europa.eu/esco/skill/{number:08x}" for number in range(40)]
_OPERATORS = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


@dataclass(frozen=True, slots=True)
class Row:
    """Microseconds a case, medians; the ratios are kernel / bare and zen / single."""

    facts: int
    rules: int
    fired: int
    bare: float
    kernel: float
    ratio: float
    plain: float
    single: float
    zen: float
    zen_ratio: float


def make_facts(count: int, chance: random.Random) -> list[dict[str, Any]]:
    """Four awards to one requirement."""
    facts: list[dict[str, Any]] = []
    for number in range(count):
        if number % 5 == 4:
            facts.append({
                "kind": "requirement", "number": number, "field": chance.choice(FIELDS),
                "level": chance.randint(4, 7), "credits": chance.choice([3, 5, 10]),
            })  # fmt: skip
        else:
            facts.append({
                "kind": "award", "number": number, "field": chance.choice(FIELDS), "language": chance.choice(LANGUAGES),
                "provider": chance.choice(PROVIDERS), "level": chance.randint(3, 8), "credits": chance.randint(1, 12),
                "year": chance.randint(2015, 2026), "quality": chance.randint(0, 1),
                "skills": chance.sample(SKILLS, 3),
            })  # fmt: skip
    return facts


def make_rules(count: int, chance: random.Random, single: bool = False) -> Program:
    """A tenth of the rules is broad enough to fire on most cases of 50 facts; the rest asks for rare things."""
    rules = []
    for number in range(count):
        broad = number % 10 == 0
        tests = [
            Test("field", "==", chance.choice(FIELDS)),
            Test("level", ">=", chance.randint(4, 6) if broad else 8),
            Test("credits", ">=", chance.randint(1, 4) if broad else chance.randint(8, 11)),
            Test("language", "==" if not broad else "!=", chance.choice(LANGUAGES)),
        ]
        asked = tuple(tests[: 2 + number % 3]) if broad else tuple(tests[: 3 + number % 2])
        if not broad and number % 3 == 1:
            asked = (*asked[:3], Test("skills", "contains", chance.choice(SKILLS)))
        if not broad and number % 7 == 2:
            asked = (Test("provider", "==", chance.choice(PROVIDERS)), Test("year", ">=", 2024), *asked[:2])
        patterns: tuple[Pattern, ...] = (Pattern("award", asked),)
        derives = None
        if not single and number % 5 == 3:
            patterns = (
                Pattern("award", asked),
                Pattern("requirement", (), (Join("field", "==", 0, "field"), Join("level", "<=", 0, "level"))),
            )
        elif not single and number % 10 in (0, 5):
            derives = Derived("counted", tuple((name, Copy(0, name)) for name in ("number", "field", "credits")))
        elif not single and number % 10 == 9:
            patterns = (Pattern("counted", (tests[0], Test("credits", ">=", chance.randint(1, 9)))),)
        rules.append(ProgramRule(f"rule {number}", patterns, derives))
    return Program(tuple(rules), SCHEMA, hashlib.sha256(repr(rules).encode()).hexdigest())


def _bare_condition(test: Test) -> dict[str, Any]:
    if test.operator == "==":
        return {test.attribute: test.value}
    if test.operator == "contains":
        return {"$iany": {test.attribute: {"$i": test.value}}}
    return {_OPERATORS[test.operator]: {test.attribute: test.value}}


def _bare_join(join: Join) -> dict[str, Any]:
    compared = {join.attribute: {f"p{join.pattern}": join.other}}
    return compared if join.operator == "==" else {_OPERATORS[join.operator]: compared}


class Bare:
    """The C module with the rules and facts as they are. Its rules stand in the order that is safe for it."""

    def __init__(self, program: Program) -> None:
        check.check_program(program)
        self.handles = []
        for ruleset in network.build(program).rulesets:
            names = [name for name in ruleset.json if name != network.END_RULE]
            rules = {name: self._rule(program.rules[int(name[1:])]) for name in names}
            rules["end"] = {"all": [{"p0": {"end": 1}}]}
            self.handles.append(engine.create_ruleset("k", orjson.dumps(rules).decode()))

    @staticmethod
    def _rule(rule: ProgramRule) -> dict[str, Any]:
        patterns = []
        for place, pattern in enumerate(rule.patterns):
            tests = sorted(pattern.tests, key=lambda test: test.operator != "==")
            conditions = [{"kind": pattern.kind}, *(_bare_condition(test) for test in tests)]
            conditions += [_bare_join(join) for join in pattern.joins]
            if pattern.joins:
                conditions.append({"$gte": {"always": {"p0": "always"}}})
            patterns.append({f"p{place}": {"$and": conditions}})
        return {"all": patterns, "cap": 65_535}

    def __call__(self, facts: list[dict[str, Any]]) -> int:
        batch: list[dict[str, Any]] = [{"id": "b", "sid": "k", "begin": 1}]
        batch += [{"id": str(at), "sid": "k", "always": 0, **fact} for at, fact in enumerate(facts)]
        batch.append({"id": "e", "sid": "k", "end": 1})
        text = orjson.dumps(batch).decode()
        fired = 0
        for handle in self.handles:
            _, session = engine.assert_facts(handle, text)
            started = engine.start_action_for_state(handle, session)
            match = started[1] if started else None
            while match:
                for name, found in orjson.loads(match).items():
                    fired += 0 if name == "end" else len(found)
                match = engine.complete_and_start_action(handle, session)
            engine.delete_state(handle, "k")
        return fired

    def close(self) -> None:
        for handle in self.handles:
            engine.delete_ruleset(handle)


def zen_decision(program: Program) -> Any:
    """The decision of the kind `award`; a rule that names an attribute twice joins its tests with `and`."""
    import zen

    attributes = [name for name in SCHEMA if name != "number"]
    rows = []
    for at, rule in enumerate(program.rules):
        row = {"_id": f"row{at}", "rule": json.dumps(rule.name)}
        for attribute in attributes:
            row[attribute] = " and ".join(
                f"contains($, {json.dumps(test.value)})" if test.operator == "contains"
                else json.dumps(test.value) if test.operator == "==" and isinstance(test.value, str)
                else f"{test.operator} {json.dumps(test.value)}" if test.operator != "!="
                else f"$ != {json.dumps(test.value)}"
                for test in rule.patterns[0].tests if test.attribute == attribute
            )  # fmt: skip
        rows.append(row)
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": name, "name": name, "field": name} for name in attributes],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "table", "type": "decisionTableNode", "name": "table", "content": table},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
    ]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


def zen_fired(decision: Any, facts: list[dict[str, Any]]) -> int:
    """How many rules hold over all awards."""
    return sum(len(decision.evaluate(fact)["result"]) for fact in facts if fact["kind"] == "award")


def timed(run: Callable[..., object], *arguments: object) -> float:
    """Microseconds."""
    start = time.perf_counter_ns()
    run(*arguments)
    return (time.perf_counter_ns() - start) / 1000


def measure(quick: bool, compare: bool = True) -> list[Row]:
    """One row for each number of facts and rules; without `compare` only bare and kernel are measured."""
    return [_measure(facts, rules, quick, compare) for rules in RULES for facts in FACTS]


def _measure(facts: int, rules: int, quick: bool, compare: bool) -> Row:
    chance = random.Random(facts * 1000 + rules)
    program, single = make_rules(rules, chance), make_rules(rules, chance, single=True)
    cases = [make_facts(facts, chance) for _ in range(20)]
    bare = Bare(program)
    pairs: list[tuple[float, float]] = []
    for at in range(40 if quick else max(100, 40_000 // facts)):
        case = cases[at % len(cases)]
        pairs.append((timed(bare, case), timed(kernel.evaluate, program, case)))
    bare.close()
    pairs = pairs[len(pairs) // 10 :]
    fired = statistics.mean(len({f.rule for f in kernel.evaluate(program, case).firings}) for case in cases)
    slow = zen = one = 0.0
    zen_ratio = 0.0
    if compare:
        slow = statistics.median(timed(plain.evaluate, program, case) for case in cases[: 4 if quick else 20])
        decision = zen_decision(single)
        for case in cases[:3]:
            assert zen_fired(decision, case) == len(kernel.evaluate(single, case).firings), "zen and kernel disagree"
        both = [
            (timed(kernel.evaluate, single, case), timed(zen_fired, decision, case))
            for case in cases[: 6 if quick else 20]
        ]
        one, zen = statistics.median(k for k, _ in both), statistics.median(z for _, z in both)
        zen_ratio = statistics.median(z / k for k, z in both)
    return Row(
        facts, rules, round(fired), statistics.median(b for b, _ in pairs), statistics.median(k for _, k in pairs),
        statistics.median(k / b for b, k in pairs), slow, one, zen, zen_ratio,
    )  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description="Time the kernel against the bare engine, plain Python and zen.")
    arguments.add_argument("--quick", action="store_true", help="fewer repetitions")
    print(f"{kernel.ENGINE}; microseconds a case, medians")
    print("facts rules fired |     bare   kernel ratio |     plain |   single       zen zen/single")
    for row in measure(arguments.parse_args().quick):
        print(
            f"{row.facts:5} {row.rules:5} {row.fired:5} | {row.bare:8.0f} {row.kernel:8.0f} {row.ratio:5.2f} | "
            f"{row.plain:9.0f} | {row.single:8.0f} {row.zen:9.0f} {row.zen_ratio:10.1f}"
        )


if __name__ == "__main__":
    main()
