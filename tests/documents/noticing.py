"""Looks at the notices of an award."""

from __future__ import annotations

from passerelle.decision.award import Award, Notice


def noticed(award: Award, code: str) -> tuple[Notice, ...]:
    """The notices of an award with a code."""
    return tuple(notice for notice in award.notices if notice.code == code)
