"""`outcomes suggest`: a credential and a component enter; which of their learning outcomes read alike leaves, for a
person to compare."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from passerelle.cli import given
from passerelle.cli.failing import Exit
from passerelle.cli.options import AsJson, Lang, Rules, named
from passerelle.cli.printing import print_json, print_text
from passerelle.cli.showing import View

if TYPE_CHECKING:
    from passerelle.decision import Decision
    from passerelle.skills.suggesting import Suggestion, Suggestions

outcomes = typer.Typer(help="Learning outcomes: see which ones to compare.", rich_markup_mode=None)


@outcomes.callback()
def _outcomes() -> None:
    """Keeps `suggest` a command of its own, however few there are."""


@outcomes.command("suggest")
def suggest(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A credential or portfolio file; - is standard input.")],
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="Whose component it is: the id of a host.", callback=named)
    ],
    target: Annotated[str, typer.Option("--target", metavar="TARGET", help="The component: its id, or its file.")],
    threshold: Annotated[
        int | None, typer.Option("--threshold", min=0, max=100, metavar="N", help="Least likeness; 60 if not given.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, max=100, metavar="N", help="Of each outcome; 3 if not given.")
    ] = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    rules: Rules = None,
) -> int:
    """Suggest outcomes of a credential to compare with those of a component. Nothing is decided or counted by it."""
    view, desk = View(given.language(lang)), given.desk(rules)
    found = given.target(desk, host, target)
    wanted = desk.target(host, found) if isinstance(found, str) else found
    assert wanted is not None
    awards = desk.read(given.read_file(file), on=given.day(None)).awards
    made = [desk.suggest(award, wanted, threshold=threshold, limit=limit) for award in awards]
    if as_json:
        listed = [{"award": number, "target": wanted.id, **asdict(each)} for number, each in enumerate(made, 1)]
        print_json({"suggestions": listed})
        return Exit.DECIDED
    for number, each in enumerate(made, 1):
        if len(made) > 1:
            print_text(("\n" if number > 1 else "") + view.say("award_number", number=number, count=len(made)))
        print_text(suggestions_text(each, view))
    return Exit.DECIDED


def suggestions_text(made: Suggestions, view: View) -> str:
    """Suggestions as text, under a heading that says what they are not."""
    heading = view.say("suggestions")
    lines = [heading, "-" * len(heading)]
    by: dict[str, list[Suggestion]] = {}
    for suggestion in made.found:
        by.setdefault(suggestion.wanted, []).append(suggestion)
    for outcome, these in by.items():
        lines.append(f"  {outcome}: {_plain(these[0].wanted_text)}")
        lines += [f"    {each.score:3}  {_plain(each.held_text)}" for each in these]
    if not by:
        lines.append(f"  {view.say('suggestions_none')}")
    if made.other_language:
        lines.append(f"  {view.say('suggestions_apart', outcomes=', '.join(made.other_language))}")
    lines.append(f"  {view.say('suggestions_method', method=made.method, threshold=made.threshold)}")
    return "\n".join(lines)


def uncovered(decision: Decision) -> bool:
    """Whether a decision rests on essential outcomes of a component that are not known to be covered."""
    return any(
        reason.element == "outcomes" or any(name.startswith("award.outcomes") for name in reason.missing)
        for reason in decision.reasons
    )


def covered(decision: Decision) -> frozenset[str]:
    """The ids of the component's outcomes that a decision found covered."""
    facts = {fact.name: fact.value for fact in decision.trace.facts}
    return frozenset(
        str(name)
        for key, value in facts.items()
        if key.startswith("target.outcomes[") and key.endswith("].covered") and value is True
        for name in _texts(facts.get(f"{key.removesuffix('.covered')}.id"))
    )


def _texts(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _plain(text: str) -> str:
    """A text from a file as one line that a terminal takes for nothing else."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())[:300]
