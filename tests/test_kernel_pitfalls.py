"""What durable-rules gets wrong, crashes on or hides: each is either refused or cannot reach it.

By number: 1 threads, 2 sessions and ids, 3 retracting, 4 types, 5 missing values, 6 negation, 7 joins, 8 texts and
patterns, 9 limits, 10 batches that end early, 11 logic in actions, 12 order, 13 the order of conditions, 14 and 15 the
module itself.
"""

from __future__ import annotations

import ast
import itertools
import pathlib
import random
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

import passerelle
from passerelle import kernel
from passerelle.errors import FactError, KernelError, ProgramError
from passerelle.kernel import case as live
from passerelle.kernel import limits, naming, network, rulesets
from passerelle.rulepacks.program import Copy, Derived, Join, Pattern, Program, ProgramRule
from passerelle.rulepacks.program import Test as Asked

pytestmark = pytest.mark.skipif(not kernel.available(), reason="durable-rules cannot be imported")

SCHEMA = {"n": "int", "m": "int", "s": "str", "t": "str", "l": "strs"}
_keys = itertools.count()


def program(*rules: ProgramRule, schema: Mapping[str, Any] = SCHEMA) -> Program:
    return Program(rules, schema, f"pitfall {next(_keys)}")


def rule(*patterns: Pattern, name: str = "r", derives: Derived | None = None, priority: int = 0) -> ProgramRule:
    return ProgramRule(name, patterns, derives, priority)


def one(attribute: str, operator: Any, value: int | str | None = None) -> Program:
    return program(rule(Pattern("a", (Asked(attribute, operator, value),))))


def fired(program: Program, facts: Sequence[Mapping[str, object]]) -> list[tuple[str, tuple[int, ...]]]:
    return [(firing.rule, firing.facts) for firing in kernel.evaluate(program, facts, shadow=True).firings]


def count(program: Program, *facts: Mapping[str, object]) -> int:
    return len(fired(program, facts))


def a(**attributes: object) -> dict[str, object]:
    return {"kind": "a", **attributes}


def b(**attributes: object) -> dict[str, object]:
    return {"kind": "b", **attributes}


def sources() -> dict[str, str]:
    root = pathlib.Path(passerelle.__file__).parent
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in root.rglob("*.py")}


# 1


def test_one_module_imports_the_engine_and_none_its_host() -> None:
    importing = set()
    for path, text in sources().items():
        for node in ast.walk(ast.parse(text)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            importing |= {(path, name) for name in names if name.split(".")[0] in ("durable", "durable_rules_engine")}
    assert importing == {("kernel/rulesets.py", "durable_rules_engine")}


def test_the_engine_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    assert count(one("n", ">", 1), a(n=2)) == 1
    assert threading.active_count() == before


# 2


def test_no_two_ids_share_a_hash_nor_does_the_id_of_the_state() -> None:
    ids = naming.identities()
    assert len(ids) == limits.IDS
    hashes = {naming.engine_hash(id_) for id_ in ids}
    assert len(hashes) == limits.IDS
    assert naming.engine_hash("sid-" + naming.SID) not in hashes


def test_real_identities_are_never_ids_of_the_engine() -> None:
    """These two have the same hash; as ids the second fact would be dropped."""
    first, second = "urn:credential:72589", "urn:credential:642582"
    assert naming.engine_hash(first) == naming.engine_hash(second)
    assert count(one("s", "has"), a(s=first), a(s=second)) == 2
    assert count(one("s", "==", first), a(s=second)) == 0


def test_a_fact_may_say_anything_in_an_attribute_named_id_or_sid() -> None:
    asked = program(rule(Pattern("a", (Asked("id", "==", "0"),))), schema={"id": "str", "sid": "str"})
    assert count(asked, a(id="0", sid="other"), a(id="0", sid="k"), a(id="sid-k")) == 2


def test_equal_facts_are_two_facts() -> None:
    assert count(one("n", "==", 1), a(n=1), a(n=1)) == 2


def test_nothing_of_one_case_is_left_in_the_next() -> None:
    joined = program(rule(Pattern("a"), Pattern("b", (), (Join("n", "==", 0, "n"),))))
    for _ in range(3):
        assert count(joined, a(n=1)) == 0
        assert count(joined, b(n=1)) == 0
    assert count(joined, a(n=1), b(n=1)) == 1


def test_a_case_in_which_nothing_fires_can_be_closed() -> None:
    asked = one("n", ">", 5)
    for _ in range(200):
        assert count(asked) == 0
        assert count(asked, a(n=1)) == 0
        with kernel.open_case(asked):
            pass


# 3, 11


def test_only_six_functions_of_the_engine_are_called() -> None:
    tree = ast.parse(sources()["kernel/rulesets.py"])
    called = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "_engine"
    }
    assert called == {
        "create_ruleset", "assert_facts", "start_action_for_state", "complete_and_start_action", "delete_state",
        "delete_ruleset", "error",
    }  # fmt: skip


