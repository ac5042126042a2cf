"""`serve`: an address enters; the API and its pages are served there until somebody stops it."""

from __future__ import annotations

import socket
from dataclasses import replace
from importlib import import_module
from ipaddress import ip_address
from typing import Annotated

import typer

from passerelle.cli import given
from passerelle.cli.failing import Exit, Refused
from passerelle.cli.options import STORE, AsJson, Lang, Rules, StoreUrl
from passerelle.cli.printing import print_json, print_text

#: The names of this machine for itself. Under any other, a page of another site could read what is kept here.
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

#: Connections at once; one more is told to come back, so that half-open ones cannot hold the server for good.
_MOST_AT_ONCE = 200


def serve(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    store: StoreUrl = STORE,
    rules: Rules = None,
    lang: Lang = "en",
    as_json: AsJson = False,
) -> int:
    """Serve the HTTP API and its pages."""
    tongue = given.language(lang)
    listening = _listen(host, port)
    address, bound = listening.getsockname()[:2]
    import uvicorn

    from passerelle.explain import phrase

    # By name: the engine knows nothing of the API but that it can be served.
    api = import_module("passerelle_api.app")
    settings = import_module("passerelle_api.settings").Settings
    try:
        configured = settings.from_environment()
    except ValueError as error:
        raise Refused("settings", str(error)) from None
    hosts = configured.hosts or (_LOOPBACK if ip_address(address).is_loopback else ())
    app = api.create_app(replace(configured, store=given.store_url(store), rules=rules, language=tongue, hosts=hosts))
    url = f"http://[{address}]:{bound}" if ":" in address else f"http://{address}:{bound}"
    if as_json:
        print_json({"serving": url})
    else:
        print_text(phrase("command.serving", tongue, address=url))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", limit_concurrency=_MOST_AT_ONCE))
    server.run(sockets=[listening])
    return Exit.DECIDED if server.started else Exit.INTERNAL


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens, so that an address which is taken is known before anything else is done."""
    listening = None
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        if listening is not None:
            listening.close()
        reason = error.strerror or str(error)
        raise Refused("address", f"cannot listen on {host}:{port}: {reason}; give another --host or --port") from None
    return listening
