"""Single steps from narrower to broader concepts in, the links between the concepts of one case at any distance out."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def more_general(
    steps: Iterable[tuple[str, str]], narrower: Collection[str], broader: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """Every pair (a, b) with a among `narrower` and b among `broader` where steps lead from a up to b; sorted.

    A concept is not broader than itself.
    """
    up: dict[str, list[str]] = {}
    for below, above in steps:
        up.setdefault(below, []).append(above)
    wanted = set(broader)
    found = []
    for start in set(narrower):
        reached = {start}
        waiting = [start]
        while waiting:
            for above in up.get(waiting.pop(), ()):
                if above not in reached:
                    reached.add(above)
                    waiting.append(above)
        found += [(start, above) for above in (reached & wanted) - {start}]
    return tuple(sorted(found))


def circle(steps: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The concepts of one circle, the first one again at the end; () where there is none."""
    up: dict[str, set[str]] = {}
    down: dict[str, set[str]] = {}
    for below, above in steps:
        up.setdefault(below, set()).add(above)
        down.setdefault(above, set()).add(below)
    tops = [concept for concept in down if concept not in up]
    while tops:
        top = tops.pop()
        for below in down.get(top, ()):
            up[below].discard(top)
            if not up[below]:
                del up[below]
                tops.append(below)
    # Every concept that is left has one above it that is left, so whoever climbs comes round.
    path: dict[str, None] = {}
    concept = min(up, default="")
    while concept and concept not in path:
        path[concept] = None
        concept = min(up[concept])
    walked = list(path)
    return (*walked[walked.index(concept) :], concept) if concept else ()
