"""The day or the journey of which a report tells, and what of its statements is of that day."""

import re
from datetime import date

from loaders.model.dates import PartialDate
from loaders.model.languages import has_japanese, is_english
from loaders.reading.context.passages import Passage
from loaders.reading.context.stated import Stated
from loaders.reading.dates.days import Day
from loaders.reading.dates.told_days import is_day_of_before, types_dated
from loaders.reading.language.lexicon import documents, pattern

_NEAR = 70
"""Characters behind a day in which it is said that it is to come."""
LEAD = 6
"""So many sentences of a report tell of what it is about."""
_FRESH = 45
"""Days before its publication to which what a report tells of lies back at most."""
_FRESH_MONTHS = 2
"""So many months before that of its publication, where the day of that is not known."""
TO_COME = re.compile(r"(?<!\w)(?:sẽ|dự kiến)(?!\w)", re.IGNORECASE)
"""What stands behind a day that is yet to come."""
_SAID = re.compile(r"(?<!\w)(?:cho biết|cho hay|kể lại|nhắc lại|điểm lại)(?!\w)", re.IGNORECASE)
"""What stands before a day of which somebody who was met spoke."""


def day_told(passages: list[Passage], published: str) -> Day | None:
    """Return the day that a text reports of: the first in its lead that lies shortly before its publication.

    Args:
        passages: the sentences.
        published: the day of publication, at any precision; empty if it is not known.
    """
    for passage in [*_lead(passages), *(one for one in passages if _is_dated_title(one))]:
        if not published and pattern("signed").search(passage.text):
            continue
        for day in passage.days:
            to_come = TO_COME.search(passage.text, day.end, day.end + _NEAR) or _SAID.search(passage.text[: day.start])
            to_come = to_come or _LEAVES.match(passage.text, day.end)
            if day.date and len(day.date) == 10 and _is_fresh(day.date, published) and not to_come:
                return day
    return None


_LEAVES = re.compile("[^、。]{0,14}(?:帰国|離日|出国|離れ|(?:する|行う|訪れる)(?:予定|計画))")
"""What stands behind the Japanese day on which those of whom is told go home, or do what is still to come."""


def _is_dated_title(passage: Passage) -> bool:
    """Whether a Japanese title tells the day of what it is about, and not that on which the press was told of it."""
    return passage.sentence.title and has_japanese(passage.text) and not _OF_THE_PRESS.search(passage.text)


_OF_THE_PRESS = re.compile("会見|発表|更新|掲載|要旨|議事")


def _lead(passages: list[Passage]) -> list[Passage]:
    return [one for one in passages if not one.sentence.title][:LEAD]


def _is_fresh(day: str, published: str) -> bool:
    if len(published) == 7:
        return 0 <= _months(published) - _months(day) <= _FRESH_MONTHS
    if len(published) < 10:
        return day[: len(published)] == published
    return 0 <= (date.fromisoformat(published) - date.fromisoformat(day)).days <= _FRESH


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])


def stay_told(passages: list[Passage]) -> Day | None:
    """Return the journey that a Japanese text tells of by its first and last day: 訪問期間 8月3日から8日まで."""
    for passage in passages:
        for day in passage.days:
            label, verb = passage.text[: day.start], passage.text[day.end :]
            journey = _PERIOD.search(label) or _JOURNEY.search(verb)
            told = journey and day.last and day.is_whole
            if told and not pattern("plans", "japanese").search(verb):
                return day
    return None


_PERIOD = re.compile(r"(?:期間|日程|行程|日時|期日)\s?[:：】\])）]?\s?$")


_JOURNEY = re.compile(
    "訪問し|訪問(?=について|の成果|を終え|から(?:帰|戻))|訪れ|訪ね|渡航し|飛び|飛ん|行って|行き|巡り|巡っ|滞在|出張し|赴[いき]|派遣[しさ]|視察し|訪日し|来日し|訪越し"
)


def is_of_signing(passage: Passage) -> bool:
    """Whether a Japanese sentence ends with it that something was signed."""
    return any(_LAST_VERB.fullmatch(passage.text, verb.end()) for verb in pattern("signed").finditer(passage.text))


