"""What a scenario says of units, of the case and of a stacking policy of its own enters act by act; a portfolio file
and the text of a policy leave, as people would have written them.

A unit of a scenario is well described: where its row says nothing else it is a course of higher education, achieved in
June 2025, assessed, passed, accredited and used for nothing, with an outcome that no other unit has. A dash says that
something is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from passerelle.decision import Confirmation
from passerelle.decision.stacking import Objective, StackQuestion
from passerelle.errors import QuestionError
from passerelle.spec.papers import identifier, nested, written

#: What holds of a unit where its row does not say otherwise.
_UNIT: Mapping[str, Any] = {
    "level": "EQF 7",
    "kind": "module",
    "route": "course",
    "assessment": ["project"],
    "issuer": "external",
    "issuer.sector": "higher_education",
    "issuer.formal_status": "formal",
    "issuer.country": "FI",
    "achieved": "2025-06-15",
    "issued": "2025-06-30",
    "grade.passed": "yes",
    "accredited": "yes",
    "credit_bearing": "yes",
    "part_of_conferred": "no",
    "themes": ["other"],
}
#: Columns that are no part of a portfolio: the host has established them.
_ESTABLISHED = ("validated", "authentic", "status")
#: Columns that say more of a use.
_USE = {"use.kind": "kind", "use.level": "level", "use.use": "use", "use.conferred": "conferred",
        "use.irrevocable": "irrevocable", "use.credits": "credits"}  # fmt: skip
_ISSUERS = {"host": "The host", "external": "University of Elsewhere"}

_HEAD = {
    "pack": "hosts/{host}/{id}",
    "kind": "stacking",
    "host": "{{id: {host}, en: The host, sl: Gostiteljica}}",
    "award": "{{title: {{en: '{title}', sl: '{title}'}}, level: EQF 7}}",
    "in_force": "{{from: 2000-01-01}}",
    "source": "a scenario",
    "total": "{{at_least: 0 credits}}",
}


@dataclass(slots=True)
class Held:
    """The units, days and acts of a scenario, what the learner prefers, and a policy that it writes itself."""

    units: list[dict[str, Any]] = field(default_factory=list)
    days: dict[str, str] = field(default_factory=dict)
    acts: dict[str, bool] = field(default_factory=dict)
    objectives: list[str] = field(default_factory=list)
    keep_free: list[str] = field(default_factory=list)
    title: str = "Award"
    keys: dict[str, str] = field(default_factory=dict)
    rules: dict[str, list[str]] = field(default_factory=dict)
    text: str = ""

    def portfolio(self, language: str) -> bytes:
        """The units as a portfolio file."""
        return written({"portfolio": 1, "units": [self._unit(row, language) for row in self.units]})

    def given(self, verb: str, what: Any) -> None:
        """What a verb of step "given" says."""
        match verb:
            case "holds":
                self.units += [{**row} for row in what]
            case "holds_none":
                self.units.clear()
            case "stack_day":
                self.days.update(what)
            case "stack_act":
                self.acts[what["act"]] = what["done"] == "yes"
            case "prefer":
                self.prefer(**what)
            case "stack_policy":
                self.title = what.get("title", self.title)
                self.keys.update({key: text for key, text in what.items() if key != "title"})
            case "stack_rules":
                for section, rule in what.items():
                    self.rules.setdefault(section, []).append(rule)
            case "stack_text":
                self.text = what

    def prefer(self, objective: str | None = None, keep_free: str = "") -> None:
        """An objective of the learner, after those said before."""
        if keep_free:
            self.keep_free = [unit.strip() for unit in keep_free.split(",")]
        self.objectives.append(objective or Objective.KEEP_FREE.value)

    def question(self, policy: str, as_of: date, note: str) -> StackQuestion:
        """What the desk is asked of the units."""
        days = {name: date.fromisoformat(day) for name, day in self.days.items()}
        unknown = days.keys() - {"enrolled", "applied", "programme_start", "award_on"}
        if unknown:
            raise QuestionError("stack_day", f"a case of stacking has no day '{min(unknown)}'")
        return StackQuestion(
            policy=policy,
            as_of=as_of,
            acts=tuple(sorted(self.acts.items())),
            objectives=tuple(Objective(each) for each in self.objectives),
            keep_free=tuple(self.keep_free),
            confirmations=self.established(note),
            enrolled=days.get("enrolled"),
            applied=days.get("applied"),
            programme_start=days.get("programme_start"),
            award_on=days.get("award_on"),
        )

    def established(self, note: str) -> tuple[tuple[str, Confirmation], ...]:
        """What the host has established of units, by their ids."""
        return tuple(
            (row["id"], Confirmation(fact=f"units.{name}", value=row[name], note=note))
            for row in self.units
            for name in _ESTABLISHED
            if row.get(name) is not None
        )

    def _unit(self, row: Mapping[str, Any], language: str) -> dict[str, Any]:
        said = {**_UNIT, "title": row["id"], **row}
        said.setdefault("outcomes", [f"What only {row['id']} teaches"])
        if row.get("credits") is not None:
            said["workload"] = row["credits"] if " " in row["credits"] else f"{row['credits']} ECTS"
        if said.get("level") is not None and " " not in said["level"]:
            said["level"] = f"EQF {said['level']}"
        issuer = said.pop("issuer")
        if issuer is not None:
            said["issuer.name"] = _ISSUERS.get(issuer, issuer)
            said.setdefault("own", "yes" if issuer == "host" else "no")
        if said["outcomes"] is not None:
            said["outcomes"] = [
                {"text": {language: text}, "identifiers": [identifier(text)]} for text in said["outcomes"]
            ]
        if said.get("used_for") is not None:
            more = {key: said[column] for column, key in _USE.items() if said.get(column) is not None}
            said["used_for"] = [{"award": award, **more} for award in said["used_for"]]
        left_out = ("credits", *_ESTABLISHED, *_USE)
        # every unit has lists of its own: what two units shared would be written as an anchor
        return nested(deepcopy({key: value for key, value in said.items() if key not in left_out}))

    def policy_id(self, title: str, host: str) -> str:
        """The id of the policy that the scenario writes for an award. Raises `QuestionError` for another award."""
        if title != self.title:
            raise QuestionError("policy", f"the scenario has no policy for '{title}'", f"it has one for '{self.title}'")
        return f"hosts/{host}/{_slug(title)}"

    @property
    def writes_policy(self) -> bool:
        """Whether the scenario writes a policy of its own."""
        return bool(self.keys or self.rules or self.text)

    def policy_file(self, host: str) -> dict[str, bytes]:
        """The policy that the scenario writes, by its path. What the scenario says in a text block comes first, so that
        lines are counted as in the text. Raises `QuestionError` where a text block and a sentence say the same key."""
        own = set(re.findall(r"^(\w+):", self.text, re.MULTILINE))
        both = sorted(own & {*self.keys, *self.rules})
        if both:
            raise QuestionError("policy", f"'{both[0]}' is said twice", "in the text block or in a sentence")
        lines = [self.text.rstrip()] if self.text else []
        for key, pattern in _HEAD.items():
            if key not in own:
                lines.append(f"{key}: {self.keys.get(key) or self._filled(pattern, host)}")
        lines += [f"{key}: {value}" for key, value in self.keys.items() if key not in _HEAD]
        for section, rules in self.rules.items():
            lines += [f"{section}:", *(f"  - {rule}" for rule in rules)]
        path = f"rules/hosts/{host}/{_slug(self.title)}/2000-01-01.yaml"
        return {path: ("\n".join(lines) + "\n").encode()}

    def _filled(self, pattern: str, host: str) -> str:
        return pattern.format(host=host, id=_slug(self.title), title=self.title.replace("'", "''"))


def _slug(title: str) -> str:
    return identifier(title).removeprefix("urn:outcome:")
