"""What a portfolio says of a unit beside the award, in YAML and in CSV."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from stack_asked import AS_OF, plain_desk

from passerelle.decision.stacking import UseKind
from passerelle.decision.unit_notes import CreditsWritten, UnitNotes, UsedFor
from passerelle.documents import DocumentError

YAML = """
portfolio: 1
units:
  - id: data-1
    title: Data
    workload: 12 AU
    kind: micro-credential
    version: "2"
    awarded: 2025-02-01
    part_of_conferred: no
    within_programme: yes
    used_for: [pgcert, {award: ba, kind: degree, level: EQF 6, use: admission, conferred: yes, credits: 3 CATS}]
    themes: [core, law]
    experience: P1Y2M
    practice: yes
    credit_bearing: yes
    accredited: no
    own: yes
    covers: {lo-1: 60 %, lo-2: 1}
    cost: 120.50
"""
CSV = "\n".join(
    ";".join(row)
    for row in (
        ("id", "title", "workload", "kind", "version", "awarded", "part_of_conferred", "within_programme", "used_for",
         "themes", "experience", "practice", "credit_bearing", "accredited", "own", "covers", "cost"),
        ("data-1", "Data", "12 AU", "micro-credential", "2", "2025-02-01", "no", "yes", "pgcert",
         "core | law", "14 months", "yes", "yes", "no", "yes", "lo-1: 60 % | lo-2", "120.50"),
    )
)  # fmt: skip


def notes(text: str) -> UnitNotes:
    return plain_desk().read(text.encode(), on=AS_OF).notes[0]


@pytest.mark.parametrize("text", [YAML, CSV], ids=["yaml", "csv"])
def test_every_key_is_read(text: str) -> None:
    said = notes(text)
    values = {
        name: getattr(said, name).value
        for name in ("id", "kind", "version", "awarded", "part_of_conferred", "within_programme", "experience",
                     "practice", "credit_bearing", "accredited", "own", "cost")
    }  # fmt: skip
    assert values == {
        "id": "data-1", "kind": "micro_credential", "version": "2", "awarded": date(2025, 2, 1),
        "part_of_conferred": False, "within_programme": True, "experience": 14, "practice": True,
        "credit_bearing": True, "accredited": False, "own": True, "cost": Fraction(241, 2),
    }  # fmt: skip
    assert [theme.value for theme in said.themes] == ["core", "law"]
    assert [(outcome, share.value) for outcome, share in said.covers] == [("lo-1", Fraction(3, 5)), ("lo-2", 1)]
    assert [each.value for each in said.credits] == [CreditsWritten(Fraction(12), "AU")]
    assert said.used_for[0].value == UsedFor(award="pgcert")


def test_a_use_may_say_more_than_the_award() -> None:
    use = notes(YAML).used_for[1].value
    assert use == UsedFor(
        award="ba", kind="degree", level=6, use=UseKind.ADMISSION, conferred=True, credits=Fraction(3),
        credit_unit="CATS",
    )  # fmt: skip


def test_what_is_not_said_is_unknown() -> None:
    assert notes("portfolio: 1\nunits: [{title: Data, workload: 5 ECTS}]") == UnitNotes()


@pytest.mark.parametrize(("key", "said"), [
    ("id: two words", "is no id"),
    ("experience: long", "is no length of time"),
    ("own: perhaps", "has to be yes or no"),
    ("covers: {lo-1: 140 %}", "is more than the whole"),
    ("cost: cheap", "is no amount"),
    ("used_for: [{kind: degree}]", "names the award"),
    ("used_for: [{award: ba, level: nine}]", "is no level of the EQF"),
    ("used_for: [{award: ba, use: party}]", "credit or admission"),
])  # fmt: skip
def test_mistakes_say_what_to_write(key: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        notes(f"portfolio: 1\nunits:\n  - title: Data\n    {key}\n")
    assert caught.value.place.startswith("line 4")
