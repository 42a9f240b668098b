"""What a sheet shows of its rows: what it hides is read only if that is decided, what is struck out is taken back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from loaders.files.links import web_address
from loaders.files.sheet import Link, Sheet, SheetRow, letters
from loaders.files.vietnamese_letters import old_letters
from loaders.imports import guess
from loaders.imports.mapping import Mapping, MappingError
from loaders.model.gazetteer import Gazetteer
from loaders.model.messages import figure, joined
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem

_MOST_NAMED = 20
"""Rows, or rows in a sequence, that are named one by one."""
_LOOKED_AT = 100
"""Rows that tell in which letters a sheet is written."""

Noted = Callable[[Problem, bool], None]
"""Called with what is to be known of a row, and whether it is left out."""


@dataclass
class _Numbers:
    """The numbers of rows: how many, and those of the first."""

    count: int = 0
    _ranges: list[list[int]] = field(default_factory=list)

    def add(self, number: int) -> None:
        self.count += 1
        if self._ranges and number == self._ranges[-1][1] + 1:
            self._ranges[-1][1] = number
        elif len(self._ranges) <= _MOST_NAMED:
            self._ranges.append([number, number])

    def __str__(self) -> str:
        named = [f"{first}" if first == last else f"{first}-{last}" for first, last in self._ranges]
        return joined([*named[:_MOST_NAMED], *(["…"] if len(named) > _MOST_NAMED else [])])


def _is_struck_out(line: SheetRow, names: Iterable[int] = ()) -> bool:
    """Whether a row is struck out: all that is in it but a number, or one of its names.

    Args:
        line: the row.
        names: the places of the columns that name localities.
    """
    gone = [column for column in line.struck if column >= len(line.cells) or not line.cells[column]]
    left = [cell for cell in line.cells if cell]
    only_number = not left or (len(left) == 1 and left[0].strip("().").isalnum() and len(left[0]) <= 5)
    return bool(gone) and (only_number or any(column in names for column in gone))


class _Unseen:
    """What a sheet does not show, while its mapping is proposed from what it does show.

    Args:
        sheet: an open sheet; of its rows those are left, without the cells of hidden columns, that are shown.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._rows = sheet, _Numbers()
        self._hidden: dict[int, dict[int, str]] = {}
        sheet.rows = self._shown(sheet.rows)

    def _shown(self, lines: Iterable[SheetRow]) -> Iterator[SheetRow]:
        for line in lines:
            if line.hidden:
                self._rows.add(line.number)
            elif not _is_struck_out(line):
                hidden = [at for at in self._sheet.hidden_columns if at < len(line.cells) and line.cells[at]]
                for at in hidden:
                    self._hidden.setdefault(at, {})[line.number] = line.cells[at]
                cells = ["" if at in hidden else cell for at, cell in enumerate(line.cells)] if hidden else line.cells
                yield line._replace(cells=cells)

    def noted(self, mapping: Mapping) -> Mapping:
        """Return the mapping that was proposed with what the sheet hides, which nobody has decided on."""
        columns = joined(
            f"{letters(at)} ({' / '.join(filter(None, map(said.get, mapping.headings)))[:40]})"
            for at, said in sorted(self._hidden.items())
        )
        hides = {"rows": str(self._rows), "columns": columns, "sheet": self._sheet.title if self._sheet.hidden else ""}
        hidden = dict.fromkeys(what for what in ("rows", "sheet") if hides[what])
        return mapping.model_copy(
            update={"hidden": hidden, "hides": {what: which for what, which in hides.items() if which}}
        )


