"""Dates as people write them in lists: formats, eras, order of day and month."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from loaders.model.dates import PartialDate, of_serial, unreal
from loaders.model.messages import gettext as _

Order = Literal["day", "month", "unknown"]
"""Which comes first in dates such as 09/04/2013."""

_ERAS = {
    "昭和": ("1926-12-25", "1989-01-07"), "平成": ("1989-01-08", "2019-04-30"), "令和": ("2019-05-01", ""),
    "大正": ("1912-07-30", "1926-12-25"),
}  # fmt: skip
"""The first and the last day of each era of Japan (Taishō and Shōwa share one)."""

_ERA_IN_SHORT = {
    "s": "昭和", "h": "平成", "r": "令和", "昭": "昭和", "平": "平成", "令": "令和", "大": "大正",
    "showa": "昭和", "shōwa": "昭和", "heisei": "平成", "reiwa": "令和",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?P<named>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_Y, _M, _D = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_ERA = (
    r"(?P<era>昭和|平成|令和|大正|sh[oō]wa|heisei|reiwa|[shr昭平令大](?=[\s.]{0,2}[\d元]))\.?\s?(?P<of_era>\d{1,2}|元)"
)
_NUMBERS = r"(?:ng[àa]y )?(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})"
_TIME = r"[t ]\d{1,2}:\d\d(:\d\d([.,]\d+)?)?\s?([ap]m)?\s?(z|[+-]\d\d:?\d\d)?$"
_MIDNIGHT = r"[t ](?:0?0:00(?::00(?:[.,]0+)?)?(?:\s?am)?|12:00(?::00)?\s?am)\s?(?:z|[+-]\d\d:?\d\d)?$"
_WEEKDAY = r"\s?\([月火水木金土日]\)$|^(?:thứ \w+|chủ nhật),? |^(?:mon|tues|wednes|thurs|fri|satur|sun)day,? "
_BOTH_CALENDARS = r"(?P<one>[^()]+?)年?\s?\((?P<other>[^()]+?)年?\)\s?年?(?P<rest>.*)"
_FORMS = (
    rf"(?:n[ăa]m\s?|year )?{_Y}",
    r"(?P<year>19[4-9]\d|20\d\d)(?P<month>\d\d)(?P<day>\d\d)?",
    rf"{_Y}\s?[/.-]\s?{_M}(?:\s?[/.-]\s?{_D})?",
    rf"(?:th[áa]ng |t\.?\s?)?{_M}\s?[/.-]\s?{_Y}",
    rf"(?:(?:ng[àa]y )?{_D} )?th[áa]ng {_M}(?:,? n[ăa]m ?|, ?| ){_Y}",
    rf"{_Y}\s?年(?:\s?{_M}\s?月(?:\s?{_D}\s?日)?)?",
    rf"{_ERA}\s?年(?:\s?{_M}\s?月(?:\s?{_D}\s?日)?)?",
    rf"{_ERA}(?:\s?[/.-]\s?{_M}(?:\s?[/.-]\s?{_D})?)?",
    rf"(?:{_D}(?:st|nd|rd|th)?[\s-](?:of )?)?{_MONTH}[\s,-]+{_Y}",
    rf"{_MONTH} {_D}(?:st|nd|rd|th)?,? {_Y}",
)
_LAST_CENTURY = 50
"""The first of the years of two digits that are more likely of the last century; only to show what would be right."""

_QUARTER = r"(?:[1-4]|i{1,3}|iv)"
_NEARLY = (
    r"(?:vào )?(?:khoảng|chừng|tầm|khoang|circa|ca?\.|around|about|approx(?:imately|\.)?|約|およそ|~)\s?(?P<date>.+)",
    r"(?:từ )?(?:đầu|giữa|cuối|early|mid|late|(?:the )?(?:beginning|middle|end) of)[\s-](?P<date>.+)",
    r"(?P<date>.+?)\s?(?:頃|ごろ|ころ|前後|[のに]?(?:初め|始め|春|夏|秋|冬|上旬|中旬|下旬|初頭|前半|後半|半ば|末))",
    rf"(?:quý|quy|q|quarter)\s?{_QUARTER}\s?[/.,-]?\s?(?P<date>(?:năm\s?)?\d{{4}})",
    rf"(?P<date>\d{{4}}\s?年?)\s?[/.-]?\s?(?:q\s?{_QUARTER}|第\s?[1-4]\s?四半期)",
    r"(?P<date>.+年)度",
    r"(?:fy|fiscal(?: year)?|năm tài chính)\s?(?P<date>\d{4})",
)
"""A date that is not quite said: about, early in, a quarter or a fiscal year of it."""


def ambiguous(texts: Iterable[str]) -> str:
    """Return a date of a column that may be read in two ways where no other tells which; nothing if there is none.

    >>> ambiguous(["2013", "06/05/2017"]), ambiguous(["06/05/2017", "25/04/2013"]), ambiguous(["05/05/2017"])
    ('06/05/2017', '', '')
    """
    found = ((text, re.fullmatch(_NUMBERS, _plain(text))) for text in texts)
    parts = [(text, int(one[1]), int(one[3])) for text, one in found if one]
    if any(one > 12 or two > 12 for _, one, two in parts):
        return ""
    return next((text for text, one, two in parts if one != two), "")


def telling(texts: Iterable[str]) -> str:
    """Return the cell of a column that tells most of what stands first in its dates; the first if none is of that form.

    >>> telling(["2013", "06/05/2017", "25/04/2013"]), telling(["2013", "06/05/2017"]), telling(["2013", "2014"])
    ('25/04/2013', '06/05/2017', '2013')
    """
    said = list(texts)
    found = [(text, re.fullmatch(_NUMBERS, _plain(text))) for text in said]
    weights = [(max(int(one[1]), int(one[3])) > 12, one[1] != one[3], text) for text, one in found if one]
    return max(weights, key=lambda one: one[:2])[-1] if weights else said[0]


def order(texts: Iterable[str]) -> Order:
    """Return the order in the dates of a column: the day first, as in both countries, unless a date shows otherwise.

    >>> order(["09/04/2013"]), order(["04/25/2013", "04/09/2013"]), order(["04/25/2013", "25/04/2013"])
    ('day', 'month', 'unknown')
    """
    found = [re.fullmatch(_NUMBERS, _plain(text)) for text in texts]
    day_first = any(int(one[1]) > 12 >= int(one[3]) for one in found if one)
    month_first = any(int(one[3]) > 12 >= int(one[1]) for one in found if one)
    return "unknown" if day_first and month_first else "month" if month_first else "day"


@lru_cache(maxsize=100_000)  # the same days stand in many cells
def written(text: str, first: Order = "day", *, epoch: int = 0) -> PartialDate:
    """Return the date that a person or a machine wrote, at the precision in which it was written.

    Args:
        text: as in 09/04/2013, 9.4.2013, 2013年4月9日, 平成25年4月, H25.4.9, tháng 4/2013, 9 April 2013.
        first: what stands first in 09/04/2013; where it is unknown, such a date is an error.
        epoch: 1900 or 1904, if a number may stand for a day as spreadsheets count them.

    Raises:
        ValueError: the text is no date, may be two, or names a day that does not exist.

    >>> written("ngày 9 tháng 4 năm 2013"), written("平成25年4月"), written("Apr 9, 2013"), written("41373", epoch=1900)
    ('2013-04-09', '2013-04', '2013-04-09', '2013-04-09')
    """
    if machine := _of_machine(text, first):
        return machine
    plain = _plain(text)
    if numbers := re.fullmatch(_NUMBERS, plain):
        return _in_order(text, int(numbers[1]), int(numbers[3]), int(numbers[4]), first)
    if epoch and re.fullmatch(r"(?!19|20)\d{5}(\.\d+)?", plain):  # 20013 is a year mistyped, no day of 1954
        return PartialDate(of_serial(float(plain), epoch))
    if twice := _twice(text, plain):
        return twice
    if found := _form(text, plain):
        return found
    if short := re.fullmatch(r"(\d{1,2}[/.-]\d{1,2}[/.-]|[a-z]{3,9}[ -])(\d\d)", plain):
        right = f"{short[1]}{19 if int(short[2]) >= _LAST_CENTURY else 20}{short[2]}"
        told = _("“{text}” does not tell the century; write the year with four digits, as in {right}")
        raise ValueError(told.format(text=text, right=right))
    told = _("“{text}” is not a date; write 2013, 2013-04 or 2013-04-09, or 09/04/2013 for the 9th of April")
    raise ValueError(told.format(text=text[:80]))


@lru_cache(maxsize=100_000)
def roughly(text: str, first: Order = "day", *, epoch: int = 0) -> PartialDate:
    """Return the year or month that a person named roughly; what was written says more, so keep it beside the date.

    Args:
        text: as in khoảng 2019, c. 2019, 2019頃, Quý III/2023, 2018年度, cuối năm 2019.
        first: as in `written`.
        epoch: as in `written`.

    Raises:
        ValueError: the text is no date even so.

    >>> roughly("khoảng 2019"), roughly("Quý III/2023"), roughly("平成30年度"), roughly("2019年5月頃")
    ('2019', '2023', '2018', '2019-05')
    """
    plain = _plain(text)
    for form in _NEARLY:
        if found := re.fullmatch(form, plain):
            return roughly(found["date"], first)
    return written(text, first, epoch=epoch)


def month_named(text: str) -> int:
    """Return the number of a month that is named in English; 0 if none is.

    >>> month_named("April"), month_named("sept."), month_named("4")
    (4, 9, 0)
    """
    found = re.fullmatch(_MONTH, text.casefold())
    return 1 + _MONTHS.index(found["named"][:3]) if found else 0


_KANJI_NUMBER = re.compile("[〇零一二三四五六七八九十百千]+(?=年|月|日|$)")
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}
_KANJI_DIGITS = {kanji: digit for digit, kanji in enumerate("〇一二三四五六七八九")} | {"零": 0}
_OF_WIKIDATA = r"\+?(?P<day>\d{4}-\d\d-\d\d)t00:00:00z(?:/(?P<precision>9|10|11))?"
_ELSEWHERE = r"\d{4}-\d\d-\d\d[t ](?:15:00:00([.,]0+)?z|17:00:00([.,]0+)?z)"
"""Midnight in Japan or in Vietnam, told as the hour in Greenwich, of the day after."""


def _of_machine(text: str, first: Order) -> PartialDate | None:
    """Return the date in a time at midnight, which a machine wrote, at the precision that it may have had.

    Midnight of the 1st of January is how machines, Wikidata's query service among them, write a year, and that of
    another 1st a month; to say less than a machine does is never wrong. A precision of Wikidata's own is kept.
    """
    plain = " ".join(text.casefold().split())
    if re.fullmatch(_ELSEWHERE, plain):
        told = _("“{text}” is the hour in Greenwich, where it is another day than here; write the day that is meant")
        raise ValueError(told.format(text=text))
    if found := re.fullmatch(_OF_WIKIDATA, plain):
        size = {"9": 4, "10": 7, "11": 10}.get(found["precision"], 10)
        day = found["day"][:size].removesuffix("-00").removesuffix("-00")
        return PartialDate(day) if found["precision"] else _coarse(PartialDate(day))
    bare = re.sub(_MIDNIGHT, "", plain)
    return _coarse(written(bare, first)) if bare != plain else None


def _coarse(day: PartialDate) -> PartialDate:
    return PartialDate(day.removesuffix("-01").removesuffix("-01")) if len(day) == 10 else day


def _of_kanji(number: "re.Match[str]") -> str:
    """Return a number in kanji with digits: 十二, 二十一, 二〇一三."""
    if not _KANJI_UNITS.keys() & {*number[0]}:
        return "".join(str(_KANJI_DIGITS[kanji]) for kanji in number[0])
    whole = ones = 0
    for kanji in number[0]:
        if kanji in _KANJI_UNITS:
            whole, ones = whole + (ones or 1) * _KANJI_UNITS[kanji], 0
        else:
            ones = _KANJI_DIGITS[kanji]
    return str(whole + ones)


def _plain(text: str) -> str:
    """Return a text with its digits, signs and blanks in one form, without the time and the day of the week.

    A day that is told to be a lucky one (吉日) is not told; numbers in kanji are in digits, and so is 2013.0.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text[:200]).casefold().split())
    if "年" in plain or plain[:2] in _ERAS:
        plain = _KANJI_NUMBER.sub(_of_kanji, re.sub(r"\s+(?=[年月日])|(?<=[年月])\s+", "", plain))
    plain = re.sub(r"^(\d{4}|\d{6}|\d{8})\.0$", r"\1", plain)
    plain = re.sub(r"(?<=^\d{4}-\d\d-\d\d)(?:z|[+-]\d\d:\d\d)$", "", plain)  # a day of XML Schema
    plain = re.sub("[‐‑‒–—−ー]", "-", plain)
    plain = re.sub(_WEEKDAY, "", re.sub(_TIME, "", plain)).removesuffix("吉日").removeprefix("西暦")
    return re.sub(r"(?<=[\d年月日])\s?に?(?:締結|調印|署名|提携)$", "", plain)


