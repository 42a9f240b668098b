"""The days of documents that are listed: in the lines of a Japanese notice, or beside each of those in a row.

Lines of a notice have no verb, or a noun for one (2024年8月29日、交流協定を締結), and leave out who signed: they stand
on a page about two localities.
"""

import re

from loaders.model.languages import has_japanese, is_english
from loaders.reading.agreements.signed_documents import Document
from loaders.reading.context.passages import Party, Passage
from loaders.reading.dates.days import Day
from loaders.reading.language.lexicon import pattern

_LONGEST = 80
_LABEL = re.compile(
    r"[\s\d()（）.．■□●○◎◆◇・*＊【]{0,6}[^。:：、\d]{0,24}?"
    r"(?:(?:締結|提携|調印|署名|再締結|更新)(?:年月)?日|(?:締結|提携|調印|署名)(?:年月|年|時期)|年月日)[】\]]?\s?[:：|]?\s*"
)
"""What stands before the day in a line that tells when something was signed."""
_REST = re.compile(r"[」』】)）\s]*(?:[をのに]|の?内容)?\s?(?:[（(][^()（）]*[)）])?(?P<verb>.{0,8})")


def labelled_day(document: Document, passage: Passage) -> Day | None:
    """Return the day that a label has which names a document: 友好提携年月日 2008年2月22日."""
    label = _LABEL.match(passage.text)
    if not label or not has_japanese(passage.text) or document.start >= label.end():
        return None
    return next((day for day in passage.days if day.start == label.end()), None)


def listed_day(document: Document, passage: Passage) -> Day | None:
    """Return the day of a line of a list that tells of a document, before it or behind it."""
    text = passage.text
    if not passage.line or len(text) > _LONGEST or not has_japanese(text):
        return None
    if pattern("plans", "japanese").search(text) or pattern("to_be_signed").search(text):
        return None
    rest = _REST.match(text, document.end)
    ends = bool(rest and rest.end() == len(text) and (not rest["verb"] or pattern("signed").search(rest["verb"])))
    days = [day for day in passage.days if day.date]
    if ends:
        return next((day for day in days if day.start < document.start), None) or next(iter(days), None)
    return next((day for day in days if day.start >= document.end and len(text) - day.end <= 2), None)


def own_days(row: list[Party | None], passage: Passage) -> list[Day | None]:
    """Return the date that each of a row has of its own: right behind it, or told of all in turn."""
    return [*_days_in_turn(row, passage)] or [_day_in_brackets(one, passage) for one in row]


def _day_in_brackets(party: Party | None, passage: Passage) -> Day | None:
    """Return the date right behind a locality of a list: Sakai (2009), Mitsuke (2013); A in 2014, B in 2015."""
    if not party or party.start < 0 or has_japanese(passage.text):
        return None
    behind = [day for day in passage.days if day.start > party.mention.end][:1]
    others = sum(1 for day in passage.days if day.date and len(day.date) < len("2013-04-09")) > 1
    others = others and is_english(passage.text) and _is_of_several(party, behind, passage.text)
    forms = (_ITS_YEAR, _IN_ITS_YEAR) if others else (_ITS_YEAR,)
    of = ((day, form) for day in behind for form in forms)
    return next((day for day, form in of if form.fullmatch(passage.text, party.mention.end, day.start)), None)


def _is_of_several(party: Party, behind: list[Day], text: str) -> bool:
    """Whether a locality with its date is named beside another with a date of its own: and with A in 2015."""
    return bool(_AND_WITH.search(text[: party.start]) or any(_AND_ONE.match(text, day.end) for day in behind))


_AND_WITH = re.compile(r"(?:\sand|,)\swith\s(?:the\s)?(?:\w+\sof\s)?$")
_AND_ONE = re.compile(r",?\sand\s(?:with\s)?(?:the\s)?[A-Z]")


def _days_in_turn(row: list[Party | None], passage: Passage) -> list[Day]:
    """Return the dates of all in a row: with A in 2009 and B in 2013; with A and B in 2009 and 2013 respectively."""
    if len(row) < _LEAST or has_japanese(passage.text):
        return []
    dated = [day for day in passage.days if day.date]
    ends = [one.mention.end if one else -1 for one in row]
    own = [day for end in ends for day in dated if _ITS_DATE.fullmatch(passage.text, end, day.start)]
    if len(own) == len(row):
        return own
    behind = [day for day in dated if day.start > ends[-1]]
    return behind if len(behind) == len(row) and _EACH_IN_TURN.search(passage.text) else []


_LEAST = 2
_EACH_IN_TURN = re.compile(r"\brespectively\b", re.IGNORECASE)


_ITS_YEAR = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?\((?:[^()\d]{0,25})$")
_IN_ITS_YEAR = re.compile(
    r"(?:\s(?:city|prefecture|province))?(?:\s\([^()\d]{1,30}\))?"
    r"(?:\sand\s(?:with\s)?[A-Z]\w+\s\([^()\d]{1,30}\))?\s(?:in|since)\s(?:\w+\s)?",
    re.IGNORECASE,
)
_ITS_DATE = re.compile(r"\s(?:in\s|on\s|(?:vào\s|từ\s)?năm\s)?")
"""What stands between each of a row and its date: with Sakai in 2009, and with Mitsuke in 2013."""