class Shown:
    """The rows of a sheet that are read.

    Args:
        sheet: an open sheet; its rows are those that are read from now on.
        mapping: how it is read.
        texts: its headings.
        noted: called with each row, cell or link that is struck out or refused.
    """

    def __init__(self, sheet: Sheet, mapping: Mapping, texts: list[str], noted: Noted) -> None:
        self._file, self._noted, self._encoding = sheet.file, noted, sheet.encoding
        self._read = mapping.hidden.get("rows") == "read"
        self._below = mapping.headings[-1]
        self._hidden, self._struck = _Numbers(), _Numbers()
        self._used = {texts.index(text): ours for ours, theirs in mapping.columns.items() for text in theirs}
        named = {place.name for place in mapping.record.place_columns.values()}
        self._names = {column for column, ours in self._used.items() if ours in named}
        self._filled = {column for column, ours in self._used.items() if ours in mapping.filled_down}
        self._gone: set[int] = set()
        self._first: list[str] = []
        sheet.rows = self._rows(sheet.rows)

    def _rows(self, lines: Iterator[SheetRow]) -> Iterator[SheetRow]:
        yield from self._seen(self._looked_at(islice(lines, _LOOKED_AT)))
        yield from self._seen(lines)

    def _looked_at(self, lines: Iterable[SheetRow]) -> Iterator[SheetRow]:
        for line in lines:
            self._first += line.cells
            yield line

    def _seen(self, lines: Iterable[SheetRow]) -> Iterator[SheetRow]:
        for line in lines:
            if line.number <= self._below or not (line.hidden or line.struck or line.links or self._gone):
                yield line
            elif line.hidden and not self._read:
                self._hidden.add(line.number)
            elif line.struck and _is_struck_out(line, self._names):
                self._struck.add(line.number)
                self._note(line, _("is struck out and left out"), out=True)
            else:
                yield self._checked(line)

    def _checked(self, line: SheetRow) -> SheetRow:
        """Return a row with the links that lead to pages, after telling what of it is not read."""
        if line.hidden:
            self._hidden.add(line.number)
        for column in (one for one in dict.fromkeys(line.struck) if one in self._used):
            left = column < len(line.cells) and line.cells[column]
            told = _("part of {cell} is struck out and not read") if left else _("{cell} is struck out and not read")
            self._note(line, told.format(cell=line.name(column)))
        self._empty(line)
        return line._replace(links=tuple(self._pages(line)))

    def _empty(self, line: SheetRow) -> None:
        """Have no cell stand for one that is struck out, in a column where empty cells are as the one above."""
        for column in self._filled:
            empty = column >= len(line.cells) or not line.cells[column]
            if empty and (column in line.struck or column in self._gone):
                self._gone.add(column)
                line.cells.extend([""] * (column + 1 - len(line.cells)))
                line.cells[column] = "–"
            elif not empty:
                self._gone.discard(column)

    def _pages(self, line: SheetRow) -> Iterator[Link]:
        for link in line.links:
            if address := web_address(link.address):
                yield link._replace(address=address)
            elif link.column in self._used and not link.address.startswith("#"):
                told = _("the link of {cell} leads to no web page and is not kept")
                self._note(line, told.format(cell=line.name(link.column)))

    def _note(self, line: SheetRow, message: str, *, out: bool = False) -> None:
        self._noted(Problem(self._file, line.number, "", message), out)

    def told(self) -> Iterator[Problem]:
        """Yield what is to be known of the whole sheet, when its rows have been read."""
        if self._encoding:
            yield self._problem(_("is read as {encoding}").format(encoding=self._encoding))
        if letters_of := old_letters("\n".join(self._first)):
            yield self._problem(_in_old_letters(letters_of))
        hidden = _("hidden rows that are read: {number} ({rows})")
        if not self._read:
            hidden = _("hidden rows that are left out: {number} ({rows}); to read them, say so in a mapping (hidden)")
        for rows, told in (
            (self._hidden, hidden),
            (self._struck, _("rows struck out and left out: {number} ({rows})")),
        ):
            if rows.count:
                yield self._problem(told.format(number=figure(rows.count), rows=rows))

    def _problem(self, message: str) -> Problem:
        return Problem(self._file, 0, "", message)


def propose(sheet: Sheet, gazetteer: Gazetteer) -> Mapping:
    """Return the mapping that is guessed of what a sheet shows; see `loaders.imports.guess.propose`.

    Raises:
        MappingError: no headings are understood; perhaps since its letters are those of old fonts.
        BrokenOffError: the file cannot be read.
    """
    unseen = _Unseen(sheet)
    try:
        return unseen.noted(guess.propose(sheet, gazetteer))
    except MappingError:
        if letters_of := old_letters("\n".join(cell for line in sheet.first(_LOOKED_AT) for cell in line.cells)):
            raise MappingError(f"{sheet.file}: {_in_old_letters(letters_of)}") from None
        raise


def _in_old_letters(name: str) -> str:
    """Return what is said of a sheet in the letters of old Vietnamese fonts, and what to do."""
    told = _(
        "is written in the letters of old fonts, {name}, not in Unicode; convert it (in UniKey: Toolkit, "
        "Ctrl+Shift+F6) and load it again"
    )
    return told.format(name=name)


def hidden_sheet(sheet: Sheet) -> Problem:
    """Return what is told of a hidden sheet that is not read."""
    told = _("is a hidden sheet and is left out ({number} rows); to read it, say so in a mapping (hidden)")
    return Problem(sheet.file, 0, "", told.format(number=figure(sum(1 for _line in sheet.rows))))
