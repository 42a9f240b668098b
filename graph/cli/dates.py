"""The commands about days: calendar, news."""

from pathlib import Path

import click

from graph.cli.graphs import put_answer, say, whole_graph
from graph.cli.help import command
from graph.cli.options import as_of_option, reading_options
from loaders.model.messages import figure
from loaders.model.messages import gettext as _


@command()
@click.argument("place", required=False)
@click.option("--months", type=click.IntRange(1, 1200), default=24,
              help="How many months ahead, 24 by default.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE.ics",
              help="Write a file for calendar programs instead.")  # fmt: skip
@as_of_option
@reading_options
def calendar(
    place: str | None,
    months: int,
    output: Path | None,
    as_of: str,
    folder: Path | str | None,
    language: str,
    style: str,
) -> None:
    """Show the dates ahead, of all or of PLACE: anniversaries every five years, ends of terms and projects.

    Documents that renew or continue one another are one tie, which has the anniversaries of its first document; one
    that raises it to a new stage has its own. A date known only to the month or year stays so: in a calendar file the
    former spans its month, the latter is left out.
    """
    from graph.ask.concept_names import none_of
    from graph.ask.names import locality
    from graph.ask.parameters import known_day
    from graph.brief import calendar_file
    from graph.brief.calendar import dates_ahead
    from graph.brief.calendar_text import THINGS, CalendarText
    from loaders.model.dates import date_text, months_after
    from ontology import thing

    if output and output.suffix.lower() != calendar_file.ENDING:
        raise click.UsageError(none_of("--output", output.suffix or output.name, [calendar_file.ENDING]))
    store = whole_graph(folder)
    date = known_day(store, as_of)
    one = thing[locality(store, place, date)] if place else None
    shown = dates_ahead(store, date, months, *([one] if one else ()))
    told = CalendarText(store, date, language)
    if output:
        _write(calendar_file.CalendarFile(told).calendar(shown, told.name(one)), output)
        return
    title = _("Dates ahead, {day} to {last}").format(day=date_text(date), last=date_text(months_after(date, months)))
    put_answer(store, told.table(shown, ids=style != "table"), THINGS, style, language, title, date)


def _write(text: bytes, target: Path) -> None:
    from loaders.files.atomic import written_whole

    with written_whole(target) as file:
        file.write(text)
    say(_("wrote {target}").format(target=target))


@command()
@click.argument("place", required=False)
@click.option("--since", metavar="DAY", help="Only what happened or, by --by entered, entered from this day on.")
@click.option("--by", type=click.Choice(["happened", "entered"]), default="happened",
              help="By the day on which it happened (the default), or on which it entered the data.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), default=20, help="How many rows, 20 by default.")
@as_of_option
@reading_options
def news(
    place: str | None, since: str | None, by: str, limit: int, as_of: str, folder: Path | str | None, language: str,
    style: str,
) -> None:  # fmt: skip
    """Show what is new, of all or of PLACE: the facts that happened last, or that entered the data last."""
    from graph.ask.as_of import Names
    from graph.ask.names import locality
    from graph.ask.parameters import first_day, known_day
    from graph.brief import news as told
    from loaders.model.dates import date_text
    from ontology import thing

    store = whole_graph(folder)
    date = known_day(store, as_of)
    first = first_day(since) if since else ""
    found = told.news(store, date, thing[locality(store, place, date)] if place else None)
    ordered = told.happened(found, first) if by == "happened" else told.entered(found, first)
    shown = ordered[:limit]
    if len(shown) < len(ordered):
        say(
            _("The first {limit} of {number}; --limit shows more.").format(
                limit=figure(limit), number=figure(len(ordered))
            )
        )
    title = (_("What happened last, as of {day}") if by == "happened" else _("What entered last, as of {day}")).format(
        day=date_text(date)
    )
    answer = told.table(store, Names(store, language, date), shown, ids=style != "table")
    put_answer(store, answer, told.THINGS, style, language, title, date)
