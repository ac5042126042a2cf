"""A portfolio and a host's stacking policy in; the best allocation of units, or the proof that there is none, out."""
