"""Names and texts of a program enter; the short names and numbers that the engine sees leave.

The engine finds attributes and ids by a 32-bit hash alone, reads dots, dollars and brackets as syntax, and compares
texts wrongly in several ways. So it is shown none of ours: an attribute, a kind or a text constant becomes a name
like `f12`, a text becomes a number, and an id is a small number. The hashes of all of them are compared before use.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from passerelle.errors import ProgramError
from passerelle.kernel import limits

#: The one session, the id its state gets from the engine, and the attributes of frames and of every joining fact.
SID = "k"
STATE_ID = "sid-k"
BEGIN, END, ALWAYS = "b", "e", "z"
_OWN_NAMES = ("id", "sid", "$s", BEGIN, END, ALWAYS)


def engine_hash(text: str) -> int:
    """The hash by which the engine looks up an ASCII name or id (FNV-1, 32 bits)."""
    value = 0x811C9DC5
    for byte in text.encode("ascii"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


@cache
def identities() -> tuple[str, ...]:
    """The ids "0", "1", … for facts from below and for frames and markers from above."""
    ids = [str(number) for number in range(limits.IDS)]
    # The hash of "123" continues that of "12".
    hashes = [engine_hash(digit) for digit in "0123456789"]
    for number in range(10, limits.IDS):
        prefix, digit = divmod(number, 10)
        hashes.append(((hashes[prefix] ^ (48 + digit)) * 16777619) & 0xFFFFFFFF)
    if len({*hashes, engine_hash(STATE_ID)}) <= limits.IDS:
        raise AssertionError("two ids share a hash")
    return tuple(ids)


def check_collisions(names: Iterable[str]) -> None:
    """Raises `ProgramError` if the engine would take two of its names for one."""
    by_hash: dict[int, str] = {}
    for name in {*_OWN_NAMES, *names}:
        other = by_hash.setdefault(engine_hash(name), name)
        if other != name:
            raise ProgramError(f"the engine cannot tell its names {name!r} and {other!r} apart: fewer attributes?")


class Names:
    """Gives out a name of the engine for each distinct thing, always the same one."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._names: dict[object, str] = {}

    def __call__(self, *thing: object) -> str:
        return self._names.setdefault(thing, f"{self._prefix}{len(self._names)}")
