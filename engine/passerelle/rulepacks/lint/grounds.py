"""The conditions of a rule in; on what it may rest out: where an award comes from, its route, its size and so on, or on
nothing that the award lacks.

A rule is read as a tree, through defined names and through what other rules establish. For each way in which its
conditions can come to hold, the grounds that take part are gathered. A way in which something takes part that an award
must show (level, outcomes, quality, assessment, evidence) is left out: what is left are the ways in which the rule
rests on something else alone. A condition that speaks for an award ("award.assessed", "not substantial.any") takes part
in nothing: it is no reason to give less. Where it cannot be told which way a condition speaks, it counts as one that an
award must meet, so that nothing is reported that might be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from passerelle.rulepacks.expression import (
    Binary,
    Call,
    ListOf,
    Literal,
    Name,
    Node,
    Quantifier,
    Unary,
)
from passerelle.rulepacks.pack import ConditionText, Pack, RuleText
from passerelle.rulepacks.schema import Schema


class Ground(StrEnum):
    """What a rule may rest on beside what an award must show. The value is how a message says it."""

    ORIGIN = "where the award comes from"
    ROUTE = "the route by which it was earned"
    MODE = "the form of participation"
    SIZE = "its size or duration"
    REGISTER = "a register"
    UNKNOWN = "what is not known"
    STATUS = "the status of its issuer"
    STACKING = "what the issuer says of stacking"


#: Facts that tell no quality of an award. All other facts of a case are something that an award may have to show.
_GROUNDS: Mapping[str, Ground] = {
    **dict.fromkeys(
        (
            "award.issuer.name", "award.issuer.legal_name", "award.issuer.legal_identifier", "award.issuer.identifier",
            "award.issuer.country", "award.issuer.region", "award.issuer.locality", "award.issuer.sector",
            "award.issuer.frameworks", "award.bodies", "award.bodies.name", "award.bodies.legal_name",
            "award.bodies.legal_identifier", "award.bodies.country", "award.format", "award.languages",
            "award.holder.name", "award.holder.date_of_birth", "award.holder.identifier",
        ),
        Ground.ORIGIN,
    ),
    "award.route": Ground.ROUTE,
    "award.participation": Ground.MODE,
    "award.stackability": Ground.STACKING,
    "award.studied_at": Ground.ORIGIN,
    "award.bodies.studied_at": Ground.ORIGIN,
    "award.issuer.formal_status": Ground.STATUS,
    "award.bodies.formal_status": Ground.STATUS,
    "award.issuer.registered": Ground.REGISTER,
    "award.issuer.register": Ground.REGISTER,
    "award.issuer.register_conflict": Ground.REGISTER,
    "award.bodies.registered": Ground.REGISTER,
    "award.quality.register": Ground.REGISTER,
}  # fmt: skip
_SIZE = "award.workload."
#: Facts that have one ground when they are held against these words, and none otherwise.
_BY_WORD: Mapping[str, tuple[frozenset[str], Ground]] = {
    "award.assessment.types": (frozenset(["rpl_assessment"]), Ground.ROUTE),
    "award.validation_stage": (frozenset(["assessed", "certified"]), Ground.ROUTE),
}
#: What is about the question, the component and the host, and not about an award.
_CONTEXT = ("question.", "host.", "target.", "policy.")
#: Truths that speak for an award, and truths that speak against one.
_GOOD = frozenset(
    [
        "award.assessed", "award.authentic", "award.holder_matches", "award.original_seen", "award.outcomes_compared",
        "award.quality.stated", "award.quality.external", "award.quality.internal", "award.quality.external_at_issue",
        "award.quality.external_today", "award.grade.passed", "award.issuer.registered", "award.workload.exact",
    ]
)  # fmt: skip
_BAD = frozenset(["award.quality.negative", "award.quality.absent"])
#: What speaks against an award as soon as it is known.
_DEFECTS = frozenset(["award.redeemed_for", "award.revoked_on"])
#: Words that speak for an award.
_GOOD_WORDS: Mapping[str, frozenset[str]] = {
    "award.status": frozenset(["active"]),
    "award.issuer.formal_status": frozenset(["formal"]),
}
#: Of these, more is better.
_MORE = ("award.level.eqf", "award.level.declared", "award.outcomes")
_MORE_THAN = (">", ">=", "<", "<=")


@dataclass(frozen=True, slots=True)
class Seen:
    """A condition that gives a ground: the facts that it reads, and its place in a file."""

    facts: tuple[str, ...]
    path: str
    line: int
    column: int


#: The ways in which a condition can come to a truth, by the grounds that take part in them.
Ways = dict[frozenset[Ground], tuple[Seen, ...]]
_NEUTRAL: frozenset[Ground] = frozenset()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a condition stands, and what its short names mean: subjects of a rule, facts of a collection's members."""

    pack: Pack
    condition: ConditionText
    subjects: Mapping[str, str]
    member_of: str = ""


