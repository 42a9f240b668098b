"""Dates at the precision known: a year, a month or a day; the days that spreadsheets count."""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from loaders.model.messages import LANGUAGE
from loaders.model.messages import gettext as _

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core.core_schema import CoreSchema

_SHAPE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


class PartialDate(str):
    """A date in ISO 8601 at one of three precisions: ``2013``, ``2013-04``, ``2013-04-09``.

    Raises:
        ValueError: the text is of another form, or names a day that does not exist.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> "PartialDate":
        """Check ``text`` and return it as a date."""
        shape = _SHAPE.fullmatch(text)
        if not shape:
            raise ValueError(_("“{text}” is not a date; write 2013, 2013-04 or 2013-04-09").format(text=text))
        year, month, day = (int(part or 1) for part in shape.groups())
        try:
            date(year, month, day)
        except ValueError:
            raise ValueError(unreal(text, year, month)) from None
        return super().__new__(cls, text)

    @property
    def earliest(self) -> str:
        """The first day it can mean: ``2013-04`` -> ``2013-04-01``."""
        return self + "-01-01"[len(self) - 10 :] if len(self) < 10 else str(self)

    @property
    def latest(self) -> str:
        """The last day it can mean: ``2013-04`` -> ``2013-04-30``."""
        if len(self) == 4:
            return self + "-12-31"
        if len(self) == 7:
            return f"{self}-{calendar.monthrange(int(self[:4]), int(self[5:]))[1]:02}"
        return str(self)

    @property
    def precision(self) -> str:
        """``year``, ``month`` or ``day``."""
        return {4: "year", 7: "month", 10: "day"}[len(self)]

    def after(self, other: str) -> bool:
        """Whether it is later than ``other``, at the coarser precision of the two.

        >>> PartialDate("2013-04").after("2013"), PartialDate("2014").after("2013-04-09")
        (False, True)
        """
        common = min(len(self), len(other))
        return self[:common] > other[:common]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """Let pydantic validate cells with the constructor; who only reads dates does not wait for pydantic."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(cls._validate)

    @classmethod
    def _validate(cls, cell: object) -> "PartialDate":
        try:
            return date_in(str(cell)) or cls(str(cell))
        except ValueError as error:
            from pydantic_core import PydanticCustomError

            raise PydanticCustomError("date", "{reason}", {"reason": str(error)}) from None


def unreal(text: str, year: int, month: int) -> str:
    """Return why there is no such day, written as in a text."""
    if not year:
        return _("“{text}” does not exist: year 0 is out of range").format(text=text)
    if not 1 <= month <= 12:
        return _("“{text}” does not exist: month must be in 1..12").format(text=text)
    return _("“{text}” does not exist: day is out of range for month").format(text=text)


@lru_cache(maxsize=100_000)  # the same days stand in many cells
def date_in(cell: str) -> PartialDate | None:
    """Return the date in a cell of a table; None if it holds none."""
    try:
        return PartialDate(cell)
    except ValueError:
        return None


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def date_text(stated: str, language: str = "") -> str:
    """Return a date as people write it, at the precision known; a text that is none stays as it is.

    Args:
        stated: the date in ISO 8601.
        language: that of the reader, if it is another than that of messages (`LANGUAGE`).

    >>> [date_text("2024-11-05", language) for language in ("en", "vi", "ja")]
    ['5 November 2024', '05/11/2024', '2024年11月5日']
    >>> [date_text("2024-11", language) for language in ("en", "vi", "ja")], date_text("2024", "ja")
    (['November 2024', '11/2024', '2024年11月'], '2024年')
    """
    if not date_in(stated):
        return stated
    year, month, day = ([int(part) for part in stated.split("-")] + [0, 0])[:3]
    language = language or LANGUAGE.get()
    if language == "ja":
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    if language == "vi":
        return "/".join(reversed(stated.split("-")))
    return " ".join(filter(None, (str(day or ""), _MONTHS[month - 1] if month else "", str(year))))


def day_before(day: str) -> str:
    """Return the day before one (ISO 8601).

    >>> day_before("2025-01-01"), day_after("2024-02-28")
    ('2024-12-31', '2024-02-29')
    """
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def day_after(day: str) -> str:
    """Return the day after one (ISO 8601)."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


_EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}


def of_serial(number: float, epoch: int = 1900) -> str:
    """Return the day that a spreadsheet counts as a number.

    Args:
        number: the days since the epoch; what is behind the point is the time of day.
        epoch: 1900, or 1904 as in workbooks made on an old Macintosh.

    Raises:
        ValueError: there is no such day; 60 is none, since Excel counts the 29th of February 1900, which never was.

    >>> of_serial(41373), of_serial(39911, 1904), of_serial(1)
    ('2013-04-09', '2013-04-09', '1900-01-01')
    """
    days = int(number)
    if not 0 < days < 2_958_466 or (epoch == 1900 and days == 60):
        raise ValueError(_("“{number}” is not a day as spreadsheets count them").format(number=number))
    days += epoch == 1900 and days < 60
    return (_EPOCHS[epoch] + timedelta(days)).isoformat()
