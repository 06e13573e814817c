"""Inputs of `whomade screen`: what each format gives, what bad input costs, and the user's sheet afterwards."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from whomade.errors import InputError, MissingExtra, UnknownFormat, UsageError
from whomade.pipeline.screen import ScreenOptions, screen
from whomade.report.sheet import COLUMNS
from whomade.screen import Outcome

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
CASES = Path(__file__).parents[1] / "cases" / "screen" / "shared.csv"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the checkout")
QUOTE = (
    "Pos;Bezeichnung;Menge;Lieferant\n"
    "1;Hikvision DS-2CD2143G0-I Kamera;4;Muster GmbH\n"
    "2;IP-Kamera 8MP;2;Muster GmbH\n"
    "3;Netzwerkkabel;10;Kabel AG\n"
)


def answers(path, **options):
    return list(screen(path, options=ScreenOptions(**options)))


def told(path, **options):
    return [(a.place, a.maker.maker if a.maker else a.outcome.value) for a in answers(path, **options)]


@pytest.fixture
def put(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


# ---- tables


def test_a_quote_is_read_by_its_headers(put):
    path = put("quote.csv", QUOTE)
    assert told(path) == [("row 2", "hikvision"), ("row 3", "ask"), ("row 4", "left_alone")]


def test_which_column_was_read_as_what_is_shown(put):
    run = screen(put("quote.csv", QUOTE))
    list(run)
    assert run.coverage.inputs[0].columns == {"quantity": "Menge", "supplier": "Lieferant", "title": "Bezeichnung"}


def test_a_column_can_be_named(put):
    path = put("odd.csv", "a,b,c\n1,x,Hikvision camera\n2,y,IP camera\n")
    assert [who for _, who in told(path, mapping={"title": "c"})] == ["hikvision", "ask"]


def test_a_column_that_does_not_exist_is_refused(put):
    with pytest.raises(InputError, match="no column `z`"):
        answers(put("odd.csv", "a,b,c\n1,x,Hikvision camera\n"), mapping={"title": "z"})


def test_an_unknown_field_is_refused(put):
    with pytest.raises(InputError, match="no field `colour`"):
        answers(put("odd.csv", "a,b\n1,x\n"), mapping={"colour": "a"})


def test_a_title_above_the_header_and_totals_below_are_no_lines(put):
    path = put("q.csv", "Quotation 17,,\n,,\nItem,Description,Qty\n1,IP camera,2\nTotal,,2\n")
    assert told(path) == [("row 4", "ask")]


def test_a_catalogue_of_a_federal_schedule_is_read(put):
    header = "Contractor Name,Manufacturer Name,Manufacturer Part Number,Product Name,Unit Price\n"
    path = put("gsa.csv", header + "Acme Inc,Hikvision,DS-2CD2143G0-I,Network camera,100\nAcme Inc,3M,17,Tape,1\n")
    first, second = answers(path)
    assert first.maker.maker == "hikvision"
    assert first.offer.fields["supplier"] == "Acme Inc"
    assert second.outcome is Outcome.LEFT_ALONE


def test_a_notice_list_of_sam_is_read_with_its_awardee(put):
    path = put(
        "sam.csv", "NoticeId,Title,Description,Awardee\nn1,CCTV upgrade,Replace cameras,Acme LLC\nn2,Lawn care,,B\n"
    )
    assert [(a.outcome.value, a.offer.fields["supplier"]) for a in answers(path)] == [
        ("ask", "Acme LLC"),
        ("left_alone", "B"),
    ]


def test_excluded_parties_are_no_goods(put):
    header = "Classification,Name,City,Excluding Agency,Exclusion Type,Additional Comments\n"
    path = put("exclusions.csv", header + "Firm,ZTE CORPORATION,SHENZHEN,GSA,Prohibition/Restriction,See FAR 4.21\n")
    assert [who for _, who in told(path)] == ["left_alone"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_read_and_written_back(put, tmp_path, encoding):
    text = "Bezeichnung;Stück;Lieferant\r\nÜberwachungskamera außen;2;Müller\r\n"
    path, out = put("q.csv", text.encode(encoding)), tmp_path / "out.csv"
    assert [who for _, who in told(path, out=out)] == ["ask"]
    back = out.read_bytes().decode(encoding)
    assert back.splitlines()[0].startswith(text.splitlines()[0] + ";whomade: maker;")
    assert back.splitlines()[1].startswith(text.splitlines()[1] + ";;;;")
    assert back.count("\r\n") == 2


# ---- the user's sheet


def test_a_csv_keeps_every_byte_in_front_of_the_new_cells(put, tmp_path):
    text = 'Item,Description\n1,"IP camera,\nwith ""PoE"""\n\n2,=cmd|\' /C calc\'!A0\n3,Hikvision camera'
    path, out = put("q.csv", text), tmp_path / "out.csv"
    answers(path, out=out)
    back = out.read_text()
    rows = list(csv.reader(io.StringIO(back)))
    assert rows[0][-6:] == list(COLUMNS)
    assert rows[1][:2] == ["1", 'IP camera,\nwith "PoE"']
    assert rows[2] == []
    assert back.split("\n")[4].startswith("2,=cmd|' /C calc'!A0,")
    assert rows[-1][2:5] == ["Hikvision", "97 %", "probable"]


