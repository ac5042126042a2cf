"""The document to hand over: golden files, what it must say of every outcome, and what no award can do to it.

`PASSERELLE_GOLDEN=write pytest tests/test_explain_statement.py` writes the golden files anew.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import decisions
from passerelle.decision import (
    Applicant,
    Application,
    Confirmation,
    Decision,
    Evidence,
    Fact,
    Remedy,
    Supposition,
    Trace,
    decision_id,
)
from passerelle.explain import LanguageError, Report, languages, phrase, report, statement

GOLDEN = Path(__file__).parent / "golden"
VOID = {"meta", "br"}
#: What the document is made of, and nothing else.
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "div", "p",
    "h1", "h2", "h3", "ul", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "span",
    "bdi", "strong", "code", "br",
}  # fmt: skip
ATTRIBUTES = {"lang", "charset", "name", "content", "class", "scope", "aria-hidden", "translate"}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7*7 }}{% raw %}</style></bdi>"


class Page(HTMLParser):
    """What a browser finds in a document that it need not repair: elements in order, closed in order."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(document)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append(tag)
        if tag not in VOID:
            assert self.open or tag == "html"
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    handle_comment = handle_pi = unknown_decl

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def _check(document: str, lang: str) -> Page:
    """What holds for every statement: well formed, accessible, alone, and without anything that runs."""
    assert document.startswith("<!doctype html>\n")
    page = Page(document)
    names = [name for name, _ in page.elements]
    assert set(names) <= ELEMENTS
    assert {name for _, each in page.elements for name in each} <= ATTRIBUTES
    assert page.elements[0] == ("html", {"lang": lang})
    assert [name for name in names if name in ("h1", "main", "title", "style")].count("h1") == 1
    assert names.count("main") == names.count("title") == names.count("style") == 1
    levels = [int(name[1]) for name in names if re.fullmatch(r"h\d", name)]
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))
    assert ("meta", {"charset": "utf-8"}) in page.elements
    style = re.search(r"<style>(.*?)</style>", document, re.DOTALL)
    assert style is not None
    assert not re.search(r"url\(|@import|https?:|expression", style[1])
    assert names.count("table") == names.count("thead") == names.count("tbody")
    assert all(each.get("scope") in ("col", "row") for name, each in page.elements if name == "th")
    assert all(row[0] == "th" and (set(row[1:]) in ({"td"}, {"th"}, set())) for row in page.rows)
    return page


def _words(text: str) -> str:
    return " ".join(text.split())


def _must_say(told: Report) -> list[str]:
    """Everything in a report that its reader is owed on paper."""
    reasons = (*told.reasons, *told.others, *told.differences) if not told.checks else ()
    lines = (
        *told.details, *told.application, *told.question[1:], *told.booking, *told.figures, *told.pending,
        *told.proviso, *told.timing, *told.consulted, *told.receipt,
    )  # fmt: skip
    said = [told.title, told.award, told.host, told.outcome, told.outcome_sentence, told.rights, told.appeal, told.id]
    said += [text for line in lines for text in (line.label, line.value)]
    for reason in reasons:
        said += [reason.title, reason.sentence, reason.rule, *reason.basis, *map(str, reason.found)]
        said += [line.plain for line in reason.required if reason.kind != "unknown"]
    said += [text for remedy in told.remedies for text in (remedy.text, remedy.who[1:])]
    said += [text for line in told.comparison for text in (line.statement, line.state_label, line.how)]
    said += [told.compared, *told.learned, *told.notices, *(reason.sentence for reason in told.conclusions)]
    for line in (*told.criteria, *([told.advice] if told.advice else [])):
        said += [line.label[1:], line.rating_label, line.reading_label if line.reading != "advice" else ""]
        said += [line.reason.sentence] if line.reason else []
    said += [str(fact) for fact in told.quality]
    said += [check.reason.title for group in told.checks for check in group.checks]
    return [_words(text) for text in said if text]


@pytest.mark.parametrize("tag", languages())
def test_the_statement_is_the_golden_one(tag: str) -> None:
    made = decisions.partial()
    document = statement(made, tag).replace(decision_id(made), f"d{0:024}")
    path = GOLDEN / f"statement-partial.{tag}.html"
    if os.environ.get("PASSERELLE_GOLDEN") == "write":
        path.write_text(document, encoding="utf-8")
    assert document == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("name", decisions.EXAMPLES)
def test_it_says_everything_that_its_reader_is_owed(name: str, tag: str) -> None:
    made = decisions.EXAMPLES[name]()
    page = _check(statement(made, tag), tag)
    told = report(made, tag, trace=False)
    assert [text for text in _must_say(told) if text not in page.text] == []


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("name", decisions.NINE)
def test_it_says_that_a_person_decides_and_has_a_place_to_sign(name: str, tag: str) -> None:
    page = Page(statement(decisions.NINE[name](), tag))
    for key in ("note", "officer", "signed", "check"):
        assert _words(phrase(f"statement.{key}", tag)) in page.text
    assert f"passerelle replay {decision_id(decisions.NINE[name]())}" in page.text


def test_remedies_stand_by_who_can_do_them_the_learner_first() -> None:
    remedies = tuple(
        Remedy(by, {"en": f"{by} {number}"})
        for number, by in enumerate(("authority", "host", "learner", "issuer", "learner", "registrar"))
    )
    page = Page(statement(replace(decisions.refused(), remedies=remedies), "en"))
    order = [page.text.index(text) for text in ("learner 2", "learner 4", "issuer 3", "host 1", "authority 0")]
    assert order == sorted(order)
    assert "Registrar" in page.text


