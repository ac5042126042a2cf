"""Whatever stands in a stacking policy's file: a policy, or every mistake at its place; never another exception."""

from __future__ import annotations

import copy
import functools
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from passerelle.desk import Desk
from passerelle.rulepacks import Diagnostic, PackError
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.rulepacks.stacks.reading import read_and_check, read_policy

GUIDE = Path(__file__).parent.parent.parent / "docs" / "rules.md"
PLACE = "rules/example/stack/2026-01-01.yaml"
HEAD = """pack: example/stack
kind: stacking
host: {id: example, en: Example, identifiers: [XX-1]}
award: {title: {en: Certificate}, level: EQF 7, protected: {Diploma: 60 ECTS}}
in_force: {from: 2026-01-01}
grades: {scale: us-letters, points: {A: 4, C+: 2.3}, others: {german: {"1.0": 4}}}
"""
TOTAL = "total: {exactly: 30 ECTS}\n"


@functools.cache
def desk() -> Desk:
    return Desk.open()


def read(text: str) -> tuple[StackingPolicy | None, tuple[Diagnostic, ...]]:
    library = desk().library
    return read_and_check(text.encode(), PLACE, library.unit_schema, library.terms)


def told(text: str) -> list[str]:
    return [f"{found.line}:{found.column} {found.code} {found.message}" for found in read(text)[1]]


# Every node of another kind ----------------------------------------------------------------------------------------


