"""Make the spreadsheets of the tests, as offices keep them: once by openpyxl, and saved again by LibreOffice.

Run it from this folder: ``python make.py``. LibreOffice (``soffice``) must be there.
"""

import datetime as dt
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
NBSP = "\u00a0"


def vietnamese(sheet: Worksheet) -> None:
    """A list that Da Nang keeps of its partners: headings of two lines, sections, remarks, a total."""
    sheet.title = "Danh sách"
    rows: list[list[Any]] = [
        ["ỦY BAN NHÂN DÂN THÀNH PHỐ ĐÀ NẴNG"],
        ["SỞ NGOẠI VỤ"],
        ["DANH SÁCH CÁC ĐỊA PHƯƠNG NHẬT BẢN CÓ QUAN HỆ HỢP TÁC"],
        [],
        ["STT", "Đối tác", None, "Hình thức", "Ngày ký", "Thời hạn", "Lĩnh vực hợp tác", "Ghi chú", "Nguồn"],
        [None, "Tên", "Thuộc tỉnh", None, None, None, None, None, None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
        ["A. Quan hệ hữu nghị"],
        [1, "TP. Sakai", "Osaka", "Thành phố hữu nghị", dt.date(2019, 2, 23), None, "Văn hóa, kinh tế, giáo dục",
         None, "https://www.danang.gov.vn/a"],
        [2, "Kisarazu", "Chiba", "Hợp tác hữu nghị", "26/7/2019", None, "kinh tế; đầu tư và bóng chày", None, None],
        [3, f"Thành{NBSP}phố Kawasaki *xem ghi chú*", "Kanagawa", "hữu nghị hợp tác", "năm 2012", "-", "nhân lực",
         "cảng biển", None],
        ["B. Biên bản ghi nhớ"],
        [4, "Sakai (Osaka)", None, "Biên bản ghi nhớ", "ngày 20 tháng 2 năm 2009", None, "văn hoá", None,
         "Báo Đà Nẵng https://baodanang.vn/b"],
        [5, "Yokohama", "Kanagawa", "Thỏa thuận chuyên ngành", "09/04/2013", "2013-2016", "phát triển đô thị", None,
         None],
        [6, "YOKOHAMA", "KANAGAWA", "Biên bản ghi nhớ hợp tác", dt.date(2016, 3, 1), "đến 03/2019", None,
         "Chờ gia hạn", None],
        [7, "Tỉnh Nagasaki", None, "Giao lưu", "không rõ", None, "y tế", None, None],
        [8, "Mitsuke", "Niigata", "giao lưu", None, None, "giao duc, thanh thiếu niên", None, None],
        [9, "Sakái City", "Osaca", "Biên bản ghi nhớ", "31/02/2013", None, None, None, None],
        [10, "Thành phố Không Có", "Osaka", "MOU", "2013", None, None, None, None],
        [11, "Kobe", "Hyogo", "Thỏa thuận khung", "2014", None, None, None, None],
        [12, "Narita", "Chiba", "MOU", "9/4/13", None, None, None, None],
        ["Tổng cộng", None, None, None, None, None, None, "=COUNTA(B9:B20)", None],
        ["Ghi chú: (*) đang xác minh với phía Nhật Bản"],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    for area in ("A1:I1", "A3:I3", "A5:A6", "B5:C5", "D5:D6", "E5:E6", "F5:F6", "G5:G6", "H5:H6", "I5:I6", "A8:I8",
                 "A12:I12", "A22:G22"):  # fmt: skip
        sheet.merge_cells(area)
    sheet["E9"].number_format = "dd/mm/yyyy"
    sheet["E15"].number_format = "mm/yyyy"


JAPANESE = """
ベトナムとの友好交流自治体一覧（令和６年１２月現在）

番号|都道府県名|自治体名|相手国|相手都市名|提携種別|締結年月日|有効期限|交流分野|備考|出典
１|北海道|釧路市|ベトナム|ダナン市|交流|||水産業・人材|※２０１４年から|
２|大阪府|堺市|ベトナム|ダナン市|友好都市|平成３１年２月２３日||文化、経済||https://www.city.sakai.lg.jp/a
３|大阪府|堺市|ベトナム|ダナン市|分野別協定|R6.11.11|令和10年|気候変動・エネルギー||
４|福岡県|北九州市|ベトナム|ハイフォン市|姉妹都市|||水||
５|福岡県|北九州市|ベトナム|ハイフォン市|友好協力|2009年4月17日|2014年4月|文化　経済||
６|福岡県|福岡県|ベトナム|ハノイ市|友好提携|平成20年2月22日(金)||環境／青少年||
７|神奈川県|横浜市|ベトナム|ホーチミン市|覚書|平成19年||経済|注：要確認|
８|神奈川県|横浜市|韓国|仁川広域市|姉妹都市|2009年||||
９|静岡県|静岡市|ベトナム|フエ市（省直轄市）|友好都市|38454||観光||
１０|三重県|松阪市|ベトナム|ホイアン市※|分野別協定|2013年8月||観光||
１１|兵庫県|神戸市|ベトナム|キエンザン省|分野別協定|2017年10月3日||環境、上下水道||
番号|都道府県名|自治体名|相手国|相手都市名|提携種別|締結年月日|有効期限|交流分野|備考|出典
１２|滋賀県|〃|ベトナム|ホーチミン市|覚書|平成31年5月1日||||
１３|滋賀県|滋賀県|ベトナム|ホーチミン市|覚書|2014年11月13日||||
１４|滋賀県|滋賀県|ベトナム|〃|分野別協定|2018年12月14日||||
１５|愛知県|愛知県|ベトナム|ホーチミン|友好交流|=DATE(2016,9,13)||||
合計||１５件||||||||
"""


def japanese(sheet: Worksheet) -> None:
    """A list of many cities: merged cells, dates by eras, wide digits, marks for “as above”, another country."""
    sheet.title = "一覧"
    for row in JAPANESE.strip().splitlines():
        cells: list[Any] = [cell or None for cell in row.split("|")]
        sheet.append([int(cell) if cell == "38454" else cell for cell in cells])
    sheet["G7"] = dt.date(2014, 4, 18)
    sheet.merge_cells("A1:K1")
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("E7:E8")
    sheet["G12"].number_format = "0"


def english(sheet: Worksheet) -> None:
    """A list of agreements with both sides under headings of two lines, the month first in dates."""
    sheet.title = "Agreements"
    rows: list[list[Any]] = [
        ["Agreements between Vietnamese and Japanese local governments"],
        [
            "#",
            "Vietnamese side",
            None,
            "Japanese side",
            None,
            "Type of agreement",
            "Date of signing (mm/dd/yyyy)",
            "Expiry date",
            "Fields of cooperation",
            "Remarks",
            "Source URL",
            "Officer in charge",
        ],
        [None, "Name", "Province", "Name", "Prefecture", None, None, None, None, None, None, None],
        [
            1,
            "Ho Chi Minh City",
            None,
            "Shiga",
            None,
            "Sectoral agreement",
            "10/16/2019",
            "October 2022",
            "education, human resources",
            None,
            "https://example.org/1",
            "Ms A",
        ],
        [
            2,
            "Hanoi",
            None,
            "Tokyo",
            None,
            "Friendship and cooperation",
            "November 2013",
            None,
            "environment; sports; urban development; water",
            None,
            None,
            "Ms A",
        ],
        [
            3,
            "HA NOI",
            None,
            "Yokohama",
            "Kanagawa",
            "Sectoral agreement",
            "08/09/2017",
            "Aug 2020",
            "water",
            None,
            None,
            "Mr B",
        ],
        [
            4,
            "Hoi An",
            "Quang Nam",
            "Niihama",
            "Ehime",
            "Letter of intent",
            "2 August 2024",
            None,
            "digital",
            None,
            None,
            "Mr B",
        ],
        [5, "Dong Nai", "Dong Nai", "Kobe", "Hyogo", "MoU", dt.date(2024, 9, 10), None, "waste", None, None, None],
        [
            6,
            "Hai Phong",
            None,
            "Yokkaichi [1]",
            "Mie",
            "MOU",
            "2016-08",
            None,
            "economy",
            "signed in Yokkaichi",
            None,
            None,
        ],
        [7, "Da Nang", None, "Kawasaki", None, "MoU", "01/24/1994", None, "ports", None, None, None],
        [8, "Da Nang", None, "Wakayama", None, "Sister City and MoU", "2008", None, None, None, None, None],
        [9, "Da Nang", None, "Okayama", "Okayama", "MoU", "13/13/2013", None, None, None, None, None],
        [10, "Da Nang", None, None, None, "MoU", "2013", None, None, None, None, None],
        ["Total", 10, None, None, None, None, None, None, None, None, None, None],
        ["Source: Department of Foreign Affairs"],
    ]
    for row in rows:
        sheet.append(row)
    for area in ("A1:L1", "A2:A3", "B2:C2", "D2:E2", *(f"{letter}2:{letter}3" for letter in "FGHIJKL")):
        sheet.merge_cells(area)


def unseen(sheet: Worksheet) -> None:
    """A list with rows, a column and sheets hidden, rows, cells and words struck out, and links behind words."""
    sheet.title = "Đối tác"
    rows: list[list[Any]] = [
        ["DANH SÁCH ĐỊA PHƯƠNG NHẬT BẢN CÓ QUAN HỆ VỚI THÀNH PHỐ ĐÀ NẴNG"],
        ["STT", "Đối tác", "Hình thức", "Ngày ký", "Ngày hết hạn", "Ghi chú", "Nguồn"],
        [1, "Sakai (Osaka)", "MOU", "20/02/2009", "2012", None, "Trang của Sakai"],
        [2, "Kobe", "MOU", "25/03/2014", None, None, None],
        [3, "Yokohama", "MOU", "09/04/2013", None, None, None],
        [4, "Kawasaki (Kanagawa)", "MOU", "24/01/1994", None, None, None],
        [5, "Niihama", None, "26/07/2019", None, None, None],
        [6, "Mitsuke", "MOU", dt.date(2018, 5, 17), None, None, '=HYPERLINK("https://example.vn/mitsuke","Mitsuke")'],
        [7, "Kisarazu", "MOU", "26/07/2020", None, "Thư ngỏ", "Thư"],
        [8, "Narita", "MOU", "13/11/2021", None, None, None],
    ]
    for row in rows:
        sheet.append(row)
    crossed = Font(strike=True)
    for cell in ("B5", "C5", "D5", "D6", "C8", "D8"):
        sheet[cell].font = crossed
    sheet["C8"].font = Font(strike=False)
    sheet["D8"].font = Font(bold=True)
    line, plain = InlineFont(strike=True), InlineFont(b=True)
    sheet["C7"] = CellRichText(TextBlock(line, "Kết nghĩa"), TextBlock(plain, " Biên bản ghi nhớ"))
    sheet["F7"] = CellRichText("ký tại ", TextBlock(line, "Niihama"), TextBlock(plain, "Đà Nẵng"))
    sheet["G3"].hyperlink = "https://www.city.sakai.lg.jp/a.html?b=1&c=2#d"
    sheet["F9"].hyperlink = "https://example.vn/thu-ngo"
    sheet["G9"].hyperlink = "javascript:alert(1)"
    sheet.row_dimensions[4].hidden = sheet.row_dimensions[10].hidden = True
    sheet.column_dimensions["E"].hidden = True
    assert sheet.parent
    for title, state in (("Cũ", "hidden"), ("Nháp", "veryHidden")):
        other = sheet.parent.create_sheet(title)
        for row in (rows[0], ["Đối tác", "Hình thức", "Ngày ký"], ["Yokkaichi", "MOU", "14/02/2015"]):
            other.append(row)
        other.sheet_state = state


def main() -> None:
    """Write the workbooks and have LibreOffice save them anew."""
    for name, fill in (("vi", vietnamese), ("ja", japanese), ("en", english), ("unseen", unseen)):
        book = openpyxl.Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        fill(sheet)
        book.save(HERE / f"{name}.xlsx")
        for kind in ("ods", "csv:Text - txt - csv (StarCalc):44,34,76,1", "xlsx:Calc MS Excel 2007 XML"):
            folder = HERE / "libreoffice"
            command = ["soffice", "--headless", "--convert-to", kind, "--outdir", folder, HERE / f"{name}.xlsx"]
            subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
