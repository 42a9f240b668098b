"""Answers for people and for programs: a table, CSV or JSON, always the same columns in the same order."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from graph.ask.labels import Labels, short
from graph.ask.query import Answer, Cell
from loaders.files import safe_csv
from loaders.model.dates import date_text
from loaders.model.messages import LANGUAGE, figure
from loaders.model.messages import gettext as _
from ontology import xsd

if TYPE_CHECKING:
    from loaders.model.problems import Problem

FORMATS = ("table", "csv", "json")
Plain = str | int | float | bool | None

_WORDED = {"section", "method", "cutoff", "change", "basis", "occasion", "scheme", "type", "certain", "decision"}
"""Columns with fixed English words: tables show them translated, CSV and JSON as they are."""


def rows(answer: Answer, labels: Labels, things: Iterable[str]) -> tuple[list[str], list[list[Plain]]]:
    """Return an answer in plain values, each thing by its name with its id in a column beside it.

    Args:
        answer: the answer.
        labels: what things are called.
        things: the columns that hold things; they get a column of ids, whether they have rows or not.
    """
    named = set(things)
    columns = [
        name for column in answer.columns for name in ((column, f"{column}_id") if column in named else (column,))
    ]
    plain = []
    for row in answer.rows:
        cells: list[Plain] = []
        for column, cell in zip(answer.columns, row, strict=True):
            cells.append(_plain(cell, labels))
            if column in named:
                cells.append(short(cell) if isinstance(cell, NamedNode) else None)
        plain.append(cells)
    return columns, plain


def _plain(cell: Cell, labels: Labels) -> Plain:
    if cell is None:
        return None
    if isinstance(cell, NamedNode):
        return labels[cell]
    if isinstance(cell, Literal):
        if cell.datatype == xsd.boolean:
            return cell.value == "true"
        if cell.datatype == xsd.integer:
            return int(cell.value)
        return float(cell.value) if cell.datatype in {xsd.decimal, xsd.double} else cell.value
    return str(cell)


def text(answer: Answer, labels: Labels, things: Iterable[str], style: str, title: str = "") -> str:
    """Return an answer as text.

    Args:
        answer: the answer.
        labels: what things are called.
        things: the columns that hold things.
        style: ``table`` (for the eye), ``csv`` (for spreadsheets) or ``json`` (for programs).
        title: a line above a table; the other styles have none.
    """
    columns, plain = rows(answer, labels, things)
    if style == "csv":
        return as_csv(columns, plain)
    if style == "json":
        return as_json(columns, plain)
    shown = [column for column in columns if column in answer.columns]
    kept = [index for index, column in enumerate(columns) if column in answer.columns]
    return as_table(shown, [[row[index] for index in kept] for row in plain], title)


def as_csv(columns: Sequence[str], plain: Iterable[Sequence[Plain]]) -> str:
    """Return rows as CSV for spreadsheets (`loaders.files.safe_csv`), booleans as true and false."""
    texts = ([str(cell).lower() if isinstance(cell, bool) else cell for cell in row] for row in plain)
    return safe_csv.written([columns, *texts])


def as_json(columns: Sequence[str], plain: Iterable[Sequence[Plain]]) -> str:
    """Return rows as one JSON array of objects."""
    objects = [dict(zip(columns, row, strict=True)) for row in plain]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def as_table(columns: Sequence[str], plain: Iterable[Sequence[Plain]], title: str = "") -> str:
    """Return rows as a table for the eye in the reader's language: fitted to a terminal, plain and whole in a pipe."""
    content = [[_shown(cell, column) for column, cell in zip(columns, row, strict=True)] for row in plain]
    if not content:
        none = _word("none", "none known")
        return f"{title}\n\n{none}\n" if title else f"{none}\n"
    numeric = [all(_is_figure(row[index]) for row in content) for index in range(len(columns))]
    head = [*map(heading, columns)]
    body = _styled(head, content, numeric) if sys.stdout.isatty() else _aligned(head, content, numeric)
    return f"{title}\n\n{body}" if title else body


def heading(column: str) -> str:
    """Return the heading of a column in the reader's language."""
    return _word(f"column_{column}", column.replace("_", " "))


