"""The bytes of an application (YAML or JSON, see docs/applications.md) enter; an `Application` leaves.

The host's office writes the file from what it has received. It takes what a decision needs of a person and nothing
else: what it does not know it refuses. All mistakes of a file are reported together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from passerelle.decision.application import AgreedComponent, Appeal, Applicant, Application, LearningAgreement
from passerelle.documents import portfolio_yaml
from passerelle.documents.containers import text_of
from passerelle.documents.dates import DateError, written_date
from passerelle.documents.entries import Entry, Fields, Mark, Mistakes, Text, check_keys
from passerelle.documents.json_text import shown
from passerelle.documents.portfolio_values import listed
from passerelle.errors import DocumentError
from passerelle.vocabulary import Vocabulary

_TOP = ("application", "received", "complete", "applicant", "agreement", "appeal", "facts")
_APPLICANT = ("name", "date_of_birth", "identifiers", "situation", "documentation")
_AGREEMENT = ("learner", "date_of_birth", "host", "sending", "signed", "signed_on", "components")
_COMPONENT = ("specification", "title", "replaces", "passed")
_APPEAL = ("against", "arguments")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
#: What a line of an agreement replaces where it is no component: elective credit.
ELECTIVE = "elective"

#: Bytes of a file; characters of a value; members of a list.
LARGEST = 200_000
_LONGEST = 2_000
_LONGEST_NAME = 200
_MOST = 200

#: Why a fact of a name cannot have a value: the message, or "".
Check = Callable[[str, str], str]


def read_application(content: bytes, vocabulary: Vocabulary, check: Check = lambda name, value: "") -> Application:
    """The application in a file. `check` says what is wrong with a fact under `facts:`.

    Raises:
        DocumentError: with every mistake of the file.
    """
    node = portfolio_yaml.compose(text_of(content, largest=LARGEST))
    mistakes = Mistakes()
    entry = portfolio_yaml.entries(node, mistakes) if node is not None else None
    if not isinstance(entry, Fields):
        raise DocumentError("wrong_shape", "an application is a list of keys such as received: and applicant:")
    application = _Reader(vocabulary, mistakes, check).application(entry)
    mistakes.raise_if_any()
    return application


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads entries into values; what cannot be becomes a mistake and the value is left out."""

    vocabulary: Vocabulary
    mistakes: Mistakes
    check: Check

    def application(self, top: Fields) -> Application:
        check_keys(top, _TOP, "an application", self.mistakes)
        get = top.members.get
        received, complete = (
            self.day(get("received"), "day of receipt"),
            self.day(get("complete"), "day of completeness"),
        )
        applicant = self.applicant(get("applicant"))
        if received and complete and complete < received:
            message = "the information cannot be complete before the application was received"
            self.mistakes.add("impossible_date", message, _at(get("complete"), top))
        if received and applicant.date_of_birth and applicant.date_of_birth >= received:
            message = "the applicant was born after the application was received"
            self.mistakes.add("impossible_date", message, _at(get("applicant"), top))
        return Application(
            id=self.text(get("application"), "application", _LONGEST_NAME),
            received=received,
            complete=complete,
            applicant=applicant,
            agreement=self.agreement(get("agreement")),
            appeal=self.appeal(get("appeal")),
            facts=self.facts(get("facts")),
        )

    def applicant(self, entry: Entry | None) -> Applicant:
        fields = self.fields(entry, _APPLICANT, "an applicant")
        if fields is None:
            return Applicant()
        get = fields.members.get
        return Applicant(
            name=self.text(get("name"), "name", _LONGEST_NAME),
            date_of_birth=self.day(get("date_of_birth"), "date of birth"),
            identifiers=self.texts(get("identifiers"), "identifiers", _LONGEST_NAME),
            situation=self.word(get("situation"), "situation", self.vocabulary.terms("situation")),
            documentation=self.word(get("documentation"), "documentation", self.vocabulary.terms("documentation")),
        )

    def agreement(self, entry: Entry | None) -> LearningAgreement | None:
        fields = self.fields(entry, _AGREEMENT, "an agreement")
        if fields is None:
            return None
        get = fields.members.get
        return LearningAgreement(
            learner=self.text(get("learner"), "learner", _LONGEST_NAME),
            date_of_birth=self.day(get("date_of_birth"), "date of birth"),
            host=self.text(get("host"), "host", _LONGEST_NAME),
            sending=self.text(get("sending"), "sending institution", _LONGEST_NAME),
            signed=self.truth(get("signed"), "signed"),
            signed_on=self.day(get("signed_on"), "day of signature"),
            components=tuple(
                line for item in self.few(get("components"), "components") if (line := self.component(item)) is not None
            ),
        )

    def component(self, entry: Entry) -> AgreedComponent | None:
        fields = self.fields(entry, _COMPONENT, "a component of an agreement")
        if fields is None:
            return None
        get = fields.members.get
        specification, title = self.text(get("specification"), "specification"), self.text(get("title"), "title")
        replaces = self.text(get("replaces"), "replaces", _LONGEST_NAME)
        if specification is None and title is None:
            message = "a component of an agreement needs a specification or a title"
            self.mistakes.add("missing", message, fields.mark)
        if replaces is None:
            message = f"a component of an agreement says what it replaces: a component of the host, or {ELECTIVE}"
            self.mistakes.add("missing", message, fields.mark)
        return AgreedComponent(
            component="" if replaces in (None, ELECTIVE) else replaces or "",
            specification=specification,
            title=title,
            passed=self.truth(get("passed"), "passed"),
            place=fields.mark.value_place,
        )

    def appeal(self, entry: Entry | None) -> Appeal | None:
        fields = self.fields(entry, _APPEAL, "an appeal")
        if fields is None:
            return None
        against = self.text(fields.members.get("against"), "against", _LONGEST_NAME)
        if against is None:
            self.mistakes.add("missing", "an appeal says which decision it is against: against: d…", fields.mark)
        return Appeal(against=against, arguments=self.texts(fields.members.get("arguments"), "arguments"))

    def facts(self, entry: Entry | None) -> tuple[tuple[str, str], ...]:
        if entry is None or _empty(entry):
            return ()
        if not isinstance(entry, Fields):
            self.mistakes.add("wrong_shape", "facts are names and values: evidence.…: …", entry.mark)
            return ()
        found: dict[str, str] = {}
        for key, member in entry.members.items():
            name = entry.keys[key].text.strip()
            values = listed(member)
            texts = [text for item in values if (text := self.text(item, name)) is not None]
            if len(texts) != len(values) or not texts:
                continue
            value = ", ".join(texts)
            wrong = self.check(name, value)
            if wrong:
                self.mistakes.add("wrong_value", wrong, entry.keys[key].mark)
            found[name] = value
        return tuple(sorted(found.items()))

    # values

    def fields(self, entry: Entry | None, known: Collection[str], what: str) -> Fields | None:
        if entry is None or _empty(entry):
            return None
        if not isinstance(entry, Fields):
            self.mistakes.add("wrong_shape", f"{what} is a list of keys such as {next(iter(known))}:", entry.mark)
            return None
        check_keys(entry, known, what, self.mistakes)
        return entry

    def few(self, entry: Entry | None, what: str) -> tuple[Entry, ...]:
        items = listed(entry)
        if len(items) > _MOST and entry is not None:
            self.mistakes.add("too_large", f"{what}: {len(items)} are too many; at most {_MOST} are read", entry.mark)
            return ()
        return items

    def text(self, entry: Entry | None, what: str, longest: int = _LONGEST) -> str | None:
        if entry is None or _empty(entry):
            return None
        if not isinstance(entry, Text):
            self.mistakes.add("wrong_shape", f"{what}: one value, not a list or a group of keys", entry.mark)
            return None
        text = _joined(entry.text.strip())
        if text is None or any(not each.isprintable() and each not in "\n\t" for each in text):
            self.mistakes.add("wrong_value", f"{what}: it has characters that cannot be printed", entry.mark)
            return None
        if len(text) > longest:
            self.mistakes.add("too_long", f"{what}: {len(text):,} characters, at most {longest:,}", entry.mark)
            return None
        return text

    def texts(self, entry: Entry | None, what: str, longest: int = _LONGEST) -> tuple[str, ...]:
        items = self.few(entry, what)
        return tuple(text for item in items if (text := self.text(item, what, longest)) is not None)

    def day(self, entry: Entry | None, what: str) -> date | None:
        text = self.text(entry, what)
        if text is None or entry is None:
            return None
        try:
            return written_date(text).day
        except DateError as error:
            self.mistakes.add("impossible_date", f"the {what} {shown(text)} {error}", entry.mark)
            return None

    def truth(self, entry: Entry | None, what: str) -> bool | None:
        text = self.text(entry, what)
        if text is None or entry is None:
            return None
        if text.lower() not in _YES_NO:
            self.mistakes.add("wrong_value", f"{what}: write yes or no, not {shown(text)}", entry.mark)
        return _YES_NO.get(text.lower())

    def word(self, entry: Entry | None, what: str, known: Collection[str]) -> str | None:
        text = self.text(entry, what)
        if text is None or entry is None:
            return None
        if text not in known:
            message = f"{what}: {shown(text)} is not known; write one of {', '.join(sorted(known))}"
            self.mistakes.add("wrong_value", message, entry.mark)
            return None
        return text


def _empty(entry: Entry) -> bool:
    return isinstance(entry, Text) and not entry.text.strip()


def _joined(text: str) -> str | None:
    """The text with the halves of characters put together that JSON may write apart; None for a half alone."""
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


def _at(entry: Entry | None, top: Fields) -> Mark:
    return entry.mark if entry is not None else top.mark
