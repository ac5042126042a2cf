"""JSON of DEQAR's Web API or Connect API enters: one record, a list, or a page of results, of institutions or of
reports; what it says of each provider leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import orjson

from passerelle.decision import Identifier, Review
from passerelle.errors import DocumentError
from passerelle.providers import deqar
from passerelle.providers.mistakes import Mistakes, shown, tidy
from passerelle.providers.said import Said, Statement, provider
from passerelle.providers.table import STRIDE, Progress
from passerelle.vocabulary import Vocabulary

MOST_RECORDS = 200_000
_LONGEST = 2_000


def read_json(
    content: bytes, register: str, vocabulary: Vocabulary, retrieved: date | None, mistakes: Mistakes,
    progress: Progress | None = None,
) -> Iterator[Said]:  # fmt: skip
    """What the JSON says of each provider. Mistakes are noted; what is yielded beside them is not to be used.

    Raises:
        DocumentError: `json_syntax`, `too_large`, `wrong_shape`.
    """
    particulars: dict[str, list[Statement]] = defaultdict(list)
    reviews: dict[str, list[Statement]] = defaultdict(list)
    for number, (place, item) in enumerate(_records(content), 1):
        if progress is not None and number % STRIDE == 0:
            progress(number)
        reader = _Reader(place, vocabulary, mistakes)
        if isinstance(item.get("report"), dict):
            reader.programme(item, reviews)
        elif "institutions" in item:
            reader.report(item, reviews)
        elif "name_primary" in item or "names" in item:
            reader.institution(item, particulars)
        else:
            mistakes.add(
                place or "/", "this is neither an institution nor a report of DEQAR; get the file again", "wrong_shape"
            )
    for record in {**particulars, **reviews}:
        group = [*particulars.get(record, ()), *reviews.get(record, ())]
        if record in particulars:
            # A report calls an institution by another name than its own record does.
            group = [s if s.review is None else replace(s, legal_name=None) for s in group]
        listed = provider(register, record, group, retrieved, mistakes, None)
        yield Said(listed, particulars=record in particulars, reviews=record in reviews)


def _records(content: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        root = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise DocumentError(
            "json_syntax", f"this is not valid JSON ({error.msg.lower()}); get the whole file again",
            f"line {error.lineno}, column {error.colno}",
        ) from None  # fmt: skip
    start = ""
    if isinstance(root, dict) and isinstance(root.get("results"), list):
        root, start = root["results"], "/results"
    items = root if isinstance(root, list) else [root]
    if len(items) > MOST_RECORDS:
        raise DocumentError("too_large", f"the JSON has more than {MOST_RECORDS:,} records; split it")
    for index, item in enumerate(items):
        place = f"{start}/{index}" if isinstance(root, list) else start
        if not isinstance(item, dict):
            raise DocumentError(
                "wrong_shape", "a record of DEQAR is an object with keys; get the file again", place or "/"
            )
        yield place, item


class _Reader:
    """Reads one record. Members that are missing, or are not what DEQAR writes, are unknown, except those without which
    a record says nothing: whose it is, and days that are none."""

    def __init__(self, place: str, vocabulary: Vocabulary, mistakes: Mistakes) -> None:
        self.place, self.vocabulary, self.mistakes = place, vocabulary, mistakes

    def institution(self, item: dict[str, Any], into: dict[str, list[Statement]]) -> None:
        record = self._record(item, self.place)
        names = [name for name in _objects(item.get("names")) if not name.get("name_valid_to")]
        official = [text for name in names if (text := _text(name.get("name_official")))]
        shown_name = _text(item.get("name_official_display")) or _text(item.get("name_primary"))
        name = official[0] if official else shown_name
        if name is None:
            self._wrong("names", "the institution has no name; get the file again")
        if record is None or name is None:
            return
        eter = deqar.eter_id(_text(item.get("eter_id")) or _text(item.get("eter")) or "")
        other = item.get("is_other_provider")
        formal_status, sector = deqar.status(other if isinstance(other, bool) else None, eter)
        if item.get("is_orgreg_alliance") is True:
            formal_status = sector = None
        into[record].append(
            Statement(
                place=self.place,
                legal_name=name,
                names=tuple(_all_names(item)),
                identifiers=tuple(_identifiers(item, record, eter)),
                formal_status=formal_status,
                sector=sector,
                country=self._country(item),
            )
        )

    def report(self, item: dict[str, Any], into: dict[str, list[Statement]]) -> None:
        agency = _agency(_text(item.get("agency_name")), _text(item.get("agency_acronym")))
        activities = _objects(item.get("agency_esg_activities"))
        types = [item.get("agency_esg_activity_type"), *(a.get("activity_type") or a.get("type") for a in activities)]
        activity = [item.get("agency_esg_activity"), *(a.get("activity") for a in activities)]
        programmes = [
            p for programme in _objects(item.get("programmes")) if (p := _text(programme.get("name_primary")))
        ]
        reviews = [
            review
            for programme in programmes or [""]
            if (review := self._review(item, agency, types, _first(activity), programme or None)) is not None
        ]
        for number, institution in enumerate(_objects(item.get("institutions"))):
            at = f"{self.place}/institutions/{number}"
            record = self._record(institution, at)
            if record is not None:
                into[record] += [_reviewed(at, record, _text(institution.get("name_primary")), r) for r in reviews]
        if not _objects(item.get("institutions")):
            self._wrong("institutions", "the report names no institution; get the file again")

    def programme(self, item: dict[str, Any], into: dict[str, list[Statement]]) -> None:
        """A programme with its report inside, as the list of an institution's programmes has it now."""
        report = item["report"]
        acronym = _text(report["agency"].get("acronym_primary")) if isinstance(report.get("agency"), dict) else None
        types = [a.get("type") for a in _objects(report.get("agency_esg_activities"))]
        review = self._review(report, _agency(None, acronym), types, None, _text(item.get("name_primary")))
        for number in item.get("institutions") or ():
            record = deqar.record_of(number)
            if record is not None and review is not None:
                into[record].append(_reviewed(self.place, record, None, review))

    def _review(
        self, item: dict[str, Any], agency: str | None, types: list[Any], activity: str | None, programme: str | None
    ) -> Review | None:
        if agency is None:
            self._wrong("agency_name", "the report names no agency; get the file again")
            return None
        starts = self._day(item, "valid_from")
        ends = self._day(item, "valid_to")
        if ends is None:
            ends = self._day(item, "valid_to_calculated")
        return deqar.review(
            agency=agency,
            report=deqar.report_page(str(item.get("id", ""))),
            types=tuple(one.strip().lower() for one in types if isinstance(one, str)),
            activity=activity,
            programme=programme,
            decision=_text(item.get("decision")),
            valid_from=starts,
            valid_to=ends,
        )

    def _record(self, item: dict[str, Any], place: str) -> str | None:
        record = deqar.record_of(item.get("deqar_id") or item.get("id") or "")
        if record is None:
            self.mistakes.add(
                f"{place}/deqar_id",
                "the DEQARINST ID is missing; it reads DEQARINST0382: get the file again",
                "missing",
            )
        return record

    def _day(self, item: dict[str, Any], key: str) -> date | None:
        written = item.get(key)
        try:
            return deqar.day(written if isinstance(written, str) else "")
        except ValueError:
            self._wrong(key, f"{shown(str(written))} is no day; DEQAR writes 2026-09-01: get the file again")
            return None

    def _country(self, item: dict[str, Any]) -> str | None:
        """The country where there is one only; of several, or none, nothing is known."""
        codes: set[str | None] = set()
        for entry in _objects(item.get("countries")):
            if not entry.get("country_valid_to"):
                inside = entry.get("country")
                written = inside.get("iso_3166_alpha2") if isinstance(inside, dict) else inside
                codes.add(self._code(written))
        named = item.get("country")
        for name in named if isinstance(named, list) else [named]:
            codes.add(self._code(name))
        codes.discard(None)
        return codes.pop() if len(codes) == 1 else None

    def _code(self, written: object) -> str | None:
        text = _text(written)
        return deqar.country(self.vocabulary, text) if text else None

    def _wrong(self, key: str, message: str) -> None:
        self.mistakes.add(f"{self.place}/{key}", message)


