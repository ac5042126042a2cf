"""YAML that is too deep or too much is refused where it is met, in portfolios and in rule packs alike."""

from __future__ import annotations

import time

import pytest

from passerelle.rulepacks import PackError
from passerelle.rulepacks.located import read_located
from passerelle.yaml_nodes import MOST, TooDeepError, TooManyError, compose_yaml

HOSTILE = {
    "flow lists": (b"[" * 400_000, "E104"),
    "flow maps": (b"a: " + b"{a: " * 100_000, "E104"),
    "block lists": (b"- " * 200_000, "E104"),
    "keys of keys": (b"? " * 200_000, "E104"),
    "many values": (b"a: [" + b"b," * 200_000 + b"]", "E101"),
    "many bytes": (b"a: " + b"x" * 600_000, "E101"),
}


def test_what_is_as_deep_as_allowed_is_read() -> None:
    assert compose_yaml("a: [[b]]", deepest=3) is not None
    with pytest.raises(TooDeepError) as caught:
        compose_yaml("a: [[b]]", deepest=2)
    mark = caught.value.problem_mark
    assert (mark.line, mark.column) == (0, 5)


def test_what_is_too_much_is_refused() -> None:
    with pytest.raises(TooManyError):
        compose_yaml("[" + "a," * MOST + "]", deepest=3)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_pack_is_refused_at_once(what: str) -> None:
    content, code = HOSTILE[what]
    started = time.process_time()
    with pytest.raises(PackError) as caught:
        read_located(content, "rules/x/y/2026-01-01.yaml")
    assert time.process_time() - started < 3
    assert {diagnostic.code for diagnostic in caught.value.diagnostics} == {code}
