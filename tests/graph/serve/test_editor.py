"""In a browser the endpoint is an editor that loads nothing from elsewhere; the site's pages work over the server."""

import json
import re
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

import pytest
from conftest import Seen, sent
from playwright.sync_api import Page, expect

import queries
from ontology import LANGUAGES, coop, schema

pytestmark = pytest.mark.xdist_group("serve")

KINDS = (
    "index.html", "places.html", "ties.html", "gaps.html", "questions.html", "question/partners-of.html", "about.html",
    "ontology.html", "place/vn/da-nang.html",
)  # fmt: skip
"""Pages of the site, from the folder of a language."""


@pytest.fixture
def editor(served: str, page: Page, seen: Seen) -> Iterator[Page]:
    """The editor, opened; at the end it has complained of nothing and has asked no other host."""
    page.goto(f"{served}/sparql")
    expect(page.locator(".CodeMirror").first).to_be_visible()
    yield page
    assert seen.complaints == []
    assert {urlsplit(url).netloc for url in seen.requests if not url.startswith(("data:", "blob:"))} == {
        urlsplit(served).netloc
    }


def write(editor: Page, query: str) -> None:
    """Put a query in the place of that which stands in the editor, by the keyboard."""
    editor.locator(".CodeMirror").first.click()
    editor.keyboard.press("ControlOrMeta+A")
    editor.keyboard.insert_text(query)


def run(editor: Page) -> None:
    editor.locator(".yasqe_queryButton").first.click()


def rows(editor: Page) -> list[str]:
    """Return what stands in the rows of the answer."""
    body = editor.locator(".yasr table tbody tr")
    expect(body.first).to_be_visible()
    return [" ".join(row.split()) for row in body.all_inner_texts()]


def test_a_query_that_is_typed_is_answered_by_a_table(editor: Page) -> None:
    write(editor, 'SELECT ?name { VALUES ?name { "Đà Nẵng"@vi "堺市"@ja } } ORDER BY ?name')
    run(editor)
    [first, second] = rows(editor)
    assert "Đà Nẵng" in first
    assert "堺市" in second


def test_a_question_can_be_chosen_and_run(editor: Page, served: str) -> None:
    choice = editor.get_by_label("Questions as examples:")
    expect(choice.locator("option")).to_have_count(len(queries.every_name()) + 1)
    choice.select_option("contested-facts")
    expect(editor.locator(".CodeMirror-code").first).to_contain_text("coop:")
    run(editor)
    expect(editor.locator(".yasr_response_chip")).to_have_text(re.compile(r"^\d+ results"))
    with urlopen(f"{served}/api/queries/contested-facts?format=csv", timeout=60) as answer:
        number = len(answer.read().decode().splitlines()) - 1
    expect(editor.locator(".yasr_response_chip")).to_have_text(re.compile(rf"^{number} results"))
    assert rows(editor)


def test_a_question_that_needs_a_place_is_put_in_with_an_example_and_runs(editor: Page) -> None:
    choice = editor.get_by_label("Questions as examples:")
    expect(choice.locator("option")).to_have_count(len(queries.every_name()) + 1)
    choice.select_option("partners-of")
    expect(editor.locator(".CodeMirror-code").first).to_contain_text("id/vn/da-nang")
    run(editor)
    assert all("id/vn/da-nang" in row and "id/jp/" in row for row in rows(editor))


def test_every_question_is_ready_to_run_as_it_is_offered(served: str) -> None:
    with urlopen(f"{served}/api/queries", timeout=60) as answer:
        offered = json.loads(answer.read())
    assert [one["name"] for one in offered] == list(queries.every_name())
    for one in offered:
        dated = {"as_of": "today"} if any(each["name"] == "as_of" for each in one["parameters"]) else {}
        asked = urlencode({**one["example"], **dated, "lang": "vi"})
        with urlopen(f"{served}/api/queries/{one['name']}.rq?{asked}", timeout=60) as answer:
            text = answer.read().decode()
        answer, said = sent(served, "POST", "/sparql", text.encode(), Content_Type="application/sparql-query",
                            Accept="text/csv")  # fmt: skip
        assert answer.status == 200
        assert said.count(b"\n") > 1 or one["name"] == "unsourced-facts", one["name"]


