"""Looks at watched addresses for what is new since last time: entries of a feed, links of a page, lines of a text.

What is new is handed on before it counts as known, so that who is killed meanwhile reads it again rather than never. A
page that does not answer, has moved, or yields nothing any more is told, and what is known of it stays.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from http import HTTPStatus

from loaders.model.messages import gettext as _
from loaders.model.problems import Problem, Report
from loaders.proposals.watches import Watch
from loaders.sources.fetch import Answered
from loaders.sources.manners import DisallowedError, Visitor
from loaders.sources.patience import FetchError, PrivateError
from loaders.texts.addresses import KINDS
from loaders.texts.documents import Document, UnreadableTextError, is_feed, is_page, read_bytes
from loaders.texts.page_links import headlines, joined

MOST = 30
"""New entries of an address that are read in one run; the others wait for the next."""
_LINKS = 5
"""Headlines that a page must link to, to be watched by its links."""
_FEW = 4
"""An address that yields less than this part of what it did is told of, if that was more than so many."""
_MANY = 8
_ALL_UNREADABLE = 3
_REFUSALS: dict[int, str] = {
    HTTPStatus.NOT_FOUND: "gone", HTTPStatus.GONE: "gone", HTTPStatus.FORBIDDEN: "disallowed",
    HTTPStatus.UNAUTHORIZED: "disallowed",
}  # fmt: skip
_OF_CONTENT = {"few", "unreadable"}
Take = Callable[[Document, Collection[tuple[int, int]] | None], int]
"""Takes a text, and where it is new (nothing: all of it); returns how much it proposes."""


@dataclass(frozen=True)
class Entry:
    """One thing that an address has: an entry of a feed, a link, a text.

    Attributes:
        marks: what tells it from others, or its lines.
        address: where it can be read.
        document: what the address itself holds of it, if that is a text.
        lines: where the text stands that is new, of a page that is watched by its text.
    """

    marks: tuple[str, ...]
    address: str
    document: Document | None = None
    lines: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True)
class Looked:
    """What came of looking at an address.

    Attributes:
        watch: what is known of it now.
        read: how many new texts were read.
        proposed: how many facts they propose.
        left: how many are left for the next time.
        trouble: what is wrong with it, in words; empty if nothing is.
    """

    watch: Watch
    read: int = 0
    proposed: int = 0
    left: int = 0
    trouble: str = ""


def first_look(address: str, visitor: Visitor, private: bool, day: str) -> Watch:
    """Return an address as one to be watched, all that it has being new.

    Args:
        address: the address of a feed or page.
        visitor: reads it.
        private: whether it may be on this machine, or in a network that is not public.
        day: today.

    Raises:
        FetchError: it cannot be had.
        UnreadableTextError: there is nothing in it to be watched.
    """
    answered = visitor.visit(address, KINDS, private=private, hops=0)
    form = _form(answered.content, address)
    found = _entries(form, answered.content, address)
    if not found:
        raise UnreadableTextError(_("no text was found in {address}").format(address=address))
    return Watch(address, form, private, day, entries=_count(form, found))


def look(watch: Watch, visitor: Visitor, day: str, take: Take, report: Report, most: int = MOST) -> Looked:
    """Look at a watched address, and hand on what is new.

    Args:
        watch: what is known of it.
        visitor: reads pages.
        day: today.
        take: takes what is new.
        report: called with what is new but cannot be read.
        most: the most new texts to be read.
    """
    try:
        answered = visitor.visit(watch.address, KINDS, _known(watch), watch.private, hops=0)
        if answered.unchanged:
            return _unchanged(watch, day)
        entries = _still(watch, answered.content)
    except (FetchError, _DriftedError) as error:
        after = watch.with_trouble(_trouble(error), day)
        return Looked(after, trouble=f"{after.said_trouble}: {error}" if str(error) else after.said_trouble)
    known = set(watch.seen)
    new = [one for one in entries if not known.issuperset(one.marks)]
    return _taken(_Round(watch, visitor, day, take, report), answered, entries, new[:most], len(new[most:]))


def _unchanged(watch: Watch, day: str) -> Looked:
    """Return what comes of an address that is as it was; with what was wrong with what it has, if something was."""
    trouble = watch.trouble if watch.trouble in _OF_CONTENT else ""
    after = replace(watch.with_trouble(trouble, day), looked=day)
    return Looked(after, trouble=after.said_trouble)


class _DriftedError(Exception):
    """An address is not what it was."""

    def __init__(self, trouble: str, message: str = "") -> None:
        super().__init__(message)
        self.trouble = trouble


@dataclass(frozen=True)
class _Round:
    watch: Watch
    visitor: Visitor
    day: str
    take: Take
    report: Report


def _taken(now: _Round, answered: Answered, entries: list[Entry], new: list[Entry], left: int) -> Looked:
    """Hand on new entries, and return what is known of their address then."""
    watch, read, proposed, failed, again = now.watch, 0, 0, 0, False
    marks: list[str] = []
    for entry in reversed(new):  # the oldest first
        lines = entry.lines
        if lines is not None:
            lines = tuple(span for span in lines if _mark(entry.document, span) not in watch.seen)
        try:
            for document in _texts(entry, now):
                proposed += now.take(document, lines)
                read += 1
        except (FetchError, UnreadableTextError) as error:
            now.report(Problem(entry.address, 0, "", str(error)))
            failed += 1
            if _trouble(error) == "unreachable":  # may be had the next time
                again = True
                continue
        marks += entry.marks
    count = _count(watch.form, entries)
    trouble = "few" if watch.entries > _MANY and count * _FEW < watch.entries else ""
    trouble = "unreadable" if not read and failed >= _ALL_UNREADABLE else trouble
    whole = not left and not again
    after = replace(
        watch.knowing(marks).with_trouble(trouble, now.day), looked=now.day, found=now.day if read else watch.found,
        entries=watch.entries if trouble == "few" else count,
        etag=answered.headers.get("etag", "")[:200] if whole else "",
        modified=answered.headers.get("last-modified", "")[:100] if whole else "",
    )  # fmt: skip
    told = after.said_trouble
    if trouble == "few":
        told += ": " + _("{count} now, {before} before").format(count=count, before=watch.entries)
    return Looked(after, read, proposed, left, told)


def _known(watch: Watch) -> dict[str, str]:
    """Return what asks a server only for what has changed."""
    said = {"If-None-Match": watch.etag, "If-Modified-Since": watch.modified}
    return {name: value for name, value in said.items() if value}


def _texts(entry: Entry, now: _Round) -> Iterator[Document]:
    """Yield the text of an entry: that of its page, or else what its address holds of it."""
    own = entry.document
    if now.watch.form == "page" or (own and not entry.address.startswith(("http://", "https://"))):
        if own:
            yield own
        return
    try:
        content = now.visitor.visit(entry.address, KINDS, private=now.watch.private).content
        documents = list(read_bytes(content, entry.address))
    except (FetchError, UnreadableTextError) as error:
        if not own or _trouble(error) == "unreachable":
            raise
        now.report(Problem(entry.address, 0, "", str(error)))
        documents = [own]
    for one in documents:
        title = one.title or (own.title if own and not one.heading else "")
        yield replace(one, title=title, published=one.published or (own.published if own else ""))


def _form(content: bytes, address: str) -> str:
    if is_feed(content):
        return "feed"
    return "links" if is_page(content) and len(headlines(content, address)) >= _LINKS else "page"


def _still(watch: Watch, content: bytes) -> list[Entry]:
    """Return what a watched address has, if it is still what it was."""
    if (watch.form == "feed") != is_feed(content):
        raise _DriftedError(trouble="changed")
    try:
        found = _entries(watch.form, content, watch.address)
    except UnreadableTextError as error:
        raise _DriftedError(trouble="unreadable" if watch.form == "feed" else "empty", message=str(error)) from None
    if not found:
        raise _DriftedError(trouble="empty")
    return found


def _entries(form: str, content: bytes, address: str) -> list[Entry]:
    """Return what an address has, the newest first.

    Raises:
        UnreadableTextError: it is no feed, page or other document that can be read.
    """
    if form == "feed":
        from loaders.texts.pages import entries

        found = [
            Entry((_digest(named),), joined(address, one.address), one) for named, one in entries(content, address)
        ]
    elif form == "links":
        found = [Entry((_digest(link),), link) for link in headlines(content, address)]
    else:
        found = [_by_lines(one) for one in read_bytes(content, address)]
    return found


def _by_lines(document: Document) -> Entry:
    spans = tuple((line.start(), line.end()) for line in re.finditer(r"[^\n]+", document.text) if line[0].strip())
    return Entry(tuple(_mark(document, span) for span in spans), document.address, document, spans)


def _mark(document: Document | None, span: tuple[int, int]) -> str:
    return _digest(" ".join(document.text[span[0] : span[1]].split())) if document else ""


def _count(form: str, entries: list[Entry]) -> int:
    return sum(len(one.marks) for one in entries) if form == "page" else len(entries)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _trouble(error: Exception) -> str:
    """Return what is wrong with an address, by the error that reading it ended with; see `TROUBLES`."""
    if isinstance(error, _DriftedError):
        return error.trouble
    if isinstance(error, DisallowedError):
        return "disallowed"
    if isinstance(error, PrivateError):
        return "private"
    if isinstance(error, FetchError):
        if error.there:
            return "moved"
        if error.status in _REFUSALS:
            return _REFUSALS[error.status]
        return "unreachable" if error.passing else "unreadable"
    return "unreadable"
