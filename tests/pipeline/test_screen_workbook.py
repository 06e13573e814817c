"""A rich quote after screening: how its added cells look, and that a spreadsheet program opens it and shows it."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule, DataBarRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from whomade.pipeline.screen import ScreenOptions, screen
from whomade.report.sheet import COLUMNS

GOODS = (
    "Hikvision DS-2CD2143G0-I 4MP Dome-Kamera",
    "IP-Kamera 8MP, außen, PoE, IR 40 m",
    "KVM-Switch 8-fach",
    "Videorekorder 16 Kanal oder gleichwertig",
)
BOLD, GREY = Font(bold=True, color="1F4E78"), PatternFill("solid", fgColor="F2F2F2")
LINE = Border(bottom=Side(style="thin"))


def quote(path):
    """A quote with a merged title, a heading of two rows, styles, formulas, conditional formats and a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Angebot"
    sheet["A1"] = "Angebot 117"
    for merged in ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4"):
        sheet.merge_cells(merged)
    for place, text in {"A3": "Pos", "B3": "Bezeichnung", "C3": "Menge", "C4": "Stk", "D4": "EP", "E3": "GP"}.items():
        sheet[place] = text
    for row in (3, 4):
        for cell in sheet[row]:
            cell.font, cell.alignment = BOLD, Alignment(horizontal="center")
    for row, text in enumerate(GOODS, 5):
        sheet.append([row - 4, text, 3, 99.5, f"=C{row}*D{row}"])
        for cell in sheet[row]:
            cell.border, cell.fill = LINE, GREY if row % 2 else PatternFill()
    sheet.row_dimensions[6].height = 22
    sheet["E9"] = "=SUM(E5:E8)"
    sheet.column_dimensions["B"].width = 34
    sheet.conditional_formatting.add("E5:E8", CellIsRule(operator="greaterThan", formula=["900"], fill=GREY))
    sheet.conditional_formatting.add("C5:C8", DataBarRule("num", 0, "num", 12, color="638EC6"))
    sheet.freeze_panes = "C5"
    hidden = book.create_sheet("Kalkulation")
    hidden.sheet_state = "hidden"
    hidden.append(["Artikel", "EK"])
    hidden.append(["Dahua IPC-HDW2431T Kamera", 40])
    book.create_sheet("AGB")["A1"] = "Lieferung frei Haus."
    book.save(path)
    return path


@pytest.fixture
def screened(tmp_path):
    path, out = quote(tmp_path / "quote.xlsx"), tmp_path / "out.xlsx"
    run = screen(path, options=ScreenOptions(out=out))
    assert [a.place for a in run][-1] == "sheet Kalkulation, row 2"
    return path, out, run


def test_added_cells_continue_the_look_of_their_row_and_wrap(screened):
    sheet = openpyxl.load_workbook(screened[1])["Angebot"]
    for row, first in ((3, COLUMNS[0]), (5, "Hikvision"), (6, None)):
        last, added = sheet.cell(row, 5), sheet.cell(row, 6)
        assert added.value == first
        assert (added.font.b, added.fill.fgColor.rgb) == (last.font.b, last.fill.fgColor.rgb)
        assert added.border.bottom.style == last.border.bottom.style
        assert added.alignment.wrap_text
    assert sheet["F3"].alignment.horizontal == "center"
    assert sheet["J6"].alignment.vertical == "top"


def test_a_row_grows_for_its_text_unless_its_height_is_the_users_own(screened):
    sheet = openpyxl.load_workbook(screened[1])["Angebot"]
    assert sheet.row_dimensions[5].height >= 45
    assert sheet.row_dimensions[6].height == 22


def test_answers_of_an_earlier_screening_are_no_evidence(screened, tmp_path):
    again = screen(screened[1], options=ScreenOptions(out=tmp_path / "again.xlsx"))
    assert [(a.offer.fields, a.outcome) for a in again] == [(a.offer.fields, a.outcome) for a in screen(screened[0])]
    assert not any("whomade" in name for name in again.coverage.inputs[0].columns.values())


def test_a_second_row_of_headings_is_no_line(screened):
    assert openpyxl.load_workbook(screened[1])["Angebot"]["I4"].value is None
    assert any("columns of goods are empty: 1" in note for note in screened[2].coverage.inputs[0].notes)


def test_a_sheet_without_lines_is_copied_as_it_is(screened):
    with zipfile.ZipFile(screened[0]) as old, zipfile.ZipFile(screened[1]) as new:
        assert old.read("xl/worksheets/sheet3.xml") == new.read("xl/worksheets/sheet3.xml")


def test_formulas_that_nobody_calculated_are_told(screened):
    assert any(note.startswith("5 formulas without a stored value") for note in screened[2].coverage.inputs[0].notes)


@pytest.mark.parametrize("spoilt", ["none", "utf-16", "empty"])
def test_a_workbook_with_odd_formats_still_gets_its_columns(tmp_path, spoilt):
    path, odd, out = quote(tmp_path / "q.xlsx"), tmp_path / "odd.xlsx", tmp_path / "out.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/styles.xml":
                content = _styles(content, spoilt)
            new.writestr(name, content)
    list(screen(odd, options=ScreenOptions(out=out)))
    with zipfile.ZipFile(out) as book:
        assert "whomade: maker" in book.read("xl/worksheets/sheet1.xml").decode()


def _styles(content, spoilt):
    if spoilt == "utf-16":
        text = re.sub(r"^<\?xml.*?\?>", "", content.decode())
        return f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    return re.sub(rb"<cellXfs.*?</cellXfs>", b"" if spoilt == "none" else b"<cellXfs/>", content, flags=re.DOTALL)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_a_spreadsheet_program_opens_the_sheet_and_shows_it(screened, tmp_path):
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind in ("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1", "pdf"):
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(screened[1])]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603  our own words
    shown = (tmp_path / "out-Angebot.csv").read_text(encoding="utf-8")
    assert "whomade: maker,whomade: probability" in shown
    line = "Hikvision DS-2CD2143G0-I 4MP Dome-Kamera,3,99.5,298.5,Hikvision,9[0-9] %,probable,attributed"
    assert re.search(line, shown)
    assert "1194" in shown
    pypdf = pytest.importorskip("pypdf", reason="the extra `pdf` is not installed")
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "out.pdf").pages]
    assert any("Who manufactures" in page for page in pages)
    assert len(pages) <= 6
