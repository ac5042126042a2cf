"""A question and all that it is decided on in; the facts of the case out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from passerelle.decision import NOTHING, Award, Consulted, Question, Supposition, Target
from passerelle.facts import (
    Gathered,
    application_facts,
    award_facts,
    confirm,
    consulted_facts,
    grade_facts,
    joint_facts,
    question_facts,
    suppose,
    time_facts,
)
from passerelle.rulepacks import Library, Pack, Ruleset
from passerelle.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with all that it is decided on. `consulted` is what registers and the host's statements say of it;
    with `shadow` a second evaluator runs beside the kernel."""

    question: Question
    award: Award
    target: Target | None
    ruleset: Ruleset
    policy: Pack
    library: Library
    vocabulary: Vocabulary
    consulted: Consulted = NOTHING
    shadow: bool = False


def gather(case: Case) -> Gathered:
    """The facts of a case. Raises `QuestionError` for confirmations and suppositions that do not fit."""
    return complete(case, given(case), case.question.supposed)


def given(case: Case) -> Gathered:
    """What is stated, looked up and confirmed. Raises `QuestionError` for confirmations that do not fit."""
    question = case.question
    gathered = award_facts(case.award, case.vocabulary, question.as_of, _ratios(case.policy))
    question_facts(question, case.target, case.policy, gathered, case.ruleset.packs)
    consulted_facts(case.consulted, case.award, question, case.target, gathered)
    application_facts(question, case.award, case.target, case.library.schema, case.library.terms, gathered)
    confirm(question.confirmations, case.library.schema, case.library.terms, gathered)
    return gathered


def complete(case: Case, gathered: Gathered, supposed: tuple[Supposition, ...]) -> Gathered:
    """What is given with what is supposed instead, and all that follows. Where something is supposed, what is given
    stays as it is. Raises `QuestionError` for suppositions that do not fit."""
    gathered = suppose(supposed, case.library.schema, case.library.terms, gathered)
    settled = {each.fact for each in case.question.confirmations} | {each.fact for each in supposed}
    joint_facts(case.award, settled, gathered)
    time_facts(gathered)
    grade_facts(case.consulted, case.vocabulary, gathered)
    return gathered


def _ratios(policy: Pack) -> Mapping[str, Fraction]:
    """What the host says a credit of a system is worth where that is the host's to say."""
    values = {parameter.name: parameter.value for parameter in policy.parameters}
    return {"US-SCH": values["us_semester_credit"]} if "us_semester_credit" in values else {}
