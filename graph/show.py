"""What is known of a locality, or between two, as a briefing: stages in order of time, each with its sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

from graph.names import Labels, locality
from graph.questions import Answer, Cell, ParameterError, select
from graph.words import WORDS
from loaders.places import COUNTRIES, UnresolvedPlaceError
from ontology import coop, dct, schema, skos, thing, xsd

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
ORDER BY ?begun ?fact ?partner"""

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

FORMS = (coop.Agreement, coop.Exchange, coop.Project, coop.Membership, coop.Event)
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
        party: the locality that entered into it.
        partners: those in the other country that hold it on the day.
        kind: its kind, or the role in a network.
        network: the network, of a membership.
    """

    form: NamedNode
    fact: NamedNode
    party: NamedNode
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
    last = _value(store, about.place, coop.validThrough)
    held_on = min(as_of, last.value) if isinstance(last, Literal) else as_of
    entries = _entries(store, about.place, held_on)
    if about.other:
        theirs = {e.network for e in _entries(store, about.other, as_of) if e.network}
        mine = {e.network for e in entries if e.network}
        entries = [e for e in entries if about.other in e.partners or e.network in theirs]
        entries += [e for e in _entries(store, about.other, as_of) if e.network in mine]
        signed = {e.party for e in entries}
        about.successions = [row for row in about.successions if row[0] in signed]
    about.entries = entries
    return about


def _entries(store: Store, place: NamedNode, as_of: str) -> list[Entry]:
    rows = select(store, _FACTS, {"place": place, "as_of": Literal(as_of, datatype=xsd.date)}).rows
    entries = []
    for (form, fact, party, kind, network), group in groupby(rows, key=lambda r: (r[0], r[1], r[2], r[4], r[5])):
        partners = [cast(NamedNode, row[3]) for row in group if row[3]]
        entries.append(Entry(*cast(tuple[NamedNode, NamedNode, NamedNode], (form, fact, party)), partners,
                             cast(NamedNode | None, kind), cast(NamedNode | None, network)))  # fmt: skip
    return entries


def _value(store: Store, subject: NamedNode, predicate: NamedNode) -> Cell:
    return next((q.object for q in store.quads_for_pattern(subject, predicate, None, None)), None)


def _values(store: Store, subject: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
    found = {q.object for q in store.quads_for_pattern(subject, predicate, None, None)}
    return sorted(cast(Iterable[NamedNode | Literal], found), key=str)


def table(store: Store, about: Briefing) -> Answer:
    """Return a briefing as a table: a row for each fact and partner."""
    rows: list[tuple[Cell, ...]] = []
    for entry in about.entries:
        sources = ";".join(s.value.rpartition("/")[2] for s in _values(store, entry.fact, dct.source))
        partners: list[NamedNode | None] = [*entry.partners] or [None]
        for partner in partners:
            rows.append(  # noqa: PERF401 - a comprehension would hide the two loops
                (entry.form, entry.fact, entry.kind, partner, entry.network,
                 _value(store, entry.fact, schema.startDate), _value(store, entry.fact, schema.endDate), entry.party,
                 _value(store, entry.fact, coop.confidence), _value(store, entry.fact, skos.note), Literal(sources))
            )  # fmt: skip
    return Answer(COLUMNS, rows)


class Prose:
    """A briefing as text in a language.

    Args:
        store: the graph.
        about: the briefing.
        language: ``en``, ``vi`` or ``ja``.
    """

    def __init__(self, store: Store, about: Briefing, language: str) -> None:
        self._store, self._about = store, about
        self._labels, self._words = Labels(store, language), WORDS[language]
        self._sources: dict[NamedNode, int] = {}

    def __str__(self) -> str:
        about = self._about
        names = [self._labels[about.place]] + ([self._labels[about.other]] if about.other else [])
        lines = [" – ".join(names), self._words["as_of"].format(about.as_of)]
        lines += self._history()
        for form in FORMS:
            lines += self._section(form)
        lines += self._resources()
        lines += self._contested()
        lines += self._lacking()
        lines += self._cited()
        return "\n".join(lines) + "\n"

    def _history(self) -> Iterator[str]:
        if self._about.successions:
            yield from ("", self._words["history"])
        for predecessor, successor, date, basis in self._about.successions:
            takes = successor == self._about.place
            other = self._labels[cast(NamedNode, predecessor if takes else successor)]
            words = self._words["takes" if takes else "passes"].format(other)
            yield self._line(cast(Literal, date).value, words + (f" ({cast(Literal, basis).value})" if basis else ""))

    def _section(self, form: NamedNode) -> Iterator[str]:
        entries = [entry for entry in self._about.entries if entry.form == form]
        title = form.value.rpartition("#")[2]
        if entries:
            shared = self._about.other and form == coop.Membership
            yield from ("", self._words["shared" if shared else title])
        if form in {coop.Agreement, coop.Exchange} and not self._about.other:
            entries.sort(key=lambda entry: [self._labels[partner] for partner in entry.partners])
        if form == coop.Membership:
            entries.sort(key=lambda entry: self._labels[cast(NamedNode, entry.network)])
        for entry in entries:
            yield from self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[str]:
        said = [self._what(entry), self._with(entry), self._stage(entry), *self._terms(entry)]
        yield self._line(self._when(entry), ", ".join(filter(None, said)) + self._cite(entry.fact))
        note = _value(self._store, entry.fact, skos.note)
        if isinstance(note, Literal):
            yield self._line("", note.value)

    def _when(self, entry: Entry) -> str:
        since, until = (_value(self._store, entry.fact, p) for p in (schema.startDate, schema.endDate))
        begin = since.value if isinstance(since, Literal) else ""
        end = until.value if isinstance(until, Literal) else ""
        if begin == end or entry.form == coop.Agreement:
            return begin or self._words["undated"]
        return f"{begin or '?'} – {end}" if end else begin or self._words["undated"]

    def _what(self, entry: Entry) -> str:
        kind = self._labels[entry.kind] if entry.kind else ""
        if entry.form == coop.Agreement:
            return kind
        if entry.form == coop.Exchange:
            fields = [self._labels[f] for f in _values(self._store, entry.fact, coop.field) if isinstance(f, NamedNode)]
            return "; ".join(fields)
        if entry.network:
            designation = _value(self._store, entry.fact, coop.designation)
            who = f"{self._labels[entry.party]}, " if self._about.other else ""
            extra = f" ({designation.value})" if isinstance(designation, Literal) else ""
            return f"{self._labels[entry.network]}: {who}{kind}{extra}"
        return self._labels[entry.fact]

    def _with(self, entry: Entry) -> str:
        if self._about.other or not entry.partners:
            return ""
        return self._words["with"].format(", ".join(self._labels[partner] for partner in entry.partners))

    def _stage(self, entry: Entry) -> str:
        for how in ("renews", "upgrades", "continues"):
            earlier = _value(self._store, entry.fact, coop[how])
            if isinstance(earlier, NamedNode):
                signed = _value(self._store, earlier, coop.signed)
                day = signed.value if isinstance(signed, Literal) else self._words["undated"]
                return self._words[how].format(day)
        return ""

    def _terms(self, entry: Entry) -> Iterator[str]:
        """Say who signed it if it was inherited, whether it has ended, and how sure it is."""
        if entry.party not in {self._about.place, self._about.other}:
            words = "signed_by" if entry.form == coop.Agreement else "took_part"
            yield self._words[words].format(self._labels[entry.party])
        last = _value(self._store, entry.fact, coop.validThrough)
        if entry.form == coop.Agreement and isinstance(last, Literal) and last.value < self._about.as_of:
            until = _value(self._store, entry.fact, schema.endDate)
            yield f"{self._words['expired']} {until.value if isinstance(until, Literal) else ''}".strip()
        confidence = _value(self._store, entry.fact, coop.confidence)
        if isinstance(confidence, NamedNode) and not confidence.value.endswith("/high"):
            yield self._words["doubt"].format(self._labels[confidence])

    def _resources(self) -> Iterator[str]:
        facts = {entry.fact for entry in self._about.entries}
        found = [
            allocation
            for fact in sorted(facts, key=str)
            for allocation in sorted(
                (cast(NamedNode, q.subject) for q in self._store.quads_for_pattern(None, coop.allocatedTo, fact, None)),
                key=str,
            )
        ]
        if found:
            yield from ("", self._words["resources"])
        for allocation in found:
            by, kind, since, note = (
                _value(self._store, allocation, p) for p in (coop.allocatedBy, coop.kind, schema.startDate, skos.note)
            )
            what = f"{self._labels[cast(NamedNode, by)]}: {self._labels[cast(NamedNode, kind)]}{self._cite(allocation)}"
            yield self._line(since.value if isinstance(since, Literal) else self._words["undated"], what)
            if isinstance(note, Literal):
                yield self._line("", note.value)

    def _contested(self) -> Iterator[str]:
        claims = [
            (entry, cast(NamedNode, quad.subject))
            for entry in self._about.entries
            for quad in self._store.quads_for_pattern(None, coop.about, entry.fact, None)
        ]
        if claims:
            yield from ("", self._words["contested"])
        for entry, claim in claims:
            prop = cast(NamedNode, _value(self._store, claim, coop.claimedProperty))
            value = cast(Literal, _value(self._store, claim, coop.claimedValue))
            words = self._words["says"].format(self._labels[prop], value.value)
            yield self._line(self._when(entry), f"{self._labels[entry.fact]}: {words}{self._cite(claim)}")

    def _lacking(self) -> Iterator[str]:
        forms = (coop.Agreement, coop.Project, coop.Membership) if not self._about.other else (coop.Agreement,)
        have = {entry.form for entry in self._about.entries}
        missing = [self._words[form.value.rpartition("#")[2]] for form in forms if form not in have]
        if missing:
            yield from ("", self._words["lacking"].format(", ".join(missing)))

    def _cite(self, fact: NamedNode) -> str:
        sources = [s for s in _values(self._store, fact, dct.source) if isinstance(s, NamedNode)]
        return "".join(f" [{self._sources.setdefault(source, len(self._sources) + 1)}]" for source in sources)

    def _cited(self) -> Iterator[str]:
        if self._sources:
            yield from ("", self._words["sources"])
        for source, number in self._sources.items():
            said = [_value(self._store, source, p) for p in (dct.title, dct.publisher, dct.issued, schema.url)]
            yield f"  [{number}] " + ". ".join(cell.value for cell in said if isinstance(cell, Literal | NamedNode))

    @staticmethod
    def _line(when: str, what: str) -> str:
        return f"  {when:<12}  {what}" if len(when) <= 12 else f"  {when}  {what}"


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
