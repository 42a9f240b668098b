"""What a file states: its sheets one after another, those that cannot be read told of and passed over."""

import re
from pathlib import Path

import pytest
from books import workbook

from loaders.imports import mapping
from loaders.imports import user_datasets as own
from loaders.imports.importer import load, proposed
from loaders.imports.mapping import Mapping, MappingError
from loaders.imports.stream import Notice, SheetStart, stream
from loaders.model.problems import Problem
from loaders.tables.catalogue import Catalogue
from loaders.tables.catalogue import load as load_tables
from loaders.tables.datasets import datasets
from loaders.tables.rows import Row

PARTNERS = [["Việt Nam", "Nhật Bản", "Loại", "Ngày ký"], ["Huế", "Kobe", "MoU", 2019]]
VISITS = [["Địa phương Nhật Bản", "Ngày", "Nội dung"], ["Kobe", "2019-05-06", "Thăm Huế"]]


def read(path: Path, how: list[Mapping]) -> tuple[list[str], list[dict[str, str]], list[Problem]]:
    """The sheets that were read, the rows of all, the problems told."""
    items = list(stream(path, how))
    return (
        [item.mapping.sheet for item in items if isinstance(item, SheetStart)],
        [item.cells for item in items if isinstance(item, Row)],
        [item.problem for item in items if isinstance(item, Notice) and not item.passed_over],
    )


@pytest.mark.parametrize("order", [("Đối tác", "Chuyến thăm"), ("Chuyến thăm", "Đối tác")])
def test_a_sheet_that_lacks_a_column_is_told_of_and_the_others_are_read(
    tmp_path: Path, catalogue: Catalogue, order: tuple[str, str]
) -> None:
    content = {"Đối tác": PARTNERS, "Chuyến thăm": VISITS}
    path = workbook(tmp_path / "a.xlsx", {title: content[title] for title in order})
    titles, rows, problems = read(path, proposed(path, catalogue, print))
    assert titles == ["Đối tác"]
    assert rows == [{"vn_name": "Huế", "jp_name": "Kobe", "kind": "mou", "signed": "2019"}]
    [problem] = problems
    assert (problem.file, problem.row) == (f"{path}[Chuyến thăm]", 0)
    assert problem.message == (
        "this sheet is not loaded: no column says vn_name or kind, which every row needs; name the column, or what "
        "holds for all (fixed: vn_name: …), in a mapping, or leave the sheet out of it"
    )


def test_what_holds_for_all_rows_is_no_column_that_is_lacking(tmp_path: Path, catalogue: Catalogue) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Đối tác": PARTNERS, "Chuyến thăm": VISITS})
    partners, visits = proposed(path, catalogue, print)
    fixed = {"vn_name": "Huế", "kind": "exchange"}
    titles, rows, problems = read(path, [partners, visits.model_copy(update={"fixed": fixed})])
    assert (titles, problems) == (["Đối tác", "Chuyến thăm"], [])
    assert rows[1] == {
        "vn_name": "Huế", "jp_name": "Kobe", "kind": "exchange", "note": "Thăm Huế; Ngày: 2019-05-06",
    }  # fmt: skip


def test_a_sheet_that_the_mapping_leaves_out_is_not_read_nor_told_of(tmp_path: Path, catalogue: Catalogue) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Đối tác": PARTNERS, "Chuyến thăm": VISITS})
    partners, _ = proposed(path, catalogue, print)
    assert read(path, [partners])[0::2] == (["Đối tác"], [])


def test_where_every_sheet_lacks_a_column_the_first_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    path = workbook(tmp_path / "a.xlsx", {"2023": VISITS, "2024": VISITS})
    with pytest.raises(MappingError) as error:
        read(path, proposed(path, catalogue, print))
    assert str(error.value) == (
        f"{path}[2023]: no column says vn_name or kind, which every row needs; name the column, or what holds for all "
        "(fixed: vn_name: …), in a mapping"
    )


# --- what the document shows -----------------------------------------------------------------------------------------

SHOWN = re.findall(
    "```(csv|yaml)\n(.*?)```", (Path(__file__).parents[3] / "docs/loading.md").read_text("utf-8"), re.DOTALL
)


def test_the_mapping_in_the_document_is_one(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    text = next(text for language, text in SHOWN if language == "yaml")
    path.write_text(text, "utf-8")
    [shown] = mapping.read(path)
    assert shown.values == {
        "kind": {"Thỏa thuận khung": "friendship-cooperation", "Thỏa thuận hợp tác": None, "Chưa phân loại": ""},
        "status": {"Đang rà soát": "in-force"},
    }


def test_the_tables_in_the_document_are_loaded_whole(tmp_path: Path) -> None:
    tables = [text for language, text in SHOWN if language == "csv"]
    for name, text, rows in zip(("visits", "works", "parts"), tables, (1, 1, 2), strict=True):
        path = tmp_path / f"{name}.csv"
        path.write_text(text, "utf-8")
        known = load_tables(datasets(), own.own(tmp_path))
        problems: list[Problem] = []
        how = proposed(path, known, problems.append)
        assert load(tmp_path, path, name, how, known, problems.append).rows == rows
        assert problems == []
