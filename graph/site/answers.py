"""The answer to a question as an HTML table."""

from collections.abc import Iterable
from typing import cast

from pyoxigraph import Literal, NamedNode

from graph.ask.query import Answer
from graph.site.tables import CellRenderer, Heading, HtmlTable, drawn_row
from ontology import xsd

_NUMBERS = {xsd.integer, xsd.decimal, xsd.double}
_DATES = {xsd.date, xsd.gYearMonth, xsd.gYear}


def answer_table(renderer: CellRenderer, name: str, title: str, answer: Answer) -> HtmlTable:
    """Return the table of an answer.

    Args:
        renderer: renders its cells.
        name: its id on the page.
        title: what it is called.
        answer: the answer.
    """
    kinds = [_kind(cells) for cells in zip(*answer.rows, strict=True)] or ["text"] * len(answer.columns)
    headings = [
        Heading(column, renderer.words[f"column_{column}"], kind)
        for column, kind in zip(answer.columns, kinds, strict=True)
    ]
    rows = [
        drawn_row(
            [
                renderer.cell([renderer.answered(cast(NamedNode | Literal, cell), column)] if cell else [], kind)
                for cell, kind, column in zip(row, kinds, answer.columns, strict=True)
            ],
            kinds,
        )
        for row in answer.rows
    ]
    return HtmlTable(name, title, "", headings, rows)


def _kind(cells: Iterable[object]) -> str:
    """Return the kind of a column of an answer."""
    known = [cell for cell in cells if cell is not None]
    types = {cell.datatype if isinstance(cell, Literal) else None for cell in known}
    if not known or None in types:
        return "things" if known else "text"
    return "number" if types <= _NUMBERS else "date" if types <= _DATES else "text"
