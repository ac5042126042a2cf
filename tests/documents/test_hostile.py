"""Whatever the bytes are, a file is read or refused: no other exception, and no value that is not in the file."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from conftest import DAY, EXAMPLES, ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelle.documents import Document, DocumentError, read_document
from passerelle.vocabulary import load

VOCABULARY = load(ROOT / "rules" / "vocabulary")
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20),
    st.sampled_from(["2026-02-30", "P60M", "PT0H", "NaN", "-3", "1e400", "\x00", "urn:epass:org:1", "_:b0", "\ud7ff"]),
    st.sampled_from([[], {}, [[]], [None], {"id": "x"}, {"@value": 5}, {"@graph": []}, {"en": ["a", None, 3]}]),
)  # fmt: skip
FUZZED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _outcome(content: bytes) -> Document | DocumentError:
    try:
        return read_document(content, VOCABULARY, on=DAY)
    except DocumentError as error:
        found = error
    assert "\n" not in str(found)
    assert found.code
    return found


def _slots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    if isinstance(value, dict):
        for key, member in value.items():
            found += _slots(member, (*path, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            found += _slots(member, (*path, index))
    return found


def _replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _replaced(value[path[0]], path[1:], new)
    return copy


BASES = {
    name: json.loads((EXAMPLES / name).read_text(encoding="utf-8")) for name in ("credential.json", "open-badge.json")
}
SLOTS = {name: _slots(value) for name, value in BASES.items()}
TEXTS = [(EXAMPLES / name).read_bytes() for name in (*BASES, "portfolio.yaml", "portfolio.csv")]


@FUZZED
@given(st.binary(max_size=300))
def test_arbitrary_bytes(content: bytes) -> None:
    _outcome(content)


@FUZZED
@given(st.text(max_size=300))
def test_arbitrary_text(content: str) -> None:
    _outcome(content.encode("utf-8", "replace"))


@pytest.mark.parametrize("name", BASES)
@FUZZED
@given(st.data())
def test_a_credential_with_odd_values(name: str, data: st.DataObject) -> None:
    value = BASES[name]
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(SLOTS[name]))
        try:
            value = _replaced(value, path, data.draw(ODD))
        except (KeyError, IndexError, TypeError):
            continue
    _outcome(json.dumps(value).encode())


@pytest.mark.parametrize("name", BASES)
@FUZZED
@given(st.data())
def test_a_credential_whose_nodes_refer_to_each_other_at_random(name: str, data: st.DataObject) -> None:
    value = BASES[name]
    identifiers = [str(_at(value, path)["id"]) for path in SLOTS[name] if isinstance(_at(value, path), dict)
                   and "id" in _at(value, path)]  # fmt: skip
    for _ in range(4):
        path = data.draw(st.sampled_from([slot for slot in SLOTS[name] if slot]))
        try:
            value = _replaced(value, path, {"id": data.draw(st.sampled_from(identifiers))})
        except (KeyError, IndexError, TypeError):
            continue
    _outcome(json.dumps(value).encode())


@FUZZED
@given(st.sampled_from(TEXTS), st.integers(0, 6000), st.integers(0, 60), st.binary(max_size=8))
def test_a_file_with_bytes_cut_out_and_put_in(content: bytes, at: int, length: int, new: bytes) -> None:
    at %= len(content)
    _outcome(content[:at] + new + content[at + length :])


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _many(value: Any, number: int) -> list[Any]:
    return [value] * number


#: Small files that cost a careless reader minutes: each is refused, or read, at once.
COSTLY: dict[str, Callable[[Any, Any], bytes]] = {
    "quotes that are escaped and never closed": lambda _elm, _badge: b"[" + b"[]," * 70 + b'"' + b'\\"' * 2_000_000,
    "a table of unknown columns": lambda _elm, _badge: (
        "title,issuer," + ",".join(f"titel{number}" for number in range(150_000)) + "\na,b\n"
    ).encode(),
    "a table of one column again and again": lambda _elm, _badge: b"title,issuer" + b",x" * 200_000 + b"\na,b\n",
    "YAML of many brackets": lambda _elm, _badge: b"units: " + b"[" * 70_000,
    "YAML of many values": lambda _elm, _badge: b"units: [" + b"{a: b}," * 18_000 + b"]",
    "many unknown keys": lambda _elm, _badge: (
        "units:\n- title: x\n" + "".join(f"  titel{number}: x\n" for number in range(7_000))
    ).encode(),
    "many outcomes": lambda _elm, _badge: b"units:\n- title: x\n  outcomes:\n" + b"  - x\n" * 9_000,
    "many identifiers": lambda _elm, _badge: (
        "units:\n- title: x\n  outcomes:\n" + "  - {text: x, identifiers: [a, b, c, d]}\n" * 100
    ).encode(),
    "many achievements": lambda elm, _badge: json.dumps(
        elm | {"credentialSubject": {"hasClaim": _many({"type": "LearningAchievement"}, 60_000)}}
    ).encode(),
    "one assessment a hundred thousand times": lambda elm, _badge: json.dumps(
        elm
        | {
            "x": {"id": "as", "type": "LearningAssessment", "specifiedBy": _many({"id": "sp"}, 100)},
            "credentialSubject": {
                "hasClaim": {"type": "LearningAchievement", "provenBy": _many({"id": "as"}, 100_000)}
            },
        }
    ).encode(),
    "one node described in many ways": lambda elm, _badge: json.dumps(
        elm
        | {
            "x": [
                {"id": "a", "t": {"en": "0", **{f"k{number}": "v" for number in range(50_000)}}},
                *({"id": "a", "t": {"en": str(number)}} for number in range(1, 50_000)),
            ]
        }
    ).encode(),
    "results that look for their description": lambda _elm, badge: json.dumps(
        badge
        | {
            "credentialSubject": badge["credentialSubject"]
            | {
                "result": [{"value": "1", "resultDescription": f"r{number}"} for number in range(20_000)],
                "achievement": {"resultDescription": [{"id": f"r{number}"} for number in range(20_000)]},
            }
        }
    ).encode(),
    "a key that comes back after many others": lambda _elm, _badge: (
        "{" + ",".join(f'"{number}":1' for number in range(700_000)) + ',"1":2}'
    ).encode(),
}


@pytest.mark.parametrize("what", COSTLY)
def test_a_costly_file_is_refused_at_once(what: str) -> None:
    content = COSTLY[what](BASES["credential.json"], BASES["open-badge.json"])
    started = time.process_time()
    assert isinstance(_outcome(content), DocumentError)
    assert time.process_time() - started < 4, "a careless reader takes minutes"
