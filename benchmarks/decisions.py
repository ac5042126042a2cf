"""Decisions a second, memory over many decisions, and time to the first answer.

    python benchmarks/decisions.py            the figures of the README
    python benchmarks/decisions.py --quick    a tenth of the work

A decision here is whole: facts from a parsed award, the rules of recognition in the kernel, findings, trace, receipt
and the canonical bytes. Speed is given in processor time of one core, and beside it the time of a fixed piece of
plain Python, so that two machines (or two hours of one machine) can be compared by their ratio.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from passerelle.decision import Confirmation, canonical_json
from passerelle.desk import Desk

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


def question() -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    """Two ready questions, one of recognition and one of conformance; each call decides anew."""
    desk = Desk.open()
    award = desk.read((ROOT / "docs/examples/credential.json").read_bytes(), on=AS_OF).awards[0]
    target = desk.target("example-university", "data-ethics")

    def recognise() -> bytes:
        decision = desk.recognise(
            award, host="example-university", purpose="exemption", target=target, as_of=AS_OF, confirmations=CONFIRMED
        )
        return canonical_json(decision)

    def check() -> bytes:
        return canonical_json(desk.check(award, as_of=AS_OF, confirmations=CONFIRMED))

    return recognise, check


def rate(decide: Callable[[], bytes], number: int) -> float:
    """Decisions a second of processor time: the median of five rounds."""
    decide()
    rounds = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(number):
            decide()
        rounds.append(number / (time.process_time() - start))
    return statistics.median(rounds)


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
    code = "import sys; sys.path.insert(0, 'benchmarks'); import decisions; decisions.question()[0]()"
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Decisions a second, memory, time to the first answer")
    parser.add_argument("--quick", action="store_true", help="a tenth of the work")
    parser.add_argument("--memory", type=int, default=0, help="decisions for the memory figure")
    arguments = parser.parse_args()
    scale = 10 if arguments.quick else 1
    print(f"time to the first answer, all packs        {first_answer():8.2f} s")
    recognise, check = question()
    print(f"bytes of the decision                      {len(recognise()):8,}")
    print(f"yardstick (a million steps of Python)      {yardstick():8.1f} ms")
    print(f"recognition decisions a second, one core   {rate(recognise, 1000 // scale):8.0f}")
    print(f"conformance decisions a second, one core   {rate(check, 500 // scale):8.0f}")
    number = arguments.memory or 200_000 // scale
    before, added = growth(recognise, number)
    print(f"memory after warm-up                       {before:8.1f} MB")
    print(f"added over {number:,} decisions              {added:8.2f} MB")


if __name__ == "__main__":
    main()
