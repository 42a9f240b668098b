"""Wherever a partner is named on the site, it is by its name of the day, with who holds the tie now beside it."""

import json
import re
from html import unescape
from pathlib import Path

import oracle
import pytest
from conftest import SITE_DAY
from pyoxigraph import Store

from graph.draw.drawing import drawing

NOW = {"en": "{} (now {})", "vi": "{} (nay là {})", "ja": "{}(現 {})"}
NAME = {"en": "name", "vi": "name_vi", "ja": "name_ja"}


def name(locality: str, language: str) -> str:
    row = oracle.localities()[locality]
    return row.get(NAME[language]) or row["name"]


def inherited() -> list[tuple[oracle.Fact, str, str, str]]:
    """Return what joins a locality of Japan to one of Vietnam that has ended: the fact, both, and who holds it now."""
    return [
        (fact, japan, gone, holder)
        for fact in (*oracle.ties(), *oracle.projects(), *oracle.events())
        if fact.valid_from <= SITE_DAY
        for japan in fact.parties
        for gone in fact.parties
        if (oracle.country(japan), oracle.country(gone)) == ("jp", "vn") and not oracle.exists(gone, SITE_DAY)
        for holder in oracle.holders(gone, SITE_DAY)
    ]


def row_of(page: str, fact: str) -> str:
    """Return the text of the row of a fact on a page."""
    found = re.search(rf'<tr id="{re.escape(fact)}">(.*?)</tr>', page, re.DOTALL)
    assert found, fact
    return unescape(re.sub(r"<[^>]+>", "", found[1]))


@pytest.mark.parametrize("language", NOW)
def test_the_page_of_a_japanese_place_names_who_signed_and_who_holds_it(site: Path, language: str) -> None:
    found = inherited()
    assert len(found) > 100
    for fact, japan, gone, holder in found:
        page = (site / language / "place" / f"{japan}.html").read_text("utf-8")
        then, now = (re.sub(r" \(.*\)$", "", name(one, language)) for one in (gone, holder))
        row = row_of(page, fact.id)
        assert then in row, (japan, fact.id)
        assert now in row, (japan, fact.id)


@pytest.mark.parametrize("language", NOW)
def test_the_page_of_sanjo_speaks_of_ba_ria_vung_tau(site: Path, language: str) -> None:
    page = (site / language / "place/jp/niigata/sanjo.html").read_text("utf-8")
    plain = unescape(re.sub(r"<[^>]+>", "", page))
    parties = {
        "en": ("Ba Ria-Vung Tau", "Ho Chi Minh City"),
        "vi": ("Tỉnh Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh"),
        "ja": ("バリア・ブンタウ省", "ホーチミン市"),
    }[language]
    assert NOW[language].format(*parties) in plain


@pytest.mark.parametrize("language", NOW)
def test_the_page_of_a_place_that_has_ended_says_who_holds_what_it_had(site: Path, language: str) -> None:
    page = (site / language / "place/vn/ba-ria-vung-tau.html").read_text("utf-8")
    head = page[page.index('<header class="place-head">') : page.index("</header>", page.index("place-head"))]
    assert 'href="../../place/vn/ho-chi-minh-city.html"' in head


def test_a_drawn_tie_says_what_became_of_who_signed_it(store: Store) -> None:
    titles = {tie["id"]: tie["title"] for tie in drawing(store, SITE_DAY, "en")["ties"]}
    told = titles["tie/quy-nhon--ashikaga--mou--2024"]
    assert told.startswith("Quy Nhon – Ashikaga")
    assert told.endswith("(Quy Nhon is now Gia Lai)")
    before = {tie["id"]: tie["title"] for tie in drawing(store, "2025-06-30", "en")["ties"]}
    assert "now" not in before["tie/quy-nhon--ashikaga--mou--2024"]


def test_the_drawing_on_the_front_page_does_so_in_each_language(site: Path) -> None:
    for language, said in (("en", "Quy Nhon is now Gia Lai"), ("vi", "Thành phố Quy Nhơn nay là Tỉnh Gia Lai"),
                           ("ja", "クイニョン市は現在のザライ省")):  # fmt: skip
        page = (site / language / "index.html").read_text("utf-8")
        raw = re.search(r'<script type="application/json" id="drawing">(.*?)</script>', page, re.DOTALL)
        assert raw
        assert any(said in tie["title"] for tie in json.loads(raw[1])["ties"])
