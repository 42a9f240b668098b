"""The offices in charge of the foreign relations of a locality: whom to write to."""

from typing import cast

from pyoxigraph import NamedNode

from graph.ask.as_of import container, spoken_of
from graph.ask.labels import slug
from graph.ask.lookup import subjects, text, things, value
from graph.store.caches import cached
from graph.store.folder import Graph
from ontology import concepts, coop, foaf, rdf

_OWN = "international-relations"


@cached
def offices(store: Graph, place: NamedNode, day: str) -> list[NamedNode]:
    """Return the offices in charge of a locality, its own first, as far as they are known by a day (ISO 8601).

    They serve it itself, or its country as a whole, or what it is part of; the department of that is not its own.
    """
    found = dict.fromkeys(sorted(subjects(store, coop.serves, place), key=str))
    upper = container(store, place, day)
    above = sorted(subjects(store, coop.serves, upper), key=str) if upper else []
    found |= dict.fromkeys(one for one in above if kind(store, one) != _OWN)
    country, order = value(store, place, coop.country), concepts.slugs("office-kind")
    found |= dict.fromkeys(one for one in _national(store) if country in things(store, one, coop.country))
    return sorted((one for one in found if _known(store, one, day)), key=lambda one: order.index(kind(store, one)))


@cached
def _national(store: Graph) -> list[NamedNode]:
    """Return the offices that serve a whole country."""
    found = subjects(store, rdf.type, coop.ContactOffice)
    return sorted((one for one in found if value(store, one, coop.country)), key=str)


def kind(store: Graph, office: NamedNode) -> str:
    """Return the kind of an office, by its slug."""
    return slug(cast(NamedNode | None, value(store, office, coop.kind)))


def page(store: Graph, office: NamedNode) -> str:
    """Return the address of the page of an office; empty if none is known."""
    found = value(store, office, foaf.homepage) or value(store, office, foaf.page)
    return found.value if found else ""


def _known(store: Graph, office: NamedNode, day: str) -> bool:
    """Whether a source spoke of an office by a day; an undated one does from the day on which it was recorded."""
    return (spoken_of(store, office) or text(store, office, coop.recorded)) <= day
