"""`show` and `replay`: the id of a kept decision enters; the decision, or what a replay found, leaves."""

from __future__ import annotations

from passerelle.cli import given
from passerelle.cli.failing import Exit
from passerelle.cli.options import STORE, AsJson, DecisionId, Lang, StoreUrl, Trace, Tree
from passerelle.cli.printing import print_json, print_text
from passerelle.cli.showing import View, print_registers


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
    kept = given.open_store(store, create=False).find(id)
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
    kept = given.open_store(store, create=False).find(id)
    # Not before the store has answered: the rules take longer to import.
    from passerelle.replay import replay as decide_again

    again = decide_again(kept)
    if as_json:
        print_json(
            {"id": kept.id, "same": again.same, "identical": again.identical, "differences": list(again.differences)}
        )
    else:
        for difference in again.differences:
            print_text(view.say("difference", what=difference))
        print_text(view.say("same" if again.identical else "answered_same" if again.same else "different"))
    return Exit.DECIDED if again.same else Exit.NOT_POSITIVE
