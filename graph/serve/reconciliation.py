"""Localities for OpenRefine: the Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group)."""

import json
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from importlib.metadata import version
from typing import Any

from pyoxigraph import Store

from graph.ask.labels import Labels
from graph.ask.names import gazetteer
from graph.ask.parameters import day
from graph.ask.query import ParameterError
from graph.ask.words import words
from graph.serve.errors import RefusedError
from graph.serve.locality_properties import settings
from graph.serve.locality_types import all_types, single_level, types_of
from loaders.model.gazetteer import COUNTRIES, Gazetteer, Place, UnresolvedPlaceError
from loaders.model.messages import LANGUAGE, joined
from loaders.model.messages import gettext as _
from loaders.model.name_readings import key
from ontology import BASE, concept, concepts, thing

_MOST = 25
"""Candidates to a query; a query may ask for fewer."""

_QUERIES = 200
"""Queries to a batch."""

_GENERIC = 3
"""The first types are those of all localities, and of the two groups of levels."""


def manifest(store: Store, root: str, service: str) -> dict[str, Any]:
    """Return what the service is, and where its parts are.

    Args:
        store: the graph.
        root: the address of the server, without a slash behind it.
        service: the path of the service in the language of the reader.
    """
    language = LANGUAGE.get()
    suggest = {
        kind: {
            "service_url": root,
            "service_path": f"{service}/suggest/{kind}",
            "flyout_service_path": f"{service}/flyout/{kind}?id=${{id}}",
        }
        for kind in ("entity", "type", "property")
    }
    return {
        "versions": ["0.2"],
        "name": words(language)["reconcile_name"],
        "identifierSpace": thing.iri,
        "schemaSpace": f"{BASE}ontology#",
        "documentation": f"{root}/",
        "serviceVersion": version("vnjp-ties"),
        "defaultTypes": [*all_types(store, language).values()][:_GENERIC],
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "preview": {"url": f"{root}{service}/preview?id={{{{id}}}}", "width": 420, "height": 260},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": root, "service_path": f"{service}/properties"},
            "property_settings": settings(),
        },
        "batchSize": _QUERIES,
    }


def results(store: Store, batch: str) -> dict[str, Any]:
    """Return the candidates for each query of a batch.

    Args:
        store: the graph.
        batch: JSON: name of a query -> ``query`` (a name or an id), ``type`` (see `all_types`; one, or several, any of
            which will do unless ``type_strict`` is ``all``), ``limit``, ``properties`` (``country``,
            ``level``, ``parent``, ``date``, as values or as things with an id; others tell the gazetteer nothing).
            Properties without a name find nothing.

    Raises:
        RefusedError: it is not of that form.
    """
    try:
        queries = json.loads(batch)
    except RecursionError:
        raise RefusedError(400, _("“queries” is nested too deep; a query is an object in an object.")) from None
    except ValueError:
        raise RefusedError(400, _("“queries” is no JSON.")) from None
    if not isinstance(queries, dict) or not all(isinstance(one, dict) for one in queries.values()):
        raise RefusedError(400, _("“queries” is an object of queries, each an object with a “query”."))
    if len(queries) > _QUERIES:
        many = _("A batch has at most {most} queries; this has {number}.")
        raise RefusedError(413, many.format(most=_QUERIES, number=len(queries)))
    match = _Matching(store)
    return {name: {"result": match.found(one)} for name, one in queries.items()}


