"""The pages as a browser without JavaScript meets them: forms, redirects, languages, headers, hostile texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

import passerelle_api
from api.world import EXAMPLES, TODAY
from passerelle.explain import phrase, report
from passerelle.explain.language import language
from passerelle.store import Store
from passerelle_api import Settings
from passerelle_api.examples import PORTFOLIO

TEMPLATES = Path(passerelle_api.__file__).parent / "templates"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
HTML = {"Accept": "text/html"}
VOID = {"meta", "link", "input", "br", "img"}


class Page(HTMLParser):
    """What a browser would find: elements with their attributes and texts, and whether they are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a name."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        """The text, spaces folded."""
        return " ".join(" ".join(self.texts).split())


def check(page: Page, lang: str) -> None:
    """What holds for every page."""
    names = [name for name, _ in page.elements]
    assert names.count("h1") == 1
    assert page.all("html") == [{"lang": lang}]
    assert not {"script", "style", "iframe", "object"} & set(names)
    assert all(not name.startswith("on") and name != "style" for _, each in page.elements for name in each)
    loaded = [each["href"] for each in page.all("link")]
    assert all(address.startswith("/static/") for address in loaded)
    ids = [each["id"] for _, each in page.elements if "id" in each]
    assert len(ids) == len(set(ids))
    labelled = {each.get("for") for each in page.all("label")}
    for each in page.all("select") + page.all("input"):
        if each.get("type") not in ("hidden", "radio"):
            assert each["id"] in labelled
    for _, each in page.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set(each.get(name, "").split()) <= set(ids)


def fields(form: dict[str, str]) -> dict[str, str]:
    return form | {
        "authentic": "yes",
        "holder_matches": "yes",
        "issuer_status": "formal",
        "award_status": "active",
        "note": "Seal checked by hand",
        "action": "recognise",
    }


@pytest.mark.parametrize("lang", ["en", "sl"])
def test_an_officer_asks_and_reads_the_decision(
    client: httpx.Client, settings: Settings, form: dict[str, str], lang: str
) -> None:
    start = client.get("/", params={"lang": lang, "host": form["host"]}, headers=HTML)
    page = Page(start.text)
    check(page, lang)
    (sent_to,) = page.all("form")
    assert sent_to["method"] == "post"
    assert sent_to["enctype"] == "multipart/form-data"
    assert {each["name"] for each in page.all("input")} == {
        "file", "application", "host", "as_of", "authentic", "holder_matches", "original_seen", "outcomes_compared",
        "note",
    }  # fmt: skip
    assert {each["name"] for each in page.all("select")} == {"purpose", "target", "issuer_status", "award_status"}
    assert {each["value"] for each in page.all("option")} >= {form["purpose"], form["target"]}
    files = {
        "file": ("credential.json", (EXAMPLES / "credential.json").read_bytes()),
        "application": ("", b"", "application/octet-stream"),  # as browsers send what was not chosen
    }
    decided = client.post(sent_to["action"], files=files, data=fields(form), headers=HTML)
    assert decided.status_code == 303
    shown = client.get(decided.headers["location"], headers=HTML)
    page = Page(shown.text)
    check(page, lang)
    id = re.search(r"/decisions/(d[0-9a-f]{24})", decided.headers["location"])
    assert id
    kept = Store.open(settings.store).find(id[1])
    told = report(kept.decision, lang)
    for text in (told.outcome, told.outcome_sentence, told.award, "Seal checked by hand"):
        assert " ".join(text.split()) in page.text
    confirmed = {given.fact: given.value for given in kept.decision.question.confirmations}
    assert confirmed == {
        "award.authentic": "true",
        "award.holder_matches": "true",
        "award.issuer.formal_status": "formal",
        "award.status": "active",
    }
    for reason in told.reasons:
        assert " ".join(reason.sentence.split()) in page.text
    for remedy in told.remedies:
        assert " ".join(remedy.text.split()) in page.text
    assert len(page.all("details")) == 2
    assert page.text.index(told.outcome_sentence) < page.text.index(told.receipt[0].value)


@pytest.mark.parametrize("lang", ["en", "sl"])
def test_the_credential_alone_is_checked(client: httpx.Client, form: dict[str, str], lang: str) -> None:
    files = {"file": ("p.yaml", PORTFOLIO.encode())}
    data = {"host": form["host"], "as_of": TODAY.isoformat(), "purpose": "", "target": "", "action": "check"}
    decided = client.post("/", params={"lang": lang}, files=files, data=data, headers=HTML)
    assert decided.status_code == 303
    page = Page(client.get(decided.headers["location"], headers=HTML).text)
    check(page, lang)
    assert phrase("sentence.title_conformance", lang) in page.text


def test_several_awards_lead_to_a_list(client: httpx.Client, form: dict[str, str]) -> None:
    files = {"file": ("portfolio.yaml", (EXAMPLES / "portfolio.yaml").read_bytes())}
    decided = client.post("/", params={"lang": "en"}, files=files, data=fields(form), headers=HTML)
    page = Page(client.get(decided.headers["location"], headers=HTML).text)
    check(page, "en")
    links = [each["href"] for each in page.all("a") if each["href"].startswith("/decisions/")]
    assert len(links) == 2
    assert client.get(links[0]).status_code == 200


@pytest.mark.parametrize("lang", ["en", "sl"])
def test_a_bad_form_comes_back_with_its_fields_and_a_summary(
    client: httpx.Client, form: dict[str, str], kept: Callable[[], int], lang: str
) -> None:
    data = fields(form) | {"purpose": "", "note": HOSTILE}
    answer = client.post("/", params={"lang": lang}, data=data, files={"nothing": ("", b"")}, headers=HTML)
    assert answer.status_code == 422
    page = Page(answer.text)
    check(page, lang)
    for name in ("file", "purpose"):
        assert phrase(f"page.mistake.{name}", lang) in page.text
    linked = {each["href"] for each in page.all("a")}
    assert {"#file", "#purpose"} <= linked
    selected = [each["value"] for each in page.all("option") if "selected" in each]
    assert selected == [form["target"], "formal", "active"]
    assert [each["value"] for each in page.all("input") if each["name"] == "note"] == [HOSTILE]
    assert [each["value"] for each in page.all("input") if "checked" in each] == ["yes", "yes", "", ""]
    assert any(each.get("role") == "alert" for each in page.all("section"))
    assert kept() == 0


def test_a_file_that_cannot_be_read_is_said_on_the_page(client: httpx.Client, form: dict[str, str]) -> None:
    files = {"file": (HOSTILE, b'{"a": 1, "a": 2}')}
    answer = client.post("/", params={"lang": "sl"}, files=files, data=fields(form), headers=HTML)
    assert answer.status_code == 422
    page = Page(answer.text)
    check(page, "sl")
    for key in ("page.problem.document", "page.document.json_duplicate_key"):
        assert phrase(key, "sl") in page.text
    assert "alert(1)" in page.text


def test_hostile_texts_in_a_credential_are_texts(client: httpx.Client, form: dict[str, str]) -> None:
    hostile = PORTFOLIO.replace("Introduction to Open Data", f"'{HOSTILE.replace(chr(39), chr(39) * 2)}'")
    files = {"file": ("p.yaml", hostile.encode())}
    decided = client.post("/", params={"lang": "en"}, files=files, data=fields(form) | {"note": HOSTILE})
    assert decided.status_code == 303, decided.text
    shown = client.get(decided.headers["location"], headers=HTML)
    check(Page(shown.text), "en")
    assert "<script" not in shown.text
    assert "<img" not in shown.text
    assert "&lt;script&gt;" in shown.text


def test_hostile_addresses_are_texts(client: httpx.Client) -> None:
    for path in (f"/?host={HOSTILE}&lang={HOSTILE}", f"/decisions/{HOSTILE}", f"/{HOSTILE}", f"/problems/{HOSTILE}"):
        answer = client.get(path, headers=HTML | {"Host": "evil.example"})
        assert "<script" not in answer.text
        assert "<img" not in answer.text
        assert "evil.example" not in answer.text


@pytest.mark.parametrize("path", ["/", "/nothing", "/decisions/dx", "/problems", "/v1/packs", "/static/passerelle.css"])
def test_every_answer_has_its_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path, headers=HTML).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


def test_the_language_is_remembered_and_nothing_else(client: httpx.Client) -> None:
    chosen = client.get("/", params={"lang": "sl"})
    assert list(chosen.cookies.keys()) == ["lang"]
    assert Page(client.get("/").text).all("html") == [{"lang": "sl"}]
    client.cookies.clear()
    assert Page(client.get("/", headers={"Accept-Language": "sl-SI,sl;q=0.9"}).text).all("html") == [{"lang": "sl"}]
    assert Page(client.get("/", headers={"Accept-Language": "de"}).text).all("html") == [{"lang": "en"}]


def test_a_page_that_does_not_exist_is_a_page_for_people_and_a_problem_for_programs(client: httpx.Client) -> None:
    people = client.get("/nothing", params={"lang": "sl"}, headers=HTML)
    assert people.status_code == 404
    check(Page(people.text), "sl")
    assert client.get("/nothing").headers["content-type"] == "application/problem+json"
    assert client.get("/decisions", headers=HTML).status_code == 422


def test_the_sheet_prints_and_knows_the_dark(client: httpx.Client) -> None:
    sheet = client.get("/static/passerelle.css").text
    assert "@media print" in sheet
    assert "prefers-color-scheme: dark" in sheet
    assert "url(" not in sheet


def test_every_phrase_of_the_pages_is_there_and_used() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html"))
    named = set(re.findall(r"""\bt\(["']([a-z_.]+)["'] ?[,)]""", source))
    families = set(re.findall(r"""\bt\(["']([a-z_.]+\.)["'] ~""", source))
    for lang in ("en", "sl"):
        known = {key.removeprefix("page.") for key in language(lang).words if key.startswith("page.")}
        assert named <= known
        unused = {key for key in known - named if not any(key.startswith(family) for family in families)}
        assert unused == set()


def test_a_portfolio_counts_once_the_officer_has_seen_the_originals(
    client: httpx.Client, settings: Settings, form: dict[str, str]
) -> None:
    waiting, decided = (
        client.post(
            "/",
            files={"file": ("p.yaml", PORTFOLIO.encode())},
            data=fields(form | {"original_seen": seen}),
            headers=HTML,
        )
        for seen in ("", "yes")
    )
    ids = [re.findall(r"d[0-9a-f]{24}", each.headers["location"])[0] for each in (waiting, decided)]
    first, second = (Store.open(settings.store).find(id).decision for id in ids)
    asked = {remedy.fact for remedy in first.remedies}
    assert "award.original_seen" in asked
    assert "award.original_seen" not in {remedy.fact for remedy in second.remedies}
    assert "award.original_seen" in {given.fact for given in second.question.confirmations}