@dataclass(slots=True)
class Grounds:
    """The packs that are used together, and the names that they define and establish; `schema` has all facts."""

    packs: tuple[Pack, ...]
    schema: Schema
    defines: dict[str, tuple[Pack, ConditionText]] = field(default_factory=dict)
    makers: dict[str, list[tuple[Pack, RuleText]]] = field(default_factory=dict)
    known: dict[tuple[str, bool], Ways] = field(default_factory=dict)
    read: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pack in self.packs:
            self.defines.update({name: (pack, condition) for name, condition in pack.defines})
            for rule in pack.rules:
                for name in _established(rule):
                    self.makers.setdefault(name, []).append((pack, rule))

    def of(self, pack: Pack, rule: RuleText) -> Ways:
        """The ways in which a rule can apply without anything that the award lacks, the least first."""
        ways = self._rule(pack, rule, True)
        least = [one for one in ways if not any(other < one for other in ways)]
        return {one: ways[one] for one in sorted(least, key=sorted)}

    def names(self, rule: RuleText) -> frozenset[str]:
        """The names that a rule writes itself, or through names that are defined."""
        found: set[str] = set()
        waiting = [condition.node for condition in rule.group("when")]
        while waiting:
            for word in _words(waiting.pop()):
                if word not in found and word in self.defines:
                    waiting.append(self.defines[word][1].node)
                found.add(word)
        return frozenset(found)

    def _read_by(self, pack: Pack, rule: RuleText) -> frozenset[str]:
        subjects = dict(rule.subjects)
        return frozenset().union(*(self._facts(c.node, _Place(pack, c, subjects)) for c in rule.group("when")))

    def _rule(self, pack: Pack, rule: RuleText, truth: bool) -> Ways:
        subjects = dict(rule.subjects)
        parts = [self._ways(c.node, truth, _Place(pack, c, subjects)) for c in rule.group("when")]
        return _all(parts) if truth else _any(parts)

    # -- truths -------------------------------------------------------------------------------------------------------

    def _ways(self, node: Node, truth: bool, at: _Place) -> Ways:
        if isinstance(node, Unary) and node.operator == "not":
            return self._ways(node.operand, not truth, at)
        if isinstance(node, Binary) and node.operator in ("and", "or"):
            parts = [self._ways(node.left, truth, at), self._ways(node.right, truth, at)]
            return _all(parts) if (node.operator == "and") is truth else _any(parts)
        if isinstance(node, Literal) and isinstance(node.value, bool):
            return {_NEUTRAL: ()} if node.value is truth else {}
        if isinstance(node, Binary) and node.operator in ("=", "!="):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(other, Literal) and isinstance(other.value, bool):
                    return self._ways(one, (other.value is truth) is (node.operator == "="), at)
        if isinstance(node, Name):
            if node.text in self.defines or node.text in self.makers:
                return self._named(node.text, truth)
            if node.text.startswith(("substantial.", "difference.")):
                return {} if truth else {_NEUTRAL: ()}
        return self._single(node, truth, at)

    def _named(self, name: str, truth: bool) -> Ways:
        """The ways of a defined or established name. That there is no difference speaks for an award, whatever the
        rules look at that would have found one."""
        if not truth and name.startswith(("substantial.", "difference.")):
            return {_NEUTRAL: ()}
        if (name, truth) not in self.known:
            self.known[name, truth] = {}
            if name in self.defines:
                pack, condition = self.defines[name]
                self.known[name, truth] = self._ways(condition.node, truth, _Place(pack, condition, {}))
            else:
                parts = [self._rule(pack, rule, truth) for pack, rule in self.makers[name]]
                self.known[name, truth] = _any(parts) if truth else _all(parts)
        return self.known[name, truth]

    def _single(self, node: Node, truth: bool, at: _Place) -> Ways:
        """The ways of one comparison, of a fact alone, or of what is said of a collection."""
        facts = self._facts(node, at)
        case = _of_case(facts)
        if isinstance(node, Unary) and node.operator in ("is known", "is unknown"):
            known = (node.operator == "is known") is truth
            if known and not _DEFECTS.isdisjoint(case):
                return {}
            return {_NEUTRAL: ()} if known or not case else self._found({Ground.UNKNOWN}, case, node, at)
        if self._is_cap(node, truth, case, at):
            return {}
        words = frozenset(word for word in _words(node) if not self._facts_of(word, at))
        if not case or self._speaks_for(node, truth, case, words, at):
            return {_NEUTRAL: ()}
        grounds = {ground for name in case if (ground := _ground(name, words, truth))}
        if not all(_ground(name, words, truth) for name in case):
            return {}
        return self._found(grounds, case, node, at)

    def _speaks_for(self, node: Node, truth: bool, case: tuple[str, ...], words: frozenset[str], at: _Place) -> bool:
        """Whether a condition that has this truth says something good of an award."""
        if isinstance(node, Name):
            return frozenset(case) <= (_GOOD if truth else _BAD)
        if not isinstance(node, Binary):
            return False
        if node.operator in ("=", "!=", "one of"):
            good = frozenset().union(*(_GOOD_WORDS.get(name, frozenset()) for name in case))
            return bool(words) and words <= good and (node.operator != "!=") is truth
        return all(name.startswith(_MORE) for name in case) and self._is_more(node, truth, at)

    def _is_cap(self, node: Node, truth: bool, case: tuple[str, ...], at: _Place) -> bool:
        """Whether a condition asks whether an award is larger than something: how much a host takes is its to say."""
        return bool(case) and all(name.startswith(_SIZE) for name in case) and self._is_more(node, truth, at)

    def _is_more(self, node: Node, truth: bool, at: _Place) -> bool:
        """Whether a comparison of this truth says that there is more of what a case has than of something else."""
        if not isinstance(node, Binary) or node.operator not in _MORE_THAN:
            return False
        sides = [_of_case(self._facts(side, at)) for side in (node.left, node.right)]
        if all(sides):
            return False
        return ((node.operator in _MORE_THAN[:2]) is bool(sides[0])) is truth

    @staticmethod
    def _found(grounds: set[Ground], facts: tuple[str, ...], node: Node, at: _Place) -> Ways:
        line, column = at.condition.at(_leftmost(node))
        return {frozenset(grounds): (Seen(facts, at.pack.path, line, column),)}

    # -- facts --------------------------------------------------------------------------------------------------------

    def _facts(self, node: Node, at: _Place) -> frozenset[str]:
        """The facts that a part of a condition reads, also through names."""
        if isinstance(node, Name):
            return self._facts_of(node.text, at)
        if isinstance(node, Quantifier):
            inside = _Place(at.pack, at.condition, at.subjects, node.collection.text)
            parts = [self._facts(part, inside) for part in (node.where, node.have) if part is not None]
            return frozenset([node.collection.text]).union(*parts)
        return frozenset().union(*(self._facts(part, at) for part in _parts(node)))

    def _facts_of(self, text: str, at: _Place) -> frozenset[str]:
        name = text
        head, _, rest = text.partition(".")
        if head in at.subjects:
            name = f"{at.subjects[head]}.{rest}"
        elif at.member_of and text not in self.defines and text not in self.schema.facts:
            name = f"{at.member_of}.{text}"
        if name in self.read:
            return self.read[name]
        self.read[name] = frozenset()
        if name in self.defines:
            pack, condition = self.defines[name]
            self.read[name] = self._facts(condition.node, _Place(pack, condition, {}))
        elif name in self.makers:
            found = [self._read_by(pack, rule) for pack, rule in self.makers[name]]
            self.read[name] = frozenset().union(*found)
        elif name in self.schema.facts:
            self.read[name] = frozenset([name])
        return self.read[name]


