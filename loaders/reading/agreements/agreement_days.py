"""When a document was signed, of the days that its sentence, or the report around it, tells."""

import re
from collections.abc import Iterator
from itertools import pairwise

from loaders.model.dates import PartialDate
from loaders.model.languages import has_japanese, is_vietnamese
from loaders.reading.agreements.listed_documents import labelled_day, listed_day
from loaders.reading.agreements.listings import owner
from loaders.reading.agreements.signed_documents import Document
from loaders.reading.agreements.signings import (
    day_of_relative,
    days_since,
    is_looked_back_on,
    is_participle,
    is_signed_behind,
)
from loaders.reading.agreements.vietnamese_signings import is_of_a_former, is_of_a_period, right_behind, was_signed
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import Passage
from loaders.reading.dates.days import Day
from loaders.reading.dates.told_days import opening
from loaders.reading.language.lexicon import pattern
from loaders.reading.language.moods import mood
from loaders.reading.language.sentences import bracket_around, clause_around

_CONTINUES = re.compile(
    r"^(?:tại đây|dịp này|nhân dịp này|sau khi|sau đó|tiếp đó|tại buổi|cũng|hai bên (?:đã )?ký"
    r"|trước sự chứng kiến|kết thúc (?:buổi|cuộc|hội|chuyến)|ngay sau|sau (?:hội đàm|buổi|cuộc)"
    r"|cũng (?:tại|trong)|trong khuôn khổ|nhân (?:chuyến|buổi|dịp)"
    r"|on this occasion|at the (?:meeting|ceremony|event)|on the occasion|there|the deal|(?:after"
    r"|following|during|at the (?:close|end) of|before)\s(?:the|their|his|her|these|those)\s(?:talks"
    r"|meeting|visit|session|reception)|afterwards|then\b"
    r"|この機会|席上|その後|会談後|これに|会談(?:に(?:先立|続)|の(?:後|席|場))|終了後|引き続き|続いて|最後に"
    r"|あわせて|併せて|式(?:で|に先立))",
    re.IGNORECASE,
)
_ON_A_TRIP = re.compile(
    r"(?<!\w)(?:trong|nhân|vào)\s(?:dịp\s|khuôn khổ\s)?(?:chuyến|đợt)\s(?:thăm|đi|công tác|làm việc|công du)",
    re.IGNORECASE,
)
_THEN_AND_THERE = re.compile(
    r"(?<!\w)(?:dịp này|tại đây|tại đó|tại (?:buổi|cuộc|lễ|hội đàm|hội nghị)|ngay sau (?:đó|hội đàm|buổi|cuộc)|sau đó"
    r"|sau (?:hội đàm|buổi|cuộc|khi trao đổi)|(?:trước|với|dưới) sự chứng kiến|cũng trong (?:buổi|ngày|dịp)"
    r"|kết thúc)(?!\w)",
    re.IGNORECASE,
)
"""What says that something was on the occasion of which the text has just told."""
_ON_THAT_OCCASION = re.compile(
    r"(?:dịp|chuyến(?:\s\w+){0,4}|lần|buổi|hôm)\s(?:đó|ấy)(?!\w)|\b(?:on|during)\sthat\s(?:occasion|visit|trip|tour)\b"
    "|その(?:際|折|時|とき|訪問|席)",
    re.IGNORECASE,
)
"""What says that something was when that was of which the sentence before tells."""
_BEFOREHAND = re.compile(r"(?:ngay\s)?sau khi\s[^,]*$", re.IGNORECASE)
_ANNIVERSARY = re.compile(r"[^、]*?(?:\d+\s?(?:周年|年目|years)|[今本来]年で\d+年|anniversary)", re.IGNORECASE)
_YEARS_SINCE = re.compile(
    r"(?:\b(?:anniversary\sof|(?:mark\w*|it\s(?:is|has\sbeen))\s(?:\w+\s){1,2}years?\ssince)\s[^,.;]{0,60}"
    r"|(?:kỷ niệm(?: lần thứ)?|đánh dấu|mừng|tròn|nhân|đúng|dịp|hơn|sau|qua) \d+ năm [^,.;]{0,60})$",
    re.IGNORECASE,
)
"""What stands before a document that is looked back on, so that the day is that of the looking back."""
SINCE = re.compile(
    r"^[^.。;]{0,90}(?:\bsigned\s(?:in|on)|\bsince|\bdated|\bof"
    r"|có từ(?: ngày)?|từ(?: năm| ngày)?|ký(?: kết)?(?: năm| ngày)?)\s$",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"^[^,;]{0,80}\b(?:(?:on|about|for)\s\w+ing|to\shold|to\sorganise|(?:về|nhằm)\s(?:việc\s)?tổ chức)\b[^,;]*$",
    re.IGNORECASE,
)


