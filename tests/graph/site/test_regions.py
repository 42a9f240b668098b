"""The partners of the neighbours of a place are one step from its page, and those on a field one more."""

import re
from collections import defaultdict
from html import unescape
from math import acos, cos, inf, radians, sin
from pathlib import Path
from urllib.parse import unquote

import oracle
import pytest
from conftest import SITE_DAY, Seen
from playwright.sync_api import Page, expect
from pyoxigraph import Store

from graph.site.language_site import LanguageSite
from graph.site.pages.regions import pages
from graph.site.snapshot import SiteSnapshot
from ontology import concepts

WATER = {
    "en": ("Field", "water"),
    "vi": ("Lĩnh vực", "cấp thoát nước và môi trường nước"),
    "ja": ("分野", "上下水道・水環境"),
}


def pairs() -> dict[tuple[str, str], set[str]]:
    """Return the fields of each pair, from either side, by the tables."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in oracle.cooperation(SITE_DAY):
        for one, other in fact.between(SITE_DAY):
            for pair in ((one, other), (other, one)):
                found[pair] |= set(fact.fields)
    return found


def in_region(name: str) -> set[str]:
    return {
        place
        for level in ("provincial", "municipal")
        for place in oracle.places(SITE_DAY, level)
        if oracle.region(place, SITE_DAY) == name
    }


def rows(page: str, table: str) -> list[str]:
    text = page[page.index(f'<div class="table" id="{table}"') :]
    return re.findall(r"<tr[^>]*>(<th scope=\"row\".*?)</tr>", text[: text.index("</table>")], re.DOTALL)


def places(cell: str) -> list[str]:
    links = re.findall(r'href="\.\./(?:place/([^"]*)\.html|places\.html#([^"]*))"', cell)
    return [unquote(unescape(one or other)) for one, other in links]


def test_each_region_has_a_page_with_all_pairs_of_its_localities(site: Path) -> None:
    names = {oracle.region(place, SITE_DAY) for place in oracle.places(SITE_DAY, "provincial")}
    for language in WATER:
        files = {path.stem for path in (site / language / "neighbours").iterdir()}
        assert files & names == names
        assert {one for one in files - names if one.count("-")} == files - names  # those of places: vn-da-nang
    for name in names:
        page = (site / "en" / "neighbours" / f"{name}.html").read_text("utf-8")
        shown = [places(row)[:2] for row in rows(page, "partners")]
        own = in_region(name)
        partnered = [list(pair) for pair in pairs() if pair[0] in own]
        alone = {one for one in own if oracle.state_on(one, SITE_DAY) and one in oracle.places(SITE_DAY, "provincial")}
        alone -= {one for one, _ in partnered}
        assert sorted(pair for pair in shown if len(pair) == 2 and pair[1][:2] != pair[0][:2]) == sorted(partnered)
        assert {pair[0] for pair in shown} == {pair[0] for pair in partnered} | alone


def distance(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float:
    """Return kilometres between two points of a sphere, by the law of cosines; endless if either is not known."""
    if not one or not other:
        return inf
    (north, east), (north_2, east_2) = ((radians(degrees) for degrees in point) for point in (one, other))
    return 6371 * acos(min(sin(north) * sin(north_2) + cos(north) * cos(north_2) * cos(east - east_2), 1))


def around(place: str) -> set[str]:
    """Return the localities of the region of a place and those of its country within 150 km, without itself."""
    here = oracle.seat(place, SITE_DAY)
    near = {
        other
        for level in ("provincial", "municipal")
        for other in oracle.places(SITE_DAY, level)
        if other[:2] == place[:2] and distance(here, oracle.seat(other, SITE_DAY)) < 150
    }
    return (near | in_region(oracle.region(place, SITE_DAY))) - {place}


@pytest.fixture(scope="module")
def near(store: Store) -> dict[str, str]:
    """The pages of neighbours in Vietnamese, by their paths."""
    return {page.path: str(page.text) for page in pages(LanguageSite(SiteSnapshot(store, SITE_DAY), "vi"))}


@pytest.mark.parametrize("place", ["vn/da-nang", "jp/okinawa/naha", "jp/kanagawa", "vn/hue"])
def test_the_neighbours_of_a_place_are_near_or_of_its_region_and_never_itself(near: dict[str, str], place: str) -> None:
    page = near[f"vi/neighbours/{place.replace('/', '-')}.html"]
    shown = [places(row)[:2] for row in rows(page, "partners")]
    own = around(place)
    expected = [list(pair) for pair in pairs() if pair[0] in own]
    assert sorted(pair for pair in shown if len(pair) == 2 and pair[1][:2] != pair[0][:2]) == sorted(expected)
    assert place not in {pair[0] for pair in shown}


def test_hue_is_a_neighbour_of_da_nang_though_of_another_region(near: dict[str, str]) -> None:
    assert oracle.region("vn/hue", SITE_DAY) != oracle.region("vn/da-nang", SITE_DAY)
    assert places(rows(near["vi/neighbours/vn-da-nang.html"], "partners")[0])[0] == "vn/hue"  # the nearest stands first


def test_a_field_on_which_no_neighbour_works_says_so(near: dict[str, str]) -> None:
    page, own = near["vi/neighbours/jp-hokkaido.html"], around("jp/hokkaido")
    known = {field for pair, fields in pairs().items() if pair[0] in own for field in fields}
    found = rows(page, "fields")
    assert len(found) == len(concepts.slugs("field")) > len(known)
    assert sum(row.count("chưa có thông tin") == 2 for row in found) == len(found) - len(known)


def test_on_each_field_stand_those_of_the_region_who_work_on_it(site: Path) -> None:
    page = (site / "en" / "neighbours" / "kyushu-okinawa.html").read_text("utf-8")
    own = in_region("kyushu-okinawa")
    by_field = {re.sub("<[^>]*>", "", row.partition("</th>")[0]): row for row in rows(page, "fields")}
    expected = {one for pair, fields in pairs().items() if pair[0] in own and "field/water" in fields for one in pair}
    assert set(places(by_field["water"])) == expected
    assert len(by_field) == len({field for pair, fields in pairs().items() if pair[0] in own for field in fields})


@pytest.mark.parametrize("language", WATER)
def test_from_the_page_of_a_place_it_is_one_step_and_to_a_field_one_more(
    site: Path, page: Page, seen: Seen, language: str
) -> None:
    page.goto((site / language / "place/jp/fukuoka/kitakyushu.html").as_uri())
    page.locator('a[href*="neighbours/"]').click()
    expect(page.locator("h1")).to_be_in_viewport()
    label, water = WATER[language]
    page.locator("#partners").get_by_label(label).select_option(water)
    own = around("jp/fukuoka/kitakyushu")
    expected = [pair for pair, fields in pairs().items() if pair[0] in own and "field/water" in fields]
    expect(page.locator("#partners tbody tr:visible")).to_have_count(len(expected))
    assert seen.complaints == []


def test_a_place_names_the_fields_that_it_lacks_and_one_that_has_ended_leads_to_its_heir(site: Path) -> None:
    text = (site / "en" / "place/vn/quang-ngai.html").read_text("utf-8")
    [told] = re.findall(r'<p><a href="[^"]*neighbours/[^"]*">.*?</p>', text)
    own = {field for pair, fields in pairs().items() if pair[0] == "vn/quang-ngai" for field in fields}
    around = in_region(oracle.region("vn/quang-ngai", SITE_DAY)) & set(oracle.places(SITE_DAY, "provincial"))
    theirs = {field for pair, fields in pairs().items() if pair[0] in around - {"vn/quang-ngai"} for field in fields}
    named = told.partition("none is known here:")[2].partition("<span")[0].strip()
    assert {f"field/{one.replace(' ', '-')}" for one in named.split(", ")} == {
        {"field/science-technology": "field/science-and-technology"}.get(one, one) for one in theirs - own
    }
    ended = (site / "en" / "place/vn/ba-ria-vung-tau.html").read_text("utf-8")
    assert 'neighbours/vn-ho-chi-minh-city.html"' in ended


# --- two places side by side ------------------------------------------------------------------------------------------


def test_two_places_stand_side_by_side_as_the_address_says(site: Path, page: Page, seen: Seen) -> None:
    page.goto((site / "ja" / "place/vn/da-nang.html").as_uri())
    page.locator('a[href*="compare.html"]').click()
    expect(page.locator("[name=one]")).to_have_value("vn/da-nang")
    page.locator("[name=other]").select_option("vn/hai-phong")
    assert page.url.endswith("compare.html#vn/da-nang+vn/hai-phong")
    expect(page.locator("#compared thead th")).to_have_text(["内容", "ダナン市", "ハイフォン市"])
    own = {place: {other for one, other in pairs() if one == place} for place in ("vn/da-nang", "vn/hai-phong")}
    links = page.locator('#compared tbody th a[href^="place/jp/"]').evaluate_all(
        "links => links.map(link => [link.getAttribute('href').slice(6, -5), ...[...link.closest('tr').cells].slice(1)"
        ".map(cell => cell.textContent !== '')])"
    )
    assert {place for place, has, _ in links if has} == own["vn/da-nang"]
    assert {place for place, _, has in links if has} == own["vn/hai-phong"]
    page.reload()
    expect(page.locator("[name=other]")).to_have_value("vn/hai-phong")
    assert seen.complaints == []
