"""The visits, meetings, festivals and anniversaries that a sentence states."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from loaders.model.languages import is_english, is_japanese, is_vietnamese
from loaders.reading.context.acting import holds_an_office
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.organisations import KINDS
from loaders.reading.context.passages import SIDES, Party, Passage
from loaders.reading.context.stated import NotOurs, Stated
from loaders.reading.context.states import meets_the_state
from loaders.reading.dates.days import Day
from loaders.reading.events.celebrations import celebrated
from loaders.reading.events.event_days import day_of_event, recently
from loaders.reading.events.occasions import is_awaited
from loaders.reading.events.participants import participants
from loaders.reading.language.lexicon import pattern, plans
from loaders.reading.language.moods import mood
from loaders.reading.language.sentences import clause_around

_OVER = re.compile(r"(?<!\w)(?:đã|vừa|while|during|at an?|at the)(?!\w)|ed\b|met\b|[\u3040-\u9fff]", re.IGNORECASE)
_NAMES = {
    "gifts": "other",
    "joint": "other",
    "visits": "visit",
    "meetings": "meeting",
    "festivals": "festival",
    "anniversaries": "anniversary",
    "gatherings": "other",
}
FESTIVE = {"festival", "anniversary"}
_ON_THE_VISIT = re.compile(
    r"(?:(?:nhân|trong|trước|sau)(?:\sdịp)?\schuyến|(?:during|on|after|before)\s(?:the|this|that|his|her"
    r"|their)(?:\s\w+)?|(?:kết thúc|trước|sau|tại|trong)(?:\s(?:cuộc|buổi))?)\s$",
    re.IGNORECASE,
)
_PAPER_OF = re.compile(r"\b(?:minutes|outcomes?|records?)\sof\s(?:the|an?|their)\s(?:\w+\s)?$", re.IGNORECASE)
"""What makes of a meeting the matter of a paper: the minutes of the meeting."""
_NO_MORE = re.compile(r"\s*(?:lần\s)?(?:này|đó|ấy|ngắn ngày|vừa qua|vừa rồi|nói trên|kể trên)?\s*[,.;]")
"""Words beside a visit that only say when something else was."""


def events(passage: Passage, discourse: Discourse) -> Iterator[Stated | NotOurs]:
    """Yield the event that a sentence states, if it does, or each of its parts, and what it tells of others."""
    parts = list(passage.parts())
    where = passage.sentence.span
    each = len(parts) > 1 and all(_is_of_both(part, discourse) for part in parts)
    found = [one for part in (parts if each else [passage]) for one in _events(part, discourse, where)]
    if not any(isinstance(one, Stated) for one in found) and (ties := celebrated(passage, discourse)):
        found.append(ties)
    yield from found


def _is_of_both(part: Passage, discourse: Discourse) -> bool:
    """Whether a part of a sentence has a locality, a day and a word for an event of its own."""
    named = bool(part.of("jp", "party", "place") or part.of("vn", "party", "place"))
    return named and bool(part.days) and bool(_triggers(part.text)) and bool(discourse.named)


def _events(passage: Passage, discourse: Discourse, where: tuple[int, int]) -> Iterator[Stated | NotOurs]:
    text = passage.text
    planned, told_on = False, ""
    if pattern("occasion", "at_signing").search(text):
        return
    if is_awaited(text):
        yield NotOurs("planned", *where)
        return
    for kind, start, end in _triggers(text, passage.sentence.title or _is_dated(passage)):
        if _tells_of_none(kind, start, end, text) or _is_of_no_day(text[:start], passage.days):
            continue
        told = _mood(text, kind, start, end)
        if told == "planned" and text.startswith("、", end) and discourse.is_over(passage, start):
            told = ""
        if told or (planned and not _OVER.search(text[max(start - 12, 0) : end + 12])):
            planned = planned or bool(passage.parties)
            continue
        parties, carried = participants(passage, discourse, (start, end), kind)
        if kind == "gatherings" and _is_of_other_work(text, start, end, parties.values()):
            continue
        if not parties or (carried and (passage.opens_abroad() or _is_to_a_thing(text, kind, end))):
            continue
        if _ENTERS.search(text, start, end) and not all(map(discourse.is_levelled, parties.values())):
            continue
        elsewhere = "vn" in carried or any(one.start > start for one in parties.values())
        elsewhere = elsewhere or ("vn" not in parties and bool(pattern("signed").search(text, end)))
        alone = len(parties) < len(SIDES) and not any(meets_the_state(text, side, discourse.envoys) for side in SIDES)
        if (elsewhere or alone) and _OF_A_COUNTRY.search(text[: start + 1]):
            continue
        if len(parties) < len(SIDES) and _is_to_a_thing(text, kind, end) and not holds_an_office(text):
            continue
        weak, day = ["party"] if carried else [], day_of_event(passage, start) or recently(text, end)
        of_another = _BACKGROUND.search(text, end) or (kind == "visits" and _AS_A_RULE.match(text, end))
        one_of_many = kind == "festivals" and _YEARLY.search(text[:start])
        by_staff = kind == "visits" and _STAFF.search(text, clause_around(text, start)[0], start)
        if not day and (of_another or one_of_many or by_staff or (kind == "gatherings" and discourse.before)):
            continue
        if told_on and not (_is_own(day, passage, start) and day and day.date != told_on):
            continue
        for vn, jp in product(*(passage.listed_with(parties.get(side)) for side in SIDES)):
            yield Stated("event", _NAMES[kind], vn, jp, day, False, "", [where], weak, passage.sentence.title)
        told_on = str(day.date) if day and day.date else ""
        if not told_on or not is_japanese(text):
            return
    if planned and not told_on and len({one.side for one in passage.parties if one.role == "party"}) == 2:
        yield NotOurs("planned", *where)


def _tells_of_none(kind: str, start: int, end: int, text: str) -> bool:
    """Whether a word for an event tells of none: of such in general, of a paper, of work, of guests, of a country."""
    if pattern("in_general").search(text, max(start - 40, 0), end + 40):
        return True
    if _PAPER_OF.search(text[:start]) or (_ON_THE_VISIT.search(text[:start]) and _NO_MORE.match(text, end)):
        return True
    begin = clause_around(text, start)[0]
    if kind == "joint" and pattern("projects").search(text, begin, start):
        return True  # 事業を共同で実施し
    if kind == "meetings" and (_is_of_workers(text, start, end) or _is_a_guest_at(text, start, end)):
        return True
    return kind in KINDS and bool(_SENT.search(text, begin, start) or _TO_A_COUNTRY.match(text, end))


def _is_of_no_day(before: str, days: Iterable[Day]) -> bool:
    """Whether a Vietnamese event is one of some time, or one of many, of which no date is told."""
    dates = [day.date or "" for day in days]
    of_some_time = _ONCE.search(before) and not any(dates)
    return bool(of_some_time or (_EVERY_YEAR.search(before) and all(len(date) <= len("2024") for date in dates)))


_ONCE = re.compile(r"(?<!\w)(?:từng|(?:nhiều|ba|hai|bốn|\d+) lần)\s(?:\w+\s)?$", re.IGNORECASE)
"""What makes of a Vietnamese visit without a day one of some time, or one of many."""
_LIVE_AND = 25
"""Characters before a word for work in which it is said that those live or learn there who do it."""
_WORKED_WITH = re.compile(r"worked\swith", re.IGNORECASE)
_ON_A_PROJECT = re.compile(r"\son\san?\s(?:[\w-]+\s){0,3}(?:project|scheme|programme|program)\b")
_EVERY_YEAR = re.compile(
    r"(?<!\w)(?:hằng năm|hàng năm|mỗi năm|định kỳ|thường xuyên|luân phiên)(?!\w)[^.;]{0,60}$", re.IGNORECASE
)
"""What makes one of many of what two Vietnamese localities hold."""
_WORK = re.compile(r"(?:đã\s)?làm việc|worked", re.IGNORECASE)


def _is_of_other_work(text: str, start: int, end: int, parties: Iterable[Party]) -> bool:
    """Whether a Vietnamese gathering is of an organisation, or on a project behind which alone a locality is named."""
    on = _ON_A_PROJECT_VI.match(text, end)
    if on and any(one.start > on.end() for one in parties):
        return True  # hội thảo khởi động dự án do thành phố Fukuoka hỗ trợ
    return bool(_ATTENDS.search(text[:start]) and pattern("signers").search(text, end, end + _OWNER))


_OWNER = 40
"""So far behind the word for an opening, at which others are guests, it is told whose that is: của Công ty A."""
_ON_A_PROJECT_VI = re.compile(r"(?:\s\w+){1,3}\s(?:dự án|chương trình)(?!\w)")


def _is_a_guest_at(text: str, start: int, end: int) -> bool:
    """Whether somebody is but a guest at a Vietnamese reception: dự buổi chiêu đãi mừng Quốc khánh."""
    return text[start:end].lower() == "chiêu đãi" and bool(_ATTENDS.search(text[:start]))


_ATTENDS = re.compile(r"(?<!\w)dự (?:buổi |tiệc |lễ |buổi tiệc )?$", re.IGNORECASE)


def _is_of_workers(text: str, start: int, end: int) -> bool:
    """Whether a word for a working session tells of those who are sent to work, or of work on a project."""
    if _WORKED_WITH.match(text, start, end) and _ON_A_PROJECT.search(text, end):
        return True
    begin = min(clause_around(text, start)[0], max(start - _LIVE_AND, 0))
    found = pattern("workers").finditer(text, begin, start) if _WORK.match(text, start, end) else ()
    return any(one[0].islower() or not one.start() for one in found)  # with a capital it is in the name of an office


_TO_A_COUNTRY = re.compile(
    r"(?:\s(?:chính thức|hữu nghị|(?:và )?làm việc|cấp nhà nước|tại|đến|tới))*\s(?:Nhật Bản|Việt Nam)(?!\w)"
)
"""What stands behind a Vietnamese word for a visit to a country, of which no locality is told."""
_VISITED = re.compile(
    r"\W*$|[,.;]|\s(?:(?-i:[A-ZĐ])|(?:tỉnh|thành phố|tp|thủ đô|thị xã|huyện|quận|ubnd|hđnd|trụ sở|và|cùng|xã giao"
    r"|chính thức|hữu nghị|lãnh đạo|chính quyền|làm việc|tại|ông|bà|ngài|đồng chí|đoàn|nhau|của|nhân|trong|vào|theo"
    r"|do)(?!\w))",
    re.IGNORECASE,
)


def _is_to_a_thing(text: str, kind: str, end: int) -> bool:
    """Whether a Vietnamese visit is to no locality, but to a thing that is called by no name: thăm vùng trồng xoài."""
    return kind == "visits" and is_vietnamese(text) and not _VISITED.match(text, end)


_ENTERS = re.compile("入り")
"""An arrival, which by the name of the capital alone is one in the country: 知事は26日にハノイ入りした."""
_YEARLY = re.compile(r"\b(?:annual|yearly)\s(?:[\w–-]+\s){0,5}$", re.IGNORECASE)
"""What stands before a festival that is one of many, of which no day is told."""
_BACKGROUND = re.compile(r"(?:こと|の)(?:から|[がを](?:きっかけ|機に|縁|契機|発端))")
"""What makes of a visit that has no day the ground of something else."""
_ALWAYS = re.compile("て(?:きた|いる)(?=[一-鿿ァ-ヺ])|ている(?:。|$)|ています(?:。|$)")
"""What makes of a festival one of many: 開いてきたフェスティバル."""
_AS_A_RULE = re.compile("[てで](?:いる|います|きた|きました)(?:という)?(?:。|$)")
"""What makes of a visit that has no day one of many: 技術者が訪れている。"""
_STAFF = re.compile("(?:職員|技術者|専門家|研修員|教員|医師)(?:たち|ら)?[^、。]{0,12}$")
"""Who goes to work or to learn somewhere, which is no visit of one locality to another, if no day is told."""
_SENT = re.compile(
    r"(?:学生|生徒|校生|実習生|児童|選手|社員|若者|農家|企業)(?:たち|ら|など)?(?:約?\d+(?:[人名社]を|$)|を)[^、。を]{0,14}$"
)
"""Whom a locality sends somewhere or takes in, in Japanese, who act for none: 高校生20人をハノイ市に派遣した."""
_OF_A_COUNTRY = re.compile(
    "(?:ベトナム|日本|同国|両国)(?:国内|各地)?[をにへ](?:初めて|再び|相次いで|それぞれ|公式)?.?$"
)
"""What stands before a visit to a country, of which no locality is told."""


def _is_own(day: Day | None, passage: Passage, at: int) -> bool:
    """Whether a day stands in the clause of a verb: that of a second event in a Japanese sentence."""
    begin, end = clause_around(passage.text, at)
    return day is not None and begin <= day.start < end


def _mood(text: str, kind: str, start: int, end: int) -> str:
    """Return the mood of what is told: of a festival, that in which it is said to have been held."""
    if kind in {*KINDS, "joint"}:
        return mood(text, start, end)
    if pattern("slated").search(text, end, clause_around(text, end)[1]):
        return "planned"
    if _PRAISED.search(text, clause_around(text, start)[0], start):
        return "praised"
    held = pattern("took_place").search(text)
    if held and _ALWAYS.match(text, held.end() - 1):
        return "always"
    return mood(text, held.start(), held.end()) if held else ""


_PRAISED = re.compile(
    r"(?<!\w)(?:cảm ơn|đánh giá cao|hoan nghênh|khen ngợi|nhắc lại|báo cáo|(?:giới thiệu|thông tin) về)(?!\w)",
    re.IGNORECASE,
)
"""What those who meet say of what was held before, or elsewhere."""


def _is_dated(passage: Passage) -> bool:
    """Whether an English festival has its day right behind it, so that it was held: the festival in Hanoi on May 8."""
    text, dated = passage.text, [day.start for day in passage.days if day.date]
    if not dated or not is_english(text):
        return False
    ends = [one.end() for one in pattern("festivals").finditer(text)]
    return any(_THERE_ON.fullmatch(text, end, at) for end in ends for at in dated) and not plans().search(text)


_THERE_ON = re.compile(r"\sin\s(?:[A-Z]\w+,?\s){1,4}(?:on|from)\s")


def _triggers(text: str, title: bool = False) -> list[tuple[str, int, int]]:
    """Return the words for a visit or a meeting in a sentence, in their order; then those for what was held."""
    found = [(kind, one.start(), one.end()) for kind in KINDS for one in pattern(kind).finditer(text)]
    said = ((kind, one.start(), one.end()) for kind in KINDS for one in pattern("headlines", kind).finditer(text))
    found += [one for one in said if title or mood(text, *one[1:])]
    held = pattern("took_place").search(text)
    if held or title:
        found += [
            (kind, one.start(), one.end())
            for kind in ("festivals", "anniversaries")
            for one in pattern(kind).finditer(text)
        ]
    found += [(kind, one.start(), one.end()) for kind in ("gifts", "joint") for one in pattern(kind).finditer(text)]
    if held:
        found += [("gatherings", one.start(), one.end()) for one in pattern("gatherings").finditer(text)]
    order = {
        "visits": 0, "meetings": 0, "joint": 0, "festivals": 1, "anniversaries": 1, "gatherings": 2, "gifts": 2,
    }  # fmt: skip
    return sorted(found, key=lambda one: (order[one[0]], _is_of_a_noun(text, one[2]), one[1]))


def _is_of_a_noun(text: str, end: int) -> bool:
    """Whether a Japanese verb tells of a noun behind it, and the sentence of something else: 訪れた知事と会談した."""
    return bool(_ATTRIBUTE.match(text, end) and is_japanese(text))


_ATTRIBUTE = re.compile("(?:まし)?(?:た|ている|中の)(?=[「『一-鿿ァ-ヺ])(?!際|時|後|折|ため|上で|と)")
