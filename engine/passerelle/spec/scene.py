"""The acts of a scenario enter one by one; a question is asked on the way, and what was answered leaves.

A scenario runs the way of a real file: what it says of the micro-credential becomes a portfolio document
(`passerelle.spec.papers`), what it says of the host's module a component file, and the desk reads both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from passerelle.decision import Award, Confirmation, Decision, Purpose, Question, Target, WhatWouldChange
from passerelle.desk import Asked, Desk
from passerelle.documents import DocumentError
from passerelle.policies import PolicyChecked
from passerelle.providers import Listing
from passerelle.spec.better import WAYS
from passerelle.spec.expect import EXPECTATIONS, Answer, Unmet
from passerelle.spec.papers import changed, component, identifier, portfolio
from passerelle.spec.reading import Act
from passerelle.spec.received import Received
from passerelle.spec.registered import providers
from passerelle.spec.sentences import Language
from passerelle.spec.stacking import GIVEN, LEDGER, THEN, WHEN, Stacking
from passerelle.spec.telling import Told
from passerelle.spec.verbs import VERBS
from passerelle.store import Learning, ToKeep

#: Verbs that are about stacking.
STACKING = frozenset((*GIVEN, *LEDGER, *WHEN, *THEN))

#: The day of a question where a scenario names none.
AS_OF = date(2026, 1, 15)


@dataclass(slots=True)
class Scene:
    """What a scenario has said so far, and the last answer."""

    desk: Desk
    language: Language
    tag: str
    folder: Path
    as_of: date = AS_OF
    host: str | None = None
    unit: dict[str, Any] = field(default_factory=dict)
    outcomes: list[str] = field(default_factory=list)
    stated_in: str | None = None
    covers: int | None = None
    target: dict[str, Any] = field(default_factory=dict)
    essential: list[str] = field(default_factory=list)
    accepts: list[tuple[str, str]] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)
    skills: list[tuple[str, str]] = field(default_factory=list)
    policy: dict[str, str] = field(default_factory=dict)
    policy_rules: str = ""
    confirmations: dict[str, str] = field(default_factory=dict)
    credential: str | None = None
    changes: dict[str, str] = field(default_factory=dict)
    received: Received = field(default_factory=Received)
    decision: Decision | None = None
    unread: DocumentError | None = None
    policy_checked: PolicyChecked | None = None
    stacking: Stacking = field(init=False)

    def __post_init__(self) -> None:
        self.stacking = Stacking(self.language, self.tag)

    def say(self, key: str, **what: object) -> str:
        """A fixed phrase in the language of the scenario."""
        return self.language.say(key, self.tag, **what)

    def perform(self, act: Act) -> None:
        """Do what a step says. Raises `Unmet` for an expectation that is not met, `PasserelleError` for a question
        that cannot be asked."""
        for verb, argument in act.actions:
            if verb in STACKING:
                self.stacking.perform(verb, argument, self.desk, self.host, self.as_of)
            elif VERBS[verb].step == "then":
                self._expect(verb, argument)
            else:
                getattr(self, f"_{verb}")(argument)

    # what the learner holds

    def _unit(self, fields: dict[str, Any]) -> None:
        _put(self.unit, fields)

    def _outcomes(self, statements: list[str]) -> None:
        self.outcomes = statements

    def _outcome_language(self, tag: str) -> None:
        self.stated_in = tag

    def _covers(self, count: str) -> None:
        self.covers = int(count)

    def _credential(self, name: str) -> None:
        self.credential = name

    def _change(self, places: dict[str, str]) -> None:
        self.changes.update(places)

    def _body(self, fields: dict[str, Any]) -> None:
        self.received.bodies.append(fields)

    def _studied_at(self, name: str) -> None:
        self.received.studied_at.append(name)

    # what came with it, and what was before

    def _application(self, fields: dict[str, Any]) -> None:
        _put(self.received.fields, fields)

    def _agreement(self, fields: dict[str, Any]) -> None:
        _put(self.received.agreement, fields)

    def _statement(self, fields: dict[str, Any]) -> None:
        self.received.statements.append(fields)

    def _appeal(self, argument: str) -> None:
        self.received.arguments.append(argument)

    def _decided(self, before: dict[str, str]) -> None:
        """What has been said so far is decided on, and kept."""
        award = self._award()
        assert award is not None, "a scenario decides on what can be read"
        desk, host = self._desk(before["host"]), before["host"]
        module = self._module(host)
        decision = self._answer(desk, award, before["purpose"], host, module)
        self.received.kept.append(ToKeep(decision, award, module, desk.sources(decision)))

    # what is asked of whom

    def _target(self, fields: dict[str, Any]) -> None:
        _put(self.target, fields)

    def _essential(self, what: list[str] | str) -> None:
        if isinstance(what, str):
            what = [self.say("essential_outcome", number=number) for number in range(1, int(what) + 1)]
        self.essential = what

    def _accepts(self, pair: dict[str, str]) -> None:
        self.accepts.append((pair["theirs"], pair["own"]))

    def _listed(self, entry: dict[str, Any]) -> None:
        self.entries.append(dict(entry))

    def _entry(self, fields: dict[str, Any]) -> None:
        self.entries[-1].update(fields)

    def _more_specific(self, pair: dict[str, str]) -> None:
        self.skills.append((pair["narrower"], pair["broader"]))

    def _host(self, host: str) -> None:
        self.host = host

    def _policy(self, parameters: dict[str, str | list[str]]) -> None:
        for name, value in parameters.items():
            self.policy[name] = value if isinstance(value, str) else ", ".join(value)

    def _policy_rules(self, text: str) -> None:
        self.policy_rules = text

    def _confirm(self, facts: dict[str, str]) -> None:
        self.confirmations.update(facts)

    def _as_of(self, day: str) -> None:
        self.as_of = date.fromisoformat(day)

    # the questions

    def _check(self, _: Any) -> None:
        self.decision = None
        award = self._award()
        if award is not None:
            desk, confirmed = self._desk(), self._confirmed()
            consulted = desk.consult(award, registers=self._registers())
            self.decision = desk.check(
                award, as_of=self.as_of, host=self.host, confirmations=confirmed, consulted=consulted
            )

    def _check_policy(self, _: Any) -> None:
        self.policy_checked = self._desk().check_policy(self._host_asked(), as_of=self.as_of)

    def _recognise(self, purpose: str) -> None:
        self.decision = None
        award = self._award()
        if award is None:
            return
        desk, host = self._desk(), self._host_asked()
        self.decision = self._answer(desk, award, purpose, host, self._module(host))

    def _answer(self, desk: Desk, award: Award, purpose: str, host: str, module: Target | None) -> Decision:
        return desk.recognise(
            award,
            consulted=desk.consult(award, host=host, target=module, registers=self._registers()),
            **self._asked(desk, purpose, host, module),
        )

    def _asked(self, desk: Desk, purpose: str, host: str, module: Target | None) -> Asked:
        return {
            "host": host,
            "purpose": Purpose(purpose),
            "target": module,
            "as_of": self.as_of,
            "confirmations": self._confirmed(),
            "application": self.received.application(desk),
        }

    def _registers(self) -> Told:
        """What registers say where the scenario says it of them."""
        labels = {identifier(text): text for pair in self.skills for text in pair}
        steps = [(identifier(below), identifier(above)) for below, above in self.skills]
        listing = Listing(providers(self.entries, self.unit, self.desk.vocabulary, self.as_of))
        return Told(steps, labels, self.tag, listing)

    def _confirmed(self) -> tuple[Confirmation, ...]:
        note = self.say("confirmed")
        return tuple(Confirmation(fact=fact, value=value, note=note) for fact, value in self.confirmations.items())

    def _host_asked(self) -> str:
        """The host of the scenario, or the first that the rules know."""
        return self.host or self.desk.hosts()[0].id

    def _desk(self, host: str | None = None) -> Desk:
        """The desk of the question: with the policy that the scenario gives its host, and the statements it makes."""
        host = host or self._host_asked()
        desk = self.desk.with_policy(host, self.policy) if self.policy else self.desk
        desk = desk.with_rules(host, self.policy_rules) if self.policy_rules else desk
        return self.received.with_statements(desk, host)

    def _module(self, host: str) -> Target | None:
        """The module that recognition is asked for, where the scenario has one."""
        if not self.target and not self.essential:
            return None
        return self.desk.read_target(component(self.target, self.essential, host, self.tag, self.accepts))

    def _award(self) -> Award | None:
        """The micro-credential as the desk reads it, or None where its document cannot be read."""
        outcomes = self.outcomes if self.covers is None else self.essential[: self.covers]
        try:
            if self.credential:
                content = changed(self.folder / self.credential, self.changes)
            else:
                content = portfolio(
                    self.unit, outcomes, self.tag, self.received.bodies, self.received.studied_at, self.stated_in
                )
            return self.desk.read(content, on=self.as_of).awards[0]
        except DocumentError as error:
            self.unread = error
            return None

    # what the answer must be

    def _expect(self, verb: str, argument: Any) -> None:
        if verb == "unreadable":
            if self.unread is None:
                raise Unmet(self.say("unreadable"), self.say("nothing"))
            return
        if verb == "suggests":
            self._suggested(**argument)
            return
        if verb in ("violates", "keeps"):
            self._standing(verb == "violates", **argument)
            return
        if verb in ("precedents", "to_review"):
            self._preceded(verb == "to_review", **argument)
            return
        if self.decision is None:
            raise Unmet(self.say("answer"), str(self.unread or self.say("nothing")))
        answer = Answer(self.decision, self.language, self.tag)
        if verb in WAYS:
            expected = {} if argument is True else argument
            WAYS[verb](answer, self._would_change(self.decision.question), **expected)
            return
        EXPECTATIONS[verb](answer, **(argument or {}))

    def _would_change(self, asked: Question) -> WhatWouldChange:
        """What would lead to a better outcome of the question that was asked."""
        award, desk, host = self._award(), self._desk(), self._host_asked()
        if award is None or asked.purpose is None:
            raise Unmet(self.say("answer"), self.say("nothing"))
        module = self._module(host)
        consulted = desk.consult(award, host=host, target=module, registers=self._registers())
        return desk.what_would_change(award, consulted=consulted, **self._asked(desk, asked.purpose, host, module))

    def _standing(self, violated: bool, clause: str, line: str | None = None) -> None:
        """The policy goes against a clause (by what stands in a line), or does not."""
        checked = self.policy_checked
        if checked is None:
            raise Unmet(self.say("answer"), self.say("nothing"))
        told = [each for each in checked.said if clause in each.clauses and line in (None, str(each.line))]
        if (clause in checked.against and bool(told)) is not violated:
            found = "; ".join(f"{each.code} {each.line}:{each.column} {each.message}" for each in checked.said)
            raise Unmet(clause, found or self.say("nothing"))

    def _suggested(self, theirs: str, own: str) -> None:
        """Two outcomes are suggested to whoever compares."""
        award, module = self._award(), self._module(self._host_asked())
        found = self.desk.suggest(award, module).found if award and module else ()
        if not any((each.held_text, each.wanted_text) == (theirs, own) for each in found):
            listed = ", ".join(f"{each.held_text} ~ {each.wanted_text}" for each in found)
            raise Unmet(f"{theirs} ~ {own}", listed or self.say("nothing"))

    def _preceded(self, to_review: bool, count: str) -> None:
        """So many earlier decisions are shown beside this one, or rest on the same award."""
        award, decision = self._award(), self.decision
        asked = decision.question if decision else None
        if award is None or decision is None or asked is None or asked.host is None or asked.purpose is None:
            raise Unmet(self.say("answer"), self.say("nothing"))
        store, learning = self.received.store(), Learning.of(award)
        before = store.precedents(host=asked.host, purpose=asked.purpose, target=asked.target, learning=learning)
        found = len(store.resting_on(decision) if to_review else before)
        if found != int(count):
            raise Unmet(count, str(found))


def _put(fields: dict[str, Any], new: dict[str, Any]) -> None:
    """Set fields; a key with dots replaces what stood under its first part as a whole, and the other way round."""
    for key in new:
        first, _, rest = key.partition(".")
        for old in [old for old in fields if (rest and old == first) or (not rest and old.startswith(f"{first}."))]:
            del fields[old]
    fields.update(new)
