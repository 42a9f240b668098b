"""What a text as a whole reports: the day that it tells of, and who met, where no sentence says so in set words.

A report of the press is about one occasion. Reporters seldom name it by the same verb; but those who were there hold
offices, they come, sit, talk, thank and give, and a day stands near. So these signs are counted, sentence by sentence.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from loaders.model.languages import is_english, is_japanese, is_vietnamese
from loaders.reading.context.acting import holds_office
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.organisations import is_with_organisation, met_others, organisation_acts
from loaders.reading.context.passages import OTHER, SIDES, Party, Passage
from loaders.reading.context.report_days import LEAD, TO_COME
from loaders.reading.context.stated import Stated
from loaders.reading.context.states import meets_the_state
from loaders.reading.dates.days import Day
from loaders.reading.events.celebrations import Hosted
from loaders.reading.events.events import FESTIVE
from loaders.reading.events.face_to_face import met_by_office
from loaders.reading.events.guests import comes_for_another_end, is_spoken_of
from loaders.reading.events.occasions import (
    Occasion,
    are_many,
    fresh_signing,
    is_awaited,
    is_met,
    is_of_organisations,
    most_precise,
)
from loaders.reading.language.lexicon import pattern, plans
from loaders.reading.language.moods import mood
from loaders.reading.language.sentences import clause_around

_NEAR = 70
"""Characters between the name of a locality and the word for who acts for it."""
_GUESTS = re.compile(
    r"(?:(?:đến |tới |tham |cùng )?dự(?: lễ| buổi lễ| khai mạc| sự kiện)?|có mặt tại \w+ \w+) (?:có|còn có|gồm)\s",
    re.IGNORECASE,
)
"""How a Vietnamese sentence begins that lists the guests of a ceremony."""
_ENOUGH = 7
"""Signs that make an encounter."""


class Encounters:
    """Who met, by the signs in the sentences of a text, as they are read."""

    def __init__(self) -> None:
        self._found: list[Stated] = []
        self._occasion = Occasion()
        self._hosted = Hosted()
        self._read = 0
        self._titled = False
        """Whether the title is of people who meet."""

    def read(self, passage: Passage, discourse: Discourse, stated: Iterable[Stated]) -> None:
        """Take note of an encounter that a sentence tells of, before the discourse goes on to the next."""
        stated = list(stated)
        if not passage.sentence.title and is_with_organisation(passage):
            return
        self._occasion.read(passage, stated)
        if passage.sentence.title:
            self._titled = bool(pattern("meetings").search(passage.text) or pattern("visits").search(passage.text))
            return
        if passage.text.endswith(("?", "？")):
            return  # what is asked is not told
        self._read += 1
        if is_japanese(passage.text):
            if not any(one.type == "event" for one in stated):
                self._found += met_by_office(passage, discourse)
            return  # whose verbs tell more surely who met; signs alone were mostly wrong
        if self._read > LEAD or self._occasion.of_others or any(one.type == "event" for one in stated):
            return
        signed = [one for one in stated if one.type == "agreement"]
        if all(one.date and len(one.date) < 10 for one in signed):
            self._found += self._occasion.held_together(passage, discourse)
        self._found += self._hosted.read(passage, discourse)
        if not signed and not self._found:
            self._found += _encounters(passage, discourse, self._titled)

    def beside(self, stated: list[Stated], told: Day | None) -> Iterator[Stated]:
        """Yield the encounter of a text in which no sentence states an event."""
        events = [one for one in stated if one.type == "event" and not one.title]
        if any(one.kind not in FESTIVE for one in events):
            return
        if events:
            apart = told and str(told.date) not in {one.date for one in events}
            yield from self._occasion.stated(told) if apart and told else ()
            return
        found = [one for one in self._found if one.spans == self._found[0].spans and (one.day or told)]
        if fresh_signing(stated, told) and self._occasion.is_read:
            yield from (one for one in found if not (one.vn and one.jp))
            return
        yield from found
        if not found:
            yield from self._occasion.stated(told)


def _encounters(passage: Passage, discourse: Discourse, titled: bool) -> Iterator[Stated]:
    """Yield the encounter that a sentence tells of by its signs, one of which the title may give."""
    text, where = passage.text, passage.sentence.span
    if (
        pattern("letters").search(text)
        or is_awaited(text)
        or _is_at_a_signing(text, discourse.before)
        or _GUESTS.match(text)
    ):
        return
    english = is_english(text)
    if english and (pattern("occasion", "of_many").search(text) or comes_for_another_end(passage, discourse)):
        return
    told = [one.start() for one in pattern("contacts").finditer(text) if _has_been(text, one.start(), one.end())]
    shown = not told and is_vietnamese(text) and not plans().search(text)
    met = is_met(text) if english else bool(told)
    if not (met or shown) and not (english and passage.days and not plans().search(text)):
        return
    if any(pattern("signers").match(text, one.end()) for one in _WHOM.finditer(text)):
        return
    if not english and (pattern("openings").search(text) or _is_of_others(passage, told[0] if told else 0)):
        return
    if not english and any(met_others(passage, one.span(), "visits") for one in _TOURED.finditer(text)):
        return
    found = {side: named[0] for side in SIDES if (named := _acting(passage, side) or _offices_in(passage, side))}
    found = found or _seated(passage, discourse)
    if all(one.described for one in found.values()) or (english and is_of_organisations(passage)):
        return
    carried = [side for side in SIDES if side not in found and discourse.last(side)]
    both = {**found, **{side: last for side in carried if (last := discourse.last(side))}}
    days = [one for one in passage.days if one.date and not _UNTIL.search(text[: one.start])]
    day = most_precise(days)
    received = len(found) == 1 and _is_received(text, next(iter(found.values())), discourse)
    if len(both) == 2 and not received:
        rows = [passage.listed_with(both[side]) for side in SIDES]
        further = _further_signs(text, discourse, [both[side] for side in carried], titled) - shown
        signs = _signs(passage, discourse, both, carried, day) + further
        if (met or shown) and not are_many(rows) and signs >= _ENOUGH:
            for vn, jp in product(*rows):
                yield Stated("event", "meeting", vn, jp, day, False, "", [where], ["party", "kind"])
        return
    [(side, one)] = found.items()
    if shown:
        return
    other = discourse.state or meets_the_state(text, OTHER[side], discourse.envoys)
    if other and (received or _acts(one, text)) and (side == "jp" or english or _LOCAL_OFFICE.search(text)):
        for locality in passage.listed_with(one):
            vn, jp = (locality, None) if side == "vn" else (None, locality)
            yield Stated("event", "meeting", vn, jp, day, False, "", [where], ["party", "kind"])


_LOCAL_OFFICE = re.compile(
    r"(?<!\w)(?:chủ tịch|bí thư|lãnh đạo|ubnd|hđnd|ủy ban|chính quyền|sở|giám đốc|tỉnh ủy|thành ủy)(?!\w)",
    re.IGNORECASE,
)
"""Who meets envoys of Japan, so that these have not come to a place for something else."""
_TOURED = re.compile(r"(?<!\w)(?:tham quan|khảo sát|thăm quan|tìm hiểu)(?!\w)", re.IGNORECASE)
"""What Vietnamese guests do who see the works of somebody."""
_WHOM = re.compile(
    r"(?<!\w)(?:làm việc với|trao đổi với|gặp|tiếp|thăm)\s(?:(?:đoàn|lãnh đạo|đại diện|các)\s)*", re.IGNORECASE
)
"""What stands in Vietnamese before whom somebody meets."""
_UNTIL = re.compile(r"\b(?:until|till|by)\s$", re.IGNORECASE)


def _acting(passage: Passage, side: str) -> list[Party]:
    """Return the localities of a side that a sentence names, in English without those of a plan: he would fly to A."""
    named = passage.of(side)
    if not is_english(passage.text):
        return [one for one in named if not is_spoken_of(one, passage, 0)]
    return [one for one in named if not _TO_BE.search(passage.text[: max(one.start, 0)])]


_TO_BE = re.compile(
    r"\b(?:would|will|(?:plan|hope|want|intend|wish)(?:s|es|ed)?\sto|(?:is|are|was|were)\s(?:due\s)?to)\s(?:\w+\s)?"
    r"(?:fly|visit|travel|go|come|tour|meet|attend|lead|arrive)\b[^,;.]*$"
)
"""What stands before a locality to which somebody is still to go."""


def _is_received(text: str, one: Party, discourse: Discourse) -> bool:
    """Whether an English sentence tells when one met somebody of the state of whom the sentence before told."""
    return discourse.state and bool(_RECEPTION.match(text)) and one.mention.name in discourse.before


_RECEPTION = re.compile(
    r"(?:During|At|In)\s(?:an?|the|their|his|her)\s(?:[\w-]+\s){0,2}(?:reception|meeting|working\ssession|talks)\b"
)
"""How an English sentence opens that tells when those met of whom the one before told."""


def _is_at_a_signing(text: str, before: str) -> bool:
    """Whether a sentence tells who looked on at a signing, of which the one before may have told."""
    there = pattern("attended").search(text) and pattern("signed").search(before)
    signs = is_vietnamese(text) and pattern("signed").search(text)
    return bool(there or signs or pattern("looked_on").search(text))


def _seated(passage: Passage, discourse: Discourse) -> dict[str, Party]:
    """Return the locality named before whose head an envoy meets, of whom the English sentence before told."""
    if not discourse.state or not is_english(passage.text) or is_awaited(passage.text):
        return {}
    heads = [side for side in SIDES if pattern("occasion", "seats", side).search(passage.text)]
    last = discourse.last(heads[0]) if len(heads) == 1 else None
    return {heads[0]: last} if last else {}


def _has_been(text: str, start: int, end: int) -> bool:
    """Whether what people do is told as done, and nothing in its clause says that it is to come."""
    return not mood(text, start, end) and not TO_COME.search(text, *clause_around(text, start))


def _is_of_others(passage: Passage, at: int) -> bool:
    """Whether an organisation acts in a clause, or it names a third country, and not a locality of either side."""
    if organisation_acts(passage, at):
        return True
    return passage.is_abroad(*clause_around(passage.text, at))


def _signs(passage: Passage, discourse: Discourse, both: dict[str, Party], carried: list[str], day: Day | None) -> int:
    """Return how many signs there are that both sides met: both named here or one before, a day, offices, the title."""
    text = passage.text
    offices = {one.group().lower() for one in pattern("offices").finditer(text)}
    signs = 4 - 2 * len(carried) + bool(day) + (len(offices) > 1) + discourse.pair_is_titled()
    return signs + sum(_acts(one, text) for one in both.values())


def _further_signs(text: str, discourse: Discourse, carried: list[Party], titled: bool) -> int:
    """Return how many signs more a Vietnamese text gives: its title, the lines of a notice."""
    if not is_vietnamese(text):
        return 0
    notice = bool(discourse.told_apart) + bool(pattern("attendance").match(text))
    return titled + notice + any(discourse.is_titled(one) for one in carried)


def _offices_in(passage: Passage, side: str) -> list[Party]:
    """Return the localities that are named as places where somebody who holds an office is met, and no envoy."""
    if pattern("national").search(passage.text):
        return []
    return [one for one in passage.of(side, "place") if one.start and _is_seat(one, passage.text)]


def _is_seat(place: Party, text: str) -> bool:
    """Whether somebody who holds an office is named behind a place; in Vietnamese, an office of its own country."""
    if is_vietnamese(text):
        return holds_office(place, text, _NEAR)
    end = place.mention.end + _NEAR
    if is_english(text):
        end = min(end, clause_around(text, place.mention.end)[1])  # behind a comma it is one of somebody else
        return bool(pattern("occasion", "seats", place.side).search(text, place.mention.end, end))
    return bool(pattern("offices").search(text, place.mention.end, end))


def _acts(party: Party, text: str) -> bool:
    """Whether somebody who acts for a locality is named beside it."""
    if party.start < 0:
        return bool(pattern("offices").search(text))
    return bool(pattern("offices").search(text, max(party.start - _NEAR, 0), party.mention.end + _NEAR))
