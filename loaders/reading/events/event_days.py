"""On which day an event was, of the days that its sentence tells."""

import re

from loaders.model.languages import is_english, is_japanese
from loaders.reading.context.passages import Passage
from loaders.reading.dates.days import Day
from loaders.reading.dates.told_days import counted_from, is_taken, opening
from loaders.reading.language.sentences import clause_around


def _tells_a_year(day: Day, text: str, at: int) -> bool:
    """Whether a year is that of an event: at the head of a line, or right before its verb: 昨年は知事が訪れた."""
    if not text[: day.start].strip("・●○■◆ "):
        return True
    between = text[day.end : at]
    return bool(_YEAR_OF.match(between)) and "、" not in between[2:]


_YEAR_OF = re.compile("(?:に|は|には|にも|も|の訪問)")


def recently(text: str, end: int) -> Day | None:
    """Return the open day of what an English sentence says before the end of its verb to have been recently."""
    said = _RECENTLY.search(text, 0, end)
    return Day(*said.span(), None, sure=False) if said else None


_RECENTLY = re.compile(r"\b(?:recently|lately|previously|earlier\sthis|in\sthe\spast|in\srecent\s\w+)\b", re.IGNORECASE)


def day_of_event(passage: Passage, at: int) -> Day | None:
    """Return the day of an event: that in its clause, or else the nearest in the sentence before it."""
    begin, end = clause_around(passage.text, at)
    own = [day for day in passage.days if begin <= day.start < end and _is_day(day)]
    if is_japanese(passage.text):
        return _day_in_japanese(passage, at, own)
    own = [day for day in own if not _is_of_another(day, passage.text, at)]
    before = [day for day in passage.days if day.start < at and _is_day(day)]
    behind = [day for day in passage.days if day.start >= at and _is_day(day)]
    behind = [day for day in behind if not _is_of_another(day, passage.text, at)]
    found = own or before[-1:] or behind or _of_a_chronology(passage) or _years_of(passage, begin, at)
    return counted_from(found[0], passage.text, at) if found else None


_WITH_YEAR = re.compile(r"\d{4}")
_FROM = re.compile(r"\btừ(?: ngày)?\s$", re.IGNORECASE)
_SINCE_THEN = re.compile(r"\b(?:since|kể từ|từ (?:khi|lúc|ngày)|sau khi)\b[^,;]*$", re.IGNORECASE)


def _is_of_another(day: Day, text: str, at: int) -> bool:
    """Whether a day behind a verb is that since which something is: met, glad of what was done since … in 2009."""
    if _FROM.search(text[at : day.start]) and (day.last or not _WITH_YEAR.search(text, day.start, day.end)):
        return False  # thăm từ ngày 19 đến 21/5: of a stay
    return bool(_SINCE_THEN.search(text[at : day.start]))


def _years_of(passage: Passage, begin: int, at: int) -> list[Day]:
    """Return the one year before a verb in its clause, or right behind, if the sentence tells no other."""
    years = [day for day in passage.days if day.date]
    if len(years) != 1:
        return []
    behind = is_english(passage.text) and _IN_THAT_YEAR.fullmatch(passage.text, at, years[0].start)
    return [day for day in years if behind or begin <= day.start < at]


_IN_THAT_YEAR = re.compile(r"\w+(?:(?!\w+ed\b|since\b|of\b|that\b|which\b)[\w’'-]+\s|\s){1,10}in\s")
"""What stands between an English verb and the year of what it tells: visited Hue in 2018."""


def _of_a_chronology(passage: Passage) -> list[Day]:
    """Return the year that stands before a colon at the beginning of a line, as in a chronology."""
    return [day for day in opening(passage.days, passage.text) if passage.text[day.end :].lstrip().startswith(":")]


def _day_in_japanese(passage: Passage, at: int, own: list[Day]) -> Day | None:
    """Return the day of an event: that in its clause, one before it, one at all; a year only at the head of a line."""
    free = [day for day in passage.days if not is_taken(day, passage.text, at)]
    days = [day for day in free if _is_day(day)]
    if any(not day.last and day.start < at for day in days):
        days = [day for day in days if not day.last]  # a day on a stay is told more closely than the stay
    if here := [day for day in own if day in days]:
        bracketed = [day for day in days if day.start < at and passage.text[: day.start].endswith(("(", "（"))]
        return bracketed[0] if here[0] in bracketed else here[0]
    heads = [day for day in free if day.date and _tells_a_year(day, passage.text, at)]
    before = _first_of_row([day for day in days if day.start <= at], passage.text)
    ahead = [day for day in heads if day.start < at]
    return before or next(iter([*ahead, *days, *heads]), None)


_CHAINED = re.compile("[しりびきえいみちけめげせれてで]、")


def _first_of_row(days: list[Day], text: str) -> Day | None:
    """Return the last of some days; of those that one verb has, the first: 16日に首相、18日に大臣と面会した."""
    found = days[-1:]
    for day in reversed(days[:-1]):
        if _CHAINED.search(text, day.end, found[0].start):
            break
        found = [day]
    return next(iter(found), None)


def _is_day(day: Day) -> bool:
    return day.date is None or len(day.date) >= 7
