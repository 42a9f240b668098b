"""Whatever a person gives is made text of, or refused with the reason; nothing that is given takes the machine down."""

import json
import zipfile
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from loaders.model.problems import Problem, UserError
from loaders.proposals.proposal import Proposer
from loaders.reading.language.sentences import sentences
from loaders.tables.catalogue import Catalogue
from loaders.texts import documents as reading
from loaders.texts.documents import Document, documents, read_bytes

BODY = "Hanoi and Fukuoka Prefecture signed a memorandum."


def read(path: Path | str) -> list[Document]:
    return list(documents(str(path), problems.append))


problems: list[Problem] = []


@pytest.fixture(autouse=True)
def _no_problems() -> None:
    problems.clear()


def one(path: Path, content: str | bytes) -> Document:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    [found] = read(path)
    return found


# --- forms -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day", ["2024-08-02", "Published: 2 August 2024", "Ngày đăng: 02/08/2024", "公開日:2024年8月2日"]
)
def test_a_plain_text_may_begin_with_its_title_and_its_day(tmp_path: Path, day: str) -> None:
    found = one(tmp_path / "a.txt", f"Hội An và Niihama ký kết\n{day}\n\nSáng 2/8, lãnh đạo TP. Hội An tiếp đoàn.")
    assert found.published == "2024-08-02"
    assert found.text[found.heading :].strip() == "Sáng 2/8, lãnh đạo TP. Hội An tiếp đoàn."


def test_a_text_of_one_paragraph_has_no_title(tmp_path: Path) -> None:
    assert one(tmp_path / "a.txt", BODY).heading == 0


@pytest.mark.parametrize(("name", "encoding"), [("a.txt", "utf-8-sig"), ("b.txt", "utf-16")])
def test_other_encodings_that_tell_themselves_are_read(tmp_path: Path, name: str, encoding: str) -> None:
    assert one(tmp_path / name, f"{BODY}\n{BODY}".encode(encoding)).text.startswith(BODY)


def test_of_a_page_the_text_is_read_with_its_title_and_day_and_no_script(tmp_path: Path) -> None:
    page = f"""<!doctype html><html><head><title>A memorandum</title>
        <meta property="article:published_time" content="2024-08-02T10:00:00+07:00"></head>
        <body><nav><a href="/">Home</a></nav><article><h1>A memorandum</h1><p>{BODY}</p>
        <script>alert('Da Nang and Sakai signed a pact')</script></article></body></html>"""
    found = one(tmp_path / "a.html", page)
    assert found.published == "2024-08-02"
    assert found.text[found.heading :].strip() == BODY
    assert "Sakai" not in found.text


def page_with(head: str) -> str:
    body = f"<body><article><p>{BODY}</p></article></body>"
    return f"<!doctype html><html><head><title>News</title>{head}</head>{body}</html>"


HERE = "https://news.example.org/1?id=2"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (f'<link rel="canonical" href="{HERE}"><meta property="og:url" content="https://other.example.org/">', HERE),
        (f'<LINK href=" {HERE} " rel="Canonical nofollow">', HERE),
        (f'<meta property="og:url" content="{HERE}">', HERE),
        (f'<link rel="canonical" href="/1"><meta property="og:url" content="{HERE}">', HERE),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
        ('<link rel="canonical" href="file:///etc/passwd">', ""),
        ('<link rel="canonical" href="https://a b.example.org/">', ""), ('<link rel="canonical" href="">', ""),
        ('<link rel="canonical" href="https://x.example.org/&lt;script&gt;">', ""), ('<link rel="canonical">', ""),
        (f'<link rel="canonical" href="https://x.example.org/{"x" * 3_000}">', ""), ("", ""),
    ],
)  # fmt: skip
def test_a_page_says_where_it_stands_if_that_is_an_address(tmp_path: Path, head: str, url: str) -> None:
    found = one(tmp_path / "a.html", page_with(head))
    assert (found.url, found.web_address) == (url, url)
    [fetched] = read_bytes(page_with(head).encode(), "https://read.example.org/")
    assert fetched.web_address == "https://read.example.org/"  # where it was read counts, whatever it says


def test_a_page_says_who_publishes_it(tmp_path: Path) -> None:
    head = '<meta property="og:site_name" content="  Báo\u202e\nĐà Nẵng ">'
    assert one(tmp_path / "a.html", page_with(head)).publisher.split() == ["Báo", "Đà", "Nẵng"]


@pytest.mark.parametrize(
    ("said", "day"),
    [("2015-04", "2015-04"), ("2023", "2023"), ("2024-08-02", "2024-08-02"), ("2024-08-02T10:00:00Z", "2024-08-02"),
     ("", ""), ("soon", "")],
)  # fmt: skip
@pytest.mark.parametrize(
    "head",
    ['<meta property="article:published_time" content="{}">', '<meta itemprop="datePublished" content="{}">',
     '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}"}}</script>'],
)  # fmt: skip
def test_a_day_of_publication_keeps_the_precision_at_which_it_is_told(
    tmp_path: Path, head: str, said: str, day: str
) -> None:
    assert one(tmp_path / "a.html", page_with(head.format(said))).published == day