class _Matching:
    """Finds candidates in the language of the reader.

    Args:
        store: the graph.
    """

    def __init__(self, store: Store) -> None:
        self._store, self._language = store, LANGUAGE.get()
        self._labels, self._known = Labels(store, self._language), gazetteer(store)
        self._types = all_types(store, self._language)

    def found(self, query: Mapping[str, Any]) -> list[dict[str, Any]]:
        name, most = query.get("query", ""), query.get("limit", _MOST)
        if not isinstance(name, str) or isinstance(most, bool) or not isinstance(most, int) or most < 1:
            raise RefusedError(400, _("The “query” of a query is text, its “limit” a whole number from 1 on."))
        beside = _beside(self._known, query.get("properties", []))
        if beside is None or not name:
            return []
        wanted, every = _wanted(query.get("type")), query.get("type_strict") == "all"
        if level := single_level(self._store, wanted):
            beside = {"level": level} | beside
        try:
            place = self._known.resolve(name, **beside)
            return [self._candidate(place, name, match=True)] if self._is_one(place, wanted, every) else []
        except UnresolvedPlaceError as error:
            fitting = [place for place in error.candidates if self._is_one(place, wanted, every)]
            meant = error.ambiguous and len(fitting) == 1
            found = [self._candidate(place, name, match=meant) for place in fitting]
            return sorted(found, key=lambda one: (-one["score"], one["id"]))[: min(most, _MOST)]

    def _is_one(self, place: Place, wanted: set[str], every: bool) -> bool:
        """Whether a locality is or was of the types wanted: of one of them, or of every one; yes if none is wanted."""
        own = {*types_of(self._store, (state.level for state in place.states))}
        return not wanted or (wanted <= own if every else bool(wanted & own))

    def _candidate(self, place: Place, name: str, *, match: bool) -> dict[str, Any]:
        """Return a candidate; its score is how much of the letters of a name it has, 100 if it is meant."""
        own = types_of(self._store, [place.states[-1].level])
        likeness = max(SequenceMatcher(None, key(name), key(one)).ratio() for one in place.names)
        return {
            **described(self._labels, place),
            "score": 100 if match else round(99 * likeness, 1),
            "match": match,
            "type": [{"id": one, "name": self._types[one]["name"]} for one in own],
        }


def described(labels: Labels, place: Place) -> dict[str, str]:
    """Return a locality by its id and name, with its level and what it lies in, as the protocol describes entities."""
    state = place.states[-1]
    within = labels[thing[state.parent]] if state.parent in COUNTRIES or "/" in state.parent else ""
    said = [labels[concept[f"level/{state.level}"]], within]
    described = joined(part for part in said if part)
    return {"id": place.id, "name": labels[thing[place.id]], "description": described}


def _wanted(types: Any) -> set[str]:
    """Return the types requested, one or several."""
    several = types if isinstance(types, list) else [types] if types else []
    return {str(one.get("id") if isinstance(one, dict) else one) for one in several if one}


def _beside(known: Gazetteer, properties: Any) -> dict[str, str] | None:
    """Return the properties beside a name that the gazetteer uses; None if they fit no locality."""
    if not isinstance(properties, list) or not all(isinstance(one, dict) for one in properties):
        raise RefusedError(400, _("“properties” is a list of objects with “pid” and “v”."))
    said = {str(one.get("pid")): _text(one.get("v")) for one in properties}
    beside = {name: read(known, said[name]) for name, read in _READERS.items() if said.get(name)}
    return None if beside.get("country") == "" else {name: value for name, value in beside.items() if value}


def _text(value: Any) -> str:
    """Return a value as text: of several the first, of a thing its id."""
    one = value[0] if isinstance(value, list) and value else value
    one = one.get("id") or one.get("name") if isinstance(one, dict) else one
    return str(one) if isinstance(one, str | int | float) else ""


def _country(_: Gazetteer, said: str) -> str:
    wanted = key(said.removeprefix("country/"))
    return next((code for code, names in COUNTRIES.items() if wanted in {key(code), *map(key, names)}), "")


def _level(_: Gazetteer, said: str) -> str:
    """Return the slug of a level that is given by its slug or by its label in any language."""
    return concepts.meant("level", key).get(key(said), said)


def _parent(known: Gazetteer, said: str) -> str:
    return known.places[said].names[0] if said in known else said


def _date(_: Gazetteer, said: str) -> str:
    """Return a day (ISO 8601); empty for a date that cannot be read."""
    try:
        return day(said)
    except ParameterError:
        return ""


_READERS: dict[str, Callable[[Gazetteer, str], str]] = {
    "country": _country,
    "level": _level,
    "parent": _parent,
    "date": _date,
}
"""Property that the gazetteer uses -> function that reads its value."""
