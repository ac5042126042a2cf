"""Parsed packs in; a `Ruleset` out: typed conditions in stages, and the program that the kernel runs.

A rule waits for what it uses: its stage is one later than that of every rule whose conclusion it reads. Within a
stage each distinct condition is computed once per subject, exactly and with three truth values; the kernel is then
told which of them hold and fires the rules. What a stage did not establish is false or unknown to the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from passerelle.decision import Condition, Fact
from passerelle.rulepacks.pack import Pack, RuleText, StepText
from passerelle.rulepacks.program import Program
from passerelle.rulepacks.scope import Compiled, Run


@dataclass(frozen=True, slots=True)
class Held:
    """One distinct condition of a stage: how to compute it, its text, and what it reads."""

    compiled: Compiled
    run: Run
    text: str
    conclusions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A condition where a rule writes it: the index among the stage's conditions, its line, and what the trace says
    of it when it is true, false and unknown."""

    index: int
    line: int
    told: Mapping[bool | None, Condition]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCompiled:
    """A rule ready to be tried. `name` is "pack@version#id". `groups` holds its conditions by group, as written,
    `written` all of them and `indexes` theirs.

    `conditions` are the facts that its conditions read (for the trace), `shown` those that its texts name;
    `member_kinds` the kinds of the kernel's facts about its subjects. `made` keeps what is the same for every case.
    """

    name: str
    order: int
    pack: Pack
    text: RuleText
    stage: int
    groups: Mapping[str, tuple[Written, ...]]
    written: tuple[Written, ...]
    indexes: tuple[int, ...]
    variants: tuple[str, ...]
    reads: tuple[str, ...]
    shown: tuple[str, ...]
    concludes: tuple[str, ...]
    book: tuple[tuple[str, Run], ...] = ()
    join: Join | None = None
    subject_conditions: tuple[tuple[int, ...], ...] = ()
    case_conditions: tuple[int, ...] = ()
    member_kinds: tuple[str, ...] = ()
    made: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Join:
    """The one comparison between two subjects of a rule: the columns of their rows that must share a value.

    `condition` is its index among the stage's conditions (only its text is used there)."""

    left_subject: int
    left: int
    right_subject: int
    right: int
    condition: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Defined:
    """A defined name of a stage."""

    name: str
    slot: int
    run: Run
    type: str


@dataclass(frozen=True, slots=True)
class Stage:
    """What is computed and fired together.

    `cases` are the kernel's facts of the case: kind and, for each attribute, either the index of a condition or the
    attribute's negation of a whole group. `members` are those of collections. `about_case` are the names of the rules
    without subjects, each with the conditions that all must hold and how to compute them (None for a check, which has
    a result or is open). `case_runs` are all conditions about the case, `at_once` those of them that checks and rules
    about members ask: of the others none is computed after one of its rule has failed, unless a trace asks for it.
    """

    defines: tuple[Defined, ...]
    conditions: tuple[Held, ...]
    rules: tuple[RuleCompiled, ...]
    chunks: tuple[Chunk, ...]
    members: tuple[MemberFacts, ...]
    values: tuple[ValueFacts, ...]
    settles: tuple[Settled, ...]
    about_case: tuple[tuple[str, tuple[tuple[int, Run], ...] | None], ...]
    about_members: tuple[RuleCompiled, ...]
    case_runs: tuple[tuple[int, Run], ...]
    at_once: tuple[tuple[int, Run], ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """A conclusion that is settled once its last rule was tried: in a slot of the frame, or, where it is established
    of the members of a collection, in a column of their rows."""

    name: str
    collection: str | None
    place: int
    makers: tuple[RuleCompiled, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """One kernel fact about the case. `attributes` (name, condition index) are sent when the condition is true,
    `groups` (name, condition indexes, wanted) when the group's truth is as wanted: "false" or "not true"."""

    kind: str
    attributes: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, tuple[int, ...], str], ...]


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """The kernel's facts about the members of a collection under one subject slot of one stage. `own` are the
    conditions that are computed for each member."""

    kind: str
    collection: str
    slot: int
    attributes: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, tuple[int, ...], str], ...]
    own: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """The kernel's facts about the values of one column of a collection's members, for joins."""

    kind: str
    collection: str
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """Everything that is needed to try a set of packs on a frame of facts.

    `slots` gives the place of each fact, conclusion and defined name in a frame of `size`; `columns` the place of
    each member's fact in its row. `read` are the conclusions that a condition asks for. `fired` maps a kernel rule's
    name to the rule and the variant that it stands for.
    `steps` are those of the procedure, each with its rules, `outcome_rules` the rules that call for an outcome in the
    order of the procedure, `traced` the facts that belong in a trace, as they stand there while they are unknown.
    """

    packs: tuple[Pack, ...]
    key: str
    size: int
    slots: Mapping[str, int]
    columns: Mapping[str, Mapping[str, int]]
    types: Mapping[str, str]
    fact_slots: tuple[tuple[str, int], ...]
    collection_slots: tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]
    stages: tuple[Stage, ...]
    rules: tuple[RuleCompiled, ...]
    fired: Mapping[str, tuple[RuleCompiled, str]]
    concluded_by: Mapping[str, tuple[RuleCompiled, ...]]
    read: frozenset[str]
    steps: tuple[tuple[StepText, tuple[RuleCompiled, ...]], ...]
    outcome_rules: tuple[RuleCompiled, ...]
    traced: tuple[Fact, ...]
    program: Program


def ruleset_key(packs: tuple[Pack, ...], schema_sha256: str) -> str:
    """The identity of a ruleset: the sha256 of its packs' and the fact schema's."""
    text = " ".join([schema_sha256, *(pack.sha256 for pack in packs)])
    return hashlib.sha256(text.encode()).hexdigest()
