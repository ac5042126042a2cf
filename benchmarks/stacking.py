"""Stacking: time against size, proof of what is impossible, and what a greedy choice and brute force make of the same.

    python benchmarks/stacking.py            the figures of docs/stacking.md
    python benchmarks/stacking.py --quick    a fifth of the work
    python benchmarks/stacking.py --write    also draws docs/figures/stacking.svg

Times are milliseconds of processor time of the whole search (model, every run of the solver, the check by hand, the
list of ties), so that load on the machine does not count. Brute force is the oracle of the tests, which walks every set
of units and every booking. The greedy allocator goes through the units from the largest, takes whatever breaks no
limit, books each where something is still missing, and then holds the choice against the rules.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "stacking"))

from generate import PACK, WRITTEN, work  # noqa: E402
from generate import StackCase as Case  # noqa: E402
from oracle import Choice, Oracle  # noqa: E402

from passerelle.decision import Truth  # noqa: E402
from passerelle.decision.stacking import StackQuestion  # noqa: E402
from passerelle.desk import Desk  # noqa: E402
from passerelle.rulepacks.stacks import policy as p  # noqa: E402
from passerelle.stacking.choosing import Solved  # noqa: E402
from passerelle.stacking.gathering.fitting import fit  # noqa: E402
from passerelle.stacking.search.conflict import conflict  # noqa: E402
from passerelle.stacking.search.solving import solve  # noqa: E402
from passerelle.stacking.table import Table, UnitRow  # noqa: E402

#: Requirements of the policy and units of the portfolio.
SIZES = ((5, 10), (8, 16), (10, 20), (15, 40), (20, 80), (30, 120), (40, 200))
DAY = date(2026, 1, 15)
ISSUERS = ("Example University", "Academy of the North", "School of the South")
KINDS = ("module", "module", "module", "course", "micro-credential", "capstone", "thesis")


def what(form: str, number: int) -> dict[str, Any]:
    """What every rule has."""
    return {"id": f"{form}-{number}", "form": "R00", "line": number, "column": 1, "title": {"en": form}}


def generated(requirements: int, units: int, seed: int) -> Case:
    """A policy and a portfolio that is about twice as large as it needs. Most policies can be met, not all."""
    chance = random.Random(f"{requirements}/{units}/{seed}")
    selectors = [p.Selector(name=f"fits-{number}", conditions=(WRITTEN,)) for number in range(requirements)]
    density = {selector.name: chance.choice((25, 40, 60, 75)) for selector in selectors}
    held = tuple(
        UnitRow(
            id=f"u{number:03}",
            least=(credits := chance.choice((Fraction(5, 2), *(Fraction(whole) for whole in (3, 4, 5, 5, 6, 10, 15))))),
            most=credits,
            fits={
                name: Truth.TRUE if chance.randrange(100) < share else Truth.FALSE for name, share in density.items()
            },
            points=Fraction(chance.randint(4, 8), 2),
            graded=True,
            achieved=DAY - timedelta(days=chance.randrange(2000)),
            source=f"host-{chance.randrange(6)}",
            specification=f"s{chance.randrange(units * 4)}",
            outcomes=frozenset(f"lo-{chance.randrange(units * 3)}" for _ in range(4)),
        )
        for number in range(1, units + 1)
    )
    total = Fraction(int(sum(unit.least for unit in held) / 2))
    booked = total / max(3, requirements)
    rules: list[p.Requirement] = []
    for number, selector in enumerate(selectors, 1):
        part = total * density[selector.name] / 100
        among = {"among": selector}
        kind = chance.randrange(20)
        if kind < 6:
            amount = p.Amount(credits=Fraction(int(part * chance.choice((4, 6, 8, 10)) / 10)))
            rules.append(p.AtLeast(**what("at-least", number), amount=amount, **among))
        elif kind < 11:
            amount = p.Amount(credits=Fraction(int(part * chance.choice((9, 11, 13)) / 10)))
            rules.append(p.AtMost(**what("at-most", number), amount=amount, **among))
        elif kind < 15:
            least = p.Amount(credits=Fraction(max(2, int(booked * chance.choice((5, 8, 10)) / 10))))
            rules.append(p.Choose(**what("choose", number), least=least, **among))
        elif kind == 15:
            rules.append(p.Overlap(**what("overlap", number), most=Fraction(1, 4)))
        elif kind == 16:
            rules.append(p.Once(**what("once", number)))
        elif kind == 17:
            rules.append(p.Average(**what("average", number), points=Fraction(3), written="B", **among))
        elif kind == 18:
            needs = selectors[chance.randrange(len(selectors))]
            rules.append(p.Prerequisite(**what("prerequisite", number), of=selector, needs=needs, timing="before"))
        else:
            share = p.Amount(share=Fraction(density[selector.name], 200), base="counted")
            rules.append(p.AtLeast(**what("share", number), amount=share, **among))
    over = chance.choice((0, 5, None))
    whole = p.Total(**what("total", 0), least=total, most=None if over is None else total + over)
    return Case(policy(whole, rules, selectors), Table(units=held))


def policy(total: p.Total, rules: list[p.Requirement], selectors: list[p.Selector]) -> p.StackingPolicy:
    """A policy of these rules."""
    award = p.AwardText(id="award", title={"en": "Award"})
    return p.StackingPolicy(
        pack=PACK, award=award, unit=p.CreditUnit(), applies_by=p.Clock.AS_OF, total=total, units=(),
        requires=tuple(rules), limits=(), selectors=tuple(selectors),
    )  # fmt: skip


# -- the greedy allocator ----------------------------------------------------------------------------------------------


def greedy(case: Case) -> Fraction | None:
    """The credits that a greedy allocator gets to; None where its choice does not keep the rules."""
    judge = Oracle(case.policy, case.table)
    limits = [rule for rule in judge.asked.rules if isinstance(rule, p.AtMost | p.Overlap | p.Once)]
    most = case.policy.total.most
    taken: list[UnitRow] = []
    for unit in sorted(case.table.units, key=lambda unit: (-unit.least, unit.id)):
        choice = counted([*taken, unit])
        if most is not None and sum(choice.least.values()) > most:
            continue
        if all(judge.truth(rule, choice) is Truth.TRUE for rule in limits):
            taken.append(unit)
    booked: dict[str, str] = {}
    for rule in judge.asked.rules:
        for unit in taken:
            if isinstance(rule, p.Choose) and unit.id not in booked and judge.fits(unit, rule.among) is Truth.TRUE:
                if judge.truth(rule, counted(taken, booked)) is Truth.TRUE:
                    break
                booked[unit.id] = rule.id
    choice = counted(taken, booked)
    return sum(choice.least.values(), Fraction(0)) if judge.held(choice) is Truth.TRUE else None


def counted(taken: list[UnitRow], booked: dict[str, str] | None = None) -> Choice:
    """A choice in which every unit counts with all that it has."""
    credits = {unit.id: unit.least for unit in taken}
    return Choice(tuple(taken), booked or {}, credits, credits)


# -- measuring ---------------------------------------------------------------------------------------------------------


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of processor time that it takes, and what comes of it."""
    start = time.process_time()
    found = run()
    return (time.process_time() - start) * 1000, found


