"""The options that `stack` and `plan` share, and what stands in them, read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypedDict, TypeVar

import typer

from passerelle.cli import given
from passerelle.cli.failing import Refused, failure
from passerelle.cli.options import named
from passerelle.errors import DocumentError

if TYPE_CHECKING:
    from passerelle.decision import Confirmation
    from passerelle.decision.stacking import Objective
    from passerelle.desk import Desk
    from passerelle.documents import Document

_Value = TypeVar("_Value")

Portfolios: TypeAlias = Annotated[
    list[str],
    typer.Argument(metavar="PORTFOLIO…", help="Credential and portfolio files of one person; - is standard input."),
]
HostOfPolicy: TypeAlias = Annotated[
    str | None,
    typer.Option("--host", metavar="HOST", help="Whose policy, where several hosts have one.", callback=named),
]
ObjectiveOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--objective",
        metavar="OBJECTIVE",
        help="Preferred among choices that fit, first first: most_credit, keep_free=ID, best_grades, fewest_units.",
    ),
]
Enrolled: TypeAlias = Annotated[str | None, typer.Option("--enrolled", metavar="DATE", help="Day of enrolment.")]
Applied: TypeAlias = Annotated[str | None, typer.Option("--applied", metavar="DATE", help="Day of application.")]
ProgrammeStart: TypeAlias = Annotated[
    str | None, typer.Option("--programme-start", metavar="DATE", help="Day on which the programme starts.")
]
AwardOn: TypeAlias = Annotated[
    str | None, typer.Option("--award-on", metavar="DATE", help="Day on which the award is to be given.")
]
ActOption: TypeAlias = Annotated[
    list[str] | None, typer.Option("--act", metavar="NAME=yes|no", help="What is done or not; may be repeated.")
]
ConfirmUnit: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--confirm", metavar="UNIT:FACT=VALUE[:NOTE]", help="A fact of a unit that you have checked."),
]
Budget: TypeAlias = Annotated[
    str | None,
    typer.Option("--budget", metavar="SECONDS", help="Time for the search; as long as it needs if not given."),
]
Ties: TypeAlias = Annotated[
    str | None, typer.Option("--ties", metavar="N", help="Equally good choices to list at most; 10 if not given.")
]


class StackAsked(TypedDict):
    """What the desk is asked beside the documents and the policy."""

    as_of: date
    enrolled: date | None
    applied: date | None
    programme_start: date | None
    award_on: date | None
    acts: tuple[tuple[str, bool], ...]
    objectives: tuple[Objective, ...]
    keep_free: tuple[str, ...]
    confirmations: tuple[tuple[str, Confirmation], ...]
    budget: float | None
    ties: int


def asked(
    *, as_of: str | None, enrolled: str | None, applied: str | None, programme_start: str | None, award_on: str | None,
    act: Sequence[str] | None, objective: Sequence[str] | None, confirm: Sequence[str] | None, budget: str | None,
    ties: str | None,
) -> StackAsked:  # fmt: skip
    """The options as values.

    Raises:
        Refused: one of them cannot be read.
    """
    from passerelle.decision.stack_asking import (
        read_acts,
        read_budget,
        read_objectives,
        read_ties,
        read_unit_confirmations,
    )

    objectives, keep_free = _read("objective", read_objectives, objective or ())
    return {
        "as_of": given.day(as_of),
        "enrolled": given.day_of(enrolled, "enrolled") if enrolled is not None else None,
        "applied": given.day_of(applied, "applied") if applied is not None else None,
        "programme_start": given.day_of(programme_start, "programme_start") if programme_start is not None else None,
        "award_on": given.day_of(award_on, "award_on") if award_on is not None else None,
        "acts": _read("act", read_acts, act or ()),
        "objectives": objectives,
        "keep_free": keep_free,
        "confirmations": _read("confirm", read_unit_confirmations, confirm or ()),
        "budget": None if budget is None else _read("budget", read_budget, budget),
        "ties": 10 if ties is None else _read("ties", read_ties, ties),
    }


def documents(desk: Desk, files: Sequence[str], on: date) -> tuple[Document, ...]:
    """The documents of one portfolio: an answer rests on all of them, so a bad one stops it.

    Raises:
        Refused: with every mistake of every file that cannot be read.
    """
    if files.count("-") > 1:
        raise Refused("usage", "standard input (-) can be given once only")
    read, wrong = [], []
    for path in files:
        try:
            read.append(desk.read(given.read_file(path), on=on))
        except (DocumentError, Refused) as error:
            wrong.append(failure(error, given.STANDARD_INPUT if path == "-" else path))
    if wrong:
        raise Refused.several(wrong)
    return tuple(read)


def _read(name: str, read: Callable[[Any], _Value], value: Any) -> _Value:
    try:
        return read(value)
    except ValueError as error:
        raise Refused(name, f"--{name}: {error}") from None
