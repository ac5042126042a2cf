"""The project's own tables, for the tests of the vocabulary."""

from pathlib import Path

from passerelle.vocabulary import load

FOLDER = Path(__file__).parents[1] / "rules" / "vocabulary"
VOCABULARY = load(FOLDER)