# 4


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("n", 0.00005), ("n", 1e-07), ("n", 1.0), ("n", float("nan")), ("n", float("inf")), ("n", True), ("n", "5"),
        ("n", {}), ("n", []), ("n", {"deep": 1}), ("n", 2**53 + 1), ("n", -(2**53) - 1), ("n", 10**30), ("n", b"1"),
        ("s", 5), ("s", True), ("s", ["x"]), ("s", {}), ("s", "\ud800"), ("s", "x" * 4_001), ("s", "é" * 2_001),
        ("l", "x"), ("l", [1]), ("l", ["x", None]), ("l", [["x"]]), ("l", {}), ("l", {"x": 1}), ("l", ["\udfff"]),
        ("l", ["x"] * 1_001), ("unheard of", 1), ("kind", None), ("kind", ""), ("kind", 5), ("kind", ["a"]),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type_is_refused_by_index_and_attribute(attribute: str, value: object) -> None:
    asked = program(rule(Pattern("a", (Asked("n", ">", 1),))), rule(Pattern("a", (Asked("l", "has"),)), name="l"))
    with kernel.open_case(asked) as case:
        with pytest.raises(FactError, match=attribute) as caught:
            case.add([a(n=2), {**a(n=3), attribute: value}])
        assert (caught.value.index, caught.value.attribute) == (1, attribute)
        assert "fact 1" in str(caught.value)
        assert case.facts == ()
        assert [firing.facts for firing in case.add([a(n=5)])] == [(0,)]


@pytest.mark.parametrize("fact", [None, 1, "kind", ["kind"], [("kind", "a")], {}, {"n": 1}])
def test_what_is_no_fact_is_refused(fact: Any) -> None:
    with pytest.raises(FactError, match="fact 0"):
        kernel.evaluate(one("n", ">", 1), [fact])


@pytest.mark.parametrize("value", [1.5, True, "5", None, 2**53 + 1])
def test_a_constant_of_the_wrong_type_is_refused(value: Any) -> None:
    with pytest.raises(ProgramError, match="'r'"):
        kernel.compile_program(one("n", "==", value))


@pytest.mark.parametrize("value", [5, True, None, "e\u0301", "\ud800", "x" * 4_001])
def test_a_text_constant_that_is_no_clean_text_is_refused(value: Any) -> None:
    with pytest.raises(ProgramError, match="'r'"):
        kernel.compile_program(one("s", "==", value))


def test_texts_that_look_like_other_types_are_texts() -> None:
    for text in ("5", "5.0", "true", "null", "1e-07", "[1]", "{}"):
        assert count(one("s", "==", text), a(s=text), a(s=text + " ")) == 1


