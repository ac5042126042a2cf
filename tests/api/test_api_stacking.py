"""`/v1/stacking`, `/v1/stacking/plan`, `/v1/policies` and the pages beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import httpx
import jsonschema
import pytest

from api.world import PROJECT
from passerelle.store.codec import stack_schema

PORTFOLIO = (PROJECT / "docs" / "examples" / "portfolio-stack.yaml").read_text(encoding="utf-8")
OFFERS = (PROJECT / "docs" / "examples" / "offers.yaml").read_text(encoding="utf-8")
POLICY = "pgcert-data-practice"
ASKED = {"policy": POLICY, "as_of": "2026-10-01", "enrolled": "2026-09-15"}


def sent(text: str = PORTFOLIO, name: str = "file") -> list[tuple[str, tuple[str, bytes]]]:
    return [(name, ("portfolio.yaml", text.encode()))]


def test_a_form_and_json_give_the_same_answer(client: httpx.Client) -> None:
    by_form = client.post("/v1/stacking", data=ASKED, files=sent()).json()["decisions"][0]
    by_json = client.post("/v1/stacking", json={"portfolio": [PORTFOLIO], **ASKED}).json()["decisions"][0]
    assert by_form == by_json
    decision = by_form["decision"]
    assert decision["outcome"] == "ELIGIBLE"
    assert decision["certificate"]["kind"] == "optimal"
    assert decision["question"]["budget"] == 10.0
    jsonschema.Draft202012Validator(stack_schema()).validate(decision)


def test_an_answer_is_kept_and_read_again(client: httpx.Client) -> None:
    asked = client.post("/v1/stacking", data={**ASKED, "lang": "sl"}, files=sent()).json()["decisions"][0]
    assert asked["explanation"]["outcome"] == "Pogoji za kvalifikacijo so izpolnjeni"
    assert asked["explanation"]["total"]["bar"]["text"] == "30 od natanko 30 ECTS"
    assert client.get(f"/v1/stacking/{asked['id']}").json() == asked["decision"]
    assert client.get(f"/v1/stacking/{asked['id']}", params={"lang": "sl"}).json() == asked


def test_several_awards_at_once(client: httpx.Client) -> None:
    policies = [POLICY, "hosts/example-university/pgcert-30"]
    asked = {"portfolio": PORTFOLIO, "policies": policies, "as_of": "2026-10-01", "enrolled": "2026-09-15"}
    found = client.post("/v1/stacking", json=asked).json()["decisions"]
    assert [each["decision"]["award"] for each in found] == ["pgcert-data-practice", "pgcert-30"]


def test_a_search_is_never_longer_than_the_server_lets_it(client: httpx.Client) -> None:
    found = client.post("/v1/stacking", data={**ASKED, "budget": "600"}, files=sent()).json()["decisions"][0]
    assert found["decision"]["question"]["budget"] == 10.0
    none = client.post("/v1/stacking", data={**ASKED, "budget": "0"}, files=sent()).json()["decisions"][0]
    assert none["decision"]["certificate"]["kind"] == "best_found"


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        ({"policy": "pgcert-data-practise"}, "policy", "there is no stacking policy"),
        ({"objective": "keep_free=u9"}, "keep_free", "the portfolio has no unit 'u9'"),
        ({"act": "profile=yes"}, "acts", "the policy asks for no act 'profile'"),
        ({"confirm": "u9:assessed=true"}, "confirmations", "the portfolio has no unit 'u9'"),
    ],
)
def test_a_question_that_cannot_be_asked(
    client: httpx.Client, kept: Callable[[], int], change: dict[str, str], place: str, said: str
) -> None:
    answer = client.post("/v1/stacking", data={**ASKED, **change}, files=sent())
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/question"
    assert answer.json()["place"] == place
    assert said in answer.json()["detail"]
    assert kept() == 0


def test_all_mistakes_of_a_request_at_once(client: httpx.Client, kept: Callable[[], int]) -> None:
    body = {
        "portfolio": [1], "objectives": ["best"], "acts": {"a": "yes"}, "budget": -1, "ties": "x", "as_of": "soon",
        "confirmations": "all", "lang": "xx", "polcy": POLICY,
    }  # fmt: skip
    answer = client.post("/v1/stacking", json=body)
    assert answer.status_code == 422
    places = {mistake["place"] for mistake in answer.json()["mistakes"]}
    assert places >= {
        "/portfolio/0", "/objectives", "/acts", "/budget", "/ties", "/as_of", "/confirmations", "/lang", "/policy",
        "/polcy",
    }  # fmt: skip
    assert kept() == 0


def test_too_many_units_for_a_request(client: httpx.Client) -> None:
    rows = "".join(f"Unit {number};Academy\n" for number in range(501))
    answer = client.post("/v1/stacking", data=ASKED, files=sent(f"title;issuer\n{rows}"))
    assert answer.status_code == 422
    assert "501 units and at most 500" in answer.json()["mistakes"][0]["message"]


def test_a_bad_file_is_named(client: httpx.Client) -> None:
    answer = client.post("/v1/stacking", data=ASKED, files=[*sent(), ("file", ("bad.json", b"{"))])
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/document"
    assert answer.json()["file"] == "bad.json"


def test_an_answer_that_is_not_there(client: httpx.Client) -> None:
    assert client.get("/v1/stacking/s000000000000000000000000").status_code == 404


def test_the_policies(client: httpx.Client) -> None:
    listed = client.get("/v1/policies", params={"host": "example-university"}).json()["policies"]
    assert f"hosts/example-university/{POLICY}" in [each["id"] for each in listed]
    asked = {"as_of": "2026-10-01", "lang": "sl"}
    shown = client.get(f"/v1/policies/hosts/example-university/{POLICY}", params=asked).json()
    assert shown["policy"]["award"] == POLICY
    assert shown["explanation"]["groups"][0][1][0]["sentences"] == ["Upoštevanih kreditnih točk je natanko 30 ECTS."]
    assert client.get(f"/v1/policies/{POLICY}", params={"as_of": "2026-10-01"}).json() == shown["policy"]
    unknown = client.get("/v1/policies/pgcert-data-practise")
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/policy-not-found")
    assert "did you mean" in unknown.json()["hint"]
    far = client.get("/v1/policies/..%2F..%2Fetc%2Fpasswd").json()
    assert len(far["hint"]) < 60
    early = client.get(f"/v1/policies/{POLICY}", params={"as_of": "1990-01-01"})
    assert (early.status_code, early.json()["type"]) == (422, "/problems/question")
    assert client.get(f"/v1/policies/{POLICY}", params={"as_of": "x"}).status_code == 422
    assert client.get("/v1/policies", params={"host": "nowhere"}).status_code == 422


def test_what_is_published(client: httpx.Client) -> None:
    assert client.get("/v1/schemas/stack-decision/1").json() == json.loads(json.dumps(stack_schema()))


def page_of(client: httpx.Client, text: str = PORTFOLIO, lang: str = "en") -> httpx.Response:
    answer = client.post(f"/stacking?lang={lang}", data={**ASKED, "applied": ""}, files=sent(text))
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["location"])


def test_a_page_shows_every_bar_in_words_too(client: httpx.Client) -> None:
    page = page_of(client).text
    bars = re.findall(r'<svg class="bar"[^>]*role="img" aria-label="([^"]+)">\s*<title>([^<]+)</title>', page)
    assert len(bars) == page.count("<svg") > 2
    assert all(label == title for label, title in bars)
    assert "30 of exactly 30 ECTS" in [label for label, _ in bars]
    assert "style=" not in page
    assert "<script" not in page


@pytest.mark.parametrize("lang", ["en", "sl"])
def test_a_page_has_one_title_and_real_tables(client: httpx.Client, lang: str) -> None:
    page = page_of(client, lang=lang).text
    assert page.count("<h1") == 1
    assert f'<html lang="{lang}">' in page
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        columns = len(re.findall(r'<th scope="col">', table))
        rows = re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.DOTALL)
        assert rows
        assert {len(re.findall(r"<t[hd]", row)) for row in rows} == {columns}
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-labelledby="([^"]+)"', page)) <= set(ids)


def test_a_page_of_a_no_tells_what_stands_against_it(client: httpx.Client) -> None:
    page = page_of(client, PORTFOLIO.partition("\n  - id: capstone")[0]).text
    assert re.search("With the units held, (this alone cannot be met|these \\d+ cannot be had together)", page)
    assert "not met" in page


def test_tables_that_scroll_are_reached_with_the_keyboard(client: httpx.Client) -> None:
    page = page_of(client).text
    scrolling = re.findall(r'<div class="scroll"([^>]*)>', page)
    assert scrolling
    for attributes in scrolling:
        labelled = re.fullmatch(r' tabindex="0" role="region" aria-labelledby="([^"]+)"', attributes)
        assert labelled is not None
        assert f'<h2 id="{labelled[1]}">' in page


def test_titles_are_escaped(client: httpx.Client) -> None:
    page = page_of(client, 'portfolio: 1\nunit: {title: "<script>alert(1)</script>", workload: 5 ECTS}\n').text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_form_says_what_is_wrong_and_keeps_what_was_entered(client: httpx.Client) -> None:
    form = client.get("/stacking", params={"policy": f"hosts/example-university/{POLICY}"}).text
    assert f'<option value="hosts/example-university/{POLICY}" selected>' in form
    answer = client.post("/stacking", data={**ASKED, "enrolled": "2026-09-16"}, files=[("file", ("bad.json", b"{"))])
    assert answer.status_code == 422
    assert 'value="2026-09-16"' in answer.text
    assert "bad.json" in answer.text


def test_the_pages_of_policies(client: httpx.Client) -> None:
    listed = client.get("/policies").text
    place = re.search(rf'href="(/policies/[^"]*{POLICY}[^"]*)"', listed)
    assert place is not None
    shown = client.get("/policies/hosts/keele/hons?lang=sl").text
    assert "Takih enot je najmanj 120 CATS." in shown


def test_the_description_knows_the_addresses(client: httpx.Client) -> None:
    described: dict[str, Any] = client.get("/v1/openapi.json").json()
    assert {"/v1/stacking", "/v1/stacking/plan", "/v1/stacking/{id}", "/v1/policies"} <= described["paths"].keys()
    assert {"Decision", "StackDecision", "Way"} <= described["components"]["schemas"].keys()
    example = described["paths"]["/v1/stacking"]["post"]["responses"]["200"]["content"]["application/json"]["example"]
    jsonschema.Draft202012Validator(stack_schema()).validate(example["decisions"][0]["decision"])
