"""The commands that answer: status, show, suggest, backtest, query."""

from pathlib import Path
from typing import Any

import click

from graph.cli.graphs import asked_graph, put, put_answer, put_workbook, say, whereabouts, whole_graph
from graph.cli.help import command
from graph.cli.options import FIELD, as_of_option, reading_options
from loaders.model.messages import any_of
from loaders.model.messages import gettext as _


@command()
@reading_options
def status(folder: Path | str | None, language: str, style: str) -> None:
    """Show what is in the graph, from which data set, of which day."""
    from graph.ask import status as statuses

    store = asked_graph(folder)
    put_answer(store, statuses.overview(store), ("name",), style, language, whereabouts(folder))


@command()
@click.argument("place")
@click.argument("other", metavar="[PLACE]", required=False)
@click.option("--evidence", is_flag=True, help="Show, of each fact, which source states what, and how that is known.")
@as_of_option
@reading_options
def show(
    place: str, other: str | None, evidence: bool, as_of: str, folder: Path | str | None, language: str, style: str
) -> None:
    """Show what is known of a locality, or between two, with sources."""
    import queries
    from graph.ask.names import locality
    from graph.ask.parameters import day, refuse_before_horizon
    from graph.brief import briefing as briefings
    from graph.brief.prose import Prose

    store, date = whole_graph(folder), day(as_of)
    one = locality(store, place, date)
    two = briefings.beside(store, other, one, date) if other else None
    refuse_before_horizon(store, date, {place_id[:2] for place_id in (one, two) if place_id})
    about = briefings.briefing(store, one, two, date)
    if evidence:
        from graph.brief import evidence as told

        title = queries.question("who-states").text_in(language).summary
        put_answer(store, told.evidence(store, about, language), told.THINGS, style, language, title, date)
    elif style == "table":
        click.echo(str(Prose(store, about, language)), nl=False)
    else:
        put_answer(store, briefings.table(store, about, language), briefings.THINGS, style, language, day=date)