@pytest.mark.parametrize("number", [0, 1, -1, 2**31, 2**31 - 1, -(2**31), 2**53, -(2**53), 2**53 - 1])
def test_whole_numbers_are_compared_exactly(number: int) -> None:
    near = [a(n=value) for value in (number - 1, number, number + 1) if abs(value) <= 2**53]
    assert count(one("n", "==", number), *near) == 1
    assert count(one("n", "<", number), *near) == sum(bool(fact["n"] < number) for fact in near)  # type: ignore[operator]
    joined = program(rule(Pattern("a"), Pattern("b", (), (Join("n", "==", 0, "n"),))))
    assert count(joined, a(n=number), *(b(n=fact["n"]) for fact in near)) == 1


def test_an_empty_list_is_there_and_contains_nothing() -> None:
    assert count(one("l", "has"), a(l=[])) == 1
    assert count(one("l", "contains", ""), a(l=[]), a(l=[""])) == 1


# 5


def test_no_test_holds_for_a_missing_value() -> None:
    for operator in ("==", "!=", "<", "<=", ">", ">="):
        assert count(one("n", operator, 5), a(), a(n=None), a(m=5)) == 0
    for operator in ("==", "!="):
        assert count(one("s", operator, "x"), a(), a(s=None), a(t="x")) == 0
    assert count(one("l", "contains", "x"), a(), a(l=None)) == 0


def test_null_is_missing_and_not_there() -> None:
    for attribute in ("n", "s", "l"):
        assert count(one(attribute, "has"), a(**{attribute: None}), a()) == 0
    assert kernel.evaluate(one("n", "has"), [a(n=None, s="x")]).facts == ({"kind": "a", "s": "x"},)


def test_a_join_with_a_missing_side_is_false_and_no_error() -> None:
    for operator in ("==", "!=", "<", ">="):
        joined = program(rule(Pattern("a"), Pattern("b", (), (Join("n", operator, 0, "n"),))))  # type: ignore[arg-type]
        assert count(joined, a(), b(), a(n=None), b(n=None)) == 0
        assert count(joined, a(n=1), b(), a(), b(n=1)) == (operator in ("==", ">="))


# 6

ABSENT = Pattern("b", (), (Join("n", "==", 0, "n"),), absent=True)


def test_absence_does_not_depend_on_the_order_of_facts() -> None:
    asked = program(rule(Pattern("a"), ABSENT))
    for facts in itertools.permutations([a(n=1), a(n=2), b(n=1)]):
        firings = fired(asked, facts)
        assert [facts[where[0]]["n"] for _, where in firings] == [2]


def test_absence_in_one_rule_takes_nothing_from_another() -> None:
    asked = program(
        rule(Pattern("a"), Pattern("b", absent=True), name="without"),
        rule(Pattern("a"), name="plain"),
        rule(Pattern("a"), Pattern("c", (), (Join("n", "==", 0, "n"),)), name="joined"),
    )
    for facts in itertools.permutations([a(n=1), b(n=1), {"kind": "c", "n": 1}]):
        assert {name for name, _ in fired(asked, facts)} == {"plain", "joined"}


def test_a_kind_that_depends_on_its_own_absence_is_refused() -> None:
    with pytest.raises(ProgramError, match="own absence"):
        kernel.compile_program(program(rule(Pattern("a"), Pattern("b", absent=True), derives=Derived("b"))))


def test_two_ways_to_hold_are_two_rules_and_each_fires_once() -> None:
    asked = program(
        rule(Pattern("a", (Asked("n", ">=", 1),)), name="low"), rule(Pattern("a", (Asked("n", ">=", 2),)), name="high")
    )
    assert fired(asked, [a(n=3)]) == [("low", (0,)), ("high", (0,))]


# 7


def test_a_pattern_without_a_join_is_refused() -> None:
    with pytest.raises(ProgramError, match="no join"):
        kernel.compile_program(program(rule(Pattern("a"), Pattern("b"))))


def test_a_join_of_different_types_is_refused() -> None:
    with pytest.raises(ProgramError, match="types differ"):
        kernel.compile_program(program(rule(Pattern("a"), Pattern("b", (), (Join("n", "==", 0, "s"),)))))


