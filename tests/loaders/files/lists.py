"""Lists as offices keep them, written as CSV, XLSX or ODS."""

import csv
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import openpyxl

_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="List">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def written(path: Path, rows: Sequence[Sequence[str | float]]) -> Path:
    """Write a list in the format that the name of the file ends in; numbers are numbers where the format has them.

    Each line of a cell is a paragraph, as LibreOffice has it.
    """
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    elif path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(path)
    else:
        lines = ("".join(map(_cell, row)) for row in rows)
        table = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        with ZipFile(path, "w") as file:
            file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            file.writestr("content.xml", _ODS.format(table))
    return path


def _cell(value: str | float) -> str:
    number = f' office:value-type="float" office:value="{value}"' if isinstance(value, int | float) else ""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f"<table:table-cell{number}>{lines}</table:table-cell>"
