"""The commands that analyse: gaps, rank."""

import os
from pathlib import Path
from typing import Any

import click

from graph.cli.graphs import put_answer, say, whole_graph
from graph.cli.help import command
from graph.cli.options import (
    REGION,
    SCHEME,
    as_of_option,
    country_option,
    ended_option,
    network_option,
    reading_options,
)  # fmt: skip
from loaders.model.messages import figure, joined
from loaders.model.messages import gettext as _


@command()
@country_option
@click.option("--level", default="provincial", metavar="LEVEL",
              help="provincial (the default), municipal, or a single level such as designated-city.")  # fmt: skip
@click.option("--region", type=REGION, metavar="REGION", help="One region, such as mekong-delta or kyushu-okinawa.")
@click.option("--scheme", type=SCHEME, metavar="[official-relationship|third-party-support|intercity-network]",
              help="Only those for whom this scheme is not known.")  # fmt: skip
@click.option("--show", "what", type=click.Choice(["lacking", "all", "levels", "regions", "years"]), default="lacking",
              help="Those for whom a scheme is not known (the default), all localities, or how many have access: by "
              "level; by region; by year since 1990, of the units of each year and of those of today.")  # fmt: skip
@click.option("--years", type=click.IntRange(min=1), default=5,
              help="A tie is dormant after so many years without a sign, expiring if it does within them; 5 by "
              "default.")  # fmt: skip
@click.option("--behind", is_flag=True, help="Name the partners, programmes and networks behind each scheme.")
@ended_option
@as_of_option
@reading_options
def gaps(
    country: str | None, level: str, region: str | None, scheme: str | None, what: str, years: int, behind: bool,
    ended: bool, as_of: str, folder: Path | str | None, language: str, style: str,
) -> None:  # fmt: skip
    """Show for which localities no partner is known, and by which schemes no tie is.

    The numbers are the ties known under each scheme that are in force on the day: 0 means that none is known, not
    that there is none. Networks in which no member of the other country is known count under no scheme and stand
    apart.

    By year, those with a tie in force are counted, and ended ones leave: among the units of each year, and on constant
    territory among the units of the day asked for, each with what it holds of former ones. Ties without any date are
    left out, and told beside, as are projects of which no end is known.
    """
    from graph.analysis import gaps as left_out
    from graph.analysis.access import LocalityFilter
    from graph.analysis.selection import Selection
    from graph.ask.concept_names import slug_or_text
    from graph.ask.parameters import known_day
    from graph.ask.status import days
    from loaders.model.dates import date_text

    store = whole_graph(folder)
    date = known_day(store, as_of, country)
    wanted, which = LocalityFilter(country, slug_or_text("level", level), region), Selection(ended)
    if what == "years":
        if ended:
            raise click.UsageError(_("--show years is of ties in force; leave --ended out"))
        from graph.analysis import access_by_year as by_year

        answer = by_year.table(store, wanted, date, scheme)
        if why := by_year.left_out(store, wanted):
            say(why)
        put_answer(store, answer, by_year.THINGS, style, language, _("Access by year, in force on the day"), date)
        return
    if what in {"levels", "regions"}:
        by = what.removesuffix("s")
        answer = left_out.shares(store, wanted, date, by, ended)
        by_level, by_region = _("Access by level as of {day}"), _("Access by region as of {day}")
        title = (by_level if by == "level" else by_region).format(day=date_text(date))
        put_answer(store, answer, left_out.THINGS, style, language, _of(title, which), date)
        return
    answer = left_out.places(store, wanted, date, years, behind, language, ended)
    table = _of(_("Ties under each scheme, and partners"), which)
    title = "\n".join([*left_out.sentences(store, wanted, date, years, language), days(store, date, language), table])
    if style != "table":
        say(title)
    shown = answer if what == "all" else left_out.lacking(answer, scheme)
    put_answer(store, shown, left_out.THINGS, style, language, title, date)


def _of(title: str, which: Any) -> str:
    """Return a title that says of which facts its table is."""
    return _("{title} ({which})").format(title=title, which=which)


@command()
@click.option("--by", default="degree", metavar="MEASURE", help="The measure that orders the places: degree (the "
              "default), strength, betweenness, closeness, eigenvector, pagerank, redundancy or core.")  # fmt: skip
