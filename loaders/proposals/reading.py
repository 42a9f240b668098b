"""Reads a text: finds what each sentence states and puts together what is stated of one fact."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from loaders.model.dates import PartialDate
from loaders.model.gazetteer import Gazetteer
from loaders.model.projects import Network
from loaders.proposals.agreements import agreements
from loaders.proposals.days import Calendar, Day
from loaders.proposals.discourse import Discourse
from loaders.proposals.encounters import Encounters, day_told, is_of_signing, stay_told
from loaders.proposals.events import FESTIVE, events
from loaders.proposals.languages import has_japanese, is_english
from loaders.proposals.lexicon import Word, pattern
from loaders.proposals.listings import Listing, Notice
from loaders.proposals.memberships import Memberships
from loaders.proposals.mentions import Mention
from loaders.proposals.names import Names
from loaders.proposals.passages import Passage
from loaders.proposals.projects import date_projects, projects
from loaders.proposals.resolving import Resolved, by_size, peer, prefecture, resolved
from loaders.proposals.sentences import Sentence, sentences
from loaders.proposals.sheets import of_sheet
from loaders.proposals.signings import date_signings
from loaders.proposals.stated import NotOurs, Stated
from loaders.proposals.told_days import is_day_of_before, types_dated
from loaders.proposals.told_projects import told_together

Acquainted = Callable[[str, Iterable[str]], list[str]]


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
        encounters, read = Encounters(), []
        listing, notice = Listing(), Notice()
        for passage in passages(text, title, heading, discourse):
            found = list(self._stated(passage, discourse))
            reading.others += [one for one in found if isinstance(one, NotOurs)]
            own = [one for one in found if isinstance(one, Stated)]
            for one in own:
                if any(party and party.described for party in (one.vn, one.jp)):
                    one.weak.append("party")
            encounters.read(passage, discourse, own)
            stated += own or list(listing.read(passage))
            notice.read(passage)
            read.append(passage)
            discourse.go_on(passage)
        stated += list(notice.stated(stated, published))
        _date_from_next(stated, read)
        if discourse.told_apart:
            _date_from_notice(stated, discourse.told_apart)
        stated += [*of_sheet(read, discourse, stated, published)]
        stated = _without_plans(_without_bare_titles(stated), reading.others, read)
        told = day_told(read, published)
        date_signings(stated, told, read)
        _date_designations(stated, told)
        stated += encounters.beside(stated, told)
        if stay := stay_told(read):
            _date_from_stay(stated, stay, read)
        if told:
            _date_from_report(stated, told, read)
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
        if stated.type == "membership" and self._memberships.is_of_cities(stated.network):
            levels = {**levels, "jp": "city", "vn": "city"}
        vn = resolved(self._gazetteer, stated.vn.mention, day, levels) if stated.vn else None
        jp = resolved(self._gazetteer, stated.jp.mention, day, levels) if stated.jp else None
        if vn and jp:
            vn, jp = self._told_by(vn, jp), self._told_by(jp, vn)
        elif jp and not jp.place and stated.type == "event" and stated.jp and stated.jp.start >= 0:
            jp = prefecture(jp)  # with whose governor the other state has to do first of all
        return Fact(stated, vn, by_size(jp))

    def _told_by(self, one: Resolved, other: Resolved) -> Resolved:
        """Return whom a name means: where several have it, the one that is known to work with the other party."""
        if one.place or not other.place or not one.candidates:
            return one
        near = self._acquainted(other.place.id, [place.id for place in one.candidates])
        meant = [place for place in one.candidates if place.id in near]
        if len(meant) == 1:
            return replace(one, place=meant[0], by_partner=True)
        return peer(one, other.place)


def passages(text: str, title: str, heading: int, discourse: Discourse) -> Iterator[Passage]:
    """Yield the title of a text, where that is no part of it, and its sentences, with all that is found in each."""
    if title:
        yield discourse.passage(Sentence(title, -1, True))
    for sentence in sentences(text):
        yield discourse.passage(sentence._replace(title=sentence.start < heading))


def _without_bare_titles(stated: list[Stated]) -> list[Stated]:
    """Return statements without an event with a state that the title alone tells, where the text tells of others."""
    told = any(one.type == "event" and not one.title for one in stated)
    return [
        one
        for one in stated
        if not (one.title and one.type == "event" and not (one.vn and one.jp) and not told)
        or not has_japanese(_name_of(one))
    ]


def _without_plans(stated: list[Stated], others: list[NotOurs], read: list[Passage]) -> list[Stated]:
    """Return statements without the event of a title whose first sentence tells that it is planned."""
    lead = next((passage.sentence.start for passage in read if not passage.sentence.title), -1)
    planned = any(one.reason == "planned" and one.start == lead for one in others)
    told = any(one.type == "event" and not one.title for one in stated)
    return [one for one in stated if not (planned and one.title and one.type == "event" and not told)]


def _name_of(one: Stated) -> str:
    party = one.vn or one.jp
    return party.mention.name if party else ""


def _date_from_notice(stated: list[Stated], day: Day) -> None:
    """Have the first event and the first agreement of a notice, if undated, be on the day that it tells apart."""
    for type_of in ("agreement", "event"):
        first = next((one for one in stated if one.type == type_of and not one.title), None)
        if first and not first.day:
            first.place_on(day)


def _date_from_next(stated: list[Stated], read: list[Passage]) -> None:
    """Have what a sentence tells be on the day that the next one tells of it."""
    for at, passage in enumerate(read):
        for following in read[at + 1 : at + 3]:
            day = next(iter(following.days), None)
            types = types_dated(day, following.text) if day else set()
            if day and following is read[at + 1] and len(following.days) == 1 and is_day_of_before(day, following.text):
                types = {"agreement", "event", "project", "membership"}
            for one in stated:
                if not one.day and one.type in types and one.spans[0][0] == passage.sentence.start:
                    one.day = day


def _date_from_report(stated: list[Stated], day: Day, read: list[Passage]) -> None:
    """Have the events of a report be on the day that it tells of, if nothing in their sentences tells another."""
    dated = {passage.sentence.start for passage in read if _tells_another_day(passage, day)}
    if any(passage.sentence.title and pattern("signed").search(passage.text) for passage in read):
        _date_what_is_titled(stated, day, dated)
    if day.date and day.last and any(is_english(passage.text) and passage.abroad for passage in read):
        day = day._replace(date=PartialDate(day.date[:7]), last=None)  # on a tour of several countries
    met = {_parties_of(one) for one in stated if one.type == "event" and one.date == str(day.date)}
    trips = {passage.sentence.start for passage in read if pattern("this_trip").search(passage.text)}
    for one in stated:
        if one.type == "event" and not one.day and (one.title or one.spans[0][0] not in dated):
            one.place_on(day)
            one.month_only = one.spans[0][0] in trips and _parties_of(one) not in met


def _tells_another_day(passage: Passage, day: Day) -> bool:
    """Whether a sentence tells another day than that of a report; in Japanese a year may be that of a noun in it."""
    if has_japanese(passage.text):
        return any(not one.date or len(one.date) == len("2019-04-23") for one in passage.days)
    return any(not _holds(one, day) for one in passage.days)


def _holds(year: Day, day: Day) -> bool:
    """Whether a year is told in which a day is, as in the name of a festival, so that it tells no other day."""
    return bool(year.date and day.date and len(year.date) == len("2024") and day.date.startswith(year.date))


def _date_what_is_titled(stated: list[Stated], day: Day, dated: set[int]) -> None:
    """Have the document whose signing the title of a report tells be of the day of which the report tells."""
    fresh = [one for one in stated if one.type == "agreement" and one.done and not one.title and not one.another]
    if fresh and not fresh[0].day and fresh[0].spans[0][0] not in dated:
        fresh[0].place_on(day)


def _date_designations(stated: list[Stated], told: Day | None) -> None:
    """Have the designations of which the title of a report tells be of the day of which the report tells."""
    given = [one for one in stated if one.type == "membership" and one.kind == "designated"]
    titled, dated = [one for one in given if one.title], [one for one in given if one.day]
    for one in given:
        elsewhere = any(_is_of_the_same(one, other) for other in dated)
        if told and not one.day and not elsewhere and any(_is_of_the_same(one, other) for other in titled):
            one.place_on(told)


def _is_of_the_same(one: Stated, other: Stated) -> bool:
    """Whether two statements tell of the same network and of places with the same name."""
    return one.network == other.network and bool(_places_of(one) & _places_of(other))


def _places_of(one: Stated) -> set[str]:
    return {place.id for party in (one.vn, one.jp) if party for place in party.mention.places}


def _date_from_stay(stated: list[Stated], stay: Day, read: list[Passage]) -> None:
    """Have what a text tells without a day be in the stay of which it tells: in its month, if that led to several."""
    of = {passage.sentence.start: passage for passage in read}
    open_ones = [
        one
        for one in stated
        if not one.day
        and (one.type == "event" or (one.type == "agreement" and not one.title and is_of_signing(of[one.spans[0][0]])))
    ]
    seen = {one.vn.mention.phrase for one in open_ones if one.vn}
    abroad = any(passage.abroad for passage in read)
    led_on = any(one.type == "event" and one.day and _is_on(stay, one) and one not in open_ones for one in stated)
    for one in open_ones:
        if one.type == "agreement" and (day := _day_of_meeting(one, stated)):
            one.day = day
            continue
        one.place_on(stay)
        one.month_only = abroad or led_on or len(seen) > 1


def _day_of_meeting(agreement: Stated, stated: list[Stated]) -> Day | None:
    """Return the day of the meeting, told before, of those who signed."""
    before = [one for one in stated if one.type == "event" and one.day and one.spans[0] < agreement.spans[0]]
    same = [one.day for one in before if _parties_of(one) == _parties_of(agreement) and len(one.date) == 10]
    return same[-1] if same else None


def _parties_of(one: Stated) -> tuple[str, str]:
    return tuple(party.mention.name if party else "" for party in (one.vn, one.jp))  # type: ignore[return-value]


def _is_open(fact: Fact) -> bool:
    """Whether nobody at all can be told from a fact: of a membership, whose it is."""
    return not any(fact.ids)


def _is_to_come(fact: Fact, published: str) -> bool:
    """Whether a fact lies after the publication, so that it has not happened.

    What is said to be done, and a membership, has another day, which is not told.
    """
    date = fact.stated.date
    later = bool(published) and date[: len(published)] > published[: len(date)]
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
        elif fact.stated.spans[0] not in same.stated.spans and not fact.stated.title:
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
    if a.type == "agreement" and a.kind != b.kind and a.day and b.day and bool(a.date) != bool(b.date):
        return False  # each has a day of its own, if that of one is open
    one_sentence = a.spans[0] == b.spans[0]  # which names two
    if a.type == "agreement" and a.kind != b.kind and (one_sentence or "kind" not in {*a.weak, *b.weak}):
        return False
    if a.type == "event" and (a.kind in FESTIVE) != (b.kind in FESTIVE):
        return a.date == b.date and (not a.date or (len(a.date) == 10 and not all(one.ids)))
    if a.type == "event" and (_within(a, b) or _within(b, a)):
        return True
    return a.date.startswith(b.date) or b.date.startswith(a.date)


def _within(stay: Stated, other: Stated) -> bool:
    """Whether something was on a day of a stay."""
    return bool(stay.day and _is_on(stay.day, other))


def _is_on(stay: Day, other: Stated) -> bool:
    return bool(stay.last and len(other.date) == len(stay.last) and str(stay.date) <= other.date <= stay.last)