@pytest.mark.parametrize(
    ("typed", "offered", "written"),
    [("SELECT * { ?s a coop:Agr", {"coop:Agreement"}, "coop:Agreement"),
     ("SELECT * { ?s coop:currentP", {"coop:currentParty"}, "coop:currentParty"),
     ("SELECT * { ?s schema:start", {"schema:startDate"}, "schema:startDate"),
     ("SELECT * { ?s coop:coun", {"coop:counterpart", "coop:country"}, "coop:counterpart")],
)  # fmt: skip
def test_terms_of_the_graph_are_completed(editor: Page, typed: str, offered: set[str], written: str) -> None:
    write(editor, f"PREFIX coop: <{coop.iri}>\nPREFIX schema: <{schema.iri}>\n{typed}")
    editor.keyboard.press("Control+Space")
    hints = editor.locator(".CodeMirror-hints li")
    expect(hints.first).to_be_visible()
    assert set(hints.all_inner_texts()) == offered
    editor.keyboard.press("Enter")
    expect(editor.locator(".CodeMirror-code").first).to_contain_text(written)


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Ask the graph in SPARQL"), ("vi", "Truy vấn đồ thị tri thức bằng SPARQL"),
     ("ja", "SPARQLでグラフに問い合わせる")],
)  # fmt: skip
def test_the_editor_speaks_the_language_of_the_reader(served: str, language: str, title: str) -> None:
    answer, said = sent(served, "GET", "/sparql", Accept="text/html", Accept_Language=language)
    assert answer.headers["Content-Language"] == language
    text = said.decode()
    assert f"<h1>{title}</h1>" in text
    assert f'<html lang="{language}">' in text
    for where in re.findall(r'href="(/[^"]+)"', text):
        assert sent(served, "HEAD", where)[0].status == 200


def test_a_query_that_is_refused_says_why(served: str, page: Page) -> None:
    page.goto(f"{served}/sparql")
    write(page, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    run(page)
    expect(page.locator(".yasr")).to_contain_text("SERVICE is not allowed here")


def test_what_facts_hold_is_shown_and_not_run(editor: Page, seen: Seen) -> None:
    """The editor takes text for HTML while it works; the server's policy is what keeps that from doing anything."""
    write(editor, 'SELECT ("<b id=seeded>x</b><img src=data:, onerror=planted=1>" AS ?text) {}')
    run(editor)
    assert "<b id=seeded>x</b><img src=data:, onerror=planted=1>" in rows(editor)[0]
    expect(editor.locator("#seeded")).to_have_count(0)
    editor.wait_for_timeout(200)
    assert editor.evaluate("window.planted") is None
    assert all("Content Security Policy" in complaint for complaint in seen.complaints)
    seen.complaints.clear()


def test_no_script_runs_but_those_of_the_server(editor: Page, seen: Seen) -> None:
    editor.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'planted = 1'}))")
    editor.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=data:, onerror=planted=1>')")
    expect(editor.locator("img[src='data:,']")).to_have_count(1)
    editor.wait_for_timeout(200)
    assert editor.evaluate("window.planted") is None
    assert sum("Content Security Policy" in complaint for complaint in seen.complaints) == 2
    seen.complaints.clear()


def test_the_pages_of_the_site_complain_of_nothing(served: str, page: Page, seen: Seen) -> None:
    """Each kind in one of the languages, which differ in words; `tests/graph/site` opens the others."""
    for kind, language in zip(KINDS, cycle(LANGUAGES), strict=False):
        answer = page.goto(f"{served}/{language}/{kind}")
        assert answer
        assert answer.status == 200
    assert seen.complaints == []
    assert {urlsplit(url).netloc for url in seen.requests if not url.startswith("data:")} == {urlsplit(served).netloc}


def test_the_front_page_leads_on(served: str, page: Page, seen: Seen) -> None:
    page.goto(served)
    expect(page).to_have_url(f"{served}/en/index.html")
    page.locator("[role=combobox]").fill("だなん")
    page.locator("[role=option]").first.click()
    expect(page).to_have_url(f"{served}/en/place/vn/da-nang.html")
    assert seen.complaints == []
