"""Whatever file comes, it is read row by row, or refused with the reason; never does it fill the memory or fail."""

import datetime as dt
import io
import os
import random
import subprocess
import sys
import tempfile
import zipfile
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import one_sheet
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.reader import open_sheets
from loaders.files.sheet import BrokenOffError, SheetRow

SPREADSHEETS = Path(__file__).parents[1] / "imports" / "spreadsheets"
WORKBOOKS = sorted((*SPREADSHEETS.glob("*.xlsx"), *SPREADSHEETS.glob("libreoffice/*.[xo][ld]s*")))
FILES = 10_000 if os.environ.get("COOP_LARGE") else 150
"""How many files that are broken at random each test reads."""


def lines(path: Path, *, fill: bool = False) -> tuple[dict[str, list[SheetRow]], list[str]]:
    """All rows of all sheets by their titles, and what was reported."""
    problems: list[str] = []
    found: dict[str, list[SheetRow]] = {}
    for sheet in open_sheets(path, lambda problem: problems.append(problem.message), fill=fill):
        found[sheet.title] = []
        try:
            found[sheet.title].extend(sheet.rows)
        except BrokenOffError:
            assert problems
    return found, problems


def cells(path: Path, *, fill: bool = False) -> list[list[str]]:
    """The rows of the only sheet of a file in which nothing is wrong."""
    found, problems = lines(path, fill=fill)
    assert problems == []
    [rows] = found.values()
    return [line.cells for line in rows]


