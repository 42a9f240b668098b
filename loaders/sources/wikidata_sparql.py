"""Twinned places in Wikidata: queries in standard SPARQL 1.1, and their results as plain values.

Wikidata's own engine knows more than the standard does (a service for labels, hints to its optimiser); none of it is
used, so that any copy of Wikidata answers as well. The shape of the graph is that of Wikibase's RDF dump format.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode

from loaders.model.dates import PartialDate
from loaders.model.geography import Point
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from loaders.sources.fetch import fetch
from loaders.sources.patience import FetchError, Patience

PAGE = 500
"""Statements asked for at a time."""
BATCH = 100
"""Things asked about at a time."""

_UNKNOWN = "http://www.wikidata.org/.well-known/genid/"
"""How the address begins that Wikidata gives to a value of which only that it exists is known."""
_KINDS = ("application/sparql-results+json", "application/json")
_PREFIXES = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX pr: <http://www.wikidata.org/prop/reference/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX wikibase: <http://wikiba.se/ontology#>
"""
_COUNTRIES = """
SELECT DISTINCT ?code ?country WHERE { VALUES ?code { $codes } ?country wdt:P297 ?code } ORDER BY ?code ?country
"""
_TWINNED = """
  VALUES (?side ?here ?there) { $sides }
  ?one wdt:P17 ?here ; p:P190 ?statement .
  ?statement ps:P190 ?named ; wikibase:rank ?rank .
  FILTER(?rank != wikibase:DeprecatedRank)
  OPTIONAL { ?named owl:sameAs ?moved }
  BIND(COALESCE(?moved, ?named) AS ?other)
  ?other wdt:P17 ?there .
"""
_COUNT = f"SELECT (COUNT(*) AS ?count) WHERE {{ SELECT DISTINCT ?statement WHERE {{ {_TWINNED} }} }}"
_STATEMENTS = f"""
SELECT DISTINCT ?statement ?side ?one ?other WHERE {{ {_TWINNED} FILTER(STR(?statement) > $after) }}
ORDER BY STR(?statement) LIMIT $page
"""
_DATES = """
SELECT DISTINCT ?statement ?property ?time ?precision WHERE {
  VALUES ?statement { $things }
  VALUES ?property { pqv:P580 pqv:P582 }
  ?statement ?property ?value .
  ?value wikibase:timeValue ?time ; wikibase:timePrecision ?precision .
} ORDER BY ?statement ?property ?time
"""
_REFERENCES = """
SELECT DISTINCT ?statement ?reference ?property ?value WHERE {
  VALUES ?statement { $things }
  VALUES ?property { pr:P854 pr:P813 pr:P1476 }
  ?statement prov:wasDerivedFrom ?reference .
  ?reference ?property ?value .
} ORDER BY ?statement ?reference ?property ?value
"""
_ITEMS = """
SELECT DISTINCT ?item ?property ?value ?language WHERE {
  VALUES ?item { $things }
  VALUES ?property { rdfs:label wdt:P429 wdt:P300 wdt:P131 wdt:P625 wdt:P576 }
  ?item ?property ?value .
  FILTER(!isLiteral(?value) || LANG(?value) IN ("", "en", "vi", "ja", "mul"))
  BIND(LANG(?value) AS ?language)
} ORDER BY ?item ?property ?language ?value
"""
_PRECISION = {"9": 4, "10": 7, "11": 10}
"""Wikibase's numbers for year, month and day, and how many characters of a date those take."""

Solution = dict[str, str]
Responses = dict[str, list[Solution]]
"""Query -> its solutions: countries, statements, dates, references, items."""


@dataclass(frozen=True)
class Reference:
    """A page that a statement cites: its address, its title, the day it was looked at."""

    url: str
    title: str = ""
    retrieved: str = ""


@dataclass
class WikidataStatement:
    """A statement of twinning (P190) on one item about another.

    Attributes:
        id: the name of the statement.
        side: the country of the item that it stands on.
        one: that item.
        other: the item that it names, or the one that this redirects to.
        started: the dates on which it began, as far as they are as exact as a year.
        ended: the dates on which it ended.
        vague: dates that are less exact than a year, with their precision: ``1990-01-01/8`` is some time in the 1990s.
        references: the pages cited.
    """

    id: str
    side: str
    one: str
    other: str
    started: list[PartialDate] = field(default_factory=list)
    ended: list[PartialDate] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


