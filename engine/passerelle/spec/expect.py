"""A decision and an expectation of a scenario enter; nothing leaves where it is met, else `Unmet`: what was expected
and what was found, in the language of the scenario.

Each function below is a verb of step "then"; its keyword arguments are the keys of the verb in a sentences file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from passerelle.decision import Decision, FactValue, Finding
from passerelle.explain import as_text
from passerelle.spec.sentences import Language
from passerelle.spec.values import said


class Unmet(AssertionError):  # noqa: N818 (nothing is in error: the scenario and the engine disagree)
    """An expectation that a decision does not meet."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"{expected} / {found}")
        self.expected = expected
        self.found = found


@dataclass(frozen=True, slots=True)
class Answer:
    """The decision of a scenario and the language that it is talked about in."""

    decision: Decision
    language: Language
    tag: str

    def said(self, value: str, kind: str) -> str:
        return said(value, kind, self.tag, self.language.words)

    def say(self, key: str, **what: object) -> str:
        return self.language.say(key, self.tag, **what)

    def listed(self, texts: Iterable[str]) -> str:
        return ", ".join(sorted(set(texts))) or self.say("nothing")

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.decision.reasons, *self.decision.findings)

    @property
    def missing(self) -> set[str]:
        """Facts that the decision says are missing."""
        named = {name for finding in self.decision.reasons for name in finding.missing}
        return named | {remedy.fact for remedy in self.decision.remedies if remedy.fact}


def _rule(finding: Finding) -> str:
    return finding.rule.rpartition("#")[2]


def _is(finding: Finding, rule: str) -> bool:
    """Whether a finding is by this rule, named in full, with its pack, or alone."""
    pack, _, name = finding.rule.partition("#")
    return rule in (finding.rule, name, f"{pack.partition('@')[0]}#{name}")


def outcome(answer: Answer, *, is_: str) -> None:
    """The outcome is this one."""
    found = answer.decision.outcome
    if found == is_:
        return
    text = answer.said(found, "outcome")
    if answer.decision.reasons:
        text += "; " + answer.say("reasons", reasons=answer.listed(map(_rule, answer.decision.reasons)))
    if answer.missing:
        text += "; " + answer.say("missing", facts=answer.listed(answer.missing))
    raise Unmet(answer.said(is_, "outcome"), text)


def not_outcome(answer: Answer, *, is_: str) -> None:
    """The outcome is any other."""
    if answer.decision.outcome == is_:
        raise Unmet(answer.say("anything_but", what=answer.said(is_, "outcome")), answer.said(is_, "outcome"))


def clause(answer: Answer, *, id: str, result: str) -> None:
    """The check of a clause has this result."""
    found = [finding for finding in answer.findings if finding.clause == id]
    if all(one.result != result for one in found):
        results = (answer.said(str(one.result), "result") + (f" ({_rule(one)})") for one in found)
        raise Unmet(f"{id}: {answer.said(result, 'result')}", f"{id}: {answer.listed(results)}")


def reason(answer: Answer, *, rule: str) -> None:
    """A rule is among the reasons."""
    if not any(_is(finding, rule) for finding in answer.decision.reasons):
        raise Unmet(rule, answer.listed(map(_rule, answer.decision.reasons)))


def no_reason(answer: Answer, *, rule: str) -> None:
    """A rule is not among the reasons."""
    if any(_is(finding, rule) for finding in answer.decision.reasons):
        raise Unmet(answer.say("anything_but", what=rule), rule)


def criterion(answer: Answer, *, name: str, rating: str | None) -> None:
    """A criterion has this rating; None: it has none, because what it is rated by is not known."""
    ratings = [str(one.result) for one in answer.findings if one.kind == "criterion" and one.element == name]
    if ratings != [rating] * (rating is not None):
        expected = answer.say("unknown") if rating is None else answer.said(rating, "rating")
        raise Unmet(expected, answer.listed(answer.said(one, "rating") for one in ratings))


def _differences(answer: Answer) -> list[Finding]:
    return [finding for finding in answer.findings if finding.kind == "difference"]


def _told(answer: Answer, finding: Finding) -> str:
    element = answer.said(finding.element or "", "element")
    return f"{element} ({answer.said(finding.weight or '', 'weight')})"


def difference(answer: Answer, *, element: str, weight: str | None = None) -> None:
    """A difference is named, with this weight where one is given."""
    differences = _differences(answer)
    if not any(one.element == element and weight in (None, one.weight) for one in differences):
        expected = answer.said(element, "element") + (f" ({answer.said(weight, 'weight')})" if weight else "")
        raise Unmet(expected, answer.listed(_told(answer, one) for one in differences))


