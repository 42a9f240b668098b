"""Headings over rows say which country, kind or status those below are of; what stands in a third country is no tie."""

from pathlib import Path

import pytest
from lists import written

from loaders.imports import importer
from loaders.imports import user_datasets as own
from loaders.imports.importer import NothingLoadedError
from loaders.imports.sides import belonging
from loaders.model.problems import Problem
from loaders.tables.catalogue import Catalogue

OF_COUNTRIES = {
    "vi": [
        ["STT", "Đối tác", "Hình thức", "Ngày ký"],
        ["I", "Nhật Bản"], ["1", "Naha", "MOU", "1/2/2010"], ["II", "Hàn Quốc"], ["1", "Kobe", "MOU", "1/2/2011"],
    ],
    "en": [
        ["Partner", "Kind", "Signed"], ["Japan"], ["Naha", "MOU", "2010-02-01"], ["India"],
        ["Kochi Prefecture", "MOU", "2012"],
    ],
    "ja": [
        ["相手都市", "種別", "締結日"], ["アメリカ合衆国"], ["フエ市", "友好都市", "H5.1.1"], ["ベトナム"],
        ["ハノイ市", "友好都市", "H25.4.9"],
    ],
}  # fmt: skip


def loaded(graph: Path, path: Path, catalogue: Catalogue, place: str) -> tuple[list[str], list[Problem]]:
    """Load a list of a place: the ids of its ties, and what was said of other rows."""
    problems: list[Problem] = []
    how = belonging(importer.proposed(path, catalogue, print), catalogue.gazetteer.places[place])
    try:
        importer.load(graph, path, "mine", how, catalogue, problems.append)
    except NothingLoadedError:
        return [], problems
    lines = (own.one(graph, "mine").folder / "ties.csv").read_text("utf-8").splitlines()
    return [line.partition(",")[0].removesuffix("--mine") for line in lines[1:]], problems


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize(
    ("language", "place", "tie"),
    [("vi", "vn/da-nang", "da-nang--okinawa-naha--mou--2010-02-01"),
     ("en", "vn/da-nang", "da-nang--okinawa-naha--mou--2010-02-01"),
     ("ja", "jp/osaka/sakai", "hanoi--osaka-sakai--friendship-city--2013-04-09")],
)  # fmt: skip
def test_rows_below_a_third_country_are_of_it(
    tmp_path: Path, catalogue: Catalogue, language: str, place: str, tie: str, suffix: str
) -> None:
    path = written(tmp_path / f"list.{suffix}", OF_COUNTRIES[language])
    ties, said = loaded(tmp_path, path, catalogue, place)
    assert ties == [tie]
    assert sum("ties between Vietnam and Japan alone are recorded" in one.message for one in said) == 1


def test_a_row_without_a_country_below_a_third_one_is_to_be_mended(tmp_path: Path, catalogue: Catalogue) -> None:
    table = [
        ["Country", "Partner", "Kind", "Signed"], ["Japan", "Naha", "MOU", "2010"], ["", "Kobe", "MOU", "2011"],
        ["India", "Kochi Prefecture", "MOU", "2012"], ["", "Nagasaki Prefecture", "MOU", "2013"],
    ]  # fmt: skip
    ties, said = loaded(tmp_path, written(tmp_path / "list.csv", table), catalogue, "vn/da-nang")
    assert ties == ["da-nang--okinawa-naha--mou--2010", "da-nang--hyogo-kobe--mou--2011"]
    assert [one.row for one in said if "Country: is empty" in one.message] == [5]


def test_a_heading_that_names_a_kind_says_it_of_the_rows_below(tmp_path: Path, catalogue: Catalogue) -> None:
    table = [
        ["Kết nghĩa"], ["Đối tác", "Ngày ký"], ["Naha", "1/2/2010"], ["II. Biên bản ghi nhớ"], ["Kobe", "1/2/2011"],
        ["III. Kết nghĩa (dự kiến)"], ["Yokote", "1/2/2012"],
    ]  # fmt: skip
    ties, said = loaded(tmp_path, written(tmp_path / "list.csv", table), catalogue, "vn/da-nang")
    assert ties == ["da-nang--okinawa-naha--sister-city--2010-02-01", "da-nang--hyogo-kobe--mou--2011-02-01"]
    assert "nothing has been signed yet" in next(one.message for one in said if one.row == 7)


@pytest.mark.parametrize(
    ("sign", "note"),
    [("*", "Ghi chú: (*) đã chấm dứt"), ("※", "※は解消"), ("[a]", "[a] terminated"), (" (**)", "** dự kiến ký"),
     ("※1", "※1 休止中"), ("①", "①：解消済")],
)  # fmt: skip
@pytest.mark.parametrize("above", [True, False])
def test_a_sign_that_a_legend_explains_says_so_of_its_row(
    tmp_path: Path, catalogue: Catalogue, sign: str, note: str, above: bool
) -> None:
    table = [["Đối tác", "Loại", "Ngày ký"], ["Naha", "MOU", "2010"], [f"Kobe{sign}", "MOU", "2011"]]
    table = [[note], *table] if above else [*table, [note]]
    ties, said = loaded(tmp_path, written(tmp_path / "list.csv", table), catalogue, "vn/da-nang")
    assert ties == ["da-nang--okinawa-naha--mou--2010"]
    assert [one.row for one in said if " says that " in one.message] == [4 if above else 3]


def test_a_sign_that_stands_for_anything_else_says_nothing_against_a_tie(tmp_path: Path, catalogue: Catalogue) -> None:
    table = [["Đối tác", "Loại", "Ngày ký"], ["Naha*", "MOU", "2010"], ["* Nguồn: báo Đà Nẵng"], ["** đã chấm dứt"]]
    ties, _ = loaded(tmp_path, written(tmp_path / "list.csv", table), catalogue, "vn/da-nang")
    assert ties == ["da-nang--okinawa-naha--mou--2010"]


def test_columns_below_a_heading_that_names_a_side_are_of_it(tmp_path: Path, catalogue: Catalogue) -> None:
    table = [
        ["STT", "Địa phương đối tác", "", "Hình thức", "Ngày ký"], ["", "Tên", "Tỉnh", "", ""],
        ["1", "Sakai", "Osaka", "MOU", "20/02/2009"],
    ]  # fmt: skip
    ties, _ = loaded(tmp_path, written(tmp_path / "list.csv", table), catalogue, "vn/da-nang")
    assert ties == ["da-nang--osaka-sakai--mou--2009-02-20"]
