"""Names of localities as lists of others write them, in files of every format; each comes in as the one that it is."""

import csv
import unicodedata
from pathlib import Path

import pytest
from lists import written

from loaders.imports import importer, values
from loaders.imports import user_datasets as own
from loaders.model.problems import Problem
from loaders.tables.catalogue import Catalogue

HEAD = ["vn_name", "jp_name", "kind", "signed"]
DA_NANG, NAHA, HUE_CITY, SHIZUOKA = "vn/da-nang", "jp/okinawa/naha", "vn/hue/hue-city", "jp/shizuoka/shizuoka"

LISTS: dict[str, list[tuple[str, str, str, str]]] = {
    "variants of kanji": [("Hà Nội", name, "vn/hanoi", place) for name, place in {
        "関ヶ原町": "jp/gifu/sekigahara", "茅ケ崎市": "jp/kanagawa/chigasaki", "塩釜市": "jp/miyagi/shiogama",
        "桧原村": "jp/tokyo/hinohara", "髙松市": "jp/kagawa/takamatsu", "廣島市": "jp/hiroshima/hiroshima",
        "長﨑縣": "jp/nagasaki", "横滨市": "jp/kanagawa/yokohama", "千叶县": "jp/chiba",
        "龍ヶ崎市": "jp/ibaraki/ryugasaki",
        "関が原町": "jp/gifu/sekigahara", "廣島縣福山市": "jp/hiroshima/fukuyama", "岛根县": "jp/shimane",
        "關原町": "jp/gifu/sekigahara",
    }.items()],
    "a district in front of a town": [("Hà Nội", name, "vn/hanoi", place) for name, place in {
        "山梨県北都留郡丹波山村": "jp/yamanashi/tabayama", "山梨県南都留郡富士河口湖町": "jp/yamanashi/fujikawaguchiko",
        "岡山県都窪郡早島町": "jp/okayama/hayashima", "京都府綴喜郡井手町": "jp/kyoto/ide",
        "邑智郡邑南町（島根県）": "jp/shimane/onan", "Minowa-machi, Kamiina-gun, Nagano-ken": "jp/nagano/minowa",
        "Minowa Town, Kamiina District, Nagano Prefecture": "jp/nagano/minowa",
        "thị trấn Minowa, huyện Kamiina, tỉnh Nagano": "jp/nagano/minowa",
        "Nagano-ken Kamiina-gun Minowa-machi": "jp/nagano/minowa",
    }.items()],
    "the state in full, in front, behind, in brackets": [
        ("ダナン市（ベトナム社会主義共和国）", "那覇市", DA_NANG, NAHA),
        ("ベトナム社会主義共和国ダナン市", "沖縄県那覇市（日本国）", DA_NANG, NAHA),
        ("ベトナム・ダナン市", "日本国沖縄県那覇市", DA_NANG, NAHA),
        ("Da Nang City, Socialist Republic of Viet Nam", "Naha City, Okinawa, Japan", DA_NANG, NAHA),
        ("Đà Nẵng (nước CHXHCN Việt Nam)", "TP Naha - Nhật Bản", DA_NANG, NAHA),
        ("[ベトナム]ダナン市", "【日本】那覇市", DA_NANG, NAHA),
        ("ヴェトナム・ダナン市", "〔日本国〕那覇市", DA_NANG, NAHA),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM: ĐÀ NẴNG", "日本・那覇市", DA_NANG, NAHA),
        ("Tỉnh Long An (Nước Cộng hòa xã hội chủ nghĩa Việt Nam)", "Naha", "vn/long-an", NAHA),
    ],
    "letters that look the same": [
        ("Ðà Nẵng", "Naha", DA_NANG, NAHA), ("Ðồng Nai", "Naha", "vn/dong-nai", NAHA),
        ("Ɖà Nẵng", "Naha", DA_NANG, NAHA), ("Ðak Lak", "N\u0430h\u0430", "vn/dak-lak", NAHA),  # of a Cyrillic keyboard
    ],
    "letters and their marks apart": [
        (unicodedata.normalize("NFD", vn), unicodedata.normalize("NFD", jp), *places) for vn, jp, *places in [
            ("Bình Dương (trước đây thuộc Sông Bé)", "Naha", "vn/binh-duong", NAHA),
            ("tỉnh Bình Dương", "沖縄県那覇市", "vn/binh-duong", NAHA),
            ("Đắc Lắc", "phủ Osaka", "vn/dak-lak", "jp/osaka"),
            ("ダナン市", "長崎県庁", DA_NANG, "jp/nagasaki"),
        ]
    ],
    "a city in the province of its name": [
        ("Thành phố Huế, tỉnh Thừa Thiên Huế", "静岡県静岡市", HUE_CITY, SHIZUOKA),
        ("トゥアティエン・フエ省フエ市", "thành phố Shizuoka, tỉnh Shizuoka", HUE_CITY, SHIZUOKA),
        ("TP. Huế - Thừa Thiên Huế", "Shizuoka City, Shizuoka Prefecture", HUE_CITY, SHIZUOKA),
        ("TP Bến Tre thuộc tỉnh Bến Tre", "静岡市 (静岡県)", "vn/ben-tre/ben-tre-city", SHIZUOKA),
    ],
    "the body that governs": [("Đà Nẵng", name, DA_NANG, place) for name, place in {
        "phủ Osaka": "jp/osaka", "TP Tokyo": "jp/tokyo", "Tokyo Metropolitan Government": "jp/tokyo",
        "兵庫県庁": "jp/hyogo", "thành phố Kobe thuộc tỉnh Hyogo": "jp/hyogo/kobe",
        "Chính quyền tỉnh Hyogo": "jp/hyogo",
        "神戸市役所": "jp/hyogo/kobe", "Kobe City Hall": "jp/hyogo/kobe", "Hyogo Prefectural Government": "jp/hyogo",
        "丹波山村役場": "jp/yamanashi/tabayama", "UBND phủ Kyoto": "jp/kyoto", "Chính quyền đô thị Tokyo": "jp/tokyo",
        "北海道庁": "jp/hokkaido", "đạo Hokkaido": "jp/hokkaido", "thành phố Tokyo": "jp/tokyo",
    }.items()],
    "older and official spellings": [(name, "那覇市", place, NAHA) for name, place in {
        "Đắc Lắc": "vn/dak-lak", "Bắc Cạn": "vn/bac-kan", "Qui Nhơn": "vn/binh-dinh/quy-nhon",
        "バックカン省": "vn/bac-kan", "カンホア省": "vn/khanh-hoa", "Thủ đô Hà Nội": "vn/hanoi",
        "Đắc Nông": "vn/dak-nong", "ダックラック省": "vn/dak-lak", "首都ハノイ": "vn/hanoi",
        "クワンナム省": "vn/quang-nam", "ビンズン省": "vn/binh-duong", "ハイズン省": "vn/hai-duong",
        "ハウジャン省": "vn/hau-giang",
    }.items()] + [("Hà Nội", name, "vn/hanoi", place) for name, place in {
        "Ohtsu": "jp/shiga/otsu", "Tiba-ken": "jp/chiba", "Kouchi Prefecture": "jp/kochi", "トーキョー": "jp/tokyo",
    }.items()],
    "identifiers": [
        ("https://w3id.org/vnjp-ties/id/vn/hanoi", "https://w3id.org/vnjp-ties/id/jp/okinawa/naha", "vn/hanoi", NAHA),
        ("http://www.wikidata.org/entity/Q1858", "Naha", "vn/hanoi", NAHA),
        ("wd:Q1858", "id/jp/okinawa/naha", "vn/hanoi", NAHA),
        ("https://www.wikidata.org/wiki/Special:EntityData/Q1858.json", "Naha", "vn/hanoi", NAHA),
        ("https://www.wikidata.org/wiki/Q1858", "<http://w3id.org/vnjp-ties/id/jp/okinawa/naha/>", "vn/hanoi", NAHA),
    ],
}  # fmt: skip
"""What is unusual about a list -> the names in its rows, and the localities that these are."""


