"""Compiled rulesets and rows enter; the matches that durable-rules finds leave. No other module imports it.

Only six functions of its C module are used. Its `Host` starts threads that crash the process, its actions swallow
exceptions, and retracting leaves stale memory; so rules only report, and a session is deleted as a whole.
"""

from __future__ import annotations

import contextlib
from importlib.metadata import PackageNotFoundError, version

import orjson

from passerelle.errors import KernelError
from passerelle.kernel.naming import BEGIN, END, SID
from passerelle.kernel.network import END_RULE, Ruleset

try:
    import durable_rules_engine as _engine
except ImportError:
    _engine = None

try:
    ENGINE = f"durable-rules {version('durable-rules')}"
except PackageNotFoundError:
    ENGINE = "durable-rules"


def available() -> bool:
    """Whether the C module could be imported."""
    return _engine is not None


class LiveRuleset:
    """One ruleset inside the engine. Not for two threads at once."""

    __slots__ = ("_handle", "_used", "attributes", "kinds")

    def __init__(self, ruleset: Ruleset, ids: tuple[str, str]) -> None:
        self.kinds = ruleset.kinds
        self.attributes = ruleset.attributes
        self._used = False
        try:
            self._handle = _engine.create_ruleset(SID, orjson.dumps(ruleset.json).decode())
        except _engine.error as error:
            raise KernelError(f"durable-rules refused the rules: {error}") from error
        # A session in which nothing has fired frees an uninitialised pointer when it is deleted; once the slot of
        # the session has seen the end rule fire, that pointer is set.
        begin, end = ({"id": id_, "sid": SID, name: 1} for id_, name in zip(ids, (BEGIN, END), strict=True))
        self.match(orjson.dumps([begin, end]).decode(), [])
        self.clear()

    def match(self, batch: str, found: list[tuple[str, list[dict[str, dict[str, str]]]]]) -> None:
        """Assert a batch (JSON, the first and the last fact a frame) and append every match as (rule, facts by
        pattern). The engine can stop in the midst of a batch without a word; the rule on the last frame tells that
        it did not. Raises `KernelError`."""
        handle = self._handle
        self._used = True
        try:
            code, session = _engine.assert_facts(handle, batch)
            if code > 1:
                raise KernelError(f"durable-rules took a fact for another one (code {code})")
            complete = False
            started = _engine.start_action_for_state(handle, session)
            text = started[1] if started else None
            while text is not None:
                for rule, facts in orjson.loads(text).items():
                    if rule == END_RULE:
                        complete = True
                    else:
                        found.append((rule, facts))
                text = _engine.complete_and_start_action(handle, session)
        except _engine.error as error:
            raise KernelError(f"durable-rules failed: {error}") from error
        if not complete:
            raise KernelError("durable-rules did not read the whole batch")

    def clear(self) -> None:
        """Delete the session with all its facts."""
        if self._used:
            self._used = False
            # Where even the first frame was refused, there is no session.
            with contextlib.suppress(_engine.error):
                _engine.delete_state(self._handle, SID)

    def close(self) -> None:
        """Delete the ruleset. The session first: its memory would be lost."""
        self.clear()
        _engine.delete_ruleset(self._handle)
