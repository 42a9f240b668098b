"""A text file in another encoding than UTF-8 is read if that is sure, else named as far as it can be."""

import unicodedata
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.encodings import UTF8, encoding, likely
from loaders.files.reader import open_sheets
from loaders.files.sheet import BrokenOffError
from loaders.files.vietnamese_letters import of_tcvn3, of_vni, old_letters
from loaders.model.problems import Problem

JAPANESE = "相手都市,締結日,種別,備考\nハノイ市,2013-04-09,友好都市,①（市長）\nダナン市,2014年5月,覚書,～\n"
VIETNAMESE = (
    "Đối tác,Ngày ký,Hình thức,Ghi chú\nThành phố Sakai,20/2/2009,Kết nghĩa,“Trụ sở”\n"
    "Tỉnh Aichi,2013,Thỏa thuận hợp tác,ở Đà Nẵng\n"
)
ALL = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def cp1258(text: str) -> bytes:
    """Vietnamese as Windows writes it: the tone behind its letter."""
    written = ""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in apart if mark in TONES)
        written += unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in TONES)) + tones
    return written.encode("cp1258")


def in_letters(read: Callable[[str], str]) -> Callable[[str], bytes]:
    """The way back from Unicode to the letters of an old font: of one sign, or of two."""
    signs = [chr(code) for code in range(0xA1, 0x100)]
    ways = {read(one): one for one in [*signs, *(letter + sign for letter in "aeouyAEOUY" for sign in signs)]}
    ways |= (
        {read(f"{letter}{sign}"): f"{letter}{sign}" for letter in "ôöÔÖ" for sign in "ùøûõï"}
        if read("ô") == "ơ"
        else {}
    )

    def written(text: str) -> bytes:
        return "".join(ways.get(letter, letter) for letter in text).encode("cp1252")

    return written


SURE: dict[str, tuple[str, Callable[[str], bytes], str]] = {
    "UTF-16 of Excel": (JAPANESE.replace(",", "\t"), lambda text: text.encode("utf-16"), "UTF-16"),
    "UTF-16 of a Mac": (VIETNAMESE, lambda text: b"\xfe\xff" + text.encode("utf-16-be"), "UTF-16"),
    "UTF-16 without its mark": (JAPANESE, lambda text: text.encode("utf-16-le"), "UTF-16"),
    "UTF-16 of a Mac without it": (VIETNAMESE, lambda text: text.encode("utf-16-be"), "UTF-16"),
    "UTF-32": (VIETNAMESE, lambda text: text.encode("utf-32"), "UTF-32"),
    "UTF-32 without its mark": (JAPANESE, lambda text: text.encode("utf-32-be"), "UTF-32"),
    "cp932": (JAPANESE.replace("\n", "\r\n"), lambda text: text.encode("cp932"), "cp932"),
    "cp932 with narrow letters": (JAPANESE.replace("ハノイ", "ﾊﾉｲ"), lambda text: text.encode("cp932"), "cp932"),
    "ISO-2022-JP": (
        JAPANESE.replace("①", "〇").replace("～", "〜"), lambda text: text.encode("iso2022_jp"), "ISO-2022-JP",
    ),
    "EUC-JP": (JAPANESE.replace("①", "〇").replace("～", "〜"), lambda text: text.encode("euc_jp"), "EUC-JP"),
    "cp1258": (VIETNAMESE, cp1258, "cp1258"),
    "TCVN3": (VIETNAMESE.replace("Ỉ", "ỉ"), in_letters(of_tcvn3), "TCVN3 (ABC)"),
    "VNI": (VIETNAMESE, in_letters(of_vni), "VNI"),
}  # fmt: skip


@pytest.mark.parametrize("name", SURE)
def test_what_is_sure_is_read_and_named(tmp_path: Path, name: str) -> None:
    text, written, called = SURE[name]
    path = tmp_path / "list.csv"
    path.write_bytes(written(text))
    problems: list[Problem] = []
    [sheet] = open_sheets(path, problems.append)
    separator = "\t" if "\t" in text else ","
    assert [line.cells for line in sheet.rows] == [line.split(separator) for line in text.splitlines()]
    assert (sheet.encoding, problems) == (called, [])
    assert sheet.position() == path.stat().st_size


