"""Columns for a table of localities in OpenRefine: the data extension of the Reconciliation Service API 0.2."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from graph.ask.as_of import at, container, former_periods, holders, last_day, period, region
from graph.ask.labels import Labels, is_locality, short
from graph.ask.lookup import text, things, value
from graph.ask.names import gazetteer
from graph.ask.parameters import day as read_day
from graph.ask.periods import OPEN
from graph.ask.profile import own_figures
from graph.ask.seats import position
from graph.ask.words import words
from graph.brief.briefing import Briefing, briefing
from graph.serve.errors import RefusedError
from graph.serve.locality_types import ROOT
from loaders.model.messages import LANGUAGE, gettext_noop
from loaders.model.messages import gettext as _
from ontology import LANGUAGES, adms, concept, concepts, coop, foaf, skos, thing

Value = dict[str, Any]
"""A value as the protocol has it: ``{"str": …}``, ``{"int": …}``, ``{"float": …}``, ``{"date": …}``, or a locality."""

_MOST_IDS, _MOST_PROPERTIES = 1_000, 100
_NO_QUERY = gettext_noop(
    "“extend” is an object with “ids”, a list of texts, and “properties”, a list of objects with an “id”."
)


class Locality:
    """A locality as of a day, or as it was at its end.

    Args:
        store: the graph.
        place: its id.
        day: the day (ISO 8601).
        labels: what things are called on it in a language.
    """

    def __init__(self, store: Store, place: str, day: str, labels: Labels) -> None:
        self.store, self.id, self.day, self.labels = store, place, day, labels
        self.node = thing[place]
        self.on = min(day, last_day(store, self.node))

    @cached_property
    def about(self) -> Briefing:
        """What is known of it."""
        return briefing(self.store, self.id, None, self.day)

    def entity(self, node: NamedNode) -> Value:
        """Return another locality as a value."""
        return {"id": short(node), "name": self.labels[node]}

    def text(self, node: NamedNode | Literal | None) -> list[Value]:
        """Return a thing by its name, or a text, as values; none if there is none."""
        said = self.labels[node] if isinstance(node, NamedNode) else node.value if node else ""
        return [{"str": said}] if said else []


@dataclass(frozen=True)
class Property:
    """A property that can be fetched.

    Attributes:
        name: returns what it is called in a language.
        values: returns its values of a locality.
        of_localities: whether its values are localities.
    """

    name: Callable[[Store, str], str]
    values: Callable[[Locality], list[Value]]
    of_localities: bool = False


def extended(store: Store, query: str) -> dict[str, Any]:
    """Return the values of properties of localities.

    Args:
        store: the graph.
        query: JSON: ``ids`` of localities, ``properties``, each with an ``id`` and perhaps ``settings`` (``as_of``).
            What is not known has no values.

    Raises:
        RefusedError: it is not of that form, or too large.
        ParameterError: a day is none.
    """
    ids, asked = _read(query)
    language, known = LANGUAGE.get(), gazetteer(store)
    rows: dict[str, dict[str, list[Value]]] = {place: {} for place in ids}
    days = {name: read_day(as_of) for name, as_of in asked.items()}
    labels = {day: Labels(store, language, day) for day in {*days.values()}}
    for place in ids:
        places = {day: Locality(store, place, day, labels[day]) for day in labels} if place in known else {}
        for name, day in days.items():
            found = PROPERTIES.get(name)
            rows[place][name] = found.values(places[day]) if found and places else []
    return {"meta": [_meta(store, name, language) for name in asked], "rows": rows}


def _meta(store: Store, name: str, language: str) -> dict[str, Any]:
    found = PROPERTIES.get(name)
    told: dict[str, Any] = {"id": name, "name": found.name(store, language) if found else name}
    if found and found.of_localities:
        told["type"] = {"id": ROOT, "name": Labels(store, language)[coop.Locality]}
    return told


def _read(query: str) -> tuple[list[str], dict[str, str]]:
    """Return the ids, and each property with the day asked for as the user wrote it."""
    try:
        said = json.loads(query)
    except (ValueError, RecursionError):
        raise RefusedError(400, _("“extend” is no JSON.")) from None
    ids, properties = (said.get(name) for name in ("ids", "properties")) if isinstance(said, dict) else (None, None)
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids) or not isinstance(properties, list):
        raise RefusedError(400, _(_NO_QUERY))
    asked: dict[str, str] = {}
    for one in properties:
        settings = one.get("settings") or {} if isinstance(one, dict) else None
        if not isinstance(settings, dict) or not isinstance(one.get("id"), str):
            raise RefusedError(400, _(_NO_QUERY))
        asked[one["id"]] = str(settings.get("as_of") or "today")
    if len(ids) > _MOST_IDS or len(asked) > _MOST_PROPERTIES:
        many = _("A query has at most {ids} localities and {properties} properties.")
        raise RefusedError(413, many.format(ids=_MOST_IDS, properties=_MOST_PROPERTIES))
    return ids, asked


def values_today(store: Store, place: str, names: Iterable[str]) -> list[tuple[str, list[Value]]]:
    """Return the names of some properties and their values of a locality today, in the language of the reader."""
    language, day = LANGUAGE.get(), read_day("today")
    one = Locality(store, place, day, Labels(store, language, day))
    return [(PROPERTIES[name].name(store, language), PROPERTIES[name].values(one)) for name in names]


def proposed(store: Store, of_type: str, most: int) -> dict[str, Any]:
    """Return the properties that can be fetched of localities of a type; all have the same."""
    language = LANGUAGE.get()
    told = [{"id": name, "name": one.name(store, language)} for name, one in PROPERTIES.items()]
    return {"type": of_type, "limit": most, "properties": told[:most]}


def settings() -> list[dict[str, str]]:
    """Return what can be set of each property: the day asked for."""
    said = words(LANGUAGE.get())
    told = said["extend_as_of"]
    return [{"name": "as_of", "label": told, "type": "text", "default": "today", "help_text": said["extend_help"]}]


# --- the properties ---------------------------------------------------------------------------------------------------


def _term(node: NamedNode) -> Callable[[Store, str], str]:
    def name(store: Store, language: str) -> str:
        label = Labels(store, language)[node]
        return label[:1].upper() + label[1:]  # as the heads of columns begin

    return name


def _word(name: str) -> Callable[[Store, str], str]:
    return lambda store, language: words(language)[name]


def _stated(predicate: NamedNode) -> Property:
    """Return a property of a locality as of the day that is told in words."""
    return Property(_term(predicate), lambda one: one.text(at(one.store, one.node, predicate, one.on)))


def _named(language: str) -> Property:
    def values(one: Locality) -> list[Value]:
        return [{"str": Labels(one.store, language, one.on)[one.node]}]

    return Property(lambda _, reader: f"{words(reader)['column_name']} ({language})", values)


def _coordinate(name: str, index: int) -> Property:
    def values(one: Locality) -> list[Value]:
        found = position(one.store, one.node, one.on)
        return [{"float": found[index]}] if found else []

    return Property(_word(name), values)


def _indicator(name: str) -> Property:
    def values(one: Locality) -> list[Value]:
        found = own_figures(one.store, one.node, one.on).own(one.node, name)
        if found is None:
            return []
        return [{"int": int(found)} if found == found.to_integral_value() else {"float": float(found)}]

    return Property(_term(concept[f"indicator/{name}"]), values)


def _identifier(scheme: str) -> Property:
    def values(one: Locality) -> list[Value]:
        nodes = [
            node
            for node in things(one.store, one.node, adms.identifier)
            if value(one.store, node, coop.identifierScheme) == concept[f"identifier-scheme/{scheme}"]
            and text(one.store, node, coop.validFrom) <= one.on <= (text(one.store, node, coop.validThrough) or OPEN)
        ]
        return [{"str": text(one.store, node, skos.notation)} for node in nodes]

    return Property(_term(concept[f"identifier-scheme/{scheme}"]), values)


def _day(predicate: NamedNode) -> Property:
    def values(one: Locality) -> list[Value]:
        said = text(one.store, one.node, predicate)
        return [{"date": f"{said}T00:00:00Z"}] if said and said <= one.day else []

    return Property(_term(predicate), values)


def _number(word: str, *forms: NamedNode) -> Property:
    return Property(_word(word), lambda one: [{"int": one.about.number(*forms)}])


def _code(one: Locality) -> list[Value]:
    """Return the statistics code of the day; of one that has ended, the last."""
    then = period(one.store, one.node, one.on) or next(iter(former_periods(one.store, one.node, one.day)[-1:]), None)
    return one.text(value(one.store, then, skos.notation)) if then else []


def _entities(one: Locality, nodes: Iterable[NamedNode]) -> list[Value]:
    return [one.entity(node) for node in nodes if is_locality(node)]


def _networks(one: Locality) -> list[Value]:
    nodes = dict.fromkeys(entry.network for entry in one.about.entries if entry.form == coop.Membership)
    return [{"str": name} for name in sorted(one.labels[node] for node in nodes if node)]


PROPERTIES: dict[str, Property] = {
    "country": Property(_term(coop.country), lambda one: one.text(value(one.store, one.node, coop.country))),
    "level": _stated(coop.level),
    "parent": Property(
        _word("column_parent"),
        lambda one: _entities(one, filter(None, [container(one.store, one.node, one.on)])), of_localities=True,
    ),
    "region": Property(_term(coop.region), lambda one: one.text(region(one.store, one.node, one.on))),
    **{f"name_{language}": _named(language) for language in LANGUAGES},
    "code": Property(_word("extend_code"), _code),
    **{scheme: _identifier(scheme) for scheme in concepts.slugs("identifier-scheme")},
    "latitude": _coordinate("extend_latitude", 0),
    "longitude": _coordinate("extend_longitude", 1),
    "website": Property(
        _word("column_website"), lambda one: one.text(_address(value(one.store, one.node, foaf.homepage)))
    ),
    "valid_from": _day(coop.validFrom),
    "valid_through": _day(coop.validThrough),
    "held_by": Property(
        _term(coop.heldBy),
        lambda one: _entities(one, (n for n in holders(one.store, one.node, one.day) if n != one.node)),
        of_localities=True,
    ),
    "partners": Property(
        _word("partners"), lambda one: _entities(one, sorted(one.about.partners, key=str)), of_localities=True
    ),
    "agreements": _number("column_agreements", coop.Agreement),
    "exchanges": _number("column_exchanges", coop.Exchange),
    "projects": _number("column_projects", coop.Project),
    "networks": Property(_word("column_networks"), _networks),
    **{name: _indicator(name) for name in concepts.slugs("indicator")},
}  # fmt: skip
"""Property, by its id -> what it is."""


def _address(node: NamedNode | Literal | None) -> Literal | None:
    return Literal(node.value) if node else None
