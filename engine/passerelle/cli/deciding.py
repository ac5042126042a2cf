"""`check`, `recognise` and `what-if`: credential files enter, decisions leave; what is kept is kept after all are
decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from passerelle.cli import given
from passerelle.cli.asking import registers
from passerelle.cli.failing import Exit, Failure, Refused, fail, failure, print_failures
from passerelle.cli.handing import places, write_statement
from passerelle.cli.options import (
    STORE,
    ApplicationFile,
    AsJson,
    AsOf,
    Confirm,
    Files,
    Lang,
    NoRegisters,
    Rules,
    StoreUrl,
    Trace,
    Tree,
    named,
)
from passerelle.cli.outcomes import covered, uncovered
from passerelle.cli.precedents import earlier, is_revoked, resting
from passerelle.cli.printing import print_text
from passerelle.cli.showing import Shown, View, show_json, show_text
from passerelle.errors import PasserelleError, QuestionError, StoreError

if TYPE_CHECKING:
    from passerelle.decision import Award, Consulted, Decision, Target, WhatWouldChange
    from passerelle.desk import Asked, Desk
    from passerelle.documents import Document
    from passerelle.skills.suggesting import Suggestions


@dataclass(slots=True)
class _Answers:
    """What came of the files: decisions beside their awards, and what went wrong."""

    awards: list[Award] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def check(
    files: Files,
    host: Annotated[
        str | None,
        typer.Option("--host", metavar="HOST", help="Check as this host's policy asks, where it does.", callback=named),
    ] = None,
    as_of: AsOf = None,
    lang: Lang = "en",
    confirm: Confirm = None,
    as_json: AsJson = False,
    trace: Trace = False,
    tree: Tree = False,
    no_registers: NoRegisters = False,
    store: StoreUrl = STORE,
    rules: Rules = None,
) -> int:
    """Check credentials against Annex I and the ten principles."""
    on, view, confirmed = given.day(as_of), View(given.language(lang), trace, tree), given.confirmations(confirm or ())
    desk, asked = given.desk(rules), registers(store, none=no_registers)
    answers = _decide(
        files,
        lambda content: desk.read(content, on=on),
        lambda award: desk.consult(award, host=host, registers=asked),
        lambda award, found: desk.check(award, as_of=on, host=host, confirmations=confirmed, consulted=found),
    )
    return _show(answers, view, as_json=as_json)


def recognise(
    files: Files,
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="Who decides: the id of a host.", callback=named)],
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="PURPOSE", help="What for: exemption, credit_elective, …")
    ],
    target: Annotated[
        str | None, typer.Option("--target", metavar="TARGET", help="For which component: its id, or its file.")
    ] = None,
    as_of: AsOf = None,
    lang: Lang = "en",
    confirm: Confirm = None,
    as_json: AsJson = False,
    trace: Trace = False,
    tree: Tree = False,
    application: ApplicationFile = None,
    no_keep: Annotated[bool, typer.Option("--no-keep", help="Decide without keeping the decision.")] = False,
    no_what_if: Annotated[
        bool, typer.Option("--no-what-if", help="Do not look for what would lead to a better outcome.")
    ] = False,
    no_registers: NoRegisters = False,
    statement: Annotated[
        Path | None,
        typer.Option("--statement", metavar="FILE", help="Also write the decision to this new file, to hand over."),
    ] = None,
    store: StoreUrl = STORE,
    rules: Rules = None,
) -> int:
    """Decide whether credentials are recognised, by whom and for what; keep the decisions."""
    on, view, confirmed = given.day(as_of), View(given.language(lang), trace, tree), given.confirmations(confirm or ())
    desk = given.desk(rules)
    if application == "-" and "-" in files:
        raise Refused("usage", "standard input (-) can be given once only")
    wanted, received = given.target(desk, host, target), given.application(desk, application)
    asked = registers(store, none=no_registers)
    question: Asked = {
        "host": host, "purpose": purpose, "target": wanted, "as_of": on, "confirmations": confirmed,
        "application": received,
    }  # fmt: skip
    answers = _decide(
        files,
        lambda content: desk.read(content, on=on),
        lambda award: desk.consult(award, host=host, target=wanted, registers=asked),
        lambda award, found: desk.recognise(award, **question, consulted=found),
    )
    if not no_what_if:
        answers.shown = [
            replace(shown, ways=_ways(desk, award, shown, question))
            for award, shown in zip(answers.awards, answers.shown, strict=True)
        ]
    if wanted is not None and not as_json:
        answers.shown = [
            replace(shown, suggestions=_to_compare(desk, award, host, wanted, shown.decision))
            for award, shown in zip(answers.awards, answers.shown, strict=True)
        ]
    statements = places(statement, len(answers.shown)) if statement is not None and answers.shown else []
    kept_in = ""
    opened = asked or (given.open_store(store, create=True) if answers.shown and not no_keep else None)
    if opened is not None:
        answers.shown = [
            replace(
                shown,
                precedents=earlier(opened, award, shown.decision),
                to_review=resting(opened, shown.decision),
                in_use=opened.in_use(award) if is_revoked(shown.decision) else (),
            )
            for award, shown in zip(answers.awards, answers.shown, strict=True)
        ]
    if opened is not None and answers.shown and not no_keep:
        from passerelle.decision import NOTHING
        from passerelle.store import ToKeep

        kept_in = opened.name
        kept_target = None if isinstance(wanted, str) else wanted
        opened.keep_all(
            [
                ToKeep(shown.decision, award, kept_target, desk.sources(shown.decision), shown.consulted or NOTHING)
                for award, shown in zip(answers.awards, answers.shown, strict=True)
            ]
        )
    for number, file in enumerate(statements):
        try:
            write_statement(answers.shown[number].decision, file, view.lang)
        except Refused as error:
            # The decision is kept by now, so it is shown as well.
            answers.failures.append(error.failure)
        else:
            answers.shown[number] = replace(answers.shown[number], statement=str(file))
    return _show(answers, view, as_json=as_json, kept_in=kept_in)


def what_if(
    files: Files,
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="Who would decide: the id of a host.", callback=named)
    ],
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="PURPOSE", help="What for: exemption, credit_elective, …")
    ],
    suppose: Annotated[
        list[str],
        typer.Option("--set", metavar="FACT=VALUE", help="A fact as it might be: level.eqf=EQF 7; may be repeated."),
    ],
    target: Annotated[
        str | None, typer.Option("--target", metavar="TARGET", help="For which component: its id, or its file.")
    ] = None,
    as_of: AsOf = None,
    lang: Lang = "en",
    confirm: Confirm = None,
    as_json: AsJson = False,
    trace: Trace = False,
    tree: Tree = False,
    application: ApplicationFile = None,
    no_registers: NoRegisters = False,
    store: StoreUrl = STORE,
    rules: Rules = None,
) -> int:
    """See what a decision would be if facts were otherwise. Nothing is decided or kept."""
    on, view, confirmed = given.day(as_of), View(given.language(lang), trace, tree), given.confirmations(confirm or ())
    facts, desk = given.suppositions(suppose), given.desk(rules)
    if application == "-" and "-" in files:
        raise Refused("usage", "standard input (-) can be given once only")
    wanted, received = given.target(desk, host, target), given.application(desk, application)
    asked = registers(store, none=no_registers)
    question: Asked = {
        "host": host, "purpose": purpose, "target": wanted, "as_of": on, "confirmations": confirmed,
        "application": received,
    }  # fmt: skip
    answers = _decide(
        files,
        lambda content: desk.read(content, on=on),
        lambda award: desk.consult(award, host=host, target=wanted, registers=asked),
        lambda award, found: desk.what_if(award, facts=facts, **question, consulted=found),
    )
    return _show(answers, view, as_json=as_json, supposed=True)


def _ways(desk: Desk, award: Award, shown: Shown, question: Asked) -> WhatWouldChange | None:
    """What would lead to a better outcome, where there is a better one and this host is asked the right thing."""
    from passerelle.decision import NOTHING, Outcome

    if shown.decision.outcome in (Outcome.RECOGNISED_FULL, Outcome.NOT_IN_SCOPE):
        return None
    return desk.what_would_change(award, **question, consulted=shown.consulted or NOTHING)


def _to_compare(desk: Desk, award: Award, host: str, target: Target | str, decision: Decision) -> Suggestions | None:
    """Which outcomes somebody may compare, where a decision rests on some that are not known to be covered."""
    if not uncovered(decision):
        return None
    wanted = desk.target(host, target) if isinstance(target, str) else target
    made = desk.suggest(award, wanted, covered=covered(decision))
    return made if made.found or made.other_language else None


def _decide(
    files: Sequence[str], read: Callable[[bytes], Document], consult: Callable[[Award], Consulted],
    answer: Callable[[Award, Consulted], Decision],
) -> _Answers:  # fmt: skip
    """Read, look up and decide every file by itself, so that a bad one does not stop the others.

    Raises:
        QuestionError: what is asked can be asked of no file.
        StoreError: the registers cannot be asked.
    """
    if files.count("-") > 1:
        raise Refused("usage", "standard input (-) can be given once only")
    answers = _Answers()
    for path in files:
        file = given.STANDARD_INPUT if path == "-" else path
        try:
            awards = read(given.read_file(path)).awards
            found = [consult(award) for award in awards]
            decisions = [answer(award, looked_up) for award, looked_up in zip(awards, found, strict=True)]
        except (QuestionError, StoreError):
            raise
        except PasserelleError as error:
            answers.failures.append(failure(error, file))
            continue
        answers.awards += awards
        answers.shown += [
            Shown(file, decision, (number, len(awards)), looked_up)
            for number, (decision, looked_up) in enumerate(zip(decisions, found, strict=True), 1)
        ]
    return answers


def _show(answers: _Answers, view: View, *, as_json: bool, kept_in: str = "", supposed: bool = False) -> int:
    failures = answers.failures
    if not answers.shown:
        return fail(*failures, as_json=as_json)
    if as_json:
        more = {"supposed": True} if supposed else {}
        show_json(answers.shown, **more, **({"errors": [one.members() for one in failures]} if failures else {}))
    else:
        if supposed:
            print_text(view.say("supposed"))
            print_text("")
        show_text(answers.shown, view, kept_in)
        print_failures(failures)
    codes = [Exit.DECIDED if shown.decision.outcome.positive else Exit.NOT_POSITIVE for shown in answers.shown]
    return max(*codes, Exit.DECIDED, *(one.exit for one in failures))