def is_of_an_anniversary(document: Document, text: str) -> bool:
    """Whether it is told of a document how long ago it was signed, whatever is planned for that anniversary."""
    return bool(_YEARS_SINCE.search(text[: document.start]))


def is_of_a_trip(document: Document, passage: Passage, day: Day) -> bool:
    """Whether a document was signed on some day of a trip, of which the text has told one day."""
    clause = clause_around(passage.text, document.start)
    return day not in passage.days and bool(_ON_A_TRIP.search(passage.text, *clause))


def renewals(document: Document, passage: Passage, days: list[Day | None]) -> Iterator[Day]:
    """Yield when a document that was signed before was renewed, as the same sentence tells."""
    for found in pattern("renewed").finditer(passage.text):
        begin, end = clause_around(passage.text, found.start())
        own = [day for day in passage.days if day.date and begin <= day.start < end and day not in days]
        own = [day for day in own if not is_of_a_period(day, passage.text)]
        if not own and has_japanese(passage.text):
            own = [day for day in passage.days if day.start < begin and day.is_whole][-1:]
            own = [day for day in own if day not in days]
        again = found.start() != document.verb or any(day and day.start < found.start() for day in days)
        if own and again and not mood(passage.text, found.start(), found.end()):
            near = [day for day in own if day.start > found.start()] or own[-1:]
            yield near[0]
            yield from _in_row_behind(near, passage)


def _in_row_behind(days: list[Day], passage: Passage) -> Iterator[Day]:
    """Yield the dates that stand in one row behind the first of some: các năm 2016, 2019 và 2022."""
    beyond = [day for day in passage.days if day.start > days[0].start and day.date]
    for last, day in pairwise([days[0], *beyond]):
        if not _ROW.fullmatch(passage.text, last.end, day.start):
            return
        yield day


_COUNTED = re.compile(r"(?<!\w)(?:các|những|hai|ba|bốn|năm|\d+)\s$", re.IGNORECASE)
"""What makes several of a Vietnamese document, or of the years behind it: các bản ghi nhớ năm 2010, 2013."""


def _row_behind(document: Document, passage: Passage) -> list[Day]:
    """Return the dates in a row behind a document of which it is said that there are several."""
    text = passage.text
    behind = [day for day in passage.days if day.start >= document.end and day.date]
    if not behind or re.search("[.,;:]", text[document.end : behind[0].start]):
        return []
    before = re.sub(r"năm\s$", "", text[: behind[0].start], flags=re.IGNORECASE)
    if not (_COUNTED.search(text[: document.start]) or _COUNTED.search(before)):
        return []
    return [behind[0], *_in_row_behind(behind, passage)]


_ROW = re.compile(r"\s?(?:,|、|,?\s(?:and|và))\s?(?:năm\s|in\s)?", re.IGNORECASE)
_LABEL = re.compile(r"[^.。:：]{0,90}[:：]\s?")


def day_of_line(document: Document, passage: Passage) -> Day | None:
    """Return the day of a document in a line of a sheet or list: Sisterhood with X: 24 December 2014."""
    label = _LABEL.match(passage.text)
    if label and document.end <= label.end():
        return next((day for day in passage.days if day.start == label.end()), None)
    return labelled_day(document, passage) or listed_day(document, passage)


def days_signed(document: Document, passage: Passage, discourse: Discourse) -> list[Day | None]:
    """Return when a document was signed; several documents are told by several dates in a row."""
    days = [day for day in passage.days if not is_of_a_period(day, passage.text)]
    days = [day for day in days if not is_of_a_former(document, day, passage.text)]
    if not is_vietnamese(passage.text):
        days = [day for day in days if not _OF_ANOTHER.search(passage.text, day.end, document.start)]
    if is_participle(document, passage) or is_signed_behind(document, passage.text):
        days = [day for day in days if day.start > document.verb]  # a day before is of what is done under it
    if document.alone and (document.verb < 0 or _ALREADY.search(passage.text, 0, document.verb)):
        days = [day for day in days if day.end]  # what is only presupposed is not of a day told before the sentence
    apart = _told_apart(document, passage, days)
    return [_told_beside(document, passage, days, discourse)] if apart is None else apart


