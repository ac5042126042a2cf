"""The keys of a stacking policy's file and of every form of rule in it, said once: reading, messages and the JSON
Schema for editors follow from it."""

from __future__ import annotations

from collections.abc import Mapping

from passerelle.rulepacks.shape import SUPPLIERS, Field

_TRUTH = ("yes", "no", "true", "false")


def _choice(doc: str, *words: str, required: bool = False) -> Field:
    return Field("choice", doc, required, words)


def truth(doc: str) -> Field:
    """A key that is answered by yes or no."""
    return Field("choice", doc, False, _TRUTH)


_WHERE = Field("conditions", "Which units are meant: a condition about one unit, or a list of which all must hold.")
_FROM = Field("conditions", "Which units fit: a condition about one unit, or a list of which all must hold.", True)
_ROUNDING = Field("rounding", "How a computed threshold is rounded: {mode: up, step: 1}; exact if left out.")
_PRINTED = Field("text", "A share that the source prints beside this figure, and that does not decide: 75 % of total.")
_SHARE = Field("share", "A share of the whole, such as 40 %.")
_CREDITS = Field("amount", "An amount of credits, such as 12 ECTS.")
_SPAN = Field("span", "A length of time, such as 5 years.")

#: What can stand in every rule.
COMMON: Mapping[str, Field] = {
    "id": Field("text", "The rule's name, once in the policy; its form with a number if left out."),
    "title": Field("langtext", "A short name by language."),
    "severity": _choice(
        "must decides, should is preferred and reported, note is only shown.", "must", "should", "note"
    ),
    "applies": Field("condition", "A condition about the case: the rule applies only where it holds."),
    "basis": Field("basis", "Law, article or clause."),
    "remedy": Field("remedies", "What would change it, and who can do it."),
    "note": Field("text", "For readers of the file."),
    "form": Field("form", "The form's id in the catalogue of rule forms, R01 to R37, where it is another one."),
}

#: The forms of `units`: the key that says which, and all keys of each.
UNIT_FORMS: Mapping[str, Mapping[str, Field]] = {
    "only": {"only": Field("conditions", "What every unit must fit.", True), "where": _WHERE},
    "size": {
        "size": Field("size", "Between how many credits: {at_least: 2 ECTS, at_most: 30 ECTS}.", True), "where": _WHERE,
    },
    "currency": {
        "currency": Field("span", "How old a unit may be.", True),
        "from": _choice("The day from which its age counts.", "achieved", "issued", "awarded", required=True),
        "to": _choice(
            "The day to which its age counts.", "award", "application", "programme_start", "enrolment", "as_of",
            required=True,
        ),
        "where": _WHERE,
        "if_older": _choice("What becomes of an older unit.", "exclude", "evidence", "revalidate"),
        "evidence": Field("conditions", "Evidence by which an older unit counts: practice if left out."),
        "revalidation": Field("revalidation", "How older units may be made to count."),
    },
    "used_for": {
        "used_for": Field("uses", "For how many awards a unit may be used, this one included: one award.", True),
        "scope": _choice("Which other uses count.", "any_award", "same_level", "conferred"),
        "except": Field("texts", "Awards or kinds of award for which a use never counts."),
        "admission": truth("Whether use for admission counts."),
        "where": _WHERE,
    },
    "experience": {
        "experience": Field("amount", "The credits that a time of practice gives.", True),
        "per": Field("span", "For which time of practice, in months or years.", True),
        "at_least": Field("span", "The least time of practice that counts."),
        "where": _WHERE,
    },
    "grade": {"grade": Field("text", "The least grade, on the policy's scale.", True), "where": _WHERE},
    "grade_points": {"grade_points": Field("number", "The least grade points.", True), "where": _WHERE},
}  # fmt: skip

_ACT: Mapping[str, Field] = {
    "by": _choice("Who does it.", *SUPPLIERS, required=True),
    "deadline": Field("langtext", "By when, by language."),
}
_MEMBERS = Field("members", "Requirements.", True)

