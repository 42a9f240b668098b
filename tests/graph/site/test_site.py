"""The site as a whole: complete, closed, valid, for every reader, and harmless whatever the facts say."""

import os
import re
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import SITE_DAY, Seen
from jinja2 import UndefinedError
from playwright.sync_api import Page, expect
from pyoxigraph import Store

from graph.ask.words import words
from graph.site import MARK, NotASiteError, build
from graph.site.language_site import LanguageSite
from graph.site.snapshot import SiteSnapshot
from graph.site.workers import PAGE_MAKERS
from graph.store.folder import NoGraphError
from graph.suggest.features import TIERS
from graph.suggest.suggest import suggestions

PLACE = "place/jp/hokkaido/asahikawa.html"
KINDS = (
    "index.html", "places.html", "ties.html", "projects.html", "networks.html", "programmes.html", "sources.html",
    "calendar.html", "news.html", "gaps.html", "gaps-2025-06-30.html", "access-by-year.html", "questions.html",
    "question/partners-of.html",
    "about.html", "ontology.html", "place/vn/da-nang.html", "place/jp/hokkaido/asahikawa.html",
    "place/vn/binh-dinh/quy-nhon.html",
)  # fmt: skip
"""A page of every kind, from the folder of a language."""

EVERY = bool(os.environ.get("COOP_LARGE"))
LIGHT = (*KINDS, "../index.html") if EVERY else (
    "index.html", "ties.html", "gaps.html", "access-by-year.html", "programmes.html", "calendar.html", "news.html",
    "question/partners-of.html", "about.html", "ontology.html", "place/vn/da-nang.html", "../index.html",
)  # fmt: skip
DARK = (
    ("index.html", "gaps.html", "access-by-year.html", PLACE) if EVERY else ("gaps.html", "access-by-year.html", PLACE)
)
"""The pages that axe-core looks at by day and by night; by ``COOP_LARGE=1`` one of every kind."""

_LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')


@pytest.fixture(scope="module")
def texts(site: Path) -> dict[str, str]:
    """What stands in each page, by its path in the site."""
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


def test_all_links_within_the_site_lead_somewhere(site: Path, texts: dict[str, str]) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    ids = {name: set(map(unescape, _ID.findall(text))) for name, text in texts.items()}
    lost = []
    for name, text in texts.items():
        only_served = re.compile(r'<a class="[^"]*served"[^>]*>')  # hidden elsewhere: the server makes these pages
        for link in map(unescape, set(_LINK.findall(only_served.sub("", text)))):
            if re.match(r"[a-z]+:", link):
                continue
            path, _, fragment = link.partition("#")
            target = normpath(join(dirname(name), unquote(path))) if path else name
            if target not in files or (fragment and target in ids and unquote(fragment) not in ids[target]):
                lost.append(f"{name}: {link}")
    assert not lost, lost[:10]


