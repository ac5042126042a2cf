"""What an officer entered on the page, and the desk, enter; the question as the API takes it leaves, and what the form
shows: the hosts, and the purposes and components of the one that is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from passerelle.decision import Kind, Purpose, Target
from passerelle.desk import Desk, Host
from passerelle_api.received import Received

#: What an officer may have checked by other means than the file: the field of the form, the fact that it confirms, and
#: what kind of term its value is (None: yes or no).
CHECKED = (
    ("authentic", "award.authentic", None),
    ("holder_matches", "award.holder_matches", None),
    ("original_seen", "award.original_seen", None),
    ("outcomes_compared", "award.outcomes_compared", None),
    ("issuer_status", "award.issuer.formal_status", "formal_status"),
    ("award_status", "award.status", "status"),
)
_ANSWERS = {"yes": "true", "no": "false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The fields of the form as texts, shown again when something is wrong."""

    host: str = ""
    purpose: str = ""
    target: str = ""
    as_of: str = ""
    authentic: str = ""
    holder_matches: str = ""
    original_seen: str = ""
    outcomes_compared: str = ""
    issuer_status: str = ""
    award_status: str = ""
    note: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A fact that is confirmed by choosing one of the terms of a kind."""

    field: str
    fact: str
    kind: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What there is to choose. `host` is None while no host is chosen and there are several."""

    hosts: tuple[Host, ...]
    host: Host | None
    purposes: tuple[Purpose, ...]
    targets: tuple[Target, ...]
    choices: tuple[Choice, ...]


def blank(query: Mapping[str, str], today: date) -> Entered:
    """The form before it is sent: what the address says, and today."""
    return Entered(
        host=query.get("host", ""),
        purpose=query.get("purpose", ""),
        target=query.get("target", ""),
        as_of=today.isoformat(),
    )


def entered(form: Received) -> Entered:
    """The form as it was sent."""
    return Entered(**{name: form.field(name) for name in Entered.__slots__})


def sheet(desk: Desk, filled: Entered) -> Sheet:
    """What the form shows. A single host needs no choosing."""
    hosts = desk.hosts()
    host = next((host for host in hosts if host.id == filled.host), hosts[0] if len(hosts) == 1 else None)
    if host is None:
        return Sheet(hosts, None, (), (), ())
    choices = tuple(
        Choice(field, fact, kind, tuple(desk.vocabulary.terms(kind))) for field, fact, kind in CHECKED if kind
    )
    return Sheet(hosts, host, host.purposes, desk.targets(host.id), choices)


def question_of(form: Received, kind: Kind) -> Received:
    """The fields of the page as the fields of the API; those that the page does not have are left for it to refuse."""
    # Where no application was chosen, a browser sends a part without name and content.
    fields = [
        (name, value)
        for name, value in form.fields
        if name not in Entered.__slots__ and (value or name != "application")
    ]
    names = ("host", "as_of") if kind is Kind.CONFORMANCE else ("host", "purpose", "target", "as_of")
    fields += [(name, form.field(name)) for name in names]
    answered = [(fact, form.field(name), kind) for name, fact, kind in CHECKED]
    values = [(fact, answer if kind else _ANSWERS.get(answer)) for fact, answer, kind in answered]
    confirmed = [("confirm", f"{fact}={value}") for fact, value in values if value]
    fields += confirmed
    if confirmed:
        fields.append(("note", form.field("note")))
    files = tuple(file for file in form.files if file.field != "application" or file.name or file.content)
    return Received(files, tuple(fields))
