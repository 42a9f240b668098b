"""Network measures as tables: localities by a measure, communities, cut points, growth by year."""

from math import isnan
from typing import Any

from pyoxigraph import Literal, Store

from graph.analysis import measures
from graph.analysis.networks import dated, network, simple, ties_by_day
from graph.ask.labels import Labels
from graph.ask.parameters import year_ends
from graph.ask.query import Answer, Cell
from loaders.model.messages import joined
from ontology import concept, thing


def places(store: Store, kind: str, as_of: str, by: str, country: str | None, levels: set[str]) -> Answer:
    """Return the places of a network with all measures, the first by one of them first.

    Args:
        store: the graph.
        kind: one of `graph.analysis.networks.KINDS`.
        as_of: the day.
        by: one of `measures.MEASURES`; by constraint, the lowest comes first. What it is not defined of comes
            last, what it is the same of by id.
        country: ``vn`` or ``jp``; only its places are shown. All count.
        levels: only places of these are shown; of all if empty.
    """
    whole = simple(network(store, kind, as_of))
    values = {name: _rounded(measure(whole)) for name, measure in measures.MEASURES.items()}
    shown = [
        node
        for node, said in whole.nodes(data=True)
        if said.get("bipartite", 0) == 0
        and country in {None, said.get("country")}
        and (not levels or said["level"] in levels)
    ]
    sign = 1 if by == "constraint" else -1
    shown.sort(key=lambda node: (values[by][node] is None, sign * (values[by][node] or 0), node))
    rows = [
        (thing[node], concept[f"level/{whole.nodes[node]['level']}"], *map(_cell, (values[n][node] for n in values)))
        for node in shown
    ]
    return Answer(("place", "level", *values), rows)


def communities(store: Store, kind: str, as_of: str, language: str = "en") -> Answer:
    """Return the communities of a network: their size, best connected members, the fields they share, all members.

    Names are in a language, here and of those cut off (`cut_points`): several stand in one cell.
    """
    whole, labels = simple(network(store, kind, as_of)), Labels(store, language, as_of)
    rows: list[tuple[Cell, ...]] = []
    for number, group in enumerate(measures.communities(whole), 1):
        called = [labels[thing[node]] for node in group.members]
        fields = joined((labels[concept[f"field/{slug}"]] for slug in group.fields), language)
        cells = (number, " – ".join(called[:3]), fields, len(called))
        rows.append((*map(_cell, cells), _cell("; ".join(called))))
    return Answer(("community", "around", "fields", "size", "members"), rows)


def cut_points(store: Store, kind: str, as_of: str, language: str = "en") -> Answer:
    """Return who would be cut off from the rest without a place, the places that most depend on first."""
    whole, labels = simple(network(store, kind, as_of)), Labels(store, language, as_of)
    found = {
        node: [one for part in parts for one in part]
        for node, parts in measures.cut_points(whole).items()
        if whole.nodes[node].get("bipartite", 0) == 0
    }
    order = sorted(found, key=lambda node: (-len(found[node]), node))
    called = {node: "; ".join(labels[thing[one]] for one in found[node]) for node in order}
    return Answer(("place", "cut_off", "who"), [(thing[n], _cell(len(found[n])), _cell(called[n])) for n in order])


def years(store: Store, until: str) -> Answer:
    """Return the figures of the network of ties at the end of each year since 1990, and on the day.

    Ties of which nobody knows when they began are left out of the figures; their number stands beside them.
    """
    rows = []
    for one in ties_by_day(store, year_ends(until)):
        counted = dated(one)
        figures = measures.summary(simple(counted))
        unknown = len({tie for *_, tie in one.edges(keys=True)} - {tie for *_, tie in counted.edges(keys=True)})
        rows.append((_cell(one.graph["as_of"]), *map(_cell, figures.values()), _cell(unknown)))
    return Answer(("as_of", *figures, "beginning_unknown"), rows)


def _rounded(figures: dict[str, float]) -> dict[str, float | None]:
    """Return a measure as far as it is the same in every run; None where it is not defined."""
    return {node: None if isnan(figure) else round(figure, measures.DIGITS) for node, figure in figures.items()}


def _cell(figure: Any) -> Cell:
    return None if figure is None else Literal(figure)
