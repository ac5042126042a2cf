"""Every worked case of conformance, recognition and stacking has a scenario that says its number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CASES = ROOT.parent / "shared" / "domain" / "cases.md"

#: A: conformance, B: recognition, D: stacking, P: published cases. The numbers are not contiguous.
NUMBERS = {
    "A": (1, 2, 4, 5, 7, 9, 10, 12, 14),
    "B": (1, 2, 4, 5, 6, 7, 8, 10, 11, 12, 13, 15, 17, 18, 19, 21, 22, 24, 25, 26, 27, 29, 31, 32, 33, 34, 35, 37),
    "D": (
        1,
        3,
        4,
        6,
        7,
        8,
        9,
        11,
        12,
        13,
        14,
        16,
        17,
        18,
        20,
        21,
        23,
        24,
        25,
        26,
        27,
        29,
        31,
        32,
        33,
        34,
        36,
        38,
        39,
        40,
        42,
        43,
        44,
    ),
    "P": (1, 3, 4, 6, 7, 8, 9, 10, 12, 13, 15, 16, 17, 18, 19, 21, 22, 23, 24, 26, 27, 28),
}
IDS = [f"{letter}{number:02}" for letter, numbers in NUMBERS.items() for number in numbers]


def _tags(slovenian: bool = False, name: str = "*.feature") -> list[str]:
    found = []
    for path in sorted((ROOT / "features").glob(name)):
        text = path.read_text(encoding="utf-8")
        if not slovenian or text.startswith("# language: sl"):
            found += re.findall(r"@([A-Z]\d{2})\b", text)
    return found


@pytest.mark.parametrize("case", IDS)
def test_a_case_has_a_scenario(case: str) -> None:
    assert case in _tags()


#: Published cases that are about recognition and about stacking.
BOTH = ("P19", "P22", "P26", "P27", "P28")


@pytest.mark.parametrize("case", BOTH)
def test_a_published_case_of_stacking_has_a_scenario_of_stacking(case: str) -> None:
    assert case in _tags(name="stacking-*.feature")


def test_there_are_cases_in_slovenian() -> None:
    assert len(_tags(slovenian=True)) >= 8
    assert len([tag for tag in _tags(slovenian=True) if tag.startswith("D")]) >= 8


@pytest.mark.skipif(not CASES.exists(), reason="the worked cases are not beside this checkout")
def test_the_list_of_cases_is_complete() -> None:
    written = set(re.findall(r"\*\*([ABDP]\d\d)\b", CASES.read_text(encoding="utf-8")))
    assert written == set(IDS)
