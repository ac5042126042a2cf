"""A kept decision is made again from what was kept with it: the same bytes, or every difference by name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from passerelle.decision import Confirmation, Decision, Outcome, canonical_json
from passerelle.desk import Desk
from passerelle.errors import PasserelleError
from passerelle.replay import replay
from passerelle.store import Kept, Store

ROOT = Path(__file__).parents[1]
ON = date(2026, 9, 1)
CONFIRMED = (Confirmation(fact="award.authentic", value="true", note="asked the issuer"),)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk.open(ROOT / "rules")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path}/kept.db")
    yield store
    store.close()


def recognised(desk: Desk, store: Store, *, target: str | None = "data-ethics", file: str = "credential.json") -> Kept:
    award = desk.read((ROOT / "docs" / "examples" / file).read_bytes(), on=ON).awards[0]
    component = desk.target("example-university", target) if target else None
    purpose = "exemption" if target else "credit_elective"
    decision = desk.recognise(
        award, host="example-university", purpose=purpose, target=component, as_of=ON, confirmations=CONFIRMED
    )
    return store.find(store.keep(decision, award, component, desk.sources(decision)))


@pytest.mark.parametrize("file", ["credential.json", "open-badge.json", "portfolio.yaml", "portfolio.csv"])
@pytest.mark.parametrize("target", ["data-ethics", None])
def test_recognition_gives_the_same_bytes(desk: Desk, store: Store, file: str, target: str | None) -> None:
    kept = recognised(desk, store, file=file, target=target)
    again = replay(kept)
    assert (again.same, again.identical, again.differences) == (True, True, ())
    assert again.canonical == kept.canonical
    assert again.decision == kept.decision


@pytest.mark.parametrize("file", ["credential.json", "open-badge.json", "portfolio.yaml"])
def test_conformance_gives_the_same_bytes(desk: Desk, store: Store, file: str) -> None:
    award = desk.read((ROOT / "docs" / "examples" / file).read_bytes(), on=ON).awards[0]
    decision = desk.check(award, as_of=ON)
    kept = store.find(store.keep(decision, award, None, desk.sources(decision)))
    assert replay(kept).canonical == kept.canonical


def test_nothing_is_read_from_the_rules_on_disk(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder)
    kept = recognised(Desk.open(folder), store)
    shutil.rmtree(folder)
    assert replay(kept).identical


def altered(kept: Kept, decision: Decision) -> Kept:
    return replace(kept, decision=decision, canonical=canonical_json(decision))


def test_another_kernel_that_answers_the_same_is_told(desk: Desk, store: Store) -> None:
    kept = recognised(desk, store)
    receipt = replace(kept.decision.receipt, kernel="another kernel")
    again = replay(altered(kept, replace(kept.decision, receipt=receipt)))
    assert again.same
    assert not again.identical
    now = kept.decision.receipt.kernel
    assert again.differences == (f'/receipt/kernel: was "another kernel", is now "{now}"',)


def test_another_engine_version_is_told(desk: Desk, store: Store) -> None:
    kept = recognised(desk, store)
    receipt = replace(kept.decision.receipt, engine="0.0.1")
    again = replay(altered(kept, replace(kept.decision, receipt=receipt)))
    assert again.same
    assert [difference.partition(":")[0] for difference in again.differences] == ["/receipt/engine"]


def test_every_difference_is_named(desk: Desk, store: Store) -> None:
    kept = recognised(desk, store)
    was = Outcome.NOT_IN_SCOPE
    fewer = replace(kept.decision.trace, facts=kept.decision.trace.facts[:-1])
    again = replay(altered(kept, replace(kept.decision, outcome=was, award_title={"x/~y": "z"}, trace=fewer)))
    assert not again.same
    last = len(kept.decision.trace.facts) - 1
    paths = [difference.partition(":")[0] for difference in again.differences]
    assert {"/outcome", "/award_title/x~1~0y", f"/trace/facts/{last}"} <= set(paths)
    assert f'/outcome: was "NOT_IN_SCOPE", is now "{kept.decision.outcome}"' in again.differences
    assert any(
        difference.startswith(f"/trace/facts/{last}: was not there, is now {{") for difference in again.differences
    )


def test_another_award_is_a_difference(desk: Desk, store: Store) -> None:
    kept = recognised(desk, store)
    again = replay(replace(kept, award=replace(kept.award, levels=())))
    assert not again.same
    assert any(difference.startswith("/receipt/award: ") for difference in again.differences)


def test_without_its_sources_a_decision_is_not_made_again(desk: Desk, store: Store) -> None:
    kept = recognised(desk, store)
    with pytest.raises(PasserelleError, match="missing"):
        replay(replace(kept, sources={}))
