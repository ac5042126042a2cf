"""The text of an amount, a share or a length of time in; an exact value out, or a mistake that says how to write it."""

from __future__ import annotations

import re
from fractions import Fraction

from passerelle.rulepacks.diagnostics import did_you_mean
from passerelle.rulepacks.expression import ExpressionError
from passerelle.rulepacks.stacks.policy import Amount, CreditUnit, Span
from passerelle.rulepacks.values import read_value

_NUMBER = r"\d{1,9}(?:\.\d{1,9})?"
_SHARE = re.compile(rf"(?:(?P<percent>{_NUMBER})\s*%|(?P<top>\d{{1,6}})\s*/\s*(?P<bottom>\d{{1,6}}))(?P<rest>.*)")
_PLAIN = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>.*)")
_COMMA = re.compile(r"\d+,\d+")
_WORDS = {
    "half": "1/2 of total", "one half": "1/2 of total", "a half": "1/2 of total", "a third": "1/3 of total",
    "one third": "1/3 of total", "two thirds": "2/3 of total", "a quarter": "1/4 of total",
    "one quarter": "1/4 of total", "one fourth": "1/4 of total", "three quarters": "3/4 of total",
}  # fmt: skip
_CREDIT_WORDS = frozenset(("credit", "credits"))
_UNIT_WORDS = frozenset(("unit", "units"))
#: Words that people write for units of learning.
_UNITS_MEANT = frozenset(("course", "courses", "module", "modules", "credentials", "certificate", "certificates"))
_ECTS_MEANT = frozenset(("ec", "ecs", "ect", "ects", "ects-points", "points", "cp", "lp", "kt", "kreditne", "kt."))
#: The bases that every policy has.
BASES = ("total", "exit_award", "counted")


