"""Builders of the core types, and the invented base as a value: what a test does not name has a sober default."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from whomade.model import (
    Brand,
    BrandRow,
    Calibration,
    Citation,
    Collectable,
    Entity,
    Evidence,
    Fingerprint,
    Knowledge,
    ModelRelation,
    Signal,
    Source,
)
from whomade.testing.world import (
    BANDS,
    CALIBRATED,
    CARRIERS,
    CONFIDENCES,
    FIELDS,
    LISTED,
    MAKERS,
    OTHERS,
    RELATIONS,
    registered,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def cited(*ids: str) -> tuple[Citation, ...]:
    """Citations of invented sources."""
    return tuple(Citation(source, f"page {number}") for number, source in enumerate(ids or ("survey",), 1))


def signal(field: str, value: str) -> Signal:
    """A signal without a place."""
    return Signal(field, value)


def evidence(
    makers: str | tuple[str, ...] = "northlens", log10_lr: float = 2.0, carrier: str = "web", **more: Any
) -> Evidence:
    """A piece of evidence; the role follows from the class of the carrier, `more` sets other fields."""
    named = (makers,) if isinstance(makers, str) else makers
    field = next(f.id for f in FIELDS.values() if f.carrier == carrier)
    built = Evidence(
        fingerprint=f"{'-'.join(named)}-{carrier}",
        role=_role(carrier),
        makers=named,
        signal=Signal(field, "value"),
        log10_lr=log10_lr,
        carrier=carrier,
        technique="pattern",
        sources=cited(),
    )
    return replace(built, **more)


def _role(carrier: str) -> str:
    return "manufacturer" if CARRIERS[carrier] == "hardware" else "firmware_author"


def row(maker: str, relation: str = "oem-full", confidence: str = "sure", **more: Any) -> BrandRow:
    """A row of the brand table; `more` sets other fields (models, start, end, trial, copied)."""
    return BrandRow(maker, relation, confidence, cited(), **more)


def relation(model: str, maker: str, confidence: str = "sure", *, trial: bool = False) -> ModelRelation:
    """A model relation of the brand table."""
    return ModelRelation(model, maker, confidence, cited(), "", trial)


def brand(
    name: str, *rows: BrandRow, models: tuple[ModelRelation, ...] = (), registrants: tuple[str, ...] = ()
) -> Brand:
    """A brand whose id, name and word follow from one name."""
    id_ = name.casefold().replace(" ", "-")
    return Brand(id_, name, words=(name.casefold(),), registrants=registrants, rows=rows, models=models)


def fingerprint(
    maker: str | tuple[str, ...], field: str, pattern: str, band: str = "strong", **more: Any
) -> Fingerprint:
    """A fingerprint; the role follows from the class of the field's carrier, `more` sets other fields."""
    makers = (maker,) if isinstance(maker, str) else maker
    carrier = FIELDS[field].carrier
    built = Fingerprint(
        id=f"{makers[0]}-{field.replace('_', '-').replace('.', '-')}",
        field=field,
        carrier=carrier,
        pattern=pattern,
        role=_role(carrier),
        makers=makers,
        hit_if=BANDS[band].hit_if,
        hit_else=BANDS[band].hit_else,
        sources=cited("survey", "prints"),
        why="invented",
    )
    return replace(built, **more)


def knowledge_of(
    *,
    brands: Iterable[Brand] = (),
    fingerprints: Iterable[Fingerprint] = (),
    collectables: Iterable[Collectable] = (),
    calibration: Calibration = CALIBRATED,
    makers: Mapping[str, str] = MAKERS,
    listed: Iterable[str] = LISTED,
    serial_dates: tuple[str, ...] = (),
) -> Knowledge:
    """A knowledge base as a value: invented makers and the arithmetic's closed tables, with what a test adds."""
    entities = {
        id_: Entity(
            id_, name, ("maker",), cited(), country="XX", listed=id_ in set(listed), registrants=registered(name)
        )
        for id_, name in makers.items()
    }
    entities |= {
        id_: Entity(id_, id_.title(), (kind,), cited(), registrants=registered(id_.title(), kind))
        for id_, kind in OTHERS.items()
    }
    return Knowledge(
        version="2026.11.1",
        digest="0" * 64,
        sources={id_: Source(id_, id_, id_, "dataset", "2026-11", "CC0-1.0", id_) for id_ in ("survey", "prints")},
        fields=dict(FIELDS),
        carriers=dict(CARRIERS),
        relations=dict(RELATIONS),
        owning_relations=("own-brand", "subsidiary"),
        confidences=dict(CONFIDENCES),
        copied_share=0.3,
        entities=entities,
        brands={b.id: b for b in brands},
        fingerprints=tuple(fingerprints),
        collectables=tuple(collectables),
        serial_dates=serial_dates,
        calibration=calibration,
    )
