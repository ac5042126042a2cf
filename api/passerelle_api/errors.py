"""What a request can get wrong before the engine is asked. Status codes are chosen in `passerelle_api.problems`.

RequestError
├── BodyTooLargeError     more bytes than the server takes
├── BodyTooSlowError      a body that does not arrive in time
├── WrongTypeError        a content type that no endpoint reads
├── UnreadableBodyError   the body is not what its content type says
├── InvalidRequestError   readable, but fields are missing, unknown or of the wrong form
├── WrongFileError        the engine refused one file; says which, `__cause__` says why
├── WrongHostError        asked under a name that is not the server's
└── CrossSiteError        sent by a page of another site
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from passerelle.rulepacks.diagnostics import Diagnostic

#: Mistakes of packs that one answer lists; after these the rest is not worth reading.
_MOST = 100


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong: the field or pointer where it is, and a sentence."""

    place: str
    message: str


def diagnosed(diagnostics: Iterable[Diagnostic]) -> tuple[Mistake, ...]:
    """The diagnostics of packs as mistakes: file, line and column without the folders of the server."""
    return tuple(
        Mistake(
            f"{diagnostic.path.rpartition('/rules/')[2]}:{diagnostic.line}:{diagnostic.column}",
            f"{diagnostic.code} {diagnostic.message}" + (f" ({diagnostic.hint})" if diagnostic.hint else ""),
        )
        for diagnostic in islice(diagnostics, _MOST)
    )


class RequestError(Exception):
    """A request that cannot be answered. `place`, `mistakes` and `hint` go into the problem as they are."""

    def __init__(self, detail: str, *, place: str = "", mistakes: tuple[Mistake, ...] = (), hint: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.place = place
        self.mistakes = mistakes
        self.hint = hint


class BodyTooLargeError(RequestError):
    """More bytes than the server takes."""


class BodyTooSlowError(RequestError):
    """A body that does not arrive in time."""


class WrongTypeError(RequestError):
    """A content type that no endpoint reads."""


class UnreadableBodyError(RequestError):
    """The body is not what its content type says."""


class InvalidRequestError(RequestError):
    """Readable, but fields are missing, unknown or of the wrong form."""


class WrongFileError(RequestError):
    """The engine refused one file of several. `name` is the file's name as the sender gave it."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(detail)
        self.name = name


class WrongHostError(RequestError):
    """Asked under a name that is not the server's."""


class CrossSiteError(RequestError):
    """Sent by a page of another site."""


class NotReadyError(Exception):
    """The server cannot answer yet; `mistakes` say why."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("; ".join(f"{mistake.place}: {mistake.message}" for mistake in mistakes))
        self.mistakes = mistakes
