"""`precedents`, and what stands below a decision: a host, a purpose and learning enter; earlier decisions leave."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from passerelle.cli import given
from passerelle.cli.failing import Exit, Refused
from passerelle.cli.options import STORE, AsJson, Lang, StoreUrl, named
from passerelle.cli.printing import print_json, print_text
from passerelle.cli.showing import WIDTH, View

if TYPE_CHECKING:
    from passerelle.decision import Award, Decision
    from passerelle.store import Entry, Precedent, Store

#: Shown below a decision, and listed by the command.
FEW, MANY = 5, 100


def precedents(
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="Whose decisions: the id of a host.", callback=named)
    ],
    purpose: Annotated[str, typer.Option("--purpose", metavar="PURPOSE", help="What they were for.")],
    target: Annotated[
        str | None, typer.Option("--target", metavar="TARGET", help="For which component; for any if not given.")
    ] = None,
    specification: Annotated[
        str | None,
        typer.Option("--specification", metavar="ID", help="On which learning: what awards name as specification."),
    ] = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """List what a host has decided before for a purpose, newest first."""
    from passerelle.decision import Purpose
    from passerelle.store import Learning

    view = View(given.language(lang))
    if purpose not in [each.value for each in Purpose]:
        known = ", ".join(each.value for each in Purpose)
        raise Refused("question_purpose", f"{purpose[:40]!r} is no purpose; one of {known}")
    found = given.open_store(store, create=False).precedents(
        host=host,
        purpose=Purpose(purpose),
        target=target,
        every_target=target is None,
        learning=Learning(specification) if specification is not None else None,
        limit=MANY,
    )
    if as_json:
        print_json({"precedents": [members(each) for each in found]})
        return Exit.DECIDED
    for each in found:
        title = each.award_title.get(view.lang) or next(iter(each.award_title.values()), "")
        about = f"{title} → {each.target}" if each.target else title
        print_text(f"{_line(each, view)}  {''.join(c if c.isprintable() else ' ' for c in about)}")
    if not found:
        print_text(view.say("no_precedents"))
    return Exit.DECIDED


def earlier(store: Store, award: Award, decision: Decision) -> tuple[Precedent, ...]:
    """Earlier decisions of the same host for the same purpose and target on the same learning. Raises `StoreError`."""
    from passerelle.decision import decision_id
    from passerelle.store import Learning

    asked = decision.question
    if asked.host is None or asked.purpose is None:
        return ()
    return store.precedents(
        host=asked.host, purpose=asked.purpose, target=asked.target, learning=Learning.of(award),
        but=decision_id(decision), limit=FEW,
    )  # fmt: skip


def print_precedents(decision: Decision, found: Sequence[Precedent], view: View) -> None:
    """The earlier decisions below a decision, and whether they are as this one."""
    if not found:
        return
    heading = view.say("precedents")
    print_text(f"\n{heading}\n{'-' * len(heading)}")
    for each in found:
        print_text(f"  - {_line(each, view)}")
    same = all(each.outcome == decision.outcome for each in found)
    said = view.say("precedents_alike" if same else "precedents_differ")
    print_text("\n".join(textwrap.wrap(said, WIDTH, initial_indent="  ", subsequent_indent="  ")))


def resting(store: Store, decision: Decision) -> tuple[Entry, ...]:
    """Decisions that recognised an award that is found to be revoked; none for any other. Raises `StoreError`."""
    return store.resting_on(decision) if is_revoked(decision) else ()


def is_revoked(decision: Decision) -> bool:
    """Whether the award was found to be revoked."""
    return any(fact.name == "award.status" and fact.value == "revoked" for fact in decision.trace.facts)


def print_resting(found: Sequence[Entry], view: View) -> None:
    """What to look at again."""
    from passerelle.explain import phrase

    if not found:
        return
    heading = view.say("to_review")
    print_text(f"\n{heading}\n{'-' * len(heading)}")
    for each in found:
        outcome = phrase(f"outcome.{each.outcome}", view.lang)
        said = view.say("precedent", date=view.day(each.as_of), outcome=outcome, id=each.id)
        print_text(f"  - {each.host}: {said}")


def members(precedent: Precedent) -> dict[str, Any]:
    """An earlier decision as a JSON object."""
    return {
        "id": precedent.id,
        "outcome": precedent.outcome.value,
        "as_of": precedent.as_of.isoformat(),
        "kept_at": precedent.kept_at.isoformat(),
        "target": precedent.target,
        "award_title": dict(precedent.award_title),
    }


def _line(precedent: Precedent, view: View) -> str:
    from passerelle.explain import phrase

    outcome = phrase(f"outcome.{precedent.outcome}", view.lang)
    return view.say("precedent", date=view.day(precedent.as_of), outcome=outcome, id=precedent.id)
