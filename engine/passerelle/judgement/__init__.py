"""A ruleset and gathered facts in; what fired, what stayed open and why, out.

Stage by stage: conditions are computed exactly, the kernel is told which hold, its rules fire, and what they
conclude becomes true, false or unknown for the next stage. A rule is undetermined when nothing that it asks is false
and something is unknown.
"""

from __future__ import annotations

from typing import Any

from passerelle import kernel
from passerelle.errors import FactError, QuestionError
from passerelle.facts import Gathered
from passerelle.judgement.answers import Judgement, Subjects, Tried
from passerelle.judgement.running import Run
from passerelle.judgement.told import rules_tried, subject_name
from passerelle.rulepacks import Ruleset

__all__ = ["Judgement", "Subjects", "Tried", "judge", "rules_tried", "subject_name"]


def judge(ruleset: Ruleset, gathered: Gathered, *, shadow: bool = False) -> Judgement:
    """Try every rule of a ruleset on the facts. With `shadow` a second evaluator runs beside the kernel, and a
    difference between them is a `KernelError`.

    Raises `QuestionError` where a case has more members than the kernel holds.
    """
    frame = _frame(ruleset, gathered)
    tried = {rule.name: Tried(rule) for rule in ruleset.rules}
    with kernel.open_case(ruleset.program, shadow=shadow) as case:
        run = Run(ruleset, frame, tried, case)
        for stage in ruleset.stages:
            for settled in stage.settles:
                if not settled.makers:
                    run.settle(settled)
        try:
            for stage in ruleset.stages:
                run.stage(stage)
        except FactError as error:
            # What is sent are numbers and marks, so a batch can be refused for its size alone.
            message = f"there is more to compare than one decision can hold ({error})"
            raise QuestionError("award", message, "ask about parts of the award or of the component") from None
    return Judgement(ruleset, gathered, frame, tried, kernel.ENGINE, run.asked)


def _frame(ruleset: Ruleset, gathered: Gathered) -> list[Any]:
    frame: list[Any] = [None] * ruleset.size
    slots = ruleset.slots
    for name, known in gathered.facts.items():
        slot = slots.get(name)
        if slot is not None:
            frame[slot] = known[0]
    for name, slot, columns in ruleset.collection_slots:
        members = gathered.members.get(name)
        if members is None:
            continue
        rows = []
        for number, member in enumerate(members):
            row: list[Any] = [number, f"{name}[{number}]"] + [None] * len(columns)
            for short, column in columns:
                held = member.get(short)
                if held is not None:
                    row[column] = held[0]
            rows.append(row)
        frame[slot] = rows
    return frame
