"""`policies list` and `policies show`: stacking policies enter; which there are, or one in words, leaves."""

from __future__ import annotations

from typing import Annotated

import typer

from passerelle.cli import given
from passerelle.cli.failing import Exit
from passerelle.cli.options import AsJson, AsOf, Lang, Rules, named
from passerelle.cli.printing import print_json, print_text

policies = typer.Typer(help="Stacking policies: list them, or read one in words.", rich_markup_mode=None)


@policies.command("list")
def policies_list(
    host: Annotated[
        str | None, typer.Option("--host", metavar="HOST", help="Only those of this host.", callback=named)
    ] = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    rules: Rules = None,
) -> int:
    """List the stacking policies: id, version, award."""
    import orjson

    from passerelle.decision import canonical_json
    from passerelle.explain.safe_text import safe
    from passerelle.explain.values import pick
    from passerelle.policybook import policies_listed

    tongue = given.language(lang)
    known = policies_listed(given.desk(rules).library, host)
    if as_json:
        print_json({"policies": orjson.Fragment(canonical_json(known))})
        return Exit.DECIDED
    width = max((len(each.id) for each in known), default=0)
    for each in known:
        print_text(f"{each.id:{width}}  {each.version}  {safe(pick(each.title, tongue))}")
    return Exit.DECIDED


@policies.command("show")
def policies_show(
    policy: Annotated[str, typer.Argument(metavar="POLICY", help="The id of a policy, or of its award.")],
    host: Annotated[
        str | None, typer.Option("--host", metavar="HOST", help="Whose, where several have one.", callback=named)
    ] = None,
    as_of: AsOf = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    rules: Rules = None,
) -> int:
    """Show a stacking policy in words: each rule with its lines, and how it counts."""
    from passerelle.decision import canonical_json
    from passerelle.explain.stacking_policy import policy_page, policy_text
    from passerelle.policybook import find_policy

    tongue, on = given.language(lang), given.day(as_of)
    found = find_policy(given.desk(rules).library, policy, on, host)
    if as_json:
        print_text(canonical_json(found).decode())
    else:
        print_text(policy_text(policy_page(found, tongue)))
    return Exit.DECIDED
