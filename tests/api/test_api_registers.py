"""Registers of providers in the server's store are asked by every decision over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx

from api.world import EXAMPLES
from listed import table, vocabulary
from passerelle.decision import RegisterAsked
from passerelle.providers import read_providers
from passerelle.store import Store
from passerelle_api import Settings

ISSUER = {"legal_name": "Example University", "national": "FI-0000001-9", "country": "FI", "formal_status": "formal"}
ON = date(2026, 1, 10)


def ask(client: httpx.Client, form: dict[str, str]) -> dict[str, Any]:
    files = {"file": ("credential.json", (EXAMPLES / "credential.json").read_bytes(), "application/json")}
    confirmed = ["award.authentic=true", "award.holder_matches=true"]
    (decided,) = client.post("/v1/recognition", files=files, data={**form, "confirm": confirmed}).json()["decisions"]
    assert isinstance(decided, dict)
    return decided


def _status(decision: dict[str, Any]) -> tuple[str | None, str | None]:
    (fact,) = (fact for fact in decision["trace"]["facts"] if fact["name"] == "award.issuer.formal_status")
    return fact["value"], fact["evidence"]


def test_what_a_register_knows_is_known_to_a_decision_over_http(
    client: httpx.Client, settings: Settings, form: dict[str, str]
) -> None:
    before = ask(client, form)["decision"]
    store = Store.open(settings.store)
    read = read_providers(table([ISSUER]), vocabulary(), register="Register of the ministry", retrieved=ON)
    store.import_providers([read])
    decided = ask(client, form)
    known = [_status(decision) for decision in (before, decided["decision"])]
    assert known == [(None, None), ("formal", "register")]
    kept = store.find(decided["id"]).consulted
    assert kept.registers == (RegisterAsked(name="Register of the ministry", as_of=ON),)
    assert [each.legal_name for found in kept.bodies for each in found.providers] == ["Example University"]
    store.close()
