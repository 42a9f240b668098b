"""What is known of a locality, or between two, as a briefing: stages by kind, newest first, with their sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, product
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

from graph.citations import Citations
from graph.names import Labels, locality
from graph.questions import Answer, Cell, ParameterError, select
from graph.said import remarks, text, value, values
from graph.words import words
from loaders.places import COUNTRIES, UnresolvedPlaceError
from ontology import concept, concepts, coop, dct, schema, skos, thing, xsd

_FACTS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT $place $as_of ?form ?fact ?party ?partner ?kind ?network ?begun
WHERE {
  ?own coop:heldBy $place ; coop:tenureOf ?party ; coop:validFrom ?ownFrom ; coop:validThrough ?ownThrough .
  FILTER(?ownFrom <= $as_of && $as_of <= ?ownThrough)
  FILTER(?form IN (coop:Agreement, coop:Exchange, coop:Project, coop:Membership, coop:Event))
  ?fact coop:party ?party ; a ?form ; coop:validFrom ?begun .
  FILTER(?begun <= $as_of)
  $place coop:country ?here .
  OPTIONAL { ?fact coop:kind|coop:role ?kind }
  OPTIONAL { ?fact org:organization ?network }
  OPTIONAL {
    ?fact coop:party ?other .
    ?other coop:country ?there .
    FILTER(?there != ?here)
    ?their coop:tenureOf ?other ; coop:heldBy ?partner ; coop:validFrom ?theirFrom ; coop:validThrough ?theirThrough .
    FILTER(?theirFrom <= $as_of && $as_of <= ?theirThrough)
  }
}
ORDER BY ?begun ?fact ?kind ?network ?party ?partner"""

_SUCCESSIONS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT $place ?predecessor ?successor ?date ?basis
WHERE {
  { ?s org:resultingOrganization $place } UNION { ?s org:originalOrganization $place }
  ?s org:originalOrganization ?predecessor ; org:resultingOrganization ?successor ; dct:date ?date .
  OPTIONAL { ?s coop:legalBasis ?basis }
}
ORDER BY ?date ?predecessor"""

_ENDED = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
SELECT DISTINCT ?place ?last
WHERE { ?place a coop:Locality ; coop:validThrough ?last . ?fact coop:party ?place ; coop:validFrom ?begun }"""

_SCHEMES = {coop.kind: "agreement-kind", coop.level: "level"}
"""The properties whose values are concepts -> the scheme of those."""

_FEW = 4
"""So many localities are asked for one by one; to ask for all takes as long as to ask for some five."""

FORMS = (coop.Agreement, coop.Exchange, coop.Project, coop.Membership, coop.Event)
PARTNERSHIPS = (coop.Agreement, coop.Exchange, coop.Project)
"""The classes of the ties by which localities are partners, what binds most first; to have met is none of them."""
THINGS = ("form", "fact", "kind", "partner", "network", "party", "confidence")
COLUMNS = (
    "form",
    "fact",
    "kind",
    "partner",
    "network",
    "since",
    "until",
    "party",
    "confidence",
    "note",
    "sources",
)


@dataclass
class Entry:
    """A fact in a briefing.

    Attributes:
        form: its class.
        fact: the thing itself.
        parties: the localities that entered into it, whose ties the place holds.
        partners: those in the other country that hold it on the day.
        kind: its kind, or the role in a network.
        network: the network, of a membership.
    """

    form: NamedNode
    fact: NamedNode
    parties: list[NamedNode]
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
        successions: predecessor, successor, date, legal basis.
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
    """Gather what is known of a locality, or between two.

    Args:
        store: the graph.
        place: the id of a locality; of one that has ended, what it held on its last day.
        other: the id of the other locality.
        as_of: the day.
    """
    about = Briefing(thing[place], thing[other] if other else None, as_of)
    rows = select(store, _SUCCESSIONS, {"place": about.place}).rows
    about.successions = [row for row in rows if cast(Literal, row[2]).value <= as_of]
    last = value(store, about.place, coop.validThrough)
    held_on = min(as_of, last.value) if isinstance(last, Literal) else as_of
    entries = _entries(store, about.place, held_on)
    if about.other:
        theirs = {e.network for e in _entries(store, about.other, as_of) if e.network}
        mine = {e.network for e in entries if e.network}
        entries = [e for e in entries if about.other in e.partners or e.network in theirs]
        entries += [e for e in _entries(store, about.other, as_of) if e.network in mine]
        signed = {party for e in entries for party in e.parties}
        about.successions = [row for row in about.successions if row[0] in signed]
    about.entries = entries
    return about


