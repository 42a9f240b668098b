"""An item of Wikidata is a locality of ours if a code says so, or a name that something else confirms; never else."""

from math import acos, cos, radians, sin

import pytest

from loaders.model.geography import check_digit, jis, kilometres
from loaders.sources.reconciliation import Places, Reconciled
from loaders.sources.wikidata_sparql import Item
from loaders.tables.catalogue import Catalogue

VIETNAM = Item("Q881", {"en": "Vietnam", "vi": "Việt Nam", "ja": "ベトナム"})
PHU_THO = Item("Q1", {"vi": "Phú Thọ"}, iso_3166_2=["VN-68"])
NAM_DINH = Item("Q2", {"vi": "Nam Định"}, parts_of=["Q881"])
KAWASAKI = Item("Q3", {"ja": "川崎市"}, codes=["141305"])
DA_NANG = Item("Q4", {"vi": "Đà Nẵng"}, iso_3166_2=["VN-DN"])
AICHI = Item("Q5", {"ja": "愛知県"}, iso_3166_2=["JP-23"])
WHOLES = {item.id: item for item in (VIETNAM, PHU_THO, NAM_DINH, KAWASAKI, DA_NANG, AICHI)}


@pytest.fixture(scope="module")
def places(catalogue: Catalogue) -> Places:
    return Places(catalogue, WHOLES)


def test_a_code_is_enough(places: Places) -> None:
    assert places.reconcile(KAWASAKI, "jp") == Reconciled("jp/kanagawa/kawasaki")
    assert (
        places.reconcile(Item("Q9", {"en": "A name unheard of"}, codes=["27140-3"]), "jp").locality == "jp/osaka/sakai"
    )
    assert places.reconcile(Item("Q9", {"en": "Osaka"}, codes=["270008"]), "jp").locality == "jp/osaka"
    assert places.reconcile(DA_NANG, "vn").locality == "vn/da-nang"


def test_a_code_of_the_other_country_is_none(places: Places) -> None:
    assert places.reconcile(DA_NANG, "jp").locality == ""


def test_a_former_province_stays_a_former_province(places: Places) -> None:
    assert places.reconcile(Item("Q9", {"vi": "Hà Nam"}, iso_3166_2=["VN-63"], ended="2025-06-30"), "vn").locality == (
        "vn/ha-nam"
    )
    assert places.reconcile(Item("Q9", {"vi": "Hà Tây"}), "vn").reason == (
        "it is called as vn/ha-tay, which neither a code nor coordinates nor what it is part of confirm"
    )


def test_a_town_called_as_its_province_is_not_the_province(places: Places) -> None:
    """The town of Phu Tho is none of ours; its place is as near to the province's office as may be."""
    town = Item("Q9", {"vi": "Phú Thọ"}, parts_of=["Q1"], point=(21.32274, 105.40198))
    assert places.reconcile(town, "vn") == Reconciled("", "no locality we know is called Phú Thọ")


def test_a_city_called_as_its_province_is_the_city_within_it(places: Places) -> None:
    city = Item("Q9", {"vi": "Nam Định", "en": "Nam Dinh"}, parts_of=["Q2"])
    assert places.reconcile(city, "vn").locality == "vn/nam-dinh/nam-dinh-city"


def test_a_ward_is_not_the_ward_of_that_name_nearby(places: Places) -> None:
    ward = Item("Q9", {"ja": "中央区"}, parts_of=["Q3"], point=(35.58, 139.72))
    told = places.reconcile(ward, "jp")
    assert told == Reconciled(
        "", "it is a part of a municipality, of which none is recorded", ("jp/kanagawa/kawasaki",)
    )
    elsewhere = Item("Q9", {"ja": "中央区"}, point=(35.58, 139.72))
    assert places.reconcile(elsewhere, "jp").locality == "jp/tokyo/chuo"


def test_a_city_that_was_part_of_a_province_once_may_have_parts(places: Places) -> None:
    """Da Nang was a city of Quang Nam-Da Nang until 1996; today Hoi An lies in it."""
    hoi_an = Item("Q9", {"vi": "Hội An"}, parts_of=["Q4"], point=(15.883, 108.333))
    assert places.reconcile(hoi_an, "vn").locality == "vn/quang-nam/hoi-an"


def test_the_prefecture_tells_namesakes_apart(places: Places) -> None:
    assert places.reconcile(Item("Q9", {"ja": "みよし市"}, parts_of=["Q5"]), "jp").locality == "jp/aichi/miyoshi"


def test_the_place_tells_namesakes_apart(places: Places) -> None:
    sakai = Item("Q9", {"en": "Sakai"}, point=(36.108, 139.795))
    assert places.reconcile(sakai, "jp").locality == "jp/ibaraki/sakai"
    nowhere = places.reconcile(Item("Q9", {"en": "Sakai"}), "jp")
    assert nowhere.reason == "it may be any of 3 localities"
    assert nowhere.candidates == ("jp/fukui/sakai", "jp/ibaraki/sakai", "jp/osaka/sakai")


def test_one_that_is_dissolved_is_the_one_that_has_ended(places: Places) -> None:
    hue = Item("Q9", {"vi": "Huế"}, point=(16.462, 107.595), ended="2024-12-31")
    assert places.reconcile(hue, "vn").locality == "vn/hue/hue-city"


def test_an_unknown_name_has_its_near_spellings_told(places: Places) -> None:
    told = places.reconcile(Item("Q9", {"en": "Kitakyusho"}), "jp")
    assert (told.locality, told.reason) == ("", "no locality we know is called Kitakyusho")
    assert "jp/fukuoka/kitakyushu" in told.candidates


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("011002", "01100"), ("261009", "26100"), ("26100-9", "26100"), ("26100", "26100"), ("130001", "13"),
        ("261008", ""), ("2610090", ""), ("京都市", ""), ("", ""), ("２６１００９", ""),
    ],
)  # fmt: skip
def test_a_code_is_read_with_and_without_its_check_digit(written: str, code: str) -> None:
    assert jis(written) == code


@pytest.mark.parametrize("code", ["011002", "131016", "261009", "271403", "400009", "472018"])
def test_check_digits_are_those_of_the_ministry(code: str) -> None:
    assert check_digit(code[:5]) == code[5]


@pytest.mark.parametrize(
    ("one", "other"), [((16.06778, 108.22083), (34.57333, 135.48306)), ((0, 0), (0, 90)), ((-10, 179), (10, -179))]
)
def test_distances_are_those_of_the_law_of_cosines(one: tuple[float, float], other: tuple[float, float]) -> None:
    (north, west), (south, east) = (tuple(map(radians, point)) for point in (one, other))
    angle = acos(sin(north) * sin(south) + cos(north) * cos(south) * cos(west - east))
    assert kilometres(one, other) == pytest.approx(6371 * angle)
