"""The catalogue of the files in terms that catalogues of open data read: DCAT 3, and VoID on what is in the graph."""

from collections import Counter
from collections.abc import Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode, Store, Triple

from graph.ask.labels import short
from graph.ask.lookup import things
from graph.ask.query import Cell
from graph.ask.status import data_sets
from graph.ask.words import words
from graph.site import change_feed
from graph.site.relative import BESIDE, HERE, turtle
from graph.site.snapshot import SiteSnapshot
from ontology import (
    BASE,
    LANGUAGES,
    PREFIXES,
    Namespace,
    coop,
    dcat,
    dct,
    foaf,
    prov,
    rdf,
    rdfs,
    skos,
    thing,
    void,
    xsd,
)

_FILE = "dcat.ttl"
_own = Namespace(f"{HERE}{_FILE}#")
_media = Namespace("https://www.iana.org/assignments/media-types/")
_language = Namespace("http://publications.europa.eu/resource/authority/language/")
_LANGUAGES = {"en": _language.ENG, "vi": _language.VIE, "ja": _language.JPN}
"""As DCAT-AP has them."""

_formats = Namespace("http://www.w3.org/ns/formats/")
_SYNTAXES = ("Turtle", "TriG", "JSON-LD")
_LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
_RDF = {"text/turtle", "application/trig", "application/ld+json"}

_HOME = NamedNode(BASE)
_CLASSES = {
    dct.license: dct.LicenseDocument, dct.language: dct.LinguisticSystem, dct.conformsTo: dct.Standard,
    dcat.mediaType: dct.MediaType, dcat.packageFormat: dct.MediaType, dcat.landingPage: foaf.Document,
    foaf.homepage: foaf.Document,
}  # fmt: skip
"""Property -> the class of its values, which DCAT-AP wants to be told."""

File = tuple[str, str, str, int]
"""A file: its name, what it holds (``graph`` or ``network``), its media type, its size in bytes."""

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def catalogue(snapshot: SiteSnapshot, union: list[Triple], files: list[File]) -> bytes:
    """Return the catalogue in Turtle.

    Args:
        snapshot: the graph as of a day.
        union: all that stands in it, as `graph.export.files.triples` returns it.
        files: the files to take away.
    """
    issued, modified = _days(snapshot)
    said = [
        *_listed(),
        *_described(_own.graph, "about_graph", issued, modified),
        *_described(_own.network, "about_network", issued, Literal(snapshot.day, datatype=xsd.date)),
        *_content(union),
        *_stream(modified),
        *(statement for row in data_sets(snapshot.store).rows for statement in _part(snapshot.store, *row)),
        *(statement for file in files for statement in _distribution(*file)),
    ]
    said += [(term, rdf.type, of) for _, predicate, term in said
             if (of := _CLASSES.get(predicate)) and isinstance(term, NamedNode)]  # fmt: skip
    prefixes = {"media": _media.iri, "language": _language.iri, "formats": _formats.iri}
    return turtle((Triple(*one) for one in said), _FILE, prefixes)


def _days(snapshot: SiteSnapshot) -> tuple[Literal, Literal]:
    """Return the days of the oldest and of the newest data set."""
    days = sorted(of.value for _, of, _, _ in data_sets(snapshot.store).rows if isinstance(of, Literal))
    first, last = days[0], days[-1]
    return Literal(first, datatype=xsd.date), Literal(last, datatype=xsd.date)


def _listed() -> Iterator[Statement]:
    """Yield the catalogue itself."""
    yield _own.catalogue, rdf.type, dcat.Catalog
    yield _own.catalogue, dct.license, _LICENCE
    yield _own.catalogue, dct.publisher, _own.publisher
    yield _own.publisher, rdf.type, foaf.Agent
    yield _own.publisher, foaf.name, Literal("vnjp-ties")
    yield _own.catalogue, foaf.homepage, _HOME
    yield from _worded(_own.catalogue, "site_title")
    for language in _LANGUAGES.values():
        yield language, skos.inScheme, NamedNode(_language.iri.rstrip("/"))


def _worded(node: NamedNode, title: str) -> Iterator[Statement]:
    for language in LANGUAGES:
        said = words(language)
        yield node, dct.title, Literal(said[title], language=language)
        yield node, dct.description, Literal(said["about_what"], language=language)
        yield node, dct.language, _LANGUAGES[language]


def _described(node: NamedNode, title: str, issued: Literal, modified: Literal) -> Iterator[Statement]:
    """Yield what is said of what has files."""
    yield _own.catalogue, dcat.dataset, node
    yield node, rdf.type, dcat.Dataset
    yield from _worded(node, title)
    yield node, dct.license, _LICENCE
    yield node, dct.publisher, _own.publisher
    yield node, dct.issued, issued
    yield node, dct.modified, modified
    yield node, dcat.landingPage, _HOME