_OF_ANOTHER = re.compile("; |(?:なった|結んだ|んでいる|した|している)[^、。はが]{0,20}(?:のほか、|に加え)")
"""What stands behind the day of what is told of another: 2014年に姉妹都市となったA市のほか、B市とも…"""
_ALREADY = re.compile("すでに|既に|これまでに|以前")
"""What says in Japanese of a document that it was signed before that of which the text tells."""


def _told_apart(document: Document, passage: Passage, days: list[Day]) -> list[Day | None] | None:
    """Return the days that stand at a document in a form of their own, as in brackets or a row; None if none do."""
    text = passage.text
    if _ANNIVERSARY.match(text, document.end, max(document.end, document.verb) + 16):
        return [None]
    if is_of_an_anniversary(document, text):
        return [_first_of_years(document, text)]
    bracket = bracket_around(text, document.start)
    if bracket >= 0:
        closing = text.find(")", bracket)
        return [next((day for day in days if bracket < day.start < (closing if closing > 0 else len(text))), None)]
    behind = re.match(r"\s?\(", text[document.end :])
    upto = document.end + behind.end() + 2 if behind else -1
    if inside := [day for day in days if document.end <= day.start <= upto]:
        return [inside[0]]
    row = _row_before(days, document, text)
    row = row if len(row) > 1 else _row_behind(document, passage)
    return list(row) if len(row) > 1 else None


def _told_beside(document: Document, passage: Passage, days: list[Day], discourse: Discourse) -> Day | None:
    """Return the day of a document that its sentence tells, or the one before."""
    text = passage.text
    clause = _clause_of(document, text, days)
    own = [day for day in days if clause[0] <= day.start < clause[1] and not _is_of_the_topic(day, document, text)]
    if not own and was_signed(document, text):
        return None  # what is told is of that which was done under it
    own = own or right_behind(document, text, days)
    if not own and _RESTS_ON.match(text, document.end) and 0 <= document.verb < document.start:
        return None  # the day before it is of what was done on its ground
    if line := day_of_line(document, passage):
        return line
    if not document.alone and document.verb < 0:
        return _become(document, text, own or opening(days, text) or [d for d in days if not d.start], clause)
    since = [day for day in days if day.date and SINCE.search(text[document.end : max(day.start, document.end)])]
    if document.verb < 0 and since:
        return since[0]
    if not days and document.verb >= 0 and _ON_THAT_OCCASION.search(text, 0, document.verb) and discourse.day_before:
        return discourse.day_before
    chosen = _nearest(document, text, days, own)
    if not chosen and document.verb >= 0 and not has_japanese(text):
        chosen = day_of_relative(document, days, text)
    if not chosen and len(days) == 1 and owner(passage, discourse):
        chosen = days[0]
    looked_back = document.verb >= 0 and is_looked_back_on(document, text)
    if not days and discourse.day and document.verb >= 0 and not looked_back and _is_on_that_occasion(document, text):
        chosen = discourse.day
    if not chosen and _BEFOREHAND.search(text[: document.start]):
        chosen = next((day for day in days if day.start > document.end), None)
    return chosen


def _clause_of(document: Document, text: str, days: list[Day]) -> tuple[int, int]:
    """Return the clause whose days are of a document: that of its verb, or its own if that tells any."""
    own = clause_around(text, document.start)
    dated = any(own[0] <= day.start < own[1] for day in days)
    if dated and (not has_japanese(text) or own[1] <= document.verb):
        return own
    return clause_around(text, document.verb if document.verb >= 0 else document.start)


