"""What a person does with the inbox: add texts, accept, correct, reject, take back."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from loaders.inbox import accepted as taken
from loaders.inbox import folder
from loaders.inbox.accepted import Accepted
from loaders.inbox.folder import Aside, Inbox
from loaders.inbox.items import Decision, Item, same_page
from loaders.inbox.rows import Scales, Weighed
from loaders.model.dates import date_text
from loaders.model.messages import LANGUAGE, joined
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem, UserError
from loaders.model.records import Source
from loaders.proposals.documents import Document
from loaders.proposals.known import Verdict
from loaders.proposals.stated import NotOurs
from loaders.tables.catalogue import Catalogue

_LONGEST_TITLE = 200
_KANA = re.compile("[\u3041-\u30fa]")
_VIETNAMESE = re.compile("[ăđơưạ-ỹĂĐƠƯẠ-Ỹ]")  # names stand with their marks in English texts too

Read = Callable[[], Catalogue]
"""Reads all that is known at the moment."""


class NotAcceptableError(UserError, ValueError):
    """A proposal cannot be accepted as it is.

    Attributes:
        problems: why not.
    """

    def __init__(self, number: int, problems: list[Problem]) -> None:
        self.problems = problems
        told = _("proposal {number} cannot be accepted as it is: {problems}")
        said = joined(map(_said, problems), of_lists=LANGUAGE.get() != "ja")
        super().__init__(told.format(number=number, problems=said))


class NoReasonError(UserError, ValueError):
    """A proposal is rejected without a reason."""


class DecidedError(UserError):
    """A proposal has been decided on already, or nothing has been."""


def _said(problem: Problem) -> str:
    return f"{problem.column}: {problem.message}" if problem.column else problem.message


@dataclass
class Added:
    """What came of adding texts: how many facts wait now, and how many did not need to.

    Attributes:
        waiting: the numbers of those that wait for a decision.
        before: how many have been proposed before from the same page.
        addressed: of how many of these, which wait, the address of the page has become known.
        dated: of how many of these, which had none, the date has become known.
        known: those that are known, and to which the page adds nothing.
    """

    waiting: list[int]
    before: int = 0
    known: list[Weighed] = field(default_factory=list)
    addressed: int = 0
    dated: int = 0


def add(
    graph: Path, read: Iterable[tuple[Document, list[Mapping[str, Any]], Sequence[NotOurs]]], known: Catalogue,
    publisher: str = "", url: str = "",
) -> Added:  # fmt: skip
    """Put what texts propose into the inbox, but for what has been proposed before and what is known.

    Args:
        graph: the folder of the graph.
        read: each text with the facts that it states, as `coop propose --format json` has them, and what it tells
            that is none of ours.
        known: all that is known.
        publisher: who published the texts, where nothing else tells it.
        url: where they stand on the web, of texts from files.
    """
    stating = [one for one in read if one[1]]  # nobody waits while texts are read
    with folder.one_decides(graph):
        inbox, scales = folder.read(graph), scales_of(graph, known)
        done = {one.number for one in taken.read(graph)}
        remembered, publishers, found = inbox.remembered(done), _publishers(known), Added([])
        for document, proposals, others in stating:
            source = _source(document, publishers, publisher, url)
            asking, known_here = list[Item](), list[Weighed]()
            for proposal in proposals:
                if number := remembered.find(proposal, source.get("url", "")):
                    found.before += 1
                    if number in inbox.items:
                        settled = inbox.items[number].rejected or number in done
                        learnt = inbox.learn(number, proposal, {} if settled else source)
                        found.addressed += "address" in learnt
                        found.dated += "date" in learnt
                    continue
                item = Item(
                    inbox.next + len(asking), now(), "", dict(proposal), source, dict(proposal["record"]),
                    source_read=source,
                )  # fmt: skip
                weighed = scales.weighed(item)
                if not weighed.asks:
                    known_here.append(weighed)
                    continue
                asking.append(item)
                remembered.add(item)
            found.known += known_here
            if asking:
                text = folder.keep_text(graph, document, Aside.of_text(others, known_here))
                inbox.items |= {item.number: replace(item, text=text) for item in asking}
                found.waiting += [item.number for item in asking]
                inbox.next += len(asking)
        if found.waiting or found.before:
            folder.write(graph, inbox)
    return found


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


def scales_of(graph: Path, known: Catalogue) -> Scales:
    """Return what weighs proposals against all that is known and accepted."""
    everything = taken.read(graph)
    sources = {row["source_id"]: row for row in taken.tables(everything).get(Source.table, [])}
    return Scales(known, [fact for one in everything for fact in one.facts], sources)


def waiting(graph: Path, scales: Scales) -> list[Weighed]:
    """Return the proposals that wait for a decision, in the order in which they came.

    One that has become known meanwhile, and whose page adds nothing to that, waits no more.
    """
    done = {one.number for one in taken.read(graph)}
    left = [one for one in folder.read(graph).items.values() if not one.rejected and one.number not in done]
    return [one for one in map(scales.weighed, left) if one.asks]


def one(graph: Path, number: int) -> tuple[Item, Accepted | None]:
    """Return a proposal, and how it was accepted if it was: its cells are those that were accepted then.

    Raises:
        NotInInboxError: there is none of that number.
    """
    how = next((one for one in taken.read(graph) if one.number == number), None)
    return _as_accepted(folder.read(graph).one(number), how), how


def _as_accepted(item: Item, how: Accepted | None) -> Item:
    return replace(item, record=how.record, source=how.told) if how and how.record else item


def settled(graph: Path, scales: Scales) -> list[tuple[Weighed, Accepted | None]]:
    """Return what has been decided on, each with how it was accepted if it was, or has become known meanwhile."""
    done, left = {one.number: one for one in taken.read(graph)}, {one.item.number for one in waiting(graph, scales)}
    others = [one for one in folder.read(graph).items.values() if one.number not in left]
    return [(as_decided(scales, one, done.get(one.number)), done.get(one.number)) for one in others]


def as_decided(scales: Scales, item: Item, how: Accepted | None) -> Weighed:
    """Return what a proposal that has been decided on came to: of one that was accepted, what that added."""
    weighed = scales.weighed(_as_accepted(item, how))
    if not how:
        return weighed
    verdict = Verdict("known", how.known) if how.known else Verdict()
    return replace(weighed, verdict=verdict, tables=how.tables, supports=how.supports, source=how.source)


def accept(graph: Path, number: int, by: str, known: Read, cells: Mapping[str, str] | None = None) -> Weighed:
    """Accept a proposal, with other cells if they are given: it is a fact of the user's own data set then.

    Raises:
        NotInInboxError: there is none of that number.
        DecidedError: it has been decided on.
        NotAcceptableError: `coop check` would not take it.
    """
    with folder.one_decides(graph):
        before, inbox = taken.read(graph), folder.read(graph)
        item = _undecided(inbox, before, number)
        changed = item.changed(cells) if cells else item
        weighed = scales_of(graph, known()).checked(changed)
        if weighed.problems:
            raise NotAcceptableError(number, weighed.problems)
        taken.write(graph, [*before, taken.accepted(weighed, Decision(by, now()))])
    return weighed


def edit(graph: Path, number: int, by: str, cells: Mapping[str, str]) -> Item:
    """Change the cells of a proposal that waits; those of its source are the same for all of its page.

    Raises:
        NotInInboxError: there is none of that number.
        DecidedError: it has been decided on.
        NoSuchColumnError: a column is none of its table.
    """
    with folder.one_decides(graph):
        inbox = folder.read(graph)
        item = _undecided(inbox, taken.read(graph), number).changed(cells)
        if item.source != inbox.items[number].source:
            for each in inbox.of_page(number):
                inbox.items[each.number] = replace(each, source=item.source)
        inbox.items[number] = replace(item, edited=Decision(by, now()))
        folder.write(graph, inbox)
        return inbox.items[number]


def reject(graph: Path, numbers: Iterable[int], by: str, reason: str) -> list[Item]:
    """Reject proposals in one decision, or give another reason for having done so; the same page does not ask again.

    Raises:
        NotInInboxError: there is none of that number.
        DecidedError: it has been decided on, and for that reason if it was rejected.
        NoReasonError: no reason is given.
    """
    decision = _rejection(by, reason)
    with folder.one_decides(graph):
        inbox, done, rejected = folder.read(graph), taken.read(graph), list[Item]()
        for number in dict.fromkeys(numbers):
            item = inbox.one(number)
            if not item.rejected or item.rejected.reason == decision.reason:
                item = _undecided(inbox, done, number)
            rejected.append(replace(item, rejected=decision))
        inbox.items |= {one.number: one for one in rejected}
        folder.write(graph, inbox)
        return rejected


def reject_text(graph: Path, number: int, by: str, reason: str, scales: Scales) -> list[int]:
    """Reject all that waits of the text that a proposal is from, in one decision; return their numbers.

    Raises:
        NotInInboxError: there is none of that number.
        NoReasonError: no reason is given.
    """
    text = folder.read(graph).one(number).text
    numbers = [one.item.number for one in waiting(graph, scales) if one.item.text == text]
    reject(graph, numbers, by, reason)
    return numbers


def _rejection(by: str, reason: str) -> Decision:
    if not (said := " ".join(reason.split())):
        raise NoReasonError(_("say why it is rejected; the reason is remembered, and can be changed later"))
    return Decision(by, now(), said)


def undo(graph: Path, number: int | None = None) -> list[Item]:
    """Take a decision back, the last if no number is given: the proposal waits again, and what was rejected with it.

    Of one that waits, what a person changed of it is taken back.

    Raises:
        NotInInboxError: there is none of that number.
        DecidedError: nothing has been decided, or another that was accepted rests on it.
    """
    with folder.one_decides(graph):
        inbox, done = folder.read(graph), taken.read(graph)
        number = _last(inbox, done) if number is None else number
        item, numbers = inbox.one(number), [number]
        if how := next((one for one in done if one.number == number), None):
            if others := [one.number for one in done if {*one.supports, *one.known} & {*how.facts}]:
                told = _("proposal {other} is a further source of what {number} added; undo that first")
                raise DecidedError(told.format(other=others[0], number=number))
            taken.write(graph, [one for one in done if one.number != number])
        elif item.rejected:
            numbers = [one.number for one in inbox.items.values() if one.rejected == item.rejected]
            inbox.items |= {one: replace(inbox.items[one], rejected=None) for one in numbers}
            folder.write(graph, inbox)
        elif item.edited:
            for each in inbox.of_page(number):
                inbox.items[each.number] = replace(each, source=each.source_read)
            inbox.items[number] = replace(inbox.items[number], record=item.proposed, edited=None)
            folder.write(graph, inbox)
        else:
            raise DecidedError(_("proposal {number} waits, and nothing of it was changed").format(number=number))
        return [inbox.items[one] for one in numbers]


def waits(graph: Path, number: int) -> bool:
    """Whether nobody has decided on a proposal.

    Raises:
        NotInInboxError: there is none of that number.
    """
    item, how = one(graph, number)
    return not how and not item.rejected


def _last(inbox: Inbox, done: list[Accepted]) -> int:
    """Return the number of the proposal that was decided on last.

    Raises:
        DecidedError: none was.
    """
    decided = [(one.decision.at, one.number) for one in done]
    decided += [(one.rejected.at, one.number) for one in inbox.items.values() if one.rejected]
    if not decided:
        raise DecidedError(_("nothing has been decided yet"))
    return max(decided)[1]


def _undecided(inbox: Inbox, done: list[Accepted], number: int) -> Item:
    item = inbox.one(number)
    if how := next((one.decision for one in done if one.number == number), item.rejected):
        told = _("proposal {number} has been decided on already, by {by} on {day}; undo that first")
        raise DecidedError(told.format(number=number, by=how.by, day=date_text(how.at[:10])))
    return item


def now() -> str:
    """Return the time, UTC, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
