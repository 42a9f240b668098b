"""Headings are understood by all of their words; columns whose headings nobody understands by what stands in them."""

import csv
from pathlib import Path

import pytest
from lists import written

from loaders.files.reader import open_sheets
from loaders.imports.apply import rows
from loaders.imports.guess import propose
from loaders.imports.headers import meaning
from loaders.imports.mapping import Mapping, MappingError, settled
from loaders.imports.questions import answered, open_questions
from loaders.tables.catalogue import Catalogue

HEADINGS = Path(__file__).parent / "headings.csv"
"""Headings of lists and of open data, written down without looking at what is known, with what each means."""
FORMATS = ["csv", "xlsx", "ods"]


def proposed(path: Path, catalogue: Catalogue, *table: list[str]) -> Mapping:
    [sheet] = open_sheets(written(path, table), print, fill=True)
    return propose(sheet, catalogue.gazetteer)


def stated(path: Path, mapping: Mapping) -> list[dict[str, str]]:
    """What the rows state, or why they do not."""
    [sheet] = open_sheets(path, print, fill=True)
    return [row.cells if not row.fault else {"fault": row.fault} for row in rows(mapping, sheet, print)]


def test_of_plausible_headings_nearly_all_are_understood_and_none_is_misunderstood() -> None:
    with HEADINGS.open(encoding="utf-8", newline="") as file:
        told = [(row["heading"], row["means"].split("|"), meaning([row["heading"]])) for row in csv.DictReader(file)]
    known = [heading for heading, right, said in told if said in right or (right == ["number"] and not said)]
    vague = {"区分", "Tỉnh/thành phố Việt Nam"}  # which their cells and the other columns tell
    assert len(told) > 450
    assert len(known) >= 0.98 * len(told)
    assert {heading for heading, right, said in told if said and said not in right} <= vague


@pytest.mark.parametrize(
    "heading",
    [
        "市制施行日",
        "提携状況",
        "Ngày sinh của chủ tịch",
        "Not a date",
        "Kickoff",
        "Năm học",
        "都市計画の決定日",
        "Sister school",
    ],
)
def test_a_heading_with_a_word_that_is_not_known_is_not_taken_at_the_others(heading: str) -> None:
    assert meaning([heading]) == ""


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("最終更新日", "number"),
        ("Ngày cập nhật", "number"),
        ("Last updated", "number"),
        ("人口", "number"),
        ("担当課", "number"),
        ("Dân số", "number"),
        ("市区町村コード", "number"),
        ("緯度", "number"),
    ],
)
def test_a_heading_may_be_understood_and_be_none_of_ours(heading: str, meant: str) -> None:
    assert meaning([heading]) == meant


# --- open data --------------------------------------


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    "table",
    [
        [
            ["都道府県名", "市区町村名", "姉妹都市", "提携年月日", "提携区分"],
            ["大阪府", "堺市", "ダナン市", "2019-02-23", "友好都市"],
        ],
        [
            ["団体コード", "都道府県名", "市区町村名", "国名", "都市名", "提携年月日", "区分"],
            ["271403", "大阪府", "堺市", "ベトナム", "ダナン市", "2019-02-23", "友好都市"],
        ],
        [
            [
                "Japanese prefecture",
                "Japanese municipality",
                "Partner country",
                "Partner name",
                "Affiliation date",
                "Type of partnership",
            ],
            ["Osaka", "Sakai", "Viet Nam", "Da Nang", "2019-02-23", "Friendship city"],
        ],
        [
            ["Mã số", "Địa phương phía VN", "Tỉnh/TP Nhật Bản", "Thời điểm kết nghĩa", "Hình thức ký kết"],
            ["1", "Đà Nẵng", "Sakai (Osaka)", "23/02/2019", "Thành phố hữu nghị"],
        ],
    ],
    ids=["standard", "clair", "en", "vi"],
)
def test_headings_of_open_data_are_read(
    tmp_path: Path, catalogue: Catalogue, table: list[list[str]], suffix: str
) -> None:
    path = tmp_path / f"a.{suffix}"
    mapping = proposed(path, catalogue, *table)
    assert not open_questions(mapping)
    [row] = stated(path, mapping)
    assert (row["kind"], row["signed"]) == ("friendship-city", "2019-02-23")
    for country, place in (("vn", "vn/da-nang"), ("jp", "jp/osaka/sakai")):
        parent = row.get("vn_province" if country == "vn" else "jp_prefecture", "")
        assert catalogue.gazetteer.resolve(row[f"{country}_name"], country=country, parent=parent).id == place


