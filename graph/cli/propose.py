"""The command that reads texts and proposes the facts that they state."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.graphs import counted, graph_folder, say
from graph.cli.help import command
from graph.cli.options import speaking, store_option
from loaders.model.messages import gettext as _

if TYPE_CHECKING:
    from loaders.texts.documents import Document


@command()
@click.argument("texts", nargs=-1, required=True, metavar="FILE|FOLDER|URL|-...")
@click.option("--published", default="", metavar="DATE",
              help="The day of publication, of texts that do not tell it: what they call yesterday, or 12 May, "
              "depends on it.")  # fmt: skip
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text",
              help="For people, with what is not proposed and why; or a JSON list for programs.")  # fmt: skip
@click.option("--model", metavar="NAME",
              help="Have a model read the texts too: an endpoint of the form that OpenAI has, at OPENAI_BASE_URL, with "
              "the key in OPENAI_API_KEY. The texts are sent there.")  # fmt: skip
@speaking
@store_option
def propose(texts: tuple[str, ...], published: str, style: str, model: str | None, folder: Path | str | None) -> None:
    """Read texts and propose the facts that they state: agreements, events, projects, memberships.

    Plain text, HTML, PDF, Word, a feed, or JSON lines with text, title, published and url; - is standard input. Each
    proposal is told with its sentences, with what of it is certain, and with what is known already: new, known,
    contradicting or continuing. Nothing goes into the graph. With --model, what the model says is held against the
    text: what only it reads is never certain, and what the text does not bear out is dropped and told.
    """
    import gc
    import json

    from graph.store import user_sources as sources
    from loaders.model.dates import PartialDate
    from loaders.proposals.second_reader import reading
    from loaders.proposals.shown import lines

    if published:
        try:
            PartialDate(published)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--published") from None
    known = sources.catalogue(graph_folder(folder))
    read_by = reading(known, model)
    gc.freeze()  # what is known is not looked through for garbage again and again: a twentieth of the whole
    read = found = left = 0
    if style == "json":
        click.echo("[", nl=False)
    for document in _documents(texts, published):
        proposals, others, told = read_by(document)
        if style == "json":
            for one in proposals:
                click.echo(("," if found else "") + "\n" + json.dumps(one.plain(), ensure_ascii=False), nl=False)
                found += 1
        else:
            click.echo("\n".join([*([""] if read else []), *lines(document, proposals, others, known)]))
            found += len(proposals)
        for line in told:
            say(f"{document.address}: {line}" if style == "json" else f"  {line}")
        read, left = read + 1, left + len(others)
    if style == "json":
        click.echo("\n]")
    said = (
        counted(read, _("{number} text read"), _("{number} texts read")),
        counted(found, _("{number} fact proposed"), _("{number} facts proposed")),
        counted(left, _("{number} statement not proposed"), _("{number} statements not proposed")),
    )
    from loaders.model.messages import joined

    say(joined(said))


def _documents(texts: tuple[str, ...], published: str) -> "Iterator[Document]":
    from loaders.texts.documents import documents

    for given in texts:
        yield from documents(given, lambda problem: say(str(problem)), published)
