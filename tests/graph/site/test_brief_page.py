"""A brief as a page: it stands by itself, its first part is one sheet of A4, whatever the facts say is text on it."""

import re
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from conftest import Seen
from playwright.sync_api import Page
from pyoxigraph import Store

from graph.ask.text import visible
from graph.brief.meeting import brief
from graph.brief.phrases import Block, Line, Phrase
from graph.site.brief_page import page as brief_page

DAY = "2026-11-29"
FULLEST = ("vn/da-nang", "jp/kanagawa/yokohama")
"""Two of which much is known."""
HOSTILE = ("<script>window.hacked = 1</script>", "</script>", "<img src=x onerror=window.hacked=1>", '" onload="x',
           "{{ 7 * 7 }}", "=1+1", "]]>", "&lt;b&gt;", "turned \u202e round")  # fmt: skip


def text(page: str) -> str:
    body = html5lib.parse(page, namespaceHTMLElements=False).find("body")
    return "".join(body.itertext())


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
@pytest.mark.parametrize("pair", [FULLEST, ("vn/ho-chi-minh-city", None)])
def test_the_first_part_is_one_sheet_and_nothing_is_asked_for(
    store: Store, page: Page, seen: Seen, tmp_path: Path, pair: tuple[str, str | None], language: str
) -> None:
    file = tmp_path / "brief.html"
    file.write_text(brief_page(brief(store, *pair, DAY, language)), "utf-8")
    page.goto(file.as_uri())
    assert seen.requests == [file.as_uri(), *(one for one in seen.requests if one.startswith("data:"))]
    assert not seen.complaints
    whole = sheets(page.pdf(prefer_css_page_size=True))
    page.evaluate("document.querySelectorAll('.details, .sources').forEach((one) => one.remove())")
    assert sheets(page.pdf(prefer_css_page_size=True)) == 1
    assert whole > 1


def sheets(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_each_number_leads_to_its_source(store: Store) -> None:
    made = brief(store, *FULLEST, DAY, "ja")
    page = brief_page(made)
    assert {*re.findall(r'href="#(source-\d+)"', page)} == {*re.findall(r'id="(source-\d+)"', page)}
    assert "(英語)" in text(page)
    assert re.search(r'<bdi lang="en">[^<]+</bdi></a> \(英語\)', page)


def test_whatever_the_facts_say_is_text(store: Store) -> None:
    made = brief(store, "vn/ca-mau", "jp/hokkaido/otaru", DAY, "en")
    rows = tuple((Line((Phrase(one, "ja"),), notes=(Phrase(one),)),) for one in HOSTILE)
    block = Block("hostile", HOSTILE[0], rows)
    sources = tuple(replace(made.sources[0], number=at, title=one, publisher=one, url="javascript:x", language="ja")
                    for at, one in enumerate(HOSTILE, 1))  # fmt: skip
    page = brief_page(replace(made, title=HOSTILE[0], first=(block,), details=(block,), sources=sources))
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert not [one for one in tree.iter() if one.tag in {"script", "img"}]
    assert not [name for one in tree.iter() for name in one.attrib if name.startswith("on")]
    assert "javascript:" not in page
    for one in HOSTILE:
        assert visible(one) in text(page)