def test_every_page_forbids_all_that_is_not_its_own(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
        assert policy, name
        assert "default-src 'none'" in unescape(policy[1]), name
        assert "unsafe-eval" not in policy[1], name
        assert "unsafe-inline" not in policy[1], name


def test_only_the_web_is_linked(texts: dict[str, str]) -> None:
    schemes = {link.partition(":")[0] for text in texts.values() for link in _LINK.findall(text) if ":" in link}
    assert schemes <= {"http", "https", "data", "mailto"}


@pytest.mark.parametrize(
    ("language", "kind"),
    [
        *(("ja", kind) for kind in KINDS),
        *(("vi", kind) for kind in (KINDS if EVERY else ("index.html", "gaps.html", PLACE))),
        *(("en", kind) for kind in (KINDS if EVERY else ())),
    ],
)
def test_a_page_asks_for_nothing_from_elsewhere_complains_of_nothing_and_fits_every_screen(
    site: Path, page: Page, seen: Seen, language: str, kind: str
) -> None:
    page.goto(f"file://{site}/{language}/{kind}")
    assert page.locator("html").get_attribute("lang") == language
    for width in (390, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not seen.complaints
    assert all(one.startswith((f"file://{site}/", "data:")) for one in seen.requests), seen.requests


_FEW_ROWS = """() => {
  for (const body of document.querySelectorAll("tbody")) [...body.rows].slice(12).forEach((row) => row.remove());
  for (const list of document.querySelectorAll("ol, ul")) [...list.children].slice(12).forEach((one) => one.remove());
  for (const map of document.querySelectorAll("svg")) [...map.children].slice(60).forEach((dot) => dot.remove());
}"""
"""Of many rows and dots that are alike, some are enough: axe-core looks at each for a long time."""


@pytest.mark.parametrize(
    ("kind", "theme"),
    [*((kind, "light") for kind in LIGHT), *((kind, "dark") for kind in DARK)],
)
def test_nor_on_a_web_server_and_everybody_can_read_it(
    hosted: str, page: Page, seen: Seen, kind: str, theme: str
) -> None:
    """Names, roles and contrast by the rules of axe-core (WCAG 2.1 A and AA)."""
    page.emulate_media(color_scheme=theme)
    page.goto(f"{hosted}/en/{kind}")
    assert not seen.complaints
    assert all(one.startswith((f"{hosted}/", "data:")) for one in seen.requests), seen.requests
    page.evaluate(_FEW_ROWS)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"][:200], len(one["nodes"])) for one in found]


def test_the_language_is_switched_and_kept(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/en/place/vn/da-nang.html")
    expect(page.locator("h1")).to_have_text("Da Nang")
    page.get_by_role("link", name="日本語").click()
    expect(page.locator("h1")).to_have_text("ダナン市")
    expect(page.locator("nav a").first).to_have_text("概要")
    page.reload()
    expect(page.locator("h1")).to_have_text("ダナン市")
    page.goto(f"file://{site}/index.html")
    page.wait_for_url("**/ja/index.html")


@pytest.mark.parametrize(("language", "people"), [("en", "3,065,628"), ("vi", "3.065.628"), ("ja", "3,065,628")])
def test_a_number_is_written_as_the_language_has_it(site: Path, language: str, people: str) -> None:
    page = (site / language / "place/vn/da-nang.html").read_text("utf-8")
    assert people in page
    assert people.translate(str.maketrans(",.", ".,")) not in page


@pytest.mark.parametrize(
    ("language", "region"),
    [("en", "South Central Coast and Central Highlands"), ("vi", "Duyên hải Nam Trung Bộ và Tây Nguyên"),
     ("ja", "南中部沿岸・中部高原")],
)  # fmt: skip
def test_the_page_of_a_place_says_where_it_lies_and_whose_municipalities_have_ties(
    site: Path, language: str, region: str
) -> None:
    def head(place: str) -> str:
        page = (site / language / "place" / f"{place}.html").read_text("utf-8")
        return unescape(page[page.index('<p class="lead">') : page.index('<nav class="contents"')])

    assert region in head("vn/da-nang")
    assert 'href="../../../place/jp/niigata.html"' in head("jp/niigata/mitsuke")
    within = head("jp/niigata")
    assert 'href="../../place/jp/niigata/mitsuke.html"' in within
    assert 'href="../../place/vn/da-nang.html"' in within


def test_who_comes_for_the_first_time_is_greeted_in_the_language_of_the_browser(site: Path, page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'languages', {get: () => ['fr-FR', 'vi-VN']})")
    page.goto(f"file://{site}/index.html")
    page.wait_for_url("**/vi/index.html")


def test_light_and_dark_are_switched_and_kept(site: Path, page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"file://{site}/en/about.html")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page.goto(f"file://{site}/en/gaps.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


@pytest.mark.parametrize("kind", ["index.html", "programmes.html", PLACE])
def test_the_keyboard_reaches_everything(site: Path, page: Page, kind: str) -> None:
    """Tab comes to every link, button and field that is seen; each shows that it has the focus."""
    page.goto(f"file://{site}/en/{kind}")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")]
             .filter((one) => one.checkVisibility({visibilityProperty: true}) && one.tabIndex >= 0 && !one.disabled
               && !(one.type === "radio" && !one.checked)).length"""
    )
    steps = min(wanted, 70)
    page.keyboard.press("Tab")
    focused = set()
    for _ in range(steps):
        focused.add(page.evaluate("window.seen = window.seen || []; seen.includes(document.activeElement) ? -1 "
                                  ": seen.push(document.activeElement)"))  # fmt: skip
        page.keyboard.press("Tab")
    assert len(focused - {-1}) >= steps


def test_a_printed_place_is_a_briefing(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/vi/place/vn/da-nang.html")
    page.emulate_media(media="print")
    expect(page.locator(".site-head")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    names = ["Agreement", "suggestions", "stages", "sources"]
    tops = page.evaluate("names => names.map((name) => document.getElementById(name).offsetTop)", names)
    assert tops == sorted(tops), "what matters first"
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 15


def test_on_a_telephone_what_there_is_to_say_has_the_width_of_the_screen(site: Path, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"file://{site}/vi/place/vn/da-nang.html")
    widths = page.locator(".facts td:last-child").evaluate_all("cells => cells.map(cell => cell.clientWidth)")
    assert min(widths) > 300
    assert page.evaluate("document.documentElement.scrollHeight") < 40_000
    page.locator(".contents").get_by_role("link", name="Dự án").click()
    expect(page.locator("#Project")).to_be_in_viewport()


@pytest.mark.parametrize("language", ["vi", "ja"])
def test_a_place_names_whom_to_approach_in_each_field_and_how_often_that_came_true(
    store: Store, site: Path, language: str
) -> None:
    text = unescape((site / language / "place/vn/da-nang.html").read_text("utf-8"))
    listed = dict(re.findall(r'<dt id="field-([a-z-]+)">[^<]+</dt><dd>(.*?)</dd>', text))
    assert len(listed) > 20
    for about in ("water", "ports", "human-resources"):
        first = [one.place for one in suggestions(store, "vn/da-nang", SITE_DAY, 3, about)]
        assert re.findall(r'href="\.\./\.\./place/(jp/[^"]+)\.html"', listed[about]) == first
    assert words(language)["by_field"] in text
    told = [re.escape(words(language)[f"outcome_{tier}"]).replace(r"\{\}", r"[\d.,]+") for tier in TIERS]
    assert re.search("|".join(told), text)


# --- what it is written from and to -----------------------------------------------------------------------------------


def test_the_same_facts_make_the_same_pages(store: Store, site: Path) -> None:
    language_site = LanguageSite(SiteSnapshot(store, SITE_DAY), "vi")
    for module in ("overview", "gaps", "search", "terms", "calendar", "news"):
        for made in PAGE_MAKERS[module](language_site):
            text = made.text if isinstance(made.text, bytes) else made.text.encode()
            assert (site / made.path).read_bytes() == text, made.path


def test_a_folder_with_anything_else_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotASiteError, match="something else"):
        build(folder, tmp_path, SITE_DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_site_that_fails_half_way_leaves_the_old_one(folder: Path, tmp_path: Path) -> None:
    old = tmp_path / "site"
    old.mkdir()
    (old / MARK).write_text("of before")
    (folder_of_none := tmp_path / "graph").mkdir()
    with pytest.raises(NoGraphError):
        build(folder_of_none, old, SITE_DAY)
    folder_of_none.rmdir()
    with pytest.raises(UndefinedError):
        build(folder, old, SITE_DAY, languages=["a language that is not spoken here"])
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (old / MARK).read_text() == "of before"