def test_utf_8_with_and_without_its_mark_is_not_named(tmp_path: Path) -> None:
    for number, written in enumerate((JAPANESE.encode(), JAPANESE.encode("utf-8-sig"), b"a,b\nc,d\n", b"")):
        (tmp_path / f"{number}.csv").write_bytes(written)
        [sheet] = open_sheets(tmp_path / f"{number}.csv", print)
        assert (sheet.encoding, [line.cells for line in sheet.rows][:1]) in (
            ("", [JAPANESE.splitlines()[0].split(",")]), ("", [["a", "b"]]), ("", []),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("堺市,2013\n".encode("cp932"), "cp932"),
        (cp1258("Phú Yên,2013\n"), "cp1258"),
        (in_letters(of_tcvn3)("Hà Nội,2013\nYên Bái,2014\n"), "TCVN3 (ABC)"),
        (in_letters(of_vni)("tỉnh Lạng Sơn,2013\n"), "VNI"),
    ],
)
def test_what_is_likely_alone_is_named_and_refused(tmp_path: Path, written: bytes, named: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(written)
    assert encoding(written) is UTF8
    assert likely(written) == named
    problems: list[str] = []
    [sheet] = open_sheets(path, lambda problem: problems.append(problem.message))
    with pytest.raises(BrokenOffError):
        list(sheet.rows)
    assert problems == [f"is not UTF-8 (it seems to be {named}); save the file as “CSV UTF-8”"]


@pytest.mark.parametrize(
    "written",
    [
        "ville,été\nHué,deuxième\nParis,très loin\n".encode("cp1252"),
        "Stadt,Größe\nMünchen,groß\n".encode("cp1252"),
        "도시,날짜\n하노이,자매도시\n".encode("euc_kr"),
        "город,дата\nХаной,дружба\n".encode("cp1251"),
        bytes(range(256)) * 10,
        b"\0" * 1_000,
        b"\0a\0b\0c,",
        b"\xff\xfe",
        "a,b\nc,d".encode("utf-16-le").replace(b"\n\0", b"\0\0"),
    ],
)
def test_what_is_neither_japanese_nor_vietnamese_is_not_read_as_such(written: bytes) -> None:
    assert encoding(written).name in ({"UTF-16"} if written.startswith(b"\xff\xfe") else {""})


def test_a_file_that_is_broken_further_down_is_read_to_there(tmp_path: Path) -> None:
    for name, end in (("cp932", b"\x81\n"), ("utf-16", b"\x00\xd8\x0a\x00")):
        path = tmp_path / "list.csv"
        path.write_bytes((JAPANESE * 3_000).encode(name) + end)
        problems: list[Problem] = []
        [sheet] = open_sheets(path, problems.append)
        read: deque[int] = deque(maxlen=1)
        with pytest.raises(BrokenOffError):
            read.extend(line.number for line in sheet.rows)
        assert read[0] > 8_500, "what is decoded at a time is lost with the letter that is wrong"
        [problem] = problems
        assert problem.message == f"cannot be read as {sheet.encoding}; save the file as “CSV UTF-8”"


def test_every_vietnamese_letter_is_told_in_the_letters_of_old_fonts() -> None:
    for read in (of_tcvn3, of_vni):
        text = ALL + "ĂÂĐÊÔƠƯ"
        assert read(in_letters(read)(text).decode("cp1252")) == text
    assert of_vni("ÑAØ NAÜNG, Thaønh phoá HUEÁ, TÆNH KIEÂN GIANG") == "ĐÀ NẴNG, Thành phố HUẾ, TỈNH KIÊN GIANG"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("§Þa ph­¬ng NhËt B¶n; Ngµy ký; H×nh thøc", "TCVN3 (ABC)"),
        ("Tªn ®èi t¸c\nThµnh phè Sakai", "TCVN3 (ABC)"),
        ("Ñòa phöông, Ñoái taùc, Ngaøy kyù", "VNI"),
        ("Địa phương; đối tác; ngày ký", ""),
        ("ville jumelée, été, Orléans", ""),
        ("相手都市 ©2013 ±5", ""),
        ("Partner, Signed", ""),
        ("", ""),
    ],
)
def test_the_letters_of_old_fonts_are_known_in_unicode_too(text: str, name: str) -> None:
    assert old_letters(text) == name


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(content: bytes) -> None:
    assert isinstance(encoding(content).name, str)
    assert isinstance(likely(content), str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_utf_8_is_never_taken_for_another(text: str) -> None:
    assert encoding(f"a,b\n{text}\n".encode()) is UTF8
