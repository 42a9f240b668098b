"""The drawing of the network as JSON for vis-network: nodes, edges, positions, texts; and a page that shows it.

What is drawn is worked out here and is the same in every run; ``site/assets/network.js`` draws it with vis-network.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import networkx as nx
from pyoxigraph import NamedNode, Store

from graph.analysis import measures
from graph.analysis.networks import memberships, simple, ties
from graph.analysis.selection import ALL
from graph.ask.as_of import Names, holders
from graph.ask.labels import Labels, short, slug
from graph.ask.lookup import things, values
from graph.ask.query import ParameterError
from graph.ask.status import days
from graph.ask.words import words
from graph.draw.apart import apart
from graph.draw.country_map import CountryMap, country_map
from graph.draw.layout import around, positions
from loaders.model.dates import date_text
from loaders.model.gazetteer import COUNTRIES
from loaders.model.geography import Ring
from loaders.model.labels import abbreviated
from loaders.model.messages import LANGUAGE, any_of, joined
from loaders.model.messages import gettext as _
from ontology import concepts, coop, dct, schema, thing

MEASURES = ("degree", "strength", "betweenness")
"""What the size of a locality may say, of `measures.MEASURES`: the page counts the first two in what it shows,
the last is of the whole network of ties."""

LAYOUTS = ("network", "map")
"""Layouts: by ties (``network``), or by geographic position (``map``)."""

KINDS = (*concepts.slugs("agreement-kind"), "exchange", "project", "membership")
"""What joins two: a document of a kind, or what is none."""

_MEMBERSHIP = "intercity-network"
_FINE = 4  # units of the drawing to one of a map: fine enough for whole numbers
_CLEAR = 6  # units of a map around a point that no other comes near
_MANY = 1000  # lines; more of them are not drawn while they are moved
_OPTIONS: dict[str, Any] = {
    "layout": {"improvedLayout": False},
    "physics": {"enabled": False},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {"smooth": False, "chosen": False, "selectionWidth": 0, "hoverWidth": 0},
    "interaction": {
        "selectable": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "zoomSpeed": 0.7,
    },
}

Json = dict[str, Any]
"""An object of JSON, for vis-network."""


@dataclass(frozen=True)
class DrawingFilter:
    """Which part of the network is drawn; all of it by default.

    Attributes:
        place: the id of a locality, to draw only what is near it, with its networks; empty for all.
        hops: how many ties away from the place localities are drawn.
        kinds: only edges of these kinds (`KINDS`); all if empty.
        scheme: only ties by this scheme, a slug; all if empty.
    """

    place: str = ""
    hops: int = 1
    kinds: tuple[str, ...] = ()
    scheme: str = ""

    def within(self, whole: "nx.MultiGraph[str]") -> "nx.MultiGraph[str]":
        """Return the subgraph of a network that the filter keeps."""
        kept = [
            (one, other, key)
            for one, other, key, said in whole.edges(keys=True, data=True)
            if (not self.kinds or said.get("kind", said["form"].lower()) in self.kinds)
            and self.scheme in {"", said.get("scheme")}
        ]
        found: nx.MultiGraph[str] = whole.edge_subgraph(kept)  # type: ignore[arg-type] # its edges have keys
        if self.place and self.place not in found:
            return whole.subgraph(())
        if self.place:
            localities = found.subgraph(node for node in found if not _is_network(node))
            near = set(nx.ego_graph(localities, self.place, radius=self.hops))
            return found.subgraph(near | set(found[self.place]))
        return found


EVERYTHING = DrawingFilter()


@dataclass(frozen=True)
class Plan:
    """The subgraph that is drawn and the positions of its nodes, for all languages; see `plan`.

    Attributes:
        store: the graph.
        as_of: the day.
        wanted: what was asked for.
        network: what is drawn.
        betweenness: locality -> how far it links others, in the whole network of ties.
        spots: where each thing stands in the layout of the network.
        maps: country -> its map, fitted to what is drawn.
        on_map: where each locality stands on the map of its country.
    """

    store: Store
    as_of: str
    wanted: DrawingFilter
    network: "nx.MultiGraph[str]"
    betweenness: dict[str, float]
    spots: dict[str, tuple[int, int]]
    maps: dict[str, CountryMap]
    on_map: dict[str, tuple[float, float]]


def plan(store: Store, as_of: str, wanted: DrawingFilter = EVERYTHING, outlines: Sequence[Ring] = ()) -> Plan:
    """Return the subgraph that is drawn and the positions of its nodes.

    Args:
        store: the graph.
        as_of: the day; what has ended by then is drawn too, and says so.
        wanted: what is drawn.
        outlines: a base map for the map, in longitudes and latitudes.

    Raises:
        ParameterError: of what is wanted, nothing is known.
    """
    tied = ties(store, as_of, ALL)
    whole: nx.MultiGraph[str] = nx.compose(tied, memberships(store, as_of, ALL))  # type: ignore[assignment]
    for *__, key, said in whole.edges(keys=True, data=True):
        said |= _of_fact(store, key)
    drawn = wanted.within(whole)
    if not drawn:
        raise ParameterError(_nothing(store, wanted, as_of))
    hubs = {node for node in drawn if _is_network(node)}
    seats = {node: (said["latitude"], said["longitude"]) for node, said in drawn.nodes(data=True) if "latitude" in said}
    maps = {country: country_map(country, own, outlines) for country in COUNTRIES
            if (own := [seat for node, seat in seats.items() if node.startswith(country)])}  # fmt: skip
    return Plan(
        store, as_of, wanted, drawn, measures.betweenness(simple(tied)),
        around(drawn, hubs, wanted.place) if wanted.place else positions(drawn, hubs),
        maps, _on_maps(maps, seats),
    )  # fmt: skip


def _on_maps(
    maps: Mapping[str, CountryMap], seats: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return where localities stand on the maps, from which those that lie too close have been moved apart."""
    found: dict[str, tuple[float, float]] = {}
    for country, sheet in maps.items():
        own = sorted(node for node in seats if node.startswith(country))
        middles = apart([(sheet.at(*reversed(seats[node])), _CLEAR) for node in own])
        found |= dict(zip(own, middles, strict=True))
    return found


