"""How a question about stacking is written, and what is wrong with one that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from passerelle.decision import Confirmation
from passerelle.decision.stack_asking import (
    read_acts,
    read_budget,
    read_objectives,
    read_ties,
    read_unit_confirmations,
)
from passerelle.decision.stacking import Objective


def test_objectives_keep_their_order() -> None:
    assert read_objectives(["fewest_units", "keep_free=u2", "most_credit", "keep_free=u1"]) == (
        (Objective.FEWEST_UNITS, Objective.KEEP_FREE, Objective.MOST_CREDIT), ("u2", "u1"),
    )  # fmt: skip


def test_acts_are_sorted() -> None:
    assert read_acts(["b=no", "a=YES"]) == (("a", True), ("b", False))


def test_the_id_of_a_unit_may_have_colons() -> None:
    assert read_unit_confirmations(["urn:mc:1:assessed=true:asked: on 3 May", "u1:units.level=EQF 7"]) == (
        ("u1", Confirmation(fact="units.level", value="EQF 7")),
        ("urn:mc:1", Confirmation(fact="units.assessed", value="true", note="asked: on 3 May")),
    )


def test_numbers() -> None:
    assert (read_budget("0"), read_budget(1.5), read_ties("10"), read_ties(0)) == (0.0, 1.5, 10, 0)


@pytest.mark.parametrize(
    ("read", "given", "said"),
    [
        (read_objectives, ["most_credits"], "there is no objective 'most_credits'; did you mean most_credit?"),
        (read_objectives, ["?"], "one of most_credit, keep_free, best_grades, fewest_units"),
        (read_objectives, ["keep_free"], "is written keep_free=ID"),
        (read_objectives, ["most_credit=3"], "is written most_credit"),
        (read_objectives, ["most_credit", "most_credit"], "given twice"),
        (read_objectives, ["keep_free=u1", "keep_free=u1"], "named twice"),
        (read_acts, ["profile"], "an act is written NAME=yes or NAME=no"),
        (read_acts, ["profile=maybe"], "not 'profile=maybe'"),
        (read_acts, ["a=yes", "a=no"], "named twice"),
        (read_unit_confirmations, ["assessed=true"], "must read UNIT:FACT=VALUE"),
        (read_unit_confirmations, ["u1:assessed"], "must read UNIT:FACT=VALUE"),
        (read_unit_confirmations, [":assessed=true"], "must read UNIT:FACT=VALUE"),
        (read_unit_confirmations, ["u1:Assessed!=true"], "must read UNIT:FACT=VALUE"),
        (read_unit_confirmations, ["u1:assessed="], "must read UNIT:FACT=VALUE"),
        (read_unit_confirmations, ["u1:level=EQF 6", "u1:units.level=EQF 7"], "confirmed twice"),
        (read_unit_confirmations, ["u1:level=" + "x" * 3_000], "2,000 characters"),
        (read_unit_confirmations, ["u" * 3_000 + ":level=EQF 6"], "2,000 characters"),
        (read_budget, "-1", "'-1' is no time for a search; give seconds from 0 to 3600"),
        (read_budget, "nan", "is no time"),
        (read_budget, "inf", "is no time"),
        (read_budget, "soon", "is no time"),
        (read_budget, "1e9", "is no time"),
        (read_ties, "-1", "is no number of choices"),
        (read_ties, "1001", "from 0 to 1,000"),
        (read_ties, "١", "is no number of choices"),
    ],
)
def test_what_cannot_be_read_is_told(read: Callable[[Any], Any], given: Any, said: str) -> None:
    with pytest.raises(ValueError, match=r"\S") as caught:
        read(given)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
