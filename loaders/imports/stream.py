"""What a file states, as one stream: its sheets, their rows under our columns, what was told of them on the way."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from loaders import imports as mappings
from loaders.files.background import ahead
from loaders.files.reader import open_sheets
from loaders.files.sheet import Sheet, letters
from loaders.imports import Mapping
from loaders.model.messages import any_of
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem
from loaders.tables.rows import Row

_LARGE = 1 << 20
"""Bytes of a file from which on two processes read it faster than one."""
_ROWS = 1_000
"""Rows after which is told how far it has got."""


class Begun(NamedTuple):
    """A sheet begins.

    Attributes:
        number: its place among the sheets of the file.
        file: the file's path (and sheet).
        mapping: how it is read.
        headings: of all its columns.
    """

    number: int
    file: str
    mapping: Mapping
    headings: list[str]


class Ended(NamedTuple):
    """A sheet has ended."""


class Told(NamedTuple):
    """A problem, or why a row was passed over.

    Attributes:
        problem: what is told.
        passed_over: whether a row states no fact of ours.
    """

    problem: Problem
    passed_over: bool = False


class Reached(NamedTuple):
    """So many bytes of the file have been read."""

    position: int


Item = Begun | Row | Told | Reached | Ended


def stated(path: Path, how: Sequence[Mapping]) -> Iterator[Item]:
    """Yield what a file states by mappings; a large file is read ahead by another process.

    A sheet that lacks a column which every row needs is told of and passed over, if there are others.

    Args:
        path: the file.
        how: how its sheets are read; those of other titles are not.

    Raises:
        MappingError: the file has not the columns that the mappings name, or no sheet has those that every row needs.
    """
    return ahead(_stated, path, how) if path.stat().st_size > _LARGE else _stated(path, how)


def _stated(path: Path, how: Sequence[Mapping]) -> Iterator[Item]:
    told: list[Told] = []
    for number, sheet in enumerate(open_sheets(path, lambda problem: told.append(Told(problem)), fill=True)):
        for mapping in how:
            if mapping.sheet == sheet.title and not mapping.lacking:
                yield from _sheet(sheet, mapping, number, told)
            elif mapping.sheet == sheet.title:
                told.append(Told(_refused(sheet.file, mapping, how)))
    yield from told


def _refused(file: str, mapping: Mapping, how: Sequence[Mapping]) -> Problem:
    """Return why a sheet is not read.

    Raises:
        MappingError: no other is read either.
    """
    lacking = {"columns": any_of(mapping.lacking), "first": mapping.lacking[0]}
    if all(one.lacking for one in how):
        told = _(
            "no column says {columns}, which every row needs; "
            "name the column, or what holds for all (fixed: {first}: …), in a mapping"
        )
        raise mappings.MappingError(f"{file}: {told.format(**lacking)}")
    told = _(
        "this sheet is not loaded: no column says {columns}, which every row needs; "
        "name the column, or what holds for all (fixed: {first}: …), in a mapping, or leave the sheet out of it"
    )
    return Problem(file, 0, "", told.format(**lacking))


def _sheet(sheet: Sheet, mapping: Mapping, number: int, told: list[Told]) -> Iterator[Item]:
    headings = [text or letters(at) for at, text in enumerate(mappings.titles(mapping, sheet))]
    yield Begun(number, sheet.file, mapping, headings)
    rows = mappings.rows(mapping, sheet, lambda problem: told.append(Told(problem, passed_over=True)))
    for read, row in enumerate(rows):
        if told:
            yield from told
            told.clear()
        if read % _ROWS == 0:
            yield Reached(sheet.position())
        yield row
    yield Ended()
