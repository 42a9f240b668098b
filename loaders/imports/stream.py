"""A file as one stream: its sheets, their rows under our columns, problems and progress."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from loaders.files.background import in_background
from loaders.files.reader import open_sheets
from loaders.files.sheet import Sheet, letters
from loaders.imports import apply
from loaders.imports.mapping import Mapping, MappingError
from loaders.imports.shown import Shown, hidden_sheet
from loaders.model.messages import any_of
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem
from loaders.tables.rows import Row

_LARGE = 1 << 20
"""Bytes of a file from which on two processes read it faster than one."""
_ROWS = 1_000
"""Rows after which the progress is reported."""


class SheetStart(NamedTuple):
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


class SheetEnd(NamedTuple):
    """A sheet has ended."""


class Notice(NamedTuple):
    """A problem, or why a row was passed over.

    Attributes:
        problem: where it stands and what it is.
        passed_over: whether a row states no fact of ours.
    """

    problem: Problem
    passed_over: bool = False


class Told(NamedTuple):
    """What holds for a whole sheet and is to be known, however many notices there are."""

    problem: Problem


class ReadProgress(NamedTuple):
    """How many bytes of the file have been read."""

    position: int


StreamItem = SheetStart | Row | Notice | Told | ReadProgress | SheetEnd


def stream(path: Path, how: Sequence[Mapping]) -> Iterator[StreamItem]:
    """Yield the rows of a file by mappings, with notices and progress; a large file is read by another process.

    A sheet that lacks a column which every row needs is reported and passed over, if there are others.

    Args:
        path: the file.
        how: how its sheets are read; those of other titles are not.

    Raises:
        MappingError: the file has not the columns that the mappings name, or no sheet has those that every row needs.
    """
    return in_background(_stream, path, how) if path.stat().st_size > _LARGE else _stream(path, how)


def _stream(path: Path, how: Sequence[Mapping]) -> Iterator[StreamItem]:
    notices: list[Notice] = []
    for number, sheet in enumerate(open_sheets(path, lambda problem: notices.append(Notice(problem)), fill=True)):
        for mapping in (one for one in how if one.sheet == sheet.title):
            if sheet.hidden and mapping.hidden.get("sheet") != "read":
                yield Told(hidden_sheet(sheet))
            elif not mapping.lacking:
                yield from _sheet(sheet, mapping, number, notices)
            else:
                notices.append(Notice(_refused(sheet.file, mapping, how)))
    yield from notices


def _refused(file: str, mapping: Mapping, how: Sequence[Mapping]) -> Problem:
    """Return why a sheet is not read.

    Raises:
        MappingError: no other is read either.
    """
    lacking = {"columns": any_of(mapping.lacking), "first": mapping.lacking[0]}
    if all(one.lacking or one.is_passed_over for one in how):
        message = _(
            "no column says {columns}, which every row needs; "
            "name the column, or what holds for all (fixed: {first}: …), in a mapping"
        )
        raise MappingError(f"{file}: {message.format(**lacking)}")
    message = _(
        "this sheet is not loaded: no column says {columns}, which every row needs; "
        "name the column, or what holds for all (fixed: {first}: …), in a mapping, or leave the sheet out of it"
    )
    return Problem(file, 0, "", message.format(**lacking))


def _sheet(sheet: Sheet, mapping: Mapping, number: int, notices: list[Notice]) -> Iterator[StreamItem]:
    texts = apply.titles(mapping, sheet)
    headings = [text or letters(at) for at, text in enumerate(texts)]
    yield SheetStart(number, sheet.file, mapping, headings)
    shown = Shown(sheet, mapping, texts, lambda problem, out: notices.append(Notice(problem, passed_over=out)))
    rows = apply.rows(mapping, sheet, lambda problem: notices.append(Notice(problem, passed_over=True)))
    for read, row in enumerate(rows):
        if notices:
            yield from notices
            notices.clear()
        if read % _ROWS == 0:
            yield ReadProgress(sheet.position())
        yield row
    yield from map(Told, shown.told())
    yield SheetEnd()