class AmountError(ValueError):
    """The text is no amount: a code, what is wrong, and what to write."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def read_amount(text: str, unit: CreditUnit, bases: tuple[str, ...] = ()) -> Amount:
    """Credits in the policy's unit, a number of units, or a share with its base. `bases` are the names of the policy's
    own. Raises `AmountError`."""
    written = " ".join(text.split())
    share = _SHARE.fullmatch(written)
    if share:
        part = (
            Fraction(share["percent"]) / 100
            if share["percent"]
            else Fraction(int(share["top"]), int(share["bottom"]) or 1)
        )
        if share["bottom"] and not int(share["bottom"]):
            raise AmountError("S601", f"'{text}' divides by nothing", "write 2/3 of total")
        return Amount(share=part, base=_base(written, part, share["rest"], bases))
    plain = _PLAIN.fullmatch(written)
    if plain is None:
        raise AmountError("S601", f"'{text}' is no amount", _hint(written, unit))
    number, name = Fraction(plain["number"]), plain["unit"]
    if name in _UNIT_WORDS:
        if number.denominator != 1:
            raise AmountError("S601", f"'{text}' is no number of units", "units are whole: 2 units")
        return Amount(units=int(number))
    return Amount(credits=_credits(text, number, name, unit))


def _base(written: str, part: Fraction, rest: str, bases: tuple[str, ...]) -> str:
    known = (*BASES, *bases)
    if part > 1:
        raise AmountError("S601", f"'{written}' is more than the whole", "write 80 % of total")
    rest = rest.strip()
    if not rest:
        hint = f"write {written} of {', of '.join(known[:-1])} or of {known[-1]}"
        raise AmountError("S602", f"'{written}' does not say of what", hint)
    word, _, base = rest.partition(" ")
    base = base.removeprefix("the ").strip()
    if word != "of" or not base:
        raise AmountError("S601", f"'{rest}' does not belong after a share", "write 50 % of total")
    if base not in known:
        hint = did_you_mean(base, known) or f"one of {', '.join(known)}; others are named under 'bases'"
        raise AmountError("S602", f"there is no base '{base}'", hint)
    return base


def _credits(text: str, number: Fraction, name: str, unit: CreditUnit) -> Fraction:
    if name == unit.id or name in _CREDIT_WORDS:
        return number
    if name == "ECTS":
        if unit.ects:
            return number / unit.ects
        hint = f"write {number} {unit.id}, or say what one is: credits: {{unit: {unit.id}, one: 0.5 ECTS}}"
        raise AmountError("S601", f"'{text}' cannot be counted in {unit.id}", hint)
    raise AmountError("S601", f"'{text}' is no amount", _hint(text, unit, number, name))


def _hint(text: str, unit: CreditUnit, number: Fraction | None = None, name: str = "") -> str:
    """What was most likely meant."""
    low = name.lower()
    if text.lower() in _WORDS:
        return f"write {_WORDS[text.lower()]}"
    if _COMMA.search(text):
        return "write 7.5, with a point"
    shown = "12" if number is None else str(number.numerator) if number.denominator == 1 else str(float(number))
    if number is not None and low.partition(" ")[0] == "of":
        share = number * 100 if number < 1 else number
        if low != "of":
            return f"write {share.numerator if share.denominator == 1 else float(share)} % {name}"
        return f"write {shown} units; so many of several rules: at_least_of: {shown}, with 'members'"
    if number is not None and not name:
        return f"write {shown} {unit.id}, {shown} units or {shown} % of total"
    if low in _UNITS_MEANT or low in _UNIT_WORDS:
        return f"write {shown} units"
    if low in ("percent", "per cent", "pct") or low.startswith(("percent ", "per cent ")):
        return f"write {shown} % of total"
    if unit.id.lower() in (low, low.removesuffix("s")) or low in _ECTS_MEANT or low in _CREDIT_WORDS:
        return f"write {shown} {unit.id}"
    if name and number is not None:
        near = "" if name.isupper() else did_you_mean(name, (unit.id, "ECTS", "credits", "units"))
        return near or f"the policy counts in {unit.id}: write {shown} {unit.id}, or {shown} units"
    return f"write 12 {unit.id}, 2 units or 50 % of total"


def read_share(text: str) -> Fraction:
    """A share that needs no base: "40 %" or "2/3". Raises `AmountError`."""
    share = _SHARE.fullmatch(" ".join(text.split()))
    if share is None or share["rest"].strip() or (share["bottom"] and not int(share["bottom"])):
        hint = f"write {text} %" if re.fullmatch(_NUMBER, text) and "." not in text else "write 40 %"
        raise AmountError("S601", f"'{text}' is no share", hint)
    part = Fraction(share["percent"]) / 100 if share["percent"] else Fraction(int(share["top"]), int(share["bottom"]))
    if part > 1:
        raise AmountError("S601", f"'{text}' is more than the whole", "write 40 %")
    return part


def read_number(text: str) -> Fraction:
    """An exact number. Raises `AmountError`."""
    if not re.fullmatch(_NUMBER, text):
        hint = f"write {text.replace(',', '.')}" if _COMMA.fullmatch(text) else "write 2.5"
        raise AmountError("S601", f"'{text}' is no number", hint)
    return Fraction(text)


def read_span(text: str) -> Span:
    """Years, months, days. Raises `AmountError`."""
    try:
        years, months, days = read_value(text, "duration", {})
    except ExpressionError as error:
        number = re.match(r"\d+", text)
        hint = f"write {number[0]} years" if number and text == number[0] else error.hint or "write 5 years"
        raise AmountError("S601", f"'{text}' is no length of time", hint) from None
    if years * 12 + months > 12_000 or days > 400_000:
        raise AmountError("S601", f"'{text}' is longer than any record", "write 5 years")
    return years, months, days


def span_text(span: Span) -> str:
    """A length of time as conditions write it."""
    for count, word in zip(span, ("years", "months", "days"), strict=True):
        if count:
            return f"{count} {word}"
    return "0 days"
