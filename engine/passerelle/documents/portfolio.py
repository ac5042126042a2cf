"""A portfolio that a person wrote (YAML or CSV, see docs/portfolio.md) enters; one award for each unit leaves.

Everything in it is the learner's own word. All mistakes of a file are reported together.
"""

from __future__ import annotations

from typing import TypeAlias

from ruamel.yaml.nodes import MappingNode

from passerelle.decision.award import Award, Grade, Holder, LearningOutcome, Organisation, Quality
from passerelle.decision.unit_notes import UnitNotes
from passerelle.decision.values import Evidence, Stated
from passerelle.documents import portfolio_csv, portfolio_yaml
from passerelle.documents.entries import Entry, Fields, Items, Mistakes, Text, check_keys
from passerelle.documents.json_text import shown
from passerelle.documents.notes import Notes
from passerelle.documents.portfolio_notes import KEYS, unit_notes
from passerelle.documents.portfolio_values import Values, listed
from passerelle.documents.stating import Stating
from passerelle.vocabulary import Vocabulary

FORMAT = "portfolio"
TITLE = "portfolio in YAML or CSV (see docs/portfolio.md)"

_TOP = ("portfolio", "holder", "units", "unit")
_HOLDER = ("name", "date_of_birth", "identifiers")
_UNIT = ("title", "description", "identifier", "specification", "issuer", "country", "studied_at", "workload", "level",
         "outcomes", "field", "grade", "issued", "achieved", "valid_until", "route", "validation_stage", "assessment",
         "assessment_criteria", "participation", "supervision", "quality", "languages", "prerequisites",
         "target_group", "stackability", "orientation", "research_training", "notes", *KEYS)  # fmt: skip
_ISSUER = ("name", "legal_name", "legal_identifier", "identifiers", "country", "region", "place", "formal_status",
           "sector")  # fmt: skip
_OUTCOME = ("text", "identifiers")
_GRADE = ("value", "scale", "passed")
_QUALITY = ("kind", "standard", "level", "body", "report", "outcome", "valid_from", "valid_until")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}

#: The awards of a portfolio, and the notes on each.
Written: TypeAlias = tuple[tuple[Award, ...], tuple[UnitNotes, ...]]


def read_yaml(text: str, digest: str, vocabulary: Vocabulary) -> Written | None:
    """The awards of a YAML portfolio with their notes; `None` where the text is YAML of something else.

    Raises:
        DocumentError: all mistakes of the portfolio.
    """
    node = portfolio_yaml.compose(text)
    if not isinstance(node, MappingNode):
        return None
    mistakes = Mistakes()
    entry = portfolio_yaml.entries(node, mistakes)
    if not isinstance(entry, Fields) or not entry.members.keys() & {"portfolio", "units", "unit", "holder"}:
        return None
    return _awards(entry, digest, vocabulary, mistakes)


def read_csv(text: str, digest: str, vocabulary: Vocabulary) -> Written:
    """The awards of a CSV portfolio with their notes.

    Raises:
        DocumentError: all mistakes of the portfolio.
    """
    mistakes = Mistakes()
    return _awards(portfolio_csv.entries(text, mistakes), digest, vocabulary, mistakes)


def _awards(top: Fields, digest: str, vocabulary: Vocabulary, mistakes: Mistakes) -> Written:
    check_keys(top, _TOP, "a portfolio", mistakes)
    version = top.members.get("portfolio")
    if version is not None and (not isinstance(version, Text) or version.text != "1"):
        mistakes.add("portfolio_version", "only version 1 is known; write portfolio: 1", version.mark)
    holder = _Unit(Stating(vocabulary, Notes(), Evidence.LEARNER), mistakes).holder(top.members.get("holder"))
    units = [unit for name in ("units", "unit") for unit in listed(top.members.get(name))]
    if not units:
        mistakes.add("no_award", "the portfolio has no units; add one under units:", top.mark)
    awards: list[Award] = []
    notes: list[UnitNotes] = []
    ids: dict[str, str] = {}
    for number, unit in enumerate(units):
        stating = Stating(vocabulary, Notes(), Evidence.LEARNER)
        if isinstance(unit, Fields):
            reader = _Unit(stating, mistakes)
            awards.append(reader.award(unit, number, digest, holder))
            said = unit_notes(reader, unit)
            notes.append(said)
            if said.id is not None and said.id.value in ids:
                where = ids[said.id.value]
                mistakes.add("duplicate_id", f"the id {shown(said.id.value)} is that of {where} already", unit.mark)
            elif said.id is not None:
                ids[said.id.value] = said.id.place
        else:
            mistakes.add("wrong_shape", "a unit is a list of keys such as title: and issuer:", unit.mark)
    mistakes.raise_if_any()
    return tuple(awards), tuple(notes)


