"""Dates at the precision known: a year, a month or a day."""

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING, Any

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
            raise ValueError(f"“{text}” is not a date; write 2013, 2013-04 or 2013-04-09")
        year, month, day = (int(part or 1) for part in shape.groups())
        try:
            date(year, month, day)
        except ValueError as error:
            raise ValueError(f"“{text}” does not exist: {error}") from None
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
        """Whether it lies after ``other``, seen at the coarser precision of the two.

        >>> PartialDate("2013-04").after("2013"), PartialDate("2014").after("2013-04-09")
        (False, True)
        """
        common = min(len(self), len(other))
        return self[:common] > other[:common]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """Let pydantic validate cells with the constructor; who only reads dates does not wait for pydantic."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(cls._validate, core_schema.str_schema())

    @classmethod
    def _validate(cls, text: str) -> "PartialDate":
        try:
            return cls(text)
        except ValueError as error:
            from pydantic_core import PydanticCustomError

            raise PydanticCustomError("date", "{reason}", {"reason": str(error)}) from None
