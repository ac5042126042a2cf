"""`ledger …`: what a person decides of units and awards enters; what the ledger has, or now has, leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from passerelle.cli import given
from passerelle.cli.failing import Exit, Refused
from passerelle.cli.options import STORE, AsJson, DecisionId, Lang, StoreUrl, named
from passerelle.cli.printing import print_json, print_text
from passerelle.cli.showing import View

if TYPE_CHECKING:
    from passerelle.store import LedgerEntry, Review

ledger = typer.Typer(help="What was used for which award: book it, list it, give it back.", rich_markup_mode=None)

On: TypeAlias = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Since when; today if not given.")]
Reason: TypeAlias = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept with the entries.")]
Yes: TypeAlias = Annotated[bool, typer.Option("--yes", help="Do it; without this it is only shown.")]


@ledger.command("book")
def book(
    id: DecisionId,
    conferred: Annotated[
        bool | None, typer.Option("--conferred/--not-conferred", help="Whether the award was conferred.")
    ] = None,
    admission: Annotated[bool, typer.Option("--admission", help="Used for admission, not for credit.")] = False,
    conditions_met: Annotated[
        bool, typer.Option("--conditions-met", help="You have seen that the conditions of the answer are met.")
    ] = False,
    on: On = None,
    yes: Yes = False,
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """Book the units of a kept answer about stacking for its award. Until then nothing is used."""
    view, day = View(given.language(lang)), _day(on)
    opened = given.open_store(store, create=False)
    kept = opened.stack_decision(id)
    # Not before the store has answered: the rules take longer to import.
    from passerelle.decision.stacking import UseKind
    from passerelle.stack_records import copies_of
    from passerelle.store import Booking

    booking = Booking(
        awards=copies_of(kept), on=day, conferred=conferred, conditions_met=conditions_met,
        use=UseKind.ADMISSION if admission else UseKind.CREDIT,
    )  # fmt: skip
    entries = opened.book_stack(kept.decision, booking, only_try=not yes)
    if as_json:
        print_json({"booked": yes, "entries": [members(each) for each in entries]})
    else:
        _print_entries(entries, view)
        print_text(_say(view, "booked" if yes else "would_book", n=len(entries), name=opened.name))
    return Exit.DECIDED if yes else Exit.NOT_POSITIVE


@ledger.command("list")
def list_(
    host: Annotated[
        str | None, typer.Option("--host", metavar="HOST", help="Only awards of this host.", callback=named)
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="UNIT", help="A unit's id, its credential's identifier, or a decision's id."),
    ] = None,
    review: Annotated[bool, typer.Option("--review", help="Only what is to be looked at again.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many lines.")] = 100,
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """List what was used for which award, what was booked last first."""
    view = View(given.language(lang))
    opened = given.open_store(store, create=False)
    entries = opened.ledger_entries(host=host, unit=unit, review=review, limit=limit)
    if as_json:
        print_json({"entries": [members(each) for each in entries]})
    elif entries:
        _print_entries(entries, view)
    else:
        print_text(_say(view, "nothing"))
    return Exit.DECIDED


@ledger.command("give-back")
def give_back(
    id: DecisionId,
    on: On = None,
    reason: Reason = "",
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """Free the units that were booked from a decision, unless they are used up for good."""
    view, day = View(given.language(lang)), _day(on)
    entries = given.open_store(store, create=False).give_back(id, on=day, reason=reason)
    return _changed(entries, "given_back", view, as_json=as_json)


@ledger.command("revoke")
def revoke(
    unit: Annotated[
        str, typer.Argument(metavar="UNIT", help="The unit's id in the ledger, or its credential's identifier.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it was revoked, and by whom.")],
    on: On = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """Flag every award that rests on a unit that was revoked. No award is taken away."""
    view, day = View(given.language(lang)), _day(on)
    if not reason.strip():
        raise Refused("reason", "the reason is empty; say why the unit was revoked")
    found = given.open_store(store, create=False).revoked(unit, on=day, reason=reason)
    if as_json:
        print_json({"reviews": [_review_members(each) for each in found]})
        return Exit.DECIDED
    for each in found:
        _print_entries(each.units, view)
    print_text(_say(view, "flagged", n=len(found)) if found else _say(view, "rests_nothing", unit=repr(unit[:80])))
    return Exit.DECIDED


@ledger.command("reviewed")
def reviewed(
    id: DecisionId,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why the award stands.")],
    on: On = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """Say that an award that was flagged has been looked at again and stands."""
    view, day = View(given.language(lang)), _day(on)
    entries = given.open_store(store, create=False).reviewed(id, on=day, reason=reason)
    return _changed(entries, "stands", view, as_json=as_json)


@ledger.command("forget")
def forget(
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="The person's name, with --born.")] = None,
    born: Annotated[str | None, typer.Option("--born", metavar="DATE", help="The person's date of birth.")] = None,
    identifier: Annotated[
        str | None, typer.Option("--identifier", metavar="ID", help="An identifier of the person in a credential.")
    ] = None,
    yes: Yes = False,
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """Erase what is kept of a person: answers about stacking, their inputs, and what was booked from them."""
    from passerelle.decision.unit_identity import identified_person_key, person_key

    view = View(given.language(lang))
    if (name is None) != (born is None) or (name is None) == (identifier is None):
        raise Refused("person", "say whom: --name with --born, or --identifier")
    if identifier is not None:
        key = identified_person_key(identifier)
    else:
        key = person_key(name or "", _day(born, "--born").isoformat())
    forgotten = given.open_store(store, create=False).forget([key], only_try=not yes)
    if as_json:
        print_json({"forgotten": yes, "decisions": forgotten.decisions, "entries": forgotten.entries})
    else:
        said = "forgotten" if yes else "would_forget"
        print_text(_say(view, said, decisions=forgotten.decisions, entries=forgotten.entries))
    return Exit.DECIDED if yes else Exit.NOT_POSITIVE


def print_revoked(entries: Sequence[LedgerEntry], view: View) -> None:
    """That awards rest on a unit that was found to be revoked, and how they are flagged."""
    from passerelle.explain.safe_text import safe

    awards = ", ".join(dict.fromkeys(f"{safe(each.use.award)} ({safe(each.use.host)})" for each in entries))
    command = f"passerelle ledger revoke {entries[0].use.unit} --reason …"
    print_text("\n" + _say(view, "revoked_in_use", awards=awards, command=command))


def _day(text: str | None, option: str = "--on") -> Any:
    try:
        return given.day(text)
    except Refused:
        raise Refused("day", f"{option} {str(text)[:40]!r} is no day; write it as 2026-09-01") from None


def _changed(entries: Sequence[LedgerEntry], said: str, view: View, *, as_json: bool) -> int:
    if as_json:
        print_json({"entries": [members(each) for each in entries]})
    else:
        _print_entries(entries, view)
        print_text(_say(view, said, n=len(entries)))
    return Exit.DECIDED


def _print_entries(entries: Sequence[LedgerEntry], view: View) -> None:
    for each in entries:
        print_text("\n".join(_lines(each, view)))


def _lines(entry: LedgerEntry, view: View) -> list[str]:
    from passerelle.decision import exact
    from passerelle.explain.language import language
    from passerelle.explain.safe_text import safe
    from passerelle.explain.values import pick

    use, spoken = entry.use, language(view.lang)
    title = safe(pick(use.award_title, view.lang)) or safe(use.award)
    amount = f"{spoken.amount(exact(use.credits))} {safe(use.credit_unit)}" if use.credits is not None else ""
    states = [_say(view, f"state.{entry.state}")]
    if entry.changed is not None:
        states[0] += f" ({', '.join(filter(None, (view.day(entry.changed), safe(entry.reason))))})"
    if use.irrevocable or entry.consume == "no":
        states.append(_say(view, f"consume.{entry.consume}"))
    if use.conferred:
        states.append(_say(view, "conferred"))
    since = view.day(use.since) if use.since else ""
    return [
        _say(view, "line", unit=safe(entry.called), id=use.unit, amount=amount, award=title, host=safe(use.host)),
        "  " + _say(view, f"since.{use.use}", date=since, decision=use.decision or "", states="; ".join(states)),
    ]


def members(entry: LedgerEntry) -> dict[str, Any]:
    """A line of the ledger as a JSON object."""
    use = entry.use
    return {
        "unit": use.unit, "called": entry.called, "host": use.host, "award": use.award,
        "award_title": dict(use.award_title), "award_kind": use.award_kind, "award_level": use.award_level,
        "use": use.use.value, "credits": _exact(use.credits), "credit_unit": use.credit_unit,
        "conferred": use.conferred, "consume": entry.consume.value, "since": use.since and use.since.isoformat(),
        "decision": use.decision, "state": entry.state.value,
        "changed": entry.changed and entry.changed.isoformat(), "reason": entry.reason,
    }  # fmt: skip


def _review_members(review: Review) -> dict[str, Any]:
    return {
        "decision": review.decision, "host": review.host, "award": review.award,
        "award_title": dict(review.award_title), "units": [members(each) for each in review.units],
    }  # fmt: skip


def _exact(amount: Any) -> str | None:
    from passerelle.decision import exact

    return None if amount is None else exact(amount)


def _say(view: View, key: str, **values: object) -> str:
    from passerelle.explain import phrase

    return phrase(f"ledger.{key}", view.lang, **values)
