"""Explained decisions: golden texts, values by type, and what a hostile or incomplete decision cannot do.

`PASSERELLE_GOLDEN=write pytest tests/test_explain.py` writes the golden files anew.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from rich.console import Console

import decisions
from passerelle.decision import (
    Basis,
    Decision,
    Evidence,
    Fact,
    FactValue,
    Finding,
    Notice,
    Outcome,
    Remedy,
    Trace,
    decision_id,
)
from passerelle.explain import PlaceholderError, Report, as_text, as_tree, languages, report
from passerelle.explain.conditions import read_aloud
from passerelle.explain.language import Language, language, read_language
from passerelle.explain.safe_text import safe
from passerelle.explain.text import WIDTH
from passerelle.explain.values import label, subject, value_of
from passerelle.explain.writing import Writer

GOLDEN = Path(__file__).parent / "golden"


def _everything(told: Report) -> list[str]:
    """Every text of a report."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            walk(tuple(value.values()))
        elif isinstance(value, tuple):
            for each in value:
                walk(each)
        elif hasattr(value, "__dataclass_fields__"):
            walk(tuple(getattr(value, name) for name in value.__dataclass_fields__))

    walk(told)
    return found


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("name", decisions.EXAMPLES)
def test_text_is_the_golden_text(name: str, tag: str) -> None:
    made = decisions.EXAMPLES[name]()
    # The identifier says nothing about the words, and changes with every new member of a decision.
    text = as_text(made, tag, trace=name == "refused").replace(decision_id(made), f"d{0:024}")
    path = GOLDEN / f"explain-{name}.{tag}.txt"
    if os.environ.get("PASSERELLE_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("name", decisions.EXAMPLES)
def test_text_keeps_to_its_width_and_says_the_important_first(name: str, tag: str) -> None:
    made = decisions.EXAMPLES[name]()
    text = as_text(made, tag, trace=True)
    assert max(map(len, text.splitlines())) <= WIDTH
    told = report(made, tag, strict=True)
    parts = [told.outcome_sentence, told.headings["booked"] if told.booking else "", *(r.text for r in told.remedies)]
    parts += [told.appeal, told.headings["receipt"]]
    places = [" ".join(text.split()).index(part) for part in parts if part]
    assert places == sorted(places)


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("name", decisions.EXAMPLES)
def test_the_tree_says_what_the_text_says(name: str, tag: str) -> None:
    made = decisions.EXAMPLES[name]()
    console = Console(width=400, no_color=True)
    with console.capture() as capture:
        console.print(as_tree(made, tag))
    shown, told = capture.get(), report(made, tag)
    said = [told.outcome, told.outcome_sentence, told.receipt_line, told.appeal, *told.notices]
    said += [reason.sentence for reason in told.reasons] + [remedy.text for remedy in told.remedies]
    lines = (*told.booking, *told.figures, *told.pending, *told.proviso, *told.timing, *told.application)
    said += [line.value for line in lines] + [line.statement for line in told.comparison] + [told.rights]
    assert [text for text in said if text not in shown] == []


def test_a_report_speaks_its_language() -> None:
    made = decisions.refused()
    english, slovenian = (report(made, tag) for tag in ("en", "sl"))
    assert english.outcome_sentence != slovenian.outcome_sentence
    assert english.reasons[0].sentence == (
        "Data Ethics in Practice is at EQF level 4, Ethics of Data and Algorithms needs level 6."
    )
    assert slovenian.reasons[0].required[0].plain == (
        "»raven EOK« je manj kot »raven EOK predmeta« minus »dovoljeno odstopanje v ravneh EOK«"
    )


@pytest.mark.parametrize(
    ("kind", "value", "english", "slovenian"),
    [
        ("boolean", True, "yes", "da"),
        ("boolean", None, "not known", "ni znano"),
        ("integer", 2, "2", "2"),
        ("credits", "5", "5 ECTS credits", "5 kreditnih točk ECTS"),
        ("credits", "1", "1 ECTS credit", "1 kreditna točka ECTS"),
        ("credits", "7.5", "7.5 ECTS credits", "7,5 kreditne točke ECTS"),
        ("credits", "10/3", "10/3 ECTS credits", "10/3 kreditne točke ECTS"),
        ("amount", "5..6", "5 to 6 ECTS credits", "od 5 do 6 kreditnih točk ECTS"),
        ("credits", "5..", "at least 5 ECTS credits", "najmanj 5 kreditnih točk ECTS"),
        ("hours", "2", "2 hours", "2 uri"),
        ("hours", "12.5..15", "12.5 to 15 hours", "od 12,5 do 15 ur"),
        ("percentage", "80", "80%", "80 %"),
        ("date", "2026-05-01", "1 May 2026", "1. 5. 2026"),
        ("date", "soon", "soon", "soon"),
        ("duration", "8 years", "8 years", "8 let"),
        ("duration", "1 month", "1 month", "1 mesec"),
        ("duration", "2 days", "2 days", "2 dneva"),
        ("duration", "a while", "a while", "a while"),
        ("eqf", "6", "EQF 6", "EOK 6"),
        ("level", "IE-NFQ 8", "IE-NFQ 8", "IE-NFQ 8"),
        ("level", "EQF 5", "EQF 5", "EOK 5"),
        ("country", "SI", "Slovenia", "Slovenija"),
        ("country", "XX", "XX", "XX"),
        ("language", "de", "German", "nemščina"),
        ("language", "de-AT", "Austrian German", "avstrijska nemščina"),
        ("term:status", "revoked", "revoked", "preklicana"),
        ("term:purpose", "admission", "admission", "vpis"),
        ("term:status", "brand-new", "brand-new", "brand-new"),
        ("set:country", ("FI", "SI"), "Finland; Slovenia", "Finska; Slovenija"),
        ("set:text", (), "none", "nič"),
        ("set:term:participation", ("onsite", "online"), "on site; online", "na kraju samem; na spletu"),
        ("collection", 2, "2 entries", "2 vnosa"),
        ("langtext", {"en": "Bias", "sl": "Pristranskost"}, "Bias", "Pristranskost"),
        ("langtext", {"fi": "Vinouma", "de": "Verzerrung"}, "Verzerrung", "Verzerrung"),
        ("text", "", "“”", "»«"),
    ],
)  # fmt: skip
def test_values_follow_type_and_language(kind: str, value: FactValue, english: str, slovenian: str) -> None:
    fact = Fact("award.x", kind, value)
    assert (value_of(fact, language("en")), value_of(fact, language("sl"))) == (english, slovenian)


@pytest.mark.parametrize(
    ("name", "kind", "value", "english", "slovenian"),
    [
        ("award.workload.stated", "text", "6 ECTS · 162 hours", "6 ECTS · 162 hours", "6 ECTS · 162 ur"),
        ("award.workload.stated", "text", "4–6 weeks", "4–6 weeks", "4–6 tednov"),
        ("award.workload.stated", "text", "2.5 CATS", "2.5 CATS", "2,5 CATS"),
        ("award.workload.stated", "text", "hours", "hours", "hours"),
        ("award.workload.unit", "text", "unspecified", "not stated", "ni navedena"),
        ("award.contradictions", "set:text", ("level", "zeta"), "The level; zeta", "Raven; zeta"),
    ],
)
def test_values_made_of_known_words(name: str, kind: str, value: FactValue, english: str, slovenian: str) -> None:
    fact = Fact(name, kind, value)
    assert (value_of(fact, language("en")), value_of(fact, language("sl"))) == (english, slovenian)


def test_values_inside_messages_have_no_unit() -> None:
    fact = Fact("award.workload.credits", "credits", "7.5")
    assert value_of(fact, language("sl"), bare=True) == "7,5"
    assert value_of(Fact("award.level.eqf", "eqf", "6"), language("en"), bare=True) == "6"
    assert value_of(Fact("policy.outcome_coverage", "percentage", "80"), language("sl"), bare=True) == "80 %"


def test_labels_count_members_from_one() -> None:
    english, slovenian = language("en"), language("sl")
    assert label("award.outcomes[1].statement", english) == "wording of the learning outcome (no. 2)"
    assert label("target.outcomes[0]", slovenian) == "1. učni izid predmeta"
    assert subject("target.outcomes[0] & award.outcomes[2]", english) == (
        "learning outcome 1 of the component – learning outcome 3"
    )
    assert label("award.outcomes[0].well_met", english) == "award.outcomes.well met (no. 1)"
    assert label("target.outcomes[0].covered", slovenian) == "pokrit učni izid (št. 1)"
    assert label("substantial.level", slovenian) == "bistvena razlika (element: raven)"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("award.level.eqf is unknown", "“EQF level” is not known"),
        ("award.issuer.formal_status is one of [non_formal, mill]",
         "“status of the issuer in its education system” is one of [provider of non-formal education, diploma mill]"),
        ("award.workload.credits >= 2.5 ECTS", "“workload in ECTS credits” is at least 2.5 ECTS"),
        ("question.purpose is one of [exemption]", "“purpose” is one of [exemption from a component]"),
        ("not substantial.any and covered", "not “substantial difference” and “learning outcome that is covered”"),
        ("none of the above ☃", "none of of the above ☃"),
        ("", ""),
    ],
)  # fmt: skip
def test_conditions_are_read_aloud(text: str, plain: str) -> None:
    assert read_aloud(text, language("en")) == plain