@pytest.mark.parametrize("join", [Join("l", "==", 0, "l"), Join("s", "<", 0, "s"), Join("n", "has", 0, "n")])
def test_a_join_that_the_engine_cannot_do_is_refused(join: Join) -> None:
    with pytest.raises(ProgramError, match="cannot join"):
        kernel.compile_program(program(rule(Pattern("a"), Pattern("b", (), (join,)))))


@pytest.mark.parametrize("pattern", [1, 2, -1, True, None])
def test_a_join_to_what_is_no_earlier_pattern_is_refused(pattern: Any) -> None:
    with pytest.raises(ProgramError, match="not an earlier one"):
        kernel.compile_program(program(rule(Pattern("a"), Pattern("b", (), (Join("n", "==", pattern, "n"),)))))


def test_texts_join_only_when_they_are_equal_whatever_they_hold() -> None:
    joined = program(rule(Pattern("a"), Pattern("b", (), (Join("s", "==", 0, "s"),))))
    texts = ["", "é", "a\\", '"', "a", "A", "a ", "5", "x" * 4_000, "x" * 3_999 + "y"]
    firings = fired(joined, [*(a(s=text) for text in texts), *(b(s=text) for text in texts)])
    assert [where for _, where in firings] == [(at, at + len(texts)) for at in range(len(texts))]


def test_too_many_pairings_are_refused_before_the_engine_sees_the_facts() -> None:
    joined = program(
        rule(Pattern("a"), Pattern("b", (), (Join("n", "!=", 0, "n"),)), Pattern("c", (), (Join("n", "!=", 0, "n"),))),
        rule(Pattern("d"), name="small"),
    )
    facts = [{"kind": kind, "n": number} for kind in "abc" for number in range(200)]
    with kernel.open_case(joined) as case:
        with pytest.raises(FactError, match="pair too many facts"):
            case.add(facts)
        assert [firing.rule for firing in case.add([{"kind": "d"}])] == ["small"]


def test_many_facts_in_a_tight_join_are_not_refused() -> None:
    joined = program(rule(Pattern("a"), Pattern("b", (), (Join("n", "==", 0, "n"),))))
    facts = [{"kind": kind, "n": number} for kind in "ab" for number in range(1_100)]
    assert len(kernel.evaluate(joined, facts).firings) == 1_100


def test_pairings_of_derived_facts_are_bounded_too() -> None:
    rules = [rule(Pattern("a"), name=kind, derives=Derived(kind, (("n", Copy(0, "n")),))) for kind in ("x", "y", "z")]
    loose = [Join("n", "!=", 0, "n")]
    rules.append(rule(Pattern("x"), Pattern("y", (), tuple(loose)), Pattern("z", (), tuple(loose)), name="loose"))
    with pytest.raises(KernelError, match="pair too many facts"):
        kernel.evaluate(program(*rules), [a(n=number) for number in range(150)])


# 8


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "contains"])
def test_texts_have_no_order(operator: str) -> None:
    with pytest.raises(ProgramError, match="cannot be asked"):
        kernel.compile_program(one("s", operator, "x"))


@pytest.mark.parametrize("operator", ["matches", "~", "$mt", "", "/", "+"])
def test_there_are_no_regular_expressions_and_no_arithmetic(operator: str) -> None:
    for attribute, value in (("s", ".*"), ("n", 1)):
        with pytest.raises(ProgramError, match="cannot be asked"):
            kernel.compile_program(one(attribute, operator, value))


def test_long_texts_are_compared_to_their_end() -> None:
    long = "x" * 3_999
    assert count(one("s", "==", long + "a"), a(s=long + "a"), a(s=long + "b")) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\n", "\\", "a\\", '"', '"}', "{", "]", ",", "'", "\u2028", "🎓", "日本"]
)
def test_no_character_of_a_text_is_syntax_for_the_engine(text: str) -> None:
    asked = program(
        rule(Pattern("a", (Asked("s", "==", text),)), name=text + "equal"),
        rule(Pattern("a", (Asked("l", "contains", text),)), name=text + "contains"),
        rule(Pattern("a", (Asked("s", "!=", text),)), name=text + "other"),
    )
    firings = fired(asked, [a(s=text, l=["z", text]), a(s=text + "z", l=[text + "z"])])
    assert firings == [(text + "equal", (0,)), (text + "contains", (0,)), (text + "other", (1,))]


