"""An exception enters; one line for a person, or one JSON object for a program, and an exit code leave.

The one place where exit codes are chosen.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from passerelle.cli.printing import print_json
from passerelle.errors import (
    DecisionNotFound,
    DocumentError,
    FactError,
    KernelError,
    PasserelleError,
    ProgramError,
    QuestionError,
    StoreError,
    VocabularyError,
)

#: What went wrong inside, rather than in what was given.
_INTERNAL = (KernelError, FactError, ProgramError)


class Exit(IntEnum):
    """How a command ends; of several files, the worst."""

    DECIDED = 0
    NOT_POSITIVE = 1
    BAD_INPUT = 2
    INTERNAL = 3
    #: As shells say it: somebody stopped the command, or stopped reading its output.
    INTERRUPTED = 130
    UNREAD = 141


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong: a stable `code`, the `message` (what, and what to do), the `file` and the `place` in it.

    `mistakes` are the single mistakes of a file that has several, or of a rule pack.
    """

    code: str
    message: str
    exit: Exit = Exit.BAD_INPUT
    file: str = ""
    place: str = ""
    mistakes: tuple[Failure, ...] = ()

    def lines(self) -> list[str]:
        """One line for each mistake."""
        if self.mistakes:
            return [line for mistake in self.mistakes for line in mistake.lines()]
        where = ": ".join(_one_line(part) for part in (self.file, self.place) if part)
        return [
            f"passerelle: {where}: {_one_line(self.message)}" if where else f"passerelle: {_one_line(self.message)}"
        ]

    def members(self) -> dict[str, Any]:
        """The failure as a JSON object; a member is there where it says something."""
        members: dict[str, Any] = {"code": self.code, "message": self.message}
        members |= {name: value for name, value in (("file", self.file), ("place", self.place)) if value}
        if self.mistakes:
            members["mistakes"] = [mistake.members() for mistake in self.mistakes]
        return members


class Refused(PasserelleError):  # noqa: N818 - named for what it says
    """What was given on the command line cannot be used."""

    def __init__(self, code: str, message: str, *, file: str = "") -> None:
        self.failure = Failure(code=code, message=message, file=file)
        super().__init__(message)

    @classmethod
    def several(cls, failures: Sequence[Failure]) -> Refused:
        """Several files at once, of which nothing is decided."""
        first, *others = failures
        refused = cls(first.code, first.message)
        message = "several files cannot be read"
        refused.failure = Failure(code="documents", message=message, mistakes=tuple(failures)) if others else first
        return refused

    @classmethod
    def of(cls, error: DocumentError, file: str) -> Refused:
        """A file beside the credentials that has mistakes: nothing is decided without it."""
        refused = cls(error.code, error.message)
        refused.failure = failure(error, file)
        return refused


def failure(error: Exception, file: str = "") -> Failure:
    """The failure that an exception is. `file` is the file that was worked on."""
    match error:
        case Refused(failure=found):
            return found
        case DocumentError():
            several = tuple(
                Failure(code=one.code, message=one.message, file=file, place=one.place) for one in error.mistakes
            )
            return Failure(
                code=error.code,
                message=error.message,
                file=file,
                place=error.place,
                mistakes=several if len(several) > 1 else (),
            )
        case QuestionError():
            return Failure(code=f"question_{error.field}", message=str(error), file=file)
        case VocabularyError():
            return Failure(
                code="vocabulary", message=error.message, file=error.path, place=f"{error.line}:{error.column}"
            )
        case DecisionNotFound():
            return Failure(code="decision_not_found", message=str(error))
        case StoreError():
            return Failure(code="store", message=str(error))
        case PasserelleError() if isinstance(error, _INTERNAL):
            return _internal(error, file)
        case PasserelleError() if hasattr(error, "diagnostics"):
            # A PackError, told by what it holds: its room takes long to import.
            mistakes = tuple(Failure(code=found.code, message=str(found)) for found in error.diagnostics)
            return Failure(code="rules", message="the rules have mistakes", file=file, mistakes=mistakes)
        case PasserelleError():
            return Failure(code="refused", message=str(error), file=file)
    return _internal(error, file)


def usage_failure(error: Exception) -> Failure:
    """The failure of a whole command, its arguments included."""
    # Typer's own errors; it does not say where their class is to be imported from.
    if hasattr(error, "format_message"):
        message = error.format_message().rstrip(".")
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "passerelle"
        return Failure(code="usage", message=f"{message[:1].lower()}{message[1:]} (see: {command} --help)")
    return failure(error)


def fail(*failures: Failure, as_json: bool) -> Exit:
    """Say what went wrong: as lines on standard error, or as JSON on standard output. Returns the worst exit code."""
    if as_json:
        first, *others = failures
        print_json({"errors": [one.members() for one in failures]} if others else {"error": first.members()})
    else:
        print_failures(failures)
    return max(one.exit for one in failures)


def print_failures(failures: Iterable[Failure]) -> None:
    """One line for each mistake on standard error."""
    sys.stdout.flush()
    for one in failures:
        for line in one.lines():
            print(line, file=sys.stderr)


def _internal(error: Exception, file: str) -> Failure:
    if os.environ.get("PASSERELLE_DEBUG") == "1":
        traceback.print_exception(error)
    return Failure(
        code="internal",
        message=f"internal error ({type(error).__name__}: {_one_line(str(error))[:200]}); please report it, "
        "with what PASSERELLE_DEBUG=1 shows",
        exit=Exit.INTERNAL,
        file=file,
    )


def _one_line(text: str) -> str:
    clean = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(clean.split())
