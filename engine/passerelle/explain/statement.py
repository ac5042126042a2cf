"""A decision enters; a document to hand over leaves: one HTML page that stands alone and prints well.

It needs nothing from elsewhere and runs nothing: no script, no address, no picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from itertools import groupby
from typing import TYPE_CHECKING

from passerelle.decision import SUPPLIERS, Decision, LanguageText
from passerelle.explain.language import language
from passerelle.explain.report import RemedyLine
from passerelle.explain.values import capital, picked
from passerelle.explain.writing import Writer

if TYPE_CHECKING:
    from jinja2 import Template

#: The marks beside the words for a reading: they differ in shape, not in colour.
_MARKS: Mapping[str, str] = {"meets": "●", "partly": "◐", "not_met": "○", "unclear": "?", "not_asked": "–"}
_STATES: Mapping[str, str] = {"covered": "●", "missing": "○", "open": "?"}


def statement(decision: Decision, lang: str) -> str:
    """The decision as a complete HTML document. Raises `LanguageError`."""
    spoken = language(lang)
    report = Writer(decision, spoken).report(trace=False)
    return _template().render(
        report=report,
        words=report.headings,
        lang=spoken.tag,
        say=spoken.say,
        capital=capital,
        supposed=bool(decision.question.supposed),
        marks=_MARKS,
        states=_STATES,
        remedies=list(_by_whom(report.remedies)),
        award_lang=_other_language(decision.award_title, spoken.tag),
        host_lang=_other_language(decision.host_name, spoken.tag),
    )


def _by_whom(remedies: Iterable[RemedyLine]) -> Iterable[tuple[str, list[RemedyLine]]]:
    """What would change the outcome, by who can do it."""
    known = partial(_place, SUPPLIERS)
    for _, group in groupby(sorted(remedies, key=lambda remedy: known(remedy.by)), key=lambda remedy: remedy.by):
        these = list(group)
        yield capital(these[0].who), these


def _place(order: tuple[str, ...], by: str) -> tuple[int, str]:
    return (order.index(by), "") if by in order else (len(order), by)


def _other_language(text: LanguageText, lang: str) -> str:
    """The language in which a text is shown where it is not that of the document and known, else ""."""
    tag = picked(text, lang)
    return "" if tag in ("", "und", lang) else tag


@lru_cache(maxsize=1)
def _template() -> Template:
    # Here, because most commands show no document and start faster without.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("passerelle.explain"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("statement.html")
