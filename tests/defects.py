"""The named exceptions to "more evidence never worsens an outcome, and less of it never betters one", in one place."""

from __future__ import annotations

from typing import NamedTuple


class Revealed(NamedTuple):
    """The facts that reveal something, by the beginning of their names, and why an outcome may be worse for it."""

    facts: tuple[str, ...]
    why: str


#: What more evidence may reveal against an outcome, by the id of the rule that then decides.
REVEALED: dict[str, Revealed] = {
    "revoked": Revealed(("award.status",), "A revoked award proves nothing."),
    "suspended": Revealed(("award.status",), "The issuer has to decide first."),
    "not-authentic": Revealed(("award.authentic",), "Forged."),
    "another-holder": Revealed(("award.holder", "applicant."), "Held by another person."),
    "expired": Revealed(("award.valid_until",), "Expired, where the host asks then."),
    "certificate-revalidated": Revealed(("award.valid_until",), "Expired, where the host examines then."),
    "revalidate-component": Revealed(("award.valid_until",), "Expired, where the host examines then."),
    "revalidate-part": Revealed(("award.valid_until",), "Expired, where the host examines then."),
    "revalidate-elective": Revealed(("award.valid_until",), "Expired, where the host examines then."),
    "achieved-in-the-future": Revealed(("award.achieved",), "A day that cannot be."),
    "issued-in-the-future": Revealed(("award.issued",), "A day that cannot be."),
    "dates-contradict": Revealed(("award.contradictions",), "The document contradicts itself."),
    "not-yet-assessed": Revealed(("award.validation_stage",), "Nobody has assessed the learning."),
    "participation-only": Revealed(("award.ass",), "Nobody has assessed the learning."),
    "assessment-failed": Revealed(("award.grade",), "The assessment was not passed."),
    "granted-without-learning": Revealed(("award.granted_without_learning",), "There is no learning behind it."),
    "mill": Revealed(("award.issuer.formal_status", "award.bodies"), "A mill."),
    "not-a-formal-provider": Revealed(
        ("award.issuer.formal_status", "award.bodies"), "A register says otherwise than was thought."
    ),
    "joint-partly-recognised": Revealed(("award.bodies", "award.studied_at"), "Part was not at a recognised body."),
    "mode-not-authorised": Revealed(("award.mode_authorised",), "The issuer may not teach it so."),
    "quality-negative": Revealed(("award.quality",), "A review ended with a negative result."),
    "quality-lapsed": Revealed(("award.quality",), "A register contradicts the document."),
    "quality-absent": Revealed(("award.quality.absent",), "Known to be without any quality assurance."),
    "transcript-contradicts-award": Revealed(("agreement.",), "Two documents contradict each other."),
    "statements-contradict": Revealed(("statements",), "The host contradicts itself."),
    "spent": Revealed(("award.redeemed_for",), "Overlap: credit that was used counts once."),
}

#: What is asked about before anything less is given: evidence of a way to more that is open. The decision then asks for
#: the one thing that is missing, and refuses nothing.
OPEN_WAYS: dict[str, str] = {
    "agreement.": "Who was promised recognition is not assessed as if nothing had been promised.",
    "applicant.": "As above; and who may have fled is asked for no document before it is known.",
    "statements": "A statement by which the host may have bound itself, and of which no day is known.",
    "award.outcomes": "An outcome without an identifier may cover what is missing: somebody compares it first.",
    "evidence.": "What stands in for a document may give the whole component.",
    "application.": "What came with an application comes with its applicant.",
    "award.holder_matches": "As above: it follows from who applies.",
}

#: Facts that speak of a defect only where they are known: where nothing is said of them the procedure goes on, so that
#: an outcome may be better without them.
SILENT: dict[str, str] = {
    "award.validation_stage": "An award is taken to be certified learning unless it says otherwise.",
    "award.valid_until": "Most awards do not expire.",
    "award.achieved": "Only a day in the future is a defect; the day of issue is asked for.",
    "award.grade.passed": "An award shows a pass by itself; nobody is asked for a grade.",
    "award.quality.negative": "Nobody is asked to show that no review was negative.",
    "award.granted_without_learning": "Nobody is asked to show that learning stands behind an award.",
    "award.mode_authorised": "An authorised issuer is taken to teach as it may.",
    "award.redeemed_for": "Nobody is asked to show that credit was not used.",
    "award.contradictions": "It lists what contradicts; without the list nothing does.",
    "agreement.passed": "A transcript that shows no pass contradicts the award; one that says nothing does not.",
    "agreement.lists_award": "As above: of an agreement on other learning the transcript says nothing.",
    "agreement.names_applicant": "As above, of another person's.",
    "agreement.given": "As above, where there is none.",
    "policy.grade_least": "A host that sets no least grade asks for none.",
}

#: What a document shows against somebody from whom none may be asked: what stands in for it decides without it.
OF_THE_DISPLACED = frozenset({"award.authentic", "award.holder_matches"})
