"""A policy and a table of units in; the best choice, or the proof that there is none, out. The solver runs here."""