def _reviewed(place: str, record: str, name: str | None, review: Review) -> Statement:
    known = Identifier(value=record, scheme="DEQAR")
    return Statement(place=place, legal_name=name, identifiers=(known,), review=review)


def _identifiers(item: dict[str, Any], record: str, eter: str | None) -> Iterator[Identifier]:
    yield Identifier(value=record, scheme="DEQAR")
    if eter:
        yield Identifier(value=eter, scheme="ETER")
    for entry in _objects(item.get("identifiers")):
        if entry.get("agency"):
            continue
        found = deqar.identifier(_text(entry.get("resource")) or "", _text(entry.get("identifier")) or "")
        if found is not None:
            yield found


def _all_names(item: dict[str, Any]) -> Iterator[str]:
    texts = [item.get("name_primary"), item.get("name_official_display")]
    for name in _objects(item.get("names")):
        texts += [name.get(key) for key in ("name_official", "name_official_transliterated", "name_english", "acronym")]
        texts += [version.get("name") for version in _objects(name.get("name_versions"))]
    yield from (text for each in texts if (text := _text(each)))


def _agency(name: str | None, acronym: str | None) -> str | None:
    return f"{name} ({acronym})" if name and acronym and name != acronym else name or acronym


def _first(texts: list[Any]) -> str | None:
    return next((text for each in texts if (text := _text(each))), None)


def _objects(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return tidy(value[:_LONGEST]) or None if isinstance(value, str) else None
