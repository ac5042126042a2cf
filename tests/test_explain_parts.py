"""The parts of a decision in words: dates, figures, applications, criteria, and the comparison of outcomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import decisions
from passerelle.decision import (
    AgreedComponent,
    Amount,
    Appeal,
    Application,
    Basis,
    Evidence,
    Fact,
    FactValue,
    LearningAgreement,
    Outcome,
    Purpose,
    RuleTried,
    Supposition,
    Timing,
    Trace,
)
from passerelle.explain import report


@pytest.mark.parametrize(
    ("as_of", "english", "slovenian"),
    [
        (date(2026, 5, 1), "100 days left", "do izteka je še 100 dni"),
        (date(2026, 8, 8), "1 day left", "do izteka je še 1 dan"),
        (date(2026, 8, 7), "2 days left", "do izteka sta še 2 dneva"),
        (date(2026, 8, 9), "it ends on this day", "izteče se na ta dan"),
        (
            date(2026, 8, 10),
            "passed 1 day ago; the host tells you why, and by when it will decide",
            "potekel je pred 1 dnem; gostiteljica vam pove, zakaj, in do kdaj bo odločila",
        ),
    ],
)
def test_a_time_limit_is_counted_on_the_day_of_the_decision(as_of: date, english: str, slovenian: str) -> None:
    made = decisions.conditional()
    due = Timing("2026-04-09", "2026-04-09", "2026-08-09", as_of > date(2026, 8, 9), "4 months", "EAR 2")
    made = replace(made, question=replace(made.question, as_of=as_of), timing=due)
    assert [report(made, tag).timing[-1].value for tag in ("en", "sl")] == [english, slovenian]


@pytest.mark.parametrize(
    ("limit", "source", "english", "slovenian"),
    [
        ("without delay", "EAR 2", "without delay (European Area of Recognition manual, chapter 2)",
         "brez odlašanja (Priročnik EAR (evropski prostor priznavanja), poglavje 2)"),
        ("3 months", decisions.POLICY, "3 months, set by the host", "3 meseci, določila gostiteljica"),
        ("3 months", decisions.CRITERIA, f"3 months, as nothing else is set ({decisions.CRITERIA})",
         f"3 meseci, ker ni določeno drugače ({decisions.CRITERIA})"),
        ("a while", "", "a while", "a while"),
    ],
)  # fmt: skip
def test_a_time_limit_says_who_set_it(limit: str, source: str, english: str, slovenian: str) -> None:
    made = replace(decisions.pending(), timing=Timing(None, None, None, None, limit, source))
    assert [report(made, tag).timing[-2].value for tag in ("en", "sl")] == [english, slovenian]
    assert [line.value for line in report(made, "en").timing] == [
        "not stated", "not yet", "1 May 2026", english,
        "not begun; it runs from the day on which the information is complete",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "english"),
    [
        (("credits", Amount("6", "ECTS", "6 ECTS · 162 hours", "1", "x")),
         "6 ECTS · 162 hours, as the document states it"),
        (("credits", Amount("7.5", "ECTS", "15 CATS", "1/2", "IACET, continuing education unit")),
         "15 CATS × 1/2 = 7.5 ECTS credits; source: IACET, continuing education unit; not rounded"),
        (("credits", Amount("10/3..4", "ECTS", "100 hours", None, None)),
         "100 hours = 10/3 to 4 ECTS credits; not rounded"),
        (("level", Amount("7", "EQF", "EQF 7")), "EQF 7, as the document states it"),
        (("level", Amount("7", "EQF", "XX-NQF 9")), "XX-NQF 9 = EQF 7"),
        (("grade", Amount("2.0", "DE", "82 UK-100", None, "modified Bavarian formula (KMK): 1 + 3 × …", "truncate")),
         "82 (United Kingdom, marks of 100 (first cycle)) is 2.0 on the host's scale (Germany, 1.0 to 4.0); source: "
         "modified Bavarian formula (KMK): 1 + 3 × …; converted grade: cut after one decimal"),
        (("weight", Amount("3", "kg", "3000 g", None, "a scale")), "3000 g = 3 kg; source: a scale"),
    ],
)  # fmt: skip
def test_a_figure_says_where_it_comes_from(amount: tuple[str, Amount], english: str) -> None:
    made = decisions.full()
    assert made.booking is not None
    made = replace(made, booking=replace(made.booking, amounts=(amount,)))
    assert [line.value for line in report(made, "en").figures] == [english]


def test_an_agreement_an_appeal_and_what_is_supposed_are_told() -> None:
    made = decisions.full()
    agreement = LearningAgreement(
        host="elsewhere", signed=False,
        components=(
            AgreedComponent(component="", specification="urn:x", passed=False),
            AgreedComponent(component="A", passed=None),
        ),
    )  # fmt: skip
    applied = Application(agreement=agreement, appeal=Appeal(against="d1", arguments=("It is wrong.",)))
    supposed = (Supposition(fact="award.level.eqf", value="6"),)
    told = report(replace(made, question=replace(made.question, application=applied, supposed=supposed)), "en")
    assert list(map(str, told.application)) == [
        "Learning agreement: with elsewhere: not signed by all three",
        "Agreed there: urn:x for elective credit: not passed",
        "Agreed there: Data Ethics in Practice for A: whether it was passed is not known",
        "Appeal against: d1",
        "Argument of the appeal: It is wrong.",
    ]
    assert str(told.question[-1]) == "Supposed: EQF level: EQF 6"


@pytest.mark.parametrize(("kind", "words"), [("programme", "Programme"), ("post", "Post"), ("component", "Component")])
def test_what_is_asked_for_is_called_what_it_is(kind: str, words: str) -> None:
    made = decisions.full()
    facts = decisions.known(Fact("target.kind", "term:target_kind", kind, Evidence.HOST))
    assert report(decisions.with_facts(made, facts), "en").question[1].label == words


def test_nothing_is_rated_where_the_question_is_not_for_this_host() -> None:
    told = report(replace(decisions.not_in_scope(), findings=decisions.RATINGS), "en")
    assert (told.criteria, told.advice, told.quality) == ((), None, ())


def test_what_reasons_read_is_told_and_what_they_do_not_is_left_out() -> None:
    made = decisions.referred()
    found = tuple(
        decisions.finding(
            f"p@1#{name}", "conclusion", element=name, message={"en": f"It is {name}."}, basis=(Basis("X"),)
        )
        for name in ("level_shown", "something_else")
    )
    reason = replace(made.reasons[0], required=("not level_shown",))
    told = report(replace(made, reasons=(reason,), findings=found), "en")
    assert [each.sentence for each in told.conclusions] == ["It is level_shown."]


def test_outcomes_are_compared_in_the_order_of_their_numbers() -> None:
    facts = tuple(
        fact
        for number in (10, 2, 0)
        for fact in (
            Fact(f"target.outcomes[{number}].statement", "langtext", {"en": f"No. {number}"}, Evidence.HOST),
            Fact(f"target.outcomes[{number}].covered", "boolean", True, Evidence.INFERRED),
            Fact(f"award.outcomes[{number}].statement", "langtext", {"en": f"Mine {number}"}, Evidence.ISSUER),
        )
    )
    tried = tuple(
        RuleTried("p@1#r", f"target.outcomes[{number}] & award.outcomes[{number}]", "fired", ()) for number in (10, 2)
    )
    made = replace(decisions.full(), trace=Trace(facts, tried))
    lines = report(made, "en", trace=False).comparison
    assert [(line.statement, line.how) for line in lines] == [
        ("No. 0", ""), ("No. 2", "by “Mine 2”"), ("No. 10", "by “Mine 10”")
    ]  # fmt: skip
    elective = replace(made, question=replace(made.question, purpose=Purpose.CREDIT_ELECTIVE))
    assert report(elective, "en").comparison == ()
    assert report(replace(made, outcome=Outcome.REFUSED), "en").comparison == ()


def test_what_was_looked_up_is_told_by_where_it_was_found() -> None:
    def stated(name: str, value: FactValue, kind: str = "boolean") -> Fact:
        return Fact(f"statements[0].{name}", kind, value, Evidence.HOST, "line 2")

    skills = tuple(
        Fact(f"award.outcomes[{number}].skills", "langtext", {"en": "x"}, Evidence.REGISTER, None, "ESCO 1.2")
        for number in range(7)
    )
    statement = (
        stated("id", "2025/3", "text"), stated("kind", "equivalence", "term:statement_kind"), stated("expired", True),
        stated("strength", "binding", "term:statement_strength"), stated("valid_until", "2025-12-31", "date"),
        stated("accepted", True), stated("superseded", False), stated("for_purpose", True),
    )  # fmt: skip
    facts = decisions.known(*skills, *statement)
    told = report(decisions.with_facts(decisions.full(), facts), "en")
    assert list(map(str, told.consulted)) == [
        "ESCO 1.2: skills named by the learning outcome: 7 entries",
        "ETER 2025: status of the issuer in its education system: provider of formal education",
        "Statement of the host: 2025/3 (statement of equivalence; binding; valid until 31 December 2025; expired)",
    ]
    elsewhere = decisions.with_facts(decisions.full(), (*statement[:-1], stated("for_purpose", False)))
    assert report(elsewhere, "en").consulted == ()


@pytest.mark.parametrize(
    ("rating", "reading"),
    [
        ("strong", "meets"), ("substantial", "meets"), ("weak", "partly"), ("none", "not_met"), ("secure", "meets"),
        ("some", "meets"), ("limited", "partly"), ("not_asked", "not_asked"), ("something new", "unclear"),
    ],
)  # fmt: skip
def test_a_rating_reads_as_one_word(rating: str, reading: str) -> None:
    rated = decisions.finding("p@1#r", "criterion", element="quality", result=rating, basis=(Basis("X"),))
    criteria = report(replace(decisions.full(), findings=(rated,)), "en").criteria
    assert (criteria[0].reading, criteria[1].reading, len(criteria)) == (reading, "unclear", 7)
