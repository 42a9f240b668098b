"""Makes text of what a person gives to be read: plain text, HTML, PDF, Word, a feed, texts in JSON lines.

It comes from a file, a folder, an address or standard input.

What is given may come from anybody. A file is read up to a size, pages and parts up to a number, and what unpacks is
read in a process of its own that may take so much time and memory.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from loaders.files.encodings import encoding
from loaders.imports.date_formats import written
from loaders.model.dates import PartialDate, date_in
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem, Report, UserError

LARGEST = 16 << 20
"""Bytes that a file may have."""
LONGEST = 500_000
"""Characters of a text that are read; what stands behind is told of."""

_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|article|p)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
_TEXTS = {".txt", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".xml", ".rss", ".atom", ".jsonl", ".ndjson"}
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {
    code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_UNSEEN = {
    **dict.fromkeys(
        (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xAD, 0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060),
        " ",
    )
}
"""Signs that turn the direction of a text or are not seen: a blank takes the place of each."""
_TITLED = re.compile(r"\A\s*(?:(?:title|tiêu đề|タイトル|件名)\s*[:：]\s*)?(?P<title>[^\n]{4,250})\n", re.IGNORECASE)
_DATED = re.compile(
    r"(?:published|date|ngày đăng|ngày|公開日|掲載日|日付|更新日)\s*[:：]\s*(?P<day>[^\n]{4,40})$",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 1_000
_LINES_ABOVE = 5


class UnreadableTextError(UserError, ValueError):
    """What was given is no text that can be read."""


@dataclass(frozen=True)
class Document:
    """A text to be read.

    Attributes:
        address: the file, with the number of the part where it holds several; or the web address.
        text: the text, in NFC; what is not seen in it is blank.
        title: its title, where that is no part of the text.
        published: the day of publication, in ISO 8601; empty if it is not known.
        heading: how many characters of the text are its title.
        url: where it stands on the web, as it says itself; empty if it does not.
        publisher: who publishes it, likewise.
    """

    address: str
    text: str
    title: str = ""
    published: str = ""
    heading: int = 0
    url: str = ""
    publisher: str = ""

    @property
    def web_address(self) -> str:
        """Where it was read on the web, or stands there by its own word; empty if neither is known."""
        return self.address if self.address.lower().startswith(("http://", "https://")) else self.url


def documents(given: str, report: Report, published: str = "") -> Iterator[Document]:
    """Yield the texts in what is given.

    Args:
        given: a file, a folder, a web address, or ``-`` for standard input.
        report: called with what cannot be read of a folder, and what is not read of a text.
        published: the day of publication, for texts that tell none.

    Raises:
        UnreadableTextError: a file that is given alone cannot be read.
        FetchError: an address does not answer with a text.
    """
    if given.lower().startswith(("http://", "https://")):
        from loaders.texts.addresses import fetched

        yield from (_whole(one, published, report) for one in fetched(given))
    elif given == "-":
        content = sys.stdin.buffer.read(LARGEST + 1)
        yield from (_whole(one, published, report) for one in read_bytes(content, "-"))
    elif Path(given).is_dir():
        for path in sorted(path for path in Path(given).rglob("*") if path.suffix.lower() in _TEXTS and path.is_file()):
            try:
                yield from (_whole(one, published, report) for one in _file(path))
            except (UserError, OSError) as error:
                report(Problem(str(path), 0, "", str(error)))
    else:
        yield from (_whole(one, published, report) for one in _file(Path(given)))


def _file(path: Path) -> Iterator[Document]:
    if not path.is_file():
        raise UnreadableTextError(f"{path}: {_('there is no such file')}")
    if path.stat().st_size > LARGEST:
        raise UnreadableTextError(_too_large(str(path)))
    ending = path.suffix.lower()
    if ending in {".pdf", ".docx"}:
        from loaders.texts.paged import paged

        yield from paged(path, ending)
        return
    yield from read_bytes(path.read_bytes(), str(path), ending)


def read_bytes(content: bytes, address: str, ending: str = "") -> Iterator[Document]:
    """Yield the texts that bytes hold, by what they begin with.

    Args:
        content: the bytes.
        address: where they are from.
        ending: how the name of their file ends, if they are from one.

    Raises:
        UnreadableTextError: they hold none.
    """
    if len(content) > LARGEST:
        raise UnreadableTextError(_too_large(address))
    if content.startswith((b"%PDF", b"PK\x03\x04")):
        from loaders.texts.paged import paged_bytes

        yield from paged_bytes(content, address)
    elif is_feed(content):
        from loaders.texts.pages import feed

        yield from feed(content, address)
    elif is_page(content) or ending in {".html", ".htm", ".xhtml"}:
        from loaders.texts.pages import page

        yield page(content, address)
    elif ending in {".jsonl", ".ndjson"} or re.match(rb'\s*\{"', content[:20]):
        yield from _lines(content, address)
    else:
        yield _plain(_decoded(content, address), address)


def is_feed(content: bytes) -> bool:
    """Whether bytes are a feed, by what they begin with."""
    return bool(_FEED.match(content[:2_000]))


def is_page(content: bytes) -> bool:
    """Whether bytes are a web page, by what they begin with."""
    return bool(_HTML.match(content[:2_000]))


def _too_large(address: str) -> str:
    return _("{address} is larger than {size} MB; give the text alone").format(address=address, size=LARGEST >> 20)


def _decoded(content: bytes, address: str) -> str:
    """Return bytes as text, in UTF-8 or another encoding that tells itself."""
    found = encoding(content[:20_000])
    try:
        text = content.decode(found.wide) if found.wide else found.decode(content)
    except UnicodeDecodeError:
        told = _("{address} is no text in UTF-8; save it as UTF-8, or give the PDF, Word or HTML itself")
        raise UnreadableTextError(told.format(address=address)) from None
    if text.count("\0") > len(text) // 100:
        raise UnreadableTextError(_("{address} is no text").format(address=address))
    return text.removeprefix("\ufeff")


def _plain(text: str, address: str) -> Document:
    """Return a plain text: its first line is its title if it ends as none does, its day what is written so above it."""
    text = clean(text)
    titled, heading = _TITLED.match(text), 0
    if titled and len(text) > titled.end() and not re.search(r"[.。!?！？:：,;]\s*$", titled["title"]):
        heading = titled.end()
    published, end = _dated(text[:_HEAD])
    return Document(address, text, published=published, heading=max(heading, end))


def _dated(head: str) -> tuple[str, int]:
    """Return the day of publication that the first lines of a text tell, and where that line ends."""
    end = 0
    for line in head.splitlines(keepends=True)[:_LINES_ABOVE]:
        end += len(line)
        named = _DATED.fullmatch(line.strip())
        if day := _day(named["day"] if named else line):
            return day, end
    return "", 0


def _day(said: str) -> str:
    """Return the day that a line is, in ISO 8601; empty if it is none."""
    said = said.strip().rstrip(".")
    try:
        return str(written(said[:10] if date_in(said[:10]) and said[10:11] in {"T", " "} else said))
    except ValueError:
        return ""


def _lines(content: bytes, address: str) -> Iterator[Document]:
    """Yield the texts that stand in JSON, an object a line: text, and url, title and published if they are known."""
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        try:
            about: Any = json.loads(line)
        except (ValueError, RecursionError):
            about = None
        if not isinstance(about, dict) or not isinstance(about.get("text"), str):
            told = _("{address}: line {number} is no JSON object with a text")
            raise UnreadableTextError(told.format(address=address, number=number))
        where, title, day = (str(about.get(name) or "") for name in ("url", "title", "published"))
        yield Document(
            where or f"{address}#{number}", clean(about["text"]), clean(title), day[:10] if date_in(day[:10]) else ""
        )


def clean(text: str) -> str:
    """Return a text in NFC, with digits and letters of half width, and blanks for what is not seen.

    Where it stands in the text is the same before and after, if the text was in NFC.
    """
    composed = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    return composed.translate(_FULL_WIDTH).translate(_UNSEEN).replace("\r\n", " \n").replace("\r", "\n")


def _whole(document: Document, published: str, report: Report) -> Document:
    """Return a document with its day, no longer than what is read; say so if it is."""
    text = document.text
    if len(text) > LONGEST:
        told = _("only the first {number} characters are read").format(number=LONGEST)
        report(Problem(document.address, 0, "", told))
    day = document.published or published
    if day and not date_in(day):
        day = ""
    return replace(
        document, text=text[:LONGEST], title=document.title[:1_000], published=str(PartialDate(day)) if day else ""
    )
