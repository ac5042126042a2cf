"""An answer about stacking enters, what is kept with it leaves; what was kept enters, the same question answered again
leaves, and the units that a person can book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from passerelle.decision import Award, sha256
from passerelle.decision.stacking import StackDecision, Use
from passerelle.decision.unit_notes import NO_NOTES
from passerelle.desk import Desk
from passerelle.documents import Document
from passerelle.replay import Replay, compared
from passerelle.stacking.deciding import StackCase, stack
from passerelle.stacking.gathering.portfolio import Portfolio, portfolio_of
from passerelle.store import KeptStack, StackInputs
from passerelle.vocabulary import Vocabulary


def inputs_of(documents: Iterable[Document | Award], uses: Iterable[Use] = ()) -> StackInputs:
    """What is kept of a portfolio and of the uses that were known of it."""
    held = []
    for document in documents:
        if isinstance(document, Award):
            held.append((document, NO_NOTES))
        else:
            held += zip(document.awards, document.notes or (NO_NOTES,) * len(document.awards), strict=True)
    return StackInputs(tuple(held), tuple(uses))


def sources_of(desk: Desk, decision: StackDecision) -> Mapping[str, bytes]:
    """The bytes of the policy's file, of the vocabulary and of the facts of units that an answer rests on, by
    sha256."""
    if decision.receipt is None:
        return {}
    needed = {pack.sha256 for pack in decision.receipt.packs}
    found = {sha: content for content in desk.library.shelf.files.values() if (sha := sha256(content)) in needed}
    facts = desk.library.unit_schema_content
    return {**found, desk.vocabulary.sha256: desk.vocabulary.source, sha256(facts): facts}


def replay_stack(kept: KeptStack) -> Replay:
    """Answer a kept question about stacking again, with the policy and the vocabulary that were kept with it.

    Raises:
        PasserelleError: the kept sources can no longer be read by this version.
    """
    desk = Desk.from_sources(kept.decision, kept.sources)
    case = StackCase(
        question=kept.decision.question, portfolio=_portfolio(kept, desk.vocabulary), uses=kept.inputs.uses,
        library=desk.library, vocabulary=desk.vocabulary, host=kept.decision.host,
    )  # fmt: skip
    return compared(kept.canonical, stack(case))


def copies_of(kept: KeptStack) -> Mapping[str, Sequence[Award]]:
    """The awards of each unit by the id that the answer gives it: first the copy that was its evidence."""
    return copies_in(_portfolio(kept, Desk.from_sources(kept.decision, kept.sources).vocabulary))


def copies_in(portfolio: Portfolio) -> Mapping[str, Sequence[Award]]:
    """The awards of each unit of a portfolio, with every copy of it: what a ledger is asked for."""
    copies = {unit.id: [unit.award] for unit in portfolio.units}
    for other in portfolio.duplicates:
        copies[other.unit].append(other.award)
    return copies


def _portfolio(kept: KeptStack, vocabulary: Vocabulary) -> Portfolio:
    documents = [Document(award.document, award.format, (award,), (notes,)) for award, notes in kept.inputs.held]
    return portfolio_of(documents, vocabulary, kept.decision.question.as_of)