@click.option("--show", "what", type=click.Choice(["places", "communities", "cut-points", "years"]), default="places",
              help="Places with their measures (the default); groups that work among themselves, and whether chance "
              "gives as much; who would be cut off if a place fell away; the network of ties at the end of each year "
              "since 1990.")  # fmt: skip
@click.option("--sensitivity", is_flag=True, help="Show the rank of each place by the measure, and beside it its rank "
              "by documents only, by what has a stated beginning, by what is of high confidence, and with what has "
              "ended.")  # fmt: skip
@click.option("--significance", is_flag=True, help="Show betweenness, closeness and redundancy beside those of 1,000 "
              "networks rewired at random, in which everybody keeps the number of partners.")  # fmt: skip
@click.option("--only", type=click.Choice(["documents", "dated", "confident"]), help="Only agreements; only what has a "
              "stated beginning; only what its sources support well.")  # fmt: skip
@ended_option
@network_option
@country_option
@click.option("--level", metavar="LEVEL", help="provincial, municipal, or a single level such as designated-city.")
@click.option("--limit", type=click.IntRange(min=1), default=20, help="How many rows, 20 by default.")
@as_of_option
@reading_options
def rank(
    by: str, what: str, sensitivity: bool, significance: bool, only: str | None, ended: bool, kind: str,
    country: str | None, level: str | None, limit: int, as_of: str, folder: Path | str | None, language: str,
    style: str,
) -> None:  # fmt: skip
    """Show who holds the network together.

    degree: how many partners; strength: how many ties; betweenness: on how many shortest ways between others, of the
    most possible in its country; closeness: how near to all; eigenvector, pagerank: by the weight of the partners;
    redundancy: low for a broker, without whom its partners are not joined; core: in how dense a group. Beside them,
    how many sources speak of a place: who is written about looks central. What is in force on the day counts.

    Of significance, z says by how many standard deviations a figure lies above those of chance, percentile of how many
    in a hundred random networks it is higher.
    """
    from graph.analysis import rank as ranks
    from graph.analysis.measures import MEASURES
    from graph.analysis.selection import Selection
    from graph.ask.output import heading
    from graph.ask.parameters import known_day, known_levels
    from graph.ask.query import ParameterError
    from loaders.model.dates import date_text

    if by not in MEASURES:
        wrong = _("--by: “{measure}” is no measure; write one of {known}")
        raise ParameterError(wrong.format(measure=by, known=joined(MEASURES)))
    if kind != "ties" and (what == "years" or only == "documents"):
        option = "--show years" if what == "years" else "--only documents"
        raise click.UsageError(_("{option} is of the network of ties; leave --network out").format(option=option))
    if sensitivity + significance + (what != "places") > 1:
        raise click.UsageError(_("ask for one of --show, --sensitivity and --significance"))
    store = whole_graph(folder)
    date, which = known_day(store, as_of), Selection(ended, only or "")
    cores = len(os.sched_getaffinity(0))
    among = country, known_levels(store, level, country) if level else set[str]()
    if what == "years":
        answer, title = ranks.years(store, date, which), _("The network of ties by year")
    elif what == "communities":
        answer, verdict = ranks.communities(store, kind, date, language, which, cores)
        title = _("Communities as of {day}")
    elif what == "cut-points":
        answer = ranks.cut_points(store, kind, date, language, which)
        title = _("Who would be cut off without whom, as of {day}")
    elif sensitivity:
        answer = ranks.sensitivity(store, kind, date, by, *among, which)
        title = _("Ranks by {measure} as of {day}, by parts of the facts")
    elif significance:
        answer = ranks.by_chance(store, kind, date, by, *among, which, processes=cores)
        title = _("Places by {measure} as of {day}, beside what chance gives")
    else:
        answer = ranks.places(store, kind, date, by, *among, which)
        title = _("Places by {measure} as of {day}")
    title = _of(title.format(day=date_text(date), measure=heading(by)), which)
    if what == "communities" and verdict:
        title += f"\n{verdict}"
        if style != "table":
            say(verdict)
    shown = answer if what == "years" else answer.first(limit)
    if len(shown.rows) < len(answer.rows):
        first = _("The first {limit} of {number}; --limit shows more.")
        say(first.format(limit=figure(limit), number=figure(len(answer.rows))))
    put_answer(store, shown, ("place", "level"), style, language, title, date)
