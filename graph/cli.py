"""The command line, `coop`: thin doors to the rooms behind. What a command does not need, it does not import."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from loaders.messages import LANGUAGE, all_of, any_of, figure
from loaders.messages import gettext as _
from loaders.problems import UserError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graph.build import Report
    from graph.endpoint import Endpoint
    from graph.questions import Answer
    from graph.store import Graph
    from loaders.datasets import Dataset

Command = TypeVar("Command", bound=Callable[..., Any])


class _Doors(click.Group):
    """Turns what the user can mend into a message and exit status 1; everything else is a fault of ours."""

    def main(self, args: Sequence[str] | None = None, standalone_mode: bool = True, **settings: Any) -> Any:  # type: ignore[override]
        """Run the program in the language of the user, in which mistakes in the command line are told too, and end.

        What programs may read is UTF-8, whatever the terminals here are.
        """
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # a letter that a terminal lacks is no reason to fail
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
        before = LANGUAGE.set(_language_of(sys.argv[1:] if args is None else args))
        try:
            status = super().main(args, **settings, standalone_mode=False)
        except (click.ClickException, click.Abort) as error:
            if not standalone_mode:
                raise
            from graph.mistakes import tell

            status = tell(error)
        finally:
            LANGUAGE.reset(before)
        return sys.exit(status) if standalone_mode else status

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except (UserError, OSError, SyntaxError) as error:
            from graph.mistakes import in_words

            raise click.ClickException(in_words(error)) from error


_LANGUAGES = ("en", "vi", "ja")
"""Those of `ontology`, which takes too long to import for this alone."""


def _language_of(arguments: Sequence[str]) -> str:
    """Return the language to speak: of ``--lang``, else of COOP_LANG, else of the locale; English if it is another.

    Whether the first two are right is found when the command is read, which may fail for other reasons before.
    """
    from os import environ

    asked = [value for option, value in pairwise(arguments) if option == "--lang"]
    asked += [one.removeprefix("--lang=") for one in arguments if one.startswith("--lang=")]
    locale = next(filter(None, map(environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    wanted = (*reversed(asked), environ.get("COOP_LANG", ""), locale[:2].lower())
    return next((one for one in wanted if one in _LANGUAGES), "en")


def _speak(_: click.Context, __: click.Parameter, language: str) -> str:
    LANGUAGE.set(language)
    return language


class _Where(click.ParamType[Path | str]):
    """A folder on this machine, or the web address of a SPARQL endpoint."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """Return a folder as a path, an address as it stands."""
        if _is_address(value):
            return str(value)
        return click.Path(file_okay=False, path_type=Path).convert(value, param, ctx)


def _is_address(where: object) -> bool:
    return isinstance(where, str) and where.lower().startswith(("http://", "https://"))


_store = click.option(
    "--store",
    "folder",
    type=_Where(),
    envvar="COOP_STORE",
    metavar="PATH|URL",
    help="Folder of the graph, by default one under your own data folder; or the address of a SPARQL endpoint.",
)
_as_of = click.option("--as-of", metavar="DATE", default="today", help="The day asked for, as in 2025-06-30.")
_country = click.option("--country", type=click.Choice(["vn", "jp"], case_sensitive=False),
                        help="One country; both by default.")  # fmt: skip
_network = click.option("--network", "kind", type=click.Choice(["ties", "affiliations", "co-affiliations"]),
                        default="ties", help="Localities joined by ties (the default); to the networks, programmes "
                        "and funders they take part in; or by what they take part in together.")  # fmt: skip
_lang = partial(
    click.option, "--lang", "language", type=click.Choice(_LANGUAGES), envvar="COOP_LANG", show_envvar=True,
    default=LANGUAGE.get, callback=_speak, is_eager=True, help="Language, by default the system's.",
)  # fmt: skip
_language = _lang()
_speaking = _lang(expose_value=False)
"""The same for commands that need not know it: what they say is in `LANGUAGE`."""
_style = click.option("--format", "style", type=click.Choice(["table", "csv", "json"]), default="table",
                      help="A table for people; CSV or JSON for programs.")  # fmt: skip


def _reading(command: Command) -> Command:
    """Add the options that every reading command has."""
    return _style(_language(_store(command)))


@click.group(cls=_Doors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="vnjp-ties", prog_name="coop")
def main() -> None:
    """Who works with whom among the localities of Vietnam and Japan, and who is left without partners.

    A PLACE is any name of a locality in any script, with what tells it apart where needed ("osaka prefecture",
    大阪市, "Kawasaki, Kanagawa"), or its id (jp/osaka).
    """


@main.command()
@_speaking
@_store
def build(folder: Path | str | None) -> None:
    """Load all facts into the graph (done by itself on first use).

    For a server, named by its address: build it on this machine, then push it there.
    """
    from graph import status as statuses
    from graph.store import default_folder

    where = default_folder() if isinstance(folder, str) else _folder(folder)
    _build(where)
    if isinstance(folder, str):
        _push(_open(where), folder)
    store = _asked(folder)
    _put(store, statuses.overview(store), ("name",), "table", LANGUAGE.get(), _whereabouts(folder))


@main.command()
@click.argument("url")
@click.option("--graphs", "graphs_url", metavar="URL",
              help="Where the server takes whole graphs (SPARQL Graph Store Protocol); of Oxigraph and Virtuoso it is "
              "known.")  # fmt: skip
@click.option("--update", "update_url", metavar="URL",
              help="Where it takes SPARQL updates, if it takes no whole graphs.")  # fmt: skip
@_speaking
@_store
def push(url: str, graphs_url: str | None, update_url: str | None, folder: Path | str | None) -> None:
    """Write the graph to the server whose SPARQL endpoint is URL, in the place of what it has of it.

    Only the named graphs of this project are touched. Name and password come from COOP_USER and COOP_PASSWORD or from
    ~/.netrc.
    """
    _push(_whole(folder), url, graphs_url, update_url)


@main.command()
@_reading
def status(folder: Path | str | None, language: str, style: str) -> None:
    """Show what is in the graph, from which data set, of which day."""
    from graph import status as statuses

    store = _asked(folder)
    _put(store, statuses.overview(store), ("name",), style, language, _whereabouts(folder))


@main.command()
@click.argument("place")
@click.argument("other", metavar="[PLACE]", required=False)
@_as_of
@_reading
def show(place: str, other: str | None, as_of: str, folder: Path | str | None, language: str, style: str) -> None:
    """Show what is known of a locality, or between two, with sources."""
    from graph import show as briefings
    from graph.names import locality
    from graph.questions import day

    store, date = _whole(folder), day(as_of)
    one = locality(store, place, date)
    two = briefings.beside(store, other, one, date) if other else None
    about = briefings.briefing(store, one, two, date)
    if style == "table":
        click.echo(str(briefings.Prose(store, about, language)), nl=False)
    else:
        _put(store, briefings.table(store, about), briefings.THINGS, style, language, day=date)


@main.command()
@_country
@click.option("--level", default="provincial", metavar="LEVEL",
              help="provincial (the default), municipal, or a single level such as designated-city.")  # fmt: skip
@click.option("--region", metavar="REGION", help="One region, such as mekong-delta or kyushu-okinawa.")
@click.option("--scheme", type=click.Choice(["official-relationship", "third-party-support", "intercity-network"]),
              help="Only who lacks this scheme.")  # fmt: skip
@click.option("--show", "what", type=click.Choice(["lacking", "all", "levels", "regions", "years"]), default="lacking",
              help="Who lacks a scheme (the default), all localities, or how many have access: by level, by region, "
              "by year since 1990.")  # fmt: skip
@click.option("--years", type=click.IntRange(min=1), default=5,
              help="A tie is dormant after so many years without a sign, expiring if it does within them; 5 by "
              "default.")  # fmt: skip
@click.option("--behind", is_flag=True, help="Name the partners, programmes and networks behind each scheme.")
@_as_of
@_reading
def gaps(
    country: str | None, level: str, region: str | None, scheme: str | None, what: str, years: int, behind: bool,
    as_of: str, folder: Path | str | None, language: str, style: str,
) -> None:  # fmt: skip
    """Show the localities without partners, and which schemes they have not reached.

    The numbers are the ties known under each scheme, ended ones included: 0 means that none is known, not that there
    is none.
    """
    from graph import gaps as left_out
    from graph.questions import known_concept, known_day

    store = _whole(folder)
    date = known_day(store, as_of)
    wanted = left_out.Wanted(country, level, known_concept("region", region) if region else None)
    if what == "years":
        _put(store, left_out.years(store, wanted, date), left_out.THINGS, style, language, _("Access by year"))
        return
    if what in {"levels", "regions"}:
        by = what.removesuffix("s")
        answer = left_out.shares(store, wanted, date, by)
        by_level, by_region = _("Access by level as of {day}"), _("Access by region as of {day}")
        title = (by_level if by == "level" else by_region).format(day=date)
        _put(store, answer, left_out.THINGS, style, language, title, date)
        return
    answer = left_out.places(store, wanted, date, years, behind, language)
    title = "\n".join(left_out.sentences(store, answer, wanted, date, language))
    if style != "table":
        _say(title)
    shown = answer if what == "all" else left_out.lacking(answer, scheme)
    _put(store, shown, left_out.THINGS, style, language, title, date)


@main.command()
@click.option("--by", default="degree", metavar="MEASURE", help="The measure that orders the places: degree (the "
              "default), strength, betweenness, closeness, eigenvector, pagerank, constraint or core.")  # fmt: skip
@click.option("--show", "what", type=click.Choice(["places", "communities", "cut-points", "years"]), default="places",
              help="Places with their measures (the default); groups that work among themselves; who would be cut "
              "off if a place fell away; the network of ties at the end of each year since 1990.")  # fmt: skip
@_network
@_country
@click.option("--level", metavar="LEVEL", help="provincial, municipal, or a single level such as designated-city.")
@click.option("--limit", type=click.IntRange(min=1), default=20, help="How many rows, 20 by default.")
@_as_of
@_reading
def rank(
    by: str, what: str, kind: str, country: str | None, level: str | None, limit: int, as_of: str,
    folder: Path | str | None, language: str, style: str,
) -> None:  # fmt: skip
    """Show who holds the network together.

    degree: how many partners; strength: how many ties; betweenness: on how many shortest ways between others;
    closeness: how near to all; eigenvector, pagerank: by the weight of the partners; constraint: low for a broker
    between strangers; core: in how dense a group.
    """
    from graph import rank as ranks
    from graph.measures import MEASURES
    from graph.output import heading
    from graph.questions import ParameterError, known_day, known_levels

    if by not in MEASURES:
        wrong = _("--by: “{measure}” is no measure; write one of {known}")
        raise ParameterError(wrong.format(measure=by, known=", ".join(MEASURES)))
    store = _whole(folder)
    date = known_day(store, as_of)
    levels = known_levels(store, level, country) if level else set()
    if what == "years" and kind != "ties":
        raise click.UsageError(_("--show years is of the network of ties; leave --network out"))
    if what == "years":
        answer, title = ranks.years(store, date), _("The network of ties by year")
    elif what == "communities":
        answer, title = ranks.communities(store, kind, date, language), _("Communities as of {day}")
    elif what == "cut-points":
        answer = ranks.cut_points(store, kind, date, language)
        title = _("Who would be cut off without whom, as of {day}")
    else:
        answer = ranks.places(store, kind, date, by, country, levels)
        title = _("Places by {measure} as of {day}")
    shown = answer if what == "years" else answer.first(limit)
    if len(shown.rows) < len(answer.rows):
        first = _("The first {limit} of {number}; --limit shows more.")
        _say(first.format(limit=figure(limit), number=figure(len(answer.rows))))
    _put(store, shown, ("place", "level"), style, language, title.format(day=date, measure=heading(by)), date)


@main.command()
@click.argument("place")
@click.option("--field", "about", metavar="FIELD", help="Only who has worked on it, such as water or tourism.")
@click.option("--limit", type=click.IntRange(min=1), default=10, help="How many, 10 by default.")
@_as_of
@_reading
def suggest(
    place: str, about: str | None, limit: int, as_of: str, folder: Path | str | None, language: str, style: str
) -> None:
    """Show whom a locality could approach next: why, by which scheme, through whom.

    The order is learnt from who signed with whom before the day; `coop backtest` says how well that works.
    """
    from graph import suggest as suggesting
    from graph.names import locality
    from graph.questions import known_concept, known_day

    store = _whole(folder)
    date = known_day(store, as_of)
    one = locality(store, place, date)
    field = known_concept("field", about) if about else ""
    told = suggesting.Told(store, one, date, suggesting.suggestions(store, one, date, limit, field), language)
    if style == "table":
        click.echo(str(told), nl=False)
    else:
        _put(store, told.answer(), suggesting.THINGS, style, language, day=date)


@main.command()
@click.option("--cutoff", "cutoffs", required=True, multiple=True, metavar="DATE",
              help="Hide everything from this day on, as in 2018-01-01; repeatable: the means follow.")  # fmt: skip
@_reading
def backtest(cutoffs: tuple[str, ...], folder: Path | str | None, language: str, style: str) -> None:
    """Show how well `coop suggest` would have foretold the documents signed after a day.

    Each locality that later signed with somebody for the first time is asked for; facts without a date are hidden
    too. hits at 10: the share of them for whom one of those they signed with is among the first ten suggested;
    reciprocal rank: 1 if always the first, 0.1 if always the tenth (mean reciprocal rank). Beside it, simple rules.
    """
    from graph import backtest as backtesting
    from graph.questions import first_day, known_day

    store = _whole(folder)
    for cutoff in cutoffs:
        known_day(store, cutoff)
    answer = backtesting.table(store, [first_day(cutoff) for cutoff in cutoffs])
    _put(store, answer, ("asking",), style, language)


@main.command()
@click.argument("name", required=False)
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="What the question is asked of; repeatable.",
)
@click.option("--as-of", metavar="DATE", help="The day asked for, as in 2025-06-30; today by default.")
@click.option("--list", "listing", is_flag=True, help="List the questions.")
@click.option(
    "--sparql",
    is_flag=True,
    help="Print the SPARQL of the question, its parameters bound if any is given, instead of its answer.",
)
@click.option("--file", "own", type=click.File(encoding="utf-8-sig"), help="Ask a SPARQL SELECT query of your own.")
@_reading
def query(
    name: str | None, params: tuple[str, ...], as_of: str | None, listing: bool, sparql: bool, own: Any,
    folder: Path | str | None, language: str, style: str,
) -> None:  # fmt: skip
    """Ask a competency question with parameters, or a SPARQL query of your own."""
    import queries
    from graph import questions
    from graph.as_of import ended

    if listing:
        click.echo(_listing(style, language), nl=False)
        return
    if own and name:
        raise click.UsageError(_("ask either “{question}” or the query of --file").format(question=name))
    if own:
        question = _own_question(own)
    else:
        question = queries.question(name) if name in queries.names() else _no_such_question(name)
    values = _values(params)
    if as_of and not any(parameter.name == "as_of" for parameter in question.parameters):
        raise click.UsageError(_("{question} asks of no day; leave --as-of out").format(question=question.name))
    if as_of and "as_of" in values:
        raise click.UsageError(_("give the day once, as --as-of or as --param as_of"))
    values |= {"as_of": as_of} if as_of else {}
    if sparql and not values:
        click.echo(question.sparql, nl=False)
        return
    store = _asked(folder)
    if sparql:
        terms = {name: str(term) for name, term in questions.bind(store, question, values).items()}
        click.echo(queries.bound(queries.headless(question.sparql), terms), nl=False)
        return
    bound = questions.bind(store, question, values)
    day = bound["as_of"].value if "as_of" in bound else ""
    for note in ended(store, bound.values(), language, day):
        _say(note)
    answer = questions.select(store, question.sparql, bound)
    things, title = question.things or questions.thing_columns(answer), question.worded(language).summary
    _put(store, answer, things, style, language, title, day)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@_speaking
@_style
def check(files: tuple[Path, ...], style: str) -> None:
    """Check tables of facts before they are loaded: every problem by file, row and column."""
    from graph.check import check as hold
    from graph.output import Findings

    with Findings(style) as findings:
        checked = hold(list(files), findings.problem, findings.warning, findings.progress)
    said = (
        _counted(checked.rows, _("{number} row is right"), _("{number} rows are right")),
        _counted(checked.problems, _("{number} problem"), _("{number} problems")),
        _counted(checked.warnings, _("{number} fact could be completer"), _("{number} facts could be completer")),
    )
    _say(", ".join(said))
    if checked.shaped < checked.rows:
        _say(_("Only the first {number} were checked for completeness.").format(number=figure(checked.shaped)))
    if checked.problems:
        raise SystemExit(1)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", metavar="NAME", help="What to call it, to replace or drop it later; by default as the file.")
@click.option("--mapping", "kept", type=click.Path(dir_okay=False, path_type=Path), metavar="YAML",
              help="The file that says which column is which; it is written if it is not there, for you to "
              "correct.")  # fmt: skip
@click.option("--place", metavar="PLACE", help="Whose list it is, where no column says so.")
@click.option("--yes", is_flag=True, help="Do not ask whether the columns are understood rightly.")
@_speaking
@_store
def load(
    file: Path, name: str | None, kept: Path | None, place: str | None, yes: bool, folder: Path | str | None
) -> None:
    """Add a table of your own to the graph: CSV, TSV, XLSX or ODS, its headings in any of the three languages.

    Rows that are known already become a further source of what is known; rows that contradict it are kept beside it;
    rows that cannot be understood stand in a table to be mended. `coop drop` undoes it.
    """
    from graph import sources
    from loaders import loading, own

    where = _folder(folder)
    called = own.slug(name or file.stem)
    known = sources.catalogue(where, without=called)
    if sources.is_taken(called, known):
        taken = _("“{name}” is the name of something else in the graph; give it another with --name")
        raise click.UsageError(taken.format(name=called))
    how, before = _understood(file, kept, place, yes, known), sources.held(where, called)
    with _progress(file) as progress:
        loaded = loading.load(where, file, called, how, known, _first_of(_SHOWN), progress)
    dataset = own.one(where, called)
    if not loaded.changed:
        there = _("{file} is in the graph already, as {name}; nothing was changed.")
        _say(there.format(file=file.name, name=called))
        _tell_to_mend(dataset)
        return
    _tell_loaded(dataset, _build(where), loaded.repeated)
    if before:
        replaced = _(
            "It takes the place of that of {day} ({number} rows) of the same name; another table needs another --name."
        )
        _say(replaced.format(day=before[0], number=figure(before[1])))


@main.command()
@click.argument("source", type=click.Choice(["wikidata", "localgovjp"]))
@click.option("--countries", default="vn,jp", metavar="ONE,OTHER",
              help="Of wikidata: any two countries by their ISO 3166 codes, vn,jp by default. Ties of others "
              "are kept as a table, not in the graph.")  # fmt: skip
@click.option("--max-age", type=click.IntRange(min=0), default=7,
              help="How many days what was fetched before may be used for, 7 by default.")  # fmt: skip
@click.option("--from", "address", metavar="URL", help="Where to fetch it from, if not from the source itself.")
@_speaking
@_store
def fetch(source: str, countries: str, max_age: int, address: str | None, folder: Path | str | None) -> None:
    """Fetch a public source anew: wikidata (twinned places) or localgovjp (Japan's municipalities).

    What is not as expected of the source is not taken over. What localgovjp knows otherwise is proposed in tables to
    confirm: nothing of it goes into the graph by itself.
    """
    from importlib import import_module

    from graph import sources
    from loaders import loading, own

    where = _folder(folder)
    name = source if countries == "vn,jp" else own.slug(f"{source}-{countries}")
    known = sources.catalogue(where, without=name)
    options: dict[str, Any] = {"countries": tuple(countries.split(","))} if source == "wikidata" else {}
    if address:
        options["endpoint" if source == "wikidata" else "address"] = address
    harvest = import_module(f"loaders.{source}").harvest(
        known, where / "cache", max_age=max_age, before=sources.counts(where, name), **options
    )
    loaded = loading.take(where, name, harvest)
    if not loaded.changed:
        _say(_("{name} says what it said before; nothing was changed.").format(name=name))
        return
    dataset = own.one(where, name)
    _tell_loaded(dataset, _build(where))
    for path in sorted({*dataset.folder.glob("*.csv")} - {*dataset.paths}):
        _say(_("To be read by you: {path}").format(path=path))


@main.command()
@_speaking
@_style
@_store
def sources(style: str, folder: Path | str | None) -> None:
    """List what you have loaded or fetched yourself: how much is new, known, contradicting, to be mended."""
    from graph import output
    from graph.sources import COLUMNS, listing

    click.echo(output.STYLES[style](COLUMNS, listing(_folder(folder))), nl=False)


@main.command()
@click.argument("name", metavar="SOURCE")
@_reading
def diff(name: str, folder: Path | str | None, language: str, style: str) -> None:
    """Show what SOURCE, loaded before, adds to the facts, says otherwise, or only repeats."""
    from graph import output
    from graph.sources import CHANGES, changes
    from loaders import own

    where = _folder(folder)
    click.echo(output.STYLES[style](CHANGES, changes(where, name, language)), nl=False)
    _tell_to_mend(own.one(where, name))


@main.command()
@click.argument("name", metavar="SOURCE")
@_speaking
@_store
def drop(name: str, folder: Path | str | None) -> None:
    """Take SOURCE, loaded or fetched before, out of the graph again."""
    from loaders import own

    where = _folder(folder)
    own.drop(where, name)
    left = _build(where).left
    _say(_("{name} is no longer in the graph.").format(name=name))
    if left:
        _say(_(
            "Rows of others that name what it held, as above, are not in the graph either until it is loaded again."
        ))  # fmt: skip


@main.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--format", "style", metavar="FORMAT",
              help="turtle, trig, nquads, jsonld or csv (tables) for the graph; graphml, gexf or node-link for a "
              "network. By default told by the ending of TARGET: .ttl, .trig, .nq, .jsonld, .graphml, .gexf, .json; "
              "without one, csv.")  # fmt: skip
@_network
@click.option("--as-of", metavar="DATE", default="today", help="The day of the network; today by default.")
@_speaking
@_store
def export(target: Path, style: str | None, kind: str, as_of: str, folder: Path | str | None) -> None:
    """Write the graph to TARGET (an RDF file, or a folder of CSV tables), or a network of it for Gephi and others."""
    from graph import export as exports
    from graph.networks import network
    from graph.questions import known_day, none_of

    endings = {ending: name for name, ending in (exports.SUFFIXES | exports.NETWORK_SUFFIXES).items()}
    chosen = style or endings.get(target.suffix.lower())
    if not chosen:
        none = _("“{ending}” is none of {known}; name a --format")
        raise click.UsageError(none.format(ending=target.suffix, known=", ".join(filter(None, endings))))
    if chosen not in endings.values():
        raise click.UsageError(none_of("--format", chosen, endings.values()))
    store = _whole(folder)
    if chosen in exports.NETWORK_SUFFIXES:
        exports.export_network(network(store, kind, known_day(store, as_of)), target, chosen)
    else:
        exports.export(store, target, chosen)
    _say(_("wrote {target}").format(target=target))


@main.command()
@click.argument("place", required=False)
@click.option("--hops", type=click.IntRange(min=1), default=1,
              help="How many ties away from PLACE, 1 by default: its partners.")  # fmt: skip
@click.option("--kind", "kinds", multiple=True, metavar="KIND",
              help="Only what joins two by this; repeatable: a kind of document such as mou or sister-city, or "
              "exchange, project, membership.")  # fmt: skip
@click.option("--scheme", type=click.Choice(["official-relationship", "third-party-support", "intercity-network"]),
              help="Only what came about by this scheme.")  # fmt: skip
@click.option("--by", type=click.Choice(["degree", "strength", "betweenness"]), default="degree",
              help="What the size of a locality says: how many partners (the default), how many ties, on how many "
              "shortest ways between others.")  # fmt: skip
@click.option("--layout", type=click.Choice(["network", "map"]), default="network",
              help="By who works with whom (the default), or on the map.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE",
              help="The file; by default PLACE.html or ties.html in this folder.")  # fmt: skip
@_as_of
@_language
@_store
def draw(
    place: str | None, hops: int, kinds: tuple[str, ...], scheme: str | None, by: str, layout: str,
    output: Path | None, as_of: str, language: str, folder: Path | str | None,
) -> None:  # fmt: skip
    """Draw the network, or what is around PLACE, as one page of HTML that any browser opens.

    What is drawn can be filtered, moved and laid on a map there. Nothing is loaded from elsewhere.
    """
    from graph import picture
    from graph.export import written_whole
    from graph.names import locality
    from graph.questions import ParameterError, known_day, none_of

    unknown = [kind for kind in kinds if kind not in picture.KINDS]
    if unknown:
        raise ParameterError(none_of("--kind", unknown[0], picture.KINDS))
    store = _whole(folder)
    date = known_day(store, as_of)
    one = locality(store, place, date) if place else ""
    wanted = picture.Wanted(one, hops, kinds, scheme or "")
    drawn = picture.drawing(store, date, language, wanted, by, layout)
    target = output or Path(f"{one.rpartition('/')[2] or 'ties'}.html")
    with written_whole(target) as file:
        file.write(picture.page(drawn, language).encode())
    _say(_("wrote {target}").format(target=target))


@main.command()
@click.argument("target", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@_as_of
@_speaking
@_store
def site(target: Path | None, as_of: str, folder: Path | str | None) -> None:
    """Write the graph as a web site that any browser opens, from a disk or a web server, without internet.

    DIR is where it goes; by default into the folder of the graph, where `coop open` finds it. A site that stands
    there is replaced; a folder with anything else in it is left alone.
    """
    from graph.questions import known_day

    if _is_address(folder) and not target:
        raise click.UsageError(_("name a folder for the site of a graph on a server: coop site DIR"))
    with _on_disk(folder) as where:
        day = known_day(_open(where), as_of)
        click.echo(_write_site(where, target or _site_of(folder), day).as_uri())


@main.command(name="open")
@_speaking
@_store
def open_site(folder: Path | str | None) -> None:
    """Open the web site in the browser; write it first if there is none, or if the facts have changed since."""
    from graph.questions import day
    from graph.site import made_from
    from graph.store import built_from

    where, target = _folder(folder), _site_of(folder)
    _open(where)
    fresh = made_from(target) == built_from(where)
    front = target / "index.html" if fresh else _write_site(where, target, day("today"))
    click.echo(front.as_uri())
    if click.launch(front.as_uri()):
        raise click.ClickException(_("no browser could be started; open the address above in one"))


@main.command()
@click.option("--host", default="127.0.0.1", metavar="ADDRESS",
              help="Where to listen; this machine alone by default. 0.0.0.0 or :: opens it to others.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8080,
              help="8080 by default; 0 for any that is free.")  # fmt: skip
@click.option("--timeout", "seconds", type=click.FloatRange(min=0.1), default=30,
              help="How many seconds a query may take, 30 by default.")  # fmt: skip
@click.option("--at-once", type=click.IntRange(min=1), default=8,
              help="How many queries run at the same time, 8 by default; others wait.")  # fmt: skip
@_speaking
@_store
def serve(host: str, port: int, seconds: float, at_once: int, folder: Path | str | None) -> None:
    """Serve the site, a SPARQL endpoint (/sparql), the questions (/api) and OpenRefine (/reconcile).

    It only answers, and changes nothing. A graph that is built anew is taken up without a stop.
    """
    import asyncio

    from graph.serve import Address, Server, serve
    from graph.serve.limits import Limits

    where, site = _folder(folder), _site_of(folder)
    _open(where)
    server = Server(where, site, Limits(seconds=seconds, at_once=at_once))
    asyncio.run(serve(server, Address(host, port), click.echo))


_SHOWN = 20
"""How many of the rows that are left or passed over are shown; all of the former stand in the table to be mended."""


def _understood(file: Path, kept: Path | None, place: str | None, yes: bool, known: Any) -> Any:
    """Return how a file is to be read: as its mapping says, or as it is proposed and the user agrees."""
    from graph import output, sources
    from loaders import loading, mapping

    if kept and kept.exists():
        return mapping.read(kept)
    proposed = loading.proposed(file, known, lambda problem: _say(str(problem)))
    if place:
        proposed = loading.belonging(proposed, known.gazetteer.resolve(place))
    if any({"vn_name", "jp_name"} & {*one.lacking} for one in proposed):
        _say(_("No column says of which locality these ties are. If they are all of one, name it with --place."))
    if kept:
        mapping.write(kept, proposed)
    _say(output.as_table(("sheet", "heading", "read_as"), sources.understood(proposed)))
    if yes:
        return proposed
    if not sys.stdin.isatty():
        unasked = _(
            "nobody can be asked whether this is right; say --yes, or write it to a file with --mapping and correct it"
        )
        if kept:
            unasked = _(
                "nobody can be asked whether this is right; say --yes, or correct {file} and load the file again"
            )
        raise click.UsageError(unasked.format(file=kept))
    if not _agreed(_("Is that right?")):
        refused = _("nothing was loaded; write it to a file with --mapping and correct it")
        if kept:
            refused = _("nothing was loaded; correct {file} and load the file again")
        raise click.ClickException(refused.format(file=kept))
    return proposed


def _agreed(question: str) -> bool:
    """Ask until the answer is yes, which it is if nothing is said, or no, in English or in the language."""
    yes, no = {"", "y", "yes", _("yes")}, {"n", "no", _("no")}
    while True:
        said = click.prompt(f"{question} [Y/n]", default="", show_default=False, err=True).strip().lower()
        if said in yes | no:
            return said in yes
        _say(_("Answer y (yes) or n (no)."))


def _first_of(number: int) -> Callable[[Any], None]:
    """Return what tells the first of many problems."""
    from itertools import count

    told = count()

    def tell(problem: Any) -> None:
        at = next(told)
        if at < number:
            _say(str(problem))
        elif at == number:
            _say("…")

    return tell


@contextmanager
def _progress(file: Path) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how much of a file has been read."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(_("reading the rows"), total=file.stat().st_size)
        yield lambda position: shown.update(task, completed=position)


def _tell_loaded(dataset: "Dataset", built: "Report", repeated: int = 0) -> None:
    """Say what a data set adds to the graph that was built, and where its rows to be mended stand."""
    from graph.sources import COLUMNS, listed

    row = dict(zip(COLUMNS, listed(dataset, built), strict=True))
    said = _counted(
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
        said += " " + _counted(
            repeated,
            _("{number} row said what another says."),
            _("{number} rows said what another says."),
        )
    _say(f"{said} " + _("See them with: coop diff {name}").format(name=row["source"]))
    _tell_to_mend(dataset)


def _tell_to_mend(dataset: "Dataset") -> None:
    """Say where the rows of a data set stand that could not be understood."""
    from graph.sources import to_mend

    if tables := to_mend(dataset):
        not_understood = _counted(
            sum(tables.values()),
            _("{number} row is not understood: {files}"),
            _("{number} rows are not understood: {files}"),
            files=all_of(map(str, tables)),
        )
        _say(not_understood)
        _say(_("Correct them in your file, and load it again."))


def _site_of(folder: Path | str | None) -> Path:
    """Return where the site of a graph stands if nobody says otherwise: in its folder."""
    return _folder(folder).absolute() / "site"


def _write_site(graph: Path, target: Path, day: str) -> Path:
    from rich.console import Console

    from graph.site import build as write

    writing = _("writing the site: {step}")
    rooms = {
        "terms": _("terms"),
        "about": _("about"),
        "overview": _("overview"),
        "listings": _("listings"),
        "search": _("search"),
        "gaps": _("gaps"),
        "questions": _("questions"),
        "places": _("places"),
    }
    with Console(stderr=True).status(_("writing the site")) as shown:
        return write(graph, target, day, step=lambda room: shown.update(writing.format(step=rooms.get(room, room))))


def _folder(folder: Path | str | None) -> Path:
    from graph.store import default_folder

    if isinstance(folder, str):
        raise click.UsageError(_("this needs a graph on this machine; name its folder with --store"))
    return folder or default_folder()


def _whereabouts(folder: Path | str | None) -> str:
    if isinstance(folder, str):
        return _("The graph is at {url}").format(url=_endpoint(folder).url)
    return _("The graph is in {folder}").format(folder=_folder(folder))


def _asked(folder: Path | str | None) -> "Graph":
    """Return the graph to ask a few questions of, wherever it is."""
    return _endpoint(folder) if isinstance(folder, str) else _open(_folder(folder))


def _whole(folder: Path | str | None) -> "Store":
    """Return the graph to go through as a whole; one on a server is copied into memory."""
    return _endpoint(folder).whole if isinstance(folder, str) else _open(_folder(folder))


@contextmanager
def _on_disk(folder: Path | str | None) -> Iterator[Path]:
    """Yield the folder of the graph, for several processes to read; one on a server is copied into a passing one."""
    from tempfile import TemporaryDirectory

    from graph.store import replace

    if not isinstance(folder, str):
        yield _folder(folder)
        return
    whole = _endpoint(folder).whole
    with TemporaryDirectory() as passing:
        replace(Path(passing), lambda store: store.bulk_extend(whole))
        yield Path(passing)


@cache
def _endpoint(url: str) -> "Endpoint":
    from graph.endpoint import Endpoint

    return Endpoint(url, _say)


def _push(store: "Store", url: str, graphs_url: str | None = None, update_url: str | None = None) -> None:
    from graph.push import push, writer

    write = writer(url, graphs_url, update_url)
    push(store, _endpoint(url), write, _say)


def _open(folder: Path) -> "Store":
    """Open the graph; build it first if there is none, or if the facts have changed since."""
    from graph.store import NoGraphError, built_from, fingerprint, open_store

    try:
        if built_from(folder) == fingerprint(folder):
            return open_store(folder)
        _say(_("The facts have changed since the graph was built."))
    except NoGraphError:
        _say(_("There is no graph yet."))
    _build(folder)
    return open_store(folder)


def _build(folder: Path) -> "Report":
    from rich.console import Console

    from graph.build import TablesWrongError
    from graph.build import build as load

    console = Console(stderr=True)
    building = _("building the graph: {step}")
    with console.status(_("building the graph")) as shown:
        try:
            report = load(folder, step=lambda word: shown.update(building.format(step=word)))
        except TablesWrongError as error:
            for problem in error.problems:
                _say(str(problem))
            raise
    tell = _first_of(_SHOWN)
    for problem in report.left:
        tell(problem)
    _say(_("Built the graph in {folder}").format(folder=folder))
    return report


def _counted(number: int, one: str, several: str, **named: str) -> str:
    """Return one of two messages, that of a single thing or of several, with what is named in it."""
    return (one if number == 1 else several).format(number=figure(number), **named)


def _say(message: str) -> None:
    click.echo(message, err=True)


def _put(
    store: "Graph", answer: "Answer", things: Iterable[str], style: str, language: str, title: str = "", day: str = ""
) -> None:
    """Write an answer, its localities called as they were on a day."""
    from pyoxigraph import NamedNode, Store

    from graph.names import Labels
    from graph.output import text

    labels = Labels(store, language, day)
    if not isinstance(store, Store):
        labels.learn(cell for row in answer.rows for cell in row if isinstance(cell, NamedNode))
    click.echo(text(answer, labels, things, style, title), nl=False)


def _values(params: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise click.UsageError(_("--param {param}: write it as name=value").format(param=param))
        values[name] = value
    return values


def _listing(style: str, language: str) -> str:
    import queries
    from graph.output import STYLES

    columns = ("question", "asks", "parameters")
    rows = [
        (
            one.name,
            one.worded(language).summary,
            " ".join(p.name if p.required else f"[{p.name}]" for p in one.parameters),
        )
        for one in map(queries.question, queries.names())
    ]
    return STYLES[style](columns, rows)


def _own_question(own: Any) -> Any:
    """Return the user's own query; with a head like ours, it takes parameters like ours."""
    import queries

    try:
        text = own.read()
    except UnicodeDecodeError:
        raise click.UsageError(_("{file} is not UTF-8; save it as UTF-8").format(file=own.name)) from None
    if not any(line.startswith(queries.HEAD) for line in text.splitlines()):
        return queries.Question(own.name, "", text)
    try:
        return queries.parse(own.name, text)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _no_such_question(name: str | None) -> Any:
    from rapidfuzz import process

    import queries

    if not name:
        raise click.UsageError(_("name a question; `coop query --list` shows them"))
    near = [found[0] for found in process.extract(name, queries.names(), limit=3, score_cutoff=50)]
    none = _("there is no question “{name}”; `coop query --list` shows them all")
    perhaps = _("there is no question “{name}”; did you mean {near}?") if near else none
    raise click.UsageError(perhaps.format(name=name, near=any_of(near)))


if __name__ == "__main__":
    main()
