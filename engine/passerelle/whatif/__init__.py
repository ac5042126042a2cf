"""One case in; the smallest sets of additional or different facts that lead to a better outcome, out.

`search` goes from set to set, the smallest first; `ways` says from which facts the next step can be; `values` which
values they can have. Every set is confirmed by the engine itself, on the facts as they would be.
"""

from passerelle.whatif.search import RUNS, what_would_change

__all__ = ["RUNS", "what_would_change"]
