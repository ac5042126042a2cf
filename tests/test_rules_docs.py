"""The rule language as it is told: every example of docs/rules.md is read and compiled, every bad pack says what its
text beside it says, and the published schema is the one of the house.

`PASSERELLE_WRITE=1 pytest tests/test_rules_docs.py` writes the texts, the table of parameters and the schema anew.
"""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from passerelle.desk import Desk
from passerelle.facts import shown_value
from passerelle.rulepacks import Diagnostic, PackError, pack_schema, parse_pack, read_folder, read_library
from passerelle.rulepacks.component import read_component
from passerelle.rulepacks.conditions import compile_condition
from passerelle.rulepacks.expression import parse_expression
from passerelle.rulepacks.scope import Scope
from passerelle.rulepacks.stacks.forms import (
    AWARD,
    CHOICE,
    COMMON,
    EXIT,
    GRADES,
    POLICY,
    REVALIDATION,
    ROUNDING,
    SET_FORMS,
    SHARING,
    TOTAL,
    UNIT_FORMS,
)
from passerelle.rulepacks.stacks.reading import is_stacking, read_policy

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "rules.md"
SCHEMA = ROOT / "docs" / "schema" / "pack-1.schema.json"
BAD = ROOT / "tests" / "bad_packs"
WRITE = os.environ.get("PASSERELLE_WRITE") == "1"

#: Where an example and a bad pack are said to stand.
PLACE = "rules/example/bad/2026-01-01.yaml"
HEAD = "pack: example/bad\nkind: {kind}\ntitle: {{en: An example}}\nin_force: {{from: 2026-01-01}}\n"
FACTS = ("rules/vocabulary/facts.yaml", "rules/vocabulary/unit-facts.yaml")
STEPS = "steps: [{id: S1, title: {en: Complete}}, {id: S7, title: {en: Level}}, {id: S9, title: {en: Workload}}]\n"


@functools.cache
def desk() -> Desk:
    return Desk.open()


@functools.cache
def house() -> dict[str, bytes]:
    assert desk().folder is not None
    return read_folder(desk().folder or Path())


def mistakes(
    content: bytes, path: str = PLACE, others: Path | None = None, beside: Mapping[str, bytes] = MappingProxyType({})
) -> tuple[Diagnostic, ...]:
    """What is wrong with a pack, and what the principles say of it; a policy stands beside the procedure that reads it,
    every pack beside those of a folder."""
    beside = {**{name: house()[name] for name in FACTS}, **beside}
    if b"kind: policy" in content:
        beside |= {path: content for path, content in house().items() if path.startswith("rules/lisbon/")}
    beside |= read_folder(others) if others else {}
    library = read_library({**beside, path: content}, desk().library.terms)
    shelf = library.shelf
    told = (*library.broken, *library.warnings, *shelf.broken, *shelf.warnings)
    return tuple(found for found in told if found.path == path)


# Bad packs --------------------------------------------------------------------------------------------------------


def told(file: Path) -> str:
    """The mistakes of a bad file, as they are printed."""
    content = file.read_bytes()
    if "facts" in file.name or "component" in file.name:
        try:
            if "facts" in file.name:
                read_library({"rules/vocabulary/facts.yaml": content}, desk().library.terms)
            else:
                read_component(content, "rules/hosts/example/components/x.yaml" if "place" in file.name else file.name)
        except PackError as error:
            found = error.diagnostics
    else:
        found = mistakes(content, others=file.with_suffix(""))
    return "".join(f"{replace(diagnostic, path=file.name)}\n" for diagnostic in found)


BAD_FILES = sorted(BAD.glob("*.yaml"))


@pytest.mark.parametrize("file", BAD_FILES, ids=lambda file: file.stem)
def test_a_bad_pack_is_told_as_expected(file: Path) -> None:
    expected = file.with_suffix(".txt")
    if WRITE:
        expected.write_text(told(file), "utf-8")
    assert told(file) == expected.read_text("utf-8")
    assert f" {file.name[:4]} " in told(file)


def test_a_file_that_is_too_large_is_not_read() -> None:
    (found,) = mistakes(b"# " + b"x" * 500_000)
    assert (found.code, found.message) == ("E101", "the file has 500,002 bytes, more than 500,000")