def test_text_is_compared_in_nfc() -> None:
    asked = program(
        rule(Pattern("a", (Asked("s", "==", "é"),))), rule(Pattern("a", (Asked("l", "contains", "é"),)), name="l")
    )
    evaluation = kernel.evaluate(asked, [a(s="e\u0301", l=["e\u0301"]), {"kind": "a", "s": "é"}], shadow=True)
    assert [(f.rule, f.facts) for f in evaluation.firings] == [("r", (0,)), ("r", (1,)), ("l", (0,))]
    assert evaluation.facts[0] == {"kind": "a", "s": "é", "l": ("é",)}


def test_names_of_attributes_kinds_and_rules_may_hold_anything() -> None:
    odd = ["a.b", "$and", "_", "é", "a b", '"', "$s", "e", "end", "n"]
    schema = dict.fromkeys(odd, "int")
    rules = [rule(Pattern(name, (Asked(name, "==", 1),)), name=name) for name in odd]
    firings = fired(program(*rules, schema=schema), [{"kind": name, name: 1} for name in odd])
    assert firings == [(name, (at,)) for at, name in enumerate(odd)]


def test_attributes_whose_names_share_a_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert naming.engine_hash("urn:credential:72589") == naming.engine_hash("urn:credential:642582")
    schema = {"urn:credential:72589": "int", "urn:credential:642582": "int"}
    asked = program(rule(Pattern("a", (Asked("urn:credential:72589", "has"),))), schema=schema)
    assert count(asked, a(**{"urn:credential:642582": 1})) == 0
    monkeypatch.setattr(naming, "engine_hash", len)
    with pytest.raises(ProgramError, match="apart"):
        naming.check_collisions(["f1", "f2"])


# 9


def test_more_alternatives_than_a_node_takes_are_split() -> None:
    asked = program(*(rule(Pattern("a", (Asked("n", "==", n),)), name=str(n)) for n in range(1_100)))
    assert len(live.compile_program(asked).rulesets) == 3
    assert [name for name, _ in fired(asked, [a(n=7), a(n=1_099), a(n=600)])] == ["7", "600", "1099"]


def test_more_conditions_true_at_once_than_the_engine_holds_are_split() -> None:
    asked = program(*(rule(Pattern("a", (Asked("n", ">=", n),)), name=str(n)) for n in range(200)))
    assert len(live.compile_program(asked).rulesets) == 4
    assert count(asked, a(n=199), a(n=150)) == 200 + 151


def test_more_rules_on_the_same_conditions_than_a_list_holds_are_split() -> None:
    asked = program(*(rule(Pattern("a", (Asked("n", "==", 1),)), name=str(n)) for n in range(600)))
    assert len(live.compile_program(asked).rulesets) == 3
    assert count(asked, a(n=1)) == 600


def test_more_rules_than_a_ruleset_holds_are_split() -> None:
    rules = (rule(Pattern(f"kind {n % 300}", (Asked("n", "==", n),)), name=str(n)) for n in range(4_500))
    asked = program(*rules)
    assert len(live.compile_program(asked).rulesets) == 3
    firings = kernel.evaluate(asked, [{"kind": f"kind {n % 300}", "n": n} for n in range(0, 4_500, 50)]).firings
    assert len(firings) == 90


def test_more_attributes_of_a_fact_than_the_engine_reads_are_split() -> None:
    schema = {f"n{n}": "int" for n in range(240)}
    asked = program(*(rule(Pattern("a", (Asked(name, "==", 1),)), name=name) for name in schema), schema=schema)
    assert live.compile_program(asked).wide
    assert count(asked, a(**dict.fromkeys(schema, 1))) == 240
    members = [f"member {n}" for n in range(600)]
    asked = program(*(rule(Pattern("a", (Asked("l", "contains", name),)), name=name) for name in members))
    assert count(asked, a(l=members), a(l=members[:5])) == 605