class _Unit(Values):
    """Reads a unit into an award."""

    def award(self, unit: Fields, number: int, digest: str, holder: Holder) -> Award:
        check_keys(unit, _UNIT, "a unit", self.mistakes)
        get = unit.members.get
        title = self.words(get("title"), "title")
        if title is None and self.says_nothing(get("title")):
            self.mistakes.add("missing", "a unit needs a title", unit.mark)
        issuers = self.issuers(get("issuer"), get("country"))
        country = issuers[0].country.value if issuers and issuers[0].country else None
        workloads = self.each(get("workload"), self.workload)
        levels = self.each(get("level"), lambda text: self.level(text, country))
        self.stating.compare_workloads(workloads)
        self.stating.compare_levels(levels)
        return Award(
            document=digest,
            format=FORMAT,
            part=f"/units/{number}",
            identifier=self.text(get("identifier"), "identifier"),
            title=title,
            description=self.words(get("description"), "description"),
            holder=holder,
            awarding_bodies=issuers,
            studied_at=self.texts(get("studied_at"), "place of study"),
            specification=self.text(get("specification"), "specification"),
            issued=self.day(get("issued"), "date of issue"),
            achieved=self.day(get("achieved"), "date of achievement"),
            valid_until=self.day(get("valid_until"), "end of validity"),
            outcomes=self.outcomes(get("outcomes")),
            workloads=workloads,
            levels=levels,
            assessments=self.terms(get("assessment"), "assessment"),
            assessment_criteria=self.text(get("assessment_criteria"), "assessment criteria"),
            participation=self.terms(get("participation"), "participation"),
            quality=tuple(self.quality(entry) for entry in listed(get("quality"))),
            supervision=self.term(get("supervision"), "supervision"),
            prerequisites=self.texts(get("prerequisites"), "prerequisites"),
            target_group=self.text(get("target_group"), "target group"),
            grade=self.grade(get("grade")),
            stackability=self.term(get("stackability"), "stackability"),
            further_information=self.texts(get("notes"), "notes"),
            route=self.term(get("route"), "route"),
            validation_stage=self.term(get("validation_stage"), "validation_stage"),
            orientation=self.term(get("orientation"), "orientation"),
            research_training=self.yes_no(get("research_training"), "research training"),
            fields=self.each(get("field"), self.field),
            languages=self.each(get("languages"), self.language),
            notices=self.stating.notes.taken(),
        )

    def holder(self, entry: Entry | None) -> Holder:
        if entry is None:
            return Holder()
        if isinstance(entry, Fields):
            check_keys(entry, _HOLDER, "the holder", self.mistakes)
            return Holder(
                name=self.text(entry.members.get("name"), "name"),
                date_of_birth=self.day(entry.members.get("date_of_birth"), "date of birth"),
                identifiers=self.identifiers(entry.members.get("identifiers"), ""),
            )
        return Holder(name=self.text(entry, "holder"))

    def issuers(self, entry: Entry | None, country: Entry | None) -> tuple[Organisation, ...]:
        """The awarding bodies: one, or a list of those that award it jointly."""
        if not isinstance(entry, Items):
            issuer = self.issuer(entry, country)
            return () if issuer is None else (issuer,)
        if country is not None:
            message = "with several issuers the country stands with each of them"
            self.mistakes.add("wrong_shape", message, country.mark)
        found = (self.issuer(item, None) for item in entry.items)
        return tuple(issuer for issuer in found if issuer is not None)

    def issuer(self, entry: Entry | None, country: Entry | None) -> Organisation | None:
        if entry is None and country is None:
            return None
        if not isinstance(entry, Fields):
            return Organisation(name=self.words(entry, "issuer"), country=self.country(country))
        check_keys(entry, _ISSUER, "an issuer", self.mistakes)
        get = entry.members.get
        if country is not None and get("country") is not None:
            self.mistakes.add("duplicate_key", "the country is given twice; keep the one of the issuer", country.mark)
        legal_name = self.words(get("legal_name"), "legal name")
        return Organisation(
            name=self.words(get("name"), "issuer") or legal_name,
            legal_name=legal_name,
            legal_identifiers=self.identifiers(get("legal_identifier"), ""),
            other_identifiers=self.identifiers(get("identifiers"), ""),
            country=self.country(get("country") or country),
            region=self.text(get("region"), "region"),
            locality=self.text(get("place"), "place"),
            formal_status=self.term(get("formal_status"), "formal_status"),
            sector=self.term(get("sector"), "sector"),
        )

    def quality(self, entry: Entry) -> Quality:
        if not isinstance(entry, Fields):
            return Quality(standard=self.term(entry, "quality_standard"))
        check_keys(entry, _QUALITY, "a quality entry", self.mistakes)
        get = entry.members.get
        return Quality(
            kind=self.term(get("kind"), "quality_kind"),
            standard=self.term(get("standard"), "quality_standard"),
            level=self.term(get("level"), "quality_level"),
            body=self.text(get("body"), "quality body"),
            report=self.text(get("report"), "report"),
            outcome=self.term(get("outcome"), "quality_outcome"),
            valid_from=self.day(get("valid_from"), "begin of validity"),
            valid_until=self.day(get("valid_until"), "end of validity"),
        )

    def outcomes(self, entry: Entry | None) -> tuple[LearningOutcome, ...]:
        found: list[LearningOutcome] = []
        for item in listed(entry):
            if isinstance(item, Fields) and item.members.keys() & {"text", "identifiers"}:
                check_keys(item, _OUTCOME, "an outcome", self.mistakes)
                statement = self.words(item.members.get("text"), "outcome")
                identifiers = self.texts(item.members.get("identifiers"), "identifier")
            else:
                statement, identifiers = self.words(item, "outcome"), ()
            if statement or identifiers:
                found.append(LearningOutcome(statement=statement, identifiers=identifiers))
        return tuple(found)

    def grade(self, entry: Entry | None) -> Grade:
        if not isinstance(entry, Fields):
            return Grade(value=self.text(entry, "grade"))
        check_keys(entry, _GRADE, "a grade", self.mistakes)
        return Grade(
            value=self.text(entry.members.get("value"), "grade"),
            scale=self.text(entry.members.get("scale"), "scale"),
            passed=self.yes_no(entry.members.get("passed"), "passed"),
        )

    def yes_no(self, said: Entry | None, what: str) -> Stated[bool] | None:
        if not isinstance(said, Text) or not said.text:
            return None
        verdict = _YES_NO.get(said.text.lower())
        if verdict is None:
            self.mistakes.add("wrong_value", f"{what} is yes or no, not {shown(said.text)}", said.mark)
            return None
        return self.stated(verdict, said)
