"""Reads a text: finds what each sentence states and puts together what is stated of one fact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from loaders.model.dates import PartialDate
from loaders.model.gazetteer import Gazetteer
from loaders.model.languages import has_japanese
from loaders.model.projects import Network
from loaders.reading.agreements.agreements import agreements
from loaders.reading.agreements.listings import Listing, Notice
from loaders.reading.agreements.sheets import of_sheet
from loaders.reading.agreements.signings import date_signings
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import Passage
from loaders.reading.context.report_days import (
    date_designations,
    date_from_meeting,
    date_from_next,
    date_from_notice,
    date_from_report,
    date_from_stay,
    day_told,
    is_on,
    keep_apart,
    stay_told,
)
from loaders.reading.context.stated import NotOurs, Stated
from loaders.reading.dates.days import Calendar
from loaders.reading.events.encounters import Encounters
from loaders.reading.events.events import FESTIVE, events
from loaders.reading.language.sentences import Sentence, sentences
from loaders.reading.language.words import Word
from loaders.reading.memberships.memberships import Memberships
from loaders.reading.names.mentions import Mention
from loaders.reading.names.names import Names
from loaders.reading.names.resolving import (
    Acquainted,
    Resolved,
    by_size,
    prefecture,
    resolved,
    told_by,
    whole_beside_prefecture,
)
from loaders.reading.projects.projects import date_projects, projects
from loaders.reading.projects.told_projects import told_together


@dataclass
class Fact:
    """A fact that a text states, with whom it names.

    Attributes:
        stated: what the text states.
        vn: whom the name on the side of Vietnam means; nothing where none is named.
        jp: whom that on the side of Japan means.
    """

    stated: Stated
    vn: Resolved | None
    jp: Resolved | None

    @property
    def ids(self) -> tuple[str | None, str | None]:
        """The ids of both sides; nothing where none is named, or it is left open who is."""
        return tuple(one.place.id if one and one.place else None for one in (self.vn, self.jp))  # type: ignore[return-value]


@dataclass
class Reading:
    """What was read in a text.

    Attributes:
        facts: the facts.
        others: what it tells that is none of ours.
    """

    facts: list[Fact] = field(default_factory=list)
    others: list[NotOurs] = field(default_factory=list)


_OF_ONE = {"event", "membership"}


class Reader:
    """Reads texts.

    Args:
        gazetteer: the localities.
        networks: the networks that are known.
        acquainted: returns which of several localities have something in common with one of the other country.
    """

    def __init__(self, gazetteer: Gazetteer, networks: Iterable[Network], acquainted: Acquainted) -> None:
        self._gazetteer, self._acquainted = gazetteer, acquainted
        self._names = Names(gazetteer)
        self._memberships = Memberships(list(networks))

    def read(self, text: str, title: str = "", published: str = "", heading: int = 0) -> Reading:
        """Return what a text states.

        Args:
            text: the text, in NFC.
            title: its title, where that is no part of it.
            published: the day of publication, at any precision; empty if it is not known.
            heading: how many characters of the text are its title.
        """
        discourse = self.begun(text, title, published)
        self._memberships.begin()
        reading, stated = Reading(), []
        encounters, listing, notice, read = Encounters(), Listing(), Notice(), []
        for passage in passages(text, title, heading, discourse):
            found = list(self._stated(passage, discourse))
            reading.others += [one for one in found if isinstance(one, NotOurs)]
            own = [one for one in found if isinstance(one, Stated)]
            for one in own:
                one.weak += ["party"] if any(party and party.described for party in (one.vn, one.jp)) else []
            encounters.read(passage, discourse, own)
            stated += own or list(listing.read(passage))
            notice.read(passage)
            read.append(passage)
            discourse.go_on(passage)
        stated += list(notice.stated(stated, published))
        date_from_next(stated, read)
        date_from_meeting(stated, read)
        if discourse.told_apart:
            date_from_notice(stated, discourse.told_apart)
        stated += [*of_sheet(read, discourse, stated, published)]
        stated = _without_plans(_without_bare_titles(stated), reading.others, read)
        told = day_told(read, published)
        date_signings(stated, told, read)
        keep_apart(stated, told, read)
        date_designations(stated, told)
        stated += encounters.beside(stated, told)
        if stay := stay_told(read):
            date_from_stay(stated, stay, read)
        if told:
            date_from_report(stated, told, read)
        stated += told_together(read, stated)
        date_projects(stated, read)
        facts = [self.fact(one, published, discourse.levels) for one in stated]
        reading.others += [NotOurs("open", *one.stated.spans[0]) for one in facts if _is_open(one)]
        reading.facts = _together([one for one in facts if not _is_open(one) and not _is_to_come(one, published)])
        spans = {span for fact in reading.facts for span in fact.stated.spans}
        reading.others = [one for one in dict.fromkeys(reading.others) if one[1:] not in spans and one.start >= 0]
        return reading

    def begun(self, text: str, title: str, published: str) -> Discourse:
        """Return what a text has named before its first sentence; see `read`."""
        whole = f"{title}\n{text}" if title else text
        calendar = Calendar.of(whole, PartialDate(published) if published else None)
        discourse = Discourse(self._names, calendar, text, title)
        discourse.recognise(self._acquainted)
        return discourse

    def localities(self, text: str) -> list[Mention]:
        """Return where a text names localities."""
        return self._names.find(text)

    def networks(self, text: str) -> list[Word]:
        """Return the networks that a text names, by their ids."""
        return self._memberships.named(text)

    def _stated(self, passage: Passage, discourse: Discourse) -> Iterator[Stated | NotOurs]:
        if passage.text.endswith(("?", "？")):
            return  # what is asked is not told
        yield from agreements(passage, discourse)
        yield from projects(passage, discourse)
        yield from events(passage, discourse)
        yield from self._memberships.stated(passage, discourse)

    def fact(self, stated: Stated, published: str, levels: dict[str, str]) -> Fact:
        """Return a statement with whom it names.

        Args:
            stated: what the text states.
            published: the day of publication.
            levels: the level that the text speaks of on each side.
        """
        day = stated.date or published
        of_cities = stated.type == "membership" and self._memberships.is_of_cities(stated.network)
        if of_cities:
            levels = {**levels, "jp": "city", "vn": "city"}
        vn = resolved(self._gazetteer, stated.vn.mention, day, levels) if stated.vn else None
        jp = resolved(self._gazetteer, stated.jp.mention, day, levels) if stated.jp else None
        if vn and jp and stated.vn:
            vn, jp = told_by(vn, jp, self._acquainted, day), told_by(jp, vn, self._acquainted, day)
            vn = whole_beside_prefecture(vn, stated.vn.mention, jp)
        elif jp and stated.jp and not (jp.place or of_cities) and stated.jp.start >= 0 and stated.type in _OF_ONE:
            jp = prefecture(jp)  # with which the other state, or a network not of cities, has to do first of all
        return Fact(stated, vn, by_size(jp))


def passages(text: str, title: str, heading: int, discourse: Discourse) -> Iterator[Passage]:
    """Yield the title of a text, where that is no part of it, and its sentences, with all that is found in each."""
    if title:
        yield discourse.passage(Sentence(title, -1, True))
    for sentence in sentences(text):
        yield discourse.passage(sentence._replace(title=sentence.start < heading))


def _without_bare_titles(stated: list[Stated]) -> list[Stated]:
    """Return statements without an event with a state that a title alone tells, in English if the text tells others."""
    told = any(one.type == "event" and not one.title for one in stated)
    return [
        one
        for one in stated
        if not (one.title and one.type == "event" and not (one.vn and one.jp) and told != has_japanese(_name_of(one)))
    ]


def _without_plans(stated: list[Stated], others: list[NotOurs], read: list[Passage]) -> list[Stated]:
    """Return statements without what a title alone tells, and its first sentence as planned."""
    lead = next((passage.sentence.start for passage in read if not passage.sentence.title), -1)
    planned = any(one.reason == "planned" and one.start == lead for one in others)
    told = {one.type for one in stated if not one.title}
    alone = {"event", "membership"} - told
    return [one for one in stated if not (planned and one.title and one.type in alone)]


def _name_of(one: Stated) -> str:
    party = one.vn or one.jp
    return party.mention.name if party else ""


def _is_open(fact: Fact) -> bool:
    """Whether nobody at all can be told from a fact: of a membership, whose it is."""
    return not any(fact.ids)


def _is_to_come(fact: Fact, published: str) -> bool:
    """Whether a fact lies after the publication, so that it has not happened.

    What is said to be done, and a membership, has another day, which is not told.
    """
    day = fact.stated.date
    later = bool(published) and day[: len(published)] > published[: len(day)]
    stands = fact.stated.done or fact.stated.type == "membership"
    if later and stands:
        fact.stated.day = None
    return later and not stands


def _together(facts: list[Fact]) -> list[Fact]:
    """Return facts without those that say again what another says, or less of it."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda one: (one.stated.title, "kind" in one.stated.weak, -len(one.stated.date))):
        same = next((one for one in kept if _is_same(one, fact)), None)
        if not same:
            kept.append(fact)
            continue
        if fact.stated.day and fact.stated.date and not same.stated.day:
            same.stated.place_on(fact.stated.day)  # the same document, called by no kind where its day is told
        if fact.stated.spans[0] not in same.stated.spans and not fact.stated.title:
            same.stated.spans += fact.stated.spans
    return sorted(kept, key=lambda one: one.stated.spans[0])


