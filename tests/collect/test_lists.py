"""Device lists as a facility manager keeps them: combined columns, places, totals, placeholders, plain lists."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.exceptions import InvalidFileException

from whomade import collect
from whomade.collect import Source, devices, headers, labels, shapes
from whomade.errors import InputError, UnknownFormat
from whomade.model import Observation, Problem

MAC = "00:00:5e:00:53:%02x"


class Outcome:
    def __init__(self, source: Source) -> None:
        results = list(collect.read(source))
        self.summary = source.summary
        self.problems = [r for r in results if isinstance(r, Problem)]
        self.seen = [r for r in results if isinstance(r, Observation)]
        self.labels = {o.asset: o.data for o in self.seen if o.kind == "label"}
        self.macs = [(o.asset, o.data) for o in self.seen if o.kind == "mac"]


def listed(tmp_path: Path, text: str | bytes, name: str = "list.csv", **options: str) -> Outcome:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return Outcome(Source(path, name, options=options))


def book(*sheets: tuple[str, list[list]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


CAMERAS = [["Asset tag", "Hersteller"], ["K-1", "Acme"], ["K-2", "Bolt"]]


@pytest.mark.parametrize("name", ["cameras.xls", "cameras.xlsx.bak", "cameras"])
def test_a_workbook_is_read_under_any_name(tmp_path, name):
    found = listed(tmp_path, book(("Cameras", CAMERAS)), name)
    assert found.summary.format == "xlsx"
    assert found.labels == {"K-1": {"brand": "Acme"}, "K-2": {"brand": "Bolt"}}


def test_a_workbook_is_read_from_standard_input():
    with collect.opened(Path("-"), stdin=io.BytesIO(book(("Cameras", CAMERAS)))) as source:
        assert list(Outcome(source).labels) == ["K-1", "K-2"]


@pytest.mark.parametrize("error", [InvalidFileException("no"), Exception("odd"), KeyError("x")])
def test_whatever_the_library_raises_is_a_refusal(tmp_path, monkeypatch, error):
    def broken(*_args, **_more):
        raise error

    monkeypatch.setattr(openpyxl, "load_workbook", broken)
    with pytest.raises(InputError, match="a broken workbook"):
        listed(tmp_path, book(("Cameras", CAMERAS)), "cameras.xlsx")


@pytest.mark.parametrize(
    "header",
    [
        "Marca y modelo", "Marke/Modell", "Brand / Model", "Make & Model", "Hersteller/Typ", "Fabricante y modelo",
        "Marque et modèle", "Hersteller und Modell", "Marca e modello", "Merk en type", "Producent i model",
        "Brand+Model", "Kamera (Marke/Modell)", "Make and Model", "品牌/型号", "品牌型号", "Model/Brand",
    ],
)  # fmt: skip
def test_columns_of_brand_and_model_are_split(tmp_path, header):
    found = listed(tmp_path, f"asset id;{header}\n1;Acme Guard4\n2;Bolt\n3;G-7\n4;k.A.\n")
    assert found.summary.columns["brand_model"] == header
    assert list(found.labels.values()) == [
        {"brand": "Acme", "model": "Guard4"},
        {"brand": "Bolt"},
        {"model": "G-7"},
        {},
    ]


@pytest.mark.parametrize("header", ["Manufacturer part number", "Marke", "Modell und Farbe", "NVR brand/model", "Typ"])
def test_other_columns_are_not_split(header):
    assert "brand_model" not in headers.field_scores(header)


def test_a_combined_column_can_be_named_and_gives_way_to_own_columns(tmp_path):
    found = listed(tmp_path, "asset id,was,brand\n1,Acme G4,Bolt\n", brand_model="was")
    assert found.labels == {"1": {"brand": "Bolt", "model": "G4"}}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Acme Video Guard 4", ("Acme Video Guard", "4")),
        ("Acme / Guard 4", ("Acme", "Guard 4")),
        ("Acme - Guard 4", ("Acme", "Guard 4")),
        ("Acme/G4", ("Acme", "G4")),
        ("Acme, Inc. G4", ("Acme, Inc.", "G4")),
        ("Acme, Guard 4", ("Acme", "Guard 4")),
        ("Acme-Link G4", ("Acme-Link", "G4")),
        ("sin marca G4", ("", "G4")),
        ("k.A. / G4", ("", "G4")),
        ("siehe Foto 4", ("", "")),
        ("=A1 G4", ("", "")),
        ("", ("", "")),
    ],
)
def test_the_model_begins_at_a_separator_or_the_first_digit(cell, expected):
    assert tuple(labels.split(cell)) == expected


@pytest.mark.parametrize(
    "header",
    ["Equipo", "Kamera", "Cámara", "Camera", "Device", "Gerät", "ID"],
)
def test_names_of_things_are_keys_where_they_are_unique(tmp_path, header):
    found = listed(tmp_path, f"{header},Marca\nTor,Acme\nHof,Bolt\n")
    assert found.labels == {"Tor": {"brand": "Acme"}, "Hof": {"brand": "Bolt"}}
    found = listed(tmp_path, f"{header},Marca\nTor,Acme\nTor,Bolt\nHof,Bolt\n")
    assert [label["name"] for label in found.labels.values()] == ["Tor", "Tor", "Hof"]
    assert list(found.labels) == ["list.csv#row 2", "list.csv#row 3", "list.csv#row 4"]


@pytest.mark.parametrize("header", ["Lfd. Nr.", "Nr.", "No.", "Nº"])
def test_running_numbers_are_the_last_choice_and_hold_inside_their_list_only(tmp_path, header):
    found = listed(tmp_path, f"{header};Marke;IP\n1;Acme;192.0.2.1\n2;Bolt;\n3;;\n")
    assert found.summary.columns["asset"] == header
    assert list(found.labels) == ["192.0.2.1", "list.csv#2"]
    assert "rows that hold nothing but their number: 1 (no devices)" in found.summary.notes
    assert list(listed(tmp_path, f"{header};Marke;IP\n1;Acme;192.0.2.1\n", asset=header).labels) == ["1"]


@pytest.mark.parametrize("header", ["N/S", "S/N", "Nº de serie", "N° de série", "Serien-Nr."])
def test_serial_numbers_have_many_short_names(header):
    assert list(headers.field_scores(header)) == ["serial"]


@pytest.mark.parametrize("header", ["IP", "IP-Adr.", "IP-Adresse"])
def test_ip_columns(tmp_path, header):
    found = listed(tmp_path, f"{header};Marke\n192.0.2.1;Acme\n192.0.2.2;Bolt\n")
    assert list(found.labels) == ["192.0.2.1", "192.0.2.2"]


@pytest.mark.parametrize("header", ["Dirección MAC / IP", "IP/MAC", "MAC- oder IP-Adresse"])
def test_a_column_of_mac_or_ip_addresses_is_read_as_both(tmp_path, header):
    text = f"Marca;{header}\nAcme;192.0.2.1\nAcme;{MAC % 1}\nBolt;{MAC % 2} / 192.0.2.3\nBolt;en el switch\n"
    found = listed(tmp_path, text)
    assert list(found.labels) == ["192.0.2.1", MAC % 1, "192.0.2.3", "list.csv#row 5"]
    assert found.macs == [(MAC % 1, MAC % 1), ("192.0.2.3", MAC % 2)]
    assert found.summary.columns["mac"] == found.summary.columns["address"] == header


def test_an_address_in_the_wrong_column_is_used_as_what_it_is(tmp_path):
    found = listed(tmp_path, f"Marke;MAC;IP\nAcme;{MAC % 1};192.0.2.1\nAcme;192.0.2.2;\nBolt;;{MAC % 3}\n")
    assert list(found.labels) == ["192.0.2.1", "192.0.2.2", MAC % 3]
    assert [mac for _, mac in found.macs] == [MAC % 1, MAC % 3]


def test_mac_addresses_of_other_dialects_are_given_in_a_usual_one(tmp_path):
    found = listed(tmp_path, "asset id,MAC\n1,00 00 5E 00 53 01\n2,0000-5e00-5302\n")
    assert [mac for _, mac in found.macs] == ["00:00:5E:00:53:01", "00:00:5e:00:53:02"]


@pytest.mark.parametrize("header", ["Type", "Typ", "Tipo", "Gerätetyp"])
def test_a_type_is_a_model_only_where_it_looks_like_one(tmp_path, header):
    found = listed(tmp_path, f"asset id,Marke,{header}\n1,Acme,G-4\n2,Acme,Guard 5\n3,Acme,Dome\n")
    assert found.summary.columns["model"] == header
    for kinds in ("dynamic,static,dynamic", "dome,bullet,PTZ", "Dome 4MP,Bullet 8 MP,4 MP", "IPv4,IPv4,IPv6"):
        rows = "".join(f"{n},Acme,{kind}\n" for n, kind in enumerate(kinds.split(",")))
        assert "model" not in listed(tmp_path, f"asset id,Marke,{header}\n{rows}").summary.columns


@pytest.mark.parametrize("header", ["Ubicación", "Location", "Lage", "Emplacement", "Ort", "Raum"])
def test_places_inside_a_site_are_names(tmp_path, header):
    found = listed(tmp_path, f"asset id,brand,{header}\n1,Acme,Tor 3\n")
    assert found.labels == {"1": {"brand": "Acme", "name": "Tor 3"}}
    assert found.seen[0].site is None


def test_a_standort_is_a_site(tmp_path):
    found = listed(tmp_path, "asset id,Hersteller,Standort,Raum\n1,Acme,Werk Nord,Tor 3\n")
    assert found.labels == {"1": {"brand": "Acme", "name": "Tor 3"}}
    assert found.seen[0].site == "Werk Nord"


@pytest.mark.parametrize("word", ["Summe", "Total:", "Gesamt", "Suma", "Totale", "Anzahl", "Total cameras 2", "合计"])
def test_totals_are_no_devices(tmp_path, word):
    text = f"Kamera;Marke;Modell;Preis\nTor;Acme;G4;10\nHof;Acme;G5;20\n{word};;2;30\n"
    found = listed(tmp_path, text)
    assert list(found.labels) == ["Tor", "Hof"]
    assert "rows that are totals: 1 (no devices)" in found.summary.notes


def test_a_brand_called_like_a_total_is_a_device(tmp_path):
    assert listed(tmp_path, "Marke;Modell\nTotal;G4\nAcme;G5\n").summary.records == 2


def test_rows_of_placeholders_and_headings_are_no_devices(tmp_path):
    found = listed(tmp_path, "Kamera;Marke;Modell;Ort\nGebäude A;;;\nTor;Acme;G4;Nord\n-;k.A.;?;n/a\n")
    assert list(found.labels) == ["Tor"]
    assert "rows that hold placeholders only: 1 (no devices)" in found.summary.notes
    assert "rows with a heading only: 1 (no devices)" in found.summary.notes
    assert found.problems == []


def test_an_id_alone_is_a_device(tmp_path):
    assert list(listed(tmp_path, "Asset ID;Marke;Modell;Ort\nK-1;;;\nK-2;Acme;G4;\n").labels) == ["K-1", "K-2"]


def test_a_sheet_without_columns_beside_a_good_one_is_a_note(tmp_path):
    found = listed(tmp_path, book(("Cameras", CAMERAS), ("Legend", [["rot"], ["kaputt"]])), "a.xlsx")
    assert (found.problems, found.summary.rejected) == ([], 0)
    assert "sheet Legend: no column was recognised; its rows are not read as devices" in found.summary.notes
    assert found.summary.columns == {"asset": "Asset tag", "brand": "Hersteller"}
    assert found.seen[0].where.place == "sheet Cameras, row 2"


def test_columns_of_one_table_bear_no_sheet_and_those_of_two_do(tmp_path):
    assert list(listed(tmp_path, book(("One", CAMERAS)), "a.xlsx").summary.columns) == ["asset", "brand"]
    two = listed(tmp_path, book(("One", CAMERAS), ("Two", [["Asset tag", "Marke"], ["K-3", "Acme"]])), "a.xlsx")
    assert sorted(two.summary.columns) == ["One!asset", "One!brand", "Two!asset", "Two!brand"]


@pytest.mark.parametrize("name", ["list.txt", "list.csv", "list"])
@pytest.mark.parametrize(
    ("lines", "field", "labels_seen"),
    [
        (
            ["Acme", "Bolt Security", "Acme"],
            "brand",
            [{"brand": "Acme"}, {"brand": "Bolt Security"}, {"brand": "Acme"}],
        ),
        (["Acme G4", "G-5", "Bolt X1"], "brand_model", [{"brand": "Acme", "model": "G4"}, {"model": "G-5"}]),
        ([MAC % 1, MAC % 2], "mac", [{}, {}]),
        (["192.0.2.1", "192.0.2.2"], "address", [{}, {}]),
    ],
)
def test_a_list_of_one_column_is_read_as_such(tmp_path, name, lines, field, labels_seen):
    found = listed(tmp_path, "\n".join(lines) + "\n", name)
    assert found.summary.columns == {field: "A"}
    assert found.summary.records == len(lines)
    assert list(found.labels.values())[: len(labels_seen)] == labels_seen


def test_one_address_alone_is_a_list(tmp_path):
    assert listed(tmp_path, f"{MAC % 1}\n", "a.txt").macs == [(MAC % 1, MAC % 1)]


def test_a_title_above_a_plain_list_is_no_brand(tmp_path):
    assert list(listed(tmp_path, "Our cameras:\nAcme\nBolt\n", "a.txt").labels.values()) == [
        {"brand": "Acme"},
        {"brand": "Bolt"},
    ]


def test_a_plain_workbook_is_a_list_too(tmp_path):
    found = listed(tmp_path, book(("One", [["Acme"], ["Bolt"]])), "a.xlsx")
    assert list(found.labels.values()) == [{"brand": "Acme"}, {"brand": "Bolt"}]


@pytest.mark.parametrize(
    "text",
    [
        "Server: Acme\nContent-Length: 4\n",
        "HTTP/1.1 200 OK\nAcme\n",
        "Dear colleague\nthe camera in the hall is broken again\nplease come and look at it soon\n",
        "Please come.\nThank you.\n",
    ],
)
def test_prose_and_replies_are_no_lists(tmp_path, text):
    with pytest.raises(UnknownFormat):
        listed(tmp_path, text, "a.txt")


@pytest.mark.parametrize("brand", ["A", "1"])
def test_the_first_line_is_not_eaten_where_it_is_data(tmp_path, brand):
    found = listed(tmp_path, "Acme;G4;x\nBolt;G5;y\nAcme;G6;z\n", brand=brand, model="B")
    assert [label["brand"] for label in found.labels.values()] == ["Acme", "Bolt", "Acme"]


def test_the_first_line_is_a_header_where_it_looks_otherwise(tmp_path):
    found = listed(tmp_path, "Was;Welches\nAcme;G4\nBolt;G5\n", brand="A", model="2")
    assert [label["brand"] for label in found.labels.values()] == ["Acme", "Bolt"]


def test_a_number_that_names_a_column_is_not_looked_for_among_the_cells(tmp_path):
    found = listed(tmp_path, "1;Acme\n2;Bolt\n3;Acme\n", brand="2")
    assert found.summary.records == 3


def test_a_switch_table_is_refused_with_a_way_around(tmp_path):
    text = "          Mac Address Table\n-----\n\nVlan    Mac Address       Type        Ports\n" + "".join(
        f"   1    0000.5e00.53{n:02x}    DYNAMIC     Gi1/0/{n}\n" for n in range(3)
    )
    with pytest.raises(UnknownFormat, match="not read by this version; paste the MAC column as a list"):
        listed(tmp_path, text, "mac.txt")


@pytest.mark.parametrize(
    "word",
    [
        "k.A.", "nicht bekannt", "siehe Foto", "siehe Etikett", "divers", "diverse", "various", "unknown", "sin marca",
        "desconocido", "inconnu", "sconosciuto", "onbekend", "brak", "n.v.t.", "keine", "no name", "noname", "generic",
        "OEM", "未知", "不明", "Unbekannt?", "(unknown)", "???", "''", "No-Name", "dito", "see label on the back",
        "=A1", "+Acme", "-Acme", "@Acme",
    ],
)  # fmt: skip
def test_placeholders_and_formulas_are_no_brand_and_no_model(tmp_path, word):
    quoted = '"' + word.replace('"', '""') + '"'
    found = listed(tmp_path, f"asset id,brand,model,note\n1,{quoted},{quoted},x1\n")
    assert found.labels == {"1": {"note": "x1"}}


def test_words_that_hold_a_placeholder_are_kept():
    assert labels.named("Keine AG") == "Keine AG"
    assert shapes.cleaned("Unknown Worlds") == "Unknown Worlds"


def test_the_note_about_windows_1252_speaks_of_loss_only_where_there_is_one(tmp_path):
    found = listed(tmp_path, b"asset id,brand,note\n1,Acme,T\xfcr\n")
    assert "1 lines are not UTF-8: read as Windows-1252" in found.summary.notes
    found = listed(tmp_path, b"asset id,brand,note\n1,Acme,T\xfcr\x81\n")
    assert any("1 bytes have no character there" in note for note in found.summary.notes)


def test_rows_under_one_key_that_differ_are_devices_of_their_own(tmp_path):
    text = (
        "IP;Marke;Modell\n192.0.2.1;Acme;G4\n192.0.2.1;Bolt;X1\n192.0.2.1;ACME;\n192.0.2.1;Bolt;\n192.0.2.2;Acme;G4\n"
    )
    found = listed(tmp_path, text)
    assert list(found.labels) == ["192.0.2.1", "192.0.2.1#row 3", "192.0.2.2"]
    [problem] = found.problems
    assert not problem.lost
    assert problem.where.place == "row 3"
    assert "two rows stand under 192.0.2.1" in problem.found
    assert found.summary.rejected == 0


@pytest.mark.parametrize(
    ("field", "a", "b"), [("S/N", "S1", "S2"), ("MAC", MAC % 1, MAC % 2), ("Filiale", "Nord", "Süd")]
)
def test_serial_mac_and_site_tell_rows_apart(tmp_path, field, a, b):
    found = listed(tmp_path, f"IP;Marke;{field}\n192.0.2.1;Acme;{a}\n192.0.2.1;Acme;{b}\n")
    assert len(found.labels) == 2


def test_rows_of_a_key_that_the_user_named_are_one_device(tmp_path):
    found = listed(tmp_path, "Punkt;Marke\nA;Acme\nA;Bolt\n", asset="Punkt")
    assert (list(found.labels), found.problems) == (["A"], [])


def test_keys_are_compared_across_sheets(tmp_path):
    sheets = [(name, [["IP", "Marke"], ["192.0.2.1", brand]]) for name, brand in (("One", "Acme"), ("Two", "Bolt"))]
    found = listed(tmp_path, book(*sheets), "a.xlsx")
    assert list(found.labels) == ["192.0.2.1", "192.0.2.1#sheet Two, row 2"]


def test_what_is_remembered_of_keys_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(devices, "MOST_KEYS", 2)
    monkeypatch.setattr(devices, "MOST_UNDER_ONE", 2)
    rows = "".join(f"192.0.2.{n % 3};B{n}\n" for n in range(12))
    found = listed(tmp_path, f"IP;Marke\n{rows}")
    assert len(found.labels) == 9
    assert any("too many devices to compare" in note for note in found.summary.notes)


def test_blank_rows_before_a_list_without_header_do_not_set_its_width(tmp_path):
    found = listed(tmp_path, "\n\nAcme;G4\nBolt;G5\n", brand="A", model="B")
    assert (len(found.labels), found.problems) == (2, [])
