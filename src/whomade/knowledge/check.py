"""Every rule the knowledge base must keep. One function per rule; each gives complaints that name file, line, id
and rule.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import yaml

from whomade.attribute.brands import day, normalise
from whomade.knowledge.calibrate import calibrate, write_calibration
from whomade.knowledge.check_earned import publishers_are_one_voice, stable_has_examples, stable_is_earned
from whomade.knowledge.check_endpoints import (
    endpoint_companies_exist,
    endpoint_files_are_named,
    endpoint_hosts_match,
    endpoints_can_be_recognised,
    endpoints_speak_as_fingerprints,
    stable_endpoints_are_earned,
)
from whomade.knowledge.check_interests import interests_are_possible, names_lead_to_one_company
from whomade.knowledge.check_patterns import (
    brand_words_stay_words,
    examples_hold,
    patterns_compile,
    serial_dates_compile,
    signs_are_told_once,
)
from whomade.knowledge.check_regimes import (
    expected_verdicts_hold,
    makers_of_regimes_exist,
    regime_periods_run_forward,
    regimes_ask_one_way,
    regimes_have_rules_or_say_why,
    regimes_use_known_words,
    situation_words_stand_once,
)
from whomade.knowledge.measure import count
from whomade.knowledge.read import Complaint, suggest
from whomade.model import LEADS
from whomade.model.provenance import HARDWARE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whomade.knowledge import schema
    from whomade.knowledge.read import Base, Item

KIND_OF_ROLE = {
    "manufacturer": "maker",
    "firmware_author": "maker",
    "soc_maker": "soc",
    "module_maker": "module",
    "cloud_operator": "cloud",
}
ALSO_OF_KIND = {"maker": frozenset({"maker", "network"})}
"""Kinds of entity that do where a kind is asked for: who makes other network gear makes it, too."""
MOST_COUNTS = 5
"""Counts that are named one by one; more of them only bury the other complaints."""


def check(base: Base) -> list[Complaint]:
    """All complaints about the base, in the order of files and lines."""
    found = list(base.complaints)
    for rule in RULES:
        found.extend(rule(base))
    if not found:  # a base that contradicts itself cannot be fitted
        found.extend(calibration_is_fitted(base))
    return sorted(found, key=lambda c: (c.file, c.line, c.rule, c.message))


def _citations(item: Item) -> Iterator[tuple[str, schema.CitationForm]]:
    """Every citation of an item with its path."""
    form = item.form
    for name in ("sources", "truth_sources"):
        for i, citation in enumerate(getattr(form, name, None) or []):
            yield f"{name}.{i}", citation
    for name in ("rows", "models", "signals", "rules", "makers", "held_by"):
        for i, part in enumerate(getattr(form, name, None) or []):
            for j, citation in enumerate(getattr(part, "sources", None) or []):
                yield f"{name}.{i}.sources.{j}", citation
    reply = getattr(form, "reply", None)
    for j, citation in enumerate(reply.sources if reply else []):
        yield f"reply.sources.{j}", citation


def sources_exist(base: Base) -> Iterator[Complaint]:
    """Every citation names a source of the base."""
    known = base.items.get("sources", {})
    for kind in ("entities", "brands", "fingerprints", "endpoints", "devices", "regimes"):
        for item in base.of(kind):
            for path, citation in _citations(item):
                if citation.id not in known:
                    message = f'source "{citation.id}" is not in knowledge/sources{suggest(citation.id, known)}'
                    yield item.complaint("unknown-source", message, path)


def makers_exist(base: Base) -> Iterator[Complaint]:
    """Every maker is an entity of the kind that the role asks for."""
    known = {item.form.id: item.form.kinds for item in base.of("entities")}
    for item, path, maker, kind in _named_makers(base):
        if maker not in known:
            yield item.complaint("unknown-maker", f'maker "{maker}" is not in entities{suggest(maker, known)}', path)
        elif ALSO_OF_KIND.get(kind, frozenset({kind})).isdisjoint(known[maker]):
            yield item.complaint("wrong-kind", f'"{maker}" is no entity of kind {kind}', path)


def _named_makers(base: Base) -> Iterator[tuple[Item, str, str, str]]:
    """Every maker named anywhere, with the path of the name and the kind of entity it must be."""
    for item in base.of("fingerprints"):
        yield from ((item, "makers", maker, KIND_OF_ROLE[item.form.role]) for maker in item.form.makers)
    for item in base.of("brands"):
        yield from ((item, f"rows.{i}.maker", row.maker, "maker") for i, row in enumerate(item.form.rows))
        yield from ((item, f"models.{i}.maker", model.maker, "maker") for i, model in enumerate(item.form.models))
    for item in base.of("devices"):
        for role, maker in item.form.truth.items():
            yield item, f"truth.{role}", maker, KIND_OF_ROLE.get(role, f"of a known role (found role {role})")


def registrants_are_makers(base: Base) -> Iterator[Complaint]:
    """A registrant that ships its own goods is a maker: else its addresses would name no hypothesis."""
    for item in base.of("entities"):
        ships = any(registrant.kind == "maker" for registrant in item.form.registrants)
        if ships and ALSO_OF_KIND["maker"].isdisjoint(item.form.kinds):
            message = "a registrant of kind maker needs an entity of kind maker or network"
            yield item.complaint("wrong-kind", message, "registrants")


def leads_stay_on_trial(base: Base) -> Iterator[Complaint]:
    """A brand row resting on leads alone is on trial and claims nothing."""
    kinds = {item.form.id: item.form.kind for item in base.of("sources")}
    for item in base.of("brands"):
        for name in ("rows", "models"):
            for i, part in enumerate(getattr(item.form, name)):
                leads = all(kinds.get(c.id) in LEADS for c in part.sources)
                if leads and part.confidence == "sure":
                    yield item.complaint(
                        "leads", "a row resting on leads alone cannot be sure", f"{name}.{i}.confidence"
                    )


def periods_run_forward(base: Base) -> Iterator[Complaint]:
    """Periods end after they start."""
    for item in base.of("brands"):
        for i, row in enumerate(item.form.rows):
            if row.from_ and row.to and day(row.to, last=True) < day(row.from_):
                yield item.complaint("period", f"period ends ({row.to}) before it starts ({row.from_})", f"rows.{i}.to")


def fields_exist(base: Base) -> Iterator[Complaint]:
    """Fields are in the vocabulary, and the role fits the class of the carrier."""
    carriers = {f["id"]: f["carrier"] for f in base.vocabulary["fields"]["fields"]}
    for item in base.of("fingerprints"):
        field = item.form.field
        if field not in carriers:
            yield item.complaint(
                "unknown-field", f'field "{field}" is not in the vocabulary{suggest(field, carriers)}', "field"
            )
            continue
        hardware = carriers[field] in HARDWARE
        if (item.form.role == "manufacturer" and not hardware) or (item.form.role == "firmware_author" and hardware):
            needed = "manufacturer" if hardware else "firmware_author"
            message = f"a sign on carrier {carriers[field]} speaks of the {needed}; the arithmetic links the two"
            yield item.complaint("role-of-carrier", message, "role")
    for item in base.of("devices"):
        for i, signal in enumerate(item.form.signals):
            if signal.field not in carriers:
                message = f'field "{signal.field}" is not in the vocabulary{suggest(signal.field, carriers)}'
                yield item.complaint("unknown-field", message, f"signals.{i}.field")


def brands_are_told_apart(base: Base) -> Iterator[Complaint]:
    """A name, word or registrant belongs to one brand; a registrant to one entity."""
    seen: dict[tuple[str, str], str] = {}
    for item in base.of("brands"):
        for kind, names in (
            ("name", (item.form.name, *item.form.aliases)), ("word", item.form.words), ("registrant",
            item.form.registrants),
        ):  # fmt: skip
            for name in dict.fromkeys(normalise(n) for n in names):
                other = seen.setdefault((kind, name), item.form.id)
                if not name:
                    yield item.complaint("brand-name", f"a {kind} needs a letter or a digit")
                elif other != item.form.id:
                    yield item.complaint("brand-name", f'{kind} "{name}" belongs to brand {other} already')
    for item in base.of("entities"):
        for registrant in item.form.registrants:
            key = ("registrant", normalise(registrant.name))
            other = seen.setdefault(key, item.form.id)
            if other != item.form.id and registrant.kind == "maker":
                yield item.complaint("registrant", f'"{registrant.name}" belongs to {other} already', "registrants")


def cards_name_brands(base: Base) -> Iterator[Complaint]:
    """A card names a brand of the base and shows more than its label."""
    carriers = {f["id"]: f["carrier"] for f in base.vocabulary["fields"]["fields"]}
    for item in base.of("devices"):
        if item.form.brand not in base.items.get("brands", {}):
            near = suggest(item.form.brand, base.items.get("brands", {}))
            message = f'brand "{item.form.brand}" is not in knowledge/brands{near}'
            yield item.complaint("unknown-brand", message, "brand")
        if all(carriers.get(signal.field) == "label" for signal in item.form.signals):
            yield item.complaint("card-signals", "a card needs a signal besides its label", "signals")


def files_are_named(base: Base) -> Iterator[Complaint]:
    """A file is named after what it holds."""
    for kind in ("sources", "entities", "brands", "devices"):
        for item in base.of(kind):
            if PurePosixPath(item.entry.file).stem != item.form.id:
                yield item.complaint("file-name", f"{item.entry.file} holds id {item.form.id}", "id")
    for item in base.of("regimes"):
        path = f"regimes/{item.form.country.lower()}/{item.form.id}.yml"
        if item.entry.file != path:
            yield item.complaint("file-name", f"belongs to {path}", "id")
    for item in base.of("fingerprints"):
        folder, field = PurePosixPath(item.entry.file).parent.name, PurePosixPath(item.entry.file).stem
        if field != item.form.field or (folder not in item.form.makers and folder != "shared"):
            yield item.complaint(
                "file-name", f"belongs to fingerprints/{item.form.makers[0]}/{item.form.field}.yml", "field"
            )


def counts_are_recounted(base: Base) -> Iterator[Complaint]:
    """Counts in measured.yml equal a recount over the cards."""
    if base.complaints or any(True for _ in patterns_compile(base)):
        return
    fresh = count(base)
    lines = getattr(base.measured, "lines", {})
    differing = [name for name in sorted({*base.measured, *fresh}) if base.measured.get(name) != fresh.get(name)]
    if len(differing) > MOST_COUNTS:
        first = differing[0]
        message = f"{len(differing)} counts differ from a recount, first {first}: run `whomade knowledge measure`"
        yield Complaint("measured.yml", lines.get(first, 1), first, "hand-typed-count", message)
        return
    for name in differing:
        written, counted = base.measured.get(name, "nothing"), fresh.get(name, "nothing")
        message = f"written {written}, counted {counted}: run `whomade knowledge measure`"
        yield Complaint("measured.yml", lines.get(name, 1), name, "hand-typed-count", message)


def calibration_is_fitted(base: Base) -> Iterator[Complaint]:
    """The calibration is what a fit over the cards gives; a base without one is uncalibrated and says so."""
    if not base.calibration:
        return
    fitted = write_calibration(calibrate(base))
    written = yaml.safe_load(fitted)
    for name, value in written.items():
        if base.calibration.get(name) != value:
            line = getattr(base.calibration, "lines", {}).get(name, 1)
            message = f"written {base.calibration.get(name)}, fitted {value}: run `whomade knowledge measure`"
            yield Complaint("calibration.yml", line, name, "hand-typed-count", message)


def nothing_got_lost(base: Base) -> Iterator[Complaint]:
    """The number of entries of each kind is what base.yml expects."""
    for kind, bounds in base.expect.items():
        n = len(base.items.get(kind, {}))
        if not bounds["min"] <= n <= bounds["max"]:
            yield Complaint("base.yml", 1, kind, "expect", f"{n} entries, expected {bounds['min']} to {bounds['max']}")


RULES: tuple[Callable[[Base], Iterator[Complaint]], ...] = (
    sources_exist,
    makers_exist,
    registrants_are_makers,
    patterns_compile,
    serial_dates_compile,
    examples_hold,
    stable_is_earned,
    stable_has_examples,
    publishers_are_one_voice,
    leads_stay_on_trial,
    periods_run_forward,
    fields_exist,
    brand_words_stay_words,
    brands_are_told_apart,
    cards_name_brands,
    files_are_named,
    signs_are_told_once,
    situation_words_stand_once,
    makers_of_regimes_exist,
    regimes_ask_one_way,
    regimes_have_rules_or_say_why,
    regime_periods_run_forward,
    regimes_use_known_words,
    interests_are_possible,
    names_lead_to_one_company,
    endpoints_can_be_recognised,
    endpoint_hosts_match,
    endpoint_companies_exist,
    endpoints_speak_as_fingerprints,
    stable_endpoints_are_earned,
    endpoint_files_are_named,
    expected_verdicts_hold,
    counts_are_recounted,
    nothing_got_lost,
)
