"""On which day what a Japanese sentence tells was, where that stands before it, at the head of its line, or at a noun.

Japanese tells a day once and goes on without it: a chronology at the head of a line, a report in a sentence of its own
(調印式が行われたのは10月21日。), a notice of a trip in a line with a label. Such a day is put at the beginning of the
sentences for which it holds, as if it stood there.
"""

import re
from datetime import date, timedelta
from itertools import pairwise

from loaders.model.dates import PartialDate
from loaders.reading.dates.days import Day
from loaders.reading.language.lexicon import pattern
from loaders.reading.language.sentences import Sentence

_HEAD = re.compile(r"[\s\d()（）【〔\[■□●○◎◆◇▼▽・*＊.．:：-]{0,8}")
_BEHIND_HEAD = re.compile(r"\s?(?:[(（][^()（）]{1,12}[)）])?(?P<sign>[\s:：、】〕\]|])")
_NOUN_THEN_DAY = re.compile(r"(?:のは|[はが])[、\s]?(?:現地時間の?|同じ|[^、。はが]{0,6}の)?$")
_ENDS_WITH_DAY = re.compile(
    r"(?:[(（][^()（）]{1,5}[)）])?(?:の?(?:午前|午後|朝|夕方|夜)|のこと)?(?:です|でした|だ|だった)?。?"
)
_OF_PAGE_BEFORE = re.compile(r"(?:掲載|更新|最終更新|公開|投稿|発表|配信|作成|発行|印刷)(?:年月)?日時?\s?[:：]?\s?$")
_OF_PAGE_BEHIND = re.compile(
    r"\s?(?:[(（][^()（）]{1,5}[)）])?\s?(?:更新|掲載|公開|配信|発行|コンテンツ|現在(?!の?[姿ま])|時点)"
)
_ATTRIBUTE = re.compile(r"(?:した|された|れた|(?<!とい)った|んだ|いた|(?<!率)いる|てきた)(?=[「『一-鿿ァ-ヺA-Z])")
_OF_THE_SENTENCE = re.compile(
    r"(?:[(（][^()（）]{1,5}[)）])?(?:の?(?:午前|午後|朝|昼|夕方?|夜|未明))?(?:には?、|には|では?、|[は、])"
)
"""What stands behind a day that is that of the whole sentence."""
_CHAINED = re.compile("(?:[しりびきえいみちけげせれてで]|(?<!た)め)、")
_STANDS = re.compile("て(?:おり|いて|いる(?:が|ため|ことから|ほか))、|てきた(?:が|ため)、")
"""What ends a clause that tells what stands since a day, before the one that tells what was done."""
_OF_A_JOURNEY = 10
"""Characters before the end of a verb in which the word for a visit stands."""


def is_of_the_page(day: Day, text: str) -> bool:
    """Whether a day is when a page was made, or up to when its figures hold: 掲載日 2013年12月9日."""
    return bool(_OF_PAGE_BEFORE.search(text[: day.start]) or _OF_PAGE_BEHIND.match(text, day.end))


def is_of_an_announcement(day: Day, text: str) -> bool:
    """Whether a day is when something was announced that was done before: 県は22日、省と覚書を結んだと発表した."""
    opens = _SUBJECT_OF_ALL.fullmatch(text, 0, day.start)
    told = _ANNOUNCED.search(text) or _REPORTED.search(text, day.end)
    return bool(opens and _OF_THE_REST.match(text, day.end) and told)


_SUBJECT_OF_ALL = re.compile("(?!ユネスコ|国連)[^、。]{0,30}[はが、]")
_OF_THE_REST = re.compile("(?:[(（][^()（）]{1,5}[)）])?(?:の(?:定例)?(?:記者)?会見で|まで)?に?、")
_REPORTED = re.compile("(?:訪問|成果|結果|調印|締結)(?:について|を)[^、。]{0,12}(?:会見|報告|説明|語)")
_ANNOUNCED = re.compile("[ただる](?:こと)?[とを](?:発表|公表|明らかに|報じ|伝え|報告)[^、。]{0,6}。?$")


def is_of_a_dateline(day: Day, text: str) -> bool:
    """Whether a day at the head of an English text is that of the report: KOBE, JAPAN, November 18 -; with the hour."""
    if _HOUR_BEHIND.match(text, day.end) or _HOUR_BEFORE.search(text[: day.start]):
        return True
    whole = day.date is None or len(day.date) == len("2023-11-24")
    return whole and bool(_SENT_FROM.fullmatch(text, 0, day.start) and _SENT_ON.match(text, day.end))


