"""Decisions a second, memory over many decisions, time to the first answer, and time to what would change an answer.

    python benchmarks/decisions.py            the figures of the README
    python benchmarks/decisions.py --quick    a tenth of the work

A whole decision is: facts from a parsed award, the rules in the kernel, findings, trace, receipt and the canonical
bytes. Without trace it is the outcome and the rule that decided. Speed is given in processor time of one core, and as a
ratio to the kernel alone, which is fed the very facts that the decision feeds it, in turn with the decisions: load on
the machine falls on both. Beside them stands the time of a fixed piece of plain Python, so that two machines (or two
hours of one machine) can be compared. The last lines are the table of the README.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from passerelle import kernel
from passerelle.decision import Award, Confirmation, Grade, canonical_json
from passerelle.desk import Desk
from passerelle.rulepacks.program import Program

ROOT = Path(__file__).parent.parent
AS_OF = date(2026, 1, 15)
CONFIRMED = tuple(
    Confirmation(fact=fact, value=value)
    for fact, value in (
        ("award.authentic", "true"),
        ("award.holder_matches", "true"),
        ("award.issuer.formal_status", "formal"),
    )
)
#: What an award may lack.
PARTS: Mapping[str, Any] = {
    "outcomes": (), "workloads": (), "levels": (), "assessments": (), "quality": (), "issued": None, "title": None,
    "supervision": None, "participation": (), "grade": Grade(),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The desk, the award and the component of the example."""

    desk: Desk
    award: Award
    asked: Any

    @classmethod
    def ready(cls) -> Asked:
        """Everything read; nothing decided."""
        desk = Desk.open()
        award = desk.read((ROOT / "docs/examples/credential.json").read_bytes(), on=AS_OF).awards[0]
        target = desk.target("example-university", "data-ethics")
        asked = {"host": "example-university", "purpose": "exemption", "target": target, "as_of": AS_OF}
        return cls(desk, award, asked)

    def recognise(self) -> bytes:
        """A whole decision on recognition."""
        return canonical_json(self.desk.recognise(self.award, confirmations=CONFIRMED, **self.asked))

    def answer(self) -> object:
        """The same without trace."""
        return self.desk.answer(self.award, confirmations=CONFIRMED, **self.asked)

    def check(self) -> bytes:
        """A whole decision on conformance."""
        return canonical_json(self.desk.check(self.award, as_of=AS_OF, confirmations=CONFIRMED))

    def kernel(self) -> Callable[[], None]:
        """The kernel alone, on the facts that `answer` feeds it."""
        programs: list[Program] = []
        batches: list[list[dict[str, object]]] = []
        opened = kernel.open_case

        def recording(program: Program, *, shadow: bool = False) -> Any:
            programs.append(program)
            return _Recording(opened(program, shadow=shadow), batches)

        kernel.open_case = recording
        try:
            self.answer()
        finally:
            kernel.open_case = opened
        (program,) = programs

        def run() -> None:
            with kernel.open_case(program) as case:
                for batch in batches:
                    case.add(batch)

        return run

    def incomplete(self, number: int) -> Iterable[Award]:
        """Awards that lack parts at random, always the same."""
        chance = random.Random(number)
        for _ in range(number):
            yield replace(self.award, **{part: none for part, none in PARTS.items() if chance.random() < 0.5})


class _Recording:
    """A case of the kernel that notes what it is fed."""

    def __init__(self, case: Any, batches: list[list[dict[str, object]]]) -> None:
        self.case, self.batches = case, batches

    def __enter__(self) -> _Recording:
        self.case.__enter__()
        return self

    def __exit__(self, *raised: Any) -> None:
        self.case.__exit__(*raised)

    def add(self, facts: Iterable[Mapping[str, object]]) -> Any:
        batch = [dict(fact) for fact in facts]
        self.batches.append([dict(fact) for fact in batch])
        return self.case.add(batch)


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a second, and how much of the kernel's own rate that is: medians over rounds taken in turn."""

    second: float
    ratio: float


