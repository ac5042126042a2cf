"""A request's body enters; its files and fields, or its JSON text, leave as one `Received`.

Reading is the only part of an answer that waits for the network, so it is the only part that is `async`; everything
after it runs in a worker thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from passerelle_api.errors import UnreadableBodyError, WrongTypeError

MOST_FILES = 50
MOST_FIELDS = 100
#: A field holds a name, a date or a note, never a document.
LARGEST_FIELD = 64 * 1024


@dataclass(frozen=True, slots=True)
class File:
    """One uploaded file: the field it came in, the name that its sender gave it, its bytes."""

    field: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """Files and fields of a form in the order sent, or the text of a JSON body."""

    files: tuple[File, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    json: str | None = None

    def field(self, name: str) -> str:
        """The last value of a field, "" where it was not sent. For showing a form again, not for deciding."""
        return next((value for field, value in reversed(self.fields) if field == name), "")


async def receive_form(request: Request) -> Received:
    """Read a multipart form.

    Raises:
        WrongTypeError: the body is something else.
        BodyTooLargeError: more bytes than the server takes.
    """
    if _content_type(request) != "multipart/form-data":
        raise WrongTypeError(
            f"This address reads multipart/form-data, not {_content_type(request) or 'a body without a content type'}."
        )
    files: list[File] = []
    fields: list[tuple[str, str]] = []
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD) as form:
        for name, value in form.multi_items():
            if not isinstance(value, UploadFile):
                fields.append((name, value))
            elif value.filename or value.size:
                # A browser sends a nameless empty part for a file field in which nothing was chosen.
                files.append(File(name, value.filename or "", await value.read()))
    return Received(tuple(files), tuple(fields))


async def receive(request: Request) -> Received:
    """Read a multipart form or a JSON body.

    Raises:
        WrongTypeError: the body is something else.
        BodyTooLargeError: more bytes than the server takes.
        UnreadableBodyError: a JSON body that is not UTF-8.
    """
    kind = _content_type(request)
    if kind == "multipart/form-data":
        return await receive_form(request)
    if kind != "application/json":
        raise WrongTypeError(
            f"This address reads multipart/form-data or application/json, not {kind or 'a body of no content type'}.",
            hint="Send the credential as a file: curl -F file=@credential.json …",
        )
    body = await request.body()
    try:
        return Received(json=body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableBodyError(f"The body is not UTF-8: byte {error.start} cannot be read.") from None


def _content_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()[:80]


Body = Annotated[Received, Depends(receive)]
Form = Annotated[Received, Depends(receive_form)]