def briefings(store: Store, as_of: str) -> dict[NamedNode, Briefing]:
    """Gather what is known of every locality of which anything is; see `briefing`."""
    ends = {cast(NamedNode, place): cast(Literal, last).value for place, last in select(store, _ENDED).rows}
    found: dict[NamedNode, Briefing] = {}
    for day in sorted({as_of, *(end for end in ends.values() if end < as_of)}):
        ended = [place for place, end in ends.items() if end == day]
        if day != as_of and len(ended) <= _FEW:
            found |= {place: Briefing(place, None, as_of, _entries(store, place, day)) for place in ended}
            continue
        rows = select(store, _FACTS, {"as_of": Literal(day, datatype=xsd.date)}).rows
        own = sorted((row for row in rows if min(as_of, ends.get(cast(NamedNode, row[0]), as_of)) == day), key=_place)
        for iri, group in groupby(own, key=_place):
            found[NamedNode(iri)] = Briefing(NamedNode(iri), None, as_of, _grouped(row[1:] for row in group))
    found = {place: about for place, about in found.items() if about.entries}
    for heir, *succession in select(store, _SUCCESSIONS).rows:
        place = cast(NamedNode, heir)
        if place in found and cast(Literal, succession[2]).value <= as_of:
            found[place].successions.append(tuple(succession))
    return found


def _place(row: tuple[Cell, ...]) -> str:
    return cast(NamedNode, row[0]).value


def _entries(store: Store, place: NamedNode, as_of: str) -> list[Entry]:
    return _grouped(select(store, _FACTS, {"place": place, "as_of": Literal(as_of, datatype=xsd.date)}).rows)


def _grouped(rows: Iterable[tuple[Cell, ...]]) -> list[Entry]:
    """Return a fact for all its rows, which differ by who entered into it and by the partner."""
    entries = []
    for (form, fact, kind, network), group in groupby(rows, key=lambda r: (r[0], r[1], r[4], r[5])):
        pairs = [(cast(NamedNode, row[2]), cast(NamedNode, row[3])) for row in group]
        parties = list(dict.fromkeys(party for party, _ in pairs))
        partners = sorted({partner for _, partner in pairs if partner}, key=str)
        entries.append(Entry(*cast(tuple[NamedNode, NamedNode], (form, fact)), parties, partners,
                             cast(NamedNode | None, kind), cast(NamedNode | None, network)))  # fmt: skip
    return entries


def table(store: Store, about: Briefing) -> Answer:
    """Return a briefing as a table: a row for each fact, who entered into it, and partner."""
    rows: list[tuple[Cell, ...]] = []
    for entry in about.entries:
        sources = ";".join(s.value.rpartition("/")[2] for s in values(store, entry.fact, dct.source))
        note = remarks(store, entry.fact)
        partners: list[NamedNode | None] = [*entry.partners] or [None]
        for party, partner in product(entry.parties, partners):
            rows.append(
                (entry.form, entry.fact, entry.kind, partner, entry.network,
                 value(store, entry.fact, schema.startDate), value(store, entry.fact, schema.endDate), party,
                 value(store, entry.fact, coop.confidence), Literal(note) if note else None, Literal(sources))
            )  # fmt: skip
    return Answer(COLUMNS, rows)


@dataclass(frozen=True)
class Line:
    """A fact in words.

    Attributes:
        when: the day, or the days it spans, in words.
        since: when it began, as precisely as is known; empty if it is not.
        until: when it ended or will, likewise.
        what: what it is.
        partners: with whom.
        terms: which earlier document it follows, who signed it, whether it has ended, how sure it is.
        cites: the numbers of its sources.
        note: what else is to be said.
        fact: the thing itself.
        about: the network, of a membership; the locality, of a succession.
    """

    when: str
    what: str
    since: str = ""
    until: str = ""
    partners: tuple[NamedNode, ...] = ()
    terms: tuple[str, ...] = ()
    cites: str = ""
    note: str = ""
    fact: NamedNode | None = None
    about: NamedNode | None = None


