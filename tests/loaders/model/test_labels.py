"""What localities are called in each language: with their level where officials write it, and never like another."""

import pytest
from conftest import all_records

from loaders.model.dates import PartialDate
from loaders.model.labels import LocalityLabels, abbreviated
from loaders.model.records import FormerPeriod, Locality
from ontology import LANGUAGES

CATALOGUE = all_records()


def locality(id_: str, level: str, name: str, **more: str) -> Locality:
    return Locality.model_validate({"id": id_, "level": level, "name": name, **more})


def called(*rows: Locality, former: dict[str, list[FormerPeriod]] | None = None) -> dict[str, tuple[str, ...]]:
    """Return what localities are called when there are no others: id -> in English, Vietnamese, Japanese."""
    found = LocalityLabels(rows, former or {}).today
    return {place: tuple(labels[language] for language in LANGUAGES) for place, labels in found.items()}


@pytest.mark.parametrize(
    ("level", "vietnamese", "japanese"),
    [
        ("province", "Tỉnh Bến Tre", "ベンチェ省"),
        ("central-city", "Thành phố Bến Tre", "ベンチェ市"),
        ("district-city", "Thành phố Bến Tre", "ベンチェ市"),
        ("district-town", "Thị xã Bến Tre", "ベンチェ市社"),
        ("district", "Huyện Bến Tre", "ベンチェ郡"),
    ],
)
def test_a_unit_of_vietnam_has_its_level_in_its_name(level: str, vietnamese: str, japanese: str) -> None:
    row = locality("vn/x", level, "Ben Tre", name_vi="Bến Tre", name_ja="ベンチェ")
    assert called(row)["vn/x"] == ("Ben Tre", vietnamese, japanese)


@pytest.mark.parametrize(
    ("level", "kanji", "vietnamese"),
    [
        ("designated-city", "森市", "Thành phố Mori"),
        ("city", "森市", "Thành phố Mori"),
        ("special-ward", "森区", "Quận Mori"),
        ("town", "森町", "Thị trấn Mori"),
        ("village", "森村", "Làng Mori"),
    ],
)
def test_a_municipality_of_japan_has_its_level_in_vietnamese_too(level: str, kanji: str, vietnamese: str) -> None:
    assert called(locality("jp/x/mori", level, "Mori", name_ja=kanji))["jp/x/mori"] == ("Mori", vietnamese, kanji)


def test_a_word_that_stands_in_a_name_is_not_said_twice() -> None:
    row = locality("vn/x", "district", "District 1", name_vi="Huyện 1", name_ja="1郡")
    assert called(row)["vn/x"] == ("District 1", "Huyện 1", "1郡")


def test_what_exists_is_not_told_from_what_has_ended_but_that_from_it() -> None:
    found = called(
        locality("jp/a", "prefecture", "A", name_ja="甲県"),
        locality("jp/b", "prefecture", "B", name_ja="乙県"),
        locality("jp/a/mori", "city", "Mori", name_ja="森市", part_of="jp/a"),
        locality("jp/b/mori", "city", "Mori", name_ja="森市", part_of="jp/b", valid_until="1999-03-31"),
    )
    assert found["jp/a/mori"] == ("Mori", "Thành phố Mori", "森市")
    assert found["jp/b/mori"] == ("Mori (B)", "Thành phố Mori (tỉnh B)", "森市 (乙県)")


def test_the_last_of_a_name_has_it_alone_and_earlier_ones_the_year() -> None:
    first = locality("vn/x-1", "province", "X", name_vi="X", name_ja="エ", valid_until="1991-12-25")
    second = locality("vn/x-2", "province", "X", name_vi="X", name_ja="エ", valid_until="2025-06-30")
    found = called(first, second)
    assert found == {
        "vn/x-1": ("X (to 1991)", "Tỉnh X (đến 1991)", "エ省 (1991年まで)"),
        "vn/x-2": ("X", "Tỉnh X", "エ省"),
    }


@pytest.mark.parametrize(
    ("place", "last", "labels"),
    [
        ("vn/quang-ninh", "2026-08-31", ("Quang Ninh", "Tỉnh Quảng Ninh", "クアンニン省")),
        ("vn/hue", "2024-12-31", ("Thua Thien Hue", "Tỉnh Thừa Thiên Huế", "トゥアティエン・フエ省")),
        ("vn/quang-nam/hoi-an", "2008-01-28", ("Hoi An", "Thị xã Hội An", "ホイアン市社")),
        ("jp/hyogo/tamba-sasayama", "2019-04-30", ("Sasayama", "Thành phố Sasayama", "篠山市")),
    ],
)
def test_a_former_period_has_the_level_of_then(place: str, last: str, labels: tuple[str, str, str]) -> None:
    then = CATALOGUE.former_labels[place, last]
    assert tuple(then[language] for language in LANGUAGES) == labels


@pytest.mark.parametrize(("place", "last"), [("vn/lao-cai", "2025-06-30"), ("jp/miyagi/sendai", "1989-03-31")])
def test_a_former_period_under_the_same_name_needs_no_label(place: str, last: str) -> None:
    """A code or a seat was another, or a city became a designated one."""
    assert CATALOGUE.former_labels[place, last] == {}


def test_the_province_in_brackets_is_called_as_when_the_unit_ended() -> None:
    province = locality("vn/x", "central-city", "New", name_vi="Mới", name_ja="モイ")
    period = FormerPeriod(locality="vn/x", level="province", name="Old", name_vi="Cũ", name_ja="ク",
                          valid_until=PartialDate("2024-12-31"), sources=("s",))  # fmt: skip
    city = locality("vn/x/new", "district-city", "New", name_vi="Mới", name_ja="モイ", part_of="vn/x",
                    valid_until="2024-12-31")  # fmt: skip
    assert called(province, city, former={"vn/x": [period]})["vn/x/new"][1:] == (
        "Thành phố Mới (tỉnh Cũ)",
        "モイ市 (ク省)",
    )


def test_the_word_for_a_city_is_short_where_there_is_little_room() -> None:
    assert abbreviated("Thành phố Hồ Chí Minh") == "TP. Hồ Chí Minh"
    assert [abbreviated(label) for label in ("Tỉnh Aichi", "ダナン市", "Hanoi")] == ["Tỉnh Aichi", "ダナン市", "Hanoi"]
