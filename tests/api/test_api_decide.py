"""Questions over HTTP: both forms of body, the bytes that come back, what is kept, and how it is read again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import jsonschema
import pytest

from api.world import EXAMPLES, PROJECT, TODAY
from passerelle.decision import Confirmation, canonical_json, decision_id
from passerelle.desk import Desk
from passerelle.explain import as_text
from passerelle_api.examples import PORTFOLIO

CREDENTIAL = (EXAMPLES / "credential.json").read_bytes()
CONFIRMED = ["award.authentic=true", "award.holder_matches=true"]


def test_a_file_and_a_json_body_give_the_bytes_that_the_engine_gives(
    client: httpx.Client, question: dict[str, Any], form: dict[str, str]
) -> None:
    desk = Desk.open(PROJECT / "rules")
    award = desk.read(CREDENTIAL, on=TODAY).awards[0]
    confirmations = tuple(Confirmation(fact=text.split("=")[0], value="true") for text in CONFIRMED)
    expected = canonical_json(
        desk.recognise(
            award,
            host=form["host"],
            purpose=form["purpose"],
            target=form.get("target"),
            as_of=TODAY,
            confirmations=confirmations,
        )
    )
    files = {"file": ("credential.json", CREDENTIAL, "application/json")}
    sent = client.post("/v1/recognition", files=files, data={**form, "confirm": CONFIRMED})
    assert sent.status_code == 200
    assert sent.content == b'{"decisions":[{"id":"%s","decision":%s}]}' % (
        sent.json()["decisions"][0]["id"].encode(),
        expected,
    )
    text = json.dumps({name: value for name, value in question.items() if name != "credential"})
    body = text.encode()[:-1] + b', "credential": ' + CREDENTIAL.strip() + b"}"
    as_json = client.post("/v1/recognition", content=body, headers={"Content-Type": "application/json"})
    assert as_json.status_code == 200
    # The digest in the receipt is that of the characters sent: here, of the file without its last line break.
    digest = hashlib.sha256(CREDENTIAL.strip()).hexdigest()
    assert as_json.json()["decisions"][0]["decision"]["receipt"]["document"] == digest
    again = desk.read(CREDENTIAL.strip(), on=TODAY).awards[0]
    assert (
        decision_id(
            desk.recognise(
                again,
                host=form["host"],
                purpose=form["purpose"],
                target=form.get("target"),
                as_of=TODAY,
                confirmations=confirmations,
            )
        )
        == as_json.json()["decisions"][0]["id"]
    )


def test_conformance_is_decided_from_a_file_and_from_text(client: httpx.Client) -> None:
    desk = Desk.open(PROJECT / "rules")
    expected = canonical_json(desk.check(desk.read(PORTFOLIO.encode(), on=TODAY).awards[0], as_of=TODAY))
    from_file = client.post("/v1/conformance", files={"file": ("portfolio.yaml", PORTFOLIO.encode())})
    from_text = client.post("/v1/conformance", json={"credential": PORTFOLIO})
    assert expected in from_file.content
    assert from_file.content == from_text.content


def test_every_award_of_every_file_gets_its_own_decision(client: httpx.Client) -> None:
    files = [("file", (name, (EXAMPLES / name).read_bytes())) for name in ("portfolio.yaml", "credential.json")]
    ids = [each["id"] for each in client.post("/v1/conformance", files=files).json()["decisions"]]
    assert len(ids) == len(set(ids)) == 3


def test_a_kept_decision_is_read_as_bytes_as_text_and_explained(client: httpx.Client, question: dict[str, Any]) -> None:
    first = client.post("/v1/recognition", json=question)
    id = first.json()["decisions"][0]["id"]
    read = client.get(f"/v1/decisions/{id}")
    assert read.headers["content-type"] == "application/json"
    assert b'"decision":' + read.content + b"}" in first.content
    assert "d" + hashlib.sha256(read.content).hexdigest()[:24] == id
    schema = client.get("/v1/schemas/decision/1")
    assert schema.headers["content-type"] == "application/schema+json"
    jsonschema.validate(read.json(), schema.json())
    for lang in ("en", "sl"):
        text = client.get(f"/v1/decisions/{id}", params={"lang": lang}, headers={"Accept": "text/plain"})
        assert text.headers["content-type"].startswith("text/plain")
        desk = Desk.open(PROJECT / "rules")
        award = desk.read(PORTFOLIO.encode(), on=TODAY).awards[0]
        decision = desk.recognise(
            award,
            host=question["host"],
            purpose=question["purpose"],
            target=question.get("target"),
            as_of=date.fromisoformat(question["as_of"]),
            confirmations=tuple(Confirmation(fact=each.split("=")[0], value="true") for each in CONFIRMED),
        )
        assert text.text == as_text(decision, lang)
        explained = client.get(f"/v1/decisions/{id}", params={"lang": lang})
        assert list(explained.json()) == ["id", "decision", "explanation"]
        assert read.content in explained.content


def test_a_question_with_a_language_is_answered_with_an_explanation(
    client: httpx.Client, question: dict[str, Any]
) -> None:
    plain = client.post("/v1/recognition", json=question).json()["decisions"][0]
    explained = client.post("/v1/recognition", json=question | {"lang": "sl"}).json()["decisions"][0]
    assert "explanation" not in plain
    assert explained["explanation"]
    assert explained["decision"] == plain["decision"]


def test_the_same_question_twice_is_kept_once(
    client: httpx.Client, question: dict[str, Any], kept: Callable[[], int]
) -> None:
    client.post("/v1/recognition", json=question)
    before = kept()
    client.post("/v1/recognition", json=question)
    assert kept() == before > 0


def test_a_decision_is_replayed(client: httpx.Client, question: dict[str, Any]) -> None:
    id = client.post("/v1/recognition", json=question).json()["decisions"][0]["id"]
    replayed = client.get(f"/v1/decisions/{id}/replay").json()
    assert replayed == {"id": id, "same": True, "identical": True, "differences": []}


def test_without_a_day_it_is_decided_as_of_today(client: httpx.Client) -> None:
    answer = client.post("/v1/conformance", json={"credential": PORTFOLIO})
    assert answer.json()["decisions"][0]["decision"]["question"]["as_of"] == TODAY.isoformat()


def test_a_component_may_be_sent_with_the_question(
    client: httpx.Client, question: dict[str, Any], form: dict[str, str]
) -> None:
    path = next((PROJECT / "rules" / "hosts" / form["host"] / "components").glob("*.yaml"))
    form.pop("target", None)
    files = [("file", ("p.yaml", PORTFOLIO.encode())), ("target_file", ("component.yaml", path.read_bytes()))]
    answer = client.post("/v1/recognition", files=files, data=form)
    assert answer.status_code == 200, answer.text
    id = answer.json()["decisions"][0]["id"]
    assert answer.json()["decisions"][0]["decision"]["question"]["target"]
    assert client.get(f"/v1/decisions/{id}/replay").json()["same"] is True


@pytest.mark.parametrize("path", ["/v1/packs", "/v1/hosts", "/v1/schemas/pack", "/healthz", "/readyz"])
def test_what_the_server_has_can_be_listed(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.json()


def test_packs_hosts_and_components_are_those_of_the_desk(client: httpx.Client) -> None:
    desk = Desk.open(PROJECT / "rules")
    packs = client.get("/v1/packs").json()
    assert {(pack["id"], pack["version"], pack["sha256"]) for pack in packs["packs"]} == {
        (pack.id, pack.version.isoformat(), pack.sha256) for pack in desk.packs
    }
    assert packs["mistakes"] == []
    for host, listed in zip(desk.hosts(), client.get("/v1/hosts").json()["hosts"], strict=True):
        assert listed == {"id": host.id, "name": dict(host.name), "purposes": list(host.purposes)}
        targets = client.get("/v1/targets", params={"host": host.id}).json()["targets"]
        assert [target["id"] for target in targets] == [target.id for target in desk.targets(host.id)]
    assert client.get("/readyz").json() == {"status": "ready", "mistakes": []}


def test_the_description_holds_real_answers_as_examples(client: httpx.Client) -> None:
    described = client.get("/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for path in ("/v1/conformance", "/v1/recognition"):
        post = described["paths"][path]["post"]
        example = post["requestBody"]["content"]["application/json"]["example"]
        answer = client.post(path, json=example)
        assert answer.status_code == 200
        assert post["responses"]["200"]["content"]["application/json"]["example"] == answer.json()
        for response in post["responses"].values():
            assert response["content"]
    wrong = described["paths"]["/v1/conformance"]["post"]["responses"]["422"]["content"]["application/problem+json"]
    answer = client.post("/v1/conformance", json={"credential": "", "as_of": "1 September"})
    assert answer.json() == wrong["example"]