def test_a_term_in_a_condition_is_of_the_kind_of_the_fact_before_it() -> None:
    kinds = {"award.quality.standards": "quality_standard", "award.assessment.types": "assessment", "p": "purpose"}
    text = "award.quality.standards contains other or award.assessment.types contains other and p = exemption"
    assert read_aloud(text, language("en"), kinds) == (
        "“standards of quality assurance” contains another standard or “type of assessment” contains another type of "
        "assessment and p is exemption from a component"
    )
    dated = read_aloud("award.issued > question.as_of", language("en"), {"award.issued": "date"})
    assert dated == "“date of issue” is after “day of the decision”"
    assert read_aloud("award.workload.conversion is one of [hours]", language("en"), {
        "award.workload.conversion": "conversion",
    }) == "“conversion of the workload to ECTS” is one of [converted from hours]"  # fmt: skip


def test_what_could_not_be_checked_is_short_in_text_and_complete_with_the_trace() -> None:
    made = decisions.conformance()
    rule = next(each.rule for each in (*made.reasons, *made.findings) if each.result == "UNKNOWN")
    short, long = as_text(made, "en"), as_text(made, "en", trace=True)
    assert rule not in short.partition("Receipt")[0]
    assert f"Rule:  {rule}" in long
    sentence = "This could not be decided, because one fact is not known: form of participation."
    assert sentence in short
    assert sentence in long


