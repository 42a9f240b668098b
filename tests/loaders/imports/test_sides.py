"""Lists of the whole world: ties from both sides, within one country, of third countries, as queries write them."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from lists import written

from loaders.imports import importer
from loaders.imports import user_datasets as own
from loaders.imports.importer import NothingLoadedError
from loaders.imports.mapping import Mapping, MappingError
from loaders.imports.sides import belonging
from loaders.model.problems import Problem
from loaders.tables.catalogue import Catalogue

Load = Callable[..., tuple[set[tuple[str, str]], importer.Loaded, list[Problem]]]

DA_NANG, HANOI, NAHA, SAKAI = "vn/da-nang", "vn/hanoi", "jp/okinawa/naha", "jp/osaka/sakai"
FUKUOKA = "jp/fukuoka"


@pytest.fixture
def load(tmp_path: Path, catalogue: Catalogue) -> Load:
    """Load a table: the parties of the ties taken in, what came of it, what was told."""

    def loaded(
        rows: list[list[str]], suffix: str = "csv", place: str = "", **also: object
    ) -> tuple[set[tuple[str, str]], importer.Loaded, list[Problem]]:
        told: list[Problem] = []
        path = written(tmp_path / f"a.{suffix}", rows)
        how = importer.proposed(path, catalogue, told.append)
        if place:
            how = belonging(how, catalogue.gazetteer.resolve(place))
        how = [Mapping.model_validate({**one.model_dump(), **also}) for one in how]
        done = importer.load(tmp_path, path, "mine", how, catalogue, told.append)
        with (own.one(tmp_path, "mine").folder / "ties.csv").open(encoding="utf-8", newline="") as file:
            return {(row["vn_name"], row["jp_name"]) for row in csv.DictReader(file)}, done, told

    return loaded


KIND = {"fixed": {"kind": "sister-city"}}


# --- from both sides --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "table"),
    [
        (
            "csv",
            [["country", "city", "sister"], ["Japan", "Naha", "Da Nang"], ["Vietnam", "Hanoi", "Fukuoka Prefecture"]],
        ),
        ("xlsx", [["Tên địa phương", "Đối tác"], ["Hà Nội", "tỉnh Fukuoka"], ["Naha", "Đà Nẵng"]]),
        ("ods", [["都市名", "相手都市"], ["那覇市", "ダナン市"], ["ハノイ市", "福岡県"]]),
    ],
    ids=["en", "vi", "ja"],
)
def test_each_party_is_put_on_its_side_by_its_name(load: Load, suffix: str, table: list[list[str]]) -> None:
    ties, loaded, _told = load(table, suffix, **KIND)
    assert ties == {(DA_NANG, NAHA), (HANOI, FUKUOKA)}
    assert loaded.left == 0


def test_what_is_said_of_a_party_goes_with_it(load: Load) -> None:
    table = [
        ["vn_name", "vn_province", "jp_name", "jp_prefecture", "kind"],
        ["Naha", "Okinawa", "Hoi An", "Quang Nam", "mou"],
        ["Hoi An", "Quang Nam", "Sakai", "Osaka", "mou"],
    ]
    assert load(table)[0] == {("vn/quang-nam/hoi-an", NAHA), ("vn/quang-nam/hoi-an", SAKAI)}


def test_a_tie_given_from_both_sides_is_one(load: Load) -> None:
    ties, loaded, _told = load([["City", "Sister city"], ["Da Nang", "Naha"], ["Naha", "Da Nang"]], **KIND)
    assert (ties, loaded.rows, loaded.repeated) == ({(DA_NANG, NAHA)}, 1, 1)


def test_a_name_of_several_localities_is_asked_about_on_either_side(load: Load) -> None:
    ties, loaded, _told = load(
        [["City", "Sister city"], ["Hanoi", "Naha"], ["Ho Chi Minh City", "Osaka"], ["Osaka", "Ho Chi Minh City"]],
        **KIND,
    )
    assert (ties, loaded.left) == ({(HANOI, NAHA)}, 2)


# --- within one country, and of others --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "table", "why"),
    [
        (
            "csv",
            [["国名", "相手都市", "種別"], ["国内", "中津川市", "姉妹都市"], ["ベトナム", "ダナン市", "友好都市"]],
            "Japan",
        ),
        ("xlsx", [["相手都市", "種別"], ["北海道釧路市", "姉妹都市"], ["ダナン市", "友好都市"]], "Japan"),
        ("ods", [["Partner", "Kind"], ["Nakatsugawa, Gifu", "Sister city"], ["Da Nang", "Friendship city"]], "Japan"),
    ],
    ids=["said to be at home", "in Japanese", "in English"],
)
def test_a_tie_within_one_country_is_passed_over(load: Load, suffix: str, table: list[list[str]], why: str) -> None:
    ties, loaded, told = load(table, suffix, "jp/osaka/sakai")
    assert (ties, loaded.left, loaded.abroad) == ({(DA_NANG, SAKAI)}, 0, 1)
    assert any(f"is between two localities of {why}" in one.message for one in told)


def test_neither_of_two_columns_of_countries_may_be_of_a_third(load: Load) -> None:
    ties, loaded, _told = load(
        [
            ["City", "Country", "Sister city", "Country of sister city"],
            ["Da Nang", "Vietnam", "Naha", "Japan"],
            ["Da Nang", "Vietnam", "Daegu", "South Korea"],
            ["Seattle", "United States", "Naha", "Japan"],
            ["Kinshasa", "Congo (Democratic Republic)", "Hanoi", "Vietnam"],
        ],
        **KIND,
    )
    assert (ties, loaded.left, loaded.abroad) == ({(DA_NANG, NAHA)}, 0, 3)


def test_a_third_country_behind_a_name_counts_though_the_column_names_one_of_ours(load: Load) -> None:
    ties, loaded, _told = load(
        [["country", "city", "sister"], ["Vietnam", "Da Nang", "Seoul, South Korea"], ["Vietnam", "Da Nang", "Naha"]],
        **KIND,
    )
    assert (ties, loaded.left, loaded.abroad) == ({(DA_NANG, NAHA)}, 0, 1)


def test_a_list_without_a_tie_of_ours_says_so(load: Load) -> None:
    with pytest.raises(NothingLoadedError, match="no row is a tie between Vietnam and Japan"):
        load([["Country", "Partner", "Kind"], ["France", "Paris", "Sister city"]], place="vn/hanoi")


# --- places in China and Korea of the same name -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["河南省", "太平", "永福"])
def test_a_name_in_chinese_characters_alone_is_vietnamese_only_if_it_is_said(load: Load, name: str) -> None:
    rows = [["相手都市", "種別", "締結日"], [name, "友好都市", "2010-01-01"], ["ダナン市", "友好都市", "2011-01-01"]]
    ties, loaded, told = load(rows, place=SAKAI)
    assert (ties, loaded.left) == ({(DA_NANG, SAKAI)}, 1)
    assert any("may be a place in China or Korea too" in one.message for one in told)


def test_a_column_or_heading_or_word_of_the_country_says_it(load: Load) -> None:
    rows = [["国名", "相手都市", "種別"], ["ベトナム", "河南省", "友好都市"], ["中国", "河南省", "友好都市"]]
    assert load(rows, place=SAKAI)[0] == {("vn/ha-nam", SAKAI)}
    assert load([["相手都市", "種別"], ["ベトナム・河南省", "友好都市"]], place=SAKAI)[0] == {("vn/ha-nam", SAKAI)}


@pytest.mark.parametrize(
    ("table", "place"),
    [
        (
            [
                ["都市名", "種別", "締結日"],
                ["中国", "", ""],
                ["河南省", "友好都市", "2010"],
                ["ベトナム", "", ""],
                ["河南省", "友好都市", "2011"],
            ],
            SAKAI,
        ),
        (
            [
                ["Đối tác", "Loại", "Ngày ký"],
                ["Trung Quốc", "", ""],
                ["Naha", "MOU", "2010"],
                ["Nhật Bản", "", ""],
                ["Naha", "MOU", "2011"],
            ],
            "vn/ha-nam",
        ),
        (
            [
                ["Partner", "Kind", "Signed"],
                ["China", "", ""],
                ["Naha", "MOU", "2010"],
                ["Japan", "", ""],
                ["Naha", "MOU", "2011"],
            ],
            "vn/ha-nam",
        ),
    ],
    ids=["ja", "vi", "en"],
)
def test_a_country_over_the_rows_is_of_the_rows_below_it(load: Load, table: list[list[str]], place: str) -> None:
    ties, loaded, _told = load(table, place=place)
    assert {vn for vn, _jp in ties} == {"vn/ha-nam"}
    assert (loaded.rows, loaded.left, loaded.abroad) == (1, 0, 1)


def test_a_remark_that_speaks_of_a_country_is_no_heading_of_one(load: Load) -> None:
    table = [["都市名", "種別"], ["中国との交流については別表", ""], ["ダナン市", "友好都市"]]
    assert load(table, place=SAKAI)[0] == {(DA_NANG, SAKAI)}


def test_another_heading_ends_what_a_country_says(load: Load) -> None:
    table = [["都市名", "種別"], ["中国", ""], ["蘇州市", "友好都市"], ["その他の地域", ""], ["ダナン市", "友好都市"]]
    assert load(table, place=SAKAI)[0] == {(DA_NANG, SAKAI)}


@pytest.mark.parametrize(
    ("name", "says_otherwise"),
    [
        ("ダナン市(ベトナム・H21.2.5友好都市提携)", True),
        ("ダナン市(ベトナム・H21.2.5姉妹都市提携)", False),
        ("ダナン市(ベトナム・H21.2.5提携)", False),
        ("Đà Nẵng (MOU 2009)", True),
        ("Da Nang (sister city since 2009)", False),
    ],
)
def test_the_kind_beside_a_name_is_not_another_than_that_of_the_row(
    load: Load, name: str, says_otherwise: bool
) -> None:
    table = [["市町村名", "相手都市"], ["那覇市", name], ["福岡県", "ハノイ市"]]
    ties, loaded, _told = load(table, **KIND)
    assert ((DA_NANG, NAHA) not in ties, loaded.left) == (says_otherwise, says_otherwise)


@pytest.mark.parametrize(
    "mark", ["(外部サイト)", "（外部リンク）", "（別ウィンドウで開く）", "(新しいウィンドウで開きます)", "[1]", ""]
)
def test_what_a_page_writes_behind_its_links_is_no_part_of_a_name(load: Load, mark: str) -> None:
    table = [["相手都市", "種別"], [f"ダナン市(ベトナム){mark}", "友好都市"], [f"北京市(中国){mark}", "友好都市"]]
    ties, loaded, _told = load(table, place=SAKAI)
    assert (ties, loaded.left, loaded.abroad) == ({(DA_NANG, SAKAI)}, 0, 1)


# --- as queries write them --------------------------------------------------------------------------------------------

WD = "http://www.wikidata.org/entity/"


def test_the_ids_and_labels_of_a_query_are_read_once(load: Load) -> None:
    ties, loaded, _told = load(
        [
            ["city", "cityLabel", "cityCountryLabel", "twin", "twinLabel", "twinCountryLabel"],
            [f"{WD}Q25282", "Da Nang", "Vietnam", f"{WD}Q193428", "Sakai", "Japan"],
            [f"{WD}Q193428", "Sakai", "Japan", f"{WD}Q1858", "Hanoi", "Vietnam"],
            [f"{WD}Q25282", "Da Nang", "Vietnam", f"{WD}Q42622", "Suzhou", "People's Republic of China"],
        ],
        **KIND,
    )
    assert (ties, loaded.left, loaded.abroad) == ({(DA_NANG, SAKAI), (HANOI, SAKAI)}, 0, 1)


def test_labels_are_read_where_no_id_is_known(load: Load) -> None:
    table = [["sisterCityLabel", "sisterCity", "cityLabel"], ["Da Nang", f"{WD}Q999999999", "Sakai, Osaka"]]
    assert load(table, **KIND)[0] == {(DA_NANG, SAKAI)}


def test_ids_below_a_heading_that_is_not_understood_are_asked_about(load: Load) -> None:
    with pytest.raises(MappingError, match="item"):
        load([["item", "twin", "type"], [f"{WD}Q25282", f"{WD}Q193428", "Sister city"]])


@pytest.mark.parametrize(
    "table",
    [
        [
            ["origin", "country", "twin", "twin country"],
            ["Da Nang", "Vietnam", "Naha", "Japan"],
            ["Hanoi", "Vietnam", "Naha", "Japan"],
        ],
        [
            ["von", "partner", "land", "signed"],
            ["Đà Nẵng", "Naha", "Nhật Bản", "2013"],
            ["Hà Nội", "Naha", "Nhật Bản", "2014"],
        ],
    ],
)
def test_a_row_of_facts_is_never_taken_for_headings(
    tmp_path: Path, catalogue: Catalogue, table: list[list[str]]
) -> None:
    how = importer.proposed(written(tmp_path / "a.csv", table), catalogue, print)
    assert [one.headings for one in how] == [(1,)]
