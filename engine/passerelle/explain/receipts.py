"""A decision enters; what anybody needs to make it again leaves, line by line."""

from __future__ import annotations

from datetime import date

from passerelle.decision import Decision
from passerelle.explain.language import Language
from passerelle.explain.report import Line
from passerelle.explain.safe_text import safe

#: Digits of a sha256 that a line for people shows; the full ones stand in the receipt's lines.
_DIGITS = 12


def receipt(decision: Decision, identifier: str, language: Language) -> tuple[Line, ...]:
    """Everything that a replay needs."""
    say, kept = language.say, decision.receipt
    lines = [
        Line(say("receipt.decision"), identifier),
        Line(say("receipt.schema"), safe(decision.schema)),
        Line(say("receipt.as_of"), _day(kept.as_of, language)),
        Line(say("receipt.engine"), safe(kept.engine)),
        Line(say("receipt.kernel"), safe(kept.kernel)),
    ]
    for pack in kept.packs:
        version = say("receipt.version", pack=pack.id, version=pack.version)
        lines.append(Line(say("receipt.pack"), f"{version} (sha256 {safe(pack.sha256)})"))
    lines += [
        Line(say("receipt.vocabulary"), safe(kept.vocabulary)),
        Line(say("receipt.document"), safe(kept.document)),
        Line(say("receipt.format"), language.word(f"term.format.{kept.format}", kept.format)),
        Line(say("receipt.award"), safe(kept.award)),
    ]
    if kept.target is not None:
        lines.append(Line(say("receipt.target"), safe(kept.target)))
    if kept.consulted is not None:
        lines.append(Line(say("receipt.consulted"), safe(kept.consulted)))
    return tuple(lines)


def receipt_line(decision: Decision, identifier: str, language: Language) -> str:
    """The receipt in one line, with shortened hashes."""
    kept = decision.receipt
    packs = ", ".join(f"{safe(pack.id)}@{safe(pack.version)} {safe(pack.sha256[:_DIGITS])}" for pack in kept.packs)
    return language.say(
        "receipt.line" if packs else "receipt.line_without_packs",
        decision=identifier, date=_day(kept.as_of, language), engine=kept.engine, kernel=kept.kernel,
        packs=packs, document=kept.document[:_DIGITS],
    )  # fmt: skip


def _day(text: str, language: Language) -> str:
    try:
        return language.date(date.fromisoformat(text))
    except ValueError:
        return safe(text)