@dataclass(frozen=True, slots=True)
class Row:
    """Times of the cases of one size. `brute` is the median of brute force, None where it would not end. `wrong` and
    `less` are the shares of cases in which the greedy allocator misses a choice, or finds one with less credit."""

    requirements: int
    units: int
    times: tuple[float, ...]
    proven: float
    possible: float
    brute: float | None
    wrong: float
    less: float

    @property
    def within(self) -> float:
        """The time within which 95 of 100 are answered."""
        return sorted(self.times)[min(len(self.times) - 1, int(len(self.times) * 0.95))]


def measured(requirements: int, units: int, number: int, budget: float) -> Row:
    """So many cases of one size."""
    times, brute = [], []
    proven = possible = wrong = less = 0
    for seed in range(number):
        case = generated(requirements, units, seed)
        took, found = timed(lambda case=case: solve(case.policy, case.table, budget=budget))
        times.append(took)
        proven += found.status != "timeout" and found.proven
        if found.status == "certain":
            possible += 1
            reached = greedy(case)
            wrong += reached is None
            less += reached is not None and reached < found.choice.credits
        # One choice takes the oracle up to a millisecond.
        if units <= 16 and len(brute) < 3 and work(case) <= 70_000:
            took, expected = timed(lambda case=case: Oracle(case.policy, case.table).answer())
            brute.append(took)
            assert (expected.worth is not None) == (found.status == "certain"), "brute force finds otherwise"
    middle = statistics.median(brute) if brute else None
    found_ = max(possible, 1)
    return Row(
        requirements, units, tuple(times), proven / number, possible / number, middle, wrong / found_, less / found_
    )


