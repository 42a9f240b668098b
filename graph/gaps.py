"""Who is left out: which of the three schemes each locality has reached, who has no partner, whose ties fade.

Nothing known counts as not reached; it is not known that there is nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pyoxigraph import Literal, NamedNode, Store

import queries
from graph.names import Labels, short
from graph.networks import ties_by_day
from graph.questions import Answer, Cell, ParameterError, ask, known_levels, select, year_ends
from graph.words import number, words
from loaders.messages import gettext as _
from ontology import concept, coop, org, thing, xsd

if TYPE_CHECKING:
    import networkx as nx

SCHEMES = ("official_relationship", "third_party_support", "intercity_network")
THINGS = ("place", "country", "level", "region")
COUNTRIES = ("vn", "jp")
_MOST_YEARS = 100
_PARTNER = 6
"""The column of `places` that says whether a partner is known."""

_BEGUN = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
SELECT DISTINCT ?scheme ?tie ?holder ?begun ?end ?status ?unknown ?from ?through
WHERE {
  ?tie coop:scheme ?scheme ; coop:validFrom ?begun ; coop:party ?party .
  ?tenure coop:tenureOf ?party ; coop:heldBy ?holder ; coop:validFrom ?from ; coop:validThrough ?through .
  OPTIONAL { ?tie coop:validThrough ?end }
  OPTIONAL { ?tie coop:status ?status }
  OPTIONAL { ?tie coop:beginningUnknown ?unknown }
}"""

_PERIODS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX schema: <https://schema.org/>
SELECT ?place ?country ?level ?region ?parent ?first ?last
WHERE {
  ?place coop:country ?country ; coop:period ?period .
  ?period coop:level ?level .
  OPTIONAL { ?place coop:region ?region }
  OPTIONAL { ?period schema:containedInPlace ?parent }
  OPTIONAL { ?period coop:validFrom ?first }
  OPTIONAL { ?period coop:validThrough ?last }
}"""


@dataclass(frozen=True)
class Unit:
    """A locality as it is on a day; ids throughout (``vn/da-nang``, ``central-city``, ``jp/osaka``)."""

    place: str
    country: str
    level: str
    region: str
    parent: str


@dataclass(frozen=True)
class Wanted:
    """Which localities are asked about: of a country (or both), a level (or those under it), a region (or all)."""

    country: str | None = None
    level: str = "provincial"
    region: str | None = None


class _Held(NamedTuple):
    """A tie in the hands of a locality.

    Attributes:
        scheme: by which it came about, as in `SCHEMES`.
        tie: its id.
        holder: the id of the locality.
        first: the day from which the locality holds it.
        last: the last day on which it does.
        end: the last day on which the tie is known to be in force; empty if it is not known to be at all.
        unknown: whether nobody knows when it began.
    """

    scheme: str
    tie: str
    holder: str
    first: str
    last: str
    end: str
    unknown: bool


class Access:
    """What localities have reached by a scheme, as of any day; read from the graph once.

    Args:
        store: the graph.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asked: dict[Wanted, list[tuple[Unit, str, str]]] = {}

    @cached_property
    def _begun(self) -> list[_Held]:
        rows = cast(list[tuple[Any, ...]], select(self._store, _BEGUN).rows)
        return [
            _Held(_slug(scheme).replace("-", "_"), short(tie), short(holder), max(begun.value, first.value), last.value,
                  _in_force_until(_slug(scheme), end, status), bool(unknown))
            for scheme, tie, holder, begun, end, status, unknown, first, last in rows
        ]  # fmt: skip

    @cached_property
    def _periods(self) -> list[tuple[Unit, str, str]]:
        rows = cast(list[tuple[Any, ...]], select(self._store, _PERIODS).rows)
        own = {short(row[0]): _slug(row[3]) for row in rows}
        found = []
        for place, country, level, __, parent, first, last in rows:
            upper = short(parent) if parent else ""
            region = own[short(place)] or own.get(upper, "")
            unit = Unit(short(place), _slug(country), _slug(level), region, upper)
            found.append((unit, first.value if first else "", last.value if last else "9999"))
        return sorted(found, key=lambda one: (one[0].place, one[1]))  # in half the time that ORDER BY takes

    def units(self, wanted: Wanted, day: str) -> list[Unit]:
        """Return the localities that exist on a day, by id.

        Raises:
            ParameterError: the country has no localities of the level, or none of the region.
        """
        if wanted not in self._asked:
            self._asked[wanted] = self._ever(wanted)
        return [unit for unit, first, last in self._asked[wanted] if first <= day <= last]

    def _ever(self, wanted: Wanted) -> list[tuple[Unit, str, str]]:
        """Return the localities of all times, with the first and last day of what they are."""
        levels = known_levels(self._store, wanted.level, wanted.country)
        found = [one for one in self._periods if one[0].level in levels and wanted.country in {None, one[0].country}]
        regions = {unit.region for unit, _, _ in found}
        if wanted.region and wanted.region not in regions:
            said = _("region: “{region}” has no {level} localities; write one of {regions}")
            where = ", ".join(sorted(regions - {""}))
            raise ParameterError(said.format(region=wanted.region, level=wanted.level, regions=where))
        return [one for one in found if wanted.region in {None, one[0].region}]

    def held(self, day: str) -> set[tuple[str, str, str]]:
        """Return who holds what under which scheme by a day: locality, scheme, tie; inherited ones included."""
        return {(one.holder, one.scheme, one.tie) for one in self._on(day)}

    def reached(self, day: str) -> dict[str, Counter[str]]:
        """Return how many ties each locality has under each scheme by a day, ended and inherited ones included."""
        return _counted_by(self._on(day))

    def in_force(self, day: str) -> dict[str, Counter[str]]:
        """Return the same of the ties that are in force on the day: no end of a document or membership is known by it.

        Of a project a later end is known, or that it is under way: without either it is not known to be.
        """
        return _counted_by(one for one in self._on(day) if day <= one.end)

    def dated(self, day: str) -> dict[str, Counter[str]]:
        """Return the same as `reached`, of the ties of which it is known by when they began."""
        return _counted_by(one for one in self._on(day) if not one.unknown)

    def undated(self, places: Container[str], day: str) -> int:
        """Return how many ties of some localities are left out of `dated`."""
        return len({one.tie for one in self._on(day) if one.unknown and one.holder in places})

    def _on(self, day: str) -> Iterator[_Held]:
        return (one for one in self._begun if one.first <= day <= one.last)


