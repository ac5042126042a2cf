"""A `Decision`: the answer as one frozen value, with everything that it rests on.

It is made of texts, truth values, dates and tuples only, so that its canonical JSON (`passerelle.decision.canonical`)
is one sequence of bytes. Amounts are exact texts ("7.5", "10/3"). No sentence is rendered here: a message is a
template by language whose placeholders name facts of the trace.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from passerelle.decision.award import Notice
from passerelle.decision.question import Question
from passerelle.decision.values import Evidence, LanguageText, Truth

#: Version of the shape below; published as JSON Schema under this name.
SCHEMA = "passerelle/decision/1"


class Outcome(StrEnum):
    """How a question is answered. The first nine answer recognition, the rest conformance."""

    RECOGNISED_FULL = "RECOGNISED_FULL"
    RECOGNISED_PARTIAL = "RECOGNISED_PARTIAL"
    RECOGNISED_CONDITIONAL = "RECOGNISED_CONDITIONAL"
    RECOGNISED_ALTERNATIVE = "RECOGNISED_ALTERNATIVE"
    FURTHER_INFORMATION_NEEDED = "FURTHER_INFORMATION_NEEDED"
    REFERRED_TO_RPL = "REFERRED_TO_RPL"
    REFUSED = "REFUSED"
    NOT_IN_SCOPE = "NOT_IN_SCOPE"
    PENDING = "PENDING"
    CONFORMANT = "CONFORMANT"
    CONFORMANT_WITH_DECLARATIONS = "CONFORMANT_WITH_DECLARATIONS"
    CONFORMITY_UNKNOWN = "CONFORMITY_UNKNOWN"
    NOT_CONFORMANT = "NOT_CONFORMANT"

    @property
    def positive(self) -> bool:
        """Whether the learner got what was asked for, in whole or in part."""
        return self in _POSITIVE


_POSITIVE = frozenset(
    {
        Outcome.RECOGNISED_FULL,
        Outcome.RECOGNISED_PARTIAL,
        Outcome.RECOGNISED_CONDITIONAL,
        Outcome.RECOGNISED_ALTERNATIVE,
        Outcome.CONFORMANT,
        Outcome.CONFORMANT_WITH_DECLARATIONS,
    }
)


class Result(StrEnum):
    """What a check of a clause found. WARN asks for a look, and nothing fails by it."""

    PASS = "PASS"
    PASS_WITH_NOTE = "PASS_WITH_NOTE"
    FAIL = "FAIL"
    UNKNOWN = "UNKNOWN"
    DECLARED = "DECLARED"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    WARN = "WARN"


class Severity(StrEnum):
    """How strictly a clause binds."""

    MANDATORY = "mandatory"
    CONDITIONAL = "conditional"
    ADVISORY = "advisory"


#: A fact's value: text, exact amount or ISO date as text, truth, number, texts by language, a list of texts, or
#: None for unknown.
FactValue: TypeAlias = str | bool | int | dict[str, str] | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that rules could read. `type` is its type in the fact schema; `value` None means unknown.

    `place` says where in the document, target or policy it stands, `source` how it was derived or who states it.
    """

    name: str
    type: str
    value: FactValue
    evidence: Evidence | None = None
    place: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """The law, article or clause that a rule rests on; `unverified` where the citation could not be checked."""

    cite: str
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would change the outcome and who can do it ("learner", "issuer", "provider", "host", "authority").

    Either `text` (a template by language) or `fact`, the name of a fact that is to be supplied.
    """

    by: str
    text: LanguageText | None = None
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule established about one subject.

    `rule` is "pack@version#rule"; `subject` the fact path of what it is about ("award", "award.outcomes[2]").
    `kind` is "check" (with `clause`, `result`, `severity`), "difference" (`element`, `weight`), "criterion"
    (`element` the criterion, `result` its rating), "outcome" (`result` the outcome it calls for, `step`), "conclusion"
    (`element` its name), "record" (the same, and nothing hangs on it) or "unknown" (a rule that could not be decided:
    `missing` names the facts). `required` is the rule's condition as written, `facts` the names of the facts in the
    trace that it was held against.
    """

    rule: str
    kind: str
    subject: str
    title: LanguageText
    message: LanguageText
    basis: tuple[Basis, ...] = ()
    step: str | None = None
    result: str | None = None
    clause: str | None = None
    severity: Severity | None = None
    element: str | None = None
    weight: str | None = None
    required: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    note: str | None = None


