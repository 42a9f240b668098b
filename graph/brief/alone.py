"""What a brief on one locality begins with: its partners by weight, what is new, what has gone quiet, its networks."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from graph.ask.as_of import known_end
from graph.brief.around import slug_of
from graph.brief.briefing import FORMS, PARTNERSHIPS, Briefing, Entry
from graph.brief.phrases import Block, Line, Phrase, Phrases, Phrasing
from graph.brief.together import began, ended_by, newest_first
from loaders.model.messages import figure
from ontology import coop

_NEW = 2
"""How many years back what began is new."""
_QUIET = 5
"""After how many years without anything dated a document has gone quiet."""
_DATED = (*PARTNERSHIPS, coop.Event)


class Alone:
    """The blocks of what one locality does.

    Args:
        phrasing: puts them into words.
        about: what is known of it.
    """

    def __init__(self, phrasing: Phrasing, about: Briefing) -> None:
        self._say, self._about = phrasing, about
        self._of: dict[NamedNode, list[Entry]] = {}
        for entry in newest_first(phrasing, about, *_DATED):
            for partner in entry.partners:
                self._of.setdefault(partner, []).append(entry)

    def partners(self) -> Block:
        """Return the partners, those with most weight first: documents, projects, the last thing known."""
        say = self._say
        tied = [one for one, entries in self._of.items() if any(e.form in PARTNERSHIPS for e in entries)]
        tied.sort(key=lambda one: (*self._weight(one), say.name(one).text))
        rows = tuple(self._row(one, self._of[one]) for one in tied)
        keys = ("partner", "column_document", "column_projects", "column_last")
        return Block("partners", say["partners"], rows, tuple(say[key] for key in keys), (24, 36, 12, 28))

    def _weight(self, partner: NamedNode) -> tuple[int, int, int]:
        """Return what puts a partner before others: documents in force, projects, how late the last thing is."""
        entries = self._of[partner]
        documents = self._in_force(entries)
        projects = [one for one in entries if one.form == coop.Project]
        return -len(documents), -len(projects), -int((began(self._say, entries[0]) or "0")[:4])

    def _in_force(self, entries: Iterable[Entry]) -> list[Entry]:
        return [one for one in entries if one.form == coop.Agreement and not ended_by(self._say, one)]

    def _row(self, partner: NamedNode, entries: list[Entry]) -> tuple[Line, ...]:
        say = self._say
        documents, projects = self._in_force(entries), sum(one.form == coop.Project for one in entries)
        return (
            Line((say.name(partner),)),
            self._document(documents) if documents else say.none(),
            Line((Phrase(figure(projects, language=say.language) if projects else say["none"]),)),
            self._last(entries[0]),
        )

    def _document(self, documents: list[Entry]) -> Line:
        """Return the newest document in force, and how many more there are."""
        say, newest = self._say, documents[0]
        told: Phrases = ((say.name(newest.kind),) if newest.kind else ()) + (
            Phrase(say["separator"] + say.date(began(say, newest))),
        )
        more = len(documents) - 1
        told = say.listed([told, (Phrase(say["more"].format(more)),)]) if more else told
        return Line(told, (newest.fact,))

    def _last(self, entry: Entry) -> Line:
        return Line((Phrase(f"{self._say[slug_of(entry)]}{self._say['separator']}"
                            f"{self._say.date(began(self._say, entry))}"),), (entry.fact,))  # fmt: skip

    def new(self) -> Block:
        """Return what has begun in the last years."""
        say = self._say
        since = f"{int(say.day[:4]) - _NEW:04}{say.day[4:]}"
        found = [one for one in newest_first(say, self._about, *FORMS) if began(say, one) >= since]
        rows = tuple((Line((Phrase(say.date(began(say, one))),)), self._what(one)) for one in found)
        return Block("new", say["brief_new"], rows, widths=(17, 83))

    def _what(self, entry: Entry) -> Line:
        say = self._say
        told: Phrases = (say.name(entry.fact),)
        if entry.form == coop.Agreement and entry.kind:
            told = (say.name(entry.kind),)
        if entry.form != coop.Event and entry.partners:
            told = (*told, *say.filled(say["brief_with"], say.several(entry.partners, 3)))
        return Line(told, (entry.fact,))

    def quiet(self) -> Block:
        """Return the documents in force with whose partner nothing dated is known for years."""
        say = self._say
        since = f"{int(say.day[:4]) - _QUIET:04}{say.day[4:]}"
        rows = []
        for partner, entries in self._of.items():
            documents, dated = self._in_force(entries), [one for one in entries if began(say, one)]
            last = max((self._seen(one) for one in dated), default="")
            if documents and dated and last < since:
                newest = documents[0]
                kind = (say.name(newest.kind),) if newest.kind else ()
                rows.append((last, say.line("brief_quiet", say.name(partner), kind, say.date(began(say, newest)),
                                            say.date(began(say, dated[0])), facts=[newest.fact])))  # fmt: skip
        rows.sort(key=lambda row: (row[0], row[1].text), reverse=True)
        return Block("quiet", say["brief_quiet_title"], tuple((line,) for _, line in rows))

    def _seen(self, entry: Entry) -> str:
        """Return the last day on which a fact shows life: the end of a project, else its beginning."""
        last = known_end(self._say.store, entry.fact) if entry.form == coop.Project else ""
        return min(last, self._say.day) if last else began(self._say, entry)

    def networks(self) -> Block:
        """Return the networks and designations it has on the day, designations first."""
        say = self._say
        found: dict[NamedNode, tuple[bool, Phrases, NamedNode]] = {}
        for entry in newest_first(say, self._about, coop.Membership):
            if entry.network and not ended_by(say, entry):
                designation = say.stated(entry.fact, coop.designation, 60)
                told: Phrases = (say.name(entry.network),)
                if designation:
                    told = say.filled(say["brief_part"], told, designation)
                found.setdefault(entry.network, (not designation, told, entry.fact))
        ordered = sorted(found.values(), key=lambda one: (one[0], one[1][0].text))
        rows = tuple((Line(told, (fact,)),) for _, told, fact in ordered)
        return Block("networks", say["Membership"], rows)
