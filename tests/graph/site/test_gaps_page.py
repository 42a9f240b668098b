"""The pages of gaps show what the tables say, worked out in plain Python: on the map, by region, one by one."""

import csv
import re
from collections import Counter
from functools import cache
from html import unescape
from itertools import combinations
from math import hypot
from pathlib import Path
from urllib.parse import unquote

import oracle
import pytest
from conftest import SITE_DAY, Seen
from playwright.sync_api import Page, expect
from pyoxigraph import Store

from graph.site.access_map import sectors
from graph.site.language_site import LanguageSite
from graph.site.pages.gaps import pages
from graph.site.snapshot import SiteSnapshot
from ontology import concepts

LANGUAGES = ("en", "vi", "ja")
FILES = {SITE_DAY: "gaps.html", oracle.BEFORE_THE_MERGERS: "gaps-2025-06-30.html"}
SCHEMES = ("official_relationship", "third_party_support", "intercity_network")
LEVELS = ("provincial", "municipal")

on_each_day = pytest.mark.parametrize("day", FILES)

_SIGN = re.compile(
    r'(?:<a href="(?:place/(?P<page>[^"]*)\.html|[^"]*)"[^>]*>)?<g class="sign"[^>]*><title>(?P<title>[^<]*)</title>'
    r'<circle(?P<empty> class="empty")? r="(?P<radius>[\d.]+)"/>(?P<known>(?:<path[^>]*/>)*)</g>'
)


@cache
def reached(day: str, level: str) -> dict[str, frozenset[str]]:
    """Return the schemes that each locality of a level has reached by a day."""
    return {
        row[1]: frozenset(scheme for scheme, number in zip(SCHEMES, row[2:], strict=True) if number)
        for row in (row[:5] for row in oracle.scheme_access(day, level))
    }


def has_position(place: str) -> bool:
    return bool(oracle.localities()[place]["latitude"])


def text(site: Path, day: str, language: str = "en") -> str:
    return (site / language / FILES[day]).read_text("utf-8")


def maps(page: str) -> dict[str, str]:
    """Return the map of each country."""
    found = dict(re.findall(r'<svg data-figure="(vn|jp)" viewBox="0 0 [\d.]+ [\d.]+">(.*?)</svg>', page, re.DOTALL))
    assert list(found) == ["vn", "jp"]
    return found


def bare(name: str) -> str:
    """Return a name without what tells it from namesakes: Yamagata (tỉnh Gifu)."""
    return unescape(name).partition(" (")[0]


# --- the map ----------------------------------------------------------------------------------------------------------


@on_each_day
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_shows_the_schemes_that_the_tables_know(site: Path, day: str, language: str) -> None:
    signs = [match.groupdict() for match in _SIGN.finditer(text(site, day, language))]
    shown = {
        unquote(one["page"]): frozenset(re.findall(r'class="(\w+)"', one["known"])) for one in signs if one["page"]
    }
    told = {
        place: known
        for level in LEVELS
        for place, known in reached(day, level).items()
        if known and has_position(place)
    }
    assert shown == told
    empty = [one for one in signs if one["empty"]]
    assert len(empty) == sum(not known for known in reached(day, "provincial").values())
    assert not [one for one in empty if one["known"] or one["page"]]


@on_each_day
def test_there_is_a_sign_for_each_provincial_unit_and_a_dot_for_each_silent_municipality(site: Path, day: str) -> None:
    radii = Counter(match["radius"] for match in _SIGN.finditer(text(site, day)))
    vietnam = 63 if day == oracle.BEFORE_THE_MERGERS else 34
    assert radii["7.5"] == vietnam + 47 == len(oracle.places(day, "provincial"))
    dots = re.findall(r'<circle cx="\d+" cy="\d+" r="2"><title>([^<]+)</title>', text(site, day))
    silent = [place for place, known in reached(day, "municipal").items() if not known and has_position(place)]
    assert len(dots) == len(silent)
    assert radii["4.5"] + len(dots) == sum(map(has_position, oracle.places(day, "municipal")))


