"""The commands that change or check facts: build, check, load, fetch, sources, diff, drop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.cli.graphs import (
    SHOWN,
    asked_graph,
    build_graph,
    counted,
    first_of,
    graph_folder,
    open_graph,
    push_graph,
    put,
    put_answer,
    say,
    whereabouts,
)
from graph.cli.help import command
from graph.cli.options import format_option, reading_options, speaking, store_option
from loaders.model.messages import LANGUAGE, all_of, figure, joined
from loaders.model.messages import gettext as _

if TYPE_CHECKING:
    from graph.store.build import Report
    from loaders.model.problems import Problem
    from loaders.tables.datasets import Dataset


@command()
@speaking
@store_option
def build(folder: Path | str | None) -> None:
    """Load all facts into the graph (done by itself on first use).

    For a server, named by its address: build it on this machine, then push it there.
    """
    from graph.ask import status as statuses
    from graph.store.folder import default_folder

    where = default_folder() if isinstance(folder, str) else graph_folder(folder)
    build_graph(where, anew=True)
    if isinstance(folder, str):
        push_graph(open_graph(where), folder)
    store = asked_graph(folder)
    put_answer(store, statuses.overview(store), ("name",), "table", LANGUAGE.get(), whereabouts(folder))


@command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@speaking
@format_option
def check(files: tuple[Path, ...], style: str) -> None:
    """Check tables of facts, or facts in RDF, before they are loaded: every problem by file, row and column."""
    from graph.ask.output import Findings
    from loaders.tables.check import check as hold

    with Findings(style) as findings:
        checked = hold(list(files), findings.problem, findings.warning, findings.progress)
    said = (
        counted(checked.rows, _("{number} row is right"), _("{number} rows are right")),
        counted(checked.problems, _("{number} problem"), _("{number} problems")),
        counted(checked.warnings, _("{number} fact could be completer"), _("{number} facts could be completer")),
    )
    say(joined(said))
    if checked.shaped < checked.rows:
        say(_("Only the first {number} were checked for completeness.").format(number=figure(checked.shaped)))
    if checked.problems:
        raise SystemExit(1)


@command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", metavar="NAME", help="What to call it, to replace or drop it later; by default as the file.")
@click.option("--mapping", "kept", type=click.Path(dir_okay=False, path_type=Path), metavar="YAML",
              help="The file that says which column is which; it is written if it is not there, for you to "
              "correct.")  # fmt: skip
@click.option("--place", metavar="PLACE", help="Whose list it is, where no column says so.")
@click.option("--yes", is_flag=True, help="Do not ask whether the columns are understood rightly.")
@speaking
@store_option
def load(
    file: Path, name: str | None, kept: Path | None, place: str | None, yes: bool, folder: Path | str | None
) -> None:
    """Add a table of your own to the graph: CSV, TSV, XLSX or ODS, its headings in any of the three languages.

    Rows that are known already become a further source of what is known; rows that contradict it are kept beside it;
    rows that cannot be understood stand in a table to be mended. `coop drop` undoes it.
    """
    from graph.cli.questions import understood
    from graph.store import user_sources as sources
    from loaders.imports import importer as loading
    from loaders.imports import user_datasets as own
    from loaders.model.dates import date_text

    where = graph_folder(folder)
    called = own.slug(name or file.stem)
    known = sources.catalogue(where, without=called)
    if sources.is_taken(called, known):
        taken = _("“{name}” is the name of something else in the graph; give it another with --name")
        raise click.UsageError(taken.format(name=called))
    how, before = understood(file, kept, place, yes, known), sources.held(where, called)
    with _progress(file) as progress, _least_last() as report:
        loaded = loading.load(where, file, called, how, known, report, progress)
    for problem in loaded.told:
        say(str(problem))
    dataset = own.one(where, called)
    if not loaded.changed:
        say(_("{file} is in the graph already, as {name}; nothing was changed.").format(file=file.name, name=called))
        _report_to_mend(dataset)
        return
    _report_loaded(dataset, build_graph(where), loaded.repeated, loaded.abroad)
    if before:
        replaced = _(
            "It takes the place of that of {day} ({number} rows) of the same name; another table needs another --name."
        )
        say(replaced.format(day=date_text(before[0]), number=figure(before[1])))


@command()
@click.argument("source", type=click.Choice(["wikidata", "localgovjp"]))
@click.option("--countries", default="vn,jp", metavar="ONE,OTHER",
              help="Of wikidata: any two countries by their ISO 3166 codes, vn,jp by default. Ties of others "
              "are kept as a table, not in the graph.")  # fmt: skip
@click.option("--max-age", type=click.IntRange(min=0), default=7,
              help="How many days what was fetched before may be used for, 7 by default.")  # fmt: skip
@click.option("--from", "address", metavar="URL", help="Where to fetch it from, if not from the source itself.")
@speaking
@store_option
def fetch(source: str, countries: str, max_age: int, address: str | None, folder: Path | str | None) -> None:
    """Fetch a public source anew: wikidata (twinned places) or localgovjp (Japan's municipalities).

    What is not as expected of the source is not taken over. What localgovjp knows otherwise is proposed in tables to
    confirm: nothing of it goes into the graph by itself.
    """
    from importlib import import_module

    from graph.store import user_sources as sources
    from loaders.imports import importer as loading
    from loaders.imports import user_datasets as own

    where = graph_folder(folder)
    name = source if countries == "vn,jp" else own.slug(f"{source}-{countries}")
    known = sources.catalogue(where, without=name)
    options: dict[str, Any] = {"countries": tuple(countries.split(","))} if source == "wikidata" else {}
    if address:
        options["endpoint" if source == "wikidata" else "address"] = address
    harvest = import_module(f"loaders.sources.{source}").harvest(
        known, where / "cache", max_age=max_age, before=sources.counts(where, name), **options
    )
    loaded = loading.take(where, name, harvest)
    if not loaded.changed:
        say(_("{name} says what it said before; nothing was changed.").format(name=name))
        return
    dataset = own.one(where, name)
    _report_loaded(dataset, build_graph(where))
    for path in sorted({*dataset.folder.glob("*.csv")} - {*dataset.paths}):
        say(_("To be read by you: {path}").format(path=path))


@command()
@speaking
@format_option
@store_option
def sources(style: str, folder: Path | str | None) -> None:
    """List what you have loaded or fetched yourself: how much is new, known, contradicting, to be mended."""
    from graph.ask import output
    from graph.store.user_sources import COLUMNS, listing

    put(output.STYLES[style](COLUMNS, listing(graph_folder(folder))))


@command()
@click.argument("name", metavar="SOURCE")
@reading_options
def diff(name: str, folder: Path | str | None, language: str, style: str) -> None:
    """Show what SOURCE, loaded before, adds to the facts, says otherwise, or only repeats."""
    from graph.ask import output
    from graph.store.user_sources import CHANGES, changes
    from loaders.imports import user_datasets as own

    where = graph_folder(folder)
    put(output.STYLES[style](CHANGES, changes(where, name, language, in_words=style == "table")))
    _report_to_mend(own.one(where, name))


@command()
@click.argument("name", metavar="SOURCE")
@speaking
@store_option
def drop(name: str, folder: Path | str | None) -> None:
    """Take SOURCE, loaded or fetched before, out of the graph again."""
    from loaders.imports import user_datasets as own

    where = graph_folder(folder)
    own.drop(where, name)
    left = build_graph(where).left
    say(_("{name} is no longer in the graph.").format(name=name))
    if left:
        say(_(
            "Rows of others that name what it held, as above, are not in the graph either until it is loaded again."
        ))  # fmt: skip


@contextmanager
def _progress(file: Path) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how much of a file has been read."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(_("reading the rows"), total=file.stat().st_size)
        yield lambda position: shown.update(task, completed=position)


@contextmanager
def _least_last() -> Iterator[Callable[["Problem"], None]]:
    """Print the first problems that a function is called with, those of rows that need no mending behind the rest."""
    from loaders.imports.apply import Abroad

    show, others = first_of(SHOWN), list["Problem"]()

    def report(problem: "Problem") -> None:
        if not isinstance(problem, Abroad):
            show(problem)
        elif len(others) <= SHOWN:
            others.append(problem)

    try:
        yield report
    finally:
        for problem in others:
            show(problem)


def _report_loaded(dataset: "Dataset", built: "Report", repeated: int = 0, abroad: int = 0) -> None:
    """Print what a data set adds to the graph that was built, and which file holds its rows to be mended."""
    from graph.store.user_sources import COLUMNS, listed

    row = dict(zip(COLUMNS, listed(dataset, built), strict=True))
    said = counted(
        int(row["rows"]),
        _("Loaded {name}, {number} row: {new} new, {known} known before, {contradicting} contradicting what is known."),
        _(
            "Loaded {name}, {number} rows: {new} new, {known} known before, {contradicting} contradicting what is "
            "known."
        ),
        name=row["source"],
        **{column: figure(int(row[column])) for column in ("new", "known", "contradicting")},
    )
    if repeated:
        said += " " + counted(
            repeated,
            _("{number} row said what another says."),
            _("{number} rows said what another says."),
        )
    if abroad:
        said += " " + counted(
            abroad,
            _("{number} row was passed over that is no tie between Vietnam and Japan."),
            _("{number} rows were passed over that are no ties between Vietnam and Japan."),
        )
    say(f"{said} " + _("See them with: coop diff {name}").format(name=row["source"]))
    _report_to_mend(dataset)


def _report_to_mend(dataset: "Dataset") -> None:
    """Print which file holds the rows of a data set that could not be understood."""
    from graph.store.user_sources import to_mend

    if tables := to_mend(dataset):
        not_understood = counted(
            sum(tables.values()),
            _("{number} row is not understood: {files}"),
            _("{number} rows are not understood: {files}"),
            files=all_of(map(str, tables)),
        )
        say(not_understood)
        say(_("Correct them in your file, and load it again."))
