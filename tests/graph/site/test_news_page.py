"""The pages of dates ahead and of what is new, the calendars and the feeds: read by programs that are not ours."""

import re
from calendar import month_name
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import feedparser
import oracle
import pytest
from conftest import FACTS, SITE_DAY
from icalendar import Calendar
from pyoxigraph import Literal, Quad, Store

from graph.brief.calendar import MONTHS, dates_ahead
from graph.brief.news import entered, happened, news
from graph.site.language_site import LanguageSite
from graph.site.pages import news as page
from graph.site.snapshot import SiteSnapshot
from ontology import concept, coop, rdf, rdfs, schema, thing

LANGUAGES = ("en", "vi", "ja")


def rows(text: str, name: str) -> list[str]:
    """The rows of a table of a page."""
    table = text[text.index(f'id="{name}"') :]
    return re.findall(r"<tr>.*?</tr>", table[table.index("<tbody>") : table.index("</tbody>")], re.DOTALL)


def cells(row: str) -> list[str]:
    """The texts of the cells of a row."""
    return [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]


def written(date: str, language: str) -> str:
    """A date as people write it, however much of it is known."""
    year, month, day = [*date.split("-"), "", ""][:3]
    if day:
        return oracle.spoken(date, language)
    if not month:
        return f"{year}年" if language == "ja" else year
    return {"en": f"{month_name[int(month)]} {year}", "vi": f"{month}/{year}", "ja": f"{year}年{int(month)}月"}[
        language
    ]


def feeds(site: Path, language: str) -> list[Path]:
    return [site / language / "news.atom", *sorted((site / language / "place").rglob("*.atom"))]


