"""A question, a portfolio and its uses in; a `StackDecision` out.

The version of the policy that applies is looked up, the kernel says what each unit fits, the search finds the best
choice or proves that there is none, and what is said of it is read off exact sums. Nothing here reads a clock (save for
a time budget that was asked for) or the order of the input.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from passerelle import __version__
from passerelle.decision import LanguageText, PackUsed, Truth, canonical_json, sha256
from passerelle.decision.canonical import stack_id
from passerelle.decision.stacking import (
    Certificate,
    Conflict,
    ExitReached,
    RequirementMet,
    SemanticChoice,
    StackDecision,
    StackOutcome,
    StackQuestion,
    StackReceipt,
    UnknownFact,
    Use,
    Way,
)
from passerelle.errors import QuestionError
from passerelle.rulepacks import Library
from passerelle.rulepacks.stacks.policy import AwardText, Clock, StackingPolicy
from passerelle.stacking.choosing import AwardToReach, Choice, Solved, award_of
from passerelle.stacking.counted import counted
from passerelle.stacking.gathering.fitting import Fitted, case_days, fit
from passerelle.stacking.gathering.portfolio import Portfolio
from passerelle.stacking.hanging import conditions
from passerelle.stacking.proof.standing import standing
from passerelle.stacking.search.additions import closest
from passerelle.stacking.search.conflict import conflict
from passerelle.stacking.search.reachable import reachable
from passerelle.stacking.search.solving import solve
from passerelle.stacking.table import Table
from passerelle.stacking.unknowns import deciding_facts
from passerelle.vocabulary import Vocabulary

POSITIVE = (StackOutcome.ELIGIBLE, StackOutcome.ELIGIBLE_CONDITIONAL)
_CLOCKS = {
    Clock.ENROLMENT: ("stack.enrolled", "host"), Clock.APPLICATION: ("stack.applied", "host"),
    Clock.PROGRAMME_START: ("stack.programme_start", "host"), Clock.AWARD: ("stack.award_on", "host"),
    Clock.FIRST_UNIT: ("stack.first_unit", "issuer"), Clock.LAST_UNIT: ("stack.last_unit", "issuer"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StackCase:
    """A question with all that it is decided on. `uses` are those of the ledger; `host` tells awards of one id apart;
    with `shadow` a second evaluator runs beside the kernel. Ways to the award are looked for where `ways` are asked
    for, so many at most."""

    question: StackQuestion
    portfolio: Portfolio
    uses: tuple[Use, ...] = ()
    library: Library
    vocabulary: Vocabulary
    host: str | None = None
    shadow: bool = False
    ways: int = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """One award of a policy held against a table."""

    award: AwardToReach
    solved: Solved
    outcome: StackOutcome


def stack(case: StackCase) -> StackDecision:
    """Whether the portfolio adds up to the award.

    Raises:
        QuestionError: an unknown policy, a day on which none applies, an unknown unit or fact, a budget below 0.
    """
    question = case.question
    if question.budget is not None and question.budget < 0:
        raise QuestionError("budget", f"a time of {question.budget} seconds has no meaning", "leave it out, or write 1")
    _known_units(question, case.portfolio)
    days = days_of(question, case.portfolio)
    try:
        policy = case.library.stacking_policy(question.policy, days, case.host)
    except QuestionError as error:
        if error.field in days or error.field not in [clock.value for clock in Clock]:
            raise
        versions = case.library.stacking_versions(question.policy, case.host)
        begins = min((policy.pack.version for policy in versions), default=question.as_of)
        if begins > question.as_of:  # none has begun by the day of the decision: the missing day is what to say
            hint = f"{error.hint}; the first begins on {begins}"
            raise QuestionError(error.field, error.message, hint) from None
        return _without_day(case, days, Clock(error.field))
    return decide(case, policy)


def days_of(question: StackQuestion, portfolio: Portfolio) -> dict[str, date]:
    """The days of the case by clock, those of the first and the last unit among them where every day is known."""
    days = case_days(question)
    achieved = [unit.facts["achieved"].value for unit in portfolio.units if "achieved" in unit.facts]
    if achieved and len(achieved) == len(portfolio.units):
        days |= {Clock.FIRST_UNIT.value: min(achieved), Clock.LAST_UNIT.value: max(achieved)}
    return days


def _known_units(question: StackQuestion, portfolio: Portfolio) -> None:
    held = {unit.id for unit in portfolio.units}
    for unit_id in question.keep_free:
        if unit_id not in held:
            known = ", ".join(sorted(held)[:10]) or "none"
            raise QuestionError("keep_free", f"the portfolio has no unit '{unit_id}'", f"known: {known}")


def _without_day(case: StackCase, days: dict[str, date], clock: Clock) -> StackDecision:
    """The answer where nobody says the day by which the version applies: that of all versions if they agree."""
    newest = case.library.stacking_policy(case.question.policy, {clock.value: case.question.as_of, **days}, case.host)
    versions = case.library.stacking_versions(newest.id)
    decided = [decide(case, policy) for policy in versions]
    here = decided[versions.index(newest)]
    if len({each.outcome for each in decided}) == 1:
        return here
    fact, by = _CLOCKS[clock]
    # The answer rests on every version: with one of them alone it would be another.
    packs = tuple(pack for each in decided if each.receipt is not None for pack in each.receipt.packs)
    receipt = None if here.receipt is None else replace(here.receipt, packs=packs)
    answer = replace(
        here, receipt=receipt, outcome=StackOutcome.UNDETERMINED,
        certificate=Certificate(kind="unknown_decides", solver=_solver()),
        conflict=None, ways=(), unknown=(UnknownFact(unit="", fact=fact, by=by), *here.unknown),
    )  # fmt: skip
    return replace(answer, id=stack_id(answer))


def decide(case: StackCase, policy: StackingPolicy, found: Solved | None = None) -> StackDecision:
    """The answer by one version of a policy. `found` is the choice where it was made already, for several awards."""
    question = case.question
    fitted = fit(policy, case.portfolio, question, case.uses, case.library, case.vocabulary, shadow=case.shadow)
    award = award_of(policy)
    main = answer(policy, fitted.table, award, question) if found is None else Answered(award, found, outcome_of(found))
    exits = () if main.outcome in POSITIVE else _exits(policy, fitted.table, question)
    solved = main.solved
    choice = solved.choice
    nearest = choice is None
    if choice is None and main.outcome is StackOutcome.NOT_ELIGIBLE:
        choice = closest(policy, fitted.table, award)
    choice = choice or Choice()
    requirements = () if solved.status == "policy_error" else standing(policy, fitted.table, choice, award)
    clash: Conflict | None = None
    unknown: tuple[UnknownFact, ...] = ()
    runs = solved.runs
    if main.outcome is StackOutcome.NOT_ELIGIBLE:
        clash = conflict(policy, fitted.table, award)
    elif main.outcome is StackOutcome.UNDETERMINED and solved.status == "possible":
        unknown = deciding_facts(
            fitted, award, choice, requirements,
            lambda table: reachable(policy, table, award),
        )  # fmt: skip
    total = choice.credits
    reached = next((each.award for each in exits if each.outcome in POSITIVE), "")
    decision = StackDecision(
        id="", question=question, host=policy.host,
        host_name=dict(policy.pack.host.name) if policy.pack.host else {}, policy=policy.pack.name,
        award=policy.award.id, title=dict(policy.award.title), level=policy.award.level,
        kind=policy.award.kind, consume=policy.award.consume, credit_unit=policy.unit.id,
        outcome=main.outcome, certificate=_certificate(solved, main.outcome, runs), total=total,
        units=() if solved.status == "policy_error" else counted(
            policy, fitted, case.portfolio, choice, award, requirements, question
        ),
        requirements=requirements, nearest=nearest and main.outcome is StackOutcome.NOT_ELIGIBLE,
        conditions=conditions(policy, award, choice, fitted) if main.outcome in POSITIVE else (),
        conflict=clash, unknown=unknown, ties=solved.ties, ties_complete=solved.ties_complete,
        exits=_all_exits(policy, main, exits, requirements, total), reached=reached,
        semantics=_semantics(policy),
        surplus=_surplus(policy, main, total), called=_called(policy.award, main.outcome, total),
        uses=tuple(use for _, uses in sorted(fitted.uses.items()) for use in uses), errors=solved.errors,
        sources=policy.pack.sources, notes=tuple((note.id, _one_language(note.title)) for note in policy.notes),
        receipt=_receipt(case, policy, fitted),
    )  # fmt: skip
    decision = replace(decision, ways=_ways(case, policy, fitted, main, decision))
    return replace(decision, id=stack_id(decision))


def answer(
    policy: StackingPolicy, table: Table, award: AwardToReach, question: StackQuestion, ties: int | None = None
) -> Answered:
    """The search for one award, and what its end means."""
    solved = solve(
        policy, table, award=award, objectives=question.objectives, keep_free=question.keep_free,
        ties=question.ties if ties is None else ties, budget=question.budget,
    )  # fmt: skip
    return Answered(award, solved, outcome_of(solved))


def outcome_of(solved: Solved) -> StackOutcome:
    """What the end of a search means for the learner."""
    if solved.status == "policy_error":
        return StackOutcome.POLICY_ERROR
    if solved.status == "none":
        return StackOutcome.NOT_ELIGIBLE
    certain = solved.status == "certain" or (solved.status == "timeout" and solved.mode == "certain")
    if certain and solved.choice is not None:
        return StackOutcome.ELIGIBLE_CONDITIONAL if solved.choice.conditions else StackOutcome.ELIGIBLE
    return StackOutcome.UNDETERMINED


def _exits(policy: StackingPolicy, table: Table, question: StackQuestion) -> tuple[ExitReached, ...]:
    """The exit awards, highest first, until one is reached."""
    found: list[ExitReached] = []
    for leaving in policy.exits:
        one = answer(policy, table, award_of(policy, leaving), question, ties=0)
        choice = one.solved.choice if one.outcome in POSITIVE else None
        chosen = choice.units if choice is not None else ()
        found.append(
            ExitReached(
                award=leaving.award.id,
                title=dict(leaving.award.title),
                outcome=one.outcome,
                chosen=chosen,
                level=leaving.award.level,
                kind=leaving.award.kind,
                consume=leaving.award.consume,
            )
        )
        if one.outcome in POSITIVE:
            break
    return tuple(found)


def _all_exits(
    policy: StackingPolicy, main: Answered, exits: tuple[ExitReached, ...],
    requirements: tuple[RequirementMet, ...], total: Fraction,
) -> tuple[ExitReached, ...]:  # fmt: skip
    """The main award and the exits that were looked at; nothing where the policy has none."""
    if not policy.exits:
        return ()
    choice = main.solved.choice if main.outcome in POSITIVE else None
    left = max(policy.total.least - total, Fraction(0)) if requirements and choice is None else None
    return (
        ExitReached(
            award=policy.award.id, title=dict(policy.award.title), outcome=main.outcome,
            chosen=choice.units if choice is not None else (), left=left,
            level=policy.award.level, kind=policy.award.kind, consume=policy.award.consume,
        ),
        *exits,
    )  # fmt: skip


def _certificate(solved: Solved, outcome: StackOutcome, runs: int) -> Certificate:
    if outcome is StackOutcome.POLICY_ERROR:
        kind = "policy"
    elif outcome is StackOutcome.NOT_ELIGIBLE:
        kind = "impossible"
    elif solved.status == "timeout" or not solved.proven:
        kind = "best_found"
    else:
        kind = "unknown_decides" if outcome is StackOutcome.UNDETERMINED else "optimal"
    return Certificate(kind=kind, objectives=solved.objectives, runs=runs, solver=_solver())


def _surplus(policy: StackingPolicy, main: Answered, total: Fraction) -> Fraction:
    if main.outcome not in POSITIVE or policy.total.surplus != "recorded":
        return Fraction(0)
    return max(total - policy.total.least, Fraction(0))


def _called(award: AwardText, outcome: StackOutcome, total: Fraction) -> LanguageText:
    """What the learner's award may be called: its title, unless a protected word in it needs more credit (R36)."""
    if outcome not in POSITIVE:
        return {}
    short = any(
        total < least and any(word.casefold() in text.casefold() for text in award.title.values())
        for word, least in award.protected
    )
    return dict(award.otherwise or {}) if short else dict(award.title)