def test_sources_are_spelled_out_in_the_language() -> None:
    finding = replace(
        decisions.finding("p@1#r", "outcome"), basis=(Basis("EAR 10"), Basis("LRC V.1", unverified=True), Basis("X 1"))
    )
    made = decisions.decision(Outcome.REFUSED, reasons=(finding,))
    assert report(made, "en").reasons[0].basis == (
        "European Area of Recognition manual, chapter 10",
        "Lisbon Recognition Convention, Article V.1 (citation not verified)",
        "X 1",
    )
    assert report(made, "sl").reasons[0].basis[1] == (
        "Lizbonska konvencija o priznavanju, člen V.1 (navedba vira ni preverjena)"
    )


def test_a_message_that_names_an_unknown_fact_is_an_error_only_when_strict() -> None:
    finding = decisions.finding("p@1#r", "outcome", message={"en": "It needs {award.offer} and {{this}}."})
    made = decisions.decision(Outcome.REFUSED, reasons=(finding,))
    assert report(made, "sl").reasons[0].sentence == "It needs naslov učne ponudbe and {this}."
    with pytest.raises(PlaceholderError, match=r"p@1#r: the message names 'award\.offer'"):
        report(made, "sl", strict=True)


def test_values_are_not_filled_twice() -> None:
    hostile = Fact("award.title", "langtext", {"en": "{award.issued} {{x}} [red]"}, Evidence.ISSUER, "/t")
    finding = decisions.finding("p@1#r", "outcome", message={"en": "{award.title}!"})
    made = decisions.decision(Outcome.REFUSED, reasons=(finding,), trace=Trace(decisions.known(hostile), ()))
    assert report(made, "en").reasons[0].sentence == "{award.issued} {{x}} [red]!"


def test_an_undecided_rule_does_not_say_what_it_would_have_said() -> None:
    told = report(decisions.further_information(), "sl").reasons[0]
    assert told.sentence == (
        "Tega ni bilo mogoče odločiti, ker nista znana podatka: raven EOK in "
        "delovna obremenitev v kreditnih točkah ECTS."
    )


