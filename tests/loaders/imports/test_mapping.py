"""Whatever an office keeps, in three languages: good rows come out as ours, all others are named with the reason."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import all_records
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.reader import open_sheets
from loaders.files.sheet import Sheet, SheetRow
from loaders.imports.apply import rows, titles
from loaders.imports.column_types import controlled
from loaders.imports.guess import propose
from loaders.imports.headers import meaning, vocabulary
from loaders.imports.mapping import Mapping, MappingError, write
from loaders.imports.mapping import read as read_mappings
from loaders.imports.terms import period
from loaders.imports.values import clean, country, meant, name, several
from loaders.model.problems import Problem
from loaders.model.records import TABLES, Tie, columns
from loaders.tables.datasets import DATA
from loaders.tables.rows import Row, Table, read
from ontology import concepts

SPREADSHEETS = Path(__file__).parent / "spreadsheets"
GAZETTEER = all_records().gazetteer


class Taken:
    """What came of a file: its mapping, its rows as ours, those left out, those that are wrong, where they are."""

    def __init__(self, path: Path, mapping: Mapping | None = None) -> None:
        problems: list[Problem] = []
        skipped: list[Problem] = []
        [sheet] = open_sheets(path, problems.append, fill=True)
        self.mapping = mapping or propose(sheet, GAZETTEER)
        self.titles = titles(self.mapping, sheet)
        self.rows = list(rows(self.mapping, sheet, skipped.append))
        self.left_out = {problem.row: problem.message for problem in skipped}
        found = list(read(Table(sheet.file, self.mapping.record, iter(self.rows)), GAZETTEER, problems.append))
        seams = {"tie_id", "sources"}  # which are for the caller to fill in
        self.wrong = {problem.row: problem.message for problem in problems if problem.column not in seams}
        self.good = {row.number: row.cells for row in self.rows if row.number not in self.wrong}
        self.places = {
            one.number: tuple(one.places[side].id for side in ("vn", "jp"))
            for one in found
            if one.number not in self.wrong
        }


def files(language: str) -> list[Path]:
    """A spreadsheet as openpyxl and as LibreOffice wrote it."""
    return [SPREADSHEETS / f"{language}.xlsx", *sorted(SPREADSHEETS.glob(f"libreoffice/{language}.*"))]


SAKAI, DANANG = "jp/osaka/sakai", "vn/da-nang"
HCMC, YOKOHAMA = "vn/ho-chi-minh-city", "jp/kanagawa/yokohama"

# --- Vietnamese --------------------------------------------------------------------------------------------------

VIETNAMESE = {
    9: {"jp_name": "TP. Sakai", "jp_prefecture": "Osaka", "kind": "friendship-city", "signed": "2019-02-23",
        "fields": "culture;economy;education", "sources": "https://www.danang.gov.vn/a"},
    10: {"jp_name": "Kisarazu", "jp_prefecture": "Chiba", "kind": "friendship-cooperation", "signed": "2019-07-26",
         "fields": "economy;investment", "note": "Lĩnh vực hợp tác: bóng chày"},
    11: {"jp_name": "Thành phố Kawasaki", "jp_prefecture": "Kanagawa", "kind": "friendship-cooperation",
         "signed": "2012", "fields": "human-resources", "note": "cảng biển; “Thành phố Kawasaki *xem ghi chú*”"},
    13: {"jp_name": "Sakai (Osaka)", "kind": "mou", "signed": "2009-02-20", "fields": "culture",
         "sources": "https://baodanang.vn/b", "note": "Báo Đà Nẵng"},
    14: {"jp_name": "Yokohama", "jp_prefecture": "Kanagawa", "kind": "sectoral", "signed": "2013-04-09",
         "expires": "2016", "fields": "urban-development"},
    15: {"jp_name": "YOKOHAMA", "jp_prefecture": "KANAGAWA", "kind": "mou", "signed": "2016-03",
         "expires": "2019-03", "note": "Chờ gia hạn"},
    16: {"jp_name": "Tỉnh Nagasaki", "kind": "exchange", "fields": "health"},
    17: {"jp_name": "Mitsuke", "jp_prefecture": "Niigata", "kind": "exchange", "fields": "education;youth"},
}  # fmt: skip
VIETNAMESE_PARTNERS = {
    9: SAKAI, 10: "jp/chiba/kisarazu", 11: "jp/kanagawa/kawasaki", 13: SAKAI, 14: YOKOHAMA, 15: YOKOHAMA,
    16: "jp/nagasaki", 17: "jp/niigata/mitsuke",
}  # fmt: skip


@pytest.mark.parametrize("path", files("vi"), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_list_of_a_vietnamese_city_is_understood(path: Path) -> None:
    taken = Taken(path)
    assert taken.mapping.columns == {
        "jp_name": ("Đối tác / Tên",), "jp_prefecture": ("Đối tác / Thuộc tỉnh",), "kind": ("Hình thức",),
        "signed": ("Ngày ký",), "period": ("Thời hạn",), "fields": ("Lĩnh vực hợp tác",), "note": ("Ghi chú",),
        "sources": ("Nguồn",),
    }  # fmt: skip
    assert (taken.mapping.headings, taken.mapping.left_out) == ((5, 6), ("STT",))
    assert taken.mapping.fixed == {"vn_name": "Da Nang"}
    assert [word for word, kind in taken.mapping.values["kind"].items() if kind is None] == ["Thỏa thuận khung"]
    assert taken.mapping.lacking == ()
    assert taken.good == {number: {"vn_name": "Da Nang", **cells} for number, cells in VIETNAMESE.items()}
    assert taken.places == {number: (DANANG, partner) for number, partner in VIETNAMESE_PARTNERS.items()}
    assert set(taken.left_out) == {7, 8, 12, 22, 23}
    assert taken.left_out[7] == "numbers the columns"
    assert taken.left_out[22] == "is a total"
    assert list(taken.wrong) == [18, 19, 20, 21]
    for number, why in (
        (18, "Ngày ký: “31/02/2013” does not exist"),
        (19, "“Thành phố Không Có” is no locality we know"),
        (20, "Hình thức: “Thỏa thuận khung” is not known; write sister-city,"),
        (21, "write the year with four digits"),
    ):
        assert why in taken.wrong[number]


# --- Japanese ----------------------------------------------------------------------------------------------------

JAPANESE = {
    4: {"jp_prefecture": "北海道", "jp_name": "釧路市", "vn_name": "ダナン市", "kind": "exchange",
        "fields": "fisheries;human-resources", "note": "※2014年から"},
    5: {"jp_prefecture": "大阪府", "jp_name": "堺市", "vn_name": "ダナン市", "kind": "friendship-city",
        "signed": "2019-02-23", "fields": "culture;economy", "sources": "https://www.city.sakai.lg.jp/a"},
    6: {"jp_prefecture": "大阪府", "jp_name": "堺市", "vn_name": "ダナン市", "kind": "sectoral",
        "signed": "2024-11-11", "expires": "2028", "fields": "climate;energy"},
    7: {"jp_prefecture": "福岡県", "jp_name": "北九州市", "vn_name": "ハイフォン市", "kind": "sister-city",
        "signed": "2014-04-18", "fields": "water"},
    8: {"jp_prefecture": "福岡県", "jp_name": "北九州市", "vn_name": "ハイフォン市",
        "kind": "friendship-cooperation", "signed": "2009-04-17", "expires": "2014-04", "fields": "culture;economy"},
    9: {"jp_prefecture": "福岡県", "jp_name": "福岡県", "vn_name": "ハノイ市", "kind": "friendship-cooperation",
        "signed": "2008-02-22", "fields": "environment;youth"},
    10: {"jp_prefecture": "神奈川県", "jp_name": "横浜市", "vn_name": "ホーチミン市", "kind": "mou",
         "signed": "2007", "fields": "economy", "note": "注：要確認"},
    12: {"jp_prefecture": "静岡県", "jp_name": "静岡市", "vn_name": "フエ市（省直轄市）",
         "kind": "friendship-city", "signed": "2005-04-12", "fields": "tourism"},
    13: {"jp_prefecture": "三重県", "jp_name": "松阪市", "vn_name": "ホイアン市", "kind": "sectoral",
         "signed": "2013-08", "fields": "tourism", "note": "“ホイアン市※”"},
    14: {"jp_prefecture": "兵庫県", "jp_name": "神戸市", "vn_name": "キエンザン省", "kind": "sectoral",
         "signed": "2017-10-03", "fields": "environment;water"},
    17: {"jp_prefecture": "滋賀県", "jp_name": "滋賀県", "vn_name": "ホーチミン市", "kind": "mou",
         "signed": "2014-11-13"},
    18: {"jp_prefecture": "滋賀県", "jp_name": "滋賀県", "vn_name": "ホーチミン市", "kind": "sectoral",
         "signed": "2018-12-14"},
}  # fmt: skip
JAPANESE_PARTIES = {
    4: (DANANG, "jp/hokkaido/kushiro"), 5: (DANANG, SAKAI), 6: (DANANG, SAKAI),
    7: ("vn/hai-phong", "jp/fukuoka/kitakyushu"), 8: ("vn/hai-phong", "jp/fukuoka/kitakyushu"),
    9: ("vn/hanoi", "jp/fukuoka"), 10: (HCMC, YOKOHAMA), 12: ("vn/hue/hue-city", "jp/shizuoka/shizuoka"),
    13: ("vn/quang-nam/hoi-an", "jp/mie/matsusaka"), 14: ("vn/kien-giang", "jp/hyogo/kobe"),
    17: (HCMC, "jp/shiga"), 18: (HCMC, "jp/shiga"),
}  # fmt: skip


@pytest.mark.parametrize("path", files("ja"), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_japanese_list_of_all_cities_is_understood(path: Path) -> None:
    taken = Taken(path)
    good, parties = {number: dict(cells) for number, cells in JAPANESE.items()}, dict(JAPANESE_PARTIES)
    wrong = {16: "平成 began on 1989-01-08 and ended on 2019-04-30; write 2019-05-01", 19: "holds a formula"}
    if path.suffix == ".csv":  # which has no merged cells, and of a formula what it came to
        del good[6]["jp_prefecture"], good[8], parties[8]
        wrong |= {8: "is empty; every row needs it", 19: "write the year with four digits"}
    assert taken.good == good
    assert taken.places == parties
    assert taken.left_out == {
        11: "is of 韓国; ties between Vietnam and Japan alone are recorded",
        15: "repeats the headings",
        20: "is a total",
    }
    assert set(taken.wrong) == set(wrong)
    assert all(why in taken.wrong[number] for number, why in wrong.items())


# --- English -----------------------------------------------------------------------------------------------------

ENGLISH = {
    4: {"vn_name": "Ho Chi Minh City", "jp_name": "Shiga", "kind": "sectoral", "signed": "2019-10-16",
        "expires": "2022-10", "fields": "education;human-resources", "sources": "https://example.org/1"},
    5: {"vn_name": "Hanoi", "jp_name": "Tokyo", "kind": "friendship-cooperation", "signed": "2013-11",
        "fields": "environment;sports;urban-development;water"},
    6: {"vn_name": "HA NOI", "jp_name": "Yokohama", "jp_prefecture": "Kanagawa", "kind": "sectoral",
        "signed": "2017-08-09", "expires": "2020-08", "fields": "water"},
    7: {"vn_name": "Hoi An", "vn_province": "Quang Nam", "jp_name": "Niihama", "jp_prefecture": "Ehime",
        "kind": "letter-of-intent", "signed": "2024-08-02", "fields": "digital"},
    8: {"vn_name": "Dong Nai", "vn_province": "Dong Nai", "jp_name": "Kobe", "jp_prefecture": "Hyogo",
        "kind": "mou", "signed": "2024-09-10", "fields": "waste"},
    9: {"vn_name": "Hai Phong", "jp_name": "Yokkaichi", "jp_prefecture": "Mie", "kind": "mou",
        "signed": "2016-08", "fields": "economy", "note": "signed in Yokkaichi; “Yokkaichi [1]”"},
}  # fmt: skip
ENGLISH_PARTIES = {
    4: (HCMC, "jp/shiga"), 5: ("vn/hanoi", "jp/tokyo"), 6: ("vn/hanoi", YOKOHAMA),
    7: ("vn/quang-nam/hoi-an", "jp/ehime/niihama"), 8: ("vn/dong-nai", "jp/hyogo/kobe"),
    9: ("vn/hai-phong", "jp/mie/yokkaichi"),
}  # fmt: skip


@pytest.mark.parametrize("path", files("en"), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_english_list_with_both_sides_is_understood(path: Path) -> None:
    taken = Taken(path)
    assert taken.mapping.dates == {"signed": "month", "expires": "day"}
    assert taken.mapping.left_out == ("#", "Officer in charge")
    assert taken.titles[1:4] == ["Vietnamese side / Name", "Vietnamese side / Province", "Japanese side / Name"]
    assert taken.good == ENGLISH
    assert taken.places == ENGLISH_PARTIES
    assert set(taken.left_out) == {14, 15}
    assert set(taken.wrong) == {10, 11, 12, 13}
    assert "“Kawasaki” may mean 4 localities" in taken.wrong[10]
    assert "“Sister City and MoU” may be mou or sister-city" in taken.wrong[11]


def test_what_stood_in_the_file_stays_with_every_row() -> None:
    taken = Taken(SPREADSHEETS / "vi.xlsx")
    [bad] = [row for row in taken.rows if row.number == 18]
    assert bad.written[1:5] == ("Sakái City", "Osaca", "Biên bản ghi nhớ", "31/02/2013")
    assert bad.cells == {}
    assert len(taken.titles) == 9


# --- headings ----------------------------------------------------------------------------------------------------


OURS_ALONE = {"tie_id", "follows", "follows_as", "confidence", "remark", "added"}
"""The columns that a list of others has not; nor has it a text in several languages beside each other."""


@pytest.mark.parametrize(
    "column",
    [column for column in columns(Tie) if column not in OURS_ALONE and not column.endswith(("_vi", "_ja"))],
)
def test_every_column_of_ties_has_headings_in_three_languages(column: str) -> None:
    phrases = vocabulary()["headings"][column]
    assert any(phrase.isascii() for phrase in phrases), "English"
    assert any("\u3040" <= c <= "\u9fff" for phrase in phrases for c in phrase), "Japanese"
    vietnamese = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    assert any(c in vietnamese for phrase in phrases for c in phrase.casefold()), "Vietnamese"


@pytest.mark.parametrize(
    ("stack", "meant"),
    [
        (["NGÀY KÝ"], "signed"), (["Ngay ky"], "signed"), (["Ngày ký (dd/mm/yyyy)"], "signed"),
        (["Đối tác / Partner"], "partner"), (["締結年月日"], "signed"), (["Ｄａｔｅ　of signing"], "signed"),
        (["Phía Nhật Bản", "Tên"], "jp_name"), (["Phía Việt Nam", "Tỉnh"], "vn_province"),
        (["相手方", "国名"], "country"),
        (["Đối tác", "Tên"], "partner"), (["Đối tác", "Cấp"], "partner_level"), (["Thời gian", "Ngày ký"], "signed"),
        (["ベトナム側", "都市名"], "vn_name"), (["No."], "number"), (["#"], "number"), (["Màu sắc"], ""), ([""], ""),
    ],
)  # fmt: skip
def test_a_heading_is_known_however_it_is_written(stack: list[str], meant: str) -> None:
    assert meaning(stack) == meant


def sheet_of(*table: list[str], title: str = "") -> Sheet:
    lines = (SheetRow(number, cells) for number, cells in enumerate(table, 1) if any(cells))
    return Sheet("made", title, lines)


@pytest.mark.parametrize("table", TABLES)
def test_our_own_tables_are_known_by_their_own_columns(table: str) -> None:
    proposal = propose(sheet_of(list(columns(TABLES[table]))), GAZETTEER)
    assert proposal.table == table
    assert proposal.columns == {column: (column,) for column in columns(TABLES[table])}


@pytest.mark.parametrize("table", ["ties", "events", "sources", "projects", "memberships"])
def test_the_rows_of_our_own_tables_come_out_as_they_are(table: str) -> None:
    path = DATA / "ties" / f"{table}.csv"
    [as_ours] = open_sheets(path, print)
    header, *lines = as_ours.rows
    [sheet] = open_sheets(path, print)
    skipped: list[Problem] = []
    found = list(rows(propose(sheet, GAZETTEER), sheet, skipped.append))
    assert skipped == []
    assert [row.fault for row in found if row.fault] == []
    for line, row in zip(lines, found, strict=True):
        expected = {column: cell for column, cell in zip(header.cells, line.cells, strict=False) if cell}
        spread = " ".join  # blanks alone may differ
        assert {one: spread(cell.split()) for one, cell in row.cells.items()} == {
            one: spread(cell.split()) for one, cell in expected.items()
        }


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (["都市名", "提携日"], ["ダナン市", "2009年"], {"vn_name", "signed"}),
        (["都市名", "提携日"], ["堺市", "2009年"], {"jp_name", "signed"}),
        (["自治体名", "相手都市", "種別"], ["堺市", "ダナン市", "覚書"], {"jp_name", "vn_name", "kind"}),
        (["Đối tác", "Ngày ký"], ["Hải Phòng", "2009"], {"vn_name", "signed"}),
        (["Địa phương", "Đối tác", "Ngày ký"], ["?", "?", "2009"], {"vn_name", "jp_name", "signed"}),
        (["City", "Partner", "Tỉnh", "Year"], ["Hue", "Kobe", "Hyogo", "2009"], {"vn_name", "jp_name",
         "jp_prefecture", "signed"}),
    ],
)  # fmt: skip
def test_the_names_tell_whose_column_it_is(header: list[str], row: list[str], expected: set[str]) -> None:
    assert set(propose(sheet_of(header, row), GAZETTEER).columns) == expected


@pytest.mark.parametrize(("a", "b"), [("Bên A", "Bên B"), ("Party A", "Party B"), ("BÊN A", "bên b"), ("甲", "乙")])
@pytest.mark.parametrize(("first", "second"), [("vn_name", "jp_name"), ("jp_name", "vn_name")])
def test_the_names_tell_which_of_two_parties_is_vietnamese(a: str, b: str, first: str, second: str) -> None:
    names = {"vn_name": ["Huế", "Đà Nẵng", "Xyzzy"], "jp_name": ["Kobe", "堺市", "Xyzzy"]}
    table = [["TT", a, b, "Loại"], *(["1", *pair, "MoU"] for pair in zip(names[first], names[second], strict=True))]
    assert propose(sheet_of(*table), GAZETTEER).columns == {first: (a,), second: (b,), "kind": ("Loại",)}


def test_two_parties_may_have_headings_of_two_lines() -> None:
    table = [
        ["Bên A", "", "Bên B", "", "Loại"], ["Tên", "Tỉnh", "Tên", "Cấp", ""],
        ["Kobe", "Hyogo", "Huế", "Thành phố thuộc tỉnh", "MoU"],
    ]  # fmt: skip
    assert propose(sheet_of(*table), GAZETTEER).columns == {
        "jp_name": ("Bên A / Tên",), "jp_prefecture": ("Bên A / Tỉnh",), "vn_name": ("Bên B / Tên",),
        "vn_level": ("Bên B / Cấp",), "kind": ("Loại",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "fixed"),
    [
        ("DANH SÁCH CÁC THÀNH PHỐ KẾT NGHĨA VỚI THÀNH PHỐ ĐÀ NẴNG", {"vn_name": "Da Nang", "kind": "sister-city"}),
        ("Sister cities of Hai Phong", {"vn_name": "Hai Phong", "kind": "sister-city"}),
        ("DANH SÁCH ĐỐI TÁC NHẬT BẢN", {}),
        ("Partners of Hanoi and Da Nang in Japan", {}),
    ],
)
def test_a_title_tells_what_holds_for_every_row(title: str, fixed: dict[str, str]) -> None:
    sheet = sheet_of([title], ["Partner", "Date"], ["Kobe", "2009"])
    proposal = propose(sheet, GAZETTEER)
    assert {column: value for column, value in proposal.fixed.items() if column != "kind" or "kind" in fixed} == fixed


def test_a_japanese_title_names_who_keeps_the_list() -> None:
    sheet = sheet_of(["大阪府堺市の友好都市一覧"], ["都市名", "提携日"], ["ダナン市", "2009年"])
    assert propose(sheet, GAZETTEER).fixed == {"jp_name": "Sakai (Osaka)", "kind": "friendship-city"}


@pytest.mark.parametrize("table", [[], [["a"]], [["one", "two"], ["three", "four"]], [["Ngày ký", "Ghi chú"]]])
def test_a_sheet_without_headings_that_are_known_is_told_so(table: list[list[str]]) -> None:
    with pytest.raises(MappingError, match="no row of headings is understood"):
        propose(sheet_of(*table), GAZETTEER)


# --- cells -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Sakai", "Sakai"), ("Sakai (Osaka)", "Sakai (Osaka)"), ("Sakai (堺市)", "Sakai (堺市)"), ("堺市※", "堺市"),
        ("Kawasaki *xem ghi chú*", "Kawasaki"), ("Kobe (*)", "Kobe"), ("Kobe [2]", "Kobe"), ("Kobe²", "Kobe"),
        ("Kobe (từ năm 2013)", "Kobe"), ("神戸市（2013年まで）", "神戸市"), ("Kobe注1", "Kobe"), ("*", "*"),
        ("(1)", "(1)"),
        ("Hue (district-level city)", "Hue (district-level city)"), ("Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("フエ市（省直轄市）", "フエ市（省直轄市）"), ("TP. Huế", "TP. Huế"), ("Kobe;", "Kobe"),
    ],
)  # fmt: skip
def test_what_is_plainly_no_part_of_a_name_is_split_off(text: str, bare: str) -> None:
    assert name(text).name == bare


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2013-2018", "2013", "2018"), ("2013–2018", "2013", "2018"),
        ("09/04/2013 - 09/04/2018", "2013-04-09", "2018-04-09"),
        ("từ 2013 đến 2018", "2013", "2018"), ("from 2013 to 2018", "2013", "2018"),
        ("2013年4月～2018年3月", "2013-04", "2018-03"),
        ("2013年から2018年まで", "2013", "2018"), ("đến 2018", None, "2018"), ("2018年まで", None, "2018"),
        ("until April 2018", None, "2018-04"), ("平成25年4月9日〜平成30年4月8日", "2013-04-09", "2018-04-08"),
        ("2013-", "2013", None),
        ("2013-04 - 2018-03", "2013-04", "2018-03"),
    ],
)  # fmt: skip
def test_a_time_from_when_to_when_is_two_dates(text: str, begin: str | None, end: str | None) -> None:
    assert period(text) == (begin, end)


@pytest.mark.parametrize("text", ["5 năm", "", "-", "2013 và 2018", "không thời hạn"])
def test_what_is_no_such_time_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        period(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("kết nghĩa", "sister-city"), ("KẾT NGHĨA", "sister-city"), ("ket nghia", "sister-city"),
        ("姉妹都市", "sister-city"),
        ("hữu nghị hợp tác", "friendship-cooperation"), ("友好交流", "friendship-cooperation"), ("MoU", "mou"),
        ("Biên bản ghi nhớ về hợp tác nông nghiệp", "mou"), ("経済交流に関する覚書", "mou"), ("M.O.U.", "mou"),
        ("姉妹都市提携", "sister-city"), ("thành phố hữu nghị", "friendship-city"), ("mou", "mou"),
        ("giao lưu", "exchange"),
        ("thỏa thuận khung", None), ("Mouse", None),
        ("Giao lưu hữu nghị", "friendship-cooperation"), ("Cảng kết nghĩa", "sectoral"), ("姉妹港", "sectoral"),
        ("Tuyên bố chung", "letter-of-intent"), ("共同声明", "letter-of-intent"), ("Minh bạch", None),
        ("Tỉnh kết nghĩa", "sister-city"), ("議会間友好交流", "legislative"), ("ツインシティ", "twin-city"),
        ("Thỏa thuận hợp tác", None), ("Ký kết hợp tác", None), ("Bản thỏa thuận hợp tác", None), ("協定", None),
        ("パートナーシップ協定", None), ("連携協定", None), ("包括連携協定", None), ("Cooperation agreement", None),
        ("Partnership agreement", None),
    ],
)  # fmt: skip
def test_the_kind_is_known_however_it_is_written(text: str, slug: str | None) -> None:
    assert meant("kind", controlled(Tie)["kind"], text) == slug


@pytest.mark.parametrize("slug", controlled(Tie)["kind"].slugs)
def test_every_kind_has_words(slug: str) -> None:
    assert slug in vocabulary()["values"]["kind"]


def test_several_fields_stand_in_one_cell() -> None:
    about = controlled(Tie)["fields"]
    assert several("Kinh tế, văn hoá; giáo dục và Y TẾ", about)[0] == ("culture", "economy", "education", "health")
    assert several("経済・文化、工芸・ものづくり", about) == (("crafts", "culture", "economy"), ())
    assert several("water / waste and chess", about) == (("waste", "water"), ("chess",))
    assert several("Khoa học và công nghệ, môi trường và cờ vua", about)[0] == ("environment", "science-technology")


@pytest.mark.parametrize("field", concepts.slugs("field"))
def test_a_field_is_understood_by_whatever_we_call_it_or_have_called_it(field: str) -> None:
    about = controlled(Tie)["fields"]
    for label in concepts.names("field")[field]:
        assert several(label, about) == ((field,), ()), label
    assert several("、".join(("経済", concepts.labels()["field"][field]["ja"])), about)[1] == ()


@pytest.mark.parametrize("kind", concepts.slugs("agreement-kind"))
def test_a_kind_is_understood_by_whatever_we_call_it_or_have_called_it(kind: str) -> None:
    for label in concepts.names("agreement-kind")[kind]:
        assert meant("kind", controlled(Tie)["kind"], label) == kind, label


def test_letters_of_names_stay_as_they_are() -> None:
    assert clean("ｶﾜｻｷ　㈱\u00a0２３ Đà\u2003Nẵng\ufeff") == "ｶﾜｻｷ ㈱ 23 Đà Nẵng"


# --- what a person writes ------------------------------------------------------------------------------------------


def given_rows(mapping: Mapping, *table: list[str]) -> list[Row]:
    return list(rows(mapping, sheet_of(*table), lambda problem: None))


SMALL = {"headings": (1,), "columns": {"vn_name": "VN", "jp_name": "JP", "kind": "K", "signed": "S"}}


def test_a_mapping_that_a_person_wrote_is_followed() -> None:
    mapping = Mapping.model_validate({
        **SMALL, "columns": {**SMALL["columns"], "note": ["N1", "N2"]}, "fixed": {"confidence": "high", "kind": "mou"},
        "values": {"kind": {"Loại A": "sectoral"}}, "dates": {"signed": "month"}, "filled_down": ["vn_name"],
    })  # fmt: skip
    table = [
        ["VN", "JP", "K", "S", "N1", "N2"],
        ["Huế", "Kobe", "loại a", "04/09/2013", "one", "two"],
        ["", "Sakai", "", "2014", "", "three"],
    ]
    assert [row.cells for row in given_rows(mapping, *table)] == [
        {"confidence": "high", "kind": "sectoral", "vn_name": "Huế", "jp_name": "Kobe", "signed": "2013-04-09",
         "note": "one; two"},
        {"confidence": "high", "kind": "mou", "vn_name": "Huế", "jp_name": "Sakai", "signed": "2014", "note": "three"},
    ]  # fmt: skip


def stated_by(*table: list[str]) -> list[dict[str, str]]:
    """What each row states, read as is proposed; of a row with a fault, the fault."""
    found = given_rows(propose(sheet_of(*table), GAZETTEER), *table)
    return [{"fault": row.fault} if row.fault else row.cells for row in found]


def test_a_date_named_roughly_is_kept_in_the_note_as_it_was_written() -> None:
    head = ["Việt Nam", "Nhật Bản", "Loại", "Ngày ký", "Ghi chú"]
    table = [
        head,
        ["Huế", "Kobe", "MoU", "khoảng 2019", ""],
        ["Huế", "Sakai", "MoU", "Quý III/2023", "tại Kobe"],
        ["Huế", "Naha", "MoU", "平成30年2月吉日", ""],
        ["Huế", "Nara", "MoU", "trước 2019", ""],
    ]
    first, second, third, fourth = stated_by(*table)
    assert (first["signed"], first["note"]) == ("2019", "Ngày ký: khoảng 2019")
    assert (second["signed"], second["note"]) == ("2023", "tại Kobe; Ngày ký: Quý III/2023")
    assert (third["signed"], third.get("note")) == ("2018-02", None)
    assert "“trước 2019” is not a date" in fourth["fault"]


def test_where_there_is_no_note_a_date_is_not_rounded() -> None:
    head = ["id", "name", "level", "part_of", "valid_from"]
    [row] = stated_by(head, ["vn/hue/x", "X", "district", "vn/hue", "khoảng 2019"])
    assert "“khoảng 2019” is not a date" in row["fault"]


# --- words that are not known ---------------------------------------------------------------------------------------

COOPERATING = [
    ["Việt Nam", "Nhật Bản", "Loại", "Ngày ký"],
    ["Huế", "Kobe", "Thỏa thuận hợp tác", "2019"],
    ["Huế", "Nara", "Sister City and MoU", "2019"],
    ["Huế", "Sakai", "Biên bản ghi nhớ", "2020"],
    ["Huế", "Sakai", "chưa rõ", "2020"],
]


def test_a_word_that_is_not_known_stands_in_the_mapping_to_be_decided(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    write(path, [propose(sheet_of(*COOPERATING), GAZETTEER)])
    kinds = (
        "sister-city, friendship-city, twin-city, friendship-cooperation, mou, letter-of-intent, sectoral, legislative"
    )
    assert path.read_text("utf-8").endswith(
        f"""
  values:
    kind:
      Biên bản ghi nhớ: mou
      Thỏa thuận hợp tác:  # {kinds}, exchange
      Sister City and MoU:  # {kinds}, exchange
  dates:
    signed: day
