"""What a text as a whole reports: the day that it tells of, and who met, where no sentence says so in set words.

A report of the press is about one occasion. Reporters seldom name it by the same verb; but those who were there hold
offices, they come, sit, talk, thank and give, and a day stands near. So these signs are counted, sentence by sentence.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

from loaders.proposals.days import Day
from loaders.proposals.events import is_of_others, lacks_subject, meets_the_state
from loaders.proposals.lexicon import pattern
from loaders.proposals.moods import mood
from loaders.proposals.passages import OTHER, SIDES, Discourse, Party, Passage
from loaders.proposals.stated import Stated

_LEAD = 6
"""So many sentences of a report tell of what it is about."""
_FRESH = 45
"""Days before its publication to which what a report tells of lies back at most."""
_NEAR = 70
"""Characters between the name of a locality and the word for who acts for it."""
_ENOUGH = 7
"""Signs that make an encounter."""


def day_told(passages: list[Passage], published: str) -> Day | None:
    """Return the day that a text reports of: the first in its lead that lies shortly before its publication.

    Args:
        passages: the sentences.
        published: the day of publication, at any precision; empty if it is not known.
    """
    for passage in _lead(passages):
        if not published and pattern("signed").search(passage.text):
            continue
        for day in passage.days:
            if day.date and len(day.date) == 10 and _is_fresh(day.date, published):
                return day
    return None


def _lead(passages: list[Passage]) -> list[Passage]:
    return [one for one in passages if not one.sentence.title][:_LEAD]


def _is_fresh(day: str, published: str) -> bool:
    if len(published) < 10:
        return day[: len(published)] == published
    return 0 <= (date.fromisoformat(published) - date.fromisoformat(day)).days <= _FRESH


def stay_told(passages: list[Passage]) -> Day | None:
    """Return the journey that a Japanese text tells of by its first and last day: 訪問期間 8月3日から8日まで."""
    for passage in passages:
        for day in passage.days:
            label, verb = passage.text[: day.start], passage.text[day.end :]
            journey = _PERIOD.search(label) or _JOURNEY.search(verb)
            told = journey and day.date and day.last and len(day.date) == 10
            if told and not pattern("plans", "japanese").search(verb):
                return day
    return None


_PERIOD = re.compile(r"(?:期間|日程|行程|日時|期日)\s?[:：】\])）]?\s?$")
_JOURNEY = re.compile(
    "訪問し|訪れ|訪ね|渡航し|飛び|飛ん|行って|行き|巡り|巡っ|滞在|出張し|赴[いき]|派遣[しさ]|視察し|訪日し|来日し|訪越し"
)


def is_of_signing(passage: Passage) -> bool:
    """Whether a Japanese sentence ends with it that something was signed."""
    return any(_LAST_VERB.fullmatch(passage.text, verb.end()) for verb in pattern("signed").finditer(passage.text))


_LAST_VERB = re.compile("[\u3040-\u309f]{0,8}。?")


class Encounters:
    """Who met, by the signs in the sentences of a text, as they are read."""

    def __init__(self) -> None:
        self._found: list[Stated] = []
        self._read = 0

    def read(self, passage: Passage, discourse: Discourse, stated: Iterable[Stated]) -> None:
        """Take note of an encounter that a sentence tells of, before the discourse goes on to the next."""
        if passage.sentence.title:
            return
        self._read += 1
        if self._read > _LEAD or any(one.type in {"event", "agreement"} for one in stated):
            return
        self._found += _encounters(passage, discourse)

    def beside(self, stated: list[Stated], told: Day | None) -> Iterator[Stated]:
        """Yield the encounter of a text in which no sentence states an event."""
        if any(one.type == "event" and not one.title for one in stated):
            return
        for one in self._found[:1]:
            if one.day or told:
                yield one


def _encounters(passage: Passage, discourse: Discourse) -> Iterator[Stated]:
    """Yield the encounter that a sentence tells of by its signs."""
    text, where = passage.text, (passage.sentence.start, passage.sentence.start + len(passage.text))
    if _IS_TO_BE.search(text):
        return
    contacts = (one.span() for one in pattern("contacts").finditer(text))
    if not any(not mood(text, *one) and not is_of_others(text, one[0]) for one in contacts):
        return
    found = {side: named[0] for side in SIDES if (named := passage.of(side) or _offices_in(passage, side))}
    if not found and (owner := discourse.owner("jp")) and lacks_subject(text, len(text)):
        found = {"jp": owner}
    if not found:
        return
    carried = [side for side in SIDES if side not in found and discourse.last(side)]
    both = {**found, **{side: last for side in carried if (last := discourse.last(side))}}
    day = next((one for one in passage.days if one.date and len(one.date) >= 7), None)
    if len(both) == 2:
        if _signs(passage, discourse, both, carried, day) >= _ENOUGH:
            for vn, jp in product(*(passage.listed_with(both[side]) for side in SIDES)):
                yield Stated("event", "meeting", vn, jp, day, False, "", [where], ["party", "kind"])
        return
    [(side, one)] = found.items()
    other = discourse.state or meets_the_state(text, OTHER[side], discourse.envoys)
    if other and _acts(one, text):
        for locality in passage.listed_with(one):
            vn, jp = (locality, None) if side == "vn" else (None, locality)
            yield Stated("event", "meeting", vn, jp, day, False, "", [where], ["party", "kind"])


_IS_TO_BE = re.compile(
    "(?:予定|方針|計画|見通し|考え|意向|見込み|運び)(?:だ|です|である|と?いう|としている|となっている)?。?$"
)
"""How a Japanese sentence ends that tells of what is to come."""


def _signs(passage: Passage, discourse: Discourse, both: dict[str, Party], carried: list[str], day: Day | None) -> int:
    """Return how many signs there are that both sides met: both named, or one before; a day; offices; the title."""
    text = passage.text
    offices = {one.group().lower() for one in pattern("offices").finditer(text)}
    signs = 4 - 2 * len(carried) + bool(day) + (len(offices) > 1) + discourse.pair_is_titled()
    return signs + sum(_acts(one, text) for one in both.values())


def _offices_in(passage: Passage, side: str) -> list[Party]:
    """Return the localities that are named as places where somebody who holds an office is met."""
    return [
        one
        for one in passage.of(side, "place")
        if pattern("offices").search(passage.text, one.mention.end, one.mention.end + _NEAR)
    ]


def _acts(party: Party, text: str) -> bool:
    """Whether somebody who acts for a locality is named beside it."""
    if party.start < 0:
        return bool(pattern("offices").search(text))
    return bool(pattern("offices").search(text, max(party.start - _NEAR, 0), party.mention.end + _NEAR))
