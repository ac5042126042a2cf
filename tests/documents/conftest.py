"""What the tests of this room share: the vocabulary, a reader with a fixed day, and a small credential to change."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from passerelle.decision.award import Award
from passerelle.documents import Document, DocumentError, read_document
from passerelle.vocabulary import Vocabulary, load

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
DAY = date(2026, 1, 1)

Json = dict[str, Any]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load(ROOT / "rules" / "vocabulary")


class Reader:
    """Reads anything that a test writes: bytes, text or a JSON value."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def document(self, content: bytes | str | Json) -> Document:
        if isinstance(content, dict):
            content = json.dumps(content)
        if isinstance(content, str):
            content = content.encode()
        return read_document(content, self._vocabulary, on=DAY)

    def awards(self, content: bytes | str | Json) -> tuple[Award, ...]:
        return self.document(content).awards

    def award(self, content: bytes | str | Json) -> Award:
        (award,) = self.awards(content)
        return award

    def refusal(self, content: bytes | str | Json) -> DocumentError:
        with pytest.raises(DocumentError) as caught:
            self.document(content)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 600
        return caught.value


@pytest.fixture(scope="session")
def reader(vocabulary: Vocabulary) -> Reader:
    return Reader(vocabulary)


@pytest.fixture(scope="session")
def _elm_text() -> str:
    return (EXAMPLES / "credential.json").read_text(encoding="utf-8")


@pytest.fixture
def elm(_elm_text: str) -> Json:
    """The example credential, to be changed by a test."""
    value: Json = json.loads(_elm_text)
    return value


@pytest.fixture
def claim(elm: Json) -> Json:
    """The achievement of the `elm` fixture."""
    value: Json = elm["credentialSubject"]["hasClaim"]
    return value


@pytest.fixture
def badge() -> Json:
    """The example badge, to be changed by a test."""
    value: Json = json.loads((EXAMPLES / "open-badge.json").read_text(encoding="utf-8"))
    return value


@pytest.fixture
def achievement(badge: Json) -> Json:
    """The achievement of the `badge` fixture."""
    value: Json = badge["credentialSubject"]["achievement"]
    return value
