"""Scenarios that experts write enter, whether the engine decides as they say leaves.

`check` names every mistake in feature files, `run` runs them, `load` reads the sentences that they may use. The
pytest plugin is `passerelle.spec.plugin`.
"""

from passerelle.spec.checking import check
from passerelle.spec.loading import load
from passerelle.spec.running import run
from passerelle.spec.sentences import Language, Sentence

__all__ = ["Language", "Sentence", "check", "load", "run"]
