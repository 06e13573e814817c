"""Finding files and formats, reading tables, and the corpus beside the checkout."""

import io
import os
from pathlib import Path

import pytest

from whomade import collect
from whomade.collect import Source, columns, headers, inventory, shapes
from whomade.errors import InputError
from whomade.model import Problem

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "inputs"


def rows_of(tmp_path: Path, text: str, **options: str) -> list:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    source = Source(path, "list.csv", options=options)
    return [source.summary, *inventory.collect(source)]


def test_formats_are_listed_without_importing_them():
    assert collect.readers() == (
        "firmware",
        "inventory",
        "nmap",
        "observations",
        "onvif",
        "pcap",
        "scan",
        "xlsx",
        "xmlreply",
    )


def test_unknown_format_word_names_the_known_ones(tmp_path):
    (tmp_path / "a").write_text("x")
    with pytest.raises(InputError, match="no format `nessus`; formats: firmware, inventory, nmap"):
        list(collect.read(Source(tmp_path / "a"), "nessus"))


def test_folders_are_walked_in_order_without_hidden_files_and_loops(tmp_path):
    for name in ("b/2.csv", "a/1.csv", ".hidden/x.csv", "a/.secret", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "b/loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    walked = [str(p.relative_to(tmp_path)) for p in collect.expand([tmp_path])]
    assert walked == ["README.md", "a/1.csv", "b/2.csv"]


def test_missing_path_is_named_before_anything_is_read(tmp_path):
    (tmp_path / "a").write_text("x")
    with pytest.raises(InputError, match="nowhere: no such file or folder"):
        next(collect.expand([tmp_path / "a", "nowhere"]))


def test_standard_input_is_read_like_a_file():
    line = b'{"asset":"a","kind":"banner","data":"x"}\n'
    with collect.opened(Path("-"), site="north", stdin=io.BytesIO(line)) as source:
        [found] = collect.read(source)
        copy = source.path
    assert (found.asset, found.site, found.where) == ("a", "north", ("-", "line 1"))
    assert not copy.exists()


def test_site_of_a_record_stands_before_the_site_of_the_input(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"asset":"a","kind":"banner","data":"x","site":"south"}\n')
    [found] = collect.read(Source(path, site="north"))
    assert found.site == "south"


@pytest.mark.parametrize("column", ["Gerät", "GERÄT", "gerat", "2", "B", "b"])
def test_columns_can_be_named_by_header_number_or_letter(tmp_path, column):
    summary, label = rows_of(tmp_path, "id,Gerät\n1,Acme\n", brand=column)
    assert label.data == {"brand": "Acme"}
    assert summary.columns["brand"] == "Gerät"


def test_map_overrides_a_guess_and_frees_its_column(tmp_path):
    summary, label = rows_of(tmp_path, "id,brand,real brand\n1,Acme,Bolt\n", brand="real brand")
    assert label.data == {"brand": "Bolt"}
    assert summary.columns == {"asset": "id", "brand": "real brand"}


def test_empty_map_drops_a_guess(tmp_path):
    _, label = rows_of(tmp_path, "id,brand,model\n1,Acme,G4\n", brand="")
    assert label.data == {"model": "G4"}


def test_unknown_field_and_column_come_with_a_suggestion(tmp_path):
    with pytest.raises(InputError, match=r"no field `brnd`.*did you mean `brand`"):
        rows_of(tmp_path, "id,brand\n1,Acme\n", brnd="brand")
    with pytest.raises(InputError, match=r"no column `Markee` .did you mean `Marke`"):
        rows_of(tmp_path, "id,Marke\n1,Acme\n", brand="Markee")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Camera Manufacturer", "brand"),
        ("Camera MAC Address", "mac"),
        ("Numéro de série", "serial"),
        ("Número de Série:", "serial"),
        ("Seri Numarası", "serial"),
        ("Серийный номер", "serial"),
        ("Producent kamery", "brand"),
        ("メーカー名", "brand"),
        ("제조사", "brand"),
        ("设备IP地址", "address"),
        ("IPアドレス", "address"),
        ("Firmware-Version", "firmware"),
    ],
)
def test_headers_are_known_in_many_languages(header, field):
    assert list(headers.field_scores(header)) == [field]


