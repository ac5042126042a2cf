"""A decision enters, a `Report` in one language leaves. What no language file and no pack says is never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from passerelle.decision import Basis, Decision, Evidence, Fact, Finding, Kind, Outcome, Remedy, decision_id
from passerelle.explain import asked, recognised
from passerelle.explain.clauses import WHOM, checks, counts
from passerelle.explain.conditions import DATE, read_aloud
from passerelle.explain.criteria import advice, criteria, quality
from passerelle.explain.language import Language, fill, language
from passerelle.explain.notices import notice, said_in_code
from passerelle.explain.notices import place as place_of
from passerelle.explain.receipts import receipt, receipt_line
from passerelle.explain.report import (
    FactLine,
    ReasonText,
    RemedyLine,
    Report,
    RequiredLine,
)
from passerelle.explain.safe_text import LONGEST_IN_TABLE, safe
from passerelle.explain.timing import timing
from passerelle.explain.trace import rules, steps
from passerelle.explain.values import capital, label, pick, subject, value_of

_VERSION = re.compile(r"@[^#]*")
#: Subjects that need no name beside a title.
_UNNAMED = ("", "award", "target", *WHOM)


#: The source of a fact that a question supposes.
SUPPOSED = "supposed"
#: The step of the procedure that recognises what was promised before.
AUTOMATIC = "S4"


class PlaceholderError(LookupError):
    """A message names a fact that is not in the trace. Raised only where a report is asked to be strict."""


def report(decision: Decision, lang: str, *, strict: bool = False, trace: bool = True) -> Report:
    """The decision in words; without `trace`, its `facts` and `rules` are left out.

    Raises `LanguageError`; with `strict`, also `PlaceholderError` for a message that names a fact outside the trace
    (otherwise the fact's label stands in its place).
    """
    return Writer(decision, language(lang), strict=strict).report(trace=trace)


class Writer:
    """Writes one decision in one language."""

    def __init__(self, decision: Decision, language: Language, *, strict: bool = False) -> None:
        self.decision, self.language, self.strict = decision, language, strict
        self.facts = {fact.name: fact for fact in decision.trace.facts}
        kinds = (
            (fact.name, DATE if fact.type == "date" else fact.type.partition("term:")[2])
            for fact in decision.trace.facts
        )
        self.kinds = {name: kind for name, kind in kinds if kind}

    def report(self, *, trace: bool = True) -> Report:
        """Everything, or all but the trace."""
        decision, say = self.decision, self.language.say
        findings = (*decision.reasons, *decision.findings)
        differences = [finding for finding in decision.findings if finding.kind == "difference"]
        # What makes up a substantial difference is told with it.
        weighty = {each.element for each in findings if each.kind == "difference" and each.weight == "substantial"}
        groups, compared = checks(self, findings), recognised.comparison(self)
        return Report(
            lang=self.language.tag,
            id=self.id,
            title=say(f"sentence.title_{'supposed' if decision.question.supposed else decision.question.kind}"),
            award=self.award,
            host=self.host,
            details=tuple(asked.details(self)),
            question=tuple(asked.question(self)),
            outcome_code=decision.outcome.value,
            positive=decision.outcome.positive,
            outcome=say(f"outcome.{decision.outcome}"),
            outcome_sentence=self.meaning(),
            booking=tuple(recognised.booking(self)),
            reasons=tuple(map(self.reason, decision.reasons)),
            differences=tuple(self.reason(each) for each in differences if each.element not in weighty),
            others=tuple(self.reason(each) for each in differences if each.element in weighty),
            rights=self.filled(pick(decision.rights, self.language.tag)),
            figures=tuple(recognised.figures(self)),
            pending=tuple(recognised.pending(self)),
            proviso=tuple(recognised.proviso(self)),
            comparison=compared,
            compared=recognised.compared(self, compared),
            learned=() if compared else recognised.learned(self),
            conclusions=tuple(recognised.conclusions(self)),
            criteria=criteria(self),
            advice=advice(self),
            quality=quality(self),
            timing=tuple(timing(self)),
            application=tuple(asked.application(self)),
            circumstances=tuple(asked.circumstances(self)),
            consulted=tuple(asked.consulted(self)),
            defaults=tuple(asked.defaults(self)),
            checks=groups,
            about=counts(self, groups),
            steps=steps(self),
            notices=tuple(notice(each, self.language) for each in decision.notices),
            remedies=self.remedies(decision.remedies),
            appeal=self.appeal,
            facts=tuple(map(self.fact, decision.trace.facts)) if trace else (),
            rules=rules(self) if trace else (),
            receipt=receipt(decision, self.id, self.language),
            receipt_line=receipt_line(decision, self.id, self.language),
            headings={
                key.removeprefix("heading."): str(words)
                for key, words in self.language.words.items()
                if key.startswith("heading.")
            },
        )  # fmt: skip

    def meaning(self) -> str:
        """What the outcome means, and until when an answer is awaited."""
        said, day = self.language.say(f"meaning.{self.decision.outcome}"), self.decision.answer_by
        if day is None:
            return said
        return f"{said} {self.language.say('sentence.answer_by', date=self.language.date(date.fromisoformat(day)))}"

    @cached_property
    def id(self) -> str:
        """The identifier of the decision."""
        return decision_id(self.decision)

    @property
    def award(self) -> str:
        """The title of the award."""
        return safe(pick(self.decision.award_title, self.language.tag)) or self.language.say("sentence.untitled")

    @property
    def host(self) -> str:
        """The name of the host; its id where it has none."""
        return safe(pick(self.decision.host_name, self.language.tag)) or safe(self.decision.question.host or "")

    @property
    def appeal(self) -> str:
        """Where to appeal. Whoever did not get all that was asked for may appeal, whether the policy says where or
        not."""
        own = self.filled(pick(self.decision.appeal, self.language.tag))
        asked_for = self.decision.question.kind is Kind.RECOGNITION
        if own or not asked_for or self.decision.outcome is Outcome.RECOGNISED_FULL:
            return own
        return self.language.say("sentence.appeal_unknown")

    @property
    def promised(self) -> bool:
        """Whether the automatic route decided: nothing was rated or compared for it."""
        return any(step.id == AUTOMATIC and step.result == "decided" for step in self.decision.steps)

    @cached_property
    def packs(self) -> tuple[str, ...]:
        """The packs as facts name them: those of the procedure, then the host's policy."""
        return tuple(f"{pack.id}@{pack.version}" for pack in self.decision.receipt.packs)

    def holds_by_default(self, fact: Fact) -> bool:
        """Whether a parameter is none that the host has set."""
        return fact.name.startswith("policy.") and fact.source in self.packs[:-1]

    def reason(self, finding: Finding) -> ReasonText:
        """A finding in words. What is not known was not found, so it stands in the trace only."""
        step = next((step for step in self.decision.steps if step.id == finding.step), None)
        return ReasonText(
            rule=safe(finding.rule),
            kind=finding.kind,
            title=self.title(finding),
            about="" if finding.subject in _UNNAMED else subject(finding.subject, self.language),
            sentence=self.sentence(finding),
            required=tuple(RequiredLine(safe(text), self.aloud(text)) for text in finding.required),
            found=tuple(
                self.fact(self.facts[name])
                for name in finding.facts
                if name in self.facts and self.facts[name].value is not None and name not in finding.missing
            ),
            missing=tuple(label(name, self.language) for name in finding.missing),
            basis=tuple(map(self.basis, finding.basis)),
            remedies=self.remedies(finding.remedies, finding),
            step=safe(pick(step.title, self.language.tag)) if step else "",
            note=safe(finding.note or ""),
        )

    def aloud(self, condition: str) -> str:
        """A condition read aloud."""
        return read_aloud(condition, self.language, self.kinds)

    def title(self, finding: Finding) -> str:
        """A rule's title; its clause or its name where it has none."""
        own = self.own(finding).get("title")
        text = own if isinstance(own, str) else pick(finding.title, self.language.tag)
        return self.filled(text, finding) or safe(finding.clause or finding.rule.rpartition("#")[2]) or finding.kind

    def sentence(self, finding: Finding) -> str:
        """What the rule's author says, else what the engine says of a finding of its kind. The author's sentence of
        a rule that could not be decided tells what would hold if it applied, so it is not said."""
        if finding.kind == "unknown":
            return self.own_words(finding)
        own = self.own(finding).get("message")
        if isinstance(own, dict):
            own = own.get((finding.result or "").lower())
        text = own if isinstance(own, str) else pick(finding.message, self.language.tag)
        return self.filled(text, finding) or self.own_words(finding)

    def own_words(self, finding: Finding) -> str:
        """The engine's sentence for a finding without a message."""
        say = self.language.say
        if finding.missing:
            names = list(dict.fromkeys(label(name, self.language) for name in finding.missing))
            return say("sentence.undecided", facts=self.listed(names), n=len(names))
        if finding.kind == "check" and self.language.has(f"result_sentence.{finding.result}"):
            return say(f"result_sentence.{finding.result}")
        if finding.kind == "difference" and finding.element is not None:
            element = self.language.word(f"element.{finding.element}", finding.element)
            weight = self.language.word(f"weight.{finding.weight}", finding.weight or "")
            behind = f" {say('sentence.weight', weight=weight)}" if weight else ""
            return say("sentence.difference", element=element) + behind
        return say("sentence.undecided_bare") if finding.kind == "unknown" else self.title(finding)

    def own(self, finding: Finding) -> dict[str, object]:
        """What the language file itself says of a rule, by "pack#rule"."""
        return dict(self.language.rules.get(_VERSION.sub("", finding.rule), ()))

    def filled(self, template: str, finding: Finding | None = None) -> str:
        """A template with the values of its facts. `{covered.statement}` of a rule about "award.outcomes[2]" may
        also be a fact of that subject."""

        def value(name: str) -> str:
            fact = self.facts.get(name)
            if fact is None and finding is not None:
                fact = self.facts.get(f"{finding.subject}.{name.partition('.')[2]}")
            if fact is not None:
                return value_of(fact, self.language, bare=True)
            if self.strict:
                rule = finding.rule if finding else "appeal"
                raise PlaceholderError(f"{rule}: the message names '{name}', which is not in the trace")
            return safe(label(name, self.language))

        return safe(fill(template, value), 10_000) if template else ""

    def remedies(self, remedies: Iterable[Remedy], finding: Finding | None = None) -> tuple[RemedyLine, ...]:
        """Remedies in words, each once."""
        own = self.own(finding).get("remedies") if finding else None
        texts = iter(own) if isinstance(own, list) else iter(())
        lines: dict[RemedyLine, None] = {}
        for remedy in remedies:
            who = self.language.word(f"by.{remedy.by}", remedy.by)
            if remedy.fact is not None:
                text = self.language.say("sentence.provide", fact=label(remedy.fact, self.language))
            else:
                text = self.filled(str(next(texts, "")) or pick(remedy.text, self.language.tag), finding)
            if text:
                lines[RemedyLine(safe(remedy.by), who, text, safe(remedy.fact or ""))] = None
        return tuple(lines)

    def basis(self, basis: Basis) -> str:
        """A citation, marked where nobody has checked it."""
        cite = self.cited(basis.cite)
        return f"{cite} ({self.language.say('sentence.unverified')})" if basis.unverified else cite

    def cited(self, text: str) -> str:
        """A source, or a clause of it, in the words of the language where it has any."""
        return said_in_code(text, "citation", self.language) or safe(text)

    def fact(self, fact: Fact) -> FactLine:
        """A fact in words."""
        value, evidence = value_of(fact, self.language), ""
        behind = fact.evidence or self.evidence_of_members(fact)
        if fact.source is not None and self.holds_by_default(fact):
            evidence = self.language.say("sentence.by_default", pack=fact.source)
        elif fact.source == SUPPOSED:
            evidence = said_in_code(SUPPOSED, "source_text", self.language)
        elif behind:
            evidence = self.language.say(f"evidence.{behind}")
        return FactLine(
            name=safe(fact.name),
            label=capital(safe(label(fact.name, self.language))),
            value=value,
            short=safe(value, LONGEST_IN_TABLE),
            evidence=evidence,
            place=self.place(fact.place or ""),
            source=self.sourced(fact.source),
        )

    def evidence_of_members(self, fact: Fact) -> Evidence | None:
        """On whose word the members of a collection stand: a collection is as well known as the first of them."""
        if fact.type != "collection":
            return None
        start = f"{fact.name}[0]."
        members = (each.evidence for each in self.decision.trace.facts if each.name.startswith(start))
        return next(filter(None, members), None)

    def sourced(self, source: str | None) -> str:
        """How a fact was derived, in the words of the language where it has any."""
        source = source or ""
        return said_in_code(source, "source_text", self.language) or safe(source, LONGEST_IN_TABLE)

    def place(self, place: str) -> str:
        """Where a value stands."""
        return place_of(place, self.language)

    def listed(self, texts: list[str]) -> str:
        """ "a, b and c"."""
        if len(texts) < 2:
            return "".join(texts)
        return f"{', '.join(texts[:-1])} {self.language.say('sentence.list_and')} {texts[-1]}"
