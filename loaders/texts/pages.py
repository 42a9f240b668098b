"""Web pages and feeds to texts: what the page is about, without what stands around it (trafilatura)."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from loaders.model.dates import date_in
from loaders.model.messages import gettext as _
from loaders.texts.documents import Document, UnreadableTextError, clean
from loaders.texts.page_head import Head, head

_ONLY_STATED = {"extensive_search": False, "original_date": True}
"""A day that stands somewhere in the text is not that of its publication."""
_MOST = 500
"""Entries of a feed that are read."""
_LINES_ABOVE = 5
_SHORTEST = 8
_ENTRY = {"item", "entry"}


def page(content: bytes | str, address: str, title: str = "", published: str = "") -> Document:
    """Return the text of a web page.

    Args:
        content: the page.
        address: where it stands.
        title: its title, where something else than the page tells it.
        published: the day of publication, likewise.

    Raises:
        UnreadableTextError: there is no text in it.
    """
    from trafilatura import bare_extraction, load_html  # takes half a second

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = load_html(content)
    about = head(tree) if tree is not None else Head()  # it keeps the precision of a date
    found: Any = bare_extraction(
        tree if tree is not None else content,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        favor_recall=True,
        date_extraction_params=_ONLY_STATED,
    )
    text = clean((found.text if found else "") or "")
    if not text.strip():
        raise UnreadableTextError(_("no text was found in {address}").format(address=address))
    title = title or clean(str(found.title or ""))
    day = published or about.published or str(found.date or "")
    if heading := _heading(text, title):
        title = ""
    day = day if date_in(day) else ""
    return Document(address, text, title, day, heading, about.address, clean(about.publisher))


def _heading(text: str, title: str) -> int:
    """Return where the line ends, among the first, that is the title of a page; 0 if none is, or nothing follows."""
    end = 0
    for line in text.splitlines(keepends=True)[:_LINES_ABOVE]:
        end += len(line)
        said = line.strip()
        if len(said) > _SHORTEST and title and (said in title or title in said):
            return end if text[end:].strip() else 0
    return 0


def feed(content: bytes, address: str) -> Iterator[Document]:
    """Yield the entries of a feed, each with what it holds of its text; see `entries`."""
    yield from (document for _id, document in entries(content, address))


def entries(content: bytes, address: str) -> Iterator[tuple[str, Document]]:
    """Yield the entries of a feed (RSS or Atom) by their ids, each with what it holds of its text.

    Raises:
        UnreadableTextError: it is no feed that can be read.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        wrong = _("{address} is no feed that can be read: {error}")
        raise UnreadableTextError(wrong.format(address=address, error=error)) from None
    found = [one for one in root.iter() if isinstance(one.tag, str) and _local(one.tag) in _ENTRY]
    for number, entry in enumerate(found[:_MOST], 1):
        told = {_local(child.tag): child for child in entry if isinstance(child.tag, str)}
        title = clean(_said(told.get("title")))
        body = (
            _said(told.get("encoded"))
            or _said(told.get("content"))
            or _said(told.get("description"))
            or _said(told.get("summary"))
        )
        text = clean(_without_tags(body)) or title
        if text.strip():
            where = _linked(told.get("link")) or f"{address}#{number}"
            named = _said(told.get("guid")) or _said(told.get("id")) or where
            alone = text == title
            document = Document(where, text, "" if alone else title, _day(told), len(title) if alone else 0)
            yield named.strip(), document


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _said(element: Any) -> str:
    return "".join(element.itertext()) if element is not None else ""


def _linked(element: Any) -> str:
    return (element.get("href") or (element.text or "").strip()) if element is not None else ""


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _day(told: dict[str, Any]) -> str:
    """Return the day of an entry: of ISO 8601, or as mail has it."""
    for name in ("published", "pubDate", "date", "updated"):
        said = _said(told.get(name)).strip()
        if date_in(said[:10]):
            return said[:10]
        if found := re.match(r"(?:\w+,\s*)?(\d{1,2})\s+(\w{3})\w*\s+(\d{4})", said):
            month = _MONTHS.index(found[2].lower()) + 1 if found[2].lower() in _MONTHS else 0
            day = f"{found[3]}-{month:02}-{int(found[1]):02}"
            if date_in(day):
                return day
    return ""


def _without_tags(text: str) -> str:
    """Return a text in HTML without its tags; what a script says is none."""
    if "<" not in text:
        return text
    from lxml import html

    try:
        tree = html.fromstring(text[:1_000_000])
    except (ValueError, html.etree.ParserError):
        return re.sub("<[^>]*>", " ", text)
    for gone in tree.xpath("//script|//style"):
        gone.drop_tree()
    return str(tree.text_content())