def shared_pool(units: int) -> Case:
    """Three requirements, each of more than a third of the units of one pool: together they cannot be had."""
    pool = p.Selector(name="fits-0", conditions=(WRITTEN,))
    held = tuple(
        UnitRow(
            id=f"u{number:03}", least=Fraction(5), most=Fraction(5), fits={pool.name: Truth.TRUE}, achieved=DAY,
            points=Fraction(3), graded=True, source="host",
        )
        for number in range(1, units + 1)
    )  # fmt: skip
    needed = p.Amount(units=units // 3 + 1)
    rules: list[p.Requirement] = [p.Choose(**what("choose", one), least=needed, among=pool) for one in (1, 2, 3)]
    return Case(policy(p.Total(**what("total", 0), least=Fraction(0)), rules, [pool]), Table(units=held))


def portfolio_text(units: int, seed: int) -> str:
    """A portfolio of modules of several hosts, levels, fields and years."""
    chance = random.Random(seed)
    lines = ["portfolio: 1", "holder: {name: Ana Zgled, date_of_birth: 1994-04-12}", "units:"]
    for number in range(1, units + 1):
        achieved = DAY - timedelta(days=chance.randrange(2200))
        lines += [
            f"  - id: u{number:03}",
            f"    title: {{en: Unit {number}}}",
            f"    issuer: {{name: {chance.choice(ISSUERS)}, country: FI, formal_status: formal}}",
            f"    own: {chance.choice(('yes', 'no'))}",
            f"    kind: {chance.choice(KINDS)}",
            f"    workload: {chance.choice((2, 3, 5, 5, 6, 10, 15))} ECTS",
            f"    level: EQF {chance.choice((5, 6, 6, 7, 7, 7))}",
            f"    field: '{chance.choice(('0611', '0612', '0613', '0311', '0413'))}'",
            f"    themes: [{chance.choice(('theme', 'core', 'major', 'liberal', 'elective'))}]",
            f"    achieved: {achieved.isoformat()}",
            "    assessment: [written exam]",
            "    accredited: yes",
            "    part_of_conferred: no",
        ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Hosts:
    """Times with the policies that ship, by policy: of the search, and of the whole answer."""

    policies: int
    runs: int
    search: tuple[float, ...]
    whole: tuple[float, ...]
    proven: float
    slowest: str


def hosts(number: int, units: int = 40) -> Hosts:
    """Every policy of `rules/hosts` with so many portfolios of forty units."""
    desk = Desk.open()
    newest: dict[str, p.StackingPolicy] = {one.id: one for one in desk.stacking_policies()}
    search, whole, slowest, proven = [], [], (0.0, ""), 0
    for seed in range(number):
        held = desk.portfolio([desk.read(portfolio_text(units, seed).encode(), on=DAY)], DAY)
        for one in newest.values():
            day = max(DAY, one.pack.version)
            asked = StackQuestion(
                policy=one.id, as_of=day, enrolled=day, applied=day, programme_start=day, award_on=day
            )
            table = fit(one, held, asked, (), desk.library, desk.vocabulary).table
            took, found = timed(lambda one=one, table=table: solve(one, table))
            search.append(took)
            proven += found.status != "timeout" and found.proven
            slowest = max(slowest, (took, one.id))
            whole.append(timed(lambda held=held, asked=asked: desk.stack(held, asked, ways=0))[0])
    return Hosts(len(newest), len(search), tuple(search), tuple(whole), proven / len(search), slowest[1])


# -- showing -----------------------------------------------------------------------------------------------------------


def table(rows: list[Row]) -> Iterator[str]:
    """The table of generated cases."""
    yield (
        "| requirements | units | median | 95 % | worst | proven | can be met | brute force | greedy finds none "
        "| greedy finds less |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for row in rows:
        brute = "–" if row.brute is None else f"{row.brute:,.0f} ms"
        yield (
            f"| {row.requirements} | {row.units} | {statistics.median(row.times):.0f} ms | {row.within:.0f} ms "
            f"| {max(row.times):.0f} ms | {row.proven:.0%} | {row.possible:.0%} | {brute} "
            f"| {row.wrong:.0%} | {row.less:.0%} |"
        )


def draw(rows: list[Row], path: Path) -> None:
    """Time against size. The same figures give the same bytes."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "passerelle", "svg.fonttype": "none", "font.family": "sans-serif"})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4))
    sizes = [row.units for row in rows]
    axes.plot(sizes, [statistics.median(row.times) for row in rows], "o-", label="median", color="#1b4f72")
    axes.plot(sizes, [row.within for row in rows], "s--", label="95 %", color="#1b4f72", alpha=0.7)
    axes.plot(sizes, [max(row.times) for row in rows], "^:", label="worst", color="#1b4f72", alpha=0.5)
    walked = [row for row in rows if row.brute is not None]
    axes.plot([row.units for row in walked], [row.brute for row in walked], "x-", label="brute force", color="#a04000")
    axes.set(xscale="log", yscale="log", xlabel="units in the portfolio", ylabel="milliseconds of processor time")
    axes.set_xticks(sizes, [str(size) for size in sizes])
    axes.minorticks_off()
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(frameon=False)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
    path.write_text("\n".join(line.rstrip() for line in path.read_text().splitlines()) + "\n")


def show_pools() -> None:
    """The proof that three requirements cannot share one pool."""
    print("\n| units of one pool, three requirements of a third and one each | proof | conflict |\n|---|---|---|")
    for units in (10, 20, 40):
        case = shared_pool(units)
        took, found = timed(lambda case=case: solve(case.policy, case.table))
        assert found == Solved(status="none", runs=found.runs), found
        why, clash = timed(lambda case=case: conflict(case.policy, case.table))
        assert clash is not None
        assert len(clash.rules) == 3, clash
        print(f"| {units} | {took:.0f} ms | {why:.0f} ms |")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Stacking: time against size, proofs, greedy choice")
    parser.add_argument("--quick", action="store_true", help="a fifth of the work")
    parser.add_argument("--write", action="store_true", help="draw docs/figures/stacking.svg")
    arguments = parser.parse_args()
    number = 10 if arguments.quick else 50
    warm = generated(5, 10, 0)
    solve(warm.policy, replace(warm.table, units=warm.table.units[:3]))
    rows = [measured(requirements, units, number, budget=10.0) for requirements, units in SIZES]
    print("\n".join(table(rows)))
    show_pools()
    found = hosts(1 if arguments.quick else 5)
    print("\n| 40 units against each policy that ships | median | worst | proven |\n|---|---|---|---|")
    runs = f"{found.policies} policies, {found.runs} runs"
    print(
        f"| the search ({runs}; slowest {found.slowest}) | {statistics.median(found.search):.0f} ms "
        f"| {max(found.search):.0f} ms | {found.proven:.0%} |"
    )
    print(
        f"| the whole answer, rules in the kernel included, without ways | {statistics.median(found.whole):.0f} ms "
        f"| {max(found.whole):.0f} ms | |"
    )
    if arguments.write:
        draw(rows, ROOT / "docs" / "figures" / "stacking.svg")


if __name__ == "__main__":
    main()
