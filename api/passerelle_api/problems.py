"""An exception enters, a `Problem` leaves: the one place where HTTP status codes are chosen (RFC 9457)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson
from starlette.exceptions import HTTPException
from starlette.responses import Response

from passerelle.errors import DocumentError, PasserelleError, PolicyNotFound, QuestionError, RuleNotFound
from passerelle.rulepacks import PackError
from passerelle.store import DecisionNotFound, StoreError
from passerelle_api.errors import (
    BodyTooLargeError,
    BodyTooSlowError,
    CrossSiteError,
    InvalidRequestError,
    Mistake,
    NotReadyError,
    RequestError,
    UnreadableBodyError,
    WrongFileError,
    WrongHostError,
    WrongTypeError,
    diagnosed,
)

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem. `about` is what its page at `/problems/{slug}` says; `type` in an answer is that path."""

    slug: str
    status: int
    title: str
    about: str


TYPES = {
    kind.slug: kind
    for kind in (
        ProblemType(
            "unreadable-body",
            400,
            "The request cannot be read",
            "The body is not what its content type says: broken JSON, a key that stands twice, nesting without end, "
            "text that is not UTF-8, or a multipart form that stops early or has too many parts.",
        ),
        ProblemType(
            "not-found",
            404,
            "There is nothing at this address",
            "The address is not one of this server's. All addresses stand in /v1/openapi.json.",
        ),
        ProblemType(
            "decision-not-found",
            404,
            "No such decision is kept here",
            "No decision of this id is in the store. An id is a letter (d, or s of an answer about stacking) and 24 "
            "hexadecimal digits.",
        ),
        ProblemType(
            "rule-not-found",
            404,
            "There is no such rule here",
            "No pack of this server has a rule of this name. A rule is named as decisions cite it: pack@version#rule.",
        ),
        ProblemType(
            "policy-not-found",
            404,
            "There is no such stacking policy here",
            "No stacking policy of this server has this id, and none is for an award of this id. GET /v1/policies "
            "lists them.",
        ),
        ProblemType(
            "method-not-allowed",
            405,
            "This address does not take this method",
            "The header Allow of the answer names the methods that the address takes.",
        ),
        ProblemType(
            "body-too-slow",
            408,
            "The request took too long to arrive",
            "The body did not arrive in the time that the server waits. Nothing was stored. Send it again.",
        ),
        ProblemType(
            "body-too-large",
            413,
            "The request is too large",
            "The body has more bytes than the server takes. It was not read to its end, and nothing was stored.",
        ),
        ProblemType(
            "wrong-content-type",
            415,
            "This content type is not read here",
            "Send credentials as multipart/form-data files, or inside a JSON body of the type application/json.",
        ),
        ProblemType(
            "invalid-request",
            422,
            "The request is not complete",
            "The request can be read, but a field is missing, unknown or of the wrong form. The member mistakes lists "
            "every one, each with its place.",
        ),
        ProblemType(
            "document",
            422,
            "A file cannot be read",
            "A credential, portfolio, application or component file is damaged, contradicts its own format or has a "
            "format that is not known. The member place says where in the file; for an upload, the member file says "
            "which.",
        ),
        ProblemType(
            "question",
            422,
            "The question cannot be asked",
            "The question names a host, purpose, component, fact or day that does not exist here. The member place "
            "names the field, the member hint the nearest known name.",
        ),
        ProblemType(
            "cross-site",
            403,
            "A page of another site may not ask here",
            "The request was sent by a page of another site, and would have been kept here. Open this server's own "
            "page, or send the request from a program. Nothing was stored.",
        ),
        ProblemType(
            "wrong-host",
            421,
            "The server is not reached under this name",
            "The request names a host that is none of this server's. The variable PASSERELLE_HOSTS names those under "
            "which it is reached.",
        ),
        ProblemType(
            "internal",
            500,
            "The server failed",
            "This is a mistake of the program, not of the request. Nothing was stored. The log of the server has the "
            "details.",
        ),
        ProblemType(
            "rules",
            503,
            "The rules cannot be used",
            "A rule pack or a table of the vocabulary on this server has mistakes. The member mistakes lists them.",
        ),
        ProblemType(
            "store",
            503,
            "The store cannot be used",
            "Decisions can be neither kept nor found at this moment. Nothing was stored half.",
        ),
        ProblemType(
            "not-ready",
            503,
            "The server is not ready",
            "The store or the rule packs cannot be used yet. The member mistakes says why.",
        ),
    )
}