def _word(meant: str, english: str) -> str:
    """Return a word of ``words.yaml``, which is not read for English, or the English one where it has none."""
    if LANGUAGE.get() == "en":
        return english
    from graph.ask.words import words

    return words(LANGUAGE.get()).get(meant, english)


STYLES: dict[str, Callable[[Sequence[str], Iterable[Sequence[Plain]]], str]] = {
    "table": as_table, "csv": as_csv, "json": as_json,
}  # fmt: skip
"""How rows are shown, by the name of the format."""


def _aligned(head: list[str], content: list[list[str]], numeric: list[bool]) -> str:
    """Return cells in columns, each as wide as its widest cell is on a screen."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(head, *content, strict=True)]

    def line(cells: list[str]) -> str:
        gaps = [" " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)]
        put = [gap + cell if right else cell + gap for cell, gap, right in zip(cells, gaps, numeric, strict=True)]
        return "   ".join(put).rstrip()

    rule = "─" * (sum(widths) + 3 * (len(widths) - 1))
    return "\n".join([line(head), rule, *map(line, content)]) + "\n"


def _styled(head: list[str], content: list[list[str]], numeric: list[bool]) -> str:
    """Return cells as a table that fits the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for number, (heading, right) in enumerate(zip(head, numeric, strict=True)):
        table.add_column(heading, justify="right" if right else "left", overflow="fold", no_wrap=number == 0)
    for row in content:
        table.add_row(*map(Text, row))
    console = Console(highlight=False)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def _is_figure(text: str) -> bool:
    return not text or text.removeprefix("-").replace(",", "").replace(".", "").isdecimal()


def _shown(cell: Plain, column: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        plain = "yes" if cell else "no"
        return _word(f"{plain}_{column}", "") or _word(plain, plain)
    if isinstance(cell, str):
        return _(cell) if column in _WORDED else date_text(cell) if cell[:4].isdecimal() else cell
    return figure(cell, 0 if float(cell).is_integer() else 3)


class Findings:
    """Writes the findings of a check as they come, so that even those of a huge table are written in full.

    Args:
        style: ``table`` (a line each), ``csv`` or ``json``.
    """

    COLUMNS = ("severity", "file", "row", "column", "message")

    def __init__(self, style: str) -> None:
        self._style, self._number = style, 0
        self._status: Any = None

    def __enter__(self) -> "Findings":
        from rich.console import Console

        self._status = Console(stderr=True).status(_("checking"))
        self._status.__enter__()
        if self._style == "csv":
            self._write(as_csv(self.COLUMNS, ()))
        return self

    def __exit__(self, *error: object) -> None:
        self._status.__exit__(*error)
        if self._style == "json":
            self._write("\n]\n" if self._number else "[]\n")

    def problem(self, problem: "Problem") -> None:
        """Write what is wrong."""
        self._put("problem", problem)

    def warning(self, problem: "Problem") -> None:
        """Write what is not complete."""
        self._put("incomplete", problem)

    def progress(self, rows: int) -> None:
        """Write how many rows have been read."""
        self._status.update(_("checking: {number} rows").format(number=figure(rows)))

    def _put(self, severity: str, problem: "Problem") -> None:
        cells = (severity, problem.file, problem.row or None, problem.column or None, problem.message)
        if self._style == "csv":
            self._write(safe_csv.written([cells]).removeprefix(safe_csv.UTF8))
        elif self._style == "json":
            one = json.dumps(dict(zip(self.COLUMNS, cells, strict=True)), ensure_ascii=False)
            self._write(("[\n" if not self._number else ",\n") + one)
        else:
            shown = "{problem}" if severity == "problem" else _("{problem} (incomplete)")
            self._write(shown.format(problem=problem) + "\n")
        self._number += 1

    @staticmethod
    def _write(text: str) -> None:
        sys.stdout.write(on_stdout(text))


def on_stdout(text: str) -> str:
    """Return a text as it is written to stdout: without the mark of spreadsheets where it is read on a screen."""
    return text.removeprefix(safe_csv.UTF8) if sys.stdout.isatty() else text
