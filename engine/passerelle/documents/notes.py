"""Oddities that a reader meets enter; the `Notice`s of an award leave, each one once, in the order they were met."""

from __future__ import annotations

from passerelle.decision.award import Notice
from passerelle.errors import DocumentError

_MOST = 1_000


class Notes:
    """Collects notices while one document, or one award of it, is read.

    Whatever is noted raises `DocumentError` (`too_many_oddities`) where there are more than a reader could look at.
    """

    def __init__(self, *before: Notice) -> None:
        self._notices: dict[Notice, None] = dict.fromkeys(before)

    def contradiction(self, field: str, first: str, first_place: str, second: str, second_place: str) -> None:
        """Two statements of one field that cannot both hold."""
        self._add("contradiction", second_place, field, first, first_place, second, second_place)

    def ignored(self, place: str, field: str, why: str) -> None:
        """Something that looks as if it mattered and was not read."""
        self._add("ignored", place, field, why)

    def suspicious(self, place: str, field: str, odd: str) -> None:
        """Something that was read, and that looks wrong."""
        self._add("suspicious", place, field, odd)

    def unmapped(self, place: str, field: str, text: str) -> None:
        """A text that no vocabulary knows."""
        self._add("unmapped", place, field, text)

    def parts(self, place: str, count: int) -> None:
        """Parts that are described inside an award and not counted again."""
        self._add("parts", place, str(count))

    def taken(self) -> tuple[Notice, ...]:
        """The notices so far."""
        return tuple(self._notices)

    def _add(self, code: str, place: str, *values: str) -> None:
        self._notices[Notice(code=code, place=place, values=values)] = None
        if len(self._notices) > _MOST:
            raise DocumentError(
                "too_many_oddities",
                f"the file contradicts itself or is not understood in more than {_MOST:,} places; "
                "ask the issuer for a correct one",
                place,
            )
