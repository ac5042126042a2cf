"""One case and a budget of engine runs in; the smallest sets of changes that lead to a better outcome, out.

Sets are tried in the order of their size, then of who could supply them, then of their names: the same case gives the
same answer, whatever the machine and its speed. A set is told only where nothing of it can be left out, and no other
that asks for less leads as far.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

from passerelle.decision import (
    ANY_TEXT,
    ORDER,
    SUPPLIERS,
    Change,
    ChangeSet,
    Outcome,
    Supposition,
    WhatWouldChange,
    better,
)
from passerelle.facts import Gathered, Known, shown_value
from passerelle.facts.supposed import COVERED
from passerelle.judgement import judge
from passerelle.recognition import Answer, Case, complete, given, read_answer
from passerelle.rulepacks import RuleCompiled
from passerelle.whatif.values import Values, written
from passerelle.whatif.ways import Move, Ways

#: How often the engine is run for one question if nobody says otherwise.
RUNS = 80
#: So many ways are told.
MOST = 12
#: The first look at each rule that could decide goes so many steps straight on.
_DEEPEST = 30
_OUTCOMES = "award.outcomes"


@dataclass(frozen=True, slots=True)
class Changes:
    """Facts with the values that they are supposed to have, sorted by name."""

    items: tuple[tuple[str, str | None], ...] = ()

    def with_(self, move: Move) -> Changes:
        """These, and those of a move in place of what they say of the same facts. An award that covers an outcome
        states its outcomes."""
        items = {**dict(self.items), **{step.fact: step.value for step in move}}
        if any(fact.endswith(f".{COVERED}") for fact in items):
            items.pop(_OUTCOMES, None)
        return Changes(tuple(sorted(items.items())))

    def without(self, fact: str) -> Changes:
        """These without one."""
        return Changes(tuple(item for item in self.items if item[0] != fact))


class _Spent(Exception):  # noqa: N818 - nothing is wrong
    """The budget of runs is used up."""


def what_would_change(case: Case, budget: int = RUNS) -> WhatWouldChange:
    """The ways to a better outcome, those that a learner can go alone first. `budget` bounds the runs of the engine.

    Raises `QuestionError` for confirmations and suppositions that do not fit.
    """
    values = Values(case.ruleset, case.library.schema, case.library.terms, case.vocabulary)
    search = _Search(case, max(budget, 1), given(case), values)
    stopped = search.all()
    tried = {fact for changes in search.answers for fact, _ in changes.items}
    return WhatWouldChange(search.now, search.ways(), len(tried), search.runs, search.budget, stopped)


@dataclass(slots=True)
class _Search:
    """`answers` are what the engine has answered, `last` where it has answered last: what it computed there is not kept
    for other sets, for it is much."""

    case: Case
    budget: int
    base: Gathered
    values: Values
    answers: dict[Changes, Answer] = field(default_factory=dict)
    found: dict[Changes, Answer] = field(default_factory=dict)
    aimed: set[tuple[str, str | None]] = field(default_factory=set)
    facts: dict[str, Known] = field(default_factory=dict)
    last: tuple[Changes, Ways] | None = None
    runs: int = 0

    def run(self, changes: Changes) -> Answer:
        """The engine's answer, once for each set. Raises `_Spent`."""
        return self.answers[changes] if changes in self.answers else self.ways_from(changes).answer

    def ways_from(self, changes: Changes) -> Ways:
        """What could change next. Raises `_Spent`."""
        if self.last is not None and self.last[0] == changes:
            return self.last[1]
        if self.runs >= self.budget:
            raise _Spent
        self.runs += 1
        supposed = tuple(Supposition(fact=f, value=ANY_TEXT if v is None else v) for f, v in changes.items)
        gathered = complete(self.case, self.base.copy(), (*self.case.question.supposed, *supposed))
        judgement = judge(self.case.ruleset, gathered, shadow=self.case.shadow)
        answer = self.answers[changes] = read_answer(judgement)
        self.last = changes, Ways(self.values, judgement, answer)
        self.facts = self.facts or gathered.facts
        return self.last[1]

    @property
    def now(self) -> Outcome:
        """The outcome as things are."""
        return self.run(Changes()).outcome

    def all(self) -> str | None:
        """Find the sets; why not all were looked for, or None."""
        ways, rules = self.ways_from(Changes()), self.case.ruleset.outcome_rules
        goals = [rule for rule in rules if better(outcome_of(rule), self.now) and ways.possible(rule)]
        try:
            for goal in sorted(goals, key=lambda rule: ORDER.index(outcome_of(rule))):
                if not self.found:
                    self.straight(goal)
            return self.widening(goals)
        except _Spent:
            return "runs"

    def straight(self, goal: RuleCompiled) -> None:
        """Go step by step towards one rule, the likeliest step each time: where there is much to do, a search from
        the smallest sets on might not come as far."""
        changes = Changes()
        for _ in range(_DEEPEST):
            if better(self.run(changes).outcome, self.now):
                return self.record(changes)
            step = next(self.wider(changes, goal), changes)
            if step == changes:
                return None
            changes = step
        return None

    def widening(self, goals: list[RuleCompiled]) -> str | None:
        """Every set that is a way to one of the rules, the smallest first."""
        queue = [(self.rank(Changes()), place, Changes()) for place in range(len(goals))]
        seen = {(place, changes) for _, place, changes in queue}
        while queue:
            _, place, changes = heapq.heappop(queue)
            goal = goals[place]
            if self.needless(changes, outcome_of(goal)):
                continue
            answer = self.run(changes)
            if better(answer.outcome, self.now):
                self.record(changes)
                if len(self.found) >= MOST:
                    return "ways"
            if not better(outcome_of(goal), answer.outcome):
                continue
            for wider in self.wider(changes, goal):
                if (place, wider) not in seen:
                    seen.add((place, wider))
                    heapq.heappush(queue, (self.rank(wider), place, wider))
        return None

    def wider(self, changes: Changes, goal: RuleCompiled) -> Iterator[Changes]:
        """The sets that are a step nearer to a rule that should decide. A fact that was changed may be changed to yet
        another value, but not back."""
        for move in self.ways_from(changes).towards(goal):
            self.aimed.update((step.fact, step.value) for step in move if not step.sample)
            if not any(step.value is not None and step.value == self.known(step.fact) for step in move):
                yield changes.with_(move)

    def known(self, fact: str) -> str | None:
        """The value that a fact has, as an officer writes it."""
        known = self.facts.get(fact)
        return None if known is None else written(known.value, self.values.schema.facts[fact].type)

    def record(self, changes: Changes) -> None:
        """Keep a set that leads to something better, without what it can do without."""
        reached = self.run(changes)
        try:
            for fact, _ in changes.items:
                fewer = changes.without(fact)
                answer = self.run(fewer)
                if better(answer.outcome, self.now) and not better(reached.outcome, answer.outcome):
                    return self.record(fewer)
        finally:
            if not self.needless(changes, reached.outcome):
                self.found[changes] = reached
        return None

    def needless(self, changes: Changes, outcome: Outcome) -> bool:
        """Whether a set that was found asks for no more, and leads as far as this outcome."""
        return any(
            self.covers(each, changes) and not better(outcome, answer.outcome) for each, answer in self.found.items()
        )

    def covers(self, less: Changes, more: Changes) -> bool:
        """Whether all the facts that one set asks for are asked for by the other. What they should be makes no
        difference, for nobody chooses the worse value; but an amount, a level or a day must not be more than the other
        asks."""
        asked = dict(more.items)
        return all(self.met(fact, value, asked) for fact, value in less.items)

    def met(self, fact: str, value: str | None, asked: dict[str, str | None]) -> bool:
        """Whether facts that are asked for include this one, and no less of it."""
        if fact == _OUTCOMES and any(name.endswith(f".{COVERED}") for name in asked):
            return True
        if fact not in asked:
            return False
        wanted = asked[fact]
        if value is None or wanted is None or not self.values.ordered(fact) or (fact, value) not in self.aimed:
            return True
        return bool(self.values.read(fact, wanted) >= self.values.read(fact, value))

    def rank(self, changes: Changes) -> tuple[int, int, tuple[tuple[str, tuple[bool, str]], ...]]:
        """The order in which sets are tried."""
        last = max((SUPPLIERS.index(self.by(fact)) for fact, _ in changes.items), default=0)
        return len(changes.items), last, tuple((fact, _first(value)) for fact, value in changes.items)

    def by(self, fact: str) -> str:
        """Who can supply a fact. What an award covers is its issuer's to say; what it does not, the learner learns."""
        if fact.endswith(f".{COVERED}"):
            return "learner" if _OUTCOMES in self.base.members else "issuer"
        return self.values.schema.suppliers[fact]

    def ways(self) -> tuple[ChangeSet, ...]:
        """What was found, as it is told."""
        kept = {
            changes: answer
            for changes, answer in self.found.items()
            if not any(
                each != changes and self.covers(each, changes) and not better(answer.outcome, other.outcome)
                for each, other in self.found.items()
            )
        }
        return tuple(sorted((self.way(changes, answer) for changes, answer in kept.items()), key=_order))

    def way(self, changes: Changes, answer: Answer) -> ChangeSet:
        assert answer.decided is not None
        listed = []
        for fact, value in changes.items:
            kind = "boolean" if fact.endswith(f".{COVERED}") else self.values.schema.facts[fact].type
            known = self.facts.get(fact)
            current = None if known is None else shown_value(known.value, kind)
            example = value is not None and (fact, value) not in self.aimed
            listed.append(Change(fact, kind, value, current, self.by(fact), example))
        listed.sort(key=lambda change: (SUPPLIERS.index(change.by), change.fact))
        return ChangeSet(tuple(listed), answer.outcome, answer.decided.name)


def outcome_of(rule: RuleCompiled) -> Outcome:
    """The outcome that a rule calls for."""
    assert rule.text.then is not None
    return Outcome(rule.text.then.outcome or "")


def _first(value: str | None) -> tuple[bool, str]:
    """In the order of this, "yes" is tried before "no"."""
    return value != "true", value or ""


def _order(way: ChangeSet) -> tuple[object, ...]:
    """Who can go it, how long it is, how far it leads."""
    names = tuple((change.fact, _first(change.value)) for change in way.changes)
    return SUPPLIERS.index(way.by), len(way.changes), ORDER.index(way.outcome), names
