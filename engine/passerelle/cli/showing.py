"""Decisions enter, text or JSON about them leaves on standard output."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from passerelle.cli.printing import print_json, print_text

if TYPE_CHECKING:
    from datetime import date

    from passerelle.decision import Consulted, Decision, WhatWouldChange
    from passerelle.skills.suggesting import Suggestions
    from passerelle.store import Entry, LedgerEntry, Precedent


#: Columns, as of the decisions themselves.
WIDTH = 88


@dataclass(frozen=True, slots=True)
class View:
    """How decisions are shown: in which language, with the trace, as a tree."""

    lang: str
    trace: bool = False
    tree: bool = False

    def text(self, decision: Decision) -> str:
        """A decision as text."""
        from passerelle.explain import as_text, as_tree

        if not self.tree:
            return as_text(decision, self.lang, trace=self.trace)
        from rich.console import Console

        console = Console()
        with console.capture() as captured:
            console.print(as_tree(decision, self.lang))
        return captured.get()

    def say(self, key: str, **values: object) -> str:
        """The words of the command line in the language."""
        from passerelle.explain import phrase

        return phrase(f"command.{key}", self.lang, **values)

    def day(self, value: date) -> str:
        """A day as the language writes it."""
        from passerelle.explain.language import language

        return language(self.lang).date(value)


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision and the file that it is about; `award` "2 of 3" as numbers where the file has several awards;
    `consulted` what was looked up for it, `suggestions` which outcomes somebody may compare, `statement` the file that
    it was written to, to hand over, `precedents` earlier decisions on the same, `to_review` those that recognised what
    is now revoked, `in_use` for which awards it was used, `ways` what would lead to a better outcome."""

    file: str
    decision: Decision
    award: tuple[int, int] = (1, 1)
    consulted: Consulted | None = None
    suggestions: Suggestions | None = None
    statement: str = ""
    precedents: tuple[Precedent, ...] = ()
    to_review: tuple[Entry, ...] = ()
    in_use: tuple[LedgerEntry, ...] = ()
    ways: WhatWouldChange | None = None


def show_text(decisions: Sequence[Shown], view: View, kept_in: str = "") -> None:
    """Each decision, headed by its file where there are several, and where it is kept."""
    from passerelle.decision import decision_id

    for index, shown in enumerate(decisions):
        if index:
            print_text("")
        if len(decisions) > 1:
            number, count = shown.award
            heading = (
                shown.file if count == 1 else f"{shown.file}: {view.say('award_number', number=number, count=count)}"
            )
            print_text(f"{heading}\n{'=' * len(heading)}\n")
        print_text(view.text(shown.decision))
        print_registers(shown.consulted, view)
        if shown.ways is not None:
            from passerelle.explain import ways_as_text, ways_in_words

            print_text(f"\n{ways_as_text(ways_in_words(shown.ways, shown.decision, view.lang))}")
        if shown.precedents or shown.to_review:
            from passerelle.cli.precedents import print_precedents, print_resting

            print_precedents(shown.decision, shown.precedents, view)
            print_resting(shown.to_review, view)
        if shown.in_use:
            from passerelle.cli.ledger import print_revoked

            print_revoked(shown.in_use, view)
        if shown.suggestions is not None:
            from passerelle.cli.outcomes import suggestions_text

            print_text(f"\n{suggestions_text(shown.suggestions, view)}")
        if asked := _to_confirm(shown.decision):
            print_text(f"\n{view.say('confirm', options=' '.join(f'--confirm {fact}' for fact in asked))}")
        if shown.statement:
            print_text(f"\n{view.say('statement', file=shown.statement)}")
        if kept_in:
            # The sentence ends in a command; this makes it one that finds the decision, and says where it is.
            print_text(f"\n{view.say('kept', id=decision_id(shown.decision))} --store {shlex.quote(kept_in)}")


def print_registers(consulted: Consulted | None, view: View) -> None:
    """What the registers said that were asked, below the decision."""
    from passerelle.cli.asking import what_registers_said

    if consulted is not None and (said := what_registers_said(consulted, view)):
        print_text("\n" + "\n".join(textwrap.wrap(said, WIDTH)))


def _to_confirm(decision: Decision) -> list[str]:
    """The facts that a decision waits for, or that a clause could not be checked without, and that the host can answer
    with yes."""
    types = {fact.name: fact.type for fact in decision.trace.facts}
    unchecked = [remedy for each in decision.findings if each.result == "UNKNOWN" for remedy in each.remedies]
    asked = [each.fact for each in (*decision.remedies, *unchecked) if each.by == "host" and each.fact is not None]
    return [name for name in dict.fromkeys(asked) if types.get(name) == "boolean"]


def show_json(decisions: Sequence[Shown], **more: Any) -> None:
    """`{"decisions": [{"file", "id", "what_would_change"?, "decision", "statement"?, "precedents"?}]}`, each decision
    in canonical JSON."""
    import orjson

    from passerelle.cli.asking import as_members
    from passerelle.cli.ledger import members as ledger_members
    from passerelle.cli.precedents import members
    from passerelle.decision import canonical_json, decision_id

    listed = [
        {
            "file": shown.file,
            "id": decision_id(shown.decision),
            **(as_members(shown.consulted) if shown.consulted is not None else {}),
            **({"what_would_change": orjson.Fragment(canonical_json(shown.ways))} if shown.ways is not None else {}),
            "decision": orjson.Fragment(canonical_json(shown.decision)),
            **({"statement": shown.statement} if shown.statement else {}),
            **({"precedents": [members(each) for each in shown.precedents]} if shown.precedents else {}),
            **({"to_review": [each.id for each in shown.to_review]} if shown.to_review else {}),
            **({"in_use": [ledger_members(each) for each in shown.in_use]} if shown.in_use else {}),
        }
        for shown in decisions
    ]
    print_json({"decisions": listed, **more})
