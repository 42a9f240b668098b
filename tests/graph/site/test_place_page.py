"""The page of a place: what an officer asks first stands first, long lists are folded, all counts the same."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import oracle
import pytest
from conftest import SITE_DAY, Seen
from playwright.sync_api import Browser, Page, ViewportSize, expect

from ontology import LANGUAGES

PHONE: ViewportSize = {"width": 360, "height": 740}
PLACES = ("vn/da-nang", "vn/ho-chi-minh-city", "jp/osaka/sakai", "jp/nagasaki", "jp/okinawa", "vn/hanoi")
ENDED = ("vn/quang-nam", "vn/ba-ria-vung-tau", "vn/binh-dinh/quy-nhon")
ORDER = ("profile", "partners", "suggestions", "stages", "Agreement", "Exchange", "Project", "Event", "Membership",
         "NetworkEvent", "offices", "history", "resources", "contested", "around", "sources")  # fmt: skip


def text_of(site: Path, place: str, language: str = "en") -> str:
    return (site / language / "place" / f"{place}.html").read_text("utf-8")


def tile(text: str) -> int:
    """Return the number of partners at the top."""
    found = re.search(r'<dt>(?:<a href="#partners">)?Partners(?:</a>)?</dt><dd>([\d,]+)</dd>', text)
    return int(found[1].replace(",", "")) if found else 0


def linked(part: str) -> list[str]:
    """Return the places that a part of a page links to, but for those of briefs of pairs."""
    return [unquote(one) for one in re.findall(r'href="(?:\.\./)+place/([^"]+)\.html"', part)]


def listed(text: str) -> dict[str, list[str]]:
    """Return the partners in the list by state, and who was only met."""
    part = text.partition('<section aria-labelledby="partners"')[2].partition("</section>")[0]
    return {state: linked(row) for state, row in re.findall(r'<div class="(\w+)"><dt>(.*?)</div>', part, re.DOTALL)}


def drawn(text: str) -> dict[str, list[str]]:
    """Return the partners on the timeline under the words for their states."""
    part = text.partition('<table class="timeline">')[2].partition("</table>")[0]
    return {unescape(re.search('colspan="2">(.*?)</th>', body)[1]): linked(body)  # type: ignore[index]
            for body in part.split("<tbody>")[1:]}  # fmt: skip


def by_state(found: dict[str, str]) -> dict[str, set[str]]:
    return {state: {one for one in found if found[one] == state} for state in found.values()}


@pytest.mark.parametrize("place", PLACES)
def test_partners_stand_by_their_state_and_are_counted_the_same_everywhere(site: Path, place: str) -> None:
    text, expected = text_of(site, place), oracle.partners(place, SITE_DAY)
    assert tile(text) == len(expected) > 0
    in_list = listed(text)
    in_list.pop("met", None)
    assert {state: set(found) for state, found in in_list.items()} == by_state(expected)
    words = {
        "active": "not known to have ended",
        "unclear": "not known whether the project continues",
        "former": "ended",
    }
    on_timeline = drawn(text)
    assert {state: set(found) for state, found in on_timeline.items()} == {
        words[state]: found for state, found in by_state(expected).items()
    }
    for told in (in_list, on_timeline):
        assert sum(map(len, told.values())) == len(expected), "each once"


def test_all_states_are_told_somewhere_and_a_place_may_have_only_ended_ties(site: Path) -> None:
    assert {*listed(text_of(site, "vn/da-nang"))} == {"active", "unclear", "former", "met"}
    assert {*listed(text_of(site, "jp/okinawa"))} - {"met"} == {"former"}


@pytest.mark.parametrize("place", ENDED)
def test_of_a_place_that_has_ended_they_are_counted_the_same_too(site: Path, place: str) -> None:
    text = text_of(site, place)
    found = listed(text)
    found.pop("met", None)
    assert tile(text) == sum(map(len, found.values())) == sum(map(len, drawn(text).values())) > 0


def test_who_was_only_met_is_no_partner_and_is_named_apart(site: Path) -> None:
    partners = oracle.partners("vn/da-nang", SITE_DAY)
    met = {one for fact in oracle.events() if fact.valid_from <= SITE_DAY
           for pair in fact.between(SITE_DAY) if "vn/da-nang" in pair for one in pair}  # fmt: skip
    assert set(listed(text_of(site, "vn/da-nang"))["met"]) == met - partners.keys() - {"vn/da-nang"} != set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [*PLACES, *ENDED])
def test_what_an_officer_asks_first_stands_first(site: Path, language: str, place: str) -> None:
    text = text_of(site, place, language)
    found = re.findall(r'<h2 id="(\w+)"', text)
    assert found == [name for name in ORDER if name in found]
    contents = text.partition('<nav class="contents"')[2].partition("</nav>")[0]
    assert re.findall('href="#([^"]+)"', contents) == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggestions_are_within_a_few_screens_of_a_telephone(site: Path, page: Page, language: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"file://{site}/{language}/place/vn/da-nang.html")
    top, whole = page.evaluate(
        "[document.getElementById('suggestions').offsetTop, document.documentElement.scrollHeight]"
    )
    assert top < 4 * PHONE["height"]
    assert whole < 24_000


# --- what is folded ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["vn/da-nang", "jp/kanagawa/yokohama"])
def test_the_first_rows_of_a_long_list_are_seen_and_the_summary_counts_the_rest(site: Path, place: str) -> None:
    text = text_of(site, place)
    folds = re.findall(
        r'<details class="rest"><summary class="no-print">Show (\d+) more</summary>(.*?)</details>', text, re.DOTALL
    )
    assert folds
    for number, rest in folds:
        assert int(number) == len(re.findall(r"<tr[ >]|<li[ >]", rest)) > 3
    sections = re.findall(r'class="facts">\s*<h2 id="Project">.*?</section>', text, re.DOTALL)
    rows = re.findall(r'<tr id="(project/[^"]+)"', sections[0])
    parties = {fact.id for fact in oracle.projects() if fact.valid_from <= SITE_DAY
               for pair in fact.between(SITE_DAY) if place in pair}  # fmt: skip
    assert len(rows) == len(set(rows))
    assert parties <= set(rows), "none is lost"


def folded_row(site: Path) -> str:
    """Return the id of a row that is folded on the page of Da Nang."""
    found = re.search(r'<details class="rest">(.*?)</details>', text_of(site, "vn/da-nang").partition('"Project">')[2],
                      re.DOTALL)  # fmt: skip
    assert found
    return str(re.findall(r'<tr id="([^"]+)"', found[1])[-1])


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_to_a_folded_row_unfolds_it(site: Path, browser: Browser, scripts: bool) -> None:
    row = folded_row(site)
    with browser.new_context(viewport=PHONE, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(f"file://{site}/en/place/vn/da-nang.html#{row}")
        expect(page.locator(f'[id="{row}"]')).to_be_in_viewport()


def test_a_row_is_unfolded_again_by_the_same_link(site: Path, page: Page, seen: Seen) -> None:
    page.goto(f"file://{site}/en/place/vn/da-nang.html#sources")
    source = page.locator("#sources ~ details li").last
    expect(source).to_be_hidden()
    number = source.get_attribute("value")
    page.evaluate(f"location.hash = 'source-{number}'")
    expect(source).to_be_in_viewport()
    page.locator("#sources ~ details summary").click()
    expect(source).to_be_hidden()
    page.locator(f'a.cite[href="#source-{number}"]').first.evaluate("link => link.click()")
    expect(source).to_be_in_viewport()
    assert not seen.complaints


def test_what_is_folded_is_unfolded_by_keyboard_and_printed_in_any_case(site: Path, browser: Browser) -> None:
    row = folded_row(site)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"file://{site}/en/place/vn/da-nang.html")
        target = page.locator(f'[id="{row}"]')
        summary = page.locator("section:has(#Project) summary")
        expect(target).to_be_hidden()
        page.emulate_media(media="print")
        expect(target).to_be_visible()
        expect(summary).to_be_hidden()
        page.emulate_media(media="screen")
        summary.focus()
        page.keyboard.press("Enter")
        expect(target).to_be_visible()


def test_after_it_was_printed_it_is_folded_as_it_was(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/en/place/vn/da-nang.html")
    page.locator("section:has(#Event) summary").click()
    before = page.evaluate("[...document.querySelectorAll('details')].map((one) => one.open)")
    assert set(before) == {True, False}
    page.pdf(format="A4")
    page.wait_for_function(
        "(before) => [...document.querySelectorAll('details')].every((one, at) => one.open === before[at])", arg=before
    )
