"""Tables of goods: which column is the brand, the number, the text, the seller; and what a row says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from whomade.collect import columns, inventory, table
from whomade.collect.columns import Layout, Row
from whomade.collect.headers import FIELDS as DEVICE_FIELDS
from whomade.collect.headers import field_scores, normal
from whomade.collect.shapes import cleaned
from whomade.collect.text import encoding_of
from whomade.errors import InputError
from whomade.model import Offer, Problem
from whomade.model.offer import ANSWER_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from whomade.collect.source import Source

ROLES: dict[str, str] = {
    "title": (
        "title | item | item description | product description | long description | short description | article "
        "| goods | "
        "product title | line item | specification | specs | requirement | part description | contract description | "
        "bezeichnung | artikel | artikelbezeichnung | beschreibung | leistung | positionstext | designation "
        "| libelle | "
        "article | descriptif | produit | descripcion | articulo | concepto | descripcion del articulo | descrizione | "
        "articolo | descrizione articolo | voce | descricao | artigo | item descricao | omschrijving "
        "| artikelomschrijving | "
        "nazwa towaru | opis | przedmiot | towar | наименование | наименование товара | товар | описание | позиция | "
        "商品名称 | 品名 | 产品名称 | 货物名称 | 商品名 | 品目 | 件名 | 품명 | 품목 | tanim | urun "
        "| urun adi | popis | nazev | "
        "benamning | beskrivelse | tuote | megnevezes | denumire | product | product name | service description"
    ),
    "supplier": (
        "supplier | supplier name | seller | vendor name | awardee | contractor | contractor name | bidder "
        "| distributor | "
        "reseller | lieferant | anbieter | bieter | fournisseur | titulaire | vendeur | proveedor "
        "| adjudicatario | fornitore | "
        "aggiudicatario | fornecedor | leverancier | dostawca | wykonawca "
        "| поставщик | продавец | 供应商 | 供應商 | 供应商名称 | "
        "仕入先 | 납품업체 | 공급업체 | tedarikci | dodavatel | leverantor | leverandor "
        "| toimittaja | szallito | furnizor"
    ),
    "kind": (
        "type | typ | tipo | art | тип | 类型 | category | kategorie | categorie "
        "| categoria | kategoria | device type | "
        "camera type | product type | kind | gattung | warengruppe | product category"
    ),
    "code": "cpv | cpv code | cpv codes | code cpv | codigo cpv | codice cpv | kod cpv | cpv kod | main cpv",
    "quantity": (
        "qty | quantity | menge | anzahl | quantite | qte | cantidad | quantita | quantidade | aantal | ilosc "
        "| количество | "
        "кол во | 数量 | 수량 | adet | miktar | mnozstvi | antal | maara | mennyiseg"
    ),
}
"""Role of a column of goods → the words that head it. Brand, model, serial and the like are those of device lists."""
PART_NUMBERS = (
    "part number | part no | part nr | mpn | sku | manufacturer part number | mfr part number | mfr part no "
    "| item number | "
    "item code | catalog number | catalogue number | article number | article no | artikelnummer | artikel nr "
    "| art nr | "
    "bestellnummer | reference | ref | referencia | codice articolo | codigo | kod | артикул | 货号 | 型番 | 품번 "
    "| product code"
)
FIELDS = (*DEVICE_FIELDS, *ROLES)
"""What `--map FIELD=COLUMN` may name."""
MAX_TITLES = 4
"""Columns of text that are read together."""
_MODELS = ("model", "brand_model")
_TOTAL = re.compile(r"(?i)^(?:sub-?)?totals?\b|^summe\b|^gesamt|^total\b|^итого|^合计|^合計|^mwst|^vat\b|^tva\b|^iva\b")


@dataclass(slots=True)
class Goods:
    """How a table of goods is read: the layout of device lists, and the columns of each further role."""

    base: Layout
    roles: dict[str, list[int]] = field(default_factory=dict)
    context: str = ""

    def shown(self) -> dict[str, str]:
        """Field → names of its columns, for the summary."""
        more = {role: ", ".join(self.base.name(i) for i in indexes) for role, indexes in self.roles.items()}
        base = {f: name for f, name in self.base.shown().items() if f in _USED}
        return {**base, **more}


_USED = frozenset({"brand", "model", "brand_model", "serial", "firmware", "fcc_id"})
"""Fields of device lists that say something about goods."""


def roles_named(cells: Iterable[str]) -> set[str]:
    """Roles and fields that the cells of a row name, were it a header."""
    found = {role for cell in cells for role in _roles_of(cell)}
    return found | {f for cell in cells for f in field_scores(cell) if f in _USED}


def lay_out(first: Sequence[Row], options: Mapping[str, str]) -> Goods:
    """Find the header and the column of each role among the first rows.

    Raises:
        InputError: an option names a column that does not exist.
    """
    own = {f: column for f, column in options.items() if f in ROLES}
    begin = _header(first)
    first = _without_answers(first, begin)
    rest = [row for row in first if row.number >= begin]
    base = columns.layout(rest, {f: c for f, c in options.items() if f not in ROLES}, may_be_plain=False)
    names = base.names if base.header else ()
    width = max((len(row.cells) for row in rest), default=0)
    sample = [row.cells for row in rest if row.number > base.header and not row.fault]
    columns_kept = {f: i for f, i in base.columns.items() if f in _USED or f in options}
    part = _part_number(names, columns_kept) if not set(_MODELS) & set(columns_kept) else None
    if part is not None:
        columns_kept["model"] = part
    if _is_wordy(columns_kept.get("model"), sample):
        columns_kept["title_model"] = columns_kept.pop("model")
    roles = _roles(names, sample, width, columns_kept, base.columns)
    roles.update({role: [_given(column, names, width)] for role, column in own.items()})
    if "title_model" in columns_kept:
        roles.setdefault("title", []).insert(0, columns_kept.pop("title_model"))
    base = Layout(base.header, base.names, {f: i for f, i in columns_kept.items() if f in DEVICE_FIELDS}, base.mapped)
    return Goods(base, roles, _context(base, names, roles))


def _without_answers(first: Sequence[Row], header: int) -> list[Row]:
    """Rows without the columns that an earlier screening added: an answer is no evidence for the next one."""
    heads = next((row.cells for row in first if row.number == header), [])
    added = {i for i, name in enumerate(heads) if name in ANSWER_COLUMNS}
    if not added:
        return list(first)
    return [row._replace(cells=["" if i in added else c for i, c in enumerate(row.cells)]) for row in first]


def _given(column: str, names: Sequence[str], width: int) -> int:
    index = columns.column_index(column, names, width)
    if index is None:
        raise InputError(f"--map: no column `{column}`; columns: {', '.join(n for n in names if n.strip())}")
    return index


def _header(first: Sequence[Row]) -> int:
    """Number of the row that names most roles; the first where none names two."""
    rows = [row for row in first[: columns.HEADER_SEARCH] if not row.fault and not columns.is_blank(row.cells)]
    if not rows:
        return 0
    best = max(rows, key=lambda row: (len(roles_named(row.cells)), -row.number))
    return best.number if len(roles_named(best.cells)) >= 2 else rows[0].number


def _roles(
    names: Sequence[str],
    sample: Sequence[Sequence[str]],
    width: int,
    used: Mapping[str, int],
    guessed: Mapping[str, int],
) -> dict[str, list[int]]:
    taken = set(used.values())
    roles: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        for role in _roles_of(name) if index not in taken else ():
            if role == "title" or role not in roles:
                roles.setdefault(role, []).append(index)
                taken.add(index)
                break
    texts = [guessed[f] for f in ("name", "note") if f in guessed and guessed[f] not in taken]
    titles = [i for i in (*roles.pop("title", []), *texts) if _letters(sample, i)]
    if not titles and not used:
        titles = _longest(sample, width, taken)
    if titles:
        roles["title"] = list(dict.fromkeys(titles))[:MAX_TITLES]
    return roles


def _roles_of(name: str) -> list[str]:
    text = normal(name)
    return [role for role, words in _role_words().items() if text in words]


@cache
def _role_words() -> dict[str, frozenset[str]]:
    return {role: frozenset(normal(word) for word in words.split("|")) for role, words in ROLES.items()}


@cache
def _part_words() -> frozenset[str]:
    return frozenset(normal(word) for word in PART_NUMBERS.split("|"))


def _part_number(names: Sequence[str], used: Mapping[str, int]) -> int | None:
    return next((i for i, n in enumerate(names) if normal(n) in _part_words() and i not in used.values()), None)


def _is_wordy(index: int | None, sample: Sequence[Sequence[str]]) -> bool:
    """Whether a column headed like a model holds titles: most of its values have four words or more."""
    values = [cells[index] for cells in sample if index is not None and index < len(cells) and cells[index].strip()]
    return bool(values) and sum(len(v.split()) >= 4 for v in values) > len(values) / 2


def _letters(sample: Sequence[Sequence[str]], index: int) -> bool:
    values = [cells[index] for cells in sample if index < len(cells) and cells[index].strip()]
    return not values or sum(any(c.isalpha() for c in v) for v in values) * 2 >= len(values)


def _longest(sample: Sequence[Sequence[str]], width: int, taken: set[int]) -> list[int]:
    """The two columns with most letters, where no header says which one is the text."""
    sizes = {
        i: sum(sum(map(str.isalpha, cells[i])) for cells in sample if i < len(cells))
        for i in range(width)
        if i not in taken
    }
    return sorted(sorted((i for i in sizes if sizes[i]), key=lambda i: -sizes[i])[:2])


def _context(base: Layout, names: Sequence[str], roles: Mapping[str, list[int]]) -> str:
    """Headers that say what the rows are: of columns that name the goods, and of those that list what they can do."""
    ""
    naming = {*base.columns.values(), *chain.from_iterable(roles.values())}
    said = [name for i, name in enumerate(names) if i in naming or _is_device_key(name) or len(name.split("_")) > 2]
    return " | ".join(dict.fromkeys(name.strip() for name in said if name.strip()))[:500]


def _is_device_key(name: str) -> bool:
    return "asset" in field_scores(name) and len(normal(name).split()) > 1


def offers(source: Source, mark: str) -> Iterator[Offer | Problem]:
    """Give the lines of a CSV file; each line's `row` is the number of its row."""
    rows = (row for row, _ in inventory.rows_with_lines(source, encoding_of(source.head()), mark))
    first = table.sample(rows)
    goods = lay_out(first, source.options)
    describe(source, goods)
    source.headers[""] = goods.base.header
    yield from lines(source, chain(first, rows), goods)


