"""Files and questions in, decisions out: the one thing that the command line, the API and the specifications hold.

A `Desk` is a value: one vocabulary and one library of packs. `refreshed` gives a new one when the files have changed,
so that a request keeps the desk with which it began.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, Required, TypedDict, Unpack

import passerelle
from passerelle.clauses import Clause, clauses_of
from passerelle.conformance import check_conformance
from passerelle.decision import (
    NO_SKILLS,
    NOTHING,
    Application,
    Award,
    BodyFound,
    Confirmation,
    Consulted,
    Decision,
    Kind,
    LanguageText,
    Purpose,
    Question,
    RegisterAsked,
    SkillsFound,
    StatementOfEquivalence,
    Supposition,
    Target,
    WhatWouldChange,
    sha256,
    supposed,
)
from passerelle.decision.rulebook import RuleInForce
from passerelle.decision.stacking import StackDecision
from passerelle.documents import Document, read_document
from passerelle.documents.application_file import read_application
from passerelle.errors import QuestionError, RuleNotFound
from passerelle.facts import stated_alike, wrong_statement
from passerelle.host_files import HostFiles
from passerelle.policies import PolicyChecked, check_policy, with_rules
from passerelle.recognition import Answered, Case, answer, recognise
from passerelle.rulebook import find_rule, rules_of
from passerelle.rulepacks import (
    Diagnostic,
    Library,
    Pack,
    did_you_mean,
    read_folder,
    read_library,
    read_values,
)
from passerelle.rulepacks.component import read_component
from passerelle.rulepacks.expression import ExpressionError
from passerelle.rulepacks.pack import HostText, Parameter
from passerelle.rulepacks.stacks.shelf import UNIT_FACTS
from passerelle.rulepacks.statement import read_statement
from passerelle.vocabulary import Vocabulary
from passerelle.vocabulary import load as load_vocabulary
from passerelle.vocabulary import parse as parse_vocabulary
from passerelle.whatif import RUNS, what_would_change

if TYPE_CHECKING:
    from passerelle.decision.stacking import StackQuestion, Use
    from passerelle.rulepacks.stacks.policy import StackingPolicy
    from passerelle.skills.suggesting import Suggestions
    from passerelle.stacking.deciding import StackCase
    from passerelle.stacking.gathering.portfolio import Portfolio
    from passerelle.stacking.planning import StackPlan


@dataclass(frozen=True, slots=True)
class Host:
    """A host that can be asked, and the purposes for which its policy lets it be."""

    id: str
    name: LanguageText
    purposes: tuple[Purpose, ...]


class Asked(TypedDict, total=False):
    """What `Desk.recognise` is asked of an award, beside what was looked up."""

    host: Required[str]
    purpose: Required[str]
    target: Target | str | None
    as_of: Required[date]
    confirmations: tuple[Confirmation, ...]
    application: Application | None


class Registers(Protocol):
    """What can be looked up outside the rules: the store has it."""

    def bodies(self, award: Award) -> tuple[BodyFound, ...]:
        """The awarding bodies of an award that registers list."""

    def registers(self) -> tuple[RegisterAsked, ...]:
        """The registers of providers that are asked for them."""

    def links(self, held: Collection[str], wanted: Collection[str]) -> SkillsFound:
        """What a classification of skills says of the identifiers of an award's outcomes and of a target's."""


def rules_folder() -> Path:
    """The rules that come with Passerelle: beside the sources, or inside the installed package."""
    package = Path(passerelle.__file__).parent
    for candidate in (package / "_rules", package.parent.parent / "rules"):
        if (candidate / "vocabulary").is_dir():
            return candidate
    raise QuestionError("rules", "the rules folder was not found", "name it with --rules or PASSERELLE_RULES")


@dataclass(frozen=True)
class Desk:
    """One vocabulary, one library of packs, and where they came from (None for what was kept with a decision).

    With `shadow` a second evaluator runs beside the kernel in every decision, and a difference between them is a
    `KernelError` instead of an answer.
    """

    vocabulary: Vocabulary
    library: Library
    folder: Path | None
    stamp: tuple[tuple[str, int, int], ...] = ()
    shadow: bool = False

    @classmethod
    def open(cls, rules: Path | None = None, *, shadow: bool = False) -> Desk:
        """The desk over a rules folder. Broken packs are left out and stand in `broken`.

        Raises `QuestionError` when there is no such folder, `VocabularyError` or `PackError` when its vocabulary is
        broken.
        """
        folder = rules if rules is not None else rules_folder()
        if not (folder / "vocabulary").is_dir():
            raise QuestionError("rules", f"'{folder}' is no rules folder", "it needs a folder vocabulary")
        stamp = _stamp(folder)
        vocabulary = load_vocabulary(folder / "vocabulary")
        return cls(vocabulary, read_library(read_folder(folder), _terms(vocabulary)), folder, stamp, shadow)

    @classmethod
    def from_sources(cls, decision: Decision | StackDecision, sources: Mapping[str, bytes]) -> Desk:
        """The desk on which a decision was made, from the sources kept with it; nothing is read from disk. Beside packs
        and vocabulary there may be the facts of units.

        Raises `QuestionError` when a source is missing.
        """
        used = decision.receipt
        if used is None:
            raise QuestionError("sources", "the decision has no receipt", "it cannot be made again")
        needed = [used.vocabulary, *(pack.sha256 for pack in used.packs)]
        missing = [sha for sha in needed if sha not in sources]
        if missing:
            raise QuestionError(
                "sources", f"{len(missing)} sources of the decision are missing, first {missing[0][:12]}…"
            )
        vocabulary = parse_vocabulary(sources[used.vocabulary])
        files = {f"rules/{pack.id}/{pack.version}.yaml": sources[pack.sha256] for pack in used.packs}
        files["rules/vocabulary/facts.yaml"] = json.loads(sources[used.vocabulary])["facts.yaml"].encode()
        for digest in sorted(sources.keys() - set(needed)):
            files[UNIT_FACTS] = sources[digest]
        return cls(vocabulary, read_library(files, _terms(vocabulary)), None)

    @property
    def packs(self) -> tuple[Pack, ...]:
        """All usable packs, by id and version."""
        return tuple(sorted(self.library.packs, key=lambda pack: (pack.id, pack.version)))

    @property
    def broken(self) -> tuple[Diagnostic, ...]:
        """Every mistake in packs, components, grading tables and statements that are not used for it."""
        return tuple(sorted((*self.library.broken, *self._files.broken)))

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What the principles say of the policies that are used."""
        return self.library.warnings

    @cached_property
    def _files(self) -> HostFiles:
        return HostFiles.read(self.library)

    def hosts(self, on: date | None = None) -> tuple[Host, ...]:
        """The hosts with a policy (in force on a day, where one is given), by id."""
        found: dict[str, Pack] = {}
        for pack in self.packs:
            if pack.kind == "policy" and pack.host and (on is None or pack.in_force(on)):
                found[pack.host.id] = pack
        hosts = []
        for host_id, pack in sorted(found.items()):
            assert pack.host is not None
            purposes = next((p.value for p in pack.parameters if p.name == "purposes"), ())
            hosts.append(Host(host_id, pack.host.name, tuple(Purpose(purpose) for purpose in purposes)))
        return tuple(hosts)

    def targets(self, host: str) -> tuple[Target, ...]:
        """The components of a host, by id."""
        return tuple(sorted((t for t in self._files.targets if t.host == host), key=lambda target: target.id))

    def statements(self, host: str) -> tuple[StatementOfEquivalence, ...]:
        """The statements of a host, by id."""
        return tuple(sorted((each for each in self._files.statements if each.host == host), key=lambda each: each.id))

    def read(self, content: bytes, *, on: date) -> Document:
        """The awards in a document. Raises `DocumentError`."""
        return read_document(content, self.vocabulary, on=on)

    def read_target(self, content: bytes, path: str = "component.yaml") -> Target:
        """The component in a file. Raises `PackError`."""
        return read_component(content, path)

    def read_application(self, content: bytes) -> Application:
        """The application in a file. Raises `DocumentError` with every mistake."""

        def check(name: str, text: str) -> str:
            wrong = wrong_statement(name, text, self.library.schema, self.library.terms)
            return "" if wrong is None else f"{wrong[0]} ({wrong[1]})" if wrong[1] else wrong[0]

        return read_application(content, self.vocabulary, check)

    def target(self, host: str, target_id: str) -> Target:
        """A component of a host by its id. Raises `QuestionError`."""
        known = {target.id: target for target in self.targets(host)}
        if not known:
            self._host_known(host)
        if target_id not in known:
            hint = did_you_mean(target_id, known) or (f"known: {', '.join(known)}" if known else "it has none")
            raise QuestionError("target", f"'{host}' has no component '{target_id}'", hint)
        return known[target_id]

    def _host_known(self, host: str) -> None:
        """Raises `QuestionError` for a host that no policy is of."""
        hosts = {pack.host.id for pack in self.packs if pack.kind == "policy" and pack.host}
        if host not in hosts:
            hint = did_you_mean(host, hosts) or f"known: {', '.join(sorted(hosts)) or 'none'}"
            raise QuestionError("host", f"no policy of a host '{host}'", hint)

    def recognise(
        self, award: Award, *, host: str, purpose: str, target: Target | str | None = None, as_of: date,
        confirmations: tuple[Confirmation, ...] = (), application: Application | None = None,
        consulted: Consulted = NOTHING,
    ) -> Decision:  # fmt: skip
        """Is this award recognised by this host, for this purpose, as of this day?

        `application` is what came with the award, `consulted` what was looked up for it (`consult`).

        Raises `QuestionError` for an unknown host, purpose, target, day without a policy, or confirmation.
        """
        return recognise(
            self._case(
                award, host=host, purpose=purpose, target=target, as_of=as_of, confirmations=confirmations,
                application=application, consulted=consulted,
            )
        )  # fmt: skip

    def answer(self, award: Award, *, consulted: Consulted = NOTHING, **asked: Unpack[Asked]) -> Answered:
        """What `recognise` comes to, without findings, trace and receipt, in half the time or less. Raises the same."""
        return answer(self._case(award, consulted=consulted, **asked))

    def what_if(
        self, award: Award, *, facts: Mapping[str, str], consulted: Consulted = NOTHING, **asked: Unpack[Asked]
    ) -> Decision:
        """What `recognise` would come to if `facts` were so, by name, each as an officer writes it. The decision says
        what it supposes; it decides nothing and cannot be kept.

        Raises `QuestionError` as `recognise` does, and for facts that cannot be supposed.
        """
        return recognise(self._case(award, facts, consulted=consulted, **asked))

    def what_would_change(
        self, award: Award, *, budget: int = RUNS, consulted: Consulted = NOTHING, **asked: Unpack[Asked]
    ) -> WhatWouldChange:
        """The smallest sets of additional or different facts that lead to a better outcome than `recognise` gives,
        found and confirmed in at most so many runs of the engine. Raises the same."""
        return what_would_change(self._case(award, consulted=consulted, **asked), budget)

    def _case(
        self, award: Award, facts: Mapping[str, str] = MappingProxyType({}), *, host: str, purpose: str,
        target: Target | str | None = None, as_of: date, confirmations: tuple[Confirmation, ...] = (),
        application: Application | None = None, consulted: Consulted = NOTHING,
    ) -> Case:  # fmt: skip
        """A question with all that it is decided on; `facts` are those that it supposes. Raises `QuestionError`."""
        purposes = [each.value for each in Purpose]
        if purpose not in purposes:
            hint = did_you_mean(purpose, purposes) or f"one of {', '.join(purposes)}"
            raise QuestionError("purpose", f"'{purpose}' is no purpose", hint)
        ruleset, policy = self.library.recognition(host, as_of)
        if isinstance(target, str):
            target = self.target(host, target)
        question = Question(
            kind=Kind.RECOGNITION, as_of=as_of, host=host, purpose=Purpose(purpose),
            target=target.id if target else None, confirmations=_sorted(confirmations), application=application,
            supposed=_supposed(facts),
        )  # fmt: skip
        return Case(
            question=question, award=award, target=target, ruleset=ruleset, policy=policy, library=self.library,
            vocabulary=self.vocabulary, consulted=consulted, shadow=self.shadow,
        )  # fmt: skip

    def consult(
        self, award: Award, *, host: str | None = None, target: Target | str | None = None,
        registers: Registers | None = None,
    ) -> Consulted:  # fmt: skip
        """What the registers, the host's statements and the classification of skills say of an award.

        Raises `QuestionError` for an unknown target.
        """
        if isinstance(target, str):
            target = self.target(host or "", target)
        bodies = () if registers is None else registers.bodies(award)
        skills = NO_SKILLS if registers is None or target is None else _skills(award, target, registers)
        return Consulted(
            bodies=bodies,
            registers=() if registers is None else registers.registers(),
            statements=self._files.statements_for(award, host, target.id if target else None, bodies),
            skills=skills.skills, concepts=skills.concepts, links=skills.links,
            grading=self._files.tables_for(award, host),
        )  # fmt: skip

    def suggest(
        self, award: Award, target: Target, *, covered: Collection[str] | None = None, threshold: int | None = None,
        limit: int | None = None,
    ) -> Suggestions:  # fmt: skip
        """Which outcomes of an award read like those of a target, for a person to compare: never part of a decision.

        `covered` are the ids of the target's outcomes to leave out; where it is not given, those that the award states
        under one identifier or that the host accepts. Raises `QuestionError` where there are too many to compare.
        """
        # Its library is loaded for this alone.
        from passerelle.skills import suggesting

        return suggesting.suggest(
            award, target, covered=stated_alike(award, target) if covered is None else covered,
            threshold=suggesting.THRESHOLD if threshold is None else threshold,
            limit=suggesting.LIMIT if limit is None else limit,
        )  # fmt: skip

    def check(
        self, award: Award, *, as_of: date, host: str | None = None, confirmations: tuple[Confirmation, ...] = (),
        consulted: Consulted = NOTHING,
    ) -> Decision:  # fmt: skip
        """Does this award conform with Annex I and the principles? Raises `QuestionError`."""
        ruleset = self.library.conformance(as_of)
        policy = self.library.policy(host, as_of) if host is not None else None
        question = Question(kind=Kind.CONFORMANCE, as_of=as_of, host=host, confirmations=_sorted(confirmations))
        return check_conformance(
            question, award, ruleset, policy, self.library, self.vocabulary, consulted=consulted, shadow=self.shadow
        )

    def check_policy(self, host: str | Pack, *, as_of: date) -> PolicyChecked:
        """How does a host's policy (that of a host's id, or one that is not in use) stand with the principles?

        Raises `QuestionError` for an unknown host and for a policy that cannot be read.
        """
        barred = {pack.host.id: pack for pack in self.library.barred if pack.host and pack.in_force(as_of)}
        if isinstance(host, str):
            host = barred[host] if host in barred else self.library.policy(host, as_of)
        return check_policy(host, self.library, as_of)

    def portfolio(self, documents: Iterable[Document | Award], as_of: date) -> Portfolio:
        """The units that one person holds, each once. Raises `QuestionError`."""
        from passerelle.stacking.gathering.portfolio import portfolio_of

        return portfolio_of(documents, self.vocabulary, as_of)

    def stack(
        self, held: Portfolio | Iterable[Document | Award], question: StackQuestion, *, uses: Iterable[Use] = (),
        host: str | None = None, ways: int = 3,
    ) -> StackDecision:  # fmt: skip
        """Do the units that a person holds add up to an award of a host? `uses` are those that the ledger knows, `host`
        tells awards of one id apart, `ways` is how many ways to the award are looked for where it is not reached.

        Raises `QuestionError` for an unknown policy, unit or fact, a day on which no version applies, and documents
        of two people.
        """
        from passerelle.stacking.deciding import stack

        return stack(self._stack_case(held, question, uses, host, ways))

    def stack_together(
        self, held: Portfolio | Iterable[Document | Award], questions: Sequence[StackQuestion], *,
        uses: Iterable[Use] = (), host: str | None = None,
    ) -> tuple[StackDecision, ...]:  # fmt: skip
        """As `stack`, for several awards at once over the same units, those named first before the others."""
        from passerelle.stacking.together import stack_together

        portfolio = self._portfolio(held, questions[0].as_of) if questions else None
        return stack_together([self._stack_case(portfolio or (), each, uses, host, 3) for each in questions])

    def plan(
        self, held: Portfolio | Iterable[Document | Award], offers: Portfolio | Iterable[Document | Award],
        question: StackQuestion, *, uses: Iterable[Use] = (), host: str | None = None, ways: int = 3,
    ) -> StackPlan:  # fmt: skip
        """Which of the units on offer to take so that the award is reached. Raises as `stack` does."""
        from passerelle.stacking.planning import plan

        on_offer = self._portfolio(offers, question.as_of)
        return plan(self._stack_case(held, question, uses, host, ways), on_offer)

    def stacking_policies(self, host: str | None = None) -> tuple[StackingPolicy, ...]:
        """Every version of every stacking policy (of a host), by id and version."""
        found = (policy for policy in self.library.stacking if host in (None, policy.host))
        return tuple(sorted(found, key=lambda policy: (policy.id, policy.pack.version)))

    def _portfolio(self, held: Portfolio | Iterable[Document | Award], as_of: date) -> Portfolio:
        from passerelle.stacking.gathering.portfolio import Portfolio

        return held if isinstance(held, Portfolio) else self.portfolio(held, as_of)

    def _stack_case(
        self, held: Portfolio | Iterable[Document | Award], question: StackQuestion, uses: Iterable[Use],
        host: str | None, ways: int,
    ) -> StackCase:  # fmt: skip
        from passerelle.stacking.deciding import StackCase

        return StackCase(
            question=question, portfolio=self._portfolio(held, question.as_of), uses=tuple(uses),
            library=self.library, vocabulary=self.vocabulary, host=host, shadow=self.shadow, ways=ways,
        )  # fmt: skip

    def clauses(self, on: date) -> tuple[Clause, ...]:
        """Every clause that is checked on a day, in the order of the packs. Raises `QuestionError`."""
        return clauses_of(self.library.conformance(on).packs)

    def again(
        self, decision: Decision, award: Award, target: Target | None, consulted: Consulted = NOTHING
    ) -> Decision:
        """The same question asked anew of this desk."""
        asked = decision.question
        if asked.kind is Kind.CONFORMANCE:
            return self.check(
                award, as_of=asked.as_of, host=asked.host, confirmations=asked.confirmations, consulted=consulted
            )
        facts = {each.fact: each.value for each in asked.supposed}
        return recognise(self._case(
            award, facts, host=asked.host or "", purpose=asked.purpose.value if asked.purpose else "", target=target,
            as_of=asked.as_of, confirmations=asked.confirmations, application=asked.application, consulted=consulted,
        ))  # fmt: skip

    def sources(self, decision: Decision) -> Mapping[str, bytes]:
        """The bytes of every pack and of the vocabulary that a decision rests on, by sha256."""
        contents = {pack.sha256: pack.content for pack in self.library.packs}
        contents[self.vocabulary.sha256] = self.vocabulary.source
        needed = [decision.receipt.vocabulary, *(pack.sha256 for pack in decision.receipt.packs)]
        return MappingProxyType({sha: contents[sha] for sha in needed if sha in contents})

    def rules(self, pack: str | None = None) -> tuple[str, ...]:
        """The names of all rules and checks, or of those of a pack, as decisions cite them. Raises `RuleNotFound`."""
        known = {each.id for each in self.packs}
        if pack is not None and pack not in known:
            raise RuleNotFound("pack", f"there is no pack '{pack}'", did_you_mean(pack, known))
        return tuple(name for each in self.packs if pack in (None, each.id) for name in rules_of(each))

    def rule(self, name: str) -> RuleInForce:
        """The rule that decisions cite as "pack@version#rule". Raises `RuleNotFound`."""
        return find_rule(self.library, name)

    def with_files(self, files: Mapping[str, bytes]) -> Desk:
        """A desk on other files, by their paths ("rules/…"), with this one's vocabulary; nothing is written."""
        return replace(self, library=read_library(files, self.library.terms), folder=None)

    def with_policy(self, host: str, parameters: Mapping[str, str], name: LanguageText | None = None) -> Desk:
        """A desk on which a host's policy has other values; a host that has no policy yet gets one.

        For scenarios and for trying a policy out: nothing is written. Raises `QuestionError` for a parameter that
        does not exist or does not fit.
        """
        policies = [pack for pack in self.packs if pack.kind == "policy" and pack.host]
        current = [pack for pack in policies if pack.host and pack.host.id == host]
        base = current[-1] if current else _empty_policy(host, name or {"en": host})
        values = {parameter.name: parameter for parameter in base.parameters}
        for key, text in parameters.items():
            values[key] = Parameter(key, self._parameter(key, text), "")
        said = f"{base.sha256} {sorted(parameters.items())}"
        tried = replace(
            base, version=date.min, until=None, parameters=tuple(values.values()), sha256=sha256(said.encode())
        )
        others = [pack for pack in self.library.packs if pack not in current]
        return replace(self, library=replace(self.library, packs=(*others, tried)), folder=None)

    def with_rules(self, host: str, text: str) -> Desk:
        """A desk on which a host's policy has rules of its own besides: `text` holds `rules:`, and `define:` and
        `policy:` where they are wanted. For scenarios and for trying a policy out: nothing is written.

        Raises `QuestionError` for an unknown host and for a policy that is no text, `PackError` for mistakes. Rules
        that the principles do not allow bar the policy from use; it can still be checked.
        """
        return replace(self, library=with_rules(self.library, host, text), folder=None)

    def with_statements(self, files: Mapping[str, bytes]) -> Desk:
        """A desk on which hosts have made other statements, by path. For scenarios: nothing is written.

        Raises `PackError` for a file with mistakes.
        """
        for path, content in files.items():
            read_statement(content, path)
        library = replace(self.library, statements={**self.library.statements, **files})
        return replace(self, library=library, folder=None)

    def _parameter(self, name: str, text: str) -> Any:
        """A policy's value from its text; a set is written with commas. Raises `QuestionError`."""
        known = self.library.schema.parameters()
        if name not in known:
            raise QuestionError("policy", f"a policy has no '{name}'", did_you_mean(name, known))
        try:
            value = read_values(text, known[name].type, self.library.terms)
        except ExpressionError as error:
            raise QuestionError("policy", f"{name}: {error.message}", error.hint) from None
        bound = known[name].bound_passed(value, {})
        if bound:
            raise QuestionError("policy", f"{name}: '{text}' is not possible", f"write {bound}")
        return value

    def refreshed(self) -> Desk:
        """This desk when nothing on disk has changed, else a new one. Where the vocabulary itself has become
        unreadable its error is raised and this desk stays usable."""
        if self.folder is None or _stamp(self.folder) == self.stamp:
            return self
        return Desk.open(self.folder, shadow=self.shadow)


