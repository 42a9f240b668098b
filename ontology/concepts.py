"""The controlled vocabularies (SKOS concept schemes) of ``coop.ttl``: kinds, levels, fields, roles..."""

from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology import concept, skos


@cache
def labels() -> dict[str, dict[str, dict[str, str]]]:
    """Return the preferred label of every concept: scheme -> slug -> language -> text.

    >>> labels()["field"]["water"]["ja"]
    '水'
    """
    source = files("ontology").joinpath("coop.ttl").read_bytes()
    schemes: dict[str, dict[str, dict[str, str]]] = {}
    for triple in parse(source, format=RdfFormat.TURTLE):
        subject, text = triple.subject, triple.object
        if triple.predicate != skos.prefLabel or not isinstance(subject, NamedNode):
            continue
        scheme, _, slug = subject.value.removeprefix(concept.iri).partition("/")
        if slug and isinstance(text, Literal) and text.language:
            schemes.setdefault(scheme, {}).setdefault(slug, {})[text.language] = text.value
    return schemes


def slugs(scheme: str) -> tuple[str, ...]:
    """Return the slugs of a scheme in the order of ``coop.ttl``, e.g. of ``"scheme"``."""
    return tuple(labels()[scheme])