@dataclass(frozen=True)
class Section:
    """Facts of one kind under a title: ``history``, the name of a class, ``resources`` or ``contested``."""

    name: str
    title: str
    lines: list[Line]


class Prose:
    """A briefing as text in a language.

    Args:
        store: the graph.
        about: the briefing.
        language: ``en``, ``vi`` or ``ja``.
        labels: what things are called in it, if that has been read already.
    """

    def __init__(self, store: Store, about: Briefing, language: str, labels: Labels | None = None) -> None:
        self._store, self._about = store, about
        self._labels, self._words = labels or Labels(store, language), words(language)
        self.citations = Citations(store)

    def __str__(self) -> str:
        about = self._about
        names = [self._labels[about.place]] + ([self._labels[about.other]] if about.other else [])
        lines = [" – ".join(names), self._words["as_of"].format(about.as_of)]
        for section in self.sections():
            lines += ["", section.title]
            lines += [text for line in section.lines for text in self._in_lines(line)]
        if missing := self.lacking():
            lines += ["", missing]
        sources = [str(source) for source in self.citations]
        lines += ["", self._words["sources"], *sources] if sources else []
        return "\n".join(lines) + "\n"

    def _in_lines(self, line: Line) -> Iterator[str]:
        partners = ", ".join(self._labels[partner] for partner in line.partners)
        said = [line.what, self._words["with"].format(partners) if partners else "", *line.terms]
        what = ", ".join(filter(None, said)) + line.cites
        yield f"  {line.when:<12}  {what}" if len(line.when) <= 12 else f"  {line.when}  {what}"
        if line.note:
            yield f"{'':<16}{line.note}"

    def sections(self) -> Iterator[Section]:
        """Yield what is known by kind, newest first, what has no date last; kinds of which nothing is are left out."""
        for name, lines in (
            ("history", self._history()),
            *((_local(form), self._facts(form)) for form in FORMS),
            ("resources", self._resources()),
            ("contested", self._contested()),
        ):
            shared = self._about.other and name == "Membership"
            if found := list(lines):
                yield Section(name, self._words["shared" if shared else name], found)

    def lacking(self) -> str:
        """Return a sentence on what is not known: which of documents, projects, networks; empty if there is some."""
        forms = (coop.Agreement, coop.Project, coop.Membership) if not self._about.other else (coop.Agreement,)
        have = {entry.form for entry in self._about.entries}
        missing = [self._words[_local(form)] for form in forms if form not in have]
        return self._words["lacking"].format(", ".join(missing)) if missing else ""

    def _history(self) -> Iterator[Line]:
        newest_first = sorted(self._about.successions, key=lambda row: cast(Literal, row[2]).value, reverse=True)
        for predecessor, successor, date, basis in newest_first:
            takes = successor == self._about.place
            other = cast(NamedNode, predecessor if takes else successor)
            said = self._words["takes" if takes else "passes"].format(self._labels[other])
            law = f" ({cast(Literal, basis).value})" if basis else ""
            yield Line(cast(Literal, date).value, said + law, about=other)

    def _facts(self, form: NamedNode) -> Iterator[Line]:
        entries = [entry for entry in self._about.entries if entry.form == form]
        entries.sort(key=self._names)
        entries.sort(key=lambda entry: self._began(entry.fact), reverse=True)
        for entry in entries:
            yield Line(
                self._when(entry),
                self._what(entry),
                text(self._store, entry.fact, schema.startDate),
                text(self._store, entry.fact, schema.endDate),
                () if self._about.other else tuple(entry.partners),
                tuple(filter(None, (self._stage(entry), *self._terms(entry)))),
                self.citations.cite(entry.fact),
                remarks(self._store, entry.fact),
                entry.fact,
                entry.network,
            )

    def _began(self, fact: NamedNode) -> str:
        return text(self._store, fact, schema.startDate)

    def _names(self, entry: Entry) -> list[str]:
        """Return the network or the partners of a fact: of the same day, facts stand in the order of these."""
        return [self._labels[one] for one in ([entry.network] if entry.network else entry.partners)]

    def _when(self, entry: Entry) -> str:
        begin, end = (text(self._store, entry.fact, p) for p in (schema.startDate, schema.endDate))
        if begin == end or entry.form == coop.Agreement:
            return begin or self._words["undated"]
        return f"{begin or '?'} – {end}" if end else begin or self._words["undated"]

    def _what(self, entry: Entry) -> str:
        kind = self._labels[entry.kind] if entry.kind else ""
        if entry.form == coop.Agreement:
            return kind
        if entry.form == coop.Exchange:
            fields = [self._labels[f] for f in values(self._store, entry.fact, coop.field) if isinstance(f, NamedNode)]
            return "; ".join(fields)
        if entry.network:
            designation = text(self._store, entry.fact, coop.designation)
            who = f"{self._labels[entry.parties[0]]}, " if self._about.other else ""
            extra = f" ({designation})" if designation else ""
            return f"{self._labels[entry.network]}: {who}{kind}{extra}"
        return self._labels[entry.fact]

    def _stage(self, entry: Entry) -> str:
        for how in ("renews", "upgrades", "continues"):
            earlier = value(self._store, entry.fact, coop[how])
            if isinstance(earlier, NamedNode):
                return self._words[how].format(text(self._store, earlier, coop.signed) or self._words["undated"])
        return ""

    def _terms(self, entry: Entry) -> Iterator[str]:
        """Say who signed it if it was inherited, whether it has ended, and how sure it is."""
        others = [party for party in entry.parties if party not in {self._about.place, self._about.other}]
        if others:
            said = "signed_by" if entry.form == coop.Agreement else "took_part"
            yield self._words[said].format(", ".join(self._labels[party] for party in others))
        last = value(self._store, entry.fact, coop.validThrough)
        if entry.form == coop.Agreement and isinstance(last, Literal) and last.value < self._about.as_of:
            yield f"{self._words['expired']} {text(self._store, entry.fact, schema.endDate)}".strip()
        confidence = value(self._store, entry.fact, coop.confidence)
        if isinstance(confidence, NamedNode) and not confidence.value.endswith("/high"):
            yield self._words["doubt"].format(self._labels[confidence])

    def _resources(self) -> Iterator[Line]:
        facts = {entry.fact for entry in self._about.entries}
        found = sorted({one for fact in facts for one in _subjects(self._store, coop.allocatedTo, fact)}, key=str)
        for allocation in sorted(found, key=self._began, reverse=True):
            by, kind = (value(self._store, allocation, p) for p in (coop.allocatedBy, coop.kind))
            yield Line(
                self._began(allocation) or self._words["undated"],
                f"{self._labels[cast(NamedNode, by)]}: {self._labels[cast(NamedNode, kind)]}",
                cites=self.citations.cite(allocation),
                note=text(self._store, allocation, skos.note),
                fact=allocation,
            )

    def _contested(self) -> Iterator[Line]:
        for entry in sorted(self._about.entries, key=lambda entry: self._began(entry.fact), reverse=True):
            for claim in sorted(_subjects(self._store, coop.about, entry.fact), key=str):
                prop = cast(NamedNode, value(self._store, claim, coop.claimedProperty))
                said = self._words["says"].format(self._labels[prop], self._claimed(claim, prop))
                what = f"{self._labels[entry.fact]}: {said}"
                yield Line(self._when(entry), what, cites=self.citations.cite(claim), fact=claim)

    def _claimed(self, claim: NamedNode, prop: NamedNode) -> str:
        """Return what a source says otherwise; in words, if it is a concept."""
        said, scheme = text(self._store, claim, coop.claimedValue), _SCHEMES.get(prop, "")
        return self._labels[concept[f"{scheme}/{said}"]] if scheme and said in concepts.slugs(scheme) else said


def _subjects(store: Store, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
    return [cast(NamedNode, quad.subject) for quad in store.quads_for_pattern(None, predicate, value, None)]


def _local(term: NamedNode) -> str:
    return term.value.rpartition("#")[2]


def counterpart(store: Store, name: str, place: str, as_of: str) -> str:
    """Return the id of the locality that a name means beside another.

    Where several share the name, it is the one of them that has a tie with ``place``, if only one has.

    Raises:
        UnresolvedPlaceError: it means none, or several.
    """
    try:
        return locality(store, name, as_of)
    except UnresolvedPlaceError as error:
        partners = {p.value.removeprefix(thing.iri) for e in _entries(store, thing[place], as_of) for p in e.partners}
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
        country = COUNTRIES[place[:2]][0]
        raise ParameterError(f"“{name}” is in {country} too; ties join a locality of Vietnam and one of Japan")
    return found