_LAST_VERB = re.compile(
    "[\u3040-\u309f]{0,8}。?|(?:や|、|のほか|など|をはじめ)[^。]*を(?:行っ|行い|実施し)(?:た|ました)。?"
)
"""What stands behind the last verb of a sentence, or one of a list of what was done: 面会や締結などを行った."""


def date_from_notice(stated: list[Stated], day: Day) -> None:
    """Have the first event and the first agreement of a notice, if undated, be on the day that it tells apart."""
    for type_of in ("agreement", "event"):
        first = next((one for one in stated if one.type == type_of and not one.title), None)
        if first and not first.day:
            first.place_on(day)


def date_from_next(stated: list[Stated], read: list[Passage]) -> None:
    """Have what a sentence tells be on the day that the next one tells of it."""
    for at, passage in enumerate(read):
        for following in read[at + 1 : at + 3]:
            day = next(iter(following.days), None)
            types = types_dated(day, following.text) if day else set()
            alone = day if following is read[at + 1] and len(following.days) == 1 else None
            if alone and is_day_of_before(alone, following.text):
                types = {"agreement", "event", "project", "membership"}
            if signed := alone is not None and _signs_then(alone, following.text):
                types = {"agreement"}
            for one in stated:
                if signed and not one.done:
                    continue
                if not one.day and one.type in types and one.spans[0][0] == passage.sentence.start:
                    one.day = day


def _signs_then(day: Day, text: str) -> bool:
    """Whether a Japanese sentence tells on which day somebody signed, and not what: 知事が17日に現地で署名した."""
    return bool(_SIGNS.search(text, day.end)) and not documents().find(text)


_SIGNS = re.compile(
    "(?:署名|調印)(?:し(?:た|まし|、)|[をが]行[いっわ]|に臨[みん])|(?:あった|開かれた|行われた)(?:調印|締結|署名|提携)式"
)


def date_from_report(stated: list[Stated], day: Day, read: list[Passage]) -> None:
    """Have the events of a report be on the day that it tells of, if nothing in their sentences tells another."""
    dated = {passage.sentence.start for passage in read if _tells_another_day(passage, day)}
    if any(passage.sentence.title and pattern("signed").search(passage.text) for passage in read):
        _date_what_is_titled(stated, day, dated)
    if day.date and day.last and any(is_english(passage.text) and passage.abroad for passage in read):
        day = day._replace(date=PartialDate(day.date[:7]), last=None)  # on a tour of several countries
    met = {_parties_of(one) for one in stated if one.type == "event" and one.date == str(day.date)}
    trips = {passage.sentence.start for passage in read if pattern("this_trip").search(passage.text)}
    for one in stated:
        if one.type == "event" and not one.day and (one.title or one.spans[0][0] not in dated):
            one.place_on(day)
            one.month_only = one.spans[0][0] in trips and _parties_of(one) not in met


def _tells_another_day(passage: Passage, day: Day) -> bool:
    """Whether a sentence tells another day than that of a report; in Japanese a year may be that of a noun in it."""
    if has_japanese(passage.text):
        return any(not one.date or len(one.date) == len("2019-04-23") for one in passage.days)
    return any(not _holds(one, day) for one in passage.days)


def _holds(year: Day, day: Day) -> bool:
    """Whether a year is told in which a day is, as in the name of a festival, so that it tells no other day."""
    return bool(year.date and day.date and len(year.date) == len("2024") and day.date.startswith(year.date))


def _date_what_is_titled(stated: list[Stated], day: Day, dated: set[int]) -> None:
    """Have the document whose signing the title of a report tells be of the day of which the report tells."""
    fresh = [one for one in stated if one.type == "agreement" and one.done and not one.title and not one.another]
    if fresh and not fresh[0].day and fresh[0].spans[0][0] not in dated:
        fresh[0].place_on(day)


def keep_apart(stated: list[Stated], told: Day | None, read: list[Passage]) -> None:
    """Have a document whose years are celebrated be another than the one that was signed on the day of the report."""
    of = {passage.sentence.start: passage for passage in read}
    for one in stated:
        if one.type != "agreement" or one.day or not told or one.another:
            continue
        looks_back = _OF_YEARS.search(of[one.spans[0][0]].text)
        fresh = (other for other in stated if other.type == "agreement" and other.done and other.date == str(told.date))
        one.another = bool(looks_back) and any(other.kind == one.kind for other in fresh)