_REQUEST_ERRORS: dict[type[RequestError], str] = {
    BodyTooLargeError: "body-too-large",
    BodyTooSlowError: "body-too-slow",
    WrongTypeError: "wrong-content-type",
    UnreadableBodyError: "unreadable-body",
    InvalidRequestError: "invalid-request",
    WrongFileError: "document",
    CrossSiteError: "cross-site",
    WrongHostError: "wrong-host",
}
#: What may stand in a path beside letters and digits (RFC 3986).
_IN_PATHS = "/:@!$&'()*+,;=-._~"
_HTTP_ERRORS = {400: "unreadable-body", 413: "body-too-large"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong, for a program and for a person. `code` is the engine's own code where it has one."""

    type: ProblemType
    detail: str
    place: str = ""
    mistakes: tuple[Mistake, ...] = ()
    hint: str = ""
    code: str = ""
    file: str = ""
    headers: Mapping[str, str] | None = None

    def members(self, instance: str) -> dict[str, Any]:
        """The members of the problem document; extensions only where they say something."""
        members: dict[str, Any] = {
            "type": f"/problems/{self.type.slug}",
            "title": self.type.title,
            "status": self.type.status,
            "detail": self.detail,
            "instance": instance,
        }
        extensions = {
            "code": self.code,
            "file": self.file,
            "place": self.place,
            "mistakes": [{"place": mistake.place, "message": mistake.message} for mistake in self.mistakes],
            "hint": self.hint,
        }
        return members | {name: value for name, value in extensions.items() if value}


def problem(error: Exception) -> Problem:
    """The problem that an exception is. What is not known becomes `internal` and says nothing of the inside."""
    match error:
        case WrongFileError(name=name, __cause__=DocumentError() as cause):
            return _document(cause, name)
        case RequestError():
            return Problem(
                type=TYPES[_REQUEST_ERRORS[type(error)]],
                detail=error.detail,
                place=error.place,
                mistakes=error.mistakes,
                hint=error.hint,
            )
        case DocumentError():
            return _document(error, "")
        case RuleNotFound():
            return Problem(type=TYPES["rule-not-found"], detail=f"{error.message}.", hint=error.hint)
        case PolicyNotFound():
            return Problem(type=TYPES["policy-not-found"], detail=f"{error.message}.", hint=error.hint)
        case QuestionError(field="pack"):
            # The European packs are the server's to have; no question can be put so that it works without them.
            return Problem(type=TYPES["rules"], detail=error.message, hint=error.hint)
        case QuestionError():
            return Problem(type=TYPES["question"], detail=error.message, place=error.field, hint=error.hint)
        case DecisionNotFound():
            return Problem(type=TYPES["decision-not-found"], detail="No decision of this id is kept here.")
        case StoreError():
            log.error("The store cannot be used: %s", error)
            return Problem(type=TYPES["store"], detail="The database cannot be used at this moment.")
        case PackError():
            mistakes = diagnosed(error.diagnostics)
            return Problem(type=TYPES["rules"], detail="The rule packs have mistakes.", mistakes=mistakes)
        case NotReadyError():
            return Problem(type=TYPES["not-ready"], detail="The server cannot answer yet.", mistakes=error.mistakes)
        case HTTPException(status_code=404):
            hint = "GET /v1/openapi.json describes every address."
            return Problem(type=TYPES["not-found"], detail="There is nothing at this address.", hint=hint)
        case HTTPException(status_code=405):
            allowed = (error.headers or {}).get("Allow", "")
            hint = f"It takes {allowed}." if allowed else ""
            detail = "This address does not take this method."
            return Problem(type=TYPES["method-not-allowed"], detail=detail, hint=hint, headers=error.headers)
        case HTTPException(status_code=status) if status in _HTTP_ERRORS:
            return Problem(type=TYPES[_HTTP_ERRORS[status]], detail=_sentence(error), headers=error.headers)
        case PasserelleError():
            log.error("The engine failed: %s", error, exc_info=error)
        case _:
            log.error("An answer failed", exc_info=error)
    return Problem(type=TYPES["internal"], detail="The answer could not be made. Nothing was stored.")


def answer(failed: Problem, instance: str) -> Response:
    """The problem as `application/problem+json`."""
    return Response(
        orjson.dumps(failed.members(quote(instance, safe=_IN_PATHS))),
        status_code=failed.type.status,
        media_type=MEDIA_TYPE,
        headers=failed.headers,
    )


def _document(error: DocumentError, name: str) -> Problem:
    mistakes = tuple(Mistake(mistake.place, mistake.message) for mistake in error.mistakes)
    return Problem(
        type=TYPES["document"],
        detail=error.message,
        place=error.place,
        mistakes=mistakes if len(mistakes) > 1 else (),
        code=error.code,
        file=name,
    )


def _sentence(error: HTTPException) -> str:
    detail = error.detail.rstrip(".")
    return f"{detail}." if detail else TYPES["internal"].title
