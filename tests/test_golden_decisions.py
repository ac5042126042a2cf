"""Whole decisions as they read, from the rules in force: a condition, a revalidation that is not offered, a stage of
validation, a displaced person. Receipts are left out, as they change with every rule.

`PASSERELLE_GOLDEN=write pytest tests/test_golden_decisions.py` writes the texts anew.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from awards import AS_OF, BODY, COMPLETE, CONFIRMED, stated
from by_facts import desk
from passerelle.decision import Applicant, Application, Award, Confirmation, Decision, Holder
from passerelle.explain import as_text

GOLDEN = Path(__file__).parent / "golden"
WRITE = os.environ.get("PASSERELLE_GOLDEN") == "write"
UNCHECKED = replace(COMPLETE, supervision=stated("unsupervised_no_id"))
LONG_AGO = replace(COMPLETE, achieved=stated(date(2015, 2, 15)))
OF_A_COMPANY = replace(COMPLETE, awarding_bodies=(replace(BODY, formal_status=stated("non_formal")),))
WITHOUT_DOCUMENTS = Award(
    document="0" * 64, format="portfolio", part="/units/0", title=stated({"en": "Computing", "sl": "Računalništvo"}),
    holder=Holder(name=stated("Mila Novak")),
)  # fmt: skip
DISPLACED = Application(applicant=Applicant(situation="refugee_like", documentation="unavailable_for_cause"))


def confirmed(**facts: str) -> tuple[Confirmation, ...]:
    return tuple(Confirmation(fact=name.replace("__", "."), value=value) for name, value in facts.items())


def decide(name: str) -> Decision:
    asked = desk().with_policy("example-university", {"currency": "8 years", "revalidation": "not_offered"})
    award, confirmations, application = {
        "conditional": (UNCHECKED, CONFIRMED, None),
        "out-of-date": (LONG_AGO, CONFIRMED + confirmed(evidence__recent_practice="2016-06-30"), None),
        "validation": (OF_A_COMPANY, CONFIRMED, None),
        "displaced": (
            WITHOUT_DOCUMENTS,
            confirmed(evidence__background_paper="compiled", evidence__portfolio_sufficient="false"),
            DISPLACED,
        ),
    }[name]
    return (asked if name == "out-of-date" else desk()).recognise(
        award, host="example-university", purpose="exemption", target="data-ethics", as_of=AS_OF,
        confirmations=confirmations, application=application,
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "sl"])
@pytest.mark.parametrize("name", ["conditional", "out-of-date", "validation", "displaced"])
def test_a_decision_reads_as_it_did(name: str, lang: str) -> None:
    text = as_text(decide(name), lang)
    heading = {"en": "\nReceipt\n", "sl": "\nPotrdilo o postopku\n"}[lang]
    shown = text[: text.index(heading)].rstrip() + "\n"
    file = GOLDEN / f"decision-{name}.{lang}.txt"
    if WRITE:
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")