def _in_order(text: str, one: int, two: int, year: int, first: Order) -> PartialDate:
    day, month = (two, one) if first == "month" else (one, two)
    if first == "unknown" and one != two:
        if one <= 12 and two <= 12:
            ways = {"one": f"{year}-{two:02}-{one:02}", "other": f"{year}-{one:02}-{two:02}"}
            raise ValueError(
                _("“{text}” may be {one} or {other}; write the one that is meant").format(text=text, **ways)
            )
        day, month = max(one, two), min(one, two)
    if month > 12 >= day:
        right = f"{year}-{day:02}-{month:02}"
        if first == "month":
            told = _("“{text}” has no month {month}, the month standing first; write {right} if that is meant")
        else:
            told = _("“{text}” has no month {month}, the day standing first; write {right} if that is meant")
        raise ValueError(told.format(text=text, month=month, right=right))
    return _date(text, year, month, day)


def _form(text: str, plain: str) -> PartialDate | None:
    """Return the date in a text of one of the forms; nothing if it is of none."""
    found = next((match for form in _FORMS if (match := re.fullmatch(form, plain))), None)
    if not found:
        return None
    part = {name: value for name, value in found.groupdict().items() if value}
    month = part.get("month")
    if "named" in part:
        month = str(month_named(part["named"]))
    if "era" in part:
        return _of_era(text, part["era"], part["of_era"], month, part.get("day"))
    return _date(text, part["year"], month, part.get("day"))


