"""The text of a YAML file enters; its tree of nodes leaves, or an error long before a hostile text has cost seconds.

The parser is written in Python and works forward, so what is too deep or too much is refused where it is met.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import Node

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
