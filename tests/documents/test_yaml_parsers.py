"""Two parsers read YAML: where the quick one reads a text at all, it reads what the thorough one reads."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from passerelle import yaml_nodes
from passerelle.yaml_nodes import compose_yaml

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path for folder in ("rules", "docs/examples", "engine/passerelle/explain/languages", "tests/bad_packs")
    for path in (ROOT / folder).rglob("*.yaml")
)  # fmt: skip
PIECES = st.sampled_from(
    ["a", "b c", ":", ": ", "- ", "-", "\n", "\n  ", "\n- ", "\n    ", "{", "}", "[", "]", ", ", ",", "'", '"', "#",
     " # ", "?", "? ", "|", "|\n  x\n", ">", ">-\n  y\n  z\n", "&x", "*x", "!t ", "%", "@", "`", "~", "é", "𝒳", "1",
     "é: ü", "\\n", "''", "\\", "---\n", "...\n", "null", "<<", "=", "key: value\n",
     "list:\n  - one\n  - {a: b, c: [d, 'e']}\n"]
)  # fmt: skip


def seen(node: Node | None) -> object:
    """A node with all that readers look at."""
    if node is None:
        return None
    place = (node.start_mark.line, node.start_mark.column, node.start_mark.index)
    if isinstance(node, ScalarNode):
        return (node.value, node.style or None, place, node.end_mark.index)
    if isinstance(node, SequenceNode):
        return ([seen(item) for item in node.value], place)
    assert isinstance(node, MappingNode)
    return ([(seen(key), seen(value)) for key, value in node.value], place)


def read(text: str) -> Iterator[object]:
    """What each parser reads: a tree, or the words of its error."""
    quick = yaml_nodes.CParser
    for parser in (quick, None):
        yaml_nodes.CParser = parser
        try:
            yield seen(compose_yaml(text, deepest=50))
        except Exception as error:  # that both say the same is what is asked
            yield (type(error).__name__, str(error))
        finally:
            yaml_nodes.CParser = quick


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_is_read_alike(path: Path) -> None:
    quick, thorough = read(path.read_bytes().decode("utf-8", "replace"))
    assert quick == thorough


@settings(max_examples=1_500, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_the_quick_one_reads_the_thorough_one_reads_the_same(text: str) -> None:
    quick, thorough = read(text)
    assert quick == thorough


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_damaged_file_is_read_alike(path: Path, data: st.DataObject) -> None:
    text = path.read_bytes().decode("utf-8", "replace")[:3_000]
    at = data.draw(st.integers(0, len(text)))
    changed = text[:at] + data.draw(PIECES) + text[at + data.draw(st.integers(0, 3)) :]
    quick, thorough = read(changed)
    assert quick == thorough


@pytest.mark.skipif(yaml_nodes.CParser is None, reason="libyaml is not there")
def test_the_quick_one_is_used() -> None:
    text = "".join(f"key-{number}: [a, 'b', {{c: d}}]\n" for number in range(1_500))
    times = []
    quick = yaml_nodes.CParser
    for parser in (quick, None):
        yaml_nodes.CParser = parser
        began = time.process_time()
        compose_yaml(text, deepest=50)
        times.append(time.process_time() - began)
    yaml_nodes.CParser = quick
    assert times[0] < times[1] / 1.5
