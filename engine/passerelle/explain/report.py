"""The shape of an explained decision: finished sentences in one language, safe to print, ready for a page or a
terminal. `passerelle.explain.writing` makes it."""

from __future__ import annotations

from dataclasses import dataclass

from passerelle.decision import Result, Severity

#: Results that need nothing to be done: a title says enough of them.
BRIEF = (Result.PASS, Result.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands behind it."""

    label: str
    value: str

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact: its name in rules, its label, its value in words, on whose word, where, and how it was derived.

    `value` is complete; `short` is for tables. `evidence`, `place` and `source` may be "".
    """

    name: str
    label: str
    value: str
    short: str
    evidence: str
    place: str
    source: str

    def __str__(self) -> str:
        behind = ", ".join(part for part in (self.place, self.evidence) if part)
        return f"{self.label}: {self.value} ({behind})" if behind else f"{self.label}: {self.value}"


@dataclass(frozen=True, slots=True)
class RequiredLine:
    """A condition as its author wrote it, and read aloud."""

    written: str
    plain: str


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """What would change the outcome. `by` is the code of who can do it, `who` the words for it, `text` what to do;
    `fact` the name of the fact to supply, else ""."""

    by: str
    who: str
    text: str
    fact: str = ""

    def __str__(self) -> str:
        return f"{self.who[:1].upper()}{self.who[1:]}: {self.text}"


@dataclass(frozen=True, slots=True)
class ReasonText:
    """A finding in words. `kind` is that of the finding; `step` may be "", `about` names the subject where it is
    not the award itself."""

    rule: str
    kind: str
    title: str
    about: str
    sentence: str
    required: tuple[RequiredLine, ...]
    found: tuple[FactLine, ...]
    missing: tuple[str, ...]
    basis: tuple[str, ...]
    remedies: tuple[RemedyLine, ...]
    step: str
    note: str


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion for micro-credentials and its rating in words. `criterion`, `rating` ("" where none was given) and
    `reading` ("meets", "partly", "not_met", "unclear", "not_asked" or, of the advice, "advice") are codes, the words
    for them stand beside. `reason` is the finding that it rests on."""

    criterion: str
    label: str
    rating: str
    rating_label: str
    reading: str
    reading_label: str
    reason: ReasonText | None


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """An outcome of the component. `state` ("covered", "missing", "open") and `weight` ("essential", "further" or "")
    are codes, the words for them stand beside; `how` says by what it is covered, or is ""."""

    statement: str
    state: str
    state_label: str
    weight: str
    weight_label: str
    how: str


@dataclass(frozen=True, slots=True)
class CheckText:
    """A check of a clause in words. `result` and `severity_code` are codes, the words for them stand beside."""

    clause: str
    result: str
    result_label: str
    severity: str
    severity_code: Severity | None
    reason: ReasonText


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """All checks of one subject ("credential", "provider", "host", "system") with one result, under a heading that
    counts them; `counted` is the same without the subject."""

    subject: str
    result: str
    heading: str
    counted: str
    checks: tuple[CheckText, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the procedure; `result` is the code, `ending` the words."""

    id: str
    title: str
    result: str
    ending: str


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One condition of a rule that was tried; `truth` is the code, `held` the words."""

    written: str
    plain: str
    truth: str
    held: str
    line: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule that was tried on one subject; `result` is the code, `ending` the words, `round` may be ""."""

    rule: str
    about: str
    result: str
    ending: str
    round: str
    conditions: tuple[ConditionLine, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A decision in words. `outcome_code` is the outcome's code; `headings` are the words above the parts.

    `differences` are not substantial; `others` are substantial and still did not decide. `about` tells how many clauses
    about the credential, the provider, the host and the systems around it ended how.

    `details` tell who holds the award, and who issued it. `figures` say where booked figures come from; `comparison` is
    that of the component's outcomes with the award's, `compared` counts them; `learned` are the outcomes of an award
    that is recognised without such a comparison. `quality` is quality assurance at issue and on the day of the
    decision; `defaults` what the host has not set itself.
    """

    lang: str
    id: str
    title: str
    award: str
    host: str
    details: tuple[Line, ...]
    question: tuple[Line, ...]
    outcome_code: str
    positive: bool
    outcome: str
    outcome_sentence: str
    booking: tuple[Line, ...]
    reasons: tuple[ReasonText, ...]
    differences: tuple[ReasonText, ...]
    others: tuple[ReasonText, ...]
    rights: str
    figures: tuple[Line, ...]
    pending: tuple[Line, ...]
    proviso: tuple[Line, ...]
    comparison: tuple[ComparisonLine, ...]
    compared: str
    learned: tuple[str, ...]
    conclusions: tuple[ReasonText, ...]
    criteria: tuple[CriterionLine, ...]
    advice: CriterionLine | None
    quality: tuple[FactLine, ...]
    timing: tuple[Line, ...]
    application: tuple[Line, ...]
    circumstances: tuple[Line, ...]
    consulted: tuple[Line, ...]
    defaults: tuple[FactLine, ...]
    checks: tuple[CheckGroup, ...]
    about: tuple[Line, ...]
    steps: tuple[StepLine, ...]
    notices: tuple[str, ...]
    remedies: tuple[RemedyLine, ...]
    appeal: str
    facts: tuple[FactLine, ...]
    rules: tuple[RuleLine, ...]
    receipt: tuple[Line, ...]
    receipt_line: str
    headings: dict[str, str]
