"""What a sheet hides is read only if that is decided; what is struck out is taken back; links are sources."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import one_sheet
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.links import web_address
from loaders.files.reader import open_sheets
from loaders.files.sheet import Link, SheetRow
from loaders.imports import importer
from loaders.imports import mapping as mappings
from loaders.imports import user_datasets as own
from loaders.imports.importer import Loaded
from loaders.imports.mapping import Mapping, MappingError
from loaders.imports.questions import answered, open_questions
from loaders.imports.shown import _Unseen
from loaders.imports.sides import belonging
from loaders.model.problems import Problem
from loaders.tables.catalogue import Catalogue

SPREADSHEETS = Path(__file__).parent / "spreadsheets"
UNSEEN = [SPREADSHEETS / "unseen.xlsx", *(SPREADSHEETS / "libreoffice" / f"unseen.{kind}" for kind in ("xlsx", "ods"))]
"""The same list as openpyxl has written it, and as LibreOffice has, in two forms."""


@dataclass
class Taken:
    """What came of a file that was loaded by the mappings proposed, or by others.

    Attributes:
        loaded: what came of it.
        noted: what was said of rows, by their numbers.
        how: how it was read.
    """

    loaded: Loaded
    noted: list[str]
    how: list[Mapping]

    @property
    def told(self) -> list[str]:
        """What was said of whole sheets."""
        return [one.message for one in self.loaded.told]


def take(graph: Path, path: Path, known: Catalogue, how: list[Mapping] | None = None, place: str = "堺市") -> Taken:
    problems: list[Problem] = []
    proposed = importer.proposed(path, known, problems.append)
    if not how:
        how = belonging(proposed, known.gazetteer.resolve(place))
    loaded = importer.load(graph, path, "mine", how, known, problems.append)
    return Taken(loaded, [f"{one.row}: {one.message}" for one in problems], how)


def rows(graph: Path, table: str) -> list[dict[str, str]]:
    """The rows of a kept table, without their empty cells."""
    with (own.one(graph, "mine").folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [{column: cell for column, cell in row.items() if cell} for row in csv.DictReader(file)]


def partners(graph: Path, column: str = "jp_name") -> set[str]:
    return {row[column].rpartition("/")[2] for row in rows(graph, "ties")}


@pytest.mark.parametrize("path", UNSEEN, ids=lambda path: f"{path.parent.name}/{path.name}")
class TestAVietnameseListOfWhichNotAllIsShown:
    """A list with hidden rows, columns and sheets, struck-out rows, cells and words, and links."""

    def test_what_is_hidden_or_struck_out_is_left_out_and_told(
        self,
        tmp_path: Path,
        path: Path,
        catalogue: Catalogue,
    ) -> None:
        taken = take(tmp_path, path, catalogue)
        assert partners(tmp_path) == {"sakai", "kawasaki", "niihama", "mitsuke", "kisarazu"}
        assert [told.partition(";")[0] for told in taken.told] == [
            "hidden rows that are left out: 2 (4, 10)", "rows struck out and left out: 1 (5)",
            "is a hidden sheet and is left out (3 rows)", "is a hidden sheet and is left out (3 rows)",
        ]  # fmt: skip
        assert taken.noted == [
            "5: is struck out and left out", "6: D6 is struck out and not read",
            "7: part of C7 is struck out and not read", "7: part of F7 is struck out and not read",
            "9: the link of G9 leads to no web page and is not kept",
        ]  # fmt: skip
        assert (taken.loaded.rows, taken.loaded.left) == (5, 0)

    def test_what_is_struck_out_is_not_said(self, tmp_path: Path, path: Path, catalogue: Catalogue) -> None:
        take(tmp_path, path, catalogue)
        found = {row["jp_name"].rpartition("/")[2]: row for row in rows(tmp_path, "ties")}
        assert "signed" not in found["kawasaki"]
        assert (found["niihama"]["kind"], found["niihama"]["note"]) == ("mou", "ký tại Đà Nẵng")
        assert all("expires" not in row for row in found.values()), "which stands in a hidden column"

    def test_the_mapping_asks_what_to_do_with_what_is_hidden(
        self,
        tmp_path: Path,
        path: Path,
        catalogue: Catalogue,
    ) -> None:
        shown, *others = importer.proposed(path, catalogue, print)
        assert shown.hidden == {"rows": None}
        assert shown.hides == {"rows": "4, 10", "columns": "E (Ngày hết hạn)"}
        assert "expires" not in shown.columns
        assert [(one.sheet, one.hidden) for one in others] == [("Cũ", {"sheet": None}), ("Nháp", {"sheet": None})]
        assert shown.unseen == [
            ("(hidden rows 4, 10)", "(not read)"), ("(hidden columns E (Ngày hết hạn))", "(not read)"),
        ]  # fmt: skip
        mappings.write(tmp_path / "kept.yaml", [shown, *others])
        text = (tmp_path / "kept.yaml").read_text("utf-8")
        assert "    rows:  # skip, read\n" in text
        assert mappings.read(tmp_path / "kept.yaml") == [shown, *others]

    def test_what_is_hidden_is_read_if_the_mapping_says_so(
        self,
        tmp_path: Path,
        path: Path,
        catalogue: Catalogue,
    ) -> None:
        shown, old, secret = importer.proposed(path, catalogue, print)
        columns = shown.columns | {"expires": ("Ngày hết hạn",)}
        how = [
            shown.model_copy(update={"hidden": {"rows": "read"}, "columns": columns}),
            old.model_copy(update={"hidden": {"sheet": "read"}}),
            secret.model_copy(update={"hidden": {"sheet": "skip"}}),
        ]
        taken = take(tmp_path, path, catalogue, how)
        assert partners(tmp_path) >= {"kobe", "narita", "yokkaichi"}
        assert taken.told[0] == "hidden rows that are read: 2 (4, 10)"
        assert taken.told[-1].startswith("is a hidden sheet and is left out")
        assert {row.get("expires") for row in rows(tmp_path, "ties")} == {None, "2012"}
        assert taken.loaded.rows == 8

    def test_pages_behind_words_are_sources(self, tmp_path: Path, path: Path, catalogue: Catalogue) -> None:
        take(tmp_path, path, catalogue)
        sources = {row["title"]: row.get("url") for row in rows(tmp_path, "sources")}
        assert sources == {
            path.name: None, "Trang của Sakai": "https://www.city.sakai.lg.jp/a.html?b=1&c=2#d",
            "Mitsuke": "https://example.vn/mitsuke", "Thư ngỏ": "https://example.vn/thu-ngo", "Thư": None,
        }  # fmt: skip
        ids = {row["title"]: row["source_id"] for row in rows(tmp_path, "sources")}
        found = {row["jp_name"].rpartition("/")[2]: row["sources"] for row in rows(tmp_path, "ties")}
        assert found["sakai"] == f"mine;{ids['Trang của Sakai']}"
        assert set(found["kisarazu"].split(";")) == {"mine", ids["Thư ngỏ"], ids["Thư"]}


# --- a Japanese list, in the XML that another program may write -----------------------------------------------------

STYLES = (
    "<office:automatic-styles>"
    "<style:style style:name='base' style:family='table-cell'><style:text-properties "
    "style:text-line-through-type='single'/></style:style>"
    "<style:style style:name='derived' style:family='table-cell' style:parent-style-name='base'/>"
    "<style:style style:name='not' style:family='text'><style:text-properties style:text-line-through-style='none'/>"
    "</style:style>"
    "<style:style style:name='line' style:family='text'><style:text-properties style:text-line-through-style='solid'/>"
    "</style:style>"
    "<style:style style:name='off' style:family='table'><style:table-properties table:display='false'/></style:style>"
    "</office:automatic-styles>"
)


def cell(text: str, style: str = "", more: str = "") -> str:
    named = f" table:style-name='{style}'" if style else ""
    return f"<table:table-cell{named}{more}><text:p>{text}</text:p></table:table-cell>"


def row(*texts: str, style: str = "", more: str = "") -> str:
    cells = "".join(text if text.startswith("<table:") else cell(text, style) for text in texts)
    return f"<table:table-row{more}>{cells}</table:table-row>"


def ods(path: Path, *tables: str) -> Path:
    names = ["office", "table", "text", "style"]
    spaces = " ".join(f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in names)
    content = (
        f"<office:document-content {spaces} xmlns:xlink='http://www.w3.org/1999/xlink'>{STYLES}<office:body>"
        f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    path.write_bytes(out.getvalue())
    return path


def japanese(path: Path) -> Path:
    heading = row("相手都市", "締結日", "種別", "備考")
    lines = [
        row("ハノイ市", "2013-04-09", "友好都市", ""),
        row("フート省", "2014-04-10", "姉妹都市", "", more=" table:visibility='filter'"),
        row("ラオカイ省", "2015-04-10", "姉妹都市", "", style="derived"),
        row("ダナン市", "<table:table-cell table:style-name='derived'><text:p>2009<text:span text:style-name='not'>2011"
            "</text:span></text:p></table:table-cell>", "覚書", "<table:table-cell><text:p>市長<text:span "
            "text:style-name='line'>が訪問</text:span></text:p></table:table-cell>"),
        f"<table:table-row-group table:display='false'>{row('フエ市', '2016', '覚書', '')}</table:table-row-group>",
        row("ハイフォン市", "2017", "覚書", "", more=" table:visibility='collapse'"),
    ]  # fmt: skip
    old = row("ニンビン省", "2001", "覚書", "")
    hidden = f"<table:table table:name='旧' table:style-name='off'>{heading}{old}</table:table>"
    return ods(path, f"<table:table table:name='一覧'>{heading}{''.join(lines)}</table:table>", hidden)


def test_a_japanese_list_is_read_as_it_is_shown(tmp_path: Path, catalogue: Catalogue) -> None:
    taken = take(tmp_path, japanese(tmp_path / "list.ods"), catalogue)
    found = {row["vn_name"]: row for row in rows(tmp_path, "ties")}
    assert found.keys() == {"vn/hanoi", "vn/da-nang"}
    assert (found["vn/da-nang"]["signed"], found["vn/da-nang"]["note"]) == ("2011", "市長")
    assert [told.partition(";")[0] for told in taken.told] == [
        "hidden rows that are left out: 3 (3, 6-7)", "rows struck out and left out: 1 (4)",
        "is a hidden sheet and is left out (2 rows)",
    ]  # fmt: skip


def test_an_english_list_whose_partner_alone_is_struck_out_is_taken_back(
    tmp_path: Path,
    catalogue: Catalogue,
) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B2"].font = Font(strike=True)
        sheet.column_dimensions["D"].hidden = True
        sheet.insert_rows(1)
        sheet["A1"] = "Partners in Japan"
        sheet.merge_cells("A1:E1")

    table = [
        ["Vietnam", "Japan", "Kind", "Signed", "Remarks"],
        ["Hanoi", "Sakai", "MOU", "2013", "ended in 2015"],
        ["Da Nang", "Kobe", "MOU", "2014", "still going on"],
    ]
    taken = take(tmp_path, one_sheet(tmp_path / "a.xlsx", table, change), catalogue)
    assert [(one["jp_name"], one.get("signed")) for one in rows(tmp_path, "ties")] == [("jp/hyogo/kobe", None)]
    assert taken.how[0].hides == {"columns": "D (Signed)"}
    assert taken.noted == ["3: is struck out and left out"]


def test_a_struck_out_cell_is_not_as_the_one_above(tmp_path: Path, catalogue: Catalogue) -> None:
    table: list[list[Any]] = [
        ["Vietnam", "Japan", "Kind", "Signed"],
        ["Hanoi", "堺市", "MOU", "2013"],
        ["Hue", "Kobe", "MOU", "2014"],
        ["Da Nang", "新居浜市", "MOU", None],
    ]
    path = one_sheet(tmp_path / "a.xlsx", table, lambda sheet: setattr(sheet["D3"], "font", Font(strike=True)))
    [how] = importer.proposed(path, catalogue, print)
    take(tmp_path, path, catalogue, [how.model_copy(update={"filled_down": ("signed",)})])
    found = {row["jp_name"].rpartition("/")[2]: row.get("signed") for row in rows(tmp_path, "ties")}
    assert found == {"sakai": "2013", "kobe": None, "niihama": None}


def test_merged_cells_that_are_struck_out_or_linked_are_so_in_every_row(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A2"].font = Font(strike=True)
        sheet["B2"].hyperlink = "https://example.jp/"
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    path = one_sheet(tmp_path / "a.xlsx", [["a", "b", "c"], ["x", "y", "1"], [None, None, "2"]], change)
    [sheet] = open_sheets(path, print, fill=True)
    _, one, two = sheet.rows
    assert (one.struck, two.struck) == ((0, 0), (0,))
    assert one.cells[:2] == two.cells[:2] == ["", "y"]
    assert one.links == two.links == (Link(1, "y", "https://example.jp/"),)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_file_of_which_all_is_hidden_changes_nothing(
    tmp_path: Path,
    state: str,
    catalogue: Catalogue,
) -> None:
    book = openpyxl.Workbook()
    other = book.create_sheet("旧")
    for line in (["相手都市", "締結日", "種別"], ["ハノイ市", "2013", "覚書"]):
        other.append(line)
    other.sheet_state = state
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(importer.NothingLoadedError):
        take(tmp_path, tmp_path / "a.xlsx", catalogue)


def test_a_mapping_says_skip_or_read(tmp_path: Path) -> None:
    path = tmp_path / "how.yaml"
    path.write_text("sheets: [{headings: [1], columns: {jp_name: a}, hidden: {rows: maybe}}]", "utf-8")
    with pytest.raises(MappingError, match="write skip or read, for rows and sheet"):
        mappings.read(path)


def test_many_hidden_rows_are_named_in_short() -> None:
    lines = iter([SheetRow(number, ["x"], hidden=number % 3 != 0) for number in range(1, 100)])

    class Opened:
        rows: Iterator[SheetRow] = lines
        hidden, hidden_columns, title = False, set[int](), ""

    opened = Opened()
    unseen = _Unseen(opened)  # type: ignore[arg-type]
    assert len(list(opened.rows)) == 33
    named = unseen.noted(Mapping(headings=(1,), columns={"jp_name": ("a",)})).hides["rows"]
    assert named.startswith("1-2, 4-5, 7-8, ")
    assert named.endswith(", 58-59, …")


# --- links ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "title", "address"),
    [
        ("市のページ <https://www.example.jp/a>", "市のページ", "https://www.example.jp/a"),
        ("Trang tin  <https://example.vn/b>", "Trang tin", "https://example.vn/b"),
        ("https://example.org/c", "https://example.org/c", "https://example.org/c"),
    ],
)
def test_words_and_an_address_are_one_source_in_csv_too(
    tmp_path: Path,
    said: str,
    title: str,
    address: str,
    catalogue: Catalogue,
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Vietnam,Japan,Kind,Signed,Source\nHanoi,堺市,MOU,2013,{said}\n", "utf-8")
    take(tmp_path, path, catalogue)
    assert {row["title"]: row.get("url") for row in rows(tmp_path, "sources")} == {"list.csv": None, title: address}


def test_several_links_of_a_cell_are_several_sources_and_a_name_leads_to_a_note(
    tmp_path: Path,
    catalogue: Catalogue,
) -> None:
    def link(words: str, address: str) -> str:
        return f"<text:a xlink:href='{address}'>{words}</text:a>"

    cells = (link("ハノイ市", "https://example.vn/hanoi"), "2013-04-09", "友好都市",
             f"{link('協定書', 'https://example.jp/1')}、{link('写真', 'https://example.jp/2;x')}、市報")  # fmt: skip
    table = f"<table:table table:name='一覧'>{row('相手都市', '締結日', '種別', '出典')}{row(*cells)}</table:table>"
    take(tmp_path, ods(tmp_path / "list.ods", table), catalogue)
    assert {one["title"]: one.get("url") for one in rows(tmp_path, "sources")} == {
        "list.ods": None, "協定書": "https://example.jp/1", "写真": "https://example.jp/2%3Bx", "市報": None,
    }  # fmt: skip
    assert rows(tmp_path, "ties")[0]["note"] == "相手都市: ハノイ市 <https://example.vn/hanoi>"


@pytest.mark.parametrize(
    "formula",
    [
        'HYPERLINK("https://example.jp/"&A2,"x")',
        "HYPERLINK(A2)",
        'HYPERLINK(A2,"x")',
        'IF(1,HYPERLINK("https://a.jp"))',
    ],
)
def test_a_link_that_is_computed_is_a_formula(tmp_path: Path, formula: str) -> None:
    [sheet] = open_sheets(one_sheet(tmp_path / "a.xlsx", [["a", "b"], ["c", f"={formula}"]]), print)
    assert [line.computed for line in sheet.rows] == [(), (1,)]


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "data:text/html,<script>", "vbscript:x",
        "file:///etc/passwd", "\\\\host\\share", "ftp://example.org/", "mailto:a@example.org", "#Sheet2!A1", "",
        "https://", "https:///x", "https:example.org", "//example.org/", "http://a@b@c/", "https://www.gov.vn@evil.org/",
        "https://user:word@example.org/", "https://exa mple.org/", "https://example.org:port/", "https://[::1]/",
        "https://[", "https://example.org/\u202etxt.exe", "https://example.org/\0", "https://example.org/\nHost: x",
        f"https://example.org/{'a' * 3_000}", "https://.example.org/", "https://ex<b>ample.org/", "https://example.org\\@x",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(hostile: str) -> None:
    assert web_address(hostile) == ""


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://www.city.sakai.lg.jp/", "https://www.city.sakai.lg.jp/"),
        ("HTTP://EXAMPLE.VN/Văn bản.pdf", "http://EXAMPLE.VN/Văn%20bản.pdf"),
        ("https://ja.wikipedia.org/wiki/堺市", "https://ja.wikipedia.org/wiki/堺市"),
        ("https://example.org/100%;[x]", "https://example.org/100%25%3B%5Bx%5D"),
        ("https://日本語.jp:8080/?q=1#a", "https://日本語.jp:8080/?q=1#a"),
        ("http://127.0.0.1/%E5%A0%BA", "http://127.0.0.1/%E5%A0%BA"),
    ],
)
def test_the_address_of_a_page_is_kept_as_an_iri_has_it(address: str, kept: str) -> None:
    from pyoxigraph import NamedNode

    assert web_address(address) == kept
    assert NamedNode(kept).value == kept


# --- what is asked ----------------------------------------------------------------------------------------------------


def test_a_hidden_sheet_is_asked_about_and_nothing_else_of_it_until_it_is_to_be_read(catalogue: Catalogue) -> None:
    shown, old, _ = importer.proposed(UNSEEN[0], catalogue, print)
    [rows_, *_others] = open_questions(shown)
    assert (rows_.part, rows_.keys, rows_.choices, rows_.likely, rows_.stops) == (
        "hidden", ("rows",), ("skip", "read"), "skip", False,
    )  # fmt: skip
    assert "4, 10" in rows_.told
    [sheet] = open_questions(old.model_copy(update={"unclear": {"Đối tác khác": None}}))
    assert sheet.told == "The sheet “Cũ” is hidden. Is it to be read?"
    assert open_questions(answered(old, sheet, "skip")) == []
    assert answered(old, sheet, "read").hidden == {"sheet": "read"}
    assert answered(shown, rows_, "read").unseen[0] == ("(hidden rows 4, 10)", "(read)")


@pytest.mark.parametrize(("text", "name"), [("§èi t¸c,Ngµy ký\nThµnh phè Sakai,2013\n", "TCVN3 (ABC)"),
                                            ("Ñoái taùc,Ngaøy kyù\nThaønh phoá Sakai,2013\n", "VNI")])  # fmt: skip
def test_a_list_in_the_letters_of_old_fonts_is_told_so(
    tmp_path: Path, text: str, name: str, catalogue: Catalogue
) -> None:
    path = one_sheet(tmp_path / "a.xlsx", [line.split(",") for line in text.splitlines()])
    with pytest.raises(MappingError, match=re.escape(f"the letters of old fonts, {name}, not in Unicode")):
        importer.proposed(path, catalogue, print)
