"""No refusal rests on what is unknown, on duration, form of study, route, foreignness, absence from a register or of a
grade: with everything else known and good, nobody is refused for any of them (invariant ii, constitution 2)."""

from __future__ import annotations

from hypothesis import event, given
from hypothesis import strategies as st

from passerelle.decision import Outcome
from questions import NO_GROUNDS, PURPOSES, Asked, asked, changed, drawing, names_of

_WHAT_IS_ASKED = st.lists(names_of("target", "policy", "day"), max_size=4, unique=True)


@drawing()
@given(
    st.builds(asked, st.sampled_from(PURPOSES), _WHAT_IS_ASKED),
    st.lists(st.sampled_from(sorted(NO_GROUNDS)), min_size=1, max_size=6, unique=True),
)
def test_with_everything_else_good_nobody_is_refused_for_what_is_no_ground(good: Asked, names: list[str]) -> None:
    if good.answer().outcome is not Outcome.RECOGNISED_FULL:
        return
    answered = changed(good, names).answer()
    event(answered.outcome.value)
    assert answered.outcome is not Outcome.REFUSED, (good, names, answered)
