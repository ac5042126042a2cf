"""Bad input is a problem document that says what and where; nothing of it is kept."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.in_process import client_of
from api.world import EXAMPLES, PROJECT
from passerelle_api import Settings, create_app
from passerelle_api.deciding import MOST_AWARDS
from passerelle_api.examples import PORTFOLIO

MEMBERS = {"type", "title", "status", "detail", "instance"}

FILES = {
    "not JSON": b"{not json}",
    "truncated": (EXAMPLES / "credential.json").read_bytes()[:500],
    "nested 10,000 deep": b"[" * 10_000 + b"]" * 10_000,
    "duplicate keys": b'{"type": "VerifiableCredential", "type": "Other"}',
    "wrong encoding": '{"title": "Učni izidi"}'.encode("utf-16"),
    "latin-1": '{"title": "Épreuve"}'.encode("latin-1"),
    "empty": b"",
    "unknown format": b'{"hello": "world"}',
    "XML": b"<?xml version='1.0'?><credential/>",
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 20,
    "NaN": b'{"type": ["VerifiableCredential"], "workload": NaN}',
    "a level that does not exist": PORTFOLIO.replace("EQF 6", "EQF 9").encode(),
    "a negative workload": PORTFOLIO.replace("5 ECTS", "-3 ECTS").encode(),
    "a workload that is no number": PORTFOLIO.replace("5 ECTS", "NaN ECTS").encode(),
}


def problem_of(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The problem in an answer, after checking its form."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem.keys() >= MEMBERS
    assert problem["status"] == status
    assert problem["instance"] == answer.request.url.raw_path.decode().partition("?")[0]
    for word in ("Traceback", "passerelle_api", "site-packages", 'File "'):
        assert word not in answer.text
    return problem


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_cannot_be_read(client: httpx.Client, kept: Callable[[], int], what: str) -> None:
    answer = client.post("/v1/conformance", files={"file": ("award.json", FILES[what])})
    problem = problem_of(answer, 422)
    assert problem["type"] == "/problems/document"
    assert problem["file"] == "award.json"
    assert problem["code"]
    assert "\n" not in problem["detail"]
    assert kept() == 0


@pytest.mark.parametrize(
    ("what", "changed"),
    {
        "a date in 2999": PORTFOLIO.replace("2025-03-15", "2999-01-01"),
        "two contradicting workloads": PORTFOLIO.replace("5 ECTS", "[5 ECTS, 9 ECTS]"),
    }.items(),
)
def test_what_can_be_read_but_is_odd_is_a_problem_or_is_reported(client: httpx.Client, what: str, changed: str) -> None:
    answer = client.post("/v1/conformance", json={"credential": changed})
    if answer.status_code == 200:
        decision = answer.json()["decisions"][0]["decision"]
        assert decision["notices"] or decision["reasons"], what
    else:
        assert problem_of(answer, 422)["type"] == "/problems/document"


def test_a_bad_file_beside_a_good_one_leaves_nothing(client: httpx.Client, kept: Callable[[], int]) -> None:
    files = [("file", ("good.yaml", PORTFOLIO.encode())), ("file", ("bad.json", b"{"))]
    assert problem_of(client.post("/v1/conformance", files=files), 422)["file"] == "bad.json"
    assert kept() == 0


def test_a_body_that_never_ends_is_given_up() -> None:
    sent: list[dict[str, Any]] = []
    parts = iter([{"type": "http.request", "body": b"{", "more_body": True}])

    async def receive() -> dict[str, Any]:
        part = next(parts, None)
        if part is None:
            await asyncio.sleep(5)
        assert part is not None
        return part

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    app = create_app(Settings(store="sqlite://", longest_body=0.05))
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/v1/conformance", "raw_path": b"/v1/conformance", "query_string": b"", "server": ("x", 80),
        "client": ("127.0.0.1", 1), "root_path": "", "headers": [(b"content-type", b"application/json")],
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 408
    assert b"/problems/body-too-slow" in sent[1]["body"]


def test_fifty_megabytes_are_refused_unread(client: httpx.Client, kept: Callable[[], int]) -> None:
    big = b"x" * 50_000_000
    announced = client.post("/v1/conformance", files={"file": ("big.json", big)})
    assert problem_of(announced, 413)["type"] == "/problems/body-too-large"

    def chunks() -> Iterator[bytes]:
        for _ in range(50):
            yield b" " * 100_000

    headers = {"Content-Type": "application/json"}
    assert problem_of(client.post("/v1/conformance", content=b"".join(chunks()), headers=headers), 413)
    assert kept() == 0


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "application/ld+json", "application/x-www-form-urlencoded", "multipart/mixed"]
)
def test_another_content_type(client: httpx.Client, content_type: str | None) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    problem_of(client.post("/v1/recognition", content=b"{}", headers=headers), 415)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"credential": "a", "credential": "b"}',
        b'{"credential": {"a": 1, "a": 2}}',
        b'{"credential": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        b'{"credential": NaN}',
        b'{"credential": "\xff"}',
    ],
)
def test_a_json_body_that_cannot_be_read(client: httpx.Client, kept: Callable[[], int], body: bytes) -> None:
    answer = client.post("/v1/conformance", content=body, headers={"Content-Type": "application/json"})
    assert problem_of(answer, 400)["type"] == "/problems/unreadable-body"
    assert kept() == 0


@pytest.mark.parametrize("body", [b"no boundary at all", b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--"])
def test_a_form_that_cannot_be_read(client: httpx.Client, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert client.post("/v1/conformance", content=body, headers=headers).status_code in (400, 422)


def test_too_many_parts(client: httpx.Client) -> None:
    fields = {"confirm": ["award.authentic=true"] * 200}
    problem_of(client.post("/v1/recognition", files={"file": ("a", b"{}")}, data=fields), 400)


def test_all_mistakes_of_a_request_come_at_once(client: httpx.Client, kept: Callable[[], int]) -> None:
    body = {"credential": 7, "hots": "x", "as_of": "2026-13-01", "lang": "xx", "confirmations": ["Authentic?", 5]}
    problem = problem_of(client.post("/v1/recognition", json=body), 422)
    assert problem["type"] == "/problems/invalid-request"
    said = {mistake["place"]: mistake["message"] for mistake in problem["mistakes"]}
    places = {"/credential", "/hots", "/host", "/purpose", "/as_of", "/lang", "/confirmations/0", "/confirmations/1"}
    assert said.keys() == places
    assert "did you mean host?" in said["/hots"]
    assert kept() == 0


@pytest.mark.parametrize("said", ["true", "false"])
def test_a_fact_confirmed_twice(client: httpx.Client, said: str) -> None:
    body = {"credential": PORTFOLIO, "confirmations": ["award.authentic=true", f"award.authentic={said}"]}
    problem = problem_of(client.post("/v1/conformance", json=body), 422)
    assert [mistake["place"] for mistake in problem["mistakes"]] == ["/confirmations"]


@pytest.mark.parametrize("body", ["[]", '"text"', "7", "null"])
def test_a_body_that_is_no_object(client: httpx.Client, body: str) -> None:
    problem_of(client.post("/v1/conformance", content=body, headers={"Content-Type": "application/json"}), 422)


def test_a_purpose_given_to_a_conformance_check_is_not_ignored(client: httpx.Client) -> None:
    problem = problem_of(client.post("/v1/conformance", json={"credential": PORTFOLIO, "purpose": "x"}), 422)
    assert problem["mistakes"][0]["place"] == "/purpose"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("host", "no-such-university"),
        ("purpose", "fun"),
        ("target", "NO-SUCH-COMPONENT"),
        ("confirmations", ["award.shoe_size=44"]),
        ("as_of", "1999-01-01"),
    ],
)
def test_a_question_about_what_does_not_exist(
    client: httpx.Client, question: dict[str, Any], kept: Callable[[], int], member: str, value: Any
) -> None:
    problem = problem_of(client.post("/v1/recognition", json=question | {member: value}), 422)
    assert problem["type"] == "/problems/question"
    assert kept() == 0


def test_a_question_for_a_purpose_that_is_nearly_known_gets_a_hint(
    client: httpx.Client, question: dict[str, Any]
) -> None:
    problem = problem_of(client.post("/v1/recognition", json=question | {"host": f"{question['host']}x"}), 422)
    assert str(question["host"]) in problem["hint"]


def test_addresses_methods_and_decisions_that_do_not_exist(client: httpx.Client) -> None:
    assert problem_of(client.get("/v1/nothing"), 404)["type"] == "/problems/not-found"
    for id in ("d" + "0" * 24, "x", "%3Cscript%3E"):
        assert problem_of(client.get(f"/v1/decisions/{id}"), 404)["type"] == "/problems/decision-not-found"
    answer = client.get("/v1/recognition")
    assert problem_of(answer, 405)
    assert answer.headers["allow"] == "POST"
    problem_of(client.get("/v1/targets"), 422)
    problem_of(client.get("/v1/targets", params={"host": "nobody"}), 422)
    problem_of(client.get("/v1/decisions/x", params={"lang": "xx"}), 422)


def test_every_type_of_problem_is_an_address_that_can_be_read(client: httpx.Client) -> None:
    seen = {
        client.get("/v1/nothing").json()["type"],
        client.post("/v1/conformance", json={}).json()["type"],
        client.post("/v1/conformance", content=b"").json()["type"],
    }
    for address in seen:
        for lang in ("en", "sl"):
            assert client.get(address, params={"lang": lang}).status_code == 200
    assert client.get("/problems").status_code == 200
    assert client.get("/problems/nothing").status_code == 404


def test_an_unexpected_failure_tells_nothing_of_the_inside(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the secret of the inside")

    monkeypatch.setattr("passerelle_api.endpoints.conformance.decide", broken)
    answer = client.post("/v1/conformance", json={"credential": PORTFOLIO})
    assert problem_of(answer, 500)["type"] == "/problems/internal"
    assert "secret" not in answer.text
    assert "Content-Security-Policy" in answer.headers
    assert "the secret of the inside" in caplog.text


def test_a_store_that_cannot_be_used(settings: Settings, tmp_path: Path) -> None:
    broken = Settings(store=f"sqlite:///{tmp_path}/no/such/folder/kept.db", rules=settings.rules)
    with client_of(create_app(broken)) as client:
        answer = client.post("/v1/conformance", json={"credential": PORTFOLIO})
        assert str(tmp_path) not in answer.text
        assert problem_of(answer, 503)["type"] == "/problems/store"
        ready = problem_of(client.get("/readyz"), 503)
        assert ready["mistakes"][0]["place"] == "store"
        assert str(tmp_path) not in json.dumps(ready)
        assert client.get("/healthz").status_code == 200


def test_rules_that_are_not_there_are_not_named_to_strangers(settings: Settings, tmp_path: Path) -> None:
    with client_of(create_app(Settings(store=settings.store, rules=tmp_path / "no-rules"))) as client:
        for answer in (client.get("/readyz"), client.post("/v1/conformance", json={"credential": PORTFOLIO})):
            assert problem_of(answer, 503)["mistakes"][0]["place"] == "rules"
            assert str(tmp_path) not in answer.text


def test_a_pack_that_the_server_lacks_is_the_servers_fault(settings: Settings, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(PROJECT / "rules", rules)
    shutil.rmtree(rules / "eu" / "annex-1")
    with client_of(create_app(Settings(store=settings.store, rules=rules))) as client:
        problem = problem_of(client.post("/v1/conformance", json={"credential": PORTFOLIO}), 503)
        assert problem["type"] == "/problems/rules"
        assert "eu/annex-1" in problem["detail"]


def test_head_is_get_without_the_body(client: httpx.Client) -> None:
    for address in ("/", "/v1/packs", "/healthz", "/static/passerelle.css"):
        got, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == got.headers["content-length"]
    assert client.head("/v1/recognition").status_code == 405


def test_no_address_is_redirected_to_the_host_that_is_named(client: httpx.Client) -> None:
    for address in ("/v1/packs/", "/static", "/decisions/"):
        problem = problem_of(client.get(address, headers={"Host": "elsewhere.example"}), 404)
        assert problem["hint"]


def test_no_more_than_a_hundred_mistakes_are_listed(client: httpx.Client) -> None:
    body = {f"hos{number}": 1 for number in range(20_000)}
    assert len(problem_of(client.post("/v1/conformance", json=body), 422)["mistakes"]) == 100


def test_more_awards_than_one_request_may_have(client: httpx.Client, kept: Callable[[], int]) -> None:
    table = "title,issuer\n" + "Data,Academy\n" * (MOST_AWARDS + 1)
    problem = problem_of(client.post("/v1/conformance", files={"file": ("many.csv", table)}), 422)
    assert problem["mistakes"][0]["place"] == "file"
    assert "in parts" in problem["mistakes"][0]["message"]
    assert kept() == 0


def test_a_component_with_more_outcomes_than_are_compared(client: httpx.Client, form: dict[str, str]) -> None:
    component = "component: c\nhost: example-university\ntitle: {en: T}\noutcomes:\n"
    component += "".join(f"- {{id: o{number}, en: x, essential: true}}\n" for number in range(400))
    files = {"file": ("award.yaml", PORTFOLIO), "target_file": ("component.yaml", component)}
    data = {name: value for name, value in form.items() if name != "target"}
    problem = problem_of(client.post("/v1/recognition", files=files, data=data), 422)
    assert "400 outcomes" in problem["mistakes"][0]["message"]


def test_no_more_than_a_hundred_mistakes_of_a_component_are_listed(client: httpx.Client, form: dict[str, str]) -> None:
    files = {"file": ("a.yaml", PORTFOLIO), "target_file": ("c.yaml", "".join(f"x{n}: y\n" for n in range(500)))}
    data = {name: value for name, value in form.items() if name != "target"}
    assert len(problem_of(client.post("/v1/recognition", files=files, data=data), 422)["mistakes"]) == 100


def test_more_outcomes_than_one_request_may_have(client: httpx.Client, kept: Callable[[], int]) -> None:
    table = "title,issuer,outcomes\n" + ("Data,Academy," + "|".join("abc") * 40 + "\n") * 190
    problem = problem_of(client.post("/v1/conformance", files={"file": ("many.csv", table)}), 422)
    assert "learning outcomes" in problem["mistakes"][0]["message"]
    assert kept() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://127.0.0.1:9999"},
    ],
)
def test_a_page_of_another_site_can_keep_nothing(
    client: httpx.Client, kept: Callable[[], int], headers: dict[str, str]
) -> None:
    for address in ("/", "/v1/conformance"):
        files = {"file": ("award.yaml", PORTFOLIO)}
        problem = problem_of(client.post(address, files=files, headers=headers), 403)
        assert problem["type"] == "/problems/cross-site"
    assert kept() == 0
    assert client.get("/", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {"Origin": "null"}, {}])
def test_our_own_page_and_programs_can(client: httpx.Client, headers: dict[str, str]) -> None:
    assert client.post("/v1/conformance", json={"credential": PORTFOLIO}, headers=headers).status_code == 200


def test_only_the_names_of_the_settings_are_answered(settings: Settings) -> None:
    with client_of(create_app(replace(settings, hosts=("localhost", "127.0.0.1", "[::1]")))) as client:
        for name in ("localhost", "127.0.0.1:8000", "LOCALHOST:1", "[::1]:8000", "[::1]"):
            assert client.get("/v1/packs", headers={"Host": name}).status_code == 200, name
        for name in ("elsewhere.example", "localhost.elsewhere.example:8000", "127.0.0.1.elsewhere.example", ""):
            problem = problem_of(client.get("/v1/packs", headers={"Host": name}), 421)
            assert problem["type"] == "/problems/wrong-host"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PASSERELLE_LARGEST_BODY", "-1"),
        ("PASSERELLE_LARGEST_BODY", "ten"),
        ("PASSERELLE_LARGEST_BODY", "0"),
        ("PASSERELLE_LANG", "xx"),
        ("PASSERELLE_SHADOW", "perhaps"),
    ],
)
def test_settings_that_cannot_be(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        Settings.from_environment({name: value})


def test_settings_come_from_the_environment() -> None:
    assert Settings.from_environment({}) == Settings()
    given = {"PASSERELLE_STORE": "kept.db", "PASSERELLE_RULES": "rules", "PASSERELLE_LANG": "sl-SI"}
    given["PASSERELLE_HOSTS"] = "passerelle.example, Localhost"
    hosts = ("passerelle.example", "localhost")
    assert [Settings.from_environment({"PASSERELLE_SHADOW": word}).shadow for word in ("Yes", "off", "")] == [
        True, False, False,
    ]  # fmt: skip
    expected = Settings(store="sqlite:///kept.db", rules=Path("rules"), language="sl", hosts=hosts)
    assert Settings.from_environment(given) == expected


def test_a_long_list_of_headers_in_a_part_and_a_hostile_name(client: httpx.Client) -> None:
    name = '../../etc/<script>alert(1)</script>".json'
    problem = problem_of(client.post("/v1/conformance", files={"file": (name, b"{")}), 422)
    assert json.dumps(problem)
