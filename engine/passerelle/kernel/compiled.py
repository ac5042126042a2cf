"""A program enters; what is needed to run it leaves, kept for the next case as long as there is room."""

from __future__ import annotations

import threading
from collections import OrderedDict

from passerelle.errors import ProgramError
from passerelle.kernel.absence import absent_patterns
from passerelle.kernel.candidates import CandidateBound
from passerelle.kernel.check import check_program
from passerelle.kernel.deriving import Derivation
from passerelle.kernel.naming import identities
from passerelle.kernel.network import build
from passerelle.kernel.rulesets import LiveRuleset
from passerelle.kernel.sending import Sending
from passerelle.rulepacks.program import Program


class Compiled:
    """A program inside the engine: its live rulesets and how to feed and read them."""

    def __init__(self, program: Program) -> None:
        self.program = program
        strata = check_program(program)
        network = build(program)
        self.strata = max(strata, default=0) + 1
        self.wide = network.wide
        self.absents = absent_patterns(program, strata, network.markers)
        self.sending = Sending(program.schema, network)
        self.bound = CandidateBound(program)
        #: By the engine's name of a rule: (place in the order of firing, name, patterns, derivation). Patterns are
        #: the engine's names of the present ones.
        order = sorted(range(len(program.rules)), key=lambda at: (program.rules[at].priority, at))
        self.rules: dict[str, tuple[int, str, tuple[str, ...], Derivation | None]] = {}
        for rank, at in enumerate(order):
            rule = program.rules[at]
            places = tuple(f"p{place}" for place, pattern in enumerate(rule.patterns) if not pattern.absent)
            self.rules[f"r{at}"] = (rank, rule.name, places, Derivation.of(rule))
        ids = identities()
        self.rulesets: list[LiveRuleset] = []
        try:
            for ruleset in network.rulesets:
                self.rulesets.append(LiveRuleset(ruleset, (ids[-1], ids[-2])))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Free the engine's memory."""
        rulesets, self.rulesets = self.rulesets, []
        for ruleset in rulesets:
            ruleset.close()


#: Held while a case is open or a program is compiled: the engine serves one at a time.
LOCK = threading.RLock()


class Shelf:
    """Compiled programs by key, the least recently used closed first. Only under `LOCK`."""

    def __init__(self, programs: int, rules: int) -> None:
        self._room = (programs, rules)
        self._compiled: OrderedDict[str, Compiled] = OrderedDict()
        self._rules = 0

    def __len__(self) -> int:
        return len(self._compiled)

    def take(self, program: Program, in_use: Compiled | None) -> Compiled:
        """The compiled program. `in_use` is never closed."""
        compiled = self._compiled.get(program.key)
        if compiled is not None:
            if compiled.program is not program:
                if compiled.program != program:
                    raise ProgramError(f"two different programs have the key {program.key!r}")
                compiled.program = program
            self._compiled.move_to_end(program.key)
            return compiled
        compiled = Compiled(program)
        self._compiled[program.key] = compiled
        self._rules += len(program.rules)
        self._make_room(compiled, in_use)
        return compiled

    def _make_room(self, new: Compiled, in_use: Compiled | None) -> None:
        programs, rules = self._room
        for key, old in list(self._compiled.items()):
            if len(self._compiled) <= programs and self._rules <= rules:
                break
            if old is not new and old is not in_use:
                del self._compiled[key]
                self._rules -= len(old.program.rules)
                old.close()
