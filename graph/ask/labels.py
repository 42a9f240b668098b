"""The labels of things in a language, on a day."""

from collections.abc import Iterable
from functools import cache
from typing import cast

from pyoxigraph import Literal, NamedNode

from graph.ask.lookup import text, things
from graph.store.caches import cached
from graph.store.folder import Graph
from ontology import BASE, LANGUAGES, PREFIXES, coop, rdfs, thing

_AT_ONCE = 200
_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
SELECT ?node ?label ?through
WHERE {
  VALUES ?node { %s }
  { ?node rdfs:label ?label }
  UNION
  { ?node coop:period ?period . ?period rdfs:label ?label ; coop:validThrough ?through }
}"""

_TODAY = "9999-12-31"
_LOCALITIES = thing["vn/"].value, thing["jp/"].value


class Labels:
    """What things are called in one language, falling back on English, then on any.

    Args:
        store: the graph.
        language: ``en``, ``vi`` or ``ja``.
        day: the day (ISO 8601) as of which localities are called what they were called then; today if not given.
    """

    def __init__(self, store: Graph, language: str, day: str = "") -> None:
        self._store, self._day = store, day
        self._order = dict.fromkeys((language, "en", *LANGUAGES))
        self._known: dict[NamedNode, str] = {}

    def __getitem__(self, node: NamedNode) -> str:
        if node not in self._known:
            self._known[node] = self.on(node, self._day)
        return self._known[node]

    def on(self, node: NamedNode, day: str) -> str:
        """Return what a thing was called on another day; the name of today if none is given."""
        former = _former_labels(self._store, node) if day and is_locality(node) else ()
        then = next((labels for last, labels in former if day <= last), None)
        return self._best(node, then or _labels(self._store, node))

    def learn(self, nodes: Iterable[NamedNode]) -> None:
        """Ask at once what many things are called: of a server, each question by itself would be a journey."""
        asked = [node for node in dict.fromkeys(nodes) if node not in self._known]
        for start in range(0, len(asked), _AT_ONCE):
            called: dict[NamedNode, dict[str, dict[str, str]]] = {node: {} for node in asked[start : start + _AT_ONCE]}
            answer = self._store.query(_NAMES % " ".join(map(str, called)), use_default_graph_as_union=True)
            for node, label, through in cast(Iterable[tuple[NamedNode, Literal, Literal | None]], answer):
                last = through.value if through else _TODAY
                called[node].setdefault(last, {})[label.language or ""] = label.value
            for node, names in called.items():
                then = min((last for last in names if last >= (self._day or _TODAY)), default="")
                self._known[node] = self._best(node, names.get(then, {}))

    def _best(self, node: NamedNode, labels: dict[str, str]) -> str:
        for language in (*self._order, *labels):
            if language in labels:
                return labels[language]
        return short(node)


def is_locality(node: NamedNode) -> bool:
    """Whether a thing is a locality, by its id."""
    return node.value.startswith(_LOCALITIES)


@cached
def _former_labels(store: Graph, node: NamedNode) -> tuple[tuple[str, dict[str, str]], ...]:
    """Return what a locality was called in former periods, where that is another name: last day, labels, in order."""
    found = []
    for period in things(store, node, coop.period):
        last = text(store, period, coop.validThrough)
        if last and (labels := _labels(store, period)):
            found.append((last, labels))
    return tuple(sorted(found, key=lambda one: one[0]))


@cached
def _labels(store: Graph, node: NamedNode) -> dict[str, str]:
    """Return language -> label of a thing; cached, since all languages need the same."""
    quads = store.quads_for_pattern(node, rdfs.label, None, None)
    return {quad.object.language or "": quad.object.value for quad in quads if isinstance(quad.object, Literal)}


@cache
def short(node: NamedNode) -> str:
    """Return an IRI as people read it: an id of ours without the base, else with a prefix, else whole."""
    if node.value.startswith(thing.iri):
        return node.value[len(thing.iri) :]
    for prefix, namespace in PREFIXES.items():
        if node.value.startswith(namespace):
            return f"{prefix}:{node.value[len(namespace) :]}"
    return node.value.removeprefix(BASE)


@cache
def slug(term: NamedNode | None) -> str:
    """Return the last part of an IRI, which tells it from others of its kind; empty if there is none.

    >>> slug(NamedNode("https://w3id.org/vnjp-ties/concept/level/central-city"))
    'central-city'
    >>> slug(NamedNode("https://w3id.org/vnjp-ties/ontology#Agreement"))
    'Agreement'
    """
    return term.value.rpartition("/")[2].rpartition("#")[2] if term else ""
