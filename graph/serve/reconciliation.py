"""Localities for OpenRefine: the Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group)."""

import json
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import Any

from pyoxigraph import Store

from graph.ask.labels import Labels
from graph.ask.names import gazetteer
from graph.ask.parameters import day
from graph.ask.query import ParameterError
from graph.serve.errors import RefusedError
from loaders.model.gazetteer import COUNTRIES, Gazetteer, Place, UnresolvedPlaceError
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from loaders.model.name_readings import key
from ontology import BASE, concept, concepts, thing

_LOCALITY = {"id": "locality", "name": "Locality"}
_MOST = 25
"""Candidates to a query; a query may ask for fewer."""

_QUERIES = 200
"""Queries to a batch."""


def manifest(root: str) -> dict[str, Any]:
    """Return what the service is.

    Args:
        root: the address of the server, without a slash behind it.
    """
    return {
        "versions": ["0.2"],
        "name": "Local governments of Vietnam and Japan",
        "identifierSpace": thing.iri,
        "schemaSpace": f"{BASE}ontology#",
        "defaultTypes": [_LOCALITY],
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "batchSize": _QUERIES,
    }


def results(store: Store, batch: str) -> dict[str, Any]:
    """Return the candidates for each query of a batch.

    Args:
        store: the graph.
        batch: JSON: name of a query -> ``query`` (a name or an id), ``type``, ``limit``, ``properties`` (``country``,
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
    labels, known = Labels(store, "en"), gazetteer(store)
    return {name: {"result": _found(known, labels, one)} for name, one in queries.items()}


def _found(known: Gazetteer, labels: Labels, query: Mapping[str, Any]) -> list[dict[str, Any]]:
    name, most = query.get("query", ""), query.get("limit", _MOST)
    if not isinstance(name, str) or isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise RefusedError(400, _("The “query” of a query is text, its “limit” a whole number from 1 on."))
    beside = _beside(known, query.get("properties", []))
    if beside is None or not name or not _of_ours(query.get("type")):
        return []
    try:
        return [_candidate(known.resolve(name, **beside), name, labels, match=True)]
    except UnresolvedPlaceError as error:
        found = [_candidate(place, name, labels, match=False) for place in error.candidates]
        return sorted(found, key=lambda one: (-one["score"], one["id"]))[: min(most, _MOST)]


def _of_ours(types: Any) -> bool:
    """Return whether localities are among the types requested, one or several."""
    wanted = types if isinstance(types, list) else [types] if types else []
    return not wanted or _LOCALITY["id"] in wanted


def _candidate(place: Place, name: str, labels: Labels, *, match: bool) -> dict[str, Any]:
    """Return a candidate; its score is how much of the letters of a name it has, 100 if it is meant."""
    likeness = max(SequenceMatcher(None, key(name), key(one)).ratio() for one in place.names)
    state = place.states[-1]
    within = labels[thing[state.parent]] if state.parent in COUNTRIES or "/" in state.parent else ""
    said = [labels[concept[f"level/{state.level}"]], within]
    return {
        "id": place.id,
        "name": place.label,
        "description": joined(part for part in said if part),
        "score": 100 if match else round(99 * likeness, 1),
        "match": match,
        "type": [_LOCALITY],
    }


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
