"""Everything that Passerelle raises on purpose.

PasserelleError
├── DocumentError     a credential, portfolio or component file cannot be read (passerelle.documents)
├── LanguageError     no such language (passerelle.explain)
├── VocabularyError   a table of rules/vocabulary is wrong (passerelle.vocabulary)
├── PackError         a rule pack cannot be used; holds every diagnostic (passerelle.rulepacks)
├── QuestionError     the question names a host, purpose, target, fact or day that does not exist
│   ├── PolicyNotFound
│   └── RuleNotFound
├── ProgramError      compiled rules exceed what the kernel can hold
├── FactError         a fact does not fit its type
├── StackingError     units cannot be counted exactly, or the solver and the check of its answer disagree
├── KernelError       the kernel did not answer, or two evaluators disagree
└── StoreError        the database cannot be used (passerelle.store)
    ├── DecisionNotFound
    └── LedgerRefused  a unit is used already, or an entry cannot be changed so

HTTP status codes and exit codes are chosen by the API and the command line, not here.
"""

from __future__ import annotations


class PasserelleError(Exception):
    """The root. Its text is one line that says what, where and what to do."""


class QuestionError(PasserelleError):
    """The question cannot be asked: `field` names what is wrong with it, `hint` what to do."""

    def __init__(self, field: str, message: str, hint: str = "") -> None:
        self.field, self.message, self.hint = field, message, hint
        super().__init__(f"{message} ({hint})" if hint else message)


class RuleNotFound(QuestionError):  # noqa: N818 - named for what it says
    """No rule of this name is known; `hint` names a near one."""


class PolicyNotFound(QuestionError):  # noqa: N818 - named for what it says
    """No stacking policy of this name can be looked up; `hint` names a near one."""


class DocumentError(PasserelleError):
    """A document cannot be read: `code` (stable), `message` (one line: what, and what to do), `place` (an RFC 6901
    JSON pointer, "line 12", "line 3, column 7", or "" for the file as a whole).

    `mistakes` holds every mistake of a file that was written by hand, itself included; a file that was issued has one.
    """

    def __init__(self, code: str, message: str, place: str = "", *, mistakes: tuple[DocumentError, ...] = ()) -> None:
        self.code, self.message, self.place = code, message, place
        self._mistakes = mistakes
        super().__init__(f"{place}: {message}" if place else message)

    @property
    def mistakes(self) -> tuple[DocumentError, ...]:
        """Every mistake, in the order of the file."""
        return self._mistakes or (self,)


class VocabularyError(PasserelleError):
    """A table of `rules/vocabulary` is wrong: `path` of the file, `line` and `column` from 1, `message` (what, and
    what to do). Prints as `frameworks.yaml:7:5 message`."""

    def __init__(self, path: str, line: int, column: int, message: str) -> None:
        self.path, self.line, self.column, self.message = path, line, column, message
        super().__init__(f"{path}:{line}:{column} {message}")


class ProgramError(PasserelleError):
    """A program may not run: it breaks the intermediate form, or does not fit the kernel. The text names the rule."""


class FactError(PasserelleError):
    """A fact, or a batch of facts, may not enter a case; the case stays usable.

    `index` is the fact's place in its batch and `attribute` the attribute at fault, where one is.
    """

    def __init__(self, message: str, *, index: int | None = None, attribute: str | None = None) -> None:
        self.index, self.attribute = index, attribute
        super().__init__(message)


class StackingError(PasserelleError):
    """The search for a choice of units did not come to an answer that can be stood by: amounts are too large or too
    finely divided to be counted exactly, or the solver's answer does not stand when it is checked by hand."""


class KernelError(PasserelleError):
    """The kernel did not answer, passed one of its bounds, or was asked in a way that it refuses."""


class StoreError(PasserelleError):
    """The database cannot be used, or what it holds is not what was kept. Its text is one line."""


class DecisionNotFound(StoreError):  # noqa: N818 - named for what it says
    """No decision is kept under this `id`."""

    def __init__(self, id: str, where: str) -> None:
        self.id = id
        super().__init__(f"no decision {id[:80]!r} is kept in {where}; look for it in another store")


class LedgerRefused(StoreError):  # noqa: N818 - named for what it says
    """The ledger does not allow it, and nothing of it was written. The text names unit, award and what to do."""