def repacked(source: Path, target: Path, parts: dict[str, bytes | None], **added: bytes) -> Path:
    """A workbook with some parts replaced, left out (None) or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = parts.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (parts | added).items():
            if name not in old.namelist() and content is not None:
                new.writestr(name, content)
    return target


SHEET = "xl/worksheets/sheet1.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_xml(rows: str, prolog: str = "", after: str = "") -> bytes:
    return f'<?xml version="1.0"?>{prolog}<worksheet {SPACE}><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


def with_sheet(tmp_path: Path, content: bytes) -> Path:
    """A workbook whose only sheet is some XML."""
    plain = one_sheet(tmp_path / "plain.xlsx", [["a", "b"], ["c", "d"]])
    return repacked(plain, tmp_path / "made.xlsx", {SHEET: content})


def refused(path: Path) -> str:
    """Why a file is not read, or not to its end; what is read of it is let go."""
    problems: list[str] = []
    for sheet in open_sheets(path, lambda problem: problems.append(problem.message), fill=True):
        with suppress(BrokenOffError):
            deque(sheet.rows, maxlen=0)
    [problem] = problems
    return problem


# --- what is read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_parts_the_columns_is_found_out(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "list.csv"
    rows = [["Danh sách, 2013"], ["Đối tác", "Ngày ký", "Lĩnh vực"], ["堺市", "2013", "a; b, c"], ["Kobe", "", "d"]]
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    path.write_text(text, "utf-8")
    assert cells(path) == rows


@pytest.mark.parametrize(
    "cell",
    ["a\nb\nc\nd", "先方、提携先" * 20, "a; b; c; d"],
    ids=["of many lines", "with \\x85 within letters", "with semicolons"],
)
def test_a_long_cell_in_quotation_marks_does_not_hide_what_parts_the_columns(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'市町村名,国際姉妹都市\n高崎市,"{cell}"\n桐生市,"{cell}"\n', encoding="utf-8")
    found, problems = lines(path)
    assert [row.cells for row in found[""]] == [["市町村名", "国際姉妹都市"], ["高崎市", cell], ["桐生市", cell]]
    assert not problems


def test_rows_keep_their_numbers_and_blank_ones_are_left_out(tmp_path: Path) -> None:
    rows = [["a", "b"], [], [" ", None], ["c", None, "d"]]
    path = one_sheet(tmp_path / "a.xlsx", rows)
    (tmp_path / "a.csv").write_text("a,b\n\n ,\nc,,d\n", "utf-8")
    for file in (path, tmp_path / "a.csv"):
        [found] = lines(file)[0].values()
        assert [(line.number, line.cells) for line in found] == [(1, ["a", "b"]), (4, ["c", "", "d"])]


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (dt.date(2013, 4, 9), "dd/mm/yyyy", "2013-04-09"),
        (dt.datetime(2013, 4, 9, 13, 5), "yyyy-mm-dd hh:mm", "2013-04-09"),
        (dt.date(2013, 4, 1), "mm/yyyy", "2013-04"),  # what is not shown is not known
        (dt.date(2013, 4, 1), "mmm-yy", "2013-04"),
        (dt.date(2013, 1, 1), "yyyy", "2013"),
        (dt.date(2013, 4, 9), '[$-411]ggge"年"m"月"d"日"', "2013-04-09"),
        (dt.date(2013, 4, 9), "[$-42A]d mmmm, yyyy;@", "2013-04-09"),
        (41373, "0", "41373"),
        (41373, "General", "41373"),
        (16.07, "#,##0.00 [$VND]", "16.07"),
        (1e15, "0", "1000000000000000"),
        (1e-5, "0.00E+00", "0.00001"),
        (0.5, "hh:mm", "0.5"),
        (60, "dd/mm/yyyy", "60"),  # the 29th of February 1900
        (True, "General", "TRUE"),
        ("_x0041_ b", "General", "A b"),  # openpyxl writes it as it is, and so it is an escape
        ("_x005F_x0041_ b", "General", "_x0041_ b"),
        ("=a", "@", "=a"),
    ],
)
def test_a_cell_is_read_as_it_was_meant(tmp_path: Path, value: Any, style: str, text: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A1"].number_format = style
        if text == "=a":
            sheet["A1"].data_type = "s"

    path = one_sheet(tmp_path / "a.xlsx", [[value, "x"]], change)
    assert cells(path) == [[text, "x"]]


def test_escapes_readings_and_rich_texts_are_understood(tmp_path: Path) -> None:
    row = (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>堺</t></r><r><t xml:space="preserve"> 市</t></r>'
        '<rPh sb="0" eb="1"><t>サカイ</t></rPh></is></c><c r="B1" t="inlineStr"><is><t>a_x000A_b</t></is></c>'
        '<c r="D1" t="str"><v>x</v></c><c t="d"><v>2013-04-09T00:00:00</v></c></row>'
    )
    assert cells(with_sheet(tmp_path, sheet_xml(row))) == [["堺 市", "a\nb", "", "x", "2013-04-09"]]
    other = sheet_xml(row).replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?")
    other = other.replace(b" xmlns=", b" xmlns:x=")
    assert cells(with_sheet(tmp_path, other)) == [["堺 市", "a\nb", "", "x", "2013-04-09"]]


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = dt.datetime(1904, 1, 1)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append([dt.date(2013, 4, 9), 39911])
    book.save(tmp_path / "a.xlsx")
    [opened] = open_sheets(tmp_path / "a.xlsx", print)
    assert (next(opened.rows).cells, opened.epoch) == (["2013-04-09", "39911"], 1904)


def test_merged_cells_are_filled_if_that_is_asked_for(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for area in ("A1:C1", "A2:A4", "B3:C4"):
            sheet.merge_cells(area)

    rows = [["title", None, None, "x"], ["a", "b"], [None, "c", None, "d"], [None, None, None, "e"]]
    path = one_sheet(tmp_path / "a.xlsx", rows, change)
    filled = [["title"] * 3 + ["x"], ["a", "b"], ["a", "c", "c", "d"], ["a", "c", "c", "e"]]
    assert [row[:4] for row in cells(path, fill=True)] == filled
    assert cells(path)[2:] == [["", "c", "", "d"], ["", "", "", "e"]]
    [opened] = open_sheets(path, print)
    list(opened.rows)
    assert sorted(opened.merged) == ["A1:C1", "A2:A4", "B3:C4"]


def test_a_formula_is_told_whatever_it_came_to(tmp_path: Path) -> None:
    path = one_sheet(tmp_path / "a.xlsx", [["a", "b", "c"], ["x", "=1+1", "=A2"]])
    [found] = lines(path)[0].values()
    assert found[1].computed == (1, 2)
    assert found[1].name(1) == "B2"


@pytest.mark.parametrize("name", ["vi", "ja", "en"])
def test_what_libreoffice_saved_is_read_as_what_openpyxl_wrote(name: str) -> None:
    """But for the values of formulas, and what CSV cannot hold: merged cells and how a date is shown."""
    one = lines(SPREADSHEETS / f"{name}.xlsx", fill=True)
    for other in (f"libreoffice/{name}.xlsx", f"libreoffice/{name}.ods"):
        two = lines(SPREADSHEETS / other, fill=True)
        assert one[0].keys() == two[0].keys()
        for title, rows in one[0].items():
            assert [plain(line) for line in rows] == [plain(line) for line in two[0][title]]


def plain(line: SheetRow) -> tuple[int, list[str], tuple[int, ...]]:
    shown = ["" if place in line.computed else cell for place, cell in enumerate(line.cells)]
    while shown and not shown[-1]:
        shown.pop()
    return line.number, shown, line.computed


def test_every_sheet_that_holds_a_table_is_read_and_one_after_another(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Empty"
    for title, rows in (("Note", [["one text"]]), ("A", [["a", "b"], ["c", "d"]]), ("B", [["e", "f"], ["g", "h"]])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert list(lines(tmp_path / "a.xlsx")[0]) == ["A", "B"]
    ods = tmp_path / "a.ods"
    ods.write_bytes(ods_of("".join(f"<table:table table:name='{title}'>{ROW * 3}</table:table>" for title in "AB")))
    assert {title: len(rows) for title, rows in lines(ods)[0].items()} == {"A": 3, "B": 3}
    titles = [sheet.title for sheet in open_sheets(ods, print)]
    assert titles == ["A", "B"], "whoever does not read the rows of a sheet still gets the next"


ROW = "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell/></table:table-row>"


def ods_of(tables: str, **parts: bytes) -> bytes:
    names = ["office", "table", "text", "style", "number"]
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return out.getvalue()


def test_what_is_no_cells_text_in_an_ods_file_is_not_read(tmp_path: Path) -> None:
    row = (
        "<table:table-row><table:table-cell><office:annotation><text:p>a remark</text:p></office:annotation>"
        "<text:p>堺<text:ruby><text:ruby-base>市</text:ruby-base><text:ruby-text>し</text:ruby-text></text:ruby></text:p>"
        "<text:p>two<text:s text:c='2'/>lines</text:p></table:table-cell>"
        "<table:table-cell table:number-columns-repeated='2'/><table:covered-table-cell/>"
        "<table:table-cell table:formula='of:=[.A1]' office:value-type='float' office:value='2'><text:p>2</text:p>"
        "</table:table-cell><table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
    )
    deleted = f"<table:tracked-changes><table:deletion>{ROW}</table:deletion></table:tracked-changes>"
    many = f"{ROW.replace('row>', 'row table:number-rows-repeated=' + repr('2') + '>', 1)}"
    path = tmp_path / "a.ods"
    path.write_bytes(ods_of(f"{deleted}<table:table table:name='A'>{row}{many}</table:table>"))
    [found] = lines(path)[0].values()
    assert found == [SheetRow(1, ["堺市\ntwo  lines", "", "", "", "2"], (4,)), SheetRow(2, ["a"]), SheetRow(3, ["a"])]


# --- what is refused ---------------------------------------------------------------------------------------------

BILLION_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ONE = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (sheet_xml(ONE, BILLION_LAUGHS), "declares entities (DTD)"),
        (sheet_xml(ONE).decode().encode("utf-16"), "cannot be read as a workbook"),
        (sheet_xml('<row r="2097152"><c r="A2097152"><v>1</v></c></row>'), "has more rows than are read"),
        (sheet_xml('<row r="1"><c r="XFE1"><v>1</v></c></row>'), "there is no column “XFE”"),
        (sheet_xml('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'), "is out of its place"),
        (sheet_xml(ONE + ONE), "row 1 stands after row 1"),
        (sheet_xml('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "cannot be read as a workbook"),
        (sheet_xml('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), "cannot be read as a workbook"),
        (sheet_xml('<row r="x"/>'), "cannot be read as a workbook"),
        (sheet_xml("<d>" * 300 + "</d>" * 300), "nested too deep"),
        (sheet_xml(f'<row r="1"><c r="A1" t="str"><v>{"a" * 300_000}</v></c></row>'), "longer than a cell can be"),
        (sheet_xml(f'<row r="1" a="{"a" * 300_000}"/>'), "XML that no spreadsheet writes"),
        (sheet_xml("".join(f"<n{number}/>" for number in range(3_000))), "XML that no spreadsheet writes"),
        (sheet_xml(ONE, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "more merged cells"),
        (sheet_xml("".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 4_200))),
         "has more cells than are read"),
        (b"\0" * 100_000, "cannot be read as a workbook"),
        (b"", "cannot be read as a workbook"),
    ],
    ids=range(17),
)  # fmt: skip
def test_a_sheet_that_nobody_filled_in_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    assert why in refused(with_sheet(tmp_path, content))


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (ROW.replace("cell>", "cell table:number-columns-repeated='99999'>", 1), "more columns"),
        (ROW.replace("row>", "row table:number-rows-repeated='99999999'>", 1), "has more cells than are read"),
        ((ROW.replace("row>", "row table:number-rows-repeated='1000000'>", 1)) * 2, "has more cells than are read"),
        ("<table:table-source/>" + ROW, "cells linked to other files"),
        ("<text:span>" * 300 + "</text:span>" * 300, "nested too deep"),
        (ROW.replace("a</", "<text:s text:c='999999999'/></"), "longer than a cell can be"),
        (ROW.replace("cell>", "cell table:number-rows-spanned='1048577'>", 1), "merged cells"),
        (ROW.replace("<text:p>", "<text:p>&x;"), "cannot be read as a workbook"),
    ],
)
def test_an_ods_sheet_that_nobody_filled_in_is_refused(tmp_path: Path, table: str, why: str) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(ods_of(f"<table:table table:name='A'>{table}</table:table>"))
    assert why in refused(path)


def lying(path: Path, source: Path) -> Path:
    """A workbook whose directory says that a large sheet is small."""
    content = repacked(source, path, {SHEET: sheet_xml(ONE * 1) + b" " * (1 << 20)}).read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (300).to_bytes(4, "little")))
    return path


def many_parts(path: Path, number: int = 60_000) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for one in range(number):
            archive.writestr(f"xl/media/a-long-name-that-fills-the-directory-of-the-archive-{one:09}", b"")
    return path


def test_an_archive_that_is_no_plain_workbook_is_refused(tmp_path: Path) -> None:
    plain = one_sheet(tmp_path / "plain.xlsx", [["a", "b"], ["c", "d"]])
    made = tmp_path / "made.xlsx"
    with_macros = tmp_path / "macros.xlsm"
    with_macros.write_bytes(plain.read_bytes())
    locked = tmp_path / "locked.ods"
    manifest = b"<manifest:encryption-data/>"
    locked.write_bytes(ods_of("", **{"META-INF__manifest.xml": manifest}))
    scripted = tmp_path / "scripted.ods"
    scripted.write_bytes(ods_of("", Basic__Standard__Module1_xml=b""))
    old = tmp_path / "old.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    squeezed = tmp_path / "squeezed.xlsx"
    with zipfile.ZipFile(squeezed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a", b"a")
    link = "xl/externalLinks/externalLink1.xml"
    for path, why in (
        (repacked(plain, made, {}, **{"xl/vbaProject.bin": b""}), "holds programs (macros)"),
        (with_macros, "may hold programs (.xlsm); save it as .xlsx or CSV"),
        (scripted, "holds programs (macros)"),
        (locked, "protected by a password"),
        (old, "old Excel file"),
        (squeezed, "is packed in a way that workbooks are not"),
        (many_parts(tmp_path / "parts.xlsx"), "has more parts than a workbook can have"),
    ):
        assert why in refused(path), path
    assert "linked to other files" in refused(repacked(plain, made, {link: b""}))
    assert "cannot be read as a workbook" in refused(repacked(plain, made, {"xl/workbook.xml": None}))
    assert "another kind of archive" in refused(repacked(plain, made, {"_rels/.rels": b"<Relationships/>"}))
    assert "cannot be read as a workbook" in refused(lying(made, plain))


# --- how much memory ---------------------------------------------------------------------------------------------

MEASURE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
from pathlib import Path
from loaders.files.reader import open_sheets
from loaders.files.sheet import BrokenOffError
rows = 0
problems = []
for sheet in open_sheets(Path(sys.argv[1]), lambda problem: problems.append(problem.message), fill=True):
    try:
        for line in sheet.rows:
            rows += 1
    except BrokenOffError:
        pass
print(rows, *problems, sep="|")
"""