def _content(union: list[Triple]) -> Iterator[Statement]:
    """Yield how much there is in the graph, of which classes and properties, in which vocabularies."""
    yield _own.graph, rdf.type, void.Dataset
    yield _own.graph, dct.conformsTo, NamedNode(coop.iri.rstrip("#"))
    yield _own.graph, void.uriSpace, Literal(thing.iri)
    yield _own.graph, void.exampleResource, thing["vn/da-nang"]
    for syntax in _SYNTAXES:
        yield _own.graph, void.feature, _formats[syntax.replace("-", "_")]
    yield _own.graph, void.triples, Literal(len(union))
    properties = Counter(one.predicate for one in union)
    classes = Counter(one.object for one in union if one.predicate == rdf.type and isinstance(one.object, NamedNode))
    for space in PREFIXES.values():
        if any(term.value.startswith(space) for term in (*properties, *classes)):
            yield _own.graph, void.vocabulary, NamedNode(space)
    for term, number in properties.items():
        yield from _partition("property", term, Literal(number))
    for term, number in classes.items():
        yield from _partition("class", term, Literal(number))


def _stream(modified: Literal) -> Iterator[Statement]:
    """Yield the description of the stream of what entered the graph, which stands beside the folder of the files."""
    name = change_feed.FEED.rpartition("/")[2]
    node, files = NamedNode(f"{BESIDE}{change_feed.FEED}#stream"), _own["changes"]
    yield _own.catalogue, dcat.dataset, node
    yield node, rdf.type, dcat.Dataset
    yield node, rdf.type, change_feed.EVENT_STREAM
    yield node, prov.wasDerivedFrom, _own.graph
    yield from _worded(node, "change_feed")
    yield node, dct.license, _LICENCE
    yield node, dct.publisher, _own.publisher
    yield node, dct.modified, modified
    yield node, dcat.distribution, files
    yield files, rdf.type, dcat.Distribution
    yield files, dct.title, Literal(name)
    yield files, dct.license, _LICENCE
    yield files, dcat.accessURL, NamedNode(BESIDE + change_feed.FEED)
    yield files, dcat.mediaType, _media["text/turtle"]


def _partition(kind: str, term: NamedNode, number: Literal) -> Iterator[Statement]:
    """Yield how often a class or property occurs; a partition has a name, since blank nodes have another every time."""
    part = _own[f"{kind}-{short(term).replace(':', '-')}"]
    yield _own.graph, void[f"{kind}Partition"], part
    yield part, void[kind], term
    yield part, void["entities" if kind == "class" else "triples"], number


def _part(store: Store, name: Cell, of: Cell, licence: Cell, number: Cell) -> Iterator[Statement]:
    """Yield the description of a data set, which has a named graph of its own."""
    if not isinstance(name, NamedNode) or not isinstance(number, Literal):
        return
    yield _own.catalogue, dcat.dataset, name
    yield _own.graph, dct.hasPart, name
    yield _own.graph, void.subset, name
    yield name, rdf.type, dcat.Dataset
    yield name, rdf.type, void.Dataset
    yield name, void.triples, number
    yield name, dct.license, licence if isinstance(licence, NamedNode) else _LICENCE
    yield name, dct.publisher, _own.publisher
    for predicate in (dct.title, dct.description, dct.issued, prov.wasDerivedFrom):
        for quad in store.quads_for_pattern(name, predicate, None, None):
            yield name, predicate, cast(NamedNode | Literal, quad.object)
    for page in things(store, name, dct.source):  # pages of the web, and no data sets as DCAT-AP wants of dct:source
        yield name, prov.wasDerivedFrom, page
    if not isinstance(of, Literal):
        for quad in store.quads_for_pattern(name, rdfs.label, None, None):
            yield name, dct.title, cast(Literal, quad.object)
            yield name, dct.description, cast(Literal, quad.object)


def _distribution(name: str, about: str, media_type: str, size: int) -> Iterator[Statement]:
    """Yield the description of a file (dcat:Distribution)."""
    file, node = NamedNode(HERE + name), _own[name]
    yield _own[about], dcat.distribution, node
    yield node, rdf.type, dcat.Distribution
    yield node, dct.title, Literal(name)
    yield node, dct.license, _LICENCE
    yield node, dcat.accessURL, file
    yield node, dcat.downloadURL, file
    yield node, dcat.byteSize, Literal(str(size), datatype=xsd.nonNegativeInteger)
    yield node, dcat.mediaType, _media["text/csv" if media_type == "application/zip" else media_type]
    if media_type == "application/zip":
        yield node, dcat.packageFormat, _media[media_type]
    if media_type in _RDF:
        yield _own[about], void.dataDump, file
