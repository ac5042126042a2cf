"""Raw ASGI traffic enters and leaves: bodies are counted while they are read, answers get their headers."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from asyncio import timeout

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from passerelle_api.errors import BodyTooLargeError, BodyTooSlowError

#: Pages hold no script and load nothing from elsewhere; nobody may frame them or learn the address of a decision.
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def alone(page: str) -> str:
    """The policy of a page that carries its own style sheets: these and nothing else."""
    digests = (base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in _STYLE.findall(page))
    styles = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class SecurityHeaders:
    """Adds `SECURITY_HEADERS` to every answer, and keeps answers about people out of shared caches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        await self._app(scope, receive, with_headers)


class HeadAsGet:
    """Answers HEAD as GET is answered, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self._app({**scope, "method": "GET"}, receive, without_body)


class BodyLimit:
    """Refuses a body of more than `largest` bytes: at once where its length is announced, else while it arrives; and
    one that has not arrived whole after `longest` seconds."""

    def __init__(self, app: ASGIApp, largest: int, longest: float) -> None:
        self._app = app
        self._largest = largest
        self._longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        arrived, whole = 0, False
        give_up = time.monotonic() + self._longest

        async def counted() -> Message:
            nonlocal arrived, whole
            if announced.isdigit() and int(announced) > self._largest:
                raise self._refusal()
            if whole:
                return await receive()
            try:
                async with timeout(give_up - time.monotonic()):
                    message = await receive()
            except TimeoutError:
                raise BodyTooSlowError(
                    f"The request did not arrive whole within {self._longest:g} seconds.", hint="Send it again."
                ) from None
            if message["type"] == "http.request":
                whole = not message.get("more_body", False)
                arrived += len(message.get("body", b""))
                if arrived > self._largest:
                    raise self._refusal()
            return message

        await self._app(scope, counted, send)

    def _refusal(self) -> BodyTooLargeError:
        return BodyTooLargeError(
            f"The request is larger than the {self._largest:,} bytes that this server takes.",
            hint="Send fewer files in one request; a single credential is rarely larger than 1 MB.",
        )
