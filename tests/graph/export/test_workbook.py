"""Workbooks hold what the answers and the facts hold, typed; what comes from anybody stays text in them."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import table
from oracle import TODAY
from pyoxigraph import Literal, NamedNode, Store

from graph.ask.labels import Labels
from graph.ask.query import Answer
from graph.cli.main import main
from graph.export.files import export
from graph.export.workbook import Sheet, as_xlsx, of_answer, of_texts
from graph.store.folder import open_store
from ontology import thing, xsd

HOSTILE = ("=1+1", "@SUM(A1)", "+1+1", "-2+3", '=HYPERLINK("http://a.jp","x")', "<b>&amp;</b>", "\x07bell\x00", "a\nb",
           "javascript:alert(1)", "http://a.jp/\x00", "_x0041_", "'=1")  # fmt: skip


def read(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_texts_stay_texts() -> None:
    sheet = read(as_xlsx([of_texts("hostile", ["=head"], [[text] for text in HOSTILE])], "=title", TODAY)).active
    assert sheet["A1"].value == "=head"
    for row, text in enumerate(HOSTILE, 2):
        cell = sheet.cell(row, 1)
        assert cell.data_type == "s", text
        assert cell.hyperlink is None
        named = {"\x07bell\x00": "⟨U+0007⟩bell⟨U+0000⟩", "http://a.jp/\x00": "http://a.jp/⟨U+0000⟩"}
        assert cell.value == named.get(text, text)


def test_days_numbers_and_addresses_are_what_they_are() -> None:
    texts = ["2024-02-29", "2024-02", "2024", "2024-02-30", "1899-05-01", "1.5", "007", "0", "-3", "1e5",
             "https://a.jp/b?c=d", "https://a.jp; https://b.jp", "123456789012345678", ""]  # fmt: skip
    book = read(as_xlsx([of_texts("typed", ["value"], [[text] for text in texts])], "title", TODAY))
    sheet = book.active
    values = [sheet.cell(row, 1).value for row in range(2, len(texts) + 2)]
    assert values == [datetime(2024, 2, 29), "2024-02", 2024, "2024-02-30", "1899-05-01", 1.5, "007", 0, -3, "1e5",
                      "https://a.jp/b?c=d", "https://a.jp; https://b.jp", "123456789012345678", None]  # fmt: skip
    assert sheet.cell(2, 1).is_date
    assert sheet.cell(12, 1).hyperlink.target == "https://a.jp/b?c=d"
    assert sheet.cell(13, 1).hyperlink is None
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:A15")
    assert book.properties.title == "title"


def test_sheets_have_names_of_their_own_that_a_workbook_may_have() -> None:
    names = ["a/b:c[d]*?", "x" * 40, "X" * 40, "", "'q'"]
    made = read(as_xlsx([Sheet(name, ["h"], []) for name in names], "t", TODAY))
    assert made.sheetnames == ["a b c d", "x" * 31, "X" * 29 + " 2", "1", "q"]


def test_an_answer_is_typed_and_things_have_their_ids(store: Store) -> None:
    answer = Answer(("place", "since", "number", "open"), [
        (thing["vn/da-nang"], Literal("2013-04-09", datatype=xsd.date), Literal(3), Literal(True)),
        (NamedNode("https://w3id.org/vnjp-ties/id/jp/osaka"), Literal("2013", datatype=xsd.gYear), None, None),
    ])  # fmt: skip
    sheet = read(as_xlsx([of_answer(answer, Labels(store, "vi"), ("place",), "a")], "t", TODAY)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1:] == [
        ("Thành phố Đà Nẵng", "vn/da-nang", datetime(2013, 4, 9), 3, True),
        ("Tỉnh Osaka", "jp/osaka", "2013", None, None),
    ]


def test_a_command_writes_what_its_csv_holds(folder: Path) -> None:
    runner = CliRunner(env={"COOP_STORE": str(folder)})
    arguments = ["query", "partners-of", "--param", "place=da-nang", "--as-of", TODAY, "--format"]
    rows = [*read(runner.invoke(main, [*arguments, "xlsx"]).stdout_bytes).active.iter_rows(values_only=True)]
    lines = runner.invoke(main, [*arguments, "csv"]).stdout.splitlines()
    assert len(rows) == len(lines) > 10
    assert all(str(row[1]) in line for row, line in zip(rows[1:], lines[1:], strict=True))


@pytest.fixture(scope="module")
def facts(lean_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("facts") / "facts.xlsx"
    export(open_store(lean_folder), path, "xlsx")
    return openpyxl.load_workbook(path, read_only=True)


@pytest.mark.parametrize(("sheet", "name"), [("Agreement", "ties"), ("Project", "projects"), ("Source", "sources")])
def test_the_facts_have_a_sheet_for_each_class_and_a_row_for_each_thing(facts: Any, sheet: str, name: str) -> None:
    [headings, *rows] = facts[sheet].iter_rows(values_only=True)
    kind = sheet.lower().replace("agreement", "tie")
    own = {f"{kind}/{row[f'{kind}_id']}": row for row in table(name)}
    found = {row[0]: dict(zip(headings, row, strict=True)) for row in rows}
    assert set(found) == {one for one, row in own.items() if name != "ties" or row["kind"] != "exchange"}
    if name == "ties":
        signed = {one: row["signed"] for one, row in own.items() if len(row["signed"]) == 10 and one in found}
        assert len(signed) > 50
        assert {one: found[one]["signed"].date().isoformat() for one in signed} == signed
