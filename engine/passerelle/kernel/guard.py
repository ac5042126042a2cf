"""Values of any origin enter; exact, typed, normalised values leave, or a `FactError` that names the attribute.

These are the slow and careful checks. `passerelle.kernel.sending` does the common cases faster and comes here for
the rest; `passerelle.kernel.plain` uses only these.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from passerelle.errors import FactError
from passerelle.kernel import limits
from passerelle.kernel.answers import Value


def checked_int(value: object, attribute: str, index: int | None = None) -> int:
    """A whole number of at most 53 bits; a bool or a float is none."""
    if type(value) is not int:
        raise refused(f"expected a whole number, found {_found(value)}", attribute, index)
    if not -limits.INT <= value <= limits.INT:
        raise refused("whole number beyond 2**53", attribute, index)
    return value


def checked_text(value: object, attribute: str, index: int | None = None) -> str:
    """The text in NFC."""
    if not isinstance(value, str):
        raise refused(f"expected text, found {_found(value)}", attribute, index)
    if len(value) > limits.TEXT_BYTES:
        raise refused(f"text of more than {limits.TEXT_BYTES} bytes", attribute, index)
    text = unicodedata.normalize("NFC", value)
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise refused("not valid Unicode (a lone surrogate)", attribute, index) from None
    if size > limits.TEXT_BYTES:
        raise refused(f"text of more than {limits.TEXT_BYTES} bytes", attribute, index)
    # A subclass of str could compare as it likes.
    return text if type(text) is str else str.__str__(text)


def checked_texts(value: object, attribute: str, index: int | None = None) -> tuple[str, ...]:
    """The texts in NFC, in their order."""
    if not isinstance(value, list | tuple):
        raise refused(f"expected a list of texts, found {_found(value)}", attribute, index)
    if len(value) > limits.MEMBERS:
        raise refused(f"list of more than {limits.MEMBERS} texts", attribute, index)
    return tuple([checked_text(member, attribute, index) for member in value])


_CHECKS: dict[str, Callable[[object, str, int | None], Value]] = {
    "int": checked_int,
    "str": checked_text,
    "strs": checked_texts,
}


def checked_fact(fact: object, index: int, schema: Mapping[str, str]) -> dict[str, Value]:
    """The fact without what is missing, every value checked against its type."""
    if not isinstance(fact, Mapping):
        raise refused(f"expected a mapping, found {_found(fact)}", None, index)
    if len(fact) > limits.ATTRIBUTES:
        raise refused(f"more than {limits.ATTRIBUTES} attributes", None, index)
    normal: dict[str, Value] = {}
    for name, value in fact.items():
        if name == "kind":
            normal["kind"] = checked_text(value, "kind", index)
        elif name not in schema:
            raise refused("unknown attribute", name, index)
        elif value is not None:
            normal[name] = _CHECKS[schema[name]](value, name, index)
    if not normal.get("kind"):
        raise refused("a fact needs a kind", "kind", index)
    return normal


def check_number(present: int, given: Iterable[object]) -> list[object]:
    """The batch as a list, refused when the case would hold too many facts."""
    batch = list(given)
    if present + len(batch) > limits.GIVEN_FACTS:
        raise FactError(f"more than {limits.GIVEN_FACTS} facts in one case", index=limits.GIVEN_FACTS - present)
    return batch


def refused(reason: str, attribute: object, index: int | None) -> FactError:
    """The error for one attribute of one fact; without an index, for a constant of a rule."""
    name = attribute if isinstance(attribute, str) else None if attribute is None else repr(attribute)
    place = "" if index is None else f"fact {index}: "
    return FactError(
        f"{place}{reason}" if name is None else f"{place}attribute {name!r}: {reason}",
        index=index,
        attribute=name,
    )


def _found(value: object) -> str:
    return "nothing" if value is None else type(value).__name__
