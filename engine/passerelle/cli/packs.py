"""`packs`, `rules check` and `rules schema`: rule packs enter; what they are, or what is wrong with them, leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from passerelle.cli import given
from passerelle.cli.diagnosed import show_diagnostics
from passerelle.cli.failing import Exit
from passerelle.cli.options import AsJson, Lang, Rules
from passerelle.cli.pack_files import check_packs
from passerelle.cli.printing import print_json, print_text
from passerelle.cli.showing import View

rules = typer.Typer(help="Rule packs: check them, or get their JSON Schema.", rich_markup_mode=None)


def packs(lang: Lang = "en", as_json: AsJson = False, rules: Rules = None) -> int:
    """List the rule packs: id, version, title."""
    tongue = given.language(lang)
    known = sorted(given.desk(rules).packs, key=lambda pack: (pack.id, pack.version))
    if as_json:
        listed = [
            {
                "id": pack.id,
                "version": pack.version.isoformat(),
                "kind": pack.kind,
                "title": dict(pack.title),
                "authority": pack.authority,
                "path": pack.path,
                "sha256": pack.sha256,
            }
            for pack in known
        ]
        print_json({"packs": listed})
        return Exit.DECIDED
    width = max((len(pack.id) for pack in known), default=0)
    for pack in known:
        title = pack.title.get(tongue) or pack.title.get("en", "")
        print_text(f"{pack.id:{width}}  {pack.version}  {title}")
    return Exit.DECIDED


@rules.command("check")
def rules_check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH…]", help="Packs or folders of them; all rules if not given.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Take a warning for a mistake.")] = False,
    lang: Lang = "en",
    as_json: AsJson = False,
    rules: Rules = None,
) -> int:
    """Name every mistake in rule packs and components, with its line and column, and where a policy goes against the
    principles; ends with 2 where there is a mistake."""
    view = View(given.language(lang))
    desk = given.desk(rules)
    count, diagnostics = check_packs(desk, paths or ())
    return show_diagnostics(diagnostics, view.say("packs_good", n=count), as_json=as_json, strict=strict, packs=count)


@rules.command("show")
def rules_show(
    name: Annotated[str, typer.Argument(metavar="RULE", help="As decisions cite it: pack@version#rule.")],
    lang: Lang = "en",
    as_json: AsJson = False,
    rules: Rules = None,
) -> int:
    """Show a rule: when it applies, what follows, what it rests on, and how it is written."""
    from passerelle.decision import canonical_json
    from passerelle.explain.rulebook import rule_page, rule_text

    tongue = given.language(lang)
    found = given.desk(rules).rule(name)
    if as_json:
        print_text(canonical_json(found).decode())
    else:
        print_text(rule_text(rule_page(found, tongue)))
    return Exit.DECIDED


@rules.command("schema")
def rules_schema(
    as_json: Annotated[bool, typer.Option("--json", help="JSON it is, always.")] = False,
    rules: Rules = None,
) -> int:
    """Print the JSON Schema of a rule pack, for editors that complete and check while you type."""
    from passerelle.rulepacks import pack_schema

    library = given.desk(rules).library
    print_json(pack_schema({name: fact.type for name, fact in library.schema.parameters().items()}, library.terms))
    return Exit.DECIDED