def rates(asked: Asked, number: int) -> dict[str, Rate]:
    """The rates of the kernel, of whole decisions, of answers without trace and of conformance."""
    runs: dict[str, Callable[[], object]] = {
        "kernel": asked.kernel(), "recognise": asked.recognise, "answer": asked.answer, "check": asked.check,
    }  # fmt: skip
    rounds: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run()
    for _ in range(7):
        for name, run in runs.items():
            start = time.process_time()
            for _ in range(number):
                run()
            rounds[name].append(number / (time.process_time() - start))
    return {
        name: Rate(
            statistics.median(found),
            statistics.median(one / alone for one, alone in zip(found, rounds["kernel"], strict=True)),
        )
        for name, found in rounds.items()
    }


@dataclass(frozen=True, slots=True)
class Search:
    """Milliseconds of processor time to what would change an answer, and how many facts were tried at the most."""

    middle: float
    most: float
    facts: int
    runs: int
    short: int
    number: int


def searches(asked: Asked, number: int) -> Search:
    """What would change the answer on awards that lack much."""
    times, found = [], []
    for award in asked.incomplete(number):
        asked.desk.what_would_change(award, **asked.asked)
        start = time.process_time()
        found.append(asked.desk.what_would_change(award, **asked.asked))
        times.append((time.process_time() - start) * 1000)
    return Search(
        statistics.median(times), sorted(times)[int(len(times) * 0.95)], max(each.facts for each in found),
        max(each.runs for each in found), sum(each.stopped_short is not None for each in found), number,
    )  # fmt: skip


def yardstick() -> float:
    """Milliseconds of processor time for a fixed piece of plain Python."""
    start = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number & 3
    return (time.process_time() - start) * 1000


def resident() -> float:
    """Resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def growth(decide: Callable[[], bytes], number: int) -> tuple[float, float]:
    """MB after a warm-up of a hundredth, and what was added to it by all the rest."""
    for _ in range(max(number // 100, 200)):
        decide()
    before = resident()
    for _ in range(number):
        decide()
    return before, resident() - before


def first_answer() -> float:
    """Seconds from starting a new process to the end of its first decision, all packs loaded: the best of three."""
    code = "import sys; sys.path.insert(0, 'benchmarks'); import decisions; decisions.Asked.ready().recognise()"
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Decisions a second, memory, time to answers")
    parser.add_argument("--quick", action="store_true", help="a tenth of the work")
    parser.add_argument("--memory", type=int, default=0, help="decisions for the memory figure")
    arguments = parser.parse_args()
    scale = 10 if arguments.quick else 1
    start = first_answer()
    asked = Asked.ready()
    rules = len(asked.desk.library.recognition("example-university", AS_OF)[0].rules)
    checks = sum(rule.text.then is None for rule in asked.desk.library.conformance(AS_OF).rules)
    print(f"bytes of the decision                      {len(asked.recognise()):8,}")
    print(f"yardstick (a million steps of Python)      {yardstick():8.1f} ms")
    found = rates(asked, 300 // scale)
    for name, rate in found.items():
        print(f"{name + ' a second, and ÷ kernel':42} {rate.second:8.0f} {rate.ratio:7.3f}")
    search = searches(asked, 100 // scale)
    number = arguments.memory or 200_000 // scale
    before, added = growth(asked.recognise, number)
    print(f"memory after warm-up                       {before:8.1f} MB")
    whole, brief, check = found["recognise"], found["answer"], found["check"]
    table = (
        (f"recognition decisions a second, one core, trace and canonical bytes included ({rules} rules)",
         f"{whole.second:.0f}"),
        ("the same ÷ the kernel alone on the same facts and rules", f"{whole.ratio:.2f}"),
        ("outcomes a second without trace", f"{brief.second:.0f}"),
        ("the same ÷ the kernel alone", f"{brief.ratio:.2f}"),
        (f"conformance of one credential ({checks} checks)", f"{1000 / check.second:.1f} ms"),
        (f"what would change it: {search.number} incomplete awards, up to {search.facts} facts and {search.runs} runs",
         f"median {search.middle:.0f} ms, 95 % within {search.most:.0f} ms, {search.short} stopped short"),
        (f"memory added over {number:,} decisions in one process", f"{added:.2f} MB"),
        ("from start to the first answer, all packs loaded", f"{start:.2f} s"),
    )  # fmt: skip
    print("\n| | figure |\n|---|---|")
    for what, figure in table:
        print(f"| {what} | {figure} |")


if __name__ == "__main__":
    main()
