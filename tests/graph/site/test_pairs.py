"""Each pair of localities that have done something together has a page, reached by a click from either."""

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pair_with_a_fact_has_a_page(site: Path, language: str) -> None:
    folder = site / language / "pair"
    found = {str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.html")}
    assert len(found) > 200
    assert found == pairs()


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
