"""What stands on the command line and in the environment enters as text; checked values leave.

The only place of the engine that reads the clock, standard input or the environment.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli.failing import Refused
from passerelle.switches import switched_on

if TYPE_CHECKING:
    from passerelle.decision import Application, Confirmation, Target
    from passerelle.desk import Desk
    from passerelle.store import Store

#: An embedded database in the folder that the command is started in.
STORE = "sqlite:///passerelle.db"
#: How the file "-" is called in messages.
STANDARD_INPUT = "standard input"

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_file(path: str, *, largest: int | None = None) -> bytes:
    """The bytes of a file, or of standard input for "-": one more than is allowed (those of a credential, where
    `largest` is not given), at most.

    Raises:
        Refused: there is no such file, it is a folder, or it may not be read.
    """
    from passerelle.documents.containers import LARGEST

    most = largest or LARGEST
    try:
        if path == "-":
            return sys.stdin.buffer.read(most + 1)
        with open(path, "rb") as stream:
            return stream.read(most + 1)
    except FileNotFoundError:
        raise Refused("no_such_file", "there is no such file; check the path", file=path) from None
    except IsADirectoryError:
        raise Refused("folder", "this is a folder; give the files in it", file=path) from None
    except PermissionError:
        raise Refused("not_readable", "the file may not be read; check its permissions", file=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused("not_readable", f"the file cannot be read: {reason}", file=path) from None


def day(text: str | None) -> date:
    """The day in a text such as "2026-09-01"; today where there is none.

    Raises:
        Refused: the text is no day.
    """
    return datetime.now().astimezone().date() if text is None else day_of(text, "as_of")


def day_of(text: str, name: str) -> date:
    """The day in a text that the option of this name gives.

    Raises:
        Refused: the text is no day.
    """
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(name, f"--{name.replace('_', '-')} {text[:40]!r} is no day; write it as 2026-09-01")


def language(tag: str) -> str:
    """The tag of the language that a tag such as "sl-SI" leads to.

    Raises:
        LanguageError: there is none of this tag.
    """
    from passerelle.explain.language import language as spoken

    return spoken(tag).tag


def confirmations(texts: Sequence[str]) -> tuple[Confirmation, ...]:
    """What an officer confirms: `FACT=VALUE`, `FACT=VALUE:note`, or a fact alone for "true".

    Raises:
        Refused: a text has another form, or one fact is confirmed twice.
    """
    from passerelle.decision import read_confirmation

    found: dict[str, Confirmation] = {}
    for text in texts:
        try:
            one = read_confirmation(text)
        except ValueError as error:
            raise Refused("confirm", f"--confirm {text[:80]!r} cannot be read: {error}") from None
        if one.fact in found:
            raise Refused("confirm", f"--confirm {one.fact} is given twice; give one value")
        found[one.fact] = one
    return tuple(found[fact] for fact in sorted(found))


def suppositions(texts: Sequence[str]) -> dict[str, str]:
    """The facts that are supposed, by name: `FACT=VALUE`, or a fact alone for "true".

    Raises:
        Refused: a text has another form, or one fact is given twice.
    """
    from passerelle.decision import read_supposition

    found: dict[str, str] = {}
    for text in texts:
        try:
            one = read_supposition(text)
        except ValueError as error:
            raise Refused("set", f"--set {text[:80]!r} cannot be read: {error}") from None
        if one.fact in found:
            raise Refused("set", f"--set {one.fact} is given twice; give one value")
        found[one.fact] = one.value
    return found


def desk(rules: Path | None) -> Desk:
    """The desk with the packs of a folder (None: those of the project).

    Raises:
        Refused: there is no such folder, or `PASSERELLE_SHADOW` says neither yes nor no.
        PasserelleError: the rules in it cannot be used.
    """
    from passerelle.desk import Desk

    if rules is not None and not rules.is_dir():
        raise Refused("rules", "there is no such folder of rules; check the path", file=str(rules))
    try:
        shadow = switched_on("PASSERELLE_SHADOW", os.environ.get("PASSERELLE_SHADOW"))
    except ValueError as error:
        raise Refused("environment", str(error)) from None
    return Desk.open(rules, shadow=shadow)


def target(desk: Desk, host: str, text: str | None) -> Target | str | None:
    """The component that `--target` names: a file, or the id of one of the host's. An id that is not known stays as
    it is, so that the desk can say what it is near to.

    Raises:
        PasserelleError: the file has mistakes.
    """
    if text is None:
        return None
    if "/" in text or text.endswith((".yaml", ".yml")) or os.path.isfile(text):
        return desk.read_target(read_file(text), text)
    return next((known for known in desk.targets(host) if known.id == text), text)


def application(desk: Desk, path: str | None) -> Application | None:
    """The application in a file; None where none is given.

    Raises:
        Refused: with every mistake of the file.
    """
    from passerelle.errors import DocumentError

    if path is None:
        return None
    try:
        return desk.read_application(read_file(path))
    except DocumentError as error:
        raise Refused.of(error, STANDARD_INPUT if path == "-" else path) from error


def store_url(text: str) -> str:
    """A database URL; a path alone is that of an SQLite file."""
    return text if "://" in text else f"sqlite:///{text}"


def open_store(text: str, *, create: bool) -> Store:
    """The store, its tables brought up to date; `create` says whether it is made where it is not there.

    Raises:
        StoreError: it cannot be opened.
    """
    from passerelle.store import Store

    return Store.open(store_url(text), create=create)
