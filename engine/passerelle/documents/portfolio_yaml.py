"""The text of a YAML portfolio enters; its entries leave, with the line and column of each.

Only the plain part of YAML is read: no anchors, aliases or tags. Values stay as written: nothing becomes a binary
float, and `NO` stays Norway.
"""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from passerelle.documents.entries import Entry, Fields, Items, Mark, Mistakes, Text, key_of
from passerelle.documents.json_text import shown
from passerelle.errors import DocumentError
from passerelle.yaml_nodes import MOST, TooDeepError, TooManyError, compose_yaml

#: Characters. The parser is written in Python; a portfolio of a hundred units has about 60,000.
LARGEST = 150_000
_DEEPEST = 12
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def compose(text: str) -> Node | None:
    """The node tree of one YAML document, or `None` for an empty one.

    Raises:
        DocumentError: `too_large`, `yaml_syntax`, `yaml_too_deep`.
    """
    if len(text) > LARGEST:
        raise DocumentError(
            "too_large", f"this text has {len(text):,} characters; a portfolio may have {LARGEST:,}, so split it"
        )
    try:
        return compose_yaml(text, deepest=_DEEPEST)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Mark(mark.line + 1, mark.column + 1).place if mark else ""
        if isinstance(error, TooDeepError):
            raise _too_deep(where) from None
        if isinstance(error, TooManyError):
            raise DocumentError(
                "too_large", f"this text has more than {MOST:,} keys and values, so split it", where
            ) from None
        raise DocumentError("yaml_syntax", f"this is not valid YAML: {_plain(error.problem)}", where) from None
    except (YAMLError, ValueError, AttributeError, TypeError, IndexError) as error:
        raise DocumentError("yaml_syntax", f"this is not valid YAML: {_plain(str(error))}") from None


def _too_deep(place: str) -> DocumentError:
    return DocumentError("yaml_too_deep", f"the YAML is nested more than {_DEEPEST} deep; write it flat", place)


def entries(node: Node, mistakes: Mistakes) -> Entry:
    """The entries of a node tree; duplicate keys are mistakes.

    Raises:
        DocumentError: `yaml_too_deep`, `yaml_alias`, `yaml_tag`.
    """
    return _entry(node, mistakes, set(), 0)


def _entry(node: Node, mistakes: Mistakes, seen: set[int], depth: int) -> Entry:
    mark = Mark(node.start_mark.line + 1, node.start_mark.column + 1)
    if depth > _DEEPEST:
        raise _too_deep(mark.place)
    if id(node) in seen:
        raise DocumentError("yaml_alias", "anchors and aliases (& and *) are not read; write the value out", mark.place)
    seen.add(id(node))
    if isinstance(node, ScalarNode):
        if node.style is None and str(node.value) in _NOTHING:
            return Text("", mark)
        return Text(str(node.value), mark)
    if isinstance(node, SequenceNode):
        return Items(tuple(_entry(member, mistakes, seen, depth + 1) for member in node.value), mark)
    assert isinstance(node, MappingNode)
    members: dict[str, Entry] = {}
    keys: dict[str, Text] = {}
    for key_node, value_node in node.value:
        at = Mark(key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, ScalarNode):
            raise DocumentError("yaml_syntax", "a key has to be a plain word", at.place)
        written = str(key_node.value)
        key = key_of(written)
        if key in keys:
            mistakes.add(
                "duplicate_key", f"{shown(written)} stands here again, after line {keys[key].mark.line}; keep one", at
            )
            continue
        keys[key] = Text(written, at)
        members[key] = _entry(value_node, mistakes, seen, depth + 1)
    return Fields(members, keys, mark)


def _plain(problem: str | None) -> str:
    words = " ".join((problem or "it cannot be parsed").split())
    return "".join(character if character.isprintable() else "\ufffd" for character in words)[:160]
