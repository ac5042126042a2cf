"""JSON values and notes enter; `Stated` values of an award leave: the words, dates and vocabulary ids that every
JSON-LD format shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from passerelle.decision.values import Evidence, LanguageText, Level, Stated, Workload, exact
from passerelle.documents.amounts import AmountError, amount, duration
from passerelle.documents.dates import DateError, written_date
from passerelle.documents.graph import Node, Value
from passerelle.documents.json_text import pointer, shown
from passerelle.documents.notes import Notes
from passerelle.documents.wording import clean
from passerelle.errors import DocumentError
from passerelle.vocabulary import Vocabulary

_VERDICTS = {
    "pass": True, "passed": True, "fail": False, "failed": False, "not passed": False,
}  # fmt: skip
_LEVEL_WORDS = frozenset({"level", "niveau", "stufe", "nivel", "livello", "raven"})


@dataclass(frozen=True, slots=True)
class Stating:
    """Makes stated values with one evidence level, asking one vocabulary and noting what is odd."""

    vocabulary: Vocabulary
    notes: Notes
    evidence: Evidence = Evidence.ISSUER

    def text(self, value: object, place: str, field: str) -> Stated[str] | None:
        """A text (or a number as text); empty is nothing."""
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            return None
        words = clean(str(value), place, field, self.notes)
        return Stated(words, place, self.evidence) if words else None

    def first_text(self, node: Node | None, field: str, *names: str) -> Stated[str] | None:
        """The first text under these members."""
        for value in node.scalars(*names) if node else ():
            stated = self.text(value.value, value.place, field)
            if stated:
                return stated
        return None

    def words(self, node: Node | None, field: str, *names: str, language: str = "und") -> Stated[LanguageText] | None:
        """A text by language: a plain text, a language map, or values with `@language`; the first member that says
        something. Several texts in one language stand behind each other."""
        if node is None:
            return None
        for name in names:
            found: dict[str, str] = {}
            for value, place in node.raw(name):
                for tag, text, at in _tagged(value, place, language):
                    words = clean(text, at, field, self.notes)
                    key = self.language_tag(tag)
                    if words and words not in found.get(key, "").split(" / "):
                        found[key] = f"{found[key]} / {words}" if key in found else words
            if found:
                return Stated(found, node.at(name), self.evidence)
        return None

    def plain(self, node: Node | None, field: str, *names: str) -> Stated[str] | None:
        """A text by language as one text: English where there is English, otherwise the first."""
        stated = self.words(node, field, *names)
        return Stated(one_language(stated.value), stated.place, stated.evidence) if stated else None

    def language_tag(self, tag: str) -> str:
        """A normalised BCP 47 tag; "und" for `@none`, an empty tag, and what is no language."""
        if tag.strip().lower() in {"", "@none", "none", "und"}:
            return "und"
        return self.vocabulary.language(tag.strip()) or "und"

    def day(self, node: Node | None, field: str, *names: str) -> Stated[date] | None:
        """A date; members that state different dates are a contradiction, and the first counts.

        Raises:
            DocumentError: `impossible_date`.
        """
        first: Stated[date] | None = None
        for value in node.scalars(*names) if node else ():
            if value.value == "":
                continue
            found = Stated(self.written(value, field).day, value.place, self.evidence)
            if first is None:
                first = found
            elif first.value != found.value:
                self.notes.contradiction(
                    field, first.value.isoformat(), first.place, found.value.isoformat(), found.place
                )
        return first

    def written(self, value: Value, field: str) -> _Written:
        """The date part of a value as written.

        Raises:
            DocumentError: `impossible_date`.
        """
        try:
            found = written_date(value.value if isinstance(value.value, str) else str(value.value))
        except DateError as error:
            raise DocumentError(
                "impossible_date",
                f"the {field} {shown(str(value.value))} {error}; ask the issuer for a correct file",
                value.place,
            ) from None
        return _Written(found.day, found.has_time)

    def birth(self, node: Node | None, *names: str) -> Stated[date] | None:
        """A date of birth: the written date part, with a notice where a time of day gives away a time-zone shift."""
        for value in node.scalars(*names) if node else ():
            if self.written(value, "date of birth").has_time:
                self.notes.suspicious(
                    value.place, "date_of_birth", f"{value.value} carries a time of day, so the day may be shifted"
                )
        return self.day(node, "date_of_birth", *names)

    def term(self, kind: str, candidates: Iterable[Value | Stated[str]], field: str = "") -> Stated[str] | None:
        """The vocabulary id of a concept, from its IRI or one of its labels. Candidates that name two different ids
        are a contradiction and the first counts; candidates that name none are noted."""
        first: Stated[str] | None = None
        unknown: Value | Stated[str] | None = None
        for candidate in candidates:
            if not isinstance(candidate.value, str) or not candidate.value.strip():
                continue
            found = self.vocabulary.term(kind, candidate.value.strip())
            if found is None:
                unknown = unknown or candidate
            elif first is None:
                first = Stated(found, candidate.place, self.evidence)
            elif first.value != found:
                self.notes.contradiction(field or kind, first.value, first.place, found, candidate.place)
        if first is None and unknown is not None:
            self.notes.unmapped(
                unknown.place, field or kind, clean(str(unknown.value)[:300], unknown.place, kind, self.notes)
            )
        return first

    def country(self, candidates: Iterable[Value]) -> Stated[str] | None:
        """ISO 3166-1 alpha-2 of a country; different countries are a contradiction and the first counts."""
        first: Stated[str] | None = None
        unknown: Value | None = None
        other: set[str] = set()
        for candidate in candidates:
            if not isinstance(candidate.value, str) or not candidate.value.strip():
                continue
            found = self.vocabulary.country(candidate.value.strip())
            if found is None:
                unknown = unknown or candidate
            elif first is None:
                first = Stated(found, candidate.place, self.evidence)
            elif first.value != found and found not in other:
                other.add(found)
                self.notes.contradiction("country", first.value, first.place, found, candidate.place)
        if first is None and unknown is not None:
            self.notes.unmapped(
                unknown.place, "country", clean(str(unknown.value)[:300], unknown.place, "country", self.notes)
            )
        return first

    def workload(self, value: Value, unit: str, field: str, *, hours_kind: str = "unspecified") -> Stated[Workload]:
        """A number as an amount of a unit.

        Raises:
            DocumentError: `impossible_workload`.
        """
        try:
            found = amount(value.value)
        except AmountError as error:
            raise _impossible_workload(field, value, error) from None
        return Stated(Workload(found, unit, hours_kind=hours_kind), value.place, self.evidence)

    def duration(self, value: Value, field: str, *, hours_kind: str) -> Stated[Workload] | None:
        """An ISO 8601 duration as hours or weeks. Months, years and days are no amount of learning: a notice.

        Raises:
            DocumentError: `impossible_workload`.
        """
        try:
            found = duration(str(value.value))
        except AmountError as error:
            raise _impossible_workload(field, value, error) from None
        if found.calendar:
            self.notes.suspicious(value.place, field, f"{value.value} is a calendar span ({found.calendar}), not hours")
            return None
        if found.weeks is not None:
            return Stated(Workload(found.weeks, "weeks"), value.place, self.evidence)
        assert found.hours is not None
        return Stated(Workload(found.hours, "hours", hours_kind=hours_kind), value.place, self.evidence)

    def level(self, framework: str, label: str, place: str, country: str | None = None) -> Stated[Level]:
        """A level in a framework; a framework that no vocabulary knows is kept as written, with a notice.

        Raises:
            DocumentError: `impossible_level`, where the framework is known and has no such level.
        """
        found = self.vocabulary.read_level(framework, label, country)
        if found is not None:
            return Stated(found, place, self.evidence)
        if self.vocabulary.framework(framework, country) is not None:
            raise DocumentError(
                "impossible_level",
                f"{framework} has no level {shown(label)}; ask the issuer for a correct file",
                place,
            )
        self.notes.unmapped(place, "level", f"{framework} {label}".strip())
        return Stated(Level(framework, label), place, self.evidence)

    def credit_system(self, text: str) -> str | None:
        """The id of a credit system."""
        found = self.vocabulary.credit_system(text)
        return found.id if found else None

    def framework_and_label(self, text: str, country: str | None) -> tuple[str, str]:
        """Split "NFQ Level 8" into framework and label; the framework is "" where the text names none."""
        return split_level(text, lambda name: self.vocabulary.framework(name, country) is not None)

    def passed(self, candidates: Iterable[Value]) -> Stated[bool] | None:
        """Whether a status says pass or fail."""
        for candidate in candidates:
            verdict = _VERDICTS.get(str(candidate.value).strip().lower())
            if verdict is not None:
                return Stated(verdict, candidate.place, self.evidence)
        return None

    def embedded_proof(self, credential: Node) -> Stated[str] | None:
        """The kind of a proof that stands inside the credential: "data-integrity" and its suite."""
        proof = credential.node("proof")
        if proof is None:
            return None
        suite = proof.members.get("cryptosuite") or next(iter(sorted(proof.types)), "")
        return Stated(f"data-integrity {suite}".strip() if isinstance(suite, str) else "data-integrity", proof.place)

    def iri(self, node: Node | None) -> Stated[str] | None:
        """The identifier of a node, where it means something outside its document."""
        if node is None or node.id is None or local_id(node.id):
            return None
        return Stated(node.id, node.id_place, self.evidence)

    def compare_workloads(self, workloads: Iterable[Stated[Workload]]) -> None:
        """Note two different amounts in one unit."""
        first: dict[tuple[str, str], Stated[Workload]] = {}
        for stated in workloads:
            workload = stated.value
            known = first.setdefault((workload.unit, workload.hours_kind), stated)
            if (known.value.amount, known.value.up_to) != (workload.amount, workload.up_to):
                self.notes.contradiction(
                    "workload", amount_text(known.value), known.place, amount_text(workload), stated.place
                )

    def compare_levels(self, levels: Iterable[Stated[Level]]) -> None:
        """Note two different levels of one framework."""
        first: dict[str, Stated[Level]] = {}
        for stated in levels:
            known = first.setdefault(stated.value.framework, stated)
            if known.value != stated.value:
                self.notes.contradiction(
                    "level",
                    f"{known.value.framework} {known.value.label}", known.place,
                    f"{stated.value.framework} {stated.value.label}", stated.place,
                )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Written:
    day: date
    has_time: bool


def amount_text(workload: Workload) -> str:
    """A workload in short: "5 ECTS", "20-25 hours"."""
    upper = f"-{exact(workload.up_to)}" if workload.up_to is not None else ""
    return f"{exact(workload.amount)}{upper} {workload.unit}"


def one_language(text: LanguageText) -> str:
    """English where there is English, otherwise the first language."""
    return next((words for tag, words in text.items() if tag.split("-")[0] == "en"), next(iter(text.values())))


def tail(iri: str) -> str:
    """The last segment of an IRI, or the text itself where it is none."""
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1] if "://" in iri else iri


def local_id(identifier: str | None) -> bool:
    """Whether an identifier means something inside its own document only."""
    return not identifier or identifier.startswith(("urn:epass:", "_:", "#"))


def split_level(text: str, known: Callable[[str], bool]) -> tuple[str, str]:
    """Split a level as written into framework and label: the longest beginning that names a known framework, or
    everything before the last word. "EQF level 7" is ("EQF", "7"), "Level 7" is ("", "7")."""
    words = text.replace(":", " ").split()
    for count in range(len(words) - 1, 0, -1):
        if known(" ".join(words[:count])):
            return " ".join(words[:count]), _label(words[count:])
    return " ".join(word for word in words[:-1] if word.lower() not in _LEVEL_WORDS), _label(words[-1:])


def _label(words: list[str]) -> str:
    kept = words[1:] if len(words) > 1 and words[0].lower() in _LEVEL_WORDS else words
    return " ".join(kept)


def _tagged(value: object, place: str, language: str) -> Iterable[tuple[str, str, str]]:
    if isinstance(value, str):
        yield language, value, place
    elif isinstance(value, dict) and "@value" in value:
        inner = value["@value"]
        tag = value.get("@language", language)
        if isinstance(inner, str):
            yield tag if isinstance(tag, str) else language, inner, pointer(place, "@value")
    elif isinstance(value, dict):
        for tag, texts in value.items():
            at = pointer(place, tag)
            for index, text in enumerate(texts if isinstance(texts, list) else [texts]):
                if isinstance(text, str):
                    yield tag, text, f"{at}/{index}" if isinstance(texts, list) else at


def _impossible_workload(field: str, value: Value, error: AmountError) -> DocumentError:
    return DocumentError(
        "impossible_workload",
        f"the {field} {shown(str(value.value))} {error}; ask the issuer for a correct file",
        value.place,
    )
