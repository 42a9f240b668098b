"""What a text has named up to a sentence, and whom a sentence means that it does not name."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from loaders.model.languages import is_japanese, is_vietnamese
from loaders.model.name_readings import key
from loaders.reading.context import acting
from loaders.reading.context.passages import OTHER, SIDES, Party, Passage
from loaders.reading.context.pronouns import (
    LEVELS,
    LEVELS_OF,
    OF_ITS_SIDE,
    OF_OTHER_SIDE,
    SAME,
    TOPIC,
    both_named_before,
    is_of,
    means_a_ministry,
    refers,
)
from loaders.reading.context.roles import is_in, is_sent_from, role_of, share_roles
from loaders.reading.context.states import envoys_in
from loaders.reading.dates.days import Calendar, Day
from loaders.reading.dates.told_days import (
    HeldDays,
    days_past,
    is_of_a_dateline,
    is_of_an_announcement,
    is_of_the_page,
    tells_a_day_apart,
    without_heads,
)
from loaders.reading.language.lexicon import countries, pattern
from loaders.reading.language.sentences import Sentence, clause_around
from loaders.reading.names.descriptions import Description, descriptions
from loaders.reading.names.levels import is_seat, levels_in, levels_of
from loaders.reading.names.mentions import Mention, moved
from loaders.reading.names.names import Names

_MONTH = len("2023-11")
ABOUT_PROJECTS = 3
"""So many sentences behind one on a project a text is about it."""


class Discourse:
    """What a text has named up to a sentence.

    Args:
        names: the names of localities.
        calendar: what makes its dates complete.
        text: all of the text, from which levels are told that a sentence leaves out.
        title: its title, where that is no part of it.
    """

    def __init__(self, names: Names, calendar: Calendar, text: str, title: str) -> None:
        self._text = text
        self._calendar, self._held = calendar, HeldDays(text)
        self._titled, self._found = (acting.without_people(names.find(one), one) for one in (title, text))
        self._ours = [one for one in self._found if not acting.is_of_an_organisation(one, text)]
        self._levels = levels_in([*self._titled, *(one for one in self._found if not is_seat(one, text))])
        self.state = False
        self.before = ""
        """What the sentence before said."""
        self._of_envoys = bool(acting.ENVOY_IN_TITLE.search(title))
        self._of_offices = bool(acting.OFFICES.search(f"{title}\n{text}"))
        self.levels = levels_of(f"{title}\n{text}")
        self.envoys = envoys_in(f"{title}\n{text}")
        self.named: list[Party] = []
        self._latest: list[Party] = []
        self._levelled: list[Party] = []
        """Those that 同市 may mean: also where people come from, told with its level."""
        self.day: Day | None = None
        self.day_before: Day | None = None
        """The day, or the month, of which the sentence before told last."""
        self.abroad = False
        self.envoy_lead = ""
        """The first sentence, if it has somebody of a state act and no locality of Vietnam: the rest is of him."""
        self.of_envoy = False
        """Whether somebody of a state acted in the sentence before, and so acts where nobody is named."""
        self.for_others = False
        """Whether the sentence before says that whoever acts does so for an association: 議員連盟としての訪問."""
        self.fiscal_year: Day | None = None
        self.topic: Party | None = None
        """Of which locality a Japanese text speaks, until it turns to another: 亀山市は…。"""
        self.told_apart: Day | None = None
        """The day that a notice tells on a line of its own: 日時 平成28年9月13日."""
        self.of_projects = 0
        """For how many sentences it goes on to be about projects."""

    def recognise(self, acquainted: Callable[[str, list[str]], list[str]]) -> None:
        """Have a name that may be something else be that of a locality known to work with one that the text names.

        Args:
            acquainted: returns which of several localities have something in common with one of the other country.
        """
        named = [*self._titled, *self._found]
        ours = {place.id: place.country for one in named if one.sure for place in one.places}
        for one in named:
            if not one.sure:
                of = {place.id: place for place in one.places}
                near = {
                    known
                    for other, country in ours.items()
                    if country != one.country
                    for known in acquainted(other, [*of])
                }
                if len(near) == 1:
                    one.places, one.sure = (of[near.pop()],), True

    def is_over(self, passage: Passage, at: int) -> bool:
        """Whether the clause of a Japanese verb tells a day before the publication, whatever is planned behind it."""
        published = str(self._calendar.published or "")
        begin, _end = clause_around(passage.text, at)
        days = [day for day in passage.days if begin <= day.start < at and day.date and not day.last]
        told = [str(day.date) for day in days if {*"年月"} & {*passage.text[day.start : day.end]}]
        return bool(told) and is_japanese(passage.text) and told[-1] < published[: len(told[-1])]

    def passage(self, sentence: Sentence) -> Passage:
        """Return a sentence with all that is found in it."""
        text = sentence.text
        shouted = (sentence.title and not is_vietnamese(text)) or sum(
            word[:1].isupper() for word in text.split()
        ) > 0.7 * len(text.split())
        parties = []
        for mention in self._mentions(sentence):
            self._tell_level(mention)
            if mention.sure or key(mention.name) in self._levels:
                first = sentence.start == 0 and not sentence.title
                parties.append(Party(mention, role_of(mention, text, shouted, first), mention.start))
        share_roles(parties, text)
        within = [(one.mention.name_start, one.mention.end) for one in parties]
        abroad = [at for at in countries(text) if not any(begin <= at < end for begin, end in within)]
        for one in parties:
            if any(is_in(one.mention, at, text) for at in abroad):
                one.role = "part"
        parties += self._described(text, parties)
        parties.sort(key=lambda one: one.start)
        if not abroad and acting.IN_EITHER_COUNTRY.match(text):
            self.abroad = False
        days = without_heads(self._calendar.days(text), text)
        if is_japanese(text):
            days = [one for one in days if not (is_of_the_page(one, text) or is_of_an_announcement(one, text))]
        elif self._held.opens_line(sentence):
            days = [one for one in days if not is_of_a_dateline(one, text)]
        days += self._held.held(sentence, days)
        return Passage(sentence, parties, days, abroad, self._held.is_line(sentence))

    def _described(self, text: str, parties: list[Party]) -> Iterator[Party]:
        """Yield the localities that a sentence describes as acting, on a side of which it names none."""
        named = {one.side for one in parties if one.role == "party"}
        for one in descriptions(text):
            found = self._meant_by(one)
            if not found or found.side in named or any(p.start <= one.start < p.mention.end for p in parties):
                continue
            mention = replace(found.mention, start=one.start, end=one.end, name_start=one.start)
            if (role := role_of(mention, text, False, False)) != "part":
                yield Party(mention, role, one.start, described=True)

    def _meant_by(self, described: Description) -> Party | None:
        """Return the locality that a description means: the last of its level, or else of the country that it tells."""
        if described.side:
            levels = described.levels.get(described.side, ())
            return self._last(described.side, levels) or self._last(described.side, ())
        found = [last for side, levels in described.levels.items() if (last := self._last(side, levels))]
        return found[0] if len(found) == 1 else None

    def _mentions(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield where a sentence names localities, counted from its beginning."""
        if sentence.start < 0:
            yield from self._titled
            return
        begin, end = sentence.span
        first = bisect_left(self._found, begin, key=lambda one: one.start)
        for one in self._found[first:]:
            if one.start >= end:
                return
            yield moved(one, -begin)

    def _tell_level(self, mention: Mention) -> None:
        """Have the level hold that the same name has elsewhere in the text, if it has but one there."""
        told = self._levels.get(key(mention.name), {})
        if not mention.parent and (same := told.get(mention.level)):
            mention.parent, mention.places = same.parent, same.places
        if mention.level or mention.parent or len(mention.places) < 2 or not told:
            return
        if len({tuple(sorted(p.id for p in one.places)) for one in told.values()}) == 1:
            one = next(iter(told.values()))
            mention.level, mention.places, mention.sure = one.level, one.places, True
            mention.parent = one.parent

    def go_on(self, passage: Passage) -> None:
        """Take note of what a sentence named."""
        sent_from = [one for one in passage.parties if one.side == "jp" and is_sent_from(one, passage.text)]
        self._latest = [one for one in passage.parties if one.role != "part" and one not in sent_from]
        self._levelled += [one for one in passage.parties if one.role != "part" or one.mention.level]
        self.named += self._latest
        self.topic = next((one for one in self._latest if TOPIC.match(passage.text, one.mention.end)), self.topic)
        foreign = bool(passage.abroad) and len({one.side for one in passage.parties if one.role == "party"}) < 2
        ours = {one.side for one in passage.parties if one.role == "party"}
        self.of_envoy = bool(acting.ENVOY_ACTS.match(passage.text))
        if self.of_envoy and not self.before and not any(one.side == "vn" for one in self.named):
            self.envoy_lead = passage.text
        on = self.for_others and not any(one.side == "jp" and one.role == "party" for one in passage.parties)
        self.for_others = on or bool(acting.FOR_OTHERS.search(passage.text))
        self.state = bool(pattern("national").search(passage.text)) and not passage.sentence.title
        self.before = "" if passage.sentence.title else passage.text
        foreign = foreign and not (passage.line and passage.days) and not _OURS.search(passage.text)
        of_line = passage.line and bool(ours)
        self.abroad = foreign or (self.abroad and len(ours) < 2 and not of_line)
        if days := days_past(passage.days, passage.text):
            self.day = days[0]
        self.day_before = next((day for day in reversed(passage.days) if day.date and len(day.date) >= _MONTH), None)
        if passage.days and not self.told_apart and tells_a_day_apart(passage.text):
            self.told_apart = passage.days[0]
        of_one = pattern("projects").search(passage.text) and not passage.sentence.title
        self.of_projects = ABOUT_PROJECTS if of_one else max(self.of_projects - 1, 0)
        for day in passage.days:
            if day.date and "年度" in passage.text[day.start : day.end + 2]:
                self.fiscal_year = day

    def meant(self, side: str, passage: Passage, level_only: bool = False) -> Party | None:
        """Return the locality of a side that a sentence means without naming it, as in “hai bên”, 同市.

        Args:
            side: the side.
            passage: the sentence.
            level_only: whether a word must tell its level, or that both are meant.
        """
        begin, end = 0, len(passage.text)
        if refers(passage, begin, end, "both") and not self.abroad:
            return self._last(side, (), ("party",) if self.state else ("party", "place"))
        for level in LEVELS_OF[side]:
            if refers(passage, begin, end, level):
                same = SAME[level].search(passage.text)
                if same and not OF_ITS_SIDE[OTHER[side]].match(passage.text, same.end()):
                    if level == "province" and means_a_ministry(self.before, passage.text):
                        return None
                    if OF_ITS_SIDE[side].match(passage.text, same.end()):
                        return self._last(side, LEVELS[level])
                    here = [one for one in passage.parties if one.start < same.start() and one.role != "part"]
                    here = [one for one in here if is_of(one.mention, {*LEVELS[level]})]
                    if one := here[-1] if here else self._latest_of(LEVELS[level], passage):
                        return one if one.side == side else None
                of_whole = not is_vietnamese(passage.text)  # where tỉnh is a province as well as a prefecture
                recent = is_japanese(passage.text)
                alone = recent if side == "jp" else not of_whole and self._is_yet_unnamed(side, passage.text)
                found = self._last(side, LEVELS[level], of_whole=of_whole, recent=recent) or (
                    self._only(side, LEVELS[level]) if alone else None
                )
                if found:
                    return found
        if not level_only and refers(passage, begin, end, "any", OF_OTHER_SIDE.get(side)):
            return self.last(side)
        return None

    def _is_yet_unnamed(self, side: str, text: str) -> bool:
        """Whether a sentence speaks of an office of a locality of a side of which none has been named so far."""
        return acting.holds_an_office(text) and not any(one.side == side for one in self.named)

    def both(self, passage: Passage, before: int) -> dict[str, Party | None]:
        """Return both localities that a word such as “the two cities” means, if it stands before any name of one."""
        said = pattern("pronouns", "both").search(passage.text, 0, before)
        if not said or self.abroad:
            return {}
        if any(one.start < before for one in passage.parties if one.role == "party"):
            return both_named_before(passage, said.start())
        found = {side: self._last(side, ()) for side in SIDES}
        return found if all(found.values()) else {}

    def titled(self, side: str) -> Party | None:
        """Return the one locality of a side that the title names; else the one that was named last."""
        return self.of_title(side) or self.last(side)

    def of_title(self, side: str) -> Party | None:
        """Return the one locality of a side that the title names."""
        named = [one for one in self._titled if one.country == side and one.sure]
        return Party(named[0], "party", -1) if len(named) == 1 else None

    def is_of_envoys(self, state: str) -> bool:
        """Whether a text is by its title one of envoys of a state, who act where nobody is named: 総領事の動き."""
        return self._of_envoys and not self._titled and self.envoys <= {state}

    def owner(self, side: str) -> Party | None:
        """Return the one locality that all of a text names on a side, if it speaks of offices: whose paper it is."""
        if not self._of_offices or self.abroad:
            return None
        return self._only(side, ()) or self._of_departments(side)

    def _of_departments(self, side: str) -> Party | None:
        """Return the one locality of which a line is that of a department: （香川県国際課）, 新潟県議会."""
        fit = [one for one in self._found if one.country == side and acting.DEPARTMENT.match(self._text, one.end)]
        same = {tuple(place.id for place in one.places) for one in fit}
        return Party(fit[0], "party", -1) if len(same) == 1 else None

    def sole(self, side: str) -> Party | None:
        """Return the one locality that the title names on a side, or else all of the text."""
        return self.of_title(side) or self._only(side, ())

    def last(self, side: str) -> Party | None:
        """Return the locality of a side that was named last, unless one of a third country was."""
        return None if self.abroad else self._last(side, ())

    def has_seats(self, side: str) -> bool:
        """Whether an English text speaks of those who govern a locality of a side."""
        return bool(pattern("occasion", "seats", side).search(self._text))

    def pair_is_titled(self) -> bool:
        """Whether the title names a locality of each side."""
        return {one.country for one in self._titled if one.sure} == set(SIDES)

    def is_levelled(self, party: Party) -> bool:
        """Whether the text anywhere names a locality with the word for its level: ハノイ市, not the capital alone."""
        return key(party.mention.name) in self._levels

    def is_titled(self, party: Party) -> bool:
        """Whether the title names a locality."""
        return any(one.sure and party.mention.ids & one.ids for one in self._titled)

    def _only(self, side: str, levels: Iterable[str]) -> Party | None:
        """Return the one locality of some levels that all of the text names on a side: whose paper it is."""
        wanted = set(levels)
        ours = [*self._titled, *self._ours]
        if not any(one.country == side and one.sure for one in ours):
            ours = [one for one in self._found if one.level in _LEVELS_JA and self._text.startswith(_OF_IT, one.end)]
        fit = [
            one
            for one in ours
            if one.country == side
            and one.sure
            and (not wanted or any(s.level in wanted for p in one.places for s in p.states))
        ]
        least = min(fit, key=lambda one: len(one.places), default=None)
        ids = least.ids if least else set()
        same = all(ids <= one.ids for one in fit)
        return Party(least, "party", -1) if least and same and not self.abroad else None

    def _topic(self, side: str, levels: set[str], last: Mention) -> Party | None:
        """Return the one locality of a side that the title names, if another was named last, but in passing."""
        titled = {tuple(sorted(place.id for place in one.places)): one for one in self._titled if one.country == side}
        if len(titled) != 1:
            return None
        [(ids, one)] = titled.items()
        if not one.sure or last.ids & {*ids} or last.parent == one.name:
            return None
        fits = len(ids) == 1 and (not levels or any(state.level in levels for state in one.places[0].states))
        near = self._latest if any(other.mention is last for other in self._latest) else self.named
        named = any(other.mention.ids & {*ids} for other in near)
        return Party(one, "party", -1) if fits and named else None

    def _latest_of(self, levels: Iterable[str], passage: Passage) -> Party | None:
        """Return the locality of some levels that was named last, of a side that a sentence does not name."""
        here = {one.side for one in passage.parties if one.role == "party"}
        for one in reversed(self._levelled):
            for mention in (one.mention, one.mention.whole):
                if mention and one.side not in here and is_of(mention, set(levels)):
                    return Party(mention, "party", -1)
        return None

    def _last(
        self,
        side: str,
        levels: Iterable[str],
        roles: tuple[str, ...] = ("party", "place"),
        of_whole: bool = True,
        recent: bool = False,
    ) -> Party | None:
        wanted = set(levels)
        for among in [roles] if recent else [(role,) for role in roles]:
            for one in reversed(self.named):
                if one.side != side or one.role not in among:
                    continue
                if is_of(one.mention, wanted):
                    return self._topic(side, wanted, one.mention) or Party(one.mention, "party", -1)
                whole = one.mention.whole
                if of_whole and whole and is_of(whole, wanted):
                    return Party(whole, "party", -1)
        return None


_LEVELS_JA = "都道府県市町村"
_OF_IT = ("内", "議会", "議員", "民", "人会")
"""What stands behind the one locality that a text names, if only as part of what is of it: 山口県議会議員連盟."""
_OURS = re.compile("ベトナム|日本")
"""A state of ours that a Japanese sentence names beside a third country: what follows may be of either."""