@pytest.mark.parametrize(
    "wrong",
    [
        rule(),
        rule(*[Pattern("a")] + [Pattern("a", (), (Join("n", "==", 0, "n"),))] * 4),
        rule(Pattern("a"), Pattern("a", (), (Join("n", "==", 0, "n"),) * 13)),
        rule(Pattern("a", tuple(Asked("n", "!=", n) for n in range(51)))),
        rule(Pattern("a"), priority=65_536),
        rule(Pattern("a"), priority=-1),
        rule(Pattern("a"), priority=True),
        rule(Pattern("")),
        rule(Pattern("a", (), (), absent=True)),
        rule(Pattern("a", (Asked("unheard of", "has"),))),
        rule(Pattern("a"), derives=Derived("b", (("kind", "c"),))),
        rule(Pattern("a"), derives=Derived("b", (("n", "1"),))),
        rule(Pattern("a"), derives=Derived("b", (("n", 0.5),))),  # type: ignore[arg-type]
        rule(Pattern("a"), derives=Derived("b", (("n", Copy(0, "s")),))),
        rule(Pattern("a"), derives=Derived("b", (("n", Copy(1, "n")),))),
        rule(Pattern("a"), derives=Derived("b", (("l", "x"),))),
        rule(Pattern("a"), derives=Derived("b", (("n", 1), ("n", 2)))),
        rule(Pattern("a"), ABSENT, derives=Derived("c", (("n", Copy(1, "n")),))),
        rule(Pattern("a"), ABSENT, Pattern("c", (), (Join("n", "==", 1, "n"),))),
    ],
)
def test_a_rule_beyond_the_limits_is_refused_before_the_engine_sees_it(
    wrong: ProgramRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rulesets, "LiveRuleset", None)
    with pytest.raises(ProgramError, match="rule 'r'"):
        kernel.compile_program(program(wrong))


def test_a_rule_that_fits_no_ruleset_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SENT_ATTRIBUTES", 1)
    with pytest.raises(ProgramError, match="'r' does not fit"):
        kernel.compile_program(one("n", ">", 1))


def test_sixteen_joins_of_four_patterns_stay_within_a_frame() -> None:
    joins = tuple(Join("n", "<=", 0, "n") for _ in range(4))
    asked = program(rule(Pattern("a"), *(Pattern("a", (), joins) for _ in range(3))))
    assert count(asked, *(a(n=1) for _ in range(4))) == 24


# 10