def test_a_language_file_can_bring_texts_for_rules() -> None:
    text = """
rules:
  lisbon/recognition#level-below-target:
    title: Naslov
    message: "Raven {award.level.eqf}."
    remedies: [Ukrep]
  eu/annex-1#M6:
    message: {fail: Ni}
"""
    slovenian = language("sl")
    own = Language("sl", slovenian.words, slovenian.locale, read_language("sl", text).rules)
    reason = Writer(decisions.refused(), own).report().reasons[0]
    assert (reason.title, reason.sentence, reason.remedies[0].text) == ("Naslov", "Raven 4.", "Ukrep")
    checks = Writer(decisions.conformance(), own).report().checks
    assert checks[0].checks[0].reason.sentence == "Ni"


def test_checks_stand_worst_first_and_by_the_number_of_their_clause() -> None:
    made = decisions.conformance()
    more = tuple(replace(each, clause=clause) for each in made.findings[1:2] for clause in ("M10", "M9", "1.10", "1.9"))
    told = report(decisions.decision(Outcome.CONFORMANT, findings=(*made.reasons, *made.findings, *more)), "en")
    assert [group.result for group in told.checks] == ["FAIL", "UNKNOWN", "DECLARED", "PASS", "NOT_APPLICABLE"]
    assert [check.clause for check in told.checks[3].checks] == ["M1", "M2", "M9", "M10", "1.9", "1.10"]


def test_substantial_differences_that_did_not_decide_stand_apart() -> None:
    found = decisions.finding("p@1#level", "difference", element="level", weight="substantial")
    told = report(decisions.decision(Outcome.REFUSED, findings=(found,)), "en")
    assert (told.differences, len(told.others)) == ((), 1)
    assert told.others[0].sentence == (
        "The award differs from what is asked in its level. This difference is substantial."
    )


@pytest.mark.parametrize(
    ("notice", "english", "slovenian"),
    [
        (Notice(code="suspicious", place="/n", values=("issued", "control characters, shown as �")),
         "The date of issue looks wrong (/n): it has control characters, shown as �.",
         "Datum izdaje: podatek je vprašljiv (/n), razlog: vsebuje krmilne znake, prikazane kot �."),
        (Notice(code="unmapped", place="line 3", values=("level", "expert")),
         "The level says “expert” (line 3), which no vocabulary knows, so it is unknown to the rules.",
         "Raven: navedbe »expert« (3. vrstica) ne pozna noben slovar, zato za pravila ni znana."),
        (Notice(code="ignored", place="/r", values=("grade", "several results (A, B)")),
         "The grade was not taken into account (/r): several results (A, B).",
         "Ocena: podatek ni bil upoštevan (/r), razlog: več rezultatov (A, B)."),
        (Notice(code="ignored", place="/r", values=("zeta", "for no reason")),
         "“zeta” was not taken into account (/r): “for no reason”.",
         "»zeta«: podatek ni bil upoštevan (/r), razlog: »for no reason«."),
        (Notice(code="contradiction", place="/b", values=("status", "active", "/a", "revoked", "/b")),
         "The document contradicts itself. The status: active (/a) and revoked (/b).",
         "V dokumentu so nasprotujoči si podatki. Status: veljavna (/a) in preklicana (/b)."),
        (Notice(code="contradiction", place="/b", values=("country", "BE", "line 1", "XX", "line 3, column 7")),
         "The document contradicts itself. The country: Belgium (line 1) and XX (line 3, column 7).",
         "V dokumentu so nasprotujoči si podatki. Država: Belgija (1. vrstica) in XX (3. vrstica, 7. znak)."),
        (Notice(code="parts", place="/p", values=("5",)),
         "5 parts of the award are described inside it (/p) and are not counted again.",
         "V mikrokvalifikaciji je opisanih še 5 njenih delov (/p), ki se ne štejejo dvakrat."),
        (Notice(code="register_differs", place="/a",
                values=("formal_status", "formal", "/a", "mill", "DEQAR DEQARINST9001, 2026-01-10")),
         "The status of the issuer: the document says provider of formal education (/a), a register diploma mill "
         "(DEQAR DEQARINST9001, 2026-01-10).",
         "Status izdajatelja: v dokumentu piše ponudnik formalnega izobraževanja (/a), v registru tovarna diplom "
         "(DEQAR DEQARINST9001, 2026-01-10)."),
        (Notice(code="registers_differ", place="/a", values=("country", "SI", "DEQAR X", "FI", "Ministry Y")),
         "Registers differ. The country: Slovenia (DEQAR X) and Finland (Ministry Y).",
         "Registri se razlikujejo. Država: Slovenija (DEQAR X) in Finska (Ministry Y)."),
        (Notice(code="register_conflict", place="/a", values=("ROR 1", "A (DEQAR X) · B (DEQAR Y)")),
         "The identifiers of the awarding body (ROR 1) lead to different providers in registers: A (DEQAR X) · B "
         "(DEQAR Y). Nothing is taken from registers.",
         "Identifikatorji podeljevalca (ROR 1) v registrih vodijo do različnih ponudnikov: A (DEQAR X) · B (DEQAR Y). "
         "Iz registrov zato ni prevzet noben podatek."),
        (Notice(code="new", place="/p", values=("a", "b")), "new: a, b (/p)", "new: a, b (/p)"),
    ],
)  # fmt: skip
def test_notices(notice: Notice, english: str, slovenian: str) -> None:
    made = decisions.decision(Outcome.PENDING, notices=(notice,))
    assert [report(made, tag).notices[0] for tag in ("en", "sl")] == [english, slovenian]


