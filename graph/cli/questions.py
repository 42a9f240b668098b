"""Says how a file is understood, asks on a terminal what is doubtful in it, and keeps what has been answered."""

import sys
from pathlib import Path

import click

from graph.cli.graphs import say
from loaders.imports import mapping as files
from loaders.imports.mapping import Mapping, MappingError
from loaders.imports.questions import Question, answered, open_questions
from loaders.model.messages import gettext as _
from loaders.tables.catalogue import Catalogue


def can_ask() -> bool:
    """Whether somebody sits at a terminal who sees the questions and can answer them."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def understood(file: Path, kept: Path | None, place: str | None, yes: bool, known: Catalogue) -> list[Mapping]:
    """Return how a file is to be read: as its mapping says, or as it is proposed and the user agrees."""
    from graph.ask import output
    from graph.store import user_sources as sources
    from loaders.imports.importer import proposed
    from loaders.imports.sides import belonging

    asking = can_ask() and not yes
    if kept and kept.exists():
        how = files.read(kept)
        told = decided(how, file, kept, asking=asking, all_of_it=False)
        if told != how:
            keep(told, file, kept)
        return told
    guessed = proposed(file, known, lambda problem: say(str(problem)))
    if place:
        guessed = belonging(guessed, known.gazetteer.resolve(place))
    if any({"vn_name", "jp_name"} & {*one.lacking} for one in guessed):
        say(_("No column says of which locality these ties are. If they are all of one, name it with --place."))
    if kept:
        files.write(kept, guessed)
    say(output.as_table(("sheet", "heading", "read_as"), sources.understood(guessed)))
    told = decided(guessed, file, kept, asking=asking)
    if told != guessed:
        keep(told, file, kept)
    if yes:
        return told
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
    return told


def _agreed(question: str) -> bool:
    """Prompt until the answer is yes, which an empty one is too, or no, in English or in the language."""
    yes, no = {"", "y", "yes", _("yes")}, {"n", "no", _("no")}
    while True:
        said = click.prompt(f"{question} [Y/n]", default="", show_default=False, err=True).strip().lower()
        if said in yes | no:
            return said in yes
        say(_("Answer y (yes) or n (no)."))


def decided(
    how: list[Mapping], file: Path, kept: Path | None, *, asking: bool, all_of_it: bool = True
) -> list[Mapping]:
    """Return mappings in which nothing is open that the load must wait for.

    Args:
        how: the mappings of the sheets of a file.
        file: the file.
        kept: where the mappings are kept; beside the file if nowhere.
        asking: whether to ask on the terminal.
        all_of_it: whether to ask what the load need not wait for, too.

    Raises:
        click.ClickException: something is open that the load must wait for; the mappings have been written.
    """
    told = list(how)
    try:
        for at, mapping in enumerate(told if asking else ()):
            told[at] = _asked(mapping, told, at, all_of_it=all_of_it)
    except click.Abort:
        if told == how:
            raise
        say("\n" + _("Your answers are kept in {file}; go on with --mapping.").format(file=_keep(told, file, kept)))
        raise
    for one in (one for mapping in told for one in open_questions(mapping) if one.part == "dates" and not asking):
        say(_("{question} Say it in a mapping (dates: …).").format(question=one.told))
    waiting = [one for mapping in told for one in open_questions(mapping) if one.stops]
    if waiting:
        for question in waiting:
            say(f"{question.told} [{_shown(question)}]")
        stopped = _("nothing was loaded; answer in {file} (unclear: …), and load with --mapping {file}")
        raise click.ClickException(stopped.format(file=_keep(told, file, kept)))
    return told


def keep(how: list[Mapping], file: Path, kept: Path | None) -> None:
    """Write mappings in which something has been answered; say where, if nobody has named the place."""
    path = _keep(how, file, kept)
    if not kept:
        say(_("Your answers are kept in {file}; go on with --mapping.").format(file=path))


def _asked(mapping: Mapping, told: list[Mapping], at: int, *, all_of_it: bool) -> Mapping:
    """Return a mapping with its open questions put and answered; what was answered is in `told` at any time."""
    put: set[tuple[str, tuple[str, ...]]] = set()
    while one := next((one for one in open_questions(mapping) if (one.part, one.keys) not in put), None):
        put.add((one.part, one.keys))
        if one.stops or one.part == "dates" or all_of_it:
            told[at] = mapping = _answer(mapping, one)
    return mapping


def _answer(mapping: Mapping, question: Question) -> Mapping:
    """Ask until the answer is one; an empty one is the likely one, or leaves open what need not be answered."""
    say("\n  ".join(filter(None, (question.told, _shown(question)))))
    while True:
        default = question.likely or ""
        said = click.prompt(">", default=default, show_default=bool(default), prompt_suffix=" ", err=True).strip()
        if not said and question.stops:
            continue
        if not said:
            return mapping
        said = "" if said == "-" else _chosen(question, said)
        try:
            return answered(mapping, question, said)
        except MappingError as error:
            say(str(error))


def _chosen(question: Question, said: str) -> str:
    """Return the answer that a number stands for; else what was typed."""
    at = int(said) - 1 if said.isascii() and said.isdigit() else -1
    return question.choices[at] if 0 <= at < len(question.choices) else said


def _shown(question: Question) -> str:
    """Return the answers with their numbers."""
    nothing = _("- (nothing)")
    return ", ".join(f"{at} {one}" if one else nothing for at, one in enumerate(question.choices, 1))


def _keep(how: list[Mapping], file: Path, kept: Path | None) -> Path:
    """Write mappings to where they are kept, or beside the file, but never over another; return where they are."""
    path = kept or file.with_name(f"{file.stem}.mapping.yaml")
    number = 2
    while not kept and path.exists():
        path, number = file.with_name(f"{file.stem}.mapping-{number}.yaml"), number + 1
    try:
        files.write(path, how)
    except OSError as error:
        raise click.ClickException(_("{path} cannot be written: {error}").format(path=path, error=error)) from None
    return path
