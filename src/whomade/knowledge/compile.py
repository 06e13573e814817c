"""Forms to the compiled base: one JSON document with a date version and a digest.

JSON because it loads in milliseconds where YAML takes seconds; the digest is over the content, so equal knowledge has
an equal name on every machine.
"""

from __future__ import annotations

import dataclasses
import hashlib
from math import log10
from typing import TYPE_CHECKING

import msgspec

from whomade.errors import KnowledgeError
from whomade.knowledge.compile_endpoints import endpoints
from whomade.knowledge.compile_interests import interest
from whomade.knowledge.compile_regimes import citations, regime, situations
from whomade.knowledge.read import RESEMBLANCE, Base, Item, read_base
from whomade.model import knowledge as model

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from whomade.knowledge import schema

ALIKE_BAND = "weak"
"""Judged worth of a resemblance: a habit that several makers may share."""
COUNTED_FROM = 5
COUNTED_GROUPS = 3
"""Hits are counted instead of judged from five devices of three source groups on."""


def compile_base(base: Base) -> model.Knowledge:
    """Compile what was read. Drafts and retired entries are left out."""
    kinds = {item.form.id: item.form.kind for item in base.of("sources")}
    fields = {
        f["id"]: model.Field(f["id"], f["carrier"], f["what"], f.get("brand_words", ""), bool(f.get("shape")))
        for f in base.vocabulary["fields"]["fields"]
    }
    relations = base.vocabulary["relations"]
    compiled = model.Knowledge(
        version=base.version,
        digest="",
        sources={item.form.id: _source(item.form) for item in base.of("sources")},
        fields=fields,
        carriers={c["id"]: c["class"] for c in base.vocabulary["carriers"]["carriers"]},
        relations={r["id"]: float(r["share"]) for r in relations["relations"]},
        owning_relations=tuple(r["id"] for r in relations["relations"] if r["owns_brand"]),
        confidences={c["id"]: (float(c["factor"]), float(c["model_share"])) for c in relations["confidences"]},
        copied_share=float(relations["copied_directory_share"]),
        entities={item.form.id: _entity(item.form, kinds) for item in base.of("entities")},
        brands={item.form.id: _brand(item.form, kinds) for item in base.of("brands")},
        fingerprints=tuple(_fingerprints(base, fields, kinds)),
        endpoints=endpoints(base, kinds),
        collectables=tuple(
            model.Collectable(c["id"], c["collect"], tuple(c["fields"]), int(c["effort"]))
            for c in base.vocabulary["collect"]["collect"]
        ),
        serial_dates=tuple(s["pattern"] for s in base.vocabulary["serial_dates"]["serial_dates"]),
        numbering=(float(relations["numbering"]["long"]), float(relations["numbering"]["short"])),
        calibration=_calibration(base.calibration),
        cards=tuple(_card(item, base) for item in base.of("devices")),
        resemblances=tuple(_resemblances(base, fields)),
        regimes={item.form.id: regime(item.form) for item in base.of("regimes")},
        situations=situations(base.vocabulary["situation"]),
    )
    return dataclasses.replace(compiled, digest=digest(compiled))


def digest(compiled: model.Knowledge) -> str:
    """SHA-256 of the compiled content without the digest itself."""
    return hashlib.sha256(encode(compiled, sort=True)).hexdigest()


def encode(compiled: model.Knowledge, *, sort: bool = False) -> bytes:
    """The base as JSON bytes: in the order of the files, which is the order in which a rule asks for its facts."""
    return msgspec.json.encode(compiled, order="sorted" if sort else None)


def build(root: Path, out: Path) -> model.Knowledge:
    """Compile the base under `root` and write it to `out`.

    Raises:
        KnowledgeError: a file has no readable form.
    """
    base = read_base(root)
    if base.complaints:
        raise KnowledgeError("\n".join(str(complaint) for complaint in base.complaints))
    compiled = compile_base(base)
    out.write_bytes(encode(compiled))
    return compiled


def _source(form: schema.SourceForm) -> model.Source:
    return model.Source(
        form.id,
        form.title,
        form.publisher,
        form.kind,
        form.date or f"read {form.read}",
        form.licence,
        form.group,
        form.url,
    )


def _entity(form: schema.EntityForm, kinds: dict[str, str]) -> model.Entity:
    return model.Entity(
        id=form.id,
        name=form.name,
        kinds=tuple(form.kinds),
        sources=citations(form.sources),
        legal_name=form.legal_name or "",
        country=form.country or "",
        listed=form.listed,
        aliases=tuple(form.aliases),
        registrants=tuple(model.Registrant(r.name, r.kind) for r in form.registrants),
        held_by=tuple(interest(held, kinds) for held in form.held_by),
        numbers={"stock": form.numbers.stock} if form.numbers.stock else {},
        not_names=tuple(form.not_names),
    )


def _leads_only(citations: Iterable[schema.CitationForm], kinds: dict[str, str]) -> bool:
    return all(kinds.get(c.id) in model.LEADS for c in citations)


def _copied(citations: Iterable[schema.CitationForm], kinds: dict[str, str]) -> bool:
    return all(kinds.get(c.id) == "directory-copy" for c in citations)


