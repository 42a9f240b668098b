"""Dates are as exact as what is known: a year, a month or a day, and never anything else."""

import copy
import pickle
import re
from calendar import isleap, month_name
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.imports.date_formats import order, roughly, written
from loaders.imports.values import without_signs
from loaders.model.dates import PartialDate, of_serial

SIZES = {"year": 4, "month": 7, "day": 10}


@st.composite
def partial_dates(draw: st.DrawFn) -> str:
    """A date that exists, at one of the three precisions."""
    return draw(st.dates()).isoformat()[: draw(st.sampled_from(sorted(SIZES.values())))]


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A date with a slip of the pen: one character wrong, missing or too many."""
    text = draw(partial_dates())
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.text(max_size=2)) + text[at + draw(st.integers(0, 1)) :]


def exists(text: str) -> bool:
    """Whether a text is a date in one of the three forms, told in another way than the product does."""
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not set(text) <= set("0123456789-"):
        return False
    year, month, day = (*map(int, parts), 1, 1)[:3]
    lengths = [31, 29 if isleap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return year > 0 and 0 < month <= 12 and 0 < day <= lengths[month - 1]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2006(平成18)年5月締結", "2006-05"),
        ("1957（昭和32）年10月29日調印", "1957-10-29"),
        ("2009年 提携", "2009"),
        ("S63.5.5 締結", "1988-05-05"),
        ("昭和63年(1988年)5月5日に署名", "1988-05-05"),
    ],
)
def test_what_was_done_on_a_day_may_stand_behind_it(text: str, day: str) -> None:
    assert written(text) == day


@pytest.mark.parametrize("text", ["2015年解消", "2015年提携予定", "2015年提携解消", "締結"])
def test_what_else_stands_behind_a_day_is_no_part_of_it(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        written(text)


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2013", "year", "2013-01-01", "2013-12-31"),
        ("2013-04", "month", "2013-04-01", "2013-04-30"),
        ("2013-04-09", "day", "2013-04-09", "2013-04-09"),
        ("2013-02", "month", "2013-02-01", "2013-02-28"),
        ("2012-02", "month", "2012-02-01", "2012-02-29"),  # a leap year
        ("1900-02", "month", "1900-02-01", "1900-02-28"),  # none: a century
        ("2000-02", "month", "2000-02-01", "2000-02-29"),  # one again: a fourth century
        ("2024-02-29", "day", "2024-02-29", "2024-02-29"),
        ("2024", "year", "2024-01-01", "2024-12-31"),
        ("2024-12", "month", "2024-12-01", "2024-12-31"),
        ("0001", "year", "0001-01-01", "0001-12-31"),
        ("9999-12", "month", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_date_has_a_precision_and_a_first_and_a_last_day(
    text: str, precision: str, earliest: str, latest: str
) -> None:
    day = PartialDate(text)
    assert (day.precision, day.earliest, day.latest) == (precision, earliest, latest)


@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        ("2014", "2013", True),
        ("2013", "2013", False),
        ("2013", "2014", False),
        ("2013-04", "2013-03", True),
        ("2013-04-10", "2013-04-09", True),
        ("2013-04-09", "2013-04-09", False),
        ("2013-04", "2013", False),  # it may be, but nobody knows
        ("2013", "2013-04", False),
        ("2013-04-30", "2013-04", False),
        ("2014", "2013-12-31", True),
        ("2014-01-01", "2013", True),
        ("2013-05", "2013-04-30", True),
        ("2013-05-01", "2013-04", True),
    ],
)
def test_a_date_lies_after_another_only_where_both_precisions_say_so(one: str, other: str, later: bool) -> None:
    assert PartialDate(one).after(PartialDate(other)) is later


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "13", "213", "20130", "2013-4", "2013-4-9", "2013-04-9", "2013/04/09", "2013.04.09", "9.4.2013",
        "20130409", "201304", "2013-04-09T00:00:00", "2013-04-09 ", " 2013", "2013\n", "2013-", "2013-04-", "-2013",
        "+2013", "2013--04", "２０１３", "٢٠١٣", "2013年", "2013年4月9日", "平成25年", "April 2013", "tháng 4/2013",
        "ngày 9 tháng 4 năm 2013", "2013-2014", "c. 2013", "2013?", "2013-XX", "unknown", "2013–04",
    ],
)  # fmt: skip
def test_what_has_another_form_is_refused_and_the_message_shows_the_right_ones(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date; write 2013, 2013-04 or 2013-04-09$") as refused:
        PartialDate(text)
    assert f"“{text}”" in str(refused.value)


@pytest.mark.parametrize(
    "text", ["2013-02-29", "1900-02-29", "2013-04-31", "2013-13", "2013-00", "2013-01-00", "2013-01-32", "0000"]
)
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^“{text}” does not exist: .*(day|month|year)"):
        PartialDate(text)


@given(partial_dates())
def test_every_date_is_kept_as_it_is_written(text: str) -> None:
    day = PartialDate(text)
    assert day == text
    assert str(day) == text
    assert SIZES[day.precision] == len(text)
    assert PartialDate(str(day)) == day


@given(st.dates())
def test_every_day_lies_within_its_month_and_its_year(day: date) -> None:
    for size in SIZES.values():
        known = PartialDate(day.isoformat()[:size])
        assert known.earliest <= day.isoformat() <= known.latest
        assert known.earliest[:size] == known.latest[:size] == known


@given(st.dates(max_value=date(9999, 11, 30)))
def test_the_last_day_is_followed_by_another_year_or_month(day: date) -> None:
    for size in (4, 7):
        known = PartialDate(day.isoformat()[:size])
        if known.latest != "9999-12-31":
            assert str(date.fromisoformat(known.latest) + timedelta(days=1))[:size] > known


@given(partial_dates(), partial_dates())
def test_of_two_dates_at_most_one_lies_after_the_other(one: str, other: str) -> None:
    first, second = PartialDate(one), PartialDate(other)
    assert not (first.after(second) and second.after(first))
    if first.after(second):
        assert first.earliest > second.latest


@settings(max_examples=1000)
@given(st.one_of(st.text(), st.text("0123456789-/.T 年", max_size=11), slips(), partial_dates()))
@example("２０１３")
@example("2013\n")
@example("२०१३-०४")
def test_nothing_but_a_date_is_a_date(text: str) -> None:
    if exists(text):
        assert PartialDate(text) == text
    else:
        with pytest.raises(ValueError, match=r"is not a date|does not exist") as refused:
            PartialDate(text)
        assert f"“{text}”" in str(refused.value)


@given(partial_dates())
def test_a_copy_of_a_date_is_a_date(text: str) -> None:
    for twin in (copy.deepcopy(PartialDate(text)), pickle.loads(pickle.dumps(PartialDate(text)))):
        assert isinstance(twin, PartialDate)
        assert twin == text


# --- as people write them ----------------------------------------------------------------------------------------

DAY, MONTH, YEAR = "2013-04-09", "2013-04", "2013"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2013-04-09", DAY), ("2013-04", MONTH), ("2013", YEAR), ("2013-04-09T00:00:00", DAY),
        ("2013-04-09 13:05", DAY),
        ("09/04/2013", DAY), ("9/4/2013", DAY), ("9.4.2013", DAY), ("9-4-2013", DAY), ("9 / 4 / 2013", DAY),
        ("ngày 09/04/2013", DAY), ("Thứ ba, 09/04/2013", DAY), ("2013/4/9", DAY), ("2013.4.9", DAY), ("2013/04", MONTH),
        ("04/2013", MONTH), ("4-2013", MONTH), ("4.2013", MONTH), ("２０１３／４／９", DAY),
        ("９\u00a0/\u3000４ / ２０１３", DAY),
        ("2013年4月9日", DAY), ("2013年4月", MONTH), ("2013年", YEAR), ("2013 年 4 月", MONTH),
        ("2013年4月9日(火)", DAY),
        ("２０１３年４月９日", DAY), ("平成25年4月9日", DAY), ("平成25年4月", MONTH), ("平成25年", YEAR),
        ("平成２５年４月９日", DAY),
        ("H25.4.9", DAY), ("Ｈ25.4.9", DAY), ("h25/4/9", DAY), ("H25.4", MONTH), ("H25", YEAR), ("㍻25年4月9日", DAY),
        ("平成25年(2013年)4月9日", DAY), ("2013（平成25）年4月9日", DAY), ("2013年（平成25年）", YEAR),
        ("平成25（2013）年4月", MONTH),
        ("令和元年5月1日", "2019-05-01"), ("令和元年", "2019"), ("R1.5.1", "2019-05-01"), ("R元.5.1", "2019-05-01"),
        ("昭和48年10月8日", "1973-10-08"), ("S48.10.8", "1973-10-08"), ("大正15年12月25日", "1926-12-25"),
        ("ngày 9 tháng 4 năm 2013", DAY), ("Ngày 9 Tháng 4 Năm 2013", DAY), ("9 tháng 4, 2013", DAY),
        ("tháng 4/2013", MONTH),
        ("tháng 4 năm 2013", MONTH), ("Tháng 04-2013", MONTH), ("năm 2013", YEAR), ("NĂM 2013", YEAR),
        ("ngay 9 thang 4 nam 2013", DAY), ("nga\u0300y 9 tha\u0301ng 4 na\u0306m 2013", DAY),
        ("9 April 2013", DAY), ("09 Apr 2013", DAY), ("9th of April 2013", DAY), ("April 9, 2013", DAY),
        ("Apr. 9 2013", DAY),
        ("9-Apr-2013", DAY), ("April 2013", MONTH), ("Apr-2013", MONTH), ("SEPT 2013", "2013-09"),
        ("Tuesday, 9 April 2013", DAY),
        ("平成30年2月吉日", "2018-02"), ("2018年2月吉日", "2018-02"), ("令和元年吉日", "2019"),
    ],
)  # fmt: skip
def test_a_date_is_understood_however_it_is_written(text: str, expected: str) -> None:
    assert written(text) == expected
    assert type(written(text)) is PartialDate


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a date"), ("không rõ", "is not a date"), ("2013年度", "is not a date"),
        ("khoảng 2013", "is not a date"),
        ("2013-2018", "is not a date"), ("Q2 2013", "is not a date"), ("41373", "is not a date"),
        ("9/4", "is not a date"),
        ("31/02/2013", "day is out of range for month"), ("29/02/2013", "day is out of range"),
        ("0/4/2013", "out of range"),
        ("32.1.2013", "out of range"), ("13/13/2013", "month must be in 1..12"), ("2013年13月", "month must be in"),
        ("04/25/2013", "no month 25, the day standing first; write 2013-04-25 if that is meant"),
        ("9/4/13", "write the year with four digits, as in 9/4/2013"),
        ("Apr-13", "write the year with four digits, as in apr-2013"),
        ("27/7/95", "does not tell the century; write the year with four digits, as in 27/7/1995"),
        ("平成元年1月7日", "平成 began on 1989-01-08 and ended on 2019-04-30; write 1989-01-07 if that is meant"),
        ("昭和64年1月8日", "昭和 began on 1926-12-25 and ended on 1989-01-07; write 1989-01-08 if that is meant"),
        ("平成31年5月1日", "write 2019-05-01 if that is meant"), ("平成31年5月", "write 2019-05 if"),
        ("平成32年", "write 2020 if"),
        ("令和元年4月30日", "令和 began on 2019-05-01; write 2019-04-30"), ("令和0年", "令和 began on"),
        ("H0.1.1", "平成 began on"),
        ("平成25年(2014年)4月9日", "names two dates, 2013-04-09 and 2014-04-09"),
        ("H25.4.9 (2013.4.10)", "names two dates, 2013-04-09 and 2013-04-10"), ("平成9年(1998年)", "names two dates"),
        ("平成25年2月30日", "does not exist"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_with_what_would_be_right(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as error:
        written(text)
    assert text in str(error.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("khoảng 2019", "2019"), ("Khoảng năm 2019", "2019"), ("khoảng tháng 5/2019", "2019-05"),
        ("c. 2019", "2019"), ("ca. 2019", "2019"), ("circa 2019", "2019"), ("about May 2019", "2019-05"),
        ("~2019", "2019"),
        ("2019頃", "2019"), ("2019年ごろ", "2019"), ("2019年5月頃", "2019-05"), ("約2019年", "2019"),
        ("Quý III/2023", "2023"), ("quý 3 năm 2023", "2023"), ("Q3/2023", "2023"), ("Q3 2023", "2023"),
        ("2023 Q3", "2023"), ("2023年第3四半期", "2023"),
        ("2018年度", "2018"), ("平成30年度", "2018"), ("H30年度", "2018"), ("FY2018", "2018"),
        ("fiscal year 2018", "2018"),
        ("đầu năm 2019", "2019"), ("cuối tháng 5/2019", "2019-05"), ("early 2019", "2019"), ("mid-2019", "2019"),
        ("end of May 2019", "2019-05"), ("2019年春", "2019"), ("2019年5月上旬", "2019-05"), ("2019年末", "2019"),
        ("khoảng đầu năm 2019", "2019"), ("09/04/2013", "2013-04-09"),
    ],
)  # fmt: skip
def test_a_date_that_is_named_roughly_is_the_year_or_month_that_it_names(text: str, expected: str) -> None:
    assert roughly(text) == expected


@pytest.mark.parametrize(
    "text", ["khoảng", "c.", "頃", "trước 2019", "after 2019", "Quý V/2023", "Q5 2023", "khoảng 41373"]
)
def test_what_names_no_date_even_roughly_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        roughly(text, epoch=1900)


ERAS = [
    ("大正", "1912-07-30", "1926-12-25"), ("昭和", "1926-12-25", "1989-01-07"), ("平成", "1989-01-08", "2019-04-30"),
    ("令和", "2019-05-01", "2030-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("era", "first", "last"), ERAS)
def test_every_day_of_an_era_is_one_and_no_other(era: str, first: str, last: str) -> None:
    day = date.fromisoformat(first) - timedelta(40)
    while day <= date.fromisoformat(last) + timedelta(40):
        year = day.year - int(first[:4]) + 1
        text = f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
        inside = first <= day.isoformat() <= last or (era == "令和" and day.isoformat() >= first)
        if inside:
            assert written(text) == day.isoformat()
        elif year > 0:
            with pytest.raises(ValueError, match="does not exist"):
                written(text)
        day += timedelta(1 if abs(year) < 3 or day.isoformat() > last[:7] else 11)


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        ([], "day"), (["09/04/2013"], "day"), (["25/04/2013", "04/05/2013"], "day"),
        (["04/25/2013", "04/05/2013"], "month"),
        (["25/04/2013", "04/25/2013"], "unknown"), (["2013-04-25", "2013"], "day"),
        (["25.04.2013", "4/25/2013"], "unknown"),
        (["13/13/2013"], "day"),
    ],
)  # fmt: skip
def test_a_column_tells_what_stands_first_in_its_dates(texts: list[str], first: str) -> None:
    assert order(texts) == first


def test_what_stands_first_may_be_told() -> None:
    assert written("04/09/2013", "month") == written("04/09/2013", "day")[:4] + "-04-09"
    assert written("25/04/2013", "unknown") == written("04/25/2013", "unknown") == "2013-04-25"
    assert written("5/5/2013", "unknown") == "2013-05-05"
    with pytest.raises(ValueError, match="may be 2013-04-09 or 2013-09-04; write the one that is meant"):
        written("09/04/2013", "unknown")
    with pytest.raises(ValueError, match="no month 25, the month standing first"):
        written("25/04/2013", "month")


@given(st.dates(min_value=date(1927, 5, 18), max_value=date(2173, 10, 13)))
def test_a_number_is_a_day_where_it_may_be_one(day: date) -> None:
    """Counted in another way than the product does: from a day that is known."""
    number = 41373 + (day - date(2013, 4, 9)).days
    if 19_000 <= number < 21_000:  # of before 1958, which are years mistyped: 20013
        with pytest.raises(ValueError, match="is not a date"):
            written(str(number), epoch=1900)
        return
    assert written(str(number), epoch=1900) == written(f"{number}.25", epoch=1900) == day.isoformat()
    if number - 1462 >= 21_000:
        assert written(str(number - 1462), epoch=1904) == day.isoformat()


@pytest.mark.parametrize(("number", "day"), [(1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01")])
def test_days_are_counted_as_spreadsheets_count_them(number: int, day: str) -> None:
    assert of_serial(number) == day


@pytest.mark.parametrize("number", [0, -1, 60, 2_958_466, 1e300])
def test_numbers_of_no_day_are_told(number: float) -> None:
    with pytest.raises(ValueError, match="is not a day"):
        of_serial(number)


@given(
    st.text(max_size=40) | st.from_regex(r"[0-9０-９/.\-年月日平成令和HR元tháng ]{1,16}"),
    st.sampled_from(["day", "month", "unknown"]),
)
def test_whatever_is_written_is_a_date_that_exists_or_an_error(text: str, first: str) -> None:
    try:
        found = written(text, first, epoch=1900)  # type: ignore[arg-type]
    except ValueError:
        return
    assert exists(found)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_is_the_same_in_every_way_of_writing(day: date) -> None:
    y, m, d = f"{day.year}", day.month, day.day
    ways = (f"{d}/{m}/{y}", f"{d:02}.{m:02}.{y}", f"{y}年{m}月{d}日", f"ngày {d} tháng {m} năm {y}",
            f"{d} {month_name[m]} {y}", f"{month_name[m]} {d}, {y}", f"{y}/{m}/{d}", day.isoformat())  # fmt: skip
    assert {written(way) for way in ways} == {day.isoformat()}


# --- machines, eras, footnotes --------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-01-01T00:00:00Z", "2019"),
        ("2019-05-01T00:00:00Z", "2019-05"),
        ("2019-02-23T00:00:00Z", "2019-02-23"),
        ("+2019-01-01T00:00:00Z", "2019"),
        ("2019-00-00T00:00:00Z", "2019"),
        ("2019-05-00T00:00:00Z", "2019-05"),
        ("+2019-01-01T00:00:00Z/11", "2019-01-01"),
        ("2019-05-06T00:00:00Z/9", "2019"),
        ("2019-01-01 00:00:00", "2019"),
        ("2019-01-01T00:00:00.000+09:00", "2019"),
        ("2013/1/1 0:00", "2013"),
        ("1/1/2013 12:00:00 AM", "2013"),
        ("01/05/2013 00:00", "2013-05"),
        ("2019-01-01", "2019-01-01"),
        ("2019-01-01 10:30", "2019-01-01"),
        ("2013.0", "2013"),
        ("20130409", "2013-04-09"),
        ("201304", "2013-04"),
        ("20130409.0", "2013-04-09"),
        ("2013-04-09+07:00", "2013-04-09"),
        ("2013-04-09Z", "2013-04-09"),
    ],
)
def test_what_a_machine_writes_is_as_exact_as_its_author_may_have_been(text: str, day: str) -> None:
    assert written(text) == day


@pytest.mark.parametrize("text", ["2019-02-22T15:00:00Z", "2019-02-22T17:00:00.000Z"])
def test_midnight_here_told_as_the_hour_in_greenwich_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="write the day that is meant"):
        written(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令7.4.1", "2025-04-01"),
        ("H 9.12.12", "1997-12-12"),
        ("平成九年十二月十二日", "1997-12-12"),
        ("R7/4/1", "2025-04-01"),
        ("平9.12", "1997-12"),
        ("昭63", "1988"),
        ("S.48.5.1", "1973-05-01"),
        ("令和元年五月一日", "2019-05-01"),
        ("R元.5.1", "2019-05-01"),
        ("令和 2 年 4 月 1 日", "2020-04-01"),
        ("二〇一三年四月九日", "2013-04-09"),
        ("二千十三年", "2013"),
        ("平成三十年十月三十一日", "2018-10-31"),
        ("㍻9年", "1997"),
        ("Heisei 9", "1997"),
        ("Reiwa 7.4.1", "2025-04-01"),
        ("H25.4.9(2013.4.9)", "2013-04-09"),
        ("平成25年4月9日（2013年4月9日）", "2013-04-09"),
        ("1997年（平成9年12月12日）", "1997-12-12"),
        ("西暦2013年", "2013"),
        ("2013年4月9日に締結", "2013-04-09"),
        ("平成25年4月調印", "2013-04"),
    ],
)
def test_eras_are_read_in_short_with_blanks_and_in_kanji(text: str, day: str) -> None:
    assert written(text) == day


@pytest.mark.parametrize("text", ["20131399", "130409", "T3", "H", "平成", "令.", "平成百年", "九"])
def test_what_only_looks_like_one_of_these_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        written(text)


@pytest.mark.parametrize(
    "mark",
    [
        "[2]",
        "[b]",
        "*",
        "**",
        "†",
        "‡",
        "¹",
        "ᵇ",
        "※",
        "※1",
        " (a)",
        "（注1）",
        "[注 2]",
        " [note 3]",
        "[1][2]",
        "①",
        " 注2",
        "[注釈 1]",
        "⁽²⁾",
    ],
)
def test_the_mark_of_a_footnote_is_no_part_of_a_date(mark: str) -> None:
    assert written(without_signs(f"1999{mark}")) == "1999"
    assert written(without_signs(f"09/04/2013{mark}")) == "2013-04-09"


@pytest.mark.parametrize("text", ["1999 *renewed in 2004", "平成25年(2013)", "1999 (gia hạn 2004)", "(1)"])
def test_words_of_a_footnote_are_not_dropped(text: str) -> None:
    assert without_signs(text) == text
