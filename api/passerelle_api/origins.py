"""A request's Host, Origin and Sec-Fetch-Site enter; a refusal leaves where another site's page is behind it.

A server on an officer's own machine has no login, so a page of another site must neither send a form to it nor, under a
name of its own that leads to this machine, read what is kept here.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

from passerelle_api.current import Current
from passerelle_api.errors import CrossSiteError, WrongHostError


async def from_here(request: Request) -> None:
    """Let a request pass, or not.

    Raises:
        WrongHostError: it was sent to a name that is none of the settings'.
        CrossSiteError: it would keep something, and a page of another site sent it.
    """
    current: Current = request.app.state.current
    host = request.headers.get("host", "")
    if current.settings.hosts and _name(host) not in current.settings.hosts:
        raise WrongHostError(
            "This server is not reached under this name.",
            hint="Use the address that the server said when it started, or name others in PASSERELLE_HOSTS.",
        )
    if request.method == "POST" and _of_another_site(request, host):
        raise CrossSiteError(
            "A page of another site sent this request.", hint="Open this server's own page, or send it from a program."
        )


def _of_another_site(request: Request, host: str) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    # A browser says "null" for our own form too, because our pages tell it to say nothing of themselves.
    origin = request.headers.get("origin", "null")
    return origin != "null" and urlsplit(origin).netloc.lower() != host.lower()


def _name(host: str) -> str:
    return host.rpartition(":")[0].lower() if host.rpartition(":")[2].isdigit() else host.lower()
