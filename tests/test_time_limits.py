"""Time limits: counted from the day on which the information was complete, and told when they have passed."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import AS_OF, CONFIRMED
from passerelle.decision import Application, Confirmation, Evidence, Outcome, Question, Timing
from passerelle.decision.question import Kind
from passerelle.facts import Gathered, Known
from passerelle.facts.timing import time_facts, timing
from promises import APPLICATION, ask, desk, rules, told

ALONE = replace(APPLICATION, agreement=None)
LIMIT = (0, 4, 0)


def due(complete: date, as_of: date, limit: tuple[int, int, int] = LIMIT) -> Timing | None:
    gathered = Gathered()
    gathered.facts = {
        "question.as_of": Known(as_of, Evidence.HOST),
        "application.complete": Known(complete, Evidence.HOST),
        "policy.decision_within": Known(limit, Evidence.HOST, None, "lisbon/recognition@2010-06-23"),
    }
    time_facts(gathered)
    application = Application(received=complete, complete=complete)
    return timing(Question(kind=Kind.RECOGNITION, as_of=as_of, application=application), gathered)


@pytest.mark.parametrize(
    ("complete", "limit", "last"),
    [
        (date(2026, 1, 15), LIMIT, date(2026, 5, 15)),
        (date(2025, 10, 31), LIMIT, date(2026, 2, 28)),
        (date(2027, 10, 31), LIMIT, date(2028, 2, 29)),
        (date(2023, 10, 29), LIMIT, date(2024, 2, 29)),
        (date(2024, 2, 29), (0, 12, 0), date(2025, 2, 28)),
        (date(2024, 2, 29), (1, 0, 0), date(2025, 2, 28)),
        (date(2024, 2, 29), (4, 0, 0), date(2028, 2, 29)),
        (date(2026, 8, 31), (0, 1, 0), date(2026, 9, 30)),
        (date(2026, 1, 15), (0, 0, 60), date(2026, 3, 16)),
    ],
)
def test_the_last_day_is_that_of_the_calendar(complete: date, limit: tuple[int, int, int], last: date) -> None:
    on_time, late = due(complete, last, limit), due(complete, last + timedelta(days=1), limit)
    assert on_time is not None
    assert late is not None
    assert (on_time.due, on_time.breached) == (last.isoformat(), False)
    assert (late.due, late.breached) == (last.isoformat(), True)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 30), st.integers(-400, 400))
def test_months_are_counted_as_people_count_them(complete: date, months: int, days: int) -> None:
    """The same day of the month, or its last one; an oracle that walks month by month."""
    year, month = complete.year, complete.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    last = date(year, month, min(complete.day, calendar.monthrange(year, month)[1]))
    as_of = complete + timedelta(days=days)
    found = due(complete, as_of, (0, months, 0))
    assert found is not None
    assert (found.due, found.breached) == (last.isoformat(), as_of > last)


def test_a_limit_outside_the_calendar_is_none() -> None:
    found = due(date(9999, 12, 1), AS_OF)
    assert found is not None
    assert (found.due, found.breached) == (None, None)


def test_a_late_decision_says_so_and_is_the_same_decision() -> None:
    in_time = ask(application=ALONE, as_of=date(2026, 5, 12))
    late = ask(application=ALONE, as_of=date(2026, 5, 13))
    assert late.outcome is in_time.outcome is Outcome.RECOGNISED_FULL
    assert rules(late) == rules(in_time)
    assert late.timing == Timing(
        "2026-01-05", "2026-01-12", "2026-05-12", True, "4 months", "Revised Recommendation 2010"
    )
    assert in_time.timing is not None
    assert in_time.timing.breached is False
    assert ("overdue" in told(late), "overdue" in told(in_time)) == (True, False)
    (found,) = (each for each in late.findings if each.rule.endswith("#overdue"))
    assert [remedy.by for remedy in found.remedies] == ["host"]


def test_days_without_complete_information_do_not_count() -> None:
    decision = ask(application=replace(ALONE, complete=None), as_of=date(2026, 12, 31))
    assert decision.timing is not None
    assert (decision.timing.received, decision.timing.due, decision.timing.breached) == ("2026-01-05", None, None)
    assert "overdue" not in told(decision)


def test_while_an_award_is_suspended_the_clock_stands() -> None:
    confirmed = (*CONFIRMED, Confirmation(fact="award.status", value="suspended"))
    decision = ask(application=ALONE, as_of=date(2026, 12, 31), confirmed=confirmed)
    assert (decision.outcome, rules(decision)) == (Outcome.PENDING, {"suspended"})
    assert decision.timing is not None
    assert (decision.timing.complete, decision.timing.due, decision.timing.breached) == ("2026-01-12", None, None)


def test_a_host_may_set_a_shorter_limit_and_is_named_for_it() -> None:
    bench = desk().with_policy("example-university", {"decision_within": "2 months"})
    decision = ask(application=ALONE, bench=bench)
    assert decision.timing is not None
    assert (decision.timing.due, decision.timing.limit) == ("2026-03-12", "2 months")
    assert decision.timing.source.startswith("hosts/example-university/recognition@")


def test_what_was_agreed_is_due_without_delay() -> None:
    decision = ask(application=APPLICATION)
    assert decision.timing is not None
    assert (decision.timing.limit, decision.timing.source) == ("without delay", "Council Recommendation 2018/C 444/01")
    assert decision.timing.due == "2026-05-12"


def test_an_officer_may_say_when_the_information_was_complete_and_not_when_it_is_due() -> None:
    said = Confirmation(fact="application.complete", value="2025-08-31")
    decision = ask(application=replace(ALONE, complete=None), confirmed=(*CONFIRMED, said))
    assert decision.timing is not None
    assert (decision.timing.due, decision.timing.breached) == ("2025-12-31", True)
    argued = (*CONFIRMED, Confirmation(fact="application.overdue", value="false"))
    late = ask(application=ALONE, as_of=date(2026, 12, 31), confirmed=argued)
    assert late.timing is not None
    assert late.timing.breached is True


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2026, 1, 12), date(2027, 1, 1)))
def test_time_alone_changes_no_outcome(as_of: date) -> None:
    assert ask(application=ALONE, as_of=as_of).outcome is Outcome.RECOGNISED_FULL


def test_what_is_asked_for_is_awaited_as_long_as_the_policy_says() -> None:
    waiting = ask(confirmed=())
    assert waiting.outcome is Outcome.FURTHER_INFORMATION_NEEDED
    assert waiting.answer_by == "2026-02-14"
    assert ask().answer_by is None
    works = ask(purpose="employment_nonregulated", host="example-works", confirmed=())
    assert (works.outcome, works.answer_by) == (Outcome.FURTHER_INFORMATION_NEEDED, None)