def _nearest(document: Document, text: str, days: list[Day], own: list[Day]) -> Day | None:
    """Return the day that stands nearest before a document, or else behind it, of those of its clause if it has any."""
    near = own or [day for day in days if 0 < document.start - day.start < 220]
    ahead = [day for day in near if day.start < document.start]
    if not near and len(days) == 1 and _ON_THE_DAY.fullmatch(text, document.end, max(days[0].start, document.end)):
        near = days
    chosen = ahead[-1] if ahead else (near[0] if near else None)
    if ahead and _AND.search(text, ahead[-1].end, document.start):
        chosen = next((day for day in own if document.end < day.start and _IN.search(text[: day.start])), chosen)
    if chosen and chosen.date and len(chosen.date) == len("2019"):  # trong năm 2019, …: bản ghi nhớ (tháng 9)
        chosen = next((day for day in own if day.start > document.end and _is_in(day, chosen)), chosen)
    if document.verb < 0 and chosen and abs(chosen.start - document.start) > 80:
        return None
    return chosen


_ON_THE_DAY = re.compile("[」』]?の?(?:調印|締結|署名|提携|更新)式?[をはが]、")
"""What stands between a Japanese document and the day on which its signing was: 覚書の調印式を、10日に行った."""
_AND = re.compile(r"\band\b")
_IN = re.compile(r"\b(?:in|on)\s$")


def _is_in(day: Day, year: Day) -> bool:
    """Whether a day or month is one of a year."""
    return bool(day.date and year.date and day.date != year.date and day.date.startswith(year.date))


def _first_of_years(document: Document, text: str) -> Day | None:
    """Return the year since which years are celebrated, as brackets behind tell them: kỷ niệm 10 năm … (2014-2024)."""
    years = _YEARS.match(text, document.end)
    return Day(years.start("first"), years.end("first"), PartialDate(years["first"])) if years else None


_YEARS = re.compile(r"[^.;()]{0,80}\((?P<first>(?:19|20)\d\d)\s?[-–]\s?(?:19|20)\d\d\)")


def _is_on_that_occasion(document: Document, text: str) -> bool:
    """Whether a document was signed when that was of which the sentences before tell."""
    begin, end = clause_around(text, document.start)
    return any((_THEN_AND_THERE.search(text, 0, end), _ON_A_TRIP.search(text, begin, end), _CONTINUES.search(text)))


_RESTS_ON = re.compile("」?(?:に(?:基づ|もとづ|沿っ|のっと|より|よって)|を(?:もと|基|土台|踏まえ|受け))")
"""What makes of a document that on whose ground something was done."""
_BECAME = re.compile(
    r"became|becam|become|\b(?:raised|elevated|upgraded|lifted|turned|made|established|formed|entered)\b"
    r"|trở thành|thiết lập|xác lập|kết nghĩa (?:với|từ)|được nâng|となっ|となり|になっ|格上げ|昇格",
    re.IGNORECASE,
)
_RIGHT_BEHIND = 25
_ACTS_THEN = re.compile("の(?!関係|提携|盟約|縁)[^、。]*[がはを]")
"""What stands between a Japanese status and the day on which those who have it did something else."""


def _become(document: Document, text: str, days: list[Day], clause: tuple[int, int]) -> Day | None:
    """Return since when two localities are something: that is said right behind it, or how they became it."""
    told = [day for day in days if not day.last]
    near = [day for day in told if 0 <= day.start - document.end <= _RIGHT_BEHIND]
    behind = [day for day in near if not _ACTS_THEN.search(text, document.end, day.start)]
    became = _BECAME.search(text, *clause)
    since = days_since(told, text)
    return next(iter(behind or (told if became else since)), None)


def _is_of_the_topic(day: Day, document: Document, text: str) -> bool:
    """Whether a year is that of what a document is about: a memorandum on holding a congress in 2025."""
    return bool(day.date and len(day.date) == 4 and _TOPIC.match(text[document.end : day.start]))


def _row_before(days: list[Day], document: Document, text: str) -> list[Day]:
    """Return the dates that stand in a row before a document: 2010年、2013年、2018年の覚書."""
    row: list[Day] = []
    for day in reversed([day for day in days if day.end <= document.start + 1]):
        gap = text[day.end : row[0].start if row else document.start]
        if (not row and len(gap) < 16 and "、" not in gap) or (
            row and re.fullmatch(r"\s*(?:、|,|and|và|と|および|及び)*\s*", gap)
        ):
            row.insert(0, day)
        else:
            break
    return row
