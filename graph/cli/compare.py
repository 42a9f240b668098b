"""The command that puts places side by side: a place and its neighbours, or two places."""

from pathlib import Path

import click

from graph.cli.graphs import put_answer, say, whole_graph
from graph.cli.help import command
from graph.cli.options import FIELD, as_of_option, reading_options
from loaders.model.messages import gettext as _


@command()
@click.argument("place")
@click.argument("other", required=False)
@click.option("--field", "about", type=FIELD, metavar="FIELD",
              help="Only who works on it, such as water, nước or 水.")  # fmt: skip
@as_of_option
@reading_options
def compare(
    place: str, other: str | None, about: str | None, as_of: str, folder: Path | str | None, language: str, style: str
) -> None:
    """Show whom the neighbours of a place work with, and on what; or two places side by side.

    Neighbours of a province or prefecture are those of its region; of a municipality, the municipalities of its
    province or prefecture, then those of its level in the region. Beside the fields of each partnership stand those in
    which no partner of PLACE is known. With OTHER: figures, partners, fields, programmes and networks of both, in one
    table.
    """
    from graph.analysis import partnerships as around
    from graph.ask.labels import Labels
    from graph.ask.names import locality
    from graph.ask.parameters import known_day
    from graph.brief import side_by_side as both
    from loaders.model.dates import date_text
    from ontology import thing

    if other and about:
        raise click.UsageError(_("--field is of the neighbours of one place; leave it out"))
    store = whole_graph(folder)
    date = known_day(store, as_of)
    one, labels = locality(store, place, date), Labels(store, language, date)
    if other:
        two = locality(store, other, date)
        named = (labels[thing[one]], labels[thing[two]]) if style == "table" else (one, two)
        answer = both.table(store, one, two, date, language, named)
        title = f"{labels[thing[one]]} – {labels[thing[two]]}"
        put_answer(store, answer, both.THINGS, style, language, title, date)
        return
    answer = around.table(store, one, date, about or "", language)
    title = _("The neighbours of {place} and their partners, as of {day}").format(
        place=labels[thing[one]], day=date_text(date)
    )
    if not answer.rows:
        say(_("No partner of a neighbour is known; that is not to say that there is none."))
    put_answer(store, answer, around.THINGS, style, language, title, date)
