"""Workbooks written by another program, openpyxl, for tests that read them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """Write a workbook with sheets by their titles; return its path."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, content in sheets.items():
        sheet = book.create_sheet(title)
        assert isinstance(sheet, Worksheet)
        for row in content:
            sheet.append(row)
    book.save(path)
    return path


def one_sheet(path: Path, rows: list[list[Any]], change: Callable[[Worksheet], None] = lambda sheet: None) -> Path:
    """Write a workbook with one sheet and what is done to it; return its path."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    change(sheet)
    book.save(path)
    return path
