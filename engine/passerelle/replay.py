"""A kept decision enters; the same question, decided again from what was kept with it, leaves beside every difference.

Nothing comes from the rules on disk: the packs and the vocabulary are those that the decision used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from passerelle.decision import Decision, canonical_json
from passerelle.decision.stacking import StackDecision
from passerelle.desk import Desk
from passerelle.store import Kept

#: The lines of a receipt that say who answered, and the id that an answer about stacking makes of itself. They may
#: differ where the answer is the same.
ANSWERED_BY = ("/receipt/engine", "/receipt/kernel", "/receipt/solver", "/id")

_ABSENT = object()
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Replay:
    """A decision made again. `same` says that nothing differs but the lines of the receipt that say who answered;
    `differences` names every place that differs, those lines among them: `/outcome: was "REFUSED", is now "PENDING"`.
    """

    same: bool
    decision: Decision | StackDecision
    canonical: bytes
    differences: tuple[str, ...]

    @property
    def identical(self) -> bool:
        """Whether the bytes are the same."""
        return not self.differences


def replay(kept: Kept) -> Replay:
    """Decide a kept question again, with the packs and the vocabulary that were kept with it.

    Raises:
        PasserelleError: the kept sources can no longer be read by this version.
    """
    desk = Desk.from_sources(kept.decision, kept.sources)
    return compared(kept.canonical, desk.again(kept.decision, kept.award, kept.target, kept.consulted))


def compared(before: bytes, decision: Decision | StackDecision) -> Replay:
    """The canonical JSON of a decision held against the decision made again."""
    canonical = canonical_json(decision)
    found: list[tuple[str, str]] = []
    if canonical != before:
        found = list(_differences(orjson.loads(before), orjson.loads(canonical), ""))
    return Replay(
        same=all(path in ANSWERED_BY for path, _ in found),
        decision=decision,
        canonical=canonical,
        differences=tuple(f"{path or '/'}: {what}" for path, what in found),
    )


def _differences(before: Any, after: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            token = key.replace("~", "~0").replace("/", "~1")
            yield from _differences(before.get(key, _ABSENT), after.get(key, _ABSENT), f"{path}/{token}")
    elif isinstance(before, list) and isinstance(after, list):
        for index in range(max(len(before), len(after))):
            was = before[index] if index < len(before) else _ABSENT
            now = after[index] if index < len(after) else _ABSENT
            yield from _differences(was, now, f"{path}/{index}")
    elif type(before) is not type(after) or before != after:
        yield path, f"was {_shown(before)}, is now {_shown(after)}"


def _shown(value: Any) -> str:
    if value is _ABSENT:
        return "not there"
    text = orjson.dumps(value).decode()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
