"""Packages of ESCO in small, made here: the shapes of the published ones, with other concepts."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping

BASE = "http://data.europa.eu/esco/skill/"
NAME = "ESCO dataset - v1.1.1 - classification - en - csv.zip"
RELATIONS_NAME = "ESCO dataset - v1.1.1 - classification -  - csv.zip"

Rows = list[list[str]]


def uri(name: str) -> str:
    return f"{BASE}{name}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerows([list(head), *map(list, rows)])
    return stream.getvalue().encode("utf-8-sig")


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


SKILL_HEAD = ("conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "description")
GROUP_HEAD = ("conceptType", "conceptUri", "preferredLabel", "altLabels", "status", "description", "code")
HIERARCHY_HEAD = [*(f"Level {n} {what}" for n in range(3) for what in ("URI", "preferred term")), "Level 0 code"]
COLLECTION_HEAD = ("conceptType", "conceptUri", "preferredLabel", "broaderConceptUri", "broaderConceptPT")
RELATION_HEAD = ("conceptType", "conceptUri", "broaderType", "broaderUri")


def skills(names: Iterable[str]) -> bytes:
    kind = "KnowledgeSkillCompetence"
    return table(SKILL_HEAD, ([kind, uri(n), "knowledge", "cross-sector", f"label of {n}", "x\ny", ""] for n in names))


def groups(names: Iterable[str]) -> bytes:
    return table(GROUP_HEAD, (["SkillGroup", uri(n), f"label of {n}", "", "released", "", n] for n in names))


def relations(pairs: Iterable[tuple[str, str]]) -> bytes:
    return table(RELATION_HEAD, (["", uri(below), "", uri(above)] for below, above in pairs))


#: top > group > programming > (haskell, python); top > group > drawing; and `lost`, which only the relations place.
FILES: dict[str, bytes] = {
    "skills_en.csv": skills(["haskell", "python", "programming", "drawing", "lost"]),
    "skillGroups_en.csv": groups(["top", "group"]),
    "skillsHierarchy_en.csv": table(
        HIERARCHY_HEAD,
        [[uri("top"), "label of top"], [uri("top"), "label of top", uri("group"), "label of group", "", "", "S"]],
    ),
    "digitalSkillsCollection_en.csv": table(
        COLLECTION_HEAD,
        [
            ["", uri("haskell"), "", f"{uri('programming')} | {uri('group')}", ""],
            ["", uri("python"), "", uri("programming"), ""],
            ["", uri("programming"), "", uri("group"), ""],
        ],
    ),
}
PAIRS = [
    ("haskell", "programming"), ("haskell", "group"), ("python", "programming"), ("programming", "group"),
    ("drawing", "group"), ("lost", "drawing"), ("group", "top"),
]  # fmt: skip


def package(**changed: bytes) -> dict[str, bytes]:
    """The one zip of a classification, with some of its tables replaced."""
    return {NAME: zipped({**FILES, **{f"{name}.csv": content for name, content in changed.items()}})}


def complete(pairs: Iterable[tuple[str, str]] = PAIRS) -> dict[str, bytes]:
    """The zip of the classification and the zip of its relations."""
    return {**package(), RELATIONS_NAME: zipped({"broaderRelationsSkillPillar.csv": relations(pairs)})}