def loaded(graph: Path, path: Path, catalogue: Catalogue) -> tuple[list[tuple[str, str]], list[str]]:
    """Load a file as is proposed: the localities of each tie, and what was said of other rows."""
    problems: list[Problem] = []
    importer.load(graph, path, "mine", importer.proposed(path, catalogue, problems.append), catalogue, problems.append)
    with (own.one(graph, "mine").folder / "ties.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(row["vn_name"], row["jp_name"]) for row in csv.DictReader(file)], [one.message for one in problems]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("name", LISTS)
def test_a_name_means_the_same_locality_however_a_list_writes_it(
    tmp_path: Path, catalogue: Catalogue, name: str, suffix: str
) -> None:
    lines = [[vn, jp, "mou", str(2008 + at)] for at, (vn, jp, _, _) in enumerate(LISTS[name])]
    named, said = loaded(tmp_path, written(tmp_path / f"list.{suffix}", [HEAD, *lines]), catalogue)
    assert said == []
    assert named == [(vn, jp) for _, _, vn, jp in LISTS[name]]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ods"])
def test_a_town_with_its_district_is_known_beside_its_prefecture(
    tmp_path: Path, catalogue: Catalogue, suffix: str
) -> None:
    lines = [
        ["都道府県名", "市町村名", "相手都市", "種別", "締結日"],
        ["長野県", "上伊那郡箕輪町", "ハノイ市", "友好都市", "2015-04-01"],
        ["島根県", "邑智郡邑南町", "ハノイ市", "友好都市", "2015-04-02"],
        ["岡山県", "都窪郡早島町", "ハノイ市", "友好都市", "2015-04-03"],
        ["広島県", "安芸郡 府中町", "ハノイ市", "友好都市", "2015-04-04"],
    ]
    named, said = loaded(tmp_path, written(tmp_path / f"list.{suffix}", lines), catalogue)
    assert said == []
    assert named == [
        ("vn/hanoi", place)
        for place in ("jp/nagano/minowa", "jp/shimane/onan", "jp/okayama/hayashima", "jp/hiroshima/fuchu-town")
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tỉnh Bình Dương (cũ)", "tỉnh Bình Dương"),
        ("Huế (từ 2025)", "Huế"),
        ("堺市（現在）", "堺市"),
        ("Hà Tây (nay thuộc Hà Nội)", "Hà Tây"),
        ("Bình Định (sáp nhập vào Gia Lai)", "Bình Định"),
        ("Bình Định, nay là Gia Lai", "Bình Định"),
        ("ビンディン省、現ザライ省", "ビンディン省"),
        ("Gia Lai (2025年に旧ビンディン省と合併)", "Gia Lai (2025年に旧ビンディン省と合併)"),
    ],
)
def test_what_is_no_part_of_a_name_is_told_from_it_in_every_form_of_unicode(text: str, name: str) -> None:
    for form in ("NFC", "NFD"):
        assert values.name(values.clean(unicodedata.normalize(form, text))).name == name


def test_a_data_set_is_found_by_the_name_of_its_file_in_every_form_of_unicode(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = written(tmp_path / "Đối tác ガ.csv", [HEAD, ["Hà Nội", "Naha", "mou", "2001"]])
    loaded(tmp_path, path, catalogue)
    for name in ("Đối tác ガ", "Đối tác ガ.csv"):
        for form in ("NFC", "NFD"):
            assert own.one(tmp_path, unicodedata.normalize(form, name)).name == "mine"
    own.drop(tmp_path, unicodedata.normalize("NFD", "Đối tác ガ"))
    assert own.own(tmp_path) == []
