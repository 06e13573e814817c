"""The rules that endpoints must keep."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from whomade.knowledge import schema
from whomade.knowledge.read import suggest
from whomade.model import LEADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.knowledge.read import Base, Complaint

NO_DEVICE_CLOUD = frozenset({"time", "analytics"})
"""Purposes of services that many call: they name nobody as operator of a device's cloud."""


def endpoints_can_be_recognised(base: Base) -> Iterator[Complaint]:
    """An endpoint has a host with examples, or ports with a bootstrap or a protocol that narrows them."""
    known = base.items.get("endpoints", {})
    for item in base.of("endpoints"):
        form = item.form
        if form.host is None and not (form.ports and (form.after or form.protocol)):
            message = "an endpoint needs a host, or ports together with `after` or `protocol`"
            yield item.complaint("endpoint", message)
        if form.host is not None and (form.after or form.protocol):
            yield item.complaint("endpoint", "`after` and `protocol` are for calls without a name", "host")
        if form.host is not None and (form.examples is None or not form.examples.no_match):
            yield item.complaint("counter-example", "a host needs examples and a counter-example", "examples")
        if form.after and (form.after not in known or known[form.after].form.purpose != "bootstrap"):
            message = f'"{form.after}" is no endpoint with the purpose bootstrap{suggest(form.after, known)}'
            yield item.complaint("endpoint", message, "after")


def endpoint_hosts_match(base: Base) -> Iterator[Complaint]:
    """Hosts are in the RE2 subset, end where the name ends, match their examples and no counter-example."""
    import re2

    options = re2.Options()
    options.log_errors = False
    for item in base.of("endpoints"):
        if item.form.host is None:
            continue
        if not item.form.host.endswith("$"):
            yield item.complaint("endpoint", "a host pattern ends with $: what follows a name is another name", "host")
        try:
            compiled = re2.compile(item.form.host, options)
        except re2.error as error:
            yield item.complaint("re2", f"pattern is outside RE2: {error}", "host")
            continue
        examples = item.form.examples or schema.ExamplesForm(match=["."])
        for example in examples.match:
            if not compiled.search(example):
                yield item.complaint("examples", f"example does not match: {example!r}", "examples.match")
        for example in examples.no_match:
            if compiled.search(example):
                yield item.complaint("examples", f"counter-example matches: {example!r}", "examples.no_match")


def endpoint_companies_exist(base: Base) -> Iterator[Complaint]:
    """An operator is an entity of kind cloud, and software a maker's."""
    known = {item.form.id: item.form.kinds for item in base.of("entities")}
    for item in base.of("endpoints"):
        for path, kind in (("operator", "cloud"), ("software", "maker")):
            name = getattr(item.form, path)
            if name is None:
                continue
            if name not in known:
                yield item.complaint("unknown-maker", f'"{name}" is not in entities{suggest(name, known)}', path)
            elif kind not in known[name]:
                yield item.complaint("wrong-kind", f'"{name}" is no entity of kind {kind}', path)


def endpoints_speak_as_fingerprints(base: Base) -> Iterator[Complaint]:
    """What names the operator of a device's cloud stands as a fingerprint too, so that the attribution hears of it."""
    patterns = _patterns(base)
    for item in base.of("endpoints"):
        form = item.form
        if not (form.operator and form.host and form.examples) or form.purpose in NO_DEVICE_CLOUD:
            continue
        for example in form.examples.match:
            if not any(pattern.search(example) for pattern in patterns.get(form.operator, [])):
                message = f"no fingerprint of the role cloud_operator for {form.operator} hits {example!r}"
                yield item.complaint("endpoint-fingerprint", message, "examples.match")


def _patterns(base: Base) -> dict[str, list[Any]]:
    import re2

    found: dict[str, list[Any]] = {}
    for item in base.of("fingerprints"):
        if (item.form.field, item.form.role) != ("cloud.host", "cloud_operator") or item.form.status == "retired":
            continue
        try:
            compiled = re2.compile(item.form.pattern)
        except re2.error:
            continue  # said by patterns_compile
        for maker in item.form.makers:
            found.setdefault(maker, []).append(compiled)
    return found


def stable_endpoints_are_earned(base: Base) -> Iterator[Complaint]:
    """A stable endpoint rests on two independent source groups; leads do not count."""
    groups = {item.form.id: item.form.group for item in base.of("sources")}
    kinds = {item.form.id: item.form.kind for item in base.of("sources")}
    for item in base.of("endpoints"):
        independent = {groups.get(c.id) for c in item.form.sources if kinds.get(c.id) not in LEADS}
        if item.form.status == "stable" and len(independent) < 2:
            message = "stable needs two independent source groups; leads do not count"
            yield item.complaint("stable-sources", message, "status")


def endpoint_files_are_named(base: Base) -> Iterator[Complaint]:
    """A file is named after the company that runs the services or wrote their software, or `shared`."""
    for item in base.of("endpoints"):
        stem = PurePosixPath(item.entry.file).stem
        allowed = [name for name in (item.form.operator, item.form.software) if name] or ["shared"]
        if stem not in allowed:
            yield item.complaint("file-name", f"belongs to endpoints/{allowed[0]}.yml", "id")
