"""The commands of the inbox: facts proposed from texts, accepted, corrected or rejected by a person."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.cli.added import report_added
from graph.cli.graphs import build_graph, counted, graph_folder, put, say
from graph.cli.help import Group
from graph.cli.options import by_option, speaking, store_option, who
from loaders.model.messages import gettext as _
from loaders.model.messages import joined, quoted

if TYPE_CHECKING:
    from loaders.inbox.accepted import Accepted
    from loaders.inbox.items import Item
    from loaders.inbox.rows import Scales, Weighed
    from loaders.reading.context.stated import NotOurs
    from loaders.tables.catalogue import Catalogue
    from loaders.texts.documents import Document

COLUMNS = ("proposal", "change", "type", "vietnam", "vietnam_id", "japan", "japan_id", "kind", "network_id",
                "date", "certain", "text", "url", "decision", "reason")  # fmt: skip


@click.group(cls=Group)
@speaking
def inbox() -> None:
    """Facts that texts propose: look at them, accept, correct or reject them, hand them back.

    What is accepted is a data set of your own, called inbox: coop diff inbox shows it, coop drop inbox takes all of it
    out again. The same in a browser: coop serve --steward.
    """


@inbox.command()
@click.argument("texts", nargs=-1, required=True, metavar="FILE|FOLDER|URL|-...")
@click.option("--published", default="", metavar="DATE", help="The day of publication, of texts that do not tell it.")
@click.option("--publisher", default="", metavar="NAME", help="Who published them, of texts that do not tell it.")
@click.option("--url", default="", metavar="ADDRESS", help="Where it stands on the web, of a text from a file.")
@click.option("--model", metavar="NAME", help="Have a model read the texts too, as `coop propose` does.")
@speaking
@store_option
def add(
    texts: tuple[str, ...], published: str, publisher: str, url: str, model: str | None, folder: Path | str | None
) -> None:
    """Read texts as `coop propose` does, and put what they propose into the inbox.

    What was proposed before from the same page does not come again, nor what is known and cites it.
    """
    from graph.ask.text import visible
    from loaders.inbox import adding
    from loaders.model.dates import PartialDate
    from loaders.proposals.second_reader import reading
    from loaders.proposals.shown import not_ours
    from loaders.texts.documents import documents

    if published:
        try:
            PartialDate(published)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--published") from None

    where = graph_folder(folder)
    known = _known(where)()
    read_by = reading(known, model)

    def read() -> "Iterator[tuple[Document, list[Any], list[NotOurs]]]":
        several = 0
        for given in texts:
            texts_of = documents(given, lambda problem: say(str(problem)), published)
            for document in adding.dated(texts_of, known):
                several += 1
                if url and several > 1:
                    raise click.BadParameter(_("is the address of one text; add it alone"), param_hint="--url")
                found = read_by(document)
                for line in found.told:
                    say(f"{document.address}: {line}")
                yield document, [one.plain() for one in found.proposals], found.others

    came = adding.add(where, read(), known, publisher, url)
    report_added(came, known)
    for address, others in came.silent:
        reasons = dict.fromkeys(filter(None, (not_ours(one.reason) for one in others)))
        said = _("No fact of ours was found in it.") + (f" ({joined(reasons)})" if reasons else "")
        say(visible(f"{address}: {said}"))


@inbox.command(name="list")
@click.option("--all", "everything", is_flag=True, help="Those that have been decided on too.")
@click.option("--format", "style", type=click.Choice(["text", "csv", "json"]), default="text",
              help="A few lines for each, for the eye; CSV for spreadsheets; JSON for programs.")  # fmt: skip
@speaking
@store_option
def listing(everything: bool, style: str, folder: Path | str | None) -> None:
    """List what waits to be decided on: who with whom, what it is beside what is known, what is open or wrong."""
    from graph.ask import output
    from loaders.inbox import deciding

    where = graph_folder(folder)
    scales = deciding.scales_of(where, _known(where)())
    waiting = deciding.waiting(where, scales)
    settled = deciding.settled(where, scales) if everything else []
    if style == "text":
        for one in waiting:
            one.problems = scales.flaws(one)
        told = ["\n".join(_in_short(one, scales, how)) for one, how in (*((one, None) for one in waiting), *settled)]
        put("\n".join(told) + "\n") if told else say(_("Nothing waits to be decided on."))
        return
    rows = [(*_as_data(one, scales), "", "") for one in waiting]
    for one, how in settled:
        rejected = one.item.rejected
        decision = "accepted" if how else "rejected" if rejected else ""
        rows.append((*_as_data(one, scales), decision, rejected.reason if rejected and not how else ""))
    put(output.STYLES[style](COLUMNS, rows))


def _in_short(weighed: "Weighed", scales: "Scales", how: "Accepted | None") -> Iterator[str]:
    """Yield what a proposal is in a few lines: the fact, what is open or wrong, its text, what was decided."""
    from graph.ask.text import visible
    from loaders.inbox import deciding, shown

    item = weighed.item
    yield f"{item.number}. {shown.headline(weighed, scales.catalogue)}"
    yield f"  {shown.status(weighed)}"
    yield from (f"  ? {why}" for why in shown.unsure(weighed))
    yield from (f"  ! {deciding.why_not(one)}" for one in weighed.problems)
    yield "  " + visible(joined([item.source.get("title", ""), item.source.get("publisher", "")]))
    yield from _decided(item, how)


def _as_data(weighed: "Weighed", scales: "Scales") -> tuple[str, ...]:
    """Return the row of a proposal for programs, with ids and slugs."""
    from loaders.inbox import shown

    item, cells, names = weighed.item, weighed.cells, shown.parties(weighed, scales.catalogue)
    kind = next(filter(None, (cells.get(one, "") for one in ("kind", "role", "status"))), "")
    return (
        str(item.number), weighed.verdict.status, str(item.proposal["type"]), names.get("vn", ""),
        weighed.places.get("vn", ""), names.get("jp", ""), weighed.places.get("jp", ""), kind,
        cells.get("network_id", ""), weighed.day, "no" if shown.unsure(weighed) else "yes",
        item.source.get("title", ""), item.source.get("url", ""),
    )  # fmt: skip


@inbox.command()
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(min=1), metavar="NUMBER...")
@speaking
@store_option
def show(numbers: tuple[int, ...], folder: Path | str | None) -> None:
    """Show proposals: the fact, what of it is open, the sentences it rests on, what accepting it would add."""
    from loaders.inbox import deciding

    where = graph_folder(folder)
    found = [deciding.one(where, number) for number in numbers]
    scales = deciding.scales_of(where, _known(where)())
    for at, (item, how) in enumerate(found):
        weighed = deciding.as_decided(scales, item, how) if how or item.rejected else scales.checked(item)
        click.echo("\n" * bool(at) + "\n".join([*_lines(weighed, scales), *_decided(item, how)]))


@inbox.command()
@click.argument("fact", type=click.Choice(["agreement", "event", "project", "membership"]))
@click.argument("text", metavar="NUMBER|FILE|URL|-")
@click.argument("cells", nargs=-1, required=True, metavar="COLUMN=VALUE...")
@by_option
@speaking
@store_option
def write(fact: str, text: str, cells: tuple[str, ...], by: str | None, folder: Path | str | None) -> None:
    """Write a fact that a text states and nobody proposed: it waits with the others of the text.

    The text is told by the NUMBER of another proposal of it, or is read from where it is. The cells are told by the
    columns of our tables (vn_name=vn/hue date=2024-05 kind=meeting), those of its source as source_url=…
    """
    from loaders.inbox import adding, deciding
    from loaders.texts.documents import documents

    where = graph_folder(folder)
    known = _known(where)()
    of: int | Document | None = int(text) if text.isascii() and text.isdigit() else None
    if of is None:
        read = list(documents(text, lambda problem: say(str(problem))))
        if len(read) != 1:
            raise click.BadParameter(_("is no single text"), param_hint="TEXT")
        [of] = read
    item = adding.write(where, fact, of, _cells(cells), who(by), known)
    scales = deciding.scales_of(where, known)
    click.echo("\n".join(_lines(scales.checked(item), scales)))


@inbox.command()
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER... [COLUMN=VALUE...]")
@by_option
@speaking
@store_option
def accept(numbers: tuple[str, ...], by: str | None, folder: Path | str | None) -> None:
    """Accept proposals, or one with other cells (vn_name=vn/hue signed=2024-05): each is a fact of yours then.

    What `coop check` would refuse is refused with its words. Where it is open who is meant, say who.
    """
    from loaders.inbox import deciding, shown
    from loaders.model.problems import UserError

    where = graph_folder(folder)
    which, cells = _numbers(numbers)
    known, done, refused = _known(where), list[str](), list[str]()
    for number in which:
        try:
            weighed = deciding.accept(where, number, who(by), known, cells)
            done.append(f"  {number}: {shown.outcome(weighed)}")
        except UserError as error:  # the others have been accepted nevertheless
            refused.append(str(error))
    if done:
        build_graph(where)
        say(counted(len(done), _("{number} fact accepted"), _("{number} facts accepted")))
        say("\n".join(done))
    if refused:
        raise click.ClickException("\n".join(refused))


@inbox.command()
@click.argument("number", type=click.IntRange(min=1))
@click.argument("cells", nargs=-1, required=True, metavar="COLUMN=VALUE...")
@by_option
@speaking
@store_option
def edit(number: int, cells: tuple[str, ...], by: str | None, folder: Path | str | None) -> None:
    """Correct one before it is accepted: cells by the columns of our tables, those of its source as source_title=…

    An empty value takes a cell away. Another name of a locality has its level and province looked up.
    """
    from loaders.inbox import deciding

    where = graph_folder(folder)
    item = deciding.edit(where, number, who(by), _cells(cells))
    scales = deciding.scales_of(where, _known(where)())
    click.echo("\n".join(_lines(scales.checked(item), scales)))


@inbox.command()
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(min=1), metavar="NUMBER...")
@click.option("--reason", default="", metavar="TEXT", help="Why; it is remembered, and told anew it is changed.")
@by_option
@speaking
@store_option
def reject(numbers: tuple[int, ...], reason: str, by: str | None, folder: Path | str | None) -> None:
    """Reject proposals, for a reason; the same page does not ask again."""
    from loaders.inbox import deciding

    if not reason.strip():
        raise click.UsageError(_("say why with --reason TEXT; it is remembered, and can be changed later"))
    where = graph_folder(folder)
    rejected = deciding.reject(where, numbers, who(by), reason)
    say(counted(len(rejected), _("{number} fact rejected"), _("{number} facts rejected")))


@inbox.command()
@click.argument("number", type=click.IntRange(min=1), required=False)
@speaking
@store_option
def undo(number: int | None, folder: Path | str | None) -> None:
    """Take a decision back, the last by default: the proposal waits again, or is again as it was proposed."""
    from loaders.imports import user_datasets as own
    from loaders.inbox import deciding

    where = graph_folder(folder)
    before = own.index(where)
    waited = number is not None and deciding.waits(where, number)
    back = [str(one.number) for one in deciding.undo(where, number)]
    if own.index(where) != before:
        build_graph(where)
    several = _("proposals {number} wait again") if len(back) > 1 else _("proposal {number} waits again")
    told = _("proposal {number} is again as it was proposed") if waited else several
    say(told.format(number=joined(back)))


@inbox.command()
@click.argument("target", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@speaking
@store_option
def export(target: Path, folder: Path | str | None) -> None:
    """Write what was accepted as rows of our tables, to hand it back: into DIR, a CSV for each table.

    Where DIR holds our tables (a copy of loaders/data/ties), the rows are added to them, and further sources to the
    rows that they bear out. Check them with: coop check DIR/*.csv
    """
    from loaders.inbox.handing_back import hand_back
    from loaders.tables.catalogue import load
    from loaders.tables.datasets import datasets

    written = hand_back(graph_folder(folder), target, load(datasets()))
    for path, what in written.items():
        changes = (
            (what.added, _("{number} row added"), _("{number} rows added")),
            (what.changed, _("{number} row changed"), _("{number} rows changed")),
            (what.gone, _("{number} row taken out"), _("{number} rows taken out")),
        )
        if said := [counted(number, one, several) for number, one, several in changes if number]:
            say(f"{path}: {joined(said)}")
        if what.kept:
            told = _("{file}: somebody changed what was exported there, so this stays as it is: {ids}")
            say(told.format(file=path, ids=joined(what.kept)))
    if not written:
        say(_("Nothing that was accepted is missing there."))


def _known(where: Path) -> "Callable[[], Catalogue]":
    from graph.store import user_sources

    return lambda: user_sources.catalogue(where)


def _numbers(given: Iterable[str]) -> tuple[list[int], dict[str, str]]:
    """Return the numbers, and the cells told behind the one that they are of.

    Raises:
        BadParameter: there is no number, a part is neither, or cells are told of several.
    """
    numbers = [one for one in given if "=" not in one]
    cells = _cells(one for one in given if "=" in one)
    wrong = next((one for one in numbers if not (one.isascii() and one.isdigit())), None)
    if wrong is not None or not numbers:
        raise click.BadParameter(_("“{text}” is neither a number nor COLUMN=VALUE").format(text=wrong or ""))
    if cells and len(numbers) > 1:
        raise click.BadParameter(_("cells can be told of one proposal at a time"))
    return list(dict.fromkeys(map(int, numbers))), cells


def _cells(given: Iterable[str]) -> dict[str, str]:
    parted = [one.partition("=") for one in given]
    if wrong := next((column for column, sign, _value in parted if not sign), None):
        raise click.BadParameter(_("“{text}” is not COLUMN=VALUE").format(text=wrong))
    return {column.strip(): value for column, _sign, value in parted}


def _lines(weighed: "Weighed", scales: "Scales") -> Iterator[str]:
    """Yield what a proposal is, line by line."""
    from graph.ask.text import readable, visible
    from loaders.inbox import deciding, shown
    from loaders.proposals.shown import otherwise

    item, known = weighed.item, shown.known(weighed.verdict.records, scales.catalogue)
    yield f"{item.number}. {shown.headline(weighed, scales.catalogue)}"
    yield f"  {shown.status(weighed)}"
    yield from (f"  = {one.table}/{one.id}: {visible(one.said)}" for one in known)
    yield from (f"  {line}" for line in otherwise(weighed.verdict))
    yield from (f"  ? {why}" for why in shown.unsure(weighed))
    said = [item.source.get(one, "") for one in ("title", "publisher")]
    yield "  " + visible(joined([*said, shown.day(item.source.get("date", "")), readable(item.source.get("url", ""))]))
    for quote, span in zip(item.proposal["quotes"], item.proposal["spans"] or [()], strict=False):
        where = f" [{span[0]}–{span[1]}]" if span else ""
        yield f"  {quoted(visible(' '.join(quote.split())))}{where}"
    for add in shown.adds(weighed):
        yield f"  + {add.words}: {add.table}/{add.id}"
        for column, cell in add.cells.items():
            called = shown.label(add.table, column, cell)
            yield f"      {column} = {visible(cell)}" + (f" ({called})" if called != cell else "")
    yield from (f"  ! {deciding.why_not(one)}" for one in weighed.problems)


def _decided(item: "Item", how: "Accepted | None") -> Iterator[str]:
    """Yield what was decided on a proposal, if anything was."""
    from loaders.inbox import shown

    if decided := how.decision if how else item.rejected:
        said = _("accepted by {by} on {day}") if how else _("rejected by {by} on {day}: {reason}")
        yield "  " + said.format(by=decided.by, day=shown.day(decided.at[:10]), reason=decided.reason)
