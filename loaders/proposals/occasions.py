"""The occasion that an English report tells of, by all of its first sentences taken together.

English reporters spread over several sentences who came, who received them and when: each sentence alone tells little.
So it is asked of the lead as a whole who acts for a locality on each side, whether they came together, and on which day.
"""

from collections.abc import Iterable, Iterator
from itertools import product

from loaders.proposals.days import Day
from loaders.proposals.descriptions import is_english
from loaders.proposals.lexicon import documents, pattern, plans
from loaders.proposals.moods import mood
from loaders.proposals.passages import SIDES, Party, Passage
from loaders.proposals.stated import Stated

_LEAD = 6
"""So many sentences of a report tell of its occasion."""
_NEAR = 45
"""Characters between the name of a locality and the word for who acts for it."""


class Occasion:
    """Who is said to act for localities in the lead of a report, as it is read."""

    def __init__(self) -> None:
        self._acting: dict[str, Party] = {}
        self._named_there: dict[str, dict[str, Party]] = {}
        self._rows: dict[str, list[Party | None]] = {}
        self._official: set[str] = set()
        self._came_together = False
        self._read = 0
        self._titled: dict[str, Party] = {}
        self._open: Day | None = None
        self._where: tuple[int, int] = (0, 0)

    def read(self, passage: Passage, stated: list[Stated]) -> None:
        """Take note of who acts in a sentence and whether people come together in it."""
        text = passage.text
        if passage.sentence.title:
            self._titled = {side: named[0] for side in SIDES if len(named := passage.of(side)) == 1}
            return
        if self._read >= _LEAD or not is_english(text):
            return
        self._read += 1
        if passage.abroad or _is_of_organisations(passage) or _is_signing(text, stated):
            return
        self._open = self._open or next((day for day in passage.days if day.told and not day.date), None)
        for side in SIDES:
            self._take_all(side, passage)
        self._came_together = self._came_together or _is_met(text) or self._is_one_scene(passage)

    def _is_one_scene(self, passage: Passage) -> bool:
        """Whether one sentence has people of both sides and a day, and tells of no plan: that is enough."""
        both = all(one.start >= 0 and one in passage.parties for one in self._acting.values())
        plain = not mood(passage.text, len(passage.text), len(passage.text)) and not plans().search(passage.text)
        return len(self._acting) == len(SIDES) and both and plain and any(day.told for day in passage.days)

    def _take_all(self, side: str, passage: Passage) -> None:
        """Take note of the localities of a side that a sentence names, the first of those that act, and officials."""
        for one in passage.of(side, "party", "place"):
            if one.described or _is_dateline(one, passage.text):
                continue
            self._named_there.setdefault(side, {}).setdefault(one.mention.phrase.casefold(), one)
            if one.role == "party" and side not in self._acting and _acts(one, passage):
                self._acting[side], self._rows[side] = one, passage.listed_with(one)
                self._where = (passage.sentence.start, passage.sentence.start + len(passage.text))
        if pattern("occasion", "seats", side).search(passage.text):
            self._official.add(side)

    def stated(self, told: Day | None) -> Iterator[Stated]:
        """Yield the meeting of those who act on both sides.

        Args:
            told: the day that the report tells of.
        """
        day = told or self._open
        rows = {side: row for side in SIDES if (row := self._there(side))}
        if not self._came_together or not day or len(rows) < len(SIDES):
            return
        for vn, jp in product(rows["vn"], rows["jp"]):
            yield Stated("event", "meeting", vn, jp, day, False, "", [self._where], ["party", "kind"])

    def _there(self, side: str) -> list[Party | None]:
        """Return who was there of a side: whoever acts, or the one that is named where officials of the side are."""
        if side in self._rows:
            return self._rows[side]
        if side not in self._official:
            return []
        titled = self._titled.get(side) if len(self._titled) == len(SIDES) else None
        named = [*self._named_there.get(side, {}).values()]
        return [titled] if titled else [*named] if len(named) == 1 and self._rows else []


def _is_signing(text: str, stated: list[Stated]) -> bool:
    """Whether a sentence tells of a signing, which is no meeting."""
    signed = bool(pattern("signed").search(text)) and bool(documents().find(text))
    return signed or any(one.type == "agreement" for one in stated)


def _is_met(text: str) -> bool:
    """Whether people come together, in any of the ways in which that is said, and do not only mean to."""
    return any(not mood(text, one.start(), one.end()) for one in pattern("contacts").finditer(text))


def _acts(party: Party, passage: Passage) -> bool:
    """Whether somebody who holds an office of a locality is named beside it."""
    begin, end = max(party.start - _NEAR, 0), party.mention.end + _NEAR
    return bool(pattern("occasion", "officials", party.side).search(passage.text, begin, end))


def _is_of_organisations(passage: Passage) -> bool:
    """Whether a sentence tells first of an organisation that acts, before any locality."""
    first = min((one.start for one in passage.parties if one.role == "party"), default=len(passage.text))
    return bool(pattern("occasion", "organisers").search(passage.text, 0, first))


def _is_dateline(party: Party, text: str) -> bool:
    return party.start == 0 and party.role == "place" and "-" in text[party.mention.end : party.mention.end + 12]


def fresh_signing(stated: Iterable[Stated], told: Day | None) -> bool:
    """Whether a document was signed on the day that a report tells of, so that its occasion is the signing."""
    return any(one.type == "agreement" and told and one.date == str(told.date) for one in stated)
