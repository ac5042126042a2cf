"""What a scenario says of stacking enters act by act; the desk answers, and the answer is held against what the
scenario expects.

What is booked goes through a store of the scenario's own, as an officer books it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from passerelle.decision import sha256
from passerelle.decision.stacking import StackDecision
from passerelle.decision.unit_identity import unit_id
from passerelle.desk import Desk
from passerelle.documents import Document
from passerelle.rulepacks import Diagnostic
from passerelle.rulepacks.stacks.shelf import Shelf
from passerelle.spec.expect import Unmet
from passerelle.spec.held import Held
from passerelle.spec.sentences import Language
from passerelle.spec.stacked import STACKED, StackAnswer
from passerelle.stack_asked import known_acts
from passerelle.store import Booking, StackInputs, Store

#: The host of a policy that a scenario writes itself, where it names none.
HOST = "scenario"

#: Verbs that are done here, by step.
GIVEN = ("holds", "holds_none", "stack_day", "stack_act", "prefer", "stack_policy", "stack_rules", "stack_text")
LEDGER = ("stack_given", "unit_revoked")
WHEN = ("stack", "read_stacking")
THEN = (*STACKED, "stack_wrong", "stack_review")


@dataclass(slots=True)
class Stacking:
    """The units, the policy and the ledger of a scenario, and the last answer."""

    language: Language
    tag: str
    held: Held = field(default_factory=Held)
    answer: StackDecision | None = None
    wrong: tuple[Diagnostic, ...] = ()
    store: Store | None = None

    def perform(self, verb: str, what: Any, desk: Desk, host: str | None, as_of: date) -> None:
        """Do what a verb says. Raises `Unmet`, and `PasserelleError` for a question that cannot be asked."""
        if verb in GIVEN:
            self.held.given(verb, self._issuers(what) if verb == "holds" else what)
        elif verb == "stack":
            self.answer = self._stack(what, desk, host or HOST, as_of)
        elif verb == "read_stacking":
            self.wrong = self._desk(desk, host or HOST).library.shelf.broken
        elif verb == "stack_given":
            self._give(what, desk, host or HOST)
        elif verb == "unit_revoked":
            self._revoke(**what, desk=desk)
        elif verb == "stack_wrong":
            self._found(what["text"], "; ".join(map(str, self.wrong)))
        elif verb == "stack_review":
            reviews = self.store.reviews() if self.store else ()
            found = (f"{each.award} {' '.join(entry.called for entry in each.units)}" for each in reviews)
            self._found(f"{what['award']} {what['unit']}", "; ".join(found))
        elif self.answer is None:
            raise Unmet(self.language.say("answer", self.tag), self.language.say("nothing", self.tag))
        else:
            STACKED[verb](StackAnswer(self.answer, self.language, self.tag), **what)

    def _found(self, text: str, told: str) -> None:
        if text.casefold() not in told.casefold():
            raise Unmet(text, told or self.language.say("nothing", self.tag))

    def _issuers(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Rows with the words for the host and for others in place of how the language says them."""
        forms = self.language.words["issuer_of_unit"]
        words = {form: word for word, said in forms.items() for form in said[self.tag]}
        named = (row.get("issuer") for row in rows)
        return [
            row | ({"issuer": words.get(name, name)} if name else {}) for row, name in zip(rows, named, strict=True)
        ]

    def _stack(self, asked: dict[str, str], desk: Desk, host: str, as_of: date) -> StackDecision:
        """Whether the units add up to the award of a policy of the rules, or of the one that the scenario writes."""
        desk = self._desk(desk, host)
        policy = asked["policy"] if "policy" in asked else self.held.policy_id(asked["title"], host)
        day = date.fromisoformat(asked["on"]) if "on" in asked else as_of
        documents = self._documents(desk, day)
        question = self.held.question(policy, day, self.language.say("confirmed", self.tag))
        known_acts(desk, (question,), None)
        portfolio = desk.portfolio(documents, day)
        uses = self.store.uses_of({unit.id: unit.award for unit in portfolio.units}) if self.store else ()
        return desk.stack(portfolio, question, uses=uses)

    def _documents(self, desk: Desk, on: date) -> list[Document]:
        return [desk.read(self.held.portfolio(self.tag), on=on)] if self.held.units else []

    def _desk(self, desk: Desk, host: str) -> Desk:
        """The desk, or one whose only stacking policy is that of the scenario."""
        if not self.held.writes_policy:
            return desk
        shelf = Shelf(self.held.policy_file(host), desk.library.unit_schema, desk.library.terms)
        return replace(desk, library=replace(desk.library, shelf=shelf), folder=None)

    def _give(self, what: dict[str, str], desk: Desk, host: str) -> None:
        """An award was given for the units that the scenario has named so far."""
        on = date.fromisoformat(what["on"])
        decision = self._stack({"policy": what["policy"]}, desk, host, on)
        documents = self._documents(desk, on)
        held = tuple(pair for each in documents for pair in zip(each.awards, each.notes, strict=True))
        units = desk.portfolio(documents, on).units
        packs = {sha256(policy.pack.content): policy.pack.content for policy in desk.library.stacking}
        self.store = self.store or Store.open("sqlite://")
        used = [pack.sha256 for pack in decision.receipt.packs] if decision.receipt else []
        sources = {digest: packs[digest] for digest in used} | {desk.vocabulary.sha256: desk.vocabulary.source}
        self.store.keep_stack(decision, StackInputs(held), sources)
        booking = Booking(awards={unit.id: (unit.award,) for unit in units}, on=on, conferred=True, conditions_met=True)
        self.store.book_stack(decision, booking)

    def _revoke(self, unit: str, on: str, desk: Desk) -> None:
        """A unit was revoked: the ledger is told, and the host knows."""
        day = date.fromisoformat(on)
        held = desk.portfolio(self._documents(desk, day), day).unit(unit)
        if self.store and held is not None:
            self.store.revoked(unit_id(held.award), on=day, reason=self.language.say("confirmed", self.tag))
        for row in self.held.units:
            if row["id"] == unit:
                row["status"] = "revoked"