@on_each_day
def test_who_has_no_position_is_named_below_the_map(site: Path, day: str) -> None:
    lost = [place for level in LEVELS for place in oracle.places(day, level) if not has_position(place)]
    named = re.search(r"<p[^>]*>Not on the map[^<]*(.*?)</p>", text(site, day), re.DOTALL)
    assert len(re.findall("<a ", named[1]) if named else []) == len(lost)


@on_each_day
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_land_is_drawn_and_the_names_on_the_map_are_those_of_the_tables(site: Path, day: str, language: str) -> None:
    column = {"en": "name", "vi": "name_vi", "ja": "name_ja"}[language]
    own = oracle.localities()
    for country, drawn in maps(text(site, day, language)).items():
        assert 'class="outline"' not in drawn
        named = {unescape(name) for name in re.findall(r"<text[^>]*>([^<]+)</text>", drawn)}
        called = {row.get(column) or row["name"] for row in own.values() if row["id"].startswith(country)}
        assert {name for name in named if not name.endswith("…") and "(" not in name} <= called
        provincial = {
            own[place].get(column) or own[place]["name"] for place in oracle.places(day, "provincial", country)
        }
        assert len(named & provincial) > 0.85 * len(provincial)


@on_each_day
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_a_sign_and_no_name_on_the_map_is_named_below_it(site: Path, day: str, language: str) -> None:
    page, column = text(site, day, language), {"en": "name", "vi": "name_vi", "ja": "name_ja"}[language]
    called = {place: row.get(column) or row["name"] for place, row in oracle.localities().items()}
    for country, drawn in maps(page).items():
        behind = page.partition(drawn)[2].partition("data-figure=")[0]
        found = re.search(r"<details[^>]*><summary>[^<]*?(\d+)[^<]*</summary>(.*?)</details>", behind, re.DOTALL)
        number, below = found.groups() if found else ("0", "")
        lines = [re.sub("<b>.*?</b>: |<[^>]*>", "", line) for line in re.findall("<p>.*?</p>", below)]
        named = [bare(name) for line in lines for name in re.split("[,、] ?", line)]
        assert len(named) == int(number) == drawn.count('class="sign"') - drawn.count("<text ")
        assert set(named) <= {name for place, name in called.items() if place.startswith(country)}
        links = re.findall(r'<a href="place/([^"]*)\.html">([^<]*)</a>', below)
        assert [name for place, name in links if called[unquote(place)] != bare(name)] == []


def test_signs_and_dots_can_be_told_apart(site: Path) -> None:
    """None covers the middle of another, however close their seats lie: 23 wards and a prefecture in Tokyo alone."""
    for drawn in maps(text(site, SITE_DAY)).values():
        signs = [
            (float(x), float(y), float(r))
            for x, y, r in re.findall(
                r'translate\(([\d.]+) ([\d.]+)\)"><title>[^<]*</title><circle[^>]*r="([\d.]+)"', drawn
            )
        ]
        dots = [(float(x), float(y), 2.0) for x, y in re.findall(r'<circle cx="(\d+)" cy="(\d+)" r="2">', drawn)]
        assert signs
        for one, other in combinations(sorted(signs + dots), 2):
            if other[0] - one[0] > 16:
                continue
            assert hypot(one[0] - other[0], one[1] - other[1]) >= max(one[2], other[2]), (one, other)


def test_a_base_map_that_is_given_lies_below_the_points_and_is_spoken_of(store: Store) -> None:
    snapshot = SiteSnapshot(store, SITE_DAY)
    snapshot.take_over({"outlines": [[(105.0, 20.0), (106.0, 20.0), (106.0, 21.0)]]})
    page = str(next(pages(LanguageSite(snapshot, "en"))).text)
    assert page.count('<path class="outline" d="M') == 1
    assert page.index('class="outline"') < page.index('class="sign"')
    assert "base map that was given" in page