def test_nothing_at_all_still_reads() -> None:
    bare = decisions.decision(
        Outcome.PENDING, award_title={}, trace=Trace((), ()), appeal=None, steps=(),
        reasons=(Finding("", "outcome", "", {}, {}),), remedies=(Remedy("host", None, "x_y"), Remedy("host", {})),
    )  # fmt: skip
    assert "award without a title" in as_text(bare, "en", trace=True)
    assert [remedy.text for remedy in report(bare, "en").remedies] == ["Provide the x y."]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "�red�"),
        ("\x1b]0;title\x07after", "�after"),
        ("a\tb\r\nc\u2028d", "a b c d"),
        ("abc\u202edcba", "abc�dcba"),
        ("null\x00 bell\x07 \x9b2J", "null� bell� �"),
        ("soft\u00adhyphen \ufeffmark", "softhyphen mark"),
        ("[red]markup[/red]", "[red]markup[/red]"),
        ("\ud800", "�"),
        ("नमस्ते و 日本語", "नमस्ते و 日本語"),
    ],
)
def test_hostile_text_is_neutralised(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_markup_is_shown_and_never_obeyed_in_the_tree() -> None:
    made = decisions.with_facts(decisions.full(), ())
    made = replace(made, award_title={"en": "[bold red]x[/] [link=http://evil.example]y[/link]"})
    console = Console(width=400, force_terminal=True)
    with console.capture() as capture:
        console.print(as_tree(made, "en"))
    assert "[bold red]x[/] [link=http://evil.example]y[/link]" in capture.get()


def test_long_text_is_complete_in_sentences_and_short_in_tables() -> None:
    long = Fact("award.description", "text", "word " * 300)
    made = decisions.with_facts(decisions.full(), (long,))
    line = report(made, "en").facts[0]
    assert len(line.value) == 1499
    assert len(line.short) <= 160
    assert line.short.endswith("…")
    endless = replace(long, value="x" * 1_000_000)
    assert len(as_text(decisions.with_facts(made, (endless,)), "en", trace=True)) < 5_000


def test_a_real_decision_takes_milliseconds() -> None:
    made = _large()
    as_text(made, "sl")
    times = []
    for _ in range(5):
        start = perf_counter()
        as_text(made, "sl")
        times.append(perf_counter() - start)
    assert min(times) < 0.05


def _large() -> Decision:
    made = decisions.refused()
    return replace(made, trace=Trace(decisions.known(*made.trace.facts), made.trace.rules * 30))


def test_reports_have_no_empty_labels() -> None:
    for make in decisions.EXAMPLES.values():
        for tag in languages():
            told = report(make(), tag, strict=True)
            assert all(line.label and line.value for line in (*told.question, *told.booking, *told.receipt))
            assert all(reason.title and reason.sentence for reason in (*told.reasons, *told.differences))
            assert all(text == " ".join(text.split()) for text in _everything(told))
