"""Celebrations of the ties of the two countries that a locality holds, as English and Vietnamese reports tell of them.

Such a day is one of a locality and the other state, whose envoys come to it, though no locality of that is named.
"""

import re
from collections.abc import Iterable, Iterator

from loaders.model.languages import is_english, is_vietnamese
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import OTHER, SIDES, Passage
from loaders.reading.context.stated import Stated
from loaders.reading.context.states import meets_the_state
from loaders.reading.dates.days import Day
from loaders.reading.language.lexicon import pattern, plans
from loaders.reading.language.moods import mood
from loaders.reading.language.sentences import clause_around

_OF_THE_STATES = re.compile(
    r"\b(?:anniversary|years|century|decades?)\sof\s(?:the\s)?(?:[\w–-]+\s){0,3}?(?:diplomatic|viet\s?nam|japan)[\w\s–-]{0,40}?"
    r"(?:ties|relations|relationship)\b",
    re.IGNORECASE,
)


def celebrated(passage: Passage, discourse: Discourse) -> Stated | None:
    """Return the celebration of the ties of both countries that a locality held, as a sentence tells with its day."""
    text = passage.text
    if not is_english(text) or passage.sentence.title or passage.abroad or not _OF_THE_STATES.search(text):
        return None
    held = next(iter(pattern("occasion", "celebrations").finditer(text)), None)
    if not held or mood(text, *held.span()) or plans().search(text, held.end(), clause_around(text, held.end())[1]):
        return None
    day = _day_of(passage.days)
    named = {side: passage.of(side, "party", "place") for side in SIDES}
    hosts = [side for side in SIDES if named[side] and not named[OTHER[side]] and discourse.has_seats(side)]
    if not day or len(hosts) != 1:
        return None
    vn, jp = named[hosts[0]][-1].alone
    where = passage.sentence.span
    return Stated("event", "anniversary", vn, jp, day, spans=[where], weak=["party", "kind"])


def _day_of(days: Iterable[Day]) -> Day | None:
    """Return the first of some dates that is told as a day, with its year or without."""
    return next((one for one in days if one.told and (not one.date or len(one.date) > len("2024-12"))), None)


class Hosted:
    """The celebration that a locality is said to have held, until it is told that envoys of the other state came."""

    def __init__(self) -> None:
        self._held: Stated | None = None
        self._since = 0

    def read(self, passage: Passage, discourse: Discourse) -> Iterator[Stated]:
        """Yield the celebration once a sentence, that which tells of it or one of the next, has such an envoy."""
        vietnamese = is_vietnamese(passage.text)
        if passage.sentence.title or not (vietnamese or is_english(passage.text)):
            return
        self._since += 1
        if held := _held_in_vietnamese(passage) if vietnamese else _held(passage):
            self._held, self._since = held, 0
        if not self._held or self._since > _BEHIND:
            return
        if pattern("letters").search(passage.text):
            return
        if meets_the_state(passage.text, "jp" if self._held.vn else "vn", discourse.envoys):
            yield self._held
            self._held = None


_BEHIND = 2
"""Sentences behind that on a celebration that may tell who came to it."""
_OF_A_CELEBRATION = re.compile(
    r"\b(?:commemorat\w+|memorial|ceremony|celebrat\w+|gala|festival|concert|(?:japan|vietnam)\s(?:days?|week))\b",
    re.IGNORECASE,
)
_NEAR = 45
"""Characters between a locality and the verb that says that it holds something."""


def _held(passage: Passage) -> Stated | None:
    """Return the celebration that a sentence says the locality that it names first has held on a day."""
    text = passage.text
    acting = [one for one in passage.parties if one.role == "party"]
    if len({one.side for one in acting}) != 1 or passage.abroad or pattern("signed").search(text):
        return None
    end = acting[0].mention.last
    verb = pattern("occasion", "hosted").search(text, end)
    what = _OF_A_CELEBRATION.search(text, verb.end()) if verb else None
    if not verb or verb.start() - end > _NEAR or not what or mood(text, verb.start(), verb.end()):
        return None
    day = _day_of(passage.days)
    vn, jp = acting[0].alone
    weak = ["party", "kind"]
    return Stated("event", "other", vn, jp, day, spans=[passage.sentence.span], weak=weak) if day else None


_OF_BOTH = re.compile(
    r"(?<!\w)(?:việt(?: nam)?\s?[-–]\s?nhật|nhật(?: bản)?\s?[-–]\s?việt|gặp gỡ nhật)(?!\w)", re.IGNORECASE
)
"""How Vietnamese names what is held for both countries: Lễ hội Việt - Nhật, Gặp gỡ Nhật Bản."""
_GATHERS = re.compile(
    r"(?<!\w)(?:lễ (?:kỷ niệm|hội)|ngày hội|tuần lễ|(?:tuần|ngày|giao lưu) văn h(?:óa|oá)|hội nghị|chương trình|gặp gỡ"
    r"|(?:đêm|buổi) (?:giao lưu|nhạc|hòa nhạc))(?!\w)",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"(?:\s(?:đã|vừa|long trọng|phối hợp|\([^()]*\)))*\s(?:đã\s)?(?:tổ chức|khai mạc)(?!\w)", re.IGNORECASE
)
"""What stands behind the locality that holds something."""
_IS_HELD = re.compile(
    r"(?<!\w)(?:(?:đã|vừa)\s(?:được\s)?(?:diễn ra|khai mạc|tổ chức)|diễn ra|khai mạc)(?!\w)", re.IGNORECASE
)


def _held_in_vietnamese(passage: Passage) -> Stated | None:
    """Return the celebration for both countries that a sentence says a locality has held, or that was held there."""
    text = passage.text
    what = _GATHERS.search(text) if _OF_BOTH.search(text) else None
    named = passage.of("vn", "party", "place") + passage.of("jp", "party", "place")
    if not what or not named or len({one.side for one in named}) > 1 or passage.abroad or plans().search(text):
        return None
    host = next((one for one in named if one.role == "party" and _HOLDS.match(text, one.mention.last)), None)
    held = _IS_HELD.search(text, what.end()) if not host and not pattern("signers").search(text) else None
    if not host and not held:
        return None
    vn, jp = (host or named[-1]).alone
    day = _day_of(one for one in passage.days if not _SINCE.search(text[: one.start]))
    day = day or (Day(*held.span(), None, sure=False) if held else None)
    weak = ["party", "kind"]
    return Stated("event", "other", vn, jp, day, spans=[passage.sentence.span], weak=weak) if day else None


_SINCE = re.compile(r"quan hệ ngoại giao[^,.;]*$", re.IGNORECASE)
"""What stands before the day since when both states have their relations."""
