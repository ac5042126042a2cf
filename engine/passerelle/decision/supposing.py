"""What somebody supposes enters as text; a `Supposition` leaves. Facts are named as in confirmations."""

from __future__ import annotations

import re

from passerelle.decision.confirming import ABOUT, LONGEST
from passerelle.decision.question import Supposition

#: How a supposition is written, for messages.
WRITTEN = "FACT=VALUE, or FACT for true, as in level.eqf=EQF 7 or target.outcomes[2].covered"

_FACT = re.compile(r"[a-z_]+(\.[a-z_]+)*(\[\d{1,6}\](\.[a-z_]+)+)?", re.ASCII)


def read_supposition(text: str) -> Supposition:
    """The supposition in `FACT=VALUE`, or in a fact alone for "true". A set may have no members: `FACT=`.

    Raises:
        ValueError: the text has another form, or is too long.
    """
    fact, equals, value = text.partition("=")
    return supposed(fact, value if equals else "true")


def supposed(fact: str, value: str = "true") -> Supposition:
    """The supposition that a fact, whose "award." in front may be left out, has a value.

    Raises:
        ValueError: the fact is no name, or the whole is too long.
    """
    fact, value = fact.strip(), value.strip()
    if len(fact) + len(value) > LONGEST:
        raise ValueError(f"a supposition may have {LONGEST:,} characters")
    if not _FACT.fullmatch(fact):
        raise ValueError(f"a supposition must read {WRITTEN}")
    return Supposition(fact=fact if re.split(r"[.\[]", fact)[0] in ABOUT else f"award.{fact}", value=value)
