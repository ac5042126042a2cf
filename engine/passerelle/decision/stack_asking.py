"""What a question about stacking is written as enters; the parts of a `StackQuestion` leave. One way of writing it for
the command line, the API and its pages."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from difflib import get_close_matches

from passerelle.decision.confirming import LONGEST, confirmed
from passerelle.decision.question import Confirmation
from passerelle.decision.stacking import Objective

#: Equally good choices that may be asked for at most.
MOST_TIES = 1_000
#: Seconds that a search may be given at most.
LONGEST_BUDGET = 3_600.0
#: How each part is written, for messages.
ACT = "NAME=yes or NAME=no, as in profile-statement=yes"
CONFIRMATION = "UNIT:FACT=VALUE or UNIT:FACT=VALUE:note, as in u2:assessed=true:asked the issuer"

_ACT = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}", re.ASCII)
_ANSWERS = {"yes": True, "true": True, "no": False, "false": False}
_FACT = re.compile(r"[a-z_]+", re.ASCII)


def read_objectives(texts: Sequence[str]) -> tuple[tuple[Objective, ...], tuple[str, ...]]:
    """Objectives in the order in which they are given, and the units that `keep_free=ID` names.

    Raises:
        ValueError: an objective is none, is given twice, or keeps no unit free.
    """
    found: list[Objective] = []
    free: list[str] = []
    for text in texts:
        name, equals, unit = (part.strip() for part in text.partition("="))
        known = [objective.value for objective in Objective]
        if name not in known:
            near = get_close_matches(name[:80], known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}"
            raise ValueError(f"there is no objective {name[:80]!r}; {hint}")
        objective = Objective(name)
        if (objective is Objective.KEEP_FREE) is not bool(equals and unit):
            wanted = "keep_free=ID, with the id of a unit" if objective is Objective.KEEP_FREE else name
            raise ValueError(f"the objective {text[:80]!r} is written {wanted}")
        if objective is Objective.KEEP_FREE:
            if unit in free:
                raise ValueError(f"the unit {unit[:80]!r} is named twice; name it once")
            free.append(unit)
            if objective in found:
                continue
        elif objective in found:
            raise ValueError(f"the objective {name} is given twice; give it once")
        found.append(objective)
    return tuple(found), tuple(free)


def read_acts(texts: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """What is known to be done or not, by name, sorted.

    Raises:
        ValueError: a text has another form, or an act is named twice.
    """
    found: dict[str, bool] = {}
    for text in texts:
        name, _, answer = (part.strip() for part in text.partition("="))
        if not _ACT.fullmatch(name) or answer.lower() not in _ANSWERS:
            raise ValueError(f"an act is written {ACT}, not {text[:80]!r}")
        if name in found:
            raise ValueError(f"the act {name} is named twice; name it once")
        found[name] = _ANSWERS[answer.lower()]
    return tuple(sorted(found.items()))


def read_unit_confirmations(texts: Sequence[str]) -> tuple[tuple[str, Confirmation], ...]:
    """What an officer has established of units, by unit and fact, sorted.

    Raises:
        ValueError: a text has another form, or one fact of a unit is established twice.
    """
    found: dict[tuple[str, str], Confirmation] = {}
    for text in texts:
        place, equals, rest = text.partition("=")
        # The id of a unit may have colons itself, the name of a fact has none.
        unit, colon, fact = place.rpartition(":")
        value, _, note = rest.partition(":")
        confirmation = unit_confirmation(unit, fact, value, note) if equals and colon else None
        if confirmation is None:
            raise ValueError(f"a confirmation must read {CONFIRMATION}, not {text[:80]!r}")
        key = (unit.strip(), confirmation.fact)
        if key in found:
            raise ValueError(f"{key[0][:80]}:{key[1]} is confirmed twice; give one value")
        found[key] = confirmation
    return tuple((unit, found[unit, fact]) for unit, fact in sorted(found))


def unit_confirmation(unit: str, fact: str, value: str, note: str = "") -> Confirmation | None:
    """The confirmation of a fact of a unit, named with "units." in front or without; None where it is none.

    Raises:
        ValueError: the whole is too long.
    """
    fact = fact.strip().removeprefix("units.")
    if not unit.strip() or not _FACT.fullmatch(fact) or not value.strip():
        return None
    if len(unit) > LONGEST:
        raise ValueError(f"the id of a unit may have {LONGEST:,} characters")
    return Confirmation(fact=f"units.{fact}", value=confirmed(fact, value, note).value, note=note.strip())


def read_budget(value: str | float | int) -> float:
    """Seconds that the search may take.

    Raises:
        ValueError: it is no number of seconds from 0 to an hour.
    """
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = math.nan
    if not 0 <= seconds <= LONGEST_BUDGET:
        raise ValueError(f"{str(value)[:40]!r} is no time for a search; give seconds from 0 to {LONGEST_BUDGET:.0f}")
    return seconds


def read_ties(value: str | int) -> int:
    """How many equally good choices are listed at most.

    Raises:
        ValueError: it is no whole number from 0 on, or too many.
    """
    text = str(value).strip()
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > MOST_TIES:
        raise ValueError(f"{text[:40]!r} is no number of choices; give one from 0 to {MOST_TIES:,}")
    return int(text)
