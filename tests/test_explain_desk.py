"""Decisions of the engine itself read well: every message names facts of its trace, in every language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from passerelle.decision import Confirmation
from passerelle.desk import Desk
from passerelle.explain import as_text, languages, report

AS_OF = date(2026, 9, 15)
CREDENTIAL = Path(__file__).parent.parent / "docs" / "examples" / "credential.json"
CONFIRMED = tuple(
    Confirmation(fact=fact, value=value)
    for fact, value in (
        ("award.authentic", "true"),
        ("award.holder_matches", "true"),
        ("award.issuer.formal_status", "formal"),
    )
)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk.open()


@pytest.mark.parametrize("confirmations", [(), CONFIRMED], ids=["as read", "confirmed"])
def test_recognition_reads_in_every_language(desk: Desk, confirmations: tuple[Confirmation, ...]) -> None:
    for award in desk.read(CREDENTIAL.read_bytes(), on=AS_OF).awards:
        for host in desk.hosts():
            targets = desk.targets(host.id)
            for purpose in host.purposes:
                decision = desk.recognise(
                    award, host=host.id, purpose=purpose.value, target=targets[0] if targets else None,
                    as_of=AS_OF, confirmations=confirmations,
                )  # fmt: skip
                for lang in languages():
                    assert report(decision, lang, strict=True).outcome in as_text(decision, lang, trace=True)


def test_conformance_reads_in_every_language(desk: Desk) -> None:
    for award in desk.read(CREDENTIAL.read_bytes(), on=AS_OF).awards:
        decision = desk.check(award, as_of=AS_OF)
        for lang in languages():
            assert report(decision, lang, strict=True).outcome in as_text(decision, lang, trace=True)
