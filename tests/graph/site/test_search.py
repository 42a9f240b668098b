"""The search box finds a locality by any of its names, in any script; it folds names exactly as the gazetteer does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Seen, in_turn, table
from playwright.sync_api import Page, expect
from pyoxigraph import Store

from graph.ask.names import locality
from graph.site.language_site import LanguageSite
from graph.site.pages.search import pages
from graph.site.snapshot import SiteSnapshot
from loaders.model.name_readings import PATTERNS, key, readings
from ontology import coop, rdfs, skos

LANGUAGES = ("en", "vi", "ja")
DA_NANG = {"en": "Da Nang", "vi": "Thành phố Đà Nẵng", "ja": "ダナン市"}
SPELLINGS = (
    "da nang",
    "DANANG",
    "Đà Nẵng",
    "đà-nẵng",
    "ダナン",
    "だなん",
    "ダナン",
    "峴港",
    "岘港",
    "Tourane",
    "tourane",
)


def found(page: Page, text: str) -> list[str]:
    """Return what is found for a text, with what tells it apart."""
    box = page.get_by_role("combobox")
    box.fill("")
    box.fill(text)
    expect(page.get_by_role("listbox")).to_be_visible()
    return [" ".join(one.split()) for one in page.get_by_role("option").all_text_contents()]


def index(site: Path, language: str) -> dict[str, Any]:
    text = (site / language / "names.js").read_text("utf-8")
    known: dict[str, Any] = json.loads(text.removeprefix("globalThis.NAMES = ").rstrip(";\n"))
    return known


def test_names_are_folded_as_the_gazetteer_folds_them(site: Path, page: Page, store: Store) -> None:
    names = {
        quad.object.value
        for predicate in (rdfs.label, skos.prefLabel, skos.altLabel, coop.acronym)
        for quad in store.quads_for_pattern(None, predicate, None, None)
    } | {
        "",
        "  ",
        "ß ẞ",
        "ヴェトナム・ホー チ ミン",
        "ﾀﾞﾅﾝ",
        "がぎぐげご ぱ",
        "Buôn Ma Thuột",
        "TP.HCM",
        "ǅ №5 ½ ²",
        "İstanbul",
        "Ðà Nẵng",
        "НАNОI",
        "廣島縣廳",
    }
    page.goto(f"file://{site}/en/questions.html")
    listed = sorted(names)
    folded = page.evaluate("names => names.map(fold)", listed)
    assert len(listed) > 8000
    assert {name: got for name, got in zip(listed, folded, strict=True) if got != key(name)} == {}


def test_names_are_read_as_the_gazetteer_reads_them(site: Path, page: Page, store: Store) -> None:
    labels = sorted({quad.object.value for quad in store.quads_for_pattern(None, rdfs.label, None, None)})
    official = [
        "TP. Đà Nẵng", "T. Phú Thọ", "UBND tỉnh Quảng Nam", "City of Osaka", "神奈川県川崎市", "川崎市 神奈川県",
        "愛知県知多郡東浦町", "Kawasaki (Kanagawa)", "Ōsaka-fu", "さかい", "làng Kawakami", "人民委員会", "", "City",
        "Da Nang People's Committee", "Tỉnh", "省", "ダナン市人民委員会", "ベトナム・ダナン市", "日本国兵庫県神戸市",
        "兵庫県庁", "Da Nang, Socialist Republic of Viet Nam", "thành phố Kobe thuộc tỉnh Hyogo", "首都ハノイ",
        "上伊那郡箕輪町",
    ]  # fmt: skip
    names = [*official, *labels[::7]]
    page.goto(f"file://{site}/en/questions.html")
    read = page.evaluate(
        "([names, patterns]) => { const read = reader(patterns);"
        " return names.map(name => read(name).map(one => [one.key, one.within])); }",
        [names, PATTERNS],
    )
    assert len(names) > 1000
    for name, got in zip(names, read, strict=True):
        assert {one for one, _ in got} >= {reading.key for reading in readings(name) if reading.key}, name
    [wholes] = {str(within) for one, within in dict(zip(names, read, strict=True))["神奈川県川崎市"] if within}
    assert "神奈川県" in wholes


OFFICIAL = {
    "Thành phố Đà Nẵng": "vn/da-nang", "TP. Đà Nẵng": "vn/da-nang", "Da Nang City": "vn/da-nang",
    "Da Nang People's Committee": "vn/da-nang", "tỉnh Phú Thọ": "vn/phu-tho", "ハノイ市": "vn/hanoi",
    "バリア・ブンタウ省": "vn/ba-ria-vung-tau", "thị xã Hội An": "vn/quang-nam/hoi-an",
    "UBND tỉnh Quảng Nam": "vn/quang-nam", "City of Osaka": "jp/osaka/osaka", "大阪府": "jp/osaka",
    "神奈川県川崎市": "jp/kanagawa/kawasaki", "川崎市 神奈川県": "jp/kanagawa/kawasaki",
    "Kawasaki, Fukuoka": "jp/fukuoka/kawasaki", "Kawasaki, Kanagawa, Japan": "jp/kanagawa/kawasaki",
    "Niigata Prefecture": "jp/niigata",
}  # fmt: skip
"""Names as officials write them -> the locality."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_is_found_by_its_official_name_as_on_the_command_line(
    site: Path, page: Page, store: Store, language: str
) -> None:
    page.goto(f"file://{site}/{language}/questions.html")
    for name, place in OFFICIAL.items():
        assert locality(store, name) == place
        found(page, name)
        href = page.get_by_role("option").first.get_attribute("data-href") or ""
        assert place in href, name