def no_difference(answer: Answer, *, element: str | None = None, weight: str | None = None) -> None:
    """No difference (of this element, of this weight) is named."""
    met = [one for one in _differences(answer) if element in (None, one.element) and weight in (None, one.weight)]
    if met:
        raise Unmet(answer.say("nothing"), answer.listed(_told(answer, one) for one in met))


def books(answer: Answer, *, credits: str | None = None, surplus: str | None = None) -> None:
    """The decision books these ECTS credits, and reports this surplus. "0" credits: it books none."""
    booking = answer.decision.booking
    for name, expected in (("credits", credits), ("surplus", surplus)):
        found = getattr(booking, name) if booking else None
        if expected is not None and Fraction(expected) != Fraction(found or 0):
            text = f"{found} ECTS" if found else answer.say("nothing")
            raise Unmet(f"{expected} ECTS", text)


def missing(answer: Answer, *, fact: str) -> None:
    """A fact is named as missing; `fact` may be the beginning of its name."""
    if not any(name == fact or name.startswith(fact + ".") for name in answer.missing):
        raise Unmet(answer.said(fact, "fact"), answer.listed(answer.missing))


def remedy(answer: Answer, *, by: str) -> None:
    """Somebody can do something about it."""
    found = {remedy.by for remedy in answer.decision.remedies}
    if by not in found:
        raise Unmet(answer.said(by, "who"), answer.listed(answer.said(each, "who") for each in found))


def cites(answer: Answer, *, text: str) -> None:
    """A rule that spoke rests on this law, article or clause."""
    found = {basis.cite for finding in answer.findings for basis in finding.basis}
    if not any(text.casefold() in cite.casefold() for cite in found):
        raise Unmet(text, answer.listed(found))


def explains(answer: Answer, *, text: str) -> None:
    """The explanation in the scenario's language contains these words."""
    explanation = as_text(answer.decision, answer.tag)
    if text.casefold() not in " ".join(explanation.split()).casefold():
        raise Unmet(text, explanation)


def fact(answer: Answer, *, name: str, value: str | None) -> None:
    """A fact had this value in the decision; None: it was unknown."""
    found = next((one.value for one in answer.decision.trace.facts if one.name == name), None)
    if _plain(found) != value:
        expected = answer.say("unknown") if value is None else value
        raise Unmet(f"{name}: {expected}", f"{name}: {_plain(found) or answer.say('unknown')}")


def covered(answer: Answer, *, outcome: str, is_: str) -> None:
    """An outcome of the module was found covered ("true"), missing ("false") or neither ("unknown")."""
    facts = {one.name: one.value for one in answer.decision.trace.facts}
    for name, value in facts.items():
        if name.startswith("target.outcomes[") and isinstance(value, dict) and outcome in value.values():
            found = _plain(facts.get(f"{name.rpartition('.')[0]}.covered")) or "unknown"
            if found != is_:
                raise Unmet(answer.said(is_, "coverage"), answer.said(found, "coverage"))
            return
    raise Unmet(outcome, answer.say("nothing"))


def finding(answer: Answer, *, rule: str) -> None:
    """A rule has found something, whether it moved the outcome or not."""
    if not any(_is(one, rule) for one in answer.findings):
        raise Unmet(rule, answer.listed(map(_rule, answer.findings)))


def pending(answer: Answer, *, by: str) -> None:
    """There is a question that a person decides, and this is who."""
    found = answer.decision.pending
    if found is None or found.by != by:
        raise Unmet(answer.said(by, "who"), answer.said(found.by, "who") if found else answer.say("nothing"))


def due(answer: Answer, *, day: str) -> None:
    """The decision is due on this day."""
    found = answer.decision.timing.due if answer.decision.timing else None
    if found != day:
        raise Unmet(day, found or answer.say("nothing"))


def timely(answer: Answer, *, is_: str) -> None:
    """Whether the decision is late, in time, or no time limit runs."""
    breached = answer.decision.timing.breached if answer.decision.timing else None
    found = {True: "late", False: "in_time", None: "not_running"}[breached]
    if found != is_:
        raise Unmet(answer.said(is_, "time_limit"), answer.said(found, "time_limit"))


def _plain(value: FactValue) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


#: Verb -> what holds a decision against it.
EXPECTATIONS: Mapping[str, Callable[..., None]] = {
    "outcome": outcome,
    "not_outcome": not_outcome,
    "clause": clause,
    "reason": reason,
    "no_reason": no_reason,
    "criterion": criterion,
    "difference": difference,
    "no_difference": no_difference,
    "books": books,
    "missing": missing,
    "remedy": remedy,
    "cites": cites,
    "explains": explains,
    "fact": fact,
    "finding": finding,
    "pending": pending,
    "due": due,
    "timely": timely,
    "covered": covered,
}
