"""A text of a document enters; the same text leaves, fit to be kept and printed, or is refused."""

from __future__ import annotations

import re

from passerelle.documents.notes import Notes
from passerelle.errors import DocumentError

#: Characters. The longest description in real credentials has about 3,000.
LONGEST = 20_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(text: str, place: str, field: str, notes: Notes) -> str:
    """The text without surrounding space; control and direction-override characters become U+FFFD, with a notice.

    Raises:
        DocumentError: `too_long`.
    """
    if len(text) > LONGEST:
        raise DocumentError(
            "too_long", f"{field} has {len(text):,} characters and at most {LONGEST:,} are read; shorten it", place
        )
    text = text.strip()
    if _CONTROL.search(text):
        notes.suspicious(place, field, "control characters, shown as �")
        text = _CONTROL.sub("\ufffd", text)
    return text
