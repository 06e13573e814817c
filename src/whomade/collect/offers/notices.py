"""Public notices as JSON: OCDS releases and records, SAM.gov opportunities. CycloneDX is handed on.

Releases of one process are merged in the order of their dates, as the Open Contracting Data Standard says
(standard.open-contracting.org/1.1, merging): later values replace earlier ones, lists with ids are merged by id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whomade.collect.offers import cyclonedx
from whomade.collect.offers.loose import in_one_line, listed, mapped
from whomade.collect.text import decoded, encoding_of
from whomade.errors import InputError, UnknownFormat
from whomade.model import Offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whomade.collect.source import Source
    from whomade.model import Problem

FILE_CAP = 256 * 1024 * 1024
"""A package is one JSON document and must be held whole; portals publish a day or a month in one."""
DEPTH_CAP = 60


def offers(source: Source) -> Iterator[Offer | Problem]:
    """Give the lines of a JSON document, or of one document a line.

    Raises:
        InputError: it is too large or broken.
        UnknownFormat: it is of another kind.
    """
    if source.path.stat().st_size > FILE_CAP:
        raise InputError("JSON of more than 256 MiB: split it")
    documents = _documents(source)
    first = documents[0] if documents else None
    if isinstance(first, dict) and first.get("bomFormat") == "CycloneDX":
        yield from cyclonedx.from_json(source, first)
    elif releases := list(_releases(documents)):
        source.summary.format = "ocds"
        yield from _processes(source, releases)
    elif opportunities := [o for d in documents if isinstance(d, dict) for o in listed(d.get("opportunitiesData"))]:
        source.summary.format = "sam"
        yield from _opportunities(source, opportunities)
    else:
        raise UnknownFormat(f"{source.name}: JSON that is no OCDS package, SAM.gov answer or CycloneDX document")


def _documents(source: Source) -> list[Any]:
    import orjson

    raw = source.path.read_bytes()
    if not encoding_of(raw[:4096]).startswith("utf-8"):
        raw = raw.decode(encoding_of(raw[:4096]), "replace").encode()
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        found = orjson.loads(raw)
        return found if isinstance(found, list) else [found]
    except orjson.JSONDecodeError as error:
        try:
            return [orjson.loads(line) for line in raw.splitlines() if line.strip()]
        except orjson.JSONDecodeError:
            raise InputError(f"broken JSON: {error} in `{decoded(raw[:60])[:40]}...`") from error


def _releases(documents: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Releases of packages, of records, and those that stand alone."""
    for document in filter(None, map(mapped, documents)):
        yield from (r for r in listed(document.get("releases")) if r.get("ocid"))
        for record in listed(document.get("records")):
            releases = [r for r in listed(record.get("releases")) if "tender" in r or "awards" in r]
            compiled = mapped(record.get("compiledRelease"))
            for release in [compiled] if compiled else releases:
                yield {"ocid": record.get("ocid"), **release}
        if isinstance(document.get("ocid"), str) and ("tender" in document or "awards" in document):
            yield document


def _processes(source: Source, releases: list[dict[str, Any]]) -> Iterator[Offer]:
    merged: dict[str, list[dict[str, Any]]] = {}
    for release in releases:
        merged.setdefault(str(release["ocid"]), []).append(release)
    source.note(f"{len(releases)} releases of {len(merged)} processes; releases of one process are merged")
    for number, (ocid, versions) in enumerate(merged.items(), 1):
        process: dict[str, Any] = {}
        for release in sorted(versions, key=lambda r: str(r.get("date", ""))):
            process = merge(process, release)
        yield from _process(source, ocid, process, number)


def merge(old: Any, new: Any, depth: int = 0) -> Any:
    """Merge two releases: objects by key, lists of objects by id, all else replaced; null removes.

    >>> merge({"a": [{"id": 1, "x": 1}], "b": 2}, {"a": [{"id": 1, "y": 2}, {"id": 2}], "b": None})
    {'a': [{'id': 1, 'x': 1, 'y': 2}, {'id': 2}]}
    """
    if depth > DEPTH_CAP:
        return new
    if isinstance(old, dict) and isinstance(new, dict):
        kept = {k: v for k, v in old.items() if k not in new}
        added = {k: merge(old.get(k), v, depth + 1) for k, v in new.items() if v is not None}
        return {k: (kept | added)[k] for k in dict.fromkeys([*old, *new]) if k in kept or k in added}
    if _has_ids(old) and _has_ids(new):
        by_id = {str(entry["id"]): entry for entry in old}
        for entry in new:
            by_id[str(entry["id"])] = merge(by_id.get(str(entry["id"]), {}), entry, depth + 1)
        return list(by_id.values())
    return new


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(e, dict) and "id" in e for e in value)


def _process(source: Source, ocid: str, process: dict[str, Any], row: int) -> Iterator[Offer]:
    tender = mapped(process.get("tender"))
    awards = [*listed(process.get("awards")), *listed(process.get("contracts"))]
    suppliers = [in_one_line(s.get("name")) for a in awards for s in listed(a.get("suppliers"))]
    supplier = "; ".join(dict.fromkeys(filter(None, suppliers)))
    heads = [tender, *awards]
    text = dict.fromkeys(
        t for h in heads for t in (in_one_line(h.get("title")), in_one_line(h.get("description"))) if t
    )
    groups = [("tender", tender), *(("award", award) for award in awards)]
    items = [(kind, item) for kind, group in groups for item in listed(group.get("items"))]
    codes = tuple(dict.fromkeys(c for g in [tender, *(i for _, i in items)] for c in _codes(g)))
    source.read_one()
    yield _offer(source, f"{ocid} tender", " | ".join(text), supplier, codes, row)
    seen = {*text}
    lots = [("lot", lot) for lot in listed(tender.get("lots"))]
    for kind, part in [*lots, *items]:
        said = " | ".join(filter(None, (in_one_line(part.get("title")), in_one_line(part.get("description")))))
        if said and said not in seen and not said.isdigit():
            seen.add(said)
            source.read_one()
            yield _offer(source, f"{ocid} {kind} {part.get('id', '')}", said, supplier, tuple(_codes(part)), row)


def _codes(group: dict[str, Any]) -> Iterator[str]:
    for entry in [mapped(group.get("classification")), *listed(group.get("additionalClassifications"))]:
        if str(entry.get("scheme", "")).upper() in ("CPV", ""):
            yield str(entry.get("id", ""))[:8]


def _offer(source: Source, place: str, title: str, supplier: str, codes: tuple[str, ...], row: int) -> Offer:
    fields = {"title": title, **({"supplier": supplier} if supplier else {})}
    return Offer(source.where(place[:160]), fields, codes, row=row)


def _opportunities(source: Source, found: list[dict[str, Any]]) -> Iterator[Offer]:
    """Notices as SAM.gov's opportunities interface gives them."""
    for row, notice in enumerate(found, 1):
        source.read_one()
        text = [
            in_one_line(notice.get(f))
            for f in ("title", "description")
            if not in_one_line(notice.get(f)).startswith("http")
        ]
        supplier = in_one_line(mapped(mapped(notice.get("award")).get("awardee")).get("name"))
        place = str(notice.get("noticeId") or notice.get("solicitationNumber") or f"notice {row}")
        yield _offer(source, place, " | ".join(filter(None, text)), supplier, (), row)
