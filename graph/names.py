"""Names and things: what a name means in the graph, and what a thing is called in a language."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import cast

from pyoxigraph import Literal, NamedNode

from graph.store import Graph
from loaders.places import Gazetteer, Place, State, UnresolvedPlaceError, readings
from ontology import BASE, LANGUAGES, PREFIXES, coop, rdfs, schema, thing

_AT_ONCE = 200
_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?node ?label WHERE { VALUES ?node { %s } ?node rdfs:label ?label }"""
_ID = re.compile(r"(?:vn|jp)(?:/[a-z0-9-]+)+")


@cache
def gazetteer(store: Graph) -> Gazetteer:
    """Return all localities of the graph by all their names."""
    return _places(store, _things(store, coop.searchKey))


def locality(store: Graph, name: str, as_of: str = "") -> str:
    """Return the id of the locality that a name means.

    Args:
        store: the graph.
        name: a name in any script, or an id.
        as_of: a date; among localities that share the name, those that existed then are meant.

    Raises:
        UnresolvedPlaceError: it means none, or several.
    """
    found = _by_id(store, name.strip().lower())
    for reading in readings(name):
        for one in (reading.key, *chain.from_iterable(reading.within)):
            found |= _things(store, coop.searchKey, Literal(one))
    try:
        return _places(store, found).resolve(name, date=as_of).id
    except UnresolvedPlaceError as error:
        if error.candidates:
            raise
        return gazetteer(store).resolve(name, date=as_of).id


def _by_id(store: Graph, identifier: str) -> set[NamedNode]:
    if not _ID.fullmatch(identifier):
        return set()
    node = thing[identifier]
    return {node} if any(store.quads_for_pattern(node, coop.searchKey, None, None)) else set()


def _things(store: Graph, predicate: NamedNode, value: Literal | None = None) -> set[NamedNode]:
    return {cast(NamedNode, quad.subject) for quad in store.quads_for_pattern(None, predicate, value, None)}


def _places(store: Graph, localities: Iterable[NamedNode]) -> Gazetteer:
    """Return the gazetteer of some localities."""
    called = {language: Labels(store, language) for language in LANGUAGES}
    return Gazetteer(
        Place(
            place.value.removeprefix(thing.iri),
            {language: labels[place] for language, labels in called.items()},
            tuple(quad.object.value for quad in store.quads_for_pattern(place, coop.searchKey, None, None)),  # type: ignore[union-attr]
            tuple(
                _state(store, cast(NamedNode, quad.object))
                for quad in store.quads_for_pattern(place, coop.period, None, None)
            ),
        )
        for place in sorted(localities, key=str)
    )


def _state(store: Graph, period: NamedNode) -> State:
    said = {quad.predicate: quad.object.value for quad in store.quads_for_pattern(period, None, None, None)}  # type: ignore[union-attr]
    return State(
        said[coop.level].rpartition("/")[2],
        said.get(schema.containedInPlace, "").removeprefix(thing.iri),
        said.get(coop.validFrom, ""),
        said.get(coop.validThrough, ""),
    )


class Labels:
    """What things are called in one language, falling back on English, then on any.

    Args:
        store: the graph.
        language: ``en``, ``vi`` or ``ja``.
    """

    def __init__(self, store: Graph, language: str) -> None:
        self._store = store
        self._order = dict.fromkeys((language, "en", *LANGUAGES))
        self._known: dict[NamedNode, str] = {}

    def __getitem__(self, node: NamedNode) -> str:
        if node not in self._known:
            self._known[node] = self._best(node, _labels(self._store, node))
        return self._known[node]

    def learn(self, nodes: Iterable[NamedNode]) -> None:
        """Ask at once what many things are called: of a server, each question by itself would be a journey."""
        asked = [node for node in dict.fromkeys(nodes) if node not in self._known]
        for start in range(0, len(asked), _AT_ONCE):
            some = {node: dict[str, str]() for node in asked[start : start + _AT_ONCE]}
            answer = self._store.query(_NAMES % " ".join(map(str, some)), use_default_graph_as_union=True)
            for node, label in cast(Iterable[tuple[NamedNode, Literal]], answer):
                some[node][label.language or ""] = label.value
            self._known |= {node: self._best(node, labels) for node, labels in some.items()}

    def _best(self, node: NamedNode, labels: dict[str, str]) -> str:
        for language in (*self._order, *labels):
            if language in labels:
                return labels[language]
        return short(node)


@cache
def _labels(store: Graph, node: NamedNode) -> dict[str, str]:
    """Return language -> what a thing is called; one language after the other asks for the same."""
    quads = store.quads_for_pattern(node, rdfs.label, None, None)
    return {quad.object.language or "": quad.object.value for quad in quads if isinstance(quad.object, Literal)}


def short(node: NamedNode) -> str:
    """Return an IRI as people read it: an id of ours without the base, else with a prefix, else whole."""
    if node.value.startswith(thing.iri):
        return node.value[len(thing.iri) :]
    for prefix, namespace in PREFIXES.items():
        if node.value.startswith(namespace):
            return f"{prefix}:{node.value[len(namespace) :]}"
    return node.value.removeprefix(BASE)
