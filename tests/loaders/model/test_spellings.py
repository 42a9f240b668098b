"""A locality in other spellings, with the words that lists put around it: the same one, or told, never another."""

import unicodedata
from collections.abc import Iterator
from itertools import chain, islice

import pytest

from loaders.model.gazetteer import Gazetteer, Place, State, UnresolvedPlaceError
from loaders.model.identifiers import identified
from loaders.model.name_readings import key, levels_named
from loaders.model.records import Link, Locality
from loaders.model.respelling import Respelling
from loaders.tables.catalogue import Catalogue
from ontology import LANGUAGES


@pytest.fixture(scope="module")
def gazetteer(catalogue: Catalogue) -> Gazetteer:
    return catalogue.gazetteer


def meant(gazetteer: Gazetteer, name: str, **beside: str) -> set[str]:
    """The localities that a name means: one, several where it is ambiguous, none where it is unknown."""
    try:
        return {gazetteer.resolve(name, **beside).id}
    except UnresolvedPlaceError as unresolved:
        return {place.id for place in unresolved.candidates} if unresolved.ambiguous else set()


def suggested(gazetteer: Gazetteer, name: str, **beside: str) -> set[str]:
    """The localities that are close to a name which none has."""
    with pytest.raises(UnresolvedPlaceError) as refused:
        gazetteer.resolve(name, **beside)
    assert not refused.value.ambiguous
    return {place.id for place in refused.value.candidates}


# --- every locality, in every form ----------------------------------------------------------------------------------

OLD_LETTERS = dict(
    zip("広国県島浜沢辺高崎富塩桜竜斎滝栄桧会学鉄恵", "廣國縣嶋濱澤邊髙﨑冨鹽櫻龍齋瀧榮檜會學鐵惠", strict=True)
)
CHINESE_LETTERS = dict(zip("広関島浜沢辺県東長馬鳥葉雲岡竜", "广关岛滨泽边县东长马鸟叶云冈龙", strict=True))
BODIES = {"都": "庁", "道": "庁", "府": "庁", "県": "庁", "市": "役所", "区": "役所", "町": "役場", "村": "役場"}


def letters(text: str, others: dict[str, str]) -> str:
    return "".join(others.get(sign, sign) for sign in text)


def forms_of_japan(row: Locality, parent: Locality | None) -> Iterator[str]:
    """The forms of the name of a locality of Japan, by how people write and not by how they are read."""
    kanji = str(row.name_ja)
    within = parent.name_ja if parent else ""
    for one in (kanji, f"{within}{kanji}"):
        yield from (letters(one, OLD_LETTERS), letters(one, CHINESE_LETTERS))
    yield from (
        f"日本国{within}{kanji}",
        f"日本・{kanji}",
        kanji + BODIES[kanji[-1]],
        unicodedata.normalize("NFD", str(row.name_kana)),
    )
    for one in "ケヶがガ":
        yield kanji.replace("ケ", one).replace("ヶ", one)
    if kanji[-1] in "町村":
        yield from (f"都窪郡{kanji}", f"{within}北都留郡{kanji}")
    if parent:
        yield f"{row.name} thuộc tỉnh {parent.name}, Nhật Bản"


def forms_of_vietnam(row: Locality, parent: Locality | None) -> Iterator[str]:
    """The same for a locality of Vietnam."""
    name, kana = row.name_vi or row.name, row.name_ja or row.name
    yield from (unicodedata.normalize("NFD", name), letters(name, {"Đ": "Ð", "đ": "ð"}))
    yield from (f"{name} (nước CHXHCN Việt Nam)", f"{name}, Socialist Republic of Vietnam", f"Việt Nam - {name}")
    yield from (f"ベトナム社会主義共和国{kana}", f"ベトナム・{kana}", f"{kana}（ベトナム社会主義共和国）")
    if parent:
        yield f"{name}, tỉnh {parent.name_vi or parent.name}, Việt Nam"
    if "k" in name.lower() and "kh" not in name.lower():
        yield letters(name, {"k": "c", "K": "C"})


FORMS = {"jp": forms_of_japan, "vn": forms_of_vietnam}


@pytest.mark.parametrize("country", FORMS)
def test_every_locality_is_meant_by_every_form_of_its_name_and_no_other_is_silently(
    gazetteer: Gazetteer, catalogue: Catalogue, country: str
) -> None:
    rows: dict[str, Locality] = {row.id: row for row in catalogue.of(Locality)}
    tried = unknown = 0
    for number, row in enumerate(one for one in rows.values() if one.country == country):
        last = gazetteer.places[row.id].states[-1].last
        forms = dict.fromkeys(FORMS[country](row, rows.get(row.part_of or "")))
        step = 4 if last and country == "jp" else 1  # a part of those of the many that have ended
        for text in islice(forms, number % step, None, step):
            found = meant(gazetteer, text, date=last)
            tried += 1
            unknown += not found
            if found and row.id not in found:  # only where the form is what the other is called in so many letters
                [other] = found
                assert key(text) in map(key, gazetteer.places[other].names), (text, row.id, other)
    assert tried > {"jp": 20_000, "vn": 1_000}[country]
    assert unknown <= tried / 1_000


