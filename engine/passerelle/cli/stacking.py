"""`stack` and `plan`: the files of one person and a policy enter; whether the units add up to the award, with its
proof, or what to take next, leaves."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from passerelle.cli import given
from passerelle.cli.asking import registers
from passerelle.cli.failing import Exit, Refused
from passerelle.cli.options import STORE, AsJson, AsOf, Lang, Rules, StoreUrl
from passerelle.cli.printing import print_json, print_text
from passerelle.cli.showing import View
from passerelle.cli.stack_options import (
    ActOption,
    Applied,
    AwardOn,
    Budget,
    ConfirmUnit,
    Enrolled,
    HostOfPolicy,
    ObjectiveOption,
    Portfolios,
    ProgrammeStart,
    Ties,
    asked,
    documents,
)

if TYPE_CHECKING:
    from passerelle.decision.stacking import StackDecision

#: Terminals that show what their encoding could, but not these signs.
_PLAIN_TERMINALS = ("dumb", "linux", "vt100")


def stack(
    portfolio: Portfolios,
    policy: Annotated[
        list[str],
        typer.Option(
            "--policy", metavar="POLICY", help="The policy: its id, or its award's; several for awards at once."
        ),
    ],
    host: HostOfPolicy = None,
    objective: ObjectiveOption = None,
    as_of: AsOf = None,
    enrolled: Enrolled = None,
    applied: Applied = None,
    programme_start: ProgrammeStart = None,
    award_on: AwardOn = None,
    act: ActOption = None,
    confirm: ConfirmUnit = None,
    budget: Budget = None,
    ties: Ties = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    no_keep: Annotated[bool, typer.Option("--no-keep", help="Decide without keeping the answer.")] = False,
    store: StoreUrl = STORE,
    rules: Rules = None,
) -> int:
    """Decide whether units add up to an award, by the best choice of them or the proof that there is none."""
    view = View(given.language(lang))
    question = asked(
        as_of=as_of, enrolled=enrolled, applied=applied, programme_start=programme_start, award_on=award_on, act=act,
        objective=objective, confirm=confirm, budget=budget, ties=ties,
    )  # fmt: skip
    desk = given.desk(rules)
    held = documents(desk, portfolio, question["as_of"])
    ledger = registers(store, none=False)
    # The search is loaded for this alone.
    from passerelle.decision.stacking import StackQuestion
    from passerelle.stack_asked import answer_stack

    questions = [StackQuestion(policy=name, **question) for name in policy]
    answers = answer_stack(desk, held, questions, host=host, ledger=ledger)
    kept_in = ""
    if not no_keep:
        opened = ledger or given.open_store(store, create=True)
        kept_in = opened.name
        for answer in answers:
            opened.keep_stack(answer.decision, answer.inputs, answer.sources)
    decisions = [answer.decision for answer in answers]
    if as_json:
        _show_json(portfolio, decisions)
    else:
        _show_text(decisions, view, kept_in)
    return max(map(_exit, decisions))


def plan(
    portfolio: Portfolios,
    policy: Annotated[str, typer.Option("--policy", metavar="POLICY", help="The policy: its id, or its award's.")],
    offers: Annotated[
        list[str],
        typer.Option("--offers", metavar="FILE", help="A portfolio file of units that can be taken; may be repeated."),
    ],
    host: HostOfPolicy = None,
    objective: ObjectiveOption = None,
    as_of: AsOf = None,
    enrolled: Enrolled = None,
    applied: Applied = None,
    programme_start: ProgrammeStart = None,
    award_on: AwardOn = None,
    act: ActOption = None,
    confirm: ConfirmUnit = None,
    budget: Budget = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
    rules: Rules = None,
) -> int:
    """See which units on offer to take so that an award is reached. Nothing is decided or kept."""
    view = View(given.language(lang))
    question = asked(
        as_of=as_of, enrolled=enrolled, applied=applied, programme_start=programme_start, award_on=award_on, act=act,
        objective=objective, confirm=confirm, budget=budget, ties="0",
    )  # fmt: skip
    if [*portfolio, *offers].count("-") > 1:
        raise Refused("usage", "standard input (-) can be given once only")
    desk = given.desk(rules)
    held, on_offer = (documents(desk, files, question["as_of"]) for files in (portfolio, offers))
    from passerelle.decision import canonical_json
    from passerelle.decision.stacking import StackQuestion
    from passerelle.stack_asked import plan_stack

    asked_for = StackQuestion(policy=policy, **question)
    ledger = registers(store, none=False)
    found = plan_stack(desk, held, on_offer, asked_for, host=host, ledger=ledger)
    if as_json:
        import orjson

        print_json({"plan": orjson.Fragment(canonical_json(found))})
    else:
        from passerelle.explain.stacking_plan import plan_report, plan_text

        told = plan_report(found.decision, found.ways, found.costs, view.lang)
        print_text(plan_text(told, blocks=shows_blocks()))
    return Exit.DECIDED if found.ways else _exit(found.decision)


def _exit(decision: StackDecision) -> Exit:
    from passerelle.decision.stacking import StackOutcome

    if decision.outcome is StackOutcome.POLICY_ERROR:
        return Exit.BAD_INPUT
    positive = decision.outcome in (StackOutcome.ELIGIBLE, StackOutcome.ELIGIBLE_CONDITIONAL)
    return Exit.DECIDED if positive else Exit.NOT_POSITIVE


def _show_text(decisions: Sequence[StackDecision], view: View, kept_in: str) -> None:
    from passerelle.explain.stacking_text import stack_text

    for number, decision in enumerate(decisions, 1):
        if len(decisions) > 1:
            heading = view.say("stack_several", number=number, count=len(decisions))
            print_text(("\n" if number > 1 else "") + f"{heading}\n{'=' * len(heading)}\n")
        print_text(stack_text(decision, view.lang, blocks=shows_blocks()))
        if kept_in:
            print_text(f"\n{view.say('kept_stack', id=decision.id)} --store {shlex.quote(kept_in)}")


def _show_json(files: Sequence[str], decisions: Sequence[StackDecision]) -> None:
    """`{"decisions": [{"files", "id", "decision"}]}`, each decision in canonical JSON."""
    import orjson

    from passerelle.decision import canonical_json

    named = [given.STANDARD_INPUT if path == "-" else path for path in files]
    listed = [
        {"files": named, "id": decision.id, "decision": orjson.Fragment(canonical_json(decision))}
        for decision in decisions
    ]
    print_json({"decisions": listed})


def shows_blocks() -> bool:
    """Whether standard output can show the blocks of bars; where not, they are drawn in ASCII."""
    # Words of languages take long to import.
    from passerelle.explain.stacking_bars import BLOCKS
    from passerelle.explain.stacking_text import SIGNS

    if os.environ.get("TERM") in _PLAIN_TERMINALS and sys.stdout.isatty():
        return False
    try:
        "".join((*BLOCKS, *SIGNS.values())).encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