def _is_same(one: Fact, other: Fact) -> bool:
    """Whether two statements are of one fact: of the same parties, and of dates that may be the same."""
    a, b = one.stated, other.stated
    if (a.type, a.network) != (b.type, b.network) or one.ids != other.ids:
        return False
    if b.title:
        return True
    if a.another != b.another and a.date != b.date:
        return False
    of_two = (a.type == "event" and has_japanese(_name_of(a))) or (a.type == "agreement" and a.kind != b.kind)
    of_two = of_two or (a.type in {"agreement", "event"} and all(one.ids))
    if of_two and a.day and b.day and bool(a.date) != bool(b.date):
        return False  # each has a day of its own, if that of one is open
    one_sentence = a.spans[0] == b.spans[0]  # which names two
    if a.type == "agreement" and a.kind != b.kind and (one_sentence or "kind" not in {*a.weak, *b.weak}):
        return False
    if (a.type, a.kind, b.kind, b.date) == ("project", "completed", "launch", "") and a.spans[0] < b.spans[0]:
        return False  # one has ended before the next is adopted
    if a.type == "event" and (a.kind in FESTIVE) != (b.kind in FESTIVE):
        return a.date == b.date and (not a.date or (len(a.date) == 10 and not all(one.ids)))
    if a.type == "event" and (_within(a, b) or _within(b, a) or _on_one_trip(a, b)):
        return True
    return a.date.startswith(b.date) or b.date.startswith(a.date)


_TRIP = 7
"""Days within which those who meet twice do so on one trip."""


def _on_one_trip(one: Stated, other: Stated) -> bool:
    """Whether two encounters of the same are so near to each other that they are of one trip."""
    if any(each.kind in FESTIVE or len(each.date) < len("2014-08-12") for each in (one, other)):
        return False
    return abs((date.fromisoformat(one.date) - date.fromisoformat(other.date)).days) <= _TRIP


def _within(stay: Stated, other: Stated) -> bool:
    """Whether something was on a day of a stay."""
    return bool(stay.day and is_on(stay.day, other))
