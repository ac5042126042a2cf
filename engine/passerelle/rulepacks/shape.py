"""The shape of a rule pack, said once: parsing, diagnostics and the JSON Schema for editors follow from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from passerelle.decision import Outcome, Severity

#: The outcomes that a rule of recognition may call for.
OUTCOMES = tuple(outcome.value for outcome in Outcome)[:9]
#: Outcomes that give the learner something to use: they may book and give rights.
POSITIVE = frozenset(outcome.value for outcome in Outcome if outcome.positive) & frozenset(OUTCOMES)
#: Outcomes that give less than was asked for.
NEGATIVE = POSITIVE - {"RECOGNISED_FULL"} | {"REFUSED", "REFERRED_TO_RPL", "NOT_IN_SCOPE"}
ELEMENTS = ("level", "workload", "quality", "profile", "outcomes", "identity", "currency", "grade")
_STEPS = ("strong", "substantial", "weak", "none")
#: The seven criteria for micro-credentials with their scales, and the advice that follows from them.
CRITERIA: Mapping[str, tuple[str, ...]] = {
    "quality": _STEPS,
    "verification": ("secure", "some", "limited", "none", "not_asked"),
    "level": _STEPS,
    "outcomes": _STEPS,
    "workload": _STEPS,
    "testing": _STEPS,
    "identification": (*_STEPS, "not_asked"),
    "advice": (
        "recognisable_as_credit", "recognisable_with_flexibility", "treat_via_rpl", "insufficient_information",
        "not_recognisable",
    ),
}  # fmt: skip
RATINGS = tuple(dict.fromkeys(rating for scale in CRITERIA.values() for rating in scale))
SUPPLIERS = ("learner", "issuer", "provider", "host", "authority")
#: Whom a clause can be about.
ABOUT = ("credential", "provider", "host", "system")
#: Where a clause can be seen: one credential, the offer that it stands for, the issuer's legal identity, what is known
#: of the provider's quality assurance, the host's policy, a system or its infrastructure, or a declaration only.
SEEN_ON = ("credential", "offer", "issuer", "provider", "host", "system", "declaration")


@dataclass(frozen=True, slots=True)
class Field:
    """One key: `form` how its value is written, `doc` what it means, `choices` for a closed list."""

    form: str
    doc: str
    required: bool = False
    choices: tuple[str, ...] = ()


PACK: Mapping[str, Field] = {
    "pack": Field("text", "The pack's id: its folder below rules/, such as lisbon/recognition.", required=True),
    "kind": Field("choice", "What the pack is.", True, ("recognition", "conformance", "policy")),
    "title": Field("langtext", "The pack's title by language; a policy may go by its host's name."),
    "authority": Field("text", "Who answers for the pack."),
    "in_force": Field("in_force", "From when (and until when) the version is in force.", required=True),
    "include": Field("texts", "Packs whose rules belong to the same procedure; its steps and names are theirs too."),
    "source": Field("texts", "Where the rules come from."),
    "note": Field("text", "For readers of the file."),
    "host": Field("host", "The host whose policy this is: id and name by language."),
    "policy": Field("policy", "What the host's policy sets; in a procedure, what holds where a policy is silent."),
    "steps": Field("steps", "The steps of the procedure, in order."),
    "define": Field("define", "Names for parts of conditions."),
    "rules": Field("rules", "Rules: when …, then …."),
    "checks": Field("checks", "Checks of a clause: pass, fail, declared, else unknown."),
}
_ANY = frozenset(("pack", "kind", "title", "authority", "in_force", "source", "note", "define"))
#: What stands in a pack of each kind.
ALLOWED: Mapping[str, frozenset[str]] = {
    "recognition": _ANY | {"include", "policy", "steps", "rules"},
    "conformance": _ANY | {"checks", "rules"},
    "policy": _ANY | {"host", "policy", "rules"},
}
RULE: Mapping[str, Field] = {
    "id": Field("text", "The rule's name, once in the pack.", required=True),
    "title": Field("langtext", "A short name by language."),
    "step": Field("text", "The step of the procedure that the rule belongs to."),
    "for_each": Field("for_each", "Names for members of collections: the rule is tried for each combination."),
    "when": Field("conditions", "All of these must hold.", required=True),
    "if_unknown": Field("choice", "What an undetermined rule asks for.", False, ("ask", "skip")),
    "then": Field("then", "What follows.", required=True),
    "book": Field("book", "What a positive outcome books: credits, surplus, level."),
    "reason": Field("langtext", "The sentence by language; {fact} names a fact."),
    "pending": Field("pending", "With PENDING: the question by language, and who decides it."),
    "proviso": Field("proviso", "With RECOGNISED_CONDITIONAL: act, deadline, success and failure, each by language."),
    "rights": Field("langtext", "With a positive outcome: what it gives the learner, by language."),
    "remedy": Field("remedies", "What would change it, and who can do it."),
    "basis": Field("basis", "Law, article or clause.", required=True),
    "note": Field("text", "For readers of the file."),
}
CHECK: Mapping[str, Field] = {
    "id": Field("text", "The check's name, once in the pack.", required=True),
    "clause": Field("text", "The clause that is checked.", required=True),
    "title": Field("langtext", "What the clause asks, by language.", required=True),
    "severity": Field("choice", "How strictly it binds.", True, tuple(s.value for s in Severity)),
    "subject": Field("choice", "Whom the clause is about; the credential if left out.", False, ABOUT),
    "seen_on": Field("choices", "What must be looked at to see whether the clause is met.", False, SEEN_ON),
    "for_each": Field("for_each", "A name for the members of a collection: each is checked."),
    "applies": Field("conditions", "When the clause applies at all; always if left out."),
    "fail": Field("conditions", "FAIL when all of these hold."),
    "warn": Field(
        "conditions", "WARN when all of these hold and fail does not: worth a look, and nothing fails by it."
    ),
    "pass": Field("conditions", "PASS when all of these hold and neither fail nor warn does."),
    "noted": Field("conditions", "With pass: PASS_WITH_NOTE when all of these hold too."),
    "declared": Field("conditions", "DECLARED when all of these hold and none of the others does."),
    "reasons": Field("reasons", "Sentences by result (pass, noted, fail, warn, declared, unknown) and language."),
    "found": Field("texts", "The facts to show beside the result."),
    "remedy": Field("remedies", "What would change it, and who can do it."),
    "basis": Field("basis", "Law, article or clause.", required=True),
    "note": Field("text", "For readers of the file."),
}
THEN: Mapping[str, Field] = {
    "outcome": Field("choice", "The outcome that the rule calls for.", False, OUTCOMES),
    "difference": Field("choice", "The element in which award and target differ.", False, ELEMENTS),
    "weight": Field("choice", "How much the difference weighs.", False, ("minor", "substantial")),
    "establish": Field("text", "A name that other rules may use as a condition."),
    "of": Field("text", "The for_each name that it is established of."),
    "criterion": Field("choice", "The criterion for micro-credentials that is rated.", False, tuple(CRITERIA)),
    "rating": Field("choice", "The rating; other rules read it as criterion.quality.strong.", False, RATINGS),
}
PROVISO: Mapping[str, Field] = {
    "act": Field("langtext", "What must be done.", required=True),
    "deadline": Field("langtext", "By when.", required=True),
    "success": Field("langtext", "What follows when it is done.", required=True),
    "failure": Field("langtext", "What follows when it is not.", required=True),
}
BOOK: Mapping[str, Field] = {
    "credits": Field("condition", "An amount of ECTS."),
    "surplus": Field("condition", "The amount of ECTS of the award that is not used."),
    "level": Field("condition", "An EQF level."),
}
#: The conditions of a check, in the order in which they are asked; `noted` goes with `pass`.
ASKED = ("applies", "fail", "warn", "noted", "pass", "declared")
REASONS = ("pass", "noted", "fail", "warn", "declared", "unknown")
#: The name of a fact in a sentence: "{award.title}"; two braces are braces.
PLACEHOLDER = re.compile(r"(?<!\{)\{([^{}]+)\}(?!\})")

_LANGTEXT = {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}
_TEXTS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_CONDITION = {"type": ["string", "boolean"]}


_AMOUNT = r"^\d+(\.\d+)? ?"
#: How a policy's value of a type is written, for editors.
_VALUES: Mapping[str, dict[str, Any]] = {
    "integer": {"type": ["integer", "string"], "pattern": r"^\d+$"},
    "percentage": {"type": "string", "pattern": _AMOUNT + "%$", "examples": ["80 %"]},
    "credits": {"type": "string", "pattern": _AMOUNT + "ECTS$", "examples": ["5 ECTS"]},
    "hours": {"type": "string", "pattern": _AMOUNT + "hours?$", "examples": ["150 hours"]},
    "eqf": {"type": "string", "enum": [f"EQF {level}" for level in range(1, 9)]},
    "date": {"type": "string", "format": "date"},
    "duration": {"type": "string", "pattern": r"^\d+ (year|month|day)s?$", "examples": ["5 years"]},
    "boolean": {"enum": [True, False, "true", "false"]},
    "langtext": _LANGTEXT,
}


def _parameter(kind: str, terms: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """What an editor may offer for a parameter of a type."""
    if kind.startswith("set:"):
        item = _parameter(kind.removeprefix("set:"), terms)
        return {"anyOf": [item, {"type": "array", "items": item}]}
    if kind.startswith("term:"):
        return {"enum": sorted(terms.get(kind.removeprefix("term:"), ()))}
    return _VALUES.get(kind, {})


def rules_shape(
    parameters: Mapping[str, str] | None = None, terms: Mapping[str, frozenset[str]] | None = None
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The JSON Schema of a pack of rules, and that of each form of value. `parameters` are the policy's names and
    types, `terms` the ids of each kind of term."""
    remedy = {
        "type": "object",
        "properties": {"by": {"enum": list(SUPPLIERS)}, "fact": {"type": "string"}},
        "required": ["by"],
        "additionalProperties": {"type": "string"},
    }
    basis = {
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "properties": {"cite": {"type": "string"}, "unverified": {"enum": [True, False, "true", "false"]}},
                "required": ["cite"],
                "additionalProperties": False,
            },
        ]
    }

    def listed(item: dict[str, Any]) -> dict[str, Any]:
        return {"anyOf": [item, {"type": "array", "items": item}]}

    def described(field: Field) -> dict[str, Any]:
        if field.form == "choice":
            return {"enum": list(field.choices), "description": field.doc}
        if field.form == "choices":
            return {**listed({"enum": list(field.choices)}), "description": field.doc}
        return {**forms[field.form], "description": field.doc}

    def table(fields: Mapping[str, Field]) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {name: described(field) for name, field in fields.items()},
            "required": [name for name, field in fields.items() if field.required],
            "additionalProperties": False,
        }

    forms: dict[str, dict[str, Any]] = {
        "text": {"type": "string"},
        "texts": _TEXTS,
        "langtext": _LANGTEXT,
        "condition": _CONDITION,
        "conditions": listed(_CONDITION),
        "in_force": {
            "type": "object",
            "properties": {"from": {"type": "string", "format": "date"}, "until": {"type": "string", "format": "date"}},
            "required": ["from"],
            "additionalProperties": False,
        },
        "host": {
            "type": "object",
            "properties": {"id": {"type": "string"}},
            "required": ["id"],
            "additionalProperties": {"type": "string"},
        },
        "policy": {
            "type": "object",
            "properties": {
                name: {"description": kind, **_parameter(kind, terms or {})}
                for name, kind in (parameters or {}).items()
            },
            "additionalProperties": parameters is None,
        },
        "define": {"type": "object", "additionalProperties": _CONDITION},
        "for_each": {"type": "object", "additionalProperties": {"type": "string"}, "maxProperties": 3},
        "basis": listed(basis),
        "remedies": listed(remedy),
        "reasons": {
            "type": "object",
            "properties": dict.fromkeys(REASONS, _LANGTEXT),
            "additionalProperties": False,
        },
        "steps": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": {"type": "string"}, "title": _LANGTEXT},
                "required": ["id", "title"],
                "additionalProperties": False,
            },
        },
    }
    forms["pending"] = {
        "type": "object",
        "properties": {"by": {"enum": list(SUPPLIERS)}},
        "required": ["by"],
        "additionalProperties": {"type": "string"},
    }
    forms["proviso"] = table(PROVISO)
    forms["then"] = table(THEN)
    forms["book"] = table(BOOK)
    forms["rules"] = {"type": "array", "items": table(RULE)}
    forms["checks"] = {"type": "array", "items": table(CHECK)}
    return table(PACK), forms
