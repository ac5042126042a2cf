"""A `RuleInForce`: one rule of one version of a pack, as a reader of a decision looks it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelle.decision.decision import Basis, Pending, Proviso, Remedy
from passerelle.decision.values import LanguageText


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInForce:
    """A rule or a check. `name` is "pack@version#id" as decisions cite it.

    `groups` are its conditions as written, by "when" (a rule) or "applies", "fail", "pass", "declared" (a check);
    `subjects` the members of collections that it is tried for, by the name it gives them. `then` says what follows as
    written ("outcome: REFUSED"); `messages` the sentence for each result. `defines` are the names of its pack and of
    the procedure that its conditions use, with what they stand for. `source` are the lines of the file from `line`.
    `newer` is the next version of the pack, if there is one; `until` the last day of this one.
    """

    name: str
    pack: str
    version: date
    rule: str
    title: LanguageText
    pack_title: LanguageText
    authority: str
    in_force_until: date | None
    newer: date | None
    sha256: str
    path: str
    line: int
    source: tuple[str, ...]
    step: str | None
    step_title: LanguageText
    subjects: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    defines: tuple[tuple[str, str], ...]
    then: str
    asks_when_unknown: bool
    messages: tuple[tuple[str, LanguageText], ...]
    remedies: tuple[Remedy, ...]
    basis: tuple[Basis, ...]
    pending: Pending | None
    proviso: Proviso | None
    rights: LanguageText | None
    clause: str | None
    severity: str | None
    note: str | None
