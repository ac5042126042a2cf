"""The time limit of a decision enters; its dates, and what is left of it on the day of the decision, leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from passerelle.decision import Fact, Timing
from passerelle.explain.report import Line
from passerelle.explain.safe_text import safe
from passerelle.explain.values import value_of

if TYPE_CHECKING:
    from passerelle.explain.writing import Writer

#: What stands for a limit where recognition was agreed beforehand.
AT_ONCE = "without delay"


def timing(writer: Writer) -> Iterable[Line]:
    """When the application came, when it was complete, and until when it is decided."""
    limited, say = writer.decision.timing, writer.language.say
    if limited is None:
        return
    yield Line(say("timing.received"), _day(writer, limited.received) or say("timing.not_stated"))
    yield Line(say("timing.complete"), _day(writer, limited.complete) or say("timing.not_complete"))
    yield Line(say("timing.decided"), writer.language.date(writer.decision.question.as_of))
    at_once = limited.limit == AT_ONCE
    if limited.due is not None:
        yield Line(say("timing.at_the_latest" if at_once else "timing.due"), _day(writer, limited.due))
    yield Line(say("timing.limit"), _limit(writer, limited))
    if not at_once or limited.due is None or limited.breached:
        yield Line(say("timing.state"), _state(writer, limited))


def _state(writer: Writer, limited: Timing) -> str:
    say = writer.language.say
    if limited.due is None:
        return say("timing.not_begun" if limited.complete is None else "timing.stopped")
    left = (date.fromisoformat(limited.due) - writer.decision.question.as_of).days
    if left == 0:
        return say("timing.last_day")
    return say("timing.left", n=left) if left > 0 else say("timing.over", n=-left)


def _limit(writer: Writer, limited: Timing) -> str:
    say = writer.language.say
    limit = value_of(Fact("", "duration", limited.limit), writer.language)
    if limited.limit == AT_ONCE:
        limit = say("timing.without_delay")
    if limited.source in writer.packs[-1:]:
        return say("timing.by_host", limit=limit)
    if limited.source in writer.packs:
        return say("timing.by_default", limit=limit, source=limited.source)
    return f"{limit} ({writer.cited(limited.source)})" if limited.source else limit


def _day(writer: Writer, text: str | None) -> str:
    """A day as the reader writes days; a text that is none as it is."""
    try:
        return "" if text is None else writer.language.date(date.fromisoformat(text))
    except ValueError:
        return safe(text or "")
