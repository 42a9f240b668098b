"""The questions on the site: all of them, in every language, with whole answers that can be taken away."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from pathlib import Path

import oracle
import pytest
from conftest import SITE_DAY, Seen
from playwright.sync_api import Page, expect
from pyoxigraph import Literal, Store

import queries
from graph.ask.query import select
from graph.site.pages.questions import SHOWN
from loaders.files.safe_csv import harmless
from ontology import concept, coop, xsd

LANGUAGES = ("en", "vi", "ja")
ANSWERS = {
    "agreements-by-kind-and-year": oracle.agreements_by_kind_and_year(SITE_DAY),
    "co-members-without-agreement": oracle.co_members_without_agreement(SITE_DAY),
    "contested-facts": [
        (row[0], *row[2:]) for row in oracle.contested_facts()
    ],  # what it says of them is told in words
    "document-chains": oracle.document_chains(SITE_DAY),
    "dormant-ties": oracle.dormant_ties(SITE_DAY, 5),
    "events-without-agreement": oracle.events_without_agreement(SITE_DAY),
    "expiring-ties": oracle.expiring_ties(SITE_DAY, 1),
    "fields-of-cooperation": oracle.fields_of_cooperation(SITE_DAY),
    "forum-hosts": oracle.forum_hosts(SITE_DAY),
    "inherited-ties": oracle.inherited_ties(SITE_DAY),
    "municipalities-following-their-prefecture": oracle.municipalities_following(SITE_DAY),
    "partners-of": oracle.partners_of("vn/da-nang", SITE_DAY),
    "profile-of": oracle.profile_of("vn/da-nang", SITE_DAY),
    "programmes-open-to": oracle.programmes_open_to("vn/da-nang", SITE_DAY),
    "projects-by-programme": oracle.projects_by_programme(SITE_DAY),
    "residents-and-partners": oracle.residents_and_partners(SITE_DAY),
    "scheme-access": oracle.scheme_access(SITE_DAY, "provincial"),
    "shared-designation-pairs": oracle.shared_designation_pairs(SITE_DAY),
    "third-party-bridges": oracle.third_party_bridges(SITE_DAY),
    "ties-between": oracle.ties_between("vn/da-nang", "jp/osaka/sakai", SITE_DAY),
    "unconnected": oracle.unconnected(SITE_DAY, "provincial"),
    "unsourced-facts": [],
    "who-states": [
        row[1:]
        for column, value in (("signed", "2019-02-23"), ("kind", "agreement-kind/friendship-city"))
        for row in oracle.who_states(
            "tie/da-nang--sakai--friendship-city--2019", column, value, past=column == "signed"
        )
    ],
}
"""The answers, by plain Python over the tables."""

A_THING = re.compile(r"(?:vn|jp|tie|project|membership|event|network-event|network|programme|funder)(?:/[a-z0-9-]+)+")


def named(rows: Iterable[Iterable[object]]) -> Counter[tuple[str, ...]]:
    """Return which things each row names by their ids, and how often it does so."""
    return Counter(tuple(str(cell) for cell in row if A_THING.fullmatch(str(cell))) for row in rows)


def text(site: Path, language: str, name: str) -> str:
    return (site / language / "question" / f"{name}.html").read_text("utf-8")


def answer(site: Path, language: str, name: str) -> list[list[str]]:
    raw = (site / language / "question" / f"{name}.csv").read_bytes().decode()
    assert raw.startswith("\ufeff")
    return list(csv.reader(io.StringIO(raw[1:], newline="")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_listed_in_the_language(site: Path, language: str) -> None:
    listed = unescape((site / language / "questions.html").read_text("utf-8"))
    assert len(queries.names()) == 23
    for name in queries.names():
        assert f'<a href="question/{name}.html">{queries.question(name).text_in(language).summary}</a>' in listed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", queries.names())
def test_an_answer_is_whole_in_its_file_and_begun_on_its_page(site: Path, language: str, name: str) -> None:
    [columns, *rows] = answer(site, language, name)
    assert len(rows) == len(ANSWERS[name])
    assert named(rows) == named(ANSWERS[name])
    assert all(len(row) == len(columns) for row in rows)
    shown = text(site, language, name).count("<tr>") - (1 if rows else 0)  # but the head
    assert shown == min(len(rows), SHOWN)


def test_the_list_says_which_answers_are_those_for_an_example(site: Path) -> None:
    listed = unescape((site / "en" / "questions.html").read_text("utf-8"))
    examples = dict(
        re.findall(
            r'<li><a href="question/([a-z-]*)\.html">.*?</a> <span[^>]*>(?:<strong><bdi>Example: (.*?)</bdi>)?', listed
        )
    )
    assert examples["partners-of"] == "Da Nang"
    assert examples["ties-between"] == "Da Nang – Sakai (Osaka)"
    assert examples["dormant-ties"] == ""


def test_an_answer_that_is_too_long_says_so(site: Path) -> None:
    name = "co-members-without-agreement"
    assert len(ANSWERS[name]) > SHOWN
    assert f"{len(ANSWERS[name]):,} rows, of which the first {SHOWN} stand here" in text(site, "en", name)


def test_the_files_name_things_in_the_language(site: Path) -> None:
    names = {language: {tuple(row[:2]) for row in answer(site, language, "partners-of")} for language in LANGUAGES}
    assert ("Sakai (Osaka)", "jp/osaka/sakai") in names["en"]
    assert ("堺市", "jp/osaka/sakai") in names["ja"]
    assert {row[1] for row in names["en"]} == {row[1] for row in names["vi"]} == {row[1] for row in names["ja"]}


@pytest.mark.parametrize("name", queries.names())
def test_the_sparql_on_the_page_gives_the_answer_on_the_page(site: Path, store: Store, name: str) -> None:
    found = re.search(r"<pre[^>]*>(.*?)</pre>", text(site, "en", name), re.DOTALL)
    assert found
    sparql = unescape(found[1])
    assert sparql.startswith("PREFIX")
    assert len(select(store, sparql).rows) == len(answer(site, "en", name)) - 1


def test_what_a_question_is_asked_of_is_said(site: Path, page: Page, seen: Seen) -> None:
    page.goto(f"file://{site}/ja/question/ties-between.html")
    asked = dict(zip(page.locator(".asked dt").all_text_contents(), page.locator(".asked dd").all_text_contents(),
                     strict=True))  # fmt: skip
    assert asked == {"自治体": "ダナン市", "相手自治体": "堺市", "時点": oracle.spoken(SITE_DAY, "ja")}
    expect(page.get_by_text("例:ダナン市 – 堺市")).to_be_visible()
    expect(page.locator("pre").last).to_have_text(
        f"coop query ties-between --param place=vn/da-nang --param other=jp/osaka/sakai --as-of {SITE_DAY}"
    )
    expect(page.locator("tbody a").first).to_have_attribute("href", re.compile(r"\.\./ties\.html#tie/"))
    assert not seen.complaints


@pytest.mark.parametrize("width", [360, 1440])
def test_a_page_begins_with_the_answer_and_its_sparql_is_folded_below(site: Path, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for name in ("partners-of", "dormant-ties"):
        page.goto(f"file://{site}/en/question/{name}.html")
        expect(page.locator("tbody tr").first).to_be_in_viewport()
        sparql = page.locator("pre").first
        expect(sparql).to_be_hidden()
        page.locator("main summary").focus()
        page.keyboard.press("Enter")
        expect(sparql).to_be_visible()
        tops = [box["y"] for part in ("main .table", "main > p.lead", "main pre")
                if (box := page.locator(part).first.bounding_box())]  # fmt: skip
        assert len(tops) == 3
        assert tops == sorted(tops)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", queries.names())
def test_every_column_is_named_in_the_language(site: Path, language: str, name: str) -> None:
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', text(site, language, name))
    assert all(heads)
    assert not any("_" in head for head in heads)
    if language == "ja":
        assert not [head for head in heads if head.isascii()]


def test_a_spreadsheet_sees_no_formula() -> None:
    harmful = ['=HYPERLINK("x")', "+1+2", "-1+2", "@SUM(A1)", "\t=1", "\r=1"]
    assert [harmless(one) for one in harmful] == [f"'{one}" for one in harmful]
    assert [harmless(one) for one in ("-5", "+1.5", "a=b")] == ["-5", "+1.5", "a=b"]


def test_a_question_without_an_answer_says_that_none_is_known(site: Path) -> None:
    assert "None known." in text(site, "en", "unsourced-facts")


def test_what_is_contested_is_shown_as_it_stands(site: Path, store: Store) -> None:
    """Words in which others state something else are shown whatever they hold; dates as dates are."""
    against = store.quads_for_pattern(None, coop.stance, concept["stance/against"], None)
    claimed = [quad.object for one in against for quad in store.quads_for_pattern(one.subject, coop.claimedValue, None)]
    shown = unescape(text(site, "vi", "contested-facts"))
    literals = [one for one in claimed if isinstance(one, Literal)]
    texts = [one for one in literals if one.language == "vi" or one.datatype == xsd.string]
    assert texts
    assert all(one.value in shown for one in texts)
