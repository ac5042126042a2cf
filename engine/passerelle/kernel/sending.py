"""Facts enter; normalised facts leave, and beside each the row that the engine is sent: small numbers only.

This is the hot path. The loop handles values of the usual form; anything else goes through
`passerelle.kernel.guard`, which accepts or refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

from passerelle.kernel import limits
from passerelle.kernel.answers import Fact, Value
from passerelle.kernel.guard import checked_fact, refused
from passerelle.kernel.naming import ALWAYS, SID, identities
from passerelle.kernel.network import SERIAL, Needs, Network

Row: TypeAlias = "dict[str, object]"

_INT = limits.INT


class _Reading:
    """How facts of one kind are read: for each attribute of the schema, what the engine is sent of it."""

    __slots__ = ("ints", "lists", "row", "serial", "texts")

    def __init__(self, needs: Needs | None, schema: Mapping[str, str]) -> None:
        values = needs.values if needs else {}
        #: None where no rule of the program reads the kind.
        self.row: Row | None = None
        self.serial = bool(needs and needs.serial)
        if needs:
            self.row = {"id": "", "sid": SID, needs.flag: 1}
            if needs.joined:
                self.row[ALWAYS] = 0
        self.ints = {name: values.get(name, "") for name, type_ in schema.items() if type_ == "int"}
        texts = [name for name, type_ in schema.items() if type_ == "str"]
        self.texts = {
            name: (values.get(name, ""), needs.texts.get(name) if needs else None) for name in [*texts, "kind"]
        }
        lists = [name for name, type_ in schema.items() if type_ == "strs"]
        self.lists = {
            name: (needs.present.get(name), needs.members.get(name)) if needs else (None, None) for name in lists
        }


class Sending:
    """Reads facts for one program. `codes` numbers every text that has been checked, in NFC."""

    def __init__(self, schema: Mapping[str, str], network: Network) -> None:
        self._schema = dict(schema)
        self._readings = {kind: _Reading(needs, schema) for kind, needs in network.needs.items()}
        self._unread = _Reading(None, schema)
        self._constants = network.codes
        self._codes = dict(network.codes)
        self._characters = 0
        self._ids = identities()

    def forget(self) -> None:
        """Drop remembered texts when they have become many. Only between cases: numbers are given anew."""
        if len(self._codes) > limits.KNOWN_TEXTS or self._characters > limits.KNOWN_CHARACTERS:
            self._codes = dict(self._constants)
            self._characters = 0

    def read(self, facts: Sequence[Any], start: int) -> tuple[list[Fact], list[Row], list[str]]:
        """(facts, rows, kinds of the rows); the facts get the indexes from `start` on. Facts of kinds that no rule
        reads have no row. Raises `FactError`."""
        kept: list[Fact] = []
        rows: list[Row] = []
        kinds: list[str] = []
        readings, unread, codes, ids, no_row = self._readings, self._unread, self._codes, self._ids, cast(Row, {})
        for index, fact in enumerate(facts, start):
            try:
                kind = fact["kind"]
                reading = readings.get(kind, unread)
                items = fact.items()
            except (TypeError, KeyError, AttributeError):
                checked_fact(fact, index - start, self._schema)
                raise refused("a fact needs a kind", "kind", index - start) from None
            template = reading.row
            row = no_row if template is None else template.copy()
            ints, texts = reading.ints, reading.texts
            usual = len(fact) <= limits.ATTRIBUTES
            for name, value in items:
                type_ = type(value)
                if type_ is int:
                    to = ints.get(name)
                    if to is not None and -_INT <= value <= _INT:
                        if to:
                            row[to] = value
                        continue
                elif type_ is str:
                    text = texts.get(name)
                    if text is not None:
                        code = codes.get(value)
                        if code is None:
                            code = self._learn(value)
                        if code is not None:
                            to, equals = text
                            if to:
                                row[to] = code
                            if equals is not None and value in equals:
                                row[equals[value]] = 1
                            continue
                usual = False
                break
            if usual and kind:
                kept.append(dict(fact))
            else:
                normal = checked_fact(fact, index - start, self._schema)
                kept.append(normal)
                kind = cast(str, normal["kind"])
                reading = readings.get(kind, unread)
                template = reading.row
                if template is not None:
                    row = template.copy()
                    self._fill(row, reading, normal)
            if template is not None:
                row["id"] = ids[index]
                if reading.serial:
                    row[SERIAL] = index
                rows.append(row)
                kinds.append(kind)
        return kept, rows, kinds

    def _learn(self, text: str) -> int | None:
        """The number of a text seen for the first time; None unless it is plainly short ASCII, which is in NFC."""
        if not text.isascii() or len(text) > limits.TEXT_BYTES:
            return None
        return self._number(text)

    def _number(self, text: str) -> int:
        number = self._codes.get(text)
        if number is None:
            number = self._codes[text] = len(self._codes)
            self._characters += len(text)
        return number

    def _fill(self, row: Row, reading: _Reading, normal: Mapping[str, Value]) -> None:
        for name, value in normal.items():
            if isinstance(value, int):
                if to := reading.ints[name]:
                    row[to] = value
            elif isinstance(value, str):
                to, equals = reading.texts[name]
                number = self._number(value)
                if to:
                    row[to] = number
                if equals is not None and value in equals:
                    row[equals[value]] = 1
            else:
                present, members = reading.lists[name]
                if present:
                    row[present] = 1
                if members:
                    for member in value:
                        if member in members:
                            row[members[member]] = 1