def test_each_entry_of_a_feed_is_a_text(tmp_path: Path) -> None:
    feed = f"""<?xml version="1.0"?><rss><channel><title>News</title><item><title>Hanoi signs</title>
        <link>https://example.org/1</link><pubDate>Mon, 05 May 2025 10:00:00 GMT</pubDate>
        <description>&lt;p&gt;{BODY}&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</description></item></channel></rss>"""
    assert one(tmp_path / "a.xml", feed) == Document("https://example.org/1", BODY, "Hanoi signs", "2025-05-05")


def test_json_lines_hold_a_text_each(tmp_path: Path) -> None:
    about = {"text": BODY, "title": "A title", "published": "2024-08", "url": "https://example.org/2"}
    assert one(tmp_path / "a.jsonl", json.dumps(about)) == Document(about["url"], BODY, "A title", "2024-08")


def test_word_and_pdf_are_read_whatever_their_name(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_paragraph(BODY)
    written.save(str(tmp_path / "a.docx"))
    (tmp_path / "b.pdf").write_bytes(pdf(BODY))
    assert read(tmp_path / "a.docx")[0].text == BODY
    assert read(tmp_path / "b.pdf")[0].text.strip() == BODY
    (tmp_path / "c.txt").write_bytes((tmp_path / "a.docx").read_bytes())
    assert read(tmp_path / "c.txt")[0].text == BODY


def pdf(text: str, packed: bytes = b"") -> bytes:
    """A PDF of one page with a line of text, or with what is packed in its place."""
    import io

    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(packed or f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_folder_is_read_file_by_file_and_what_cannot_be_read_holds_nothing_up(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    assert [Path(found.address).name for found in read(tmp_path)] == ["a.txt"]
    assert [Path(problem.file).name for problem in problems] == ["b.pdf"]


# --- what is hostile ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"\xff\xfe\xfd\x80 caf\xe9", "no text in UTF-8"),
        ("a.txt", b"a\0b\0c\0\0\0\0 d", "no text"),
        ("a.pdf", b"%PDF-1.4 garbage", "cannot be read as a PDF"),
        ("a.docx", b"PK\x03\x04 garbage", "cannot be read as a Word document"),
        ("a.html", b"<html><body></body></html>", "no text was found"),
        ("a.xml", b"<?xml version='1.0'?><rss><item>", "no feed that can be read"),
        ("a.jsonl", b'{"title": "no text"}', "line 1 is no JSON object with a text"),
        ("a.jsonl", b"[" * 100_000, "line 1 is no JSON object with a text"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_the_reason(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=why):
        read(tmp_path / name)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no such file"):
        read(tmp_path / "none.txt")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1_000)
    (tmp_path / "a.txt").write_text("x" * 1_001)
    with pytest.raises(UserError, match="larger than"):
        read(tmp_path / "a.txt")


def test_of_a_long_text_the_beginning_is_read_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * (reading.LONGEST + 1))
    assert len(read(tmp_path / "a.txt")[0].text) == reading.LONGEST
    assert "only the first 500000 characters" in str(problems[0])


def test_a_line_without_an_end_is_read_in_pieces() -> None:
    found = list(sentences("Da Nang " * 5_000))
    assert len(found) > 10
    assert max(len(one.text) for one in found) <= 2_000


@pytest.mark.parametrize(
    "piece", [" ", "(", "A ", "ア・", "年", "横浜市とダナン市は覚書を", "2014, ", "Da Nang signed with Sakai City, "]
)
def test_a_text_made_to_take_long_is_read_to_its_end(catalogue: Catalogue, piece: str) -> None:
    text = piece * (20_000 // len(piece))
    proposals, _others = Proposer(catalogue).read(Document("-", text))
    assert len(proposals) <= 1


def test_a_bomb_in_a_word_document_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (70 << 20))
    with pytest.raises(UserError, match="larger than 64 MB when it is unpacked"):
        read(tmp_path / "a.docx")


def test_a_bomb_in_a_pdf_takes_a_process_of_its_own_down_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("", b"BT (x) Tj ET " * 12_000_000))
    with pytest.raises(UserError):
        read(tmp_path / "a.pdf")


def test_entities_of_a_feed_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("not for others")
    feed = f"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY s SYSTEM "file://{secret}">]>
        <rss><channel><item><title>A title</title><description>&s; {BODY}</description></item></channel></rss>"""
    (tmp_path / "a.xml").write_text(feed)
    assert "not for others" not in read(tmp_path / "a.xml")[0].text


def test_signs_that_turn_or_hide_a_text_are_blank() -> None:
    [found] = read_bytes("Da\u200bNang \u202eogneS\u202c".encode(), "-")
    assert found.text == "Da Nang  ogneS "
