"""Rules about patterns: they are RE2, fit their examples, need more than a brand's name, and stand once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.knowledge.read import Complaint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.knowledge.read import Base, Item


def patterns_compile(base: Base) -> Iterator[Complaint]:
    """Every pattern is in the RE2 subset."""
    import re2

    options = _quiet()
    for item, path, pattern in _patterns(base):
        try:
            re2.compile(pattern, options)
        except re2.error as error:
            text = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
            yield item.complaint("re2", f"pattern is outside RE2: {text}", path)


def _patterns(base: Base) -> Iterator[tuple[Item, str, str]]:
    for item in base.of("fingerprints"):
        yield item, "pattern", item.form.pattern
    for item in base.of("brands"):
        yield from ((item, f"rows.{i}.models", row.models) for i, row in enumerate(item.form.rows) if row.models)
        yield from ((item, f"models.{i}.model", relation.model) for i, relation in enumerate(item.form.models))


def _compiled(pattern: str) -> Any:
    """The pattern in RE2; None where it is outside, which `patterns_compile` says."""
    import re2

    try:
        return re2.compile(pattern, _quiet())
    except re2.error:
        return None


def _quiet() -> Any:
    """Options by which RE2 keeps what it thinks of a pattern to itself."""
    import re2

    options = re2.Options()
    options.log_errors = False
    return options


def serial_dates_compile(base: Base) -> Iterator[Complaint]:
    """Serial date patterns are in the RE2 subset and have the three groups year, month, day."""
    for entry in base.vocabulary["serial_dates"]["serial_dates"]:
        compiled = _compiled(entry["pattern"])
        if compiled is None or compiled.groups != 3:
            message = "expected an RE2 pattern with the groups year, month, day"
            yield Complaint("vocabulary/serial_dates.yml", entry.line, entry["id"], "re2", message)


def examples_hold(base: Base) -> Iterator[Complaint]:
    """Examples match, counter-examples do not, and there is a counter-example."""
    for item in base.of("fingerprints"):
        if not item.form.examples.no_match:
            yield item.complaint(
                "counter-example", "a fingerprint needs a counter-example (examples.no_match)", "examples"
            )
        compiled = _compiled(item.form.pattern)
        if compiled is None:
            continue
        for example in item.form.examples.match:
            if not compiled.search(example):
                yield item.complaint("examples", f"example does not match: {example!r}", "examples.match")
        for example in item.form.examples.no_match:
            if compiled.search(example):
                yield item.complaint("examples", f"counter-example matches: {example!r}", "examples.no_match")


def brand_words_stay_words(base: Base) -> Iterator[Complaint]:
    """On fields that show brand words a fingerprint must need more than a brand name: names go through the brand
    table.
    """
    shown = {f["id"] for f in base.vocabulary["fields"]["fields"] if f.get("brand_words")}
    names = sorted(
        {name for item in base.of("brands") for name in (item.form.name, *item.form.aliases, *item.form.words)}
    )
    for item in base.of("fingerprints"):
        if item.form.field not in shown:
            continue
        compiled = _compiled(item.form.pattern)
        if compiled is None:
            continue
        hit = next((name for name in names if any(map(compiled.search, (name, name.upper(), name.lower())))), None)
        if hit is not None:
            yield item.complaint("brand-word", f'the bare brand name "{hit}" satisfies the pattern', "pattern")


def signs_are_told_once(base: Base) -> Iterator[Complaint]:
    """One pattern in one field for one role is one fingerprint."""
    seen: dict[tuple[str, str, str], str] = {}
    for item in base.of("fingerprints"):
        key = (item.form.field, item.form.pattern, item.form.role)
        other = seen.setdefault(key, item.form.id)
        if other != item.form.id:
            yield item.complaint("same-pattern", f"same field and pattern as {other}", "pattern")