def test_an_added_cell_is_never_a_formula(put, tmp_path):
    path, out = put("q.csv", "Brand,Description\n=HYPERLINK(1),@SUM camera\n"), tmp_path / "out.csv"
    answers(path, out=out)
    for row in list(csv.reader(io.StringIO(out.read_text())))[1:]:
        assert not any(cell[:1] in "=+-@" for cell in row[2:] if cell)


def workbook(path):
    """A workbook with styles, a formula, a merged title, widths, a hidden sheet and a picture of nothing."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Quote & more"
    sheet["A1"] = "Quotation 4711"
    sheet.merge_cells("A1:D1")
    for column, name in enumerate(("Pos", "Description", "Qty", "Price"), 1):
        sheet.cell(2, column, name).font = openpyxl.styles.Font(bold=True)
    for row, text in enumerate(("Hikvision DS-2CD2143G0-I camera", "IP camera 4MP", "Cable"), 3):
        sheet.cell(row, 1, row - 2)
        sheet.cell(row, 2, text)
        sheet.cell(row, 3, 2)
        sheet.cell(row, 4, 10.5)
    sheet["D6"] = "=SUM(D3:D5)"
    sheet.column_dimensions["B"].width = 44
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state = "hidden"
    hidden.append(["Brand", "Description"])
    hidden.append(["Dahua", "NVR"])
    book.create_sheet("Empty")
    book.save(path)
    return path


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def stripped(xml, first="E"):
    """A sheet without what was added: cells of new columns, their widths, the extents, and heights that fit them."""
    text = xml.decode()
    cell = rf'<c r="[{first}-Z]\d+"(?: s="\d+")?(?:/>| t="inlineStr"><is><t xml:space="preserve">.*?</t></is></c>)'
    text = re.sub(cell, "", text, flags=re.DOTALL)
    text = re.sub(r'<col min="\d+" max="\d+" width="\d+" customWidth="1"/>', "", text)
    text = re.sub(r'<row ht="[\d.]+"', "<row", text)
    text = re.sub(r'(<dimension ref="|spans=")[^"]*', r"\1", text)
    return text.replace("<cols></cols>", "")


def assert_only_appended(old, new):
    """Every format stands where it stood; new ones come behind the last."""
    formats = re.compile(rb"<cellXfs.*?>(.*)</cellXfs>", re.DOTALL)
    assert formats.search(new)[1].startswith(formats.search(old)[1])
    assert formats.sub(b"", old) == formats.sub(b"", new)


def test_a_workbook_keeps_every_part_and_every_cell(tmp_path):
    path, out = workbook(tmp_path / "q.xlsx"), tmp_path / "out.xlsx"
    found = told(path, out=out)
    assert ("sheet Quote & more, row 3", "hikvision") in found
    assert ("sheet Hidden, row 2", "dahua") in found
    before, after = parts(path), parts(out)
    assert list(before) == list(after)
    for name, content in before.items():
        if name == "xl/styles.xml":
            assert_only_appended(content, after[name])
            continue
        first = "C" if name.endswith("sheet2.xml") else "E"
        is_sheet = "worksheets/sheet" in name
        same = (stripped(content, first), stripped(after[name], first)) if is_sheet else (content, after[name])
        assert same[0] == same[1], name


def test_the_added_columns_of_a_workbook_open(tmp_path):
    path, out = workbook(tmp_path / "q.xlsx"), tmp_path / "out.xlsx"
    answers(path, out=out)
    book = openpyxl.load_workbook(out)
    sheet = book["Quote & more"]
    assert [cell.value for cell in sheet[2]][4:] == list(COLUMNS)
    maker, percent, *rest = [cell.value for cell in sheet[3]][4:8]
    assert (maker, rest) == ("Hikvision", ["probable", "attributed"])
    assert re.fullmatch("9[0-9] %", percent)
    assert sheet["D6"].value == "=SUM(D3:D5)"
    assert sheet.column_dimensions["B"].width == 44
    assert book["Hidden"].sheet_state == "hidden"
    # A reader that trusts the stated extent sees the new columns too.
    quick = openpyxl.load_workbook(out, read_only=True)["Quote & more"]
    assert quick.max_column == 10


def test_widths_and_prefixes_of_other_writers_are_kept(tmp_path):
    path, odd, out = workbook(tmp_path / "q.xlsx"), tmp_path / "odd.xlsx", tmp_path / "out.xlsx"
    content = parts(path)
    name = "xl/worksheets/sheet1.xml"
    xml = content[name].decode()
    xml = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")
    content[name] = re.sub(r'<x:row r="(\d+)"', r'<x:row r="\1" spans="1:4"', xml).encode()
    with zipfile.ZipFile(odd, "w") as package:
        for part, data in content.items():
            package.writestr(part, data)
    answers(odd, out=out)
    edited = parts(out)[name].decode()
    assert 'spans="1:10"' in edited
    assert openpyxl.load_workbook(out)["Quote & more"]["E3"].value == "Hikvision"


def test_the_input_is_never_overwritten(put):
    path = put("q.csv", QUOTE)
    with pytest.raises(UsageError, match="never overwritten"):
        answers(path, out=path)
    assert path.read_text() == QUOTE


@pytest.mark.parametrize("name", ["o.xlsx", "o.csv"])
def test_of_pasted_lines_a_new_sheet_is_written(put, tmp_path, name):
    out = tmp_path / name
    answers(put("q.txt", "Supplier: =Acme\n=1+1 IP camera\nHikvision camera\ndesk\n"), out=out)
    if name.endswith(".csv"):
        rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    else:
        rows = [["" if v is None else v for v in row] for row in openpyxl.load_workbook(out).active.values]
    assert rows[0] == ["line", "supplier", "brand", "model", "text", "quantity", *COLUMNS]
    assert rows[1][:5] == ["line 2", "'=Acme", "", "", "'=1+1 IP camera"]
    assert rows[2][6:10] == ["Hikvision", "97 %", "probable", "attributed"]
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("given", "content", "name", "said"),
    [
        ("q.txt", "IP camera\n", "o.docx", "a new sheet is written: name it .xlsx or .csv"),
        ("q.csv", QUOTE, "o.xlsx", "name it .csv"),
    ],
)
def test_a_name_that_does_not_fit_the_sheet_is_refused(put, tmp_path, given, content, name, said):
    with pytest.raises(UsageError, match=said):
        answers(put(given, content), out=tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_workbook_stays_a_workbook(tmp_path):
    with pytest.raises(UsageError, match=r"name it \.xlsx"):
        answers(workbook(tmp_path / "q.xlsx"), out=tmp_path / "o.csv")


# ---- documents and notices


def test_pasted_lines_are_lines_of_their_supplier(put):
    path = put(
        "mail.txt", "Supplier: Acme Ltd\n\n- 2 x Hikvision DS-2CD2143G0-I camera, white\n- 3 x IP camera, grey\n"
    )
    found = answers(path)
    assert [(a.place, a.maker.maker if a.maker else a.outcome.value) for a in found] == [
        ("line 3", "hikvision"),
        ("line 4", "ask"),
    ]
    assert {a.offer.fields["supplier"] for a in found} == {"Acme Ltd"}


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(path, body, **more):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in more.items():
            package.writestr(name, content)
    return path


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells):
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def test_a_word_document_gives_its_tables_and_paragraphs(tmp_path):
    table = row("Item", "Description", "Qty") + row("1", "Hikvision DS-2CD2143G0-I camera", "2") + row("2", "Desk", "1")
    path = docx(tmp_path / "q.docx", paragraph("We offer an IP camera.") + f"<w:tbl>{table}</w:tbl>")
    found = dict(told(path))
    assert found["sheet table 1, row 2"] == "hikvision"
    assert found["sheet table 1, row 3"] == "left_alone"
    assert found["paragraph 1"] == "ask"


def test_a_word_document_with_an_entity_bomb_is_refused(tmp_path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>')
    with pytest.raises(InputError, match="broken document"):
        answers(path)


def pdf(lines):
    """A PDF of one page, written by hand: its text at fixed places."""
    shown = "".join(f"BT /F1 9 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in lines).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def test_a_pdf_quote_is_read_by_its_columns(put):
    pytest.importorskip("pypdf", reason="the extra `pdf` is not installed")
    cells = [(50, 700, "Item"), (120, 700, "Description"), (400, 700, "Qty")]
    cells += [(50, 680, "1"), (120, 680, "Hikvision DS-2CD2143G0-I camera"), (400, 680, "2")]
    cells += [(50, 660, "2"), (120, 660, "Office desk"), (400, 660, "1"), (50, 600, "We add an IP camera.")]
    assert [who for _, who in told(put("q.pdf", pdf(cells)))] == ["hikvision", "left_alone", "ask"]


def test_a_broken_pdf_is_refused_by_name(put):
    pytest.importorskip("pypdf", reason="the extra `pdf` is not installed")
    with pytest.raises(InputError, match="PDF"):
        answers(put("q.pdf", b"%PDF-1.4\nnothing"))


def test_a_pdf_without_its_library_names_the_extra(put, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(MissingExtra, match=r"whomade\[pdf\]"):
        answers(put("q.pdf", pdf([(50, 700, "IP camera")])))


def release(ocid, date, **more):
    return {"ocid": ocid, "id": f"{ocid}-{date}", "date": date, "tag": ["tender"], **more}


def test_two_releases_of_one_process_are_one_line(put):
    first = release(
        "o-1", "2025-01-01", tender={"id": "t", "title": "Works", "items": [{"id": "1", "description": "a"}]}
    )
    second = release(
        "o-1", "2025-02-01", tender={"id": "t", "title": "CCTV cameras", "items": [{"id": "1", "quantity": 2}]}
    )
    award = {"id": "a", "suppliers": [{"name": "Acme Ltd"}]}
    third = release("o-1", "2025-03-01", awards=[award])
    path = put("p.json", json.dumps({"releases": [third, second, first]}))
    found = answers(path)
    assert found[0].offer.text == "CCTV cameras"
    assert found[0].outcome is Outcome.ASK
    assert found[0].offer.fields["supplier"] == "Acme Ltd"
    assert [a.place for a in found] == ["o-1 tender", "o-1 tender 1"]


def test_records_are_read_like_releases(put):
    compiled = {"ocid": "o-2", "tender": {"title": "Supply of IP cameras"}}
    path = put("r.json", json.dumps({"records": [{"ocid": "o-2", "compiledRelease": compiled}]}))
    assert told(path) == [("o-2 tender", "ask")]


def test_a_code_of_a_notice_speaks_for_it(put):
    tender = {"title": "Lot 7", "classification": {"scheme": "CPV", "id": "32323500-8"}}
    path = put("r.json", json.dumps(release("o-3", "2025-01-01", tender=tender)))
    assert told(path) == [("o-3 tender", "ask")]


def test_opportunities_of_sam_are_read(put):
    notice = {"noticeId": "n1", "title": "CCTV cameras", "award": {"awardee": {"name": "Acme LLC"}}}
    path = put("o.json", json.dumps({"totalRecords": 1, "opportunitiesData": [notice]}))
    assert [(a.place, a.offer.fields["supplier"]) for a in answers(path)] == [("n1", "Acme LLC")]


def test_devices_of_a_cyclonedx_document_keep_their_components_apart(put):
    chip = {"type": "device", "name": "Hi3516DV300", "description": "SoC"}
    camera = {"type": "device", "name": "IP camera X", "components": [chip]}
    library = {"type": "library", "name": "Hikvision camera sdk"}
    path = put("b.json", json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [camera, library]}))
    (answer,) = answers(path)
    assert answer.outcome is Outcome.ASK
    assert [(c.role, c.attribution.maker) for c in answer.components] == [("soc_maker", "hisilicon")]


BOM = """<?xml version="1.0"?><!-- a list -->
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
  <metadata><component type="device" bom-ref="site"><name>Site kit</name></component></metadata>
  <components>
    <component type="device" bom-ref="cam-1">
      <manufacturer><name>Hikvision</name></manufacturer><name>DS-2CD2143G0-I</name><description>camera</description>
      <licenses><license><name>Dahua camera licence</name></license></licenses>
      <pedigree><ancestors><component type="device"><name>Dahua camera</name></component></ancestors></pedigree>
      <components>
        <component type="device"><name>Hi3516DV300</name><description>SoC</description></component>
      </components>
    </component>
    <component type="device" bom-ref="cam-2">
      <supplier><name>Acme Ltd</name></supplier><name>IP camera X</name>
    </component>
    <component type="library"><name>Hikvision camera sdk</name></component>
  </components>
