"""The environment enters, one frozen `Settings` leaves; nothing is opened or created here."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from passerelle.decision.stack_asking import read_budget
from passerelle.explain.language import LanguageError, language
from passerelle.switches import switched_on

#: Ten megabytes in bytes; a credential is rarely larger than a few hundred kilobytes.
LARGEST_BODY = 10 * 1024 * 1024
#: Seconds that a request may take to arrive whole.
LONGEST_BODY = 60.0
#: Seconds that one search for a choice of units may take.
LONGEST_SEARCH = 10.0
#: An embedded database in the folder that the server is started in.
STORE = "sqlite:///passerelle.db"


def _today() -> date:
    return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the server runs.

    `store` is a database URL, `rules` the folder of rule packs (None: the packs that come with the engine),
    `largest_body` the size in bytes above which a request is refused, `longest_body` the seconds after which one that
    has not arrived whole is, `longest_search` the seconds that a search for a choice of units may take, `shadow`
    whether a second evaluator checks every decision, `language` the one used where a reader names none, `hosts` the
    names under which the server is reached (none: any), `check_packs_every` the seconds between two looks at
    the rules folder. `today` gives the day that a question without `as_of` is asked on: the only clock of the server.
    """

    store: str = STORE
    rules: Path | None = None
    largest_body: int = LARGEST_BODY
    longest_body: float = LONGEST_BODY
    longest_search: float = LONGEST_SEARCH
    shadow: bool = False
    language: str = "en"
    hosts: tuple[str, ...] = ()
    check_packs_every: float = 1.0
    today: Callable[[], date] = _today

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read `PASSERELLE_STORE` (a URL, or the path of an SQLite file), `PASSERELLE_RULES`,
        `PASSERELLE_LARGEST_BODY` (bytes), `PASSERELLE_LONGEST_SEARCH` (seconds), `PASSERELLE_SHADOW` (yes or no),
        `PASSERELLE_LANG` and `PASSERELLE_HOSTS` (names between commas).

        Raises:
            ValueError: a variable holds what it cannot hold; the message names it.
        """
        given = os.environ if environment is None else environment
        size = given.get("PASSERELLE_LARGEST_BODY", str(LARGEST_BODY))
        if not size.isascii() or not size.isdigit() or int(size) == 0:
            raise ValueError(f"PASSERELLE_LARGEST_BODY is {size!r}; it must be a number of bytes, such as 10485760")
        try:
            longest = read_budget(given.get("PASSERELLE_LONGEST_SEARCH") or LONGEST_SEARCH)
        except ValueError as error:
            raise ValueError(f"PASSERELLE_LONGEST_SEARCH: {error}") from None
        try:
            tongue = language(given.get("PASSERELLE_LANG") or "en").tag
        except LanguageError as error:
            raise ValueError(f"PASSERELLE_LANG: {error}") from None
        hosts = given.get("PASSERELLE_HOSTS", "")
        rules, store = given.get("PASSERELLE_RULES"), given.get("PASSERELLE_STORE") or STORE
        return cls(
            store=store if "://" in store else f"sqlite:///{store}",
            rules=Path(rules) if rules else None,
            largest_body=int(size),
            longest_search=longest,
            shadow=switched_on("PASSERELLE_SHADOW", given.get("PASSERELLE_SHADOW")),
            language=tongue,
            hosts=tuple(name.strip().lower() for name in hosts.split(",") if name.strip()),
        )
