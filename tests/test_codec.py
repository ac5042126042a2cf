"""Canonical JSON gives back the value, and nothing else does; the published schema is the one that is generated."""

from __future__ import annotations

import enum
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kept import AWARD, DECISION, TARGET
from passerelle.decision import Award, Consulted, Decision, Eqf, Target, canonical_json
from passerelle.store import StoreError
from passerelle.store.codec import decision_schema, decode_award, decode_consulted, decode_decision, decode_target

PUBLISHED = Path(__file__).parents[1] / "docs" / "schema" / "decision-1.schema.json"

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
PLAIN: dict[object, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(-(2**53) + 1, 2**53 - 1),
    date: st.dates(),
    Fraction: st.fractions(),
    Eqf: st.builds(Eqf, st.integers(1, 8)),
    types.NoneType: st.none(),
}


def values(shape: Any, bound: Mapping[Any, Any] = types.MappingProxyType({})) -> st.SearchStrategy[Any]:
    """Any value of a type of the decision room; `bound` gives the types of its type variables."""
    shape = bound.get(shape, shape)
    origin, arguments = typing.get_origin(shape) or shape, typing.get_args(shape)
    if origin in PLAIN:
        return PLAIN[origin]
    if origin in (typing.Union, types.UnionType):
        return st.one_of([values(argument, bound) for argument in arguments])
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values(arguments[0], bound), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*[values(argument, bound) for argument in arguments])
    if issubclass(origin, enum.Enum):
        return st.sampled_from(origin)
    if is_dataclass(origin):
        own = dict(zip(getattr(origin, "__parameters__", ()), arguments, strict=True))
        members = typing.get_type_hints(origin)
        return st.builds(origin, **{name: st.deferred(lambda m=m: values(m, own)) for name, m in members.items()})
    assert issubclass(origin, Mapping)
    return st.dictionaries(TEXTS, TEXTS, max_size=2)


@pytest.mark.parametrize(
    ("shape", "decode"),
    [(Award, decode_award), (Target, decode_target), (Consulted, decode_consulted), (Decision, decode_decision)],
)
def test_canonical_json_gives_back_the_value(shape: Any, decode: Any) -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(values(shape))
    def holds(value: Any) -> None:
        content = canonical_json(value)
        assert canonical_json(decode(content)) == content
        assert decode(content) == value

    holds()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"nonsense",
        b"\xff",
        b"[" * 10_000,
        canonical_json(AWARD)[:-1],
        canonical_json(AWARD) + b"\n",
        canonical_json(AWARD).replace(b'"10/3"', b'"1/0"'),
        canonical_json(AWARD).replace(b'"10/3"', b'"20/6"'),
        canonical_json(AWARD).replace(b'"10/3"', b'"NaN"'),
        canonical_json(AWARD).replace(b'"10/3"', b"3.5"),
        canonical_json(AWARD).replace(b'"2025-06-30"', b'"2025-06-31"'),
        canonical_json(AWARD).replace(b'"2025-06-30"', b'"1751241600"'),
        canonical_json(AWARD)[:-1] + b',"zeal":true}',
        canonical_json(TARGET),
    ],
)
def test_nothing_else_is_an_award(content: bytes) -> None:
    with pytest.raises(StoreError) as raised:
        decode_award(content)
    assert "\n" not in str(raised.value)


def test_a_target_of_an_impossible_level_is_refused() -> None:
    with pytest.raises(StoreError, match="EQF has levels 1 to 8"):
        decode_target(canonical_json(TARGET).replace(b'{"number":6}', b'{"number":9}'))


class TestSchema:
    def test_the_published_one_is_generated(self) -> None:
        generated = json.dumps(decision_schema(), indent=2, ensure_ascii=False) + "\n"
        assert PUBLISHED.read_text(encoding="utf-8") == generated, "write decision_schema() to docs/schema again"

    def test_it_is_a_schema(self) -> None:
        jsonschema.Draft202012Validator.check_schema(decision_schema())

    def test_a_decision_is_valid(self) -> None:
        jsonschema.Draft202012Validator(decision_schema()).validate(json.loads(canonical_json(DECISION)))

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(values(Decision))
    def test_every_decision_is_valid_but_for_its_name(self, decision: Decision) -> None:
        document = json.loads(canonical_json(decision)) | {"schema": DECISION.schema}
        jsonschema.Draft202012Validator(decision_schema()).validate(document)

    @pytest.mark.parametrize("change", [{"zeal": 1}, {"outcome": "MAYBE"}, {"schema": "passerelle/decision/2"}])
    def test_anything_else_is_not(self, change: dict[str, object]) -> None:
        document = json.loads(canonical_json(DECISION)) | change
        assert not jsonschema.Draft202012Validator(decision_schema()).is_valid(document)
