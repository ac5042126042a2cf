"""An application in; facts of the applicant, of the learning agreement and of what else the applicant states, out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from passerelle.decision import AgreedComponent, Award, Evidence, LearningAgreement, Purpose, Question, Target
from passerelle.errors import QuestionError
from passerelle.facts.gathered import Gathered, Known
from passerelle.facts.identity import is_called, same_person, same_text
from passerelle.rulepacks import Schema, did_you_mean, read_values
from passerelle.rulepacks.expression import ExpressionError

#: What an applicant may state by name, beside what an application has keys of its own for: of these, what is the
#: learner's to supply. Whether a portfolio suffices, say, is for the host to find.
STATED = ("evidence.", "applicant.")


def application_facts(
    question: Question, award: Award, target: Target | None, schema: Schema, terms: Mapping[str, frozenset[str]],
    gathered: Gathered,
) -> None:  # fmt: skip
    """Enter what came with the credential. Without an application nothing of it is known, but that there is no
    agreement and that no time limit runs.

    Raises `QuestionError` for a fact that does not exist, is not the applicant's to state, or does not fit its type.
    """
    application = question.application
    agreement = application.agreement if application else None
    facts = gathered.facts
    facts["agreement.given"] = Known(agreement is not None, Evidence.HOST)
    if application is None:
        return
    applicant = application.applicant

    def enter(name: str, value: Any, evidence: Evidence) -> None:
        if value is not None and value != ():
            facts[name] = Known(value, evidence)

    enter("application.received", application.received, Evidence.HOST)
    enter("application.complete", application.complete, Evidence.HOST)
    for name in ("name", "date_of_birth", "situation", "documentation"):
        enter(f"applicant.{name}", getattr(applicant, name), Evidence.LEARNER)
    if application.appeal is not None:
        enter("application.appeal_against", application.appeal.against, Evidence.LEARNER)
        enter("application.arguments", application.appeal.arguments, Evidence.LEARNER)
    _holder(award, applicant.name, applicant.date_of_birth, gathered)
    if agreement is not None:
        _agreement(agreement, question, award, target, gathered)
    for name, text in application.facts:
        wrong = wrong_statement(name, text, schema, terms)
        if wrong:
            raise QuestionError("application", *wrong)
        facts[name] = Known(read_values(text, schema.facts[name].type, terms), Evidence.LEARNER)


def wrong_statement(
    name: str, text: str, schema: Schema, terms: Mapping[str, frozenset[str]]
) -> tuple[str, str] | None:
    """Why an applicant cannot state this fact with this value: message and hint; None where it can."""
    known = [each for each in schema.confirmable if each.startswith(STATED) and schema.facts[each].by == "learner"]
    if name not in known:
        hint = did_you_mean(name, known) or f"an applicant states {', '.join(sorted(known))}"
        return f"no fact '{name}' that an applicant states", hint
    try:
        read_values(text, schema.facts[name].type, terms)
    except ExpressionError as error:
        return f"{name}: {error.message}", error.hint
    return None


def _holder(award: Award, name: str | None, born: date | None, gathered: Gathered) -> None:
    """Whether the holder is the applicant, as far as it follows from name and date of birth. People change their names:
    another name with the same date of birth leaves it open."""
    holder = award.holder
    if holder.date_of_birth is None or born is None:
        return
    if holder.date_of_birth.value != born:
        found = False
    elif holder.name is not None and name is not None and same_text(holder.name.value, name):
        found = True
    else:
        return
    source = "name and date of birth" if found else "date of birth"
    gathered.facts["award.holder_matches"] = Known(found, Evidence.INFERRED, holder.date_of_birth.place, source)


def _agreement(
    agreement: LearningAgreement, question: Question, award: Award, target: Target | None, gathered: Gathered
) -> None:
    applicant = question.application.applicant if question.application else None
    host = None if agreement.host is None else agreement.host == question.host
    person = applicant and same_person(
        agreement.learner, agreement.date_of_birth, applicant.name, applicant.date_of_birth
    )
    listed, line = _listed(agreement, question, award, target)
    for name, value, place in (
        ("signed", agreement.signed, None),
        ("for_this_host", host, None),
        ("names_applicant", person, None),
        ("lists_award", listed, line.place if line else None),
        ("passed", line.passed if line else None, line.place if line else None),
    ):
        if value is not None:
            gathered.facts[f"agreement.{name}"] = Known(value, Evidence.HOST, place or None)


def _listed(
    agreement: LearningAgreement, question: Question, award: Award, target: Target | None
) -> tuple[bool | None, AgreedComponent | None]:
    """Whether the agreement names this learning, at the institution that awarded it, for what is asked; and the line.
    What is not said is unknown: an identifier of a course can be written into any document."""
    wanted = "" if question.purpose is Purpose.CREDIT_ELECTIVE else target.id if target else None
    lines = [line for line in agreement.components if line.component == wanted]
    found: list[tuple[bool | None, AgreedComponent]] = [(_same_learning(line, award), line) for line in lines]
    line = next((line for same, line in found if same), None)
    if line is None:
        unsure = not agreement.components or any(same is None for same, _ in found)
        return None if unsure else False, None
    if agreement.sending is None or not award.awarding_bodies:
        return None, line
    return any(is_called(body, agreement.sending) for body in award.awarding_bodies), line


def _same_learning(line: AgreedComponent, award: Award) -> bool | None:
    if line.specification is not None and award.specification is not None:
        return line.specification == award.specification.value
    if line.title is not None and award.title is not None:
        return any(same_text(line.title, title) for title in award.title.value.values())
    return None
