"""Each pair of localities that have done something together or are suggested has a page, a click away from either."""

import re
from itertools import product
from pathlib import Path

import oracle
import pytest
from conftest import SITE_DAY, Seen
from playwright.sync_api import Page, expect

LANGUAGES = ("en", "vi", "ja")


def pairs() -> set[str]:
    """The pairs of localities that entered into a fact together, under the names of then and those of today."""
    found = set()
    for fact in (*oracle.ties(), *oracle.projects(), *oracle.events()):
        if fact.valid_from <= SITE_DAY:
            sides = [
                {
                    one
                    for party in fact.parties
                    if party[:2] == country
                    for one in {party, *oracle.holders(party, SITE_DAY)}
                }
                for country in ("vn", "jp")
            ]
            found |= {f"{one}/{two}" for one, two in product(*sides)}
    return found


def suggested(site: Path, language: str) -> set[str]:
    """The pairs that stand as suggestions on the pages of places."""
    texts = (path.read_text("utf-8") for path in (site / language / "place").rglob("*.html"))
    lists = (re.search('(?s)<section aria-labelledby="suggestions".*?</section>', text) for text in texts)
    return {pair for found in lists if found for pair in re.findall(r'href="[./]*/pair/([^"]*)\.html"', found[0])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pair_with_a_fact_or_suggested_has_a_page(site: Path, language: str) -> None:
    folder = site / language / "pair"
    found = {str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.html")}
    known, could = pairs(), suggested(site, language)
    assert len(known) > 200
    assert len(could - known) > 1000
    assert found == known | could


@pytest.mark.parametrize(
    ("language", "why", "often", "scheme", "offices"),
    [
        ("en", "Why the two could work together", "In the past, of", "A scheme that fits: ",
         "Contact offices"),
        ("vi", "Cơ sở để hai bên hợp tác", "Trước đây, trong", "Hình thức phù hợp: ", "Cơ quan liên hệ"),
        ("ja", "両者の協力が考えられる理由", "過去の実績: ", "想定される協力の形: ", "担当窓口"),
    ],
)  # fmt: skip
def test_the_page_of_a_suggested_pair_says_why_and_how_to_begin(
    site: Path, page: Page, seen: Seen, language: str, why: str, often: str, scheme: str, offices: str
) -> None:
    pair = sorted(suggested(site, language) - pairs())[0]
    page.goto(f"file://{site}/{language}/pair/{pair}.html")
    first = page.locator(".first")
    expect(first.get_by_role("heading", name=why)).to_be_visible()
    assert first.locator(".reasons li").count() > 0
    told = first.locator(".beginning").inner_text()
    assert often in told
    assert scheme in told
    expect(first.get_by_role("heading", name=offices)).to_be_visible()
    assert not seen.complaints


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_server_the_first_letter_is_a_command_in_either_direction(
    site: Path, page: Page, language: str
) -> None:
    pair = sorted(suggested(site, language) - pairs())[0]
    one, two = re.fullmatch("(vn/.*)/(jp/.*)", pair).groups()  # type: ignore[union-attr]
    page.goto(f"file://{site}/{language}/pair/{pair}.html")
    assert page.locator(".letters code").all_inner_texts() == [f"coop letter {one} {two}", f"coop letter {two} {one}"]
    assert not any(link.is_visible() for link in page.locator(".served").all())


@pytest.mark.parametrize(
    ("language", "start", "partner", "title"),
    [
        ("vi", "place/vn/hai-phong", "Thành phố Kitakyushu", "Thành phố Hải Phòng – Thành phố Kitakyushu"),
        ("ja", "place/jp/niigata/sanjo", "ホーチミン市", "ホーチミン市 – 三条市"),
    ],
)
def test_the_brief_is_a_click_away_from_either_side(
    site: Path, page: Page, seen: Seen, language: str, start: str, partner: str, title: str
) -> None:
    page.goto(f"file://{site}/{language}/{start}.html")
    row = page.locator(".timeline tbody tr", has=page.get_by_role("link", name=partner, exact=True))
    row.locator(".brief-link").click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".served")).to_be_hidden()  # Word needs the server
    assert not seen.complaints