</bom>"""


def test_cyclonedx_as_xml_gives_the_same_devices(put):
    site, first, second = answers(put("bom.xml", BOM))
    assert site.outcome is Outcome.LEFT_ALONE
    assert first.maker.maker == "hikvision"
    assert first.offer.text == "Hikvision DS-2CD2143G0-I | camera"
    assert [(c.role, c.attribution.maker) for c in first.components] == [("soc_maker", "hisilicon")]
    assert (second.outcome, second.offer.fields["supplier"]) == (Outcome.ASK, "Acme Ltd")
    assert second.place == "component cam-2"


@pytest.mark.slow
def test_the_cyclonedx_document_of_the_test_is_valid():
    pytest.importorskip("cyclonedx", reason="needs the extra `oracles`: pip install whomade[oracles]")
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.xml import XmlValidator

    assert XmlValidator(SchemaVersion.V1_6).validate_str(BOM) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOM[:-200], "broken XML: line"),
        (BOM.replace("<bom", '<!DOCTYPE bom [<!ENTITY a "aaaa">]><bom', 1), "entity definition"),
        ("<bom>" + "<a>" * 400, "nested more than 256 deep"),
    ],
)
def test_broken_and_hostile_cyclonedx_is_refused_by_name(put, text, said):
    with pytest.raises(InputError, match=said):
        answers(put("bom.xml", text))


# ---- bad input


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty file"),
        ("blank.csv", b" \n\n", "empty file"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password-protected"),
        ("broken.xlsx", b"PK\x03\x04" + b"x" * 400, "broken workbook"),
        ("broken.docx", b"PK\x03\x04" + b"x" * 400, "broken or protected document"),
        ("other.json", b'{"a": 1}', "JSON that is no OCDS"),
        ("broken.json", b'{"releases": [', "broken JSON"),
        ("deep.json", b"[" * 100_000, "broken JSON"),
        ("odd.json", b'{"releases": {"a": 1}, "records": 7, "ocid": 3}', "JSON that is no OCDS"),
        ("x.bin", bytes(range(32)) * 40, "binary"),
        ("x.xml", b"<a/>", "XML"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_named_error(put, name, content, said):
    with pytest.raises((InputError, UnknownFormat), match=re.escape(said)):
        answers(put(name, content))


def test_a_missing_file_is_a_named_error(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        answers(tmp_path / "none.csv")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * 1024 * 1024)
    with pytest.raises(InputError, match="256 MiB"):
        answers(path)


def test_a_broken_row_costs_itself_and_is_kept_in_the_sheet(put, tmp_path):
    text = 'Item,Description\n1,IP camera\n2,"open\n3,Hikvision camera\n4,NVR\n'
    path, out = put("q.csv", text), tmp_path / "out.csv"
    run = screen(path, options=ScreenOptions(out=out))
    assert [a.offer.row for a in run] == [2, 4, 5]
    assert run.coverage.inputs[0].rejected == 1
    back = out.read_text().splitlines()
    assert back[2] == '2,"open'
    assert [line.split(",")[0] for line in back] == ["Item", "1", "2", "3", "4"]


def test_a_wide_gap_and_zero_bytes_do_not_stop_the_run(put):
    assert len(answers(put("q.txt", b"IP camera\0\n" + b"x" * 100_000 + b"\nNVR\n"))) == 3


@pytest.mark.slow
def test_many_rows_are_streamed(put, tmp_path):
    import tracemalloc

    path = put("q.csv", "Item,Description\n" + "".join(f"{n},IP camera no {n}\n" for n in range(60_000)))
    run = screen(path, options=ScreenOptions(out=tmp_path / "out.csv"))
    tracemalloc.start()
    count = Counter(answer.outcome for answer in run)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == {Outcome.ASK: 60_000}
    assert peak < 60_000_000


# ---- the shared corpus, in place


def expected():
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@needs_corpus
@pytest.mark.shared
@pytest.mark.parametrize("name", sorted({case["file"] for case in expected()}))
def test_lines_of_the_shared_corpus_become_what_was_expected(name):
    by_line: dict[str, set[str]] = {}
    for answer in answers(CORPUS / name):
        who = answer.maker.maker if answer.maker else answer.outcome.value
        for key in (answer.place, f"brand:{answer.offer.fields.get('brand', '')}"):
            by_line.setdefault(key, set()).add(who)
    for case in expected():
        if case["file"] == name:
            assert by_line[case["line"]] == {case["expected"]}, case


@needs_corpus
@pytest.mark.shared
def test_product_lines_in_a_column_of_manufacturers_are_cited():
    found = {a.offer.fields.get("brand"): a for a in answers(CORPUS / "inputs/inventory/austin_tx_traffic_cameras.csv")}
    for name, companies in (("Sarix", "Pelco"), ("Spectra Enhanced", "Pelco"), ("Advidia", "Hikvision, Uniview")):
        said = found[name].why + (found[name].maker.name if found[name].maker else "")
        assert all(company in said for company in companies.split(", ")), said
        assert "sources: " in found[name].why


@needs_corpus
@pytest.mark.shared
def test_every_flagged_line_of_a_notice_has_an_expectation():
    cases = {(case["file"], case["line"]): case["expected"] for case in expected()}
    for name in sorted({case["file"] for case in expected() if case["file"].startswith("procurement")}):
        flagged = [a.place for a in answers(CORPUS / name) if a.outcome is not Outcome.LEFT_ALONE]
        assert all(cases.get((name, place)) == "ask" for place in flagged)


@needs_corpus
@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "ocds_contractsfinder_shared.json",
        "ocds_wales_shared.json",
        "sam_exclusions_firms_shared.csv",
        "sam_fascsa_orders_sample.csv",
    ],
)
def test_no_maker_is_invented_in_notices_and_lists(name):
    found = answers(CORPUS / "procurement" / name)
    assert not [a.offer.text for a in found if a.outcome is Outcome.ATTRIBUTED]
    if name.startswith("sam"):
        assert all(a.outcome is Outcome.LEFT_ALONE for a in found)
    cameras = re.compile(r"(?i)\b(?:cctv|cameras?|video.?surveillance)\b")
    assert all(a.outcome is Outcome.ASK for a in found if cameras.search(a.offer.text))


@needs_corpus
@pytest.mark.shared
def test_every_camera_of_an_inventory_is_attributed_with_sources_or_asked_about():
    for answer in answers(CORPUS / "inputs" / "inventory" / "cctv_camera_database_v1314_cc0.csv"):
        assert answer.outcome is not Outcome.LEFT_ALONE, answer.offer
        assert answer.maker is None or any(e.sources for e in answer.maker.evidence), answer.offer


@needs_corpus
@pytest.mark.shared
def test_a_real_workbook_keeps_every_part(tmp_path):
    path, out = CORPUS / "inputs" / "inventory" / "austin_tx_traffic_cameras.xlsx", tmp_path / "out.xlsx"
    answers(path, out=out)
    before, after = parts(path), parts(out)
    assert list(before) == list(after)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["xl/worksheets/sheet1.xml", "xl/styles.xml"]
    assert_only_appended(before["xl/styles.xml"], after["xl/styles.xml"])
    old, new = openpyxl.load_workbook(path).active, openpyxl.load_workbook(out).active
    for one, other in zip(old.iter_rows(), new.iter_rows(), strict=True):
        assert [cell.value for cell in one] == [cell.value for cell in other][: len(one)]
