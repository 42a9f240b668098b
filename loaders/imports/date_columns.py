"""Dates over several columns: 年 | 月 | 日, Ngày | Tháng | Năm, an era and its year."""

import re
from collections.abc import Callable, Sequence

from loaders.imports import values
from loaders.imports.date_formats import month_named
from loaders.imports.headers import DATES, date_part

_UNITS = re.compile(r"\s*(?:年度?|月|日|\.0)$|^(?:năm|tháng|ngày|nam|thang|ngay)\s+")
_YEAR = re.compile(r"\d{4}|(?:[^\W\d]{1,3}\.?\s?)?(?:\d{1,2}|元)")
_MONTH_AND_DAY = re.compile(r"\s*(\d{1,2})\s?月\s?(\d{1,2})\s?日?\s*")
_NEAR = {"year": (-1, 1, 2, -2), "day": (1, -1, 2, -2)}
"""Where the columns of year and day stand, seen from that of the month: 年月日, Ngày Tháng Năm, Month Day Year."""


def groups(
    texts: Sequence[str], meanings: Sequence[str], cells: Callable[[int], list[str]]
) -> dict[str, tuple[int, ...]]:
    """Return the columns that together hold dates, era, year, month and day in this order, by our column.

    Args:
        texts: the headings of all columns.
        meanings: what each means.
        cells: gives the cells of a column.
    """
    parts = [_part(text) for text in texts]
    found: dict[str, tuple[int, ...]] = {}
    for at, part in enumerate(parts):
        group: list[int | None] = []
        if part == "month" and all(map(_is_month, cells(at))):
            year = _near(parts, at, "year", _is_year, cells)
            if year is not None:
                day = _near(parts, at, "day", _is_day, cells)
                group = [_era(parts, year), year, at, day]
        elif part == "year" and all(map(_is_year, cells(at))):
            group = [_era(parts, at), at, _of_both(texts, at, cells)]
            group = group if group[-1] is not None else []
        elif part == "era" and parts[at + 1 : at + 2] == ["year"] and "month" not in parts[at : at + 4]:
            group = [at, at + 1, _of_both(texts, at + 1, cells)]
        columns = tuple(column for column in group if column is not None)
        ours = _ours([meanings[column] for column in columns])
        if columns and ours not in found:
            found[ours] = columns
    return found


def _part(text: str) -> str:
    return date_part(re.sub(r" \(\d+\)$", "", text.split(" / ")[-1]))


def _era(parts: list[str], year: int) -> int | None:
    return year - 1 if year and parts[year - 1] == "era" else None


def _near(
    parts: list[str], month: int, part: str, fits: Callable[[str], bool], cells: Callable[[int], list[str]]
) -> int | None:
    """Return the column of a part of a date near that of the month; None if there is none."""
    places = (month + away for away in _NEAR[part] if 0 <= month + away < len(parts))
    return next((at for at in places if parts[at] == part and all(map(fits, cells(at)))), None)


def _of_both(texts: Sequence[str], year: int, cells: Callable[[int], list[str]]) -> int | None:
    """Return the column beside that of a year that holds months with their days: 4月1日; None if there is none."""
    beside = (at for at in (year + 1, year - 1) if 0 <= at < len(texts))
    return next((at for at in beside if any(cells(at)) and all(map(_is_month_and_day, cells(at)))), None)


def _is_month_and_day(text: str) -> bool:
    return not values.has_content(text) or bool(_MONTH_AND_DAY.fullmatch(text))


def _ours(meanings: Sequence[str]) -> str:
    """Return which date of ours the columns of these meanings hold: when it was signed, if none says otherwise."""
    said = [meaning.partition(":")[0] for meaning in meanings]
    return next((one for one in said if one in DATES and one != "signed"), "signed")


def bare(text: str) -> str:
    """Return a part of a date without the word for what it is.

    >>> [bare(text) for text in ("2018年", "4月", "Tháng 4", "4.0", "April")]
    ['2018', '4', '4', '4', '4']
    """
    told = _UNITS.sub("", text.casefold().strip())
    return str(month_named(told) or told)


def _is_year(text: str) -> bool:
    return not values.has_content(text) or bool(_YEAR.fullmatch(bare(text)))


def _is_month(text: str) -> bool:
    return _within(text, 12)


def _is_day(text: str) -> bool:
    return _within(text, 31)


def _within(text: str, most: int) -> bool:
    told = bare(text)
    return not values.has_content(text) or (told.isdigit() and 1 <= int(told) <= most)


def put_together(parts: Sequence[str]) -> str:
    """Return the date that columns hold together, as one would write it in one cell; what is wrong stays visible.

    Args:
        parts: era, year, month and day, or the first or last of them less; empty where nothing is said.

    >>> put_together(["2018", "4", "1"]), put_together(["平成", "30年", "5月", ""]), put_together(["令和元", "5", "2"])
    ('2018-4-1', '平成30-5', '令和元-5-2')
    """
    said = [part for part in parts if part]
    if len(said) == 1:
        return said[0]
    told = [bare(_MONTH_AND_DAY.sub(r"\1-\2", part)) for part in parts]
    if told[0] and not any(map(str.isdigit, told[0])) and not told[0].endswith("元") and len(told) > 1:
        told[:2] = [told[0] + told[1]]
    return "-".join(told).rstrip("-")
