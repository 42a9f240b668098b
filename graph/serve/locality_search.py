"""What OpenRefine completes while somebody types: localities, types and properties by how their names begin."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Store

from graph.ask.labels import Labels, short
from graph.ask.lookup import every
from graph.ask.names import gazetteer
from graph.serve.locality_properties import PROPERTIES
from graph.serve.locality_types import all_types, types_of
from graph.serve.reconciliation import described
from graph.store.caches import cached
from graph.store.folder import Graph
from loaders.model.gazetteer import Gazetteer, UnresolvedPlaceError
from loaders.model.messages import LANGUAGE
from loaders.model.name_readings import LONGEST_NAME, key, readings
from ontology import LANGUAGES, coop

_MOST = 25
"""Suggestions at a time; ``cursor`` passes over as many as have been seen."""


def suggested(store: Store, kind: str, prefix: str, cursor: int) -> dict[str, Any]:
    """Return what begins so.

    Args:
        store: the graph.
        kind: ``entity`` (localities), ``type`` or ``property``.
        prefix: the beginning of a name in any of the languages, or of an id.
        cursor: how many are passed over.
    """
    prefix = prefix.strip()[:LONGEST_NAME]
    found = {"entity": _localities, "type": _types, "property": _properties}[kind](store, prefix) if prefix else []
    return {"result": found[cursor : cursor + _MOST]}


def _localities(store: Store, prefix: str) -> list[dict[str, Any]]:
    """Return localities: those called so, those written so, those of today, those with the shortest names."""
    known = gazetteer(store)
    meant = _meant(known, prefix)
    begun = {place: length for place, length in _beginning(store, prefix) if place in known}
    labels, types = Labels(store, LANGUAGE.get()), all_types(store, LANGUAGE.get())

    def order(place: str) -> tuple[bool, bool, bool, int, str]:
        one = known.places[place]
        written = any(name.casefold().startswith(prefix.casefold()) for name in one.labels.values())
        return place not in meant, not written, not one.exists(), begun.get(place, 0), place

    ids = sorted({*meant, *begun, *(one for one in known.places if prefix[2:3] == "/" and one.startswith(prefix))},
                 key=order)  # fmt: skip
    return [
        {
            **described(labels, known.places[one]),
            "notable": [
                {"id": of, "name": types[of]["name"]}
                for of in types_of(store, [known.places[one].states[-1].level])
            ],
        }
        for one in ids
    ]  # fmt: skip


def _meant(known: Gazetteer, name: str) -> list[str]:
    try:
        return [known.resolve(name).id]
    except UnresolvedPlaceError as error:
        return [place.id for place in error.candidates] if error.ambiguous else []


def _beginning(store: Store, prefix: str) -> Iterator[tuple[str, int]]:
    """Yield the ids of localities that have a name that begins so, each with the length of the shortest of them."""
    keys = _keys(store)
    shortest: dict[str, int] = {}
    for wanted in filter(None, {key(prefix), *(reading.key for reading in readings(prefix))}):
        at = bisect_left(keys, (wanted, ""))
        while at < len(keys) and keys[at][0].startswith(wanted):
            name, place = keys[at]
            shortest[place] = min(len(name), shortest.get(place, len(name)))
            at += 1
    yield from shortest.items()


@cached
def _keys(store: Graph) -> list[tuple[str, str]]:
    """Return the keys of all names of localities, each with an id, in order."""
    found = every(store, coop.searchKey).items()
    return sorted((one.value, short(place)) for place, keys in found for one in keys)


def _types(store: Store, prefix: str) -> list[dict[str, Any]]:
    names = {one: [all_types(store, language)[one]["name"] for language in LANGUAGES] for one in all_types(store, "en")}
    return [one for one in all_types(store, LANGUAGE.get()).values() if _begins(prefix, (one["id"], *names[one["id"]]))]


def _properties(store: Store, prefix: str) -> list[dict[str, Any]]:
    return [
        {"id": name, "name": one.name(store, LANGUAGE.get())}
        for name, one in PROPERTIES.items()
        if _begins(prefix, (name, *(one.name(store, language) for language in LANGUAGES)))
    ]


def _begins(prefix: str, names: Iterable[str]) -> bool:
    """Whether a name, or a word of one, begins so."""
    wanted = prefix.casefold()
    return any(
        name.casefold().startswith(wanted) or any(word.startswith(wanted) for word in name.casefold().split())
        for name in names
    )
