"""Since when a locality is said to belong to a network, or to hold a designation."""

import re

from loaders.model.languages import is_english, is_japanese, is_vietnamese
from loaders.reading.context.passages import Party, Passage
from loaders.reading.dates.days import Day
from loaders.reading.language.sentences import bracket_around, clause_around
from loaders.reading.language.words import Word
from loaders.reading.memberships.members import rows

_OTHERWISE = re.compile(
    r"(?:founded|established|set up|created|launched|as of|thành lập|ra đời|tính đến|từ khi|đến|tới)"
    r"\s(?:in\s|năm\s|on\s|nay\s|hết\s)?$"
    r"|(?:設立|発足|創設)\w{0,4}$",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\b(?:announce|confirm|said|declar|decision)|công bố|thông báo|quyết định|発表|公表", re.IGNORECASE
)
_GOES_ON = re.compile(r"\band\s(?:also\s)?(?:will|would|is|was|has|had|hosts?|hosted)\b")
"""What stands between one thing that is told of somebody and the next."""
_CEREMONY = re.compile(
    r"lễ\s(?:đón nhận|trao|công bố|vinh danh)|\bceremony\b|\bcertificates?\b|(?:授与|認定|交付|登録)式", re.IGNORECASE
)
"""What is told of a ceremony after somebody was taken in, whose day is not that since when."""
_STATIVE = re.compile("(?:加盟|参加|加入)して(?:いた|いる)(?=[一-鿿「])|(?:役員|会長|理事|監事)都市")
"""What is told of members as they were when something else was (加盟していたA市が支部を設立した), or do there."""
_SINCE = re.compile(r"(?:\bsince|\btừ(?: năm)?|\()\s?$", re.IGNORECASE)
_AT_A_MEETING = re.compile("[^、。]{0,16}(?:会議|総会|大会)で")
_FOUNDED = re.compile("[^、。]{0,20}の(?:設立|創設|発足)(?:時)?(?:に|から|以来)(?:参加|加盟|加わ|名を連ね)")
"""What stands behind the year of a founding in which somebody took part: 2004年の連合の設立に参加し."""
_NOW = re.compile(r"\s?(?:現在|時点|に(?:設立|発足|創設))")
_ITS_DAY = re.compile(
    r"\)?\s?(?:\([^()]*\)\s?)?(?:(?:joined|followed|did so|được (?:công nhận|ghi danh|kết nạp))\s)?"
    r"(?:in\s|(?:vào\s)?(?:năm|tháng|ngày)\s|vào\s|từ\s)?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"(?:[^、,()（）。]{0,12}|の「[^「」]{1,30}」)[(（][^()（）]{2,80}[)）]")


def is_one(text: str, network: Word) -> int:
    """Return where an English sentence says that somebody is what a network calls its members; -1 if it does not.

    Args:
        text: the sentence: Hamamatsu, a UNESCO City of Music since 2014; it became a Creative City.
        network: what is named there.
    """
    being = _IS_ONE.search(text[: network.start]) if _OF_ONE.search(text[: network.end]) else None
    listed = _OF_ITS.search(text[: network.start]) if _NAMELY.match(text, network.end) else None
    told = being or listed or _COMPRISES.match(text, network.end)
    return told.start() if told else -1


_IS_ONE = re.compile(
    r"(?:,|\b(?:is|are|was|were|been|bec[ao]mes?|becoming|remains?|to))\s(?:\w+ly\s)?"
    r"(?:an?|one\sof|the\s(?:\w+['’]s\s)?(?:first|only|second|third|latest))\s(?:[\w-]+\s){0,3}$"
)
_OF_ONE = re.compile(
    r"(?:City|Cities|City\sof\s[\w\s]{3,20}|Geoparks?|Reserves?|Heritage(?:\sSites?)?)$", re.IGNORECASE
)
"""How those names of networks end that each of their members has as well."""
_OF_ITS = re.compile(r"\b(?:cities|localities|municipalities|members)\s(?:in|of)\s(?:the\s)?$", re.IGNORECASE)
_COMPRISES = re.compile(
    r"(?:\s\([A-Z]+\))?\s(?:\w+ly\s|now\s)?(?:comprises|includes|groups|gathers|consists\sof|brings\stogether|links|counts)\s"
)
"""What stands behind a network before those who belong to it."""
_NAMELY = re.compile(r"(?:\s\([A-Z]+\))?(?:,?\s(?:including|such\sas|namely|among\sthem)\b|\s?:\s)")


def begun(passage: Passage, network: Word, cue: int, several: bool, member: Party | None) -> Day | None:
    """Return the date beside the words for a membership, in its clause."""
    text = passage.text
    if _CEREMONY.search(text) or _STATIVE.match(text, cue):
        return None
    dated = [
        day
        for day in passage.days
        if day.date
        and not _OTHERWISE.search(text[: day.start])
        and not _NOW.match(text, day.end)
        and not _is_in_other_brackets(day, text, cue)
        and (not text[: day.end].endswith("の") or _AT_A_MEETING.match(text, day.end) or _FOUNDED.match(text, day.end))
    ]
    if is_english(text) and _STANDS.match(text, cue):
        return next((day for day in dated if _SINCE.search(text[: day.start])), None)
    begin, end = clause_around(text, cue)
    own = [day for day in dated if begin <= day.start < end and not _GOES_ON.search(text, cue, day.start)]
    if several:
        ahead = [day for day in dated if day.end <= cue <= network.start <= cue + _NEAR_CUE and is_vietnamese(text)]
        return next((day for day in dated if 0 <= day.start - network.end < 20), next(iter(ahead), None))
    behind = [day for day in dated if member and day.start > member.start and _SINCE.search(text[: day.start])]
    if behind:
        return behind[0]
    if member and member.start >= 0 and is_japanese(text):
        row = next((row for row in rows(passage.parties, text) if member in row), [member])
        first, last = clause_around(text, member.start)[0], clause_around(text, row[-1].start)[1]
        behind_cue = member.start > cue and _CHAINED.search(text, cue, member.start)
        own = [day for day in dated if first <= day.start < last] or ([] if behind_cue else own)
        dated = [] if behind_cue else [day for day in dated if not _is_of_another_row(day, passage, row)]
    if _BEING.match(text, cue) and is_english(text) and not _BECAME.search(text, 0, cue):
        dated = []  # what is, without a since, is not of a day that the sentence tells elsewhere
    if _BEING_VI.match(text, cue) and not _BECAME_VI.search(text):
        own, dated = ([day for day in days if len(day.date or "") < len("2024-10-16")] for days in (own, dated))
    own = own or [day for day in dated if _RIGHT_BEHIND.fullmatch(text, network.end, day.start)]
    told = [day for day in dated if day.end <= cue or _ANNOUNCED.search(text, cue, day.start)]
    if not own and (listed := _LISTED.search(text, end)):  # a designation, of which the next clause tells since when
        own = [day for day in dated if day.start >= listed.end() and "," not in text[listed.end() : day.start]]
    return min(own or told, key=lambda day: abs(day.start - cue), default=None)


_NEAR_CUE = 50
"""Characters between the words for a membership and the name of the network that they are of."""
_RIGHT_BEHIND = re.compile(r"(?:\s\([A-Z]+\))?,\s(?:in|on)\s", re.IGNORECASE)
"""What stands between a network and the day since when, behind a comma: for the Network, in 2013."""
_LISTED = re.compile(r"(?<!\w)được (?:unesco )?(?:công nhận|ghi danh|vinh danh|xếp hạng)(?!\w)", re.IGNORECASE)


def own_day(one: Party, passage: Passage) -> Day | None:
    """Return the day right behind somebody who was a member before: after Hanoi, which joined in 2019."""
    dated = (day for day in passage.days if day.date)
    return next((day for day in dated if _ITS_OWN.fullmatch(passage.text, one.mention.end, day.start)), None)


_ITS_OWN = re.compile(r"(?:,\swhich\s(?:\w+\s){1,5}|,?\s)(?:in|on|since)\s|,?\s\((?:in\s|since\s)?")


def _is_of_another_row(day: Day, passage: Passage, row: list[Party]) -> bool:
    """Whether a Japanese day stands in the clause of other members: フエ市が1995年に、ハノイ市が後に加わった."""
    first, last = clause_around(passage.text, day.start)
    return any(first <= one.start < last and one not in row for one in passage.parties if one.role != "part")


def _is_in_other_brackets(day: Day, text: str, cue: int) -> bool:
    """Whether a Japanese day stands in brackets that tell something else: 平和首長会議(2013年に名称変更)に加盟した."""
    opened = bracket_around(text, day.start)
    return (
        is_japanese(text) and opened >= 0 and opened != bracket_around(text, cue) and bool(_CALLED.match(text, day.end))
    )


_CALLED = re.compile("[^()（）]{0,30}(?:名称|改称|旧称|設立|発足|から)")


def each_with_a_day(passage: Passage) -> list[tuple[Party, Day]]:
    """Return those in a list who have each a day behind: A (2019), B (2023); A in 2015, B and C in 2020."""
    days = [day for day in passage.days if day.date]
    found, told = [], set()
    for one in passage.parties:
        bracket = _BRACKET.match(passage.text, one.mention.end)
        found += [(one, day) for day in days if bracket and bracket.start() < day.start < bracket.end()][:1]
    if len(found) > 1:
        return found
    for row in rows(passage.parties, passage.text):
        for day in days:
            if _ITS_DAY.fullmatch(passage.text, row[-1].mention.end, day.start):
                found += [(one, day) for one in row]
                told.add(day)
    in_turn = [row for row in rows(passage.parties, passage.text) if len(row) == len(days) > 1]
    if in_turn and _IN_TURN.search(passage.text):
        return [*zip(in_turn[0], days, strict=True)]
    return found if len(told) > 1 else _dated_by_clause(passage)


_IN_TURN = re.compile(r"\brespectively\b", re.IGNORECASE)


def _dated_by_clause(passage: Passage) -> list[tuple[Party, Day]]:
    """Return those of whom each clause tells with a date of its own: A joined in 2019, in 2023 B was added."""
    found, told = [], set()
    clauses = _CLAUSE if is_english(passage.text) else _CLAUSE_VI
    for part in passage.parts(clauses) if not is_japanese(passage.text) else ():
        named = [one for one in part.parties if one.role != "part"]
        days = [day for day in part.days if day.date]
        if named and len(days) != 1:
            return []
        found += [(one, day) for one in named for day in days]
        told |= {day.date for day in days if named}
    return found if len(told) > 1 else []


_CLAUSE = re.compile(r"[,;:]\s")
_CLAUSE_VI = re.compile(
    r";\s|,?\svà\s(?=(?:đến |vào |hồi )?(?:ngày|tháng|năm)\s)"
    r"|,\s(?=(?:TP\.?|[Tt]hành phố)\s[^,;]{2,40}\s(?:năm|tháng)\s)"
)
"""Vietnamese has the day before whom it is of, too, so that not each comma parts two who joined."""


_STANDS = re.compile(r",|(?:is|are|was|were|been|remains?)\s")
"""How it begins where an English sentence says what somebody is, and not what he became on a day."""
_BEING = re.compile(r"members?\b|belongs?\b|(?:is|are)\s(?:a\s)?part\b", re.IGNORECASE)
_BEING_VI = re.compile(r"(?:các )?thành viên", re.IGNORECASE)
_BECAME_VI = re.compile(
    r"(?<!\w)(?:trở thành|gia nhập|kết nạp|công nhận|ghi danh|công bố|được chọn|được trao|vinh danh|mới|kể từ|từ ngày"
    r"|tham gia)(?!\w)",
    re.IGNORECASE,
)
"""What makes of a Vietnamese member one who has joined, so that a day of the sentence may be that since when."""
_BECAME = re.compile(
    r"\b(?:bec[ao]me|recogni[sz]ed|named|designated|listed|join\w*|admitted|accepted|new)\b[^,;]*$", re.IGNORECASE
)


def is_so_before(one: Party, text: str) -> bool:
    """Whether somebody is said to have been a member before those of whom is told: サデック市はすでに加わっている."""
    upto = _CHAINED.search(text, one.start)
    return bool(_BEFORE.search(text, one.start, upto.start() if upto else len(text)))


_CHAINED = re.compile("[しれびりえいき]、")


_BEFORE = re.compile("すでに|既に|以前|かねて|に(?:次い|続[いくき])")