def test_a_city_is_told_from_the_province_of_its_name(gazetteer: Gazetteer, catalogue: Catalogue) -> None:
    """Whatever is within another unit and bears one of its names, with the words for both levels."""
    rows: dict[str, Locality] = {row.id: row for row in catalogue.of(Locality)}
    tried = 0
    for row in rows.values():
        parent = rows.get(row.part_of or "")
        if not parent or key(row.name) not in map(key, gazetteer.places[parent.id].names):
            continue
        day, labels = gazetteer.places[row.id].states[-1].last, catalogue.labels
        vietnamese, japanese = labels[row.id]["vi"].partition(" (")[0], labels[row.id]["ja"].partition(" (")[0]
        wholes = {"vn": (f"tỉnh {parent.name_vi or parent.name}", f"{parent.name_ja}省"),
                  "jp": (f"tỉnh {parent.name}", str(parent.name_ja))}[row.country]  # fmt: skip
        for text in (f"{vietnamese}, {wholes[0]}", f"{vietnamese} thuộc {wholes[0]}", f"{wholes[1]}{japanese}"):
            assert parent.id not in meant(gazetteer, text, date=day), text
            assert row.id in meant(gazetteer, text, date=day), text
            tried += 1
        assert row.id in meant(gazetteer, vietnamese, parent=wholes[0], date=day)
    assert tried > 100


@pytest.mark.parametrize(
    "text", ["thành phố Cao Bằng, tỉnh Cao Bằng", "Bac Ninh City, Bac Ninh Province", "バクニン省バクニン市"]
)
def test_a_city_that_is_not_recorded_is_not_the_province_of_its_name(gazetteer: Gazetteer, text: str) -> None:
    province = "vn/cao-bang" if "Cao" in text else "vn/bac-ninh"
    assert suggested(gazetteer, text, date="2015", country="vn") == {province}


def test_a_city_is_not_the_province_of_its_name_in_another_column(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnresolvedPlaceError):
        gazetteer.resolve("TP Bắc Ninh", parent="tỉnh Bắc Ninh", date="2015")
    assert gazetteer.resolve("Bắc Ninh", parent="tỉnh Bắc Ninh", date="2015").id == "vn/bac-ninh"
    assert gazetteer.resolve("Huế", parent="Thừa Thiên Huế", date="2015").id == "vn/hue/hue-city"


# --- spellings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "localities"),
    [
        ("オーサカ", {"jp/osaka", "jp/osaka/osaka"}),  # not Osaka in Gifu alone, whose o is short
        ("Oosaka", {"jp/osaka", "jp/osaka/osaka"}),
        ("Hirosima", {"jp/hiroshima", "jp/hiroshima/hiroshima"}),
        ("Gumma", {"jp/gunma"}),
        ("Hukuoka-si", set()),
        ("Hukuoka-shi", {"jp/fukuoka/fukuoka"}),
        ("Kobe Shi", {"jp/hyogo/kobe"}),
        ("Nhật Bản - Kobe", {"jp/hyogo/kobe"}),
        ("Kobe/JP", {"jp/hyogo/kobe"}),
        ("日本の神戸市", {"jp/hyogo/kobe"}),
        ("兵庫県の神戸市", {"jp/hyogo/kobe"}),
        ("西の表市", {"jp/kagoshima/nishinoomote"}),
        ("山之内町", {"jp/nagano/yamanouchi"}),
        ("茅个崎市", {"jp/kanagawa/chigasaki"}),
        ("葛\U000e0100城市", {"jp/nara/katsuragi"}),  # a kanji with a selector of its glyph
        ("鰺ヶ沢町", {"jp/aomori/ajigasawa"}),
        ("檮原町", {"jp/kochi/yusuhara"}),
        ("越南岘港市", {"vn/da-nang"}),
        ("ハーノイ", {"vn/hanoi"}),
        ("ホー・チ・ミン市", {"vn/ho-chi-minh-city"}),
        ("Da-Nang", {"vn/da-nang"}),
        ("HАNОI", {"vn/hanoi"}),  # the vowels are Cyrillic
        ("Ηanoi", {"vn/hanoi"}),  # the first letter is Greek
        ("鹿嶋市", {"jp/ibaraki/kashima"}),  # what one is called itself is no variant of another
        ("佐賀県鹿嶋市", {"jp/saga/kashima"}),
    ],
)
def test_a_name_may_be_spelt_otherwise(gazetteer: Gazetteer, name: str, localities: set[str]) -> None:
    assert meant(gazetteer, name) == localities


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Sở Ngoại vụ thành phố Đà Nẵng", "vn/da-nang"),
        ("兵庫県国際交流課", "jp/hyogo"),
        ("Department of Foreign Affairs of Da Nang", "vn/da-nang"),
        ("Tỉnh Thừa Thiên Huế, thành phố Huế", "vn/hue"),
        ("神戸巾", "jp/hyogo/kobe"),
        ("ダンナン市", "vn/da-nang"),
        ("Đà Nẵngg", "vn/da-nang"),
        ("能本県", "jp/kumamoto"),
    ],
)
def test_what_is_no_locality_is_told_with_what_is_close_to_it(gazetteer: Gazetteer, name: str, near: str) -> None:
    assert near in suggested(gazetteer, name)