_OF_YEARS = re.compile(
    r"(?:kỷ niệm(?: lần thứ)?|tròn|nhân|dịp|sau) \d+ năm (?:ngày )?(?:ký|thiết lập)"
    r"|\b\d+(?:th|st|nd|rd)\sanniversary\sof",
    re.IGNORECASE,
)


def date_designations(stated: list[Stated], told: Day | None) -> None:
    """Have the designations of which the title of a report tells be of the day of which the report tells."""
    given = [one for one in stated if one.type == "membership" and one.kind == "designated"]
    titled, dated = [one for one in given if one.title], [one for one in given if one.day]
    for one in given:
        elsewhere = any(_is_of_the_same(one, other) for other in dated)
        if told and not one.day and not elsewhere and any(_is_of_the_same(one, other) for other in titled):
            one.place_on(told)


def _is_of_the_same(one: Stated, other: Stated) -> bool:
    """Whether two statements tell of the same network and of places with the same name."""
    return one.network == other.network and bool(_places_of(one) & _places_of(other))


def _places_of(one: Stated) -> set[str]:
    return {place for party in (one.vn, one.jp) if party for place in party.mention.ids}


def date_from_stay(stated: list[Stated], stay: Day, read: list[Passage]) -> None:
    """Have what a text tells without a day be in the stay of which it tells: in its month, if that led to several."""
    of = {passage.sentence.start: passage for passage in read}
    open_ones = [
        one
        for one in stated
        if not one.day
        and (one.type == "event" or (one.type == "agreement" and not one.title and is_of_signing(of[one.spans[0][0]])))
    ]
    seen = {one.vn.mention.phrase for one in open_ones if one.vn}
    last = max((one.spans[0][0] for one in open_ones), default=-1)
    abroad = any(passage.abroad for passage in read if passage.sentence.start <= last)  # what follows was later
    led_on = any(one.type == "event" and one.day and is_on(stay, one) and one not in open_ones for one in stated)
    for one in open_ones:
        if one.type == "agreement" and (day := _day_of_meeting(one, stated)):
            one.day = day
            continue
        one.place_on(stay)
        one.month_only = one.type == "agreement" or abroad or led_on or len(seen) > 1


def date_from_meeting(stated: list[Stated], read: list[Passage]) -> None:
    """Have what a Japanese sentence tells was signed be of the day of the meeting of the same two told before."""
    at = {passage.sentence.start: number for number, passage in enumerate(read)}
    for one in stated:
        here = at[one.spans[0][0]]
        passage = read[here]
        if one.type != "agreement" or one.day or one.title or not one.done or passage.days:
            continue
        if _STANDS.search(passage.text) or not is_of_signing(passage):
            continue
        before = {passage.sentence.start for passage in read[max(here - _BEFORE, 0) : here]}
        near = [other for other in stated if other.type == "event" and other.spans[0][0] in before and not other.title]
        if day := _day_of_meeting(one, near):
            one.place_on(day)


_BEFORE = 2
"""Sentences before that on a signing that may tell of the meeting at which it was."""
_STANDS = re.compile("て(?:いる|います|おり)")


def _day_of_meeting(agreement: Stated, stated: list[Stated]) -> Day | None:
    """Return the day of the meeting, told before, of those who signed."""
    before = [one for one in stated if one.type == "event" and one.day and one.spans[0] < agreement.spans[0]]
    same = [one.day for one in before if _parties_of(one) == _parties_of(agreement) and len(one.date) == 10]
    return same[-1] if same else None


def _parties_of(one: Stated) -> tuple[str, str]:
    return tuple(party.mention.name if party else "" for party in (one.vn, one.jp))  # type: ignore[return-value]


def is_on(stay: Day, other: Stated) -> bool:
    """Return whether a statement is of a day of a stay."""
    return bool(stay.last and len(other.date) == len(stay.last) and str(stay.date) <= other.date <= stay.last)
