"""`clauses` and `policy check`: the clauses of Annex I and of the ten principles, and how a policy stands with them."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from passerelle.cli import given
from passerelle.cli.diagnosed import as_members, show_diagnostics
from passerelle.cli.failing import Exit, Refused
from passerelle.cli.options import AsJson, AsOf, Lang, Rules
from passerelle.cli.pack_files import desk_files, draft
from passerelle.cli.places import as_found
from passerelle.cli.printing import print_json, print_text
from passerelle.cli.showing import View

if TYPE_CHECKING:
    from passerelle.clauses import Clause
    from passerelle.policies import PolicyChecked

policy = typer.Typer(help="Policies of hosts: check them against the principles.", rich_markup_mode=None)


def clauses(
    principle: Annotated[
        int | None, typer.Option("--principle", metavar="N", help="Only those of this principle, 1 to 10.")
    ] = None,
    as_of: AsOf = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    rules: Rules = None,
) -> int:
    """List the clauses that are checked: how strictly each binds, whom, where it can be seen, and by which rule."""
    from passerelle.explain.standing import clause_line

    on, tongue = given.day(as_of), given.language(lang)
    found = given.desk(rules).clauses(on)
    chosen = [clause for clause in found if principle in (None, clause.principle)]
    if not chosen:
        raise Refused("principle", f"there is no clause of a principle {principle}; the principles are 1 to 10")
    if as_json:
        print_json({"clauses": [_members(clause) for clause in chosen]})
        return Exit.DECIDED
    for one in chosen:
        line = clause_line(one.clause, one.title, one.severity, one.subject, one.seen_on, one.rule, tongue)
        seen = f" · {line.seen_on}" if line.seen_on else ""
        print_text(f"{line.clause} {line.title}\n    {line.severity} · {line.about}{seen}\n    {line.rule}")
    return Exit.DECIDED


def _members(clause: Clause) -> dict[str, object]:
    return {
        "clause": clause.clause,
        "principle": clause.principle,
        "title": dict(clause.title),
        "severity": clause.severity,
        "subject": clause.subject,
        "seen_on": clause.seen_on,
        "rule": clause.rule,
        "results": clause.results,
        "basis": [basis.cite for basis in clause.basis],
        "note": clause.note,
    }


@policy.command("check")
def policy_check(
    which: Annotated[str, typer.Argument(metavar="HOST|FILE", help="The id of a host, or the file of a policy.")],
    as_of: AsOf = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    rules: Rules = None,
) -> int:
    """Say how a policy stands with each clause that binds hosts, with line and column; ends with 1 where it goes
    against one, with 2 where it cannot be read."""
    on, view = given.day(as_of), View(given.language(lang))
    desk = given.desk(rules)
    if not os.path.isfile(which):
        return _show(desk.check_policy(which, as_of=on), view, desk.folder, as_json=as_json)
    path, content = draft(desk.folder, Path(which))
    tried = desk.with_files({**desk_files(desk), path: content})
    written = next((pack for pack in (*tried.packs, *tried.library.barred) if pack.path == path), None)
    if written is None or written.kind != "policy":
        wrong = [mistake for mistake in tried.broken if mistake.path == path]
        if not wrong:
            raise Refused("policy", "this file is no policy of a host", file=which)
        return show_diagnostics(as_found(wrong, desk.folder), "", as_json=as_json)
    return _show(tried.check_policy(written, as_of=max(on, written.version)), view, desk.folder, as_json=as_json)


def _show(checked: PolicyChecked, view: View, folder: Path | None, *, as_json: bool) -> int:
    from passerelle.explain.standing import standing
    from passerelle.explain.text import WIDTH

    lines, said = standing(checked.checks, checked.facts, view.lang), as_found(checked.said, folder)
    code = Exit.NOT_POSITIVE if checked.against else Exit.DECIDED
    if as_json:
        told = [
            {"clause": one.clause, "title": line.title, "severity": one.severity, "result": one.result,
             "sentence": line.sentence}
            for one, line in zip(checked.checks, lines, strict=True)
        ]  # fmt: skip
        against = list(checked.against)
        print_json(
            {"host": checked.host, "policy": checked.policy, "as_of": checked.as_of.isoformat(), "against": against,
             "clauses": told, "diagnostics": as_members(said)}
        )  # fmt: skip
        return code
    name = checked.host_name.get(view.lang) or checked.host_name.get("en", checked.host)
    print_text(f"{name} ({checked.policy})\n")
    for line in lines:
        print_text(fill(f"{line.clause} {line.title} [{line.severity}]: {line.ending}", WIDTH, subsequent_indent="  "))
        print_text(fill(line.sentence, WIDTH, initial_indent="    ", subsequent_indent="    "))
    if said:
        print_text("")
        show_diagnostics(said, "", as_json=False)
    return code
