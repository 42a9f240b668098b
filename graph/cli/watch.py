"""The commands that watch feeds and pages, and read what is new in them."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.cli.added import report_added
from graph.cli.graphs import counted, graph_folder, put, say
from graph.cli.help import Group
from graph.cli.options import format_option, speaking, store_option
from loaders.model.messages import figure, joined
from loaders.model.messages import gettext as _

if TYPE_CHECKING:
    from loaders.proposals.second_reader import Read
    from loaders.proposals.watching import Looked
    from loaders.reading.context.stated import NotOurs
    from loaders.tables.catalogue import Catalogue
    from loaders.texts.documents import Document

COLUMNS = ("address", "watched_as", "since", "looked", "new_on", "entries", "trouble", "trouble_since")


@click.group(cls=Group)
@speaking
def watch() -> None:
    """Watch feeds and pages of offices and the press, and read what is new in them into the inbox."""


@watch.command()
@click.argument("addresses", nargs=-1, required=True, metavar="FEED|PAGE...")
@click.option("--private", is_flag=True, help="It is on this machine, or in a network that is not public.")
@speaking
@store_option
def add(addresses: tuple[str, ...], private: bool, folder: Path | str | None) -> None:
    """Watch a feed, a page that links to news, or a page whose text changes.

    What it has now is new in the first run.
    """
    from loaders.proposals import watches
    from loaders.proposals.watching import first_look
    from loaders.sources.manners import Visitor
    from loaders.tables.integrity import today

    where, visitor = graph_folder(folder), Visitor()
    with watches.one_at_a_time(where):
        for address in addresses:
            if address in {one.address for one in watches.watches(where)}:
                say(_("{address} is watched already.").format(address=address))
                continue
            found = first_look(address, visitor, private, today())
            watches.write(where, [*watches.watches(where), found])
            told = _("Watching {address} as {form}; entries: {number}. Read them with: coop watch run")
            say(told.format(address=address, form=found.said_form, number=figure(found.entries)))


@watch.command(name="list")
@speaking
@format_option
@store_option
def listing(style: str, folder: Path | str | None) -> None:
    """List what is watched: as what, when it last answered, when something was new, and what is wrong with it."""
    from graph.ask import output
    from loaders.proposals.watches import watches

    table = style == "table"
    rows = [
        (
            one.address, one.said_form if table else one.form, one.added, one.looked, one.found, str(one.entries),
            one.said_trouble if table else one.trouble, one.troubled,
        )
        for one in watches(graph_folder(folder))
    ]  # fmt: skip
    put(output.STYLES[style](COLUMNS, rows))


@watch.command()
@click.argument("addresses", nargs=-1, required=True, metavar="FEED|PAGE...")
@speaking
@store_option
def remove(addresses: tuple[str, ...], folder: Path | str | None) -> None:
    """Watch an address no more."""
    from loaders.proposals import watches

    where = graph_folder(folder)
    with watches.one_at_a_time(where):
        for address in addresses:
            kept = watches.watches(where)
            _watched(address, [one.address for one in kept])
            watches.write(where, [one for one in kept if one.address != address])
            say(_("{address} is watched no more.").format(address=address))


@watch.command()
@click.argument("addresses", nargs=-1, metavar="[FEED|PAGE]...")
@click.option("--most", type=click.IntRange(min=1), default=30,
              help="The most new texts of an address to be read in one run, 30 by default; the others wait for the "
              "next.")  # fmt: skip
@click.option("--model", metavar="NAME", help="Have a model read what is new too, as `coop propose` does.")
@speaking
@store_option
def run(addresses: tuple[str, ...], most: int, model: str | None, folder: Path | str | None) -> None:
    """Read what is new since last time at the addresses that are watched, or at those named, into the inbox.

    What has moved, is gone, or yields nothing any more is told, and the exit status is then 1.
    """
    from graph.store import user_sources as sources
    from loaders.inbox import adding
    from loaders.proposals import watches
    from loaders.proposals.second_reader import reading
    from loaders.proposals.watching import look
    from loaders.sources.manners import Visitor
    from loaders.tables.integrity import today

    where, visitor, troubled = graph_folder(folder), Visitor(), False
    with watches.one_at_a_time(where):
        kept = watches.watches(where)
        for address in addresses:
            _watched(address, [one.address for one in kept])
        known = sources.catalogue(where)
        read = reading(known, model)
        for one in kept:
            if addresses and one.address not in addresses:
                continue
            found: list[tuple[Document, list[Mapping[str, Any]], list[NotOurs]]] = []
            take = partial(_take, known, read, found)
            looked = look(one, visitor, today(), take, lambda problem: say(f"  {problem}"), most)
            say(f"{one.address}: {_said(looked)}")
            if any(proposals for _document, proposals, _others in found):
                report_added(adding.add(where, found, known), known)
            watches.put(where, looked.watch)  # behind the inbox: who is killed reads again rather than never
            troubled = troubled or bool(looked.trouble)
    if not kept:
        say(_("Nothing is watched; add a feed or page with: coop watch add ADDRESS"))
    if troubled:
        raise SystemExit(1)


def _take(
    known: "Catalogue",
    read: "Callable[[Document], Read]",
    found: "list[tuple[Document, list[Mapping[str, Any]], list[NotOurs]]]",
    document: "Document",
    fresh: Collection[tuple[int, int]] | None,
) -> int:
    """Read a text and put the facts beside it that it proposes where it is new; return how many."""
    from loaders.inbox import adding

    [document] = adding.dated([document], known)
    proposals, others, told = read(document)
    for line in told:
        say(f"  {document.address}: {line}")
    new: list[Mapping[str, Any]] = [one.plain() for one in proposals if fresh is None or _within(one.spans, fresh)]
    found.append((document, new, others))
    return len(new)


def _within(spans: Collection[tuple[int, int]], fresh: Collection[tuple[int, int]]) -> bool:
    return any(begin < end_of and start < end for begin, end in spans for start, end_of in fresh)


def _said(looked: "Looked") -> str:
    said = [looked.trouble] if looked.trouble else []
    if looked.read or not said:
        said.append(counted(looked.read, _("{number} new text read"), _("{number} new texts read")))
        said.append(counted(looked.proposed, _("{number} fact proposed"), _("{number} facts proposed")))
    if looked.left:
        said.append(counted(looked.left, _("{number} left for the next run"), _("{number} left for the next run")))
    return joined(said)


def _watched(address: str, known: Collection[str]) -> None:
    if address not in known:
        raise click.UsageError(_("{address} is not watched; see: coop watch list").format(address=address))
