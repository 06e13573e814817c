"""The rules that regime files must keep, the cases in them among these. `check` runs them with the others."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from whomade.errors import InputError
from whomade.judge import actor_from, checked, evaluate, stated_holders
from whomade.knowledge.compile import compile_base
from whomade.knowledge.compile_regimes import LISTS, exemption, regime, situations
from whomade.knowledge.read import Complaint, suggest
from whomade.model import Actor, Situation
from whomade.ownership import Ownership

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.knowledge.read import Base, Item
    from whomade.knowledge.regime_forms import CaseForm, RegimeForm, RuleForm
    from whomade.model import Fact, Knowledge, Vocabulary

NOBODY = "unknown:unknown"
"""The actor of a case that names none."""


def makers_of_regimes_exist(base: Base) -> Iterator[Complaint]:
    """Every company that a regime names is an entity."""
    known = base.items.get("entities", {})
    for item in base.of("regimes"):
        for i, listing in enumerate(item.form.makers):
            if listing.maker not in known:
                message = f'maker "{listing.maker}" is not in entities{suggest(listing.maker, known)}'
                yield item.complaint("unknown-maker", message, f"makers.{i}.maker")


def regimes_ask_one_way(base: Base) -> Iterator[Complaint]:
    """A regime reaches makers by name, by country, or without asking: one of the three."""
    for item in base.of("regimes"):
        form: RegimeForm = item.form
        ways = [bool(form.makers), bool(form.maker_countries), not form.asks_maker]
        if sum(ways) != 1 and not (form.designates and not sum(ways)):
            yield item.complaint("reach", "expected one of makers, maker_countries, and asks_maker: false")


def regimes_have_rules_or_say_why(base: Base) -> Iterator[Complaint]:
    """A regime has rules, or it designates and says so, with the date since when."""
    for item in base.of("regimes"):
        form: RegimeForm = item.form
        if bool(form.rules) == bool(form.designates):
            yield item.complaint("rules", "expected rules, or `designates` with why it forbids nothing", "rules")
        if form.designates and not form.since:
            yield item.complaint("rules", "expected `since` beside `designates`", "designates")


def regime_periods_run_forward(base: Base) -> Iterator[Complaint]:
    """Periods of rules and of namings end after they start; a next check lies after the last one."""
    for item in base.of("regimes"):
        check = item.form.next_check
        yield from _backwards(item, "next_check.on", check.last, check.on)
        for name in ("rules", "makers"):
            for i, part in enumerate(getattr(item.form, name)):
                yield from _backwards(item, f"{name}.{i}.to", part.from_, part.to)
        for i, rule in enumerate(item.form.rules):
            for name, period in rule.dates.items():
                yield from _backwards(item, f"rules.{i}.dates.{name}", period.from_, period.to)


def _backwards(item: Item, path: str, start: str | None, end: str | None) -> Iterator[Complaint]:
    if start and end and end < start[: len(end)]:
        yield item.complaint("period", f"period ends ({end}) before it starts ({start})", path)


def regimes_use_known_words(base: Base) -> Iterator[Complaint]:
    """Codes and facts of a regime stand in the vocabulary of situations."""
    words = situations(base.vocabulary["situation"])
    for item in base.of("regimes"):
        yield from unknown_words(item, words)


def unknown_words(item: Item, words: Vocabulary) -> Iterator[Complaint]:
    """Codes and facts of one regime that are not in the vocabulary."""
    yield from _unknown(item, "roles", item.form.roles, words.roles)
    for i, listing in enumerate(item.form.makers):
        yield from _unknown(item, f"makers.{i}.products", listing.products, words.products)
    for i, rule in enumerate(item.form.rules):
        for path, used, known in _words_of(rule, words):
            yield from _unknown(item, f"rules.{i}.{path}", used, known)
        yield from _unfitting(item, i, rule, words)


def _words_of(rule: RuleForm, words: Vocabulary) -> Iterator[tuple[str, Iterable[str], Iterable[str]]]:
    """Each list of words in a rule with the list of the vocabulary that holds them."""
    yield "acts", rule.acts, words.acts
    yield "places", rule.places, words.places
    yield "not_places", rule.not_places, words.places
    yield "products", rule.products, words.products
    yield "not_products", rule.not_products, words.products
    for name, stated in rule.frees.items():
        yield f"frees.{name}", exemption(stated).products, words.products
        yield f"frees.{name}", exemption(stated).purposes, words.purposes
        yield f"frees.{name}", exemption(stated).perhaps_needs, words.facts
        yield f"frees.{name}", [kind for kind, _ in exemption(stated).perhaps], words.actor_kinds
    yield "roles", rule.roles, words.roles
    yield "holder", rule.holder, words.facts
    yield "purposes", rule.purposes, words.purposes
    yield "dates", rule.dates, {"acquired_on", *words.facts}
    if rule.actors is not None:
        yield "actors.kinds", rule.actors.kinds, words.actor_kinds
        yield "actors.unclear", rule.actors.unclear, words.actor_kinds


def _unfitting(item: Item, number: int, rule: RuleForm, words: Vocabulary) -> Iterator[Complaint]:
    """Facts that are unknown, or have a value that their type does not take."""
    frees = {name: exemption(stated).value for name, stated in rule.frees.items()}
    not_if = {name: exemption(stated).value for name, stated in rule.actors.not_if.items()} if rule.actors else {}
    also = {n: v for stated in rule.frees.values() for n, v in exemption(stated).also.items()}
    for part, stated in (
        ("frees", frees),
        ("actors.not_if", not_if),
        ("frees", also),
        *((name, getattr(rule, name)) for name in ("purpose_settled_by", "only_if", "parts", "then_if", "unless")),
    ):
        path = f"rules.{number}.{part}"
        yield from _unknown(item, path, stated, words.facts)
        for name, value in stated.items():
            wrong = [v for v in _all(value) if name in words.facts and not _fits(v, words.facts[name])]
            if wrong:
                yield item.complaint("fact-value", f"`{wrong[0]}` is no value of the fact {name}", f"{path}.{name}")


def _all(value: object) -> Iterable[object]:
    return value if isinstance(value, (list, tuple)) else (value,)


def _fits(value: object, fact: Fact) -> bool:
    return value in fact.values if fact.values else isinstance(value, bool) == (fact.type == "boolean")


def _unknown(item: Item, path: str, used: Iterable[str], known: Iterable[str]) -> Iterator[Complaint]:
    names = list(known)
    for word in used:
        if word not in names:
            message = f'"{word}" is not in the vocabulary of situations{suggest(word, names)}'
            yield item.complaint("unknown-word", message, path)


def situation_words_stand_once(base: Base) -> Iterator[Complaint]:
    """A word of the vocabulary of situations stands once in its list, and a fact has a type that is known."""
    types = {"boolean", "string", "number", "date", "partial-date", "country", "entity", "product", "code"}
    file = "vocabulary/situation.yml"
    for name in (*LISTS, "facts"):
        seen: set[str] = set()
        for row in base.vocabulary["situation"][name]:
            if row["id"] in seen:
                yield Complaint(file, row.line, row["id"], "duplicate-id", f"stands twice in {name}")
            seen.add(row["id"])
            is_code = row["type"] == "code" if name == "facts" else False
            if name == "facts" and (row["type"] not in types or is_code != bool(row.get("values"))):
                message = "expected a known type, with values for a code alone"
                yield Complaint(file, row.line, row["id"], "shape", message)
            if name == "facts" and "range" in row and not _is_range(row["type"], row["range"]):
                yield Complaint(file, row.line, row["id"], "shape", "expected [lowest, highest], for a number alone")


def _is_range(type_: str, ends: object) -> bool:
    numbers = [end for end in ends if isinstance(end, (int, float))] if isinstance(ends, list) else []
    return type_ == "number" and len(numbers) == 2 and numbers[0] < numbers[1]


def expected_verdicts_hold(base: Base) -> Iterator[Complaint]:
    """Every case in a regime file gets the answer, and the needs, that stand beside it."""
    clean = (
        makers_of_regimes_exist,
        regimes_ask_one_way,
        regimes_have_rules_or_say_why,
        regimes_use_known_words,
        situation_words_stand_once,
    )
    if base.complaints or not base.of("regimes") or any(True for rule in clean for _ in rule(base)):
        return
    knowledge = compile_base(base)
    owners = Ownership.of(knowledge.entities)
    for item in base.of("regimes"):
        yield from wrong_cases(item, knowledge, owners)


def wrong_cases(item: Item, knowledge: Knowledge, owners: Ownership) -> Iterator[Complaint]:
    """Cases of one regime that get another answer than the one beside them."""
    for i, case in enumerate(item.form.expect):
        message = _wrong(item.form, case, knowledge, owners)
        if message:
            yield item.complaint("expect-case", f"{case.case}: {message}", f"expect.{i}")


def _wrong(form: RegimeForm, case: CaseForm, knowledge: Knowledge, owners: Ownership) -> str:
    """What is wrong with the answer to a case, or empty text."""
    try:
        situation = checked(situation_of(case), knowledge)
        holders = stated_holders(case.maker, case.role, knowledge)
    except InputError as error:
        return str(error)
    verdict = evaluate(regime(form), situation, holders, knowledge, owners)
    if verdict.status == case.status and verdict.needs == case.needs:
        return ""
    needs = f" (needs {', '.join(verdict.needs)})" if verdict.needs else ""
    return f"expected {case.status}, found {verdict.status}{needs}"


def situation_of(case: CaseForm) -> Situation:
    """The situation that a case describes."""
    return Situation(
        act=case.act,
        on=case.on,
        actor=Actor() if case.actor == NOBODY else actor_from(case.actor),
        place=case.place,
        purpose=case.purpose,
        product=case.product,
        acquired_on=case.acquired_on,
        facts=dict(case.facts),
    )


def today() -> str:
    """The day, for the one question that asks for it: which regimes are due to be looked at again."""
    return datetime.now(tz=UTC).date().isoformat()


def overdue(base: Base, day: str) -> Iterator[Complaint]:
    """Regimes whose next check is past: a warning, since the day alone makes no file wrong."""
    for item in base.of("regimes"):
        due = item.form.next_check
        if due.on < day:
            yield item.complaint("next-check", f"was to be checked by {due.on}: {due.look_at}", "next_check")