def _skills(award: Award, target: Target, registers: Registers) -> SkillsFound:
    held = {identifier.value for outcome in award.outcomes for identifier in outcome.identifiers}
    return registers.links(held, {identifier for outcome in target.outcomes for identifier in outcome.identifiers})


def _empty_policy(host: str, name: LanguageText) -> Pack:
    """The policy of a host that has set nothing yet."""
    return Pack(
        id=f"hosts/{host}/recognition", kind="policy", version=date.min, until=None, title=name, authority="hosts",
        path=f"rules/hosts/{host}", sha256="", content=b"", host=HostText(host, name),
    )  # fmt: skip


def _supposed(facts: Mapping[str, str]) -> tuple[Supposition, ...]:
    """The suppositions that facts by name stand for, sorted. Raises `QuestionError`."""
    found: dict[str, Supposition] = {}
    for name, value in facts.items():
        try:
            one = supposed(name, value)
        except ValueError as error:
            raise QuestionError("supposed", str(error)) from None
        if one.fact in found:
            raise QuestionError("supposed", f"{one.fact} is supposed twice", "give one value")
        found[one.fact] = one
    return tuple(found[fact] for fact in sorted(found))


def _sorted(confirmations: tuple[Confirmation, ...]) -> tuple[Confirmation, ...]:
    return tuple(sorted(confirmations, key=lambda each: (each.fact, each.value, each.note)))


def _terms(vocabulary: Vocabulary) -> Mapping[str, frozenset[str]]:
    """The ids of every kind of term, grade scales among them."""
    scales = {"grade_scale": frozenset(scale.id for scale in vocabulary.grade_scales)}
    return {kind: frozenset(vocabulary.terms(kind)) for kind in vocabulary.term_kinds} | scales


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells that a file has changed: name, time and size of each."""
    stamp = []
    for path in sorted(folder.rglob("*.yaml")):
        status = path.stat()
        stamp.append((path.as_posix(), status.st_mtime_ns, status.st_size))
    return tuple(stamp)
