"""What a person decides: accept, correct, reject, take back; each is one step, all or nothing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from loaders.inbox import accepted as taken
from loaders.inbox import folder
from loaders.inbox.accepted import Accepted
from loaders.inbox.folder import Inbox
from loaders.inbox.items import Cells, Decision, Item
from loaders.inbox.rows import Scales, Weighed
from loaders.model.dates import date_text
from loaders.model.messages import LANGUAGE, joined
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem, UserError
from loaders.model.records import Source
from loaders.proposals.known import Verdict
from loaders.tables.catalogue import Catalogue

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
        said = joined(map(why_not, problems), of_lists=LANGUAGE.get() != "ja")
        super().__init__(told.format(number=number, problems=said))


class NoReasonError(UserError, ValueError):
    """A proposal is rejected without a reason."""


class DecidedError(UserError):
    """A proposal has been decided on already, or nothing has been."""


def why_not(problem: Problem) -> str:
    """Return why a proposal cannot be accepted as it is: the column, and what is wrong with its cell."""
    return f"{problem.column}: {problem.message}" if problem.column else problem.message


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


def accept(
    graph: Path, number: int, by: str, known: Read, cells: Cells | None = None, seen: Cells | None = None
) -> Weighed:
    """Accept a proposal, with other cells if they are given: it is a fact of the user's own data set then.

    The cells are kept with the proposal, whether it is accepted or not, and if that is taken back.

    Args:
        graph: the folder of the graph.
        number: the number of the proposal.
        by: who accepts it.
        known: reads all that is known.
        cells: the cells that are to be others, by their columns.
        seen: the cells as whoever changes them saw them.

    Raises:
        NotInInboxError: there is none of that number.
        DecidedError: it has been decided on.
        ChangedMeanwhileError: somebody else has changed one of the cells.
        NotAcceptableError: `coop check` would not take it.
    """
    with folder.one_decides(graph):
        done = taken.read(graph)
        item = _edited(graph, done, number, by, cells or {}, seen)
        weighed = scales_of(graph, known()).checked(item)
        if weighed.problems:
            raise NotAcceptableError(number, weighed.problems)
        taken.write(graph, [*done, taken.accepted(weighed, Decision(by, now()))])
    return weighed


def edit(graph: Path, number: int, by: str, cells: Cells, seen: Cells | None = None) -> Item:
    """Change the cells of a proposal that waits; those of its source are the same for all of its page.

    Args:
        graph: the folder of the graph.
        number: the number of the proposal.
        by: who changes it.
        cells: the cells that are to be others, by their columns.
        seen: the cells as whoever changes them saw them.

    Raises:
        NotInInboxError: there is none of that number.
        DecidedError: it has been decided on.
        ChangedMeanwhileError: somebody else has changed one of the cells.
        NoSuchColumnError: a column is none of its table.
    """
    with folder.one_decides(graph):
        return _edited(graph, taken.read(graph), number, by, cells, seen)


def _edited(graph: Path, done: list[Accepted], number: int, by: str, cells: Cells, seen: Cells | None) -> Item:
    """Return a proposal that waits with the cells that were changed, and keep it so."""
    inbox = folder.read(graph)
    before = _undecided(inbox, done, number)
    if seen is not None:
        before.must_be_as_seen(cells, seen)
    item = before.changed(cells)
    if item == before:
        return item
    if item.source != before.source:
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
