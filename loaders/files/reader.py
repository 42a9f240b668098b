"""Files to sheets of text cells: CSV and TSV by `delimited`, XLSX by `xlsx`, ODS by `ods`. No meaning is read into it.

A file may come from anybody: whatever it holds, it is read row by row within bounds, or refused with the reason.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from loaders.files.delimited import read_delimited
from loaders.files.sheet import BrokenOffError, Part, RefusedError, Sheet
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem, Report

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPPED = b"PK\x03\x04"
_WORKBOOKS = {".xlsx", ".ods"}
_WITH_MACROS = {".xlsm", ".xltm", ".xlsb"}


def open_sheets(path: Path, report: Report, *, fill: bool = False) -> Iterator[Sheet]:
    """Yield the sheets in a file: one of a CSV or TSV file, one of each sheet that holds a table of XLSX and ODS.

    Args:
        path: the file; its name tells whether it is a workbook.
        report: called with every problem met, now and while the rows are read; rows then break off with an error.
        fill: whether each of several merged cells gets what the first of them holds.
    """
    ending = path.suffix.lower()
    if refusal := _refusal(path, ending):
        report(Problem(str(path), 0, "", refusal))
    elif ending not in _WORKBOOKS:
        yield from read_delimited(path, report)
    else:
        yield from _reported(_workbook(path, fill), path, report)


def _refusal(path: Path, ending: str) -> str:
    """Return why a file is not even opened."""
    if not path.is_file():
        return _("is a folder; name the files in it") if path.is_dir() else _("there is no such file")
    with path.open("rb") as opened:
        begins = opened.read(len(_OLD_WORKBOOK))
    if begins == _OLD_WORKBOOK:
        if ending == ".xls":
            return _("is an old Excel file (.xls); save it as .xlsx or CSV")
        return _("is an old Excel file (.xls) or protected by a password; save it as .xlsx or CSV")
    if ending in _WITH_MACROS:
        return _("is a workbook that may hold programs ({ending}); save it as .xlsx or CSV").format(ending=ending)
    if begins.startswith(_ZIPPED) and ending not in _WORKBOOKS:
        return _("is a workbook, another document or an archive; save its table as .xlsx, .ods or CSV")
    return ""


# --- workbooks ---------------------------------------------------------------------------------------------------


def _workbook(path: Path, fill: bool) -> Iterator[Sheet]:
    from loaders.files import archive as workbooks
    from loaders.files import ods, xlsx

    with closing(workbooks.opened(path)) as archive:
        found = ods.sheets(archive) if "content.xml" in archive.namelist() else xlsx.sheets(archive)
        for sheet in found:
            rows = sheet.areas.filled(sheet.rows) if fill else sheet.rows
            rows = workbooks.bounded(rows)
            yield Sheet(
                f"{path}[{sheet.title}]", sheet.title, rows, sheet.areas.named, epoch=sheet.epoch,
                position=lambda: archive.fp.tell() if archive.fp else 0,
                hidden=sheet.hidden, hidden_columns=sheet.hidden_columns,
            )  # fmt: skip


def _reported(sheets: Iterator[Sheet], path: Path, report: Report) -> Iterator[Sheet]:
    """Yield the sheets that hold a table, or the first if none does; report where a workbook turns out to be broken."""
    empty: Sheet | None = None
    found = False
    try:
        for sheet in _guarded(sheets, path, report):
            sheet.rows = _guarded(sheet.rows, path, report)
            begins = sheet.first(2)
            if len(begins) == 2 or any(sum(map(bool, line.cells)) > 1 for line in begins):
                found = True
                yield sheet
            else:
                empty = empty or sheet
    except BrokenOffError:
        return
    if empty and not found:
        yield empty
    elif not found:
        report(Problem(str(path), 0, "", _("has no sheets; save the table anew as .xlsx or CSV")))


def _guarded(parts: Iterator[Part], path: Path, report: Report) -> Iterator[Part]:
    """Break off with a problem where a workbook turns out to be broken."""
    from loaders.files.archive import BROKEN

    try:
        yield from parts
    except RefusedError as refused:
        report(Problem(str(path), 0, "", str(refused)))
        raise BrokenOffError from None
    except BROKEN as error:
        told = _("cannot be read as a workbook: {error}")
        report(Problem(str(path), 0, "", told.format(error=_(str(error) or type(error).__name__))))
        raise BrokenOffError from None