# --- dates ahead ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_each_date_with_a_link_to_its_fact_and_a_source(site: Path, store: Store, language: str) -> None:
    text = (site / language / "calendar.html").read_text("utf-8")
    ahead, shown = dates_ahead(store, SITE_DAY), rows(text, "calendar")
    assert [cells(row)[0] for row in shown] == [written(one.date, language) for one in ahead]
    assert all(re.search(r'href="(ties|projects)\.html#', row) for row in shown)
    assert all(cells(row)[-1] for row in shown)
    assert oracle.spoken(SITE_DAY, language) in text
    assert str(sum(len(one.date) == 4 for one in ahead)) in text[: text.index("<table")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_place_with_dates_has_a_calendar_of_its_own_and_no_other_has(
    site: Path, store: Store, language: str
) -> None:
    ahead = dates_ahead(store, SITE_DAY)
    own = {path.relative_to(site / language / "place").as_posix()[: -len(".ics")]: path
           for path in (site / language / "place").rglob("*.ics")}  # fmt: skip
    pages = {path.relative_to(site / language / "place").as_posix()[: -len(".html")]
             for path in (site / language / "place").rglob("*.html")}  # fmt: skip
    with_dates = {place: dates_ahead(store, SITE_DAY, MONTHS, thing[place]) for place in pages}
    assert set(own) == {place for place, dates in with_dates.items() if dates}
    for place in ("vn/da-nang", "jp/niigata/sanjo", "vn/ba-ria-vung-tau"):
        read = Calendar.from_ical(own[place].read_bytes())
        assert len(read.events) == sum(len(one.date) > 4 for one in with_dates[place])
    whole = Calendar.from_ical((site / language / "calendar.ics").read_bytes())
    assert len(whole.events) == sum(len(one.date) > 4 for one in ahead)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_dates_stand_near_the_top_of_a_place_and_lead_to_rows_below(
    site: Path, store: Store, language: str
) -> None:
    text = (site / language / "place" / "jp" / "niigata" / "sanjo.html").read_text("utf-8")
    head = text[: text.index('<nav class="contents"')]
    year = "2026年" if language == "ja" else "2026"
    seen, folded = head.split('<details class="rest">') if '<details class="rest">' in head else (head, "")
    assert re.findall(r'class="date"[^>]*>(\d[^<]*)<', seen) == [year, year, oracle.spoken("2027-12-05", language)]
    anchors = re.findall(r'href="#((?:tie|project)/[^"]+)"', head)
    assert len(anchors) == len(dates_ahead(store, SITE_DAY, MONTHS, thing["jp/niigata/sanjo"])) >= 3
    assert bool(folded) == (len(anchors) > 3)
    assert all(f'id="{anchor}"' in text for anchor in anchors)
    assert 'place/jp/niigata/sanjo.ics"' in head
    assert 'place/jp/niigata/sanjo.atom"' in head


def test_a_place_without_dates_names_none(site: Path) -> None:
    text = (site / "en" / "place" / "jp" / "hokkaido" / "asahikawa.html").read_text("utf-8")
    assert "Next dates" not in text
    assert "asahikawa.ics" not in text


# --- what is new ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_the_latest_and_says_how_many_more_there_are(site: Path, store: Store, language: str) -> None:
    text, found = (site / language / "news.html").read_text("utf-8"), happened(news(store, SITE_DAY))
    assert [cells(row)[0] for row in rows(text, "happened")] == [
        written(one.date, language) for one in found[: page.MOST]
    ]
    more = f"{len(found) - page.MOST:,}"
    assert (more.replace(",", ".") if language == "vi" else more) in text
    days = [re.findall(r'data-sort="([^"]*)"', row)[0] for row in rows(text, "entered")]
    assert days[0] == FACTS
    assert cells(rows(text, "entered")[0])[0] == oracle.spoken(FACTS, language)
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_reader_takes_every_feed(site: Path, language: str) -> None:
    for path in feeds(site, language):
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.feed.title
        assert read.feed.author
        assert read.feed.language == language
        assert read.entries, path
        assert read.feed.updated_parsed == max(entry.updated_parsed for entry in read.entries)
        ids = [entry.id for entry in read.entries]
        assert len(set(ids)) == len(ids)
        assert all(entry.title and entry.summary for entry in read.entries)
        assert all(one.startswith("https://w3id.org/vnjp-ties/id/") for one in ids)


def test_the_ids_of_feeds_differ_and_those_of_entries_are_of_facts_in_a_language(site: Path) -> None:
    read = {path: feedparser.parse(path.read_bytes()) for language in LANGUAGES for path in feeds(site, language)[:40]}
    assert len({one.feed.id for one in read.values()}) == len(read)
    assert all(entry.id.endswith(f"#{one.feed.language}") for one in read.values() for entry in one.entries)


def test_each_entry_leads_to_the_row_of_its_fact_and_to_its_sources(site: Path) -> None:
    ids: dict[str, set[str]] = {}
    for path in feeds(site, "ja")[:60]:
        for entry in feedparser.parse(path.read_bytes(), resolve_relative_uris=False).entries:
            [link] = [one.href for one in entry.links if one.rel == "alternate"]
            target, _, fragment = link.partition("#")
            page_of = normpath(join(dirname(path.relative_to(site).as_posix()), target))
            if page_of not in ids:
                ids[page_of] = set(map(unescape, re.findall(r'\bid="([^"]*)"', (site / page_of).read_text("utf-8"))))
            assert unquote(fragment) in ids[page_of]
            assert entry.id == f"https://w3id.org/vnjp-ties/id/{unquote(fragment)}#ja"


def test_the_feed_of_all_has_what_entered_last(site: Path, store: Store) -> None:
    read = feedparser.parse((site / "en" / "news.atom").read_bytes())
    expected = entered(news(store, SITE_DAY))
    assert [entry.id for entry in read.entries] == [f"{one.fact.value}#en" for one in expected[: page.MOST]]
    assert [entry.updated[:10] for entry in read.entries] == [one.entered for one in expected[: page.MOST]]
    assert f"{len(expected) - page.MOST:,}" in read.feed.subtitle


def test_whatever_a_text_says_it_stays_a_text_in_a_feed() -> None:
    said = '</title><script>x</script>]]>&amp;{home}" href="{home}\u202e\x00\x0b'
    store, tie = Store(), thing["tie/a"]
    facts = (
        (rdf.type, coop.Agreement), (rdfs.label, Literal(said, language="en")),
        (coop.kind, concept["agreement-kind/mou"]), (coop.firstDay, Literal("2017-05-05")),
        (schema.startDate, Literal("2017-05-05")), (coop.recorded, Literal("2026-11-21")),
    )  # fmt: skip
    store.extend(Quad(tie, predicate, value) for predicate, value in facts)
    made = {one.path: one.text for one in page.pages(LanguageSite(SiteSnapshot(store, SITE_DAY), "en"))}
    text = made["en/news.atom"]
    assert isinstance(text, str)
    [entry] = feedparser.parse(text.encode()).entries
    assert not feedparser.parse(text.encode()).bozo
    assert entry.title_detail.type == "text/plain"
    assert unescape(entry.title) == unescape(
        '</title><script>x</script>]]>&amp;{home}" href="{home}⟨U+202E⟩⟨U+0000⟩⟨U+000B⟩'
    )
    assert entry.link.endswith("ties.html#tie/a")
    assert "{home}" not in entry.link
