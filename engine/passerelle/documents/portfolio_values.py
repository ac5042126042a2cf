"""Entries of a hand-written file enter; stated values leave, and what cannot be becomes a mistake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from passerelle.decision.award import Identifier
from passerelle.decision.values import LanguageText, Level, Stated, Workload
from passerelle.documents.amounts import AmountError, workload_text
from passerelle.documents.dates import DateError, written_date
from passerelle.documents.entries import Entry, Fields, Items, Mistakes, Text, check_keys
from passerelle.documents.json_text import shown
from passerelle.documents.stating import Stating, split_level
from passerelle.errors import DocumentError

T = TypeVar("T")

_IDENTIFIER = ("scheme", "value")
_HOURS = {
    "hours": "unspecified", "hour": "unspecified", "h": "unspecified", "hrs": "unspecified",
    "contact hours": "contact", "taught hours": "contact", "learning hours": "learner", "study hours": "learner",
    "hours of study": "learner", "hours of learning": "learner", "notional hours": "learner",
}  # fmt: skip
_MINUTES = frozenset({"minutes", "minute", "min"})
_WEEKS = frozenset({"weeks", "week"})
_SPANS = frozenset({"day", "days", "month", "months", "year", "years", "semester", "semesters"})


def listed(entry: Entry | None) -> tuple[Entry, ...]:
    """The members of a list; one value is a list of one, nothing an empty list."""
    if entry is None or (isinstance(entry, Text) and not entry.text):
        return ()
    return entry.items if isinstance(entry, Items) else (entry,)


def counts_time(unit: str) -> bool:
    """Whether a unit of workload is one of time and not of credit."""
    return " ".join(unit.lower().split()) in {*_HOURS, *_MINUTES, *_WEEKS, *_SPANS}


@dataclass(frozen=True, slots=True)
class Values:
    """Reads entries into stated values; what cannot be becomes a mistake and the value is left out."""

    stating: Stating
    mistakes: Mistakes

    def workload(self, entry: Text) -> Stated[Workload] | None:
        try:
            found = workload_text(entry.text)
        except AmountError as error:
            self.mistakes.add(
                "impossible_workload",
                f"the workload {shown(entry.text)} {error}; write 5 ECTS or 150 hours",
                entry.mark,
            )
            return None
        amount, up_to, unit = found.amount, found.up_to, " ".join(found.unit.lower().split())
        if unit in _MINUTES:
            amount, up_to, unit = amount / 60, up_to / 60 if up_to is not None else None, "hours"
        if unit in _HOURS:
            return self.stated(Workload(amount, "hours", up_to, _HOURS[unit]), entry)
        if unit in _WEEKS:
            return self.stated(Workload(amount, "weeks", up_to), entry)
        if unit in _SPANS:
            self.stating.notes.suspicious(
                entry.mark.value_place, "workload", f"{entry.text} is a calendar span, not an amount of learning"
            )
            return None
        system = self.stating.credit_system(found.unit) if unit else None
        if unit and system is None:
            self.stating.notes.unmapped(entry.mark.value_place, "workload", entry.text[:300])
        return self.stated(Workload(Fraction(amount), system or "unspecified", up_to), entry)

    def level(self, entry: Text, country: str | None) -> Stated[Level] | None:
        framework, label = split_level(
            entry.text, lambda name: self.stating.vocabulary.framework(name, country) is not None
        )
        if not framework:
            self.mistakes.add(
                "missing", f"the level {shown(entry.text)} names no framework; write EQF 7 or NFQ 8", entry.mark
            )
            return None
        try:
            return self.stating.level(framework, label, entry.mark.value_place, country)
        except DocumentError as error:
            self.mistakes.add(error.code, f"{framework} has no level {shown(label)}; check the certificate", entry.mark)
            return None

    def field(self, entry: Text) -> Stated[str] | None:
        code = entry.text.removeprefix("ISCED-F").strip()
        if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
            self.mistakes.add(
                "wrong_value", f"the field {shown(entry.text)} is no ISCED-F code of two to four digits", entry.mark
            )
            return None
        return self.stated(code, entry)

    def language(self, entry: Text) -> Stated[str] | None:
        tag = self.stating.vocabulary.language(entry.text)
        if tag is None:
            self.mistakes.add(
                "wrong_value", f"the language {shown(entry.text)} is not known; write a tag such as sl", entry.mark
            )
            return None
        return self.stated(tag, entry)

    def country(self, entry: Entry | None) -> Stated[str] | None:
        text = self.plain(entry, "country")
        if text is None:
            return None
        code = self.stating.vocabulary.country(text.text)
        if code is None:
            self.mistakes.add(
                "wrong_value", f"the country {shown(text.text)} is not known; write two letters such as FI", text.mark
            )
            return None
        return self.stated(code, text)

    def day(self, entry: Entry | None, what: str) -> Stated[date] | None:
        text = self.plain(entry, what)
        if text is None:
            return None
        try:
            found = written_date(text.text)
        except DateError as error:
            self.mistakes.add("impossible_date", f"the {what} {shown(text.text)} {error}", text.mark)
            return None
        return self.stated(found.day, text)

    def identifiers(self, entry: Entry | None, scheme: str) -> tuple[Stated[Identifier], ...]:
        found: list[Stated[Identifier]] = []
        for item in listed(entry):
            if isinstance(item, Fields):
                check_keys(item, _IDENTIFIER, "an identifier", self.mistakes)
                value = self.text(item.members.get("value"), "identifier")
                named = self.text(item.members.get("scheme"), "scheme")
                if value:
                    found.append(
                        Stated(
                            Identifier(value=value.value, scheme=named.value if named else scheme),
                            value.place,
                            value.evidence,
                        )
                    )
            else:
                value = self.text(item, "identifier")
                if value:
                    found.append(Stated(Identifier(value=value.value, scheme=scheme), value.place, value.evidence))
        return tuple(found)

    def term(self, entry: Entry | None, kind: str) -> Stated[str] | None:
        text = self.text(entry, kind.replace("_", " "))
        return self.stating.term(kind, (text,), kind) if text else None

    def terms(self, entry: Entry | None, kind: str) -> tuple[Stated[str], ...]:
        found: dict[str, Stated[str]] = {}
        for item in listed(entry):
            stated = self.term(item, kind)
            if stated:
                found.setdefault(stated.value, stated)
        return tuple(found.values())

    def words(self, entry: Entry | None, what: str) -> Stated[LanguageText] | None:
        """A text, or texts by language (`en: …`, `sl: …`)."""
        if not isinstance(entry, Fields):
            text = self.text(entry, what)
            return Stated({"und": text.value}, text.place, text.evidence) if text else None
        found: dict[str, str] = {}
        for key, member in entry.members.items():
            tag = self.stating.vocabulary.language(entry.keys[key].text.strip())
            if tag is None:
                self.mistakes.add(
                    "unknown_key",
                    f"{shown(entry.keys[key].text)} is no language of the {what}; write a tag such as sl:",
                    entry.keys[key].mark,
                )
                continue
            text = self.text(member, what)
            if text:
                found[tag] = text.value
        return Stated(found, entry.mark.value_place, self.stating.evidence) if found else None

    def texts(self, entry: Entry | None, what: str) -> tuple[Stated[str], ...]:
        return tuple(text for item in listed(entry) if (text := self.text(item, what)))

    def text(self, entry: Entry | None, what: str) -> Stated[str] | None:
        text = self.plain(entry, what)
        if text is None:
            return None
        try:
            return self.stating.text(text.text, text.mark.value_place, what)
        except DocumentError as error:
            self.mistakes.add(error.code, error.message, text.mark)
            return None

    def says_nothing(self, entry: Entry | None) -> bool:
        return entry is None or (isinstance(entry, Text) and not entry.text.strip())

    def plain(self, entry: Entry | None, what: str) -> Text | None:
        if entry is None or self.says_nothing(entry):
            return None
        if not isinstance(entry, Text):
            self.mistakes.add("wrong_shape", f"the {what} is one value, not a list or a group of keys", entry.mark)
            return None
        return entry

    def each(self, entry: Entry | None, read: Callable[[Text], Stated[T] | None]) -> tuple[Stated[T], ...]:
        found: list[Stated[T]] = []
        for item in listed(entry):
            text = self.plain(item, "value")
            stated = read(text) if text else None
            if stated:
                found.append(stated)
        return tuple(found)

    def stated(self, value: T, entry: Text) -> Stated[T]:
        return Stated(value, entry.mark.value_place, self.stating.evidence)