def _semantics(policy: StackingPolicy) -> tuple[SemanticChoice, ...]:
    return tuple(
        SemanticChoice(rule=each.rule, parameter=each.parameter, value=each.value, default=each.default)
        for each in policy.semantics
    )


def _one_language(text: LanguageText) -> str:
    return text["en"] if "en" in text else next(iter(text.values()), "")


def _ways(
    case: StackCase, policy: StackingPolicy, fitted: Fitted, main: Answered, decision: StackDecision
) -> tuple[Way, ...]:
    if main.outcome in (*POSITIVE, StackOutcome.POLICY_ERROR) or not case.ways:
        return ()
    # What is missing is looked for by the engine itself, so it is read where it is needed.
    from passerelle.stacking.ways.gap import ways_to

    return ways_to(case, policy, fitted, main, decision)


def _receipt(case: StackCase, policy: StackingPolicy, fitted: Fitted) -> StackReceipt:
    return StackReceipt(
        engine=f"passerelle {__version__}",
        kernel=fitted.engine,
        solver=_solver(),
        as_of=case.question.as_of.isoformat(),
        packs=(PackUsed(policy.id, policy.pack.version.isoformat(), policy.pack.sha256),),
        vocabulary=case.vocabulary.sha256,
        units=case.portfolio.sha256,
        uses=sha256(canonical_json([use for _, uses in sorted(fitted.uses.items()) for use in uses])),
    )


def _solver() -> str:
    """The solver's name and version, without loading it."""
    from importlib.metadata import version

    global _solver_name
    if not _solver_name:
        _solver_name = f"OR-Tools CP-SAT {version('ortools')}"
    return _solver_name


_solver_name = ""


def holds(requirements: Iterable[RequirementMet]) -> Truth:
    """Whether all rules that decide hold."""
    met = [each.met for each in requirements if each.severity == "must"]
    return Truth.FALSE if Truth.FALSE in met else Truth.UNKNOWN if Truth.UNKNOWN in met else Truth.TRUE


def with_portfolio(case: StackCase, portfolio: Portfolio, uses: tuple[Use, ...] | None = None) -> StackCase:
    """The same question of another portfolio, without ways: to see what would follow."""
    return replace(case, portfolio=portfolio, uses=case.uses if uses is None else uses, ways=0)
