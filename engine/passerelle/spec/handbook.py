"""The language of scenarios enters, the list of all sentences, fields and words for docs/scenarios.md leaves.

`python -m passerelle.spec.handbook docs/scenarios.md` writes the list into the page.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from passerelle.spec.loading import built_in, load
from passerelle.spec.sentences import LANGUAGES, Language
from passerelle.spec.verbs import STEPS

_LIST = re.compile(r"(?<=<!-- sentences -->\n).*?(?=<!-- end of sentences -->)", re.DOTALL)
_STEPS = {"given": "Given · Privzeto", "when": "When · Ko", "then": "Then · Potem"}


def listing(language: Language) -> str:
    """Markdown: every sentence, every row of a table, every word, in all languages."""
    return "\n".join(_lines(language)) + "\n"


def inserted(page: str, language: Language) -> str:
    """The page with its list made anew. Raises `ValueError` where the page has no place for it."""
    if not _LIST.search(page):
        raise ValueError("the page has no <!-- sentences --> and <!-- end of sentences -->")
    return _LIST.sub(lambda _: "\n" + listing(language) + "\n", page)


def _lines(language: Language) -> Iterator[str]:
    head = " | ".join(("English", "Slovenščina"))
    for step in STEPS:
        yield from (f"### {_STEPS[step]}", "", f"| {head} |", "|---|---|")
        for sentence in language.sentences:
            if sentence.step == step:
                below = " *(table)*" if sentence.table else ""
                cells = (" or ".join(f"`{each.text}`" for each in sentence.patterns[tag]) + below for tag in LANGUAGES)
                yield f"| {' | '.join(cells)} |"
        yield ""
    yield from ("### Rows of tables", "", f"| Table | {head} | Value |", "|---|---|---|---|")
    for table, fields in language.fields.items():
        for one in fields.values():
            several = "; several, separated by `;`" if one.many else ""
            yield f"| {table} | {' | '.join(one.names[tag][0] for tag in LANGUAGES)} | {one.type}{several} |"
    yield from ("", "### Words", "", f"| Kind | {head} |", "|---|---|---|")
    for kind, words in language.words.items():
        for forms in words.values():
            yield f"| {kind} | {' | '.join(' or '.join(forms[tag]) for tag in LANGUAGES)} |"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(inserted(path.read_text(encoding="utf-8"), load([built_in()])), encoding="utf-8")
