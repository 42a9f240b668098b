"""What a list says of a tie beside its kind is recorded, or its row is to be mended: nothing is half understood."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from lists import written

from loaders.imports import importer
from loaders.imports import user_datasets as own
from loaders.imports.importer import NothingLoadedError
from loaders.imports.mapping import Mapping, MappingError, read, write
from loaders.imports.phrases import Statement
from loaders.imports.sides import belonging
from loaders.imports.status import Said, beside, settled
from loaders.model.dates import PartialDate
from loaders.model.problems import Problem
from loaders.tables.catalogue import Catalogue

DANANG, SAKAI = "vn/da-nang", "jp/osaka/sakai"


@dataclass
class Taken:
    """What came of a file: the ties by what their ids begin with, the reasons of the rows to be mended by number."""

    ties: dict[str, dict[str, str]]
    wrong: dict[int, str]
    how: list[Mapping]


def taken(
    graph: Path, table: list[list[str]], catalogue: Catalogue, place: str = "", suffix: str = "csv",
    change: Callable[[Mapping], Mapping] = lambda one: one,
) -> Taken:  # fmt: skip
    """Load a table as is proposed, for a place if no column names it."""
    path, problems = written(graph / f"mine.{suffix}", table), []
    how = importer.proposed(path, catalogue, problems.append)
    if place:
        how = belonging(how, catalogue.gazetteer.places[place])
    how = [change(one) for one in how]
    problems = []
    ties: dict[str, dict[str, str]] = {}
    try:
        importer.load(graph, path, "mine", how, catalogue, problems.append)
        with (own.one(graph, "mine").folder / "ties.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                ties[row["tie_id"].removesuffix("--mine")] = {one: cell for one, cell in row.items() if cell}
    except NothingLoadedError:
        pass
    wrong = {one.row: one.message for one in problems if isinstance(one, Problem) and "is a heading" not in one.message}
    return Taken(ties, wrong, how)


# --- wherever it stands --------------------------------------------------------------------------------------------

IN_THE_KIND = {
    "en": [
        ["Partner", "Kind", "Signed"], ["Kobe", "Not a sister city", "1998-01-02"],
        ["Nara prefecture", "MOU (under negotiation)", "1998-02-02"], ["Naha", "姉妹都市提携解消", "1998-03-02"],
        ["Mimasaka", "Chưa kết nghĩa", "1998-04-02"], ["Yokote", "Former sister city", "1998-05-02"],
    ],
    "vi": [
        ["Đối tác", "Hình thức", "Ngày ký"], ["Kobe", "MOU (dự thảo)", "01/02/1998"],
        ["tỉnh Nara", "Kết nghĩa (đã chấm dứt)", "2/2/1998"], ["Naha", "Kết nghĩa – tạm dừng", "3/2/1998"],
        ["Mimasaka", "Không phải kết nghĩa", "4/2/1998"], ["Yokote", "Dự kiến ký biên bản ghi nhớ", "5/2/1998"],
    ],
    "ja": [
        ["相手都市", "種別", "締結日"], ["神戸市", "姉妹都市(検討中)", "1998年1月2日"],
        ["奈良県", "覚書（失効）", "1998年2月2日"],
        ["那覇市", "元姉妹都市", "1998年3月2日"], ["美作市", "友好都市締結予定", "1998年4月2日"],
        ["横手市", "姉妹都市ではない", "1998年5月2日"],
    ],
}  # fmt: skip


@pytest.mark.parametrize(("language", "suffix"), [("en", "csv"), ("vi", "xlsx"), ("ja", "ods")])
def test_a_kind_that_is_denied_planned_suspended_or_ended_is_no_signed_tie(
    tmp_path: Path, catalogue: Catalogue, language: str, suffix: str
) -> None:
    table = IN_THE_KIND[language]
    found = taken(tmp_path, table, catalogue, DANANG, suffix)
    assert found.ties == {}
    assert list(found.wrong) == [2, 3, 4, 5, 6]
    for number, reason in found.wrong.items():
        assert table[number - 1][1] in reason
        assert any(
            told in reason
            for told in ("nothing has been signed", "no such tie", "has ended, but not when", "suspended")
        )


BESIDE = [
    ["Địa phương Việt Nam", "Đối tác Nhật Bản", "Loại", "Ngày ký", "Tình trạng", "Ghi chú"],
    ["Đà Nẵng", "Yokote (đã chấm dứt năm 2020)", "Kết nghĩa", "2016", "", ""],
    ["Đà Nẵng", "美作市【解消】", "Kết nghĩa", "2016", "", ""],
    ["Đà Nẵng", "Kobe (planned)", "MOU", "2016", "", ""],
    ["Đà Nẵng", "Naha", "MOU", "2015", "Terminated in 2018", ""],
    ["Đà Nẵng", "Naha", "MOU", "2014", "休止中", ""],
    ["Đà Nẵng", "Naha", "MOU", "2013", "Còn hiệu lực", "dự kiến chấm dứt năm 2030"],
    ["Đà Nẵng", "Naha", "MOU", "2012", "Chưa rõ", ""],
    ["Đà Nẵng", "Naha", "MOU", "2011", "×", ""],
    ["Đà Nẵng", "Naha", "MOU", "2010", "ba đoàn đã sang thăm", ""],
    ["Đà Nẵng", "Naha", "MOU", "2019 (dự kiến)", "", ""],
    ["Đà Nẵng", "Naha", "MOU", "1998 (hết hiệu lực 2008)", "", ""],
    ["Đà Nẵng", "Naha", "MOU", "未定", "", ""],
    ["Đà Nẵng", "Naha", "Kết nghĩa cũ", "1997", "Đang hoạt động", ""],
]


@pytest.mark.parametrize("suffix", ["csv", "ods"])
def test_behind_a_partner_in_a_status_or_in_a_date_it_is_heard_and_in_a_note_it_is_not(
    tmp_path: Path, catalogue: Catalogue, suffix: str
) -> None:
    found = taken(tmp_path, BESIDE, catalogue, suffix=suffix)
    assert found.how[0].columns["status"] == ("Tình trạng",)
    assert {one: {"ended", "expires", "note"} & row.keys() and (row.get("ended"), row.get("expires"), row["note"])
            for one, row in found.ties.items()} == {
        "da-nang--akita-yokote--sister-city--2016": ("2020", None, "“Yokote (đã chấm dứt năm 2020)”"),
        "da-nang--okinawa-naha--mou--2015": ("2018", None, "Tình trạng: Terminated in 2018"),
        "da-nang--okinawa-naha--mou--2013": (None, None, "dự kiến chấm dứt năm 2030"),
        "da-nang--okinawa-naha--mou--2012": set(),
        "da-nang--okinawa-naha--mou--1998": (None, "2008", "Ngày ký: 1998 (hết hiệu lực 2008)"),
    }  # fmt: skip
    for number, reason in {
        3: "“解消” says that the tie has ended, but not when", 4: "“planned” says that nothing has been signed",
        6: "suspended", 9: "“×” says that there is no such tie", 10: "“ba đoàn đã sang thăm” is not known",
        11: "“dự kiến” says that nothing has been signed", 13: "“未定” says that nothing has been signed",
        14: "“Đang hoạt động” and “cũ” contradict each other",
    }.items():  # fmt: skip
        assert reason in found.wrong[number]
    assert set(found.wrong) == {3, 4, 6, 9, 10, 11, 13, 14}


def test_a_heading_over_rows_or_over_the_table_speaks_for_all_of_them(tmp_path: Path, catalogue: Catalogue) -> None:
    table = [
        ["Đối tác", "Loại", "Ngày ký"], ["I. Còn hiệu lực", "", ""], ["Kobe", "MOU", "2001"],
        ["II. Đã chấm dứt", "", ""],
        ["a) Cấp tỉnh", "", ""], ["Nara prefecture", "MOU", "2002"], ["III. Khác", "", ""], ["Naha", "MOU", "2003"],
    ]  # fmt: skip
    found = taken(tmp_path, table, catalogue, DANANG)
    assert set(found.ties) == {"da-nang--hyogo-kobe--mou--2001", "da-nang--okinawa-naha--mou--2003"}
    assert "“II. Đã chấm dứt”: “Đã chấm dứt” says that the tie has ended" in found.wrong[6]
    titled = [["姉妹都市提携予定の都市一覧"], ["相手都市", "種別"], ["ハノイ市", "姉妹都市"]]
    found = taken(tmp_path, titled, catalogue, SAKAI)
    assert (found.how[0].fixed["status"], found.ties) == ("planned", {})
    assert "nothing has been signed yet" in found.wrong[3]


def test_a_table_like_ours_with_a_column_of_status_is_heard_too(tmp_path: Path, catalogue: Catalogue) -> None:
    head = ["vn_name", "jp_name", "kind", "signed", "status"]
    found = taken(
        tmp_path,
        [head, ["Hà Nội", "Naha", "mou", "2013", "失効 2018年"], ["Hà Nội", "Naha", "mou", "2014", "案"]],
        catalogue,
    )
    assert {one: row["expires"] for one, row in found.ties.items()} == {"hanoi--okinawa-naha--mou--2013": "2018"}
    assert "nothing has been signed yet" in found.wrong[3]


# --- two kinds in a word, words that are not understood ------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "head", "kinds"),
    [
        ("csv", ["相手都市", "締結日", "種別"], ["姉妹友好都市", "友好姉妹都市", "姉妹・友好都市"]),
        ("xlsx", ["Đối tác", "Ngày ký", "Loại"],
        ["Kết nghĩa hữu nghị", "Thành phố hữu nghị - kết nghĩa", "Kết nghĩa, MOU"]),
        ("ods", ["Partner", "Signed", "Kind"],
        ["Sister and friendship city", "Twin/sister city", "Friendly sister city"]),
    ],
)  # fmt: skip
def test_of_two_kinds_in_one_word_it_is_asked_which_is_meant(
    tmp_path: Path, catalogue: Catalogue, suffix: str, head: list[str], kinds: list[str]
) -> None:
    table = [
        head,
        *(
            [name, f"199{at}", kind]
            for at, (name, kind) in enumerate(zip(("Hà Nội", "Phú Thọ", "Lào Cai"), kinds, strict=True))
        ),
    ]
    found = taken(tmp_path, table, catalogue, SAKAI, suffix)
    assert found.ties == {}
    assert found.how[0].values["kind"] == dict.fromkeys(kinds)
    assert all(" or " in reason and "say in the mapping which it is" in reason for reason in found.wrong.values())
    assert len(found.wrong) == 3


def test_the_mapping_may_say_what_words_mean_that_are_not_understood(tmp_path: Path, catalogue: Catalogue) -> None:
    table = [
        ["Partner", "Kind", "Signed", "Status"], ["Kobe", "MOU in name only", "2001", "green"],
        ["Naha", "MOU", "2002", "On hold"], ["Sakai (Osaka)", "MOU", "2003", "red"],
    ]  # fmt: skip
    proposed = taken(tmp_path, table, catalogue, DANANG)
    assert proposed.how[0].values == {
        "kind": {"MOU": "mou", "MOU in name only": None},
        "status": {"On hold": "suspended", "green": None, "red": None},
    }
    assert "what “name only” says is not understood" in proposed.wrong[2]
    path = tmp_path / "mapping.yaml"
    write(path, proposed.how)
    text = path.read_text("utf-8")
    assert "green:  # in-force, renewed, ended, expired, suspended, planned, denied" in text
    decided = text.replace("green:  #", "green: in-force  #").replace("red:  #", "red: ''  #")
    path.write_text(
        decided.replace("On hold: suspended", "On hold: in-force").replace("only:  #", "only: mou  #"), "utf-8"
    )
    found = taken(tmp_path, table, catalogue, change=lambda _one: read(path)[0])
    assert len(found.ties) == 3
    path.write_text(text.replace("On hold: suspended", "On hold: frozen"), "utf-8")
    with pytest.raises(MappingError, match="“frozen” is no word of ours; write one of in-force, renewed"):
        read(path)


# --- terms -----------------------------------------------------------------------------------------------------------

TERMS = {
    "vi": (["Đối tác", "Hình thức", "Ngày ký", "Thời hạn"], [
        ("01/03/2019", "2019 – 2024 (gia hạn 2025-2030)", "2030", None), ("02/03/2019", "2019 – nay", None, None),
        ("03/03/2019", "từ 2019", None, None), ("04/03/2010", "2010 – 2015 (đã chấm dứt 2013)", "2015", "2013"),
        ("05/03/2010", "đã chấm dứt năm 2014", None, "2014"), ("06/03/2010", "không thời hạn", None, None),
        ("07/03/2010", "2010-2015 (tự động gia hạn)", None, None),
        ("09/03/2019", "2019-2024, gia hạn đến 2029", "2029", None),
        ("08/03/2010", "2010-2015 (không gia hạn)", "2015", None),
    ]),
    "ja": (["相手都市", "種別", "締結日", "有効期間"], [
        ("2019年3月1日", "2019年〜2024年（2030年まで延長）", "2030", None),
        ("2019年3月2日", "2019年より", None, None),
        ("2019年3月3日", "2019年以降", None, None), ("2010年3月4日", "2010年から現在", None, None),
        ("2010年3月5日", "2010年～2015年（自動更新）", None, None), ("2010年3月6日", "2014年解消", None, "2014"),
    ]),
    "en": (["Partner", "Kind", "Signed", "Validity"], [
        ("2019-03-01", "2019–2024 (extended to 2030)", "2030", None), ("2019-03-02", "2019 – present", None, None),
        ("2019-03-03", "since 2019", None, None),
        ("2010-03-04", "5 years, automatically renewed unless terminated", None, None),
        ("2010-03-05", "from 2010", None, None), ("2010-03-06", "3 years (extended)", None, None),
        ("2010-03-07", "From 2015; no end", None, None), ("2010-03-08", "5 years, then renewed", None, None),
    ]),
}  # fmt: skip


@pytest.mark.parametrize(("language", "suffix"), [("vi", "csv"), ("ja", "xlsx"), ("en", "ods")])
def test_a_term_that_is_renewed_open_or_broken_off_is_recorded_as_such_and_its_words_are_kept(
    tmp_path: Path, catalogue: Catalogue, language: str, suffix: str
) -> None:
    head, terms = TERMS[language]
    table = [head, *(["Naha", "MOU", signed, term] for signed, term, _, _ in terms)]
    found = taken(tmp_path, table, catalogue, DANANG, suffix)
    assert found.wrong == {}
    assert [(row.get("expires"), row.get("ended")) for row in found.ties.values()] == [one[2:] for one in terms]
    assert [
        f"{head[3]}: {term}" in row.get("note", "")
        for (_, term, _, _), row in zip(terms, found.ties.values(), strict=True)
    ] == [True for _ in terms]


def test_a_day_since_when_something_is_valid_is_that_of_its_signing(tmp_path: Path, catalogue: Catalogue) -> None:
    table = [
        ["Đối tác", "Loại", "Ngày ký"],
        ["Naha", "MOU", "từ 2019"],
        ["Naha", "MOU", "2018年より"],
        ["Naha", "MOU", "2017 – nay"],
    ]
    found = taken(tmp_path, table, catalogue, DANANG)
    assert [(row["signed"], row["note"]) for row in found.ties.values()] == [
        ("2019", "Ngày ký: từ 2019"), ("2018", "Ngày ký: 2018年より"), ("2017", "Ngày ký: 2017 – nay"),
    ]  # fmt: skip


def test_the_day_of_signing_is_told_from_what_was_later(tmp_path: Path, catalogue: Catalogue) -> None:
    days = {
        "signed 2013-04-09": "2013-04-09", "2013 (tái ký 2018)": "2013", "2014, tái ký 2018": "2014",
        "2017年4月9日、2018年更新": "2017-04-09", "2015-4-9(更新2018-4-9)": "2015-04-09", "đã ký 2016": "2016",
    }  # fmt: skip
    table = [["Đối tác", "Loại", "Ngày ký"], *(["Naha", "MOU", day] for day in days)]
    found = taken(tmp_path, table, catalogue, DANANG)
    assert [row["signed"] for row in found.ties.values()] == list(days.values())
    assert all(f"Ngày ký: {day}" == row["note"] for day, row in zip(days, found.ties.values(), strict=True))


def test_words_between_stars_are_heard_if_they_speak_of_the_tie(tmp_path: Path, catalogue: Catalogue) -> None:
    table = [
        ["Đối tác", "Loại", "Ngày ký"], ["Naha", "Kết nghĩa *đã chấm dứt*", "2013"],
        ["Kobe", "姉妹都市※休止中", "2014"], ["Yokote", "MOU *xem ghi chú 3", "2015"],
    ]  # fmt: skip
    found = taken(tmp_path, table, catalogue, DANANG)
    assert list(found.ties) == ["da-nang--akita-yokote--mou--2015"]
    assert set(found.wrong) == {2, 3}


def test_what_is_put_in_brackets_behind_a_date_is_not_passed_over(tmp_path: Path, catalogue: Catalogue) -> None:
    table = [
        ["Đối tác", "Loại", "Ngày ký"], ["Naha", "MOU", "2013 (tại Naha)"], ["Naha", "MOU", "2014年（平成26年）"],
        ["Naha", "MOU", "平成9年(1998年)"], ["Naha", "MOU", "2015 (2016)"],
    ]  # fmt: skip
    found = taken(tmp_path, table, catalogue, DANANG)
    assert [(row["signed"], row.get("note")) for row in found.ties.values()] == [
        ("2013", "Ngày ký: 2013 (tại Naha)"), ("2014", None),
    ]  # fmt: skip
    assert "“平成9年(1998年)” names two dates, 1997 and 1998" in found.wrong[4]
    assert "“2015 (2016)” names two dates" in found.wrong[5]


# --- the parts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "slug"),
    [
        ("Kobe (đang đàm phán)", "Kobe", "planned"), ("神戸市【解消】", "神戸市", "ended"),
        ("Kobe [terminated]", "Kobe", "ended"),
        ("(dự kiến) Kobe", "Kobe", "planned"), ("Kobe – chưa ký", "Kobe", "planned"),
        ("Kobe: planned", "Kobe", "planned"),
        ("神戸市※休止中", "神戸市", "suspended"), ("Planned: Kobe", "Kobe", "planned"),
        ("Kobe (former sister city)", "Kobe", "former"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_is_heard(text: str, name: str, slug: str) -> None:
    found = beside(text)
    assert found
    assert (found.name, [one.slug for one in found.phrase.statements]) == (name, [slug])


@pytest.mark.parametrize(
    "text",
    ["Sakai (Osaka)", "Bình Dương (cũ)", "Hội An", "Hue (district-level city)", "フエ市（省直轄市）",
    "Kobe (từ 2013)", "Kobe (*)",
     "Bà Rịa - Vũng Tàu", "Gia Lai (nay là Bình Định)", "未来町", "終野市", "Kawasaki *xem ghi chú*",
     "堺市（旧美原町）", "Sakai, Osaka"],
)  # fmt: skip
def test_what_belongs_to_a_name_is_not_said_of_its_tie(text: str) -> None:
    assert beside(text) is None


def said(slug: str, day: str = "") -> Said:
    return Said(f"({slug})", Statement(slug, slug, PartialDate(day) if day else None))


@pytest.mark.parametrize(
    ("cells", "statements", "filled"),
    [
        ({"kind": "mou"}, [said("ended", "2015")], {"ended": "2015"}),
        ({"kind": "mou", "ended": "2015-03-01"}, [said("ended", "2015")], {}),
        ({"kind": "mou", "ended": "2015"}, [said("former")], {}),
        ({"kind": "mou", "expires": "2015"}, [said("expired")], {}),
        ({"kind": "mou"}, [said("expired", "2015")], {"expires": "2015"}),
        ({"kind": "exchange"}, [said("expired", "2015")], {"ended": "2015"}),
        ({"kind": "sister-city"}, [said("until", "2015")], {"ended": "2015"}),
        ({"kind": "mou"}, [said("until", "2015")], {"expires": "2015"}),
        ({"kind": "mou"}, [said("ended", "2099")], {"expires": "2099"}),
        ({"kind": "mou"}, [said("in-force"), said("expired", "2099")], {"expires": "2099"}),
        ({"kind": "mou", "expires": "2015"}, [said("renewed", "2099")], {"expires": "2099"}),
        ({"kind": "mou", "expires": "2015"}, [said("renewed")], {"expires": ""}),
        ({"kind": "mou", "expires": "2098"}, [said("renewed")], {}),
    ],
)  # fmt: skip
def test_statements_fill_the_cells_of_a_row(
    cells: dict[str, str], statements: list[Said], filled: dict[str, str]
) -> None:
    found = settled(cells, statements)
    assert (found.cells, found.faults) == (filled, [])


@pytest.mark.parametrize(
    ("cells", "statements", "why"),
    [
        ({"kind": "mou"}, [said("ended")], "not when"), ({"kind": "mou", "expires": "2099"}, [said("expired")],
        "not when"),
        ({"kind": "mou", "ended": "2014"}, [said("ended", "2015")], "contradict"),
        ({"kind": "mou"}, [said("in-force"), said("ended", "2015")], "contradict"),
        ({"kind": "mou"}, [said("renewed"), said("former")], "contradict"),
        ({"kind": "mou", "ended": "2014"}, [said("planned")], "nothing has been signed"),
    ],
)  # fmt: skip
def test_statements_that_cannot_be_recorded_keep_a_row_to_be_mended(
    cells: dict[str, str], statements: list[Said], why: str
) -> None:
    found = settled(cells, statements)
    assert found.cells == {}
    assert why in "; ".join(found.faults)
