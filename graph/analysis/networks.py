"""The graph as networks of localities, for networkx: joined by ties, or by what they take part in together.

Nodes are ids of localities (``vn/da-nang``); attributes are plain text and numbers, so that every format that networkx
writes can hold them. A fact counts if it is in force on the day, or from the day on from which it is known to hold if
ended ones are asked for (`graph.analysis.selection`); ``until`` says when it ended or will. Who entered into it stands
for whoever held that locality's ties on the day.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, cast

import networkx as nx
from pyoxigraph import Literal, NamedNode, Store

from graph.analysis.pairs import pair_ties
from graph.analysis.selection import ALL, IN_FORCE, Selection
from graph.analysis.tie_facts import describe_parts, describe_ties
from graph.ask.as_of import at, region
from graph.ask.labels import Labels, short, slug
from graph.ask.lookup import every
from graph.ask.periods import periods
from graph.ask.query import Cell, select
from graph.ask.seats import positions
from loaders.model.gazetteer import COUNTRIES
from ontology import coop, thing, xsd

_HEAD = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX country: <https://w3id.org/vnjp-ties/concept/country/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX schema: <https://schema.org/>
"""

_PARTS = f"""{_HEAD}
SELECT DISTINCT $as_of ?place ?whole ?part ?form ?since
WHERE {{
  %s
  ?part coop:firstDay ?begun ; coop:party ?party .
  FILTER(?begun <= $as_of)
  ?own coop:tenureOf ?party ; coop:heldBy ?place ; coop:firstDay ?from ; coop:lastDay ?through .
  FILTER(?from <= $as_of && $as_of <= ?through)
  OPTIONAL {{ ?part schema:startDate ?since }}
}}
ORDER BY ?place ?whole ?begun ?part"""

_IN_NETWORKS = "{ ?part a coop:Membership ; org:organization ?whole . BIND(coop:Membership AS ?form) }"
_IN_PROJECTS = """{
    ?part a coop:Project ; coop:programme|coop:funder ?whole .
    OPTIONAL { ?whole coop:level ?itself } FILTER(!BOUND(?itself))
    BIND(coop:Project AS ?form)
  }"""
"""What localities take part in; a locality that gives the money is itself one of them."""

_PLACES = f"""{_HEAD}
SELECT $as_of ?place ?country ?level
WHERE {{
  VALUES ?place {{ %s }}
  ?place coop:country ?country ; coop:period ?period .
  ?period coop:level ?level .
  ?period coop:firstDay ?first ; coop:lastDay ?last .
  FILTER(?first <= $as_of && $as_of <= ?last)
}}"""

KINDS = ("ties", "affiliations", "co-affiliations")
"""The networks that can be made: see `ties`, `affiliations` and `co_affiliations`."""


def network(store: Store, kind: str, as_of: str, selected: Selection = IN_FORCE) -> "nx.Graph[str]":
    """Return a network of one of the `KINDS` as of a day (ISO 8601): of what is in force, or of other facts."""
    if kind == "ties":
        return ties(store, as_of, selected)
    joined = affiliations(store, as_of, selected)
    return joined if kind == "affiliations" else co_affiliations(joined)


def ties(store: Store, as_of: str, selected: Selection = IN_FORCE) -> "nx.MultiGraph[str]":
    """Return the localities joined by their agreements, exchanges and projects.

    Edges carry the id of the tie as their key, ``form`` (Agreement, Exchange, Project), ``kind`` of an agreement,
    ``label``, ``fields`` (several parted by ``;``), ``since`` and ``until`` where known, ``beginning_unknown`` (1)
    where neither the tie nor a source of it has a date: it counts from the day it was recorded; and what
    `graph.analysis.tie_facts.describe_ties` says of a tie.
    """
    found = next(ties_by_day(store, [as_of], selected))
    _describe(store, found, as_of)
    describe_ties(store, found, as_of)
    return found


def ties_by_day(store: Store, days: Sequence[str], selected: Selection = ALL) -> "Iterator[nx.MultiGraph[str]]":
    """Yield the network of `ties` as of each of the days, its nodes without attributes."""
    labels, fields = Labels(store, "en"), _fields(store)
    for day, held in zip(days, pair_ties(store, days), strict=True):
        found: nx.MultiGraph[str] = nx.MultiGraph(name="ties", as_of=day)
        for one in selected.among(store, held, day):
            found.add_edge(
                one.vietnam, one.japan, key=short(one.tie),
                **_known(form=one.form, kind=one.kind or None, label=labels[one.tie], fields=fields.get(one.tie),
                         since=_plain(one.since), until=_plain(one.until),
                         beginning_unknown=1 if one.beginning_unknown else None),
            )  # fmt: skip
        yield found


def dated(network: "nx.MultiGraph[str]") -> "nx.MultiGraph[str]":
    """Return the part of a network of ties that can be counted by time: of those that are stated to have begun.

    The others count from the day on which a source speaks of them, or on which they were recorded; neither is when
    they began.
    """
    known = [(*pair, key) for *pair, key, said in network.edges(keys=True, data=True) if "since" in said]
    return network.edge_subgraph(known)


def memberships(store: Store, as_of: str, selected: Selection = IN_FORCE) -> "nx.MultiGraph[str]":
    """Return the localities joined to the intercity networks that they are in, by an edge a membership.

    Edges carry the id of the membership as their key and ``form`` (Membership), ``fields`` of the network, ``since``
    where known. Networks have ``bipartite`` 1.
    """
    found: nx.MultiGraph[str] = nx.MultiGraph(name="memberships", as_of=as_of)
    labels, fields = Labels(store, "en"), _fields(store)
    for place, whole, part, since in _parts(store, _IN_NETWORKS, as_of, selected):
        found.add_node(short(whole), label=labels[whole], kind="network", bipartite=1)
        about = _known(form="Membership", fields=fields.get(whole), since=_plain(since))
        found.add_edge(short(place), short(whole), key=short(part), **about)
    _describe(store, found, as_of)
    return found