def test_every_code_has_a_bad_pack_and_a_row_in_the_guide() -> None:
    folder = ROOT / "engine" / "passerelle" / "rulepacks"
    codes = {code for file in folder.rglob("*.py") for code in re.findall(r'"([EPS]\d{3})"', file.read_text("utf-8"))}
    assert codes == {file.name[:4] for file in BAD_FILES}
    rows = dict(re.findall(r"^\| ([EPS]\d{3}) \| .+ \| `(.+)` \|$", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert set(rows) == codes
    for code, example in rows.items():
        texts = "".join(file.with_suffix(".txt").read_text("utf-8") for file in BAD_FILES if file.name.startswith(code))
        assert f" {code} {example}\n" in texts, code


@pytest.mark.parametrize(
    "quoted",
    [
        "award.assessed and award.levl",
        "'award.assessed and award.levl'",
        '"award.assessed and award.levl"',
        '"award.issuer.legal_identifier = \\"x\\" and award.levl"',
        "'award.issuer.legal_identifier = ''x'' and award.levl'",
        ">-\n      award.assessed\n      and award.levl",
        "|\n      award.assessed and\n      award.levl",
        "award.assessed\n      and award.levl",
        "'award.assessed\n\n      and award.levl'",
        '"award.assessed \\\n      and award.levl"',
        "'  award.assessed   and award.levl'",
    ],
)
def test_a_mistake_has_its_place_however_the_text_is_quoted(quoted: str) -> None:
    text = f"rules:\n  - id: r\n    when: {quoted}\n    basis: x\n    then: {{establish: found}}\n"
    text += HEAD.format(kind="recognition")
    (found,) = mistakes(text.encode())
    before = text[: text.index("award.levl")]
    assert found.code == "E202"
    assert (found.line, found.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))


def _pieces() -> list[str]:
    return (ROOT / "rules" / "lisbon" / "recognition" / "2010-06-23.yaml").read_text("utf-8").split("\n")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_mangled_pack_is_told_and_never_a_traceback(data: st.DataObject) -> None:
    lines = _pieces()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        change = data.draw(st.sampled_from(["drop", "twice", "cut", "swap", "indent"]))
        if change == "drop":
            del lines[at]
        elif change == "twice":
            lines.insert(at, lines[at])
        elif change == "cut":
            lines[at] = lines[at][: len(lines[at]) // 2]
        elif change == "swap":
            lines[at] = lines[at].replace("award", "target").replace("EQF", "").replace("{", "[")
        else:
            lines[at] = "  " + lines[at]
    content = "\n".join(lines).encode()
    path = "rules/lisbon/recognition/2010-06-23.yaml"
    files = {path: content, "rules/vocabulary/facts.yaml": house()["rules/vocabulary/facts.yaml"]}
    for found in read_library(files, desk().library.terms).broken:
        assert re.fullmatch(r"[EP]\d{3}", found.code)
        assert 1 <= found.line <= len(lines) + 1
        assert found.column >= 1


# The guide --------------------------------------------------------------------------------------------------------


def fenced(language: str) -> Iterator[tuple[int, str]]:
    """The fenced blocks of the guide in a language, with the line where each begins."""
    text = GUIDE.read_text("utf-8")
    for match in re.finditer(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield text[: match.start()].count("\n") + 1, match.group(1)


def pack_of(example: str) -> tuple[bytes, str]:
    """An example as a whole pack, and where it stands. A part of a pack gets a head, and steps where it names some."""
    named = re.search(r"^pack: (\S+)$", example, re.MULTILINE)
    day = re.search(r"^in_force: \{from: (\S+?)[,}]", example, re.MULTILINE)
    if named and day:
        return example.encode(), f"rules/{named.group(1)}/{day.group(1)}.yaml"
    head = HEAD.format(kind="conformance" if "checks:" in example else "recognition")
    if "step: " in example and "steps:" not in example:
        head += STEPS
    return (head + example).encode(), PLACE


def whole_examples() -> dict[str, bytes]:
    """The whole procedures and parts of procedures among the guide's examples, by path."""
    found = (pack_of(example) for _, example in fenced("yaml") if "pack: " in example)
    return {path: content for content, path in found if b"kind: recognition" in content}


#: What an example of rules of a stacking policy stands in.
STACK = """award: {title: {en: An example certificate}}
host: {id: example, en: Example}
total: {exactly: 30 ECTS}
grades: {scale: us-letters, points: {A: 4, B: 3, C+: 2.3}, others: {german: {"1.0": 4}}, in_classification: no}
"""


def policy_of(example: str) -> bytes:
    """An example of rules of a stacking policy as a whole policy."""
    return (HEAD.format(kind="stacking") + STACK + example).encode()


@pytest.mark.parametrize(("line", "example"), [pytest.param(*e, id=f"line {e[0]}") for e in fenced("stacking")])
def test_an_example_of_stacking_rules_compiles(line: int, example: str) -> None:
    content = policy_of(example)
    assert [str(found) for found in mistakes(content)] == []
    library = desk().library
    policy = read_policy(content, PLACE, library.unit_schema, library.terms)
    assert library.unit_ruleset(policy).packs == (policy.pack,)


def test_every_form_of_a_stacking_policy_has_an_example() -> None:
    text = "".join(example for _, example in (*fenced("stacking"), *fenced("yaml")))
    for table in (*UNIT_FORMS.values(), *SET_FORMS.values(), COMMON, REVALIDATION, SHARING, EXIT, CHOICE):
        for key in table:
            if key not in ("remedy", "note"):
                assert re.search(rf"\b{key}:\s", text), key


@pytest.mark.parametrize(("line", "example"), [pytest.param(*e, id=f"line {e[0]}") for e in fenced("yaml")])
def test_an_example_of_the_guide_compiles(line: int, example: str) -> None:
    content, path = pack_of(example)
    assert [found for found in mistakes(content, path, beside=whole_examples()) if found.severity != "note"] == []
    if is_stacking(content):
        return
    pack = parse_pack(content, path, desk().library.schema, desk().library.terms)
    if pack.kind != "policy" and path not in whole_examples():
        assert desk().library.ruleset((pack,)).packs == (pack,)


def test_the_procedure_in_several_packs_is_one() -> None:
    files = {"rules/vocabulary/facts.yaml": house()["rules/vocabulary/facts.yaml"], **whole_examples()}
    packs = {pack.id: pack for pack in read_library(files, desk().library.terms).packs}
    together = desk().library.ruleset((packs["examples/exemption"], packs["examples/level"]))
    assert [(step.id, [rule.text.id for rule in rules]) for step, rules in together.steps] == [
        ("S7", ["level-too-low"]),
        ("S13", ["no-difference"]),
    ]


def test_the_component_of_the_guide_is_read() -> None:
    ((_, example),) = fenced("component")
    target = read_component(example.encode(), "rules/hosts/harbour-college/components/data-ethics.yaml")
    assert [outcome.id for outcome in target.outcomes] == ["de-1", "de-2"]


@pytest.mark.parametrize(("line", "example"), [pytest.param(*e, id=f"line {e[0]}") for e in fenced("conditions")])
def test_a_condition_of_the_guide_is_true_to_the_grammar(line: int, example: str) -> None:
    schema = desk().library.schema
    members = {name: {short: fact.type for short, fact in facts.items()} for name, facts in schema.members.items()}
    for condition in example.strip().splitlines():
        scope = Scope({name: fact.type for name, fact in schema.facts.items()}, members, desk().library.terms)
        assert compile_condition(parse_expression(condition), scope).type == "boolean"


def test_the_guide_tells_every_field() -> None:
    from passerelle.rulepacks import shape

    text = GUIDE.read_text("utf-8")
    stacking = (POLICY, AWARD, TOTAL, GRADES, CHOICE, SHARING, EXIT, REVALIDATION, ROUNDING, COMMON)
    forms = (*UNIT_FORMS.values(), *SET_FORMS.values())
    for table in (shape.PACK, shape.RULE, shape.CHECK, shape.THEN, shape.BOOK, shape.PROVISO, *stacking, *forms):
        for name, field in table.items():
            assert re.search(rf"`[^`\n]*\b{name}\b[^`\n]*`", text), name
            for choice in field.choices:
                assert choice in text, choice


def test_ratings_are_the_words_of_the_vocabulary() -> None:
    from passerelle.rulepacks.shape import RATINGS

    assert set(RATINGS) == desk().library.terms["rating"]


def _written(kind: str) -> str:
    """How a value of a type is written in a policy."""
    several = kind.startswith("set:")
    base = kind.removeprefix("set:")
    shown = {
        "integer": "a whole number: `1`",
        "percentage": "a percentage: `80 %`",
        "credits": "credits: `10 ECTS`",
        "eqf": "a level: `EQF 6`",
        "duration": "a length of time: `5 years`",
        "boolean": "`true` or `false`",
        "text": "a text",
        "language": "a list of languages: `[en, sl]`",
        "langtext": "a text by language: `{en: …, sl: …}`",
    }
    if base.startswith("term:"):
        terms = ", ".join(f"`{term}`" for term in sorted(desk().library.terms[base.removeprefix("term:")]))
        return f"{'a list of' if several else 'one of'} {terms}"
    return shown[base]


def parameters_table() -> str:
    labels = as_texts((ROOT / "engine" / "passerelle" / "explain" / "languages" / "en.yaml").read_bytes())["fact"]
    rows = ["| Parameter | What it sets | How it is written | If left out |", "|---|---|---|---|"]
    library = desk().library
    defaults = {p.name: p.value for pack in library.procedure(date(2026, 1, 1)) for p in pack.parameters}
    wanted = {
        name for rule in library.recognition("example-university", date(2026, 1, 1))[0].rules for name in rule.reads
    }
    for name, fact in library.schema.parameters().items():
        if name in defaults:
            default = f"`{_plainly(defaults[name], fact.type)}`"
        else:
            default = "a mistake" if f"policy.{name}" in wanted and not fact.optional else "nothing is asked"
        rows.append(f"| `{name}` | {labels[f'policy.{name}']} | {_written(fact.type)} | {default} |")
    return "\n".join(rows)


def _plainly(value: Any, kind: str) -> str:
    """A default as a policy writes it."""
    shown = shown_value(value, kind)
    if isinstance(shown, dict):
        return str(shown["en"])
    return str(shown).lower() if isinstance(shown, bool) else f"{shown}{' %' if kind == 'percentage' else ''}"


def test_the_table_of_parameters_is_current() -> None:
    begin, end = "<!-- parameters: generated from rules/vocabulary/facts.yaml -->\n\n", "\n\n<!-- end -->"
    text = GUIDE.read_text("utf-8")
    before, _, rest = text.partition(begin)
    table, _, after = rest.partition(end)
    if WRITE:
        GUIDE.write_text(before + begin + parameters_table() + end + after, "utf-8")
        table = parameters_table()
    assert table == parameters_table()


# The published schema ---------------------------------------------------------------------------------------------


def current_schema() -> dict[str, Any]:
    library = desk().library
    return pack_schema({name: fact.type for name, fact in library.schema.parameters().items()}, library.terms)


def as_texts(content: bytes) -> Any:
    """A pack's YAML with every value as the text that stands there."""
    return YAML(typ="base", pure=True).load(content.decode())


def packs_of_the_house() -> list[str]:
    return [p for p in house() if not p.startswith("rules/vocabulary/") and "/components/" not in p]


def test_the_published_schema_is_current() -> None:
    text = json.dumps(current_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    if WRITE:
        SCHEMA.write_text(text, "utf-8")
    assert SCHEMA.read_text("utf-8") == text
    Draft202012Validator.check_schema(current_schema())


@pytest.mark.parametrize("path", packs_of_the_house())
def test_every_pack_is_true_to_the_schema(path: str) -> None:
    errors = list(Draft202012Validator(current_schema()).iter_errors(as_texts(house()[path])))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize(
    "name",
    [
        "E120-unknown-field",
        "E121-missing-field",
        "E123-not-a-choice",
        "E203-unknown-parameter",
        "E204-almost",
        "E121-no-clocks",
        "S603-no-form-or-two",
    ],
)
def test_the_schema_sees_what_the_house_sees(name: str) -> None:
    assert list(Draft202012Validator(current_schema()).iter_errors(as_texts((BAD / f"{name}.yaml").read_bytes())))


def test_the_command_prints_the_published_schema() -> None:
    from typer.testing import CliRunner

    from passerelle.cli.packs import rules

    shown = CliRunner().invoke(rules, ["schema"]).stdout
    assert json.loads(shown) == json.loads(SCHEMA.read_text("utf-8"))