def drawing(
    store: Store,
    as_of: str,
    language: str,
    wanted: DrawingFilter = EVERYTHING,
    by: str = "degree",
    layout: str = "network",
    outlines: Sequence[Ring] = (),
) -> Json:
    """Return the network as it is drawn, ready for JSON; see `plan` and `text_in`."""
    return text_in(plan(store, as_of, wanted, outlines), language, by, layout)


def text_in(
    plan: Plan,
    language: str,
    by: str = "degree",
    layout: str = "network",
    address: Callable[[str], str] | None = None,
) -> Json:
    """Return a drawing in a language, ready for JSON.

    Args:
        plan: what is drawn.
        language: ``en``, ``vi`` or ``ja``.
        by: one of `MEASURES`, for the size of localities at first.
        layout: one of `LAYOUTS`, to begin with.
        address: tells the page of a locality or network by its id; without it, they have none.

    Returns:
        ``nodes`` (localities and networks with their places in both layouts), ``lines`` (a pair that something joins),
        ``ties`` (what joins them: each names its line), ``sources``, and what the page needs to speak of them.
    """
    store, wanted, told = plan.store, plan.wanted, words(language)
    labels, cited = Labels(store, language, plan.as_of), dict[NamedNode, int]()
    lines, ties_drawn = _joined(plan, labels, Names(store, language, plan.as_of, labels), cited)
    _dated(ties_drawn, language)
    schemes = _choices("scheme", (tie["scheme"] for tie in ties_drawn), language)
    if any(not tie["scheme"] for tie in ties_drawn):
        schemes[""] = told["draw_other"]
    nodes = _nodes(plan, labels, language)
    for node in nodes:
        node |= dict(zip("xy", plan.spots[node["id"]], strict=True))
        node |= {"href": address(node["id"])} if address else {}
    held, options = _held(nodes, many=len(lines) > _MANY)
    place = labels[thing[wanted.place]] if wanted.place else ""
    return {
        "title": told["draw_title_of"].format(place) if place else told["draw_title"],
        "as_of": plan.as_of,
        "days": days(store, plan.as_of, language),
        "place": wanted.place,
        "by": by,
        "layout": layout,
        "measures": MEASURES,
        "schemes": schemes,
        "shown": _shown_first(schemes, wanted),
        "choices": {
            "kind": _choices("agreement-kind", (tie["kind"] for tie in ties_drawn), language),
            "field": _choices("field", (field for tie in ties_drawn for field in tie["fields"]), language),
            "country": _choices("country", (node.get("country") for node in nodes), language),
            "level": _choices("level", (node.get("level") for node in nodes), language),
        },
        "words": {name: text for name, text in told.items() if name.startswith("draw_")},
        "options": options,
        "maps": {country: _map(sheet) for country, sheet in plan.maps.items()},
        "nodes": held,
        "lines": lines,
        "ties": ties_drawn,
        "separator": told["separator"],
        "sources": [_source(store, source) for source in cited],
    }