_HOUR_BEHIND = re.compile(r",?\s(?:[|–-]\s)?\d{1,2}:\d\d(?!\s?[-–])")
_HOUR_BEFORE = re.compile(r"(?:^|\s)\d{1,2}:\d\d,\s$")
_SENT_FROM = re.compile(r"(?!(?:On|In|Since|From|By|Until|After|Date)\b)(?:[A-ZĐ][^\W\d_]*[\s,.\[\]]{1,3}){1,6}")
_SENT_ON = re.compile(r"\s?(?:\([^()]{1,30}\)\s?)?[-–—:/]{1,2}\s(?=.{40})", re.DOTALL)


def without_heads(days: list[Day], text: str) -> list[Day]:
    """Return dates without the years that stand only at the head of one that follows: 【平成27年】11月9日."""
    heads = [one for one, following in pairwise(days) if _is_head_of(one, following, text)]
    return [day for day in days if day not in heads]


def _is_head_of(year: Day, day: Day, text: str) -> bool:
    within = year.date and day.date and len(year.date) < len(day.date) and day.date.startswith(year.date)
    return bool(within and _CLOSED.fullmatch(text, year.end, day.start))


_CLOSED = re.compile(r"[】\]〕)）]?\s?")


class HeldDays:
    """The days that hold for the sentences behind them.

    Args:
        text: all of the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._head: Day | None = None
        self._noun: Day | None = None
        self._section: Day | None = None
        """The day of a heading, (1)10月9日 クアンニン省, which holds for the lines behind it."""

    def opens_line(self, sentence: Sentence) -> bool:
        """Whether a line begins with a sentence."""
        return sentence.start >= 0 and self._text[max(sentence.start - 1, 0) : sentence.start] in {"", "\n"}

    def is_line(self, sentence: Sentence) -> bool:
        """Whether a sentence is a line by itself that no full stop ends, as in a list."""
        return self.opens_line(sentence) and not sentence.title and not sentence.text.endswith(("。", ".", "」"))

    def held(self, sentence: Sentence, days: list[Day]) -> list[Day]:
        """Return the day that holds for a sentence without one of its own, and take note of what it tells."""
        if sentence.start < 0:
            return []
        if self.opens_line(sentence):
            self._head = _day_at_head(sentence.text, days)
            if self.is_line(sentence):
                self._section = self._head
            self._head = self._head or self._section
        before = self._noun or self._head
        self._noun = _day_of_noun(sentence.text, days)
        told = not days and not (before is self._head and _TOLD_BY_SOMEBODY.search(sentence.text))
        return [before._replace(start=0, end=0)] if before and told else []


_TOLD_BY_SOMEBODY = re.compile("[ただ]と(?:述べ|語|話|明らかに|伝え|強調|説明|表明|紹介|報告)[^、。]{0,6}。?$")
"""How a sentence ends that tells what somebody said had been done before: 覚書を締結したと述べた."""


def _day_at_head(text: str, days: list[Day]) -> Day | None:
    if not days or not days[0].date or not _HEAD.fullmatch(text[: days[0].start]):
        return None
    behind = _BEHIND_HEAD.match(text, days[0].end)
    of_prose = bool(behind and behind["sign"] == "、")
    return days[0] if behind and (not of_prose or days[0].is_whole) else None


def is_day_of_before(day: Day, text: str) -> bool:
    """Whether a sentence tells nothing but the day of what the one before told: 令和5年11月2日のことです。."""
    return bool(_THAT_WAS.fullmatch(text[: day.start]) and _OF_BEFORE.fullmatch(text, day.end))


_THAT_WAS = re.compile("(?:(?:これは|それは|いずれも)、?)?")
_OF_BEFORE = re.compile(
    "(?:[(（][^()（）]{1,5}[)）])?(?:のこと|の出来事|の発表|付け?の発表|付け?)?(?:です|でした|だ|だった)?。?"
)


def types_dated(day: Day, text: str) -> set[str]:
    """Return of what a sentence tells the day that the one before has told: 調印は20日、…, 認定は31日付。."""
    noun = _NOUN_OF.fullmatch(text[: day.start])
    said = {name for name, said in noun.groupdict().items() if said} if noun else set()
    return {{"agreed": "agreement", "joined": "membership"}.get(name, name) for name in said}


_NOUN_OF = re.compile(
    "(?:(?P<agreement>(?P<membership>署名)(?:日)?)|(?P<agreed>(?:調印|締結|署名|提携|取り交わし)(?:式|日)?)"
    "|(?P<joined>(?:認定|加盟|登録|加入)(?:日|年)?)|(?P<event>(?:訪問|面会|会談|表敬|来訪)(?:日)?))は、?(?:現地時間の?)?"
)


def _day_of_noun(text: str, days: list[Day]) -> Day | None:
    """Return the day that all of a sentence is about: 当日は14日。, 調印されたのは10月21日。."""
    if not days or not days[-1].is_whole:
        return None
    last = days[-1]
    told = _NOUN_THEN_DAY.search(text[: last.start]) and _ENDS_WITH_DAY.fullmatch(text, last.end)
    return last if told else None


_SO_LONG_AFTER = re.compile(
    r"(?<!\w)(?P<n>một|hai|ba|an?|one|two|three|[1-9])\s"
    r"(?:ngày\ssau\s(?:khi|lễ|buổi|cuộc)|days?\safter)(?!\w)",
    re.IGNORECASE,
)
_NUMBERS = {"hai": 2, "two": 2, "ba": 3, "three": 3}


def counted_from(day: Day, text: str, at: int) -> Day:
    """Return the day of a verb that is told as so many days after another: one day after the signing (8/5), he met."""
    after = _SO_LONG_AFTER.search(text, 0, day.start)
    if not after or not day.is_whole or day.start > at:
        return day
    said = after["n"].lower()
    days = int(said) if said.isdigit() else _NUMBERS.get(said, 1)
    return day._replace(date=PartialDate((date.fromisoformat(str(day.date)) + timedelta(days)).isoformat()), last=None)


def is_taken(day: Day, text: str, at: int) -> bool:
    """Whether a day before a verb is that of another, which tells of a noun between: 11月に覚書を結んだ省を訪れた.

    Of a journey it is that of what was done on it as well: 13日に来日した首相と会談した.
    """
    if _STANDS.search(text, day.end, max(at, day.end)):
        return True
    if _OF_THE_SENTENCE.match(text, day.end) or _CHAINED.search(text, day.end, max(at, day.end)):
        return False
    for verb in _ATTRIBUTE.finditer(text, day.end, max(at, day.end)):
        if not pattern("visits").search(text, max(verb.end() - _OF_A_JOURNEY, day.end), verb.end()):
            return True
    return False


def tells_a_day_apart(text: str) -> bool:
    """Whether a line of a notice has a label for the day that it tells: 日時 平成28年9月13日."""
    return bool(_DAY_OF_A_NOTICE.match(text))


_DAY_OF_A_NOTICE = re.compile(
    r"(?:[(（]?\d{1,2}[)）.．]?\s?|[■●○◆・-]\s?)?(?:(?:日時|期日|日程|年月日|(?:開催|締結|調印|署名|実施"
    r"|訪問|来訪|面会)(?:年月)?日時?|とき)"
    r"(?:[:：\s】\])）])|(?:date(?: and time| of \w+)?|established|signed|concluded|when|day|time|thời gian"
    r"|ngày(?: ký(?: kết)?| tổ chức)?)\s?:)",
    re.IGNORECASE,
)


def days_past(days: list[Day], text: str) -> list[Day]:
    """Return the days that a sentence tells in full, if it is not in Vietnamese one of what is to come: sẽ diễn ra."""
    whole = [day for day in days if day.is_whole]
    return [] if whole and _TO_COME.search(text) else whole


_TO_COME = re.compile(r"(?<!\w)(?:sẽ|sắp|dự kiến)(?!\w)", re.IGNORECASE)
_OPENS = 25
_THEN_TOLD = re.compile(r"\s?[,:–-]\s")


def opening(days: list[Day], text: str) -> list[Day]:
    """Return the date with which a sentence opens, of what follows it: Tháng 11/2018, …, or a line 2018: …"""
    return [day for day in days if day.start < _OPENS and day.date and _THEN_TOLD.match(text, day.end)][:1]
