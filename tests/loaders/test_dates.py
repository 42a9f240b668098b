"""Dates are as exact as what is known: a year, a month or a day, and never anything else."""

import copy
import pickle
from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.dates import PartialDate

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