#: A finding that moved the outcome.
Reason: TypeAlias = Finding


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a rule as written, and whether it held."""

    text: str
    truth: Truth
    line: int


@dataclass(frozen=True, slots=True)
class RuleTried:
    """One rule held against one subject: `result` is "fired", "not fired" or "undetermined", `round` the kernel's
    round in which it fired."""

    rule: str
    subject: str
    result: str
    conditions: tuple[Condition, ...]
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Every fact used and every rule tried, sorted by name."""

    facts: tuple[Fact, ...]
    rules: tuple[RuleTried, ...]


@dataclass(frozen=True, slots=True)
class PackUsed:
    """A pack that took part: its id, the version in force, the sha256 of its file."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What lets anyone replay the decision. `award` and `target` are sha256 of their canonical JSON, `document` of
    the credential file's bytes. `kernel` says which evaluator answered."""

    engine: str
    kernel: str
    as_of: str
    packs: tuple[PackUsed, ...]
    vocabulary: str
    document: str
    format: str
    award: str
    target: str | None = None
    consulted: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Where an amount, a level or a grade that a decision names comes from: `value` as it counts in `unit`, `original`
    as the document states it, `ratio` (exact text) and `source` of the conversion, `rounding` what was rounded and how;
    None where nothing was."""

    value: str
    unit: str
    original: str
    ratio: str | None = None
    source: str | None = None
    rounding: str | None = None


@dataclass(frozen=True, slots=True)
class Booking:
    """What a positive decision books: the component or kind of credit, its exact ECTS credits, the level, and what
    of the award's credits is not used. `grade` says how the grade is treated; `amounts` where each figure comes from,
    by "credits", "level" and "grade"."""

    component: str | None
    title: LanguageText
    credits: str | None
    level: str | None
    surplus: str | None
    grade: str | None
    amounts: tuple[tuple[str, Amount], ...] = ()


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that a person decides, and who: "learner", "issuer", "provider", "host" or "authority"."""

    by: str
    question: LanguageText


@dataclass(frozen=True, slots=True)
class Proviso:
    """What a conditional recognition hangs on: the act, by when, and what follows from success and from failure.
    Templates by language."""

    act: LanguageText
    deadline: LanguageText
    success: LanguageText
    failure: LanguageText


@dataclass(frozen=True, slots=True)
class Timing:
    """The time limit of a decision: it runs from `complete`, the day on which the information was complete, to `due`
    (ISO dates). `breached` says whether the day of the decision is after it; both None while the information is not
    complete, and while the award is suspended. `limit` is as the policy writes it ("4 months"), or "without delay" for
    what a learning agreement promised (`due` is then the last day of the general limit); `source` what sets it."""

    received: str | None
    complete: str | None
    due: str | None
    breached: bool | None
    limit: str
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the procedure and how it ended: "passed", "difference" (one was found), "decided", "open"
    (undetermined) or "not reached"."""

    id: str
    title: LanguageText
    result: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one question about one award.

    `reasons` moved the outcome, `findings` are all other findings (checks that passed, differences that are not
    substantial, ratings of criteria). `rights` says by language what the outcome gives, `appeal` where to appeal;
    `pending` the question of a PENDING outcome, `proviso` what a RECOGNISED_CONDITIONAL one hangs on; `answer_by` the
    day (ISO) until which the host waits for what FURTHER_INFORMATION_NEEDED asks for, where its policy says how long.
    """

    schema: str
    question: Question
    award_title: LanguageText
    host_name: LanguageText
    outcome: Outcome
    steps: tuple[Step, ...]
    booking: Booking | None
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    remedies: tuple[Remedy, ...]
    notices: tuple[Notice, ...]
    appeal: LanguageText | None
    trace: Trace
    receipt: Receipt
    rights: LanguageText | None = None
    pending: Pending | None = None
    proviso: Proviso | None = None
    timing: Timing | None = None
    answer_by: str | None = None