class _Stopped:
    """An engine that drops the last fact of every batch."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def assert_facts(self, handle: int, batch: str) -> Any:
        return self._engine.assert_facts(handle, batch[: batch.rindex(",{")] + "]")


def test_a_batch_that_ends_early_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = one("n", ">", 1)
    kernel.compile_program(asked)
    with monkeypatch.context() as patched:
        patched.setattr(rulesets, "_engine", _Stopped(rulesets._engine))
        with kernel.open_case(asked) as case:
            with pytest.raises(KernelError, match="whole batch"):
                case.add([a(n=2)])
            with pytest.raises(KernelError, match="earlier error"):
                case.add([a(n=2)])
    assert count(asked, a(n=2)) == 1


def test_facts_that_no_rule_asks_for_do_not_stop_the_others() -> None:
    assert count(one("n", ">", 1), {"kind": "nobody asks"}, a(), a(n=2), {"kind": "nobody asks", "n": 5}) == 1


# 11


def test_long_chains_are_run_in_rounds() -> None:
    step = rule(
        Pattern("at"), Pattern("next", (), (Join("n", "==", 0, "n"),)), derives=Derived("at", (("n", Copy(1, "m")),))
    )
    facts = [{"kind": "at", "n": 0}, *({"kind": "next", "n": n, "m": n + 1} for n in range(300))]
    evaluation = kernel.evaluate(program(step), facts)
    assert [firing.round for firing in evaluation.firings] == list(range(1, 301))


def test_a_chain_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROUNDS", 20)
    step = rule(
        Pattern("at"), Pattern("next", (), (Join("n", "==", 0, "n"),)), derives=Derived("at", (("n", Copy(1, "m")),))
    )
    facts = [{"kind": "at", "n": 0}, *({"kind": "next", "n": n, "m": n + 1} for n in range(30))]
    with pytest.raises(KernelError, match="come to rest"):
        kernel.evaluate(program(step), facts)


def test_too_many_firings_and_too_many_derived_facts_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = program(rule(Pattern("a"), derives=Derived("b", (("n", Copy(0, "n")),))))
    facts = [a(n=number) for number in range(60)]
    with monkeypatch.context() as patched:
        patched.setattr(limits, "FIRINGS", 50)
        with pytest.raises(KernelError, match="firings"):
            kernel.evaluate(asked, facts)
    with monkeypatch.context() as patched:
        patched.setattr(limits, "FACTS", 100)
        with pytest.raises(KernelError, match="too many facts"):
            kernel.evaluate(asked, facts)
    assert count(asked, *facts) == 60


# 12


def test_firings_are_sorted_by_priority_rule_and_facts() -> None:
    asked = program(
        rule(Pattern("a"), name="late", priority=65_535),
        rule(Pattern("a"), name="second"),
        rule(Pattern("a"), name="third"),
        rule(Pattern("a"), name="early", priority=0),
    )
    expected = [(name, (at,)) for name in ("second", "third", "early", "late") for at in range(3)]
    assert fired(asked, [a(), a(), a()]) == expected


def test_the_order_of_facts_does_not_change_what_fires() -> None:
    joined = program(rule(Pattern("a"), Pattern("a", (), (Join("n", "<", 0, "n"),)), derives=Derived("b")))
    facts = [a(n=number) for number in range(8)]
    seen = set()
    for seed in range(20):
        random.Random(seed).shuffle(facts)
        seen.add(frozenset((facts[i]["n"], facts[j]["n"]) for _, (i, j) in fired(joined, facts)))
    assert len(seen) == 1


# 13


def test_conditions_stand_in_the_one_safe_order() -> None:
    tests = (Asked("n", "<", 9), Asked("l", "contains", "x"), Asked("m", "!=", 3), Asked("s", "==", "x"))
    second = Pattern("b", tests, (Join("m", ">=", 0, "n"), Join("n", "==", 0, "n")))
    built = network.build(program(rule(Pattern("a"), second))).rulesets[0].json["r0"]["all"]
    forms = [next(iter(condition)) for condition in built[1]["p1"]["$and"]]
    assert [form if form.startswith("$") else "equal" for form in forms] == [
        "equal", "equal", "equal", "$neq", "$lt", "$ex", "$ex", "equal", "$gte", "$gte",
    ]  # fmt: skip
    assert built[1]["p1"]["$and"][-1] == {"$gte": {naming.ALWAYS: {"p0": naming.ALWAYS}}}
    assert "$ex" in built[0]["p0"]["$and"][-1]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_in_which_tests_are_written_does_not_matter(seed: int) -> None:
    tests = [Asked("n", "<", 9), Asked("l", "contains", "x"), Asked("m", "!=", 3), Asked("s", "==", "x")]
    joins = [Join("m", ">=", 0, "n"), Join("n", "==", 0, "n")]
    random.Random(seed).shuffle(tests)
    random.Random(seed).shuffle(joins)
    asked = program(rule(Pattern("a"), Pattern("b", tuple(tests), tuple(joins))))
    assert count(asked, a(n=1), b(n=1, m=2, s="x", l=["x"]), b(n=1, m=0, s="x", l=["x"]), b(n=1, m=3, s="x")) == 1


# 14, 15


def test_the_answer_names_the_engine() -> None:
    assert kernel.evaluate(one("n", "has"), []).engine == kernel.ENGINE
    assert kernel.ENGINE.startswith("durable-rules 2.")
