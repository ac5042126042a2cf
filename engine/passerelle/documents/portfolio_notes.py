"""The entries of a unit of a portfolio enter; what they say beside the award leaves: kind, uses, themes, experience."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from passerelle.decision.stacking import UseKind
from passerelle.decision.unit_notes import CreditsWritten, UnitNotes, UsedFor
from passerelle.decision.values import Stated
from passerelle.documents.amounts import AmountError, amount, workload_text
from passerelle.documents.entries import Entry, Fields, Text, check_keys
from passerelle.documents.json_text import shown
from passerelle.documents.portfolio_values import Values, counts_time, listed

T = TypeVar("T")

#: The keys of a unit that are read here.
KEYS = ("id", "kind", "version", "awarded", "part_of_conferred", "within_programme", "used_for", "themes", "experience",
        "practice", "credit_bearing", "accredited", "own", "covers", "cost")  # fmt: skip
_USE = ("award", "kind", "level", "use", "conferred", "credits", "irrevocable")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_ID = re.compile(r"[^\s,;|#]{1,80}")
_SPAN = re.compile(r"P(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,4})M)?", re.ASCII)
_SPAN_WORDS = re.compile(r"(?P<count>\d{1,4})\s*(?P<unit>months?|years?)", re.ASCII | re.IGNORECASE)
_SHARE = re.compile(r"(?P<number>\d{1,3}(?:[.,]\d{1,6})?)\s*(?P<percent>%?)", re.ASCII)
_LEVEL = re.compile(r"(?:EQF[ -]?)?([1-8])", re.ASCII | re.IGNORECASE)


def unit_notes(values: Values, unit: Fields) -> UnitNotes:
    """The notes of a unit; what cannot be becomes a mistake and is left out."""
    return _Notes(values).of(unit)


class _Notes:
    def __init__(self, values: Values) -> None:
        self.values, self.mistakes = values, values.mistakes

    def of(self, unit: Fields) -> UnitNotes:
        get, values = unit.members.get, self.values
        return UnitNotes(
            id=self.written(get("id"), "id", self.identifier),
            kind=values.term(get("kind"), "unit_kind"),
            version=values.text(get("version"), "version"),
            awarded=values.day(get("awarded"), "date of the award"),
            part_of_conferred=self.yes_no(get("part_of_conferred"), "part_of_conferred"),
            within_programme=self.yes_no(get("within_programme"), "within_programme"),
            used_for=tuple(use for entry in listed(get("used_for")) if (use := self.use(entry))),
            themes=values.texts(get("themes"), "theme"),
            experience=self.written(get("experience"), "experience", self.months),
            practice=self.yes_no(get("practice"), "practice"),
            credit_bearing=self.yes_no(get("credit_bearing"), "credit_bearing"),
            accredited=self.yes_no(get("accredited"), "accredited"),
            own=self.yes_no(get("own"), "own"),
            covers=self.covers(get("covers")),
            credits=tuple(found for entry in listed(get("workload")) if (found := self.unknown_credits(entry))),
            cost=self.written(get("cost"), "cost", self.price),
        )

    def written(self, entry: Entry | None, what: str, read: Callable[[str], T | str]) -> Stated[T] | None:
        """What `read` makes of a text; where it gives an explanation instead, that is the mistake."""
        text = self.values.plain(entry, what)
        if text is None:
            return None
        found = read(text.text.strip())
        if isinstance(found, _Wrong):
            self.mistakes.add("wrong_value", f"the {what} {shown(text.text)} {found}", text.mark)
            return None
        return self.values.stated(found, text)  # type: ignore[arg-type]

    @staticmethod
    def identifier(text: str) -> str:
        return text if _ID.fullmatch(text) else _Wrong("is no id; write one word without spaces, such as data-1")

    @staticmethod
    def months(text: str) -> int | str:
        span = _SPAN.fullmatch(text)
        if span and (span["years"] or span["months"]):
            return int(span["years"] or 0) * 12 + int(span["months"] or 0)
        words = _SPAN_WORDS.fullmatch(text)
        if words:
            return int(words["count"]) * (12 if words["unit"].lower().startswith("year") else 1)
        return _Wrong("is no length of time; write 14 months or P14M")

    @staticmethod
    def price(text: str) -> Fraction | str:
        try:
            return Fraction(0) if text == "0" else amount(text)
        except AmountError:
            return _Wrong("is no amount; write a number such as 120")

    def yes_no(self, entry: Entry | None, what: str) -> Stated[bool] | None:
        def read(text: str) -> bool | str:
            verdict = _YES_NO.get(text.lower())
            return _Wrong("has to be yes or no") if verdict is None else verdict

        return self.written(entry, what, read)

    def use(self, entry: Entry) -> Stated[UsedFor] | None:
        """An award's id, or what is known of the use."""
        if not isinstance(entry, Fields):
            award = self.values.text(entry, "used_for")
            return None if award is None else Stated(UsedFor(award=award.value), award.place, award.evidence)
        check_keys(entry, _USE, "a use", self.mistakes)
        get = entry.members.get
        award = self.values.text(get("award"), "award")
        if award is None:
            self.mistakes.add("missing", "a use names the award; write award: and its id", entry.mark)
            return None
        credits = self.credits(get("credits"))
        kind = self.values.text(get("kind"), "kind")
        level = self.written(get("level"), "level", self.level)
        use: Stated[UseKind] | None = self.written(get("use"), "use", self.use_kind)
        conferred = self.yes_no(get("conferred"), "conferred")
        irrevocable = self.yes_no(get("irrevocable"), "irrevocable")
        found = UsedFor(
            award=award.value, kind=kind.value if kind else "", level=level.value if level else None,
            use=use.value if use else UseKind.CREDIT, conferred=conferred.value if conferred else None,
            credits=credits[0] if credits else None, credit_unit=credits[1] if credits else "ECTS",
            irrevocable=bool(irrevocable and irrevocable.value),
        )  # fmt: skip
        return Stated(found, award.place, award.evidence)

    @staticmethod
    def level(text: str) -> int | str:
        found = _LEVEL.fullmatch(text)
        return int(found[1]) if found else _Wrong("is no level of the EQF; write EQF 7")

    @staticmethod
    def use_kind(text: str) -> UseKind | str:
        return UseKind(text.lower()) if text.lower() in ("credit", "admission") else _Wrong("is credit or admission")

    def credits(self, entry: Entry | None) -> tuple[Fraction, str] | None:
        text = self.values.plain(entry, "credits")
        if text is None:
            return None
        try:
            found = workload_text(text.text)
        except AmountError as error:
            self.mistakes.add("wrong_value", f"the credits {shown(text.text)} {error}", text.mark)
            return None
        return found.amount, self.values.stating.credit_system(found.unit) or found.unit or "ECTS"

    def covers(self, entry: Entry | None) -> tuple[tuple[str, Stated[Fraction]], ...]:
        """Shares by outcome: a mapping, or texts such as "lo-1: 60 %"."""
        said: list[tuple[str, Entry]] = []
        if isinstance(entry, Fields):
            said = [(entry.keys[key].text.strip(), member) for key, member in entry.members.items()]
        else:
            for item in listed(entry):
                text = self.values.plain(item, "covers")
                if text is not None:
                    outcome, colon, share = text.text.partition(":")
                    said.append((outcome.strip(), Text(share.strip() if colon else "100 %", text.mark)))
        found: dict[str, Stated[Fraction]] = {}
        for outcome, member in said:
            covered = self.written(member, "share", self.share)
            if covered is not None:
                found[outcome] = covered
        return tuple(sorted(found.items()))

    @staticmethod
    def share(text: str) -> Fraction | str:
        found = _SHARE.fullmatch(text)
        if found is None:
            return _Wrong("is no share; write 60 %")
        number = Fraction(found["number"].replace(",", ".")) / (100 if found["percent"] else 1)
        return number if number <= 1 else _Wrong("is more than the whole; write 60 %")

    def unknown_credits(self, entry: Entry) -> Stated[CreditsWritten] | None:
        """Credits in a unit that no table knows; other mistakes of a workload are reported where it is read."""
        if not isinstance(entry, Text):
            return None
        try:
            found = workload_text(entry.text)
        except AmountError:
            return None
        unit = " ".join(found.unit.split())
        if not unit or counts_time(unit) or self.values.stating.vocabulary.credit_system(unit) is not None:
            return None
        return self.values.stated(CreditsWritten(found.amount, unit, found.up_to), entry)


class _Wrong(str):
    """Why a text is not what it should be: completes the sentence "the id "x y" …"."""

    __slots__ = ()
