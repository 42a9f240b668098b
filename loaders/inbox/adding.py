"""What comes into the inbox: what texts propose that is not known yet, and what a person reads in them besides."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from loaders.inbox import accepted as taken
from loaders.inbox import folder
from loaders.inbox.deciding import now, scales_of
from loaders.inbox.folder import Aside
from loaders.inbox.items import Cells, Decision, Item, same_page
from loaders.inbox.rows import Weighed
from loaders.proposals.known import Verdict
from loaders.proposals.proposal import Proposal
from loaders.reading.context.stated import NotOurs
from loaders.tables.catalogue import Catalogue
from loaders.texts.documents import Document

_LONGEST_TITLE = 200
_KANA = re.compile("[\u3041-\u30fa]")
_VIETNAMESE = re.compile("[ăđơưạ-ỹĂĐƠƯẠ-Ỹ]")  # names stand with their marks in English texts too

Text = tuple[Document, list[Mapping[str, Any]], Sequence[NotOurs]]
"""A text with the facts that it states, and what it tells that is none of ours."""


@dataclass
class Added:
    """What came of adding texts: how many facts wait now, and how many did not need to.

    Attributes:
        waiting: the numbers of those that wait for a decision.
        before: how many have been proposed before from the same page.
        addressed: of how many of these, which wait, the address of the page has become known.
        dated: of how many of these, which had none, the date has become known.
        known: those that are known, and to which the page adds nothing.
        silent: where the texts stand that state no fact of ours, with what they tell that is none.
    """

    waiting: list[int]
    before: int = 0
    known: list[Weighed] = field(default_factory=list)
    addressed: int = 0
    dated: int = 0
    silent: list[tuple[str, Sequence[NotOurs]]] = field(default_factory=list)


def add(graph: Path, read: Iterable[Text], known: Catalogue, publisher: str = "", url: str = "") -> Added:
    """Put what texts propose into the inbox, but for what has been proposed before and what is known.

    Args:
        graph: the folder of the graph.
        read: each text with the facts that it states, as `coop propose --format json` has them, and what it tells
            that is none of ours.
        known: all that is known.
        publisher: who published the texts, where nothing else tells it.
        url: where they stand on the web, of texts from files.
    """
    silent, stating = list[tuple[str, Sequence[NotOurs]]](), list[Text]()
    for document, proposals, others in read:  # nobody waits meanwhile
        if proposals:
            stating.append((document, proposals, others))
        else:
            silent.append((document.address, others))
    with folder.one_decides(graph):
        coming, publishers = _Coming(graph, known), _publishers(known)
        coming.added.silent = silent
        for document, proposals, others in stating:
            coming.text(document, proposals, others, _source(document, publishers, publisher, url))
        if coming.added.waiting or coming.added.before:
            folder.write(graph, coming.inbox)
    return coming.added


class _Coming:
    """Takes proposals in, text by text, for who has the inbox alone.

    Attributes:
        inbox: the inbox with them.
        added: what came of it.
    """

    def __init__(self, graph: Path, known: Catalogue) -> None:
        self.inbox, self.added, self._graph = folder.read(graph), Added([]), graph
        self._scales, self._done = scales_of(graph, known), {one.number for one in taken.read(graph)}
        self._remembered = self.inbox.remembered(self._done)

    def text(
        self, document: Document, proposals: Sequence[Mapping[str, Any]], others: Sequence[NotOurs], source: Cells
    ) -> None:
        """Take in what one text proposes."""
        asking, known_here = list[Item](), list[Weighed]()
        for proposal in proposals:
            if number := self._remembered.find(proposal, source.get("url", "")):
                self._before(number, proposal, source)
                continue
            item = Item(
                self.inbox.next + len(asking), now(), "", dict(proposal), source, dict(proposal["record"]),
                source_read=source,
            )  # fmt: skip
            weighed = self._scales.weighed(item)
            if weighed.asks:
                asking.append(item)
                self._remembered.add(item)
            else:
                known_here.append(weighed)
        self.added.known += known_here
        if asking:
            text = folder.keep_text(self._graph, document, Aside.of_text(others, known_here))
            self.inbox.items |= {item.number: replace(item, text=text) for item in asking}
            self.added.waiting += [item.number for item in asking]
            self.inbox.next += len(asking)

    def _before(self, number: int, proposal: Mapping[str, Any], source: Cells) -> None:
        """Tell a fact that was proposed before what its text, read again, tells beside."""
        self.added.before += 1
        if number in self.inbox.items:
            settled = self.inbox.items[number].rejected or number in self._done
            learnt = self.inbox.learn(number, proposal, {} if settled else source)
            self.added.addressed += "address" in learnt
            self.added.dated += "date" in learnt


def write(graph: Path, kind_of: str, of: int | Document, cells: Cells, by: str, known: Catalogue) -> Item:
    """Put a fact into the inbox that a person has read in a text and nobody proposed; it waits as the others do.

    Args:
        graph: the folder of the graph.
        kind_of: agreement, event, project or membership.
        of: the number of another proposal of the text, or the text.
        cells: by our columns, what the person tells of it, and of its source.
        by: who writes it.
        known: all that is known.

    Raises:
        NotInInboxError: there is no proposal of that number.
        NoSuchColumnError: a column is none of its table.
    """
    with folder.one_decides(graph):
        inbox = folder.read(graph)
        if isinstance(of, Document):
            source = read = _source(of, _publishers(known), "", "")
            text = folder.keep_text(graph, of, Aside([], []))
        else:
            one = inbox.one(of)
            source, read, text = one.source, one.source_read, one.text
        item = Item(inbox.next, now(), text, _written(kind_of), source, {}, source_read=read).changed(cells)
        inbox.items[item.number] = replace(item, edited=Decision(by, now()))
        inbox.next += 1
        folder.write(graph, inbox)
        return inbox.items[item.number]


def _written(kind_of: str) -> dict[str, Any]:
    """Return a proposal, as `coop propose --format json` has them, of which the text itself tells nothing."""
    return Proposal("", kind_of, None, None, "", "", "", (), (), (), Verdict()).plain()


def dated(documents: Iterable[Document], known: Catalogue) -> Iterator[Document]:
    """Yield texts with the day of their publication, if they tell none and are a source that is known."""
    days = {same_page(str(one.url)): str(one.date) for one in known.sources.values() if one.url and one.date}
    for document in documents:
        day = document.published or days.get(same_page(document.web_address) or "-", "")
        yield replace(document, published=day)


def _source(document: Document, publishers: Mapping[str, str], publisher: str, url: str) -> dict[str, str]:
    """Return what is told of the source that a text is."""
    read_there = same_page(document.address)
    address = document.web_address if read_there else url or document.web_address  # a person knows better than a page
    lines = (line.strip() for line in (document.title, *document.text[:2_000].splitlines()))
    host = urlsplit(f"//{same_page(address)}").hostname or "" if address else ""
    title = " ".join(next(filter(None, lines), "").split())[:_LONGEST_TITLE]
    known = publishers.get(host, "")
    who = publisher or (document.publisher if known in document.publisher else known) or host  # the page says more
    told = {"title": title, "publisher": who, "date": document.published, "url": address,
            "language": _language(document.text)}  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _language(text: str) -> str:
    """Return the language of a text by its letters: kana, those of Vietnamese, else English."""
    if _KANA.search(text):
        return "ja"
    return "vi" if len(_VIETNAMESE.findall(text)) > len(text) / 100 else "en"


def _publishers(known: Catalogue) -> dict[str, str]:
    """Return who publishes what stands on a host, by most of the sources that are known."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in known.sources.values():
        if one.url and one.publisher:
            counted[urlsplit(f"//{same_page(str(one.url))}").hostname or ""][one.publisher] += 1
    most = ((host, *of_host.most_common(1)[0], of_host.total()) for host, of_host in counted.items())
    return {host: who for host, who, number, total in most if 2 * number > total}
