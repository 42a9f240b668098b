"""Dates over several columns are one date; what of it is missing or wrong is not guessed."""

from pathlib import Path

import pytest
from lists import written

from loaders.files.reader import open_sheets
from loaders.imports.apply import rows
from loaders.imports.date_columns import put_together
from loaders.imports.guess import propose
from loaders.imports.mapping import Mapping
from loaders.tables.catalogue import Catalogue

Cell = str | float

CASE: list[list[Cell]] = [
    ["相手都市", "年", "月", "日", "種別"],
    ["ハイフォン市", "2018", "4", "1", "姉妹都市"],
    ["フート省", "平成30", "5", "2", "友好都市"],
]
VIETNAMESE: list[list[Cell]] = [
    ["Đối tác", "Ngày ký", "", "", "Loại"],
    ["", "Ngày", "Tháng", "Năm", ""],
    ["Naha", 9, 4, 2013, "MOU"],
    ["Yokote", "", "Tháng 5", 2014, "MOU"],
]
ENGLISH: list[list[Cell]] = [
    ["Partner", "Month", "Day", "Year", "Kind"],
    ["Naha", "April", "9", "2013", "MOU"],
    ["Yokote", "5.0", "", "2014.0", "MOU"],
]
ERAS: list[list[Cell]] = [
    ["相手都市", "元号", "年", "月", "日", "種別"],
    ["ハイフォン市", "平成", "30", "4月", "1日", "姉妹都市"],
    ["フート省", "令和", "元", "5", "", "友好都市"],
]
TWO: list[list[Cell]] = [
    ["相手都市", "提携年", "提携月", "提携日", "解消年", "解消月", "解消日", "種別"],
    ["ハイフォン市", "2018", "4", "1", "2020", "3", "31", "姉妹都市"],
    ["フート省", "H30", "5", "2", "", "", "", "友好都市"],
]
ABOVE: list[list[Cell]] = [
    ["相手都市", "締結日", "", "", "種別"],
    ["", "年", "月", "日", ""],
    ["ハイフォン市", "2018年", "4月", "1日", "姉妹都市"],
]
BOTH: list[list[Cell]] = [
    ["相手都市", "元号", "年", "月日", "種別"],
    ["ハイフォン市", "平成", "30", "4月1日", "姉妹都市"],
    ["フート省", "令和", "元", "", "友好都市"],
]


def read(path: Path, catalogue: Catalogue, table: list[list[Cell]]) -> tuple[Mapping, list[dict[str, str]]]:
    written(path, table)
    [sheet] = open_sheets(path, print, fill=True)
    mapping = propose(sheet, catalogue.gazetteer)
    [sheet] = open_sheets(path, print, fill=True)
    found = rows(mapping, sheet, print)
    return mapping, [{"fault": row.fault} if row.fault else row.cells for row in found]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize(
    ("table", "dates"),
    [
        (CASE, [{"signed": "2018-04-01"}, {"signed": "2018-05-02"}]),
        (VIETNAMESE, [{"signed": "2013-04-09"}, {"signed": "2014-05"}]),
        (ENGLISH, [{"signed": "2013-04-09"}, {"signed": "2014-05"}]),
        (ERAS, [{"signed": "2018-04-01"}, {"signed": "2019-05"}]),
        (TWO, [{"signed": "2018-04-01", "ended": "2020-03-31"}, {"signed": "2018-05-02"}]),
        (ABOVE, [{"signed": "2018-04-01"}]),
        (BOTH, [{"signed": "2018-04-01"}, {"signed": "2019"}]),
        (
            [["締結月日", "締結年", *CASE[0][::4]], ["4月1日", 2018, "ハイフォン市", "姉妹都市"]],
            [{"signed": "2018-04-01"}],
        ),
    ],
    ids=[
        "bare",
        "vi, below a heading",
        "en, named months",
        "eras",
        "two dates",
        "ja, below a heading",
        "era, month with day",
        "month with day",
    ],
)
def test_the_parts_of_a_date_are_put_together(
    tmp_path: Path, catalogue: Catalogue, table: list[list[Cell]], dates: list[dict[str, str]], suffix: str
) -> None:
    mapping, stated = read(tmp_path / f"a.{suffix}", catalogue, table)
    assert mapping.unclear == {}
    assert [{column: row[column] for column in ("signed", "ended") if column in row} for row in stated] == dates


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (["2018", "13", "1"], ""),  # 13 is no month, so these are no columns of one date
        (["2018", "", "1"], "“2018--1” is not a date"),
        (["", "4", "1"], "“-4-1” is not a date"),
        (["2018", "2", "30"], "“2018-2-30” does not exist: day is out of range for month"),
        (["平成31", "5", "1"], "write 2019-05-01 if that is meant"),
    ],
)
def test_what_is_no_date_is_to_be_mended(tmp_path: Path, catalogue: Catalogue, day: list[str], why: str) -> None:
    table = [*CASE, ["ハノイ市", *day, "覚書"]]
    mapping, stated = read(tmp_path / "a.csv", catalogue, table)
    if why:
        assert why in stated[-1]["fault"]
    else:
        assert mapping.columns["signed"] == ("年",)


def test_a_day_without_its_year_beside_a_year_is_asked_about(tmp_path: Path, catalogue: Catalogue) -> None:
    table: list[list[Cell]] = [["Partner", "Kind", "Year", "Signed (day/month)"], ["Naha", "MOU", "2018", "1/4"]]
    mapping, _ = read(tmp_path / "a.csv", catalogue, table)
    assert mapping.unclear == {"Signed (day/month)": None}


def test_a_row_without_any_part_is_undated(tmp_path: Path, catalogue: Catalogue) -> None:
    _, stated = read(tmp_path / "a.csv", catalogue, [*CASE, ["ハノイ市", "", "-", "", "覚書"]])
    assert ("signed" in stated[-1], stated[-1]["kind"]) == (False, "mou")


def test_a_ditto_mark_stands_for_the_part_above(tmp_path: Path, catalogue: Catalogue) -> None:
    _, stated = read(tmp_path / "a.csv", catalogue, [*CASE, ["ハノイ市", "〃", "〃", "3", "覚書"]])
    assert stated[-1]["signed"] == "2018-05-03"


def test_a_whole_date_in_the_column_of_the_year_stays_whole() -> None:
    assert put_together(["2018-04-01", "", ""]) == "2018-04-01"