@pytest.mark.parametrize(
    "table",
    [
        [
            ["Tỉnh Việt Nam", "Tỉnh Nhật Bản", "Loại", "Năm"],
            ["Quảng Nam", "Nagasaki", "MOU", "2014"],
            ["Nghệ An", "Gunma", "MOU", "2015"],
        ],
        [
            ["ベトナムの省", "都道府県名", "種別", "締結年"],
            ["クアンナム省", "長崎県", "覚書", "2014"],
            ["ゲアン省", "群馬県", "覚書", "2015"],
        ],
    ],
)
def test_provinces_and_prefectures_alone_are_the_parties(
    tmp_path: Path, catalogue: Catalogue, table: list[list[str]]
) -> None:
    mapping = proposed(tmp_path / "a.csv", catalogue, *table)
    assert (mapping.lacking, mapping.unclear) == ((), {})


# --- learnt by what stands below --------------------------------------


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("table", "asked"),
    [
        (
            [["Partner", "Kind", "Kickoff"], ["Naha", "MOU", "2013-04-09"], ["Yokote", "MOU", "2014-05"]],
            {"Kickoff": ("signed", "since", "ended", "expires")},
        ),
        (
            [["Đối tác", "Ngày ký", "Nơi ký"], ["Naha", "09/04/2013", "Hà Nội"], ["Yokote", "10/04/2013", "Đà Nẵng"]],
            {"Nơi ký": ("vn_name",)},
        ),
        (
            [["相手都市", "締結日", "様式"], ["ダナン市", "令和元年5月1日", "覚書"], ["フエ市", "H30.4.1", "姉妹都市"]],
            {"様式": ("kind",)},
        ),
        (
            [["Partner", "Kind", "Signed", ""], ["Naha", "MOU", "2013", "2018"], ["Yokote", "MOU", "2014", "2019"]],
            {"(D)": ("since", "ended", "expires")},
        ),
        (
            [["Ort", "Tag"], ["Naha", "2013-04-09"], ["Yokote", "2014-05-06"]],
            {"Ort": ("vn_name", "jp_name"), "Tag": ("signed", "since", "ended", "expires")},
        ),
    ],
    ids=["date", "place", "kind", "no heading", "none known"],
)
def test_a_column_of_dates_places_or_kinds_that_is_not_understood_is_asked_about(
    tmp_path: Path, catalogue: Catalogue, table: list[list[str]], asked: dict[str, tuple[str, ...]], suffix: str
) -> None:
    questions = open_questions(proposed(tmp_path / f"a.{suffix}", catalogue, *table))
    assert {one.keys[0]: one.choices[:-1] for one in questions if one.stops} == asked


@pytest.mark.parametrize(
    "table",
    [
        [
            ["Partner", "Kind", "Signed", "In Japanese"],
            ["Naha", "MOU", "2013", "那覇市"],
            ["Yokote", "MOU", "2014", "横手市"],
        ],
        [["Đối tác", "Ngày ký", "Nhiệm kỳ"], ["Naha", "09/04/2013", "2013"], ["Yokote", "10/04/2014", "2014"]],
        [
            ["相手都市", "締結日", "面積", "首長"],
            ["ダナン市", "2013", "1285", "グエン"],
            ["フエ市", "2014", "4947", "チャン"],
        ],
        [["Partner", "Kind", "Colour", "Rank"], ["Naha", "MOU", "red", "1"], ["Yokote", "MOU", "blue", "2"]],
    ],
    ids=["the same place", "the same year", "numbers", "nothing of ours"],
)
def test_a_column_that_says_nothing_new_is_not_asked_about(
    tmp_path: Path, catalogue: Catalogue, table: list[list[str]]
) -> None:
    assert not [one for one in open_questions(proposed(tmp_path / "a.csv", catalogue, *table)) if one.stops]


