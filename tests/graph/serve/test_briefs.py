"""A brief of any two localities is made on request, as a page and for Word, and a letter; nothing else is."""

import io
import zipfile

import docx
import pytest
from conftest import Seen, sent
from playwright.sync_api import Page, expect

UNKNOWN = "pair/vn/lang-son/jp/akita"
"""Two localities that have done nothing together, so that the site has no page of them."""


def test_a_pair_that_the_site_does_not_hold_is_made(served: str) -> None:
    answer, body = sent(served, "GET", f"/vi/{UNKNOWN}.html", None)
    assert (answer.status, answer.headers.get_content_type()) == (200, "text/html")
    text = body.decode()
    assert '<html lang="vi"' in text
    assert "Lạng Sơn" in text
    assert "Akita" in text
    again, same = sent(served, "GET", f"/vi/{UNKNOWN}.html", None)
    assert (again.status, same) == (200, body)


def test_any_pair_can_be_had_for_word(served: str) -> None:
    answer, body = sent(served, "GET", "/ja/pair/vn/da-nang/jp/osaka/sakai.docx", None)
    assert answer.status == 200
    assert answer.headers.get_filename() == "brief-da-nang-sakai.docx"
    document = zipfile.ZipFile(io.BytesIO(body)).read("word/document.xml").decode()
    assert "ダナン市" in document
    assert "堺市" in document


@pytest.mark.parametrize(
    "path",
    [
        "en/pair/vn/no-such-place/jp/akita.html",
        "en/pair/jp/akita/vn/lang-son.html",
        "en/pair/vn/lang-son/vn/hanoi.html",
        "xx/pair/vn/lang-son/jp/akita.html",
        "en/pair/vn/lang-son/jp/akita.exe",
        "en/pair/vn/--store/jp/akita.html",
        "en/pair/vn/../../../etc/passwd/jp/akita.html",
        "letter/vn/lang-son/vn/hanoi.docx",
        "letter/vn/lang-son/jp/no-such-place.docx",
        "letter/vn/lang-son/jp/akita.html",
        "letter/vn/--output/jp/akita.docx",
    ],
)
def test_what_is_no_pair_is_not_found(served: str, path: str) -> None:
    answer, _ = sent(served, "GET", f"/{path}", None)
    assert answer.status == 404


def test_the_page_of_a_pair_offers_word_where_it_can_be_made(served: str, page: Page, seen: Seen) -> None:
    page.goto(f"{served}/en/pair/vn/da-nang/jp/osaka/sakai.html")
    link = page.get_by_role("link", name="As a Word document")
    with page.expect_download() as started:
        link.click()
    assert started.value.suggested_filename == "brief-da-nang-sakai.docx"
    assert [one for one in seen.complaints if not one.endswith(".docx failed")] == []  # it is saved, not shown


@pytest.mark.parametrize(
    ("sender", "receiver", "addressee", "language"),
    [
        ("vn/hanoi", "jp/hokkaido/asahikawa", "旭川市長", "ja-JP"),
        ("jp/hokkaido/asahikawa", "vn/hanoi", "Hà Nội", "vi-VN"),
    ],
)
def test_a_letter_is_made_in_the_language_of_the_receiver(
    served: str, sender: str, receiver: str, addressee: str, language: str
) -> None:
    answer, body = sent(served, "GET", f"/letter/{sender}/{receiver}.docx", None)
    assert answer.status == 200
    made = docx.Document(io.BytesIO(body))
    assert made.core_properties.language == language
    assert addressee in "\n".join(row.cells[0].text for row in made.tables[-1].rows)


@pytest.mark.parametrize(
    ("language", "write"),
    [("en", "Write a letter: "), ("vi", "Soạn thư: "), ("ja", "書簡を作成: ")],
)
def test_the_page_of_a_suggested_pair_offers_the_first_letter(
    served: str, page: Page, seen: Seen, language: str, write: str
) -> None:
    page.goto(f"{served}/{language}/place/vn/hanoi.html")
    page.locator(".suggestions li .brief-link:not(.served)").first.click()
    links = page.get_by_role("link", name=write)
    expect(links).to_have_count(2)
    expect(page.locator(".letters code").first).to_be_hidden()  # the command is for where there is no server
    with page.expect_download() as started:
        links.first.click()
    assert started.value.suggested_filename.startswith("letter-hanoi-")
    assert docx.Document(started.value.path()).core_properties.language == "ja-JP"
    assert [one for one in seen.complaints if not one.endswith(".docx failed")] == []


def test_beside_a_suggestion_stands_the_letter_to_it(served: str, page: Page) -> None:
    page.goto(f"{served}/en/place/jp/hokkaido/asahikawa.html")
    with page.expect_download() as started:
        page.locator(".suggestions .brief-link.served").first.click()
    assert started.value.suggested_filename.startswith("letter-asahikawa-")


def test_a_page_made_on_request_is_as_others_are(served: str, page: Page, seen: Seen) -> None:
    page.goto(f"{served}/en/{UNKNOWN}.html")
    expect(page.locator("h1")).to_have_text("Lang Son – Akita Prefecture")
    expect(page.locator(".first")).to_have_css("border-style", "solid")
    assert not seen.complaints
