"""Real files, where they are at hand: each is read, or refused in one line.

The collection is optional and lies beside the repository (`../shared/samples`). Nothing of it is in this project.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import DAY, ROOT, Reader
from noticing import noticed

from passerelle.decision.values import Evidence, Level, Workload
from passerelle.documents import Document, DocumentError, read_document

SAMPLES = ROOT.parent / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the collection of real credentials is not at {SAMPLES}")

#: Folder → how many of its files are read, and how many are refused.
EXPECTED = {
    "elm-edc-v3": (13, 4),
    "openbadges-3.0": (59, 15),
    "openbadges-3.0-edubadges-nl": (5, 0),
}
DUTCH = "vc__standards__education_credential__micro_credential__"


def _files(folder: str) -> list[Path]:
    return sorted(path for path in (SAMPLES / folder).iterdir() if path.is_file())


@pytest.mark.parametrize("folder", EXPECTED)
def test_every_file_is_read_or_refused_in_one_line(vocabulary, folder, record_property) -> None:
    read: list[Document] = []
    refused: list[DocumentError] = []
    for path in _files(folder):
        try:
            read.append(read_document(path.read_bytes(), vocabulary, on=DAY))
        except DocumentError as error:
            refused.append(error)
    assert not [error for error in refused if "\n" in str(error)]
    record_property(folder, f"{len(read)} read, {len(refused)} refused")
    assert (len(read), len(refused)) == EXPECTED[folder]
    assert all(document.awards for document in read)


def test_files_of_other_formats_are_read_or_refused_too(vocabulary) -> None:
    refused: list[DocumentError] = []
    for folder in sorted(path.name for path in SAMPLES.iterdir() if path.is_dir() and path.name not in EXPECTED):
        for path in _files(folder):
            try:
                read_document(path.read_bytes(), vocabulary, on=DAY)
            except DocumentError as error:
                refused.append(error)
    assert refused
    assert not [error for error in refused if "\n" in str(error)]


@pytest.mark.parametrize(
    "name",
    [f"mbob_{part}_microcredential_full.json" for part in ("eo_eov", "ht_pf", "zw_ssb", "zw_td")],
)
def test_a_dutch_badge_of_a_vocational_school(reader: Reader, name: str) -> None:
    award = reader.award((SAMPLES / "openbadges-3.0-edubadges-nl" / f"{DUTCH}{name}").read_bytes())
    assert [one.value for one in award.workloads] == [Workload(Fraction(240), "hours", hours_kind="learner")]
    assert [one.value for one in award.levels] == [Level("EQF", "4")]
    assert award.awarding_bodies[0].locality.value == "Beek"
    assert award.awarding_bodies[0].country.value == "NL"
    assert award.languages[0].value == "nl-NL"
    assert award.supervision.value == "supervised_onsite_with_id"
    assert award.grade.value.value == "8.0"
    assert award.valid_until.value == date(2029, 8, 30)


def test_a_dutch_badge_in_ects(reader: Reader) -> None:
    award = reader.award(
        (SAMPLES / "openbadges-3.0-edubadges-nl" / f"{DUTCH}theed_microcredential_minimal_ho.json").read_bytes()
    )
    assert [one.value for one in award.workloads] == [Workload(Fraction(3), "ECTS")]
    assert award.awarding_bodies[0].country is None
    assert award.quality[0].report.value == "https://data.example.com/decisions/AV-4223"


@pytest.mark.parametrize("ending", ["signed.jsonld", "unsigned.jsonld", "unsigned-uploadable.json"])
def test_a_certificate_of_participation_of_the_commission(reader: Reader, ending: str) -> None:
    (path,) = [path for path in _files("elm-edc-v3") if "CertOfPart" in path.name and path.name.endswith(f"-{ending}")]
    award = reader.award(path.read_bytes())
    assert [(one.value, one.evidence) for one in award.assessments] == [("attendance_only", Evidence.INFERRED)]
    assert [one.value for one in award.workloads] == [Workload(Fraction(2), "hours", hours_kind="learner")]
    assert [one.value for one in award.participation] == ["online"]
    assert award.holder.date_of_birth.value == date(1999, 10, 1)
    assert {notice.values[0] for notice in noticed(award, "suspicious")} == {"date_of_birth", "volume of learning"}
    assert (award.proof.value if award.proof else None) == ("jades" if ending == "signed.jsonld" else None)


def test_a_flat_credential(reader: Reader) -> None:
    (path,) = [path for path in _files("elm-edc-v3") if "credFlatten" in path.name]
    award = reader.award(path.read_bytes())
    assert award.awarding_bodies[0].country.value == "FR"
    assert award.holder.name.value == "Max Power"
    assert award.valid_until.value == date(2024, 9, 25)
