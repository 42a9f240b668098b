"""A profile in words: figures with their date, unit and source, as they are written in each language."""

import re
from decimal import Decimal

import oracle
import pytest
from pyoxigraph import Store

from graph.ask.words import words
from graph.brief.briefing import briefing
from graph.brief.profile import amount
from graph.brief.prose import Prose
from graph.brief.sections import Section
from ontology import LANGUAGES

DAY = "2026-11-21"


def section(store: Store, place: str, language: str, day: str = DAY) -> Section:
    [found] = [
        one for one in Prose(store, briefing(store, place, None, day), language).sections() if one.name == "profile"
    ]
    return found


def told(store: Store, place: str, language: str, day: str = DAY) -> list[str]:
    """What the lines say, each with its date and the numbers of its sources."""
    return [
        f"{line.when} {', '.join((line.what, *line.terms))}{line.cites}".strip()
        for line in section(store, place, language, day).lines
    ]


@pytest.mark.parametrize(
    ("language", "population", "residents"),
    [
        ("en", "1 October 2020 Population: 789,275 people; Aged 65 and over: 29.9%; Foreign residents: 4,672 people"
         " [1]",
         "30 June 2024 Niigata Prefecture: Vietnamese residents: 4,807 people [2]"),
        ("vi", "01/10/2020 Dân số: 789.275 người; Người từ 65 tuổi trở lên: 29,9%; Cư dân nước ngoài: 4.672 người"
         " [1]",
         "30/06/2024 Tỉnh Niigata: Người Việt Nam cư trú: 4.807 người [2]"),
        ("ja", "2020年10月1日 人口: 789,275人；65歳以上: 29.9%；外国人住民: 4,672人 [1]",
         "2024年6月30日 新潟県: ベトナム人住民: 4,807人 [2]"),
    ],
)  # fmt: skip
def test_figures_are_written_as_the_reader_writes_them(
    store: Store, language: str, population: str, residents: str
) -> None:
    found = told(store, "jp/niigata/niigata", language)
    assert population in found
    assert residents in found


@pytest.mark.parametrize(
    ("language", "yen", "dong"),
    [
        ("en", "Gross regional product: 40,586 billion yen", "Gross regional product: 279.926 trillion VND"),
        (
            "vi",
            "Tổng sản phẩm trên địa bàn (GRDP): 40.586 tỷ yên",
            "Tổng sản phẩm trên địa bàn (GRDP): 279,926 nghìn tỷ đồng",
        ),
        ("ja", "域内総生産: 405,860億円", "域内総生産: 279.926兆ドン"),
    ],
)
def test_money_is_told_in_the_units_of_the_language(store: Store, language: str, yen: str, dong: str) -> None:
    assert any(yen in line for line in told(store, "jp/aichi", language))
    assert any(dong in line for line in told(store, "vn/da-nang", language))


def _written(number: Decimal, language: str) -> str:
    whole, _, rest = f"{number:f}".partition(".")
    grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", ".,"[language != "vi"], whole)
    return grouped + (",."[language != "vi"] + rest.rstrip("0") if rest.rstrip("0") else "")


@pytest.mark.parametrize(("language", "unit"), [("en", " trillion VND"), ("vi", " nghìn tỷ đồng"), ("ja", "兆ドン")])
def test_of_sums_in_dong_no_digit_of_the_source_is_lost(language: str, unit: str) -> None:
    sums = [row["grdp"] for row in oracle.table("observations") if row["grdp"] and row["currency"] == "VND"]
    assert len(sums) > 30
    for said in (*sums, "125886.5", "87"):
        assert amount(Decimal(said), "billions", "VND", language) == _written(Decimal(said) / 1000, language) + unit


def test_whole_numbers_are_written_as_such(store: Store) -> None:
    assert any("Cultivated land: 72,000 ha" in line for line in told(store, "jp/aichi", "en"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "1 October 2024 Ho Chi Minh City in its borders until 30 June 2025: Japanese residents: 9,732 people [2]",
        ),
        ("vi", "(theo địa giới đến 30/06/2025): Người Nhật Bản cư trú: 9.732 người [2]"),
        ("ja", "(2025年6月30日までの区域): 日本人住民: 9,732人 [2]"),
    ],
)
def test_figures_in_earlier_borders_are_named_so(store: Store, language: str, said: str) -> None:
    assert [line for line in told(store, "vn/ho-chi-minh-city", language) if line.endswith(said)] != []


def test_what_is_not_sure_is_said_to_be(store: Store) -> None:
    [summed] = [line for line in section(store, "vn/da-nang", "en").lines if "Gross" in line.what]
    assert summed.terms == ("confidence medium",)
    assert [one.value for one in summed.notes] == ["The sum of the expected figures of the provinces that were merged."]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["jp/hokkaido", "jp/kyoto/kyoto", "vn/ho-chi-minh-city", "vn/quang-ninh"])
def test_every_line_cites_a_source_and_says_whose_figures_it_tells(store: Store, place: str, language: str) -> None:
    lines = section(store, place, language).lines
    assert lines
    assert [line.what for line in lines if not re.fullmatch(r"( \[\d+\])+", line.cites)] == []
    assert all(": " in line.what for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sites_are_named_with_their_rank(store: Store, language: str) -> None:
    texts = words(language)
    named = {"en": "Hoi An Ancient Town", "vi": "Phố cổ Hội An", "ja": "古都ホイアン"}[language]
    [heritage] = [
        line for line in told(store, "vn/da-nang", language) if line.startswith(texts["sites_world_heritage"])
    ]
    assert re.search(rf"{named} \([^()]+(, 1999|、1999年)\)", heritage)


def test_a_source_is_cited_once_a_line(store: Store) -> None:
    [airports] = [line for line in section(store, "jp/hokkaido", "en").lines if line.what.startswith("Airports")]
    assert airports.what.count(";") + 1 == [row["localities"] for row in oracle.table("sites") if row["iata"]].count(
        "jp/hokkaido"
    )
    assert re.fullmatch(r" \[\d+\]", airports.cites)


def test_a_profile_stands_first_and_between_two_places_there_is_none(store: Store) -> None:
    sections = list(Prose(store, briefing(store, "vn/da-nang", None, DAY), "en").sections())
    assert sections[0].name == "profile"
    both = Prose(store, briefing(store, "vn/da-nang", "jp/osaka/sakai", DAY), "en").sections()
    assert "profile" not in {one.name for one in both}


def test_before_anything_was_counted_there_is_no_profile(store: Store) -> None:
    assert [one for one in Prose(store, briefing(store, "jp/osaka", None, "2005-01-01"), "en").sections()
            if one.name == "profile" and any("Population" in line.what for line in one.lines)] == []  # fmt: skip
