"""A briefing: the facts of a locality, or between two, by kind, newest first, with their sources."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, product
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

from graph.ask.as_of import first_day, held, holders
from graph.ask.labels import is_locality, short, slug
from graph.ask.lookup import texts, things, value
from graph.ask.names import locality
from graph.ask.query import Answer, Cell, ParameterError, select
from graph.store.caches import cached
from loaders.model.dates import date_in
from loaders.model.gazetteer import UnresolvedPlaceError, country_name
from loaders.model.messages import gettext as _
from ontology import coop, dct, schema, skos, thing, xsd

_FACTS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT $place $as_of ?form ?fact ?party ?counterpart ?kind ?network ?begun
WHERE {
  ?own coop:heldBy $place ; coop:tenureOf ?party ; coop:firstDay ?ownFrom .
  FILTER(?ownFrom <= $as_of)
  FILTER(?form IN (coop:Agreement, coop:Exchange, coop:Project, coop:Membership, coop:Event, coop:NetworkEvent))
  ?fact coop:party|coop:host ?party ; a ?form ; coop:firstDay ?begun .
  FILTER(?begun <= $as_of)
  OPTIONAL { ?fact coop:kind|coop:role ?kind }
  OPTIONAL { ?fact org:organization|coop:network ?network }
  OPTIONAL { ?fact coop:party ?counterpart }
}
ORDER BY ?begun ?fact ?kind ?network ?party ?counterpart"""
"""What a locality holds on a day, or held to its end: what it has entered into began before that.

The parties of a fact are told apart by their country in Python: within the OPTIONAL, where the country of the locality
is not known, the engine joins the parties of all facts there are.
"""

