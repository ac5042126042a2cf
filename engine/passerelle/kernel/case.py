"""Facts of one case enter, batch by batch; the firings they bring about leave."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Protocol, TypeAlias

import orjson

from passerelle.errors import FactError, KernelError
from passerelle.kernel import limits
from passerelle.kernel.absence import marked
from passerelle.kernel.answers import Fact, Firing
from passerelle.kernel.compiled import LOCK, Compiled, Shelf
from passerelle.kernel.deriving import Derivation
from passerelle.kernel.guard import check_number
from passerelle.kernel.naming import ALWAYS, BEGIN, END, SID, identities
from passerelle.kernel.network import MARKS
from passerelle.kernel.rulesets import ENGINE
from passerelle.kernel.sending import Row
from passerelle.rulepacks.program import Program


class Case(Protocol):
    """Facts that stay together until the context is left."""

    @property
    def engine(self) -> str:
        """Which evaluator answers."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts so far, given and derived, in the order of their indexes."""

    def __enter__(self) -> Case: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def add(self, facts: Iterable[Mapping[str, object]]) -> tuple[Firing, ...]:
        """Assert facts beside the earlier ones, derive until nothing new comes, and return the new firings.

        Absent patterns are asked over all facts when their stratum is reached; a later fact could belie them, so a
        program with absent patterns takes its facts in a single `add`. Raises `FactError`, which leaves the case as
        it was, or `KernelError`, after which it takes nothing more.
        """


_shelf = Shelf(limits.COMPILED_PROGRAMS, limits.COMPILED_RULES)
_open: LiveCase | None = None


def compile_program(program: Program) -> Compiled:
    """The program as the engine runs it, from the shelf where it lies there. Raises `ProgramError`."""
    with LOCK:
        return _shelf.take(program, _open.compiled if _open else None)


