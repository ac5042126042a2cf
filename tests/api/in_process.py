"""An application enters, an `httpx.Client` leaves that speaks with it inside this process, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

BASE = "http://passerelle.test"


class InProcess(httpx.BaseTransport):
    """Hands requests to the application's own event loop; many threads may use it at once."""

    def __init__(self, app: FastAPI, portal: BlockingPortal) -> None:
        self._inner = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._portal = portal

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._portal.call(self._answer, request)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        content = await response.aread()
        return httpx.Response(response.status_code, headers=response.headers, content=content)


@contextmanager
def client_of(app: FastAPI) -> Iterator[httpx.Client]:
    """A client that follows no redirect by itself."""
    with start_blocking_portal() as portal, httpx.Client(transport=InProcess(app, portal), base_url=BASE) as client:
        yield client
