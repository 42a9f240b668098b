"""The occasion that an English report tells of, by all of its first sentences taken together.

English reporters spread over several sentences who came, who received them and when: each sentence alone tells little.
So it is asked of the lead as a whole who acts for a locality on each side, whether they came together, and when.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, product

from loaders.model.languages import is_english
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import SIDES, Party, Passage
from loaders.reading.context.roles import comes_from, is_sent_from
from loaders.reading.context.stated import Stated
from loaders.reading.context.states import meets_the_state
from loaders.reading.dates.days import Day
from loaders.reading.events.embassies import is_beside_an_embassy
from loaders.reading.events.event_days import recently
from loaders.reading.language.lexicon import documents, pattern, plans
from loaders.reading.language.moods import mood
from loaders.reading.language.sentences import clause_around

_LEAD = 6
"""So many sentences of a report tell of its occasion."""
_NEAR = 45
"""Characters between the name of a locality and the word for who acts for it."""


class Occasion:
    """Who is said to act for localities in the lead of a report, as it is read."""

    def __init__(self) -> None:
        self._acting: dict[str, Party] = {}
        self._named_there: dict[str, dict[str, Party]] = {}
        self._homes: dict[str, dict[str, Party]] = {}
        self._rows: dict[str, list[Party | None]] = {}
        self._official: set[str] = set()
        self._came_together = self.of_others = False
        self._read = 0
        self._titled: dict[str, Party] = {}
        self._open: Day | None = None
        self._where: tuple[int, int] = (0, 0)

    def read(self, passage: Passage, stated: list[Stated]) -> None:
        """Take note of who acts in a sentence and whether people come together in it."""
        text = passage.text
        if passage.sentence.title:
            self._titled = {side: named[0] for side in SIDES if len(named := passage.of(side, "party", "place")) == 1}
            return
        if self._read >= _LEAD or not is_english(text):
            return
        self._read += 1
        self.of_others = self.of_others or _is_held_by_others(passage)
        if (
            passage.abroad
            or is_of_organisations(passage)
            or _is_signing(text, stated)
            or _is_to_come(text)
            or _is_denied(text)
            or pattern("occasion", "of_many").search(text)
            or pattern("letters").search(text)
        ):
            return
        self._open = self._open or next((day for day in passage.days if day.told and not day.date), None)
        for side in SIDES:
            self._take_all(side, passage)
        self._came_together = (
            self._came_together or _is_met_in_person(text) or _is_present(passage) or self._is_one_scene(passage)
        )

    def held_together(self, passage: Passage, discourse: Discourse) -> Iterator[Stated]:
        """Yield what localities of both countries hold together, as a sentence says of them and of nobody else."""
        text = passage.text
        hosts = {side: passage.of(side) or _by_committee(side, text, discourse) for side in SIDES}
        envoys = _with_an_embassy(hosts, text)
        told = all(hosts.values()) or envoys
        if not told or not is_english(text) or passage.abroad or _is_to_come(text):
            return
        hosts = envoys or hosts
        held = [one for one in pattern("occasion", "hosted").finditer(text) if not mood(text, one.start(), one.end())]
        if not held or not pattern("occasion", "gatherings").search(text) or (not envoys and _others_host(text, hosts)):
            return
        where = passage.sentence.span
        day = most_precise(passage.days) or recently(text, len(text))
        if any(one.described for of in hosts.values() for one in of):
            return
        for vn, jp in product(*(passage.listed_with(next(iter(hosts[side]), None)) for side in SIDES)):
            yield Stated("event", "other", vn, jp, day, False, "", [where], ["kind"])

    def _is_one_scene(self, passage: Passage) -> bool:
        """Whether one sentence has people of both sides and a day, and tells of no plan: that is enough."""
        text = passage.text
        acting = len(self._acting) == len(SIDES) and all(one in passage.parties for one in self._acting.values())
        seated = all(pattern("occasion", "seats", side).search(text) for side in SIDES)
        return (acting or seated) and not plans().search(text) and any(day.told for day in passage.days)

    def _take_all(self, side: str, passage: Passage) -> None:
        """Take note of the localities of a side that a sentence names, the first of those that act, and officials."""
        for one in passage.of(side, "part"):
            if comes_from(passage.text[: one.start]):
                self._homes.setdefault(side, {}).setdefault(one.mention.phrase.casefold(), one)
        for one in passage.of(side, "party", "place"):
            if one.described or is_sent_from(one, passage.text):
                continue
            self._named_there.setdefault(side, {}).setdefault(one.mention.phrase.casefold(), one)
            if one.role == "party" and side not in self._acting and acts_for(one, passage):
                self._acting[side], self._rows[side] = one, passage.listed_with(one)
                self._where = passage.sentence.span
        known = side in self._named_there or side in self._titled or side in self._homes
        if pattern("occasion", "seats", side).search(passage.text) and (known or _OURS.search(passage.text)):
            self._official.add(side)

    @property
    def is_read(self) -> bool:
        """Whether any English sentence has been read."""
        return self._read > 0

    def stated(self, told: Day | None) -> Iterator[Stated]:
        """Yield the meeting of those who act on both sides.

        Args:
            told: the day that the report tells of.
        """
        day = told or self._open
        rows = {side: row for side in SIDES if (row := self._there(side))}
        if self.of_others or not self._came_together or not day or len(rows) < len(SIDES) or are_many(rows.values()):
            return
        for vn, jp in product(rows["vn"], rows["jp"]):
            yield Stated("event", "meeting", vn, jp, day, False, "", [self._where], ["party", "kind"])

    def _there(self, side: str) -> list[Party | None]:
        """Return who was there of a side: whoever acts, or the one that is named where officials of the side are."""
        if side in self._rows:
            return self._rows[side]
        if side not in self._official:
            return []
        titled = self._titled.get(side)
        named = [*self._named_there.get(side, self._homes.get(side, {})).values()]
        if titled and (len(self._titled) == len(SIDES) or not named):
            return [titled]
        return [*named] if len(named) == 1 else []


def most_precise(days: Iterable[Day]) -> Day | None:
    """Return the first day of some that is told as a day; if none is, the first month."""
    dated = [day for day in days if day.date and len(day.date) >= len("2024-11")]
    return max(dated, key=lambda day: len(day.date or ""), default=None)


_COMMITTEE = re.compile(
    r"\b(?:municipal|provincial|city['’]s|province['’]s)\sPeople['’]s\sCommittee\b|\bby\sthe\s(?:province|city)\b(?!['’])",
    re.IGNORECASE,
)


_WITH_JICA = re.compile(r"(?:the\s)?Japan International Co-?operation Agency(?:\s\(JICA\))?|\bJICA\b")
"""Who may be among the hosts beside localities, and pays."""


def _others_host(text: str, hosts: dict[str, list[Party]]) -> bool:
    """Whether an organisation is said to hold something before any locality is, or signs or takes part as well."""
    text = _WITH_JICA.sub(lambda found: "-" * len(found[0]), text)
    return _is_of_organisations(text, chain(*hosts.values())) or bool(pattern("signers").search(text.split(";")[0]))


def _with_an_embassy(hosts: dict[str, list[Party]], text: str) -> dict[str, list[Party]]:
    """Return the one locality that a sentence has hold something together with the embassy of the other state."""
    beside = [one for of in hosts.values() for one in of if is_beside_an_embassy(one, text)]
    if len(beside) != 1 or all(hosts.values()):
        return {}
    return {side: beside if side == beside[0].side else [] for side in SIDES}


def _by_committee(side: str, text: str, discourse: Discourse) -> list[Party]:
    """Return the locality named before whose committee an English sentence has among the hosts: the municipal one."""
    if side != "vn" or not _COMMITTEE.search(text):
        return []
    meant = discourse.last(side) or discourse.sole(side)
    return [meant] if meant else []


def _is_signing(text: str, stated: list[Stated]) -> bool:
    """Whether a sentence tells of a signing, which is no meeting."""
    verbs = (one for one in pattern("signed").finditer(text) if documents().find(text))
    signed = any(not mood(text, one.start(), one.end()) for one in verbs)
    return signed or any(one.type == "agreement" for one in stated)


def is_met(text: str) -> bool:
    """Whether people come together, in any of the ways in which that is said, and do not only mean to."""
    return any(not mood(text, one.start(), one.end()) for one in pattern("contacts").finditer(text))


def _is_met_in_person(text: str) -> bool:
    """Whether people come together by more than that something was said."""
    said = {one.start() for one in pattern("occasion", "speech").finditer(text)}
    met = (one for one in pattern("contacts").finditer(text) if one.start() not in said)
    return any(not mood(text, one.start(), one.end()) for one in met)


def are_many(rows: Iterable[list[Party | None]]) -> bool:
    """Whether several localities of both countries are named, who come to a conference and not to each other."""
    return all(len(row) > 1 for row in rows)


def _is_denied(text: str) -> bool:
    """Whether all that a sentence tells is that something was not so."""
    denied = pattern("denials", "latin").search(text)
    return bool(denied) and not _is_met_in_person(text[: denied.start()]) if denied else False


def is_awaited(text: str) -> bool:
    """Whether a sentence tells how guests are awaited who have not come yet."""
    return bool(pattern("occasion", "awaited").search(text)) and is_english(text)


def received_there(side: str, passage: Passage, at: int, envoys: frozenset[str]) -> list[Party]:
    """Return the places of a side where its own heads are met, as the clause says: in Sanjo it met Mayor Takizawa."""
    text = passage.text
    begin, end = clause_around(text, at)
    begin = 0 if _OPENS_IN.fullmatch(text, 0, begin) else begin
    if not is_english(text) or not pattern("occasion", "seats", side).search(text, begin, end):
        return []
    if meets_the_state(text[begin:end], side, envoys):
        return []
    return [one for one in passage.of(side, "place") if begin <= one.start < end and not is_sent_from(one, text)]


_OPENS_IN = re.compile(r"(?:In|At)\s[^,]{2,40},\s?")
"""How a sentence opens that tells where its subject meets somebody: In Fukuoka, it had meetings with the governor."""


def _is_to_come(text: str) -> bool:
    """Whether a sentence is first of all about what is to come; what guests say of the future stands behind."""
    if is_awaited(text):
        return True
    come = pattern("occasion", "still_to_come").search(text)
    if not come:
        return False
    met = [one.start() for one in pattern("contacts").finditer(text) if not mood(text, one.start(), one.end())]
    said = {one.start() for one in pattern("occasion", "speech").finditer(text)}
    return not any(at < come.start() and at not in said for at in met)


_OURS = re.compile(r"\b(?:our|my)\s(?:city|town|prefecture|assembly|council)\b", re.IGNORECASE)
"""How the head of a locality calls it in a column of his own, before its name falls."""
_BEING = re.compile(
    r"\b(?:was|were|been|is|are|spent\s[\w\s]{1,20})\s(?:\w+\s){0,2}(?:in|to|at)\s(?:the\s)?$", re.IGNORECASE
)
"""What stands before the place where somebody is."""


def _is_present(passage: Passage) -> bool:
    """Whether somebody is said to be in a locality."""
    return any(_BEING.search(passage.text[: one.start]) for one in passage.parties if one.role != "part")


_APART = re.compile(r"\b(?:on|about|with|to|had|has|have|was|were|who|which|that|by|for|at)\b|[;:.]\s", re.IGNORECASE)
"""What parts an office from a locality that is named near it."""


def acts_for(party: Party, passage: Passage) -> bool:
    """Whether somebody who holds an office of a locality is named beside it."""
    text, officials = passage.text, pattern("occasion", "officials", party.side)
    before = text[max(party.start - _NEAR, 0) : party.start]
    behind = text[party.mention.end : party.mention.end + _NEAR]
    return any(not _APART.search(before, one.end()) for one in officials.finditer(before)) or any(
        not _APART.search(behind[: one.start()]) for one in officials.finditer(behind)
    )


def is_of_organisations(passage: Passage) -> bool:
    """Whether a sentence tells first of an organisation that acts, before any locality."""
    return _is_of_organisations(passage.text, passage.parties)


def _is_of_organisations(text: str, parties: Iterable[Party]) -> bool:
    """Whether an organisation stands in a text before any locality, or the committee of one."""
    starts = [one.start for one in parties if one.role == "party" and one.start >= 0]
    starts += [one.start() for one in _COMMITTEE.finditer(text)]
    return bool(pattern("occasion", "organisers").search(text, 0, min(starts, default=len(text))))


def _is_held_by_others(passage: Passage) -> bool:
    """Whether a sentence is about what an organisation holds, at which those of localities are but guests."""
    if any(is_beside_an_embassy(one, passage.text) for one in passage.parties):
        return False
    gathers = pattern("occasion", "gatherings").search(passage.text)
    return bool(gathers and pattern("occasion", "hosted").search(passage.text)) and is_of_organisations(passage)


def fresh_signing(stated: Iterable[Stated], told: Day | None) -> bool:
    """Whether a document was signed on the day that a report tells of, so that its occasion is the signing."""
    return any(one.type == "agreement" and told and one.date == str(told.date) for one in stated)
