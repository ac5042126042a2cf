"""What a command found enters, text or one JSON document on standard output leaves."""

from __future__ import annotations

import sys
from typing import Any


def print_json(document: Any) -> None:
    """One JSON document, in UTF-8 whatever the terminal expects. An `orjson.Fragment` in it stays as it is."""
    import orjson

    print_bytes(orjson.dumps(document))


def print_bytes(content: bytes) -> None:
    """Bytes and a line break."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content + b"\n")
    sys.stdout.buffer.flush()


def print_text(text: str) -> None:
    """Text that ends in one line break."""
    sys.stdout.write(text.rstrip("\n") + "\n")
