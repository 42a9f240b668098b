"""The definitions of the terms of ``coop.ttl``."""

from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology import skos


@cache
def definitions() -> dict[NamedNode, dict[str, str]]:
    """Return the definition of every class, property and concept: term -> language -> text.

    >>> from ontology import coop
    >>> definitions()[coop.budget]["en"]
    'The money for the project as a whole, in the currency that coop:currency gives.'
    """
    found: dict[NamedNode, dict[str, str]] = {}
    for triple in parse(files("ontology").joinpath("coop.ttl").read_bytes(), format=RdfFormat.TURTLE):
        subject, text = triple.subject, triple.object
        if triple.predicate == skos.definition and isinstance(subject, NamedNode) and isinstance(text, Literal):
            found.setdefault(subject, {})[text.language or ""] = text.value
    return found