def is_designation(store: Store, network: NamedNode) -> bool:
    """Return whether a network is a designation, such as that of a creative city."""
    return "designation" in map(slug, every(store, coop.kind).get(network, ()))


def affiliations(store: Store, as_of: str, selected: Selection = IN_FORCE) -> "nx.Graph[str]":
    """Return the localities joined to the networks, programmes and funders that they take part in.

    The network is bipartite: ``bipartite`` is 0 for a locality, 1 for what it takes part in, whose ``kind`` says what
    that is. ``weight`` is the number of memberships or projects, ``parts`` their ids, ``since`` the earliest date known
    of them; with what `graph.analysis.tie_facts.describe_parts` says.
    """
    found: nx.Graph[str] = nx.Graph(name="affiliations", as_of=as_of)
    labels = Labels(store, "en")
    for place, whole, part, since in _parts(store, f"{_IN_NETWORKS} UNION {_IN_PROJECTS}", as_of, selected):
        one, other = short(place), short(whole)
        found.add_node(other, label=labels[whole], kind=other.partition("/")[0], bipartite=1)
        earlier = found.get_edge_data(one, other, {"weight": 0})
        dates = [date for date in (earlier.get("since"), _plain(since)) if date]
        found.add_edge(
            one, other, weight=earlier["weight"] + 1, **_known(since=min(dates, default=None)),
            parts=";".join(filter(None, (earlier.get("parts"), short(part)))),
        )  # fmt: skip
    _describe(store, found, as_of)
    describe_parts(store, found, as_of)
    return found


def co_affiliations(affiliations: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return the localities joined by what they take part in together.

    ``weight`` counts a group of n localities as 1/(n-1), so that large ones do not drown small ones (Newman 2001,
    Scientific collaboration networks II); ``shared`` names them.
    """
    places = [node for node, said in affiliations.nodes(data=True) if said["bipartite"] == 0]
    found: nx.Graph[str] = nx.Graph(name="co-affiliations", as_of=affiliations.graph["as_of"])
    found.add_nodes_from((place, affiliations.nodes[place]) for place in places)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for whole in sorted(set(affiliations) - set(places)):
        members = sorted(affiliations[whole])
        for pair in combinations(members, 2):
            weights[pair] += 1 / (len(members) - 1)
            shared[pair].append(whole)
    found.add_edges_from((*pair, {"weight": weights[pair], "shared": ";".join(shared[pair])}) for pair in weights)
    return found


def simple(network: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return a network with one edge a pair: ``weight`` (how many ties), ``kinds``, ``fields``, the first ``since``."""
    if not network.is_multigraph():
        return network
    found: nx.Graph[str] = nx.Graph(**network.graph)
    found.add_nodes_from(network.nodes(data=True))
    for one, other in dict.fromkeys(network.edges()):
        between = list(network[one][other].values())
        kinds = sorted({edge.get("kind") or edge["form"] for edge in between})
        since = min((edge["since"] for edge in between if "since" in edge), default=None)
        fields = sorted({field for edge in between for field in edge.get("fields", "").split(";") if field})
        found.add_edge(
            one, other, weight=len(between),
            **_known(kinds=";".join(kinds), fields=";".join(fields) or None, since=since),
        )  # fmt: skip
    return found


def add_isolates(store: Store, found: "nx.Graph[str]", as_of: str) -> None:
    """Add the localities of a day (ISO 8601) that nothing joins to any other in a network, described as the others."""
    found.add_nodes_from(sorted(one.place for one in periods(store) if one.first <= as_of <= one.last))
    _describe(store, found, as_of)


def _parts(store: Store, pattern: str, as_of: str, selected: Selection) -> Iterator[tuple[Any, ...]]:
    """Yield who takes part in what, by which membership or project, since when."""
    wanted = selected.on(store, as_of)
    for place, whole, part, form, since in _rows(store, _PARTS % pattern, as_of):
        if wanted(part, slug(form)):
            yield place, whole, part, since


def _fields(store: Store) -> dict[NamedNode, str]:
    """Return what is worked on in each fact, by the slugs of the fields."""
    said = cast(dict[NamedNode, tuple[NamedNode, ...]], every(store, coop.field))
    return {fact: ";".join(sorted(map(slug, fields))) for fact, fields in said.items()}


def _describe(store: Store, found: "nx.Graph[str]", as_of: str) -> None:
    """Say of each locality what it is called, what it was on the day, and where it lies."""
    labels = Labels(store, "en", as_of)
    places = " ".join(str(thing[node]) for node in found if node.partition("/")[0] in COUNTRIES)
    seats = positions(store, as_of)
    for place, country, level in _rows(store, _PLACES % places, as_of):
        latitude, longitude = seats.get(place, (None, None))
        found.nodes[short(place)].update(
            _known(
                label=labels[place], country=slug(country), level=slug(level),
                region=slug(region(store, place, as_of)) or None,
                latitude=latitude, longitude=longitude,
                population=_plain(at(store, place, coop.population, as_of)),
            ),
            bipartite=0,
        )  # fmt: skip


def _rows(store: Store, sparql: str, as_of: str) -> Iterator[tuple[Any, ...]]:
    yield from select(store, sparql, {"as_of": Literal(as_of, datatype=xsd.date)}).rows


def _plain(term: Cell) -> str | float | int | None:
    if not isinstance(term, Literal):
        return None
    if term.datatype == xsd.integer:
        return int(term.value)
    return float(term.value) if term.datatype == xsd.decimal else term.value


def _known(**attributes: Any) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}