def _map(sheet: CountryMap) -> Json:
    """Return the map of a country: its size, the frames of its islands (left, top, width, height), the base map."""
    return {
        "size": _finely(sheet.width, sheet.height),
        "frames": [_finely(one.left, one.top, one.width, one.height) for _, one in sheet.islands],
        "outlines": [_finely(*(number for point in line for number in point)) for line in sheet.outlines],
    }


def _finely(*numbers: float) -> list[int]:
    return [round(_FINE * number) for number in numbers]


def _nothing(store: Store, wanted: DrawingFilter, as_of: str) -> str:
    """Return the message that there is nothing to draw; for a locality that has ended, it names its successors."""
    labels = Labels(store, LANGUAGE.get(), as_of)
    now = holders(store, thing[wanted.place], as_of) if wanted.place else []
    heirs = [f"{labels[holder]} [{short(holder)}]" for holder in now if holder != thing[wanted.place]]
    place = labels[thing[wanted.place]] if wanted.place else ""
    if heirs:
        said = _("{place} holds nothing on {day}; what it had is held by {heirs}, draw that")
        return said.format(place=place, day=date_text(as_of), heirs=any_of(sorted(heirs)))
    narrowed = bool(wanted.kinds or wanted.scheme)
    if place and narrowed:
        said = _("there is nothing to draw: no tie of this kind of {place} is known by {day}, which is not to say that "
                 "there is none")  # fmt: skip
    elif place:
        said = _(
            "there is nothing to draw: no tie of {place} is known by {day}, which is not to say that there is none"
        )
    elif narrowed:
        said = _("there is nothing to draw: no tie of this kind is known by {day}, which is not to say that there is "
                 "none")  # fmt: skip
    else:
        said = _("there is nothing to draw: no tie is known by {day}, which is not to say that there is none")
    return said.format(place=place, day=date_text(as_of))


def _is_network(node: str) -> bool:
    return node.startswith("network/")


def _of_fact(store: Store, key: str) -> dict[str, str]:
    """Return what the page needs of a fact beside what the network says of it."""
    said = {}
    for name, predicate in (("begun", coop.firstDay), ("until", schema.endDate), ("scheme", coop.scheme)):
        for term in values(store, thing[key], predicate):
            said[name] = slug(term) if isinstance(term, NamedNode) else term.value
    return said