FILTERS = [
    ("nước", "fields", "projects", "water"),
    ("WATER", "fields", "projects", "water"),
    ("水", "fields", "ties", "water"),
    ("cấp nước", "fields", "ties", "water"),
    ("姉妹都市", "kind", "ties", "sister-city"),
    ("ket nghia", "kind", "ties", "sister-city"),
]


@pytest.mark.parametrize(("leading", "language"), in_turn(FILTERS, LANGUAGES))
def test_a_field_or_kind_leads_to_the_table_filtered_by_it(
    site: Path, page: Page, leading: tuple[str, str, str, str], language: str
) -> None:
    text, column, table_of, field = leading
    page.goto(f"file://{site}/{language}/questions.html")
    found(page, text)
    first = page.get_by_role("option").first
    expect(first).to_have_attribute("data-href", re.compile(rf"ties\.html\?ties\.{column}="))
    page.locator(f'[data-href*="{table_of}.html?{table_of}.{column}="]').first.click()
    page.wait_for_url(f"**/{language}/{table_of}.html?**")
    expected = {row[f"{table_of.removesuffix('s')}_id"] for row in table(table_of) if field in row[column].split(";")}
    expect(page.locator(f"#{table_of} tbody tr:visible")).to_have_count(len(expected))


@pytest.mark.parametrize(("text", "name"), [("cấp nước", "title_vi"), ("sewerage", "title"), ("下水", "title_ja")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fact_is_found_by_the_words_of_its_title_in_any_language(
    site: Path, page: Page, language: str, text: str, name: str
) -> None:
    titles = {f"project/{row['project_id']}": row[name] for row in table("projects")}
    known = {one[1]: one[4].split() for one in index(site, language)["entries"]}
    matching = {one for one, title in titles.items() if text in title.lower()}
    assert len(matching) > 3
    assert all(any(key(text) in one for one in known[fact]) for fact in matching)
    page.goto(f"file://{site}/{language}/questions.html")
    assert len(found(page, text)) > 3


UNDATED = {"en": "undated", "vi": "chưa rõ thời gian", "ja": "時期不明"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_date_is_found_without_a_year(site: Path, language: str) -> None:
    known = index(site, language)
    told = {one[1]: known["abouts"][one[3]] for one in known["entries"]}
    years = {f"tie/{row['tie_id']}": row["signed"][:4] for row in table("ties") if row["kind"] != "exchange"}
    years |= {f"project/{row['project_id']}": row["start"][:4] for row in table("projects")}
    undated = [fact for fact, year in years.items() if not year]
    assert len(undated) > 5
    assert {fact: told[fact] for fact in years if fact in told} == {
        fact: year or UNDATED[language] for fact, year in years.items() if fact in told
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "pair"),
    [("Hải Phòng Kitakyushu", "vn/hai-phong/jp/fukuoka/kitakyushu"),
     ("Kitakyushu, Hai Phong", "vn/hai-phong/jp/fukuoka/kitakyushu"),
     ("三条市 ホーチミン", "vn/ho-chi-minh-city/jp/niigata/sanjo"), ("Đà Nẵng – Kobe", "vn/da-nang/jp/hyogo/kobe")],
)  # fmt: skip
def test_two_places_in_one_search_lead_to_the_page_of_the_pair(
    site: Path, page: Page, language: str, text: str, pair: str
) -> None:
    page.goto(f"file://{site}/{language}/questions.html")
    found(page, text)
    assert page.get_by_role("option").first.get_attribute("data-href") == f"pair/{pair}.html"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_pairs_of_the_index_have_a_page(site: Path, language: str) -> None:
    known = index(site, language)
    pairs = [[known["entries"][number][1] for number in pair] for pair in known["pairs"]]
    assert {f"{one}/{other}.html" for one, other in pairs} == {
        path.relative_to(site / language / "pair").as_posix() for path in (site / language / "pair").rglob("*.html")
    }


@pytest.mark.parametrize(
    ("language", "text"), [("vi", "đợt nhận hồ sơ"), ("ja", "公募"), ("en", "calls for applications"), ("en", "公募")]
)
def test_calls_for_applications_lead_to_the_programmes(site: Path, page: Page, language: str, text: str) -> None:
    page.goto(f"file://{site}/{language}/questions.html")
    found(page, text)
    assert page.get_by_role("option").first.get_attribute("data-href") == "programmes.html#programmes"


def test_beside_what_is_called_so_nothing_that_merely_has_the_words_is_found(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/vi/questions.html")
    assert all("Phú Thọ" in one for one in found(page, "tỉnh Phú Thọ"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_is_found_by_any_spelling(site: Path, page: Page, seen: Seen, language: str) -> None:
    page.goto(f"file://{site}/{language}/questions.html")
    first = {spelling: found(page, spelling)[0] for spelling in SPELLINGS}
    assert {spelling: one for spelling, one in first.items() if not one.startswith(f"{DA_NANG[language]} ")} == {}
    assert not seen.complaints


def test_namesakes_are_told_apart_and_those_with_more_ties_come_first(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/en/questions.html")
    options = found(page, "kawasaki")
    assert options[0] == "Kawasaki (Kanagawa) designated city · Kanagawa Prefecture"
    assert any(one.startswith("Kawasaki (Miyagi)") for one in options)
    assert any(one.startswith("Kawasaki (Fukuoka)") for one in options)
    # the name itself first, then those that begin so
    assert [one.split()[0] for one in found(page, "saka")[:2]] == ["Saka", "Sakai"]


def test_former_names_networks_and_programmes_are_found(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/vi/place/vn/da-nang.html")
    assert "Quảng Nam" in found(page, "quang nam")[0]
    assert "nay thuộc Thành phố Đà Nẵng" in found(page, "quang nam")[0]
    assert found(page, "quang nam da nang")[0].count("Đà Nẵng") == 2  # as it was called, and its heir, once
    assert found(page, "citynet")[0].endswith("(CITYNET) Mạng lưới")
    assert found(page, "国際協力機構")[0].endswith("Nhà tài trợ")
    assert found(page, "no such thing anywhere") == ["Không tìm thấy"]


def test_the_keyboard_is_enough(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/en/place/vn/da-nang.html")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    found(page, "sakai")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id") == "found-0"
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/place/jp/osaka/sakai.html")
    expect(page.locator("h1")).to_contain_text("Sakai")


def test_a_click_leads_to_the_row_of_a_place_without_a_page(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/ja/question/partners-of.html")
    found(page, "あびらちょう")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/ja/places.html#jp/hokkaido/abira")
    expect(page.locator('[id="jp/hokkaido/abira"]')).to_be_in_viewport()


def test_the_index_is_read_only_when_it_is_wanted(site: Path, page: Page, seen: Seen) -> None:
    page.goto(f"file://{site}/en/questions.html")
    assert not any(one.endswith("names.js") for one in seen.requests)
    with page.expect_request_finished(lambda request: request.url.endswith("names.js")):
        page.get_by_role("combobox").focus()
    assert sum(one.endswith("names.js") for one in seen.requests) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_is_small_and_leads_to_what_there_is(site: Path, language: str) -> None:
    assert (site / language / "names.js").stat().st_size < 800_000
    known = index(site, language)
    files = {page.partition("?")[0] for page in known["pages"]} - {""}
    rows = {file: (site / language / file).read_text("utf-8") for file in files}
    led_to = [(one[1], one[2]) for one in known["entries"]]
    assert len(set(led_to)) == len(led_to)
    for name, identifier, kind, _, keys in known["entries"]:
        assert keys
        if (page := known["pages"][kind]).endswith("="):
            assert f">{name}</" in rows[page.partition("?")[0]], identifier
        elif page:
            assert f'id="{identifier}"' in rows[page], identifier
        else:
            assert (site / language / "place" / f"{identifier}.html").is_file(), identifier


def test_the_index_ends_no_script(store: Store) -> None:
    [made] = pages(LanguageSite(SiteSnapshot(store, "2026-11-21"), "ja"))
    assert not set("<>&\u2028\u2029") & set(made.text)


@pytest.mark.parametrize("text", ["Thành phố Đà Nẵng", "TP. Đà Nẵng", "thanh pho da nang", "ダナン市"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_found_with_the_word_for_its_level(site: Path, language: str, text: str) -> None:
    entries = {one[1]: one[4].split() for one in index(site, language)["entries"]}
    assert key(text) in entries["vn/da-nang"]
