"""Decisions enter with all that they rest on, are kept in a database, and leave again as they were.

The only room that speaks SQL. `passerelle.store.codec` turns canonical JSON back into values.
"""

from passerelle.errors import DecisionNotFound, LedgerRefused, StoreError
from passerelle.store.decisions import Entry, Kept, ToKeep
from passerelle.store.inputs import StackInputs
from passerelle.store.ledger_entries import Booking, Consume, EntryState, Forgotten, LedgerEntry, Review
from passerelle.store.precedents import Learning, Precedent
from passerelle.store.providers import ProvidersImported
from passerelle.store.registers import RegisterKept
from passerelle.store.skills import Imported
from passerelle.store.stacks import KeptStack, StackEntry
from passerelle.store.store import Store

__all__ = [
    "Booking",
    "Consume",
    "DecisionNotFound",
    "Entry",
    "EntryState",
    "Forgotten",
    "Imported",
    "Kept",
    "KeptStack",
    "Learning",
    "LedgerEntry",
    "LedgerRefused",
    "Precedent",
    "ProvidersImported",
    "RegisterKept",
    "Review",
    "StackEntry",
    "StackInputs",
    "Store",
    "StoreError",
    "ToKeep",
]