@dataclass
class Item:
    """A place as Wikidata describes it.

    Attributes:
        id: its number, as in Q17.
        names: its labels by language; ``mul`` is the one that holds in all languages.
        codes: its codes as a Japanese local government (P429).
        iso_3166_2: its codes of ISO 3166-2 (P300).
        parts_of: the items that it lies in (P131).
        point: where it is (P625).
        ended: the day it was dissolved (P576), at whatever precision.
    """

    id: str
    names: dict[str, str] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    iso_3166_2: list[str] = field(default_factory=list)
    parts_of: list[str] = field(default_factory=list)
    point: Point | None = None
    ended: str = ""

    @property
    def label(self) -> str:
        """What it is called, in the first of our languages that has a name for it."""
        return next((self.names[known] for known in ("en", "mul", "vi", "ja") if known in self.names), self.id)


class Service:
    """A SPARQL service with Wikidata's graph in it.

    Args:
        endpoint: its address.
        patience: how long it is waited for.
    """

    def __init__(self, endpoint: str, patience: Patience) -> None:
        self._endpoint, self._patience, self._asked = endpoint, patience, False

    def twinned(self, countries: tuple[str, str]) -> Responses:
        """Return the solutions of all queries on twinning between places of two countries.

        Args:
            countries: their codes of ISO 3166-1, such as ``vn``.

        Raises:
            FetchError: the service fails or gives less than it has, or knows no such country.
        """
        codes = " ".join(str(Literal(code.upper())) for code in countries)
        found = self._ask(_COUNTRIES, codes=codes)
        sides = _sides(countries, found)
        statements = list(self._statements(sides))
        ids = [row["statement"] for row in statements]
        items = self._about(_ITEMS, (row[end] for row in statements for end in ("one", "other")))
        known = {row["item"] for row in items}
        wholes = {row["value"] for row in items if row["property"].endswith("/P131")} - known
        return {
            "countries": found,
            "statements": statements,
            "dates": self._about(_DATES, ids),
            "references": self._about(_REFERENCES, ids),
            "items": items + self._about(_ITEMS, wholes),
        }

    def _statements(self, sides: str) -> Iterator[Solution]:
        """Yield all statements, page by page: each goes on behind the last one of the page before."""
        (total,) = self._ask(_COUNT, sides=sides)
        seen: set[str] = set()
        after = ""
        while page := self._ask(_STATEMENTS, sides=sides, after=str(Literal(after)), page=str(PAGE)):
            yield from page
            seen.update(row["statement"] for row in page)
            if page[-1]["statement"] <= after:
                told = _("{address} gives the same page again and again; try another service")
                raise FetchError(told.format(address=self._endpoint))
            after = page[-1]["statement"]
        if len(seen) != int(total["count"]):
            told = _("{address} has {total} statements and gave {given} of them; try again later")
            raise FetchError(told.format(address=self._endpoint, total=total["count"], given=len(seen)))

    def _about(self, query: str, things: Iterable[str]) -> list[Solution]:
        named = [str(NamedNode(thing)) for thing in sorted(set(things))]
        batches = (named[first : first + BATCH] for first in range(0, len(named), BATCH))
        return [row for some in batches for row in self._ask(query, things=" ".join(some))]

    def _ask(self, query: str, **filled: str) -> list[Solution]:
        """Return the rows that answer a query; what is unknown is left out."""
        if self._asked:
            self._patience.sleep(self._patience.pause)
        self._asked = True
        text = re.sub(r"\$(\w+)", lambda gap: filled[gap[1]], _PREFIXES + query)
        wanted = re.findall(r"\?(\w+)", query.partition("WHERE")[0])
        return fetch(self._endpoint, _KINDS, lambda answer: _rows(answer, wanted), {"query": text}, self._patience)