def test_the_sectors_of_a_disc_begin_at_its_top() -> None:
    first, second, third = sectors(10, 3)
    assert (first, second, third) == (
        "M0 0L-8.7 -5.0A10 10 0 0 1 8.7 -5.0Z",
        "M0 0L8.7 -5.0A10 10 0 0 1 0.0 10.0Z",
        "M0 0L0.0 10.0A10 10 0 0 1 -8.7 -5.0Z",
    )


# --- in words and by region -------------------------------------------------------------------------------------------


@on_each_day
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_counts_what_the_tables_say(site: Path, day: str, language: str) -> None:
    page = text(site, day, language)
    told = re.findall("<li>([^<]*)</li>", page[page.index('<ul class="headline">') :])[:3]
    for sentence, (country, level) in zip(
        told, (("vn", "provincial"), ("jp", "provincial"), ("jp", "municipal")), strict=True
    ):
        own = [known for place, known in reached(day, level).items() if place.startswith(country)]
        alone, alone_now = (
            len(oracle.unconnected(day, level, country)),
            len(oracle.without_partner(day, level, country)),
        )
        units = set(oracle.places(day, level, country))
        numbers = [len(own)]
        for scheme in SCHEMES:
            numbers += [sum(scheme in known for known in own), len(units & oracle.in_force(day, scheme))]
        told_of = sentence.replace(oracle.spoken(day, language), "")
        assert [int(re.sub("[,.]", "", one)) for one in re.findall(r"\d+(?:[,.]\d{3})*", told_of)] == [
            *numbers,
            alone,
            alone_now,
        ]


@on_each_day
def test_the_matrix_adds_up_to_what_the_tables_say(site: Path, day: str) -> None:
    for country, body in matrices(text(site, day)).items():
        kinds = LEVELS if country == "jp" else ("provincial",)
        places = {p: k for kind in kinds for p, k in reached(day, kind).items() if p.startswith(country)}
        levels = sorted({level_on(place, day) for place in places}, key=concepts.slugs("level").index)
        regions = sorted({oracle.region(place, day) for place in places}, key=concepts.slugs("region").index)
        expected = [[(n, of) for level in levels for n, of in shares(places, day, level, each)] for each in regions]
        every = [(n, of) for level in levels for n, of in shares(places, day, level, "")]
        assert body == [*expected, every]


def shares(places: dict[str, frozenset[str]], day: str, level: str, region: str) -> list[tuple[int, int]]:
    own = [
        known
        for place, known in places.items()
        if level_on(place, day) == level and region in {"", oracle.region(place, day)}
    ]
    return [(sum(scheme in known for known in own), len(own)) for scheme in SCHEMES]


def level_on(place: str, day: str) -> str:
    state = oracle.state_on(place, day)
    assert state
    return state.level


def matrices(page: str) -> dict[str, list[list[tuple[int, int]]]]:
    """Return the cells of the rows, the one of all regions last, of each country; an empty cell is none of none."""
    tables = re.findall(r'<div class="scroll matrix".*?</table>', page, re.DOTALL)
    return {
        country: [
            [tuple(map(int, re.findall(r"\d+", re.sub("<[^>]*>", "", cell)))) or (0, 0) for cell in cells]  # type: ignore[misc]
            for row in re.findall(r'<tr><th scope="row">.*?</tr>', table)
            if (cells := re.findall(r"<td.*?</td>", row))
        ]
        for country, table in zip(("vn", "jp"), tables, strict=True)
    }


# --- one by one -------------------------------------------------------------------------------------------------------


@on_each_day
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_all_who_lack_something(site: Path, day: str, language: str) -> None:
    page = text(site, day, language)
    rows = re.findall(r"<tr[^>]*>(<th scope=\"row\".*?)</tr>", page[page.index('id="lacking"') :])
    found = {place_of(row) for row in rows}
    assert len(found) == len(rows)
    assert found == {place for level in LEVELS for place, known in reached(day, level).items() if len(known) < 3}