def _established(rule: RuleText) -> tuple[str, ...]:
    """The names that a rule establishes."""
    then = rule.then
    if then is None:
        return ()
    if then.establish:
        of = dict(rule.subjects).get(then.of or "", "")
        return (f"{of}.{then.establish}" if of else then.establish,)
    if then.criterion:
        return (f"criterion.{then.criterion}.{then.rating}",)
    if then.difference:
        kinds = ("difference", "substantial") if then.weight == "substantial" else ("difference",)
        return tuple(f"{kind}.{element}" for kind in kinds for element in (then.difference, "any"))
    return ()


def _ground(name: str, words: frozenset[str], truth: bool) -> Ground | None:
    """The ground that a fact gives; None for one that an award must show."""
    if name in _BY_WORD:
        special, ground = _BY_WORD[name]
        return ground if words and words <= special else None
    if name == "award.issuer.formal_status" and truth and words == {"mill"}:
        return None
    return Ground.SIZE if name.startswith(_SIZE) else _GROUNDS.get(name)


def _of_case(facts: frozenset[str]) -> tuple[str, ...]:
    """The facts that are about the case, not about the question, the component or the host."""
    return tuple(sorted(name for name in facts if not name.startswith(_CONTEXT)))


def _all(parts: list[Ways]) -> Ways:
    """The ways in which all come to hold together."""
    found: Ways = {_NEUTRAL: ()}
    for part in parts:
        together: Ways = {}
        for one, seen in found.items():
            for other, also in part.items():
                together.setdefault(one | other, tuple(dict.fromkeys((*seen, *also))))
        found = together
    return found


def _any(parts: list[Ways]) -> Ways:
    """The ways in which one of them comes to hold."""
    found: Ways = {}
    for part in parts:
        for one, seen in part.items():
            found.setdefault(one, seen)
    return found


def _parts(node: Node) -> Iterator[Node]:
    """What stands directly in a node."""
    if isinstance(node, Unary):
        yield node.operand
    elif isinstance(node, Binary):
        yield node.left
        yield node.right
    elif isinstance(node, Quantifier):
        yield node.collection
        yield from (part for part in (node.where, node.have) if part is not None)
    elif isinstance(node, ListOf):
        yield from node.items
    elif isinstance(node, Call):
        yield from node.arguments


def _words(node: Node) -> Iterator[str]:
    """Every name in a node, also terms and countries, and every text."""
    if isinstance(node, Name):
        yield node.text
    elif isinstance(node, Literal) and isinstance(node.value, str):
        yield node.value
    for part in _parts(node):
        yield from _words(part)


def _leftmost(node: Node) -> int:
    """The column at which a node begins."""
    return min([node.column, *(_leftmost(part) for part in _parts(node))])