class LiveCase:
    """A case inside durable-rules. It holds `LOCK` from entering to leaving its context."""

    engine = ENGINE

    def __init__(self, program: Program) -> None:
        self._program = program
        self.compiled: Compiled
        self._state = "not yet entered (use it in a with statement)"
        self._thread = 0
        self._facts: list[Fact] = []
        self._counts: Counter[str] = Counter()
        self._given = 0
        self._used = False
        self._round = 0
        self._fired = 0
        self._derived: set[tuple[object, ...]] = set()
        self._ids = identities()
        self._last_id = limits.IDS

    def __enter__(self) -> LiveCase:
        global _open
        if self._thread:
            raise KernelError("a case can be entered only once")
        LOCK.acquire()
        try:
            if _open is not None:
                raise KernelError("a case is already open in this thread: the engine serves one at a time")
            self.compiled = _shelf.take(self._program, None)
            self._thread = threading.get_ident()
            self._state = "open"
            _open = self
        except BaseException:
            LOCK.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        global _open
        self._state = "closed"
        try:
            for ruleset in self.compiled.rulesets:
                ruleset.clear()
            self.compiled.sending.forget()
        finally:
            _open = None
            LOCK.release()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(self._facts)

    def add(self, facts: Iterable[Mapping[str, object]]) -> tuple[Firing, ...]:
        if self._state != "open":
            raise KernelError(f"the case takes no facts: it is {self._state}")
        if self._thread != threading.get_ident():
            raise KernelError("the case takes no facts: another thread has opened it")
        compiled = self.compiled
        if compiled.absents and self._used:
            raise KernelError("a program with absent patterns takes its facts in a single add")
        batch = check_number(self._given, facts)
        kept, rows, kinds = compiled.sending.read(batch, len(self._facts))
        if compiled.bound.needed:
            counts = self._counts.copy()
            counts.update(kinds)
            compiled.bound.check(counts, [*self._facts, *kept] if self._facts else kept)
            self._counts = counts
        self._used = True
        self._given += len(batch)
        fresh = len(self._facts)
        self._facts.extend(kept)
        try:
            return self._settle(fresh, rows, kinds)
        except BaseException:
            self._state = "broken by an earlier error"
            raise

    def _settle(self, fresh: int, rows: list[Row], kinds: list[str]) -> tuple[Firing, ...]:
        firings: list[Firing] = []
        for stratum in range(self.compiled.strata):
            opening = True
            while True:
                if self.compiled.absents:
                    self._mark(stratum, opening, fresh, rows, kinds)
                    opening = False
                fresh = len(self._facts)
                if not rows:
                    break
                rows, kinds = self._fire(self._match(rows, kinds), firings)
        return tuple(firings)

    def _mark(self, stratum: int, opening: bool, fresh: int, rows: list[Row], kinds: list[str]) -> None:
        """Put the markers of absent patterns that have become due beside the rows."""
        due = marked(self.compiled.absents, stratum, opening, self._facts, fresh)
        for marker, index in due:
            rows.append({"id": self._own_id(), "sid": SID, marker: 1, MARKS: index, ALWAYS: 0})
            kinds.append(marker)

    def _own_id(self) -> str:
        """An id for what is no fact, from the far end of those for facts."""
        self._last_id -= 1
        if self._last_id < limits.FACTS:
            raise KernelError("the rules do not come to rest: too many rounds, or too many absent patterns to mark")
        return self._ids[self._last_id]

    def _match(self, rows: list[Row], kinds: list[str]) -> list[_Hit]:
        """What fires in one round, in the order shown to people; the engine's own order hangs on chance."""
        found: list[tuple[str, list[dict[str, dict[str, str]]]]] = []
        begin, end = {"id": self._own_id(), "sid": SID, BEGIN: 1}, {"id": self._own_id(), "sid": SID, END: 1}
        compiled = self.compiled
        if len(compiled.rulesets) == 1 and not compiled.wide:
            compiled.rulesets[0].match(orjson.dumps([begin, *rows, end]).decode(), found)
        else:
            present = frozenset(kinds)
            batches: dict[frozenset[str], str] = {}
            for ruleset in compiled.rulesets:
                read = ruleset.kinds & present
                if not read:
                    continue
                batch = batches.get(read)
                if batch is None or compiled.wide:
                    chosen = [row for row, kind in zip(rows, kinds, strict=True) if kind in read]
                    if compiled.wide:
                        names = ruleset.attributes
                        chosen = [{name: row[name] for name in row if name in names} for row in chosen]
                    batch = batches[read] = orjson.dumps([begin, *chosen, end]).decode()
                ruleset.match(batch, found)
        hits: list[_Hit] = []
        rules = compiled.rules
        for engine_name, matches in found:
            rank, name, places, derivation = rules[engine_name]
            if len(places) == 1:
                hits.extend([(rank, (int(match["p0"]["id"]),), name, derivation) for match in matches])
            else:
                for match in matches:
                    facts = tuple([int(match[place]["id"]) for place in places])
                    hits.append((rank, facts, name, derivation))
        hits.sort(key=_by_rank_and_facts)
        return hits

    def _fire(self, hits: list[_Hit], firings: list[Firing]) -> tuple[list[Row], list[str]]:
        """Record the firings; the rows of what they derive are the next round's batch."""
        if not hits:
            return [], []
        self._round += 1
        self._fired += len(hits)
        if self._round > limits.ROUNDS or self._fired > limits.FIRINGS:
            raise KernelError("the rules do not come to rest: too many rounds or firings")
        round_ = self._round
        new: list[Fact] = []
        for _, facts, name, derivation in hits:
            firings.append(Firing(round_, name, facts))
            if derivation is not None:
                fact = derivation.new_fact(facts, self._facts, self._derived)
                if fact is not None:
                    new.append(fact)
        if not new:
            return [], []
        start = len(self._facts)
        if start + len(new) > limits.FACTS:
            raise KernelError(f"the rules derive too many facts: more than {limits.FACTS} in all")
        kept, rows, kinds = self.compiled.sending.read(new, start)
        self._facts.extend(kept)
        self._bound_derived(kinds)
        return rows, kinds

    def _bound_derived(self, kinds: list[str]) -> None:
        if self.compiled.bound.needed:
            self._counts.update(kinds)
            try:
                self.compiled.bound.check(self._counts, self._facts)
            except FactError as error:
                raise KernelError(f"after deriving: {error}") from error


#: (rank of the rule, facts, name of the rule, what it derives)
_Hit: TypeAlias = "tuple[int, tuple[int, ...], str, Derivation | None]"


def _by_rank_and_facts(hit: _Hit) -> tuple[int, tuple[int, ...]]:
    return hit[:2]