_SUCCESSIONS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT $place ?predecessor ?successor ?date ?basis ?kind
WHERE {
  { ?s org:resultingOrganization $place } UNION { ?s org:originalOrganization $place }
  ?s a coop:Succession ; org:originalOrganization ?predecessor ; org:resultingOrganization ?successor ; dct:date ?date .
  OPTIONAL { ?s coop:legalBasis ?basis }
  OPTIONAL { ?s coop:kind ?kind }
}
ORDER BY ?date ?predecessor"""


FORMS = (coop.Agreement, coop.Exchange, coop.Project, coop.Membership, coop.Event, coop.NetworkEvent)
PARTNERSHIPS = (coop.Agreement, coop.Exchange, coop.Project)
"""The classes of the ties by which localities are partners, what binds most first; to have met is none of them."""
THINGS = ("form", "fact", "kind", "partner", "network", "signed_by", "signed_with", "confidence")
COLUMNS = (
    "form", "fact", "kind", "partner", "network", "since", "until", "signed_by", "signed_with", "confidence", "note",
    "sources",
)  # fmt: skip


@dataclass
class Entry:
    """A fact in a briefing.

    Attributes:
        form: its class.
        fact: the thing itself.
        parties: the localities that entered into it, whose ties the place holds or held to its end.
        counterparts: the localities of the other country that entered into it.
        partners: those in the other country that hold it on the day.
        kind: its kind, or the role in a network.
        network: the network, of a membership.
    """

    form: NamedNode
    fact: NamedNode
    parties: list[NamedNode]
    counterparts: list[NamedNode]
    partners: list[NamedNode]
    kind: NamedNode | None
    network: NamedNode | None


@dataclass
class Briefing:
    """What is known of a place, or between two.

    Attributes:
        place: the locality.
        other: the other one, if it is about two.
        as_of: the day.
        entries: the facts, in order of time.
        successions: predecessor, successor, date, legal basis, kind of change.
    """

    place: NamedNode
    other: NamedNode | None
    as_of: str
    entries: list[Entry] = field(default_factory=list)
    successions: list[tuple[Cell, ...]] = field(default_factory=list)

    @property
    def partners(self) -> set[NamedNode]:
        """Who in the other country works with the place."""
        return {partner for entry in self.entries if entry.form in PARTNERSHIPS for partner in entry.partners}

    def number(self, *forms: NamedNode) -> int:
        """Return how many facts of some classes are known; of memberships, in how many networks."""
        return len({entry.network or entry.fact for entry in self.entries if entry.form in forms})


def briefing(store: Store, place: str, other: str | None, as_of: str) -> Briefing:
    """Gather what is known of a locality, or between two; of one that has ended, what it held to its end.

    Args:
        store: the graph.
        place: the id of a locality.
        other: the id of the other locality; which of the two comes first makes no difference to the facts.
        as_of: the day.
    """
    about = Briefing(thing[place], None, as_of, [*_entries(store, thing[place], as_of)])
    about.successions = [*_successions(store, about.place, as_of)]
    return between(store, about, briefing(store, other, None, as_of)) if other else about


def between(store: Store, one: Briefing, two: Briefing) -> Briefing:
    """Return what is known between two localities, from what is known of each."""
    place, other, own, theirs = one.place, two.place, one.entries, two.entries
    shared = {e.network for e in own if e.network} & {e.network for e in theirs if e.network}
    parties = held(store, other, one.as_of)
    found = [e for e in own if parties.intersection(e.counterparts)]
    found += [e for e in (*own, *theirs) if e.network in shared]
    found.sort(key=lambda e: first_day(store, e.fact))
    involved = {place, other} | {party for e in found for party in (*e.parties, *e.counterparts)}
    steps = dict.fromkeys([*one.successions, *two.successions])
    return Briefing(place, other, one.as_of, found, [step for step in steps if step[0] in involved])


def briefings(store: Store, as_of: str) -> dict[NamedNode, Briefing]:
    """Gather what is known of every locality of which anything is; see `briefing`."""
    rows = sorted(select(store, _FACTS, {"as_of": Literal(as_of, datatype=xsd.date)}).rows, key=_place)
    found: dict[NamedNode, Briefing] = {}
    for iri, group in groupby(rows, key=_place):
        place = NamedNode(iri)
        found[place] = Briefing(place, None, as_of, _grouped(store, as_of, (row[1:] for row in group)))
    for heir, *succession in select(store, _SUCCESSIONS).rows:
        place = cast(NamedNode, heir)
        if place in found and cast(Literal, succession[2]).value <= as_of:
            found[place].successions.append(tuple(succession))
    return found


@cached
def _successions(store: Store, place: NamedNode, as_of: str) -> tuple[tuple[Cell, ...], ...]:
    rows = select(store, _SUCCESSIONS, {"place": place}).rows
    return tuple(row for row in rows if cast(Literal, row[2]).value <= as_of)


def _place(row: tuple[Cell, ...]) -> str:
    return cast(NamedNode, row[0]).value


@cached
def _entries(store: Store, place: NamedNode, as_of: str) -> tuple[Entry, ...]:
    """Return the facts of a locality; kept, since the briefs on all pairs that it is one of ask for them."""
    bound: dict[str, NamedNode | Literal] = {"place": place, "as_of": Literal(as_of, datatype=xsd.date)}
    return tuple(_grouped(store, as_of, select(store, _FACTS, bound).rows))


def _grouped(store: Store, as_of: str, rows: Iterable[tuple[Cell, ...]]) -> list[Entry]:
    """Return a fact for all its rows, which differ by who entered into it on either side."""
    entries = []
    for (form, fact, kind, network), group in groupby(rows, key=lambda r: (r[0], r[1], r[4], r[5])):
        pairs = [(cast(NamedNode, row[2]), cast(NamedNode | None, row[3])) for row in group]
        parties = list(dict.fromkeys(party for party, _ in pairs))
        here = short(parties[0])[:2]
        others = (one for _, one in pairs if one and is_locality(one) and short(one)[:2] != here)
        counterparts = list(dict.fromkeys(others))
        partners = sorted({one for party in counterparts for one in holders(store, party, as_of)}, key=str)
        entries.append(Entry(*cast(tuple[NamedNode, NamedNode], (form, fact)), parties, counterparts, partners,
                             cast(NamedNode | None, kind), cast(NamedNode | None, network)))  # fmt: skip
    return entries


def table(store: Store, about: Briefing, language: str = "en") -> Answer:
    """Return a briefing as a table: a row for each fact, who entered into it on either side, and who holds it there.

    Args:
        store: the graph.
        about: the briefing.
        language: that of the notes.
    """
    rows: list[tuple[Cell, ...]] = []
    for entry in about.entries:
        sources = ";".join(map(slug, things(store, entry.fact, dct.source)))
        note = " ".join(one.value for one in texts(store, entry.fact, skos.note, language))
        sides: list[tuple[NamedNode | None, NamedNode | None]] = [
            (one, holder) for one in entry.counterparts for holder in holders(store, one, about.as_of) or (None,)
        ]
        for party, (counterpart, partner) in product(entry.parties, sides or [(None, None)]):
            rows.append(
                (entry.form, entry.fact, entry.kind, partner, entry.network,
                 value(store, entry.fact, schema.startDate), end(store, entry.fact, about.as_of), party, counterpart,
                 value(store, entry.fact, coop.confidence), Literal(note) if note else None, Literal(sources))
            )  # fmt: skip
    return Answer(COLUMNS, rows)


def end(store: Store, fact: NamedNode, as_of: str) -> NamedNode | Literal | None:
    """Return when a fact ended or will end, as far as that can be said on a day.

    An end that has come after the day is not returned, but for the term that a document itself states; one that is
    still to come is a plan.
    """
    stated = value(store, fact, schema.endDate)
    if isinstance(stated, Literal) and to_come(stated.value, as_of):
        return value(store, fact, coop.expires)
    return stated


def to_come(stated: str, as_of: str) -> bool:
    """Return whether a date had yet to come on a day, and has by now."""
    found = date_in(stated)
    return found is not None and as_of < found.earliest <= date.today().isoformat()


def counterpart(store: Store, name: str, place: str, as_of: str) -> str:
    """Return the id of the locality that a name means beside another.

    Where several share the name, it is the one of them that has a tie with ``place``, if only one has.

    Raises:
        UnresolvedPlaceError: it means none, or several.
    """
    try:
        return locality(store, name, as_of)
    except UnresolvedPlaceError as error:
        entries = _entries(store, thing[place], as_of)
        partners = {short(p) for e in entries for p in (*e.partners, *e.counterparts)}
        tied = [candidate.id for candidate in error.candidates if candidate.id in partners]
        if error.ambiguous and len(tied) == 1:
            return tied[0]
        raise


def beside(store: Store, name: str, place: str, as_of: str) -> str:
    """Return the id of the locality of the other country that a name means; see `counterpart`.

    Raises:
        UnresolvedPlaceError: it means none, or several.
        ParameterError: it is in the same country.
    """
    found = counterpart(store, name, place, as_of)
    if found[:2] == place[:2]:
        raise ParameterError(
            _("“{name}” is in {country} too; ties join a locality of Vietnam and one of Japan").format(
                name=name, country=country_name(place[:2])
            )
        )
    return found
