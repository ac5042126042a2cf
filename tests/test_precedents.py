"""Earlier decisions: found by host, purpose, target and learning, shown beside an answer, and never a part of one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import BODY, COMPLETE, stated
from kept import AWARD, DECISION, SOURCES, TARGET
from passerelle.decision import Award, Identifier, Outcome, Purpose, canonical_json, decision_id, sha256
from passerelle.store import Learning, Store, StoreError
from passerelle.store.precedents import SETTLED
from promises import ask

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
SPECIFIED = replace(AWARD, specification=stated("urn:x"), awarding_bodies=(BODY,))
NAMED = replace(AWARD, awarding_bodies=(BODY,))


@pytest.fixture
def store() -> Iterator[Store]:
    opened = Store.open("sqlite://")
    yield opened
    opened.close()


def keep(
    store: Store, award: Award = SPECIFIED, *, minutes: int = 0, host: str = "example",
    purpose: Purpose = Purpose.EXEMPTION, target: str | None = "ethics-101", outcome: Outcome = Outcome.RECOGNISED_FULL,
) -> str:  # fmt: skip
    question = replace(DECISION.question, host=host, purpose=purpose, target=target)
    title = dict(award.title.value) if award.title else {}
    receipt = replace(DECISION.receipt, award=sha256(canonical_json(award)))
    decision = replace(DECISION, question=question, outcome=outcome, award_title=title, receipt=receipt)
    return store.keep(decision, award, TARGET, SOURCES, kept_at=NOON + timedelta(minutes=minutes))


def found(store: Store, learning: Learning | None = None, **asked: Any) -> list[str]:
    values = {"host": "example", "purpose": Purpose.EXEMPTION, "target": "ethics-101", "learning": learning, **asked}
    return [each.id for each in store.precedents(**values)]


def test_the_newest_comes_first_and_nothing_personal_comes_with_it(store: Store) -> None:
    first, second = keep(store), keep(store, minutes=5, outcome=Outcome.REFUSED)
    assert found(store, Learning.of(SPECIFIED)) == [second, first]
    (one, _) = store.precedents(host="example", purpose=Purpose.EXEMPTION, target="ethics-101")
    assert (one.outcome, one.kept_at) == (Outcome.REFUSED, NOON + timedelta(minutes=5))
    assert set(one.__slots__) == {"id", "outcome", "as_of", "kept_at", "target", "award_title"}


def test_another_host_purpose_or_target_is_no_precedent(store: Store) -> None:
    keep(store, host="other")
    keep(store, purpose=Purpose.EMPLOYMENT_NONREGULATED)
    keep(store, target="ethics-102")
    keep(store, target=None)
    assert found(store, Learning.of(SPECIFIED)) == []
    assert found(store) == []


def test_a_specification_tells_learning_apart_and_issuer_and_title_do_where_there_is_none(store: Store) -> None:
    specified, named = keep(store), keep(store, NAMED, minutes=1)
    assert found(store, Learning.of(SPECIFIED)) == [named, specified]
    assert found(store, Learning.of(NAMED)) == [named, specified]
    assert found(store, Learning.of(replace(SPECIFIED, specification=stated("urn:y")))) == [named]
    other = replace(BODY, legal_identifiers=(stated(Identifier(value="99")),))
    assert found(store, Learning.of(replace(NAMED, awarding_bodies=(other,)))) == []
    assert found(store, Learning.of(replace(NAMED, title=stated({"en": "Data Law"})))) == []
    assert found(store, Learning.of(replace(AWARD, awarding_bodies=()))) == []
    assert found(store, Learning("urn:x")) == [specified]


def test_only_what_was_settled_is_a_precedent(store: Store) -> None:
    for minutes, outcome in enumerate(Outcome):
        keep(store, minutes=minutes, outcome=outcome)
    outcomes = [
        each.outcome for each in store.precedents(host="example", purpose=Purpose.EXEMPTION, target="ethics-101")
    ]
    assert set(outcomes) == set(SETTLED)
    assert Outcome.FURTHER_INFORMATION_NEEDED not in outcomes


def test_a_decision_is_no_precedent_of_itself_and_a_list_has_a_limit(store: Store) -> None:
    ids = [keep(store, minutes=n, outcome=outcome) for n, outcome in enumerate(SETTLED)]
    assert ids[0] not in found(store, but=ids[0])
    assert found(store, limit=2) == [ids[-1], ids[-2]]


def test_a_list_may_span_targets(store: Store) -> None:
    one, other = keep(store), keep(store, minutes=1, target=None)
    assert found(store, target=None, every_target=True) == [other, one]
    assert found(store, target=None) == [other]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"), st.sampled_from([Purpose.EXEMPTION, Purpose.STACKING]), st.sampled_from(["t", None])
        ),
        max_size=6, unique=True,
    )
)  # fmt: skip
def test_a_precedent_is_of_the_same_host_purpose_and_target(keys: list[tuple[str, Purpose, str | None]]) -> None:
    store = Store.open("sqlite://")
    ids = {key: keep(store, host=key[0], purpose=key[1], target=key[2]) for key in keys}
    for host in "ab":
        for purpose in (Purpose.EXEMPTION, Purpose.STACKING):
            for target in ("t", None):
                here = found(store, host=host, purpose=purpose, target=target)
                assert here == [ids[key] for key in keys if key == (host, purpose, target)]
    store.close()


def test_what_was_decided_before_changes_no_decision(tmp_path: Path) -> None:
    before = canonical_json(ask(COMPLETE))
    store = Store.open(f"sqlite:///{tmp_path}/kept.db")
    refused = replace(ask(COMPLETE), outcome=Outcome.REFUSED)
    store.keep(refused, COMPLETE, None, {})
    assert canonical_json(ask(COMPLETE)) == before
    (shown,) = store.precedents(
        host="example-university", purpose=Purpose.EXEMPTION, target="data-ethics", learning=Learning.of(COMPLETE)
    )
    assert shown.id == decision_id(refused)
    store.close()


def test_what_was_kept_by_an_older_version_stays_and_is_no_precedent(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kept.db"
    store = Store.open(url)
    id = keep(store)
    store.close()
    connection = sqlite3.connect(tmp_path / "kept.db")
    connection.execute("UPDATE decision SET specification = NULL, issuer = NULL")
    connection.commit()
    connection.close()
    again = Store.open(url)
    assert again.find(id).id == id
    assert found(again, Learning.of(SPECIFIED)) == []
    assert found(again) == [id]
    again.close()


def test_a_database_that_is_damaged_is_told(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    Store.open(f"sqlite:///{file}").close()
    file.write_bytes(file.read_bytes()[:4096] + b"x" * 8192)
    with pytest.raises(StoreError):
        Store.open(f"sqlite:///{file}").precedents(host="example", purpose=Purpose.EXEMPTION)


def test_what_recognised_a_revoked_award_is_found_for_every_purpose_and_host(store: Store) -> None:
    recognised = [
        keep(store, minutes=1, host="a"),
        keep(store, minutes=2, host="b", purpose=Purpose.EMPLOYMENT_NONREGULATED, outcome=Outcome.RECOGNISED_PARTIAL),
    ]
    keep(store, minutes=3, host="c", outcome=Outcome.REFUSED)
    keep(store, NAMED, minutes=4, host="d", outcome=Outcome.PENDING)
    receipt = replace(DECISION.receipt, award=sha256(canonical_json(SPECIFIED)), document="f" * 64)
    revoked = replace(DECISION, outcome=Outcome.REFUSED, receipt=receipt)
    assert [each.id for each in store.resting_on(revoked)] == recognised[::-1]
    another = replace(revoked, receipt=replace(receipt, award="0" * 64))
    assert store.resting_on(another) == ()
    same_file = replace(revoked, receipt=replace(DECISION.receipt, award="0" * 64))
    assert len(store.resting_on(same_file)) == 2
