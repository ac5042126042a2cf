"""An award and a target in; out, for whoever compares their learning outcomes, which ones read alike.

A suggestion is nobody's statement: it is no fact and no part of a decision, and nothing is ever counted by it. Texts
are compared letter by letter and word by word, not by what they mean, and only within one language.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from passerelle.decision import Award, LanguageText, Target
from passerelle.errors import QuestionError

#: How the likeness of two texts is computed, from 0 to 100. The first of the two takes a text that is contained in
#: another for the same, the second minds every word that is added: one promises too much, the other too little.
METHOD = "RapidFuzz, mean of token_set_ratio and token_sort_ratio"
THRESHOLD = 60
LIMIT = 3

#: Characters of a text that are compared; and pairs of outcomes in one question: what is read from files has at most
#: 90,000. They take a second.
LONGEST = 300
MOST_PAIRS = 300_000

#: The tag of a text whose language is not said; it may be that of any other.
_UNSAID = "und"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An outcome of an award that reads like one of the target. `wanted` is the id of the target's outcome, `held` the
    number of the award's (from 0); `score` runs from 0 to 100, and `rank` is 1 for the most alike."""

    wanted: str
    wanted_text: str
    held: int
    held_text: str
    language: str
    rank: int
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What may be compared first. `method` is how likeness was computed, `threshold` the score from which on something
    is suggested; `other_language` are the ids of the target's outcomes that no outcome of the award shares a language
    with, for which nothing can be suggested."""

    method: str
    threshold: int
    found: tuple[Suggestion, ...]
    other_language: tuple[str, ...]


def suggest(
    award: Award, target: Target, *, covered: Collection[str] = (), threshold: int = THRESHOLD, limit: int = LIMIT
) -> Suggestions:
    """For each outcome of the target that is not `covered`, at most `limit` outcomes of the award, most alike first.

    Raises `QuestionError` where there are too many outcomes to compare.
    """
    wanted = [outcome for outcome in target.outcomes if outcome.id not in covered]
    pairs = len(wanted) * len(award.outcomes)
    if pairs > MOST_PAIRS:
        raise QuestionError(
            "award", f"{pairs:,} pairs of outcomes are more than {MOST_PAIRS:,} to compare", "compare by hand"
        )
    held = _by_language(
        (number, outcome.statement.value) for number, outcome in enumerate(award.outcomes) if outcome.statement
    )
    found: list[Suggestion] = []
    apart: list[str] = []
    for outcome in wanted:
        best: dict[int, tuple[float, str, str, str]] = {}
        together = False
        for tag, text in sorted(outcome.statement.items()):
            choices = _choices(held, _language(tag))
            together = together or bool(choices)
            plain = {key: each for key, (each, _) in choices.items()}
            compared = _compared(text)
            # The greater of the two scores is never below their mean, so that nothing is lost here.
            for other, _, key in process.extract(
                compared, plain, scorer=fuzz.token_ratio, processor=None, limit=None, score_cutoff=threshold
            ):
                number, language = key
                score = (fuzz.token_set_ratio(compared, other) + fuzz.token_sort_ratio(compared, other)) / 2
                if score >= threshold and (number not in best or best[number][0] < score):
                    best[number] = (score, language, text, choices[key][1])
        if held and not together:
            apart.append(outcome.id)
        ranked = sorted(best.items(), key=lambda pair: (-int(pair[1][0]), pair[0]))[:limit]
        found += [
            Suggestion(
                wanted=outcome.id, wanted_text=text, held=number, held_text=other, language=language, rank=rank,
                score=int(score),
            )
            for rank, (number, (score, language, text, other)) in enumerate(ranked, 1)
        ]  # fmt: skip
    return Suggestions(method=METHOD, threshold=threshold, found=tuple(found), other_language=tuple(apart))


#: By language: number of the outcome and language -> the text as it is compared, and as it is.
_Texts = Mapping[str, Mapping[tuple[int, str], tuple[str, str]]]


def _by_language(statements: Iterable[tuple[int, LanguageText]]) -> _Texts:
    texts: dict[str, dict[tuple[int, str], tuple[str, str]]] = {}
    for number, statement in statements:
        for tag, text in statement.items():
            if compared := _compared(text):
                texts.setdefault(_language(tag), {})[number, tag] = (compared, text)
    return texts


def _choices(held: _Texts, language: str) -> dict[tuple[int, str], tuple[str, str]]:
    """The texts that may be of a language."""
    if language == _UNSAID:
        return {key: each for texts in held.values() for key, each in texts.items()}
    return {**held.get(language, {}), **held.get(_UNSAID, {})}


def _language(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _compared(text: str) -> str:
    """A text as it is compared: its beginning in small letters, without punctuation."""
    return utils.default_process(text[:LONGEST])
