"""Feature files and folders enter, every mistake in them leaves as a `Diagnostic`; nothing is run.

Codes: F1xx the file and its Gherkin · F2xx sentences files · F3xx what a step says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.spec.gherkin import Feature, keywords, read_feature
from passerelle.spec.loading import built_in, load
from passerelle.spec.reading import read_step
from passerelle.spec.sentences import LANGUAGES, Language, Pattern
from passerelle.spec.values import TYPES, nearest
from passerelle.spec.verbs import STEPS

#: Texts that are of each type, to see whether one sentence could be taken for another.
_SAMPLES = {
    "text": '"Data Ethics"',
    "id": "example-rule",
    "ids": "I1, E2",
    "amount": "7.5",
    "count": "3",
    "percentage": "80 %",
    "date": "2026-01-15",
    "level": "EQF 7",
    "country": "Finland",
    "workload": "5 ECTS",
    "credits_held": "5",
    "level_held": "7",
    "duration": "5 years",
    "clause": "4.1",
}


def feature_files(paths: Iterable[Path]) -> list[Path]:
    """The feature files that these files and folders hold, sorted."""
    found = {file for path in paths for file in (path.rglob("*.feature") if path.is_dir() else [path])}
    return sorted(found)


def language_of(folder: Path) -> Language:
    """The language of the features in a folder: the built-in sentences and those of a sentences file beside them."""
    own = folder / "sentences.yaml"
    files = [built_in()]
    # A copy of the built-in file, as in a checkout beside an installed package, adds nothing.
    if own.exists() and not (own.is_file() and own.read_bytes() == built_in().read_bytes()):
        files.append(own)
    return load(files)


def check(paths: Sequence[Path | str]) -> list[Diagnostic]:
    """Every mistake in the features of these files and folders, sorted by place; an empty list where there is none."""
    given = [Path(path) for path in paths]
    files = feature_files(given)
    found: set[Diagnostic] = set()
    for path in given:
        if not path.exists():
            found.add(Diagnostic(str(path), 1, 1, "F101", "there is no such file or folder"))
        elif path.is_dir() and not any(path in file.parents for file in files):
            message = "the folder has no feature file"
            found.add(Diagnostic(str(path), 1, 1, "F103", message, "their names end in .feature"))
    languages: dict[Path, Language] = {}
    for file in files:
        if not file.exists():
            continue
        if file.parent not in languages:
            languages[file.parent] = language_of(file.parent)
            found.update(languages[file.parent].diagnostics)
            found.update(ambiguities(languages[file.parent]))
        found.update(check_feature(read_feature(file), languages[file.parent]))
    return sorted(found)


def check_feature(feature: Feature, language: Language) -> list[Diagnostic]:
    """Every mistake of one feature that was read."""
    found = set(feature.diagnostics)
    if feature.language not in LANGUAGES:
        if feature.scenarios:
            message = f"there are no sentences in the language '{feature.language}'"
            found.add(Diagnostic(feature.path, 1, 1, "F301", message, f"languages: {', '.join(LANGUAGES)}"))
        return sorted(found)
    found.update(_misspelt(feature, language))
    for scenario in feature.scenarios:
        for step in scenario.steps:
            found.update(read_step(step, language, feature.language).diagnostics(feature.path, step.column))
        steps = [step.step for step in scenario.steps]
        for needed in ("when", "then"):
            if needed not in steps:
                message = f"the scenario '{scenario.title}' has no {needed.title()}: it would test nothing"
                found.add(Diagnostic(feature.path, scenario.line, 1, "F110", message))
    return sorted(found)


def _misspelt(feature: Feature, language: Language) -> Iterator[Diagnostic]:
    """Lines whose keyword Gherkin did not know: it takes them for a description, and they are silently not run."""
    known = keywords(feature.language)
    sentences = [pattern for step in STEPS for _, pattern in language.of(step, feature.language)]
    for line, text in feature.asides:
        title = text.partition(":")[0] if ":" in text else ""
        word, _, rest = text.partition(" ")
        step = any(pattern.strict.fullmatch(each) for pattern in sentences for each in (text, rest))
        if step or get_close_matches(title, known, n=1, cutoff=0.7):
            message = f"'{text}' is read as a description and does not run"
            hint = nearest(title or word, list(known)) or "the line needs a keyword"
            yield Diagnostic(feature.path, line, 1, "F112", message, hint)


def example(pattern: Pattern, language: Language, tag: str) -> str:
    """A sentence said with sample values."""
    text = pattern.text
    for name, type_ in pattern.placeholders.items():
        sample = _SAMPLES.get(type_) or next(forms[tag][0] for forms in language.words[type_].values())
        text = text.replace(f"{{{name}:{type_}}}", sample).replace(f"{{{name}}}", sample)
    return text


def ambiguities(language: Language) -> Iterator[Diagnostic]:
    """Sentences of one language and step of which one could be taken for the other."""
    assert set(_SAMPLES) == set(TYPES)
    for tag in LANGUAGES:
        for step in STEPS:
            for (one, first), (other, second) in combinations(language.of(step, tag), 2):
                if one.id == other.id:
                    continue
                if second.strict.fullmatch(example(first, language, tag)) or first.strict.fullmatch(
                    example(second, language, tag)
                ):
                    message = f"'{second.text}' can be taken for '{first.text}' of '{one.id}'"
                    yield Diagnostic(other.path, other.line, 1, "F208", message, "reword one of them")
