"""What a fingerprint must show before it is called stable: independent sources, and examples that differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whomade.knowledge.compile import COUNTED_FROM, COUNTED_GROUPS
from whomade.model import LEADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.knowledge import schema
    from whomade.knowledge.read import Base, Complaint

EXAMPLES, GROUPS = 3, 2
MAC_PREFIX = re.compile(r"(?i)(?<![0-9a-z])(?=[0-9a-f:?-]*[0-9])(?:[0-9a-f]{2}[:?-]{0,2}){2}[0-9a-f]{2}(?![0-9a-z])")
"""Three bytes of an address in a pattern, with or without separators. Without a digit it may be a word."""
ESCAPED, AROUND_VALUES = re.compile(r"\\[^0-9A-Za-z]"), re.compile(r"\(\?(?:i\)|:)|[()|^$]")
"""Signs that a pattern takes as they stand, and what may stand around and between its fixed values."""
WORKS = frozenset({"code-repository", "vendor-document", "advisory", "dataset"})
"""Kinds of source that speak for their publisher. In threads others speak."""


def stable_is_earned(base: Base) -> Iterator[Complaint]:
    """A stable fingerprint rests on two independent source groups, or on five cards of three groups."""
    sources = {item.form.id: item.form for item in base.of("sources")}
    for item in base.of("fingerprints"):
        if item.form.status != "stable":
            continue
        independent = {
            sources[c.id].group for c in item.form.sources if c.id in sources and speaks(sources[c.id], item.form)
        }
        counted = base.measured.get(item.form.id)
        enough = counted and counted["maker"][0] >= COUNTED_FROM and counted["groups"][0] >= COUNTED_GROUPS
        if len(independent) < GROUPS and not enough:
            yield item.complaint(
                "stable-sources",
                "stable needs two independent source groups (leads do not count, nor a registry for what it does not "
                "assign) or hits on 5 cards of 3 groups",
                "status",
            )


def speaks(source: schema.SourceForm, sign: schema.FingerprintForm) -> bool:
    """Whether a source can say that the sign is the maker's. A registry of companies says only that the company
    exists, but for what it assigns itself: an address prefix in the pattern, or an SNMP object id.
    """
    if source.kind == "registry":
        return sign.field == "snmp.sys_object_id" or MAC_PREFIX.search(sign.pattern) is not None
    return source.kind not in LEADS


def stable_has_examples(base: Base) -> Iterator[Complaint]:
    """A stable fingerprint shows three examples that differ. Where the pattern lets fixed values pass alone there are
    no three: each of them is an example then, and three places in the sources show them.
    """
    for item in base.of("fingerprints"):
        shown = set(item.form.examples.match)
        if item.form.status != "stable" or len(shown) >= EXAMPLES:
            continue
        places = {(c.id, c.at) for c in item.form.sources}
        if not (fixed(item.form.pattern) and len(places) >= EXAMPLES):
            message = f"stable needs {EXAMPLES} different examples, or as many places that show a fixed value"
            yield item.complaint("stable-examples", message, "examples")


def fixed(pattern: str) -> bool:
    r"""Whether a pattern lets nothing pass but values that it spells out.

    >>> fixed("^(IPC|NVR)$"), fixed(r"^client\.notifyDevInfo$"), fixed("^DVR"), fixed("^DVR[0-9]$")
    (True, True, False, False)
    """
    whole = re.fullmatch(r"(?:\(\?i\))?\^.*\$", pattern) is not None
    return whole and re.search(r"[][.*+?{}\\]", AROUND_VALUES.sub("", ESCAPED.sub("", pattern))) is None


def publishers_are_one_voice(base: Base) -> Iterator[Complaint]:
    """What one publisher wrote is one group, in however many repositories and documents."""
    seen: dict[str, schema.SourceForm] = {}
    for item in base.of("sources"):
        if item.form.kind not in WORKS:
            continue
        other = seen.setdefault(item.form.publisher.casefold(), item.form)
        if other.group != item.form.group:
            message = f'"{item.form.publisher}" speaks as group {other.group} already (source {other.id})'
            yield item.complaint("one-voice", message, "group")
