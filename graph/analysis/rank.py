"""Network measures as tables: localities by a measure, how sure that is, communities, cut points, growth by year."""

from collections.abc import Callable, Iterable
from math import isnan
from typing import Any, cast

import networkx as nx
from pyoxigraph import Literal, Store

from graph.analysis import communities as groups
from graph.analysis import measures
from graph.analysis.chance import DIGITS, MEASURES, NULLS, AgainstChance, significance
from graph.analysis.networks import affiliations, co_affiliations, dated, network, simple, ties_by_day
from graph.analysis.selection import IN_FORCE, ONLY, Selection
from graph.analysis.two_mode import first_mode
from graph.ask.labels import Labels, short
from graph.ask.parameters import year_ends
from graph.ask.query import Answer, Cell, ParameterError, select
from graph.ask.words import words
from loaders.model.messages import figure, joined
from loaders.model.messages import gettext as _
from ontology import concept, thing, xsd

_SOURCES = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT $as_of ?place (COUNT(DISTINCT ?source) AS ?sources)
WHERE {
  ?fact coop:party ?party ; dct:source ?source ; coop:firstDay ?begun .
  ?own coop:tenureOf ?party ; coop:heldBy ?place ; coop:firstDay ?from ; coop:lastDay ?through .
  FILTER(?begun <= $as_of && ?from <= $as_of && $as_of <= ?through)
}
GROUP BY $as_of ?place"""

Values = dict[str, float | None]
Shown = Callable[[str], bool]


def places(
    store: Store, kind: str, as_of: str, by: str, country: str | None, levels: set[str], selected: Selection = IN_FORCE
) -> Answer:
    """Return the places of a network with all measures, the first by one of them first.

    Args:
        store: the graph.
        kind: one of `graph.analysis.networks.KINDS`.
        as_of: the day.
        by: one of `measures.MEASURES`; by redundancy, the lowest comes first. What it is not defined of comes
            last, what it is the same of by id.
        country: ``vn`` or ``jp``; only its places are shown. All count.
        levels: only places of these are shown; of all if empty.
        selected: of which facts.

    Returns:
        A row for each: its level, the measures, and how many sources speak of it at all, since who is written about
        looks central.
    """
    whole = simple(network(store, kind, as_of, selected))
    values = {name: _rounded(measure(whole)) for name, measure in measures.MEASURES.items()}
    sources = _sources(store, as_of)
    rows = [
        (*_place(whole, node), *map(_cell, (values[n][node] for n in values)), _cell(sources.get(node, 0)))
        for node in _in_order(values[by], by, _shown(whole, country, levels))
    ]
    return Answer(("place", "level", *values, "sources"), rows)


def sensitivity(
    store: Store, kind: str, as_of: str, by: str, country: str | None, levels: set[str], selected: Selection = IN_FORCE
) -> Answer:
    """Return the rank of each place by a measure, and its rank by parts of the facts, and with ended ones or without.

    A rank is among all places of the network, of both countries and all levels; places of the same value share the
    first rank of theirs. None where a place is not in a network.

    Args: see `places`.
    """
    variants = {"rank": selected, **{f"rank_{only}": Selection(selected.ended, only) for only in ONLY}}
    variants["rank_in_force" if selected.ended else "rank_ended"] = Selection(not selected.ended, selected.only)
    if kind != "ties":
        del variants["rank_documents"]  # what joins them is no document
    networks = {name: simple(_bare(store, kind, as_of, one)) for name, one in variants.items()}
    values = {name: _rounded(measures.MEASURES[by](one)) for name, one in networks.items()}
    ranks = {name: _ranks(values[name], by, _places(one)) for name, one in networks.items()}
    whole, sources = simple(network(store, kind, as_of, selected)), _sources(store, as_of)
    rows = [
        (*_place(whole, node), _cell(values["rank"][node]), *(_cell(one.get(node)) for one in ranks.values()),
         _cell(sources.get(node, 0)))
        for node in _in_order(values["rank"], by, _shown(whole, country, levels))
    ]  # fmt: skip
    return Answer(("place", "level", by, *ranks, "sources"), rows)


def by_chance(
    store: Store,
    kind: str,
    as_of: str,
    by: str,
    country: str | None,
    levels: set[str],
    selected: Selection = IN_FORCE,
    nulls: int = NULLS,
    processes: int = 1,
) -> Answer:
    """Return the places of a network with the measures that chance can be asked about, and what it gives.

    Args: see `places`; ``nulls`` and ``processes`` as in `graph.analysis.chance.drawn`.

    Returns:
        A row for each: how many partners it has, and of each measure its value, by how many standard deviations it
        lies above what networks rewired at random have, and of how many in a hundred of them it is higher.

    Raises:
        ParameterError: the network is of one mode.
    """
    whole = simple(network(store, kind, as_of, selected))
    first = first_mode(whole)
    if first is None:
        raise ParameterError(_("--significance is of networks of two kinds of nodes: ties or affiliations"))
    known = significance(whole, first, nulls, processes)
    partners, order = measures.degree(whole), _rounded(measures.MEASURES[by](whole))
    rows = [
        (*_place(whole, node), _cell(partners[node]), *(cell for one in MEASURES for cell in _beside(known[one][node])))
        for node in _in_order(order, by, _shown(whole, country, levels))
    ]
    columns = (f"{name}{end}" for name in MEASURES for end in ("", "_z", "_percentile"))
    return Answer(("place", "level", "degree", *columns), rows)


def communities(
    store: Store, kind: str, as_of: str, language: str = "en", selected: Selection = IN_FORCE, processes: int = 1
) -> tuple[Answer, str]:
    """Return the communities of a network, and in a sentence whether chance gives as much.

    Each has its size, how many ties join its members, those with most ties within it, the fields of most ties with
    their number, and all members. Names are in a language, here and of those cut off (`cut_points`): several stand in
    one cell. Several ``processes`` may be asked for (`graph.analysis.chance.drawn`).
    """
    joint = affiliations(store, as_of, selected) if kind == "co-affiliations" else None
    whole = network(store, kind, as_of, selected) if joint is None else co_affiliations(joint)
    # of co-affiliations, which are many, each takes a tenth of a second; of others less than it takes to begin
    found = groups.partition(whole, joint, processes=processes if joint is not None else 1)
    labels = Labels(store, language, as_of)
    rows: list[tuple[Cell, ...]] = []
    for number, group in enumerate(found.groups, 1):
        called = [labels[thing[node]] for node in group.members]
        fields = joined((f"{labels[concept[f'field/{slug}']]} {ties}" for slug, ties in group.fields), language)
        cells = (number, " – ".join(called[:3]), fields, len(called), group.ties)
        rows.append((*map(_cell, cells), _cell("; ".join(called))))
    return Answer(("community", "around", "fields", "size", "ties", "members"), rows), _verdict(found, language)


def _verdict(found: groups.Partition, language: str) -> str:
    """Return in a sentence whether a partition is better than those of chance; empty if there is nothing to compare."""
    if not found.chance:
        return ""
    one, how = found.chance, "near" if found.near_chance else "beyond" if found.better_than_chance else "by"
    numbers = (figure(number, 3, language) for number in (one.value, one.mean, one.deviation, one.p))
    return words(language)[f"groups_{how}_chance"].format(*numbers, figure(found.nulls, language=language))


def cut_points(store: Store, kind: str, as_of: str, language: str = "en", selected: Selection = IN_FORCE) -> Answer:
    """Return who would be cut off from the rest without a place, the places that most depend on first.

    Of those cut off, ``alone`` counts who would have no partner left; the others would still have each other.
    """
    whole, labels = simple(network(store, kind, as_of, selected)), Labels(store, language, as_of)
    found = {node: parts for node, parts in measures.cut_points(whole).items() if _is_place(whole, node)}
    who = {node: [one for part in parts for one in part] for node, parts in found.items()}
    alone = {node: sum(len(part) == 1 for part in parts) for node, parts in found.items()}
    rows: list[tuple[Cell, ...]] = [
        (
            thing[node],
            _cell(len(who[node])),
            _cell(alone[node]),
            _cell("; ".join(labels[thing[one]] for one in who[node])),
        )
        for node in sorted(found, key=lambda node: (-len(who[node]), -alone[node], node))
    ]
    return Answer(("place", "cut_off", "alone", "who"), rows)


def years(store: Store, until: str, selected: Selection = IN_FORCE) -> Answer:
    """Return the figures of the network of ties at the end of each year since 1990, and on the day.

    They are of the ties whose beginning is stated. Beside them stands how many ties more count on the day since a
    source speaks of them by then (``from_source``), and how many of which nobody knows when they began.
    """
    rows = []
    for one in ties_by_day(store, year_ends(until), selected):
        figures = measures.summary(simple(dated(one)))
        others = {tie: said for *__, tie, said in one.edges(keys=True, data=True) if "since" not in said}
        unknown = sum("beginning_unknown" in said for said in others.values())
        counted = (*figures.values(), len(others) - unknown, unknown)
        rows.append((_cell(one.graph["as_of"]), *map(_cell, counted)))
    return Answer(("as_of", *figures, "from_source", "beginning_unknown"), rows)


def _bare(store: Store, kind: str, as_of: str, selected: Selection) -> "nx.Graph[str]":
    """Return a network of which it need not be known what its places are."""
    return next(ties_by_day(store, [as_of], selected)) if kind == "ties" else network(store, kind, as_of, selected)


def _sources(store: Store, as_of: str) -> dict[str, int]:
    """Return how many sources there are of what each locality takes part in, as it is held on a day."""
    rows = cast(list[tuple[Any, ...]], select(store, _SOURCES, {"as_of": Literal(as_of, datatype=xsd.date)}).rows)
    return {short(place): int(number.value) for place, number in rows}


def _is_place(whole: "nx.Graph[str]", node: str) -> bool:
    return bool(whole.nodes[node].get("bipartite", 0) == 0)


def _places(whole: "nx.Graph[str]") -> list[str]:
    return [node for node in whole if _is_place(whole, node)]


def _shown(whole: "nx.Graph[str]", country: str | None, levels: set[str]) -> list[str]:
    """Return the places of a country and of some levels."""
    return [
        node
        for node in _places(whole)
        if country in {None, whole.nodes[node].get("country")} and (not levels or whole.nodes[node]["level"] in levels)
    ]


def _sign(by: str) -> int:
    return 1 if by in measures.LOW_FIRST else -1


def _in_order(values: Values, by: str, shown: Iterable[str]) -> list[str]:
    return sorted(shown, key=lambda node: (values[node] is None, _sign(by) * (values[node] or 0), node))


def _ranks(values: Values, by: str, among: Iterable[str]) -> dict[str, int]:
    """Return the rank of each place of which a measure is defined: 1 for the first, and for all that are the same."""
    known = {node: value for node in among if (value := values[node]) is not None}
    order = sorted(_sign(by) * value for value in known.values())
    first = {value: rank for rank, value in reversed([*enumerate(order, 1)])}
    return {node: first[_sign(by) * value] for node, value in known.items()}


def _place(whole: "nx.Graph[str]", node: str) -> tuple[Cell, Cell]:
    return thing[node], concept[f"level/{whole.nodes[node]['level']}"]


def _beside(one: AgainstChance | None) -> tuple[Cell, Cell, Cell]:
    if one is None:
        return None, None, None
    return _cell(one.value), _cell(None if one.z is None else round(one.z, 2)), _cell(round(one.percentile, 1))


def _rounded(figures: dict[str, float]) -> Values:
    """Return a measure as far as it is the same in every run; None where it is not defined."""
    return {node: None if isnan(value) else round(value, DIGITS) for node, value in figures.items()}


def _cell(value: Any) -> Cell:
    return None if value is None else Literal(value)
