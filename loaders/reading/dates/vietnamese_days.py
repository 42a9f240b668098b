"""Dates that Vietnamese tells in words, by what was told before or by the day of publication: một năm sau, ngày 26.

Each is read as what it means on the day on which it was written; nothing is read where that day, or what was told
before, is not known.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

_NUMBERS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_N = rf"(?:{'|'.join(_NUMBERS)}|\d{{1,2}})"
_D = r"[0-3]?\d"
_YEAR = r"(?:19[4-9]\d|20\d\d)"
_PART = r"(?:sáng|trưa|chiều|tối|đêm)"
_WORDS = re.compile(
    rf"""(?<!\w)(?:
    (?P<later>(?P<later_n>{_N})\snăm\ssau(?:\sđó)?|sau\sđó\s(?P<after_n>{_N})\snăm|năm\s(?:sau\sđó|kế\stiếp|tiếp\stheo))
        (?!\s(?:khi|ngày|chuyến|lễ|kể))
  | (?P<earlier>(?P<earlier_n>{_N})\snăm\strước\sđó|trước\sđó\s(?P<before_n>{_N})\snăm|năm\strước\sđó)
  | (?P<same>cùng\snăm|(?:trong\s)?năm\s(?:đó|ấy))
  | (?P<ago>(?:cách\s(?:đây|nay)\s(?P<ago_n>{_N})\snăm|(?P<back_n>{_N})\snăm\s(?:về\s)?trước)(?!\s(?:đó|khi)))
  | (?P<next_day>(?:ngày\s)?hôm\ssau|(?P<days_n>{_N})\sngày\ssau(?:\sđó)?)(?!\skhi)
  | (?P<month>(?:(?:hồi|trong|vào|từ|đầu|giữa|cuối)\s){{0,2}}tháng\s(?P<month_m>[01]?\d)
        \s(?P<month_y>năm\sngoái|năm\snay|năm\strước|cùng\snăm|vừa\squa|vừa\srồi|này))
  | (?P<bare_month>(?:^|(?<=[.;(,]\s)|(?<=\())tháng\s(?P<bare_m>[01]?\d)(?=[,;)]))
  | (?P<this_month>(?:trong\s)?tháng\snày)
  | (?P<last_night>đêm\squa|khuya\squa)
  | (?P<evening>chiều\stối\snay|đêm\snay)
  | (?P<day_before>hôm\skia)
  | (?P<weekday>(?:hôm|{_PART})\s(?:thứ\s(?P<weekday_n>hai|ba|tư|năm|sáu|bảy)|chủ\snhật)
        (?:\s(?P<weekday_last>tuần\strước))?)
  | (?P<in_words>(?:(?:mồng|mùng|ngày|hôm|từ|{_PART})\s){{1,2}}(?P<words_d>{_D})(?:\s(?:đến|tới|và|-|–)\s{_D})?
        \stháng\s(?P<words_m>[01]?\d)(?:\snăm\s(?P<words_y>{_YEAR}))?)
  | (?P<listed>ngày\s(?P<listed_d>{_D})(?:,\s{_D})*(?:,|\svà)\s
        (?={_D}/(?P<listed_m>[01]?\d)(?:/(?P<listed_y>{_YEAR}))?))
  | (?P<bare_day>(?:ngày|{_PART}\s(?:ngày\s)?)\s?(?P<bare_d>{_D})
        (?=[,;.)]\s|[;.)]$|\s(?:tại|ở|vừa\squa|vừa\srồi)\s|\s(?-i:[A-ZĐ])))
    )(?:(?<=\s)|(?![\w/]))""",
    re.VERBOSE | re.IGNORECASE,
)


UNTIL = re.compile(
    rf"\s?(?:-|–|đến|tới)\s(?:hết\s)?(?:ngày\s)?(?P<d>{_D})(?:/|\stháng\s)(?P<m>[01]?\d)(?:(?:/|\snăm\s)(?P<y>{_YEAR}))?(?![\d/])",
    re.IGNORECASE,
)
"""What stands behind the first day of a stay whose last day is of another month: 29/7 đến 3/8."""
_TIME = re.compile(r"năm|tháng|ngày|hôm|đêm|khuya|sáng|trưa|chiều|tối", re.IGNORECASE)
"""Words of which each date in words has one."""


class Known(NamedTuple):
    """What a text has told of dates so far.

    Attributes:
        published: the day of publication in ISO 8601, at any precision; empty if it is not known.
        year: the year that was told last; 0 if none was.
        month: the month that was told last, likewise.
        last: the day that was told last in ISO 8601; empty if none was.
    """

    published: str
    year: int
    month: int
    last: str


class Told(NamedTuple):
    """A date in words: where it stands, and when that is in ISO 8601; empty if that is not known."""

    start: int
    end: int
    date: str


def year_of_stay(text: str, at: int, month: int) -> str | None:
    """Return the year of the first day of a stay, of which it is told behind the last: từ 29/12 đến 3/1/2024."""
    until = UNTIL.match(text, at)
    return str(int(until["y"]) - (month > int(until["m"]))) if until and until["y"] else None


def found_in(text: str) -> Iterator["re.Match[str]"]:
    """Return where a text may tell a date in words."""
    return _WORDS.finditer(text) if _TIME.search(text) else iter(())


def told(found: "re.Match[str]", known: Known) -> Told | None:
    """Return a date in words; nothing where it means none."""
    kind = next(name for name in _READ if found[name])
    when = _READ[kind](found, known)
    return None if when is None else Told(found.start(), found.end(), when)


def _number(said: str | None) -> int:
    if not said:
        return 1
    return int(said) if said.isdigit() else _NUMBERS.index(said.lower()) + 1


def _years_from_told(sign: int, *groups: str) -> "Callable[[re.Match[str], Known], str | None]":
    def read(found: "re.Match[str]", known: Known) -> str | None:
        said = next((found[name] for name in groups if found[name]), None)
        return f"{known.year + sign * _number(said)}" if known.year else None

    return read


def _same_year(_found: "re.Match[str]", known: Known) -> str | None:
    return f"{known.year}" if known.year else None


def _years_ago(found: "re.Match[str]", known: Known) -> str | None:
    years = _number(found["ago_n"] or found["back_n"])
    return f"{int(known.published[:4]) - years}" if known.published else ""


def _day_after(found: "re.Match[str]", known: Known) -> str | None:
    if not known.last:
        return None
    return (date.fromisoformat(known.last) + timedelta(_number(found["days_n"]))).isoformat()


def _month(found: "re.Match[str]", known: Known) -> str | None:
    month, said = int(found["month_m"]), " ".join(found["month_y"].lower().split())
    if said == "cùng năm":
        return _of(known.year, month) if known.year else None
    if not known.published:
        return ""
    year = int(known.published[:4])
    if said in {"năm ngoái", "năm trước"}:
        return _of(year - 1, month)
    return _of(year, month) if said == "năm nay" else _last_such(month, 0, known)


def _bare_month(found: "re.Match[str]", known: Known) -> str | None:
    return _last_such(int(found["bare_m"]), 0, known)


def _this_month(_found: "re.Match[str]", known: Known) -> str | None:
    return known.published[:7] if len(known.published) >= 7 else None


def _days_back(days: int) -> "Callable[[re.Match[str], Known], str | None]":
    def read(_found: "re.Match[str]", known: Known) -> str | None:
        if len(known.published) < 10:
            return ""
        return (date.fromisoformat(known.published) - timedelta(days)).isoformat()

    return read


def _weekday(found: "re.Match[str]", known: Known) -> str | None:
    if len(known.published) < 10:
        return ""
    then = date.fromisoformat(known.published)
    wanted = _WEEKDAYS.index(found["weekday_n"].lower()) if found["weekday_n"] else 6
    if found["weekday_last"]:
        return (then - timedelta(then.weekday() + 7 - wanted)).isoformat()
    return (then - timedelta((then.weekday() - wanted) % 7)).isoformat()


def _in_words(found: "re.Match[str]", known: Known) -> str | None:
    return _dated(found["words_y"], int(found["words_m"]), int(found["words_d"]), known)


def _listed(found: "re.Match[str]", known: Known) -> str | None:
    return _dated(found["listed_y"], int(found["listed_m"]), int(found["listed_d"]), known)


def _bare_day(found: "re.Match[str]", known: Known) -> str | None:
    """Return a day that is told without its month: of that which was told, or in which the text was published."""
    day = int(found["bare_d"])
    if known.month:
        return _of(known.year, known.month, day) if known.year else ""
    if len(known.published) < 7:
        return ""
    year, month = int(known.published[:4]), int(known.published[5:7])
    if len(known.published) == 10 and day > int(known.published[8:]):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return _of(year, month, day)


def _dated(year: str | None, month: int, day: int, known: Known) -> str | None:
    return _of(int(year), month, day) if year else _last_such(month, day, known)


def _last_such(month: int, day: int, known: Known) -> str | None:
    """Return the last such day, or month, up to the publication; empty if that is not known."""
    if not known.published:
        return ""
    year = int(known.published[:4])
    when = _of(year, month, day)
    if when is None:
        return None
    common = min(len(when), len(known.published))
    return when if when[:common] <= known.published[:common] else _of(year - 1, month, day)


def _of(year: int, month: int, day: int = 0) -> str | None:
    """Return a date in ISO 8601; nothing if there is none such."""
    if not 1 <= month <= 12 or day > monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


_READ: dict[str, Callable[[re.Match[str], Known], str | None]] = {
    "later": _years_from_told(1, "later_n", "after_n"),
    "earlier": _years_from_told(-1, "earlier_n", "before_n"),
    "same": _same_year,
    "ago": _years_ago,
    "next_day": _day_after,
    "month": _month,
    "bare_month": _bare_month,
    "this_month": _this_month,
    "last_night": _days_back(1),
    "evening": _days_back(0),
    "day_before": _days_back(2),
    "weekday": _weekday,
    "in_words": _in_words,
    "listed": _listed,
    "bare_day": _bare_day,
}
