"""Answers about stacking made by hand, for tests that need one without the engine that makes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from passerelle.decision import Basis, Confirmation, PackUsed, Remedy, Truth
from passerelle.decision.stacking import (
    Addition,
    Against,
    Certificate,
    Change,
    Conflict,
    ExitReached,
    Objective,
    RequirementMet,
    SemanticChoice,
    StackCondition,
    StackDecision,
    StackOutcome,
    StackQuestion,
    StackReceipt,
    UnitCounted,
    UnknownFact,
    Use,
    UseKind,
    Way,
)

AS_OF = date(2026, 10, 1)
POLICY = "hosts/example-university/pgcert-data-practice"
TITLE = {"en": "Postgraduate Certificate in Data Practice", "sl": "Podiplomsko potrdilo iz podatkovne prakse"}
HOST = {"en": "Example University", "sl": "Zgledna univerza"}
REGULATIONS = Basis("Academic regulations 2026, 14.2")
UNCHECKED = Basis("Academic regulations 2026, 14.4", unverified=True)
SEMANTICS = (
    SemanticChoice(rule="policy", parameter="applies_by", value="enrolment", default=False),
    SemanticChoice(rule="external", parameter="counting", value="whole_units", default=False),
    SemanticChoice(rule="external", parameter="dropped", value="free", default=True),
    SemanticChoice(rule="current", parameter="if_older", value="evidence", default=False),
    SemanticChoice(rule="total", parameter="surplus", value="forbidden", default=True),
)
RECEIPT = StackReceipt(
    engine="1.0.0", kernel="plain", solver="CP-SAT 9.11", as_of="2026-10-01",
    packs=(PackUsed(POLICY, "2026-09-01", "a" * 64),), vocabulary="b" * 64, units="c" * 64, uses="d" * 64,
)  # fmt: skip


def credits(amount: int | Fraction) -> tuple[Fraction, Fraction]:
    return Fraction(amount), Fraction(amount)


def unit(id: str, en: str, sl: str, amount: int | Fraction, **more: Any) -> UnitCounted:
    chosen = more.get("chosen", True)
    counted = more.pop("counted", Fraction(amount) if chosen else Fraction(0))
    more.setdefault("chosen", chosen)
    more.setdefault("offered", credits(amount))
    return UnitCounted(id=id, title={"en": en, "sl": sl}, counted=counted, **more)


def rule(id: str, kind: str, en: str, sl: str, **more: Any) -> RequirementMet:
    more.setdefault("severity", "must")
    more.setdefault("met", Truth.TRUE)
    return RequirementMet(rule=id, form="R01", kind=kind, title={"en": en, "sl": sl}, **more)


ETHICS = unit("u1", "Data Ethics", "Etika podatkov", 5, issuer={"en": "Academy of the North"}, grade="4")
STATISTICS = unit(
    "u2", "Statistics", "Statistika", 10, issuer=HOST, conversion="5 ECTS as stated; 5 ECTS / 0.5 = 10 CATS"
)
LEARNING = unit("u3", "Machine Learning", "Strojno učenje", 10, issuer=HOST)
CAPSTONE = unit("u4", "Capstone Project", "Zaključni projekt", 5, issuer=HOST, booked="capstone")
OLD = unit(
    "u5", "Databases", "Podatkovne zbirke", Fraction(15, 2), chosen=False,
    against=(
        Against(
            kind="excluded", rule="current", required="achieved >= stack.award_on - 5 years",
            found=(("units.achieved", "2018-06-30"),),
            remedies=(
                Remedy("learner", text={"en": "Show recent practice.", "sl": "Izkažite nedavno prakso."}),
            ),
        ),
    ),
)  # fmt: skip
SPARE = unit("u6", "Cloud Computing", "Računalništvo v oblaku", 5, chosen=False, against=(Against(kind="not_needed"),))
COPY = unit("u7", "Data Ethics", "Etika podatkov", 5, chosen=False, against=(Against(kind="duplicate", other="u1"),))

TOTAL = rule(
    "total", "total", "Credits of the certificate", "Kreditne točke potrdila", measure="credits", needed=Fraction(30),
    most=Fraction(30), have=Fraction(30), left=Fraction(0), units=("u1", "u2", "u3", "u4"), line=14, binding=True,
)  # fmt: skip
LEVEL = rule("level", "only", "At EQF level 6 or above", "Na ravni EOK 6 ali višje", line=17, written="level >= EQF 6")
CURRENT = rule(
    "current", "currency", "Not older than five years", "Ne starejše od petih let", line=25, basis=(REGULATIONS,)
)
AT_LEVEL = rule(
    "at-level", "at_least", "At EQF level 7", "Na ravni EOK 7", measure="credits", needed=Fraction(25),
    have=Fraction(25), left=Fraction(0), units=("u2", "u3", "u4"), line=40, written="level >= EQF 7",
    basis=(REGULATIONS,),
)  # fmt: skip
CAPSTONE_RULE = rule(
    "capstone", "choose", "Capstone at the university", "Zaključno delo na univerzi", measure="credits",
    needed=Fraction(5), have=Fraction(5), left=Fraction(0), units=("u4",), line=45, written="kind is capstone and own",
)  # fmt: skip
EXTERNAL = rule(
    "external", "at_most", "From other providers", "Od drugih ponudnikov", measure="credits", most=Fraction(15),
    have=Fraction(5), units=("u1",), line=52, written="not own", computed="50 % × 30 = 15",
    basis=(UNCHECKED,),
)  # fmt: skip
GROUP = rule(
    "breadth", "any_of", "", "", line=60, severity="should",
    parts=(
        rule("two-themes", "at_least", "", "", measure="units", needed=Fraction(2), have=Fraction(2), line=61,
             units=("u1", "u2")),
        rule("average", "average", "", "", measure="points", needed=Fraction(5, 2), have=Fraction(16, 5), line=62,
             met=Truth.TRUE),
    ),
)  # fmt: skip
GROUP = replace(GROUP, title={}, parts=tuple(replace(part, title={}) for part in GROUP.parts))
REQUIREMENTS = (TOTAL, LEVEL, CURRENT, AT_LEVEL, CAPSTONE_RULE, EXTERNAL, GROUP)


def decision(**more: Any) -> StackDecision:
    question = StackQuestion(
        policy=POLICY, as_of=AS_OF, enrolled=date(2026, 9, 15), objectives=(Objective.MOST_CREDIT,)
    )
    given: dict[str, Any] = {
        "id": "s" + "0" * 24, "question": question, "host": "example-university", "host_name": HOST, "policy": POLICY,
        "award": "pgcert-data-practice", "title": TITLE, "level": 7, "credit_unit": "ECTS",
        "outcome": StackOutcome.ELIGIBLE, "total": Fraction(30),
        "certificate": Certificate(
            kind="optimal", objectives=(("most_credit", Fraction(30), Fraction(30)),), runs=3, solver="CP-SAT 9.11"
        ),
        "units": (ETHICS, STATISTICS, LEARNING, CAPSTONE, OLD, SPARE, COPY), "requirements": REQUIREMENTS,
        "semantics": SEMANTICS, "sources": ("Academic regulations 2026, section 14",), "receipt": RECEIPT,
    }  # fmt: skip
    return StackDecision(**{**given, **more})


def eligible() -> StackDecision:
    """Reached, with one tie, an exit award beside it, and a surplus."""
    return decision(
        ties=(("u2", "u3", "u4", "u6"),),
        exits=(ExitReached(award="award-15", title={"en": "Award of 15", "sl": "Potrdilo 15"},
                           outcome=StackOutcome.ELIGIBLE, chosen=("u2", "u4")),),
    )  # fmt: skip


def conditional() -> StackDecision:
    """Reached on three conditions; one unit is clipped and has been used for admission."""
    databases = replace(
        OLD,
        chosen=True,
        counted=Fraction(5),
        conditions=("current",),
        against=(Against(kind="limit", rule="external"),),
    )
    said = {"en": "A statement of the profile.", "sl": "Izjava o profilu."}
    return decision(
        outcome=StackOutcome.ELIGIBLE_CONDITIONAL,
        units=(STATISTICS, LEARNING, CAPSTONE, databases, replace(SPARE, against=(Against(kind="kept_free"),))),
        question=replace(decision().question, keep_free=("u6",), acts=(("profile", False),),
                         confirmations=(("u2", Confirmation(fact="units.assessed", value="true", note="seen")),)),
        conditions=(
            StackCondition(rule="current", kind="evidence", by="learner", text={}, units=("u5",),
                           until=date(2027, 1, 31)),
            StackCondition(rule="profile", kind="act", by="learner", text=said,
                           deadline={"en": "before the award", "sl": "pred podelitvijo"}),
            StackCondition(rule="overlap", kind="overlap", by="host", text={}, units=("u2", "u3")),
        ),
        uses=(Use(unit="u2", award="msc", host="example-university", award_title={"en": "MSc", "sl": "Magisterij"},
                  use=UseKind.ADMISSION, since=date(2025, 10, 1), conferred=False),),
        surplus=Fraction(5, 2),
    )  # fmt: skip


CAPSTONE_FACTS = (("level", "EQF 7"), ("own", "true"), ("kind", "capstone"))
OFFERED = {"en": "Capstone B", "sl": "Projekt B"}


def not_eligible() -> StackDecision:
    """Refused by proof, with the conflict, the nearest choice and two ways."""
    without = replace(
        CAPSTONE_RULE, met=Truth.FALSE, have=Fraction(0), left=Fraction(5), units=(), basis=(REGULATIONS,)
    )
    short = replace(
        TOTAL, met=Truth.FALSE, have=Fraction(25), left=Fraction(5), units=("u1", "u2", "u3"), binding=False
    )
    return decision(
        outcome=StackOutcome.NOT_ELIGIBLE,
        certificate=Certificate(kind="impossible", runs=9, solver="CP-SAT 9.11"),
        units=(ETHICS, STATISTICS, LEARNING, OLD, SPARE),
        requirements=(short, LEVEL, CURRENT, AT_LEVEL, without, EXTERNAL),
        nearest=True,
        conflict=Conflict(rules=("total", "capstone"), units=(("u5", "current"),)),
        ways=(
            Way(additions=(Addition(credits=Fraction(5), facts=CAPSTONE_FACTS),), changes=(),
                outcome=StackOutcome.ELIGIBLE, credits=Fraction(5), units=1),
            Way(additions=(Addition(credits=Fraction(5, 2), facts=(), conditions=("level >= EQF 6",), count=2),
                           Addition(credits=Fraction(5), facts=(), offer="x1", title=OFFERED)),
                changes=(Change(unit="u5", fact="practice", now="", then="true", by="learner"),),
                outcome=StackOutcome.ELIGIBLE_CONDITIONAL, credits=Fraction(10), units=3),
        ),
    )  # fmt: skip


def undetermined() -> StackDecision:
    """Two facts decide; credits and a limit are known within bounds only."""
    open_unit = unit(
        "u5", "Databases", "Podatkovne zbirke", 0, chosen=False, offered=(Fraction(5), Fraction(15, 2)),
        against=(Against(kind="unknown", rule="level", facts=("units.level", "units.assessed")),),
    )  # fmt: skip
    bounded = replace(AT_LEVEL, met=Truth.UNKNOWN, have=Fraction(20), may_have=Fraction(55, 2), left=Fraction(5))
    return decision(
        outcome=StackOutcome.UNDETERMINED,
        certificate=Certificate(kind="unknown_decides", runs=4, solver="CP-SAT 9.11"),
        units=(STATISTICS, LEARNING, CAPSTONE, open_unit),
        requirements=(TOTAL, LEVEL, bounded, replace(EXTERNAL, applies=Truth.FALSE)),
        unknown=(UnknownFact(unit="u5", fact="units.level", by="issuer", rules=("level", "at-level")),
                 UnknownFact(unit="", fact="stack.enrolled", by="host")),
    )  # fmt: skip


def best_found() -> StackDecision:
    """The time ran out with a choice in hand."""
    found = Certificate(kind="best_found", objectives=(("most_credit", Fraction(20), Fraction(30)),), runs=1)
    return decision(
        outcome=StackOutcome.UNDETERMINED, certificate=found, units=(STATISTICS, LEARNING), requirements=(),
        receipt=None,
    )  # fmt: skip


def exit_award() -> StackDecision:
    """A UK policy in CATS whose smaller award is reached."""
    total = replace(TOTAL, needed=Fraction(60), most=None, have=Fraction(125, 2), units=("u2", "u3"))
    third = replace(
        EXTERNAL,
        most=Fraction(40),
        have=Fraction(100, 3),
        computed="200/3 % × 60 = 40",
        binding=True,
        units=("u2",),
    )
    share = rule(
        "own-share",
        "at_least",
        "Own share",
        "Lastni delež",
        measure="share",
        needed=Fraction(1, 3),
        have=Fraction(1, 2),
        units=("u3",),
    )
    return decision(
        credit_unit="CATS", requirements=(total, third, share), units=(STATISTICS, LEARNING), reached="pgcert",
        exits=(ExitReached(award="pgcert", title={"en": "PGCert", "sl": "PGCert"}, outcome=StackOutcome.ELIGIBLE,
                           chosen=("u2", "u3")),
               ExitReached(award="masters", title={"en": "Master's", "sl": "Magisterij"},
                           outcome=StackOutcome.NOT_ELIGIBLE, left=Fraction(115, 2))),
        called={"en": "Award in Data", "sl": "Potrdilo o podatkih"},
    )  # fmt: skip


def policy_error() -> StackDecision:
    """The policy has no version for the day."""
    return decision(
        outcome=StackOutcome.POLICY_ERROR, certificate=Certificate(kind="policy"), units=(), requirements=(),
        errors=("limits 'work' and 'training' clip, and are neither nested nor apart",), receipt=None,
    )  # fmt: skip


EXAMPLES: dict[str, Callable[[], StackDecision]] = {
    each.__name__.replace("_", "-"): each
    for each in (eligible, conditional, not_eligible, undetermined, best_found, exit_award, policy_error)
}