def test_of_two_columns_for_one_date_the_more_exact_is_read(tmp_path: Path, catalogue: Catalogue) -> None:
    table = [["Partner", "Year", "Date signed"], ["Naha", "2013", "2013-04-09"], ["Yokote", "2014", "2014-05-06"]]
    mapping = proposed(tmp_path / "a.csv", catalogue, *table)
    assert (mapping.columns["signed"], mapping.unclear) == (("Date signed",), {})


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ([["相手都市", "締結日", "区分"], ["ダナン市", "2013", "友好都市"]], "区分"),
        ([["Đối tác", "Ngày ký", "Nội dung"], ["Naha", "2013", "Biên bản ghi nhớ"]], "Nội dung"),
        ([["Partner", "Signed", "Level"], ["Naha", "2013", "Sister city"]], "Level"),
    ],
)
def test_a_vague_heading_means_what_stands_below_it(
    tmp_path: Path, catalogue: Catalogue, table: list[list[str]], kind: str
) -> None:
    assert proposed(tmp_path / "a.csv", catalogue, *table).columns["kind"] == (kind,)


# --- decided --------------------------------------


def test_an_unclear_column_is_what_is_answered_and_its_dates_are_asked_about_in_turn(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = tmp_path / "a.csv"
    mapping = proposed(path, catalogue, ["Partner", "Kind", "Kickoff"], ["Naha", "MOU", "06/05/2017"])
    [column] = (one for one in open_questions(mapping) if one.stops)
    mapping = answered(mapping, column, "signed")
    [order] = (one for one in open_questions(mapping) if one.part == "dates")
    assert order.told == "What stands first in Kickoff: 06/05/2017 = 2017-05-06 (day), 2017-06-05 (month)?"
    assert "may be 2017-05-06 or 2017-06-05" in stated(path, mapping)[0]["fault"]
    assert stated(path, answered(mapping, order, "month"))[0]["signed"] == "2017-06-05"


def test_an_unclear_column_may_be_none_of_ours(tmp_path: Path, catalogue: Catalogue) -> None:
    mapping = proposed(tmp_path / "a.csv", catalogue, ["Partner", "Kind", "Kickoff"], ["Naha", "MOU", "2017"])
    [column] = (one for one in open_questions(mapping) if one.stops)
    decided = answered(mapping, column, "")
    assert ([one for one in open_questions(decided) if one.stops], decided.left_out) == ([], ("Kickoff",))


@pytest.mark.parametrize(
    ("answer", "why"),
    [("jp_name", "“Kickoff” and “Partner” cannot both be jp_name"), ("signd", "did you mean “signed”?")],
)
def test_an_answer_that_cannot_be_is_refused(tmp_path: Path, catalogue: Catalogue, answer: str, why: str) -> None:
    mapping = proposed(tmp_path / "a.csv", catalogue, ["Partner", "Kind", "Kickoff"], ["Naha", "MOU", "2017"])
    with pytest.raises(MappingError, match=why.replace("?", r"\?")):
        settled(mapping.model_copy(update={"unclear": {"Kickoff": answer}}))


@pytest.mark.parametrize(
    ("heading", "date", "first"),
    [
        ("Date signed", "06/05/2017", None),
        ("締結日", "6/5/2017", None),
        ("Ngày ký", "6/5/2017", "day"),
        ("signed", "06/05/2017", "day"),
        ("Date signed", "25/05/2017", "day"),
        ("Date signed", "05/25/2017", "month"),
        ("Date signed (mm/dd/yyyy)", "06/05/2017", "month"),
    ],
)
def test_the_order_of_dates_is_certain_where_a_date_the_heading_or_the_language_tells(
    tmp_path: Path, catalogue: Catalogue, heading: str, date: str, first: str | None
) -> None:
    partner = "jp_name" if heading == "signed" else "Partner"
    mapping = proposed(tmp_path / "a.csv", catalogue, [partner, "kind", heading], ["Naha", "mou", date])
    assert mapping.dates["signed"] == first
