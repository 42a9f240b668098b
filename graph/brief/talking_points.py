"""What to raise at a meeting, derived from facts alone: each point rests on facts, and names them by their sources."""

from collections.abc import Iterator
from typing import cast

from pyoxigraph import NamedNode

from graph.ask.as_of import first_day, held, holders, known_end
from graph.ask.lookup import text, things
from graph.brief.around import slug_of
from graph.brief.briefing import PARTNERSHIPS, Briefing, Entry, between
from graph.brief.phrases import Block, Line, Phrases, Phrasing
from graph.brief.together import began, ended_by, fields, newest_first, running
from graph.store.caches import cached
from loaders.model.dates import date_in
from ontology import coop, schema

_RECENT = 15
"""How many years back work with others counts as experience."""
_OVER = 3
"""How many years after its end a project is still one to ask about."""
_AGED = 5
"""After how many years a document that nothing has followed is worth looking at again."""
_QUIET = 3
"""After how many years without a contact it is worth saying."""
_COMMON = 3
"""How many fields in which both work with others are named."""
_ACTS = (coop.Project, coop.Event, coop.Exchange)
_MET = (coop.Event, coop.Agreement)
"""The classes of what both sides came together for."""


class TalkingPoints:
    """The points to raise between two localities, the most telling first.

    Args:
        phrasing: puts them into words.
        about: what is known between the two.
    """

    def __init__(self, phrasing: Phrasing, about: Briefing) -> None:
        self._say, self._about, self._store = phrasing, about, phrasing.store
        self._other = cast(NamedNode, about.other)
        self._elsewhere = {
            one: self._with_others(one, beside)
            for one, beside in ((about.place, self._other), (self._other, about.place))
        }

    def block(self) -> Block:
        """Return the block of all points."""
        points = (*self._expired(), *self._of_heirs(), *self._promised(), *self._inherited(), *self._projects_over(),
                  *self._aged(), *self._common(), *self._running(), *self._quiet())  # fmt: skip
        return Block("points", self._say["brief_points"], tuple((line,) for line in points))

    def _years_ago(self, years: int) -> str:
        return f"{int(self._say.day[:4]) - years:04}{self._say.day[4:]}"

    def _documents(self) -> list[Entry]:
        """Return the documents in force on the day, the newest first."""
        return [one for one in newest_first(self._say, self._about, coop.Agreement) if not ended_by(self._say, one)]

    def _named(self, entry: Entry) -> tuple[Phrases, str]:
        return (self._say.name(cast(NamedNode, entry.kind)),), self._say.date(began(self._say, entry))

    def _expired(self) -> Iterator[Line]:
        """Yield the documents whose term has passed within the last years, and that no later one follows."""
        for entry in newest_first(self._say, self._about, coop.Agreement):
            stated = date_in(text(self._store, entry.fact, coop.expires))
            over = stated and self._years_ago(_OVER) <= stated.latest < self._say.day
            later = [one for one in self._documents() if began(self._say, one) > began(self._say, entry)]
            if stated and over and not later:
                yield self._say.line("brief_point_expired", *self._named(entry), self._say.date(stated),
                                     facts=[entry.fact])  # fmt: skip

    def _of_heirs(self) -> Iterator[Line]:
        """Yield the newest document that who holds the ties of one that has ended has with the other side itself."""
        known = {one.fact for one in self._about.entries}
        for gone, beside in ((self._about.place, self._other), (self._other, self._about.place)):
            for heir in holders(self._store, gone, self._say.day):
                if heir == gone:
                    continue
                theirs = between(self._store, self._say.known(heir), self._say.known(beside))
                documents = newest_first(self._say, theirs, coop.Agreement)
                for entry in [one for one in documents if one.fact not in known][:1]:
                    kind, begun = self._named(entry)
                    yield self._say.line("brief_point_heir", self._say.name(heir), self._say.name(gone),
                                         self._say.name(beside), kind, begun, facts=[entry.fact])  # fmt: skip

    def _promised(self) -> Iterator[Line]:
        """Yield what a document in force names and nothing known has followed."""
        for entry, open_fields in self._open_fields():
            named = self._say.several(open_fields)
            yield self._say.line("brief_point_promised", *self._named(entry), named, facts=[entry.fact])

    def _open_fields(self) -> Iterator[tuple[Entry, list[NamedNode]]]:
        """Yield each document in force with the fields that it names last and that nothing known has followed."""
        told: set[NamedNode] = set()
        for entry in self._documents():
            since, own = first_day(self._store, entry.fact), fields(self._say, entry.fact)
            found = [field for field in own if field not in told and not self._followed(field, since)]
            told.update(own)
            if found and began(self._say, entry):
                yield entry, found

    def unfollowed(self) -> list[NamedNode]:
        """Return the fields that documents in force name and nothing known has followed."""
        return [field for _, found in self._open_fields() for field in found]

    def fields_of(self, place: NamedNode) -> list[NamedNode]:
        """Return the fields in which one of the two has worked with others lately, the latest first."""
        return [*self._elsewhere[place]]

    def last_on(self, place: NamedNode, field: NamedNode) -> Entry | None:
        """Return the last that one of the two has done with others in a field lately."""
        return self._elsewhere[place].get(field)

    def _followed(self, field: NamedNode, since: str) -> bool:
        """Whether anything between the two is known in a field from a day on."""
        for one in self._about.entries:
            if one.form in _ACTS and field in things(self._store, one.fact, coop.field):
                last = known_end(self._store, one.fact) or first_day(self._store, one.fact)
                if not began(self._say, one) or last >= since:
                    return True
        return False

    def _inherited(self) -> Iterator[Line]:
        """Yield the newest document in force that was signed by a unit which others hold the ties of by now."""
        documents = self._documents()
        for entry in documents[:1]:
            for party in (*entry.parties, *entry.counterparts):
                heirs = holders(self._store, party, self._say.day)
                if heirs and party not in heirs:
                    then = self._say.party(party, first_day(self._store, entry.fact), now=False)
                    yield self._say.line("brief_point_inherited", *self._named(entry), then,
                                         self._say.several(heirs, 3), facts=[entry.fact])  # fmt: skip

    def _projects_over(self) -> Iterator[Line]:
        """Yield the projects that have ended lately without another that began after."""
        found = newest_first(self._say, self._about, coop.Project)
        for entry in found:
            stated = date_in(text(self._store, entry.fact, schema.endDate))
            if not stated or not self._years_ago(_OVER) <= stated.latest < self._say.day:
                continue
            if not any(began(self._say, one) > str(stated)[: len(began(self._say, one))] for one in found):
                yield self._say.line("brief_point_over", self._say.name(entry.fact, 80), self._say.date(stated),
                                     facts=[entry.fact])  # fmt: skip

    def _aged(self) -> Iterator[Line]:
        """Yield the newest document in force, if it is old and states no term."""
        for entry in self._documents()[:1]:
            begun = began(self._say, entry)
            if begun and begun < self._years_ago(_AGED) and not text(self._store, entry.fact, coop.expires):
                yield self._say.line("brief_point_aged", *self._named(entry), facts=[entry.fact])

    def _running(self) -> Iterator[Line]:
        """Yield the projects under way: how they go can be asked."""
        for entry in newest_first(self._say, self._about, coop.Project):
            if running(self._say, entry) and began(self._say, entry):
                since = self._say.date(began(self._say, entry))
                yield self._say.line("brief_point_running", self._say.name(entry.fact, 80), since, facts=[entry.fact])

    def _common(self) -> Iterator[Line]:
        """Yield in which fields both have worked with others lately: with whom; fields of the same facts together."""
        grouped: dict[tuple[NamedNode, NamedNode], tuple[list[NamedNode], Entry, Entry]] = {}
        for field, mine, other in self.common():
            grouped.setdefault((mine.fact, other.fact), ([], mine, other))[0].append(field)
        for about, mine, other in [*grouped.values()][:_COMMON]:
            yield self._say.line(
                "brief_point_common", self._say.several(about, 3),
                self._say.name(self._about.place), self._told(mine),
                self._say.name(self._other), self._told(other), facts=[mine.fact, other.fact],
            )  # fmt: skip

    def common(self) -> list[tuple[NamedNode, Entry, Entry]]:
        """Return the fields in which both have worked with others lately: the field, the last that either has done."""
        ours, theirs = (self._elsewhere[one] for one in (self._about.place, self._other))
        together = {f for one in self._about.entries if one.form == coop.Project and not ended_by(self._say, one)
                    for f in things(self._store, one.fact, coop.field)}  # fmt: skip
        promised = {f for one in self._documents() for f in things(self._store, one.fact, coop.field)}
        both = [field for field in ours if field in theirs and field not in together]
        both.sort(key=lambda field: (field not in promised, _newest(self._say, ours, theirs, field),
                                     self._say.name(field).text))  # fmt: skip
        return [(field, ours[field], theirs[field]) for field in both]

    def _told(self, entry: Entry) -> Phrases:
        """Return with whom a locality did something, and when: ``Yokohama (project, 2022)``."""
        names = self._say.several([one for one in entry.partners if one not in {self._about.place, self._other}], 2)
        year = began(self._say, entry)[:4]
        said = self._say["separator"].join(filter(None, (self._say[slug_of(entry)], year)))
        return self._say.filled(self._say["brief_part"], names, said)

    def _with_others(self, place: NamedNode, beside: NamedNode) -> dict[NamedNode, Entry]:
        """Return field -> the newest that a locality has done in it with others than the one beside it."""
        found: dict[NamedNode, Entry] = {}
        ours = held(self._store, beside, self._say.day)
        now = {beside, *holders(self._store, beside, self._say.day)}
        for entry in _work(self._say, place):
            others = [one for one in entry.partners if one not in now]
            if others and not ours.intersection(entry.counterparts):
                for field in things(self._store, entry.fact, coop.field):
                    found.setdefault(field, entry)
        return found

    def _quiet(self) -> Iterator[Line]:
        """Yield what the last contact was, if that is long ago: a meeting, a visit, or a signing, which is one too."""
        known = [one for one in newest_first(self._say, self._about, *_MET) if began(self._say, one)]
        if known and began(self._say, known[0]) < self._years_ago(_QUIET):
            last = known[0]
            what = self._say["brief_signing"] if last.form == coop.Agreement else None
            kind = self._say.name(last.kind if last.kind and what else last.fact, 80)
            told = self._say.filled(what, kind) if what else (kind,)
            yield self._say.line("brief_point_quiet", self._say.date(began(self._say, last)), told, facts=[last.fact])


@cached
def _work(say: Phrasing, place: NamedNode) -> list[Entry]:
    """Return what a locality has lately done with partners, the newest first; all briefs on its pairs ask for it."""
    first = f"{int(say.day[:4]) - _RECENT:04}"
    return [one for one in newest_first(say, say.known(place), *PARTNERSHIPS) if began(say, one) >= first]


def _newest(say: Phrasing, ours: dict[NamedNode, Entry], theirs: dict[NamedNode, Entry], field: NamedNode) -> int:
    """Return what puts fields in which both have done something lately before others."""
    return -min(int(began(say, side[field])[:4]) for side in (ours, theirs))
