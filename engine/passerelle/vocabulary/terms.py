"""`terms.yaml` enters; the enumerations that awards use leave, with the IRIs and words that mean each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from passerelle.vocabulary.reading import Cell, Row, read_sources
from passerelle.vocabulary.wording import name_key


@dataclass(frozen=True, slots=True)
class Term:
    """One value of an enumeration: `id` and the IRIs and words (`aliases`) that documents use for it."""

    kind: str
    id: str
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class TermKind:
    """An enumeration. `meanings` gives for each known text the ids it may mean: more than one, or none, where the
    text does not decide."""

    kind: str
    terms: Mapping[str, Term]
    meanings: Mapping[str, tuple[str, ...]]


def read_terms(table: Row) -> Mapping[str, TermKind]:
    """The enumerations of a table. Raises `VocabularyError` at the first mistake."""
    sources = read_sources(table)
    kinds = table.row("kinds")
    table.done()
    return {kind: _kind(kind, kinds.row(kind), sources) for kind in kinds.names()}


def _kind(kind: str, row: Row, sources: Mapping[str, str]) -> TermKind:
    terms: dict[str, Term] = {}
    meanings: dict[str, tuple[str, ...]] = {}
    for entry in row.rows("terms"):
        cell = entry.cell("id")
        if cell.text in terms:
            cell.fail(f"'{cell.text}' stands twice")
        names = entry.texts("aliases")
        terms[cell.text] = Term(kind, cell.text, tuple(name.text for name in names), entry.source(sources))
        for name in (cell, *names):
            known = meanings.setdefault(name_key(name.text), (cell.text,))
            if known != (cell.text,):
                name.fail(f"'{name.text}' already means {known[0]}; list it under ambiguous")
        entry.done()
    for entry in row.rows("ambiguous"):
        candidates = entry.texts("candidates")
        for candidate in candidates:
            if candidate.text not in terms:
                candidate.fail(f"'{candidate.text}' is no term of {kind}")
        entry.source(sources)
        for name in entry.texts("texts"):
            _add(meanings, name, tuple(candidate.text for candidate in candidates))
        entry.done()
    row.done()
    return TermKind(kind, terms, meanings)


def _add(meanings: dict[str, tuple[str, ...]], name: Cell, candidates: tuple[str, ...]) -> None:
    if name_key(name.text) in meanings:
        name.fail(f"'{name.text}' stands twice")
    if len(candidates) == 1:
        name.fail("one candidate is a meaning; list the text with its term")
    meanings[name_key(name.text)] = candidates
