"""A tiny knowledge base as files: small, valid, and whole enough that the check passes and measures count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whomade.testing.world import (
    BANDS,
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
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from whomade.model import Field


def tiny_base(folder: Path) -> Path:
    """Write a small, valid knowledge base under a folder and give the folder.

    It holds four invented makers, three brands, three fingerprints (one stable on two sources, one stable on counted
    cards, one on trial), five device cards of three source groups, and a regime.
    """
    from whomade.knowledge.measure import count, write_measured
    from whomade.knowledge.read import read_base

    for name, text in _files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "measured.yml").write_text(write_measured(count(read_base(folder))), encoding="utf-8")
    return folder


def _files() -> dict[str, str]:
    """Every file of the tiny base by its path."""
    return {
        "base.yml": 'version: "2026.11.1"\nexpect:\n  brands: {min: 3, max: 20}\n',
        **{f"vocabulary/{name}.yml": text for name, text in _vocabulary().items()},
        **{f"sources/{id_}.yml": _source(id_) for id_ in ("survey", "prints", "bench", "notes")},
        "sources/register.yml": _source("register", "registry"),
        "sources/leaflet.yml": _source("leaflet", "directory-copy"),
        **{f"entities/{id_}.yml": _entity(id_, name, "maker") for id_, name in MAKERS.items()},
        **{f"entities/{id_}.yml": _entity(id_, id_.title(), kind) for id_, kind in OTHERS.items()},
        **_BRANDS,
        **_FINGERPRINTS,
        **_REGIMES,
        **{f"devices/acme-guard-{n}.yml": _card(n, source) for n, source in enumerate(_CARD_SOURCES, 1)},
    }


def _listing(name: str, rows: Iterable[str]) -> str:
    return f"{name}:\n" + "".join(f"  - {row}\n" for row in rows)


def _vocabulary() -> dict[str, str]:
    words: Callable[[Field], str] = lambda f: f", brand_words: {f.brand_words}" if f.brand_words else ""  # noqa: E731
    return {
        "carriers": _listing("carriers", (f"{{id: {c}, class: {k}, what: {c}}}" for c, k in CARRIERS.items())),
        "bands": _listing(
            "bands", (f"{{id: {b.id}, hit_if: {b.hit_if}, hit_else: {b.hit_else:.6f}}}" for b in BANDS.values())
        ),
        "relations": _listing(
            "relations",
            (
                f"{{id: {r}, share: {share}, owns_brand: {'true' if r in ('own-brand', 'subsidiary') else 'false'}}}"
                for r, share in RELATIONS.items()
            ),
        )
        + _listing("confidences", (f"{{id: {c}, factor: {f}, model_share: {m}}}" for c, (f, m) in CONFIDENCES.items()))
        + "copied_directory_share: 0.3\nnumbering: {long: 0.97, short: 0.5}\n",
        "fields": _listing(
            "fields", (f'{{id: {f.id}, carrier: {f.carrier}{words(f)}, what: "{f.what}"}}' for f in FIELDS.values())
        ),
        "collect": _listing(
            "collect",
            (
                "{id: mac-address, collect: MAC address from the switch, fields: [mac], effort: 1}",
                "{id: http-headers, collect: HTTP response headers, fields: [http_header.server], effort: 2}",
                "{id: rtsp-challenge, collect: RTSP answer, fields: [rtsp_realm], effort: 2}",
            ),
        ),
        "situation": _SITUATION,
        "serial_dates": "serial_dates:\n  - id: northlens-serial-date\n"
        "    pattern: '^NL(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])'\n"
        "    why: invented\n    sources: [{id: survey, at: page 1}]\n",
    }


def _source(id_: str, kind: str = "dataset") -> str:
    return (
        f'id: {id_}\ntitle: "The {id_} of invented devices"\npublisher: "Makers of the {id_}"\nkind: {kind}\n'
        f'date: "2026-06"\nlicence: CC0-1.0\ngroup: {id_}\n'
    )


def _entity(id_: str, name: str, kind: str) -> str:
    registrants = "".join(f'  - {{name: "{r.name}", kind: {r.kind}}}\n' for r in registered(name, kind))
    return (
        f'id: {id_}\nname: "{name}"\ncountry: XX\nkinds: [{kind}]\n'
        f"listed: {'true' if id_ in LISTED else 'false'}\n"
        + (f"registrants:\n{registrants}" if registrants else "")
        + "sources: [{id: survey, at: page 1}]\n"
    )


_CARD_SOURCES = ("prints", "prints", "bench", "bench", "notes")
"""Source of each card's signals: five cards of three groups."""


