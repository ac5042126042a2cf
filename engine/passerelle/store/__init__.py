"""Decisions enter with all that they rest on, are kept in a database, and leave again as they were.

The only room that speaks SQL. `passerelle.store.codec` turns canonical JSON back into values.
"""

from passerelle.errors import DecisionNotFound, StoreError
from passerelle.store.decisions import Entry, Kept, ToKeep
from passerelle.store.precedents import Learning, Precedent
from passerelle.store.providers import ProvidersImported
from passerelle.store.registers import RegisterKept
from passerelle.store.skills import Imported
from passerelle.store.store import Store

__all__ = [
    "DecisionNotFound",
    "Entry",
    "Imported",
    "Kept",
    "Learning",
    "Precedent",
    "ProvidersImported",
    "RegisterKept",
    "Store",
    "StoreError",
    "ToKeep",
]