def _nodes(plan: Plan, labels: Labels, language: str) -> list[Json]:
    """Return the localities and networks: what they are called, what they are, whom they link, where they lie."""
    called, drawn = concepts.labels(), plan.network
    found: list[Json] = []
    for node in sorted(drawn):
        said, about = drawn.nodes[node], {"id": node, "label": labels[thing[node]]}
        if (short_name := abbreviated(labels[thing[node]])) != about["label"]:
            about["short"] = short_name
        if _is_network(node):
            kinds = [slug(kind) for kind in things(plan.store, thing[node], coop.kind)]
            found.append({
                **about,
                "kind": "network",
                "called": joined((called["network-kind"][kind][language] for kind in kinds), language),
            })  # fmt: skip
            continue
        found.append({
            **about,
            "kind": "locality",
            "country": said["country"],
            "level": said["level"],
            "called": joined((called[one][said[one]][language] for one in ("level", "country")), language),
            "betweenness": round(plan.betweenness.get(node, 0.0), 6),
            **({"map": _finely(*plan.on_map[node])} if node in plan.on_map else {}),
        })  # fmt: skip
    return found


def _joined(plan: Plan, labels: Labels, names: Names, cited: dict[NamedNode, int]) -> tuple[list[Json], list[Json]]:
    """Return the pairs, and what joins them; ``cited`` gets the sources with their numbers."""
    order = {"v": 0, "j": 1, "n": 2}  # Vietnam, Japan, networks
    lines: dict[tuple[str, str], int] = {}
    found = []
    for key, one, other, said in sorted(
        (key, *sorted(pair, key=lambda node: order[node[0]]), said)
        for *pair, key, said in plan.network.edges(keys=True, data=True)
    ):
        sources = things(plan.store, thing[key], dct.source)
        found.append({
            "id": key,
            "line": lines.setdefault((one, other), len(lines)),
            "title": labels[thing[key]] + names.now(thing[key]),
            "fields": said["fields"].split(";") if "fields" in said else [],
            **{name: said.get(name, "") for name in ("form", "kind", "scheme", "since", "until", "begun")},
            "sources": [cited.setdefault(source, len(cited)) for source in sources],
        })  # fmt: skip
    return [{"id": number, "from": one, "to": other} for (one, other), number in lines.items()], found


def _dated(drawn: list[Json], language: str) -> None:
    """Say of ties from when (``first``) to when (``last``) they are, as the reader writes it."""
    undated = words(language)["draw_undated"]
    for tie in drawn:
        tie["first"] = date_text(tie["since"] or "", language) or undated.format(date_text(tie["begun"], language))
        tie["last"] = date_text(tie["until"], language)


def _source(store: Store, source: NamedNode) -> list[str]:
    """Return the title and the address of a source."""
    from graph.ask.text import web

    title, address = ([term.value for term in values(store, source, p)] for p in (dct.title, schema.url))
    return [title[0] if title else short(source), web(address[0]) if address else ""]


def _held(nodes: list[Json], many: bool) -> tuple[list[Json], Json]:
    """Return nodes and options as vis-network takes them, from pyvis.

    The lines are not given to pyvis, which would look through all of them for each.
    """
    from pyvis.network import Network

    network = Network()
    for node in nodes:
        said = {name: value for name, value in node.items() if name != "id"}
        network.add_node(node["id"], shape="custom", group=node.get("country", "network"), **said)
    interaction = _OPTIONS["interaction"] | {"hideEdgesOnDrag": many, "hideEdgesOnZoom": many}
    network.set_options(json.dumps(_OPTIONS | {"interaction": interaction}))
    held, *_, options = network.get_network_data()
    return cast(list[Json], held), cast(Json, json.loads(options))


def _choices(scheme: str, present: Iterable[str | None], language: str) -> dict[str, str]:
    """Return the concepts of a scheme that are present, in its order, with their names."""
    found = set(present)
    return {slug: called[language] for slug, called in concepts.labels()[scheme].items() if slug in found}


def _shown_first(schemes: Mapping[str, str], wanted: DrawingFilter) -> list[str]:
    """Return the schemes that are shown at first: of the whole network its ties alone, which are legible together."""
    ties_alone = [scheme for scheme in schemes if scheme != _MEMBERSHIP]
    return list(schemes) if wanted.place or not ties_alone else ties_alone
