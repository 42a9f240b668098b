"""The graph that a command is about: where it is, opened, built, and answers from it written."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loaders.model.messages import figure
from loaders.model.messages import gettext as _

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graph.ask.query import Answer
    from graph.export.workbook import Sheet
    from graph.store.build import Report
    from graph.store.endpoint import Endpoint
    from graph.store.folder import Graph


SHOWN = 20
"""How many of the rows that are left or passed over are shown; all of the former stand in the table to be mended."""


def first_of(number: int) -> Callable[[Any], None]:
    """Return a function that prints the first problems it is called with, up to a number, and then an ellipsis."""
    from itertools import count

    printed = count()

    def show(problem: Any) -> None:
        at = next(printed)
        if at < number:
            say(str(problem))
        elif at == number:
            say("…")

    return show


def graph_folder(folder: Path | str | None) -> Path:
    """Return the folder of a graph on this machine, the default one if none is named."""
    from graph.store.folder import default_folder

    if isinstance(folder, str):
        raise click.UsageError(_("this needs a graph on this machine; name its folder with --store"))
    return folder or default_folder()


def whereabouts(folder: Path | str | None) -> str:
    """Say where a graph is: in a folder, or at an address."""
    if isinstance(folder, str):
        return _("The graph is at {url}").format(url=endpoint(folder).url)
    return _("The graph is in {folder}").format(folder=graph_folder(folder))


def asked_graph(folder: Path | str | None) -> "Graph":
    """Return the graph to ask a few questions of, wherever it is."""
    return endpoint(folder) if isinstance(folder, str) else open_graph(graph_folder(folder))


def whole_graph(folder: Path | str | None) -> "Store":
    """Return the graph to go through as a whole; one on a server is copied into memory."""
    return endpoint(folder).whole if isinstance(folder, str) else open_graph(graph_folder(folder))


@cache
def endpoint(url: str) -> "Endpoint":
    """Return the SPARQL endpoint at an address, asked for once."""
    from graph.store.endpoint import Endpoint

    return Endpoint(url, say)


def push_graph(store: "Store", url: str, graphs_url: str | None = None, update_url: str | None = None) -> None:
    """Write a graph to a server, telling each step."""
    from graph.store.push import push, writer

    write = writer(url, graphs_url, update_url)
    push(store, endpoint(url), write, say)


def open_graph(folder: Path) -> "Store":
    """Open the graph; build it first if there is none, or if the facts have changed since."""
    from graph.store.folder import opened

    return opened(folder, lambda: build_graph(folder), say)


def build_graph(folder: Path, anew: bool = False) -> "Report":
    """Build the graph in a folder, telling each step and what is wrong; see `graph.store.build.build`."""
    from rich.console import Console

    from graph.store.build import TablesWrongError
    from graph.store.build import build as load

    console = Console(stderr=True)
    building = _("building the graph: {step}")
    with console.status(_("building the graph")) as shown:
        try:
            report = load(folder, step=lambda word: shown.update(building.format(step=word)), keep=_learn, anew=anew)
        except TablesWrongError as error:
            for problem in error.problems:
                say(str(problem))
            raise
    show = first_of(SHOWN)
    for problem in report.left:
        show(problem)
    say(_("Built the graph in {folder}").format(folder=folder))
    return report


def _learn(store: "Store", folder: Path) -> None:
    """Have kept what suggestions learn from the facts; a load that only adds to these need not import it."""
    from graph.suggest.learnt import keep

    keep(store, folder)


def counted(number: int, one: str, several: str, **named: str) -> str:
    """Return one of two messages, that of a single thing or of several, with what is named in it."""
    return (one if number == 1 else several).format(number=figure(number), **named)


def say(message: str) -> None:
    """Write a message to stderr: stdout is for answers."""
    click.echo(message, err=True)


def put(answer: str) -> None:
    """Write an answer to stdout."""
    from graph.ask.output import on_stdout

    click.echo(on_stdout(answer), nl=False)


def put_answer(
    store: "Graph", answer: "Answer", things: Iterable[str], style: str, language: str, title: str = "", day: str = ""
) -> None:
    """Write an answer, its localities called as they were on a day."""
    from pyoxigraph import NamedNode, Store

    from graph.ask.labels import Labels
    from graph.ask.output import text

    labels = Labels(store, language, day)
    if not isinstance(store, Store):
        labels.learn(cell for row in answer.rows for cell in row if isinstance(cell, NamedNode))
    if style == "xlsx":
        from graph.export.workbook import of_answer

        put_workbook([of_answer(answer, labels, things, "coop")], title, day)
    else:
        put(text(answer, labels, things, style, title))


def put_workbook(sheets: "Iterable[Sheet]", title: str, day: str) -> None:
    """Write a workbook to stdout, which is to be a file or another program.

    Raises:
        UsageError: it is a terminal.
    """
    import sys
    from datetime import date

    from graph.export.workbook import as_xlsx

    if sys.stdout.isatty():
        raise click.UsageError(_("a workbook is not for the screen; write it into a file: --format xlsx > FILE.xlsx"))
    sys.stdout.buffer.write(as_xlsx(sheets, title, day or date.today().isoformat()))
