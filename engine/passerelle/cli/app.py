"""The commands of `passerelle` as one Typer application."""

from __future__ import annotations

from typing import Annotated

import typer

from passerelle import __version__
from passerelle.cli import (
    deciding,
    handing,
    keeping,
    ledger,
    outcomes,
    packs,
    policies,
    precedents,
    principles,
    providers,
    serving,
    specs,
    stacking,
    vocabularies,
)

EXIT_CODES = """Exit codes:

\b
0  decided, and positive (or: everything is in order)
1  decided, and not positive (or: replayed differently, a scenario does not hold,
   a policy goes against a principle)
2  bad input: a file, an option, a rule pack or a database that cannot be used
3  internal error

Of several files, the worst."""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"passerelle {__version__}")
        raise typer.Exit


@app.callback(epilog=EXIT_CODES)
def passerelle(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Decide how micro-credentials are recognised, and say why."""


app.command(epilog=EXIT_CODES)(deciding.check)
app.command(epilog=EXIT_CODES)(deciding.recognise)
app.command("what-if", epilog=EXIT_CODES)(deciding.what_if)
app.command(epilog=EXIT_CODES)(keeping.show)
app.command(epilog=EXIT_CODES)(handing.statement)
app.command(epilog=EXIT_CODES)(keeping.replay)
app.command(epilog=EXIT_CODES)(precedents.precedents)
app.command(epilog=EXIT_CODES)(stacking.stack)
app.command(epilog=EXIT_CODES)(stacking.plan)
app.command("packs", epilog=EXIT_CODES)(packs.packs)
app.command(epilog=EXIT_CODES)(principles.clauses)
app.add_typer(principles.policy, name="policy")
app.add_typer(policies.policies, name="policies")
app.add_typer(packs.rules, name="rules")
app.add_typer(specs.spec, name="spec")
app.add_typer(outcomes.outcomes, name="outcomes")
app.add_typer(vocabularies.vocabulary, name="vocabulary")
app.add_typer(providers.providers, name="providers")
app.add_typer(ledger.ledger, name="ledger")
app.command(epilog=EXIT_CODES)(serving.serve)
