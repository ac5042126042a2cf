"""A credential's graph enters; notices leave about terms that look decisive and were not read.

A JSON-LD processor drops terms that its contexts do not define, before anything is hashed: a stranger can add
`"ECTS": 30` to a sealed credential and the seal still verifies. So a term that looks as if it mattered, and is none of
the format's, is never believed and always mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from passerelle.documents.graph import Node
from passerelle.documents.json_text import pointer, shown
from passerelle.documents.notes import Notes

_DECISIVE = re.compile(
    r"ects|sbu|credits?(?!ial)|eqf|nqf|level|workload|volume|hours|grade|accredit|outcome|recognition|ec(?:vet|tc)",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"\s*[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\s*|@none")
_SKIPPED = frozenset({"@context", "displayParameter", "proof", "credentialSchema", "inScheme", "endorsement"})
_MOST = 20


def note_ignored(root: Node, terms: Collection[str], notes: Notes, *, misplaced: Callable[[Node, str], bool]) -> None:
    """Note members that look decisive and are not in `terms`, and terms that stand where they mean nothing."""
    waiting: list[tuple[object, str]] = [(root.members, root.place)]
    count = 0
    while waiting and count < _MOST:
        current, place = waiting.pop()
        if isinstance(current, dict):
            node: Node | None = None
            for key, member in current.items():
                if key in _SKIPPED:
                    continue
                if key in terms:
                    node = node or Node(current, place, root.graph)
                    if misplaced(node, key):
                        notes.ignored(pointer(place, key), key, "stands where the format gives it no meaning")
                        count += 1
                elif _DECISIVE.search(key) and not _is_text_by_language(current):
                    notes.ignored(pointer(place, key), shown(key), "is not a term of the format")
                    count += 1
                if isinstance(member, dict | list):
                    waiting.append((member, pointer(place, key)))
        elif isinstance(current, list):
            waiting.extend(
                (member, f"{place}/{index}") for index, member in enumerate(current) if isinstance(member, dict | list)
            )


def _is_text_by_language(members: dict[str, object]) -> bool:
    return all(_LANGUAGE.fullmatch(key) for key in members)