#: The forms of `requires` and `limits`.
SET_FORMS: Mapping[str, Mapping[str, Field]] = {
    "at_least": {
        "at_least": Field("amount", "The least that the chosen units have.", True),
        "where": _WHERE, "rounding": _ROUNDING, "printed": _PRINTED,
    },
    "at_most": {
        "at_most": Field("amount", "The most that the chosen units have.", True),
        "where": _WHERE,
        "limits": Field("texts", "Other limits of which the units are meant together."),
        "counting": _choice("Whole units count, or what is over the cap is cut off.", "whole_units", "clip"),
        "dropped": _choice("Whether units that cannot count use the cap up.", "free", "use_the_cap"),
        "rounding": _ROUNDING, "printed": _PRINTED,
    },
    "choose": {
        "choose": Field("amount", "How much is chosen at least: 12 ECTS, or 2 units.", True),
        "at_most": Field("amount", "How much is chosen at most."),
        "from": _FROM,
        "waived_by": Field("conditions", "Units by which the requirement is met without choosing."),
        "rounding": _ROUNDING, "printed": _PRINTED,
    },
    "component": {
        "component": Field("text", "The component of the award that is replaced.", True),
        "credits": Field("amount", "Its credits.", True),
        "from": _FROM,
        "tolerance": Field("share", "How much smaller a unit may be."),
        "combine": truth("Whether several units together may replace it."),
        "credit_form": _choice("Whether a part of it may be credited.", "whole_units", "partial_allowed"),
        "waived_by": Field("conditions", "Units by which the requirement is met without replacing it."),
    },
    "last": {
        "last": Field("amount", "How much of the end of the choice is meant.", True),
        "are": Field("conditions", "What these units must fit.", True),
    },
    "average": {
        "average": Field("number", "The least mean of the grade points.", True),
        "weighted": _choice("Whether credits weigh.", "credits", "units"),
        "ungraded": _choice("What becomes of units without a grade.", "left_out", "unknown"),
        "where": _WHERE,
    },
    "within": {
        "within": Field("span", "In which time the choice is completed.", True),
        "from": _choice("Where the time begins.", "first_unit", "enrolment", required=True),
        "to": _choice("Where the time ends.", "last_unit", "award", required=True),
        "where": _WHERE,
    },
    "overlap": {
        "overlap": Field("share", "How many of their outcomes two units may share at most.", True),
        "of": _choice("Of which outcomes the share is.", "smaller", "union"),
        "if_more": _choice("What becomes of two that share more.", "drop_one", "count_once", "ask"),
    },
    "once": {"once": _choice("One unit of each specification at most.", "specification", required=True)},
    "for": {
        "for": Field("conditions", "The units that need another.", True),
        "needs": Field("conditions", "What they need.", True),
        "timing": _choice("When the needed unit was achieved.", "before", "with", "any"),
        "by": _choice("Whether the needed unit counts too, or is only held.", "counted", "held"),
    },
    "order": {"order": Field("steps", "Conditions about one unit, the earlier ones first.", True)},
    "one_set": {
        "one_set": Field("steps", "Conditions about one unit, of which all units fit one.", True), "where": _WHERE,
    },
    "block": {"block": _choice("Credit of one source is taken as a whole.", "source", required=True), "where": _WHERE},
    "outcomes": {
        "outcomes": Field("wanted", "The outcomes: {id: …, en: …, same_as: […], essential: yes}.", True),
        "each": _SHARE, "essential": _SHARE, "overall": _SHARE,
        "add_up": truth("Whether what several units cover adds up."),
    },
    "act": {
        "act": Field("text", "The act's name.", True), **_ACT,
        "if_missing": _choice("What follows where it is not done.", "condition", "refuse", "ask"),
    },
    "person": {"person": Field("text", "The decision's name.", True), **_ACT},
    "case": {"case": Field("condition", "A condition about the case.", True)},
    "all_of": {"all_of": _MEMBERS},
    "any_of": {"any_of": _MEMBERS},
    "at_least_of": {
        "at_least_of": Field("count", "How many of the members hold at least.", True), "members": _MEMBERS,
    },
    "not": {"not": Field("member", "What must not hold.", True)},
    "when": {"when": Field("condition", "A condition about the case.", True), "then": _MEMBERS},
}  # fmt: skip
#: Forms whose sentence stands in the rule itself, by language.
SPOKEN = frozenset(("act", "person"))

