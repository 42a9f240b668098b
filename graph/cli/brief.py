"""The commands for a meeting: brief, letter."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.graphs import say, whole_graph
from graph.cli.help import command
from graph.cli.options import FIELD, as_of_option, language_option, store_option
from loaders.model.messages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.brief.meeting import Brief

_output_option = click.option("--output", type=click.Path(path_type=Path), metavar="FILE",
                              help="The file; by default one in this folder that is called by the places.")  # fmt: skip
_yes_option = click.option("--yes", is_flag=True, help="Replace a file that exists without asking.")


@command()
@click.argument("place")
@click.argument("other", metavar="[PLACE]", required=False)
@click.option("--format", "style", type=click.Choice(["text", "html", "docx"]), default="text",
              help="Text to paste (the default); html, a page to read and print; docx, a file of Word.")  # fmt: skip
@_output_option
@_yes_option
@as_of_option
@language_option
@store_option
def brief(
    place: str, other: str | None, style: str, output: Path | None, yes: bool, as_of: str, language: str,
    folder: Path | str | None,
) -> None:  # fmt: skip
    """Write a brief for a meeting: on a locality, or on two.

    One page of A4 with what weighs most (where it stands, what comes up, points to raise, who they are, documents,
    projects, meetings, networks, whom to write to), then the details, then the sources.
    """
    from graph.ask.names import locality
    from graph.ask.parameters import day, refuse_before_horizon
    from graph.brief import briefing as briefings
    from graph.brief.meeting import file_name
    from graph.site.suggested import meeting_brief

    store, date = whole_graph(folder), day(as_of)
    one = locality(store, place, date)
    two = briefings.beside(store, other, one, date) if other else None
    refuse_before_horizon(store, date, {place_id[:2] for place_id in (one, two) if place_id})
    made = meeting_brief(store, one, two, date, language)
    if style == "text" and not output:
        from graph.brief.plain_text import plain_text

        click.echo(plain_text(made), nl=False)
        return
    target = output or Path(f"{file_name(made.about)}.{style}")
    _write(target, lambda: _rendered(made, style), yes)


@command()
@click.argument("sender", metavar="PLACE")
@click.argument("receiver", metavar="PLACE")
@click.option("--field", "about", type=FIELD, metavar="FIELD",
              help="The field that it is about, as in water; by default what the two may have in common.")  # fmt: skip
@_output_option
@_yes_option
@as_of_option
@language_option
@store_option
def letter(
    sender: str, receiver: str, about: str | None, output: Path | None, yes: bool, as_of: str, language: str,
    folder: Path | str | None,
) -> None:  # fmt: skip
    """Write the draft of a letter from the first PLACE to the second, as a document of Word.

    In the language of the receiver, with the sender's beside it: who we are, what links us, what we propose, who could
    introduce us, where to answer. What stands in brackets is for a person to fill in; on what each statement rests
    stands in notes at the end, which are not sent.
    """
    from graph.ask.as_of import ended
    from graph.ask.names import locality
    from graph.ask.parameters import known_day
    from graph.ask.query import ParameterError
    from graph.brief import briefing as briefings
    from graph.brief.letter import letter as drafted
    from graph.brief.letter_word import letter_word
    from ontology import thing

    store = whole_graph(folder)
    date = known_day(store, as_of)
    one = locality(store, sender, date)
    two = briefings.beside(store, receiver, one, date)
    for said in ended(store, (thing[one], thing[two]), language, date):
        raise ParameterError(said)
    made = drafted(store, one, two, date, about or "")
    _write(output or Path(f"{made.file_name}.docx"), lambda: letter_word(made), yes)


def _rendered(made: "Brief", style: str) -> bytes:
    if style == "docx":
        from graph.brief.word import word

        return word(made)
    if style == "html":
        from graph.site.brief_page import page

        return page(made).encode()
    from graph.brief.plain_text import plain_text

    return plain_text(made).encode()


def _write(target: Path, content: "Callable[[], bytes]", yes: bool) -> None:
    """Write a file that somebody named whole; one that is there already after it has been asked about."""
    from loaders.files.atomic import written_whole

    if target.is_file() and not yes:
        if not sys.stdin.isatty():
            lost = _("{target} exists and nobody can be asked whether to replace it; say --yes, or name another file "
                     "with --output")  # fmt: skip
            raise click.UsageError(lost.format(target=target))
        if not click.confirm(_("{target} exists; replace it?").format(target=target), err=True):
            say(_("{target} was left as it was").format(target=target))
            return
    with written_whole(target) as file:
        file.write(content())
    say(_("wrote {target}").format(target=target))
