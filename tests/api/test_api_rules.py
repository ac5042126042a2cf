"""Every reason of an answer leads to the rule that it came from."""

from __future__ import annotations

import httpx
import pytest

NAME = "lisbon/recognition@2010-06-23#revoked"


def test_the_rules_are_listed_and_each_can_be_read(client: httpx.Client) -> None:
    names = client.get("/v1/rules", params={"pack": "eu/annex-1"}).json()["rules"]
    assert names
    for name in names[:3]:
        assert client.get("/v1/rules/" + name.replace("#", "%23")).json()["name"] == name


@pytest.mark.parametrize("address", [NAME.replace("#", "%23"), NAME.replace("#", "/")])
def test_a_rule_is_read_by_the_name_that_decisions_cite(client: httpx.Client, address: str) -> None:
    rule = client.get(f"/v1/rules/{address}").json()
    assert rule["name"] == NAME
    assert rule["groups"] == [["when", ["award.status = revoked"]]]
    explained = client.get(f"/v1/rules/{address}", params={"lang": "sl"}).json()
    assert explained["rule"] == rule
    assert explained["explanation"]["title"] == "Preklicana"


@pytest.mark.parametrize("lang", ["en", "sl"])
def test_a_rule_is_a_page_to_read(client: httpx.Client, lang: str) -> None:
    page = client.get("/rules/" + NAME.replace("#", "/"), params={"lang": lang}, headers={"accept": "text/html"})
    assert page.status_code == 200
    assert f'lang="{lang}"' in page.text
    assert "award.status = revoked" in page.text


@pytest.mark.parametrize(
    "name", ["nothing", "lisbon/recognition@2010-06-23/nothing", "../../etc/passwd@2010-06-23/x", "%00@2010-06-23/x"]
)
def test_an_unknown_rule_is_a_problem_and_nothing_more(client: httpx.Client, name: str) -> None:
    answer = client.get(f"/v1/rules/{name}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_is_no_pack_is_told(client: httpx.Client) -> None:
    answer = client.get("/v1/rules", params={"pack": "lisbon/recognitoin"})
    assert answer.status_code == 404
    assert "lisbon/recognition" in answer.json()["hint"]