POLICY: Mapping[str, Field] = {
    "pack": Field("text", "The policy's id: its folder below rules/, such as hosts/harbour-college/pgcert.", True),
    "kind": _choice("What the pack is.", "stacking", required=True),
    "title": Field("langtext", "The policy's title by language; the award's if left out."),
    "authority": Field("text", "Who answers for the policy."),
    "host": Field("host", "The host whose policy this is: id, name by language, identifiers.", True),
    "award": Field("award", "What the units add up to.", True),
    "in_force": Field("in_force", "From when (and until when) the version applies.", True),
    "applies_by": _choice(
        "The day of the case that says which version applies.", "as_of", "enrolment", "application", "programme_start",
        "first_unit", "award",
    ),
    "source": Field("texts", "Where the rules come from."),
    "note": Field("text", "For readers of the file."),
    "define": Field("define", "Names for conditions about one unit."),
    "credits": Field("credits", "The unit in which the policy counts; ECTS if left out."),
    "bases": Field("bases", "Named amounts of which shares are taken."),
    "grades": Field("grades", "The scale on which grades are compared."),
    "credit_form": _choice("Whether a part of a component may be credited.", "whole_units", "partial_allowed"),
    "total": Field("total", "All counted credits: {exactly: 30 ECTS}, or {at_least: …, at_most: …}.", True),
    "units": Field("units", "What every unit must be to count."),
    "requires": Field("members", "What the units together must have."),
    "limits": Field("members", "What the units together may have at most."),
    "sharing": Field("sharing", "How much may be shared with other awards."),
    "exits": Field("exits", "Smaller awards that are given where this one is not reached, highest first."),
    "notes": Field("notes", "Rules outside a case."),
    "choice": Field("choosing", "How a choice is made among those that fit."),
}  # fmt: skip
AWARD: Mapping[str, Field] = {
    "id": Field("text", "The award's id; the last part of the pack's id if left out."),
    "title": Field("langtext", "The award's title by language.", True),
    "level": Field("level", "The award's level: EQF 7."),
    "kind": Field("text", "A word for what it is: degree, certificate."),
    "consume": _choice("Whether a unit that was used is used up.", "revocable", "irrevocable", "no"),
    "protected": Field("protected", "Words of a title with the least total that each needs."),
    "otherwise": Field("langtext", "What the award is called below that, by language."),
}
TOTAL: Mapping[str, Field] = {
    **COMMON,
    "exactly": _CREDITS, "at_least": _CREDITS, "at_most": _CREDITS,
    "surplus": _choice("What becomes of more than is asked for.", "recorded", "forbidden"),
}  # fmt: skip
GRADES: Mapping[str, Field] = {
    "scale": Field("text", "The scale's id.", True),
    "points": Field("points", "The grade points of each grade.", True),
    "others": Field("scales", "Further scales, with the points of their grades."),
    "better": _choice("Whether more or fewer points are better.", "more", "less"),
    "treatment": _choice("What becomes of the grades.", "transfer", "convert", "ungraded"),
    "in_classification": truth("Whether stacked units are in the classification."),
}
CHOICE: Mapping[str, Field] = {
    "objectives": Field("objectives", "What is sought first, second, …"),
    "may_decline": truth("Whether the learner may leave units out that could count."),
}
OBJECTIVES = ("most_credit", "best_grades", "fewest_units", "keep_free")
SHARING: Mapping[str, Field] = {
    **COMMON,
    "with": Field("texts", "Awards or kinds of award; every other if left out."),
    "at_most": Field("amount", "How much may be shared; any for no bound.", True),
}
EXIT: Mapping[str, Field] = {
    "award": Field("award", "The award.", True),
    "total": Field("total", "Its credits.", True),
    "requires": Field("members", "What it asks besides."),
    "limits": Field("members", "Its own limits besides."),
    "keeps": Field("texts", "Which of the policy's requirements and limits it keeps; all if left out."),
}
REVALIDATION: Mapping[str, Field] = {
    "by": Field("langtext", "By what act, by language.", True),
    "at_most": Field("amount", "How much may be revalidated together."),
    "oldest": _SPAN, "where": _WHERE, "within": _SPAN,
    "once": truth("Whether a unit may be revalidated only once."),
    "grade": _choice("What becomes of the grade.", "kept", "none"),
}  # fmt: skip
ROUNDING: Mapping[str, Field] = {
    "mode": _choice("In which direction.", "none", "up", "down", "half_up", required=True),
    "step": Field("number", "To a multiple of what; 1 if left out."),
}
