"""The store's URL enters; the registers that a decision may ask leave, and afterwards a sentence on what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from passerelle.cli import given
from passerelle.cli.showing import View

if TYPE_CHECKING:
    from passerelle.decision import Consulted, RegisterAsked
    from passerelle.store import Store


def registers(store: str, *, none: bool) -> Store | None:
    """The store with its registers; None where they are not to be asked, or nothing has been kept yet.

    Raises:
        StoreError: there is one, and it cannot be opened.
    """
    from passerelle.store import Store

    if none or not Store.is_there(given.store_url(store)):
        return None
    return given.open_store(store, create=False)


def what_registers_said(consulted: Consulted, view: View) -> str:
    """Which registers were asked, from when, and whom they list; "" where none was."""
    if not consulted.registers:
        return ""
    asked = "; ".join(_register(one, view) for one in consulted.registers)
    lines = [view.say("registers_asked", registers=asked)]
    for found in consulted.bodies:
        names = "; ".join(f"{each.legal_name} ({each.register} {each.record})" for each in found.providers)
        lines.append(view.say("registers_list", providers=_plain(names), by=_plain(found.by)))
    if not consulted.bodies:
        lines.append(view.say("registers_silent"))
    return " ".join(lines)


def as_members(consulted: Consulted) -> dict[str, Any]:
    """The same as members of a JSON object; none where no register was asked."""
    if not consulted.registers:
        return {}
    return {
        "registers": [
            {"name": one.name, "as_of": one.as_of.isoformat() if one.as_of else None} for one in consulted.registers
        ],
        "listed": [
            {"body": found.body, "register": each.register, "record": each.record, "legal_name": each.legal_name}
            for found in consulted.bodies
            for each in found.providers
        ],
    }


def _register(asked: RegisterAsked, view: View) -> str:
    from passerelle.explain.language import language

    if asked.as_of is None:
        return _plain(asked.name)
    return view.say("register_as_of", name=_plain(asked.name), date=language(view.lang).date(asked.as_of))


def _plain(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
