"""The dates in a running text: as they stand there, or as the day of publication makes them complete.

A day without a year is the last such day before the publication, or one that follows on it soon; where that is not
known, the year that is part of the name of an event in the text (EXPO 2025) is taken, else the date is left open. What
is told of a stay begins with its first day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from loaders.imports.date_formats import month_named, written
from loaders.model.dates import PartialDate
from loaders.reading.dates import vietnamese_days
from loaders.reading.dates.day_words import AS_TOLD, BACK, DAYS_BACK_JA, DAYS_ON, NUMBERS, WEEKDAYS, YEARS, YEARS_JA

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_TO = r"\s?(?:-|–|~|〜|～|to|đến|tới|から|and|và)\s?"
_ERA_NAMES = "(?:昭和|平成|令和)"
_ERA_BESIDE = rf"[(（](?:{_ERA_NAMES}|[SHR])(?:\d{{1,2}}|元)年?[)）]"
_ERA_OF = {"S": "昭和", "H": "平成", "R": "令和"}
_ERA = rf"{_ERA_NAMES}\s?(?:\d{{1,2}}|元)年"
_YEAR = r"(?:19[4-9]\d|20\d\d)"
_TH = "(?:st|nd|rd|th)?"
_FORMS = re.compile(
    rf"""
    (?=[\d'昭平令同今本昨前翌来去お一初先きあ明]|(?<![^\W\d_\u3040-\u9fff])[^\W\d_\u3040-\u9fff])  # where it may begin
    (?:(?P<iso>{_YEAR}-[01]\d-[0-3]\d)(?!\d)
  | (?P<ymd>(?<![\w/.])(?:(?P<ymd_y>{_YEAR})|(?P<ymd_era>[SHR]\d{{1,2}}))(?P<ymd_s>[./])
        (?P<ymd_m>[01]?\d)(?P=ymd_s)(?P<ymd_d>[0-3]?\d)(?![\d/]))
  | (?P<en>\b{_MONTH}\s(?P<en_d>[0-3]?\d){_TH}(?:{_TO}(?:{_MONTH}\s)?(?P<en_to>[0-3]?\d){_TH})?(?!\d)
        (?:,?\s(?P<en_y>{_YEAR})\b)?)
  | (?P<uk>\b(?P<uk_d>[0-3]?\d){_TH}(?:{_TO}(?P<uk_to>[0-3]?\d){_TH})?\s(?:of\s)?{_MONTH}\b
        (?:,?\s(?P<uk_y>{_YEAR})\b)?)
  | (?P<en_m>\b{_MONTH}(?:\sof)?,?\s{_YEAR}\b)
  | (?P<m_en>\b(?:(?:in|since|until|last|this|by|(?:end|middle|beginning|start)\sof)\s(?:(?:early|mid|late)[\s-])?
        |(?:early|mid|late)[\s-])
        (?P<me_m>{_MONTH})(?!\w|\s\d))
  | (?P<ago>\b(?:(?P<ago_n>\d{{1,2}}|an?|{"|".join(NUMBERS)})\s(?P<ago_of>years?|decades?)
        \s(?P<ago_to>ago|earlier|later|before)
        |(?P<ago_same>the\s(?:same|following|next|previous)\syear))\b)
  | (?P<m_vi>(?:hồi|trong|vào|từ|đầu|giữa|cuối)\stháng\s(?P<mv_m>[01]?\d)(?![\d/-]|\.\d|,?\snăm))
  | (?P<vi_words>(?:từ\s)?ng[àa]y\s(?P<vw_d>[0-3]?\d)(?:{_TO}(?:ng[àa]y\s)?(?P<vw_to>[0-3]?\d))?
        \stháng\s(?P<vw_m>[01]?\d)(?:(?:,?\snăm\s|\s?[/-]\s?)(?P<vw_y>{_YEAR}))?)
  | (?P<vi>(?<![\d/.,-])(?P<vi_d>[0-3]?\d)(?:{_TO}(?:ng[àa]y\s)?(?P<vi_to>[0-3]?\d))?(?P<vi_s>[/.-])
        (?P<vi_m>[01]?\d)(?:(?P=vi_s)(?P<vi_y>{_YEAR}))?(?![\d/]|[.,]\d|\s?%))
  | (?P<vi_m_y>\btháng\s(?P<vm_m>[01]?\d)(?:\s?[/.-]\s?|(?:,?\snăm\s))(?P<vm_y>{_YEAR})(?!\d))
  | (?P<m_y>(?<![\d/])(?P<my_m>[01]?\d)/(?P<my_y>{_YEAR})(?!\d))
  | (?P<ja>(?:(?P<ja_y>{_YEAR})\s?(?:{_ERA_BESIDE})?年(?![前代])(?:{_ERA_BESIDE})?
        |{_ERA_NAMES}\s?(?:\d{{1,2}}|元)[(（](?P<ja_of>{_YEAR})年?[)）]年
        |(?P<ja_era>{_ERA})(?:[(（]{_YEAR}年?[)）])?
        |(?P<ja_rel>同年|今年|本年|昨年|前年|翌年|来年|去年|おととし|一昨年))(?:の|度)?
        (?:\s?(?P<ja_m>[01]?\d)月(?:\s?(?P<ja_d>[0-3]?\d)日)?)?)
  | (?P<md>(?<!\d)(?P<md_m>[01]?\d)月(?:(?P<md_d>[0-3]?\d)(?:[、・~～〜-](?P<md_to>[0-3]?\d))?(?:日|の両日))?)(?!間)
  | (?P<ja_short>'?(?<!\d)(?<![てら来る約])(?<!ほぼ)(?<!計)(?<!およそ)
        (?:(?<!は)|(?=\d\d年(?:に(?![わ及])|\d)))(?P<js_y>\d\d)年
        (?![度間前後半近ぶ越来生連契]|以上|余|目|の歴史|にわた|を超|あまり|に及|もの))
  | (?P<d>(?<![\d~～〜-])(?<!(?<![今同先前])月)(?P<d_d>[0-3]?\d)(?:[、・~～〜-](?P<d_to>[0-3]?\d))?(?:日|の両日)
        (?![間本目])(?!あたり))
  | (?P<rel>\b(?:today|yesterday|this\s(?:morning|afternoon|evening)
        |(?:last\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!,?\s\(?(?:{_MONTH}|\d))|(?:last|this)\s(?:week|month|year)|(?:on\s)?the\s(?:same|next|following|previous)\sday|(?:on\s)?that\s(?:same\s)?(?:day|morning|afternoon|evening)|the\sday\s(?:before|after)|cùng\sngày|tuần\s(?:trước|qua)|tháng\strước
        |(?:hôm|sáng|trưa|chiều|tối)\s(?:nay|qua)|năm\snay|năm\sngoái)\b|(?P<by_now>本日|昨日|一昨日|明日|明後日|きょう(?![とうい])|きのう|おととい|あす|あさって|今日(?=[、,]|は、|[のは]?[午朝昼夕夜])|今[朝夕夜]|昨夜|昨夕)
        (?:の?\d{{1,2}}日)?|初日|翌日|前日|同日|先週|先月)
  | (?P<y>(?<![\d/.,-])(?:(?P<fresh>năm\s|in\s|since\s|of\s|from\s|từ\s))?(?P<y_y>{_YEAR})
        (?![\d/]|s\b|[.,]\d|-\d|\s?(?:(?:ha|m2|km|USD|đồng|tỷ|triệu)\b|%|年))))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KINDS = (
    "iso", "ymd", "en", "uk", "en_m", "m_en", "ago", "m_vi", "vi_words", "vi", "vi_m_y", "m_y", "ja", "md", "ja_short",
    "d", "rel", "y",
)  # fmt: skip
_RANGE_JA = re.compile(
    r"\s?(?:[(（][^()（）\d]{1,5}[)）])?(?:から|より|[~～〜\-–]|及び|と)\s?(?:(?P<m>[01]?\d)月)?(?P<d>[0-3]?\d)日(?!間)"
)
_AND_ON = re.compile("度|から|より|以来|以降")
"""What makes of a year one from which on something is: the months behind it may be of later years."""


class Day(NamedTuple):
    """A date in a text.

    Attributes:
        start: where it stands.
        end: where it ends.
        date: the date at the precision that is known; nothing if the year is not.
        last: the last day of a stay, if it is one.
        told: whether day and month are told, so that a date without a year is open and not lacking.
        sure: whether it stands there as it is, with its year.
    """

    start: int
    end: int
    date: PartialDate | None
    last: PartialDate | None = None
    told: bool = True
    sure: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether the date is known to the day."""
        return self.date is not None and self.date.precision == "day"


_EVENT_YEAR = re.compile(
    rf"(?:(?:\b(?:expo|festival|fair|summit|forum|olympics|games)|まつり|[祭ァ-ヺー]|万博|in[ァ-ヺー]{{2,}})\s?"
    rf"|(?:lễ hội|những ngày|ngày hội|tuần lễ|hội (?:nghị|chợ)|diễn đàn|triển lãm)"
    rf"\s[\w\s&–-]{{0,40}}?\s(?:năm\s)?)({_YEAR})(?!年)"
    rf"|({_YEAR})年[^、。「」『』はがをに]{{0,16}}?(?:フェスティバル|フェスタ|フェア|まつり|祭り?|万博)"
    rf"|\b({_YEAR})\s(?:[A-Z][\w-]+\s?(?:-\s)?){{0,5}}(?:Festival|Expo|Fair|Summit|Forum|Olympics|Games)\b",
    re.IGNORECASE,
)


_SOON = 2
"""Months after the publication in which a day without a year is one to come: what lies ten months back has its year."""


@dataclass
class Calendar:
    """What makes the dates of a text complete, as it is read from its beginning.

    Args:
        published: when it was published, if that is known.
        named: the year that is part of the name of an event in it; 0 if there is none.
    """

    published: PartialDate | None = None
    named: int = 0
    year: int = 0
    month: int = 0
    last: str = ""
    told: int = 0
    """The year that the sentence has told, as Japanese does once for all its months."""
    of_now: bool = False
    """Whether a day without its month was that of publication, so that a month told in another sentence is not its."""
    month_here: bool = False
    """Whether the sentence has told a month."""
    era_begun: int = 0
    """The year before the first of the era in which the sentence has told a year; 0 if it has told none so."""

    @classmethod
    def of(cls, text: str, published: PartialDate | None) -> "Calendar":
        """Return that of a text."""
        years = {int(found[1] or found[2] or found[3]) for found in _EVENT_YEAR.finditer(text)}
        return cls(published, years.pop() if len(years) == 1 else 0)

    def days(self, text: str) -> list[Day]:
        """Return the dates in a sentence, in their order."""
        return list(self._days(text))

    def _days(self, text: str) -> Iterator[Day]:
        upto, self.told, self.era_begun, self.month_here = 0, 0, 0, False
        for found in _in_order(text):
            if found.start() < upto:
                continue
            of_words = found.re is not _FORMS
            day = self._in_words(found) if of_words else self._read(found, text)
            if day:
                upto = day.end
                if not of_words and found["ja"] and day.date and not _AND_ON.match(text, day.end):
                    self.told = int(day.date[:4])
                if day.date and len(day.date) >= 7:
                    self.year, self.month, self.month_here = int(day.date[:4]), int(day.date[5:7]), True
                    if day.is_whole and not _AS_OF.search(text, 0, day.start):
                        self.last = str(day.date)
                elif day.date:
                    self.year = int(day.date[:4])
                yield day

    def _in_words(self, found: "re.Match[str]") -> Day | None:
        """Return a date that Vietnamese tells in words."""
        known = vietnamese_days.Known(str(self.published or ""), self.year, self.month, self.last)
        told = vietnamese_days.told(found, known)
        return Day(told.start, told.end, PartialDate(told.date) if told.date else None, sure=False) if told else None

    def _read(self, found: "re.Match[str]", text: str) -> Day | None:
        get, start, end = found.groupdict(), found.start(), found.end()
        kind = next(name for name in _KINDS if get[name])
        if kind == "iso":
            return _day(start, end, int(found[0][:4]), int(found[0][5:7]), int(found[0][8:]))
        if kind == "ymd":
            year = int(get["ymd_y"] or written(f"{_ERA_OF[get['ymd_era'][0]]}{get['ymd_era'][1:]}年")[:4])
            return _day(start, end, year, int(get["ymd_m"]), int(get["ymd_d"]))
        if kind in {"en", "uk", "en_m"}:
            name = re.search(_MONTH, found[0], re.IGNORECASE)
            month = month_named(name[0]) if name else 0
            if kind == "en_m":
                return _day(start, end, int(found[0][-4:]), month)
            return self._of_month(start, end, get[f"{kind}_y"], month, get[f"{kind}_d"], get[f"{kind}_to"])
        if kind in {"m_en", "m_vi"}:
            month = month_named(get["me_m"]) if get["me_m"] else int(get["mv_m"])
            return self._of_month(start, end, None, month, None, None)
        if kind == "ago":
            return self._years_away(found)
        if kind in {"vi_words", "vi"}:
            one = "vw" if kind == "vi_words" else "vi"
            if kind == "vi" and not get["vi_y"] and get["vi_s"] != "/" and not _of_a_day(text, start):
                return None
            of = int(get[f"{one}_m"])
            told = get[f"{one}_y"] or vietnamese_days.year_of_stay(text, end, of)
            return self._stay(self._of_month(start, end, told, of, get[f"{one}_d"], get[f"{one}_to"]), text)
        if kind == "vi_m_y":
            return _day(start, end, int(get["vm_y"]), int(get["vm_m"]))
        if kind == "m_y":
            return _day(start, end, int(get["my_y"]), int(get["my_m"]))
        if kind == "ja":
            return self._japanese(found, text)
        if kind == "md":
            return self._stay(
                self._of_month(start, end, self._year_told(found, text), int(get["md_m"]), get["md_d"], get["md_to"]),
                text,
            )
        if kind == "ja_short":
            year = self.told = self._short_year(int(get["js_y"]))
            return _day(start, end, year if year <= self._now else year - 100)
        if kind == "d":
            self.of_now = self.of_now or not self.month
            if self.of_now and not self.month_here:
                return self._stay(self._in_month_of_publication(start, end, int(get["d_d"]), get["d_to"]), text)
            told = str(self.year) if self.year else None
            return self._stay(self._of_month(start, end, told, self.month, get["d_d"], get["d_to"]), text)
        if kind == "rel":
            if _OF_OUR_TIME.search(text, 0, start):
                return None
            return self._relative(start, end, found["by_now"] or found[0].lower())
        if not get["fresh"] and not re.search(r"[(,\s「（、]$|^$", text[:start]):
            return None
        return _day(start + len(get["fresh"] or ""), end, int(get["y_y"]))

    def _short_year(self, number: int) -> int:
        """Return the year of two figures: of the era in which the sentence has told one before, else of the century."""
        since = self.era_begun + number
        return since if self.era_begun and self.told <= since <= self._now else 2000 + number

    def _year_told(self, month: "re.Match[str]", text: str) -> str:
        """Return the year that a sentence has told, or the one before it of which a later month follows: 9月には."""
        behind = "" if month.start() else text[month.end() : month.end() + 2]
        told_on = self.month and (behind == "には" or (behind[:1] == "に" and not self.published))
        goes_on = (behind[:1].isspace() or told_on) and int(month["md_m"]) > self.month
        return str(self.told or (self.year if goes_on else 0) or "")

    @property
    def _now(self) -> int:
        return int(self.published[:4]) if self.published else 2100

    def _of_month(
        self, start: int, end: int, year: str | None, month: int, day: str | None, to: str | None
    ) -> Day | None:
        """Return a day, or a month, whose year may not be told."""
        if not 1 <= month <= 12:
            return None
        number = int(day) if day else 0
        of = int(year) if year else self._year_of(month, number)
        if not of:
            return Day(start, end, None, None, True, False)
        found = _day(start, end, of, month, number)
        if found and to and (last := _day(start, end, of, month, int(to))):
            found = found._replace(last=last.date)
        return found._replace(sure=bool(year or self.published)) if found else None

    def _year_of(self, month: int, day: int) -> int:
        """Return the year of a day that is told without it: the last such day, or one that follows soon."""
        if not self.published:
            return self.named
        year = int(self.published[:4])
        wanted = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
        common = min(len(wanted), len(self.published))
        if wanted[:common] <= self.published[:common]:
            return year
        return year if month - int(self.published[5:7] or 12) <= _SOON else year - 1

    def _in_month_of_publication(self, start: int, end: int, day: int, to: str | None) -> Day:
        """Return a day that is told without its month."""
        if not self.published or len(self.published) < 7:
            of = self.named if not self.published else 0
            return Day(start, end, PartialDate(str(of)) if of else None, None, True, False)
        then = date.fromisoformat(f"{self.published}-01"[:10])
        if len(self.published) == len("2019-03-18") and day > then.day:
            then = then.replace(day=1) - timedelta(days=1)
        found = self._of_month(start, end, str(then.year), then.month, str(day), to)
        return found._replace(sure=False) if found else Day(start, end, None, None, True, False)

    def _japanese(self, found: "re.Match[str]", text: str) -> Day | None:
        start, end = found.start(), found.end()
        month, day = int(found["ja_m"] or 0), int(found["ja_d"] or 0)
        if found["ja_rel"]:
            base = (
                self.year
                if found["ja_rel"] in {"同年", "前年", "翌年"}
                else (int(self.published[:4]) if self.published else 0)
            )
            year = base + YEARS_JA.get(found["ja_rel"], 0) if base else 0
            if not year:
                return Day(start, end, None, None, True, False)
            return _day(start, end, year, month, day)
        told = found["ja_y"] or found["ja_of"]
        year = int(told) if told else int(written(found["ja_era"])[:4])
        if found["ja_era"] and (number := re.search(r"\d+", found["ja_era"])):
            self.era_begun = year - int(number[0])
        return self._stay(_day(start, end, year, month, day), text)

    def _stay(self, day: Day | None, text: str) -> Day | None:
        """Return the first day of a stay with the last, where that follows."""
        until = _RANGE_JA.match(text, day.end) or vietnamese_days.UNTIL.match(text, day.end) if day else None
        if not day or not until:
            return day
        if not day.date:
            return day._replace(end=until.end())
        month = int(until["m"] or day.date[5:7] or 1)
        year = int(day.date[:4]) + (month < int(day.date[5:7] or 1))
        last = _day(day.start, until.end(), year, month, int(until["d"]))
        return day._replace(end=until.end(), last=last.date) if last and day.is_whole else day

    def _month_back(self, start: int, end: int, then: date, days: int) -> Day | None:
        """Return the month in which all of last week, or last month, or this month, lies."""
        if days != 7:
            before = then.replace(day=1) - timedelta(days=min(days, 1))
            return _day(start, end, before.year, before.month)
        monday = then - timedelta(days=then.weekday() + 7)
        sunday = monday + timedelta(days=6)
        return _day(start, end, monday.year, monday.month) if monday.month == sunday.month else None

    def _of_stay(self, start: int, end: int, word: str) -> Day | None:
        """Return the first day of the stay that was told, or the day after the one told last."""
        if not self.last:
            return None
        days = DAYS_ON.get(word, 0)
        return Day(start, end, PartialDate((date.fromisoformat(self.last) + timedelta(days)).isoformat()), sure=False)

    def _years_away(self, found: "re.Match[str]") -> Day | None:
        """Return the year that lies some years before now, or before or behind the year told last."""
        base = int(self.published[:4]) if found["ago_to"] == "ago" and self.published else self.year
        if not base or (found["ago_to"] == "ago" and not self.published):
            return None
        if found["ago_same"]:
            away = {"same": 0, "previous": -1}.get(found["ago_same"].split()[1].lower(), 1)
        else:
            count = found["ago_n"].lower()
            number = int(count) if count.isdigit() else NUMBERS.get(count, 1)
            away = number * (10 if found["ago_of"].lower().startswith("decade") else 1)
            away *= 1 if found["ago_to"] == "later" else -1
        return _day(found.start(), found.end(), base + away)

    def _relative(self, start: int, end: int, word: str) -> Day | None:
        word = " ".join(word.split())
        if word in YEARS:
            year = int(self.published[:4]) + YEARS[word] if self.published else 0
            return Day(start, end, PartialDate(str(year))) if year else None
        if word in AS_TOLD:
            return self._of_stay(start, end, word)
        if len(self.published or "") == len("2024-12") and not BACK.get(word):
            return Day(start, end, self.published, None, True, False)  # a day within the month of publication
        if not self.published or len(self.published) < 10:
            return Day(start, end, None, None, True, False)
        then = date.fromisoformat(self.published)
        if word in BACK:
            return self._month_back(start, end, then, BACK[word])
        weekday = word.removeprefix("last ")
        if weekday[:3] in WEEKDAYS:
            back = (then.weekday() - WEEKDAYS.index(weekday[:3])) % 7
            back = back or (7 if weekday != word else 0)
        else:
            back = 1 if word == "yesterday" or word.endswith(" qua") else DAYS_BACK_JA.get(word, 0)
        return Day(start, end, PartialDate((then - timedelta(days=back)).isoformat()))


_OF_OUR_TIME = re.compile(
    r"(?:thế hệ|đất nước|cuộc sống|thế giới|xã hội|của|(?:generations?|world|youth|people|life)\sof)\s$", re.IGNORECASE
)
"""What stands before a today that is no day: the generation of today."""
_AS_OF = re.compile(r"\b(?:as\s(?:of|at)|by|until|till)\s(?:the\send\sof\s)?$", re.IGNORECASE)
"""What stands before a day up to which figures hold, on which nothing was."""
_DAY_WORD = re.compile(r"(?:ngày|sáng|chiều|trưa|tối|nay|hôm qua|qua|hôm|đến|từ|vào|,|\()\s*\(?$", re.IGNORECASE)


def _in_order(text: str) -> list["re.Match[str]"]:
    """Return where a text may tell a date, of those that begin at one place the longest first."""
    found = [*_FORMS.finditer(text), *vietnamese_days.found_in(text)]
    return sorted(found, key=lambda one: (one.start(), -one.end()))


def _of_a_day(text: str, start: int) -> bool:
    """Whether the word before numbers such as 27-9 says that they are a day."""
    return bool(_DAY_WORD.search(text, max(start - 12, 0), start))


def _day(start: int, end: int, year: int, month: int = 0, day: int = 0) -> Day | None:
    """Return a date as it is told; nothing if there is none such."""
    try:
        return Day(
            start, end, PartialDate(f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else ""))
        )
    except ValueError:
        return None
