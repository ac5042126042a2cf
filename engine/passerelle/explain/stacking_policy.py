"""A stacking policy enters; the policy in words of a language, every rule with its line in the file, leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from passerelle.decision import exact
from passerelle.decision.policybook import AmountSaid, PolicyInForce, PolicyRule
from passerelle.explain.language import Language, language
from passerelle.explain.report import Line, RemedyLine
from passerelle.explain.safe_text import LONGEST_IN_TABLE, safe
from passerelle.explain.sheet import Sheet
from passerelle.explain.stacking import semantics
from passerelle.explain.stacking_context import aloud, cited, remedy_line
from passerelle.explain.stacking_values import amount_text
from passerelle.explain.values import capital, level_text, pick


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRuleText:
    """A rule in words: what it asks (`sentences`), how it is written in which lines, what it rests on."""

    rule: str
    title: str
    severity: str
    sentences: tuple[str, ...]
    source: tuple[tuple[int, str], ...]
    basis: tuple[str, ...]
    remedies: tuple[RemedyLine, ...]
    note: str
    parts: tuple[PolicyRuleText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPage:
    """A policy in words. `groups` are its parts, each under its heading; `meanings` the names that its conditions use;
    `semantics` what is counted how, defaults marked."""

    lang: str
    id: str
    title: str
    newer: str
    about: tuple[Line, ...]
    groups: tuple[tuple[str, tuple[PolicyRuleText, ...]], ...]
    meanings: tuple[Line, ...]
    semantics: tuple[Line, ...]
    sources: tuple[str, ...]
    path: str
    headings: dict[str, str]


def policy_page(policy: PolicyInForce, lang: str) -> PolicyPage:
    """The policy in words. Raises `LanguageError`."""
    return _Words(policy, language(lang)).page()


def policy_text(page: PolicyPage) -> str:
    """The page as plain text of at most 88 columns."""
    sheet = Sheet()
    sheet.write(page.title)
    sheet.write(page.id)
    if page.newer:
        sheet.write(page.newer)
    sheet.lines.append("")
    sheet.table(page.about)
    for heading, rules in page.groups:
        sheet.heading(heading)
        for rule in rules:
            _write(sheet, rule, page, "  ")
    sheet.listed(page.headings["meanings"], map(str, page.meanings))
    sheet.listed(page.headings["semantics"], map(str, page.semantics))
    sheet.listed(page.headings["sources"], page.sources)
    return sheet.text()


def _write(sheet: Sheet, rule: PolicyRuleText, page: PolicyPage, indent: str) -> None:
    title = f"{rule.title} [{rule.severity}]" if rule.severity else rule.title
    sheet.write(title, f"{indent}- ", f"{indent}  ")
    inner = f"{indent}  "
    for sentence in rule.sentences:
        sheet.write(sentence, inner)
    words = page.headings
    rows = [Line(words["basis"], basis) for basis in rule.basis]
    rows += [Line(words["remedy"], str(remedy)) for remedy in rule.remedies]
    sheet.table(rows, inner)
    if rule.note:
        sheet.write(rule.note, inner)
    if not rule.parts:
        sheet.lines += [f"{number:>{len(inner) + 4}}  {text}" for number, text in rule.source]
    for part in rule.parts:
        _write(sheet, part, page, inner)


class _Words:
    def __init__(self, policy: PolicyInForce, spoken: Language) -> None:
        self.policy, self.language, self.say = policy, spoken, spoken.say
        rules = [rule for group in policy.groups for rule in _flat(group.rules)]
        self.titles = {rule.rule: self.title(rule) for rule in rules}

    def page(self) -> PolicyPage:
        policy, say = self.policy, self.say
        newer = say("rulebook.newer", day=policy.newer) if policy.newer else ""
        groups = []
        for group in policy.groups:
            heading = say(f"stacking.part.{group.part}")
            award = safe(pick(group.title, self.language.tag))
            heading = f"{heading}: {award}" if award else heading
            groups.append((heading, tuple(map(self.rule, group.rules))))
        return PolicyPage(
            lang=self.language.tag,
            id=safe(policy.name),
            title=safe(pick(policy.title, self.language.tag)) or safe(pick(policy.award_title, self.language.tag)),
            newer=newer,
            about=tuple(self.about()),
            groups=tuple(groups),
            meanings=tuple(
                Line(capital(safe(name.replace("_", " "))), f"{aloud(text, self.language)} ({safe(text)})")
                for name, text in policy.defines
            ),
            semantics=tuple(
                semantics(policy.semantics, self.language, lambda rule: self.titles.get(rule, safe(rule)))
            ),
            sources=tuple(map(safe, policy.sources)),
            path=safe(policy.path),
            headings={
                key.removeprefix("stacking.heading."): str(words)
                for key, words in self.language.words.items()
                if key.startswith("stacking.heading.")
            },
        )  # fmt: skip

    def about(self) -> Iterator[Line]:
        policy, say, tag = self.policy, self.say, self.language.tag
        begins = self.language.date(policy.version)
        until = self.language.date(policy.until) if policy.until else ""
        yield Line(say("stacking.asked.host"), f"{safe(pick(policy.host_name, tag))} ({safe(policy.host)})")
        level = f", {level_text(str(policy.level), self.language)}" if policy.level is not None else ""
        yield Line(say("stacking.award"), f"{safe(pick(policy.award_title, tag))} ({safe(policy.award)}){level}")
        days = say("rulebook.between", day=begins, until=until) if until else say("rulebook.since", day=begins)
        applies = self.language.word(f"stacking.choice.applies_by.{policy.applies_by}", policy.applies_by)
        yield Line(say("rulebook.in_force"), f"{days}, {applies}")
        unit = safe(policy.credit_unit)
        if policy.ects is not None and policy.credit_unit != "ECTS":
            unit = f"1 {unit} = {self.language.amount(exact(policy.ects))} ECTS"
        yield Line(capital(say("stacking.parameter.unit")), unit)
        if policy.authority:
            yield Line(say("rulebook.authority"), safe(policy.authority))
        yield Line(say("rulebook.file"), safe(policy.path))

    def title(self, rule: PolicyRule) -> str:
        own = safe(pick(rule.title, self.language.tag), LONGEST_IN_TABLE)
        kind = self.language.word(f"stacking.kind.{rule.kind}", rule.kind)
        return own or f"{kind} ({safe(rule.rule)})"

    def rule(self, rule: PolicyRule) -> PolicyRuleText:
        language = self.language
        return PolicyRuleText(
            rule=safe(rule.rule),
            title=self.title(rule),
            severity="" if rule.severity == "must" else language.word(
                f"stacking.severity.{rule.severity}", rule.severity
            ),
            sentences=tuple(self.sentences(rule)),
            source=tuple((rule.line + offset, printable(text)) for offset, text in enumerate(rule.source)),
            basis=tuple(cited(each, language) for each in rule.basis),
            remedies=tuple(filter(None, (remedy_line(each, language) for each in rule.remedies))),
            note=safe(rule.note),
            parts=tuple(map(self.rule, rule.parts)),
        )  # fmt: skip

    def sentences(self, rule: PolicyRule) -> Iterator[str]:
        """What a rule asks, of which units, and when it applies."""
        say, values = self.say, self.values(rule)
        key = f"stacking.says.{rule.kind}"
        if self.language.has(key):
            yield capital(say(key, **values))
        about = [each for name, each in rule.conditions if name == "among"]
        if about and rule.kind not in ("choose", "component", "last"):
            yield say("stacking.says.among", among=aloud(about[0], self.language))
        if any(name == "limits" for name, _ in rule.words):
            yield say("stacking.says.limits", limits=values["limits"])
        guards = [each for name, each in rule.conditions if name == "guard"]
        if guards:
            yield say("stacking.says.guard", guard=aloud(guards[0], self.language))

    def values(self, rule: PolicyRule) -> dict[str, object]:
        """Every value that the sentence of a rule of some kind may name; "–" for those that it does not have."""
        found: dict[str, object] = dict.fromkeys(_NAMED, "–")
        words = dict(rule.words)
        found |= {name: self.word(name, value, rule.kind) for name, value in words.items()}
        for name in ("limits", "award"):
            members = [value for key, value in rule.words if key == name]
            found[name] = "; ".join(self.titles.get(each, safe(each)) for each in members) or "–"
        for name in ("step", "set"):
            found[name] = "; ".join(aloud(text, self.language) for key, text in rule.conditions if key == name) or "–"
        told = (safe(pick(text, self.language.tag)) for key, text in rule.texts if key == "outcome")
        found["outcome"] = "; ".join(told) or "–"
        texts = dict(rule.texts)
        found["text"] = safe(pick(texts.get("text"), self.language.tag)) or "–"
        found |= {name: aloud(text, self.language) for name, text in rule.conditions if name not in ("step", "set")}
        found["asked"] = self.asked(rule)
        counted = words.get("n") or words.get("most") or ""
        found["n"] = int(counted) if counted.isdigit() else 0
        return found

    def asked(self, rule: PolicyRule) -> str:
        """The thresholds of a rule in words: "exactly 30 ECTS", "at least 5 ECTS, at most 10 ECTS"."""
        amounts = dict(rule.amounts)
        least = amounts.get("least") or (amounts.get("amount") if rule.kind == "at_least" else None)
        most = amounts.get("most") or (amounts.get("amount") if rule.kind == "at_most" else None)
        if least is not None and least == most:
            return self.say("stacking.exactly", amount=self.amount(least))
        told = [self.say("value.at_least", amount=self.amount(least))] if least is not None else []
        told += [self.say("stacking.at_most", amount=self.amount(most))] if most is not None else []
        others = [self.amount(amount) for name, amount in rule.amounts if name not in ("least", "most", "amount")]
        return ", ".join(told or others) or self.say("stacking.any_amount")

    def amount(self, amount: AmountSaid) -> str:
        if amount.units is not None:
            return amount_text(Fraction(amount.units), "units", "", self.language, of=True)
        if amount.share is not None:
            share = amount_text(amount.share, "share", "", self.language)
            base = self.language.word(f"stacking.base.{amount.base}", amount.base)
            return self.say("stacking.share_of", share=share, base=base)
        return amount_text(amount.credits or Fraction(0), "credits", self.policy.credit_unit, self.language)

    def word(self, name: str, value: str, kind: str) -> str:
        """A value that is a word of the language of policies, or a number, in words."""
        if name == "span":
            return self.span(value)
        if name == "most" and kind == "overlap":
            return amount_text(Fraction(value), "share", "", self.language)
        if name in ("since", "until"):
            way = "from" if name == "since" else "to"
            return self.language.word(f"stacking.choice.{way}.{value}", value)
        if name == "points":
            return self.language.amount(value)
        return safe(value)

    def span(self, text: str) -> str:
        parts = text.split()
        pairs = zip(parts[::2], parts[1::2], strict=False)
        return " ".join(self.say(f"value.{unit}", n=int(count)) for count, unit in pairs)


#: What sentences about rules may name.
_NAMED = (
    "fits", "span", "since", "until", "gives", "per_months", "least_months", "written", "component", "among", "points",
    "most", "of", "needs", "step", "set", "outcome", "text", "condition", "award", "limits", "asked", "n",
)  # fmt: skip


def printable(line: str) -> str:
    """A line of a file as it stands there, without what a terminal would take for something else."""
    return "".join(character if character.isprintable() else "\ufffd" for character in line)


def _flat(rules: tuple[PolicyRule, ...]) -> Iterator[PolicyRule]:
    for rule in rules:
        yield rule
        yield from _flat(rule.parts)
