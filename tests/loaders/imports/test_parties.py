"""A cell that names a locality with the one before it, or several localities, says who signed; or it is asked."""

import pytest

from loaders.imports.parties import Parties, former_name
from loaders.tables.catalogue import Catalogue
from loaders.tables.rows import Row


@pytest.fixture(scope="module")
def parties(catalogue: Catalogue) -> Parties:
    return Parties(catalogue.gazetteer, catalogue.takeovers())


def settled(
    parties: Parties, vn: str, jp: str, signed: str = "", numbered: bool = True, **further: str
) -> list[tuple[str, str]]:
    """The parties of each row that a row becomes; of one that is to be mended, why."""
    cells = {"vn_name": vn, "jp_name": jp, "kind": "mou", "signed": signed, **further}
    found = list(parties.settled([Row(2, {one: cell for one, cell in cells.items() if cell})], numbered))
    return [("fault", row.fault) if row.fault else (row.cells["vn_name"], row.cells["jp_name"]) for row in found]


@pytest.mark.parametrize(
    ("text", "heir", "before"),
    [
        ("Gia Lai (Bình Định cũ)", "Gia Lai", "Bình Định"),
        ("TP Hồ Chí Minh (Bình Dương cũ)", "TP Hồ Chí Minh", "Bình Dương"),
        ("Gia Lai (tỉnh Bình Định cũ)", "Gia Lai", "tỉnh Bình Định"),
        ("Gia Lai (thuộc Bình Định cũ)", "Gia Lai", "Bình Định"),
        ("Gia Lai (trước đây là Bình Định)", "Gia Lai", "Bình Định"),
        ("Gia Lai (nguyên là Bình Định)", "Gia Lai", "Bình Định"),
        ("Gia Lai (formerly Binh Dinh)", "Gia Lai", "Binh Dinh"), ("Gia Lai (ex-Binh Dinh)", "Gia Lai", "Binh Dinh"),
        ("Gia Lai (former Binh Dinh)", "Gia Lai", "Binh Dinh"),
        ("ザライ省（旧ビンディン省）", "ザライ省", "ビンディン省"),
        ("ザライ省(旧・ビンディン省)", "ザライ省", "ビンディン省"), ("Gia Lai [Bình Định cũ]", "Gia Lai", "Bình Định"),
        ("Phú Thọ (tên cũ: Vĩnh Phúc)", "Phú Thọ", "Vĩnh Phúc"),
        ("Phú Thọ (before: Vinh Phuc)", "Phú Thọ", "Vinh Phuc"),
        ("Phú Thọ (ngày trước là Vĩnh Phúc)", "Phú Thọ", "Vĩnh Phúc"),
        ("Gia Lai (Bi\u0300nh \u0110i\u0323nh cu\u0303)", "Gia Lai", "Bình Định"),
    ],
)  # fmt: skip
def test_the_name_before_stands_in_brackets_with_a_word_that_says_so(text: str, heir: str, before: str) -> None:
    assert former_name(text) == (heir, before)


@pytest.mark.parametrize(
    "text",
    ["Gia Lai", "Bình Dương (cũ)", "Sakai (Osaka)", "Bình Định (nay là Gia Lai)", "Huế (từ 2025)", "Huế (trước 2025)"],
)
def test_what_else_stands_in_brackets_is_no_name_before(text: str) -> None:
    assert former_name(text) is None


@pytest.mark.parametrize(
    ("text", "signed", "party"),
    [
        ("Gia Lai (Bình Định cũ)", "2021-05-01", "vn/binh-dinh"),
        ("TP Hồ Chí Minh (Bình Dương cũ)", "2021-05-02", "vn/binh-duong"),
        ("Ho Chi Minh City (formerly Ba Ria - Vung Tau)", "2019", "vn/ba-ria-vung-tau"),
        ("ザライ省（旧ビンディン省）", "2024-11", "vn/binh-dinh"),
        ("Gia Lai (Bình Định cũ)", "2025-06-30", "vn/binh-dinh"),
        ("Gia Lai (Bình Định cũ)", "2025-07-01", "vn/gia-lai"),
        ("Gia Lai (formerly Binh Dinh)", "2026", "vn/gia-lai"),
        ("Gia Lai (Quy Nhơn cũ)", "2024-11-11", "vn/binh-dinh/quy-nhon"),
        ("Hà Nội (Hà Tây cũ)", "2005", "vn/ha-tay"), ("Hà Nội (Hà Tây cũ)", "2012", "vn/hanoi"),
        ("Đà Nẵng (tỉnh Quảng Nam cũ)", "2013", "vn/quang-nam"),
        ("Quảng Nam cũ", "2018", "vn/quang-nam"), ("旧クアンナム省", "2018", "vn/quang-nam"),
        ("Former Binh Dinh Province", "2018", "vn/binh-dinh"), ("nguyên tỉnh Bình Định", "2018", "vn/binh-dinh"),
    ],
)  # fmt: skip
def test_who_signed_is_told_by_the_words_and_the_day(parties: Parties, text: str, signed: str, party: str) -> None:
    assert settled(parties, text, "Naha", signed) == [(party, "Naha")]