def _twice(text: str, plain: str) -> PartialDate | None:
    """Return the date that a text has in two calendars, 平成25年(2013年)4月9日, H25.4.9 (2013.4.9); else nothing."""
    ways = []
    if both := re.fullmatch(_BOTH_CALENDARS, plain):
        ways.append([f"{both['one']}年{both['rest']}", f"{both['other']}年{both['rest']}"])
    if whole := re.fullmatch(r"([^()]+?)\s?\(([^()]+)\)", plain):
        ways.append([whole[1], whole[2]])
    for way in ways:
        one, other = (_form(text, said) for said in way)
        if one and other:  # else what stands in brackets is no date, and must not be passed over
            if one.startswith(other) or other.startswith(one):
                return max(one, other, key=len)
            told = _("“{text}” names two dates, {one} and {other}; write one")
            raise ValueError(told.format(text=text, one=one, other=other))
    return None


def _of_era(text: str, era: str, number: str, month: str | None, day: str | None) -> PartialDate:
    era = _ERA_IN_SHORT.get(era, era)
    first, last = _ERAS[era]
    year = int(first[:4]) + (1 if number == "元" else int(number)) - 1
    found = _date(text, year, month, day)
    size = len(found)
    if found < first[:size] or (last and found > last[:size]):
        if last:
            told = _(
                "“{text}” does not exist: {era} began on {first} and ended on {last}; write {found} if that is meant"
            )
        else:
            told = _("“{text}” does not exist: {era} began on {first}; write {found} if that is meant")
        raise ValueError(told.format(text=text, era=era, first=first, last=last, found=found))
    return found


def _date(text: str, year: int | str, month: int | str | None, day: int | str | None) -> PartialDate:
    parts = (f"{int(year):04}", *(f"{int(part):02}" for part in (month, day) if part is not None))
    try:
        return PartialDate("-".join(parts))
    except ValueError:
        raise ValueError(unreal(text, int(year), int(month or 1))) from None