def _rows(text: str, wanted: Collection[str]) -> list[Solution]:
    """Return the rows of an answer in the SPARQL query results' JSON format, unless it answers another question."""
    answer = json.loads(text)
    try:
        if not set(wanted) <= set(answer["head"]["vars"]):
            told = _("it tells {given} instead of {wanted}")
            raise ValueError(told.format(given=joined(answer["head"]["vars"]), wanted=joined(wanted)))
        answered = [{name: _value(term) for name, term in row.items()} for row in answer["results"]["bindings"]]
    except (KeyError, TypeError, AttributeError):
        raise ValueError(_("it is JSON, but no results of a SPARQL query")) from None
    return [{name: value for name, value in row.items() if value is not None} for row in answered]


def _value(term: Mapping[str, Any]) -> str | None:
    unknown = term["type"] == "bnode" or str(term["value"]).startswith(_UNKNOWN)
    return None if unknown else str(term["value"])


def _sides(countries: tuple[str, str], found: Iterable[Solution]) -> str:
    """Return the two directions of a statement as rows of VALUES: whose item it stands on, its country, the other."""
    by_code: dict[str, list[str]] = {code: [] for code in countries}
    for row in found:
        by_code.setdefault(row["code"].lower(), []).append(str(NamedNode(row["country"])))
    for code in countries:
        if not by_code[code]:
            told = _("no country has the code “{code}”; write one of ISO 3166-1, such as vn, jp or kr")
            raise FetchError(told.format(code=code))
    one, other = countries
    directions = ((one, other), (other, one))
    return " ".join(
        f"({Literal(side)} {here} {there})"
        for side, facing in directions
        for here in by_code[side]
        for there in by_code[facing]
    )


def statements(document: Responses) -> list[WikidataStatement]:
    """Return the statements in a document, with their dates and references."""
    found = {
        row["statement"]: WikidataStatement(
            _name(row["statement"]), row["side"], _name(row["one"]), _name(row["other"])
        )
        for row in document["statements"]
        if {"statement", "one", "other"} <= row.keys()
    }
    for row in document["dates"]:
        _date(found[row["statement"]], row)
    cited: dict[tuple[str, str], Solution] = {}
    for row in document["references"]:
        if {"reference", "value"} <= row.keys():
            about = cited.setdefault((row["statement"], row["reference"]), {})
            about.setdefault(_name(row["property"]), row["value"])
    for (statement, _reference), about in cited.items():
        if "P854" in about:
            reference = Reference(about["P854"], about.get("P1476", ""), about.get("P813", "")[:10])
            found[statement].references.append(reference)
    return list(found.values())


def items(document: Responses) -> dict[str, Item]:
    """Return the items in a document, by their number."""
    found: dict[str, Item] = {}
    for row in document["items"]:
        item = found.setdefault(_name(row["item"]), Item(_name(row["item"])))
        if "value" in row:
            _TELLS[_name(row["property"])](item, row)
    return found


def properties(document: Responses) -> tuple[str, ...]:
    """Return the properties requested of any item: ``label``, ``P429``..."""
    return tuple(sorted({_name(row["property"]) for row in document["items"] if "value" in row}, key=str.casefold))


def _name(address: str) -> str:
    return re.split("[/#]", address)[-1]


def _date(statement: WikidataStatement, row: Solution) -> None:
    size = _PRECISION.get(row["precision"], 0)
    try:
        day = PartialDate(row["time"][:size])
    except ValueError:
        statement.vague.append(f"{row['time'].partition('T')[0]}/{row['precision']}")
        return
    (statement.ended if _name(row["property"]) == "P582" else statement.started).append(day)


def _place(item: Item, row: Solution) -> None:
    """Take the place of an item on earth from well-known text, whose longitude comes first."""
    if found := re.fullmatch(r"Point\((-?[\d.]+) (-?[\d.]+)\)", row["value"], re.IGNORECASE):
        item.point = float(found[2]), float(found[1])


def _set_ended(item: Item, row: Solution) -> None:
    item.ended = row["value"][:10]


_TELLS: dict[str, Callable[[Item, Solution], Any]] = {
    "label": lambda item, row: item.names.setdefault(row.get("language", ""), row["value"]),
    "P429": lambda item, row: item.codes.append(row["value"]),
    "P300": lambda item, row: item.iso_3166_2.append(row["value"]),
    "P131": lambda item, row: item.parts_of.append(_name(row["value"])),
    "P625": _place,
    "P576": _set_ended,
}
"""How each property fills in an item."""