def test_it_is_told_of_japanese_localities_too(parties: Parties) -> None:
    assert settled(parties, "Huế", "美作市（旧美作町）", "2001") == [("Huế", "jp/okayama/mimasaka-town")]
    assert settled(parties, "Huế", "美作市（旧美作町）", "2011") == [("Huế", "jp/okayama/mimasaka")]


@pytest.mark.parametrize(
    ("text", "signed", "why"),
    [
        ("Gia Lai (Bình Định cũ)", "", "the day does not tell which of them signed"),
        ("Gia Lai (Bình Định cũ)", "2025", "the day does not tell which of them signed"),
        ("Gia Lai (Bình Dương cũ)", "2020", "is not known to come after the other"),
        ("Gia Lai (Xyzzy cũ)", "2020", "“Xyzzy” is no locality we know"),
        ("Xyzzy (Bình Định cũ)", "2020", "“Xyzzy” is no locality we know"),
    ],
)  # fmt: skip
def test_where_that_does_not_tell_it_is_asked(parties: Parties, text: str, signed: str, why: str) -> None:
    [(fault, reason)] = settled(parties, text, "Naha", signed)
    assert fault == "fault"
    assert why in reason


KOBE, NAHA, NARA = "jp/hyogo/kobe", "jp/okinawa/naha", "jp/nara"


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("Kobe; Naha", [KOBE, NAHA]), ("神戸市、那覇市", [KOBE, NAHA]), ("Kobe và Naha", [KOBE, NAHA]),
        ("Kobe, Naha & Nara prefecture", [KOBE, NAHA, NARA]),
        ("Kobe\nNaha", [KOBE, NAHA]), ("Kobe, Hyogo; Naha, Okinawa", [KOBE, NAHA]), ("神戸市・那覇市", [KOBE, NAHA]),
        ("Kobe and Naha", [KOBE, NAHA]), ("Kobe and Hyogo", [KOBE, "jp/hyogo"]), ("神戸市及び那覇市", [KOBE, NAHA]),
        ("Thành phố Kobe, tỉnh Nara", [KOBE, NARA]),
        ("Kobe / 神戸市", [KOBE]), ("Kobe, Hyogo", ["Kobe, Hyogo"]), ("Thành phố\nKobe", ["Thành phố Kobe"]),

        ("Xyzzy, Abc", ["Xyzzy, Abc"]),
    ],
)  # fmt: skip
def test_several_partners_in_a_cell_are_parted_where_each_is_plainly_one(
    parties: Parties, text: str, partners: list[str]
) -> None:
    assert settled(parties, "Hà Nội", text, "2010") == [("Hà Nội", one) for one in partners]


@pytest.mark.parametrize(
    ("vn", "jp", "why"),
    [
        ("Hà Nội", "Kobe; Xyzzy", "“Xyzzy” is no locality we know"),
        ("Hà Nội", "Kobe; Yokohama", "“Yokohama” may mean 2 localities"),
        ("Hà Nội; Hải Phòng", "Kobe; Naha", "give each pair of localities a row of its own"),
        ("Hà Nội", "兵庫県、神戸市", "may name"), ("Hà Nội", "Hyogo prefecture\nKobe", "may name"),
        ("Hà Nội", "Kobe\nHyogo", "may name"), ("Gia Lai/Bình Định", "Naha", "may name"),
        ("TP Bắc Ninh, tỉnh Bắc Ninh", "Naha", ""),  # a city that we do not know, and no province
        ("Hà Nội", "Kobe, Naha and Xyzzy", "“Xyzzy” is no locality we know"),
    ],
)  # fmt: skip
def test_where_it_is_not_plain_it_is_asked(parties: Parties, vn: str, jp: str, why: str) -> None:
    [(fault, reason)] = settled(parties, vn, jp, "2010")
    assert (fault, why in reason) == ("fault", True) if why else (fault == vn and reason == jp)


def test_a_row_with_an_id_of_its_own_is_one_row(parties: Parties) -> None:
    [(fault, reason)] = settled(parties, "Hà Nội", "Kobe; Naha", numbered=False)
    assert (fault, "a row of its own" in reason) == ("fault", True)
    assert settled(parties, "Hà Nội", "Kobe", numbered=False) == [("Hà Nội", "Kobe")]
