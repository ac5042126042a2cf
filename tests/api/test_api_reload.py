"""Rules that change on disk are used by the next request, and no request is lost while they change."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.in_process import client_of
from api.world import PROJECT
from passerelle_api import Settings, create_app
from passerelle_api.examples import PORTFOLIO

BROKEN = "\nthis is: [no rule pack\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules that a test may change."""
    return Path(shutil.copytree(PROJECT / "rules", tmp_path / "rules"))


@pytest.fixture
def changing(settings: Settings, rules: Path) -> Iterator[httpx.Client]:
    """A server over these rules that looks at them with every request."""
    with client_of(create_app(replace(settings, rules=rules, check_packs_every=0.0))) as client:
        yield client


def pack_file(rules: Path, client: httpx.Client, pack_id: str) -> Path:
    """The file of the newest version of a pack."""
    version = max(pack["version"] for pack in client.get("/v1/packs").json()["packs"] if pack["id"] == pack_id)
    return rules / pack_id / f"{version}.yaml"


def sha256_of(client: httpx.Client, pack_id: str) -> str:
    """The sha256 of the newest version of a pack, as listed."""
    packs = [pack for pack in client.get("/v1/packs").json()["packs"] if pack["id"] == pack_id]
    return str(max(packs, key=lambda pack: pack["version"])["sha256"])


def test_a_changed_pack_is_used_by_the_next_request(changing: httpx.Client, rules: Path) -> None:
    path = pack_file(rules, changing, "eu/annex-1")
    before = sha256_of(changing, "eu/annex-1")
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    after = sha256_of(changing, "eu/annex-1")
    assert after != before
    decision = changing.post("/v1/conformance", json={"credential": PORTFOLIO}).json()["decisions"][0]["decision"]
    assert after in {pack["sha256"] for pack in decision["receipt"]["packs"]}


def test_a_broken_edit_keeps_the_pack_and_is_reported(
    changing: httpx.Client, rules: Path, question: dict[str, Any]
) -> None:
    good = changing.post("/v1/recognition", json=question)
    packs = changing.get("/v1/packs").json()
    host = question["host"]
    policy = next(pack["id"] for pack in packs["packs"] if pack["id"].startswith(f"hosts/{host}/"))
    path = pack_file(rules, changing, policy)
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole + BROKEN, encoding="utf-8")
    assert changing.post("/v1/recognition", json=question).content == good.content
    ready = changing.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["status"] == "degraded"
    assert path.name in ready.json()["mistakes"][0]["place"]
    assert str(rules) not in ready.text
    listed = changing.get("/v1/packs").json()
    assert listed["packs"] == packs["packs"]
    assert listed["mistakes"] == ready.json()["mistakes"]
    path.write_text(whole, encoding="utf-8")
    assert changing.get("/readyz").json() == {"status": "ready", "mistakes": []}


def test_a_broken_new_pack_does_not_hold_up_a_good_change(changing: httpx.Client, rules: Path) -> None:
    path = pack_file(rules, changing, "eu/annex-1")
    before = sha256_of(changing, "eu/annex-1")
    (rules / "eu" / "annex-1" / "2040-01-01.yaml").write_text(BROKEN, encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert sha256_of(changing, "eu/annex-1") != before
    assert changing.get("/readyz").json()["status"] == "degraded"


def test_a_broken_vocabulary_keeps_the_desk(changing: httpx.Client, rules: Path) -> None:
    good = changing.post("/v1/conformance", json={"credential": PORTFOLIO})
    (rules / "vocabulary" / "facts.yaml").write_text(BROKEN, encoding="utf-8")
    assert changing.post("/v1/conformance", json={"credential": PORTFOLIO}).content == good.content
    assert changing.get("/readyz").json()["status"] == "degraded"


def test_no_request_is_lost_while_packs_change(settings: Settings, rules: Path) -> None:
    app = create_app(replace(settings, rules=rules, check_packs_every=0.02))
    with client_of(app) as client:
        path = pack_file(rules, client, "eu/annex-1")
        whole = path.read_text(encoding="utf-8")
        texts = [whole + f"\n# edit {number}\n" for number in range(4)]
        stop = time.monotonic() + 2.5

        def ask(_: int) -> list[tuple[int, str]]:
            seen = []
            while time.monotonic() < stop:
                answer = client.post("/v1/conformance", json={"credential": PORTFOLIO})
                packs = answer.json()["decisions"][0]["decision"]["receipt"]["packs"] if answer.is_success else []
                digest = next((pack["sha256"] for pack in packs if pack["id"] == "eu/annex-1"), "")
                seen.append((answer.status_code, digest))
            return seen

        with ThreadPoolExecutor(4) as threads:
            asking = [threads.submit(ask, number) for number in range(4)]
            for text in (*texts, whole + BROKEN, whole):
                path.write_text(text, encoding="utf-8")
                time.sleep(0.35)
            seen = [each for asked in asking for each in asked.result()]
    assert {status for status, _ in seen} == {200}
    assert len({digest for _, digest in seen}) > 2


def test_many_at_once_get_the_same_bytes(client: httpx.Client, question: dict[str, Any]) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: client.post("/v1/recognition", json=question).content, range(40)))
    assert len(set(answers)) == 1


def test_a_slow_decision_holds_up_nobody(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> tuple[()]:
        time.sleep(1)
        return ()

    monkeypatch.setattr("passerelle_api.endpoints.conformance.decide", slow)
    client.get("/healthz")
    with ThreadPoolExecutor(1) as threads:
        deciding = threads.submit(client.post, "/v1/conformance", json={"credential": PORTFOLIO})
        time.sleep(0.2)
        assert client.get("/healthz").status_code == 200
        assert not deciding.done()
        assert deciding.result().status_code == 200


def test_a_server_that_started_before_its_rules_becomes_ready(settings: Settings, tmp_path: Path) -> None:
    later = tmp_path / "later"
    with client_of(create_app(replace(settings, rules=later))) as client:
        assert client.get("/readyz").status_code == 503
        assert client.get("/v1/packs").json()["type"] == "/problems/not-ready"
        shutil.copytree(PROJECT / "rules", later)
        assert client.get("/readyz").status_code == 200
