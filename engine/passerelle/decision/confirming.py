"""What an officer confirms enters as text; a `Confirmation` leaves. One way of writing it for everybody who asks."""

from __future__ import annotations

import re

from passerelle.decision.question import Confirmation

#: Characters of a fact, its value and its note together.
LONGEST = 2_000
#: How a confirmation is written, for messages.
WRITTEN = "FACT, FACT=VALUE or FACT=VALUE:note, as in authentic or status=active:asked the issuer"

#: What facts are about.
ABOUT = ("award", "applicant", "application", "agreement", "evidence", "host", "policy", "question", "target")
_FACT = re.compile(r"[a-z_]+(\.[a-z_]+)*", re.ASCII)


def read_confirmation(text: str, note: str = "") -> Confirmation:
    """The confirmation in `FACT=VALUE`, `FACT=VALUE:note`, or a fact alone for "true". `note` is for one without a
    note of its own.

    Raises:
        ValueError: the text has another form, or is too long.
    """
    fact, equals, rest = text.partition("=")
    if equals:
        value, _, own = rest.partition(":")
    else:
        fact, _, own = text.partition(":")
        value = "true"
    return confirmed(fact, value, own.strip() or note)


def confirmed(fact: str, value: str = "true", note: str = "") -> Confirmation:
    """The confirmation of a fact, whose "award." in front may be left out.

    Raises:
        ValueError: the fact is no name, the value is empty, or the whole is too long.
    """
    fact, value, note = fact.strip(), value.strip(), note.strip()
    if len(fact) + len(value) + len(note) > LONGEST:
        raise ValueError(f"a confirmation may have {LONGEST:,} characters")
    if not _FACT.fullmatch(fact) or not value:
        raise ValueError(f"a confirmation must read {WRITTEN}")
    return Confirmation(fact=fact if fact.partition(".")[0] in ABOUT else f"award.{fact}", value=value, note=note)