def place_of(row: str) -> str:
    link = re.search(r'href="(?:place/([^"]*)\.html|places\.html#([^"]*))"', row)
    assert link
    return unquote(unescape(link[1] or link[2]))


def test_a_page_is_light_enough_for_a_slow_line(site: Path) -> None:
    sizes = {path: path.stat().st_size for path in site.glob("*/gaps*.html")}
    assert len(sizes) == 6
    assert max(sizes.values()) < 800_000


# --- in a browser -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_days_and_all_years_are_linked_as_tabs(site: Path, page: Page, seen: Seen, language: str) -> None:
    page.goto((site / language / "gaps.html").as_uri())
    tabs = page.locator(".tabs a")
    expect(tabs).to_have_count(3)
    expect(tabs.first).to_have_attribute("aria-current", "page")
    for number, file in ((1, FILES[oracle.BEFORE_THE_MERGERS]), (2, "access-by-year.html")):
        tabs.nth(number).click()
        expect(page).to_have_url((site / language / file).as_uri())
        expect(tabs.nth(number)).to_have_attribute("aria-current", "page")
    assert seen.complaints == []


def test_a_sign_leads_to_the_page_of_its_locality(site: Path, page: Page) -> None:
    page.goto((site / "en" / "gaps.html").as_uri())
    page.locator('.sheet a[href="place/vn/da-nang.html"] path').first.click(force=True)
    expect(page.locator("h1")).to_have_text("Da Nang")


def test_a_scheme_chosen_leaves_all_who_lack_it(site: Path, page: Page) -> None:
    page.goto((site / "en" / "gaps.html").as_uri())
    page.get_by_label("None known of").select_option("Third-party support")
    page.get_by_label("Country").select_option("Vietnam")
    lacking = [
        place
        for level in LEVELS
        for place, known in reached(SITE_DAY, level).items()
        if "third_party_support" not in known and place.startswith("vn/")
    ]
    expect(page.locator("#lacking tbody tr:visible")).to_have_count(len(lacking))


def test_who_in_a_region_has_no_partner_is_chosen_and_taken_away(site: Path, page: Page) -> None:
    """Whoever lacks all schemes may still have a partner, by an exchange of their own."""
    pairs = {pair for fact in oracle.cooperation(SITE_DAY) for pair in fact.between(SITE_DAY)}
    partnered = {one for pair in pairs for one in pair}
    alone = [place for level in LEVELS for place in reached(SITE_DAY, level)
             if oracle.region(place, SITE_DAY) == "kyushu-okinawa" and place not in partnered]  # fmt: skip
    page.goto((site / "en" / "gaps.html").as_uri())
    page.get_by_label("Partner known").select_option("none known")
    page.locator("#lacking").get_by_label("Region").select_option("Kyushu and Okinawa")
    expect(page.locator("#lacking tbody tr:visible")).to_have_count(len(alone))
    with page.expect_download() as started:
        page.locator("#lacking .download").click()
    [titles, *rows] = csv.reader(Path(started.value.path()).read_text("utf-8-sig").splitlines())
    assert titles[0] == "id"
    assert {row[0] for row in rows} == set(alone)
    page.locator("#lacking").get_by_label("Region").select_option("")
    page.get_by_label("Partner known").select_option("yes")
    page.locator("#lacking .filter").fill("okayama prefecture")
    expect(page.locator("#lacking tbody tr:visible")).to_have_count(1)


WITHOUT_DATE = {
    "en": "What has no known date counts here",
    "vi": "Quan hệ không rõ bất kỳ thời điểm nào vẫn được tính ở đây",
    "ja": "日付がまったく分からない関係もここでは数え",
}


@pytest.mark.parametrize("language", WITHOUT_DATE)
def test_it_is_said_beside_the_numbers_why_the_page_by_year_has_lower_ones(site: Path, language: str) -> None:
    text = (site / language / "gaps.html").read_text("utf-8")
    beside = text[text.index('class="headline"') : text.index('id="map"')]
    assert WITHOUT_DATE[language] in beside
    assert 'href="access-by-year.html"' in text
