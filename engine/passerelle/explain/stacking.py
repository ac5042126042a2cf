"""A stacking decision enters; the same in sentences of a language leaves, to be read like a degree audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from passerelle.decision.stacking import SemanticChoice, StackDecision
from passerelle.explain import stacking_answer as answer
from passerelle.explain.language import Language, language
from passerelle.explain.notices import said_in_code
from passerelle.explain.report import Line
from passerelle.explain.safe_text import LONGEST_IN_TABLE, safe
from passerelle.explain.stacking_context import UNIT_RULES, Context
from passerelle.explain.stacking_report import StackReport
from passerelle.explain.stacking_requirements import requirement
from passerelle.explain.stacking_units import unit
from passerelle.explain.values import pick

_DIGITS = 12


def stack_report(decision: StackDecision, lang: str) -> StackReport:
    """The decision in words. Raises `LanguageError`."""
    spoken = language(lang)
    context, say = Context(decision, spoken), spoken.say
    told = [requirement(each, context) for each in decision.requirements]
    total = next((each for each in told if each.kind == "total"), None)
    units = [unit(each, context) for each in decision.units]
    chosen = {each.id for each in decision.units if each.chosen}
    counted = [text for held, text in zip(decision.units, units, strict=True) if held.id in chosen]
    left_out = [text for held, text in zip(decision.units, units, strict=True) if held.id not in chosen]
    called = pick(decision.called, spoken.tag) or pick(decision.title, spoken.tag)
    return StackReport(
        lang=spoken.tag,
        id=safe(decision.id),
        title=say("stacking.title"),
        award=safe(called, LONGEST_IN_TABLE) or safe(decision.award, LONGEST_IN_TABLE),
        host=safe(pick(decision.host_name, spoken.tag), LONGEST_IN_TABLE) or safe(decision.host, LONGEST_IN_TABLE),
        question=tuple(_question(context)),
        outcome_code=decision.outcome.value,
        tone=answer.TONES[decision.outcome],
        outcome=say(f"stacking.outcome.{decision.outcome}"),
        why=answer.why(context),
        certificate=tuple(answer.certificate(context)),
        errors=tuple(map(safe, decision.errors)),
        total=total,
        notice=_notice(context),
        conditions=tuple(answer.conditions(context)),
        conflict=_conflict(context),
        conflicting=tuple(answer.conflicting(context)),
        ways=tuple(answer.ways(context)),
        unknown=tuple(answer.unknown(context)),
        requirements=tuple(each for each in told if each.kind not in UNIT_RULES and each is not total),
        unit_rules=tuple(each for each in told if each.kind in UNIT_RULES),
        counted=tuple(counted),
        left_out=tuple(left_out),
        ties=_ties(context),
        tied=tuple(", ".join(map(context.unit, tie)) for tie in decision.ties),
        exits=tuple(answer.exits(context)),
        notes=tuple(_notes(context)),
        semantics=tuple(semantics(decision.semantics, spoken, context.rule)),
        sources=answer.sources(context),
        receipt=tuple(_receipt(context)),
        receipt_line=_receipt_line(context),
        headings={
            key.removeprefix("stacking.heading."): str(words)
            for key, words in spoken.words.items()
            if key.startswith("stacking.heading.")
        },
    )


def semantics(choices: Iterable[SemanticChoice], spoken: Language, called: Callable[[str], str]) -> Iterator[Line]:
    """Every choice of how a policy counts, what it does not say itself marked as the default. `called` gives the title
    of a rule."""
    for choice in choices:
        parameter = spoken.word(f"stacking.parameter.{choice.parameter}", choice.parameter.replace("_", " "))
        about = parameter if choice.rule in ("", "policy") else f"{called(choice.rule)}: {parameter}"
        value = _chosen(choice.parameter, choice.value, spoken)
        yield Line(about, f"{value} ({spoken.say('stacking.default')})" if choice.default else value)


def _chosen(parameter: str, value: str, spoken: Language) -> str:
    """The value of a choice in words: one word of the language of policies, or several between commas."""
    for key in (f"stacking.choice.{parameter}.{value}", f"stacking.choice.any.{value}"):
        if spoken.has(key):
            return spoken.say(key)
    parts = value.split(", ")
    if len(parts) > 1:
        return ", ".join(_chosen(parameter, part, spoken) for part in parts)
    return said_in_code(value, "stacking_text", spoken) or safe(value, LONGEST_IN_TABLE)


def _notice(context: Context) -> str:
    """What is to be known of the choice that the requirements show, where it is none that fits."""
    if context.decision.nearest:
        return context.say("stacking.nearest")
    stopped = context.decision.certificate.kind == "best_found"
    return context.say("stacking.none_found") if stopped and not any(u.chosen for u in context.decision.units) else ""


def _conflict(context: Context) -> str:
    """The sentence before what cannot be had together."""
    conflict = context.decision.conflict
    if conflict is None:
        return ""
    return context.say("stacking.conflict", n=len(conflict.rules) + len(conflict.units))


def _question(context: Context) -> Iterator[Line]:
    decision, say, asked = context.decision, context.say, context.decision.question
    host = safe(pick(decision.host_name, context.language.tag)) or safe(decision.host)
    yield Line(say("stacking.asked.host"), host)
    yield Line(say("stacking.asked.policy"), safe(decision.policy))
    yield Line(say("stacking.asked.as_of"), context.language.date(asked.as_of))
    for name in ("enrolled", "applied", "programme_start", "award_on"):
        day: date | None = getattr(asked, name)
        if day is not None:
            yield Line(say(f"stacking.asked.{name}"), context.language.date(day))
    for act, done in asked.acts:
        yield Line(say("stacking.asked.act", act=act), say(f"value.{str(done).lower()}"))
    if asked.objectives:
        words = (say(f"stacking.objective.{objective}") for objective in asked.objectives)
        yield Line(say("stacking.asked.objectives"), "; ".join(words))
    if asked.keep_free:
        yield Line(say("stacking.asked.keep_free"), "; ".join(map(context.unit, asked.keep_free)))
    for unit_id, confirmed in asked.confirmations:
        named = f"{context.unit(unit_id)}: {confirmed.fact} = {confirmed.value}"
        yield Line(say("stacking.asked.confirmed"), safe(f"{named} ({confirmed.note})" if confirmed.note else named))


def _ties(context: Context) -> str:
    count = len(context.decision.ties)
    if not count:
        return ""
    return context.say("stacking.ties" if context.decision.ties_complete else "stacking.ties_more", n=count)


def _notes(context: Context) -> Iterator[str]:
    decision, say = context.decision, context.say
    if decision.surplus:
        yield say("stacking.surplus", amount=context.amount(decision.surplus))
    if decision.reached:
        title = next((each.title for each in decision.exits if each.award == decision.reached), {})
        called = safe(pick(title, context.language.tag)) or safe(decision.reached)
        yield say("stacking.reached", award=context.language.quoted(called))
    for code, text in decision.notes:
        yield said_in_code(text, "stacking_text", context.language) or safe(text) or safe(code)


def _receipt(context: Context) -> Iterator[Line]:
    kept, say = context.decision.receipt, context.say
    yield Line(say("receipt.decision"), safe(context.decision.id))
    if kept is None:
        return
    yield Line(say("receipt.as_of"), _day(kept.as_of, context.language))
    yield Line(say("receipt.engine"), safe(kept.engine))
    yield Line(say("receipt.kernel"), safe(kept.kernel))
    yield Line(say("stacking.solver"), safe(kept.solver))
    for pack in kept.packs:
        version = say("receipt.version", pack=pack.id, version=pack.version)
        yield Line(say("receipt.pack"), f"{version} (sha256 {safe(pack.sha256)})")
    yield Line(say("receipt.vocabulary"), safe(kept.vocabulary))
    yield Line(say("stacking.units_sha"), safe(kept.units))
    yield Line(say("stacking.uses_sha"), safe(kept.uses))


def _receipt_line(context: Context) -> str:
    kept = context.decision.receipt
    if kept is None:
        return context.say("stacking.receipt_line_bare", decision=context.decision.id)
    packs = ", ".join(f"{safe(pack.id)}@{safe(pack.version)} {safe(pack.sha256[:_DIGITS])}" for pack in kept.packs)
    return context.say(
        "stacking.receipt_line", decision=context.decision.id, date=_day(kept.as_of, context.language),
        engine=kept.engine, kernel=kept.kernel, solver=kept.solver, packs=packs or "–", units=kept.units[:_DIGITS],
    )  # fmt: skip


def _day(text: str, spoken: Language) -> str:
    try:
        return spoken.date(date.fromisoformat(text))
    except ValueError:
        return safe(text)
