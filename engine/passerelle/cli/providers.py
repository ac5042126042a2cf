"""`providers import`, `list` and `show`: files of registers of providers enter the store; who is in them leaves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from passerelle.cli import given
from passerelle.cli.failing import Exit, Failure, Refused, fail, failure
from passerelle.cli.options import STORE, AsJson, Lang, Rules, StoreUrl
from passerelle.cli.printing import print_json, print_text
from passerelle.cli.showing import View
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from datetime import date

    from passerelle.decision import Provider, Review
    from passerelle.providers import Read

providers = typer.Typer(help="Registers of providers: import them, list them, look somebody up.", rich_markup_mode=None)


@providers.command("import")
def import_(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="DEQAR's JSON or CSV, or a plain CSV; - is standard input.")
    ],
    register: Annotated[
        str | None, typer.Option("--register", metavar="NAME", help="Which register this is; DEQAR's files need none.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Forget what this register said before and the files do not say.")
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The day on which the register said so; today if not given."),
    ] = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
    rules: Rules = None,
) -> int:
    """Import who a register lists and how they were reviewed: all of the files or, with one bad row, nothing."""
    on, view = given.day(as_of), View(given.language(lang))
    found: list[Read] = []
    failures: list[Failure] = []
    with _progress(as_json) as tell:
        for path in files:
            file = given.STANDARD_INPUT if path == "-" else path
            try:
                found.append(_read(path, register, on, rules, lambda rows, file=file: tell(f"{file}: {rows:,} rows")))
            except PasserelleError as error:
                failures.append(failure(error, file))
        if failures:
            tell("")
            return _refuse(failures, as_json=as_json)
        kept = given.open_store(store, create=True)
        imported = kept.import_providers(
            found, replace=replace, progress=lambda done, all_: tell(f"{done:,} of {all_:,} providers written")
        )
    if as_json:
        print_json({"imported": [asdict(one) for one in imported], "store": kept.name})
        return Exit.DECIDED
    for one in imported:
        print_text(
            view.say(
                "imported", register=one.register, added=one.added, updated=one.updated, removed=one.removed,
                total=one.providers,
            )
        )  # fmt: skip
    print_text(view.say("imported_into", name=kept.name))
    return Exit.DECIDED


@providers.command("list")
def list_(
    register: Annotated[
        str | None, typer.Option("--register", metavar="NAME", help="The providers of this register.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many providers.")] = 100,
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """List the registers that were imported, or the providers of one."""
    view = View(given.language(lang))
    kept = given.open_store(store, create=False)
    if register is not None:
        listed = kept.providers_of(register, limit)
        if as_json:
            print_json({"providers": [_members(one) for one in listed]})
        else:
            for one in listed:
                print_text("  ".join(filter(None, (one.record, one.legal_name, one.country, one.formal_status))))
        return Exit.DECIDED
    registers = kept.registers_kept()
    if as_json:
        print_json({"registers": [asdict(one) for one in registers]})
    elif not registers:
        print_text(view.say("no_registers"))
    for each in () if as_json else registers:
        day = view.day(each.as_of) if each.as_of else view.say("register_unknown_day")
        print_text(view.say("register_kept", name=each.name, n=each.providers, reviews=each.reviews, date=day))
    return Exit.DECIDED


@providers.command("show")
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="An identifier, in any writing, or a record's id.")],
    scheme: Annotated[str, typer.Option("--scheme", metavar="SCHEME", help="Its scheme: ROR, ETER, PIC, …")] = "",
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """Show what registers say of a provider; ends with 1 where none lists it."""
    view = View(given.language(lang))
    listed = given.open_store(store, create=False).providers_called(id, scheme)
    if as_json:
        print_json({"providers": [_members(one) for one in listed]})
    elif not listed:
        print_text(view.say("no_provider", text=id))
    for number, one in enumerate(() if as_json else listed):
        print_text("\n" * bool(number) + "\n".join(_lines(one, view)))
    return Exit.DECIDED if listed else Exit.NOT_POSITIVE


@providers.command("forget")
def forget(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name that the register was imported under.")],
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """Take a register away again. Decisions that were kept stay as they are."""
    view = View(given.language(lang))
    kept = given.open_store(store, create=False)
    removed = kept.forget_register(name)
    if removed is None:
        known = ", ".join(one.name for one in kept.registers()) or "none"
        raise Refused("register", f"there is no register {name[:80]!r}; there are: {known}")
    if as_json:
        print_json({"register": name, "removed": removed})
    else:
        print_text(view.say("forgotten", register=name, n=removed))
    return Exit.DECIDED


def _read(path: str, register: str | None, on: date, rules: Any, progress: Any) -> Read:
    from passerelle.providers import read_providers
    from passerelle.providers.reading import LARGEST

    content = given.read_file(path, largest=LARGEST)
    vocabulary = given.desk(rules).vocabulary
    return read_providers(content, vocabulary, register=register, retrieved=on, progress=progress)


def _refuse(failures: list[Failure], *, as_json: bool) -> Exit:
    code = fail(*failures, as_json=as_json)
    if not as_json:
        count = sum(len(one.mistakes) or 1 for one in failures)
        what = "the mistake" if count == 1 else f"the {count:,} mistakes"
        print(f"passerelle: nothing was imported; correct {what} and import again", file=sys.stderr)
    return code


@contextmanager
def _progress(as_json: bool) -> Iterator[Any]:
    """How far one has come, on a line of standard error that is written over; nothing where nobody watches."""
    watched = sys.stderr.isatty() and not as_json
    widest = 0

    def tell(text: str) -> None:
        nonlocal widest
        if watched:
            widest = max(widest, len(text))
            print(f"\r{text:{widest}}", end="" if text else "\r", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        tell("")


def _lines(provider: Provider, view: View) -> list[str]:
    from passerelle.decision import Fact
    from passerelle.explain.language import language
    from passerelle.explain.values import value_of

    spoken = language(view.lang)
    lines = [f"{provider.legal_name} ({provider.register} {provider.record})"]
    for kind, value in (
        ("term:formal_status", provider.formal_status),
        ("term:sector", provider.sector),
        ("country", provider.country),
    ):
        if value:
            lines.append(f"  {value_of(Fact(kind, kind, value, None), spoken)}")
    lines += [f"  {one.scheme} {one.value}".rstrip() for one in provider.identifiers]
    lines += [f"  {_review(one, view)}" for one in provider.reviews]
    return lines


def _review(review: Review, view: View) -> str:
    days = " – ".join(view.day(day) if day else "?" for day in (review.valid_from, review.valid_until))
    parts = (days, review.agency, review.standard, review.level, review.outcome, review.scope, review.report)
    return " · ".join(part for part in parts if part)


def _members(provider: Provider) -> Any:
    import orjson

    from passerelle.decision import canonical_json

    return orjson.Fragment(canonical_json(provider))
