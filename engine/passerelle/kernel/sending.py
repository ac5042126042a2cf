"""Facts enter; normalised facts leave, and beside each the row that the engine is sent: small numbers only.

This is the hot path. The loop handles values of the usual form; anything else goes through
`passerelle.kernel.guard`, which accepts or refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
        #: What all rows of the kind have in common.
        self.row: Row = {}
        self.serial = bool(needs and needs.serial)
        if needs:
            self.row = {"id": "", "sid": SID, needs.flag: 1}
            if needs.joined:
                self.row[ALWAYS] = 0
        self.ints = {name: values.get(name, "") for name, type_ in schema.items() if type_ == "int"}
        texts = [name for name, type_ in schema.items() if type_ == "str"]
        self.texts = {
            name: (values.get(name, ""), needs.texts.get(name, {}) if needs else {}) for name in [*texts, "kind"]
        }
        lists = [name for name, type_ in schema.items() if type_ == "strs"]
        self.lists = {
            name: (needs.present.get(name, ""), needs.members.get(name, {})) if needs else ("", {}) for name in lists
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
        readings, unread, codes, ids = self._readings, self._unread, self._codes, self._ids
        known = codes.__contains__
        for index, fact in enumerate(facts, start):
            try:
                kind = fact["kind"]
                reading = readings.get(kind, unread)
                normal = dict(fact)
            except (TypeError, KeyError, ValueError):
                checked_fact(fact, index - start, self._schema)
                raise refused("a fact needs a kind", "kind", index - start) from None
            row = reading.row.copy()
            ints, texts, lists = reading.ints, reading.texts, reading.lists
            usual = len(normal) <= limits.ATTRIBUTES and kind
            for name, value in fact.items():
                type_ = type(value)
                if type_ is int:
                    if name in ints and -_INT <= value <= _INT:
                        if to := ints[name]:
                            row[to] = value
                        continue
                elif type_ is str:
                    if name in texts:
                        code = codes.get(value)
                        if code is None:
                            code = self._learn(value)
                        if code is not None:
                            to, equals = texts[name]
                            if to:
                                row[to] = code
                            if value in equals:
                                row[equals[value]] = 1
                            continue
                elif type_ is list or type_ is tuple:
                    if name in lists and len(value) <= limits.MEMBERS and _all_known(known, value):
                        normal[name] = tuple(value)
                        to, members = lists[name]
                        if to:
                            row[to] = 1
                        if members:
                            for member in value:
                                if member in members:
                                    row[members[member]] = 1
                        continue
                elif value is None and (name in ints or name in lists or (name in texts and name != "kind")):
                    del normal[name]
                    continue
                usual = False
                break
            if not usual:
                normal = checked_fact(fact, index - start, self._schema)
                kind = cast(str, normal["kind"])
                reading = readings.get(kind, unread)
                row = reading.row.copy()
                self._fill(row, reading, normal)
            kept.append(normal)
            if reading is not unread:
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
        """The row of a fact that took the long way, and its texts remembered."""
        for name, value in normal.items():
            if isinstance(value, int):
                if to := reading.ints[name]:
                    row[to] = value
            elif isinstance(value, str):
                to, equals = reading.texts[name]
                number = self._number(value)
                if to:
                    row[to] = number
                if value in equals:
                    row[equals[value]] = 1
            else:
                to, members = reading.lists[name]
                if to:
                    row[to] = 1
                for member in value:
                    self._number(member)
                    if member in members:
                        row[members[member]] = 1


def _all_known(known: Callable[[object], bool], members: Sequence[object]) -> bool:
    """Whether all members are known texts; what cannot be hashed is none."""
    try:
        return all(map(known, members))
    except TypeError:
        return False