"""
    )
    [mapping] = read_mappings(path)
    assert mapping.values == {
        "kind": {"Biên bản ghi nhớ": "mou", "Thỏa thuận hợp tác": None, "Sister City and MoU": None}
    }
    cooperation, sister, memorandum, _ = given_rows(mapping, *COOPERATING)
    assert cooperation.fault.startswith("Loại: “Thỏa thuận hợp tác” is not known; write sister-city, friendship-city,")
    assert sister.fault.startswith("Loại: “Sister City and MoU” may be mou or sister-city; say in the mapping")
    assert memorandum.cells["kind"] == "mou"


def test_a_word_is_what_is_written_behind_it_and_nothing_if_that_is_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    write(path, [propose(sheet_of(*COOPERATING), GAZETTEER)])
    decided = path.read_text("utf-8").replace("hợp tác:  #", "hợp tác: friendship-cooperation  #")
    path.write_text(decided.replace("City and MoU:  #", "City and MoU: ''  #"), "utf-8")
    cooperation, sister, *_ = given_rows(*read_mappings(path), *COOPERATING)
    assert (cooperation.fault, cooperation.cells["kind"]) == ("", "friendship-cooperation")
    assert (sister.fault, sister.cells.get("kind")) == ("", None)


def test_words_of_fields_need_no_decision() -> None:
    table = [["Partner", "Kind", "Fields"], ["Kobe", "MoU", "chess"]]
    assert propose(sheet_of(*table), GAZETTEER).values == {"kind": {"MoU": "mou"}}


# --- which stands first ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "dates", "doubtful"),
    [
        ("Ngày ký", ["06/05/2017", "01/02/2018"], [("Ngày ký", "06/05/2017 = 2017-05-06, the day first")]),
        ("Ngày ký", ["2016", "5/5/2017", "01/02/2018"], [("Ngày ký", "01/02/2018 = 2018-02-01, the day first")]),
        ("Ngày ký", ["06/05/2017", "25/04/2018"], []), ("Ngày ký", ["06/05/2017", "04/25/2018"], []),
        ("Ngày ký", ["2017-05-06", "2016年5月6日", "5/5/2017"], []), ("Ngày ký (dd/mm/yyyy)", ["06/05/2017"], []),
        ("Ngày ký", ["06/05/2017", "25/04/2018", "04/25/2018"], []), ("Date signed (mm/dd)", ["06/05/2017"], []),
    ],
)  # fmt: skip
def test_it_is_told_how_dates_are_read_that_no_other_explains(
    heading: str, dates: list[str], doubtful: list[tuple[str, str]]
) -> None:
    table = [["Đối tác", heading], *(["Kobe", date] for date in dates)]
    assert propose(sheet_of(*table), GAZETTEER).doubtful == doubtful


def test_how_dates_are_read_follows_what_the_mapping_says() -> None:
    table = [["Đối tác", "Ngày ký"], ["Kobe", "06/05/2017"]]
    mapping = propose(sheet_of(*table), GAZETTEER).model_copy(update={"dates": {"signed": "month"}})
    assert mapping.doubtful == [("Ngày ký", "06/05/2017 = 2017-06-05, the month first")]
    assert given_rows(mapping, *table)[0].cells["signed"] == "2017-06-05"


# --- countries -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ベトナム社会主義共和国", "VN"), ("ベトナム国", "VN"), ("ヴィエトナム", "VN"), ("越南", "VN"), ("VNM", "VN"),
        ("vn", "VN"),
        ("Socialist Republic of Vietnam", "VN"), ("S.R. Vietnam", "VN"), ("CHXHCN Việt Nam", "VN"),
        ("Nước Cộng hòa xã hội chủ nghĩa Việt Nam", "VN"), ("ベトナム（中部）", "VN"), ("ベトナム中部", "VN"),
        ("日本国", "JP"), ("N.Bản", "JP"), ("JPN", "JP"), ("Nhật", "JP"), ("NHẬT BẢN", "JP"), ("Japan (Kansai)", "JP"),
        ("Hàn Quốc, Nhật Bản", "JP"),
        ("Hàn Quốc", "KR"), ("大韓民国", "KR"), ("Republic of Korea", "KR"), ("Korea (South)", "KR"),
        ("Trung Quốc", "CN"), ("中華人民共和国", "CN"), ("People's Republic of China", "CN"), ("CHND Trung Hoa", "CN"),
        ("Mỹ", "US"), ("アメリカ合衆国", "US"), ("USA", "US"), ("Lào", "LA"), ("CHDCND Lào", "LA"), ("Đài Loan", "TW"),
        ("Cộng hòa Pháp", "FR"), ("フランス共和国", "FR"), ("CHLB Đức", "DE"), ("Liên bang Nga", "RU"), ("NO", "NO"),
        ("Vương quốc Anh", "GB"), ("タイ王国", "TH"), ("Úc", "AU"), ("Ý", "IT"),
        ("Châu Á", ""), ("Hạ Long", ""), ("Thống nhất", ""), ("Bangladesch", ""), ("国", ""), ("Xyzzy", ""),
    ],
)  # fmt: skip
def test_a_country_is_known_however_it_is_written(text: str, code: str) -> None:
    assert country(text) == code


def test_every_country_has_names_in_three_languages_and_its_codes() -> None:
    for code, names in vocabulary()["countries"].items():
        assert (len(code), len(names[0])) == (2, 3), code
        assert any("\u3040" <= c <= "\u9fff" for phrase in names for c in phrase), f"{code}: Japanese"


def test_only_rows_of_a_third_country_are_passed_over() -> None:
    table = [
        ["自治体名", "相手国", "相手都市", "種別"],
        ["堺市", "ベトナム社会主義共和国", "ダナン市", "覚書"],
        ["堺市", "中国", "連雲港市", "覚書"],
        ["堺市", "ベトマム", "ハイフォン市", "覚書"],
        ["堺市", "〃", "フエ市", "覚書"],
    ]
    skipped: list[Problem] = []
    mapping = propose(sheet_of(*table), GAZETTEER)
    vietnamese, misspelt, as_above = rows(mapping, sheet_of(*table), skipped.append)
    assert vietnamese.cells == {"jp_name": "堺市", "vn_name": "ダナン市", "kind": "mou"}
    assert [(problem.row, problem.message) for problem in skipped] == [
        (3, "is of 中国; ties between Vietnam and Japan alone are recorded")
    ]
    assert misspelt.fault.startswith("相手国: “ベトマム” is no country we know; write Việt Nam, Nhật Bản or")
    assert misspelt.written == ("堺市", "ベトマム", "ハイフォン市", "覚書")
    assert as_above.fault == misspelt.fault


def test_a_country_that_holds_for_every_row_is_no_column_of_a_tie() -> None:
    mapping = Mapping.model_validate({**SMALL, "fixed": {"country": "Nhật Bản"}})
    [row] = given_rows(mapping, ["VN", "JP", "K", "S"], ["Huế", "Kobe", "MoU", "2019"])
    assert row.cells == {"vn_name": "Huế", "jp_name": "Kobe", "kind": "mou", "signed": "2019"}


# --- headings between the rows -------------------------------------------------------------------------------------

SECTIONED = ["TT", "Việt Nam", "Nhật Bản", "Loại", "Ngày ký", "Ghi chú"]
FACT = ["1", "Huế", "Kobe", "MoU", "2019", ""]


@pytest.mark.parametrize(
    "section",
    [
        ["I", *["Cấp tỉnh"] * 5], ["I.", *["Cấp tỉnh"] * 5], ["Ⅱ", *["Cấp tỉnh"] * 5], ["A", *["Cấp tỉnh"] * 5],
        ["1", *["Cấp tỉnh"] * 5], ["一", *["Cấp tỉnh"] * 5], ["", *["Cấp tỉnh"] * 5], ["Cấp tỉnh"] * 6,
        ["I. Cấp tỉnh"] * 6, ["", "I. Cấp tỉnh", "", "", "", ""], ["I", "Cấp tỉnh", "", "", "", ""],
        ["I. Cấp tỉnh", "", "", "", "", ""], ["B", "Cấp huyện", "", "", "", ""], ["", *["Các thỏa thuận"] * 3, "", ""],
    ],
)  # fmt: skip
def test_a_heading_between_the_rows_is_passed_over(section: list[str]) -> None:
    skipped: list[Problem] = []
    table = [SECTIONED, FACT, section, ["2", "nt", "Sakai", "MoU", "2020", ""]]
    mapping = propose(sheet_of(*table), GAZETTEER)
    first, second = rows(mapping, sheet_of(*table), skipped.append)
    assert [problem.row for problem in skipped] == [3]
    assert (first.fault, second.fault) == ("", "")
    assert second.cells["vn_name"] == "Huế"
    assert "Cấp tỉnh" not in mapping.values.get("kind", {})


@pytest.mark.parametrize(
    ("row", "stated"),
    [
        (["5", "Kobe", ""], {"jp_name": "Kobe"}), (["I", "Kobe", ""], {"jp_name": "Kobe"}),
        (["", "Kobe", ""], {"jp_name": "Kobe"}),
        (["7", "Kyoto", "Kyoto"], {"jp_name": "Kyoto", "jp_prefecture": "Kyoto"}),
        (["", "Kyoto", "Kyoto"], {"jp_name": "Kyoto", "jp_prefecture": "Kyoto"}),
    ],
)  # fmt: skip
def test_a_row_that_names_all_that_is_needed_is_no_heading(row: list[str], stated: dict[str, str]) -> None:
    table = [["Thành phố kết nghĩa của Đà Nẵng"], ["TT", "Đối tác", "Prefecture"], ["1", "Sakai", "Osaka"], row]
    [_, found] = stated_by(*table)
    assert found == {"vn_name": "Da Nang", "kind": "sister-city", **stated}


def test_a_numbered_row_with_one_cell_is_to_be_mended() -> None:
    [_, found] = stated_by(SECTIONED, FACT, ["2", "Hà Nội", "", "", "", ""])
    assert found == {"vn_name": "Hà Nội"}  # what it lacks is told when it is read as a tie


# --- an exchange has no document -------------------------------------------------------------------------------------


def test_the_dates_of_an_exchange_stand_in_its_note_as_they_were_written() -> None:
    table = [
        ["Việt Nam", "Nhật Bản", "Hình thức", "Ngày ký", "Ngày hết hạn", "Ghi chú"],
        ["Huế", "Kobe", "Giao lưu", "1/8/2008", "từ lâu", "học sinh"],
        ["Huế", "Kobe", "MoU", "1/8/2008", "2010", "học sinh"],
        ["Huế", "Naha", "交流", "", "", ""],
    ]
    assert stated_by(*table) == [
        {"vn_name": "Huế", "jp_name": "Kobe", "kind": "exchange",
         "note": "học sinh; Ngày ký: 1/8/2008; Ngày hết hạn: từ lâu"},
        {"vn_name": "Huế", "jp_name": "Kobe", "kind": "mou", "signed": "2008-08-01", "expires": "2010",
         "note": "học sinh"},
        {"vn_name": "Huế", "jp_name": "Naha", "kind": "exchange"},
    ]  # fmt: skip


def test_the_period_of_an_exchange_stands_in_its_note() -> None:
    table = [["Phía Việt Nam", "Phía Nhật Bản", "Thời hạn"], ["Huế", "Kobe", "2013-2018"]]
    mapping = propose(sheet_of(*table), GAZETTEER).model_copy(update={"fixed": {"kind": "exchange"}})
    [row] = given_rows(mapping, *table)
    assert row.cells == {"vn_name": "Huế", "jp_name": "Kobe", "kind": "exchange", "note": "Thời hạn: 2013-2018"}


def test_levels_and_provinces_are_recognised() -> None:
    table = [
        ["Phía Việt Nam", "", "", "Phía Nhật Bản", "", "", "Loại"],
        ["Tên", "Cấp", "Tỉnh", "Tên", "Cấp", "Tỉnh", ""],
        ["Huế", "Thành phố thuộc tỉnh", "Thừa Thiên Huế", "Kyoto", "Thành phố", "Kyoto", "MoU"],
        ["Đồng Nai", "Tỉnh", "nt", "Hyogo", "Tỉnh", "-", "MoU"],
        ["Hội An", "phường", "Quảng Nam", "Naha", "市", "Okinawa", "MoU"],
    ]
    mapping = propose(sheet_of(*table), GAZETTEER)
    assert mapping.headings == (1, 2)
    first, second, third = given_rows(mapping, *table)
    assert first.cells == {
        "vn_name": "Huế", "vn_level": "district-city", "vn_province": "Thừa Thiên Huế", "jp_name": "Kyoto",
        "jp_prefecture": "Kyoto", "kind": "mou",
    }  # fmt: skip
    assert (second.cells["vn_level"], second.cells["jp_level"]) == ("province", "prefecture")
    assert (second.cells["vn_province"], second.cells.get("jp_prefecture")) == ("Thừa Thiên Huế", None)
    assert third.fault.startswith("Phía Việt Nam / Cấp: “phường” is not known; write province, central-city,")


def test_what_is_lacking_is_told() -> None:
    proposal = propose(sheet_of(["Partner", "Date"], ["Kobe", "2009"]), GAZETTEER)
    assert proposal.lacking == ("vn_name", "kind")


def test_dates_that_contradict_each_other_are_not_guessed() -> None:
    table = [["Partner", "Signed"], ["Kobe", "25/04/2013"], ["Sakai", "04/25/2014"], ["Naha", "04/05/2015"]]
    mapping = propose(sheet_of(*table), GAZETTEER)
    assert mapping.dates == {"signed": "unknown"}
    first, second, third = given_rows(mapping, *table)
    assert (first.cells["signed"], second.cells["signed"]) == ("2013-04-25", "2014-04-25")
    assert "may be 2015-05-04 or 2015-04-05; write the one that is meant" in third.fault


@pytest.mark.parametrize("language", ["vi", "ja", "en"])
def test_a_mapping_is_the_same_when_it_has_been_written_and_read(tmp_path: Path, language: str) -> None:
    taken = Taken(SPREADSHEETS / f"{language}.xlsx")
    path = tmp_path / "mapping.yaml"
    write(path, [taken.mapping])
    assert read_mappings(path) == [taken.mapping]
    assert "Which column of your table is which of ours" in path.read_text("utf-8")
    again = Taken(SPREADSHEETS / f"{language}.xlsx", *read_mappings(path))
    assert again.rows == taken.rows


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no mapping; it begins with “sheets:”"),
        ("[", "is not YAML"),
        ("\x00", "is not YAML"),
        ("sheets: []", "is no mapping"),
        ("sheets: [1]", "sheet 1"),
        ("sheets: [{columns: {vn_name: A}}]", "sheet 1: headings: is missing"),
        ("sheets: [{headings: [1]}]", "sheet 1: columns: is missing"),
        ("sheets: [{headings: [one], columns: {vn_name: A}}]", "write the numbers of the rows, as in [3, 4]"),
        ("sheets: [{headings: [1], columns: {vn_name: [A, B]}}]", "columns: vn_name: name one heading"),
        ("sheets: [{headings: [1], columns: {vn_nam: A}}]", "ties have no column “vn_nam”; did you mean “vn_name”?"),
        ("sheets: [{headings: [1], columns: {vn_name: A}, table: tie}]", "no table “tie”; did you mean “ties”?"),
        ("sheets: [{headings: [1], columns: {vn_name: A}, colums: {}}]",
         "colums: is nothing that a mapping has; it has sheet"),
        ("sheets: [{headings: [1], columns: {vn_name: 2013}}]", "quotation marks"),
        ("sheets: [{headings: [1], columns: {vn_name: A}, dates: {signed: us}}]", "write day or month"),
        ("sheets: [{headings: [1], columns: {vn_name: A}, values: {kind: {A: sister}}}]",
         "“sister” is no word of ours; write one of sister-city"),
        ("sheets: [{headings: [1], columns: {vn_name: A}, fixed: {nothing: a}}]",
         "fixed: ties have no column “nothing”"),
    ],
)  # fmt: skip
def test_a_mapping_that_is_wrong_is_told_with_what_would_be_right(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(MappingError) as error:
        read_mappings(path)
    assert why in str(error.value)
    assert str(error.value).startswith(f"{path}: ")


def test_a_mapping_of_another_sheet_is_told() -> None:
    with pytest.raises(MappingError, match="there is no column “VN”; did you mean “VNM”"):
        given_rows(Mapping.model_validate(SMALL), ["VNM", "JP", "K", "S"], ["a", "b", "c", "d"])
    with pytest.raises(MappingError, match="row 9 is empty"):
        given_rows(Mapping.model_validate({**SMALL, "headings": [9]}), ["VN", "JP", "K", "S"])


# --- anything at all ---------------------------------------------------------------------------------------------

WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["Đối tác", "Ngày ký", "相手都市", "締結日", "Partner", "Signed", "Kobe", "ダナン市",
     "09/04/2013", "2013-",
                     "Tổng cộng", "合計", "〃", "MoU", "kết nghĩa", "(1)", "*", "https://a.jp/ b", "平成25年",
                      "Hue (cũ)"]),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=6), max_size=8), st.text(max_size=20))
def test_no_table_makes_it_fail_and_no_row_is_lost(table: list[list[str]], title: str) -> None:
    table = [["Partner", "Signed", "Kind", "Fields", "Period", "Source"], *table]
    mapping = propose(sheet_of(*table, title=title), GAZETTEER)
    skipped: list[Problem] = []
    found = list(rows(mapping, sheet_of(*table, title=title), skipped.append))
    below = {number for number, row in enumerate(table, 1) if any(row) and number > mapping.headings[-1]}
    assert {row.number for row in found} | {problem.row for problem in skipped} == below
    assert len(found) + len(skipped) == len(below)


def test_cells_of_any_kind_become_rows(tmp_path: Path) -> None:
    """Numbers, dates and truths of a workbook too."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    content: list[list[Any]] = [["Partner", "Year", "Notes"], ["Kobe", 2013, True], ["Sakai", 2014.0, 1.5]]
    for row in content:
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    taken = Taken(tmp_path / "a.xlsx")
    assert [row.cells["signed"] for row in taken.rows] == ["2013", "2014"]