@command()
@click.argument("place")
@click.option("--field", "about", type=FIELD, metavar="FIELD",
              help="Only who has worked on it, such as water, nước or 水.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), default=10, help="How many, 10 by default.")
@as_of_option
@reading_options
def suggest(
    place: str, about: str | None, limit: int, as_of: str, folder: Path | str | None, language: str, style: str
) -> None:
    """Show whom a locality could approach next: why, by which scheme, through whom.

    The order is learnt from who signed with whom before the day; `coop backtest` says how well that works.
    """
    from graph.ask.names import locality
    from graph.ask.parameters import known_day
    from graph.suggest.prose import THINGS, SuggestionText
    from graph.suggest.suggest import suggestions

    store = whole_graph(folder)
    date = known_day(store, as_of)
    one = locality(store, place, date)
    told = SuggestionText(
        store, one, date, suggestions(store, one, date, limit, about or ""), language, about=about or ""
    )
    if style == "table":
        click.echo(str(told), nl=False)
    else:
        put_answer(store, told.answer(), THINGS, style, language, day=date)


@command()
@click.option("--cutoff", "cutoffs", multiple=True, metavar="DATE",
              help="Hide everything from this day on, as in 2018-01-01; repeatable: the means follow.")  # fmt: skip
@click.option("--calibration", is_flag=True,
              help="Show instead how often suggestions came true, as known on each day of --cutoff, today by "
              "default.")  # fmt: skip
@reading_options
def backtest(cutoffs: tuple[str, ...], calibration: bool, folder: Path | str | None, language: str, style: str) -> None:
    """Show how well `coop suggest` would have foretold the documents signed after a day.

    Each locality that later signed with somebody for the first time is asked for; facts without a date are hidden
    too. hits at 10: the share of them for whom one of those they signed with is among the first ten suggested;
    reciprocal rank: 1 if always the first, 0.1 if always the tenth (mean reciprocal rank). Beside it, simple rules.

    Of calibration, suggested counts the first ten suggested to each who asks, every five years, by what spoke for
    them, and beside it stands with how many of these a first document was signed within five years.
    """
    from graph.ask.parameters import first_day, known_day
    from graph.suggest import backtest as backtesting
    from graph.suggest.calibration import table

    if not cutoffs and not calibration:
        raise click.UsageError(_("name at least one day with --cutoff, or ask for the --calibration of today"))
    store = whole_graph(folder)
    today = known_day(store, "today")
    days = [known_day(store, cutoff) and first_day(cutoff) for cutoff in cutoffs] or [today]
    answer = table(store, days) if calibration else backtesting.table(store, days)
    put_answer(store, answer, ("asking",), style, language)


@command()
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
@click.option("--file", "own", type=click.File("rb"), help="Ask a SPARQL SELECT query of your own.")
@reading_options
def query(
    name: str | None, params: tuple[str, ...], as_of: str | None, listing: bool, sparql: bool, own: Any,
    folder: Path | str | None, language: str, style: str,
) -> None:  # fmt: skip
    """Ask a competency question with parameters, a research question, or a SPARQL query of your own."""
    import queries
    from graph.ask.as_of import ended
    from graph.ask.parameters import bind
    from graph.ask.query import select, thing_columns

    if listing:
        _put_listing(style, language)
        return
    if own and name:
        raise click.UsageError(_("ask either “{question}” or the query of --file").format(question=name))
    if own:
        question = _own_question(own)
    else:
        known = queries.every_name()
        question = queries.question(name) if name in known else _no_such_question(name, known)
    values = _values(params)
    if as_of and not any(parameter.name == "as_of" for parameter in question.parameters):
        raise click.UsageError(_("{question} asks of no day; leave --as-of out").format(question=question.name))
    if as_of and "as_of" in values:
        raise click.UsageError(_("give the day once, as --as-of or as --param as_of"))
    values |= {"as_of": as_of} if as_of else {}
    if sparql and not values:
        click.echo(question.sparql, nl=False)
        return
    store = asked_graph(folder)
    if sparql:
        terms = {name: str(term) for name, term in bind(store, question, values, language).items()}
        click.echo(queries.bound(queries.headless(question.sparql), terms), nl=False)
        return
    bound = bind(store, question, values, language)
    day = bound["as_of"].value if "as_of" in bound else ""
    for note in ended(store, bound.values(), language, day):
        say(note)
    answer = select(store, question.sparql, bound)
    things, title = question.things or thing_columns(answer), question.text_in(language).summary
    put_answer(store, answer, things, style, language, title, day)


def _values(params: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise click.UsageError(_("--param {param}: write it as name=value").format(param=param))
        values[name] = value
    return values


def _put_listing(style: str, language: str) -> None:
    """Write the list of the questions."""
    import queries
    from graph.ask.output import STYLES, heading
    from graph.export.workbook import of_texts

    columns = ("question", "asks", "parameters")
    rows = [
        (
            one.name,
            one.text_in(language).summary,
            " ".join(p.name if p.required else f"[{p.name}]" for p in one.parameters),
        )
        for one in map(queries.question, queries.every_name())
    ]
    if style == "xlsx":
        put_workbook([of_texts("coop", [*map(heading, columns)], rows)], "coop query --list", "")
    else:
        put(STYLES[style](columns, rows))


def _own_question(own: Any) -> Any:
    """Return the user's own query; with a head like ours, it takes parameters like ours."""
    import queries
    from loaders.files.encodings import encoding

    content = own.read()
    try:
        text = encoding(content).decode(content).lstrip("\ufeff")
    except UnicodeDecodeError:
        raise click.UsageError(_("{file} is not UTF-8; save it as UTF-8").format(file=own.name)) from None
    if not any(line.startswith(queries.HEAD) for line in text.splitlines()):
        return queries.Question(own.name, "", text)
    try:
        return queries.parse(own.name, text)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _no_such_question(name: str | None, known: tuple[str, ...]) -> Any:
    from rapidfuzz import process

    if not name:
        raise click.UsageError(_("name a question; `coop query --list` shows them"))
    near = [found[0] for found in process.extract(name, known, limit=3, score_cutoff=50)]
    none = _("there is no question “{name}”; `coop query --list` shows them all")
    perhaps = _("there is no question “{name}”; did you mean {near}?") if near else none
    raise click.UsageError(perhaps.format(name=name, near=any_of(near)))
