"""What stands beside a decision: what if, what would change it, earlier decisions, clauses, the page to hand over."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import httpx
import pytest

from passerelle_api.examples import PORTFOLIO

ASKED = {
    "credential": PORTFOLIO,
    "host": "example-university",
    "purpose": "exemption",
    "target": "data-ethics",
    "as_of": "2026-01-15",
}
CONFIRMED = {"confirmations": ["authentic", "holder_matches", "original_seen"]}


def one(answer: httpx.Response) -> dict[str, object]:
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()["decisions"][0]
    return found


def test_what_is_supposed_is_answered_and_not_kept(client: httpx.Client) -> None:
    question = ASKED | {"facts": {"award.authentic": "true", "award.holder_matches": "true"}, "lang": "sl"}
    answer = one(client.post("/v1/what-if", json=question))
    assert answer["hypothetical"] is True
    assert "id" not in answer
    decision = answer["decision"]
    assert isinstance(decision, dict)
    assert decision["question"]["supposed"]
    asked = one(client.post("/v1/recognition", json=ASKED))
    assert asked["decision"] != decision


@pytest.mark.parametrize(
    ("facts", "place"),
    [(None, "/facts"), ({}, "/facts"), ([], "/facts"), ({"award.authentic": True}, "/facts")],
)
def test_a_supposition_that_supposes_nothing_is_told(client: httpx.Client, facts: object, place: str) -> None:
    question = dict(ASKED) if facts is None else ASKED | {"facts": facts}
    problem = client.post("/v1/what-if", json=question)
    assert problem.status_code == 422
    assert place in [mistake["place"] for mistake in problem.json()["mistakes"]]


def test_a_fact_that_cannot_be_supposed_is_told(client: httpx.Client) -> None:
    assert client.post("/v1/what-if", json=ASKED | {"facts": {"award.nothing": "1"}}).status_code == 422


def test_a_form_supposes_as_well(client: httpx.Client) -> None:
    fields = {name: value for name, value in ASKED.items() if name != "credential"} | {"fact": "award.authentic=true"}
    answer = client.post("/v1/what-if", data=fields, files={"file": ("unit.yaml", PORTFOLIO)})
    assert one(answer)["hypothetical"] is True


def test_what_would_change_it_stands_beside_a_decision(client: httpx.Client) -> None:
    include = ["what_would_change", "suggestions", "precedents"]
    answer = one(client.post("/v1/recognition", json=ASKED | {"include": include, "lang": "en"}))
    ways = answer["what_would_change"]
    assert isinstance(ways, dict)
    assert ways["runs"] <= ways["budget"]
    for way in ways["ways"]:
        facts = {change["fact"]: change["value"] for change in way["changes"] if change["value"] is not None}
        if len(facts) == len(way["changes"]) and not any(".covered" in name for name in facts):
            supposed = one(client.post("/v1/what-if", json=ASKED | {"facts": facts}))["decision"]
            assert isinstance(supposed, dict)
            assert supposed["outcome"] == way["outcome"]
    assert "found" in answer["suggestions"]  # type: ignore[operator]
    assert answer["precedents"] == []


def test_a_decision_is_the_same_with_and_without_what_stands_beside_it(client: httpx.Client) -> None:
    alone = one(client.post("/v1/recognition", json=ASKED))
    more = one(client.post("/v1/recognition", json=ASKED | {"include": ["what_would_change"]}))
    assert alone["decision"] == more["decision"]
    assert alone["id"] == more["id"]


def test_what_nobody_offers_beside_a_decision_is_told(client: httpx.Client) -> None:
    problem = client.post("/v1/recognition", json=ASKED | {"include": ["precedent"]})
    assert problem.status_code == 422
    assert "precedents" in problem.text


def test_an_application_is_part_of_the_question(client: httpx.Client) -> None:
    application = {"application": "A-1", "received": "2026-01-02", "complete": "2026-01-10"}
    decision = one(client.post("/v1/recognition", json=ASKED | CONFIRMED | {"application": application}))["decision"]
    assert isinstance(decision, dict)
    assert decision["question"]["application"]["id"] == "A-1"
    assert decision["timing"]["due"] == "2026-05-10"
    wrong = client.post("/v1/recognition", json=ASKED | {"application": {"recieved": "2026-01-02"}})
    assert wrong.status_code == 422
    assert "received" in wrong.text


def test_earlier_decisions_are_those_of_the_purpose_and_the_host(client: httpx.Client) -> None:
    client.post("/v1/recognition", json=ASKED | CONFIRMED)
    for host, purpose in (("example-university", "credit_elective"), ("example-works", "exemption")):
        found = client.get("/v1/precedents", params={"host": host, "purpose": purpose})
        assert found.json() == {"precedents": []}
    assert client.get("/v1/precedents", params={"host": "example-university"}).status_code == 422
    assert client.get("/v1/precedents", params={"host": "h", "purpose": "fun"}).status_code == 422


def test_every_clause_leads_to_its_rule(client: httpx.Client) -> None:
    clauses = client.get("/v1/clauses").json()["clauses"]
    principles = [each for each in clauses if each["principle"] is not None]
    assert {each["principle"] for each in principles} == set(range(1, 11))
    first = clauses[0]["rule"].replace("#", "%23")
    assert client.get(f"/v1/rules/{first}").json()["clause"] == clauses[0]["clause"]
    ninth = client.get("/v1/clauses", params={"principle": 9}).json()["clauses"]
    assert {each["principle"] for each in ninth} == {9}
    assert client.get("/v1/clauses", params={"principle": 11}).status_code == 422


@pytest.mark.parametrize("lang", ["en", "sl"])
def test_a_decision_is_handed_over_as_a_page_that_stands_alone(client: httpx.Client, lang: str) -> None:
    id = one(client.post("/v1/recognition", json=ASKED))["id"]
    page = client.get(f"/v1/decisions/{id}/statement", params={"lang": lang})
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    styles = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    assert len(styles) == 1
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.headers["content-security-policy"]
    assert "style=" not in page.text
    assert str(id) in page.text
    assert client.get("/v1/decisions/d0/statement").status_code == 404


def test_what_is_asked_for_beside_is_no_part_of_a_conformance_check(client: httpx.Client) -> None:
    answer = client.post(
        "/v1/conformance",
        content=json.dumps({"credential": PORTFOLIO, "include": []}),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 422


def test_the_ways_of_a_kept_decision_are_told_by_the_rules_that_made_it(client: httpx.Client) -> None:
    made = one(client.post("/v1/recognition", json=ASKED | {"include": ["what_would_change"]}))
    found = client.get(f"/v1/decisions/{made['id']}/what-would-change", params={"lang": "sl"}).json()
    assert found["what_would_change"] == made["what_would_change"]
    assert found["explanation"]["heading"]
    page = client.get(f"/decisions/{made['id']}/changes", params={"lang": "sl"}, headers={"accept": "text/html"})
    assert page.status_code == 200
    assert found["explanation"]["heading"] in page.text
    shown = client.get(f"/decisions/{made['id']}", params={"lang": "sl"}, headers={"accept": "text/html"})
    assert f"/decisions/{made['id']}/changes?lang=sl" in shown.text
    assert f"/v1/decisions/{made['id']}/statement?lang=sl" in shown.text


def test_a_conformance_check_has_no_such_ways(client: httpx.Client) -> None:
    checked = one(client.post("/v1/conformance", json={"credential": PORTFOLIO}))
    assert client.get(f"/v1/decisions/{checked['id']}/what-would-change").status_code == 422
