"""ESCO's downloads in (CSV files in zips), the pillar of skills as a `Classification` out, or every mistake in them.

ESCO publishes the concepts and their relations in one zip or in two, and names the files a little differently from
version to version: `skills_en.csv`, `skillGroups_en.csv`, `skillsHierarchy_en.csv`, `languageSkillsCollection_en.csv`
and other collections; `broaderRelationsSkillPillar.csv`, with or without a language. The first two must be there. The
last one alone has every relation. Where it is missing, those that the hierarchy and the collections name are used: they
name all broader concepts of a concept or none (true of ESCO 1.1.0 and 1.1.1), and those that they leave out are said.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from passerelle.errors import DocumentError
from passerelle.skills.archives import LARGEST_ALL, unpack
from passerelle.skills.closure import circle
from passerelle.skills.concepts import Classification, Concept, classified, normal
from passerelle.skills.tables import Mistakes, rows

NAME = "ESCO"
#: No version has had more than 15,000 concepts and 21,000 relations.
MOST_CONCEPTS = 100_000
MOST_LINKS = 500_000

_CONCEPTS = ("skills", "skillGroups")
_RELATIONS = "broaderRelationsSkillPillar"
_HIERARCHY = "skillsHierarchy"
_TABLE = re.compile(r"([A-Za-z]+?)(?:_([a-z]{2,3}(?:-[A-Za-z]{2,4})?))?\.csv")
_VERSION = re.compile(r"(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d.]*\d)")


def read_esco(files: Mapping[str, bytes], *, version: str | None = None) -> Classification:
    """The classification in one or several zips, given by their file names.

    `version` is that of ESCO ("1.1.1"); where none is given, the names of the files say it.

    Raises `DocumentError` with every mistake: nothing is taken of a package that has one.
    """
    mistakes = Mistakes()
    found = _tables(files)
    version = _version(files, version)
    languages = sorted({table.language for table in found.values() if table.language})
    if len(languages) > 1:
        raise DocumentError(
            "several_languages", f"the files are in several languages ({', '.join(languages)}); import one at a time"
        )
    missing = [name for name in _CONCEPTS if name not in found]
    if missing:
        names = ", ".join(f"{name}_en.csv" for name in missing)
        raise DocumentError("missing_file", f"{names} is missing; give ESCO's package of the classification as CSV")
    reading = _Reading(mistakes)
    for name in _CONCEPTS:
        reading.concepts_of(found[name])
    if _HIERARCHY in found:
        reading.hierarchy(found[_HIERARCHY], links=_RELATIONS not in found)
    if _RELATIONS in found:
        reading.relations(found[_RELATIONS], "conceptUri", "broaderUri")
    else:
        for name in sorted(name for name in found if name.endswith("SkillsCollection")):
            reading.relations(found[name], "conceptUri", "broaderConceptUri")
    mistakes.raise_any()
    links = tuple(sorted(reading.links))
    placed = set(reading.labels) if _RELATIONS in found else {below for below, _ in links} | reading.tops
    round_again = circle(links)
    if round_again:
        raise DocumentError("circle", f"the relations go round in a circle: {' -> '.join(round_again)}")
    digests = sorted(hashlib.sha256(content).hexdigest() for content in files.values())
    return Classification(
        name=NAME, version=version, language=languages[0] if languages else "und",
        sha256=digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest(),
        concepts=tuple(sorted(Concept(*pair) for pair in reading.labels.items())), links=links,
        unplaced=frozenset(reading.labels.keys() - placed),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    language: str
    content: bytes


def _is_read(name: str) -> bool:
    table = _TABLE.fullmatch(name)
    return table is not None and (
        table.group(1) in (*_CONCEPTS, _RELATIONS, _HIERARCHY) or table.group(1).endswith("SkillsCollection")
    )


def _tables(files: Mapping[str, bytes]) -> dict[str, _Table]:
    """The tables of all files by their name without language and ending."""
    found: dict[str, _Table] = {}
    left = LARGEST_ALL
    for file in sorted(files):
        try:
            unpacked = unpack(files[file], _is_read, largest=left)
        except DocumentError as error:
            raise DocumentError(error.code, error.message, file) from None
        if not unpacked:
            raise DocumentError("missing_file", "the zip has no table of ESCO's skills; give its package as CSV", file)
        for name, content in unpacked.items():
            left -= len(content)
            table = _TABLE.fullmatch(name)
            assert table is not None
            if table.group(1) in found:
                raise DocumentError("twice", f"{found[table.group(1)].name} and {name} are one table; give one", file)
            found[table.group(1)] = _Table(name, table.group(2) or "", content)
    return found


def _version(files: Mapping[str, bytes], given: str | None) -> str:
    if given is not None:
        if not re.fullmatch(r"\d+\.\d+(\.\d+)?", given):
            raise DocumentError("version", f"'{given[:40]}' is no version of ESCO; write it as 1.1.1")
        return given
    said: set[str] = {version for file in files for version in _VERSION.findall(file.rpartition("/")[2])}
    if len(said) > 1:
        raise DocumentError(
            "version", f"the files are of several versions ({', '.join(sorted(said))}); give those of one"
        )
    if not said:
        raise DocumentError(
            "version", "the names of the files do not say which version of ESCO it is; say it (--version 1.1.1)"
        )
    return said.pop()


@dataclass(slots=True)
class _Reading:
    """What has been read so far: labels by concept, steps from narrower to broader, and the concepts at the top."""

    mistakes: Mistakes
    labels: dict[str, str] = field(default_factory=dict)
    links: set[tuple[str, str]] = field(default_factory=set)
    tops: set[str] = field(default_factory=set)

    def concepts_of(self, table: _Table) -> None:
        for place, row in rows(table.name, table.content, ("conceptUri", "preferredLabel"), self.mistakes):
            uri = self.concept(row["conceptUri"], place)
            if uri in self.labels:
                self.mistakes.add("twice", f"the concept {uri} stands twice", place)
            elif uri:
                self.label(uri, row["preferredLabel"], place)

    def hierarchy(self, table: _Table, *, links: bool) -> None:
        """The paths from the top: they have the groups of highest rank, which the other tables may leave out."""
        needed = ("Level 0 URI", "Level 0 preferred term")
        # ESCO leaves out the empty values at the end of these rows.
        for place, row in rows(table.name, table.content, needed, self.mistakes, may_be_short=True):
            above = ""
            for level in range(10):
                written = row.get(f"Level {level} URI", "")
                uri = self.concept(written, place) if written else ""
                if uri and uri not in self.labels:
                    self.label(uri, row.get(f"Level {level} preferred term", ""), place)
                if links and uri and above:
                    self.link(uri, above, place)
                elif uri and not above:
                    self.tops.add(uri)
                above = uri or above

    def relations(self, table: _Table, narrower: str, broader: str) -> None:
        for place, row in rows(table.name, table.content, (narrower, broader), self.mistakes):
            below = self.concept(row[narrower], place)
            for written in row[broader].replace("|", " ").split():
                above = self.concept(written, place)
                if below and above:
                    self.link(below, above, place)

    def concept(self, written: str, place: str) -> str:
        """The normal form of a concept's name, or "" for what is none."""
        uri = normal(written)
        if classified(uri):
            return uri
        self.mistakes.add("no_concept", f"'{written[:120]}' is no concept of ESCO's skills", place)
        return ""

    def label(self, uri: str, label: str, place: str) -> None:
        if not label:
            self.mistakes.add("no_label", f"the concept {uri} has no label", place)
        elif len(self.labels) == MOST_CONCEPTS:
            raise DocumentError("too_large", f"the files have more than {MOST_CONCEPTS:,} concepts")
        else:
            self.labels[uri] = label[:300]

    def link(self, below: str, above: str, place: str) -> None:
        unknown = next((uri for uri in (below, above) if uri not in self.labels), None)
        if unknown:
            self.mistakes.add(
                "unknown_concept", f"no table has the concept {unknown}: are the files of one version?", place
            )
        elif below == above:
            self.mistakes.add("circle", f"the concept {below} is said to be broader than itself", place)
        elif len(self.links) == MOST_LINKS:
            raise DocumentError("too_large", f"the files have more than {MOST_LINKS:,} relations")
        else:
            self.links.add((below, above))
