"""From the names of localities to their ids."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import cast

from pyoxigraph import Literal, NamedNode

from graph.ask.labels import Labels, short
from graph.ask.lookup import every, subjects, things
from graph.store.caches import cached
from graph.store.folder import Graph
from loaders.model.gazetteer import Gazetteer, Place, State, UnresolvedPlaceError
from loaders.model.identifiers import identified, in_register
from loaders.model.name_readings import key, readings, without_ending
from loaders.model.near_names import nearest_of
from loaders.model.respelling import Respelling
from ontology import LANGUAGES, adms, coop, schema, skos, thing

_ID = re.compile(r"(?:vn|jp)(?:/[a-z0-9-]+)+")


@cached
def gazetteer(store: Graph) -> Gazetteer:
    """Return all localities of the graph by all their names."""
    return _places(store, subjects(store, coop.searchKey))


def locality(store: Graph, name: str, as_of: str = "") -> str:
    """Return the id of the locality that a name means.

    Args:
        store: the graph.
        name: a name in any script, or an id.
        as_of: a date; among localities that share the name, those that existed then are meant.

    Raises:
        UnresolvedPlaceError: it means none, or several.
    """
    found = _by_identifier(store, identified(name))
    for reading in readings(name):
        for one in (reading.key, *chain.from_iterable(reading.within)):
            found |= subjects(store, coop.searchKey, Literal(one))
    try:
        return _places(store, found).resolve(name, date=as_of).id
    except UnresolvedPlaceError as error:
        if error.ambiguous:
            raise
    return _places(store, found | _like(store, name)).resolve(name, date=as_of).id


def _like(store: Graph, name: str) -> set[NamedNode]:
    """Return the localities that have a name as it may be spelt, or the closest to one that none has.

    See `Gazetteer.resolve`, which tells them apart.
    """
    known: dict[str, list[NamedNode]] = defaultdict(list)
    for place, keys in every(store, coop.searchKey).items():
        for one in keys:
            known[one.value].append(place)
    respelling = Respelling({one: {short(place)[:2] for place in places} for one, places in known.items()})
    named = {one for reading in readings(name) for one in (reading.key, *chain.from_iterable(reading.within))}
    alike = {one for key in named for one in respelling.alike(key)}
    return {place for one in (*alike, *nearest_of(name, known)) for place in known[one]}


def _by_identifier(store: Graph, identifier: str) -> set[NamedNode]:
    """Return the localities that have an id, or are called so by another register; see `identified`."""
    if _ID.fullmatch(identifier):
        node = thing[identifier]
        return {node} if any(store.quads_for_pattern(node, coop.searchKey, None, None)) else set()
    value = identifier.rpartition(":")[2].upper()
    nodes = subjects(store, skos.notation, Literal(value)) if value else set()
    return {place for node in nodes for place in subjects(store, adms.identifier, node)}


def _places(store: Graph, localities: Iterable[NamedNode]) -> Gazetteer:
    """Return the gazetteer of some localities."""
    called = {language: Labels(store, language) for language in LANGUAGES}
    return Gazetteer(
        Place(
            short(place),
            {language: labels[place] for language, labels in called.items()},
            tuple(quad.object.value for quad in store.quads_for_pattern(place, coop.searchKey, None, None)),  # type: ignore[union-attr]
            _states(store, place),
            tuple(_codes(store, place)),
        )
        for place in sorted(localities, key=str)
    )


def _codes(store: Graph, place: NamedNode) -> Iterator[str]:
    """Yield what other registers call a locality."""
    for node in things(store, place, adms.identifier):
        for quad in store.quads_for_pattern(node, skos.notation, None, None):
            yield in_register(node.value.split("/")[-2], cast(Literal, quad.object).value)


def _states(store: Graph, place: NamedNode) -> tuple[State, ...]:
    """Return what a locality was, in order of time."""
    found = (_state(store, period) for period in things(store, place, coop.period))
    return tuple(sorted(found, key=lambda state: state.first))


def _state(store: Graph, period: NamedNode) -> State:
    said: dict[NamedNode, str] = {}
    named = set()
    for quad in store.quads_for_pattern(period, None, None, None):
        value = cast(Literal, quad.object).value
        if quad.predicate in {skos.prefLabel, skos.altLabel}:
            named |= {key(one) for one in without_ending(value)}
        else:
            said[quad.predicate] = value
    return State(
        said[coop.level].rpartition("/")[2],
        said.get(schema.containedInPlace, "").removeprefix(thing.iri),
        said.get(coop.validFrom, ""),
        said.get(coop.validThrough, ""),
        frozenset(named),
    )