def examples() -> list[dict[str, Any]]:
    """The examples of the guide as whole policies, as trees of texts."""
    blocks = re.findall(r"^```stacking\n(.*?)^```$", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    return [YAML(typ="base", pure=True).load(HEAD + TOTAL + block) for block in blocks]


def places(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if way:
        yield way
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from places(value, (*way, key))


def written(tree: Any) -> str:
    out = io.StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = True
    writer.dump(tree, out)
    return out.getvalue()


def with_another(tree: Any, way: tuple[Any, ...], value: Any) -> str:
    changed = copy.deepcopy(tree)
    node = changed
    for key in way[:-1]:
        node = node[key]
    if value is KEY:
        if isinstance(node, dict):
            node["unheard_of"] = node.pop(way[-1])
        else:
            del node[way[-1]]
    else:
        node[way[-1]] = value
    return written(changed)


KEY = object()
OTHERS = (
    "", "x", "level >= EQF 7", "0 ECTS", "100 % of counted", "-1", "1/0 of total", "999999999 ECTS", "0 years", "any",
    [], [[]], ["x", {"at_least": "x"}], {}, {"en": "x"}, {"x": []}, {"at_most": {"units": []}}, KEY,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_node_of_another_kind_is_told_and_never_a_traceback(data: st.DataObject) -> None:
    tree = data.draw(st.sampled_from(examples()))
    way = data.draw(st.sampled_from(list(places(tree))))
    text = with_another(tree, way, data.draw(st.sampled_from(OTHERS)))
    policy, found = read(text)
    assert policy is not None or found
    lines = text.count("\n") + 1
    for each in found:
        assert re.fullmatch(r"[EPS]\d{3}", each.code)
        assert 1 <= each.line <= lines
        assert each.column >= 1
        assert each.message.strip()


# Large and deep ------------------------------------------------------------------------------------------------------


def test_a_thousand_rules_are_read() -> None:
    rules = "".join(
        f"  - {{id: r{n}, at_least: {n % 5} ECTS, where: \"themes overlaps ['t{n}']\"}}\n" for n in range(1000)
    )
    policy, found = read(f"{HEAD}{TOTAL}requires:\n{rules}")
    assert found == ()
    assert policy is not None
    assert len(policy.requires) == len(policy.selectors) == 1000


def test_groups_nest_so_deep_and_no_deeper() -> None:
    def nested(depth: int) -> str:
        return f"{HEAD}{TOTAL}requires:\n  - {'{any_of: [' * depth}{{at_least: 5 ECTS}}{']}' * depth}\n"

    policy, found = read(nested(12))
    assert policy is not None
    assert found == ()
    assert [each.code for each in read(nested(20))[1]] == ["E104"]


def test_names_that_build_on_one_another_in_a_long_row_are_told() -> None:
    names = "  n0: own\n" + "".join(f"  n{n}: n{n - 1} and assessed\n" for n in range(1, 150))
    assert [line for line in told(f"{HEAD}{TOTAL}define:\n{names}") if "E403" in line]


@pytest.mark.parametrize(
    "text", ["", "[]", "kind: stacking", "kind: stacking\nrequires: [", "\x00", "kind: {stacking: 1}"]
)
def test_what_is_no_policy_is_told(text: str) -> None:
    assert told(text)
    library = desk().library
    with pytest.raises(PackError):
        read_policy(text.encode(), PLACE, library.unit_schema, library.terms)


# What is told, and what is not -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rules",
    [
        # What two rules ask of the same units is no sum.
        "requires: [{at_least: 20 ECTS, where: own}, {at_least: 20 ECTS, where: level >= EQF 7}]",
        # Alternatives are not all required.
        "requires: [{any_of: [{choose: 20 ECTS, from: own}, {choose: 20 ECTS, from: level >= EQF 7}]}]",
        # What is preferred, waived, or applies only sometimes need not fit in.
        "requires: [{at_least: 40 ECTS, where: own, severity: should}]",
        "requires: [{choose: 20 ECTS, from: own}, {choose: 20 ECTS, from: assessed, waived_by: passed}]",
        "requires: [{at_least: 40 ECTS, where: passed, applies: question.as_of > 2026-10-01}]",
        # A cap on some of the units that are asked for leaves the others.
        "requires: [{at_least: 20 ECTS, where: level >= EQF 6}]\nlimits: [{at_most: 5 ECTS, where: level >= EQF 7}]",
        "requires: [{at_least: 20 ECTS, where: own or assessed}]\nlimits: [{at_most: 5 ECTS, where: own}]",
        # Units and credits are not compared.
        "requires: [{choose: 12 ECTS, from: own}]\nlimits: [{at_most: 2 units, where: own}]",
        # Prerequisites in a row, and what is taken together.
        "requires: [{for: version = 'b', needs: version = 'a'}, {for: version = 'c', needs: version = 'b'}]",
        # A cap on units from elsewhere, and validation that is asked for.
        "limits: [{at_most: 1/3 of total, where: not own}]\nunits: [{only: validated, where: kind is experience}]",
    ],
)
def test_what_can_work_is_not_told(rules: str) -> None:
    assert told(f"{HEAD}{TOTAL}{rules}\n") == []


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ("requires: [{at_least: 31 ECTS}]", "S610"),
        ("requires: [{at_least: 16 ECTS, where: own}, {at_least: 16 ECTS, where: not own}]", "S610"),
        ("requires: [{at_least: 16 ECTS, where: level = EQF 6}, {at_least: 16 ECTS, where: level > EQF 6}]", "S610"),
        ("units: [{size: {at_least: 5 ECTS}}]\nrequires: [{at_least: 7 units}]", "S610"),
        ("units: [{size: {at_least: 31 ECTS}}]", "S610"),
        ("units: [own]\nlimits: [{at_most: 20 ECTS, where: own}]", "S611"),
        (
            "requires: [{at_least: 20 ECTS, where: level = EQF 7}]\nlimits: [{at_most: 5 ECTS, where: level > EQF 6}]",
            "S611",
        ),
        (
            "requires: [{at_least: 60 % of counted, where: own}]\nlimits: [{at_most: 50 % of counted, where: own}]",
            "S612",
        ),
        ("requires: [{for: own, needs: own}]", "S613"),
        ("limits: [{at_most: 0 units, where: country is not SI}]", "P511"),
        ("requires: [{at_least: 100 % of total, where: own}]", "P511"),
        ("limits: [{at_most: 10 ECTS, where: route is validation}]", "P517"),
        ("limits: [{at_most: 0 ECTS, where: route is validation}]", "P512"),
    ],
)
def test_what_cannot_work_is_told(rules: str, code: str) -> None:
    assert code in {line.split()[1] for line in told(f"{HEAD}{TOTAL}{rules}\n")}