def _brand(form: schema.BrandForm, kinds: dict[str, str]) -> model.Brand:
    return model.Brand(
        id=form.id,
        name=form.name,
        aliases=tuple(form.aliases),
        words=tuple(form.words),
        registrants=tuple(form.registrants),
        rows=tuple(_row(row, kinds) for row in form.rows if row.status in ("trial", "stable")),
        models=tuple(_relation(r, kinds) for r in form.models if r.status in ("trial", "stable")),
        reply=form.reply.text if form.reply else "",
        note=form.note or "",
    )


def _row(row: schema.RowForm, kinds: dict[str, str]) -> model.BrandRow:
    return model.BrandRow(
        maker=row.maker,
        relation=row.relation,
        confidence=row.confidence,
        sources=citations(row.sources),
        models=row.models or "",
        start=row.from_ or "",
        end=row.to or "",
        trial=row.status == "trial" or _leads_only(row.sources, kinds),
        copied=_copied(row.sources, kinds),
    )


def _relation(form: schema.ModelForm, kinds: dict[str, str]) -> model.ModelRelation:
    return model.ModelRelation(
        model=form.model,
        maker=form.maker,
        confidence=form.confidence,
        sources=citations(form.sources),
        maker_model=form.maker_model or "",
        trial=form.status == "trial" or _leads_only(form.sources, kinds),
    )


def _fingerprints(base: Base, fields: dict[str, model.Field], kinds: dict[str, str]) -> Iterable[model.Fingerprint]:
    bands = {b["id"]: (float(b["hit_if"]), float(b["hit_else"])) for b in base.vocabulary["bands"]["bands"]}
    for item in base.of("fingerprints"):
        form = item.form
        if form.status not in ("trial", "stable") or form.field not in fields:
            continue
        hit_if, hit_else, counted = pair(bands[form.band], base.measured.get(form.id))
        yield model.Fingerprint(
            id=form.id,
            field=form.field,
            carrier=fields[form.field].carrier,
            pattern=form.pattern,
            role=form.role,
            makers=tuple(form.makers),
            hit_if=hit_if,
            hit_else=hit_else,
            sources=citations(form.sources),
            why=form.why,
            trial=form.status == "trial" or _leads_only(form.sources, kinds),
            counted=counted,
            absence=_absence(bands, form.absence),
            confounders=tuple(form.confounders),
        )


def _absence(bands: dict[str, tuple[float, float]], band: str | None) -> float | None:
    """Log10 ratio of a miss: P(no hit | maker) over P(no hit | another)."""
    if band is None:
        return None
    hit_if, hit_else = bands[band]
    return round(log10((1.0 - hit_if) / (1.0 - hit_else)), 9)


def pair(judged: tuple[float, float], measured: dict[str, list[int]] | None) -> tuple[float, float, str]:
    """The likelihood pair in force, and what of it was counted.

    P(hit | maker) is counted from enough devices of enough groups. P(hit | another) is the judged figure until a false
    hit was counted: counting zero never weakens a sign, counting one does.
    """
    hit_if, hit_else = judged
    if measured is None:
        return hit_if, hit_else, ""
    (hit, seen), (false, others), groups = measured["maker"], measured["others"], int(measured["groups"][0])
    notes = []
    if seen >= COUNTED_FROM and groups >= COUNTED_GROUPS:
        hit_if = (hit + 0.5) / (seen + 1)
        notes.append(f"{hit} of {seen} devices of the maker")
    if false:
        hit_else = max(hit_else, (false + 0.5) / (others + 1))
    if others:
        notes.append(f"{false} of {others} devices of others")
    return hit_if, hit_else, "; ".join(notes)


def _resemblances(base: Base, fields: dict[str, model.Field]) -> Iterable[model.Resemblance]:
    """What being laid out like a known device is worth, by carrier: judged low until it was counted."""
    bands = {b["id"]: (float(b["hit_if"]), float(b["hit_else"])) for b in base.vocabulary["bands"]["bands"]}
    for carrier in sorted({field.carrier for field in fields.values() if field.shape}):
        counts = base.measured.get(f"{RESEMBLANCE}-{carrier}", {"maker": [0, 0], "others": [0, 0], "groups": [0]})
        hit_if, hit_else, counted = pair(bands[ALIKE_BAND], counts)
        (right, pairs), (wrong, others), (groups,) = counts["maker"], counts["others"], counts["groups"]
        yield model.Resemblance(
            carrier=carrier,
            log10_lr=round(log10(hit_if / hit_else), 9),
            measured=pairs >= COUNTED_FROM and groups >= COUNTED_GROUPS,
            counted=counted,
            right=(right, pairs),
            wrong=(wrong, others),
            groups=groups,
        )


def _calibration(written: dict[str, object]) -> model.Calibration:
    if not written:
        return model.Calibration()
    return msgspec.convert(
        {k: v for k, v in written.items() if k in model.Calibration.__dataclass_fields__},
        model.Calibration,
        strict=False,
    )


def _card(item: Item, base: Base) -> model.Card:
    form: schema.CardForm = item.form
    groups = {i.form.id: i.form.group for i in base.of("sources")}
    first = form.signals[0].sources[0].id
    return model.Card(
        id=form.id,
        brand=form.brand,
        model=form.model,
        group=groups.get(first, first),
        truth=dict(form.truth),
        signals=tuple((s.field, s.value, s.sources[0].id) for s in form.signals),
        truth_groups=tuple(sorted({groups.get(c.id, c.id) for c in form.truth_sources})),
        emulated=form.emulated,
    )