def _in_force_until(scheme: str, end: Literal | None, status: NamedNode | None) -> str:
    if end:
        return end.value
    return "" if scheme == "third-party-support" and _slug(status) != "ongoing" else "9999"


def _counted_by(ties: Iterable[_Held]) -> dict[str, Counter[str]]:
    """Return locality -> scheme -> how many ties."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for holder, scheme, __ in {(one.holder, one.scheme, one.tie) for one in ties}:
        found[holder][scheme] += 1
    return found


def places(
    store: Store, wanted: Wanted, day: str, years: int = 5, behind: bool = False, language: str = "en"
) -> Answer:
    """Return the localities with what they have reached and what threatens it, those that lack most first.

    Args:
        store: the graph.
        wanted: which localities.
        day: the day.
        years: a tie counts as dormant after so many years without a sign of life, as expiring if it does within them.
        behind: whether to name the partners, programmes and networks behind the three schemes.
        language: that of the names in it (``en``, ``vi`` or ``ja``).

    Returns:
        A row for each: how many ties it has under each scheme, whether a partner in the other country is known,
        with whom its prefecture or province works, which of its counterparts have since been merged into another,
        how many of its ties are dormant and expire.

    Raises:
        ParameterError: there are no such localities, or no so many years.
    """
    if not 1 <= years <= _MOST_YEARS:
        raise ParameterError(_("years: {years} is not a number from 1 to {most}").format(years=years, most=_MOST_YEARS))
    access, [ties] = _access(store), ties_by_day(store, [day])
    reached, labels = access.reached(day), Labels(store, language, day)
    merged, dormant, expiring = _merged(store, ties, day), _counted(store, "dormant-ties", day, years), _counted(
        store, "expiring-ties", day, years)  # fmt: skip
    named = _behind(store, access, ties, day) if behind else {}

    def called(ids: Iterable[str]) -> Cell:
        names = [labels[thing[one]] for one in ids]
        return Literal("; ".join(sorted(names))) if names else None

    rows: list[tuple[Cell, ...]] = []
    for unit in sorted(access.units(wanted, day), key=lambda u: (len(reached.get(u.place, ())), u.place)):
        own = reached.get(unit.place, Counter())
        upper = ties.adj.get(unit.parent, ())
        rows.append(
            (
                thing[unit.place], concept[f"level/{unit.level}"],
                concept[f"region/{unit.region}"] if unit.region else None,
                *(Literal(own[scheme]) for scheme in SCHEMES),
                Literal(str(unit.place in ties).lower(), datatype=xsd.boolean),
                called(upper), called(merged.get(unit.place, ())),
                Literal(dormant[unit.place]), Literal(expiring[unit.place]),
                *(called(named.get((unit.place, scheme), ())) for scheme in SCHEMES if behind),
            )
        )  # fmt: skip
    columns = ("place", "level", "region", *SCHEMES, "partner_known", "parent_works_with", "counterpart_merged",
               "dormant", "expiring")  # fmt: skip
    return Answer((*columns, *(("partners", "programmes", "networks") if behind else ())), rows)


def lacking(answer: Answer, scheme: str | None) -> Answer:
    """Return the rows of `places` that lack a scheme (its slug), or any of the three."""
    wanted = (scheme.replace("-", "_"),) if scheme else SCHEMES
    indices = [answer.columns.index(name) for name in wanted]
    return Answer(answer.columns, [row for row in answer.rows if any(_number(row[i]) == 0 for i in indices)])


def shares(store: Store, wanted: Wanted, day: str, by: str) -> Answer:
    """Return how many localities have reached each scheme, and which share of them, by ``level`` or ``region``."""
    access = _access(store)
    groups: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in access.units(wanted, day):
        groups[unit.country, unit.level if by == "level" else unit.region].append(unit)
    reached = access.reached(day)
    rows = [
        (concept[f"country/{country}"], concept[f"{by}/{name}"], *_shares(units, reached))
        for (country, name), units in sorted(groups.items())
    ]
    return Answer(("country", by, *_SHARES), rows)


def years(store: Store, wanted: Wanted, day: str) -> Answer:
    """Return the same by country at the end of each year since 1990, and on the day.

    Ties of which nobody knows when they began are left out; their number stands beside the others.
    """
    access = _access(store)
    rows: list[tuple[Cell, ...]] = []
    for end in year_ends(day):
        reached, units = access.dated(end), access.units(wanted, end)
        for country in COUNTRIES:
            if own := [unit for unit in units if unit.country == country]:
                unknown = Literal(access.undated({unit.place for unit in own}, end))
                rows.append((Literal(end), concept[f"country/{country}"], *_shares(own, reached), unknown))
    return Answer(("as_of", "country", *_SHARES, "beginning_unknown"), rows)


_SHARES = ("localities", *(f"{scheme}{end}" for scheme in (*SCHEMES, "any") for end in ("", "_share")))


def _shares(units: list[Unit], reached: dict[str, Counter[str]]) -> list[Cell]:
    tests: list[Callable[[Counter[str]], bool]] = [lambda own, s=scheme: own[s] > 0 for scheme in SCHEMES]  # type: ignore[misc]
    cells: list[Cell] = [Literal(len(units))]
    for test in (*tests, bool):
        number = sum(test(reached.get(unit.place, Counter())) for unit in units)
        cells += [Literal(number), Literal(round(number / len(units), 4))]
    return cells


@dataclass(frozen=True)
class Headline:
    """How many localities of a country have reached what.

    Attributes:
        country: ``vn`` or ``jp``.
        units: how many there are.
        reached: of each of `SCHEMES`, how many have ever reached it.
        in_force: of each, how many have a tie under it that is in force.
        alone: of how many no partner in the other country is known.
    """

    country: str
    units: int
    reached: tuple[int, ...]
    in_force: tuple[int, ...]
    alone: int

    def told(self, labels: Labels, language: str, wanted: Wanted, day: str) -> str:
        """Return it in a sentence.

        Args:
            labels: what things are called in the language.
            language: ``en``, ``vi`` or ``ja``.
            wanted: which localities they are.
            day: the day.
        """
        said, where = words(language), labels[concept[f"country/{self.country}"]]
        if wanted.region:
            where = said["within"].format(labels[concept[f"region/{wanted.region}"]], where)
        unit = said.get(f"unit_{self.country}_{wanted.level}") or labels[concept[f"level/{wanted.level}"]]
        several = _several(unit, self.units) if language == "en" else unit
        units = said["units_of"].format(number(self.units, language), several, where)
        numbers = [one for pair in zip(self.reached, self.in_force, strict=True) for one in pair] + [self.alone]
        return said["gaps_headline"].format(units, day, *(number(one, language) for one in numbers))


def headlines(access: Access, wanted: Wanted, day: str, partner_known: Container[str]) -> Iterator[Headline]:
    """Yield how many of the localities asked about have reached what, country by country.

    Args:
        access: what has been reached.
        wanted: which localities.
        day: the day.
        partner_known: the ids of those of which a partner in the other country is known.
    """
    ever, now = access.reached(day), access.in_force(day)
    for country in COUNTRIES:
        own = [unit.place for unit in access.units(wanted, day) if unit.country == country]
        if own:
            alone = sum(place not in partner_known for place in own)
            yield Headline(country, len(own), _having(own, ever), _having(own, now), alone)


def _having(places: list[str], reached: dict[str, Counter[str]]) -> tuple[int, ...]:
    """Return of each scheme how many of some localities have reached it."""
    return tuple(sum(reached.get(place, Counter())[scheme] > 0 for place in places) for scheme in SCHEMES)


def sentences(store: Store, answer: Answer, wanted: Wanted, day: str, language: str) -> list[str]:
    """Return a sentence on each country of `places`."""
    known = {short(cast(NamedNode, row[0])) for row in answer.rows if cast(Literal, row[_PARTNER]).value == "true"}
    labels = Labels(store, language, day)
    return [one.told(labels, language, wanted, day) for one in headlines(_access(store), wanted, day, known)]


@cache
def _access(store: Store) -> Access:
    """Return what localities have reached, read once for all who ask of a store."""
    return Access(store)


def _several(noun: str, number: int) -> str:
    """Return an English noun in the number."""
    return noun if number == 1 else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _merged(store: Store, ties: "nx.MultiGraph[str]", day: str) -> dict[str, set[str]]:
    """Return the counterparts of each locality that have been merged into another since the tie was made."""
    inherited = ask(store, queries.question("inherited-ties"), {"as_of": day})
    at = {column: inherited.columns.index(column) for column in ("place", "tie", "party")}
    found: dict[str, set[str]] = defaultdict(set)
    partners: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one, other, tie in ties.edges(keys=True):
        partners[tie] += [(one, other), (other, one)]
    for row in cast(list[tuple[NamedNode, ...]], inherited.rows):
        holder, party = short(row[at["place"]]), short(row[at["party"]])
        for one, other in partners[short(row[at["tie"]])]:
            if one == holder:
                found[other].add(party)
    return found


def _counted(store: Store, question: str, day: str, years: int) -> Counter[str]:
    """Return how many ties of each locality are in the answer to a question."""
    answer = ask(store, queries.question(question), {"as_of": day, "years": str(years)})
    at = [answer.columns.index(side) for side in ("vietnam", "japan")]
    ties = {(short(cast(NamedNode, row[side])), row[0]) for row in answer.rows for side in at}
    return Counter(place for place, _ in ties)


def _behind(store: Store, access: Access, ties: "nx.MultiGraph[str]", day: str) -> dict[tuple[str, str], set[str]]:
    """Return the partners, programmes (or else funders) and networks behind the schemes of each locality."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, other, said in ties.edges(data=True):
        if said["form"] == "Agreement":
            found[one, "official_relationship"].add(other)
            found[other, "official_relationship"].add(one)
    for place, scheme, tie in access.held(day):
        if scheme != "official_relationship":
            found[place, scheme] |= _supporters(store, tie)
    return found


def _supporters(store: Store, tie: str) -> set[str]:
    """Return the network of a membership, the programme of a project, or else who pays for it but local governments."""
    for predicate in (org.organization, coop.programme, coop.funder):
        named = [cast(NamedNode, quad.object) for quad in store.quads_for_pattern(thing[tie], predicate, None, None)]
        if named:
            own = concept["funder-kind/local-government"]
            return {short(one) for one in named if not any(store.quads_for_pattern(one, coop.kind, own, None))}
    return set()


def _slug(term: NamedNode | None) -> str:
    return short(term).rpartition("/")[2] if term else ""


def _number(cell: Cell) -> int:
    return int(cell.value) if isinstance(cell, Literal) and cell.datatype == xsd.integer else 0
