"""The head of every page leaves a telephone its screen, and leads everywhere all the same."""

import re
from pathlib import Path

import pytest
from conftest import Seen, in_turn
from playwright.sync_api import Browser, Page, ViewportSize, expect

from ontology import LANGUAGES

PHONE: ViewportSize = {"width": 360, "height": 740}
PAGES = ("index.html", "place/vn/da-nang.html", "gaps.html", "access-by-year.html", "ties.html", "calendar.html",
         "question/partners-of.html", "compare.html", "pair/vn/da-nang/jp/osaka/sakai.html")  # fmt: skip
HIGHEST = 56


@pytest.mark.parametrize(("name", "language"), in_turn(PAGES, LANGUAGES))
def test_on_a_telephone_it_takes_little(site: Path, page: Page, name: str, language: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"file://{site}/{language}/{name}")
    box = page.locator(".site-head").bounding_box()
    assert box
    assert (box["y"], box["height"] <= HIGHEST) == (0, True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scripts", [True, False])
def test_there_the_menu_unfolds_by_keyboard_and_leads_to_every_page(
    site: Path, browser: Browser, language: str, scripts: bool
) -> None:
    with browser.new_context(viewport=PHONE, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(f"file://{site}/{language}/calendar.html")
        links = page.locator(".site-head nav a")
        expect(links.first).to_be_hidden()
        page.locator(".menu summary").focus()
        page.keyboard.press("Enter")
        for link in links.all():
            expect(link).to_be_in_viewport()
        assert links.count() == 12
        for other in page.locator(".languages a").all():
            expect(other).to_be_in_viewport()
        links.nth(1).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/places.html$"))


def test_escape_folds_it_again(site: Path, page: Page, seen: Seen) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"file://{site}/en/calendar.html")
    page.locator(".menu summary").click()
    page.locator(".site-head nav a").nth(3).focus()
    page.keyboard.press("Escape")
    expect(page.locator(".site-head nav a").first).to_be_hidden()
    expect(page.locator(".menu summary")).to_be_focused()
    assert not seen.complaints


@pytest.mark.parametrize("width", [700, 1024, 1440])
@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_wide_screen_it_is_never_folded(site: Path, browser: Browser, width: int, scripts: bool) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(f"file://{site}/vi/calendar.html")
        expect(page.locator(".menu summary")).to_be_hidden()
        for link in page.locator(".site-head nav a, .languages a").all():
            expect(link).to_be_visible()


def test_what_is_found_there_has_the_width_of_the_screen(site: Path, page: Page, seen: Seen) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"file://{site}/ja/gaps.html")
    page.get_by_role("combobox").first.fill("ダナン")
    found = page.locator("#found")
    expect(found).to_be_visible()
    box = found.bounding_box()
    assert box
    assert box["x"] >= 0
    assert 300 < box["width"] <= PHONE["width"] - box["x"]
    assert not seen.complaints
