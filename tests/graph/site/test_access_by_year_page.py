"""Access by year on the site: its lines, its mark, its sentence and its numbers are those that are counted."""

import re
from html import unescape
from pathlib import Path

import oracle
import pytest
from conftest import SITE_DAY
from pyoxigraph import Store

from graph.analysis.access import SCHEMES, LocalityFilter
from graph.analysis.access_by_year import ANY, AccessOnDay, access_by_year, access_on
from graph.ask.words import words
from graph.site.language_site import LanguageSite
from graph.site.pages.gaps import pages
from graph.site.snapshot import SiteSnapshot

LANGUAGES = ("en", "vi", "ja")
GROUPS = (("vn", "provincial"), ("jp", "provincial"), ("jp", "municipal"))
ORDER = (ANY, *SCHEMES)
EVE, MERGED = "2025-06-30", "2025-07-01"

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def text(site: Path, language: str = "en") -> str:
    return (site / language / "access-by-year.html").read_text("utf-8")


def drawing(page: str, country: str, level: str) -> str:
    found = re.search(rf'<svg data-figure="access-{country}-{level}".*?</svg>', page, re.DOTALL)
    assert found
    return found[0]


def numbers(text: str) -> list[int]:
    return [int(re.sub("[,.]", "", one)) for one in re.findall(r"\d+(?:[,.]\d{3})*", text)]


@in_each_language
def test_the_table_has_the_numbers_of_each_year(site: Path, store: Store, language: str) -> None:
    page = text(site, language)
    rows = re.findall(r'<tr[^>]*><th scope="row".*?</tr>', page[page.index('id="access-by-year"') :], re.DOTALL)
    cells = [re.findall(r"<t[hd]([^>]*)>(.*?)</t[hd]>", row) for row in rows]
    found = [(attributes, [*map(numbers, (value for _, value in values))])
             for (attributes, _), _, *values in cells]  # fmt: skip
    expected = []
    for country, level in GROUPS:
        counted = {
            (one.day, one.scheme): one for one in access_by_year(store, LocalityFilter(country, level), SITE_DAY)
        }
        for day in sorted({day for day, _ in counted}, reverse=True):
            own = [counted[day, scheme] for scheme in ORDER]
            first = own[0]
            expected.append([
                [first.then.of], *([one.then.number] for one in own),
                [first.constant.of], *([one.constant.number] for one in own),
                [first.from_source], [first.beginning_unknown], [first.end_unknown],
            ])  # fmt: skip
    assert [values for _, values in found] == expected
    assert len(expected) == 3 * (int(SITE_DAY[:4]) - 1990 + 1)


@in_each_language
@pytest.mark.parametrize(("country", "level"), GROUPS)
def test_each_panel_has_both_lines_a_key_and_the_last_number(
    site: Path, store: Store, language: str, country: str, level: str
) -> None:
    drawn, say = drawing(text(site, language), country, level), words(language)
    assert f">{say['access_then']}<" in drawn
    assert f">{say['access_now_line']}<" in drawn
    panels = re.findall(r"<g transform.*?</g>", drawn, re.DOTALL)
    now = {one.scheme: one for one in access_on(store, LocalityFilter(country, level), SITE_DAY, (SITE_DAY,))}
    assert len(panels) == len(ORDER)
    for scheme, panel in zip(ORDER, panels, strict=True):
        assert unescape(re.findall(r'class="name"[^>]*>([^<]*)<', panel)[0]) == say[f"column_{scheme}"]
        [last] = re.findall(r'class="last"[^>]*>([^<]*)<', panel)
        assert numbers(last) == [now[scheme].constant.number, now[scheme].constant.of]


@pytest.mark.parametrize(("country", "level"), GROUPS)
def test_the_lines_stand_where_the_numbers_are(site: Path, store: Store, country: str, level: str) -> None:
    """Heights are in proportion to shares: the top of the axis is the highest label."""
    drawn = drawing(text(site), country, level)
    top = max(int(one) for one in re.findall(r">(\d+)%<", drawn)) / 100
    days = [*(f"{year}-12-31" for year in range(1990, 2026)), SITE_DAY]
    days += [EVE, MERGED] if country == "vn" else []
    found = access_on(store, LocalityFilter(country, level), SITE_DAY, tuple(sorted(days)))
    for scheme, panel in zip(ORDER, re.findall(r"<g transform.*?</g>", drawn, re.DOTALL), strict=True):
        own: list[AccessOnDay] = [one for one in found if one.scheme == scheme]
        for line, shares in (("then", [one.then for one in own]), ("now", [one.constant for one in own])):
            [path] = re.findall(rf'<path class="{line}" d="M([^"]*)"', panel)
            points = [tuple(map(float, point.split())) for point in path.split("L")]
            assert [y for _, y in points] == pytest.approx([130 * (1 - one.part / top) for one in shares], abs=0.06)
            assert [x for x, _ in points] == sorted(x for x, _ in points)


@in_each_language
def test_the_jump_of_july_2025_is_marked_and_told(site: Path, store: Store, language: str) -> None:
    page = text(site, language)
    drawn = drawing(page, "vn", "provincial")
    assert drawn.count('class="merger"') == len(ORDER) + 1  # in each panel and in the key
    assert f">{words(language)['access_merger'].format(63, 34)}<" in drawn
    assert all('class="merger"' not in drawing(page, *group) for group in GROUPS[1:])
    before, after = (
        one for one in access_on(store, LocalityFilter("vn"), SITE_DAY, (EVE, MERGED)) if one.scheme == ANY
    )
    said = re.findall(r'<p id="july-2025">([^<]*)</p>', page)[0].replace(oracle.spoken(MERGED, language), "")
    shares = (before.then, after.then, before.constant, after.constant)
    told = [
        number
        for one in shares
        for number in (*((one.of, one.number) if language == "ja" else (one.number, one.of)), round(100 * one.part))
    ]
    assert numbers(said) == [63, 34, *told]


def test_before_the_mergers_nothing_is_marked_and_nothing_told(store: Store) -> None:
    *_, page = pages(LanguageSite(SiteSnapshot(store, EVE), "en"))
    assert page.path == "en/access-by-year.html"
    assert 'class="merger"' not in str(page.text)
    assert "july-2025" not in str(page.text)
    assert "63 of 63" not in str(page.text)
    assert ">63<" in str(page.text)


@in_each_language
def test_the_page_of_gaps_leads_to_it(site: Path, language: str) -> None:
    page = (site / language / "gaps.html").read_text("utf-8")
    assert f'<a href="access-by-year.html">{words(language)["access_to"]}</a>' in page
    assert len(text(site, language).encode()) < 120_000
