"""A desk and a complete application for tests of what a host has promised."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date
from typing import Any

from awards import AS_OF, COMPLETE, CONFIRMED
from passerelle.decision import (
    AgreedComponent,
    Applicant,
    Application,
    Award,
    Confirmation,
    Consulted,
    Decision,
    LearningAgreement,
    StatementOfEquivalence,
    Target,
)
from passerelle.desk import Desk

BORN = date(1999, 5, 4)
SPECIFICATION = "urn:example:mc:data-ethics@2"
ISSUER = "1234567-8"
LINE = AgreedComponent(component="data-ethics", title="Data Ethics in Practice", passed=True, place="line 12")
AGREEMENT = LearningAgreement(
    learner="Mila Novak",
    date_of_birth=BORN,
    host="example-university",
    sending=ISSUER,
    signed=True,
    components=(LINE,),
)
APPLICATION = Application(
    received=date(2026, 1, 5),
    complete=date(2026, 1, 12),
    applicant=Applicant(name="Mila Novak", date_of_birth=BORN),
    agreement=AGREEMENT,
)
STATEMENT = StatementOfEquivalence(
    id="2025-117",
    host="example-university",
    authority="Programme board",
    kind="equivalence",
    strength="binding",
    accepted=True,
    component="data-ethics",
    title={},
    specifications=(SPECIFICATION,),
    issuers=(ISSUER,),
    made=date(2025, 10, 1),
)


@functools.cache
def desk() -> Desk:
    return Desk.open()


def module() -> Target:
    return desk().target("example-university", "data-ethics")


def agreed(**changed: Any) -> Application:
    """The application with a changed agreement."""
    return replace(APPLICATION, agreement=replace(AGREEMENT, **changed))


def ask(
    award: Award = COMPLETE, *, purpose: str = "exemption", target: Target | None = None,
    application: Application | None = None, statements: tuple[StatementOfEquivalence, ...] = (), as_of: date = AS_OF,
    confirmed: tuple[Confirmation, ...] = CONFIRMED, host: str = "example-university", bench: Desk | None = None,
) -> Decision:  # fmt: skip
    """The whole decision; exemption is from the example module unless another target is given."""
    if purpose == "exemption" and target is None:
        target = module()
    return (bench or desk()).recognise(
        award, host=host, purpose=purpose, target=target, as_of=as_of, confirmations=confirmed,
        application=application, consulted=Consulted(statements=statements),
    )  # fmt: skip


def rules(decision: Decision) -> set[str]:
    """The rules that moved the outcome."""
    return {reason.rule.partition("#")[2] for reason in decision.reasons}


def told(decision: Decision) -> set[str]:
    """Every rule that found something."""
    return rules(decision) | {finding.rule.partition("#")[2] for finding in decision.findings}


def missing(decision: Decision) -> set[str]:
    return {name for reason in decision.reasons for name in reason.missing}


def value(decision: Decision, name: str) -> Any:
    return next((fact.value for fact in decision.trace.facts if fact.name == name), None)