def within_half_a_gigabyte(path: Path) -> tuple[int, str]:
    """How many rows a file has, read by a process that gets no more memory, and why it was not read."""
    outcome = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr[-1_000:]
    rows, *problems = outcome.stdout.strip().split("|")
    return int(rows), "; ".join(problems)


def endless(path: Path, source: Path, part: str, begins: bytes, again: bytes, megabytes: int) -> Path:
    """A workbook in which a part goes on and on."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        chunk = again * ((1 << 20) // len(again))
        with new.open(part, "w", force_zip64=True) as out:
            out.write(begins)
            for _ in range(megabytes):
                out.write(chunk)
        new.writestr("xl/media/ballast", random.Random(1).randbytes(12 << 20))  # so that it is not packed too well
    return path


TEXTS = "xl/sharedStrings.xml"
HEAVY = 1_000 if os.environ.get("COOP_LARGE") else 10


@pytest.mark.parametrize(
    ("part", "begins", "again", "why"),
    [
        (SHEET, sheet_xml("").split(b"</sheetData>")[0], b"<row/>", "more rows than are read"),
        (
            SHEET,
            sheet_xml("").split(b"</sheetData>")[0],
            b"<row><c><v>1</v></c></row>",
            "more rows" if HEAVY > 10 else "",
        ),
        (SHEET, sheet_xml("").split(b"</sheetData>")[0], b"<row>", "nested too deep"),
        (SHEET, b"<worksheet>", b"0", "cannot be read"),
        (SHEET, b"", b"\0", "cannot be read"),
        (SHEET, b"<worksheet><!--", b"a", "XML that no spreadsheet writes"),
        (TEXTS, f"<sst {SPACE}>".encode(), b"<si/>", ""),
        (TEXTS, f"<sst {SPACE}>".encode(), "<si><t>ă</t></si>".encode(), ""),
        (TEXTS, f"<sst {SPACE}><si><t>".encode(), b"0", "longer than a cell" if HEAVY == 10 else "texts and styles"),
        (
            "xl/styles.xml",
            f"<styleSheet {SPACE}><cellXfs>".encode(),
            b"<xf/>",
            "more styles" if HEAVY == 10 else "texts and styles",
        ),
        (
            "xl/styles.xml",
            f"<styleSheet {SPACE}><fonts>".encode(),
            b"<font><strike/></font>",
            "more styles" if HEAVY == 10 else "texts and styles",
        ),
        (TEXTS, f"<sst {SPACE}>".encode(), b"<si><r><rPr><strike/></rPr><t>a</t></r></si>", ""),
        (
            SHEET,
            sheet_xml("", after="<hyperlinks>").split(b"</worksheet>")[0],
            b'<hyperlink ref="A1:XFD1048576" r:id="rId1"/>',
            "more links",
        ),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            b"<Relationships>",
            b'<Relationship Id="a" Type="hyperlink" TargetMode="External" Target="https://example.org/"/>',
            "",
        ),
    ],
    ids=[
        "rows",
        "cells",
        "nested",
        "digits",
        "zeros",
        "comment",
        "empty-texts",
        "texts",
        "one-text",
        "styles",
        "fonts",
        "runs",
        "links",
        "addresses",
    ],
)
def test_no_workbook_takes_more_than_half_a_gigabyte(
    tmp_path: Path, part: str, begins: bytes, again: bytes, why: str
) -> None:
    plain = SPREADSHEETS / "libreoffice" / "unseen.xlsx"
    _, told = within_half_a_gigabyte(endless(tmp_path / "made.xlsx", plain, part, begins, again, HEAVY))
    assert why in told
    assert told


@pytest.mark.parametrize(
    ("begins", "again", "why"),
    [
        (
            "<table:table-row><table:table-cell><text:p>",
            "<text:a xlink:href='https://example.org/'>a</text:a>",
            "more links",
        ),
        (
            "<table:table-row>",
            "<table:table-cell><text:p><text:span text:style-name='a'>b</text:span></text:p></table:table-cell>",
            "more columns",
        ),
        ("", "<table:table-row-group table:display='false'>", "nested too deep"),
    ],
    ids=["links", "spans", "groups"],
)
def test_no_open_document_takes_more_than_half_a_gigabyte(tmp_path: Path, begins: str, again: str, why: str) -> None:
    plain = SPREADSHEETS / "libreoffice" / "unseen.ods"
    with zipfile.ZipFile(plain) as archive:
        content = archive.read("content.xml").partition(b"<table:table ")[0] + b"<table:table table:name='a'>"
    path = endless(tmp_path / "a.ods", plain, "content.xml", content + begins.encode(), again.encode(), HEAVY)
    assert why in within_half_a_gigabyte(path)[1]


def test_no_text_file_takes_more_than_half_a_gigabyte(tmp_path: Path) -> None:
    for number, chunk in enumerate((b"\0", b"a", b",", b'"', b"\n", b"a,\n", b"\xff\xfe", b"\n\0")):
        path = tmp_path / f"{number}.csv"
        with path.open("wb") as file:
            for _ in range(4):
                file.write(chunk * ((1 << 20) // len(chunk)))
        rows, told = within_half_a_gigabyte(path)
        assert told or rows > 1_000_000


@pytest.mark.skipif(not os.environ.get("COOP_LARGE"), reason="takes minutes; COOP_LARGE=1 runs it")
@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_a_million_rows_stream(tmp_path: Path, ending: str) -> None:
    row = [
        "Đà Nẵng",
        "堺市",
        "Osaka",
        "kết nghĩa",
        "2013-04-09",
        "kinh tế, văn hóa",
        "https://example.org/a",
        "ghi chú",
    ]
    path = tmp_path / f"a.{ending}"
    number = 1_000_000
    if ending == "csv":
        with path.open("w", encoding="utf-8") as file:
            file.writelines(",".join(f'"{cell} {one}"' for cell in row) + "\n" for one in range(number))
    elif ending == "xlsx":
        plain = one_sheet(tmp_path / "plain.xlsx", [["a", "b"], ["c", "d"]])
        texts = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row)
        made = (f"<row>{texts}<c><v>{one}</v></c></row>" for one in range(number))
        repacked(plain, path, {SHEET: sheet_xml("".join(made))})
    else:
        texts = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        end = "</text:p></table:table-cell></table:table-row>"
        made = (f"<table:table-row>{texts}<table:table-cell><text:p>{one}{end}" for one in range(number))
        path.write_bytes(ods_of(f"<table:table table:name='A'>{''.join(made)}</table:table>"))
    assert within_half_a_gigabyte(path) == (number, "")


# --- anything at all ---------------------------------------------------------------------------------------------


def read_whatever(content: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{ending}"
        path.write_bytes(content)
        found, problems = lines(path, fill=True)
    assert found or problems
    for rows in found.values():
        numbers = [line.number for line in rows]
        assert numbers == sorted(set(numbers))
        assert all(any(line.cells) or line.computed for line in rows)


@settings(max_examples=FILES, deadline=None)
@given(st.binary(max_size=2_000), st.sampled_from([".csv", ".tsv", ".xlsx", ".ods"]))
def test_random_bytes_never_make_it_fail(content: bytes, ending: str) -> None:
    read_whatever(content, ending)


@settings(max_examples=FILES, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=500), st.sampled_from([".csv", ".tsv"]))
def test_random_text_never_makes_it_fail(text: str, ending: str) -> None:
    read_whatever(text.encode(), ending)


@settings(max_examples=FILES, deadline=None)
@given(st.sampled_from(WORKBOOKS), st.randoms(use_true_random=False))
def test_a_workbook_with_broken_bytes_never_makes_it_fail(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    cut = chance.choice([len(content), chance.randrange(len(content))])
    read_whatever(bytes(content[:cut]), path.suffix)


@settings(max_examples=FILES, deadline=None)
@given(st.sampled_from(WORKBOOKS), st.randoms(use_true_random=False))
def test_a_workbook_with_broken_xml_never_makes_it_fail(path: Path, chance: random.Random) -> None:
    read_whatever(mutated(path, chance), path.suffix)


def mutated(path: Path, chance: random.Random) -> bytes:
    """A workbook whose archive is whole, but of whose parts one says something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        broken = chance.choice(names)
        for name in old.namelist():
            new.writestr(name, b"".join(changed(old.read(name), chance)) if name == broken else old.read(name))
    return out.getvalue()


def changed(content: bytes, chance: random.Random) -> Iterator[bytes]:
    """Swap, double, drop and spoil what stands between the signs of XML."""
    pieces = content.replace(b'"', b'\0"\0').replace(b">", b">\0").replace(b"<", b"\0<").split(b"\0")
    for _ in range(chance.randint(1, 8)):
        at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        spoilt = chance.choice([b"", b"-1", b"9" * 30, b"&#0;", b"\xff", pieces[other], pieces[at] * 2, b"]]>", b"A1:"])
        pieces[at] = spoilt
    yield from pieces
