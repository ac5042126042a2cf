"""Arguments enter, an exit code leaves; what was found is on standard output, what went wrong on standard error.

Commands import what they need when they run, so that `passerelle --help` does not wait for a database or a rule.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from passerelle.cli.app import app
from passerelle.cli.failing import Exit, fail, usage_failure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process where none is given) and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A title in Greek must not stop a terminal that cannot show it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = int(app(given or ["--help"], prog_name="passerelle", standalone_mode=False) or 0)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Whoever read the output has seen enough, as `head` does; Typer turns one into the other. What Python still
        # holds back would fail once more when it stops.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.UNREAD
    except Exception as error:
        return fail(usage_failure(error), as_json="--json" in given)
    return code