@pytest.mark.parametrize(
    "header", ["Switch MAC", "NVR model", "Lens Manufacturer", "IP rating", "Old serial number", ""]
)
def test_headers_about_something_else_mean_nothing(header):
    assert headers.field_scores(header) == {}


def test_no_word_stands_for_two_fields():
    words = [headers.normal(w) for text in headers.WORDS.values() for w in set(map(headers.normal, text.split("|")))]
    assert sorted(w for w in set(words) if words.count(w) > 1) == []


def test_street_addresses_and_phone_lists_are_no_device_keys(tmp_path):
    _, first, second = rows_of(tmp_path, "brand,address\nAcme,12 Main St\nAcme,12 Main St\n")
    assert (first.asset, second.asset) == ("list.csv#row 2", "list.csv#row 3")


def test_an_id_column_that_repeats_is_no_key(tmp_path):
    text = "id,brand\n" + "7,Acme\n" * 10
    assert len({o.asset for o in rows_of(tmp_path, text)[1:]}) == 10


def test_a_column_of_names_that_are_mac_addresses_is_read_as_both(tmp_path):
    summary, _, mac = rows_of(tmp_path, "device id,brand\n00:00:5e:00:53:01,Acme\n")
    assert mac.kind == "mac"
    assert summary.columns["mac"] == summary.columns["asset"] == "device id"


@pytest.mark.parametrize(
    ("mac", "key"), [("01:00:5e:00:00:01", ""), ("02:00:00:00:00:01", ""), ("0000.5E00.5301", "00:00:5e:00:53:01")]
)
def test_only_addresses_of_one_device_are_keys(mac, key):
    assert shapes.device_mac(mac) == key


def test_letters_and_numbers_name_the_same_column():
    assert [columns.letters(i) for i in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]
    assert columns.column_index("AA", (), 30) == 26
    assert columns.column_index("31", (), 30) is None


def test_spreadsheet_delimiter_hint_is_no_row(tmp_path):
    _, label = rows_of(tmp_path, "sep=;\nasset id;brand\n1;Acme, Inc.\n")
    assert (label.asset, label.data) == ("1", {"brand": "Acme, Inc."})


def test_formulas_are_no_brand_and_stay_text_elsewhere(tmp_path):
    summary, label = rows_of(tmp_path, "asset id,brand,model,note\n1,@SUM(A1),+1+1,=cmd|' /C calc'!A0\n")
    assert label.data == {"note": "=cmd|' /C calc'!A0"}
    assert any("begins like a formula" in note for note in summary.notes)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("folder", "files", "records"), [("nmap", 7, 773), ("inventory", 3, 2338), ("onvif", 10, 10), ("ssdp", 6, 6)]
)
def test_corpus_is_read_whole(folder, files, records):
    if not (CORPUS / folder).is_dir():
        pytest.skip("no corpus beside the checkout")
    summaries = []
    for path in collect.expand([CORPUS / folder]):
        with collect.opened(path) as source:
            assert not [p for p in collect.read(source) if isinstance(p, Problem)]
            summaries.append(source.summary)
    assert (len(summaries), sum(s.records for s in summaries)) == (files, records)


@pytest.mark.shared
def test_every_other_corpus_file_is_read_or_refused():
    if not CORPUS.is_dir():
        pytest.skip("no corpus beside the checkout")
    for path in collect.expand([CORPUS]):
        with collect.opened(path) as source:
            try:
                list(collect.read(source))
            except InputError:
                assert source.summary.refused
            assert source.summary.format or source.summary.refused