def test_a_title_in_another_language_is_marked_with_it() -> None:
    made = replace(decisions.full(), award_title={"fi": "Datan etiikka"}, host_name={"en": "Example University"})
    page = Page(statement(made, "sl"))
    marked = {each["lang"] for name, each in page.elements if name == "p" and "lang" in each}
    assert marked == {"fi", "en"}
    unknown = replace(made, award_title={"und": "Datan etiikka"})
    assert 'class="award">' in statement(unknown, "sl")


def test_what_if_is_no_decision() -> None:
    made = decisions.full()
    supposed = replace(made, question=replace(made.question, supposed=(Supposition(fact="award.issued", value="x"),)))
    assert phrase("statement.supposed", "en") in Page(statement(supposed, "en")).text
    assert phrase("statement.supposed", "en") not in Page(statement(made, "en")).text


def test_it_tells_nobody_what_concerns_the_host_alone() -> None:
    made = decisions.partial()
    applicant = Applicant(
        name="Mila Novak", date_of_birth=date(1999, 5, 4), identifiers=("SI-1234567",), situation="refugee_like",
        documentation="unavailable_for_cause",
    )  # fmt: skip
    confirmed = (Confirmation(fact="applicant.situation", value="refugee_like", note="papers of a refugee"),)
    asked = replace(
        made.question, application=Application(id="2026/1", applicant=applicant), confirmations=confirmed
    )  # fmt: skip
    assert "papers of a refugee" in " ".join(map(str, report(replace(made, question=asked), "en").circumstances))
    document = statement(replace(made, question=asked), "en")
    assert "Mila Novak" in document
    for kept in ("1999", "SI-1234567", "refugee", "displaced", "beyond the applicant"):
        assert kept not in document


def test_marks_have_words_beside_them_and_are_not_read_aloud() -> None:
    document = statement(decisions.partial(), "en")
    marks = re.findall(r'<span class="mark" aria-hidden="true">(.)</span>(\w+)', document)
    assert {mark for mark, _ in marks} >= {"●", "◐", "○", "?", "–"}
    assert all(word for _, word in marks)


def test_texts_can_be_told_from_the_paper() -> None:
    """Contrast of every colour of text on white, by WCAG 2.2: at least 4.5."""
    colours = set(re.findall(r"(?<![-\w])color: (#[0-9a-f]{3,6})", statement(decisions.full(), "en")))
    assert len(colours) > 2
    for colour in colours:
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
        luminance = sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
        assert 1.05 / (luminance + 0.05) >= 4.5, colour


def test_a_hundred_outcomes_and_endless_names_are_told_and_bounded() -> None:
    made = decisions.partial()
    others = [fact for fact in made.trace.facts if not fact.name.startswith("target.outcomes")]
    facts = [
        fact
        for number in range(100)
        for fact in (
            Fact(f"target.outcomes[{number}].statement", "langtext", {"en": f"Outcome {number}."}, Evidence.HOST),
            Fact(f"target.outcomes[{number}].essential", "boolean", True, Evidence.HOST),
            Fact(f"target.outcomes[{number}].covered", "boolean", number % 2 == 0, Evidence.INFERRED),
        )
    ]
    endless = Fact("award.holder.name", "text", "x" * 1_000_000, Evidence.ISSUER, "/n")
    others = [endless if fact.name == endless.name else fact for fact in others]
    document = statement(replace(made, trace=Trace(tuple(sorted((*others, *facts), key=lambda f: f.name)), ())), "en")
    page = _check(document, "en")
    places = [page.text.index(f"Outcome {number}.") for number in range(100)]
    assert places == sorted(places)
    assert "Essential outcomes covered: 50 of 100." in page.text
    assert len(document) < 80_000


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageError):
        statement(decisions.full(), "xx")


TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [HOSTILE, "مرحبا", "\u202eabc", "\x1b[31m", "<", "&lt;", "]]>", "-->", "{award.title}", "x" * 5_000]
    ),
)


def _with(made: Decision, text: str, other: str) -> Decision:
    """The decision with a text wherever an award, a policy or an officer may put one."""
    facts = tuple(
        replace(fact, value={"en": text} if fact.type == "langtext" else text, source=other, place=other)
        if fact.type in ("text", "langtext")
        else fact
        for fact in made.trace.facts
    )
    reasons = tuple(
        replace(each, title={"en": text}, message={"en": other}, note=text, subject=other) for each in made.reasons
    )
    proviso = made.proviso and replace(made.proviso, act={"en": text}, failure={"en": other})
    asked = replace(made.question, target=text, application=Application(id=text, applicant=Applicant(name=other)))
    return replace(
        made, award_title={"en": text}, host_name={"en": other}, question=asked, reasons=reasons, appeal={"en": text},
        rights={"en": other}, remedies=(Remedy(text, {"en": other}),), trace=Trace(facts, made.trace.rules),
        proviso=proviso,
    )  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(name=st.sampled_from(sorted(decisions.EXAMPLES)), text=TEXTS, other=TEXTS, tag=st.sampled_from(languages()))
def test_no_text_changes_what_the_document_is(name: str, text: str, other: str, tag: str) -> None:
    made = _with(decisions.EXAMPLES[name](), text, other)
    page = _check(statement(made, tag), tag)
    told = report(made, tag, trace=False)
    assert [said for said in _must_say(told) if said not in page.text] == []
