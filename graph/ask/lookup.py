"""The values of a thing by predicate, cached, since several languages and many pages need the same."""

from collections.abc import Iterable
from typing import Any, cast

from pyoxigraph import Literal, NamedNode

from graph.store.caches import cached
from graph.store.folder import Graph
from ontology import rdf


@cached
def values(store: Graph, subject: NamedNode, predicate: NamedNode) -> tuple[NamedNode | Literal, ...]:
    """Return the values of a predicate of a thing, in a fixed order."""
    found = {quad.object for quad in store.quads_for_pattern(subject, predicate, None, None)}
    return cast(tuple[NamedNode | Literal, ...], tuple(sorted(found, key=str) if len(found) > 1 else found))


@cached
def every(store: Graph, predicate: NamedNode) -> dict[NamedNode, tuple[NamedNode | Literal, ...]]:
    """Return thing -> all that is said of it by a predicate, in a fixed order: sooner read whole than one by one."""
    found: dict[Any, tuple[Any, ...]] = {}
    for quad in store.quads_for_pattern(None, predicate, None, None):
        found[quad.subject] = (*found.get(quad.subject, ()), quad.object)
    for thing, said in found.items():
        if len(said) > 1:
            found[thing] = tuple(sorted(set(said), key=str))
    return found


def value(store: Graph, subject: NamedNode, predicate: NamedNode) -> NamedNode | Literal | None:
    """Return the first value of a predicate of a thing; None if it has none."""
    return next(iter(values(store, subject, predicate)), None)


def text(store: Graph, subject: NamedNode, predicate: NamedNode) -> str:
    """Return the same as text; empty if it is none."""
    found = value(store, subject, predicate)
    return found.value if isinstance(found, Literal) else ""


def subjects(store: Graph, predicate: NamedNode, value: NamedNode | Literal | None = None) -> set[NamedNode]:
    """Return the things of which a predicate states a value, or any value if none is given."""
    return {cast(NamedNode, quad.subject) for quad in store.quads_for_pattern(None, predicate, value, None)}


def of_class(store: Graph, form: NamedNode, among: Iterable[NamedNode] | None = None) -> set[NamedNode]:
    """Return the things of a class; if some are given, those among them."""
    if among is None:
        return subjects(store, rdf.type, form)
    return {one for one in among if form in values(store, one, rdf.type)}


def texts(store: Graph, subject: NamedNode, predicate: NamedNode, language: str) -> list[Literal]:
    """Return the texts of a predicate of a thing in a language; see `in_language`."""
    found = (one for one in values(store, subject, predicate) if isinstance(one, Literal))
    return in_language(found, language)


def in_language(found: Iterable[Literal], language: str) -> list[Literal]:
    """Return of texts those in a language, or if none is, those in English, or in whichever there is.

    What is in no known language, such as a note from a user's own table, is returned with them.
    """
    by_language: dict[str, list[Literal]] = {}
    for one in found:
        by_language.setdefault(one.language or "", []).append(one)
    unknown = by_language.pop("", [])
    chosen = next((one for one in (language, "en", *by_language) if one in by_language), "")
    return [*by_language.get(chosen, ()), *unknown]


def things(store: Graph, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
    """Return the things among `values`."""
    return [one for one in values(store, subject, predicate) if isinstance(one, NamedNode)]