def test_nothing_from_elsewhere_or_something_else_excludes_nothing() -> None:
    nothing = "{at_most: 0 ECTS, where: not own}"
    act = "{act: applied, en: Apply, sl: Zaprosite, by: learner}"
    assert told(f"{HEAD}{TOTAL}requires: [{{any_of: [{nothing}, {act}]}}]\n") == []
    both = "{at_most: 0 ECTS, where: country is not SI}"
    assert "P511" in told(f"{HEAD}{TOTAL}requires: [{{any_of: [{nothing}, {both}]}}]\n")[0]


def test_a_share_of_the_exit_award_follows_the_exit_award() -> None:
    rules = "limits: [{at_most: 50 % of exit_award, where: own}]\nrequires: [{at_least: 10 ECTS, where: own}]\n"
    exits = "exits: [{award: {id: small, title: {en: Small}}, total: {exactly: 12 ECTS}}]\n"
    assert told(f"{HEAD}{TOTAL}{rules}") == []
    (found,) = told(f"{HEAD}{TOTAL}{rules}{exits}")
    assert "S612 'at-most-1' lets at most 50 % of exit_award (6 ECTS) count" in found
    assert found.endswith("for the exit award 'small'")


def test_every_mistake_of_a_file_is_told_at_once_where_it_stands() -> None:
    text = f"{HEAD}total: {{exactly: 30}}\nunits:\n  - levl >= EQF 6\nlimits:\n  - {{at_most: 50 %, where: not own}}\n"
    assert told(text) == [
        "7:18 S601 '30' is no amount",
        "9:5 E202 unknown fact 'levl'",
        "11:15 S602 '50 %' does not say of what",
    ]


# What people slip into ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "place", "hint"),
    [
        ("limits: [{id: x, at_moost: 9 ECTS}]", "8:18 S603 'at_moost' is no form", "did you mean 'at_most'?"),
        ("requires: [{at_least: 0.6 of total}]", "8:23 S601 '0.6 of total' is no amount", "write 60 % of total"),
        ("requires: [{at_least: 60 of total}]", "8:23 S601 '60 of total' is no amount", "write 60 % of total"),
        ("requires: [{at_least: 2 of}]", "8:23 S601 '2 of' is no amount", "at_least_of: 2, with 'members'"),
        (
            "requires: [{at_least: 9 ECTS, basis: Part C, 5}]",
            "8:46 E120 unknown field '5'",
            "put a text with a comma between quotes",
        ),
        ("requires: [{at_least: 9 ECTS, where: level >= 7}]", "8:44 E206 an EQF level is no number", "write EQF 7"),
        (
            "requires: [{at_least: 9 ECTS, where: level at least 7}]",
            "8:44 E201 'at' does not",
            "write >= for 'at least'",
        ),
        (
            "requires: [{act: plan, by: learner, sl: Načrt}]",
            "8:12 E125 the text of 'act' has no English",
            "at least 'en'",
        ),
        ("requires: [{act: plan, by: learner}]", "8:12 E125 the text of 'act' is missing", "en: …"),
        (
            "exits: [{award: {id: small, title: {en: Small}}, total: {exactly: 40 ECTS}}]",
            "8:57 S604 the exit award 'small' asks for 40 ECTS, more than the award itself (30 ECTS)",
            "lower its total",
        ),
    ],
)
def test_a_slip_of_the_pen_is_told_where_it_stands_with_what_to_write(rules: str, place: str, hint: str) -> None:
    (found,) = read(f"{HEAD}{TOTAL}{rules}\n")[1]
    assert f"{found.line}:{found.column} {found.code} {found.message}".startswith(place)
    assert hint in found.hint


@pytest.mark.parametrize("limits", ["limits: [{id: x, at_moost: 9 ECTS}]", "limit: [{id: x, at_most: 9 ECTS}]"])
def test_a_rule_that_cannot_be_read_is_no_second_mistake_where_it_is_named(limits: str) -> None:
    exits = "exits: [{award: {id: small, title: {en: Small}}, total: {exactly: 12 ECTS}, keeps: [x]}]\n"
    (found,) = told(f"{HEAD}{TOTAL}{limits}\n{exits}")
    assert "S605" not in found
    assert "S605 there is no rule 'y'" in "".join(told(f"{HEAD}{TOTAL}{limits}\n{exits.replace('[x]', '[y]')}"))
