"""The commands of docs/api.md are run as they stand there, and its tables say what the server does."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import httpx
import pytest

from api.world import PROJECT
from passerelle_api.problems import TYPES
from passerelle_api.settings import LARGEST_BODY, STORE

TEXT = (PROJECT / "docs" / "api.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)


def curl(client: httpx.Client, command: str) -> httpx.Response:
    """What `curl` would do with these arguments, inside this process."""
    arguments = iter(shlex.split(command.replace("\\\n", " ")))
    assert next(arguments) == "curl"
    assert next(arguments) == "-s"
    address, headers, body = "", {}, None
    files: list[tuple[str, tuple[str, bytes]]] = []
    fields: dict[str, list[str]] = {}
    for argument in arguments:
        if argument == "-F":
            name, _, value = next(arguments).partition("=")
            if value.startswith("@"):
                files.append((name, (Path(value).name, (PROJECT / value[1:]).read_bytes())))
            else:
                fields.setdefault(name, []).append(value)
        elif argument == "-H":
            name, _, value = next(arguments).partition(": ")
            headers[name] = value
        elif argument == "-d":
            body = next(arguments)
        else:
            address = argument.removeprefix("http://127.0.0.1:8000")
    if body is None and not files:
        return client.get(address, headers=headers)
    return client.post(address, headers=headers, content=body, files=files or None, data=fields)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: re.sub(r"\W+", "-", command)[30:70])
def test_a_command_of_the_document_works(client: httpx.Client, command: str) -> None:
    answer = curl(client, command)
    if "universty" in command:
        assert answer.status_code == 422
        assert "example-university" in answer.json()["hint"]
        return
    assert answer.status_code == 200, answer.text
    for decided in answer.json().get("decisions", ()):
        expected = {"hypothetical" if "what-if" in command else "id", "decision"}
        expected |= {"explanation"} if "lang=" in command else set()
        if "what_would_change" in command:
            expected |= {"what_would_change", "what_would_change_explained", "suggestions"}
        assert decided.keys() == expected


def test_the_description_refers_to_nothing_outside_itself(client: httpx.Client) -> None:
    description = client.get("/v1/openapi.json").json()
    references = set(re.findall(r'"\$ref": ?"([^"]+)"', json.dumps(description)))
    assert "#/components/schemas/Decision" in references
    for reference in references:
        assert reference.removeprefix("#/components/schemas/") in description["components"]["schemas"]


def test_every_problem_and_address_stands_in_the_document(client: httpx.Client) -> None:
    for kind in TYPES.values():
        assert re.search(rf"^\| {kind.status} \|.*`/problems/{kind.slug}`", TEXT, re.MULTILINE), kind.slug
    for path in client.get("/v1/openapi.json").json()["paths"]:
        assert path in TEXT
    assert f"`{STORE}`" in TEXT
    assert f"`{LARGEST_BODY}`" in TEXT