def describe(source: Source, goods: Goods, sheet: str = "") -> None:
    """Say in the summary how a table is read."""
    prefix = f"{sheet}!" if sheet else ""
    source.summary.columns |= {f"{prefix}{f}": name for f, name in goods.shown().items()}
    if not goods.base.header:
        source.note(f"{prefix}no header row: columns are named by letters")
    if not goods.shown():
        source.note(f"{prefix}no column was recognised (`--map FIELD=COLUMN` helps)")


def lines(source: Source, rows: Iterable[Row], goods: Goods, sheet: str = "") -> Iterator[Offer | Problem]:
    """Give a line for each row below the header; rows that cannot be read are problems."""
    prefix = f"sheet {sheet}, " if sheet else ""
    skipped: Counter[str] = Counter()
    for row in rows:
        if row.fault:
            yield source.problem(f"{prefix}row {row.number}", "a row that fits the table", row.fault)
        elif row.number <= goods.base.header or columns.is_blank(row.cells):
            skipped["blank rows and rows up to the header"] += row.number != goods.base.header
        elif _TOTAL.match(next(filter(None, (c.strip() for c in row.cells)), "")):
            skipped["totals"] += 1
        elif _names_goods(offer := offer_of(source, goods, row, prefix, sheet)):
            source.read_one()
            yield offer
        else:
            skipped["rows whose columns of goods are empty"] += 1
    for said, count in skipped.items():
        if count:
            source.note(f"{prefix}{said}: {count}")


def _names_goods(offer: Offer) -> bool:
    """Whether a row says anything about goods: a second row of headings and a row of prices alone do not."""
    said = (value for name, value in offer.fields.items() if name not in ("quantity", "supplier"))
    return bool(offer.codes) or any(c.isalnum() for value in said for c in value)


def offer_of(source: Source, goods: Goods, row: Row, prefix: str = "", sheet: str = "") -> Offer:
    """What one row says."""
    fields = {f: v for f, v in columns.values_of(source, goods.base, row.cells).items() if f in _USED}
    for role, indexes in goods.roles.items():
        said = [cleaned(row.cells[i][: columns.CELL_CAP]) for i in indexes if i < len(row.cells)]
        if text := " | ".join(filter(None, said)):
            fields[role] = text
    codes = tuple(re.findall(r"\d{8}", fields.pop("code", "")))
    where = source.where(f"{prefix}row {row.number}")
    return Offer(where, fields, codes, context=goods.context, row=row.number, sheet=sheet)
