"""A spreadsheet sees no formula in CSV of ours and reads it as UTF-8; who reads it back has what was written."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.reader import open_sheets
from loaders.files.safe_csv import UTF8, for_spreadsheets, harmless, unguarded, written

FORMULAS = [
    "=1+1",
    "+84 236 3822 041",
    "-x",
    "@SUM(A1)",
    '=HYPERLINK("http://example.org","Huế")',
    "'=1",
    "''@a",
    "\t=1",
]
TEXTS = ["", "Huế", "堺市", "-5", "+1.5", "a=b", "'s-Hertogenbosch", "1 - 2", "2013-04-09", "’=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_would_be_a_formula_has_an_apostrophe_more(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert unguarded(harmless(text)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_all_else_is_as_it_is(text: str) -> None:
    assert harmless(text) == unguarded(text) == text


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    assert unguarded(harmless(text)) == text
    assert not harmless(text).startswith(("=", "@", "\t", "\r"))


def test_a_table_begins_with_the_mark_and_keeps_figures_and_blanks() -> None:
    table = written([["name", "number", "none"], ["=Huế", 1.5, None], ["堺, 市", -2, ""]])
    assert table == UTF8 + 'name,number,none\n\'=Huế,1.5,\n"堺, 市",-2,\n'
    assert for_spreadsheets("name\n=Huế\n".encode()).decode() == UTF8 + "name\n'=Huế\n"


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=2, max_size=2)))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("table") / "a.csv"
    given_rows = [["first", "second"], *rows]
    path.write_text(written(given_rows), "utf-8")
    [sheet] = open_sheets(path, print)
    assert [line.cells for line in sheet.rows] == given_rows


def test_a_spreadsheet_has_it_guarded_and_other_programs_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(written([["note"], ["=1+1"]]), "utf-8")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["note"] for row in csv.DictReader(file)] == ["'=1+1"]
    assert io.StringIO(path.read_text("utf-8")).read(1) == "\ufeff"
