"""Third countries: all of them, in three languages; their rows are passed over and counted."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from babel import Locale
from babel.core import get_global
from lists import written

from loaders.imports import importer
from loaders.imports.sides import belonging
from loaders.imports.values import abroad, country
from loaders.tables.catalogue import Catalogue

_NOT_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""What CLDR names beside countries: unions, remote islands, pseudo-languages, the unknown."""


def of_cldr() -> Iterator[dict[str, str]]:
    """The table as Babel, which has the data of CLDR, would write it."""
    longer = defaultdict(list)
    for code, meant in get_global("territory_aliases").items():
        if len(code) == 3 and code.isalpha() and len(meant) == 1:
            longer[meant[0]].append(code)
    names = {language: Locale(language).territories for language in ("en", "vi", "ja")}
    for code in sorted(names["en"]):
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES:
            said = {language: names[language][code] for language in names}
            yield {"code": code, "alpha3": ";".join(sorted(longer[code])), **said}


def test_the_names_of_countries_are_those_of_cldr() -> None:
    """Where CLDR has changed, write the table anew with what this yields."""
    table = (files("loaders.imports") / "territories.csv").read_text("utf-8")
    assert list(csv.DictReader(table.splitlines())) == list(of_cldr())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("クロアチア", "HR"),
        ("アイスランド共和国", "IS"),
        ("Colombia", "CO"),
        ("Republic of Kenya", "KE"),
        ("Georgia", "GE"),
        ("Cộng hòa Croatia", "HR"),
        ("Ai-xơ-len", "IS"),
        ("Bờ Biển Ngà", "CI"),
        ("グルジア", "GE"),
        ("HRV", "HR"),
        ("Trinidad and Tobago", "TT"),
        ("Saint Lucia", "LC"),
        ("コンゴ民主共和国", "CD"),
        ("DR Congo", "CD"),
        ("Palestine", "PS"),
        ("East Timor", "TL"),
        ("P.R. China", "CN"),
        ("Xinh-ga-po", "SG"),
        ("Gruzia", "GE"),
        ("Congo (Democratic Republic)", "CD"),
        ("Soviet Union", "SU"),
        ("Ca-ta", ""),
        ("Hạ Long", ""),
        ("VN", "VN"),
        ("日本国", "JP"),
    ],
)
def test_a_country_is_known_by_its_names_in_three_languages_and_its_codes(name: str, code: str) -> None:
    assert country(name) == code


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Zagreb, Croatia", "Croatia"),
        ("パリ（フランス）", "フランス"),
        ("Seoul (韓国)", "韓国"),
        ("Quảng Châu, Trung Quốc", "Trung Quốc"),
        ("Sakai (Osaka)", ""),
        ("Kon Tum (Việt Nam)", ""),
        ("堺市（大阪府）", ""),
        ("Naha, Japan", ""),
        ("Lào Cai (Lào)", ""),
        ("インド・コチ市", "インド"),
        ("ラオス フエ市", "ラオス"),
        ("【アメリカ】フエ市", "アメリカ"),
        ("India: Kochi", "India"),
        ("Georgia/Kobe", "Georgia"),
        ("ベトナム・フエ市", ""),
        ("トゥアティエン・フエ省", ""),
        ("tỉnh Champasak (Lào)", "Lào"),
        ("Bang Tây Úc (Úc)", "Úc"),
        ("Torino (Ý)", "Ý"),
        ("Lima, Peru", "Peru"),
        ("Port Alberni, British Columbia, Canada (9 February 1986)[1]", "Canada"),
        ("Jinju, South Korea.", "South Korea"),
        ("Barrhead, Alberta, Canada[a]", "Canada"),
        ("北京市(中国)(外部サイト)", "中国"),
        ("上海市(友好都市)(中国)", "中国"),
        ("承徳市(中華人民共和国河北省・S62.10.6友好都市提携)", "中華人民共和国河北省・S62.10.6友好都市提携"),
        ("吉林市（中国吉林省）", "中国吉林省"),
        ("広島市（中国地方）", ""),
        ("パリ市(フランス)、ローマ市(イタリア共和国・S31提携)", "フランス"),
        ("パリ市(フランス)、ダナン市", ""),
        ("ダナン市(ベトナム)、パリ市(フランス)", ""),
        ("Paris, France; Da Nang, Vietnam", ""),
        ("ダナン市(ベトナム・H21.2.5友好都市提携)", ""),
        ("ダナン市(ベトナム)(外部サイト)", ""),
        ("Muscat, Oman", "Oman"),
        ("Sakai, osaka", ""),
        ("Hội An (uc)", ""),
    ],
)
def test_a_country_may_stand_behind_a_name(name: str, where: str) -> None:
    assert abroad(name) == where


@pytest.mark.parametrize(
    ("suffix", "table"),
    [
        (
            "csv",
            [
                ["国名", "相手都市", "種別", "締結日"],
                ["クロアチア", "ザグレブ市", "姉妹都市", "1990-01-01"],
                ["アイスランド", "レイキャビク市", "姉妹都市", "1991-01-01"],
                ["ベトナム", "ハノイ市", "友好都市", "2013-04-09"],
            ],
        ),
        (
            "csv",
            [
                ["Country", "Partner", "Kind", "Signed"],
                ["Colombia", "Bogota", "Sister city", "1990-01-01"],
                ["Georgia", "Tbilisi", "Sister city", "1992-01-01"],
                ["Vietnam", "Hanoi", "Friendship city", "2013-04-09"],
            ],
        ),
        (
            "xlsx",
            [
                ["Quốc gia", "Đối tác", "Loại", "Ngày ký"],
                ["Ê-ti-ô-pi-a", "Addis Ababa", "Kết nghĩa", "1990"],
                ["Cộng hòa Estonia", "Tallinn", "MOU", "1991"],
                ["Việt Nam", "Hà Nội", "Thành phố hữu nghị", "2013-04-09"],
            ],
        ),
        (
            "ods",
            [
                ["相手都市", "種別", "締結日"],
                ["ザグレブ市（クロアチア）", "姉妹都市", "1990"],
                ["Nairobi, Kenya", "姉妹都市", "1991"],
                ["ハノイ市", "友好都市", "2013-04-09"],
            ],
        ),
    ],
    ids=["ja", "en", "vi", "behind the name"],
)
def test_rows_of_third_countries_are_passed_over_and_counted(
    tmp_path: Path, catalogue: Catalogue, suffix: str, table: list[list[str]]
) -> None:
    path = written(tmp_path / f"a.{suffix}", table)
    place = catalogue.gazetteer.resolve("堺市", country="jp")
    how = belonging(importer.proposed(path, catalogue, print), place)
    loaded = importer.load(tmp_path, path, "mine", how, catalogue, lambda problem: None)
    assert (loaded.rows, loaded.left, loaded.abroad) == (1, 0, 2)
