"""The outcomes of a component file in; `TargetOutcome`s out. Mistakes are kept by the reader of the file."""

from __future__ import annotations

from passerelle.decision import AcceptedOutcome, TargetOutcome
from passerelle.rulepacks.diagnostics import did_you_mean
from passerelle.rulepacks.host_file import HostFile
from passerelle.rulepacks.located import Items, Located, Map, Text
from passerelle.skills import normal

_FIELDS = ("id", "essential", "same_as", "accepts")
_ACCEPTED = "write an identifier, or {issuer: …, en: …}"


def read_outcomes(file: HostFile, node: Located | None) -> tuple[TargetOutcome, ...]:
    """The outcomes of a component; () where it does not say any."""
    if node is None:
        return ()
    if not isinstance(node, Items):
        file.wrong(node, "E110", "the outcomes are a list")
        return ()
    if not node.value:
        file.wrong(node, "E126", "'outcomes' has no outcome", "state them, or leave it out")
    outcomes: list[TargetOutcome] = []
    same: dict[str, Located] = {}
    for item in node.value:
        if not isinstance(item, Map):
            file.wrong(item, "E110", "an outcome is written {id: …, en: …, essential: true}")
            continue
        outcome = _outcome(file, item)
        if any(other.id == outcome.id for other in outcomes):
            file.wrong(item, "E301", f"two outcomes are called '{outcome.id}'")
        for entry in {normal(entry.value.strip()): entry for entry in _entries(item, "same_as")}.values():
            first = same.setdefault(normal(entry.value.strip()), entry)
            if first is not entry:
                message = f"'{entry.value.strip()}' is the same as two outcomes, the first in line {first.line}"
                file.wrong(entry, "E309", message, "what is accepted for several outcomes stands in 'accepts'")
        outcomes.append(outcome)
    return tuple(outcomes)


def _entries(item: Map, name: str) -> tuple[Text, ...]:
    """The texts of a list, or the one text."""
    found = item.get(name)
    return tuple(each for each in (found.value if isinstance(found, Items) else (found,)) if isinstance(each, Text))


def _outcome(file: HostFile, item: Map) -> TargetOutcome:
    outcome_id = file.value(item, "id", "text")
    if outcome_id is None:
        file.wrong(item, "E121", "'id' is missing in an outcome")
    essential = file.value(item, "essential", "boolean")
    if item.get("essential") is None:
        file.wrong(item, "E121", "'essential' is missing in an outcome", "essential: true or false")
    others = [key for key, _ in item if key.value not in _FIELDS and "_" in key.value]
    for key in others:
        hint = did_you_mean(key.value, _FIELDS) or f"it has {', '.join(_FIELDS)} and a text"
        file.wrong(key, "E120", f"unknown field '{key.value}' in an outcome", hint)
    texts = file.langtext(_without(item, (*_FIELDS, *(key.value for key in others))), "an outcome")
    if not texts:
        file.wrong(item, "E121", "the outcome is not stated", "en: …")
    own = (str(outcome_id), *file.texts(item, "same_as"))
    return TargetOutcome(
        id=str(outcome_id), statement=texts, identifiers=tuple(dict.fromkeys(own)), essential=essential is True,
        place=f"line {item.line}", accepts=_accepts(file, item.get("accepts")),
    )  # fmt: skip


def _accepts(file: HostFile, node: Located | None) -> tuple[AcceptedOutcome, ...]:
    """Outcomes of others: an identifier, or an issuer and the words of the outcome."""
    if node is None:
        return ()
    found = []
    for item in node.value if isinstance(node, Items) else (node,):
        place = f"line {item.line}"
        if isinstance(item, Text):
            found.append(AcceptedOutcome(identifier=item.value.strip(), issuer="", statement={}, place=place))
        elif isinstance(item, Map):
            issuer = file.text(item, "issuer")
            statement = file.langtext(_without(item, ("issuer",)), "the accepted outcome")
            missing = "'issuer' is" if not issuer.strip() else "" if statement else "its words are"
            if missing:
                file.wrong(item, "E121", f"{missing} missing in an accepted outcome", _ACCEPTED)
            found.append(AcceptedOutcome(identifier="", issuer=issuer.strip(), statement=statement, place=place))
        else:
            file.wrong(item, "E110", "an accepted outcome is an identifier or a mapping", _ACCEPTED)
    return tuple(found)


def _without(item: Map, names: tuple[str, ...]) -> Map:
    return Map(tuple((key, value) for key, value in item if key.value not in names), item.line, item.column)