def _card(number: int, source: str) -> str:
    return (
        f"id: acme-guard-{number}\nbrand: acme\nmodel: Guard {number}\n"
        "truth: {manufacturer: northlens, firmware_author: northlens}\n"
        "how: its web server names the maker\n"
        "truth_sources: [{id: survey, at: page 7}]\n"
        "signals:\n"
        f"  - {{field: label.model, value: Guard {number}, sources: [{{id: {source}, at: row {number}}}]}}\n"
        f"  - {{field: http_header.server, value: NL-Webs/{number}, sources: [{{id: {source}, at: row {number}}}]}}\n"
    )


_BRANDS = {
    "brands/northlens.yml": """id: northlens
name: Northlens
words: [northlens]
rows:
  - maker: northlens
    relation: own-brand
    confidence: sure
    sources: [{id: survey, at: page 1}, {id: prints, at: entry 1}]
""",
    "brands/acme.yml": """id: acme
name: Acme
aliases: [Acme Imports]
words: [acme]
registrants: ["Acme Imports"]
rows:
  - maker: northlens
    relation: oem-full
    confidence: likely
    from: "2014"
    to: "2020-06"
    sources: [{id: survey, at: page 2}]
models:
  - {model: '^Guard 9', maker: quartzeye, confidence: sure, sources: [{id: survey, at: page 3}]}
""",
    "brands/pelagic.yml": """id: pelagic
name: Pelagic
rows:
  - maker: pelagic
    relation: own-brand
    confidence: claimed
    sources: [{id: leaflet, at: page 1}]
""",
}
_FINGERPRINTS = {
    "fingerprints/northlens/http_header.server.yml": """- id: northlens-webs
  field: http_header.server
  pattern: '^NL-Webs'
  role: firmware_author
  makers: [northlens]
  band: strong
  why: name of the maker's own web server
  by: "maintainers, 2026-11"
  sources: [{id: prints, at: entry 1}]
  examples: {match: ["NL-Webs/1", "NL-Webs/2.1", "NL-Webs"], no_match: ["webs", "nginx"]}
  status: stable
""",
    "fingerprints/quartzeye/rtsp_realm.yml": """- id: quartzeye-realm
  field: rtsp_realm
  pattern: '^QE_[0-9]{4}$'
  role: firmware_author
  makers: [quartzeye]
  band: very-strong
  why: the maker's name with four digits
  by: "maintainers, 2026-11"
  sources: [{id: survey, at: page 4}, {id: prints, at: entry 2}]
  examples: {match: ["QE_0001", "QE_0412", "QE_9000"], no_match: ["IP Camera"]}
  status: stable
""",
    "fingerprints/pelagic/serial.yml": """- id: pelagic-serial
  field: serial
  pattern: '^PLG[0-9]{6}$'
  role: manufacturer
  makers: [pelagic]
  band: moderate
  why: the maker's letters before six digits
  by: "maintainers, 2026-11"
  sources: [{id: leaflet, at: page 2}]
  examples: {match: ["PLG123456"], no_match: ["PLG12345"]}
  status: trial
""",
}
_SITUATION = """acts:
  - {id: buy, what: obtain it}
  - {id: keep-using, what: go on using it}
actor_kinds:
  - {id: defence, what: armed forces}
  - {id: company, what: private firm}
  - {id: unknown, what: not established}
places:
  - {id: home, what: dwelling}
  - {id: unknown, what: not established}
purposes:
  - {id: public-safety, what: protecting the public}
  - {id: unknown, what: not established}
products:
  - {id: camera, what: camera}
  - {id: soc, what: processor}
  - {id: unknown, what: not established}
roles:
  - {id: manufacturer, what: who built it}
facts:
  - {id: waiver_granted, type: boolean, what: a waiver covers the act}
  - {id: contract_step, type: code, values: [new, extension], what: step of the contract}
  - {id: component, type: product, what: the part in question}
"""
_REGIMES = {
    "regimes/xx/xx-harbour-act.yml": """id: xx-harbour-act
title: "Harbour Act"
country: XX
authority: Council of Harbours
instrument: "Harbour Act, section 4"
binds: armed forces
consequence: the contract is void
roles: [manufacturer]
makers:
  - {maker: northlens, name_printed: "Northlens Co.", sources: [{id: survey, at: page 5}]}
rules:
  - id: buying
    says: prohibited
    words: the armed forces may not buy it
    provision: "Harbour Act, section 4"
    from: "2020-05-01"
    acts: [buy]
    actors: {country: XX, kinds: [defence]}
    frees: {waiver_granted: true}
    sources: [{id: survey, at: page 5}]
sources: [{id: survey, at: page 5}]
next_check: {last: "2021-01-04", on: "2027-01-31", look_at: amendments}
expect:
  - {case: first day, maker: northlens, act: buy, on: "2020-05-01", actor: "XX:defence", status: prohibited}
  - {case: day before, maker: northlens, act: buy, on: "2020-04-30", actor: "XX:defence", status: not_reached}
""",
}
