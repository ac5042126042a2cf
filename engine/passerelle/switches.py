"""What stands in the environment for yes or no enters as text; a truth value leaves."""

from __future__ import annotations

_ON, _OFF = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


def switched_on(name: str, text: str | None) -> bool:
    """Whether a variable says yes; one that is not set says no.

    Raises `ValueError` for any other word: a safeguard that somebody means to switch on is not left off in silence.
    """
    word = (text or "").strip().lower()
    if word not in (*_ON, *_OFF):
        said = ", ".join(_ON[:-1]), ", ".join(_OFF[:-2])
        raise ValueError(f"{name} is {text!r}; write {said[0]} or {_ON[-1]}, or {said[1]} or {_OFF[-2]}")
    return word in _ON
