"""One pass over the stages of a case: conditions computed, the kernel told, conclusions settled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from passerelle import kernel
from passerelle.judgement.answers import Subjects, Tried
from passerelle.rulepacks import SUBJECTS, Range, RuleCompiled, Ruleset, Stage
from passerelle.rulepacks.amounts import compare_ranges
from passerelle.rulepacks.ruleset import Chunk, Join, MemberFacts, Settled

#: A rule without subjects, or one of which nobody knows whom it is about, is open for this.
_CASE: tuple[Subjects, ...] = ((),)


class Run:
    """One pass over the stages of one case."""

    def __init__(self, ruleset: Ruleset, frame: list[Any], tried: dict[str, Tried], case: kernel.Case) -> None:
        self.ruleset, self.frame, self.tried, self.case = ruleset, frame, tried, case
        self.asserted: list[int] = []  # for each kernel fact the number of its member, or -1
        self.value_kinds: set[str] = set()
        self.numbers: dict[Any, int] = {}
        # For each stage the truths of its conditions, and which of those about the case have been asked.
        self.asked: list[tuple[list[bool | None], bytearray]] = []

    def rows(self, collection: str) -> list[list[Any]]:
        """The members of a collection; none where it is unknown."""
        return self.frame[self.ruleset.slots[collection]] or []

    def stage(self, stage: Stage) -> None:
        frame = self.frame
        for defined in stage.defines:
            frame[defined.slot] = defined.run(frame)
        truths: list[bool | None] = [None] * len(stage.conditions)
        asked = bytearray(len(truths))
        self.asked.append((truths, asked))
        for index, compute in stage.at_once:
            truths[index] = compute(frame)
            asked[index] = 1
        possible = []
        certain = bool(stage.members)
        for name, conditions in stage.about_case:
            holds: bool | None = True
            for index, compute in conditions or ():
                if not asked[index]:
                    truths[index] = compute(frame)
                    asked[index] = 1
                if truths[index] is False:
                    holds = False
                    break
                if truths[index] is None:
                    holds = None
            if holds is not False:
                possible.append(name)
                certain = certain or holds is True
        member_truths: dict[tuple[str, int], list[list[bool | None]]] = {}
        # Where no rule has all its conditions, the kernel has nothing to find.
        facts = self.case_facts(stage, truths) if certain else []
        for member in stage.members:
            facts += self.member_facts(stage, member, truths, member_truths)
        facts += self.value_facts(stage)
        fired = self.case.add(facts) if facts else ()
        tried = self.tried
        found: dict[str, dict[Subjects, tuple[str, int]]] = {}
        for firing in fired:
            rule, variant = self.ruleset.fired[firing.rule]
            where = firing.facts
            if not rule.text.subjects:
                subjects: Subjects = ()
            elif rule.join is None:
                subjects = (self.asserted[where[0]],)
            else:
                ends = (self.asserted[where[0]], self.asserted[where[3]])
                subjects = ends if rule.join.left_subject == 0 else (ends[1], ends[0])
                if ends[0] == ends[1] and _of_one_collection(rule):
                    continue
            found.setdefault(rule.name, {}).setdefault(subjects, (variant, firing.round))
        for name, each in found.items():
            tried[name].fired = each
        case_truths: dict[Subjects, list[bool | None]] = {(): truths}
        for name, _ in stage.about_case:
            tried[name].truths = case_truths
        for name in possible:
            entry = tried[name]
            if not entry.fired:
                entry.open = _CASE
        for rule in stage.about_members:
            self.open_subjects(rule, truths, member_truths)
        for settled in stage.settles:
            if settled.makers:
                self.settle(settled)

    def case_facts(self, stage: Stage, truths: list[bool | None]) -> list[dict[str, Any]]:
        facts = []
        for chunk in stage.chunks:
            facts.append(_marked({"kind": chunk.kind}, chunk, truths))
            self.asserted.append(-1)
        return facts

    def member_facts(
        self,
        stage: Stage,
        member: MemberFacts,
        truths: list[bool | None],
        seen: dict[tuple[str, int], list[list[bool | None]]],
    ) -> list[dict[str, Any]]:
        """One kernel fact a member; also fills, for each rule's subject, the truths of the member's conditions."""
        facts = []
        every = []
        for row in self.rows(member.collection):
            self.frame[member.slot] = row
            mine = list(truths)
            for index in member.own:
                mine[index] = stage.conditions[index].run(self.frame)
            facts.append(_marked({"kind": member.kind, "n": row[0]}, member, mine))
            self.asserted.append(row[0])
            every.append(mine)
        seen[member.kind, member.slot] = every
        return facts

    def value_facts(self, stage: Stage) -> list[dict[str, Any]]:
        """One kernel fact for each value of each member; values travel as numbers of this case."""
        facts = []
        for value_facts in stage.values:
            if value_facts.kind in self.value_kinds:
                continue
            self.value_kinds.add(value_facts.kind)
            for row in self.rows(value_facts.collection):
                value = row[value_facts.column]
                if value is None:
                    continue
                if isinstance(value, Range):
                    continue  # known within bounds only, it is equal to nothing for certain
                for each in value if isinstance(value, tuple) else (value,):
                    number = self.numbers.setdefault(each, len(self.numbers))
                    facts.append({"kind": value_facts.kind, "n": row[0], "v": number})
                    self.asserted.append(row[0])
        return facts

    @staticmethod
    def is_open(rule: RuleCompiled, truths: list[bool | None]) -> bool:
        """Whether an unknown keeps a rule from firing. A check without a result is always open: UNKNOWN."""
        if rule.text.then is None:
            return True
        for written in rule.groups["when"]:  # noqa: SIM110 - the hottest loop of a decision
            if truths[written.index] is False:
                return False
        return True

    def open_subjects(
        self,
        rule: RuleCompiled,
        case: list[bool | None],
        member_truths: dict[tuple[str, int], list[list[bool | None]]],
    ) -> None:
        entry = self.tried[rule.name]
        truths = [member_truths.get((kind, SUBJECTS[place]), []) for place, kind in enumerate(rule.member_kinds)]
        if any(self.frame[self.ruleset.slots[collection]] is None for _, collection in rule.text.subjects):
            self.open_blindly(rule, case, truths)
            return
        first = self.rows(rule.text.subjects[0][1])
        if rule.join is None:
            entry.truths = {(number,): truths[0][number] for number in range(len(first))}
            entry.open = tuple(
                each for each, mine in entry.truths.items() if each not in entry.fired and self.is_open(rule, mine)
            )
            return
        second = self.rows(rule.text.subjects[1][1])
        about = rule.text.then.of if rule.text.then else None
        target = 1 if about == rule.text.subjects[1][0] else 0
        done: set[int] = {subjects[target] for subjects in entry.fired}
        if self.certain(rule, truths, first, second):
            return
        one = _of_one_collection(rule)
        held: dict[Subjects, list[bool | None]] = {}
        for a, b in ((a, b) for a in range(len(first)) for b in range(len(second))):
            subject = (a, b)[target]
            if subject in done or (one and a == b):
                continue
            joined = _joined(rule.join, first[a], second[b])
            own = [truths[0][a][i] for i in (*rule.subject_conditions[0], *rule.case_conditions)]
            own += [truths[1][b][i] for i in rule.subject_conditions[1]]
            if joined is not False and False not in own:
                mine = list(truths[0][a])
                for index in rule.subject_conditions[1]:
                    mine[index] = truths[1][b][index]
                mine[rule.join.condition] = joined
                held[(a, b)] = mine
                done.add(subject)
        entry.truths, entry.open = held, tuple(held)

    def open_blindly(self, rule: RuleCompiled, case: list[bool | None], truths: list[list[list[bool | None]]]) -> None:
        """A collection that a rule is tried for is unknown: the rule is open, unless what is known rules it out."""
        entry = self.tried[rule.name]
        if rule.text.then is not None:
            if any(case[index] is False for index in rule.case_conditions):
                return
            for place, (_, collection) in enumerate(rule.text.subjects):
                if self.frame[self.ruleset.slots[collection]] is None:
                    continue
                entry.perhaps = tuple(
                    number
                    for number, mine in enumerate(truths[place])
                    if not any(mine[index] is False for index in rule.subject_conditions[place])
                )
                if not entry.perhaps:
                    return
        entry.truths = {(): case}
        entry.open = _CASE

    @staticmethod
    def certain(rule: RuleCompiled, truths: list[list[list[bool | None]]], first: Any, second: Any) -> bool:
        """Whether nothing that the rule asks is unknown, so that no pair can be open."""
        join = rule.join
        assert join is not None
        left, right = (first, second) if join.left_subject == 0 else (second, first)
        values = [row[join.left] for row in left] + [row[join.right] for row in right]
        if any(value is None or isinstance(value, Range) for value in values):
            return False
        for place in (0, 1):
            indexes = rule.subject_conditions[place] + (rule.case_conditions if place == 0 else ())
            if any(mine[index] is None for mine in truths[place] for index in indexes):
                return False
        return True

    def settle(self, settled: Settled) -> None:
        """What the rules of a conclusion established, for the stages after them."""
        if settled.collection is None:
            held: bool | None = False
            for maker in settled.makers:
                entry = self.tried[maker.name]
                if entry.fired:
                    held = True
                    break
                if entry.open:
                    held = None
            self.frame[settled.place] = held
            return
        truth: dict[int, bool | None] = {}
        for maker in settled.makers:
            names = [name for name, _ in maker.text.subjects]
            place = names.index(maker.text.then.of) if maker.text.then and maker.text.then.of else 0
            entry = self.tried[maker.name]
            for number in entry.perhaps if entry.open == _CASE else [subjects[place] for subjects in entry.open]:
                truth.setdefault(number, None)
            for subjects in entry.fired:
                truth[subjects[place]] = True
        for row in self.rows(settled.collection):
            row[settled.place] = truth.get(row[0], False)


def _marked(fact: dict[str, Any], told: Chunk | MemberFacts, truths: list[bool | None]) -> dict[str, Any]:
    """A kernel fact with a 1 for each condition that is true and each group that is as wanted."""
    fact.update([(name, 1) for name, index in told.attributes if truths[index] is True])
    for name, indexes, wanted in told.groups:
        if _wanted(truths, indexes, wanted):
            fact[name] = 1
    return fact


def _wanted(truths: list[bool | None], indexes: Iterable[int], wanted: str) -> bool:
    """Whether a group of conditions, all of which must hold, is false ("false") or false or unknown ("not true")."""
    values = [truths[index] for index in indexes]
    return False in values if wanted == "false" else any(value is not True for value in values)


def _of_one_collection(rule: RuleCompiled) -> bool:
    """Whether the two subjects of a rule are members of one collection; they are then two different members."""
    return rule.text.subjects[0][1] == rule.text.subjects[1][1]


def _joined(join: Join, first: list[Any], second: list[Any]) -> bool | None:
    left, right = (first, second) if join.left_subject == 0 else (second, first)
    a, b = left[join.left], right[join.right]
    if a is None or b is None:
        return None
    if isinstance(a, tuple):
        return not set(a).isdisjoint(b)
    return compare_ranges("=", a, b) if isinstance(a, Range) or isinstance(b, Range) else bool(a == b)
