"""The terms of documents, as people write them: from when to when, up to when, renewed, without an end."""

import re
from typing import NamedTuple

from loaders.imports.date_formats import Order, written
from loaders.model.dates import PartialDate
from loaders.model.messages import gettext as _

_BETWEEN = re.compile(r"\s*(?:[-–—−〜～~→]|\bđến\b|\bto\b|から|より)\s*")
_FROM = re.compile(r"^(?:(?:kể )?từ|from|since)\s", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:đến|tới|until|to|till|[-–—〜～~])\s*(?:hết\s)?|\s*まで$")
_OPEN = re.compile(
    r"(?:(?:đến |tới )?(?:nay|hiện nay|hiện tại|bây giờ)|(?:to )?(?:present|now|date|today|this day)|ongoing|current"
    r"|現在|今|今日)(?:まで|に至る)?|以降|以来|",
    re.IGNORECASE,
)
"""What stands in the place of an end that has not come."""

_BRACKET = re.compile(r"(?P<term>.*?\S)\s*[(（](?P<beside>[^()（）]+)[)）]\s*(?P<behind>.*)")


class Period(NamedTuple):
    """From when to when; what is not said is nothing."""

    begin: PartialDate | None
    end: PartialDate | None


def period(text: str, first: Order = "day", epoch: int = 0) -> Period:
    """Return the two dates in a cell such as 2013–2018, or the one up to which or since when something is valid.

    Raises:
        ValueError: there are none.

    >>> period("2019 – nay"), period("2019年以降")
    (Period(begin='2019', end=None), Period(begin='2019', end=None))
    """
    for between in _BETWEEN.finditer(text):
        begin, end = _FROM.sub("", text[: between.start()]), text[between.end() :].strip()
        try:
            since = written(begin, first, epoch=epoch)
            return Period(since, None if _OPEN.fullmatch(end) else written(_UNTIL.sub("", end), first, epoch=epoch))
        except ValueError:
            continue
    if (until := _UNTIL.sub("", text)) != text:
        return Period(None, written(until, first, epoch=epoch))
    if (since_when := re.sub("(?:以降|以来)$", "", _FROM.sub("", text))) != text:
        return Period(written(since_when, first, epoch=epoch), None)
    told = _("“{text}” is not a time from when to when; write 2013–2018 or 09/04/2013 - 09/04/2018")
    raise ValueError(told.format(text=text))


def parted(text: str) -> tuple[str, str]:
    """Return a term and what stands in brackets beside it.

    >>> parted("2019 – 2024 (gia hạn 2025-2030)"), parted("2019")
    (('2019 – 2024', 'gia hạn 2025-2030'), ('2019', ''))
    """
    found = _BRACKET.fullmatch(text)
    return (f"{found['term']} {found['behind']}".strip(), found["beside"]) if found else (text, "")
