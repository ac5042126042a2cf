"""The text of a YAML file enters; its tree of nodes leaves, or an error long before a hostile text has cost seconds.

Two parsers read. libyaml takes a tenth of the time; whatever it stumbles over, and all that is not plain YAML, goes
to the one that is written in Python, which follows the newer standard, says what is wrong and works forward, so that
what is too deep or too much is refused where it is met. Where both read a text they read the same.
"""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

try:
    from _ruamel_yaml import CParser
except ImportError:
    CParser = None

#: What the two standards read differently, or marks count differently: the slower parser reads a text that has it.
_UNSURE = re.compile(
    r"[\t\r\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]|[|>][^\s]*#|^%|^---|^\.\.\.", re.MULTILINE
)
_TEXT = "tag:yaml.org,2002:str"

#: Keys, values and lists. The largest file that came with Passerelle has about 2,500.
MOST = 20_000


class TooDeepError(MarkedYAMLError):
    """Nested deeper than is read; `problem_mark` is where."""


class TooManyError(MarkedYAMLError):
    """More than `MOST` keys, values and lists; `problem_mark` is where."""


def compose_yaml(text: str, *, deepest: int) -> Node | None:
    """The node tree of one YAML document, or `None` for an empty one.

    Raises:
        TooDeepError: nested more than `deepest` deep.
        TooManyError: more than `MOST` nodes.
        Exception: whatever else ruamel.yaml says of a text that is no YAML.
    """
    if CParser is not None and not _UNSURE.search(text):
        try:
            return _Quick(text, deepest).document()
        except TooManyError:
            raise
        except Exception:  # whatever it is, the other parser says it better
            pass

    class Bounded(Composer):
        levels = 0
        nodes = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            self.nodes += 1
            self.levels += 1
            if self.levels > deepest + 1:
                raise TooDeepError(problem="too deep", problem_mark=self.parser.peek_event().start_mark)
            if self.nodes > MOST:
                raise TooManyError(problem="too much", problem_mark=self.parser.peek_event().start_mark)
            node = super().compose_node(parent, index)
            self.levels -= 1
            return node

    reader = YAML(typ="safe", pure=True)
    reader.Composer = Bounded
    node: Node | None = reader.compose(text)
    return node


class _Quick:
    """Composes nodes from the events of libyaml. Any trouble, and anything but plain mappings, lists and scalars, is an
    exception: the other parser then reads the text."""

    def __init__(self, text: str, deepest: int) -> None:
        self.event = CParser(text).get_event
        self.left, self.deepest = MOST, deepest

    def document(self) -> Node | None:
        self.event()  # the stream begins
        event = self.event()
        if type(event).__name__ == "StreamEndEvent":
            return None
        node = self.node(self.event(), 0)
        if [type(self.event()).__name__ for _ in range(2)] != ["DocumentEndEvent", "StreamEndEvent"]:
            raise ValueError("more than one document")
        return node

    def node(self, event: Any, depth: int) -> Node:
        self.left -= 1
        kind = type(event).__name__
        if self.left < 0:
            raise TooManyError(problem="too much", problem_mark=event.start_mark)
        if depth > self.deepest or kind == "AliasEvent" or event.anchor or event.tag:
            raise ValueError(kind)
        start = event.start_mark
        if kind == "ScalarEvent":
            if not event.value and event.style not in ("'", '"'):
                raise ValueError("of what is empty the two say different things")
            return ScalarNode(_TEXT, event.value, start, event.end_mark, style=event.style or None)
        if kind == "SequenceStartEvent":
            items = []
            while type(event := self.event()).__name__ != "SequenceEndEvent":
                items.append(self.node(event, depth + 1))
            return SequenceNode("tag:yaml.org,2002:seq", items, start, event.end_mark)
        pairs = []
        while type(event := self.event()).__name__ != "MappingEndEvent":
            pairs.append((self.node(event, depth + 1), self.node(self.event(), depth + 1)))
        return MappingNode("tag:yaml.org,2002:map", pairs, start, event.end_mark)
