"""The controlled vocabularies (SKOS concept schemes) of ``coop.ttl``: kinds, levels, fields, roles..."""

from collections.abc import Callable
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
    schemes: dict[str, dict[str, dict[str, str]]] = {}
    for scheme, slug, predicate, text in _named():
        if predicate == skos.prefLabel and text.language:
            schemes.setdefault(scheme, {}).setdefault(slug, {})[text.language] = text.value
    return schemes


@cache
def names(scheme: str) -> dict[str, tuple[str, ...]]:
    """Return all that the concepts of a scheme are called, in any language: slug -> preferred and alternative labels.

    >>> "nước" in names("field")["water"]
    True
    """
    found: dict[str, tuple[str, ...]] = dict.fromkeys(slugs(scheme), ())
    for of, slug, _, text in _named():
        if of == scheme:
            found[slug] = (*found[slug], text.value)
    return found


@cache
def meant(scheme: str, fold: Callable[[str], str]) -> dict[str, str]:
    """Return the concepts of a scheme by all that they are called: folded name -> slug.

    A slug comes before a preferred label, that before an alternative one. Alternative labels hold the words that were
    preferred before, so that what people wrote then is understood still.

    Args:
        scheme: the concept scheme.
        fold: what spellings of one name have in common.

    >>> meant("field", str.casefold)["nước"]
    'water'
    """
    called = labels()[scheme].items()
    alternative = {fold(name): slug for slug, all_names in names(scheme).items() for name in all_names}
    preferred = {fold(name): slug for slug, texts in called for name in texts.values()}
    return alternative | preferred | {fold(slug): slug for slug in slugs(scheme)}


@cache
def _named() -> list[tuple[str, str, NamedNode, Literal]]:
    """Return each label of each concept: scheme, slug, predicate, text."""
    source = files("ontology").joinpath("coop.ttl").read_bytes()
    found = []
    for triple in parse(source, format=RdfFormat.TURTLE):
        subject, text = triple.subject, triple.object
        if triple.predicate not in {skos.prefLabel, skos.altLabel} or not isinstance(subject, NamedNode):
            continue
        scheme, _, slug = subject.value.removeprefix(concept.iri).partition("/")
        if slug and isinstance(text, Literal):
            found.append((scheme, slug, triple.predicate, text))
    return found


def slugs(scheme: str) -> tuple[str, ...]:
    """Return the slugs of a scheme in the order of ``coop.ttl``, e.g. of ``"scheme"``."""
    return tuple(labels()[scheme])
