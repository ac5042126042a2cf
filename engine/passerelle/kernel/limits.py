"""The bounds of the kernel, each with its reason. Nothing enters; numbers leave.

"Engine" is durable-rules 2.0.28: past its own limits it hangs, overwrites memory or answers wrongly without a word,
so every bound here lies below the one measured.
"""

from __future__ import annotations

#: Whole numbers that every JSON reader keeps exact.
INT = 2**53
#: Bytes of one text. The engine itself never sees a text; a longer one is not a fact but a document.
TEXT_BYTES = 4_000
#: Members of one list of texts.
MEMBERS = 1_000
#: Attributes of one fact, as given.
ATTRIBUTES = 250

RULES = 5_000
PATTERNS = 4
#: Over all patterns of a rule. The engine fails at 30.
JOINS = 12
#: Of one pattern.
TESTS = 50
PRIORITY = 65_535

#: Alternatives below one node of the engine's network. At 512 it never returns.
CHILDREN = 500
#: Conditions that may hold at once for one fact. At 65 a fact is refused halfway.
AT_ONCE = 60
#: Rules on one identical list of conditions. At 256 it overwrites memory.
SAME_CONDITIONS = 250
#: Rules in one ruleset. At 4,096 it fails.
RULES_PER_RULESET = 2_000
#: Attributes of one fact as sent. From 251 on, facts vanish or the process dies.
SENT_ATTRIBUTES = 200

#: Facts given in one case, and given plus derived.
GIVEN_FACTS = 4_000
FACTS = 10_000
#: Short explicit ids whose hashes are proven distinct: one for each fact, each marker and each frame of a case.
IDS = 65_536
ROUNDS = 1_000
FIRINGS = 50_000
#: Pairings of facts that joins may have to look at in one case: memory and time of the engine grow with them.
CANDIDATES = 1_000_000

#: Programs, and rules in all of them, that stay compiled. A rule takes about 26 KB.
COMPILED_PROGRAMS = 128
COMPILED_RULES = 10_000
#: Texts and characters that a compiled program remembers as checked between cases.
KNOWN_TEXTS = 20_000
KNOWN_CHARACTERS = 2_000_000
