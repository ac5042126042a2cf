"""A text as people write it enters; the form in which two spellings of one name are equal leaves."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"[\W_]+")
_LABEL_BREAKS = re.compile(r"[^\w.+]+")
_REMARK = re.compile(r"\([^()]*\)$")
_MOST = 300
#: "level" in the languages of the documents that we read.
LEVEL_WORDS = frozenset(
    {"level", "levels", "niveau", "nivel", "nivell", "livello", "nível", "stufe", "raven", "ravni", "razina", "nivo",
     "nivå", "taso", "tase", "poziom", "lygis", "līmenis", "úroveň", "szint", "επίπεδο", "ниво"}
)  # fmt: skip


def name_key(text: str) -> str:
    """A name: letters and digits in lower case, everything else one space. An IRI keeps its form, without the choice
    of http or https and without a closing slash. A text of more than 300 characters is no name: empty."""
    text = unicodedata.normalize("NFKC", text).strip()
    if len(text) > _MOST:
        return ""
    if "://" in text:
        return text.split("://", 1)[1].rstrip("/")
    return _BREAKS.sub(" ", text.casefold()).strip()


def label_key(text: str) -> str:
    """A label of a level: "Level 4.1", "4.1" and "4.1 (vocational)" are equal, "4" and "4+" are not."""
    text = unicodedata.normalize("NFKC", text).strip()
    if len(text) > _MOST:
        return ""
    if "://" in text:
        return name_key(text)
    words = _LABEL_BREAKS.sub(" ", _REMARK.sub("", text.casefold())).split()
    return " ".join(word.strip(".") for word in words if word.strip(".") not in LEVEL_WORDS)