@pytest.mark.parametrize("name", ["能登", "界市", "基輪町", "熊登町", "杖町"])
def test_another_kanji_of_everyday_use_is_no_variant(gazetteer: Gazetteer, name: str) -> None:
    assert meant(gazetteer, name) <= {place.id for place in gazetteer.ever_called(name)}


def test_a_name_that_two_may_be_spelt_as_means_either() -> None:
    respelling = Respelling({"ota": {"jp"}, "oota": {"jp"}, "kon": {"vn"}, "con": {"jp"}})
    assert set(respelling.alike("ohta")) == {"ota", "oota"}
    assert respelling.alike("oota")[0] == "oota"
    assert set(respelling.alike("con")) == {"con", "kon"}
    assert respelling.alike("unknown") == ()


def test_a_name_of_rare_kanji_is_looked_for_in_bounded_time(gazetteer: Gazetteer) -> None:
    assert meant(gazetteer, "廣" * 200) == set()
    assert meant(gazetteer, "ケ" * 200, parent="嶋" * 200) == set()


@pytest.mark.parametrize(
    ("name", "levels"),
    [("tỉnh Osaka", {"province", "prefecture"}), ("大阪府", {"prefecture"}), ("Osaka", set()), ("フエ", set()),
     ("フエ省", {"province"}), ("Hyogo Prefectural Government", {"prefecture"})],
)  # fmt: skip
def test_the_level_that_a_word_beside_a_name_means(name: str, levels: set[str]) -> None:
    assert levels_named(name) == levels


# --- identifiers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("https://w3id.org/vnjp-ties/id/vn/hanoi", "vn/hanoi"),
        ("http://w3id.org/vnjp-ties/id/vn/hanoi/", "vn/hanoi"),
        ("<https://w3id.org/vnjp-ties/id/VN/Hanoi>", "vn/hanoi"),
        ("http://localhost:8000/id/vn/hanoi", "vn/hanoi"),
        ("id/jp/osaka/sakai", "jp/osaka/sakai"),
        ("../place/jp/osaka/sakai.html#ties", "jp/osaka/sakai"),
        ("http://www.wikidata.org/entity/Q1858", "q1858"),
        ("https://www.wikidata.org/wiki/q1858#P31", "q1858"),
        (" wd:Q1858 ", "q1858"),
        ("Q1858", "q1858"),
        ("https://sws.geonames.org/1581129/", "geonames:1581129"),
        ("http://data.e-stat.go.jp/lod/sac/C27140-20060401", "c27140-20060401"),
        ("VN-HN", "vn-hn"),
        ("https://example.org/jp/osaka", ""),
        ("Q", ""),
        ("Q12 Kobe", ""),
        ("jp", ""),
        ("Osaka", ""),
        ("堺市", ""),
        ("1581129", ""),
    ],
)
def test_an_identifier_is_known_in_every_form(text: str, identifier: str) -> None:
    assert identified(text) == identifier


ADDRESSES = {
    "wikidata": ("{}", "http://www.wikidata.org/entity/{}", "https://www.wikidata.org/wiki/{}"),
    "geonames": ("https://www.geonames.org/{}", "https://sws.geonames.org/{}/"),
    "estat-sac": ("{}", "http://data.e-stat.go.jp/lod/sac/{}"),
    "iso-3166-2": ("{}",),
}


def test_every_identifier_of_another_register_means_the_locality_that_it_is_linked_with(
    gazetteer: Gazetteer, catalogue: Catalogue
) -> None:
    links = catalogue.of(Link)
    for link in links:
        for form in ADDRESSES[link.scheme]:
            assert link.locality in meant(gazetteer, form.format(link.value)), link.value
    assert len(links) > 7_000


def test_an_identifier_is_no_name_of_another(gazetteer: Gazetteer) -> None:
    assert suggested(gazetteer, "Q99999999") == set()
    with pytest.raises(UnresolvedPlaceError, match="is in Vietnam, and here stands a locality of Japan"):
        gazetteer.resolve("Q1858", country="jp")


def test_what_two_localities_are_called_by_a_register_is_not_guessed() -> None:
    labels = dict.fromkeys(LANGUAGES, "A")
    places = [Place(one, labels, ("A",), (State("city"),), ("q1",)) for one in ("jp/a", "jp/b")]
    assert meant(Gazetteer(places), "Q1") == {"jp/a", "jp/b"}


def test_all_ids_are_understood_with_and_without_the_address(gazetteer: Gazetteer) -> None:
    for place in gazetteer.places:
        texts = (place, f"id/{place}", f"https://w3id.org/vnjp-ties/id/{place}", f"ja/place/{place}.html")
        assert set(chain.from_iterable(meant(gazetteer, text) for text in texts)) == {place}
