"""Policies of all rule forms, as dataclasses, with tables of units that sometimes reach them: for holding the search
against the oracle. All comes from one source of chance, so that Hypothesis can make a case smaller, and a benchmark can
repeat one.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from passerelle.decision import Truth
from passerelle.rulepacks.expression import parse_expression
from passerelle.rulepacks.located import Text
from passerelle.rulepacks.pack import ConditionText, HostText, Pack
from passerelle.rulepacks.stacks import policy as p
from passerelle.stacking.table import Table, UnitRow

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
DAY = date(2026, 1, 15)
WRITTEN = ConditionText("own", parse_expression("own"), Text("own", 1, 1))
OUTCOMES = ("a", "b", "c", "d", "e")
OTHERS = ("degree-1", "degree", "certificate-2")


@dataclass(frozen=True)
class StackCase:
    """A policy, the award of it that is asked for (its own where empty), units, and what the learner prefers."""

    policy: p.StackingPolicy
    table: Table
    award: str = ""
    objectives: tuple[str, ...] = ()
    keep_free: tuple[str, ...] = ()

    def with_units(self, units: tuple[UnitRow, ...]) -> StackCase:
        """The same with other units."""
        return replace(self, table=replace(self.table, units=tuple(sorted(units, key=lambda unit: unit.id))))


@dataclass(frozen=True)
class Size:
    """How large a case is: units, requirements, and how much of what makes it hard it may have (in percent)."""

    units: tuple[int, int] = (1, 6)
    rules: tuple[int, int] = (0, 4)
    unknown: int = 45
    uneven: int = 25
    work: int = 2500


class Maker:
    """Draws one case."""

    def __init__(self, chance: random.Random, size: Size) -> None:
        self.chance, self.size = chance, size
        self.unknowns = self.often(size.unknown)
        self.uneven = self.often(size.uneven)
        self.selectors = [
            p.Selector(name=f"fits-{number}", conditions=(WRITTEN,)) for number in range(1, chance.randint(3, 5))
        ]
        self.numbers: dict[str, int] = {}
        self.guards: dict[str, Truth] = {}
        self.case: dict[str, Truth] = {}
        self.acts: dict[str, bool] = {}
        self.days: dict[str, date] = {}
        self.held: list[UnitRow] = []
        self.clipped: list[p.Selector | None] = []

    # -- small draws -------------------------------------------------------------------------------------------------

    def often(self, percent: int) -> bool:
        return self.chance.randrange(100) >= 100 - percent

    def one(self, *options: object) -> object:
        return options[self.chance.randrange(len(options))]

    def truth(self, yes: int = 60) -> Truth:
        if self.unknowns and self.often(15):
            return UNKNOWN
        return TRUE if self.chance.randrange(100) < yes else FALSE

    def selector(self) -> p.Selector:
        return self.selectors[self.chance.randrange(len(self.selectors))]

    def among(self) -> p.Selector | None:
        return None if self.often(20) else self.selector()

    def what(self, form: str, *, severity: bool = True, guard: bool = True) -> dict[str, object]:
        """What every rule has."""
        self.numbers[form] = self.numbers.get(form, 0) + 1
        name = f"{form}-{self.numbers[form]}"
        found: dict[str, object] = {"id": name, "form": "R00", "line": 1, "column": 1, "title": {"en": name}}
        if severity and self.often(12):
            found["severity"] = self.one(p.Severity.SHOULD, p.Severity.SHOULD, p.Severity.NOTE)
        if guard and self.often(8):
            found["guard"] = WRITTEN
            self.guards[name] = self.truth()
        return found

    def credits(self) -> Fraction:
        if self.uneven and self.often(40):
            return Fraction(self.chance.randint(0, 12), 2)
        return Fraction(self.one(1, 2, 3, 3, 4, 4, 5, 6, 2, 0))

    def span(self) -> p.Span:
        return self.one((1, 0, 0), (2, 0, 0), (0, 6, 0), (0, 1, 15), (3, 0, 0))

    def achieved(self) -> date | None:
        if self.unknowns and self.often(12):
            return None
        return DAY - timedelta(days=int(self.one(0, 31, 200, 365, 366, 500, 800, 1200)))

    # -- units -------------------------------------------------------------------------------------------------------

    def unit(self, number: int) -> UnitRow:
        least: Fraction = self.credits()
        most: Fraction | None = least
        if self.unknowns and self.often(12):
            most = least + self.credits() if self.often(70) else None
            least = least if most is not None else Fraction(0)
        graded = None if self.unknowns and self.often(10) else self.often(75)
        points = Fraction(self.chance.randint(2, 8), 2) if graded and not (self.unknowns and self.often(10)) else None
        outcomes = frozenset(name for name in OUTCOMES if self.often(45))
        return UnitRow(
            id=f"u{number}",
            least=least,
            most=most,
            fits={selector.name: self.truth() for selector in self.selectors},
            points=points,
            graded=graded,
            achieved=self.achieved(),
            source="" if self.unknowns and self.often(10) else str(self.one("north", "south", "east")),
            specification=str(self.one("", "", "s1", "s2", "s3")),
            outcomes=None if self.unknowns and self.often(10) else outcomes,
            shared_with={name: Fraction(self.chance.randint(1, 4)) for name in OTHERS if self.often(15)},
        )

    def excluded(self, unit: UnitRow, rules: tuple[p.UnitRule, ...]) -> UnitRow:
        """The unit with what the rules about units say of it."""
        barred: dict[str, Truth] = {}
        under: dict[str, tuple[tuple[str, ...], Truth]] = {}
        for rule in rules:
            drawn = self.chance.randrange(100)
            if isinstance(rule, p.Currency) and rule.if_older != "exclude" and drawn < 40:
                ways = self.one(("evidence",), ("revalidation",), ("evidence", "revalidation"))
                if rule.if_older == "revalidate":
                    ways = ("revalidation",)
                if rule.if_older == "evidence":
                    ways = ("evidence",)
                under[rule.id] = (ways, UNKNOWN if self.unknowns and self.often(25) else TRUE)
            elif drawn >= 85:
                barred[rule.id] = UNKNOWN if self.unknowns and self.often(40) else FALSE
            elif self.unknowns and drawn >= 77:
                barred[rule.id] = UNKNOWN
        return replace(unit, barred=barred, under=under)

    # -- rules about units -------------------------------------------------------------------------------------------

    def unit_rule(self) -> p.UnitRule:
        kind = self.chance.randrange(6)
        if kind == 0:
            return p.Only(**self.what("only", guard=False), fits=self.selector())
        if kind == 1:
            return p.Size(**self.what("size", guard=False), least=Fraction(1))
        if kind == 2:
            return p.UsedFor(**self.what("used-for", guard=False))
        if kind == 3:
            return p.LeastGrade(**self.what("grade", guard=False), points=Fraction(2), written="C")
        older = str(self.one("exclude", "evidence", "revalidate"))
        limit = p.Amount(credits=Fraction(self.chance.randint(1, 8))) if self.often(70) else None
        return p.Currency(
            **self.what("currency", severity=False, guard=False),
            most=(5, 0, 0),
            since=p.Clock.ACHIEVED,
            until=p.Clock.AWARD,
            fresh=self.selector(),
            if_older=older,
            revalidation=p.Revalidation(by={"en": "Examination"}, most=limit) if older == "revalidate" else None,
        )

    # -- requirements and limits -------------------------------------------------------------------------------------

    def near(self, selector: p.Selector | None) -> Fraction:
        """An amount of credits that the units which fit might have."""
        held = sum((unit.least for unit in self.held if self.meant(selector, unit) is not FALSE), Fraction(0))
        return Fraction(self.chance.randint(0, max(2, int(held * 3 / 5))))

    def meant(self, selector: p.Selector | None, unit: UnitRow) -> Truth:
        return TRUE if selector is None else unit.fits[selector.name]

    def amount(self, selector: p.Selector | None, *, counted: bool = True, units: bool = True) -> p.Amount:
        drawn = self.chance.randrange(100)
        if drawn < 50:
            return p.Amount(credits=self.near(selector))
        if drawn < 65 and units:
            return p.Amount(units=self.chance.randint(0, 3))
        share = Fraction(self.one(1, 1, 1, 2, 3), self.one(2, 3, 4, 4, 3))
        share = share if share <= 1 else 1 / share
        base = str(self.one("total", "exit_award", "coursework", "counted" if counted else "total"))
        rounding = p.Rounding() if base == "counted" else self.rounding()
        return p.Amount(share=share, base=base, rounding=rounding)

    def rounding(self) -> p.Rounding:
        # Shares that are not rounded make fine steps, which the oracle has to walk one by one.
        modes = ("up", "down", "half_up", "none") if self.uneven and not self.clipped else ("up", "down", "half_up")
        step = Fraction(1, 2) if self.uneven and not self.clipped else Fraction(1)
        return p.Rounding(str(self.one(*modes)), step)

    def at_least(self) -> p.AtLeast:
        among = self.among()
        return p.AtLeast(**self.what("at-least"), amount=self.amount(among), among=among)

    def at_most(self) -> p.AtMost:
        among = self.among()
        dropped = "use_the_cap" if self.often(20) else "free"
        return p.AtMost(
            **self.what("at-most"),
            amount=self.amount(among, counted=dropped == "free"),
            among=among,
            dropped=dropped,
        )

    def clip(self) -> p.AtMost:
        among = self.among()
        self.clipped.append(among)
        amount = self.amount(among, counted=False, units=False)
        dropped = "use_the_cap" if self.often(10) else "free"
        return p.AtMost(
            **self.what("clip", severity=False), amount=amount, among=among, counting="clip", dropped=dropped
        )

    def choose(self) -> p.Choose:
        among = self.selector()
        most = self.amount(among, counted=False) if self.often(30) else None
        waived = self.selector() if self.often(10) else None
        least = self.amount(among, counted=False)
        return p.Choose(**self.what("choose"), least=least, most=most, among=among, waived=waived)

    def component(self) -> p.Component:
        return p.Component(
            **self.what("component"),
            component="Data Ethics",
            credits=Fraction(self.chance.randint(1, 6)),
            among=self.selector(),
            tolerance=Fraction(self.one(0, 0, 0, 1), 4),
            combine=self.often(40),
            credit_form="partial_allowed" if self.often(20) else "whole_units",
            waived=self.selector() if self.often(10) else None,
        )

    def last(self) -> p.Last:
        among = self.selector()
        return p.Last(**self.what("last"), credits=p.Amount(credits=self.near(None) / 2), among=among)

    def average(self) -> p.Average:
        return p.Average(
            **self.what("average"),
            points=Fraction(self.chance.randint(3, 7), 2),
            written="B",
            weighted=str(self.one("credits", "units")),
            ungraded=str(self.one("left_out", "left_out", "unknown")),
            among=self.among(),
        )

    def within(self) -> p.Within:
        since, until = self.one(
            (p.Clock.FIRST_UNIT, p.Clock.LAST_UNIT),
            (p.Clock.FIRST_UNIT, p.Clock.LAST_UNIT),
            (p.Clock.ENROLMENT, p.Clock.LAST_UNIT),
            (p.Clock.ENROLMENT, p.Clock.AWARD),
        )
        among = None if until is p.Clock.AWARD else self.among()
        return p.Within(**self.what("within"), span=self.span(), since=since, until=until, among=among)

    def overlap(self) -> p.Overlap:
        return p.Overlap(
            **self.what("overlap", severity=False),
            most=Fraction(self.one(0, 1, 2, 1), self.one(2, 3, 4, 5)),
            measure=str(self.one("smaller", "union")),
            if_more=str(self.one("drop_one", "count_once", "ask")),
        )

    def once(self) -> p.Once:
        # Few units are of one specification by chance alone, and then the rule asks for nothing.
        self.held = [replace(unit, specification="s1") if self.often(50) else unit for unit in self.held]
        return p.Once(**self.what("once"))

    def prerequisite(self) -> p.Prerequisite:
        return p.Prerequisite(
            **self.what("prerequisite"),
            of=self.selector(),
            needs=self.selector(),
            timing=str(self.one("any", "before", "with")),
            by=str(self.one("counted", "held")),
        )

    def order(self) -> p.Order:
        steps = self.chance.sample(self.selectors, min(len(self.selectors), self.chance.randint(2, 3)))
        return p.Order(**self.what("order"), steps=tuple(steps))

    def one_set(self) -> p.OneSet:
        sets = self.chance.sample(self.selectors, self.chance.randint(1, 2))
        return p.OneSet(**self.what("one-set"), sets=tuple(sets), among=self.among())

    def block(self) -> p.Block:
        return p.Block(**self.what("block"), among=self.among())

    def outcomes(self) -> p.Outcomes:
        wanted = tuple(
            p.OutcomeWanted(id=name, text={"en": name}, identifiers=(name,), essential=self.often(30))
            for name in ("a", "b", "c")[: self.chance.randint(1, 3)]
        )
        quarter = Fraction(1, 4)
        rule = p.Outcomes(
            **self.what("outcomes"),
            wanted=wanted,
            each=quarter * self.chance.randint(1, 3) if self.often(40) else None,
            essential=quarter * self.chance.randint(2, 4) if self.often(40) else None,
            overall=quarter * self.chance.randint(1, 3) if self.often(50) else None,
            add_up=self.often(40),
        )
        self.held = [
            replace(unit, covers={**unit.covers, **{(rule.id, one.id): self.coverage() for one in wanted}})
            for unit in self.held
        ]
        return rule

    def coverage(self) -> Fraction | None:
        if self.unknowns and self.often(12):
            return None
        return Fraction(self.one(0, 1, 2, 3, 4, 4), 4)

    def act(self) -> p.Act:
        what = self.what("act")
        known = self.chance.randrange(3)
        if known:
            self.acts[str(what["id"])] = known == 1
        missing = str(self.one("condition", "condition", "refuse", "ask"))
        return p.Act(**what, act=str(what["id"]), text={"en": "An act"}, by="learner", if_missing=missing)

    def of_case(self) -> p.OfCase:
        what = self.what("case")
        self.case[str(what["id"])] = self.truth(75)
        return p.OfCase(**what, condition=WRITTEN)

    def group(self, depth: int = 0) -> p.Group:
        kind = str(self.one("all_of", "any_of", "n_of", "not", "any_of"))
        what = self.what("group", severity=depth == 0)
        if kind == "not":
            member = self.one(self.at_least, self.at_most, self.of_case)()
            return p.Group(**what, kind=kind, n=0, members=(must(member),))
        members = []
        for _ in range(self.chance.randint(1, 3)):
            if depth == 0 and self.often(15):
                members.append(must(self.group(1)))
            elif kind == "all_of" and depth == 0 and "severity" not in what and self.often(10):
                members.append(self.clip())
            else:
                members.append(must(self.member()))
        n = self.chance.randint(1, len(members)) if kind == "n_of" else 1
        return p.Group(**what, kind=kind, n=n, members=tuple(members))

    def member(self) -> p.Requirement:
        """A requirement that can stand in a group."""
        while True:
            member = self.drawn(self.forms[:-1])
            if not (isinstance(member, p.Overlap) and member.if_more == "count_once"):
                return member

    @property
    def forms(self) -> list[tuple[int, Callable[[], p.Requirement]]]:
        """Every form, with how often it comes; groups last."""
        return [
            (12, self.at_least), (10, self.at_most), (12, self.choose), (6, self.component), (4, self.last),
            (5, self.average), (4, self.within), (7, self.overlap), (6, self.once), (8, self.prerequisite),
            (8, self.order), (7, self.one_set), (5, self.block), (4, self.outcomes), (5, self.act), (3, self.of_case),
            (10, self.group),
        ]  # fmt: skip

    def drawn(self, forms: list[tuple[int, Callable[[], p.Requirement]]]) -> p.Requirement:
        number = self.chance.randrange(sum(weight for weight, _ in forms))
        for weight, form in forms:
            if number < weight:
                return form()
            number -= weight
        raise AssertionError

    # -- the whole ---------------------------------------------------------------------------------------------------

    def total(self, name: str) -> p.Total:
        held = sum((unit.least for unit in self.held), Fraction(0))
        least = Fraction(self.chance.randint(0, max(2, int(held * 3 / 5))))
        if self.often(12):
            least += self.chance.randint(1, 6)
        most = self.one(None, None, least, least + 1, least + 3)
        surplus = "forbidden" if most == least else "recorded"
        return p.Total(**{**self.what("total", severity=False), "id": name}, least=least, most=most, surplus=surplus)

    def sharing(self) -> p.Sharing:
        awards = self.one((), ("degree",), ("degree-1", "certificate-2"))
        most = p.Amount(units=self.chance.randint(0, 2)) if self.often(40) else p.Amount(credits=self.near(None) / 2)
        return p.Sharing(**self.what("sharing", guard=False), awards=awards, most=most if self.often(85) else None)

    def made(self) -> StackCase:
        """One case."""
        number = self.chance.randint(*self.size.units)
        self.held = [self.unit(place) for place in range(1, number + 1)]
        unit_rules = tuple(self.unit_rule() for _ in range(self.chance.randint(0, 2)))
        self.held = [self.excluded(unit, unit_rules) for unit in self.held]
        total = self.total("total")
        rules = [self.clip() for _ in range(int(self.one(0, 0, 0, 0, 1, 1, 2)))] if self.size.work else []
        rules += [self.drawn(self.forms) for _ in range(self.chance.randint(*self.size.rules))]
        whole = [rule for rule in rules if isinstance(rule, p.AtMost)]
        if whole and self.often(15):
            limits = tuple(rule.id for rule in whole[:2])
            rules.append(p.AtMost(**self.what("together"), amount=p.Amount(credits=self.near(None)), limits=limits))
        limits = tuple(rule for rule in rules if isinstance(rule, p.AtMost))
        requires = tuple(rule for rule in rules if not isinstance(rule, p.AtMost))
        exits: tuple[p.Exit, ...] = ()
        if self.often(12):
            own = tuple(self.drawn(self.forms) for _ in range(self.chance.randint(0, 1)))
            keeps = tuple(rule.id for rule in rules if self.often(60)) if self.often(50) else None
            award = p.AwardText(id="exit", title={"en": "Exit"})
            exits = (p.Exit(award=award, total=self.total("exit-total"), requires=own, keeps=keeps),)
        policy = p.StackingPolicy(
            pack=PACK,
            award=p.AwardText(id="award", title={"en": "Award"}),
            unit=p.CreditUnit(),
            applies_by=p.Clock.AS_OF,
            total=total,
            units=unit_rules,
            requires=requires,
            limits=limits,
            sharing=(self.sharing(),) if self.often(15) else (),
            exits=exits,
            bases=(("coursework", Fraction(self.chance.randint(2, 20))),),
            grades=p.GradeScale(id="scale", points=(), less_is_better=self.often(20)),
            objectives=self.one(("most_credit",), ("fewest_units",), ("best_grades",), ("keep_free", "most_credit")),
            may_decline=self.often(85),
            selectors=tuple(self.selectors),
        )
        self.days["award"] = DAY + timedelta(days=30)
        if self.often(80):
            self.days["enrolment"] = DAY - timedelta(days=900)
        objectives = tuple(
            name for name in ("keep_free", "best_grades", "most_credit", "fewest_units") if self.often(25)
        )
        table = Table(units=tuple(self.held), case=self.case, guards=self.guards, acts=self.acts, days=self.days)
        case = StackCase(
            policy,
            table,
            "exit" if exits and self.often(70) else "",
            objectives,
            tuple(unit.id for unit in self.held if self.often(30)),
        )
        while self.size.work and work(case) > self.size.work:
            case = case.with_units(case.table.units[:-1])
        return replace(case, keep_free=tuple(unit for unit in case.keep_free if has(case, unit)))


PACK = Pack(
    id="hosts/example/award",
    kind="stacking",
    version=date(2026, 1, 1),
    until=None,
    title={"en": "Award"},
    authority="Example",
    path="2026-01-01.yaml",
    sha256="",
    content=b"",
    host=HostText("example", {"en": "Example"}),
)


def must(rule: p.Requirement) -> p.Requirement:
    """A member of a group: always a "must"."""
    return replace(rule, severity=p.Severity.MUST)


def has(case: StackCase, unit: str) -> bool:
    """Whether the case has a unit of this id."""
    return any(held.id == unit for held in case.table.units)


def work(case: StackCase) -> int:
    """About how many choices the oracle walks: sets and bookings, times the ways to spread clipped credits."""
    rules = [inner for rule in (*case.policy.requires, *case.policy.limits) for inner in p.within(rule)]
    rules += [inner for leaving in case.policy.exits for rule in leaving.requires for inner in p.within(rule)]
    places = [rule for rule in rules if isinstance(rule, p.Choose | p.Component)]
    clips = sum(isinstance(rule, p.AtMost) and rule.counting == "clip" for rule in rules)
    clips += sum(isinstance(rule, p.Component) and rule.combine for rule in rules)
    certain = all(unit.known and UNKNOWN not in unit.fits.values() for unit in case.table.units)
    number = 1
    for unit in case.table.units:
        number *= 2 + sum(unit.fits[rule.among.name] is not FALSE for rule in places)
        if clips:
            number *= 3 if certain else 6
    return number


def case_of(chance: random.Random, size: Size | None = None) -> StackCase:
    """One case from a source of chance."""
    return Maker(chance, size or Size()).made()


#: Mostly small, so that all can be walked; some with as many as twelve units and little to book.
SMALL, LARGE = Size(), Size(units=(7, 12), rules=(0, 3), unknown=15, work=5000)


@st.composite
def stack_cases(draw: st.DrawFn, size: Size | None = None) -> StackCase:
    """Cases for the oracle."""
    chance = draw(st.randoms(use_true_random=False))
    large = chance.randrange(100) >= 92
    return case_of(chance, size or (LARGE if large else SMALL))
