"""Settings enter; the desk and the store that a request works with leave.

A request takes one desk and keeps it to its end, so that packs may change on disk while it is being answered. The
rules folder is looked at when a request comes, at most once in `check_packs_every` seconds, by one request only; the
others go on with the desk that is there. Where an edit breaks a pack or a component that is in use, the old desk stays.
"""

from __future__ import annotations

import logging
import time
from threading import Lock

from passerelle.desk import Desk
from passerelle.errors import PasserelleError, VocabularyError
from passerelle.store import Store
from passerelle_api.errors import Mistake, NotReadyError, diagnosed
from passerelle_api.settings import Settings

log = logging.getLogger(__name__)


class Current:
    """What the endpoints stand on. Nothing is opened before it is first asked for; what could not be opened is tried
    again by the next request, so a server that was started too early becomes ready by itself."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._desk: Desk | None = None
        # What was last read from disk: the desk in use, or one that was not taken because it breaks what is in use.
        self._newest: Desk | None = None
        self._store: Store | None = None
        self._mistakes: tuple[Mistake, ...] = ()
        self._look_again_at = 0.0
        self._opening_desk = Lock()
        self._opening_store = Lock()
        self._looking = Lock()

    def desk(self) -> Desk:
        """The desk with the newest packs that could be read.

        Raises:
            NotReadyError: the rules folder could not be read since the server was started.
        """
        desk = self._desk
        if desk is None:
            with self._opening_desk:
                if self._desk is None:
                    self._desk = self._newest = self._opened()
                    self._mistakes = diagnosed(self._desk.broken)
                    self._look_again_at = time.monotonic() + self.settings.check_packs_every
                return self._desk
        if time.monotonic() >= self._look_again_at and self._looking.acquire(blocking=False):
            try:
                self._refresh(desk)
            finally:
                self._look_again_at = time.monotonic() + self.settings.check_packs_every
                self._looking.release()
        return self._desk or desk

    def mistakes(self) -> tuple[Mistake, ...]:
        """The mistakes of the packs on disk for which the desk in use could not be replaced."""
        return self._mistakes

    def store(self) -> Store:
        """The store, its tables brought up to date when it is first opened.

        Raises:
            StoreError: the database cannot be opened.
        """
        if self._store is None:
            with self._opening_store:
                if self._store is None:
                    self._store = Store.open(self.settings.store)
        return self._store

    def _opened(self) -> Desk:
        try:
            return Desk.open(self.settings.rules, shadow=self.settings.shadow)
        except PasserelleError as error:
            raise NotReadyError(_mistakes_of(error)) from error

    def _refresh(self, desk: Desk) -> None:
        before = self._newest or desk
        try:
            newest = before.refreshed()
        except (PasserelleError, OSError) as error:
            # The vocabulary is unreadable, or a file went away while it was being read.
            self._report(_mistakes_of(error))
            return
        if newest is before:
            return
        self._newest = newest
        self._report(diagnosed(newest.broken))
        if not {mistake.path for mistake in newest.broken} & _in_use(desk):
            self._desk = newest

    def _report(self, mistakes: tuple[Mistake, ...]) -> None:
        if mistakes and mistakes != self._mistakes:
            said = "\n".join(f"{mistake.place} {mistake.message}" for mistake in mistakes)
            log.warning("The rules on disk have mistakes; what was read before stays in use.\n%s", said)
        self._mistakes = mistakes


def _mistakes_of(error: Exception) -> tuple[Mistake, ...]:
    """What a reader may know of it: nothing of where the rules are on the server, which the log has."""
    if isinstance(error, VocabularyError):
        name = error.path.rpartition("/")[2]
        return (Mistake(f"vocabulary/{name}:{error.line}:{error.column}", error.message),)
    found = diagnosed(getattr(error, "diagnostics", ()))
    if not found:
        log.error("The rules folder cannot be read: %s", error)
    return found or (Mistake("rules", "the rules folder cannot be read; the log of the server says why"),)


def _in_use(desk: Desk) -> set[str]:
    """The files that the decisions of a desk may rest on."""
    broken = {mistake.path for mistake in desk.broken}
    return {pack.path for pack in desk.packs} | (set(desk.library.components) - broken)
