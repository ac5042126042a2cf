"""Any text enters, for example a title from a hostile file; a text that is safe to print on one line leaves.

What a credential says is data: it must not clear a terminal, turn a line around or fill a page.
"""

from __future__ import annotations

import re
import unicodedata

#: What a sentence or a table shows of one value, in characters.
LONGEST = 2_000
LONGEST_IN_TABLE = 160

_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # a control sequence: colours, cursor, clearing
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]{0,2000}(?:\x07|\x1b\\|\x9c)?"  # an operating system command: titles, links
    r"|\x1b[ -/]*[0-~]?"
)
_SPACES = re.compile(r"\s+")
#: Joiners that scripts and emoji need inside words.
_JOINERS = "\u200c\u200d"


def safe(text: str, longest: int = LONGEST) -> str:
    """The text on one line: white space as single spaces, escape sequences and other invisible controls as �,
    shortened with … when it is longer than `longest`."""
    if len(text) > 4 * longest:
        text = text[: 4 * longest] + "…"
    if not text.isprintable():
        text = "".join(map(_visible, _ESCAPE.sub("\ufffd", text)))
    text = _SPACES.sub(" ", text).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _visible(character: str) -> str:
    if character.isprintable() or character.isspace() or character in _JOINERS:
        return character
    # Private characters have no agreed look, surrogates cannot be encoded, and of the format characters some turn
    # the reading direction: none of them is worth showing.
    return "" if unicodedata.category(character) == "Cf" and character in "\ufeff\u00ad\u200b\u2060" else "\ufffd"
