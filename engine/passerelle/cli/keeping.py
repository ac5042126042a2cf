"""`show` and `replay`: the id of a kept decision enters; the decision, or what a replay found, leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import given
from passerelle.cli.failing import Exit
from passerelle.cli.options import STORE, AsJson, DecisionId, Lang, StoreUrl, Trace, Tree
from passerelle.cli.printing import print_json, print_text
from passerelle.cli.showing import View, print_registers

if TYPE_CHECKING:
    from passerelle.store import KeptStack

#: What the ids of answers about stacking begin with.
STACK = "s"


def show(
    id: DecisionId,
    lang: Lang = "en",
    as_json: AsJson = False,
    trace: Trace = False,
    tree: Tree = False,
    store: StoreUrl = STORE,
) -> int:
    """Show a decision that was kept."""
    view = View(given.language(lang), trace, tree)
    opened = given.open_store(store, create=False)
    if id.startswith(STACK):
        return _show_stack(opened.stack_decision(id), view, as_json=as_json)
    kept = opened.find(id)
    if as_json:
        import orjson

        from passerelle.cli.asking import as_members

        decision = {
            "id": kept.id,
            "kept_at": kept.kept_at.isoformat(),
            **as_members(kept.consulted),
            "decision": orjson.Fragment(kept.canonical),
        }
        print_json({"decisions": [decision]})
    else:
        print_text(view.text(kept.decision))
        print_registers(kept.consulted, view)
    return Exit.DECIDED


def replay(id: DecisionId, lang: Lang = "en", as_json: AsJson = False, store: StoreUrl = STORE) -> int:
    """Decide a kept question again, from what was kept with it, and compare byte for byte."""
    view = View(given.language(lang))
    opened = given.open_store(store, create=False)
    if id.startswith(STACK):
        stacked = opened.stack_decision(id)
        # Not before the store has answered: the rules take longer to import.
        from passerelle.stack_records import replay_stack

        again = replay_stack(stacked)
    else:
        kept = opened.find(id)
        from passerelle.replay import replay as decide_again

        again = decide_again(kept)
    if as_json:
        print_json({"id": id, "same": again.same, "identical": again.identical, "differences": list(again.differences)})
    else:
        for difference in again.differences:
            print_text(view.say("difference", what=difference))
        print_text(view.say("same" if again.identical else "answered_same" if again.same else "different"))
    return Exit.DECIDED if again.same else Exit.NOT_POSITIVE


def _show_stack(kept: KeptStack, view: View, *, as_json: bool) -> int:
    if as_json:
        import orjson

        decision = {"id": kept.id, "kept_at": kept.kept_at.isoformat(), "decision": orjson.Fragment(kept.canonical)}
        print_json({"decisions": [decision]})
    else:
        from passerelle.cli.stacking import shows_blocks
        from passerelle.explain.stacking_text import stack_text

        print_text(stack_text(kept.decision, view.lang, blocks=shows_blocks()))
    return Exit.DECIDED
