"""Parsed packs in; the days on which each version is in force, and the packs that it is used together with, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from passerelle.rulepacks.pack import Pack

#: The procedure by which every host recognises, and to which a host's policy may add rules of its own.
RECOGNITION = "lisbon/recognition"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Procedure:
    """The packs that are one procedure from a day to a day: the one that has the steps, then those that it includes."""

    packs: tuple[Pack, ...]
    first: date
    last: date

    @property
    def base(self) -> Pack:
        """The pack that has the steps and includes the others."""
        return self.packs[0]


def last_day(pack: Pack, packs: Iterable[Pack]) -> date:
    """The last day on which a version is in force: its own last one, or the one before the next version."""
    ends = [other.version - _DAY for other in packs if other.id == pack.id and other.version > pack.version]
    return min([*ends, *([pack.until] if pack.until else [])], default=date.max)


def version_on(pack_id: str, on: date, packs: Iterable[Pack]) -> Pack | None:
    """The version of a pack that is in force on a day. One that has ended is not fallen back on."""
    begun = [pack for pack in packs if pack.id == pack_id and pack.version <= on]
    newest = max(begun, key=lambda pack: pack.version, default=None)
    return newest if newest and newest.in_force(on) else None


def procedures(packs: Sequence[Pack]) -> tuple[Procedure, ...]:
    """Every combination of versions that is a procedure on some day, by id and first day. A pack of rules that nothing
    includes and that includes nothing is one by itself."""
    parts = {part.pack for pack in packs for part in pack.includes}
    bases = sorted((p for p in packs if p.kind == "recognition" and p.id not in parts), key=lambda p: (p.id, p.version))
    return tuple(procedure for base in bases for procedure in _of(base, packs))


def _of(base: Pack, packs: Sequence[Pack]) -> Iterator[Procedure]:
    """The combinations of one version of a base: a new one begins wherever a part changes or ends."""
    end = last_day(base, packs)
    included = [part.pack for part in base.includes]
    changes = {p.version for p in packs if p.id in included}
    changes |= {p.until + _DAY for p in packs if p.id in included and p.until and p.until < end}
    begins = sorted({base.version, *(day for day in changes if base.version < day <= end)})
    for first, following in zip(begins, [*begins[1:], None], strict=True):
        chosen = [version_on(part, first, packs) for part in included]
        found = tuple(part for part in chosen if part)
        if len(found) == len(chosen):
            yield Procedure((base, *found), first, following - _DAY if following else end)


def used_in(pack: Pack, known: Sequence[Procedure], packs: Sequence[Pack]) -> tuple[Procedure, ...]:
    """The procedures of which a pack is a part; for a policy those that are in force together with it. Where there is
    none, as for a version that is never in force with the others, the first in which it could stand."""
    if pack.kind == "policy":
        last = last_day(pack, packs)
        adds_to = tuple(one for one in known if one.base.id == RECOGNITION)
        return tuple(one for one in adds_to if one.first <= last and pack.version <= one.last) or adds_to[:1]
    found = tuple(one for one in known if pack in one.packs)
    if found:
        return found
    for one in known:
        if any(other.id == pack.id for other in one.packs):
            stand_in = tuple(pack if other.id == pack.id else other for other in one.packs)
            return (Procedure(stand_in, pack.version, last_day(pack, packs)),)
    return (Procedure((pack,), pack.version, last_day(pack, packs)),)
